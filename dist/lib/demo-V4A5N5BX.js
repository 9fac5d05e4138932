import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  EXIT,
  field,
  stripControls
} from "./chunk-I74YSRCU.js";
import {
  splitLines
} from "./chunk-34WAHBSG.js";
import "./chunk-KSUJLE2J.js";
import {
  AjvJsonSchemaValidator,
  Protocol,
  assertClientRequestTaskCapability,
  assertToolsCallTaskCapability,
  getLiteralValue,
  getObjectShape,
  mergeCapabilities,
  safeParse
} from "./chunk-PTIPHAAI.js";
import "./chunk-2IY5JK4W.js";
import {
  CallToolResultSchema,
  CompleteResultSchema,
  CreateMessageRequestSchema,
  CreateMessageResultSchema,
  CreateMessageResultWithToolsSchema,
  CreateTaskResultSchema,
  ElicitRequestSchema,
  ElicitResultSchema,
  EmptyResultSchema,
  ErrorCode,
  GetPromptResultSchema,
  InitializeResultSchema,
  JSONRPCMessageSchema,
  LATEST_PROTOCOL_VERSION,
  ListChangedOptionsBaseSchema,
  ListPromptsResultSchema,
  ListResourceTemplatesResultSchema,
  ListResourcesResultSchema,
  ListToolsResultSchema,
  McpError,
  PromptListChangedNotificationSchema,
  ReadResourceResultSchema,
  ResourceListChangedNotificationSchema,
  SUPPORTED_PROTOCOL_VERSIONS,
  ToolListChangedNotificationSchema
} from "./chunk-FX4YCCGH.js";
import {
  createFetch
} from "./chunk-QBOSZ2UG.js";
import "./chunk-Z4D42WFF.js";
import "./chunk-N76N25DY.js";
import "./chunk-6O7S6XGZ.js";
import {
  VERSION
} from "./chunk-ZC4QSVQU.js";
import {
  member,
  parseJson
} from "./chunk-L5FXI35G.js";
import {
  AppError
} from "./chunk-RJXX33VE.js";
import {
  __commonJS,
  __require,
  __toESM
} from "./chunk-QUEU7GBP.js";

// node_modules/.pnpm/isexe@2.0.0/node_modules/isexe/windows.js
var require_windows = __commonJS({
  "node_modules/.pnpm/isexe@2.0.0/node_modules/isexe/windows.js"(exports, module) {
    module.exports = isexe;
    isexe.sync = sync;
    var fs = __require("fs");
    function checkPathExt(path4, options) {
      var pathext = options.pathExt !== void 0 ? options.pathExt : process.env.PATHEXT;
      if (!pathext) {
        return true;
      }
      pathext = pathext.split(";");
      if (pathext.indexOf("") !== -1) {
        return true;
      }
      for (var i = 0; i < pathext.length; i++) {
        var p = pathext[i].toLowerCase();
        if (p && path4.substr(-p.length).toLowerCase() === p) {
          return true;
        }
      }
      return false;
    }
    function checkStat(stat2, path4, options) {
      if (!stat2.isSymbolicLink() && !stat2.isFile()) {
        return false;
      }
      return checkPathExt(path4, options);
    }
    function isexe(path4, options, cb) {
      fs.stat(path4, function(er, stat2) {
        cb(er, er ? false : checkStat(stat2, path4, options));
      });
    }
    function sync(path4, options) {
      return checkStat(fs.statSync(path4), path4, options);
    }
  }
});

// node_modules/.pnpm/isexe@2.0.0/node_modules/isexe/mode.js
var require_mode = __commonJS({
  "node_modules/.pnpm/isexe@2.0.0/node_modules/isexe/mode.js"(exports, module) {
    module.exports = isexe;
    isexe.sync = sync;
    var fs = __require("fs");
    function isexe(path4, options, cb) {
      fs.stat(path4, function(er, stat2) {
        cb(er, er ? false : checkStat(stat2, options));
      });
    }
    function sync(path4, options) {
      return checkStat(fs.statSync(path4), options);
    }
    function checkStat(stat2, options) {
      return stat2.isFile() && checkMode(stat2, options);
    }
    function checkMode(stat2, options) {
      var mod = stat2.mode;
      var uid = stat2.uid;
      var gid = stat2.gid;
      var myUid = options.uid !== void 0 ? options.uid : process.getuid && process.getuid();
      var myGid = options.gid !== void 0 ? options.gid : process.getgid && process.getgid();
      var u = parseInt("100", 8);
      var g = parseInt("010", 8);
      var o = parseInt("001", 8);
      var ug = u | g;
      var ret = mod & o || mod & g && gid === myGid || mod & u && uid === myUid || mod & ug && myUid === 0;
      return ret;
    }
  }
});

// node_modules/.pnpm/isexe@2.0.0/node_modules/isexe/index.js
var require_isexe = __commonJS({
  "node_modules/.pnpm/isexe@2.0.0/node_modules/isexe/index.js"(exports, module) {
    var fs = __require("fs");
    var core;
    if (process.platform === "win32" || global.TESTING_WINDOWS) {
      core = require_windows();
    } else {
      core = require_mode();
    }
    module.exports = isexe;
    isexe.sync = sync;
    function isexe(path4, options, cb) {
      if (typeof options === "function") {
        cb = options;
        options = {};
      }
      if (!cb) {
        if (typeof Promise !== "function") {
          throw new TypeError("callback not provided");
        }
        return new Promise(function(resolve2, reject) {
          isexe(path4, options || {}, function(er, is) {
            if (er) {
              reject(er);
            } else {
              resolve2(is);
            }
          });
        });
      }
      core(path4, options || {}, function(er, is) {
        if (er) {
          if (er.code === "EACCES" || options && options.ignoreErrors) {
            er = null;
            is = false;
          }
        }
        cb(er, is);
      });
    }
    function sync(path4, options) {
      try {
        return core.sync(path4, options || {});
      } catch (er) {
        if (options && options.ignoreErrors || er.code === "EACCES") {
          return false;
        } else {
          throw er;
        }
      }
    }
  }
});

// node_modules/.pnpm/which@2.0.2/node_modules/which/which.js
var require_which = __commonJS({
  "node_modules/.pnpm/which@2.0.2/node_modules/which/which.js"(exports, module) {
    var isWindows = process.platform === "win32" || process.env.OSTYPE === "cygwin" || process.env.OSTYPE === "msys";
    var path4 = __require("path");
    var COLON = isWindows ? ";" : ":";
    var isexe = require_isexe();
    var getNotFoundError = (cmd) => Object.assign(new Error(`not found: ${cmd}`), { code: "ENOENT" });
    var getPathInfo = (cmd, opt) => {
      const colon = opt.colon || COLON;
      const pathEnv = cmd.match(/\//) || isWindows && cmd.match(/\\/) ? [""] : [
        // windows always checks the cwd first
        ...isWindows ? [process.cwd()] : [],
        ...(opt.path || process.env.PATH || /* istanbul ignore next: very unusual */
        "").split(colon)
      ];
      const pathExtExe = isWindows ? opt.pathExt || process.env.PATHEXT || ".EXE;.CMD;.BAT;.COM" : "";
      const pathExt = isWindows ? pathExtExe.split(colon) : [""];
      if (isWindows) {
        if (cmd.indexOf(".") !== -1 && pathExt[0] !== "")
          pathExt.unshift("");
      }
      return {
        pathEnv,
        pathExt,
        pathExtExe
      };
    };
    var which = (cmd, opt, cb) => {
      if (typeof opt === "function") {
        cb = opt;
        opt = {};
      }
      if (!opt)
        opt = {};
      const { pathEnv, pathExt, pathExtExe } = getPathInfo(cmd, opt);
      const found = [];
      const step = (i) => new Promise((resolve2, reject) => {
        if (i === pathEnv.length)
          return opt.all && found.length ? resolve2(found) : reject(getNotFoundError(cmd));
        const ppRaw = pathEnv[i];
        const pathPart = /^".*"$/.test(ppRaw) ? ppRaw.slice(1, -1) : ppRaw;
        const pCmd = path4.join(pathPart, cmd);
        const p = !pathPart && /^\.[\\\/]/.test(cmd) ? cmd.slice(0, 2) + pCmd : pCmd;
        resolve2(subStep(p, i, 0));
      });
      const subStep = (p, i, ii) => new Promise((resolve2, reject) => {
        if (ii === pathExt.length)
          return resolve2(step(i + 1));
        const ext = pathExt[ii];
        isexe(p + ext, { pathExt: pathExtExe }, (er, is) => {
          if (!er && is) {
            if (opt.all)
              found.push(p + ext);
            else
              return resolve2(p + ext);
          }
          return resolve2(subStep(p, i, ii + 1));
        });
      });
      return cb ? step(0).then((res) => cb(null, res), cb) : step(0);
    };
    var whichSync = (cmd, opt) => {
      opt = opt || {};
      const { pathEnv, pathExt, pathExtExe } = getPathInfo(cmd, opt);
      const found = [];
      for (let i = 0; i < pathEnv.length; i++) {
        const ppRaw = pathEnv[i];
        const pathPart = /^".*"$/.test(ppRaw) ? ppRaw.slice(1, -1) : ppRaw;
        const pCmd = path4.join(pathPart, cmd);
        const p = !pathPart && /^\.[\\\/]/.test(cmd) ? cmd.slice(0, 2) + pCmd : pCmd;
        for (let j = 0; j < pathExt.length; j++) {
          const cur = p + pathExt[j];
          try {
            const is = isexe.sync(cur, { pathExt: pathExtExe });
            if (is) {
              if (opt.all)
                found.push(cur);
              else
                return cur;
            }
          } catch (ex) {
          }
        }
      }
      if (opt.all && found.length)
        return found;
      if (opt.nothrow)
        return null;
      throw getNotFoundError(cmd);
    };
    module.exports = which;
    which.sync = whichSync;
  }
});

// node_modules/.pnpm/path-key@3.1.1/node_modules/path-key/index.js
var require_path_key = __commonJS({
  "node_modules/.pnpm/path-key@3.1.1/node_modules/path-key/index.js"(exports, module) {
    "use strict";
    var pathKey = (options = {}) => {
      const environment = options.env || process.env;
      const platform = options.platform || process.platform;
      if (platform !== "win32") {
        return "PATH";
      }
      return Object.keys(environment).reverse().find((key) => key.toUpperCase() === "PATH") || "Path";
    };
    module.exports = pathKey;
    module.exports.default = pathKey;
  }
});

// node_modules/.pnpm/cross-spawn@7.0.6/node_modules/cross-spawn/lib/util/resolveCommand.js
var require_resolveCommand = __commonJS({
  "node_modules/.pnpm/cross-spawn@7.0.6/node_modules/cross-spawn/lib/util/resolveCommand.js"(exports, module) {
    "use strict";
    var path4 = __require("path");
    var which = require_which();
    var getPathKey = require_path_key();
    function resolveCommandAttempt(parsed, withoutPathExt) {
      const env = parsed.options.env || process.env;
      const cwd = process.cwd();
      const hasCustomCwd = parsed.options.cwd != null;
      const shouldSwitchCwd = hasCustomCwd && process.chdir !== void 0 && !process.chdir.disabled;
      if (shouldSwitchCwd) {
        try {
          process.chdir(parsed.options.cwd);
        } catch (err) {
        }
      }
      let resolved;
      try {
        resolved = which.sync(parsed.command, {
          path: env[getPathKey({ env })],
          pathExt: withoutPathExt ? path4.delimiter : void 0
        });
      } catch (e) {
      } finally {
        if (shouldSwitchCwd) {
          process.chdir(cwd);
        }
      }
      if (resolved) {
        resolved = path4.resolve(hasCustomCwd ? parsed.options.cwd : "", resolved);
      }
      return resolved;
    }
    function resolveCommand(parsed) {
      return resolveCommandAttempt(parsed) || resolveCommandAttempt(parsed, true);
    }
    module.exports = resolveCommand;
  }
});

