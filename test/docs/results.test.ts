import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { expect, test } from 'vitest';
import { defaultAnswer } from '../../simulator/backend/answer.ts';
import type { SimulatorOptions } from '../../simulator/simulator.ts';
import { DOCUMENTS } from '../../scripts/documents.ts';
import type { AnyField, AnyFields } from '../../scripts/fields.ts';
import { ERROR_META, RESULTS } from '../../scripts/results.ts';
import { isObject } from '../../src/system/json.ts';
import { findingOf } from '../review/support.ts';
import { commit, git, plant } from '../attach/support.ts';
import { startBundle } from '../cli/support.ts';
import { plantJob } from '../jobs/plant.ts';
import { chatGptSandbox, signIn as signInToChatGpt } from '../support/chatgpt.ts';
import { connect, playBrowser, urlIn, type Session } from '../support/mcp.ts';
import { freePort } from '../support/net.ts';
import { makeSimulator, seedLogin, type Sandbox } from '../support/sandbox.ts';
import { describeProviders, startStandIn } from '../support/stand-in.ts';
import { ask, makeScene, startLogin, type Scene } from '../support/scene.ts';

/** What real results have shown of one table: every key that came, and what the table does not allow. */
function witness(fields: AnyFields) {
  const missing = new Set(pathsOf(fields));
  const faults: string[] = [];
  const look = (value: unknown, among: AnyFields, at: string): void => {
    for (const [key, found] of Object.entries(value ?? {})) {
      const field = among[key];
      const name = at + key;
      if (!field) faults.push(`${name} is not in the reference`);
      else if (!fits(found, field)) faults.push(`${name} is ${JSON.stringify(found)}, no ${field.type}`);
      missing.delete(name);
      const inside: readonly unknown[] = Array.isArray(found) ? found : [found];
      if (field?.keys) for (const one of inside) look(one, field.keys, `${name}.`);
    }
    for (const [key, field] of Object.entries(among))
      if (isObject(value) && field.when === undefined && !(key in value))
        faults.push(`${at}${key} is not always there`);
  };
  return {
    saw: (value: unknown) => {
      expect(value).toBeTypeOf('object');
      look(value, fields, '');
    },
    end: () => expect({ faults, missing: [...missing] }).toEqual({ faults: [], missing: [] }),
  };
}

function pathsOf(fields: AnyFields, before = ''): readonly string[] {
  return Object.entries(fields).flatMap(([key, { keys }]) => [
    before + key,
    ...(keys ? pathsOf(keys, `${before}${key}.`) : []),
  ]);
}

function fits(value: unknown, { type, values }: AnyField): boolean {
  if (value === null) return type.endsWith(' or null');
  const word = type.replace(/ or null$/, '');
  const element = /^list of (\w+)s$/.exec(word)?.[1];
  if (element === 'list') return Array.isArray(value) && value.every(Array.isArray);
  if (element) return Array.isArray(value) && value.every((one) => typeof one === element);
  return typeof value === word && (values === undefined || (typeof value === 'string' && value in values));
}

const tableOf = (fields: AnyFields | string | undefined): AnyFields =>
  typeof fields === 'object' ? fields : {};
const dataOf = (tool: string) => witness(tableOf(RESULTS[tool]?.data));
const metaOf = (name: string) => witness(tableOf(RESULTS['codex_query']?.meta?.[name]?.fields));
const documentOf = (name: string) => witness(tableOf(DOCUMENTS[name]));

const FILES = { files: ['src/', 'a.md:1-1', '.env', 'allow-secret:secret.env'], diff: 'uncommitted' };
/** A pixel, as GIF. */
const IMAGE = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

const SCHEMA = {
  type: 'object',
  properties: { good: { type: 'boolean' } },
  required: ['good'],
  additionalProperties: false,
};

/** What a reviewer says about the project's change; the line is not where it says. */
const FINDINGS = JSON.stringify({
  findings: [
    findingOf({ start_line: 9, quoted_line: 'none such' }),
    findingOf({ start_line: 9, quoted_line: 'bbb' }),
  ],
  not_judged: '',
});

