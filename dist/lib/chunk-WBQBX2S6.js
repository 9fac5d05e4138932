import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  isInside
} from "./chunk-ZNKCTZH7.js";
import {
  GIT_TIMEOUT_MS
} from "./chunk-53RU7JJ5.js";
import {
  redact
} from "./chunk-N76N25DY.js";
import {
  abortReason
} from "./chunk-HQBD4QJB.js";
import {
  AppError
} from "./chunk-RJXX33VE.js";

// src/attach/git.ts
import { spawn } from "node:child_process";
import { access, constants, realpath } from "node:fs/promises";
import path from "node:path";
var OUTPUT_LIMIT = 32e6;
async function findGit(deps) {
  const windows = deps.platform === "win32";
  const key = Object.keys(deps.env).find((k) => windows ? k.toUpperCase() === "PATH" : k === "PATH");
  for (const folder of (deps.env[key ?? ""] ?? "").split(path.delimiter)) {
    if (!path.isAbsolute(folder)) continue;
    const file = path.join(folder, windows ? "git.exe" : "git");
    if (await access(file, constants.X_OK).then(
      () => true,
      () => false
    ))
      return file;
  }
  return void 0;
}
function gitEnvironment(env) {
  const clean = {};
  for (const [name, value] of Object.entries(env)) {
    if (value === void 0 || /^(?:GIT_|SSH_ASKPASS|LC_|LANGUAGE$|PAGER$|EDITOR$|VISUAL$)/i.test(name))
      continue;
    if (/(?:TOKEN|SECRET|PASSWORD|API_?KEY|CREDENTIALS?)$/i.test(name)) continue;
    clean[name] = value;
  }
  return {
    ...clean,
    LC_ALL: "C",
    GIT_TERMINAL_PROMPT: "0",
    GIT_OPTIONAL_LOCKS: "0",
    GIT_LITERAL_PATHSPECS: "1",
    // A missing object would be fetched by a program that the repository names; an empty list allows no transport.
    GIT_NO_LAZY_FETCH: "1",
    GIT_ALLOW_PROTOCOL: "none",
    GIT_ATTR_NOSYSTEM: "1"
  };
}
var HARMLESS = [
  "core.fsmonitor=false",
  "core.hooksPath=/dev/null",
  "core.quotePath=false",
  "core.pager=cat",
  "core.askPass=",
  "core.sshCommand=false",
  "credential.helper=",
  "diff.external=",
  "submodule.recurse=false",
  "protocol.allow=never"
];
async function start(git, root, deps, args, settings, onText, limit) {
  const { signal } = deps;
  signal?.throwIfAborted();
  const flags = [...HARMLESS, ...settings].flatMap((s) => ["-c", s]);
  const child = spawn(git, ["--no-pager", ...flags, ...args], {
    cwd: root,
    env: gitEnvironment(deps.env),
    shell: false,
    windowsHide: true,
    stdio: ["ignore", "pipe", "pipe"]
  });
  let out = "";
  let complaint = "";
  let size = 0;
  let cut = false;
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    child.kill("SIGKILL");
  }, GIT_TIMEOUT_MS);
  const stop = () => void child.kill("SIGKILL");
  signal?.addEventListener("abort", stop, { once: true });
  child.stdout.setEncoding("utf8").on("data", (text) => {
    size += text.length;
    if (size > limit) {
      cut = true;
      stop();
    } else if (onText) onText(text);
    else out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text) => {
    if (complaint.length < 2e3) complaint += text;
  });
  try {
    const code = await new Promise((resolve, reject) => {
      child.on("error", reject).on("close", (exit) => resolve(exit ?? -1));
    });
    if (signal?.aborted) throw abortReason(signal);
    if (late)
      throw new AppError({
        kind: "local",
        code: "context.git-slow",
        what: `git gave no answer within ${GIT_TIMEOUT_MS / 1e3} s.`,
        fix: "Run `git status` in the folder to see what holds it up, or name the files instead."
      });
    const first = complaint.split("\n").find((l) => l.trim() !== "") ?? "";
    return { code, out, complaint: redact(first).slice(0, 200), cut };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
  }
}
function withoutFilters(keys) {
  const names = /* @__PURE__ */ new Set();
  for (const key of keys.split("\0").filter((k) => k !== ""))
    names.add(key.slice("filter.".length, key.lastIndexOf(".")));
  if ([...names].some((n) => /[=\n\r]/.test(n))) return void 0;
  return [...names].flatMap((n) => [
    `filter.${n}.clean=`,
    `filter.${n}.smudge=`,
    `filter.${n}.process=`,
    `filter.${n}.required=false`
  ]);
}
async function openRepo(root, deps) {
  const none = (why, complaint = "") => ({
    kind: "none",
    why,
    complaint
  });
  const git = await findGit(deps);
  if (git === void 0) return none("no-git");
  const bare = (args) => start(git, root, deps, args, [], void 0, OUTPUT_LIMIT);
  const where = await bare(["rev-parse", "--show-toplevel", "--absolute-git-dir", "--git-common-dir"]);
  if (where.code !== 0) return none("no-repo", where.complaint);
  const lines = where.out.split(/\r?\n/).filter((l) => l !== "");
  if (lines.length !== 3) return none("unsafe", "a path with a line break");
  const [top, gitDir, common] = await Promise.all(
    lines.map((l) => realpath(path.resolve(root, l)).catch(() => void 0))
  );
  if (!top || !gitDir || !common || !isInside(root, top)) return none("unsafe", "a work tree elsewhere");
  if (!await ownsHistory(top, gitDir, common, bare))
    return none("unsafe", "the history of another folder, which does not point back");
  const filters = await bare(["config", "-z", "--name-only", "--get-regexp", "^filter\\."]);
  const settings = filters.code <= 1 ? withoutFilters(filters.out) : void 0;
  if (!settings) return none("unsafe", "filters that cannot be switched off");
  return {
    kind: "repo",
    repo: {
      root,
      top,
      run: (args, onText, limit = OUTPUT_LIMIT) => start(git, root, deps, args, settings, onText, limit)
    }
  };
}
async function ownsHistory(top, gitDir, common, bare) {
  const { lstat, readFile } = await import("node:fs/promises");
  for (const name of [
    "HEAD",
    "index",
    "config",
    "packed-refs",
    "refs",
    "refs/heads",
    "objects",
    "objects/pack"
  ]) {
    for (const folder of /* @__PURE__ */ new Set([gitDir, common])) {
      const at = await lstat(path.join(folder, name)).catch(() => void 0);
      if (at?.isSymbolicLink()) return false;
    }
  }
  if (isInside(gitDir, top) && isInside(common, top)) return true;
  if (path.dirname(gitDir) === path.join(common, "worktrees")) {
    const back = await readFile(path.join(gitDir, "gitdir"), "utf8").catch(() => "");
    const named2 = await realpath(path.resolve(gitDir, back.trim())).catch(() => void 0);
    return named2 === path.join(top, ".git");
  }
  if (gitDir !== common) return false;
  const tree = await bare(["config", "--local", "--get", "core.worktree"]);
  if (tree.code !== 0) return false;
  const named = await realpath(path.resolve(gitDir, tree.out.replace(/\r?\n$/, ""))).catch(() => void 0);
  return named === top;
}

export {
  findGit,
  gitEnvironment,
  openRepo
};
