import { randomBytes } from 'node:crypto';

/** Pages that wait for a button. A form id is good for one decision, so a page cannot be sent twice. */
export class OneTimeForms<T> {
  readonly #open = new Map<string, T>();

  open(value: T): string {
    const id = randomBytes(18).toString('base64url');
    this.#open.set(id, value);
    return id;
  }

  take(id: string): T | undefined {
    const value = this.#open.get(id);
    this.#open.delete(id);
    return value;
  }
}
