import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  identityHeaders,
  statusLimits
} from "./chunk-NBLTNHPS.js";
import {
  isObject,
  numberOf,
  stringOf
} from "./chunk-L5FXI35G.js";
import {
  AppError,
  its,
  say,
  sentences
} from "./chunk-RJXX33VE.js";

// src/ask/bundled-models.ts
var BASIC = ["low", "medium", "high", "xhigh"];
var MAX = [...BASIC, "max"];
function model(slug, name, priority, rest = {}) {
  return {
    slug,
    name,
    description: "",
    listed: true,
    priority,
    efforts: MAX,
    defaultEffort: "low",
    supportsVerbosity: true,
    defaultVerbosity: "low",
    lite: true,
    contextWindow: 272e3,
    modalities: ["text", "image"],
    upgrade: void 0,
    ...rest
  };
}
var BUNDLED_MODELS = [
  model("gpt-6.1-sol", "GPT-6.1-Sol", 1, {
    description: "Latest workhorse model for coding and everyday work."
  }),
  model("gpt-6-astra", "GPT-6-Astra", 2, {
    description: "Frontier intelligence for the most demanding work."
  }),
  model("gpt-6-sol", "GPT-6-Sol", 3, { defaultEffort: "medium" }),
  model("gpt-6-luna", "GPT-6-Luna", 4, {
    defaultEffort: "medium",
    description: "Fast and affordable model for easier tasks."
  }),
  model("gpt-5.6-sol", "GPT-5.6-Sol", 5, { upgrade: "gpt-6-sol" }),
  model("gpt-6.1-terra", "GPT-6.1 Terra", 7, { contextWindow: 5e5 }),
  model("gpt-5.6-terra", "GPT-5.6-Terra", 8, { defaultEffort: "medium", upgrade: "gpt-6-sol" }),
  model("gpt-5.6-luna", "GPT-5.6-Luna", 9, { defaultEffort: "medium", upgrade: "gpt-6-luna" }),
  model("gpt-5.5", "GPT-5.5", 13, {
    defaultEffort: "medium",
    efforts: BASIC,
    lite: false,
    upgrade: "gpt-6-sol"
  })
];

