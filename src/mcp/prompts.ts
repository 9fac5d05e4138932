import type { Prompt } from '@modelcontextprotocol/sdk/types.js';
import { reviewPrompt } from '../review/instructions.ts';
import { member, stringOf } from '../system/json.ts';
import { ErrorCode, rpcError } from './json-rpc.ts';
import type { Methods } from './methods.ts';

interface PromptTemplate extends Prompt {
  readonly arguments: NonNullable<Prompt['arguments']>;
  /** The message that starts the turn. Arguments are trimmed; absent ones are empty. */
  readonly text: (arg: (name: string) => string) => string;
}

/** Prompts that a host offers its user; the tools do the work. */
const PROMPTS: readonly PromptTemplate[] = [
  {
    name: 'ask',
    title: 'Ask Codex',
    description: 'Ask OpenAI Codex a question and relay its answer.',
    arguments: [
      { name: 'question', description: 'What to ask.', required: true },
      { name: 'model', description: 'A slug from codex_models. Without it: the default model.' },
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
    text: (arg) => {
      const { diff, systemPrompt, prompt } = reviewPrompt([arg('base') || 'uncommitted', arg('focus')]);
      return [
        `Call codex_query with diff "${diff}", system_prompt "${systemPrompt}" and this prompt:\n\n${prompt}\n`,
        'Relay the findings with their marks as they are, then say which of them you agree with.',
      ].join('\n');
    },
  },
];

const refusal = (message: string): Error => rpcError(ErrorCode.InvalidParams, message);

export function promptMethods(): Methods {
  return {
    'prompts/list': () => ({ prompts: PROMPTS.map(({ text: _, ...prompt }) => prompt) }),
    'prompts/get': (params) => {
      const name = String(params['name']);
      const prompt = PROMPTS.find((p) => p.name === name);
      const names = PROMPTS.map((p) => p.name).join(' and ');
      if (!prompt) throw refusal(`"${name.slice(0, 100)}" is not a prompt. The prompts are ${names}.`);
      const value = (key: string): string => stringOf(member(params, 'arguments', key))?.trim() ?? '';
      const missing = prompt.arguments.find((a) => a.required && value(a.name) === '');
      if (missing) throw refusal(`The prompt "${name}" needs "${missing.name}": ${missing.description}`);
      return {
        description: prompt.description,
        messages: [{ role: 'user', content: { type: 'text', text: prompt.text(value) } }],
      };
    },
  };
}
