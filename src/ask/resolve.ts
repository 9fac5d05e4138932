import { AppError } from '../system/errors.ts';
import { member, parseJson, stringOf } from '../system/json.ts';
import type { Deps } from '../system/deps.ts';
import { orAborted } from '../system/time.ts';
import type { Broker } from '../login/broker.ts';
import { jwtPayload } from '../login/claims.ts';
import { refusedAgain, type Credential } from '../login/credential.ts';
import { backendOf } from '../login/home.ts';
import { accountIn, callBackend, type BackendDeps } from './backend.ts';
import type { Catalogue } from './catalogue.ts';
import type { Question } from './question.ts';
import { chooseModel, type CatalogueView, type Model } from './models.ts';
import { refuse, row } from './refusals.ts';

/** Where an account's questions go, and with which extra headers. */
export interface Route {
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Everything about a question except its content: who pays, where it goes, which model answers. */
export interface Resolved {
  readonly credential: Credential;
  readonly route: Route;
  /** True if the credential was already renewed for this question: that happens once. */
  readonly renewed: boolean;
  readonly model: Model;
  /** The list that contained the model. */
  readonly view: CatalogueView;
}

type Payer = Pick<Resolved, 'credential' | 'route' | 'renewed'>;

export interface ResolveDeps {
  /** Provides credentials and renews them, whatever their source. */
  readonly credentials: Pick<Broker, 'credential' | 'renew'>;
  readonly catalogue: Pick<Catalogue, 'get' | 'refresh' | 'warm'>;
  /** Where a credential's questions go. */
  readonly routing: Routing;
  /** Refuses a question before it is sent, to spare the plan. */
  readonly guard?: ((credential: Credential) => Promise<void>) | undefined;
}

/** Finds out who pays, which model answers and where the question goes; independent lookups run concurrently. */
export async function resolve(
  d: ResolveDeps,
  { model, account }: Pick<Question, 'model' | 'account'>,
  signal: AbortSignal,
): Promise<Resolved> {
  // Start reading the list while the login is read; its account is compared afterwards.
  void d.catalogue.warm();
  const credential = await orAborted(d.credentials.credential(account), signal);
  const [view, payer] = await orAborted(
    Promise.all([d.catalogue.get(credential), locate(d, credential, signal), d.guard?.(credential)]),
    signal,
  );
  const refresh = (): ReturnType<Catalogue['refresh']> =>
    orAborted(d.catalogue.refresh(payer.credential, true), signal);
  return { ...payer, ...(await chooseModel(model, view, refresh)) };
}

/** Where this credential's questions go; renews its token if it is refused here already. */
async function locate(
  d: ResolveDeps,
  credential: Credential,
  signal: AbortSignal,
  renewed = false,
): Promise<Payer> {
  try {
    return { credential, route: await d.routing.routeFor(credential, signal), renewed };
  } catch (error) {
    if (!isRefusedToken(error)) throw error;
    if (renewed) throw refusedAgain(credential);
    return renew(d, credential, signal);
  }
}

/** The same account with a renewed token, after one refusal. Throws at the second refusal. */
export async function renew(d: ResolveDeps, used: Credential, signal: AbortSignal): Promise<Payer> {
  return locate(d, await orAborted(d.credentials.renew(used), signal), signal, true);
}

const FREE = 'no_constraint';
const CHATGPT = /^https:\/\/(?:[a-z0-9-]+\.)*chatgpt\.com$/;
const AUTH = 'https://api.openai.com/auth';
const WORKSPACES = /^(?:ent|enterprise|edu)/;

/**
 * Whether to ask for the account's routing (docs/wire.md 6.0): `never` for ordinary accounts, which saves a request,
 * `if known` for workspaces that may have a region, `always` for those that have one. Pure.
 */
export function routingNeed(credential: Credential): 'never' | 'if known' | 'always' {
  if (credential.route !== 'chatgpt' || credential.accountId === undefined) return 'never';
  const auth = jwtPayload(credential.accessToken)?.[AUTH];
  const bound = ['chatgpt_compute_residency', 'chatgpt_data_residency'].some((claim) => {
    const value = stringOf(member(auth, claim))?.toLowerCase();
    return value !== undefined && value !== FREE;
  });
  if (bound || credential.fedramp === true) return 'always';
  return WORKSPACES.test(credential.plan ?? '') ? 'if known' : 'never';
}

function unroutable(why: string): AppError {
  return new AppError({
    kind: 'backend',
    code: 'routing.unknown',
    what: 'The question was not sent, because the region for this workspace’s data is unknown.',
    why,
    fix: 'Try again in a moment; if that does not help, ask your workspace’s admin.',
  });
}

function originOf(value: string, baseUrl: string): string {
  const base = new URL(baseUrl);
  if (value.toLowerCase() === FREE) return base.origin;
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const bare = url && url.pathname === '/' && !url.search && !url.hash && !url.username && !url.password;
  // Whatever the answer says, OpenAI's tokens go only to ChatGPT's hosts and other tokens only to their own host.
  const within = url?.origin === base.origin || [url, base].every((u) => CHATGPT.test(u?.origin ?? ''));
  if (!url || !bare || !within)
    throw unroutable('The login may not be sent to the backend that OpenAI names for it.');
  return url.origin;
}

/** The route in an answer of accounts/check. Throws if the answer does not determine it. Pure. */
export function judgeAccounts(body: unknown, accountId: string, baseUrl: string): Route {
  const own = accountIn(body, accountId);
  if (!own) throw unroutable('OpenAI does not list the workspace.');
  const origin = stringOf(own['workspace_backend_origin']);
  if (origin === undefined) throw unroutable('OpenAI names no backend for it.');
  const override = stringOf(own['account_routing_override'])?.toLowerCase() ?? FREE;
  // `us` and `us_cr` are one region (docs/wire.md 6.0).
  const region = override === FREE ? undefined : /^([a-z]{2})(?:_cr)?$/.exec(override)?.[1];
  if (override !== FREE && region === undefined)
    throw unroutable('OpenAI names a region that codex-oauth does not know.');
  return {
    baseUrl: originOf(origin, baseUrl) + new URL(baseUrl).pathname.replace(/\/+$/, ''),
    headers: region ? { 'x-openai-account-routing-override': region } : {},
  };
}

const REFUSED = 'auth.unauthorized';

/** True if accounts/check refused the token: a renewed one may work. */
function isRefusedToken(error: unknown): boolean {
  return error instanceof AppError && error.code === REFUSED;
}

export type Routing = ReturnType<typeof createRouting>;

/** How long to wait before asking for a workspace's route again after a failure. Milliseconds. */
const PAUSE_MS = 60_000;

/** Asks once per access token, and again for a renewed one, as the CLI does. */
export function createRouting(d: BackendDeps & Pick<Deps, 'now' | 'log'>) {
  let known: { readonly token: string; readonly route: Route; readonly until: number } | undefined;
  return {
    /**
     * Where this credential's questions go. Throws `auth.unauthorized` if the token is refused, and `routing.unknown`
     * if a guess could send data out of its region.
     */
    routeFor: async (credential: Credential, signal: AbortSignal): Promise<Route> => {
      const baseUrl = backendOf(credential);
      const plain: Route = { baseUrl, headers: {} };
      const need = routingNeed(credential);
      const { accountId, accessToken } = credential;
      if (need === 'never' || accountId === undefined) return plain;
      if (known?.token === accessToken && d.now() < known.until) return known.route;
      try {
        const answer = await callBackend(d, credential, '/wham/accounts/check', { signal });
        if (answer.status === 401) throw refuse(row(REFUSED)).error;
        if (answer.status !== 200) throw unroutable(`The server answered ${answer.status}.`);
        const route = judgeAccounts(parseJson(answer.body), accountId, baseUrl);
        known = { token: accessToken, route, until: Number.POSITIVE_INFINITY };
        return route;
      } catch (error) {
        if (need === 'always' || signal.aborted || isRefusedToken(error)) throw error;
        d.log.debug(`routing: ${error instanceof Error ? error.message : 'unknown failure'}`);
        known = { token: accessToken, route: plain, until: d.now() + PAUSE_MS };
        return plain;
      }
    },
  };
}
