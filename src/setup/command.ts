import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Deps } from '../system/deps.ts';

/** How a host starts the server. */
export interface ServerCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Sentences about what may need attention. */
  readonly notes: readonly string[];
}

/** Variables that locate the login. The server ends a call if a project's file names one of these. */
const LOGIN = [
  'CLAUDE_CONFIG_DIR',
  'CODEX_HOME',
  'CODEX_OAUTH_AUTH_FILE',
  'CODEX_OAUTH_BASE_URL',
  'CODEX_OAUTH_ISSUER',
  'CODEX_OAUTH_SOURCE',
  'CODEX_OAUTH_WORKSPACE',
];
/** The same plus the network's variables: a host started from a desktop has none of them. */
const CARRIED = [
  ...LOGIN,
  'CODEX_OAUTH_CALLBACK_PORT',
  'CODEX_OAUTH_MODEL',
  'NODE_EXTRA_CA_CERTS',
  ...['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY', 'NO_PROXY'].flatMap((name) => [name, name.toLowerCase()]),
];

export interface CommandFacts extends Pick<Deps, 'env'> {
  /** The Node that runs now, and the script it runs. */
  readonly execPath: string;
  readonly entry: string;
  /** True if the file belongs to a project: others may read it or have written it. */
  readonly project: boolean;
  /** The folder for reading files, unless the host names its own. */
  readonly workspace?: string | undefined;
}

/**
 * Absolute paths for both: a host started from a desktop has no shell, and so no PATH with a version manager's Node.
 */
export function serverCommand({ env, execPath, entry, project, workspace }: CommandFacts): ServerCommand {
  const command = lastingNode(execPath);
  const set = CARRIED.map((name) => [name, env[name]?.trim() ?? ''] as const).filter(([, value]) => value);
  const notes: string[] = [];
  if (/[/\\](?:\.nvm|\.fnm|fnm_multishells|\.asdf|mise|\.volta|\.nodenv|nvm)[/\\]/.test(command))
    notes.push(
      `The Node at ${command} belongs to a version manager: run this command again after you remove that version.`,
    );
  if (/[/\\]_npx[/\\]|[/\\]plugins[/\\]cache[/\\]/.test(entry))
    notes.push(
      `${entry} is in a cache that updates empty: install codex-oauth in a permanent place, then run this command again.`,
    );
  const written = set.filter(([name, value]) => {
    const because = hasPassword([name, value])
      ? 'contains a password'
      : project && LOGIN.includes(name)
        ? 'says where your login is, which a project’s file must not do'
        : project &&
          name === 'NODE_EXTRA_CA_CERTS' &&
          'would end every call if it were in a project’s file beside a proxy';
    if (because)
      notes.push(`${name} ${because}, so it was left out: set it in the environment that starts the host.`);
    return !because;
  });
  if (workspace !== undefined && project)
    notes.push('A project’s file must not name a workspace, so it was left out: a project is its own.');
  else if (workspace !== undefined) written.push(['CLAUDE_PROJECT_DIR', workspace]);
  return { command, args: [entry], env: Object.fromEntries(written), notes };
}

/** Homebrew's link stays valid; the folder of one version does not. */
function lastingNode(execPath: string): string {
  const [, prefix, formula] = /^(.*)\/Cellar\/(node(?:@\d+)?)\/[^/]+\/bin\/node$/.exec(execPath) ?? [];
  const link = prefix && formula ? path.posix.join(prefix, 'opt', formula, 'bin/node') : '';
  return existsSync(link) ? link : execPath;
}

const hasPassword = ([name, value]: readonly [string, string]): boolean =>
  /_proxy$/i.test(name) && value.includes('@');
