import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  compileGlob,
  excludes,
  expandBraces,
  hasWildcard,
  parseIgnore
} from "./chunk-FXBURYZU.js";
import {
  decodeText,
  numberedPart,
  splitLines
} from "./chunk-54R52OX5.js";
import {
  describeHits,
  scanText
} from "./chunk-TQD5MMGZ.js";
import {
  generatedByName,
  generatedByShape
} from "./chunk-JJEXZRK3.js";
import {
  imageType,
  nowhere
} from "./chunk-7RY6KHO5.js";
import {
  readInside,
  secretName
} from "./chunk-DFRZDZXS.js";
import {
  REFUSALS,
  find,
  isInside,
  openRoots,
  shownPath
} from "./chunk-ZNKCTZH7.js";
import "./chunk-3YMZIQRS.js";
import {
  ALLOW_SECRET,
  createBudget,
  humanBytes,
  parseEntry,
  quoted
} from "./chunk-7YWYADD5.js";
import {
  ENTRIES_MAX,
  FILE_BUDGET,
  MATCHES_MAX,
  READ_LIMIT,
  TEXT_BUDGET,
  TEXT_BUDGET_MAX,
  estimateTokens
} from "./chunk-53RU7JJ5.js";
import "./chunk-L5FXI35G.js";
import {
  AppError,
  its,
  say
} from "./chunk-RJXX33VE.js";
import "./chunk-QUEU7GBP.js";

// src/attach/gather.ts
import path2 from "node:path";

// src/attach/collect.ts
function emptyCollection() {
  return { parts: [], attached: [], omitted: [], withheld: [], notes: [] };
}

// src/attach/diff-spec.ts
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
  return {
    kind: "range",
    from: from === "" ? "HEAD" : ref(from, spec),
    to: to === "" ? "HEAD" : ref(to, spec),
    merge: dots === "..."
  };
}

