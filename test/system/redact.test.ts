import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseProxy } from '../../src/system/proxy.ts';
import { holdSecrets, redact, redactHeld, redactStream } from '../../src/system/redact.ts';

/** Made up anew in every run, so that no file holds anything that looks like a key. */
const random = (size: number): string =>
  Buffer.from(crypto.getRandomValues(new Uint8Array(size))).toString('hex');
const jwt = ['eyJhbGciOiJub25lIn0', `eyJ${random(40)}`, random(30)].join('.');
const plain = `Zx${random(16)}`;
const odd = `p"ä/ ${random(10)}`;
holdSecrets(jwt, plain, odd, undefined, 'short', 'fifteen letters');

test.each([
  ['a token', jwt],
  ['a password', odd],
  ['a password in JSON', JSON.stringify(odd).slice(1, -1)],
  ['a password in an address', encodeURIComponent(odd)],
  ['the payload of a token', jwt.split('.')[1] ?? ''],
  ['its signature', jwt.split('.')[2] ?? ''],
  ['a value of no known shape', plain],
])('%s is redacted by value, everywhere', (_title, secret) => {
  for (const clean of [redactHeld, redact])
    expect(clean(`a ${secret}b ${secret}`)).toBe('a [redacted]b [redacted]');
});

test('short values are words like any other', () => {
  expect(redact('a short one of fifteen letters')).toBe('a short one of fifteen letters');
});

test('torn into pieces of any size, a secret never gets through, and everything else does', () => {
  const parts = fc.array(
    fc.constantFrom(jwt, plain, odd, 'eyJ', 'Z', 'p"', jwt.slice(0, 30), 'words ', '\n'),
    {
      maxLength: 6,
    },
  );
  fc.assert(
    fc.property(parts, fc.integer({ min: 1, max: 50 }), (list, n) => {
      const text = list.join('');
      const stream = redactStream();
      let out = '';
      for (let at = 0; at < text.length; at += n) {
        out += stream.push(text.slice(at, at + n));
      }
      const whole = out + stream.rest;
      // Nor is the beginning of a secret given away at the end. The first part of a JWT is no secret.
      const parts = [...jwt.split('.').slice(1), plain, odd].map((secret) => secret.slice(0, 20));
      expect(parts.filter((part) => whole.includes(part))).toEqual([]);
      expect(whole.length).toBeGreaterThanOrEqual(text.replaceAll(/\S{16,}/g, '').length);
    }),
  );
});

test('what cannot become a secret is not held back', () => {
  const stream = redactStream();
  for (const word of ['Hello', ', wor', 'ld e', 'very', 'eyJ', ' Zx.']) expect(stream.push(word)).toBe(word);
  expect(stream.rest).toBe('');
});

test('a long life forgets the eldest only', () => {
  const first = `first${random(16)}`;
  holdSecrets(first);
  const used = `used${random(16)}`;
  for (let i = 0; i < 300; i += 1) holdSecrets(used, `${i}-${random(16)}`);
  const last = `last${random(16)}`;
  holdSecrets(last);
  expect(redactHeld(first)).toBe(first);
  for (const secret of [used, last]) expect(redactHeld(secret)).toBe('[redacted]');
});

test.each(['-eyJ', ' eyJaaaaa', 'Bearer ', '"token":', 'sk-'])(
  'a long text of nothing but “%s” costs no more than its length',
  (beginning) => {
    const text = `${beginning.repeat(100_000)} ${jwt.replace(/.$/, '.')}`;
    const started = performance.now();
    expect(redact(text)).not.toContain(jwt.split('.')[1]);
    expect(performance.now() - started).toBeLessThan(2_000);
  },
);

test('a proxy’s password is held from when its address is read, in all its forms', () => {
  const [user, password] = ['dev', `p@ss ${random(8)}`];
  const value = `http://${user}:${encodeURIComponent(password)}@proxy.example:3128`;
  const { token } = parseProxy({ name: 'HTTPS_PROXY', value });
  const basic = token?.replace('Basic ', '') ?? '';
  for (const secret of [password, encodeURIComponent(password), basic])
    expect(redact(`<${secret}>`)).toBe('<[redacted]>');
});
