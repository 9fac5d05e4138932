import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import {
  computeCodeChallenge,
  generateCodeVerifier,
  generateState,
  OAuthError,
  refreshAccessToken,
  runAuthorizationCodeFlow,
  runDeviceCodeFlow,
  type OAuthProvider,
} from '../src/library.ts';
import { ROOT } from './support/sandbox.ts';
import { quietly, startProvider, walk } from './oauth/certified.ts';

quietly();

const described = (issuer: string): OAuthProvider => ({
  issuer,
  client_id: 'native',
  scopes: ['openid', 'offline_access'],
  authorize_parameters: { prompt: 'consent' },
});

test('the example of RFC 7636, appendix B', () => {
  const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
  expect(computeCodeChallenge(verifier)).toBe('E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM');
});

test('verifiers and states have the standard’s alphabet and length, and no two are equal', () => {
  const made = Array.from({ length: 200 }, () => [generateCodeVerifier(), generateState()]).flat();
  expect(new Set(made).size).toBe(400);
  for (const one of made) expect(one).toMatch(/^[\w-]{43,128}$/);
});

test.each(['browser', 'device'] as const)(
  '%s: tokens, a refresh, and the old refresh token is dead',
  async (how) => {
    const provider = described(await startProvider());
    const tokens =
      how === 'browser'
        ? await runAuthorizationCodeFlow(provider, { onUrl: (url) => void walk(url) })
        : await runDeviceCodeFlow(provider, {
            onCode: ({ url, completeUrl = url }) => void walk(completeUrl),
          });
    expect(tokens).toMatchObject({ clientId: 'native', accessToken: expect.any(String) });
    expect((tokens.expiresAt ?? 0) > Date.now()).toBe(true);
    const next = await refreshAccessToken(provider, tokens.refreshToken ?? '', tokens);
    expect(next.refreshToken).not.toBe(tokens.refreshToken);
    const reused = refreshAccessToken(provider, tokens.refreshToken ?? '', tokens);
    await expect(reused).rejects.toMatchObject({ name: 'OAuthError', code: 'refresh.refused' });
  },
);

test('a signal ends a flow at once and frees its port, also one that has fired before', async () => {
  const provider = { ...described(await startProvider()), callback_port: 0 };
  const stop = new AbortController();
  const reason = new Error('enough');
  const flow = runAuthorizationCodeFlow(provider, { signal: stop.signal, onUrl: () => stop.abort(reason) });
  await expect(flow).rejects.toBe(reason);
  const late = runDeviceCodeFlow(provider, { signal: stop.signal, onCode: () => expect.unreachable() });
  await expect(late).rejects.toBe(reason);
});

test.each([
  ['no address', {}, 'provider.invalid'],
  ['plain http', { issuer: 'http://login.example' }, 'provider.invalid'],
] as const)('%s is refused', async (_, provider, code) => {
  const flow = runAuthorizationCodeFlow(provider, { onUrl: () => expect.unreachable() });
  await expect(flow).rejects.toSatisfy((error) => error instanceof OAuthError && error.code === code);
});

test('the example of the docs runs as it stands, with the package as it is shipped', async () => {
  const docs = await readFile(path.join(ROOT, 'docs/providers.md'), 'utf8');
  const example = /```js\n([\s\S]*?)```/.exec(docs)?.[1] ?? '';
  const issuer = await startProvider();
  // Inside the package, its own name leads to its exports.
  const file = path.join(ROOT, `example-${process.pid}.mjs`);
  onTestFinished(async () => (await import('node:fs/promises')).rm(file, { force: true }));
  const filled = example
    .replace('https://login.acme.example', issuer)
    .replace("client_id: 'your-client'", "client_id: 'native', authorize_parameters: { prompt: 'consent' }");
  await writeFile(file, filled);
  const run = promisify(execFile)(process.execPath, [file]);
  const url = await new Promise<string>((resolve) => {
    run.child.stderr?.on('data', (text: Buffer) => resolve(/http\S+/.exec(String(text))?.[0] ?? ''));
  });
  await walk(url);
  expect(Number((await run).stdout)).toBeGreaterThan(Date.now());
});
