import { defaultModel, listedModels } from './model.ts';
import type { CatalogueView } from './catalogue.ts';
import type { JsonObject } from '../system/json.ts';

/** The slug that answers where none is named: CODEX_OAUTH_MODEL, else the best of the list. Undefined for an empty list. */
export function defaultSlug(view: CatalogueView, configured: string | undefined): string | undefined {
  return configured ?? defaultModel(view.models)?.slug;
}

/** What codex_models and `models --json` answer; `models` and `default` are a contract (docs/reference.md). Pure. */
export function describeModels(view: CatalogueView, configured: string | undefined): JsonObject {
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
