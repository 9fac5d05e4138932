import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  defaultSlug,
  describeModels,
  metaDocument,
  previewQuestion,
  putQuestion,
  receiptOf,
  threadJsonl,
  threadMarkdown,
  turnDocument
} from "./chunk-E2UON3JZ.js";
import {
  EXIT,
  clip,
  errorDocument,
  exitCodeOf,
  field,
  frameAt,
  padEnd,
  renderError,
  startSpinner,
  stripControls,
  width
} from "./chunk-5JULUCWK.js";
import "./chunk-PX3ZEJKL.js";
import {
  VERBOSITIES,
  listedModels
} from "./chunk-3PESWYI5.js";
import {
  limitsLine
} from "./chunk-XSS3S2GS.js";
import {
  resolveRoots
} from "./chunk-3YMZIQRS.js";
import "./chunk-N76N25DY.js";
import {
  humanSeconds
} from "./chunk-HQBD4QJB.js";
import {
  VERSION
} from "./chunk-SIKYUQVH.js";
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
      return stream.columns ?? USUAL_WIDTH;
    },
    gone: gone.signal,
    flushed: () => new Promise((resolve2) => {
      if (gone.signal.aborted) return resolve2();
      gone.signal.addEventListener("abort", () => resolve2(), { once: true });
      stream.write("", () => resolve2());
    })
  };
}

// src/cli/parse.ts
import { parseArgs } from "node:util";

// src/cli/spec.ts
var COMMON_OPTIONS = [
  { name: "json", summary: "print one JSON document on stdout" },
  { name: "help", short: "h", summary: "show this help" }
];

// src/cli/render/answer.ts
function progressLine(progress, elapsedMs) {
  if (!progress) return "starting";
  const parts = [progress.phase, progress.model, progress.effort, humanSeconds(elapsedMs / 1e3)];
  if (progress.length > 0) parts.push(`${progress.length} characters`);
  else if (progress.phase === "thinking" && progress.thought !== "") parts.push(progress.thought);
  return parts.filter((p) => p !== void 0).map(field).join(" · ");
}
function count(n) {
  return n.toLocaleString("en-US");
}
function closingLine({ model, effort, usage, limits, threadId }) {
  const parts = [field(model)];
  if (effort !== void 0) parts.push(`effort ${field(effort)}`);
  if (usage) parts.push(`${count(usage.inputTokens)} tokens in, ${count(usage.outputTokens)} out`);
  const used = limitsLine(limits);
  if (used !== void 0) parts.push(`used: ${used}`);
  if (threadId !== void 0) parts.push(`thread ${threadId}`);
  return parts.join(" · ");
}
function answerDocument({ answer, gathered }, schemaGiven) {
  const wrong = answer.cutShort ?? answer.misfit;
  return {
    text: answer.text,
    ...schemaGiven ? { output: answer.output ?? null } : {},
    ...receiptOf({ ...answer, attached: gathered?.attached ?? [] }),
    ...gathered ? { withheld: gathered.withheld, omitted: gathered.omitted } : {},
    problem: wrong === void 0 ? null : errorDocument(wrong).error
  };
}

// src/cli/answer-screen.ts
function openScreen(session) {
  const { io, json, err } = session;
  const { now } = session.app().deps;
  const started = now();
  let latest;
  let streamed = "";
  let tail = "\n";
  let closed = false;
  let spinner = startSpinner(
    io.stderr,
    err,
    now,
    () => progressLine(latest, now() - started)
  );
  const stopSpinner = () => {
    spinner?.stop();
    spinner = void 0;
  };
  const write = (piece) => {
    const shown = io.stdout.isTTY ? stripControls(piece) : piece;
    if (shown === "") return;
    io.stdout.write(shown);
    tail = shown.slice(-1);
  };
  const endLine = () => {
    if (tail !== "\n") io.stdout.write("\n");
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
    finish: (whole) => {
      stopSpinner();
      if (json) return;
      if (whole.startsWith(streamed)) write(whole.slice(streamed.length));
      endLine();
    },
    abandon: () => {
      closed = true;
      stopSpinner();
      if (streamed !== "") endLine();
    }
  };
}

