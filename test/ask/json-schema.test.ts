import { AjvJsonSchemaValidator } from '@modelcontextprotocol/sdk/validation/ajv';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mismatches, schemaProblem } from '../../src/ask/json-schema.ts';

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

test('it judges as ajv does', () => {
  const ajv = new AjvJsonSchemaValidator();
  let valid = 0;
  let invalid = 0;
  fc.assert(
    fc.property(schemas(2), value, (s, v) => {
      expect(schemaProblem(s)).toBeUndefined();
      const expected = ajv.getValidator(s)(v).valid;
      if (expected) valid += 1;
      else invalid += 1;
      return (mismatches(v, s).length === 0) === expected;
    }),
    { numRuns: 1000 },
  );
  // A judge that always says the same would prove nothing.
  expect(Math.min(valid, invalid)).toBeGreaterThan(100);
});

const list: Schema = {
  type: 'object',
  properties: { next: { $ref: '#' }, value: { $ref: '#/$defs/small' } },
  required: ['value'],
  additionalProperties: false,
  $defs: { small: { type: 'integer', maximum: 9 } },
};

test.each<[title: string, schema: unknown, value: unknown, found: readonly string[]]>([
  ['a recursive schema that fits', list, { value: 1, next: { value: 2 } }, []],
  ['a fault deep within', list, { value: 1, next: { value: 12 } }, ['/next/value must be at most 9']],
  [
    'a missing and a superfluous property',
    list,
    { other: 1 },
    ['/value is missing', '/other must not be there'],
  ],
  ['a key with a slash', { required: ['a/b'] }, {}, ['/a~1b is missing']],
  ['a type', { type: 'string' }, null, [' must be string, not null']],
  [
    'tuples (2020-12)',
    { prefixItems: [{ const: 1 }], items: { type: 'string' } },
    [2, 'a', 3],
    ['/0 must be 1', '/2 must be string, not number'],
  ],
  ['tuples (draft 7)', { items: [{ const: 1 }] }, [2, 'a'], ['/0 must be 1']],
  ['characters, not UTF-16 units', { maxLength: 1 }, '👩', []],
  [
    'how many it contains',
    { contains: { const: 1 }, minContains: 2 },
    [1, 2],
    [' holds 1 of the items it must contain'],
  ],
  ['what another property needs', { dependentRequired: { a: ['b'] } }, { a: 1 }, ['/b is missing']],
  ['a decimal multiple', { multipleOf: 0.1 }, 0.3, []],
  ['an inherited name', { required: ['toString'] }, {}, ['/toString is missing']],
  ['a name of every object', { properties: { constructor: { type: 'number' } } }, {}, []],
])('%s', (_title, schema, value, found) => {
  expect(mismatches(value, schema).map((m) => `${m.at} ${m.problem}`)).toEqual(found);
});

test.each<[schema: unknown, at: string]>([
  ['text', ''],
  [{ properties: { a: { type: 'text' } } }, '/properties/a/type'],
  [{ items: { unevaluatedProperties: false } }, '/items'],
  [{ anyOf: [{}, { $ref: 'https://example.com/x' }] }, '/anyOf/1/$ref'],
  [{ $ref: '#/$defs/none' }, '/$ref'],
  [{ pattern: '(' }, '/pattern'],
  [{ properties: [] }, '/properties'],
])('%j is refused with the place', (schema, at) => {
  expect(schemaProblem(schema)?.at).toBe(at);
});

test('what only describes is no obstacle', () => {
  const schema = {
    $schema: 'x',
    title: 't',
    description: 'd',
    default: 1,
    examples: [],
    format: 'email',
    'x-own': 1,
  };
  expect(schemaProblem(schema)).toBeUndefined();
  expect(mismatches('no address', schema)).toEqual([]);
});

test('a schema that only refers to itself ends, and a deep one is refused', () => {
  expect(mismatches(1, { $ref: '#' })[0]?.problem).toContain('refers to itself');
  let deep: unknown = {};
  for (let i = 0; i < 100; i += 1) deep = { items: deep };
  expect(schemaProblem(deep)?.problem).toContain('too deeply');
});
