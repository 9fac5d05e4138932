import type { AppError } from '../system/errors.ts';
import { maskEmail } from '../system/redact.ts';
import { inWords, its, say, sentences, type Face } from '../system/wording.ts';
import type { AuthFile } from './auth-file.ts';
import type { exposedFolder } from './folder.ts';
import { clockTime, refusalSentence } from './credential.ts';
import type { Refusal } from './journal.ts';
import { expiresAtOf, freshnessOf, homeOf, identityOfLogin } from './record.ts';
import type { Seen } from './refresh.ts';
import type { SignInAttempt } from './sign-in.ts';
import { reportOn, type SourceReport } from './sources/source.ts';

/** What codex_status answers; its keys are a contract (docs/reference.md). */
export type Status = Readonly<ReturnType<typeof statusOf>>;

export interface StatusLimits {
  readonly windows: readonly {
    readonly name: string;
    readonly used_percent: number;
    readonly resets_at: string | null;
  }[];
  readonly credits: string | null;
  readonly seen_seconds_ago: number;
}

/** What is known about our own login without asking anybody. */
export interface OwnFacts {
  readonly seen: Seen;
  /** Milliseconds since the epoch, by the server's clock. */
  readonly now: number;
  readonly refusal: Refusal | undefined;
  /** True while this or another process works on a refresh. */
  readonly underWay: boolean;
  readonly lastProblem: AppError | undefined;
  readonly file: Pick<AuthFile, 'path' | 'tightened' | 'loose'>;
  /** A folder around the file to which others may write. */
  readonly exposed?: Awaited<ReturnType<typeof exposedFolder>>;
}

/** The report on our own login; undefined where there is none. Pure. */
export function ownReport(f: OwnFacts): SourceReport | undefined {
  const { state, login } = f.seen;
  if (state.kind === 'broken') return reportOn('login', undefined, { error: state.error });
  if (!login) return undefined;
  const expiresAt = expiresAtOf(login);
  const { isExpired } = freshnessOf(expiresAt, f.now);
  const renewable = login.refreshToken !== undefined;
  const dead = isExpired && (!renewable || f.refusal !== undefined);
  return {
    ...reportOn('login', 'chatgpt', { identity: identityOfLogin(login), expiresAt, home: homeOf(login) }),
    renewable,
    renews: renewable && f.refusal === undefined,
    usable: !dead,
    ...troubleWith(f, isExpired),
  };
}

type Trouble = Partial<Pick<SourceReport, 'problem' | 'fix'>>;

const told = (error: AppError): Trouble => ({ problem: sentences(error.what, error.why), fix: error.fix });

/** What is wrong with our login, in the order in which it matters to the user. */
function troubleWith(
  { seen, refusal, lastProblem, file, exposed, underWay }: OwnFacts,
  isExpired: boolean,
): Trouble {
  if (refusal)
    return {
      problem: sentences(
        refusalSentence(refusal),
        isExpired ? undefined : 'It can be used until its access token ends.',
      ),
      fix: say`Sign in again with ${its.login}.`,
    };
  if (seen.pending)
    return {
      problem: sentences(
        `The renewed login is safe in ${file.path}.journal and in use, but not yet in ${file.path}.`,
        lastProblem && sentences(lastProblem.what, lastProblem.why),
      ),
      fix: sentences(lastProblem?.fix, 'The next question puts it in place.'),
    };
  // An answer, even a useless one, says more than that none came.
  if (lastProblem?.kind === 'backend') return told(lastProblem);
  if (seen.trace && !underWay)
    return {
      problem: `A refresh was interrupted at ${clockTime(seen.trace.startedAt)}. It is tried again with the next question.`,
      fix: say`If that fails, sign in again with ${its.login}.`,
    };
  if (lastProblem) return told(lastProblem);
  if (file.loose) return { problem: file.loose, fix: 'Make it yours alone with `chmod 600` on that file.' };
  if (exposed) return { problem: sentences(exposed.what, exposed.why), fix: exposed.fix };
  if (!file.tightened) return {};
  return { problem: `${file.path} could be read by others; its permissions were tightened to 0600.` };
}

