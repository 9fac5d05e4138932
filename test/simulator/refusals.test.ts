import { describe, expect, test } from 'vitest';
import { DEFAULT_CATALOG } from '../../simulator/backend/catalog.ts';
import * as s from './support.ts';

type Changes = Record<string, unknown>;

const { CLASSIC, userMessage } = s;
const text = (text: string, type = 'input_text') => [{ type, text }];
const developer = { type: 'message', role: 'developer', content: text('Be brief.') };
const image = (image_url: string) => ({ role: 'user', content: [{ type: 'input_image', image_url }] });
const picture = image('data:image/png;base64,aGVsbG8=');
const namespace = { type: 'namespace', name: 'a', tools: [] };
const tools = { type: 'additional_tools', role: 'developer', tools: [namespace] };
/** A body that a Responses-Lite model takes. */
const LITE = {
  model: 'gpt-6.1-sol',
  input: [developer, userMessage('What is a monad?')],
  stream: true,
  store: false,
  parallel_tool_calls: false,
  reasoning: { effort: 'low', context: 'all_turns' },
};

async function ask(body: Changes | string, headers?: Record<string, string>): Promise<Response> {
  const lite = typeof body === 'object' && body['model'] !== 'gpt-5.5';
  return s.ask(await s.start(), body, headers ?? (lite ? s.LITE : {}));
}

async function refusalOf(body: Changes | string, headers?: Record<string, string>): Promise<Changes> {
  const answer = await ask(body, headers);
  expect(answer.status).toBe(400);
  return s.jsonOf(answer);
}

const NO_INSTRUCTIONS = 'Instructions are required';
const UNSUPPORTED = ['temperature', 'top_p', 'max_output_tokens', 'max_tokens', 'prompt_cache_retention']
  .concat('metadata', 'user', 'truncation', 'previous_response_id')
  .map((name): [string, Changes, string] => [name, { [name]: 1 }, `Unsupported parameter: ${name}`]);

describe('a classic model refuses', () => {
  test.each<[string, Changes, string]>([
    ['a body without instructions', { instructions: undefined }, NO_INSTRUCTIONS],
    ['empty instructions', { instructions: ' ' }, NO_INSTRUCTIONS],
    ['a developer message instead', { instructions: undefined, input: LITE.input }, NO_INSTRUCTIONS],
    ['store left out', { store: undefined }, 'Store must be set to false'],
    ['store true', { store: true }, 'Store must be set to false'],
    ['stream left out', { stream: undefined }, 'Stream must be set to true'],
    ['stream false', { stream: false }, 'Stream must be set to true'],
    ['a string as input', { input: 'hello' }, 'Input must be a list'],
    ['a system message', { input: [{ role: 'system', content: 'x' }] }, 'System messages are not allowed'],
    ['a retired model', { model: 'gpt-5.2-codex' }, expect.stringContaining("'gpt-5.2-codex' model is not")],
    ...UNSUPPORTED,
  ])('%s', async (_name, changes, detail) => {
    expect(await refusalOf({ ...CLASSIC, ...changes })).toEqual({ detail });
  });
});

describe('a Responses-Lite model refuses', () => {
  test.each<[string, Changes, string]>([
    ['tools', { tools: [] }, 'Unsupported parameter: tools'],
    ['instructions', { instructions: 'Be brief.' }, 'Unsupported parameter: instructions'],
    ...UNSUPPORTED,
  ])('%s', async (_name, changes, detail) => {
    expect(await refusalOf({ ...LITE, ...changes })).toEqual({ detail });
  });

  test.each<[string, Changes, string]>([
    ['another reasoning context', { reasoning: { effort: 'low', context: 'auto' } }, 'reasoning.context'],
    ['no reasoning context', { reasoning: { effort: 'low' } }, 'reasoning.context'],
    ['no reasoning', { reasoning: undefined }, 'reasoning.context'],
    ['parallel tool calls', { parallel_tool_calls: true }, 'parallel_tool_calls'],
    ['parallel tool calls left open', { parallel_tool_calls: undefined }, 'parallel_tool_calls'],
    ['ultra', { reasoning: { effort: 'ultra', context: 'all_turns' } }, 'reasoning.effort'],
    ['an effort it lacks', { reasoning: { effort: 'minimal', context: 'all_turns' } }, 'reasoning.effort'],
    ['an unknown verbosity', { text: { verbosity: 'chatty' } }, 'text.verbosity'],
    ['an unknown service tier', { service_tier: 'turbo' }, 'service_tier'],
  ])('%s', async (_name, changes, param) => {
    const error = { code: 'unsupported_value', param };
    expect(await refusalOf({ ...LITE, ...changes })).toMatchObject({ error });
  });

  test('a request without its header, which a classic model refuses, and tools that do not come first', async () => {
    for (const refused of [refusalOf(LITE, {}), refusalOf(CLASSIC, s.LITE)])
      expect(await refused).toMatchObject({ error: { code: 'unsupported_value' } });
    const late = { ...LITE, input: [userMessage('Hi'), tools] };
    expect(await refusalOf(late)).toMatchObject({ error: { param: 'input[1]' } });
  });

  test.each([{ version: '0.152.9' }, { version: '', 'user-agent': 'codex-oauth/0.1.0' }])(
    'a client that is too old: %o',
    async (headers) => {
      const { detail } = await refusalOf({ ...LITE, model: 'gpt-6-astra' }, { ...s.LITE, ...headers });
      expect(detail).toContain('requires a newer version of Codex');
    },
  );
});

