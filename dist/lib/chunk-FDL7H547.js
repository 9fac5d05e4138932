import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);

// src/system/errors.ts
var AppError = class extends Error {
  name = "AppError";
  kind;
  code;
  what;
  why;
  mend;
  details;
  constructor(parts) {
    super([parts.what, parts.why, parts.mend].filter(Boolean).join(" "), { cause: parts.cause });
    this.kind = parts.kind;
    this.code = parts.code;
    this.what = parts.what;
    this.why = parts.why;
    this.mend = parts.mend;
    this.details = parts.details ?? {};
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
  return new AppError({ kind: "input", code: "cancelled", what, mend: "Start it again whenever you like." });
}

export {
  AppError,
  errnoOf,
  isAbort,
  cancelled
};
