import { realTimes } from '../../support/real.ts';
import { existsSync } from 'node:fs';
import { expect } from 'vitest';
import type { Simulator } from '../../../simulator/simulator.ts';
import type { Answer } from '../peer.ts';
import { errorOf, MINE, NOBODY, signIn, story, STRANGER, tokensOf, type Scenario } from './common.ts';

const ACTIVE =
  'External auth is active. Use account/login/start (chatgptAuthTokens) to update it or account/logout to clear it.';

const anonymous: Scenario = {
  name: 'nobody is signed in: read says so, limits are refused, logout does no harm',
  run: async (peer) => {
    expect(await peer.request('account/read', {})).toEqual({ result: NOBODY });
    expect(errorOf(await peer.request('account/rateLimits/read', {}))).toEqual({
      code: -32600,
      message: 'codex account authentication required to read rate limits',
    });
    expect(await peer.request('account/logout', {})).toEqual({ result: {} });
    expect((await peer.next('account/updated')).params).toEqual({ authMode: null, planType: null });
  },
};

const external: Scenario = {
  name: 'an application hands over tokens: they are announced, used, kept off the disk, and logout forgets them',
  run: async (peer, simulator) => {
    const started = await peer.request('account/login/start', tokensOf(simulator));
    expect(started).toEqual({ result: { type: 'chatgptAuthTokens' } });
    const completed = await peer.next('account/login/completed');
    expect(completed.params).toEqual({
      loginId: null,
      success: true,
      error: null,
      onboardingEntrypoint: null,
    });
    const updated = await peer.next('account/updated');
    expect(updated.params).toEqual({ authMode: 'chatgptAuthTokens', planType: 'plus' });
    expect(story(peer)).toEqual(['account/login/completed', 'account/updated']);

    const { result } = await peer.request('account/read', { refreshToken: true });
    expect(result).toMatchObject({
      account: { type: 'chatgpt', email: 'dev@example.com', planType: 'plus', workspaceName: null },
      userId: 'user-sim-0001',
      requiresOpenaiAuth: true,
    });
    expect(Object.keys(result ?? {}).sort()).toEqual(Object.keys(NOBODY).sort());

    for (const login of [
      { type: 'chatgpt' },
      { type: 'chatgptDeviceCode' },
      { type: 'apiKey', apiKey: 'sk-sim-0001' },
    ])
      expect(errorOf(await peer.request('account/login/start', login))).toEqual({
        code: -32600,
        message: ACTIVE,
      });

    expect((await peer.ask('Say hi')).ok).toBe(true);
    await peer.next('account/rateLimits/updated');
    expect(existsSync(peer.authFile)).toBe(false);
    expect(peer.asked).toEqual([]);

    const from = peer.notifications.length;
    expect(await peer.request('account/logout', {})).toEqual({ result: {} });
    expect((await peer.next('account/updated', from)).params).toEqual({ authMode: null, planType: null });
    expect(await peer.request('account/read', {})).toEqual({ result: NOBODY });
    expect(simulator.requests('POST', '/oauth/token')).toHaveLength(0);
    expect(simulator.requests('POST', '/oauth/revoke')).toHaveLength(0);
  },
};

const limits: Scenario = {
  name: 'limits are read from the plan, in the shape of the app-server',
  run: async (peer, simulator) => {
    await signIn(peer, simulator);
    const { result } = await peer.request('account/rateLimits/read', {});
    const window = (usedPercent: number, windowDurationMins: number): unknown => ({
      usedPercent,
      windowDurationMins,
      resetsAt: expect.any(Number),
    });
    const codex = {
      limitId: 'codex',
      limitName: null,
      normalModelSlug: null,
      primary: window(12, 300),
      secondary: window(55, 10_080),
      credits: { hasCredits: true, unlimited: false, balance: '4.20' },
      individualLimit: null,
      spendControlReached: false,
      planType: 'plus',
      rateLimitReachedType: null,
    };
    expect(result).toMatchObject({
      ordinaryUsageAllowed: true,
      rateLimits: codex,
      rateLimitsByLimitId: { codex },
      rateLimitResetCredits: { availableCount: 0 },
      accountId: MINE,
      rateLimitUpsell: null,
    });
    expect(Object.keys(result ?? {})).toHaveLength(6);
  },
};

const capability: Scenario = {
  name: 'tokens of an application need the experimental capability',
  experimental: false,
  run: async (peer, simulator) => {
    expect(errorOf(await peer.request('account/login/start', tokensOf(simulator)))).toEqual({
      code: -32600,
      message: 'account/login/start.chatgptAuthTokens requires experimentalApi capability',
    });
    expect(await peer.request('account/read', {})).toEqual({ result: NOBODY });
  },
};