// node_modules/.pnpm/cross-spawn@7.0.6/node_modules/cross-spawn/lib/util/escape.js
var require_escape = __commonJS({
  "node_modules/.pnpm/cross-spawn@7.0.6/node_modules/cross-spawn/lib/util/escape.js"(exports, module) {
    "use strict";
    var metaCharsRegExp = /([()\][%!^"`<>&|;, *?])/g;
    function escapeCommand(arg) {
      arg = arg.replace(metaCharsRegExp, "^$1");
      return arg;
    }
    function escapeArgument(arg, doubleEscapeMetaChars) {
      arg = `${arg}`;
      arg = arg.replace(/(?=(\\+?)?)\1"/g, '$1$1\\"');
      arg = arg.replace(/(?=(\\+?)?)\1$/, "$1$1");
      arg = `"${arg}"`;
      arg = arg.replace(metaCharsRegExp, "^$1");
      if (doubleEscapeMetaChars) {
        arg = arg.replace(metaCharsRegExp, "^$1");
      }
      return arg;
    }
    module.exports.command = escapeCommand;
    module.exports.argument = escapeArgument;
  }
});

// node_modules/.pnpm/shebang-regex@3.0.0/node_modules/shebang-regex/index.js
var require_shebang_regex = __commonJS({
  "node_modules/.pnpm/shebang-regex@3.0.0/node_modules/shebang-regex/index.js"(exports, module) {
    "use strict";
    module.exports = /^#!(.*)/;
  }
});

// node_modules/.pnpm/shebang-command@2.0.0/node_modules/shebang-command/index.js
var require_shebang_command = __commonJS({
  "node_modules/.pnpm/shebang-command@2.0.0/node_modules/shebang-command/index.js"(exports, module) {
    "use strict";
    var shebangRegex = require_shebang_regex();
    module.exports = (string = "") => {
      const match = string.match(shebangRegex);
      if (!match) {
        return null;
      }
      const [path4, argument] = match[0].replace(/#! ?/, "").split(" ");
      const binary = path4.split("/").pop();
      if (binary === "env") {
        return argument;
      }
      return argument ? `${binary} ${argument}` : binary;
    };
  }
});

// node_modules/.pnpm/cross-spawn@7.0.6/node_modules/cross-spawn/lib/util/readShebang.js
var require_readShebang = __commonJS({
  "node_modules/.pnpm/cross-spawn@7.0.6/node_modules/cross-spawn/lib/util/readShebang.js"(exports, module) {
    "use strict";
    var fs = __require("fs");
    var shebangCommand = require_shebang_command();
    function readShebang(command) {
      const size = 150;
      const buffer = Buffer.alloc(size);
      let fd;
      try {
        fd = fs.openSync(command, "r");
        fs.readSync(fd, buffer, 0, size, 0);
        fs.closeSync(fd);
      } catch (e) {
      }
      return shebangCommand(buffer.toString());
    }
    module.exports = readShebang;
  }
});

// node_modules/.pnpm/cross-spawn@7.0.6/node_modules/cross-spawn/lib/parse.js
var require_parse = __commonJS({
  "node_modules/.pnpm/cross-spawn@7.0.6/node_modules/cross-spawn/lib/parse.js"(exports, module) {
    "use strict";
    var path4 = __require("path");
    var resolveCommand = require_resolveCommand();
    var escape = require_escape();
    var readShebang = require_readShebang();
    var isWin = process.platform === "win32";
    var isExecutableRegExp = /\.(?:com|exe)$/i;
    var isCmdShimRegExp = /node_modules[\\/].bin[\\/][^\\/]+\.cmd$/i;
    function detectShebang(parsed) {
      parsed.file = resolveCommand(parsed);
      const shebang = parsed.file && readShebang(parsed.file);
      if (shebang) {
        parsed.args.unshift(parsed.file);
        parsed.command = shebang;
        return resolveCommand(parsed);
      }
      return parsed.file;
    }
    function parseNonShell(parsed) {
      if (!isWin) {
        return parsed;
      }
      const commandFile = detectShebang(parsed);
      const needsShell = !isExecutableRegExp.test(commandFile);
      if (parsed.options.forceShell || needsShell) {
        const needsDoubleEscapeMetaChars = isCmdShimRegExp.test(commandFile);
        parsed.command = path4.normalize(parsed.command);
        parsed.command = escape.command(parsed.command);
        parsed.args = parsed.args.map((arg) => escape.argument(arg, needsDoubleEscapeMetaChars));
        const shellCommand = [parsed.command].concat(parsed.args).join(" ");
        parsed.args = ["/d", "/s", "/c", `"${shellCommand}"`];
        parsed.command = process.env.comspec || "cmd.exe";
        parsed.options.windowsVerbatimArguments = true;
      }
      return parsed;
    }
    function parse(command, args, options) {
      if (args && !Array.isArray(args)) {
        options = args;
        args = null;
      }
      args = args ? args.slice(0) : [];
      options = Object.assign({}, options);
      const parsed = {
        command,
        args,
        options,
        file: void 0,
        original: {
          command,
          args
        }
      };
      return options.shell ? parsed : parseNonShell(parsed);
    }
    module.exports = parse;
  }
});

// node_modules/.pnpm/cross-spawn@7.0.6/node_modules/cross-spawn/lib/enoent.js
var require_enoent = __commonJS({
  "node_modules/.pnpm/cross-spawn@7.0.6/node_modules/cross-spawn/lib/enoent.js"(exports, module) {
    "use strict";
    var isWin = process.platform === "win32";
    function notFoundError(original, syscall) {
      return Object.assign(new Error(`${syscall} ${original.command} ENOENT`), {
        code: "ENOENT",
        errno: "ENOENT",
        syscall: `${syscall} ${original.command}`,
        path: original.command,
        spawnargs: original.args
      });
    }
    function hookChildProcess(cp, parsed) {
      if (!isWin) {
        return;
      }
      const originalEmit = cp.emit;
      cp.emit = function(name, arg1) {
        if (name === "exit") {
          const err = verifyENOENT(arg1, parsed);
          if (err) {
            return originalEmit.call(cp, "error", err);
          }
        }
        return originalEmit.apply(cp, arguments);
      };
    }
    function verifyENOENT(status, parsed) {
      if (isWin && status === 1 && !parsed.file) {
        return notFoundError(parsed.original, "spawn");
      }
      return null;
    }
    function verifyENOENTSync(status, parsed) {
      if (isWin && status === 1 && !parsed.file) {
        return notFoundError(parsed.original, "spawnSync");
      }
      return null;
    }
    module.exports = {
      hookChildProcess,
      verifyENOENT,
      verifyENOENTSync,
      notFoundError
    };
  }
});

// node_modules/.pnpm/cross-spawn@7.0.6/node_modules/cross-spawn/index.js
var require_cross_spawn = __commonJS({
  "node_modules/.pnpm/cross-spawn@7.0.6/node_modules/cross-spawn/index.js"(exports, module) {
    "use strict";
    var cp = __require("child_process");
    var parse = require_parse();
    var enoent = require_enoent();
    function spawn2(command, args, options) {
      const parsed = parse(command, args, options);
      const spawned = cp.spawn(parsed.command, parsed.args, parsed.options);
      enoent.hookChildProcess(spawned, parsed);
      return spawned;
    }
    function spawnSync(command, args, options) {
      const parsed = parse(command, args, options);
      const result = cp.spawnSync(parsed.command, parsed.args, parsed.options);
      result.error = result.error || enoent.verifyENOENTSync(result.status, parsed);
      return result;
    }
    module.exports = spawn2;
    module.exports.spawn = spawn2;
    module.exports.sync = spawnSync;
    module.exports._parse = parse;
    module.exports._enoent = enoent;
  }
});

// src/cli/demo/demo.ts
import { readFile, stat } from "node:fs/promises";
import path3 from "node:path";

// src/cli/demo/stage.ts
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path2 from "node:path";

// node_modules/.pnpm/@modelcontextprotocol+sdk@1.32.2_@cfworker+json-schema@4.1.6_zod@4.6.7/node_modules/@modelcontextprotocol/sdk/dist/esm/experimental/tasks/client.js
var ExperimentalClientTasks = class {
  constructor(_client) {
    this._client = _client;
  }
  /**
   * Calls a tool and returns an AsyncGenerator that yields response messages.
   * The generator is guaranteed to end with either a 'result' or 'error' message.
   *
   * This method provides streaming access to tool execution, allowing you to
   * observe intermediate task status updates for long-running tool calls.
   * Automatically validates structured output if the tool has an outputSchema.
   *
   * @example
   * ```typescript
   * const stream = client.experimental.tasks.callToolStream({ name: 'myTool', arguments: {} });
   * for await (const message of stream) {
   *   switch (message.type) {
   *     case 'taskCreated':
   *       console.log('Tool execution started:', message.task.taskId);
   *       break;
   *     case 'taskStatus':
   *       console.log('Tool status:', message.task.status);
   *       break;
   *     case 'result':
   *       console.log('Tool result:', message.result);
   *       break;
   *     case 'error':
   *       console.error('Tool error:', message.error);
   *       break;
   *   }
   * }
   * ```
   *
   * @param params - Tool call parameters (name and arguments)
   * @param resultSchema - Zod schema for validating the result (defaults to CallToolResultSchema)
   * @param options - Optional request options (timeout, signal, task creation params, etc.)
   * @returns AsyncGenerator that yields ResponseMessage objects
   *
   * @experimental
   */
  async *callToolStream(params, resultSchema = CallToolResultSchema, options) {
    const clientInternal = this._client;
    const optionsWithTask = {
      ...options,
      // We check if the tool is known to be a task during auto-configuration, but assume
      // the caller knows what they're doing if they pass this explicitly
      task: options?.task ?? (clientInternal.isToolTask(params.name) ? {} : void 0)
    };
    const stream = clientInternal.requestStream({ method: "tools/call", params }, resultSchema, optionsWithTask);
    const validator = clientInternal.getToolOutputValidator(params.name);
    for await (const message of stream) {
      if (message.type === "result" && validator) {
        const result = message.result;
        if (!result.structuredContent && !result.isError) {
          yield {
            type: "error",
            error: new McpError(ErrorCode.InvalidRequest, `Tool ${params.name} has an output schema but did not return structured content`)
          };
          return;
        }
        if (result.structuredContent) {
          try {
            const validationResult = validator(result.structuredContent);
            if (!validationResult.valid) {
              yield {
                type: "error",
                error: new McpError(ErrorCode.InvalidParams, `Structured content does not match the tool's output schema: ${validationResult.errorMessage}`)
              };
              return;
            }
          } catch (error) {
            if (error instanceof McpError) {
              yield { type: "error", error };
              return;
            }
            yield {
              type: "error",
              error: new McpError(ErrorCode.InvalidParams, `Failed to validate structured content: ${error instanceof Error ? error.message : String(error)}`)
            };
            return;
          }
        }
      }
      yield message;
    }
  }
  /**
   * Gets the current status of a task.
   *
   * @param taskId - The task identifier
   * @param options - Optional request options
   * @returns The task status
   *
   * @experimental
   */
  async getTask(taskId, options) {
    return this._client.getTask({ taskId }, options);
  }
  /**
   * Retrieves the result of a completed task.
   *
   * @param taskId - The task identifier
   * @param resultSchema - Zod schema for validating the result
   * @param options - Optional request options
   * @returns The task result
   *
   * @experimental
   */
  async getTaskResult(taskId, resultSchema, options) {
    return this._client.getTaskResult({ taskId }, resultSchema, options);
  }
  /**
   * Lists tasks with optional pagination.
   *
   * @param cursor - Optional pagination cursor
   * @param options - Optional request options
   * @returns List of tasks with optional next cursor
   *
   * @experimental
   */
  async listTasks(cursor, options) {
    return this._client.listTasks(cursor ? { cursor } : void 0, options);
  }
  /**
   * Cancels a running task.
   *
   * @param taskId - The task identifier
   * @param options - Optional request options
   *
   * @experimental
   */
  async cancelTask(taskId, options) {
    return this._client.cancelTask({ taskId }, options);
  }
  /**
   * Sends a request and returns an AsyncGenerator that yields response messages.
   * The generator is guaranteed to end with either a 'result' or 'error' message.
   *
   * This method provides streaming access to request processing, allowing you to
   * observe intermediate task status updates for task-augmented requests.
   *
   * @param request - The request to send
   * @param resultSchema - Zod schema for validating the result
   * @param options - Optional request options (timeout, signal, task creation params, etc.)
   * @returns AsyncGenerator that yields ResponseMessage objects
   *
   * @experimental
   */
  requestStream(request, resultSchema, options) {
    return this._client.requestStream(request, resultSchema, options);
  }
};

// node_modules/.pnpm/@modelcontextprotocol+sdk@1.32.2_@cfworker+json-schema@4.1.6_zod@4.6.7/node_modules/@modelcontextprotocol/sdk/dist/esm/client/index.js
function applyElicitationDefaults(schema, data) {
  if (!schema || data === null || typeof data !== "object")
    return;
  if (schema.type === "object" && schema.properties && typeof schema.properties === "object") {
    const obj = data;
    const props = schema.properties;
    for (const key of Object.keys(props)) {
      const propSchema = props[key];
      if (obj[key] === void 0 && Object.prototype.hasOwnProperty.call(propSchema, "default")) {
        obj[key] = propSchema.default;
      }
      if (obj[key] !== void 0) {
        applyElicitationDefaults(propSchema, obj[key]);
      }
    }
  }
  if (Array.isArray(schema.anyOf)) {
    for (const sub of schema.anyOf) {
      if (typeof sub !== "boolean") {
        applyElicitationDefaults(sub, data);
      }
    }
  }
  if (Array.isArray(schema.oneOf)) {
    for (const sub of schema.oneOf) {
      if (typeof sub !== "boolean") {
        applyElicitationDefaults(sub, data);
      }
    }
  }
}
function getSupportedElicitationModes(capabilities) {
  if (!capabilities) {
    return { supportsFormMode: false, supportsUrlMode: false };
  }
  const hasFormCapability = capabilities.form !== void 0;
  const hasUrlCapability = capabilities.url !== void 0;
  const supportsFormMode = hasFormCapability || !hasFormCapability && !hasUrlCapability;
  const supportsUrlMode = hasUrlCapability;
  return { supportsFormMode, supportsUrlMode };
}
var Client = class extends Protocol {
  /**
   * Initializes this client with the given name and version information.
   */
  constructor(_clientInfo, options) {
    super(options);
    this._clientInfo = _clientInfo;
    this._cachedToolOutputValidators = /* @__PURE__ */ new Map();
    this._cachedKnownTaskTools = /* @__PURE__ */ new Set();
    this._cachedRequiredTaskTools = /* @__PURE__ */ new Set();
    this._listChangedDebounceTimers = /* @__PURE__ */ new Map();
    this._capabilities = options?.capabilities ?? {};
    this._jsonSchemaValidator = options?.jsonSchemaValidator ?? new AjvJsonSchemaValidator();
    if (options?.listChanged) {
      this._pendingListChangedConfig = options.listChanged;
    }
  }
  /**
   * Set up handlers for list changed notifications based on config and server capabilities.
   * This should only be called after initialization when server capabilities are known.
   * Handlers are silently skipped if the server doesn't advertise the corresponding listChanged capability.
   * @internal
   */
  _setupListChangedHandlers(config) {
    if (config.tools && this._serverCapabilities?.tools?.listChanged) {
      this._setupListChangedHandler("tools", ToolListChangedNotificationSchema, config.tools, async () => {
        const result = await this.listTools();
        return result.tools;
      });
    }
    if (config.prompts && this._serverCapabilities?.prompts?.listChanged) {
      this._setupListChangedHandler("prompts", PromptListChangedNotificationSchema, config.prompts, async () => {
        const result = await this.listPrompts();
        return result.prompts;
      });
    }
    if (config.resources && this._serverCapabilities?.resources?.listChanged) {
      this._setupListChangedHandler("resources", ResourceListChangedNotificationSchema, config.resources, async () => {
        const result = await this.listResources();
        return result.resources;
      });
    }
  }
  /**
   * Access experimental features.
   *
   * WARNING: These APIs are experimental and may change without notice.
   *
   * @experimental
   */
  get experimental() {
    if (!this._experimental) {
      this._experimental = {
        tasks: new ExperimentalClientTasks(this)
      };
    }
    return this._experimental;
  }
  /**
   * Registers new capabilities. This can only be called before connecting to a transport.
   *
   * The new capabilities will be merged with any existing capabilities previously given (e.g., at initialization).
   */
  registerCapabilities(capabilities) {
    if (this.transport) {
      throw new Error("Cannot register capabilities after connecting to transport");
    }
    this._capabilities = mergeCapabilities(this._capabilities, capabilities);
  }
  /**
   * Override request handler registration to enforce client-side validation for elicitation.
   */
  setRequestHandler(requestSchema, handler) {
    const shape = getObjectShape(requestSchema);
    const methodSchema = shape?.method;
    if (!methodSchema) {
      throw new Error("Schema is missing a method literal");
    }
    const methodValue = getLiteralValue(methodSchema);
    if (typeof methodValue !== "string") {
      throw new Error("Schema method literal must be a string");
    }
    const method = methodValue;
    if (method === "elicitation/create") {
      const wrappedHandler = async (request, extra) => {
        const validatedRequest = safeParse(ElicitRequestSchema, request);
        if (!validatedRequest.success) {
          const errorMessage = validatedRequest.error instanceof Error ? validatedRequest.error.message : String(validatedRequest.error);
          throw new McpError(ErrorCode.InvalidParams, `Invalid elicitation request: ${errorMessage}`);
        }
        const { params } = validatedRequest.data;
        params.mode = params.mode ?? "form";
        const { supportsFormMode, supportsUrlMode } = getSupportedElicitationModes(this._capabilities.elicitation);
        if (params.mode === "form" && !supportsFormMode) {
          throw new McpError(ErrorCode.InvalidParams, "Client does not support form-mode elicitation requests");
        }
        if (params.mode === "url" && !supportsUrlMode) {
          throw new McpError(ErrorCode.InvalidParams, "Client does not support URL-mode elicitation requests");
        }
        const result = await Promise.resolve(handler(request, extra));
        if (params.task) {
          const taskValidationResult = safeParse(CreateTaskResultSchema, result);
          if (!taskValidationResult.success) {
            const errorMessage = taskValidationResult.error instanceof Error ? taskValidationResult.error.message : String(taskValidationResult.error);
            throw new McpError(ErrorCode.InvalidParams, `Invalid task creation result: ${errorMessage}`);
          }
          return taskValidationResult.data;
        }
        const validationResult = safeParse(ElicitResultSchema, result);
        if (!validationResult.success) {
          const errorMessage = validationResult.error instanceof Error ? validationResult.error.message : String(validationResult.error);
          throw new McpError(ErrorCode.InvalidParams, `Invalid elicitation result: ${errorMessage}`);
        }
        const validatedResult = validationResult.data;
        const requestedSchema = params.mode === "form" ? params.requestedSchema : void 0;
        if (params.mode === "form" && validatedResult.action === "accept" && validatedResult.content && requestedSchema) {
          if (this._capabilities.elicitation?.form?.applyDefaults) {
            try {
              applyElicitationDefaults(requestedSchema, validatedResult.content);
            } catch {
            }
          }
        }
        return validatedResult;
      };
      return super.setRequestHandler(requestSchema, wrappedHandler);
    }
    if (method === "sampling/createMessage") {
      const wrappedHandler = async (request, extra) => {
        const validatedRequest = safeParse(CreateMessageRequestSchema, request);
        if (!validatedRequest.success) {
          const errorMessage = validatedRequest.error instanceof Error ? validatedRequest.error.message : String(validatedRequest.error);
          throw new McpError(ErrorCode.InvalidParams, `Invalid sampling request: ${errorMessage}`);
        }
        const { params } = validatedRequest.data;
        const result = await Promise.resolve(handler(request, extra));
        if (params.task) {
          const taskValidationResult = safeParse(CreateTaskResultSchema, result);
          if (!taskValidationResult.success) {
            const errorMessage = taskValidationResult.error instanceof Error ? taskValidationResult.error.message : String(taskValidationResult.error);
            throw new McpError(ErrorCode.InvalidParams, `Invalid task creation result: ${errorMessage}`);
          }
          return taskValidationResult.data;
        }
        const hasTools = params.tools || params.toolChoice;
        const resultSchema = hasTools ? CreateMessageResultWithToolsSchema : CreateMessageResultSchema;
        const validationResult = safeParse(resultSchema, result);
        if (!validationResult.success) {
          const errorMessage = validationResult.error instanceof Error ? validationResult.error.message : String(validationResult.error);
          throw new McpError(ErrorCode.InvalidParams, `Invalid sampling result: ${errorMessage}`);
        }
        return validationResult.data;
      };
      return super.setRequestHandler(requestSchema, wrappedHandler);
    }
    return super.setRequestHandler(requestSchema, handler);
  }
  assertCapability(capability, method) {
    if (!this._serverCapabilities?.[capability]) {
      throw new Error(`Server does not support ${capability} (required for ${method})`);
    }
  }
  async connect(transport, options) {
    await super.connect(transport);
    if (transport.sessionId !== void 0) {
      return;
    }
    try {
      const result = await this.request({
        method: "initialize",
        params: {
          protocolVersion: LATEST_PROTOCOL_VERSION,
          capabilities: this._capabilities,
          clientInfo: this._clientInfo
        }
      }, InitializeResultSchema, options);
      if (result === void 0) {
        throw new Error(`Server sent invalid initialize result: ${result}`);
      }
      if (!SUPPORTED_PROTOCOL_VERSIONS.includes(result.protocolVersion)) {
        throw new Error(`Server's protocol version is not supported: ${result.protocolVersion}`);
      }
      this._serverCapabilities = result.capabilities;
      this._serverVersion = result.serverInfo;
      if (transport.setProtocolVersion) {
        transport.setProtocolVersion(result.protocolVersion);
      }
      this._instructions = result.instructions;
      await this.notification({
        method: "notifications/initialized"
      });
      if (this._pendingListChangedConfig) {
        this._setupListChangedHandlers(this._pendingListChangedConfig);
        this._pendingListChangedConfig = void 0;
      }
    } catch (error) {
      void this.close();
      throw error;
    }
  }
  /**
   * After initialization has completed, this will be populated with the server's reported capabilities.
   */
  getServerCapabilities() {
    return this._serverCapabilities;
  }
  /**
   * After initialization has completed, this will be populated with information about the server's name and version.
   */
  getServerVersion() {
    return this._serverVersion;
  }
  /**
   * After initialization has completed, this may be populated with information about the server's instructions.
   */
  getInstructions() {
    return this._instructions;
  }
  assertCapabilityForMethod(method) {
    switch (method) {
      case "logging/setLevel":
        if (!this._serverCapabilities?.logging) {
          throw new Error(`Server does not support logging (required for ${method})`);
        }
        break;
      case "prompts/get":
      case "prompts/list":
        if (!this._serverCapabilities?.prompts) {
          throw new Error(`Server does not support prompts (required for ${method})`);
        }
        break;
      case "resources/list":
      case "resources/templates/list":
      case "resources/read":
      case "resources/subscribe":
      case "resources/unsubscribe":
        if (!this._serverCapabilities?.resources) {
          throw new Error(`Server does not support resources (required for ${method})`);
        }
        if (method === "resources/subscribe" && !this._serverCapabilities.resources.subscribe) {
          throw new Error(`Server does not support resource subscriptions (required for ${method})`);
        }
        break;
      case "tools/call":
      case "tools/list":
        if (!this._serverCapabilities?.tools) {
          throw new Error(`Server does not support tools (required for ${method})`);
        }
        break;
      case "completion/complete":
        if (!this._serverCapabilities?.completions) {
          throw new Error(`Server does not support completions (required for ${method})`);
        }
        break;
      case "initialize":
        break;
      case "ping":
        break;
    }
  }
  assertNotificationCapability(method) {
    switch (method) {
      case "notifications/roots/list_changed":
        if (!this._capabilities.roots?.listChanged) {
          throw new Error(`Client does not support roots list changed notifications (required for ${method})`);
        }
        break;
      case "notifications/initialized":
        break;
      case "notifications/cancelled":
        break;
      case "notifications/progress":
        break;
    }
  }
  assertRequestHandlerCapability(method) {
    if (!this._capabilities) {
      return;
    }
    switch (method) {
      case "sampling/createMessage":
        if (!this._capabilities.sampling) {
          throw new Error(`Client does not support sampling capability (required for ${method})`);
        }
        break;
      case "elicitation/create":
        if (!this._capabilities.elicitation) {
          throw new Error(`Client does not support elicitation capability (required for ${method})`);
        }
        break;
      case "roots/list":
        if (!this._capabilities.roots) {
          throw new Error(`Client does not support roots capability (required for ${method})`);
        }
        break;
      case "tasks/get":
      case "tasks/list":
      case "tasks/result":
      case "tasks/cancel":
        if (!this._capabilities.tasks) {
          throw new Error(`Client does not support tasks capability (required for ${method})`);
        }
        break;
      case "ping":
        break;
    }
  }
  assertTaskCapability(method) {
    assertToolsCallTaskCapability(this._serverCapabilities?.tasks?.requests, method, "Server");
  }
  assertTaskHandlerCapability(method) {
    if (!this._capabilities) {
      return;
    }
    assertClientRequestTaskCapability(this._capabilities.tasks?.requests, method, "Client");
  }
  async ping(options) {
    return this.request({ method: "ping" }, EmptyResultSchema, options);
  }
  async complete(params, options) {
    return this.request({ method: "completion/complete", params }, CompleteResultSchema, options);
  }
  async setLoggingLevel(level, options) {
    return this.request({ method: "logging/setLevel", params: { level } }, EmptyResultSchema, options);
  }
  async getPrompt(params, options) {
    return this.request({ method: "prompts/get", params }, GetPromptResultSchema, options);
  }
  async listPrompts(params, options) {
    return this.request({ method: "prompts/list", params }, ListPromptsResultSchema, options);
  }
  async listResources(params, options) {
    return this.request({ method: "resources/list", params }, ListResourcesResultSchema, options);
  }
  async listResourceTemplates(params, options) {
    return this.request({ method: "resources/templates/list", params }, ListResourceTemplatesResultSchema, options);
  }
  async readResource(params, options) {
    return this.request({ method: "resources/read", params }, ReadResourceResultSchema, options);
  }
  async subscribeResource(params, options) {
    return this.request({ method: "resources/subscribe", params }, EmptyResultSchema, options);
  }
  async unsubscribeResource(params, options) {
    return this.request({ method: "resources/unsubscribe", params }, EmptyResultSchema, options);
  }
  /**
   * Calls a tool and waits for the result. Automatically validates structured output if the tool has an outputSchema.
   *
   * For task-based execution with streaming behavior, use client.experimental.tasks.callToolStream() instead.
   */
  async callTool(params, resultSchema = CallToolResultSchema, options) {
    if (this.isToolTaskRequired(params.name)) {
      throw new McpError(ErrorCode.InvalidRequest, `Tool "${params.name}" requires task-based execution. Use client.experimental.tasks.callToolStream() instead.`);
    }
    const result = await this.request({ method: "tools/call", params }, resultSchema, options);
    const validator = this.getToolOutputValidator(params.name);
    if (validator) {
      if (!result.structuredContent && !result.isError) {
        throw new McpError(ErrorCode.InvalidRequest, `Tool ${params.name} has an output schema but did not return structured content`);
      }
      if (result.structuredContent) {
        try {
          const validationResult = validator(result.structuredContent);
          if (!validationResult.valid) {
            throw new McpError(ErrorCode.InvalidParams, `Structured content does not match the tool's output schema: ${validationResult.errorMessage}`);
          }
        } catch (error) {
          if (error instanceof McpError) {
            throw error;
          }
          throw new McpError(ErrorCode.InvalidParams, `Failed to validate structured content: ${error instanceof Error ? error.message : String(error)}`);
        }
      }
    }
    return result;
  }
  isToolTask(toolName) {
    if (!this._serverCapabilities?.tasks?.requests?.tools?.call) {
      return false;
    }
    return this._cachedKnownTaskTools.has(toolName);
  }
  /**
   * Check if a tool requires task-based execution.
   * Unlike isToolTask which includes 'optional' tools, this only checks for 'required'.
   */
  isToolTaskRequired(toolName) {
    return this._cachedRequiredTaskTools.has(toolName);
  }
  /**
   * Cache validators for tool output schemas.
   * Called after listTools() to pre-compile validators for better performance.
   */
  cacheToolMetadata(tools) {
    this._cachedToolOutputValidators.clear();
    this._cachedKnownTaskTools.clear();
    this._cachedRequiredTaskTools.clear();
    for (const tool of tools) {
      if (tool.outputSchema) {
        const toolValidator = this._jsonSchemaValidator.getValidator(tool.outputSchema);
        this._cachedToolOutputValidators.set(tool.name, toolValidator);
      }
      const taskSupport = tool.execution?.taskSupport;
      if (taskSupport === "required" || taskSupport === "optional") {
        this._cachedKnownTaskTools.add(tool.name);
      }
      if (taskSupport === "required") {
        this._cachedRequiredTaskTools.add(tool.name);
      }
    }
  }
  /**
   * Get cached validator for a tool
   */
  getToolOutputValidator(toolName) {
    return this._cachedToolOutputValidators.get(toolName);
  }
  async listTools(params, options) {
    const result = await this.request({ method: "tools/list", params }, ListToolsResultSchema, options);
    this.cacheToolMetadata(result.tools);
    return result;
  }
  /**
   * Set up a single list changed handler.
   * @internal
   */
  _setupListChangedHandler(listType, notificationSchema, options, fetcher) {
    const parseResult = ListChangedOptionsBaseSchema.safeParse(options);
    if (!parseResult.success) {
      throw new Error(`Invalid ${listType} listChanged options: ${parseResult.error.message}`);
    }
    if (typeof options.onChanged !== "function") {
      throw new Error(`Invalid ${listType} listChanged options: onChanged must be a function`);
    }
    const { autoRefresh, debounceMs } = parseResult.data;
    const { onChanged } = options;
    const refresh2 = async () => {
      if (!autoRefresh) {
        onChanged(null, null);
        return;
      }
      try {
        const items = await fetcher();
        onChanged(null, items);
      } catch (e) {
        const error = e instanceof Error ? e : new Error(String(e));
        onChanged(error, null);
      }
    };
    const handler = () => {
      if (debounceMs) {
        const existingTimer = this._listChangedDebounceTimers.get(listType);
        if (existingTimer) {
          clearTimeout(existingTimer);
        }
        const timer = setTimeout(refresh2, debounceMs);
        this._listChangedDebounceTimers.set(listType, timer);
      } else {
        refresh2();
      }
    };
    this.setNotificationHandler(notificationSchema, handler);
  }
  async sendRootsListChanged() {
    return this.notification({ method: "notifications/roots/list_changed" });
  }
};

// node_modules/.pnpm/@modelcontextprotocol+sdk@1.32.2_@cfworker+json-schema@4.1.6_zod@4.6.7/node_modules/@modelcontextprotocol/sdk/dist/esm/client/stdio.js
var import_cross_spawn = __toESM(require_cross_spawn(), 1);
import process2 from "node:process";
import { PassThrough } from "node:stream";

// node_modules/.pnpm/@modelcontextprotocol+sdk@1.32.2_@cfworker+json-schema@4.1.6_zod@4.6.7/node_modules/@modelcontextprotocol/sdk/dist/esm/shared/stdio.js
var STDIO_DEFAULT_MAX_BUFFER_SIZE = 10 * 1024 * 1024;
var ReadBuffer = class {
  constructor(options) {
    this._maxBufferSize = options?.maxBufferSize ?? STDIO_DEFAULT_MAX_BUFFER_SIZE;
  }
  append(chunk) {
    const newSize = (this._buffer?.length ?? 0) + chunk.length;
    if (newSize > this._maxBufferSize) {
      this.clear();
      throw new Error(`ReadBuffer exceeded maximum size of ${this._maxBufferSize} bytes`);
    }
    this._buffer = this._buffer ? Buffer.concat([this._buffer, chunk]) : chunk;
  }
  readMessage() {
    if (!this._buffer) {
      return null;
    }
    const index = this._buffer.indexOf("\n");
    if (index === -1) {
      return null;
    }
    const line = this._buffer.toString("utf8", 0, index).replace(/\r$/, "");
    this._buffer = this._buffer.subarray(index + 1);
    return deserializeMessage(line);
  }
  clear() {
    this._buffer = void 0;
  }
};
function deserializeMessage(line) {
  return JSONRPCMessageSchema.parse(JSON.parse(line));
}
function serializeMessage(message) {
  return JSON.stringify(message) + "\n";
}

// node_modules/.pnpm/@modelcontextprotocol+sdk@1.32.2_@cfworker+json-schema@4.1.6_zod@4.6.7/node_modules/@modelcontextprotocol/sdk/dist/esm/client/stdio.js
var DEFAULT_INHERITED_ENV_VARS = process2.platform === "win32" ? [
  "APPDATA",
  "HOMEDRIVE",
  "HOMEPATH",
  "LOCALAPPDATA",
  "PATH",
  "PROCESSOR_ARCHITECTURE",
  "SYSTEMDRIVE",
  "SYSTEMROOT",
  "TEMP",
  "USERNAME",
  "USERPROFILE",
  "PROGRAMFILES"
] : (
  /* list inspired by the default env inheritance of sudo */
  ["HOME", "LOGNAME", "PATH", "SHELL", "TERM", "USER"]
);
function getDefaultEnvironment() {
  const env = {};
  for (const key of DEFAULT_INHERITED_ENV_VARS) {
    const value = process2.env[key];
    if (value === void 0) {
      continue;
    }
    if (value.startsWith("()")) {
      continue;
    }
    env[key] = value;
  }
  return env;
}
var StdioClientTransport = class {
  constructor(server) {
    this._stderrStream = null;
    this._serverParams = server;
    this._readBuffer = new ReadBuffer({ maxBufferSize: server.maxBufferSize });
    if (server.stderr === "pipe" || server.stderr === "overlapped") {
      this._stderrStream = new PassThrough();
    }
  }
  /**
   * Starts the server process and prepares to communicate with it.
   */
  async start() {
    if (this._process) {
      throw new Error("StdioClientTransport already started! If using Client class, note that connect() calls start() automatically.");
    }
    return new Promise((resolve2, reject) => {
      this._process = (0, import_cross_spawn.default)(this._serverParams.command, this._serverParams.args ?? [], {
        // merge default env with server env because mcp server needs some env vars
        env: {
          ...getDefaultEnvironment(),
          ...this._serverParams.env
        },
        stdio: ["pipe", "pipe", this._serverParams.stderr ?? "inherit"],
        shell: false,
        windowsHide: process2.platform === "win32",
        cwd: this._serverParams.cwd
      });
      this._process.on("error", (error) => {
        reject(error);
        this.onerror?.(error);
      });
      this._process.on("spawn", () => {
        resolve2();
      });
      this._process.on("close", (_code) => {
        this._process = void 0;
        this.onclose?.();
      });
      this._process.stdin?.on("error", (error) => {
        this.onerror?.(error);
      });
      this._process.stdout?.on("data", (chunk) => {
        try {
          this._readBuffer.append(chunk);
          this.processReadBuffer();
        } catch (error) {
          this.onerror?.(error);
          this.close().catch(() => {
          });
        }
      });
      this._process.stdout?.on("error", (error) => {
        this.onerror?.(error);
      });
      if (this._stderrStream && this._process.stderr) {
        this._process.stderr.pipe(this._stderrStream);
      }
    });
  }
  /**
   * The stderr stream of the child process, if `StdioServerParameters.stderr` was set to "pipe" or "overlapped".
   *
   * If stderr piping was requested, a PassThrough stream is returned _immediately_, allowing callers to
   * attach listeners before the start method is invoked. This prevents loss of any early
   * error output emitted by the child process.
   */
  get stderr() {
    if (this._stderrStream) {
      return this._stderrStream;
    }
    return this._process?.stderr ?? null;
  }
  /**
   * The child process pid spawned by this transport.
   *
   * This is only available after the transport has been started.
   */
  get pid() {
    return this._process?.pid ?? null;
  }
  processReadBuffer() {
    while (true) {
      try {
        const message = this._readBuffer.readMessage();
        if (message === null) {
          break;
        }
        this.onmessage?.(message);
      } catch (error) {
        this.onerror?.(error);
      }
    }
  }
  async close() {
    if (this._process) {
      const processToClose = this._process;
      this._process = void 0;
      const closePromise = new Promise((resolve2) => {
        processToClose.once("close", () => {
          resolve2();
        });
      });
      try {
        processToClose.stdin?.end();
      } catch {
      }
      await Promise.race([closePromise, new Promise((resolve2) => setTimeout(resolve2, 2e3).unref())]);
      if (processToClose.exitCode === null) {
        try {
          processToClose.kill("SIGTERM");
        } catch {
        }
        await Promise.race([closePromise, new Promise((resolve2) => setTimeout(resolve2, 2e3).unref())]);
      }
      if (processToClose.exitCode === null) {
        try {
          processToClose.kill("SIGKILL");
        } catch {
        }
      }
    }
    this._readBuffer.clear();
  }
  send(message) {
    return new Promise((resolve2) => {
      if (!this._process?.stdin) {
        throw new Error("Not connected");
      }
      const json2 = serializeMessage(message);
      if (this._process.stdin.write(json2)) {
        resolve2();
      } else {
        this._process.stdin.once("drain", resolve2);
      }
    });
  }
};

// simulator/options.ts
var DEFAULT_CLIENT_ID = "app_EMoamEEZ73f0CkXaXp7hrann";
var SCOPE = "openid profile email offline_access api.connectors.read api.connectors.invoke";
var REDIRECT_URIS = ["http://127.0.0.1:1455/auth/callback", "http://127.0.0.1:1457/auth/callback"];
var DEFAULT_API_KEY = "sk-sim-0001";
var DEFAULT_PAT = "at-sim-0001";

// simulator/server.ts
import { createServer } from "node:http";

// simulator/reply.ts
var HANG = { kind: "hang" };
var DROP = { kind: "drop" };
function json(status, body, headers = {}) {
  return {
    kind: "plain",
    status,
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body)
  };
}
function html(status, body, headers = {}) {
  return {
    kind: "plain",
    status,
    headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store", ...headers },
    body
  };
}
function redirect(location) {
  return { kind: "plain", status: 302, headers: { location, "cache-control": "no-store" }, body: "" };
}
function empty(status, headers = {}) {
  return { kind: "plain", status, headers, body: "" };
}
function detail(status, message) {
  return json(status, { detail: message });
}
function oauthError(status, error, description) {
  return json(status, { error, error_description: description }, { "cache-control": "no-store" });
}
function apiError(status, code, message, extra = {}) {
  const error = {
    message,
    type: extra.type ?? "invalid_request_error",
    param: extra.param ?? null,
    code
  };
  return json(status, { error }, extra.headers ?? {});
}

// simulator/backend/challenge.ts
function challengePage() {
  return html(
    403,
    '<!DOCTYPE html><html lang="en"><head><title>Just a moment...</title></head><body><h1>Simulated challenge page</h1><p>A browser would now have to prove that it is one.</p></body></html>',
    { "cf-mitigated": "challenge", "cf-ray": "8simulated00001-SIM", server: "cloudflare" }
  );
}

// simulator/faults.ts
function answering(endpoint, meaning, reply) {
  return { endpoint, act: "reply", meaning, reply };
}
function acting(endpoint, act, meaning) {
  return { endpoint, act, meaning };
}
var text = (params, key, fallback) => {
  const value = params[key];
  return typeof value === "string" ? value : fallback;
};
var count = (params, key, fallback) => {
  const value = params[key];
  return typeof value === "number" ? value : fallback;
};
var serverError = (endpoint) => answering(
  endpoint,
  "Answers 500 with an error object.",
  () => apiError(500, "server_error", "Something failed on the simulated server.", { type: "server_error" })
);
var refreshRefusal = (code, meaning) => answering("refresh", meaning, () => apiError(401, code, `The refresh was refused: ${code}.`));
var usageLimit = (status, params, now) => {
  const seconds = count(params, "resetsInSeconds", 7200);
  return json(status, {
    error: {
      type: "usage_limit_reached",
      message: "The usage limit has been reached",
      plan_type: text(params, "plan", "plus"),
      resets_at: now + seconds,
      resets_in_seconds: seconds
    }
  });
};
var streamFailure = (code) => acting(
  "stream",
  "behaviour",
  `The stream ends in response.failed with code ${code} (params: message, after).`
);
var limited = (endpoint, params) => apiError(429, text(params, "code", "rate_limit_exceeded"), "Too many requests; slow down.", {
  headers: "retryAfter" in params ? { "retry-after": String(params["retryAfter"]) } : {},
  type: endpoint === "responses" ? "requests" : "invalid_request_error"
});
var FAULTS = {
  "authorize.server_error": acting("authorize", "behaviour", "Redirects with error=server_error."),
  "authorize.denied": acting(
    "authorize",
    "behaviour",
    "Redirects with error=access_denied (params: description)."
  ),
  "authorize.wrong_state": acting(
    "authorize",
    "behaviour",
    "Redirects with a code but a state that was never sent."
  ),
  "authorize.no_code": acting("authorize", "behaviour", "Redirects with the right state and no code."),
  "token.500": serverError("token"),
  "token.html": answering(
    "token",
    "Answers a gateway error page instead of JSON.",
    () => html(502, "<html><body><h1>502 Bad Gateway</h1></body></html>")
  ),
  "token.400": answering(
    "token",
    "Refuses the code as invalid_grant.",
    () => json(400, { error: "invalid_grant", error_description: "The authorization code is not valid." })
  ),
  "token.403_region": answering(
    "token",
    "Refuses the exchange because of the region.",
    () => apiError(403, "unsupported_country_region_territory", "Country, region, or territory not supported", {
      type: "request_forbidden"
    })
  ),
  "token.incomplete": answering(
    "token",
    "Answers 200 without the tokens.",
    () => json(200, { token_type: "Bearer" })
  ),
  "token.not_json": answering("token", "Answers 200 with a body that is cut in the middle.", () => ({
    kind: "plain",
    status: 200,
    headers: { "content-type": "application/json" },
    body: '{"access_token":"ey'
  })),
  "token.hang": acting("token", "hang", "Accepts the exchange and never answers."),
  "token.drop": acting("token", "drop_after", "Spends the code, then closes the socket without an answer."),
  "token.slow": acting("token", "slow", "Answers the exchange late (params: delayMs)."),
  "exchange.401": answering(
    "exchange",
    "Refuses the API key exchange.",
    () => apiError(401, "invalid_subject_token", "The ID token is missing an organization.")
  ),
  "refresh.reused": refreshRefusal("refresh_token_reused", "Says that the refresh token was used already."),
  "refresh.expired": refreshRefusal("refresh_token_expired", "Says that the refresh token has expired."),
  "refresh.revoked": refreshRefusal("refresh_token_invalidated", "Says that the refresh token was revoked."),
  "refresh.session_terminated": refreshRefusal("app_session_terminated", "Says that the session was ended."),
  "refresh.401": answering(
    "refresh",
    "Answers 401 with a code no client knows.",
    () => apiError(401, "simulated_unknown_code", "The refresh was refused.")
  ),
  "refresh.400.invalid_grant": answering(
    "refresh",
    "Answers 400 invalid_grant in the OAuth form.",
    () => json(400, { error: "invalid_grant", error_description: "The refresh token is not valid." })
  ),
  "refresh.400": answering(
    "refresh",
    "Answers 400 with another code: a passing failure.",
    () => apiError(400, "simulated_bad_request", "The request was not understood.")
  ),
  "refresh.403": answering("refresh", "Answers 403: a passing failure.", () => detail(403, "Forbidden")),
  "refresh.429": answering(
    "refresh",
    "Answers 429 (params: retryAfter).",
    (params) => limited("refresh", params)
  ),
  "refresh.500": serverError("refresh"),
  "refresh.html": answering(
    "refresh",
    "Answers a gateway error page instead of JSON.",
    () => html(502, "<html><body><h1>502 Bad Gateway</h1></body></html>")
  ),
  "refresh.not_json": answering("refresh", "Answers 200 with a body that is cut in the middle.", () => ({
    kind: "plain",
    status: 200,
    headers: { "content-type": "application/json" },
    body: '{"access_token":"ey'
  })),
  "refresh.empty": answering(
    "refresh",
    "Answers 200 with an empty object: keep what you have.",
    () => json(200, {})
  ),
  "refresh.access_only": acting(
    "refresh",
    "behaviour",
    "Rotates nothing and answers with a new access token only."
  ),
  "refresh.hang": acting("refresh", "hang", "Accepts the refresh and never answers."),
  "refresh.drop_before": acting("refresh", "drop_before", "Closes the socket before the token is spent."),
  "refresh.drop": acting("refresh", "drop_after", "Rotates, then closes the socket: the lost response."),
  "refresh.slow": acting("refresh", "slow", "Rotates at once and answers late (params: delayMs)."),
  "revoke.500": serverError("revoke"),
  "revoke.hang": acting("revoke", "hang", "Accepts the revocation and never answers."),
  "revoke.drop": acting("revoke", "drop_before", "Closes the socket and revokes nothing."),
  "device.disabled": answering(
    "device.usercode",
    "Answers 404: device codes are not enabled.",
    () => detail(404, "Not Found")
  ),
  "device.usercode.500": serverError("device.usercode"),
  "device.usercode.429": answering(
    "device.usercode",
    "Refuses a code for now (params: retryAfter).",
    (params) => limited("device.usercode", params)
  ),
  "device.denied": answering(
    "device.token",
    "Says that the user refused; the status is that of pending.",
    () => apiError(403, "deviceauth_access_denied", "The request was denied.")
  ),
  "device.expired": answering(
    "device.token",
    "Says that the code has expired (410).",
    () => apiError(410, "deviceauth_expired", "The device code has expired.")
  ),
  "device.pending_404": answering(
    "device.token",
    "Says pending with 404 instead of 403.",
    () => apiError(404, "deviceauth_authorization_unknown", "Not approved yet.")
  ),
  "device.400": answering(
    "device.token",
    "Refuses the poll with 400.",
    () => apiError(400, "invalid_request", "The poll was not understood.")
  ),
  "device.429": answering(
    "device.token",
    "Refuses the poll with 429 (params: retryAfter).",
    (params) => limited("device.token", params)
  ),
  "device.500": serverError("device.token"),
  "device.hang": acting("device.token", "hang", "Accepts the poll and never answers."),
  "whoami.401": answering("whoami", "Refuses the personal access token.", () => detail(401, "Unauthorized")),
  "whoami.500": serverError("whoami"),
  "models.401": answering("models", "Refuses the access token.", () => detail(401, "Unauthorized")),
  "models.403": answering("models", "Answers 403.", () => detail(403, "Forbidden")),
  "models.500": serverError("models"),
  "models.hang": acting("models", "hang", "Accepts the request and never answers."),
  "models.not_json": answering("models", "Answers 200 with a page.", () => html(200, "<html></html>")),
  "models.empty": answering("models", "Answers an empty list.", () => json(200, { models: [] })),
  "models.etag_change": acting("models", "behaviour", "The catalogue gets a new ETag at this request."),
  "usage.401": answering("usage", "Refuses the access token.", () => detail(401, "Unauthorized")),
  "usage.500": serverError("usage"),
  "usage.hang": acting("usage", "hang", "Accepts the request and never answers."),
  "usage.nulls": answering(
    "usage",
    "Answers with no windows and no credits.",
    () => json(200, { plan_type: "plus", rate_limit: null, credits: null })
  ),
  "accounts.401": answering("accounts", "Refuses the access token.", () => detail(401, "Unauthorized")),
  "accounts.404": answering("accounts", "The route does not exist.", () => detail(404, "Not Found")),
  "accounts.500": serverError("accounts"),
  "accounts.empty": answering(
    "accounts",
    "Lists no account.",
    () => json(200, { accounts: [], account_ordering: [], default_account_id: null })
  ),
  "responses.400": answering(
    "responses",
    "Answers 400 with a detail (params: detail).",
    (params) => detail(400, text(params, "detail", "Unsupported parameter: simulated"))
  ),
  "responses.401": answering(
    "responses",
    "Refuses the access token.",
    () => apiError(401, "token_invalidated", "Your authentication token was refused.")
  ),
  "responses.402": answering("responses", "Answers 402.", () => detail(402, "Payment Required")),
  "responses.403": answering("responses", "Answers 403 in JSON.", () => detail(403, "Forbidden")),
  "responses.403.cloudflare": answering(
    "responses",
    "Answers a challenge page (HTML, cf-mitigated).",
    challengePage
  ),
  "responses.404": answering(
    "responses",
    "Answers 404: the model is not found.",
    (params) => detail(404, `Model not found ${text(params, "model", "simulated-model")}`)
  ),
  "responses.404.usage_limit": answering(
    "responses",
    "The usage limit in a 404 (params: plan, resetsInSeconds).",
    (params, now) => usageLimit(404, params, now)
  ),
  "responses.413": answering(
    "responses",
    "The request is too large.",
    () => detail(413, "Request Entity Too Large")
  ),
  "responses.429.usage_limit": answering(
    "responses",
    "The usage limit (params: plan, resetsInSeconds).",
    (params, now) => usageLimit(429, params, now)
  ),
  "responses.429.usage_not_included": answering(
    "responses",
    "The plan has no Codex.",
    () => json(429, {
      error: {
        type: "usage_not_included",
        message: "Usage is not included in your plan.",
        plan_type: "free"
      }
    })
  ),
  "responses.429.plain": answering(
    "responses",
    "Answers 429 without saying when to come back.",
    (params) => limited("responses", params)
  ),
  "responses.429.retry_after": answering(
    "responses",
    "Answers 429 with retry-after (params: retryAfter, default 1).",
    (params) => limited("responses", { retryAfter: 1, ...params })
  ),
  "responses.500": serverError("responses"),
  "responses.502": answering(
    "responses",
    "Answers a gateway error page.",
    () => html(502, "<html><body><h1>502 Bad Gateway</h1></body></html>")
  ),
  "responses.503": answering("responses", "Answers 503.", () => detail(503, "Service Unavailable")),
  "responses.503.overloaded": answering(
    "responses",
    "The model is at capacity.",
    () => apiError(503, "server_is_overloaded", "The selected model is at capacity.", { type: "server_error" })
  ),
  "responses.hang": acting("responses", "hang", "Accepts the question and never answers."),
  "responses.drop": acting("responses", "drop_before", "Closes the socket before any answer."),
  "responses.slow": acting("responses", "slow", "Sends the headers late (params: delayMs)."),
  "stream.cut": acting(
    "stream",
    "behaviour",
    "Breaks the connection after some text deltas (params: after, default 2)."
  ),
  "stream.cut_before_delta": acting(
    "stream",
    "behaviour",
    "Breaks the connection before the first text delta."
  ),
  "stream.end_early": acting(
    "stream",
    "behaviour",
    "Ends cleanly after some text deltas, without completed (params: after)."
  ),
  "stream.stall": acting(
    "stream",
    "behaviour",
    "Falls silent after some text deltas (params: after, default 2)."
  ),
  "stream.stall_before_delta": acting("stream", "behaviour", "Falls silent before the first text delta."),
  "stream.slow_start": acting(
    "stream",
    "behaviour",
    "Waits before the first text delta (params: delayMs, default 1000)."
  ),
  "stream.linger": acting("stream", "behaviour", "Keeps the connection open after response.completed."),
  "stream.incomplete.max_output_tokens": acting(
    "stream",
    "behaviour",
    "Ends in response.incomplete: out of tokens (params: after)."
  ),
  "stream.incomplete.content_filter": acting(
    "stream",
    "behaviour",
    "Ends in response.incomplete: filtered (params: after)."
  ),
  "stream.garbage": acting(
    "stream",
    "behaviour",
    "Adds comments, unparsable data, unknown events and CRLF, and splits characters."
  ),
  "stream.no_content_type": acting("stream", "behaviour", "Sends the stream without a content type."),
  "stream.no_done_items": acting("stream", "behaviour", "Sends deltas but no output_item.done."),
  "stream.no_deltas": acting("stream", "behaviour", "Sends output_item.done but no deltas."),
  "stream.error_event": acting(
    "stream",
    "behaviour",
    "Sends an error event and ends without completed (params: message, after)."
  ),
  "stream.failed.context_length_exceeded": streamFailure("context_length_exceeded"),
  "stream.failed.insufficient_quota": streamFailure("insufficient_quota"),
  "stream.failed.usage_not_included": streamFailure("usage_not_included"),
  "stream.failed.invalid_prompt": streamFailure("invalid_prompt"),
  "stream.failed.cyber_policy": streamFailure("cyber_policy"),
  "stream.failed.bio_policy": streamFailure("bio_policy"),
  "stream.failed.server_is_overloaded": streamFailure("server_is_overloaded"),
  "stream.failed.slow_down": streamFailure("slow_down"),
  "stream.failed.rate_limit_exceeded": streamFailure("rate_limit_exceeded"),
  "stream.failed.server_error": streamFailure("server_error"),
  "stream.failed.usage_limit_reached": streamFailure("usage_limit_reached"),
  "stream.failed.unknown": streamFailure("simulated_unknown_code"),
  "clock.skew": acting(
    "clock",
    "behaviour",
    "The servers’ clock is off while armed (params: seconds, default 600)."
  )
};
function isFaultName(name) {
  return Object.hasOwn(FAULTS, name);
}

// simulator/request.ts
import * as zlib from "node:zlib";
function header(request, name) {
  return request.headers[name];
}
function jsonObject(request) {
  return request.body.type === "json" ? asObject(request.body.value) : void 0;
}
function isLoopbackHost(host) {
  return /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/i.test(host);
}
function asObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : void 0;
}
function asString(value) {
  return typeof value === "string" ? value : void 0;
}
function parseBody(raw, contentType, contentEncoding) {
  if (raw.length === 0) return { type: "none" };
  const decoded = decode(raw, contentEncoding.trim().toLowerCase());
  if (!Buffer.isBuffer(decoded)) return decoded;
  const text2 = decoded.toString("utf8");
  const mediaType = (contentType.split(";")[0] ?? "").trim().toLowerCase();
  if (mediaType === "application/x-www-form-urlencoded") {
    return { type: "form", fields: new URLSearchParams(text2) };
  }
  if (mediaType !== "application/json") return { type: "text", text: text2 };
  try {
    return { type: "json", value: JSON.parse(text2) };
  } catch {
    return { type: "invalid", status: 400, reason: "The body is not valid JSON." };
  }
}
function decode(raw, encoding) {
  try {
    if (encoding === "" || encoding === "identity") return raw;
    if (encoding === "gzip") return zlib.gunzipSync(raw);
    if (encoding === "br") return zlib.brotliDecompressSync(raw);
    if (encoding === "zstd") return unzstd(raw);
  } catch {
    return { type: "invalid", status: 400, reason: `The body is not valid ${encoding}.` };
  }
  return { type: "invalid", status: 415, reason: `Content encoding ${encoding} is not supported.` };
}
function unzstd(raw) {
  const { zstdDecompressSync } = zlib;
  if (zstdDecompressSync) return zstdDecompressSync(raw);
  return {
    type: "invalid",
    status: 415,
    reason: "This Node.js has no zstd. Start the Codex CLI with --disable enable_request_compression."
  };
}

// simulator/control-input.ts
function findFault(value) {
  const asked = asObject(value);
  const name = asString(asked?.["name"]) ?? "";
  if (!asked || !isFaultName(name)) return `Unknown fault: ${name}. They are listed in simulator/faults.ts`;
  const options = {};
  for (const key of ["times", "skip", "delayMs"]) {
    const number = asked[key];
    if (number === void 0) continue;
    if (typeof number !== "number") return `${key} must be a number`;
    options[key] = number;
  }
  const params = asObject(asked["params"]);
  return { name, options: { ...options, ...params ? { params } : {} } };
}

// simulator/redact.ts
import { createHash } from "node:crypto";
function fingerprint(secret) {
  return `sha256:${createHash("sha256").update(secret).digest("hex").slice(0, 8)}`;
}
var SECRET_FIELDS = /* @__PURE__ */ new Set([
  "access_token",
  "refresh_token",
  "id_token",
  "token",
  "subject_token",
  "code",
  "authorization_code",
  "code_verifier",
  "code_challenge",
  "state",
  "device_auth_id",
  "user_code",
  "form_id",
  "encrypted_content"
]);
var SECRET_TEXT = /eyJ[\w-]+\.[\w-]+\.[\w-]*|\b(?:rt|sk|at|ac|enc|deviceauth)-sim[\w.-]*/g;
function redactText(text2) {
  return text2.replace(SECRET_TEXT, (secret) => fingerprint(secret));
}
function redactValue(value, key = "") {
  if (typeof value === "string") return SECRET_FIELDS.has(key) ? fingerprint(value) : redactText(value);
  if (Array.isArray(value)) return value.map((one) => redactValue(one));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, redactValue(one, name)]));
}
function redactPairs(pairs) {
  const shown = {};
  for (const [name, value] of pairs) shown[name] = String(redactValue(value, name));
  return shown;
}
function redactHeader(name, value) {
  if (name === "authorization") return value.replace(/\S+$/, (token2) => fingerprint(token2));
  return redactText(value);
}