// src/ask/models.ts
var VERBOSITIES = ["low", "medium", "high"];
var ULTRA = "ultra";
function strings(value) {
  return Array.isArray(value) ? value.filter((v) => typeof v === "string") : [];
}
function effortsOf(levels) {
  if (!Array.isArray(levels)) return [];
  return levels.map((l) => isObject(l) ? stringOf(l["effort"]) : stringOf(l)).filter((e) => e !== void 0 && e !== ULTRA);
}
function parseModel(value) {
  const slug = isObject(value) ? stringOf(value["slug"]) : void 0;
  return isObject(value) && slug !== void 0 ? modelOf(slug, value) : void 0;
}
function modelOf(slug, info) {
  const upgrade = info["upgrade"];
  const modalities = strings(info["input_modalities"]);
  return {
    slug,
    name: stringOf(info["display_name"]) ?? slug,
    description: stringOf(info["description"]) ?? "",
    listed: info["visibility"] !== "hide",
    priority: numberOf(info["priority"]) ?? Number.MAX_SAFE_INTEGER,
    efforts: effortsOf(info["supported_reasoning_levels"]),
    defaultEffort: stringOf(info["default_reasoning_level"]),
    supportsVerbosity: info["support_verbosity"] !== false,
    defaultVerbosity: stringOf(info["default_verbosity"]),
    lite: info["use_responses_lite"] === true,
    contextWindow: numberOf(info["context_window"]),
    modalities: modalities.length > 0 ? modalities : ["text"],
    upgrade: isObject(upgrade) ? stringOf(upgrade["model"]) : stringOf(upgrade)
  };
}
function assumedModel(slug) {
  return modelOf(slug, {
    visibility: "hide",
    use_responses_lite: true,
    input_modalities: ["text", "image"]
  });
}
function modelInfo(model2) {
  return {
    slug: model2.slug,
    display_name: model2.name,
    description: model2.description,
    visibility: model2.listed ? "list" : "hide",
    priority: model2.priority,
    supported_reasoning_levels: model2.efforts.map((effort) => ({ effort })),
    default_reasoning_level: model2.defaultEffort ?? null,
    support_verbosity: model2.supportsVerbosity,
    default_verbosity: model2.defaultVerbosity ?? null,
    use_responses_lite: model2.lite,
    context_window: model2.contextWindow ?? null,
    input_modalities: model2.modalities,
    upgrade: model2.upgrade === void 0 ? null : { model: model2.upgrade }
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
function defaultSlug(view, configured) {
  return configured ?? defaultModel(view.models)?.slug;
}
function describeModels(view, configured) {
  const listed = listedModels(view.models);
  return {
    models: listed.map((m) => m.slug).sort(),
    default: defaultSlug(view, configured) ?? null,
    details: listed.map((m) => ({
      slug: m.slug,
      name: m.name,
      description: m.description,
      reasoning_efforts: m.efforts,
      default_reasoning_effort: m.defaultEffort ?? null,
      context_window: m.contextWindow ?? null,
      input_modalities: m.modalities,
      upgrade: m.upgrade ?? null
    })),
    source: view.source,
    age_seconds: view.ageSeconds ?? null,
    ...view.note === void 0 ? {} : { note: view.note }
  };
}
function findModel(asked, models) {
  const exact = models.find((m) => m.slug === asked);
  if (exact) return exact;
  const loose = asked.toLowerCase();
  return models.find((m) => m.slug.toLowerCase() === loose || m.name.toLowerCase() === loose);
}
function preferredModel(view) {
  const model2 = defaultModel(view.models) ?? defaultModel(BUNDLED_MODELS);
  if (!model2) throw new Error("the bundled catalogue is empty");
  return model2;
}
function unknownModel(asked, view) {
  const slugs = listedModels(view.models).map((m) => m.slug);
  const joined = slugs.find((s) => new RegExp(`^${s.replace(/[.]/g, "\\.")}[/:@ ]`, "i").test(asked));
  return new AppError({
    kind: "input",
    code: "query.unknown_model",
    what: `There is no model "${asked.slice(0, 100)}" for this account.`,
    why: `Available are ${slugs.join(", ")}.`,
    fix: joined ? say`Use "${joined}" as ${its.model} and put the rest into ${its.effort}.` : say`Use one of these as ${its.model}, or leave it out for the default (${defaultModel(view.models)?.slug ?? "none"}).`
  });
}
function refusedModel(error, slug, view) {
  const rest = view.models.filter((m) => m.slug !== slug);
  const { why, fix } = unknownModel(slug, { ...view, models: rest });
  return new AppError({
    kind: "input",
    code: error.code,
    what: error.what,
    why: sentences(error.why, why),
    fix,
    details: error.details
  });
}
async function chooseModel(asked, view, refresh) {
  if (asked === void 0) return { model: preferredModel(view), view };
  const found = findModel(asked, view.models);
  if (found) return { model: found, view };
  const fresh = await refresh();
  const model2 = findModel(asked, fresh.models);
  if (model2) return { model: model2, view: fresh };
  if (fresh.source === "live") throw unknownModel(asked, fresh);
  return { model: assumedModel(asked), view: fresh };
}

// src/threads/estimate.ts
var IMAGE = 1500;
var FRAME = 3;
function textTokens(text) {
  if (text.startsWith("data:")) return IMAGE;
  let ascii = 0;
  for (let i = 0; i < text.length; i += 1) if (text.charCodeAt(i) < 128) ascii += 1;
  return ascii / 4 + (text.length - ascii) / 2;
}
function count(value) {
  if (typeof value === "string") return textTokens(value);
  if (Array.isArray(value)) return value.reduce((sum, one) => sum + count(one), 0);
  if (!isObject(value)) return 0;
  return Object.values(value).reduce((sum, one) => sum + count(one), FRAME);
}
function estimateTokens(value) {
  return Math.ceil(count(value));
}
var EFFECTIVE = 0.95;
var NEAR = 0.75;
var about = (tokens) => tokens >= 1e3 ? `≈${Math.round(tokens / 1e3)}k tokens` : `≈${tokens} tokens`;
function checkContext({ estimate, window }) {
  if (window === void 0 || estimate <= window * NEAR) return void 0;
  if (estimate <= window * EFFECTIVE) {
    return `The thread has grown to ${about(estimate)} of a window of ${about(window).slice(1)} (estimated): begin a new one soon.`;
  }
  throw new AppError({
    kind: "input",
    code: "context.too_long",
    what: "The question is too long for the model, so it was not sent.",
    why: `With the thread and everything attached it has ${about(estimate)} (estimated from its characters); the model’s window is ${about(window).slice(1)}, of which ${EFFECTIVE * 100} % may be filled.`,
    fix: say`Begin a new thread (leave ${its.thread} out) with what matters of the old one, or attach less.`,
    details: { estimate, window }
  });
}

// src/threads/history.ts
function historyOf(thread, next) {
  if (thread.meta.accountId !== next.accountId) throw otherAccount(thread.meta.accountId);
  let forgotten = 0;
  const items = thread.turns.flatMap((turn) => {
    const sameModel = turn.model === next.model;
    const answer = answerItems(turn, sameModel);
    if (answer.length === 0) return [];
    if (!sameModel && turn.items.some(isReasoning)) forgotten += 1;
    return [turn.input, ...answer];
  });
  return { items, forgotten };
}
function otherAccount(owner) {
  return new AppError({
    kind: "input",
    code: "thread.account",
    what: "This thread belongs to another account, so it was not sent.",
    why: `It was begun with ${owner === void 0 ? "an API key" : `the account ${owner}`}, whose encrypted reasoning no other account can use.`,
    fix: say`Leave ${its.thread} out to begin a new thread, or sign in to that account with ${its.login}.`
  });
}
var isReasoning = (item) => item["type"] === "reasoning";
function answerItems(turn, sameModel) {
  if (turn.state === "writing" || turn.text === "") return [];
  const message2 = turn.items.some((item) => item["type"] === "message");
  if (turn.state !== "complete" || !message2) return [spoken(turn.text)];
  const usable = turn.items.filter(
    (item) => !isReasoning(item) || sameModel && stringOf(item["encrypted_content"]) !== void 0
  );
  const whole = usable.length === turn.items.length;
  return usable.map((item) => asInput(item, whole));
}
function spoken(text) {
  return { type: "message", role: "assistant", content: [{ type: "output_text", text }] };
}
var KEPT = {
  message: ["type", "id", "role", "phase", "content"],
  reasoning: ["type", "id", "summary", "content", "encrypted_content"]
};
function asInput(item, withId) {
  const type = stringOf(item["type"]) ?? "";
  const kept = KEPT[type] ?? Object.keys(item);
  const picked = Object.fromEntries(
    kept.filter((key) => key in item && (withId || key !== "id")).map((key) => [key, item[key]])
  );
  const { content } = picked;
  return type === "message" && Array.isArray(content) ? { ...picked, content: content.map(asPart) } : picked;
}
function asPart(part) {
  return isObject(part) && part["type"] === "output_text" ? { type: "output_text", text: stringOf(part["text"]) ?? "" } : part;
}

// src/ask/request.ts
var DEFAULT_INSTRUCTIONS = "You are asked for a second opinion by another coding assistant on behalf of its user. Answer the question directly and completely, in Markdown. Say what you are unsure of. You cannot run commands or read files here: work with what is in the message, and name what is missing if you need it.";
var ULTRA_ON_THE_WIRE = "xhigh";
function effortFor(question, model2) {
  const asked = question.effort ?? model2.defaultEffort;
  return asked === ULTRA ? ULTRA_ON_THE_WIRE : asked;
}
function checkAgainstModel(question, parts, model2) {
  const { effort, verbosity } = question;
  const wire = effort === void 0 ? void 0 : effortFor(question, model2);
  if (wire !== void 0 && model2.efforts.length > 0 && !model2.efforts.includes(wire)) {
    throw new AppError({
      kind: "input",
      code: "query.effort",
      what: `${model2.slug} has no reasoning effort "${effort?.slice(0, 40)}".`,
      why: `It offers ${model2.efforts.join(", ")} (default ${model2.defaultEffort ?? "its own"}).`,
      fix: say`Use one of these as ${its.effort}, or leave it out.`
    });
  }
  if (verbosity !== void 0 && !model2.supportsVerbosity) {
    throw new AppError({
      kind: "input",
      code: "query.verbosity",
      what: `${model2.slug} cannot be told how verbose to be.`,
      fix: say`Leave ${its.verbosity} out, or choose another model (${its.models} lists them).`
    });
  }
  if (parts.some((part) => part.type === "input_image") && !model2.modalities.includes("image")) {
    throw new AppError({
      kind: "input",
      code: "query.images",
      what: `${model2.slug} takes no images.`,
      why: `It takes ${model2.modalities.join(", ")}.`,
      fix: say`Leave ${its.images} out, or choose another model (${its.models} lists them).`
    });
  }
}
function message(role, content) {
  return { type: "message", role, content };
}
function userItem(question, parts) {
  return message("user", [...parts, { type: "input_text", text: question.prompt }]);
}
function buildBody({ question, parts, history, model: model2, credential, threadId }) {
  const instructions = question.systemPrompt?.trim() || DEFAULT_INSTRUCTIONS;
  const effort = effortFor(question, model2);
  const verbosity = model2.supportsVerbosity ? question.verbosity ?? model2.defaultVerbosity : void 0;
  const tools = question.webSearch ? [{ type: "web_search" }] : [];
  const plan = credential.route === "chatgpt";
  const lite = model2.lite && plan;
  const schema = question.outputSchema;
  const text = {
    ...verbosity ? { verbosity } : {},
    ...schema ? { format: { type: "json_schema", name: "answer", strict: isStrict(schema), schema } } : {}
  };
  const carried = { type: "additional_tools", id: `at_${threadId}`, role: "developer", tools };
  const user = userItem(question, parts);
  return {
    model: model2.slug,
    ...lite ? {} : { instructions },
    input: lite ? [
      ...tools.length > 0 ? [carried] : [],
      message("developer", [{ type: "input_text", text: instructions }]),
      ...history,
      user
    ] : [...history, user],
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
    prompt_cache_key: threadId,
    ...Object.keys(text).length > 0 ? { text } : {},
    // Only the API takes it; the plan's backend refuses the whole request (docs/wire.md 6.4).
    ...!plan && question.temperature !== void 0 ? { temperature: question.temperature } : {}
  };
}
function buildRequest(ready, userAgent, turnState) {
  const { credential, model: model2, route, threadId } = ready;
  const common = {
    authorization: `Bearer ${credential.accessToken}`,
    "content-type": "application/json",
    accept: "text/event-stream",
    "user-agent": userAgent
  };
  const body = buildBody(ready);
  if (credential.route === "api") return { url: `${route.baseUrl}/responses`, headers: common, body };
  return {
    url: `${route.baseUrl}/codex/responses`,
    headers: {
      ...common,
      ...identityHeaders(credential),
      ...model2.lite ? { "x-openai-internal-codex-responses-lite": "true" } : {},
      "session-id": threadId,
      "thread-id": threadId,
      "x-client-request-id": threadId,
      ...turnState ? { "x-codex-turn-state": turnState } : {},
      ...route.headers
    },
    body
  };
}
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

// src/ask/turn.ts
async function continued(threads, id) {
  if (id === void 0) return void 0;
  if (threads.enabled) return threads.load(id);
  throw new AppError({
    kind: "input",
    code: "thread.off",
    what: "Threads are switched off, so none can be continued.",
    why: "CODEX_OAUTH_THREADS is off.",
    fix: say`Leave ${its.thread} out, or unset CODEX_OAUTH_THREADS.`
  });
}
function habitsOf({ meta, turns }) {
  return turns.findLast((turn) => turn.state !== "failed") ?? meta;
}
function withHabits(question, model2, habits) {
  if (!habits) return question;
  const fits = habits.model === model2.slug || model2.efforts.includes(habits.effort ?? "");
  return {
    ...question,
    effort: question.effort ?? (fits ? habits.effort : void 0),
    systemPrompt: question.systemPrompt ?? habits.systemPrompt
  };
}
function beginTurn(d, asked, resolved, gathered, old) {
  const { threads } = d;
  const { model: model2, credential } = resolved;
  const question = withHabits(asked, model2, old && habitsOf(old));
  const parts = gathered?.parts ?? [];
  checkAgainstModel(question, parts, model2);
  const accountId = credential.route === "api" ? void 0 : credential.accountId;
  const history = old ? historyOf(old, { model: model2.slug, accountId }) : { items: [], forgotten: 0 };
  const item = userItem(question, parts);
  const { prompt, systemPrompt } = question;
  const estimate = estimateTokens([...history.items, item, systemPrompt]);
  const near = checkContext({ estimate, window: model2.contextWindow });
  const notes = [
    near,
    history.forgotten > 0 && "Earlier answers came from another model; only their text was sent."
  ].filter((note) => typeof note === "string");
  const effort = effortFor(question, model2);
  const about2 = { id: threads.newId(), model: model2.slug, effort, accountId, title: prompt, cwd: d.cwd };
  const thread = old ?? threads.create(about2);
  const writer = threads.beginTurn(thread, {
    model: model2.slug,
    effort,
    systemPrompt,
    prompt,
    userItem: item,
    attached: gathered?.attached.map((a) => `${a.kind} ${a.path}`) ?? []
  });
  const { id } = thread.meta;
  const ready = { ...resolved, question, parts, history: history.items, threadId: id };
  return {
    /** The question with the thread's habits and history: ready to be sent. */
    ready,
    /** Takes a piece of the answer. Returns at once; it is on disk within half a second. */
    append: (text) => writer.append(text),
    /** Stores the end of the answer. Never throws: a disk that refuses costs the thread, never the answer. */
    store: async ({ assembly, tried, answered }) => {
      const cutShort = tried.refusal?.error;
      const problem = await writer.finish({
        text: assembly.text(),
        items: assembly.items,
        ...isSameModel(answered, model2.slug) ? {} : { model: answered },
        ...assembly.usage ? { usage: { ...assembly.usage } } : {},
        ...tried.requestId === void 0 ? {} : { requestId: tried.requestId },
        partial: cutShort !== void 0,
        ...cutShort ? { error: { code: cutShort.code, message: cutShort.message } } : {}
      });
      const kept = threads.enabled && (thread.stored || !problem);
      return {
        threadId: kept ? id : void 0,
        notes: problem ? [...notes, `The thread could not be stored. ${problem.message}`] : notes
      };
    },
    /** Keeps what had come of a question that failed; a new thread of which nothing came leaves nothing behind. */
    abandon: async (failure) => {
      const { code, message: message2 } = failure instanceof AppError ? failure : { code: "internal", message: "The question ended unexpectedly." };
      await writer.finish({ partial: writer.begun, error: { code, message: message2 } });
      if (!thread.stored && !writer.begun) await threads.remove(id).catch(() => false);
    }
  };
}
function isSameModel(answered, asked) {
  return answered === asked || answered.startsWith(`${asked}-`);
}

// src/ask/receipt.ts
async function answerOf(sent, { threadId, notes }, facts) {
  const { ready, tried, assembly } = sent;
  const { question, credential, model: model2 } = ready;
  const text = assembly.text();
  const cutShort = tried.refusal?.error;
  const output = question.outputSchema && !cutShort ? (await import("./output-T32UGQLQ.js")).readOutput(text, question.outputSchema) : void 0;
  return {
    ...facts,
    text,
    cutShort,
    misfit: output && !output.ok ? output.error : void 0,
    output: output?.ok ? output.value : void 0,
    model: sent.answered,
    effort: effortFor(question, model2),
    usage: assembly.usage,
    requestId: tried.requestId,
    retries: sent.retries,
    source: credential.source,
    limits: tried.limits,
    threadId,
    notes: [...sent.notes, ...notesOn(sent), ...notes]
  };
}
function notesOn({ ready, answered }) {
  const { model: model2, view, credential, question } = ready;
  const plan = credential.route === "chatgpt";
  return [
    plan && view.note,
    question.temperature !== void 0 && plan && "temperature was not sent: a ChatGPT plan does not take it.",
    question.effort === ULTRA && "ultra is an effort of the Codex CLI, which hands out work; xhigh was sent.",
    !plan && "This answer was paid by an API key, not by a plan.",
    !isSameModel(answered, model2.slug) && `${model2.slug} was asked and ${answered} answered.`,
    model2.upgrade !== void 0 && `${model2.slug} has a successor: ${model2.upgrade}.`
  ].filter((note) => typeof note === "string");
}
function receiptOf(answer) {
  const { usage, cutShort, limits, gathered } = answer;
  return {
    thread_id: answer.threadId ?? null,
    model: answer.model,
    model_asked: answer.modelAsked ?? null,
    reasoning_effort: answer.effort ?? null,
    tokens: usage ? {
      input: usage.inputTokens,
      cached: usage.cachedTokens,
      output: usage.outputTokens,
      reasoning: usage.reasoningTokens
    } : null,
    elapsed_ms: Math.round(answer.elapsedMs),
    request_id: answer.requestId ?? null,
    retries: answer.retries,
    partial: cutShort !== void 0,
    ...cutShort ? { partial_reason: cutShort.code } : {},
    ...answer.misfit ? { schema_missed: true } : {},
    source: answer.source,
    // Seen with this very answer, so the age is none.
    limits: statusLimits(limits, limits?.seenAt ?? 0),
    // One entry for each thing that was sent with the question, nothing of its content.
    attached: gathered?.attached ?? [],
    notes: answer.notes
  };
}

export {
  BUNDLED_MODELS,
  VERBOSITIES,
  assumedModel,
  modelInfo,
  parseCatalogue,
  listedModels,
  defaultSlug,
  describeModels,
  preferredModel,
  refusedModel,
  chooseModel,
  effortFor,
  checkAgainstModel,
  buildRequest,
  continued,
  habitsOf,
  beginTurn,
  answerOf,
  receiptOf
};
