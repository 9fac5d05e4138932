import { expect, test } from 'vitest';
import { withFile } from './own-logins.ts';
import { playBrowser } from '../support/mcp.ts';
import { failure } from '../login/support.ts';
import { startStandIn } from '../support/stand-in.ts';

test.each(['browser', 'device'] as const)(
  'Google’s dialect, %s: the client’s secret in the body, no id_token, and a refresh that brings no refresh token',
  async (lane) => {
    const standIn = await startStandIn({ lifetime: 120 });
    const { logins } = await withFile({ providers: { google: standIn.described } });
    const login = await logins.of('google');
    const attempt = await login.signIn.begin({ lanes: [lane], timeoutMs: 20_000 });
    if (lane === 'device')
      expect(attempt.device?.completeUrl).toBe(`${attempt.device?.url}?user_code=GQVQ-JKEC`);
    if (attempt.browser) await playBrowser(attempt.browser.url);
    const first = await attempt.done;
    expect(first).toMatchObject({ idToken: undefined, clientId: standIn.described.client_id });
    expect(first.refreshToken).toBeDefined();

    const [refreshed, again] = [await login.tokens.credential(), await login.tokens.credential()];
    expect(refreshed?.accessToken).not.toBe(first.accessToken);
    expect(again).toBeDefined();
    expect((await login.tokens.current())?.refreshToken).toBe(first.refreshToken);
    for (const form of standIn.requests('/token'))
      expect(form.get('client_secret')).toBe(standIn.described.client_secret);
    expect(await login.clear(() => {})).toMatchObject({ revocation: 'revoked' });
  },
);

test('without access_type and prompt there is no refresh token, and the status says that it cannot be renewed', async () => {
  const standIn = await startStandIn();
  const { authorize_parameters: _, ...described } = standIn.described;
  const { logins } = await withFile({ providers: { google: described } });
  const login = await logins.of('google');
  const attempt = await login.signIn.begin({ lanes: ['browser'], timeoutMs: 20_000 });
  await playBrowser(attempt.browser?.url ?? '');
  expect((await attempt.done).refreshToken).toBeUndefined();
  expect(await login.tokens.report()).toMatchObject({ usable: true, renewable: false });
});

test('a client secret that is missing ends the sign-in with the provider’s code', async () => {
  const standIn = await startStandIn();
  const { client_secret: _, ...described } = standIn.described;
  const { logins } = await withFile({ providers: { google: described } });
  const attempt = await (await logins.of('google')).signIn.begin({ lanes: ['browser'], timeoutMs: 20_000 });
  void playBrowser(attempt.browser?.url ?? '');
  expect((await failure(attempt.done)).code).toBe('login.exchange_failed');
});