/** Looks around in every way, and searches the web. */
const LOOK = { prompt: 'Look', look: true, web_search: true };
const LOOKING: Required<SimulatorOptions>['answer'] = (question) => {
  const { prompt, outputs, functions } = question;
  if (prompt !== LOOK.prompt || outputs.length > 0) return defaultAnswer({ ...question, functions: [] });
  const calls = [
    { name: 'list', arguments: { paths: ['src'] } },
    { name: 'read', arguments: { ranges: [{ path: 'a.md' }, { path: '.env' }] } },
    { name: 'grep', arguments: { patterns: ['a'] } },
    { name: 'git', arguments: { queries: [{ kind: 'log' }] } },
    { name: 'search', arguments: { queries: ['monads'] } },
  ];
  return { text: '', calls: calls.filter(({ name }) => functions.some((one) => one.name === name)) };
};

/** A user who is signed in with ChatGPT's documented sign-in. */
async function chatGpt(): Promise<Sandbox> {
  const sandbox = await chatGptSandbox(await makeSimulator());
  expect((await signInToChatGpt(sandbox.env)).code).toBe(0);
  return sandbox;
}

/** A signed-in user in a small repository in which something can be attached, withheld, left out and let out. */
async function makeProject(answer?: string): Promise<Scene & { readonly project: string }> {
  const scene = await makeScene({ simulator: { answer: answer === undefined ? LOOKING : () => answer } });
  const project = path.join(scene.sandbox.dir, 'project');
  const secrets = { '.env': 'KEY=value\n', 'secret.env': 'KEY=value\n' };
  await plant(project, {
    'src/a.ts': 'a\n',
    'src/b.bin': '\0',
    'a.md': 'a\nb\n',
    'a.gif': IMAGE,
    ...secrets,
  });
  git(project, 'init', '-q');
  commit(project);
  await plant(project, { 'src/a.ts': 'bbb\n' });
  scene.sandbox.env['CLAUDE_PROJECT_DIR'] = project;
  scene.sandbox.env['CODEX_OAUTH_ALLOW_SECRETS'] = path.join(project, 'secret.env');
  return { ...scene, project };
}

