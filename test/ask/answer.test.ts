import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AnswerAssembly, messageText } from '../../src/ask/answer.ts';
import type { StreamEvent } from '../../src/ask/events.ts';
import { holdSecrets } from '../../src/system/redact.ts';

const delta = (text: string, item_id?: string): StreamEvent => ({
  type: 'response.output_text.delta',
  delta: text,
  ...(item_id ? { item_id } : {}),
});
const message = (text: string, id?: string, phase?: string): Record<string, unknown> => ({
  type: 'message',
  ...(id ? { id } : {}),
  ...(phase ? { phase } : {}),
  content: [{ type: 'output_text', text }],
});
const done = (item: Record<string, unknown>): StreamEvent => ({ type: 'response.output_item.done', item });
const added = (item: Record<string, unknown>): StreamEvent => ({ type: 'response.output_item.added', item });
const completed = (response: Record<string, unknown> = {}): StreamEvent => ({
  type: 'response.completed',
  response,
});

function fed(...events: StreamEvent[]): {
  readonly answer: AnswerAssembly;
  readonly streamed: string;
} {
  const answer = new AnswerAssembly();
  const streamed = events.map((event) => answer.take(event) ?? '').join('');
  return { answer, streamed };
}

test.each<[title: string, events: StreamEvent[], text: string]>([
  ['deltas and their item', [delta('a', 'm'), delta('b', 'm'), done(message('ab', 'm')), completed()], 'ab'],
  ['deltas alone', [delta('a', 'm'), delta('b', 'm'), completed()], 'ab'],
  ['deltas without an id, then their item', [delta('a'), done(message('a', 'm')), completed()], 'a'],
  ['an item alone', [done(message('ab', 'm')), completed()], 'ab'],
  ['items that only the last event lists', [completed({ output: [message('ab', 'm')] })], 'ab'],
  [
    'two messages',
    [delta('a', 'm'), done(message('a', 'm')), delta('b', 'n'), done(message('b', 'n')), completed()],
    'a\n\nb',
  ],
  [
    'a message with deltas and one without',
    [delta('a', 'm'), done(message('a', 'm')), done(message('b', 'n')), completed()],
    'a\n\nb',
  ],
  ['a cut in the second message', [delta('a', 'm'), done(message('a', 'm')), delta('b', 'n')], 'a\n\nb'],
  [
    'a remark on the way',
    [
      added({ type: 'message', id: 'c', phase: 'commentary' }),
      delta('hm', 'c'),
      done(message('hm', 'c', 'commentary')),
      delta('a', 'm'),
      done(message('a', 'm')),
      completed(),
    ],
    'a',
  ],
  [
    'a refusal in the model’s words',
    [done({ type: 'message', id: 'm', content: [{ type: 'refusal', refusal: 'No.' }] }), completed()],
    'No.',
  ],
])('%s give the text, streamed and whole alike', (_title, events, text) => {
  const { answer, streamed } = fed(...events);
  expect(answer.text()).toBe(text);
  expect(streamed).toBe(text);
  expect(answer.length).toBe(text.length);
});

test('nothing but a completed event completes an answer', () => {
  const { answer } = fed(delta('a'), { type: 'response.in_progress' }, { type: 'response.unheard_of' });
  expect(answer.ending).toEqual({ kind: 'open' });
  answer.take(completed());
  expect(answer.ending).toEqual({ kind: 'completed' });
});

test.each<[StreamEvent, object]>([
  [
    { type: 'response.failed', response: { error: { code: 'x' } } },
    { kind: 'failed', error: { code: 'x' } },
  ],
  [{ type: 'response.failed' }, { kind: 'failed', error: {} }],
  [
    { type: 'error', error: { code: 'y' } },
    { kind: 'failed', error: { code: 'y' } },
  ],
  [
    { type: 'response.incomplete', response: { incomplete_details: { reason: 'z' } } },
    { kind: 'incomplete', reason: 'z' },
  ],
  [{ type: 'response.incomplete' }, { kind: 'incomplete', reason: 'unknown' }],
])('%j ends it as %j', (event, ending) => {
  expect(fed(event).answer.ending).toEqual(ending);
});

