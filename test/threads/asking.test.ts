import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Answer, Hooks, Question } from '../../src/ask/question.ts';
import type { Simulator, SimulatorOptions } from '../../simulator/simulator.ts';
import { makeHouse, type House } from '../cli/support.ts';
import { makeSimulator, seedLogin } from '../support/sandbox.ts';
import { refusal } from './support/store.ts';

/** A backend, and a house that is signed in to it. */
async function scene(env: Record<string, string> = {}, options: SimulatorOptions = {}) {
  const simulator = await makeSimulator(options);
  const house = await makeHouse(simulator, { env });
  const tokens = simulator.mintTokens();
  await seedLogin(house.sandbox, tokens);
  return { simulator, house, tokens };
}

function ask(house: House, prompt: string, question: Partial<Question> = {}, hooks: Partial<Hooks> = {}) {
  const whole = { prompt, roots: [], ...question };
  return house.app.ask(whole, { signal: new AbortController().signal, ...hooks });
}

interface Body {
  readonly input: readonly { readonly type: string; readonly role?: string }[];
}

/** The bodies of the questions that reached the backend. */
function bodies(simulator: Simulator): readonly Body[] {
  return simulator.requests('POST', '/backend-api/codex/responses').map((entry) => entry.body as Body);
}

const idOf = (answer: Answer): string => {
  if (answer.threadId === undefined) throw new Error('no thread id');
  return answer.threadId;
};

describe('a thread', () => {
  test('continues in another process with what was said, its model, effort and system prompt', async () => {
    const { simulator, house } = await scene();
    const first = await ask(house, 'What is a monad?', {
      model: 'gpt-6-luna',
      effort: 'high',
      systemPrompt: 'Answer in one line.',
    });
    const later = await makeHouse(simulator, { env: house.sandbox.env });
    const second = await ask(later, 'And a functor?', { threadId: idOf(first) });

    expect(second.threadId).toBe(first.threadId);
    expect(second.text).toContain('Before that, you asked: “What is a monad?”');
    const [one, two] = bodies(simulator);
    expect(two).toMatchObject({
      model: 'gpt-6-luna',
      reasoning: { effort: 'high' },
      prompt_cache_key: first.threadId,
    });
    const types = two?.input.map((item) => [item.type, item.role]);
    expect(types).toEqual([
      ['message', 'developer'],
      ['message', 'user'],
      ['reasoning', undefined],
      ['message', 'assistant'],
      ['message', 'user'],
    ]);
    expect(two?.input[0]).toEqual(one?.input[0]);
    expect(second.modelAsked).toBeUndefined();
  });

  test('goes on with another model when told so, without the reasoning of the first', async () => {
    const { simulator, house } = await scene();
    const first = await ask(house, 'One', { model: 'gpt-6.1-sol', effort: 'max' });
    const second = await ask(house, 'Two', { threadId: idOf(first), model: 'gpt-5.5' });
    expect(second.text).toContain('Before that, you asked: “One”');
    // That, and that gpt-5.5 has a successor.
    expect(second.notes).toHaveLength(2);
    const body = bodies(simulator).at(-1);
    expect(JSON.stringify(body?.input)).not.toContain('encrypted_content');
    // gpt-5.5 has no effort max, which was chosen for the other model.
    expect(body).toMatchObject({ model: 'gpt-5.5', reasoning: { effort: 'medium' } });
  });

  test('of another account is refused before anything is sent', async () => {
    const simulator = await makeSimulator({ accounts: [{ id: 'acc-a' }, { id: 'acc-b' }] });
    const house = await makeHouse(simulator);
    await seedLogin(house.sandbox, simulator.mintTokens({ account: 'acc-a' }));
    const first = await ask(house, 'One');
    await seedLogin(house.sandbox, simulator.mintTokens({ account: 'acc-b' }));
    simulator.clearLog();
    const error = await refusal(ask(house, 'Two', { threadId: idOf(first) }));
    expect(error).toMatchObject({ kind: 'input', code: 'thread.account' });
    expect(error.message).toContain('acc-a');
    expect(bodies(simulator)).toEqual([]);
  });

  test('that is unknown is refused before anything is sent', async () => {
    const { simulator, house } = await scene();
    const error = await refusal(ask(house, 'Two', { threadId: '0199a000-0000-7000-8000-000000000001' }));
    expect(error.code).toBe('thread.unknown');
    expect(simulator.log).toEqual([]);
  });

  test.each(['stream.cut', 'stream.end_early', 'stream.incomplete.max_output_tokens'] as const)(
    'survives an answer that was cut short (%s)',
    async (fault) => {
      const { simulator, house } = await scene();
      simulator.fault(fault, { times: 1 });
      const first = await ask(house, 'One');
      expect(first.cutShort).toBeDefined();
      const second = await ask(house, 'Two', { threadId: idOf(first) });
      expect(second.cutShort).toBeUndefined();
      expect(second.text).toContain('Before that, you asked: “One”');
      const { turns } = await house.app.threads.load(idOf(first), undefined);
      expect(turns.map((t) => [t.state, t.text])).toEqual([
        ['partial', first.text],
        ['complete', second.text],
      ]);
    },
  );

  test('takes parallel questions, each of which sees what had ended before', async () => {
    const { house } = await scene();
    const first = await ask(house, 'One');
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) => ask(house, `Two ${n}`, { threadId: idOf(first) })),
    );
    expect(answers.every((a) => a.text.includes('Before that, you asked: “One”'))).toBe(true);
    const { turns, damaged } = await house.app.threads.load(idOf(first), undefined);
    expect(damaged).toBe(0);
    expect(turns.map((t) => t.state)).toEqual(Array.from({ length: 11 }, () => 'complete'));
    expect(new Set(turns.slice(1).map((t) => t.text))).toEqual(new Set(answers.map((a) => a.text)));
  });
});

