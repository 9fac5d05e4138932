import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  openRepo
} from "./chunk-WBQBX2S6.js";
import {
  decodeText,
  splitLines
} from "./chunk-54R52OX5.js";
import {
  scanKeyLines,
  scanText
} from "./chunk-TQD5MMGZ.js";
import {
  generatedByName,
  generatedByShape
} from "./chunk-JJEXZRK3.js";
import {
  readInside,
  secretName
} from "./chunk-DFRZDZXS.js";
import "./chunk-ZNKCTZH7.js";
import "./chunk-3YMZIQRS.js";
import {
  humanBytes,
  quoted
} from "./chunk-7YWYADD5.js";
import {
  DIFF_READ_LIMIT,
  FILE_BUDGET,
  READ_LIMIT
} from "./chunk-53RU7JJ5.js";
import "./chunk-N76N25DY.js";
import "./chunk-HQBD4QJB.js";
import "./chunk-L5FXI35G.js";
import {
  AppError,
  its,
  say
} from "./chunk-RJXX33VE.js";
import "./chunk-QUEU7GBP.js";

// src/attach/comparison.ts
async function resolveRef(repo, name) {
  const found = await repo.run(["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`]);
  const hash = found.out.trim();
  if (found.code === 0 && /^[0-9a-f]{40,64}$/.test(hash)) return hash;
  const refs = ["for-each-ref", "--count=12", "--sort=-committerdate", "--format=%(refname:short)"];
  const known = (await repo.run([...refs, "refs/heads", "refs/remotes"])).out.split(/\r?\n/).filter(Boolean);
  throw new AppError({
    kind: "input",
    code: "context.diff-ref",
    what: `There is no branch, tag or commit "${quoted(name)}" here.`,
    why: known.length > 0 ? `There are ${known.map(quoted).join(", ")}.` : "The repository has no commits yet.",
    fix: 'Name one of these, or use "uncommitted" or "staged".'
  });
}
async function mergeBase(repo, from, to, names) {
  const found = await repo.run(["merge-base", from, to]);
  const hash = found.out.trim();
  if (found.code === 0 && /^[0-9a-f]{40,64}$/.test(hash)) return hash;
  throw new AppError({
    kind: "input",
    code: "context.diff-ref",
    what: `${names} have no common commit here.`,
    why: "Their histories are unrelated, or this is a shallow clone.",
    fix: "Run `git fetch --unshallow`, or give both ends: `a..b`."
  });
}
var short = (hash) => hash.slice(0, 10);
async function compare(repo, spec) {
  if (spec.kind === "uncommitted" || spec.kind === "staged") {
    const head = await repo.run(["rev-parse", "--verify", "--quiet", "HEAD^{commit}"]);
    const hash = head.code === 0 ? head.out.trim() : await emptyTree(repo);
    const against = head.code === 0 ? `HEAD (${short(hash)})` : "nothing, as there is no commit yet";
    return spec.kind === "staged" ? { args: ["--cached", hash], title: `staged changes against ${against}`, untracked: false } : { args: [hash], title: `uncommitted changes against ${against}`, untracked: true };
  }
  if (spec.kind === "base") {
    const base = await resolveRef(repo, spec.base);
    const common2 = await mergeBase(repo, base, await resolveRef(repo, "HEAD"), `${spec.base} and HEAD`);
    const title2 = `changes since the merge base ${short(common2)} of ${spec.base} and HEAD, uncommitted ones included`;
    return { args: [common2], title: title2, untracked: true };
  }
  const [from, to] = [await resolveRef(repo, spec.from), await resolveRef(repo, spec.to)];
  if (!spec.merge) {
    const title2 = `changes from ${spec.from} (${short(from)}) to ${spec.to} (${short(to)})`;
    return { args: [from, to], title: title2, untracked: false };
  }
  const common = await mergeBase(repo, from, to, `${spec.from} and ${spec.to}`);
  const title = `changes from the merge base ${short(common)} of ${spec.from} and ${spec.to} to ${spec.to} (${short(to)})`;
  return { args: [common, to], title, untracked: false };
}
async function emptyTree(repo) {
  return (await repo.run(["hash-object", "-t", "tree", "--stdin"])).out.trim();
}

// src/attach/diff-errors.ts
function noCheckout(why, complaint) {
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
      fix: say`Name the files with ${its.files} instead, or clone the repository anew.`
    });
  const dubious = /dubious ownership/.test(complaint);
  return new AppError({
    kind: "input",
    code: "context.not-git",
    what: dubious ? "git does not trust this folder." : "The workspace is not a git repository, so it has no diff.",
    ...dubious ? { why: "It belongs to another user." } : {},
    fix: dubious ? "Run `git config --global --add safe.directory <folder>` if you trust it, or name the files with files." : say`Name the files with ${its.files} instead.`
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
function nothingChanged(spec) {
  const what = spec.kind === "uncommitted" ? "There are no uncommitted changes." : spec.kind === "staged" ? "Nothing is staged." : "There is no difference between the two.";
  return new AppError({
    kind: "input",
    code: "context.diff-empty",
    what,
    fix: "Name a base to compare with, such as main or HEAD~1."
  });
}

// src/attach/diff-file.ts
import path from "node:path";

// src/attach/diff-parse.ts
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
    const path2 = two ? fields[i + 1] ?? "" : first;
    i += two ? 2 : 1;
    const submodule = head[1] === "160000" || head[2] === "160000";
    if (path2 !== "") files.push({ path: path2, from: two ? first : void 0, change, submodule });
  }
  return files;
}
var ESCAPES = {
  "\x07": "\\a",
  "\b": "\\b",
  "	": "\\t",
  "\n": "\\n",
  "\v": "\\v",
  "\f": "\\f",
  "\r": "\\r",
  '"': '\\"',
  "\\": "\\\\"
};
function gitQuoted(path2) {
  if (!/[\u0000-\u001f\u007f"\\]/.test(path2)) return path2;
  const body = path2.replace(
    /[\u0000-\u001f\u007f"\\]/g,
    (c) => ESCAPES[c] ?? `\\${c.charCodeAt(0).toString(8).padStart(3, "0")}`
  );
  return `"${body}"`;
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
      current = sections.get(text) ?? { lines: [], size: 0, long: false };
      sections.set(text, current);
      return;
    }
    if (!current || current.long) return;
    current.size += text.length + 1;
    if (current.size > limit) {
      current.long = true;
      current.lines.length = 0;
    } else current.lines.push(text);
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
function renderHunks(section) {
  const lines = [];
  const bare = [];
  const names = [];
  let at = 0;
  let added = 0;
  let removed = 0;
  let inHunk = false;
  let binary = false;
  for (const raw of section) {
    const hunk = /^@@ -\d+(?:,\d+)? \+(\d+)(?:,\d+)? @@/.exec(raw);
    const text = raw.endsWith("\r") ? raw.slice(0, -1) : raw;
    if (hunk) {
      inHunk = true;
      at = Number(hunk[1]);
      lines.push(text);
      bare.push(text.slice(hunk[0].length).trimStart());
      names.push(`line ${at}`);
      continue;
    }
    if (!inHunk) {
      binary ||= /^Binary files .* differ$/.test(text) || text === "GIT binary patch";
      continue;
    }
    const sign = text.charAt(0);
    if (sign === "\\") {
      lines.push(`	${text}`);
      bare.push("");
      names.push("");
    } else if (sign === "-") {
      removed += 1;
      lines.push(`	${text}`);
      bare.push(text.slice(1));
      names.push("a removed line");
    } else if (sign === "+" || sign === " " || sign === "") {
      if (sign === "+") added += 1;
      lines.push(`${at}	${text}`);
      bare.push(text.slice(1));
      names.push(`line ${at}`);
      at += 1;
    }
  }
  binary ||= bare.some((b) => b.includes("\0") || b.includes("�"));
  return { lines, bare, names, added, removed, binary };
}

// src/attach/diff-file.ts
var isAllowed = (g, root, file) => g.allowed.has(path.join(root.real, file));
function judgeName(g, c, root, file) {
  const shown = quoted(file.path);
  const secret = secretName(path.join(root.real, file.path)) ?? (file.from && secretName(file.from));
  if (secret && !isAllowed(g, root, file.path)) {
    c.withheld.push({ path: shown, reason: secret });
    return false;
  }
  const reason = file.submodule ? "a submodule" : generatedByName(file.path);
  if (reason === void 0) return true;
  c.omitted.push({ path: shown, reason });
  return false;
}
function attachSection(g, c, root, file, section, cut) {
  const shown = quoted(file.path);
  const omit = (reason) => void c.omitted.push({ path: shown, reason });
  if (!section) return omit(cut ? "the whole diff is too long" : "it changed while it was read");
  if (section.long)
    return omit(`its diff has more than ${humanBytes(FILE_BUDGET)}: name the file and a range instead`);
  const hunks = renderHunks(section.lines);
  if (hunks.binary) return omit("it is binary");
  const change = file.from === void 0 ? file.change : `${file.change} from ${quoted(file.from)}`;
  send(g, c, root, file.path, change, hunks);
}
async function attachUntracked(g, c, root, file) {
  const shown = quoted(file);
  const omit = (reason) => void c.omitted.push({ path: shown, reason });
  if (file.endsWith("/")) return omit("a repository of its own");
  if (!judgeName(g, c, root, { path: file, from: void 0, change: "added", submodule: false })) return;
  const read = await readInside(path.join(root.real, file), g.roots, READ_LIMIT, g.signal);
  if (read.kind === "refused") return omit(read.reason);
  const secret = secretName(read.real);
  if (secret !== void 0 && !g.allowed.has(read.real))
    return void c.withheld.push({ path: shown, reason: secret });
  if (read.kind === "long") return omit(`it has ${humanBytes(read.size)}`);
  const text = decodeText(read.bytes);
  if (text === void 0) return omit("it is binary");
  const bare = splitLines(text);
  send(g, c, root, file, "added, untracked", {
    lines: bare.map((line, i) => `${i + 1}	+${line}`),
    bare,
    names: bare.map((_, i) => `line ${i + 1}`),
    added: bare.length,
    removed: 0
  });
}
function send(g, c, root, file, change, hunks) {
  const shown = quoted(file);
  const text = hunks.bare.join("\n");
  const shape = generatedByShape(text);
  if (shape !== void 0) return void c.omitted.push({ path: shown, reason: shape });
  const allowed = isAllowed(g, root, file);
  const hits = scanText(text).map((h) => `${h.kind} in ${hunks.names[h.line - 1] ?? "its diff"}`);
  const key = scanKeyLines(hunks.bare);
  if (key !== void 0 && hits.length === 0)
    hits.push(`what looks like a part of a key in ${hunks.names[key] ?? "its diff"}`);
  if (hits.length > 0 && !allowed)
    return void c.withheld.push({ path: shown, reason: hits.slice(0, 3).join(", ") });
  const header = `--- Diff of ${shown} (${change}, +${hunks.added} -${hunks.removed}) ---`;
  const part = [header, ...hunks.lines].join("\n");
  const bytes = Buffer.byteLength(part, "utf8");
  if (bytes > FILE_BUDGET)
    return void c.omitted.push({
      path: shown,
      reason: `its diff has ${humanBytes(bytes)}, more than ${humanBytes(FILE_BUDGET)}`
    });
  if (!g.budget.take(part))
    return void c.omitted.push({
      path: shown,
      reason: `the budget is used up: it needs ${humanBytes(bytes)}`
    });
  c.parts.push({ type: "input_text", text: part });
  c.attached.push({
    path: shown,
    kind: "diff",
    bytes,
    lines: hunks.lines.length,
    ...hits.length > 0 || allowed && secretName(file) !== void 0 ? { secretAllowed: true } : {}
  });
}

// src/attach/diff.ts
async function checkout(g) {
  const deps = { env: g.env, platform: g.platform, ...g.signal ? { signal: g.signal } : {} };
  let worst;
  for (const root of g.roots) {
    const answer = await openRepo(root.real, deps);
    if (answer.kind === "repo") return { repo: answer.repo, root };
    if (worst === void 0 || answer.why === "unsafe") worst = answer;
  }
  throw noCheckout(worst?.why ?? "no-repo", worst?.complaint ?? "");
}
var FORM = [
  "--no-ext-diff",
  "--no-textconv",
  "--no-color",
  "--no-indent-heuristic",
  "--ignore-submodules=dirty",
  "--submodule=short",
  "--find-renames",
  "-l1000",
  "--relative",
  // Cancels diff.orderFile (git-diff(1)).
  "-O/dev/null",
  "--src-prefix=a/",
  "--dst-prefix=b/",
  "--unified=3",
  "--inter-hunk-context=0",
  "--output-indicator-new=+",
  "--output-indicator-old=-",
  "--output-indicator-context= "
];
async function attachDiff(g, c, spec) {
  const { repo, root } = await checkout(g);
  const comparison = await compare(repo, spec);
  const raw = await repo.run(["diff", "--raw", "-z", "--no-abbrev", ...FORM, ...comparison.args, "--"]);
  if (raw.code !== 0 || raw.cut) throw diffFailed(raw.complaint);
  const changed = [...parseRaw(raw.out)].sort((a, b) => a.path < b.path ? -1 : a.path > b.path ? 1 : 0);
  const others = comparison.untracked ? (await repo.run(["ls-files", "-z", "--others", "--exclude-standard"])).out.split("\0").filter(Boolean).sort() : [];
  if (changed.length === 0 && others.length === 0) throw nothingChanged(spec);
  const intro = `--- Diff: ${comparison.title} ---
Each line: its number in the new file, a tab, then + for an added, - for a removed or a space for an unchanged line.`;
  c.notes.push(`The diff shows ${comparison.title}.`);
  if (root.real !== repo.top) c.notes.push("Changes outside the workspace folder are left out of the diff.");
  if (!g.budget.take(intro)) return void c.omitted.push({ path: "diff", reason: "the budget is used up" });
  c.parts.push({ type: "input_text", text: intro });
  const files = changed.filter((f) => judgeName(g, c, root, f));
  if (files.length > 0) {
    const splitter = patchSplitter(new Set(files.map(patchHeader)), FILE_BUDGET);
    const patch = await repo.run(
      ["diff", "-p", ...FORM, ...comparison.args, "--"],
      splitter.push,
      DIFF_READ_LIMIT
    );
    splitter.end();
    if (patch.code !== 0 && !patch.cut) throw diffFailed(patch.complaint);
    for (const file of files)
      attachSection(g, c, root, file, splitter.sections.get(patchHeader(file)), patch.cut);
  }
  for (const file of others) await attachUntracked(g, c, root, file);
}
export {
  attachDiff
};
