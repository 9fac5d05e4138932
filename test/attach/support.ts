import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { gather, type GatherOptions, type GatherRequest } from '../../src/attach/gather.ts';
import type { Gathered } from '../../src/attach/gathering.ts';
import type { Machine } from '../../src/attach/workspace.ts';

type Tree = Readonly<Record<string, string | Uint8Array | { readonly link: string }>>;

export const posix = process.platform !== 'win32';

/** A folder that is removed with the test; its real path, as /tmp is a link on some systems. */
export async function makeFolder(files: Tree = {}): Promise<string> {
  const dir = await realpath(await mkdtemp(path.join(tmpdir(), 'codex-oauth-context-')));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  await plant(dir, files);
  return dir;
}

/** Writes files (`'a/b.ts': text`); `{ link: target }` makes a symbolic link. */
export async function plant(dir: string, files: Tree): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(dir, name);
    await mkdir(path.dirname(file), { recursive: true });
    if (typeof content === 'object' && 'link' in content) await symlink(content.link, file);
    else await writeFile(file, content);
  }
}

/** git for building a test's repository; the user's configuration has no part in it. */
export function git(dir: string, ...args: string[]): string {
  return execFileSync('git', ['-c', 'protocol.file.allow=always', ...args], {
    cwd: dir,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: dir,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: path.join(dir, '.no-such-config'),
      GIT_AUTHOR_NAME: 'A',
      GIT_AUTHOR_EMAIL: 'a@example.com',
      GIT_COMMITTER_NAME: 'A',
      GIT_COMMITTER_EMAIL: 'a@example.com',
    },
  }).trim();
}

/** A repository on branch main with one commit of the given files. */
export async function makeRepo(files: Tree = {}): Promise<string> {
  const dir = await makeFolder(files);
  git(dir, 'init', '-q', '-b', 'main');
  commit(dir);
  return dir;
}

/** Commits everything there is. */
export function commit(dir: string): void {
  git(dir, 'add', '-A');
  git(dir, 'commit', '-q', '--allow-empty', '-m', 'a change');
}

/** A machine whose home and login are far from any test's folder. */
export const machine = { home: '/nonexistent', authFile: '/nonexistent/.claude/auth.json' };

export const environment = { PATH: process.env['PATH'] ?? '', HOME: '/nonexistent' };

export function gatherIn(
  root: string | readonly string[],
  request: GatherRequest &
    Partial<Pick<GatherOptions, 'budgetBytes' | 'face'>> & { readonly machine?: Machine },
  env: Readonly<Record<string, string | undefined>> = environment,
): Promise<Gathered> {
  const { budgetBytes = 400_000, face = 'assistant', machine: at = machine, ...named } = request;
  return gather(named, { ...at, roots: [root].flat(), env, platform: process.platform, face, budgetBytes });
}

/** The paths that are attached. */
export async function attachedIn(...args: Parameters<typeof gatherIn>): Promise<readonly string[]> {
  return paths((await gatherIn(...args)).attached);
}

/** All text that would be sent. */
export function sentText(gathered: Gathered): string {
  return gathered.parts.map((p) => (p.type === 'input_text' ? p.text : p.image_url)).join('\n');
}

export const paths = (items: readonly { readonly path: string }[]): readonly string[] =>
  items.map((i) => i.path);

export function reasonFor(
  items: readonly { readonly path: string; readonly reason: string }[],
  path: string,
): string {
  return items.find((i) => i.path === path)?.reason ?? `no entry for ${path}`;
}

/**
 * Text that looks drawn by a machine, the same each time. Tokens are put together here at run time: a file with
 * token-shaped text would be taken for a leak by every scanner, our own too.
 */
export function drawn(length: number, alphabet = 'base62', seed = 7): string {
  const sets: Readonly<Record<string, string>> = {
    base62: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
    base64: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
    base32: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567',
    hex: '0123456789abcdef',
    upper: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789',
    digits: '123456789',
  };
  const set = sets[alphabet] ?? '';
  let state = seed * 2_654_435_761;
  let out = '';
  while (out.length < length) {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 1_013_904_223) >>> 0;
    out += set[(state >>> 8) % set.length] ?? '';
  }
  return out;
}

export const githubToken = ['gh', 'p_', drawn(36)].join('');

const json = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

export function makeJwt(payload: object = { sub: 'user-7f3', exp: 1_795_223_832 }): string {
  return [json({ alg: 'RS256', typ: 'JWT' }), json(payload), drawn(86)].join('.');
}

export function makePrivateKey(label = 'RSA PRIVATE KEY'): string {
  const body = Array.from({ length: 12 }, (_, i) => drawn(64, 'base64', i + 1)).join('\n');
  return [`-----BEGIN ${label}`, `-----\n${body}\n-----END ${label}-----`].join('');
}
