import { isObject, type JsonObject } from '../system/json.ts';

/** Where a value breaks its schema, and how. `at` is a JSON Pointer (RFC 6901); empty for the whole value. */
export interface Mismatch {
  readonly at: string;
  readonly problem: string;
}

/** A schema that this validator would not understand as its author does. */
export interface SchemaProblem {
  /** JSON Pointer into the schema. */
  readonly at: string;
  readonly problem: string;
}

/** Keywords that assert or apply (JSON Schema 2020-12; draft 7's spellings too). What is not here is refused, not ignored. */
const KEYWORDS = new Set(
  (
    'type enum const multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern ' +
    'items prefixItems maxItems minItems uniqueItems contains minContains maxContains maxProperties minProperties ' +
    'required properties patternProperties additionalProperties propertyNames dependentRequired allOf anyOf oneOf ' +
    'not if then else $ref $defs definitions'
  ).split(' '),
);
/** Keywords that only describe. `format` among them: 2020-12 makes it a remark. */
const REMARKS = new Set(
  'title description default examples deprecated readOnly writeOnly format $schema $id $comment $anchor contentEncoding contentMediaType'.split(
    ' ',
  ),
);
const TYPES = new Set(['object', 'array', 'string', 'number', 'integer', 'boolean', 'null']);
const LISTS = ['allOf', 'anyOf', 'oneOf', 'prefixItems'];
const SINGLES = ['items', 'contains', 'additionalProperties', 'propertyNames', 'not', 'if', 'then', 'else'];
const MAPS = ['properties', 'patternProperties', '$defs', 'definitions'];
const DEPTH = 64;

const escaped = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');

/** The first thing about a schema that makes it unusable here; undefined for a good one. */
export function schemaProblem(
  schema: unknown,
  root: unknown = schema,
  at = '',
  depth = 0,
): SchemaProblem | undefined {
  if (typeof schema === 'boolean') return undefined;
  if (!isObject(schema)) return { at, problem: 'must be an object or a boolean' };
  if (depth > DEPTH) return { at, problem: 'is nested too deeply' };
  for (const key of Object.keys(schema)) {
    if (!KEYWORDS.has(key) && !REMARKS.has(key) && !key.startsWith('x-'))
      return { at, problem: `has the keyword "${key.slice(0, 40)}", which is not supported` };
  }
  const types = schema['type'] === undefined ? [] : [schema['type']].flat();
  const stranger = types.find((t) => typeof t !== 'string' || !TYPES.has(t));
  if (stranger !== undefined)
    return { at: `${at}/type`, problem: `has the unknown type ${JSON.stringify(stranger)}` };
  const { $ref, pattern } = schema;
  if ($ref !== undefined && (typeof $ref !== 'string' || resolve($ref, root) === undefined))
    return { at: `${at}/$ref`, problem: 'must point into the same schema (#/…)' };
  if (pattern !== undefined && !compile(pattern))
    return { at: `${at}/pattern`, problem: 'is no regular expression' };
  for (const [place, child] of children(schema)) {
    const found = schemaProblem(child, root, `${at}/${place}`, depth + 1);
    if (found) return found;
  }
  return undefined;
}

function children(schema: JsonObject): [place: string, child: unknown][] {
  const found: [string, unknown][] = [];
  for (const key of LISTS) {
    const list: unknown = schema[key];
    if (Array.isArray(list)) list.forEach((child: unknown, index) => found.push([`${key}/${index}`, child]));
    else if (list !== undefined) found.push([key, list]);
  }
  for (const key of SINGLES) if (schema[key] !== undefined) found.push([key, schema[key]]);
  for (const key of MAPS) {
    const map = schema[key];
    if (isObject(map))
      for (const [name, child] of Object.entries(map)) found.push([`${key}/${escaped(name)}`, child]);
    else if (map !== undefined) found.push([key, map]);
  }
  return found;
}

function compile(pattern: unknown): RegExp | undefined {
  if (typeof pattern !== 'string') return undefined;
  try {
    return new RegExp(pattern, 'u');
  } catch {
    return undefined;
  }
}

