import * as z from 'zod/v4';
import { defaultModel, listedModels } from '../../codex/model.ts';
import type { CatalogueView } from '../../codex/catalogue.ts';
import { defineTool } from '../tool.ts';

/** What codex_models answers; `models` and `default` are a contract (DESIGN.md). */
export function describeModels(view: CatalogueView, preferred: string | undefined): object {
  const listed = listedModels(view.models);
  return {
    models: listed.map((m) => m.slug).sort(),
    default: preferred ?? defaultModel(view.models)?.slug ?? null,
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
    ...(view.note ? { note: view.note } : {}),
  };
}

export const modelsTool = defineTool({
  name: 'codex_models',
  title: 'Codex models',
  description:
    'Lists the models the account may use with codex_query, the default one, and their reasoning efforts and context windows.',
  input: z.strictObject({}),
  annotations: { title: 'Codex models', readOnlyHint: true, idempotentHint: true, openWorldHint: true },
  run: async (_args, { app }) => ({
    kind: 'data',
    data: describeModels(await app.models(), app.settings.model),
  }),
});
