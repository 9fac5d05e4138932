import { describe, expect, test } from 'vitest';
import * as s from './support.ts';

type Changes = Record<string, unknown>;

async function ask(body: unknown, headers: Record<string, string>): Promise<Response> {
  const sim = await s.start();
  return s.postJson(`${sim.backendUrl}/codex/responses`, body, { ...s.signedIn(sim), ...headers });
}

async function detailOf(body: unknown, headers: Record<string, string> = {}): Promise<unknown> {
  const answer = await ask(body, headers);
  expect(answer.status).toBe(400);
  return (await s.jsonOf(answer))['detail'];
}

async function errorOf(
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Record<string, unknown>> {
  const answer = await ask(body, headers);
  expect(answer.status).toBe(400);
  return (await s.jsonOf(answer))['error'] as Record<string, unknown>;
}

test('the bodies these tests start from are accepted', async () => {
  expect((await ask(s.classic(), {})).status).toBe(200);
  expect((await ask(s.lite(), s.LITE)).status).toBe(200);
});

describe('a classic model refuses', () => {
  test.each<[string, Changes, string]>([
    ['a body without instructions', { instructions: undefined }, 'Instructions are required'],
    ['empty instructions', { instructions: ' ' }, 'Instructions are required'],
    ['store left out', { store: undefined }, 'Store must be set to false'],
    ['store true', { store: true }, 'Store must be set to false'],
    ['stream left out', { stream: undefined }, 'Stream must be set to true'],
    ['stream false', { stream: false }, 'Stream must be set to true'],
    ['a string as input', { input: 'hello' }, 'Input must be a list'],
    ['temperature', { temperature: 0.7 }, 'Unsupported parameter: temperature'],
    ['top_p', { top_p: 1 }, 'Unsupported parameter: top_p'],
    ['max_output_tokens', { max_output_tokens: 10 }, 'Unsupported parameter: max_output_tokens'],
    ['max_tokens', { max_tokens: 10 }, 'Unsupported parameter: max_tokens'],
    [
      'prompt_cache_retention',
      { prompt_cache_retention: '24h' },
      'Unsupported parameter: prompt_cache_retention',
    ],
    ['metadata', { metadata: {} }, 'Unsupported parameter: metadata'],
    ['user', { user: 'me' }, 'Unsupported parameter: user'],
    ['truncation', { truncation: 'auto' }, 'Unsupported parameter: truncation'],
    [
      'previous_response_id',
      { previous_response_id: 'resp_1' },
      'Unsupported parameter: previous_response_id',
    ],
    [
      'a retired model',
      { model: 'gpt-5.2-codex' },
      "The 'gpt-5.2-codex' model is not supported when using Codex with a ChatGPT account.",
    ],
    [
      'a system message',
      { input: [{ role: 'system', content: 'Be brief.' }] },
      'System messages are not allowed',
    ],
  ])('%s', async (_name, changes, detail) => {
    expect(await detailOf(s.classic(changes))).toBe(detail);
  });

  test('the header of Responses-Lite', async () => {
    expect(await errorOf(s.classic(), s.LITE)).toMatchObject({ code: 'unsupported_value' });
  });

  test('a leading developer message in the place of instructions', async () => {
    const developer = {
      type: 'message',
      role: 'developer',
      content: [{ type: 'input_text', text: 'Be brief.' }],
    };
    const body = s.classic({ instructions: undefined, input: [developer, s.userMessage('Hi')] });
    expect(await detailOf(body)).toBe('Instructions are required');
  });

  test('but accepts a leading item that is marked as the base instructions, as the CLI sends it', async () => {
    const developer = {
      type: 'message',
      role: 'developer',
      content: [{ type: 'input_text', text: 'Be brief.' }],
      internal_chat_message_metadata_passthrough: { content_item_kinds: ['model.base_instructions'] },
    };
    const body = s.classic({ instructions: undefined, input: [developer, s.userMessage('Hi')] });
    expect((await ask(body, {})).status).toBe(200);
  });
});

describe('a Responses-Lite model refuses', () => {
  test.each<[string, Changes, string]>([
    ['tools', { tools: [] }, 'Unsupported parameter: tools'],
    ['instructions', { instructions: 'Be brief.' }, 'Unsupported parameter: instructions'],
    ['temperature', { temperature: 0 }, 'Unsupported parameter: temperature'],
  ])('%s', async (_name, changes, detail) => {
    expect(await detailOf(s.lite(changes), s.LITE)).toBe(detail);
  });

  test.each<[string, Changes, string]>([
    ['another reasoning context', { reasoning: { effort: 'low', context: 'auto' } }, 'reasoning.context'],
    ['no reasoning context', { reasoning: { effort: 'low' } }, 'reasoning.context'],
    ['no reasoning', { reasoning: undefined }, 'reasoning.context'],
    ['parallel tool calls', { parallel_tool_calls: true }, 'parallel_tool_calls'],
    ['parallel tool calls left open', { parallel_tool_calls: undefined }, 'parallel_tool_calls'],
    [
      'ultra, which only clients know',
      { reasoning: { effort: 'ultra', context: 'all_turns' } },
      'reasoning.effort',
    ],
    ['an effort it lacks', { reasoning: { effort: 'minimal', context: 'all_turns' } }, 'reasoning.effort'],
    ['an unknown verbosity', { text: { verbosity: 'chatty' } }, 'text.verbosity'],
    ['an unknown service tier', { service_tier: 'turbo' }, 'service_tier'],
  ])('%s', async (_name, changes, param) => {
    expect(await errorOf(s.lite(changes), s.LITE)).toMatchObject({ code: 'unsupported_value', param });
  });

  test('a request without its header', async () => {
    expect(await errorOf(s.lite())).toMatchObject({ code: 'unsupported_value' });
  });

  test.each([{ version: '0.152.9' }, { version: '', 'user-agent': 'codex-oauth/0.1.0' }])(
    'a client that is too old: %o',
    async (headers) => {
      expect(await detailOf(s.lite({ model: 'gpt-6-astra' }), { ...s.LITE, ...headers })).toBe(
        "The 'gpt-6-astra' model requires a newer version of Codex. Please upgrade to the latest app or CLI and try again.",
      );
    },
  );

  test('but takes its tools as the first item', async () => {
    const tools = [{ type: 'namespace', name: 'functions', description: '', tools: [] }];
    const first = { type: 'additional_tools', role: 'developer', tools };
    expect((await ask(s.lite({ input: [first, s.userMessage('Hi')] }), s.LITE)).status).toBe(200);
    expect((await errorOf(s.lite({ input: [s.userMessage('Hi'), first] }), s.LITE))['param']).toBe(
      'input[1]',
    );
  });
});

describe('the input', () => {
  const image = (image_url: string): unknown => ({
    type: 'message',
    role: 'user',
    content: [{ type: 'input_image', image_url }],
  });

  test.each<[string, unknown[]]>([
    ['an empty list', []],
    ['something that is no object', ['hello']],
    ['an unknown role', [{ role: 'tool', content: 'x' }]],
    ['an unknown item', [{ type: 'item_reference', id: 'msg_1' }]],
    ['output text from the user', [{ role: 'user', content: [{ type: 'output_text', text: 'x' }] }]],
    ['input text from the assistant', [{ role: 'assistant', content: [{ type: 'input_text', text: 'x' }] }]],
    ['a text part without text', [{ role: 'user', content: [{ type: 'input_text' }] }]],
    [
      'an answer to a call that was never made',
      [{ type: 'function_call_output', call_id: 'call_1', output: '' }],
    ],
    ['an image by plain http', [image('http://example.com/a.png')]],
    ['a data URL that is no image', [image('data:text/plain;base64,aGk=')]],
    [
      'sealed reasoning that nobody here sealed',
      [{ type: 'reasoning', summary: [], encrypted_content: 'gAAAA' }],
    ],
  ])('is refused with %s', async (_name, input) => {
    expect(await errorOf(s.classic({ input }))).toMatchObject({ type: 'invalid_request_error' });
  });

  test('may hold images where the model sees them', async () => {
    const input = [image('data:image/png;base64,aGVsbG8=')];
    expect((await ask(s.classic({ input }), {})).status).toBe(200);
  });

  test('may hold a call and its answer', async () => {
    const input = [
      s.userMessage('Look'),
      { type: 'function_call', name: 'look', arguments: '{}', call_id: 'call_1' },
      { type: 'function_call_output', call_id: 'call_1', output: 'seen' },
    ];
    expect((await ask(s.classic({ input }), {})).status).toBe(200);
  });

  test('may not hold images where the model is blind', async () => {
    const sim = await s.start();
    const { DEFAULT_CATALOG } = await import('../../simulator/backend/catalog.ts');
    sim.setCatalog(DEFAULT_CATALOG.map((model) => ({ ...model, input_modalities: ['text'] })));
    const body = s.classic({ input: [image('data:image/png;base64,aGVsbG8=')] });
    expect((await s.postJson(`${sim.backendUrl}/codex/responses`, body, s.signedIn(sim))).status).toBe(400);
  });
});

describe('an output schema', () => {
  const format = (schema: unknown, more: Changes = {}): Changes => ({
    text: { format: { type: 'json_schema', name: 'answer', strict: true, schema, ...more } },
  });
  const closed = {
    type: 'object',
    properties: { a: { type: 'string' } },
    required: ['a'],
    additionalProperties: false,
  };

  test.each<[string, Changes]>([
    ['without a name', format(closed, { name: undefined })],
    ['that is no object', format('string')],
    ['of an unknown type', { text: { format: { type: 'yaml' } } }],
    ['that is strict but open', format({ ...closed, additionalProperties: undefined })],
    ['that is strict with an optional property', format({ ...closed, required: [] })],
    [
      'that is strict with an open object deep inside',
      format({ ...closed, properties: { a: { type: 'array', items: { type: 'object', properties: {} } } } }),
    ],
  ])('%s is refused', async (_name, changes) => {
    const { param } = await errorOf(s.classic(changes));
    expect(String(param)).toMatch(/^text\.format/);
  });

  test('that is open is accepted when it is not strict', async () => {
    const changes = format({ type: 'object' }, { strict: false });
    expect((await ask(s.classic(changes), {})).status).toBe(200);
  });
});

test('a body that is no JSON object is refused', async () => {
  const sim = await s.start();
  for (const body of ['{', '[]', '"x"', '']) {
    const answer = await fetch(`${sim.backendUrl}/codex/responses`, {
      method: 'POST',
      headers: { ...s.signedIn(sim), 'content-type': 'application/json' },
      body,
    });
    expect(answer.status).toBe(400);
  }
});
