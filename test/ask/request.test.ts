import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { judgeRequest, LITE_HEADER } from '../../simulator/backend/judge-request.ts';
import { DEFAULT_CATALOG } from '../../simulator/backend/catalog.ts';
import type { Credential } from '../../src/login/credential.ts';
import { modelInfo, parseModel, type Model } from '../../src/ask/models.ts';
import { BUNDLED_MODELS } from '../../src/ask/bundled-models.ts';
import type { Question } from '../../src/ask/question.ts';
import { unchangedQuestions } from './unchanged.ts';
import type { ClientTool } from '../../src/look/tool.ts';
import { buildRequest, checkAgainstModel, type Ready, type ResponsesRequest } from '../../src/ask/request.ts';

const plan: Credential = { source: 'login', route: 'chatgpt', accessToken: 't', accountId: 'acc' };
const key: Credential = { source: 'api-key', route: 'api', accessToken: 'sk' };
const schema = { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] };
const image = { type: 'input_image', image_url: 'data:image/png;base64,AAAA' } as const;

function model(slug: string): Model {
  const found = DEFAULT_CATALOG.find((m) => m.slug === slug);
  const parsed = parseModel(found);
  if (!parsed) throw new Error(`no ${slug}`);
  return parsed;
}
const LITE = model('gpt-6.1-sol');
const CLASSIC = model('gpt-5.5');

const tool: ClientTool = {
  name: 'read',
  description: 'Reads.',
  parameters: { type: 'object' },
  says: () => '',
  run: () => Promise.resolve(''),
};

type More = Partial<Question & Pick<Ready, 'parts' | 'history' | 'tools'>>;

function built(
  { parts = [], history = [], tools, ...question }: More,
  m: Model,
  credential = plan,
): ResponsesRequest {
  const ready: Ready = {
    question: { prompt: 'Why?', roots: [], ...question },
    parts,
    tools,
    history,
    threadId: 'thread-1',
    model: m,
    view: { models: [m], source: 'live', ageSeconds: 0, note: undefined },
    credential,
    route: { baseUrl: 'https://x.example', headers: {} },
    renewed: false,
  };
  return buildRequest(ready, 'codex-oauth/1');
}

/** What an independent reading of docs/wire.md 6.4 says about the request. */
function judged(request: ResponsesRequest): unknown {
  return judgeRequest(JSON.parse(JSON.stringify(request.body)) as Record<string, unknown>, {
    headers: request.headers,
    findModel: (slug) => DEFAULT_CATALOG.find((m) => m.slug === slug),
    isOurs: () => true,
    requireInstructions: true,
  });
}

describe.each([LITE, CLASSIC])('a question for $slug', (m) => {
  test.each<[string, More]>([
    ['alone', {}],
    ['with a system prompt', { systemPrompt: 'Be brief.' }],
    ['with a system prompt of blanks', { systemPrompt: '  ' }],
    ['with a temperature', { temperature: 0.5 }],
    ['with an effort and verbosity', { effort: 'high', verbosity: 'high' }],
    ['at ultra', { effort: 'ultra' }],
    ['with web search', { webSearch: true }],
    ['with tools', { look: true, tools: [tool] }],
    ['with tools and web search', { look: true, webSearch: true, tools: [tool] }],
    ['with an open schema', { outputSchema: schema }],
    ['with a closed schema', { outputSchema: { ...schema, additionalProperties: false } }],
    ['with files and images', { parts: [{ type: 'input_text', text: 'a file' }, image] }],
    [
      'with a history',
      {
        history: [
          { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'First?' }] },
          { type: 'reasoning', id: 'rs_1', summary: [], encrypted_content: 's' },
          { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Yes.' }] },
        ],
      },
    ],
  ])('%s is taken by the backend', (_title, question) => {
    expect(judged(built(question, m))).toBeUndefined();
  });

  test('names no temperature and no cap on the output', () => {
    const { body } = built({ temperature: 0.3 }, m);
    for (const name of ['temperature', 'top_p', 'max_output_tokens', 'previous_response_id'])
      expect(body).not.toHaveProperty(name);
  });
});

