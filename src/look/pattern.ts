import { Worker } from 'node:worker_threads';
import { abortReason } from '../system/time.ts';

/** A pattern as JavaScript writes it. */
export type Pattern = readonly [source: string, flags: string];

/** `[[:alpha:]]` and its like, without the brackets around it. */
const CLASSES = new Map(
  [
    ...'alnum=A-Za-z0-9 alpha=A-Za-z blank=\\x20\\t digit=0-9 lower=a-z punct=!-\\/:-@\\[-`{-~ space=\\s'.split(
      ' ',
    ),
    ...'upper=A-Z word=\\w xdigit=0-9A-Fa-f'.split(' '),
  ].map((row) => [row.slice(0, row.indexOf('=')), row.slice(row.indexOf('=') + 1)]),
);

/**
 * Translates the common part of ripgrep's syntax to JavaScript's, or says what cannot be. One line at a time is searched,
 * so `\A` and `\z` are the ends of a line, as with ripgrep. Pure.
 */
export function compilePattern(pattern: string): Pattern | string {
  if (/[\n\r]|(?<!\\)(?:\\\\)*\\[nr]/.test(pattern))
    return 'a pattern matches within one line, so it has no line break';
  const [, letters = '', rest = pattern] = /^\(\?([a-z]+)\)([^]*)$/.exec(pattern) ?? [];
  if (/[^imsu]/.test(letters)) return `the flags ${letters} are not known; (?i) is`;
  if (/(?<!\\)(?:\\\\)*\(\?(?:[a-z]+|[a-z]*-[a-z]+)[:)]/.test(rest))
    return 'flags such as (?i) may stand only at the beginning';
  let fault: string | undefined;
  const source = rest.replace(
    /\\([^])|\[:(\^?)(\w+):\]|\(\?P</g,
    (all, escape?: string, not?: string, name = '') => {
      if (escape !== undefined) return { A: '^', z: '$', Z: '$', '<': '\\b', '>': '\\b' }[escape] ?? all;
      if (all === '(?P<') return '(?<';
      const inside = CLASSES.get(name);
      if (not !== '' || inside === undefined) fault = `the class ${all} is not known`;
      return inside ?? all;
    },
  );
  // Only then do \p{L} and \u{1f600} mean something; without it braces and needless escapes are as lenient as in ripgrep.
  const unicode = /\\[pPu]\{/.test(source) ? 'u' : '';
  try {
    const { flags } = new RegExp(source, `m${letters.includes('i') ? 'i' : ''}${unicode}`);
    return fault ?? [source, flags];
  } catch (error) {
    return error instanceof SyntaxError
      ? error.message.replace(/^.*: /, '').toLowerCase()
      : 'it cannot be read';
  }
}

/** Where a text matches: the first lines from 1, all lines that match, and how many for each pattern. */
export interface Hits {
  readonly lines: readonly number[];
  readonly total: number;
  readonly counts: readonly number[];
}

/** Lines of one file that are told. */
export const LINES_MAX = 100;

/**
 * What runs in the thread, as text: a file of its own would be one more in the bundle. It sees texts and patterns only.
 * The whole text is tried first, because most have no match.
 */
const SEARCHER = `
const { parentPort, workerData } = require('node:worker_threads');
const patterns = workerData.map(([source, flags]) => new RegExp(source, flags));
function hitsIn(text) {
  if (text === '' || !patterns.some((pattern) => pattern.test(text))) return undefined;
  const hits = { lines: [], total: 0, counts: patterns.map(() => 0) };
  let number = 0;
  for (const line of text.replace(/\\n$/, '').split('\\n')) {
    number += 1;
    let found = false;
    patterns.forEach((pattern, i) => {
      if (!pattern.test(line)) return;
      found = true;
      hits.counts[i] += 1;
    });
    if (!found) continue;
    hits.total += 1;
    if (hits.lines.length < ${LINES_MAX}) hits.lines.push(number);
  }
  return hits.total > 0 ? hits : undefined;
}
parentPort.on('message', (texts) => parentPort.postMessage(texts.map(hitsIn)));`;

type Found = readonly (Hits | undefined)[];

export interface Searcher {
  /** The hits of each text; undefined if the patterns take too long: then the searcher is dead. */
  readonly search: (texts: readonly string[]) => Promise<Found | undefined>;
  readonly close: () => void;
}

/**
 * Searches in a thread that can be killed: patterns come from a model and may backtrack for ever. JavaScript's own engine
 * is up to a hundred times as fast as a port of RE2, which takes minutes for `(a+)+b` in 40 MB of code.
 */
export function openSearcher(
  patterns: readonly Pattern[],
  { signal, searchMs }: { readonly signal: AbortSignal; readonly searchMs: number },
): Searcher {
  const limits = { maxOldGenerationSizeMb: 256 };
  const thread = new Worker(SEARCHER, {
    eval: true,
    workerData: patterns,
    env: {},
    execArgv: [],
    resourceLimits: limits,
  });
  // One that comes between two searches must not end the program.
  thread.on('error', () => {});
  const close = (): void => void thread.terminate();
  const search: Searcher['search'] = (texts) => {
    const done = new AbortController();
    return new Promise<Found | undefined>((resolve, reject) => {
      signal.throwIfAborted();
      const late = (): void => resolve(undefined);
      const timer = setTimeout(late, searchMs);
      const stop = (): void => reject(abortReason(signal));
      signal.addEventListener('abort', stop, { once: true, signal: done.signal });
      done.signal.addEventListener('abort', () => {
        clearTimeout(timer);
        thread.off('message', resolve).off('error', late).off('exit', late);
      });
      thread.once('message', resolve).once('error', late).once('exit', late);
      thread.postMessage(texts, []);
    }).finally(() => done.abort());
  };
  return { search, close };
}
