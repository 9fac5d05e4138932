import { dereference, format, validate, type Schema } from '@cfworker/json-schema';
import { isObject, parseJson, type JsonObject } from '../system/json.ts';

/** `format` only describes (JSON Schema 2020-12, section 7), but the library would hold the answer to it. */
for (const name of Object.keys(format)) Reflect.deleteProperty(format, name);

/** A schema to check or, with an answer, the answer to check against it. Both as JSON. */
export interface SchemaTask {
  readonly schema: string;
  readonly answer?: string;
}

const one = { $ref: '#' };
const list = { type: 'array', items: one };
const map = { type: 'object', additionalProperties: one };
const names = { type: 'array', items: { type: 'string' } };
const number = { type: 'number' };
const type = { enum: ['object', 'array', 'string', 'number', 'integer', 'boolean', 'null'] };
const each = (keywords: string, form: unknown): JsonObject =>
  Object.fromEntries(keywords.split(' ').map((keyword) => [keyword, form]));
const oneOrMore = (form: unknown): JsonObject => ({
  if: { type: 'array' },
  ...each('then', { items: form }),
  else: form,
});

/** What a schema may contain (JSON Schema 2020-12; draft 7's spellings too). Anything else is refused, not ignored. */
const META: JsonObject = {
  type: ['object', 'boolean'],
  properties: {
    ...each('allOf anyOf oneOf prefixItems', list),
    ...each('contains additionalProperties propertyNames not if then else', one),
    ...each('properties patternProperties $defs definitions', map),
    ...each('multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength', number),
    ...each('maxItems minItems minContains maxContains maxProperties minProperties', number),
    ...each(
      'title description default examples deprecated readOnly writeOnly format const uniqueItems',
      true,
    ),
    ...each('$schema $id $comment $anchor contentEncoding contentMediaType', true),
    ...each('$ref pattern', { type: 'string' }),
    items: oneOrMore(one),
    type: oneOrMore(type),
    enum: { type: 'array' },
    required: names,
    dependentRequired: { type: 'object', additionalProperties: names },
  },
  patternProperties: { '^x-': true },
  additionalProperties: false,
};

/** Why this schema can never work; undefined if it can. */
export function faultIn(schema: JsonObject): string | undefined {
  const found = mismatches(schema, META);
  if (found.length > 0) return inWords(found);
  if (schema['type'] !== 'object')
    return 'Its top level must have "type": "object"; wrap lists and plain values in one.';
  try {
    const [root, lookup] = prepared(schema);
    for (const part of Object.values(lookup)) {
      if (typeof part === 'boolean') continue;
      const { $ref, __absolute_ref__: to, pattern, patternProperties } = part;
      if ($ref !== undefined && !(to !== undefined && Object.hasOwn(lookup, to)))
        return `Its $ref "${$ref.slice(0, 100)}" must point into the same schema (#/…).`;
      // Throws if it is not a regular expression.
      for (const text of [pattern ?? '', ...Object.keys(patternProperties ?? {})])
        ''.search(new RegExp(text, 'u'));
    }
    // A reference to itself at the same place never ends, whatever the answer: report it before a question is paid
    // for.
    validate({}, root, '2020-12', lookup);
    return undefined;
  } catch (error) {
    if (error instanceof RangeError) return 'It refers to itself without end, or is nested too deeply.';
    return error instanceof Error ? `${error.message}.` : undefined;
  }
}

/** The schema in the library's form (a copy, because the library modifies it), and each of its parts by URI. */
function prepared(schema: JsonObject): readonly [root: Schema, lookup: ReturnType<typeof dereference>] {
  const root: Schema = structuredClone(schema);
  return [root, dereference(root)];
}

const kindOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
const short = (value: unknown): string => JSON.stringify(value).slice(0, 200);

