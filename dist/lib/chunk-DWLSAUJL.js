import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  isObject
} from "./chunk-L5FXI35G.js";
import {
  AppError
} from "./chunk-RJXX33VE.js";

// src/setup/edit-jsonc.ts
import { isDeepStrictEqual } from "node:util";

// src/setup/jsonc.ts
var LITERAL = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y;
var STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
var BLANK = /(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
var MAX_DEPTH = 200;
var Reader = class {
  at = 0;
  text;
  constructor(text) {
    this.text = text;
  }
  fault(expected) {
    throw Object.assign(new Error("no JSON"), {
      fault: { line: this.text.slice(0, this.at).split("\n").length, expected }
    });
  }
  match(pattern) {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== void 0) this.at += found.length;
    return found;
  }
  blank() {
    this.match(BLANK);
  }
  take(char) {
    if (this.text[this.at] !== char) return false;
    this.at += 1;
    return true;
  }
  string() {
    const text = this.match(STRING) ?? this.fault("a string in double quotes");
    return JSON.parse(text);
  }
  value(depth = 0) {
    if (depth > MAX_DEPTH) this.fault("fewer levels");
    const start = this.at;
    if (this.text[start] === "{") return this.object(depth);
    const value = this.text[start] === "[" ? this.array(depth) : this.scalar();
    return { kind: "other", start, end: this.at, value };
  }
  scalar() {
    if (this.text[this.at] === '"') return this.string();
    return JSON.parse(this.match(LITERAL) ?? this.fault("a value"));
  }
  array(depth) {
    const items = [];
    this.at += 1;
    for (; ; ) {
      this.blank();
      if (this.take("]")) return items;
      items.push(plain(this.value(depth + 1)));
      this.blank();
      if (!this.take(",") && this.text[this.at] !== "]") this.fault("a comma or ]");
    }
  }
  object(depth) {
    const start = this.at;
    const members = [];
    this.at += 1;
    for (; ; ) {
      this.blank();
      if (this.take("}")) return { kind: "object", start, end: this.at, members };
      const keyAt = this.at;
      const key = this.string();
      this.blank();
      if (!this.take(":")) this.fault("a colon");
      this.blank();
      const value = this.value(depth + 1);
      this.blank();
      const comma = this.text[this.at] === "," ? this.at : void 0;
      members.push({ key, start: keyAt, value, comma });
      if (!this.take(",") && this.text[this.at] !== "}") this.fault("a comma or }");
    }
  }
};
function plain(node) {
  if (node.kind === "other") return node.value;
  return Object.fromEntries(node.members.map((m) => [m.key, plain(m.value)]));
}
function parseJsonc(text) {
  const reader = new Reader(text);
  try {
    if (text.startsWith("\uFEFF")) reader.at = 1;
    reader.blank();
    const root = reader.value();
    reader.blank();
    if (reader.at < text.length) reader.fault("the end of the file");
    return root;
  } catch (error) {
    if (error instanceof Error && "fault" in error) return error.fault;
    throw error;
  }
}
function isFault(result) {
  return "expected" in result;
}

