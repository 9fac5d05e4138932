import { expect, test } from 'vitest';
import type { Simulator } from '../../simulator/simulator.ts';
import { member } from '../../src/system/json.ts';
import { ours } from '../account-driver/ours.ts';
import type { Peer } from '../account-driver/peer.ts';
import { SIMULATOR, tokensOf } from '../account-driver/scenarios/common.ts';
import { makeSimulator } from '../support/sandbox.ts';

/** Calls a tool as the host would, beside the account methods. `code` is the error's. */
async function callTool(peer: Peer, name: string, args: object = {}) {
  const { result } = await peer.request('tools/call', { name, arguments: args });
  const content = (result?.['content'] ?? []) as readonly { readonly text: string }[];
  return {
    text: content.map((c) => c.text).join('\n'),
    isError: result?.['isError'] === true,
    code: member(result, '_meta', 'codex-oauth/error', 'code'),
    data: (result?.['structuredContent'] ?? {}) as Record<string, unknown>,
  };
}

async function open({
  experimental = true,
  env = {},
  real = true,
} = {}): Promise<{ peer: Peer; simulator: Simulator }> {
  const simulator = await makeSimulator(SIMULATOR);
  return { simulator, peer: await ours('mcp', env, real)({ simulator, experimental, workspaces: [] }) };
}

test('while an application owns the login the tools use it, show it, and sign in nobody else', async () => {
  const { peer, simulator } = await open();
  await peer.request('account/login/start', tokensOf(simulator));
  const login = await callTool(peer, 'codex_login');
  expect(login).toMatchObject({ isError: true, code: 'external.active' });
  expect((await callTool(peer, 'codex_status')).data).toMatchObject({
    status: 'authenticated',
    source: 'external',
    account_id: 'acc-sim-0001',
    email: 'd…@example.com',
    has_refresh_token: false,
  });
  expect((await callTool(peer, 'codex_query', { prompt: 'Hi' })).isError).toBe(false);
});

test.each(['CODEX_OAUTH_BASE_URL', 'CODEX_OAUTH_ISSUER'])(
  'the tokens of an application go to OpenAI only, whatever %s says',
  async (name) => {
    const { peer, simulator } = await open({ env: { [name]: 'https://evil.example' } });
    await peer.request('account/login/start', tokensOf(simulator));
    expect((await callTool(peer, 'codex_query', { prompt: 'Hi' })).code).toBe('login.elsewhere');
    expect((await callTool(peer, 'codex_models')).code).toBe('login.elsewhere');
    expect(simulator.log).toEqual([]);
  },
);

test('codex_clear forgets the login of an application, says so, and the application hears of it', async () => {
  const { peer, simulator } = await open();
  await peer.request('account/login/start', tokensOf(simulator));
  await peer.next('account/updated');
  const from = peer.notifications.length;
  expect((await callTool(peer, 'codex_clear')).text).toContain('acc-sim-0001');
  expect((await peer.next('account/updated', from)).params).toEqual({ authMode: null, planType: null });
  expect((await callTool(peer, 'codex_query', { prompt: 'Hi' })).code).toBe('auth.not_authenticated');
  expect(simulator.requests('POST', '/oauth/revoke')).toHaveLength(0);
});

test('an owner that does not renew its login is named in the answer, with its own words', async () => {
  const { peer, simulator } = await open();
  await peer.request('account/login/start', tokensOf(simulator));
  peer.onRequest(() => ({ error: { code: -32000, message: 'signed out over there' } }));
  simulator.fault('responses.401');
  const refused = await callTool(peer, 'codex_query', { prompt: 'Hi' });
  expect(refused).toMatchObject({ isError: true, code: 'external.refused' });
  expect(refused.text).toContain('signed out over there');
});

test('a source that is pinned keeps an application’s login out', async () => {
  const { peer, simulator } = await open({ env: { CODEX_OAUTH_SOURCE: 'login' } });
  for (const login of [tokensOf(simulator), { type: 'apiKey', apiKey: 'sk-sim-0001' }]) {
    const { error } = await peer.request('account/login/start', login);
    expect(error).toMatchObject({
      code: -32600,
      message: expect.stringContaining('CODEX_OAUTH_SOURCE') as unknown,
    });
  }
});

test('an ordinary host is sent nothing of all this', async () => {
  const { peer, simulator } = await open({ experimental: false, real: false });
  const pending = await callTool(peer, 'codex_login', { method: 'device' });
  expect(pending.text).toContain(simulator.issuer);
  await expect
    .poll(async () => (await callTool(peer, 'codex_status')).data['status'], { timeout: 15_000 })
    .toBe('authenticated');
  await callTool(peer, 'codex_query', { prompt: 'Hi' });
  expect(peer.notifications.filter((n) => n.method.startsWith('account/'))).toEqual([]);
});
