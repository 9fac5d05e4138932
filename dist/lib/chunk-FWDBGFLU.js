import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  defaultModel,
  listedModels,
  statusLimits
} from "./chunk-3PESWYI5.js";
import {
  AppError
} from "./chunk-RJXX33VE.js";

// src/threads/export.ts
var time = (ms) => `${new Date(ms).toISOString().slice(0, 16).replace("T", " ")} UTC`;
var remarks = {
  complete: void 0,
  partial: "The answer was cut short; this is what had come.",
  failed: "There was no answer.",
  writing: "The answer is still being written; this is what has come so far.",
  interrupted: "The program ended in the middle of the answer; this is what had come."
};
function quote(text) {
  return text.split("\n").map((line) => line === "" ? ">" : `> ${line}`).join("\n");
}
function turnMarkdown(turn) {
  const head = [time(turn.askedAt), turn.model, turn.effort].filter(Boolean).join(" · ");
  const remark = [remarks[turn.state], turn.error?.message].filter(Boolean).join(" ");
  return [
    `## ${head}`,
    quote(turn.prompt),
    ...turn.attached.length > 0 ? [["Attached:", ...turn.attached.map((a) => `- ${a}`)].join("\n")] : [],
    ...turn.text === "" ? [] : [turn.text],
    ...remark === "" ? [] : [`*${remark}*`]
  ].join("\n\n");
}
function threadMarkdown(thread) {
  const { meta, turns, damaged } = thread;
  const lost = damaged > 0 ? [`*${damaged} damaged line(s) of the file were passed over.*`] : [];
  return `${[
    `# ${meta.title || "Untitled thread"}`,
    `thread_id: ${meta.id}`,
    ...lost,
    ...turns.map(turnMarkdown)
  ].join("\n\n")}
`;
}
function turnDocument(turn) {
  return {
    turn: turn.id,
    state: turn.state,
    asked_at: new Date(turn.askedAt).toISOString(),
    ended_at: turn.endedAt === void 0 ? null : new Date(turn.endedAt).toISOString(),
    model: turn.model,
    reasoning_effort: turn.effort ?? null,
    system_prompt: turn.systemPrompt ?? null,
    prompt: turn.prompt,
    attached: turn.attached,
    answer: turn.text,
    usage: turn.usage ?? null,
    request_id: turn.requestId ?? null,
    error: turn.error ?? null
  };
}
function metaDocument({ meta, damaged }) {
  return {
    thread_id: meta.id,
    title: meta.title,
    created_at: new Date(meta.createdAt).toISOString(),
    model: meta.model,
    reasoning_effort: meta.effort ?? null,
    account_id: meta.accountId ?? null,
    cwd: meta.cwd,
    damaged_lines: damaged
  };
}
function threadJsonl(thread) {
  return thread.turns.map((turn) => `${JSON.stringify({ thread_id: thread.meta.id, ...turnDocument(turn) })}
`).join("");
}

// src/ask/models-view.ts
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

// src/ask/put-question.ts
function contextOf(input) {
  const { files, diff, images } = input;
  return {
    ...files ? { files } : {},
    ...diff === void 0 ? {} : { diff },
    ...images ? { images } : {}
  };
}
async function gatherFor(app, input, signal) {
  const request = contextOf(input);
  if (!request.files?.length && !request.images?.length && request.diff === void 0) return void 0;
  const { gather } = await import("./gather-TZMHBYGQ.js");
  return gather(request, { roots: input.roots, env: app.deps.env, platform: app.deps.platform, signal });
}
async function guardPrompt(input) {
  const { describeHits, scanText } = await import("./scan-SULDF27W.js");
  for (const [name, text] of [
    ["prompt", input.prompt],
    ["system_prompt", input.systemPrompt ?? ""]
  ]) {
    const hits = scanText(text);
    if (hits.length === 0) continue;
    throw new AppError({
      kind: "input",
      code: "context.secret_in_prompt",
      what: `The ${name} was not sent: it holds what looks like a secret.`,
      why: `There is ${describeHits(hits)}.`,
      fix: "Take it out or put a placeholder such as <token> in its place, then ask again."
    });
  }
}
async function putQuestion(app, input, hooks) {
  await guardPrompt(input);
  const gathered = await gatherFor(app, input, hooks.signal);
  if (gathered) {
    const { assertSomethingAttached } = await import("./gather-TZMHBYGQ.js");
    assertSomethingAttached(gathered);
  }
  const answer = await app.ask({
    question: {
      prompt: input.prompt,
      ...input.systemPrompt === void 0 ? {} : { systemPrompt: input.systemPrompt },
      ...input.effort === void 0 ? {} : { effort: input.effort },
      ...input.verbosity === void 0 ? {} : { verbosity: input.verbosity },
      ...input.temperature === void 0 ? {} : { temperature: input.temperature },
      ...input.webSearch === void 0 ? {} : { webSearch: input.webSearch },
      ...input.outputSchema === void 0 ? {} : { outputSchema: input.outputSchema },
      ...gathered ? { attachments: gathered.parts } : {}
    },
    model: input.model,
    ...input.threadId === void 0 ? {} : { threadId: input.threadId },
    ...gathered ? { attached: gathered.attached.map((a) => `${a.kind} ${a.path}`) } : {},
    signal: hooks.signal,
    ...hooks.onText ? { onText: hooks.onText } : {},
    ...hooks.onProgress ? { onProgress: hooks.onProgress } : {}
  });
  return { answer, gathered };
}
async function previewQuestion(app, input, signal) {
  await guardPrompt(input);
  const { renderDryRun } = await import("./report-F3UQ3XIJ.js");
  const nothing = {
    parts: [],
    attached: [],
    omitted: [],
    withheld: [],
    notes: [],
    bytes: 0,
    imageBytes: 0,
    tokens: 0
  };
  const gathered = await gatherFor(app, input, signal) ?? nothing;
  const head = [
    `model: ${input.model ?? app.settings.model ?? (input.threadId ? "the thread’s" : "the default one")}${input.effort ? `, effort ${input.effort}` : ""}`,
    ...input.threadId ? [`thread: ${input.threadId}, with its earlier turns`] : [],
    ...input.systemPrompt ? [`system prompt: ${input.systemPrompt.length} characters`] : [],
    `prompt: ${input.prompt.length} characters, about ${Math.ceil(input.prompt.length / 4)} tokens`
  ];
  return renderDryRun(gathered, { head, content: true });
}

// src/ask/receipt.ts
function receiptOf(answer) {
  const { usage, cutShort, limits } = answer;
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
    attached: answer.attached ?? [],
    notes: answer.notes
  };
}

export {
  defaultSlug,
  describeModels,
  putQuestion,
  previewQuestion,
  receiptOf,
  threadMarkdown,
  turnDocument,
  metaDocument,
  threadJsonl
};
