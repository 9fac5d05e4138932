#!/usr/bin/env node
import module from 'node:module';
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** What Node 22 and newer can do; the types are those of the oldest Node that is supported. */
const node: Pick<typeof module, 'builtinModules'> & {
  readonly enableCompileCache?: (folder: string) => unknown;
  readonly flushCompileCache?: () => void;
} = module;

const { env } = process;
const caches = env['XDG_CACHE_HOME'] || env['LOCALAPPDATA'] || path.join(homedir(), '.cache');
// Before anything else is compiled. Not in Node's default folder, which another user may have made before us; where
// the folder cannot be written, nothing is kept.
node.enableCompileCache?.(path.join(caches, 'codex-oauth'));

void import('./program.ts').then(({ runProgram }) => {
  const entry = fileURLToPath(import.meta.url);
  runProgram({ process, entry, keepCompiled: () => node.flushCompileCache?.() });
});
