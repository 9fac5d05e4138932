'use strict';
const __url = require('node:url').pathToFileURL(__filename).href;
var __create = Object.create;
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __getProtoOf = Object.getPrototypeOf;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __esm = (fn, res, err) => function __init() {
  if (err) throw err[0];
  try {
    return fn && (res = (0, fn[__getOwnPropNames(fn)[0]])(fn = 0)), res;
  } catch (e) {
    throw err = [e], e;
  }
};
var __commonJS = (cb, mod) => function __require() {
  try {
    return mod || (0, cb[__getOwnPropNames(cb)[0]])((mod = { exports: {} }).exports, mod), mod.exports;
  } catch (e) {
    throw mod = 0, e;
  }
};
var __export = (target, all) => {
  for (var name in all)
    __defProp(target, name, { get: all[name], enumerable: true });
};
var __copyProps = (to, from, except, desc) => {
  if (from && typeof from === "object" || typeof from === "function") {
    for (let key of __getOwnPropNames(from))
      if (!__hasOwnProp.call(to, key) && key !== except)
        __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
  }
  return to;
};
var __toESM = (mod, isNodeMode, target) => (target = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(
  // If the importer is in node compatibility mode or this is not an ESM
  // file that has been converted to a CommonJS file using a Babel-
  // compatible transform (i.e. "__esModule" has not been set), then set
  // "default" to the CommonJS "module.exports" for node compatibility.
  isNodeMode || !mod || !mod.__esModule ? __defProp(target, "default", { value: mod, enumerable: true }) : target,
  mod
));
var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);

// <define:__INPUT_SCHEMAS__>
var init_define_INPUT_SCHEMAS = __esm({
  "<define:__INPUT_SCHEMAS__>"() {
  }
});

// others:src/system/errors.ts
var require_errors = __commonJS({
  "others:src/system/errors.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/system/errors.ts"]();
  }
});

// others:src/system/time.ts
var require_time = __commonJS({
  "others:src/system/time.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/system/time.ts"]();
  }
});

// others:src/system/redact.ts
var require_redact = __commonJS({
  "others:src/system/redact.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/system/redact.ts"]();
  }
});

// others:src/system/visible.ts
var require_visible = __commonJS({
  "others:src/system/visible.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/system/visible.ts"]();
  }
});

// src/cli/text.ts
function field(text) {
  return (0, import_visible.visible)(text.replace(/[\r\n\t\u2028\u2029]+/g, " ").trim());
}
function createPaint(on) {
  const styleText2 = "styleText" in util ? util.styleText : void 0;
  const brush = (style) => (text) => (
    // io.ts decides about colours per sink; Node would check only stdout.
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
function width(text) {
  const shown = util.stripVTControlCharacters(text).replace(NOTHING, "");
  return shown.replace(WIDE, "xx").replace(/[^\0-\uffff]/gu, "x").length;
}
function padEnd(text, cells) {
  return text + " ".repeat(Math.max(0, cells - width(text)));
}
function clip(text, cells) {
  if (width(text) <= cells) return text;
  let kept = "";
  for (const char of text) {
    if (width(kept + char) > cells - 1) break;
    kept += char;
  }
  return `${kept}…`;
}
function wrap(text, columns2) {
  const lines = text.split("\n");
  return lines.map((line) => width(line) <= columns2 ? line : wrapLine(line, columns2)).join("\n");
}
function wrapLine(line, columns2) {
  const hang = hangOf(util.stripVTControlCharacters(line), columns2);
  const units = line.match(UNITS) ?? [];
  const rows = [];
  let row = "";
  let gap = "";
  for (const unit of units.flatMap((u) => width(u) > columns2 - hang ? u.split(SEAMS) : [u])) {
    if (!unit) continue;
    const room = columns2 - width(unit);
    if (unit.startsWith(" ")) gap = unit;
    else if (row.trim() === "" || width(row + gap) <= room) row += gap + unit;
    else {
      rows.push(row);
      row = " ".repeat(Math.max(0, Math.min(hang, room))) + unit;
    }
    if (!unit.startsWith(" ")) gap = "";
  }
  return [...rows, row].join("\n");
}
function hangOf(plain, columns2) {
  const sign = /^ *(?:[✗✓!·→–…] )?/.exec(plain)?.[0].length ?? 0;
  const gaps = [...plain.matchAll(/(?<=\S) {2,}(?=\S)/g)];
  const starts = gaps.map((gap) => width(plain.slice(0, gap.index + gap[0].length)));
  const fits = starts.filter((start2) => start2 <= columns2 / 2);
  return Math.min(fits.at(-1) ?? (starts.length > 0 ? sign + 4 : sign), Math.floor(columns2 / 2));
}
function renderPairs(pairs, brush) {
  const first = Math.max(...pairs.map(([label]) => width(label))) + 2;
  return pairs.map(([label, value]) => `${brush(padEnd(label, first))}${value}`).join("\n");
}
function renderTable(head, rows, paint) {
  const widths = head.map((h, i) => Math.max(width(h), ...rows.map((r) => width(r[i] ?? ""))));
  const line = (cells) => cells.map((c, i) => i === cells.length - 1 ? c : padEnd(c, widths[i] ?? 0)).join("  ").trimEnd();
  return [paint.dim(line(head)), ...rows.map(line)].join("\n");
}
var util, import_visible, NOTHING, WIDE, UNITS, SEAMS;
var init_text = __esm({
  "src/cli/text.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    util = __toESM(require("node:util"), 1);
    import_visible = __toESM(require_visible(), 1);
    NOTHING = /[\p{Mn}\p{Cf}]/gu;
    WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{3ffff}]/gu;
    UNITS = / +|(?:`[^`]*`|[^ ])+/g;
    SEAMS = /( +)|(?<=[\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60])/u;
  }
});

// src/cli/boundary.ts
function exitCodeOf(error, interrupted) {
  if (interrupted) return EXIT.interrupted;
  const usage = error instanceof import_errors.AppError && error.kind === "input" && error.code !== "cancelled";
  return usage ? EXIT.usage : EXIT.failed;
}
function errorDocument(error) {
  if (error instanceof import_errors.AppError) {
    const { what, why = null, fix } = error.said("terminal");
    return { error: { code: error.code, what, why, fix } };
  }
  const said = error instanceof Error ? `${error.name}: ${error.message}` : "an unknown error";
  return {
    error: {
      code: "internal",
      what: "Something unexpected went wrong.",
      why: (0, import_redact.redact)(field(said)).slice(0, 300),
      fix: "Try again. If it happens again, run it with CODEX_DEBUG=1 and report the log."
    }
  };
}
function renderError(error, paint) {
  const { what, why, fix } = errorDocument(error).error;
  const lines = [`${paint.red("✗")} ${paint.bold(field(what))}`];
  if (why) lines.push(`  ${field(why)}`);
  lines.push(`  ${paint.cyan("→")} ${field(fix)}`);
  return lines.join("\n");
}
var import_errors, import_redact, EXIT;
var init_boundary = __esm({
  "src/cli/boundary.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_errors = __toESM(require_errors(), 1);
    import_redact = __toESM(require_redact(), 1);
    init_text();
    EXIT = { ok: 0, failed: 1, usage: 2, findings: 3, severe: 4, interrupted: 130 };
  }
});

// src/cli/io.ts
function wholly(stream) {
  if (stream.isTTY || !(0, import_node_fs.fstatSync)(stream.fd).isFile()) return stream;
  return {
    write: (text, done) => {
      let rest = Buffer.from(text);
      while (rest.length > 0) rest = rest.subarray((0, import_node_fs.writeSync)(stream.fd, rest));
      done?.();
    },
    on: () => void 0
  };
}
function sinkOf(stream, env = {}) {
  const gone = new AbortController();
  let failure;
  const end = (error) => {
    const code = (0, import_errors2.errnoOf)(error) ?? "unknown";
    if (!LEFT.includes(code)) failure ??= code;
    gone.abort();
  };
  stream.on("error", end);
  const isTTY = stream.isTTY ?? false;
  return {
    /** Writes the text; does nothing once the reader has left (`| head`). `secret`: it may contain a held secret. */
    write: (text, secret = false) => {
      if (gone.signal.aborted) return;
      try {
        stream.write(secret ? text : (0, import_redact2.redactHeld)(text));
      } catch (error) {
        end(error);
      }
    },
    /** True on a terminal: a spinner and questions make sense there only. */
    isTTY,
    /** False on a terminal that can only append, where nothing can be redrawn. */
    redraws: isTTY && env["TERM"] !== "dumb",
    // Node knows no colour depth for a pipe, so we apply its rules for FORCE_COLOR here.
    colours: isTTY ? (stream.getColorDepth?.() ?? 1) > 1 : /^([123]|true|)$/.test(env["FORCE_COLOR"] ?? "no"),
    /** Width in characters. */
    get columns() {
      return stream.columns || 80;
    },
    /** Fires when nothing can be written any more. */
    gone: gone.signal,
    /** The error code, unless the reader has gone: `ENOSPC`. */
    failure: () => failure,
    /** Resolves when everything written so far is out of this process. */
    flushed: () => new Promise((resolve2) => {
      if (gone.signal.aborted) return resolve2();
      gone.signal.addEventListener("abort", () => resolve2(), { once: true });
      stream.write("", () => resolve2());
    })
  };
}
var import_node_fs, import_errors2, import_redact2, LEFT;
var init_io = __esm({
  "src/cli/io.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_node_fs = require("node:fs");
    import_errors2 = __toESM(require_errors(), 1);
    import_redact2 = __toESM(require_redact(), 1);
    LEFT = ["EPIPE", "EOF", "ECONNRESET", "ERR_STREAM_DESTROYED"];
  }
});

// others:src/system/nearest.ts
var require_nearest = __commonJS({
  "others:src/system/nearest.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/system/nearest.ts"]();
  }
});

// src/cli/command.ts
function command({ read: read2, run, ...spec }) {
  return {
    ...spec,
    bind: (words2, options) => {
      const asked = read2(words2, options);
      return { command: spec.name, asked, run: async (session) => await run(session, asked) ?? EXIT.ok };
    }
  };
}
function usageError(what, why, fix) {
  return new import_errors3.AppError({ kind: "input", code: "usage", what, why, fix });
}
function noSuch(what, word2, names, { command: command2, otherwise }) {
  const near = (0, import_nearest.nearest)(word2, names);
  if (near === void 0) return usageError(what, `Valid are ${names.join(", ")}.`, otherwise);
  return usageError(what, `Did you mean "${near}"?`, `Run \`${command2} ${near}\`.`);
}
function unexpected(word2, name) {
  const fix = `Remove it; \`codex-oauth help ${name}\` shows the arguments.`;
  return usageError(`Unexpected argument "${word2.slice(0, 40)}".`, void 0, fix);
}
function commandNamed(commands, name) {
  const found = commands.find((c) => c.name === name || c.aliases?.includes(name));
  if (found) return found;
  const names = commands.map((c) => c.name);
  const typed2 = [...names, ...commands.flatMap(({ aliases = [] }) => aliases)];
  const known = (0, import_nearest.nearest)(name, typed2) ? typed2 : names;
  const otherwise = 'To ask a question: `codex-oauth ask "…"`. For everything else: `codex-oauth help`.';
  throw noSuch(`codex-oauth has no command "${name.slice(0, 40)}".`, name, known, {
    command: "codex-oauth",
    otherwise
  });
}
var import_errors3, import_nearest;
var init_command = __esm({
  "src/cli/command.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_errors3 = __toESM(require_errors(), 1);
    import_nearest = __toESM(require_nearest(), 1);
    init_boundary();
  }
});

// others:src/login/account.ts
var require_account = __commonJS({
  "others:src/login/account.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/login/account.ts"]();
  }
});

// src/cli/commands/accounts.ts
function accountDocument({ name, inUse, identity, workspaceName, expiresAt }) {
  return {
    name,
    in_use: inUse,
    account_id: identity.accountId ?? null,
    workspace_name: workspaceName ?? null,
    email: identity.email ? (0, import_redact3.maskEmail)(identity.email) : null,
    plan: identity.plan ?? null,
    expires_at: expiresAt === void 0 ? null : new Date(expiresAt * 1e3).toISOString()
  };
}
function renderAccounts(list, paint) {
  if (list.length === 0) return "No account is signed in here. Sign in with `codex-oauth login`.";
  const rows = list.map(({ name, inUse, identity: { email, plan, accountId }, workspaceName }) => [
    inUse ? paint.green("→") : " ",
    inUse ? paint.bold(field(name)) : field(name),
    email ? field((0, import_redact3.maskEmail)(email)) : "–",
    field(plan ?? "–"),
    field(workspaceName ?? accountId ?? "–")
  ]);
  return renderTable(["", "ACCOUNT", "E-MAIL", "PLAN", "WORKSPACE"], rows, paint);
}
var import_account, import_redact3, accounts, use, whose;
var init_accounts = __esm({
  "src/cli/commands/accounts.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_account = __toESM(require_account(), 1);
    import_redact3 = __toESM(require_redact(), 1);
    init_command();
    init_text();
    accounts = command({
      name: "accounts",
      summary: "list the accounts that are signed in here",
      about: ["`login --account <name>` signs in to another one, `use <name>` changes the one in use."],
      options: {},
      examples: ["codex-oauth accounts", "codex-oauth accounts --json"],
      read: (_words, options) => options,
      run: async (session) => {
        const list = await session.app().accounts.list();
        session.show({ accounts: list.map(accountDocument) }, renderAccounts(list, session.out));
      }
    });
    use = command({
      name: "use",
      summary: "change the account in use",
      usage: "<account>",
      about: [
        "Questions that are under way keep their account. `ask --account <name>` asks with one without changing it."
      ],
      options: {},
      examples: ["codex-oauth use work"],
      mostWords: 1,
      read: ([name]) => {
        if (name === void 0)
          throw usageError(
            "`codex-oauth use` needs an account.",
            "It says which one to use.",
            "See `codex-oauth accounts`."
          );
        return { name: (0, import_account.accountName)(name) };
      },
      run: async (session, { name }) => {
        const account = await session.app().accounts.use(name);
        session.show(
          accountDocument(account),
          `${session.out.green("✓")} In use now: ${field(name)}${whose(account)}`
        );
      }
    });
    whose = ({ identity: { email } }) => email ? ` (${field((0, import_redact3.maskEmail)(email))})` : "";
  }
});

// others:src/ask/models.ts
var require_models = __commonJS({
  "others:src/ask/models.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/ask/models.ts"]();
  }
});

// others:src/attach/workspace.ts
var require_workspace = __commonJS({
  "others:src/attach/workspace.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/attach/workspace.ts"]();
  }
});

// others:src/system/json.ts
var require_json = __commonJS({
  "others:src/system/json.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/system/json.ts"]();
  }
});

// others:src/ask/consent.ts
var require_consent = __commonJS({
  "others:src/ask/consent.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/ask/consent.ts"]();
  }
});

// others:src/ask/receipt.ts
var require_receipt = __commonJS({
  "others:src/ask/receipt.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/ask/receipt.ts"]();
  }
});

// others:src/review/forms.ts
var require_forms = __commonJS({
  "others:src/review/forms.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/review/forms.ts"]();
  }
});

// others:src/review/instructions.ts
var require_instructions = __commonJS({
  "others:src/review/instructions.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/review/instructions.ts"]();
  }
});

// others:src/system/wording.ts
var require_wording = __commonJS({
  "others:src/system/wording.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/system/wording.ts"]();
  }
});

// src/cli/live.ts
function frameAt(ms) {
  return FRAMES[Math.floor(ms / FRAME_MS) % FRAMES.length] ?? "";
}
function startSpinner(sink, paint, now, text) {
  if (!sink.redraws) return () => {
  };
  const started = now();
  let drawn = false;
  const timer = setInterval(() => {
    drawn = true;
    const line = clip(text(), Math.max(1, sink.columns - 6));
    sink.write(`${ERASE}${paint.cyan(frameAt(now() - started))} ${line}`);
  }, FRAME_MS);
  return () => {
    clearInterval(timer);
    if (drawn) sink.write(ERASE);
    drawn = false;
  };
}
function liveLine({ io, interrupt }, prompt, onLine, onEnd) {
  const { stderr, stdin } = io;
  const output = Object.assign(
    new import_node_stream.Writable({
      write: (chunk, _encoding, done) => {
        stderr.write(chunk.toString("utf8"));
        done();
      }
    }),
    { columns: stderr.columns }
  );
  const reader = (0, import_node_readline.createInterface)({ input: stdin, output, terminal: stderr.isTTY, historySize: 0 });
  const shown = () => `${wrap(prompt().trimEnd(), stderr.columns)} `;
  let open = true;
  let drawn = false;
  const draw = () => {
    output.columns = stderr.columns;
    reader.setPrompt(shown());
    reader.prompt(true);
    drawn = true;
  };
  const timer = setInterval(() => {
    if (stderr.redraws && reader.line === "" && shown() !== reader.getPrompt()) draw();
  }, REDRAW_MS);
  reader.on("line", (line) => {
    drawn = false;
    onLine(line);
    if (open) draw();
  });
  reader.on("SIGINT", interrupt);
  reader.on("close", () => {
    clearInterval(timer);
    if (open) onEnd?.();
    open = false;
  });
  draw();
  return () => {
    if (!open) return;
    open = false;
    const above = drawn ? reader.getCursorPos().rows : 0;
    reader.close();
    if (stderr.redraws) stderr.write(`\r${above > 0 ? `\x1B[${above}A` : ""}\x1B[0J`);
  };
}
async function confirm(session, question) {
  let close = () => {
  };
  const answered = new Promise((resolve2) => {
    const answer = (yes2) => {
      close();
      resolve2(yes2);
    };
    close = liveLine(
      session,
      () => `${question} ${session.err.dim("[y/N]")}`,
      (text) => answer(/^y(es)?$/i.test(text.trim())),
      () => answer(false)
    );
  });
  const yes = await session.orAbort(answered).finally(() => close());
  if (!yes) session.note("Nothing was changed.");
  return yes;
}
var import_node_readline, import_node_stream, FRAMES, FRAME_MS, ERASE, REDRAW_MS;
var init_live = __esm({
  "src/cli/live.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_node_readline = require("node:readline");
    import_node_stream = require("node:stream");
    init_text();
    FRAMES = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
    FRAME_MS = 80;
    ERASE = "\r\x1B[2K";
    REDRAW_MS = 120;
  }
});

// others:src/attach/report.ts
var require_report = __commonJS({
  "others:src/attach/report.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/attach/report.ts"]();
  }
});

// others:src/system/deps.ts
var require_deps = __commonJS({
  "others:src/system/deps.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/system/deps.ts"]();
  }
});

// others:src/review/findings.ts
var require_findings = __commonJS({
  "others:src/review/findings.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/review/findings.ts"]();
  }
});

// src/review/sarif.ts
var sarif_exports = {};
__export(sarif_exports, {
  sarifOf: () => sarifOf
});
function result(finding) {
  const { severity, path: path12, check, start_line: startLine, end_line: endLine, quoted_line: text } = finding;
  const uri = path12.split("/").map(encodeURIComponent).join("/");
  const region = { startLine, endLine, ...text && { snippet: { text } } };
  return {
    ruleId: `review/${severity}`,
    ruleIndex: import_findings.SEVERITIES.indexOf(severity),
    level: LEVEL[severity],
    message: messageOf(finding),
    locations: [{ physicalLocation: { artifactLocation: { uri, uriBaseId: "%SRCROOT%" }, region } }],
    properties: { severity, check }
  };
}
function sarifOf(review2, failure) {
  const { findings = [], not_judged: rest = "" } = review2 ?? {};
  const note2 = (level, message) => ({ level, message });
  const nowhere = findings.filter((f) => f.check === "no_such_file");
  const notes = [
    ...nowhere.map((f) => note2("warning", { text: `${f.severity}: ${messageOf(f).text}` })),
    ...rest === "" ? [] : [note2("note", { text: `Not judged: ${rest}` })],
    ...failure === void 0 ? [] : [note2("error", { text: failure })]
  ];
  const run = {
    tool: { driver: { name: "codex-oauth", semanticVersion: import_deps.VERSION, rules } },
    invocations: [
      {
        executionSuccessful: review2 !== void 0 && failure === void 0,
        toolExecutionNotifications: notes
      }
    ],
    columnKind: "utf16CodeUnits",
    results: findings.filter((f) => !nowhere.includes(f)).map(result)
  };
  const schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
  return { version: "2.1.0", $schema: schema, runs: [run] };
}
var import_deps, import_findings, import_forms, LEVEL, rules, messageOf;
var init_sarif = __esm({
  "src/review/sarif.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_deps = __toESM(require_deps(), 1);
    import_findings = __toESM(require_findings(), 1);
    import_forms = __toESM(require_forms(), 1);
    LEVEL = { critical: "error", high: "error", medium: "warning", low: "note" };
    rules = import_findings.SEVERITIES.map((severity) => {
      const what = { text: `A ${severity} finding of a review by Codex` };
      const texts = { shortDescription: what, fullDescription: what, help: what };
      return { id: `review/${severity}`, ...texts, defaultConfiguration: { level: LEVEL[severity] } };
    });
    messageOf = (finding) => {
      const { title, what_goes_wrong: what, when, fix } = finding;
      const parts = [
        title + (0, import_forms.markOf)(finding),
        what !== title && what,
        when && `When: ${when}`,
        fix && `Fix: ${fix}`
      ];
      return { text: parts.filter(Boolean).join("\n\n") };
    };
  }
});

// src/cli/answer.ts
async function putOnScreen(session, input, dryRun2, { sarif = false, judged = (_) => EXIT.ok } = {}) {
  if (dryRun2) {
    const { digest: digest2, text } = await session.orAbort(session.app().preview(input, session.signal));
    session.show({ dry_run: true, digest: digest2, text }, session.foreign(text));
    return EXIT.ok;
  }
  const reviewing = (0, import_instructions.isReview)(input);
  const screen = openScreen(session, reviewing);
  let answer;
  try {
    const asking = (found) => screen.aside(() => {
      for (const one of found) session.note(`${session.err.yellow("!")} ${field((0, import_consent.nameOf)(one))}`);
      return confirm(session, import_consent.CONSENT);
    });
    const { signal } = session;
    const asks = session.canAsk && !session.json ? { confirm: asking } : {};
    const hooks = { signal, onText: screen.text, onProgress: screen.progress, ...asks };
    answer = await session.app().ask(input, hooks);
  } catch (error) {
    screen.close();
    throw error;
  }
  screen.close(answer.text);
  const document = answerDocument(answer, input.outputSchema !== void 0, reviewing);
  if (sarif) await showSarif(session, answer);
  else session.show(document, ...reviewing ? [session.foreign(answer.text)] : []);
  if (!session.json) await tellAbout(session, answer);
  const { cutShort, misfit } = answer;
  return cutShort === void 0 && misfit === void 0 ? judged(answer) : EXIT.failed;
}
function openScreen({ io, json, err, app, raw }, reviewing) {
  const { now } = app().deps;
  const started = now();
  let latest;
  let streamed = "";
  let tail = "\n";
  let closed = false;
  const spin = () => startSpinner(io.stderr, err, now, () => progressLine(latest, now() - started));
  let stopSpinner = spin();
  const silent = json || reviewing;
  const show = raw ? (piece) => piece : (0, import_visible2.visibleStream)();
  const write = (piece, last = false) => {
    const shown = show(piece, last);
    if (shown === "") return;
    io.stdout.write(shown);
    tail = shown.slice(-1);
  };
  return {
    progress: (progress) => {
      latest = progress;
    },
    /** Does something else on the terminal before the answer begins. */
    aside: (work) => {
      stopSpinner();
      return work().finally(() => stopSpinner = spin());
    },
    text: (piece) => {
      if (silent || closed) return;
      stopSpinner();
      streamed += piece;
      write(piece);
    },
    /** Ends the output; prints the part of the answer that was not streamed. */
    close: (whole = "") => {
      closed = true;
      stopSpinner();
      if (!silent) write(whole.startsWith(streamed) ? whole.slice(streamed.length) : "", true);
      if (tail !== "\n") io.stdout.write("\n");
    }
  };
}
async function tellAbout(session, answer) {
  const { err } = session;
  const { gathered } = answer;
  if (answer.cutShort !== void 0) {
    session.note(`${err.yellow("!")} The answer is incomplete; the part that arrived is above.`);
    session.note(renderError(answer.cutShort, err));
  }
  if (answer.misfit !== void 0) session.note(renderError(answer.misfit, err));
  const report = gathered ? (await Promise.resolve().then(() => __toESM(require_report(), 1))).renderReport(gathered, "terminal") : [];
  for (const line of report) session.note(err.dim(field(line)));
  for (const note2 of answer.notes) session.note(err.dim(`! ${field(note2)}`));
  session.note(err.dim(field((0, import_receipt.closingLine)(answer, "terminal"))));
}
async function showSarif(session, { review: review2, cutShort, notes = [] }) {
  const { sarifOf: sarifOf2 } = await Promise.resolve().then(() => (init_sarif(), sarif_exports));
  const failure = cutShort?.message ?? (review2 ? void 0 : notes[0]);
  session.show({}, { asIs: (0, import_visible2.visibleJson)(sarifOf2(review2, failure), 2) });
}
function progressLine(progress, elapsedMs) {
  if (!progress) return "starting";
  const parts = [progress.phase, progress.model, progress.effort, (0, import_time.humanSeconds)(elapsedMs / 1e3)];
  if (progress.length > 0) parts.push((0, import_wording.plural)(progress.length, "character"));
  else if (TELLING.has(progress.phase) && progress.thought !== "") parts.push(progress.thought);
  const known = parts.filter((p) => p !== void 0);
  return known.map(field).join(" · ");
}
function answerDocument(answer, schemaGiven, reviewing) {
  const { gathered, review: review2 } = answer;
  const wrong = answer.cutShort ?? answer.misfit;
  return {
    text: answer.text,
    ...reviewing ? (0, import_forms2.reviewDocument)(review2) : {},
    ...schemaGiven ? { output: answer.output ?? null } : {},
    ...(0, import_receipt.receiptOf)(answer),
    ...gathered ? { withheld: gathered.withheld, omitted: gathered.omitted } : {},
    problem: wrong === void 0 ? null : errorDocument(wrong).error
  };
}
var import_consent, import_receipt, import_forms2, import_instructions, import_time, import_visible2, import_wording, TELLING;
var init_answer = __esm({
  "src/cli/answer.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_consent = __toESM(require_consent(), 1);
    import_receipt = __toESM(require_receipt(), 1);
    import_forms2 = __toESM(require_forms(), 1);
    import_instructions = __toESM(require_instructions(), 1);
    import_time = __toESM(require_time(), 1);
    import_visible2 = __toESM(require_visible(), 1);
    import_wording = __toESM(require_wording(), 1);
    init_boundary();
    init_live();
    init_text();
    TELLING = /* @__PURE__ */ new Set(["thinking", "looking", "searching"]);
  }
});