test('Responses-Lite carries tools and instructions as the first items, the classic body beside them', () => {
  const lite = built({ look: true, tools: [tool] }, LITE);
  expect(lite.headers[LITE_HEADER]).toBe('true');
  expect(lite.body).not.toHaveProperty('tools');
  expect(lite.body['input']).toMatchObject([
    {
      type: 'additional_tools',
      role: 'developer',
      tools: [{ type: 'namespace', tools: [{ name: 'read' }] }],
    },
    { type: 'message', role: 'developer' },
    { type: 'message', role: 'user' },
  ]);
  const classic = built({ webSearch: true }, CLASSIC);
  expect(classic.headers).not.toHaveProperty(LITE_HEADER);
  expect(classic.body).toMatchObject({ tools: [{ type: 'web_search' }], tool_choice: 'auto' });
});

test.each(Object.entries(unchangedQuestions(LITE, CLASSIC)))(
  'without tools a request is byte for byte what it was before there were any (%s)',
  (title, ready) => {
    const recorded = JSON.parse(
      readFileSync(path.join(import.meta.dirname, 'unchanged.json'), 'utf8'),
    ) as Record<string, unknown>;
    // A way to search and tools that may not be offered change nothing.
    for (const more of [{}, { hostedSearch: true }, { tools: [], carried: [] }]) {
      const { url, headers, body } = buildRequest({ ...ready, ...more }, 'codex-oauth/1', 'state-1');
      expect({ url, headers, body: JSON.stringify(body) }).toEqual(recorded[title]);
    }
  },
);

test('what is attached comes before the question, so that the question is read last', () => {
  const { body } = built({ parts: [{ type: 'input_text', text: 'a file' }] }, CLASSIC);
  expect(body['input']).toMatchObject([{ content: [{ text: 'a file' }, { text: 'Why?' }] }]);
});

test('the plan is asked by our own name, and a key without the account’s headers', () => {
  const asked = built({}, LITE);
  expect(asked.url).toBe('https://x.example/codex/responses');
  expect(asked.headers).toMatchObject({
    originator: 'codex-oauth',
    'user-agent': 'codex-oauth/1',
    'chatgpt-account-id': 'acc',
    authorization: 'Bearer t',
  });
  const paid = built({ temperature: 0.3 }, LITE, key);
  expect(paid.url).toBe('https://x.example/responses');
  expect(Object.keys(paid.headers).sort()).toEqual(['accept', 'authorization', 'content-type', 'user-agent']);
  expect(paid.body).toMatchObject({ temperature: 0.3, instructions: expect.any(String) as string });
  expect(paid.body['reasoning']).not.toHaveProperty('summary');
});

test.each<[string, More, Model, RegExp]>([
  ['an effort that nobody knows', { effort: 'enormous' }, LITE, /enormous.*low, medium, high, xhigh, max/],
  ['an effort that only others offer', { effort: 'max' }, CLASSIC, /gpt-5\.5.*"max".*medium/],
  ['ultra where there is no xhigh', { effort: 'ultra' }, { ...LITE, efforts: ['low'] }, /"ultra"/],
  ['a verbosity where there is none', { verbosity: 'low' }, { ...LITE, supportsVerbosity: false }, /verbos/],
  ['an image where only text is read', { parts: [image] }, { ...LITE, modalities: ['text'] }, /image.*text/],
])('%s is refused with what would work', (_title, { parts = [], ...question }, m, says) => {
  expect(() => checkAgainstModel({ prompt: 'x', roots: [], ...question }, parts, m)).toThrow(says);
});

test('an effort that the list does not know of passes where the list knows none', () => {
  expect(() =>
    checkAgainstModel({ prompt: 'x', roots: [], effort: 'minimal' }, [], { ...LITE, efforts: [] }),
  ).not.toThrow();
});

test('a model written into the cache is read back as it was', () => {
  for (const m of [...BUNDLED_MODELS, ...DEFAULT_CATALOG.map((info) => model(info.slug))])
    expect(parseModel(JSON.parse(JSON.stringify(modelInfo(m))))).toEqual(m);
});

test('the bundled list agrees with the catalogue of docs/wire.md 8', () => {
  for (const m of BUNDLED_MODELS) {
    const { slug, priority, efforts, defaultEffort, lite, contextWindow, upgrade } = model(m.slug);
    expect(m).toMatchObject({ slug, priority, efforts, defaultEffort, lite, contextWindow });
    expect(m.upgrade).toBe(upgrade);
  }
  expect(BUNDLED_MODELS.map((m) => m.slug)).toEqual(
    DEFAULT_CATALOG.filter((m) => m.visibility === 'list').map((m) => m.slug),
  );
});
