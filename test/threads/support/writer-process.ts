import { openThreads } from '../../../src/threads/store.ts';
import { silentLog } from '../../../src/system/log.ts';

/** A process of its own that asks and answers in a thread: `<dir> <id> <name> <count>`. */
const [dir = '', id = '', name = '', count = '0'] = process.argv.slice(2);
const threads = openThreads({
  dir,
  enabled: true,
  retentionDays: 30,
  now: Date.now,
  randomBytes: (size) => crypto.getRandomValues(new Uint8Array(size)),
  pid: process.pid,
  processAlive: () => true,
  hostname: 'here',
  everyProject: false,
  log: silentLog,
});

for (let n = 0; n < Number(count); n += 1) {
  const prompt = `${name} ${n}`;
  const writer = threads.beginTurn(await threads.load(id, undefined), {
    model: 'm',
    effort: 'low',
    prompt,
    input: {},
  });
  const text = `${prompt}: ${'ä'.repeat(20_000)}`;
  for (let i = 0; i < text.length; i += 5_000) {
    writer.append(text.slice(i, i + 5_000));
    await writer.flush();
  }
  const problem = await writer.finish({ text });
  if (problem) throw problem;
}
