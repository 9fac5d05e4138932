import { EXIT } from '../boundary.ts';
import { renderStatus } from '../render/status.ts';
import type { Session } from '../session.ts';
import type { CommandSpec } from '../spec.ts';
import { noWords } from '../usage.ts';

export interface StatusInvocation {
  readonly command: 'status';
  readonly json: boolean;
}

export const statusSpec: CommandSpec<StatusInvocation> = {
  name: 'status',
  summary: 'show whether you are signed in, as whom, and what is wrong',
  usage: '[options]',
  about: ['Asks nobody: no network is used. Exit code 0 when signed in, 1 when not.'],
  options: [],
  read: ({ words, json }) => {
    noWords('status', words);
    return { command: 'status', json };
  },
};

export async function runStatus(session: Session): Promise<number> {
  const app = session.app();
  const status = await app.status();
  if (session.json) session.document(status);
  else
    session.print(
      renderStatus(status, { paint: session.out, now: app.deps.now(), bars: session.io.stdout.isTTY }),
    );
  return status.authenticated ? EXIT.ok : EXIT.failed;
}
