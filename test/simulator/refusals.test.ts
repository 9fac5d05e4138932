import { describe, expect, test } from 'vitest';
import { DEFAULT_CATALOG } from '../../simulator/backend/catalog.ts';
import * as s from './support.ts';

type Changes = Record<string, unknown>;

async function ask(body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return s.ask(await s.start(), body, headers);
}

async function refusalOf(body: unknown, headers: Record<string, string> = {}): Promise<Changes> {
  const answer = await ask(body, headers);
  expect(answer.status).toBe(400);
  return s.jsonOf(answer);
}

const developer = {
  type: 'message',
  role: 'developer',
  content: [{ type: 'input_text', text: 'Be brief.' }],
};
const image = (image_url: string) => ({
  type: 'message',
  role: 'user',
  content: [{ type: 'input_image', image_url }],
});
const picture = image('data:image/png;base64,aGVsbG8=');
const tools = {
  type: 'additional_tools',
  role: 'developer',
  tools: [{ type: 'namespace', name: 'a', tools: [] }],
};

describe('a classic model refuses', () => {
  test.each<[string, Changes, string]>([
    ['a body without instructions', { instructions: undefined }, 'Instructions are required'],
    ['empty instructions', { instructions: ' ' }, 'Instructions are required'],
    [
      'a developer message in the place of instructions',
      { instructions: undefined, input: [developer, s.userMessage('Hi')] },
      'Instructions are required',
    ],
    ['store left out', { store: undefined }, 'Store must be set to false'],
    ['store true', { store: true }, 'Store must be set to false'],
    ['stream left out', { stream: undefined }, 'Stream must be set to true'],
    ['stream false', { stream: false }, 'Stream must be set to true'],
    ['a string as input', { input: 'hello' }, 'Input must be a list'],
    [
      'a system message',
      { input: [{ role: 'system', content: 'Be brief.' }] },
      'System messages are not allowed',
    ],
    [
      'a retired model',
      { model: 'gpt-5.2-codex' },
      "The 'gpt-5.2-codex' model is not supported when using Codex with a ChatGPT account.",
    ],
    ...[
      'temperature',
      'top_p',
      'max_output_tokens',
      'max_tokens',
      'prompt_cache_retention',
      'metadata',
      'user',
    ]
      .concat('truncation', 'previous_response_id')
      .map((name): [string, Changes, string] => [name, { [name]: 1 }, `Unsupported parameter: ${name}`]),
  ])('%s', async (_name, changes, detail) => {
    expect(await refusalOf(s.classic(changes))).toEqual({ detail });
  });

  test('the header of Responses-Lite', async () => {
    expect(await refusalOf(s.classic(), s.LITE)).toMatchObject({ error: { code: 'unsupported_value' } });
  });
});

describe('a Responses-Lite model refuses', () => {
  test.each<[string, Changes, string]>([
    ['tools', { tools: [] }, 'Unsupported parameter: tools'],
    ['instructions', { instructions: 'Be brief.' }, 'Unsupported parameter: instructions'],
    ['temperature', { temperature: 0 }, 'Unsupported parameter: temperature'],
  ])('%s', async (_name, changes, detail) => {
    expect(await refusalOf(s.lite(changes), s.LITE)).toEqual({ detail });
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
    expect(await refusalOf(s.lite(changes), s.LITE)).toMatchObject({ error });
  });

  test('a request without its header, and tools that do not come first', async () => {
    expect(await refusalOf(s.lite())).toMatchObject({ error: { code: 'unsupported_value' } });
    const late = s.lite({ input: [s.userMessage('Hi'), tools] });
    expect(await refusalOf(late, s.LITE)).toMatchObject({ error: { param: 'input[1]' } });
  });

  test.each([{ version: '0.152.9' }, { version: '', 'user-agent': 'codex-oauth/0.1.0' }])(
    'a client that is too old: %o',
    async (headers) => {
      const { detail } = await refusalOf(s.lite({ model: 'gpt-6-astra' }), { ...s.LITE, ...headers });
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
    ['output text from the user', [{ role: 'user', content: [{ type: 'output_text', text: 'x' }] }]],
    ['input text from the assistant', [{ role: 'assistant', content: [{ type: 'input_text', text: 'x' }] }]],
    ['a text part without text', [{ role: 'user', content: [{ type: 'input_text' }] }]],
    ['an answer without its call', [{ type: 'function_call_output', call_id: 'call_1', output: '' }]],
    ['an image by plain http', [image('http://example.com/a.png')]],
    ['a data URL that is no image', [image('data:text/plain;base64,aGk=')]],
    ['reasoning sealed elsewhere', [{ type: 'reasoning', summary: [], encrypted_content: 'gAAAA' }]],
  ])('%s', async (_name, input) => {
    const error = { type: 'invalid_request_error' };
    expect(await refusalOf(s.classic({ input }))).toMatchObject({ error });
  });

  test('images where the model is blind', async () => {
    const sim = await s.start();
    sim.setCatalog(DEFAULT_CATALOG.map((model) => ({ ...model, input_modalities: ['text'] })));
    expect((await s.ask(sim, s.classic({ input: [picture] }))).status).toBe(400);
  });

  test('no JSON object at all', async () => {
    const sim = await s.start();
    const headers = { ...s.signedIn(sim), 'content-type': 'application/json' };
    for (const body of ['{', '[]', '"x"', ''])
      expect(
        (await fetch(`${sim.backendUrl}/codex/responses`, { method: 'POST', headers, body })).status,
      ).toBe(400);
  });
});

const closed = {
  type: 'object',
  properties: { a: { type: 'string' } },
  required: ['a'],
  additionalProperties: false,
};
const format = (schema: unknown, more: Changes = {}): Changes => ({
  text: { format: { type: 'json_schema', name: 'answer', strict: true, schema, ...more } },
});
const openDeepInside = { a: { type: 'array', items: { type: 'object', properties: {} } } };

test.each<[string, Changes]>([
  ['without a name', format(closed, { name: undefined })],
  ['that is no object', format('string')],
  ['of an unknown type', { text: { format: { type: 'yaml' } } }],
  ['that is strict but open', format({ ...closed, additionalProperties: undefined })],
  ['that is strict with an optional property', format({ ...closed, required: [] })],
  ['that is strict with an open object deep inside', format({ ...closed, properties: openDeepInside })],
])('an output schema %s is refused', async (_name, changes) => {
  const { error } = (await refusalOf(s.classic(changes))) as { error: { param: string } };
  expect(error.param).toMatch(/^text\.format/);
});

const marked = {
  ...developer,
  internal_chat_message_metadata_passthrough: { content_item_kinds: ['model.base_instructions'] },
};
const called = [
  { type: 'function_call', name: 'look', arguments: '{}', call_id: 'call_1' },
  { type: 'function_call_output', call_id: 'call_1', output: 'seen' },
];

test.each<[string, Changes]>([
  ['a plain question', s.classic()],
  [
    'instructions as the CLI marks them',
    s.classic({ instructions: undefined, input: [marked, s.userMessage('Hi')] }),
  ],
  ['an image where the model sees', s.classic({ input: [picture] })],
  ['a call and its answer', s.classic({ input: [s.userMessage('Look'), ...called] })],
  ['an open schema that is not strict', s.classic(format({ type: 'object' }, { strict: false }))],
  ['a question to a Responses-Lite model', s.lite()],
  ['tools as its first item', s.lite({ input: [tools, s.userMessage('Hi')] })],
])('%s is accepted', async (_name, body) => {
  expect((await ask(body, body['model'] === 'gpt-5.5' ? {} : s.LITE)).status).toBe(200);
});
