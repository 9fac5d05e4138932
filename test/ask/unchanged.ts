import type { Credential } from '../../src/login/credential.ts';
import type { Model } from '../../src/ask/models.ts';
import type { Question } from '../../src/ask/question.ts';
import type { Ready } from '../../src/ask/request.ts';

const plan: Credential = { source: 'login', route: 'chatgpt', accessToken: 't', accountId: 'acc' };
const key: Credential = { source: 'api-key', route: 'api', accessToken: 'sk' };
const history = [
  { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'First?' }] },
  { type: 'reasoning', id: 'rs_1', summary: [], encrypted_content: 's' },
  { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Yes.' }] },
];
const image = { type: 'input_image', image_url: 'data:image/png;base64,AAAA' } as const;
const schema = { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] };

type More = Partial<Question & Pick<Ready, 'parts' | 'history'>>;

/** Questions without any tool, on every lane: what they send is recorded in unchanged.json. */
const QUESTIONS: Readonly<Record<string, More>> = {
  alone: {},
  'with instructions, effort and verbosity': { systemPrompt: 'Be brief.', effort: 'high', verbosity: 'high' },
  'with a schema, a file and an image': {
    outputSchema: schema,
    parts: [{ type: 'input_text', text: 'a file' }, image],
  },
  'with a history and a temperature': { history, temperature: 0.5, effort: 'ultra' },
};

/** Every question on every lane, by its title. */
export function unchangedQuestions(lite: Model, classic: Model): Readonly<Record<string, Ready>> {
  const lanes = { lite: [lite, plan], classic: [classic, plan], key: [lite, key] } as const;
  return Object.fromEntries(
    Object.entries(lanes).flatMap(([lane, [model, credential]]) =>
      Object.entries(QUESTIONS).map(([title, { parts = [], history: said = [], ...question }]) => [
        `${lane}, ${title}`,
        {
          question: { prompt: 'Why?', roots: ['/work'], ...question },
          parts,
          history: said,
          threadId: 'thread-1',
          model,
          view: { models: [model], source: 'live', ageSeconds: 0, note: undefined },
          credential,
          route: { baseUrl: 'https://x.example', headers: { 'x-region': 'us' } },
          renewed: false,
        },
      ]),
    ),
  );
}
