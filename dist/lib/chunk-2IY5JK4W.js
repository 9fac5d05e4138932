import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  errnoOf
} from "./chunk-RJXX33VE.js";

// src/attach/workspace.ts
import { constants } from "node:fs";
import { lstat, open, readlink, realpath } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
var REFUSALS = {
  outside: "it is outside the workspace",
  missing: "there is no such file",
  folder: "it is a folder",
  special: "it is not a regular file (a pipe, a device or a socket)",
  denied: "the system denies access to it",
  changed: "it changed while it was read"
};
function resolveRoots({ roots, env, cwd }) {
  const named = (roots ?? []).map(folderOf).filter((f) => f !== void 0);
  if (named.length > 0) return [...new Set(named.map((f) => path.resolve(f)))];
  const project = env["CLAUDE_PROJECT_DIR"];
  return [path.resolve(project && isLocalFolder(project) ? project : cwd)];
}
function folderOf(uri) {
  if (!/^file:/i.test(uri)) return void 0;
  try {
    const folder = fileURLToPath(uri);
    return isLocalFolder(folder) ? folder : void 0;
  } catch {
    return void 0;
  }
}
var isLocalFolder = (folder) => path.isAbsolute(folder) && !isNetworkPath(folder);
function isNetworkPath(file) {
  return /^[\\/]{2}/.test(file);
}
async function openRoots(roots) {
  const found = [];
  for (const root of roots) {
    const real = await realpath(root).catch(() => void 0);
    if (real !== void 0) found.push({ path: root, real });
  }
  return found;
}
function isInside(child, parent) {
  const relative = path.relative(parent, child);
  return relative === "" || relative.split(path.sep)[0] !== ".." && !path.isAbsolute(relative);
}
function refusalOf(error) {
  const code = errnoOf(error) ?? "";
  if (["ENOENT", "ENOTDIR", "ENAMETOOLONG"].includes(code)) return "missing";
  if (code === "ELOOP") return "changed";
  return code === "ENXIO" ? "special" : "denied";
}
function placesOf(name, roots) {
  if (name.includes("\0") || isNetworkPath(name)) return [];
  if (path.sep === "\\" && name.replace(/^[A-Za-z]:[\\/]/, "").includes(":")) return [];
  if (path.isAbsolute(name)) {
    const file = path.resolve(name);
    return roots.some((r) => isInside(file, r.path) || isInside(file, r.real)) ? [file] : [];
  }
  return roots.flatMap((r) => {
    const file = path.resolve(r.real, name);
    return isInside(file, r.real) ? [file] : [];
  });
}
function owner(real, roots) {
  if (path.sep === "/" && /^\/(?:proc|sys|dev)(?:\/|$)/.test(real)) return void 0;
  return roots.find((r) => isInside(real, r.real));
}
async function find(name, roots) {
  const places = placesOf(name, roots);
  let refusal = places.length === 0 ? "outside" : "missing";
  for (const file of places) {
    try {
      const real = await realpath(file);
      const root = owner(real, roots);
      if (!root) {
        refusal = "outside";
        continue;
      }
      const stat = await lstat(real);
      if (stat.isFile()) return { kind: "file", real, root };
      if (stat.isDirectory()) return { kind: "folder", real, root };
      refusal = "special";
    } catch (error) {
      if (refusal === "missing") refusal = refusalOf(error);
    }
  }
  return refusal;
}
async function placeOf(handle, real, stat) {
  const known = await readlink(`/proc/self/fd/${handle.fd}`).catch(() => void 0);
  if (known !== void 0) return known.endsWith(" (deleted)") ? void 0 : known;
  const again = await realpath(real);
  if (again !== real) return void 0;
  const now = await lstat(again, { bigint: true });
  return now.ino === stat.ino && now.dev === stat.dev ? again : void 0;
}
async function openFound(file, roots) {
  let handle;
  try {
    const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
    handle = await open(file, flags);
    const stat = await handle.stat({ bigint: true });
    const real = stat.isFile() ? await placeOf(handle, file, stat) : void 0;
    if (real !== void 0 && owner(real, roots)) return { handle, real, stat };
    await handle.close();
    return !stat.isFile() ? "special" : real === void 0 ? "changed" : "outside";
  } catch (error) {
    await handle?.close().catch(() => {
    });
    return refusalOf(error);
  }
}
function shownPath(real, root, roots) {
  const relative = relativePath(real, root);
  return root === roots[0] || roots.length < 2 ? relative || "." : `${path.basename(root.real)}/${relative}`;
}
function relativePath(real, root) {
  return path.relative(root.real, real).split(path.sep).join("/");
}

export {
  REFUSALS,
  resolveRoots,
  openRoots,
  isInside,
  find,
  openFound,
  shownPath,
  relativePath
};
