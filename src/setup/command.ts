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

/** Where a login is looked for. The server ends a call where a project's file names one of these. */
const LOGIN = [
  'CLAUDE_CONFIG_DIR',
  'CODEX_HOME',
  'CODEX_OAUTH_AUTH_FILE',
  'CODEX_OAUTH_BASE_URL',
  'CODEX_OAUTH_ISSUER',
  'CODEX_OAUTH_SOURCE',
  'CODEX_OAUTH_WORKSPACE',
];
/** And how the network is reached: a host that was started from a desktop lacks them all. */
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
  /** True where the file is a project's, which others may read or have written. */
  readonly project: boolean;
  /** Where files are read unless the host names folders of its own. */
  readonly workspace?: string | undefined;
}

/**
 * Absolute paths for both: a host that was started from a desktop has no shell behind it, and so no PATH with a
 * Node from a version manager.
 */
export function serverCommand({ env, execPath, entry, project, workspace }: CommandFacts): ServerCommand {
  const command = lastingNode(execPath);
  const set = CARRIED.map((name) => [name, env[name]?.trim() ?? ''] as const).filter(([, value]) => value);
  const notes: string[] = [];
  if (/[/\\](?:\.nvm|\.fnm|fnm_multishells|\.asdf|mise|\.volta|\.nodenv|nvm)[/\\]/.test(command))
    notes.push(
      `The Node at ${command} belongs to a version manager: run this again after you have removed that version.`,
    );
  if (/[/\\]_npx[/\\]|[/\\]plugins[/\\]cache[/\\]/.test(entry))
    notes.push(
      `${entry} is in a cache that updates empty: install codex-oauth somewhere that lasts, then run this again.`,
    );
  const written = set.filter(([name, value]) => {
    const because = hasPassword([name, value])
      ? 'holds a password'
      : project && LOGIN.includes(name)
        ? 'says where your login is, which a project’s file must not'
        : project &&
          name === 'NODE_EXTRA_CA_CERTS' &&
          'in a project’s file beside a proxy would end every call';
    if (because) notes.push(`${name} ${because}, so it was left out: set it where the host is started.`);
    return !because;
  });
  if (workspace !== undefined && project)
    notes.push('A project’s file must not name a workspace, so it was left out: a project is its own.');
  else if (workspace !== undefined) written.push(['CLAUDE_PROJECT_DIR', workspace]);
  return { command, args: [entry], env: Object.fromEntries(written), notes };
}

/** Homebrew's own link lasts, the folder of one version does not. */
function lastingNode(execPath: string): string {
  const [, prefix, formula] = /^(.*)\/Cellar\/(node(?:@\d+)?)\/[^/]+\/bin\/node$/.exec(execPath) ?? [];
  const link = prefix && formula ? path.posix.join(prefix, 'opt', formula, 'bin/node') : '';
  return existsSync(link) ? link : execPath;
}

const hasPassword = ([name, value]: readonly [string, string]): boolean =>
  /_proxy$/i.test(name) && value.includes('@');
