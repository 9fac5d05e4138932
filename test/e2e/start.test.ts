import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, copyFile, mkdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { cliLogin } from '../support/codex-login.ts';
import { isListening, until } from '../support/net.ts';
import { BUNDLE, makeSandbox, makeSimulator, ROOT, type Sandbox } from '../support/sandbox.ts';

interface Notes {
  readonly args: readonly string[];
  readonly base?: string;
  readonly heard: readonly string[];
  readonly NO_PROXY?: string;
  readonly pid: number;
}

async function putCodex(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, 'codex');
  await copyFile(path.join(ROOT, 'test/support/fake-codex.mjs'), `${file}.mjs`);
  await chmod(`${file}.mjs`, 0o755);
  await symlink(`${file}.mjs`, file);
  return file;
}

/** A home with a signed-in CLI that asks the simulator, because its own configuration says so. */
async function makeCli() {
  const simulator = await makeSimulator();
  const sandbox = await makeSandbox();
  const home = sandbox.env['CODEX_HOME'] ?? '';
  const project = path.join(sandbox.dir, 'project');
  await mkdir(home);
  await mkdir(project);
  await putCodex(path.join(sandbox.dir, 'bin'));
  const login = cliLogin(simulator.mintTokens());
  await writeFile(path.join(home, 'auth.json'), JSON.stringify(login));
  const base = `${simulator.backendUrl}/codex`;
  await writeFile(path.join(home, 'config.toml'), `openai_base_url = "${base}"\n`);
  const notes = path.join(sandbox.dir, 'notes.json');
  Object.assign(sandbox.env, {
    PATH: `${path.join(sandbox.dir, 'bin')}:${sandbox.env['PATH'] ?? ''}`,
    FAKE_NOTES: notes,
  });
  const read = async (): Promise<Notes> => JSON.parse(await readFile(notes, 'utf8')) as Notes;
  return { simulator, sandbox, project, home, read, secrets: Object.values(login.tokens).slice(0, 3) };
}

function run(
  { sandbox, project }: { sandbox: Sandbox; project: string },
  args: readonly string[],
  more = {},
) {
  // A session of its own: no terminal is shared.
  const child = spawn(process.execPath, [BUNDLE, ...args], {
    env: { ...sandbox.env, ...more },
    cwd: project,
    stdio: 'pipe',
    detached: true,
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (piece: Buffer) => (stdout += piece.toString('utf8')));
  child.stderr.on('data', (piece: Buffer) => (stderr += piece.toString('utf8')));
  type Ended = { code: number | null; signal: string | null; stdout: string; stderr: string };
  const done = new Promise<Ended>((resolve) =>
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr })),
  );
  return { child, done };
}

