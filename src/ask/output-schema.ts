import { isObject, type JsonObject } from '../system/json.ts';

/** What strict output knows besides `type`, by OpenAI's Structured Outputs guide. A schema with more is sent loosely. */
const STRICT = new Set(
  (
    'type properties required additionalProperties items enum const anyOf $ref $defs definitions title description ' +
    'pattern format multipleOf maximum exclusiveMaximum minimum exclusiveMinimum minItems maxItems'
  ).split(' '),
);

/**
 * Whether the server can hold the model to the schema itself: every object closed, every property required, and no
 * keyword that strict output lacks. Otherwise the schema is sent as a wish, and the answer is checked here all the same.
 */
export function isStrict(schema: unknown): boolean {
  if (!isObject(schema)) return false;
  if (Object.keys(schema).some((key) => !STRICT.has(key))) return false;
  const properties = schema['properties'];
  if (schema['type'] === 'object' || properties !== undefined) {
    const required: unknown = schema['required'];
    const names = Object.keys(isObject(properties) ? properties : {});
    if (schema['additionalProperties'] !== false) return false;
    if (!names.every((name) => Array.isArray(required) && required.includes(name))) return false;
  }
  const inner = [properties, schema['$defs'], schema['definitions']].flatMap((map) =>
    isObject(map) ? Object.values(map) : [],
  );
  const branches: unknown = schema['anyOf'];
  return [
    ...inner,
    ...(schema['items'] === undefined ? [] : [schema['items']]),
    ...(Array.isArray(branches) ? branches : []),
  ].every(isStrict);
}

/** `text.format` of the request. */
export function outputFormat(schema: JsonObject): JsonObject {
  return { type: 'json_schema', name: 'answer', strict: isStrict(schema), schema };
}
