import { ask } from './commands/ask.ts';
import { clear } from './commands/clear.ts';
import { demo } from './commands/demo.ts';
import { doctor } from './commands/doctor.ts';
import { login } from './commands/login.ts';
import { models } from './commands/models.ts';
import { review } from './commands/review.ts';
import { setup } from './commands/setup.ts';
import { status } from './commands/status.ts';
import { threads } from './commands/threads.ts';
import type { Command } from './command.ts';
import { helpCommand } from './help.ts';

/** Every command, in the order in which the help shows them. A new one is a file in commands/ and a word here. */
export const COMMANDS: readonly Command[] = [
  login,
  status,
  models,
  ask,
  review,
  clear,
  threads,
  doctor,
  setup,
  demo,
  helpCommand(() => COMMANDS),
];
