import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { chmod, chown, lstat, mkdir, readFile, symlink, writeFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openAuthFile, parseAuthFile, type AuthFile } from '../../src/login/auth-file.ts';
import { fileStorage } from '../../src/login/storage.ts';
import { serializeLogin } from '../../src/login/record.ts';
import { AppError } from '../../src/system/errors.ts';
import { makeSandbox } from '../support/sandbox.ts';
import { loginWith } from './support.ts';

const uid = process.getuid?.();
const onUnix = process.platform !== 'win32';
const asRoot = uid === 0;

const login = loginWith({ expiresAt: 1_800_000_000 });
const text = '{"other": 1, "codex": {"access_token":"access-1","refresh_token":"refresh-1"}}';

const entry = (more: string): string => `{"codex":{"access_token":"a",${more}}}`;
const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
const open = (at: string, as = uid): AuthFile =>
  openAuthFile(fileStorage(at, { platform: process.platform, uid: as }));

async function fileWith(content?: string, as = uid): Promise<AuthFile> {
  const { authFile } = await makeSandbox();
  await mkdir(path.dirname(authFile), { mode: 0o700 });
  if (content !== undefined) await writeFile(authFile, content, { mode: 0o600 });
  return open(authFile, as);
}

async function expectBroken(file: AuthFile, why: RegExp, fix: RegExp): Promise<void> {
  const state = await file.read();
  expect(state.kind).toBe('broken');
  if (state.kind !== 'broken') return;
  expect(state.error.what).toContain(file.path);
  expect(state.error.why).toMatch(why);
  expect(state.error.said('assistant').fix).toMatch(fix);
  await expect(file.write(login)).rejects.toBeInstanceOf(AppError);
  await expect(file.write(undefined)).rejects.toBeInstanceOf(AppError);
}

