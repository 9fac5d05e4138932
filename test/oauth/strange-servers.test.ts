import { expect, test } from 'vitest';
import { refreshAccessToken, runAuthorizationCodeFlow, runDeviceCodeFlow } from '../../src/library.ts';
import { ownProvider } from '../../src/oauth/providers/own.ts';
import { failure } from '../login/support.ts';

const ISSUER = 'https://login.acme.example';
const METADATA = {
  issuer: ISSUER,
  authorization_endpoint: `${ISSUER}/authorize`,
  token_endpoint: `${ISSUER}/token`,
  device_authorization_endpoint: `${ISSUER}/device`,
  registration_endpoint: `${ISSUER}/register`,
};
const OPENID = '/.well-known/openid-configuration';
const TOKENS = { access_token: 'made-up', token_type: 'Bearer' };
const acme = { issuer: ISSUER, client_id: 'me' };

type Page = object | number | Error;

/** A server of a few pages; everything else is missing. A number is a status, an error one of the network. */
function server(pages: Readonly<Record<string, Page | readonly Page[]>>) {
  const asked: { readonly path: string; readonly body: string }[] = [];
  const answer = (url: string, body: string): Page => {
    const { pathname } = new URL(url);
    const page = pages[pathname] ?? 404;
    const turn = asked.filter(({ path }) => path === pathname).length;
    asked.push({ path: pathname, body });
    return Array.isArray(page) ? (page[Math.min(turn, page.length - 1)] as Page) : page;
  };
  const fetch = async (url: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const page = answer(String(url), String(init?.body ?? ''));
    if (page instanceof Error) throw page;
    if (typeof page === 'number') return new Response('{}', { status: page });
    return Response.json(page, { status: 'error' in page ? 400 : 200 });
  };
  return { asked, fetch, paths: () => asked.map(({ path }) => path) };
}

/** Follows the authorization address as a server that redirects with these further parameters. */
const redirectWith = (more: Readonly<Record<string, string>>) => (url: string) => {
  const { searchParams } = new URL(url);
  const query = new URLSearchParams({ code: 'c', state: searchParams.get('state') ?? '', ...more });
  void fetch(`${searchParams.get('redirect_uri')}?${query}`);
};

test.each<[string, Readonly<Record<string, Page>>]>([
  ['in OpenID Connect’s place', { [OPENID]: METADATA }],
  ['in RFC 8414’s', { '/.well-known/oauth-authorization-server': METADATA }],
  [
    'in one, while the other leads elsewhere',
    {
      [OPENID]: new TypeError('fetch failed', { cause: new Error('unexpected redirect') }),
      '/.well-known/oauth-authorization-server': METADATA,
    },
  ],
])('metadata is found %s', async (_, pages) => {
  const { fetch } = server({ ...pages, '/token': TOKENS });
  expect(await refreshAccessToken(acme, 'made-up', { fetch })).toMatchObject({ accessToken: 'made-up' });
});

test.each([
  ['another issuer', { issuer: 'https://evil.example' }],
  ['no issuer', { issuer: undefined }],
  ['a token endpoint without encryption', { token_endpoint: 'http://login.acme.example/token' }],
  ['no token endpoint', { token_endpoint: 7 }],
])('metadata with %s is refused, and nothing is sent', async (_, change) => {
  const { fetch, paths } = server({ [OPENID]: { ...METADATA, ...change }, '/token': TOKENS });
  await expect(refreshAccessToken(acme, 'made-up', { fetch })).rejects.toMatchObject({
    code: 'provider.discovery',
  });
  expect(paths()).toEqual([OPENID]);
});

test('an endpoint may have a query of its own (RFC 6749 section 3.1)', async () => {
  const tenant = {
    authorization_endpoint: `${ISSUER}/authorize?tenant=1`,
    token_endpoint: `${ISSUER}/token?tenant=1`,
  };
  for (const named of [acme, { client_id: 'me', ...tenant }]) {
    const { fetch } = server({ [OPENID]: { ...METADATA, ...tenant }, '/token': TOKENS });
    const shown: string[] = [];
    const onUrl = (url: string): void => {
      shown.push(url);
      redirectWith({})(url);
    };
    await runAuthorizationCodeFlow(named, { fetch, onUrl });
    const { searchParams } = new URL(shown[0] ?? '');
    expect([searchParams.get('tenant'), searchParams.get('client_id')]).toEqual(['1', 'me']);
  }
});

