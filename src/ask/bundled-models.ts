import type { Model } from './models.ts';

const BASIC = ['low', 'medium', 'high', 'xhigh'];
const MAX = [...BASIC, 'max'];

function model(slug: string, name: string, priority: number, rest: Partial<Model> = {}): Model {
  return {
    slug,
    name,
    description: '',
    listed: true,
    priority,
    efforts: MAX,
    defaultEffort: 'low',
    supportsVerbosity: true,
    defaultVerbosity: 'low',
    lite: true,
    contextWindow: 272_000,
    modalities: ['text', 'image'],
    upgrade: undefined,
    ...rest,
  };
}

/**
 * What served in November 2026 (docs/wire.md 8): used only if the live list cannot be loaded, and then a note says
 * so. `ultra` is left out on purpose: it is an effort of the CLI's own, not of the backend.
 */
export const BUNDLED_MODELS: readonly [Model, ...Model[]] = [
  model('gpt-6.1-sol', 'GPT-6.1-Sol', 1, {
    description: 'Latest workhorse model for coding and everyday work.',
  }),
  model('gpt-6-astra', 'GPT-6-Astra', 2, {
    description: 'Frontier intelligence for the most demanding work.',
  }),
  model('gpt-6-sol', 'GPT-6-Sol', 3, {
    defaultEffort: 'medium',
    description: 'Previous generation workhorse model.',
  }),
  model('gpt-6-luna', 'GPT-6-Luna', 4, {
    defaultEffort: 'medium',
    description: 'Fast and affordable model for easier tasks.',
  }),
  model('gpt-5.6-sol', 'GPT-5.6-Sol', 5, {
    description: 'Older generation workhorse model.',
    upgrade: 'gpt-6-sol',
  }),
  model('gpt-6.1-terra', 'GPT-6.1 Terra', 7, {
    contextWindow: 500_000,
    description: 'GPT-6.1 Terra Codex model.',
  }),
  model('gpt-5.6-terra', 'GPT-5.6-Terra', 8, {
    defaultEffort: 'medium',
    description: 'Older balanced model for straightforward work.',
    upgrade: 'gpt-6-sol',
  }),
  model('gpt-5.6-luna', 'GPT-5.6-Luna', 9, {
    defaultEffort: 'medium',
    description: 'Older fast and efficient model.',
    upgrade: 'gpt-6-luna',
  }),
  model('gpt-5.5', 'GPT-5.5', 13, {
    defaultEffort: 'medium',
    description: 'Legacy coding model.',
    efforts: BASIC,
    lite: false,
    upgrade: 'gpt-6-sol',
  }),
];