// simulator/state.ts
function describeState(world) {
  return {
    now: world.clock.now(),
    families: [...world.tokens.families.values()].map((family) => ({
      id: family.id,
      accountId: family.accountId,
      clientId: family.clientId,
      revoked: family.revoked,
      refreshes: family.refreshes,
      reuseAttempts: family.reuseAttempts
    })),
    devices: world.devices.logins.map((login) => ({
      userCode: login.userCode,
      deviceAuthId: fingerprint(login.deviceAuthId),
      status: world.devices.expired(login) ? "expired" : login.status,
      polls: login.polls,
      earlyPolls: login.earlyPolls
    })),
    faults: world.faults.list(),
    requests: world.log.entries.length
  };
}

// simulator/tokens.ts
import { randomBytes } from "node:crypto";

// simulator/jwt.ts
import { createHmac } from "node:crypto";
var AUTH = "https://api.openai.com/auth";
var PROFILE = "https://api.openai.com/profile";
function authClaim(account) {
  return {
    chatgpt_account_id: account.id,
    chatgpt_plan_type: account.plan,
    chatgpt_user_id: account.userId,
    user_id: account.userId,
    chatgpt_account_is_fedramp: account.fedramp,
    chatgpt_compute_residency: "no_constraint"
  };
}
function accessTokenClaims(input) {
  return {
    iss: input.issuer,
    aud: ["https://api.openai.com/v1"],
    client_id: input.clientId,
    sub: `auth0|${input.account.userId}`,
    scp: input.scope.split(" "),
    iat: input.issuedAt,
    nbf: input.issuedAt,
    exp: input.expiresAt,
    jti: input.id,
    [AUTH]: authClaim(input.account),
    [PROFILE]: { email: input.account.email, email_verified: true }
  };
}
function idTokenClaims(input) {
  return {
    iss: input.issuer,
    aud: [input.clientId],
    sub: `auth0|${input.account.userId}`,
    iat: input.issuedAt,
    exp: input.expiresAt,
    jti: input.id,
    email: input.account.email,
    email_verified: true,
    [AUTH]: {
      ...authClaim(input.account),
      organization_id: `org-${input.account.id}`,
      project_id: `proj-${input.account.id}`,
      completed_platform_onboarding: true,
      is_org_owner: true
    }
  };
}
function signJwt(claims, key) {
  const encode = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const head = `${encode({ alg: "HS256", typ: "JWT", kid: "simulator" })}.${encode(claims)}`;
  return `${head}.${createHmac("sha256", key).update(head).digest("base64url")}`;
}

