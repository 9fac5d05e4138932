import type { Progress } from '../ask/query.ts';
import { progressLine } from './render/answer.ts';
import type { Session } from './session.ts';
import { stripControls } from './terminal/clean.ts';
import { startSpinner, type Spinner } from './terminal/spinner.ts';

/** Where an answer appears. */
export interface Screen {
  readonly text: (piece: string) => void;
  readonly progress: (progress: Progress) => void;
  /** Ends the output; prints what of the whole answer has not been streamed. */
  finish(whole: string): void;
  /** Ends the output where the question failed. */
  abandon(): void;
}

/** The answer on stdout as it comes; until it comes, a spinner on stderr. */
export function openScreen(session: Session): Screen {
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
