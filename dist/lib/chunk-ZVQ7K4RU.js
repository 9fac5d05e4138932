import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);

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

export {
  threadMarkdown,
  turnDocument,
  metaDocument,
  threadJsonl
};
