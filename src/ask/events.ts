import { createParser } from 'eventsource-parser';
import type { Body } from '../system/fetch.ts';
import { isObject, parseJson, type JsonObject } from '../system/json.ts';
import { redactHeld } from '../system/redact.ts';

/** One event of the stream: only the JSON's own `type` counts (docs/wire.md 7.1). */
export type StreamEvent = JsonObject & { readonly type: string };

/** A single event longer than this is an attack or a defect. Characters. */
const MAX_EVENT = 16 * 1_048_576;

/** Keep-alive events: they say only that the server is alive. */
const LIFE_SIGNS = new Set(['response.created', 'response.queued', 'response.in_progress']);

function eventIn(data: string): StreamEvent | undefined {
  const value = parseJson(data);
  return isObject(value) && typeof value['type'] === 'string' ? (value as StreamEvent) : undefined;
}

/**
 * Turns chunks of text into events. Skips lines that cannot be parsed, as the CLI does. Returns false if an event is
 * too large; reading stops then.
 */
export function eventFeed(onEvent: (event: StreamEvent, size: number) => void): (text: string) => boolean {
  let flooded = false;
  const parser = createParser({
    maxBufferSize: MAX_EVENT,
    onError: ({ type }) => {
      flooded ||= type === 'max-buffer-size-exceeded';
    },
    onEvent: ({ data }) => {
      const event = eventIn(data);
      // A secret may be split across pieces, so redaction happens where they are joined (answer.ts).
      const safe = !event || event.type.endsWith('.delta') ? data : redactHeld(data);
      const shown = safe === data ? event : eventIn(safe);
      if (shown) onEvent(shown, data.length);
    },
  });
  return (text) => {
    if (!flooded) parser.feed(text);
    return !flooded;
  };
}

interface ReadOptions {
  /** `size`: characters of its JSON. */
  readonly onEvent: (event: StreamEvent, size: number) => void;
  /** Reading ends as soon as it returns true: nothing after the last event is needed. */
  readonly finished: () => boolean;
  /**
   * Silence of this length ends the stream. Milliseconds. Only whole events reset it, not comments or partial events.
   */
  readonly idleMs: number;
  /** The longest time that keep-alive events can postpone this. Milliseconds. */
  readonly pingMs: number;
}

/**
 * Reads the body to its end or the last event that matters (`done`), until silence lasts too long (`idle`), or until
 * an event is too long (`flood`). Rejects if the connection breaks. To stop it, abort the request.
 */
export async function readEvents(body: Body, options: ReadOptions): Promise<'done' | 'idle' | 'flood'> {
  let told = performance.now();
  let events = 0;
  const feed = eventFeed((event, size) => {
    events += 1;
    if (event.type.startsWith('response.') && !LIFE_SIGNS.has(event.type)) told = performance.now();
    options.onEvent(event, size);
  });
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let idle = false;
  const watchdog = setTimeout(() => {
    idle = true;
    reader.cancel().catch(() => {});
  }, options.idleMs);
  try {
    while (!options.finished()) {
      const { done, value } = await reader.read();
      if (done) break;
      const before = events;
      if (!feed(decoder.decode(value, { stream: true }))) return 'flood';
      if (events > before && performance.now() - told < options.pingMs) watchdog.refresh();
    }
    // A last event without its blank line is still an event.
    if (!options.finished()) feed(`${decoder.decode()}\n\n`);
  } finally {
    clearTimeout(watchdog);
    reader.cancel().catch(() => {});
  }
  return idle && !options.finished() ? 'idle' : 'done';
}