// simulator/tokens.ts
var TokenStore = class {
  families = /* @__PURE__ */ new Map();
  #clock;
  #settings;
  #key = randomBytes(32);
  #refresh = /* @__PURE__ */ new Map();
  #access = /* @__PURE__ */ new Map();
  #identity = /* @__PURE__ */ new Map();
  constructor(clock, settings) {
    this.#clock = clock;
    this.#settings = settings;
  }
  /** A new family: what an authorization code is exchanged for. */
  mint(input) {
    const family = {
      id: `family-${this.families.size + 1}`,
      accountId: input.account.id,
      clientId: input.clientId,
      scope: input.scope,
      revoked: false,
      refreshes: 0,
      reuseAttempts: 0
    };
    this.families.set(family.id, family);
    return this.#issue(
      family,
      input.account,
      input.accessTtlSeconds ?? this.#settings.accessTtlSeconds,
      input.refreshTtlSeconds ?? this.#settings.refreshTtlSeconds
    );
  }
  /** Single use: the presented token is spent in the same step that makes its successor, unless `rotate` is false. */
  refresh(token2, clientId, rotate = true) {
    const record = this.#refresh.get(token2);
    if (!record) return "refresh_token_not_found";
    if (record.family.clientId !== clientId) return "client_mismatch";
    if (record.used) {
      record.family.reuseAttempts += 1;
      if (this.#settings.revokeFamilyOnReuse) record.family.revoked = true;
      return "refresh_token_reused";
    }
    if (record.family.revoked) return "refresh_token_invalidated";
    if (record.expiresAt <= this.#clock.now()) return "refresh_token_expired";
    record.used = rotate;
    record.family.refreshes += 1;
    const { accessTtlSeconds, refreshTtlSeconds } = this.#settings;
    return this.#issue(record.family, record.account, accessTtlSeconds, refreshTtlSeconds);
  }
  checkAccess(token2) {
    return this.#judge(this.#access.get(token2));
  }
  checkIdentity(token2) {
    return this.#judge(this.#identity.get(token2));
  }
  /** True when the token was known. Any token of a family revokes the family. */
  revoke(token2) {
    const family = (this.#refresh.get(token2) ?? this.#access.get(token2))?.family;
    if (family) family.revoked = true;
    return family !== void 0;
  }
  #judge(record) {
    if (!record) return { ok: false, reason: "unknown" };
    if (record.family.revoked) return { ok: false, reason: "revoked" };
    if (record.expiresAt <= this.#clock.now()) return { ok: false, reason: "expired" };
    return { ok: true, account: record.account, familyId: record.family.id };
  }
  #issue(family, account, accessTtl, refreshTtl) {
    const now = this.#clock.now();
    const claims = {
      account,
      issuer: this.#settings.issuer(),
      clientId: family.clientId,
      scope: family.scope,
      issuedAt: now,
      expiresAt: now + accessTtl,
      id: randomBytes(12).toString("hex")
    };
    const accessToken = signJwt(accessTokenClaims(claims), this.#key);
    const idToken = signJwt(idTokenClaims({ ...claims, expiresAt: now + 3600 }), this.#key);
    const refreshToken = `rt-sim-${randomBytes(32).toString("base64url")}`;
    this.#access.set(accessToken, { family, account, expiresAt: now + accessTtl });
    this.#identity.set(idToken, { family, account, expiresAt: now + 3600 });
    this.#refresh.set(refreshToken, {
      family,
      account,
      expiresAt: now + refreshTtl,
      used: false
    });
    return {
      accessToken,
      refreshToken,
      idToken,
      expiresIn: accessTtl,
      expiresAt: now + accessTtl,
      scope: family.scope,
      accountId: account.id,
      familyId: family.id
    };
  }
};
function tokenResponse(set) {
  return {
    id_token: set.idToken,
    access_token: set.accessToken,
    refresh_token: set.refreshToken,
    token_type: "Bearer",
    expires_in: set.expiresIn,
    scope: set.scope
  };
}

// simulator/world.ts
import { randomBytes as randomBytes6 } from "node:crypto";

// simulator/accounts.ts
var DEFAULT_ACCOUNT_ID = "acc-sim-0001";
var TEMPLATE = {
  id: DEFAULT_ACCOUNT_ID,
  userId: "user-sim-0001",
  email: "dev@example.com",
  plan: "plus",
  workspaceName: null,
  fedramp: false,
  backendOrigin: "NO_CONSTRAINT",
  routingOverride: "NO_CONSTRAINT"
};
var DEFAULT_ACCOUNTS = [
  TEMPLATE,
  { ...TEMPLATE, id: "acc-sim-0002", plan: "business", workspaceName: "Example Workspace" }
];
function completeAccounts(inputs) {
  if (!inputs || inputs.length === 0) return DEFAULT_ACCOUNTS;
  return inputs.map((input, index) => ({
    ...TEMPLATE,
    id: `acc-sim-${String(index + 1).padStart(4, "0")}`,
    ...input
  }));
}

// simulator/auth/codes.ts
import { createHash as createHash2, randomBytes as randomBytes2 } from "node:crypto";
var LIFETIME_SECONDS = 60;
var VERIFIER = /^[A-Za-z0-9\-._~]{43,128}$/;
var CodeStore = class {
  #clock;
  #codes = /* @__PURE__ */ new Map();
  constructor(clock) {
    this.#clock = clock;
  }
  issue(grant) {
    const code = `ac-sim-${randomBytes2(24).toString("base64url")}`;
    this.#codes.set(code, {
      ...grant,
      expiresAtMs: this.#clock.nowMs() + LIFETIME_SECONDS * 1e3,
      used: false
    });
    return code;
  }
  /** Whatever the verdict, a known code is spent by being presented. */
  redeem(shown) {
    const record = this.#codes.get(shown.code);
    if (!record) return { ok: false, reason: "The authorization code is unknown." };
    if (record.used) {
      return {
        ok: false,
        reason: "The authorization code was used already.",
        ...record.familyId === void 0 ? {} : { spentFamilyId: record.familyId }
      };
    }
    record.used = true;
    if (record.expiresAtMs <= this.#clock.nowMs()) {
      return { ok: false, reason: "The authorization code has expired." };
    }
    if (record.clientId !== shown.clientId) {
      return { ok: false, reason: "The authorization code was issued to another client." };
    }
    if (record.redirectUri !== shown.redirectUri) {
      return { ok: false, reason: "The redirect_uri differs from the one of the authorization request." };
    }
    if (!VERIFIER.test(shown.verifier) || challengeOf(shown.verifier) !== record.challenge) {
      return { ok: false, reason: "The code_verifier does not match the code_challenge." };
    }
    return {
      ok: true,
      grant: record,
      remember: (familyId) => {
        record.familyId = familyId;
      }
    };
  }
};
function challengeOf(verifier) {
  return createHash2("sha256").update(verifier).digest("base64url");
}

// simulator/auth/device-store.ts
import { randomBytes as randomBytes3, randomInt } from "node:crypto";
var LIFETIME_SECONDS2 = 900;
var LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ";
var TOLERANCE_MS = 50;
var DeviceStore = class {
  logins = [];
  intervalSeconds;
  #clock;
  #approval;
  constructor(clock, intervalSeconds, approval) {
    this.#clock = clock;
    this.intervalSeconds = intervalSeconds;
    this.#approval = approval;
  }
  start(clientId, issuer) {
    const verifier = randomBytes3(64).toString("base64url");
    const login = {
      deviceAuthId: `deviceauth-sim-${randomBytes3(16).toString("hex")}`,
      userCode: newUserCode(),
      clientId,
      issuer,
      expiresAtMs: this.#clock.nowMs() + LIFETIME_SECONDS2 * 1e3,
      verifier,
      challenge: challengeOf(verifier),
      status: "pending",
      polls: 0,
      earlyPolls: 0
    };
    this.logins.push(login);
    return login;
  }
  byUserCode(userCode) {
    const wanted = userCode.trim().toUpperCase();
    return this.logins.find((login) => login.userCode === wanted && !this.expired(login));
  }
  expired(login) {
    return login.expiresAtMs <= this.#clock.nowMs();
  }
  /** Counts the poll and finds its login; both values must fit. */
  poll(deviceAuthId, userCode) {
    const login = this.logins.find((one) => one.deviceAuthId === deviceAuthId && one.userCode === userCode);
    if (!login) return void 0;
    const now = this.#clock.nowMs();
    const due = (login.lastPollMs ?? Number.NEGATIVE_INFINITY) + this.intervalSeconds * 1e3;
    if (now + TOLERANCE_MS < due) login.earlyPolls += 1;
    login.lastPollMs = now;
    login.polls += 1;
    if (this.#approval === "auto" && login.status === "pending" && login.polls > 1) login.status = "approved";
    return login;
  }
  approve(userCode, accountId) {
    const login = this.byUserCode(userCode);
    if (login?.status !== "pending") return false;
    login.status = "approved";
    if (accountId !== void 0) login.accountId = accountId;
    return true;
  }
  deny(userCode) {
    const login = this.byUserCode(userCode);
    if (login?.status !== "pending") return false;
    login.status = "denied";
    return true;
  }
};
function newUserCode() {
  const letters = Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join("");
  return `${letters}-${String(randomInt(1e5)).padStart(5, "0")}`;
}

// simulator/auth/forms.ts
import { randomBytes as randomBytes4 } from "node:crypto";
var OneTimeForms = class {
  #open = /* @__PURE__ */ new Map();
  open(value) {
    const id2 = randomBytes4(18).toString("base64url");
    this.#open.set(id2, value);
    return id2;
  }
  take(id2) {
    const value = this.#open.get(id2);
    this.#open.delete(id2);
    return value;
  }
};

// simulator/backend/catalog.ts
import { createHash as createHash3 } from "node:crypto";

// simulator/backend/version.ts
function parseVersion(text2) {
  const match = /^(\d+)\.(\d+)\.(\d+)(?:[-+].*)?$/.exec(text2);
  return match ? [Number(match[1]), Number(match[2]), Number(match[3])] : void 0;
}
function isBelow(version, minimum) {
  const left = parseVersion(version);
  const right = parseVersion(minimum);
  if (!right) return false;
  if (!left) return true;
  for (const [index, part] of right.entries()) {
    const difference = (left[index] ?? 0) - part;
    if (difference !== 0) return difference < 0;
  }
  return false;
}
function clientVersion(headers) {
  const named = headers["version"];
  if (named !== void 0) return named;
  return /^[^/\s]+\/(\d+\.\d+\.\d+)/.exec(headers["user-agent"] ?? "")?.[1] ?? "";
}

// simulator/backend/catalog.ts
var EFFORTS = {
  low: "Short thinking, quick answer",
  medium: "A balance for everyday work",
  high: "Longer thinking for hard questions",
  xhigh: "Still longer thinking",
  max: "As much thinking as there is",
  ultra: "As max, and the client may hand out parts of the work"
};
var ROWS = [
  {
    slug: "gpt-6.1-sol",
    name: "GPT-6.1-Sol",
    priority: 1,
    effort: "low",
    upTo: "ultra",
    minimal: "0.160.0",
    delegates: "xhigh"
  },
  {
    slug: "gpt-6-astra",
    name: "GPT-6-Astra",
    priority: 2,
    effort: "low",
    upTo: "ultra",
    minimal: "0.153.0",
    delegates: "xhigh"
  },
  { slug: "gpt-6-sol", name: "GPT-6-Sol", priority: 3, effort: "medium", upTo: "ultra", minimal: "0.155.0" },
  { slug: "gpt-6-luna", name: "GPT-6-Luna", priority: 4, effort: "medium", upTo: "max", minimal: "0.155.0" },
  {
    slug: "gpt-5.6-sol",
    name: "GPT-5.6-Sol",
    priority: 5,
    effort: "low",
    upTo: "ultra",
    minimal: "0.144.0",
    upgrade: "gpt-6-sol"
  },
  {
    slug: "gpt-6.1-terra",
    name: "GPT-6.1 Terra",
    priority: 7,
    effort: "low",
    upTo: "ultra",
    minimal: "0.160.0",
    context: 5e5,
    delegates: "xhigh"
  },
  {
    slug: "gpt-5.6-terra",
    name: "GPT-5.6-Terra",
    priority: 8,
    effort: "medium",
    upTo: "ultra",
    minimal: "0.144.0",
    upgrade: "gpt-6-sol"
  },
  {
    slug: "gpt-5.6-luna",
    name: "GPT-5.6-Luna",
    priority: 9,
    effort: "medium",
    upTo: "max",
    minimal: "0.144.0",
    upgrade: "gpt-6-luna"
  },
  {
    slug: "gpt-daybreak-blue-latest",
    name: "Daybreak Blue",
    priority: 11,
    effort: "low",
    upTo: "ultra",
    minimal: "0.155.0",
    hidden: true
  },
  {
    slug: "gpt-daybreak-red-latest",
    name: "Daybreak Red",
    priority: 12,
    effort: "medium",
    upTo: "ultra",
    minimal: "0.155.0",
    hidden: true,
    context: 372e3,
    maxContext: 372e3,
    verbosity: "high"
  },
  {
    slug: "gpt-5.5",
    name: "GPT-5.5",
    priority: 13,
    effort: "medium",
    upTo: "xhigh",
    minimal: "0.100.0",
    lite: false,
    maxContext: 272e3,
    upgrade: "gpt-6-sol"
  },
  {
    slug: "codex-auto-review",
    name: "Codex Auto Review",
    priority: 43,
    effort: "medium",
    upTo: "max",
    minimal: "0.144.0",
    hidden: true
  }
];
var INSTRUCTIONS = "You are a simulated model. Answer the user briefly and plainly.";
function modelInfo(row) {
  const ladder = Object.keys(EFFORTS);
  const efforts = ladder.slice(0, ladder.indexOf(row.upTo) + 1);
  const tiered = !row.slug.startsWith("gpt-daybreak");
  return {
    slug: row.slug,
    display_name: row.name,
    description: `${row.name}, as the simulator offers it.`,
    default_reasoning_level: row.effort,
    supported_reasoning_levels: efforts.map((effort) => ({ effort, description: EFFORTS[effort] ?? effort })),
    shell_type: "unified_exec",
    visibility: row.hidden ? "hide" : "list",
    supported_in_api: true,
    priority: row.priority,
    additional_speed_tiers: tiered ? ["fast"] : [],
    service_tiers: tiered ? [{ id: "priority", name: "Fast", description: "Faster, and counts for more" }] : [],
    availability_nux: null,
    upgrade: row.upgrade === void 0 ? null : { model: row.upgrade, migration_markdown: `${row.upgrade} takes the place of this model.` },
    base_instructions: INSTRUCTIONS,
    model_messages: null,
    include_skills_usage_instructions: false,
    include_plugin_usage_instructions: false,
    include_apps_usage_instructions: false,
    default_reasoning_summary: "none",
    support_verbosity: true,
    default_verbosity: row.verbosity ?? "low",
    apply_patch_tool_type: "freeform",
    web_search_tool_type: "text_and_image",
    truncation_policy: { mode: "tokens", limit: 1e4 },
    supports_image_detail_original: true,
    context_window: row.context ?? 272e3,
    max_context_window: row.maxContext ?? 872e3,
    effective_context_window_percent: 95,
    experimental_supported_tools: [],
    input_modalities: ["text", "image"],
    supports_search_tool: true,
    supports_parallel_tool_calls: true,
    use_responses_lite: row.lite ?? true,
    ...row.delegates === void 0 ? {} : { multi_agent_version: "v2", multi_agent_reasoning_effort: row.delegates },
    minimal_client_version: row.minimal
  };
}
var DEFAULT_CATALOG = ROWS.map(modelInfo);
var CatalogState = class {
  #models;
  #generation = 0;
  #etag;
  constructor(models2 = DEFAULT_CATALOG) {
    this.#models = models2;
    this.#etag = this.#computeEtag();
  }
  get models() {
    return this.#models;
  }
  replace(models2) {
    this.#models = models2;
    this.#etag = this.#computeEtag();
  }
  find(slug) {
    return this.models.find((model) => model.slug === slug);
  }
  /** The server hides what the client is too old for (docs/wire.md 8). */
  visibleTo(clientVersion2) {
    return this.models.filter((model) => !isBelow(clientVersion2, model.minimal_client_version));
  }
  etag() {
    return this.#etag;
  }
  /** A new ETag for the same content. */
  touch() {
    this.#generation += 1;
    this.#etag = this.#computeEtag();
  }
  #computeEtag() {
    const digest = createHash3("sha256").update(`${this.#generation} ${JSON.stringify(this.models)}`).digest("hex");
    return `W/"sim-${digest.slice(0, 16)}"`;
  }
};

// simulator/backend/limits.ts
var DEFAULT_LIMITS = {
  primary: { usedPercent: 12, windowMinutes: 300, resetAfterSeconds: 3600 },
  secondary: { usedPercent: 55, windowMinutes: 10080, resetAfterSeconds: 86400 },
  credits: { hasCredits: true, unlimited: false, balance: "4.20" }
};
function completeLimits(limits) {
  return { ...DEFAULT_LIMITS, ...limits };
}
function resetAt(window, since, now) {
  const first = since + window.resetAfterSeconds;
  if (first > now) return first;
  const length = window.windowMinutes * 60;
  return first + (Math.floor((now - first) / length) + 1) * length;
}
function limitHeaders(limits, since, now) {
  const headers = {};
  for (const name of ["primary", "secondary"]) {
    const window = limits[name];
    if (!window) continue;
    headers[`x-codex-${name}-used-percent`] = String(window.usedPercent);
    headers[`x-codex-${name}-window-minutes`] = String(window.windowMinutes);
    headers[`x-codex-${name}-reset-at`] = String(resetAt(window, since, now));
  }
  if (limits.credits) {
    headers["x-codex-credits-has-credits"] = flag(limits.credits.hasCredits);
    headers["x-codex-credits-unlimited"] = flag(limits.credits.unlimited);
    headers["x-codex-credits-balance"] = limits.credits.balance;
  }
  return headers;
}
var flag = (value) => value ? "true" : "false";
function usageBody(limits, account, since, now) {
  const window = (one) => one && {
    used_percent: one.usedPercent,
    limit_window_seconds: one.windowMinutes * 60,
    reset_after_seconds: resetAt(one, since, now) - now,
    reset_at: resetAt(one, since, now)
  };
  const reached = [limits.primary, limits.secondary].some((one) => one !== null && one.usedPercent >= 100);
  return {
    user_id: account.userId,
    account_id: account.id,
    email: account.email,
    plan_type: account.plan,
    rate_limit: {
      allowed: !reached,
      limit_reached: reached,
      primary_window: window(limits.primary),
      secondary_window: window(limits.secondary)
    },
    code_review_rate_limit: null,
    additional_rate_limits: [],
    credits: limits.credits && {
      has_credits: limits.credits.hasCredits,
      unlimited: limits.credits.unlimited,
      balance: limits.credits.balance
    },
    spend_control: { reached: false, individual_limit: null },
    rate_limit_reached_type: reached ? "rate_limit_reached" : null,
    promo: null,
    rate_limit_reset_credits: { available_count: 0 }
  };
}

