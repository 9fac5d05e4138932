// Installs the coding assistant that the tests in test/host drive, outside the repository, and prints the path of its
// program: `node scripts/host-install.mjs [version] [--find]`. Does nothing if that version is there already;
// `--find` only looks and prints nothing if it is not. The version is the release that the tests were written against.
import { printProgram } from './outside.mjs';

await printProgram({
  name: '@anthropic-ai/claude-code',
  version: '2.1.329',
  bin: 'claude',
  cache: 'codex-oauth-hosts',
});
