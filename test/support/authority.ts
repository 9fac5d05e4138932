import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

/** An authority that exists for one test, and what it signs. Written by hand: not every machine has openssl. */
export interface TestAuthority {
  /** Its certificate, for NODE_EXTRA_CA_CERTS. */
  readonly pem: string;
  issue(names: readonly string[], options?: IssueOptions): { readonly key: string; readonly cert: string };
}

export interface IssueOptions {
  readonly notBefore?: Date;
  readonly notAfter?: Date;
}

function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  const size =
    body.length < 128
      ? [body.length]
      : body.length < 256
        ? [0x81, body.length]
        : [0x82, body.length >> 8, body.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
}

const sequence = (...parts: readonly Uint8Array[]): Buffer => der(0x30, ...parts);
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));
const bits = (bytes: Uint8Array): Buffer => der(0x03, Buffer.from([0]), bytes);
const octets = (bytes: Uint8Array): Buffer => der(0x04, bytes);
const utcTime = (date: Date): Buffer =>
  der(0x17, Buffer.from(`${date.toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`));
const ECDSA_SHA256 = sequence(oid('2a8648ce3d040302'));
/** X.501 name with a common name only. */
const name = (text: string): Buffer =>
  sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(text)))));
const extension = (id: string, critical: boolean, value: Uint8Array): Buffer =>
  sequence(oid(id), ...(critical ? [der(0x01, Buffer.from([0xff]))] : []), octets(value));

const pemOf = (label: string, bytes: Buffer): string =>
  `-----BEGIN ${label}-----\n${(bytes.toString('base64').match(/.{1,64}/g) ?? []).join('\n')}\n-----END ${label}-----\n`;

interface Certificate {
  readonly subject: Buffer;
  readonly issuer: Buffer;
  readonly publicKey: KeyObject;
  readonly signer: KeyObject;
  readonly extensions: readonly Buffer[];
  readonly options: IssueOptions;
}

/** RFC 5280 section 4.1. */
function certificate(c: Certificate): string {
  const day = 86_400_000;
  const tbs = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ECDSA_SHA256,
    c.issuer,
    sequence(
      utcTime(c.options.notBefore ?? new Date(Date.now() - day)),
      utcTime(c.options.notAfter ?? new Date(Date.now() + day)),
    ),
    c.subject,
    c.publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(...c.extensions)),
  );
  return pemOf('CERTIFICATE', sequence(tbs, ECDSA_SHA256, bits(sign('sha256', tbs, c.signer))));
}

function altName(host: string): Buffer {
  const address = /^\d+\.\d+\.\d+\.\d+$/.test(host);
  return address ? der(0x87, Buffer.from(host.split('.').map(Number))) : der(0x82, Buffer.from(host));
}

export function makeAuthority(): TestAuthority {
  const root = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = createHash('sha256')
    .update(root.publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex');
  const issuer = name(`Test authority ${id.slice(0, 8)}`);
  const constraint = extension('551d13', true, sequence(der(0x01, Buffer.from([0xff]))));
  const pem = certificate({
    subject: issuer,
    issuer,
    publicKey: root.publicKey,
    signer: root.privateKey,
    extensions: [constraint],
    options: {},
  });
  return {
    pem,
    issue: (names, options = {}) => {
      const leaf = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const cert = certificate({
        subject: name(names[0] ?? 'test'),
        issuer,
        publicKey: leaf.publicKey,
        signer: root.privateKey,
        extensions: [extension('551d11', false, sequence(...names.map(altName)))],
        options,
      });
      return { cert, key: leaf.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
    },
  };
}
