import { its, say } from '../../system/wording.ts';
import { readFile, stat } from 'node:fs/promises';
import { AppError, errnoOf } from '../../system/errors.ts';
import { humanSeconds } from '../../system/time.ts';
import { expiryOf } from '../claims.ts';
import { accountChanged, type Credential } from '../credential.ts';
import { parseCliFile, type CliLogin } from './codex-cli-file.ts';
import { keyRefused } from './environment.ts';
import { reportOn, sameOwner, type LoginMode, type Source } from './source.ts';
import { tokenRefused, type WhoAmI } from './whoami.ts';

export interface CodexCliDeps {
  /** `$CODEX_HOME/auth.json`. */
  readonly path: string;
  /** Milliseconds since the epoch by the server's clock. */
  readonly now: () => number;
  readonly whoAmI: WhoAmI;
}

const LET_CLI_RENEW = say`Ask the Codex CLI anything (\`codex exec "hi"\`): that renews its login. Or get a login of our own with ${its.login}.`;
const PASS_BY = say`Sign in with ${its.login}: our own login comes first. Or name another source in CODEX_OAUTH_SOURCE.`;

function refused(): AppError {
  return new AppError({
    kind: 'sign-in',
    code: 'codex_cli.refused',
    what: 'OpenAI does not accept the Codex CLI’s login.',
    why: 'It refused the access token, and the file has no newer one. Only the Codex CLI may renew it.',
    fix: LET_CLI_RENEW,
  });
}

/** Why a login in the CLI's file cannot be used; undefined where it can. `now` is in seconds. */
function troubleWith(login: CliLogin, path: string, now: number): AppError | undefined {
  if (login.kind === 'broken')
    return new AppError({
      kind: 'local',
      code: 'codex_cli.broken',
      what: `The Codex CLI’s login file ${path} cannot be used.`,
      why: `Because ${login.why}. It was left as it is.`,
      fix: say`${PASS_BY} \`codex login\` fixes the file itself.`,
      details: { path },
    });
  if (login.kind === 'unusable')
    return new AppError({
      kind: 'sign-in',
      code: 'codex_cli.unusable',
      what: 'The Codex CLI’s login cannot be used here.',
      why: `${path} holds ${login.name}, which only the Codex CLI itself can use.`,
      fix: PASS_BY,
      details: { path },
    });
  const expiresAt = login.kind === 'chatgpt' ? expiryOf(login.token) : undefined;
  if (expiresAt === undefined || expiresAt > now) return undefined;
  return new AppError({
    kind: 'sign-in',
    code: 'codex_cli.expired',
    what: 'The Codex CLI’s login has ended.',
    why: `Its access token ended ${humanSeconds(now - expiresAt)} ago, and only the Codex CLI may renew it.`,
    fix: LET_CLI_RENEW,
  });
}

async function readCliFile(path: string): Promise<CliLogin> {
  try {
    // Not even opened where it is no file: a pipe would hold us for ever.
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

const modes: Readonly<Record<CliLogin['kind'], LoginMode | undefined>> = {
  chatgpt: 'chatgpt',
  'access-token': 'personalAccessToken',
  'api-key': 'apikey',
  broken: undefined,
  unusable: undefined,
  absent: undefined,
};

/**
 * The Codex CLI's own login, read only. Its refresh token can be spent once and the CLI holds no lock around that, so
 * any other program that spends it signs the CLI out: here the access token is used until it ends, and nothing is ever
 * refreshed, rewritten or revoked (docs/wire.md 1.7, 5.3).
 */
export function codexCliSource(d: CodexCliDeps): Source {
  const credential = async (): Promise<Credential | undefined> => {
    const login = await readCliFile(d.path);
    const error = troubleWith(login, d.path, d.now() / 1000);
    if (error) throw error;
    if (!('token' in login)) return undefined;
    const identity = login.kind === 'access-token' ? await d.whoAmI.identify(login.token) : login.identity;
    const route = login.kind === 'api-key' ? 'api' : 'chatgpt';
    return { source: 'codex-cli', route, accessToken: login.token, ...identity };
  };

  return {
    name: 'codex-cli',
    credential,
    renew: async (used) => {
      // The CLI may have renewed it meanwhile. Looked up once: nobody may be about to.
      const now = await credential();
      if (!now || now.route !== used.route || !sameOwner(now, used)) throw accountChanged();
      if (now.accessToken !== used.accessToken) return now;
      if (used.route === 'api') throw keyRefused(d.path);
      throw now.accessToken.startsWith('at-') ? tokenRefused() : refused();
    },
    report: async () => {
      const login = await readCliFile(d.path);
      if (login.kind === 'absent') return undefined;
      const known = login.kind === 'access-token' ? d.whoAmI.known(login.token) : undefined;
      return reportOn('codex-cli', modes[login.kind], {
        identity: known ?? ('identity' in login ? login.identity : {}),
        expiresAt: login.kind === 'chatgpt' ? expiryOf(login.token) : undefined,
        error: troubleWith(login, d.path, d.now() / 1000),
      });
    },
  };
}
