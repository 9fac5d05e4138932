import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);

// src/attach/gathering.ts
var FILE_BUDGET = 2e5;
var CHARS_PER_TOKEN = 3.5;
var TOKENS_PER_IMAGE = 1500;
function startGathering(deps, roots, allowed, budget) {
  const found = {
    parts: [],
    attached: [],
    omitted: [],
    withheld: [],
    notes: [],
    bytes: 0,
    imageBytes: 0
  };
  const omit = (path, reason) => void found.omitted.push({ path, reason });
  const withhold = (path, reason) => void found.withheld.push({ path, reason });
  const note = (sentence) => void found.notes.push(sentence);
  const addText = (text) => {
    const bytes = Buffer.byteLength(text);
    if (bytes > budget - found.bytes) return false;
    found.bytes += bytes;
    found.parts.push({ type: "input_text", text });
    return true;
  };
  const attach = (text, about, advice) => {
    const bytes = Buffer.byteLength(text);
    if (bytes > FILE_BUDGET)
      omit(about.path, `${humanBytes(bytes)} as sent, more than ${humanBytes(FILE_BUDGET)}: ${advice}`);
    else if (addText(text)) return found.attached.push({ ...about, bytes }) > 0;
    else omit(about.path, `it needs ${humanBytes(bytes)}, and the text budget is used up`);
    return false;
  };
  const attachImage = (path, type, bytes) => {
    found.imageBytes += bytes.length;
    found.parts.push({ type: "input_image", image_url: `data:${type};base64,${bytes.toString("base64")}` });
    found.attached.push({ path, kind: "image", bytes: bytes.length, lines: 0 });
  };
  const result = () => {
    const chars = found.parts.reduce((sum, p) => sum + (p.type === "input_text" ? p.text.length : 0), 0);
    const images = found.attached.filter((a) => a.kind === "image").length;
    return { ...found, tokens: Math.ceil(chars / CHARS_PER_TOKEN) + images * TOKENS_PER_IMAGE };
  };
  return { deps, roots, allowed, omit, withhold, note, addText, attach, attachImage, result };
}
function humanBytes(bytes) {
  if (bytes < 1e3) return count(bytes, "byte");
  if (bytes < 1e6) return `${Math.round(bytes / 1e3)} kB`;
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
function firstOf(max, items) {
  return items.length > max ? [...items.slice(0, max), `and ${items.length - max} more`] : items;
}
function count(n, one) {
  return `${n} ${one}${n === 1 ? "" : "s"}`;
}

export {
  FILE_BUDGET,
  startGathering,
  humanBytes,
  firstOf,
  count
};
