import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  AppError
} from "./chunk-RJXX33VE.js";

// src/attach/image-type.ts
function imageType(bytes) {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 16)).toString("latin1");
  if (head.startsWith("PNG\r\n\n")) return "image/png";
  if (head.startsWith("ÿØÿ")) return "image/jpeg";
  if (head.startsWith("GIF87a") || head.startsWith("GIF89a")) return "image/gif";
  if (head.startsWith("RIFF") && head.slice(8, 12) === "WEBP") return "image/webp";
  return void 0;
}

// src/attach/nowhere.ts
function nowhere(problems) {
  const shown = problems.slice(0, 10).join("; ");
  const rest = problems.length > 10 ? `; and ${problems.length - 10} more` : "";
  return new AppError({
    kind: "input",
    code: "context.files",
    what: `Not everything named could be found, so nothing was sent. ${shown}${rest}.`,
    why: "Paths are taken from the workspace folder; globs leave out what .gitignore ignores, a file named exactly does not.",
    fix: "Correct or remove these and call again."
  });
}

export {
  imageType,
  nowhere
};
