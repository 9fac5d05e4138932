import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  sleep
} from "./chunk-HKZU3PR2.js";
import {
  AppError,
  errnoOf
} from "./chunk-RJXX33VE.js";

// src/system/files.ts
import { randomBytes } from "node:crypto";
import { renameSync } from "node:fs";
import { mkdir, open, readFile, stat, unlink } from "node:fs/promises";
import path from "node:path";
var PASSING = /* @__PURE__ */ new Set(["EPERM", "EBUSY", "EACCES"]);
var ATTEMPTS = 6;
async function withRenameRetries(action, platform, pause = sleep) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await action();
    } catch (error) {
      const passing = platform === "win32" && PASSING.has(errnoOf(error) ?? "");
      if (!passing || attempt >= ATTEMPTS) throw error;
      await pause(20 * 2 ** attempt);
    }
  }
}
var realSteps = { rename: renameSync, remove: unlink, pause: sleep };
function temporaryName(file, nonce) {
  return `${file}.${nonce}.tmp`;
}
async function replaceFile(file, text, platform, options = {}) {
  const steps = options.steps ?? realSteps;
  const folder = path.dirname(file);
  await mkdir(folder, { recursive: true, mode: 448 });
  const temporary = options.temporary ?? temporaryName(file, randomBytes(12).toString("base64url"));
  let done = false;
  try {
    const handle = await open(temporary, "wx", 384);
    try {
      await handle.writeFile(text);
      await keepOwner(handle, file);
      await flush(handle);
    } finally {
      await handle.close();
    }
    done = await withRenameRetries(
      () => {
        if (options.only && !options.only()) return false;
        steps.rename(temporary, file);
        return true;
      },
      platform,
      steps.pause
    );
  } finally {
    if (!done) await steps.remove(temporary).catch(() => {
    });
  }
  if (done) await flushFolder(folder, platform);
  return done;
}
async function keepOwner(handle, file) {
  const owner = await stat(file).catch(() => stat(path.dirname(file))).catch(() => void 0);
  const mine = await handle.stat();
  if (owner && mine.uid !== owner.uid) await handle.chown(owner.uid, owner.gid).catch(() => {
  });
}
var NO_FLUSH = /* @__PURE__ */ new Set(["EINVAL", "ENOSYS", "ENOTSUP", "EOPNOTSUPP"]);
async function flush(handle) {
  try {
    await handle.sync();
  } catch (error) {
    if (!NO_FLUSH.has(errnoOf(error) ?? "")) throw error;
  }
}
async function flushFolder(folder, platform) {
  if (platform === "win32") return;
  try {
    const handle = await open(folder, "r");
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch {
  }
}
async function readIfThere(file) {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return void 0;
    throw error;
  }
}
async function removeIfThere(file) {
  try {
    await unlink(file);
    return true;
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return false;
    throw error;
  }
}
var why = {
  ENOSPC: "The disk is full.",
  EDQUOT: "The disk quota is used up.",
  EROFS: "The file system is read-only.",
  EACCES: "The permissions do not allow it.",
  EPERM: "The system does not permit it.",
  EISDIR: "It is a directory.",
  ENOTDIR: "A part of the path is not a directory.",
  EEXIST: "A part of the path is not a directory.",
  ELOOP: "The path is a loop of links.",
  EIO: "The disk reports an error."
};
function fileError(error, file, doing) {
  if (error instanceof AppError) return error;
  const code = errnoOf(error) ?? "unknown";
  return new AppError({
    kind: "local",
    code: `file.${code.toLowerCase()}`,
    what: `${file} could not be ${doing}.`,
    why: why[code] ?? `The system says ${code}.`,
    fix: code === "ENOSPC" || code === "EDQUOT" ? "Free some space, then try again." : `Check it with \`ls -ld ${file}\`, or set CODEX_OAUTH_AUTH_FILE to a place you can write to.`,
    details: { path: file, cause: code }
  });
}

export {
  withRenameRetries,
  temporaryName,
  replaceFile,
  keepOwner,
  flush,
  flushFolder,
  readIfThere,
  removeIfThere,
  fileError
};
