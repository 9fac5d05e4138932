import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  EXIT,
  clip,
  createPaint,
  errorDocument,
  exitCodeOf,
  field,
  padEnd,
  plural,
  renderError,
  renderPairs,
  renderTable,
  stripControls
} from "./chunk-I74YSRCU.js";
import {
  metaDocument,
  threadJsonl,
  threadMarkdown,
  turnDocument
} from "./chunk-ZVQ7K4RU.js";
import {
  resolveRoots
} from "./chunk-2IY5JK4W.js";
import {
  VERBOSITIES,
  defaultSlug,
  describeModels,
  listedModels,
  receiptOf
} from "./chunk-YFA55NLP.js";
import {
  limitsLine
} from "./chunk-NBLTNHPS.js";
import "./chunk-N76N25DY.js";
import {
  humanSeconds
} from "./chunk-HKZU3PR2.js";
import "./chunk-6O7S6XGZ.js";
import {
  VERSION
} from "./chunk-ZC4QSVQU.js";
import {
  isObject,
  parseJson
} from "./chunk-L5FXI35G.js";
import {
  AppError,
  cancelled,
  errnoOf
} from "./chunk-RJXX33VE.js";
import "./chunk-QUEU7GBP.js";

// src/cli/io.ts
var USUAL_WIDTH = 80;
function sinkOf(stream) {
  const gone = new AbortController();
  stream.on("error", () => gone.abort());
  const isTTY = stream.isTTY ?? false;
  return {
    write: (text) => {
      if (!gone.signal.aborted) stream.write(text);
    },
    isTTY,
    colours: isTTY && (stream.getColorDepth?.() ?? 1) > 1,
    get columns() {
      return stream.columns || USUAL_WIDTH;
    },
    gone: gone.signal,
    flushed: () => new Promise((resolve) => {
      if (gone.signal.aborted) return resolve();
      gone.signal.addEventListener("abort", () => resolve(), { once: true });
      stream.write("", () => resolve());
    })
  };
}

// src/cli/parse.ts
import { parseArgs } from "node:util";

