import { fingerprint } from './redact.ts';
import type { World } from './world.ts';

export interface SimulatorState {
  readonly now: number;
  readonly families: readonly FamilyState[];
  readonly devices: readonly DeviceState[];
  readonly faults: readonly { readonly name: string; readonly left: number | null }[];
  readonly requests: number;
  /** Programs that users have connected, and their sign-ins. */
  readonly apps: readonly {
    readonly clientId: string;
    readonly name: string;
    readonly hosts: readonly string[];
    readonly sessions: readonly {
      readonly revoked: boolean;
      readonly refreshes: number;
      readonly early: number;
    }[];
  }[];
}

export interface FamilyState {
  readonly id: string;
  readonly accountId: string;
  readonly clientId: string;
  readonly revoked: boolean;
  readonly refreshes: number;
  readonly reuseAttempts: number;
}

export interface DeviceState {
  readonly userCode: string;
  /** A fingerprint: the id itself is as good as a password. */
  readonly deviceAuthId: string;
  readonly status: string;
  readonly polls: number;
  readonly earlyPolls: number;
}

/** A copy to look at; changing it changes nothing. */
export function describeState(world: World): SimulatorState {
  return {
    now: world.clock.now(),
    families: [...world.tokens.families.values()].map((family) => ({
      id: family.id,
      accountId: family.accountId,
      clientId: family.clientId,
      revoked: family.revoked,
      refreshes: family.refreshes,
      reuseAttempts: family.reuseAttempts,
    })),
    devices: world.devices.logins.map((login) => ({
      userCode: login.userCode,
      deviceAuthId: fingerprint(login.deviceAuthId),
      status: world.devices.expired(login) ? 'expired' : login.status,
      polls: login.polls,
      earlyPolls: login.earlyPolls,
    })),
    faults: world.faults.list(),
    requests: world.log.entries.length,
    apps: [...world.chatgpt.apps.values()].map((app) => ({
      clientId: app.clientId,
      name: app.name,
      hosts: [...app.hosts],
      sessions: world.chatgpt.sessions
        .filter((session) => session.app === app)
        .map(({ revoked, refreshes, early }) => ({ revoked, refreshes, early })),
    })),
  };
}
