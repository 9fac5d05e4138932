import type { App } from '../app.ts';
import type { Deps } from '../system/deps.ts';
import { AppError } from '../system/errors.ts';
import { sleep } from '../system/time.ts';
import { errorDocument, EXIT, exitCodeOf, renderError } from './boundary.ts';
import { sinkOf, wholly, type Io } from './io.ts';
import { parse, wants } from './parse.ts';
import { createSession, type Session } from './session.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The real process as an Io; src/main.ts passes `process` and the path of the script that runs. */
export function processIo(proc: NodeJS.Process, entry: string): Io {
  const { argv, env, stdin, stdout, stderr, execPath } = proc;
  return {
    env,
    argv: argv.slice(2),
    stdin,
    stdout: wholly(stdout),
    stderr,
    entry,
    execPath,
    signals: {
      listen: (signal, fn) => {
        proc.on(signal, fn);
        return () => proc.off(signal, fn);
      },
      send: (signal) => void proc.kill(proc.pid, signal),
    },
    onInterrupt: (fn) => {
      for (const signal of SIGNALS) proc.on(signal, fn);
      return () => {
        for (const signal of SIGNALS) proc.off(signal, fn);
      };
    },
  };
}

/** Milliseconds. */
const LAST_WRITE_MS = 300;

/**
 * Runs one command line and resolves with its exit code when all output is written. The caller should exit at once,
 * because after a second Ctrl-C something may still be running. `makeApp` may throw settings errors, `makeDeps` never
 * does.
 */
export async function runCli(
  makeApp: () => App,
  io: Io,
  makeDeps: () => Deps = () => makeApp().deps,
): Promise<number> {
  const stdout = sinkOf(io.stdout, io.env);
  const stderr = sinkOf(io.stderr, io.env);
  const stop = new AbortController();
  let app: App | undefined;
  let leave: (code: number) => void = () => {};
  const impatient = new Promise<number>((resolve) => {
    leave = resolve;
  });
  const interrupt = (): void => {
    if (stop.signal.aborted) leave(EXIT.interrupted);
    stop.abort();
  };
  const forget = io.onInterrupt(interrupt);
  const signal = AbortSignal.any([stop.signal, stdout.gone]);
  const session = createSession({
    app: () => (app ??= makeApp()),
    deps: makeDeps,
    io: { ...io, stdout, stderr },
    json: wants('json', io.argv),
    raw: wants('raw', io.argv),
    signal,
    interrupt,
    standBack: forget,
  });
  const work = async (): Promise<number> => {
    const code = await attempt(session, io.argv, stop.signal);
    // A running refresh has the only copy of a new token: exiting now would lose the login.
    await app?.settled();
    // The rest is only a cache: wait for it only briefly.
    if (app) await Promise.race([app.flushed(), app.deps.sleep(LAST_WRITE_MS)]);
    return code;
  };
  const stopped = new Promise<void>((resolve) => stop.signal.addEventListener('abort', () => resolve()));
  /** False if some output is not written yet: a stalled reader must not delay the exit. */
  const drained = (): Promise<boolean> =>
    Promise.race([
      Promise.all([stdout.flushed(), stderr.flushed()]).then(() => true),
      stopped.then(() => sleep(LAST_WRITE_MS)).then(() => false),
    ]);
  try {
    const code = await Promise.race([work(), impatient]);
    if (!(await drained())) return EXIT.interrupted;
    const failure = stdout.failure();
    if (failure === undefined || code === EXIT.interrupted) return code;
    // If the output did not reach its destination, the command has failed, whatever its result.
    session.note(renderError(unwritten(failure), session.err));
    return EXIT.failed;
  } finally {
    forget();
    await drained();
  }
}

function unwritten(code: string): AppError {
  const why = code === 'ENOSPC' ? 'The disk is full (ENOSPC).' : `Writing fails with ${code}.`;
  const fix = 'Write it to another place; `codex-oauth threads show last` prints an answer again.';
  return new AppError({ kind: 'local', code: 'output', what: 'The output is not complete.', why, fix });
}

async function attempt(session: Session, argv: readonly string[], interrupted: AbortSignal): Promise<number> {
  try {
    return await parse(argv).run(session);
  } catch (error) {
    // A reader that leaves early (`| head`) is not an error.
    if (session.io.stdout.gone.aborted) return EXIT.ok;
    const code = exitCodeOf(error, interrupted.aborted);
    session.show(errorDocument(error));
    // Tell where to read the partial answer of a stopped question.
    const kept = error instanceof AppError && error.details['thread_id'] !== undefined;
    const stopped = kept ? `Stopped. ${error.said('terminal').fix}` : 'Stopped.';
    if (!session.json) session.note(code === EXIT.interrupted ? stopped : renderError(error, session.err));
    return code;
  }
}
