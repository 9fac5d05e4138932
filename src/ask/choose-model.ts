import { its, say } from '../system/wording.ts';
import { AppError } from '../system/errors.ts';
import { BUNDLED_MODELS } from './bundled-models.ts';
import type { Catalogue, CatalogueView } from './catalogue.ts';
import { defaultModel, listedModels, type Model } from './model.ts';

/** The model of this name: by slug, else by slug or display name whatever the case. */
export function findModel(asked: string, models: readonly Model[]): Model | undefined {
  const exact = models.find((m) => m.slug === asked);
  if (exact) return exact;
  const loose = asked.toLowerCase();
  return models.find((m) => m.slug.toLowerCase() === loose || m.name.toLowerCase() === loose);
}

/** The default of a list; of the bundled one where the list offers none. */
export function preferredModel(view: CatalogueView): Model {
  const model = defaultModel(view.models) ?? defaultModel(BUNDLED_MODELS);
  if (!model) throw new Error('the bundled catalogue is empty');
  return model;
}

/** No such model: names those that work. */
export function unknownModel(asked: string, view: CatalogueView): AppError {
  const slugs = listedModels(view.models).map((m) => m.slug);
  // `gpt-6-sol/high`, as other programs write it: said, never split silently.
  const joined = slugs.find((s) => new RegExp(`^${s.replace(/[.]/g, '\\.')}[/:@ ]`, 'i').test(asked));
  return new AppError({
    kind: 'input',
    code: 'query.unknown_model',
    what: `There is no model "${asked.slice(0, 100)}" for this account.`,
    why: `Available are ${slugs.join(', ')}.`,
    fix: joined
      ? say`Use "${joined}" as ${its.model} and put the rest into ${its.effort}.`
      : say`Use one of these as ${its.model}, or leave it out for the default (${defaultModel(view.models)?.slug ?? 'none'}).`,
  });
}

/** A model that a list which may be old does not know: assumed to be of the current kind, and the backend decides. */
export function assumedModel(slug: string): Model {
  return {
    slug,
    name: slug,
    description: '',
    listed: false,
    priority: Number.MAX_SAFE_INTEGER,
    efforts: [],
    defaultEffort: undefined,
    supportsVerbosity: true,
    defaultVerbosity: undefined,
    lite: true,
    contextWindow: undefined,
    modalities: ['text', 'image'],
    upgrade: undefined,
  };
}

/** The backend refused the model: its own words, and the models that work instead. */
export function refusedModel(error: AppError, slug: string, view: CatalogueView): AppError {
  const rest = view.models.filter((m) => m.slug !== slug);
  const { why, fix } = unknownModel(slug, { ...view, models: rest });
  return new AppError({
    kind: 'input',
    code: error.code,
    what: error.what,
    why: [error.why, why].filter(Boolean).join(' '),
    fix,
    details: error.details,
  });
}

/** A model, and the list that it was found in. */
export interface Choice {
  readonly model: Model;
  readonly view: CatalogueView;
}

/**
 * The model asked for, else the default. A list that may be old is brought up to date before a name is called
 * unknown; where no live list can be had, the backend decides. Throws `input` errors that name the models.
 */
export async function chooseModel(
  asked: string | undefined,
  view: CatalogueView,
  refresh: () => ReturnType<Catalogue['refresh']>,
): Promise<Choice> {
  if (asked === undefined) return { model: preferredModel(view), view };
  const found = findModel(asked, view.models);
  if (found) return { model: found, view };
  const fresh = await refresh();
  const model = findModel(asked, fresh.models);
  if (model) return { model, view: fresh };
  if (fresh.source === 'live') throw unknownModel(asked, fresh);
  return { model: assumedModel(asked), view: fresh };
}