// src/setup/edit-jsonc.ts
function setEntry(text, section, name, value) {
  const source = text.trim() === "" ? `${text}{}
` : text;
  return edit(source, section, (root, at) => {
    const layout = layoutOf(source, root);
    if (!at) return insert(source, root, section, { [name]: value }, layout);
    const held = last(at, name);
    if (!held) return insert(source, at, name, value, layout);
    const before = plain(held.value);
    const after = isObject(before) ? merge(before, value) : value;
    if (isDeepStrictEqual(before, after)) return source;
    const depth = indentAt(source, held.start);
    return splice(source, held.value.start, held.value.end, render(after, depth, layout));
  });
}
function removeEntry(text, section, name) {
  if (text.trim() === "") return { kind: "text", text };
  const done = edit(text, section, (_root, at) => {
    const index = at?.members.findIndex((m) => m.key === name) ?? -1;
    return at && index >= 0 ? cut(text, at, index) : text;
  });
  return done.kind === "text" && done.text !== text ? removeEntry(done.text, section, name) : done;
}
function merge(before, after) {
  const env = isObject(before["env"]) && isObject(after["env"]) ? { ...before["env"], ...after["env"] } : void 0;
  return { ...before, ...after, ...env ? { env } : {} };
}
function edit(text, section, change2) {
  const root = parseJsonc(text);
  if (isFault(root)) return { kind: "fault", fault: root };
  if (root.kind !== "object") return { kind: "in-the-way", key: "" };
  const held = last(root, section)?.value;
  if (held && held.kind !== "object") return { kind: "in-the-way", key: section };
  return { kind: "text", text: change2(root, held) };
}
var last = (node, key) => node.members.findLast((m) => m.key === key);
var splice = (text, start, end, by) => text.slice(0, start) + by + text.slice(end);
function indentAt(text, at) {
  const line = text.slice(text.lastIndexOf("\n", at - 1) + 1, at);
  return /^[ \t]*/.exec(line)?.[0] ?? "";
}
function layoutOf(text, root) {
  const [first] = root.members;
  const ownLine = first !== void 0 && text.slice(root.start, first.start).includes("\n");
  const unit = ownLine ? indentAt(text, first.start) : "";
  return { newline: text.includes("\r\n") ? "\r\n" : "\n", unit: unit === "" ? "  " : unit };
}
function render(value, depth, { newline, unit }) {
  return JSON.stringify(value, null, unit).replaceAll("\n", `${newline}${depth}`);
}
function insert(text, at, key, value, layout) {
  const { newline, unit } = layout;
  const outer = indentAt(text, at.start);
  const depth = outer + unit;
  const member = `${JSON.stringify(key)}: ${render(value, depth, layout)}`;
  const close = at.end - 1;
  const before = text.slice(0, close).trimEnd();
  const behind = at.members.at(-1);
  const trailing = behind?.comma === void 0 ? "" : ",";
  const tail = `${newline}${depth}${member}${trailing}${newline}${outer}${text.slice(close)}`;
  if (!behind || behind.comma !== void 0) return before + tail;
  return splice(before, behind.value.end, behind.value.end, ",") + tail;
}
function cut(text, at, index) {
  const member = at.members[index];
  if (!member) return text;
  const before = at.members[index - 1];
  const end = (member.comma ?? member.value.end - 1) + 1;
  const lineStart = text.lastIndexOf("\n", member.start - 1) + 1;
  const alone = text.slice(lineStart, member.start).trim() === "";
  const rest = /^[ \t]*\r?\n/.exec(text.slice(end))?.[0] ?? "";
  const whole = alone && rest !== "" && lineStart > at.start;
  let out = whole ? splice(text, lineStart, end + rest.length, "") : splice(text, member.start, end, "");
  if (member.comma === void 0 && before?.comma !== void 0)
    out = splice(out, before.comma, before.comma + 1, "");
  return out;
}