test('usage and model come from the last event that knows them', () => {
  const { answer } = fed(
    { type: 'response.created', response: { id: 'r1', model: 'm1' } },
    completed({
      id: 'r1',
      model: 'm1-2026',
      usage: {
        input_tokens: 5,
        input_tokens_details: { cached_tokens: 2 },
        output_tokens: 7,
        output_tokens_details: { reasoning_tokens: 3 },
      },
    }),
  );
  expect(answer.usage).toEqual({ inputTokens: 5, cachedTokens: 2, outputTokens: 7, reasoningTokens: 3 });
  expect(answer.model).toBe('m1-2026');
});

test('the phases follow the items, and the thought is the last line of the summary', () => {
  const answer = new AnswerAssembly();
  expect(answer.phase).toBe('waiting');
  answer.take(added({ type: 'reasoning', id: 'r' }));
  answer.take({ type: 'response.reasoning_summary_part.added' });
  answer.take({ type: 'response.reasoning_summary_text.delta', delta: '**Looking**\n\nat it' });
  expect([answer.phase, answer.thought]).toEqual(['thinking', 'at it']);
  answer.take(added({ type: 'web_search_call', id: 'w' }));
  answer.take(done({ type: 'web_search_call', id: 'w', action: { type: 'search', query: 'monads' } }));
  expect([answer.phase, answer.thought]).toEqual(['searching', 'monads']);
  answer.take(delta('a', 'm'));
  expect(answer.phase).toBe('writing');
});

test('the finished items are kept in their order, for the next turn', () => {
  const items = [{ type: 'reasoning', id: 'r', encrypted_content: 's' }, message('a', 'm')];
  expect(fed(...items.map(done), completed()).answer.items).toEqual(items);
});

test('whatever the pieces, the text is what was streamed', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom('m', 'n', 'o'), fc.string({ minLength: 1 }))), (pieces) => {
      // Messages follow one another; their deltas do not interleave.
      const order = pieces.sort(([a], [b]) => a.localeCompare(b));
      const { answer, streamed } = fed(...order.map(([id, text]) => delta(text, id)), completed());
      return answer.text() === streamed;
    }),
  );
});

test.each([
  [null],
  [{}],
  [{ type: 'message' }],
  [{ type: 'message', content: 'text' }],
  [{ type: 'reasoning', content: [] }],
])('%j is no message with a text', (item) => {
  expect(messageText(item)).toBeUndefined();
});

test('a token in hand never comes out of an answer, however it is torn, nor out of its items or thoughts', () => {
  const token = `tk${Buffer.from(crypto.getRandomValues(new Uint8Array(24))).toString('hex')}`;
  holdSecrets(token);
  const text = `It is ${token}.`;
  for (const size of [1, 7, 40, 200]) {
    const pieces = text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
    const thinking = pieces.map((piece) => ({ type: 'response.reasoning_summary_text.delta', delta: piece }));
    const events = [...thinking, ...pieces.map((piece) => delta(piece, 'm'))];
    const whole = fed(...events, done(message(text, 'm')), completed());
    expect(whole.streamed).toMatch(/^It is .{0,4}\[redacted\]\.$/);
    expect(whole.answer.text()).toBe('It is [redacted].');
    expect(whole.answer.thought).not.toContain(token.slice(0, 20));
    // Cut in the middle of it, or before the item is finished.
    for (const cut of [fed(...events), fed(...events.slice(0, -Math.ceil(20 / size)))])
      expect(cut.answer.text()).not.toContain(token.slice(0, 20));
  }
  const two = fed(delta('Is it t', 'm'), delta('k?', 'n'), delta(' No', 'n'), completed());
  expect(two.answer.text()).toBe('Is it t\n\nk? No');
  expect(two.streamed).toBe('Is it t\n\nk? No');
  expect(fed(delta('t', 'm'), completed()).answer.text()).toBe('t');
});

test.each<[title: string, event: (n: number) => StreamEvent]>([
  ['text', () => delta('x'.repeat(10_000), 'm')],
  ['messages', (n) => delta('x', `${n}`.repeat(2_000))],
  ['items', (n) => done({ type: 'reasoning', id: `${n}`, encrypted_content: 'x'.repeat(10_000) })],
  ['remarks', (n) => added({ type: 'message', phase: 'commentary', id: `${n}`.repeat(2_000) })],
])('of %s without end no more is kept than there is room for', (_title, event) => {
  const answer = new AnswerAssembly();
  let n = 0;
  for (; !answer.full && n < 20_000; n += 1) {
    const one = event(n);
    answer.take(one, JSON.stringify(one).length);
  }
  expect(answer.full).toBe(true);
  expect(n).toBeLessThan(2_000);
  expect(n).toBeGreaterThan(500);
});
