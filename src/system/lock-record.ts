import { isObject, numberOf, parseJson, stringOf } from './json.ts';

/** `working` while it is held; `unsaved` while its result lives in memory only; `ended` when nobody works on it. */
export type LockState = 'working' | 'unsaved' | 'ended';

/** Who holds a lock, since when and for what, as it stands in the lock file. Nothing in it is secret. */
export interface LockRecord {
  /** Unlike every other holder's: a process that wakes up late recognises its own file, and removes only that. */
  readonly nonce: string;
  readonly pid: number;
  readonly machine: string;
  /** Milliseconds since the epoch, local clock. */
  readonly startedAt: number;
  readonly note: string;
  readonly state: LockState;
}

/** Padded, so that a later state fits in place of the first one even on a full disk. Bytes. */
const LENGTH = 384;
const states: readonly string[] = ['working', 'unsaved', 'ended'];

export function lockText(record: LockRecord): string {
  const { startedAt, ...rest } = record;
  return `${JSON.stringify({ ...rest, started_at: startedAt }).padEnd(LENGTH - 1)}\n`;
}

/** Undefined where the text is no record: half written, perhaps, or somebody else's. */
export function parseLock(text: string | undefined): LockRecord | undefined {
  const value = text === undefined ? undefined : parseJson(text);
  if (!isObject(value)) return undefined;
  const nonce = stringOf(value['nonce']);
  const pid = numberOf(value['pid']);
  const startedAt = numberOf(value['started_at']);
  const state = stringOf(value['state']);
  if (!nonce || pid === undefined || !Number.isInteger(pid) || pid <= 0) return undefined;
  if (startedAt === undefined || !state || !states.includes(state)) return undefined;
  return {
    nonce,
    pid,
    startedAt,
    machine: stringOf(value['machine']) ?? '',
    note: stringOf(value['note']) ?? '',
    state: state as LockState,
  };
}
