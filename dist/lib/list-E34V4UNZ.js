import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  parseIgnore
} from "./chunk-FXBURYZU.js";
import {
  isToolFolder
} from "./chunk-JJEXZRK3.js";
import {
  find
} from "./chunk-ZNKCTZH7.js";
import "./chunk-3YMZIQRS.js";
import {
  LISTING_MAX
} from "./chunk-53RU7JJ5.js";
import "./chunk-RJXX33VE.js";
import "./chunk-QUEU7GBP.js";

// src/attach/list.ts
import { readdir, readFile, lstat } from "node:fs/promises";
import path from "node:path";
var IGNORE_FILE_LIMIT = 256e3;
async function rulesIn(file) {
  const stat = await lstat(file).catch(() => void 0);
  if (!stat?.isFile() || stat.size > IGNORE_FILE_LIMIT) return void 0;
  return parseIgnore(await readFile(file, "utf8").catch(() => ""));
}
function isIgnored(scopes, file, isFolder) {
  for (let i = scopes.length - 1; i >= 0; i -= 1) {
    const scope = scopes[i];
    const below = scope?.folder === "" ? file : file.slice((scope?.folder.length ?? 0) + 1);
    const decision = scope?.rules.decide(below, isFolder);
    if (decision) return decision === "ignored";
  }
  return false;
}
async function walk(base, signal) {
  const files = [];
  let seen = 0;
  let cut = false;
  const visit = async (folder, outer) => {
    signal?.throwIfAborted();
    const entries = await readdir(path.join(base, folder), { withFileTypes: true }).catch(() => []);
    const rules = await rulesIn(path.join(base, folder, ".gitignore"));
    const scopes = rules ? [...outer, { folder, rules }] : outer;
    for (const entry of entries) {
      seen += 1;
      if (seen > LISTING_MAX) {
        cut = true;
        return;
      }
      const file = folder === "" ? entry.name : `${folder}/${entry.name}`;
      const isFolder = entry.isDirectory();
      if (isFolder && isToolFolder(entry.name)) continue;
      if (isIgnored(scopes, file, isFolder)) continue;
      if (isFolder) await visit(file, scopes);
      else if (entry.isFile() || entry.isSymbolicLink()) files.push(file);
    }
  };
  const exclude = await rulesIn(path.join(base, ".git", "info", "exclude"));
  await visit("", exclude ? [{ folder: "", rules: exclude }] : []);
  return { files: files.sort(), cut };
}
async function listByGit(root, deps) {
  const { openRepo } = await import("./git-JHKIECLQ.js");
  const answer = await openRepo(root.real, deps);
  if (answer.kind !== "repo") return void 0;
  const { repo } = answer;
  const [tracked, others] = await Promise.all([
    repo.run(["ls-files", "-z", "--stage"]),
    repo.run(["ls-files", "-z", "--others", "--exclude-standard"])
  ]);
  if (tracked.code !== 0 || others.code !== 0) return void 0;
  const files = /* @__PURE__ */ new Set();
  const nested = [];
  for (const record of tracked.out.split("\0")) {
    const tab = record.indexOf("	");
    if (tab === -1) continue;
    const file = record.slice(tab + 1);
    if (record.startsWith("160000")) nested.push(file);
    else files.add(file);
  }
  for (const file of others.out.split("\0")) {
    if (file.endsWith("/")) nested.push(file.slice(0, -1));
    else if (file !== "") files.add(file);
  }
  if (files.size === 0 && nested.length === 0) return void 0;
  let cut = tracked.cut || others.cut;
  for (const folder of nested) {
    if (folder.split("/").some(isToolFolder)) continue;
    const at = await find(folder, [root]);
    if (at.kind !== "folder" || at.real !== path.join(root.real, folder)) continue;
    const inner = await walk(at.real, deps.signal);
    cut ||= inner.cut;
    for (const file of inner.files) files.add(`${folder}/${file}`);
  }
  const sorted = [...files].filter((f) => !f.split("/").some(isToolFolder)).sort();
  return { files: sorted.slice(0, LISTING_MAX), cut: cut || sorted.length > LISTING_MAX };
}
async function listFiles(root, deps) {
  return await listByGit(root, deps) ?? walk(root.real, deps.signal);
}
export {
  listFiles,
  walk
};
