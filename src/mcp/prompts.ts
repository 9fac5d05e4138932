import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import {
  ErrorCode,
  GetPromptRequestSchema,
  ListPromptsRequestSchema,
  type Prompt,
} from '@modelcontextprotocol/sdk/types.js';
import { rpcError } from './json-rpc.ts';

interface PromptTemplate extends Prompt {
  readonly arguments: NonNullable<Prompt['arguments']>;
  /** The message that starts the turn. Arguments are trimmed; absent ones are empty. */
  readonly text: (arg: (name: string) => string) => string;
}

/** What a host offers its user as a prompt; the work itself is done by the tools. */
const PROMPTS: readonly PromptTemplate[] = [
  {
    name: 'ask',
    title: 'Ask Codex',
    description: 'Ask OpenAI Codex a question and relay its answer.',
    arguments: [
      { name: 'question', description: 'What to ask.', required: true },
      { name: 'model', description: 'A slug from codex_models; the default one without it.' },
    ],
    text: (arg) =>
      `Ask Codex with codex_query${arg('model') ? ` and model "${arg('model')}"` : ''}, and relay its answer as it is:\n\n${arg('question')}`,
  },
  {
    name: 'review',
    title: 'Review by Codex',
    description: 'Have OpenAI Codex review the changes in this workspace.',
    arguments: [
      {
        name: 'base',
        description: 'What to compare with: uncommitted, staged, a branch or a..b. Default: uncommitted.',
      },
      { name: 'focus', description: 'What to look at most closely.' },
    ],
    text: (arg) =>
      [
        `Have Codex review the changes with codex_query and diff "${arg('base') || 'uncommitted'}".`,
        'Ask it for findings only, ordered by severity, each with file and line.',
        ...(arg('focus') ? [`Ask it to look most closely at: ${arg('focus')}`] : []),
        'Relay the findings as they are, then say which of them you agree with.',
      ].join('\n'),
  },
];

const refusal = (message: string): Error => rpcError(ErrorCode.InvalidParams, message);

export function registerPrompts(server: Server): void {
  server.setRequestHandler(ListPromptsRequestSchema, () => ({
    prompts: PROMPTS.map(({ text: _, ...prompt }) => prompt),
  }));
  server.setRequestHandler(GetPromptRequestSchema, ({ params: { name, arguments: args = {} } }) => {
    const prompt = PROMPTS.find((p) => p.name === name);
    const names = PROMPTS.map((p) => p.name).join(' and ');
    if (!prompt) throw refusal(`There is no prompt "${name.slice(0, 100)}". There are ${names}.`);
    const value = (key: string): string => args[key]?.trim() ?? '';
    const missing = prompt.arguments.find((a) => a.required && value(a.name) === '');
    if (missing) throw refusal(`The prompt "${name}" needs "${missing.name}": ${missing.description}`);
    return {
      description: prompt.description,
      messages: [{ role: 'user', content: { type: 'text', text: prompt.text(value) } }],
    };
  });
}
