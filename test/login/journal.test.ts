import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { AuthFile } from '../../src/login/auth-file.ts';
import { openJournal, parseTrace } from '../../src/login/journal.ts';
import { fileStorage, type Storage } from '../../src/login/storage.ts';
import type { LoginRecord } from '../../src/login/record.ts';
import { finishPending, refresh, type Outcome, type RefreshDeps } from '../../src/login/refresh.ts';
import { AppError } from '../../src/system/errors.ts';
import { fileError } from '../../src/system/files.ts';
import { machineId } from '../../src/system/machine.ts';
import { makeSandbox } from '../support/sandbox.ts';
import { loginWith, makeDeps, makeManager, writeLogin } from './support.ts';

const ISSUER = 'https://auth.openai.com';
const facts = { platform: process.platform, uid: process.getuid?.() };
const at = 1_700_000_000_000;

const fingerprint = (refreshToken: string): string =>
  createHash('sha256').update(refreshToken).digest('hex').slice(0, 16);
const stage = (n: number): LoginRecord =>
  loginWith({ accessToken: `access-${n}`, refreshToken: `refresh-${n}` });
const entry = (n: number): { codex: object } => ({
  codex: { access_token: `access-${n}`, refresh_token: `refresh-${n}`, account_id: 'acc' },
});

/** auth.json with the login of that stage; a server that refuses every token, as used twice. */
async function setting(n: number) {
  const { authFile } = await makeSandbox();
  await writeLogin(authFile, { ...stage(n), accountId: 'acc' } as never);
  const sent: string[] = [];
  const options = {
    issuer: ISSUER,
    processAlive: () => false,
    fetch: (_url: unknown, init?: RequestInit): Promise<Response> => {
      sent.push((JSON.parse(String(init?.body)) as { refresh_token: string }).refresh_token);
      return Promise.resolve(Response.json({ error: { code: 'refresh_token_reused' } }, { status: 401 }));
    },
  };
  return {
    authFile,
    d: makeDeps(authFile, options),
    /** What the token endpoint was sent. */
    sent,
    manager: () => makeManager(authFile, options),
    /** Writes a file beside auth.json. */
    beside: (suffix: string, ...lines: readonly object[]) =>
      writeFile(`${authFile}.${suffix}`, lines.map((line) => `${JSON.stringify(line)}\n`).join(''), {
        mode: 0o600,
      }),
    left: async () => (await readdir(path.dirname(authFile))).filter((name) => name !== 'auth.json'),
    codex: async () => (JSON.parse(await readFile(authFile, 'utf8')) as { codex: unknown }).codex,
  };
}

const refreshOf = (d: RefreshDeps, n: number): Promise<Outcome> =>
  refresh(d, stage(n), 'forced', () => false);

/** A process that holds the lock, alive or dead. */
async function holder(authFile: string): Promise<void> {
  await mkdir(`${authFile}.lock`);
  await writeFile(`${authFile}.lock/99.${await machineId(process.platform)}.${at}.nonce`, '');
}

const head = (n: number): object => ({
  fingerprint: fingerprint(`refresh-${n}`),
  issuer: ISSUER,
  started_at: at,
});

test.each([
  ['with the next question', [false, false, true, true]],
  ['at the latest as its process ends', [false]],
])(
  'an answer for which the storage was away serves its process, and is put in place when it is back, %s',
  async (_, rounds) => {
    const { authFile, left, codex } = await setting(1);
    const files = fileStorage(authFile, facts);
    let away = false;
    const unlessAway = <Args extends readonly unknown[], T>(work: (...args: Args) => Promise<T>) => {
      return async (...args: Args): Promise<T> => {
        if (away)
          throw new AppError({ kind: 'local', code: 'store.away', what: 'It is away.', fix: 'Wait.' });
        return work(...args);
      };
    };
    const storage: Storage = {
      ...files,
      read: unlessAway(files.read),
      replace: unlessAway(files.replace),
      remove: (name) => unlessAway(files.remove)(name).catch(() => {}),
      begin: async (...args) => {
        const refill = await files.begin(...args);
        return refill && unlessAway(refill);
      },
    };
    const sent: string[] = [];
    const due = Math.floor(Date.now() / 1000) - 5;
    const manager = makeManager(authFile, {
      issuer: ISSUER,
      storage,
      fetch: async (_url, init) => {
        sent.push((JSON.parse(init?.body ?? '') as { refresh_token: string }).refresh_token);
        away = true;
        return Response.json({ access_token: 'access-2', refresh_token: 'refresh-2', expires_in: 3_600 });
      },
    });
    await manager.store({ ...stage(1), expiresAt: due });
    for (const back of rounds) {
      away &&= !back;
      expect((await manager.credential()).accessToken).toBe('access-2');
      if (!away) expect(await codex()).toMatchObject(entry(2).codex);
    }
    away = false;
    await manager.settled();
    expect(await codex()).toMatchObject(entry(2).codex);
    expect(await left()).toEqual([]);
    expect(sent).toEqual(['refresh-1']);
  },
);

