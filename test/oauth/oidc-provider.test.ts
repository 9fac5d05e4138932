import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { authorizeUrl, createPkce, createState } from '../../src/oauth/authorization-code.ts';
import { listenForCallback } from '../../src/oauth/callback-listener.ts';
import { redirectUri, type OAuthProfile } from '../../src/oauth/profile.ts';
import { exchangeCode, judgeExchange } from '../../src/oauth/token-endpoint.ts';
import { profileAt } from '../login/support.ts';

/** A certified provider that is not ours, so that the standard flow is not judged by our own simulator alone. */
async function startProvider(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'native',
        application_type: 'native',
        token_endpoint_auth_method: 'none',
        redirect_uris: ['http://127.0.0.1/auth/callback'],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
      },
    ],
    pkce: { required: () => true },
    features: { devInteractions: { enabled: true } },
    scopes: ['openid', 'offline_access', 'profile', 'email'],
    issueRefreshToken: () => Promise.resolve(true),
    rotateRefreshToken: () => true,
  });
  server.on('request', provider.callback());
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return issuer;
}

// The provider warns at length that its development settings are not for production.
beforeEach(() => {
  for (const level of ['info', 'warn'] as const) vi.spyOn(console, level).mockImplementation(() => {});
});

/** Plays the user on the provider's development pages: any name signs in, then consent. */
async function walk(start: string): Promise<Response> {
  const jar = new Map<string, string>();
  let response = await hop(start, jar);
  for (let i = 0; i < 20; i += 1) {
    const location = response.headers.get('location');
    if (location) {
      const next = new URL(location, response.url || start);
      response = await hop(next.toString(), jar);
      if (next.pathname === '/auth/callback') return response;
      continue;
    }
    const html = await response.text();
    const action = /<form[^>]*action="([^"]+)"/.exec(html)?.[1];
    if (!action) throw new Error(`no form on ${response.url}`);
    const prompt = /name="prompt" value="([^"]+)"/.exec(html)?.[1] ?? 'login';
    response = await hop(
      new URL(action, response.url).toString(),
      jar,
      new URLSearchParams({ prompt, login: 'somebody', password: 'x' }),
    );
  }
  throw new Error('the provider sent us in circles');
}

async function hop(url: string, jar: Map<string, string>, body?: URLSearchParams): Promise<Response> {
  const response = await fetch(url, {
    redirect: 'manual',
    headers: { cookie: [...jar].map(([k, v]) => `${k}=${v}`).join('; ') },
    ...(body ? { method: 'POST', body } : {}),
  });
  for (const cookie of response.headers.getSetCookie()) {
    const [pair] = cookie.split(';');
    const [name, ...value] = (pair ?? '').split('=');
    if (name) jar.set(name, value.join('='));
  }
  Object.defineProperty(response, 'url', { value: url });
  return response;
}

test('the authorization code flow with PKCE passes against a certified provider', async () => {
  const issuer = await startProvider();
  const pkce = createPkce(randomBytes);
  const state = createState(randomBytes);
  let code = '';
  const listener = await listenForCallback({
    port: 0,
    paths: ['/auth/callback'],
    state,
    user: { platform: process.platform, uid: process.getuid?.() },
    onCallback: (decision) => {
      if (decision.kind === 'code') code = decision.code;
      return Promise.resolve({ status: 200, html: 'done' });
    },
  });
  onTestFinished(() => listener.close());
  const profile: OAuthProfile = {
    ...profileAt(issuer),
    clientId: 'native',
    authorizeUrl: `${issuer}/auth`,
    tokenUrl: `${issuer}/token`,
    scope: 'openid offline_access',
    authorizeExtras: { prompt: 'consent' },
    callback: { ports: [0], registered: undefined, path: '/auth/callback', alsoAccepted: [] },
    headers: {},
  };
  const redirect = redirectUri(profile, listener.port);
  expect(
    (await walk(authorizeUrl(profile, { redirectUri: redirect, challenge: pkce.challenge, state }))).status,
  ).toBe(200);
  expect(code).not.toBe('');

  const exchange = async (given: string): Promise<ReturnType<typeof judgeExchange>> => {
    const grant = { code: given, verifier: pkce.verifier, redirectUri: redirect };
    return judgeExchange(await exchangeCode(fetch, profile, grant, AbortSignal.timeout(5_000)), profile);
  };
  await expect(exchange('x')).rejects.toMatchObject({ code: 'login.exchange_failed' });
  const first = await exchange(code);
  expect(first.expiresIn).toBeGreaterThan(0);

  const form = { grant_type: 'refresh_token', client_id: 'native', refresh_token: first.refreshToken ?? '' };
  const refresh = (): Promise<Response> =>
    fetch(profile.tokenUrl, { method: 'POST', body: new URLSearchParams(form) });
  expect((await refresh()).status).toBe(200);
  expect(await (await refresh()).json()).toMatchObject({ error: 'invalid_grant' });
});
