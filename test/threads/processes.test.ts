import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../support/sandbox.ts';
import { answered, fileOf, makeStore } from './support/store.ts';

// A kill in the middle of an answer is tested on the shipped program, in bundle.test.ts.
test('two processes on one thread lose and mix nothing', async () => {
  const threads = await makeStore();
  const id = await answered(threads, 'first', 'yes');
  const script = path.join(ROOT, 'test/threads/support/writer-process.ts');
  const children = ['left', 'right'].map((name) =>
    spawn(process.execPath, ['--import', 'tsx', script, threads.dir, id, name, '12'], {
      cwd: ROOT,
      stdio: 'inherit',
    }),
  );
  expect(await Promise.all(children.map((child) => once(child, 'exit')))).toEqual([
    [0, null],
    [0, null],
  ]);

  const { damaged, turns } = await threads.load(id, undefined);
  expect({ damaged, turns: turns.length }).toEqual({ damaged: 0, turns: 25 });
  for (const name of ['left', 'right']) {
    const own = turns.filter((t) => t.prompt.startsWith(name));
    expect(own.map((t) => t.prompt)).toEqual(Array.from({ length: 12 }, (_, n) => `${name} ${n}`));
    const whole = own.filter(
      (t) => t.state === 'complete' && t.text === `${t.prompt}: ${'ä'.repeat(20_000)}`,
    );
    expect(whole).toHaveLength(12);
  }
  const lines = (await readFile(fileOf(threads, id), 'utf8')).split('\n');
  expect(lines.pop()).toBe('');
  expect(lines.every((line) => line === '' || typeof JSON.parse(line) === 'object')).toBe(true);
});
