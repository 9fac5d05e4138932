import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { scanKeyLines, scanText } from '../../src/attach/secrets/scan.ts';
import { draws } from './corpus.ts';
import { makeFolder } from './support.ts';
import { realTimes } from '../support/real.ts';

/** A private key as a program writes it, and whether that program is here. */
type Make = (dir: string) => string;

function has(program: string, ...args: readonly string[]): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore' });
    return true;
  } catch (error) {
    const there = !(error instanceof Error && 'code' in error && error.code === 'ENOENT');
    if (!there) console.warn(`${program} is not on this machine: its keys are not tried`);
    return there;
  }
}

const run = (dir: string, program: string, args: readonly string[]): string =>
  execFileSync(program, args, { cwd: dir, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

const sshKey =
  (type: readonly string[], format: readonly string[], phrase: string): Make =>
  (dir) => {
    run(dir, 'ssh-keygen', ['-q', '-N', phrase, '-C', 'someone@host', '-f', 'k', '-t', ...type, ...format]);
    return readFileSync(path.join(dir, 'k'), 'utf8');
  };
const openssl =
  (...steps: readonly string[]): Make =>
  (dir) => {
    for (const step of steps) run(dir, 'openssl', step.split(' '));
    return readFileSync(path.join(dir, 'k'), 'utf8');
  };

const SSH_TYPES = [
  ['rsa', '-b', '2048'],
  // Seconds to make, and of the same form.
  ...(realTimes ? [['rsa', '-b', '3072']] : []),
  ['dsa'],
  ['ecdsa', '-b', '256'],
  ['ecdsa', '-b', '384'],
  ['ecdsa', '-b', '521'],
  ['ed25519'],
];
const SSH_FORMATS = [[], ['-m', 'PEM'], ['-m', 'PKCS8']];
const SSH: readonly (readonly [string, Make])[] = SSH_TYPES.flatMap((type) =>
  SSH_FORMATS.flatMap((format) =>
    ['', 'a pass phrase'].map(
      (phrase) =>
        [
          `ssh-keygen -t ${[...type, ...format].join(' ')}${phrase && ' -N …'}`,
          sshKey(type, format, phrase),
        ] as const,
    ),
  ),
);
const OPENSSL = [
  ['genrsa -out k 2048'],
  ['genrsa -traditional -out k 1024'],
  ['genrsa -aes256 -passout pass:abcd -out k 2048'],
  ['genpkey -algorithm RSA -out k'],
  ...(realTimes ? [['genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:3072 -out k']] : []),
  ['genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out k'],
  ['genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384 -out k'],
  ['genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-521 -out k'],
  ['genpkey -algorithm EC -pkeyopt ec_paramgen_curve:secp256k1 -out k'],
  ['genpkey -algorithm ED25519 -out k'],
  ['genpkey -algorithm ED448 -out k'],
  ['genpkey -algorithm X25519 -out k'],
  ['genpkey -algorithm RSA -aes-256-cbc -pass pass:abcd -out k'],
  ['genpkey -algorithm ED25519 -aes-128-cbc -pass pass:abcd -out k'],
  ['ecparam -name prime256v1 -genkey -noout -out k'],
  ['ecparam -name secp521r1 -genkey -out k'],
  ['dsaparam -genkey -out k 1024'],
  ['genrsa -out r 2048', 'pkcs8 -topk8 -v1 PBE-SHA1-3DES -passout pass:abcd -in r -out k'],
].map((steps) => [`openssl ${steps.join(', ')}`, openssl(...steps)] as const);
const GPG: readonly (readonly [string, Make])[] = [
  [
    'gpg --export-secret-keys',
    (dir) => {
      const home = ['--homedir', dir, '--batch', '--pinentry-mode', 'loopback', '--passphrase', ''];
      run(dir, 'gpg', [...home, '--quick-generate-key', 'a@b', 'ed25519', 'default', '1d']);
      const key = run(dir, 'gpg', [...home, '--armor', '--export-secret-keys']);
      run(dir, 'gpgconf', ['--homedir', dir, '--kill', 'gpg-agent']);
      return key;
    },
  ],
];

const wrap = (text: string, width: number): string =>
  text.match(new RegExp(`.{1,${width}}`, 'g'))?.join('\n') ?? '';
const block =
  (label: string, head: string, bytes: number, width: number) =>
  (seed: number): string => {
    const body = Buffer.from(head + draws(seed).text(bytes, 'b'), 'latin1').toString('base64');
    return `-----BEGIN ${label}-----\n${wrap(body, width)}\n-----END ${label}-----\n`;
  };
const SSH_HEAD = 'openssh-key-v1\0\0\0\0\x04none\0\0\0\x04none\0\0\0\0\0\0\0\x01\0\0\0';
/** What no program here writes. */
const DRAWN: Readonly<Record<string, (seed: number) => string>> = {
  'OpenSSH, ed25519': block('OPENSSH PRIVATE KEY', `${SSH_HEAD}\x33\0\0\0\x0bssh-ed25519\0\0\0 `, 220, 70),
  'OpenSSH, a security key': block(
    'OPENSSH PRIVATE KEY',
    `${SSH_HEAD}\x4a\0\0\0\x1ask-ssh-ed25519@openssh.com\0\0\0 `,
    260,
    70,
  ),
  'ssh.com': (seed) =>
    `---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\nComment: "rsa-key"\n${wrap(draws(seed).text(700, 'b'), 70)}\n---- END SSH2 ENCRYPTED PRIVATE KEY ----\n`,
  PKCS1: block('RSA PRIVATE KEY', '0\x82\x04\xa3\x02\x01\0\x02\x82\x01\x01\0', 1180, 64),
  'PKCS1, encrypted': (seed) =>
    block(
      'RSA PRIVATE KEY',
      '',
      1200,
      64,
    )(seed).replace('\n', `\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,${draws(seed).text(32, 'X')}\n\n`),
  'PGP with a version': (seed) =>
    block('PGP PRIVATE KEY BLOCK', '', 900, 64)(seed).replace('\n', '\nVersion: GnuPG v1\nComment: none\n\n'),
  'PuTTY 2': (seed) =>
    `PuTTY-User-Key-File-2: ssh-rsa\nEncryption: aes256-cbc\nComment: rsa-key\nPublic-Lines: 2\n${wrap(draws(seed).text(100, 'b'), 64)}\nPrivate-Lines: 14\n${wrap(draws(seed + 1).text(880, 'b'), 64)}\nPrivate-MAC: ${draws(seed).text(40, 'x')}\n`,
  'PuTTY 3, ed25519': (seed) =>
    `PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nComment: k\nPublic-Lines: 2\n${wrap(draws(seed).text(68, 'b'), 64)}\nPrivate-Lines: 1\n${draws(seed + 1).text(47, 'b')}=\nPrivate-MAC: ${draws(seed).text(64, 'x')}\n`,
  age: (seed) =>
    `# created: 2026-01-01T00:00:00Z\n# public key: age1${draws(seed).text(58, 'l')}\nAGE-SECRET-KEY-1${draws(seed).text(58, 'u')}\n`,
  minisign: (seed) =>
    `untrusted comment: minisign encrypted secret key\nRWRTY0Iy${draws(seed).text(204, 'b')}\n`,
  WireGuard: (seed) => `[Interface]\nAddress = 10.0.0.1/24\nPrivateKey = ${draws(seed).text(43, 'b')}=\n`,
};

/** Where a key may stand. */
const PLACES: Readonly<Record<string, (key: string) => string>> = {
  file: (k) => k,
  'Windows line ends': (k) => k.replaceAll('\n', '\r\n'),
  'YAML, indented': (k) => `tls:\n  key: |\n${k.replaceAll(/^/gm, '      ')}\n`,
  'YAML, folded': (k) => `key: >-\n  ${k.trim().replaceAll('\n', ' ')}\n`,
  'YAML, quoted': (k) => `key: "${k.replaceAll('\n', '\\n')}"\n`,
  JSON: (k) => JSON.stringify({ key: k }, null, 2),
  'JSON in JSON': (k) => JSON.stringify({ outer: JSON.stringify({ key: k }) }),
  environment: (k) => `KEY=${k.trim().replaceAll('\n', '\\n')}\n`,
  'diff, added': (k) => k.replaceAll(/^/gm, '+'),
  'diff, removed': (k) => k.replaceAll(/^/gm, '-'),
  'diff, unchanged': (k) => k.replaceAll(/^/gm, ' '),
  'quoted mail': (k) => k.replaceAll(/^/gm, '> > '),
  heredoc: (k) => `cat > key <<'END'\n${k}END\nchmod 600 key\n`,
  'C string': (k) => `const char *k =\n${k.trim().replaceAll(/^.*$/gm, '  "$&\\n"')};\n`,
  'numbered lines': (k) =>
    k
      .split('\n')
      .map((line, i) => `${i + 1}\t${line}`)
      .join('\n'),
  comment: (k) => k.replaceAll(/^/gm, '# '),
};
const BASE64: typeof PLACES = {
  'Kubernetes secret': (k) =>
    `apiVersion: v1\nkind: Secret\ndata:\n  tls.key: ${Buffer.from(k).toString('base64')}\n`,
  'base64 of a file': (k) => Buffer.from(`a: 1\nkey: x\n${k}`).toString('base64'),
  'base64 in lines': (k) => wrap(Buffer.from(k).toString('base64'), 76),
  URL: (k) => `https://a.b/?key=${encodeURIComponent(k)}&x=1`,
};

async function everywhere(key: string, places: typeof PLACES): Promise<void> {
  for (const [place, put] of Object.entries(places)) {
    const text = `first line\n${put(key)}\nlast line\n`;
    expect(await scanText(text), place).not.toEqual([]);
  }
}

/** Programs differ in what they still make: OpenSSH 10 knows no DSA. */
function made(make: Make, dir: string, skip: (note: string) => void): string {
  try {
    return make(dir);
  } catch (error) {
    console.warn(String(error));
    skip('this program does not make it');
    throw error;
  }
}

describe.each([
  ['ssh-keygen', SSH, has('ssh-keygen', '-?')],
  ['openssl', OPENSSL, has('openssl', 'version')],
  ['gpg', GPG, has('gpg', '--version')],
] as const)('keys of %s', (_, keys, here) => {
  for (const [name, make] of keys)
    it.runIf(here)(name, async ({ skip }) => {
      const dir = await makeFolder();
      const key = made(make, dir, skip);
      await everywhere(key, { ...PLACES, ...BASE64 });
      const headless = key.split('\n').slice(1, -2).join('\n');
      if (!key.includes('ENCRYPTED') && !key.includes('PGP'))
        await everywhere(headless, { headless: (k) => k });
      const open = await readFile(path.join(dir, 'k.pub'), 'utf8').catch(() => '');
      expect(await scanText(open)).toEqual([]);
    });
});

describe('keys as other programs write them', () => {
  it.each(Object.entries(DRAWN))('%s', async (_, make) => {
    for (let seed = 0; seed < 15; seed += 1) await everywhere(make(seed), PLACES);
  });

  const curve = (namedCurve: string) => () => generateKeyPairSync('ec', { namedCurve }).privateKey;
  const HEADLESS: readonly (readonly [string, () => KeyObject, readonly ('pkcs8' | 'sec1')[]])[] = [
    ...['P-256', 'P-384', 'P-521', 'secp256k1'].map(
      (name) => [name, curve(name), ['pkcs8', 'sec1']] as const,
    ),
    ['Ed25519', () => generateKeyPairSync('ed25519').privateKey, ['pkcs8']],
    ['Ed448', () => generateKeyPairSync('ed448').privateKey, ['pkcs8']],
    ['X25519', () => generateKeyPairSync('x25519').privateKey, ['pkcs8']],
  ];
  // What is drawn may hold any word and repeat any letter: only what stands before it tells. Hence many.
  it.each(HEADLESS)('are seen without their first line in every draw: %s', async (_, make, types) => {
    for (let draw = 0; draw < 400; draw += 1) {
      const key = make();
      for (const type of types) {
        const body = key.export({ type, format: 'pem' }).toString().split('\n').slice(1, -2).join('\n');
        expect(await scanText(`first line\n${body}\nlast line\n`), body).not.toEqual([]);
      }
    }
  });

  it('are seen in the middle too, where a diff shows no first line', () => {
    for (const width of [64, 70, 76]) {
      const lines = wrap(draws(width).text(width * 5, 'b'), width).split('\n');
      expect(scanKeyLines(['x', ...lines.slice(1, 4), 'y'])).toMatchObject([{ line: 2 }]);
      const certificate = ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----'];
      expect(scanKeyLines(certificate)).toEqual([]);
      expect(scanKeyLines(certificate.slice(3))).toEqual([]);
    }
  });
});
