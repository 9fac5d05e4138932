import { expect } from 'vitest';
import type { Simulator } from '../../../simulator/simulator.ts';
import { member, type JsonObject } from '../../../src/system/json.ts';
import type { Peer } from '../peer.ts';
import { MINE, signIn, tokensOf, type Scenario } from './common.ts';

const WINDOW = {
  used_percent: 12,
  limit_window_seconds: 18_000,
  reset_after_seconds: 100,
  reset_at: 1_800_000_000,
};
const RATE_LIMIT = { allowed: true, limit_reached: false, primary_window: WINDOW, secondary_window: null };
const BODY = {
  user_id: 'user-sim-0001',
  account_id: MINE,
  email: 'dev@example.com',
  plan_type: 'plus',
  rate_limit: RATE_LIMIT,
  credits: null,
};

/** What is read where the usage endpoint answers `more` beside the usual. */
async function read(peer: Peer, simulator: Simulator, more: JsonObject): Promise<JsonObject> {
  simulator.fault('usage.body', { times: 1, params: { ...BODY, ...more } });
  const { result, error } = await peer.request('account/rateLimits/read', {});
  expect(error).toBeUndefined();
  return result ?? {};
}

const plans: Scenario = {
  name: 'plans have the names of the app-server, whatever tokens and applications call them',
  run: async (peer, simulator) => {
    const start = async (tokens: JsonObject): Promise<unknown> => {
      const from = peer.notifications.length;
      const params = { ...tokensOf(simulator), ...tokens };
      expect(await peer.request('account/login/start', params)).toHaveProperty('result');
      const told = (await peer.next('account/updated', from)).params['planType'];
      const { result } = await peer.request('account/read', {});
      expect(member(result, 'account', 'planType')).toBe(told);
      return told;
    };
    for (const [given, plan] of [
      ['Plus', 'plus'],
      ['hc', 'enterprise'],
      ['HC', 'enterprise'],
      ['Education', 'edu'],
      ['sci_plus', 'sci_plus'],
      ['k12', 'unknown'],
      ['', 'unknown'],
      [' plus', 'unknown'],
      [null, 'plus'],
    ])
      expect(await start({ chatgptPlanType: given }), String(given)).toBe(plan);
    for (const [claim, plan] of [
      ['pro', 'pro'],
      ['hc', 'enterprise'],
      ['PLUS', 'unknown'],
      ['k12', 'unknown'],
    ] as const) {
      const { accessToken } = simulator.mintTokens({ account: MINE, plan: claim });
      expect(await start({ accessToken, chatgptPlanType: null }), claim).toBe(plan);
    }
  },
};

const usage: Scenario = {
  name: 'usage is told in the app-server’s words and whole numbers',
  run: async (peer, simulator) => {
    await signIn(peer, simulator);
    const limits = async (more: JsonObject): Promise<unknown> =>
      (await read(peer, simulator, more))['rateLimits'];
    for (const [told, planType] of [
      ['plus', 'plus'],
      ['education', 'edu'],
      ['hc', 'unknown'],
      ['PLUS', 'unknown'],
      ['weird', 'unknown'],
    ])
      expect(await limits({ plan_type: told }), told).toMatchObject({ planType });
    for (const [type, rateLimitReachedType] of [
      ['workspace_owner_credits_depleted', 'workspace_owner_credits_depleted'],
      ['rate_limit_reached', 'rate_limit_reached'],
      ['weird', null],
    ])
      expect(await limits({ rate_limit_reached_type: { type } }), String(type)).toMatchObject({
        rateLimitReachedType,
      });
    const individual = {
      source: 'x',
      limit: '100',
      used: '25',
      remaining: '75',
      used_percent: 25,
      remaining_percent: 75,
      reset_after_seconds: 60,
      reset_at: 1_800_000_000,
    };
    expect(await limits({ spend_control: { reached: true, individual_limit: individual } })).toMatchObject({
      spendControlReached: true,
      individualLimit: { limit: '100', used: '25', remainingPercent: 75, resetsAt: 1_800_000_000 },
    });
    for (const [seconds, windowDurationMins] of [
      [90, 2],
      [0, null],
      [-5, null],
    ]) {
      const primary_window = { ...WINDOW, limit_window_seconds: seconds };
      expect(await limits({ rate_limit: { ...RATE_LIMIT, primary_window } })).toMatchObject({
        primary: { usedPercent: 12, windowDurationMins, resetsAt: 1_800_000_000 },
      });
    }
    expect(await read(peer, simulator, { rate_limit_upsell: { a_b: 1 } })).toMatchObject({
      rateLimitUpsell: { a_b: 1 },
    });
  },
};

const others: Scenario = {
  name: 'what another account may do says nothing about this one',
  run: async (peer, simulator) => {
    await signIn(peer, simulator);
    for (const [more, ordinaryUsageAllowed] of [
      [{}, true],
      [{ account_id: 'acc-else' }, null],
      [{ account_id: null }, null],
      [{ user_id: 'user-else' }, null],
    ] as const)
      expect(await read(peer, simulator, more), JSON.stringify(more)).toMatchObject({
        ordinaryUsageAllowed,
        accountId: 'account_id' in more ? more.account_id : MINE,
      });
  },
};

/** What is told of a plan and its limits. */
export const USAGE: readonly Scenario[] = [plans, usage, others];
