import { jobDocument } from '../../jobs/listing.ts';
import { AppError } from '../../system/errors.ts';
import { defineTool, type Zod } from '../tool.ts';

export const statusTool = defineTool({
  name: 'codex_status',
  title: 'Codex login status',
  description:
    'Tells whether the user is signed in to OpenAI Codex: account, plan, expiry, limits as last seen, a sign-in under way, questions still being answered, and what is wrong and how to fix it. Makes no network request unless refresh is true.',
  input: (z: Zod) =>
    z.strictObject({
      refresh: z.boolean().optional().describe('Ask OpenAI for the plan’s limits as they are now.'),
    }),
  annotations: { readOnlyHint: true, idempotentHint: true, openWorldHint: true },
  run: async ({ refresh }, { app, host }) => {
    // A status never fails because the limits could not be loaded: it includes the reason.
    let failed = {};
    try {
      if (refresh) await app.refreshLimits();
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      failed = { limits_problem: error.message };
    }
    const project = await app.projectOf(await host.roots());
    const open = (await app.jobs.open()).filter((job) => job.project === project);
    const jobs = open.map((job) => jobDocument(job, app.deps.now()));
    return { data: { ...(await app.status()), ...failed, jobs } };
  },
});
