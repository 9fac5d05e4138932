import path from 'node:path';
import { AppError } from './system/errors.ts';
import type { CredentialSource } from './login/credential.ts';
import { readThreadSetting, type ThreadSetting } from './threads/setting.ts';
import { CALLBACK_PORTS, OPENAI_CLIENT_ID, OPENAI_ISSUER } from './oauth/providers/openai-codex.ts';

/** Every setting, read from the environment once at start (docs/settings.md). */
export interface Settings {
  readonly authFile: string;
  readonly logFile: string | undefined;
  /** `$CODEX_HOME/auth.json` of the Codex CLI: read, never written. */
  readonly codexCliFile: string;
  readonly model: string | undefined;
  /** A window of the plan used up to this is not drawn on any further. Percent; undefined for no cap. */
  readonly limitPercent: number | undefined;
  readonly clientId: string;
  readonly ports: readonly number[];
  readonly loginTimeoutMs: number;
  readonly issuer: string;
  readonly baseUrl: string;
  readonly apiBaseUrl: string;
  readonly neverOpenBrowser: boolean;
  readonly workspaces: readonly string[];
  readonly threads: ThreadSetting;
  /** The only source of credentials that may be used; undefined for the usual order. */
  readonly source: CredentialSource | undefined;
}

type Env = Readonly<Record<string, string | undefined>>;

function refuse(name: string, why: string, accepted: string): AppError {
  return new AppError({
    kind: 'input',
    code: 'settings.invalid',
    what: `${name} has a value that cannot be used.`,
    why,
    fix: `Set it to ${accepted}, or unset it.`,
    details: { setting: name },
  });
}

function urlSetting(env: Env, name: string, fallback: string): string {
  const value = env[name]?.trim();
  if (!value) return fallback;
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const loopback = url && ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
  const allowed = url && (url.protocol === 'https:' || (url.protocol === 'http:' && loopback));
  if (!url || !allowed || url.username || url.password || url.search || url.hash) {
    throw refuse(
      name,
      'A token would be sent there, so it must be https, or http on this machine, without user, query or fragment.',
      'a URL like https://example.com/path or http://127.0.0.1:8080',
    );
  }
  return value.replace(/\/+$/, '');
}

function numberSetting(env: Env, name: string, min: number, max: number): number | undefined {
  const value = env[name]?.trim();
  if (!value) return undefined;
  const number = Number(value);
  if (!Number.isInteger(number) || number < min || number > max)
    throw refuse(
      name,
      `"${value.slice(0, 40)}" is no whole number from ${min} to ${max}.`,
      `a whole number from ${min} to ${max}`,
    );
  return number;
}

const SOURCES: readonly CredentialSource[] = ['login', 'codex-cli', 'access-token', 'api-key', 'external'];

function sourceSetting(env: Env): CredentialSource | undefined {
  const value = env['CODEX_OAUTH_SOURCE']?.trim();
  if (!value) return undefined;
  const source = SOURCES.find((name) => name === value);
  if (source) return source;
  throw refuse(
    'CODEX_OAUTH_SOURCE',
    `There is no source "${value.slice(0, 40)}".`,
    `one of ${SOURCES.join(', ')}`,
  );
}

function absolutePath(value: string, home: string): string {
  return value === '~' || value.startsWith('~/') ? path.join(home, value.slice(1)) : path.resolve(value);
}

/** Reads the environment. Throws an `input` error that names the variable and the accepted form. */
export function readSettings(env: Env, home: string): Settings {
  const configDir = env['CLAUDE_CONFIG_DIR']
    ? absolutePath(env['CLAUDE_CONFIG_DIR'], home)
    : path.join(home, '.claude');
  const authFile = env['CODEX_OAUTH_AUTH_FILE']
    ? absolutePath(env['CODEX_OAUTH_AUTH_FILE'], home)
    : path.join(configDir, 'auth.json');
  const codexHome = env['CODEX_HOME'] ? absolutePath(env['CODEX_HOME'], home) : path.join(home, '.codex');
  const port = numberSetting(env, 'CODEX_OAUTH_CALLBACK_PORT', 1, 65_535);
  const timeout = numberSetting(env, 'CODEX_OAUTH_TIMEOUT', 1, 3_600);
  const debug = env['CODEX_DEBUG'];
  return {
    authFile,
    logFile:
      debug && debug !== '0' && debug !== 'false'
        ? path.join(path.dirname(authFile), 'logs', 'codex-mcp-server.log')
        : undefined,
    codexCliFile: path.join(codexHome, 'auth.json'),
    model: env['CODEX_OAUTH_MODEL']?.trim() || undefined,
    limitPercent: numberSetting(env, 'CODEX_OAUTH_LIMIT_PERCENT', 1, 100),
    clientId: env['CODEX_OAUTH_CLIENT_ID']?.trim() || OPENAI_CLIENT_ID,
    ports: port === undefined ? CALLBACK_PORTS : [port],
    loginTimeoutMs: (timeout ?? 300) * 1000,
    issuer: urlSetting(env, 'CODEX_OAUTH_ISSUER', OPENAI_ISSUER),
    baseUrl: urlSetting(env, 'CODEX_OAUTH_BASE_URL', 'https://chatgpt.com/backend-api'),
    apiBaseUrl: urlSetting(env, 'OPENAI_BASE_URL', 'https://api.openai.com/v1'),
    neverOpenBrowser: env['BROWSER'] === 'none',
    threads: readThreadSetting(env['CODEX_OAUTH_THREADS']),
    workspaces: (env['CODEX_OAUTH_WORKSPACE'] ?? '')
      .split(',')
      .map((w) => w.trim())
      .filter(Boolean),
    source: sourceSetting(env),
  };
}
