import { its, say } from '../../system/wording.ts';
import { readFile, stat } from 'node:fs/promises';
import { AppError, errnoOf } from '../../system/errors.ts';
import { humanSeconds } from '../../system/time.ts';
import { expiryOf } from '../claims.ts';
import { accountChanged, type Credential } from '../credential.ts';
import { keyRefused } from './api-key.ts';
import { parseCliFile, type CliLogin } from './codex-cli-file.ts';
import { sameOwner, type Source, type SourceReport } from './source.ts';
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

function broken(path: string, why: string): AppError {
  return new AppError({
    kind: 'local',
    code: 'codex_cli.broken',
    what: `The Codex CLI’s login file ${path} cannot be used.`,
    why: `Because ${why}. It was left as it is.`,
    fix: `${PASS_BY} \`codex login\` fixes the file itself.`,
    details: { path },
  });
}

function unusable(path: string, name: string): AppError {
  return new AppError({
    kind: 'sign-in',
    code: 'codex_cli.unusable',
    what: 'The Codex CLI’s login cannot be used here.',
    why: `${path} holds ${name}, which only the Codex CLI itself can use.`,
    fix: PASS_BY,
    details: { path },
  });
}

function ended(expiresAt: number, nowSeconds: number): AppError {
  return new AppError({
    kind: 'sign-in',
    code: 'codex_cli.expired',
    what: 'The Codex CLI’s login has ended.',
    why: `Its access token ended ${humanSeconds(nowSeconds - expiresAt)} ago, and only the Codex CLI may renew it.`,
    fix: LET_CLI_RENEW,
  });
}

function refused(): AppError {
  return new AppError({
    kind: 'sign-in',
    code: 'codex_cli.refused',
    what: 'OpenAI does not accept the Codex CLI’s login.',
    why: 'It refused the access token, and the file holds no newer one. Only the Codex CLI may renew it.',
    fix: LET_CLI_RENEW,
  });
}

/**
 * The Codex CLI's own login, read only. Its refresh token can be spent once and the CLI holds no lock around that,
 * so whoever else spends it signs the CLI out: here the access token is used until it ends, and nothing is ever
 * refreshed, rewritten or revoked (docs/wire.md 1.7, 5.3).
 */
export function codexCliSource(d: CodexCliDeps): Source {
  const read = async (): Promise<CliLogin> => {
    try {
      // Not even opened where it is no file: a pipe would hold us for ever.
      const info = await stat(d.path);
      if (!info.isFile()) {
        return {
          kind: 'broken',
          why: info.isDirectory() ? 'it is a directory' : 'it is not a regular file',
        };
      }
      return parseCliFile(await readFile(d.path, 'utf8'));
    } catch (error) {
      const code = errnoOf(error);
      if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'absent' };
      const why =
        code === 'EACCES' || code === 'EPERM' ? 'it may not be read' : `the system says ${code ?? 'unknown'}`;
      return { kind: 'broken', why };
    }
  };

  const credentialOf = async (login: CliLogin): Promise<Credential | undefined> => {
    switch (login.kind) {
      case 'absent':
        return undefined;
      case 'broken':
        throw broken(d.path, login.why);
      case 'unusable':
        throw unusable(d.path, login.name);
      case 'api-key':
        return { source: 'codex-cli', route: 'api', accessToken: login.key };
      case 'access-token': {
        const identity = await d.whoAmI.identify(login.token);
        return { source: 'codex-cli', route: 'chatgpt', accessToken: login.token, ...identity };
      }
      case 'chatgpt': {
        const error = endedError(login);
        if (error) throw error;
        return {
          source: 'codex-cli',
          route: 'chatgpt',
          accessToken: login.accessToken,
          ...login.identity,
        };
      }
    }
  };

  const endedError = (login: Extract<CliLogin, { kind: 'chatgpt' }>): AppError | undefined => {
    const expiresAt = expiryOf(login.accessToken);
    const now = d.now() / 1000;
    return expiresAt !== undefined && expiresAt <= now ? ended(expiresAt, now) : undefined;
  };

  const describe = (login: Exclude<CliLogin, { kind: 'absent' }>): SourceReport => {
    const error =
      login.kind === 'broken'
        ? broken(d.path, login.why)
        : login.kind === 'unusable'
          ? unusable(d.path, login.name)
          : login.kind === 'chatgpt'
            ? endedError(login)
            : undefined;
    const modes = {
      chatgpt: 'chatgpt',
      'access-token': 'personalAccessToken',
      'api-key': 'apikey',
      broken: undefined,
      unusable: undefined,
    } as const;
    return {
      source: 'codex-cli',
      mode: modes[login.kind],
      identity:
        login.kind === 'chatgpt'
          ? login.identity
          : login.kind === 'access-token'
            ? (d.whoAmI.known(login.token) ?? {})
            : {},
      expiresAt: login.kind === 'chatgpt' ? expiryOf(login.accessToken) : undefined,
      usable: error === undefined,
      problem: error && [error.what, error.why].filter(Boolean).join(' '),
      fix: error?.fix,
    };
  };

  return {
    name: 'codex-cli',
    credential: async () => credentialOf(await read()),
    renew: async (used) => {
      // The CLI may have renewed it meanwhile. Looked up once: waiting for it would be waiting for nobody.
      const now = await credentialOf(await read());
      if (!now || now.route !== used.route) throw accountChanged();
      if (!sameOwner(now, used)) throw accountChanged();
      if (now.accessToken !== used.accessToken) return now;
      if (used.route === 'api') throw keyRefused(d.path);
      throw now.accessToken.startsWith('at-') ? tokenRefused() : refused();
    },
    report: async () => {
      const login = await read();
      return login.kind === 'absent' ? undefined : describe(login);
    },
  };
}
