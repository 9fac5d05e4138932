import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { seedLogin } from '../support/sandbox.ts';
import { makeScene, signIn } from '../support/scene.ts';

async function filesBelow(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { withFileTypes: true, recursive: true });
  return entries.filter((e) => e.isFile()).map((e) => path.join(e.parentPath, e.name));
}

/** The parts of a token that would give it away: the whole of it, and a JWT's payload and signature. */
function canaries(tokens: readonly (string | undefined)[]): string[] {
  return tokens
    .filter((t): t is string => t !== undefined && t !== '')
    .flatMap((t) => [t, ...(t.split('.').length === 3 ? t.split('.').slice(1) : [])]);
}

test('tokens, codes and verifiers appear in auth.json and on the wire, and nowhere else', async () => {
  const { simulator, sandbox, open } = await makeScene({
    simulator: { accessTokenTtlSeconds: 400 },
    env: { CODEX_DEBUG: '1', XDG_CACHE_HOME: '' },
    login: false,
  });
  const seeded = simulator.mintTokens({ accessTtlSeconds: 100 });
  await seedLogin(sandbox, seeded, { account_id: 'acc-sim-0001' });
  const session = await open();
  const said: string[] = [];
  const progress = (message: string): void => void said.push(message);
  const call = async (name: string, args = {}): Promise<void> => {
    said.push(JSON.stringify(await session.call(name, args, { progress })));
  };
  const stored: (string | undefined)[] = [seeded.accessToken, seeded.refreshToken, seeded.idToken];
  const remember = async (): Promise<void> => {
    const { codex } = JSON.parse(await readFile(sandbox.authFile, 'utf8')) as {
      codex?: Record<string, string>;
    };
    stored.push(codex?.['access_token'], codex?.['refresh_token'], codex?.['id_token']);
  };

  await call('codex_query', { prompt: 'a question that renews the login first' });
  await remember();
  simulator.fault('responses.401', { times: 1 });
  await call('codex_query', { prompt: 'a question that is refused once' });
  await remember();
  for (const fault of ['responses.400', 'responses.500', 'responses.403.cloudflare', 'stream.cut'] as const) {
    simulator.clearFaults();
    simulator.fault(fault, { times: 1 });
    await call('codex_query', { prompt: `with ${fault}` });
  }
  simulator.clearFaults();
  await call('codex_status');
  await call('codex_models');
  said.push((await signIn(session)).text);
  await remember();
  simulator.fault('revoke.500');
  await call('codex_clear');
  await session.client.close();

  const secrets = canaries(stored);
  expect(secrets.length).toBeGreaterThan(12);
  const logs = (await filesBelow(sandbox.dir)).filter((f) => f !== sandbox.authFile);
  expect(logs.some((f) => f.endsWith('codex-mcp-server.log'))).toBe(true);
  const read = (files: string[]): Promise<string[]> => Promise.all(files.map((f) => readFile(f, 'utf8')));
  // What is compiled of the program has its own words.
  const isCompiled = (f: string): boolean => f.includes(`${path.sep}.cache${path.sep}`);
  const texts = [...said, session.stderr(), ...(await read(logs.filter((f) => !isCompiled(f))))];
  for (const text of texts) expect(text).not.toMatch(/code_verifier=|[?&]code=/);
  for (const text of [...texts, ...(await read(logs.filter(isCompiled)))])
    for (const secret of secrets) expect(text.includes(secret)).toBe(false);
});
