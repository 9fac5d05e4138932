import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);

// src/attach/text.ts
function decodeText(bytes) {
  const utf16 = bytes[0] === 255 && bytes[1] === 254 ? "utf-16le" : bytes[0] === 254 && bytes[1] === 255 ? "utf-16be" : void 0;
  try {
    const text = new TextDecoder(utf16 ?? "utf-8", { fatal: true }).decode(bytes);
    return text.includes("\0") ? void 0 : text;
  } catch {
    return void 0;
  }
}
function splitLines(text) {
  if (text === "") return [];
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines.map((l) => l.endsWith("\r") ? l.slice(0, -1) : l);
}
function numberedPart(path, lines, range) {
  const total = lines.length;
  const first = range?.first ?? 1;
  const last = Math.min(range?.last ?? total, total);
  if (range && first > total) return void 0;
  const span = total === 0 ? "empty" : range ? `lines ${first}-${last} of ${total}` : `lines 1-${total}`;
  const body = lines.slice(first - 1, last).map((line, i) => `${first + i}	${line}`);
  return {
    text: [`--- File ${path} (${span}) ---`, ...body].join("\n"),
    firstLine: first,
    lastLine: last,
    totalLines: total
  };
}

export {
  decodeText,
  splitLines,
  numberedPart
};
