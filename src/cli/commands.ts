import { accounts, use } from './commands/accounts.ts';
import { ask } from './commands/ask.ts';
import { clear } from './commands/clear.ts';
import { demo } from './commands/demo.ts';
import { doctor } from './commands/doctor.ts';
import { jobs } from './commands/jobs.ts';
import { login } from './commands/login.ts';
import { models } from './commands/models.ts';
import { review } from './commands/review.ts';
import { setup } from './commands/setup.ts';
import { start } from './commands/start.ts';
import { status } from './commands/status.ts';
import { threads } from './commands/threads.ts';
import { token } from './commands/token.ts';
import { command, commandNamed, type Command } from './command.ts';
import { describe, renderCommandHelp, renderHelp } from './help.ts';

/** Defined here, because it needs the list that contains it. */
const help: Command = command({
  name: 'help',
  summary: 'show help, for everything or for one command',
  usage: '[command]',
  options: {},
  examples: ['codex-oauth help', 'codex-oauth help ask'],
  mostWords: 1,
  read: ([topic]) => ({ topic: topic === undefined ? undefined : commandNamed(COMMANDS, topic).name }),
  run: async (session, { topic }) => {
    const about = topic === undefined ? undefined : commandNamed(COMMANDS, topic);
    const { columns } = session.io.stdout;
    if (about) session.show(describe(about), renderCommandHelp(about, session.out, columns));
    else session.show({ commands: COMMANDS.map(describe) }, renderHelp(COMMANDS, session.out));
  },
});

/** Every command, in the order in which the help shows them. A new one is a file in commands/ and a word here. */
export const COMMANDS: readonly Command[] = [
  login,
  status,
  models,
  ask,
  review,
  clear,
  accounts,
  use,
  token,
  threads,
  start,
  jobs,
  doctor,
  setup,
  demo,
  help,
];