function resolve(ref: string, root: unknown): unknown {
  if (ref === '#') return root;
  if (!ref.startsWith('#/')) return undefined;
  let at = root;
  for (const part of ref.slice(2).split('/')) {
    const key = decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');
    if (Array.isArray(at)) at = at[Number(key)] as unknown;
    else if (isObject(at) && Object.hasOwn(at, key)) at = at[key];
    else return undefined;
  }
  return at;
}

const kindOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;

/** Equality of JSON values: the order of keys does not count. */
function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((v, i) => same(v, b[i]));
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((k) => Object.hasOwn(b, k) && same(a[k], b[k]));
}

interface Run {
  readonly root: unknown;
  readonly found: Mismatch[];
  depth: number;
}

/** Every way in which `value` breaks `schema` (which `schemaProblem` has passed); empty for a valid value. */
export function mismatches(value: unknown, schema: unknown): readonly Mismatch[] {
  const run: Run = { root: schema, found: [], depth: 0 };
  check(value, schema, '', run);
  return run.found;
}

function valid(value: unknown, schema: unknown, run: Run): boolean {
  const inner: Run = { root: run.root, found: [], depth: run.depth };
  check(value, schema, '', inner);
  return inner.found.length === 0;
}

function check(value: unknown, schema: unknown, at: string, run: Run): void {
  if (schema === true) return;
  const say = (problem: string, where = at): void => void run.found.push({ at: where, problem });
  if (!isObject(schema)) return say('must not be there');
  // A reference that leads back to itself without taking anything of the value apart.
  if (run.depth > 10 * DEPTH) return say('cannot be checked: the schema refers to itself');
  run.depth += 1;
  if (typeof schema['$ref'] === 'string') check(value, resolve(schema['$ref'], run.root), at, run);
  checkType(value, schema, say);
  checkCombined(value, schema, at, run, say);
  if (typeof value === 'number') checkNumber(value, schema, say);
  else if (typeof value === 'string') checkString(value, schema, say);
  else if (Array.isArray(value)) checkArray(value, schema, at, run, say);
  else if (isObject(value)) checkObject(value, schema, at, run, say);
  run.depth -= 1;
}

type Say = (problem: string, where?: string) => void;

function checkType(value: unknown, schema: JsonObject, say: Say): void {
  const types = schema['type'] === undefined ? [] : [schema['type']].flat();
  const kind = kindOf(value);
  const fits = types.some((t) => t === kind || (t === 'integer' && Number.isInteger(value)));
  if (types.length > 0 && !fits) say(`must be ${types.join(' or ')}, not ${kind}`);
  const allowed: unknown = schema['enum'];
  if (Array.isArray(allowed) && !allowed.some((one) => same(one, value)))
    say(`must be one of ${JSON.stringify(allowed).slice(0, 200)}`);
  if ('const' in schema && !same(schema['const'], value))
    say(`must be ${JSON.stringify(schema['const'])?.slice(0, 200)}`);
}

function checkCombined(value: unknown, schema: JsonObject, at: string, run: Run, say: Say): void {
  const list = (key: string): readonly unknown[] => {
    const branches: unknown = schema[key];
    return Array.isArray(branches) ? branches : [];
  };
  for (const branch of list('allOf')) check(value, branch, at, run);
  const any = list('anyOf');
  if (any.length > 0 && !any.some((branch) => valid(value, branch, run))) say('fits none of anyOf');
  const one = list('oneOf');
  const fitting = one.filter((branch) => valid(value, branch, run)).length;
  if (one.length > 0 && fitting !== 1)
    say(fitting === 0 ? 'fits none of oneOf' : 'fits more than one of oneOf');
  if (schema['not'] !== undefined && valid(value, schema['not'], run)) say('fits what it must not be');
  if (schema['if'] === undefined) return;
  const branch = schema[valid(value, schema['if'], run) ? 'then' : 'else'];
  if (branch !== undefined) check(value, branch, at, run);
}

const numberIn = (schema: JsonObject, key: string): number | undefined => {
  const limit = schema[key];
  return typeof limit === 'number' ? limit : undefined;
};

/** Whole, but for what a division in floating point adds: 0.3 / 0.1 is 2.9999999999999996. */
function isMultiple(quotient: number): boolean {
  return Math.abs(quotient - Math.round(quotient)) <= Math.abs(quotient) * Number.EPSILON;
}

