import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ElicitRequestSchema, type ElicitResult } from '@modelcontextprotocol/sdk/types.js';
import { expect, test } from 'vitest';
import { sleep } from '../../src/system/time.ts';
import { plant } from '../attach/support.ts';
import { playBrowser, urlIn, type Session } from '../support/mcp.ts';
import { isListening, until } from '../support/net.ts';
import { seedLogin } from '../support/sandbox.ts';
import { ask, makeScene, QUESTION, untilSignedIn, type Scene, type SceneOptions } from '../support/scene.ts';

type Params = Readonly<Record<string, unknown>>;
type Reply = (params: Params) => ElicitResult['action'] | Promise<ElicitResult['action']>;

const scene = (options: SceneOptions = {}): Promise<Scene> =>
  makeScene({ login: false, simulator: { answer: () => 'Good morning.' }, ...options });

/** A host with a dialog that the user answers so; `shown` gets what it showed. */
async function host(
  { open }: Scene,
  reply: Reply,
  env: Record<string, string> = {},
): Promise<{ session: Session; shown: Params[] }> {
  const shown: Params[] = [];
  const session = await open(env, { elicitation: { url: {}, form: {} } }, (client) => {
    client.setRequestHandler(ElicitRequestSchema, async ({ params }) => {
      shown.push({ ...params });
      if (params.mode !== 'url') return { action: 'accept', content: { box1: true } };
      return { action: await reply({ ...params }) };
    });
  });
  return { session, shown };
}

/** The user accepts, and finishes in the browser. */
const finishing: Reply = ({ url }) => {
  void playBrowser(String(url));
  return 'accept';
};

test('a question without a login signs in and is answered, in one call', async () => {
  const s = await scene();
  const { session, shown } = await host(s, finishing);
  const { text, failed, receipt } = await ask(session);
  expect([failed, shown.length, s.questions()]).toEqual([false, 1, 1]);
  expect(text).toMatch(/^Good morning\./);
  expect(receipt).toMatchObject({ source: 'login', partial: false });
  expect(await isListening(s.port)).toBe(false);
});

test('so does one whose login was revoked, and the old login stays until then', async () => {
  const s = await scene();
  await seedLogin(s.sandbox, {
    ...s.simulator.mintTokens(),
    accessToken: 'a.e30.c',
    refreshToken: 'rt.unknown',
  });
  const before = await readFile(s.sandbox.authFile, 'utf8');
  let meanwhile = '';
  const { session, shown } = await host(s, async (params) => {
    meanwhile = await readFile(s.sandbox.authFile, 'utf8');
    return finishing(params);
  });
  const { text } = await ask(session);
  expect(text).toMatch(/^Good morning\./);
  expect([shown.length, meanwhile]).toEqual([1, before]);
});

test('what needs the user’s consent is asked once, after the sign-in', async () => {
  const s = await scene();
  const dir = path.join(s.sandbox.dir, 'project');
  await plant(dir, { '.env': 'KEY=value-of-mine' });
  const { session, shown } = await host(s, finishing, { CLAUDE_PROJECT_DIR: dir });
  expect((await ask(session, { files: ['allow-secret:.env'] })).text).toMatch(/^Good morning\./);
  expect(shown.map(({ mode }) => mode)).toEqual(['url', 'form']);
});

test('declined: nothing is asked, and it is no error', async () => {
  const s = await scene();
  const { session } = await host(s, () => sleep(1_100).then(() => 'decline'));
  const { text, failed } = await ask(session);
  expect([failed, s.questions()]).toEqual([false, 0]);
  expect(text).toContain('declined');
  expect(await isListening(s.port)).toBe(false);
});

test('declined by a host without a user: address and code are told, and either one still works', async () => {
  const s = await scene({ simulator: { deviceIntervalSeconds: 1, answer: () => 'Good morning.' } });
  const { session } = await host(s, () => 'decline');
  for (const asking of [1, 2]) {
    const { text, failed } = await ask(session);
    expect([failed, s.questions()], `question ${asking}`).toEqual([false, 0]);
    expect(text).toMatch(/^pending.*\/codex\/device.*\/oauth\/authorize/);
    if (asking === 2) s.simulator.approveDevice(/type the code ([A-Z0-9-]+)/.exec(text)?.[1] ?? '');
  }
  await untilSignedIn(session);
  expect((await ask(session)).text).toMatch(/^Good morning\./);
});

