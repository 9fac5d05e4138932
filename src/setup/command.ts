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

/** Where a login is looked for and how the network is reached: a host that was started from a desktop lacks them. */
const CARRIED = [
  'CLAUDE_CONFIG_DIR',
  'CODEX_HOME',
  'CODEX_OAUTH_AUTH_FILE',
  'CODEX_OAUTH_BASE_URL',
  'CODEX_OAUTH_CALLBACK_PORT',
  'CODEX_OAUTH_ISSUER',
  'CODEX_OAUTH_MODEL',
  'CODEX_OAUTH_SOURCE',
  'CODEX_OAUTH_WORKSPACE',
  'NODE_EXTRA_CA_CERTS',
  ...['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY', 'NO_PROXY'].flatMap((name) => [name, name.toLowerCase()]),
];

export interface CommandFacts extends Pick<Deps, 'env'> {
  /** The Node that runs now, and the script it runs. */
  readonly execPath: string;
  readonly entry: string;
}

/**
 * Absolute paths for both: a host that was started from a desktop has no shell behind it, and so no PATH with a
 * Node from a version manager.
 */
export function serverCommand({ env, execPath, entry }: CommandFacts): ServerCommand {
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
  for (const [name] of set.filter(hasPassword))
    notes.push(`${name} holds a password and was not written: set it where the host is started.`);
  return {
    command,
    args: [entry],
    env: Object.fromEntries(set.filter((pair) => !hasPassword(pair))),
    notes,
  };
}

/** Homebrew's own link lasts, the folder of one version does not. */
function lastingNode(execPath: string): string {
  const [, prefix, formula] = /^(.*)\/Cellar\/(node(?:@\d+)?)\/[^/]+\/bin\/node$/.exec(execPath) ?? [];
  const link = prefix && formula ? path.posix.join(prefix, 'opt', formula, 'bin/node') : '';
  return existsSync(link) ? link : execPath;
}

const hasPassword = ([name, value]: readonly [string, string]): boolean =>
  /_proxy$/i.test(name) && value.includes('@');
