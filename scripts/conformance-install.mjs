// Installs MCP's conformance suite outside the repository and prints the path of its program:
// `node scripts/conformance-install.mjs [version] [--find]`. Does nothing if that version is there already; `--find`
// only looks and prints nothing if it is not. 0.1.13 is the newest that runs on Node 20.
import { printProgram } from './outside.mjs';

await printProgram({
  name: '@modelcontextprotocol/conformance',
  version: '0.1.13',
  bin: 'conformance',
  cache: 'codex-oauth-programs',
});