// src/setup/toml.ts
var KEY = /(?:[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')/;
var DOTTED = `${KEY.source}(?:[ \\t]*\\.[ \\t]*${KEY.source})*`;
var HEADER = new RegExp(`^[ \\t]*(\\[\\[?)[ \\t]*(${DOTTED})[ \\t]*(\\]\\]?)[ \\t]*(?:#.*)?$`);
var ASSIGNMENT = new RegExp(`^[ \\t]*(${DOTTED})[ \\t]*=[ \\t]*(?=\\S)`);
function keysOf(dotted) {
  return (dotted.match(new RegExp(KEY, "g")) ?? []).map(
    (key) => key.startsWith('"') ? unquote(key) : key.startsWith("'") ? key.slice(1, -1) : key
  );
}
function unquote(key) {
  try {
    return String(JSON.parse(key));
  } catch {
    return key.slice(1, -1);
  }
}
function outline(text) {
  const lines = text.split("\n");
  const headers = [];
  const assignments = [];
  let table = [];
  for (let i = 0; i < lines.length; i += 1) {
    const line = (lines[i] ?? "").replace(/\r$/, "");
    if (/^[ \t\uFEFF]*(?:#.*)?$/.test(line)) continue;
    const header = HEADER.exec(line);
    if (header) {
      const [, open, dotted = "", close] = header;
      if (open?.length !== close?.length) return { line: i + 1, expected: "a table header" };
      table = keysOf(dotted);
      headers.push({ line: i, keys: table });
      continue;
    }
    const assignment = ASSIGNMENT.exec(line.replace(/^\uFEFF/, ""));
    if (!assignment) return { line: i + 1, expected: "a key with a value, or a table header" };
    const end = skipValue(
      lines,
      i,
      line.indexOf(assignment[0].trimStart()) + assignment[0].trimStart().length
    );
    if (end === void 0) return { line: i + 1, expected: "an end of this value" };
    assignments.push({ line: i, end, keys: [...table, ...keysOf(assignment[1] ?? "")] });
    i = end;
  }
  return { lines, headers, assignments };
}
function skipValue(lines, from, column) {
  const text = lines.slice(from).join("\n").slice(column);
  let depth = 0;
  let at = 0;
  while (at < text.length) {
    const rest = text.slice(at, at + 3);
    const char = text[at] ?? "";
    if (rest === '"""' || rest === "'''") {
      const end = closing(text, at + 3, rest);
      if (end === void 0) return void 0;
      at = end;
    } else if (char === '"' || char === "'") {
      const end = closing(text, at + 1, char);
      if (end === void 0) return void 0;
      at = end;
    } else if (char === "#") {
      const end = text.indexOf("\n", at);
      at = end === -1 ? text.length : end;
    } else if (char === "\n" && depth === 0) break;
    else {
      if (char === "[" || char === "{") depth += 1;
      if (char === "]" || char === "}") depth -= 1;
      if (depth < 0) return void 0;
      at += 1;
    }
  }
  return depth === 0 ? from + (text.slice(0, at).match(/\n/g)?.length ?? 0) : void 0;
}
function closing(text, from, quote2) {
  const escapes = quote2.startsWith('"');
  for (let at = from; at < text.length; at += 1) {
    if (escapes && text[at] === "\\") at += 1;
    else if (text.startsWith(quote2, at)) {
      let end = at + quote2.length;
      if (quote2.length === 3) while (text[end] === quote2[0] && end < at + 5) end += 1;
      return end;
    } else if (quote2.length === 1 && text[at] === "\n") return void 0;
  }
  return void 0;
}

// src/setup/edit-toml.ts
var quote = (text) => JSON.stringify(text).replaceAll("", "\\u007f");
var bareOr = (key) => /^[A-Za-z0-9_-]+$/.test(key) ? key : quote(key);
function renderTable(path, values) {
  const lines = [`[${path.map(bareOr).join(".")}]`];
  const tables = [];
  for (const [key, value] of Object.entries(values)) {
    if (typeof value === "string") lines.push(`${bareOr(key)} = ${quote(value)}`);
    else if (typeof value === "number" || typeof value === "boolean") lines.push(`${bareOr(key)} = ${value}`);
    else if (isList(value)) lines.push(`${bareOr(key)} = [${value.map(quote).join(", ")}]`);
    else tables.push("", ...renderTable([...path, key], value));
  }
  return [...lines, ...tables];
}
function isList(value) {
  return Array.isArray(value);
}
function isTable(value) {
  return typeof value === "object" && !isList(value);
}
var startsWith = (keys, path) => path.every((key, i) => keys[i] === key);
function endOf({ lines, headers, assignments }, index) {
  const from = headers[index]?.line ?? 0;
  const next = headers[index + 1]?.line ?? lines.length;
  return (assignments.findLast((a) => a.line > from && a.line < next)?.end ?? from) + 1;
}
function inTheWay({ headers, assignments }, path) {
  const [section = ""] = path;
  return assignments.some(({ line, keys }) => {
    const table = headers.findLast((h) => h.line < line);
    const own = table !== void 0 && startsWith(table.keys, path);
    if (own) return false;
    return startsWith(keys, path) || keys.length === 1 && keys[0] === section;
  });
}
function setTable(text, path, values) {
  return change(text, path, (first, newline) => {
    const all = Object.entries(values);
    let out = setKeys(text, first, path, Object.fromEntries(all.filter(([, v]) => !isTable(v))), newline);
    for (const [key, value] of all) {
      const found = isTable(value) ? outline(out) : void 0;
      if (found && !("expected" in found) && isTable(value))
        out = setKeys(out, found, [...path, key], value, newline);
    }
    return out;
  });
}
function setKeys(text, found, path, values, newline) {
  const { lines, headers, assignments } = found;
  const eol = newline === "\r\n" ? "\r" : "";
  const block = renderTable(path, values);
  const exact = headers.findIndex((h) => h.keys.length === path.length && startsWith(h.keys, path));
  if (exact === -1) {
    const parent = headers.findIndex((h) => h.keys.length === path.length - 1 && startsWith(path, h.keys));
    if (parent === -1) return append(text, block, newline);
    const at = endOf(found, parent);
    return [...lines.slice(0, at), ...["", ...block].map((l) => l + eol), ...lines.slice(at)].join("\n");
  }
  const from = headers[exact]?.line ?? 0;
  const to = endOf(found, exact);
  const rendered = new Map(Object.keys(values).map((key, i) => [key, block[i + 1] ?? ""]));
  const inside = [];
  for (let at = from + 1; at < to; at += 1) {
    const ours = assignments.find((a) => a.line === at && rendered.has(a.keys[path.length] ?? ""));
    if (!ours) {
      inside.push(lines[at] ?? "");
      continue;
    }
    const key = ours.keys[path.length] ?? "";
    const wanted = rendered.get(key) ?? "";
    rendered.delete(key);
    const line = (lines[at] ?? "").trimStart();
    const same = ours.end === at && line.startsWith(wanted) && /^\s*(?:#.*)?$/.test(line.slice(wanted.length));
    inside.push(same ? lines[at] ?? "" : wanted + eol);
    at = ours.end;
  }
  const missing = [...rendered.values()].map((l) => l + eol);
  return [...lines.slice(0, from + 1), ...inside, ...missing, ...lines.slice(to)].join("\n");
}
function removeTable(text, path) {
  return change(text, path, (found) => {
    const { lines, headers } = found;
    const ranges = headers.flatMap((h, i) => {
      if (!startsWith(h.keys, path)) return [];
      const blank = h.line > 0 && (lines[h.line - 1] ?? "").trim() === "";
      return [[blank ? h.line - 1 : h.line, endOf(found, i)]];
    });
    return lines.filter((_, i) => !ranges.some(([from, to]) => i >= from && i < to)).join("\n");
  });
}
function change(text, path, make) {
  const found = outline(text);
  if ("expected" in found) return { kind: "fault", fault: found };
  if (inTheWay(found, path)) return { kind: "in-the-way", key: path.join(".") };
  return { kind: "text", text: make(found, text.includes("\r\n") ? "\r\n" : "\n") };
}
function append(text, block, newline) {
  const body = text === "" || text.endsWith("\n") ? text : text + newline;
  const gap = body.trim() === "" ? "" : newline;
  return `${body}${gap}${block.join(newline)}${newline}`;
}

// src/setup/plan.ts
function snippet(host, entry) {
  return host.format === "toml" ? renderTable([host.section, host.server], entry).join("\n") : JSON.stringify({ [host.section]: { [host.server]: entry } }, null, 2);
}
function planText(host, file, text, entry) {
  const path = [host.section, host.server];
  const edit2 = host.format === "toml" ? entry ? setTable(text, path, entry) : removeTable(text, path) : entry ? setEntry(text, host.section, host.server, entry) : removeEntry(text, host.section, host.server);
  if (edit2.kind === "text") return edit2.text;
  const byHand = `or add the entry by hand: \`codex-oauth setup ${host.name}\` prints it.`;
  if (edit2.kind === "fault")
    throw new AppError({
      kind: "local",
      code: "setup.unreadable",
      what: `${file} was not changed.`,
      why: `It cannot be understood: line ${edit2.fault.line} should hold ${edit2.fault.expected}.`,
      fix: `Correct that line and run this again, ${byHand}`,
      details: { path: file, line: edit2.fault.line }
    });
  throw new AppError({
    kind: "local",
    code: "setup.in_the_way",
    what: `${file} was not changed.`,
    why: host.format === "toml" ? `${edit2.key} or what holds it is written as an inline table or with dotted keys.` : `${edit2.key === "" ? "What is in it" : `"${edit2.key}"`} is no object.`,
    fix: `Write it as ${host.format === "toml" ? `a table ([${path.join(".")}])` : "an object"} and run this again, ${byHand}`,
    details: { path: file }
  });
}

export {
  snippet,
  planText
};
