import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Deps } from '../system/deps.ts';
import { fileError, namesIn, removeIfThere, withRenameRetries } from '../system/files.ts';
import { machineId, startIdentity } from '../system/machine.ts';
import { openForReading } from '../threads/listing.ts';
import { titleOf, type Threads } from '../threads/store.ts';
import type { Turn } from '../threads/thread.ts';
import { parseJob, stateOf, type Job, type JobRecord, type JobResult } from './job.ts';
import { lost, turnOf } from './lost.ts';
import { idIn, isJobId, openRoom } from './room.ts';
import { createRunning, type Running } from './running.ts';

/** Sessions are continued after a weekend: so long a job can be asked for, delivered or not. */
const KEPT_MS = 7 * 86_400_000;
/** Whoever asks a job to stop waits this long for its end: it looks four times a second. Milliseconds. */
const STOP_MS = 5_000;
const POLL_MS = 100;
/** A process that lives is given so long to say so: it does twice a second. Milliseconds. */
const WAKE_MS = 1_500;

export interface JobsDeps
  extends Pick<Deps, 'now' | 'randomBytes' | 'pid' | 'processAlive' | 'platform' | 'log' | 'sleep'> {
  /** `<folder of auth.json>/codex-oauth/jobs`. */
  readonly dir: string;
  readonly threads: Pick<Threads, 'load'>;
  /** Multiplies how long a question lasts until something happens: tests live faster. */
  readonly pace: number;
}

/** What a job is about, as far as it is known when it begins. */
export interface JobAbout extends Pick<Job, 'title'> {
  /** Looked up only for a record. */
  readonly project: () => Promise<string>;
  readonly id: string;
  readonly status: () => string;
}

/**
 * The questions that take long, of every process of one login (docs/jobs.md): a file each, written by the process that
 * works on it and read by everybody. A delivered one is in a folder of its own, so that looking for the others costs
 * the same however many there were.
 */