test.each<[string, boolean, Readonly<Record<string, string>>]>([
  ['another server', false, { iss: 'https://evil.example' }],
  ['another server, where each answer names one', true, { iss: 'https://evil.example' }],
  ['no server, where each answer names one', true, {}],
])('a redirect of %s is not redeemed here (RFC 9207)', async (_, always, more) => {
  const metadata = { ...METADATA, authorization_response_iss_parameter_supported: always };
  const { fetch, paths } = server({ [OPENID]: metadata, '/token': TOKENS });
  const flow = runAuthorizationCodeFlow(acme, { fetch, onUrl: redirectWith(more) });
  await expect(flow).rejects.toMatchObject({ code: 'login.issuer' });
  expect(paths()).toEqual([OPENID]);
});

test.each([
  [true, { iss: ISSUER }],
  [false, { iss: `${ISSUER}/` }],
  [false, {}],
])('a redirect of this server is redeemed', async (always, more) => {
  const metadata = { ...METADATA, authorization_response_iss_parameter_supported: always };
  const { fetch } = server({ [OPENID]: metadata, '/token': TOKENS });
  const flow = runAuthorizationCodeFlow(acme, { fetch, onUrl: redirectWith(more) });
  expect(await flow).toMatchObject({ accessToken: 'made-up' });
});

test('a token of another type than Bearer is not used (RFC 6749 section 7.1)', async () => {
  const { fetch } = server({ [OPENID]: METADATA, '/token': { ...TOKENS, token_type: 'mac' } });
  const flow = runAuthorizationCodeFlow(acme, { fetch, onUrl: redirectWith({}) });
  await expect(flow).rejects.toMatchObject({ code: 'login.incomplete_tokens' });
  const refreshed = refreshAccessToken(acme, 'made-up', { fetch });
  await expect(refreshed).rejects.toMatchObject({ code: 'refresh.unavailable' });
});

test('a client that the server does not accept says nothing about the refresh token (RFC 6749 section 5.2)', async () => {
  const fetch = async (url: string | URL | Request): Promise<Response> =>
    String(url).endsWith(OPENID)
      ? Response.json(METADATA)
      : Response.json({ error: 'invalid_client' }, { status: 401 });
  const refreshed = refreshAccessToken(acme, 'made-up', { fetch });
  await expect(refreshed).rejects.toMatchObject({ code: 'refresh.unavailable' });
});

test('a client that is registered for a code on another device may use one', async () => {
  const given = { device_code: 'made-up', user_code: 'ABCD', verification_uri: ISSUER, expires_in: 60 };
  const { fetch, asked } = server({
    [OPENID]: METADATA,
    '/register': { client_id: 'new' },
    '/device': given,
    '/token': TOKENS,
  });
  await runDeviceCodeFlow({ issuer: ISSUER, client_name: 'Mine' }, { fetch, onCode: () => {} });
  const registered = JSON.parse(asked.find(({ path }) => path === '/register')?.body ?? '');
  expect(registered).toMatchObject({
    client_name: 'Mine',
    redirect_uris: ['http://127.0.0.1/callback'],
  });
  expect(registered.grant_types).toContain('urn:ietf:params:oauth:grant-type:device_code');
});

test('what the file says now is not used for a login that was made at another server', async () => {
  const moved = ownProvider('acme', { ...acme, client_secret: 'made-up' });
  const { fetch, paths } = server({ [OPENID]: METADATA });
  const place = { issuer: 'https://old.acme.example', clientId: 'me' };
  const refused = Promise.resolve(moved.profile(fetch, place, 'refresh'));
  expect(await failure(refused)).toMatchObject({ code: 'provider.invalid' });
  expect(paths()).toEqual([]);
});
