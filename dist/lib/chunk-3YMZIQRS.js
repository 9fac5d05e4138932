import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);

// src/attach/roots.ts
import path from "node:path";
import { fileURLToPath } from "node:url";
function folderOf(uri) {
  if (!/^file:/i.test(uri)) return void 0;
  try {
    const folder = fileURLToPath(uri);
    return isNetworkPath(folder) ? void 0 : folder;
  } catch {
    return void 0;
  }
}
function isNetworkPath(file) {
  return /^[\\/]{2}/.test(file);
}
function resolveRoots({ roots, env, cwd }) {
  const named = (roots ?? []).map(folderOf).filter((f) => f !== void 0 && path.isAbsolute(f));
  if (named.length > 0) return [...new Set(named.map((f) => path.resolve(f)))];
  const project = env["CLAUDE_PROJECT_DIR"];
  if (project && path.isAbsolute(project) && !isNetworkPath(project)) return [path.resolve(project)];
  return [path.resolve(cwd)];
}

export {
  isNetworkPath,
  resolveRoots
};
