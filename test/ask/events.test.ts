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
  await readEvents(bodyOf(chunks), {
    idleMs,
    pingMs: 9_000,
    finished: () => false,
    onEvent: (e) => events.push(e),
  });
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
    pingMs: 60_000,
    finished: () => events.length > 0,
    onEvent: (e) => events.push(e),
  });
  expect(end).toBe('done');
  expect(cancelled).toBe(true);
});

test.each<[title: string, piece: string, end: 'idle' | 'done']>([
  ['a comment', ': still here\n\n', 'idle'],
  ['a line that does not end', 'x', 'idle'],
  ['an event that cannot be read', 'data: ping\n\n', 'idle'],
  ['a sign of life, for so long only', frames([{ type: 'response.in_progress' }]), 'idle'],
  ['an event that nobody knows, likewise', frames([{ type: 'keepalive' }]), 'idle'],
  ['a thought', frames([{ type: 'response.reasoning_summary_text.delta' }]), 'done'],
])('silence ends the stream, and whether %s puts that off is told apart', async (_title, piece, expected) => {
  let pieces = 0;
  let stop: NodeJS.Timeout | undefined;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      stop = setInterval(() => {
        pieces += 1;
        controller.enqueue(encoder.encode(piece));
      }, 40);
    },
  });
  const finished = (): boolean => pieces >= 20;
  const end = await readEvents(body, { idleMs: 150, pingMs: 250, finished, onEvent: () => {} });
  clearInterval(stop);
  expect(end).toBe(expected);
  if (piece.includes('keepalive')) expect(pieces).toBeGreaterThanOrEqual(8);
});

test.each(['data: ', ': ', 'data: {"type":"a","x":"', 'id: 1\ndata: '])(
  'what begins with %j and has no end is given up instead of filling the memory',
  (begin) => {
    const feed = eventFeed(() => {});
    const piece = 'x'.repeat(1_048_576);
    feed(begin);
    const fed = Array.from({ length: 40 }, () => feed(piece));
    expect(fed.indexOf(false)).toBeLessThan(18);
    expect(fed.at(-1)).toBe(false);
  },
);

test('lines of one event without end are given up too', () => {
  const feed = eventFeed(() => {});
  const fed = Array.from({ length: 40 }, () => feed(`data: ${'x'.repeat(1_048_576)}\n`));
  expect(fed.at(-1)).toBe(false);
});
