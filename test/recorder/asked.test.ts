import { describe, expect, test } from 'vitest';
import { askedIn } from '../../src/recorder/asked.ts';
import { optionIn } from '../../src/recorder/cli-settings.ts';
import { answered, bodyOf, call, context, output, says, SESSION } from './support.ts';

const metadata = (about: object) => ({ 'x-codex-turn-metadata': JSON.stringify(about) });
const [first, second] = [says('m1', 'first'), says('m2', 'second')];

describe('what a request asks', () => {
  test.each([
    ['a first question', [context, first], 'first', 'm1'],
    ['a second one', [context, first, answered('yes'), second], 'second', 'm2'],
    ['a tool round of the first', [context, first, call, output], 'first', 'm1'],
    ['what was added during the work', [first, call, output, second], 'second', 'm2'],
    ['two messages at once', [context, first, context, second], 'first\n\nsecond', 'm2'],
    ['context after the question', [first, context], 'first', 'm1'],
    [
      'an older form without kinds',
      [
        { ...context, internal_chat_message_metadata_passthrough: null },
        { ...first, id: 'm1' },
      ],
      'first',
      'm1',
    ],
  ])('%s', (_name, items, prompt, question) => {
    expect(askedIn({ 'thread-id': SESSION }, bodyOf(...items))).toMatchObject({
      session: SESSION,
      prompt,
      question,
      model: 'gpt-6-sol',
      effort: 'low',
    });
  });

  test.each([
    ['a summary of the conversation', metadata({ request_kind: 'compaction' }), [first]],
    ['a helper’s work', metadata({ request_kind: 'turn', thread_source: 'subagent' }), [first]],
    ['nothing of the user’s', {}, [context]],
    ['no items', {}, []],
  ])('%s is no question', (_name, headers, items) => {
    expect(askedIn({ 'thread-id': SESSION, ...headers }, bodyOf(...items))).toBeUndefined();
  });

  test.each([null, 'text', { a: 1 }, [null, 1, 'x'], [{ type: 'message', role: 'user', content: 7 }]])(
    'input %j is read without a fault',
    (input) => {
      expect(() => askedIn({}, { input, client_metadata: 3, prompt_cache_key: [] })).not.toThrow();
    },
  );

  test('the session is named by headers, metadata or the cache key', () => {
    const body = { ...bodyOf(first), client_metadata: { thread_id: 'meta' } };
    expect(askedIn({ 'thread-id': 't', 'session-id': 's' }, body)?.session).toBe('t');
    expect(askedIn({ 'session-id': 's' }, body)?.session).toBe('s');
    expect(askedIn({}, body)?.session).toBe('meta');
    expect(askedIn({}, bodyOf(first))?.session).toBe(SESSION);
  });
});

test.each([
  [['-p', 'work', 'exec'], 'work'],
  [['exec', '--profile', 'work'], 'work'],
  [['--profile=work'], 'work'],
  [['-pwork'], 'work'],
  [['-p', 'a', '-p', 'b'], 'b'],
  [['exec', '--', '-p', 'work'], undefined],
  [['--prompt', 'x'], undefined],
])('the profile in %j is %s', (args, profile) => {
  expect(optionIn(args, ['-p', '--profile'])).toBe(profile);
});
