import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { json, type Reply } from '../reply.ts';
import { header, isLoopbackHost, type SimRequest } from '../request.ts';
import type { World } from '../world.ts';

const makeKey = () => ({
  ...generateKeyPairSync('rsa', { modulusLength: 2048 }),
  kid: `sim-${randomBytes(4).toString('hex')}`,
});

/** Made once for all simulators of a process, when the first token needs it: an RSA key costs a tenth of a second. */
let first: ReturnType<typeof makeKey> | undefined;

/** The keys that sign. */
export class SigningKeys {
  #other: ReturnType<typeof makeKey> | undefined;

  get #current() {
    return this.#other ?? (first ??= makeKey());
  }

  /** From now on another key signs. */
  rotate(): void {
    this.#other = makeKey();
  }

  sign(claims: Readonly<Record<string, unknown>>, as: { readonly alg?: string } = {}): string {
    const { privateKey, kid } = this.#current;
    const { alg = 'RS256' } = as;
    const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const head = `${encode({ alg, typ: 'JWT', kid })}.${encode(claims)}`;
    if (alg === 'none') return `${head}.`;
    return `${head}.${sign('sha256', Buffer.from(head), privateKey).toString('base64url')}`;
  }

  get published(): readonly unknown[] {
    const { publicKey, kid } = this.#current;
    return [{ ...publicKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' }];
  }
}

/** The name under which the client knows this server: behind a TLS proxy it is a public one. */
export function issuerOf(request: SimRequest, world: World): string {
  const host = header(request, 'host') ?? new URL(world.origin).host;
  return `${isLoopbackHost(host) ? 'http' : 'https'}://${host}`;
}

/** GET /.well-known/openid-configuration */
export function discovery(request: SimRequest, world: World): Reply {
  const issuer = issuerOf(request, world);
  return json(200, {
    issuer,
    authorization_endpoint: `${issuer}/api/accounts/authorize`,
    token_endpoint: `${issuer}/api/accounts/oauth/token`,
    revocation_endpoint: `${issuer}/api/accounts/oauth/revoke`,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    grant_types_supported: ['authorization_code', 'refresh_token'],
    id_token_signing_alg_values_supported: ['RS256'],
  });
}

/** GET /.well-known/jwks.json */
export function jwks(_request: SimRequest, world: World): Reply {
  return json(200, { keys: world.chatgpt.keys.published });
}
