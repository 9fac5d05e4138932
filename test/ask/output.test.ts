import { AjvJsonSchemaValidator } from '@modelcontextprotocol/sdk/validation/ajv';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { strictSchemaProblem } from '../../simulator/backend/schema.ts';
import { checkOutputSchema, readOutput, type SchemaJudge } from '../../src/ask/output.ts';
import { isStrict } from '../../src/ask/request.ts';
import { judge, mismatches } from '../../src/ask/schema.ts';
import { realTimes } from '../support/real.ts';

type Schema = Record<string, unknown>;

const keys = fc.constantFrom('a', 'b', 'c', 'a/b', '~');
const small = fc.integer({ min: -2, max: 4 });
/** Without numbers of the kind 1e+47, of which ajv says that they are no whole numbers. */
const value = fc
  .jsonValue({ maxDepth: 3 })
  .filter((json) => !/\de[+-]?\d/.test(JSON.stringify(json)))
  .chain((json) => fc.constantFrom<unknown>(json, 1, 'a', { a: 1 }, [1, 2], []));

const word = <T>(name: string, values: fc.Arbitrary<T>): fc.Arbitrary<Schema> =>
  values.map((v) => ({ [name]: v }));
const types = fc.constantFrom('object', 'array', 'string', 'number', 'integer', 'boolean', 'null');
const assertions = [
  word('type', fc.oneof(types, fc.uniqueArray(types, { minLength: 1, maxLength: 3 }))),
  word('enum', fc.constantFrom([1, 'a'], [null, [1, 2]], [{ a: 1 }])),
  word('const', fc.constantFrom<unknown>(1, 'a', null, { a: 1 })),
  word('minimum', small),
  word('exclusiveMaximum', small),
  word('multipleOf', fc.constantFrom(1, 2, 0.5)),
  word('minLength', fc.nat(3)),
  word('maxLength', fc.nat(3)),
  word('pattern', fc.constantFrom('^a', 'b$', '[0-9]')),
  word('minItems', fc.nat(3)),
  word('maxItems', fc.nat(3)),
  word('uniqueItems', fc.boolean()),
  word('required', fc.uniqueArray(keys, { maxLength: 2 })),
  word('minProperties', fc.nat(2)),
  word('maxProperties', fc.nat(2)),
];

/** Schemas of the keywords that draft 7 and 2020-12 share, so that a validator of good repute can be the judge. */
function schemas(depth: number): fc.Arbitrary<Schema> {
  const inner = depth > 0 ? schemas(depth - 1) : undefined;
  const few = (of: fc.Arbitrary<Schema>): fc.Arbitrary<Schema[]> =>
    fc.array(of, { minLength: 1, maxLength: 2 });
  const applicators = inner
    ? [
        ...['items', 'contains', 'additionalProperties', 'propertyNames', 'not', 'if', 'then', 'else'].map(
          (name) => word(name, inner),
        ),
        ...['allOf', 'anyOf', 'oneOf'].map((name) => word(name, few(inner))),
        word('additionalProperties', fc.boolean()),
        word('properties', fc.dictionary(keys, inner, { maxKeys: 2 })),
        word('patternProperties', fc.dictionary(fc.constantFrom('^a', 'b'), inner, { maxKeys: 1 })),
      ]
    : [];
  const one = fc.oneof(...assertions, ...applicators);
  return fc.array(one, { maxLength: 3 }).map((words): Schema => Object.assign({}, ...words) as Schema);
}

const RUNS = realTimes ? 1_000 : 300;

test('it judges as ajv does', () => {
  const ajv = new AjvJsonSchemaValidator();
  let valid = 0;
  let invalid = 0;
  fc.assert(
    fc.property(schemas(2), value, (s, v) => {
      expect(judge({ schema: JSON.stringify({ type: 'object', $defs: { s } }) })).toBeUndefined();
      const expected = ajv.getValidator(s)(v).valid;
      if (expected) valid += 1;
      else invalid += 1;
      return (mismatches(v, s).length === 0) === expected;
    }),
    { numRuns: RUNS },
  );
  // A judge that always says the same would prove nothing.
  expect(Math.min(valid, invalid)).toBeGreaterThan(RUNS / 10);
});

const list: Schema = {
  type: 'object',
  properties: { next: { $ref: '#' }, value: { $ref: '#/$defs/small' } },
  required: ['value'],
  additionalProperties: false,
  $defs: { small: { type: 'integer', maximum: 9 } },
};

