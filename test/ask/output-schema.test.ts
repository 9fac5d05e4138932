import { expect, test } from 'vitest';
import { strictSchemaProblem } from '../../simulator/backend/schema.ts';
import { checkOutputSchema, readOutput } from '../../src/ask/output-check.ts';
import { isStrict, outputFormat } from '../../src/ask/output-schema.ts';

const closed = {
  type: 'object',
  properties: { a: { type: 'number' } },
  required: ['a'],
  additionalProperties: false,
};

test.each<[title: string, schema: Record<string, unknown>, strict: boolean]>([
  ['closed and complete', closed, true],
  ['open', { type: 'object', properties: {} }, false],
  ['with an optional property', { ...closed, required: [] }, false],
  ['open within', { ...closed, properties: { a: { type: 'array', items: { type: 'object' } } } }, false],
  ['open in a definition', { ...closed, $defs: { x: { type: 'object' } } }, false],
  ['closed all through', { ...closed, properties: { a: { anyOf: [closed, { type: 'null' }] } } }, true],
  [
    'with a keyword that strict output lacks',
    { ...closed, properties: { a: { type: 'string', minLength: 1 } } },
    false,
  ],
  ['with a branch that is allOf', { ...closed, properties: { a: { allOf: [closed] } } }, false],
])('a schema %s is sent as strict: %s', (_title, schema, _strict) => {
  expect(isStrict(schema)).toBe(_strict);
  expect(outputFormat(schema)).toMatchObject({
    type: 'json_schema',
    name: 'answer',
    strict: _strict,
    schema,
  });
  // An independent reading of the rule: what goes out as strict must pass it.
  if (_strict) expect(strictSchemaProblem(schema)).toBeUndefined();
});

test.each<[schema: Record<string, unknown>, says: RegExp]>([
  [{ type: 'array' }, /top level must have "type": "object"/],
  [{}, /top level/],
  [
    { type: 'object', properties: { a: { $ref: 'other.json' } } },
    /\/properties\/a\/\$ref must point into the same schema/,
  ],
  [{ type: 'object', unevaluatedProperties: false }, /It has the keyword "unevaluatedProperties"/],
])('%j is refused before anything is sent', (schema, says) => {
  expect(() => checkOutputSchema(schema)).toThrow(says);
});

test('a fitting answer is given parsed', () => {
  expect(readOutput('{"a": 1}', closed)).toEqual({ ok: true, value: { a: 1 } });
});

test.each([
  ['Sorry, no.', /not JSON/],
  ['```json\n{"a":1}\n```', /not JSON/],
  ['{"a":"1"}', /\/a must be number, not string/],
  ['{"b":1,"c":1,"d":1,"e":1}', /and 2 more/],
])('the answer %s is named as a miss', (text, says) => {
  const output = readOutput(text, closed);
  expect(output.ok).toBe(false);
  if (!output.ok)
    expect(output.error).toMatchObject({
      kind: 'backend',
      code: 'query.schema_missed',
      message: expect.stringMatching(says) as string,
    });
});
