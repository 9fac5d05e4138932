import { describe, expect, test } from 'vitest';
import * as s from './support.ts';

const { challenge } = s.pkce();

test('consent given automatically sends code and state back', async () => {
  const sim = await s.start({ approve: 'auto' });
  const callback = await s.follow(s.authorizeUrl(sim, challenge));
  expect(callback.origin + callback.pathname).toBe(s.REDIRECT);
  expect([...callback.searchParams.keys()].toSorted()).toEqual(['code', 'state']);
  expect(callback.searchParams.get('state')).toBe('the-state-of-this-test');
});

describe('nobody is redirected', () => {
  test.each([
    ['an unknown client', { client_id: 'app_other' }],
    ['no client', { client_id: null }],
    ['the old path', { redirect_uri: 'http://127.0.0.1:1455/callback' }],
    ['localhost in place of 127.0.0.1', { redirect_uri: 'http://localhost:1455/auth/callback' }],
    ['a port that is not registered', { redirect_uri: 'http://127.0.0.1:1456/auth/callback' }],
    ['a redirect with a query', { redirect_uri: `${s.REDIRECT}?x=1` }],
    ['no redirect', { redirect_uri: null }],
  ])('with %s', async (_name, changes) => {
    const sim = await s.start({ approve: 'auto' });
    const response = await fetch(s.authorizeUrl(sim, challenge, changes), { redirect: 'manual' });
    expect(response.status).toBe(400);
    expect(response.headers.get('location')).toBeNull();
    expect(await response.text()).toContain('role="alert"');
  });
});

describe('the client is told', () => {
  test.each([
    ['another response type', { response_type: 'token' }, 'unsupported_response_type'],
    ['no state', { state: null }, 'invalid_request'],
    ['the plain method', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['no method', { code_challenge_method: null }, 'invalid_request'],
    ['a challenge of 42 characters', { code_challenge: challenge.slice(1) }, 'invalid_request'],
    ['a challenge with padding', { code_challenge: `${challenge.slice(1)}=` }, 'invalid_request'],
    ['a scope without offline_access', { scope: s.SCOPE.replace(' offline_access', '') }, 'invalid_scope'],
    ['a scope too many', { scope: `${s.SCOPE} admin` }, 'invalid_scope'],
    ['a workspace of somebody else', { allowed_workspace_id: 'ws-unknown' }, 'access_denied'],
  ])('about %s', async (_name, changes, error) => {
    const sim = await s.start({ approve: 'auto' });
    const callback = await s.follow(s.authorizeUrl(sim, challenge, changes));
    expect(callback.origin + callback.pathname).toBe(s.REDIRECT);
    expect(callback.searchParams.get('error')).toBe(error);
    expect(callback.searchParams.get('code')).toBeNull();
  });

  test('about a repeated parameter', async () => {
    const sim = await s.start({ approve: 'auto' });
    const url = s.authorizeUrl(sim, challenge);
    url.searchParams.append('scope', 'openid');
    expect((await s.follow(url)).searchParams.get('error')).toBe('invalid_request');
  });
});

test('further redirects are accepted only when configured', async () => {
  const listed = await s.start({
    approve: 'auto',
    extraRedirectUris: ['http://127.0.0.1:4711/auth/callback'],
  });
  const any = await s.start({ approve: 'auto', allowAnyLoopbackPort: true });
  const change = { redirect_uri: 'http://127.0.0.1:4711/auth/callback' };
  expect((await s.follow(s.authorizeUrl(listed, challenge, change))).port).toBe('4711');
  expect((await s.follow(s.authorizeUrl(any, challenge, change))).port).toBe('4711');
  const elsewhere = { redirect_uri: 'http://192.0.2.1:4711/auth/callback' };
  expect((await fetch(s.authorizeUrl(any, challenge, elsewhere), { redirect: 'manual' })).status).toBe(400);
});

describe('the consent page', () => {
  async function open(changes: Record<string, string> = {}) {
    const sim = await s.start();
    const page = await (await fetch(s.authorizeUrl(sim, challenge, changes))).text();
    const formId = /name="form_id" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const press = (decision: string, account = 'acc-sim-0001') =>
      fetch(`${sim.issuer}/oauth/authorize/decision`, {
        method: 'POST',
        redirect: 'manual',
        body: new URLSearchParams({ form_id: formId, decision, account }),
      });
    return { sim, page, press };
  }

  test('names the account and who asks, and escapes what it was given', async () => {
    const { page } = await open({ originator: '<script>x' });
    expect(page).toContain('dev@example.com');
    expect(page).toContain('&lt;script&gt;x');
    expect(page).not.toContain('<script>');
    expect(page).toContain('lang="en"');
  });

  test('approved sends a code back, once', async () => {
    const { press } = await open();
    const first = await press('approve');
    expect(first.status).toBe(302);
    const callback = new URL(first.headers.get('location') ?? '');
    expect(callback.searchParams.get('code')).toMatch(/.{20,}/);
    expect(callback.searchParams.get('state')).toBe('the-state-of-this-test');
    expect((await press('approve')).status).toBe(400);
  });

  test('denied sends access_denied and the state', async () => {
    const { press } = await open();
    const callback = new URL((await press('deny')).headers.get('location') ?? '');
    expect(callback.searchParams.get('error')).toBe('access_denied');
    expect(callback.searchParams.get('state')).toBe('the-state-of-this-test');
  });

  test('offers only the workspaces that are allowed', async () => {
    const { page } = await open({ allowed_workspace_id: 'ws-unknown,acc-sim-0002' });
    expect(page).toContain('acc-sim-0002');
    expect(page).not.toContain('acc-sim-0001');
  });
});

test.each([
  ['authorize.wrong_state', (url: URL) => url.searchParams.get('state') !== 'the-state-of-this-test'],
  [
    'authorize.no_code',
    (url: URL) => url.searchParams.get('code') === null && !url.searchParams.has('error'),
  ],
  ['authorize.denied', (url: URL) => url.searchParams.get('error') === 'access_denied'],
  ['authorize.server_error', (url: URL) => url.searchParams.get('error') === 'server_error'],
] as const)('the fault %s changes what comes back', async (name, holds) => {
  const sim = await s.start({ approve: 'auto' });
  sim.fault(name, { times: 1 });
  expect(holds(await s.follow(s.authorizeUrl(sim, challenge)))).toBe(true);
  expect((await s.follow(s.authorizeUrl(sim, challenge))).searchParams.get('code')).not.toBeNull();
});
