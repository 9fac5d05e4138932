import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eventFeed, readEvents, type StreamEvent } from '../../src/ask/events.ts';

const encoder = new TextEncoder();

function frames(events: readonly StreamEvent[], newline = '\n'): string {
  return events
    .map((e) => `event: ${e.type}${newline}data: ${JSON.stringify(e)}${newline}${newline}`)
    .join('');
}

function bodyOf(chunks: readonly Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start: (controller) => {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
}

async function read(chunks: readonly Uint8Array[], idleMs = 1000): Promise<readonly StreamEvent[]> {
  const events: StreamEvent[] = [];
  await readEvents(bodyOf(chunks), { idleMs, finished: () => false, onEvent: (e) => events.push(e) });
  return events;
}

test('events arrive whole however the bytes are torn, with any of the line ends', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 8 }),
      fc.constantFrom('\n', '\r\n'),
      fc.integer({ min: 1, max: 20 }),
      async (texts, newline, size) => {
        const events = texts.map((delta) => ({ type: 't', delta }));
        const bytes = encoder.encode(frames(events, newline));
        const chunks: Uint8Array[] = [];
        for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size));
        expect(await read(chunks)).toEqual(events);
      },
    ),
    { numRuns: 50 },
  );
});

test('comments, unknown fields, lines that are no JSON and objects without a type are skipped', async () => {
  const text = `: hello\n\nretry: 10\n\ndata: nonsense\n\ndata: {"no":"type"}\n\ndata: [1]\n\nfoo: bar\n\n${frames([{ type: 'a' }])}`;
  expect(await read([encoder.encode(text)])).toEqual([{ type: 'a' }]);
});

test('a last event without its blank line is still an event, half a one is none', async () => {
  expect(await read([encoder.encode('data: {"type":"a"}')])).toEqual([{ type: 'a' }]);
  expect(await read([encoder.encode('data: {"type":"a"')])).toEqual([]);
});

test('the reading ends with the last event that matters, though the connection stays open', async () => {
  let cancelled = false;
  const events: StreamEvent[] = [];
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(encoder.encode(frames([{ type: 'end' }]))),
    cancel: () => {
      cancelled = true;
    },
  });
  const end = await readEvents(body, {
    idleMs: 60_000,
    finished: () => events.length > 0,
    onEvent: (e) => events.push(e),
  });
  expect(end).toBe('done');
  expect(cancelled).toBe(true);
});

test('silence ends it, and any byte puts that off: a comment too', async () => {
  let stop: NodeJS.Timeout | undefined;
  let comments = 0;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      stop = setInterval(() => {
        comments += 1;
        if (comments > 8) return clearInterval(stop);
        controller.enqueue(encoder.encode(': still here\n\n'));
      }, 40);
    },
  });
  const end = await readEvents(body, { idleMs: 150, finished: () => false, onEvent: () => {} });
  clearInterval(stop);
  expect(end).toBe('idle');
  // Eight times 40 ms is longer than the limit: without the resets it would have ended at the third.
  expect(comments).toBeGreaterThanOrEqual(8);
});

test('a giant event is refused instead of filling the memory', () => {
  const feed = eventFeed(() => {});
  const piece = 'x'.repeat(1_048_576);
  feed('data: ');
  expect(() => {
    for (let i = 0; i < 40; i += 1) feed(piece);
  }).toThrow();
});
