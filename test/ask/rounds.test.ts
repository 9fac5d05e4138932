import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import type { AnswerPlan, FaultName, Question, SimulatorOptions } from '../../simulator/simulator.ts';
import { closingLine, receiptOf } from '../../src/ask/receipt.ts';
import { holdSecrets } from '../../src/system/redact.ts';
import { fileOf, refusal } from '../threads/support/store.ts';
import { calls, CLASSIC, itemsOf, LITE, outputsOf, read, scene, script } from './looker.ts';

describe.each([
  ['a lite model', LITE, false],
  ['a classic model', CLASSIC, false],
  ['an API key', LITE, true],
])('%s', (_title, model, key) => {
  test('reads in rounds and answers with what it read', async () => {
    const a = await scene({ answer: script(calls(read('a')), calls(read('b'))) }, { key });
    const answer = await a.ask({ look: true, model });
    expect(answer.text).toBe('heard: text of a | text of b');
    expect(a.texts.join('')).toBe(answer.text);
    expect(a.heard).toEqual([{ path: 'a' }, { path: 'b' }]);
    expect(answer.looked).toMatchObject({ rounds: 2, files: [{ path: 'src/a.ts' }], bytes: 12 });
    expect(receiptOf(answer)).toMatchObject({ looked: { rounds: 2, bytes: 12 } });
    expect(closingLine(answer, 'assistant')).toContain('looked at 1 file in 2 rounds');
    expect(a.bodies()).toHaveLength(3);
  });

  test('has all its calls of one round answered in order', async () => {
    const a = await scene({ answer: script(calls(read('a'), read('b'), read('c'))) }, { key });
    expect((await a.ask({ look: true, model })).text).toBe('heard: text of a | text of b | text of c');
  });
});

test('lite tools stand in a namespace of ours, classic ones at the top, and the shapes of a round are the lane’s', async () => {
  const answer = script(calls(read('a')));
  const lite = await scene({ answer });
  await lite.ask({ look: true, model: LITE });
  const [first, second] = lite.bodies();
  expect(first).not.toHaveProperty('tools');
  expect(first).toMatchObject({ parallel_tool_calls: false });
  expect(itemsOf(first)[0]).toMatchObject({
    type: 'additional_tools',
    role: 'developer',
    tools: [{ type: 'namespace', tools: [{ type: 'function', name: 'read', strict: false }] }],
  });
  expect(itemsOf(second).slice(-3)).toMatchObject([
    { type: 'reasoning', encrypted_content: expect.any(String) as string },
    { type: 'function_call', name: 'read', namespace: 'workspace', call_id: expect.any(String) as string },
    { type: 'function_call_output', output: 'text of a' },
  ]);
  const classic = await scene({ answer });
  await classic.ask({ look: true, webSearch: true, model: CLASSIC });
  const body = classic.bodies()[1];
  expect(body).toMatchObject({
    tools: [{ type: 'function', name: 'read' }, { type: 'web_search' }],
    tool_choice: 'auto',
    parallel_tool_calls: true,
  });
  expect(itemsOf(body).find(({ type }) => type === 'function_call')).not.toHaveProperty('namespace');
});

test.each([
  ['a tool that nobody offered', { name: 'run', arguments: {} }, 'read'],
  ['arguments that are no JSON', { name: 'read', arguments: '{"path":' }, 'JSON'],
  ['arguments that are a list', { name: 'read', arguments: '[]' }, 'JSON'],
  [
    'arguments too deep to be ours',
    { name: 'read', arguments: '{"a":'.repeat(60) + '1' + '}'.repeat(60) },
    'JSON',
  ],
  ['a tool by the name of a member of every object', { name: '__proto__', arguments: {} }, 'read'],
])('%s gets a sentence', async (_title, call, says) => {
  const a = await scene({ answer: script({ text: '', calls: [call] }) });
  expect((await a.ask({ look: true })).text).toContain(says);
  expect(a.heard).toEqual([]);
});

test('a token of this login goes out in no result', async () => {
  const token = `made-up-${randomBytes(20).toString('hex')}`;
  holdSecrets(token);
  const a = await scene(
    { answer: script(calls(read('a'))) },
    { run: () => Promise.resolve(`it is ${token}`) },
  );
  await a.ask({ look: true });
  expect(outputsOf(a.bodies()[1])).toEqual(['it is [redacted]']);
});

test('a tool that breaks gets a sentence too', async () => {
  const run = () => Promise.reject(new Error('broken'));
  const a = await scene({ answer: script(calls(read('a'))) }, { run });
  expect((await a.ask({ look: true })).text).toContain('failed');
});

test('the same call again is not run again, and is told which call has the result', async () => {
  const a = await scene({
    answer: script(calls(read('a', 'call_first')), calls(read('a')), calls(read('b'))),
  });
  const { text } = await a.ask({ look: true });
  expect(a.heard).toEqual([{ path: 'a' }, { path: 'b' }]);
  expect(text.split(' | ')[1]).toContain('call_first');
});