describe('the input is refused with', () => {
  test.each<[string, unknown[]]>([
    ['nothing in it', []],
    ['something that is no object', ['hello']],
    ['an unknown role', [{ role: 'tool', content: 'x' }]],
    ['an unknown item', [{ type: 'item_reference', id: 'msg_1' }]],
    ['output text from the user', [{ role: 'user', content: text('x', 'output_text') }]],
    ['input text from the assistant', [{ role: 'assistant', content: text('x') }]],
    ['a text part without text', [{ role: 'user', content: [{ type: 'input_text' }] }]],
    ['an answer without its call', [{ type: 'function_call_output', call_id: 'call_1', output: '' }]],
    ['an image by plain http', [image('http://example.com/a.png')]],
    ['a data URL that is no image', [image('data:text/plain;base64,aGk=')]],
    ['reasoning sealed elsewhere', [{ type: 'reasoning', summary: [], encrypted_content: 'gAAAA' }]],
  ])('%s', async (_name, input) => {
    const error = { type: 'invalid_request_error' };
    expect(await refusalOf({ ...CLASSIC, input })).toMatchObject({ error });
  });

  test('images where the model is blind', async () => {
    const sim = await s.start();
    sim.setCatalog(DEFAULT_CATALOG.map((model) => ({ ...model, input_modalities: ['text'] })));
    expect((await s.ask(sim, { ...CLASSIC, input: [picture] })).status).toBe(400);
  });

  test('no JSON object at all', async () => {
    for (const body of ['{', '[]', '"x"', '']) expect((await ask(body)).status).toBe(400);
  });
});

const properties = { a: { type: 'string' } };
const closed = { type: 'object', properties, required: ['a'], additionalProperties: false };
const openDeepInside = { a: { type: 'array', items: { type: 'object', properties: {} } } };
const format = (schema: unknown, more: Changes = {}) => ({
  ...CLASSIC,
  text: { format: { type: 'json_schema', name: 'answer', strict: true, schema, ...more } },
});

test.each<[string, unknown, Changes]>([
  ['without a name', closed, { name: undefined }],
  ['that is no object', 'string', {}],
  ['of an unknown type', closed, { type: 'yaml' }],
  ['that is strict but open', { ...closed, additionalProperties: undefined }, {}],
  ['that is strict with an optional property', { ...closed, required: [] }, {}],
  ['that is strict with an open object deep inside', { ...closed, properties: openDeepInside }, {}],
])('an output schema %s is refused', async (_name, schema, more) => {
  const error = { param: expect.stringMatching(/^text\.format/) };
  expect(await refusalOf(format(schema, more))).toMatchObject({ error });
});

const mark = { content_item_kinds: ['model.base_instructions'] };
const marked = { ...developer, internal_chat_message_metadata_passthrough: mark };
const call = { type: 'function_call', name: 'look', arguments: '{}', call_id: 'call_1' };
const output = { type: 'function_call_output', call_id: 'call_1', output: 'seen' };

test.each<[string, Changes]>([
  ['a plain question', CLASSIC],
  ['instructions as the CLI marks them', { ...CLASSIC, instructions: undefined, input: [marked] }],
  ['an image where the model sees', { ...CLASSIC, input: [picture] }],
  ['a call and its answer', { ...CLASSIC, input: [userMessage('Look'), call, output] }],
  ['an open schema that is not strict', format({ type: 'object' }, { strict: false })],
  ['a question to a Responses-Lite model', LITE],
  ['tools as its first item', { ...LITE, input: [tools, userMessage('Hi')] }],
])('%s is accepted', async (_name, body) => {
  expect((await ask(body)).status).toBe(200);
});
