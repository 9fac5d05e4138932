import { AppError } from '../system/errors.ts';
import { isObject, parseJson, type JsonObject } from '../system/json.ts';
import { mismatches, schemaProblem } from './json-schema.ts';

/** What strict output knows besides `type`, by OpenAI's Structured Outputs guide. A schema with more is sent loosely. */
const STRICT = new Set(
  (
    'type properties required additionalProperties items enum const anyOf $ref $defs definitions title description ' +
    'pattern format multipleOf maximum exclusiveMaximum minimum exclusiveMinimum minItems maxItems'
  ).split(' '),
);

/** A schema that can never work, said before anything is sent. */
export function checkOutputSchema(schema: JsonObject): void {
  const refuse = (why: string): AppError =>
    new AppError({
      kind: 'input',
      code: 'query.schema',
      what: 'output_schema cannot be used.',
      why,
      mend: 'Correct it, or leave it out and describe the form in the prompt.',
    });
  const problem = schemaProblem(schema);
  if (problem) throw refuse(`${problem.at === '' ? 'It' : problem.at} ${problem.problem}.`);
  if (schema['type'] !== 'object')
    throw refuse('Its top level must have "type": "object"; wrap lists and plain values in one.');
}

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

export type Output =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: AppError };

const SHOWN = 3;

/** The answer as the JSON that was asked for, or what is wrong with it. */
export function readOutput(text: string, schema: JsonObject): Output {
  const value = parseJson(text);
  const fail = (why: string): Output => ({
    ok: false,
    error: new AppError({
      kind: 'backend',
      code: 'query.schema_missed',
      what: 'The answer does not fit output_schema.',
      why,
      mend: 'Ask again, or loosen the schema.',
    }),
  });
  if (value === undefined) return fail('It is not JSON.');
  const found = mismatches(value, schema);
  if (found.length === 0) return { ok: true, value };
  const shown = found.slice(0, SHOWN).map((m) => `${m.at === '' ? 'the whole' : m.at} ${m.problem}`);
  const more = found.length > SHOWN ? `, and ${found.length - SHOWN} more` : '';
  return fail(`In it, ${shown.join('; ')}${more}.`);
}
