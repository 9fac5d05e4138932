import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  imageType,
  readBytes,
  readText,
  secretName,
  splitLines
} from "./chunk-34WAHBSG.js";
import {
  ALLOW_SECRET,
  nowhere,
  parseEntry,
  quoted
} from "./chunk-ZA67BKQZ.js";
import {
  FILE_BUDGET,
  count,
  firstOf,
  humanBytes,
  startGathering
} from "./chunk-KSUJLE2J.js";
import {
  describeHits,
  scanKeyLines,
  scanText
} from "./chunk-U35HFFBK.js";
import {
  REFUSALS,
  find,
  isInside,
  openRoots,
  relativePath,
  shownPath
} from "./chunk-2IY5JK4W.js";
import {
  redact
} from "./chunk-N76N25DY.js";
import {
  abortReason
} from "./chunk-HKZU3PR2.js";
import "./chunk-L5FXI35G.js";
import {
  AppError,
  its,
  say
} from "./chunk-RJXX33VE.js";
import "./chunk-QUEU7GBP.js";

// src/attach/comparison.ts
var REF_MAX = 250;
var REF = /^[\p{L}\p{N}_@][\p{L}\p{N}_@{}~^+#%=,./-]*$/u;
function ref(text, whole) {
  if (text.length <= REF_MAX && REF.test(text) && !text.includes("..") && !text.endsWith(".lock"))
    return text;
  throw new AppError({
    kind: "input",
    code: "context.diff-ref",
    what: `${quoted(whole.slice(0, REF_MAX))} cannot be read as a diff.`,
    why: 'It is "uncommitted", "staged", a branch, tag or commit to compare with, or a range such as main..feature.',
    fix: "Name one of these and call again."
  });
}
function parseDiff(text) {
  const spec = text.trim();
  if (spec === "uncommitted" || spec === "staged") return { kind: spec };
  const range = /^(.*?)(\.{2,3})(.*)$/s.exec(spec);
  if (!range) return { kind: "base", base: ref(spec, spec) };
  const [, from = "", dots = "", to = ""] = range;
  if (from === "" && to === "") ref("", spec);
  const end = (name) => name === "" ? "HEAD" : ref(name, spec);
  return { kind: "range", from: end(from), to: end(to), merge: dots === "..." };
}
async function hashFrom(repo, args) {
  const { code, out } = await repo.run(args);
  const hash = out.trim();
  return code === 0 && /^[0-9a-f]{40,64}$/.test(hash) ? hash : void 0;
}
async function resolveRef(repo, name) {
  const args = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`];
  const hash = await hashFrom(repo, args);
  if (hash !== void 0) return hash;
  const refs = ["for-each-ref", "--count=12", "--sort=-committerdate", "--format=%(refname:short)"];
  const known = (await repo.run([...refs, "refs/heads", "refs/remotes"])).out.split(/\r?\n/).filter(Boolean);
  throw new AppError({
    kind: "input",
    code: "context.diff-ref",
    what: `There is no branch, tag or commit "${quoted(name)}" here.`,
    why: known.length > 0 ? `Branches here: ${known.map(quoted).join(", ")}.` : "The repository has no commits yet.",
    fix: 'Name one of these, or use "uncommitted" or "staged".'
  });
}
async function mergeBase(repo, from, to, names) {
  const hash = await hashFrom(repo, ["merge-base", from, to]);
  if (hash !== void 0) return hash;
  throw new AppError({
    kind: "input",
    code: "context.diff-ref",
    what: `${names} have no common commit here.`,
    why: "Their histories are unrelated, or this is a shallow clone.",
    fix: "Run `git fetch --unshallow`, or give both ends: `a..b`."
  });
}
async function compare(repo, spec) {
  const short = (hash) => hash.slice(0, 10);
  if (spec.kind === "uncommitted" || spec.kind === "staged") {
    const head = await hashFrom(repo, ["rev-parse", "--verify", "--quiet", "HEAD^{commit}"]);
    const against = head === void 0 ? "nothing, as there is no commit yet" : `HEAD (${short(head)})`;
    const hash = head ?? await hashFrom(repo, ["hash-object", "-t", "tree", "--stdin"]) ?? "";
    const staged = spec.kind === "staged";
    const title = `${spec.kind} changes against ${against}`;
    return { args: staged ? ["--cached", hash] : [hash], title, untracked: !staged };
  }
  if (spec.kind === "base") {
    const base = await resolveRef(repo, spec.base);
    const common = await mergeBase(repo, base, await resolveRef(repo, "HEAD"), `${spec.base} and HEAD`);
    const title = `changes since the merge base ${short(common)} of ${spec.base} and HEAD, uncommitted ones included`;
    return { args: [common], title, untracked: true };
  }
  const [from, to] = [await resolveRef(repo, spec.from), await resolveRef(repo, spec.to)];
  const names = `${spec.from} and ${spec.to}`;
  const start = spec.merge ? await mergeBase(repo, from, to, names) : from;
  const first = spec.merge ? `the merge base ${short(start)} of ${names}` : `${spec.from} (${short(from)})`;
  return { args: [start, to], title: `changes from ${first} to ${spec.to} (${short(to)})`, untracked: false };
}

// src/attach/diff.ts
import path2 from "node:path";

// src/attach/generated.ts
var words = (text) => new Set(text.trim().split(/\s+/));
var LOCK_FILES = words(`
  package-lock.json npm-shrinkwrap.json pnpm-lock.yaml yarn.lock bun.lock bun.lockb deno.lock
  cargo.lock composer.lock gemfile.lock poetry.lock pipfile.lock pdm.lock uv.lock pubspec.lock podfile.lock mix.lock
  go.sum go.work.sum flake.lock gradle.lockfile packages.lock.json package.resolved .terraform.lock.hcl`);
var FOLDERS = words(`
  .git .hg .svn .jj node_modules bower_components __pycache__ .venv .tox .mypy_cache .pytest_cache
  .gradle .terraform .next .nuxt`);
var GENERATED_NAME = /\.min\.(?:js|mjs|cjs|css|html)$|\.(?:js|mjs|cjs|css|ts|mts|cts)\.map$|\.pb\.(?:go|cc|h|swift|dart)$|_pb2(?:_grpc)?\.pyi?$|\.(?:g|freezed)\.dart$|\.designer\.(?:cs|vb)$|\.generated\.[a-z]+$|\.tsbuildinfo$/i;
var MARKER = /^(?:[\s/*#;<!"'-]*)(?:@generated\b|code generated by .{1,200} do not edit|this file (?:is|was) (?:auto(?:matically)?[- ]?)?generated\b|auto-?generated file\b)/im;
var LINE_MAX = 1e4;
var MEAN_MAX = 400;
var MEAN_FROM = 5e3;
function isToolFolder(name) {
  return FOLDERS.has(name.toLowerCase());
}
function generatedByName(path5) {
  const name = path5.slice(path5.lastIndexOf("/") + 1).toLowerCase();
  if (LOCK_FILES.has(name)) return "a lock file";
  if (GENERATED_NAME.test(name)) return "a generated file, by its name";
  return void 0;
}
function generatedByShape(text) {
  if (MARKER.test(text.slice(0, 1e3).split("\n", 10).join("\n")))
    return "a generated file, by its first lines";
  let longest = 0;
  let lines = 0;
  for (let from = 0; from <= text.length; lines += 1) {
    const end = text.indexOf("\n", from);
    const to = end === -1 ? text.length : end;
    longest = Math.max(longest, to - from);
    from = to + 1;
  }
  if (longest > LINE_MAX) return `minified or data: a line of ${longest} characters`;
  const long = text.length > MEAN_FROM && text.length / lines > MEAN_MAX;
  return long ? "minified or data: its lines are very long" : void 0;
}

// src/attach/git.ts
import { spawn } from "node:child_process";
import { access, constants, lstat, readFile, realpath } from "node:fs/promises";
import path from "node:path";
var OUTPUT_LIMIT = 32e6;
var GIT_TIMEOUT_MS = 2e4;
async function findGit({ env, platform }) {
  const windows = platform === "win32";
  const key = Object.keys(env).find((k) => windows ? k.toUpperCase() === "PATH" : k === "PATH");
  for (const folder of (env[key ?? ""] ?? "").split(path.delimiter).filter((f) => path.isAbsolute(f))) {
    const file = path.join(folder, windows ? "git.exe" : "git");
    const usable = access(file, constants.X_OK).then(() => true);
    if (await usable.catch(() => false)) return file;
  }
  return void 0;
}
function gitEnvironment(env) {
  const redirecting = /^(?:GIT_|SSH_ASKPASS|LC_|LANGUAGE$|PAGER$|EDITOR$|VISUAL$)/i;
  const secret = /(?:TOKEN|SECRET|PASSWORD|API_?KEY|CREDENTIALS?)$/i;
  return {
    ...Object.fromEntries(Object.entries(env).filter(([n]) => !redirecting.test(n) && !secret.test(n))),
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
function runner(git, root, deps, settings) {
  const flags = [...HARMLESS, ...settings].flatMap((s) => ["-c", s]);
  return async (args, onText, limit = OUTPUT_LIMIT) => {
    const { signal } = deps;
    signal?.throwIfAborted();
    const child = spawn(git, ["--no-pager", ...flags, ...args], {
      cwd: root,
      env: gitEnvironment(deps.env),
      shell: false,
      windowsHide: true,
      stdio: ["ignore", "pipe", "pipe"],
      timeout: GIT_TIMEOUT_MS,
      killSignal: "SIGKILL",
      ...signal ? { signal } : {}
    });
    let out = "";
    let complaint = "";
    let size = 0;
    child.stdout.setEncoding("utf8").on("data", (text) => {
      size += text.length;
      if (size > limit) child.kill("SIGKILL");
      else if (onText) onText(text);
      else out += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text) => {
      if (complaint.length < 2e3) complaint += text;
    });
    const code = await new Promise((resolve, reject) => {
      child.on("error", reject).on("close", (exit) => resolve(exit ?? -1));
    }).catch((error) => {
      throw signal?.aborted ? abortReason(signal) : error;
    });
    const cut = size > limit;
    if (child.killed && !cut)
      throw new AppError({
        kind: "local",
        code: "context.git-slow",
        what: `git gave no answer within ${GIT_TIMEOUT_MS / 1e3} s.`,
        fix: "Run `git status` in the folder to see what holds it up, or name the files instead."
      });
    const first = complaint.split("\n").find((l) => l.trim() !== "") ?? "";
    return { code, out, complaint: redact(first).slice(0, 200), cut };
  };
}
function withoutFilters(keys) {
  const filters = keys.split("\0").filter((k) => k !== "");
  const names = new Set(filters.map((key) => key.slice("filter.".length, key.lastIndexOf("."))));
  if ([...names].some((n) => /[=\n\r]/.test(n))) return void 0;
  return [...names].flatMap(
    (n) => ["clean=", "smudge=", "process=", "required=false"].map((setting) => `filter.${n}.${setting}`)
  );
}
async function openRepo(root, deps) {
  const unsafe = (complaint) => ({ why: "unsafe", complaint });
  const git = await findGit(deps);
  if (git === void 0) return { why: "no-git", complaint: "" };
  const bare = runner(git, root, deps, []);
  const where = await bare(["rev-parse", "--show-toplevel", "--absolute-git-dir", "--git-common-dir"]);
  if (where.code !== 0) return { why: "no-repo", complaint: where.complaint };
  const lines = where.out.split(/\r?\n/).filter((l) => l !== "");
  if (lines.length !== 3) return unsafe("a path with a line break");
  const [top, gitDir, common] = await Promise.all(lines.map((l) => realPathOf(root, l)));
  if (!top || !gitDir || !common || !isInside(root, top)) return unsafe("a work tree elsewhere");
  if (!await ownsHistory(top, gitDir, common, bare))
    return unsafe("the history of another folder, which does not point back");
  const filters = await bare(["config", "-z", "--name-only", "--get-regexp", "^filter\\."]);
  const settings = filters.code <= 1 ? withoutFilters(filters.out) : void 0;
  if (!settings) return unsafe("filters that cannot be switched off");
  return { top, run: runner(git, root, deps, settings) };
}
function realPathOf(folder, name) {
  return realpath(path.resolve(folder, name)).catch(() => void 0);
}
var HISTORY = ["HEAD", "index", "config", "packed-refs", "refs", "refs/heads", "objects", "objects/pack"];
async function ownsHistory(top, gitDir, common, bare) {
  for (const file of HISTORY.flatMap((name) => [path.join(gitDir, name), path.join(common, name)])) {
    const at = await lstat(file).catch(() => void 0);
    if (at?.isSymbolicLink()) return false;
  }
  if (isInside(gitDir, top) && isInside(common, top)) return true;
  if (path.dirname(gitDir) === path.join(common, "worktrees")) {
    const back = await readFile(path.join(gitDir, "gitdir"), "utf8").catch(() => "");
    return await realPathOf(gitDir, back.trim()) === path.join(top, ".git");
  }
  if (gitDir !== common) return false;
  const tree = await bare(["config", "--local", "--get", "core.worktree"]);
  return tree.code === 0 && await realPathOf(gitDir, tree.out.replace(/\r?\n$/, "")) === top;
}

// src/attach/patch.ts
var CHANGES = {
  A: "added",
  D: "deleted",
  M: "modified",
  R: "renamed",
  C: "copied",
  T: "type changed",
  U: "unmerged"
};
function parseRaw(out) {
  const fields = out.split("\0");
  const files = [];
  for (let i = 0; i < fields.length; ) {
    const head = /^:(\d+) (\d+) \S+ \S+ ([A-Z])\d*$/.exec(fields[i] ?? "");
    i += 1;
    const change = CHANGES[head?.[3] ?? ""];
    if (!head || !change) continue;
    const two = change === "renamed" || change === "copied";
    const first = fields[i] ?? "";
    const path5 = two ? fields[i + 1] ?? "" : first;
    i += two ? 2 : 1;
    const submodule = head[1] === "160000" || head[2] === "160000";
    if (path5 !== "") files.push({ path: path5, from: two ? first : void 0, change, submodule });
  }
  return files;
}
var C_ONLY = { "\x07": "\\a", "\v": "\\v" };
function gitQuoted(path5) {
  const special = /[\u0000-\u001f\u007f"\\]/g;
  const body = path5.replace(special, (c) => {
    const escape = C_ONLY[c] ?? JSON.stringify(c).slice(1, -1);
    return /^\\[^u]/.test(escape) ? escape : `\\${c.charCodeAt(0).toString(8).padStart(3, "0")}`;
  });
  return body === path5 ? path5 : `"${body}"`;
}
function patchHeader(file) {
  return `diff --git ${gitQuoted(`a/${file.from ?? file.path}`)} ${gitQuoted(`b/${file.path}`)}`;
}
function patchSplitter(expected, limit) {
  const sections = /* @__PURE__ */ new Map();
  let current;
  let rest = "";
  let skipping = false;
  const line = (text) => {
    if (text.startsWith("diff --git ") || text.startsWith("* Unmerged path ")) {
      current = void 0;
      if (!expected.has(text)) return;
      current = sections.get(text) ?? { lines: [], room: limit };
      sections.set(text, current);
      return;
    }
    if (!current || current.room < 0) return;
    current.room -= text.length + 1;
    if (current.room < 0) current.lines.length = 0;
    else current.lines.push(text);
  };
  return {
    sections,
    push: (text) => {
      let from = 0;
      for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", from)) {
        if (skipping) skipping = false;
        else line(rest + text.slice(from, end));
        rest = "";
        from = end + 1;
      }
      if (skipping) return;
      rest += text.slice(from);
      if (rest.length > limit) {
        line(rest);
        rest = "";
        skipping = true;
      }
    },
    end: () => {
      if (rest !== "" && !skipping) line(rest);
      rest = "";
    }
  };
}
function readHunks(section) {
  const lines = [];
  let at = 0;
  let added = 0;
  let removed = 0;
  let inHunk = false;
  let binary = false;
  for (const raw of section) {
    const hunk = /^@@ -\d+(?:,\d+)? \+(\d+)(?:,\d+)? @@/.exec(raw);
    const text = raw.endsWith("\r") ? raw.slice(0, -1) : raw;
    const sign = text.charAt(0);
    const bare = text.slice(1);
    if (hunk) {
      inHunk = true;
      at = Number(hunk[1]);
      lines.push({ text, bare: text.slice(hunk[0].length).trimStart(), name: `line ${at}` });
    } else if (!inHunk) {
      binary ||= /^Binary files .* differ$/.test(text) || text === "GIT binary patch";
    } else if (sign === "\\") {
      lines.push({ text: `	${text}`, bare: "", name: "" });
    } else if (sign === "-") {
      removed += 1;
      lines.push({ text: `	${text}`, bare, name: "a removed line" });
    } else if (sign === "+" || sign === " " || sign === "") {
      if (sign === "+") added += 1;
      lines.push({ text: `${at}	${text}`, bare, name: `line ${at}` });
      at += 1;
    }
  }
  binary ||= lines.some(({ bare }) => bare.includes("\0") || bare.includes("�"));
  return { lines, added, removed, binary };
}

// src/attach/diff.ts
var DIFF_READ_LIMIT = 64e6;
var FORM = [
  ..."--no-ext-diff --no-textconv --relative --ignore-submodules=dirty --submodule=short".split(" "),
  ..."--no-color --no-indent-heuristic --find-renames -l1000 --unified=3 --inter-hunk-context=0".split(" "),
  // Cancels diff.orderFile (git-diff(1)).
  "-O/dev/null",
  ..."--src-prefix=a/ --dst-prefix=b/ --output-indicator-new=+ --output-indicator-old=-".split(" "),
  "--output-indicator-context= "
];
async function attachDiff(g, spec) {
  const diff = await checkout(g);
  const { repo, root } = diff;
  const { args, title, untracked } = await compare(repo, spec);
  const raw = await repo.run(["diff", "--raw", "-z", "--no-abbrev", ...FORM, ...args, "--"]);
  if (raw.code !== 0 || raw.cut) throw diffFailed(raw.complaint);
  const changed = [...parseRaw(raw.out)].sort((a, b) => a.path < b.path ? -1 : a.path > b.path ? 1 : 0);
  const listed = untracked && (await repo.run(["ls-files", "-z", "--others", "--exclude-standard"])).out;
  const others = listed ? listed.split("\0").filter(Boolean).sort() : [];
  if (changed.length === 0 && others.length === 0) throw nothingChanged(spec);
  const intro = `--- Diff: ${title} ---
Each line: its number in the new file, a tab, then + for an added, - for a removed or a space for an unchanged line.`;
  g.note(`The diff shows ${title}.`);
  if (root.real !== repo.top) g.note("Changes outside the workspace folder are left out of the diff.");
  if (!g.addText(intro)) return g.omit("diff", "the text budget is used up");
  await attachChanged(diff, args, changed);
  for (const file of others) await attachUntracked(diff, file);
}
async function checkout(g) {
  let worst = { why: "no-repo", complaint: "" };
  for (const [i, root] of g.roots.entries()) {
    const repo = await openRepo(root.real, g.deps);
    if ("run" in repo) return { g, repo, root };
    if (i === 0 || repo.why === "unsafe") worst = repo;
  }
  throw noCheckout(worst);
}
async function attachChanged(diff, args, changed) {
  const { g, repo } = diff;
  const files = changed.filter((file) => passesByName(diff, file));
  if (files.length === 0) return;
  const splitter = patchSplitter(new Set(files.map(patchHeader)), FILE_BUDGET);
  const patch = await repo.run(["diff", "-p", ...FORM, ...args, "--"], splitter.push, DIFF_READ_LIMIT);
  splitter.end();
  if (patch.code !== 0 && !patch.cut) throw diffFailed(patch.complaint);
  for (const file of files) {
    const shown = quoted(file.path);
    const section = splitter.sections.get(patchHeader(file));
    if (!section) g.omit(shown, patch.cut ? "the whole diff is too long" : "it changed while it was read");
    else if (section.room < 0) g.omit(shown, `its diff has more than ${humanBytes(FILE_BUDGET)}: ${ADVICE}`);
    else {
      const hunks = readHunks(section.lines);
      const change = file.from === void 0 ? file.change : `${file.change} from ${quoted(file.from)}`;
      if (hunks.binary) g.omit(shown, "it is binary");
      else attachHunks(diff, file.path, change, hunks);
    }
  }
}
var ADVICE = "name the file and a range instead";
function passesByName({ g, root }, file) {
  const shown = quoted(file.path);
  const secret = secretName(path2.join(root.real, file.path)) ?? secretName(file.from ?? "");
  if (secret !== void 0 && !isAllowed(g, root, file.path)) g.withhold(shown, secret);
  else {
    const reason = file.submodule ? "a submodule" : generatedByName(file.path);
    if (reason === void 0) return true;
    g.omit(shown, reason);
  }
  return false;
}
var isAllowed = (g, root, file) => g.allowed.has(path2.join(root.real, file));
async function attachUntracked(diff, file) {
  const { g, root } = diff;
  const shown = quoted(file);
  if (file.endsWith("/")) return g.omit(shown, "a repository of its own");
  if (!passesByName(diff, { path: file, from: void 0, submodule: false })) return;
  const read = await readText(g, shown, path2.join(root.real, file));
  if (!read) return;
  const lines = splitLines(read.content).map((bare, i) => ({
    text: `${i + 1}	+${bare}`,
    bare,
    name: `line ${i + 1}`
  }));
  attachHunks(diff, file, "added, untracked", { lines, added: lines.length, removed: 0 });
}
function attachHunks({ g, root }, file, change, hunks) {
  const { lines, added, removed } = hunks;
  const shown = quoted(file);
  const bare = lines.map((l) => l.bare);
  const text = bare.join("\n");
  const shape = generatedByShape(text);
  if (shape !== void 0) return g.omit(shown, shape);
  const allowed = isAllowed(g, root, file);
  const nameOf = (index) => lines[index]?.name ?? "its diff";
  const hits = scanText(text).map((h) => `${h.kind} in ${nameOf(h.line - 1)}`);
  const key = scanKeyLines(bare);
  if (key !== void 0 && hits.length === 0) hits.push(`what looks like a part of a key in ${nameOf(key)}`);
  if (hits.length > 0 && !allowed) return g.withhold(shown, hits.slice(0, 3).join(", "));
  const overridden = hits.length > 0 || allowed && secretName(file) !== void 0;
  const header = `--- Diff of ${shown} (${change}, +${added} -${removed}) ---`;
  g.attach(
    [header, ...lines.map((l) => l.text)].join("\n"),
    { path: shown, kind: "diff", lines: lines.length, ...overridden ? { secretAllowed: true } : {} },
    ADVICE
  );
}
function noCheckout({ why, complaint }) {
  if (why === "no-git")
    return new AppError({
      kind: "local",
      code: "context.no-git",
      what: "A diff needs git, and git was not found.",
      fix: say`Install git, or name the files with ${its.files} instead.`
    });
  if (why === "unsafe")
    return new AppError({
      kind: "local",
      code: "context.git-unsafe",
      what: "The git repository here is not used, as it could give away what is not in the workspace.",
      why: `It has ${complaint}.`,
      fix: say`Name the files with ${its.files} instead, or clone the repository again.`
    });
  if (!/dubious ownership/.test(complaint))
    return new AppError({
      kind: "input",
      code: "context.not-git",
      what: "The workspace is not a git repository, so it has no diff.",
      fix: say`Name the files with ${its.files} instead.`
    });
  return new AppError({
    kind: "input",
    code: "context.not-git",
    what: "git does not trust this folder.",
    why: "It belongs to another user.",
    fix: say`If you trust it, run \`git config --global --add safe.directory <folder>\`, or name the files with ${its.files}.`
  });
}
function diffFailed(complaint) {
  return new AppError({
    kind: "local",
    code: "context.git-failed",
    what: "git could not make the diff.",
    ...complaint ? { why: `It says: ${complaint.replace(/\.$/, "")}.` } : {},
    fix: say`Run \`git diff\` in the folder to see why, or name the files with ${its.files} instead.`
  });
}
function nothingChanged({ kind }) {
  const what = {
    uncommitted: "There are no uncommitted changes.",
    staged: "Nothing is staged.",
    base: "There is no difference between the two.",
    range: "There is no difference between the two."
  }[kind];
  return new AppError({
    kind: "input",
    code: "context.diff-empty",
    what,
    fix: "Name a base to compare with, such as main or HEAD~1."
  });
}

