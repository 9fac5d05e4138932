import { randomBytes } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { authorizeUrl, createPkce, createState } from '../../src/oauth/authorization-code.ts';
import { listenForCallback } from '../../src/oauth/callback-listener.ts';
import { redirectUri, type OAuthProfile } from '../../src/oauth/profile.ts';
import { exchangeCode, judgeExchange } from '../../src/oauth/token-endpoint.ts';
import { profileAt } from '../login/support.ts';
import { quietly, startProvider, walk } from './certified.ts';

quietly();

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
