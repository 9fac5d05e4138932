import { describe, expect, test } from 'vitest';
import { FAULTS, type FaultName, isFaultName, type Simulator } from '../../simulator/simulator.ts';
import * as s from './support.ts';

const THINKING_ALOUD = { reasoning: { effort: 'low', summary: 'auto' } };

async function eventsFor(
  sim: Simulator,
  body: unknown = s.classic(),
  headers = {},
): Promise<readonly s.StreamEvent[]> {
  return s.eventsOf(await (await s.ask(sim, body, headers)).text());
}

interface Item {
  readonly type: string;
  readonly [field: string]: unknown;
}

function itemsOf(events: readonly s.StreamEvent[]): readonly Item[] {
  return events.filter((e) => e.type === 'response.output_item.done').map((e) => e['item'] as Item);
}

/** Types in order without their common beginning, a run of deltas counted as one. */
function outline(events: readonly s.StreamEvent[]): readonly string[] {
  return events.map((e) => e.type.slice('response.'.length)).filter((type, i, all) => type !== all[i - 1]);
}

describe('an answer', () => {
  test('comes in order, numbered, the same in its deltas and its item, with usage at the end', async () => {
    const events = await eventsFor(await s.start(), s.lite(), s.LITE);
    expect(outline(events).join(' ')).toBe(
      'created in_progress output_item.added output_item.done output_item.added content_part.added ' +
        'output_text.delta output_text.done content_part.done output_item.done completed',
    );
    expect(events.map((e) => e['sequence_number'])).toEqual(events.map((_event, index) => index));
    expect(itemsOf(events).at(-1)).toMatchObject({
      type: 'message',
      role: 'assistant',
      content: [{ type: 'output_text', text: s.textOf(events) }],
    });
    const { response } = events.at(-1) as unknown as { response: { usage: Record<string, number> } };
    expect(response).toMatchObject({
      status: 'completed',
      output: [],
      usage: {
        input_tokens_details: { cached_tokens: 0 },
        output_tokens_details: { reasoning_tokens: expect.any(Number) },
        total_tokens: Number(response.usage['input_tokens']) + Number(response.usage['output_tokens']),
      },
    });
  });

  test('carries the headers of the plan, the model, the catalogue and the turn', async () => {
    const sim = await s.start();
    const { headers } = await s.ask(sim);
    const models = await s.get(sim, '/codex/models?client_version=0.169.0', s.signedIn(sim));
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': expect.stringContaining('text/event-stream'),
      'openai-model': 'gpt-5.5',
      'x-codex-primary-used-percent': '12',
      'x-codex-primary-window-minutes': '300',
      'x-codex-primary-reset-at': expect.stringMatching(/^\d+$/),
      'x-codex-secondary-used-percent': '55',
      'x-codex-credits-has-credits': 'true',
      'x-codex-credits-balance': '4.20',
      'x-models-etag': models.headers.get('etag'),
      'x-request-id': expect.stringMatching(/./),
      'cf-ray': expect.stringMatching(/./),
      'x-codex-turn-state': expect.stringMatching(/./),
    });
    const again = await s.ask(sim, s.classic(), { 'x-codex-turn-state': 'turn-of-before' });
    expect(again.headers.get('x-codex-turn-state')).toBe('turn-of-before');
  });

  test('thinks aloud only when a summary is asked for', async () => {
    const events = await eventsFor(await s.start(), s.classic(THINKING_ALOUD));
    expect(outline(events).slice(2, 8).join(' ')).toBe(
      'output_item.added reasoning_summary_part.added reasoning_summary_text.delta ' +
        'reasoning_summary_text.done reasoning_summary_part.done output_item.done',
    );
    expect(itemsOf(events)[0]?.['summary']).toMatchObject([{ type: 'summary_text' }]);
  });

  test('is what the test says it is, and paced when asked to', async () => {
    const sim = await s.start({
      deltaDelayMs: 30,
      answer: ({ prompt, model }) => ({
        text: `${model}: ${prompt}`,
        deltas: ['a', 'b'],
        reasoningSummary: 'Hm.',
      }),
    });
    const started = performance.now();
    const events = await eventsFor(sim, s.classic(THINKING_ALOUD));
    expect(performance.now() - started).toBeGreaterThanOrEqual(55);
    expect(s.textOf(events)).toBe('ab');
    expect(itemsOf(events)).toMatchObject([
      { summary: [{ text: 'Hm.' }] },
      { content: [{ text: 'gpt-5.5: What is a monad?' }] },
    ]);
  });

  test('by default proves that question, files, images and thread arrived, the same each time', async () => {
    const sim = await s.start();
    const content = [
      { type: 'input_text', text: 'File notes.md\none\ntwo' },
      { type: 'input_image', image_url: 'data:image/png;base64,aGVsbG8=' },
      { type: 'input_text', text: 'Read\n<file path="a.ts">\n1\n2\n</file>\nand answer' },
    ];
    const body = s.classic({ input: [{ role: 'user', content }] });
    const text = s.textOf(await eventsFor(sim, body));
    for (const part of ['“Read”', '“File notes.md”, 3 lines', 'a.ts, 2 lines', '1 image.', '1 message,'])
      expect(text).toContain(part);
    expect(s.textOf(await eventsFor(sim, body))).toBe(text);
    const first = itemsOf(await eventsFor(sim));
    const input = [s.userMessage('What is a monad?'), ...first, s.userMessage('And a functor?')];
    const next = s.textOf(await eventsFor(sim, s.classic({ input })));
    for (const part of ['“And a functor?”', '3 messages', '“What is a monad?”']) expect(next).toContain(part);
  });

  test('seals its reasoning when asked, and takes it back from the same account only', async () => {
    const sim = await s.start();
    expect(itemsOf(await eventsFor(sim, s.classic({ include: [] })))[0]).not.toHaveProperty(
      'encrypted_content',
    );
    const reasoning = itemsOf(await eventsFor(sim))[0];
    const body = s.classic({ input: [s.userMessage('One'), reasoning, s.userMessage('Two')] });
    expect((await s.ask(sim, body)).status).toBe(200);
    expect((await s.ask(sim, body, s.signedIn(sim, 'acc-sim-0002'))).status).toBe(400);
  });

  test('shows a web search as an item of its own', async () => {
    const events = await eventsFor(await s.start(), s.classic({ tools: [{ type: 'web_search' }] }));
    expect(itemsOf(events)).toMatchObject([
      { type: 'reasoning' },
      { type: 'web_search_call', status: 'completed', action: { type: 'search' } },
      { type: 'message' },
    ]);
    const done = events.filter((e) => e.type === 'response.output_item.done');
    expect(done.map((e) => e['output_index'])).toEqual([0, 1, 2]);
  });

  test('by schema is JSON that satisfies it', async () => {
    const inner = { type: 'object', properties: {}, required: [], additionalProperties: false };
    const properties = {
      name: { type: 'string', minLength: 20 },
      size: { type: 'number', minimum: 1.5 },
      count: { type: 'integer', maximum: -3 },
      tags: { type: 'array', items: { $ref: '#/$defs/tag' }, minItems: 2 },
      done: { type: 'boolean' },
      kind: { enum: ['b', 'a'] },
      inner: { anyOf: [inner, { type: 'null' }] },
      maybe: { type: ['null', 'string'] },
    };
    const required = Object.keys(properties);
    const $defs = { tag: { const: 'x' } };
    const schema = { type: 'object', additionalProperties: false, required, properties, $defs };
    const text = { format: { type: 'json_schema', name: 'thing', strict: true, schema } };
    const value = s.textOf(await eventsFor(await s.start(), s.classic({ text })));
    expect(JSON.parse(value)).toEqual({
      name: expect.stringMatching(/^.{20,}$/),
      size: 1.5,
      count: -3,
      tags: ['x', 'x'],
      done: true,
      kind: 'b',
      inner: {},
      maybe: null,
    });
  });

  test('to more than the model can hold fails in the stream', async () => {
    const long = s.classic({ input: [s.userMessage('x'.repeat(1_200_000))] });
    expect((await eventsFor(await s.start(), long)).at(-1)).toMatchObject({
      type: 'response.failed',
      response: { status: 'failed', error: { code: 'context_length_exceeded' } },
    });
  });
});

