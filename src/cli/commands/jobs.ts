import { endedDocument, wholeDocument } from '../../jobs/listing.ts';
import type { Job, JobState } from '../../jobs/job.ts';
import { LAST } from '../../threads/id.ts';
import { AppError } from '../../system/errors.ts';
import { humanSeconds } from '../../system/time.ts';
import { EXIT } from '../boundary.ts';
import { actionNamed, command, unexpected, usageError } from '../command.ts';
import { startSpinner } from '../live.ts';
import type { Session } from '../session.ts';
import { field, renderTable, type Paint } from '../text.ts';

const ACTIONS = ['list', 'show', 'wait', 'stop'] as const;

/** The shortest beginning of an id that is accepted, and shown. */
const SHORT = 8;
const POLL_MS = 250;

export const jobs = command({
  name: 'jobs',
  summary: 'list, show, wait for and stop the questions that take long',
  usage: '[list | show <id> | wait <id> | stop <id>] [options]',
  about: [
    'Lists the questions that coding assistants ask for longer than three seconds: those that run, and those',
    'that have ended within a week and were not forgotten. Shows only those of this folder (or',
    'CLAUDE_PROJECT_DIR, if set); with --all, those of every folder. Name a job by its id, by at least its first',
    `${SHORT} characters, or by last for the one asked last. stop ends a question at OpenAI; what had come stays in its thread. Neither show nor wait`,
    'takes the answer from the assistant that asked.',
  ],
  options: { all: { summary: 'jobs of every folder' } },
  examples: ['codex-oauth jobs', 'codex-oauth jobs wait last', 'codex-oauth jobs stop 1f0c9a2b'],
  mostWords: 2,
  read: ([word = 'list', id], { all }) => {
    const action = actionNamed(word, 'jobs', ACTIONS);
    if (action === 'list' && id !== undefined) throw unexpected(id, 'jobs');
    if (action !== 'list' && id !== LAST && (id ?? '').length < SHORT)
      throw usageError(
        id === undefined
          ? `\`codex-oauth jobs ${action}\` needs a job.`
          : `"${id.slice(0, 40)}" cannot name a job.`,
        `Give its id, at least the first ${SHORT} characters of it, or ${LAST}.`,
        `Run \`codex-oauth jobs\` to see them, then \`codex-oauth jobs ${action} <id>\`.`,
      );
    return { action, id: id ?? '', all };
  },
  run: async (session, { action, id, all }) => {
    const app = session.app();
    const listed = await app.jobs.list(all ? undefined : await app.projectOf());
    const now = app.deps.now();
    if (action === 'list') {
      session.show(
        { jobs: listed.map((job) => wholeDocument(job, now)) },
        render(listed, now, session.out, session.io.stdout.columns),
      );
      return EXIT.ok;
    }
    const named =
      id === LAST ? listed.slice(0, 1) : listed.filter((job) => job.id.startsWith(id.toLowerCase()));
    const [only, another] = named;
    if (!only || another) throw unknownJob(id, another !== undefined);
    const job = action === 'wait' ? await wait(session, only) : await act(session, action, only);
    const text = job.result?.text ?? `${words[job.state]}: ${field(job.status)}`;
    session.show(endedDocument(job, app.deps.now()), session.foreign(text));
    const fine = action === 'stop' ? job.state !== 'working' : job.result?.isError !== true;
    return fine ? EXIT.ok : EXIT.failed;
  },
});

function unknownJob(id: string, ambiguous: boolean): AppError {
  const name = field(id.slice(0, 40));
  return new AppError({
    kind: 'input',
    code: ambiguous ? 'jobs.ambiguous' : 'jobs.unknown',
    what: ambiguous
      ? `More than one job begins with ${name}.`
      : id === LAST
        ? 'There are no jobs here.'
        : `There is no job ${name} here.`,
    why:
      ambiguous || id === LAST
        ? undefined
        : 'It was answered within its call, has expired, or belongs to another folder.',
    fix: ambiguous ? 'Give more characters of the id.' : 'Run `codex-oauth jobs --all` to see every job.',
  });
}

async function act(session: Session, action: 'show' | 'stop', job: Job): Promise<Job> {
  const { jobs } = session.app();
  return (await (action === 'stop' ? jobs.stop(job.id) : jobs.get(job.id))) ?? job;
}

/** Waits until the job has ended. Ctrl-C ends only the waiting. */
async function wait(session: Session, job: Job): Promise<Job> {
  const { jobs, deps } = session.app();
  let seen = job;
  const stop = startSpinner(session.io.stderr, session.err, deps.now, () => field(seen.status));
  try {
    for (;;) {
      const found = await jobs.get(job.id);
      // Its record is gone: the call that asked was given the answer.
      if (!found) throw unknownJob(job.id, false);
      seen = found;
      if (seen.state !== 'working') return seen;
      await deps.sleep(POLL_MS, session.signal);
    }
  } finally {
    stop();
  }
}

const words: Readonly<Record<JobState, string>> = {
  working: 'running',
  completed: 'answered',
  failed: 'failed',
  stopped: 'stopped',
  interrupted: 'interrupted',
};

/** The jobs, newest first; `now` in milliseconds. */
function render(listed: readonly Job[], now: number, paint: Paint, width: number): string {
  if (listed.length === 0) return 'No jobs in this folder; --all shows those of every folder.';
  const rows = listed.map((job) => [
    field(job.title),
    job.state === 'working' ? paint.yellow(words.working) : words[job.state],
    `${humanSeconds((now - job.createdAt) / 1000)} ago`,
    job.delivered ? 'yes' : 'no',
    paint.cyan(job.id.slice(0, SHORT)),
  ]);
  return renderTable(['QUESTION', 'STATE', 'ASKED', 'TOLD', 'JOB'], rows, paint, width);
}