// src/cli/command.ts
function command({ read, run, ...spec }) {
  return {
    ...spec,
    bind: (words, options) => {
      const asked = read(words, options);
      return { asked, run: (session) => run(session, asked) };
    }
  };
}
function usageError(what, why, fix) {
  return new AppError({ kind: "input", code: "usage", what, why, fix });
}
function noSuch(what, word2, names, { command: command2, otherwise }) {
  const near = nearest(word2, names);
  if (near === void 0) return usageError(what, `There are ${names.join(", ")}.`, otherwise);
  const fix = command2 === void 0 ? otherwise : `Run \`${command2} ${near}\`.`;
  return usageError(what, `Did you mean "${near}"?`, fix);
}
function unexpected(word2, name) {
  const fix = `Leave it out; \`codex-oauth help ${name}\` shows what can be given.`;
  return usageError(`Unexpected argument "${word2.slice(0, 40)}".`, void 0, fix);
}
function commandNamed(commands, name) {
  const found = commands.find((c) => c.name === name);
  if (found) return found;
  if (/\s/.test(name))
    throw usageError(
      "The first word must be a command.",
      void 0,
      'To ask a question: `codex-oauth ask "…"`.'
    );
  const names = commands.map((c) => c.name);
  const fix = { command: "codex-oauth", otherwise: "Run `codex-oauth help`." };
  throw noSuch(`There is no command "${name.slice(0, 40)}".`, name, names, fix);
}
function distance(a, b) {
  let before = [];
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swap = swapped ? (before[j - 2] ?? 0) + 1 : Infinity;
      next.push(Math.min(change, swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}
function nearest(word2, candidates) {
  const wanted = word2.toLowerCase();
  const started = wanted.length >= 2 ? candidates.filter((c) => c.startsWith(wanted)) : [];
  if (started.length === 1) return started[0];
  const ranked = candidates.map((c) => ({ c, d: distance(wanted, c) })).sort((x, y) => x.d - y.d);
  const [best] = ranked;
  return best && best.d <= Math.max(1, Math.floor(Math.max(wanted.length, best.c.length) / 3)) ? best.c : void 0;
}

// src/cli/commands/ask.ts
import { readFile, stat } from "node:fs/promises";
import path from "node:path";

// src/cli/live.ts
import { createInterface } from "node:readline";
import { Writable } from "node:stream";
var FRAMES = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
var FRAME_MS = 80;
var ERASE = "\r\x1B[2K";
function frameAt(ms) {
  return FRAMES[Math.floor(ms / FRAME_MS) % FRAMES.length] ?? "";
}
function startSpinner(sink, paint, now, text) {
  if (!sink.isTTY) return () => {
  };
  const started = now();
  let drawn = false;
  const timer = setInterval(() => {
    drawn = true;
    const line = clip(text(), Math.max(10, sink.columns - 6));
    sink.write(`${ERASE}${paint.cyan(frameAt(now() - started))} ${line}`);
  }, FRAME_MS);
  return () => {
    clearInterval(timer);
    if (drawn) sink.write(ERASE);
    drawn = false;
  };
}
var REDRAW_MS = 120;
function liveLine({ io, prompt, onLine, onInterrupt, onEnd }) {
  const { stderr, stdin } = io;
  const output = Object.assign(
    new Writable({
      write: (chunk, _encoding, done) => {
        stderr.write(chunk.toString("utf8"));
        done();
      }
    }),
    { columns: stderr.columns }
  );
  const reader = createInterface({ input: stdin, output, terminal: stderr.isTTY, historySize: 0 });
  let open = true;
  const draw = () => {
    output.columns = stderr.columns;
    reader.setPrompt(prompt());
    reader.prompt(true);
  };
  const timer = setInterval(() => {
    if (reader.line === "" && prompt() !== reader.getPrompt()) draw();
  }, REDRAW_MS);
  reader.on("line", (line) => {
    onLine(line);
    if (open) draw();
  });
  reader.on("SIGINT", onInterrupt);
  reader.on("close", () => {
    clearInterval(timer);
    if (open) onEnd?.();
    open = false;
  });
  draw();
  return () => {
    if (!open) return;
    open = false;
    reader.close();
    if (stderr.isTTY) stderr.write("\r\x1B[0J");
  };
}
function confirm(session, question) {
  return new Promise((resolve, reject) => {
    const end = (act) => {
      session.signal.removeEventListener("abort", stop);
      close();
      act();
    };
    const unchanged = "Nothing was changed.";
    const stop = () => end(() => reject(cancelled(unchanged)));
    const answer = (yes) => end(() => {
      if (!yes) session.note(unchanged);
      resolve(yes);
    });
    const close = liveLine({
      io: session.io,
      prompt: () => `${question} ${session.err.dim("[y/N]")} `,
      onLine: (text) => answer(/^y(es)?$/i.test(text.trim())),
      onInterrupt: session.interrupt,
      onEnd: () => answer(false)
    });
    session.signal.addEventListener("abort", stop, { once: true });
  });
}

// src/cli/answer.ts
async function putOnScreen(session, input, dryRun) {
  if (dryRun) return preview(session, input);
  const screen = openScreen(session);
  let answer;
  try {
    const hooks = { signal: session.signal, onText: screen.text, onProgress: screen.progress };
    answer = await session.orAbort(session.app().ask(input, hooks));
  } catch (error) {
    screen.close();
    throw error;
  }
  screen.close(answer.text);
  if (session.json) session.document(answerDocument(answer, input.outputSchema !== void 0));
  else await tellAbout(session, answer);
  const { cutShort, misfit } = answer;
  return cutShort === void 0 && misfit === void 0 ? EXIT.ok : EXIT.failed;
}
async function preview(session, input) {
  const text = await session.orAbort(session.app().preview(input, session.signal));
  if (session.json) session.document({ dry_run: true, text });
  else session.print(session.io.stdout.isTTY ? stripControls(text) : text);
  return EXIT.ok;
}
function openScreen({ io, json, err, app }) {
  const { now } = app().deps;
  const started = now();
  let latest;
  let streamed = "";
  let tail = "\n";
  let closed = false;
  const stopSpinner = startSpinner(io.stderr, err, now, () => progressLine(latest, now() - started));
  const write = (piece) => {
    const shown = io.stdout.isTTY ? stripControls(piece) : piece;
    if (shown === "") return;
    io.stdout.write(shown);
    tail = shown.slice(-1);
  };
  return {
    progress: (progress) => {
      latest = progress;
    },
    text: (piece) => {
      if (json || closed) return;
      stopSpinner();
      streamed += piece;
      write(piece);
    },
    /** Ends the output; prints what of the whole answer has not been streamed. */
    close: (whole = "") => {
      closed = true;
      stopSpinner();
      if (!json && whole.startsWith(streamed)) write(whole.slice(streamed.length));
      if (tail !== "\n") io.stdout.write("\n");
    }
  };
}
async function tellAbout(session, answer) {
  const { err } = session;
  const { gathered } = answer;
  if (answer.cutShort !== void 0) {
    session.note(`${err.yellow("!")} The answer is incomplete; above is what had arrived.`);
    session.note(renderError(answer.cutShort, err));
  }
  if (answer.misfit !== void 0) session.note(renderError(answer.misfit, err));
  const report = gathered ? (await import("./report-F3UQ3XIJ.js")).renderReport(gathered, "terminal") : [];
  for (const line of report) session.note(err.dim(field(line)));
  for (const note of answer.notes) session.note(err.dim(`! ${field(note)}`));
  session.note(err.dim(closingLine(answer)));
}
function progressLine(progress, elapsedMs) {
  if (!progress) return "starting";
  const parts = [progress.phase, progress.model, progress.effort, humanSeconds(elapsedMs / 1e3)];
  if (progress.length > 0) parts.push(plural(progress.length, "character"));
  else if (progress.phase === "thinking" && progress.thought !== "") parts.push(progress.thought);
  return parts.filter((p) => p !== void 0).map(field).join(" · ");
}
function closingLine({ model, effort, usage, limits, threadId }) {
  const count = (n) => n.toLocaleString("en-US");
  const parts = [field(model)];
  if (effort !== void 0) parts.push(`effort ${field(effort)}`);
  if (usage) parts.push(`${count(usage.inputTokens)} tokens in, ${count(usage.outputTokens)} out`);
  const used = limitsLine(limits);
  if (used !== void 0) parts.push(used);
  if (threadId !== void 0) parts.push(`thread ${threadId}`);
  return parts.join(" · ");
}
function answerDocument(answer, schemaGiven) {
  const { gathered } = answer;
  const wrong = answer.cutShort ?? answer.misfit;
  return {
    text: answer.text,
    ...schemaGiven ? { output: answer.output ?? null } : {},
    ...receiptOf(answer),
    ...gathered ? { withheld: gathered.withheld, omitted: gathered.omitted } : {},
    problem: wrong === void 0 ? null : errorDocument(wrong).error
  };
}

// src/cli/commands/threads.ts
var ACTIONS = ["list", "show", "export", "remove", "prune"];
var LIMIT = 20;
var threads = command({
  name: "threads",
  summary: "list, show, export and delete the conversations kept on this machine",
  usage: "[list | show <id> | export <id> | remove <id>… | prune] [options]",
  about: [
    "Every answer names its thread; `last` stands for the one used last. Nothing here makes a network request.",
    "An answer that was interrupted is shown as far as it had come. CODEX_OAUTH_THREADS sets how long threads are kept."
  ],
  options: {
    limit: {
      value: "<n>",
      number: { from: 1, to: 999999, whole: true },
      summary: `how many to list (${LIMIT})`
    },
    format: {
      value: "<kind>",
      oneOf: ["markdown", "jsonl"],
      summary: "what to export: markdown (the default) or jsonl"
    },
    all: { summary: "remove: every thread" },
    yes: { short: "y", summary: "remove: do not ask (a pipe is never asked)" }
  },
  examples: [
    "codex-oauth threads",
    "codex-oauth threads show last",
    "codex-oauth threads export last > conversation.md"
  ],
  mostWords: Infinity,
  read: ([word2 = "list", ...ids], options) => {
    const action = readAction(word2);
    checkIds(action, ids, options.all);
    return { ...options, action, ids };
  },
  run: async (session, asked) => {
    const { threads: store, deps } = session.app();
    switch (asked.action) {
      case "list": {
        const listing = await store.list({ limit: asked.limit ?? LIMIT });
        const off = `${session.err.yellow("!")} CODEX_OAUTH_THREADS is off: new questions are not kept.`;
        if (session.json) session.document(listingDocument(listing));
        else session.print(renderListing(listing, deps.now(), session.out));
        if (!store.enabled && !session.json) session.note(off);
        return EXIT.ok;
      }
      case "show":
      case "export":
        return printThread(
          session,
          asked.ids[0] ?? "last",
          asked.action === "export" ? asked.format : void 0
        );
      case "remove":
        return remove(session, asked);
      case "prune": {
        const removed = await store.prune();
        if (session.json) session.document({ removed });
        else session.print(`${plural(removed, "old file")} deleted.`);
        return EXIT.ok;
      }
    }
  }
});
function readAction(word2) {
  const action = ACTIONS.find((a) => a === word2);
  if (action) return action;
  throw noSuch(`threads has no subcommand "${word2.slice(0, 40)}".`, word2, ACTIONS, {
    command: "codex-oauth threads",
    otherwise: "Run `codex-oauth help threads`."
  });
}
function checkIds(action, ids, all) {
  const most = { list: 0, prune: 0, show: 1, export: 1, remove: Infinity }[action];
  const surplus = all && action !== "remove" ? "--all" : ids[most];
  if (surplus !== void 0) throw unexpected(surplus, "threads");
  if (most === 0 || ids.length > 0 || all) return;
  throw usageError(
    `\`codex-oauth threads ${action}\` needs a thread.`,
    "It is followed by a thread id, or by last for the one used last.",
    `Run \`codex-oauth threads\` to see them, then \`codex-oauth threads ${action} <id>\`.`
  );
}
async function threadNamed(word2, store) {
  if (word2 !== "last") return word2;
  const [last] = (await store.list({ limit: 1 })).threads;
  if (last) return last.id;
  throw usageError("There are no threads yet.", void 0, 'Ask something: `codex-oauth ask "…"`.');
}
async function printThread(session, word2, format) {
  const store = session.app().threads;
  const thread = await store.load(await threadNamed(word2, store));
  if (session.json) {
    session.document({ ...metaDocument(thread), turns: thread.turns.map(turnDocument) });
    return EXIT.ok;
  }
  const text = format === "jsonl" ? threadJsonl(thread) : threadMarkdown(thread);
  const shown = session.io.stdout.isTTY ? stripControls(text) : text;
  session.print(shown.replace(/\n$/, ""));
  return EXIT.ok;
}
async function remove(session, { ids, all, yes }) {
  const store = session.app().threads;
  const chosen = all ? (await store.list({ limit: Number.POSITIVE_INFINITY })).threads.map((t) => t.id) : await Promise.all(ids.map((id) => threadNamed(id, store)));
  const asks = chosen.length > 0 && !yes && !session.json && session.canAsk;
  if (asks && !await confirm(session, `Delete ${plural(chosen.length, "thread")}?`)) return EXIT.failed;
  const results = await Promise.all(
    chosen.map(async (id) => ({ thread_id: id, removed: await store.remove(id) }))
  );
  const missing = results.filter((r) => !r.removed);
  if (session.json) session.document({ threads: results });
  else {
    session.print(`${plural(results.length - missing.length, "thread")} deleted.`);
    for (const { thread_id } of missing) session.note(`There is no thread ${thread_id}.`);
  }
  return missing.length > 0 ? EXIT.failed : EXIT.ok;
}
var TITLE_CELLS = 60;
function renderListing(listing, now, paint) {
  const { threads: threads2, total, broken } = listing;
  const lines = [];
  if (threads2.length > 0) {
    const rows = threads2.map((t) => [
      paint.cyan(t.id),
      `${humanSeconds((now - t.usedAt) / 1e3)} ago`,
      field(t.model),
      `${t.ended ? "" : paint.yellow("… ")}${clip(field(t.title), TITLE_CELLS)}`
    ]);
    lines.push(renderTable(["THREAD", "USED", "MODEL", "BEGAN WITH"], rows, paint));
  } else if (total === 0) lines.push("There are no threads yet.");
  if (threads2.some((t) => !t.ended)) {
    lines.push(paint.dim("… its last answer is still being written, or was interrupted"));
  }
  const rest = total - threads2.length - broken.length;
  if (rest > 0) lines.push(paint.dim(`${rest} older; --limit ${total} shows them all`));
  for (const file of broken)
    lines.push(`${paint.yellow("!")} ${field(file)} cannot be read; it was left as it is.`);
  return lines.join("\n");
}
function listingDocument({ threads: threads2, total, broken }) {
  return {
    threads: threads2.map((t) => ({
      thread_id: t.id,
      title: t.title,
      created_at: new Date(t.createdAt).toISOString(),
      used_at: new Date(t.usedAt).toISOString(),
      model: t.model,
      bytes: t.bytes,
      ended: t.ended
    })),
    total,
    broken
  };
}

// src/cli/commands/ask.ts
var ask = command({
  name: "ask",
  summary: "ask a question; the answer streams to stdout",
  usage: '[options] "question"',
  about: [
    "The question is taken from the arguments, from a pipe, or from both: then the piped text follows the arguments.",
    "The answer goes to stdout, everything else to stderr. An answer that was cut short, or that misses its schema, is",
    "printed and ends with exit code 1. Files, diffs and images are read below this folder (CLAUDE_PROJECT_DIR, where it",
    "is set) only; what looks like a secret is held back and named. Put globs in quotes: a path may also be a folder,",
    "`path:10-40` for some lines, or `!path` to leave out."
  ],
  options: {
    thread: { short: "t", value: "<id>", summary: "continue this thread; last is the one used last" },
    file: { short: "f", value: "<path|glob>", repeatable: true, summary: "attach a file, folder or glob" },
    diff: { short: "d", value: "<spec>", summary: "attach a diff: uncommitted, staged, a base ref, a..b" },
    image: { short: "i", value: "<path>", repeatable: true, summary: "attach a png, jpeg, webp or gif" },
    "web-search": { summary: "let it search the web" },
    schema: { value: "<file.json>", summary: "a JSON Schema that the answer must fit" },
    "dry-run": { summary: "show what would be sent, and send nothing" },
    model: { short: "m", value: "<slug>", summary: "which model answers (see `codex-oauth models`)" },
    effort: { short: "e", value: "<level>", summary: "how long to think: low, medium, high, xhigh, max" },
    verbosity: { value: "<level>", oneOf: VERBOSITIES, summary: "how much it writes: low, medium, high" },
    system: { value: "<text>", summary: "instructions that replace the built-in ones" },
    temperature: {
      value: "<0–1>",
      number: { from: 0, to: 1 },
      summary: "kept for compatibility; a ChatGPT plan does not take it"
    }
  },
  examples: [
    'codex-oauth ask "What does EPIPE mean?"',
    'codex-oauth ask --diff main --file "src/**/*.ts" "Is this change complete?"',
    'codex-oauth ask --thread last "And on Windows?"',
    'codex-oauth ask --effort high --json "…" < notes.md'
  ],
  mostWords: Infinity,
  read: (words, options) => ({ ...options, words }),
  run: async (session, asked) => {
    const app = session.app();
    const { cwd, env } = app.deps;
    const { model, effort, verbosity, temperature, diff, words } = asked;
    const outputSchema = asked.schema === void 0 ? void 0 : await readSchemaFile(asked.schema, cwd);
    const threadId = asked.thread === void 0 ? void 0 : await threadNamed(asked.thread, app.threads);
    const spilled = await spilledFile(words, asked.file, cwd);
    const fix = "To attach it, quote the glob or repeat --file.";
    if (spilled !== void 0)
      session.note(
        session.err.yellow(`! ${field(spilled)} is a word of the question and not attached. ${fix}`)
      );
    const prompt = joinQuestion(words, await pipedText(session));
    if (prompt === "")
      throw usageError(
        "There is no question.",
        "Neither the arguments nor a pipe contain any text.",
        'Put it in quotes: `codex-oauth ask "What is a monad?"`.'
      );
    const input = {
      prompt,
      model,
      effort,
      verbosity,
      temperature,
      systemPrompt: asked.system,
      threadId,
      diff,
      files: asked.file,
      images: asked.image,
      webSearch: asked["web-search"] ? true : void 0,
      outputSchema,
      roots: resolveRoots({ env, cwd })
    };
    return putOnScreen(session, input, asked["dry-run"]);
  }
});
async function readSchemaFile(file, cwd) {
  const name = file.slice(0, 200);
  const fix = 'Give the path of a file that holds a JSON Schema with "type": "object" at its top.';
  const text = await readFile(path.resolve(cwd, file), "utf8").catch((error) => {
    const code = errnoOf(error) ?? "unknown";
    const why2 = code === "ENOENT" ? "There is no such file." : `Reading it fails with ${code}.`;
    throw usageError(`--schema: ${name} cannot be read.`, why2, fix);
  });
  const schema = parseJson(text.replace(/^\uFEFF/, ""));
  if (isObject(schema)) return schema;
  const why = schema === void 0 ? "It is not valid JSON." : "It is JSON, but not an object.";
  throw usageError(`--schema: ${name} is not a JSON Schema.`, why, fix);
}
async function spilledFile(words, files, cwd) {
  if (files === void 0) return void 0;
  for (const word2 of words) {
    if (/\s/.test(word2) || files.includes(word2)) continue;
    const found = await stat(path.resolve(cwd, word2)).catch(() => void 0);
    if (found?.isFile()) return word2;
  }
  return void 0;
}
function joinQuestion(words, piped) {
  return [words.join(" ").trim(), piped.trim()].filter((part) => part !== "").join("\n\n");
}
var MAX_BYTES = 16 * 1024 * 1024;
var SLOW_PIPE_MS = 2e3;
async function pipedText(session) {
  const { stdin } = session.io;
  if (stdin.isTTY === true) return "";
  const timer = setTimeout(() => {
    session.note("Waiting for the end of the text on stdin (without one, add < /dev/null) …");
  }, SLOW_PIPE_MS);
  return session.orAbort(readAll(stdin)).finally(() => clearTimeout(timer));
}
async function readAll(input) {
  const chunks = [];
  let size = 0;
  for await (const chunk of input) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    chunks.push(bytes);
    if (size > MAX_BYTES)
      throw usageError(
        "The piped text is too long.",
        `It has more than ${MAX_BYTES / 1024 / 1024} MB; no model takes that much.`,
        "Pipe less: the part that matters, or a summary."
      );
  }
  return Buffer.concat(chunks).toString("utf8");
}

// src/cli/commands/clear.ts
var clear = command({
  name: "clear",
  summary: "sign out: revoke the login and remove it from this machine",
  usage: "[options]",
  about: [
    "Removes our own login only: other entries of the file, the Codex CLI’s login and API keys stay as they are.",
    "It asks first on a terminal; in a pipe and with --json it cannot ask, so there it needs --yes."
  ],
  options: { yes: { short: "y", summary: "do not ask; needed in a pipe and with --json" } },
  read: (_words, options) => options,
  run: async (session, { yes }) => {
    const app = session.app();
    if (!yes) {
      assertAskable(session);
      const status2 = await app.status();
      const there = status2.source !== null || status2.problem !== null;
      if (there && !await confirm(session, `Sign out of ${accountOf(status2)}?`)) return EXIT.failed;
    }
    const cleared = await app.clear();
    const { authFile, codexCliFile } = app.settings;
    if (session.json)
      session.document({
        removed: cleared.removed,
        account_id: cleared.accountId ?? null,
        revocation: cleared.revocation,
        not_touched: { other_entries_in: authFile, codex_cli_login: codexCliFile, api_keys: true }
      });
    else session.print(renderCleared(cleared, { authFile, codexCliFile }, session.out));
    return EXIT.ok;
  }
});
function assertAskable({ canAsk, json }) {
  if (!json && canAsk) return;
  throw usageError(
    "`codex-oauth clear` needs --yes here.",
    json ? "With --json no question is asked." : "There is no terminal to ask on.",
    "Run `codex-oauth clear --yes` if the login is to be revoked and removed."
  );
}
function accountOf(status2) {
  const known = [status2.email, status2.account_id].filter((t) => t !== null);
  return known.map(field).join(", account ") || "the login";
}
function renderCleared(cleared, { authFile, codexCliFile }, paint) {
  const account = cleared.accountId === void 0 ? "" : ` (account ${field(cleared.accountId)})`;
  const ok = paint.green("✓");
  const out = `Signed out${account}: removed from this machine`;
  const done = {
    revoked: `${ok} ${out} and revoked at OpenAI.`,
    nothing: `${ok} ${out}. It held no token that could be revoked.`,
    failed: `${paint.yellow("!")} ${out}, but OpenAI could not be told.
  ${paint.cyan("→")} To end it there too: ChatGPT → Settings → Security → Log out of all devices.`
  }[cleared.revocation];
  const said = !cleared.removed ? `${paint.yellow("–")} Not signed in: there was nothing to remove.` : cleared.external === true ? `${ok} Forgot the login${account} that an application had handed over; it was only in memory.` : done;
  return `${said}
  Not touched: other entries in ${field(authFile)}, the Codex CLI’s login (${field(codexCliFile)}), API keys.`;
}

// src/cli/commands/demo.ts
var demo = command({
  name: "demo",
  summary: "watch the whole way, sign-in to answer, against a simulated OpenAI",
  usage: '[options] ["question"]',
  about: [
    "Starts the simulator and this program as an MCP server, and is the client, the browser and the user in one.",
    "No account is needed, nothing leaves this machine, and your own login is not touched."
  ],
  options: {},
  mostWords: Infinity,
  read: (words) => ({ question: words.join(" ").trim() || void 0 }),
  // Loaded only when asked for: the simulator and an MCP client are no part of the program.
  run: async (session, { question }) => (await import("./demo-V4A5N5BX.js")).demo(session, question)
});

// src/cli/commands/doctor.ts
var doctor = command({
  name: "doctor",
  summary: "find out what is wrong, and what fixes it",
  usage: "[options]",
  about: [
    "Looks at the login and its file, the settings, the proxy, the ports and this machine. Nothing secret is shown,",
    "so the output can be posted in an issue. Exit code 0 when nothing fails, 1 otherwise."
  ],
  options: { online: { summary: "also reach the servers (no token is sent)" } },
  examples: ["codex-oauth doctor", "codex-oauth doctor --online"],
  read: (_words, options) => options,
  run: async (session, { online }) => {
    const { diagnose } = await import("./doctor-BZDNUUVX.js");
    const diagnosis = await diagnose(session.deps(), { online, signal: session.signal });
    if (session.json) session.document(diagnosis);
    else session.print(renderDiagnosis(diagnosis, { paint: session.out, terminal: session.io.stdout.isTTY }));
    return diagnosis.healthy ? EXIT.ok : EXIT.failed;
  }
});
var MARKS = {
  ok: { sign: "✓", word: "ok  ", style: "green" },
  note: { sign: "·", word: "note", style: "dim" },
  warn: { sign: "!", word: "WARN", style: "yellow" },
  fail: { sign: "✗", word: "FAIL", style: "red" }
};
function renderDiagnosis({ checks }, view) {
  const count = (state) => checks.filter((c) => c.state === state).length;
  const failed = count("fail");
  const warnings = plural(count("warn"), "warning");
  const { paint } = view;
  const end = failed > 0 ? paint.red(`${plural(failed, "fault")}, ${warnings}.`) : count("warn") > 0 ? paint.yellow(`No faults, ${warnings}.`) : paint.green("No faults.");
  return [...checks.map((c) => renderFinding(c, view)), "", end].join("\n");
}
function renderFinding({ state, what, why, fix }, { paint, terminal }) {
  const { sign, word: word2, style } = MARKS[state];
  const indent = " ".repeat(terminal ? 2 : 5);
  const said = field(what);
  const lines = [`${paint[style](terminal ? sign : word2)} ${state === "fail" ? paint.bold(said) : said}`];
  if (why !== null) lines.push(`${indent}${paint.dim(field(why))}`);
  if (fix !== null) lines.push(`${indent}${paint.cyan(terminal ? "→" : "->")} ${field(fix)}`);
  return lines.join("\n");
}

// src/cli/commands/login.ts
var login = command({
  name: "login",
  summary: "sign in with your ChatGPT account",
  usage: "[options]",
  about: [
    "Opens the browser and waits. Where no browser is to be expected (SSH, a container, CI) it shows a code to type",
    "on any other device as well. On a terminal the URL that the browser ended up on can be pasted instead."
  ],
  options: {
    "no-browser": { excludes: "browser", summary: "show a code to type on another device" },
    browser: { summary: "use the browser of this machine, even where none is expected" },
    "take-over": { summary: "end another sign-in that holds the port, and take its place" },
    timeout: {
      value: "<seconds>",
      number: { from: 1, to: 3600, whole: true },
      summary: "how long to wait (default 300, or CODEX_OAUTH_TIMEOUT)"
    }
  },
  examples: ["codex-oauth login", "codex-oauth login --no-browser"],
  read: (_words, { browser, timeout, "no-browser": device, "take-over": takeOver }) => ({
    method: device ? "device" : browser ? "browser" : "auto",
    takeOver,
    timeoutMs: timeout === void 0 ? void 0 : timeout * 1e3
  }),
  run: async (session, { method, takeOver, timeoutMs }) => {
    const { settings: settings2, signIn, lanesFor, status: status2 } = session.app();
    const { lanes, fallback, why } = lanesFor(method);
    const attempt2 = await signIn.begin({
      lanes,
      fallback,
      takeOver,
      timeoutMs: timeoutMs ?? settings2.loginTimeoutMs
    });
    const cancel = () => attempt2.cancel();
    session.signal.addEventListener("abort", cancel, { once: true });
    if (session.signal.aborted) cancel();
    try {
      const opens = attempt2.browser !== void 0 && lanes[0] === "browser" && !settings2.neverOpenBrowser;
      session.note(renderInvitation(attempt2, { why, opens }, session.err));
      if (opens && attempt2.browser) openBrowser(session, attempt2.browser.url);
      await waitFor(session, attempt2);
    } finally {
      session.signal.removeEventListener("abort", cancel);
    }
    const now = await status2();
    if (session.json) session.document(now);
    else session.print(renderSignedIn(now, session.out));
    return EXIT.ok;
  }
});
function openBrowser(session, url) {
  const { deps } = session.app();
  deps.openBrowser(url).catch((error) => {
    deps.log.debug(`the browser could not be opened: ${error instanceof Error ? error.message : "unknown"}`);
    session.io.stderr.write(
      `${session.io.stderr.isTTY ? "\r\x1B[0J" : ""}  The browser could not be opened: open the address yourself.
`
    );
  });
}
async function waitFor(session, attempt2) {
  const { io, err } = session;
  const { now } = session.app().deps;
  const waiting = () => `Waiting, ${timeLeft(attempt2.expiresAt - now())} left`;
  const end = session.canAsk && attempt2.browser ? liveLine({
    io,
    prompt: () => `${err.cyan(frameAt(now()))} ${waiting()}; or paste the URL your browser ended up on: `,
    onLine: (text) => {
      if (text.trim() === "") return;
      try {
        attempt2.paste(text);
      } catch (error) {
        session.note(renderError(error, err));
      }
    },
    onInterrupt: session.interrupt
  }) : startSpinner(io.stderr, err, now, () => `${waiting()} (Ctrl-C ends it)`);
  await attempt2.done.finally(end);
}
function timeLeft(ms) {
  const seconds = Math.max(0, Math.ceil(ms / 1e3));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
function renderInvitation(attempt2, facts, paint) {
  const lines = [];
  const { browser, device, missing } = attempt2;
  if (device) {
    const where = facts.why === void 0 ? "" : ` (${facts.why})`;
    lines.push(
      `Open this page on any device${where} and type the code:`,
      "",
      `  ${paint.cyan(field(device.url))}`,
      `  ${paint.bold(field(device.userCode))}`,
      ""
    );
    lines.push(paint.dim("Type it only if you started this sign-in yourself."));
  }
  if (browser) {
    if (device)
      lines.push("", "Or open this address in a browser and paste the URL that it ends up on here:");
    else
      lines.push(
        facts.opens ? "Continue in your browser. If it does not open, open this address:" : "Open this address in a browser on this machine:"
      );
    lines.push("", `  ${paint.cyan(field(browser.url))}`, "");
  }
  if (missing) lines.push(renderError(missing, paint), "");
  return `${lines.join("\n").trimEnd()}
`;
}
function renderSignedIn(status2, paint) {
  const { email, plan, workspace, auth_file, problem } = status2;
  const who = [email, plan && `${plan} plan`, workspace && `workspace ${workspace}`].filter(
    (w) => w !== null
  );
  const lines = [
    `${paint.green("✓")} Signed in: ${who.map(field).join(" · ") || "unknown account"}`,
    `  The login is in ${field(auth_file)}`
  ];
  if (problem !== null) lines.push(`  ${paint.yellow("!")} ${field(problem)}`);
  return lines.join("\n");
}

// src/cli/commands/models.ts
var models = command({
  name: "models",
  summary: "list the models your plan offers",
  usage: "[options]",
  about: [
    "The list is live where you are signed in; otherwise the one that came with this version is shown, and said so."
  ],
  options: {},
  read: (_words, options) => options,
  run: async (session) => {
    const app = session.app();
    const view = await session.orAbort(app.models());
    const configured = app.settings.model;
    if (session.json) session.document(describeModels(view, configured));
    else session.print(renderModels(view, defaultSlug(view, configured), session.out));
    return EXIT.ok;
  }
});
function contextSize(tokens) {
  if (tokens === void 0) return "–";
  if (tokens >= 1e6) return `${Math.round(tokens / 1e5) / 10}M`;
  return tokens >= 1e3 ? `${Math.round(tokens / 1e3)}k` : String(tokens);
}
var SOURCES = {
  live: "live list of your account",
  cache: "remembered list of your account",
  bundled: "list that came with this version"
};
function renderModels(view, preferred, paint) {
  const listed = listedModels(view.models);
  const replaced = listed.some((m) => m.upgrade !== void 0);
  const rows = listed.map((m) => {
    const efforts = m.efforts.map((e) => e === m.defaultEffort ? paint.bold(`${field(e)}*`) : field(e));
    return [
      m.slug === preferred ? paint.green("→") : " ",
      m.slug === preferred ? paint.bold(field(m.slug)) : field(m.slug),
      efforts.join(" ") || "–",
      contextSize(m.contextWindow),
      ...replaced ? [m.upgrade === void 0 ? "" : `successor: ${field(m.upgrade)}`] : []
    ];
  });
  const head = ["", "MODEL", "EFFORTS (* default)", "CONTEXT", ...replaced ? [""] : []];
  const lines = [renderTable(head, rows, paint), ""];
  if (preferred !== void 0) {
    const missing = listed.some((m) => m.slug === preferred) ? "" : " (not in this list)";
    lines.push(`${paint.green("→")} default: ${field(preferred)}${missing}`);
  }
  const { ageSeconds = 0 } = view;
  const age = ageSeconds < 2 ? "" : `, ${humanSeconds(ageSeconds)} old`;
  lines.push(paint.dim(`Source: ${SOURCES[view.source]}${age}`));
  if (view.note !== void 0) lines.push(`${paint.yellow("!")} ${field(view.note)}`);
  return lines.join("\n");
}

// src/attach/review.ts
var INSTRUCTIONS = `You review a change to a code base for its author. The change is in the message as a diff; every line of it carries
its line number in the new file. You cannot run anything and see no other file: judge what is there, and where a
finding depends on code that is not shown, say which.

Report only what the author would want to fix: wrong results, crashes, lost or leaked data, security holes, races,
broken contracts, missing or useless tests for new behaviour, needless cost. Leave out taste, formatting, naming and
what a compiler or linter reports anyway. What was wrong before this change counts only where the change makes it
matter. Be sure before you report; a guess is marked as a question.

Form, in Markdown:
- One entry for each finding, the most severe first, numbered: \`1. **critical** path/to/file.ts:42: <the fault in one sentence>\`.
- The severities are critical (must not be merged), high (wrong in normal use), medium (wrong in rare cases) and low (worth fixing).
- Below each: what input or sequence triggers it, what happens then, and the smallest change that fixes it, as code where that is shorter.
- Name the file and the line in the new file; for a removed line name the nearest line that is left.
- One finding is one fault: the same fault in several places is one entry with all places.
- No praise, no summary of the change, no list of what was checked.
- If there is nothing to report, the answer is the single line "No findings." and, where it applies, one sentence on what could not be judged from the diff.`;
function reviewPrompt({ base, focus }) {
  const wish = focus?.trim();
  const prompt = [
    "Review the change above.",
    ...wish ? [
      `The author asks you to look at this above all: ${wish}`,
      "Findings on it come first within their severity; report a critical or high fault elsewhere too."
    ] : [],
    "Files that are named as left out are not in the diff: do not guess what is in them."
  ].join("\n");
  return { diff: base?.trim() || "uncommitted", instructions: INSTRUCTIONS, prompt };
}
function readReviewWords(words) {
  const [first, ...rest] = words.map((w) => w.trim()).filter((w) => w !== "");
  if (first === void 0) return {};
  if (/\s/.test(first)) return { focus: [first, ...rest].join(" ") };
  return { base: first, ...rest.length > 0 ? { focus: rest.join(" ") } : {} };
}

// src/cli/commands/review.ts
var review = command({
  name: "review",
  summary: "have your changes reviewed: findings ordered by severity, with file and line",
  usage: '[options] [base] ["focus"]',
  about: [
    "The base is uncommitted (the default), staged, a branch or commit, or a range such as main..topic. The focus is a",
    "sentence about what to look at above all. Files with secrets are held back and listed."
  ],
  options: {
    file: {
      short: "f",
      value: "<path|glob>",
      repeatable: true,
      summary: "send a file, folder or glob along"
    },
    model: { short: "m", value: "<slug>", summary: "which model reviews" },
    effort: { short: "e", value: "<level>", summary: "how long it may think" },
    "dry-run": { summary: "show what would be sent, and send nothing" }
  },
  examples: [
    "codex-oauth review",
    "codex-oauth review main",
    'codex-oauth review staged "Is the lock released on every path?"'
  ],
  mostWords: Infinity,
  read: (words, options) => ({ ...options, words }),
  run: (session, { words, file: files, model, effort, "dry-run": dryRun }) => {
    const { cwd, env } = session.app().deps;
    const { diff, instructions, prompt } = reviewPrompt(readReviewWords(words));
    const roots = resolveRoots({ env, cwd });
    const input = { prompt, systemPrompt: instructions, diff, files, model, effort, roots };
    return putOnScreen(session, input, dryRun);
  }
});

// src/setup/hosts.ts
import path2 from "node:path";
var HOST_NAMES = ["claude", "claude-desktop", "cursor", "vscode", "codex", "gemini"];
var TOOL_SECONDS = 1800;
var slashes = (platform) => platform === "win32" ? path2.win32 : path2.posix;
var within = (folder, ...parts) => (place) => slashes(place.platform).join(folder(place), ...parts);
var home = (place) => place.home;
var project = (place) => place.cwd;
function settings({ platform, env, home: home2 }) {
  const { join } = slashes(platform);
  if (platform === "win32") return env["APPDATA"] || join(home2, "AppData", "Roaming");
  if (platform === "darwin") return join(home2, "Library", "Application Support");
  return env["XDG_CONFIG_HOME"] || join(home2, ".config");
}
var stdio = ({ command: command2, args, env }) => ({
  command: command2,
  args,
  ...Object.keys(env).length > 0 ? { env } : {}
});
var word = (text) => /^[\w./:@=+-]+$/.test(text) ? text : `"${text.replaceAll(/(["$`])/g, "\\$1")}"`;
var commandLine = ({ command: command2, args }) => [command2, ...args].map(word).join(" ");
var flags = (flag, { env }) => Object.entries(env).map(([name, value]) => `${flag} ${word(`${name}=${value}`)} `).join("");
var USUAL = { format: "json", section: "mcpServers", server: "codex", entry: stdio };
var HOSTS = {
  claude: {
    name: "claude",
    title: "Claude Code",
    ...USUAL,
    file: within(({ env, home: home2 }) => env["CLAUDE_CONFIG_DIR"] || home2, ".claude.json"),
    projectFile: within(project, ".mcp.json"),
    projectNote: "Claude Code asks you before it starts a server that a project brings.",
    entry: (command2) => ({ type: "stdio", ...stdio(command2) }),
    ownCommand: (command2) => `claude mcp add --scope user ${flags("-e", command2)}codex -- ${commandLine(command2)}`,
    notes: [
      "The plugin is the better way here: it brings the server and the commands /codex, /codex-config and /codex-clear (README). Use one or the other."
    ],
    next: "Start Claude Code again; `claude mcp list` shows it."
  },
  "claude-desktop": {
    name: "claude-desktop",
    title: "Claude Desktop",
    ...USUAL,
    file: within(settings, "Claude", "claude_desktop_config.json"),
    notes: ["The bundle codex-oauth.mcpb does the same with a double click."],
    next: "Quit Claude Desktop (closing its window is not enough) and start it again."
  },
  cursor: {
    name: "cursor",
    title: "Cursor",
    ...USUAL,
    file: within(home, ".cursor", "mcp.json"),
    projectFile: within(project, ".cursor", "mcp.json"),
    next: "Switch it on in Cursor under Settings → MCP."
  },
  vscode: {
    name: "vscode",
    title: "VS Code",
    ...USUAL,
    section: "servers",
    file: within(settings, "Code", "User", "mcp.json"),
    projectFile: within(project, ".vscode", "mcp.json"),
    entry: (command2) => ({ type: "stdio", ...stdio(command2) }),
    ownCommand: (command2) => `code --add-mcp ${JSON.stringify(JSON.stringify({ name: "codex", type: "stdio", ...stdio(command2) }))}`,
    next: 'Run "MCP: List Servers" in VS Code and start codex.'
  },
  codex: {
    name: "codex",
    title: "Codex CLI",
    format: "toml",
    section: "mcp_servers",
    server: "codex-oauth",
    file: within((place) => place.env["CODEX_HOME"] || within(home, ".codex")(place), "config.toml"),
    projectFile: within(project, ".codex", "config.toml"),
    projectNote: "The Codex CLI reads it only in a project that you have told it to trust.",
    entry: (command2) => ({ ...stdio(command2), tool_timeout_sec: TOOL_SECONDS }),
    ownCommand: (command2) => `codex mcp add codex-oauth ${flags("--env", command2)}-- ${commandLine(command2)}`,
    notes: ["Without tool_timeout_sec the Codex CLI gives up after 60 s; its own command does not set it."],
    next: "Start the Codex CLI again; `codex mcp list` shows it."
  },
  gemini: {
    name: "gemini",
    title: "Gemini CLI",
    ...USUAL,
    file: within(home, ".gemini", "settings.json"),
    projectFile: within(project, ".gemini", "settings.json"),
    entry: (command2) => ({ ...stdio(command2), timeout: TOOL_SECONDS * 1e3 }),
    ownCommand: (command2) => `gemini mcp add --scope user --timeout ${TOOL_SECONDS * 1e3} ${flags("-e", command2)}codex ${commandLine(command2)}`,
    next: "Start Gemini CLI again; `/mcp` shows it."
  }
};

