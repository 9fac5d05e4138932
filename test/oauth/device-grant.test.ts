import { describe, expect, test } from 'vitest';
import {
  judgeDeviceAuthorization,
  judgeDeviceToken,
  requestDeviceGrant,
} from '../../src/oauth/device-grant.ts';
import { pollForConsent } from '../../src/oauth/device-flow.ts';
import type { RawAnswer } from '../../src/oauth/token-endpoint.ts';
import type { Fetch } from '../../src/system/fetch.ts';
import { profileAt } from '../login/support.ts';

const answer = (status: number, body: unknown): RawAnswer => ({ status, body: JSON.stringify(body) ?? '' });

/** RFC 8628 section 3.2, its own example. */
const EXAMPLE = {
  device_code: 'GmRhmhcxhwAzkoEqiMEg_DnyEysNkuNhszIySk9eS',
  user_code: 'WDJB-MJHT',
  verification_uri: 'https://example.com/device',
  verification_uri_complete: 'https://example.com/device?user_code=WDJB-MJHT',
  expires_in: 1800,
  interval: 5,
};

describe('the answer of the device authorization endpoint', () => {
  test('the example of the standard is read whole', () => {
    expect(judgeDeviceAuthorization(answer(200, EXAMPLE))).toEqual({
      deviceCode: EXAMPLE.device_code,
      userCode: 'WDJB-MJHT',
      url: 'https://example.com/device',
      completeUrl: EXAMPLE.verification_uri_complete,
      lifetime: 1800,
      interval: 5,
    });
  });

  test.each([
    ['no interval', { interval: undefined }, { interval: 5 }],
    ['an interval of two minutes', { interval: 120 }, { interval: 120 }],
    ['an interval of a year', { interval: 31_536_000 }, { interval: 86_400 }],
    [
      'Google’s older name',
      { verification_uri: undefined, verification_url: 'https://a.example/d' },
      { url: 'https://a.example/d' },
    ],
    ['no complete address', { verification_uri_complete: undefined }, { completeUrl: undefined }],
    [
      'a complete address that is no page',
      { verification_uri_complete: 'javascript:alert(1)' },
      { completeUrl: undefined },
    ],
  ])('%s', (_, change, expected) => {
    expect(judgeDeviceAuthorization(answer(200, { ...EXAMPLE, ...change }))).toMatchObject(expected);
  });

  test.each([
    ['no code for the user', { user_code: undefined }],
    ['no code for us', { device_code: '' }],
    ['no page', { verification_uri: undefined }],
    ['a page that is no page', { verification_uri: 'file:///etc/passwd' }],
    ['no lifetime', { expires_in: undefined }],
    ['a lifetime of nothing', { expires_in: 0 }],
  ])('%s is no usable answer', (_, change) => {
    expect(() => judgeDeviceAuthorization(answer(200, { ...EXAMPLE, ...change }))).toThrow(
      expect.objectContaining({ code: 'device.invalid' }),
    );
  });
});

describe('one poll', () => {
  test.each([
    [400, { error: 'authorization_pending' }, 'pending'],
    [400, { error: 'slow_down' }, 'slow-down'],
    [429, {}, 'slow-down'],
    [503, 'busy', 'pending'],
    [200, { access_token: 'a' }, 'tokens'],
  ])('%d %j: %s', (status, body, verdict) => {
    expect(judgeDeviceToken(answer(status, body))).toBe(verdict);
  });

  test.each([
    [400, { error: 'access_denied' }, 'device.denied'],
    [400, { error: 'expired_token' }, 'device.expired'],
    [400, { error: 'invalid_grant' }, 'device.refused'],
    [401, { error: 'invalid_client' }, 'device.refused'],
    [404, 'no such page', 'device.refused'],
  ])('%d %j ends the attempt: %s', (status, body, code) => {
    expect(() => judgeDeviceToken(answer(status, body))).toThrow(expect.objectContaining({ code }));
  });
});

test('pending, slow down, a broken network and consent: the pace is the server’s, 5 s more after slow_down or a timeout', async () => {
  const replies: (readonly [number, unknown] | 'cut' | 'silent')[] = [
    [400, { error: 'authorization_pending' }],
    [400, { error: 'slow_down' }],
    'cut',
    'silent',
    [200, { access_token: 'device-access', token_type: 'Bearer', expires_in: 3600 }],
  ];
  const asked: string[] = [];
  const fetch: Fetch = (url, init) => {
    asked.push(`${url} ${String(init?.body)}`);
    const reply = asked.length === 1 ? ([200, EXAMPLE] as const) : (replies.shift() ?? 'cut');
    if (reply === 'cut') return Promise.reject(new TypeError('fetch failed'));
    if (reply === 'silent') return Promise.reject(new DOMException('made up', 'TimeoutError'));
    return Promise.resolve(new Response(JSON.stringify(reply[1]), { status: reply[0] }));
  };
  const slept: number[] = [];
  const sleep = async (ms: number): Promise<void> => void slept.push(ms);
  const d = { fetch, sleep, now: () => 0 };
  const base = profileAt('https://auth.example');
  const profile = { ...base, clientId: 'me', clientSecret: 'shown', scope: 'a b', requires: [] };
  const device = { dialect: 'rfc8628', authorizationUrl: 'https://auth.example/device' } as const;
  const signal = AbortSignal.timeout(5_000);
  const flow = await requestDeviceGrant(d, profile, device, signal);
  expect(await (await pollForConsent(d, flow, signal))()).toMatchObject({
    accessToken: 'device-access',
    expiresIn: 3600,
  });
  expect(slept).toEqual([5_000, 10_000, 10_000, 15_000]);
  expect(asked[0]).toBe('https://auth.example/device client_id=me&client_secret=shown&scope=a+b');
  expect(asked[1]).toContain(
    `grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code&device_code=${EXAMPLE.device_code}`,
  );
});