// src/attach/files.ts
import path from "node:path";
async function resolveFiles(entries, roots) {
  const exact = [];
  const searches = [];
  const allowed = [];
  const problems = [];
  for (const entry of entries) {
    if (entry.kind === "exclude") continue;
    const found = await resolveOne(entry, roots);
    if (found.kind === "problem") problems.push(`${quoted(entry.text)}: ${found.why}`);
    else if (found.kind === "search") searches.push(found.search);
    else {
      exact.push(found.wanted);
      if (entry.allowSecret) allowed.push(found.wanted.real);
    }
  }
  if (problems.length > 0) throw nowhere(problems);
  const patterns = entries.filter((e) => e.kind === "exclude").map((e) => path.sep === "\\" ? e.pattern.replaceAll("\\", "/") : e.pattern);
  return {
    exact,
    searches,
    allowed,
    rules: parseIgnore(patterns.flatMap(expandBraces).join("\n")),
    done: /* @__PURE__ */ new Set()
  };
}
async function resolveOne(entry, roots) {
  const readings = [
    { name: entry.whole, range: void 0 },
    ...entry.ranged ? [{ name: entry.ranged.path, range: entry.ranged.range }] : []
  ];
  let why = REFUSALS.missing;
  for (const { name, range } of readings) {
    const found = await find(name, roots);
    if (found.kind === "file")
      return { kind: "file", wanted: { real: found.real, root: found.root, name, range, exact: true } };
    if (found.kind === "folder") {
      if (entry.allowSecret) return { kind: "problem", why: `${ALLOW_SECRET} takes one file, not a folder` };
      if (range) return { kind: "problem", why: "a folder has no lines" };
      const below = (file, root) => isInside(path.join(root.real, file), found.real);
      return { kind: "search", search: { shown: entry.text, range, fits: below } };
    }
    if (found.refusal !== "missing") why = REFUSALS[found.refusal];
  }
  const last = readings.at(-1);
  if (last && hasWildcard(last.name)) {
    if (entry.allowSecret) return { kind: "problem", why: `${ALLOW_SECRET} takes one file, not a pattern` };
    const fits = globOver(last.name, roots);
    if (!fits) return { kind: "problem", why: REFUSALS.outside };
    return { kind: "search", search: { shown: entry.text, range: last.range, fits } };
  }
  return { kind: "problem", why };
}
function globOver(pattern, roots) {
  let text = path.sep === "\\" ? pattern.replaceAll("\\", "/") : pattern;
  let only;
  if (path.isAbsolute(pattern)) {
    for (const root of roots) {
      for (const base of [root.path, root.real]) {
        const prefix = `${base.split(path.sep).join("/").replace(/\/$/, "")}/`;
        if (!only && text.startsWith(prefix)) {
          only = root;
          text = text.slice(prefix.length);
        }
      }
    }
    if (!only) return void 0;
  }
  const parts = text.split("/").filter((p) => p !== "." && p !== "");
  if (parts.includes("..")) return void 0;
  const globs = expandBraces(parts.join("/")).map(compileGlob);
  return (file, root) => (only === void 0 || root === only) && globs.some((g) => g.matches(file));
}
async function attachExact(g, c, files) {
  for (const wanted of files.exact) await attach(g, c, wanted, files);
}
async function attachSearches(g, c, files) {
  if (files.searches.length === 0) return;
  const { listFiles } = await import("./list-E34V4UNZ.js");
  const listings = [];
  for (const root of g.roots) listings.push({ root, listing: await listFiles(root, g) });
  const problems = [];
  let matched = 0;
  let beyond = 0;
  for (const search of files.searches) {
    let any = false;
    for (const { root, listing } of listings) {
      for (const file of listing.files) {
        if (!search.fits(file, root)) continue;
        any = true;
        matched += 1;
        const wanted = {
          real: path.join(root.real, file),
          root,
          name: file,
          range: search.range,
          exact: false
        };
        if (matched > MATCHES_MAX) beyond += 1;
        else await attach(g, c, wanted, files);
      }
    }
    if (!any) problems.push(`${quoted(search.shown)}: no file fits`);
  }
  if (problems.length > 0) throw nowhere(problems);
  if (beyond > 0)
    c.omitted.push({ path: `${beyond} more files`, reason: `only ${MATCHES_MAX} are looked at` });
  if (listings.some((l) => l.listing.cut)) c.notes.push("The workspace has more files than were listed.");
}
var keyOf = (w) => `${w.real}\0${w.range?.first ?? ""}-${w.range?.last ?? ""}`;
var wholeKey = (w) => `${w.real}\0whole`;
async function attach(g, c, wanted, files) {
  const { root, range, exact } = wanted;
  const { done } = files;
  if (done.has(keyOf(wanted)) || done.has(wholeKey(wanted))) return;
  done.add(keyOf(wanted));
  const shown = quoted(shownPath(wanted.real, root, g.roots));
  const relative = path.relative(root.real, wanted.real).split(path.sep).join("/");
  if (excludes(files.rules, relative)) return;
  const omit = (reason) => void c.omitted.push({ path: shown, reason });
  const hold = (reason) => void c.withheld.push({ path: shown, reason });
  const byName = exact ? void 0 : generatedByName(relative);
  if (byName !== void 0) return omit(byName);
  const namedSecret = secretName(wanted.name) ?? secretName(wanted.real);
  if (namedSecret !== void 0 && !g.allowed.has(wanted.real)) return hold(namedSecret);
  const read = await readInside(wanted.real, g.roots, READ_LIMIT, g.signal);
  if (read.kind === "refused") return omit(read.reason);
  const allowed = g.allowed.has(read.real);
  const realSecret = secretName(read.real);
  if (realSecret !== void 0 && !allowed) return hold(realSecret);
  if (read.kind === "long")
    return omit(`it has ${humanBytes(read.size)}, more than ${humanBytes(READ_LIMIT)}`);
  if (imageType(read.bytes) !== void 0) return omit("it is an image: name it under images");
  const text = decodeText(read.bytes);
  if (text === void 0) return omit("it is binary");
  const byShape = exact ? void 0 : generatedByShape(text);
  if (byShape !== void 0) return omit(byShape);
  const hits = allowed ? [] : scanText(text);
  if (hits.length > 0) return hold(describeHits(hits));
  const lines = splitLines(text);
  const part = numberedPart(shown, lines, range);
  if (!part) return omit(`it has only ${lines.length} lines`);
  const bytes = Buffer.byteLength(part.text, "utf8");
  if (bytes > FILE_BUDGET)
    return omit(
      `${humanBytes(bytes)}, more than ${humanBytes(FILE_BUDGET)} a file: name a range, such as ${shown}:1-400`
    );
  if (!g.budget.take(part.text)) return omit(`the budget is used up: it needs ${humanBytes(bytes)}`);
  if (!range) done.add(wholeKey(wanted));
  c.parts.push({ type: "input_text", text: part.text });
  c.attached.push({
    path: shown,
    kind: "file",
    bytes,
    lines: Math.max(0, part.lastLine - part.firstLine + 1),
    firstLine: part.firstLine,
    lastLine: part.lastLine,
    totalLines: part.totalLines,
    ...allowed && (realSecret !== void 0 || scanText(text).length > 0) ? { secretAllowed: true } : {}
  });
}

