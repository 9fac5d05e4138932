import { describe, expect, test } from 'vitest';
import { createRouting, judgeAccounts, routingNeed, type Routing } from '../../src/ask/resolve.ts';
import type { Credential } from '../../src/login/credential.ts';
import { asker, backendDeps, login, RESPONSES, simulate } from './asker.ts';

const ACCOUNTS = '/backend-api/wham/accounts/check';
const BASE = 'https://chatgpt.com/backend-api';

function token(claims: object): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none' })}.${part({ 'https://api.openai.com/auth': claims })}.x`;
}

const plain: Credential = { source: 'login', route: 'chatgpt', accessToken: token({}), accountId: 'acc' };

test.each<[title: string, credential: Partial<Credential>, need: string]>([
  ['an ordinary account', { plan: 'plus' }, 'never'],
  [
    'an account without constraint',
    { accessToken: token({ chatgpt_compute_residency: 'no_constraint' }) },
    'never',
  ],
  ['an opaque token', { accessToken: 'at-1' }, 'never'],
  ['an API key', { route: 'api', plan: 'enterprise' }, 'never'],
  ['a login without an account', { accountId: undefined as unknown as string, fedramp: true }, 'never'],
  ['an enterprise workspace', { plan: 'enterprise' }, 'if known'],
  ['an edu workspace', { plan: 'edu_plus' }, 'if known'],
  ['compute in a region', { accessToken: token({ chatgpt_compute_residency: 'us' }) }, 'always'],
  ['data in a region', { accessToken: token({ chatgpt_data_residency: 'eu' }) }, 'always'],
  ['FedRAMP', { fedramp: true }, 'always'],
])('%s needs its routing asked for: %s', (_title, credential, need) => {
  expect(routingNeed({ ...plain, ...credential })).toBe(need);
});

function accounts(origin: unknown, override: unknown = 'NO_CONSTRAINT', id = 'acc'): object {
  return { accounts: [{ id, workspace_backend_origin: origin, account_routing_override: override }] };
}

test.each<[title: string, body: object, baseUrl: string, region?: string]>([
  ['no constraint', accounts('NO_CONSTRAINT'), BASE],
  ['an origin', accounts('https://us.chatgpt.com'), 'https://us.chatgpt.com/backend-api'],
  ['an origin with a slash', accounts('https://us.chatgpt.com/'), 'https://us.chatgpt.com/backend-api'],
  ['a region', accounts('NO_CONSTRAINT', 'us'), BASE, 'us'],
  ['a region’s other name', accounts('NO_CONSTRAINT', 'us_cr'), BASE, 'us'],
  ['no override at all', accounts('NO_CONSTRAINT', null), BASE],
])('%s is a route', (_title, body, baseUrl, region) => {
  const headers = region ? { 'x-openai-account-routing-override': region } : {};
  expect(judgeAccounts(body, 'acc', BASE)).toEqual({ baseUrl, headers });
});

test.each<[string, unknown]>([
  ['http', accounts('http://us.chatgpt.com')],
  ['loopback, from a base that is none', accounts('http://127.0.0.1:8080')],
  ['an origin with credentials', accounts('https://a:b@us.chatgpt.com')],
  ['an origin with a path', accounts('https://us.chatgpt.com/x')],
  ['another scheme', accounts('file:///etc')],
  ['no origin', accounts(undefined)],
  ['a region of another form', accounts('NO_CONSTRAINT', 'x\r\ny: z')],
  ['another account only', accounts('NO_CONSTRAINT', 'us', 'other')],
  ['no accounts', {}],
  ['no object', undefined],
])('%s is no route', (_title, body) => {
  expect(() => judgeAccounts(body, 'acc', BASE)).toThrow(/was not sent/);
});

