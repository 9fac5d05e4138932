import { validate } from '@cfworker/json-schema';
import { isObject, type JsonObject } from '../system/json.ts';

export const text = (description: string, maxLength = 1_000) => ({ type: 'string', description, maxLength });
export const count = (description: string, maximum = 10_000_000, minimum = 1) => {
  return { type: 'integer', description, minimum, maximum };
};
export const list = (items: JsonObject, maxItems: number) => ({
  type: 'array',
  items,
  minItems: 1,
  maxItems,
});

/** Nothing but these members. */
export function record(properties: JsonObject, required: readonly string[]) {
  return { type: 'object', properties, required, additionalProperties: false };
}

/** Without members that are null: models write it for what they leave out. Pure. */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isObject(value)) return value;
  const members = Object.entries(value).filter(([, part]) => part !== null && part !== undefined);
  return Object.fromEntries(members.map(([name, part]) => [name, withoutNulls(part)]));
}

/** Where a value breaks the schema that the model was sent, and how; undefined if nowhere. Pure. */
export function faultIn(schema: JsonObject, value: unknown): string | undefined {
  const { errors } = validate(value, schema, '2020-12');
  // The last one is the innermost; that a schema of `false` fits nothing says less than the one before.
  const fault = errors.findLast(({ keyword }) => keyword !== 'false');
  return fault && `${fault.instanceLocation}: ${fault.error.replace(/\.$/, '')}`.slice(0, 300);
}
