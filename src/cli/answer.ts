import { CONSENT, nameOf } from '../ask/consent.ts';
import type { Answer, Progress, Question } from '../ask/question.ts';
import { closingLine, receiptOf } from '../ask/receipt.ts';
import type { LeftOut } from '../attach/gathering.ts';
import { reviewDocument } from '../review/forms.ts';
import { isReview } from '../review/instructions.ts';
import { humanSeconds } from '../system/time.ts';
import { visibleJson, visibleStream } from '../system/visible.ts';
import { plural } from '../system/wording.ts';
import { errorDocument, EXIT, renderError } from './boundary.ts';
import { confirm, startSpinner } from './live.ts';
import type { Session } from './session.ts';
import { field } from './text.ts';

/**
 * Asks, streams the answer to stdout and writes the rest to stderr; with `dryRun` only shows what would be sent. A
 * review is shown when it is complete and checked, with `sarif` as a log. Resolves with the exit code; `judged`
 * decides it for a complete answer.
 */
export async function putOnScreen(
  session: Session,
  input: Question,
  dryRun: boolean,
  { sarif = false, judged = (_: Answer): number => EXIT.ok } = {},
): Promise<number> {
  if (dryRun) {
    const { digest, text } = await session.orAbort(session.app().preview(input, session.signal));
    session.show({ dry_run: true, digest, text }, session.foreign(text));
    return EXIT.ok;
  }
  const reviewing = isReview(input);
  const screen = openScreen(session, reviewing);
  let answer: Answer;
  try {
    const asking = (found: readonly LeftOut[]) =>
      screen.aside(() => {
        for (const one of found) session.note(`${session.err.yellow('!')} ${field(nameOf(one))}`);
        return confirm(session, CONSENT);
      });
    const { signal } = session;
    // With --json there is no prompt.
    const asks = session.canAsk && !session.json ? { confirm: asking } : {};
    const hooks = { signal, onText: screen.text, onProgress: screen.progress, ...asks };
    answer = await session.app().ask(input, hooks);
  } catch (error) {
    screen.close();
    throw error;
  }
  screen.close(answer.text);
  const document = answerDocument(answer, input.outputSchema !== undefined, reviewing);
  if (sarif) await showSarif(session, answer);
  else session.show(document, ...(reviewing ? [session.foreign(answer.text)] : []));
  if (!session.json) await tellAbout(session, answer);
  const { cutShort, misfit } = answer;
  return cutShort === undefined && misfit === undefined ? judged(answer) : EXIT.failed;
}

/** Prints the answer on stdout as it arrives, but for a review; until then, a spinner on stderr. */
function openScreen({ io, json, err, app, raw }: Session, reviewing: boolean) {
  const { now } = app().deps;
  const started = now();
  let latest: Progress | undefined;
  let streamed = '';
  let tail = '\n';
  let closed = false;
  const spin = () => startSpinner(io.stderr, err, now, () => progressLine(latest, now() - started));
  let stopSpinner = spin();
  const silent = json || reviewing;
  const show = raw ? (piece: string) => piece : visibleStream();
  const write = (piece: string, last = false): void => {
    const shown = show(piece, last);
    if (shown === '') return;
    io.stdout.write(shown);
    tail = shown.slice(-1);
  };
  return {
    progress: (progress: Progress) => {
      latest = progress;
    },
    /** Does something else on the terminal before the answer begins. */
    aside: <T>(work: () => Promise<T>) => {
      stopSpinner();
      return work().finally(() => (stopSpinner = spin()));
    },
    text: (piece: string) => {
      if (silent || closed) return;
      // In a pipe too: its reader (tee, less) may write to the same terminal.
      stopSpinner();
      streamed += piece;
      write(piece);
    },
    /** Ends the output; prints the part of the answer that was not streamed. */
    close: (whole = '') => {
      closed = true;
      stopSpinner();
      // Usually nothing; everything if the server sent no deltas.
      if (!silent) write(whole.startsWith(streamed) ? whole.slice(streamed.length) : '', true);
      if (tail !== '\n') io.stdout.write('\n');
    },
  };
}

/** The lines under an answer, on stderr: what is wrong with it, what was attached, remarks, the closing line. */
async function tellAbout(session: Session, answer: Answer): Promise<void> {
  const { err } = session;
  const { gathered } = answer;
  if (answer.cutShort !== undefined) {
    session.note(`${err.yellow('!')} The answer is incomplete; the part that arrived is above.`);
    session.note(renderError(answer.cutShort, err));
  }
  if (answer.misfit !== undefined) session.note(renderError(answer.misfit, err));
  const report = gathered ? (await import('../attach/report.ts')).renderReport(gathered, 'terminal') : [];
  for (const line of report) session.note(err.dim(field(line)));
  for (const note of answer.notes) session.note(err.dim(`! ${field(note)}`));
  session.note(err.dim(field(closingLine(answer, 'terminal'))));
}

/** The one document of --sarif, on stdout. */
export async function showSarif(
  session: Session,
  { review, cutShort, notes = [] }: Partial<Answer>,
): Promise<void> {
  const { sarifOf } = await import('../review/sarif.ts');
  const failure = cutShort?.message ?? (review ? undefined : notes[0]);
  session.show({}, { asIs: visibleJson(sarifOf(review, failure), 2) });
}

const TELLING = new Set<Progress['phase']>(['thinking', 'looking', 'searching']);

/** `thinking · gpt-6.1-sol · high · 12 s · Reading the question`: what the spinner says. */
export function progressLine(progress: Progress | undefined, elapsedMs: number): string {
  if (!progress) return 'starting';
  const parts = [progress.phase, progress.model, progress.effort, humanSeconds(elapsedMs / 1000)];
  if (progress.length > 0) parts.push(plural(progress.length, 'character'));
  else if (TELLING.has(progress.phase) && progress.thought !== '') parts.push(progress.thought);
  const known = parts.filter((p) => p !== undefined);
  return known.map(field).join(' · ');
}

/**
 * The answer with its receipt, for `--json`. `problem` says why it is incomplete or does not fit its schema; `output`
 * exists if a schema was given, and is null if the answer does not fit it; a review has its findings.
 */
export function answerDocument(answer: Answer, schemaGiven: boolean, reviewing: boolean) {
  const { gathered, review } = answer;
  const wrong = answer.cutShort ?? answer.misfit;
  return {
    text: answer.text,
    ...(reviewing ? reviewDocument(review) : {}),
    ...(schemaGiven ? { output: answer.output ?? null } : {}),
    ...receiptOf(answer),
    ...(gathered ? { withheld: gathered.withheld, omitted: gathered.omitted } : {}),
    problem: wrong === undefined ? null : errorDocument(wrong).error,
  };
}
