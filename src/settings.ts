import path from 'node:path';
import type { Deps } from './system/deps.ts';
import { AppError } from './system/errors.ts';
import { tokenAddress } from './system/proxy.ts';
import { holdSecrets } from './system/redact.ts';
import { SOURCE_ORDER, type CredentialSource } from './login/credential.ts';
import { commandWords } from './login/command-words.ts';
import type { ThreadSetting } from './threads/store.ts';
import { OPENAI, OPENAI_API } from './login/home.ts';
import { CHATGPT_ID } from './oauth/providers/chatgpt.ts';
import { KEY } from './login/seal.ts';
import { CALLBACK_PORTS, OPENAI_CODEX_ID } from './oauth/providers/openai-codex.ts';

/** The form of a value: what is accepted, the default, and how to read it. */
interface Form<T> {
  readonly accepts: string;
  readonly otherwise: string;
  /** The value, or the default for undefined. Throws an `input` error that names the accepted form. */
  readonly read: (value: string | undefined, name: string, home: string) => T;
}

/**
 * Who may set a variable. `user`: never a project (src/settings-project.ts). A source of credentials: neither, where
 * that source pays. `anybody`: a project too.
 */
export type Owner = 'user' | 'anybody' | CredentialSource;

/** One environment variable, as the reference shows it and as it is read. */
function setting<T>(name: string, meaning: string, form: Form<T>, owner: Owner = 'user') {
  return { name, meaning, owner, ...form };
}

function refuse(name: string, why: string, accepted: string): AppError {
  return new AppError({
    kind: 'input',
    code: 'settings.invalid',
    what: `${name} has an invalid value.`,
    why,
    fix: `Set it to ${accepted}, or unset it.`,
    details: { setting: name },
  });
}

function text<T>(accepts: string, otherwise: string, read: Form<T>['read']): Form<T> {
  return { accepts, otherwise, read };
}

/** Whether threads are kept, and for how many days after their last turn. */
function threads(value: string | undefined, name: string): ThreadSetting {
  const word = value?.trim().toLowerCase() || '30';
  if (word === 'off') return { enabled: false, retentionDays: 30 };
  if (word === 'forever') return { enabled: true, retentionDays: Number.POSITIVE_INFINITY };
  const days = /^\d{1,5}$/.test(word) ? Number(word) : 0;
  if (days >= 1 && days <= 36_500) return { enabled: true, retentionDays: days };
  const why = `"${word.slice(0, 40)}" is neither off, nor forever, nor a whole number of days from 1 to 36500.`;
  throw refuse(name, why, 'off, forever or a number of days such as 30');
}

function whole<T>(
  min: number,
  max: number,
  otherwise: string,
  use: (value: number | undefined) => T,
): Form<T> {
  const range = `a whole number from ${min} to ${max}`;
  const read: Form<T>['read'] = (value, name) => {
    const number = value === undefined ? undefined : Number(value);
    if (number === undefined || (Number.isInteger(number) && number >= min && number <= max))
      return use(number);
    throw refuse(name, `"${value?.slice(0, 40)}" is not ${range}.`, range);
  };
  return { accepts: `${min}–${max}`, otherwise, read };
}

/** Tokens are sent to these addresses. Undefined if not set: then the login in force decides. */
function url(otherwise: string): Form<string | undefined> {
  const read: Form<string | undefined>['read'] = (value, name) => {
    const address = value === undefined ? undefined : tokenAddress(value);
    if (value === undefined || address !== undefined) return address;
    throw refuse(
      name,
      'A token would be sent there, so it must be https, or http on this machine, without user, query or fragment.',
      'a URL like https://example.com/path or http://127.0.0.1:8080',
    );
  };
  return { accepts: 'an https URL, or http on this machine', otherwise, read };
}

function absolutePath(value: string, home: string): string {
  return value === '~' || value.startsWith('~/') ? path.join(home, value.slice(1)) : path.resolve(value);
}

function folder(otherwise: string): Form<string> {
  return text('a folder', otherwise, (value = otherwise, _name, home) => absolutePath(value, home));
}

const SOURCE_NAMES = SOURCE_ORDER.join(', ');

function readSource(value: string | undefined, name: string): CredentialSource | undefined {
  const known = SOURCE_ORDER.find((source) => source === value);
  if (value === undefined || known) return known;
  throw refuse(name, `"${value.slice(0, 40)}" is not a source.`, `one of ${SOURCE_NAMES}`);
}

/** The providers that can answer questions. */
const PROVIDERS: readonly string[] = [OPENAI_CODEX_ID, CHATGPT_ID];

function readProvider(value: string = OPENAI_CODEX_ID, name: string): string {
  if (PROVIDERS.includes(value)) return value;
  throw refuse(name, `"${value.slice(0, 40)}" answers no questions.`, PROVIDERS.join(' or '));
}

