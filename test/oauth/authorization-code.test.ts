import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  challengeOf,
  createPkce,
  createState,
  judgeRedirect,
  pastedRedirect,
  sameSecret,
} from '../../src/oauth/authorization-code.ts';
import { judgeCallback, type CallbackRequest } from '../../src/oauth/callback-listener.ts';

test('the challenge of RFC 7636 appendix B is computed', () => {
  expect(challengeOf('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')).toBe(
    'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  );
});

test('a verifier has 86 characters of the allowed alphabet, and its challenge belongs to it', () => {
  const { verifier, challenge } = createPkce(randomBytes);
  expect(verifier).toMatch(/^[A-Za-z0-9\-._~]{86}$/);
  expect(challenge).toBe(challengeOf(verifier));
});

test('a state is 32 random bytes, and two are never alike', () => {
  const states = new Set(Array.from({ length: 100 }, () => createState(randomBytes)));
  expect(states.size).toBe(100);
  for (const state of states) expect(Buffer.from(state, 'base64url')).toHaveLength(32);
});

test('secrets are equal only when every character is', () => {
  fc.assert(fc.property(fc.string(), fc.string(), (a, b) => sameSecret(a, b) === (a === b)));
});

const STATE = 'state=the-state';
const at = (url: string): CallbackRequest => ({ method: 'GET', url, headers: { host: '127.0.0.1:1455' } });
const from = (
  headers: CallbackRequest['headers'],
  url = `/auth/callback?code=c&${STATE}`,
): CallbackRequest => {
  const request = at(url);
  return { ...request, headers: { ...request.headers, ...headers } };
};
const judge = (request: CallbackRequest): ReturnType<typeof judgeCallback> =>
  judgeCallback(request, {
    state: 'the-state',
    port: 1455,
    paths: ['/auth/callback', '/callback'],
    pages: new Map([['a-word', 'https://auth.example/authorize']]),
  });

const code = { kind: 'code', code: 'c' };
const none = { kind: 'failed', error: 'missing_authorization_code' };
const ignored = (status: number): object => ({ kind: 'ignored', status });

test.each<[title: string, request: CallbackRequest, decision: object]>([
  ['with the state and a code gives the code', from({}), code],
  ['on the older path is taken as well', at(`/callback?code=c&${STATE}`), code],
  ['by the name localhost is taken', from({ host: 'localhost:1455' }), code],
  ['over IPv6 is taken', from({ host: '[::1]:1455' }), code],
  ['with further parameters is taken', at(`/auth/callback?scope=a+b&code=c&${STATE}&iss=x`), code],
  ['for another host is refused', from({ host: 'evil.example:1455' }), ignored(403)],
  ['for another port is refused', from({ host: '127.0.0.1:1456' }), ignored(403)],
  ['without a host is refused', from({ host: undefined }), ignored(403)],
  ['with a wrong state is answered 400', at('/auth/callback?code=c&state=other'), ignored(400)],
  ['without a state is answered 400', at('/auth/callback?code=c'), ignored(400)],
  ['with two states is answered 400', at(`/auth/callback?code=c&${STATE}&${STATE}`), ignored(400)],
  ['with an error but a wrong state is answered 400', at('/auth/callback?error=x&state=x'), ignored(400)],
  [
    'with an error and the state fails',
    at(`/auth/callback?error=access_denied&error_description=no&${STATE}`),
    { kind: 'failed', error: 'access_denied', description: 'no' },
  ],
  [
    'with both an error and a code fails',
    at(`/auth/callback?error=x&code=c&${STATE}`),
    { kind: 'failed', error: 'x' },
  ],
  ['without a code fails', at(`/auth/callback?${STATE}`), none],
  ['with two codes fails', at(`/auth/callback?code=a&code=b&${STATE}`), none],
  ['with another method is answered 405', { ...from({}), method: 'POST' }, ignored(405)],
  ['with HEAD is answered 405: a preview spends no code', { ...from({}), method: 'HEAD' }, ignored(405)],
  ['for another path is answered 404', at('/'), ignored(404)],
  ['for the path in another case is answered 404', at(`/Auth/Callback?code=c&${STATE}`), ignored(404)],
  ['in absolute form keeps its path', at(`http://evil.example/auth/callback?code=c&${STATE}`), code],
  ['that is absurdly long is answered 414', at(`/callback?code=c&${'y'.repeat(20_000)}`), ignored(414)],
  ['to cancel from a program cancels', at('/cancel'), { kind: 'cancel' }],
  ['to cancel from a page is refused', from({ origin: 'https://evil.example' }, '/cancel'), ignored(403)],
  ['to cancel from an image is refused', from({ 'sec-fetch-site': 'cross-site' }, '/cancel'), ignored(403)],
  ['for a short address follows it', at('/a-word'), { kind: 'page', word: 'a-word' }],
  ['for a short address by POST is answered 405', { ...at('/a-word'), method: 'POST' }, ignored(405)],
  ['for a short address by HEAD spends nothing', { ...at('/a-word'), method: 'HEAD' }, ignored(405)],
  ['for a short address of another host', from({ host: 'evil.example:1455' }, '/a-word'), ignored(403)],
  ['for a part of a short address', at('/a-wor'), ignored(404)],
  ['for more than a short address', at('/a-word/'), ignored(404)],
  ['to cancel by hand cancels', from({ 'sec-fetch-site': 'none' }, '/cancel'), { kind: 'cancel' }],
])('a request to the callback listener %s', (_title, request, decision) => {
  expect(judge(request)).toMatchObject(decision);
});

test('no target, however odd, makes the judge throw or gives a code without the state', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const decision = judge(at(`/auth/callback?${text}`));
      return decision.kind !== 'code' || text.includes('the-state');
    }),
  );
});

describe('what a user pastes', () => {
  const query = 'code=c&state=the-state';
  const whole = `http://127.0.0.1:1455/auth/callback?${query}`;
  test.each([
    whole,
    `  ${whole}  `,
    `${whole}&scope=openid+email`,
    `"${whole}"`,
    `'${whole}'`,
    `<${whole}>`,
    `“${whole}”`,
    `\`${whole}\``,
    `localhost:1455/auth/callback?${query}`,
    `127.0.0.1:1455/auth/callback?${query}`,
    `/auth/callback?${query}`,
    `?${query}`,
    query,
    'state=the-state&code=c',
    'code=c & state=the-state',
    whole.replace('?', '#'),
    whole.replace('&', '#'),
    whole.replace('&', '&amp;'),
    whole.replace('?', '\\?').replace('&', '\\&').replaceAll('=', '\\='),
    whole.replace('&', '\r\n&'),
    'c#the-state',
    '"c#the-state"',
  ])('%j is taken', (text) => {
    expect(judgeRedirect(pastedRedirect(text), 'the-state')).toEqual({ kind: 'code', code: 'c' });
  });

  test.each([
    '',
    'not an address',
    'c',
    '#',
    'c#',
    '#the-state',
    'c#other',
    `https://auth.example/oauth/authorize?state=the-state`,
    `${whole}&state=other`,
    whole.replace('the-state', 'other'),
  ])('%j gives no code', (text) => {
    expect(judgeRedirect(pastedRedirect(text), 'the-state').kind).not.toBe('code');
  });

  test('a code keeps its odd characters', () => {
    const code = 'ac_x.Y-z~1/2+3=';
    const text = `code=${encodeURIComponent(code)}&state=the-state`;
    expect(judgeRedirect(pastedRedirect(text), 'the-state')).toEqual({ kind: 'code', code });
  });

  test('no text, however odd, makes it throw', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => pastedRedirect(text) instanceof URL));
  });
});