// src/cli/commands/ask.ts
async function readSchemaFile(file2, cwd) {
  const name = file2.slice(0, 200);
  const fix = 'Give the path of a file with a JSON Schema that has "type": "object" at its top level.';
  const text = await (0, import_promises.readFile)(import_node_path.default.resolve(cwd, file2), "utf8").catch((error) => {
    const code = (0, import_errors4.errnoOf)(error) ?? "unknown";
    const why2 = code === "ENOENT" ? "The file does not exist." : `Reading it fails with ${code}.`;
    throw usageError(`--schema: ${name} cannot be read.`, why2, fix);
  });
  const schema = (0, import_json.parseJson)(text.replace(/^\uFEFF/, ""));
  if ((0, import_json.isObject)(schema)) return schema;
  const why = schema === void 0 ? "It is not valid JSON." : "It is JSON, but not an object.";
  throw usageError(`--schema: ${name} is not a JSON Schema.`, why, fix);
}
async function spilledFile(words2, files, cwd) {
  if (files === void 0) return void 0;
  for (const word2 of words2) {
    if (/\s/.test(word2) || files.includes(word2)) continue;
    const found = await (0, import_promises.stat)(import_node_path.default.resolve(cwd, word2)).catch(() => void 0);
    if (found?.isFile())
      return `${field(word2)} is part of the question and is not attached. To attach it, quote the glob or repeat --file.`;
  }
  return void 0;
}
async function pipedText(session) {
  const { stdin } = session.io;
  if (stdin.isTTY === true) return "";
  const timer = setTimeout(() => {
    session.note("Waiting for the end of stdin (if there is no input, add < /dev/null) …");
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
        `It has more than ${MAX_BYTES / 1024 / 1024} MB; no model accepts that much.`,
        "Pipe less: the part that matters, or a summary."
      );
  }
  return Buffer.concat(chunks).toString("utf8");
}
var import_promises, import_node_path, import_models, import_workspace, import_errors4, import_json, ASK_OPTIONS, ask, MAX_BYTES, SLOW_PIPE_MS;
var init_ask = __esm({
  "src/cli/commands/ask.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_promises = require("node:fs/promises");
    import_node_path = __toESM(require("node:path"), 1);
    import_models = __toESM(require_models(), 1);
    import_workspace = __toESM(require_workspace(), 1);
    import_errors4 = __toESM(require_errors(), 1);
    import_json = __toESM(require_json(), 1);
    init_answer();
    init_command();
    init_text();
    ASK_OPTIONS = {
      thread: { short: "t", value: "<id>", summary: "continue this thread; last: the latest of this folder" },
      all: { summary: "with --thread: allow a thread of any folder" },
      file: { short: "f", value: "<path|glob>", repeatable: true, summary: "attach a file, folder or glob" },
      diff: { short: "d", value: "<spec>", summary: "attach a diff: uncommitted, staged, a base ref, a..b" },
      image: { short: "i", value: "<path>", repeatable: true, summary: "attach a png, jpeg, webp or gif" },
      "web-search": { summary: "let it search the web" },
      look: { summary: "let it look around in this folder by itself, reading only" },
      "no-look": { excludes: "look", summary: "the opposite, where CODEX_OAUTH_LOOK is set" },
      schema: { value: "<file.json>", summary: "a JSON Schema that the answer must fit" },
      "dry-run": { summary: "show what would be sent, and send nothing" },
      approved: {
        value: "<digest>",
        summary: "send exactly what this dry run showed, or nothing"
      },
      model: { short: "m", value: "<slug>", summary: "which model answers (see `codex-oauth models`)" },
      effort: { short: "e", value: "<level>", summary: "how long to think: low, medium, high, xhigh, max" },
      account: { value: "<name>", summary: "ask with this account (see `codex-oauth accounts`)" },
      verbosity: { value: "<level>", oneOf: import_models.VERBOSITIES, summary: "how much it writes: low, medium, high" },
      system: { value: "<text>", summary: "instructions that replace the built-in ones" },
      temperature: {
        value: "<0–1>",
        number: { from: 0, to: 1 },
        summary: "kept for compatibility; not sent on a ChatGPT plan"
      }
    };
    ask = command({
      name: "ask",
      aliases: ["query"],
      summary: "ask a question; the answer streams to stdout",
      usage: '[options] "question"',
      about: [
        "The question comes from the arguments, a pipe, or both: then the piped text follows the arguments.",
        "The answer goes to stdout, everything else to stderr. An answer that was cut short, or does not fit its schema, is",
        "printed with exit code 1. Files, diffs and images are read only below this folder (or CLAUDE_PROJECT_DIR, if",
        "set). Possible secrets are withheld and listed; they are sent only if you ask with",
        "`--file allow-secret:path` and confirm on the terminal. Quote globs. A path may be a folder, `path:10-40` for some",
        "lines, or `!path` to leave out."
      ],
      options: ASK_OPTIONS,
      examples: [
        'codex-oauth ask "What does EPIPE mean?"',
        'codex-oauth ask --diff main --file "src/**/*.ts" "Is this change complete?"',
        'codex-oauth ask --thread last "And on Windows?"',
        'codex-oauth ask --effort high --json "…" < notes.md'
      ],
      mostWords: Infinity,
      read: (words2, options) => ({ ...options, words: words2 }),
      run: async (session, asked) => {
        const app = session.app();
        const { cwd, env } = app.deps;
        const {
          words: words2,
          file: files,
          image: images,
          system: systemPrompt,
          thread: threadId,
          schema,
          ...rest
        } = asked;
        const { "web-search": webSearch, "dry-run": dryRun2, "no-look": blind, all: anyProject, ...plain } = rest;
        const look2 = blind ? false : plain.look || app.settings.look || void 0;
        const outputSchema = schema === void 0 ? void 0 : await readSchemaFile(schema, cwd);
        const spilled = await spilledFile(words2, files, cwd);
        if (spilled !== void 0) session.note(session.err.yellow(`! ${spilled}`));
        const piped = await pipedText(session);
        const prompt = [words2.join(" ").trim(), piped.trim()].filter((part) => part !== "").join("\n\n");
        if (prompt === "")
          throw usageError(
            "The question is missing.",
            "Neither the arguments nor a pipe contain any text.",
            'Put it in quotes: `codex-oauth ask "What is a monad?"`.'
          );
        const roots = (0, import_workspace.resolveRoots)({ env, cwd });
        const named = { look: look2, systemPrompt, threadId, anyProject, files, images, webSearch, outputSchema };
        return putOnScreen(session, { ...plain, ...named, prompt, roots }, dryRun2);
      }
    });
    MAX_BYTES = 16 * 1024 * 1024;
    SLOW_PIPE_MS = 2e3;
  }
});

// src/cli/commands/clear.ts
function clearedDocument(cleared, settings2) {
  return {
    removed: cleared.removed,
    account_id: cleared.accountId ?? null,
    revocation: cleared.revocation,
    accounts: [...cleared.remaining ?? []],
    not_touched: {
      other_entries_in: settings2.loginPlace,
      codex_cli_login: settings2.codexCliFile,
      api_keys: true
    }
  };
}
function renderCleared(cleared, { loginPlace, codexCliFile }, paint) {
  const account = cleared.accountId === void 0 ? "" : ` (account ${field(cleared.accountId)})`;
  const ok2 = paint.green("✓");
  const out = `Signed out${account}: removed from this machine`;
  const done = {
    revoked: `${ok2} ${out} and revoked at OpenAI.`,
    nothing: `${ok2} ${out}. It had no token to revoke.`,
    failed: `${paint.yellow("!")} ${out}, but not revoked: OpenAI could not be reached.
  ${paint.cyan("→")} To revoke it yourself: ChatGPT → Settings → Security → Log out of all devices.`
  }[cleared.revocation];
  const said = !cleared.removed ? `${paint.yellow("–")} Not signed in: nothing to remove.` : cleared.external === true ? `${ok2} Forgot the login${account} of the embedding application; it was only in memory.` : done;
  const { remaining = [] } = cleared;
  const left = remaining.length === 0 ? "" : `  Still signed in: ${remaining.map(field).join(", ")} (\`codex-oauth accounts\`).
`;
  return `${said}
${left}  Not touched: other entries in ${field(loginPlace)}, the Codex CLI’s login (${field(codexCliFile)}), API keys.`;
}
var import_account2, import_wording2, clear;
var init_clear = __esm({
  "src/cli/commands/clear.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_account2 = __toESM(require_account(), 1);
    import_wording2 = __toESM(require_wording(), 1);
    init_boundary();
    init_command();
    init_live();
    init_text();
    clear = command({
      name: "clear",
      aliases: ["logout", "signout", "sign-out"],
      summary: "sign out: revoke the login and remove it from this machine",
      about: [
        "Removes only this program’s login: other entries of the file, the Codex CLI’s login and API keys stay unchanged.",
        "On a terminal it asks first; in a pipe and with --json it cannot ask and needs --yes."
      ],
      examples: ["codex-oauth clear", "codex-oauth clear --yes", "codex-oauth logout --account work"],
      options: {
        account: { value: "<name>", summary: "this account instead of the one in use; the others stay" },
        yes: { short: "y", summary: "do not ask; needed in a pipe and with --json" }
      },
      read: (_words, { yes, account }) => ({
        yes,
        account: account === void 0 ? void 0 : (0, import_account2.accountName)(account)
      }),
      run: async (session, { yes, account }) => {
        const app = session.app();
        if (account !== void 0) await app.accounts.find(account);
        if (!yes && (session.json || !session.canAsk))
          throw usageError(
            "`codex-oauth clear` needs --yes here.",
            session.json ? "--json cannot ask for confirmation." : "Without a terminal it cannot ask for confirmation.",
            "To revoke and remove the login, run `codex-oauth clear --yes`."
          );
        if (!yes) {
          const { source, problem, email, account_id } = await app.status();
          const known = account === void 0 ? [email, account_id].filter((t) => t !== null) : [`the account ${account}`];
          const question = `Sign out of ${known.map(field).join(", account ") || "the login"}?`;
          if ((account ?? source ?? problem) !== null && !await confirm(session, question)) return EXIT.failed;
        }
        const cleared = await (account === void 0 ? app.clear() : app.accounts.clear(account));
        const { running } = cleared;
        session.show(
          { ...clearedDocument(cleared, app.settings), running },
          renderCleared(cleared, app.settings, session.out),
          ...running === 0 ? [] : [
            `  ${(0, import_wording2.plural)(running, "question")} asked before ${running === 1 ? "goes" : "go"} on; \`codex-oauth jobs --all\` lists them, \`codex-oauth jobs stop <id>\` stops one.`
          ]
        );
        return EXIT.ok;
      }
    });
  }
});

// others:src/system/http.ts
var require_http = __commonJS({
  "others:src/system/http.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/system/http.ts"]();
  }
});

// others:src/attach/read.ts
var require_read = __commonJS({
  "others:src/attach/read.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./parts.js").modules["src/attach/read.ts"]();
  }
});

// src/cli/demo/subject.ts
function chooseSubject(asked, entry) {
  if (asked !== void 0) return { question: asked, file: void 0 };
  const root = import_node_path2.default.dirname(import_node_path2.default.dirname(entry));
  const name = ["src/oauth/authorization-code.ts", "README.md"].find(
    (candidate) => (0, import_node_fs2.existsSync)(import_node_path2.default.join(root, candidate))
  ) ?? import_node_path2.default.relative(root, entry);
  const lines = (0, import_read.splitLines)((0, import_node_fs2.readFileSync)(import_node_path2.default.join(root, name), "utf8")).length;
  return { question: `What is ${name} for?`, file: { root, name, lines } };
}
function simulatedAnswer({ file: file2 }, { prompt, model: model2, attachments }) {
  const [attached] = attachments;
  const lines = [
    `This is a simulated answer: ${model2} was named, no real model was asked.`,
    `
You asked: “${prompt.split("\n").at(-1)?.slice(0, 200) ?? ""}”
`
  ];
  if (file2 === void 0 || attached === void 0)
    lines.push("With a real account, Codex answers here. Every step on the way to this answer was real.");
  else {
    const arrived = attached.text.split("\n").flatMap((line) => {
      const found = NUMBERED.exec(line);
      return found ? [found[1] ?? found[2]] : [];
    });
    const names = arrived.filter((name) => name !== void 0).slice(0, 6);
    const parts = names.length === 0 ? "" : ` and these parts: ${names.join(", ")}`;
    lines.push(
      `${file2.name} arrived with ${arrived.length} lines${parts}.`,
      "With a real account, Codex would explain them here, word by word, as this text comes now."
    );
  }
  return lines.join("\n");
}
var import_node_fs2, import_node_path2, import_read, NUMBERED;
var init_subject = __esm({
  "src/cli/demo/subject.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_node_fs2 = require("node:fs");
    import_node_path2 = __toESM(require("node:path"), 1);
    import_read = __toESM(require_read(), 1);
    NUMBERED = /^\d+(?:\t(?:export (?:async )?(?:function|const|class|interface|type) (\w+)|#{1,2} (.+))?|$)/;
  }
});

// src/cli/demo/stage.ts
function fault(step, why) {
  return new import_errors5.AppError({
    kind: "local",
    code: "demo.failed",
    what: `The demo failed at: ${step}.`,
    why,
    fix: "If the message says how to fix it, do that and run the demo again; otherwise please report it with this text."
  });
}
async function openStage({ io, signal }, subject, ends) {
  const home2 = await (0, import_promises2.mkdtemp)(import_node_path3.default.join((0, import_node_os.tmpdir)(), "codex-oauth-demo-"));
  ends.unshift(() => (0, import_promises2.rm)(home2, { recursive: true, force: true }));
  const simulator = await (0, import_simulator.startSimulator)({
    approve: "auto",
    deltaDelayMs: DELTA_MS,
    answer: (question) => simulatedAnswer(subject, question)
  });
  ends.unshift(() => simulator.close());
  const config = import_node_path3.default.join(home2, "config");
  const env = {
    HOME: home2,
    USERPROFILE: home2,
    CLAUDE_CONFIG_DIR: config,
    CLAUDE_PROJECT_DIR: subject.file?.root ?? home2,
    CODEX_HOME: import_node_path3.default.join(home2, "codex-home"),
    CODEX_OAUTH_ISSUER: simulator.issuer,
    CODEX_OAUTH_BASE_URL: simulator.backendUrl,
    OPENAI_BASE_URL: simulator.apiUrl,
    BROWSER: "none"
  };
  const client = new import_client.Client(
    { name: "codex-oauth-demo", version: import_deps2.VERSION },
    { capabilities: { elicitation: { url: {} } } }
  );
  const noise = [];
  client.onerror = (error) => noise.push(error.message);
  const address = new Promise((resolve2) => {
    client.setRequestHandler(import_types.ElicitRequestSchema, ({ params }) => {
      if (params.mode !== "url") return { action: "decline" };
      resolve2(params.url);
      return { action: "accept" };
    });
  });
  const started = Date.now();
  ends.unshift(() => client.close());
  const { execPath: command2, entry } = io;
  const transport = new import_stdio.StdioClientTransport({ command: command2, args: [entry], env, stderr: "ignore" });
  await client.connect(transport, { signal, timeout: START_TIMEOUT_MS }).catch((error) => {
    if (signal.aborted) throw error;
    const why = error instanceof Error ? error.message : "unknown";
    throw fault("server", `${entry} did not start as an MCP server: ${why}.`);
  });
  const call = async (name, args = {}, onProgress = () => {
  }) => {
    const progress = [];
    const result2 = await client.callTool({ name, arguments: { ...args } }, void 0, {
      signal,
      timeout: CALL_TIMEOUT_MS,
      resetTimeoutOnProgress: true,
      onprogress: ({ message = "" }) => {
        progress.push(message);
        onProgress(message);
      }
    });
    const text = result2.content.map((block) => block.type === "text" ? block.text : "").join("\n");
    if (result2.isError === true) throw fault(name, text);
    return { text, structured: result2.structuredContent ?? {}, meta: result2._meta ?? {}, progress };
  };
  const authFile = import_node_path3.default.join(config, "auth.json");
  return { simulator, client, authFile, address, noise, call, startedInMs: Date.now() - started };
}
var import_promises2, import_node_os, import_node_path3, import_client, import_stdio, import_types, import_simulator, import_errors5, import_deps2, DELTA_MS, CALL_TIMEOUT_MS, START_TIMEOUT_MS;
var init_stage = __esm({
  "src/cli/demo/stage.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_promises2 = require("node:fs/promises");
    import_node_os = require("node:os");
    import_node_path3 = __toESM(require("node:path"), 1);
    import_client = require("./mcp-client.js");
    import_stdio = require("./mcp-client.js");
    import_types = require("./mcp-client.js");
    import_simulator = require("./simulator.js");
    import_errors5 = __toESM(require_errors(), 1);
    import_deps2 = __toESM(require_deps(), 1);
    init_subject();
    DELTA_MS = 30;
    CALL_TIMEOUT_MS = 6e4;
    START_TIMEOUT_MS = 1e4;
  }
});

// src/cli/demo/demo.ts
var demo_exports = {};
__export(demo_exports, {
  demo: () => demo
});
async function demo(session, question) {
  const { io, signal, out } = session;
  const played = [];
  const say3 = (text) => session.show(void 0, text);
  const aside = (text) => say3(`               ${out.dim(field(text))}`);
  const done = (step, detail) => {
    played.push({ step, detail });
    say3(`${out.green("✓")} ${out.bold(step.padEnd(12))} ${field(detail)}`);
  };
  const subject = chooseSubject(question, io.entry);
  const real = subject.file === void 0 ? REAL : [...REAL, REAL_FILE];
  say3(out.bold("codex-oauth demo: sign in, ask, sign out, against a simulated OpenAI on this machine\n"));
  const ends = [];
  try {
    const play = { ...await openStage(session, subject, ends), subject, signal, say: say3, aside, done };
    introduce(play, io.entry);
    const steps = [listTools, signIn, checkTokenFile, listModels, ask2, checkStatus, signOut, endServer];
    for (const step of steps) await step(play);
  } finally {
    for (const end of ends) await end().catch(() => {
    });
  }
  const document = { ok: true, question: subject.question, steps: played, real, simulated: SIMULATED };
  session.show(document, conclusion(session, real));
}
function conclusion({ io, out }, real) {
  const file2 = shortPath(io.entry);
  const command2 = `node ${/\s/.test(file2) ? JSON.stringify(file2) : file2}`;
  return [
    `
${out.bold("Real:")}`,
    ...real.map((item) => `  · ${item}`),
    out.bold("Simulated:"),
    ...SIMULATED.map((item) => `  · ${item}`),
    `
${out.bold("With your own account:")}`,
    `  ${out.cyan(`${command2} login`)}
  ${out.cyan(`${command2} ask "What is a monad?"`)}`
  ].join("\n");
}
function shortPath(file2) {
  const relative = import_node_path4.default.relative(".", file2);
  return relative.startsWith("..") ? file2 : relative;
}
function ensure(holds, step, why) {
  if (!holds) throw fault(step, why);
}
function introduce({ simulator, client, startedInMs, done }, entry) {
  done("simulator", `listens at ${simulator.url}`);
  const { name, version } = client.getServerVersion() ?? { name: "unknown", version: "" };
  done("server", `${name} ${version} from ${shortPath(entry)}, ready after ${startedInMs} ms`);
}
async function listTools({ client, done, signal }) {
  const { tools } = await client.listTools({}, { signal });
  const names = tools.map((t) => t.name).sort();
  const listed = names.join(", ");
  ensure(listed === TOOLS.join(", "), "tools", `It lists ${listed}.`);
  done("tools", listed);
}
async function signIn({ simulator, call, address: asksFor, aside, done, signal }) {
  const step = "sign-in";
  const login2 = call("codex_login", { method: "browser", timeout_seconds: 60 });
  const failed = login2.then(({ text: text2 }) => {
    throw fault(step, `It ended before it asked to open an address: ${text2}`);
  });
  const address = new URL(await Promise.race([asksFor, failed]));
  failed.catch(() => {
  });
  ensure(address.origin === new URL(simulator.issuer).origin, step, `It leads to ${address.host}.`);
  aside(`server   asks to open ${address.origin}${address.pathname}?…`);
  const fetchLocal = (0, import_http.createFetch)({});
  const open = async (url) => {
    const response = await fetchLocal(url, { redirect: "manual", signal });
    aside(`browser  GET ${url.origin}${url.pathname}  ${response.status}`);
    return response;
  };
  const approved2 = await open(address);
  const callback = new URL(approved2.headers.get("location") ?? "/nowhere", address);
  const expected = callback.hostname === "127.0.0.1" && callback.pathname === "/auth/callback";
  ensure(expected, step, `The browser was sent to ${callback.host}${callback.pathname}.`);
  const page = await open(callback);
  ensure(page.status === 200, step, `The callback answered with status ${page.status}.`);
  ensure((await page.text()).includes("You are signed in"), step, "The callback did not show success.");
  const { text, progress } = await login2;
  const told = progress.some((message) => message.includes(address.href));
  ensure(told, step, "The address is not in the progress messages.");
  const exchanges = simulator.requests("POST", "/oauth/token").length;
  ensure(exchanges === 1, step, `The code was exchanged ${exchanges} times.`);
  const asked = address.searchParams;
  const guarded = asked.get("code_challenge_method") === "S256" && (asked.get("state") ?? "").length >= 43;
  ensure(guarded, step, "PKCE or state is missing in the address.");
  done(step, text);
}
async function checkTokenFile({ authFile, done }) {
  const { mode } = await (0, import_promises3.stat)(authFile);
  const permissions = (mode & 511).toString(8).padStart(4, "0");
  ensure(permissions === "0600" || permissions === "0666", "token file", `Its mode is ${permissions}.`);
  const entry = (0, import_json2.member)((0, import_json2.parseJson)(await (0, import_promises3.readFile)(authFile, "utf8")), "codex");
  ensure(typeof (0, import_json2.member)(entry, "refresh_token") === "string", "token file", "It contains no login.");
  done("token file", `auth.json, mode ${permissions}, in a temporary folder`);
}
async function listModels({ call, done }) {
  const { models: models2, source, default: preferred } = (await call("codex_models")).structured;
  ensure(Array.isArray(models2) && models2.length > 0, "models", "The list is empty.");
  ensure(source === "live", "models", `The list is not live but ${String(source)}.`);
  done("models", `${models2.join(", ")}; default ${String(preferred)}`);
}
async function ask2({ call, subject, say: say3, aside, done }) {
  const { question, file: file2 } = subject;
  const step = "question";
  aside(`asks: ${question}${file2 === void 0 ? "" : ` (names ${file2.name}, the server reads it)`}`);
  const started = Date.now();
  const args = { prompt: question, ...file2 === void 0 ? {} : { files: [file2.name] } };
  const { text, meta, progress } = await call("codex_query", args, (message) => aside(`… ${message}`));
  ensure(text.includes("simulated answer"), step, "The answer is not the simulator’s.");
  if (file2 !== void 0) {
    const whole = text.includes(`${file2.name} arrived with ${file2.lines} lines`);
    ensure(whole, step, "The file did not arrive whole.");
    ensure(text.includes("\nattached: 1 file "), step, "The result does not say what was attached.");
  }
  ensure(progress.length >= 2, step, "There was no progress while the answer came.");
  const receipt = meta["codex-oauth/receipt"];
  ensure((0, import_json2.member)(receipt, "partial") === false, step, "The answer is marked as partial.");
  const named = text.includes(`thread_id: ${String((0, import_json2.member)(receipt, "thread_id"))}`);
  ensure(named, step, "The answer names no thread to continue.");
  const seconds = ((Date.now() - started) / 1e3).toFixed(1);
  done(step, `answered in ${seconds} s, with ${progress.length} progress messages on the way`);
  say3(`
${(0, import_visible3.visible)(text).trimEnd().replaceAll(/^/gm, "    │ ")}
`);
}
async function checkStatus({ call, done }) {
  const { status: status2, plan, email, account_id } = (await call("codex_status")).structured;
  ensure(status2 === "authenticated", "status", `It says ${String(status2)}.`);
  ensure(email !== "dev@example.com", "status", "It shows the whole e-mail address.");
  done("status", [status2, `${String(plan)} plan`, email, `account ${String(account_id)}`].join(" · "));
}
async function signOut({ simulator, call, authFile, done }) {
  await call("codex_clear");
  const revoked = simulator.requests("POST", "/oauth/revoke").some((entry) => entry.status === 200) && simulator.state.families.every((family) => family.revoked);
  ensure(revoked, "sign-out", "The login was not revoked at the simulator.");
  const { status: status2 } = (await call("codex_status")).structured;
  ensure(status2 === "not_authenticated", "sign-out", `Afterwards the status is ${String(status2)}.`);
  const left = await (0, import_promises3.readFile)(authFile, "utf8").catch(() => "{}");
  ensure((0, import_json2.member)((0, import_json2.parseJson)(left), "codex") === void 0, "sign-out", "The login is still in auth.json.");
  done("sign-out", "revoked at the server, removed from auth.json; status: not_authenticated");
}
async function endServer({ client, noise: [noise], done }) {
  ensure(noise === void 0, "protocol", `The server wrote something that is not JSON-RPC: ${noise ?? ""}`);
  const started = Date.now();
  await client.close();
  const took = Date.now() - started;
  ensure(took < 1500, "end", `The server was still there ${took} ms after its stdin had closed.`);
  done("end", `stdin closed, server gone after ${took} ms; nothing but JSON-RPC on its stdout`);
}
var import_promises3, import_node_path4, import_http, import_json2, import_visible3, REAL, REAL_FILE, SIMULATED, TOOLS;
var init_demo = __esm({
  "src/cli/demo/demo.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_promises3 = require("node:fs/promises");
    import_node_path4 = __toESM(require("node:path"), 1);
    import_http = __toESM(require_http(), 1);
    import_json2 = __toESM(require_json(), 1);
    import_visible3 = __toESM(require_visible(), 1);
    init_text();
    init_stage();
    init_subject();
    REAL = [
      "the shipped bundle, started the way a coding assistant starts it",
      "MCP over stdio: handshake, tools, progress messages, elicitation",
      "OAuth with PKCE and state, and the callback on 127.0.0.1",
      "the token file and its mode, the live list of models, streaming, revocation"
    ];
    REAL_FILE = "the file: named by its path, read by the server and searched for secrets before it is sent";
    SIMULATED = [
      "OpenAI: its sign-in page, its tokens, its models and the text of the answer",
      "the browser: plain requests that follow the redirects"
    ];
    TOOLS = ["codex_clear", "codex_login", "codex_models", "codex_query", "codex_status"];
  }
});