describe('the journal', () => {
  test('takes the room for the answer before it is asked for, and what is written into it is read', async () => {
    const { authFile } = await setting(1);
    const journal = openJournal(fileStorage(authFile, facts));
    const intent = { fingerprint: 'print', issuer: ISSUER, startedAt: at };
    const place = await journal.begin(intent, stage(1));
    const room = (await readFile(journal.path)).length;
    expect(await journal.read()).toEqual({ ...intent, answer: undefined, refusal: undefined });
    const longer = { ...stage(2), idToken: 'ü'.repeat(1_000) };
    await place?.answer(longer);
    expect((await readFile(journal.path)).length).toBe(room);
    expect((await journal.read())?.answer).toEqual(longer);
    await place?.refuse({ reason: 'revoked', at });
    expect((await journal.read())?.refusal).toEqual({ reason: 'revoked', at });
    await journal.clear();
    expect(await journal.read()).toBeUndefined();
  });

  test('that was cut in any place is an answer only where it is whole', () => {
    const first = `${JSON.stringify(head(1))}\n`;
    const second = JSON.stringify(entry(2));
    for (let cut = 0; cut < second.length; cut += 1) {
      const trace = parseTrace(`${first}${second.slice(0, cut).padEnd(second.length + 50)}\n`);
      expect(trace).toMatchObject({ startedAt: at, answer: undefined, refusal: undefined });
    }
    expect(parseTrace(`${first}${second}   \n`)?.answer?.refreshToken).toBe('refresh-2');
    expect(parseTrace(first.slice(0, -10))).toBeUndefined();
  });
});

describe('the answer that a killed process had kept', () => {
  test('is used at once, also by status, and put in place by the next question', async () => {
    const { beside, manager, codex, left, sent } = await setting(1);
    await beside('journal', head(1), entry(2));
    expect((await manager().current())?.accessToken).toBe('access-2');
    expect((await manager().report()).problem).toBeDefined();
    expect(await left()).toEqual(['auth.json.journal']);
    const one = manager();
    expect((await one.credential()).accessToken).toBe('access-2');
    expect(await codex()).toMatchObject(entry(2).codex);
    expect(await left()).toEqual([]);
    expect((await one.report()).problem).toBeUndefined();
    expect(sent).toEqual([]);
  });

  test('is signed out with the login', async () => {
    const { beside, manager, left } = await setting(1);
    await beside('journal', head(1), entry(2));
    expect((await manager().remove())?.refreshToken).toBe('refresh-2');
    expect(await left()).toEqual([]);
  });

  test.each([
    ['to another token', head(7), entry(2)],
    ['for another account', head(1), { codex: { ...entry(2).codex, account_id: 'other' } }],
  ])('%s is not used', async (_, first, second) => {
    const { beside, manager } = await setting(1);
    await beside('journal', first, second);
    expect((await manager().credential()).accessToken).toBe('access-1');
  });

  test('is adopted and put in place, not tidied away, by a process with a login that is older still', async () => {
    const { beside, d, codex, left, sent } = await setting(1);
    await beside('journal', head(1), entry(2));
    const outcome = await refreshOf(d, 0);
    expect(outcome).toMatchObject({ kind: 'renewed', login: { refreshToken: 'refresh-2' } });
    expect(await codex()).toMatchObject(entry(2).codex);
    expect(await left()).toEqual([]);
    expect(sent).toEqual([]);
  });
});

