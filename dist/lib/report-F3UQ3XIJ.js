import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  ALLOW_SECRET
} from "./chunk-ZA67BKQZ.js";
import {
  count,
  firstOf,
  humanBytes
} from "./chunk-KSUJLE2J.js";
import "./chunk-RJXX33VE.js";
import "./chunk-QUEU7GBP.js";

// src/attach/report.ts
var SHOWN = 8;
var list = (items) => firstOf(
  SHOWN,
  items.map((o) => `${o.path} (${o.reason})`)
).join(", ");
var rows = (items) => items.map((o) => `- ${o.path}: ${o.reason}`);
function summary({ attached, bytes, imageBytes, tokens }) {
  const of = (kind, one) => {
    const n = attached.filter((a) => a.kind === kind).length;
    return n === 0 ? "" : count(n, one);
  };
  const diff = of("diff", "file");
  const parts = [of("file", "file"), diff && `a diff of ${diff}`, of("image", "image")].filter(Boolean);
  const size = humanBytes(bytes + imageBytes);
  return `${parts.join(", ") || "nothing"} (${size}, about ${count(tokens, "token")})`;
}
function renderReport(gathered, face) {
  const { attached, withheld, omitted, notes } = gathered;
  const lines = [`attached: ${summary(gathered)}`];
  const opened = attached.filter((a) => a.secretAllowed).map((a) => a.path);
  if (opened.length > 0) lines.push(`sent despite the secret guard: ${opened.join(", ")}`);
  if (withheld.length > 0) {
    const override = face === "assistant" ? `Only if the user wants one sent: ${ALLOW_SECRET}<path> in files` : `To send one all the same: --file ${ALLOW_SECRET}<path>`;
    lines.push(`withheld by the secret guard: ${list(withheld)}. ${override}.`);
  }
  if (omitted.length > 0) lines.push(`left out: ${list(omitted)}`);
  return [...lines, ...notes];
}
function row(a) {
  const lines = {
    image: "",
    diff: `${count(a.lines, "line")} of diff, `,
    file: a.totalLines === 0 ? "empty, " : `lines ${a.firstLine}-${a.lastLine} of ${a.totalLines}, `
  }[a.kind];
  return `- ${a.path}: ${a.kind}, ${lines}${humanBytes(a.bytes)}${a.secretAllowed ? ", secret guard overridden" : ""}`;
}
function renderDryRun(gathered, { head = [], content } = {}) {
  const { attached, withheld, omitted, notes } = gathered;
  const out = ["Dry run: nothing was sent.", ...head, "", `Would be attached: ${summary(gathered)}`];
  out.push(...attached.map(row), ...notes);
  if (withheld.length > 0) {
    const how = `to send one all the same, name it as ${ALLOW_SECRET}<path>`;
    out.push("", `Withheld by the secret guard (${how}):`, ...rows(withheld));
  }
  if (omitted.length > 0) out.push("", "Left out:", ...rows(omitted));
  for (const part of content ? gathered.parts : []) {
    const image = part.type === "input_image";
    out.push("", image ? `[image, ${humanBytes(part.image_url.length)} as sent]` : part.text);
  }
  return out.join("\n");
}
function attachmentReceipt(gathered) {
  return {
    attached: gathered.attached.map(({ path, kind, lines, bytes, secretAllowed }) => {
      return { path, kind, lines, bytes, ...secretAllowed ? { secret_allowed: true } : {} };
    }),
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
