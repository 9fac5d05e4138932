import { command, noSuch, usageError } from '../command.ts';

export const start = command({
  name: 'start',
  summary: 'run your own Codex CLI and keep its conversations as threads',
  usage: 'codex [-- <arguments of codex>]',
  about: [
    'Runs the codex on your PATH, with its own login and settings, as if it ran alone: terminal, signals and exit code',
    'are its own. Its questions pass through this process to OpenAI; each session is kept as a thread of this folder,',
    'without credentials. Its login is not touched, and its renewal does not pass through here. When it ends, a line on',
    'stderr says what was kept. CODEX_OAUTH_THREADS=off keeps nothing.',
  ],
  options: {},
  examples: [
    'codex-oauth start codex',
    'codex-oauth start codex -- resume --last',
    'codex-oauth start codex -- exec "What does this project do?"',
  ],
  mostWords: Infinity,
  read: ([program, ...args]) => {
    if (program === 'codex') return { args };
    const [why, fix] = ['It is codex, the Codex CLI.', 'Run `codex-oauth start codex`.'];
    if (program === undefined) throw usageError('`codex-oauth start` needs the name of a program.', why, fix);
    throw noSuch(`codex-oauth cannot start "${program.slice(0, 40)}".`, program, ['codex'], {
      command: 'codex-oauth start',
      otherwise: fix,
    });
  },
  run: async (session, { args }) => {
    const { codeOf, startCodex } = await import('../../recorder/start.ts');
    const app = session.app();
    // From here on Ctrl-C is the CLI's.
    session.standBack();
    const { ended, remark } = await startCodex(app, args, session.io.signals);
    session.note(remark);
    if ('signal' in ended) {
      await session.io.stderr.flushed();
      // Whoever waits for us sees how it ended.
      session.io.signals.send(ended.signal);
    }
    return codeOf(ended);
  },
});
