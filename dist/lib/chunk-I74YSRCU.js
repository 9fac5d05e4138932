import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  redact
} from "./chunk-N76N25DY.js";
import {
  AppError
} from "./chunk-RJXX33VE.js";

// src/cli/text.ts
import * as util from "node:util";
function stripControls(text) {
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "");
}
function field(text) {
  return stripControls(text.replace(/[\n\t\u2028\u2029]+/g, " ")).replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "").trim();
}
function plural(n, word) {
  return `${n} ${word}${n === 1 ? "" : "s"}`;
}
function createPaint(on) {
  const styleText2 = "styleText" in util ? util.styleText : void 0;
  const brush = (style) => (text) => (
    // Whether colours are wanted is judged per sink (io.ts); Node would look at stdout only.
    on && styleText2 && text !== "" ? styleText2(style, text, { validateStream: false }) : text
  );
  return {
    bold: brush("bold"),
    dim: brush("dim"),
    green: brush("green"),
    yellow: brush("yellow"),
    red: brush("red"),
    cyan: brush("cyan")
  };
}
var NOTHING = /[\p{Mn}\p{Cf}]/gu;
var WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{3ffff}]/gu;
function width(text) {
  const shown = util.stripVTControlCharacters(text).replace(NOTHING, "");
  return shown.replace(WIDE, "xx").replace(/[^\0-\uffff]/gu, "x").length;
}
function padEnd(text, cells) {
  return text + " ".repeat(Math.max(0, cells - width(text)));
}
function clip(text, cells) {
  if (width(text) <= cells) return text;
  let kept = "";
  for (const char of text) {
    if (width(kept + char) > cells - 1) break;
    kept += char;
  }
  return `${kept}…`;
}
function renderPairs(pairs, paint) {
  const first = Math.max(...pairs.map(([label]) => width(label))) + 2;
  return pairs.map(([label, value]) => `${paint.dim(padEnd(label, first))}${value}`).join("\n");
}
function renderTable(head, rows, paint) {
  const widths = head.map((h, i) => Math.max(width(h), ...rows.map((r) => width(r[i] ?? ""))));
  const line = (cells) => cells.map((c, i) => i === cells.length - 1 ? c : padEnd(c, widths[i] ?? 0)).join("  ").trimEnd();
  return [paint.dim(line(head)), ...rows.map(line)].join("\n");
}

// src/cli/boundary.ts
var EXIT = { ok: 0, failed: 1, usage: 2, interrupted: 130 };
function exitCodeOf(error, interrupted) {
  if (interrupted) return EXIT.interrupted;
  const usage = error instanceof AppError && error.kind === "input" && error.code !== "cancelled";
  return usage ? EXIT.usage : EXIT.failed;
}
function errorDocument(error) {
  if (error instanceof AppError) {
    const { what, why = null, fix } = error.said("terminal");
    return { error: { code: error.code, what, why, fix } };
  }
  const said = error instanceof Error ? `${error.name}: ${error.message}` : "an unknown error";
  return {
    error: {
      code: "internal",
      what: "Something unexpected went wrong.",
      why: redact(field(said)).slice(0, 300),
      fix: "Try again; if it stays so, run it with CODEX_DEBUG=1 and report what the log says."
    }
  };
}
function renderError(error, paint) {
  const { what, why, fix } = errorDocument(error).error;
  const lines = [`${paint.red("✗")} ${paint.bold(field(what))}`];
  if (why) lines.push(`  ${field(why)}`);
  lines.push(`  ${paint.cyan("→")} ${field(fix)}`);
  return lines.join("\n");
}

export {
  stripControls,
  field,
  plural,
  createPaint,
  padEnd,
  clip,
  renderPairs,
  renderTable,
  EXIT,
  exitCodeOf,
  errorDocument,
  renderError
};
