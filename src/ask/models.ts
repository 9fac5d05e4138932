import { its, say, sentences } from '../system/wording.ts';
import { AppError } from '../system/errors.ts';
import { isObject, member, numberOf, stringOf, type JsonObject } from '../system/json.ts';
import { BUNDLED_MODELS } from './bundled-models.ts';

/** One model as the catalogue describes it (docs/wire.md 8): it decides the shape of a request. */
export interface Model {
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  /** False for models that work but are not offered. */
  readonly listed: boolean;
  /** The listed model with the smallest one is the default. */
  readonly priority: number;
  /** What the backend accepts; empty if unknown. */
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

/** The settings for the length of an answer. */
export const VERBOSITIES: readonly string[] = ['low', 'medium', 'high'];

/** An effort that the CLI implements itself by delegating work; the backend does not know it (docs/wire.md 6.2). */
export const ULTRA = 'ultra';

/** A list is shown to people and models: too many, too long or invalid names are a defect or an attack. */
const MOST_MODELS = 300;
const MOST_WORDS = 20;
const SLUG = /^[\x21-\x7e]{1,100}$/;
const short = (value: unknown): string | undefined => stringOf(value)?.slice(0, 300);

/** The strings of a list; of an object in it, the one of this name. */
function strings(value: unknown, name = ''): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value.slice(0, MOST_WORDS) : [];
  return list.map((v) => short(v) ?? short(member(v, name))).filter((v) => v !== undefined);
}

/**
 * Reads one ModelInfo; undefined if it has no usable slug. Unknown fields are ignored, missing ones get safe values.
 */
export function parseModel(value: unknown): Model | undefined {
  const slug = isObject(value) ? stringOf(value['slug']) : undefined;
  return isObject(value) && slug !== undefined && SLUG.test(slug) ? modelOf(slug, value) : undefined;
}

function modelOf(slug: string, info: JsonObject): Model {
  const modalities = strings(info['input_modalities']);
  return {
    slug,
    name: short(info['display_name']) ?? slug,
    description: short(info['description']) ?? '',
    listed: info['visibility'] !== 'hide',
    priority: numberOf(info['priority']) ?? Number.MAX_SAFE_INTEGER,
    efforts: strings(info['supported_reasoning_levels'], 'effort').filter((e) => e !== ULTRA),
    defaultEffort: stringOf(info['default_reasoning_level']),
    supportsVerbosity: info['support_verbosity'] !== false,
    defaultVerbosity: stringOf(info['default_verbosity']),
    lite: info['use_responses_lite'] === true,
    contextWindow: numberOf(info['context_window']),
    modalities: modalities.length > 0 ? modalities : ['text'],
    upgrade: strings([info['upgrade']], 'model')[0],
  };
}

/** A model missing from a possibly old list: assumed to be of the current kind, and the backend decides. */
export function assumedModel(slug: string): Model {
  return modelOf(slug, {
    visibility: 'hide',
    use_responses_lite: true,
    input_modalities: ['text', 'image'],
  });
}

/** The model in the catalogue's format, without the prompts that it also has: the form of the cache on disk. */
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

/** The models in an answer of the models endpoint; undefined if it is not one. */
export function parseCatalogue(body: unknown): readonly Model[] | undefined {
  const list = member(body, 'models');
  if (!Array.isArray(list)) return undefined;
  return list
    .slice(0, MOST_MODELS)
    .map(parseModel)
    .filter((m) => m !== undefined);
}

/** What is offered, best first. */
export function listedModels(models: readonly Model[]): readonly Model[] {
  return models.filter((m) => m.listed).sort((a, b) => a.priority - b.priority);
}

/** The listed model with the smallest priority (docs/wire.md 8). */
export function defaultModel(models: readonly Model[]): Model | undefined {
  return listedModels(models)[0];
}

/** A list of models and how far it can be trusted. */
export interface CatalogueView {
  readonly models: readonly Model[];
  /** `live`: from the server, by this process. `cache`: from the server, earlier. `bundled`: came with this version. */
  readonly source: 'live' | 'cache' | 'bundled';
  /** True if models that are not listed may work too: then the backend decides. */
  readonly open?: boolean | undefined;
  /** Seconds since the list was fetched; undefined for the bundled one. */
  readonly ageSeconds: number | undefined;
  /** Why it is not live, if the server did not answer or could not be asked. */
  readonly note: string | undefined;
}