test.each<[title: string, schema: Schema, value: unknown, found: readonly string[]]>([
  ['a recursive schema that fits', list, { value: 1, next: { value: 2 } }, []],
  ['a fault deep within', list, { value: 1, next: { value: 12 } }, ['/next/value must be at most 9']],
  [
    'a missing and a superfluous property',
    list,
    { other: 1 },
    [' lacks value', '/other is not allowed here'],
  ],
  ['a key with a slash', { properties: { 'a/b': { const: 1 } } }, { 'a/b': 2 }, ['/a~1b must be 1']],
  ['a type', { type: 'string' }, null, [' must be string, not null']],
  ['an enum', { enum: ['a', 1] }, 'b', [' must be one of ["a",1]']],
  [
    'tuples (2020-12)',
    { prefixItems: [{ const: 1 }], items: { type: 'string' } },
    [2, 'a', 3],
    ['/0 must be 1', '/2 must be string, not number'],
  ],
  ['tuples (draft 7)', { items: [{ const: 1 }] }, [2, 'a'], ['/0 must be 1']],
  ['characters, not UTF-16 units', { maxLength: 1 }, '👩', []],
  ['what another property needs', { dependentRequired: { a: ['b'] } }, { a: 1, b: 1 }, []],
  ['a decimal multiple', { multipleOf: 0.1 }, 0.3, []],
  ['an inherited name', { required: ['toString'] }, {}, [' lacks toString']],
  ['a name of every object', { properties: { constructor: { type: 'number' } } }, {}, []],
  ['branches of which none fits', { anyOf: [{ type: 'string' }, false] }, 1, [' fits none of anyOf']],
  ['a form that is only described', { format: 'email', 'x-own': 1, examples: [] }, 'no address', []],
])('%s', (_title, schema, value, found) => {
  expect(mismatches(value, schema)).toEqual(found);
});

test('what fits no rule is never taken for valid', () => {
  for (const [schema, value] of [
    [{ contains: { const: 1 }, minContains: 2 }, [1, 2]],
    [{ dependentRequired: { a: ['b'] } }, { a: 1 }],
    [{ propertyNames: { pattern: '^a' } }, { b: 1 }],
    [{ oneOf: [{}, {}] }, 1],
    [{ $ref: '#' }, 1],
  ] as const)
    expect(mismatches(value, schema), JSON.stringify(schema)).toHaveLength(1);
});

let deep: Schema = {};
for (let i = 0; i < 50_000; i += 1) deep = { items: deep };

/** Judged here: the thread is tested on the bundle (test/e2e/schema.test.ts). */
const here: SchemaJudge = (task) => Promise.resolve(judge(task));
const { signal } = new AbortController();

test.each<[title: string, schema: Schema, place: string]>([
  ['a list at the top', { type: 'array' }, 'top level'],
  ['no type at the top', {}, 'top level'],
  ['an unknown type', { type: 'object', properties: { a: { type: 'text' } } }, '/properties/a/type'],
  ['an unknown keyword', { items: { unevaluatedProperties: false } }, '/items/unevaluatedProperties'],
  [
    'a reference elsewhere',
    { type: 'object', anyOf: [{}, { $ref: 'https://example.com/x' }] },
    'example.com/x',
  ],
  ['a reference to nothing', { type: 'object', $ref: '#/$defs/none' }, '#/$defs/none'],
  ['a broken pattern', { type: 'object', pattern: '(' }, '/(/'],
  ['a list where a map belongs', { properties: [] }, '/properties'],
  ['words where a number belongs', { maxLength: '3' }, '/maxLength'],
  ['a depth without end', { type: 'object', properties: { deep } }, 'too deep'],
  ['a circle of references', { type: 'object', allOf: [{ $ref: '#' }] }, 'without end'],
  ['a percent sign alone', { type: 'object', $ref: '#/%' }, '#/%'],
  ['an address that is none', { type: 'object', $id: 'http://[' }, 'URL'],
  ['half a character', { type: 'object', properties: { ['\ud800']: 1 } }, 'usable'],
])('%s is refused before anything is sent, with the place', async (_title, schema, place) => {
  const checked = checkOutputSchema(here, schema, signal);
  await expect(checked).rejects.toMatchObject({ code: 'query.schema' });
  await expect(checked).rejects.toThrow(place);
});

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
  // An independent reading of the rule: what goes out as strict must pass it.
  if (_strict) expect(strictSchemaProblem(schema)).toBeUndefined();
});

test('a fitting answer is given parsed', async () => {
  expect(await readOutput(here, '{"a": 1}', closed)).toEqual({ output: { a: 1 }, misfit: undefined });
});

test.each([
  ['Sorry, no.', /not JSON/],
  ['```json\n{"a":1}\n```', /not JSON/],
  ['{"a":"1"}', /\/a must be number, not string/],
  ['{"b":1,"c":1,"d":1,"e":1}', /and 2 more/],
])('the answer %s is named as a miss', async (text, says) => {
  const { output, misfit } = await readOutput(here, text, closed);
  expect(output).toBeUndefined();
  expect(misfit).toMatchObject({ kind: 'backend', code: 'query.schema_missed' });
  expect(misfit?.message).toMatch(says);
});
