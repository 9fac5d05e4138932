import type { LoginSnapshot } from './credentials/token-manager.ts';
import { identityOfLogin } from './credentials/login-record.ts';
import type { SignInAttempt } from './credentials/sign-in.ts';
import { windowName, type Limits, type LimitWindow } from './codex/limits.ts';
import { maskEmail } from './system/redact.ts';

/** What codex_status answers; its keys are a contract (DESIGN.md, The five tools). */
export interface Status {
  readonly status: 'authenticated' | 'expired' | 'not_authenticated' | 'pending';
  readonly authenticated: boolean;
  readonly account_id: string | null;
  readonly expires_in_seconds: number | null;
  readonly has_refresh_token: boolean;
  readonly is_expired: boolean;
  readonly needs_refresh: boolean;
  readonly source: string | null;
  readonly plan: string | null;
  readonly email: string | null;
  readonly workspace: string | null;
  readonly limits: StatusLimits | null;
  readonly login: PendingLogin | null;
  readonly auth_file: string;
  readonly problem: string | null;
  readonly fix: string | null;
}

export interface StatusLimits {
  readonly windows: readonly {
    readonly name: string;
    readonly used_percent: number;
    readonly resets_at: string | null;
  }[];
  readonly credits: string | null;
  readonly seen_seconds_ago: number;
}

export interface PendingLogin {
  readonly url: string | null;
  readonly code: string | null;
  readonly code_url: string | null;
  readonly expires_in_seconds: number;
}

export function statusLimits(limits: Limits | undefined, now: number): StatusLimits | null {
  if (!limits) return null;
  const window = (w: LimitWindow): StatusLimits['windows'][number] => ({
    name: windowName(w.windowMinutes),
    used_percent: w.usedPercent,
    resets_at: w.resetsAt === undefined ? null : new Date(w.resetsAt * 1000).toISOString(),
  });
  const { credits } = limits;
  return {
    windows: [limits.primary, limits.secondary].filter((w) => w !== undefined).map(window),
    credits:
      credits === undefined
        ? null
        : credits.unlimited
          ? 'unlimited'
          : credits.hasCredits
            ? (credits.balance ?? 'yes')
            : 'none',
    seen_seconds_ago: Math.max(0, Math.round((now - limits.seenAt) / 1000)),
  };
}

export function pendingLogin(attempt: SignInAttempt | undefined, now: number): PendingLogin | null {
  if (!attempt) return null;
  return {
    url: attempt.browser?.url ?? null,
    code: attempt.device?.userCode ?? null,
    code_url: attempt.device?.url ?? null,
    expires_in_seconds: Math.max(0, Math.round((attempt.expiresAt - now) / 1000)),
  };
}

export interface StatusFacts {
  readonly snapshot: LoginSnapshot;
  readonly attempt: SignInAttempt | undefined;
  readonly limits: Limits | undefined;
  readonly authFile: string;
  readonly tightened: boolean;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Puts together what is known without asking anybody. Nothing secret is in it. */
export function statusOf(f: StatusFacts): Status {
  const { login, freshness } = f.snapshot;
  const identity = login ? identityOfLogin(login) : {};
  const usable =
    login !== undefined && !f.snapshot.dead && (!freshness?.isExpired || login.refreshToken !== undefined);
  const status = usable ? 'authenticated' : f.attempt ? 'pending' : login ? 'expired' : 'not_authenticated';
  const problem =
    f.snapshot.problem ??
    (f.tightened ? `${f.authFile} could be read by others; its permissions were tightened to 0600.` : null) ??
    (status === 'expired' ? 'The login has expired.' : null);
  const fix =
    f.snapshot.fix ??
    (status === 'not_authenticated' || status === 'expired' ? 'Sign in with codex_login.' : null);
  return {
    status,
    authenticated: usable,
    account_id: identity.accountId ?? null,
    expires_in_seconds: freshness?.expiresIn === undefined ? null : Math.max(0, freshness.expiresIn),
    has_refresh_token: login?.refreshToken !== undefined,
    is_expired: freshness?.isExpired ?? false,
    needs_refresh: freshness?.needsRefresh ?? false,
    source: login ? 'login' : null,
    plan: identity.plan ?? null,
    email: identity.email ? maskEmail(identity.email) : null,
    workspace: identity.accountId ?? null,
    limits: statusLimits(f.limits, f.now),
    login: pendingLogin(f.attempt, f.now),
    auth_file: f.authFile,
    problem: problem ?? null,
    fix,
  };
}
