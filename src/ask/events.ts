import { createParser } from 'eventsource-parser';
import type { Body } from '../system/fetch.ts';
import { isObject, parseJson, type JsonObject } from '../system/json.ts';
import { redactHeld } from '../system/redact.ts';

/** One event of the stream: only the JSON's own `type` counts (docs/wire.md 7.1). */
export type StreamEvent = JsonObject & { readonly type: string };

/** A single event above this is no answer but an attack or a defect. Characters. */
const MAX_EVENT = 16 * 1_048_576;

/** These say only that the server lives. */
const LIFE_SIGNS = new Set(['response.created', 'response.queued', 'response.in_progress']);

function eventIn(data: string): StreamEvent | undefined {
  const value = parseJson(data);
  return isObject(value) && typeof value['type'] === 'string' ? (value as StreamEvent) : undefined;
}

/**
 * Turns chunks of text into events. Lines that cannot be parsed are skipped, as the CLI does. False where one event is
 * larger than any honest one: nothing follows it.
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
      // A secret may be torn over pieces: who puts them together looks for it (answer.ts).
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

export interface ReadOptions {
  /** `size`: characters of its JSON. */
  readonly onEvent: (event: StreamEvent, size: number) => void;
  /** Ends the reading as soon as it returns true: what follows the last event is of no interest. */
  readonly finished: () => boolean;
  /** Silence of this length ends the stream. Milliseconds; reset by events: a comment or half an event is none. */
  readonly idleMs: number;
  /** For this long an event that only says that the server lives puts that off. Milliseconds. */
  readonly pingMs: number;
}

/**
 * Reads the body to its end or to the last event that matters (`done`), to the end of patience (`idle`), or to an event
 * that does not end (`flood`). Rejects where the connection breaks. Abort by aborting the request.
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
