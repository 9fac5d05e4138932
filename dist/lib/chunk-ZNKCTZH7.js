import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  isNetworkPath
} from "./chunk-3YMZIQRS.js";
import {
  errnoOf
} from "./chunk-RJXX33VE.js";

// src/attach/confine.ts
import { constants } from "node:fs";
import { lstat, open, readlink, realpath } from "node:fs/promises";
import path from "node:path";
var REFUSALS = {
  outside: "it is outside the workspace",
  missing: "there is no such file",
  folder: "it is a folder",
  special: "it is no ordinary file (a pipe, a device or a socket)",
  denied: "the system does not let it be read",
  changed: "it changed while it was read"
};
async function openRoots(roots) {
  const found = await Promise.all(
    roots.map(async (root) => {
      const real = await realpath(root).catch(() => void 0);
      return real === void 0 ? void 0 : { path: root, real };
    })
  );
  return found.filter((r) => r !== void 0);
}
function isInside(child, parent) {
  const relative = path.relative(parent, child);
  return relative === "" || relative.split(path.sep)[0] !== ".." && !path.isAbsolute(relative);
}
function isKernelPath(real) {
  return path.sep === "/" && /^\/(?:proc|sys|dev)(?:\/|$)/.test(real);
}
function refusalOf(error) {
  const code = errnoOf(error) ?? "";
  if (code === "ENOENT" || code === "ENOTDIR" || code === "ENAMETOOLONG") return "missing";
  if (code === "ELOOP") return "changed";
  if (code === "ENXIO") return "special";
  return "denied";
}
function place(name, roots) {
  if (name.includes("\0") || isNetworkPath(name)) return [];
  if (path.sep === "\\" && name.replace(/^[A-Za-z]:[\\/]/, "").includes(":")) return [];
  if (path.isAbsolute(name)) {
    const file = path.resolve(name);
    return roots.some((r) => isInside(file, r.path) || isInside(file, r.real)) ? [file] : [];
  }
  return roots.map((r) => ({ r, file: path.resolve(r.real, name) })).filter(({ r, file }) => isInside(file, r.real)).map(({ file }) => file);
}
function owner(real, roots) {
  return isKernelPath(real) ? void 0 : roots.find((r) => isInside(real, r.real));
}
async function find(name, roots) {
  const places = place(name, roots);
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
  return { kind: "refused", refusal };
}
async function placeOf(handle, real, stat) {
  const known = await readlink(`/proc/self/fd/${handle.fd}`).catch(() => void 0);
  if (known !== void 0) return known.endsWith(" (deleted)") ? void 0 : known;
  const again = await realpath(real);
  if (again !== real) return void 0;
  const now = await lstat(again, { bigint: true });
  return now.ino === stat.ino && now.dev === stat.dev ? again : void 0;
}
async function openInside(name, roots) {
  const found = await find(name, roots);
  if (found.kind === "refused") return found;
  if (found.kind === "folder") return { kind: "refused", refusal: "folder" };
  return openFound(found.real, roots);
}
async function openFound(file, roots) {
  let handle;
  try {
    const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
    handle = await open(file, flags);
    const stat = await handle.stat({ bigint: true });
    const real = stat.isFile() ? await placeOf(handle, file, stat) : void 0;
    const root = real === void 0 ? void 0 : owner(real, roots);
    if (real !== void 0 && root) return { kind: "open", handle, real, root, stat };
    await handle.close();
    const refusal = !stat.isFile() ? "special" : real === void 0 ? "changed" : "outside";
    return { kind: "refused", refusal };
  } catch (error) {
    await handle?.close().catch(() => {
    });
    return { kind: "refused", refusal: refusalOf(error) };
  }
}
function shownPath(real, root, roots) {
  const relative = path.relative(root.real, real).split(path.sep).join("/");
  return root === roots[0] || roots.length < 2 ? relative || "." : `${path.basename(root.real)}/${relative}`;
}

export {
  REFUSALS,
  openRoots,
  isInside,
  find,
  openInside,
  shownPath
};
