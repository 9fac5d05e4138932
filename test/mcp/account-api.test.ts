import { describe } from 'vitest';
import { codexProgram } from '../account-driver/codex-program.ts';
import { appServer } from '../account-driver/app-server.ts';
import { driveAccountApi } from '../account-driver/run.ts';
import { ours } from '../account-driver/ours.ts';
import { DECLARED } from '../account-driver/scenarios/external.ts';

describe('our server, to an MCP client', () => {
  driveAccountApi(ours('mcp'));
});

describe('our server, to a client of the app-server', () => {
  driveAccountApi(ours('app-server'), DECLARED);
});

const codex = codexProgram();
const reason = 'missing' in codex ? ` (skipped: ${codex.missing})` : '';

describe.skipIf('missing' in codex)(`the real codex app-server${reason}`, () => {
  if ('path' in codex) driveAccountApi(appServer(codex.path));
});
