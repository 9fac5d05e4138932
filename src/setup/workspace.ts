import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { isWorkspace } from '../attach/workspace.ts';
import { readSettings } from '../settings.ts';
import type { Deps } from '../system/deps.ts';
import { AppError } from '../system/errors.ts';
import type { Host } from './hosts.ts';

/**
 * The folder that the server reads files in where the host names none: the one that the user names, else, for a host
 * that starts its servers elsewhere, the repository in which this command runs. Throws an `input` error.
 */
export function workspaceFor(
  { name, startsElsewhere }: Host,
  { cwd, home, env }: Pick<Deps, 'cwd' | 'home' | 'env'>,
  named: string | undefined,
): string | undefined {
  if (named === undefined && !startsElsewhere) return undefined;
  let folder = path.resolve(cwd, named ?? '.');
  while (named === undefined && !existsSync(path.join(folder, '.git')) && path.dirname(folder) !== folder)
    folder = path.dirname(folder);
  const { authFile } = readSettings(env, home);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() && isWorkspace(folder, { home, authFile }))
    return folder;
  if (named === undefined) return undefined;
  throw new AppError({
    kind: 'input',
    code: 'setup.workspace',
    what: `${folder} cannot be the workspace.`,
    why: 'There is no such folder, or it holds more than a project: your home, your login or the system.',
    fix: `Name the folder of a project: \`codex-oauth setup ${name} --workspace <folder>\`.`,
  });
}
