import * as z from 'zod/v4';
import { defineTool } from '../tool.ts';

export const statusTool = defineTool({
  name: 'codex_status',
  title: 'Codex login status',
  description:
    'Tells whether the user is signed in to OpenAI Codex: account, plan, expiry, limits as last seen, a sign-in under way, and what is wrong and how to mend it. Asks nobody over the network.',
  input: z.strictObject({}),
  annotations: {
    title: 'Codex login status',
    readOnlyHint: true,
    idempotentHint: true,
    openWorldHint: false,
  },
  run: async (_args, { app }) => ({ kind: 'data', data: await app.status() }),
});
