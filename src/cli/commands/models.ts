import { defaultModel, listedModels } from '../../codex/model.ts';
import type { CatalogueView } from '../../codex/catalogue.ts';
import { EXIT } from '../boundary.ts';
import { orAbort } from '../or-abort.ts';
import { renderModels } from '../render/models.ts';
import type { Session } from '../session.ts';
import type { CommandSpec } from '../spec.ts';
import { noWords } from '../usage.ts';

export interface ModelsInvocation {
  readonly command: 'models';
  readonly json: boolean;
}

export const modelsSpec: CommandSpec<ModelsInvocation> = {
  name: 'models',
  summary: 'list the models your plan offers',
  usage: '[options]',
  about: [
    'The list is live where you are signed in; otherwise the one that came with this version is shown, and said so.',
  ],
  options: [],
  read: ({ words, json }) => {
    noWords('models', words);
    return { command: 'models', json };
  },
};

export async function runModels(session: Session): Promise<number> {
  const app = session.app();
  const view = await orAbort(app.models(), session.signal);
  const preferred = app.settings.model ?? defaultModel(view.models)?.slug;
  if (session.json) session.document(modelsDocument(view, preferred));
  else session.print(renderModels(view, preferred, session.out));
  return EXIT.ok;
}

/** The keys of the tool codex_models (DESIGN.md, The five tools). */
export function modelsDocument(view: CatalogueView, preferred: string | undefined): unknown {
  const listed = listedModels(view.models);
  return {
    models: listed.map((m) => m.slug).sort(),
    default: preferred ?? null,
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
