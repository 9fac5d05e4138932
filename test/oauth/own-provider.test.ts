import { readFile, writeFile } from 'node:fs/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { Login } from '../../src/login/login.ts';
import { ownProvider } from '../../src/oauth/providers/own.ts';
import { failure } from '../login/support.ts';
import { quietly, startProvider, walk } from './certified.ts';
import { withFile } from './own-logins.ts';

quietly();

async function signIn(login: Login, lane: 'browser' | 'device'): Promise<void> {
  const attempt = await login.signIn.begin({ lanes: [lane], timeoutMs: 20_000 });
  onTestFinished(() => attempt.cancel());
  const page =
    lane === 'browser' ? attempt.browser?.url : (attempt.device?.completeUrl ?? attempt.device?.url);
  await walk(page ?? '');
  await attempt.done;
}

const withoutEnd = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('nothing there');
  return value;
};

test.each(['browser', 'device'] as const)(
  'a provider of the user’s own, found by its issuer: %s, rotation, revocation, and auth.json keeps what is not ours',
  async (lane) => {
    const issuer = await startProvider();
    const acme = {
      service_name: 'Acme',
      issuer,
      client_id: 'native',
      scopes: ['openid', 'offline_access'],
      authorize_parameters: { prompt: 'consent' },
    };
    const { authFile, logins } = await withFile({ providers: { acme } });
    await writeFile(authFile, '{"other": {"big": 12345678901234567890}}', { mode: 0o600 });
    const login = await logins.of('acme');
    await signIn(login, lane);

    const first = withoutEnd(await login.tokens.credential());
    const stored = await readFile(authFile, 'utf8');
    expect(stored).toContain('{"big": 12345678901234567890}');
    expect(JSON.parse(stored)).toMatchObject({
      'codex-oauth': { providers: { acme: { issuer, client_id: 'native' } } },
    });

    // The server refuses the access token: one refresh, and the old refresh token is dead afterwards.
    const second = await login.tokens.renew(first);
    expect(second.accessToken).not.toBe(first.accessToken);
    const third = await login.tokens.renew(second);
    expect(third.accessToken).not.toBe(second.accessToken);

    const last = withoutEnd(await login.tokens.current()).refreshToken ?? '';
    expect(await login.clear(() => {})).toMatchObject({ revocation: 'revoked' });
    const form = { grant_type: 'refresh_token', client_id: 'native', refresh_token: last };
    const dead = await fetch(`${issuer}/token`, { method: 'POST', body: new URLSearchParams(form) });
    expect(dead.status).toBe(400);
    expect(await readFile(authFile, 'utf8')).toBe('{"other": {"big": 12345678901234567890}}');
    expect(await login.tokens.credential()).toBeUndefined();
  },
);

test('a stolen refresh token that is used ends the login for both, and the error says so', async () => {
  const issuer = await startProvider();
  const acme = {
    issuer,
    client_id: 'native',
    scopes: ['openid', 'offline_access'],
    authorize_parameters: { prompt: 'consent' },
  };
  const { logins } = await withFile({ providers: { acme } });
  const login = await logins.of('acme');
  await signIn(login, 'browser');
  const stolen = (await login.tokens.current())?.refreshToken ?? '';
  const kept = await login.tokens.renew(withoutEnd(await login.tokens.credential()));
  const form = { grant_type: 'refresh_token', client_id: 'native', refresh_token: stolen };
  const thief = await fetch(`${issuer}/token`, { method: 'POST', body: new URLSearchParams(form) });
  expect(await thief.json()).toMatchObject({ error: 'invalid_grant' });
  // The server has ended the whole family: ours is dead as well, although it was never used.
  const error = await failure(login.tokens.renew(kept));
  expect(error).toMatchObject({ kind: 'sign-in', code: 'auth.refused' });
  expect(error.said('terminal').fix).toContain('codex-oauth login acme');
  expect(await login.tokens.report()).toMatchObject({ renews: false });
});

test('a sign-in that fails says how to sign in to this provider, not to the one in force', async () => {
  const acme = {
    client_id: 'me',
    authorization_endpoint: 'https://a.example/a',
    token_endpoint: 'https://a.example/t',
  };
  const { logins } = await withFile({ providers: { acme } });
  const { signIn: attempts } = await logins.of('acme');
  const noCode = await failure(attempts.begin({ lanes: ['device'], timeoutMs: 20_000 }));
  expect(noCode.said('terminal').fix).toContain('`codex-oauth login acme --browser`');
  const attempt = await attempts.begin({ lanes: ['browser'], timeoutMs: 20_000 });
  const state = new URL(attempt.browser?.url ?? '').searchParams.get('state');
  attempt.browser?.paste(`?error=access_denied&state=${state}`);
  const denied = await failure(attempt.done);
  expect(denied).toMatchObject({ code: 'login.denied' });
  expect(denied.said('terminal').fix).toContain('`codex-oauth login acme`');
  expect(denied.said('assistant').fix).toContain('codex_login {"provider":"acme"}');
});

test('a provider that registers its clients needs no client id', async () => {
  const issuer = await startProvider();
  const acme = { issuer, scopes: ['openid', 'offline_access'], callback_path: '/callback' };
  const { logins } = await withFile({ providers: { acme } });
  const login = await logins.of('acme');
  await signIn(login, 'browser');
  expect((await login.tokens.current())?.clientId).toMatch(/.{10,}/);
});

