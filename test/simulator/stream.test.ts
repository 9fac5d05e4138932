import { describe, expect, test } from 'vitest';
import type { Simulator } from '../../simulator/simulator.ts';
import * as s from './support.ts';

function ask(sim: Simulator, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return s.postJson(`${sim.backendUrl}/codex/responses`, body, { ...s.signedIn(sim), ...headers });
}

async function eventsFor(sim: Simulator, body: unknown, headers = {}): Promise<readonly s.StreamEvent[]> {
  return s.eventsOf(await (await ask(sim, body, headers)).text());
}

interface Item {
  readonly type: string;
  readonly [field: string]: unknown;
}

function itemsOf(events: readonly s.StreamEvent[]): readonly Item[] {
  return events
    .filter((event) => event.type === 'response.output_item.done')
    .map((event) => event['item'] as Item);
}

/** Types in order, a run of deltas counted as one. */
function outline(events: readonly s.StreamEvent[]): readonly string[] {
  return events.map((event) => event.type).filter((type, index, all) => type !== all[index - 1]);
}

describe('an answer', () => {
  test('comes in the order created, reasoning, message, completed', async () => {
    const sim = await s.start();
    expect(outline(await eventsFor(sim, s.classic()))).toEqual([
      'response.created',
      'response.in_progress',
      'response.output_item.added',
      'response.output_item.done',
      'response.output_item.added',
      'response.content_part.added',
      'response.output_text.delta',
      'response.output_text.done',
      'response.content_part.done',
      'response.output_item.done',
      'response.completed',
    ]);
  });

  test('is the same text in its deltas and in its item', async () => {
    const sim = await s.start();
    const events = await eventsFor(sim, s.lite(), s.LITE);
    const message = itemsOf(events).at(-1);
    expect(message).toMatchObject({
      type: 'message',
      role: 'assistant',
      phase: 'final_answer',
      status: 'completed',
    });
    expect(message?.['content']).toMatchObject([{ type: 'output_text', text: s.textOf(events) }]);
  });

  test('ends with usage and an empty output list', async () => {
    const sim = await s.start();
    const { response } = (await eventsFor(sim, s.classic())).at(-1) as unknown as {
      response: { output: unknown; usage: Record<string, number>; status: string };
    };
    expect(response).toMatchObject({ status: 'completed', output: [] });
    const { input_tokens = 0, output_tokens = 0, total_tokens } = response.usage;
    expect(input_tokens).toBeGreaterThan(0);
    expect(total_tokens).toBe(input_tokens + output_tokens);
    expect(response.usage).toHaveProperty('input_tokens_details.cached_tokens');
    expect(response.usage).toHaveProperty('output_tokens_details.reasoning_tokens');
  });

  test('carries the headers of the plan, the model and the catalogue', async () => {
    const sim = await s.start();
    const answer = await ask(sim, s.classic());
    const headers = Object.fromEntries(answer.headers);
    expect(headers).toMatchObject({
      'content-type': expect.stringContaining('text/event-stream'),
      'openai-model': 'gpt-5.5',
      'x-codex-primary-used-percent': '12',
      'x-codex-primary-window-minutes': '300',
      'x-codex-secondary-used-percent': '55',
      'x-codex-credits-has-credits': 'true',
      'x-codex-credits-balance': '4.20',
    });
    for (const name of ['x-codex-primary-reset-at', 'x-request-id', 'cf-ray', 'x-codex-turn-state']) {
      expect(headers[name]).toBeTruthy();
    }
    const models = await fetch(`${sim.backendUrl}/codex/models?client_version=0.169.0`, {
      headers: s.signedIn(sim),
    });
    expect(headers['x-models-etag']).toBe(models.headers.get('etag'));
    await answer.text();
  });

  test('keeps the state of the turn it is given', async () => {
    const sim = await s.start();
    const answer = await ask(sim, s.classic(), { 'x-codex-turn-state': 'turn-of-before' });
    expect(answer.headers.get('x-codex-turn-state')).toBe('turn-of-before');
    await answer.text();
  });

  test('thinks aloud only when a summary is asked for', async () => {
    const sim = await s.start();
    const events = await eventsFor(sim, s.classic({ reasoning: { effort: 'low', summary: 'auto' } }));
    expect(outline(events).slice(2, 8)).toEqual([
      'response.output_item.added',
      'response.reasoning_summary_part.added',
      'response.reasoning_summary_text.delta',
      'response.reasoning_summary_text.done',
      'response.reasoning_summary_part.done',
      'response.output_item.done',
    ]);
    expect(itemsOf(events)[0]?.['summary']).toMatchObject([{ type: 'summary_text' }]);
  });

  test('numbers its events', async () => {
    const sim = await s.start();
    const events = await eventsFor(sim, s.classic());
    expect(events.map((event) => event['sequence_number'])).toEqual(events.map((_event, index) => index));
  });

  test('is paced when asked to', async () => {
    const sim = await s.start({ deltaDelayMs: 15, answer: () => 'one two three four ' });
    const started = performance.now();
    await eventsFor(sim, s.classic());
    expect(performance.now() - started).toBeGreaterThanOrEqual(55);
  });
});

