import { expect } from 'vitest';
import { openLook, type Look, type LookParts } from '../../src/look/look.ts';
import type { JsonObject } from '../../src/system/json.ts';
import { environment, machine } from '../attach/support.ts';

/** What lies outside of every workspace, and must never be in a result or a receipt. */
export const CANARY = 'canary-7f3a-outside';

/** What `npm run test:real` tries at full length; `npm test` tries each kind of attack, by fewer ways. */
export const LONG = process.env['CODEX_OAUTH_REAL_TIMES'] === '1';

/** Attempts and how many of them were refused, by kind. */
const counts = new Map<string, { asked: number; refused: number }>();
export function counted(kind: string, asked: number, refused: number): void {
  const before = counts.get(kind) ?? { asked: 0, refused: 0 };
  counts.set(kind, { asked: before.asked + asked, refused: before.refused + refused });
}
export function showCounts(): void {
  if (LONG) console.table(Object.fromEntries(counts));
  counts.clear();
}

export type Opened = Awaited<ReturnType<typeof openIn>>;

/** The tools over a folder; every result is kept, so that it can be searched for canaries. */
export async function openIn(roots: string | readonly string[], parts: Partial<LookParts> = {}) {
  const look = await openLook({
    ...machine,
    env: environment,
    platform: process.platform,
    roots: [roots].flat(),
    ...parts,
  });
  const results: string[] = [];
  const run = async (
    name: string,
    args: JsonObject,
    signal = new AbortController().signal,
  ): Promise<string> => {
    const tool = look.tools.find((one) => one.name === name);
    if (!tool) throw new Error(`no tool ${name}`);
    const result = await tool.run(args, signal);
    results.push(result);
    return result;
  };
  const read = (...paths: readonly string[]) => run('read', { ranges: paths.map((path) => ({ path })) });
  const grep = (pattern: string, ...paths: readonly string[]) =>
    run('grep', { patterns: [pattern], ...(paths.length > 0 ? { paths } : {}) });
  /** In batches, as a model would ask: each batch opens the repository once. */
  const git = async (...queries: readonly JsonObject[]): Promise<string> => {
    const said: string[] = [];
    for (let at = 0; at < queries.length; at += 10)
      said.push(await run('git', { queries: queries.slice(at, at + 10) }));
    return said.join('\n');
  };
  const list = (...paths: readonly string[]) => run('list', { paths });
  return { look, results, run, read, grep, git, list };
}

export function refusals({ receipt }: Look): number {
  return receipt().refused.length;
}

/** Asks for each path by every tool that takes one. Each asking must be refused; says how many there were. */
export async function refusedEverywhere(root: string, names: readonly string[]): Promise<readonly Opened[]> {
  const batches = (size: number) =>
    Array.from({ length: Math.ceil(names.length / size) }, (_, i) => names.slice(i * size, (i + 1) * size));
  const ways: readonly ((opened: Opened) => Promise<unknown>)[] = [
    async (o) => {
      for (const some of batches(30)) await o.read(...some);
    },
    async (o) => {
      for (const some of batches(30))
        await o.run('read', { ranges: some.map((name) => ({ path: name, start: 1, end: 5 })) });
    },
    async (o) => {
      for (const some of batches(20)) await o.list(...some);
    },
    async (o) => {
      for (const some of batches(20)) await o.grep('.', ...some);
    },
    ...(LONG ? ['log', 'blame', 'show', 'diff'] : ['show']).map(
      (kind) => (o: Opened) => o.git(...names.map((name) => ({ kind, path: name }))),
    ),
  ];
  const all: Opened[] = [];
  for (const ask of ways) {
    const opened = await openIn(root);
    await ask(opened);
    const { refused, bytes: _, ...shown } = opened.look.receipt();
    expect(shown).toEqual({ files: [], listed: [], searched: [], git: [] });
    // Each by its name: a name that may not be shown is written out, and none of ours is like another.
    expect(new Set(refused.map((one) => one.what)).size, String(ask)).toBe(names.length);
    all.push(opened);
  }
  return all;
}

/** Neither a result nor the receipt has any of these. */
export function expectNowhere({ results, look }: Opened, ...texts: readonly string[]): void {
  const all = [...results, JSON.stringify(look.receipt())].join('\n');
  for (const text of texts) {
    const at = all.indexOf(text);
    expect(at === -1 ? '' : all.slice(Math.max(0, at - 100), at + 100), text).toBe('');
  }
}
