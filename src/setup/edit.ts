import { isObject, type JsonObject } from '../system/json.ts';

/** The key of the table of servers, and ours in it. */
export type EntryPath = readonly [section: string, name: string];

/** Why a file is left as it is: a line of it cannot be read, or it has no room for the entry. */
export type Refusal =
  | { readonly line: number; readonly column: number }
  | { readonly why: string; readonly fix: string };

/**
 * Sets the entry, or takes it out where it is undefined, and leaves everything else in `text` alone. The same text
 * means that there is nothing to do.
 */
export type Editor = (text: string, path: EntryPath, entry: JsonObject | undefined) => string | Refusal;

/** The entry as it should be: ours over what is there, and what the user has added stays. */
export function merge(before: unknown, entry: JsonObject): JsonObject {
  const held = isObject(before) ? before : {};
  // Only variables are objects; hosts name them env, envs or environment.
  const merged = Object.entries(entry).map(([key, value]) => {
    const old = held[key];
    return [key, isObject(old) && isObject(value) ? { ...old, ...value } : value] as const;
  });
  return { ...held, ...Object.fromEntries(merged) };
}
