import { its, say, sentences, type Text } from '../system/wording.ts';
import { AppError } from '../system/errors.ts';
import type { Credential, CredentialSource } from './credential.ts';
import type { Source, SourceReport } from './sources/source.ts';
import { enforceWorkspace } from './workspaces.ts';

/**
 * The order in which sources are looked at. What the user did for us comes first (an embedding application, our
 * own sign-in, a token set for this process), then what another program left on this machine, and what costs
 * money per token comes last. `CODEX_ACCESS_TOKEN` stands before the CLI's file because it does so in the CLI.
 */
export const SOURCE_ORDER: readonly CredentialSource[] = [
  'external',
  'login',
  'access-token',
  'codex-cli',
  'api-key',
];

/** Gives the credential of the source in force, and renews it at that same source. */
export interface Broker {
  /** Throws where nobody is signed in, or where the login in force cannot be used. */
  credential(): Promise<Credential>;
  /** After a 401. Never changes the source or the account of a running question. */
  renew(used: Credential): Promise<Credential>;
  /** The source in force as far as this machine knows; undefined where there is none. */
  report(): Promise<SourceReport | undefined>;
}

export interface BrokerDeps {
  /** In any order: SOURCE_ORDER decides. */
  readonly sources: readonly Source[];
  /** `CODEX_OAUTH_SOURCE`: then no other source is looked at. */
  readonly pinned: CredentialSource | undefined;
  readonly workspaces: readonly string[];
  readonly authFile: string;
  readonly codexCliFile: string;
}

function nobody(d: BrokerDeps): AppError {
  return new AppError({
    kind: 'sign-in',
    code: 'auth.not_authenticated',
    what: 'You are not signed in to OpenAI Codex.',
    why: `There is no login in ${d.authFile} and none of the Codex CLI in ${d.codexCliFile}, and no token or API key is set.`,
    fix: say`Sign in with ${its.login}.`,
  });
}

function nothingAt(source: CredentialSource, d: BrokerDeps): AppError {
  const missing: Readonly<Record<CredentialSource, readonly [why: string, fix: Text]>> = {
    external: [
      'the application that owns the login has handed none over',
      'Let it send account/login/start (chatgptAuthTokens)',
    ],
    login: [`there is no login in ${d.authFile}`, say`Sign in with ${its.login}`],
    'access-token': ['CODEX_ACCESS_TOKEN is not set', 'Set it to a personal access token'],
    'codex-cli': [`there is no login in ${d.codexCliFile}`, 'Sign in with `codex login`'],
    'api-key': ['neither CODEX_API_KEY nor OPENAI_API_KEY is set', 'Set one'],
  };
  const [why, fix] = missing[source];
  return new AppError({
    kind: 'sign-in',
    code: 'auth.not_authenticated',
    what: 'You are not signed in to OpenAI Codex.',
    why: `CODEX_OAUTH_SOURCE allows ${source} only, and ${why}.`,
    fix: say`${fix}, or unset CODEX_OAUTH_SOURCE.`,
  });
}

/**
 * The first source that holds something decides, whatever state it is in: an expired, broken or used-up login is
 * an error with a way out, never a reason to answer with somebody else's account or a paid key.
 */
export function createBroker(d: BrokerDeps): Broker {
  const inOrder = SOURCE_ORDER.map((name) => d.sources.find((s) => s.name === name)).filter(
    (s) => s !== undefined,
  );
  const candidates = d.pinned === undefined ? inOrder : inOrder.filter((s) => s.name === d.pinned);
  /** A key that an application handed over or that was pinned was chosen; one that lies about was not. */
  const allow = (credential: Credential): Credential =>
    enforceWorkspace(
      d.workspaces,
      credential,
      credential.source === d.pinned || credential.source === 'external',
    );

  return {
    credential: async () => {
      for (const source of candidates) {
        const credential = await source.credential();
        if (credential) return allow(credential);
      }
      throw d.pinned === undefined ? nobody(d) : nothingAt(d.pinned, d);
    },
    renew: async (used) => {
      const source = candidates.find((s) => s.name === used.source);
      if (!source) throw nobody(d);
      return allow(await source.renew(used));
    },
    report: async () => {
      for (const source of candidates) {
        const report = await source.report();
        if (report) return judged(report, d, allow);
      }
      if (d.pinned === undefined) return undefined;
      const error = nothingAt(d.pinned, d);
      return {
        source: d.pinned,
        mode: undefined,
        identity: {},
        expiresAt: undefined,
        usable: false,
        problem: sentences(error.what, error.why),
        fix: error.fix,
      };
    },
  };
}

/** A report that says so too when the workspace would be refused. */
function judged(
  report: SourceReport,
  d: BrokerDeps,
  allow: (credential: Credential) => Credential,
): SourceReport {
  const unknown = report.mode === 'personalAccessToken' && report.identity.accountId === undefined;
  if (!report.usable || report.mode === undefined || d.workspaces.length === 0 || unknown) return report;
  try {
    allow({
      source: report.source,
      route: report.mode === 'apikey' ? 'api' : 'chatgpt',
      accessToken: '',
      ...report.identity,
    });
    return report;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return {
      ...report,
      usable: false,
      problem: sentences(error.what, error.why),
      fix: error.fix,
    };
  }
}