const TEXT = 'Grüße — “vier” Wörter 🙂';

/** What arrived of an answer with a fault in it, and whether the stream broke. */
async function broken(name: FaultName, params: Record<string, unknown> = {}, patienceMs = 10_000) {
  const sim = await s.start({ answer: () => TEXT });
  sim.fault(name, { times: 1, params });
  const answer = await fetch(`${sim.backendUrl}/codex/responses`, {
    method: 'POST',
    headers: { ...s.signedIn(sim), 'content-type': 'application/json' },
    body: JSON.stringify(s.classic()),
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
  return { sim, broke, chunks, text, headers: answer.headers, events: () => s.eventsOf(text) };
}

const deltas = (text: string): number => text.match(/^event: response\.output_text\.delta$/gm)?.length ?? 0;

describe('a stream', () => {
  test.each<[FaultName, Record<string, unknown>, number, boolean]>([
    ['stream.cut', {}, 2, true],
    ['stream.cut', { after: 1 }, 1, true],
    ['stream.cut_before_delta', {}, 0, true],
    ['stream.end_early', {}, 2, false],
    ['stream.stall', { after: 1 }, 1, true],
    ['stream.stall_before_delta', {}, 0, true],
  ])('with %s %o has sent %i deltas and no end; broken: %s', async (name, params, count, breaks) => {
    const { text, broke } = await broken(name, params, name.includes('stall') ? 150 : 10_000);
    expect([deltas(text), broke]).toEqual([count, breaks]);
    expect(text).not.toContain('response.completed');
  });

  test('that lingers has said everything and stays open; one that starts slowly is whole', async () => {
    const lingering = await broken('stream.linger', {}, 150);
    expect([lingering.broke, lingering.events().at(-1)?.type]).toEqual([true, 'response.completed']);
    const started = performance.now();
    expect(s.textOf((await broken('stream.slow_start', { delayMs: 60 })).events())).toBe(TEXT);
    expect(performance.now() - started).toBeGreaterThanOrEqual(55);
  });

  test('of garbage tears characters apart and still holds the whole answer for a reader by the rules', async () => {
    const { text, chunks } = await broken('stream.garbage');
    expect(text).toContain('\r\n');
    expect(chunks.some((chunk) => chunk.toString('utf8').includes('\uFFFD'))).toBe(true);
    const data = [...text.matchAll(/^data: (.*)\r?$/gm)].map((m) => m[1] ?? '');
    const events = data
      .filter((line) => /^\{.*\}$/.test(line))
      .map((line) => JSON.parse(line) as s.StreamEvent);
    expect(s.textOf(events)).toBe(TEXT);
    expect(events.some((event) => event.type === 'response.completed')).toBe(true);
  });

  test('may lack its content type, its items or its deltas', async () => {
    const untyped = await broken('stream.no_content_type');
    expect([untyped.headers.get('content-type'), s.textOf(untyped.events())]).toEqual([null, TEXT]);
    const noItems = (await broken('stream.no_done_items')).events();
    expect([itemsOf(noItems), s.textOf(noItems)]).toEqual([[], TEXT]);
    const noDeltas = (await broken('stream.no_deltas')).events();
    expect([s.textOf(noDeltas), noDeltas.at(-1)?.type]).toEqual(['', 'response.completed']);
  });

  test.each<[FaultName, unknown]>([
    ['stream.error_event', { type: 'error', message: expect.stringMatching(/./) }],
    [
      'stream.incomplete.max_output_tokens',
      { type: 'response.incomplete', response: { incomplete_details: { reason: 'max_output_tokens' } } },
    ],
    [
      'stream.incomplete.content_filter',
      { type: 'response.incomplete', response: { incomplete_details: { reason: 'content_filter' } } },
    ],
    ...Object.keys(FAULTS)
      .filter(isFaultName)
      .filter((name) => name.startsWith('stream.failed.'))
      .map((name): [FaultName, unknown] => {
        const code = name.slice('stream.failed.'.length).replace('unknown', 'simulated_unknown_code');
        return [name, { type: 'response.failed', response: { status: 'failed', error: { code } } }];
      }),
  ])('with %s ends in it, once', async (name, last) => {
    const { sim, broke, events } = await broken(name);
    expect([broke, events().at(-1)]).toMatchObject([false, last]);
    expect(s.textOf(await eventsFor(sim))).toBe(TEXT);
  });

  test('fails with the words and after the deltas it is told', async () => {
    const params = { message: 'try again in 700ms', after: 3 };
    const { text } = await broken('stream.failed.rate_limit_exceeded', params);
    expect(deltas(text)).toBe(3);
    expect(text).toContain('try again in 700ms');
  });
});
