import { createHash } from 'node:crypto';
import { spawn, spawnSync } from 'node:child_process';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Simulator, SimulatorOptions } from '../../simulator/simulator.ts';
import { cliLogin } from '../support/codex-login.ts';
import { type Session } from '../support/mcp.ts';
import { realProgram } from '../support/real.ts';
import { BUNDLE, ROOT, seedLogin } from '../support/sandbox.ts';
import { ask, makeScene, type Scene } from '../support/scene.ts';

/** Another program's login beside ours, and the keys that could pay in its place. */
interface House extends Scene {
  readonly cliFile: string;
  /** How often a key has paid. */
  paid(): number;
}

async function house(
  env: Record<string, string> = {},
  login = false,
  simulator: SimulatorOptions = {},
): Promise<House> {
  const scene = await makeScene({ login, env, simulator, real: true });
  const cliFile = path.join(scene.sandbox.dir, 'codex-home/auth.json');
  await mkdir(path.dirname(cliFile), { recursive: true });
  return { ...scene, cliFile, paid: () => scene.simulator.requests('POST', '/v1/responses').length };
}

async function seedCli(s: House, account = 'acc-sim-0001', more: object = {}): Promise<void> {
  const file = { ...cliLogin(s.simulator.mintTokens({ account }), account), ...more };
  await writeFile(s.cliFile, JSON.stringify(file, null, 2), { mode: 0o600 });
}

/** Everything that would show that somebody has touched a file. */
async function imprint(file: string): Promise<unknown> {
  const { mtimeMs, ctimeMs, ino, mode, size } = await stat(file);
  const sha256 = createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
  return { mtimeMs, ctimeMs, ino, mode, size, sha256 };
}

const touched = (simulator: Simulator): number =>
  simulator.requests('POST', '/oauth/token').length + simulator.requests('POST', '/oauth/revoke').length;

/** Asks, looks at the status and signs out: all that may be done with somebody else's login. */
async function useOthersLogin(session: Session, s: House): Promise<void> {
  s.simulator.clearLog();
  const before = await imprint(s.cliFile);
  const answer = await ask(session);
  expect(answer.text).toContain('monad');
  expect(answer.receipt['source']).toBe('codex-cli');
  const status = await session.call('codex_status');
  expect(status.structuredContent).toMatchObject({
    status: 'authenticated',
    source: 'codex-cli',
    account_id: 'acc-sim-0001',
    plan: 'plus',
    has_refresh_token: false,
    needs_refresh: false,
  });
  await session.call('codex_models');
  s.simulator.fault('responses.401', { times: 1 });
  const refused = await ask(session, { prompt: 'Again' });
  expect(refused.text).toContain('codex exec');
  expect(refused.failed).toBe(true);
  await session.call('codex_clear');
  expect((await ask(session, { prompt: 'Still a monad?' })).text).toContain('monad');
  expect(await imprint(s.cliFile)).toEqual(before);
  expect(touched(s.simulator)).toBe(0);
}

describe('the Codex CLI’s login', () => {
  test('is used as it is: never written, refreshed or revoked', async () => {
    const s = await house();
    await seedCli(s);
    await useOthersLogin(await s.open(), s);
  });

  const codex = realProgram('codex', ROOT);
  const reason = codex ? '' : ' (skipped: `npm run test:real` runs it)';
  test.skipIf(!codex)(
    `written by the real CLI is used as it is: never written, refreshed or revoked${reason}`,
    async () => {
      if (!codex) return;
      const clientIds = ['app_EMoamEEZ73f0CkXaXp7hrann', 'a-client'];
      const s = await house({}, false, { clientIds, approveDevices: 'auto', deviceIntervalSeconds: 1 });
      const issuer = ['--experimental_issuer', s.simulator.issuer, '--experimental_client-id', 'a-client'];
      const cli = spawn(codex, ['login', '--device-auth', ...issuer], {
        env: s.sandbox.env,
        cwd: s.sandbox.dir,
        stdio: 'ignore',
        shell: process.platform === 'win32',
      });
      expect(await new Promise((resolve) => cli.once('exit', resolve))).toBe(0);
      const written = JSON.parse(await readFile(s.cliFile, 'utf8')) as { tokens: object };
      expect(Object.keys(written.tokens)).toContain('oauth_provenance');
      await useOthersLogin(await s.open(), s);
    },
  );

  test('comes after our own', async () => {
    const s = await house({}, true);
    await seedCli(s);
    expect((await ask(await s.open())).receipt['source']).toBe('login');
  });

  test('of another workspace is named and not used, and no key pays instead', async () => {
    const s = await house({ CODEX_OAUTH_WORKSPACE: 'acc-sim-0001', OPENAI_API_KEY: 'sk-sim-0001' });
    await seedCli(s, 'acc-sim-0002');
    const session = await s.open();
    const refused = await ask(session);
    expect(refused.failed).toBe(true);
    expect(refused.text).toContain('acc-sim-0002');
    expect(refused.text).toContain('CODEX_OAUTH_WORKSPACE');
    expect((await session.call('codex_status')).structuredContent).toMatchObject({
      status: 'not_authenticated',
      source: 'codex-cli',
      account_id: 'acc-sim-0002',
    });
    expect(s.questions() + s.paid()).toBe(0);
  });
});