test.each([
  ['is used again', '', true],
  ['of another server is not', '/old', false],
])('the client that was registered with the last sign-in %s', async (_, where, used) => {
  const issuer = await startProvider();
  const acme = { issuer, scopes: ['openid', 'offline_access'], callback_path: '/callback' };
  const { authFile, logins } = await withFile({ providers: { acme } });
  const kept = { access_token: 'made-up', client_id: 'registered', issuer: `${issuer}${where}` };
  const stored = { 'codex-oauth': { providers: { acme: kept } } };
  await writeFile(authFile, JSON.stringify(stored), { mode: 0o600 });
  const login = await logins.of('acme');
  const attempt = await login.signIn.begin({ lanes: ['browser'], timeoutMs: 20_000 });
  onTestFinished(() => attempt.cancel());
  const { searchParams } = new URL(attempt.browser?.url ?? '');
  expect(searchParams.get('client_id') === 'registered').toBe(used);
});

test.each<[string, unknown]>([
  ['text', 'x'],
  ['nothing', {}],
  ['a token that is none', { access_token: 7 }],
  ['a refresh token that is none', { access_token: 'a', refresh_token: 7 }],
  ['a token of two lines', { access_token: 'a\nb' }],
])(
  '%s where the login should be: nothing is given or overwritten, the entry is named, and other logins work',
  async (_, kept) => {
    const described = { issuer: 'https://acme.example' };
    const { authFile, logins } = await withFile({ providers: { acme: described, beta: described } });
    const stored = { 'codex-oauth': { providers: { acme: kept, beta: { access_token: 'made-up' } } } };
    await writeFile(authFile, JSON.stringify(stored), { mode: 0o600 });
    const { tokens, signIn: attempts } = await logins.of('acme');
    for (const tried of [tokens.credential(), attempts.begin({ lanes: ['browser'], timeoutMs: 20_000 })]) {
      const error = await failure(tried);
      expect(error.code).toBe('auth_file.broken');
      expect(error.message).toContain('codex-oauth.providers.acme');
    }
    expect(await tokens.report()).toMatchObject({ usable: false, problem: expect.anything() });
    expect(await (await logins.of('beta')).tokens.credential()).toMatchObject({ accessToken: 'made-up' });
    expect(await readFile(authFile, 'utf8')).toBe(JSON.stringify(stored));
  },
);

test.each(['soon', -1, 1e300, null, 0])('an expiry of %s is an unknown one', async (expires_at) => {
  const { authFile, logins } = await withFile({ providers: { acme: { issuer: 'https://acme.example' } } });
  const acme = { access_token: 'made-up', expires_at };
  await writeFile(authFile, JSON.stringify({ 'codex-oauth': { providers: { acme } } }), { mode: 0o600 });
  const { tokens } = await logins.of('acme');
  expect((await tokens.credential())?.accessToken).toBe('made-up');
  expect(await tokens.report()).toMatchObject({ expiresAt: undefined, usable: true });
});

test('an unknown provider is an error that names those that exist', async () => {
  const { logins } = await withFile({ providers: { acme: { issuer: 'https://acme.example' } } });
  const error = await failure(logins.of('akme'));
  expect(error).toMatchObject({ code: 'provider.unknown' });
  expect(error.message).toContain('openai-codex, acme');
});

test.each([
  ['no JSON', '{'],
  ['a list', []],
  ['another key', { provider: {} }],
  ['the name of a built-in one', { providers: { 'openai-codex': { issuer: 'https://x.example' } } }],
  ['a word of the command', { providers: { status: { issuer: 'https://x.example' } } }],
  ['the name of an account’s journal', { providers: { 'account-work': { issuer: 'https://x.example' } } }],
  ['tools that are no switch', { tools: 'yes' }],
])('a file with %s is refused', async (_, content) => {
  const { logins } = await withFile(content);
  expect((await failure(logins.list())).code).toBe('providers.file');
});

test.each([
  ['a name for a path', '../x', { issuer: 'https://a.example' }],
  ['a capital', 'Acme', { issuer: 'https://a.example' }],
  ['no object', 'acme', 'https://a.example'],
  ['a key with a mistake', 'acme', { isuer: 'https://a.example' }],
  ['plain http', 'acme', { issuer: 'http://a.example' }],
  ['no address', 'acme', { client_id: 'x' }],
  ['half of the addresses', 'acme', { token_endpoint: 'https://a.example/t' }],
  [
    'an unsafe address',
    'acme',
    { token_endpoint: 'https://a.example/t', authorization_endpoint: 'http://a.example/a' },
  ],
  [
    'an address beside no token endpoint',
    'acme',
    { issuer: 'https://a.example', revocation_endpoint: 'https://a.example/r' },
  ],
  ...['service_name', 'issuer', 'client_id', 'client_secret', 'callback_path'].flatMap((key) =>
    [7, true, null, [], {}, '', ' '].map((value): [string, string, unknown] => [
      `${key} ${JSON.stringify(value)}`,
      'acme',
      { issuer: 'https://a.example', [key]: value },
    ]),
  ),
  ...[-1, 1.5, 65_536, '8080', null].map((port): [string, string, unknown] => [
    `port ${port}`,
    'acme',
    { issuer: 'https://a.example', callback_port: port },
  ]),
  ...['callback', '//a.example/x', '/a?b', '/a#b', '/a/../b', '/cancel', 'https://a.example/x'].map(
    (where): [string, string, unknown] => [
      `path ${where}`,
      'acme',
      { issuer: 'https://a.example', callback_path: where },
    ],
  ),
  ['a scope that is none', 'acme', { issuer: 'https://a.example', scopes: ['openid', 7] }],
  ['scopes in one word', 'acme', { issuer: 'https://a.example', scopes: 'openid' }],
  ['parameters that are numbers', 'acme', { issuer: 'https://a.example', authorize_parameters: { a: 1 } }],
])('a provider with %s is refused', (_, id, described) => {
  expect(() => ownProvider(id, described)).toThrow(expect.objectContaining({ code: 'provider.invalid' }));
});