describe('sealed reasoning', () => {
  test('is given when asked for, and taken back from the same account only', async () => {
    const sim = await s.start();
    const reasoning = itemsOf(await eventsFor(sim, s.classic()))[0];
    expect(reasoning).toMatchObject({
      type: 'reasoning',
      encrypted_content: expect.stringMatching(/.{40,}/),
    });
    const body = s.classic({ input: [s.userMessage('One'), reasoning, s.userMessage('Two')] });
    expect((await ask(sim, body)).status).toBe(200);
    expect((await ask(sim, body, s.signedIn(sim, 'acc-sim-0002'))).status).toBe(400);
  });

  test('is not given when it was not asked for', async () => {
    const sim = await s.start();
    expect(itemsOf(await eventsFor(sim, s.classic({ include: [] })))[0]).not.toHaveProperty(
      'encrypted_content',
    );
  });
});

describe('the default answer', () => {
  test('quotes the question and counts what came with it', async () => {
    const sim = await s.start();
    const content = [
      { type: 'input_text', text: 'File notes.md\none\ntwo' },
      { type: 'input_image', image_url: 'data:image/png;base64,aGVsbG8=' },
      { type: 'input_text', text: 'Explain this\nin one line' },
    ];
    const text = s.textOf(await eventsFor(sim, s.classic({ input: [{ role: 'user', content }] })));
    expect(text).toContain('“Explain this”');
    expect(text).toContain('“File notes.md”, 3 lines');
    expect(text).toContain('1 image.');
    expect(text).toContain('1 message,');
  });

  test('counts the lines of files that are marked inside the question', async () => {
    const sim = await s.start();
    const prompt = 'Read\n<file path="a.ts">\n1\n2\n</file>\n```sh\nls\n```\nand answer';
    const text = s.textOf(await eventsFor(sim, s.classic({ input: [s.userMessage(prompt)] })));
    expect(text).toContain('a.ts, 2 lines');
    expect(text).toContain('sh, 1 line');
    expect(text).toContain('“Read”');
  });

  test('remembers the thread', async () => {
    const sim = await s.start();
    const first = itemsOf(await eventsFor(sim, s.classic()));
    const input = [s.userMessage('What is a monad?'), ...first, s.userMessage('And a functor?')];
    const text = s.textOf(await eventsFor(sim, s.classic({ input })));
    expect(text).toContain('“And a functor?”');
    expect(text).toContain('3 messages');
    expect(text).toContain('Before that, you asked: “What is a monad?”');
  });

  test('is the same for the same question', async () => {
    const sim = await s.start();
    const [one, two] = [await eventsFor(sim, s.classic()), await eventsFor(sim, s.classic())];
    expect(s.textOf(one)).toBe(s.textOf(two));
  });

  test('gives way to the one of the caller', async () => {
    const sim = await s.start({
      answer: ({ prompt, model }) => ({
        text: `${model}: ${prompt}`,
        deltas: ['a', 'b'],
        reasoningSummary: 'Hm.',
      }),
    });
    const events = await eventsFor(sim, s.classic({ reasoning: { effort: 'low', summary: 'auto' } }));
    expect(s.textOf(events)).toBe('ab');
    expect(itemsOf(events)).toMatchObject([
      { summary: [{ text: 'Hm.' }] },
      { content: [{ text: 'gpt-5.5: What is a monad?' }] },
    ]);
  });
});

test('a web search shows as an item of its own', async () => {
  const sim = await s.start();
  const events = await eventsFor(sim, s.classic({ tools: [{ type: 'web_search' }] }));
  expect(itemsOf(events).map((item) => item.type)).toEqual(['reasoning', 'web_search_call', 'message']);
  expect(itemsOf(events)[1]).toMatchObject({ status: 'completed', action: { type: 'search' } });
  const indexes = events
    .filter((event) => event.type === 'response.output_item.done')
    .map((event) => event['output_index']);
  expect(indexes).toEqual([0, 1, 2]);
});

test('an answer by schema is JSON that satisfies it', async () => {
  const sim = await s.start();
  const schema = {
    type: 'object',
    additionalProperties: false,
    required: ['name', 'size', 'count', 'tags', 'done', 'kind', 'inner', 'maybe'],
    properties: {
      name: { type: 'string', minLength: 20 },
      size: { type: 'number', minimum: 1.5 },
      count: { type: 'integer', maximum: -3 },
      tags: { type: 'array', items: { $ref: '#/$defs/tag' }, minItems: 2 },
      done: { type: 'boolean' },
      kind: { enum: ['b', 'a'] },
      inner: {
        anyOf: [
          { type: 'object', properties: {}, required: [], additionalProperties: false },
          { type: 'null' },
        ],
      },
      maybe: { type: ['null', 'string'] },
    },
    $defs: { tag: { const: 'x' } },
  };
  const text = { format: { type: 'json_schema', name: 'thing', strict: true, schema } };
  const value = JSON.parse(s.textOf(await eventsFor(sim, s.classic({ text })))) as Record<string, unknown>;
  expect(value).toEqual({
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

test('more than the model can hold fails in the stream', async () => {
  const sim = await s.start();
  const events = await eventsFor(sim, s.classic({ input: [s.userMessage('x'.repeat(1_200_000))] }));
  expect(events.at(-1)).toMatchObject({
    type: 'response.failed',
    response: { status: 'failed', error: { code: 'context_length_exceeded' } },
  });
});