describe('a broken auth.json is named with its path and its fix, and left as it is', () => {
  const bad: readonly (readonly [string, string, RegExp])[] = [
    ['cut off', text.slice(0, -5), /not JSON \(perhaps cut off/],
    ['empty', '', /it is empty/],
    ['only space', ' \n', /it is empty/],
    ['no JSON', 'hello', /not JSON/],
    ['NUL bytes', '\0'.repeat(200), /NUL bytes/],
    ['JSON with NUL bytes behind', `${text}\0\0`, /NUL bytes/],
    ['an array', `[${text}]`, /not an object/],
    ['a string', '"codex"', /not an object/],
    ['null', 'null', /not an object/],
    ['our entry a string', '{"codex":"x"}', /"codex" entry is not an object/],
    ['our entry an array', '{"codex":[]}', /"codex" entry is not an object/],
    ['our entry without a token', '{"codex":{}}', /has no access_token/],
    ['a token that is a number', '{"codex":{"access_token":5}}', /has no access_token/],
    ['a token that is empty', '{"codex":{"access_token":""}}', /has no access_token/],
    ['a token with a line break', '{"codex":{"access_token":"a\\nb"}}', /not allowed in a token/],
    ['a refresh token that is none', entry('"refresh_token":{}'), /"codex.refresh_token" is not a string/],
    ['an account id that is a number', entry('"account_id":7'), /"codex.account_id" is not a string/],
    ['our entry nested too deeply', entry(`"x":${nested(5_000)}`), /nested too deeply/],
    ['huge', `{"a":"${'x'.repeat(2_000_000)}"}`, /larger than 1024 KB/],
  ];

  test.each(bad)('%s', async (_, content, why) => {
    const file = await fileWith(content);
    await expectBroken(file, why, /mv .*auth\.json.*codex_login/);
    expect(await readFile(file.path, 'utf8')).toBe(content);
    expect(await readdir(path.dirname(file.path))).toEqual(['auth.json']);
  });

  const oddities: readonly (readonly [string, (at: string) => unknown, RegExp, RegExp])[] = [
    ['a directory', (at) => mkdir(at), /it is a directory/, /^Move it away/],
    ['a FIFO', (at) => execFileSync('mkfifo', [at]), /not a regular file/, /^Move it away/],
    ...['elsewhere.json', 'auth.json', '/dev/zero'].map(
      (to) =>
        [
          `a link to ${to}`,
          (at: string) => symlink(to, at),
          /symbolic link/,
          /CODEX_OAUTH_AUTH_FILE/,
        ] as const,
    ),
  ];

  test.each(oddities.slice(0, onUnix ? undefined : 1))('%s', async (_, make, why, fix) => {
    const file = await fileWith();
    await make(file.path);
    const { ino, mode } = await lstat(file.path);
    // Without waiting for a writer of the FIFO.
    await expectBroken(file, why, fix);
    expect(await lstat(file.path)).toMatchObject({ ino, mode });
  });

  test.runIf(asRoot)('one that belongs to another user', async () => {
    const file = await fileWith(text, 12_345);
    await chown(file.path, 54_321, 54_321);
    await expectBroken(file, /another user \(uid 54321\)/, /sudo chown 12345/);
    expect(await readFile(file.path, 'utf8')).toBe(text);
  });

  test.runIf(onUnix)('one in a path that is no folder', async () => {
    const { dir } = await makeSandbox();
    await writeFile(path.join(dir, 'file'), '');
    await expectBroken(open(path.join(dir, 'file', 'auth.json')), /not a directory/, /CODEX_OAUTH_AUTH_FILE/);
  });
});

describe('what is odd but harmless is read', () => {
  test.each([
    ['a byte order mark', `\uFEFF${text}`, 'login'],
    ['null instead of our entry', '{"codex":null,"a":1}', 'no-login'],
    ['no entry of ours', '{"a":1}', 'no-login'],
    ['a key that is special to JavaScript', `{"__proto__":${text},"a":1}`, 'no-login'],
    ['other entries nested very deeply', `{"x":${nested(20_000)},${text.slice(1)}`, 'login'],
    ['an expiry of a wrong type', entry('"expires_at":"soon"'), 'login'],
    ['null instead of tokens that may be missing', entry('"refresh_token":null,"id_token":null'), 'login'],
  ])('%s', (_, content, kind) => {
    expect(parseAuthFile('/x/auth.json', content).kind).toBe(kind);
  });

  test('and written again without harm to the others', async () => {
    const deep = `{"x":${nested(20_000)},"n":12345678901234567890,"__proto__":{"a":1}}`;
    const file = await fileWith(`\uFEFF${deep}`);
    expect(await file.write(login)).toBe(true);
    expect((await readFile(file.path, 'utf8')).startsWith(deep.slice(0, -1))).toBe(true);
    expect(await file.read()).toMatchObject({ kind: 'login', login: { accessToken: 'access-1' } });
    expect(await file.write(undefined)).toBe(true);
    expect(await readFile(file.path, 'utf8')).toBe(deep);
  });
});

test('no file is not a broken one', async () => {
  const file = await fileWith();
  expect(await file.read()).toEqual({ kind: 'absent' });
});

test.runIf(onUnix)('a file that others can read is tightened, and that is told', async () => {
  const file = await fileWith(text);
  await chmod(file.path, 0o644);
  expect(file.tightened).toBe(false);
  expect((await file.read()).kind).toBe('login');
  expect((await lstat(file.path)).mode & 0o777).toBe(0o600);
  expect(file.tightened).toBe(true);
});

test.runIf(onUnix)('a written file is 0600 and its folder, if it is made, 0700', async () => {
  const { authFile } = await makeSandbox();
  await open(authFile).write(login);
  expect((await lstat(authFile)).mode & 0o777).toBe(0o600);
  expect((await lstat(path.dirname(authFile))).mode & 0o777).toBe(0o700);
});

test.runIf(asRoot)('root, writing into a user’s home, leaves the file to the user', async () => {
  const file = await fileWith(text);
  await chown(file.path, 12_345, 12_345);
  await file.write(login);
  expect(await lstat(file.path)).toMatchObject({ uid: 12_345, gid: 12_345 });
});

test('a write that another program crosses starts anew, and both survive', async () => {
  const file = await fileWith(text);
  let crossed = 0;
  const done = await file.write(login, {
    only: () => {
      crossed += 1;
      // Between our reading and our replacing, somebody else writes.
      if (crossed === 1) writeFileSync(file.path, '{"other": 2, "more": true}');
      return true;
    },
  });
  expect(done).toBe(true);
  const now = JSON.parse(await readFile(file.path, 'utf8')) as Record<string, unknown>;
  expect(crossed).toBe(2);
  expect(now).toMatchObject({ other: 2, more: true, codex: { access_token: 'access-1' } });
});

test('a probe shows that the file can be replaced, and leaves it and its folder as they were', async () => {
  const file = await fileWith(text);
  await chmod(file.path, 0o600);
  await file.probe();
  expect(await readFile(file.path, 'utf8')).toBe(text);
  const none = await fileWith();
  await none.probe();
  expect(await readdir(path.dirname(none.path))).toEqual([]);
  await expect((await fileWith('{')).probe()).rejects.toMatchObject({ code: 'auth_file.broken' });
});

const tokenText = fc.string({
  unit: fc.constantFrom(...'abcXYZ019-_.~+/='.split('')),
  minLength: 1,
  maxLength: 40,
});

/** A login with everything that has a name. */
const full = loginWith({
  idToken: 'i',
  expiresAt: 1,
  clientId: 'c',
  issuer: 'https://i',
  baseUrl: 'https://b',
});

test('any login beside any other entries comes back as it was written', async () => {
  const file = await fileWith('{}');
  await fc.assert(
    fc.asyncProperty(
      fc.dictionary(fc.string(), fc.jsonValue()),
      fc.record({
        accessToken: tokenText,
        refreshToken: fc.option(tokenText, { nil: undefined }),
        idToken: fc.option(tokenText, { nil: undefined }),
        expiresAt: fc.option(fc.integer(), { nil: undefined }),
        accountId: fc.option(tokenText, { nil: undefined }),
        clientId: fc.option(tokenText, { nil: undefined }),
        issuer: fc.option(fc.webUrl({ validSchemes: ['https'] }), { nil: undefined }),
        baseUrl: fc.option(fc.webUrl({ validSchemes: ['https'] }), { nil: undefined }),
        extra: fc.dictionary(
          fc.string().filter((key) => key !== '__proto__' && !(key in serializeLogin(full))),
          fc.jsonValue({ maxDepth: 4 }),
        ),
      }),
      async (others, record) => {
        const { codex: _, ...rest } = others;
        await writeFile(file.path, JSON.stringify(rest));
        await file.write(record);
        const state = await file.read();
        expect(state.kind).toBe('login');
        if (state.kind !== 'login') return;
        expect(state.login).toEqual({ ...record, extra: JSON.parse(JSON.stringify(record.extra)) });
        const { codex: _codex, ...kept } = JSON.parse(state.text) as Record<string, unknown>;
        expect(kept).toEqual(JSON.parse(JSON.stringify(rest)));
      },
    ),
    { numRuns: 50 },
  );
});
