import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  AppError
} from "./chunk-FDL7H547.js";
import {
  isObject,
  member,
  numberOf,
  parseJson,
  stringOf
} from "./chunk-L5FXI35G.js";

// src/credentials/claims.ts
var MAX_SEGMENT = 65536;
var AUTH = "https://api.openai.com/auth";
var PROFILE = "https://api.openai.com/profile";
function jwtPayload(token) {
  const segments = token.split(".");
  const payload = segments[1];
  if (segments.length !== 3 || !payload || payload.length > MAX_SEGMENT) return void 0;
  const parsed = parseJson(Buffer.from(payload, "base64url").toString("utf8"));
  return isObject(parsed) ? parsed : void 0;
}
var EARLIEST = 1577836800;
var LATEST = 4102444800;
function plausibleTime(value) {
  const seconds = numberOf(value);
  return seconds !== void 0 && seconds >= EARLIEST && seconds < LATEST ? seconds : void 0;
}
function expiryOf(token) {
  return plausibleTime(jwtPayload(token)?.["exp"]);
}
function issuedAtOf(token) {
  return plausibleTime(jwtPayload(token)?.["iat"]);
}
function identityOf(token) {
  const claims = jwtPayload(token);
  if (!claims) return {};
  const auth = claims[AUTH];
  const accountId = stringOf(member(auth, "chatgpt_account_id"));
  const userId = stringOf(member(auth, "chatgpt_user_id")) ?? stringOf(member(auth, "user_id"));
  const email = stringOf(claims["email"]) ?? stringOf(member(claims[PROFILE], "email"));
  const plan = stringOf(member(auth, "chatgpt_plan_type"));
  return {
    ...accountId ? { accountId } : {},
    ...userId ? { userId } : {},
    ...email ? { email } : {},
    ...plan ? { plan } : {},
    ...member(auth, "chatgpt_account_is_fedramp") === true ? { fedramp: true } : {}
  };
}

// src/credentials/login-record.ts
var KNOWN = /* @__PURE__ */ new Set([
  "access_token",
  "refresh_token",
  "token_type",
  "expires_at",
  "id_token",
  "account_id",
  "client_id",
  "issuer"
]);
var HEADER_SAFE = /^[\x21-\x7e]+$/;
var MAX_DEPTH = 64;
function deeperThan(value, limit) {
  if (typeof value !== "object" || value === null) return false;
  return limit === 0 || Object.values(value).some((v) => deeperThan(v, limit - 1));
}
function parseLogin(value) {
  if (!isObject(value)) return 'its "codex" entry is not an object';
  const accessToken = stringOf(value["access_token"]);
  if (!accessToken) return 'its "codex" entry has no access_token';
  if (!HEADER_SAFE.test(accessToken)) return 'its "codex.access_token" holds characters that no token has';
  if (deeperThan(value, MAX_DEPTH)) return 'its "codex" entry is nested too deeply';
  for (const key of ["refresh_token", "id_token", "account_id", "client_id", "issuer"]) {
    const member2 = value[key];
    if (member2 !== void 0 && member2 !== null && typeof member2 !== "string")
      return `its "codex.${key}" is not a string`;
  }
  return {
    accessToken,
    refreshToken: stringOf(value["refresh_token"]),
    idToken: stringOf(value["id_token"]),
    // A missing or absurd time is no poison: the token's own `exp` decides first (see expiresAtOf).
    expiresAt: numberOf(value["expires_at"]),
    accountId: stringOf(value["account_id"]),
    clientId: stringOf(value["client_id"]),
    issuer: stringOf(value["issuer"]),
    extra: Object.fromEntries(Object.entries(value).filter(([key]) => !KNOWN.has(key)))
  };
}
function serializeLogin(record) {
  return {
    ...record.extra,
    access_token: record.accessToken,
    ...record.refreshToken ? { refresh_token: record.refreshToken } : {},
    token_type: "Bearer",
    ...record.expiresAt !== void 0 ? { expires_at: record.expiresAt } : {},
    ...record.idToken ? { id_token: record.idToken } : {},
    ...record.accountId ? { account_id: record.accountId } : {},
    ...record.clientId ? { client_id: record.clientId } : {},
    ...record.issuer ? { issuer: record.issuer } : {}
  };
}
function expiresAtOf(record) {
  return expiryOf(record.accessToken) ?? plausibleTime(record.expiresAt);
}
function identityOfLogin(record) {
  const identity = {
    ...identityOf(record.accessToken),
    ...record.idToken ? identityOf(record.idToken) : {}
  };
  return record.accountId ? { ...identity, accountId: record.accountId } : identity;
}
function withTokens(base, tokens, now) {
  const accessToken = tokens.accessToken ?? base?.accessToken;
  if (!accessToken) return void 0;
  const idToken = tokens.idToken ?? base?.idToken;
  const fresh = tokens.accessToken !== void 0;
  const expiresAt = expiryOf(accessToken) ?? (fresh ? tokens.expiresIn !== void 0 ? Math.floor(now + tokens.expiresIn) : void 0 : base?.expiresAt);
  const accountId = base?.accountId ?? (idToken ? identityOf(idToken).accountId : void 0) ?? identityOf(accessToken).accountId;
  return {
    accessToken,
    refreshToken: tokens.refreshToken ?? base?.refreshToken,
    idToken,
    expiresAt,
    accountId,
    clientId: base?.clientId,
    issuer: base?.issuer,
    extra: base?.extra ?? {}
  };
}

