/** One environment variable as the reference shows it. A test compares the names with what the code reads. */
export interface SettingEntry {
  readonly name: string;
  readonly accepts: string;
  /** What holds where it is not set. */
  readonly otherwise: string;
  readonly meaning: string;
}

const entry = (name: string, accepts: string, otherwise: string, meaning: string): SettingEntry => ({
  name,
  accepts,
  otherwise,
  meaning,
});

/** Every setting, in the order in which a reader looks for them. */
export const SETTINGS: readonly SettingEntry[] = [
  entry(
    'CODEX_OAUTH_MODEL',
    'a slug of codex_models',
    'the account’s default',
    'the model where a question names none',
  ),
  entry(
    'CODEX_OAUTH_SOURCE',
    'external, login, access-token, codex-cli, api-key',
    'the first that exists',
    'the only source of credentials that may be used',
  ),
  entry('CODEX_OAUTH_WORKSPACE', 'ids with commas between', 'any', 'the workspaces a login may belong to'),
  entry(
    'CODEX_OAUTH_LIMIT_PERCENT',
    '1–100',
    'no cap',
    'refuses a question once a window of the plan is used up to this',
  ),
  entry(
    'CODEX_OAUTH_THREADS',
    'off, forever, or a number of days',
    '30',
    'how long conversations are kept on disk',
  ),
  entry('CODEX_OAUTH_AUTH_FILE', 'a path', '$CLAUDE_CONFIG_DIR/auth.json', 'the file that holds the login'),
  entry('CLAUDE_CONFIG_DIR', 'a folder', '~/.claude', 'the folder of auth.json'),
  entry(
    'CODEX_HOME',
    'a folder',
    '~/.codex',
    'where the Codex CLI keeps its login, which is read and never changed',
  ),
  entry('CODEX_OAUTH_TIMEOUT', '1–3600', '300', 'seconds to wait for a sign-in'),
  entry('CODEX_OAUTH_CALLBACK_PORT', '1–65535', '1455, then 1457', 'the port for the browser’s way back'),
  entry(
    'BROWSER',
    'a program, or none',
    'the system’s own',
    'what opens the sign-in page; none opens nothing',
  ),
  entry('CODEX_OAUTH_CLIENT_ID', 'an OAuth client id', 'Codex’s public one', 'the client that signs in'),
  entry(
    'CODEX_OAUTH_ISSUER',
    'an https URL, or http on this machine',
    'https://auth.openai.com',
    'where signing in and renewing go',
  ),
  entry(
    'CODEX_OAUTH_BASE_URL',
    'an https URL, or http on this machine',
    'https://chatgpt.com/backend-api',
    'where questions on a plan go',
  ),
  entry(
    'OPENAI_BASE_URL',
    'an https URL, or http on this machine',
    'https://api.openai.com/v1',
    'where questions paid by an API key go',
  ),
  entry(
    'CODEX_ACCESS_TOKEN',
    'a personal access token (at-…)',
    'none',
    'a login without a browser, where there is none of our own',
  ),
  entry('CODEX_API_KEY', 'an API key', 'none', 'pays only where no login exists'),
  entry('OPENAI_API_KEY', 'an API key', 'none', 'the same, after CODEX_API_KEY'),
  entry('HTTPS_PROXY', 'a URL', 'no proxy', 'the proxy for https; lower case works too'),
  entry('HTTP_PROXY', 'a URL', 'no proxy', 'the proxy for http'),
  entry('ALL_PROXY', 'a URL', 'no proxy', 'the proxy for both'),
  entry('NO_PROXY', 'host names with commas between', 'none', 'what goes without the proxy'),
  entry('NODE_EXTRA_CA_CERTS', 'a PEM file', 'none', 'further certificate authorities (read by Node itself)'),
  entry('CODEX_DEBUG', '1', 'off', 'writes logs/codex-mcp-server.log beside the auth file, without secrets'),
];
