import { describe, expect, test } from 'vitest';
import { judgePoll, judgeUserCode } from '../../src/oauth/device-code.ts';
import { AppError } from '../../src/system/errors.ts';

const page = 'https://auth.example/codex/device';

describe('the interval between polls', () => {
  test.each([
    ['5', 5],
    ['1', 1],
    [7, 7],
    ['0', 5],
    [undefined, 5],
    ['soon', 5],
    [-3, 5],
    ['100000', 60],
  ])('%j becomes %d s', (interval, seconds) => {
    expect(judgeUserCode(200, { device_auth_id: 'd', user_code: 'AB-12', interval }, page).interval).toBe(
      seconds,
    );
  });
});

describe('the answer to the request for a code', () => {
  test.each([
    [404, {}, 'device.disabled'],
    [429, {}, 'device.refused'],
    [500, {}, 'device.refused'],
    [200, {}, 'device.invalid'],
    [200, { device_auth_id: 'd' }, 'device.invalid'],
  ])('%d %j is refused as %s', (status, body, code) => {
    let error: unknown;
    try {
      judgeUserCode(status, body, page);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code });
  });

  test('the older spelling of the code is understood', () => {
    expect(judgeUserCode(200, { device_auth_id: 'd', usercode: 'AB-12' }, page).userCode).toBe('AB-12');
  });
});

describe('a poll', () => {
  const granted = { authorization_code: 'c', code_verifier: 'v', code_challenge: 'x' };
  test.each([
    [200, granted, 'granted'],
    [200, {}, 'ended'],
    [403, {}, 'pending'],
    [403, { error: { code: 'deviceauth_authorization_pending' } }, 'pending'],
    [404, undefined, 'pending'],
    [403, { error: { code: 'deviceauth_access_denied' } }, 'ended'],
    [400, { error: 'access_denied' }, 'ended'],
    [400, { error: 'expired_token' }, 'ended'],
    [410, {}, 'ended'],
    [429, {}, 'slow-down'],
    [400, { error: 'slow_down' }, 'slow-down'],
    [500, {}, 'pending'],
    [502, undefined, 'pending'],
    [400, { error: 'invalid_client' }, 'ended'],
  ])('answered %d %j is %s', (status, body, kind) => {
    expect(judgePoll(status, body).kind).toBe(kind);
  });
});
