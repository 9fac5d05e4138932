import { existsSync } from 'node:fs';
import { expect } from 'vitest';
import { playBrowser } from '../../support/mcp.ts';
import { announces, isAnonymous, logsOut, refuses, type Scenario } from './common.ts';

const deviceCode: Scenario = {
  name: 'a sign-in with a code ends in a stored login, which a forced refresh renews and logout revokes',
  experimental: false,
  run: async (peer, simulator) => {
    const { result } = await peer.request('account/login/start', { type: 'chatgptDeviceCode' });
    expect(result).toEqual({
      type: 'chatgptDeviceCode',
      loginId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      verificationUrl: `${simulator.issuer}/codex/device`,
      userCode: expect.any(String),
    });
    await announces(peer, result?.['loginId'], 'chatgpt');
    expect(existsSync(peer.authFile)).toBe(true);

    simulator.clearLog();
    const read = await peer.request('account/read', { refreshToken: true });
    expect(read.result).toMatchObject({ account: { type: 'chatgpt', email: 'dev@example.com' } });
    expect(simulator.requests('POST', '/oauth/token')).toHaveLength(1);

    await logsOut(peer);
    expect(simulator.requests('POST', '/oauth/revoke')).toHaveLength(1);
  },
};

const cancelled: Scenario = {
  name: 'a sign-in can be cancelled, once, by its id',
  experimental: false,
  run: async (peer) => {
    const { result } = await peer.request('account/login/start', { type: 'chatgptDeviceCode' });
    const loginId = String(result?.['loginId']);
    const cancel = (): Promise<unknown> => peer.request('account/login/cancel', { loginId });
    expect(await cancel()).toEqual({ result: { status: 'canceled' } });
    const { params } = await peer.next('account/login/completed');
    expect(params).toMatchObject({ loginId, success: false, error: 'Login was not completed' });
    expect(await cancel()).toEqual({ result: { status: 'notFound' } });
    await isAnonymous(peer);
  },
};

const browser: Scenario = {
  name: 'a second sign-in in the browser replaces the first, and the page finishes it',
  experimental: false,
  run: async (peer, simulator) => {
    const first = await peer.request('account/login/start', { type: 'chatgpt' });
    expect(Object.keys(first.result ?? {}).sort()).toEqual(['authUrl', 'loginId', 'type']);
    const second = await peer.request('account/login/start', { type: 'chatgpt' });
    expect((await peer.next('account/login/completed')).params).toMatchObject({
      loginId: first.result?.['loginId'],
      success: false,
      error: 'Login server error: Login cancelled',
    });
    const url = new URL(String(second.result?.['authUrl']));
    expect(url.origin + url.pathname).toBe(`${simulator.issuer}/oauth/authorize`);
    expect(url.searchParams.get('code_challenge_method')).toBe('S256');
    const from = peer.notifications.length;
    expect((await playBrowser(url.href)).status).toBe(200);
    expect((await peer.next('account/login/completed', from)).params).toMatchObject({
      loginId: second.result?.['loginId'],
      success: true,
    });
    const { params } = await peer.next('account/updated', from);
    expect(params).toEqual({ authMode: 'chatgpt', planType: 'plus' });
  },
};

const apiKey: Scenario = {
  name: 'an API key is a login without limits',
  experimental: false,
  run: async (peer) => {
    const started = await peer.request('account/login/start', { type: 'apiKey', apiKey: 'sk-sim-0001' });
    expect(started).toEqual({ result: { type: 'apiKey' } });
    await announces(peer, null, 'apikey');
    const { result } = await peer.request('account/read', {});
    expect(result).toMatchObject({ account: { type: 'apiKey' }, userId: null });
    const words = 'chatgpt authentication required to read rate limits';
    await refuses(peer, 'account/rateLimits/read', {}, words);
    await logsOut(peer);
  },
};

/** Logins that the program under test keeps itself. */
export const MANAGED: readonly Scenario[] = [deviceCode, cancelled, browser, apiKey];
