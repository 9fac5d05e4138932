import { its, say } from '../../system/wording.ts';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { AppError, errnoOf } from '../../system/errors.ts';
import { humanSeconds } from '../../system/time.ts';
import { expiryOf } from '../claims.ts';
import { signInError, type Credential } from '../credential.ts';
import { parseCliFile, storeIn, type CliLogin } from './codex-cli-file.ts';
import { keyRefused } from './environment.ts';
import { sourceThatLooks, type Found, type Source } from './source.ts';
import { tokenRefused, type WhoAmI } from './whoami.ts';

interface CodexCliDeps {
  /** `$CODEX_HOME/auth.json`. */
  readonly path: string;
  /** Milliseconds since the epoch by the server's clock. */
  readonly now: () => number;
  readonly whoAmI: WhoAmI;
}

const LET_CLI_RENEW = say`Ask the Codex CLI anything (\`codex exec "hi"\`): that renews its login. Or sign in separately with ${its.login}.`;
const PASS_BY = say`Sign in with ${its.login}: that login comes first. Or name another source in CODEX_OAUTH_SOURCE.`;

const loginRefused = (): AppError =>
  signInError(
    'codex_cli.refused',
    'OpenAI does not accept the Codex CLI’s login.',
    'It refused the access token, and the file has no newer one. Only the Codex CLI may renew it.',
    LET_CLI_RENEW,
  );

/** Why the login in the CLI's file cannot be used; undefined if it can. `now` is in seconds. */
function troubleWith(login: CliLogin, path: string, now: number): AppError | undefined {
  if (login.kind === 'broken')
    return new AppError({
      kind: 'local',
      code: 'codex_cli.broken',
      what: `The Codex CLI’s login file ${path} cannot be used.`,
      why: `The reason: ${login.why}. The file was not changed.`,
      fix: say`${PASS_BY} \`codex login\` fixes the file itself.`,
      details: { path },
    });
  if (login.kind === 'unusable')
    return signInError(
      'codex_cli.unusable',
      'The Codex CLI’s login cannot be used here.',
      `${path} contains ${login.name}, which only the Codex CLI itself can use.`,
      PASS_BY,
      { path },
    );
  const expiresAt = login.kind === 'chatgpt' ? expiryOf(login.token) : undefined;
  if (expiresAt === undefined || expiresAt > now) return undefined;
  return signInError(
    'codex_cli.expired',
    'The Codex CLI’s login has expired.',
    `Its access token expired ${humanSeconds(now - expiresAt)} ago, and only the Codex CLI may renew it.`,
    LET_CLI_RENEW,
  );
}

/** A message about a login that may be where only the CLI can read it; undefined if the CLI uses auth.json. */
export async function cliKeyring(authFile: string): Promise<string | undefined> {
  const config = path.join(path.dirname(authFile), 'config.toml');
  // Only a regular file is read: a pipe would block for ever.
  const isFile = await stat(config).then(
    (info) => info.isFile(),
    () => false,
  );
  const store = storeIn(isFile ? await readFile(config, 'utf8').catch(() => '') : '');
  const kept: Readonly<Record<string, string>> = {
    keyring: 'in the system’s keyring',
    ephemeral: 'in its memory',
  };
  const where = kept[store];
  return (
    where &&
    `The Codex CLI keeps its login ${where} (cli_auth_credentials_store in ${config}), where only it can read it.`
  );
}

async function readCliFile(path: string): Promise<CliLogin> {
  // If the CLI uses another store, auth.json is old: the CLI itself ignores it.
  if ((await cliKeyring(path)) !== undefined) return { kind: 'absent' };
  try {
    // Opened only if it is a regular file: a pipe would block for ever.
    const info = await stat(path);
    if (info.isFile()) return parseCliFile(await readFile(path, 'utf8'));
    return { kind: 'broken', why: info.isDirectory() ? 'it is a directory' : 'it is not a regular file' };
  } catch (error) {
    const code = errnoOf(error) ?? 'unknown';
    if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'absent' };
    const denied = code === 'EACCES' || code === 'EPERM';
    return { kind: 'broken', why: denied ? 'it may not be read' : `the system says ${code}` };
  }
}

const modes = { chatgpt: 'chatgpt', 'access-token': 'personalAccessToken', 'api-key': 'apikey' } as const;

/**
 * The Codex CLI's own login, read only. Its refresh token works once and the CLI takes no lock, so any other program
 * that uses it signs the CLI out. We use the access token until it expires, and never refresh, rewrite or revoke
 * anything (docs/wire.md 1.7, 5.3).
 */
export function codexCliSource(d: CodexCliDeps): Source {
  const look = async (): Promise<Found | undefined> => {
    const login = await readCliFile(d.path);
    if (login.kind === 'absent') return undefined;
    const error = troubleWith(login, d.path, d.now() / 1000);
    if (!('token' in login)) return { mode: undefined, token: '', error };
    return { ...login, mode: modes[login.kind], error };
  };
  const refused = ({ route, accessToken }: Credential): AppError => {
    if (route === 'api') return keyRefused(d.path);
    return accessToken.startsWith('at-') ? tokenRefused() : loginRefused();
  };
  return { ...sourceThatLooks('codex-cli', look, refused, d.whoAmI), elsewhere: () => cliKeyring(d.path) };
}
