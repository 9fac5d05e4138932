import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);

// src/system/wording.ts
var NAMES = {
  login: ["codex_login", "`codex-oauth login`"],
  loginWithCode: ['codex_login {"method":"device"}', "`codex-oauth login --no-browser`"],
  loginWithBrowser: ['codex_login {"method":"browser"}', "`codex-oauth login --browser`"],
  status: ["codex_status", "`codex-oauth status`"],
  models: ["codex_models", "`codex-oauth models`"],
  clear: ["codex_clear", "`codex-oauth clear`"],
  query: ["codex_query", "`codex-oauth ask`"],
  model: ["model", "--model"],
  effort: ["reasoning_effort", "--effort"],
  thread: ["thread_id", "--thread"],
  systemPrompt: ["system_prompt", "--system"],
  outputSchema: ["output_schema", "--schema"],
  verbosity: ["verbosity", "--verbosity"],
  files: ["files", "--file"],
  images: ["images", "--image"]
};
var its = Object.fromEntries(
  Object.entries(NAMES).map(([name, term]) => [name, { term }])
);
var onlyIn = (face, words) => ({
  term: face === "assistant" ? [words, ""] : ["", words]
});
function say(words, ...parts) {
  const pieces = words.flatMap((word, i) => {
    const part = parts[i];
    if (part === void 0) return [word];
    if (typeof part === "object") return "term" in part ? [word, part] : [word, ...part];
    return [word, String(part)];
  });
  return pieces.every((piece) => typeof piece === "string") ? pieces.join("") : pieces;
}
function inWords(text, face) {
  if (typeof text === "string") return text;
  const column = face === "assistant" ? 0 : 1;
  return text.map((piece) => typeof piece === "string" ? piece : piece.term[column]).join("");
}
function sentences(...texts) {
  const said = texts.filter((text) => text !== void 0 && text.length > 0);
  return said.reduce((all, text) => all === "" ? text : say`${all} ${text}`, "");
}

// src/system/errors.ts
var AppError = class extends Error {
  name = "AppError";
  kind;
  code;
  what;
  why;
  fix;
  details;
  constructor(parts) {
    super(inWords(sentences(parts.what, parts.why, parts.fix), "assistant"), { cause: parts.cause });
    this.kind = parts.kind;
    this.code = parts.code;
    this.what = parts.what;
    this.why = parts.why;
    this.fix = parts.fix;
    this.details = parts.details ?? {};
  }
  /** The three sentences as `face` says them. */
  said(face) {
    return {
      what: inWords(this.what, face),
      why: this.why === void 0 ? void 0 : inWords(this.why, face),
      fix: inWords(this.fix, face)
    };
  }
};
function errnoOf(error) {
  if (typeof error !== "object" || error === null || !("code" in error)) return void 0;
  return typeof error.code === "string" ? error.code : void 0;
}
function isAbort(error) {
  return error instanceof Error && (error.name === "AbortError" || errnoOf(error) === "ABORT_ERR");
}
function cancelled(what = "The call was cancelled.") {
  return new AppError({ kind: "input", code: "cancelled", what, fix: "Start it again whenever you like." });
}

export {
  its,
  onlyIn,
  say,
  inWords,
  sentences,
  AppError,
  errnoOf,
  isAbort,
  cancelled
};
