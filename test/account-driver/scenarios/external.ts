import { realTimes } from '../../support/real.ts';
import { existsSync } from 'node:fs';
import { expect } from 'vitest';
import type { Simulator } from '../../../simulator/simulator.ts';
import type { Answer } from '../peer.ts';
import {
  announces,
  isAnonymous,
  logsOut,
  MINE,
  refuses,
  signIn,
  STRANGER,
  tokensOf,
  type Scenario,
} from './common.ts';

const ACTIVE =
  'External auth is active. Use account/login/start (chatgptAuthTokens) to update it or account/logout to clear it.';

const TYPES = '`apiKey`, `chatgpt`, `chatgptDeviceCode`, `chatgptAuthTokens`';

const anonymous: Scenario = {
  name: 'nobody is signed in: read says so, limits are refused, logout does no harm',
  run: async (peer) => {
    await isAnonymous(peer);
    const words = 'codex account authentication required to read rate limits';
    await refuses(peer, 'account/rateLimits/read', {}, words);
    await logsOut(peer);
  },
};

const external: Scenario = {
  name: 'an application hands over tokens: they are announced, used, kept off the disk, and logout forgets them',
  run: async (peer, simulator) => {
    const started = await peer.request('account/login/start', tokensOf(simulator));
    expect(started).toEqual({ result: { type: 'chatgptAuthTokens' } });
    await announces(peer, null, 'chatgptAuthTokens');

    const { result } = await peer.request('account/read', { refreshToken: true });
    expect(result).toEqual({
      account: { type: 'chatgpt', email: 'dev@example.com', planType: 'plus', workspaceName: null },
      userId: 'user-sim-0001',
      requiresOpenaiAuth: true,
      workspaceRouting: result?.['workspaceRouting'],
    });

    for (const login of [
      { type: 'chatgpt' },
      { type: 'chatgptDeviceCode' },
      { type: 'apiKey', apiKey: 'sk-sim-0001' },
    ])
      await refuses(peer, 'account/login/start', login, ACTIVE);

    expect((await peer.ask('Say hi')).ok).toBe(true);
    await peer.next('account/rateLimits/updated');
    expect(existsSync(peer.authFile)).toBe(false);
    expect(peer.asked).toEqual([]);

    await logsOut(peer);
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
    const words = 'account/login/start.chatgptAuthTokens requires experimentalApi capability';
    await refuses(peer, 'account/login/start', tokensOf(simulator), words);
    await isAnonymous(peer);
  },
};

const malformed: Scenario = {
  name: 'malformed requests are refused with their reason and change nothing',
  run: async (peer, simulator) => {
    const { accessToken } = tokensOf(simulator);
    const type = 'chatgptAuthTokens';
    const [start, cancel] = ['account/login/start', 'account/login/cancel'];
    for (const [method, params, words] of [
      [start, {}, 'missing field `type`'],
      [start, { type: 'nonsense' }, `unknown variant \`nonsense\`, expected one of ${TYPES}`],
      [start, { type }, 'missing field `accessToken`'],
      [start, { type, accessToken }, 'missing field `chatgptAccountId`'],
      [cancel, {}, 'missing field `loginId`'],
      ['account/read', { refreshToken: 'x' }, 'invalid type: string'],
    ] as const)
      await refuses(peer, method, params, expect.stringContaining(`Invalid request: ${words}`));
    await refuses(peer, cancel, { loginId: 'nope' }, expect.stringContaining('invalid login id: nope'));
    const unreadable = { type, accessToken: 'abc', chatgptAccountId: MINE };
    await refuses(peer, start, unreadable, 'failed to set external auth: invalid ID token format', -32603);
    const unknown = { loginId: '0b6b1b9c-6b0a-4b5f-9a3c-2f3f1f3c1d11' };
    expect(await peer.request(cancel, unknown)).toEqual({ result: { status: 'notFound' } });
    await isAnonymous(peer);
  },
};

const renewal: Scenario = {
  name: 'a refused token is renewed by its owner, once, and the question goes on with the new one',
  run: async (peer, simulator) => {
    await signIn(peer, simulator);
    const { type: _, ...result } = tokensOf(simulator);
    peer.onRequest(() => ({ result }));
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
    const words = `External auth must use one of workspace(s) ["${MINE}", "acc-other"], but received "${STRANGER}".`;
    await refuses(peer, 'account/login/start', tokensOf(simulator, STRANGER), words);
    await isAnonymous(peer);
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
    const { type: _, ...result } = tokensOf(simulator, STRANGER);
    return { result };
  }),
  // 10 s, as the app-server waits.
  ...(realTimes ? [noRenewal('an owner that says nothing is not waited for', () => undefined)] : []),
  workspace,
];

/** Those that depend on how the capability is declared. */
export const DECLARED: readonly Scenario[] = [external, capability];
