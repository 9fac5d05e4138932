import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  redact
} from "./chunk-N76N25DY.js";
import {
  AppError
} from "./chunk-RJXX33VE.js";

// src/cli/terminal/clean.ts
function stripControls(text) {
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "");
}
function field(text) {
  return stripControls(text.replace(/[\n\t\u2028\u2029]+/g, " ")).replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "").trim();
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
    const { what, why, fix } = error.said("terminal");
    return { error: { code: error.code, what, why: why ?? null, fix } };
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

// src/cli/terminal/width.ts
import { stripVTControlCharacters } from "node:util";
function width(text) {
  let cells = 0;
  for (const char of stripVTControlCharacters(text)) {
    const code = char.codePointAt(0) ?? 0;
    if (new RegExp("\\p{Mn}|\\p{Cf}", "u").test(char)) continue;
    const wide = code >= 4352 && code <= 4447 || code >= 11904 && code <= 42191 || code >= 44032 && code <= 55203 || code >= 63744 && code <= 64255 || code >= 65072 && code <= 65135 || code >= 65280 && code <= 65376 || code >= 65504 && code <= 65510 || code >= 127744;
    cells += wide ? 2 : 1;
  }
  return cells;
}
function padEnd(text, cells) {
  return text + " ".repeat(Math.max(0, cells - width(text)));
}
function clip(text, cells) {
  if (width(text) <= cells) return text;
  let kept = "";
  let used = 0;
  for (const char of text) {
    const next = width(char);
    if (used + next > cells - 1) break;
    kept += char;
    used += next;
  }
  return `${kept}…`;
}
function wrap(text, cells) {
  const lines = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && width(longer) > cells) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}

// src/cli/terminal/spinner.ts
var FRAMES = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
var FRAME_MS = 80;
var ERASE = "\r\x1B[2K";
function frameAt(ms) {
  return FRAMES[Math.floor(ms / FRAME_MS) % FRAMES.length] ?? "";
}
function startSpinner(sink, paint, now, text) {
  if (!sink.isTTY) return { stop: () => {
  } };
  const started = now();
  let drawn = false;
  const draw = () => {
    drawn = true;
    const line = clip(text(), Math.max(10, sink.columns - 6));
    sink.write(`${ERASE}${paint.cyan(frameAt(now() - started))} ${line}`);
  };
  const timer = setInterval(draw, FRAME_MS);
  return {
    stop: () => {
      clearInterval(timer);
      if (drawn) sink.write(ERASE);
      drawn = false;
    }
  };
}

export {
  stripControls,
  field,
  EXIT,
  exitCodeOf,
  errorDocument,
  renderError,
  width,
  padEnd,
  clip,
  wrap,
  frameAt,
  startSpinner
};
