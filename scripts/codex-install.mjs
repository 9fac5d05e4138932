// Installs the Codex CLI that the tests compare us with, outside the repository, and prints the path of its program:
// `node scripts/codex-install.mjs [version] [--find]`. Does nothing if that version is there already; `--find` only
// looks and prints nothing if it is not. The version is the release that the tests were written against.
import { printProgram } from './outside.mjs';

await printProgram({
  name: '@openai/codex',
  version: '0.169.0',
  bin: 'codex',
  cache: 'codex-oauth-programs',
});
