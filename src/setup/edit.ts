import { isObject, type JsonObject } from '../system/json.ts';

/** The key of the table of servers, and our name in it. */
export type EntryPath = readonly [section: string, name: string];

/** Why a file is not changed: a line cannot be parsed, or the entry does not fit its structure. */
export type Refusal =
  | { readonly line: number; readonly column: number }
  | { readonly why: string; readonly fix: string };

/**
 * Sets the entry, or removes it if undefined, and leaves everything else in `text` unchanged. Returns the same text
 * if there is nothing to do.
 */
export type Editor = (text: string, path: EntryPath, entry: JsonObject | undefined) => string | Refusal;

/** The entry to write: our values replace existing ones, and the user's additions stay. */
export function merge(before: unknown, entry: JsonObject): JsonObject {
  const held = isObject(before) ? before : {};
  // Only the environment variables are an object; hosts call it env, envs or environment.
  const merged = Object.entries(entry).map(([key, value]) => {
    const old = held[key];
    return [key, isObject(old) && isObject(value) ? { ...old, ...value } : value] as const;
  });
  return { ...held, ...Object.fromEntries(merged) };
}
