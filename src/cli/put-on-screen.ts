import { previewQuestion, putQuestion, type Answered, type QuestionInput } from '../ask/put-question.ts';
import { openScreen } from './answer-screen.ts';
import { EXIT, renderError } from './boundary.ts';
import { orAbort } from './or-abort.ts';
import { answerDocument, closingLine } from './render/answer.ts';
import type { Session } from './session.ts';
import { field, stripControls } from './terminal/clean.ts';

/** Asks, streams the answer to stdout and says the rest on stderr; with `dryRun` only shows what would be sent. */
export async function putOnScreen(session: Session, input: QuestionInput, dryRun: boolean): Promise<number> {
  if (dryRun) return preview(session, input);
  const screen = openScreen(session);
  let answered: Answered;
  try {
    const hooks = { signal: session.signal, onText: screen.text, onProgress: screen.progress };
    answered = await orAbort(putQuestion(session.app(), input, hooks), session.signal);
  } catch (error) {
    screen.abandon();
    throw error;
  }
  screen.finish(answered.answer.text);
  if (session.json) session.document(answerDocument(answered, input.outputSchema !== undefined));
  else await tellAbout(session, answered);
  const { cutShort, misfit } = answered.answer;
  return cutShort === undefined && misfit === undefined ? EXIT.ok : EXIT.failed;
}

async function preview(session: Session, input: QuestionInput): Promise<number> {
  const text = await orAbort(previewQuestion(session.app(), input, session.signal), session.signal);
  if (session.json) session.document({ dry_run: true, text });
  else session.print(session.io.stdout.isTTY ? stripControls(text) : text);
  return EXIT.ok;
}

/** What belongs under an answer, on stderr: what is wrong with it, what was attached, remarks, the closing line. */
async function tellAbout(session: Session, { answer, gathered }: Answered): Promise<void> {
  const { err } = session;
  if (answer.cutShort !== undefined) {
    session.note(
      `${err.yellow('!')} The answer is incomplete; above is what had arrived.\n${renderError(answer.cutShort, err)}`,
    );
  }
  if (answer.misfit !== undefined) session.note(renderError(answer.misfit, err));
  const report = gathered ? (await import('../attach/report.ts')).renderReport(gathered, 'terminal') : [];
  for (const line of report) session.note(err.dim(field(line)));
  for (const note of answer.notes) session.note(err.dim(`! ${field(note)}`));
  session.note(err.dim(closingLine(answer)));
}