// src/attach/files.ts
import path4 from "node:path";

// src/attach/glob.ts
var STAR = "*";
var POSIX = /* @__PURE__ */ new Map([
  ["alpha", /^[A-Za-z]$/],
  ["digit", /^[0-9]$/],
  ["alnum", /^[A-Za-z0-9]$/],
  ["upper", /^[A-Z]$/],
  ["lower", /^[a-z]$/],
  ["space", /^\s$/],
  ["punct", /^[!-/:-@[-`{-~]$/],
  ["xdigit", /^[0-9A-Fa-f]$/]
]);
function readSet(chars, at) {
  let i = at + 1;
  const negated = chars[i] === "!" || chars[i] === "^";
  if (negated) i += 1;
  const take = () => {
    if (chars[i] === "\\") i += 1;
    i += 1;
    return chars[i - 1];
  };
  const tests = [];
  for (const start = i; chars[i] !== "]" || i === start; ) {
    const name = /^\[:([a-z]+):\]/.exec(chars.slice(i, i + 12).join(""))?.[1] ?? "";
    const known = POSIX.get(name);
    if (known) {
      tests.push((c) => known.test(c));
      i += name.length + 4;
      continue;
    }
    const low = take();
    if (low === void 0) return void 0;
    let high = low;
    if (chars[i] === "-" && chars[i + 1] !== void 0 && chars[i + 1] !== "]") {
      i += 1;
      high = take();
      if (high === void 0) return void 0;
    }
    const last = high;
    tests.push((c) => c >= low && c <= last);
  }
  return { fits: (c) => tests.some((t) => t(c)) !== negated, next: i + 1 };
}
function compileSegment(text) {
  const chars = Array.from(text);
  const pattern = [];
  for (let i = 0; i < chars.length; i += 1) {
    const char = chars[i];
    if (char === "*") {
      if (pattern.at(-1) !== STAR) pattern.push(STAR);
    } else if (char === "?") pattern.push(() => true);
    else if (char === "[") {
      const set = readSet(chars, i);
      if (!set) return void 0;
      pattern.push(set.fits);
      i = set.next - 1;
    } else {
      if (char === "\\") i += 1;
      const wanted = chars[i];
      if (wanted === void 0) return void 0;
      pattern.push((c) => c === wanted);
    }
  }
  return pattern;
}
function fitsAll(pattern, items) {
  let p = 0;
  let t = 0;
  let star = -1;
  let mark = 0;
  while (t < items.length) {
    const place = pattern[p];
    if (place === STAR) {
      star = p;
      mark = t;
      p += 1;
    } else if (place?.(items[t] ?? "")) {
      p += 1;
      t += 1;
    } else if (star !== -1) {
      p = star + 1;
      mark += 1;
      t = mark;
    } else return false;
  }
  return pattern.slice(p).every((place) => place === STAR);
}
function compileGlob(pattern) {
  const segments = [];
  for (const text of pattern.split("/")) {
    if (text === "**") {
      if (segments.at(-1) !== STAR) segments.push(STAR);
      continue;
    }
    const pieces = compileSegment(text);
    if (!pieces) return () => false;
    const plain = !/[*?[\\]/.test(text);
    segments.push((name) => plain ? name === text : fitsAll(pieces, Array.from(name)));
  }
  if (segments.at(-1) === STAR) segments.push(() => true);
  return (path5) => fitsAll(segments, path5.split("/"));
}
var BRACES_MAX = 256;
function expandBraces(pattern) {
  const done = [];
  const todo = [pattern];
  while (todo.length > 0 && done.length + todo.length <= BRACES_MAX) {
    const next = todo.shift() ?? "";
    const written = writeOutBraces(next);
    if (written) todo.unshift(...written);
    else done.push(next);
  }
  return done;
}
function writeOutBraces(text) {
  for (let open = 0; open < text.length; open += 1) {
    if (text[open] === "\\") open += 1;
    else if (text[open] === "{") {
      let depth = 0;
      let from = open + 1;
      const options = [];
      for (let i = open; i < text.length; i += 1) {
        const char = text[i];
        if (char === "\\") i += 1;
        else if (char === "{") depth += 1;
        else if (char === "," && depth === 1 || char === "}" && --depth === 0) {
          options.push(text.slice(from, i));
          from = i + 1;
          if (depth > 0) continue;
          if (options.length === 1) break;
          return options.map((option) => text.slice(0, open) + option + text.slice(from));
        }
      }
    }
  }
  return void 0;
}
function hasWildcard(text) {
  return /[*?[{]/.test(text);
}

// src/attach/gitignore.ts
function trimSpaces(line) {
  let end = line.length;
  while (end > 0 && line[end - 1] === " ") end -= 1;
  let slashes = 0;
  while (slashes < end && line[end - 1 - slashes] === "\\") slashes += 1;
  return line.slice(0, slashes % 2 === 1 ? Math.min(end + 1, line.length) : end);
}
function readRule(line) {
  let text = trimSpaces(line.endsWith("\r") ? line.slice(0, -1) : line);
  if (text === "" || text.startsWith("#")) return void 0;
  const verdict = text.startsWith("!") ? "kept" : "ignored";
  if (verdict === "kept") text = text.slice(1);
  const folderOnly = text.endsWith("/");
  if (folderOnly) text = text.slice(0, -1);
  const byName = !text.includes("/");
  const pattern = text.startsWith("/") ? text.slice(1) : text;
  if (pattern === "") return void 0;
  const fits = compileGlob(pattern === "**" && byName ? "*" : pattern);
  return (path5, isFolder) => {
    if (folderOnly && !isFolder) return void 0;
    return fits(byName ? path5.slice(path5.lastIndexOf("/") + 1) : path5) ? verdict : void 0;
  };
}
function parseIgnore(text) {
  const lines = text.replace(/^\uFEFF/, "").split("\n");
  const rules = lines.map(readRule).filter((r) => r !== void 0);
  return firstVerdict(rules.toReversed());
}
function firstVerdict(rules) {
  return (path5, isFolder) => {
    for (const rule of rules) {
      const verdict = rule(path5, isFolder);
      if (verdict) return verdict;
    }
    return void 0;
  };
}
function excludes(rules, path5) {
  const names = path5.split("/");
  return names.some((_, i) => rules(names.slice(0, i + 1).join("/"), i < names.length - 1) === "ignored");
}

// src/attach/list.ts
import { lstat as lstat2, readdir, readFile as readFile2 } from "node:fs/promises";
import path3 from "node:path";
var LISTING_MAX = 1e5;
var IGNORE_FILE_LIMIT = 256e3;
async function rulesIn(file, folder, outer) {
  const stat = await lstat2(file).catch(() => void 0);
  if (!stat?.isFile() || stat.size > IGNORE_FILE_LIMIT) return outer;
  const rules = parseIgnore(await readFile2(file, "utf8").catch(() => ""));
  return firstVerdict([(at, isFolder) => rules(at.slice(folder.length), isFolder), outer]);
}
async function walk(base, signal) {
  const files = [];
  let seen = 0;
  const visit = async (folder, outer) => {
    signal?.throwIfAborted();
    const entries = await readdir(path3.join(base, folder), { withFileTypes: true }).catch(() => []);
    const rules = await rulesIn(path3.join(base, folder, ".gitignore"), folder, outer);
    for (const entry of entries) {
      seen += 1;
      if (seen > LISTING_MAX) return;
      const file = folder + entry.name;
      const isFolder = entry.isDirectory();
      if (isFolder && isToolFolder(entry.name)) continue;
      if (rules(file, isFolder) === "ignored") continue;
      if (isFolder) await visit(`${file}/`, rules);
      else if (entry.isFile() || entry.isSymbolicLink()) files.push(file);
    }
  };
  await visit("", await rulesIn(path3.join(base, ".git", "info", "exclude"), "", () => void 0));
  return { files: files.sort(), cut: seen > LISTING_MAX };
}
async function listByGit(root, deps) {
  const repo = await openRepo(root.real, deps);
  if ("why" in repo) return void 0;
  const [tracked, others] = await Promise.all([
    repo.run(["ls-files", "-z", "--stage"]),
    repo.run(["ls-files", "-z", "--others", "--exclude-standard"])
  ]);
  if (tracked.code !== 0 || others.code !== 0) return void 0;
  const files = /* @__PURE__ */ new Set();
  const nested = [];
  for (const record of tracked.out.split("\0").filter((r) => r.includes("	"))) {
    const file = record.slice(record.indexOf("	") + 1);
    if (record.startsWith("160000")) nested.push(file);
    else files.add(file);
  }
  for (const file of others.out.split("\0").filter(Boolean)) {
    if (file.endsWith("/")) nested.push(file.slice(0, -1));
    else files.add(file);
  }
  if (files.size === 0 && nested.length === 0) return void 0;
  let cut = tracked.cut || others.cut;
  for (const folder of nested) {
    if (folder.split("/").some(isToolFolder)) continue;
    const at = await find(folder, [root]);
    const plain = typeof at === "object" && at.kind === "folder" && at.real === path3.join(root.real, folder);
    if (!plain) continue;
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

// src/attach/files.ts
var MATCHES_MAX = 2e3;
var slashed = (pattern) => path4.sep === "\\" ? pattern.replaceAll("\\", "/") : pattern;
async function resolveFiles(entries, roots) {
  const exact = [];
  const searches = [];
  const allowed = /* @__PURE__ */ new Set();
  const problems = [];
  const excluded = [];
  for (const entry of entries) {
    if (entry.kind === "exclude") {
      excluded.push(...expandBraces(slashed(entry.pattern)));
      continue;
    }
    const found = await resolveEntry(entry, roots);
    if (typeof found === "string") problems.push(`${quoted(entry.text)}: ${found}`);
    else if ("fits" in found) searches.push(found);
    else {
      exact.push(found);
      if (entry.allowSecret) allowed.add(found.real);
    }
  }
  if (problems.length > 0) throw nowhere(problems);
  return { exact, searches, allowed, rules: parseIgnore(excluded.join("\n")), done: /* @__PURE__ */ new Set() };
}
async function resolveEntry(entry, roots) {
  const whole = { path: entry.whole, range: void 0 };
  let why = REFUSALS.missing;
  for (const { path: name, range: range2 } of entry.ranged ? [whole, entry.ranged] : [whole]) {
    const found = await find(name, roots);
    if (typeof found === "string") {
      if (found !== "missing") why = REFUSALS[found];
      continue;
    }
    const { kind, real, root } = found;
    if (kind === "file") return { real, root, name, range: range2, exact: true };
    if (entry.allowSecret) return `${ALLOW_SECRET} takes one file, not a folder`;
    if (range2) return "a folder has no lines";
    return {
      shown: entry.text,
      range: range2,
      fits: (file, { real: base }) => isInside(path4.join(base, file), real)
    };
  }
  const { path: pattern, range } = entry.ranged ?? whole;
  if (!hasWildcard(pattern)) return why;
  if (entry.allowSecret) return `${ALLOW_SECRET} takes one file, not a pattern`;
  const fits = globOver(pattern, roots);
  return fits ? { shown: entry.text, range, fits } : REFUSALS.outside;
}
function globOver(pattern, roots) {
  const absolute = path4.isAbsolute(pattern);
  const only = absolute ? roots.find((r) => isInside(pattern, r.path) || isInside(pattern, r.real)) : void 0;
  if (slashed(pattern).split("/").includes("..") || absolute && !only) return void 0;
  const base = only && (isInside(pattern, only.path) ? only.path : only.real);
  const text = slashed(base === void 0 ? pattern : path4.relative(base, pattern));
  const parts = text.split("/").filter((p) => p !== "." && p !== "");
  const globs = expandBraces(parts.join("/")).map(compileGlob);
  return (file, root) => (only === void 0 || root === only) && globs.some((fits) => fits(file));
}
async function attachExact(g, files) {
  for (const wanted of files.exact) await attach(g, wanted, files);
}
async function attachSearches(g, files) {
  if (files.searches.length === 0) return;
  const listings = [];
  for (const root of g.roots) listings.push({ root, ...await listFiles(root, g.deps) });
  const problems = [];
  let matched = 0;
  for (const { shown, range, fits } of files.searches) {
    const before = matched;
    for (const { root, files: listed } of listings) {
      for (const name of listed) {
        if (!fits(name, root)) continue;
        matched += 1;
        const wanted = { real: path4.join(root.real, name), root, name, range, exact: false };
        if (matched <= MATCHES_MAX) await attach(g, wanted, files);
      }
    }
    if (matched === before) problems.push(`${quoted(shown)}: no file matches`);
  }
  if (problems.length > 0) throw nowhere(problems);
  const beyond = matched - MATCHES_MAX;
  if (beyond > 0) g.omit(count(beyond, "more file"), `only the first ${MATCHES_MAX} are looked at`);
  if (listings.some((l) => l.cut)) g.note("The workspace has more files than were listed.");
}
async function attach(g, wanted, { rules, done }) {
  const { real, root, name, range, exact } = wanted;
  const key = (lines2) => `${real}\0${lines2}`;
  const asked = key(`${range?.first ?? ""}-${range?.last ?? ""}`);
  const whole = key("whole");
  if (done.has(asked) || done.has(whole)) return;
  done.add(asked);
  const relative = relativePath(real, root);
  if (excludes(rules, relative)) return;
  const shown = quoted(shownPath(real, root, g.roots));
  const byName = exact ? void 0 : generatedByName(relative);
  if (byName !== void 0) return g.omit(shown, byName);
  const secret = secretName(name) ?? secretName(real);
  if (secret !== void 0 && !g.allowed.has(real)) return g.withhold(shown, secret);
  const read = await readText(g, shown, real);
  if (!read) return;
  const byShape = exact ? void 0 : generatedByShape(read.content);
  if (byShape !== void 0) return g.omit(shown, byShape);
  const hits = scanText(read.content);
  const allowed = g.allowed.has(read.real);
  if (hits.length > 0 && !allowed) return g.withhold(shown, describeHits(hits));
  const lines = splitLines(read.content);
  const part = numberedPart(shown, lines, range);
  if (!part) return g.omit(shown, `it has only ${count(lines.length, "line")}`);
  const overridden = allowed && (hits.length > 0 || secretName(read.real) !== void 0);
  const about = { ...part.about, ...overridden ? { secretAllowed: true } : {} };
  const sent = g.attach(part.text, about, `name a range, such as ${shown}:1-400`);
  if (sent && !range) done.add(whole);
}
function numberedPart(path5, lines, range) {
  const totalLines = lines.length;
  const firstLine = range?.first ?? 1;
  const lastLine = Math.min(range?.last ?? totalLines, totalLines);
  if (range && firstLine > totalLines) return void 0;
  const body = lines.slice(firstLine - 1, lastLine).map((line, i) => `${firstLine + i}	${line}`);
  const of = range ? `${firstLine}-${lastLine} of ${totalLines}` : `1-${totalLines}`;
  return {
    text: [`--- File ${path5} (${totalLines === 0 ? "empty" : `lines ${of}`}) ---`, ...body].join("\n"),
    about: { path: path5, kind: "file", lines: body.length, firstLine, lastLine, totalLines }
  };
}

// src/attach/images.ts
var IMAGE_LIMIT = 8e6;
var IMAGES_TOTAL = 2e7;
var IMAGES_MAX = 5;
async function attachImages(g, names) {
  const problems = [];
  const files = /* @__PURE__ */ new Map();
  for (const name of names) {
    const found = await find(name, g.roots);
    if (typeof found === "string") problems.push(`${quoted(name)}: ${REFUSALS[found]}`);
    else if (found.kind === "folder") problems.push(`${quoted(name)}: ${REFUSALS.folder}`);
    else files.set(found.real, quoted(shownPath(found.real, found.root, g.roots)));
  }
  if (problems.length > 0) throw nowhere(problems);
  let sent = 0;
  let total = 0;
  for (const [real, shown] of files) {
    const read = await readBytes(g, shown, real, IMAGE_LIMIT);
    if (!read) continue;
    const type = imageType(read.content);
    if (type === void 0) g.omit(shown, "it is not a PNG, JPEG, WebP or GIF image");
    else if (sent >= IMAGES_MAX) g.omit(shown, `only ${IMAGES_MAX} images are sent`);
    else if (total + read.content.length > IMAGES_TOTAL)
      g.omit(shown, `images together may have ${humanBytes(IMAGES_TOTAL)}`);
    else {
      sent += 1;
      total += read.content.length;
      g.attachImage(shown, type, read.content);
    }
  }
}

// src/attach/gather.ts
var ENTRIES_MAX = 200;
var TEXT_BUDGET = 4e5;
var MISSING_SHOWN = 40;
async function gather(request, options) {
  const { files = [], images = [], diff } = request;
  const entries = files.length + images.length;
  if (entries > ENTRIES_MAX) {
    throw new AppError({
      kind: "input",
      code: "context.files",
      what: say`There are ${entries} entries in ${its.files} and ${its.images}; the limit is ${ENTRIES_MAX}.`,
      fix: "Use a folder or a glob (src/**/*.ts) in place of single names."
    });
  }
  const spec = diff === void 0 ? void 0 : parseDiff(diff);
  const parsed = files.map(parseEntry);
  const roots = await openRoots(options.roots);
  if (roots.length === 0) {
    throw new AppError({
      kind: "local",
      code: "context.no-workspace",
      what: "The workspace folder does not exist.",
      fix: "Start in a folder that exists, or set CLAUDE_PROJECT_DIR to one."
    });
  }
  const resolved = await resolveFiles(parsed, roots);
  const g = startGathering(options, roots, resolved.allowed, options.budgetBytes ?? TEXT_BUDGET);
  await attachExact(g, resolved);
  if (spec) await attachDiff(g, spec);
  await attachSearches(g, resolved);
  await attachImages(g, images);
  tellMissing(g);
  return g.result();
}
function tellMissing(g) {
  const found = g.result();
  const missing = reasons(found);
  if (found.attached.length === 0 || missing.length === 0) return;
  g.addText(["--- Named by the user but not included ---", ...firstOf(MISSING_SHOWN, missing)].join("\n"));
}
var reasons = ({ withheld, omitted }) => [...withheld, ...omitted].map((o) => `${o.path}: ${o.reason}`);
function assertSomethingAttached(gathered) {
  if (gathered.attached.length > 0) return;
  const held = gathered.withheld[0];
  throw new AppError({
    kind: "input",
    code: "context.empty",
    what: "None of the named files could be attached, so nothing was sent.",
    why: `${firstOf(5, reasons(gathered)).join("; ")}.`,
    fix: held ? `Leave it out; only if the user wants this very file sent, name it as ${ALLOW_SECRET}${held.path}.` : "Name other files, or a range of a long one (path:1-400)."
  });
}
export {
  assertSomethingAttached,
  gather
};
