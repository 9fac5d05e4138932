import path from 'node:path';
import { fileURLToPath } from 'node:url';

export interface RootSources {
  /** The host's MCP roots as URIs; undefined where it has none. */
  readonly roots?: readonly string[] | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
}

/** The local folder a `file:` URI names; undefined for every other URI and for one with a remote host. */
function folderOf(uri: string): string | undefined {
  if (!/^file:/i.test(uri)) return undefined;
  try {
    const folder = fileURLToPath(uri);
    return isNetworkPath(folder) ? undefined : folder;
  } catch {
    return undefined;
  }
}

/** `\\server\share`, `//server/share`, `\\.\device`: touching one may send the user's name to a stranger's server. */
export function isNetworkPath(file: string): boolean {
  return /^[\\/]{2}/.test(file);
}

/**
 * The workspace: the MCP roots, else CLAUDE_PROJECT_DIR, else the working folder. Absolute paths, without
 * repeats, in the order given. Pure.
 */
export function resolveRoots({ roots, env, cwd }: RootSources): readonly string[] {
  const named = (roots ?? []).map(folderOf).filter((f) => f !== undefined && path.isAbsolute(f)) as string[];
  if (named.length > 0) return [...new Set(named.map((f) => path.resolve(f)))];
  const project = env['CLAUDE_PROJECT_DIR'];
  if (project && path.isAbsolute(project) && !isNetworkPath(project)) return [path.resolve(project)];
  return [path.resolve(cwd)];
}
