import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  ALLOW_SECRET,
  humanBytes
} from "./chunk-7YWYADD5.js";
import "./chunk-53RU7JJ5.js";
import "./chunk-RJXX33VE.js";
import "./chunk-QUEU7GBP.js";

// src/attach/report.ts
var SHOWN = 8;
function count(n, one, many = `${one}s`) {
  return `${n} ${n === 1 ? one : many}`;
}
function list(items, max) {
  const shown = items.slice(0, max).map((o) => `${o.path} (${o.reason})`);
  return [...shown, ...items.length > max ? [`and ${items.length - max} more`] : []].join(", ");
}
function summary(attached) {
  const of = (kind) => attached.filter((a) => a.kind === kind).length;
  const parts = [
    of("file") > 0 ? count(of("file"), "file") : "",
    of("diff") > 0 ? `a diff of ${count(of("diff"), "file")}` : "",
    of("image") > 0 ? count(of("image"), "image") : ""
  ].filter(Boolean);
  return parts.length === 0 ? "nothing" : parts.join(", ");
}
function renderReport(gathered, face) {
  const { attached, withheld, omitted, notes } = gathered;
  const size = humanBytes(gathered.bytes + gathered.imageBytes);
  const lines = [`attached: ${summary(attached)} (${size}, about ${gathered.tokens} tokens)`];
  const opened = attached.filter((a) => a.secretAllowed).map((a) => a.path);
  if (opened.length > 0) lines.push(`sent although secret, as asked: ${opened.join(", ")}`);
  if (withheld.length > 0)
    lines.push(
      `withheld by the secret guard: ${list(withheld, SHOWN)}. ${face === "assistant" ? `Only if the user wants one sent: ${ALLOW_SECRET}<path> in files` : `To send one all the same: --file ${ALLOW_SECRET}<path>`}.`
    );
  if (omitted.length > 0) lines.push(`left out: ${list(omitted, SHOWN)}`);
  return [...lines, ...notes];
}
function row(a) {
  const lines = a.kind === "image" ? "" : a.kind === "diff" ? `${count(a.lines, "line")} of diff, ` : a.totalLines === 0 ? "empty, " : `lines ${a.firstLine ?? 1}-${a.lastLine ?? a.lines} of ${a.totalLines ?? a.lines}, `;
  return `- ${a.path}: ${a.kind}, ${lines}${humanBytes(a.bytes)}${a.secretAllowed ? ", secret guard overridden" : ""}`;
}
function renderDryRun(gathered, options = {}) {
  const { attached, withheld, omitted, notes } = gathered;
  const size = humanBytes(gathered.bytes + gathered.imageBytes);
  const out = ["Dry run: nothing was sent.", ...options.head ?? []];
  out.push("", `Would be attached: ${summary(attached)} (${size}, about ${gathered.tokens} tokens)`);
  out.push(...attached.map(row), ...notes);
  if (withheld.length > 0) {
    out.push("", `Withheld by the secret guard (${ALLOW_SECRET}<path> in files overrides it for one file):`);
    out.push(...withheld.map((o) => `- ${o.path}: ${o.reason}`));
  }
  if (omitted.length > 0) out.push("", "Left out:", ...omitted.map((o) => `- ${o.path}: ${o.reason}`));
  if (options.content) {
    for (const part of gathered.parts)
      out.push(
        "",
        part.type === "input_text" ? part.text : `[image, ${humanBytes(part.image_url.length)} as sent]`
      );
  }
  return out.join("\n");
}
function attachmentReceipt(gathered) {
  return {
    attached: gathered.attached.map((a) => ({
      path: a.path,
      kind: a.kind,
      lines: a.lines,
      bytes: a.bytes,
      ...a.secretAllowed ? { secret_allowed: true } : {}
    })),
    withheld: gathered.withheld,
    omitted: gathered.omitted,
    bytes: gathered.bytes + gathered.imageBytes,
    estimated_tokens: gathered.tokens
  };
}
export {
  attachmentReceipt,
  renderDryRun,
  renderReport
};
