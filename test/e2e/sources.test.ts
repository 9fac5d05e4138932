import { createHash } from 'node:crypto';
import { spawn, spawnSync } from 'node:child_process';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Simulator, SimulatorOptions } from '../../simulator/simulator.ts';
import { codexProgram } from '../account-driver/codex-program.ts';
import { connect, textOf, type Session } from '../support/mcp.ts';
import { BUNDLE, makeSandbox, makeSimulator, pointAt, seedLogin, type Sandbox } from '../support/sandbox.ts';

interface Scene {
  readonly simulator: Simulator;
  readonly sandbox: Sandbox;
  readonly cliFile: string;
}

async function scene(env: Record<string, string> = {}, options: SimulatorOptions = {}): Promise<Scene> {
  const simulator = await makeSimulator({ allowAnyLoopbackPort: true, ...options });
  const sandbox = await makeSandbox({ ...pointAt(simulator), ...env });
  return { simulator, sandbox, cliFile: path.join(sandbox.dir, 'codex-home/auth.json') };
}

/** The Codex CLI's file as it leaves it after a sign-in (docs/wire.md 3). */
async function seedCli(s: Scene, account = 'acc-sim-0001', more: object = {}): Promise<void> {
  const tokens = s.simulator.mintTokens({ account });
  const file = {
    auth_mode: 'chatgpt',
    OPENAI_API_KEY: null,
    tokens: {
      id_token: tokens.idToken,
      access_token: tokens.accessToken,
      refresh_token: tokens.refreshToken,
      account_id: account,
    },
    last_refresh: new Date().toISOString(),
    ...more,
  };
  await mkdir(path.dirname(s.cliFile), { recursive: true });
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

const sourceOf = (result: { readonly _meta?: Record<string, unknown> | undefined }): unknown =>
  (result._meta?.['codex-oauth/receipt'] as { readonly source?: unknown } | undefined)?.source;

const touched = (simulator: Simulator): number =>
  simulator.requests('POST', '/oauth/token').length + simulator.requests('POST', '/oauth/revoke').length;

const paid = (simulator: Simulator): number => simulator.requests('POST', '/v1/responses').length;

/** Asks, looks at the status and signs out: all that may be done with somebody else's login. */
async function useOthersLogin(session: Session, s: Scene): Promise<void> {
  s.simulator.clearLog();
  const before = await imprint(s.cliFile);
  const answer = await session.call('codex_query', { prompt: 'What is a monad?' });
  expect(textOf(answer)).toContain('monad');
  expect(sourceOf(answer)).toBe('codex-cli');
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
  const refused = await session.call('codex_query', { prompt: 'Again' });
  expect(textOf(refused)).toContain('codex exec');
  expect(refused.isError).toBe(true);
  await session.call('codex_clear');
  expect(textOf(await session.call('codex_query', { prompt: 'Still a monad?' }))).toContain('monad');
  expect(await imprint(s.cliFile)).toEqual(before);
  expect(touched(s.simulator)).toBe(0);
}

describe('the Codex CLI’s login', () => {
  test('is used as it is: never written, refreshed or revoked', async () => {
    const s = await scene();
    await seedCli(s);
    await useOthersLogin(await connect(s.sandbox.env), s);
  });

  const codex = codexProgram();
  const reason = 'missing' in codex ? ` (skipped: ${codex.missing})` : '';
  test.skipIf('missing' in codex)(
    `written by the real CLI is used as it is: never written, refreshed or revoked${reason}`,
    async () => {
      if (!('path' in codex)) return;
      const s = await scene(
        {},
        {
          clientIds: ['app_EMoamEEZ73f0CkXaXp7hrann', 'a-client'],
          approveDevices: 'auto',
          deviceIntervalSeconds: 1,
        },
      );
      await mkdir(path.dirname(s.cliFile), { recursive: true });
      const args = [
        'login',
        '--device-auth',
        '--experimental_issuer',
        s.simulator.issuer,
        '--experimental_client-id',
        'a-client',
      ];
      const cli = spawn(codex.path, args, {
        env: s.sandbox.env,
        cwd: s.sandbox.dir,
        stdio: 'ignore',
        shell: process.platform === 'win32',
      });
      expect(await new Promise((resolve) => cli.once('exit', resolve))).toBe(0);
      const written = JSON.parse(await readFile(s.cliFile, 'utf8')) as { tokens: object };
      expect(Object.keys(written.tokens)).toContain('oauth_provenance');
      await useOthersLogin(await connect(s.sandbox.env), s);
    },
  );

  test('comes after our own', async () => {
    const s = await scene();
    await seedCli(s);
    await seedLogin(s.sandbox, s.simulator.mintTokens(), { account_id: 'acc-sim-0001' });
    const session = await connect(s.sandbox.env);
    expect(sourceOf(await session.call('codex_query', { prompt: 'Hi' }))).toBe('login');
  });

  test('of another workspace is named and not used, and no key pays instead', async () => {
    const s = await scene({ CODEX_OAUTH_WORKSPACE: 'acc-sim-0001', OPENAI_API_KEY: 'sk-sim-0001' });
    await seedCli(s, 'acc-sim-0002');
    const session = await connect(s.sandbox.env);
    const refused = await session.call('codex_query', { prompt: 'Hi' });
    expect(refused.isError).toBe(true);
    expect(textOf(refused)).toContain('acc-sim-0002');
    expect(textOf(refused)).toContain('CODEX_OAUTH_WORKSPACE');
    const status = await session.call('codex_status');
    expect(status.structuredContent).toMatchObject({
      status: 'not_authenticated',
      source: 'codex-cli',
      account_id: 'acc-sim-0002',
    });
    expect(s.simulator.requests('POST', '/backend-api/codex/responses')).toHaveLength(0);
    expect(paid(s.simulator)).toBe(0);
  });
});

describe('a personal access token in the environment', () => {
  test('answers, asks once who it is, and comes before the CLI’s file', async () => {
    const s = await scene({ CODEX_ACCESS_TOKEN: 'at-sim-0001' });
    await seedCli(s, 'acc-sim-0002');
    const session = await connect(s.sandbox.env);
    for (const prompt of ['What is a monad?', 'And a functor?'])
      expect(sourceOf(await session.call('codex_query', { prompt }))).toBe('access-token');
    expect(s.simulator.requests('GET', '/api/accounts/v1/user-auth-credential/whoami')).toHaveLength(1);
    expect((await session.call('codex_status')).structuredContent).toMatchObject({
      status: 'authenticated',
      source: 'access-token',
      plan: 'plus',
    });
  });

  test('that is revoked is an error, and no key pays instead', async () => {
    const s = await scene({ CODEX_ACCESS_TOKEN: 'at-unknown', OPENAI_API_KEY: 'sk-sim-0001' });
    const session = await connect(s.sandbox.env);
    const refused = await session.call('codex_query', { prompt: 'Hi' });
    expect(textOf(refused)).toContain('CODEX_ACCESS_TOKEN');
    expect(paid(s.simulator)).toBe(0);
  });
});

describe('an API key', () => {
  test('pays where no login exists, and the answer says so', async () => {
    const s = await scene({ OPENAI_API_KEY: 'sk-sim-0001' });
    const session = await connect(s.sandbox.env);
    const answer = await session.call('codex_query', { prompt: 'What is a monad?' });
    expect(textOf(answer)).toContain('monad');
    expect(textOf(answer)).toContain('paid by an API key');
    expect(sourceOf(answer)).toBe('api-key');
    expect(paid(s.simulator)).toBe(1);
    expect((await session.call('codex_status')).structuredContent).toMatchObject({
      status: 'authenticated',
      source: 'api-key',
      account_id: null,
    });
  });

  test('has its own list of models, and a default that it may use', async () => {
    const s = await scene({ OPENAI_API_KEY: 'sk-sim-0001' });
    const session = await connect(s.sandbox.env);
    const models = await session.call('codex_models');
    expect(models.structuredContent).toMatchObject({ source: 'live', default: 'gpt-6.1-sol' });
    expect(s.simulator.requests('GET', '/v1/models')).toHaveLength(1);
    expect(s.simulator.requests('GET', '/backend-api/codex/models')).toHaveLength(0);
    const unknown = await session.call('codex_query', { prompt: 'Hi', model: 'gpt-0' });
    expect(textOf(unknown)).toContain('gpt-6.1-sol');
    expect(paid(s.simulator)).toBe(0);
  });

  test('never pays for an expired login', async () => {
    const s = await scene({ OPENAI_API_KEY: 'sk-sim-0001' });
    const tokens = s.simulator.mintTokens({ accessTtlSeconds: 1, refreshTtlSeconds: 1 });
    s.simulator.advance(10);
    await seedLogin(s.sandbox, tokens, { account_id: 'acc-sim-0001', expires_at: 1 });
    const session = await connect(s.sandbox.env);
    // The program's own clock has not moved: the first answer is a 401, and the refresh is refused.
    const refused = await session.call('codex_query', { prompt: 'Hi' });
    expect(refused.isError).toBe(true);
    expect(textOf(refused)).toContain('codex_login');
    expect(paid(s.simulator)).toBe(0);
  });

  test('never pays for a plan that is used up', async () => {
    const s = await scene({ OPENAI_API_KEY: 'sk-sim-0001' });
    await seedLogin(s.sandbox, s.simulator.mintTokens(), { account_id: 'acc-sim-0001' });
    s.simulator.fault('responses.429.usage_limit');
    const session = await connect(s.sandbox.env);
    const refused = await session.call('codex_query', { prompt: 'Hi' });
    expect(textOf(refused)).toContain('usage limit');
    expect(paid(s.simulator)).toBe(0);
  });

  test('never pays for a login file that is broken', async () => {
    const s = await scene({ CODEX_API_KEY: 'sk-sim-0001' });
    await mkdir(path.dirname(s.sandbox.authFile), { recursive: true });
    await writeFile(s.sandbox.authFile, '{"codex": {"access_', { mode: 0o600 });
    const session = await connect(s.sandbox.env);
    const refused = await session.call('codex_query', { prompt: 'Hi' });
    expect(textOf(refused)).toContain(s.sandbox.authFile);
    expect(paid(s.simulator)).toBe(0);
  });

  test('in the CLI’s file pays too, and says so', async () => {
    const s = await scene();
    await mkdir(path.dirname(s.cliFile), { recursive: true });
    await writeFile(s.cliFile, JSON.stringify({ auth_mode: 'apikey', OPENAI_API_KEY: 'sk-sim-0001' }));
    const session = await connect(s.sandbox.env);
    const answer = await session.call('codex_query', { prompt: 'Hi' });
    expect(sourceOf(answer)).toBe('codex-cli');
    expect(textOf(answer)).toContain('paid by an API key');
  });
});

describe('CODEX_OAUTH_SOURCE', () => {
  test('makes the key pay although there is a login', async () => {
    const s = await scene({ OPENAI_API_KEY: 'sk-sim-0001', CODEX_OAUTH_SOURCE: 'api-key' });
    await seedLogin(s.sandbox, s.simulator.mintTokens(), { account_id: 'acc-sim-0001' });
    const session = await connect(s.sandbox.env);
    expect(sourceOf(await session.call('codex_query', { prompt: 'Hi' }))).toBe('api-key');
  });

  test('keeps every other login out', async () => {
    const s = await scene({
      CODEX_OAUTH_SOURCE: 'login',
      CODEX_ACCESS_TOKEN: 'at-sim-0001',
      OPENAI_API_KEY: 'sk-sim-0001',
    });
    await seedCli(s);
    const session = await connect(s.sandbox.env);
    const refused = await session.call('codex_query', { prompt: 'Hi' });
    expect(textOf(refused)).toContain('CODEX_OAUTH_SOURCE');
    expect(s.simulator.log.filter((r) => r.path !== '/')).toHaveLength(0);
  });

  test('with a value that does not exist ends the start with the accepted ones', async () => {
    const s = await scene({ CODEX_OAUTH_SOURCE: 'keyring' });
    const { status, stderr } = spawnSync(process.execPath, [BUNDLE], {
      env: s.sandbox.env,
      encoding: 'utf8',
      input: '',
    });
    expect(status).toBe(2);
    expect(stderr).toContain('one of login, codex-cli, access-token, api-key, external');
  });
});
