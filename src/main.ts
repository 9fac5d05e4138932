#!/usr/bin/env node
import module from 'node:module';
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** An API of Node 22 and newer; our types are those of the oldest supported Node. */
const node: Pick<typeof module, 'builtinModules'> & {
  readonly enableCompileCache?: (folder: string) => unknown;
  readonly flushCompileCache?: () => void;
} = module;

const { env } = process;
const caches = env['XDG_CACHE_HOME'] || env['LOCALAPPDATA'] || path.join(homedir(), '.cache');
// Before anything else is compiled. Not in Node's default folder, which another user may have created first. If the
// folder is not writable, nothing is cached.
node.enableCompileCache?.(path.join(caches, 'codex-oauth'));

void import('./program.ts').then(({ runProgram }) => {
  const entry = fileURLToPath(import.meta.url);
  runProgram({ process, entry, keepCompiled: () => node.flushCompileCache?.() });
});
