import { createHash } from 'node:crypto';
import { isBelow } from './version.ts';

/** What the backend says about one model (docs/wire.md 8). */
export interface ModelInfo {
  readonly slug: string;
  readonly display_name: string;
  readonly description: string;
  readonly default_reasoning_level: string;
  readonly supported_reasoning_levels: readonly { readonly effort: string; readonly description: string }[];
  readonly visibility: 'list' | 'hide';
  readonly supported_in_api: boolean;
  readonly priority: number;
  readonly support_verbosity: boolean;
  readonly default_verbosity: string;
  readonly context_window: number;
  readonly max_context_window: number;
  readonly input_modalities: readonly string[];
  readonly use_responses_lite: boolean;
  readonly minimal_client_version: string;
  readonly service_tiers: readonly {
    readonly id: string;
    readonly name: string;
    readonly description: string;
  }[];
  readonly [field: string]: unknown;
}

const EFFORTS: Readonly<Record<string, string>> = {
  low: 'Short thinking, quick answer',
  medium: 'A balance for everyday work',
  high: 'Longer thinking for hard questions',
  xhigh: 'Still longer thinking',
  max: 'As much thinking as there is',
  ultra: 'As max, and the client may hand out parts of the work',
};

interface Special {
  readonly hidden?: boolean;
  readonly lite?: boolean;
  readonly context?: number;
  readonly maxContext?: number;
  readonly verbosity?: string;
  readonly upgrade?: string;
  /** What the client sends in the place of `ultra` (docs/wire.md 6.2). */
  readonly delegates?: string;
}

/** Slug, name, priority, default effort, last effort of the ladder low … ultra, minimal client version, the rest. */
type Row = readonly [string, string, number, string, string, string, Special];

/** The table of docs/wire.md 8. Minimal versions: section 6.5 where it names them, otherwise assumed. */
const ROWS: readonly Row[] = [
  ['gpt-6.1-sol', 'GPT-6.1-Sol', 1, 'low', 'ultra', '0.160.0', { delegates: 'xhigh' }],
  ['gpt-6-astra', 'GPT-6-Astra', 2, 'low', 'ultra', '0.153.0', { delegates: 'xhigh' }],
  ['gpt-6-sol', 'GPT-6-Sol', 3, 'medium', 'ultra', '0.155.0', {}],
  ['gpt-6-luna', 'GPT-6-Luna', 4, 'medium', 'max', '0.155.0', {}],
  ['gpt-5.6-sol', 'GPT-5.6-Sol', 5, 'low', 'ultra', '0.144.0', { upgrade: 'gpt-6-sol' }],
  ['gpt-6.1-terra', 'GPT-6.1 Terra', 7, 'low', 'ultra', '0.160.0', { context: 500_000, delegates: 'xhigh' }],
  ['gpt-5.6-terra', 'GPT-5.6-Terra', 8, 'medium', 'ultra', '0.144.0', { upgrade: 'gpt-6-sol' }],
  ['gpt-5.6-luna', 'GPT-5.6-Luna', 9, 'medium', 'max', '0.144.0', { upgrade: 'gpt-6-luna' }],
  ['gpt-daybreak-blue-latest', 'Daybreak Blue', 11, 'low', 'ultra', '0.155.0', { hidden: true }],
  [
    'gpt-daybreak-red-latest',
    'Daybreak Red',
    12,
    'medium',
    'ultra',
    '0.155.0',
    { hidden: true, context: 372_000, maxContext: 372_000, verbosity: 'high' },
  ],
  [
    'gpt-5.5',
    'GPT-5.5',
    13,
    'medium',
    'xhigh',
    '0.100.0',
    { lite: false, maxContext: 272_000, upgrade: 'gpt-6-sol' },
  ],
  ['codex-auto-review', 'Codex Auto Review', 43, 'medium', 'max', '0.144.0', { hidden: true }],
];

const INSTRUCTIONS = 'You are a simulated model. Answer the user briefly and plainly.';

function modelInfo([slug, name, priority, effort, upTo, minimal, row]: Row): ModelInfo {
  const ladder = Object.keys(EFFORTS);
  const efforts = ladder.slice(0, ladder.indexOf(upTo) + 1);
  const tiered = !slug.startsWith('gpt-daybreak');
  return {
    slug,
    display_name: name,
    description: `${name}, as the simulator offers it.`,
    default_reasoning_level: effort,
    supported_reasoning_levels: efforts.map((one) => ({ effort: one, description: EFFORTS[one] ?? one })),
    shell_type: 'unified_exec',
    visibility: row.hidden ? 'hide' : 'list',
    supported_in_api: true,
    priority,
    additional_speed_tiers: tiered ? ['fast'] : [],
    service_tiers: tiered
      ? [{ id: 'priority', name: 'Fast', description: 'Faster, and counts for more' }]
      : [],
    availability_nux: null,
    upgrade:
      row.upgrade === undefined
        ? null
        : { model: row.upgrade, migration_markdown: `${row.upgrade} takes the place of this model.` },
    base_instructions: INSTRUCTIONS,
    model_messages: null,
    include_skills_usage_instructions: false,
    include_plugin_usage_instructions: false,
    include_apps_usage_instructions: false,
    default_reasoning_summary: 'none',
    support_verbosity: true,
    default_verbosity: row.verbosity ?? 'low',
    apply_patch_tool_type: 'freeform',
    web_search_tool_type: 'text_and_image',
    truncation_policy: { mode: 'tokens', limit: 10_000 },
    supports_image_detail_original: true,
    context_window: row.context ?? 272_000,
    max_context_window: row.maxContext ?? 872_000,
    effective_context_window_percent: 95,
    experimental_supported_tools: [],
    input_modalities: ['text', 'image'],
    supports_search_tool: true,
    supports_parallel_tool_calls: true,
    use_responses_lite: row.lite ?? true,
    ...(row.delegates === undefined
      ? {}
      : { multi_agent_version: 'v2', multi_agent_reasoning_effort: row.delegates }),
    minimal_client_version: minimal,
  };
}

export const DEFAULT_CATALOG: readonly ModelInfo[] = ROWS.map(modelInfo);

/** The catalogue being served, and its ETag, which changes when the content does or when a fault says so. */
export class CatalogState {
  #models: readonly ModelInfo[];
  #generation = 0;
  #etag: string;

  constructor(models: readonly ModelInfo[] = DEFAULT_CATALOG) {
    this.#models = models;
    this.#etag = this.#computeEtag();
  }

  get models(): readonly ModelInfo[] {
    return this.#models;
  }

  replace(models: readonly ModelInfo[]): void {
    this.#models = models;
    this.#etag = this.#computeEtag();
  }

  find(slug: string): ModelInfo | undefined {
    return this.models.find((model) => model.slug === slug);
  }

  /** The server hides what the client is too old for (docs/wire.md 8). */
  visibleTo(clientVersion: string): readonly ModelInfo[] {
    return this.models.filter((model) => !isBelow(clientVersion, model.minimal_client_version));
  }

  etag(): string {
    return this.#etag;
  }

  /** A new ETag for the same content. */
  touch(): void {
    this.#generation += 1;
    this.#etag = this.#computeEtag();
  }

  #computeEtag(): string {
    const digest = createHash('sha256')
      .update(`${this.#generation} ${JSON.stringify(this.models)}`)
      .digest('hex');
    return `W/"sim-${digest.slice(0, 16)}"`;
  }
}
