import type { Threads } from '../threads/store.ts';
import { usageError } from './usage.ts';

/** The thread id that a word stands for: `last` is the thread used last, everything else is an id already. */
export async function threadNamed(word: string, store: Threads): Promise<string> {
  if (word !== 'last') return word;
  const { threads } = await store.list({ limit: 1 });
  const [last] = threads;
  if (last) return last.id;
  throw usageError('There is no thread yet.', undefined, 'Ask something: `codex-oauth ask "…"`.');
}
