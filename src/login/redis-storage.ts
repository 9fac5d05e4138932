import type { Deps } from '../system/deps.ts';
import { AppError } from '../system/errors.ts';
import { LOCK_TIMES, type HeldLock, type LockDeps, type LockHolder } from '../system/lock.ts';
import { machineId } from '../system/machine.ts';
import { openRedis, type RedisDeps } from '../system/redis.ts';
import type { Found } from './regular-file.ts';
import { openSeal, type Seal } from './seal.ts';
import type { Storage, TextName } from './storage.ts';

/** What the user set: an address and keys. */
export interface StoreSetting {
  readonly url: string;
  /** The address without user and password. */
  readonly label: string;
  /** Base64, or paths of files. */
  readonly keys: readonly string[];
}

const PREFIX = 'codex-oauth:';
const DOCUMENT = 'auth.json';
/** Who was let in last, `<number>.<card>`, or only the number once it has left. This is the fence. */
const HOLDER = `${PREFIX}holder`;
/** The same for as long as the holder has said that it lives. */
const LEASE = `${PREFIX}lease`;

/** An answer in hand waits for a store that is away: the longest a caller waits anyway. Milliseconds. */
const ANSWER_PATIENCE_MS = 20_000;

/**
 * Redis runs a script as one step. Without `allow-oom` it refuses one that writes while its memory is full, before the
 * token is spent; with it, what frees memory or keeps an answer goes on.
 */
const script = (body: string, flags = ''): string => `#!lua${flags}\n${body}`;
const ALWAYS = ' flags=allow-oom';

/** KEYS: holder, lease. ARGV: the holder as it was seen, the new one, milliseconds, and 1 where a lease is no obstacle. */
const ENTER = script(`
if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then return 0 end
if ARGV[4] ~= '1' and redis.call('EXISTS', KEYS[2]) == 1 then return 0 end
redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[3])
redis.call('SET', KEYS[1], ARGV[2])
return 1`);

/** KEYS: holder, lease. ARGV: me, milliseconds; 0 and what remains of me, to leave. */
const BEAT = script(
  `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
if ARGV[2] ~= '0' then redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[2]) return 1 end
redis.call('SET', KEYS[1], ARGV[3])
redis.call('DEL', KEYS[2])
return 1`,
  ALWAYS,
);

/** KEYS: holder, text. ARGV: the fence or nothing, \`*\` or what the text has to be, the new text or nothing to remove it. */
const WRITE = `
if ARGV[1] ~= '' and redis.call('GET', KEYS[1]) ~= ARGV[1] then return -1 end
if ARGV[2] ~= '*' and (redis.call('GET', KEYS[2]) or '') ~= ARGV[2] then return 0 end
if ARGV[3] == '' then redis.call('DEL', KEYS[2]) else redis.call('SET', KEYS[2], ARGV[3]) end
return 1`;
const [SPARING, ANYWAY] = [script(WRITE), script(WRITE, ALWAYS)];

/** The holders that this process was, or is about to be: a process id alone may have belonged to an earlier one. */
const ours = new Set<string>();

interface Lease {
  readonly me: string;
  /** Another process has been let in: the store said so. */
  lost: boolean;
}

export interface RedisFacts extends RedisDeps, Pick<Deps, 'platform' | 'uid'> {}

/**
 * Redis or Valkey (docs/stores.md): each text is one encrypted value, the lock is a lease with a fence. Every write of
 * a holder carries its fence, and the store itself refuses it once another one was let in.
 */
