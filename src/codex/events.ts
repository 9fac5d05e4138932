import { createParser } from 'eventsource-parser';
import { AppError } from '../system/errors.ts';
import { isObject, parseJson, type JsonObject } from '../system/json.ts';

/** One event of the stream: only the JSON's own `type` counts (PROTOCOL.md 7.1). */
export type StreamEvent = JsonObject & { readonly type: string };

/** A single event above this is no answer but an attack or a defect. Bytes. */
const MAX_EVENT = 32 * 1_048_576;

/** Turns chunks of text into events. Lines that cannot be parsed are skipped, as the CLI does. */
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
  /** Called with every chunk, whatever is in it: a sign of life. */
  readonly onBytes?: () => void;
  /** Ends the reading as soon as it returns true: what follows the last event is of no interest. */
  readonly finished: () => boolean;
  /** Silence of this length ends the stream. Milliseconds; reset by any byte. */
  readonly idleMs: number;
}

function idleError(ms: number): AppError {
  return new AppError({
    kind: 'network',
    code: 'stream.idle',
    what: 'The answer stopped coming.',
    why: `Nothing arrived for ${Math.round(ms / 1000)} s.`,
    mend: 'Ask again.',
  });
}

/** Reads the body to its end, to the last event that matters, or to an idle timeout. Abort by cancelling the fetch. */
export async function readEvents(body: ReadableStream<Uint8Array>, options: ReadOptions): Promise<void> {
  const feed = eventFeed(options.onEvent);
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let idle = false;
  let timer: NodeJS.Timeout | undefined;
  const watch = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      idle = true;
      reader.cancel().catch(() => {});
    }, options.idleMs);
  };
  try {
    watch();
    while (!options.finished()) {
      const { done, value } = await reader.read();
      if (done) break;
      watch();
      options.onBytes?.();
      feed(decoder.decode(value, { stream: true }));
    }
    // A last event without its blank line is still an event.
    feed(`${decoder.decode()}\n\n`);
  } finally {
    clearTimeout(timer);
    reader.cancel().catch(() => {});
  }
  if (idle) throw idleError(options.idleMs);
}
