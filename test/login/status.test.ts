import { describe, expect, test } from 'vitest';
import type { Trace } from '../../src/login/journal.ts';
import { ownReport, statusOf, type OwnFacts } from '../../src/login/status.ts';
import { AppError } from '../../src/system/errors.ts';
import { loginWith } from './support.ts';

const NOW = 1_800_000_000_000;
const AT = new Date(2027, 0, 15, 9, 8).getTime();

const error = (what: string, kind: AppError['kind'] = 'network'): AppError =>
  new AppError({ kind, code: 'x', what, why: 'For a reason.', fix: 'Do this.' });

type More = Partial<Omit<OwnFacts, 'seen'>> & {
  readonly seconds?: number;
  readonly refreshToken?: undefined;
  readonly seen?: Partial<OwnFacts['seen']>;
};

function facts({ seconds = 100, seen, ...more }: More = {}): OwnFacts {
  const login = loginWith({
    expiresAt: NOW / 1000 + seconds,
    ...('refreshToken' in more ? { refreshToken: undefined } : {}),
  });
  return {
    now: NOW,
    refusal: undefined,
    underWay: false,
    lastProblem: undefined,
    file: { path: '/x/auth.json', tightened: false, loose: undefined },
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
  test.each<[string, OwnFacts, RegExp | undefined]>([
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
    [
      'a file that others can read',
      facts({ file: { path: '', tightened: false, loose: 'It can be read by others.' } }),
      /read by others/,
    ],
    [
      'a file that others could read',
      facts({ file: { path: '', tightened: true, loose: undefined } }),
      /0600/,
    ],
  ])('%s', (_, given, problem) => {
    const report = ownReport(given);
    if (problem) expect(report?.problem).toMatch(problem);
    else expect(report?.problem).toBeUndefined();
    if (!given.file.tightened) expect(report?.fix === undefined).toBe(problem === undefined);
    expect(report?.usable).toBe(true);
  });
});

describe('a login', () => {
  test.each<[string, OwnFacts, string]>([
    ['that is good', facts({ seconds: 3600 }), 'authenticated'],
    ['that only the journal has', facts({ seen: { pending: true, trace } }), 'authenticated'],
    ['that has ended and can be renewed', facts({ seconds: -5 }), 'authenticated'],
    ['that has ended, offline', facts({ seconds: -5, lastProblem: error('Offline.') }), 'authenticated'],
    ['that has ended, its refresh interrupted', facts({ seconds: -5, ...lost }), 'authenticated'],
    ['that was refused, its token works', facts({ refusal }), 'authenticated'],
    ['that was refused and has ended', facts({ seconds: -5, refusal }), 'expired'],
    ['that has ended without a refresh token', facts({ seconds: -5, refreshToken: undefined }), 'expired'],
  ])('%s: %s', (_, given, status) => {
    expect(ownReport(given)?.usable).toBe(status === 'authenticated');
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

function statusWith(given: OwnFacts): ReturnType<typeof statusOf> {
  return statusOf({
    report: ownReport(given),
    attempt: undefined,
    limits: null,
    authFile: '/x/auth.json',
    now: NOW,
    serverNow: NOW,
    face: 'assistant',
  });
}