const listed = (value = ''): readonly string[] =>
  value
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
function paths(value: string | undefined, name: string, home: string): readonly string[] {
  return listed(value).map((one) => {
    if (one.startsWith('~/') || path.isAbsolute(one)) return absolutePath(one, home);
    // A relative path could match a file of the same name in another project.
    throw refuse(name, `"${one.slice(0, 40)}" is not absolute.`, 'paths such as ~/project/test/keys/**');
  });
}

/** Neither may be quoted in an error: an address may contain a password, and the other is a key. */
function readStore(value: string | undefined, name: string) {
  if (value === undefined) return undefined;
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (
    !url ||
    !/^rediss?:$/.test(url.protocol) ||
    !url.hostname ||
    !/^\/?\d*$/.test(url.pathname) ||
    url.search ||
    url.hash
  )
    throw refuse(name, 'It is no address of Redis or Valkey.', 'redis://host:6379/0, or rediss:// with TLS');
  holdSecrets(url.password, decodeURIComponent(url.password));
  const label = `${url.protocol}//${url.hostname}:${url.port || 6379}/${url.pathname.slice(1) || 0}`;
  return { url: value, label };
}

function storeKeys(value: string | undefined, name: string, home: string): readonly string[] {
  return listed(value).map((one) => {
    if (KEY.test(one)) return one;
    if (one.startsWith('~/') || path.isAbsolute(one)) return absolutePath(one, home);
    throw refuse(
      name,
      'It is neither 32 bytes in base64 nor an absolute path.',
      'what `openssl rand -base64 32` prints',
    );
  });
}

const isOn = (value = '0'): boolean => value !== '0' && value !== 'false';

/** What is read at start, by our own name for it, in the order of the reference. */
const TABLE = {
  model: setting(
    'CODEX_OAUTH_MODEL',
    'the default model of a question',
    text('a slug of codex_models', 'the account’s default', (slug) => slug),
    'anybody',
  ),
  source: setting(
    'CODEX_OAUTH_SOURCE',
    'the only source of credentials that may be used',
    text(SOURCE_NAMES, 'the first that exists', readSource),
  ),
  provider: setting(
    'CODEX_OAUTH_PROVIDER',
    'whose sign-in answers questions (docs/chatgpt.md)',
    text(PROVIDERS.join(', '), OPENAI_CODEX_ID, readProvider),
  ),
  credentialCommand: setting(
    'CODEX_OAUTH_CREDENTIAL_COMMAND',
    'a program that prints an access token; it is started without a shell',
    text('words, or a JSON list of words', 'none', (value, name) => {
      const words = value === undefined ? undefined : commandWords(value);
      if (value === undefined || words) return words;
      throw refuse(
        name,
        'It is no list of words, or a quote is not closed.',
        '["ssh", "host", "codex-oauth", "token", "--json"]',
      );
    }),
  ),
  workspaces: setting(
    'CODEX_OAUTH_WORKSPACE',
    'the workspaces a login may belong to',
    text('ids with commas between', 'any', listed),
  ),
  allowSecrets: setting(
    'CODEX_OAUTH_ALLOW_SECRETS',
    'files that allow-secret: may send with their secrets, without asking',
    text('absolute paths and globs with commas between', 'none', paths),
  ),
  limitPercent: setting(
    'CODEX_OAUTH_LIMIT_PERCENT',
    'refuses questions when any plan window is at or above this percentage',
    whole(1, 100, 'no cap', (percent) => percent),
  ),
  // It widens what leaves the machine.
  look: setting(
    'CODEX_OAUTH_LOOK',
    'lets Codex look around in the workspace where a question does not say',
    text('1', 'off', isOn),
  ),
  search: setting(
    'CODEX_OAUTH_SEARCH',
    'who searches the web for models of Responses-Lite: codex-oauth, or OpenAI’s hosted tool',
    text('own, or hosted', 'own', (value = 'own', name) => {
      if (value === 'own' || value === 'hosted') return value;
      throw refuse(name, `"${value.slice(0, 40)}" is neither own nor hosted.`, 'own or hosted');
    }),
  ),
  threads: setting(
    'CODEX_OAUTH_THREADS',
    'how long conversations are kept on disk',
    text('off, forever, or a number of days', '30', threads),
    'anybody',
  ),
  threadScope: setting(
    'CODEX_OAUTH_THREADS_SCOPE',
    'whose conversations are listed, read and continued',
    text('project, or all', 'project', (value = 'project', name) => {
      if (value === 'project' || value === 'all') return value;
      throw refuse(name, `"${value.slice(0, 40)}" is neither project nor all.`, 'project or all');
    }),
  ),
  ownAuthFile: setting(
    'CODEX_OAUTH_AUTH_FILE',
    'the file that contains the login',
    text(
      'a path',
      '$CLAUDE_CONFIG_DIR/auth.json',
      (value, _name, home) => value && absolutePath(value, home),
    ),
  ),
  store: setting(
    'CODEX_OAUTH_STORE',
    'a Redis or Valkey that keeps the login instead of the auth file, for several machines',
    text('redis[s]://[user:password@]host[:port][/db]', 'none', readStore),
  ),
  storeKeys: setting(
    'CODEX_OAUTH_STORE_KEY',
    'what encrypts the login in that store; older keys after a comma',
    text('32 bytes in base64, or the absolute path of a file with them', 'none', storeKeys),
  ),
  configDir: setting('CLAUDE_CONFIG_DIR', 'the folder of auth.json', folder('~/.claude')),
  codexHome: setting(
    'CODEX_HOME',
    'where the Codex CLI keeps its login and its sessions, which are read and never changed',
    folder('~/.codex'),
  ),
  loginTimeoutMs: setting(
    'CODEX_OAUTH_TIMEOUT',
    'seconds to wait for a sign-in',
    whole(1, 3_600, '300', (seconds = 300) => seconds * 1000),
    'anybody',
  ),
  ports: setting(
    'CODEX_OAUTH_CALLBACK_PORT',
    'the port of the sign-in callback; OpenAI’s own client accepts only 1455 and 1457',
    whole(1, 65_535, '1455, then 1457', (port) => (port === undefined ? CALLBACK_PORTS : [port])),
    'anybody',
  ),
  neverOpenBrowser: setting(
    'BROWSER',
    'what opens the sign-in page; none opens nothing',
    text('a program, or none', 'the system’s own', (value) => value === 'none'),
  ),
  clientId: setting(
    'CODEX_OAUTH_CLIENT_ID',
    'the client that signs in',
    text('an OAuth client id', 'Codex’s public one', (value) => value),
  ),
  issuer: setting('CODEX_OAUTH_ISSUER', 'where a sign-in goes', url(OPENAI.issuer)),
  baseUrl: setting('CODEX_OAUTH_BASE_URL', 'where questions of future logins go', url(OPENAI.baseUrl)),
  apiBaseUrl: setting(
    'OPENAI_BASE_URL',
    'where questions paid by an API key in the environment go',
    url(OPENAI_API),
    'api-key',
  ),
  debug: setting(
    'CODEX_DEBUG',
    'writes logs/codex-mcp-server.log beside the auth file, without secrets',
    text('1', 'off', isOn),
    'anybody',
  ),
};