/** The message for a value that breaks this keyword; other keywords only contain these. */
const SENTENCES: Readonly<Record<string, (wanted: unknown, value: unknown) => string>> = {
  type: (wanted, value) => `must be ${[wanted].flat().join(' or ')}, not ${kindOf(value)}`,
  enum: (wanted) => `must be one of ${short(wanted)}`,
  const: (wanted) => `must be ${short(wanted)}`,
  minimum: (wanted) => `must be at least ${wanted}`,
  maximum: (wanted) => `must be at most ${wanted}`,
  exclusiveMinimum: (wanted) => `must be more than ${wanted}`,
  exclusiveMaximum: (wanted) => `must be less than ${wanted}`,
  multipleOf: (wanted) => `must be a multiple of ${wanted}`,
  minLength: (wanted) => `must have at least ${wanted} characters`,
  maxLength: (wanted) => `must have at most ${wanted} characters`,
  minItems: (wanted) => `must have at least ${wanted} items`,
  maxItems: (wanted) => `must have at most ${wanted} items`,
  minProperties: (wanted) => `must have at least ${wanted} properties`,
  maxProperties: (wanted) => `must have at most ${wanted} properties`,
  pattern: (wanted) => `must match ${String(wanted).slice(0, 100)}`,
  required: (wanted, value) => `lacks ${missing(wanted, value)}`,
  uniqueItems: () => 'must not contain the same item twice',
  dependentRequired: () => 'lacks what another property needs',
  contains: () => 'lacks the items it must contain',
  anyOf: () => 'fits none of anyOf',
  oneOf: () => 'does not fit exactly one of oneOf',
  not: () => 'matches a schema under "not"',
  propertyNames: () => 'has a name that is not allowed',
  false: () => 'is not allowed here',
};
/** Errors in the parts of these do not help: only one part had to fit. */
const CLOSED = new Set(['anyOf', 'oneOf', 'contains', 'propertyNames']);

function missing(wanted: unknown, value: unknown): string {
  const all = (Array.isArray(wanted) ? wanted : []).map(String);
  return all.filter((name) => !Object.hasOwn(Object(value), name)).join(', ');
}

/** Only some of the library's pointers are encoded: a lone `%` is literal. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The parts of a pointer as the library writes it: `#/a~1b/%20`. */
function steps(location: string): readonly string[] {
  const parts = location.split('/').slice(1);
  return parts.map((part) => decoded(part).replaceAll('~1', '/').replaceAll('~0', '~'));
}

const inner = (value: unknown, step: string): unknown => Reflect.get(Object(value), step);

/**
 * Every way in which `value` breaks `schema` (which checkOutputSchema has passed): where, as a JSON Pointer (RFC 6901;
 * empty for the whole), and how.
 */
export function mismatches(value: unknown, schema: JsonObject): readonly string[] {
  let root: Schema;
  let lookup: ReturnType<typeof dereference>;
  let errors: ReturnType<typeof validate>['errors'];
  try {
    [root, lookup] = prepared(schema);
    ({ errors } = validate(value, root, '2020-12', lookup, false));
  } catch {
    return [' cannot be checked: it is too deep, or the schema refers to itself'];
  }
  const within = (at: unknown, step: string): unknown => {
    const to = step === '$ref' ? inner(at, '__absolute_ref__') : undefined;
    return typeof to === 'string' ? lookup[to] : inner(at, step);
  };
  const found = new Set<string>();
  const closed: (readonly [place: string, at: string])[] = [];
  for (const { keyword, keywordLocation, instanceLocation: at } of errors) {
    const covered = closed.some(
      ([place, above]) =>
        at.startsWith(above) && (keyword === 'false' || keywordLocation.startsWith(`${place}/`)),
    );
    if (covered) continue;
    const wanted = steps(keywordLocation).reduce(within, root as unknown);
    const sentence = SENTENCES[keyword]?.(wanted, steps(at).reduce(inner, value));
    if (sentence !== undefined) found.add(`${decoded(at.slice(1))} ${sentence}`);
    if (CLOSED.has(keyword)) closed.push([keywordLocation, at]);
  }
  return errors.length > 0 && found.size === 0 ? [' does not fit'] : [...found];
}

const SHOWN = 3;

function inWords(found: readonly string[]): string {
  const shown = found.slice(0, SHOWN).map((line) => (line.startsWith(' ') ? `the whole${line}` : line));
  return `In it, ${shown.join('; ')}${found.length > SHOWN ? `, and ${found.length - SHOWN} more` : ''}.`;
}

/** What is wrong with a schema, or with the answer to it, as a sentence; undefined if nothing. */
export function judge({ schema: given, answer }: SchemaTask): string | undefined {
  const schema = parseJson(given);
  if (!isObject(schema)) return 'It is nested too deeply.';
  if (answer === undefined) return faultIn(schema);
  const value = parseJson(answer);
  if (value === undefined) return 'It is not JSON, or nested too deeply.';
  const found = mismatches(value, schema);
  return found.length === 0 ? undefined : inWords(found);
}
