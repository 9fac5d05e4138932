import { inWords, its, say, type Face, type Text } from '../system/wording.ts';
import type { LoginSnapshot } from './token-manager.ts';
import type { SourceReport } from './sources/source.ts';
import type { Identity } from './claims.ts';
import { identityOfLogin } from './login-record.ts';
import type { SignInAttempt } from './sign-in.ts';
import { maskEmail } from '../system/redact.ts';

/** What codex_status answers; its keys are a contract (docs/reference.md). */
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

/** The plan's limits as they are shown: `ask/limits.ts` makes them. */
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
  /** The source in force; undefined where nobody is signed in anywhere. */
  readonly report: SourceReport | undefined;
  /** Our own login, which says more than a report. */
  readonly snapshot: LoginSnapshot;
  readonly attempt: SignInAttempt | undefined;
  readonly limits: StatusLimits | null;
  readonly authFile: string;
  readonly tightened: boolean;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** The same by the server's clock. */
  readonly serverNow: number;
  /** In whose words problem and fix are said. */
  readonly face: Face;
}

/** What a login says of itself, wherever it comes from. */
interface LoginFacts {
  readonly there: boolean;
  readonly usable: boolean;
  readonly identity: Identity;
  readonly expiresIn: number | undefined;
  readonly isExpired: boolean;
  readonly needsRefresh: boolean;
  readonly renewable: boolean;
  readonly problem: Text | undefined;
  readonly fix: Text | undefined;
}

function ownFacts({ login, freshness, dead, problem, fix }: LoginSnapshot): LoginFacts {
  return {
    there: login !== undefined,
    usable: login !== undefined && !dead && (!freshness?.isExpired || login.refreshToken !== undefined),
    identity: login ? identityOfLogin(login) : {},
    expiresIn: freshness?.expiresIn,
    isExpired: freshness?.isExpired ?? false,
    needsRefresh: freshness?.needsRefresh ?? false,
    renewable: login?.refreshToken !== undefined,
    problem,
    fix,
  };
}

/** Somebody else's login: we never renew it ourselves, so a refresh is never due. */
function othersFacts(report: SourceReport, serverNow: number): LoginFacts {
  const expiresIn =
    report.expiresAt === undefined ? undefined : Math.floor(report.expiresAt - serverNow / 1000);
  return {
    there: report.mode !== undefined,
    usable: report.usable,
    identity: report.identity,
    expiresIn,
    isExpired: expiresIn !== undefined && expiresIn <= 0,
    needsRefresh: false,
    renewable: false,
    problem: report.problem,
    fix: report.fix,
  };
}

/** Puts together what is known without asking anybody. Nothing secret is in it. */
export function statusOf(f: StatusFacts): Status {
  const { report } = f;
  const own = report === undefined || report.source === 'login';
  const facts = own ? ownFacts(f.snapshot) : othersFacts(report, f.serverNow);
  // The report knows more than the login: another workspace may be demanded.
  const usable = facts.usable && (report?.usable ?? true);
  const ended = own ? facts.there && !facts.usable : facts.isExpired;
  const status = usable ? 'authenticated' : f.attempt ? 'pending' : ended ? 'expired' : 'not_authenticated';
  const problem =
    facts.problem ??
    report?.problem ??
    (own && f.tightened
      ? `${f.authFile} could be read by others; its permissions were tightened to 0600.`
      : null) ??
    (status === 'expired' ? 'The login has expired.' : null);
  const fix =
    facts.fix ??
    report?.fix ??
    (status === 'not_authenticated' || status === 'expired' ? say`Sign in with ${its.login}.` : null);
  const { identity } = facts;
  return {
    status,
    authenticated: usable,
    account_id: identity.accountId ?? null,
    expires_in_seconds: facts.expiresIn === undefined ? null : Math.max(0, facts.expiresIn),
    has_refresh_token: facts.renewable,
    is_expired: facts.isExpired,
    needs_refresh: facts.needsRefresh,
    source: facts.there || !own ? (report?.source ?? 'login') : null,
    plan: identity.plan ?? null,
    email: identity.email ? maskEmail(identity.email) : null,
    workspace: identity.accountId ?? null,
    limits: f.limits,
    login: pendingLogin(f.attempt, f.now),
    auth_file: f.authFile,
    problem: problem === null ? null : inWords(problem, f.face),
    fix: fix === null ? null : inWords(fix, f.face),
  };
}