describe('a personal access token in the environment', () => {
  test('answers, asks once who it is, and comes before the CLI’s file', async () => {
    const s = await house({ CODEX_ACCESS_TOKEN: 'at-sim-0001' });
    await seedCli(s, 'acc-sim-0002');
    const session = await s.open();
    for (const prompt of ['What is a monad?', 'And a functor?'])
      expect((await ask(session, { prompt })).receipt['source']).toBe('access-token');
    expect(s.simulator.requests('GET', '/api/accounts/v1/user-auth-credential/whoami')).toHaveLength(1);
    expect((await session.call('codex_status')).structuredContent).toMatchObject({
      status: 'authenticated',
      source: 'access-token',
      plan: 'plus',
    });
  });
});

describe('an API key', () => {
  test('pays where no login exists, and the answer says so', async () => {
    const s = await house({ OPENAI_API_KEY: 'sk-sim-0001' });
    const session = await s.open();
    const { text, receipt } = await ask(session);
    expect(text).toContain('monad');
    expect(text).toContain('An API key paid');
    expect(receipt['source']).toBe('api-key');
    expect(s.paid()).toBe(1);
    expect((await session.call('codex_status')).structuredContent).toMatchObject({
      status: 'authenticated',
      source: 'api-key',
      account_id: null,
    });
  });

  test('has its own list of models, and a default that it may use', async () => {
    const s = await house({ OPENAI_API_KEY: 'sk-sim-0001' });
    const session = await s.open();
    const models = await session.call('codex_models');
    expect(models.structuredContent).toMatchObject({ source: 'live', default: 'gpt-6.1-sol' });
    expect(s.simulator.requests('GET', '/v1/models')).toHaveLength(1);
    expect(s.simulator.requests('GET', '/backend-api/codex/models')).toHaveLength(0);
    expect((await ask(session, { model: 'gpt-0' })).text).toContain('gpt-6.1-sol');
    expect(s.paid()).toBe(0);
  });

  test.each<[string, Record<string, string>, string, (s: House) => Promise<unknown>]>([
    [
      'an expired login',
      {},
      'codex_login',
      (s) => {
        const tokens = s.simulator.mintTokens({ accessTtlSeconds: 1, refreshTtlSeconds: 1 });
        // The program's own clock does not move: the first answer is a 401, and the refresh is refused.
        s.simulator.advance(10);
        return seedLogin(s.sandbox, tokens, { account_id: 'acc-sim-0001', expires_at: 1 });
      },
    ],
    [
      'a plan that is used up',
      {},
      'usage limit',
      (s) => {
        s.simulator.fault('responses.429.usage_limit');
        return seedLogin(s.sandbox, s.simulator.mintTokens(), { account_id: 'acc-sim-0001' });
      },
    ],
    [
      'a login file that is broken',
      { CODEX_API_KEY: 'sk-sim-0001' },
      '/auth.json',
      async ({ sandbox: { authFile } }) => {
        await mkdir(path.dirname(authFile), { recursive: true });
        await writeFile(authFile, '{"codex": {"access_', { mode: 0o600 });
      },
    ],
    ['a revoked token', { CODEX_ACCESS_TOKEN: 'at-unknown' }, 'CODEX_ACCESS_TOKEN', () => Promise.resolve()],
  ])('never pays for %s', async (_, env, says, prepare) => {
    const s = await house({ OPENAI_API_KEY: 'sk-sim-0001', ...env });
    await prepare(s);
    const { text, failed } = await ask(await s.open());
    expect(failed).toBe(true);
    expect(text).toContain(says);
    expect(s.paid()).toBe(0);
  });

  test('in the CLI’s file pays too, and says so', async () => {
    const s = await house();
    await writeFile(s.cliFile, JSON.stringify({ auth_mode: 'apikey', OPENAI_API_KEY: 'sk-sim-0001' }));
    const { text, receipt } = await ask(await s.open());
    expect(receipt['source']).toBe('codex-cli');
    expect(text).toContain('An API key paid');
  });
});

describe('CODEX_OAUTH_SOURCE', () => {
  test('makes the key pay although there is a login', async () => {
    const s = await house({ OPENAI_API_KEY: 'sk-sim-0001', CODEX_OAUTH_SOURCE: 'api-key' }, true);
    expect((await ask(await s.open())).receipt['source']).toBe('api-key');
  });

  test('keeps every other login out', async () => {
    const others = { CODEX_ACCESS_TOKEN: 'at-sim-0001', OPENAI_API_KEY: 'sk-sim-0001' };
    const s = await house({ CODEX_OAUTH_SOURCE: 'login', ...others });
    await seedCli(s);
    expect((await ask(await s.open())).text).toContain('CODEX_OAUTH_SOURCE');
    expect(s.simulator.log.filter((r) => r.path !== '/')).toHaveLength(0);
  });

  test('with a value that does not exist ends the start with the accepted ones', async () => {
    const { env } = (await house({ CODEX_OAUTH_SOURCE: 'keyring' })).sandbox;
    const { status, stderr } = spawnSync(process.execPath, [BUNDLE], { env, encoding: 'utf8', input: '' });
    expect(status).toBe(2);
    for (const name of ['external', 'login', 'access-token', 'codex-cli', 'api-key'])
      expect(stderr).toContain(name);
  });
});