// simulator/backend/seal.ts
import { createHmac as createHmac2, randomBytes as randomBytes5, timingSafeEqual } from "node:crypto";
var ReasoningSeal = class {
  #key = randomBytes5(32);
  seal(accountId) {
    const nonce = randomBytes5(12).toString("base64url");
    return `enc-sim.${nonce}.${this.#sign(nonce, accountId)}`;
  }
  isOurs(sealed, accountId) {
    const [prefix, nonce, signature, ...rest] = sealed.split(".");
    if (prefix !== "enc-sim" || nonce === void 0 || signature === void 0 || rest.length > 0)
      return false;
    const expected = Buffer.from(this.#sign(nonce, accountId));
    const given = Buffer.from(signature);
    return expected.length === given.length && timingSafeEqual(expected, given);
  }
  #sign(nonce, accountId) {
    return createHmac2("sha256", this.#key).update(`${nonce}.${accountId}`).digest("base64url");
  }
};

// simulator/clock.ts
var SimClock = class {
  #offsetMs = 0;
  #skewSeconds;
  /** `skewSeconds` is asked at every reading, so that the `clock.skew` fault works while it is armed. */
  constructor(skewSeconds = () => 0) {
    this.#skewSeconds = skewSeconds;
  }
  /** Milliseconds since the epoch, as the simulated servers see them. */
  nowMs() {
    return Date.now() + this.#offsetMs + this.#skewSeconds() * 1e3;
  }
  /** Whole seconds since the epoch: the unit of every claim and header on this wire. */
  now() {
    return Math.floor(this.nowMs() / 1e3);
  }
  advance(seconds) {
    this.#offsetMs += seconds * 1e3;
  }
  /** Sets the time to `epochMs`; it goes on running from there. */
  set(epochMs) {
    this.#offsetMs = epochMs - Date.now();
  }
};

// simulator/fault-plan.ts
var FaultPlan = class {
  #armed = [];
  arm(name, options = {}) {
    this.#armed.push({
      name,
      definition: FAULTS[name],
      params: options.params ?? {},
      delayMs: options.delayMs ?? 0,
      left: options.times ?? Number.POSITIVE_INFINITY,
      skip: options.skip ?? 0
    });
  }
  clear() {
    this.#armed = [];
  }
  /** The fault for this request, counted as used. */
  take(endpoint) {
    for (const fault2 of this.#armed) {
      if (fault2.definition.endpoint !== endpoint) continue;
      if (fault2.skip > 0) {
        fault2.skip -= 1;
        continue;
      }
      fault2.left -= 1;
      if (fault2.left <= 0) this.#armed = this.#armed.filter((other) => other !== fault2);
      return fault2;
    }
    return void 0;
  }
  /** Counted as used only if exactly this one is armed; for faults that hide inside another endpoint. */
  takeNamed(name) {
    const fault2 = this.#armed.find((other) => other.name === name);
    if (!fault2) return void 0;
    fault2.left -= 1;
    if (fault2.left <= 0) this.#armed = this.#armed.filter((other) => other !== fault2);
    return fault2;
  }
  /** Looks without counting: for faults that describe a state, such as a wrong clock. */
  peek(name) {
    return this.#armed.find((fault2) => fault2.name === name);
  }
  list() {
    return this.#armed.map(({ name, left, params }) => ({
      name,
      left: Number.isFinite(left) ? left : null,
      params
    }));
  }
};
function numberParam(fault2, key, fallback) {
  const value = fault2.params[key];
  return typeof value === "number" ? value : fallback;
}
function textParam(fault2, key, fallback) {
  const value = fault2.params[key];
  return typeof value === "string" ? value : fallback;
}

