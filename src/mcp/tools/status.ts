import type { App } from '../../app.ts';
import { jobDocument } from '../../jobs/listing.ts';
import { providerState, type ProviderState } from '../../login/provider-state.ts';
import { AppError } from '../../system/errors.ts';
import { defineTool, type Zod } from '../tool.ts';

/** What is known besides the login. A status never fails because of it: it includes the reason. */
export async function beside(app: App, refresh: boolean): Promise<Beside> {
  const reason = (error: unknown): string => {
    if (error instanceof AppError) return error.message;
    throw error;
  };
  const problem = refresh ? await app.limitsProblem() : undefined;
  const limits = problem ? { limits_problem: problem.message } : {};
  const states = async (): Promise<Beside> => {
    const logins = await app.logins.described();
    const providers = await Promise.all(logins.map((login) => providerState(login, 'assistant')));
    return providers.length > 0 ? { providers } : {};
  };
  return { ...limits, ...(await states().catch((error: unknown) => ({ providers_problem: reason(error) }))) };
}

interface Beside {
  readonly limits_problem?: string;
  readonly providers?: readonly ProviderState[];
  readonly providers_problem?: string;
}

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
  run: async ({ refresh = false }, { app, host }) => {
    // The limits first: the status shows them.
    const more = await beside(app, refresh);
    const project = await app.projectOf(await host.roots());
    const open = (await app.jobs.open()).filter((job) => job.project === project);
    const jobs = open.map((job) => jobDocument(job, app.deps.now()));
    return { data: { ...(await app.status()), ...more, jobs } };
  },
});
