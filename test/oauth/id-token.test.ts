import { createHmac, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { judgeIdToken, type Claims } from '../../src/oauth/id-token.ts';

const NOW = 1_900_000_000;
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const other = generateKeyPairSync('rsa', { modulusLength: 2048 });
const short = generateKeyPairSync('rsa', { modulusLength: 1024 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });

const jwk = (key: KeyObject, more: object) => ({ ...key.export({ format: 'jwk' }), ...more });
const KEYS = [
  jwk(rsa.publicKey, { kid: 'rsa', use: 'sig', alg: 'RS256' }),
  jwk(ec.publicKey, { kid: 'ec' }),
  jwk(short.publicKey, { kid: 'short' }),
  jwk(other.publicKey, { kid: 'enc', use: 'enc' }),
];

const EXPECTED: Claims = {
  issuer: 'https://auth.example',
  clientId: 'oaiapp_mine',
  nonce: 'nonce-of-this-attempt',
  now: NOW * 1000,
};
const GOOD = {
  iss: 'https://auth.example',
  aud: ['oaiapp_mine'],
  sub: 'user-1',
  iat: NOW - 1,
  exp: NOW + 3600,
  nonce: 'nonce-of-this-attempt',
};

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

interface Made {
  readonly head?: object;
  readonly claims?: object;
  readonly key?: KeyObject;
  readonly signature?: (signed: string) => string;
}

function make({ head = {}, claims = {}, key = rsa.privateKey, signature }: Made = {}): string {
  const signed = `${encode({ alg: 'RS256', kid: 'rsa', ...head })}.${encode({ ...GOOD, ...claims })}`;
  const bytes = (): string =>
    sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url');
  return `${signed}.${signature ? signature(signed) : bytes()}`;
}

const judged = (token: string) => judgeIdToken(token, KEYS, EXPECTED);
const publicPem = String(rsa.publicKey.export({ format: 'pem', type: 'spki' }));

describe('an ID token is taken', () => {
  test.each<[string, Made]>([
    ['with one audience in a list', {}],
    ['with the audience as a string', { claims: { aud: 'oaiapp_mine' } }],
    [
      'with several audiences and this authorized party',
      { claims: { aud: ['x', 'oaiapp_mine'], azp: 'oaiapp_mine' } },
    ],
    ['with ES256', { head: { alg: 'ES256', kid: 'ec' }, key: ec.privateKey }],
    ['without a key id', { head: { kid: undefined } }],
    ['a moment after its end', { claims: { exp: NOW - 4 } }],
  ])('%s', (_, made) => {
    expect(judged(make(made))).toEqual({ kind: 'proven', subject: 'user-1' });
  });
});

describe('an ID token is refused', () => {
  test.each<[string, Made]>([
    ['algorithm none without a signature', { head: { alg: 'none' }, signature: () => '' }],
    ['algorithm none with a signature', { head: { alg: 'none' } }],
    ['algorithm None', { head: { alg: 'None' } }],
    ['an algorithm that every object has', { head: { alg: 'constructor' } }],
    [
      'the public key as a shared secret',
      {
        head: { alg: 'HS256' },
        signature: (signed) => createHmac('sha256', publicPem).update(signed).digest('base64url'),
      },
    ],
    ['a critical extension', { head: { crit: ['b64'], b64: false } }],
    ['another key', { key: other.privateKey }],
    ['a key too short', { head: { kid: 'short' }, key: short.privateKey }],
    ['a changed payload', { signature: () => make().split('.')[2] ?? '', claims: { sub: 'user-2' } }],
    [
      'an ES256 signature in DER',
      {
        head: { alg: 'ES256', kid: 'ec' },
        signature: (signed) => sign('sha256', Buffer.from(signed), ec.privateKey).toString('base64url'),
      },
    ],
    ['another issuer', { claims: { iss: 'https://auth.example.org' } }],
    ['an issuer with a slash more', { claims: { iss: 'https://auth.example/' } }],
    ['no issuer', { claims: { iss: undefined } }],
    ['another audience', { claims: { aud: 'oaiapp_other' } }],
    ['a list without us', { claims: { aud: ['oaiapp_other'], azp: 'oaiapp_mine' } }],
    ['an audience that begins as ours', { claims: { aud: 'oaiapp_mine_too' } }],
    ['no audience', { claims: { aud: undefined } }],
    ['several audiences without an authorized party', { claims: { aud: ['oaiapp_mine', 'x'] } }],
    ['another authorized party', { claims: { azp: 'oaiapp_other' } }],
    ['an authorized party that is a list', { claims: { azp: ['oaiapp_mine'] } }],
    ['an end in the past', { claims: { exp: NOW - 6 } }],
    ['no end', { claims: { exp: undefined } }],
    ['an end that is a text', { claims: { exp: String(NOW + 3600) } }],
    ['no beginning', { claims: { iat: undefined } }],
    ['the nonce of another attempt', { claims: { nonce: 'nonce-of-another-one' } }],
    ['no nonce', { claims: { nonce: undefined } }],
    ['no subject', { claims: { sub: '' } }],
  ])('%s', (_, made) => {
    expect(judged(make(made))).toMatchObject({ kind: 'refused' });
  });

  test.each(['', 'a.b', 'a.b.c.d', '..', `${encode([])}.${encode([])}.x`])('not a token: %s', (text) => {
    expect(judged(text)).toMatchObject({ kind: 'refused' });
  });
});

describe('a key that we do not have says nothing about the token', () => {
  test.each<[string, Made]>([
    ['an unknown key id', { head: { kid: 'new' } }],
    ['a key for encryption', { head: { kid: 'enc' }, key: other.privateKey }],
    ['a key of the other kind', { head: { kid: 'ec' } }],
  ])('%s', (_, made) => {
    expect(judged(make(made))).toEqual({ kind: 'unknown key' });
  });
});
