import { describeModels } from '../../ask/models.ts';
import { defineTool, type Zod } from '../tool.ts';

export const modelsTool = defineTool({
  name: 'codex_models',
  title: 'Codex models',
  description:
    'Lists the models the account may use with codex_query, the default one, and their reasoning efforts and context windows.',
  input: (z: Zod) => z.strictObject({}),
  annotations: { readOnlyHint: true, idempotentHint: true, openWorldHint: true },
  run: async (_args, { app }) => ({
    data: describeModels(await app.models(), app.settings.model),
  }),
});