// src/cli/commands/demo.ts
var demo2;
var init_demo2 = __esm({
  "src/cli/commands/demo.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    init_command();
    demo2 = command({
      name: "demo",
      summary: "watch every step from sign-in to answer with a simulated OpenAI",
      usage: '[options] ["question"]',
      about: [
        "Starts the simulator and this program as an MCP server, and plays the client, the browser and the user.",
        "No account is needed, nothing leaves this machine, and your own login is not touched."
      ],
      options: {},
      examples: ["codex-oauth demo", 'codex-oauth demo "What is a monad?"'],
      mostWords: Infinity,
      read: (words2) => ({ question: words2.join(" ").trim() || void 0 }),
      // Loaded only on demand: the simulator and an MCP client are not part of the program.
      run: async (session, { question }) => (await Promise.resolve().then(() => (init_demo(), demo_exports))).demo(session, question)
    });
  }
});

// others:src/app.ts
var require_app = __commonJS({
  "others:src/app.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./question.js").modules["src/app.ts"]();
  }
});

// others:src/login/record.ts
var require_record = __commonJS({
  "others:src/login/record.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/login/record.ts"]();
  }
});

// others:src/login/folder.ts
var require_folder = __commonJS({
  "others:src/login/folder.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./question.js").modules["src/login/folder.ts"]();
  }
});

// others:src/login/storage.ts
var require_storage = __commonJS({
  "others:src/login/storage.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./question.js").modules["src/login/storage.ts"]();
  }
});

// others:src/login/tokens.ts
var require_tokens = __commonJS({
  "others:src/login/tokens.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./question.js").modules["src/login/tokens.ts"]();
  }
});

// others:src/settings-project.ts
var require_settings_project = __commonJS({
  "others:src/settings-project.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./question.js").modules["src/settings-project.ts"]();
  }
});

// others:src/system/files.ts
var require_files = __commonJS({
  "others:src/system/files.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/system/files.ts"]();
  }
});

// src/doctor/finding.ts
function make(state, id, what, why, fix) {
  const said = (text) => text === void 0 ? null : (0, import_wording3.inWords)(text, "terminal");
  return { id, state, what: (0, import_wording3.inWords)(what, "terminal"), why: said(why), fix: said(fix) };
}
var import_wording3, ok, note, warn, fail, failedWith;
var init_finding = __esm({
  "src/doctor/finding.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_wording3 = __toESM(require_wording(), 1);
    ok = (id, what) => make("ok", id, what);
    note = (id, what, why, fix) => make("note", id, what, why, fix);
    warn = (id, what, why, fix) => make("warn", id, what, why, fix);
    fail = (id, what, why, fix) => make("fail", id, what, why, fix);
    failedWith = (id, { what, why, fix }) => fail(id, what, why, fix);
  }
});

// src/doctor/files.ts
async function gatherFiles(settings2, d) {
  const storage = (0, import_storage.openStorage)(settings2, { ...d, allowed: () => (0, import_settings_project.projectSettings)(d).refuse() });
  const { authFile, loginPlace } = settings2;
  const folder = import_node_path5.default.dirname(authFile);
  const [at, folderAt] = [await look((0, import_promises4.lstat)(authFile)), await look((0, import_promises4.stat)(folder))];
  const existing = await nearest2(folder);
  return {
    authFile,
    loginPlace,
    folder,
    at,
    folderAt,
    exposed: await (0, import_folder.exposedFolder)(authFile, d),
    store: await (0, import_tokens.describeStore)(storage, d),
    /** True if the folder, or the nearest existing one, is not writable. */
    refused: await (0, import_promises4.access)(import_node_path5.default.join(existing, "."), import_node_fs3.constants.W_OK | import_node_fs3.constants.X_OK).then(
      () => void 0,
      (error) => (0, import_files.fileError)(error, existing, "written")
    ),
    freeBytes: await (0, import_promises4.statfs)(existing).then(
      ({ bavail, bsize }) => bavail * bsize,
      () => void 0
    ),
    now: d.now(),
    platform: d.platform,
    uid: d.uid
  };
}
function look(stats) {
  return stats.then(
    ({ mode, uid, mtimeMs }) => ({ mode, uid, mtimeMs }),
    () => void 0
  );
}
async function nearest2(folder) {
  const up = import_node_path5.default.dirname(folder);
  return up === folder || await look((0, import_promises4.lstat)(folder)) ? folder : nearest2(up);
}
function judgeFiles(facts) {
  return [
    checkAuthFile(facts),
    checkPermissions(facts),
    checkFolder(facts),
    checkLock(facts),
    checkJournal(facts),
    checkDisk(facts)
  ].filter((f) => f !== void 0);
}
function checkAuthFile({ loginPlace: at, store: { state } }) {
  switch (state.kind) {
    case "broken":
      return failedWith("auth_file", state.error);
    case "absent":
      return note("auth_file", `There is no login in ${at}.`);
    case "no-login":
      return note("auth_file", `${at} is valid but has no codex login.`);
    case "login":
      return ok("auth_file", `${at} is readable and contains a login.`);
  }
}
function checkPermissions({ at, authFile, platform }) {
  if (!at || (at.mode & import_node_fs3.constants.S_IFMT) !== import_node_fs3.constants.S_IFREG || platform === "win32") return void 0;
  if ((at.mode & 63) === 0) return ok("permissions", "Only you can read the login file.");
  return warn(
    "permissions",
    `Others could read ${authFile} (mode 0${(at.mode & 511).toString(8)}).`,
    "It is now 0600, if the disk stores permissions. A Windows disk under WSL does not.",
    "If other people use this machine, sign out and in again (`codex-oauth clear`, then `codex-oauth login`), with CODEX_OAUTH_AUTH_FILE in your Linux home folder under WSL."
  );
}
function checkFolder({ folder, folderAt: at, exposed, refused: refused2, platform }) {
  if (refused2) return failedWith("folder", refused2);
  if (!at) return note("folder", `The folder ${folder} does not exist yet; the first login creates it.`);
  const group = platform !== "win32" && (at.mode & 16) !== 0;
  const open = exposed ?? (group ? (0, import_folder.exposure)(folder, "Others in your group") : void 0);
  return open ? warn("folder", open.what, open.why, open.fix) : ok("folder", `The folder ${folder} is writable.`);
}
function checkLock({ store: { holder }, now }) {
  if (holder?.verdict !== "alive") return ok("lock", "No process is renewing the login.");
  const who = holder.pid === void 0 ? "Another process" : `The process with pid ${holder.pid}`;
  const since = holder.since === void 0 ? "" : `, for ${(0, import_time2.humanSeconds)((now - holder.since) / 1e3)}`;
  const what = `${who} is renewing the login${since}.`;
  return note("lock", what, "Other processes wait for it for a few seconds.");
}
function checkJournal({ store: { holder, journal }, loginPlace: at, now }) {
  const ask3 = 'Ask something (`codex-oauth ask "hello"`)';
  if (journal?.says === "answer") {
    const what2 = `A renewed login is in ${at}.journal, but not yet in ${at}.`;
    return note("journal", what2, void 0, `${ask3}: that saves it there.`);
  }
  if (journal?.says !== "nothing" || holder?.verdict === "alive")
    return ok("journal", "No renewal was interrupted.");
  const what = `A renewal of the login was interrupted ${(0, import_time2.humanSeconds)((now - journal.startedAt) / 1e3)} ago.`;
  const why = "The process that started it got no answer.";
  return note("journal", what, why, `${ask3}. If the login is then refused: \`codex-oauth login\`.`);
}
function checkDisk({ freeBytes, folder }) {
  if (freeBytes === void 0) return void 0;
  if (freeBytes >= SCARCE_BYTES) return ok("disk", "The disk has enough space.");
  const why = `The folder ${folder} has ${Math.floor(freeBytes / 1024 / 1024)} MB left.`;
  return freeBytes < NONE_BYTES ? fail("disk", "The disk is full.", `${why} A renewed login could not be saved.`, "Free some space.") : warn("disk", "The disk is nearly full.", why, "Free some space.");
}
var import_node_fs3, import_promises4, import_node_path5, import_folder, import_storage, import_tokens, import_settings_project, import_files, import_time2, SCARCE_BYTES, NONE_BYTES;
var init_files = __esm({
  "src/doctor/files.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_node_fs3 = require("node:fs");
    import_promises4 = require("node:fs/promises");
    import_node_path5 = __toESM(require("node:path"), 1);
    import_folder = __toESM(require_folder(), 1);
    import_storage = __toESM(require_storage(), 1);
    import_tokens = __toESM(require_tokens(), 1);
    import_settings_project = __toESM(require_settings_project(), 1);
    import_files = __toESM(require_files(), 1);
    import_time2 = __toESM(require_time(), 1);
    init_finding();
    SCARCE_BYTES = 50 * 1024 * 1024;
    NONE_BYTES = 64 * 1024;
  }
});

// others:src/login/sources/codex-cli.ts
var require_codex_cli = __commonJS({
  "others:src/login/sources/codex-cli.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./question.js").modules["src/login/sources/codex-cli.ts"]();
  }
});

// src/doctor/login.ts
async function gatherLogin({ env }, { codexCliFile }, status2) {
  const keys = KEYS.filter((name) => env[name]?.trim());
  const elsewhere = await (0, import_codex_cli.cliKeyring)(codexCliFile);
  return { status: status2, keys, codexCliFile, codexCliThere: !elsewhere && (0, import_node_fs4.existsSync)(codexCliFile), elsewhere };
}
function judgeLogin(facts) {
  return [checkLogin(facts), checkSources(facts)];
}
function checkLogin({ status: status2 }) {
  const { authenticated, problem, email, plan, source } = status2;
  const why = problem ?? void 0;
  const fix = status2.fix ?? import_wording4.say`Sign in with ${import_wording4.its.login}.`;
  if (authenticated) {
    const who = [email, plan && `${plan} plan`].filter(Boolean).join(", ");
    const from = source ? `, source ${source}` : "";
    if (problem !== null)
      return warn("login", `The login${who && ` of ${who}`}${from} has a problem.`, why, fix);
    return ok("login", `You are signed in${who && ` as ${who}`}${from}.`);
  }
  return status2.status === "not_authenticated" && problem === null ? note("login", "You are not signed in.", void 0, fix) : fail("login", "The login does not work.", why, fix);
}
function checkSources({ status: status2, keys, codexCliFile, codexCliThere, elsewhere }) {
  const others2 = keys.map((name) => `${name} in the environment`);
  if (codexCliThere && status2.source !== "codex-cli")
    others2.unshift(`the Codex CLI’s login (${codexCliFile})`);
  if (others2.length === 0)
    return elsewhere === void 0 ? ok("sources", "No other login and no API key is set.") : note("sources", "No other login that can be used here, and no API key is set.", elsewhere);
  const why = status2.source === "api-key" ? "An API key pays for every question, because there is no login." : status2.authenticated ? "They are used only if that login does not exist, never because it has expired or is used up." : "They are used only if there is no login.";
  return note("sources", `Also found: ${others2.join(", ")}.`, elsewhere ? `${why} ${elsewhere}` : why);
}
var import_node_fs4, import_codex_cli, import_wording4, KEYS;
var init_login = __esm({
  "src/doctor/login.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_node_fs4 = require("node:fs");
    import_codex_cli = __toESM(require_codex_cli(), 1);
    import_wording4 = __toESM(require_wording(), 1);
    init_finding();
    KEYS = ["CODEX_ACCESS_TOKEN", "CODEX_API_KEY", "OPENAI_API_KEY"];
  }
});

// src/doctor/machine.ts
function gatherMachine({ env, platform, osRelease, nodeVersion, now }) {
  const container = (0, import_node_fs5.existsSync)("/.dockerenv") || (0, import_node_fs5.existsSync)("/run/.containerenv") || env["container"];
  return {
    now: now(),
    container: platform === "linux" && Boolean(container),
    programs: `codex-oauth ${import_deps3.VERSION} on ${platform} (${osRelease}), Node ${nodeVersion}`
  };
}
function judgeMachine(m, files) {
  const why = "The login is lost with the container unless its folder is on a volume.";
  const fix = "Put the folder of the login on a volume, or set CODEX_OAUTH_AUTH_FILE to a file on one.";
  const passing = note("place", "This is a container.", why, fix);
  return [
    checkClock(m, files),
    ...m.container && files.loginPlace === files.authFile ? [passing] : [],
    ok("version", `This is ${m.programs}.`)
  ];
}
function checkClock({ now }, { at, folderAt }) {
  const clock = `Clock: ${new Date(now).toISOString().slice(0, 16).replace("T", " ")} UTC`;
  const fix = "Set the time of this machine; `codex-oauth doctor --online` measures the difference.";
  if (now < EPOCH)
    return fail(
      "clock",
      `${clock}, which is impossible.`,
      "Certificates and tokens seem not valid yet.",
      fix
    );
  if (Math.max(at?.mtimeMs ?? 0, folderAt?.mtimeMs ?? 0) > now + CLOCK_SLACK_MS)
    return warn(
      "clock",
      `${clock}, but the login file is newer.`,
      "The clock is wrong or was set back.",
      fix
    );
  return ok("clock", `${clock} (not compared with the server; use --online).`);
}
var import_node_fs5, import_deps3, EPOCH, CLOCK_SLACK_MS;
var init_machine = __esm({
  "src/doctor/machine.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_node_fs5 = require("node:fs");
    import_deps3 = __toESM(require_deps(), 1);
    init_finding();
    EPOCH = Date.UTC(2025, 5, 1);
    CLOCK_SLACK_MS = 12e4;
  }
});

// others:src/system/port-holder.ts
var require_port_holder = __commonJS({
  "others:src/system/port-holder.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./parts.js").modules["src/system/port-holder.ts"]();
  }
});

// others:src/system/proxy.ts
var require_proxy = __commonJS({
  "others:src/system/proxy.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/system/proxy.ts"]();
  }
});

// src/doctor/network.ts
async function gatherNetwork({ env, platform }, settings2) {
  const { issuer, baseUrl } = (0, import_record.homeOf)(settings2);
  const caFile = env["NODE_EXTRA_CA_CERTS"]?.trim();
  return {
    proxyIsSet: (0, import_proxy.proxyVariables)(env).length > 0,
    /** The route to each server; names and hosts only, because a proxy's URL may contain a password. */
    routes: [.../* @__PURE__ */ new Set([issuer, baseUrl])].map((url) => routeTo(new URL(url), env)),
    ca: caFile ? { path: caFile, unusable: await whyUnusable(caFile) } : void 0,
    otherCa: OTHER_CA.filter((name) => env[name]?.trim()),
    tlsOff: env["NODE_TLS_REJECT_UNAUTHORIZED"] === "0",
    ports: await Promise.all(settings2.ports.map((port) => lookAtPort(port, platform)))
  };
}
function routeTo(url, env) {
  try {
    const proxy = (0, import_proxy.proxyFor)(url, env);
    const unless = (0, import_proxy.noProxy)(env) ? ", unless NO_PROXY names it" : "";
    return proxy ? `${url.host} through ${proxy.host} (${proxy.name})${unless}` : `${url.host} directly`;
  } catch (error) {
    if (error instanceof import_errors6.AppError) return error;
    throw error;
  }
}
async function whyUnusable(certificates) {
  try {
    const pem = (await (0, import_promises5.readFile)(certificates, "utf8")).includes("-----BEGIN CERTIFICATE-----");
    return pem ? void 0 : "contains no certificate in PEM form";
  } catch (error) {
    return `cannot be read (${(0, import_errors6.errnoOf)(error) ?? "unknown"})`;
  }
}
async function lookAtPort(port, platform) {
  const server = (0, import_node_net.createServer)();
  const code = await new Promise((resolve2) => {
    server.once("error", (error) => resolve2((0, import_errors6.errnoOf)(error) ?? "unknown"));
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => server.close(() => resolve2(void 0)));
  });
  if (code === void 0) return { port, state: "free" };
  if (code !== "EADDRINUSE") return { port, state: "reserved" };
  return { port, state: "busy", holder: (await (0, import_port_holder.portHolder)(port, platform))?.text };
}
function judgeNetwork(facts) {
  return [checkProxy(facts), ...facts.tlsOff ? [TLS_OFF] : [], checkCa(facts), ...checkPorts(facts)];
}
function checkProxy({ proxyIsSet, routes }) {
  const refused2 = routes.find((route) => route instanceof import_errors6.AppError);
  if (refused2) return failedWith("proxy", refused2);
  return proxyIsSet ? note("proxy", `A proxy is set: ${routes.join(", ")}.`) : ok("proxy", "No proxy is set; connections are direct.");
}
function checkCa({ ca, otherCa }) {
  if (ca?.unusable !== void 0)
    return fail(
      "ca",
      `NODE_EXTRA_CA_CERTS names ${ca.path}, which ${ca.unusable}.`,
      "Node ignores it.",
      "Set it to a PEM file, then restart the host: Node reads it when a process starts."
    );
  if (ca) return ok("ca", `The certificates in ${ca.path} (NODE_EXTRA_CA_CERTS) are trusted too.`);
  if (otherCa.length === 0) return ok("ca", "Only Node’s own certificates are trusted.");
  return note(
    "ca",
    `Node does not read ${otherCa.join(" and ")}.`,
    "If your network inspects TLS, requests from here fail.",
    "Set NODE_EXTRA_CA_CERTS to the same file."
  );
}
function checkPorts({ ports }) {
  const all = ports.every((p) => p.state !== "free");
  return ports.map(({ port, state, holder }) => {
    const id = `port.${port}`;
    if (state === "free") return ok(id, `Port ${port} is free (used for the sign-in callback).`);
    const what = state === "reserved" ? `Port ${port} cannot be used on this machine: the system reserves it.` : `Port ${port} is in use${holder === void 0 ? "" : ` by ${holder}`}.`;
    return all ? warn(
      id,
      what,
      "A sign-in with the browser cannot listen for its callback.",
      "End that program, or sign in with a code instead: `codex-oauth login --no-browser`."
    ) : note(id, what, "A sign-in uses the other registered port.");
  });
}
var import_promises5, import_node_net, import_record, import_errors6, import_port_holder, import_proxy, OTHER_CA, TLS_OFF;
var init_network = __esm({
  "src/doctor/network.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_promises5 = require("node:fs/promises");
    import_node_net = require("node:net");
    import_record = __toESM(require_record(), 1);
    import_errors6 = __toESM(require_errors(), 1);
    import_port_holder = __toESM(require_port_holder(), 1);
    import_proxy = __toESM(require_proxy(), 1);
    init_finding();
    OTHER_CA = ["CODEX_CA_CERTIFICATE", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"];
    TLS_OFF = warn(
      "tls",
      "NODE_TLS_REJECT_UNAUTHORIZED=0 turns off all certificate checks.",
      "Anyone between here and the server can read the login and the questions.",
      "Unset it, and set NODE_EXTRA_CA_CERTS to your network’s CA file instead."
    );
  }
});

// src/doctor/probe.ts
async function probe(origin, d, signal) {
  const { host } = new URL(origin);
  const started = d.now();
  try {
    const response = await d.fetch(`${origin}/`, {
      redirect: "manual",
      headers: { accept: "*/*" },
      signal: (0, import_time3.anySignal)(AbortSignal.timeout(TIMEOUT_MS), signal)
    });
    const answered = d.now();
    await response.body?.cancel();
    const date = Date.parse(response.headers.get("date") ?? "");
    const skew = Number.isFinite(date) ? Math.round((date - (started + answered) / 2) / 1e3) : void 0;
    return { host, outcome: { status: response.status, ms: answered - started, skew } };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof import_errors7.AppError)) throw error;
    return { host, outcome: error };
  }
}
function judgeProbe({ host, outcome }) {
  const id = `online.${host}`;
  if (outcome instanceof import_errors7.AppError) return failedWith(id, outcome);
  const { status: status2, ms } = outcome;
  if (status2 === 511 || status2 === 407)
    return fail(
      id,
      `The network or a proxy answered instead of ${host} (${status2}).`,
      void 0,
      "Sign in to the network or the proxy first."
    );
  const what = `${host} answers after ${Math.round(ms)} ms (HTTP ${status2}).`;
  return ms < SLOW_MS ? ok(id, what) : note(id, what, "That is slow.");
}
function judgeSkew(probes) {
  const [skew] = probes.flatMap(({ outcome }) => outcome instanceof import_errors7.AppError ? [] : [outcome.skew]).filter((s) => s !== void 0).sort((a, b) => Math.abs(a) - Math.abs(b));
  if (skew === void 0) return [];
  const id = "online.clock";
  if (Math.abs(skew) < SKEW_NOTED) return [ok(id, "The clock agrees with the servers’.")];
  return [
    warn(
      id,
      `The clock is ${Math.abs(skew)} s ${skew > 0 ? "behind" : "ahead of"} the servers’.`,
      "Renewals use the servers’ clock, but certificate checks do not.",
      "Set this machine’s time, preferably automatically."
    )
  ];
}
var import_errors7, import_time3, TIMEOUT_MS, SLOW_MS, SKEW_NOTED;
var init_probe = __esm({
  "src/doctor/probe.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_errors7 = __toESM(require_errors(), 1);
    import_time3 = __toESM(require_time(), 1);
    init_finding();
    TIMEOUT_MS = 1e4;
    SLOW_MS = 2e3;
    SKEW_NOTED = 60;
  }
});

// others:src/login/home.ts
var require_home = __commonJS({
  "others:src/login/home.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/login/home.ts"]();
  }
});

// others:src/oauth/providers/openai-codex.ts
var require_openai_codex = __commonJS({
  "others:src/oauth/providers/openai-codex.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/oauth/providers/openai-codex.ts"]();
  }
});

// others:src/settings.ts
var require_settings = __commonJS({
  "others:src/settings.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/settings.ts"]();
  }
});

// src/doctor/settings.ts
function gatherSettings({ env, home: home2 }) {
  const names = Object.keys(env).filter((name) => name.startsWith("CODEX_OAUTH_") && env[name] !== void 0);
  const refused2 = [];
  const usable = { ...env };
  for (; ; ) {
    try {
      return { settings: (0, import_settings.readSettings)(usable, home2), names, refused: refused2 };
    } catch (error) {
      const name = error instanceof import_errors8.AppError ? String(error.details["setting"]) : "";
      if (!(error instanceof import_errors8.AppError) || usable[name] === void 0) throw error;
      refused2.push(error);
      delete usable[name];
    }
  }
}
function judgeSettings({ settings: settings2, names, refused: refused2 }) {
  const unknown = names.filter((name) => !KNOWN.includes(name));
  const findings = [
    ...refused2.map((error) => failedWith(`settings.${error.details["setting"]}`, error)),
    ...unknown.map(
      (name) => warn(
        `settings.${name}`,
        `${name} is not a setting.`,
        "It has no effect.",
        `Correct the name or unset it. The settings are ${KNOWN.join(", ")}.`
      )
    )
  ];
  if (findings.length === 0)
    findings.push(
      ok(
        "settings",
        names.length > 0 ? `Settings in use: ${names.join(", ")}.` : "All settings have their defaults."
      )
    );
  const { issuer, clientId, baseUrl } = (0, import_record2.homeOf)(settings2);
  const ours = issuer === import_home.OPENAI.issuer && clientId === import_home.OPENAI.clientId;
  if (ours && settings2.ports.some((port) => !import_openai_codex.CALLBACK_PORTS.includes(port)))
    findings.push(
      warn(
        "settings.CODEX_OAUTH_CALLBACK_PORT",
        `CODEX_OAUTH_CALLBACK_PORT is ${settings2.ports.join(", ")}.`,
        `OpenAI’s client accepts only ${import_openai_codex.CALLBACK_PORTS.join(" and ")} for the callback, so a sign-in with the browser will probably be refused.`,
        "Unset it, unless another issuer or client accepts that port."
      )
    );
  const moved = [
    ...issuer === import_home.OPENAI.issuer ? [] : [issuer],
    ...baseUrl === import_home.OPENAI.baseUrl ? [] : [baseUrl]
  ];
  if (moved.length > 0)
    findings.push(
      warn(
        "servers",
        `Sign-ins use servers other than OpenAI’s: ${moved.join(", ")}.`,
        "That login and its questions go there. Until you unset this, a login from another server is not used.",
        "Unset CODEX_OAUTH_ISSUER and CODEX_OAUTH_BASE_URL unless you have set them yourself."
      )
    );
  return findings;
}
var import_home, import_record2, import_openai_codex, import_settings, import_errors8, KNOWN;
var init_settings = __esm({
  "src/doctor/settings.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_home = __toESM(require_home(), 1);
    import_record2 = __toESM(require_record(), 1);
    import_openai_codex = __toESM(require_openai_codex(), 1);
    import_settings = __toESM(require_settings(), 1);
    import_errors8 = __toESM(require_errors(), 1);
    init_finding();
    KNOWN = import_settings.SETTINGS.map((s) => s.name).filter((name) => name.startsWith("CODEX_OAUTH_"));
  }
});

