import { describe, expect, test } from 'vitest';
import {
  expiresAtOf,
  freshnessOf,
  parseLogin,
  refreshableFrom,
  sameAccount,
  withTokens,
  type LoginRecord,
} from '../../src/login/record.ts';
import { backoffMs } from '../../src/login/tokens.ts';

const NOW = 1_800_000_000;

function jwt(claims: Record<string, unknown> | string): string {
  const payload = typeof claims === 'string' ? claims : JSON.stringify(claims);
  return `h.${Buffer.from(payload).toString('base64url')}.s`;
}

function loginOf(accessToken: string, expiresAt?: unknown): LoginRecord {
  const login = parseLogin({ access_token: accessToken, refresh_token: 'r', expires_at: expiresAt });
  if (typeof login === 'string') throw new Error(login);
  return login;
}

describe('when a token ends', () => {
  const fresh = { isExpired: false, needsRefresh: false };
  const unknown = { expiresIn: undefined, ...fresh };
  test.each([
    ['exp in an hour', { exp: NOW + 3600 }, undefined, { expiresIn: 3600, ...fresh }],
    ['exp in 301 s: not yet due', { exp: NOW + 301 }, undefined, { expiresIn: 301, ...fresh }],
    [
      'exp in 300 s: due',
      { exp: NOW + 300 },
      undefined,
      { expiresIn: 300, isExpired: false, needsRefresh: true },
    ],
    ['exp now', { exp: NOW }, undefined, { expiresIn: 0, isExpired: true, needsRefresh: true }],
    ['exp beats expires_at', { exp: NOW + 3600 }, NOW - 5, { expiresIn: 3600, ...fresh }],
    ['no exp: expires_at', {}, NOW + 100, { expiresIn: 100, isExpired: false, needsRefresh: true }],
    ['neither', {}, undefined, unknown],
    ['exp is text', { exp: 'soon' }, undefined, unknown],
    ['exp is text, expires_at is good', { exp: 'soon' }, NOW + 3600, { expiresIn: 3600, ...fresh }],
    ['exp 0', { exp: 0 }, undefined, unknown],
    ['exp negative', { exp: -5 }, undefined, unknown],
    ['exp in milliseconds', { exp: NOW * 1000 }, undefined, unknown],
    ['exp beyond any number', jwt('{"exp":1e400}'), undefined, unknown],
    ['exp null', { exp: null }, undefined, unknown],
    ['expires_at in milliseconds', {}, NOW * 1000, unknown],
    ['expires_at 0', {}, 0, unknown],
    ['expires_at negative', {}, -1, unknown],
    ['expires_at is text', {}, '1800003600', unknown],
    ['expires_at NaN', {}, Number.NaN, unknown],
    ['a payload that is no JSON', jwt('{{{'), undefined, unknown],
    ['a payload that is a list', jwt('[1]'), undefined, unknown],
    ['an opaque token', 'at-opaque', undefined, unknown],
  ])('%s', (_, claims, expiresAt, expected) => {
    const token = typeof claims === 'string' ? claims : jwt(claims);
    expect(freshnessOf(expiresAtOf(loginOf(token, expiresAt)), NOW * 1000)).toEqual(expected);
  });
});

describe('what a refresh brings', () => {
  const base = { ...loginOf(jwt({ exp: NOW }), NOW), idToken: 'id', accountId: 'acc', extra: { keep: 1 } };

  test('that is empty changes nothing', () => {
    expect(withTokens(base, {}, NOW)).toEqual(base);
  });

  test.each([
    ['and ends when it says', 3600, 3600],
    ['and has no known end: an old expiry does not stick', undefined, undefined],
    ['and has no known end: its lifetime is absurd', 1e15, undefined],
  ])('replaces what it names, keeps the rest %s', (_, lifetime, expiresIn) => {
    const next = withTokens(base, { accessToken: 'opaque', expiresIn: lifetime }, NOW);
    expect(next).toEqual({ ...base, accessToken: 'opaque', expiresAt: next?.expiresAt });
    expect(next && freshnessOf(expiresAtOf(next), NOW * 1000).expiresIn).toBe(expiresIn);
  });
});

test.each<[string, object, number]>([
  ['said', { earliest_refresh_at: NOW + 3_000 }, NOW + 3_005],
  ['not said: what was said of the token before does not count', {}, NOW + 3_300],
])('when the next refresh may come is %s', (_, more, from) => {
  const base = { ...loginOf('opaque', NOW), extra: { earliest_refresh_at: NOW - 360, scope: 'a' } };
  const next = withTokens(base, { accessToken: 'next', expiresIn: 3_600, more: { ...more } }, NOW);
  expect(refreshableFrom(next)).toBe(from);
  expect(next.extra['scope']).toBe('a');
});

describe('accounts', () => {
  const AUTH = 'https://api.openai.com/auth';
  const of = (account?: string, user?: string, email = 'a@example.com'): LoginRecord =>
    loginOf(jwt({ email, [AUTH]: { chatgpt_account_id: account, chatgpt_user_id: user } }));
  test.each([
    ['the same', of('a', 'u'), of('a', 'u'), true],
    ['the same by id under another e-mail', of('a', 'u'), of('a', 'u', 'b@example.com'), true],
    ['another workspace of the same user', of('a', 'u'), of('b', 'u'), false],
    ['another member of the same workspace', of('a', 'u'), of('a', 'v'), false],
    ['one that does not say', of('a', 'u'), loginOf('opaque'), true],
    ['the id in the file, not in the token', { ...loginOf('opaque'), accountId: 'b' }, of('a'), false],
  ])('%s', (_, a, b, same) => {
    expect(sameAccount(a, b)).toBe(same);
    expect(sameAccount(b, a)).toBe(same);
  });
});

test('pauses after failures grow to a minute and no further', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 8, 50].map(backoffMs)).toEqual([
    1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000,
  ]);
});