test('the receipt and what stands beside it are what the reference says', async () => {
  const { simulator, open } = await makeProject();
  const session = await open();
  const receipt = metaOf('codex-oauth/receipt');
  const dryRun = metaOf('codex-oauth/dry-run');
  simulator.fault('search.404', { times: 1 });
  for (const args of [LOOK, LOOK, {}, { ...FILES, images: ['a.gif'] }, { output_schema: SCHEMA }]) {
    const asked = await ask(session, args);
    expect(asked.failed, asked.text).toBe(false);
    receipt.saw(asked.receipt);
    expect('codex-oauth/output' in (asked.result._meta ?? {})).toBe('output_schema' in args);
    dryRun.saw((await ask(session, { ...args, dry_run: true })).result._meta?.['codex-oauth/dry-run']);
  }
  simulator.fault('stream.cut', { params: { after: 3 } });
  receipt.saw((await ask(session)).receipt);
  const reviewed = metaOf('codex-oauth/review');
  const { open: openReview } = await makeProject(FINDINGS);
  const asked = await ask(await openReview(), { system_prompt: 'review', diff: 'uncommitted' });
  expect(asked.text).toMatch(/^2\. \*\*high\*\* src\/a\.ts:1 \[/m);
  reviewed.saw(asked.result._meta?.['codex-oauth/review']);
  reviewed.end();
  const { env } = await chatGpt();
  receipt.saw((await ask(await connect(env))).receipt);
  receipt.end();
  dryRun.end();
});

test('status and models are what the reference says', async () => {
  const status = dataOf('codex_status');
  const models = dataOf('codex_models');
  const { simulator, sandbox, open } = await makeScene({ login: false });
  await plantJob(sandbox.authFile, process.cwd());
  const session = await open();
  const see = async (args = {}): Promise<string> => {
    const { structuredContent } = await session.call('codex_status', args);
    status.saw(structuredContent);
    return String(structuredContent?.['status']);
  };
  expect(await see()).toBe('not_authenticated');
  const stop = new AbortController();
  await startLogin(session, stop.signal);
  expect(await see()).toBe('pending');
  stop.abort();
  await expect.poll(() => see()).toBe('not_authenticated');
  await seedLogin(sandbox, simulator.mintTokens(), { account_id: 'acc-sim-0001' });
  await ask(session);
  expect(await see({ refresh: true })).toBe('authenticated');
  models.saw((await session.call('codex_models')).structuredContent);
  simulator.fault('usage.500', { times: 9 });
  expect(await see({ refresh: true })).toBe('authenticated');
  const other = await connect((await chatGpt()).env);
  status.saw((await other.call('codex_status')).structuredContent);
  const file = await describeProviders(sandbox, { providers: { acme: { issuer: 'https://acme.example' } } });
  expect(await see()).toBe('authenticated');
  await writeFile(file, '{');
  expect(await see()).toBe('authenticated');
  await writeFile(sandbox.authFile, '{', { mode: 0o600 });
  expect(await see()).toBe('not_authenticated');
  const elsewhere = await (await makeScene({ login: false })).open();
  models.saw((await elsewhere.call('codex_models')).structuredContent);
  status.end();
  models.end();
});

async function finished(session: Session): Promise<CallToolResult> {
  const { url, done } = await startLogin(session);
  await playBrowser(url);
  return done;
}

test('where the reference knows of text only, there is nothing else', async () => {
  const { open } = await makeScene();
  const session = await open();
  const seen = {
    codex_clear: await session.call('codex_clear'),
    codex_login: await finished(session),
  };
  for (const [tool, result] of Object.entries(seen)) {
    expect(Object.keys(result), tool).toEqual(['content']);
    expect(Object.keys(RESULTS[tool] ?? {}), tool).toEqual(['says']);
  }
});

test('what stands beside an error is what the reference says', async () => {
  const [name, fields] = ERROR_META;
  const seen = witness(fields);
  const { simulator, sandbox, open } = await makeProject();
  const fail = async (env: Record<string, string> = {}, args = {}): Promise<void> => {
    seen.saw((await ask(await open(env), args)).result._meta?.[name]);
  };
  for (const fault of [
    'responses.403.cloudflare',
    'responses.429.usage_limit',
    'stream.failed.invalid_prompt',
  ] as const) {
    simulator.fault(fault, { times: 1 });
    await fail();
  }
  simulator.fault('responses.403.cloudflare', { times: 1, skip: 1 });
  await fail({}, LOOK);
  await fail({ CODEX_OAUTH_WORKSPACE: 'another' });
  await fail({}, { prompt: 'A long question. '.repeat(90_000) });
  const nobody = `http://127.0.0.1:${await freePort()}`;
  await fail({ CODEX_OAUTH_BASE_URL: nobody });
  const away = { issuer: nobody, base_url: nobody, account_id: 'acc-sim-0001' };
  await seedLogin(sandbox, simulator.mintTokens(), away);
  await fail({ CODEX_OAUTH_ISSUER: nobody, CODEX_OAUTH_BASE_URL: nobody });
  await writeFile(sandbox.authFile, '{', { mode: 0o600 });
  await fail();
  seen.end();
});

test('the documents of the command line are what the reference says', async () => {
  const { simulator, sandbox, project } = await makeProject();
  const job = await plantJob(sandbox.authFile, project);
  const misfit = await makeScene({ simulator: { answer: () => 'no JSON' } });
  await writeFile(path.join(project, 'schema.json'), JSON.stringify(SCHEMA));
  const witnesses = new Map(
    Object.entries(DOCUMENTS).map(([name, table]) => [
      name,
      typeof table === 'string' ? dataOf('codex_status') : documentOf(name),
    ]),
  );
  const runIn = async (env: typeof sandbox.env, name: string, ...args: readonly string[]): Promise<void> => {
    const { stdout, stderr } = await startBundle(env, [...args, '--json'], { cwd: project }).done;
    expect(stdout, stderr).not.toBe('');
    witnesses.get(name)?.saw(JSON.parse(stdout));
  };
  const run = (name: string, ...args: readonly string[]): Promise<void> => runIn(sandbox.env, name, ...args);
  const asks = 'ask, review';
  const files = FILES.files.flatMap((file) => ['--file', file]);
  await run(asks, 'ask', 'What?', ...files, '--diff', 'uncommitted');
  await run(asks, 'ask', 'What?', '--schema', 'schema.json');
  await runIn((await chatGpt()).env, asks, 'ask', 'What?');
  simulator.fault('stream.cut', { params: { after: 3 } });
  await run(asks, 'ask', 'What?', '--schema', 'schema.json');
  await runIn(misfit.sandbox.env, asks, 'ask', 'What?', '--schema', 'schema.json');
  const reviewed = await makeProject(FINDINGS);
  const { stdout } = await startBundle(reviewed.sandbox.env, ['review', '--json'], { cwd: reviewed.project })
    .done;
  witnesses.get(asks)?.saw(JSON.parse(stdout));
  simulator.fault('search.404', { times: 1 });
  for (let i = 0; i < 2; i += 1) await run(asks, 'ask', LOOK.prompt, '--look', '--web-search');
  await run('ask --dry-run, review --dry-run', 'ask', 'What?', '--dry-run');
  await run('jobs list', 'jobs');
  await run('jobs show, jobs wait, jobs stop', 'jobs', 'show', job);
  await run('threads list', 'threads');
  await run('threads search', 'threads', 'search', 'what');
  const kept = 'threads show, threads export';
  await run(kept, 'threads', 'show', 'last');
  await run('threads remove', 'threads', 'remove', '--all', '--yes');
  await run('threads prune', 'threads', 'prune');
  await run('doctor', 'doctor');
  await run('setup', 'setup', 'cursor');
  await describeProviders(sandbox, { providers: { acme: { issuer: 'https://acme.example' } } });
  await run('login status', 'login', 'status');
  await run('login status <provider>, login <provider>', 'login', 'status', 'openai-codex');
  await run('login logout <provider>', 'login', 'logout', 'acme', '--yes');
  await run('token', 'token');
  await run('accounts', 'accounts');
  await run('use', 'use', 'default');
  await run('clear', 'clear', '--yes');
  await run('every command that fails', 'ask', 'What?');
  for (const [name, one] of witnesses) if (typeof DOCUMENTS[name] === 'object') one.end();
});

test('oauth_get_token gives what the reference says', async () => {
  const { sandbox, open } = await makeScene();
  const standIn = await startStandIn();
  await describeProviders(sandbox, { providers: { acme: standIn.described }, tools: true });
  const session = await open();
  const lines: string[] = [];
  const done = session.call(
    'oauth_authorize',
    { provider: 'acme' },
    { progress: (line) => lines.push(line) },
  );
  await expect.poll(() => urlIn(lines.join(' '), '/auth?')).toBeDefined();
  await playBrowser(urlIn(lines.join(' '), '/auth?')?.replace(/[;.]$/, '') ?? '');
  expect(Object.keys(await done)).toEqual(['content']);
  const fresh = dataOf('oauth_get_token');
  fresh.saw((await session.call('oauth_get_token', { provider: 'acme' })).structuredContent);
  fresh.end();
});

test('the check finds a key too many, one that never comes, and a value of another type', () => {
  const fields = { a: { type: 'string', what: '' }, b: { type: 'number or null', what: '', when: 'x' } };
  for (const value of [{ a: '', c: 1 }, { a: 1, b: 1 }, { b: null }, { a: '' }]) {
    const seen = witness(fields);
    seen.saw(value);
    expect(seen.end, JSON.stringify(value)).toThrow();
  }
  const fine = witness(fields);
  fine.saw({ a: '', b: null });
  fine.end();
});