// src/doctor/doctor.ts
var doctor_exports = {};
__export(doctor_exports, {
  diagnose: () => diagnose,
  judgeAll: () => judgeAll
});
function judgeAll(facts) {
  return [
    ...judgeLogin(facts.login),
    ...judgeFiles(facts.files),
    ...judgeSettings(facts.settings),
    ...judgeNetwork(facts.network),
    ...judgeMachine(facts.machine, facts.files)
  ];
}
async function diagnose(d, online, signal) {
  const gathered = gatherSettings(d);
  const { settings: settings2 } = gathered;
  const files = await gatherFiles(settings2, d);
  const login2 = await gatherLogin(d, settings2, await (0, import_app.createApp)(d, settings2).status());
  const network = await gatherNetwork(d, settings2);
  const checks = [...judgeAll({ login: login2, files, settings: gathered, network, machine: gatherMachine(d) })];
  if (online) {
    const { issuer, baseUrl } = (0, import_record3.homeOf)(settings2);
    const origins = new Set([issuer, baseUrl].map((url) => new URL(url).origin));
    const probes = await Promise.all([...origins].map((origin) => probe(origin, d, signal)));
    checks.push(...probes.map(judgeProbe), ...judgeSkew(probes));
  }
  return { healthy: checks.every((c) => c.state !== "fail"), version: import_deps4.VERSION, checks };
}
var import_app, import_deps4, import_record3;
var init_doctor = __esm({
  "src/doctor/doctor.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_app = __toESM(require_app(), 1);
    import_deps4 = __toESM(require_deps(), 1);
    import_record3 = __toESM(require_record(), 1);
    init_files();
    init_login();
    init_machine();
    init_network();
    init_probe();
    init_settings();
  }
});

// others:src/login/credential.ts
var require_credential = __commonJS({
  "others:src/login/credential.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/login/credential.ts"]();
  }
});

// src/doctor/renewal.ts
var renewal_exports = {};
__export(renewal_exports, {
  judgeRenewal: () => judgeRenewal
});
function judgeRenewal(outcome, now) {
  if (outcome instanceof import_errors9.AppError) return failedWith(ID, outcome);
  if (outcome.kind === "refused")
    return fail(
      ID,
      "The login can no longer be renewed.",
      (0, import_credential.loginErrors)(import_credential.CODEX).refusalSentence(outcome.refusal),
      import_wording5.say`Sign in again with ${import_wording5.its.login}.`
    );
  if (outcome.kind === "postponed") {
    const { code, what: what2, why: why2, fix: fix2 } = outcome.problem;
    return code === "auth.too_early" ? note(ID, what2, why2, fix2) : failedWith(ID, outcome.problem);
  }
  const ends = (0, import_record4.expiresAtOf)(outcome.login);
  const lasting = ends === void 0 ? "" : ` The new access token lasts ${(0, import_time4.humanSeconds)(ends - now / 1e3)}.`;
  if (outcome.kind === "renewed") return ok(ID, `The login was renewed.${lasting}`);
  const { what, why, fix } = outcome.problem;
  return warn(
    ID,
    `The login was renewed, but is only in the journal yet.${lasting}`,
    import_wording5.say`${what} ${why ?? ""}`,
    fix
  );
}
var import_credential, import_record4, import_errors9, import_time4, import_wording5, ID;
var init_renewal = __esm({
  "src/doctor/renewal.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_credential = __toESM(require_credential(), 1);
    import_record4 = __toESM(require_record(), 1);
    import_errors9 = __toESM(require_errors(), 1);
    import_time4 = __toESM(require_time(), 1);
    import_wording5 = __toESM(require_wording(), 1);
    init_finding();
    ID = "live-refresh";
  }
});

// src/cli/commands/doctor.ts
async function liveRefresh(session) {
  const { judgeRenewal: judgeRenewal2 } = await Promise.resolve().then(() => (init_renewal(), renewal_exports));
  const app = session.app();
  const outcome = await app.renewLogin().catch((error) => {
    if (error instanceof import_errors10.AppError) return error;
    throw error;
  });
  return judgeRenewal2(outcome, app.deps.now());
}
function renderDiagnosis(checks, paint, terminal) {
  const count = (state) => checks.filter((c) => c.state === state).length;
  const failed = count("fail");
  const warnings = (0, import_wording6.plural)(count("warn"), "warning");
  const end = failed > 0 ? paint.red(`${(0, import_wording6.plural)(failed, "fault")}, ${warnings}.`) : count("warn") > 0 ? paint.yellow(`No faults, ${warnings}.`) : paint.green("No faults.");
  return [...checks.map((c) => renderFinding(c, paint, terminal)), "", end].join("\n");
}
function renderFinding({ state, what, why, fix }, paint, terminal) {
  const { sign, word: word2, style } = MARKS[state];
  const indent = " ".repeat(terminal ? 2 : 5);
  const said = field(what);
  const lines = [`${paint[style](terminal ? sign : word2)} ${state === "fail" ? paint.bold(said) : said}`];
  if (why !== null) lines.push(`${indent}${paint.dim(field(why))}`);
  if (fix !== null) lines.push(`${indent}${paint.cyan(terminal ? "→" : "->")} ${field(fix)}`);
  return lines.join("\n");
}
var import_wording6, import_errors10, doctor, MARKS;
var init_doctor2 = __esm({
  "src/cli/commands/doctor.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_wording6 = __toESM(require_wording(), 1);
    init_boundary();
    import_errors10 = __toESM(require_errors(), 1);
    init_command();
    init_live();
    init_text();
    doctor = command({
      name: "doctor",
      summary: "find out what is wrong, and how to fix it",
      about: [
        "Checks the login and its file, the settings, the proxy, the ports and this machine. It shows no secrets,",
        "so the output can be posted in an issue. Exit code 0 when nothing fails, 1 otherwise."
      ],
      options: {
        online: { summary: "also contact the servers (sends no token)" },
        "live-refresh": { summary: "also renew the login in force once, to prove that it works" },
        yes: { short: "y", summary: "with --live-refresh: do not ask; needed in a pipe and with --json" }
      },
      examples: ["codex-oauth doctor", "codex-oauth doctor --online", "codex-oauth doctor --live-refresh --yes"],
      read: (_words, { online, yes, "live-refresh": renew }) => ({ online, yes, renew }),
      run: async (session, { online, yes, renew }) => {
        if (renew && !yes && (session.json || !session.canAsk))
          throw usageError(
            "`codex-oauth doctor --live-refresh` needs --yes here.",
            "It cannot ask for confirmation.",
            "To renew the login in force once, add --yes."
          );
        const agreed = renew && (yes || await confirm(session, "Renew the login in force now?"));
        const { diagnose: diagnose2 } = await Promise.resolve().then(() => (init_doctor(), doctor_exports));
        const found = await diagnose2(session.deps(), online, session.signal);
        const checks = agreed ? [...found.checks, await liveRefresh(session)] : found.checks;
        const diagnosis = { ...found, healthy: checks.every(({ state }) => state !== "fail"), checks };
        session.show(diagnosis, renderDiagnosis(diagnosis.checks, session.out, session.io.stdout.isTTY));
        return diagnosis.healthy ? EXIT.ok : EXIT.failed;
      }
    });
    MARKS = {
      ok: { sign: "✓", word: "ok  ", style: "green" },
      note: { sign: "·", word: "note", style: "dim" },
      warn: { sign: "!", word: "WARN", style: "yellow" },
      fail: { sign: "✗", word: "FAIL", style: "red" }
    };
  }
});

// others:src/jobs/listing.ts
var require_listing = __commonJS({
  "others:src/jobs/listing.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/jobs/listing.ts"]();
  }
});

// others:src/threads/id.ts
var require_id = __commonJS({
  "others:src/threads/id.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./question.js").modules["src/threads/id.ts"]();
  }
});

// src/cli/commands/jobs.ts
function readAction(word2) {
  const action = ACTIONS.find((a) => a === word2);
  if (action) return action;
  throw noSuch(`jobs has no subcommand "${word2.slice(0, 40)}".`, word2, ACTIONS, {
    command: "codex-oauth jobs",
    otherwise: "Run `codex-oauth help jobs`."
  });
}
function unknownJob(id, ambiguous) {
  const name = field(id.slice(0, 40));
  return new import_errors11.AppError({
    kind: "input",
    code: ambiguous ? "jobs.ambiguous" : "jobs.unknown",
    what: ambiguous ? `More than one job begins with ${name}.` : `There is no job ${name} here.`,
    why: ambiguous ? void 0 : "It was answered within its call, has expired, or belongs to another folder.",
    fix: ambiguous ? "Give more characters of the id." : "Run `codex-oauth jobs --all` to see every job."
  });
}
async function act(session, action, job) {
  const { jobs: jobs2 } = session.app();
  return await (action === "stop" ? jobs2.stop(job.id) : jobs2.get(job.id)) ?? job;
}
async function wait(session, job) {
  const { jobs: jobs2, deps } = session.app();
  let seen = job;
  const stop = startSpinner(session.io.stderr, session.err, deps.now, () => field(seen.status));
  try {
    for (; ; ) {
      const found = await jobs2.get(job.id);
      if (!found) throw unknownJob(job.id, false);
      seen = found;
      if (seen.state !== "working") return seen;
      await deps.sleep(POLL_MS, session.signal);
    }
  } finally {
    stop();
  }
}
function render(listed, now, paint) {
  if (listed.length === 0) return "No jobs in this folder; --all shows those of every folder.";
  const rows = listed.map((job) => [
    clip(field(job.title), TITLE_CELLS),
    job.state === "working" ? paint.yellow(words.working) : words[job.state],
    `${(0, import_time5.humanSeconds)((now - job.createdAt) / 1e3)} ago`,
    job.delivered ? "yes" : "no",
    paint.cyan(job.id.slice(0, SHORT))
  ]);
  return renderTable(["QUESTION", "STATE", "ASKED", "TOLD", "JOB"], rows, paint);
}
var import_listing, import_id, import_errors11, import_time5, ACTIONS, SHORT, POLL_MS, jobs, words, TITLE_CELLS;
var init_jobs = __esm({
  "src/cli/commands/jobs.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_listing = __toESM(require_listing(), 1);
    import_id = __toESM(require_id(), 1);
    import_errors11 = __toESM(require_errors(), 1);
    import_time5 = __toESM(require_time(), 1);
    init_boundary();
    init_command();
    init_live();
    init_text();
    ACTIONS = ["list", "show", "wait", "stop"];
    SHORT = 8;
    POLL_MS = 250;
    jobs = command({
      name: "jobs",
      summary: "list, show, wait for and stop the questions that take long",
      usage: "[list | show <id> | wait <id> | stop <id>] [options]",
      about: [
        "Lists the questions that coding assistants ask for longer than three seconds: those that run, and those",
        "that have ended within a week and were not forgotten. Shows only those of this folder (or",
        "CLAUDE_PROJECT_DIR, if set); with --all, those of every folder. Name a job by its id, by at least its first",
        `${SHORT} characters, or by last for the one asked last. stop ends a question at OpenAI; what had come stays in its thread. Neither show nor wait`,
        "takes the answer from the assistant that asked."
      ],
      options: { all: { summary: "jobs of every folder" } },
      examples: ["codex-oauth jobs", "codex-oauth jobs wait last", "codex-oauth jobs stop 1f0c9a2b"],
      mostWords: 2,
      read: ([word2 = "list", id], { all }) => {
        const action = readAction(word2);
        if (action === "list" && id !== void 0) throw unexpected(id, "jobs");
        if (action !== "list" && id !== import_id.LAST && (id ?? "").length < SHORT)
          throw usageError(
            `\`codex-oauth jobs ${action}\` needs a job.`,
            `Give its id, at least the first ${SHORT} characters of it, or ${import_id.LAST}.`,
            `Run \`codex-oauth jobs\` to see them, then \`codex-oauth jobs ${action} <id>\`.`
          );
        return { action, id: id ?? "", all };
      },
      run: async (session, { action, id, all }) => {
        const app = session.app();
        const listed = await app.jobs.list(all ? void 0 : await app.projectOf());
        const now = app.deps.now();
        if (action === "list") {
          session.show({ jobs: listed.map((job2) => (0, import_listing.wholeDocument)(job2, now)) }, render(listed, now, session.out));
          return EXIT.ok;
        }
        const named = id === import_id.LAST ? listed.slice(0, 1) : listed.filter((job2) => job2.id.startsWith(id.toLowerCase()));
        const [only, another] = named;
        if (!only || another) throw unknownJob(id, another !== void 0);
        const job = action === "wait" ? await wait(session, only) : await act(session, action, only);
        const text = job.result?.text ?? `${words[job.state]}: ${field(job.status)}`;
        session.show((0, import_listing.endedDocument)(job, app.deps.now()), session.foreign(text));
        const fine = action === "stop" ? job.state !== "working" : job.result?.isError !== true;
        return fine ? EXIT.ok : EXIT.failed;
      }
    });
    words = {
      working: "running",
      completed: "answered",
      failed: "failed",
      stopped: "stopped",
      interrupted: "interrupted"
    };
    TITLE_CELLS = 36;
  }
});

// others:src/login/sign-in.ts
var require_sign_in = __commonJS({
  "others:src/login/sign-in.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/login/sign-in.ts"]();
  }
});

// others:src/login/provider-state.ts
var require_provider_state = __commonJS({
  "others:src/login/provider-state.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/login/provider-state.ts"]();
  }
});

// src/cli/commands/providers.ts
async function showStates(session, id) {
  const { logins } = session.app();
  if (id === void 0) {
    const states = await Promise.all((await logins.list()).map(stateOf));
    session.show({ providers: states }, renderStates(states, session.out));
    return EXIT.ok;
  }
  return showState(session, await logins.of(id));
}
async function showState(session, login2) {
  const state = await stateOf(login2);
  session.show(state, renderState(state, session.out));
  return state.signed_in ? EXIT.ok : EXIT.failed;
}
async function endLogin(session, login2, yes) {
  const { id } = login2.provider;
  const { signed_in, account } = await stateOf(login2);
  if (!yes && (session.json || !session.canAsk))
    throw usageError(
      `\`codex-oauth login logout ${id}\` needs --yes here.`,
      "It cannot ask for confirmation.",
      `To revoke and remove the login, run \`codex-oauth login logout ${id} --yes\`.`
    );
  const question = `Sign out of ${field(login2.provider.serviceName)}${account ? ` (${field(account)})` : ""}?`;
  if (!yes && signed_in && !await confirm(session, question)) return EXIT.failed;
  const ended = await login2.clear(() => {
  });
  const document = { provider: id, removed: ended !== void 0, revocation: ended?.revocation ?? "nothing" };
  session.show(document, renderEnded(document, login2.provider.serviceName, session.out));
  return EXIT.ok;
}
function renderEnded({ removed, revocation }, service, paint) {
  const name = field(service);
  if (!removed) return `${paint.yellow("–")} Not signed in to ${name}: nothing to remove.`;
  const how = {
    revoked: "and revoked there",
    failed: "but not revoked: the provider could not be reached",
    nothing: "it could not be revoked, so its token works until it expires"
  }[revocation];
  return `${revocation === "failed" ? paint.yellow("!") : paint.green("✓")} Signed out of ${name}: removed from this machine, ${how}.`;
}
function renderStates(states, paint) {
  const rows = states.map((state) => [
    state.signed_in ? paint.green("✓") : paint.dim("–"),
    field(state.provider),
    field(state.service),
    field(state.account ?? "–"),
    untilOf(state)
  ]);
  return renderTable(["", "PROVIDER", "SERVICE", "ACCOUNT", "TOKEN UNTIL"], rows, paint);
}
function renderState(state, paint) {
  const head = state.signed_in ? `${paint.green("✓")} signed in to ${field(state.service)}` : `${paint.yellow("–")} not signed in to ${field(state.service)}`;
  const pairs = renderPairs(
    [
      ["account", field(state.account ?? "–")],
      ["token until", untilOf(state)],
      ...state.problem === null ? [] : [["problem", field(state.problem)]],
      ...state.fix === null ? [] : [["fix", field(state.fix)]]
    ],
    paint.dim
  );
  return `${head}
${pairs}`;
}
var import_provider_state, import_time6, stateOf, untilOf;
var init_providers = __esm({
  "src/cli/commands/providers.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_provider_state = __toESM(require_provider_state(), 1);
    import_time6 = __toESM(require_time(), 1);
    init_boundary();
    init_command();
    init_live();
    init_text();
    stateOf = (login2) => (0, import_provider_state.providerState)(login2, "terminal");
    untilOf = ({ expires_at, renews_automatically }) => {
      if (expires_at === null) return "–";
      const at = Date.parse(expires_at);
      const ended = at < Date.now();
      if (ended) return renews_automatically ? "expired, renewed at its next use" : "expired";
      return `${(0, import_time6.localTime)(at)}${renews_automatically ? ", then renewed" : ""}`;
    };
  }
});

// src/cli/commands/login.ts
function openBrowser(session, url) {
  const { deps } = session.app();
  deps.openBrowser(url).catch((error) => {
    deps.log.debug(`could not open the browser: ${error instanceof Error ? error.message : "unknown"}`);
    const erase = session.io.stderr.isTTY ? "\r\x1B[0J" : "";
    session.note(`${erase}  Could not open the browser: open the address yourself.`);
  });
}
async function waitFor(session, attempt2) {
  const { io, err } = session;
  const { now } = session.app().deps;
  const waiting = () => `Waiting, ${timeLeft(attempt2.expiresAt - now())} left`;
  const spin = () => startSpinner(io.stderr, err, now, () => `${waiting()} (Ctrl-C to cancel)`);
  const paste = (text) => {
    if (text.trim() === "") return;
    try {
      attempt2.browser?.paste(text);
    } catch (error) {
      session.note(renderError(error, err));
    }
  };
  const prompt = () => `${err.cyan(frameAt(now()))} ${waiting()}; or paste the URL your browser ended up on: `;
  let end = () => {
  };
  const onEnd = () => {
    end = spin();
  };
  end = session.canAsk && attempt2.browser ? liveLine(session, prompt, paste, onEnd) : spin();
  return attempt2.done.finally(() => end());
}
function timeLeft(ms) {
  const seconds = Math.max(0, Math.ceil(ms / 1e3));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
function renderInvitation(attempt2, facts, paint) {
  const lines = [];
  const { browser, device, missing, plan } = attempt2;
  if (plan) lines.push(paint.bold(plan.action), "");
  if (device) {
    const where = facts.why === void 0 ? "" : ` (${facts.why})`;
    const { url, userCode, completeUrl } = device;
    lines.push(
      `Open this page on any device${where} and type the code:`,
      "",
      `  ${paint.cyan(field(url))}`,
      `  ${paint.bold(field(userCode))}`,
      "",
      ...completeUrl === void 0 ? [] : [
        "Or open it with the code filled in, and compare:",
        "",
        `  ${paint.cyan(field(completeUrl))}`,
        ""
      ],
      paint.dim("Type it only if you started this sign-in yourself.")
    );
  }
  if (browser) {
    const { short, opens, pastes } = facts;
    const open = device ? "Or open" : opens ? "Continue in your browser. If it does not open, open" : "Open";
    const where = device && pastes ? "in a browser and paste the URL it ends up on here" : "in a browser on this machine";
    const how = `${device ? "\n" : ""}${open} this address ${where}${short ? " (it works once)" : ""}:`;
    lines.push(how, "");
    if (short) lines.push(`  ${paint.cyan(field(short))}`, "", "or in full:", "");
    lines.push(`  ${paint.cyan(field(browser.url))}`, "");
    if (browser.warning) lines.push(`${paint.yellow("!")} ${browser.warning}`, "");
  }
  if (missing) lines.push(renderError(missing, paint), "");
  return `${lines.join("\n").trimEnd()}
`;
}
function whoIs({ email, plan, workspace, workspace_name: name }) {
  const known = [email, plan && `${plan} plan`, workspace && `workspace ${name ?? workspace}`];
  const shown = known.filter((word2) => word2 !== null).map(field);
  return shown.join(" · ") || "unknown account";
}
function renderReplaced(before, paint) {
  const there = before.authenticated ? "You are signed in" : "A login that no longer works is stored";
  return `${paint.yellow("!")} ${there}: ${whoIs(before)}
  A new sign-in replaces that login; until it finishes, the login stays.
`;
}
function renderSignedIn(status2, paint) {
  const { held_in, problem } = status2;
  return [
    `${paint.green("✓")} Signed in: ${whoIs(status2)}`,
    ...held_in === null ? [] : [`  The login is in ${field(held_in)}`],
    '  Next: codex-oauth ask "…" asks a question, codex-oauth status shows the plan and its limits.',
    ...problem === null ? [] : [`  ${paint.yellow("!")} ${field(problem)}`]
  ].join("\n");
}
var import_account3, import_sign_in, login;
var init_login2 = __esm({
  "src/cli/commands/login.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_account3 = __toESM(require_account(), 1);
    import_sign_in = __toESM(require_sign_in(), 1);
    init_boundary();
    init_command();
    init_live();
    init_text();
    init_providers();
    login = command({
      name: "login",
      aliases: ["signin", "sign-in"],
      summary: "sign in with your ChatGPT account, or to another provider",
      usage: "[provider] | status [provider] | logout <provider>",
      about: [
        "Opens the browser and waits. If no browser is expected (SSH, a container, CI), it also shows a code to type",
        "on another device. On a terminal you can also paste the URL that your browser ended up on.",
        "`login status` lists the providers; your own stand in providers.json (docs/providers.md)."
      ],
      options: {
        "no-browser": { excludes: "browser", summary: "show a code to type on another device" },
        browser: { summary: "use this machine’s browser, even if none is expected" },
        "take-over": { summary: "end another sign-in that uses the port" },
        account: { value: "<name>", summary: "your name for the account; the one in use is kept beside it" },
        timeout: {
          value: "<seconds>",
          number: { from: 1, to: 3600, whole: true },
          summary: "how long to wait (default 300, or CODEX_OAUTH_TIMEOUT)"
        },
        yes: { short: "y", summary: "with logout: do not ask; needed in a pipe and with --json" }
      },
      mostWords: 2,
      examples: ["codex-oauth login", "codex-oauth login --no-browser", "codex-oauth login --account work"],
      read: (words2, { browser, timeout, account, yes, "no-browser": device, "take-over": takeOver }) => {
        const [first, second] = words2;
        const action = first === "status" || first === "logout" ? first : "login";
        if (action === "login" && second !== void 0) throw unexpected(second, "login");
        const provider = action === "login" ? first : second;
        if (action === "logout" && provider === void 0)
          throw usageError(
            "It does not say from which provider.",
            void 0,
            "For the ChatGPT login: `codex-oauth clear`."
          );
        return {
          action,
          provider,
          yes,
          account: account === void 0 ? void 0 : (0, import_account3.accountName)(account),
          method: device ? "device" : browser ? "browser" : "auto",
          takeOver,
          timeoutMs: timeout === void 0 ? void 0 : timeout * 1e3
        };
      },
      run: async (session, { action, provider, yes, method, account, takeOver, timeoutMs: given }) => {
        const { settings: settings2, signIn: signIn2, logins, lanesFor, status: status2 } = session.app();
        if (action === "status") return showStates(session, provider);
        const other = provider === void 0 || provider === logins.own ? void 0 : await logins.of(provider);
        if (action === "logout") {
          if (other) return endLogin(session, other, yes);
          throw usageError("This is the ChatGPT login.", void 0, "Sign out of it with `codex-oauth clear`.");
        }
        const { lanes, fallback, why } = lanesFor(method);
        const timeoutMs = given ?? settings2.loginTimeoutMs;
        const before = await status2();
        const replaces = !other && account === void 0 && before.source === "login";
        if (replaces && (before.email ?? before.account_id) !== null)
          session.note(renderReplaced(before, session.err));
        const attempt2 = await (other?.signIn ?? signIn2).begin({ lanes, fallback, takeOver, timeoutMs, account });
        session.signal.addEventListener("abort", () => attempt2.cancel(), { once: true });
        if (session.signal.aborted) attempt2.cancel();
        const opens = lanes[0] === "browser" && !settings2.neverOpenBrowser ? attempt2.browser : void 0;
        const facts = {
          why,
          opens: opens !== void 0,
          pastes: session.canAsk,
          short: attempt2.device ? void 0 : attempt2.browser?.shortUrl()
        };
        session.note(renderInvitation(attempt2, facts, session.err));
        if (opens) openBrowser(session, opens.shortUrl());
        const made = await waitFor(session, attempt2);
        const welcome = (0, import_sign_in.welcomeTo)(attempt2.plan, made);
        if (welcome !== void 0) session.note(welcome);
        if (other) return showState(session, other);
        const now = await status2();
        session.show(now, renderSignedIn(now, session.out));
        return void 0;
      }
    });
  }
});

// src/cli/commands/models.ts
function contextSize(tokens) {
  if (tokens === void 0) return "–";
  if (tokens >= 1e6) return `${Math.round(tokens / 1e5) / 10}M`;
  return tokens >= 1e3 ? `${Math.round(tokens / 1e3)}k` : String(tokens);
}
function renderModels(view, preferred, paint) {
  const listed = (0, import_models2.listedModels)(view.models);
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
  const age = ageSeconds < 2 ? "" : `, ${(0, import_time7.humanSeconds)(ageSeconds)} old`;
  lines.push(paint.dim(`Source: ${SOURCES[view.source]}${age}`));
  if (view.note !== void 0) lines.push(`${paint.yellow("!")} ${field(view.note)}`);
  return lines.join("\n");
}
var import_models2, import_time7, models, SOURCES;
var init_models = __esm({
  "src/cli/commands/models.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_models2 = __toESM(require_models(), 1);
    import_time7 = __toESM(require_time(), 1);
    init_command();
    init_text();
    models = command({
      name: "models",
      summary: "list the models your plan offers",
      about: ["The list is live if you are signed in; otherwise it is the built-in one, and says so."],
      options: {},
      examples: ["codex-oauth models", "codex-oauth models --json"],
      read: (_words, options) => options,
      run: async (session) => {
        const app = session.app();
        const view = await session.orAbort(app.models());
        const configured = app.settings.model;
        const preferred = (0, import_models2.defaultSlug)(view, configured);
        session.show((0, import_models2.describeModels)(view, configured), renderModels(view, preferred, session.out));
      }
    });
    SOURCES = {
      live: "live list for your account",
      cache: "cached list for your account",
      bundled: "built-in list"
    };
  }
});

