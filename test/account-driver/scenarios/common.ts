import { expect } from 'vitest';
import type { Simulator, SimulatorOptions } from '../../../simulator/simulator.ts';
import type { JsonObject } from '../../../src/system/json.ts';
import type { Peer } from '../peer.ts';

/**
 * What an application may rely on, told once and run against the real app-server and against us. Nothing here knows
 * which of the two it is talking to.
 */
export interface Scenario {
  readonly name: string;
  readonly experimental?: boolean;
  readonly workspaces?: readonly string[];
  readonly run: (peer: Peer, simulator: Simulator) => Promise<void>;
}

export const MINE = 'acc-sim-0001';
export const STRANGER = 'acc-sim-0003';

/** An https backend origin is what the app-server demands of a workspace. */
export const SIMULATOR: SimulatorOptions = {
  accounts: [
    { id: MINE, backendOrigin: 'https://chatgpt.com' },
    {
      id: STRANGER,
      userId: 'user-sim-0003',
      email: 'other@example.com',
      backendOrigin: 'https://chatgpt.com',
    },
  ],
  approveDevices: 'auto',
  deviceIntervalSeconds: 1,
  allowAnyLoopbackPort: true,
  // The CLI of today sends none for its older models.
  requireInstructions: false,
};

/** Tokens of an account, as an application hands them over. */
export function tokensOf(simulator: Simulator, account = MINE) {
  const { accessToken } = simulator.mintTokens({ account });
  return { type: 'chatgptAuthTokens', accessToken, chatgptAccountId: account, chatgptPlanType: 'plus' };
}

/** The peer refuses the request, in these words or in words that match. */
export async function refuses(
  peer: Peer,
  method: string,
  params: JsonObject,
  message: unknown,
  code = -32600,
): Promise<void> {
  expect(await peer.request(method, params)).toMatchObject({ error: { code, message } });
}

/** Nobody is signed in, as far as the peer knows. */
export async function isAnonymous(peer: Peer): Promise<void> {
  const result = { account: null, userId: null, requiresOpenaiAuth: true, workspaceRouting: null };
  expect(await peer.request('account/read', {})).toEqual({ result });
}

/** A sign-in is announced, and then whose login is in force. Nothing else is told of it. */
export async function announces(peer: Peer, loginId: unknown, authMode: string): Promise<void> {
  const { params } = await peer.next('account/login/completed');
  expect(params).toEqual({ loginId, success: true, error: null, onboardingEntrypoint: null });
  const planType = authMode === 'apikey' ? null : 'plus';
  expect((await peer.next('account/updated')).params).toEqual({ authMode, planType });
  const told = peer.notifications.map((n) => n.method).filter((m) => m !== 'account/rateLimits/updated');
  expect(told.filter((m) => m.startsWith('account/'))).toEqual([
    'account/login/completed',
    'account/updated',
  ]);
}

/** Logout is announced, and leaves nobody. */
export async function logsOut(peer: Peer): Promise<void> {
  const from = peer.notifications.length;
  expect(await peer.request('account/logout', {})).toEqual({ result: {} });
  expect((await peer.next('account/updated', from)).params).toEqual({ authMode: null, planType: null });
  await isAnonymous(peer);
}

export async function signIn(peer: Peer, simulator: Simulator): Promise<void> {
  const from = peer.notifications.length;
  const started = await peer.request('account/login/start', tokensOf(simulator));
  expect(started).toEqual({ result: { type: 'chatgptAuthTokens' } });
  expect((await peer.next('account/login/completed', from)).params).toMatchObject({ success: true });
  await peer.next('account/updated', from);
}
