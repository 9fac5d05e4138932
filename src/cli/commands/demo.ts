import { command } from '../command.ts';

export const demo = command({
  name: 'demo',
  summary: 'watch the whole way, sign-in to answer, against a simulated OpenAI',
  usage: '[options] ["question"]',
  about: [
    'Starts the simulator and this program as an MCP server, and is the client, the browser and the user in one.',
    'No account is needed, nothing leaves this machine, and your own login is not touched.',
  ],
  options: {},
  examples: ['codex-oauth demo', 'codex-oauth demo "What is a monad?"'],
  mostWords: Infinity,
  read: (words) => ({ question: words.join(' ').trim() || undefined }),
  // Loaded only when asked for: the simulator and an MCP client are no part of the program.
  run: async (session, { question }) => (await import('../demo/demo.ts')).demo(session, question),
});
