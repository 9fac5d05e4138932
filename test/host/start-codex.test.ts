import { spawn } from 'node:child_process';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Simulator } from '../../simulator/simulator.ts';
import { cliLogin } from '../support/codex-login.ts';
import { until } from '../support/net.ts';
import { atRealAddresses } from '../support/openai.ts';
import { realProgram } from '../support/real.ts';
import { BUNDLE, makeSandbox, makeSimulator, ROOT } from '../support/sandbox.ts';

const codex = realProgram('codex', ROOT);
// The stand-in of an old Node cannot read compressed requests; through us none is compressed.
const PLAIN = ['-c', 'features.enable_request_compression=false', '-c', 'analytics.enabled=false'];
const EXEC = ['exec', '--skip-git-repo-check', '-m', 'gpt-6-sol'];
const RESPONSES = '/backend-api/codex/responses';

interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly out: string;
  readonly err: string;
}

/** A home with the real CLI, signed in, which finds the simulator at OpenAI’s own addresses. */
async function makeHome(simulator: Simulator) {
  const sandbox = await makeSandbox();
  const { env: way } = await atRealAddresses(simulator, sandbox.dir);
  const home = sandbox.env['CODEX_HOME'] ?? '';
  const cwd = path.join(sandbox.dir, 'project');
  for (const folder of [home, cwd, path.join(sandbox.dir, 'bin')]) await mkdir(folder);
  await symlink(codex ?? '', path.join(sandbox.dir, 'bin/codex'));
  const authFile = path.join(home, 'auth.json');
  const login = cliLogin(simulator.mintTokens());
  await writeFile(authFile, JSON.stringify(login), { mode: 0o600 });
  const env = {
    ...sandbox.env,
    ...way,
    SSL_CERT_FILE: way.NODE_EXTRA_CA_CERTS,
    PATH: `${path.join(sandbox.dir, 'bin')}:${sandbox.env['PATH'] ?? ''}`,
  };
  const run = (program: string, args: readonly string[], kill?: NodeJS.Signals): Promise<Ended> =>
    new Promise((resolve) => {
      const child = spawn(program, args, { env, cwd, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
      let [out, err] = ['', ''];
      child.stdout.on('data', (piece: Buffer) => (out += piece.toString('utf8')));
      child.stderr.on('data', (piece: Buffer) => (err += piece.toString('utf8')));
      const asked = simulator.requests('POST', RESPONSES).length;
      const isAsking = (): boolean => simulator.requests('POST', RESPONSES).length > asked;
      // Once, while the answer comes: before that the CLI has not said what a signal is to do.
      if (kill) void until(isAsking, 'it asks').then(() => child.kill(kill));
      child.on('close', (code, signal) => resolve({ code, signal, out, err }));
    });
  const ours = (...args: readonly string[]): Promise<Ended> => run(process.execPath, [BUNDLE, ...args]);
  return {
    tokens: login.tokens,
    ours,
    bare: (args: readonly string[], kill?: NodeJS.Signals) => run(codex ?? '', [...PLAIN, ...args], kill),
    through: (args: readonly string[], kill?: NodeJS.Signals) =>
      run(process.execPath, [BUNDLE, 'start', 'codex', '--', '-c', 'analytics.enabled=false', ...args], kill),
    auth: async () => JSON.parse(await readFile(authFile, 'utf8')) as typeof login,
  };
}

const QUESTIONS = [
  [...EXEC, 'first'],
  [...EXEC, 'resume', '--last', 'second'],
  [...EXEC, 'resume', '--last', 'third'],
];

/** Three turns of one session. The second meets a 401: the CLI reads its file again, then it refreshes (docs/wire.md 5.2). */
async function talk(way: 'bare' | 'through') {
  const simulator = await makeSimulator({ requireInstructions: false });
  const home = await makeHome(simulator);
  const outs: Ended[] = [];
  for (const [i, args] of QUESTIONS.entries()) {
    if (i === 1) simulator.fault('responses.401', { times: 2 });
    outs.push(await home[way](args));
  }
  return { home, simulator, outs, auth: await home.auth() };
}

describe.skipIf(!codex)('the real Codex CLI through `codex-oauth start codex`', () => {
  test('three turns with a 401 and a refresh: as bare, and all of them kept', {
    timeout: 120_000,
  }, async () => {
    const bare = await talk('bare');
    const through = await talk('through');
    for (const { outs } of [bare, through]) expect(outs.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(through.outs.map(({ out }) => out)).toEqual(bare.outs.map(({ out }) => out));
    expect(through.outs[2]?.out).toContain('“second”');

    for (const { auth, home, simulator } of [bare, through]) {
      expect(auth.tokens.refresh_token).not.toBe(home.tokens.refresh_token);
      expect(simulator.requests('POST', '/oauth/token')).toHaveLength(1);
      expect(simulator.requests('POST', RESPONSES)).toHaveLength(5);
    }
    expect(Object.keys(through.auth.tokens)).toEqual(Object.keys(bare.auth.tokens));
    expect(Object.keys(through.auth)).toEqual(Object.keys(bare.auth));

    const { stdout, list } = await kept(through.home);
    expect(list).toHaveLength(1);
    expect(list[0]?.turns.map(({ prompt, state }) => [prompt, state])).toEqual([
      ['first', 'complete'],
      ['second', 'complete'],
      ['third', 'complete'],
    ]);
    expect(through.outs[0]?.err).toContain(`session id: ${list[0]?.thread_id}`);
    const { tokens } = through.auth;
    for (const login of [tokens, through.home.tokens])
      for (const secret of [login.access_token, login.refresh_token, login.id_token])
        expect(stdout).not.toContain(secret);
  });

  test('an exit code and an end by a signal are the same', { timeout: 60_000 }, async () => {
    const simulator = await makeSimulator({ requireInstructions: false, deltaDelayMs: 300 });
    const home = await makeHome(simulator);
    for (const args of [['exec', '--no-such-option'], ['--version']]) {
      const [bare, through] = [await home.bare(args), await home.through(args)];
      expect(through).toMatchObject({ code: bare.code, signal: bare.signal, out: bare.out });
    }
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      const [bare, through] = [
        await home.bare([...EXEC, 'stop me'], signal),
        await home.through([...EXEC, 'stop me'], signal),
      ];
      expect(through, signal).toMatchObject({ code: bare.code, signal: bare.signal });
    }
  });
});

interface Shown {
  readonly thread_id: string;
  readonly turns: readonly { readonly prompt: string; readonly state: string }[];
}

async function kept(home: Awaited<ReturnType<typeof makeHome>>) {
  const { out } = await home.ours('threads', '--json');
  const { threads } = JSON.parse(out) as { readonly threads: readonly { readonly thread_id: string }[] };
  const shown = await Promise.all(
    threads.map((one) => home.ours('threads', 'show', one.thread_id, '--json')),
  );
  return {
    stdout: shown.map((one) => one.out).join(''),
    list: shown.map((one) => JSON.parse(one.out) as Shown),
  };
}
