import { AppError, errnoOf } from './errors.ts';
import { onlyIn, say } from './wording.ts';
import type { Log } from './log.ts';
import { sleep } from './time.ts';

/** In milliseconds. A store that takes longer is away. */
export interface RedisTimes {
  readonly connectMs: number;
  readonly commandMs: number;
}

const TIMES: RedisTimes = { connectMs: 3_000, commandMs: 3_000 };

/** What makes a command fail although the connection works. Redis writes the code as the first word. */
const WHY: Readonly<Record<string, readonly [code: string, why: string, fix: string]>> = {
  OOM: ['store.full', 'Its memory is full.', 'Raise `maxmemory` there, or remove something, then try again.'],
  NOAUTH: ['store.refused', 'It asks for a password.', 'Add user and password to CODEX_OAUTH_STORE.'],
  WRONGPASS: ['store.refused', 'It does not accept the user or password.', 'Correct CODEX_OAUTH_STORE.'],
  NOPERM: [
    'store.refused',
    'Its rules forbid the command.',
    'Let the user run the commands of docs/stores.md.',
  ],
};
/** It answers, and will work again by itself. */
const PASSING = ['LOADING', 'BUSY', 'MASTERDOWN', 'CLUSTERDOWN'];
const AWAY_FIX = say`Check that it runs and can be reached from here${onlyIn('terminal', ' (`codex-oauth doctor`)')}, then try again.`;

function redisError(label: string, error: unknown): AppError {
  if (error instanceof AppError) return error;
  const said = error instanceof Error ? error.message : '';
  const word = /^[A-Z]{2,}(?= )/.exec(said)?.[0] ?? '';
  const away = (why: string) => ['store.away', why, AWAY_FIX] as const;
  const [code, why, fix] =
    WHY[word] ??
    (word === '' || PASSING.includes(word)
      ? away(`The connection failed (${word || (errnoOf(error) ?? 'closed')}).`)
      : ['store.refused', `It answers ${word}.`, 'See to it there, then try again.']);
  return new AppError({
    kind: 'local',
    code,
    what: `The store ${label} cannot be used.`,
    why,
    fix,
    details: { host: label, cause: word || (errnoOf(error) ?? 'closed') },
  });
}

const isAway = (error: unknown): boolean => error instanceof AppError && error.code === 'store.away';

export interface RedisDeps {
  readonly log: Log;
  /** Rejects if the address may not be used. */
  readonly allowed: () => Promise<void>;
  readonly redisTimes?: Partial<RedisTimes> | undefined;
}

/** A connection to Redis or Valkey that is made when needed. `label` is the address without its password. */
export function openRedis(url: string, label: string, { log, allowed, redisTimes }: RedisDeps) {
  const { connectMs, commandMs } = { ...TIMES, ...redisTimes };

  const connect = async () => {
    await allowed();
    const { createClient } = await import('@redis/client');
    const client = createClient({
      url,
      // A connection that ends is made anew by the next command, which then says what is wrong.
      socket: { connectTimeout: connectMs, reconnectStrategy: false },
      disableClientInfo: true,
      maintNotifications: 'disabled',
    });
    client.on('error', () => {});
    try {
      await within(connectMs, client.connect());
    } catch (error) {
      if (client.isOpen) client.destroy();
      throw error;
    }
    // An idle connection keeps no process alive; a command does, by its timer.
    client.unref();
    return client;
  };
  let opened: ReturnType<typeof connect> | undefined;

  const once = async (words: readonly string[]): Promise<unknown> => {
    const mine = (opened ??= connect());
    try {
      const client = await mine;
      if (!client.isOpen) throw new Error('closed');
      return await within(commandMs, client.sendCommand<unknown>([...words]));
    } catch (error) {
      const failed = redisError(label, error);
      if (isAway(failed) || failed.kind === 'input') {
        if (opened === mine) opened = undefined;
        mine.then(
          (client) => client.isOpen && client.destroy(),
          () => {},
        );
      }
      log.debug(`the store: ${failed.code} ${failed.details.cause}`);
      throw failed;
    }
  };

  /**
   * Sends a command. A connection that ended meanwhile is made anew once, so a command may arrive twice. `patience`:
   * for how long (milliseconds) one that is away is asked again. Throws an AppError.
   */
  const command = async (words: readonly string[], patience = 0): Promise<unknown> => {
    const end = performance.now() + patience;
    const known = opened !== undefined;
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await once(words);
      } catch (error) {
        const late = error instanceof AppError && error.details.cause === 'ETIMEDOUT';
        const again = attempt === 0 && known && !late;
        if (!isAway(error) || (!again && performance.now() > end)) throw error;
        if (!again) await sleep(100);
      }
    }
  };
  return { command };
}

/** The timer keeps the process alive while the work is under way. */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const done = new AbortController();
  const late = sleep(ms, done.signal).then(() => {
    throw Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' });
  });
  late.catch(() => {});
  try {
    return await Promise.race([work, late]);
  } finally {
    done.abort();
  }
}
