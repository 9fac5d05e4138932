import { defaultSlug, describeModels } from '../../ask/models-view.ts';
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
  const configured = app.settings.model;
  if (session.json) session.document(describeModels(view, configured));
  else session.print(renderModels(view, defaultSlug(view, configured), session.out));
  return EXIT.ok;
}
