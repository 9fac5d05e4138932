import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  fileError
} from "./chunk-67L3JRRV.js";

// src/threads/spill.ts
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
var LARGE_ANSWER = 49e4;
var HEAD = 48e4;
function headOf(text, length = HEAD) {
  if (text.length <= length) return text;
  const cut = text.slice(0, length);
  const line = cut.lastIndexOf("\n");
  if (line > length * 0.9) return cut.slice(0, line + 1);
  const last = cut.charCodeAt(cut.length - 1);
  return last >= 55296 && last <= 56319 ? cut.slice(0, -1) : cut;
}
async function spillText(text, file) {
  try {
    await mkdir(path.dirname(file), { recursive: true, mode: 448 });
    await writeFile(file, text, { mode: 384, flag: "wx" });
  } catch (error) {
    throw fileError(error, file, "written");
  }
  return { head: headOf(text), path: file };
}

export {
  LARGE_ANSWER,
  headOf,
  spillText
};