interface StatusFacts {
  /** The source in force; undefined where nobody is signed in anywhere. */
  readonly report: SourceReport | undefined;
  /** Why no login is used at all. */
  readonly obstacle?: AppError | undefined;
  /** Servers, proxies and checks that are not the default (home.ts). */
  readonly network: readonly string[];
  readonly attempt: SignInAttempt | undefined;
  readonly limits: StatusLimits | null;
  readonly files: { readonly authFile: string; readonly codexCliFile: string };
  /** The variable that an API key stands in. */
  readonly keyVariable: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** The same by the server's clock. */
  readonly serverNow: number;
  /** In whose words problem and fix are said. */
  readonly face: Face;
}

/** The file and the variable that the login in force stands in; neither where it is kept in memory. */
function placeOf({
  report,
  files,
  keyVariable,
}: StatusFacts): readonly [file: string | null, variable?: string] {
  const places = {
    login: [files.authFile],
    'codex-cli': [files.codexCliFile],
    'access-token': [null, 'CODEX_ACCESS_TOKEN'],
    'api-key': [null, keyVariable],
    external: [null],
  } as const;
  return places[report?.source ?? 'login'];
}

/** Puts together what is known without asking anybody. Nothing secret is in it. */
export function statusOf(facts: StatusFacts) {
  const { report, obstacle, network, attempt, limits, now, serverNow, face } = facts;
  const [file, variable] = placeOf(facts);
  const { expiresIn, isExpired, needsRefresh } = freshnessOf(report?.expiresAt, serverNow);
  const usable = report?.mode !== undefined && report.usable && !obstacle;
  const renews = usable && report.renews;
  const without = attempt ? 'pending' : isExpired ? 'expired' : 'not_authenticated';
  const status: 'authenticated' | typeof without = usable ? 'authenticated' : without;
  const blocked = obstacle && sentences(obstacle.what, obstacle.why);
  const problem = blocked ?? report?.problem ?? (status === 'expired' ? 'The login has expired.' : undefined);
  const fix =
    obstacle?.fix ?? report?.fix ?? (usable || attempt ? undefined : say`Sign in with ${its.login}.`);
  const identity = report?.identity ?? {};
  const there = report !== undefined && (report.mode !== undefined || report.source !== 'login');
  return {
    status,
    authenticated: usable,
    account_id: identity.accountId ?? null,
    expires_in_seconds: expiresIn === undefined ? null : Math.max(0, expiresIn),
    has_refresh_token: report?.renewable ?? false,
    is_expired: isExpired,
    // Only a renewal that can happen is promised: another program's login is never renewed here.
    needs_refresh: needsRefresh && renews,
    renews_automatically: renews,
    source: there ? report.source : null,
    plan: identity.plan ?? null,
    email: identity.email ? maskEmail(identity.email) : null,
    workspace: identity.accountId ?? null,
    limits,
    /** A sign-in under way: where it is finished. */
    login: attempt
      ? {
          url: attempt.browser?.url ?? null,
          code: attempt.device?.userCode ?? null,
          code_url: attempt.device?.url ?? null,
          expires_in_seconds: Math.max(0, Math.round((attempt.expiresAt - now) / 1000)),
        }
      : null,
    /** The file that the login in force is in, or that a sign-in would write; null where it is in none. */
    auth_file: file,
    /** The same as a file or the name of a variable; null where nobody is signed in, or where it is in memory only. */
    held_in: report?.mode === undefined ? null : (variable ?? file),
    /** Only where something is not the default. */
    ...(network.length > 0 ? { network } : {}),
    problem: problem === undefined ? null : inWords(problem, face),
    fix: fix === undefined ? null : inWords(fix, face),
  };
}
