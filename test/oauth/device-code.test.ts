import { describe, expect, test } from 'vitest';
import { judgePoll, judgeUserCode } from '../../src/oauth/device-code.ts';
import type { RawAnswer } from '../../src/oauth/token-endpoint.ts';

const device = {
  userCodeUrl: '',
  pollUrl: '',
  verificationUrl: 'https://auth.example/codex/device',
  redirectUri: '',
  lifetime: 900,
  switchOn: 'Ask',
};
const answer = (status: number, body: unknown): RawAnswer => ({ status, body: JSON.stringify(body) ?? '' });

describe('the answer to the request for a code', () => {
  test.each([
    ['5', 5],
    ['1', 1],
    [7, 7],
    ['0', 5],
    [undefined, 5],
    ['soon', 5],
    [-3, 5],
    ['100000', 86_400],
  ])('an interval of %j becomes %d s', (interval, seconds) => {
    const body = { device_auth_id: 'd', user_code: 'AB-12', interval };
    expect(judgeUserCode(answer(200, body), device)).toEqual({
      deviceAuthId: 'd',
      userCode: 'AB-12',
      interval: seconds,
    });
  });

  test.each([
    [404, {}, 'backend', 'device.disabled'],
    [429, {}, 'network', 'device.refused'],
    [500, {}, 'network', 'device.refused'],
    [400, {}, 'backend', 'device.refused'],
    [200, {}, 'backend', 'device.invalid'],
    [200, { device_auth_id: 'd' }, 'backend', 'device.invalid'],
  ])('%d %j is refused as %s, %s', (status, body, kind, code) => {
    const judged = (): unknown => judgeUserCode(answer(status, body), device);
    expect(judged).toThrow(expect.objectContaining({ name: 'AppError', kind, code }) as Error);
  });

  test('the older spelling of the code is understood', () => {
    const body = { device_auth_id: 'd', usercode: 'AB-12' };
    expect(judgeUserCode(answer(200, body), device).userCode).toBe('AB-12');
  });
});

test.each([
  [200, { authorization_code: 'c', code_verifier: 'v', code_challenge: 'x' }, { code: 'c', verifier: 'v' }],
  [403, {}, 'pending'],
  [403, { error: { code: 'deviceauth_authorization_pending' } }, 'pending'],
  [404, undefined, 'pending'],
  [429, {}, 'slow-down'],
  [400, { error: 'slow_down' }, 'slow-down'],
  [500, {}, 'pending'],
  [502, undefined, 'pending'],
])('a poll answered %d %j is %j', (status, body, verdict) => {
  expect(judgePoll(answer(status, body))).toEqual(verdict);
});

test.each([
  [200, {}, 'device.invalid'],
  [403, { error: { code: 'deviceauth_access_denied' } }, 'device.denied'],
  [400, { error: 'access_denied' }, 'device.denied'],
  [400, { error: 'expired_token' }, 'device.expired'],
  [410, {}, 'device.expired'],
  [400, { error: 'invalid_client' }, 'device.refused'],
])('a poll answered %d %j ends with %s', (status, body, code) => {
  const judged = (): unknown => judgePoll(answer(status, body));
  expect(judged).toThrow(expect.objectContaining({ name: 'AppError', code }) as Error);
});