test('a process with an older login leaves the trace of a refresh whose answer nobody knows', async () => {
  const { authFile, beside, d, left, sent } = await setting(1);
  await beside('journal', head(1));
  // And the dead process had been writing.
  await holder(authFile);
  await beside('1234567890', entry(2));
  const older = await refreshOf(d, 0);
  expect(older).toMatchObject({ kind: 'renewed', login: { refreshToken: 'refresh-1' } });
  expect(await left()).toEqual(['auth.json.journal']);
  const outcome = await refreshOf(d, 1);
  expect(outcome).toEqual({ kind: 'refused', refusal: { reason: 'interrupted', at } });
  expect(sent).toEqual(['refresh-1']);
});

test('a disk that takes no auth.json has nothing spent; one that takes it no longer keeps the answer', async () => {
  const { authFile, d, sent, left } = await setting(1);
  const no = (): Promise<never> => Promise.reject(fileError({ code: 'EBUSY' }, authFile, 'written'));
  const before = await refreshOf({ ...d, file: { ...d.file, probe: no } }, 1);
  expect(before).toMatchObject({ kind: 'postponed', problem: { code: 'file.ebusy' } });
  expect({ sent, left: await left() }).toEqual({ sent: [], left: [] });

  const next = { access_token: 'access-2', refresh_token: 'refresh-2' };
  const answers = (): Promise<Response> => Promise.resolve(Response.json(next));
  const after = await refreshOf({ ...d, file: { ...d.file, write: no }, fetch: answers }, 1);
  expect(after).toMatchObject({ kind: 'unplaced', problem: { code: 'file.ebusy' } });
  expect((await d.journal.read())?.answer).toMatchObject({ refreshToken: 'refresh-2' });
});

test('an answer is not put in place over a login that another program has just written', async () => {
  const { authFile, beside, d, codex } = await setting(1);
  await beside('journal', head(1), entry(2));
  const write: AuthFile['write'] = async (...all) => {
    await writeLogin(authFile, { ...stage(5), accountId: 'acc' } as never);
    return d.file.write(...all);
  };
  await finishPending({ ...d, file: { ...d.file, write } });
  expect(await codex()).toMatchObject(entry(5).codex);
});

test.each([
  ['before the journal', 0],
  ['before the request', 0],
  ['during the request', 1],
])(
  'one that is passed over %s leaves all to the other, also the journal of its next refresh',
  async (when, requests) => {
    const { authFile, beside, d, codex, sent } = await setting(1);
    const passedOver = async (then: string): Promise<void> => {
      if (then !== when) return;
      await rm(`${authFile}.lock`, { recursive: true });
      await writeLogin(authFile, { ...stage(2), accountId: 'acc' } as never);
      await beside('journal', head(2));
    };
    const outcome = await refreshOf(
      {
        ...d,
        file: { ...d.file, probe: () => passedOver('before the journal') },
        journal: {
          ...d.journal,
          begin: async (...all) => {
            const place = await d.journal.begin(...all);
            await passedOver('before the request');
            return place;
          },
        },
        fetch: async (...all) => {
          const answer = await d.fetch(...all);
          await passedOver('during the request');
          return answer;
        },
      },
      1,
    );
    expect(outcome).toMatchObject({ kind: 'renewed', login: { refreshToken: 'refresh-2' } });
    expect(sent).toHaveLength(requests);
    expect(await codex()).toMatchObject(entry(2).codex);
    expect(await d.journal.read()).toMatchObject({ fingerprint: fingerprint('refresh-2') });
  },
);

test('a refusal counts for nothing where a program without our lock has renewed the login meanwhile', async () => {
  const { authFile, d, left } = await setting(1);
  const meanwhile: typeof d.fetch = async (...all) => {
    await writeLogin(authFile, { ...stage(2), accountId: 'acc' } as never);
    return d.fetch(...all);
  };
  const outcome = await refreshOf({ ...d, fetch: meanwhile }, 1);
  expect(outcome).toMatchObject({ kind: 'renewed', login: { refreshToken: 'refresh-2' } });
  expect(await left()).toEqual([]);
});

