import { describe, expect, test } from 'vitest';
import { exposure } from '../../src/login/folder.ts';
import type { Trace } from '../../src/login/journal.ts';
import { ownReport, statusOf, type OwnFacts } from '../../src/login/status.ts';
import { AppError } from '../../src/system/errors.ts';
import { reportOn } from '../../src/login/sources/source.ts';
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

describe('a login', () => {
  const offline = error('The host could not be reached.');
  const ends = { seconds: -5 };
  const kept = facts({ seen: { pending: true, trace }, lastProblem: error('It is full.', 'local') });
  const gateway = error('It answered 502.', 'backend');
  const loose = { path: '', tightened: false, loose: 'It can be read by others.' };
  const tightened = { path: '', tightened: true, loose: undefined };
  const exposed = exposure('/home', 'Others');
  const noToken = facts({ ...ends, refreshToken: undefined });
  test.each<[string, OwnFacts, status: string, problem?: RegExp]>([
    ['that is good', facts({ seconds: 3600 }), 'authenticated'],
    ['that has a while to live', facts(), 'authenticated'],
    [
      'refused, whose token works',
      facts({ refusal }),
      'authenticated',
      /09:08.*until its access token expires/,
    ],
    ['refused, before everything else', facts({ refusal, lastProblem: offline }), 'authenticated', /09:08/],
    ['that only the journal has', kept, 'authenticated', /auth\.json\.journal.*It is full\. For a reason\./],
    ['with a refresh without an answer', facts(lost), 'authenticated', /interrupted at 09:08/],
    ['refused by a gateway', facts({ ...lost, lastProblem: gateway }), 'authenticated', /answered 502/],
    ['with a refresh that is under way', facts({ ...lost, underWay: true }), 'authenticated'],
    ['offline', facts({ lastProblem: offline }), 'authenticated', /could not be reached/],
    ['that others can read', facts({ file: loose }), 'authenticated', /read by others/],
    ['whose folder others may write to', facts({ exposed }), 'authenticated', /Others can write.*\/home/],
    ['that others could read', facts({ file: tightened }), 'authenticated', /0600/],
    ['that has ended and can be renewed', facts(ends), 'authenticated'],
    ['that has ended, offline', facts({ ...ends, lastProblem: offline }), 'authenticated', /not be reached/],
    ['that has ended, interrupted', facts({ ...ends, ...lost }), 'authenticated', /interrupted/],
    ['that was refused and has ended', facts({ ...ends, refusal }), 'expired', /09:08/],
    ['that has ended without a refresh token', noToken, 'expired'],
  ])('%s', (_, given, status, problem) => {
    const report = ownReport(given);
    if (problem) expect(report?.problem).toMatch(problem);
    else expect(report?.problem).toBeUndefined();
    if (!given.file.tightened) expect(report?.fix === undefined).toBe(problem === undefined);
    expect(report?.usable).toBe(status === 'authenticated');
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

describe('what is promised', () => {
  const hour = { seconds: 100 };
  test.each<[string, OwnFacts, boolean]>([
    ['a login with its refresh token', facts(hour), true],
    ['one without', facts({ ...hour, refreshToken: undefined }), false],
    ['one whose refresh was refused', facts({ ...hour, refusal }), false],
  ])('%s: a renewal %#', (_, given, renews) => {
    const { needs_refresh, renews_automatically } = statusWith(given);
    expect({ needs_refresh, renews_automatically }).toEqual({
      needs_refresh: renews,
      renews_automatically: renews,
    });
  });

  test.each([
    ['login', '/x/auth.json', '/x/auth.json'],
    ['codex-cli', '/cli/auth.json', '/cli/auth.json'],
    ['access-token', null, 'CODEX_ACCESS_TOKEN'],
    ['api-key', null, 'OPENAI_API_KEY'],
    ['external', null, null],
  ] as const)('a login of %s is said to be in %s, %s', (source, auth_file, held_in) => {
    const report = reportOn(source, 'chatgpt', { expiresAt: NOW / 1000 + 10 });
    const status = statusWith(facts(), report);
    expect(status).toMatchObject({ auth_file, held_in, needs_refresh: false, renews_automatically: false });
  });

  test('nobody is signed in: the file is the one that a sign-in would write', () => {
    const absent = { state: { kind: 'absent' }, login: undefined, trace: undefined } as const;
    expect(statusWith(facts({ seen: absent }))).toMatchObject({ auth_file: '/x/auth.json', held_in: null });
  });
});

function statusWith(given: OwnFacts, report = ownReport(given)): ReturnType<typeof statusOf> {
  return statusOf({
    report,
    network: [],
    attempt: undefined,
    limits: null,
    files: { authFile: '/x/auth.json', codexCliFile: '/cli/auth.json' },
    keyVariable: 'OPENAI_API_KEY',
    now: NOW,
    serverNow: NOW,
    face: 'assistant',
  });
}
