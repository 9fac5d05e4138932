import { nearest } from '../system/nearest.ts';

/**
 * Other names that models use for our tools' arguments. Used only in error messages: no name is replaced by another.
 */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  prompt: ['question', 'query', 'message', 'text', 'input', 'content', 'instruction', 'task', 'ask'],
  system_prompt: ['instructions', 'system', 'developer', 'persona'],
  files: ['path', 'paths', 'context', 'attachments', 'documents', 'folder'],
  images: ['picture', 'pictures', 'screenshot', 'screenshots'],
  diff: ['base', 'changes', 'git', 'patch', 'commit', 'branch'],
  thread_id: ['thread', 'conversation', 'session', 'resume', 'continue'],
  reasoning_effort: ['effort', 'reasoning', 'thinking'],
  verbosity: ['verbose', 'detail', 'length'],
  output_schema: ['schema', 'json', 'format', 'structure'],
  web_search: ['search', 'web', 'browse', 'internet'],
  dry_run: ['dry', 'preview', 'simulate'],
  temperature: ['temp'],
  timeout_seconds: ['timeout', 'wait', 'seconds'],
  method: ['mode', 'lane', 'flow'],
  refresh: ['live', 'reload', 'update'],
};

/** The argument among `known` that `name` probably stands for; undefined if none is close. Pure. */
export function argumentMeant(name: string, known: readonly string[]): string | undefined {
  const words = name
    .slice(0, 60)
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '');
  const joined = words.join('_');
  const named = (word: string): string | undefined =>
    known.find((k) => k === word || WORDS[k]?.includes(word) === true);
  const exact = known.find((k) => k === joined) ?? words.map(named).find((k) => k !== undefined);
  if (exact !== undefined) return exact;
  const near = nearest(joined, [...known, ...known.flatMap((k) => WORDS[k] ?? [])]);
  return near === undefined ? undefined : named(near);
}
