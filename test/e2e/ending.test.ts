import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { FaultName } from '../../simulator/simulator.ts';
import { until } from '../support/net.ts';
import { callTool, greet, start, type Raw } from '../support/raw.ts';
import { makeScene, type Scene } from '../support/scene.ts';

const ENDS: readonly (readonly [string, (raw: Raw) => unknown])[] = [
  ['its input ends', (raw) => raw.child.stdin.end()],
  ['it gets SIGTERM', (raw) => raw.child.kill('SIGTERM')],
  ['it gets SIGINT', (raw) => raw.child.kill('SIGINT')],
];

/** A pattern that takes years on this answer, in a schema that is nothing special otherwise. */
const ENDLESS = {
  type: 'object',
  properties: { a: { type: 'string', pattern: '^(a+)+$' } },
};
const answer = (): string => JSON.stringify({ a: `${'a'.repeat(60)}!` });

/** What is under way when the end comes: a call, the fault that keeps it there, and when it is there. */
interface State {
  readonly tool: string;
  readonly args?: object;
  readonly fault?: FaultName;
  readonly capabilities?: object;
  readonly there: (scene: Scene, raw: Raw) => boolean;
}

const asked =
  (method: string, route: string) =>
  ({ simulator }: Scene): boolean =>
    simulator.requests(method, `/backend-api/codex/${route}`).length > 0;
const said =
  (part: string) =>
  (_scene: Scene, raw: Raw): boolean =>
    raw.lines.some((line) => line.includes(part));

const STATES: Readonly<Record<string, State>> = {
  'an answer is judged by an endless schema': {
    tool: 'codex_query',
    args: { prompt: 'x', output_schema: ENDLESS },
    there: asked('POST', 'responses'),
  },
  'a schema is checked that grows without end': {
    tool: 'codex_query',
    args: { prompt: 'x', output_schema: nested(60) },
    there: said('starting'),
  },
  'a stream has stalled': {
    tool: 'codex_query',
    args: { prompt: 'x' },
    fault: 'stream.stall',
    there: said('writing'),
  },
  'a question is not answered': {
    tool: 'codex_query',
    args: { prompt: 'x' },
    fault: 'responses.hang',
    there: asked('POST', 'responses'),
  },
  'the list of models does not come': {
    tool: 'codex_models',
    fault: 'models.hang',
    there: asked('GET', 'models'),
  },
  'a sign-in waits for the browser': { tool: 'codex_login', there: said('/oauth/authorize') },
  'the host shows a dialog': {
    tool: 'codex_login',
    capabilities: { elicitation: { url: {} } },
    there: said('elicitation/create'),
  },
  'many patterns are tried on many names': {
    tool: 'codex_query',
    args: { prompt: 'x', files: Array.from({ length: 200 }, (_, i) => `**/*a*a*b${i}${'{c,d}'.repeat(8)}`) },
    there: said('starting'),
  },
  'git is running': {
    tool: 'codex_query',
    args: { prompt: 'x', diff: 'uncommitted' },
    there: ({ sandbox }) => existsSync(path.join(sandbox.dir, 'ran')),
  },
};

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Each `$id` is looked through twice by the library. */
function nested(depth: number): object {
  let inner: object = {};
  for (let i = 0; i < depth; i += 1) inner = { $id: `https://x.example/${i}`, items: inner };
  return { type: 'object', properties: { a: inner } };
}

