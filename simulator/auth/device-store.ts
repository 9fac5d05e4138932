import { randomBytes, randomInt } from 'node:crypto';
import type { SimClock } from '../clock.ts';
import type { Approval } from '../options.ts';
import { challengeOf } from './codes.ts';

export interface DeviceLogin {
  readonly deviceAuthId: string;
  readonly userCode: string;
  readonly clientId: string;
  /** The issuer as the client addressed it: the final redirect_uri hangs on it (docs/wire.md 2, step 4). */
  readonly issuer: string;
  readonly expiresAtMs: number;
  /** The server makes the PKCE pair itself (docs/wire.md 2, step 3). */
  readonly verifier: string;
  readonly challenge: string;
  status: 'pending' | 'approved' | 'denied';
  accountId?: string;
  code?: string;
  polls: number;
  /** Polls that came sooner than the interval allows. */
  earlyPolls: number;
  lastPollMs?: number;
}

const LIFETIME_SECONDS = 900;
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
/** A poll this much too soon is still on time: timers of both sides drift. */
const TOLERANCE_MS = 50;

/** Device codes that were handed out and what became of them. */
export class DeviceStore {
  readonly logins: DeviceLogin[] = [];
  readonly intervalSeconds: number;
  readonly #clock: SimClock;
  readonly #approval: Approval;

  constructor(clock: SimClock, intervalSeconds: number, approval: Approval) {
    this.#clock = clock;
    this.intervalSeconds = intervalSeconds;
    this.#approval = approval;
  }

  start(clientId: string, issuer: string): DeviceLogin {
    const verifier = randomBytes(64).toString('base64url');
    const login: DeviceLogin = {
      deviceAuthId: `deviceauth-sim-${randomBytes(16).toString('hex')}`,
      userCode: newUserCode(),
      clientId,
      issuer,
      expiresAtMs: this.#clock.nowMs() + LIFETIME_SECONDS * 1000,
      verifier,
      challenge: challengeOf(verifier),
      status: 'pending',
      polls: 0,
      earlyPolls: 0,
    };
    this.logins.push(login);
    return login;
  }

  byUserCode(userCode: string): DeviceLogin | undefined {
    const wanted = userCode.trim().toUpperCase();
    return this.logins.find((login) => login.userCode === wanted && !this.expired(login));
  }

  expired(login: DeviceLogin): boolean {
    return login.expiresAtMs <= this.#clock.nowMs();
  }

  /** Counts the poll and finds its login; both values must fit. */
  poll(deviceAuthId: string, userCode: string): DeviceLogin | undefined {
    const login = this.logins.find((one) => one.deviceAuthId === deviceAuthId && one.userCode === userCode);
    if (!login) return undefined;
    const now = this.#clock.nowMs();
    const due = (login.lastPollMs ?? Number.NEGATIVE_INFINITY) + this.intervalSeconds * 1000;
    if (now + TOLERANCE_MS < due) login.earlyPolls += 1;
    login.lastPollMs = now;
    login.polls += 1;
    if (this.#approval === 'auto' && login.status === 'pending' && login.polls > 1) login.status = 'approved';
    return login;
  }

  approve(userCode: string, accountId?: string): boolean {
    const login = this.byUserCode(userCode);
    if (login?.status !== 'pending') return false;
    login.status = 'approved';
    if (accountId !== undefined) login.accountId = accountId;
    return true;
  }

  deny(userCode: string): boolean {
    const login = this.byUserCode(userCode);
    if (login?.status !== 'pending') return false;
    login.status = 'denied';
    return true;
  }
}

function newUserCode(): string {
  const letters = Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  return `${letters}-${String(randomInt(100_000)).padStart(5, '0')}`;
}