test('a code that the server then refuses does not end the browser’s page', async () => {
  const s = await scene({ simulator: { deviceIntervalSeconds: 1, answer: () => 'Good morning.' } });
  const { session } = await host(s, () => 'decline');
  s.simulator.fault('device.400', { times: 1 });
  const { text } = await ask(session);
  await until(
    () => s.simulator.requests('POST', '/api/accounts/deviceauth/token').length > 0,
    'the code is polled',
  );
  await playBrowser(urlIn(text, '/oauth/authorize') ?? '');
  await untilSignedIn(session);
});

test('the host’s own limit ends the call, not the sign-in: the redirect is stored and the next question answered', async () => {
  const s = await scene();
  let url = '';
  const { session, shown } = await host(s, (params) => {
    url = String(params['url']);
    return 'accept';
  });
  const call = { name: 'codex_query', arguments: QUESTION };
  const late = session.client.callTool(call, undefined, { timeout: 300 });
  await expect(late).rejects.toMatchObject({ code: -32001 });
  expect((await session.call('codex_status')).structuredContent).toMatchObject({ status: 'pending' });
  const joined = ask(session);
  await playBrowser(url);
  expect((await joined).text).toMatch(/^Good morning\./);
  expect([shown.length, s.questions()]).toEqual([1, 1]);
});

test('a cancel of the user’s own ends it, and frees the port', async () => {
  const s = await scene();
  const stop = new AbortController();
  const { session } = await host(s, () => {
    setTimeout(() => stop.abort(), 50);
    return 'accept';
  });
  await expect(ask(session, {}, { signal: stop.signal })).rejects.toThrow();
  await until(async () => !(await isListening(s.port)), 'the port is free');
});

test('two windows without a login: one sign-in answers both, the second with a code as the port is busy', async () => {
  const s = await scene({ simulator: { deviceIntervalSeconds: 1, answer: () => 'Good morning.' } });
  const one = await host(s, () => 'accept');
  const first = ask(one.session);
  await until(() => one.shown.length === 1, 'the first dialog is shown');
  const two = await host(s, () => 'accept');
  const second = ask(two.session);
  await until(() => two.shown.length === 1, 'the second dialog is shown');
  expect(String(two.shown[0]?.['message'])).toMatch(/code [A-Z0-9-]+/);
  await playBrowser(String(one.shown[0]?.['url']));
  for (const { text } of await Promise.all([first, second])) expect(text).toMatch(/^Good morning\./);
  expect(s.simulator.requests('POST', '/oauth/token')).toHaveLength(1);
});

test('two questions in one window while signed out: one dialog, two answers', async () => {
  const s = await scene();
  const { session, shown } = await host(s, (params) => sleep(100).then(() => finishing(params)));
  const asked = await Promise.all([ask(session), ask(session)]);
  for (const { text } of asked) expect(text).toMatch(/^Good morning\./);
  expect([shown.length, s.questions()]).toEqual([1, 2]);
});

test('a host that goes away during the dialog leaves no process and no port behind', async () => {
  const s = await scene();
  const { session, shown } = await host(s, () => new Promise(() => {}));
  const { pid } = session.transport;
  ask(session).catch(() => {});
  await until(() => shown.length === 1, 'the dialog is shown');
  expect(await isListening(s.port)).toBe(true);
  await session.client.close();
  await until(async () => !(await isListening(s.port)), 'the port is free');
  const alive = (): boolean => {
    try {
      return process.kill(pid ?? 0, 0);
    } catch {
      return false;
    }
  };
  await until(() => !alive(), 'the process has ended');
});

test.each([
  ['a dry run', { dry_run: true }, {}],
  ['a pinned source', {}, { CODEX_OAUTH_SOURCE: 'codex-cli' }],
  ['an API key that is refused', {}, { OPENAI_API_KEY: 'made-up' }],
  ['a named account', { account: 'work' }, {}],
] as const)('%s shows no dialog', async (_what, args, env) => {
  const s = await scene({ env });
  const { session, shown } = await host(s, finishing);
  const { failed } = await ask(session, args);
  expect([failed, shown]).toEqual([!('dry_run' in args), []]);
  await expect(readFile(s.sandbox.authFile)).rejects.toThrow();
});
