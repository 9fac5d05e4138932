import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkContext, estimateTokens } from '../../src/threads/estimate.ts';
import { threadJsonl, threadMarkdown } from '../../src/threads/export.ts';
import { historyOf } from '../../src/threads/history.ts';
import { parseRecord, serializeRecord, type ThreadLine } from '../../src/threads/records.ts';
import { readSettings } from '../../src/settings.ts';
import { headOf } from '../../src/threads/spill.ts';
import type { Thread, Turn } from '../../src/threads/thread.ts';
import { messageItem, question, reasoningItem } from './support/store.ts';

const user = (text: string) => question(text).input;
const spoken = (text: string): Record<string, unknown> => ({
  type: 'message',
  role: 'assistant',
  content: [{ type: 'output_text', text }],
});

function turn(extra: Partial<Turn> = {}): Turn {
  return {
    id: '0199a000-0000-7000-8000-000000000002',
    state: 'complete',
    askedAt: Date.UTC(2026, 10, 21, 9, 8),
    endedAt: Date.UTC(2026, 10, 21, 9, 9),
    model: 'sol',
    effort: 'low',
    systemPrompt: undefined,
    prompt: 'Q',
    input: user('Q'),
    attached: [],
    text: 'A',
    items: [reasoningItem(1), messageItem(1, 'A')],
    usage: undefined,
    requestId: undefined,
    error: undefined,
    ...extra,
  };
}

function thread(turns: readonly Turn[], accountId: string | undefined = 'acc-1'): Thread {
  return {
    meta: {
      id: '0199a000-0000-7000-8000-000000000001',
      at: Date.UTC(2026, 10, 21, 9, 8),
      title: 'Sky',
      model: 'sol',
      effort: 'low',
      accountId,
      cwd: '/project',
      project: '/project',
    },
    turns,
    damaged: 0,
    stored: true,
  };
}

const sol = { model: 'sol', accountId: 'acc-1' };
const sentMessage = { ...spoken('A'), id: 'msg_1' };

describe('the history that is sent again', () => {
  test.each<[string, Partial<Turn>, readonly unknown[]]>([
    ['a whole turn goes with its encrypted reasoning', {}, [user('Q'), reasoningItem(1), sentMessage]],
    [
      'reasoning of another model stays out, and with it the ids that point to it',
      { model: 'luna' },
      [user('Q'), spoken('A')],
    ],
    [
      'reasoning without its encrypted content stays out: the server has stored nothing',
      { items: [{ type: 'reasoning', id: 'rs_1', summary: [] }, messageItem(1, 'A')] },
      [user('Q'), spoken('A')],
    ],
    [
      'other items go as they came',
      { items: [{ type: 'web_search_call', id: 'ws_1', status: 'completed' }, messageItem(1, 'A')] },
      [user('Q'), { type: 'web_search_call', id: 'ws_1', status: 'completed' }, sentMessage],
    ],
    [
      'a partial turn goes as question and text',
      { state: 'partial', items: [reasoningItem(1)], text: 'Half' },
      [user('Q'), spoken('Half')],
    ],
    [
      'an interrupted turn too',
      { state: 'interrupted', items: [], text: 'Half' },
      [user('Q'), spoken('Half')],
    ],
    ['a whole turn whose items were lost goes as its text', { items: [] }, [user('Q'), spoken('A')]],
    ['a turn that failed is not sent', { state: 'failed', items: [], text: '' }, []],
    ['an interrupted turn without text is not sent', { state: 'interrupted', items: [], text: '' }, []],
    ['a turn that is being written is not sent', { state: 'writing', items: [], text: 'Hal' }, []],
  ])('%s', (_, extra, expected) => {
    expect(historyOf(thread([turn(extra)]), sol).items).toEqual(expected);
  });

  test('turns whose reasoning was left out are counted', () => {
    const turns = [turn(), turn({ model: 'luna' }), turn({ model: 'luna', items: [messageItem(1, 'A')] })];
    expect(historyOf(thread(turns), sol).forgotten).toBe(1);
  });

  test.each<[string, string | undefined, string | undefined]>([
    ['another account', 'acc-1', 'acc-2'],
    ['an API key after an account', 'acc-1', undefined],
    ['an account after an API key', undefined, 'acc-1'],
  ])('%s is refused', (_, owner, next) => {
    const one = { ...thread([turn()]), meta: { ...thread([]).meta, accountId: owner } };
    const ask = (): unknown => historyOf(one, { model: 'sol', accountId: next });
    expect(ask).toThrow(expect.objectContaining({ kind: 'input', code: 'thread.account' }));
  });
});

describe('the size of a context', () => {
  test.each<[string, unknown, number]>([
    ['English prose', 'a'.repeat(4_000), 1_000],
    ['other scripts', '語'.repeat(4_000), 2_000],
    ['an image, whatever its bytes', `data:image/png;base64,${'A'.repeat(100_000)}`, 1_500],
    ['a message, its frame included', user('abcd'.repeat(100)), 112],
    ['nothing', [], 0],
  ])('%s', (_, value, tokens) => {
    expect(estimateTokens(value)).toBe(tokens);
  });

  test('grows with the text and never shrinks', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
        expect(estimateTokens([a, b])).toBeGreaterThanOrEqual(estimateTokens(a));
      }),
    );
  });

  test.each<[number, number | undefined, unknown]>([
    [1_000_000, undefined, undefined],
    [75_000, 100_000, undefined],
    [75_001, 100_000, expect.stringMatching(/≈75k .* 100k /)],
    [95_000, 100_000, expect.stringMatching(/≈95k .* 100k /)],
  ])('%i of %s tokens: %s', (estimate, window, note) => {
    expect(checkContext(estimate, window)).toEqual(note);
  });

  test('95,001 of 100,000 tokens are refused', () => {
    expect(() => checkContext(95_001, 100_000)).toThrow(/≈95k .* 100k /);
  });
});

