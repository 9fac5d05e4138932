import { AppError } from '../../system/errors.ts';
import type { Fetch } from '../../system/fetch.ts';
import type { JsonObject } from '../../system/json.ts';
import { its, say } from '../../system/wording.ts';
import { discover, enforceIssuer, type Endpoints } from '../discovery.ts';
import { fetchKeys, judgeIdToken } from '../id-token.ts';
import type { OAuthProfile, RefusalReason } from '../profile.ts';
import type { Place, Provider } from '../provider.ts';

export const CHATGPT_ID = 'chatgpt';

/** Names no client: it asks the consent page to register one, and is never kept (docs/chatgpt.md, Registration). */
const ENTRY_CLIENT = 'dynamic_agent_client';
const ISSUED = /^oaiapp_[A-Za-z0-9_-]{1,200}$/;
const PLAN_SCOPE = 'chatgpt.tokens.use.direct';
const RESOURCE = 'https://api.openai.com/v1';

/** `invalid_client` is a fault of the registration: the refresh token stays as it is. */
const REFUSALS: ReadonlyMap<string, RefusalReason | undefined> = new Map([
  ['invalid_grant', 'refused'],
  ['invalid_refresh_token', 'refused'],
  ['token_expired', 'expired'],
  ['refresh_token_expired', 'expired'],
  ['refresh_token_invalidated', 'revoked'],
  ['refresh_token_reused', 'used twice'],
  ['invalid_client', undefined],
]);

const AGAIN = say`Start it again with ${its.login}.`;

function stopped(code: string, why: string, fix = AGAIN): AppError {
  return new AppError({ kind: 'sign-in', code, what: 'The sign-in was not accepted.', why, fix });
}

/** Tokens and identities are asked for at the issuer itself and nowhere else. */
async function endpointsOf(fetch: Fetch, issuer: string): Promise<Endpoints> {
  const found = await discover(fetch, issuer);
  const { origin } = new URL(issuer);
  const elsewhere = Object.values(found).find(
    (url) => typeof url === 'string' && new URL(url).origin !== origin,
  );
  if (elsewhere === undefined) return found;
  throw stopped('provider.discovery', `${issuer} names an address of another server: ${elsewhere}.`);
}

/** The client that the redirect names: issued with the first sign-in, and the same with every other. */
function clientIn(also: Parameters<NonNullable<OAuthProfile['redirected']>>[0], { issuer, clientId }: Place) {
  const [named, ...more] = also.flatMap(([name, value]) => (name === 'client_id' ? [value] : []));
  enforceIssuer(also, { issuer, namesItself: false });
  if (more.length > 0 || (clientId !== undefined && named !== undefined && named !== clientId))
    throw stopped('login.other_client', 'The answer is for another registration of this program.');
  const client = named ?? clientId;
  if (client !== undefined && client !== ENTRY_CLIENT && ISSUED.test(client)) return client;
  throw stopped('login.registration', 'The answer does not say how this program was registered.');
}

export interface ChatGptOptions {
  readonly issuer: string;
  readonly userAgent: string;
  /** By the server's clock where it is known. */
  readonly now: () => number;
}

/** OpenAI's documented sign-in for programs of third parties (docs/chatgpt.md). */
export function chatGpt({ issuer, userAgent, now }: ChatGptOptions): Provider {
  return {
    id: CHATGPT_ID,
    serviceName: 'ChatGPT',
    inference: 'platform',
    plan: {
      scope: PLAN_SCOPE,
      action: 'Continue with ChatGPT',
      using: 'Using ChatGPT plan',
      managePage: 'https://chatgpt.com/settings/usage',
      welcome: 'You’re using your ChatGPT plan: questions asked here count towards it.',
    },
    registersByRedirect: true,
    renewsOnlyWhenDue: true,
    page: 'https://chatgpt.com/#settings/Security/linked-apps',
    issuer,
    clientId: undefined,
    profile: async (fetch, place, purpose = 'refresh') => {
      // A refresh needs no other address than the documented one, so that it depends on no other answer.
      const at = purpose === 'refresh' ? undefined : await endpointsOf(fetch, place.issuer);
      return {
        serviceName: 'ChatGPT',
        clientId: place.clientId ?? ENTRY_CLIENT,
        authorizeUrl: `${place.issuer}/api/accounts/authorize`,
        tokenUrl: `${place.issuer}/api/accounts/oauth/token`,
        revokeUrl: at?.revokeUrl,
        scope: `openid profile email offline_access resource.invoke ${PLAN_SCOPE}`,
        authorizeExtras: {
          resource: RESOURCE,
          ...(place.clientId === undefined ? { agent_name_hint: 'codex-oauth' } : {}),
          ...(place.hostId === undefined ? {} : { ext_agent_host_id: place.hostId }),
          ...(place.consentAgain ? { prompt: 'consent' } : {}),
        },
        tokenExtras: { resource: RESOURCE },
        encoding: 'form',
        keeps: ['scope', 'earliest_refresh_at'],
        requires: ['refresh_token', 'id_token'],
        callback: { ports: [0], registered: undefined, path: '/auth/callback', alsoAccepted: [] },
        device: undefined,
        refusals: REFUSALS,
        headers: { 'user-agent': userAgent },
        redirected: (also) => clientIn(also, place),
        verify: purpose === 'sign-in' ? await verifier(fetch, place, at?.keysUrl, now) : undefined,
      };
    },
  };
}

/**
 * The proof of an identity. The keys are fetched before the user is asked: a server that cannot be reached must not
 * make a genuine identity look false when the code is spent.
 */
async function verifier(
  fetch: Fetch,
  { issuer, subject: known }: Place,
  keysUrl: string | undefined,
  now: () => number,
): Promise<OAuthProfile['verify']> {
  const keysNow = async (): Promise<readonly JsonObject[]> => {
    const keys = keysUrl === undefined ? [] : await fetchKeys(fetch, keysUrl);
    if (keys.length > 0) return keys;
    throw new AppError({
      kind: 'network',
      code: 'login.keys',
      what: 'The sign-in could not be checked.',
      why: `${issuer} gives no keys for its signatures just now.`,
      fix: say`Try again in a moment: ${its.login}.`,
    });
  };
  const keys = await keysNow();
  return async (idToken, { clientId, nonce, serverTime }) => {
    const claims = { issuer, clientId, nonce, now: serverTime ?? now() };
    const first = judgeIdToken(idToken, keys, claims);
    // The server may have changed its keys in the meantime.
    const verdict = first.kind === 'unknown key' ? judgeIdToken(idToken, await keysNow(), claims) : first;
    if (verdict.kind === 'unknown key')
      throw stopped('login.identity', 'The ID token is signed with a key that the server does not publish.');
    if (verdict.kind === 'refused')
      throw stopped('login.identity', `The ID token was refused. ${verdict.why}`);
    if (known === undefined || verdict.subject === known) return verdict.subject;
    throw stopped(
      'login.other_identity',
      'Another account signed in than the one that this registration belongs to.',
      say`Choose the same account on the page, or name the other one: ${its.loginToAccount}.`,
    );
  };
}
