import { openThreads } from '../../../src/threads/store.ts';
import { messageItem, question, storeDeps } from './store.ts';

/**
 * A process of its own that works on a thread: `turns <dir> <id> <name> <count>` asks and answers so often;
 * `hang <dir> <id>` writes the beginning of an answer, says so, and waits to be killed.
 */
const [mode = '', dir = '', id = '', name = '', count = '0'] = process.argv.slice(2);
const threads = openThreads(storeDeps(dir));

if (mode === 'turns') {
  for (let n = 0; n < Number(count); n += 1) {
    const thread = await threads.load(id);
    const writer = threads.beginTurn(thread, question(`${name} ${n}`));
    const text = `${name} ${n}: ${'ä'.repeat(20_000)}`;
    for (let i = 0; i < text.length; i += 5_000) {
      writer.append(text.slice(i, i + 5_000));
      await writer.flush();
    }
    const problem = await writer.finish({ items: [messageItem(n, text)], text });
    if (problem) throw problem;
  }
} else {
  const writer = threads.beginTurn(await threads.load(id), question('A long one'));
  writer.append('The beginning of ');
  writer.append('the answer');
  await writer.flush();
  process.stdout.write('written\n');
  setInterval(() => {}, 1_000);
}
