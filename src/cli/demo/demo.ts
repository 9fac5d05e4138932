import path from 'node:path';
import { EXIT } from '../boundary.ts';
import type { Session } from '../session.ts';
import { createReport } from './report.ts';
import { withStage, type Stage } from './stage.ts';
import {
  ask,
  checkStatus,
  checkTokenFile,
  endServer,
  listModels,
  listTools,
  signIn,
  signOut,
} from './steps.ts';
import { chooseSubject } from './subject.ts';

const REAL: readonly string[] = [
  'the shipped bundle, started the way a coding assistant starts it',
  'MCP over stdio: handshake, tools, progress messages, elicitation',
  'OAuth with PKCE and state, and the callback on 127.0.0.1',
  'the token file and its mode, the live list of models, streaming, revocation',
];
/** Only where a file goes with the question. */
const REAL_FILE =
  'the file: named by its path, read by the server and searched for secrets before it is sent';
const SIMULATED: readonly string[] = [
  'OpenAI: its sign-in page, its tokens, its models and the text of the answer',
  'the browser: plain requests that follow the redirects',
];

/** Plays the whole way and checks every step of it; throws at the first that is not as it should be. */
export async function demo(session: Session, question: string | undefined): Promise<number> {
  const { io, signal } = session;
  const report = createReport(session);
  const subject = chooseSubject(question, io.entry);
  const real = subject.file === undefined ? REAL : [...REAL, REAL_FILE];
  report.heading('codex-oauth demo: sign in, ask, sign out, against a simulated OpenAI on this machine\n');
  try {
    await withStage({ entry: io.entry, execPath: io.execPath, subject, signal }, async (stage) => {
      introduce(stage, report, io.entry);
      const play = { stage, report, subject, signal };
      await listTools(play);
      await signIn(play);
      await checkTokenFile(play);
      await listModels(play);
      await ask(play);
      await checkStatus(play);
      await signOut(play);
      await endServer(play);
    });
  } finally {
    report.quiet();
  }
  if (session.json)
    session.document({
      ok: true,
      question: subject.question,
      steps: report.steps,
      real,
      simulated: SIMULATED,
    });
  else session.print(conclusion(session, real, commandFor(io.entry)));
  return EXIT.ok;
}

function introduce(stage: Stage, report: ReturnType<typeof createReport>, entry: string): void {
  report.done('simulator', `listens at ${stage.simulator.url}`);
  const server = stage.client.getServerVersion();
  report.done(
    'server',
    `${server?.name ?? 'unknown'} ${server?.version ?? ''} from ${shortPath(entry)}, ready after ${stage.startedInMs} ms`,
  );
}

/** Relative to the current folder where that is shorter. */
function shortPath(file: string): string {
  const relative = path.relative('.', file);
  return relative.startsWith('..') ? file : relative;
}

function commandFor(entry: string): string {
  const file = shortPath(entry);
  return `node ${/\s/.test(file) ? JSON.stringify(file) : file}`;
}

function conclusion({ out }: Session, real: readonly string[], command: string): string {
  const list = (items: readonly string[]): string => items.map((item) => `  · ${item}`).join('\n');
  return [
    '',
    out.bold('Real:'),
    list(real),
    out.bold('Simulated:'),
    list(SIMULATED),
    '',
    out.bold('With your own account:'),
    `  ${out.cyan(`${command} login`)}`,
    `  ${out.cyan(`${command} ask "What is a monad?"`)}`,
  ].join('\n');
}
