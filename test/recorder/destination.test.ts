import { describe, expect, test } from 'vitest';
import { createRouting } from '../../src/ask/resolve.ts';
import { createDestinations } from '../../src/recorder/destination.ts';
import { withoutDetour } from '../../src/recorder/start.ts';
import { silentLog } from '../../src/system/log.ts';

const AUTH = 'https://api.openai.com/auth';
const tokenOf = (claims: object): string =>
  ['{"alg":"none"}', JSON.stringify({ [AUTH]: { chatgpt_account_id: 'acc-1', ...claims } }), 'x']
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.');
const plain = tokenOf({ chatgpt_plan_type: 'plus' });
const european = tokenOf({ chatgpt_plan_type: 'enterprise', chatgpt_data_residency: 'eu' });
const KEY = 'sk-of-the-environment';

function destinations({ named, accounts = {} }: { named?: string; accounts?: object } = {}) {
  const asked: string[] = [];
  const routing = createRouting({
    fetch: async (url) => {
      asked.push(String(url));
      return new Response(JSON.stringify({ accounts: [{ id: 'acc-1', ...accounts }] }));
    },
    userAgent: 'test',
    now: Date.now,
    log: silentLog,
  });
  const environment = { key: KEY, baseUrl: 'https://gateway.example/v1' };
  const of = createDestinations({ routing, named, environment });
  const get = (token: string | undefined, more = {}) =>
    of(
      { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...more },
      new AbortController().signal,
    );
  return { get, asked };
}

describe('the credential decides the host', () => {
  test.each([
    ['a ChatGPT login', plain, { 'chatgpt-account-id': 'acc-1' }, 'https://chatgpt.com/backend-api/codex'],
    ['its token alone', plain, {}, 'https://chatgpt.com/backend-api/codex'],
    ['a personal access token', 'at-0001', {}, 'https://chatgpt.com/backend-api/codex'],
    ['an API key of the CLI’s file', 'sk-0001', {}, 'https://api.openai.com/v1'],
    ['an API key of the environment', KEY, {}, 'https://gateway.example/v1'],
    ['no credential', undefined, {}, 'https://api.openai.com/v1'],
  ])('%s', async (_name, token, headers, baseUrl) => {
    const { get, asked } = destinations();
    expect(await get(token, headers)).toEqual({ baseUrl, headers: {} });
    expect(asked).toEqual([]);
  });

  test('a server that the CLI’s own configuration names gets everything, and nobody else is asked', async () => {
    const { get, asked } = destinations({ named: 'https://gateway.example/openai' });
    for (const token of [plain, european, 'sk-0001', undefined])
      expect(await get(token)).toEqual({ baseUrl: 'https://gateway.example/openai', headers: {} });
    expect(asked).toEqual([]);
  });

  test('a workspace with a region stays in it, as with the CLI alone', async () => {
    const accounts = { workspace_backend_origin: 'https://eu.chatgpt.com', account_routing_override: 'us' };
    const { get, asked } = destinations({ accounts });
    const there = {
      baseUrl: 'https://eu.chatgpt.com/backend-api/codex',
      headers: { 'x-openai-account-routing-override': 'us' },
    };
    const headers = { 'chatgpt-account-id': 'acc-1' };
    expect(await get(european, headers)).toEqual(there);
    expect(await get(european, headers)).toEqual(there);
    expect(asked).toEqual(['https://chatgpt.com/backend-api/wham/accounts/check']);
  });

  test('without its region nothing of it is sent', async () => {
    const { get } = destinations({ accounts: { workspace_backend_origin: 'https://evil.example' } });
    await expect(get(european, { 'chatgpt-account-id': 'acc-1' })).rejects.toMatchObject({
      code: 'routing.unknown',
    });
  });
});

test.each([
  [{}, undefined],
  [{ HTTPS_PROXY: 'http://p:1' }, undefined],
  [{ HTTP_PROXY: 'http://p:1' }, '127.0.0.1'],
  [{ all_proxy: 'http://p:1', no_proxy: 'a.example' }, 'a.example,127.0.0.1'],
  [{ HTTP_PROXY: 'http://p:1', NO_PROXY: 'a', no_proxy: 'b' }, 'a,127.0.0.1'],
])('with %j the CLI looks for this machine past %s', (env, names) => {
  expect(withoutDetour(env)['NO_PROXY']).toBe(names);
});
