import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);

// src/attach/glob.ts
var POSIX = {
  alpha: /^[A-Za-z]$/,
  digit: /^[0-9]$/,
  alnum: /^[A-Za-z0-9]$/,
  upper: /^[A-Z]$/,
  lower: /^[a-z]$/,
  space: /^\s$/,
  punct: /^[!-/:-@[-`{-~]$/,
  xdigit: /^[0-9A-Fa-f]$/
};
function readSet(chars, at) {
  let i = at + 1;
  const negated = chars[i] === "!" || chars[i] === "^";
  if (negated) i += 1;
  const tests = [];
  for (let first = true; ; first = false) {
    const char = chars[i];
    if (char === void 0) return void 0;
    if (char === "]" && !first) break;
    if (char === "[" && chars[i + 1] === ":") {
      const end = chars.indexOf(":", i + 2);
      const name = end === -1 ? void 0 : chars.slice(i + 2, end).join("");
      const known = name === void 0 ? void 0 : POSIX[name];
      if (known && chars[end + 1] === "]") {
        tests.push((c) => known.test(c));
        i = end + 2;
        continue;
      }
    }
    const low = char === "\\" ? chars[i + 1] : char;
    if (low === void 0) return void 0;
    i += char === "\\" ? 2 : 1;
    if (chars[i] === "-" && chars[i + 1] !== void 0 && chars[i + 1] !== "]") {
      const escaped = chars[i + 1] === "\\";
      const high = chars[i + (escaped ? 2 : 1)];
      if (high === void 0) return void 0;
      i += escaped ? 3 : 2;
      tests.push((c) => c >= low && c <= high);
    } else tests.push((c) => c === low);
  }
  return {
    piece: { kind: "set", has: (c) => c !== "/" && tests.some((t) => t(c)) !== negated },
    next: i + 1
  };
}
function compileSegment(text) {
  const chars = Array.from(text);
  const pieces = [];
  for (let i = 0; i < chars.length; i += 1) {
    const char = chars[i] ?? "";
    if (char === "*") {
      if (pieces.at(-1)?.kind !== "many") pieces.push({ kind: "many" });
    } else if (char === "?") pieces.push({ kind: "one" });
    else if (char === "[") {
      const set = readSet(chars, i);
      if (!set) return void 0;
      pieces.push(set.piece);
      i = set.next - 1;
    } else if (char === "\\") {
      i += 1;
      const next = chars[i];
      if (next === void 0) return void 0;
      pieces.push({ kind: "char", char: next });
    } else pieces.push({ kind: "char", char });
  }
  return pieces;
}
function matchWild(pattern, items, isStar, fits) {
  let p = 0;
  let t = 0;
  let star = -1;
  let mark = 0;
  while (t < items.length) {
    const piece = pattern[p];
    const item = items[t];
    if (p < pattern.length && isStar(piece)) {
      star = p;
      mark = t;
      p += 1;
    } else if (p < pattern.length && fits(piece, item)) {
      p += 1;
      t += 1;
    } else if (star !== -1) {
      p = star + 1;
      mark += 1;
      t = mark;
    } else return false;
  }
  while (p < pattern.length && isStar(pattern[p])) p += 1;
  return p === pattern.length;
}
function fitsChar(piece, char) {
  if (piece.kind === "char") return piece.char === char;
  return piece.kind === "one" || piece.kind === "set" && piece.has(char);
}
function matchSegment(pieces, name) {
  return matchWild(pieces, Array.from(name), (p) => p.kind === "many", fitsChar);
}
function compileGlob(pattern) {
  const segments = [];
  for (const text of pattern.split("/")) {
    if (text === "**") {
      if (segments.at(-1) !== "**") segments.push("**");
      continue;
    }
    const pieces = compileSegment(text);
    if (!pieces) return { matches: () => false };
    segments.push(pieces);
  }
  if (segments.at(-1) === "**") segments.push([{ kind: "many" }]);
  return {
    matches: (path) => matchWild(
      segments,
      path.split("/"),
      (s) => s === "**",
      (s, name) => s !== "**" && matchSegment(s, name)
    )
  };
}
var BRACES_MAX = 256;
function expandBraces(pattern) {
  const done = [];
  const todo = [pattern];
  while (todo.length > 0 && done.length + todo.length <= BRACES_MAX) {
    const next = todo.shift() ?? "";
    const group = firstBraces(next);
    if (group) todo.unshift(...group.options.map((o) => group.before + o + group.after));
    else done.push(next);
  }
  return done;
}
function firstBraces(text) {
  for (let open = 0; open < text.length; open += 1) {
    if (text[open] === "\\") {
      open += 1;
      continue;
    }
    if (text[open] !== "{") continue;
    let depth = 0;
    let from = open + 1;
    const options = [];
    for (let i = open; i < text.length; i += 1) {
      const char = text[i];
      if (char === "\\") i += 1;
      else if (char === "{") depth += 1;
      else if (char === "," && depth === 1) {
        options.push(text.slice(from, i));
        from = i + 1;
      } else if (char === "}" && --depth === 0) {
        if (options.length === 0) break;
        return {
          before: text.slice(0, open),
          options: [...options, text.slice(from, i)],
          after: text.slice(i + 1)
        };
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
  const negated = text.startsWith("!");
  if (negated) text = text.slice(1);
  const folderOnly = text.endsWith("/");
  if (folderOnly) text = text.slice(0, -1);
  const byName = !text.includes("/");
  const pattern = text.startsWith("/") ? text.slice(1) : text;
  if (pattern === "") return void 0;
  return { negated, folderOnly, byName, glob: compileGlob(pattern === "**" && byName ? "*" : pattern) };
}
function parseIgnore(text) {
  const rules = text.replace(/^\uFEFF/, "").split("\n").map(readRule).filter((r) => r !== void 0).toReversed();
  return {
    decide: (path, isFolder) => {
      const name = path.slice(path.lastIndexOf("/") + 1);
      const rule = rules.find((r) => (isFolder || !r.folderOnly) && r.glob.matches(r.byName ? name : path));
      return rule && (rule.negated ? "kept" : "ignored");
    }
  };
}
function excludes(rules, path) {
  const names = path.split("/");
  return names.some(
    (_, i) => rules.decide(names.slice(0, i + 1).join("/"), i < names.length - 1) === "ignored"
  );
}

export {
  compileGlob,
  expandBraces,
  hasWildcard,
  parseIgnore,
  excludes
};
