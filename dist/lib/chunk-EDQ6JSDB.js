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
import { constants } from "node:fs";
import {
  lchown,
  lstat,
  mkdir,
  open,
  readdir,
  readFile,
  stat,
  unlink
} from "node:fs/promises";
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
async function replaceFile(file, text, platform, only = () => true) {
  const { default: writeFileAtomic } = await import("./lib-4HYHDBKP.js");
  const folder = path.dirname(file);
  await mkdir(folder, { recursive: true, mode: 448 });
  const declined = new Error("declined");
  const untyped = () => ({
    chown: false,
    tmpfileCreated: async (temporary) => {
      await prepare(temporary, text, file);
      if (!only()) throw declined;
    }
  });
  try {
    const write = () => writeFileAtomic(file, text, { mode: 384, fsync: false, ...untyped() });
    await withRenameRetries(write, platform);
  } catch (error) {
    if (error === declined) return false;
    throw error;
  }
  await flushFolder(folder, platform);
  return true;
}
async function prepare(temporary, text, file) {
  const handle = await open(temporary, constants.O_WRONLY | (constants.O_NOFOLLOW ?? 0));
  try {
    const mine = await handle.stat();
    if ((mine.mode & 63) !== 0) await handle.chmod(384).catch(() => {
    });
    await handle.writeFile(text);
    await keepOwner(temporary, file);
    await flush(handle);
  } finally {
    await handle.close();
  }
}
async function keepOwner(made, besides) {
  const owner = await stat(besides).catch(() => stat(path.dirname(besides))).catch(() => void 0);
  if (owner && (await lstat(made)).uid !== owner.uid)
    await lchown(made, owner.uid, owner.gid).catch(() => {
    });
}
async function temporariesOf(file, since) {
  const base = `${path.basename(file)}.`;
  const names = await readdir(path.dirname(file));
  const ours = names.filter((name) => name.startsWith(base) && /^\d{1,10}$/.test(name.slice(base.length)));
  const paths = ours.map((name) => path.join(path.dirname(file), name));
  const infos = await Promise.all(paths.map((at) => lstat(at).catch(() => void 0)));
  return paths.filter((_, i) => infos[i]?.isFile() && infos[i].mtimeMs >= since);
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
  EBUSY: "It is in use, or mounted alone (as a single file of a container is), so it cannot be replaced.",
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
  replaceFile,
  keepOwner,
  temporariesOf,
  readIfThere,
  removeIfThere,
  fileError
};
