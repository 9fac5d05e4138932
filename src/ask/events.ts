import { createParser } from 'eventsource-parser';
import type { Body } from '../system/fetch.ts';
import { isObject, parseJson, type JsonObject } from '../system/json.ts';

/** One event of the stream: only the JSON's own `type` counts (docs/wire.md 7.1). */
export type StreamEvent = JsonObject & { readonly type: string };

/** A single event above this is no answer but an attack or a defect. Characters. */
const MAX_EVENT = 32 * 1_048_576;

/** Turns chunks of text into events. Lines that cannot be parsed are skipped, as the CLI does. Throws on a giant event. */
export function eventFeed(onEvent: (event: StreamEvent) => void): (text: string) => void {
  const parser = createParser({
    maxBufferSize: MAX_EVENT,
    onEvent: ({ data }) => {
      const value = parseJson(data);
      if (isObject(value) && typeof value['type'] === 'string') onEvent(value as StreamEvent);
    },
  });
  return (text) => parser.feed(text);
}

export interface ReadOptions {
  readonly onEvent: (event: StreamEvent) => void;
  /** Ends the reading as soon as it returns true: what follows the last event is of no interest. */
  readonly finished: () => boolean;
  /** Silence of this length ends the stream. Milliseconds; reset by any byte, a comment's too. */
  readonly idleMs: number;
}

/**
 * Reads the body to its end, to the last event that matters (`done`), or to the end of patience (`idle`). Rejects
 * where the connection breaks. Abort by aborting the request.
 */
export async function readEvents(body: Body, options: ReadOptions): Promise<'done' | 'idle'> {
  const feed = eventFeed(options.onEvent);
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
      watchdog.refresh();
      feed(decoder.decode(value, { stream: true }));
    }
    // A last event without its blank line is still an event.
    if (!options.finished()) feed(`${decoder.decode()}\n\n`);
  } finally {
    clearTimeout(watchdog);
    reader.cancel().catch(() => {});
  }
  return idle && !options.finished() ? 'idle' : 'done';
}
