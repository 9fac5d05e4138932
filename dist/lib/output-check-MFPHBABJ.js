import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  isObject,
  parseJson
} from "./chunk-L5FXI35G.js";
import {
  AppError,
  its,
  say
} from "./chunk-RJXX33VE.js";
import "./chunk-QUEU7GBP.js";

// src/ask/json-schema.ts
var KEYWORDS = new Set(
  "type enum const multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern items prefixItems maxItems minItems uniqueItems contains minContains maxContains maxProperties minProperties required properties patternProperties additionalProperties propertyNames dependentRequired allOf anyOf oneOf not if then else $ref $defs definitions".split(" ")
);
var REMARKS = new Set(
  "title description default examples deprecated readOnly writeOnly format $schema $id $comment $anchor contentEncoding contentMediaType".split(
    " "
  )
);
var TYPES = /* @__PURE__ */ new Set(["object", "array", "string", "number", "integer", "boolean", "null"]);
var LISTS = ["allOf", "anyOf", "oneOf", "prefixItems"];
var SINGLES = ["items", "contains", "additionalProperties", "propertyNames", "not", "if", "then", "else"];
var MAPS = ["properties", "patternProperties", "$defs", "definitions"];
var DEPTH = 64;
var escaped = (key) => key.replaceAll("~", "~0").replaceAll("/", "~1");
function schemaProblem(schema, root = schema, at = "", depth = 0) {
  if (typeof schema === "boolean") return void 0;
  if (!isObject(schema)) return { at, problem: "must be an object or a boolean" };
  if (depth > DEPTH) return { at, problem: "is nested too deeply" };
  for (const key of Object.keys(schema)) {
    if (!KEYWORDS.has(key) && !REMARKS.has(key) && !key.startsWith("x-"))
      return { at, problem: `has the keyword "${key.slice(0, 40)}", which is not supported` };
  }
  const types = schema["type"] === void 0 ? [] : [schema["type"]].flat();
  const stranger = types.find((t) => typeof t !== "string" || !TYPES.has(t));
  if (stranger !== void 0)
    return { at: `${at}/type`, problem: `has the unknown type ${JSON.stringify(stranger)}` };
  const { $ref, pattern } = schema;
  if ($ref !== void 0 && (typeof $ref !== "string" || resolve($ref, root) === void 0))
    return { at: `${at}/$ref`, problem: "must point into the same schema (#/…)" };
  if (pattern !== void 0 && !compile(pattern))
    return { at: `${at}/pattern`, problem: "is no regular expression" };
  for (const [place, child] of children(schema)) {
    const found = schemaProblem(child, root, `${at}/${place}`, depth + 1);
    if (found) return found;
  }
  return void 0;
}
function children(schema) {
  const found = [];
  for (const key of LISTS) {
    const list = schema[key];
    if (Array.isArray(list)) list.forEach((child, index) => found.push([`${key}/${index}`, child]));
    else if (list !== void 0) found.push([key, list]);
  }
  for (const key of SINGLES) if (schema[key] !== void 0) found.push([key, schema[key]]);
  for (const key of MAPS) {
    const map = schema[key];
    if (isObject(map))
      for (const [name, child] of Object.entries(map)) found.push([`${key}/${escaped(name)}`, child]);
    else if (map !== void 0) found.push([key, map]);
  }
  return found;
}
function compile(pattern) {
  if (typeof pattern !== "string") return void 0;
  try {
    return new RegExp(pattern, "u");
  } catch {
    return void 0;
  }
}
function resolve(ref, root) {
  if (ref === "#") return root;
  if (!ref.startsWith("#/")) return void 0;
  let at = root;
  for (const part of ref.slice(2).split("/")) {
    const key = decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~");
    if (Array.isArray(at)) at = at[Number(key)];
    else if (isObject(at) && Object.hasOwn(at, key)) at = at[key];
    else return void 0;
  }
  return at;
}
var kindOf = (value) => value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
function same(a, b) {
  if (a === b) return true;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((v, i) => same(v, b[i]));
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((k) => Object.hasOwn(b, k) && same(a[k], b[k]));
}
function mismatches(value, schema) {
  const run = { root: schema, found: [], depth: 0 };
  check(value, schema, "", run);
  return run.found;
}
function valid(value, schema, run) {
  const inner = { root: run.root, found: [], depth: run.depth };
  check(value, schema, "", inner);
  return inner.found.length === 0;
}
function check(value, schema, at, run) {
  if (schema === true) return;
  const say2 = (problem, where = at) => void run.found.push({ at: where, problem });
  if (!isObject(schema)) return say2("must not be there");
  if (run.depth > 10 * DEPTH) return say2("cannot be checked: the schema refers to itself");
  run.depth += 1;
  if (typeof schema["$ref"] === "string") check(value, resolve(schema["$ref"], run.root), at, run);
  checkType(value, schema, say2);
  checkCombined(value, schema, at, run, say2);
  if (typeof value === "number") checkNumber(value, schema, say2);
  else if (typeof value === "string") checkString(value, schema, say2);
  else if (Array.isArray(value)) checkArray(value, schema, at, run, say2);
  else if (isObject(value)) checkObject(value, schema, at, run, say2);
  run.depth -= 1;
}
function checkType(value, schema, say2) {
  const types = schema["type"] === void 0 ? [] : [schema["type"]].flat();
  const kind = kindOf(value);
  const fits = types.some((t) => t === kind || t === "integer" && Number.isInteger(value));
  if (types.length > 0 && !fits) say2(`must be ${types.join(" or ")}, not ${kind}`);
  const allowed = schema["enum"];
  if (Array.isArray(allowed) && !allowed.some((one) => same(one, value)))
    say2(`must be one of ${JSON.stringify(allowed).slice(0, 200)}`);
  if ("const" in schema && !same(schema["const"], value))
    say2(`must be ${JSON.stringify(schema["const"])?.slice(0, 200)}`);
}
function checkCombined(value, schema, at, run, say2) {
  const list = (key) => {
    const branches = schema[key];
    return Array.isArray(branches) ? branches : [];
  };
  for (const branch2 of list("allOf")) check(value, branch2, at, run);
  const any = list("anyOf");
  if (any.length > 0 && !any.some((branch2) => valid(value, branch2, run))) say2("fits none of anyOf");
  const one = list("oneOf");
  const fitting = one.filter((branch2) => valid(value, branch2, run)).length;
  if (one.length > 0 && fitting !== 1)
    say2(fitting === 0 ? "fits none of oneOf" : "fits more than one of oneOf");
  if (schema["not"] !== void 0 && valid(value, schema["not"], run)) say2("fits what it must not be");
  if (schema["if"] === void 0) return;
  const branch = schema[valid(value, schema["if"], run) ? "then" : "else"];
  if (branch !== void 0) check(value, branch, at, run);
}
var numberIn = (schema, key) => {
  const limit = schema[key];
  return typeof limit === "number" ? limit : void 0;
};
function isMultiple(quotient) {
  return Math.abs(quotient - Math.round(quotient)) <= Math.abs(quotient) * Number.EPSILON;
}
function checkNumber(value, schema, say2) {
  const limit = (key, broken, words) => {
    const found = numberIn(schema, key);
    if (found !== void 0 && broken(found)) say2(`must be ${words} ${found}`);
  };
  limit("minimum", (n) => value < n, "at least");
  limit("maximum", (n) => value > n, "at most");
  limit("exclusiveMinimum", (n) => value <= n, "more than");
  limit("exclusiveMaximum", (n) => value >= n, "less than");
  limit("multipleOf", (n) => n > 0 && !isMultiple(value / n), "a multiple of");
}
function checkSize(size, schema, of, unit, say2) {
  const least = numberIn(schema, `min${of}`);
  const most = numberIn(schema, `max${of}`);
  if (least !== void 0 && size < least) say2(`must have at least ${least} ${unit}`);
  if (most !== void 0 && size > most) say2(`must have at most ${most} ${unit}`);
}
function checkString(value, schema, say2) {
  if ("minLength" in schema || "maxLength" in schema)
    checkSize(Array.from(value).length, schema, "Length", "characters", say2);
  if (schema["pattern"] !== void 0 && !compile(schema["pattern"])?.test(value))
    say2(`must match ${String(schema["pattern"]).slice(0, 100)}`);
}
function checkArray(value, schema, at, run, say2) {
  checkSize(value.length, schema, "Items", "items", say2);
  if (schema["uniqueItems"] === true && value.some((v, i) => value.slice(0, i).some((w) => same(v, w))))
    say2("must not hold the same item twice");
  const heads = Array.isArray(schema["items"]) ? schema["items"] : schema["prefixItems"];
  const prefix = Array.isArray(heads) ? heads : [];
  const rest = Array.isArray(schema["items"]) ? void 0 : schema["items"];
  value.forEach((item, index) => {
    const own = index < prefix.length ? prefix[index] : rest;
    if (own !== void 0) check(item, own, `${at}/${index}`, run);
  });
  if (schema["contains"] === void 0) return;
  const count = value.filter((item) => valid(item, schema["contains"], run)).length;
  const least = numberIn(schema, "minContains") ?? 1;
  const most = numberIn(schema, "maxContains") ?? Number.POSITIVE_INFINITY;
  if (count < least || count > most) say2(`holds ${count} of the items it must contain`);
}
function checkObject(value, schema, at, run, say2) {
  const keys = Object.keys(value);
  checkSize(keys.length, schema, "Properties", "properties", say2);
  const required = schema["required"];
  if (Array.isArray(required)) {
    for (const key of required)
      if (typeof key === "string" && !Object.hasOwn(value, key)) say2("is missing", `${at}/${escaped(key)}`);
  }
  const dependent = schema["dependentRequired"];
  if (isObject(dependent)) {
    for (const [key, needs] of Object.entries(dependent))
      if (Object.hasOwn(value, key) && Array.isArray(needs)) {
        for (const need of needs)
          if (typeof need === "string" && !Object.hasOwn(value, need))
            say2("is missing", `${at}/${escaped(need)}`);
      }
  }
  const properties = isObject(schema["properties"]) ? schema["properties"] : {};
  const patterns = Object.entries(isObject(schema["patternProperties"]) ? schema["patternProperties"] : {});
  for (const key of keys) {
    const place = `${at}/${escaped(key)}`;
    if (schema["propertyNames"] !== void 0 && !valid(key, schema["propertyNames"], run))
      say2("has a name that is not allowed", place);
    const matching = patterns.filter(([pattern]) => compile(pattern)?.test(key));
    const known = Object.hasOwn(properties, key);
    if (known) check(value[key], properties[key], place, run);
    for (const [, own] of matching) check(value[key], own, place, run);
    const others = schema["additionalProperties"];
    if (!known && matching.length === 0 && others !== void 0) check(value[key], others, place, run);
  }
}