// simulator/request-log.ts
var SHOWN_HEADERS = [
  "host",
  "authorization",
  "chatgpt-account-id",
  "originator",
  "user-agent",
  "version",
  "accept",
  "content-encoding",
  "if-none-match",
  "session-id",
  "thread-id",
  "x-client-request-id",
  "x-openai-internal-codex-responses-lite",
  "x-openai-account-routing-override",
  "x-codex-turn-state",
  "openai-beta"
];
var LIMIT = 2e3;
var RequestLog = class {
  entries = [];
  #total = 0;
  #clock;
  constructor(clock) {
    this.#clock = clock;
  }
  open(request) {
    this.#total += 1;
    const headers = {};
    for (const name of SHOWN_HEADERS) {
      const value = request.headers[name];
      if (value !== void 0) headers[name] = redactHeader(name, value);
    }
    const entry = {
      number: this.#total,
      time: new Date(this.#clock.nowMs()).toISOString(),
      method: request.method,
      path: request.path,
      query: redactPairs(request.query),
      headers,
      contentType: request.headers["content-type"] ?? null,
      body: shownBody(request.body),
      status: null,
      durationMs: null,
      fault: null
    };
    this.entries.push(entry);
    if (this.entries.length > LIMIT) this.entries.shift();
    return entry;
  }
  find(method, path4) {
    return this.entries.filter((entry) => entry.method === method && entry.path === path4);
  }
  clear() {
    this.entries.length = 0;
  }
};
function shownBody(body) {
  if (body.type === "json") return redactValue(body.value);
  if (body.type === "form") return redactPairs(body.fields);
  if (body.type === "text") return `(${body.text.length} characters of text)`;
  return body.type === "invalid" ? `(${body.reason})` : null;
}

// simulator/world.ts
function createWorld(options) {
  const faults = new FaultPlan();
  const clock = new SimClock(() => {
    const skew = faults.peek("clock.skew");
    return skew ? numberParam(skew, "seconds", 600) : 0;
  });
  const accounts = completeAccounts(options.accounts);
  const world = {
    options,
    clock,
    faults,
    log: new RequestLog(clock),
    accounts,
    clientIds: options.clientIds ?? [DEFAULT_CLIENT_ID],
    tokens: new TokenStore(clock, {
      issuer: () => world.origin,
      accessTtlSeconds: options.accessTokenTtlSeconds ?? 3600,
      refreshTtlSeconds: options.refreshTokenTtlSeconds ?? 30 * 86400,
      revokeFamilyOnReuse: options.revokeFamilyOnReuse ?? false
    }),
    codes: new CodeStore(clock),
    consentForms: new OneTimeForms(),
    deviceForms: new OneTimeForms(),
    devices: new DeviceStore(clock, options.deviceIntervalSeconds ?? 5, options.approveDevices ?? "page"),
    personalAccessTokens: new Map(
      Object.entries(options.personalAccessTokens ?? { [DEFAULT_PAT]: defaultAccount(accounts).id })
    ),
    apiKeys: new Set(options.apiKeys ?? [DEFAULT_API_KEY]),
    catalog: new CatalogState(options.catalog),
    seal: new ReasoningSeal(),
    limits: completeLimits(options.limits),
    limitsSince: clock.now(),
    origin: ""
  };
  return world;
}
function defaultAccount(accounts) {
  const account = accounts.find((one) => one.id === DEFAULT_ACCOUNT_ID) ?? accounts[0];
  if (!account) throw new Error("The simulator needs at least one account.");
  return account;
}
function findAccount(world, id2) {
  return id2 === void 0 ? defaultAccount(world.accounts) : world.accounts.find((one) => one.id === id2);
}
function opaque(prefix, bytes = 16) {
  return `${prefix}${randomBytes6(bytes).toString("base64url")}`;
}

// simulator/control.ts
var PREFIX = "/__simulator/";
function isControlPath(path4) {
  return path4.startsWith(PREFIX);
}
function control(request, world) {
  if (!isLoopbackHost(header(request, "host") ?? "") || header(request, "origin") !== void 0) {
    return detail(403, "The control plane answers on loopback only");
  }
  const action = COMMANDS[`${request.method} ${request.path.slice(PREFIX.length)}`];
  if (!action) return detail(404, `Unknown. There are: ${Object.keys(COMMANDS).join(", ")}`);
  return action(request, world);
}
var COMMANDS = {
  "GET log": (_request, world) => json(200, world.log.entries),
  "GET state": (_request, world) => json(200, describeState(world)),
  "POST clear": (_request, world) => {
    world.faults.clear();
    world.log.clear();
    return json(200, {});
  },
  "POST faults": (request, world) => {
    const asked = request.body.type === "json" ? request.body.value : void 0;
    const faults = (Array.isArray(asked) ? asked : [asked]).map(findFault);
    for (const fault2 of faults) if (typeof fault2 === "string") return detail(400, fault2);
    for (const fault2 of faults) if (typeof fault2 !== "string") world.faults.arm(fault2.name, fault2.options);
    return json(200, { faults: world.faults.list() });
  },
  "POST clock": (request, world) => {
    const seconds = jsonObject(request)?.["advance"];
    if (typeof seconds !== "number") return detail(400, 'Give {"advance": seconds}');
    world.clock.advance(seconds);
    return json(200, { now: world.clock.now() });
  },
  "POST device/approve": (request, world) => {
    const body = jsonObject(request);
    const account = findAccount(world, asString(body?.["account"]));
    if (!account) return detail(404, "No such account");
    const done = world.devices.approve(asString(body?.["user_code"]) ?? "", account.id);
    return done ? json(200, {}) : detail(404, "No such pending user_code");
  },
  "POST device/deny": (request, world) => {
    const done = world.devices.deny(asString(jsonObject(request)?.["user_code"]) ?? "");
    return done ? json(200, {}) : detail(404, "No such pending user_code");
  },
  "POST tokens": mintByRequest
};
function mintByRequest(request, world) {
  const body = jsonObject(request) ?? {};
  const known = findAccount(world, asString(body["account"]) ?? asString(body["workspace"]));
  if (!known) return detail(404, "No such account");
  const account = { ...known, plan: asString(body["plan"]) ?? known.plan };
  const ttl = body["ttl"];
  const set = world.tokens.mint({
    account,
    clientId: asString(body["client_id"]) ?? world.clientIds[0] ?? "",
    scope: SCOPE,
    ...typeof ttl === "number" ? { accessTtlSeconds: ttl } : {}
  });
  return json(200, {
    ...tokenResponse(set),
    expires_at: set.expiresAt,
    account_id: set.accountId,
    family_id: set.familyId
  });
}

// simulator/auth/authorize-request.ts
var ANY_LOOPBACK = /^http:\/\/127\.0\.0\.1:[1-9]\d{0,4}\/auth\/callback$/;
var CHALLENGE = /^[A-Za-z0-9_-]{43}$/;
function judgeAuthorize(query, rules) {
  const clientId = query.get("client_id") ?? "";
  if (!rules.clientIds.includes(clientId)) return { kind: "page", message: "The client_id is not known." };
  const redirectUri = query.get("redirect_uri") ?? "";
  if (!isRegistered(redirectUri, rules.options)) {
    return { kind: "page", message: "The redirect_uri is not registered for this client." };
  }
  const state = query.get("state") ?? void 0;
  const refuse = (error, description) => ({
    kind: "redirect",
    redirectUri,
    state,
    error,
    description
  });
  for (const name of new Set(query.keys())) {
    if (query.getAll(name).length > 1) return refuse("invalid_request", `The parameter ${name} is repeated.`);
  }
  if (query.get("response_type") !== "code") {
    return refuse("unsupported_response_type", "The response_type must be code.");
  }
  if (!state) return refuse("invalid_request", "The state is missing.");
  if (query.get("code_challenge_method") !== "S256") {
    return refuse("invalid_request", "The code_challenge_method must be S256.");
  }
  const challenge = query.get("code_challenge") ?? "";
  if (!CHALLENGE.test(challenge)) {
    return refuse("invalid_request", "The code_challenge must be 43 characters of base64url.");
  }
  const scope = query.get("scope") ?? "";
  if (!sameSet(scope.split(" "), SCOPE.split(" "))) {
    return refuse("invalid_scope", `The scope must be: ${SCOPE}`);
  }
  const accounts = allowedAccounts(query.get("allowed_workspace_id"), rules.accounts);
  if (accounts.length === 0) {
    return refuse("access_denied", "None of your workspaces is allowed for this sign-in.");
  }
  const originator = query.get("originator") ?? "";
  return {
    kind: "ok",
    request: { clientId, redirectUri, challenge, state, scope, originator, accounts }
  };
}
function isRegistered(uri, options) {
  if (REDIRECT_URIS.includes(uri) || options.extraRedirectUris?.includes(uri)) return true;
  return options.allowAnyLoopbackPort === true && ANY_LOOPBACK.test(uri);
}
function allowedAccounts(value, accounts) {
  if (value === null) return accounts;
  const ids = value.split(",");
  return accounts.filter((account) => ids.includes(account.id));
}
function sameSet(left, right) {
  return left.length === right.length && right.every((one) => left.includes(one));
}
function callbackUrl(redirectUri, answer) {
  const url = new URL(redirectUri);
  for (const [key, value] of Object.entries(answer)) {
    if (value !== void 0) url.searchParams.set(key, value);
  }
  return url.href;
}

// simulator/auth/pages.ts
function escapeHtml(text2) {
  const names = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;"
  };
  return text2.replace(/[&<>"']/g, (character) => names[character] ?? character);
}
function page(title, main) {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · login simulator</title>
<style>
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 32rem; margin: 12vh auto 0; padding: 0 1.25rem; }
h1 { font-size: 1.5rem; line-height: 1.25; }
fieldset { border: 1px solid #8888; border-radius: .5rem; padding: .75rem 1rem; margin: 1rem 0; }
label { display: block; padding: .35rem 0; }
button { font: inherit; padding: .55rem 1.4rem; border-radius: .5rem; border: 1px solid #888; margin-right: .5rem; cursor: pointer; }
button.main { background: #14532d; border-color: #14532d; color: #fff; }
input[type=text] { font: 1.25rem ui-monospace, monospace; padding: .4rem .6rem; width: 12ch; }
:focus-visible { outline: 3px solid #2563eb; outline-offset: 2px; }
.note { font-size: .875rem; opacity: .8; border-top: 1px solid #8886; margin-top: 2rem; padding-top: .75rem; }
</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${main}
</main>
<p class="note">This is a local simulator. No real account is involved, and nothing leaves this machine.</p>
</body>
</html>
`;
}
function errorPage(title, message) {
  return page(title, `<p role="alert">${escapeHtml(message)}</p>`);
}
function messagePage(title, message) {
  return page(title, `<p role="status">${escapeHtml(message)}</p>`);
}
function accountChoices(accounts, chosen) {
  const rows = accounts.map((account) => {
    const where = account.workspaceName ?? "Personal account";
    const label = `${account.email} · ${where} (${account.plan})`;
    const checked = account.id === chosen ? " checked" : "";
    return `<label><input type="radio" name="account" value="${escapeHtml(account.id)}"${checked}> ${escapeHtml(label)}</label>`;
  });
  return `<fieldset><legend>Account</legend>${rows.join("")}</fieldset>`;
}
var BUTTONS = '<button class="main" type="submit" name="decision" value="approve">Approve</button><button type="submit" name="decision" value="deny">Deny</button>';
function consentPage(request, formId, chosen) {
  const who = request.originator === "" ? request.clientId : request.originator;
  return page(
    "Sign in",
    `<p><strong>${escapeHtml(who)}</strong> asks to use your account. You will be sent back to
<code>${escapeHtml(request.redirectUri)}</code>.</p>
<form method="post" action="/oauth/authorize/decision">
<input type="hidden" name="form_id" value="${escapeHtml(formId)}">
${accountChoices(request.accounts, chosen)}
${BUTTONS}
</form>`
  );
}
function deviceCodePage(problem) {
  return page(
    "Connect a device",
    `${problem === void 0 ? "" : `<p role="alert">${escapeHtml(problem)}</p>`}
<form method="post" action="/codex/device">
<label for="user_code">The code your program shows</label>
<input id="user_code" name="user_code" type="text" autocomplete="one-time-code" autofocus required>
<button class="main" type="submit">Continue</button>
</form>`
  );
}
function deviceConsentPage(userCode, formId, accounts, chosen) {
  return page(
    "Approve this device?",
    `<p>Approve only if your program shows the code <strong>${escapeHtml(userCode)}</strong>.</p>
<form method="post" action="/codex/device/decision">
<input type="hidden" name="form_id" value="${escapeHtml(formId)}">
${accountChoices(accounts, chosen)}
${BUTTONS}
</form>`
  );
}

// simulator/auth/authorize.ts
function authorize(request, world, fault2) {
  const verdict = judgeAuthorize(request.query, world);
  if (verdict.kind === "page") return html(400, errorPage("This sign-in link is not valid", verdict.message));
  if (verdict.kind === "redirect") {
    return redirect(
      callbackUrl(verdict.redirectUri, {
        error: verdict.error,
        error_description: verdict.description,
        state: verdict.state
      })
    );
  }
  const asked = verdict.request;
  if (fault2) return faulty(asked, world, fault2);
  if (world.options.approve === "auto") return approve(asked, preferred(asked.accounts), world);
  return html(200, consentPage(asked, world.consentForms.open(asked), preferred(asked.accounts).id));
}
function decide(request, world) {
  const fields = request.body.type === "form" ? request.body.fields : new URLSearchParams();
  const asked = world.consentForms.take(fields.get("form_id") ?? "");
  if (!asked) {
    return html(400, errorPage("This page was used already", "Start the sign-in again from your program."));
  }
  if (fields.get("decision") !== "approve") {
    return redirect(
      callbackUrl(asked.redirectUri, {
        error: "access_denied",
        error_description: "The user denied the request.",
        state: asked.state
      })
    );
  }
  const account = asked.accounts.find((one) => one.id === fields.get("account"));
  return approve(asked, account ?? preferred(asked.accounts), world);
}
function approve(asked, account, world) {
  const code = world.codes.issue({
    account,
    clientId: asked.clientId,
    redirectUri: asked.redirectUri,
    challenge: asked.challenge,
    scope: asked.scope
  });
  return redirect(callbackUrl(asked.redirectUri, { code, state: asked.state }));
}
function preferred(accounts) {
  return defaultAccount(accounts);
}
function faulty(asked, world, fault2) {
  const back = (answer) => redirect(callbackUrl(asked.redirectUri, answer));
  switch (fault2.name) {
    case "authorize.wrong_state":
      return back({ code: opaque("ac-sim-"), state: opaque("", 32) });
    case "authorize.no_code":
      return back({ state: asked.state });
    case "authorize.denied":
      return back({
        error: "access_denied",
        error_description: textParam(fault2, "description", "The user denied the request."),
        state: asked.state
      });
    case "authorize.server_error":
      return back({ error: "server_error", state: asked.state });
    default:
      return approve(asked, preferred(asked.accounts), world);
  }
}

// simulator/auth/device.ts
function requestUserCode(request, world) {
  const clientId = asString(jsonObject(request)?.["client_id"]);
  if (clientId === void 0)
    return apiError(400, "invalid_request", "A JSON body with client_id is needed.");
  if (!world.clientIds.includes(clientId))
    return apiError(400, "invalid_client", "The client_id is not known.");
  const login = world.devices.start(clientId, issuerOf(request, world));
  return json(200, {
    device_auth_id: login.deviceAuthId,
    user_code: login.userCode,
    interval: String(world.devices.intervalSeconds),
    expires_at: new Date(login.expiresAtMs).toISOString()
  });
}
function issuerOf(request, world) {
  const host = header(request, "host") ?? new URL(world.origin).host;
  return `${isLoopbackHost(host) ? "http" : "https"}://${host}`;
}
function pollDevice(request, world) {
  const body = jsonObject(request);
  const deviceAuthId = asString(body?.["device_auth_id"]);
  const userCode = asString(body?.["user_code"]);
  if (deviceAuthId === void 0 || userCode === void 0) {
    return apiError(400, "invalid_request", "A JSON body with device_auth_id and user_code is needed.");
  }
  const login = world.devices.poll(deviceAuthId, userCode);
  if (!login) return apiError(404, "deviceauth_authorization_unknown", "No such device login.");
  if (world.devices.expired(login))
    return apiError(410, "deviceauth_expired", "The device code has expired.");
  if (login.status === "denied") return apiError(403, "deviceauth_access_denied", "The request was denied.");
  if (login.status === "pending")
    return apiError(403, "deviceauth_authorization_pending", "Not approved yet.");
  login.code ??= world.codes.issue({
    account: findAccount(world, login.accountId) ?? defaultAccount(world.accounts),
    clientId: login.clientId,
    redirectUri: `${login.issuer}/deviceauth/callback`,
    challenge: login.challenge,
    scope: SCOPE
  });
  return json(200, {
    authorization_code: login.code,
    code_challenge: login.challenge,
    code_verifier: login.verifier
  });
}
function showDevicePage() {
  return html(200, deviceCodePage());
}
function enterUserCode(request, world) {
  const login = world.devices.byUserCode(formField(request, "user_code"));
  if (login?.status !== "pending") {
    return html(400, deviceCodePage("This code is not known, or it has expired. Check it and try again."));
  }
  const formId = world.deviceForms.open(login.userCode);
  const chosen = defaultAccount(world.accounts).id;
  return html(200, deviceConsentPage(login.userCode, formId, world.accounts, chosen));
}
function decideDevice(request, world) {
  const userCode = world.deviceForms.take(formField(request, "form_id"));
  if (userCode === void 0) {
    return html(400, errorPage("This page was used already", "Start the sign-in again from your program."));
  }
  if (formField(request, "decision") !== "approve") {
    world.devices.deny(userCode);
    return html(200, messagePage("Denied", "The device was not connected. You can close this page."));
  }
  world.devices.approve(userCode, formField(request, "account"));
  return html(200, messagePage("Approved", "The device is connected. You can close this page."));
}
function formField(request, name) {
  return request.body.type === "form" ? request.body.fields.get(name) ?? "" : "";
}

// simulator/auth/revoke.ts
function revoke(request, world) {
  const body = jsonObject(request);
  if (!body) return oauthError(400, "invalid_request", "A revocation takes application/json.");
  const token2 = asString(body["token"]);
  if (token2 === void 0 || token2 === "") return oauthError(400, "invalid_request", "The token is missing.");
  if (!world.clientIds.includes(asString(body["client_id"]) ?? "")) {
    return oauthError(401, "invalid_client", "The client_id is not known.");
  }
  world.tokens.revoke(token2);
  return json(200, {});
}

// simulator/auth/token.ts
var TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
var ID_TOKEN_TYPE = "urn:ietf:params:oauth:token-type:id_token";
var NO_STORE = { "cache-control": "no-store" };
function tokenEndpoint(request) {
  const grant = grantType(request);
  if (grant === "refresh_token") return "refresh";
  return grant === TOKEN_EXCHANGE ? "exchange" : "token";
}
function token(request, world, fault2) {
  const grant = grantType(request);
  if (grant === void 0)
    return oauthError(400, "invalid_request", "The grant_type is missing or the body is not readable.");
  if (grant === "refresh_token") return refresh(request, world, fault2);
  if (request.body.type !== "form") {
    return oauthError(400, "invalid_request", "This grant takes application/x-www-form-urlencoded.");
  }
  for (const name of new Set(request.body.fields.keys())) {
    if (request.body.fields.getAll(name).length > 1) {
      return oauthError(400, "invalid_request", `The parameter ${name} is repeated.`);
    }
  }
  if (grant === "authorization_code") return redeemCode(request.body.fields, world);
  if (grant === TOKEN_EXCHANGE) return exchangeForApiKey(request.body.fields, world);
  return oauthError(400, "unsupported_grant_type", `The grant type ${grant} is not supported.`);
}
function grantType(request) {
  if (request.body.type === "form") return request.body.fields.get("grant_type") ?? void 0;
  return asString(jsonObject(request)?.["grant_type"]);
}
function redeemCode(fields, world) {
  const clientId = fields.get("client_id") ?? "";
  if (!world.clientIds.includes(clientId))
    return oauthError(401, "invalid_client", "The client_id is not known.");
  for (const name of ["code", "redirect_uri", "code_verifier"]) {
    if (!fields.get(name)) return oauthError(400, "invalid_request", `The parameter ${name} is missing.`);
  }
  const verdict = world.codes.redeem({
    code: fields.get("code") ?? "",
    clientId,
    redirectUri: fields.get("redirect_uri") ?? "",
    verifier: fields.get("code_verifier") ?? ""
  });
  if (!verdict.ok) {
    const family = verdict.spentFamilyId === void 0 ? void 0 : world.tokens.families.get(verdict.spentFamilyId);
    if (family) family.revoked = true;
    return oauthError(400, "invalid_grant", verdict.reason);
  }
  const { account, scope } = verdict.grant;
  const set = world.tokens.mint({ account, clientId, scope });
  verdict.remember(set.familyId);
  return json(200, tokenResponse(set), NO_STORE);
}
function refresh(request, world, fault2) {
  const body = jsonObject(request);
  if (!body) return oauthError(400, "invalid_request", "A refresh takes application/json.");
  const clientId = asString(body["client_id"]);
  const refreshToken = asString(body["refresh_token"]);
  if (clientId === void 0 || refreshToken === void 0 || refreshToken === "") {
    return oauthError(400, "invalid_request", "A refresh needs client_id and refresh_token.");
  }
  if (!world.clientIds.includes(clientId))
    return oauthError(401, "invalid_client", "The client_id is not known.");
  const outcome = world.tokens.refresh(refreshToken, clientId, fault2?.name !== "refresh.access_only");
  if (outcome === "client_mismatch") {
    return oauthError(400, "invalid_grant", "The refresh token was issued to another client.");
  }
  if (typeof outcome === "string") return apiError(401, outcome, REFUSALS[outcome]);
  const answer = tokenResponse(outcome);
  if (fault2?.name !== "refresh.access_only") return json(200, answer, NO_STORE);
  const { access_token, token_type, expires_in } = answer;
  return json(200, { access_token, token_type, expires_in }, NO_STORE);
}
var REFUSALS = {
  refresh_token_reused: "This refresh token was used before. Sign in again.",
  refresh_token_expired: "This refresh token has expired. Sign in again.",
  refresh_token_invalidated: "This refresh token was revoked. Sign in again.",
  refresh_token_not_found: "This refresh token is not known here."
};
function exchangeForApiKey(fields, world) {
  if (!world.clientIds.includes(fields.get("client_id") ?? "")) {
    return oauthError(401, "invalid_client", "The client_id is not known.");
  }
  if (fields.get("requested_token") !== "openai-api-key" || fields.get("subject_token_type") !== ID_TOKEN_TYPE) {
    return oauthError(400, "invalid_request", "Only an ID token can be exchanged, and only for an API key.");
  }
  const verdict = world.tokens.checkIdentity(fields.get("subject_token") ?? "");
  if (!verdict.ok) return apiError(401, "invalid_subject_token", `The ID token is ${verdict.reason}.`);
  const key = opaque("sk-sim-", 24);
  world.apiKeys.add(key);
  return json(
    200,
    { access_token: key, issued_token_type: "openai-api-key", token_type: "Bearer" },
    NO_STORE
  );
}

// simulator/auth/whoami.ts
function whoami(request, world) {
  const token2 = /^Bearer (at-\S+)$/.exec(header(request, "authorization") ?? "")?.[1];
  const accountId = token2 === void 0 ? void 0 : world.personalAccessTokens.get(token2);
  const account = accountId === void 0 ? void 0 : findAccount(world, accountId);
  if (!account) return detail(401, "Unauthorized");
  return json(200, {
    email: account.email,
    chatgpt_user_id: account.userId,
    chatgpt_account_id: account.id,
    chatgpt_plan_type: account.plan,
    chatgpt_account_is_fedramp: account.fedramp
  });
}

// simulator/backend/guard.ts
var REASONS = {
  unknown: ["token_invalid", "This access token is not known here."],
  expired: ["token_expired", "This access token has expired."],
  revoked: ["token_invalidated", "This access token was revoked."]
};
function admit(request, world) {
  if (world.options.challengeScripts === true && looksLikeScript(header(request, "user-agent"))) {
    return { ok: false, reply: challengePage() };
  }
  const token2 = /^Bearer (\S+)$/i.exec(header(request, "authorization") ?? "")?.[1];
  if (token2 === void 0) return { ok: false, reply: detail(401, "Unauthorized") };
  const account = accountOf(token2, world);
  if (typeof account === "string") {
    const [code, message] = REASONS[account];
    return { ok: false, reply: apiError(401, code, message) };
  }
  const named = header(request, "chatgpt-account-id");
  if (named === void 0)
    return { ok: false, reply: detail(403, "The chatgpt-account-id header is missing") };
  if (named !== account.id) {
    return { ok: false, reply: detail(403, "The chatgpt-account-id header does not belong to this token") };
  }
  return { ok: true, account };
}
function accountOf(token2, world) {
  if (token2.startsWith("at-")) {
    const id2 = world.personalAccessTokens.get(token2);
    return (id2 === void 0 ? void 0 : findAccount(world, id2)) ?? "unknown";
  }
  const verdict = world.tokens.checkAccess(token2);
  return verdict.ok ? verdict.account : verdict.reason;
}
function looksLikeScript(userAgent) {
  return userAgent === void 0 || /^(node|undici|curl|python|axios)\b/i.test(userAgent);
}

// simulator/backend/account-routes.ts
function models(request, world, fault2) {
  const admission = admit(request, world);
  if (!admission.ok) return admission.reply;
  const version = request.query.get("client_version");
  if (version === null || !parseVersion(version)) {
    return detail(400, "client_version must be given as x.y.z");
  }
  if (fault2?.name === "models.etag_change") world.catalog.touch();
  const etag = world.catalog.etag();
  if (header(request, "if-none-match") === etag) return empty(304, { etag });
  return json(200, { models: world.catalog.visibleTo(version) }, { etag });
}
function usage(request, world) {
  const admission = admit(request, world);
  if (!admission.ok) return admission.reply;
  return json(200, usageBody(world.limits, admission.account, world.limitsSince, world.clock.now()));
}
function accountsCheck(request, world) {
  const admission = admit(request, world);
  if (!admission.ok) return admission.reply;
  const mine = world.accounts.filter((account) => account.userId === admission.account.userId);
  return json(200, {
    accounts: mine.map((account) => ({
      id: account.id,
      name: account.workspaceName,
      plan_type: account.plan,
      structure: account.workspaceName === null ? "personal" : "workspace",
      profile_picture_url: null,
      workspace_backend_origin: account.backendOrigin,
      account_routing_override: account.routingOverride
    })),
    account_ordering: mine.map((account) => account.id),
    default_account_id: admission.account.id
  });
}
function configBundle(request, world) {
  const admission = admit(request, world);
  return admission.ok ? json(200, {}) : admission.reply;
}

// simulator/backend/refusal.ts
var detailRefusal = (message, status = 400) => ({
  form: "detail",
  status,
  message
});
var errorRefusal = (code, param, message, status = 400) => ({
  form: "error",
  status,
  code,
  message,
  param
});
var unsupportedParameter = (name) => detailRefusal(`Unsupported parameter: ${name}`);
var unsupportedValue = (param, message) => errorRefusal("unsupported_value", param, message);
function refusalReply(refusal) {
  return refusal.form === "detail" ? detail(refusal.status, refusal.message) : apiError(refusal.status, refusal.code, refusal.message, { param: refusal.param });
}

// simulator/backend/judge-input.ts
var PARTS = {
  user: ["input_text", "input_image", "input_file"],
  developer: ["input_text", "input_image"],
  assistant: ["output_text", "refusal"]
};
var RETURNED_ITEMS = /* @__PURE__ */ new Set([
  "custom_tool_call",
  "local_shell_call",
  "local_shell_call_output",
  "web_search_call",
  "image_generation_call",
  "tool_search_call",
  "tool_search_output",
  "compaction",
  "agent_message"
]);
function judgeInput(items, rules) {
  const calls = /* @__PURE__ */ new Set();
  for (const [index, value] of items.entries()) {
    const item = asObject(value);
    const place = `input[${index}]`;
    if (!item) return errorRefusal("invalid_type", place, `${place} must be an object.`);
    const refusal = judgeItem(item, index, rules, calls);
    if (refusal) return refusal;
  }
  return void 0;
}
function judgeItem(item, index, rules, calls) {
  const place = `input[${index}]`;
  const type = asString(item["type"]) ?? (typeof item["role"] === "string" ? "message" : "");
  switch (type) {
    case "message":
      return judgeMessage(item, place, rules);
    case "reasoning":
      return judgeReasoning(item, place, rules);
    case "function_call":
    case "custom_tool_call":
      if (typeof item["call_id"] === "string") calls.add(item["call_id"]);
      return void 0;
    case "function_call_output":
    case "custom_tool_call_output":
      return calls.has(asString(item["call_id"]) ?? "") ? void 0 : errorRefusal(null, "input", `${place} answers a tool call that is not in the input.`);
    case "additional_tools":
      if (!rules.lite)
        return errorRefusal("invalid_value", place, `${rules.model.slug} takes its tools in \`tools\`.`);
      if (index > 0) return errorRefusal("invalid_value", place, "additional_tools must be the first item.");
      return Array.isArray(item["tools"]) ? void 0 : errorRefusal("invalid_type", place, "tools must be a list.");
    default:
      return RETURNED_ITEMS.has(type) ? void 0 : errorRefusal("invalid_value", `${place}.type`, `The item type '${type}' is not known.`);
  }
}
function judgeMessage(item, place, rules) {
  const role = asString(item["role"]) ?? "";
  if (role === "system" && !rules.allowSystem) return detailRefusal("System messages are not allowed");
  const allowed = PARTS[role === "system" ? "developer" : role];
  if (!allowed) return errorRefusal("invalid_value", `${place}.role`, `The role '${role}' is not known.`);
  const content = item["content"];
  if (typeof content === "string") return void 0;
  if (!Array.isArray(content))
    return errorRefusal("invalid_type", `${place}.content`, "content must be a list.");
  for (const [index, value] of content.entries()) {
    const part = asObject(value);
    const partPlace = `${place}.content[${index}]`;
    const type = asString(part?.["type"]) ?? "";
    if (!part || !allowed.includes(type)) {
      return errorRefusal(
        "invalid_value",
        partPlace,
        `A ${role} message cannot hold a part of type '${type}'.`
      );
    }
    if (type === "input_image") {
      const refusal = judgeImage(part, partPlace, rules.model);
      if (refusal) return refusal;
    } else if (type !== "input_file" && typeof part[type === "refusal" ? "refusal" : "text"] !== "string") {
      return errorRefusal("missing_required_parameter", `${partPlace}.text`, "The text is missing.");
    }
  }
  return void 0;
}
var DATA_IMAGE = /^data:image\/(?:png|jpe?g|gif|webp);base64,[A-Za-z0-9+/]+={0,2}$/;
function judgeImage(part, place, model) {
  if (!model.input_modalities.includes("image")) {
    return errorRefusal("invalid_value", place, `${model.slug} does not take images.`);
  }
  const url = asString(part["image_url"]);
  if (url === void 0 || !(DATA_IMAGE.test(url) || url.startsWith("https://"))) {
    return errorRefusal(
      "invalid_value",
      `${place}.image_url`,
      "An image is an https URL or a data URL of an image type."
    );
  }
  return void 0;
}
function judgeReasoning(item, place, rules) {
  const sealed = asString(item["encrypted_content"]);
  if (sealed === void 0) {
    const id2 = asString(item["id"]) ?? "";
    return errorRefusal(
      null,
      place,
      `The item '${id2}' was not stored, so it must bring its encrypted_content.`,
      404
    );
  }
  return rules.isOurs(sealed) ? void 0 : errorRefusal(
    "invalid_encrypted_content",
    place,
    "The encrypted content was not issued for this account."
  );
}

// simulator/backend/question.ts
var FILE_BLOCK = /<file\b([^>]*)>\n?([\s\S]*?)<\/file>/g;
var FENCE = /^```([^\n`]*)\n([\s\S]*?)^```\s*$/gm;
var IMAGE_MARK = /^<\/?image\b[^>]*>$/;
function readQuestion(body, accountId) {
  const items = readItems(body["input"]);
  const messages = items.flatMap((item) => {
    const role = asString(item["role"]);
    if (item["type"] !== void 0 && item["type"] !== "message") return [];
    return role === "user" || role === "assistant" ? [{ role, texts: textParts(item), item }] : [];
  });
  const last = messages.findLast((message) => message.role === "user");
  const own = (last?.texts ?? []).map(splitAttachments);
  const parts = own.map((one) => one.rest.trim()).filter((text3) => text3 !== "" && !IMAGE_MARK.test(text3));
  const prompt = parts.at(-1) ?? "";
  const extra = parts.slice(0, -1).map((text3) => ({ name: nameOf(text3), text: text3 }));
  const reasoning = asObject(body["reasoning"]);
  const text2 = asObject(body["text"]);
  const format = asObject(text2?.["format"]);
  return {
    model: asString(body["model"]) ?? "",
    instructions: asString(body["instructions"]) ?? "",
    prompt,
    attachments: [...own.flatMap((one) => one.attachments), ...extra],
    messages: messages.map(({ role, texts }) => ({ role, text: texts.join("\n") })),
    images: messages.reduce((sum, { item }) => sum + countImages(item), 0),
    effort: asString(reasoning?.["effort"]) ?? "medium",
    verbosity: asString(text2?.["verbosity"]) ?? "medium",
    summary: asString(reasoning?.["summary"]) !== void 0 && reasoning?.["summary"] !== "none",
    webSearch: allTools(body).some((tool) => (asString(tool["type"]) ?? "").startsWith("web_search")),
    schema: format?.["type"] === "json_schema" ? asObject(format["schema"]) : void 0,
    wantsEncryptedReasoning: Array.isArray(body["include"]) && body["include"].includes("reasoning.encrypted_content"),
    accountId
  };
}
function readItems(input) {
  if (typeof input === "string") return [{ role: "user", content: input }];
  return objects(input);
}
function objects(value) {
  if (!Array.isArray(value)) return [];
  return value.map((one) => asObject(one)).filter((one) => one !== void 0);
}
function allTools(body) {
  const carried = objects(body["input"]).filter((item) => item["type"] === "additional_tools");
  return [...objects(body["tools"]), ...carried.flatMap((item) => objects(item["tools"]))];
}
function textParts(item) {
  const content = item["content"];
  if (typeof content === "string") return [content];
  return objects(content).flatMap((part) => asString(part["text"]) ?? []);
}
function countImages(item) {
  return objects(item["content"]).filter((part) => part["type"] === "input_image").length;
}
function nameOf(text2) {
  const line = text2.split("\n")[0] ?? "";
  return `“${line.length > 60 ? `${line.slice(0, 59)}…` : line}”`;
}
function splitAttachments(text2) {
  const attachments = [];
  const take = (_all, label, content) => {
    const name = /(?:path|name)="([^"]*)"/.exec(label)?.[1] ?? label.trim();
    attachments.push({ name: name === "" ? "a block" : name, text: content });
    return "";
  };
  const rest = text2.replace(FILE_BLOCK, take).replace(FENCE, take);
  return { rest, attachments };
}

// simulator/backend/schema.ts
function minimalValue(schema, root = schema, depth = 0) {
  const here = asObject(schema);
  if (!here || depth > 32) return null;
  const target = asString(here["$ref"]);
  if (target !== void 0) return minimalValue(resolve(target, root), root, depth + 1);
  if ("const" in here) return here["const"];
  if (Array.isArray(here["enum"])) return here["enum"][0];
  for (const key of ["anyOf", "oneOf", "allOf"]) {
    const branches = here[key];
    if (Array.isArray(branches)) return minimalValue(branches[0], root, depth + 1);
  }
  const type = Array.isArray(here["type"]) ? here["type"][0] : here["type"];
  switch (type ?? ("properties" in here ? "object" : void 0)) {
    case "object":
      return minimalObject(here, root, depth);
    case "array": {
      const least = numberOr(here["minItems"], 0);
      return Array.from({ length: least }, () => minimalValue(here["items"], root, depth + 1));
    }
    case "string":
      return "simulated".padEnd(numberOr(here["minLength"], 0), ".").slice(0, numberOr(here["maxLength"], 1e3));
    case "integer":
    case "number":
      return numberOr(here["minimum"], Math.min(0, numberOr(here["maximum"], 0)));
    case "boolean":
      return true;
    default:
      return null;
  }
}
function minimalObject(schema, root, depth) {
  const properties = asObject(schema["properties"]) ?? {};
  const required = Array.isArray(schema["required"]) ? schema["required"] : Object.keys(properties);
  const value = {};
  for (const name of required) {
    if (typeof name === "string") value[name] = minimalValue(properties[name], root, depth + 1);
  }
  return value;
}
function resolve(pointer, root) {
  if (!pointer.startsWith("#")) return void 0;
  const steps = pointer.slice(1).split("/").filter((step) => step !== "");
  return steps.reduce((value, step) => {
    return asObject(value)?.[step.replaceAll("~1", "/").replaceAll("~0", "~")];
  }, root);
}
function numberOr(value, fallback) {
  return typeof value === "number" ? value : fallback;
}
function strictSchemaProblem(schema, path4 = "schema") {
  const here = asObject(schema);
  if (!here) return `${path4} must be an object`;
  const properties = asObject(here["properties"]);
  if (here["type"] === "object" || properties) {
    if (here["additionalProperties"] !== false) return `${path4}: additionalProperties must be false`;
    const required = Array.isArray(here["required"]) ? here["required"] : [];
    for (const name of Object.keys(properties ?? {})) {
      if (!required.includes(name)) return `${path4}: required must name every property, and lacks ${name}`;
    }
  }
  const children = Object.entries(properties ?? {});
  for (const key of ["$defs", "definitions"]) children.push(...Object.entries(asObject(here[key]) ?? {}));
  if ("items" in here) children.push(["items", here["items"]]);
  if (Array.isArray(here["anyOf"])) {
    here["anyOf"].forEach((branch, index) => children.push([`anyOf[${index}]`, branch]));
  }
  for (const [name, child] of children) {
    const problem = strictSchemaProblem(child, `${path4}.${name}`);
    if (problem !== void 0) return problem;
  }
  return void 0;
}

// simulator/backend/judge-request.ts
var KNOWN = /* @__PURE__ */ new Set([
  "model",
  "stream",
  "service_tier",
  "input",
  "instructions",
  "tools",
  "tool_choice",
  "parallel_tool_calls",
  "reasoning",
  "store",
  "include",
  "prompt_cache_key",
  "text",
  "client_metadata"
]);
var LITE_HEADER = "x-openai-internal-codex-responses-lite";
var VERBOSITIES = ["low", "medium", "high"];
var SUMMARIES = ["auto", "concise", "detailed", "none"];
function judgeRequest(body, context) {
  const slug = asString(body["model"]);
  if (slug === void 0 || slug === "") return detailRefusal("Model is required");
  const model = context.findModel(slug);
  if (!model) {
    return detailRefusal(`The '${slug}' model is not supported when using Codex with a ChatGPT account.`);
  }
  if (isBelow(clientVersion(context.headers), model.minimal_client_version)) {
    return detailRefusal(
      `The '${slug}' model requires a newer version of Codex. Please upgrade to the latest app or CLI and try again.`
    );
  }
  return judgeShape(body) ?? (model.use_responses_lite ? judgeLite(body, context) : judgeClassic(body, context)) ?? judgeReasoningOptions(body, model) ?? judgeText(body, model) ?? judgeTier(body, model) ?? judgeInput(objectsOrAll(body["input"]), {
    model,
    isOurs: context.isOurs,
    lite: model.use_responses_lite,
    allowSystem: false
  });
}
function objectsOrAll(input) {
  return Array.isArray(input) ? input : [];
}
function judgeShape(body) {
  if (body["stream"] !== true) return detailRefusal("Stream must be set to true");
  if (body["store"] !== false) return detailRefusal("Store must be set to false");
  const stranger = Object.keys(body).find((key) => !KNOWN.has(key));
  if (stranger !== void 0) return unsupportedParameter(stranger);
  if (!Array.isArray(body["input"])) return detailRefusal("Input must be a list");
  if (body["input"].length === 0) return errorRefusal("invalid_value", "input", "The input is empty.");
  if ("include" in body && !isStringList(body["include"])) {
    return errorRefusal("invalid_type", "include", "include must be a list of strings.");
  }
  if ("prompt_cache_key" in body && typeof body["prompt_cache_key"] !== "string") {
    return errorRefusal("invalid_type", "prompt_cache_key", "prompt_cache_key must be a string.");
  }
  return void 0;
}
function judgeClassic(body, context) {
  if (context.headers[LITE_HEADER] !== void 0) {
    return unsupportedValue(LITE_HEADER, `${String(body["model"])} does not speak Responses-Lite.`);
  }
  if (context.requireInstructions && !hasText(body["instructions"]) && !hasBaseInstructions(body)) {
    return detailRefusal("Instructions are required");
  }
  if ("instructions" in body && typeof body["instructions"] !== "string") {
    return detailRefusal("Instructions are not valid");
  }
  if ("tools" in body && !(Array.isArray(body["tools"]) && body["tools"].every(isTyped))) {
    return errorRefusal("invalid_type", "tools", "tools must be a list of objects with a type.");
  }
  return void 0;
}
function hasBaseInstructions(body) {
  const first = objects(body["input"])[0];
  const mark = asObject(first?.["internal_chat_message_metadata_passthrough"]);
  const kinds = mark?.["content_item_kinds"];
  return first?.["role"] === "developer" && Array.isArray(kinds) && kinds.includes("model.base_instructions");
}
function judgeLite(body, context) {
  if (context.headers[LITE_HEADER] !== "true") {
    return unsupportedValue(LITE_HEADER, `${String(body["model"])} needs the header ${LITE_HEADER}: true.`);
  }
  for (const name of ["tools", "instructions"]) {
    if (name in body) return unsupportedParameter(name);
  }
  const context_ = asObject(body["reasoning"])?.["context"];
  if (context_ !== "all_turns") {
    return unsupportedValue(
      "reasoning.context",
      "Responses-Lite supports only 'all_turns' for reasoning.context."
    );
  }
  if (body["parallel_tool_calls"] !== false) {
    return unsupportedValue(
      "parallel_tool_calls",
      "Responses-Lite supports only false for parallel_tool_calls."
    );
  }
  return void 0;
}
function judgeReasoningOptions(body, model) {
  if (!("reasoning" in body)) return void 0;
  const reasoning = asObject(body["reasoning"]);
  if (!reasoning) return errorRefusal("invalid_type", "reasoning", "reasoning must be an object.");
  const effort = reasoning["effort"];
  const efforts = model.supported_reasoning_levels.map((level) => level.effort).filter((one) => one !== "ultra");
  if (effort !== void 0 && !efforts.includes(String(effort))) {
    return unsupportedValue(
      "reasoning.effort",
      `The effort '${String(effort)}' is not supported with ${model.slug}. Supported are: ${efforts.join(", ")}.`
    );
  }
  const summary = reasoning["summary"];
  if (summary !== void 0 && summary !== null && !SUMMARIES.includes(String(summary))) {
    return unsupportedValue("reasoning.summary", `The summary '${String(summary)}' is not supported.`);
  }
  return void 0;
}
function judgeText(body, model) {
  if (!("text" in body)) return void 0;
  const text2 = asObject(body["text"]);
  if (!text2) return errorRefusal("invalid_type", "text", "text must be an object.");
  const verbosity = text2["verbosity"];
  if (verbosity !== void 0 && !(model.support_verbosity && VERBOSITIES.includes(String(verbosity)))) {
    return unsupportedValue("text.verbosity", `The verbosity '${String(verbosity)}' is not supported.`);
  }
  const format = asObject(text2["format"]);
  if (text2["format"] === void 0 || format?.["type"] === "text" || format?.["type"] === "json_object") {
    return void 0;
  }
  if (format?.["type"] !== "json_schema") {
    return errorRefusal(
      "invalid_value",
      "text.format.type",
      "The format must be text, json_object or json_schema."
    );
  }
  if (!/^[\w-]{1,64}$/.test(asString(format["name"]) ?? "")) {
    return errorRefusal("missing_required_parameter", "text.format.name", "A JSON schema needs a name.");
  }
  if (!asObject(format["schema"])) {
    return errorRefusal("missing_required_parameter", "text.format.schema", "The schema must be an object.");
  }
  const problem = format["strict"] === true ? strictSchemaProblem(format["schema"]) : void 0;
  return problem === void 0 ? void 0 : errorRefusal(
    "invalid_json_schema",
    "text.format.schema",
    `Invalid schema for strict output: ${problem}.`
  );
}
function judgeTier(body, model) {
  const tier = body["service_tier"];
  const tiers = ["auto", "default", ...model.service_tiers.map((one) => one.id)];
  return tier === void 0 || tiers.includes(String(tier)) ? void 0 : unsupportedValue(
    "service_tier",
    `The service tier '${String(tier)}' is not supported with ${model.slug}.`
  );
}
var hasText = (value) => typeof value === "string" && value.trim() !== "";
var isTyped = (value) => typeof asObject(value)?.["type"] === "string";
var isStringList = (value) => Array.isArray(value) && value.every((one) => typeof one === "string");

// simulator/backend/responses.ts
import { randomBytes as randomBytes8 } from "node:crypto";

// simulator/backend/answer.ts
function completeAnswer(question, answer = defaultAnswer) {
  const given = answer(question);
  const plan = typeof given === "string" ? { text: given } : given;
  return {
    text: plan.text,
    reasoningSummary: plan.reasoningSummary ?? defaultSummary(question),
    deltas: plan.deltas ?? splitWords(plan.text)
  };
}
function defaultAnswer(question) {
  if (question.schema) return JSON.stringify(minimalValue(question.schema));
  const lines = [
    `This is a simulated answer from ${question.model}; no real model was asked.`,
    "",
    `You asked: “${firstLine(question.prompt)}”`
  ];
  for (const { name, text: text2 } of question.attachments) {
    lines.push(`Attached: ${name}, ${lineCount(text2)} ${plural(lineCount(text2), "line")}.`);
  }
  if (question.images > 0) lines.push(`Attached: ${question.images} ${plural(question.images, "image")}.`);
  const count2 = question.messages.length;
  lines.push(`I received ${count2} ${plural(count2, "message")}, and think at effort ${question.effort}.`);
  const earlier = question.messages.filter(
    (message) => message.role === "user" && !message.text.startsWith("<")
  );
  const before = earlier.at(-2);
  if (before) lines.push(`Before that, you asked: “${firstLine(before.text)}”`);
  if (question.webSearch) lines.push("I also searched the web, in pretence: https://example.com/");
  return lines.join("\n");
}
function defaultSummary(question) {
  return `**Reading the question**

The user wants to know about “${firstLine(question.prompt)}”.`;
}
function firstLine(text2) {
  const line = text2.trim().split("\n")[0] ?? "";
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}
function lineCount(text2) {
  const trimmed = text2.endsWith("\n") ? text2.slice(0, -1) : text2;
  return trimmed === "" ? 0 : trimmed.split("\n").length;
}
function plural(count2, noun) {
  return count2 === 1 ? noun : `${noun}s`;
}
function splitWords(text2) {
  return text2.match(/\s*\S+\s?/g) ?? (text2 === "" ? [] : [text2]);
}

// simulator/backend/events.ts
import { randomBytes as randomBytes7 } from "node:crypto";
var id = (prefix) => `${prefix}_sim${randomBytes7(12).toString("hex")}`;
function planEvents(input) {
  const { question, answer } = input;
  const steps = [];
  const output = [];
  const emit = (type, fields, paced = false) => {
    steps.push({ do: "event", event: { type, ...fields, sequence_number: steps.length }, paced });
  };
  const finish = (item) => {
    emit("response.output_item.done", { output_index: output.length, item });
    output.push(item);
  };
  emit("response.created", { response: responseObject(input, "in_progress", []) });
  emit("response.in_progress", { response: responseObject(input, "in_progress", []) });
  planReasoning(input, emit, finish);
  if (question.webSearch) planSearch(question, emit, finish, output.length);
  planMessage(answer, emit, finish, output.length);
  emit("response.completed", {
    response: {
      ...responseObject(input, "completed", input.listOutput ? output : []),
      usage: {
        input_tokens: input.usage.input,
        input_tokens_details: { cached_tokens: input.usage.cached },
        output_tokens: input.usage.output,
        output_tokens_details: { reasoning_tokens: input.usage.reasoning },
        total_tokens: input.usage.input + input.usage.output
      }
    }
  });
  return steps;
}
function planReasoning(input, emit, finish) {
  const item_id = id("rs");
  const output_index = 0;
  const place = { item_id, output_index, summary_index: 0 };
  const summary = [];
  emit("response.output_item.added", { output_index, item: { type: "reasoning", id: item_id, summary: [] } });
  if (input.question.summary) {
    const text2 = input.answer.reasoningSummary;
    emit("response.reasoning_summary_part.added", { ...place, part: { type: "summary_text", text: "" } });
    for (const delta of text2.match(/\s*\S+\s?/g) ?? []) {
      emit("response.reasoning_summary_text.delta", { ...place, delta }, true);
    }
    emit("response.reasoning_summary_text.done", { ...place, text: text2 });
    emit("response.reasoning_summary_part.done", { ...place, part: { type: "summary_text", text: text2 } });
    summary.push({ type: "summary_text", text: text2 });
  }
  const sealed = input.question.wantsEncryptedReasoning ? { encrypted_content: input.seal() } : {};
  finish({ type: "reasoning", id: item_id, summary, ...sealed });
}
function planSearch(question, emit, finish, output_index) {
  const item_id = id("ws");
  const item = { type: "web_search_call", id: item_id, status: "in_progress" };
  emit("response.output_item.added", { output_index, item });
  for (const phase of ["in_progress", "searching", "completed"]) {
    emit(`response.web_search_call.${phase}`, { output_index, item_id });
  }
  const query = question.prompt.split("\n")[0] ?? "";
  finish({ ...item, status: "completed", action: { type: "search", query, queries: [query] } });
}
function planMessage(answer, emit, finish, output_index) {
  const item_id = id("msg");
  const shell = { type: "message", id: item_id, role: "assistant", phase: "final_answer" };
  const place = { item_id, output_index, content_index: 0 };
  const part = (text2) => ({
    type: "output_text",
    annotations: [],
    logprobs: [],
    text: text2
  });
  emit("response.output_item.added", {
    output_index,
    item: { ...shell, status: "in_progress", content: [] }
  });
  emit("response.content_part.added", { ...place, part: part("") });
  for (const delta of answer.deltas)
    emit("response.output_text.delta", { ...place, delta, logprobs: [] }, true);
  emit("response.output_text.done", { ...place, text: answer.text, logprobs: [] });
  emit("response.content_part.done", { ...place, part: part(answer.text) });
  finish({ ...shell, status: "completed", content: [part(answer.text)] });
}
function responseObject(input, status, output) {
  return {
    id: input.responseId,
    object: "response",
    created_at: input.createdAt,
    status,
    model: input.question.model,
    error: null,
    incomplete_details: null,
    output
  };
}
function estimateTokens(text2) {
  return Math.ceil(text2.length / 4);
}

// simulator/backend/stream.ts
async function playSteps(steps, sink, options) {
  for (const step of steps) {
    if (sink.gone) return;
    switch (step.do) {
      case "event":
        if (step.paced && options.deltaDelayMs > 0) await sink.sleep(options.deltaDelayMs);
        await writeTorn(frame(step.event, options.torn ? "\r\n" : "\n"), sink, options.torn);
        break;
      case "raw":
        await writeTorn(step.text, sink, options.torn);
        break;
      case "wait":
        await sink.sleep(step.ms);
        break;
      case "cut":
        sink.cut();
        return;
      case "stall":
        await sink.stall();
        return;
    }
  }
}
function frame(event2, newline) {
  return `event: ${event2.type}${newline}data: ${JSON.stringify(event2)}${newline}${newline}`;
}
async function writeTorn(text2, sink, torn) {
  if (!torn) return sink.write(text2);
  const bytes = Buffer.from(text2);
  for (let start = 0; start < bytes.length; start += 7) {
    await sink.write(bytes.subarray(start, start + 7));
    await sink.sleep(0);
  }
}

// simulator/backend/stream-faults.ts
var DELTA = "response.output_text.delta";
function breakStream(steps, fault2, now) {
  const after = numberParam(fault2, "after", 2);
  const name = fault2.name;
  if (name.startsWith("stream.failed.")) {
    return [...cutAfter(steps, numberParam(fault2, "after", 0)), failure(steps, fault2, now)];
  }
  switch (name) {
    case "stream.cut":
      return [...cutAfter(steps, after), { do: "cut" }];
    case "stream.cut_before_delta":
      return [...cutAfter(steps, 0), { do: "cut" }];
    case "stream.end_early":
      return cutAfter(steps, after);
    case "stream.stall":
      return [...cutAfter(steps, after), { do: "stall" }];
    case "stream.stall_before_delta":
      return [...cutAfter(steps, 0), { do: "stall" }];
    case "stream.slow_start": {
      const begun = cutAfter(steps, 0);
      return [
        ...begun,
        { do: "wait", ms: numberParam(fault2, "delayMs", 1e3) },
        ...steps.slice(begun.length)
      ];
    }
    case "stream.linger":
      return [...steps, { do: "stall" }];
    case "stream.incomplete.max_output_tokens":
      return [...cutAfter(steps, after), incomplete(steps, "max_output_tokens")];
    case "stream.incomplete.content_filter":
      return [...cutAfter(steps, after), incomplete(steps, "content_filter")];
    case "stream.no_done_items":
      return steps.filter((step) => typeOf(step) !== "response.output_item.done");
    case "stream.no_deltas":
      return steps.filter((step) => typeOf(step) !== DELTA);
    case "stream.error_event":
      return [...cutAfter(steps, numberParam(fault2, "after", 0)), errorEvent(fault2)];
    case "stream.garbage":
      return litter(steps);
    default:
      return steps;
  }
}
function typeOf(step) {
  return step.do === "event" ? step.event.type : void 0;
}
function cutAfter(steps, count2) {
  let seen = 0;
  const end = steps.findIndex((step) => {
    const type = typeOf(step);
    if (type === DELTA) seen += 1;
    return seen > count2 || type === "response.output_text.done";
  });
  return end < 0 ? steps : steps.slice(0, end);
}
function lastResponse(steps) {
  const first = steps[0];
  return first?.do === "event" ? first.event["response"] : {};
}
function event(type, fields) {
  return { do: "event", event: { type, ...fields }, paced: false };
}
var MESSAGES = {
  context_length_exceeded: "The input is longer than the context window of this model.",
  insufficient_quota: "The quota is used up.",
  usage_not_included: "Usage is not included in your plan.",
  invalid_prompt: "The prompt was refused.",
  cyber_policy: "The request was refused by the cyber policy.",
  bio_policy: "The request was refused by the bio policy.",
  server_is_overloaded: "The selected model is at capacity.",
  slow_down: "Slow down.",
  rate_limit_exceeded: "Rate limit reached. Please try again in 1.3s.",
  server_error: "The server had an error while processing the request.",
  usage_limit_reached: "The usage limit has been reached"
};
function failure(steps, fault2, now) {
  const named = fault2.name.slice("stream.failed.".length);
  const code = named === "unknown" ? "simulated_unknown_code" : named;
  const limit = code === "usage_limit_reached" ? { plan_type: "plus", resets_at: now + 7200 } : {};
  const message = textParam(fault2, "message", MESSAGES[code] ?? "Something that no client has heard of.");
  return event("response.failed", {
    response: { ...lastResponse(steps), status: "failed", error: { code, message, ...limit } }
  });
}
function incomplete(steps, reason) {
  return event("response.incomplete", {
    response: { ...lastResponse(steps), status: "incomplete", incomplete_details: { reason } }
  });
}
function errorEvent(fault2) {
  const message = textParam(fault2, "message", "Something failed while streaming.");
  return event("error", { code: "server_error", message, param: null });
}
function litter(steps) {
  const noise = [
    ": a comment\r\n\r\n",
    "id: 7\r\nretry: 10\r\n\r\n",
    "data: this is not JSON\r\n\r\n",
    'data: {"type":"response.simulated_unknown","delta":"not for you"}\r\n\r\n',
    'data: {"no":"type"}\n\n',
    "event: response.output_text.delta\n\n",
    "unknown-field: value\n\n"
  ];
  return steps.flatMap((step, index) => {
    const text2 = noise[index % noise.length] ?? "";
    return [{ do: "raw", text: text2 }, step];
  });
}

// simulator/backend/responses.ts
function responses(request, world) {
  const admission = admit(request, world);
  if (!admission.ok) return admission.reply;
  const { account } = admission;
  const body = jsonObject(request);
  if (!body) return detail(400, "A JSON object is needed");
  const refusal = judgeRequest(body, {
    headers: request.headers,
    findModel: (slug) => world.catalog.find(slug),
    isOurs: (sealed) => world.seal.isOurs(sealed, account.id),
    requireInstructions: world.options.requireInstructions ?? true
  });
  if (refusal) return refusalReply(refusal);
  if (world.faults.takeNamed("models.etag_change")) world.catalog.touch();
  const headers = {
    ...limitHeaders(world.limits, world.limitsSince, world.clock.now()),
    ...identityHeaders(world, readQuestion(body, account.id).model),
    ...turnState(request)
  };
  return streamAnswer(body, account, world, headers);
}
function streamAnswer(body, account, world, headers, listOutput = false) {
  const fault2 = world.faults.take("stream");
  const now = world.clock.now();
  const input = eventInput(body, account, world, listOutput);
  const steps = withFault(planEvents(input), tooLong(input, world) ?? fault2, now);
  const type = fault2?.name === "stream.no_content_type" ? {} : { "content-type": "text/event-stream; charset=utf-8" };
  return {
    kind: "stream",
    status: 200,
    headers: { ...type, "cache-control": "no-cache", ...headers },
    run: async (sink) => {
      if (fault2 && fault2.delayMs > 0) await sink.sleep(fault2.delayMs);
      await playSteps(steps, sink, {
        deltaDelayMs: world.options.deltaDelayMs ?? 0,
        torn: fault2?.name === "stream.garbage"
      });
    }
  };
}
function withFault(steps, fault2, now) {
  return fault2 ? breakStream(steps, fault2, now) : steps;
}
function tooLong(input, world) {
  const model = world.catalog.find(input.question.model);
  if (!model || input.usage.input <= model.max_context_window) return void 0;
  const name = "stream.failed.context_length_exceeded";
  return { name, definition: FAULTS[name], params: {}, delayMs: 0 };
}
function wholeAnswer(body, world, headers) {
  const steps = planEvents(eventInput(body, { id: "api" }, world, true));
  const last = steps.at(-1);
  return json(200, last?.do === "event" ? last.event["response"] : null, headers);
}
function eventInput(body, account, world, listOutput) {
  const question = readQuestion(body, account.id);
  const answer = completeAnswer(question, world.options.answer);
  return {
    question,
    answer,
    responseId: `resp_sim${randomBytes8(16).toString("hex")}`,
    createdAt: world.clock.now(),
    seal: () => world.seal.seal(account.id),
    usage: countTokens(body, question, answer),
    listOutput
  };
}
var THINKING = {
  low: 64,
  medium: 192,
  high: 512,
  xhigh: 1024,
  max: 2048
};
function countTokens(body, question, answer) {
  const input = estimateTokens(JSON.stringify([body["instructions"] ?? "", body["input"]]));
  const reasoning = THINKING[question.effort] ?? 0;
  const turns = question.messages.filter((message) => message.role === "assistant").length;
  return {
    input,
    // What an earlier turn sent already comes from the cache, in blocks of 128.
    cached: turns > 0 ? Math.floor(input / 2 / 128) * 128 : 0,
    output: estimateTokens(answer.text) + reasoning,
    reasoning
  };
}
function identityHeaders(world, model) {
  const requestId = opaque("req-sim-");
  return {
    "openai-model": model,
    "x-models-etag": world.catalog.etag(),
    "x-request-id": requestId,
    "x-oai-request-id": requestId,
    "cf-ray": `${randomBytes8(8).toString("hex")}-SIM`,
    "x-reasoning-included": "true"
  };
}
function turnState(request) {
  return { "x-codex-turn-state": request.headers["x-codex-turn-state"] ?? opaque("turn-sim-") };
}

// simulator/backend/api-route.ts
function refuseKey(request, world) {
  const key = /^Bearer (\S+)$/i.exec(header(request, "authorization") ?? "")?.[1];
  if (key === void 0) return apiError(401, null, "No API key was given.");
  if (world.apiKeys.has(key)) return void 0;
  return apiError(401, "invalid_api_key", "The API key is not correct.");
}
function apiModels(request, world) {
  const refused = refuseKey(request, world);
  if (refused) return refused;
  const created = world.clock.now() - 30 * 86400;
  const offered = world.catalog.models.filter((model) => model.supported_in_api);
  return json(200, {
    object: "list",
    data: offered.map((model) => ({ id: model.slug, object: "model", created, owned_by: "openai" }))
  });
}
function apiResponses(request, world) {
  const refused = refuseKey(request, world);
  if (refused) return refused;
  const body = jsonObject(request);
  if (!body) return apiError(400, null, "The body must be a JSON object.");
  const refusal = judgeApiBody(body, world);
  if (refusal) return refusalReply(refusal);
  const headers = identityHeaders(world, String(body["model"]));
  return body["stream"] === true ? streamAnswer(body, { id: "api" }, world, headers, true) : wholeAnswer(body, world, headers);
}
function judgeApiBody(body, world) {
  const slug = body["model"];
  if (typeof slug !== "string")
    return errorRefusal("missing_required_parameter", "model", "The model is missing.");
  const model = world.catalog.find(slug);
  if (!model?.supported_in_api) {
    return errorRefusal(
      "model_not_found",
      "model",
      `The model '${slug}' does not exist or is not yours to use.`,
      404
    );
  }
  const temperature = body["temperature"];
  if (temperature !== void 0 && !(typeof temperature === "number" && temperature >= 0 && temperature <= 2)) {
    return errorRefusal("invalid_value", "temperature", "The temperature must be between 0 and 2.");
  }
  const input = body["input"];
  if (input === void 0)
    return errorRefusal("missing_required_parameter", "input", "The input is missing.");
  if (typeof input === "string") return judgeText(body, model);
  if (!Array.isArray(input))
    return errorRefusal("invalid_type", "input", "The input must be a string or a list.");
  const isOurs = (sealed) => world.seal.isOurs(sealed, "api");
  return judgeText(body, model) ?? judgeInput(input, { model, isOurs, lite: true, allowSystem: true });
}

// simulator/routes.ts
var deviceCallback = () => html(404, errorPage("Nothing to see here", "Go back to your program."));
var ROUTES = [
  { method: "GET", path: "/oauth/authorize", endpoint: "authorize", handle: authorize },
  { method: "POST", path: "/oauth/authorize/decision", handle: decide },
  { method: "POST", path: "/oauth/token", endpoint: tokenEndpoint, handle: token },
  { method: "POST", path: "/oauth/revoke", endpoint: "revoke", handle: revoke },
  {
    method: "POST",
    path: "/api/accounts/deviceauth/usercode",
    endpoint: "device.usercode",
    handle: requestUserCode
  },
  { method: "POST", path: "/api/accounts/deviceauth/token", endpoint: "device.token", handle: pollDevice },
  { method: "GET", path: "/codex/device", handle: showDevicePage },
  { method: "POST", path: "/codex/device", handle: enterUserCode },
  { method: "POST", path: "/codex/device/decision", handle: decideDevice },
  { method: "GET", path: "/deviceauth/callback", handle: deviceCallback },
  {
    method: "GET",
    path: "/api/accounts/v1/user-auth-credential/whoami",
    endpoint: "whoami",
    handle: whoami
  },
  { method: "GET", path: "/backend-api/codex/models", endpoint: "models", handle: models },
  { method: "POST", path: "/backend-api/codex/responses", endpoint: "responses", handle: responses },
  { method: "GET", path: "/backend-api/wham/usage", endpoint: "usage", handle: usage },
  { method: "GET", path: "/backend-api/wham/accounts/check", endpoint: "accounts", handle: accountsCheck },
  { method: "GET", path: "/backend-api/wham/config/bundle", handle: configBundle },
  { method: "GET", path: "/v1/models", endpoint: "models", handle: apiModels },
  { method: "POST", path: "/v1/responses", endpoint: "responses", handle: apiResponses }
];

// simulator/dispatch.ts
function dispatch(request, world) {
  if (isControlPath(request.path)) return plain(control(request, world));
  const here = ROUTES.filter((route2) => route2.path === request.path);
  const route = here.find((one) => one.method === request.method);
  if (!route) {
    return plain(here.length > 0 ? detail(405, "Method Not Allowed") : detail(404, "Not Found"));
  }
  const fault2 = takeFault(route, request, world);
  if (!fault2 && request.body.type === "invalid")
    return plain(detail(request.body.status, request.body.reason));
  const waitMs = fault2?.delayMs ?? 0;
  switch (fault2?.definition.act) {
    case "reply": {
      const reply = fault2.definition.reply?.(fault2.params, world.clock.now()) ?? DROP;
      return { reply, waitMs, fault: fault2 };
    }
    case "hang":
      return { reply: HANG, waitMs, fault: fault2 };
    case "drop_before":
      return { reply: DROP, waitMs, fault: fault2 };
    case "drop_after":
      route.handle(request, world);
      return { reply: DROP, waitMs, fault: fault2 };
    case "slow":
      return {
        reply: route.handle(request, world),
        waitMs: waitMs + numberParam(fault2, "delayMs", 1e3),
        fault: fault2
      };
    default:
      return { reply: route.handle(request, world, fault2), waitMs, fault: fault2 };
  }
}
function plain(reply) {
  return { reply, waitMs: 0, fault: void 0 };
}
function takeFault(route, request, world) {
  if (route.endpoint === void 0) return void 0;
  return world.faults.take(typeof route.endpoint === "function" ? route.endpoint(request) : route.endpoint);
}

// simulator/sink.ts
function sleepWhile(ms, signal) {
  return new Promise((resolve2) => {
    if (signal.aborted) return resolve2();
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve2();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done);
  });
}
function createSink(response, signal) {
  return {
    get gone() {
      return signal.aborted;
    },
    write: (chunk) => new Promise((resolve2) => {
      if (signal.aborted) return resolve2();
      if (response.write(chunk)) return resolve2();
      const done = () => {
        response.off("drain", done);
        signal.removeEventListener("abort", done);
        resolve2();
      };
      response.once("drain", done);
      signal.addEventListener("abort", done);
    }),
    sleep: (ms) => sleepWhile(ms, signal),
    cut: () => {
      response.socket?.end();
      response.socket?.destroySoon();
    },
    stall: () => new Promise((resolve2) => {
      if (signal.aborted) return resolve2();
      signal.addEventListener("abort", () => resolve2(), { once: true });
    })
  };
}

// simulator/server.ts
var MAX_BODY = 32 * 1024 * 1024;
async function listen(world, port) {
  const closing = new AbortController();
  const server = createServer((incoming, response) => {
    serve(incoming, response, world, closing.signal).catch((error) => {
      if (response.headersSent || response.destroyed) return response.destroy();
      writePlain(response, detail(500, `The simulator itself failed: ${String(error)}`), world);
    });
  });
  server.on("upgrade", (_request, socket) => {
    socket.end("HTTP/1.1 426 Upgrade Required\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
  });
  server.on("clientError", (_error, socket) => {
    socket.destroy();
  });
  await bind(server, port);
  const address = server.address();
  return {
    origin: `http://127.0.0.1:${address.port}`,
    close: () => new Promise((resolve2) => {
      closing.abort();
      server.close(() => resolve2());
      server.closeAllConnections();
    })
  };
}
function bind(server, port) {
  return new Promise((resolve2, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve2();
    });
  });
}
async function serve(incoming, response, world, closing) {
  const started = performance.now();
  const raw = await readBody(incoming);
  if (raw === void 0) {
    writePlain(response, detail(413, "Request Entity Too Large"), world);
    return;
  }
  const request = describe(incoming, raw);
  const entry = isControlPath(request.path) ? void 0 : world.log.open(request);
  response.once("close", () => {
    if (entry) entry.durationMs = Math.round(performance.now() - started);
  });
  const decision = dispatch(request, world);
  if (entry) entry.fault = decision.fault?.name ?? null;
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  const signal = AbortSignal.any([gone.signal, closing]);
  if (decision.waitMs > 0) await sleepWhile(decision.waitMs, signal);
  if (signal.aborted) return;
  if (entry && "status" in decision.reply) entry.status = decision.reply.status;
  await perform(decision.reply, response, world, signal);
}
async function perform(reply, response, world, signal) {
  switch (reply.kind) {
    case "hang":
      return;
    case "drop":
      response.destroy();
      return;
    case "plain":
      writePlain(response, reply, world);
      return;
    case "stream":
      response.sendDate = false;
      response.writeHead(reply.status, { ...reply.headers, date: httpDate(world) });
      response.flushHeaders();
      await reply.run(createSink(response, signal));
      if (!signal.aborted && !response.destroyed) response.end();
  }
}
function writePlain(response, reply, world) {
  response.sendDate = false;
  const length = reply.status === 304 ? {} : { "content-length": String(Buffer.byteLength(reply.body)) };
  response.writeHead(reply.status, { ...reply.headers, ...length, date: httpDate(world) });
  response.end(reply.body);
}
function httpDate(world) {
  return new Date(world.clock.nowMs()).toUTCString();
}
function describe(incoming, raw) {
  const url = new URL(incoming.url ?? "/", "http://simulator.invalid");
  const headers = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== void 0) headers[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return {
    method: incoming.method ?? "GET",
    path: url.pathname,
    query: url.searchParams,
    headers,
    body: parseBody(raw, headers["content-type"] ?? "", headers["content-encoding"] ?? "")
  };
}
async function readBody(incoming) {
  const chunks = [];
  let size = 0;
  for await (const chunk of incoming) {
    const bytes = chunk;
    size += bytes.length;
    if (size > MAX_BODY) return void 0;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

// simulator/simulator.ts
async function startSimulator(options = {}) {
  const world = createWorld(options);
  const server = await listen(world, options.port ?? 0);
  world.origin = server.origin;
  return {
    url: server.origin,
    issuer: server.origin,
    backendUrl: `${server.origin}/backend-api`,
    apiUrl: `${server.origin}/v1`,
    get log() {
      return world.log.entries;
    },
    get state() {
      return describeState(world);
    },
    requests: (method, path4) => world.log.find(method, path4),
    clearLog: () => world.log.clear(),
    fault: (name, faultOptions) => world.faults.arm(name, faultOptions),
    clearFaults: () => world.faults.clear(),
    mintTokens: (mint = {}) => {
      const account = findAccount(world, mint.account);
      if (!account) throw new Error(`The simulator has no account ${String(mint.account)}.`);
      return world.tokens.mint({
        account: { ...account, plan: mint.plan ?? account.plan },
        clientId: mint.clientId ?? world.clientIds[0] ?? "",
        scope: SCOPE,
        ...mint.accessTtlSeconds === void 0 ? {} : { accessTtlSeconds: mint.accessTtlSeconds },
        ...mint.refreshTtlSeconds === void 0 ? {} : { refreshTtlSeconds: mint.refreshTtlSeconds }
      });
    },
    revoke: (familyOrToken) => {
      const family = world.tokens.families.get(familyOrToken);
      if (!family) return world.tokens.revoke(familyOrToken);
      family.revoked = true;
      return true;
    },
    approveDevice: (userCode, account) => world.devices.approve(userCode, account),
    denyDevice: (userCode) => world.devices.deny(userCode),
    advance: (seconds) => world.clock.advance(seconds),
    setClock: (epochMs) => world.clock.set(epochMs),
    now: () => world.clock.now(),
    setLimits: (limits) => {
      world.limits = { ...world.limits, ...limits };
      world.limitsSince = world.clock.now();
    },
    setCatalog: (models2) => {
      world.catalog.replace(models2);
    },
    close: () => server.close()
  };
}

// src/cli/demo/subject.ts
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
function chooseSubject(asked, entry) {
  if (asked !== void 0) return { question: asked, file: void 0 };
  const root = path.dirname(path.dirname(entry));
  const name = ["src/oauth/authorization-code.ts", "README.md"].find(
    (candidate) => existsSync(path.join(root, candidate))
  ) ?? path.relative(root, entry);
  const lines = splitLines(readFileSync(path.join(root, name), "utf8")).length;
  return { question: `What is ${name} for?`, file: { root, name, lines } };
}
var NUMBERED = /^\d+(?:\t(?:export (?:async )?(?:function|const|class|interface|type) (\w+)|#{1,2} (.+))?|$)/;
function simulatedAnswer({ file }, { prompt, model, attachments }) {
  const [attached] = attachments;
  const lines = [
    `This is a simulated answer: ${model} was named, no real model was asked.`,
    `
You asked: “${prompt.split("\n").at(-1)?.slice(0, 200) ?? ""}”
`
  ];
  if (file === void 0 || attached === void 0)
    lines.push("With a real account, Codex answers here. Every step on the way to this answer was real.");
  else {
    const arrived = attached.text.split("\n").flatMap((line) => {
      const found = NUMBERED.exec(line);
      return found ? [found[1] ?? found[2]] : [];
    });
    const names = arrived.filter((name) => name !== void 0).slice(0, 6);
    const parts = names.length === 0 ? "" : ` and these parts: ${names.join(", ")}`;
    lines.push(
      `${file.name} arrived with ${arrived.length} lines${parts}.`,
      "With a real account, Codex would explain them here, word by word, as this text comes now."
    );
  }
  return lines.join("\n");
}

// src/cli/demo/stage.ts
function fault(step, why) {
  return new AppError({
    kind: "local",
    code: "demo.failed",
    what: `The demo failed at: ${step}.`,
    why,
    fix: "If that names a way out, take it and run the demo again; otherwise please report it with this text."
  });
}
var DELTA_MS = 30;
var CALL_TIMEOUT_MS = 6e4;
var START_TIMEOUT_MS = 1e4;
async function openStage({ io, signal }, subject, ends) {
  const home = await mkdtemp(path2.join(tmpdir(), "codex-oauth-demo-"));
  ends.unshift(() => rm(home, { recursive: true, force: true }));
  const simulator = await startSimulator({
    approve: "auto",
    deltaDelayMs: DELTA_MS,
    answer: (question) => simulatedAnswer(subject, question)
  });
  ends.unshift(() => simulator.close());
  const config = path2.join(home, "config");
  const env = {
    HOME: home,
    USERPROFILE: home,
    CLAUDE_CONFIG_DIR: config,
    CLAUDE_PROJECT_DIR: subject.file?.root ?? home,
    CODEX_HOME: path2.join(home, "codex-home"),
    CODEX_OAUTH_ISSUER: simulator.issuer,
    CODEX_OAUTH_BASE_URL: simulator.backendUrl,
    OPENAI_BASE_URL: simulator.apiUrl,
    BROWSER: "none"
  };
  const client = new Client(
    { name: "codex-oauth-demo", version: VERSION },
    { capabilities: { elicitation: { url: {} } } }
  );
  const noise = [];
  client.onerror = (error) => noise.push(error.message);
  const address = new Promise((resolve2) => {
    client.setRequestHandler(ElicitRequestSchema, ({ params }) => {
      if (params.mode !== "url") return { action: "decline" };
      resolve2(params.url);
      return { action: "accept" };
    });
  });
  const started = Date.now();
  ends.unshift(() => client.close());
  const { execPath: command, entry } = io;
  const transport = new StdioClientTransport({ command, args: [entry], env, stderr: "ignore" });
  await client.connect(transport, { signal, timeout: START_TIMEOUT_MS }).catch((error) => {
    if (signal.aborted) throw error;
    const why = error instanceof Error ? error.message : "unknown";
    throw fault("server", `${entry} did not start as an MCP server: ${why}.`);
  });
  const call = async (name, args = {}, onProgress = () => {
  }) => {
    const progress = [];
    const result = await client.callTool({ name, arguments: { ...args } }, void 0, {
      signal,
      timeout: CALL_TIMEOUT_MS,
      resetTimeoutOnProgress: true,
      onprogress: ({ message = "" }) => {
        progress.push(message);
        onProgress(message);
      }
    });
    const text2 = result.content.map((block) => block.type === "text" ? block.text : "").join("\n");
    if (result.isError === true) throw fault(name, text2);
    return { text: text2, structured: result.structuredContent ?? {}, meta: result._meta ?? {}, progress };
  };
  const authFile = path2.join(config, "auth.json");
  return { simulator, client, authFile, address, noise, call, startedInMs: Date.now() - started };
}

// src/cli/demo/demo.ts
var REAL = [
  "the shipped bundle, started the way a coding assistant starts it",
  "MCP over stdio: handshake, tools, progress messages, elicitation",
  "OAuth with PKCE and state, and the callback on 127.0.0.1",
  "the token file and its mode, the live list of models, streaming, revocation"
];
var REAL_FILE = "the file: named by its path, read by the server and searched for secrets before it is sent";
var SIMULATED = [
  "OpenAI: its sign-in page, its tokens, its models and the text of the answer",
  "the browser: plain requests that follow the redirects"
];
var TOOLS = ["codex_clear", "codex_login", "codex_models", "codex_query", "codex_status"];
async function demo(session, question) {
  const { io, signal, out } = session;
  const steps = [];
  const say = (text2) => {
    if (!session.json) session.print(text2);
  };
  const aside = (text2) => say(`               ${out.dim(field(text2))}`);
  const done = (step, detail2) => {
    steps.push({ step, detail: detail2 });
    say(`${out.green("✓")} ${out.bold(step.padEnd(12))} ${field(detail2)}`);
  };
  const subject = chooseSubject(question, io.entry);
  const real = subject.file === void 0 ? REAL : [...REAL, REAL_FILE];
  say(out.bold("codex-oauth demo: sign in, ask, sign out, against a simulated OpenAI on this machine\n"));
  const ends = [];
  try {
    const play = { stage: await openStage(session, subject, ends), subject, signal, say, aside, done };
    introduce(play, io.entry);
    await listTools(play);
    await signIn(play);
    await checkTokenFile(play);
    await listModels(play);
    await ask(play);
    await checkStatus(play);
    await signOut(play);
    await endServer(play);
  } finally {
    for (const end of ends) await end().catch(() => {
    });
  }
  if (session.json)
    session.document({ ok: true, question: subject.question, steps, real, simulated: SIMULATED });
  else conclude(session, real);
  return EXIT.ok;
}
function conclude({ io, out, print }, real) {
  const file = shortPath(io.entry);
  const command = `node ${/\s/.test(file) ? JSON.stringify(file) : file}`;
  print(`
${out.bold("Real:")}`);
  for (const item of real) print(`  · ${item}`);
  print(out.bold("Simulated:"));
  for (const item of SIMULATED) print(`  · ${item}`);
  print(`
${out.bold("With your own account:")}`);
  print(`  ${out.cyan(`${command} login`)}
  ${out.cyan(`${command} ask "What is a monad?"`)}`);
}
function shortPath(file) {
  const relative = path3.relative(".", file);
  return relative.startsWith("..") ? file : relative;
}
function ensure(holds, step, why) {
  if (!holds) throw fault(step, why);
}
function introduce({ stage, done }, entry) {
  done("simulator", `listens at ${stage.simulator.url}`);
  const { name, version } = stage.client.getServerVersion() ?? { name: "unknown", version: "" };
  done("server", `${name} ${version} from ${shortPath(entry)}, ready after ${stage.startedInMs} ms`);
}
async function listTools({ stage, done, signal }) {
  const { tools } = await stage.client.listTools({}, { signal });
  const names = tools.map((t) => t.name).sort().join(", ");
  ensure(names === TOOLS.join(", "), "tools", `It lists ${names}.`);
  done("tools", names);
}
async function signIn({ stage, aside, done, signal }) {
  const { simulator } = stage;
  const step = "sign-in";
  const login = stage.call("codex_login", { method: "browser", timeout_seconds: 60 });
  const failed = login.then(({ text: text3 }) => {
    throw fault(step, `It ended before it asked to open an address: ${text3}`);
  });
  const address = new URL(await Promise.race([stage.address, failed]));
  failed.catch(() => {
  });
  ensure(address.origin === new URL(simulator.issuer).origin, step, `It leads to ${address.host}.`);
  aside(`server   asks to open ${address.origin}${address.pathname}?…`);
  const fetchLocal = createFetch({});
  const open = async (url) => {
    const response = await fetchLocal(url, { redirect: "manual", signal });
    aside(`browser  GET ${url.origin}${url.pathname}  ${response.status}`);
    return response;
  };
  const approved = await open(address);
  const callback = new URL(approved.headers.get("location") ?? "/nowhere", address);
  const expected = callback.hostname === "127.0.0.1" && callback.pathname === "/auth/callback";
  ensure(expected, step, `The browser was sent to ${callback.host}${callback.pathname}.`);
  const page2 = await open(callback);
  ensure(page2.status === 200, step, `The callback answered with status ${page2.status}.`);
  ensure((await page2.text()).includes("You are signed in"), step, "The callback did not show success.");
  const { text: text2, progress } = await login;
  const told = progress.some((message) => message.includes(address.href));
  ensure(told, step, "The address is not in the progress messages.");
  const exchanges = simulator.requests("POST", "/oauth/token").length;
  ensure(exchanges === 1, step, `The code was exchanged ${exchanges} times.`);
  const asked = address.searchParams;
  const guarded = asked.get("code_challenge_method") === "S256" && (asked.get("state") ?? "").length >= 43;
  ensure(guarded, step, "PKCE or state is missing in the address.");
  done(step, text2);
}
async function checkTokenFile({ stage, done }) {
  const { mode } = await stat(stage.authFile);
  const permissions = (mode & 511).toString(8).padStart(4, "0");
  ensure(permissions === "0600" || permissions === "0666", "token file", `Its mode is ${permissions}.`);
  const entry = member(parseJson(await readFile(stage.authFile, "utf8")), "codex");
  ensure(typeof member(entry, "refresh_token") === "string", "token file", "There is no login in it.");
  done("token file", `auth.json, mode ${permissions}, in a temporary folder`);
}
async function listModels({ stage, done }) {
  const { models: models2, source, default: preferred2 } = (await stage.call("codex_models")).structured;
  ensure(Array.isArray(models2) && models2.length > 0, "models", "The list is empty.");
  ensure(source === "live", "models", `The list is not live but ${String(source)}.`);
  done("models", `${models2.join(", ")}; default ${String(preferred2)}`);
}
async function ask({ stage, subject, say, aside, done }) {
  const { question, file } = subject;
  const step = "question";
  aside(`asks: ${question}${file === void 0 ? "" : ` (names ${file.name}, the server reads it)`}`);
  const started = Date.now();
  const args = { prompt: question, ...file === void 0 ? {} : { files: [file.name] } };
  const { text: text2, meta, progress } = await stage.call("codex_query", args, (message) => aside(`… ${message}`));
  ensure(text2.includes("simulated answer"), step, "The answer is not the simulator’s.");
  if (file !== void 0) {
    const whole = text2.includes(`${file.name} arrived with ${file.lines} lines`);
    ensure(whole, step, "The file did not arrive whole.");
    ensure(text2.includes("\nattached: 1 file "), step, "It is not said what was attached.");
  }
  ensure(progress.length >= 2, step, "There was no progress while the answer came.");
  const receipt = meta["codex-oauth/receipt"];
  ensure(member(receipt, "partial") === false, step, "The answer is marked as partial.");
  const named = text2.includes(`thread_id: ${String(member(receipt, "thread_id"))}`);
  ensure(named, step, "The answer names no thread to continue.");
  const seconds = ((Date.now() - started) / 1e3).toFixed(1);
  done(step, `answered in ${seconds} s, with ${progress.length} progress messages on the way`);
  say(`
${stripControls(text2).trimEnd().replaceAll(/^/gm, "    │ ")}
`);
}
async function checkStatus({ stage, done }) {
  const { status, plan, email, account_id } = (await stage.call("codex_status")).structured;
  ensure(status === "authenticated", "status", `It says ${String(status)}.`);
  ensure(email !== "dev@example.com", "status", "It shows the whole e-mail address.");
  const facts = [status, `${String(plan)} plan`, email, `account ${String(account_id)}`];
  done("status", facts.map(String).join(" · "));
}
async function signOut({ stage, done }) {
  const { simulator } = stage;
  await stage.call("codex_clear");
  const revoked = simulator.requests("POST", "/oauth/revoke").some((entry) => entry.status === 200) && simulator.state.families.every((family) => family.revoked);
  ensure(revoked, "sign-out", "The login was not revoked at the simulator.");
  const { status } = (await stage.call("codex_status")).structured;
  ensure(status === "not_authenticated", "sign-out", `Afterwards the status is ${String(status)}.`);
  const left = await readFile(stage.authFile, "utf8").catch(() => "{}");
  ensure(member(parseJson(left), "codex") === void 0, "sign-out", "The login is still in auth.json.");
  done("sign-out", "revoked at the server, removed from auth.json; status: not_authenticated");
}
async function endServer({ stage, done }) {
  const [noise] = stage.noise;
  ensure(noise === void 0, "protocol", `The server wrote something that is not JSON-RPC: ${noise ?? ""}`);
  const started = Date.now();
  await stage.client.close();
  const took = Date.now() - started;
  ensure(took < 1500, "end", `The server was still there ${took} ms after its stdin had closed.`);
  done("end", `stdin closed, server gone after ${took} ms; nothing but JSON-RPC on its stdout`);
}
export {
  demo
};
