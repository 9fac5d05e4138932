import { expect, test } from 'vitest';
import type { Simulator } from '../../simulator/simulator.ts';
import * as s from './support.ts';

type Item = Readonly<Record<string, unknown>>;

const read = { type: 'function', name: 'read', description: '', parameters: { type: 'object' } };
const carrying = (tools: readonly unknown[]): Item => ({
  type: 'additional_tools',
  role: 'developer',
  tools,
});
const namespace = { type: 'namespace', name: 'a', description: '', tools: [read] };

const LITE = {
  model: 'gpt-6.1-sol',
  stream: true,
  store: false,
  include: ['reasoning.encrypted_content'],
  parallel_tool_calls: false,
  reasoning: { effort: 'low', context: 'all_turns' },
};
const asked = [carrying([namespace]), s.userMessage('Look')];

/** One round of a lite model: what it gave, and the state of its turn. */
async function firstRound(): Promise<{ sim: Simulator; state: string; items: readonly Item[]; id: string }> {
  const sim = await s.start({
    answer: ({ outputs }) =>
      outputs.length > 0 ? 'seen' : { text: '', calls: [{ name: 'read', arguments: {} }] },
  });
  const answer = await s.ask(sim, { ...LITE, input: asked }, s.LITE);
  const events = s.eventsOf(await answer.text());
  const items = events.flatMap((event) =>
    event.type === 'response.output_item.done' ? [event['item'] as Item] : [],
  );
  const id = String(items.find(({ type }) => type === 'function_call')?.['call_id']);
  return { sim, state: answer.headers.get('x-codex-turn-state') ?? '', items, id };
}

const without = (item: Item, key: string): Item => ({ ...item, [key]: undefined });

test.each<[string, (items: readonly Item[], output: Item) => readonly Item[], number]>([
  ['answered once, unchanged, after its reasoning', (items, output) => [...items, output], 200],
  ['answered by a list of parts', (items, o) => [...items, { ...o, output: [{ type: 'input_text' }] }], 200],
  ['without an answer', (items) => items, 400],
  ['answered twice', (items, output) => [...items, output, output], 400],
  ['answered by nothing', (items, output) => [...items, without(output, 'output')], 400],
  ['answered before it was made', ([reasoning = {}, call = {}], output) => [reasoning, output, call], 400],
  ['there twice', ([reasoning = {}, call = {}], output) => [reasoning, call, call, output], 400],
  ['without its namespace', ([r = {}, call = {}], output) => [r, without(call, 'namespace'), output], 400],
  ['in another namespace', ([r = {}, call = {}], output) => [r, { ...call, namespace: 'b' }, output], 400],
  [
    'with other arguments',
    ([r = {}, call = {}], output) => [r, { ...call, arguments: '{"a":1}' }, output],
    400,
  ],
  ['without its reasoning', ([, call = {}], output) => [call, output], 400],
])('a call %s', async (_title, change, status) => {
  const { sim, state, items, id } = await firstRound();
  const output = { type: 'function_call_output', call_id: id, output: 'text' };
  const body = { ...LITE, input: [...asked, ...change(items, output)] };
  const answer = await s.ask(sim, body, { ...s.LITE, 'x-codex-turn-state': state });
  expect(answer.status).toBe(status);
});

test('a round without the state of its turn is refused', async () => {
  const { sim, items, id } = await firstRound();
  const output = { type: 'function_call_output', call_id: id, output: 'text' };
  const body = { ...LITE, input: [...asked, ...items, output] };
  expect((await s.ask(sim, body, s.LITE)).status).toBe(400);
  expect((await s.ask(sim, body, { ...s.LITE, 'x-codex-turn-state': 'another' })).status).toBe(400);
});

test.each<[string, readonly unknown[]]>([
  ['a hosted tool', [{ type: 'web_search' }]],
  ['a hosted tool beside ours', [namespace, { type: 'web_search' }]],
  ['a hosted tool in a namespace', [{ ...namespace, tools: [{ type: 'web_search' }] }]],
  ['a function outside a namespace', [read]],
  ['a namespace without a name', [{ ...namespace, name: undefined }]],
  ['a function without a schema', [{ ...namespace, tools: [{ ...read, parameters: undefined }] }]],
])('a lite model refuses %s', async (_title, tools) => {
  const sim = await s.start();
  const input = [carrying(tools), s.userMessage('Look')];
  expect((await s.ask(sim, { ...LITE, input }, s.LITE)).status).toBe(400);
});

test('a lite model takes the tools of the Codex CLI, with its search for tools', async () => {
  const sim = await s.start();
  const search = {
    type: 'tool_search',
    execution: 'client',
    description: '',
    parameters: { type: 'object' },
  };
  const input = [carrying([namespace, search]), s.userMessage('Look')];
  expect((await s.ask(sim, { ...LITE, input }, s.LITE)).status).toBe(200);
});

const SEARCH = {
  id: 't',
  model: 'gpt-6.1-sol',
  input: [s.userMessage('x')],
  commands: { search_query: [{ q: 'x' }], response_length: 'short' },
  settings: { allowed_callers: ['direct'], external_web_access: true },
  max_output_tokens: 10_000,
};

test.each<[string, object, number]>([
  ['as the CLI posts it', {}, 200],
  ['with something else', { stream: true }, 400],
  ['without an id', { id: '' }, 400],
  ['without the question', { input: [] }, 400],
  ['for an unknown model', { model: 'm' }, 400],
  ['without a query', { commands: { search_query: [] } }, 400],
  ['with a query that is a text', { commands: { search_query: ['x'] } }, 400],
  ['without leave to the web', { settings: {} }, 400],
])('a search %s', async (_title, change, status) => {
  const sim = await s.start();
  const url = `${sim.backendUrl}/codex/alpha/search`;
  const answer = await s.postJson(url, { ...SEARCH, ...change }, s.signedIn(sim));
  expect(answer.status).toBe(status);
  expect((await s.postJson(url, SEARCH)).status).toBe(401);
});