// src/ask/output-check.ts
function checkOutputSchema(schema) {
  const refuse = (why) => new AppError({
    kind: "input",
    code: "query.schema",
    what: say`${its.outputSchema} cannot be used.`,
    why,
    fix: "Correct it, or leave it out and describe the form in the prompt."
  });
  const problem = schemaProblem(schema);
  if (problem) throw refuse(`${problem.at === "" ? "It" : problem.at} ${problem.problem}.`);
  if (schema["type"] !== "object")
    throw refuse('Its top level must have "type": "object"; wrap lists and plain values in one.');
}
var SHOWN = 3;
function readOutput(text, schema) {
  const value = parseJson(text);
  const fail = (why) => ({
    ok: false,
    error: new AppError({
      kind: "backend",
      code: "query.schema_missed",
      what: say`The answer does not fit ${its.outputSchema}.`,
      why,
      fix: "Ask again, or loosen the schema."
    })
  });
  if (value === void 0) return fail("It is not JSON.");
  const found = mismatches(value, schema);
  if (found.length === 0) return { ok: true, value };
  const shown = found.slice(0, SHOWN).map((m) => `${m.at === "" ? "the whole" : m.at} ${m.problem}`);
  const more = found.length > SHOWN ? `, and ${found.length - SHOWN} more` : "";
  return fail(`In it, ${shown.join("; ")}${more}.`);
}
export {
  checkOutputSchema,
  readOutput
};
