import { AppError } from '../../system/errors.ts';
import { isObject, numberOf, stringOf, type JsonObject } from '../../system/json.ts';
import { tokenAddress } from '../../system/proxy.ts';
import { discover, endpointsIn, type Endpoints } from '../discovery.ts';
import { redirectUri, type OAuthProfile, type RefusalReason } from '../profile.ts';
import type { Provider } from '../provider.ts';
import { registerClient } from '../registration.ts';

/** RFC 6749 section 5.2, and the words of servers that say more. */
const REFUSALS: ReadonlyMap<string, RefusalReason> = new Map([
  ['invalid_grant', 'refused'],
  ['token_expired', 'expired'],
  ['refresh_token_expired', 'expired'],
  ['refresh_token_reused', 'used twice'],
]);

/** A name for the command line, a key in auth.json and a part of a file's name. */
export const PROVIDER_ID = /^[a-z][a-z0-9-]{0,31}$/;

const MEMBERS = new Set([
  'service_name',
  'issuer',
  'authorization_endpoint',
  'token_endpoint',
  'revocation_endpoint',
  'device_authorization_endpoint',
  'registration_endpoint',
  'client_id',
  'client_secret',
  'scopes',
  'authorize_parameters',
  'token_parameters',
  'callback_port',
  'callback_path',
]);

const texts = (value: unknown): Readonly<Record<string, string>> | undefined =>
  isObject(value) && Object.values(value).every((text) => typeof text === 'string')
    ? (value as Readonly<Record<string, string>>)
    : undefined;

/**
 * A provider that the user describes. Its addresses are named, or found at its issuer; its client is named, or
 * registered at the first sign-in. Throws an `input` error that says what to change. Pure.
 */
export function ownProvider(id: string, described: unknown): Provider {
  const refuse = (why: string, fix: string): AppError =>
    new AppError({
      kind: 'input',
      code: 'provider.invalid',
      what: `The provider "${id.slice(0, 40)}" is not usable.`,
      why,
      fix,
    });
  if (!PROVIDER_ID.test(id))
    throw refuse(
      'Its name has other characters than a-z, 0-9 and -, or is too long.',
      'Give it another name.',
    );
  if (!isObject(described))
    throw refuse('Its description is not a JSON object.', 'Describe it as in docs/providers.md.');
  const unknown = Object.keys(described).find((key) => !MEMBERS.has(key));
  if (unknown !== undefined)
    throw refuse(`"${unknown.slice(0, 40)}" is not known.`, `Use ${[...MEMBERS].join(', ')}.`);
  const issuer = tokenAddress(stringOf(described['issuer']) ?? stringOf(described['token_endpoint']) ?? '');
  if (issuer === undefined)
    throw refuse(
      'It has neither an issuer nor a token_endpoint that is https (or http on this machine).',
      'Name one.',
    );
  const named = 'token_endpoint' in described ? endpointsIn(described) : undefined;
  if (typeof named === 'string') throw refuse(named, 'Correct it, or name only the issuer.');
  const scopes = described['scopes'] ?? [];
  if (!Array.isArray(scopes) || !scopes.every((scope) => typeof scope === 'string'))
    throw refuse('Its scopes are not a list of strings.', 'Write them as ["openid", "email"].');
  const [authorizeExtras, tokenExtras] = ['authorize_parameters', 'token_parameters'].map((key) =>
    texts(described[key] ?? {}),
  );
  if (!authorizeExtras || !tokenExtras)
    throw refuse(
      'Its further parameters are not an object of strings.',
      'Write them as {"access_type": "offline"}.',
    );
  const clientId = stringOf(described['client_id']);
  const facts = { id, scope: scopes.join(' '), authorizeExtras, tokenExtras, ...clientOf(described) };
  return {
    id,
    serviceName: stringOf(described['service_name']) ?? id,
    issuer,
    clientId,
    profile: async (fetch, place) => {
      const endpoints = named ?? (await discover(fetch, place.issuer));
      const known = place.clientId ?? clientId;
      const client = known ?? (await register(fetch, endpoints, facts, refuse));
      return profileOf(stringOf(described['service_name']) ?? id, client, endpoints, facts);
    },
  };
}

type Facts = Pick<OAuthProfile, 'scope' | 'authorizeExtras' | 'tokenExtras' | 'clientSecret' | 'callback'>;

function clientOf(described: JsonObject): Pick<Facts, 'clientSecret' | 'callback'> {
  const port = numberOf(described['callback_port']) ?? 0;
  const path = stringOf(described['callback_path']) ?? '/callback';
  return {
    clientSecret: stringOf(described['client_secret']),
    callback: { ports: [port], registered: undefined, path, alsoAccepted: [] },
  };
}

async function register(
  fetch: Parameters<Provider['profile']>[0],
  { registerUrl }: Endpoints,
  { callback, scope }: Facts,
  refuse: (why: string, fix: string) => AppError,
): Promise<string> {
  if (registerUrl === undefined)
    throw refuse(
      'It has no client_id, and the provider registers none.',
      'Register a client there and name its client_id.',
    );
  const [port = 0] = callback.ports;
  return registerClient(fetch, registerUrl, [redirectUri({ callback }, port)], scope);
}

function profileOf(serviceName: string, clientId: string, at: Endpoints, facts: Facts): OAuthProfile {
  const { authorizeUrl, tokenUrl, revokeUrl, deviceUrl } = at;
  return {
    ...facts,
    serviceName,
    clientId,
    authorizeUrl,
    tokenUrl,
    revokeUrl,
    encoding: 'form',
    requires: [],
    device: deviceUrl === undefined ? undefined : { dialect: 'rfc8628', authorizationUrl: deviceUrl },
    refusals: REFUSALS,
    headers: {},
  };
}