/** Variables read elsewhere: by a source of credentials, by the HTTP client, by Node. */
const ELSEWHERE: readonly (readonly [string, string, string, string, Owner])[] = [
  [
    'CODEX_ACCESS_TOKEN',
    'a personal access token (at-…)',
    'none',
    'a login without a browser, used if there is no login of codex-oauth',
    'access-token',
  ],
  ['CODEX_API_KEY', 'an API key', 'none', 'pays only if there is no login', 'api-key'],
  ['OPENAI_API_KEY', 'an API key', 'none', 'the same, after CODEX_API_KEY', 'api-key'],
  ['CLAUDE_PROJECT_DIR', 'a folder', 'the working folder', 'the workspace, if the host names none', 'user'],
  ['HTTPS_PROXY', 'a URL', 'no proxy', 'the proxy for https; lower case works too', 'anybody'],
  ['HTTP_PROXY', 'a URL', 'no proxy', 'the proxy for http', 'anybody'],
  ['ALL_PROXY', 'a URL', 'no proxy', 'the proxy for both', 'anybody'],
  ['NO_PROXY', 'host names with commas between', 'none', 'hosts reached without the proxy', 'anybody'],
  [
    'NODE_EXTRA_CA_CERTS',
    'a PEM file',
    'none',
    'further certificate authorities, read by Node itself',
    'anybody',
  ],
  ['NODE_TLS_REJECT_UNAUTHORIZED', '0', 'on', 'turns off certificate checks', 'user'],
];

export const SETTINGS = [
  ...Object.values(TABLE),
  ...ELSEWHERE.map(([name, accepts, otherwise, meaning, owner]) => ({
    name,
    accepts,
    otherwise,
    meaning,
    owner,
  })),
];

type Values = { readonly [Key in keyof typeof TABLE]: ReturnType<(typeof TABLE)[Key]['read']> };

/** Every setting, read from the environment once at start, and the file paths derived from them. */
export interface Settings extends Values {
  readonly authFile: string;
  /** Where the login is, for messages: the auth file, or the store's address without its password. */
  readonly loginPlace: string;
  readonly logFile: string | undefined;
  /** `$CODEX_HOME/auth.json` of the Codex CLI: read, never written. */
  readonly codexCliFile: string;
}

/** Reads the environment. Throws an `input` error that names the variable and the accepted form. */
export function readSettings(env: Deps['env'], home: string): Settings {
  const values = Object.fromEntries(
    Object.entries(TABLE).map(([key, { name, read }]) => [
      key,
      read(env[name]?.trim() || undefined, name, home),
    ]),
  ) as Values;
  const authFile = values.ownAuthFile ?? path.join(values.configDir, 'auth.json');
  return {
    ...values,
    authFile,
    loginPlace: values.store?.label ?? authFile,
    logFile: values.debug ? path.join(path.dirname(authFile), 'logs', 'codex-mcp-server.log') : undefined,
    codexCliFile: path.join(values.codexHome, 'auth.json'),
  };
}
