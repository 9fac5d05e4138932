import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { DEFAULT_CATALOG } from '../../simulator/backend/catalog.ts';
import type { Simulator } from '../../simulator/simulator.ts';
import { AppError } from '../../src/system/errors.ts';
import { until } from '../support/net.ts';
import { fileOf } from '../threads/support/store.ts';
import { asker, login, RESPONSES, simulate } from './asker.ts';

const MODELS = '/backend-api/codex/models';

/** The model of each question that was sent. */
function asked(simulator: Simulator): readonly unknown[] {
  return simulator.requests('POST', RESPONSES).map((r) => (r.body as { model?: unknown }).model);
}

describe('models', () => {
  test('after a 401 the list is fetched again with the renewed token, and its own 401 is no remark', async () => {
    const simulator = await simulate();
    const a = await asker(simulator);
    simulator.fault('models.401', { times: 1 });
    simulator.fault('responses.401', { times: 1 });
    const { notes } = await a.ask();
    expect(notes).toEqual([]);
    await until(() => simulator.requests('GET', MODELS).length >= 3, 'the list is fetched again');
    expect(simulator.requests('GET', MODELS).map((r) => r.status)).toEqual([401, 200, 304]);
  });

  test('a list that failed with the old token is asked for with the new one before the answer', async () => {
    const simulator = await simulate();
    const a = await asker(simulator);
    simulator.fault('models.500', { times: 1 });
    simulator.fault('responses.401', { times: 1 });
    expect((await a.ask()).notes).toEqual([]);
  });

  test('a name that the cached list does not know is looked up once more before it is called unknown', async () => {
    const simulator = await simulate({ catalog: DEFAULT_CATALOG.slice(0, 2) });
    const a = await asker(simulator);
    await a.ask();
    simulator.setCatalog(DEFAULT_CATALOG);
    expect((await a.ask({ model: 'gpt-6-luna' })).model).toBe('gpt-6-luna');
  });

  test('an unknown model names those that work, and nothing is sent', async () => {
    const simulator = await simulate();
    const a = await asker(simulator);
    await expect(a.ask({ model: 'gpt-5.2-codex' })).rejects.toMatchObject({
      code: 'query.unknown_model',
      message: expect.stringMatching(/no model "gpt-5\.2-codex".*gpt-6\.1-sol, gpt-6-astra/) as string,
    });
    expect(asked(simulator)).toEqual([]);
  });

  test('a slug with an effort joined to it is told apart', async () => {
    const a = await asker(await simulate());
    await expect(a.ask({ model: 'gpt-6-sol/high' })).rejects.toThrow(
      /Use "gpt-6-sol" as model and put the rest into reasoning_effort/,
    );
  });

  test('display names and capitals are understood', async () => {
    const a = await asker(await simulate());
    expect(await a.ask({ model: 'GPT-6-Luna' })).toMatchObject({
      model: 'gpt-6-luna',
      modelAsked: 'GPT-6-Luna',
    });
  });

  test('a retired default is replaced by the one of today, a model that was named is not', async () => {
    const simulator = await simulate();
    const a = await asker(simulator);
    await a.ask();
    simulator.setCatalog(DEFAULT_CATALOG.slice(1));
    simulator.clearLog();
    expect((await a.ask()).model).toBe('gpt-6-astra');
    expect(asked(simulator)).toEqual(['gpt-6.1-sol', 'gpt-6-astra']);

    simulator.setCatalog(DEFAULT_CATALOG.slice(2));
    simulator.clearLog();
    await expect(a.ask({ model: 'gpt-6-astra' })).rejects.toMatchObject({
      code: 'query.model_refused',
      message: expect.stringMatching(/gpt-6-astra.*not supported.*Available are gpt-6-sol/) as string,
    });
    expect(asked(simulator)).toEqual(['gpt-6-astra']);
    expect(simulator.requests('GET', MODELS).length).toBeGreaterThan(0);
  });

  test('where no list can be had, the bundled one serves and says so, and an unknown name is left to the backend', async () => {
    const simulator = await simulate();
    simulator.fault('models.500');
    const a = await asker(simulator);
    const answer = await a.ask();
    expect(answer.model).toBe('gpt-6.1-sol');
    expect(answer.notes).toEqual([expect.stringMatching(/answered 500/) as string]);
    await expect(a.ask({ model: 'gpt-7' })).rejects.toMatchObject({ code: 'query.model_refused' });
    expect(asked(simulator)).toEqual(['gpt-6.1-sol', 'gpt-7']);
  });

  test('a models endpoint that hangs holds the first question up for a moment only', async () => {
    const simulator = await simulate();
    simulator.fault('models.hang');
    const a = await asker(simulator);
    expect((await a.ask()).notes).toHaveLength(1);
    await simulator.close();
  });
});

test('temperature, ultra and a successor are said under the answer', async () => {
  const a = await asker(await simulate());
  expect((await a.ask({ temperature: 0.2 })).notes).toEqual([
    'temperature was not sent: a ChatGPT plan does not accept it.',
  ]);
  const answer = await a.ask({ effort: 'ultra' });
  expect(answer.effort).toBe('xhigh');
  expect(answer.notes[0]).toContain('xhigh was sent');
  expect((await a.ask({ model: 'gpt-5.5' })).notes).toEqual(['gpt-5.5 has a successor: gpt-6-sol.']);
});

test('an answer that was cut short is called that, and not a miss of its schema', async () => {
  const simulator = await simulate({ answer: () => '{ "n": 1, "m": [ 1, 2, 3 ] }' });
  simulator.fault('stream.cut');
  const outputSchema = { type: 'object', properties: { n: { type: 'integer' } } };
  const answer = await (await asker(simulator)).ask({ outputSchema });
  expect(answer.cutShort?.code).toBe('stream.cut');
  expect(answer.misfit).toBeUndefined();
});

test.each(['gpt-6.1-sol', 'gpt-5.5'])('%s searches the web when it may', async (model) => {
  const a = await asker(await simulate());
  const answer = await a.ask({ webSearch: true, model });
  expect(answer.text).toContain('searched the web');
  expect(answer.searched).toHaveLength(1);
  expect(a.progress.map((p) => p.phase)).toContain('searching');
});

test('a history that is no longer readable is sent without its reasoning, and that is said', async () => {
  const simulator = await simulate();
  const other = await asker(simulator, { credential: login(simulator, 'acc-sim-0002') });
  const { threadId = '' } = await other.ask({ prompt: 'First?' });
  // The same thread, of which only the reasoning is another account's.
  const file = fileOf(other.threads, threadId);
  await writeFile(file, (await readFile(file, 'utf8')).replace('acc-sim-0002', 'acc-sim-0001'));
  const a = await asker(simulator, { deps: { threads: other.threads } });
  const answer = await a.ask({ threadId });
  expect(answer.text).toContain('Before that, you asked: “First?”');
  expect(answer.notes[0]).toContain('reasoning');
  expect(answer.retries).toBe(1);
});

test('cancelling does not wait for the list of models, nor for a pause before a retry', async () => {
  const simulator = await simulate();
  simulator.fault('models.hang');
  const cancel = new AbortController();
  const a = await asker(simulator);
  const question = a.ask({}, { signal: cancel.signal });
  await expect.poll(() => simulator.requests('GET', MODELS).length).toBe(1);
  cancel.abort();
  await expect(question).rejects.toBeInstanceOf(AppError);
  expect(asked(simulator)).toEqual([]);
  await simulator.close();
});
