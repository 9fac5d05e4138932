import type { Deps } from '../system/deps.ts';
import { AppError } from '../system/errors.ts';
import { noProxy, proxyFor } from '../system/proxy.ts';
import { its, say } from '../system/wording.ts';
import { OPENAI_CLIENT_ID, OPENAI_ISSUER } from '../oauth/providers/openai-codex.ts';
import type { Credential } from './credential.ts';
import type { SourceReport } from './sources/source.ts';

/** Where a login was issued. Its tokens go there and nowhere else, whatever the environment says. */
export interface Home {
  /** Who renews and revokes it. */
  readonly issuer: string;
  /** The client it was issued to. */
  readonly clientId: string;
  /** The backend that answers its questions. */
  readonly baseUrl: string;
}

/** The home of every login that names none: the Codex CLI's, access tokens, an application's, and our older ones. */
export const OPENAI: Home = {
  issuer: OPENAI_ISSUER,
  clientId: OPENAI_CLIENT_ID,
  baseUrl: 'https://chatgpt.com/backend-api',
};
/** The same for API keys. */
export const OPENAI_API = 'https://api.openai.com/v1';

/** What the settings name; undefined if they name nothing. */
export type Named = Readonly<Record<keyof Home | 'apiBaseUrl', string | undefined>>;

export const NOTHING_NAMED: Named = {
  issuer: undefined,
  clientId: undefined,
  baseUrl: undefined,
  apiBaseUrl: undefined,
};

const VARIABLES: Readonly<Record<keyof Named, string>> = {
  issuer: 'CODEX_OAUTH_ISSUER',
  clientId: 'CODEX_OAUTH_CLIENT_ID',
  baseUrl: 'CODEX_OAUTH_BASE_URL',
  apiBaseUrl: 'OPENAI_BASE_URL',
};

type Housed = Pick<Credential, 'route' | 'home'>;

/** The one server that this credential is sent to. */
export function backendOf({ route, home }: Housed): string {
  return home?.baseUrl ?? (route === 'chatgpt' ? OPENAI.baseUrl : OPENAI_API);
}

/** Where questions go now, by the report on the login in force; without one, where a new login would be made. Pure. */
export function placeInForce(
  report: Pick<SourceReport, 'mode' | 'home' | 'via'> | undefined,
  fresh: Housed,
): Housed {
  return report ? { route: routeOf(report), home: report.home } : fresh;
}

/** The route of the questions that a login answers. */
export function routeOf({ mode, via }: Pick<SourceReport, 'mode' | 'via'>): Credential['route'] {
  return mode === 'apikey' ? 'api' : via ? 'platform' : 'chatgpt';
}

/**
 * Throws if a setting names a different server than the credential's own: a setting never redirects a credential.
 * `otherwise` is what the owner of another program's login can do besides unsetting it.
 */
export function enforceHome(named: Named, credential: Housed, otherwise?: string): void {
  const own: Partial<Named> =
    credential.route === 'api' ? { apiBaseUrl: backendOf(credential) } : { ...OPENAI, ...credential.home };
  for (const key of Object.keys(VARIABLES) as (keyof Named)[]) {
    // A client that was registered by the sign-in is in no setting.
    const registered = key === 'clientId' && credential.route === 'platform';
    const [asked, is] = registered ? [] : [named[key], own[key]];
    if (asked === undefined || is === undefined || asked === is) continue;
    const name = VARIABLES[key];
    const isKey = credential.route === 'api';
    throw new AppError({
      kind: 'input',
      code: 'login.elsewhere',
      what: `The ${isKey ? 'API key' : 'login'} was not used: it belongs to ${is}.`,
      why: `${name} names ${asked}, and a setting never sends a ${isKey ? 'key' : 'login'} to another server.`,
      fix: say`Unset ${name}, or ${otherwise ?? (isKey ? 'set OPENAI_API_KEY to a key of that server' : say`sign in there with ${its.login}`)}.`,
      details: { setting: name },
    });
  }
}

/**
 * Lists every deviation from the default: other servers than OpenAI's, a proxy, unchecked certificates. Nothing
 * secret.
 */
export function unusualWays(used: Housed, env: Deps['env']): readonly string[] {
  const { issuer, baseUrl } = { ...OPENAI, ...used.home, baseUrl: backendOf(used) };
  const servers: readonly (readonly [now: string, usual: string])[] =
    used.route === 'api'
      ? [[baseUrl, OPENAI_API]]
      : [
          [issuer, OPENAI.issuer],
          [baseUrl, backendOf({ route: used.route, home: undefined })],
        ];
  return [
    ...servers.flatMap(([now, usual]) => (now === usual ? [] : [`${now} instead of ${usual}`])),
    ...new Set(servers.flatMap(([now]) => proxyOn(now, env))),
    ...(env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0'
      ? ['certificates are not checked (NODE_TLS_REJECT_UNAUTHORIZED=0)']
      : []),
  ];
}

/** The proxy by host and variable only: its full address may contain a password. */
function proxyOn(url: string, env: Deps['env']): readonly string[] {
  try {
    const proxy = proxyFor(new URL(url), env);
    const unless = noProxy(env) ? ', unless NO_PROXY names the server' : '';
    return proxy ? [`proxy ${proxy.host} (${proxy.name}${unless})`] : [];
  } catch {
    // The variable is invalid: every request fails with that error, so it is not repeated here.
    return [];
  }
}