test.each(Object.keys(STATES).flatMap((name) => ENDS.map(([how, end]) => ({ name, how, end }))))(
  '$name: it is gone when $how',
  async ({ name, end }) => {
    const state = STATES[name];
    if (!state) throw new Error(name);
    const scene = await makeScene({ simulator: { answer }, login: state.tool !== 'codex_login' });
    const { dir, env } = scene.sandbox;
    const [project, bin] = [path.join(dir, 'project'), path.join(dir, 'bin')];
    for (const folder of [project, bin]) await mkdir(folder);
    if (name.startsWith('many'))
      for (let i = 0; i < 1_000; i += 1) await writeFile(path.join(project, `${'a'.repeat(200)}${i}`), '');
    if (name.startsWith('git')) {
      execFileSync('git', ['init', '-q', project]);
      await writeFile(path.join(bin, 'git'), `#!/bin/sh\ntrap '' TERM\necho $$ > ${dir}/ran\nsleep 20\n`);
      await chmod(path.join(bin, 'git'), 0o755);
      env['PATH'] = `${bin}:${env['PATH'] ?? ''}`;
    }
    if (state.fault) scene.simulator.fault(state.fault);
    const raw = await start({}, { ...scene.sandbox, dir: project });
    await greet(raw, '2025-11-25', state.capabilities);
    raw.send({ method: 'notifications/initialized' });
    callTool(raw, 2, state.tool, state.args ?? {});
    await until(() => state.there(scene, raw), name);
    // Long enough to be in the middle of it; names are listed before patterns are tried on them.
    await new Promise((resolve) => setTimeout(resolve, name.startsWith('many') ? 600 : 150));
    const began = performance.now();
    end(raw);
    expect(await raw.exited).toEqual({ code: 0, signal: null });
    expect(performance.now() - began).toBeLessThan(1_000);
    // It has been killed with us: asking it to end is not enough.
    const git = Number(await readFile(path.join(dir, 'ran'), 'utf8').catch(() => ''));
    if (git > 0) await until(() => !isAlive(git), 'the end of git');
  },
);

test.each([
  ['a pattern without end', ENDLESS, /does not fit output_schema.*2 s/],
  ['branches without end', nested(60), /output_schema is not usable.*2 s/],
  ['100,000 levels', undefined, /nested more than 1000 levels deep/],
  ['10 MB', { type: 'object', description: 'x'.repeat(10_000_000) }, /not usable.*10000\d+ characters/],
  [
    'a reference to itself',
    { type: 'object', allOf: [{ $ref: '#' }], properties: { ['__proto__']: { $ref: '#/%' } } },
    /output_schema/,
  ],
])('a schema with %s ends with a sentence, and the server goes on', async (_title, schema, says) => {
  const { sandbox } = await makeScene({ simulator: { answer } });
  const raw = await start({}, sandbox);
  await greet(raw);
  const deep = `${'{"items":'.repeat(100_000)}{}${'}'.repeat(100_000)}`;
  const given = schema ? JSON.stringify(schema) : deep;
  const params = `{"name":"codex_query","arguments":{"prompt":"x","output_schema":${given}}}`;
  raw.child.stdin.write(`{"jsonrpc":"2.0","id":1,"method":"tools/call","params":${params}}\n`);
  const began = performance.now();
  // Nobody else waits meanwhile.
  callTool(raw, 2, 'codex_status', {});
  await raw.reply(2);
  expect(performance.now() - began).toBeLessThan(1_500);
  const { result, error } = await raw.reply(1);
  if (!error) expect(result).toMatchObject({ isError: true });
  expect(JSON.stringify([result, error])).toMatch(says);
});

test.each(['params', 'id', 'method', '_meta'])(
  'JSON 100,000 deep as %s of a message is survived',
  async (where) => {
    const raw = await start();
    await greet(raw);
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    const parts: Record<string, string> = { jsonrpc: '"2.0"', id: '7', method: '"tools/list"', params: '{}' };
    if (where === '_meta') parts['params'] = `{"_meta":${deep}}`;
    else parts[where] = deep;
    const members = Object.entries(parts).map(([name, value]) => `"${name}":${value}`);
    raw.child.stdin.write(`{${members.join(',')}}\n${deep}\n`);
    raw.send({ id: 8, method: 'tools/list' });
    expect(await raw.reply(8)).toMatchObject({ result: { tools: expect.any(Array) as unknown } });
  },
);
