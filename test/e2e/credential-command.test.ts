import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { startBundle } from '../cli/support.ts';
import { BUNDLE, makeSandbox, makeSimulator, pointAt, ROOT, seedLogin } from '../support/sandbox.ts';

/** Every file below a folder, as one text. */
async function everything(dir: string): Promise<string> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  return (await Promise.all(files.map((file) => readFile(file, 'utf8')))).join('\n');
}

/** The commands of the docs, as a user would copy them. */
async function recipes(): Promise<readonly string[]> {
  const docs = await readFile(path.join(ROOT, 'docs/providers.md'), 'utf8');
  return [...docs.matchAll(/CODEX_OAUTH_CREDENTIAL_COMMAND='([^']+)'/g)].map(([, command = '']) => command);
}

/** The machine that owns the login, and stand-ins for the programs by which others ask it. */
async function setting() {
  const simulator = await makeSimulator();
  const owner = await makeSandbox(pointAt(simulator));
  const tokens = simulator.mintTokens();
  await seedLogin(owner, tokens);
  const token = async (): Promise<string> => (await startBundle(owner.env, ['token', '--json']).done).stdout;
  const bin = path.join(owner.dir, 'bin');
  await mkdir(bin);
  const program = async (name: string, script: string): Promise<void> => {
    await writeFile(path.join(bin, name), `#!${process.execPath}\n${script}`);
    await chmod(path.join(bin, name), 0o755);
  };
  const owned = JSON.stringify({ env: owner.env });
  await program(
    'ssh',
    `const [host, name, ...args] = process.argv.slice(2);
     if (host !== 'owner' || name !== 'codex-oauth') process.exit(255);
     const run = require('child_process').spawnSync(process.execPath, [${JSON.stringify(BUNDLE)}, ...args], ${owned});
     process.stdout.write(run.stdout); process.exit(run.status);`,
  );
  const kept = path.join(owner.dir, 'token.json');
  await program(
    'vault',
    `if (process.argv.slice(2).join(' ') !== 'kv get -field=token secret/codex') process.exit(1);
     process.stdout.write(require('fs').readFileSync(${JSON.stringify(kept)}));`,
  );
  /** What the owner does every half hour. */
  const give = async (): Promise<string> => {
    const text = await token();
    await writeFile(kept, text);
    return text;
  };
  const container = async (command: string) =>
    makeSandbox({
      PATH: `${bin}${path.delimiter}${process.env['PATH'] ?? ''}`,
      CODEX_OAUTH_CREDENTIAL_COMMAND: command.replace('/codex-token/token.json', kept),
      CODEX_TOKEN: await give(),
      CODEX_DEBUG: '1',
    });
  return { simulator, owner, tokens, container, give };
}

test('the docs have a way for each kind of machine', async () => {
  expect(await recipes()).toHaveLength(4);
});

test.each([0, 1, 2, 3])('recipe %i: a machine without a login asks', async (n) => {
  const [command = ''] = (await recipes()).slice(n);
  const { container } = await setting();
  const { env } = await container(command);
  const { code, stdout, stderr } = await startBundle(env, ['ask', '--json', 'What is a monad?']).done;
  expect(code, stderr).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ source: 'command' });
});

test('a machine that holds only a credential command survives a 401, and has no refresh token anywhere', async () => {
  const [ssh = ''] = await recipes();
  const { simulator, owner, tokens, container } = await setting();
  const { env, dir } = await container(ssh);
  const ask = () => startBundle(env, ['ask', 'What is a monad?']).done;
  expect((await ask()).code).toBe(0);

  // One refusal is survived; a token that stays refused is named.
  simulator.fault('responses.401', { times: 1 });
  expect((await ask()).code).toBe(0);
  simulator.fault('responses.401', { times: 2 });
  expect((await ask()).stderr).toContain('credential command');

  simulator.fault('responses.401', { times: 1 });
  const refreshed = simulator.requests('POST', '/oauth/token').length;
  // The owner's token is refused: its own next question renews it, and the command gives the new one.
  const renewed = await startBundle(owner.env, ['ask', 'Renew it']).done;
  expect(renewed.code, renewed.stderr).toBe(0);
  expect(simulator.requests('POST', '/oauth/token').length).toBe(refreshed + 1);
  expect((await ask()).code).toBe(0);

  const status = await startBundle(env, ['status', '--json']).done;
  expect(JSON.parse(status.stdout)).toMatchObject({
    source: 'command',
    has_refresh_token: false,
    auth_file: null,
  });
  const here = await everything(dir);
  const { codex } = JSON.parse(await readFile(owner.authFile, 'utf8')) as { codex: Record<string, string> };
  for (const secret of [
    tokens.refreshToken,
    tokens.accessToken,
    codex['refresh_token'],
    codex['access_token'],
  ])
    expect(here).not.toContain(secret);
});