// src/cli/commands/setup.ts
var setup = command({
  name: "setup",
  summary: "show or write the configuration for a coding assistant",
  usage: `<${HOST_NAMES.join("|")}> [options]`,
  about: [
    "Prints what to add to the assistant’s configuration, or writes it there: comments and everything else in the",
    "file stay, and the file as it was is kept once beside it (.bak). Both paths in it are absolute, because a program",
    "that is started from a desktop has no PATH of your shell. Run it again after moving Node or codex-oauth."
  ],
  options: {
    write: { summary: "write it" },
    remove: { excludes: "write", summary: "take it out again" },
    project: { summary: "for the project in this folder only" }
  },
  examples: [
    "codex-oauth setup cursor",
    "codex-oauth setup codex --write",
    "codex-oauth setup vscode --project --write"
  ],
  mostWords: 1,
  read: ([host], options) => ({ ...options, host: hostNamed(host) }),
  run: async (session, { host: name, write, remove: remove2, project: project2 }) => {
    const { applySetup, planSetup } = await import("./setup-372RFBHL.js");
    const deps = session.deps();
    const { execPath, entry } = session.io;
    const host = HOSTS[name];
    const plan = planSetup(host, { ...deps, execPath, entry, project: project2 });
    const applied = write || remove2 ? await applySetup(host, plan.file, remove2 ? void 0 : plan.entry, deps.platform) : void 0;
    if (session.json)
      session.document({
        host: host.name,
        file: plan.file,
        action: applied?.action ?? "printed",
        backup: applied?.backup ?? null,
        entry: { [host.section]: { [host.server]: plan.entry } },
        notes: [...host.notes ?? [], ...plan.command.notes]
      });
    else session.print(render({ ...plan, host, project: project2, remove: remove2, applied }, session.out));
    return EXIT.ok;
  }
});
function hostNamed(word2) {
  const host = HOST_NAMES.find((name) => name === word2);
  if (host) return host;
  if (word2 === void 0)
    throw usageError(
      "`codex-oauth setup` needs the name of an assistant.",
      `It is one of ${HOST_NAMES.join(", ")}.`,
      "For example: `codex-oauth setup cursor`."
    );
  throw noSuch(`There is no assistant "${word2.slice(0, 40)}" here.`, word2, HOST_NAMES, {
    command: "codex-oauth setup",
    otherwise: "For any other MCP host: the command that `codex-oauth setup cursor` prints works there too."
  });
}
function render({ host, file, command: command2, snippet, project: project2, remove: remove2, applied }, paint) {
  const path3 = field(file);
  const shared = [host.projectNote, "The file holds paths of this machine: do not commit it for others."];
  const notes = [...host.notes ?? [], ...command2.notes, ...project2 ? shared : []].filter((note) => note !== void 0).map((note) => `  ${paint.dim(field(note))}`);
  if (!applied) {
    const own = project2 ? void 0 : host.ownCommand?.(command2);
    return [
      `${host.title} reads ${paint.cyan(path3)}. Add this to it:

${stripControls(snippet)}
`,
      `${paint.cyan("→")} To write it for you: \`codex-oauth setup ${host.name}${project2 ? " --project" : ""} --write\``,
      ...own === void 0 ? [] : [`  Or with its own command: \`${field(own)}\``],
      ...notes,
      `  ${host.next}`
    ].join("\n");
  }
  const done = {
    written: `${host.title} is set up in ${path3}.`,
    removed: `Removed from ${path3}.`,
    unchanged: remove2 ? `There is nothing of ours in ${path3}.` : `${path3} is as it should be.`
  }[applied.action];
  if (applied.action === "unchanged") return `${paint.green("✓")} ${done}`;
  return [
    `${paint.green("✓")} ${done}`,
    ...applied.backup === void 0 ? [] : [`  As it was: ${field(applied.backup)}`],
    ...applied.action === "written" ? notes : [],
    `  ${host.next}`
  ].join("\n");
}

