import { expect } from 'vitest';
import type { Simulator, SimulatorOptions } from '../../../simulator/simulator.ts';
import type { Answer, Notification, Peer } from '../peer.ts';

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

export const NOBODY = { account: null, userId: null, requiresOpenaiAuth: true, workspaceRouting: null };
export function tokensOf(
  simulator: Simulator,
  account = MINE,
): { type: string; accessToken: string; chatgptAccountId: string; chatgptPlanType: string } {
  const { accessToken } = simulator.mintTokens({ account });
  return { type: 'chatgptAuthTokens', accessToken, chatgptAccountId: account, chatgptPlanType: 'plus' };
}

export const errorOf = ({ error }: Answer): unknown => error && { code: error.code, message: error.message };

/** Account notifications only, in their order. */
export function story(peer: Peer, from = 0): readonly string[] {
  return peer.notifications
    .slice(from)
    .map((n: Notification) => n.method)
    .filter((method) => method === 'account/updated' || method === 'account/login/completed');
}

export async function signIn(peer: Peer, simulator: Simulator): Promise<void> {
  const from = peer.notifications.length;
  const started = await peer.request('account/login/start', tokensOf(simulator));
  expect(started).toEqual({ result: { type: 'chatgptAuthTokens' } });
  expect((await peer.next('account/login/completed', from)).params).toMatchObject({ success: true });
  await peer.next('account/updated', from);
}
