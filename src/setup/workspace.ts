import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { isWorkspace } from '../attach/workspace.ts';
import { readSettings } from '../settings.ts';
import type { Deps } from '../system/deps.ts';
import { AppError } from '../system/errors.ts';
import type { Host } from './hosts.ts';

/**
 * The folder in which the server reads files if the host names none: the one given by the user, else, for a host that
 * starts servers elsewhere, the repository in which this command runs. Throws an `input` error.
 */
export function workspaceFor(
  { name, startsElsewhere }: Host,
  { cwd, home, env }: Pick<Deps, 'cwd' | 'home' | 'env'>,
  named: string | undefined,
): string | undefined {
  const folder = named === undefined ? startsElsewhere && repositoryAround(cwd) : path.resolve(cwd, named);
  if (folder === undefined) return undefined;
  const { authFile } = readSettings(env, home);
  const isFolder = statSync(folder, { throwIfNoEntry: false })?.isDirectory();
  if (isFolder && isWorkspace(folder, { home, authFile })) return folder;
  if (named === undefined) return undefined;
  throw new AppError({
    kind: 'input',
    code: 'setup.workspace',
    what: `${folder} cannot be the workspace.`,
    why: 'The folder does not exist, or it is not a project: it contains your home folder, your login or the system.',
    fix: `Name a project’s folder: \`codex-oauth setup ${name} --workspace <folder>\`.`,
  });
}

function repositoryAround(folder: string): string | undefined {
  if (existsSync(path.join(folder, '.git'))) return folder;
  const above = path.dirname(folder);
  return above === folder ? undefined : repositoryAround(above);
}