function checkNumber(value: number, schema: JsonObject, say: Say): void {
  const limit = (key: string, broken: (limit: number) => boolean, words: string): void => {
    const found = numberIn(schema, key);
    if (found !== undefined && broken(found)) say(`must be ${words} ${found}`);
  };
  limit('minimum', (n) => value < n, 'at least');
  limit('maximum', (n) => value > n, 'at most');
  limit('exclusiveMinimum', (n) => value <= n, 'more than');
  limit('exclusiveMaximum', (n) => value >= n, 'less than');
  limit('multipleOf', (n) => n > 0 && !isMultiple(value / n), 'a multiple of');
}

function checkSize(size: number, schema: JsonObject, of: string, unit: string, say: Say): void {
  const least = numberIn(schema, `min${of}`);
  const most = numberIn(schema, `max${of}`);
  if (least !== undefined && size < least) say(`must have at least ${least} ${unit}`);
  if (most !== undefined && size > most) say(`must have at most ${most} ${unit}`);
}

function checkString(value: string, schema: JsonObject, say: Say): void {
  // Characters, as people count them, not UTF-16 units.
  if ('minLength' in schema || 'maxLength' in schema)
    checkSize(Array.from(value).length, schema, 'Length', 'characters', say);
  if (schema['pattern'] !== undefined && !compile(schema['pattern'])?.test(value))
    say(`must match ${String(schema['pattern']).slice(0, 100)}`);
}

function checkArray(value: readonly unknown[], schema: JsonObject, at: string, run: Run, say: Say): void {
  checkSize(value.length, schema, 'Items', 'items', say);
  if (schema['uniqueItems'] === true && value.some((v, i) => value.slice(0, i).some((w) => same(v, w))))
    say('must not hold the same item twice');
  const heads: unknown = Array.isArray(schema['items']) ? schema['items'] : schema['prefixItems'];
  const prefix: readonly unknown[] = Array.isArray(heads) ? heads : [];
  const rest = Array.isArray(schema['items']) ? undefined : schema['items'];
  value.forEach((item, index) => {
    const own = index < prefix.length ? prefix[index] : rest;
    if (own !== undefined) check(item, own, `${at}/${index}`, run);
  });
  if (schema['contains'] === undefined) return;
  const count = value.filter((item) => valid(item, schema['contains'], run)).length;
  const least = numberIn(schema, 'minContains') ?? 1;
  const most = numberIn(schema, 'maxContains') ?? Number.POSITIVE_INFINITY;
  if (count < least || count > most) say(`holds ${count} of the items it must contain`);
}

function checkObject(value: JsonObject, schema: JsonObject, at: string, run: Run, say: Say): void {
  const keys = Object.keys(value);
  checkSize(keys.length, schema, 'Properties', 'properties', say);
  const required: unknown = schema['required'];
  if (Array.isArray(required))
    for (const key of required)
      if (typeof key === 'string' && !Object.hasOwn(value, key)) say('is missing', `${at}/${escaped(key)}`);
  const dependent = schema['dependentRequired'];
  if (isObject(dependent))
    for (const [key, needs] of Object.entries(dependent))
      if (Object.hasOwn(value, key) && Array.isArray(needs))
        for (const need of needs)
          if (typeof need === 'string' && !Object.hasOwn(value, need))
            say('is missing', `${at}/${escaped(need)}`);
  const properties = isObject(schema['properties']) ? schema['properties'] : {};
  const patterns = Object.entries(isObject(schema['patternProperties']) ? schema['patternProperties'] : {});
  for (const key of keys) {
    const place = `${at}/${escaped(key)}`;
    if (schema['propertyNames'] !== undefined && !valid(key, schema['propertyNames'], run))
      say('has a name that is not allowed', place);
    const matching = patterns.filter(([pattern]) => compile(pattern)?.test(key));
    const known = Object.hasOwn(properties, key);
    if (known) check(value[key], properties[key], place, run);
    for (const [, own] of matching) check(value[key], own, place, run);
    const others = schema['additionalProperties'];
    if (!known && matching.length === 0 && others !== undefined) check(value[key], others, place, run);
  }
}