const malformed: Scenario = {
  name: 'malformed requests are refused with their reason and change nothing',
  run: async (peer, simulator) => {
    const { accessToken } = tokensOf(simulator);
    const refusals: readonly (readonly [string, Record<string, unknown>, number, string])[] = [
      ['account/login/start', {}, -32600, 'Invalid request: missing field `type`'],
      [
        'account/login/start',
        { type: 'nonsense' },
        -32600,
        'Invalid request: unknown variant `nonsense`, expected one of `apiKey`, `chatgpt`, `chatgptDeviceCode`, `chatgptAuthTokens`',
      ],
      [
        'account/login/start',
        { type: 'chatgptAuthTokens' },
        -32600,
        'Invalid request: missing field `accessToken`',
      ],
      [
        'account/login/start',
        { type: 'chatgptAuthTokens', accessToken },
        -32600,
        'Invalid request: missing field `chatgptAccountId`',
      ],
      [
        'account/login/start',
        { type: 'chatgptAuthTokens', accessToken: 'abc', chatgptAccountId: MINE },
        -32603,
        'failed to set external auth: invalid ID token format',
      ],
      ['account/read', { refreshToken: 'x' }, -32600, 'Invalid request: invalid type: string'],
      ['account/login/cancel', {}, -32600, 'Invalid request: missing field `loginId`'],
      ['account/login/cancel', { loginId: 'nope' }, -32600, 'invalid login id: nope'],
    ];
    for (const [method, params, code, message] of refusals) {
      const { error } = await peer.request(method, params);
      expect({ method, params, code: error?.code }).toEqual({ method, params, code });
      expect(error?.message).toContain(message);
    }
    const unknown = { loginId: '0b6b1b9c-6b0a-4b5f-9a3c-2f3f1f3c1d11' };
    expect(await peer.request('account/login/cancel', unknown)).toEqual({ result: { status: 'notFound' } });
    expect(await peer.request('account/read', {})).toEqual({ result: NOBODY });
  },
};

const renewal: Scenario = {
  name: 'a refused token is renewed by its owner, once, and the question goes on with the new one',
  run: async (peer, simulator) => {
    await signIn(peer, simulator);
    const next = tokensOf(simulator);
    peer.onRequest(() => ({
      result: {
        accessToken: next.accessToken,
        chatgptAccountId: next.chatgptAccountId,
        chatgptPlanType: 'plus',
      },
    }));
    simulator.fault('responses.401', { times: 1 });
    expect((await peer.ask('Say hi')).ok).toBe(true);
    expect(peer.asked).toEqual([
      {
        method: 'account/chatgptAuthTokens/refresh',
        params: { reason: 'unauthorized', previousAccountId: MINE },
      },
    ]);
    expect(simulator.requests('POST', '/backend-api/codex/responses').map((r) => r.status)).toEqual([
      401, 200,
    ]);
    expect(existsSync(peer.authFile)).toBe(false);
  },
};

/** Answers that renew nothing: what becomes of the question differs, but the login handed over stays what it was. */
function noRenewal(name: string, answer: (simulator: Simulator) => Answer | undefined): Scenario {
  return {
    name,
    workspaces: [MINE],
    run: async (peer, simulator) => {
      await signIn(peer, simulator);
      peer.onRequest(() => answer(simulator));
      simulator.fault('responses.401', { times: 1 });
      await peer.ask('Say hi');
      expect(peer.asked).toHaveLength(1);
      const { result } = await peer.request('account/read', {});
      expect(result).toMatchObject({ account: { email: 'dev@example.com' }, userId: 'user-sim-0001' });
      expect((await peer.ask('And again')).ok).toBe(true);
    },
  };
}

const workspace: Scenario = {
  name: 'tokens of a workspace that is not allowed are refused',
  workspaces: [MINE, 'acc-other'],
  run: async (peer, simulator) => {
    expect(errorOf(await peer.request('account/login/start', tokensOf(simulator, STRANGER)))).toEqual({
      code: -32600,
      message: `External auth must use one of workspace(s) ["${MINE}", "acc-other"], but received "${STRANGER}".`,
    });
    expect(await peer.request('account/read', {})).toEqual({ result: NOBODY });
    await signIn(peer, simulator);
  },
};

/** A login that belongs to the application. */
export const EXTERNAL: readonly Scenario[] = [
  anonymous,
  external,
  limits,
  capability,
  malformed,
  renewal,
  noRenewal('an owner that answers with an error renews nothing', () => ({
    error: { code: -32000, message: 'signed out' },
  })),
  noRenewal('an owner that hands over no token renews nothing', () => ({
    result: { accessToken: 'abc', chatgptAccountId: MINE },
  })),
  noRenewal('an owner that hands over another workspace renews nothing', (simulator) => {
    const { accessToken, chatgptAccountId } = tokensOf(simulator, STRANGER);
    return { result: { accessToken, chatgptAccountId, chatgptPlanType: 'plus' } };
  }),
  // 10 s, as the app-server waits.
  ...(realTimes ? [noRenewal('an owner that says nothing is not waited for', () => undefined)] : []),
  workspace,
];

/** Those that depend on how the capability is declared. */
export const DECLARED: readonly Scenario[] = [external, capability];
