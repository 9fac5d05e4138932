import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Deps } from '../system/deps.ts';
import { AppError } from '../system/errors.ts';
import { namesIn, removeIfThere } from '../system/files.ts';
import { humanSeconds, orAborted } from '../system/time.ts';
import { onlyIn, say } from '../system/wording.ts';
import { serializeJob, type Job, type JobRecord } from './job.ts';
import { SHORT_MS } from './running.ts';

/** So many questions are worked on at once for one login. */
export const MOST_JOBS = 8;
/** How often a question that waits for room looks for it. Milliseconds. */
const POLL_MS = 20;
/** So long it waits for later ones to leave: many at once on a slow machine need a while. Milliseconds. */
const TURN_MS = 10 * SHORT_MS;

const ID = /^[0-9a-f]{32}/;
export const isJobId = (id: string): boolean => id.length === 32 && ID.test(id);
/** The id that a file of ours begins with, be it a record, a request to stop, or what a killed writer left. */
export const idIn = (name: string): string | undefined => ID.exec(name)?.[0];

const ASKED = '.asked';

/** Who comes first, if two come in the same millisecond too. */
const placeOf = ({ createdAt, id }: Pick<Job, 'createdAt' | 'id'>): string => `${createdAt} ${id}`;

export interface RoomDeps extends Pick<Deps, 'now' | 'sleep'> {
  readonly dir: string;
  readonly pace: number;
  /** A question that some process works on, or has worked on. */
  read(id: string): Promise<Job | undefined>;
}

/** Room for so many questions of all processes, and no more: each has a file from before it is sent until its end. */
export function openRoom(d: RoomDeps) {
  const fileOf = (id: string): string => path.join(d.dir, `${id}${ASKED}`);
  const lasts = ({ createdAt }: Job): boolean => Math.abs(d.now() - createdAt) >= SHORT_MS * d.pace;
  /** The others that are worked on; none if there are fewer than the most, which costs less to see. */
  const others = async (id: string): Promise<readonly Job[]> => {
    const names = await namesIn(d.dir).catch(() => []);
    const asked = names.filter((name) => name.endsWith(ASKED) && name !== `${id}${ASKED}`);
    const ids = asked.flatMap((name) => idIn(name) ?? []);
    if (ids.length < MOST_JOBS) return [];
    const found = await Promise.all(ids.map(d.read));
    return found.flatMap((job) => (job?.state === 'working' ? job : []));
  };
  const leave = (id: string): Promise<boolean> => removeIfThere(fileOf(id)).catch(() => false);
  /** False where nothing can be written: then there are no records either. */
  const written = async (own: JobRecord): Promise<boolean> => {
    try {
      await mkdir(d.dir, { recursive: true, mode: 0o700 });
      await writeFile(fileOf(own.id), serializeJob(own), { mode: 0o600 });
      return true;
    } catch {
      return false;
    }
  };
  const enter = async (own: JobRecord, signal: AbortSignal): Promise<void> => {
    const { id } = own;
    for (;;) {
      let found = await others(id);
      if (found.length < MOST_JOBS) {
        const here = { ...own, createdAt: d.now() };
        if (!(await written(here))) return;
        // One from the future came before the clock was set back.
        const isEarlier = (job: Job): boolean => job.createdAt > d.now() || placeOf(job) < placeOf(here);
        const tooLong = (): boolean => Math.abs(d.now() - here.createdAt) >= TURN_MS * d.pace;
        while ((found = await others(id)).filter(isEarlier).length < MOST_JOBS) {
          if (found.length < MOST_JOBS) return;
          // The later ones leave; but none that looked before this file was there.
          if (tooLong()) break;
          await d.sleep(POLL_MS, signal);
        }
        await leave(id);
      }
      if (found.every(lasts)) throw full(found, d.now());
      await d.sleep(POLL_MS, signal);
    }
  };
  let line: Promise<unknown> = Promise.resolve();
  return {
    /** True of a question that is no short one. */
    lasts,
    /**
     * Lets a question in. It is written down before the others are counted: of those that come at once, in any number
     * of processes, the last one sees all. While one of the others may yet be short, it waits; then it throws.
     */
    enter: (own: () => Promise<JobRecord>, signal: AbortSignal): Promise<void> => {
      // One at a time in this process, so that few meet.
      const turn = line;
      const entered = orAborted(turn, signal).then(async () => enter(await own(), signal));
      line = Promise.allSettled([turn, entered]);
      return entered;
    },
    leave,
  };
}

function full(working: readonly Job[], now: number): AppError {
  const names = working.map(
    ({ id, createdAt }) => `${id.slice(0, 8)} (${humanSeconds((now - createdAt) / 1000)})`,
  );
  const terminal = onlyIn(
    'terminal',
    '`codex-oauth jobs --all` shows them, `codex-oauth jobs stop <id>` stops one',
  );
  const assistant = onlyIn('assistant', 'The user can stop one with `codex-oauth jobs stop <id>`');
  return new AppError({
    kind: 'limit',
    code: 'jobs.full',
    what: `${working.length} questions are being answered already, so this one was not asked.`,
    why: `One login asks at most ${MOST_JOBS} at once. Running: ${names.join(', ')}.`,
    fix: say`Wait until one has ended. ${terminal}${assistant}.`,
  });
}
