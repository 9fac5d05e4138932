import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  ULTRA
} from "./chunk-3PESWYI5.js";
import {
  isObject
} from "./chunk-L5FXI35G.js";
import {
  AppError,
  its,
  say
} from "./chunk-RJXX33VE.js";

// src/ask/identity.ts
var ORIGINATOR = "codex-oauth";
var PROTOCOL_VERSION = "0.169.0";
function userAgent(version, system) {
  return `${ORIGINATOR}/${version} (${system.platform} ${system.osRelease}; ${system.arch})`;
}
function identityHeaders(credential) {
  return {
    ...credential.accountId ? { "chatgpt-account-id": credential.accountId } : {},
    ...credential.fedramp ? { "x-openai-fedramp": "true" } : {},
    originator: ORIGINATOR,
    version: PROTOCOL_VERSION
  };
}

// src/ask/output-schema.ts
var STRICT = new Set(
  "type properties required additionalProperties items enum const anyOf $ref $defs definitions title description pattern format multipleOf maximum exclusiveMaximum minimum exclusiveMinimum minItems maxItems".split(" ")
);
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

// src/ask/request.ts
var DEFAULT_INSTRUCTIONS = "You are asked for a second opinion by another coding assistant on behalf of its user. Answer the question directly and completely, in Markdown. Say what you are unsure of. You cannot run commands or read files here: work with what is in the message, and name what is missing if you need it.";
var ULTRA_ON_THE_WIRE = "xhigh";
function effortFor(question, model) {
  const asked = question.effort ?? model.defaultEffort;
  return asked === ULTRA ? ULTRA_ON_THE_WIRE : asked;
}
function checkAgainstModel(question, model) {
  const { effort, verbosity, attachments } = question;
  const wire = effort === void 0 ? void 0 : effortFor(question, model);
  if (wire !== void 0 && model.efforts.length > 0 && !model.efforts.includes(wire)) {
    throw new AppError({
      kind: "input",
      code: "query.effort",
      what: `${model.slug} has no reasoning effort "${effort?.slice(0, 40)}".`,
      why: `It offers ${model.efforts.join(", ")} (default ${model.defaultEffort ?? "its own"}).`,
      fix: say`Use one of these as ${its.effort}, or leave it out.`
    });
  }
  if (verbosity !== void 0 && !model.supportsVerbosity) {
    throw new AppError({
      kind: "input",
      code: "query.verbosity",
      what: `${model.slug} cannot be told how verbose to be.`,
      fix: say`Leave ${its.verbosity} out, or choose another model (${its.models} lists them).`
    });
  }
  if (attachments?.some((part) => part.type === "input_image") && !model.modalities.includes("image")) {
    throw new AppError({
      kind: "input",
      code: "query.images",
      what: `${model.slug} takes no images.`,
      why: `It takes ${model.modalities.join(", ")}.`,
      fix: say`Leave ${its.images} out, or choose another model (${its.models} lists them).`
    });
  }
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
    // Only the API takes it; the plan's backend refuses the whole request (docs/wire.md 6.4).
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

export {
  ORIGINATOR,
  PROTOCOL_VERSION,
  userAgent,
  identityHeaders,
  effortFor,
  checkAgainstModel,
  userItem,
  buildRequest
};
