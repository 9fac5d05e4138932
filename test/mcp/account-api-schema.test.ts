import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Validator } from '@cfworker/json-schema';
import { describe, expect, test } from 'vitest';
import type { Peer } from '../account-driver/peer.ts';
import { ours } from '../account-driver/ours.ts';
import { MINE, SIMULATOR, tokensOf } from '../account-driver/scenarios/common.ts';
import { PLANS, REACHED } from '../../src/mcp/account/results.ts';
import { member, type JsonObject } from '../../src/system/json.ts';
import { realProgram } from '../support/real.ts';
import { makeSandbox, makeSimulator, ROOT } from '../support/sandbox.ts';

const codex = realProgram('codex', ROOT);
const reason = codex ? '' : ' (skipped: `npm run test:real` runs it)';

/** The schema that the installed CLI prints. */
async function loadSchema(program: string): Promise<JsonObject> {
  const { dir, env } = await makeSandbox();
  const args = ['app-server', 'generate-json-schema', '--experimental', '--out', dir];
  execFileSync(program, args, { env, stdio: 'ignore', shell: process.platform === 'win32' });
  const read = (name: string): JsonObject =>
    JSON.parse(readFileSync(path.join(dir, name), 'utf8')) as JsonObject;
  const schema = read('codex_app_server_protocol.v2.schemas.json');
  const definitions = member(schema, 'definitions') as JsonObject;
  const refresh = ['ChatgptAuthTokensRefreshParams', 'ChatgptAuthTokensRefreshResponse'];
  const more = refresh.map((name) => [name, read(`${name}.json`)] as const);
  const inner = more.map(([, one]) => member(one, 'definitions') as JsonObject | undefined);
  return Object.assign({}, definitions, ...inner, Object.fromEntries(more)) as JsonObject;
}

describe.skipIf(!codex)(`the schema of the app-server${reason}`, () => {
  /** Fails with the places in `value` that `name` does not allow. */
  const checker = (definitions: JsonObject) => (name: string, value: unknown) => {
    expect(definitions, name).toHaveProperty(name);
    const schema = { $ref: `#/definitions/${name}`, definitions };
    const { errors } = new Validator(schema, '7', false).validate(value);
    expect(
      errors.map((e) => `${e.instanceLocation}: ${e.error}`),
      `${name} ${JSON.stringify(value)}`,
    ).toEqual([]);
  };

  test('has the plans and reasons that we know', async () => {
    const definitions = await loadSchema(codex ?? '');
    expect([...PLANS].toSorted()).toEqual((member(definitions, 'PlanType', 'enum') as string[]).toSorted());
    expect([...REACHED].toSorted()).toEqual(
      (member(definitions, 'RateLimitReachedType', 'enum') as string[]).toSorted(),
    );
  });

  test('allows everything that we answer and tell, and we take what it allows', {
    timeout: 60_000,
  }, async () => {
    const fits = checker(await loadSchema(codex ?? ''));
    const simulator = await makeSimulator(SIMULATOR);
    const peer: Peer = await ours('mcp')({ simulator, experimental: true, workspaces: [] });
    /** A request that the schema allows, answered as it says. */
    const ask = async (
      method: string,
      asked: string,
      answered: string,
      params: JsonObject,
    ): Promise<void> => {
      fits(asked, params);
      const { result, error } = await peer.request(method, params);
      expect(error, JSON.stringify(params)).toBeUndefined();
      fits(answered, result);
    };
    const start = (params: JsonObject): Promise<void> =>
      ask('account/login/start', 'LoginAccountParams', 'LoginAccountResponse', params);
    const readAll = async (): Promise<void> => {
      await ask('account/read', 'GetAccountParams', 'GetAccountResponse', {});
      await ask('account/read', 'GetAccountParams', 'GetAccountResponse', { refreshToken: true });
    };
    const limits = (params: JsonObject = {}): Promise<void> =>
      ask('account/rateLimits/read', 'GetAccountRateLimitsParams', 'GetAccountRateLimitsResponse', params);
    const logout = async (params?: JsonObject | null): Promise<void> => {
      const { result } = await peer.request('account/logout', params as JsonObject);
      fits('LogoutAccountResponse', result);
    };

    await readAll();
    for (const params of [null, undefined]) await logout(params);
    const { type: _, ...renewed } = tokensOf(simulator);
    fits('ChatgptAuthTokensRefreshResponse', renewed);
    peer.onRequest(() => ({ result: renewed }));
    for (const chatgptPlanType of ['weird', 'HC', null, 'plus']) {
      await start({ ...tokensOf(simulator), chatgptPlanType });
      await readAll();
    }
    simulator.fault('responses.401', { times: 1 });
    expect((await peer.ask('Hi')).ok).toBe(true);
    expect(peer.asked).toHaveLength(1);
    fits('ChatgptAuthTokensRefreshParams', peer.asked[0]?.params);
    await limits({ excludeResetCreditDetails: true, supportsLunaReserve: false });
    const odd = { used_percent: 12.6, limit_window_seconds: 18_000.5, reset_at: 1_800_000_000.5 };
    const body = {
      plan_type: 'weird',
      account_id: 'acc-else',
      rate_limit: { allowed: 'yes', primary_window: odd, secondary_window: { used_percent: 1 } },
      rate_limit_reached_type: { type: 'weird' },
      spend_control: { reached: 1, individual_limit: { limit: 5 } },
      additional_rate_limits: [
        { metered_feature: 'x', limit_name: 5, rate_limit: { primary_window: odd } },
        7,
      ],
      credits: { has_credits: 1, unlimited: null, balance: 4.2 },
      rate_limit_reset_credits: { available_count: 2.5 },
    };
    for (const params of [body, { ...body, plan_type: 5 }, {}, { rate_limit: null, credits: null }]) {
      simulator.fault('usage.body', { times: 1, params });
      await limits();
    }
    await logout({});
    await start({ type: 'apiKey', apiKey: 'sk-sim-0001' });
    await readAll();
    await logout(null);
    await start({
      type: 'chatgpt',
      appBrand: null,
      codexStreamlinedLogin: true,
      useHostedLoginSuccessPage: false,
    });
    await start({ type: 'chatgptDeviceCode' });
    const loginId = '0b6b1b9c-6b0a-4b5f-9a3c-2f3f1f3c1d11';
    await ask('account/login/cancel', 'CancelLoginAccountParams', 'CancelLoginAccountResponse', { loginId });

    const names: Readonly<Record<string, string>> = {
      'account/login/completed': 'AccountLoginCompletedNotification',
      'account/updated': 'AccountUpdatedNotification',
      'account/rateLimits/updated': 'AccountRateLimitsUpdatedNotification',
    };
    const told = peer.notifications.filter(({ method }) => method in names);
    expect(new Set(told.map(({ method }) => method)).size).toBe(3);
    for (const { method, params } of told) fits(names[method] ?? '', params);
  });
});

test('tokens for what cannot be the id of an account are refused, and change nothing', async () => {
  const simulator = await makeSimulator(SIMULATOR);
  const peer = await ours('mcp')({ simulator, experimental: true, workspaces: [] });
  for (const chatgptAccountId of ['', ' ', 'a b', `${MINE}\r\nx: y`, 'é', 'a'.repeat(500)]) {
    const params = { ...tokensOf(simulator), chatgptAccountId };
    const { error } = await peer.request('account/login/start', params);
    expect(error, JSON.stringify(chatgptAccountId)).toMatchObject({ code: -32600 });
  }
  expect(await peer.request('account/read', {})).toMatchObject({ result: { account: null } });
});
