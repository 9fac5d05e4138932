import { existsSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { isInside } from '../attach/workspace.ts';
import type { Deps } from '../system/deps.ts';
import { AppError } from '../system/errors.ts';
import type { Host } from './hosts.ts';

/**
 * The folder that the server reads files in where the host names none: the one that the user names, else, for a host
 * that starts its servers elsewhere, the repository in which this command runs. Throws an `input` error.
 */
export function workspaceFor(
  { name, startsElsewhere }: Host,
  { cwd, home }: Pick<Deps, 'cwd' | 'home'>,
  named: string | undefined,
): string | undefined {
  /** The home folder, what holds it, and the root of any disk are more than a project. */
  const isProject = (folder: string): boolean =>
    statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true &&
    path.dirname(folder) !== folder &&
    ![home, existsSync(home) ? realpathSync(home) : home].some((of) => isInside(of, realpathSync(folder)));
  if (named === undefined) {
    let folder = cwd;
    while (!existsSync(path.join(folder, '.git')) && path.dirname(folder) !== folder)
      folder = path.dirname(folder);
    return startsElsewhere && isProject(folder) ? folder : undefined;
  }
  const folder = path.resolve(cwd, named);
  if (isProject(folder)) return folder;
  throw new AppError({
    kind: 'input',
    code: 'setup.workspace',
    what: `${folder} cannot be the workspace.`,
    why: 'There is no such folder, or it holds your home folder, which is more than a project.',
    fix: `Name the folder of a project: \`codex-oauth setup ${name} --workspace <folder>\`.`,
  });
}
