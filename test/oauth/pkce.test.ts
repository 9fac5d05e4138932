import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { challengeOf, createPkce, createState, sameSecret } from '../../src/oauth/pkce.ts';

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