// src/cli/commands/review.ts
var import_workspace2, import_findings2, import_forms3, import_instructions2, import_errors12, file, model, effort, approved, dryRun, review;
var init_review = __esm({
  "src/cli/commands/review.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_workspace2 = __toESM(require_workspace(), 1);
    import_findings2 = __toESM(require_findings(), 1);
    import_forms3 = __toESM(require_forms(), 1);
    import_instructions2 = __toESM(require_instructions(), 1);
    import_errors12 = __toESM(require_errors(), 1);
    init_answer();
    init_boundary();
    init_command();
    init_ask();
    ({ file, model, effort, approved, "dry-run": dryRun } = ASK_OPTIONS);
    review = command({
      name: "review",
      summary: "have your changes reviewed, the most severe findings first",
      usage: '[options] [base] ["focus"]',
      about: [
        "The base is uncommitted (the default), staged, a branch or commit, or a range such as main..topic. The focus is a",
        "sentence about what to look at above all. Files with secrets are withheld and listed. Each finding is compared with",
        "the files: a wrong line is corrected, and what cannot be found there is marked.",
        "Exit code 0 when there are no findings or nothing to review, 3 when there are findings, 1 when the review fails, 2",
        "when it is used wrongly. With --fail-on critical, high, medium or low: 4 when there is a finding of that severity or",
        "worse whose line was found, else 0."
      ],
      options: {
        file,
        model,
        effort,
        "fail-on": {
          value: "<severity>",
          oneOf: import_findings2.SEVERITIES,
          summary: "exit code 4 for findings of this severity or worse"
        },
        sarif: { summary: "print a SARIF 2.1.0 log, for code scanning", excludes: "json" },
        "dry-run": dryRun,
        approved
      },
      examples: [
        "codex-oauth review",
        "codex-oauth review main",
        'codex-oauth review staged "Is the lock released on every path?"',
        "codex-oauth review main --fail-on high --sarif > review.sarif"
      ],
      mostWords: Infinity,
      read: (words2, options) => ({ ...options, words: words2 }),
      run: async (session, { words: words2, file: files, "dry-run": dryRun2, "fail-on": from, sarif, ...rest }) => {
        const roots = (0, import_workspace2.resolveRoots)(session.app().deps);
        const judged = ({ review: review2 }) => {
          if (!review2) return EXIT.failed;
          if (from !== void 0) return (0, import_forms3.fails)(review2, from) ? EXIT.severe : EXIT.ok;
          return review2.findings.length > 0 ? EXIT.findings : EXIT.ok;
        };
        try {
          const input = { ...rest, ...(0, import_instructions2.reviewPrompt)(words2), files, roots };
          return await putOnScreen(session, input, dryRun2, { sarif, judged });
        } catch (error) {
          if (!(error instanceof import_errors12.AppError) || error.code !== "context.diff-empty") throw error;
          const { what, fix } = error.said("terminal");
          const none = { findings: [], not_judged: "" };
          if (sarif) await showSarif(session, { review: none });
          else session.show({ text: "", ...none, notes: [what], problem: null });
          if (!session.json) session.note(`Nothing to review: ${what} ${fix}`);
          return EXIT.ok;
        }
      }
    });
  }
});

// src/setup/hosts.ts
function settings(place) {
  if (place.platform === "win32")
    return place.env["APPDATA"] || import_node_path6.default.win32.join(place.home, "AppData", "Roaming");
  return place.platform === "darwin" ? import_node_path6.default.posix.join(place.home, "Library", "Application Support") : xdg(place);
}
function vscode(suffix, title, folder) {
  const described = (command2) => JSON.stringify({ name: "codex", ...typed(command2) });
  return {
    ...USUAL,
    name: `vscode${suffix}`,
    title,
    section: "servers",
    file: within(settings, `${folder}/User/mcp.json`),
    projectFile: ".vscode/mcp.json",
    entry: typed,
    ownCommand: (command2) => `code${suffix} --add-mcp ${JSON.stringify(described(command2))}`,
    link: (command2) => `vscode${suffix}:mcp/install?${encodeURIComponent(described(command2))}`,
    next: `Run "MCP: List Servers" in ${title} and start codex.`
  };
}
var import_node_path6, isWritten, TOOL_SECONDS, ZED_SECONDS, pathsOf, within, home, xdg, eitherOf, variables, stdio, typed, word, commandLine, flags, linkTo, USUAL, HOSTS;
var init_hosts = __esm({
  "src/setup/hosts.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_node_path6 = __toESM(require("node:path"), 1);
    isWritten = ({ file: file2, format }) => file2 !== void 0 && format !== "yaml";
    TOOL_SECONDS = 1800;
    ZED_SECONDS = 600;
    pathsOf = (platform) => platform === "win32" ? import_node_path6.default.win32 : import_node_path6.default.posix;
    within = (folder, file2) => (place) => pathsOf(place.platform).join(folder(place), file2);
    home = (place) => place.home;
    xdg = (place) => place.env["XDG_CONFIG_HOME"] || within(home, ".config")(place);
    eitherOf = (onWindows, elsewhere) => (place) => (place.platform === "win32" ? within(settings, onWindows) : within(xdg, elsewhere))(place);
    variables = (env, key = "env") => Object.keys(env).length > 0 ? { [key]: env } : {};
    stdio = ({ command: command2, args, env }) => ({ command: command2, args, ...variables(env) });
    typed = (command2) => ({ type: "stdio", ...stdio(command2) });
    word = (text) => /^[\w./:@=+-]+$/.test(text) ? text : `"${text.replaceAll(/(["$`])/g, "\\$1")}"`;
    commandLine = ({ command: command2, args }) => [command2, ...args].map(word).join(" ");
    flags = (flag, { env }) => Object.entries(env).map(([name, value]) => `${flag} ${word(`${name}=${value}`)} `).join("");
    linkTo = (address) => (command2) => {
      const config = Buffer.from(JSON.stringify(stdio(command2))).toString("base64");
      return `${address}?name=codex&config=${encodeURIComponent(config)}`;
    };
    USUAL = { format: "json", section: "mcpServers", server: "codex", entry: stdio };
    HOSTS = [
      {
        name: "claude",
        title: "Claude Code",
        ...USUAL,
        file: within(({ env, home: home2 }) => env["CLAUDE_CONFIG_DIR"] || home2, ".claude.json"),
        projectFile: ".mcp.json",
        projectNote: "Claude Code asks you before it starts a project’s server.",
        entry: typed,
        ownCommand: (command2) => `claude mcp add --scope user ${flags("-e", command2)}codex -- ${commandLine(command2)}`,
        note: "The plugin is better here: it includes the server and the commands /codex, /codex-config and /codex-clear (README). Use one or the other.",
        next: "Restart Claude Code; `claude mcp list` shows it."
      },
      {
        name: "claude-desktop",
        title: "Claude Desktop",
        ...USUAL,
        file: within(settings, "Claude/claude_desktop_config.json"),
        startsElsewhere: true,
        next: "Quit Claude Desktop (closing its window is not enough) and start it again."
      },
      {
        name: "cursor",
        title: "Cursor",
        ...USUAL,
        file: within(home, ".cursor/mcp.json"),
        projectFile: ".cursor/mcp.json",
        link: linkTo("cursor://anysphere.cursor-deeplink/mcp/install"),
        next: "Turn it on in Cursor under Customize → MCPs."
      },
      vscode("", "VS Code", "Code"),
      vscode("-insiders", "VS Code Insiders", "Code - Insiders"),
      {
        name: "codex",
        title: "Codex CLI",
        format: "toml",
        section: "mcp_servers",
        server: "codex-oauth",
        file: within((place) => place.env["CODEX_HOME"] || within(home, ".codex")(place), "config.toml"),
        projectFile: ".codex/config.toml",
        projectNote: "The Codex CLI reads it only in a project that you trust.",
        entry: (command2) => ({ ...stdio(command2), tool_timeout_sec: TOOL_SECONDS }),
        ownCommand: (command2) => `codex mcp add codex-oauth ${flags("--env", command2)}-- ${commandLine(command2)}`,
        note: "Without tool_timeout_sec the Codex CLI ends a call after 300 s (older ones after 60 s); its own command does not set it.",
        next: "Restart the Codex CLI; `codex mcp list` shows it."
      },
      {
        name: "gemini",
        title: "Gemini CLI",
        ...USUAL,
        file: within(home, ".gemini/settings.json"),
        projectFile: ".gemini/settings.json",
        entry: (command2) => ({ ...stdio(command2), timeout: TOOL_SECONDS * 1e3 }),
        ownCommand: (command2) => `gemini mcp add --scope user --timeout ${TOOL_SECONDS * 1e3} ${flags("-e", command2)}codex ${commandLine(command2)}`,
        next: "Restart Gemini CLI; `/mcp` shows it."
      },
      {
        name: "copilot",
        title: "Copilot CLI",
        ...USUAL,
        file: within((place) => place.env["COPILOT_HOME"] || within(home, ".copilot")(place), "mcp-config.json"),
        entry: (command2) => ({
          type: "local",
          ...stdio(command2),
          tools: ["*"],
          timeout: TOOL_SECONDS * 1e3
        }),
        note: "Copilot CLI also accepts this program’s folder as a plugin, with commands and skill: `copilot plugin install <folder>`. Use one or the other.",
        next: "Restart Copilot CLI; `/mcp show` shows it."
      },
      {
        name: "opencode",
        title: "opencode",
        ...USUAL,
        section: "mcp",
        file: within(xdg, "opencode/opencode.json"),
        projectFile: "opencode.json",
        entry: ({ command: command2, args, env }) => ({
          type: "local",
          command: [command2, ...args],
          ...variables(env, "environment")
        }),
        next: "Restart opencode; `opencode mcp list` shows it."
      },
      {
        name: "windsurf",
        title: "Windsurf",
        ...USUAL,
        file: within(home, ".codeium/windsurf/mcp_config.json"),
        startsElsewhere: true,
        next: "Press the refresh button under MCP servers in Windsurf."
      },
      {
        name: "zed",
        title: "Zed",
        ...USUAL,
        section: "context_servers",
        file: eitherOf("Zed/settings.json", "zed/settings.json"),
        entry: (command2) => ({ ...stdio(command2), timeout: ZED_SECONDS }),
        note: `Zed ends a call after at most ${ZED_SECONDS} s.`,
        next: "Zed loads it at once; the settings of its agent panel show it."
      },
      {
        name: "jetbrains",
        title: "JetBrains AI Assistant",
        ...USUAL,
        menu: "Settings → Tools → AI Assistant → Model Context Protocol (MCP)",
        next: "Choose Add, then As JSON, and paste it."
      },
      {
        name: "goose",
        title: "Goose",
        ...USUAL,
        format: "yaml",
        section: "extensions",
        file: eitherOf("Block/goose/config/config.yaml", "goose/config.yaml"),
        entry: ({ command: command2, args, env }) => ({
          name: "codex",
          type: "stdio",
          enabled: true,
          cmd: command2,
          args,
          ...variables(env, "envs"),
          timeout: TOOL_SECONDS
        }),
        next: "Start a new Goose session."
      },
      {
        name: "lmstudio",
        title: "LM Studio",
        ...USUAL,
        file: within(home, ".lmstudio/mcp.json"),
        startsElsewhere: true,
        link: linkTo("lmstudio://add_mcp"),
        next: "Turn it on in LM Studio under Program → Install."
      }
    ];
  }
});

// src/setup/command.ts
function serverCommand({ env, execPath, entry, project, workspace }) {
  const command2 = lastingNode(execPath);
  const set = CARRIED.map((name) => [name, env[name]?.trim() ?? ""]).filter(([, value]) => value);
  const notes = [];
  if (/[/\\](?:\.nvm|\.fnm|fnm_multishells|\.asdf|mise|\.volta|\.nodenv|nvm)[/\\]/.test(command2))
    notes.push(
      `The Node at ${command2} belongs to a version manager: run this command again after you remove that version.`
    );
  if (/[/\\]_npx[/\\]|[/\\]plugins[/\\]cache[/\\]/.test(entry))
    notes.push(
      `${entry} is in a cache that updates empty: install codex-oauth in a permanent place, then run this command again.`
    );
  const written = set.filter(([name, value]) => {
    const because = hasPassword([name, value]) ? "contains a password" : project && LOGIN.includes(name) ? "says where your login is, which a project’s file must not do" : project && name === "NODE_EXTRA_CA_CERTS" && "would end every call if it were in a project’s file beside a proxy";
    if (because)
      notes.push(`${name} ${because}, so it was left out: set it in the environment that starts the host.`);
    return !because;
  });
  if (workspace !== void 0 && project)
    notes.push("A project’s file must not name a workspace, so it was left out: a project is its own.");
  else if (workspace !== void 0) written.push(["CLAUDE_PROJECT_DIR", workspace]);
  return { command: command2, args: [entry], env: Object.fromEntries(written), notes };
}
function lastingNode(execPath) {
  const [, prefix, formula] = /^(.*)\/Cellar\/(node(?:@\d+)?)\/[^/]+\/bin\/node$/.exec(execPath) ?? [];
  const link = prefix && formula ? import_node_path7.default.posix.join(prefix, "opt", formula, "bin/node") : "";
  return (0, import_node_fs6.existsSync)(link) ? link : execPath;
}
var import_node_fs6, import_node_path7, LOGIN, CARRIED, hasPassword;
var init_command2 = __esm({
  "src/setup/command.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_node_fs6 = require("node:fs");
    import_node_path7 = __toESM(require("node:path"), 1);
    LOGIN = [
      "CLAUDE_CONFIG_DIR",
      "CODEX_HOME",
      "CODEX_OAUTH_AUTH_FILE",
      "CODEX_OAUTH_BASE_URL",
      "CODEX_OAUTH_ISSUER",
      "CODEX_OAUTH_SOURCE",
      "CODEX_OAUTH_WORKSPACE"
    ];
    CARRIED = [
      ...LOGIN,
      "CODEX_OAUTH_CALLBACK_PORT",
      "CODEX_OAUTH_MODEL",
      "NODE_EXTRA_CA_CERTS",
      ...["HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY"].flatMap((name) => [name, name.toLowerCase()])
    ];
    hasPassword = ([name, value]) => /_proxy$/i.test(name) && value.includes("@");
  }
});

// others:node_modules/.pnpm/jsonc-parser@3.3.1/node_modules/jsonc-parser/lib/esm/main.js
var require_main = __commonJS({
  "others:node_modules/.pnpm/jsonc-parser@3.3.1/node_modules/jsonc-parser/lib/esm/main.js"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./parts.js").modules["node_modules/.pnpm/jsonc-parser@3.3.1/node_modules/jsonc-parser/lib/esm/main.js"]();
  }
});

// src/setup/edit.ts
function merge(before, entry) {
  const held = (0, import_json3.isObject)(before) ? before : {};
  const merged = Object.entries(entry).map(([key, value]) => {
    const old = held[key];
    return [key, (0, import_json3.isObject)(old) && (0, import_json3.isObject)(value) ? { ...old, ...value } : value];
  });
  return { ...held, ...Object.fromEntries(merged) };
}
var import_json3;
var init_edit = __esm({
  "src/setup/edit.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_json3 = __toESM(require_json(), 1);
  }
});

// src/setup/edit-jsonc.ts
function indentAt(text, at) {
  return /^[ \t]*/.exec(text.slice(text.lastIndexOf("\n", at - 1) + 1, at))?.[0] ?? "";
}
function render2(text, root, outer, value) {
  const first = root.children?.[0]?.offset ?? root.offset;
  const unit = text.slice(root.offset, first).includes("\n") && indentAt(text, first) || "  ";
  return JSON.stringify(value, null, unit).replaceAll("\n", newlineOf(text) + outer);
}
function commaAfter(text, node) {
  const scanner = (0, import_jsonc_parser.createScanner)(text, true);
  scanner.setPosition(endOf(node));
  scanner.scan();
  return text[scanner.getTokenOffset()] === "," ? scanner.getTokenOffset() : void 0;
}
function withMember(text, root, object, key, value) {
  const outer = indentAt(text, object.offset);
  const last = object.children?.at(-1);
  const trailing = last && commaAfter(text, last) !== void 0;
  const close = endOf(object) - 1;
  const head = text.slice(0, close).trimEnd();
  const before = last && !trailing ? splice(head, endOf(last), endOf(last), ",") : head;
  const member4 = render2(text, root, outer, { [key]: value }).slice(1, -1).trimEnd();
  return `${before}${member4}${trailing ? "," : ""}${newlineOf(text)}${outer}${text.slice(close)}`;
}
function withoutMember(text, object, member4) {
  const comma = commaAfter(text, member4);
  const end = comma === void 0 ? endOf(member4) : comma + 1;
  const line = text.lastIndexOf("\n", member4.offset - 1) + 1;
  const rest = /^[ \t]*\r?\n/.exec(text.slice(end))?.[0];
  const alone = rest !== void 0 && text.slice(line, member4.offset).trim() === "";
  const cut = alone ? splice(text, line, end + rest.length) : splice(text, member4.offset, end);
  const previous = object.children?.[object.children.indexOf(member4) - 1];
  const left = comma === void 0 && previous ? commaAfter(text, previous) : void 0;
  return left === void 0 ? cut : splice(cut, left, left + 1);
}
var import_node_util, import_jsonc_parser, editJsonc, noRoom, membersOf, endOf, splice, newlineOf;
var init_edit_jsonc = __esm({
  "src/setup/edit-jsonc.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_node_util = require("node:util");
    import_jsonc_parser = __toESM(require_main(), 1);
    init_edit();
    editJsonc = (given, [section, name], entry) => {
      if (!entry && given.trim() === "") return given;
      const text = given.trim() === "" ? `${given}{}
` : given;
      const errors = [];
      const root = (0, import_jsonc_parser.parseTree)(text, errors, { allowTrailingComma: true });
      const [error] = errors;
      if (error) {
        const before2 = text.slice(0, error.offset);
        return { line: before2.split("\n").length, column: error.offset - before2.lastIndexOf("\n") };
      }
      if (root?.type !== "object") return noRoom("Its content is not an object.", "Make it an object");
      const sections = membersOf(root, section);
      if (sections.length > 1) return noRoom(`"${section}" is in it twice.`, `Remove one "${section}"`);
      const servers = sections[0]?.children?.[1];
      if (!servers) return entry ? withMember(text, root, root, section, { [name]: entry }) : text;
      if (servers.type !== "object")
        return noRoom(`"${section}" is not an object.`, `Make "${section}" an object`);
      const ours = membersOf(servers, name);
      if (!entry) return ours.reduceRight((left, member4) => withoutMember(left, servers, member4), text);
      if (ours.length > 1) return noRoom(`"${name}" is in it twice.`, `Remove one "${name}"`);
      const held = ours[0]?.children?.[1];
      if (!held) return withMember(text, root, servers, name, entry);
      const before = structuredClone((0, import_jsonc_parser.getNodeValue)(held));
      const wanted = merge(before, entry);
      if ((0, import_node_util.isDeepStrictEqual)(before, wanted)) return given;
      return splice(text, held.offset, endOf(held), render2(text, root, indentAt(text, held.offset), wanted));
    };
    noRoom = (why, fix) => ({ why, fix });
    membersOf = (object, key) => (object.children ?? []).filter((member4) => member4.children?.[0]?.value === key);
    endOf = (node) => node.offset + node.length;
    splice = (text, start2, end, by = "") => text.slice(0, start2) + by + text.slice(end);
    newlineOf = (text) => text.includes("\r\n") ? "\r\n" : "\n";
  }
});

// others:node_modules/.pnpm/smol-toml@1.9.1/node_modules/smol-toml/dist/index.js
var require_dist = __commonJS({
  "others:node_modules/.pnpm/smol-toml@1.9.1/node_modules/smol-toml/dist/index.js"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./parts.js").modules["node_modules/.pnpm/smol-toml@1.9.1/node_modules/smol-toml/dist/index.js"]();
  }
});

// src/setup/edit-toml.ts
function renderToml([section, name], entry) {
  return (0, import_smol_toml.stringify)({ [section]: { [name]: entry } }).trimEnd();
}
function read(text) {
  try {
    return structuredClone((0, import_smol_toml.parse)(text));
  } catch (error) {
    if (error instanceof import_smol_toml.TomlError) return error;
    throw error;
  }
}
function others(document, [section, name]) {
  const { [section]: servers = {}, ...rest } = document;
  if (!(0, import_json4.isObject)(servers)) return document;
  const { [name]: _, ...remaining } = servers;
  return { ...rest, [section]: remaining };
}
function* statementsOf(text) {
  let table = [];
  let lines = [];
  for (const line of text.split("\n")) {
    lines.push(line);
    const value = read(`${lines.join("\n")}
`);
    if (value instanceof import_smol_toml.TomlError) continue;
    const [key] = Object.keys(value);
    const header = key !== void 0 && /^[ \t]*\[/.test(lines[0] ?? "");
    if (header) table = namesIn(value);
    const kind = header ? "header" : key === void 0 ? "blank" : "key";
    yield { lines, table, kind, key };
    lines = [];
  }
}
function rewrite(text, path12, held, wanted) {
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  const differs = (key) => !(0, import_node_util2.isDeepStrictEqual)((0, import_json4.member)(held, key), wanted?.[key]);
  const missing = new Set(Object.keys(wanted ?? {}).filter(differs));
  const lineOf = (key) => assign(key, wanted?.[key]) + newline.slice(0, -1);
  const out = [];
  let end;
  let blanks = [];
  for (const { lines, table, kind, ...statement } of statementsOf(text)) {
    const ours = path12.every((name, i) => table[i] === name);
    const main = ours && table.length === path12.length;
    const key = !main ? table[path12.length] : kind === "key" ? statement.key : void 0;
    const gone = ours && (!wanted || key !== void 0 && differs(key));
    if (kind === "blank") {
      blanks.push(...lines);
      continue;
    }
    if (kind === "header" || !gone || main && wanted) out.push(...blanks);
    blanks = [];
    if (!gone) out.push(...lines);
    else if (main && key !== void 0 && missing.delete(key)) out.push(lineOf(key));
    else if (kind === "header" && out.at(-1)?.trim() === "") out.pop();
    if (main) end = out.length;
  }
  out.push(...blanks);
  if (!wanted) return out.join("\n");
  if (end !== void 0) return out.toSpliced(end, 0, ...[...missing].map(lineOf)).join("\n");
  const body = text === "" || text.endsWith("\n") ? text : text + newline;
  const gap = body.trim() === "" ? "" : newline;
  return `${body}${gap}${renderToml(path12, wanted).replaceAll("\n", newline)}${newline}`;
}
function assign(key, value) {
  if (!(0, import_json4.isObject)(value)) return (0, import_smol_toml.stringify)({ [key]: value }).trimEnd();
  const inner = Object.entries(value).map(([name, held]) => assign(name, held));
  return `${(0, import_smol_toml.stringify)({ [key]: 0 }).replace(/0\s*$/, "")}{ ${inner.join(", ")} }`;
}
var import_node_util2, import_smol_toml, import_json4, editToml, namesIn;
var init_edit_toml = __esm({
  "src/setup/edit-toml.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_node_util2 = require("node:util");
    import_smol_toml = __toESM(require_dist(), 1);
    import_json4 = __toESM(require_json(), 1);
    init_edit();
    editToml = (text, path12, entry) => {
      const before = read(text);
      if (before instanceof import_smol_toml.TomlError) return { line: before.line, column: before.column };
      const held = (0, import_json4.member)(before, ...path12);
      const wanted = entry && merge(held, entry);
      if ((0, import_node_util2.isDeepStrictEqual)(held, wanted)) return text;
      const next = rewrite(text, path12, held, wanted);
      const after = read(next);
      if (!(after instanceof import_smol_toml.TomlError) && (0, import_node_util2.isDeepStrictEqual)((0, import_json4.member)(after, ...path12), wanted) && (0, import_node_util2.isDeepStrictEqual)(others(after, path12), others(before, path12)))
        return next;
      const name = path12.join(".");
      return {
        why: `${name} or its parent is written as an inline table or with dotted keys.`,
        fix: `Write it as a table ([${name}])`
      };
    };
    namesIn = (value) => (0, import_json4.isObject)(value) ? Object.entries(value).flatMap(([name, inner]) => [name, ...namesIn(inner)]) : [];
  }
});

// others:src/system/lock.ts
var require_lock = __commonJS({
  "others:src/system/lock.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./question.js").modules["src/system/lock.ts"]();
  }
});