test('a refusal counts for the issuer that said it', async () => {
  const { beside, d, sent } = await setting(1);
  await beside(
    'journal',
    { ...head(1), issuer: 'https://elsewhere.example' },
    { refusal: { reason: 'expired', at } },
  );
  const outcome = await refreshOf(d, 1);
  expect(outcome).toMatchObject({ kind: 'refused', refusal: { reason: 'used twice' } });
  expect(sent).toEqual(['refresh-1']);
  expect(await refreshOf(d, 1)).toEqual(outcome);
  expect(sent).toEqual(['refresh-1']);
});

test('a holder that is at work for too long is named, and nothing is sent', async () => {
  const { authFile, d, sent } = await setting(1);
  await holder(authFile);
  const busy = { ...d, processAlive: () => true, times: { busyMs: 100 } };
  const outcome = await refreshOf(busy, 1);
  expect(outcome).toMatchObject({ kind: 'postponed', problem: { code: 'auth.busy' } });
  if (outcome.kind === 'postponed') expect(outcome.problem.why).toContain('99');
  expect(sent).toEqual([]);
});

test('a request without an answer ends in time, and leaves its trace', async () => {
  const { d, left } = await setting(1);
  const silent = (_url: unknown, init?: RequestInit): Promise<Response> =>
    new Promise((_, reject) => {
      init?.signal?.addEventListener('abort', () => reject(new Error('aborted')));
    });
  const outcome = await refreshOf({ ...d, fetch: silent, times: { requestMs: 50 } }, 1);
  expect(outcome).toMatchObject({ kind: 'postponed', problem: { code: 'auth.refresh_timeout' } });
  expect(await left()).toEqual(['auth.json.journal']);
});

describe('files of the version before the journal', () => {
  const lock = (more: object = {}): object => ({
    nonce: 'AAAAAAAAAAAAAAAA',
    pid: 99,
    machine: 'm',
    started_at: at,
    note: fingerprint('refresh-1'),
    state: 'working',
    ...more,
  });

  test('the tokens that a killed process had prepared are put in place', async () => {
    const { beside, d, codex, left, sent } = await setting(1);
    await beside('lock.3', lock());
    await beside('AAAAAAAAAAAAAAAA.tmp', { other: 1, ...entry(2) });
    await beside('BBBBBBBBBBBBBBBB.tmp', entry(0));
    const outcome = await refreshOf(d, 1);
    expect(outcome).toMatchObject({ kind: 'renewed', login: { refreshToken: 'refresh-2' } });
    expect(sent).toEqual([]);
    expect(await codex()).toMatchObject(entry(2).codex);
    expect(await left()).toEqual([]);
  });

  test.each<[string, [string, object][], object, number]>([
    ['a lost answer', [['lock.1', lock({ state: 'ended' })]], { reason: 'interrupted', at }, 1],
    // It does not say which server refused: a wrong one must not sign anybody out.
    [
      'no refusal',
      [['refused', { fingerprint: fingerprint('refresh-1'), reason: 'revoked', at }]],
      { reason: 'used twice' },
      1,
    ],
  ])('%s is known afterwards, and the files are gone', async (_, files, refusal, requests) => {
    const { beside, d, left, sent } = await setting(1);
    for (const [suffix, content] of files) await beside(suffix, content);
    const outcome = await refreshOf(d, 1);
    expect(outcome).toMatchObject({ kind: 'refused', refusal });
    expect(sent).toHaveLength(requests);
    expect(await left()).toEqual(['auth.json.journal']);
  });

  test('are left to a process of that version that lives', async () => {
    const { beside, d, left } = await setting(1);
    await beside('lock.3', lock({ pid: process.pid }));
    await refreshOf({ ...d, processAlive: (pid) => pid === process.pid }, 1);
    expect(await left()).toEqual(['auth.json.journal', 'auth.json.lock.3']);
  });
});
