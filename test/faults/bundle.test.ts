import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { Simulator } from '../../simulator/simulator.ts';
import { connect, textOf } from '../support/mcp.ts';
import { realTimes } from '../support/real.ts';
import { BUNDLE, makeSandbox, makeSimulator, pointAt, seedLogin, type Sandbox } from '../support/sandbox.ts';
import { leftovers, onDisk, refreshes, until } from './support.ts';

async function scene(ttl: number, options = {}): Promise<{ simulator: Simulator; sandbox: Sandbox }> {
  const simulator = await makeSimulator(options);
  const sandbox = await makeSandbox(pointAt(simulator));
  await seedLogin(sandbox, simulator.mintTokens({ accessTtlSeconds: ttl }));
  return { simulator, sandbox };
}

/** Makes waits of seconds ten times shorter. */
const HASTE = `
  import timers from 'node:timers/promises';
  import { syncBuiltinESMExports } from 'node:module';
  const { setTimeout } = timers;
  timers.setTimeout = (ms, ...more) => setTimeout(ms >= 5_000 ? ms / 10 : ms, ...more);
  syncBuiltinESMExports();`;

interface Server {
  readonly child: ChildProcessWithoutNullStreams;
  call(id: number, name: string, args?: object): void;
  readonly exited: Promise<number | null>;
}

/** A server without the SDK's client, which would end it in its own way. */
async function server(env: Record<string, string>, hasty = false): Promise<Server> {
  const haste = realTimes || !hasty ? [] : ['--import', `data:text/javascript,${encodeURIComponent(HASTE)}`];
  const child = spawn(process.execPath, [...haste, BUNDLE], { env, stdio: 'pipe' });
  onTestFinished(() => void child.kill('SIGKILL'));
  child.stdin.on('error', () => {});
  const exited = new Promise<number | null>((resolve) => child.on('exit', resolve));
  const send = (message: object): void =>
    void child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  const params = { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 't', version: '1' } };
  send({ id: 0, method: 'initialize', params });
  await once(child.stdout, 'data');
  child.stdout.resume();
  send({ method: 'notifications/initialized' });
  return {
    child,
    exited,
    call: (id, name, args = {}) => send({ id, method: 'tools/call', params: { name, arguments: args } }),
  };
}

/** A server in the middle of a refresh that the token endpoint answers after a while, or never. */
async function refreshing(
  delayMs?: number,
): Promise<Server & { readonly sandbox: Sandbox; readonly simulator: Simulator }> {
  const { simulator, sandbox } = await scene(-10);
  if (delayMs === undefined) simulator.fault('refresh.hang', { times: 1 });
  else simulator.fault('refresh.slow', { times: 1, params: { delayMs } });
  const one = await server(sandbox.env, delayMs === undefined);
  one.call(1, 'codex_query', { prompt: 'hello' });
  await until(() => refreshes(simulator) === 1);
  return { ...one, sandbox, simulator };
}

test('many servers asked at once with one ended login make one refresh, and all answer', async () => {
  const { simulator, sandbox } = await scene(-10, { revokeFamilyOnReuse: true });
  const sessions = await Promise.all(Array.from({ length: realTimes ? 20 : 8 }, () => connect(sandbox.env)));
  const results = await Promise.all(sessions.map((one) => one.call('codex_query', { prompt: 'hello' })));
  expect(results.filter((result) => result.isError)).toEqual([]);
  expect(refreshes(simulator)).toBe(1);
  expect(await leftovers(sandbox.authFile)).toEqual([]);
});

test.each([
  ['stdin ends', (one: Server) => void one.child.stdin.end()],
  [
    'the host is gone',
    (one: Server) => {
      one.child.stdin.destroy();
      one.child.stdout.destroy();
      one.child.stderr.destroy();
    },
  ],
  [
    'nobody reads its answers any more',
    (one: Server) => {
      one.child.stdout.destroy();
      one.call(2, 'codex_status');
    },
  ],
  ['SIGTERM comes', (one: Server) => void one.child.kill('SIGTERM')],
])('when %s in the middle of a refresh, its answer is stored before the process ends', async (_, leave) => {
  const one = await refreshing(500);
  const { authFile } = one.sandbox;
  const before = (await onDisk(authFile)).codex?.refresh_token;
  leave(one);
  expect(await one.exited).toBe(0);
  const after = (await onDisk(authFile)).codex?.refresh_token;
  expect(after).toBeTruthy();
  expect(after).not.toBe(before);
  expect(await leftovers(authFile)).toEqual([]);
});

test('without a refresh under way the process does not linger, whatever else hangs', async () => {
  const { simulator, sandbox } = await scene(3600);
  simulator.fault('responses.hang');
  const one = await server(sandbox.env);
  one.call(1, 'codex_query', { prompt: 'hello' });
  await until(() => simulator.requests('POST', '/backend-api/codex/responses').length === 1);
  const began = performance.now();
  one.child.stdin.end();
  expect(await one.exited).toBe(0);
  // A refresh would be waited for twice as long.
  expect(performance.now() - began).toBeLessThan(5_000);
});

test('a refresh that is never answered holds the exit up for a bounded time, and is told afterwards', async () => {
  const { child, exited, sandbox, simulator } = await refreshing();
  child.stdin.end();
  expect(await exited).toBe(0);
  const next = await connect(sandbox.env);
  const status = (await next.call('codex_status')).structuredContent;
  expect(status).toMatchObject({ problem: expect.stringMatching(/interrupted at \d\d:\d\d/) });
  expect((await next.call('codex_query', { prompt: 'hello' })).isError ?? false).toBe(false);
  expect(refreshes(simulator)).toBe(2);
});

test('status tells a broken file with its path and its fix, and a question does not call it “not signed in”', async () => {
  const { sandbox } = await scene(3600);
  const broken = (await readFile(sandbox.authFile, 'utf8')).slice(0, -20);
  await writeFile(sandbox.authFile, broken);
  const session = await connect(sandbox.env);
  const status = (await session.call('codex_status')).structuredContent;
  expect(status).toMatchObject({ problem: expect.stringContaining(sandbox.authFile) });
  expect(status).toMatchObject({ fix: expect.stringContaining(`mv ${sandbox.authFile}`) });
  const asked = await session.call('codex_query', { prompt: 'hello' });
  expect(asked.isError).toBe(true);
  expect(textOf(asked)).toContain(sandbox.authFile);
  expect(textOf(asked)).not.toMatch(/not signed in/i);
  const cleared = await session.call('codex_clear');
  expect(cleared.isError).toBe(true);
  expect(await readFile(sandbox.authFile, 'utf8')).toBe(broken);
});