// src/setup/replace.ts
async function behindLinks(file2) {
  try {
    return await (0, import_promises6.realpath)(file2);
  } catch (error) {
    if ((0, import_errors13.errnoOf)(error) !== "ENOENT") throw error;
    const link = await (0, import_promises6.readlink)(file2).catch(() => void 0);
    if (link === void 0) return file2;
    return behindLinks(import_node_path8.default.resolve(await (0, import_promises6.realpath)(import_node_path8.default.dirname(file2)), link));
  }
}
async function changeFile(d, target, change) {
  const ours = `${target}.codex-oauth`;
  const began = performance.now();
  for (; ; ) {
    const attempt2 = await (0, import_lock.tryLock)(d, ours, true);
    if (attempt2.kind === "busy" && performance.now() - began < LOCK_WAIT_MS) {
      await d.sleep(10 + (d.randomBytes(1)[0] ?? 0) / 8);
      continue;
    }
    const temporary = `${ours}.${Buffer.from(d.randomBytes(4)).readUInt32BE()}`;
    try {
      return await replace(d, target, temporary, change);
    } finally {
      await (0, import_promises6.unlink)(temporary).catch(() => {
      });
      if (attempt2.kind === "held") await attempt2.lock.release();
    }
  }
}
async function replace(d, target, temporary, change) {
  let doubted;
  for (let i = 0; i < ATTEMPTS; i += 1) {
    const found = textNow(target);
    const text = change(found);
    if (doubted !== found && (text instanceof import_errors13.AppError || found?.trim() === "")) {
      doubted = found;
      await d.sleep(HALF_WRITTEN_MS);
      continue;
    }
    if (text instanceof import_errors13.AppError) throw text;
    if (text === void 0) return { found, done: false };
    await (0, import_promises6.writeFile)(temporary, text, { mode: 384, flush: true });
    if (found !== void 0) {
      const { uid, gid, mode } = await (0, import_promises6.stat)(target);
      await (0, import_promises6.chown)(temporary, uid, gid);
      await (0, import_promises6.chmod)(temporary, mode);
    }
    const swap = async () => {
      if (textNow(target) !== found) return false;
      (0, import_node_fs7.renameSync)(temporary, target);
      return true;
    };
    if (await (0, import_files3.withRenameRetries)(swap, d.platform)) return { found, done: true };
    await d.sleep(d.randomBytes(1)[0] ?? 0);
  }
  throw new import_errors13.AppError({
    kind: "local",
    code: "setup.contended",
    what: `${target} was not changed.`,
    why: "Another program keeps changing it.",
    fix: "Close that program and run this command again.",
    details: { path: target }
  });
}
var import_node_fs7, import_promises6, import_node_path8, import_errors13, import_files3, import_lock, LOCK_WAIT_MS, ATTEMPTS, HALF_WRITTEN_MS, textNow;
var init_replace = __esm({
  "src/setup/replace.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_node_fs7 = require("node:fs");
    import_promises6 = require("node:fs/promises");
    import_node_path8 = __toESM(require("node:path"), 1);
    import_errors13 = __toESM(require_errors(), 1);
    import_files3 = __toESM(require_files(), 1);
    import_lock = __toESM(require_lock(), 1);
    LOCK_WAIT_MS = 3e4;
    ATTEMPTS = 20;
    HALF_WRITTEN_MS = 150;
    textNow = (file2) => (0, import_node_fs7.existsSync)(file2) ? (0, import_node_fs7.readFileSync)(file2, "utf8") : void 0;
  }
});

// src/setup/workspace.ts
function workspaceFor({ name, startsElsewhere }, { cwd, home: home2, env }, named) {
  const folder = named === void 0 ? startsElsewhere && repositoryAround(cwd) : import_node_path9.default.resolve(cwd, named);
  if (folder === void 0) return void 0;
  const { authFile } = (0, import_settings3.readSettings)(env, home2);
  const isFolder = (0, import_node_fs8.statSync)(folder, { throwIfNoEntry: false })?.isDirectory();
  if (isFolder && (0, import_workspace3.isWorkspace)(folder, { home: home2, authFile })) return folder;
  if (named === void 0) return void 0;
  throw new import_errors14.AppError({
    kind: "input",
    code: "setup.workspace",
    what: `${folder} cannot be the workspace.`,
    why: "The folder does not exist, or it is not a project: it contains your home folder, your login or the system.",
    fix: `Name a project’s folder: \`codex-oauth setup ${name} --workspace <folder>\`.`
  });
}
function repositoryAround(folder) {
  if ((0, import_node_fs8.existsSync)(import_node_path9.default.join(folder, ".git"))) return folder;
  const above = import_node_path9.default.dirname(folder);
  return above === folder ? void 0 : repositoryAround(above);
}
var import_node_fs8, import_node_path9, import_workspace3, import_settings3, import_errors14;
var init_workspace = __esm({
  "src/setup/workspace.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_node_fs8 = require("node:fs");
    import_node_path9 = __toESM(require("node:path"), 1);
    import_workspace3 = __toESM(require_workspace(), 1);
    import_settings3 = __toESM(require_settings(), 1);
    import_errors14 = __toESM(require_errors(), 1);
  }
});

// src/setup/setup.ts
var setup_exports = {};
__export(setup_exports, {
  applySetup: () => applySetup,
  planSetup: () => planSetup,
  snippet: () => snippet
});
function planSetup(host, facts) {
  const inProject = facts.project ? host.projectFile : void 0;
  if (facts.project && inProject === void 0)
    throw new import_errors15.AppError({
      kind: "input",
      code: "setup.no_project",
      what: `${host.title} has no configuration for a single project.`,
      fix: `Omit --project: \`codex-oauth setup ${host.name}\`.`
    });
  const file2 = inProject === void 0 ? host.file?.(facts) : import_node_path10.default.join(facts.cwd, inProject);
  const workspace = workspaceFor(host, facts, facts.workspace);
  const command2 = serverCommand({ ...facts, workspace });
  const entry = host.entry(command2);
  const ways = facts.project ? {} : { own: host.ownCommand?.(command2), link: host.link?.(command2) };
  return { file: file2, workspace, command: command2, entry, snippet: snippet(host, entry), ...ways };
}
function snippet({ format, section, server }, entry) {
  if (format === "toml") return renderToml([section, server], entry);
  if (format === "json") return JSON.stringify({ [section]: { [server]: entry } }, null, 2);
  const lines = Object.entries(entry).map(([key, value]) => `    ${key}: ${JSON.stringify(value)}`);
  return [`${section}:`, `  ${server}:`, ...lines].join("\n");
}
async function applySetup(host, file2, entry, d) {
  if (file2 === void 0 || host.format === "yaml") throw byHand(host, file2);
  try {
    const target = await behindLinks(file2);
    const there = await (0, import_promises7.stat)(target).catch(() => void 0);
    if (!there && !entry) return { action: "unchanged" };
    if (there && !there.isFile())
      throw refused(host, file2, { why: "It is not a regular file.", fix: "Move it away" });
    if (there) await (0, import_promises7.access)(target, import_node_fs9.constants.W_OK);
    await (0, import_promises7.mkdir)(import_node_path10.default.dirname(target), { recursive: true });
    const { found, done } = await changeFile(d, target, (text) => edited(host, file2, entry, text));
    if (!done) return { action: "unchanged" };
    if (!entry || found === void 0) return { action: entry ? "written" : "removed" };
    const keep = { flag: "wx", mode: there?.mode ?? 384 };
    const kept = await (0, import_promises7.writeFile)(`${file2}.bak`, found, keep).catch(() => "not");
    return { action: "written", backup: kept === void 0 ? `${file2}.bak` : void 0 };
  } catch (error) {
    throw (0, import_files4.fileError)(error, file2, "changed", byHandInstead(host));
  }
}
function edited(host, file2, entry, text = "") {
  if (text.includes("�"))
    return refused(host, file2, { why: "It is not UTF-8 text.", fix: "Save it as UTF-8" });
  const [, mark = "", body = ""] = /^(\uFEFF?)(.*)$/s.exec(text) ?? [];
  const edit = host.format === "toml" ? editToml : editJsonc;
  try {
    const next = edit(body, [host.section, host.server], entry);
    if (typeof next !== "string") return refused(host, file2, next);
    return next === body ? void 0 : mark + next;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return refused(host, file2, { why: "It is nested too deeply.", fix: "Correct that" });
  }
}
function byHand(host, file2) {
  return new import_errors15.AppError({
    kind: "input",
    code: "setup.by_hand",
    what: `codex-oauth cannot write the configuration of ${host.title}.`,
    why: file2 === void 0 ? "It has a menu instead of a file." : `${file2} is YAML.`,
    fix: `Run \`codex-oauth setup ${host.name}\` and add what it prints by hand.`
  });
}
function refused(host, file2, refusal) {
  const at = "line" in refusal ? refusal : void 0;
  const { why, fix } = "line" in refusal ? {
    why: `Line ${refusal.line}, column ${refusal.column} is not valid ${host.format.toUpperCase()}.`,
    fix: "Correct that line"
  } : refusal;
  return new import_errors15.AppError({
    kind: "local",
    code: at ? "setup.unreadable" : "setup.in_the_way",
    what: `${file2} was not changed.`,
    why,
    fix: `${fix} and run this again, or ${byHandInstead(host)}.`,
    details: { path: file2, ...at }
  });
}
var import_node_fs9, import_promises7, import_node_path10, import_errors15, import_files4, byHandInstead;
var init_setup = __esm({
  "src/setup/setup.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_node_fs9 = require("node:fs");
    import_promises7 = require("node:fs/promises");
    import_node_path10 = __toESM(require("node:path"), 1);
    import_errors15 = __toESM(require_errors(), 1);
    import_files4 = __toESM(require_files(), 1);
    init_command2();
    init_edit_jsonc();
    init_edit_toml();
    init_replace();
    init_workspace();
    byHandInstead = ({ name }) => `add the entry by hand: \`codex-oauth setup ${name}\` prints it`;
  }
});

// src/cli/commands/setup.ts
function setupDocument(host, plan, project, applied) {
  return {
    host: host.name,
    file: plan.file ?? null,
    action: applied?.action ?? "printed",
    backup: applied?.backup ?? null,
    entry: { [host.section]: { [host.server]: plan.entry } },
    link: plan.link ?? null,
    notes: notesFor(host, plan, project)
  };
}
function hostNamed(word2) {
  const host = HOSTS.find(
    ({ name }) => name === word2 || [`${name}-code`, `${name}-cli`].includes(word2 ?? "")
  );
  if (host) return host;
  if (word2 === void 0)
    throw usageError(
      "`codex-oauth setup` needs the name of an assistant.",
      `It is one of ${NAMES.join(", ")}.`,
      "For example: `codex-oauth setup cursor`."
    );
  throw noSuch(`"${word2.slice(0, 40)}" is not a known assistant.`, word2, NAMES, {
    command: "codex-oauth setup",
    otherwise: "For any other MCP host: the command that `codex-oauth setup cursor` prints works there too."
  });
}
function notesFor(host, { workspace, command: command2 }, project) {
  const { name, title, startsElsewhere, note: note2, projectNote } = host;
  const elsewhere = workspace === void 0 ? `${title} starts its servers outside any project, so questions cannot have attachments. To allow them, name a folder: \`codex-oauth setup ${name} --workspace <folder>\`.` : `Files are read below ${workspace}. For another folder: \`codex-oauth setup ${name} --workspace <folder>\`.`;
  const shared = "The file contains paths of this machine: do not commit it for others.";
  return [
    note2,
    ...startsElsewhere || workspace !== void 0 ? [elsewhere] : [],
    ...command2.notes,
    ...project ? [projectNote, shared] : []
  ].filter((sentence) => sentence !== void 0);
}
function render3(host, plan, { project, remove: remove2 }, applied, { out: paint, foreign }) {
  const { snippet: snippet2, workspace, own, link } = plan;
  const path12 = field(plan.file ?? host.menu ?? "");
  const notes = notesFor(host, plan, project).map((note2) => `  ${paint.dim(field(note2))}`);
  if (!applied) {
    const options = `${project ? " --project" : ""}${workspace === void 0 ? "" : ` --workspace "${workspace}"`}`;
    const ours = field(`codex-oauth setup ${host.name}${options} --write`);
    return [
      `${host.title} keeps its servers in ${paint.cyan(path12)}. Add this there:
`,
      foreign(`${snippet2}
`),
      ...isWritten(host) ? [`${paint.cyan("→")} To write it for you: \`${ours}\``] : [],
      ...own === void 0 ? [] : [`  Or with its own command: \`${field(own)}\``],
      ...link === void 0 ? [] : [`  Or with a link: ${field(link)}`],
      ...notes,
      `  ${host.next}`
    ];
  }
  const done = {
    written: `${host.title} is set up in ${path12}.`,
    removed: `Removed from ${path12}.`,
    unchanged: remove2 ? `${path12} has no entry of codex-oauth.` : `${path12} is already up to date.`
  }[applied.action];
  if (applied.action === "unchanged") return [`${paint.green("✓")} ${done}`];
  return [
    `${paint.green("✓")} ${done}`,
    ...applied.backup === void 0 ? [] : [`  Backup: ${field(applied.backup)}`],
    ...applied.action === "written" ? [...notes, `  ${host.next}`] : []
  ];
}
var NAMES, setup;
var init_setup2 = __esm({
  "src/cli/commands/setup.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    init_hosts();
    init_command();
    init_text();
    NAMES = HOSTS.map(({ name }) => name);
    setup = command({
      name: "setup",
      summary: "show or write the configuration for a coding assistant",
      usage: "<assistant> [options]",
      about: [
        "Prints what to add to the assistant’s configuration, or writes it there. Comments and everything else in the",
        "file stay, and the original file is kept beside it (.bak). Both paths in the entry are absolute, because a program",
        "started from a desktop does not have your shell’s PATH. Run this again after moving Node or codex-oauth.",
        `Assistants: ${NAMES.slice(0, 8).join(", ")},`,
        `${NAMES.slice(8).join(", ")}.`
      ],
      options: {
        write: { summary: "write it" },
        remove: { excludes: "write", summary: "remove it again" },
        project: { summary: "for the project in this folder only" },
        workspace: { value: "<folder>", summary: "where files are read if the assistant names no folder" }
      },
      examples: [
        "codex-oauth setup cursor",
        "codex-oauth setup codex --write",
        "codex-oauth setup vscode --project --write",
        "codex-oauth setup claude-desktop --workspace ~/src/app --write"
      ],
      mostWords: 1,
      read: ([host], options) => ({ ...options, host: hostNamed(host) }),
      run: async (session, { host, write, remove: remove2, project, workspace }) => {
        const { applySetup: applySetup2, planSetup: planSetup2 } = await Promise.resolve().then(() => (init_setup(), setup_exports));
        const deps = session.deps();
        const { execPath, entry } = session.io;
        const plan = planSetup2(host, { ...deps, execPath, entry, project, workspace });
        const applied = write || remove2 ? await applySetup2(host, plan.file, remove2 ? void 0 : plan.entry, deps) : void 0;
        session.show(
          setupDocument(host, plan, project, applied),
          ...render3(host, plan, { project, remove: remove2 }, applied, session)
        );
      }
    });
  }
});

// others:src/attach/git.ts
var require_git = __commonJS({
  "others:src/attach/git.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./parts.js").modules["src/attach/git.ts"]();
  }
});

// others:src/system/network-error.ts
var require_network_error = __commonJS({
  "others:src/system/network-error.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/system/network-error.ts"]();
  }
});

// others:src/system/proxy-client.ts
var require_proxy_client = __commonJS({
  "others:src/system/proxy-client.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./parts.js").modules["src/system/proxy-client.ts"]();
  }
});

// src/system/forward.ts
function createForward(env) {
  void Promise.resolve().then(() => __toESM(require("./undici.js"), 1));
  const ways = /* @__PURE__ */ new Map();
  return async (url, { method, headers, body, signal }) => {
    const proxy = (0, import_proxy2.proxyFor)(url, env);
    const way = ways.get(proxy?.url ?? "") ?? (proxy ? throughProxy(proxy, env) : directly());
    ways.set(proxy?.url ?? "", way);
    const { origin, pathname, search } = url;
    const path12 = pathname + search;
    const sent = { origin, path: path12, method, headers: [...headers], body: body ?? null, signal };
    try {
      const answer = await (await way).request({ ...sent, responseHeaders: "raw" });
      const list = answer.headers;
      return { status: answer.statusCode, headers: list.map(String), body: answer.body };
    } catch (error) {
      const through = proxy ? { proxy } : {};
      throw (0, import_network_error.networkError)(error, url.href, { extraCa: Boolean(env["NODE_EXTRA_CA_CERTS"]), ...through });
    }
  };
}
async function directly() {
  const { default: undici } = await Promise.resolve().then(() => __toESM(require("./undici.js"), 1));
  return new undici.Agent({ headersTimeout: 0, bodyTimeout: 0 });
}
var import_network_error, import_proxy2, import_proxy_client, throughProxy;
var init_forward = __esm({
  "src/system/forward.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_network_error = __toESM(require_network_error(), 1);
    import_proxy2 = __toESM(require_proxy(), 1);
    import_proxy_client = __toESM(require_proxy_client(), 1);
    throughProxy = async (proxy, env) => (await (0, import_proxy_client.proxyClient)(proxy, (0, import_proxy2.noProxy)(env))).dispatcher;
  }
});

// others:src/login/sources/codex-cli-file.ts
var require_codex_cli_file = __commonJS({
  "others:src/login/sources/codex-cli-file.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./question.js").modules["src/login/sources/codex-cli-file.ts"]();
  }
});

// src/recorder/cli-settings.ts
function optionIn(args, names) {
  const end = args.indexOf("--");
  const own = end < 0 ? args : args.slice(0, end);
  const [short, long] = names;
  return own.flatMap((arg, i) => {
    if (arg === short || arg === long) return own[i + 1] ?? [];
    if (arg.startsWith(`${long}=`)) return arg.slice(long.length + 1);
    return arg.startsWith(short) && !arg.startsWith("--") ? arg.slice(short.length) : [];
  }).at(-1);
}
async function tableIn(file2) {
  try {
    return (0, import_smol_toml2.parse)(await (0, import_promises8.readFile)(file2, "utf8"));
  } catch {
    return {};
  }
}
async function readCliConfig(home2, args) {
  const profile = optionIn(args, ["-p", "--profile"]);
  const files = ["config.toml", ...profile === void 0 ? [] : [`${profile}.config.toml`]];
  const layers = await Promise.all(files.map((name) => tableIn(import_node_path11.default.join(home2, name))));
  const config = Object.assign({}, ...layers);
  return {
    baseUrl: (0, import_json5.stringOf)(config["openai_base_url"])?.replace(/\/+$/, ""),
    inFile: ((0, import_json5.stringOf)(config["cli_auth_credentials_store"]) ?? "file") === "file"
  };
}
async function readCliLogin(file2) {
  const text = await (0, import_promises8.readFile)(file2, "utf8").catch(() => "{}");
  (0, import_redact4.holdSecrets)(...secretsIn((0, import_json5.parseJson)(text)));
  return (0, import_codex_cli_file.parseCliFile)(text);
}
function secretsIn(value) {
  if (!(0, import_json5.isObject)(value)) return [];
  return Object.entries(value).flatMap(
    ([key, inner]) => typeof inner === "string" ? /token|key/i.test(key) ? [inner] : [] : secretsIn(inner)
  );
}
var import_promises8, import_node_path11, import_smol_toml2, import_codex_cli_file, import_credential2, import_json5, import_redact4, cliNotSignedIn;
var init_cli_settings = __esm({
  "src/recorder/cli-settings.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_promises8 = require("node:fs/promises");
    import_node_path11 = __toESM(require("node:path"), 1);
    import_smol_toml2 = __toESM(require_dist(), 1);
    import_codex_cli_file = __toESM(require_codex_cli_file(), 1);
    import_credential2 = __toESM(require_credential(), 1);
    import_json5 = __toESM(require_json(), 1);
    import_redact4 = __toESM(require_redact(), 1);
    cliNotSignedIn = (file2) => (0, import_credential2.signInError)(
      "start.not_signed_in",
      "The Codex CLI is not signed in, so it was not started.",
      `There is no login in ${file2}, and neither CODEX_API_KEY nor CODEX_ACCESS_TOKEN is set.`,
      "Run `codex login` (with an API key: `codex login --with-api-key`), then start it again."
    );
  }
});

// others:src/ask/backend.ts
var require_backend = __commonJS({
  "others:src/ask/backend.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/ask/backend.ts"]();
  }
});

// others:src/login/claims.ts
var require_claims = __commonJS({
  "others:src/login/claims.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/login/claims.ts"]();
  }
});

// src/recorder/destination.ts
function createDestinations({ routing, named, environment }) {
  return async (headers, signal) => {
    if (named !== void 0) return { baseUrl: named, headers: {} };
    const accessToken = bearerIn(headers);
    const accountId = headers["chatgpt-account-id"];
    if (typeof accountId !== "string" && !CHATGPT.test(accessToken)) {
      const own = accessToken !== "" && accessToken === environment.key ? environment.baseUrl : void 0;
      return { baseUrl: own ?? import_home2.OPENAI_API, headers: {} };
    }
    const credential = {
      // An opaque token does not say whose it is: its workspace may be one with a region.
      ...accessToken.startsWith("eyJ") ? (0, import_claims.identityOf)(accessToken) : { plan: "enterprise" },
      ...typeof accountId === "string" ? { accountId } : {},
      source: "codex-cli",
      route: "chatgpt",
      accessToken
    };
    const { "x-openai-fedramp": fedramp } = (0, import_backend.identityHeaders)(credential);
    const route = await routing.routeFor(credential, signal);
    return {
      baseUrl: `${route.baseUrl}/codex`,
      headers: { ...route.headers, ...fedramp === void 0 ? {} : { "x-openai-fedramp": fedramp } }
    };
  };
}
var import_backend, import_claims, import_home2, bearerIn, CHATGPT;
var init_destination = __esm({
  "src/recorder/destination.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_backend = __toESM(require_backend(), 1);
    import_claims = __toESM(require_claims(), 1);
    import_home2 = __toESM(require_home(), 1);
    bearerIn = ({ authorization = "" }) => /^Bearer (\S+)$/i.exec(authorization)?.[1] ?? "";
    CHATGPT = /^(?:eyJ|at-)/;
  }
});

// others:src/ask/answer.ts
var require_answer = __commonJS({
  "others:src/ask/answer.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./question.js").modules["src/ask/answer.ts"]();
  }
});

// others:src/ask/events.ts
var require_events = __commonJS({
  "others:src/ask/events.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./question.js").modules["src/ask/events.ts"]();
  }
});

// src/recorder/keep.ts
function cleaned(value) {
  if (typeof value === "string") return (0, import_redact5.redact)(value);
  if (Array.isArray(value)) return value.map(cleaned);
  return (0, import_json6.isObject)(value) ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [(0, import_redact5.redact)(key), cleaned(inner)])) : value;
}
function createKeeper(threads2, place) {
  const known = /* @__PURE__ */ new Map();
  const open = /* @__PURE__ */ new Map();
  const kept = /* @__PURE__ */ new Map();
  let [lost, why] = [0, ""];
  let tail = Promise.resolve();
  const threadOf = (asked) => {
    const { session, model: model2, effort: effort2, accountId, prompt } = asked;
    const id = (0, import_id2.isThreadId)(session) ? session : threads2.newId();
    const fresh = (error) => {
      if (!(error instanceof import_errors16.AppError) || error.code !== "thread.unknown") throw error;
      return threads2.create({ id, model: model2, effort: effort2, accountId, ...place, session, title: prompt });
    };
    return threads2.load(id, void 0).catch(fresh);
  };
  const lose = (error) => {
    lost += 1;
    if (error instanceof import_errors16.AppError) why = error.message;
  };
  const close = async (session) => {
    const turn = open.get(session);
    open.delete(session);
    const id = known.get(session)?.meta.id;
    if (!turn || id === void 0) return;
    const problem = await turn.writer.finish(cleaned(turn.end));
    if (!problem) return void kept.set(id, (kept.get(id) ?? 0) + 1);
    lose(problem);
    known.delete(session);
  };
  const begin = async (asked) => {
    const { session, question, model: model2, effort: effort2, prompt, input } = asked;
    const current = open.get(session);
    if (current?.question === question) return current;
    await close(session);
    const thread = known.get(session) ?? await threadOf(asked);
    const start2 = { model: model2, effort: effort2, prompt, input };
    const turn = { question, writer: threads2.beginTurn(thread, start2), end: { partial: true } };
    known.set(session, { ...thread, stored: true });
    open.set(session, turn);
    return turn;
  };
  const take = async (asked, round, requestId) => {
    const turn = await begin(asked);
    const { ending } = round;
    const text = round.text();
    const whole = ending.kind === "completed";
    const said = ending.kind === "failed" ? (0, import_json6.stringOf)(ending.error["message"]) : void 0;
    turn.end = {
      text,
      // Alone they are an answer that may be sent again; without their reasoning they have no ids (docs/wire.md 6.2).
      items: round.items.filter((item) => whole && item["type"] === "message").map(({ id: _id, ...item }) => item),
      partial: !whole,
      usage: sumOf(turn.end.usage, round.usage),
      requestId,
      ...whole ? {} : {
        error: {
          code: `stream.${ending.kind}`,
          message: said ?? "The connection ended before the answer did."
        }
      },
      ...round.model === void 0 || round.model === asked.model ? {} : { model: round.model }
    };
    const goesOn = round.items.some((item) => CLIENTS_CALL.test((0, import_json6.stringOf)(item["type"]) ?? ""));
    if (whole && !goesOn && text !== "") await close(asked.session);
  };
  return {
    /** Reads one answer as it passes. Never throws. `end` is called once, when nothing more of it comes. */
    listen: (given, requestId) => {
      const asked = cleaned(given);
      const round = new import_answer3.AnswerAssembly();
      const feed = (0, import_events.eventFeed)((event, size) => void round.take(event, size));
      const decoder = new TextDecoder();
      const hear = (text) => {
        try {
          if (!round.full) feed(text());
        } catch (error) {
          lose(error);
        }
      };
      tail = tail.then(() => begin(asked)).catch(() => {
      });
      return {
        push: (chunk) => hear(() => decoder.decode(chunk, { stream: true })),
        end: () => {
          hear(() => `${decoder.decode()}

`);
          tail = tail.then(() => take(asked, round, requestId)).catch(lose);
        }
      };
    },
    /** Something of a question's could not be read; `reason` is a sentence. */
    miss: (reason) => {
      lost += 1;
      why = reason;
    },
    /** Ends what is open, and says in one line what was kept. */
    end: async () => {
      await tail;
      await Promise.all([...open.keys()].map((session) => close(session).catch(lose)));
      const turns = [...kept.values()].reduce((sum, count) => sum + count, 0);
      const names = [...kept.keys()].map(import_id2.shortId).join(", ");
      const some = `${turns} ${turns === 1 ? "turn" : "turns"} in ${kept.size === 1 ? "thread" : "threads"} ${names}`;
      const gone = lost === 0 ? "" : `; not kept: ${lost}. ${why}`.trimEnd();
      return `kept: ${turns === 0 ? "nothing" : some}${gone}`;
    }
  };
}
var import_answer3, import_events, import_id2, import_errors16, import_json6, import_redact5, CLIENTS_CALL, sumOf;
var init_keep = __esm({
  "src/recorder/keep.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_answer3 = __toESM(require_answer(), 1);
    import_events = __toESM(require_events(), 1);
    import_id2 = __toESM(require_id(), 1);
    import_errors16 = __toESM(require_errors(), 1);
    import_json6 = __toESM(require_json(), 1);
    import_redact5 = __toESM(require_redact(), 1);
    CLIENTS_CALL = /^(?:function|custom_tool|local_shell|tool_search)_call$/;
    sumOf = (before, usage) => usage === void 0 ? before : Object.fromEntries(Object.entries(usage).map(([key, n]) => [key, n + ((0, import_json6.numberOf)(before?.[key]) ?? 0)]));
  }
});

