#!/usr/bin/env node
import module from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { VERSION } from './system/deps.ts';

/** An API of Node 22 and newer; our types are those of the oldest supported Node. */
const node: Pick<typeof module, 'builtinModules'> & {
  readonly enableCompileCache?: (folder: string) => unknown;
  readonly flushCompileCache?: () => void;
} = module;

const { env } = process;
const entry = fileURLToPath(import.meta.url);
// Not in Node's default folder, which another user may have created first, nor below the working folder, which may be
// a stranger's project.
const caches = [env['XDG_CACHE_HOME'], env['LOCALAPPDATA'], path.join(env['HOME'] ?? '', '.cache')].find(
  (dir = '') => path.isAbsolute(dir),
);

/** Before anything else is compiled. Where there is no folder for it, or it is not writable, nothing is kept. */
async function keepingCompiled(): Promise<() => void> {
  if (caches === undefined) return () => {};
  const folder = path.join(caches, 'codex-oauth');
  if (!node.enableCompileCache) {
    const { compileCache } = await import('./system/compiled.ts');
    return compileCache(
      path.join(folder, `${VERSION}-node-${process.version}`),
      path.join(path.dirname(entry), 'lib'),
    );
  }
  node.enableCompileCache(folder);
  return () => node.flushCompileCache?.();
}

void keepingCompiled().then(async (keepCompiled) => {
  const { runProgram } = await import('./program.ts');
  runProgram({ process, entry, keepCompiled });
});