test.each([
  ['https://evil.example'],
  ['https://chatgpt.com.evil.example'],
  ['https://evil.chatgpt.com.evil.example'],
  ['https://chatgpt.com.evil'],
  ['https://evilchatgpt.com'],
  ['https://chatgpt.com.'],
  ['https://us.chatgpt.com.'],
  ['https://us.chatgpt.com:8443'],
  ['https://chatgpt.com:444'],
  ['https://chatgpt.com@evil.example'],
  ['https://evil.example\\@chatgpt.com'],
  ['https://evil.example#.chatgpt.com'],
  ['https://evil.example?.chatgpt.com'],
  ['https://evil.example/.chatgpt.com'],
  ['https://evil.example\t.chatgpt.com.evil'],
  ['https://auth.openai.com'],
  ['https://127.0.0.1'],
  ['wss://us.chatgpt.com'],
])('%j is no backend of a login of OpenAI’s', (origin) => {
  expect(() => judgeAccounts(accounts(origin), 'acc', BASE)).toThrow(/was not sent/);
});

test('a login that was made elsewhere goes to its own origin only', () => {
  const own = 'http://127.0.0.1:8/b';
  expect(judgeAccounts(accounts('http://127.0.0.1:8'), 'acc', own).baseUrl).toBe(own);
  for (const other of ['http://127.0.0.1:9', 'https://us.chatgpt.com', 'https://127.0.0.1:8'])
    expect(() => judgeAccounts(accounts(other), 'acc', own)).toThrow(/was not sent/);
});

describe('asking for it', () => {
  const signal = new AbortController().signal;
  const routing = (): Routing => createRouting(backendDeps());

  test('ordinary accounts pay no request', async () => {
    const simulator = await simulate();
    await (await asker(simulator)).ask();
    expect(simulator.requests('GET', ACCOUNTS)).toEqual([]);
  });

  test('a bound workspace’s questions go where it says, with its header, and are asked for once per token', async () => {
    const home = await simulate({ accounts: [{ id: 'acc-sim-0001', fedramp: true, routingOverride: 'us' }] });
    const credential = { ...login(home), fedramp: true };
    const routes = routing();
    for (let i = 0; i < 3; i += 1)
      expect(await routes.routeFor(credential, signal)).toEqual({
        baseUrl: home.backendUrl,
        headers: { 'x-openai-account-routing-override': 'us' },
      });
    expect(home.requests('GET', ACCOUNTS)).toHaveLength(1);
    await routes.routeFor({ ...login(home), fedramp: true }, signal);
    expect(home.requests('GET', ACCOUNTS)).toHaveLength(2);
  });

  test('the header reaches the question', async () => {
    const simulator = await simulate({
      accounts: [{ id: 'acc-sim-0001', plan: 'enterprise', routingOverride: 'us_cr' }],
    });
    const a = await asker(simulator, { credential: login(simulator, 'acc-sim-0001', 'enterprise') });
    await a.ask();
    expect(simulator.requests('POST', RESPONSES)[0]?.headers).toMatchObject({
      'x-openai-account-routing-override': 'us',
    });
  });

  test.each(['accounts.500', 'accounts.404', 'accounts.empty'] as const)(
    'after %s a workspace that may have a region goes on, one that has one does not',
    async (fault) => {
      const simulator = await simulate();
      simulator.fault(fault);
      const routes = routing();
      const maybe = { ...login(simulator), plan: 'enterprise' };
      expect(await routes.routeFor(maybe, signal)).toEqual({ baseUrl: simulator.backendUrl, headers: {} });
      await expect(routes.routeFor({ ...login(simulator), fedramp: true }, signal)).rejects.toMatchObject({
        code: 'routing.unknown',
      });
    },
  );

  test('a token that is refused there is renewed before anything is sent', async () => {
    const simulator = await simulate();
    simulator.fault('accounts.401', { times: 1 });
    const a = await asker(simulator, { credential: { ...login(simulator), fedramp: true } });
    expect((await a.ask()).cutShort).toBeUndefined();
    expect(a.renewals).toBe(1);
    simulator.fault('accounts.401');
    const b = await asker(simulator, { credential: { ...login(simulator), fedramp: true } });
    await expect(b.ask()).rejects.toMatchObject({ kind: 'sign-in', code: 'auth.unauthorized' });
    expect(simulator.requests('POST', RESPONSES)).toHaveLength(1);
  });
});
