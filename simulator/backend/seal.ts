import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * Reasoning comes back sealed: a client may return it, but cannot read, change or lend it. The seal binds it to the
 * account, and needs no memory.
 */
export class ReasoningSeal {
  readonly #key = randomBytes(32);

  seal(accountId: string): string {
    const nonce = randomBytes(12).toString('base64url');
    return `enc-sim.${nonce}.${this.#sign(nonce, accountId)}`;
  }

  isOurs(sealed: string, accountId: string): boolean {
    const [prefix, nonce, signature, ...rest] = sealed.split('.');
    if (prefix !== 'enc-sim' || nonce === undefined || signature === undefined || rest.length > 0)
      return false;
    const expected = Buffer.from(this.#sign(nonce, accountId));
    const given = Buffer.from(signature);
    return expected.length === given.length && timingSafeEqual(expected, given);
  }

  #sign(nonce: string, accountId: string): string {
    return createHmac('sha256', this.#key).update(`${nonce}.${accountId}`).digest('base64url');
  }
}
