/** A JSON object of unknown content, as it comes from a file or a server. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True if objects or lists in the value are nested deeper than this. */
export function deeperThan(value: unknown, limit: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return limit === 0 || Object.values(value).some((v) => deeperThan(v, limit - 1));
}

/**
 * Deeper than any real data. A much deeper value overflows the stack of every recursive function, JSON.stringify too.
 */
export const DEEPEST = 1_000;

/** The parsed value, or undefined if the text is not JSON or is nested too deeply. */
export function parseJson(text: string, deepest = DEEPEST): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return text.length > 2 * deepest && deeperThan(value, deepest) ? undefined : value;
  } catch {
    return undefined;
  }
}

/**
 * The JSON object in `text`, at any depth, because only parts of it are read; or a clause that says why there is none
 * ("it is empty").
 */
export function objectIn(text: string): JsonObject | string {
  const value = parseJson(text, Number.POSITIVE_INFINITY);
  if (isObject(value)) return value;
  if (value !== undefined) return 'it is JSON but not an object';
  if (text.trim() === '') return 'it is empty';
  return text.includes('\0')
    ? 'it contains NUL bytes, as after a power cut'
    : 'it is not JSON (perhaps cut off)';
}

export function stringOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** A member of an object of unknown shape; undefined if missing. */
export function member(value: unknown, ...path: readonly string[]): unknown {
  let at = value;
  for (const key of path) {
    if (!isObject(at)) return undefined;
    at = at[key];
  }
  return at;
}