// others:src/system/peer.ts
var require_peer = __commonJS({
  "others:src/system/peer.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./parts.js").modules["src/system/peer.ts"]();
  }
});

// others:src/ask/judge.ts
var require_judge = __commonJS({
  "others:src/ask/judge.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/ask/judge.ts"]();
  }
});

// src/recorder/asked.ts
function isUsers(item) {
  if (item["type"] !== "message" || item["role"] !== "user") return false;
  const kinds = (0, import_json7.member)(item, "internal_chat_message_metadata_passthrough", "content_item_kinds");
  if (!Array.isArray(kinds)) return !textOf(partsOf(item)[0]).trimStart().startsWith("<");
  return kinds.some((kind) => typeof kind === "string" && kind.startsWith("user."));
}
function askedIn(headers, body) {
  const one = (name) => (0, import_json7.stringOf)(headers[name]);
  const metadata = body["client_metadata"];
  const about = (0, import_json7.parseJson)(
    one("x-codex-turn-metadata") ?? (0, import_json7.stringOf)((0, import_json7.member)(metadata, "x-codex-turn-metadata")) ?? "{}"
  );
  const [kind, whose2] = [(0, import_json7.member)(about, "request_kind"), (0, import_json7.member)(about, "thread_source")];
  if ((kind ?? "turn") !== "turn" || (whose2 ?? "user") !== "user") return void 0;
  const session = one("thread-id") ?? one("session-id") ?? (0, import_json7.stringOf)((0, import_json7.member)(metadata, "thread_id")) ?? (0, import_json7.stringOf)(body["prompt_cache_key"]);
  const items = Array.isArray(body["input"]) ? body["input"].filter(import_json7.isObject) : [];
  const last = items.findLastIndex(isUsers);
  if (session === void 0 || last < 0) return void 0;
  const before = items.slice(0, last).findLastIndex((item) => !isAside(item));
  const said = items.slice(before + 1, last + 1).filter(isUsers);
  const content = said.flatMap(partsOf);
  const prompt = said.map((item) => partsOf(item).map(textOf).join("")).join("\n\n");
  return {
    session,
    question: (0, import_json7.stringOf)(items[last]?.["id"]) ?? `${last} ${prompt}`,
    prompt,
    input: { type: "message", role: "user", content },
    model: (0, import_json7.stringOf)(body["model"]) ?? "",
    effort: (0, import_json7.stringOf)((0, import_json7.member)(body["reasoning"], "effort")),
    accountId: one("chatgpt-account-id")
  };
}
var import_json7, textOf, partsOf, isAside;
var init_asked = __esm({
  "src/recorder/asked.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_json7 = __toESM(require_json(), 1);
    textOf = (part) => (0, import_json7.stringOf)((0, import_json7.member)(part, "text")) ?? "";
    partsOf = ({ content }) => Array.isArray(content) ? content : [];
    isAside = (item) => item["type"] === "message" && item["role"] !== "assistant";
  }
});

// src/recorder/proxy.ts
function throughHeaders(raw) {
  const pairs = Array.from({ length: raw.length / 2 }, (_, i) => [raw[2 * i] ?? "", raw[2 * i + 1] ?? ""]);
  const named = pairs.flatMap(
    ([name = "", value = ""]) => name.toLowerCase() === "connection" ? value.toLowerCase().split(/[\s,]+/) : []
  );
  return pairs.filter(([name = ""]) => !HOPS.has(name.toLowerCase()) && !named.includes(name.toLowerCase())).flat();
}
function holdCredentials(raw) {
  for (let i = 0; i < raw.length; i += 2) {
    if (!/authorization|cookie|token|secret|api-?key/i.test(raw[i] ?? "")) continue;
    (0, import_redact6.holdSecrets)(raw[i + 1], ...(raw[i + 1] ?? "").split(/[\s;,=]+/));
  }
}
async function openProxy({ secret, destinationOf, forward, keeper, onAnswer, user }) {
  const wanted = digest(secret);
  const strangers = /* @__PURE__ */ new WeakMap();
  const serving = /* @__PURE__ */ new Set();
  let port = 0;
  const restOf = async ({ url = "", headers, socket }) => {
    const [, word2 = ""] = /^\/([^/?]*)/.exec(url) ?? [];
    if (!(0, import_node_crypto.timingSafeEqual)(digest(word2), wanted) || headers.host !== `127.0.0.1:${port}`) return void 0;
    const stranger = strangers.get(socket) ?? (0, import_peer.isAnotherUsers)({ peer: socket.remotePort ?? 0, port }, user);
    strangers.set(socket, stranger);
    return await stranger ? void 0 : url.slice(word2.length + 1);
  };
  const serve = async (request, response) => {
    const rest = await restOf(request);
    if (rest === void 0) return void response.writeHead(404).end();
    const gone = new AbortController();
    response.once("close", () => gone.abort());
    holdCredentials(request.rawHeaders);
    const copy = copyOf(request, rest);
    const { signal } = gone;
    const { baseUrl, headers } = await destinationOf(request.headers, signal);
    const answer = await forward(new URL(baseUrl + rest), {
      method: request.method ?? "GET",
      headers: [...throughHeaders(request.rawHeaders), ...Object.entries(headers).flat()],
      body: copy.body,
      signal
    });
    holdCredentials(answer.headers);
    response.sendDate = false;
    response.writeHead(answer.status, [...throughHeaders(answer.headers)]);
    response.flushHeaders();
    await onAnswer();
    const ear = copy.listen(answer);
    try {
      for await (const chunk of answer.body) {
        const ready = response.write(chunk);
        ear?.push(chunk);
        if (!ready) await (0, import_node_events.once)(response, "drain", { signal });
      }
      response.end();
    } finally {
      ear?.end();
    }
  };
  const copyOf = (request, rest) => {
    const {
      "content-length": length,
      "transfer-encoding": chunked,
      "content-encoding": packed
    } = request.headers;
    const body = length === void 0 && chunked === void 0 ? void 0 : new import_node_stream2.PassThrough();
    const question = request.method === "POST" && /^\/responses(?:\?|$)/.test(rest);
    let asked;
    let unread = packed === void 0 ? "A question could not be read." : "A question was compressed.";
    if (question && packed === void 0) {
      const pieces = [];
      let size = 0;
      request.on("data", (piece) => {
        size += piece.length;
        if (size <= LONGEST) pieces.push(piece);
        else pieces.length = 0;
      });
      request.on("end", () => {
        const read2 = size > LONGEST ? void 0 : (0, import_json8.parseJson)(Buffer.concat(pieces).toString("utf8"));
        if (size > LONGEST) unread = "A question was too long.";
        if (!(0, import_json8.isObject)(read2)) return;
        unread = "";
        asked = askedIn(request.headers, read2);
      });
    }
    if (body) request.pipe(body);
    const listen = ({ status: status2, headers }) => {
      if (!question || status2 !== 200) return void 0;
      const names = headers.map((name) => name.toLowerCase());
      const of = (name) => headers[names.indexOf(name) + 1 || headers.length] ?? null;
      if ((of("content-encoding") ?? "identity") !== "identity") unread ||= "An answer was compressed.";
      if (unread !== "") keeper.miss(unread);
      return asked && unread === "" ? keeper.listen(asked, (0, import_judge.requestIdIn)(of)) : void 0;
    };
    return { body, listen };
  };
  const limits = {
    maxHeaderSize: HEADERS,
    headersTimeout: HEADERS_MS,
    requestTimeout: 0,
    keepAliveTimeout: 0
  };
  const server = (0, import_node_http.createServer)(limits);
  server.on("request", (request, response) => {
    const served = serve(request, response).catch((error) => {
      if (response.headersSent || !(error instanceof import_errors17.AppError)) return void response.destroy();
      const { message } = error;
      response.writeHead(502, { "content-type": "application/json" });
      response.end(JSON.stringify({ detail: (0, import_redact6.redactHeld)(`codex-oauth: ${message}`) }));
    });
    serving.add(served);
    void served.finally(() => serving.delete(served));
  });
  server.on("upgrade", (request, socket) => {
    socket.on("error", () => socket.destroy());
    const refuse = (status2) => void socket.end(`HTTP/1.1 ${status2}\r
Connection: close\r
Content-Length: 0\r
\r
`);
    restOf(request).then(
      (rest) => refuse(rest === void 0 ? "404 Not Found" : "426 Upgrade Required"),
      () => socket.destroy()
    );
  });
  server.listen({ port: 0, host: "127.0.0.1", exclusive: true });
  await (0, import_node_events.once)(server, "listening");
  port = server.address().port;
  return {
    url: `http://127.0.0.1:${port}/${secret}`,
    /** Cuts what is left; resolves when all of it has been heard. */
    close: async () => {
      server.close().closeAllConnections();
      await Promise.all(serving);
    }
  };
}
var import_node_crypto, import_node_events, import_node_http, import_node_stream2, import_json8, import_peer, import_redact6, import_errors17, import_judge, LONGEST, HEADERS, HEADERS_MS, HOPS, digest;
var init_proxy = __esm({
  "src/recorder/proxy.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_node_crypto = require("node:crypto");
    import_node_events = require("node:events");
    import_node_http = require("node:http");
    import_node_stream2 = require("node:stream");
    import_json8 = __toESM(require_json(), 1);
    import_peer = __toESM(require_peer(), 1);
    import_redact6 = __toESM(require_redact(), 1);
    import_errors17 = __toESM(require_errors(), 1);
    import_judge = __toESM(require_judge(), 1);
    init_asked();
    LONGEST = 32 * 1048576;
    HEADERS = 262144;
    HEADERS_MS = 6e4;
    HOPS = /* @__PURE__ */ new Set([
      "connection",
      "keep-alive",
      "proxy-connection",
      "proxy-authenticate",
      "proxy-authorization",
      "te",
      "trailer",
      "transfer-encoding",
      "upgrade",
      "host",
      "expect"
    ]);
    digest = (text) => (0, import_node_crypto.createHash)("sha256").update(text).digest();
  }
});

// src/recorder/run.ts
function atTerminal(platform) {
  if (platform === "win32") return true;
  try {
    (0, import_node_fs10.closeSync)((0, import_node_fs10.openSync)("/dev/tty", "r"));
    return true;
  } catch {
    return false;
  }
}
async function runInPlace(file2, args, { env, platform, signals }) {
  const shared = atTerminal(platform);
  const child = (0, import_node_child_process.spawn)(file2, args, { stdio: "inherit", env });
  const pass = (signal) => void child.kill(signal);
  const direct = ["SIGTERM", "SIGHUP"];
  const keys = platform === "win32" ? ["SIGINT"] : ["SIGINT", "SIGQUIT"];
  const ends = [
    ...direct.map((signal) => signals.listen(signal, () => pass(signal))),
    // From the terminal it has it already, and a second Ctrl-C means more than one.
    ...keys.map((signal) => signals.listen(signal, () => shared ? void 0 : pass(signal)))
  ];
  if (platform !== "win32") {
    let unlisten = () => {
    };
    const pause = () => {
      if (!shared) pass("SIGTSTP");
      unlisten();
      signals.send("SIGTSTP");
      unlisten = signals.listen("SIGTSTP", pause);
    };
    unlisten = signals.listen("SIGTSTP", pause);
    ends.push(() => unlisten());
    ends.push(signals.listen("SIGCONT", () => pass("SIGCONT")));
  }
  try {
    const [code, signal] = await (0, import_node_events2.once)(child, "exit");
    return signal === null ? { code: code ?? 1 } : { signal };
  } finally {
    for (const end of ends) end();
  }
}
var import_node_child_process, import_node_events2, import_node_fs10;
var init_run = __esm({
  "src/recorder/run.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_node_child_process = require("node:child_process");
    import_node_events2 = require("node:events");
    import_node_fs10 = require("node:fs");
  }
});

// src/recorder/start.ts
var start_exports = {};
__export(start_exports, {
  codeOf: () => codeOf,
  startCodex: () => startCodex,
  withoutDetour: () => withoutDetour
});
function withoutDetour(env) {
  if (!(0, import_proxy3.proxyVariables)(env).some(({ name }) => !/^https/i.test(name))) return env;
  const names = [env["NO_PROXY"] ?? env["no_proxy"], "127.0.0.1"].filter(Boolean).join(",");
  return { ...env, NO_PROXY: names, no_proxy: names };
}
async function findCodex({ deps, projectOf }, args) {
  const named = optionIn(args, ["-C", "--cd"]);
  const cwd = named === void 0 ? deps.cwd : (0, import_node_path12.resolve)(deps.cwd, named);
  const project = await projectOf(named === void 0 ? void 0 : [cwd]);
  const file2 = await (0, import_git.findProgram)("codex", project || void 0, deps);
  if (file2 !== void 0) return { file: file2, cwd, project };
  throw new import_errors18.AppError({
    kind: "local",
    code: "start.no_codex",
    what: "The Codex CLI was not found.",
    why: "No folder of PATH has a program named codex. Folders of the project and of its packages do not count.",
    fix: "Install it (`npm install -g @openai/codex`) and sign in with `codex login`."
  });
}
async function checkLogin2({ settings: settings2, deps }, args, { inFile, baseUrl: named }) {
  const login2 = await readCliLogin(settings2.codexCliFile);
  const { CODEX_API_KEY: key, CODEX_ACCESS_TOKEN: token2 } = deps.env;
  (0, import_redact7.holdSecrets)(key, token2);
  if (login2.kind === "absent" && inFile && !key && !token2) {
    if (args.some((arg) => WITHOUT_LOGIN.test(arg))) return;
    throw cliNotSignedIn(settings2.codexCliFile);
  }
  if (named !== void 0) return;
  if (!key) (0, import_home3.enforceHome)(settings2, { route: login2.kind === "api-key" ? "api" : "chatgpt", home: void 0 });
}
async function startCodex(app, args, signals) {
  const { deps, settings: settings2, threads: threads2, routing } = app;
  const { file: file2, cwd, project } = await findCodex(app, args);
  const run = (own2, env = deps.env) => runInPlace(file2, [...own2, ...args], { ...deps, env, signals }).catch((error) => {
    throw new import_errors18.AppError({
      kind: "local",
      code: "start.failed",
      what: "The Codex CLI could not be started.",
      why: `${file2}: ${(0, import_errors18.errnoOf)(error) ?? "unknown failure"}.`,
      fix: "Run `codex --version` to see whether it works by itself."
    });
  });
  if (!threads2.enabled)
    return { ended: await run([]), remark: "kept: nothing, because CODEX_OAUTH_THREADS is off" };
  await app.refuseProject();
  const config = await readCliConfig(settings2.codexHome, args);
  await checkLogin2(app, args, config);
  const keeper = createKeeper(threads2, { cwd, project });
  const secret = Buffer.from(deps.randomBytes(SECRET_BYTES)).toString("base64url");
  (0, import_redact7.holdSecrets)(secret);
  const proxy = await openProxy({
    secret,
    user: deps,
    keeper,
    forward: createForward(deps.env),
    destinationOf: createDestinations({
      routing,
      named: config.baseUrl,
      environment: { key: deps.env["CODEX_API_KEY"], baseUrl: settings2.apiBaseUrl }
    }),
    onAnswer: () => readCliLogin(settings2.codexCliFile)
  });
  const own = ["-c", `openai_base_url="${proxy.url}"`, "-c", "features.enable_request_compression=false"];
  try {
    const ended = await run(own, withoutDetour(deps.env));
    await proxy.close();
    return { ended, remark: await keeper.end() };
  } finally {
    await proxy.close();
  }
}
var import_node_os2, import_node_path12, import_git, import_home3, import_errors18, import_proxy3, import_redact7, SECRET_BYTES, WITHOUT_LOGIN, codeOf;
var init_start = __esm({
  "src/recorder/start.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_node_os2 = require("node:os");
    import_node_path12 = require("node:path");
    import_git = __toESM(require_git(), 1);
    import_home3 = __toESM(require_home(), 1);
    import_errors18 = __toESM(require_errors(), 1);
    init_forward();
    import_proxy3 = __toESM(require_proxy(), 1);
    import_redact7 = __toESM(require_redact(), 1);
    init_cli_settings();
    init_destination();
    init_keep();
    init_proxy();
    init_run();
    SECRET_BYTES = 24;
    WITHOUT_LOGIN = /^(?:login|logout|help|completion|doctor|update|features|--help|-h|--version|-V)$/;
    codeOf = (ended) => "code" in ended ? ended.code : 128 + (import_node_os2.constants.signals[ended.signal] ?? 0);
  }
});

// src/cli/commands/start.ts
var start;
var init_start2 = __esm({
  "src/cli/commands/start.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    init_command();
    start = command({
      name: "start",
      summary: "run your own Codex CLI and keep its conversations as threads",
      usage: "codex [-- <arguments of codex>]",
      about: [
        "Runs the codex on your PATH, with its own login and settings, as if it ran alone: terminal, signals and exit code",
        "are its own. Its questions pass through this process to OpenAI; each session is kept as a thread of this folder,",
        "without credentials. Its login is not touched, and its renewal does not pass through here. When it ends, a line on",
        "stderr says what was kept. CODEX_OAUTH_THREADS=off keeps nothing."
      ],
      options: {},
      examples: [
        "codex-oauth start codex",
        "codex-oauth start codex -- resume --last",
        'codex-oauth start codex -- exec "What does this project do?"'
      ],
      mostWords: Infinity,
      read: ([program, ...args]) => {
        if (program === "codex") return { args };
        const [why, fix] = ["It is codex, the Codex CLI.", "Run `codex-oauth start codex`."];
        if (program === void 0) throw usageError("`codex-oauth start` needs the name of a program.", why, fix);
        throw noSuch(`codex-oauth cannot start "${program.slice(0, 40)}".`, program, ["codex"], {
          command: "codex-oauth start",
          otherwise: fix
        });
      },
      run: async (session, { args }) => {
        const { codeOf: codeOf2, startCodex: startCodex2 } = await Promise.resolve().then(() => (init_start(), start_exports));
        const app = session.app();
        session.standBack();
        const { ended, remark } = await startCodex2(app, args, session.io.signals);
        session.note(remark);
        if ("signal" in ended) {
          await session.io.stderr.flushed();
          session.io.signals.send(ended.signal);
        }
        return codeOf2(ended);
      }
    });
  }
});

// src/cli/commands/status.ts
async function refreshLimits(session) {
  try {
    await session.orAbort(session.app().refreshLimits());
    return void 0;
  } catch (error) {
    if (error instanceof import_errors19.AppError) return error;
    throw error;
  }
}
function describeState(status2, paint) {
  const ok2 = paint.green("✓");
  switch (status2.status) {
    case "authenticated": {
      const {
        expires_in_seconds: left,
        renews_automatically: renews,
        source,
        is_expired,
        fix,
        needs_refresh
      } = status2;
      if (fix !== null)
        return `${paint.yellow("!")} the login ${is_expired ? "needs a renewal" : "still works"}, but:`;
      if (source === "api-key") return `${ok2} an API key is used (paid by use, not by a plan)`;
      const owner = source === "codex-cli" ? "the Codex CLI" : source === "external" ? "its application" : "";
      if (left === null) return `${ok2} signed in`;
      if (!renews)
        return `${ok2} signed in for ${(0, import_time8.humanSeconds)(left)} more (${owner ? `only ${owner} renews it` : "it cannot be renewed"})`;
      const when = is_expired || needs_refresh ? "with the next question" : `in ${(0, import_time8.humanSeconds)(left)}`;
      return `${ok2} signed in (renews automatically ${when})`;
    }
    case "pending": {
      const left = status2.login ? `, ${(0, import_time8.humanSeconds)(status2.login.expires_in_seconds)} left` : "";
      return `${paint.yellow("…")} a sign-in is in progress${left}`;
    }
    case "expired":
      return `${paint.red("✗")} the login no longer works`;
    case "not_authenticated":
  }
  return status2.problem === null ? `${paint.yellow("–")} not signed in` : `${paint.red("✗")} the login cannot be used`;
}
function renderStatus(status2, paint, now, bars) {
  const pairs = [["Login", describeState(status2, paint)]];
  const add = (label, value) => {
    if (value !== null && value !== void 0) pairs.push([label, field(value)]);
  };
  add("Open", status2.login?.code_url ?? status2.login?.url);
  add("Code", status2.login?.code);
  add("Account", status2.email);
  add("Provider", status2.provider);
  add("Plan", status2.plan ?? status2.plan_usage);
  add("Manage usage", status2.manage_usage);
  add("Workspace", status2.workspace_name ?? status2.workspace);
  add("Source", status2.source);
  add("File", status2.auth_file);
  if (status2.auth_file === null) add("Variable", status2.held_in);
  for (const [i, way] of (status2.network ?? []).entries()) add(i === 0 ? "Network" : "", way);
  const windows = status2.limits?.windows ?? [];
  const longest = Math.max(0, ...windows.map((w) => w.name.length));
  for (const [i, w] of windows.entries()) {
    const left = w.resets_at === null ? 0 : (Date.parse(w.resets_at) - now) / 1e3;
    const reset = left <= 0 ? "" : `, resets in ${(0, import_time8.humanSeconds)(left)}`;
    const bar = bars ? `${renderBar(w.used_percent, BAR_CELLS, paint)} ` : "";
    const used = `${bar}${Math.round(w.used_percent)}% used${reset}`;
    pairs.push([i === 0 ? "Limits" : "", `${padEnd(field(w.name), longest)}  ${used}`]);
  }
  add("Credits", status2.limits?.credits);
  const { problem, fix } = status2;
  return [
    renderPairs(pairs, paint.dim),
    ...problem === null && fix === null ? [] : [""],
    ...problem === null ? [] : [`${paint.yellow("!")} ${field(problem)}`],
    ...fix === null ? [] : [`${paint.cyan("→")} ${field(fix)}`]
  ].join("\n");
}
function renderBar(percent, cells, paint) {
  const clamped = Math.min(100, Math.max(0, percent));
  const full = Math.round(clamped / 100 * cells);
  const colour = clamped >= 90 ? paint.red : clamped >= 75 ? paint.yellow : paint.green;
  return colour("█".repeat(full)) + paint.dim("░".repeat(cells - full));
}
var import_errors19, import_time8, status, BAR_CELLS;
var init_status = __esm({
  "src/cli/commands/status.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_errors19 = __toESM(require_errors(), 1);
    import_time8 = __toESM(require_time(), 1);
    init_boundary();
    init_command();
    init_text();
    status = command({
      name: "status",
      aliases: ["whoami"],
      summary: "show whether you are signed in, as whom, and what is wrong",
      about: ["Makes no network request without --refresh. Exit code 0 when signed in, 1 when not."],
      examples: ["codex-oauth status", "codex-oauth status --refresh", "codex-oauth status --json"],
      options: { refresh: { summary: "ask OpenAI how much of the plan is used" } },
      read: (_words, options) => options,
      run: async (session, { refresh }) => {
        const app = session.app();
        const problem = refresh ? await refreshLimits(session) : void 0;
        const seen = await app.status();
        const document = { ...seen, ...problem ? { limits_problem: problem.message } : {} };
        const { isTTY, columns: columns2 } = session.io.stdout;
        const text = renderStatus(seen, session.out, app.deps.now(), isTTY && columns2 >= 72);
        session.show(document, text);
        if (problem && !session.json) session.note(renderError(problem, session.err));
        return seen.authenticated ? EXIT.ok : EXIT.failed;
      }
    });
    BAR_CELLS = 24;
  }
});

// others:src/threads/export.ts
var require_export = __commonJS({
  "others:src/threads/export.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/threads/export.ts"]();
  }
});

