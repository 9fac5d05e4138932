import { askSpec } from './commands/ask.ts';
import { clearSpec } from './commands/clear.ts';
import { demoSpec } from './commands/demo.ts';
import { doctorSpec } from './commands/doctor.ts';
import { helpSpec } from './commands/help-spec.ts';
import { loginSpec } from './commands/login.ts';
import { modelsSpec } from './commands/models.ts';
import { reviewSpec } from './commands/review.ts';
import { setupSpec } from './commands/setup.ts';
import { statusSpec } from './commands/status.ts';
import { threadsSpec } from './commands/threads.ts';

/** Every command, in the order in which the help shows them. A new one is a file in commands/, a row here and a case in run.ts. */
export const COMMANDS = [
  loginSpec,
  statusSpec,
  modelsSpec,
  askSpec,
  reviewSpec,
  clearSpec,
  threadsSpec,
  doctorSpec,
  setupSpec,
  demoSpec,
  helpSpec,
] as const;

/** A command line understood. */
export type Invocation =
  | ReturnType<(typeof COMMANDS)[number]['read']>
  | { readonly command: 'version'; readonly json: boolean };
