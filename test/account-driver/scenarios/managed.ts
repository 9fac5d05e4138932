import { existsSync } from 'node:fs';
import { expect } from 'vitest';
import { errorOf, NOBODY, story, type Scenario } from './common.ts';

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
    const completed = await peer.next('account/login/completed');
    expect(completed.params).toEqual({
      loginId: result?.['loginId'],
      success: true,
      error: null,
      onboardingEntrypoint: null,
    });
    const updated = await peer.next('account/updated');
    expect(updated.params).toEqual({ authMode: 'chatgpt', planType: 'plus' });
    expect(story(peer)).toEqual(['account/login/completed', 'account/updated']);
    expect(existsSync(peer.authFile)).toBe(true);

    simulator.clearLog();
    const read = await peer.request('account/read', { refreshToken: true });
    expect(read.result).toMatchObject({ account: { type: 'chatgpt', email: 'dev@example.com' } });
    expect(simulator.requests('POST', '/oauth/token')).toHaveLength(1);

    const from = peer.notifications.length;
    expect(await peer.request('account/logout', {})).toEqual({ result: {} });
    expect((await peer.next('account/updated', from)).params).toEqual({ authMode: null, planType: null });
    expect(simulator.requests('POST', '/oauth/revoke')).toHaveLength(1);
    expect(await peer.request('account/read', {})).toEqual({ result: NOBODY });
  },
};

const cancelled: Scenario = {
  name: 'a sign-in can be cancelled, once, by its id',
  experimental: false,
  run: async (peer) => {
    const { result } = await peer.request('account/login/start', { type: 'chatgptDeviceCode' });
    const loginId = String(result?.['loginId']);
    expect(await peer.request('account/login/cancel', { loginId })).toEqual({
      result: { status: 'canceled' },
    });
    expect((await peer.next('account/login/completed')).params).toMatchObject({
      loginId,
      success: false,
      error: 'Login was not completed',
    });
    expect(await peer.request('account/login/cancel', { loginId })).toEqual({
      result: { status: 'notFound' },
    });
    expect(await peer.request('account/read', {})).toEqual({ result: NOBODY });
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
    const page = await fetch(url, { redirect: 'follow' });
    expect(page.status).toBe(200);
    await page.text();
    expect((await peer.next('account/login/completed', from)).params).toMatchObject({
      loginId: second.result?.['loginId'],
      success: true,
    });
    expect((await peer.next('account/updated', from)).params).toEqual({
      authMode: 'chatgpt',
      planType: 'plus',
    });
  },
};

const apiKey: Scenario = {
  name: 'an API key is a login without limits',
  experimental: false,
  run: async (peer) => {
    const started = await peer.request('account/login/start', { type: 'apiKey', apiKey: 'sk-sim-0001' });
    expect(started).toEqual({ result: { type: 'apiKey' } });
    expect((await peer.next('account/login/completed')).params).toMatchObject({
      loginId: null,
      success: true,
    });
    expect((await peer.next('account/updated')).params).toEqual({ authMode: 'apikey', planType: null });
    expect(await peer.request('account/read', {})).toEqual({
      result: { ...NOBODY, account: { type: 'apiKey' } },
    });
    expect(errorOf(await peer.request('account/rateLimits/read', {}))).toEqual({
      code: -32600,
      message: 'chatgpt authentication required to read rate limits',
    });
    expect(await peer.request('account/logout', {})).toEqual({ result: {} });
    expect(await peer.request('account/read', {})).toEqual({ result: NOBODY });
  },
};

/** Logins that the program under test keeps itself. */
export const MANAGED: readonly Scenario[] = [deviceCode, cancelled, browser, apiKey];
