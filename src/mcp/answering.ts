import { AppError } from '../system/errors.ts';
import { visible } from '../system/visible.ts';
import { say } from '../system/wording.ts';
import type { App } from '../app.ts';
import type { Answer, Hooks, Progress, Question } from '../ask/question.ts';
import { closingLine, receiptOf } from '../ask/receipt.ts';
import { attachmentReceipt, renderReport } from '../attach/report.ts';
import type { JobResult } from '../jobs/job.ts';
import { reviewDocument } from '../review/forms.ts';
import { isReview } from '../review/instructions.ts';
import { headOf, LARGE_ANSWER } from '../threads/spill.ts';
import type { Threads } from '../threads/store.ts';
import { withEdge } from '../jobs/edge.ts';
import { oneLine, progressText } from './progress.ts';

/** Characters of the answer's end that are kept for the progress line. */
const TAIL = 120;

/** The note under an answer that was cut short: why, and the request id for OpenAI's support. */
function partialMark({ message }: AppError, requestId: string | undefined): string {
  const id = requestId === undefined || message.includes(requestId) ? '' : ` Request id ${requestId}.`;
  return `[Partial answer, not complete. ${message}${id}]`;
}

/** The answer as the model reads it: text, then the notes about it. */
function renderAnswer(answer: Answer, mark: string): string {
  const { text, cutShort, requestId, gathered, notes } = answer;
  const attached = gathered ? renderReport(gathered, 'assistant') : [];
  const partial = cutShort ? [partialMark(cutShort, requestId)] : [];
  return withEdge(text, partial, [...attached, ...notes, closingLine(answer, 'assistant')], mark);
}

/** How much of an answer that does not fit its schema is shown. Characters. */
const MISFIT = 20_000;

/** An answer that does not fit its schema is an error for programs, but its text is included for readers. */
function misfitError({ text, requestId }: Answer, misfit: AppError): AppError {
  const { fix, details } = misfit;
  const part = text.length > MISFIT ? ', in part' : '';
  return misfit.with({
    fix: say`${fix}\n\nThe answer was${part}:\n${text.slice(0, MISFIT)}`,
    details: { ...details, ...(requestId ? { request_id: requestId } : {}) },
  });
}

/** A question as every process asks it that answers a call: the server, and the worker of a task. */
export function answering(app: App, question: Question, changed: () => void = () => {}) {
  const started = app.deps.now();
  let tail = '';
  let latest: Progress | undefined;
  return {
    /** The progress of now, in one line. */
    line: () => oneLine(progressText(latest, app.deps.now() - started, tail)),
    /** Asks it, and renders the answer. Throws what `app.ask` throws. */
    answer: async (hooks: Pick<Hooks, 'signal' | 'confirm' | 'onTurn' | 'enter'>): Promise<JobResult> => {
      const answer = await app.ask(question, {
        ...hooks,
        onText: (text) => {
          // Of a review's JSON only the length tells something.
          if (!isReview(question)) tail = (tail + text).slice(-TAIL);
        },
        onProgress: (progress) => {
          latest = progress;
          changed();
        },
      });
      if (answer.misfit) throw misfitError(answer, answer.misfit);
      const meta = {
        'codex-oauth/receipt': {
          ...receiptOf(answer),
          ...(answer.gathered && attachmentReceipt(answer.gathered)),
        },
        ...(answer.output === undefined ? {} : { 'codex-oauth/output': answer.output }),
        ...(answer.review ? { 'codex-oauth/review': reviewDocument(answer.review) } : {}),
      };
      const [text, ...notes] = await fitted(answer.text, 'the whole answer', app.threads);
      const mark = Buffer.from(app.deps.randomBytes(4)).toString('hex');
      return { text: renderAnswer({ ...answer, text, notes: [...notes, ...answer.notes] }, mark), meta };
    },
  };
}

/**
 * For a text too long for a host: its beginning, and a note that says where the whole text is (docs/hosts.md, What
 * the model sees).
 */
export async function fitted(
  raw: string,
  what: string,
  threads: Threads,
): Promise<[string, ...notes: string[]]> {
  // Use the visible form, so that the file and the stated length match what is shown.
  const text = visible(raw);
  if (text.length <= LARGE_ANSWER) return [raw];
  const where = await threads.spill(text).then(
    (path) => `: ${what}, ${text.length} characters, is in ${path}.`,
    (error: unknown) =>
      `, and ${what} could not be stored.${error instanceof AppError ? ` ${error.message}` : ''}`,
  );
  return [headOf(text), `Only the beginning is shown${where}`];
}
