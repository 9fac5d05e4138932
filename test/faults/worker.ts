import fs, { readlinkSync, symlinkSync, unlinkSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Credential } from '../../src/login/credential.ts';
import { createTokenManager } from '../../src/login/tokens.ts';
import { AppError } from '../../src/system/errors.ts';
import type { Fetch } from '../../src/system/fetch.ts';
import { sleep } from '../../src/system/time.ts';
import type { HeldLock } from '../../src/system/lock.ts';
import { redisStorage } from '../../src/login/redis-storage.ts';
import { silentLog } from '../../src/system/log.ts';
import { makeDeps } from '../login/support.ts';

/**
 * A process of its own with the real token manager on the real file. Commands come line by line on stdin, answers go
 * as JSON lines to stdout, written at once: what was said before a kill has been said.
 */
const env = process.env;
const authFile = env['WORKER_AUTH_FILE'] ?? '';
const issuer = env['WORKER_ISSUER'] ?? '';
/** How long to stop at a step, in milliseconds. */
const pauses = JSON.parse(env['WORKER_PAUSES'] ?? '{}') as Readonly<Record<string, number>>;

function say(value: object): void {
  writeSync(1, `${JSON.stringify(value)}\n`);
}

async function mark(step: string): Promise<void> {
  const ms = pauses[step] ?? 0;
  if (ms === 0) return;
  say({ step });
  await sleep(ms);
}

const slowFetch: Fetch = async (input, init) => {
  await mark('asking');
  const response = await fetch(input, init);
  const text = await response.text();
  await mark('answered');
  return new Response(text, { status: response.status, headers: response.headers });
};

function processAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

const { rename } = fs;
const slowRename: typeof fs.rename = Object.assign(
  (from: fs.PathLike, to: fs.PathLike, done: fs.NoParamCallback): void => {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauses['renaming']);
    rename(from, to, done);
  },
  { __promisify__: rename.__promisify__ },
);
if (pauses['renaming']) fs.rename = slowRename;

// A clock that is set wrong, by so many milliseconds: also for the packages, which ask it themselves.
const rightNow = Date.now;
const wrongBy = Number(env['WORKER_CLOCK'] ?? 0);
Date.now = () => rightNow() + wrongBy;

const facts = {
  platform: process.platform,
  uid: process.getuid?.(),
  log: silentLog,
  allowed: async () => {},
};
const url = env['WORKER_STORE'];
const shared = url && redisStorage({ url, label: 'the store', keys: [env['WORKER_STORE_KEY'] ?? ''] }, facts);

const deps = makeDeps(authFile, {
  ...(shared ? { storage: shared } : {}),
  issuer,
  processAlive,
  fetch: slowFetch,
  times: JSON.parse(env['WORKER_TIMES'] ?? '{}') as object,
  sleep: (ms, signal) => sleep(Math.min(ms, Number(env['WORKER_LONGEST_SLEEP'] ?? Infinity)), signal),
  log: {
    debug: (message) => {
      if (message.includes('took over the lock')) say({ log: message });
    },
    flush: () => Promise.resolve(),
  },
});
const manager = createTokenManager(deps);

let last: Credential | undefined;
let lock: HeldLock | undefined;

async function lockNow(passStalled: boolean): Promise<{ lock: string }> {
  const attempt = await deps.storage.tryLock(deps, passStalled);
  if (attempt.kind === 'held') lock = attempt.lock;
  return { lock: attempt.kind };
}

const inside = `${authFile}.inside`;

/** Leaves a mark: a link, which is there at once with its owner in it. False where a living process had left one. */
function enter(): boolean {
  try {
    symlinkSync(String(process.pid), inside);
    return true;
  } catch {
    let other = 0;
    try {
      other = Number(readlinkSync(inside));
      unlinkSync(inside);
    } catch {
      // It has just been removed: then another was inside until now.
    }
    symlinkSync(String(process.pid), inside);
    // One that was killed inside left its mark; a living one there is what must never be.
    return other !== 0 && !processAlive(other);
  }
}

/** Takes the lock again and again; a mark of its own proves that nobody else is inside. */
async function contend(rounds: number): Promise<object> {
  let clashes = 0;
  for (let entered = 0; entered < rounds; entered += 1) {
    while ((await lockNow(true)).lock !== 'held') await sleep(1 + Math.random() * 10);
    if (!enter()) clashes += 1;
    await sleep(Math.random() * 3);
    try {
      unlinkSync(inside);
    } catch {
      clashes += 1;
    }
    await lock?.release();
  }
  return { entered: rounds, clashes };
}

const commands: Readonly<Record<string, (argument: string) => unknown>> = {
  credential: async () => {
    last = await manager.credential();
    if (!last) throw new Error('not signed in');
    return { token: last.accessToken };
  },
  renew: async () => {
    if (!last) throw new Error('no credential yet');
    last = await manager.renew(last);
    return { token: last.accessToken };
  },
  report: () => manager.report(),
  store: (argument) => manager.store(JSON.parse(Buffer.from(argument, 'base64').toString('utf8'))),
  lock: () => lockNow(true),
  'lock-patient': () => lockNow(false),
  intact: () => ({ intact: lock?.intact() }),
  release: () => lock?.release(),
  probe: () => manager.probe(),
  contend: () => contend(Number(env['WORKER_ROUNDS'] ?? 10)),
  exit: () => process.exit(0),
};

async function run(line: string): Promise<void> {
  const [name = '', argument = ''] = line.split(' ');
  const began = performance.now();
  try {
    const result = await commands[name]?.(argument);
    say(Object.assign({ ok: true, ms: performance.now() - began }, result));
  } catch (error) {
    const code = error instanceof AppError ? error.code : 'not an AppError';
    say({
      ok: false,
      ms: performance.now() - began,
      code,
      message: error instanceof Error ? error.message : '',
    });
  }
}

say({ ready: process.pid });
createInterface({ input: process.stdin })
  .on('line', (line) => void run(line))
  .on('close', () => process.exit(0));
