import { judgeHttp } from '../../src/ask/judge-http.ts';
import type { Refusal } from '../../src/ask/refusal.ts';

/** The moment of every refusal in these tables. */
export const NOW = Date.parse('2026-11-21T02:00:00Z');
/** The body of a challenge or block page. */
export const PAGE = '<!DOCTYPE html><html><head><title>Just a moment...</title></head><body></body></html>';

/** An answer of the responses endpoint that is no stream, judged. */
export function http(status: number, body: unknown, headers: Record<string, string> = {}): Refusal {
  return judgeHttp({
    status,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    header: (name) => headers[name] ?? null,
    now: NOW,
  });
}

export const detail = (text: string): object => ({ detail: text });
export const error = (fields: object): object => ({ error: fields });

export interface Row {
  /** What comes, in words. */
  readonly row: string;
  readonly got: Refusal;
  readonly code: string;
  readonly kind?: string;
  readonly retry: Refusal['retry']['kind'];
  readonly about?: string;
  /** What the sentence must say. */
  readonly says?: RegExp;
}