// src/cli/commands/threads.ts
function readAction2(word2) {
  const action = ACTIONS2.find((a) => a === word2);
  if (action) return action;
  throw noSuch(`threads has no subcommand "${word2.slice(0, 40)}".`, word2, ACTIONS2, {
    command: "codex-oauth threads",
    otherwise: "Run `codex-oauth help threads`."
  });
}
function checkIds(action, ids, { all, here }) {
  const most = { list: 0, prune: 0, show: 1, export: 1, remove: Infinity, search: Infinity }[action];
  const misplaced = here && (action !== "remove" || ids.length > 0 || all) ? "--here" : void 0;
  const surplus = misplaced ?? (all && action === "prune" ? "--all" : ids[most]);
  if (surplus !== void 0) throw unexpected(surplus, "threads");
  if (most === 0 || ids.length > 0 || action === "remove" && (all || here)) return;
  if (action === "search")
    throw usageError("`codex-oauth threads search` needs words.", void 0, "Give the words to look for.");
  throw usageError(
    `\`codex-oauth threads ${action}\` needs a thread.`,
    "Give a thread id, or last for the one used last.",
    `Run \`codex-oauth threads\` to see them, then \`codex-oauth threads ${action} <id>\`.`
  );
}
async function printThread(session, { ids: [name = "last"] }, project, render4) {
  const thread = await session.app().kept.load(name, project);
  const document = { ...(0, import_export.metaDocument)(thread), turns: thread.turns.map(import_export.turnDocument) };
  session.show(document, session.foreign(render4(thread).replace(/\n$/, "")));
  return EXIT.ok;
}
async function printAnswer(session, { ids: [name = "last"] }, project) {
  const thread = await session.app().kept.load(name, project);
  const turn = thread.turns.findLast(({ state }) => state !== "failed");
  if (!turn)
    throw new import_errors20.AppError({
      kind: "input",
      code: "thread.no_answer",
      what: "This thread contains no answer.",
      fix: `Run \`codex-oauth threads show ${(0, import_id3.shortId)(thread.meta.id)}\` to see its questions.`
    });
  if (session.raw && !session.json) session.io.stdout.write(turn.text);
  else
    session.show(
      { ...(0, import_export.metaDocument)(thread), turns: [(0, import_export.turnDocument)(turn)] },
      session.foreign((0, import_forms4.readableAnswer)(turn))
    );
  const remark = (0, import_export.remarkOn)(turn);
  if (remark !== "" && !session.json) session.note(`${session.err.yellow("!")} ${field(remark)}`);
  return (0, import_export.isAltered)(turn) ? EXIT.failed : EXIT.ok;
}
async function remove(session, { ids, yes }, project) {
  const { threads: store, jobs: jobs2, kept } = session.app();
  const every = async () => (await store.list(project, Number.POSITIVE_INFINITY)).threads.map((t) => t.id);
  const chosen = ids.length > 0 ? ids : await every();
  const asks = chosen.length > 0 && !yes && !session.json && session.canAsk;
  if (asks && !await confirm(session, `Delete ${(0, import_wording7.plural)(chosen.length, "thread")}?`)) return EXIT.failed;
  await Promise.all(chosen.map((name) => store.idOf(name, project).then(jobs2.forget, () => {
  })));
  const removed = await kept.remove(chosen, project);
  const results = removed.map((id, n) => ({ thread_id: id ?? chosen[n] ?? "", removed: id !== void 0 }));
  const missing = results.filter((r) => !r.removed);
  session.show({ threads: results }, `${(0, import_wording7.plural)(results.length - missing.length, "thread")} deleted.`);
  if (!session.json) for (const { thread_id } of missing) session.note(`Thread ${thread_id} does not exist.`);
  return missing.length > 0 ? EXIT.failed : EXIT.ok;
}
async function find(session, query, project, limit) {
  const { kept, deps } = session.app();
  const { hits, total, skipped } = await session.orAbort(kept.search(query, project, limit));
  const { out } = session;
  const blocks = hits.map(({ about, usedAt, matches, snippet: snippet2 }) => {
    const when = `${(0, import_time9.humanSeconds)((deps.now() - usedAt) / 1e3)} ago`;
    const more = matches > 1 ? [(0, import_wording7.plural)(matches, "turn")] : [];
    const whose2 = about.source === "codex-cli" ? [about.source] : [];
    const line = [when, ...more, ...whose2].join(" · ");
    const title = clip(field(about.title), HIT_CELLS);
    return `${out.bold(title)}
  ${field(snippet2)}
  ${out.cyan((0, import_id3.shortId)(about.thread_id))}  ${out.dim(line)}`;
  });
  if (total === 0) blocks.push("Nothing found.");
  if (total > hits.length)
    blocks.push(out.dim(`${total - hits.length} more; --limit ${total} shows them all`));
  if (skipped > 0) blocks.push(out.dim(skippedNote(skipped)));
  session.show(foundDocument(query, { hits, total, skipped }), blocks.join("\n"));
  return EXIT.ok;
}
function foundDocument(query, { hits, total, skipped }) {
  const results = hits.map(({ about, usedAt, matches, turn, snippet: snippet2 }) => ({
    ...about,
    used_at: new Date(usedAt).toISOString(),
    turn,
    matches,
    snippet: snippet2
  }));
  return { query, results, total, skipped };
}
function renderListing(listing, now, paint) {
  const { threads: threads2, total, elsewhere, broken, skipped } = listing;
  const lines = [];
  const mixed = threads2.some(({ source }) => source === "codex-cli");
  if (threads2.length > 0) {
    const rows = threads2.map((t) => [
      `${t.ended ? "" : paint.yellow("… ")}${clip(field(t.title), mixed ? TITLE_CELLS2 - 13 : TITLE_CELLS2)}`,
      `${(0, import_time9.humanSeconds)((now - t.usedAt) / 1e3)} ago`,
      field(t.model),
      ...mixed ? [t.source] : [],
      paint.cyan((0, import_id3.shortId)(t.id))
    ]);
    const columns2 = ["QUESTION", "USED", "MODEL", ...mixed ? ["KEPT BY"] : [], "THREAD"];
    lines.push(renderTable(columns2, rows, paint));
  } else if (total === 0) lines.push(elsewhere > 0 ? "No threads in this folder." : "No threads yet.");
  if (threads2.some((t) => !t.ended)) {
    lines.push(paint.dim("… its last answer is still being written, or was interrupted"));
  }
  const rest = total - threads2.length - broken.length;
  if (rest > 0) lines.push(paint.dim(`${rest} older; --limit ${total} shows them all`));
  if (elsewhere > 0) lines.push(paint.dim(`${elsewhere} in other folders; --all shows them`));
  if (skipped > 0) lines.push(paint.dim(skippedNote(skipped)));
  for (const file2 of broken)
    lines.push(`${paint.yellow("!")} ${field(file2)} cannot be read; it was not changed.`);
  return lines.join("\n");
}
function listingDocument({ threads: threads2, total, elsewhere, broken, skipped }, totals = []) {
  return {
    threads: threads2.map((t, i) => ({
      thread_id: t.id,
      title: t.title,
      created_at: new Date(t.createdAt).toISOString(),
      used_at: new Date(t.usedAt).toISOString(),
      model: t.model,
      bytes: t.bytes,
      ended: t.ended,
      source: t.source,
      session_id: t.session ?? (t.source === "codex-cli" ? t.id : null),
      project: t.project || null,
      tokens: totals[i]?.tokens ?? t.tokens ?? null,
      duration_ms: totals[i]?.durationMs ?? null
    })),
    total,
    elsewhere,
    broken,
    skipped
  };
}
var import_export, import_id3, import_forms4, import_errors20, import_time9, import_wording7, ACTIONS2, LIMIT, threads, skippedNote, HIT_CELLS, TITLE_CELLS2, COUNTED;
var init_threads = __esm({
  "src/cli/commands/threads.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_export = __toESM(require_export(), 1);
    import_id3 = __toESM(require_id(), 1);
    import_forms4 = __toESM(require_forms(), 1);
    import_errors20 = __toESM(require_errors(), 1);
    import_time9 = __toESM(require_time(), 1);
    import_wording7 = __toESM(require_wording(), 1);
    init_boundary();
    init_command();
    init_live();
    init_text();
    ACTIONS2 = ["list", "search", "show", "export", "remove", "prune"];
    LIMIT = 20;
    threads = command({
      name: "threads",
      summary: "list, search, show, export and delete the conversations kept on this machine",
      usage: "[list | search <words> | show <id> | export <id> | remove <id>… | prune] [options]",
      about: [
        "Shows only threads started in this folder (or CLAUDE_PROJECT_DIR, if set); with --all, those of every",
        "folder. The Codex CLI’s sessions are listed, searched, shown and exported too, and never changed.",
        "Name one by its id, by at least its first 8 characters, or by last for the thread used last. A search",
        "finds turns that contain all words, also as parts of words; put a phrase into double quotes. Makes no",
        "network request. An interrupted answer is shown as far as it arrived. CODEX_OAUTH_THREADS sets how",
        "long threads are kept."
      ],
      options: {
        limit: {
          value: "<n>",
          number: { from: 1, to: 999999, whole: true },
          summary: `how many to list or to find (${LIMIT})`
        },
        format: {
          value: "<kind>",
          oneOf: ["markdown", "jsonl"],
          summary: "what to export: markdown (the default) or jsonl"
        },
        answer: { summary: "show: only the last answer; with --raw in a pipe its exact bytes" },
        all: { summary: "threads of every folder; `remove --all` without an id deletes every one of them" },
        here: { summary: "remove: every thread of this folder" },
        yes: { short: "y", summary: "remove: do not ask (in a pipe it never asks)" }
      },
      examples: [
        "codex-oauth threads",
        "codex-oauth threads search token refresh",
        "codex-oauth threads show last",
        "codex-oauth threads export last > conversation.md",
        "codex-oauth threads show last --answer --raw"
      ],
      mostWords: Infinity,
      read: ([word2 = "list", ...ids], options) => {
        const action = readAction2(word2);
        checkIds(action, ids, options);
        return { ...options, action, ids };
      },
      run: async (session, asked) => {
        const { threads: store, kept, deps, projectOf } = session.app();
        const project = asked.all ? void 0 : await projectOf();
        const markdown = (thread) => (0, import_export.threadMarkdown)(thread, session.raw ? void 0 : import_forms4.readableAnswer);
        switch (asked.action) {
          case "list": {
            const listing = await kept.list(project, asked.limit ?? LIMIT);
            const totals = await Promise.all(listing.threads.slice(0, COUNTED).map(kept.totals));
            const off = `${session.err.yellow("!")} CODEX_OAUTH_THREADS is off: new questions are not kept.`;
            session.show(listingDocument(listing, totals), renderListing(listing, deps.now(), session.out));
            if (!store.enabled && !session.json) session.note(off);
            return EXIT.ok;
          }
          case "search":
            return find(session, asked.ids.join(" "), project, asked.limit ?? LIMIT);
          case "show":
            return asked.answer ? printAnswer(session, asked, project) : printThread(session, asked, project, markdown);
          case "export":
            return printThread(session, asked, project, asked.format === "jsonl" ? import_export.threadJsonl : markdown);
          case "remove":
            return remove(session, asked, project);
          case "prune": {
            const removed = await store.prune();
            session.show({ removed }, `${(0, import_wording7.plural)(removed, "old file")} deleted.`);
            return EXIT.ok;
          }
        }
      }
    });
    skippedNote = (skipped) => `${(0, import_wording7.plural)(skipped, "session")} of the Codex CLI skipped: in a form that this version does not read`;
    HIT_CELLS = 76;
    TITLE_CELLS2 = 35;
    COUNTED = 200;
  }
});

// others:src/login/login.ts
var require_login = __commonJS({
  "others:src/login/login.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./question.js").modules["src/login/login.ts"]();
  }
});

// src/cli/commands/token.ts
async function freshToken({ logins, accounts: accounts2 }, provider, account) {
  const login2 = await logins.of(provider ?? logins.own);
  if (login2.provider.plan)
    throw new import_errors21.AppError({
      kind: "input",
      code: "token.not_given",
      what: `The access token of ${login2.provider.id} was not printed.`,
      why: "OpenAI’s terms allow the use of a plan only in the program that the user has connected, and on machines that only this user controls.",
      fix: "For another program, use its own sign-in or an API key."
    });
  const source = account === void 0 ? login2.tokens : await accounts2.source(account);
  const credential = await source.credential();
  if (!credential) throw (0, import_login2.notSignedInTo)(login2);
  return { ...credential, expiresAt: (await source.report())?.expiresAt };
}
function tokenDocument(credential) {
  const { accessToken, accountId, expiresAt } = credential;
  const baseUrl = (0, import_home4.backendOf)(credential);
  return {
    access_token: accessToken,
    account_id: accountId ?? null,
    expires_at: expiresAt ?? null,
    ...baseUrl === import_home4.OPENAI.baseUrl ? {} : { base_url: baseUrl }
  };
}
var import_account4, import_home4, import_login2, import_errors21, token;
var init_token = __esm({
  "src/cli/commands/token.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_account4 = __toESM(require_account(), 1);
    import_home4 = __toESM(require_home(), 1);
    import_login2 = __toESM(require_login(), 1);
    import_errors21 = __toESM(require_errors(), 1);
    init_command();
    token = command({
      name: "token",
      summary: "print a fresh access token, for a program",
      usage: "[provider]",
      about: [
        "For machines that hold no login of their own: CODEX_OAUTH_CREDENTIAL_COMMAND there runs this command here. The",
        "access token lives an hour or so; the refresh token never leaves this machine. Whoever has the token can use the",
        "account until it expires: print it to a program, not to a log."
      ],
      options: { account: { value: "<name>", summary: "of this OpenAI account (see `codex-oauth accounts`)" } },
      examples: ["codex-oauth token --json", "codex-oauth token acme"],
      mostWords: 1,
      read: ([provider], { account }) => ({
        provider,
        account: account === void 0 ? void 0 : (0, import_account4.accountName)(account)
      }),
      run: async (session, { provider, account }) => {
        const credential = await session.orAbort(freshToken(session.app(), provider, account));
        session.give(tokenDocument(credential), credential.accessToken);
      }
    });
  }
});

// src/cli/help.ts
async function showVersion(session) {
  session.show({ name: "codex-oauth", version: import_deps5.VERSION }, `codex-oauth ${import_deps5.VERSION}`);
  return EXIT.ok;
}
function columns(rows, paint) {
  return renderPairs(rows, paint.cyan).replaceAll(/^/gm, "  ");
}
function optionRows(options) {
  return Object.entries(options).map(([name, { short, value, summary, repeatable }]) => [
    `${short === void 0 ? "" : `-${short}, `}--${name}${value === void 0 ? "" : ` ${value}`}`,
    `${summary}${repeatable ? "; may be repeated" : ""}`
  ]);
}
function renderHelp(commands, paint) {
  return [
    `${paint.bold("codex-oauth")} ${import_deps5.VERSION} – ask OpenAI Codex with your own ChatGPT plan`,
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
    paint.bold("Examples"),
    "  codex-oauth login",
    '  codex-oauth ask "What does EPIPE mean?"',
    "  codex-oauth help ask",
    "",
    "Exit codes: 0 done, 1 failed, 2 usage, 3 findings of a review, 4 those of --fail-on, 130 Ctrl-C.",
    "Without a command and with a pipe on stdin it is an MCP server. Independent of OpenAI and Anthropic."
  ].join("\n");
}
function renderCommandHelp(spec, paint, cells) {
  const { name, aliases = [], summary, usage = "[options]", about = [], examples } = spec;
  const names = aliases.map((alias) => `\`${alias}\``).join(", ");
  return [
    `${paint.bold(`codex-oauth ${name}`)} – ${summary}`,
    "",
    paint.bold("Usage"),
    `  codex-oauth ${name} ${usage}`,
    ...aliases.length === 0 ? [] : ["", `The same as \`codex-oauth ${name}\`: ${names}.`],
    ...about.length === 0 ? [] : ["", wrap(about.join(" "), cells)],
    "",
    paint.bold("Options"),
    columns(optionRows({ ...spec.options, ...COMMON_OPTIONS }), paint),
    "",
    paint.bold("Examples"),
    ...examples.map((e) => `  ${e}`)
  ].join("\n");
}
function describe({ name, aliases = [], summary, usage = "[options]", options }) {
  const all = Object.entries({ ...options, ...COMMON_OPTIONS });
  return { name, aliases, summary, usage, options: all.map(([option, spec]) => ({ name: option, ...spec })) };
}
var import_deps5, COMMON_OPTIONS;
var init_help = __esm({
  "src/cli/help.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_deps5 = __toESM(require_deps(), 1);
    init_boundary();
    init_text();
    COMMON_OPTIONS = {
      json: { summary: "print one JSON document on stdout" },
      raw: { summary: "in a pipe: the text unchanged, with hidden characters" },
      help: { short: "h", summary: "show this help" },
      version: { short: "V", summary: "show the version" }
    };
  }
});

// src/cli/commands.ts
var help, COMMANDS;
var init_commands = __esm({
  "src/cli/commands.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    init_accounts();
    init_ask();
    init_clear();
    init_demo2();
    init_doctor2();
    init_jobs();
    init_login2();
    init_models();
    init_review();
    init_setup2();
    init_start2();
    init_status();
    init_threads();
    init_token();
    init_command();
    init_help();
    help = command({
      name: "help",
      summary: "show help, for everything or for one command",
      usage: "[command]",
      options: {},
      examples: ["codex-oauth help", "codex-oauth help ask"],
      mostWords: 1,
      read: ([topic]) => ({ topic: topic === void 0 ? void 0 : commandNamed(COMMANDS, topic).name }),
      run: async (session, { topic }) => {
        const about = topic === void 0 ? void 0 : commandNamed(COMMANDS, topic);
        const { columns: columns2 } = session.io.stdout;
        if (about) session.show(describe(about), renderCommandHelp(about, session.out, columns2));
        else session.show({ commands: COMMANDS.map(describe) }, renderHelp(COMMANDS, session.out));
      }
    });
    COMMANDS = [
      login,
      status,
      models,
      ask,
      review,
      clear,
      accounts,
      use,
      token,
      threads,
      start,
      jobs,
      doctor,
      setup,
      demo2,
      help
    ];
  }
});

// src/cli/parse.ts
function wants(form, argv) {
  const end = argv.indexOf("--");
  return (end === -1 ? argv : argv.slice(0, end)).includes(`--${form}`);
}
function parse3(argv) {
  const found = argv.findIndex((a) => !a.startsWith("-"));
  const at = found === -1 ? argv.length : found;
  const before = readOptions(void 0, argv.slice(0, at)).options;
  if (argv[at] === "version") return { command: "version", asked: {}, run: showVersion };
  const spec = commandNamed(COMMANDS, argv[at] ?? "help");
  const { words: words2, options } = readOptions(spec, argv.slice(at + 1));
  const { json: _json, raw: _raw, help: help2, version, ...own } = options;
  if (before["version"] === true || version === true)
    return { command: "version", asked: {}, run: showVersion };
  if (spec.name !== "help" && (before["help"] === true || help2 === true))
    return commandNamed(COMMANDS, "help").bind([spec.name], {});
  const surplus = words2[spec.mostWords ?? 0];
  if (surplus !== void 0) throw unexpected(surplus, spec.name);
  return spec.bind(words2, own);
}
function readOptions(spec, args) {
  const known = new Map(Object.entries({ ...spec?.options, ...COMMON_OPTIONS }));
  const { tokens } = (0, import_node_util3.parseArgs)({
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
  const help2 = `Run \`codex-oauth help${spec === void 0 ? "" : ` ${spec.name}`}\`.`;
  const words2 = [];
  const given = /* @__PURE__ */ new Map();
  for (const token2 of tokens) {
    if (token2.kind === "positional") words2.push(token2.value);
    if (token2.kind !== "option") continue;
    const { name, rawName, value: text } = token2;
    const option = known.get(name);
    if (!option) {
      const what = `${spec ? `\`codex-oauth ${spec.name}\`` : "codex-oauth"} has no option "${rawName.slice(0, 40)}".`;
      const dashes = [...known.keys()].map((key) => `--${key}`);
      const quote = spec?.mostWords === Infinity ? " Put a question that contains dashes in quotes after --." : "";
      const near = (0, import_nearest2.nearest)(rawName, dashes);
      if (near === void 0) throw usageError(what, `Valid are ${dashes.join(", ")}.`, help2 + quote);
      const next = text ?? args[token2.index + 1] ?? "";
      const takes = known.get(near.slice(2))?.value !== void 0 && next !== "" && !next.startsWith("-");
      const kept = takes ? ` ${quoted(next)}` : "";
      throw usageError(what, `Did you mean "${near}"?`, `Write \`${near}${kept}\`. ${help2}${quote}`);
    }
    const before = given.get(name) ?? [];
    if (option.value === void 0) {
      if (text !== void 0) throw usageError(`--${name} takes no value.`, void 0, help2);
      given.set(name, before);
      continue;
    }
    if (text === void 0 || text === "" || !token2.inlineValue && text.startsWith("-"))
      throw usageError(`--${name} needs a value.`, `Write it as --${name} ${option.value}.`, help2);
    given.set(name, [...before, readValue(name, option, text)]);
  }
  const options = [...known].map(([name, { value, repeatable, excludes }]) => {
    if (given.has(name) && excludes !== void 0 && given.has(excludes))
      throw usageError(`--${excludes} and --${name} cannot be combined.`, void 0, "Use one or the other.");
    const all = given.get(name);
    return [name, value === void 0 ? all !== void 0 : repeatable ? all : all?.at(-1)];
  });
  return { words: words2, options: Object.fromEntries(options) };
}
function readValue(name, { oneOf, number }, text) {
  const refuse = (rule) => usageError(`--${name} cannot be "${text.slice(0, 40)}".`, rule, "Use a valid value, or omit the option.");
  if (oneOf?.includes(text) === false) throw refuse(`Valid are ${oneOf.join(", ")}.`);
  if (!number) return text;
  const { from, to, whole } = number;
  const value = Number(text);
  if (value >= from && value <= to && (!whole || Number.isInteger(value))) return value;
  throw refuse(`It must be a ${whole ? "whole " : ""}number from ${from} to ${to}.`);
}
var import_node_util3, import_nearest2, quoted;
var init_parse = __esm({
  "src/cli/parse.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_node_util3 = require("node:util");
    import_nearest2 = __toESM(require_nearest(), 1);
    init_command();
    init_commands();
    init_help();
    quoted = (value) => /^[\w./:@,=+-]+$/.test(value) ? value : JSON.stringify(value);
  }
});

// src/cli/session.ts
function createSession(parts) {
  const { io, json, signal } = parts;
  const raw = parts.raw && !io.stdout.isTTY;
  const fitted = (text, sink) => sink.isTTY ? wrap(text, sink.columns) : text;
  return {
    ...parts,
    /** Colours for stdout and for stderr; each may be a pipe on its own. */
    out: createPaint(!json && io.stdout.colours),
    err: createPaint(io.stderr.colours),
    /** True if the user can be asked: they read stderr and type on stdin, whatever stdout is. */
    canAsk: io.stdin.isTTY === true && io.stderr.isTTY,
    /** The result, on stdout: with `--json` the one document, else the texts, prose at the terminal's width. */
    show: (document, ...texts) => {
      const shown = json ? [raw ? JSON.stringify(document, null, 2) : (0, import_visible4.visibleJson)(document, 2)] : texts.map((text) => typeof text === "string" ? fitted(text, io.stdout) : text.asIs);
      for (const text of shown) if (text !== void 0) io.stdout.write(`${text}
`);
    },
    /** A secret that the user has asked for: the only output in which none is masked. */
    give: (document, secret) => io.stdout.write(`${json ? JSON.stringify(document, null, 2) : secret}
`, true),
    /** Anything else: prose on stderr, ended by a newline. */
    note: (text) => io.stderr.write(`${fitted(text, io.stderr)}
`),
    raw,
    /** Text from a server or a file, for stdout. */
    foreign: (text) => ({ asIs: raw ? text : (0, import_visible4.visible)(text) }),
    /**
     * The work's result, or a rejection as soon as the signal fires. The signal alone is not enough: with `redirect:
     * 'error'` Node 20 and 22 lose it once the request object is garbage-collected, and the body continues after
     * Ctrl-C.
     */
    orAbort: (work) => (0, import_time10.orAborted)(work, signal)
  };
}
var import_time10, import_visible4;
var init_session = __esm({
  "src/cli/session.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_time10 = __toESM(require_time(), 1);
    import_visible4 = __toESM(require_visible(), 1);
    init_text();
  }
});

// src/cli/main.ts
var main_exports = {};
__export(main_exports, {
  processIo: () => processIo,
  runCli: () => runCli
});
function processIo(proc, entry) {
  const { argv, env, stdin, stdout, stderr, execPath } = proc;
  return {
    env,
    argv: argv.slice(2),
    stdin,
    stdout: wholly(stdout),
    stderr,
    entry,
    execPath,
    signals: {
      listen: (signal, fn) => {
        proc.on(signal, fn);
        return () => proc.off(signal, fn);
      },
      send: (signal) => void proc.kill(proc.pid, signal)
    },
    onInterrupt: (fn) => {
      for (const signal of SIGNALS) proc.on(signal, fn);
      return () => {
        for (const signal of SIGNALS) proc.off(signal, fn);
      };
    }
  };
}
async function runCli(makeApp, io, makeDeps = () => makeApp().deps) {
  const stdout = sinkOf(io.stdout, io.env);
  const stderr = sinkOf(io.stderr, io.env);
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
    io: { ...io, stdout, stderr },
    json: wants("json", io.argv),
    raw: wants("raw", io.argv),
    signal,
    interrupt,
    standBack: forget
  });
  const work = async () => {
    const code = await attempt(session, io.argv, stop.signal);
    await app?.settled();
    if (app) await Promise.race([app.flushed(), app.deps.sleep(LAST_WRITE_MS)]);
    return code;
  };
  const stopped = new Promise((resolve2) => stop.signal.addEventListener("abort", () => resolve2()));
  const drained = () => Promise.race([
    Promise.all([stdout.flushed(), stderr.flushed()]).then(() => true),
    stopped.then(() => (0, import_time11.sleep)(LAST_WRITE_MS)).then(() => false)
  ]);
  try {
    const code = await Promise.race([work(), impatient]);
    if (!await drained()) return EXIT.interrupted;
    const failure = stdout.failure();
    if (failure === void 0 || code === EXIT.interrupted) return code;
    session.note(renderError(unwritten(failure), session.err));
    return EXIT.failed;
  } finally {
    forget();
    await drained();
  }
}
function unwritten(code) {
  const why = code === "ENOSPC" ? "The disk is full (ENOSPC)." : `Writing fails with ${code}.`;
  const fix = "Write it to another place; `codex-oauth threads show last` prints an answer again.";
  return new import_errors22.AppError({ kind: "local", code: "output", what: "The output is not complete.", why, fix });
}
async function attempt(session, argv, interrupted) {
  try {
    return await parse3(argv).run(session);
  } catch (error) {
    if (session.io.stdout.gone.aborted) return EXIT.ok;
    const code = exitCodeOf(error, interrupted.aborted);
    session.show(errorDocument(error));
    const kept = error instanceof import_errors22.AppError && error.details["thread_id"] !== void 0;
    const stopped = kept ? `Stopped. ${error.said("terminal").fix}` : "Stopped.";
    if (!session.json) session.note(code === EXIT.interrupted ? stopped : renderError(error, session.err));
    return code;
  }
}
var import_errors22, import_time11, SIGNALS, LAST_WRITE_MS;
var init_main = __esm({
  "src/cli/main.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_errors22 = __toESM(require_errors(), 1);
    import_time11 = __toESM(require_time(), 1);
    init_boundary();
    init_io();
    init_parse();
    init_session();
    SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];
    LAST_WRITE_MS = 300;
  }
});

// cli.ts
var cli_exports = {};
__export(cli_exports, {
  modules: () => modules
});
module.exports = __toCommonJS(cli_exports);
init_define_INPUT_SCHEMAS();
var modules = {
  "src/cli/main.ts": () => (init_main(), __toCommonJS(main_exports))
};
// Annotate the CommonJS export names for ESM import in node:
0 && (module.exports = {
  modules
});