// src/cli/or-abort.ts
function orAbort(work, signal) {
  return new Promise((resolve2, reject) => {
    const stop = () => reject(new DOMException("aborted", "AbortError"));
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
    void work.then(resolve2, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}

// src/cli/put-on-screen.ts
async function putOnScreen(session, input, dryRun) {
  if (dryRun) return preview(session, input);
  const screen = openScreen(session);
  let answered;
  try {
    const hooks = { signal: session.signal, onText: screen.text, onProgress: screen.progress };
    answered = await orAbort(putQuestion(session.app(), input, hooks), session.signal);
  } catch (error) {
    screen.abandon();
    throw error;
  }
  screen.finish(answered.answer.text);
  if (session.json) session.document(answerDocument(answered, input.outputSchema !== void 0));
  else await tellAbout(session, answered);
  const { cutShort, misfit } = answered.answer;
  return cutShort === void 0 && misfit === void 0 ? EXIT.ok : EXIT.failed;
}
async function preview(session, input) {
  const text = await orAbort(previewQuestion(session.app(), input, session.signal), session.signal);
  if (session.json) session.document({ dry_run: true, text });
  else session.print(session.io.stdout.isTTY ? stripControls(text) : text);
  return EXIT.ok;
}
async function tellAbout(session, { answer, gathered }) {
  const { err } = session;
  if (answer.cutShort !== void 0) {
    session.note(
      `${err.yellow("!")} The answer is incomplete; above is what had arrived.
${renderError(answer.cutShort, err)}`
    );
  }
  if (answer.misfit !== void 0) session.note(renderError(answer.misfit, err));
  const report = gathered ? (await import("./report-KBMR3GA6.js")).renderReport(gathered, "terminal") : [];
  for (const line of report) session.note(err.dim(field(line)));
  for (const note of answer.notes) session.note(err.dim(`! ${field(note)}`));
  session.note(err.dim(closingLine(answer)));
}

// src/cli/usage.ts
function usageError(what, why, fix) {
  return new AppError({ kind: "input", code: "usage", what, ...why === void 0 ? {} : { why }, fix });
}
function badValue(option, text, rule, fix) {
  return usageError(`--${option} cannot be "${text.slice(0, 40)}".`, rule, fix);
}
function noWords(command, words) {
  const [first] = words;
  if (first === void 0) return;
  throw usageError(
    `\`codex-oauth ${command}\` takes no "${first.slice(0, 40)}".`,
    void 0,
    `Leave it out; \`codex-oauth help ${command}\` shows what it takes.`
  );
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
function nearest(word, candidates) {
  const wanted = word.toLowerCase();
  const started = wanted.length >= 2 ? candidates.filter((c) => c.startsWith(wanted)) : [];
  if (started.length === 1) return started[0];
  const ranked = candidates.map((c) => ({ c, d: distance(wanted, c) })).sort((x, y) => x.d - y.d);
  const [best] = ranked;
  return best && best.d <= Math.max(1, Math.floor(Math.max(wanted.length, best.c.length) / 3)) ? best.c : void 0;
}

// src/cli/question.ts
var MAX_BYTES = 16 * 1024 * 1024;
function joinQuestion(words, piped) {
  return [words.join(" ").trim(), piped.trim()].filter((part) => part !== "").join("\n\n");
}
async function readPiped(stdin, signal) {
  if (stdin.isTTY === true) return "";
  const chunks = [];
  let size = 0;
  await new Promise((resolve2, reject) => {
    const end = (act) => {
      stdin.off("data", onData).off("end", onEnd).off("error", onError);
      signal.removeEventListener("abort", onAbort);
      stdin.pause();
      act();
    };
    const onAbort = () => end(() => reject(new DOMException("aborted", "AbortError")));
    const onEnd = () => end(resolve2);
    const onError = (error) => end(() => reject(error));
    const onData = (chunk) => {
      const bytes = Buffer.from(chunk);
      size += bytes.length;
      chunks.push(bytes);
      if (size <= MAX_BYTES) return;
      end(
        () => reject(
          usageError(
            "The piped text is too long.",
            `It has more than ${MAX_BYTES / 1024 / 1024} MB; no model takes that much.`,
            "Pipe less: the part that matters, or a summary."
          )
        )
      );
    };
    if (signal.aborted) return onAbort();
    signal.addEventListener("abort", onAbort, { once: true });
    stdin.on("data", onData).on("end", onEnd).on("error", onError);
  });
  return Buffer.concat(chunks).toString("utf8");
}

// src/cli/schema-file.ts
import { readFile } from "node:fs/promises";
import path from "node:path";
var FIX = 'Give the path of a file that holds a JSON Schema with "type": "object" at its top.';
async function readSchemaFile(file, cwd) {
  const name = file.slice(0, 200);
  let text;
  try {
    text = await readFile(path.resolve(cwd, file), "utf8");
  } catch (error) {
    const code = errnoOf(error) ?? "unknown";
    const why2 = code === "ENOENT" ? "There is no such file." : `Reading it fails with ${code}.`;
    throw usageError(`--schema: ${name} cannot be read.`, why2, FIX);
  }
  const schema = parseJson(text.replace(/^\uFEFF/, ""));
  if (isObject(schema)) return schema;
  const why = schema === void 0 ? "It is not valid JSON." : "It holds JSON, but not an object.";
  throw usageError(`--schema: ${name} is no JSON Schema.`, why, FIX);
}

// src/cli/spilled-glob.ts
import { stat } from "node:fs/promises";
import path2 from "node:path";
async function spilledFile(words, files, cwd) {
  if (files === void 0) return void 0;
  for (const word of words) {
    if (/\s/.test(word) || files.includes(word)) continue;
    const found = await stat(path2.resolve(cwd, word)).catch(() => void 0);
    if (found?.isFile()) return word;
  }
  return void 0;
}

// src/cli/thread-word.ts
async function threadNamed(word, store) {
  if (word !== "last") return word;
  const { threads } = await store.list({ limit: 1 });
  const [last] = threads;
  if (last) return last.id;
  throw usageError("There is no thread yet.", void 0, 'Ask something: `codex-oauth ask "…"`.');
}

// src/cli/commands/ask.ts
var askSpec = {
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
  options: [
    { name: "thread", short: "t", value: "<id>", summary: "continue this thread; last is the one used last" },
    {
      name: "file",
      short: "f",
      value: "<path|glob>",
      repeatable: true,
      summary: "attach a file, a folder or a glob"
    },
    {
      name: "diff",
      short: "d",
      value: "<spec>",
      summary: "attach a git diff: uncommitted, staged, a base ref, a..b"
    },
    {
      name: "image",
      short: "i",
      value: "<path>",
      repeatable: true,
      summary: "attach a png, jpeg, webp or gif"
    },
    { name: "web-search", summary: "let it search the web" },
    { name: "schema", value: "<file.json>", summary: "a JSON Schema that the answer must fit" },
    { name: "dry-run", summary: "show what would be sent, and send nothing" },
    {
      name: "model",
      short: "m",
      value: "<slug>",
      summary: "which model answers (`codex-oauth models` lists them)"
    },
    {
      name: "effort",
      short: "e",
      value: "<level>",
      summary: "how long it may think: low, medium, high, xhigh, max"
    },
    { name: "verbosity", value: "<level>", summary: "how much it writes: low, medium, high" },
    { name: "system", value: "<text>", summary: "instructions that replace the built-in ones" },
    {
      name: "temperature",
      value: "<0–1>",
      summary: "kept for compatibility; a ChatGPT plan does not take it"
    }
  ],
  examples: [
    'codex-oauth ask "What does EPIPE mean?"',
    'codex-oauth ask --diff main --file "src/**/*.ts" "Is this change complete?"',
    'codex-oauth ask --thread last "And on Windows?"',
    'codex-oauth ask --effort high --json "…" < notes.md'
  ],
  read: ({ words, json, has, value, values }) => {
    const verbosity = value("verbosity");
    if (verbosity !== void 0 && !VERBOSITIES.includes(verbosity)) {
      throw badValue(
        "verbosity",
        verbosity,
        `It is one of ${VERBOSITIES.join(", ")}.`,
        "Choose one of these, or leave it out."
      );
    }
    return {
      command: "ask",
      words,
      thread: value("thread"),
      files: values("file"),
      diff: value("diff"),
      images: values("image"),
      webSearch: has("web-search"),
      schema: value("schema"),
      dryRun: has("dry-run"),
      model: value("model"),
      effort: value("effort"),
      verbosity,
      system: value("system"),
      temperature: readTemperature(value("temperature")),
      json
    };
  }
};
function readTemperature(text) {
  if (text === void 0) return void 0;
  const number = Number(text);
  if (Number.isFinite(number) && number >= 0 && number <= 1) return number;
  throw badValue(
    "temperature",
    text,
    "It is a number from 0 to 1.",
    "Give --temperature 0.5, for example, or leave it out."
  );
}
var SLOW_PIPE_MS = 2e3;
async function runAsk(session, invocation) {
  return putOnScreen(session, await toInput(session, invocation), invocation.dryRun);
}
async function toInput(session, invocation) {
  const app = session.app();
  const { cwd, env } = app.deps;
  const { schema, thread, webSearch } = invocation;
  const outputSchema = schema === void 0 ? void 0 : await readSchemaFile(schema, cwd);
  const threadId = thread === void 0 ? void 0 : await threadNamed(thread, app.threads);
  const spilled = await spilledFile(invocation.words, invocation.files, cwd);
  if (spilled !== void 0)
    session.note(
      session.err.yellow(
        `! ${field(spilled)} is a word of the question and not attached. To attach it, quote the glob or repeat --file.`
      )
    );
  const prompt = joinQuestion(invocation.words, await pipedText(session));
  if (prompt === "")
    throw usageError(
      "There is no question.",
      "Neither the arguments nor a pipe hold any text.",
      'Put it in quotes: `codex-oauth ask "What is a monad?"`.'
    );
  return {
    prompt,
    model: invocation.model,
    systemPrompt: invocation.system,
    temperature: invocation.temperature,
    effort: invocation.effort,
    verbosity: invocation.verbosity,
    threadId,
    files: invocation.files,
    diff: invocation.diff,
    images: invocation.images,
    webSearch: webSearch ? true : void 0,
    outputSchema,
    roots: resolveRoots({ env, cwd })
  };
}
async function pipedText(session) {
  const { io } = session;
  const timer = setTimeout(() => {
    session.note("Waiting for the end of the text on stdin (without one, add < /dev/null) …");
  }, SLOW_PIPE_MS);
  return readPiped(io.stdin, session.signal).finally(() => clearTimeout(timer));
}

// src/cli/terminal/paint.ts
import * as util from "node:util";
function createPaint(on) {
  const styleText2 = "styleText" in util ? util.styleText : void 0;
  const brush = (style) => (text) => (
    // Whether colours are wanted is judged per sink (io.ts); Node would look at stdout only.
    on && styleText2 && text !== "" ? styleText2(style, text, { validateStream: false }) : text
  );
  return {
    bold: brush("bold"),
    dim: brush("dim"),
    green: brush("green"),
    yellow: brush("yellow"),
    red: brush("red"),
    cyan: brush("cyan")
  };
}

// src/cli/session.ts
function canAsk({ stdin, stderr }) {
  return stdin.isTTY === true && stderr.isTTY;
}
function createSession(parts) {
  const { io, json } = parts;
  return {
    ...parts,
    out: createPaint(!json && io.stdout.colours),
    err: createPaint(io.stderr.colours),
    print: (text) => io.stdout.write(`${text}
`),
    note: (text) => io.stderr.write(`${text}
`),
    document: (value) => io.stdout.write(`${JSON.stringify(value, null, 2)}
`)
  };
}

// src/cli/terminal/live-line.ts
import { Writable } from "node:stream";
import { createInterface } from "node:readline";
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
    if (reader.line === "") draw();
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
  return {
    say: (text) => {
      stderr.write(`${text}
`);
    },
    close: () => {
      if (!open) return;
      open = false;
      reader.close();
      if (stderr.isTTY) stderr.write("\r\x1B[0J");
    }
  };
}

// src/cli/terminal/confirm.ts
function confirm(session, question) {
  return new Promise((resolve2, reject) => {
    const end = (act) => {
      session.signal.removeEventListener("abort", stop);
      line.close();
      act();
    };
    const stop = () => end(() => reject(cancelled("Nothing was changed.")));
    const line = liveLine({
      io: session.io,
      prompt: () => `${question} ${session.err.dim("[y/N]")} `,
      onLine: (text) => end(() => resolve2(/^y(es)?$/i.test(text.trim()))),
      onInterrupt: session.interrupt,
      onEnd: () => end(() => resolve2(false))
    });
    session.signal.addEventListener("abort", stop, { once: true });
  });
}

// src/cli/commands/clear.ts
var clearSpec = {
  name: "clear",
  summary: "sign out: revoke the login and remove it from this machine",
  usage: "[options]",
  about: [
    "Removes our own login only: other entries of the file, the Codex CLI’s login and API keys stay as they are.",
    "It asks first on a terminal; in a pipe and with --json nobody can be asked, so there it needs --yes."
  ],
  options: [{ name: "yes", short: "y", summary: "do not ask; needed in a pipe and with --json" }],
  read: ({ words, json, has }) => {
    noWords("clear", words);
    return { command: "clear", yes: has("yes"), json };
  }
};
async function runClear(session, invocation) {
  const app = session.app();
  if (!invocation.yes) {
    assertAskable(session);
    const status = await app.status();
    const there = status.source !== null || status.problem !== null;
    if (there && !await confirm(session, `Sign out ${accountOf(status)}?`)) {
      session.note("Nothing was changed.");
      return EXIT.failed;
    }
  }
  const cleared = await app.clear();
  const untouched = { authFile: app.settings.authFile, codexCliFile: app.settings.codexCliFile };
  if (session.json) session.document(clearedDocument(cleared, untouched));
  else session.print(renderCleared(cleared, untouched, session.out));
  return EXIT.ok;
}
function assertAskable({ io, json }) {
  if (!json && canAsk(io)) return;
  throw usageError(
    "`codex-oauth clear` needs --yes here.",
    json ? "With --json nobody is asked." : "There is no terminal on which somebody could be asked.",
    "Run `codex-oauth clear --yes` if the login is to be revoked and removed."
  );
}
function accountOf(status) {
  return [status.email, status.account_id].filter((t) => t !== null).map(field).join(", account ") || "the login";
}
function renderCleared(cleared, { authFile, codexCliFile }, paint) {
  const lines = [];
  const account = cleared.accountId === void 0 ? "" : ` (account ${field(cleared.accountId)})`;
  if (!cleared.removed) lines.push(`${paint.yellow("–")} Nobody was signed in: there was nothing to remove.`);
  else if (cleared.external === true)
    lines.push(
      `${paint.green("✓")} Forgot the login${account} that an application had handed over; it was only in memory.`
    );
  else if (cleared.revocation === "revoked")
    lines.push(`${paint.green("✓")} Signed out${account}: revoked at OpenAI and removed from this machine.`);
  else if (cleared.revocation === "nothing")
    lines.push(
      `${paint.green("✓")} Signed out${account}: removed from this machine. It held no token that could be revoked.`
    );
  else {
    lines.push(
      `${paint.yellow("!")} Signed out${account}: removed from this machine, but OpenAI could not be told.`,
      `  ${paint.cyan("→")} To end it there too: ChatGPT → Settings → Security → Log out of all devices.`
    );
  }
  lines.push(
    `  Not touched: other entries in ${field(authFile)}, the Codex CLI’s login (${field(codexCliFile)}), API keys.`
  );
  return lines.join("\n");
}
function clearedDocument(cleared, { authFile, codexCliFile }) {
  return {
    removed: cleared.removed,
    account_id: cleared.accountId ?? null,
    revocation: cleared.revocation,
    not_touched: { other_entries_in: authFile, codex_cli_login: codexCliFile, api_keys: true }
  };
}

// src/cli/commands/demo.ts
var demoSpec = {
  name: "demo",
  summary: "watch the whole way, sign-in to answer, against a simulated OpenAI",
  usage: '[options] ["question"]',
  about: [
    "Starts the simulator and this program as an MCP server, and is the client, the browser and the user in one.",
    "No account is needed, nothing leaves this machine, and your own login is not touched."
  ],
  options: [],
  read: ({ words, json }) => ({ command: "demo", question: words.join(" ").trim() || void 0, json })
};
async function runDemo(session, invocation) {
  const { demo } = await import("./demo-3QWRHHPW.js");
  return demo(session, invocation.question);
}

// src/cli/render/doctor.ts
var SIGNS = { ok: "✓", note: "·", warn: "!", fail: "✗" };
var WORDS = {
  ok: "ok  ",
  note: "note",
  warn: "WARN",
  fail: "FAIL"
};
function renderDiagnosis({ checks }, view) {
  const count2 = (state) => checks.filter((c) => c.state === state).length;
  const plural = (n, word) => `${n} ${word}${n === 1 ? "" : "s"}`;
  const failed = count2("fail");
  const warned = count2("warn");
  const { paint } = view;
  const end = failed > 0 ? paint.red(`${plural(failed, "fault")}, ${plural(warned, "warning")}.`) : warned > 0 ? paint.yellow(`No faults, ${plural(warned, "warning")}.`) : paint.green("No faults.");
  return [...checks.map((c) => renderFinding(c, view)), "", end].join("\n");
}
function renderFinding({ state, what, why, fix }, { paint, terminal }) {
  const brushes = { ok: paint.green, note: paint.dim, warn: paint.yellow, fail: paint.red };
  const mark = brushes[state](terminal ? SIGNS[state] : WORDS[state]);
  const indent = " ".repeat(terminal ? 2 : 5);
  const said = field(what);
  const lines = [`${mark} ${state === "fail" ? paint.bold(said) : said}`];
  if (why !== null) lines.push(`${indent}${paint.dim(field(why))}`);
  if (fix !== null) lines.push(`${indent}${paint.cyan(terminal ? "→" : "->")} ${field(fix)}`);
  return lines.join("\n");
}

// src/cli/commands/doctor.ts
var doctorSpec = {
  name: "doctor",
  summary: "find out what is wrong, and what fixes it",
  usage: "[options]",
  about: [
    "Looks at the login and its file, the settings, the proxy, the ports and this machine. Nothing secret is shown,",
    "so the output can be posted in an issue. Exit code 0 when nothing fails, 1 otherwise."
  ],
  options: [{ name: "online", summary: "also reach the servers (no token is sent)" }],
  examples: ["codex-oauth doctor", "codex-oauth doctor --online"],
  read: ({ words, json, has }) => {
    noWords("doctor", words);
    return { command: "doctor", online: has("online"), json };
  }
};
async function runDoctor(session, { online }) {
  const { diagnose } = await import("./doctor-TTK762TI.js");
  const diagnosis = await diagnose(session.deps(), { online, signal: session.signal });
  if (session.json) session.document(diagnosis);
  else session.print(renderDiagnosis(diagnosis, { paint: session.out, terminal: session.io.stdout.isTTY }));
  return diagnosis.healthy ? EXIT.ok : EXIT.failed;
}

// src/cli/commands/help-spec.ts
var helpSpec = {
  name: "help",
  summary: "show help, for everything or for one command",
  usage: "[command]",
  options: [],
  read: ({ words, json }) => ({ command: "help", topic: words[0], json })
};

// src/cli/commands/login.ts
var loginSpec = {
  name: "login",
  summary: "sign in with your ChatGPT account",
  usage: "[options]",
  about: [
    "Opens the browser and waits. Where no browser is to be expected (SSH, a container, CI) it shows a code to type",
    "on any other device as well. On a terminal the address that the browser ends on can be pasted instead."
  ],
  options: [
    { name: "no-browser", summary: "show a code to type on another device" },
    { name: "browser", summary: "use the browser of this machine, even where none is expected" },
    { name: "take-over", summary: "end another sign-in that holds the port, and take its place" },
    {
      name: "timeout",
      value: "<seconds>",
      summary: "how long to wait (default 300, or CODEX_OAUTH_TIMEOUT)"
    }
  ],
  examples: ["codex-oauth login", "codex-oauth login --no-browser"],
  read: ({ words, json, has, value }) => {
    const [word] = words;
    if (word !== void 0)
      throw usageError(
        `\`codex-oauth login\` takes no "${word.slice(0, 40)}".`,
        "There is one provider: OpenAI.",
        "Run `codex-oauth login`."
      );
    if (has("browser") && has("no-browser"))
      throw usageError(
        "--browser and --no-browser exclude each other.",
        void 0,
        "Give one of them, or none."
      );
    return {
      command: "login",
      method: has("no-browser") ? "device" : has("browser") ? "browser" : "auto",
      takeOver: has("take-over"),
      timeoutMs: readTimeout(value("timeout")),
      json
    };
  }
};
function readTimeout(text) {
  if (text === void 0) return void 0;
  const seconds = Number(text);
  if (Number.isInteger(seconds) && seconds >= 1 && seconds <= 3600) return seconds * 1e3;
  throw badValue(
    "timeout",
    text,
    "It is a number of seconds from 1 to 3600.",
    "Give --timeout 600, for example."
  );
}
async function runLogin(session, invocation) {
  const app = session.app();
  const { lanes, fallback, why } = app.lanesFor(invocation.method);
  const attempt2 = await app.signIn.begin({
    lanes,
    fallback,
    takeOver: invocation.takeOver,
    timeoutMs: invocation.timeoutMs ?? app.settings.loginTimeoutMs
  });
  const cancel = () => attempt2.cancel();
  session.signal.addEventListener("abort", cancel, { once: true });
  if (session.signal.aborted) cancel();
  try {
    const opens = attempt2.browser !== void 0 && lanes[0] === "browser" && !app.settings.neverOpenBrowser;
    session.note(renderInvitation(attempt2, { why, opens }, session.err));
    if (opens && attempt2.browser) openBrowser(session, attempt2.browser.url);
    await waitFor(session, attempt2);
  } finally {
    session.signal.removeEventListener("abort", cancel);
  }
  const status = await app.status();
  if (session.json) session.document(status);
  else session.print(renderSignedIn(status, session.out));
  return EXIT.ok;
}
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
  if (!canAsk(io) || !attempt2.browser) {
    const spinner = startSpinner(
      io.stderr,
      err,
      now,
      () => `Waiting, ${timeLeft(attempt2.expiresAt - now())} left (Ctrl-C ends it)`
    );
    await attempt2.done.finally(() => spinner.stop());
    return;
  }
  const line = liveLine({
    io,
    prompt: () => `${err.cyan(frameAt(now()))} Waiting, ${timeLeft(attempt2.expiresAt - now())} left; or paste the final address here: `,
    onLine: (text) => {
      if (text.trim() === "") return;
      try {
        attempt2.paste(text);
      } catch (error) {
        line.say(renderError(error, err));
      }
    },
    onInterrupt: session.interrupt
  });
  await attempt2.done.finally(() => line.close());
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
    if (device) lines.push("", "Or open this address in a browser and paste the one it ends on here:");
    else
      lines.push(
        facts.opens ? "Sign in in the browser. If it does not open, open this address:" : "Open this address in a browser on this machine:"
      );
    lines.push("", `  ${paint.cyan(field(browser.url))}`, "");
  }
  if (missing) lines.push(renderError(missing, paint), "");
  return `${lines.join("\n").trimEnd()}
`;
}
function renderSignedIn(status, paint) {
  const who = [
    status.email,
    status.plan === null ? null : `${status.plan} plan`,
    status.workspace === null ? null : `workspace ${status.workspace}`
  ];
  const lines = [
    `${paint.green("✓")} Signed in: ${who.filter((w) => w !== null).map(field).join(" · ") || "unknown account"}`
  ];
  lines.push(`  The login is in ${field(status.auth_file)}`);
  if (status.problem !== null) lines.push(`  ${paint.yellow("!")} ${field(status.problem)}`);
  return lines.join("\n");
}

// src/cli/render/table.ts
function renderPairs(pairs, paint) {
  const first = Math.max(...pairs.map(([label]) => width(label))) + 2;
  return pairs.map(([label, value]) => `${paint.dim(padEnd(label, first))}${value}`).join("\n");
}
function renderTable(head, rows, paint) {
  const widths = head.map((h, i) => Math.max(width(h), ...rows.map((r) => width(r[i] ?? ""))));
  const line = (cells) => cells.map((c, i) => i === cells.length - 1 ? c : padEnd(c, widths[i] ?? 0)).join("  ").trimEnd();
  return [paint.dim(line(head)), ...rows.map(line)].join("\n");
}
function renderBar(percent, cells, paint) {
  const clamped = Math.min(100, Math.max(0, percent));
  const full = Math.round(clamped / 100 * cells);
  const colour = clamped >= 90 ? paint.red : clamped >= 75 ? paint.yellow : paint.green;
  return colour("█".repeat(full)) + paint.dim("░".repeat(cells - full));
}

// src/cli/render/models.ts
function contextSize(tokens) {
  if (tokens === void 0) return "–";
  return tokens >= 1e6 ? `${Math.round(tokens / 1e5) / 10}M` : tokens >= 1e3 ? `${Math.round(tokens / 1e3)}k` : String(tokens);
}
function efforts(model, paint) {
  return model.efforts.map((e) => e === model.defaultEffort ? paint.bold(`${field(e)}*`) : field(e)).join(" ") || "–";
}
function sourceLine(view) {
  const age = view.ageSeconds === void 0 || view.ageSeconds < 2 ? "" : `, ${humanSeconds(view.ageSeconds)} old`;
  const source = {
    live: "live list of your account",
    cache: "remembered list of your account",
    bundled: "list that came with this version"
  }[view.source];
  return `${source}${age}`;
}
function renderModels(view, preferred, paint) {
  const listed = listedModels(view.models);
  const replaced = listed.some((m) => m.upgrade !== void 0);
  const rows = listed.map((m) => [
    m.slug === preferred ? paint.green("→") : " ",
    m.slug === preferred ? paint.bold(field(m.slug)) : field(m.slug),
    efforts(m, paint),
    contextSize(m.contextWindow),
    ...replaced ? [m.upgrade === void 0 ? "" : `successor: ${field(m.upgrade)}`] : []
  ]);
  const lines = [
    renderTable(["", "MODEL", "EFFORTS (* default)", "CONTEXT", ...replaced ? [""] : []], rows, paint),
    ""
  ];
  if (preferred !== void 0)
    lines.push(
      `${paint.green("→")} default: ${field(preferred)}${listed.some((m) => m.slug === preferred) ? "" : " (not in this list)"}`
    );
  lines.push(paint.dim(`Source: ${sourceLine(view)}`));
  if (view.note !== void 0) lines.push(`${paint.yellow("!")} ${field(view.note)}`);
  return lines.join("\n");
}

// src/cli/commands/models.ts
var modelsSpec = {
  name: "models",
  summary: "list the models your plan offers",
  usage: "[options]",
  about: [
    "The list is live where you are signed in; otherwise the one that came with this version is shown, and said so."
  ],
  options: [],
  read: ({ words, json }) => {
    noWords("models", words);
    return { command: "models", json };
  }
};
async function runModels(session) {
  const app = session.app();
  const view = await orAbort(app.models(), session.signal);
  const configured = app.settings.model;
  if (session.json) session.document(describeModels(view, configured));
  else session.print(renderModels(view, defaultSlug(view, configured), session.out));
  return EXIT.ok;
}

// src/attach/review.ts
var INSTRUCTIONS = [
  "You review a change to a code base for its author. The change is in the message as a diff; every line of it carries",
  "its line number in the new file. You cannot run anything and see no other file: judge what is there, and where a",
  "finding depends on code that is not shown, say which.",
  "",
  "Report only what the author would want to fix: wrong results, crashes, lost or leaked data, security holes, races,",
  "broken contracts, missing or useless tests for new behaviour, needless cost. Leave out taste, formatting, naming and",
  "what a compiler or linter reports anyway. What was wrong before this change counts only where the change makes it",
  "matter. Be sure before you report; a guess is marked as a question.",
  "",
  "Form, in Markdown:",
  "- One entry for each finding, the most severe first, numbered: `1. **critical** path/to/file.ts:42: <the fault in one sentence>`.",
  "- The severities are critical (must not be merged), high (wrong in normal use), medium (wrong in rare cases) and low (worth fixing).",
  "- Below each: what input or sequence triggers it, what happens then, and the smallest change that fixes it, as code where that is shorter.",
  "- Name the file and the line in the new file; for a removed line name the nearest line that is left.",
  "- One finding is one fault: the same fault in several places is one entry with all places.",
  "- No praise, no summary of the change, no list of what was checked.",
  '- If there is nothing to report, the answer is the single line "No findings." and, where it applies, one sentence on what could not be judged from the diff.'
].join("\n");
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
var reviewSpec = {
  name: "review",
  summary: "have your changes reviewed: findings ordered by severity, with file and line",
  usage: '[options] [base] ["focus"]',
  about: [
    "The base is uncommitted (the default), staged, a branch or commit, or a range such as main..topic. The focus is a",
    "sentence about what to look at above all. Files with secrets are held back and listed."
  ],
  options: [
    {
      name: "file",
      short: "f",
      value: "<path>",
      summary: "a file, folder or glob to send along",
      repeatable: true
    },
    { name: "model", short: "m", value: "<slug>", summary: "which model reviews" },
    { name: "effort", short: "e", value: "<level>", summary: "how long it may think" },
    { name: "dry-run", summary: "show what would be sent; send nothing" }
  ],
  examples: [
    "codex-oauth review",
    "codex-oauth review main",
    'codex-oauth review staged "Is the lock released on every path?"'
  ],
  read: ({ words, json, has, value, values }) => ({
    command: "review",
    words,
    files: values("file"),
    model: value("model"),
    effort: value("effort"),
    dryRun: has("dry-run"),
    json
  })
};
function runReview(session, invocation) {
  const { cwd, env } = session.app().deps;
  const { diff, instructions, prompt } = reviewPrompt(readReviewWords(invocation.words));
  const { files, model, effort } = invocation;
  const input = {
    prompt,
    systemPrompt: instructions,
    diff,
    files,
    model,
    effort,
    roots: resolveRoots({ env, cwd })
  };
  return putOnScreen(session, input, invocation.dryRun);
}

// src/cli/render/setup.ts
function renderSetup({ host, file, project, command, snippet }, paint) {
  const lines = [
    `${host.title} reads ${paint.cyan(field(file))}. This belongs into it:`,
    "",
    stripControls(snippet),
    ""
  ];
  const flag = project ? " --project" : "";
  lines.push(`${paint.cyan("→")} To have it written: \`codex-oauth setup ${host.name}${flag} --write\``);
  if (host.ownCommand && !project)
    lines.push(`  Or with its own command: \`${field(host.ownCommand(command))}\``);
  return [...lines, ...renderNotes({ host, project, command }, paint), `  ${host.next}`].join("\n");
}
function renderApplied(view, applied, remove2, paint) {
  const { host, file } = view;
  const path3 = field(file);
  if (applied.action === "unchanged")
    return `${paint.green("✓")} ${remove2 ? `There is nothing of ours in ${path3}.` : `${path3} is as it should be.`}`;
  const lines = [
    `${paint.green("✓")} ${applied.action === "removed" ? `Taken out of ${path3}.` : `${host.title} is set up in ${path3}.`}`
  ];
  if (applied.backup !== void 0) lines.push(`  As it was: ${field(applied.backup)}`);
  if (applied.action === "written") lines.push(...renderNotes(view, paint));
  return [...lines, `  ${host.next}`].join("\n");
}
function renderNotes({ host, project, command }, paint) {
  const shared = project ? [host.projectNote ?? "", "The file holds paths of this machine: do not commit it for others."] : [];
  return [...host.notes, ...command.notes, ...shared].filter(Boolean).map((text) => `  ${paint.dim(field(text))}`);
}

// src/setup/names.ts
var HOST_NAMES = ["claude", "claude-desktop", "cursor", "vscode", "codex", "gemini"];

// src/cli/commands/setup.ts
var isHost = (word) => HOST_NAMES.some((name) => name === word);
var setupSpec = {
  name: "setup",
  summary: "show or write the configuration for a coding assistant",
  usage: `<${HOST_NAMES.join("|")}> [options]`,
  about: [
    "Prints what belongs into the assistant’s configuration, or writes it there: comments and everything else in the",
    "file stay, and the file as it was is kept once beside it (.bak). Both paths in it are absolute, because a program",
    "that is started from a desktop has no PATH of your shell. Run it again after moving Node or codex-oauth."
  ],
  options: [
    { name: "write", summary: "write it" },
    { name: "remove", summary: "take it out again" },
    { name: "project", summary: "for the project in this folder only" }
  ],
  examples: [
    "codex-oauth setup cursor",
    "codex-oauth setup codex --write",
    "codex-oauth setup vscode --project --write"
  ],
  read: ({ words, json, has }) => {
    const [host, more] = words;
    const hosts = `It is one of ${HOST_NAMES.join(", ")}.`;
    if (host === void 0)
      throw usageError(
        "`codex-oauth setup` needs the name of an assistant.",
        hosts,
        "For example: `codex-oauth setup cursor`."
      );
    if (!isHost(host)) {
      const near = nearest(host, HOST_NAMES);
      throw usageError(
        `There is no assistant "${host.slice(0, 40)}" here.`,
        hosts,
        near === void 0 ? "For any other MCP host: the command that `codex-oauth setup cursor` prints works there too." : `Run \`codex-oauth setup ${near}\`.`
      );
    }
    if (more !== void 0)
      throw usageError(
        "`codex-oauth setup` takes one assistant at a time.",
        void 0,
        `Leave "${more.slice(0, 40)}" out.`
      );
    if (has("write") && has("remove"))
      throw usageError("--write and --remove exclude each other.", void 0, "Give one of them, or none.");
    return {
      command: "setup",
      host,
      write: has("write"),
      remove: has("remove"),
      project: has("project"),
      json
    };
  }
};
async function runSetup(session, o) {
  const [{ HOSTS }, { planSetup }, { applySetup }] = await Promise.all([
    import("./hosts-SJHHFWNC.js"),
    import("./setup-OX532WLN.js"),
    import("./apply-2IKQ64NW.js")
  ]);
  const deps = session.deps();
  const { execPath, entry } = session.io;
  const host = HOSTS[o.host];
  const plan = planSetup(host, { ...deps, execPath, entry, project: o.project });
  const view = { host, project: o.project, ...plan };
  const act = o.write || o.remove;
  const applied = act ? await applySetup(host, plan.file, o.remove ? void 0 : plan.values, deps.platform) : void 0;
  if (session.json)
    session.document({
      host: host.name,
      file: plan.file,
      action: applied?.action ?? "printed",
      backup: applied?.backup ?? null,
      entry: { [host.section]: { [host.server]: plan.values } },
      notes: [...host.notes, ...plan.command.notes]
    });
  else
    session.print(
      applied ? renderApplied(view, applied, o.remove, session.out) : renderSetup(view, session.out)
    );
  return EXIT.ok;
}

// src/cli/render/status.ts
function loginState(status) {
  switch (status.status) {
    case "authenticated":
      return status.is_expired || status.needs_refresh ? { kind: "renewal-due" } : { kind: "signed-in", expiresIn: status.expires_in_seconds ?? void 0 };
    case "pending":
      return status.login ? { kind: "pending", login: status.login } : { kind: "signed-out" };
    case "expired":
      return { kind: "expired" };
    case "not_authenticated":
  }
  return status.problem === null ? { kind: "signed-out" } : { kind: "unreadable" };
}
function describeState(state, paint) {
  switch (state.kind) {
    case "signed-in":
      return `${paint.green("✓")} signed in${state.expiresIn === void 0 ? "" : `, renewed by itself in ${humanSeconds(state.expiresIn)}`}`;
    case "renewal-due":
      return `${paint.green("✓")} signed in, renewed with the next question`;
    case "pending":
      return `${paint.yellow("…")} a sign-in is under way, ${humanSeconds(state.login.expires_in_seconds)} left`;
    case "expired":
      return `${paint.red("✗")} the login no longer works`;
    case "unreadable":
      return `${paint.red("✗")} the login cannot be read`;
    case "signed-out":
  }
  return `${paint.yellow("–")} not signed in`;
}
function renderStatus(status, view) {
  const { paint } = view;
  const state = loginState(status);
  const pairs = [["Login", describeState(state, paint)]];
  const add = (label, value) => {
    if (value !== null) pairs.push([label, field(value)]);
  };
  if (state.kind === "pending") {
    add("Open", state.login.code_url ?? state.login.url);
    add("Code", state.login.code);
  }
  add("Account", status.email);
  add("Plan", status.plan);
  add("Workspace", status.workspace);
  add("Source", status.source);
  add("File", status.auth_file);
  if (status.limits) pairs.push(...limitPairs(status.limits, view));
  const lines = [renderPairs(pairs, paint)];
  if (status.problem !== null) lines.push("", `${paint.yellow("!")} ${field(status.problem)}`);
  if (status.fix !== null)
    lines.push(...status.problem === null ? [""] : [], `${paint.cyan("→")} ${field(status.fix)}`);
  return lines.join("\n");
}
var BAR_CELLS = 24;
function limitPairs(limits, { paint, now, bars }) {
  const longest = Math.max(0, ...limits.windows.map((w) => w.name.length));
  const rows = limits.windows.map((w, i) => {
    const percent = `${Math.round(w.used_percent)} % used`;
    const left = w.resets_at === null ? void 0 : (Date.parse(w.resets_at) - now) / 1e3;
    const reset = left === void 0 || left <= 0 ? "" : `, resets in ${humanSeconds(left)}`;
    const bar = bars ? `${renderBar(w.used_percent, BAR_CELLS, paint)} ` : "";
    return [i === 0 ? "Limits" : "", `${padEnd(field(w.name), longest)}  ${bar}${percent}${reset}`];
  });
  const credits = limits.credits === null ? [] : [["Credits", field(limits.credits)]];
  return [...rows, ...credits];
}

// src/cli/commands/status.ts
var statusSpec = {
  name: "status",
  summary: "show whether you are signed in, as whom, and what is wrong",
  usage: "[options]",
  about: ["Without --refresh no network is used. Exit code 0 when signed in, 1 when not."],
  options: [{ name: "refresh", summary: "ask OpenAI how much of the plan is used" }],
  read: ({ words, json, has }) => {
    noWords("status", words);
    return { command: "status", refresh: has("refresh"), json };
  }
};
async function runStatus(session, { refresh }) {
  const app = session.app();
  const problem = refresh ? await refreshLimits(session) : void 0;
  const status = await app.status();
  if (session.json) session.document({ ...status, ...problem ? { limits_problem: problem.message } : {} });
  else {
    session.print(
      renderStatus(status, { paint: session.out, now: app.deps.now(), bars: session.io.stdout.isTTY })
    );
    if (problem) session.note(renderError(problem, session.err));
  }
  return status.authenticated ? EXIT.ok : EXIT.failed;
}
async function refreshLimits(session) {
  try {
    await orAbort(session.app().refreshLimits(), session.signal);
    return void 0;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

// src/cli/render/threads.ts
var TITLE_CELLS = 60;
function renderListing(listing, { paint, now, enabled }) {
  const { threads, total, broken } = listing;
  const lines = [];
  if (threads.length > 0) {
    const rows = threads.map((t) => [
      paint.cyan(t.id),
      `${humanSeconds((now - t.usedAt) / 1e3)} ago`,
      field(t.model),
      `${t.ended ? "" : paint.yellow("… ")}${clip(field(t.title), TITLE_CELLS)}`
    ]);
    lines.push(renderTable(["THREAD", "USED", "MODEL", "BEGAN WITH"], rows, paint));
  } else if (total === 0) lines.push("There are no threads yet.");
  if (threads.some((t) => !t.ended)) {
    lines.push(paint.dim("… its last answer is still being written, or was interrupted"));
  }
  const rest = total - threads.length - broken.length;
  if (rest > 0) lines.push(paint.dim(`${rest} older; --limit ${total} shows them all`));
  for (const file of broken)
    lines.push(`${paint.yellow("!")} ${field(file)} cannot be read; it was left as it is.`);
  if (!enabled) lines.push(`${paint.yellow("!")} CODEX_OAUTH_THREADS is off: new questions are not kept.`);
  return lines.join("\n");
}
function listingDocument({ threads, total, broken }) {
  return {
    threads: threads.map((t) => ({
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

// src/cli/commands/threads.ts
var ACTIONS = ["list", "show", "export", "remove", "prune"];
var LIMIT = 20;
var threadsSpec = {
  name: "threads",
  summary: "list, show, export and delete the conversations kept on this machine",
  usage: "[list | show <id> | export <id> | remove <id>… | prune] [options]",
  about: [
    "Every answer names its thread; `last` stands for the one used last. Nothing here asks anybody over the network.",
    "An answer that was interrupted is shown as far as it had come. CODEX_OAUTH_THREADS sets how long threads are kept."
  ],
  options: [
    { name: "limit", value: "<n>", summary: `how many to list (${LIMIT})` },
    { name: "format", value: "<kind>", summary: "what to export: markdown (the default) or jsonl" },
    { name: "all", summary: "remove: every thread" },
    { name: "yes", short: "y", summary: "remove: do not ask (a pipe is never asked)" }
  ],
  examples: [
    "codex-oauth threads",
    "codex-oauth threads show last",
    "codex-oauth threads export last > conversation.md"
  ],
  read: (args) => {
    const [first = "list", ...ids] = args.words;
    const action = readAction(first);
    const all = args.has("all");
    checkIds(action, ids, all);
    return {
      command: "threads",
      action,
      ids,
      all,
      yes: args.has("yes"),
      limit: readLimit(args),
      format: readFormat(args),
      json: args.json
    };
  }
};
function readAction(word) {
  const action = ACTIONS.find((a) => a === word);
  if (action) return action;
  const near = nearest(word, ACTIONS);
  throw usageError(
    `\`codex-oauth threads\` cannot "${word.slice(0, 40)}".`,
    near === void 0 ? `It can ${ACTIONS.join(", ")}.` : `The nearest is "${near}".`,
    "Run `codex-oauth help threads`."
  );
}
function checkIds(action, ids, all) {
  const most = action === "remove" ? Number.POSITIVE_INFINITY : action === "list" || action === "prune" ? 0 : 1;
  const surplus = ids[most];
  if (surplus !== void 0) {
    throw usageError(
      `\`codex-oauth threads ${action}\` takes no "${surplus.slice(0, 40)}".`,
      most === 1 ? "It takes one thread." : void 0,
      "Leave it out."
    );
  }
  if (all && action !== "remove")
    throw usageError(`\`codex-oauth threads ${action}\` takes no --all.`, void 0, "Leave it out.");
  if (most > 0 && ids.length === 0 && !all) {
    throw usageError(
      `\`codex-oauth threads ${action}\` needs a thread.`,
      "It is followed by a thread id, or by last for the one used last.",
      `Run \`codex-oauth threads\` to see them, then \`codex-oauth threads ${action} <id>\`.`
    );
  }
}
function readLimit({ value }) {
  const text = value("limit");
  if (text === void 0) return LIMIT;
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw usageError(
    `--limit cannot be "${text.slice(0, 40)}".`,
    "It is a whole number of threads.",
    "Give --limit 50, for example."
  );
}
function readFormat({ value }) {
  const text = value("format") ?? "markdown";
  if (text === "markdown" || text === "jsonl") return text;
  throw usageError(
    `--format cannot be "${text.slice(0, 40)}".`,
    "It is markdown or jsonl.",
    "Choose one of these, or leave it out."
  );
}
async function runThreads(session, invocation) {
  const { threads, deps } = session.app();
  switch (invocation.action) {
    case "list": {
      const listing = await threads.list({ limit: invocation.limit });
      if (session.json) session.document(listingDocument(listing));
      else
        session.print(
          renderListing(listing, { paint: session.out, now: deps.now(), enabled: threads.enabled })
        );
      return EXIT.ok;
    }
    case "show":
    case "export": {
      const [id = "last"] = invocation.ids;
      printThread(session, invocation, await threads.load(await resolve(session, id)));
      return EXIT.ok;
    }
    case "remove":
      return remove(session, invocation);
    case "prune": {
      const removed = await threads.prune();
      if (session.json) session.document({ removed });
      else session.print(`${removed} old ${removed === 1 ? "file" : "files"} deleted.`);
      return EXIT.ok;
    }
  }
}
function printThread(session, { action, format }, thread) {
  if (session.json) {
    session.document({ ...metaDocument(thread), turns: thread.turns.map(turnDocument) });
    return;
  }
  const text = action === "export" && format === "jsonl" ? threadJsonl(thread) : threadMarkdown(thread);
  const shown = session.io.stdout.isTTY ? stripControls(text) : text;
  session.print(shown.replace(/\n$/, ""));
}
async function resolve(session, word) {
  if (word !== "last") return word;
  const { threads } = await session.app().threads.list({ limit: 1 });
  const [last] = threads;
  if (last) return last.id;
  throw usageError("There is no thread yet.", void 0, 'Ask something: `codex-oauth ask "…"`.');
}
async function remove(session, { ids, all, yes }) {
  const { threads } = session.app();
  const chosen = all ? (await threads.list({ limit: Number.POSITIVE_INFINITY })).threads.map((t) => t.id) : await Promise.all(ids.map((id) => resolve(session, id)));
  const { stdin, stderr } = session.io;
  const count2 = `${chosen.length} ${chosen.length === 1 ? "thread" : "threads"}`;
  if (chosen.length > 0 && !yes && !session.json && stdin.isTTY === true && stderr.isTTY) {
    if (!await confirm(session, `Delete ${count2}?`)) {
      session.note("Nothing was changed.");
      return EXIT.failed;
    }
  }
  const results = await Promise.all(
    chosen.map(async (id) => ({ thread_id: id, removed: await threads.remove(id) }))
  );
  const missing = results.filter((r) => !r.removed);
  if (session.json) session.document({ threads: results });
  else {
    const done = results.length - missing.length;
    session.print(`${done} ${done === 1 ? "thread" : "threads"} deleted.`);
    for (const { thread_id } of missing) session.note(`There is no thread ${thread_id}.`);
  }
  return missing.length > 0 ? EXIT.failed : EXIT.ok;
}

// src/cli/table.ts
var COMMANDS = [
  loginSpec,
  statusSpec,
  modelsSpec,
  askSpec,
  reviewSpec,
  clearSpec,
  threadsSpec,
  doctorSpec,
  setupSpec,
  demoSpec,
  helpSpec
];

// src/cli/parse.ts
var NAMES = COMMANDS.map((c) => c.name);
function wantsJson(argv) {
  const end = argv.indexOf("--");
  return (end === -1 ? argv : argv.slice(0, end)).includes("--json");
}
function parse(argv) {
  const at = argv.findIndex((a) => !a.startsWith("-"));
  const leading = at === -1 ? argv : argv.slice(0, at);
  const json = wantsJson(argv);
  for (const option of leading) {
    if (option === "--version" || option === "-V") return { command: "version", json };
    if (option === "--help" || option === "-h" || option === "--json") continue;
    throw unknownOption(option, void 0, [{ name: "version", summary: "" }, ...COMMON_OPTIONS]);
  }
  const name = at === -1 ? "help" : argv[at] ?? "help";
  const spec = COMMANDS.find((c) => c.name === name);
  if (!spec) throw unknownCommand(name);
  const rest = at === -1 ? [] : argv.slice(at + 1);
  const args = readOptions(name, [...spec.options, ...COMMON_OPTIONS], rest, json);
  if (args.has("help") || leading.some((o) => o === "--help" || o === "-h") && name !== "help") {
    return { command: "help", topic: name === "help" ? void 0 : name, json };
  }
  const invocation = spec.read(args);
  if (invocation.command === "help" && invocation.topic !== void 0 && !NAMES.includes(invocation.topic)) {
    throw unknownCommand(invocation.topic);
  }
  return invocation;
}
function unknownCommand(name) {
  const shown = name.slice(0, 40);
  if (/\s/.test(name))
    return usageError(
      "The first word must be a command.",
      void 0,
      'To ask a question: `codex-oauth ask "…"`.'
    );
  const near = nearest(name, NAMES);
  return usageError(
    `There is no command "${shown}".`,
    near === void 0 ? `There are ${NAMES.join(", ")}.` : `The nearest one is "${near}".`,
    near === void 0 ? "Run `codex-oauth help`." : `Run \`codex-oauth ${near}\`, or \`codex-oauth help\` for all of them.`
  );
}
function unknownOption(option, command, known) {
  const shown = option.slice(0, 40);
  const near = nearest(
    option.replace(/^-+/, ""),
    known.map((o) => o.name)
  );
  const what = command === void 0 ? `There is no option "${shown}".` : `\`codex-oauth ${command}\` has no option "${shown}".`;
  const why = near === void 0 ? `It has ${known.map((o) => `--${o.name}`).join(", ")}.` : `The nearest one is --${near}.`;
  const dashes = command === "ask" || command === "demo" ? " If it belongs to the question, put the question in quotes after --." : "";
  return usageError(
    what,
    why,
    `Run \`codex-oauth help${command === void 0 ? "" : ` ${command}`}\`.${dashes}`
  );
}
function readOptions(command, known, rest, json) {
  const options = Object.fromEntries(
    known.map((o) => [
      o.name,
      {
        type: o.value === void 0 ? "boolean" : "string",
        ...o.short ? { short: o.short } : {}
      }
    ])
  );
  const { tokens } = parseArgs({
    args: [...rest],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true
  });
  const words = [];
  const given = /* @__PURE__ */ new Map();
  for (const token of tokens) {
    if (token.kind === "positional") words.push(token.value);
    if (token.kind !== "option") continue;
    const spec = known.find((o) => o.name === token.name);
    if (!spec) throw unknownOption(token.rawName, command, known);
    const help = `Run \`codex-oauth help ${command}\`.`;
    if (spec.value === void 0 && token.value !== void 0)
      throw usageError(`--${spec.name} takes no value.`, void 0, help);
    const missing = token.value === void 0 || token.value === "" || !token.inlineValue && token.value.startsWith("-");
    if (spec.value !== void 0 && missing)
      throw usageError(`--${spec.name} needs a value.`, `It is followed by ${spec.value}.`, help);
    given.set(spec.name, [
      ...given.get(spec.name) ?? [],
      ...token.value === void 0 ? [] : [token.value]
    ]);
  }
  return {
    words,
    json,
    has: (name) => given.has(name),
    value: (name) => given.get(name)?.at(-1),
    values: (name) => given.get(name)
  };
}

// src/cli/help.ts
function columns(rows, paint) {
  const first = Math.max(...rows.map(([left]) => left.length)) + 2;
  return rows.map(([left, right]) => `  ${paint.cyan(padEnd(left, first))}${right}`).join("\n");
}
function optionLabel({ name, short, value }) {
  return `${short === void 0 ? "" : `-${short}, `}--${name}${value === void 0 ? "" : ` ${value}`}`;
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
    columns(
      [...COMMON_OPTIONS.map((o) => [optionLabel(o), o.summary]), ["--version", "show the version"]],
      paint
    ),
    "",
    "Without a command, and with a pipe on stdin, it is an MCP server. `codex-oauth help <command>` shows more.",
    "Independent of OpenAI and of Anthropic."
  ].join("\n");
}
function renderCommandHelp(spec, paint) {
  const options = [...spec.options, ...COMMON_OPTIONS];
  return [
    `${paint.bold(`codex-oauth ${spec.name}`)} – ${spec.summary}`,
    "",
    paint.bold("Usage"),
    `  codex-oauth ${spec.name}${spec.usage === "" ? "" : ` ${spec.usage}`}`,
    ...spec.about === void 0 ? [] : ["", ...spec.about],
    "",
    paint.bold("Options"),
    columns(
      options.map((o) => [optionLabel(o), o.summary + (o.repeatable ? "; may be repeated" : "")]),
      paint
    ),
    ...spec.examples === void 0 ? [] : ["", paint.bold("Examples"), ...spec.examples.map((e) => `  ${e}`)]
  ].join("\n");
}
function helpDocument(commands, topic) {
  const describe = ({ name, summary, usage, options }) => ({
    name,
    summary,
    usage,
    options: [...options, ...COMMON_OPTIONS]
  });
  return topic === void 0 ? { commands: commands.map(describe) } : describe(specOf(commands, topic));
}
function specOf(commands, topic) {
  const spec = commands.find((c) => c.name === topic);
  if (!spec) throw usageError(`There is no command "${topic}".`, void 0, "Run `codex-oauth help`.");
  return spec;
}

// src/cli/run.ts
function run(session, invocation) {
  switch (invocation.command) {
    case "login":
      return runLogin(session, invocation);
    case "status":
      return runStatus(session, invocation);
    case "models":
      return runModels(session);
    case "ask":
      return runAsk(session, invocation);
    case "review":
      return runReview(session, invocation);
    case "threads":
      return runThreads(session, invocation);
    case "clear":
      return runClear(session, invocation);
    case "doctor":
      return runDoctor(session, invocation);
    case "setup":
      return runSetup(session, invocation);
    case "demo":
      return runDemo(session, invocation);
    case "help":
      return Promise.resolve(showHelp(session, invocation.topic));
    case "version":
  }
  if (session.json) session.document({ name: "codex-oauth", version: VERSION });
  else session.print(`codex-oauth ${VERSION}`);
  return Promise.resolve(EXIT.ok);
}
function showHelp(session, topic) {
  if (session.json) session.document(helpDocument(COMMANDS, topic));
  else
    session.print(
      topic === void 0 ? renderHelp(COMMANDS, VERSION, session.out) : renderCommandHelp(specOf(COMMANDS, topic), session.out)
    );
  return EXIT.ok;
}

// src/cli/main.ts
var LAST_WRITE_MS = 300;
async function runCli(makeApp, io, makeDeps = () => makeApp().deps) {
  const stdout = sinkOf(io.stdout);
  const stderr = sinkOf(io.stderr);
  const stop = new AbortController();
  let app;
  let leave = () => {
  };
  const impatient = new Promise((resolve2) => {
    leave = resolve2;
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
    return await run(session, parse(argv));
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
  runCli
};