/** The default slug: CODEX_OAUTH_MODEL, else the best of the list, if any. */
export function defaultSlug(view: CatalogueView, configured: string | undefined): string | undefined {
  return configured ?? defaultModel(view.models)?.slug;
}

/** What codex_models and `models --json` answer; `models` and `default` are a contract (docs/reference.md). Pure. */
export function describeModels(view: CatalogueView, configured: string | undefined) {
  const listed = listedModels(view.models);
  return {
    models: listed.map((m) => m.slug).sort(),
    default: defaultSlug(view, configured) ?? null,
    details: listed.map((m) => ({
      slug: m.slug,
      name: m.name,
      description: m.description,
      reasoning_efforts: m.efforts,
      default_reasoning_effort: m.defaultEffort ?? null,
      context_window: m.contextWindow ?? null,
      input_modalities: m.modalities,
      upgrade: m.upgrade ?? null,
    })),
    source: view.source,
    age_seconds: view.ageSeconds ?? null,
    ...(view.note === undefined ? {} : { note: view.note }),
  };
}

/** The model with this name: by exact slug, else by slug or display name in any case. */
function findModel(asked: string, models: readonly Model[]): Model | undefined {
  const loose = asked.toLowerCase();
  return (
    models.find((m) => m.slug === asked) ??
    models.find((m) => [m.slug, m.name].some((name) => name.toLowerCase() === loose))
  );
}

/** The default of a list, or of the bundled one if the list offers none. */
export function preferredModel({ models }: CatalogueView): Model {
  return defaultModel(models) ?? BUNDLED_MODELS[0];
}

/** The error for an unknown model: names those that work. */
function unknownModel(asked: string, view: CatalogueView): AppError {
  const slugs = listedModels(view.models).map((m) => m.slug);
  // `gpt-6-sol/high`, the style of other programs: suggest the split, never do it silently.
  const loose = asked.toLowerCase();
  const joined = slugs.find(
    (s) => loose.startsWith(s.toLowerCase()) && /^[/:@ ]/.test(loose.slice(s.length)),
  );
  return new AppError({
    kind: 'input',
    code: 'query.unknown_model',
    what: `There is no model "${asked.slice(0, 100)}" for this account.`,
    why: `Available are ${slugs.join(', ')}.`,
    fix: joined
      ? say`Use "${joined}" as ${its.model} and put the rest into ${its.effort}.`
      : say`Use one of these as ${its.model}, or omit it for the default (${defaultModel(view.models)?.slug ?? 'none'}).`,
  });
}

/** The backend refused the model: its message, and the models that work instead. */
export function refusedModel(error: AppError, slug: string, view: CatalogueView): AppError {
  const rest = view.models.filter((m) => m.slug !== slug);
  const { why, fix } = unknownModel(slug, { ...view, models: rest });
  return error.with({ kind: 'input', why: sentences(error.why, why), fix });
}

/**
 * The model asked for, else the default. A possibly old list is refreshed before a name counts as unknown; without a
 * live list the backend decides. Throws `input` errors that name the models.
 */
export async function chooseModel(
  asked: string | undefined,
  view: CatalogueView,
  refresh: () => Promise<CatalogueView>,
): Promise<{ readonly model: Model; readonly view: CatalogueView }> {
  if (asked === undefined) return { model: preferredModel(view), view };
  const found = findModel(asked, view.models);
  if (found) return { model: found, view };
  const fresh = await refresh();
  const model = findModel(asked, fresh.models);
  if (model) return { model, view: fresh };
  if (fresh.source === 'live' && !fresh.open) throw unknownModel(asked, fresh);
  return { model: assumedModel(asked), view: fresh };
}

/** `gpt-6-sol-2026-11-01` is a dated version of gpt-6-sol; any other suffix is another model with its own reasoning. */
export function isSameModel(answered: string, asked: string): boolean {
  return answered === asked || answered.startsWith(`${asked}-`);
}
