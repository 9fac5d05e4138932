import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { createSignIn } from '../../src/login/sign-in.ts';
import { AppError } from '../../src/system/errors.ts';
import { sleep } from '../../src/system/time.ts';
import { profileAt } from './support.ts';

test('a login that could not be stored is not asked for: no port is opened and nothing is sent', async () => {
  const issuer = 'https://issuer.example';
  const sent: unknown[] = [];
  const signIn = createSignIn({
    platform: process.platform,
    uid: process.getuid?.(),
    profile: profileAt(issuer),
    issuer,
    fetch: (url) => Promise.reject(new Error(`asked ${sent.push(url)}`)),
    now: Date.now,
    sleep,
    randomBytes,
    accept: () => {},
    probe: () =>
      Promise.reject(new AppError({ kind: 'local', code: 'file.enospc', what: 'No.', fix: 'Do.' })),
    store: () => Promise.reject(new Error('stored')),
    current: () => Promise.resolve(undefined),
  });
  const request = { lanes: ['browser', 'device'] as const, timeoutMs: 1_000 };
  await expect(signIn.begin(request)).rejects.toMatchObject({ code: 'file.enospc' });
  expect(signIn.pending()).toBeUndefined();
  expect(sent).toEqual([]);
});
