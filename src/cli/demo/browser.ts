import type { Deps } from '../../system/deps.ts';
import { fault } from './fault.ts';

export interface Hop {
  readonly url: URL;
  readonly status: number;
}

export interface Visit {
  readonly hops: readonly Hop[];
  /** Text of the last page. */
  readonly html: string;
}

const MOST_HOPS = 5;

/** Plays the user's browser: opens the address and follows its redirects, but leaves this machine for nobody. */
export async function visit(address: string, fetchLike: Deps['fetch'], signal: AbortSignal): Promise<Visit> {
  const hops: Hop[] = [];
  let url = new URL(address);
  while (hops.length < MOST_HOPS) {
    if (url.hostname !== '127.0.0.1')
      throw fault('the browser', `It was sent to ${url.host}, which is not on this machine.`);
    const response = await fetchLike(url, { redirect: 'manual', signal });
    hops.push({ url, status: response.status });
    const next = response.headers.get('location');
    if (next === null) return { hops, html: await response.text() };
    await response.body?.cancel();
    url = new URL(next, url);
  }
  throw fault('the browser', 'It was redirected in a circle.');
}

/** The first of the addresses in a message that begins with `origin`. */
export function addressIn(message: string, origin: string): string | undefined {
  return message.match(/https?:\/\/[^\s;]+/g)?.find((u) => u.startsWith(origin));
}
