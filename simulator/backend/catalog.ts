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

interface Row {
  readonly slug: string;
  readonly name: string;
  readonly priority: number;
  readonly effort: string;
  /** The last effort of the ladder low … ultra. */
  readonly upTo: string;
  readonly minimal: string;
  readonly hidden?: boolean;
  readonly lite?: boolean;
  readonly context?: number;
  readonly maxContext?: number;
  readonly verbosity?: string;
  readonly upgrade?: string;
  /** What the client sends in the place of `ultra` (docs/wire.md 6.2). */
  readonly delegates?: string;
}

/** The table of docs/wire.md 8. Minimal versions: section 6.5 where it names them, otherwise assumed. */
const ROWS: readonly Row[] = [
  {
    slug: 'gpt-6.1-sol',
    name: 'GPT-6.1-Sol',
    priority: 1,
    effort: 'low',
    upTo: 'ultra',
    minimal: '0.160.0',
    delegates: 'xhigh',
  },
  {
    slug: 'gpt-6-astra',
    name: 'GPT-6-Astra',
    priority: 2,
    effort: 'low',
    upTo: 'ultra',
    minimal: '0.153.0',
    delegates: 'xhigh',
  },
  { slug: 'gpt-6-sol', name: 'GPT-6-Sol', priority: 3, effort: 'medium', upTo: 'ultra', minimal: '0.155.0' },
  { slug: 'gpt-6-luna', name: 'GPT-6-Luna', priority: 4, effort: 'medium', upTo: 'max', minimal: '0.155.0' },
  {
    slug: 'gpt-5.6-sol',
    name: 'GPT-5.6-Sol',
    priority: 5,
    effort: 'low',
    upTo: 'ultra',
    minimal: '0.144.0',
    upgrade: 'gpt-6-sol',
  },
  {
    slug: 'gpt-6.1-terra',
    name: 'GPT-6.1 Terra',
    priority: 7,
    effort: 'low',
    upTo: 'ultra',
    minimal: '0.160.0',
    context: 500_000,
    delegates: 'xhigh',
  },
  {
    slug: 'gpt-5.6-terra',
    name: 'GPT-5.6-Terra',
    priority: 8,
    effort: 'medium',
    upTo: 'ultra',
    minimal: '0.144.0',
    upgrade: 'gpt-6-sol',
  },
  {
    slug: 'gpt-5.6-luna',
    name: 'GPT-5.6-Luna',
    priority: 9,
    effort: 'medium',
    upTo: 'max',
    minimal: '0.144.0',
    upgrade: 'gpt-6-luna',
  },
  {
    slug: 'gpt-daybreak-blue-latest',
    name: 'Daybreak Blue',
    priority: 11,
    effort: 'low',
    upTo: 'ultra',
    minimal: '0.155.0',
    hidden: true,
  },
  {
    slug: 'gpt-daybreak-red-latest',
    name: 'Daybreak Red',
    priority: 12,
    effort: 'medium',
    upTo: 'ultra',
    minimal: '0.155.0',
    hidden: true,
    context: 372_000,
    maxContext: 372_000,
    verbosity: 'high',
  },
  {
    slug: 'gpt-5.5',
    name: 'GPT-5.5',
    priority: 13,
    effort: 'medium',
    upTo: 'xhigh',
    minimal: '0.100.0',
    lite: false,
    maxContext: 272_000,
    upgrade: 'gpt-6-sol',
  },
  {
    slug: 'codex-auto-review',
    name: 'Codex Auto Review',
    priority: 43,
    effort: 'medium',
    upTo: 'max',
    minimal: '0.144.0',
    hidden: true,
  },
];

const INSTRUCTIONS = 'You are a simulated model. Answer the user briefly and plainly.';

function modelInfo(row: Row): ModelInfo {
  const ladder = Object.keys(EFFORTS);
  const efforts = ladder.slice(0, ladder.indexOf(row.upTo) + 1);
  const tiered = !row.slug.startsWith('gpt-daybreak');
  return {
    slug: row.slug,
    display_name: row.name,
    description: `${row.name}, as the simulator offers it.`,
    default_reasoning_level: row.effort,
    supported_reasoning_levels: efforts.map((effort) => ({ effort, description: EFFORTS[effort] ?? effort })),
    shell_type: 'unified_exec',
    visibility: row.hidden ? 'hide' : 'list',
    supported_in_api: true,
    priority: row.priority,
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
    minimal_client_version: row.minimal,
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
