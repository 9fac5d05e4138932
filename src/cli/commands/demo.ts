import { command } from '../command.ts';

export const demo = command({
  name: 'demo',
  summary: 'watch every step from sign-in to answer with a simulated OpenAI',
  usage: '[options] ["question"]',
  about: [
    'Starts the simulator and this program as an MCP server, and plays the client, the browser and the user.',
    'No account is needed, nothing leaves this machine, and your own login is not touched.',
  ],
  options: {},
  examples: ['codex-oauth demo', 'codex-oauth demo "What is a monad?"'],
  mostWords: Infinity,
  read: (words) => ({ question: words.join(' ').trim() || undefined }),
  // Loaded only on demand: the simulator and an MCP client are not part of the program.
  run: async (session, { question }) => (await import('../demo/demo.ts')).demo(session, question),
});
