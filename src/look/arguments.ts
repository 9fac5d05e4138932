import { isObject, type JsonObject } from '../system/json.ts';

/** The part of JSON Schema that the tools' arguments use; the same object is sent to the model and judged by. */
interface Schema {
  readonly type: string;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

export const text = (description: string, maxLength = 1_000) => ({ type: 'string', description, maxLength });
export const count = (description: string, maximum = 10_000_000, minimum = 1) => {
  return { type: 'integer', description, minimum, maximum };
};
export const list = (items: Schema, maxItems: number) => ({ type: 'array', items, minItems: 1, maxItems });

/** Nothing but these members. */
export function record(properties: Readonly<Record<string, Schema>>, required: readonly string[]) {
  return { type: 'object', properties, required, additionalProperties: false };
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : value === null ? 'null' : typeof value;
}

/** What is wrong with a value, as a clause that lets the caller correct it; undefined if nothing. Pure. */
export function faultIn(schema: Schema, value: unknown, at = 'the arguments'): string | undefined {
  const type = typeOf(value);
  if (type !== schema.type) return `${at}: ${schema.type} expected, ${type} given`;
  if (typeof value === 'string') {
    if (schema.enum && !schema.enum.includes(value))
      return `${at}: one of ${schema.enum.join(', ')} expected`;
    return value.length > (schema.maxLength ?? value.length)
      ? `${at}: longer than ${schema.maxLength} characters`
      : undefined;
  }
  if (typeof value === 'number') {
    const { minimum = value, maximum = value } = schema;
    return value < minimum || value > maximum ? `${at}: from ${minimum} to ${maximum} expected` : undefined;
  }
  if (Array.isArray(value)) {
    const { items, minItems = 0, maxItems = value.length } = schema;
    if (value.length < minItems || value.length > maxItems)
      return `${at}: ${minItems} to ${maxItems} entries expected, ${value.length} given`;
    for (const [i, item] of value.entries()) {
      const fault = items && faultIn(items, item, `${at}[${i}]`);
      if (fault !== undefined) return fault;
    }
  }
  return isObject(value) ? faultInMembers(schema, value, at) : undefined;
}

function faultInMembers({ properties = {}, required = [] }: Schema, value: JsonObject, at: string) {
  const names = Object.keys(properties);
  const place = (name: string): string => (at === 'the arguments' ? name : `${at}.${name}`);
  const missing = required.find((name) => !Object.hasOwn(value, name));
  if (missing !== undefined) return `${place(missing)} is missing`;
  for (const [name, part] of Object.entries(value)) {
    const schema = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (!schema)
      return `${at}: no member ${JSON.stringify(name.slice(0, 60))}; known are ${names.join(', ')}`;
    // Models write null for what they leave out.
    if ((part === null || part === undefined) && !required.includes(name)) continue;
    const fault = faultIn(schema, part, place(name));
    if (fault !== undefined) return fault;
  }
  return undefined;
}