// src/codex/identity.ts
var ORIGINATOR = "codex-oauth";
var PROTOCOL_VERSION = "0.169.0";
function userAgent(version, system) {
  return `${ORIGINATOR}/${version} (${system.platform} ${system.osRelease}; ${system.arch})`;
}

// src/codex/model.ts
var ULTRA = "ultra";
function strings(value) {
  return Array.isArray(value) ? value.filter((v) => typeof v === "string") : [];
}
function effortsOf(levels) {
  if (!Array.isArray(levels)) return [];
  return levels.map((l) => isObject(l) ? stringOf(l["effort"]) : stringOf(l)).filter((e) => e !== void 0 && e !== ULTRA);
}
function parseModel(value) {
  if (!isObject(value)) return void 0;
  const slug = stringOf(value["slug"]);
  if (!slug) return void 0;
  const upgrade = value["upgrade"];
  const modalities = strings(value["input_modalities"]);
  return {
    slug,
    name: stringOf(value["display_name"]) ?? slug,
    description: stringOf(value["description"]) ?? "",
    listed: value["visibility"] !== "hide",
    priority: numberOf(value["priority"]) ?? Number.MAX_SAFE_INTEGER,
    efforts: effortsOf(value["supported_reasoning_levels"]),
    defaultEffort: stringOf(value["default_reasoning_level"]),
    supportsVerbosity: value["support_verbosity"] !== false,
    defaultVerbosity: stringOf(value["default_verbosity"]),
    lite: value["use_responses_lite"] === true,
    contextWindow: numberOf(value["context_window"]),
    modalities: modalities.length > 0 ? modalities : ["text"],
    upgrade: isObject(upgrade) ? stringOf(upgrade["model"]) : stringOf(upgrade)
  };
}
function modelInfo(model) {
  return {
    slug: model.slug,
    display_name: model.name,
    description: model.description,
    visibility: model.listed ? "list" : "hide",
    priority: model.priority,
    supported_reasoning_levels: model.efforts.map((effort) => ({ effort })),
    default_reasoning_level: model.defaultEffort ?? null,
    support_verbosity: model.supportsVerbosity,
    default_verbosity: model.defaultVerbosity ?? null,
    use_responses_lite: model.lite,
    context_window: model.contextWindow ?? null,
    input_modalities: model.modalities,
    upgrade: model.upgrade === void 0 ? null : { model: model.upgrade }
  };
}
function parseCatalogue(body) {
  const list = isObject(body) ? body["models"] : void 0;
  if (!Array.isArray(list)) return void 0;
  return list.map(parseModel).filter((m) => m !== void 0);
}
function listedModels(models) {
  return models.filter((m) => m.listed).sort((a, b) => a.priority - b.priority);
}
function defaultModel(models) {
  return listedModels(models)[0];
}