describe('what is kept', () => {
  test('a cancelled answer, as far as it had come', async () => {
    const answer = (): string => Array.from({ length: 2_000 }, (_, n) => `word${n}`).join(' ');
    const { house } = await scene({}, { deltaDelayMs: 5, answer });
    const stop = new AbortController();
    let seen = '';
    const onText = (text: string): void => {
      seen += text;
      if (seen.length > 40) stop.abort();
    };
    const asked = ask(house, 'One', {}, { signal: stop.signal, onText });
    expect((await refusal(asked)).code).toBe('cancelled');
    const { threads } = await house.app.threads.list(undefined);
    const [turn] = (await house.app.threads.load(threads[0]?.id ?? '', undefined)).turns;
    expect(turn).toMatchObject({ state: 'partial', text: seen, error: { code: 'cancelled' } });
  });

  test('nothing of a new thread whose question failed without a word', async () => {
    const { simulator, house } = await scene();
    simulator.fault('responses.429.usage_limit', { times: 1 });
    expect(await refusal(ask(house, 'One'))).toMatchObject({ kind: 'limit' });
    expect(await house.app.threads.list(undefined)).toMatchObject({ total: 0 });
  });

  test('a failed question of an old thread, which is not sent again', async () => {
    const { simulator, house } = await scene();
    const first = await ask(house, 'One');
    simulator.fault('responses.429.usage_limit', { times: 1 });
    await refusal(ask(house, 'Refused', { threadId: idOf(first) }));
    const third = await ask(house, 'Three', { threadId: idOf(first) });
    expect(third.text).toContain('Before that, you asked: “One”');
    const { turns } = await house.app.threads.load(idOf(first), undefined);
    expect(turns.map((t) => t.state)).toEqual(['complete', 'failed', 'complete']);
  });

  test('no token, wherever it might hide', async () => {
    const { house, tokens } = await scene();
    await ask(house, 'One');
    const { dir } = house.app.threads;
    const [name = ''] = await readdir(dir);
    const text = await readFile(path.join(dir, name), 'utf8');
    for (const token of [tokens.accessToken, tokens.refreshToken, tokens.idToken]) {
      expect(text).not.toContain(token);
    }
  });

  test('nothing where threads are switched off, and no id is given out', async () => {
    const { house } = await scene({ CODEX_OAUTH_THREADS: 'off' });
    const first = await ask(house, 'One');
    expect(first.text).toContain('“One”');
    expect(first.threadId).toBeUndefined();
    await expect(readdir(house.app.threads.dir)).rejects.toThrow('ENOENT');
    const error = await refusal(ask(house, 'Two', { threadId: '0199a000-0000-7000-8000-000000000001' }));
    expect(error).toMatchObject({ kind: 'input', code: 'thread.off' });
  });

  test('the answer, where the disk refuses the thread', async () => {
    const { house } = await scene();
    await writeFile(path.dirname(house.app.threads.dir), 'in the way');
    const answer = await ask(house, 'One');
    expect(answer.text).toContain('One');
    expect(answer.threadId).toBeUndefined();
    expect(answer.notes.join(' ')).toContain('The thread could not be stored.');
  });
});

describe('a context that grows too long', () => {
  test('is refused before it is sent, with the estimate and the window', async () => {
    const { simulator, house } = await scene();
    const error = await refusal(ask(house, 'x '.repeat(600_000)));
    expect(error).toMatchObject({ kind: 'input', code: 'context.too_long' });
    expect(error.message).toMatch(/≈300k tokens.*272k tokens/);
    expect(bodies(simulator)).toEqual([]);
    expect(await house.app.threads.list(undefined)).toMatchObject({ total: 0 });
  });

  test('counts the whole thread, and says so when it fills up', async () => {
    const { house } = await scene();
    const first = await ask(house, 'x '.repeat(250_000));
    expect(first.notes).toEqual([]);
    const second = await ask(house, 'y '.repeat(180_000), { threadId: idOf(first) });
    expect(second.notes.join(' ')).toMatch(/≈2\d\dk tokens of a window of 272k/);
    expect((await refusal(ask(house, 'z '.repeat(180_000), { threadId: idOf(first) }))).code).toBe(
      'context.too_long',
    );
  });
});
