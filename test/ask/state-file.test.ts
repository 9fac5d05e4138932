import { mkdir, readdir, readFile, symlink, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openStateFile } from '../../src/ask/state-file.ts';
import { silentLog } from '../../src/system/log.ts';
import { startBundle } from '../cli/support.ts';
import { makeSandbox, makeSimulator, pointAt, seedLogin } from '../support/sandbox.ts';

const UUID = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';

/** A folder with files of that age (seconds), and what is in it. */
async function folderWith(dir: string, age: number, names: readonly string[]): Promise<void> {
  await mkdir(dir, { recursive: true });
  for (const name of names) {
    await writeFile(path.join(dir, name), 'half');
    await utimes(path.join(dir, name), Date.now() / 1000 - age, Date.now() / 1000 - age);
  }
}

test('a write deletes what a process left that ended in the middle of one, and nothing else', async () => {
  const dir = path.join((await makeSandbox()).dir, 'codex-oauth');
  const others = [
    `models.json.${UUID}.tmp`,
    `limits.json.${UUID}.tmp.bak`,
    `limits.json.${UUID}`,
    `limits.json.${UUID}-1.tmp`,
    'limits.json.tmp',
    'limits.json.1.tmp',
    `my-limits.json.${UUID}.tmp`,
    `limits-json.${UUID}.tmp`,
    'notes.txt',
  ];
  await folderWith(dir, 3_600, [...others, `limits.json.${UUID}.tmp`]);
  // One that may still be written, a folder, and a link that leads elsewhere.
  await folderWith(dir, 10, [`limits.json.${UUID.replace('6', '7')}.tmp`]);
  await mkdir(path.join(dir, `limits.json.${UUID.replace('6', '8')}.tmp`));
  await symlink('notes.txt', path.join(dir, `limits.json.${UUID.replace('6', '9')}.tmp`));
  const before = await readdir(dir);

  const state = openStateFile(path.join(dir, 'limits.json'), {
    log: silentLog,
    now: Date.now,
    platform: process.platform,
  });
  state.update(() => ({ kept: true }));
  await state.settled();
  const gone = before.filter((name) => name !== `limits.json.${UUID}.tmp`);
  expect((await readdir(dir)).sort()).toEqual([...gone, 'limits.json'].sort());
  expect(await readFile(path.join(dir, 'notes.txt'), 'utf8')).toBe('half');
  expect(await state.read()).toEqual({ kept: true });
});

test('an update that cannot be written leaves nothing behind', async () => {
  const dir = path.join((await makeSandbox()).dir, 'codex-oauth');
  await mkdir(path.join(dir, 'limits.json', 'in the way'), { recursive: true });
  const state = openStateFile(path.join(dir, 'limits.json'), {
    log: silentLog,
    now: Date.now,
    platform: process.platform,
  });
  state.update(() => 1);
  await state.settled();
  expect(await readdir(dir)).toEqual(['limits.json']);
});

test('the shipped program leaves none, and takes away those that an earlier one left', async () => {
  const simulator = await makeSimulator();
  const sandbox = await makeSandbox(pointAt(simulator));
  await seedLogin(sandbox, simulator.mintTokens());
  const dir = path.join(path.dirname(sandbox.authFile), 'codex-oauth');
  await folderWith(dir, 3_600, [`limits.json.${UUID}.tmp`, `models.json.${UUID}.tmp`]);
  expect((await startBundle(sandbox.env, ['ask', 'Q']).done).code).toBe(0);
  expect((await readdir(dir)).sort()).toEqual(['limits.json', 'models.json', 'threads']);
});
