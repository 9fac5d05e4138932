import { chmod, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { commandWords } from '../../src/login/command-words.ts';
import { commandSource, readCredential } from '../../src/login/sources/command.ts';
import { makeSandbox } from '../support/sandbox.ts';
import { failure } from './support.ts';

test.each([
  ['get-token', ['get-token']],
  ['ssh me@box codex-oauth token --json', ['ssh', 'me@box', 'codex-oauth', 'token', '--json']],
  ['"C:\\Program Files\\t.exe" a', ['C:\\Program Files\\t.exe', 'a']],
  ["a 'b c' --x='d e'", ['a', 'b c', '--x=d e']],
  ['a $(rm -rf ~) `id` ; b > c', ['a', '$(rm', '-rf', '~)', '`id`', ';', 'b', '>', 'c']],
  ['["a", "b c", ""]', ['a', 'b c', '']],
  ['a "b', undefined],
  ["a 'b", undefined],
  ['["a"', undefined],
  ['[]', undefined],
  ['[1]', undefined],
])('%j as words', (text, words) => {
  expect(commandWords(text)).toEqual(words);
});

describe('what a command prints', () => {
  test('a whole answer', () => {
    const text = ' {"access_token":"t0k","account_id":"ws","expires_at":1800000000,"more":1}\n';
    expect(readCredential(text)).toMatchObject({
      token: 't0k',
      identity: { accountId: 'ws' },
      expiresAt: 1_800_000_000,
    });
  });

  test.each([
    ['nothing', ''],
    ['a token alone', 'eyJ0'],
    ['a list', '[]'],
    ['no token', '{}'],
    ['a token with a line break', '{"access_token":"a\\nb"}'],
    ['a place that takes no tokens', '{"access_token":"a","base_url":"http://elsewhere.example"}'],
  ])('%s is an error that shows nothing of it', async (_, text) => {
    const error = await failure(Promise.resolve().then(() => readCredential(text)));
    expect(error.code).toBe('command.failed');
    expect(error.message).not.toContain('eyJ0');
  });
});

/** A command of the user's: it prints the next line of `answers`, and counts its runs. */
async function scripted(answers: readonly object[], code = 0) {
  const { dir } = await makeSandbox();
  const file = path.join(dir, 'give token');
  const log = path.join(dir, 'runs');
  const lines = answers.map((answer) => JSON.stringify(answer));
  await writeFile(
    file,
    `#!${process.execPath}\nconst fs = require('fs');\nfs.appendFileSync(${JSON.stringify(log)}, 'x');\n` +
      `const n = fs.statSync(${JSON.stringify(log)}).size;\nconst all = ${JSON.stringify(lines)};\n` +
      `console.error('sk-secret-of-the-helper went wrong');\nconsole.log(all[Math.min(n, all.length) - 1] ?? '');\nprocess.exit(${code});\n`,
  );
  await chmod(file, 0o755);
  let now = Date.now();
  const source = commandSource([file, 'token'], { env: process.env, now: () => now, serverNow: () => now });
  const { readFileSync, existsSync } = await import('node:fs');
  const runs = (): number => (existsSync(log) ? readFileSync(log).length : 0);
  return { source, runs, pass: (ms: number) => (now += ms) };
}

const lasting = (token: string, seconds = 3_600): object => ({
  access_token: token,
  account_id: 'ws',
  expires_at: Math.floor(Date.now() / 1000) + seconds,
});

test('it runs once while its token lives, again before it ends, and for ten callers at once', async () => {
  const { source, runs, pass } = await scripted([lasting('one'), lasting('two', 7_200)]);
  await Promise.all(Array.from({ length: 10 }, () => source.credential()));
  expect((await source.credential())?.accessToken).toBe('one');
  expect(runs()).toBe(1);
  pass(3_400_000);
  expect((await source.credential())?.accessToken).toBe('two');
  expect(runs()).toBe(2);
});

test('after a 401 it runs again; the same token may be tried once more, another account’s never', async () => {
  const { source, runs } = await scripted([
    lasting('one'),
    lasting('two'),
    lasting('two'),
    { ...lasting('x'), account_id: 'other' },
  ]);
  const first = await source.credential();
  if (!first) throw new Error('none');
  const second = await source.renew(first);
  expect([second.accessToken, runs()]).toEqual(['two', 2]);
  expect((await source.renew(second)).accessToken).toBe('two');
  expect((await failure(source.renew(second))).code).toBe('auth.account_changed');
});

test('a failing command is named with its code; a token that still works is used meanwhile', async () => {
  const broken = await scripted([lasting('one')], 7);
  const error = await failure(broken.source.credential());
  expect(error.code).toBe('command.failed');
  expect(error.why).toContain('7');
  expect(error.message).not.toContain('sk-secret');
  const gone = commandSource(['/nowhere/at all'], { env: {}, now: Date.now, serverNow: Date.now });
  expect((await failure(gone.credential())).why).toContain('ENOENT');
});

test('a status does not run it', async () => {
  const { source, runs } = await scripted([lasting('one')]);
  expect(await source.report()).toMatchObject({ source: 'command', usable: true });
  expect(runs()).toBe(0);
});
