// Installs the Codex CLI that the tests compare us with, outside the repository, and prints the path of its program:
// `node scripts/codex-install.mjs [version]`. Does nothing where that version is there already; `--find` only looks and
// prints nothing where it is not.
import process from 'node:process';
import { parseArgs } from 'node:util';
import { programOutside } from './outside.mjs';

/** The release that the tests were written against. */
const VERSION = '0.169.0';

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { find: { type: 'boolean', default: false } },
  });
  const wanted = { name: '@openai/codex', version: positionals[0] ?? VERSION, bin: 'codex' };
  const program = await programOutside(wanted, values.find);
  if (program) process.stdout.write(`${program}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
