import type { SimClock } from './clock.ts';
import { redactHeader, redactPairs, redactValue } from './redact.ts';
import type { ParsedBody, SimRequest } from './request.ts';

/** One request as it may be shown: no token, code or verifier in clear. */
export interface LogEntry {
  readonly number: number;
  /** ISO 8601, by the simulator's clock. */
  readonly time: string;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly contentType: string | null;
  readonly body: unknown;
  /** Null until answered: the request hangs, or the client went away first. */
  status: number | null;
  durationMs: number | null;
  /** The fault that changed this answer. */
  fault: string | null;
}

const SHOWN_HEADERS = [
  'host',
  'authorization',
  'chatgpt-account-id',
  'originator',
  'user-agent',
  'version',
  'accept',
  'content-encoding',
  'if-none-match',
  'session-id',
  'thread-id',
  'x-client-request-id',
  'x-openai-internal-codex-responses-lite',
  'x-openai-account-routing-override',
  'x-codex-turn-state',
  'openai-beta',
];

const LIMIT = 2000;

/** The last requests. Redaction happens on the way in: what is not kept cannot leak. */
export class RequestLog {
  readonly entries: LogEntry[] = [];
  #total = 0;
  readonly #clock: SimClock;

  constructor(clock: SimClock) {
    this.#clock = clock;
  }

  open(request: SimRequest): LogEntry {
    this.#total += 1;
    const headers: Record<string, string> = {};
    for (const name of SHOWN_HEADERS) {
      const value = request.headers[name];
      if (value !== undefined) headers[name] = redactHeader(name, value);
    }
    const entry: LogEntry = {
      number: this.#total,
      time: new Date(this.#clock.nowMs()).toISOString(),
      method: request.method,
      path: request.path,
      query: redactPairs(request.query),
      headers,
      contentType: request.headers['content-type'] ?? null,
      body: shownBody(request.body),
      status: null,
      durationMs: null,
      fault: null,
    };
    this.entries.push(entry);
    if (this.entries.length > LIMIT) this.entries.shift();
    return entry;
  }

  find(method: string, path: string): readonly LogEntry[] {
    return this.entries.filter((entry) => entry.method === method && entry.path === path);
  }

  clear(): void {
    this.entries.length = 0;
  }
}

function shownBody(body: ParsedBody): unknown {
  if (body.type === 'json') return redactValue(body.value);
  if (body.type === 'form') return redactPairs(body.fields);
  if (body.type === 'text') return `(${body.text.length} characters of text)`;
  return body.type === 'invalid' ? `(${body.reason})` : null;
}
