import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AnswerAssembly, messageText } from '../../src/ask/answer.ts';
import type { StreamEvent } from '../../src/ask/events.ts';

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
