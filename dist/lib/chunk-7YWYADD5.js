import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  ENTRY_LENGTH_MAX
} from "./chunk-53RU7JJ5.js";
import {
  AppError,
  its,
  say
} from "./chunk-RJXX33VE.js";

// src/attach/budget.ts
function createBudget(total) {
  let spent = 0;
  return {
    get left() {
      return total - spent;
    },
    get spent() {
      return spent;
    },
    take: (text) => {
      const bytes = Buffer.byteLength(text, "utf8");
      if (bytes > total - spent) return false;
      spent += bytes;
      return true;
    }
  };
}
function humanBytes(bytes) {
  if (bytes < 1e3) return `${bytes} bytes`;
  if (bytes < 1e6) return `${Math.round(bytes / 1e3)} kB`;
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

// src/attach/entry.ts
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
function quoted(path) {
  const cut = path.length > 300 ? `${path.slice(0, 300)}…` : path;
  return /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069"]/.test(cut) ? JSON.stringify(cut).replace(
    /[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`
  ) : cut;
}
function parseEntry(entry) {
  const text = entry.trim();
  if (text === "" || text === "!" || text === ALLOW_SECRET) throw bad(entry, "It is empty.");
  if (text.length > ENTRY_LENGTH_MAX) throw bad(entry, `It is longer than ${ENTRY_LENGTH_MAX} characters.`);
  if (text.includes("\0")) throw bad(entry, "It has a NUL character.");
  if (text.startsWith("!")) return { kind: "exclude", pattern: text.slice(1).replace(/^\.\//, "/") };
  const allowSecret = text.startsWith(ALLOW_SECRET);
  const whole = allowSecret ? text.slice(ALLOW_SECRET.length) : text;
  const range = /^(.*[^:\\/]):(\d{1,9})(?:-(\d{1,9})?)?$/s.exec(whole);
  if (!range) return { kind: "take", text, whole, ranged: void 0, allowSecret };
  const first = Number(range[2]);
  const dashed = /-\d*$/.test(whole.slice((range[1] ?? "").length + 1));
  const last = dashed ? range[3] === void 0 ? void 0 : Number(range[3]) : first;
  if (first < 1) throw bad(entry, "Lines count from 1.");
  if (last !== void 0 && last < first) throw bad(entry, `Line ${last} comes before line ${first}.`);
  return { kind: "take", text, whole, ranged: { path: range[1] ?? "", range: { first, last } }, allowSecret };
}

export {
  createBudget,
  humanBytes,
  ALLOW_SECRET,
  quoted,
  parseEntry
};