describe('the setting', () => {
  const settingOf = (CODEX_OAUTH_THREADS: string | undefined) =>
    readSettings({ CODEX_OAUTH_THREADS }, '/home').threads;

  test.each<[string | undefined, boolean, number]>([
    [undefined, true, 30],
    ['  ', true, 30],
    ['off', false, 30],
    ['OFF', false, 30],
    ['7', true, 7],
    ['forever', true, Number.POSITIVE_INFINITY],
  ])('%j', (value, enabled, retentionDays) => {
    expect(settingOf(value)).toEqual({ enabled, retentionDays });
  });

  test.each(['0', '-1', '1.5', 'on', '99999', '30 days', '1e3'])(
    '%j is refused with what is accepted',
    (value) => {
      expect(() => settingOf(value)).toThrow(/CODEX_OAUTH_THREADS.*off, forever or a number of days/);
    },
  );
});

describe('records', () => {
  const text = fc.string({ unit: 'binary', minLength: 1 });
  const optional = fc.option(text, { nil: undefined });
  const item = fc.record({ type: text, text });
  const at = fc.integer({ min: 0, max: 4_102_444_800_000 });
  const id = fc.uuid({ version: 7 });
  const type = <T extends string>(name: T) => fc.constant(name);
  const asked = { at, model: text, effort: optional };
  const records: fc.Arbitrary<ThreadLine> = fc.oneof(
    fc.record({
      ...asked,
      type: type('thread'),
      version: fc.nat(),
      id,
      title: text,
      accountId: optional,
      cwd: text,
      project: text,
    }),
    fc.record({
      ...asked,
      type: type('turn'),
      turn: id,
      systemPrompt: optional,
      prompt: text,
      input: item,
      attached: fc.array(text),
      pid: fc.nat(),
      host: text,
    }),
    fc.record({ type: type('text'), turn: id, offset: fc.nat(), text }),
    fc.record({ type: type('answer'), turn: id, model: optional, text, items: fc.array(item) }),
    fc.record({
      type: type('end'),
      turn: id,
      at,
      partial: fc.boolean(),
      usage: fc.option(fc.record({ tokens: fc.nat() }), { nil: undefined }),
      requestId: optional,
      answerSha256: optional,
      error: fc.option(fc.record({ code: text, message: text }), { nil: undefined }),
    }),
  );

  test('every record is one line and reads back as itself', () => {
    fc.assert(
      fc.property(records, (record) => {
        const line = serializeRecord(record);
        expect(line.indexOf('\n')).toBe(line.length - 1);
        expect(parseRecord(line)).toEqual(record);
      }),
    );
  });

  test('whatever a line holds, reading it does not throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (line) => {
        expect(() => parseRecord(line)).not.toThrow();
      }),
    );
  });

  test.each([
    ['{"type":"turn","turn":"x"}', 'damaged'],
    ['{"type":"text"}', 'damaged'],
    ['{"type":"thread"}', 'damaged'],
    ['{"type":"label"}', 'unknown'],
    ['{"type":"label","turn":"x"}', 'unknown'],
    ['{"turn":"x"}', 'damaged'],
    ['[]', 'damaged'],
    ['{"type":', 'damaged'],
  ])('%s is %s', (line, kind) => {
    expect(parseRecord(line)).toBe(kind);
  });
});

test('the head of a large answer never ends within a character and is never longer than asked', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat(50), (text, length) => {
      const head = headOf(text, length);
      expect(text.startsWith(head)).toBe(true);
      expect(head.length).toBeLessThanOrEqual(length);
      expect(head).not.toMatch(/[\ud800-\udbff]$/);
      if (text.length <= length) expect(head).toBe(text);
    }),
  );
});

describe('exports', () => {
  const turns = [
    turn({ prompt: 'Why?\n\n# not a heading', attached: ['src/a.ts'], text: 'Because.' }),
    turn({ state: 'partial', text: 'Half', error: { code: 'stream.cut', message: 'The stream broke.' } }),
  ];

  test('Markdown quotes the questions, so that they stay one block, and says why an answer is not whole', () => {
    const text = threadMarkdown(thread(turns));
    expect(text).toContain(`thread_id: ${thread([]).meta.id}\n`);
    expect(text).toContain('\n> Why?\n>\n> # not a heading\n');
    expect(text).toMatch(/src\/a\.ts[^]*\nBecause\.\n[^]*\nHalf\n\n\*.*The stream broke\.\*\n$/);
  });

  test('JSONL has one line for each turn, and nothing of the encrypted reasoning', () => {
    const text = threadJsonl(thread(turns));
    const lines = text.trimEnd().split('\n');
    expect(lines.map((l) => JSON.parse(l) as unknown)).toMatchObject([
      { thread_id: thread([]).meta.id, answer: 'Because.', state: 'complete' },
      { state: 'partial', answer: 'Half', error: { code: 'stream.cut' } },
    ]);
    expect(text + threadMarkdown(thread(turns))).not.toContain('sealed');
  });
});