// src/cli/commands/status.ts
var status = command({
  name: "status",
  summary: "show whether you are signed in, as whom, and what is wrong",
  usage: "[options]",
  about: ["Without --refresh no network is used. Exit code 0 when signed in, 1 when not."],
  options: { refresh: { summary: "ask OpenAI how much of the plan is used" } },
  read: (_words, options) => options,
  run: async (session, { refresh }) => {
    const app = session.app();
    const problem = refresh ? await refreshLimits(session) : void 0;
    const seen = await app.status();
    if (session.json) session.document({ ...seen, ...problem ? { limits_problem: problem.message } : {} });
    else {
      const view = { paint: session.out, now: app.deps.now(), bars: session.io.stdout.isTTY };
      session.print(renderStatus(seen, view));
      if (problem) session.note(renderError(problem, session.err));
    }
    return seen.authenticated ? EXIT.ok : EXIT.failed;
  }
});
async function refreshLimits(session) {
  try {
    await session.orAbort(session.app().refreshLimits());
    return void 0;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}
function describeState(status2, paint) {
  const ok = paint.green("✓");
  switch (status2.status) {
    case "authenticated": {
      if (status2.is_expired || status2.needs_refresh)
        return `${ok} signed in (renews automatically with the next question)`;
      const { expires_in_seconds: left } = status2;
      return `${ok} signed in${left === null ? "" : ` (renews automatically in ${humanSeconds(left)})`}`;
    }
    case "pending": {
      const left = status2.login ? `, ${humanSeconds(status2.login.expires_in_seconds)} left` : "";
      return `${paint.yellow("…")} a sign-in is under way${left}`;
    }
    case "expired":
      return `${paint.red("✗")} the login no longer works`;
    case "not_authenticated":
  }
  return status2.problem === null ? `${paint.yellow("–")} not signed in` : `${paint.red("✗")} the login cannot be read`;
}
function renderStatus(status2, view) {
  const { paint } = view;
  const pairs = [["Login", describeState(status2, paint)]];
  const add = (label, value) => {
    if (value !== null && value !== void 0) pairs.push([label, field(value)]);
  };
  add("Open", status2.login?.code_url ?? status2.login?.url);
  add("Code", status2.login?.code);
  add("Account", status2.email);
  add("Plan", status2.plan);
  add("Workspace", status2.workspace);
  add("Source", status2.source);
  add("File", status2.auth_file);
  if (status2.limits) pairs.push(...limitPairs(status2.limits, view));
  add("Credits", status2.limits?.credits);
  const { problem, fix } = status2;
  return [
    renderPairs(pairs, paint),
    ...problem === null && fix === null ? [] : [""],
    ...problem === null ? [] : [`${paint.yellow("!")} ${field(problem)}`],
    ...fix === null ? [] : [`${paint.cyan("→")} ${field(fix)}`]
  ].join("\n");
}
var BAR_CELLS = 24;
function limitPairs({ windows }, { paint, now, bars }) {
  const longest = Math.max(0, ...windows.map((w) => w.name.length));
  return windows.map((w, i) => {
    const left = w.resets_at === null ? 0 : (Date.parse(w.resets_at) - now) / 1e3;
    const reset = left <= 0 ? "" : `, resets in ${humanSeconds(left)}`;
    const bar = bars ? `${renderBar(w.used_percent, BAR_CELLS, paint)} ` : "";
    const used = `${bar}${Math.round(w.used_percent)}% used${reset}`;
    return [i === 0 ? "Limits" : "", `${padEnd(field(w.name), longest)}  ${used}`];
  });
}
function renderBar(percent, cells, paint) {
  const clamped = Math.min(100, Math.max(0, percent));
  const full = Math.round(clamped / 100 * cells);
  const colour = clamped >= 90 ? paint.red : clamped >= 75 ? paint.yellow : paint.green;
  return colour("█".repeat(full)) + paint.dim("░".repeat(cells - full));
}

// src/cli/help.ts
var COMMON_OPTIONS = {
  json: { summary: "print one JSON document on stdout" },
  help: { short: "h", summary: "show this help" },
  version: { short: "V", summary: "show the version" }
};
var helpCommand = (commands) => command({
  name: "help",
  summary: "show help, for everything or for one command",
  usage: "[command]",
  options: {},
  mostWords: 1,
  read: ([topic]) => ({ topic: topic === void 0 ? void 0 : commandNamed(commands(), topic).name }),
  run: async (session, { topic }) => {
    const about = topic === void 0 ? void 0 : commandNamed(commands(), topic);
    if (session.json) session.document(about ? describe(about) : { commands: commands().map(describe) });
    else
      session.print(
        about ? renderCommandHelp(about, session.out) : renderHelp(commands(), VERSION, session.out)
      );
    return EXIT.ok;
  }
});
async function showVersion(session) {
  if (session.json) session.document({ name: "codex-oauth", version: VERSION });
  else session.print(`codex-oauth ${VERSION}`);
  return EXIT.ok;
}
function columns(rows, paint) {
  const first = Math.max(...rows.map(([left]) => left.length)) + 2;
  return rows.map(([left, right]) => `  ${paint.cyan(padEnd(left, first))}${right}`).join("\n");
}
function optionRows(options) {
  return Object.entries(options).map(([name, { short, value, summary, repeatable }]) => [
    `${short === void 0 ? "" : `-${short}, `}--${name}${value === void 0 ? "" : ` ${value}`}`,
    `${summary}${repeatable ? "; may be repeated" : ""}`
  ]);
}
function renderHelp(commands, version, paint) {
  return [
    `${paint.bold("codex-oauth")} ${version} – ask OpenAI Codex with your own ChatGPT plan`,
    "",
    paint.bold("Usage"),
    "  codex-oauth <command> [options]",
    "",
    paint.bold("Commands"),
    columns(
      commands.map((c) => [c.name, c.summary]),
      paint
    ),
    "",
    paint.bold("Options"),
    columns(optionRows(COMMON_OPTIONS), paint),
    "",
    "Without a command, and with a pipe on stdin, it is an MCP server. `codex-oauth help <command>` shows more.",
    "Independent of OpenAI and of Anthropic."
  ].join("\n");
}
function renderCommandHelp(spec, paint) {
  const { name, summary, usage, about = [], examples = [] } = spec;
  return [
    `${paint.bold(`codex-oauth ${name}`)} – ${summary}`,
    "",
    paint.bold("Usage"),
    `  codex-oauth ${name} ${usage}`,
    ...about.length === 0 ? [] : ["", ...about],
    "",
    paint.bold("Options"),
    columns(optionRows({ ...spec.options, ...COMMON_OPTIONS }), paint),
    ...examples.length === 0 ? [] : ["", paint.bold("Examples"), ...examples.map((e) => `  ${e}`)]
  ].join("\n");
}
function describe({ name, summary, usage, options }) {
  const all = Object.entries({ ...options, ...COMMON_OPTIONS });
  return { name, summary, usage, options: all.map(([option, spec]) => ({ name: option, ...spec })) };
}

// src/cli/commands.ts
var COMMANDS = [
  login,
  status,
  models,
  ask,
  review,
  clear,
  threads,
  doctor,
  setup,
  demo,
  helpCommand(() => COMMANDS)
];

// src/cli/parse.ts
function wantsJson(argv) {
  const end = argv.indexOf("--");
  return (end === -1 ? argv : argv.slice(0, end)).includes("--json");
}
function parse(argv) {
  const found = argv.findIndex((a) => !a.startsWith("-"));
  const at = found === -1 ? argv.length : found;
  const before = readOptions(void 0, argv.slice(0, at)).options;
  const spec = commandNamed(COMMANDS, argv[at] ?? "help");
  const { words, options } = readOptions(spec, argv.slice(at + 1));
  const { json: _json, help, version, ...own } = options;
  if (before["version"] === true || version === true)
    return { command: "version", asked: {}, run: showVersion };
  if (spec.name !== "help" && (before["help"] === true || help === true))
    return bind(commandNamed(COMMANDS, "help"), [spec.name], {});
  const surplus = words[spec.mostWords ?? 0];
  if (surplus !== void 0) throw unexpected(surplus, spec.name);
  return bind(spec, words, own);
}
function bind(spec, words, options) {
  return { command: spec.name, ...spec.bind(words, options) };
}
function readOptions(spec, args) {
  const known = new Map(Object.entries({ ...spec?.options, ...COMMON_OPTIONS }));
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(
      [...known].map(([name, { value, short }]) => [
        name,
        { type: value === void 0 ? "boolean" : "string", ...short && { short } }
      ])
    ),
    strict: false,
    allowPositionals: true,
    tokens: true
  });
  const help = `Run \`codex-oauth help${spec === void 0 ? "" : ` ${spec.name}`}\`.`;
  const words = [];
  const given = /* @__PURE__ */ new Map();
  for (const token of tokens) {
    if (token.kind === "positional") words.push(token.value);
    if (token.kind !== "option") continue;
    const { name, rawName, value: text } = token;
    const option = known.get(name);
    if (!option) {
      const what = `There is no option "${rawName.slice(0, 40)}"${spec ? ` of \`codex-oauth ${spec.name}\`` : ""}.`;
      const dashes = [...known.keys()].map((key) => `--${key}`);
      const quote = spec?.mostWords === Infinity ? " A question that holds dashes goes in quotes after --." : "";
      throw noSuch(what, rawName, dashes, { otherwise: help + quote });
    }
    const before = given.get(name) ?? [];
    if (option.value === void 0) {
      if (text !== void 0) throw usageError(`--${name} takes no value.`, void 0, help);
      given.set(name, before);
      continue;
    }
    if (text === void 0 || text === "" || !token.inlineValue && text.startsWith("-"))
      throw usageError(`--${name} needs a value.`, `It is followed by ${option.value}.`, help);
    given.set(name, [...before, readValue(name, option, text)]);
  }
  const options = [...known].map(([name, { value, repeatable, excludes }]) => {
    if (given.has(name) && excludes !== void 0 && given.has(excludes))
      throw usageError(`--${excludes} and --${name} exclude each other.`, void 0, "Use one or the other.");
    const all = given.get(name);
    return [name, value === void 0 ? all !== void 0 : repeatable ? all : all?.at(-1)];
  });
  return { words, options: Object.fromEntries(options) };
}
function readValue(name, { oneOf, number }, text) {
  const refuse = (rule) => usageError(`--${name} cannot be "${text.slice(0, 40)}".`, rule, "Give such a value, or leave it out.");
  if (oneOf?.includes(text) === false) throw refuse(`It is one of ${oneOf.join(", ")}.`);
  if (!number) return text;
  const { from, to, whole } = number;
  const value = Number(text);
  if (value >= from && value <= to && (!whole || Number.isInteger(value))) return value;
  throw refuse(`It is a ${whole ? "whole " : ""}number from ${from} to ${to}.`);
}

// src/cli/session.ts
function createSession(parts) {
  const { io, json, signal } = parts;
  return {
    ...parts,
    out: createPaint(!json && io.stdout.colours),
    err: createPaint(io.stderr.colours),
    canAsk: io.stdin.isTTY === true && io.stderr.isTTY,
    print: (text) => io.stdout.write(`${text}
`),
    note: (text) => io.stderr.write(`${text}
`),
    document: (value) => io.stdout.write(`${JSON.stringify(value, null, 2)}
`),
    orAbort: (work) => new Promise((resolve, reject) => {
      const stop = () => reject(new DOMException("aborted", "AbortError"));
      if (signal.aborted) stop();
      signal.addEventListener("abort", stop, { once: true });
      void work.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
    })
  };
}

// src/cli/main.ts
var SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];
function processIo(proc, entry) {
  const { argv, stdin, stdout, stderr, execPath } = proc;
  return {
    argv: argv.slice(2),
    stdin,
    stdout,
    stderr,
    entry,
    execPath,
    onInterrupt: (fn) => {
      for (const signal of SIGNALS) proc.on(signal, fn);
      return () => {
        for (const signal of SIGNALS) proc.off(signal, fn);
      };
    }
  };
}
var LAST_WRITE_MS = 300;
async function runCli(makeApp, io, makeDeps = () => makeApp().deps) {
  const stdout = sinkOf(io.stdout);
  const stderr = sinkOf(io.stderr);
  const stop = new AbortController();
  let app;
  let leave = () => {
  };
  const impatient = new Promise((resolve) => {
    leave = resolve;
  });
  const interrupt = () => {
    if (stop.signal.aborted) leave(EXIT.interrupted);
    stop.abort();
  };
  const forget = io.onInterrupt(interrupt);
  const signal = AbortSignal.any([stop.signal, stdout.gone]);
  const session = createSession({
    app: () => app ??= makeApp(),
    deps: makeDeps,
    io: { stdin: io.stdin, stdout, stderr, entry: io.entry, execPath: io.execPath },
    json: wantsJson(io.argv),
    signal,
    interrupt
  });
  const work = async () => {
    const code = await attempt(session, io.argv, stop.signal);
    await app?.settled();
    if (app) await Promise.race([app.flushed(), app.deps.sleep(LAST_WRITE_MS)]);
    return code;
  };
  try {
    return await Promise.race([work(), impatient]);
  } finally {
    forget();
    await Promise.all([stdout.flushed(), stderr.flushed()]);
  }
}
async function attempt(session, argv, interrupted) {
  const { io } = session;
  try {
    return await parse(argv).run(session);
  } catch (error) {
    if (io.stdout.gone.aborted) return EXIT.ok;
    const code = exitCodeOf(error, interrupted.aborted);
    if (session.json) session.document(errorDocument(error));
    else if (code === EXIT.interrupted) session.note("Stopped.");
    else session.note(renderError(error, session.err));
    return code;
  }
}
export {
  processIo,
  runCli
};
