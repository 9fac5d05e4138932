import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeCallback, type CallbackRequest } from '../../src/oauth/callback.ts';

const expected = { state: 'the-state', port: 1455, paths: ['/auth/callback', '/callback'] };
const base: CallbackRequest = {
  method: 'GET',
  target: '/auth/callback?code=c&state=the-state',
  host: '127.0.0.1:1455',
};

describe('a request to the callback listener', () => {
  const rows: readonly [title: string, request: Partial<CallbackRequest>, decision: object][] = [
    ['with the state and a code gives the code', {}, { kind: 'code', code: 'c' }],
    [
      'on the older path is taken as well',
      { target: '/callback?code=c&state=the-state' },
      { kind: 'code', code: 'c' },
    ],
    ['by the name localhost is taken', { host: 'localhost:1455' }, { kind: 'code', code: 'c' }],
    ['over IPv6 is taken', { host: '[::1]:1455' }, { kind: 'code', code: 'c' }],
    [
      'with unknown further parameters is taken',
      { target: '/auth/callback?scope=a+b&code=c&state=the-state&iss=x' },
      { kind: 'code', code: 'c' },
    ],
    ['for another host is refused', { host: 'evil.example:1455' }, { kind: 'ignored', status: 403 }],
    ['for another port is refused', { host: '127.0.0.1:1456' }, { kind: 'ignored', status: 403 }],
    ['without a host is refused', { host: undefined }, { kind: 'ignored', status: 403 }],
    [
      'with a wrong state is answered 400',
      { target: '/auth/callback?code=c&state=other' },
      { kind: 'ignored', status: 400 },
    ],
    [
      'without a state is answered 400',
      { target: '/auth/callback?code=c' },
      { kind: 'ignored', status: 400 },
    ],
    [
      'with two states is answered 400',
      { target: '/auth/callback?code=c&state=the-state&state=the-state' },
      { kind: 'ignored', status: 400 },
    ],
    [
      'with an error but a wrong state is answered 400',
      { target: '/auth/callback?error=access_denied&state=x' },
      { kind: 'ignored', status: 400 },
    ],
    [
      'with an error and the state fails',
      { target: '/auth/callback?error=access_denied&error_description=no&state=the-state' },
      { kind: 'failed', error: 'access_denied', description: 'no' },
    ],
    [
      'with both an error and a code fails',
      { target: '/auth/callback?error=x&code=c&state=the-state' },
      { kind: 'failed', error: 'x' },
    ],
    [
      'without a code fails',
      { target: '/auth/callback?state=the-state' },
      { kind: 'failed', error: 'missing_authorization_code' },
    ],
    [
      'with two codes fails',
      { target: '/auth/callback?code=a&code=b&state=the-state' },
      { kind: 'failed', error: 'missing_authorization_code' },
    ],
    ['with another method is answered 405', { method: 'POST' }, { kind: 'ignored', status: 405 }],
    [
      'with HEAD is answered 405, so that a preview does not spend the code',
      { method: 'HEAD' },
      { kind: 'ignored', status: 405 },
    ],
    ['for another path is answered 404', { target: '/' }, { kind: 'ignored', status: 404 }],
    [
      'for the path in another case is answered 404',
      { target: '/Auth/Callback?code=c&state=the-state' },
      { kind: 'ignored', status: 404 },
    ],
    [
      'in absolute form keeps its path',
      { target: 'http://evil.example/auth/callback?code=c&state=the-state' },
      { kind: 'code', code: 'c' },
    ],
    [
      'that is absurdly long is answered 414',
      { target: `/auth/callback?code=c&state=the-state&x=${'y'.repeat(20_000)}` },
      { kind: 'ignored', status: 414 },
    ],
    ['to cancel from a program cancels', { target: '/cancel' }, { kind: 'cancel' }],
    [
      'to cancel from a page is refused',
      { target: '/cancel', origin: 'https://evil.example' },
      { kind: 'ignored', status: 403 },
    ],
    [
      'to cancel from a cross-site image is refused',
      { target: '/cancel', fetchSite: 'cross-site' },
      { kind: 'ignored', status: 403 },
    ],
    [
      'to cancel typed into the address bar cancels',
      { target: '/cancel', fetchSite: 'none' },
      { kind: 'cancel' },
    ],
  ];
  test.each(rows)('%s', (_title, request, decision) => {
    expect(judgeCallback({ ...base, ...request }, expected)).toMatchObject(decision);
  });
});

test('no target, however odd, makes the judge throw or gives a code without the state', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const decision = judgeCallback({ ...base, target: `/auth/callback?${text}` }, expected);
      return decision.kind !== 'code' || text.includes('the-state');
    }),
  );
});
