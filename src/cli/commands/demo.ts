import type { CommandSpec } from '../spec.ts';
import type { Session } from '../session.ts';

export interface DemoInvocation {
  readonly command: 'demo';
  /** The user's own question; undefined for the one about a file of this repository. */
  readonly question: string | undefined;
  readonly json: boolean;
}

export const demoSpec: CommandSpec<DemoInvocation> = {
  name: 'demo',
  summary: 'watch the whole way, sign-in to answer, against a simulated OpenAI',
  usage: '[options] ["question"]',
  about: [
    'Starts the simulator and this program as an MCP server, and is the client, the browser and the user in one.',
    'No account is needed, nothing leaves this machine, and your own login is not touched.',
  ],
  options: [],
  read: ({ words, json }) => ({ command: 'demo', question: words.join(' ').trim() || undefined, json }),
};

/** Loaded only when asked for: the simulator and an MCP client are no part of the program. */
export async function runDemo(session: Session, invocation: DemoInvocation): Promise<number> {
  const { demo } = await import('../demo/demo.ts');
  return demo(session, invocation.question);
}
