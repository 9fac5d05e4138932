import { describe, test } from 'vitest';
import { appServer } from '../account-driver/app-server.ts';
import { ours } from '../account-driver/ours.ts';
import type { OpenPeer } from '../account-driver/peer.ts';
import { SIMULATOR } from '../account-driver/scenarios/common.ts';
import { DECLARED, EXTERNAL } from '../account-driver/scenarios/external.ts';
import { MANAGED } from '../account-driver/scenarios/managed.ts';
import { USAGE } from '../account-driver/scenarios/usage.ts';
import { realProgram } from '../support/real.ts';
import { makeSimulator, ROOT } from '../support/sandbox.ts';

/** A silent owner is waited for 10 s, and the app-server tries again after that. */
const TIMEOUT_MS = 60_000;

/** Registers scenarios as tests against one program. */
function drive(open: OpenPeer, scenarios = [...EXTERNAL, ...MANAGED, ...USAGE]): void {
  for (const { name, run, experimental = true, workspaces = [] } of scenarios)
    test(name, { timeout: TIMEOUT_MS }, async () => {
      const simulator = await makeSimulator(SIMULATOR);
      await run(await open({ simulator, experimental, workspaces }), simulator);
    });
}

describe('our server, to an MCP client', () => {
  drive(ours('mcp'), [...EXTERNAL]);
  drive(ours('mcp', {}, false), [...MANAGED]);
});

describe('our server, to a client of the app-server', () => {
  drive(ours('app-server'), [...DECLARED]);
});

const codex = realProgram('codex', ROOT);
const reason = codex ? '' : ' (skipped: `npm run test:real` runs it)';

describe.skipIf(!codex)(`the real codex app-server${reason}`, () => {
  if (codex) drive(appServer(codex));
});
