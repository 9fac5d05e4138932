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
    ['100000', 60],
  ])('an interval of %j becomes %d s', (interval, seconds) => {
    const body = { device_auth_id: 'd', user_code: 'AB-12', interval };
    expect(judgeUserCode(answer(200, body), device)).toEqual({
      deviceAuthId: 'd',
      userCode: 'AB-12',
      verificationUrl: device.verificationUrl,
      interval: seconds,
      expiresIn: device.lifetime,
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
  [200, { authorization_code: 'c', code_verifier: 'v', code_challenge: 'x' }, 'granted', undefined],
  [200, {}, 'ended', 'device.invalid'],
  [403, {}, 'pending', undefined],
  [403, { error: { code: 'deviceauth_authorization_pending' } }, 'pending', undefined],
  [404, undefined, 'pending', undefined],
  [403, { error: { code: 'deviceauth_access_denied' } }, 'ended', 'device.denied'],
  [400, { error: 'access_denied' }, 'ended', 'device.denied'],
  [400, { error: 'expired_token' }, 'ended', 'device.expired'],
  [410, {}, 'ended', 'device.expired'],
  [429, {}, 'slow-down', undefined],
  [400, { error: 'slow_down' }, 'slow-down', undefined],
  [500, {}, 'pending', undefined],
  [502, undefined, 'pending', undefined],
  [400, { error: 'invalid_client' }, 'ended', 'device.refused'],
])('a poll answered %d %j is %s', (status, body, kind, code) => {
  const verdict = judgePoll(answer(status, body));
  expect(verdict.kind).toBe(kind);
  expect(verdict.kind === 'ended' ? verdict.error.code : undefined).toBe(code);
});
