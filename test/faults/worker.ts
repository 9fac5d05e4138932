import { randomBytes } from 'node:crypto';
import { renameSync, writeSync, writeFileSync, readFileSync, unlinkSync } from 'node:fs';
import { unlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { createInterface } from 'node:readline';
import { openAuthFile } from '../../src/login/auth-file.ts';
import { openJournal } from '../../src/login/journal.ts';
import { createTokenManager } from '../../src/login/token-manager.ts';
import type { Credential } from '../../src/login/credential.ts';
import { openAiProfile } from '../../src/oauth/providers/openai-codex.ts';
import { serverClock } from '../../src/system/clock.ts';
import { AppError } from '../../src/system/errors.ts';
import type { Fetch } from '../../src/system/fetch.ts';
import { sleep } from '../../src/system/time.ts';
import { tryLock, type HeldLock } from '../../src/system/lock.ts';
import { machineId } from '../../src/system/machine.ts';

/**
 * A process of its own with the real token manager on the real file. Commands come line by line on stdin, answers go
 * as JSON lines to stdout, written at once: what was said before a kill has been said.
 */
const env = process.env;
const authFile = env['WORKER_AUTH_FILE'] ?? '';
const issuer = env['WORKER_ISSUER'] ?? '';
const pauses: Readonly<Record<string, number>> = {
  asking: Number(env['WORKER_PAUSE_BEFORE_ASKING'] ?? 0),
  answered: Number(env['WORKER_PAUSE_AFTER_ANSWER'] ?? 0),
  renaming: Number(env['WORKER_PAUSE_BEFORE_RENAME'] ?? 0),
};

function say(value: object): void {
  writeSync(1, `${JSON.stringify(value)}\n`);
}

async function mark(step: string): Promise<void> {
  const ms = pauses[step] ?? 0;
  if (ms === 0) return;
  say({ step });
  await sleep(ms);
}

function blockFor(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
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

const platform = process.platform;
const uid = process.getuid?.();
const steps = {
  rename: (from: string, to: string): void => {
    if (pauses['renaming']) {
      say({ step: 'renaming' });
      blockFor(pauses['renaming']);
    }
    renameSync(from, to);
  },
  remove: unlink,
  pause: sleep,
};
const file = openAuthFile(authFile, { platform, uid, steps });
const manager = createTokenManager({
  file,
  journal: openJournal(authFile, platform),
  profile: openAiProfile({
    issuer,
    clientId: 'app_EMoamEEZ73f0CkXaXp7hrann',
    ports: [1455],
    originator: 'codex-oauth',
    userAgent: 'codex-oauth/test',
    workspaces: [],
  }),
  fetch: slowFetch,
  clock: serverClock(Date.now),
  now: Date.now,
  sleep,
  randomBytes,
  platform,
  pid: process.pid,
  uid,
  hostname: hostname(),
  processAlive,
  log: {
    debug: (message) => {
      if (env['WORKER_LOG']) say({ log: message });
    },
    flush: () => Promise.resolve(),
  },
});

let last: Credential | undefined;
let lock: HeldLock | undefined;

async function lockNow(passStalled: boolean): Promise<object> {
  const attempt = await tryLock(
    {
      platform,
      pid: process.pid,
      machine: await machineId(hostname(), platform),
      processAlive,
      now: Date.now,
      randomBytes,
    },
    { places: [authFile], note: 'test', passStalled, onLost: () => say({ event: 'lost' }) },
  );
  if (attempt.kind === 'held') lock = attempt.lock;
  return { lock: attempt.kind };
}

/** Takes the lock again and again; inside, a file of its own proves that nobody else is there. */
async function contend(rounds: number): Promise<object> {
  const inside = `${authFile}.inside`;
  let clashes = 0;
  let entered = 0;
  while (entered < rounds) {
    const { lock: kind } = (await lockNow(true)) as { lock: string };
    if (kind !== 'held') {
      await sleep(1 + Math.random() * 10);
      continue;
    }
    entered += 1;
    try {
      writeFileSync(inside, String(process.pid), { flag: 'wx' });
    } catch {
      let other = 0;
      try {
        other = Number(readFileSync(inside, 'utf8'));
      } catch {
        // It has just been removed: then somebody else was inside until now.
      }
      // One that was killed inside left its file; a living one there is what must never be.
      if (other === 0 || processAlive(other)) clashes += 1;
      writeFileSync(inside, String(process.pid));
    }
    await sleep(Math.random() * 3);
    try {
      unlinkSync(inside);
    } catch {
      clashes += 1;
    }
    lock?.clearAbandoned();
    lock?.release();
  }
  return { entered, clashes };
}

const commands: Readonly<Record<string, () => Promise<object>>> = {
  credential: async () => {
    last = await manager.credential();
    return { token: last.accessToken, account: last.accountId };
  },
  renew: async () => {
    if (!last) throw new Error('no credential yet');
    last = await manager.renew(last);
    return { token: last.accessToken, account: last.accountId };
  },
  snapshot: async () => {
    const { login: _login, ...rest } = await manager.snapshot();
    return { ...rest, signedIn: _login !== undefined };
  },
  settled: async () => {
    await manager.settled();
    return {};
  },
  remove: async () => ({ removed: (await manager.remove()) !== undefined }),
  lock: () => lockNow(true),
  'lock-patient': () => lockNow(false),
  intact: () => Promise.resolve({ intact: lock?.intact() }),
  release: () => {
    lock?.release();
    return Promise.resolve({});
  },
  contend: () => contend(Number(env['WORKER_ROUNDS'] ?? 10)),
  exit: () => process.exit(0),
};

async function run(line: string): Promise<void> {
  const [name = '', argument] = line.split(' ');
  const began = performance.now();
  try {
    const store = async (): Promise<object> => {
      const login = JSON.parse(Buffer.from(argument ?? '', 'base64').toString('utf8'));
      await manager.store(login);
      return {};
    };
    const result = await (name === 'store' ? store() : commands[name]?.());
    say({ ok: true, ms: performance.now() - began, ...result });
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

process.on('uncaughtException', (error) => {
  say({ ok: false, code: 'uncaught', message: error.message });
  process.exit(70);
});
say({ ready: process.pid });
createInterface({ input: process.stdin })
  .on('line', (line) => void run(line))
  .on('close', () => process.exit(0));