describe('the CLI runs as if it ran alone', () => {
  test('arguments, streams and exit code are its own, and its turn is a thread', async () => {
    const cli = await makeCli();
    const authFile = path.join(cli.home, 'auth.json');
    const before = [await readFile(authFile, 'utf8'), (await stat(authFile)).mtimeMs];
    const { child, done } = run(cli, ['start', 'codex', '--', 'ask', '--', '-c', '7']);
    child.stdin.end('from stdin');
    const ended = await done;
    expect(ended).toMatchObject({ code: 7, stdout: '200 true\nfrom stdin' });
    expect(ended.stderr).toMatch(/^kept: 1 turn in thread [0-9a-f-]+\n$/);
    const { args, base = '', NO_PROXY } = await cli.read();
    expect(args.slice(4)).toEqual(['ask', '--', '-c', '7']);
    expect(NO_PROXY).toBeUndefined();
    expect(await isListening(Number(new URL(base).port))).toBe(false);
    expect([await readFile(authFile, 'utf8'), (await stat(authFile)).mtimeMs]).toEqual(before);

    const listed = run(cli, ['threads', 'export', 'last', '--format', 'jsonl']);
    const { stdout } = await listed.done;
    expect(JSON.parse(stdout)).toMatchObject({ state: 'complete', model: 'gpt-5.5' });
    for (const secret of cli.secrets) expect(stdout).not.toContain(secret);
    const secret = new URL(base).pathname.slice(1);
    expect(stdout + ended.stderr).not.toContain(secret);
  });

  test('signals reach it, and its end by one is ours', async () => {
    const cli = await makeCli();
    const ends = await Promise.all(
      (['SIGINT', 'SIGTERM', 'SIGHUP'] as const).map(async (signal) => {
        const notes = path.join(cli.sandbox.dir, `${signal}.json`);
        const { child, done } = run(cli, ['start', 'codex', '--', 'wait'], { FAKE_NOTES: notes });
        const heard = async (): Promise<string> => readFile(notes, 'utf8').catch(() => '');
        child.stdin.end();
        await until(async () => (await heard()).includes('base'), 'it runs');
        child.kill(signal);
        return { ...(await done), heard: JSON.parse(await heard()) as Notes };
      }),
    );
    expect(ends).toMatchObject([
      { code: 42, heard: { heard: ['SIGINT'] } },
      { code: 42, heard: { heard: ['SIGTERM'] } },
      { code: 42, heard: { heard: ['SIGHUP'] } },
    ]);
    const { child, done } = run(cli, ['start', 'codex', '--', 'die']);
    child.stdin.end();
    await until(
      () =>
        cli.read().then(
          (notes) => notes.args.includes('die'),
          () => false,
        ),
      'it runs',
    );
    process.kill((await cli.read()).pid, 'SIGKILL');
    expect(await done).toMatchObject({ code: null, signal: 'SIGKILL', stderr: 'kept: nothing\n' });
  });

  test.skipIf(process.platform !== 'linux')('it is stopped and continued with us', async () => {
    const cli = await makeCli();
    // A job of a shell: a group without one cannot be stopped.
    const script = 'set -m; "$@" & echo $!; sleep 60';
    const args = ['-c', script, 'shell', process.execPath, BUNDLE, 'start', 'codex', '--', 'wait'];
    const { env } = cli.sandbox;
    const shell = spawn('bash', args, {
      env,
      cwd: cli.project,
      detached: true,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    onTestFinished(() => void shell.kill('SIGKILL'));
    const [line] = (await once(shell.stdout, 'data')) as [Buffer];
    const ours = Number(String(line));
    const running = (): Promise<boolean> =>
      cli.read().then(
        ({ base }) => base !== undefined,
        () => false,
      );
    await until(running, 'it runs');
    const { pid } = await cli.read();
    const statesOf = async (): Promise<readonly boolean[]> =>
      Promise.all(
        [ours, pid].map(async (of) =>
          / [Tt] /.test((await readFile(`/proc/${of}/stat`, 'utf8')).slice(0, 60)),
        ),
      );
    for (let i = 0; i < 2; i += 1) {
      process.kill(ours, 'SIGTSTP');
      await until(async () => (await statesOf()).every(Boolean), 'both stand still');
      process.kill(ours, 'SIGCONT');
      await until(async () => !(await statesOf()).some(Boolean), 'both go on');
    }
    process.kill(ours, 'SIGTERM');
    await until(
      () =>
        statesOf().then(
          () => false,
          () => true,
        ),
      'both have ended',
    );
  });

  test('killed, we leave no port behind', async () => {
    const cli = await makeCli();
    const { child, done } = run(cli, ['start', 'codex', '--', 'stay']);
    child.stdin.end();
    await until(
      () =>
        cli.read().then(
          ({ base }) => base !== undefined,
          () => false,
        ),
      'it runs',
    );
    const { base = '', pid } = await cli.read();
    onTestFinished(() => void process.kill(pid, 'SIGKILL'));
    expect(await isListening(Number(new URL(base).port))).toBe(true);
    child.kill('SIGKILL');
    await until(async () => !(await isListening(Number(new URL(base).port))), 'the port is closed');
    process.kill(pid, 0);
    void done;
  });
});

test('threads off: it runs without a proxy, and nothing is kept', async () => {
  const cli = await makeCli();
  const { child, done } = run(cli, ['start', 'codex', '--', 'ask', '3'], { CODEX_OAUTH_THREADS: 'off' });
  child.stdin.end();
  expect(await done).toMatchObject({ code: 3, stdout: '' });
  expect((await cli.read()).args).toEqual(['ask', '3']);
  await expect(stat(path.join(cli.sandbox.dir, 'config/codex-oauth/threads'))).rejects.toThrow();
});

test.each([
  ['login'],
  ['--version'],
  ['help'],
  ['--oss'],
  ['model_provider=mine'],
  ['ask-another-provider', 'model_provider = "mine"\n'],
])('`codex %s` needs no login', async (word, config = '') => {
  const cli = await makeCli();
  await writeFile(path.join(cli.home, 'auth.json'), '{}');
  await writeFile(path.join(cli.home, 'config.toml'), config);
  const { child, done } = run(cli, ['start', 'codex', '--', word]);
  child.stdin.end();
  expect(await done).toMatchObject({ code: 0, stderr: 'kept: nothing\n' });
  expect((await cli.read()).args.at(-1)).toBe(word);
});

test('a proxy of the user’s does not come between us', async () => {
  const cli = await makeCli();
  const { child, done } = run(cli, ['start', 'codex', 'ask', '0'], { HTTP_PROXY: 'http://127.0.0.1:9' });
  child.stdin.end();
  expect(await done).toMatchObject({ code: 0, stdout: '200 true\n' });
  expect((await cli.read()).NO_PROXY).toBe('127.0.0.1');
});

describe('what prevents a start is said, with exit code 1 or 2, and nothing runs', () => {
  test('a codex that the project brings is not the user’s', async () => {
    const cli = await makeCli();
    const { dir } = cli.sandbox;
    const linked = path.join(dir, 'links');
    await mkdir(linked);
    await symlink(await putCodex(path.join(cli.project, 'tools')), path.join(linked, 'codex'));
    await putCodex(path.join(dir, 'node_modules/.bin'));
    const node = path.dirname(process.execPath);
    const folders = [
      path.join(cli.project, 'tools'),
      linked,
      path.join(dir, 'node_modules/.bin'),
      'tools',
      '',
    ];
    const { done } = run(cli, ['start', 'codex', '--', '0', '--json'], { PATH: folders.join(':') });
    const ended = await done;
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('codex login');
    await expect(cli.read()).rejects.toThrow();
    // A package manager's global folder is the user's own.
    const global = await putCodex(path.join(dir, 'lib/node_modules/@openai/codex/bin'));
    await mkdir(path.join(dir, 'global'));
    await symlink(global, path.join(dir, 'global/codex'));
    const found = run(cli, ['start', 'codex', '--', '0'], { PATH: `${path.join(dir, 'global')}:${node}` });
    found.child.stdin.end();
    expect(await found.done).toMatchObject({ code: 0 });
  });

  test.each([
    ['nobody is signed in', {}, '{}', 'start.not_signed_in'],
    [
      'a setting names another server for the login',
      { CODEX_OAUTH_BASE_URL: 'https://evil.example' },
      undefined,
      'login.elsewhere',
    ],
  ])('%s', async (_name, env, auth, code) => {
    const cli = await makeCli();
    if (auth !== undefined) await writeFile(path.join(cli.home, 'auth.json'), auth);
    await writeFile(path.join(cli.home, 'config.toml'), '');
    const { done } = run(cli, ['start', 'codex', '--json', '--', 'ask'], env);
    const ended = await done;
    expect(ended.code).toBeGreaterThan(0);
    expect(JSON.parse(ended.stdout)).toMatchObject({ error: { code } });
    // The login is the CLI's own: ours would not help.
    expect(ended.stdout).not.toContain('`codex-oauth login`');
    await expect(cli.read()).rejects.toThrow();
  });
});
