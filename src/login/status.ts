import type { AppError } from '../system/errors.ts';
import { maskEmail } from '../system/redact.ts';
import { inWords, its, say, sentences, type Face, type Text } from '../system/wording.ts';
import type { AuthFile } from './auth-file.ts';
import type { exposedFolder } from './folder.ts';
import { clockTime, CODEX, loginErrors, type Service, type Via } from './credential.ts';
import type { Refusal } from './journal.ts';
import { expiresAtOf, freshnessOf, homeOf, identityOfLogin, workspaceNameOf } from './record.ts';
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

/** What is known about our own login without a network request. */
export interface OwnFacts {
  readonly seen: Seen;
  /** Milliseconds since the epoch, by the server's clock. */
  readonly now: number;
  readonly refusal: Refusal | undefined;
  /** True while this or another process is refreshing. */
  readonly underWay: boolean;
  readonly lastProblem: AppError | undefined;
  readonly file: Pick<AuthFile, 'path' | 'tightened' | 'loose'>;
  /** Whose login it is, for messages. */
  readonly service?: Service | undefined;
  readonly via?: Via | undefined;
  /** Why a login that works answers no questions. */
  readonly obstacle?: AppError | undefined;
  /** A folder on the file's path that others can write to. */
  readonly exposed?: Awaited<ReturnType<typeof exposedFolder>>;
}

/** The report on our own login; undefined if there is none. Pure. */
export function ownReport(f: OwnFacts): SourceReport | undefined {
  const { state, login } = f.seen;
  if (state.kind === 'broken') return reportOn('login', undefined, { error: state.error });
  if (!login) return undefined;
  const expiresAt = expiresAtOf(login);
  const { isExpired } = freshnessOf(expiresAt, f.now);
  const renewable = login.refreshToken !== undefined;
  const dead = isExpired && (!renewable || f.refusal !== undefined);
  return {
    ...reportOn('login', 'chatgpt', {
      identity: identityOfLogin(login),
      expiresAt,
      home: homeOf(login),
      workspaceName: workspaceNameOf(login),
      via: f.via,
    }),
    renewable,
    renews: renewable && f.refusal === undefined,
    usable: !dead && f.obstacle === undefined,
    ...(f.obstacle ? told(f.obstacle) : troubleWith(f, isExpired)),
  };
}

type Trouble = Partial<Pick<SourceReport, 'problem' | 'fix'>>;

const told = (error: AppError): Trouble => ({ problem: sentences(error.what, error.why), fix: error.fix });

/** What is wrong with our login, in the order in which it matters to the user. */
function troubleWith(
  { seen, refusal, lastProblem, file, exposed, underWay, service = CODEX }: OwnFacts,
  isExpired: boolean,
): Trouble {
  if (refusal)
    return {
      problem: sentences(
        loginErrors(service).refusalSentence(refusal),
        isExpired ? undefined : 'It works until its access token expires.',
      ),
      fix: say`Sign in again with ${service.login}.`,
    };
  if (seen.pending)
    return {
      problem: sentences(
        `The renewed login is in use${seen.trace?.unkept ? ' by this process' : ` and safe in ${file.path}.journal`}, but not yet in ${file.path}.`,
        lastProblem && sentences(lastProblem.what, lastProblem.why),
      ),
      fix: sentences(lastProblem?.fix, 'The next question saves it there.'),
    };
  // Checked first: any answer, even a useless one, says more than the lack of one.
  if (lastProblem?.kind === 'backend') return told(lastProblem);
  if (seen.trace && !underWay)
    return {
      problem: `A refresh was interrupted at ${clockTime(seen.trace.startedAt)}. The next question tries again.`,
      fix: say`If that fails, sign in again with ${service.login}.`,
    };
  if (lastProblem) return told(lastProblem);
  if (file.loose) return { problem: file.loose, fix: 'Close it to others: `chmod 600` on that file.' };
  if (exposed) return { problem: sentences(exposed.what, exposed.why), fix: exposed.fix };
  if (!file.tightened) return {};
  return { problem: `Others could read ${file.path}; its permissions are now 0600.` };
}

interface StatusFacts {
  /** The source in force; undefined if there is no login anywhere. */
  readonly report: SourceReport | undefined;
  /** How to sign in, where that is not the usual way. */
  readonly choice?: Text | undefined;
  /** Why no login is used at all. */
  readonly obstacle?: AppError | undefined;
  /** Servers, proxies and checks that are not the default (home.ts). */
  readonly network: readonly string[];
  readonly attempt: SignInAttempt | undefined;
  readonly limits: StatusLimits | null;
  readonly files: { readonly authFile: string; readonly codexCliFile: string };
  /** The variable that contains the API key. */
  readonly keyVariable: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** The same by the server's clock. */
  readonly serverNow: number;
  /** Who reads problem and fix. */
  readonly face: Face;
}

/** The file and the variable that contain the login in force; neither if it is kept in memory. */
function placeOf({
  report,
  files,
  keyVariable,
}: StatusFacts): readonly [file: string | null, variable?: string] {
  const places = {
    login: [files.authFile],
    'codex-cli': [files.codexCliFile],
    command: [null, 'CODEX_OAUTH_CREDENTIAL_COMMAND'],
    'access-token': [null, 'CODEX_ACCESS_TOKEN'],
    'api-key': [null, keyVariable],
    external: [null],
  } as const;
  return places[report?.source ?? 'login'];
}

/** Puts together what is known without a network request. Nothing secret. */
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
    obstacle?.fix ??
    report?.fix ??
    (usable || attempt ? undefined : (facts.choice ?? say`Sign in with ${its.login}.`));
  const identity = report?.identity ?? {};
  const there = report !== undefined && (report.mode !== undefined || report.source !== 'login');
  return {
    status,
    authenticated: usable,
    account_id: identity.accountId ?? null,
    expires_in_seconds: expiresIn === undefined ? null : Math.max(0, expiresIn),
    has_refresh_token: report?.renewable ?? false,
    is_expired: isExpired,
    // Promise only a renewal that can happen: another program's login is never renewed here.
    needs_refresh: needsRefresh && renews,
    renews_automatically: renews,
    source: there ? report.source : null,
    plan: identity.plan ?? null,
    email: identity.email ? maskEmail(identity.email) : null,
    // A registration names an account and a workspace at once.
    workspace: report?.via ? null : (identity.accountId ?? null),
    workspace_name: report?.workspaceName ?? null,
    limits,
    /** A sign-in in progress: where to finish it. */
    login: attempt
      ? {
          url: attempt.browser?.url ?? null,
          code: attempt.device?.userCode ?? null,
          code_url: attempt.device?.url ?? null,
          expires_in_seconds: Math.max(0, Math.round((attempt.expiresAt - now) / 1000)),
        }
      : null,
    /** The file of the login in force, or the one that a sign-in would write; null if it is in no file. */
    auth_file: file,
    /** The file or variable that contains the login; null if there is no login or it is only in memory. */
    held_in: report?.mode === undefined ? null : (variable ?? file),
    /** Only where a provider's plan is named. */
    ...(report?.via && { provider: report.via.provider }),
    ...(report?.via && { plan_usage: usable ? report.via.using : null, manage_usage: report.via.managePage }),
    /** Only if something is not the default. */
    ...(network.length > 0 ? { network } : {}),
    problem: problem === undefined ? null : inWords(problem, face),
    fix: fix === undefined ? null : inWords(fix, face),
  };
}
