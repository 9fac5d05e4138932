import { AppError } from '../../system/errors.ts';
import { EXIT, renderError } from '../boundary.ts';
import { orAbort } from '../or-abort.ts';
import { renderStatus } from '../render/status.ts';
import type { Session } from '../session.ts';
import type { CommandSpec } from '../spec.ts';
import { noWords } from '../usage.ts';

export interface StatusInvocation {
  readonly command: 'status';
  /** Ask for the plan's limits instead of showing those last seen. */
  readonly refresh: boolean;
  readonly json: boolean;
}

export const statusSpec: CommandSpec<StatusInvocation> = {
  name: 'status',
  summary: 'show whether you are signed in, as whom, and what is wrong',
  usage: '[options]',
  about: ['Without --refresh no network is used. Exit code 0 when signed in, 1 when not.'],
  options: [{ name: 'refresh', summary: 'ask OpenAI how much of the plan is used' }],
  read: ({ words, json, has }) => {
    noWords('status', words);
    return { command: 'status', refresh: has('refresh'), json };
  },
};

export async function runStatus(session: Session, { refresh }: StatusInvocation): Promise<number> {
  const app = session.app();
  const problem = refresh ? await refreshLimits(session) : undefined;
  const status = await app.status();
  if (session.json) session.document({ ...status, ...(problem ? { limits_problem: problem.message } : {}) });
  else {
    session.print(
      renderStatus(status, { paint: session.out, now: app.deps.now(), bars: session.io.stdout.isTTY }),
    );
    if (problem) session.note(renderError(problem, session.err));
  }
  return status.authenticated ? EXIT.ok : EXIT.failed;
}

/** Limits that cannot be had do not hide the rest: whoever is offline is not signed out. */
async function refreshLimits(session: Session): Promise<AppError | undefined> {
  try {
    await orAbort(session.app().refreshLimits(), session.signal);
    return undefined;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}
