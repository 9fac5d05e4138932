import { VERBOSITIES } from '../../codex/request.ts';
import type { Answer, Progress } from '../../codex/query.ts';
import { EXIT, renderError } from '../boundary.ts';
import { orAbort } from '../or-abort.ts';
import { joinQuestion, readPiped } from '../question.ts';
import { answerDocument, closingLine, progressLine } from '../render/answer.ts';
import type { Session } from '../session.ts';
import type { CommandSpec } from '../spec.ts';
import { field, stripControls } from '../terminal/clean.ts';
import { startSpinner, type Spinner } from '../terminal/spinner.ts';
import { usageError } from '../usage.ts';

export interface AskInvocation {
  readonly command: 'ask';
  /** The question as far as the arguments hold it; a pipe may hold the rest. */
  readonly words: readonly string[];
  readonly model: string | undefined;
  readonly effort: string | undefined;
  readonly verbosity: string | undefined;
  readonly system: string | undefined;
  readonly temperature: number | undefined;
  readonly json: boolean;
}

export const askSpec: CommandSpec<AskInvocation> = {
  name: 'ask',
  summary: 'ask a question; the answer streams to stdout',
  usage: '[options] "question"',
  about: [
    'The question is taken from the arguments, from a pipe, or from both: then the piped text follows the arguments.',
    'The answer goes to stdout, everything else to stderr. An answer that was cut short is printed and ends with exit code 1.',
  ],
  options: [
    {
      name: 'model',
      short: 'm',
      value: '<slug>',
      summary: 'which model answers (`codex-oauth models` lists them)',
    },
    {
      name: 'effort',
      short: 'e',
      value: '<level>',
      summary: 'how long it may think: low, medium, high, xhigh, max',
    },
    { name: 'verbosity', value: '<level>', summary: 'how much it writes: low, medium, high' },
    { name: 'system', value: '<text>', summary: 'instructions that replace the built-in ones' },
    {
      name: 'temperature',
      value: '<0–1>',
      summary: 'kept for compatibility; a ChatGPT plan does not take it',
    },
  ],
  examples: [
    'codex-oauth ask "What does EPIPE mean?"',
    'git diff | codex-oauth ask "Review this change"',
    'codex-oauth ask --effort high --json "…" < notes.md',
  ],
  read: ({ words, json, value }) => {
    const verbosity = value('verbosity');
    if (verbosity !== undefined && !VERBOSITIES.includes(verbosity)) {
      throw usageError(
        `--verbosity cannot be "${verbosity.slice(0, 40)}".`,
        `It is one of ${VERBOSITIES.join(', ')}.`,
        'Choose one of these, or leave it out.',
      );
    }
    return {
      command: 'ask',
      words,
      model: value('model'),
      effort: value('effort'),
      verbosity,
      system: value('system'),
      temperature: readTemperature(value('temperature')),
      json,
    };
  },
};

function readTemperature(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (Number.isFinite(number) && number >= 0 && number <= 1) return number;
  throw usageError(
    `--temperature cannot be "${text.slice(0, 40)}".`,
    'It is a number from 0 to 1.',
    'Give --temperature 0.5, for example, or leave it out.',
  );
}

/** A pipe that nobody closes looks like a hang: after this it is said. Milliseconds. */
const SLOW_PIPE_MS = 2_000;

export async function runAsk(session: Session, invocation: AskInvocation): Promise<number> {
  const app = session.app();
  const prompt = joinQuestion(invocation.words, await pipedText(session));
  if (prompt === '')
    throw usageError(
      'There is no question.',
      'Neither the arguments nor a pipe hold any text.',
      'Put it in quotes: `codex-oauth ask "What is a monad?"`.',
    );
  const { effort, verbosity, system, temperature } = invocation;
  const screen = openScreen(session);
  let answer: Answer & { readonly threadId?: string };
  try {
    const asked = app.ask({
      question: {
        prompt,
        ...(effort === undefined ? {} : { effort }),
        ...(verbosity === undefined ? {} : { verbosity }),
        ...(system === undefined ? {} : { systemPrompt: system }),
        ...(temperature === undefined ? {} : { temperature }),
      },
      model: invocation.model,
      signal: session.signal,
      onText: screen.text,
      onProgress: screen.progress,
    });
    answer = await orAbort(asked, session.signal);
  } catch (error) {
    screen.abandon();
    throw error;
  }
  screen.finish(answer.text);
  const code = answer.cutShort === undefined ? EXIT.ok : EXIT.failed;
  if (session.json) {
    session.document(answerDocument(answer));
    return code;
  }
  const { err } = session;
  if (answer.cutShort !== undefined) {
    session.note(
      `${err.yellow('!')} The answer is incomplete; above is what had arrived.\n${renderError(answer.cutShort, err)}`,
    );
  }
  for (const note of answer.notes) session.note(err.dim(`! ${field(note)}`));
  session.note(err.dim(closingLine(answer)));
  return code;
}

async function pipedText(session: Session): Promise<string> {
  const { io } = session;
  const timer = setTimeout(() => {
    session.note('Waiting for the end of the text on stdin (without one, add < /dev/null) …');
  }, SLOW_PIPE_MS);
  return readPiped(io.stdin, session.signal).finally(() => clearTimeout(timer));
}

interface Screen {
  readonly text: (piece: string) => void;
  readonly progress: (progress: Progress) => void;
  /** Ends the output; prints what of the whole answer has not been streamed. */
  finish(whole: string): void;
  /** Ends the output where the question failed. */
  abandon(): void;
}

/** The answer on stdout as it comes; until it comes, a spinner on stderr. */
function openScreen(session: Session): Screen {
  const { io, json, err } = session;
  const { now } = session.app().deps;
  const started = now();
  let latest: Progress | undefined;
  let streamed = '';
  let tail = '\n';
  let closed = false;
  let spinner: Spinner | undefined = startSpinner(io.stderr, err, now, () =>
    progressLine(latest, now() - started),
  );
  const stopSpinner = (): void => {
    spinner?.stop();
    spinner = undefined;
  };
  const write = (piece: string): void => {
    const shown = io.stdout.isTTY ? stripControls(piece) : piece;
    if (shown === '') return;
    io.stdout.write(shown);
    tail = shown.slice(-1);
  };
  const endLine = (): void => {
    if (tail !== '\n') io.stdout.write('\n');
  };
  return {
    progress: (progress) => {
      latest = progress;
    },
    text: (piece) => {
      if (json || closed) return;
      // In a pipe too: what reads it (tee, less) may write to this very terminal.
      stopSpinner();
      streamed += piece;
      write(piece);
    },
    finish: (whole) => {
      stopSpinner();
      if (json) return;
      // Usually nothing; everything where the server sent no deltas.
      if (whole.startsWith(streamed)) write(whole.slice(streamed.length));
      endLine();
    },
    abandon: () => {
      closed = true;
      stopSpinner();
      if (streamed !== '') endLine();
    },
  };
}
