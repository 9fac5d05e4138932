import { VERSION } from '../system/version.ts';
import { EXIT } from './boundary.ts';
import { runAsk } from './commands/ask.ts';
import { runClear } from './commands/clear.ts';
import { runDemo } from './commands/demo.ts';
import { runDoctor } from './commands/doctor.ts';
import { runLogin } from './commands/login.ts';
import { runModels } from './commands/models.ts';
import { runReview } from './commands/review.ts';
import { runSetup } from './commands/setup.ts';
import { runStatus } from './commands/status.ts';
import { runThreads } from './commands/threads.ts';
import { helpDocument, renderCommandHelp, renderHelp, specOf } from './help.ts';
import type { Session } from './session.ts';
import { COMMANDS, type Invocation } from './table.ts';

/** Does what the command line says; returns the exit code. */
export function run(session: Session, invocation: Invocation): Promise<number> {
  switch (invocation.command) {
    case 'login':
      return runLogin(session, invocation);
    case 'status':
      return runStatus(session, invocation);
    case 'models':
      return runModels(session);
    case 'ask':
      return runAsk(session, invocation);
    case 'review':
      return runReview(session, invocation);
    case 'threads':
      return runThreads(session, invocation);
    case 'clear':
      return runClear(session, invocation);
    case 'doctor':
      return runDoctor(session, invocation);
    case 'setup':
      return runSetup(session, invocation);
    case 'demo':
      return runDemo(session, invocation);
    case 'help':
      return Promise.resolve(showHelp(session, invocation.topic));
    case 'version':
  }
  if (session.json) session.document({ name: 'codex-oauth', version: VERSION });
  else session.print(`codex-oauth ${VERSION}`);
  return Promise.resolve(EXIT.ok);
}

function showHelp(session: Session, topic: string | undefined): number {
  if (session.json) session.document(helpDocument(COMMANDS, topic));
  else
    session.print(
      topic === undefined
        ? renderHelp(COMMANDS, VERSION, session.out)
        : renderCommandHelp(specOf(COMMANDS, topic), session.out),
    );
  return EXIT.ok;
}
