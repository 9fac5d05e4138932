import { test } from 'vitest';
import { makeSimulator } from '../support/sandbox.ts';
import type { OpenPeer } from './peer.ts';
import { SIMULATOR, type Scenario } from './scenarios/common.ts';
import { EXTERNAL } from './scenarios/external.ts';
import { MANAGED } from './scenarios/managed.ts';

/** The owner may be silent for 10 s, and the app-server tries again after that. */
const TIMEOUT_MS = 60_000;

/** Registers scenarios as tests against one program. */
export function driveAccountApi(
  open: OpenPeer,
  scenarios: readonly Scenario[] = [...EXTERNAL, ...MANAGED],
): void {
  for (const { name, run, experimental = true, workspaces = [] } of scenarios) {
    test(
      name,
      async () => {
        const simulator = await makeSimulator(SIMULATOR);
        await run(await open({ simulator, experimental, workspaces }), simulator);
      },
      TIMEOUT_MS,
    );
  }
}
