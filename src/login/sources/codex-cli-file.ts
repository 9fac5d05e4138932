import { isObject, objectIn, stringOf, type JsonObject } from '../../system/json.ts';
import type { Identity } from '../claims.ts';
import { identityOfLogin } from '../record.ts';

/** What the Codex CLI's auth.json contains (docs/wire.md 3). */
export type CliLogin =
  | { readonly kind: 'absent' }
  | {
      readonly kind: 'chatgpt' | 'access-token' | 'api-key';
      readonly token: string;
      /** As far as the file says. */
      readonly identity: Identity;
    }
  /** A login that only the CLI itself can use. */
  | { readonly kind: 'unusable'; readonly name: string }
  /** `why` is a clause: "it is not JSON". */
  | { readonly kind: 'broken'; readonly why: string };

/**
 * Where the CLI keeps its login, from the text of its config.toml; `file` if that does not say (docs/wire.md 3). The
 * setting is at the top level, before any table. Pure.
 */
export function storeIn(toml: string): string {
  const [top = ''] = toml.split(/^[ \t]*\[/m);
  return /^[ \t]*["']?cli_auth_credentials_store["']?[ \t]*=[ \t]*["'](\w+)["']/m.exec(top)?.[1] ?? 'file';
}

/** `personal_access_token` and `personalAccessToken` are the same mode. */
const flat = (mode: string): string => mode.toLowerCase().replace(/[^a-z]/g, '');

const names: Readonly<Record<string, string>> = {
  agentidentity: 'an agent identity',
  headers: 'request headers of a gateway',
  bedrockapikey: 'an Amazon Bedrock API key',
  bedrockaccesskeys: 'Amazon Bedrock access keys',
};

/** The mode of a file without `auth_mode`. Tokens win over a key: the browser login stores a key beside them. */
function impliedMode(file: JsonObject): string | undefined {
  if (stringOf(file['personal_access_token'])) return 'personalaccesstoken';
  if (isObject(file['tokens'])) return 'chatgpt';
  if (file['agent_identity']) return 'agentidentity';
  if (file['bedrock_api_key']) return 'bedrockapikey';
  if (file['bedrock_access_keys']) return 'bedrockaccesskeys';
  return stringOf(file['OPENAI_API_KEY']) ? 'apikey' : undefined;
}

function chatgptLogin(tokens: unknown): CliLogin {
  if (!isObject(tokens)) return { kind: 'broken', why: 'its "tokens" are missing' };
  const accessToken = stringOf(tokens['access_token']);
  if (!accessToken) return { kind: 'broken', why: 'its "tokens" have no access_token' };
  const idToken = stringOf(tokens['id_token']);
  // The stored account id decides, as it does for the CLI (docs/wire.md 4).
  const accountId = stringOf(tokens['account_id']);
  const identity = identityOfLogin({ accessToken, idToken, accountId });
  return { kind: 'chatgpt', token: accessToken, identity };
}

function plainToken(kind: 'access-token' | 'api-key', file: JsonObject, key: string): CliLogin {
  const token = stringOf(file[key]);
  return token ? { kind, token, identity: {} } : { kind: 'broken', why: `its "${key}" is missing` };
}

/** Judges the text of the CLI's auth.json. Pure. Trusts nothing: another program wrote it. */
export function parseCliFile(text: string): CliLogin {
  const file = objectIn(text);
  if (typeof file === 'string') return { kind: 'broken', why: file };
  const named = stringOf(file['auth_mode']);
  const mode = named === undefined ? impliedMode(file) : flat(named);
  switch (mode) {
    case undefined:
      return { kind: 'absent' };
    case 'chatgpt':
    case 'chatgptauthtokens':
      return chatgptLogin(file['tokens']);
    case 'personalaccesstoken':
      return plainToken('access-token', file, 'personal_access_token');
    case 'apikey':
      return plainToken('api-key', file, 'OPENAI_API_KEY');
    default:
      return { kind: 'unusable', name: names[mode] ?? `the mode "${(named ?? mode).slice(0, 40)}"` };
  }
}
