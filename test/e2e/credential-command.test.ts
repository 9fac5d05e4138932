import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { startBundle } from '../cli/support.ts';
import { BUNDLE, makeSandbox, makeSimulator, pointAt, seedLogin } from '../support/sandbox.ts';

/** Every file below a folder, as one text. */
async function everything(dir: string): Promise<string> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  return (await Promise.all(files.map((file) => readFile(file, 'utf8')))).join('\n');
}

test('a machine that holds only a credential command asks, survives a 401, and has no refresh token anywhere', async () => {
  const simulator = await makeSimulator();
  const owner = await makeSandbox(pointAt(simulator));
  const tokens = simulator.mintTokens();
  await seedLogin(owner, tokens);
  // In place of ssh: the owner's environment, and its own program.
  const script = path.join(owner.dir, 'ask owner.mjs');
  await writeFile(
    script,
    `import { spawnSync } from 'node:child_process';\n` +
      `const { stdout, stderr, status } = spawnSync(process.execPath, [${JSON.stringify(BUNDLE)}, 'token', '--json'], { env: ${JSON.stringify(owner.env)} });\n` +
      `process.stdout.write(stdout); process.stderr.write(stderr); process.exit(status);\n`,
  );
  const container = await makeSandbox({
    CODEX_OAUTH_CREDENTIAL_COMMAND: JSON.stringify([process.execPath, script]),
    CODEX_DEBUG: '1',
  });
  const ask = () => startBundle(container.env, ['ask', '--json', 'What is a monad?']).done;
  const first = await ask();
  expect(first.stderr).toBe('');
  expect(JSON.parse(first.stdout)).toMatchObject({ source: 'command' });

  simulator.fault('responses.401', { times: 1 });
  const refreshed = simulator.requests('POST', '/oauth/token').length;
  // The owner's token is refused: its own next question renews it, and the command gives the new one.
  const renewed = await startBundle(owner.env, ['ask', 'Renew it']).done;
  expect(renewed.code, renewed.stderr).toBe(0);
  expect(simulator.requests('POST', '/oauth/token').length).toBe(refreshed + 1);
  expect((await ask()).code).toBe(0);

  const status = await startBundle(container.env, ['status', '--json']).done;
  expect(JSON.parse(status.stdout)).toMatchObject({
    source: 'command',
    has_refresh_token: false,
    auth_file: null,
  });
  const here = await everything(container.dir);
  const owned = JSON.parse(await readFile(owner.authFile, 'utf8')) as { codex: Record<string, string> };
  for (const secret of [
    tokens.refreshToken,
    tokens.accessToken,
    owned.codex['refresh_token'],
    owned.codex['access_token'],
  ])
    expect(here).not.toContain(secret);
});
