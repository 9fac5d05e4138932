import { AppError } from '../../system/errors.ts';
import type { Fetch } from '../../system/fetch.ts';
import { isObject, numberOf, stringOf } from '../../system/json.ts';
import { tokenAddress } from '../../system/proxy.ts';
import { discover, endpointsIn, enforceIssuer, withoutQuery, type Endpoints } from '../discovery.ts';
import type { OAuthProfile, RefusalReason } from '../profile.ts';
import { loginTo, say, type Text } from '../../system/wording.ts';
import type { Provider } from '../provider.ts';
import { registerClient } from '../registration.ts';

/** RFC 6749 section 5.2, and the words of servers that say more. A client that is refused says nothing about the token. */
const REFUSALS: ReadonlyMap<string, RefusalReason | undefined> = new Map([
  ['invalid_grant', 'refused'],
  ['token_expired', 'expired'],
  ['refresh_token_expired', 'expired'],
  ['refresh_token_reused', 'used twice'],
  ['invalid_client', undefined],
]);

/** A name for the command line, a key in auth.json and a part of a file's name. */
export const PROVIDER_ID = /^[a-z][a-z0-9-]{0,31}$/;

type Texts = Readonly<Record<string, string>>;
/** What a member's value must be, and how a message says that. */
type Form = readonly [fits: (value: unknown) => boolean, form: string];

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';
const TEXT: Form = [isText, 'a text'];
const TEXTS: Form = [
  (value) => isObject(value) && Object.values(value).every((one) => typeof one === 'string'),
  'an object of strings, such as {"access_type": "offline"}',
];

const LOOPBACK = 'http://127.0.0.1';

const MEMBERS: Readonly<Record<string, Form>> = {
  service_name: TEXT,
  issuer: TEXT,
  authorization_endpoint: TEXT,
  token_endpoint: TEXT,
  revocation_endpoint: TEXT,
  device_authorization_endpoint: TEXT,
  registration_endpoint: TEXT,
  client_name: TEXT,
  client_id: TEXT,
  client_secret: TEXT,
  scopes: [
    (value) => Array.isArray(value) && value.every(isText),
    'a list of strings, such as ["openid", "email"]',
  ],
  authorize_parameters: TEXTS,
  token_parameters: TEXTS,
  callback_port: [
    (value) => Number.isInteger(value) && Number(value) >= 0 && Number(value) < 65_536,
    'a port number',
  ],
  callback_path: [
    (value) =>
      isText(value) &&
      URL.canParse(value, LOOPBACK) &&
      new URL(value, LOOPBACK).pathname === value &&
      value !== '/cancel',
    'a path, such as /callback',
  ],
};

/**
 * A provider that the user describes. Its addresses are named, or found at its issuer; its client is named, or
 * registered at the first sign-in. Throws an `input` error that says what to change. Pure.
 */
export function ownProvider(id: string, given: unknown): Provider {
  const refuse = (why: string, fix: Text): AppError =>
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
  if (!isObject(given))
    throw refuse('Its description is not a JSON object.', 'Describe it as in docs/providers.md.');
  const described = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  for (const [key, value] of Object.entries(described)) {
    const [fits, form] = (Object.hasOwn(MEMBERS, key) && MEMBERS[key]) || [];
    if (!fits) throw refuse(`"${key.slice(0, 40)}" is not known.`, `Use ${Object.keys(MEMBERS).join(', ')}.`);
    if (!fits(value)) throw refuse(`Its ${key} is not ${form}.`, 'Correct it.');
  }
  const tokenUrl = stringOf(described['token_endpoint']);
  const issuer = tokenAddress(stringOf(described['issuer']) ?? withoutQuery(tokenUrl ?? ''));
  if (issuer === undefined)
    throw refuse(
      'It has neither an issuer nor a token_endpoint that is https (or http on this machine).',
      'Name one.',
    );
  const alone = Object.keys(described).find((key) => key.endsWith('_endpoint'));
  if (tokenUrl === undefined && alone !== undefined)
    throw refuse(`It has ${alone} but no token_endpoint.`, 'Name that, too, or only the issuer.');
  const named = tokenUrl === undefined ? undefined : endpointsIn(described);
  if (typeof named === 'string') throw refuse(named, 'Correct it, or name only the issuer.');
  // Checked above.
  const scopes = (described['scopes'] ?? []) as readonly string[];
  const [authorizeExtras, tokenExtras] = ['authorize_parameters', 'token_parameters'].map(
    (key) => described[key] ?? {},
  ) as [Texts, Texts];
  const clientId = stringOf(described['client_id']);
  const serviceName = stringOf(described['service_name']) ?? id;
  const scope = scopes.join(' ');
  const port = numberOf(described['callback_port']) ?? 0;
  const path = stringOf(described['callback_path']) ?? '/callback';
  const facts = {
    serviceName,
    scope,
    authorizeExtras,
    tokenExtras,
    clientSecret: stringOf(described['client_secret']),
    callback: { ports: [port], registered: undefined, path, alsoAccepted: [] },
  };
  const register = ({ registerUrl, deviceUrl }: Endpoints, fetch: Fetch): Promise<string> => {
    const name = stringOf(described['client_name']) ?? 'codex-oauth';
    if (registerUrl) return registerClient(fetch, { registerUrl, deviceUrl }, { name, port, path, scope });
    throw refuse(
      'It has no client_id, and the provider registers none.',
      'Register a client there and name its client_id.',
    );
  };
  return {
    id,
    serviceName,
    issuer,
    clientId,
    profile: async (fetch, place) => {
      // What the file says now belongs to the server that it names now.
      if (place.issuer !== issuer)
        throw refuse(`The login was made at ${place.issuer}.`, say`Sign in again with ${loginTo(id)}.`);
      const server = named ?? (await discover(fetch, issuer));
      const client = place.clientId ?? clientId ?? (await register(server, fetch));
      return profileOf(client, server, facts);
    },
  };
}

type Facts = Pick<
  OAuthProfile,
  'serviceName' | 'scope' | 'authorizeExtras' | 'tokenExtras' | 'clientSecret' | 'callback'
>;

function profileOf(clientId: string, at: Endpoints, facts: Facts): OAuthProfile {
  const { authorizeUrl, tokenUrl, revokeUrl, deviceUrl } = at;
  return {
    ...facts,
    clientId,
    authorizeUrl,
    tokenUrl,
    revokeUrl,
    encoding: 'form',
    requires: [],
    device: deviceUrl === undefined ? undefined : { dialect: 'rfc8628', authorizationUrl: deviceUrl },
    refusals: REFUSALS,
    headers: {},
    redirected: (also) => {
      enforceIssuer(also, at);
      return clientId;
    },
  };
}
