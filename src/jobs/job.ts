import { isObject, numberOf, parseJson, type JsonObject } from '../system/json.ts';
import { GONE } from '../system/machine.ts';

/** What a job gives to whoever asks: the answer as the tool returned it, or its error as text. */
export interface JobResult {
  readonly text: string;
  readonly meta?: JsonObject;
  readonly isError?: boolean;
  /** An AppError's code. */
  readonly code?: string;
}

/** `failed`: ended with an error. `stopped`: by the user. `interrupted`: its process ended in the middle. */
export type JobState = 'working' | 'completed' | 'failed' | 'stopped' | 'interrupted';

/** A question that takes longer than a moment, as everybody sees it. Times are milliseconds since the epoch. */
export interface Job {
  readonly id: string;
  /** Undefined until the question is sent. */
  readonly threadId: string | undefined;
  readonly project: string;
  readonly title: string;
  readonly state: JobState;
  /** One line, as the progress shows it. */
  readonly status: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly expiresAt: number;
  /** True once somebody was given its end, or the user stopped it. */
  readonly delivered: boolean;
  /** Set when it has ended. */
  readonly result?: JobResult;
}

/** What others do with jobs, from any process. */
export interface Jobs {
  get(id: string): Promise<Job | undefined>;
  list(project: string | undefined): Promise<readonly Job[]>;
  stop(id: string): Promise<Job | undefined>;
  delivered(id: string): Promise<void>;
}

/** What is on disk of a job, written by its own process only (docs/jobs.md). */
export interface JobRecord extends Omit<Job, 'delivered'> {
  /** Where the answer is written as it comes. */
  readonly turn: string | undefined;
  readonly pid: number;
  /** When that process was started, if the system says; `machine` is where (system/machine.ts). */
  readonly identity: string | undefined;
  readonly machine: string;
}

/** The version of the format that this program writes, and the only one that it reads. */
const FORMAT_VERSION = 1;

/** Without an identity, or on another machine, a process that was silent for longer is taken for dead. */
export const SILENT_MS = 60_000;

/** What is known of the process of a record, here and now. */
export interface Sight {
  readonly now: number;
  readonly machine: string;
  readonly alive: boolean;
  readonly identity: string | undefined;
}

/** The state of a job: it works only while its process is that process. Pure. */
export function stateOf(
  { state, machine, identity, updatedAt }: Pick<JobRecord, 'state' | 'machine' | 'identity' | 'updatedAt'>,
  seen: Sight,
): JobState {
  if (state !== 'working') return state;
  const here = machine === seen.machine;
  if (here && (!seen.alive || seen.identity === GONE)) return 'interrupted';
  if (here && identity !== undefined && seen.identity !== undefined)
    return identity === seen.identity ? 'working' : 'interrupted';
  // A heartbeat from the future is no sign of life either: the clock was set back since.
  return Math.abs(seen.now - updatedAt) < SILENT_MS ? 'working' : 'interrupted';
}

export const serializeJob = (record: JobRecord): string =>
  `${JSON.stringify({ version: FORMAT_VERSION, ...record })}\n`;

const STATES: readonly unknown[] = ['working', 'completed', 'failed', 'stopped', 'interrupted'];
const TIMES = ['createdAt', 'updatedAt', 'expiresAt'];
const TEXTS = ['id', 'machine', 'project', 'title', 'status'];
const OPTIONAL = ['threadId', 'turn', 'identity'];

const isText = (value: unknown): boolean => typeof value === 'string';
const isTime = (value: unknown): boolean =>
  typeof value === 'number' && !Number.isNaN(new Date(value).getTime());
const isResult = (value: unknown): boolean =>
  isObject(value) &&
  isText(value['text']) &&
  (value['code'] === undefined || isText(value['code'])) &&
  (value['meta'] === undefined || isObject(value['meta']));

/** A record read back; undefined if it is damaged, or of another version. */
export function parseJob(text: string): JobRecord | undefined {
  const read = parseJson(text);
  if (!isObject(read)) return undefined;
  const { version, ...record } = read;
  const { state, result, machine } = record;
  const whole =
    version === FORMAT_VERSION &&
    STATES.includes(state) &&
    machine !== '' &&
    numberOf(record['pid']) !== undefined &&
    TIMES.every((key) => isTime(record[key])) &&
    TEXTS.every((key) => isText(record[key])) &&
    OPTIONAL.every((key) => record[key] === undefined || isText(record[key])) &&
    (result === undefined || isResult(result));
  // As tested.
  return whole ? (record as unknown as JobRecord) : undefined;
}
