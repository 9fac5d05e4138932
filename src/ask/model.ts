import { isObject, numberOf, stringOf, type JsonObject } from '../system/json.ts';

/** One model as the catalogue describes it (docs/wire.md 8): it decides the shape of a request. */
export interface Model {
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  /** False for models that work but are not offered. */
  readonly listed: boolean;
  /** The listed model with the smallest one is the default. */
  readonly priority: number;
  /** What the backend takes; empty where that is not known. */
  readonly efforts: readonly string[];
  readonly defaultEffort: string | undefined;
  readonly supportsVerbosity: boolean;
  readonly defaultVerbosity: string | undefined;
  /** Responses-Lite or the classic body (docs/wire.md 6.2). */
  readonly lite: boolean;
  /** Tokens. */
  readonly contextWindow: number | undefined;
  readonly modalities: readonly string[];
  /** A newer model that replaces this one. */
  readonly upgrade: string | undefined;
}

/** How long an answer may be asked to be. */
export const VERBOSITIES: readonly string[] = ['low', 'medium', 'high'];

/** An effort that the CLI makes itself, by handing out work; the backend does not know it (docs/wire.md 6.2). */
export const ULTRA = 'ultra';

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((v): v is string => typeof v === 'string') : [];
}

function effortsOf(levels: unknown): readonly string[] {
  if (!Array.isArray(levels)) return [];
  return levels
    .map((l: unknown) => (isObject(l) ? stringOf(l['effort']) : stringOf(l)))
    .filter((e): e is string => e !== undefined && e !== ULTRA);
}

/** Reads one ModelInfo; undefined where it has no slug. Unknown fields are ignored, missing ones get safe values. */
export function parseModel(value: unknown): Model | undefined {
  if (!isObject(value)) return undefined;
  const slug = stringOf(value['slug']);
  if (!slug) return undefined;
  const upgrade: unknown = value['upgrade'];
  const modalities = strings(value['input_modalities']);
  return {
    slug,
    name: stringOf(value['display_name']) ?? slug,
    description: stringOf(value['description']) ?? '',
    listed: value['visibility'] !== 'hide',
    priority: numberOf(value['priority']) ?? Number.MAX_SAFE_INTEGER,
    efforts: effortsOf(value['supported_reasoning_levels']),
    defaultEffort: stringOf(value['default_reasoning_level']),
    supportsVerbosity: value['support_verbosity'] !== false,
    defaultVerbosity: stringOf(value['default_verbosity']),
    lite: value['use_responses_lite'] === true,
    contextWindow: numberOf(value['context_window']),
    modalities: modalities.length > 0 ? modalities : ['text'],
    upgrade: isObject(upgrade) ? stringOf(upgrade['model']) : stringOf(upgrade),
  };
}

/** The model in the catalogue's own words, without the prompts it also carries: what the cache on disk holds. */
export function modelInfo(model: Model): JsonObject {
  return {
    slug: model.slug,
    display_name: model.name,
    description: model.description,
    visibility: model.listed ? 'list' : 'hide',
    priority: model.priority,
    supported_reasoning_levels: model.efforts.map((effort) => ({ effort })),
    default_reasoning_level: model.defaultEffort ?? null,
    support_verbosity: model.supportsVerbosity,
    default_verbosity: model.defaultVerbosity ?? null,
    use_responses_lite: model.lite,
    context_window: model.contextWindow ?? null,
    input_modalities: model.modalities,
    upgrade: model.upgrade === undefined ? null : { model: model.upgrade },
  };
}

/** The models in an answer of the models endpoint; undefined where it is none. */
export function parseCatalogue(body: unknown): readonly Model[] | undefined {
  const list = isObject(body) ? body['models'] : undefined;
  if (!Array.isArray(list)) return undefined;
  return list.map(parseModel).filter((m) => m !== undefined);
}

/** What is offered, best first. */
export function listedModels(models: readonly Model[]): readonly Model[] {
  return models.filter((m) => m.listed).sort((a, b) => a.priority - b.priority);
}

/** The listed model with the smallest priority (docs/wire.md 8). */
export function defaultModel(models: readonly Model[]): Model | undefined {
  return listedModels(models)[0];
}
