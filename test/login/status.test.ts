import { describe, expect, test } from 'vitest';
import type { Trace } from '../../src/login/journal.ts';
import { snapshotOf, type SnapshotFacts } from '../../src/login/snapshot.ts';
import { statusOf } from '../../src/login/status.ts';
import { AppError } from '../../src/system/errors.ts';
import { loginWith } from './support.ts';

const NOW = 1_800_000_000_000;
const AT = new Date(2027, 0, 15, 9, 8).getTime();

const error = (what: string, kind: AppError['kind'] = 'network'): AppError =>
  new AppError({ kind, code: 'x', what, why: 'For a reason.', fix: 'Do this.' });

type More = Partial<Omit<SnapshotFacts, 'seen'>> & {
  readonly seconds?: number;
  readonly refreshToken?: undefined;
  readonly seen?: Partial<SnapshotFacts['seen']>;
};

function facts({ seconds = 100, seen, ...more }: More = {}): SnapshotFacts {
  const login = loginWith({
    expiresAt: NOW / 1000 + seconds,
    ...('refreshToken' in more ? { refreshToken: undefined } : {}),
  });
  return {
    now: NOW,
    refusal: undefined,
    underWay: false,
    lastProblem: undefined,
    authFile: '/x/auth.json',
    tightened: false,
    loose: undefined,
    ...more,
    seen: { state: { kind: 'login', login, text: '' }, login, pending: false, trace: undefined, ...seen },
  };
}

const trace: Trace = {
  fingerprint: 'print',
  issuer: 'https://issuer',
  startedAt: AT,
  answer: undefined,
  refusal: undefined,
};
const refusal = { reason: 'interrupted' as const, at: AT };
const lost = { seen: { trace } };

describe('what is told about a login', () => {
  test.each<[string, SnapshotFacts, RegExp | undefined]>([
    ['nothing, where nothing is wrong', facts(), undefined],
    ['a refusal, and that its token still works', facts({ refusal }), /09:08.*until its access token ends/],
    ['a refusal, before everything else', facts({ refusal, lastProblem: error('Offline.') }), /09:08/],
    [
      'an answer that only the journal has, with the disk’s reason',
      facts({ seen: { pending: true, trace }, lastProblem: error('It is full.', 'local') }),
      /auth\.json\.journal.*It is full\. For a reason\./,
    ],
    ['a refresh without an answer', facts(lost), /interrupted at 09:08/],
    [
      'an answer of the server rather than “interrupted”',
      facts({ ...lost, lastProblem: error('It answered 502.', 'backend') }),
      /answered 502/,
    ],
    ['no refresh that is under way', facts({ ...lost, underWay: true }), undefined],
    ['offline', facts({ lastProblem: error('The host could not be reached.') }), /could not be reached/],
    ['a file that others can read', facts({ loose: 'It can be read by others.' }), /read by others/],
    ['a file that others could read', facts({ tightened: true }), /0600/],
  ])('%s', (_, given, problem) => {
    const snapshot = snapshotOf(given);
    if (problem) expect(snapshot.problem).toMatch(problem);
    else expect(snapshot.problem).toBeUndefined();
    if (!given.tightened) expect(snapshot.fix === undefined).toBe(problem === undefined);
    expect(snapshot.dead).toBe(false);
  });
});

describe('a login', () => {
  test.each<[string, SnapshotFacts, boolean, string]>([
    ['that is good', facts({ seconds: 3600 }), false, 'authenticated'],
    ['that only the journal has', facts({ seen: { pending: true, trace } }), false, 'authenticated'],
    ['that has ended and can be renewed', facts({ seconds: -5 }), false, 'authenticated'],
    [
      'that has ended, offline',
      facts({ seconds: -5, lastProblem: error('Offline.') }),
      false,
      'authenticated',
    ],
    ['that has ended, its refresh interrupted', facts({ seconds: -5, ...lost }), false, 'authenticated'],
    ['that was refused, its token works', facts({ refusal }), false, 'authenticated'],
    ['that was refused and has ended', facts({ seconds: -5, refusal }), true, 'expired'],
    [
      'that has ended without a refresh token',
      facts({ seconds: -5, refreshToken: undefined }),
      true,
      'expired',
    ],
  ])('%s: dead %s, %s', (_, given, dead, status) => {
    const snapshot = snapshotOf(given);
    expect(snapshot.dead).toBe(dead);
    expect(statusWith(given).status).toBe(status);
  });

  test('whose file is broken is told with its fix, and not like a missing one', () => {
    const none = { login: undefined, trace: undefined };
    const broken = statusWith(
      facts({ seen: { ...none, state: { kind: 'broken', error: error('It cannot be used.', 'local') } } }),
    );
    expect(broken).toMatchObject({ problem: 'It cannot be used. For a reason.', fix: 'Do this.' });
    const absent = statusWith(facts({ seen: { ...none, state: { kind: 'absent' } } }));
    expect(absent).toMatchObject({ problem: null, fix: 'Sign in with codex_login.' });
  });
});

function statusWith(given: SnapshotFacts): ReturnType<typeof statusOf> {
  return statusOf({
    snapshot: snapshotOf(given),
    report: undefined,
    attempt: undefined,
    limits: null,
    authFile: '/x/auth.json',
    now: NOW,
    serverNow: NOW,
    face: 'assistant',
  });
}