describe('an endless caller ends', () => {
  const endless: SimulatorOptions = {
    answer: ({ outputs, functions }) =>
      functions.length > 0 ? calls(read(String(outputs.length))) : `enough after ${outputs.length}`,
  };
  test.each([LITE, CLASSIC])('after the rounds that are allowed (%s)', async (model) => {
    const a = await scene(endless, { deps: { ceilings: { rounds: 3 } } });
    const answer = await a.ask({ look: true, model });
    expect(answer.text).toBe('enough after 3');
    expect(answer.looked?.rounds).toBe(3);
    expect(a.bodies()).toHaveLength(4);
    expect(outputsOf(a.bodies()[3]).at(-1)).toContain('Answer now');
    const last = a.bodies()[3];
    if (model === LITE) expect(itemsOf(last).map(({ type }) => type)).not.toContain('additional_tools');
    else expect(last).toMatchObject({ tool_choice: 'none' });
  });

  test('with forty rounds where nothing else is said', async () => {
    const a = await scene(endless);
    expect((await a.ask({ look: true })).looked?.rounds).toBe(40);
    expect(a.bodies()).toHaveLength(41);
  });

  test('after the bytes that are allowed, also within a round', async () => {
    const run = () => Promise.resolve('x'.repeat(100));
    const answer = script(calls(read('a'), read('b'), read('c')), calls(read('d')));
    const a = await scene({ answer }, { run, deps: { ceilings: { bytes: 150 } } });
    await a.ask({ look: true, model: CLASSIC });
    expect(a.heard).toHaveLength(2);
    expect(a.bodies()).toHaveLength(2);
    expect(outputsOf(a.bodies()[1])).toHaveLength(3);
  });

  test('after the time that is allowed, also where a tool hangs', async () => {
    const run = () => new Promise<string>(() => {});
    const a = await scene(
      { answer: script(calls(read('a')), calls(read('b'))) },
      { run, deps: { ceilings: { ms: 150 } } },
    );
    await a.ask({ look: true });
    expect(a.bodies()).toHaveLength(2);
  });

  test('before the model’s window is full', async () => {
    for (const [words, rounds] of [
      [80_000, 3],
      [200_000, 1],
    ] as const) {
      const run = () => Promise.resolve('word '.repeat(words));
      const a = await scene(endless, { run, deps: { ceilings: { bytes: 1e9 } } });
      expect((await a.ask({ look: true })).looked?.rounds).toBe(rounds);
    }
  });

  test('where the plan’s limit of the user’s own is reached meanwhile', async () => {
    let asked = 0;
    const guard = () => ((asked += 1) > 2 ? Promise.reject(new Error('limit')) : Promise.resolve());
    const a = await scene({ answer: script(calls(read('a')), calls(read('b'))) }, { deps: { guard } });
    expect((await a.ask({ look: true })).looked?.rounds).toBe(1);
  });

  test('even if it calls when nothing is offered', async () => {
    const a = await scene(
      { answer: ({ outputs }) => calls(read(String(outputs.length))) },
      { deps: { ceilings: { rounds: 2 } } },
    );
    expect(await refusal(a.ask({ look: true }))).toMatchObject({ code: 'backend.empty' });
    expect(a.bodies().length).toBeLessThanOrEqual(4);
  });

  test('even if it gives every call the same id', async () => {
    const a = await scene({ answer: ({ outputs }) => calls(read(String(outputs.length), 'call_same')) });
    expect(await refusal(a.ask({ look: true }))).toMatchObject({ code: 'backend.empty' });
    expect(a.heard).toHaveLength(1);
  });
});

test('one id for two calls of a round is answered once', async () => {
  const a = await scene({ answer: script(calls(read('a', 'call_x'), read('a', 'call_x'))) });
  await a.ask({ look: true, model: CLASSIC });
  expect(a.heard).toEqual([{ path: 'a' }]);
  expect(outputsOf(a.bodies()[1])).toEqual(['text of a']);
});

describe('what is said before a call', () => {
  test.each(['commentary', null] as const)('is no part of the answer (phase %s)', async (phase) => {
    const a = await scene({ answer: script({ text: 'Let me look.', phase, calls: [read('a')] }) });
    const answer = await a.ask({ look: true });
    expect(answer.text).toBe('heard: text of a');
    expect(a.texts.join('')).toBe(answer.text);
  });

  test('is the answer where nothing follows', async () => {
    const answer = ({ outputs }: Question): AnswerPlan =>
      outputs.length === 0 ? { text: 'It is a.', phase: null, calls: [read('a')] } : { text: '' };
    const a = await scene({ answer });
    const got = await a.ask({ look: true });
    expect(got).toMatchObject({ text: 'It is a.', cutShort: undefined });
    // Its call is not sent again, so the thread goes on.
    expect((await a.ask({ threadId: got.threadId ?? '', look: false })).text).not.toBe('');
  });

  test('an answer without a phase arrives whole when it ends', async () => {
    const a = await scene({
      answer: ({ outputs }) => (outputs.length ? { text: 'It is a.', phase: null } : calls(read('a'))),
    });
    expect((await a.ask({ look: true })).text).toBe('It is a.');
    expect(a.texts.join('')).toBe('It is a.');
  });
});

