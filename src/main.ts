#!/usr/bin/env node
import module from 'node:module';
import { homedir } from 'node:os';
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
const caches = env['XDG_CACHE_HOME'] || env['LOCALAPPDATA'] || path.join(homedir(), '.cache');
// Not in Node's default folder, which another user may have created first. If the folder is not writable, nothing is
// cached.
const folder = path.join(caches, 'codex-oauth');

/** Before anything else is compiled. */
async function keepingCompiled(): Promise<() => void> {
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