// src/attach/gather.ts
var MISSING_SHOWN = 40;
function asksForContext(request) {
  return Boolean(request.files?.length || request.images?.length || request.diff);
}
function budgetOf(request) {
  const bytes = request.budgetBytes ?? TEXT_BUDGET;
  if (Number.isFinite(bytes) && bytes >= 0 && bytes <= TEXT_BUDGET_MAX) return Math.floor(bytes);
  throw new AppError({
    kind: "input",
    code: "context.budget",
    what: `The budget for attached text cannot be ${String(bytes)} bytes.`,
    fix: `Give a number up to ${TEXT_BUDGET_MAX}, or leave it out for ${TEXT_BUDGET}.`
  });
}
async function allowedPaths(names, roots) {
  const paths = [];
  for (const name of names) {
    const bare = name.startsWith(ALLOW_SECRET) ? name.slice(ALLOW_SECRET.length) : name;
    const found = await find(bare, roots);
    if (found.kind === "file") paths.push(found.real);
    else if (found.kind === "refused" && found.refusal === "missing") {
      for (const root of roots) {
        const file = path2.resolve(root.real, bare);
        if (file !== root.real && isInside(file, root.real)) paths.push(file);
      }
    }
  }
  return paths;
}
function missingPart({ attached, omitted, withheld }) {
  const all = [...withheld, ...omitted];
  if (attached.length === 0 || all.length === 0) return void 0;
  const rest = all.length - MISSING_SHOWN;
  return [
    "--- Named by the user but not included ---",
    ...all.slice(0, MISSING_SHOWN).map((o) => `${o.path}: ${o.reason}`),
    ...rest > 0 ? [`and ${rest} more`] : []
  ].join("\n");
}
async function gather(request, deps) {
  const entries = [...request.files ?? [], ...request.images ?? []];
  if (entries.length > ENTRIES_MAX) {
    throw new AppError({
      kind: "input",
      code: "context.files",
      what: say`There are ${entries.length} entries in ${its.files} and ${its.images}.`,
      why: `${ENTRIES_MAX} are the most.`,
      fix: "Use a folder or a glob (src/**/*.ts) in place of single names."
    });
  }
  const budget = createBudget(budgetOf(request));
  const spec = request.diff === void 0 ? void 0 : parseDiff(request.diff);
  const parsed = (request.files ?? []).map(parseEntry);
  const roots = await openRoots(deps.roots);
  if (roots.length === 0) {
    throw new AppError({
      kind: "local",
      code: "context.no-workspace",
      what: "The workspace folder does not exist.",
      fix: "Start in a folder that exists, or set CLAUDE_PROJECT_DIR to one."
    });
  }
  const collection = emptyCollection();
  const files = await resolveFiles(parsed, roots);
  const allowed = /* @__PURE__ */ new Set([...files.allowed, ...await allowedPaths(request.allowSecrets ?? [], roots)]);
  const gathering = {
    roots,
    budget,
    allowed,
    env: deps.env,
    platform: deps.platform,
    ...deps.signal ? { signal: deps.signal } : {}
  };
  await attachExact(gathering, collection, files);
  if (spec) {
    const { attachDiff } = await import("./diff-E5SJXLIE.js");
    await attachDiff(gathering, collection, spec);
  }
  await attachSearches(gathering, collection, files);
  let imageBytes = 0;
  if (request.images?.length) {
    const { attachImages } = await import("./images-DAR6CZV3.js");
    imageBytes = await attachImages(gathering, collection, request.images);
  }
  const missing = missingPart(collection);
  if (missing !== void 0 && budget.take(missing))
    collection.parts.push({ type: "input_text", text: missing });
  const images = collection.attached.filter((a) => a.kind === "image").length;
  const chars = collection.parts.reduce((sum, p) => sum + (p.type === "input_text" ? p.text.length : 0), 0);
  return { ...collection, bytes: budget.spent, imageBytes, tokens: estimateTokens(chars, images) };
}
function assertSomethingAttached(gathered) {
  if (gathered.attached.length > 0) return;
  const all = [...gathered.withheld, ...gathered.omitted];
  const held = gathered.withheld[0];
  throw new AppError({
    kind: "input",
    code: "context.empty",
    what: "Nothing of what was named may or can be sent, so the question was not asked.",
    why: `${all.slice(0, 5).map((o) => `${o.path}: ${o.reason}`).join("; ")}.`,
    fix: held ? `Leave it out; only if the user wants this very file sent, name it as ${ALLOW_SECRET}${held.path}.` : "Name other files, or a range of a long one (path:1-400)."
  });
}
export {
  asksForContext,
  assertSomethingAttached,
  gather
};
