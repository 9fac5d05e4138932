import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  firstOf
} from "./chunk-KSUJLE2J.js";
import {
  AppError,
  its,
  say
} from "./chunk-RJXX33VE.js";

// src/attach/entry.ts
var ENTRY_LENGTH_MAX = 1e3;
var ALLOW_SECRET = "allow-secret:";
function bad(text, why) {
  return new AppError({
    kind: "input",
    code: "context.files",
    what: say`${quoted(text)} cannot be read as an entry of ${its.files}.`,
    why,
    fix: "Give a path, a folder, a glob (src/**/*.ts), a range (src/a.ts:10-40) or an exclusion (!dist/)."
  });
}
function nowhere(problems) {
  return new AppError({
    kind: "input",
    code: "context.files",
    what: `Not everything named could be found, so nothing was sent. ${firstOf(10, problems).join("; ")}.`,
    why: "Paths are relative to the workspace folder; globs skip ignored files, an exact path does not.",
    fix: "Correct or remove these and call again."
  });
}
function quoted(path) {
  const cut = path.length > 300 ? `${path.slice(0, 300)}…` : path;
  const others = /[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;
  if (!/[\u0000-\u001f"]/.test(cut) && cut.search(others) === -1) return cut;
  const escape = (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(cut).replace(others, escape);
}
function parseEntry(entry) {
  const text = entry.trim();
  if (text === "" || text === "!" || text === ALLOW_SECRET) throw bad(entry, "It is empty.");
  if (text.length > ENTRY_LENGTH_MAX) throw bad(entry, `It is longer than ${ENTRY_LENGTH_MAX} characters.`);
  if (text.includes("\0")) throw bad(entry, "It has a NUL character.");
  if (text.startsWith("!")) return { kind: "exclude", pattern: text.slice(1).replace(/^\.\//, "/") };
  const allowSecret = text.startsWith(ALLOW_SECRET);
  const whole = allowSecret ? text.slice(ALLOW_SECRET.length) : text;
  const range = /^(.*[^:\\/]):(\d{1,9})(-(\d{1,9})?)?$/s.exec(whole);
  if (!range) return { kind: "take", text, whole, ranged: void 0, allowSecret };
  const [, path = "", from, dash, to] = range;
  const first = Number(from);
  const last = dash === void 0 ? first : to === void 0 ? void 0 : Number(to);
  if (first < 1) throw bad(entry, "Lines count from 1.");
  if (last !== void 0 && last < first) throw bad(entry, `Line ${last} comes before line ${first}.`);
  return { kind: "take", text, whole, ranged: { path, range: { first, last } }, allowSecret };
}

export {
  ALLOW_SECRET,
  nowhere,
  quoted,
  parseEntry
};
