import type { Session } from '../session.ts';
import { field, stripControls } from '../terminal/clean.ts';
import { wrap } from '../terminal/width.ts';
import { startSpinner, type Spinner } from '../terminal/spinner.ts';

export interface Step {
  readonly step: string;
  readonly detail: string;
}

/** Tells what happens, as it happens: lines on stdout, and on a terminal a live line under them. */
export interface Report {
  /** A step is done and was checked. */
  done(step: string, detail: string): void;
  /** Something that belongs to the step under way. */
  aside(text: string): void;
  /** What is happening right now; replaced by the next one on a terminal, a line of its own in a pipe. */
  live(text: string): void;
  /** Several lines, indented: an answer. */
  quote(text: string): void;
  heading(text: string): void;
  /** Takes the live line away. */
  quiet(): void;
  readonly steps: readonly Step[];
}

const WIDEST = 12;
const INDENT = ' '.repeat(WIDEST + 3);
const QUOTE = '    │ ';

export function createReport(session: Session): Report {
  const { io, out, err, json } = session;
  const steps: Step[] = [];
  let latest = '';
  let spinner: Spinner | undefined;
  const quiet = (): void => {
    spinner?.stop();
    spinner = undefined;
  };
  /** Whole lines in a pipe; on a terminal they are broken before `indent` plus text grows too wide. */
  const fit = (text: string, indent: string): readonly string[] =>
    io.stdout.isTTY ? wrap(text, Math.max(30, io.stdout.columns - indent.length)) : [text];
  const say = (text: string): void => {
    quiet();
    if (!json) session.print(text);
  };
  return {
    steps,
    quiet,
    done: (step, detail) => {
      steps.push({ step, detail });
      const label = `${out.green('✓')} ${out.bold(step.padEnd(WIDEST))} `;
      say(label + fit(field(detail), INDENT).join(`\n${INDENT}`));
    },
    aside: (text) =>
      say(
        fit(field(text), INDENT)
          .map((line) => INDENT + out.dim(line))
          .join('\n'),
      ),
    live: (text) => {
      if (latest === text) return;
      latest = text;
      if (io.stderr.isTTY) spinner ??= startSpinner(io.stderr, err, Date.now, () => field(latest));
      else if (!json) session.print(`${INDENT}… ${field(text)}`);
    },
    quote: (text) => {
      const lines = stripControls(text).trimEnd().split('\n');
      const shown = lines
        .flatMap((line) => fit(line, QUOTE))
        .map((line) => `${out.cyan(QUOTE)}${line}`.trimEnd());
      say(['', ...shown, ''].join('\n'));
    },
    heading: (text) => say(out.bold(text)),
  };
}