export function redisStorage({ url, label, keys }: StoreSetting, facts: RedisFacts): Storage {
  const { command } = openRedis(url, label, facts);
  let sealing: Promise<Seal> | undefined;
  const opened = (): Promise<Seal> => {
    sealing ??= openSeal(keys, label, facts);
    // A key file may be put right while a server runs.
    sealing.catch(() => (sealing = undefined));
    return sealing;
  };
  /** The lease of this process. */
  let lease: Lease | undefined;

  const keyOf = (name: TextName): string => PREFIX + DOCUMENT + name;
  const textOr = (reply: unknown): string => (typeof reply === 'string' ? reply : '');
  const run = (
    code: string,
    [first, second]: readonly [string, string],
    args: readonly string[],
    patience = 0,
  ) => command(['EVAL', code, '2', first, second, ...args], patience);

  const found = async (
    name: TextName,
  ): Promise<{ readonly sealed: string; readonly text: string | undefined }> => {
    const seal = await opened();
    const sealed = textOr(await command(['GET', keyOf(name)]));
    return { sealed, text: sealed === '' ? undefined : seal.open(keyOf(name), sealed) };
  };

  /** False if the text is not `known` any more, or if `by` was passed over, which it then knows. */
  const write = async (
    code: string,
    by: Lease | undefined,
    name: TextName,
    known: string,
    next: string,
    patience = 0,
  ): Promise<boolean> => {
    const fence = by && !by.lost ? by.me : '';
    const done = await run(code, [HOLDER, keyOf(name)], [fence, known, next], patience);
    if (done === -1 && by) by.lost = true;
    return done === 1;
  };

  const sealed = async (name: TextName, text: string): Promise<string> =>
    (await opened()).seal(keyOf(name), text);

  /** Who was let in last, and what is to be thought of him. */
  const judged = async (d: LockDeps) => {
    const [holder, alive] = await Promise.all([command(['GET', HOLDER]), command(['EXISTS', LEASE])]);
    const seen = textOr(holder);
    const [, number = '0', id, machine, since] =
      /^(\d+)(?:\.(\d+)\.([0-9a-f]{12})\.(\d+)\.)?/.exec(seen) ?? [];
    const pid = id === undefined ? undefined : Number(id);
    const here = pid !== undefined && machine === (await machineId(d.platform));
    const dead = here && !(pid === d.pid ? ours.has(seen) : d.processAlive(pid));
    const verdict = dead ? 'dead' : alive === 1 ? 'alive' : 'stalled';
    const who: LockHolder | undefined =
      pid === undefined ? undefined : { pid, since: Number(since), verdict };
    return { seen, number: Number(number), who, leased: alive === 1 };
  };

  const enter = async (d: LockDeps, { seen, number, who }: Awaited<ReturnType<typeof judged>>) => {
    const { staleMs } = { ...LOCK_TIMES, ...d.times };
    const nonce = Buffer.from(d.randomBytes(12)).toString('base64url');
    const left = String(number + 1);
    const mine: Lease = {
      me: `${left}.${d.pid}.${await machineId(d.platform)}.${d.now()}.${nonce}`,
      lost: false,
    };
    /** By both clocks, because the one that never jumps may stop while the machine sleeps. */
    const clocks = (): readonly [number, number] => [performance.now(), d.now()];
    let began = clocks();
    const args = [seen, mine.me, String(staleMs), who?.verdict === 'dead' ? '1' : '0'];
    ours.add(mine.me);
    const entered = await run(ENTER, [HOLDER, LEASE], args).catch((error: unknown) => {
      ours.delete(mine.me);
      throw error;
    });
    if (entered !== 1) {
      ours.delete(mine.me);
      return undefined;
    }
    lease = mine;
    const beat = setInterval(() => {
      const at = clocks();
      run(BEAT, [HOLDER, LEASE], [mine.me, String(staleMs)]).then(
        (kept) => {
          if (kept === 1) began = at;
          else mine.lost = true;
        },
        // The next beat may get through; until then the lease runs out.
        () => {},
      );
    }, staleMs / 3);
    beat.unref();
    const held: HeldLock = {
      intact: () => !mine.lost && clocks().every((now, i) => now - (began[i] ?? 0) < staleMs),
      release: async () => {
        clearInterval(beat);
        if (lease === mine) lease = undefined;
        await run(BEAT, [HOLDER, LEASE], [mine.me, '0', left]).catch(() => {});
        ours.delete(mine.me);
      },
    };
    return held;
  };

  return {
    path: label,
    inFiles: false,
    read: async (name): Promise<Found> => {
      const { text } = await found(name);
      return text === undefined ? { kind: 'absent' } : { kind: 'text', text, permissions: 'fine' };
    },
    replace: async (known, text) => {
      const by = lease;
      const now = await found('');
      if (now.text !== known) return false;
      return write(SPARING, by, '', now.sealed, await sealed('', text));
    },
    // The script is refused before it looks at anything.
    probe: async (length) =>
      void (await write(SPARING, undefined, '', 'never', await sealed('', ' '.repeat(length)))),
    begin: async (name, text, only = () => true) => {
      const by = lease;
      const first = await sealed(name, text);
      if (!only() || !(await write(SPARING, by, name, '*', first))) return undefined;
      return async (next) => {
        if (
          !by ||
          by.lost ||
          !(await write(ANYWAY, by, name, '*', await sealed(name, next), ANSWER_PATIENCE_MS))
        )
          throw new Error('another process was let in');
      };
    },
    remove: async (name) => {
      // What the next holder wrote is not ours to remove.
      if (!lease?.lost) await write(ANYWAY, lease, name, '*', '').catch(() => {});
    },
    move: async (from, to) => {
      const by = lease;
      const { text } = await found(from);
      await write(ANYWAY, by, to, '*', text === undefined ? '' : await sealed(to, text));
      await write(ANYWAY, by, from, '*', '');
    },
    tryLock: async (d, passStalled) => {
      try {
        const now = await judged(d);
        const { verdict } = now.who ?? {};
        const free = verdict === 'dead' || (!now.leased && (verdict === undefined || passStalled));
        const lock = free ? await enter(d, now) : undefined;
        return lock ? { kind: 'held', lock } : { kind: 'busy', holder: free ? undefined : now.who };
      } catch (error) {
        return { kind: 'refused', error };
      }
    },
    holder: (d) =>
      judged(d).then(
        ({ who }) => who,
        (error: unknown) => {
          if (!(error instanceof AppError)) throw error;
          return undefined;
        },
      ),
  };
}