export function openJobs(d: JobsDeps) {
  const done = path.join(d.dir, 'delivered');
  const mine = new Map<string, Running>();
  let closing = false;
  const ending = new Set<Promise<void>>();
  const fileOf = (folder: string, id: string, kind = 'json'): string => path.join(folder, `${id}.${kind}`);
  const stopFile = (id: string): string => fileOf(d.dir, id, 'stop');

  const jobOf = async (record: JobRecord, delivered: boolean): Promise<Job & JobRecord> => {
    const [machine, identity] = await Promise.all([
      machineId(d.platform),
      record.state === 'working' ? startIdentity(record.pid, d.platform) : undefined,
    ]);
    const alive = d.processAlive(record.pid);
    const judged = stateOf(record, { now: d.now(), machine, alive, identity });
    // Told as interrupted, although its process may go on: what was told stays.
    const state = delivered && judged === 'working' ? 'interrupted' : judged;
    return { ...record, state, delivered };
  };
  const jobAt = async (folder: string, id: string, kind?: string): Promise<(Job & JobRecord) | undefined> => {
    const load = async (): Promise<(Job & JobRecord) | undefined> => {
      const record = parseJob(await contentOf(fileOf(folder, id, kind)));
      return record?.id === id ? jobOf(record, folder === done) : undefined;
    };
    const job = await load();
    // Its process may have written its end, and ended, since the record was read.
    return job?.state === 'interrupted' ? load() : job;
  };
  const read = async (id: string): Promise<(Job & JobRecord) | undefined> =>
    isJobId(id) ? ((await jobAt(d.dir, id)) ?? (await jobAt(done, id))) : undefined;
  /** The jobs of a folder, oldest first. What has expired is deleted here, where it costs nothing more. */
  const readAll = async (folder: string): Promise<readonly (Job & JobRecord)[]> => {
    const found: (Job & JobRecord)[] = [];
    for (const name of await namesIn(folder).catch(() => [])) {
      const id = idIn(name);
      if (id === undefined) continue;
      const file = path.join(folder, name);
      const job = name === `${id}.json` ? await jobAt(folder, id) : undefined;
      const until = job ? job.expiresAt : await changedAt(file).then((at) => at + KEPT_MS);
      if (job?.state !== 'working' && until < d.now()) await rm(file, { force: true }).catch(() => {});
      else if (job) found.push(job);
    }
    return found.sort((a, b) => a.createdAt - b.createdAt);
  };
  const all = async (): Promise<readonly (Job & JobRecord)[]> =>
    (await Promise.all([readAll(d.dir), readAll(done)])).flat();
  const get = async (id: string): Promise<Job | undefined> => {
    let job = await read(id);
    // Both may have slept with the whole machine: then its process gives a sign of life now.
    if (job?.state === 'interrupted' && !job.delivered && d.processAlive(job.pid)) {
      await d.sleep(WAKE_MS * d.pace);
      job = await read(id);
    }
    if (!job || (job.state !== 'working' && job.expiresAt < d.now())) return undefined;
    const { state, result } = job;
    const untold = state === 'interrupted' || ['cancelled', 'jobs.too_long'].includes(result?.code ?? '');
    return untold ? { ...job, result: await lost(job, d.threads) } : job;
  };
  const deliver = async (id: string): Promise<void> => {
    const move = async (): Promise<void> => {
      await mkdir(done, { recursive: true, mode: 0o700 });
      await withRenameRetries(() => rename(fileOf(d.dir, id), fileOf(done, id)), d.platform);
    };
    // Another process was faster, it was never kept, or the disk is full: then it is told once more.
    await move().catch(() => {});
    await removeIfThere(stopFile(id)).catch(() => false);
  };
  /** `early`: there may be no record yet. */
  const stop = async (id: string, early = false): Promise<Job | undefined> => {
    const before = await read(id);
    if (before ? before.state !== 'working' : !early) return get(id);
    const here = mine.get(id);
    if (here) here.end('stopped');
    else {
      const file = stopFile(id);
      const write = mkdir(d.dir, { recursive: true, mode: 0o700 }).then(() =>
        writeFile(file, '', { mode: 0o600 }),
      );
      await write.catch((error: unknown) => {
        throw fileError(error, file, 'written');
      });
    }
    for (let waited = 0; waited < STOP_MS; waited += POLL_MS) {
      await d.sleep(POLL_MS);
      const state = (await read(id))?.state;
      if (state !== 'working' && !(early && state === undefined)) break;
    }
    return get(id);
  };
  const room = openRoom({
    ...d,
    read: async (id) => (await jobAt(d.dir, id)) ?? jobAt(d.dir, id, 'asked'),
  });

  return {
    pace: d.pace,
    lasts: room.lasts,
    newId: (): string => Buffer.from(d.randomBytes(16)).toString('hex'),
    get,
    /** Those of a project, or of all; newest first. */
    list: async (project: string | undefined): Promise<readonly Job[]> => {
      const within = (await all()).filter((job) => project === undefined || job.project === project);
      return within.sort((a, b) => b.createdAt - a.createdAt);
    },
    /** The undelivered ones of every project, oldest first: what works, and what nobody was given. */
    open: (): Promise<readonly (Job & JobRecord)[]> => readAll(d.dir),
    /** Asks the job's process to end the question at the backend, and waits for its end. */
    stop,
    /** Its end, as its thread has it. */
    told: (job: Pick<JobRecord, 'threadId' | 'turn'>): Promise<JobResult> =>
      lost({ ...job, state: 'interrupted', result: undefined }, d.threads),
    turnOf: (job: JobRecord): Promise<Turn | undefined> => turnOf(job, d.threads),
    /** Deletes the record of one that has ended and was never seen. */
    discard: (id: string): Promise<boolean> => removeIfThere(fileOf(d.dir, id)).catch(() => false),
    /** Somebody was given its end. */
    delivered: async (id: string): Promise<void> => {
      const job = await read(id);
      if (job && !job.delivered && job.state !== 'working') await deliver(id);
    },
    /** Stops and deletes the jobs of a thread: it is being deleted. */
    forget: async (threadId: string): Promise<void> => {
      for (const { id } of (await all()).filter((job) => job.threadId === threadId)) {
        await stop(id);
        for (const folder of [d.dir, done]) await removeIfThere(fileOf(folder, id));
      }
    },
    /** Begins a job in this process. */
    begin: ({ id, title, project, status }: JobAbout): Running => {
      const createdAt = d.now();
      const first = async (): Promise<JobRecord> => ({
        id,
        project: '',
        title: '',
        threadId: undefined,
        turn: undefined,
        state: 'working',
        status: '',
        createdAt,
        updatedAt: createdAt,
        expiresAt: createdAt + KEPT_MS,
        pid: d.pid,
        identity: await startIdentity(d.pid, d.platform),
        machine: await machineId(d.platform),
      });
      const running = createRunning({
        ...d,
        id,
        file: fileOf(d.dir, id),
        stopFile: stopFile(id),
        toldFile: fileOf(done, id),
        status,
        deliver: () => deliver(id),
        enter: (signal) => room.enter(first, signal),
        onEnd: () => {
          mine.delete(id);
          return room.leave(id);
        },
        first: async () => ({ ...(await first()), project: await project(), title: titleOf(title) }),
      });
      mine.set(id, running);
      return running;
    },
    /** Keeps the process until this end of a job is on disk. */
    ending: (end: Promise<void>): void => {
      ending.add(end);
      void end.finally(() => ending.delete(end));
    },
    /** This process ends: what it works on is told as interrupted. */
    interrupt: (): void => {
      closing = true;
      for (const running of mine.values()) running.end('interrupted');
    },
    closing: (): boolean => closing,
    settled: async (): Promise<void> => void (await Promise.allSettled(ending)),
  };
}

/** A longer record is none of ours. Bytes. */
const LARGEST = 64 * 1_048_576;

/** Empty for what cannot be read: it is no job of ours. */
async function contentOf(file: string): Promise<string> {
  const handle = await openForReading(file).catch(() => undefined);
  try {
    const info = await handle?.stat();
    return handle && info?.isFile() && info.size <= LARGEST ? await handle.readFile('utf8') : '';
  } catch {
    return '';
  } finally {
    await handle?.close().catch(() => {});
  }
}

async function changedAt(file: string): Promise<number> {
  return stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => Number.POSITIVE_INFINITY,
  );
}
