import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { playBrowser } from '../support/mcp.ts';
import { freePort } from '../support/net.ts';
import type { Simulator, SimulatorOptions } from '../../simulator/simulator.ts';
import { BUNDLE, makeSandbox, makeSimulator, pointAt, seedLogin, type Sandbox } from '../support/sandbox.ts';
import { startBundle as start, type BundleRun } from './support.ts';

const run = (env: Record<string, string>, argv: readonly string[], input = ''): BundleRun['done'] =>
  start(env, argv, { input }).done;

async function signedIn(options?: SimulatorOptions): Promise<{ simulator: Simulator; sandbox: Sandbox }> {
  const simulator = await makeSimulator(options);
  const sandbox = await makeSandbox(pointAt(simulator));
  await seedLogin(sandbox, simulator.mintTokens());
  return { simulator, sandbox };
}

test('from sign-in to sign-out in a pipe', async () => {
  const simulator = await makeSimulator({
    allowAnyLoopbackPort: true,
    answer: (question) => `You said: ${question.prompt}`,
  });
  const port = { CODEX_OAUTH_CALLBACK_PORT: String(await freePort()) };
  const { env, authFile } = await makeSandbox({ ...pointAt(simulator), ...port });
  expect((await run(env, ['status'])).code).toBe(1);

  const login = start(env, ['login']);
  let url: string | undefined;
  while (url === undefined) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    [url] = /http\S+\/oauth\/authorize\S+/.exec(login.stderr()) ?? [];
  }
  expect((await playBrowser(url)).html).toContain('You are signed in');
  expect(await login.done).toMatchObject({ code: 0, stdout: expect.stringContaining(authFile) });

  expect(await run(env, ['status'])).toMatchObject({ code: 0, stderr: '' });
  expect((await run(env, ['models'])).stdout).toContain('live list for your account');
  expect(await run(env, ['ask', 'review'], 'a diff\n')).toMatchObject({
    code: 0,
    stdout: 'You said: review\n\na diff\n',
  });
  expect(await run(env, ['clear'])).toMatchObject({ code: 2, stderr: expect.stringContaining('--yes') });
  expect(await run(env, ['clear', '--yes'])).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('revoked at OpenAI'),
  });
  expect((await run(env, ['status'])).code).toBe(1);
});

test('a file that is named goes out with the question, and a thread is continued by the next process', async () => {
  const { sandbox } = await signedIn();
  const project = path.join(sandbox.dir, 'project');
  await mkdir(project);
  const env = { ...sandbox.env, CLAUDE_PROJECT_DIR: project };
  await writeFile(path.join(project, 'a.ts'), 'export const a = 1;\n');
  const first = await run(env, ['ask', 'Why?', '--file', '*.ts']);
  expect(first).toMatchObject({ code: 0, stdout: expect.stringContaining('File a.ts (lines 1-1)') });
  const [, id = 'none'] = /^attached: 1 file [^]* · thread (\S+)\n$/.exec(first.stderr) ?? [];
  const second = await run(env, ['ask', 'And?', '--thread', 'last']);
  expect(second.stdout).toContain('Before that, you asked: “--- File a.ts');
  expect(second.stderr).toContain(` · thread ${id}\n`);
  expect((await run(env, ['status'])).stdout).toContain('12% used');
});

test('no escape and no colour reaches a pipe', async () => {
  const { sandbox } = await signedIn();
  for (const argv of [['help'], ['status'], ['models'], ['ask', 'x'], ['nonsense']]) {
    const { stdout, stderr } = await run(sandbox.env, argv);
    expect(stdout + stderr).not.toContain('\u001b');
  }
});

test('a signal in the middle of an answer ends it at once, with 130', async () => {
  const { simulator, sandbox } = await signedIn({ deltaDelayMs: 300 });
  const asking = start(sandbox.env, ['ask', 'x']);
  while (simulator.requests('POST', '/backend-api/codex/responses').length === 0) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const pressed = Date.now();
  asking.kill('SIGINT');
  expect(await asking.done).toMatchObject({ code: 130, stdout: '', stderr: 'Stopped.\n' });
  expect(Date.now() - pressed).toBeLessThan(1_000);
});

// It needs 1455 or 1457, which another test file may hold at the moment.
test('the demo plays the whole way and leaves nothing behind', { retry: 2 }, async () => {
  const sandbox = await makeSandbox();
  const { code, stdout, stderr } = await run({ ...sandbox.env, TMPDIR: sandbox.dir }, ['demo', '--json']);
  expect(stderr).toBe('');
  const told = JSON.parse(stdout) as { ok: boolean; steps: { step: string }[] };
  expect(told).toMatchObject({
    ok: true,
    question: expect.stringMatching(/^What is \S+ for\?$/),
    real: expect.arrayContaining([expect.stringMatching(/^the file: named by its path/)]),
  });
  expect(told.steps.map((s) => s.step).join()).toBe(
    'simulator,server,tools,sign-in,token file,models,question,status,sign-out,end',
  );
  expect(code).toBe(0);
  expect((await readdir(sandbox.dir)).filter((name) => name.startsWith('codex-oauth-demo'))).toEqual([]);
});

test.each([
  ['a question', 'What is a monad?\n', 2],
  ['a question without an end of line', 'What is a monad?', 2],
  ['nothing', '', 0],
  ['an empty line', '\n', 0],
  ['a message', '{"jsonrpc":"2.0","id":1,"method":"ping"}\n', 0],
  ['a message behind a byte order mark', '\uFEFF {"jsonrpc":"2.0","id":1,"method":"ping"}\n', 0],
])(
  'without a command and with %s on stdin, a person learns how to ask and a host nothing',
  async (_, input, code) => {
    const { env } = await makeSandbox();
    const done = await run(env, [], input);
    expect(done.code).toBe(code);
    if (code === 0) expect(done.stderr).toBe('');
    else expect(done.stderr).toContain('`codex-oauth ask`');
  },
);

test('a host whose first line is broken is served all the same', async () => {
  const { env } = await makeSandbox();
  const hello = { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'x', version: '1' } };
  const messages = [
    { id: 1, method: 'initialize', params: hello },
    { method: 'notifications/initialized' },
    { id: 2, method: 'ping' },
  ];
  const lines = messages.map((message) => `${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  const { code, stdout } = await run(env, [], ['a banner\n', ...lines].join(''));
  expect([code, stdout]).toEqual([0, expect.stringContaining('"id":2')]);
});

test.skipIf(process.platform !== 'linux')('a full disk is a failure, and is said on stderr', async () => {
  const { sandbox } = await signedIn();
  for (const argv of [['help'], ['status', '--json'], ['ask', 'Why?']]) {
    const shell = spawn('sh', ['-c', 'exec "$@" > /dev/full', 'sh', process.execPath, BUNDLE, ...argv], {
      env: sandbox.env,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const [stderr, [code]] = await Promise.all([text(shell.stderr), once(shell, 'exit')]);
    expect([argv[0], code, stderr]).toEqual([argv[0], 1, expect.stringContaining('ENOSPC')]);
  }
});
