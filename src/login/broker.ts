import { its, say, type Text } from '../system/wording.ts';
import { AppError } from '../system/errors.ts';
import { holdSecrets } from '../system/redact.ts';
import { notSignedIn, SOURCE_ORDER, type Credential, type CredentialSource } from './credential.ts';
import { enforceHome, routeOf, type Named } from './home.ts';
import { reportOn, type Source, type SourceReport } from './sources/source.ts';
import { enforceWorkspace } from './workspaces.ts';

/** Gives the credential of the source in force, and renews it at that same source. */
export type Broker = ReturnType<typeof createBroker>;

interface BrokerDeps {
  /** In any order: SOURCE_ORDER decides. */
  readonly sources: readonly Source[];
  /** `CODEX_OAUTH_SOURCE`: if set, no other source is used. */
  readonly pinned: CredentialSource | undefined;
  readonly workspaces: readonly string[];
  /** What the settings name. */
  readonly named: Named;
  /** Rejects if a project has set something that only the user may set, for every login or for this source. */
  readonly project: (source?: CredentialSource) => Promise<void>;
  readonly authFile: string;
  readonly codexCliFile: string;
  /** The login of an account that the user has named. Rejects if there is none. */
  readonly account: (name: string) => Promise<Source>;
  /** What to do where accounts are signed in and none is in use. */
  readonly choice: () => Promise<Text | undefined>;
}

/** A named account is one of openai-codex's own logins: where something else is in force, there is none. */
export const accountNotUsed = (name: string, why: string, fix = 'Omit the account.'): AppError =>
  new AppError({
    kind: 'input',
    code: 'account.not_ours',
    what: `The account "${name.slice(0, 40)}" was not used.`,
    why,
    fix,
  });

/** The error when no login exists: why, and how to sign in. */
async function nobody(d: BrokerDeps): Promise<AppError> {
  const choice = await d.choice();
  const elsewhere = await d.sources.find((s) => s.name === 'codex-cli')?.elsewhere?.();
  const also = elsewhere === undefined ? '' : ` ${elsewhere}`;
  if (d.pinned === undefined)
    return notSignedIn(
      `There is no login ${choice ? 'in use ' : ''}in ${d.authFile}, no Codex CLI login in ${d.codexCliFile}, and no token or API key is set.${also}`,
      choice,
    );
  const missing: Readonly<Record<CredentialSource, readonly [why: string, fix: Text]>> = {
    external: [
      'the application that owns the login has not provided one',
      'Let it send account/login/start (chatgptAuthTokens)',
    ],
    login: [`there is no login in ${d.authFile}`, say`Sign in with ${its.login}`],
    command: ['CODEX_OAUTH_CREDENTIAL_COMMAND is not set', 'Set it to a command that prints a token'],
    'access-token': ['CODEX_ACCESS_TOKEN is not set', 'Set it to a personal access token'],
    'codex-cli': [`there is no login in ${d.codexCliFile}`, 'Sign in with `codex login`'],
    'api-key': ['neither CODEX_API_KEY nor OPENAI_API_KEY is set', 'Set one'],
  };
  const [why, fix] = missing[d.pinned];
  return notSignedIn(
    `CODEX_OAUTH_SOURCE allows ${d.pinned} only, and ${why}.${d.pinned === 'codex-cli' ? also : ''}`,
    say`${fix}, or unset CODEX_OAUTH_SOURCE.`,
  );
}

/**
 * The first source with any credential decides, whatever its state: an expired, broken or used-up login is an error
 * that says how to fix it, never a reason to use another account or a paid key.
 */
export function createBroker(d: BrokerDeps) {
  const candidates = (d.pinned === undefined ? SOURCE_ORDER : [d.pinned])
    .map((name) => d.sources.find((s) => s.name === name))
    .filter((s) => s !== undefined);
  /**
   * A key counts as chosen if an application handed it over or CODEX_OAUTH_SOURCE names it, not if it is merely set.
   */
  const allow = (credential: Credential): Credential => {
    enforceHome(d.named, credential);
    const chosen = credential.source === d.pinned || credential.source === 'external';
    holdSecrets(credential.accessToken);
    return enforceWorkspace(d.workspaces, credential, chosen);
  };

  /** The report, with the error that a question would get because of its destination or workspace. */
  const judged = (report: SourceReport): SourceReport => {
    const { source, mode, identity, home } = report;
    if (!report.usable || mode === undefined) return report;
    try {
      const route = routeOf(report);
      enforceHome(d.named, { route, home });
      const unknown = mode === 'personalAccessToken' && identity.accountId === undefined;
      if (!unknown) allow({ source, route, accessToken: '', home, ...identity });
      return report;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const { usable, problem, fix } = reportOn(source, mode, { error });
      return { ...report, usable, problem, fix };
    }
  };

  const accountOf = async (name: string): Promise<Source> => {
    const outside = await d.sources.find((s) => s.name === 'external')?.report();
    if (outside === undefined && (d.pinned === undefined || d.pinned === 'login')) return d.account(name);
    throw accountNotUsed(
      name,
      outside
        ? 'The application that embeds this program owns the login.'
        : `CODEX_OAUTH_SOURCE allows ${String(d.pinned)} only.`,
    );
  };

  return {
    /**
     * The credential of a named account, or of the source in force. Throws if there is no login, or if it cannot be
     * used.
     */
    credential: async (account?: string): Promise<Credential> => {
      await d.project();
      if (account !== undefined) {
        const credential = await (await accountOf(account)).credential();
        await d.project('login');
        if (!credential) throw await nobody(d);
        return allow({ ...credential, account });
      }
      for (const source of candidates) {
        const credential = await source.credential();
        if (!credential) continue;
        await d.project(source.name);
        return allow(credential);
      }
      throw await nobody(d);
    },
    /** After a 401. Never changes the source or the account of a running question. */
    renew: async (used: Credential): Promise<Credential> => {
      await d.project();
      if (used.account !== undefined)
        return allow({ ...(await (await accountOf(used.account)).renew(used)), account: used.account });
      const source = candidates.find((s) => s.name === used.source);
      if (!source) throw await nobody(d);
      return allow(await source.renew(used));
    },
    /** The source in force as far as this machine knows; undefined if there is none. */
    report: async (): Promise<SourceReport | undefined> => {
      for (const source of candidates) {
        const report = await source.report();
        if (report) return judged(report);
      }
      return d.pinned && reportOn(d.pinned, undefined, { error: await nobody(d) });
    },
  };
}