test.each<[FaultName, number]>([
  ['responses.503', 1],
  ['responses.401', 1],
  ['stream.failed.server_error', 1],
  ['stream.cut_before_delta', 2],
])('%s in a later round repeats that round only', async (fault, skip) => {
  const retries = 1;
  const a = await scene({ answer: script(calls(read('a')), calls(read('b'))) });
  a.simulator.fault(fault, { skip, times: 1, params: { after: 0 } });
  const answer = await a.ask({ look: true });
  expect(answer).toMatchObject({ text: 'heard: text of a | text of b', retries });
  expect(a.heard).toHaveLength(2);
  expect(a.bodies()).toHaveLength(3 + retries);
});

describe('calls that would make every further request too large', () => {
  test.each([LITE, CLASSIC])('are a hundred at most in a round (%s)', async (model) => {
    const many = Array.from({ length: 1_000 }, (_, i) => read(String(i)));
    const a = await scene({ answer: script(calls(...many)) });
    expect((await a.ask({ look: true, model })).looked?.rounds).toBe(1);
    expect(a.heard).toHaveLength(100);
    expect(outputsOf(a.bodies()[1])).toHaveLength(100);
  });

  test.each([LITE, CLASSIC])('have no arguments of megabytes (%s)', async (model) => {
    const answer = ({ functions, outputs }: Question): AnswerPlan | string =>
      functions.length > 0 ? calls(read('x'.repeat(3_000_000) + outputs.length)) : 'enough';
    const a = await scene({ answer });
    expect((await a.ask({ look: true, model })).text).toBe('enough');
    expect(a.heard).toEqual([]);
    expect(a.bodies()).toHaveLength(2);
    // The model is told, although there is no call that could be answered.
    const last = itemsOf(a.bodies()[1]).at(-1);
    expect(last).toMatchObject({ role: 'developer', content: [{ text: expect.stringContaining('3.0 MB') }] });
  });

  test('count towards the bytes', async () => {
    const answer = ({ functions, outputs }: Question): AnswerPlan | string =>
      functions.length > 0 ? calls(read('x'.repeat(90_000) + outputs.length)) : 'enough';
    const a = await scene({ answer }, { run: () => Promise.resolve('ok') });
    expect((await a.ask({ look: true })).looked?.rounds).toBe(7);
  });
});

test('the tokens are those of all rounds together', async () => {
  const once = await (await scene({ answer: () => 'x' })).ask({ look: true });
  const a = await scene({ answer: script(calls(read('a'))) });
  const answer = await a.ask({ look: true });
  expect(answer.usage?.inputTokens).toBeGreaterThan(2 * (once.usage?.inputTokens ?? 0));
});

test('a cancel reaches the tool that runs', async () => {
  const cancel = new AbortController();
  let stopped = false;
  const run = (_args: unknown, signal: AbortSignal) =>
    new Promise<string>((_resolve, reject) => {
      signal.addEventListener('abort', () => {
        stopped = true;
        reject(new Error('stopped'));
      });
      cancel.abort();
    });
  const a = await scene({ answer: script(calls(read('a'))) }, { run });
  expect(await refusal(a.ask({ look: true }, { signal: cancel.signal }))).toMatchObject({
    code: 'cancelled',
  });
  expect(stopped).toBe(true);
  expect(a.bodies()).toHaveLength(1);
});

test('progress says what is read, and goes on saying it while the model is silent', async () => {
  const a = await scene({ answer: script(calls(read('a'))) });
  await a.ask({ look: true });
  const looking = a.progress.filter(({ phase }) => phase === 'looking');
  expect(looking.length).toBeGreaterThan(1);
  expect(new Set(looking.map(({ thought }) => thought))).toEqual(new Set(['reading a']));
});

test('a thread keeps what was looked at, not what was read, and goes on', async () => {
  const a = await scene({ answer: script(calls(read('a-file'))) });
  const { threadId = '' } = await a.ask({ look: true });
  const file = await readFile(fileOf(a.threads, threadId), 'utf8');
  expect(file).toContain('src/a.ts');
  expect(file).not.toContain('function_call');
  const next = await a.ask({ threadId, look: true, prompt: 'And?' });
  expect(next.cutShort).toBeUndefined();
  const third = a.bodies()[2];
  expect(itemsOf(third).filter(({ type }) => type === 'function_call')).toEqual([]);
});

test('a question that fails after looking around says what was read', async () => {
  const run = (): Promise<string> => {
    a.simulator.fault('responses.400', { times: 1 });
    return Promise.resolve('text');
  };
  const a = await scene({ answer: script(calls(read('a'))) }, { run });
  const error = await refusal(a.ask({ look: true }));
  expect(error.details.looked).toEqual(['src/a.ts']);
  expect(error.message).toContain('src/a.ts');
});

test('without a call nobody offered tools for: a call in the answer is no answer, and is not kept', async () => {
  const a = await scene({ answer: () => ({ text: 'Yes.', phase: 'final_answer', calls: [read('a')] }) });
  const { threadId = '', text } = await a.ask();
  expect(text).toBe('Yes.');
  expect((await a.ask({ threadId })).text).toBe('Yes.');
  expect(a.heard).toEqual([]);
});
