/**
 * How results are documented: a table of fields, typed by the result itself. A key that is missing in it, or too many, or
 * of another type, is a type error.
 */

/** The type of a value as the reference names it. */
type Word<V> = [V] extends [string]
  ? 'string'
  : [V] extends [number]
    ? 'number'
    : [V] extends [boolean]
      ? 'boolean'
      : [V] extends [readonly (infer E)[]]
        ? [E] extends [readonly unknown[]]
          ? 'list of lists'
          : `list of ${Word<E>}s`
        : [V] extends [object]
          ? 'object'
          : 'any';
type Nullable<V> = null extends V ? `${Word<NonNullable<V>>} or null` : Word<NonNullable<V>>;

/** Where a string is one of a few, each of them; where it is free, none. */
type Values<V> = [V] extends [string]
  ? string extends V
    ? unknown
    : { readonly values: Readonly<Record<V, string>> }
  : unknown;

/** The keys of an object, or of each object of a list; a string as an index stands for keys that are not ours. */
type Keys<V> = [V] extends [readonly (readonly unknown[])[]]
  ? unknown
  : [V] extends [readonly (infer E)[]]
    ? Keys<E>
    : [V] extends [object]
      ? string extends keyof V
        ? unknown
        : [keyof V] extends [never]
          ? unknown
          : { readonly keys: Fields<V> }
      : unknown;

type Field<T, Optional> = {
  readonly type: unknown extends T ? 'any' : Nullable<T>;
  readonly what: string;
} & (Optional extends true ? { readonly when: string } : unknown) &
  Values<NonNullable<T>> &
  Keys<NonNullable<T>>;

type IsOptional<T, K extends keyof T> = [T] extends [Record<K, T[K]>] ? false : true;
export type Fields<T> = { readonly [K in keyof T]-?: Field<Exclude<T[K], undefined>, IsOptional<T, K>> };

/** The form of any field above for code that prints or checks it. */
export interface AnyField {
  readonly type: string;
  readonly what: string;
  /** Where it is there at all; without this it always is. */
  readonly when?: string;
  readonly values?: Readonly<Record<string, string>>;
  readonly keys?: AnyFields;
}
export type AnyFields = Readonly<Record<string, AnyField>>;
