import { createHash, randomBytes } from 'node:crypto';
import type { SimAccount } from '../accounts.ts';
import type { SimClock } from '../clock.ts';

export interface CodeGrant {
  readonly account: SimAccount;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly challenge: string;
  readonly scope: string;
}

export interface CodePresentation {
  readonly code: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly verifier: string;
}

export type CodeVerdict =
  | { readonly ok: true; readonly grant: CodeGrant; remember(familyId: string): void }
  | { readonly ok: false; readonly reason: string; readonly spentFamilyId?: string };

interface CodeRecord extends CodeGrant {
  readonly expiresAtMs: number;
  used: boolean;
  familyId?: string;
}

const LIFETIME_SECONDS = 60;
const VERIFIER = /^[A-Za-z0-9\-._~]{43,128}$/;

/** Authorization codes: single use, 60 seconds, bound to client, redirect and PKCE challenge (RFC 6749 4.1.3, RFC 7636 4.6). */
export class CodeStore {
  readonly #clock: SimClock;
  readonly #codes = new Map<string, CodeRecord>();

  constructor(clock: SimClock) {
    this.#clock = clock;
  }

  issue(grant: CodeGrant): string {
    const code = `ac-sim-${randomBytes(24).toString('base64url')}`;
    this.#codes.set(code, {
      ...grant,
      expiresAtMs: this.#clock.nowMs() + LIFETIME_SECONDS * 1000,
      used: false,
    });
    return code;
  }

  /** Whatever the verdict, a known code is spent by being presented. */
  redeem(shown: CodePresentation): CodeVerdict {
    const record = this.#codes.get(shown.code);
    if (!record) return { ok: false, reason: 'The authorization code is unknown.' };
    if (record.used) {
      return {
        ok: false,
        reason: 'The authorization code was used already.',
        ...(record.familyId === undefined ? {} : { spentFamilyId: record.familyId }),
      };
    }
    record.used = true;
    if (record.expiresAtMs <= this.#clock.nowMs()) {
      return { ok: false, reason: 'The authorization code has expired.' };
    }
    if (record.clientId !== shown.clientId) {
      return { ok: false, reason: 'The authorization code was issued to another client.' };
    }
    if (record.redirectUri !== shown.redirectUri) {
      return { ok: false, reason: 'The redirect_uri differs from the one of the authorization request.' };
    }
    if (!VERIFIER.test(shown.verifier) || challengeOf(shown.verifier) !== record.challenge) {
      return { ok: false, reason: 'The code_verifier does not match the code_challenge.' };
    }
    return {
      ok: true,
      grant: record,
      remember: (familyId) => {
        record.familyId = familyId;
      },
    };
  }
}

export function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}
