import { describe, expect, test } from 'vitest';
import type { LoginRecord } from '../../src/login/login-record.ts';
import { snapshotOf, type SnapshotFacts } from '../../src/login/login-snapshot.ts';
import { AppError } from '../../src/system/errors.ts';
import type { LockRecord } from '../../src/system/lock-record.ts';
import { statusOf } from '../../src/login/status.ts';

const NOW = 1_800_000_000_000;
const AT = new Date(2027, 0, 15, 9, 8).getTime();

const login = (secondsLeft: number, refreshToken: string | undefined = 'r'): LoginRecord => ({
  accessToken: 'a',
  refreshToken,
  idToken: undefined,
  expiresAt: NOW / 1000 + secondsLeft,
  accountId: 'acc',
  clientId: undefined,
  issuer: undefined,
  extra: {},
});

const error = (what: string, kind: AppError['kind'] = 'network'): AppError =>
  new AppError({ kind, code: 'x', what, why: 'For a reason.', fix: 'Do this.' });

function facts(more: Partial<SnapshotFacts> = {}, secondsLeft = 100): SnapshotFacts {
  return {
    state: { kind: 'login', login: login(secondsLeft), others: {} },
    now: NOW,
    print: 'print',
    refusal: undefined,
    locks: [],
    lostAt: undefined,
    unsavedProblem: undefined,
    lastProblem: undefined,
    loose: undefined,
    ...more,
  };
}

const lock = (more: Partial<LockRecord> = {}): LockRecord => ({
  nonce: 'n',
  pid: 7,
  machine: 'm',
  startedAt: AT,
  note: 'print',
  state: 'working',
  ...more,
});

const refusal = { fingerprint: 'print', reason: 'interrupted' as const, at: AT };

describe('what is told about a login', () => {
  test.each<[string, SnapshotFacts, RegExp | undefined]>([
    ['nothing, where nothing is wrong', facts(), undefined],
    [
      'a refusal, and that its token still works',
      facts({ refusal }),
      /interrupted at 09:08.*lost on the way.*until its access token ends/,
    ],
    [
      'a refusal, before everything else',
      facts({ refusal, lastProblem: error('Offline.') }),
      /interrupted at 09:08/,
    ],
    [
      'unsaved tokens, with the disk’s reason',
      facts({ unsavedProblem: error('The file could not be written.', 'local') }),
      /memory only.*could not be written. For a reason./,
    ],
    [
      'unsaved tokens of another process',
      facts({ locks: [{ record: lock({ state: 'unsaved' }), verdict: 'alive' }] }),
      /memory of process 7/,
    ],
    [
      'a refresh whose process died',
      facts({ locks: [{ record: lock(), verdict: 'dead' }] }),
      /interrupted at 09:08.*tried again/,
    ],
    [
      'a refresh without an answer',
      facts({ locks: [{ record: lock({ state: 'ended' }), verdict: 'ended' }] }),
      /interrupted at 09:08/,
    ],
    ['a refresh without an answer of our own', facts({ lostAt: AT }), /interrupted at 09:08/],
    [
      'an answer of the server rather than “interrupted”',
      facts({ lostAt: AT, lastProblem: error('It answered 502.', 'backend') }),
      /answered 502/,
    ],
    ['offline', facts({ lastProblem: error('The host could not be reached.') }), /could not be reached/],
    [
      'no refresh of another token',
      facts({ locks: [{ record: lock({ note: 'older' }), verdict: 'dead' }] }),
      undefined,
    ],
    ['no refresh that is under way', facts({ locks: [{ record: lock(), verdict: 'alive' }] }), undefined],
    ['a file that others can read', facts({ loose: 'It can be read by others.' }), /read by others/],
  ])('%s', (_, given, problem) => {
    const snapshot = snapshotOf(given);
    if (problem) expect(snapshot.problem).toMatch(problem);
    else expect(snapshot.problem).toBeUndefined();
    expect(snapshot.fix === undefined).toBe(problem === undefined);
    expect(snapshot.dead).toBe(false);
  });

  test.each([
    ['an ended login that can be renewed', facts({}, -5), false],
    ['an ended login that was refused', facts({ refusal }, -5), true],
    [
      'an ended login without a refresh token',
      facts({ state: { kind: 'login', login: { ...login(-5), refreshToken: undefined }, others: {} } }),
      true,
    ],
    ['an ended login, offline', facts({ lastProblem: error('Offline.') }, -5), false],
    ['an ended login whose refresh was interrupted', facts({ lostAt: AT }, -5), false],
  ])('%s is dead: %s', (_, given, dead) => {
    expect(snapshotOf(given).dead).toBe(dead);
  });
});

describe('the status of', () => {
  const status = (given: SnapshotFacts): ReturnType<typeof statusOf> =>
    statusOf({
      snapshot: snapshotOf(given),
      report: undefined,
      attempt: undefined,
      limits: null,
      authFile: '/x/auth.json',
      tightened: false,
      now: NOW,
      serverNow: NOW,
      face: 'assistant',
    });

  test.each([
    ['a good login', facts({}, 3600), 'authenticated'],
    ['unsaved tokens', facts({ unsavedProblem: error('Full.', 'local') }), 'authenticated'],
    ['an ended login, offline', facts({ lastProblem: error('Offline.') }, -5), 'authenticated'],
    ['an interrupted refresh that may be tried again', facts({ lostAt: AT }, -5), 'authenticated'],
    ['a refused login whose token works', facts({ refusal }), 'authenticated'],
    ['a refused login whose token has ended', facts({ refusal }, -5), 'expired'],
  ])('%s is %s', (_, given, expected) => {
    expect(status(given).status).toBe(expected);
  });

  test('a broken file names it and its fix, and is not told like a missing one', () => {
    const broken = status(
      facts({ state: { kind: 'broken', error: error('/x/auth.json cannot be used.', 'local') } }),
    );
    expect(broken).toMatchObject({ problem: '/x/auth.json cannot be used. For a reason.', fix: 'Do this.' });
    const absent = status(facts({ state: { kind: 'absent' } }));
    expect(absent).toMatchObject({ problem: null, fix: 'Sign in with codex_login.' });
  });
});
