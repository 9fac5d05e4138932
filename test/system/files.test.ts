import { renameSync } from 'node:fs';
import { readdir, readFile, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../src/system/errors.ts';
import { fileError, replaceFile, type FileSteps } from '../../src/system/files.ts';
import { makeSandbox } from '../support/sandbox.ts';

function failing(code: string): Error {
  return Object.assign(new Error(`${code}: simulated`), { code });
}

interface Trial {
  readonly steps: FileSteps;
  readonly pauses: number[];
  renames: number;
}

function stepsThatFail(codes: readonly string[], removeFails = false): Trial {
  const trial: Trial = {
    pauses: [],
    renames: 0,
    steps: {
      rename: (from, to) => {
        const code = codes[trial.renames];
        trial.renames += 1;
        if (code) throw failing(code);
        renameSync(from, to);
      },
      remove: async (file) => {
        if (removeFails) throw failing('EBUSY');
        await unlink(file);
      },
      pause: (ms) => {
        trial.pauses.push(ms);
        return Promise.resolve();
      },
    },
  };
  return trial;
}

async function target(): Promise<{ file: string; folder: string }> {
  const { dir } = await makeSandbox();
  const file = path.join(dir, 'auth.json');
  await writeFile(file, 'old');
  return { file, folder: dir };
}

describe('on Windows a rename that is refused for a moment', () => {
  test.each([['EPERM'], ['EBUSY'], ['EACCES']])(
    'is tried again after %s, with growing pauses',
    async (code) => {
      const { file, folder } = await target();
      const trial = stepsThatFail([code, code, code]);
      expect(await replaceFile(file, 'new', 'win32', { steps: trial.steps })).toBe(true);
      expect(await readFile(file, 'utf8')).toBe('new');
      expect(trial.pauses).toHaveLength(3);
      expect(trial.pauses).toEqual([...trial.pauses].sort((a, b) => a - b));
      expect(await readdir(folder)).toEqual(['auth.json']);
    },
  );

  test.each([
    ['too often', Array.from({ length: 20 }, () => 'EBUSY'), 'EBUSY', 6],
    ['for another reason', ['ENOSPC'], 'ENOSPC', 1],
  ])('fails with its own error when it happens %s', async (_, codes, code, renames) => {
    const { file, folder } = await target();
    const trial = stepsThatFail(codes);
    await expect(replaceFile(file, 'new', 'win32', { steps: trial.steps })).rejects.toMatchObject({ code });
    expect(trial.renames).toBe(renames);
    expect(await readFile(file, 'utf8')).toBe('old');
    expect(await readdir(folder)).toEqual(['auth.json']);
  });

  test('asks before each attempt whether it is still wanted', async () => {
    const { file } = await target();
    const trial = stepsThatFail(['EPERM', 'EPERM']);
    let asked = 0;
    const done = await replaceFile(file, 'new', 'win32', {
      steps: trial.steps,
      only: () => {
        asked += 1;
        return asked < 3;
      },
    });
    expect(done).toBe(false);
    expect(asked).toBe(3);
    expect(await readFile(file, 'utf8')).toBe('old');
  });
});

test.each([['linux'], ['darwin']])('on %s a refused rename fails at once', async (platform) => {
  const { file } = await target();
  const trial = stepsThatFail(['EPERM']);
  await expect(replaceFile(file, 'new', platform, { steps: trial.steps })).rejects.toMatchObject({
    code: 'EPERM',
  });
  expect(trial.pauses).toEqual([]);
});

test('a clean-up that fails does not hide why the write failed', async () => {
  const { file } = await target();
  const trial = stepsThatFail(['EIO'], true);
  await expect(replaceFile(file, 'new', 'linux', { steps: trial.steps })).rejects.toMatchObject({
    code: 'EIO',
  });
});

test('nothing is written through a file or link that lies where the new content is prepared', async () => {
  const { file, folder } = await target();
  const temporary = path.join(folder, 'prepared');
  await writeFile(temporary, 'somebody else’s');
  await expect(replaceFile(file, 'new', 'linux', { temporary })).rejects.toMatchObject({ code: 'EEXIST' });
  expect(await readFile(file, 'utf8')).toBe('old');
});

test.each([
  ['ENOSPC', /full/, /Free some space/],
  ['EROFS', /read-only/, /CODEX_OAUTH_AUTH_FILE/],
  ['EACCES', /permissions/, /ls -ld/],
  ['EWHATEVER', /EWHATEVER/, /ls -ld/],
])('%s is told as a sentence with the path and a fix', (code, why, fix) => {
  const error = fileError(failing(code), '/x/auth.json', 'written');
  expect(error).toBeInstanceOf(AppError);
  expect(error.what).toBe('/x/auth.json could not be written.');
  expect(error.why).toMatch(why);
  expect(error.said('assistant').fix).toMatch(fix);
});
