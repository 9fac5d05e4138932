import { expect, test } from 'vitest';
import { FAULTS, type FaultName, isFaultName, type Simulator } from '../../simulator/simulator.ts';
import * as s from './support.ts';

const DONE = 'response.output_item.done';

async function eventsFor(sim: Simulator, changes: Record<string, unknown> = {}) {
  return s.eventsOf(await (await s.ask(sim, { ...s.CLASSIC, ...changes })).text());
}

function itemsOf(events: readonly s.StreamEvent[]): readonly unknown[] {
  return events.filter((event) => event.type === DONE).map((event) => event['item']);
}

test('an answer comes in order, numbered, the same in its deltas and its item', async () => {
  const reasoning = { effort: 'low', summary: 'auto' };
  const events = await eventsFor(await s.start(), { tools: [{ type: 'web_search' }], reasoning });
  const types = events.map((event) => event.type.slice('response.'.length));
  expect(types.filter((type, index) => type !== types[index - 1]).join(' ')).toBe(
    'created in_progress ' +
      'output_item.added reasoning_summary_part.added reasoning_summary_text.delta reasoning_summary_text.done ' +
      'reasoning_summary_part.done output_item.done ' +
      'output_item.added web_search_call.in_progress web_search_call.searching web_search_call.completed ' +
      'output_item.done output_item.added content_part.added output_text.delta output_text.done ' +
      'content_part.done output_item.done completed',
  );
  expect(events.map((event) => event['sequence_number'])).toEqual(events.map((_event, index) => index));
  expect(itemsOf(events)).toMatchObject([
    { type: 'reasoning', summary: [{ type: 'summary_text' }] },
    { type: 'web_search_call', status: 'completed' },
    { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: s.textOf(events) }] },
  ]);
});

test('reasoning is sealed when asked, and taken back from the same account only', async () => {
  const sim = await s.start();
  expect(itemsOf(await eventsFor(sim, { include: [] }))[0]).not.toHaveProperty('encrypted_content');
  const reasoning = itemsOf(await eventsFor(sim))[0];
  const body = { ...s.CLASSIC, input: [s.userMessage('One'), reasoning, s.userMessage('Two')] };
  expect((await s.ask(sim, body)).status).toBe(200);
  expect((await s.ask(sim, body, s.signedIn(sim, 'acc-sim-0002'))).status).toBe(400);
});

const TEXT = 'Grüße — “vier” Wörter 🙂';

/** What arrived of an answer with a fault in it, and whether the stream broke. */
async function broken(name: FaultName, params: Record<string, unknown> = {}, patienceMs = 10_000) {
  const sim = await s.start({ answer: () => TEXT });
  sim.fault(name, { times: 1, params });
  const started = performance.now();
  const answer = await fetch(`${sim.backendUrl}/codex/responses`, {
    method: 'POST',
    headers: { ...s.signedIn(sim), 'content-type': 'application/json' },
    body: JSON.stringify(s.CLASSIC),
    signal: AbortSignal.timeout(patienceMs),
  });
  const chunks: Buffer[] = [];
  let broke = false;
  try {
    for await (const chunk of answer.body ?? []) chunks.push(Buffer.from(chunk as Uint8Array));
  } catch {
    broke = true;
  }
  const text = Buffer.concat(chunks).toString('utf8');
  const ms = performance.now() - started;
  return { sim, broke, chunks, text, ms, type: answer.headers.get('content-type'), events: s.eventsOf(text) };
}

const deltas = (events: readonly s.StreamEvent[]): number =>
  events.filter((event) => event.type === 'response.output_text.delta').length;

test.each<[FaultName, Record<string, unknown>, number, boolean]>([
  ['stream.cut', {}, 2, true],
  ['stream.cut', { after: 1 }, 1, true],
  ['stream.cut_before_delta', {}, 0, true],
  ['stream.end_early', {}, 2, false],
  ['stream.stall', { after: 1 }, 1, true],
  ['stream.stall_before_delta', {}, 0, true],
])('%s %o sends %i deltas and no end; broken: %s', async (name, params, count, breaks) => {
  const { events, broke } = await broken(name, params, name.includes('stall') ? 150 : 10_000);
  expect([deltas(events), broke]).toEqual([count, breaks]);
  expect(events.at(-1)?.type).not.toBe('response.completed');
});

test('stream.linger has said everything and stays open; stream.slow_start is whole', async () => {
  const lingering = await broken('stream.linger', {}, 150);
  expect([lingering.broke, lingering.events.at(-1)?.type]).toEqual([true, 'response.completed']);
  const slow = await broken('stream.slow_start', { delayMs: 60 });
  expect([s.textOf(slow.events), slow.ms >= 55]).toEqual([TEXT, true]);
});

test('stream.garbage tears characters apart and still holds the whole answer', async () => {
  const { text, chunks, events } = await broken('stream.garbage');
  expect(text).toMatch(/^: /m);
  expect(chunks.some((chunk) => chunk.toString('utf8').includes('\uFFFD'))).toBe(true);
  expect(s.textOf(events)).toBe(TEXT);
  expect(events.at(-1)?.type).toBe('response.completed');
});

test('a stream may lack its content type, its items or its deltas', async () => {
  const untyped = await broken('stream.no_content_type');
  expect([untyped.type, s.textOf(untyped.events)]).toEqual([null, TEXT]);
  const noItems = await broken('stream.no_done_items');
  expect([itemsOf(noItems.events), s.textOf(noItems.events)]).toEqual([[], TEXT]);
  const noDeltas = await broken('stream.no_deltas');
  expect([s.textOf(noDeltas.events), noDeltas.events.at(-1)?.type]).toEqual(['', 'response.completed']);
});

const incomplete = (reason: string) => ({
  type: 'response.incomplete',
  response: { status: 'incomplete', incomplete_details: { reason } },
});

test.each<[FaultName, unknown]>([
  ['stream.error_event', { type: 'error', message: expect.stringMatching(/./) }],
  ['stream.incomplete.max_output_tokens', incomplete('max_output_tokens')],
  ['stream.incomplete.content_filter', incomplete('content_filter')],
  ...Object.keys(FAULTS)
    .filter(isFaultName)
    .filter((name) => name.startsWith('stream.failed.'))
    .map((name): [FaultName, unknown] => {
      const code = name.slice('stream.failed.'.length).replace('unknown', 'simulated_unknown_code');
      return [name, { type: 'response.failed', response: { status: 'failed', error: { code } } }];
    }),
])('%s is the last event, once', async (name, last) => {
  const { sim, broke, events } = await broken(name);
  expect([broke, events.at(-1)]).toMatchObject([false, last]);
  expect(s.textOf(await eventsFor(sim))).toBe(TEXT);
});
