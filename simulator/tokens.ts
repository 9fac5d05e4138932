import { randomBytes } from 'node:crypto';
import type { SimAccount } from './accounts.ts';
import type { SimClock } from './clock.ts';
import { accessTokenClaims, type ClaimInput, idTokenClaims, signJwt } from './jwt.ts';

export interface TokenSet {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly idToken: string;
  readonly expiresIn: number;
  /** Unix seconds, by the simulator's clock. */
  readonly expiresAt: number;
  readonly scope: string;
  readonly accountId: string;
  readonly familyId: string;
}

/** Everything that descends from one sign-in. Its counters are what "exactly one request" tests look at. */
export interface TokenFamily {
  readonly id: string;
  readonly accountId: string;
  readonly clientId: string;
  readonly scope: string;
  revoked: boolean;
  /** Successful rotations. */
  refreshes: number;
  /** Attempts to use a refresh token that had been used already. */
  reuseAttempts: number;
}

export interface MintInput {
  readonly account: SimAccount;
  readonly clientId: string;
  readonly scope: string;
  /** For the first tokens only; what a refresh brings lives as long as the settings say. */
  readonly accessTtlSeconds?: number;
  readonly refreshTtlSeconds?: number;
}

export interface TokenSettings {
  readonly issuer: () => string;
  readonly accessTtlSeconds: number;
  readonly refreshTtlSeconds: number;
  readonly revokeFamilyOnReuse: boolean;
}

export type RefreshRefusal =
  | 'refresh_token_reused'
  | 'refresh_token_expired'
  | 'refresh_token_invalidated'
  | 'refresh_token_not_found'
  | 'client_mismatch';

export type AccessVerdict =
  | { readonly ok: true; readonly account: SimAccount; readonly familyId: string }
  | { readonly ok: false; readonly reason: 'unknown' | 'expired' | 'revoked' };

interface RefreshRecord {
  readonly family: TokenFamily;
  readonly account: SimAccount;
  readonly expiresAt: number;
  used: boolean;
}

interface AccessRecord {
  readonly family: TokenFamily;
  readonly account: SimAccount;
  readonly expiresAt: number;
}

/** Issues tokens, rotates refresh tokens and remembers which were used (docs/wire.md 5.4). */
export class TokenStore {
  readonly families = new Map<string, TokenFamily>();
  readonly #clock: SimClock;
  readonly #settings: TokenSettings;
  readonly #key = randomBytes(32);
  readonly #refresh = new Map<string, RefreshRecord>();
  readonly #access = new Map<string, AccessRecord>();
  readonly #identity = new Map<string, AccessRecord>();

  constructor(clock: SimClock, settings: TokenSettings) {
    this.#clock = clock;
    this.#settings = settings;
  }

  /** A new family: what an authorization code is exchanged for. */
  mint(input: MintInput): TokenSet {
    const family: TokenFamily = {
      id: `family-${this.families.size + 1}`,
      accountId: input.account.id,
      clientId: input.clientId,
      scope: input.scope,
      revoked: false,
      refreshes: 0,
      reuseAttempts: 0,
    };
    this.families.set(family.id, family);
    return this.#issue(
      family,
      input.account,
      input.accessTtlSeconds ?? this.#settings.accessTtlSeconds,
      input.refreshTtlSeconds ?? this.#settings.refreshTtlSeconds,
    );
  }

  /** Single use: the presented token is spent in the same step that makes its successor, unless `rotate` is false. */
  refresh(token: string, clientId: string, rotate = true): TokenSet | RefreshRefusal {
    const record = this.#refresh.get(token);
    if (!record) return 'refresh_token_not_found';
    if (record.family.clientId !== clientId) return 'client_mismatch';
    if (record.used) {
      record.family.reuseAttempts += 1;
      if (this.#settings.revokeFamilyOnReuse) record.family.revoked = true;
      return 'refresh_token_reused';
    }
    if (record.family.revoked) return 'refresh_token_invalidated';
    if (record.expiresAt <= this.#clock.now()) return 'refresh_token_expired';
    record.used = rotate;
    record.family.refreshes += 1;
    const { accessTtlSeconds, refreshTtlSeconds } = this.#settings;
    return this.#issue(record.family, record.account, accessTtlSeconds, refreshTtlSeconds);
  }

  checkAccess(token: string): AccessVerdict {
    return this.#judge(this.#access.get(token));
  }

  checkIdentity(token: string): AccessVerdict {
    return this.#judge(this.#identity.get(token));
  }

  /** True when the token was known. Any token of a family revokes the family. */
  revoke(token: string): boolean {
    const family = (this.#refresh.get(token) ?? this.#access.get(token))?.family;
    if (family) family.revoked = true;
    return family !== undefined;
  }

  #judge(record: AccessRecord | undefined): AccessVerdict {
    if (!record) return { ok: false, reason: 'unknown' };
    if (record.family.revoked) return { ok: false, reason: 'revoked' };
    if (record.expiresAt <= this.#clock.now()) return { ok: false, reason: 'expired' };
    return { ok: true, account: record.account, familyId: record.family.id };
  }

  #issue(family: TokenFamily, account: SimAccount, accessTtl: number, refreshTtl: number): TokenSet {
    const now = this.#clock.now();
    const claims: ClaimInput = {
      account,
      issuer: this.#settings.issuer(),
      clientId: family.clientId,
      scope: family.scope,
      issuedAt: now,
      expiresAt: now + accessTtl,
      id: randomBytes(12).toString('hex'),
    };
    const accessToken = signJwt(accessTokenClaims(claims), this.#key);
    const idToken = signJwt(idTokenClaims({ ...claims, expiresAt: now + 3600 }), this.#key);
    const refreshToken = `rt-sim-${randomBytes(32).toString('base64url')}`;
    this.#access.set(accessToken, { family, account, expiresAt: now + accessTtl });
    this.#identity.set(idToken, { family, account, expiresAt: now + 3600 });
    this.#refresh.set(refreshToken, {
      family,
      account,
      expiresAt: now + refreshTtl,
      used: false,
    });
    return {
      accessToken,
      refreshToken,
      idToken,
      expiresIn: accessTtl,
      expiresAt: now + accessTtl,
      scope: family.scope,
      accountId: account.id,
      familyId: family.id,
    };
  }
}

/** The token answer as it goes over the wire (docs/wire.md 1.4 and 5.1). */
export function tokenResponse(set: TokenSet): Record<string, unknown> {
  return {
    id_token: set.idToken,
    access_token: set.accessToken,
    refresh_token: set.refreshToken,
    token_type: 'Bearer',
    expires_in: set.expiresIn,
    scope: set.scope,
  };
}
