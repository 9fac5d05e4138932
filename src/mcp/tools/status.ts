import * as z from 'zod/v4';
import type { App } from '../../app.ts';
import { AppError } from '../../system/errors.ts';
import { defineTool } from '../tool.ts';

/** A status is never refused because the limits could not be had: why is said beside what is known. */
async function refreshLimits(app: App): Promise<object | undefined> {
  try {
    await app.refreshLimits();
    return undefined;
  } catch (error) {
    if (error instanceof AppError) return { limits_problem: error.message };
    throw error;
  }
}

export const statusTool = defineTool({
  name: 'codex_status',
  title: 'Codex login status',
  description:
    'Tells whether the user is signed in to OpenAI Codex: account, plan, expiry, limits as last seen, a sign-in under way, and what is wrong and how to fix it. Asks nobody over the network unless refresh is true.',
  input: z.strictObject({
    refresh: z.boolean().optional().describe('Ask OpenAI for the plan’s limits as they are now.'),
  }),
  annotations: {
    title: 'Codex login status',
    readOnlyHint: true,
    idempotentHint: true,
    openWorldHint: true,
  },
  run: async ({ refresh }, { app }) => {
    const failed = refresh ? await refreshLimits(app) : undefined;
    return { kind: 'data', data: { ...(await app.status()), ...failed } };
  },
});