// src/codex/json-schema.ts
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
  const say = (problem, where = at) => void run.found.push({ at: where, problem });
  if (!isObject(schema)) return say("must not be there");
  if (run.depth > 10 * DEPTH) return say("cannot be checked: the schema refers to itself");
  run.depth += 1;
  if (typeof schema["$ref"] === "string") check(value, resolve(schema["$ref"], run.root), at, run);
  checkType(value, schema, say);
  checkCombined(value, schema, at, run, say);
  if (typeof value === "number") checkNumber(value, schema, say);
  else if (typeof value === "string") checkString(value, schema, say);
  else if (Array.isArray(value)) checkArray(value, schema, at, run, say);
  else if (isObject(value)) checkObject(value, schema, at, run, say);
  run.depth -= 1;
}
function checkType(value, schema, say) {
  const types = schema["type"] === void 0 ? [] : [schema["type"]].flat();
  const kind = kindOf(value);
  const fits = types.some((t) => t === kind || t === "integer" && Number.isInteger(value));
  if (types.length > 0 && !fits) say(`must be ${types.join(" or ")}, not ${kind}`);
  const allowed = schema["enum"];
  if (Array.isArray(allowed) && !allowed.some((one) => same(one, value)))
    say(`must be one of ${JSON.stringify(allowed).slice(0, 200)}`);
  if ("const" in schema && !same(schema["const"], value))
    say(`must be ${JSON.stringify(schema["const"])?.slice(0, 200)}`);
}
function checkCombined(value, schema, at, run, say) {
  const list = (key) => {
    const branches = schema[key];
    return Array.isArray(branches) ? branches : [];
  };
  for (const branch2 of list("allOf")) check(value, branch2, at, run);
  const any = list("anyOf");
  if (any.length > 0 && !any.some((branch2) => valid(value, branch2, run))) say("fits none of anyOf");
  const one = list("oneOf");
  const fitting = one.filter((branch2) => valid(value, branch2, run)).length;
  if (one.length > 0 && fitting !== 1)
    say(fitting === 0 ? "fits none of oneOf" : "fits more than one of oneOf");
  if (schema["not"] !== void 0 && valid(value, schema["not"], run)) say("fits what it must not be");
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
function checkNumber(value, schema, say) {
  const limit = (key, broken, words) => {
    const found = numberIn(schema, key);
    if (found !== void 0 && broken(found)) say(`must be ${words} ${found}`);
  };
  limit("minimum", (n) => value < n, "at least");
  limit("maximum", (n) => value > n, "at most");
  limit("exclusiveMinimum", (n) => value <= n, "more than");
  limit("exclusiveMaximum", (n) => value >= n, "less than");
  limit("multipleOf", (n) => n > 0 && !isMultiple(value / n), "a multiple of");
}
function checkSize(size, schema, of, unit, say) {
  const least = numberIn(schema, `min${of}`);
  const most = numberIn(schema, `max${of}`);
  if (least !== void 0 && size < least) say(`must have at least ${least} ${unit}`);
  if (most !== void 0 && size > most) say(`must have at most ${most} ${unit}`);
}
function checkString(value, schema, say) {
  if ("minLength" in schema || "maxLength" in schema)
    checkSize(Array.from(value).length, schema, "Length", "characters", say);
  if (schema["pattern"] !== void 0 && !compile(schema["pattern"])?.test(value))
    say(`must match ${String(schema["pattern"]).slice(0, 100)}`);
}
function checkArray(value, schema, at, run, say) {
  checkSize(value.length, schema, "Items", "items", say);
  if (schema["uniqueItems"] === true && value.some((v, i) => value.slice(0, i).some((w) => same(v, w))))
    say("must not hold the same item twice");
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
  if (count < least || count > most) say(`holds ${count} of the items it must contain`);
}
function checkObject(value, schema, at, run, say) {
  const keys = Object.keys(value);
  checkSize(keys.length, schema, "Properties", "properties", say);
  const required = schema["required"];
  if (Array.isArray(required)) {
    for (const key of required)
      if (typeof key === "string" && !Object.hasOwn(value, key)) say("is missing", `${at}/${escaped(key)}`);
  }
  const dependent = schema["dependentRequired"];
  if (isObject(dependent)) {
    for (const [key, needs] of Object.entries(dependent))
      if (Object.hasOwn(value, key) && Array.isArray(needs)) {
        for (const need of needs)
          if (typeof need === "string" && !Object.hasOwn(value, need))
            say("is missing", `${at}/${escaped(need)}`);
      }
  }
  const properties = isObject(schema["properties"]) ? schema["properties"] : {};
  const patterns = Object.entries(isObject(schema["patternProperties"]) ? schema["patternProperties"] : {});
  for (const key of keys) {
    const place = `${at}/${escaped(key)}`;
    if (schema["propertyNames"] !== void 0 && !valid(key, schema["propertyNames"], run))
      say("has a name that is not allowed", place);
    const matching = patterns.filter(([pattern]) => compile(pattern)?.test(key));
    const known = Object.hasOwn(properties, key);
    if (known) check(value[key], properties[key], place, run);
    for (const [, own] of matching) check(value[key], own, place, run);
    const others = schema["additionalProperties"];
    if (!known && matching.length === 0 && others !== void 0) check(value[key], others, place, run);
  }
}

// src/codex/output-schema.ts
var STRICT = new Set(
  "type properties required additionalProperties items enum const anyOf $ref $defs definitions title description pattern format multipleOf maximum exclusiveMaximum minimum exclusiveMinimum minItems maxItems".split(" ")
);
function checkOutputSchema(schema) {
  const refuse = (why) => new AppError({
    kind: "input",
    code: "query.schema",
    what: "output_schema cannot be used.",
    why,
    mend: "Correct it, or leave it out and describe the form in the prompt."
  });
  const problem = schemaProblem(schema);
  if (problem) throw refuse(`${problem.at === "" ? "It" : problem.at} ${problem.problem}.`);
  if (schema["type"] !== "object")
    throw refuse('Its top level must have "type": "object"; wrap lists and plain values in one.');
}
function isStrict(schema) {
  if (!isObject(schema)) return false;
  if (Object.keys(schema).some((key) => !STRICT.has(key))) return false;
  const properties = schema["properties"];
  if (schema["type"] === "object" || properties !== void 0) {
    const required = schema["required"];
    const names = Object.keys(isObject(properties) ? properties : {});
    if (schema["additionalProperties"] !== false) return false;
    if (!names.every((name) => Array.isArray(required) && required.includes(name))) return false;
  }
  const inner = [properties, schema["$defs"], schema["definitions"]].flatMap(
    (map) => isObject(map) ? Object.values(map) : []
  );
  const branches = schema["anyOf"];
  return [
    ...inner,
    ...schema["items"] === void 0 ? [] : [schema["items"]],
    ...Array.isArray(branches) ? branches : []
  ].every(isStrict);
}
function outputFormat(schema) {
  return { type: "json_schema", name: "answer", strict: isStrict(schema), schema };
}
var SHOWN = 3;
function readOutput(text, schema) {
  const value = parseJson(text);
  const fail = (why) => ({
    ok: false,
    error: new AppError({
      kind: "backend",
      code: "query.schema_missed",
      what: "The answer does not fit output_schema.",
      why,
      mend: "Ask again, or loosen the schema."
    })
  });
  if (value === void 0) return fail("It is not JSON.");
  const found = mismatches(value, schema);
  if (found.length === 0) return { ok: true, value };
  const shown = found.slice(0, SHOWN).map((m) => `${m.at === "" ? "the whole" : m.at} ${m.problem}`);
  const more = found.length > SHOWN ? `, and ${found.length - SHOWN} more` : "";
  return fail(`In it, ${shown.join("; ")}${more}.`);
}

// src/codex/request.ts
var VERBOSITIES = ["low", "medium", "high"];
var DEFAULT_INSTRUCTIONS = "You are asked for a second opinion by another coding assistant on behalf of its user. Answer the question directly and completely, in Markdown. Say what you are unsure of. You cannot run commands or read files here: work with what is in the message, and name what is missing if you need it.";
var ULTRA_ON_THE_WIRE = "xhigh";
function effortFor(question, model) {
  const asked = question.effort ?? model.defaultEffort;
  return asked === ULTRA ? ULTRA_ON_THE_WIRE : asked;
}
function checkAgainstModel(question, model) {
  const { effort, verbosity, outputSchema, attachments } = question;
  const wire = effort === void 0 ? void 0 : effortFor(question, model);
  if (wire !== void 0 && model.efforts.length > 0 && !model.efforts.includes(wire)) {
    throw new AppError({
      kind: "input",
      code: "query.effort",
      what: `${model.slug} has no reasoning effort "${effort?.slice(0, 40)}".`,
      why: `It offers ${model.efforts.join(", ")} (default ${model.defaultEffort ?? "its own"}).`,
      mend: "Use one of these as reasoning_effort, or leave it out."
    });
  }
  if (verbosity !== void 0 && !model.supportsVerbosity) {
    throw new AppError({
      kind: "input",
      code: "query.verbosity",
      what: `${model.slug} cannot be told how verbose to be.`,
      mend: "Leave verbosity out, or choose another model (codex_models lists them)."
    });
  }
  if (attachments?.some((part) => part.type === "input_image") && !model.modalities.includes("image")) {
    throw new AppError({
      kind: "input",
      code: "query.images",
      what: `${model.slug} takes no images.`,
      why: `It takes ${model.modalities.join(", ")}.`,
      mend: "Leave images out, or choose another model (codex_models lists them)."
    });
  }
  if (outputSchema) checkOutputSchema(outputSchema);
}
function message(role, content) {
  return { type: "message", role, content };
}
function userItem(question) {
  return message("user", [...question.attachments ?? [], { type: "input_text", text: question.prompt }]);
}
function buildBody(question, context) {
  const { model, credential } = context;
  const instructions = question.systemPrompt?.trim() || DEFAULT_INSTRUCTIONS;
  const effort = effortFor(question, model);
  const verbosity = model.supportsVerbosity ? question.verbosity ?? model.defaultVerbosity : void 0;
  const tools = question.webSearch ? [{ type: "web_search" }] : [];
  const plan = credential.route === "chatgpt";
  const lite = model.lite && plan;
  const history = question.history ?? [];
  const text = {
    ...verbosity ? { verbosity } : {},
    ...question.outputSchema ? { format: outputFormat(question.outputSchema) } : {}
  };
  const carried = tools.length > 0 ? [{ type: "additional_tools", id: `at_${context.threadId}`, role: "developer", tools }] : [];
  return {
    model: model.slug,
    ...lite ? {} : { instructions },
    input: lite ? [
      ...carried,
      message("developer", [{ type: "input_text", text: instructions }]),
      ...history,
      userItem(question)
    ] : [...history, userItem(question)],
    ...!lite && tools.length > 0 ? { tools, tool_choice: "auto" } : {},
    parallel_tool_calls: false,
    reasoning: {
      ...effort ? { effort } : {},
      // The public API gives summaries to verified organizations only, and refuses the whole request to others.
      ...plan ? { summary: "auto" } : {},
      ...lite ? { context: "all_turns" } : {}
    },
    store: false,
    stream: true,
    include: ["reasoning.encrypted_content"],
    prompt_cache_key: context.threadId,
    ...Object.keys(text).length > 0 ? { text } : {},
    // Only the API takes it; the plan's backend refuses the whole request (PROTOCOL.md 6.4).
    ...!plan && question.temperature !== void 0 ? { temperature: question.temperature } : {}
  };
}
function buildRequest(question, context) {
  const { credential, model, threadId } = context;
  const common = {
    authorization: `Bearer ${credential.accessToken}`,
    "content-type": "application/json",
    accept: "text/event-stream",
    "user-agent": context.userAgent
  };
  const body = buildBody(question, context);
  if (credential.route === "api") return { url: `${context.baseUrl}/responses`, headers: common, body };
  return {
    url: `${context.baseUrl}/codex/responses`,
    headers: {
      ...common,
      ...identityHeaders(credential),
      ...model.lite ? { "x-openai-internal-codex-responses-lite": "true" } : {},
      "session-id": threadId,
      "thread-id": threadId,
      "x-client-request-id": threadId,
      ...context.turnState ? { "x-codex-turn-state": context.turnState } : {},
      ...context.routing
    },
    body
  };
}
function identityHeaders(credential) {
  return {
    ...credential.accountId ? { "chatgpt-account-id": credential.accountId } : {},
    ...credential.fedramp ? { "x-openai-fedramp": "true" } : {},
    originator: ORIGINATOR,
    version: PROTOCOL_VERSION
  };
}

// src/codex/limits.ts
function limitsOf(found, credits, seenAt) {
  const windows = found.filter((w) => w !== void 0).sort((a, b) => (a.windowMinutes ?? Infinity) - (b.windowMinutes ?? Infinity));
  if (windows.length === 0 && !credits) return void 0;
  return { primary: windows[0], secondary: windows[1], credits, seenAt };
}
function windowsOf(limits) {
  return [limits?.primary, limits?.secondary].filter((w) => w !== void 0);
}
function realWindow(window) {
  const says = window.usedPercent !== 0 || (window.windowMinutes ?? 0) !== 0 || window.resetsAt !== void 0;
  return says ? window : void 0;
}
function resetTime(at, after, now) {
  return at ?? (after === void 0 ? void 0 : Math.round(now / 1e3 + after));
}
function headerWindow(get, slot, now) {
  const number = (name) => {
    const text = get(`x-codex-${slot}-${name}`);
    return text === null || text.trim() === "" ? void 0 : numberOf(Number(text));
  };
  const usedPercent = number("used-percent");
  if (usedPercent === void 0) return void 0;
  return realWindow({
    usedPercent,
    windowMinutes: number("window-minutes"),
    resetsAt: resetTime(number("reset-at"), number("reset-after-seconds"), now)
  });
}
function limitsFromHeaders(get, now) {
  const has = get("x-codex-credits-has-credits");
  const truth = (text) => text?.toLowerCase() === "true";
  const credits = has === null ? void 0 : {
    hasCredits: truth(has),
    unlimited: truth(get("x-codex-credits-unlimited")),
    balance: get("x-codex-credits-balance") ?? void 0
  };
  return limitsOf([headerWindow(get, "primary", now), headerWindow(get, "secondary", now)], credits, now);
}
function bodyWindow(value, now) {
  if (!isObject(value)) return void 0;
  const usedPercent = numberOf(value["used_percent"]);
  if (usedPercent === void 0) return void 0;
  const seconds = numberOf(value["limit_window_seconds"]);
  return realWindow({
    usedPercent,
    windowMinutes: numberOf(value["window_minutes"]) ?? (seconds === void 0 ? void 0 : seconds / 60),
    resetsAt: resetTime(numberOf(value["reset_at"]), numberOf(value["reset_after_seconds"]), now)
  });
}
function bodyCredits(value) {
  if (!isObject(value)) return void 0;
  const balance = value["balance"];
  return {
    hasCredits: value["has_credits"] === true,
    unlimited: value["unlimited"] === true,
    balance: typeof balance === "number" ? String(balance) : stringOf(balance)
  };
}
function limitsFromEvent(event, now) {
  const metered = stringOf(member(event, "metered_limit_name"));
  if (metered !== void 0 && metered !== "codex") return void 0;
  const slots = ["primary", "secondary"].map((slot) => bodyWindow(member(event, "rate_limits", slot), now));
  return limitsOf(slots, bodyCredits(member(event, "credits")), now);
}
function limitsFromUsage(body, now) {
  const slots = ["primary_window", "secondary_window"].map(
    (slot) => bodyWindow(member(body, "rate_limit", slot), now)
  );
  return limitsOf(slots, bodyCredits(member(body, "credits")), now);
}
function mergeLimits(earlier, later) {
  if (!earlier || !later) return later ?? earlier;
  const windows = windowsOf(later).length > 0 ? later : earlier;
  return {
    primary: windows.primary,
    secondary: windows.secondary,
    credits: later.credits ?? earlier.credits,
    seenAt: later.seenAt
  };
}
function endOf(window, seenAt) {
  if (window.resetsAt !== void 0) return window.resetsAt * 1e3;
  return seenAt + (window.windowMinutes ?? 60) * 6e4;
}
function currentLimits(limits, now) {
  if (!limits) return void 0;
  const lasting = windowsOf(limits).filter((w) => endOf(w, limits.seenAt) > now);
  return { ...limits, primary: lasting[0], secondary: lasting[1] };
}
function windowName(minutes) {
  if (minutes === void 0) return "window";
  if (minutes >= 6 * 1440 && minutes <= 8 * 1440) return "week";
  if (minutes >= 1440) return `${Math.round(minutes / 1440)} days`;
  return minutes >= 60 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes)} min`;
}
function limitsLine(limits) {
  const windows = windowsOf(limits);
  if (windows.length === 0) return void 0;
  return windows.map((w) => `${Math.round(w.usedPercent)} % of ${windowPhrase(w.windowMinutes)}`).join(", ");
}
function windowPhrase(minutes) {
  const name = windowName(minutes);
  return name === "week" || name === "window" ? `the ${name}` : name;
}

export {
  jwtPayload,
  expiryOf,
  issuedAtOf,
  identityOf,
  parseLogin,
  serializeLogin,
  expiresAtOf,
  identityOfLogin,
  withTokens,
  ULTRA,
  modelInfo,
  parseCatalogue,
  listedModels,
  defaultModel,
  ORIGINATOR,
  PROTOCOL_VERSION,
  userAgent,
  readOutput,
  VERBOSITIES,
  effortFor,
  checkAgainstModel,
  userItem,
  buildRequest,
  identityHeaders,
  limitsOf,
  windowsOf,
  limitsFromHeaders,
  limitsFromEvent,
  limitsFromUsage,
  mergeLimits,
  currentLimits,
  windowName,
  limitsLine
};
