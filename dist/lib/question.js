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

// node_modules/.pnpm/signal-exit@4.1.0/node_modules/signal-exit/dist/cjs/signals.js
var require_signals = __commonJS({
  "node_modules/.pnpm/signal-exit@4.1.0/node_modules/signal-exit/dist/cjs/signals.js"(exports2) {
    "use strict";
    init_define_INPUT_SCHEMAS();
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.signals = void 0;
    exports2.signals = [];
    exports2.signals.push("SIGHUP", "SIGINT", "SIGTERM");
    if (process.platform !== "win32") {
      exports2.signals.push(
        "SIGALRM",
        "SIGABRT",
        "SIGVTALRM",
        "SIGXCPU",
        "SIGXFSZ",
        "SIGUSR2",
        "SIGTRAP",
        "SIGSYS",
        "SIGQUIT",
        "SIGIOT"
        // should detect profiler and enable/disable accordingly.
        // see #21
        // 'SIGPROF'
      );
    }
    if (process.platform === "linux") {
      exports2.signals.push("SIGIO", "SIGPOLL", "SIGPWR", "SIGSTKFLT");
    }
  }
});

// node_modules/.pnpm/signal-exit@4.1.0/node_modules/signal-exit/dist/cjs/index.js
var require_cjs = __commonJS({
  "node_modules/.pnpm/signal-exit@4.1.0/node_modules/signal-exit/dist/cjs/index.js"(exports2) {
    "use strict";
    init_define_INPUT_SCHEMAS();
    var _a;
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.unload = exports2.load = exports2.onExit = exports2.signals = void 0;
    var signals_js_1 = require_signals();
    Object.defineProperty(exports2, "signals", { enumerable: true, get: function() {
      return signals_js_1.signals;
    } });
    var processOk = (process11) => !!process11 && typeof process11 === "object" && typeof process11.removeListener === "function" && typeof process11.emit === "function" && typeof process11.reallyExit === "function" && typeof process11.listeners === "function" && typeof process11.kill === "function" && typeof process11.pid === "number" && typeof process11.on === "function";
    var kExitEmitter = /* @__PURE__ */ Symbol.for("signal-exit emitter");
    var global2 = globalThis;
    var ObjectDefineProperty = Object.defineProperty.bind(Object);
    var Emitter = class {
      emitted = {
        afterExit: false,
        exit: false
      };
      listeners = {
        afterExit: [],
        exit: []
      };
      count = 0;
      id = Math.random();
      constructor() {
        if (global2[kExitEmitter]) {
          return global2[kExitEmitter];
        }
        ObjectDefineProperty(global2, kExitEmitter, {
          value: this,
          writable: false,
          enumerable: false,
          configurable: false
        });
      }
      on(ev, fn) {
        this.listeners[ev].push(fn);
      }
      removeListener(ev, fn) {
        const list = this.listeners[ev];
        const i = list.indexOf(fn);
        if (i === -1) {
          return;
        }
        if (i === 0 && list.length === 1) {
          list.length = 0;
        } else {
          list.splice(i, 1);
        }
      }
      emit(ev, code, signal) {
        if (this.emitted[ev]) {
          return false;
        }
        this.emitted[ev] = true;
        let ret = false;
        for (const fn of this.listeners[ev]) {
          ret = fn(code, signal) === true || ret;
        }
        if (ev === "exit") {
          ret = this.emit("afterExit", code, signal) || ret;
        }
        return ret;
      }
    };
    var SignalExitBase = class {
    };
    var signalExitWrap = (handler) => {
      return {
        onExit(cb, opts) {
          return handler.onExit(cb, opts);
        },
        load() {
          return handler.load();
        },
        unload() {
          return handler.unload();
        }
      };
    };
    var SignalExitFallback = class extends SignalExitBase {
      onExit() {
        return () => {
        };
      }
      load() {
      }
      unload() {
      }
    };
    var SignalExit = class extends SignalExitBase {
      // "SIGHUP" throws an `ENOSYS` error on Windows,
      // so use a supported signal instead
      /* c8 ignore start */
      #hupSig = process10.platform === "win32" ? "SIGINT" : "SIGHUP";
      /* c8 ignore stop */
      #emitter = new Emitter();
      #process;
      #originalProcessEmit;
      #originalProcessReallyExit;
      #sigListeners = {};
      #loaded = false;
      constructor(process11) {
        super();
        this.#process = process11;
        this.#sigListeners = {};
        for (const sig of signals_js_1.signals) {
          this.#sigListeners[sig] = () => {
            const listeners = this.#process.listeners(sig);
            let { count } = this.#emitter;
            const p = process11;
            if (typeof p.__signal_exit_emitter__ === "object" && typeof p.__signal_exit_emitter__.count === "number") {
              count += p.__signal_exit_emitter__.count;
            }
            if (listeners.length === count) {
              this.unload();
              const ret = this.#emitter.emit("exit", null, sig);
              const s = sig === "SIGHUP" ? this.#hupSig : sig;
              if (!ret)
                process11.kill(process11.pid, s);
            }
          };
        }
        this.#originalProcessReallyExit = process11.reallyExit;
        this.#originalProcessEmit = process11.emit;
      }
      onExit(cb, opts) {
        if (!processOk(this.#process)) {
          return () => {
          };
        }
        if (this.#loaded === false) {
          this.load();
        }
        const ev = opts?.alwaysLast ? "afterExit" : "exit";
        this.#emitter.on(ev, cb);
        return () => {
          this.#emitter.removeListener(ev, cb);
          if (this.#emitter.listeners["exit"].length === 0 && this.#emitter.listeners["afterExit"].length === 0) {
            this.unload();
          }
        };
      }
      load() {
        if (this.#loaded) {
          return;
        }
        this.#loaded = true;
        this.#emitter.count += 1;
        for (const sig of signals_js_1.signals) {
          try {
            const fn = this.#sigListeners[sig];
            if (fn)
              this.#process.on(sig, fn);
          } catch (_) {
          }
        }
        this.#process.emit = (ev, ...a) => {
          return this.#processEmit(ev, ...a);
        };
        this.#process.reallyExit = (code) => {
          return this.#processReallyExit(code);
        };
      }
      unload() {
        if (!this.#loaded) {
          return;
        }
        this.#loaded = false;
        signals_js_1.signals.forEach((sig) => {
          const listener = this.#sigListeners[sig];
          if (!listener) {
            throw new Error("Listener not defined for signal: " + sig);
          }
          try {
            this.#process.removeListener(sig, listener);
          } catch (_) {
          }
        });
        this.#process.emit = this.#originalProcessEmit;
        this.#process.reallyExit = this.#originalProcessReallyExit;
        this.#emitter.count -= 1;
      }
      #processReallyExit(code) {
        if (!processOk(this.#process)) {
          return 0;
        }
        this.#process.exitCode = code || 0;
        this.#emitter.emit("exit", this.#process.exitCode, null);
        return this.#originalProcessReallyExit.call(this.#process, this.#process.exitCode);
      }
      #processEmit(ev, ...args) {
        const og = this.#originalProcessEmit;
        if (ev === "exit" && processOk(this.#process)) {
          if (typeof args[0] === "number") {
            this.#process.exitCode = args[0];
          }
          const ret = og.call(this.#process, ev, ...args);
          this.#emitter.emit("exit", this.#process.exitCode, null);
          return ret;
        } else {
          return og.call(this.#process, ev, ...args);
        }
      }
    };
    var process10 = globalThis.process;
    _a = signalExitWrap(processOk(process10) ? new SignalExit(process10) : new SignalExitFallback()), /**
     * Called when the process is exiting, whether via signal, explicit
     * exit, or running out of stuff to do.
     *
     * If the global process object is not suitable for instrumentation,
     * then this will be a no-op.
     *
     * Returns a function that may be used to unload signal-exit.
     */
    exports2.onExit = _a.onExit, /**
     * Load the listeners.  Likely you never need to call this, unless
     * doing a rather deep integration with signal-exit functionality.
     * Mostly exposed for the benefit of testing.
     *
     * @internal
     */
    exports2.load = _a.load, /**
     * Unload the listeners.  Likely you never need to call this, unless
     * doing a rather deep integration with signal-exit functionality.
     * Mostly exposed for the benefit of testing.
     *
     * @internal
     */
    exports2.unload = _a.unload;
  }
});

// node_modules/.pnpm/write-file-atomic@7.0.1/node_modules/write-file-atomic/lib/index.js
var require_lib = __commonJS({
  "node_modules/.pnpm/write-file-atomic@7.0.1/node_modules/write-file-atomic/lib/index.js"(exports2, module2) {
    "use strict";
    init_define_INPUT_SCHEMAS();
    module2.exports = writeFile4;
    module2.exports.sync = writeFileSync2;
    module2.exports._getTmpname = getTmpname;
    module2.exports._cleanupOnExit = cleanupOnExit;
    var fs6 = require("fs");
    var crypto = require("node:crypto");
    var { onExit } = require_cjs();
    var path19 = require("path");
    var { promisify: promisify7 } = require("util");
    var activeFiles = {};
    var threadId = (function getId() {
      try {
        const workerThreads = require("worker_threads");
        return workerThreads.threadId;
      } catch (e) {
        return 0;
      }
    })();
    var invocations = 0;
    function getTmpname(filename) {
      return filename + "." + crypto.createHash("sha1").update(__filename).update(String(process.pid)).update(String(threadId)).update(String(++invocations)).digest().readUInt32BE(0);
    }
    function cleanupOnExit(tmpfile) {
      return () => {
        try {
          fs6.unlinkSync(typeof tmpfile === "function" ? tmpfile() : tmpfile);
        } catch {
        }
      };
    }
    function serializeActiveFile(absoluteName) {
      return new Promise((resolve2) => {
        if (!activeFiles[absoluteName]) {
          activeFiles[absoluteName] = [];
        }
        activeFiles[absoluteName].push(resolve2);
        if (activeFiles[absoluteName].length === 1) {
          resolve2();
        }
      });
    }
    function isChownErrOk(err) {
      if (err.code === "ENOSYS") {
        return true;
      }
      const nonroot = !process.getuid || process.getuid() !== 0;
      if (nonroot) {
        if (err.code === "EINVAL" || err.code === "EPERM") {
          return true;
        }
      }
      return false;
    }
    async function writeFileAsync(filename, data, options = {}) {
      if (typeof options === "string") {
        options = { encoding: options };
      }
      let fd;
      let tmpfile;
      const removeOnExitHandler = onExit(cleanupOnExit(() => tmpfile));
      const absoluteName = path19.resolve(filename);
      try {
        await serializeActiveFile(absoluteName);
        const truename = await promisify7(fs6.realpath)(filename).catch(() => filename);
        tmpfile = getTmpname(truename);
        if (!options.mode || !options.chown) {
          const stats = await promisify7(fs6.stat)(truename).catch(() => {
          });
          if (stats) {
            if (options.mode == null) {
              options.mode = stats.mode;
            }
            if (options.chown == null && process.getuid) {
              options.chown = { uid: stats.uid, gid: stats.gid };
            }
          }
        }
        fd = await promisify7(fs6.open)(tmpfile, "w", options.mode);
        if (options.tmpfileCreated) {
          await options.tmpfileCreated(tmpfile);
        }
        if (ArrayBuffer.isView(data)) {
          await promisify7(fs6.write)(fd, data, 0, data.length, 0);
        } else if (data != null) {
          await promisify7(fs6.write)(fd, String(data), 0, String(options.encoding || "utf8"));
        }
        if (options.fsync !== false) {
          await promisify7(fs6.fsync)(fd);
        }
        await promisify7(fs6.close)(fd);
        fd = null;
        if (options.chown) {
          await promisify7(fs6.chown)(tmpfile, options.chown.uid, options.chown.gid).catch((err) => {
            if (!isChownErrOk(err)) {
              throw err;
            }
          });
        }
        if (options.mode) {
          await promisify7(fs6.chmod)(tmpfile, options.mode).catch((err) => {
            if (!isChownErrOk(err)) {
              throw err;
            }
          });
        }
        await promisify7(fs6.rename)(tmpfile, truename);
      } finally {
        if (fd) {
          await promisify7(fs6.close)(fd).catch(
            /* istanbul ignore next */
            () => {
            }
          );
        }
        removeOnExitHandler();
        await promisify7(fs6.unlink)(tmpfile).catch(() => {
        });
        activeFiles[absoluteName].shift();
        if (activeFiles[absoluteName].length > 0) {
          activeFiles[absoluteName][0]();
        } else {
          delete activeFiles[absoluteName];
        }
      }
    }
    async function writeFile4(filename, data, options, callback) {
      if (options instanceof Function) {
        callback = options;
        options = {};
      }
      const promise = writeFileAsync(filename, data, options);
      if (callback) {
        try {
          const result = await promise;
          return callback(result);
        } catch (err) {
          return callback(err);
        }
      }
      return promise;
    }
    function writeFileSync2(filename, data, options) {
      if (typeof options === "string") {
        options = { encoding: options };
      } else if (!options) {
        options = {};
      }
      try {
        filename = fs6.realpathSync(filename);
      } catch (ex) {
      }
      const tmpfile = getTmpname(filename);
      if (!options.mode || !options.chown) {
        try {
          const stats = fs6.statSync(filename);
          options = Object.assign({}, options);
          if (!options.mode) {
            options.mode = stats.mode;
          }
          if (!options.chown && process.getuid) {
            options.chown = { uid: stats.uid, gid: stats.gid };
          }
        } catch (ex) {
        }
      }
      let fd;
      const cleanup = cleanupOnExit(tmpfile);
      const removeOnExitHandler = onExit(cleanup);
      let threw = true;
      try {
        fd = fs6.openSync(tmpfile, "w", options.mode || 438);
        if (options.tmpfileCreated) {
          options.tmpfileCreated(tmpfile);
        }
        if (ArrayBuffer.isView(data)) {
          fs6.writeSync(fd, data, 0, data.length, 0);
        } else if (data != null) {
          fs6.writeSync(fd, String(data), 0, String(options.encoding || "utf8"));
        }
        if (options.fsync !== false) {
          fs6.fsyncSync(fd);
        }
        fs6.closeSync(fd);
        fd = null;
        if (options.chown) {
          try {
            fs6.chownSync(tmpfile, options.chown.uid, options.chown.gid);
          } catch (err) {
            if (!isChownErrOk(err)) {
              throw err;
            }
          }
        }
        if (options.mode) {
          try {
            fs6.chmodSync(tmpfile, options.mode);
          } catch (err) {
            if (!isChownErrOk(err)) {
              throw err;
            }
          }
        }
        fs6.renameSync(tmpfile, filename);
        threw = false;
      } finally {
        if (fd) {
          try {
            fs6.closeSync(fd);
          } catch (ex) {
          }
        }
        removeOnExitHandler();
        if (threw) {
          cleanup();
        }
      }
    }
  }
});

// others:src/attach/workspace.ts
var require_workspace = __commonJS({
  "others:src/attach/workspace.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/attach/workspace.ts"]();
  }
});

// src/system/clock.ts
function serverClock(local) {
  let skewMs = 0;
  return {
    now: () => local() + skewMs,
    observe: (serverTime) => {
      if (serverTime === void 0 || !(serverTime > EARLIEST_MS && serverTime < LATEST_MS)) return;
      const difference = serverTime - local();
      skewMs = Math.abs(difference) < NOISE_MS ? 0 : difference;
    }
  };
}
var NOISE_MS, EARLIEST_MS, LATEST_MS;
var init_clock = __esm({
  "src/system/clock.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    NOISE_MS = 5e3;
    EARLIEST_MS = 15778368e5;
    LATEST_MS = 41024448e5;
  }
});

// others:src/system/wording.ts
var require_wording = __commonJS({
  "others:src/system/wording.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/system/wording.ts"]();
  }
});

// node_modules/.pnpm/is-docker@3.0.0/node_modules/is-docker/index.js
function hasDockerEnv() {
  try {
    import_node_fs.default.statSync("/.dockerenv");
    return true;
  } catch {
    return false;
  }
}
function hasDockerCGroup() {
  try {
    return import_node_fs.default.readFileSync("/proc/self/cgroup", "utf8").includes("docker");
  } catch {
    return false;
  }
}
function isDocker() {
  if (isDockerCached === void 0) {
    isDockerCached = hasDockerEnv() || hasDockerCGroup();
  }
  return isDockerCached;
}
var import_node_fs, isDockerCached;
var init_is_docker = __esm({
  "node_modules/.pnpm/is-docker@3.0.0/node_modules/is-docker/index.js"() {
    init_define_INPUT_SCHEMAS();
    import_node_fs = __toESM(require("node:fs"), 1);
  }
});

// node_modules/.pnpm/is-inside-container@1.0.0/node_modules/is-inside-container/index.js
function isInsideContainer() {
  if (cachedResult === void 0) {
    cachedResult = hasContainerEnv() || isDocker();
  }
  return cachedResult;
}
var import_node_fs2, cachedResult, hasContainerEnv;
var init_is_inside_container = __esm({
  "node_modules/.pnpm/is-inside-container@1.0.0/node_modules/is-inside-container/index.js"() {
    init_define_INPUT_SCHEMAS();
    import_node_fs2 = __toESM(require("node:fs"), 1);
    init_is_docker();
    hasContainerEnv = () => {
      try {
        import_node_fs2.default.statSync("/run/.containerenv");
        return true;
      } catch {
        return false;
      }
    };
  }
});

// node_modules/.pnpm/is-wsl@3.1.1/node_modules/is-wsl/index.js
var import_node_process, import_node_os, import_node_fs3, isWsl, is_wsl_default;
var init_is_wsl = __esm({
  "node_modules/.pnpm/is-wsl@3.1.1/node_modules/is-wsl/index.js"() {
    init_define_INPUT_SCHEMAS();
    import_node_process = __toESM(require("node:process"), 1);
    import_node_os = __toESM(require("node:os"), 1);
    import_node_fs3 = __toESM(require("node:fs"), 1);
    init_is_inside_container();
    isWsl = () => {
      if (import_node_process.default.platform !== "linux") {
        return false;
      }
      if (import_node_os.default.release().toLowerCase().includes("microsoft")) {
        if (isInsideContainer()) {
          return false;
        }
        return true;
      }
      try {
        if (import_node_fs3.default.readFileSync("/proc/version", "utf8").toLowerCase().includes("microsoft")) {
          return !isInsideContainer();
        }
      } catch {
      }
      if (import_node_fs3.default.existsSync("/proc/sys/fs/binfmt_misc/WSLInterop") || import_node_fs3.default.existsSync("/run/WSL")) {
        return !isInsideContainer();
      }
      return false;
    };
    is_wsl_default = import_node_process.default.env.__IS_WSL_TEST__ ? isWsl : isWsl();
  }
});

// node_modules/.pnpm/powershell-utils@0.2.1/node_modules/powershell-utils/index.js
var import_node_process2, import_node_buffer, import_node_util, import_node_child_process, execFile, powerShellPath, argumentsPrefix, encodeCommand, escapeArgument, createArguments, createExecFileOptions, executePowerShell;
var init_powershell_utils = __esm({
  "node_modules/.pnpm/powershell-utils@0.2.1/node_modules/powershell-utils/index.js"() {
    init_define_INPUT_SCHEMAS();
    import_node_process2 = __toESM(require("node:process"), 1);
    import_node_buffer = require("node:buffer");
    import_node_util = require("node:util");
    import_node_child_process = __toESM(require("node:child_process"), 1);
    execFile = (0, import_node_util.promisify)(import_node_child_process.default.execFile);
    powerShellPath = () => `${import_node_process2.default.env.SYSTEMROOT || import_node_process2.default.env.windir || String.raw`C:\Windows`}\\System32\\WindowsPowerShell\\v1.0\\powershell.exe`;
    argumentsPrefix = [
      "-NoProfile",
      "-NonInteractive",
      "-ExecutionPolicy",
      "Bypass",
      "-EncodedCommand"
    ];
    encodeCommand = (command) => import_node_buffer.Buffer.from(command, "utf16le").toString("base64");
    escapeArgument = (value) => `'${String(value).replaceAll(/['‘’‚‛]/g, (match) => match + match)}'`;
    createArguments = (command) => [...argumentsPrefix, encodeCommand(command)];
    createExecFileOptions = (options) => ({
      encoding: "utf8",
      ...options,
      shell: false
    });
    executePowerShell = async (command, options = {}) => {
      const {
        powerShellPath: psPath,
        ...execFileOptions
      } = options;
      return execFile(
        psPath ?? powerShellPath(),
        createArguments(command),
        createExecFileOptions(execFileOptions)
      );
    };
    executePowerShell.argumentsPrefix = argumentsPrefix;
    executePowerShell.encodeCommand = encodeCommand;
    executePowerShell.escapeArgument = escapeArgument;
    executePowerShell.createArguments = createArguments;
  }
});

// node_modules/.pnpm/wsl-utils@1.0.1/node_modules/wsl-utils/utilities.js
function parseMountPointFromConfig(content) {
  for (const line of content.split("\n")) {
    if (/^\s*#/.test(line)) {
      continue;
    }
    const match = /^\s*root\s*=\s*(?<mountPoint>"[^"]*"|'[^']*'|[^#]*)/.exec(line);
    if (!match) {
      continue;
    }
    return match.groups.mountPoint.trim().replaceAll(/^["']|["']$/g, "");
  }
}
var init_utilities = __esm({
  "node_modules/.pnpm/wsl-utils@1.0.1/node_modules/wsl-utils/utilities.js"() {
    init_define_INPUT_SCHEMAS();
  }
});

// node_modules/.pnpm/wsl-utils@1.0.1/node_modules/wsl-utils/index.js
var import_node_path, import_node_util2, import_node_child_process2, import_promises, execFile2, wslDrivesMountPoint, powerShellPathFromWsl, powerShellPath2, canAccessPowerShellPromise, canAccessPowerShell, wslDefaultBrowser, isUrl, convertPath, convertWslPathToWindows;
var init_wsl_utils = __esm({
  "node_modules/.pnpm/wsl-utils@1.0.1/node_modules/wsl-utils/index.js"() {
    init_define_INPUT_SCHEMAS();
    import_node_path = __toESM(require("node:path"), 1);
    import_node_util2 = require("node:util");
    import_node_child_process2 = __toESM(require("node:child_process"), 1);
    import_promises = __toESM(require("node:fs/promises"), 1);
    init_is_wsl();
    init_powershell_utils();
    init_utilities();
    init_is_wsl();
    execFile2 = (0, import_node_util2.promisify)(import_node_child_process2.default.execFile);
    wslDrivesMountPoint = /* @__PURE__ */ (() => {
      const defaultMountPoint = "/mnt/";
      let mountPoint;
      return async function() {
        if (mountPoint) {
          return mountPoint;
        }
        const configFilePath = "/etc/wsl.conf";
        let isConfigFileExists = false;
        try {
          await import_promises.default.access(configFilePath, import_promises.constants.F_OK);
          isConfigFileExists = true;
        } catch {
        }
        if (!isConfigFileExists) {
          return defaultMountPoint;
        }
        const configContent = await import_promises.default.readFile(configFilePath, { encoding: "utf8" });
        const parsedMountPoint = parseMountPointFromConfig(configContent);
        if (parsedMountPoint === void 0) {
          return defaultMountPoint;
        }
        mountPoint = parsedMountPoint;
        mountPoint = mountPoint.endsWith("/") ? mountPoint : `${mountPoint}/`;
        return mountPoint;
      };
    })();
    powerShellPathFromWsl = async () => {
      const mountPoint = await wslDrivesMountPoint();
      return `${mountPoint}c/Windows/System32/WindowsPowerShell/v1.0/powershell.exe`;
    };
    powerShellPath2 = is_wsl_default ? powerShellPathFromWsl : powerShellPath;
    canAccessPowerShell = async () => {
      canAccessPowerShellPromise ??= (async () => {
        try {
          const psPath = await powerShellPath2();
          await import_promises.default.access(psPath, import_promises.constants.X_OK);
          return true;
        } catch {
          return false;
        }
      })();
      return canAccessPowerShellPromise;
    };
    wslDefaultBrowser = async () => {
      const psPath = await powerShellPath2();
      const command = String.raw`(Get-ItemProperty -Path "HKCU:\Software\Microsoft\Windows\Shell\Associations\UrlAssociations\http\UserChoice").ProgId`;
      const { stdout } = await executePowerShell(command, {
        powerShellPath: psPath,
        cwd: import_node_path.default.dirname(psPath)
      });
      return stdout.trim();
    };
    isUrl = (path19) => /^[a-z]+:\/\//i.test(path19);
    convertPath = async (flag, path19) => {
      const wslpathArguments = path19.startsWith("-") ? [flag, "--", path19] : [flag, path19];
      try {
        const { stdout } = await execFile2("wslpath", wslpathArguments, { encoding: "utf8" });
        return stdout.replace(/\r?\n$/, "") || path19;
      } catch {
        return path19;
      }
    };
    convertWslPathToWindows = async (paths) => {
      const isBatch = Array.isArray(paths);
      const pathArray = isBatch ? paths : [paths];
      const results = await Promise.all(pathArray.map((path19) => isUrl(path19) ? path19 : convertPath("-aw", path19)));
      return isBatch ? results : results[0];
    };
  }
});

// node_modules/.pnpm/define-lazy-prop@3.0.0/node_modules/define-lazy-prop/index.js
function defineLazyProperty(object, propertyName, valueGetter) {
  const define = (value) => Object.defineProperty(object, propertyName, { value, enumerable: true, writable: true });
  Object.defineProperty(object, propertyName, {
    configurable: true,
    enumerable: true,
    get() {
      const result = valueGetter();
      define(result);
      return result;
    },
    set(value) {
      define(value);
    }
  });
  return object;
}
var init_define_lazy_prop = __esm({
  "node_modules/.pnpm/define-lazy-prop@3.0.0/node_modules/define-lazy-prop/index.js"() {
    init_define_INPUT_SCHEMAS();
  }
});

// node_modules/.pnpm/default-browser-id@5.0.1/node_modules/default-browser-id/index.js
async function defaultBrowserId() {
  if (import_node_process3.default.platform !== "darwin") {
    throw new Error("macOS only");
  }
  const { stdout } = await execFileAsync("defaults", ["read", "com.apple.LaunchServices/com.apple.launchservices.secure", "LSHandlers"]);
  const match = /LSHandlerRoleAll = "(?!-)(?<id>[^"]+?)";\s+?LSHandlerURLScheme = (?:http|https);/.exec(stdout);
  const browserId = match?.groups.id ?? "com.apple.Safari";
  if (browserId === "com.apple.safari") {
    return "com.apple.Safari";
  }
  return browserId;
}
var import_node_util3, import_node_process3, import_node_child_process3, execFileAsync;
var init_default_browser_id = __esm({
  "node_modules/.pnpm/default-browser-id@5.0.1/node_modules/default-browser-id/index.js"() {
    init_define_INPUT_SCHEMAS();
    import_node_util3 = require("node:util");
    import_node_process3 = __toESM(require("node:process"), 1);
    import_node_child_process3 = require("node:child_process");
    execFileAsync = (0, import_node_util3.promisify)(import_node_child_process3.execFile);
  }
});

// node_modules/.pnpm/run-applescript@7.1.0/node_modules/run-applescript/index.js
async function runAppleScript(script2, { humanReadableOutput = true, signal } = {}) {
  if (import_node_process4.default.platform !== "darwin") {
    throw new Error("macOS only");
  }
  const outputArguments = humanReadableOutput ? [] : ["-ss"];
  const execOptions = {};
  if (signal) {
    execOptions.signal = signal;
  }
  const { stdout } = await execFileAsync2("osascript", ["-e", script2, outputArguments], execOptions);
  return stdout.trim();
}
var import_node_process4, import_node_util4, import_node_child_process4, execFileAsync2;
var init_run_applescript = __esm({
  "node_modules/.pnpm/run-applescript@7.1.0/node_modules/run-applescript/index.js"() {
    init_define_INPUT_SCHEMAS();
    import_node_process4 = __toESM(require("node:process"), 1);
    import_node_util4 = require("node:util");
    import_node_child_process4 = require("node:child_process");
    execFileAsync2 = (0, import_node_util4.promisify)(import_node_child_process4.execFile);
  }
});

// node_modules/.pnpm/bundle-name@4.1.1/node_modules/bundle-name/index.js
async function bundleName(bundleId) {
  if (typeof bundleId !== "string") {
    throw new TypeError("Expected a string bundle identifier");
  }
  if (!bundleIdentifierPattern.test(bundleId)) {
    throw new TypeError(`Invalid bundle identifier: ${JSON.stringify(bundleId)}`);
  }
  return runAppleScript(`tell application "Finder" to set app_path to application file id "${bundleId}" as string
tell application "System Events" to get value of property list item "CFBundleName" of property list file (app_path & ":Contents:Info.plist")`);
}
var bundleIdentifierPattern;
var init_bundle_name = __esm({
  "node_modules/.pnpm/bundle-name@4.1.1/node_modules/bundle-name/index.js"() {
    init_define_INPUT_SCHEMAS();
    init_run_applescript();
    bundleIdentifierPattern = /^[^\n\r"\\]+$/u;
  }
});

// node_modules/.pnpm/default-browser@5.5.1/node_modules/default-browser/windows.js
async function defaultBrowser(_execFileAsync = execFileAsync3) {
  const regPath = `${import_node_process5.default.env.SYSTEMROOT ?? import_node_process5.default.env.windir ?? "C:\\Windows"}\\System32\\reg.exe`;
  const { stdout } = await _execFileAsync(regPath, [
    "QUERY",
    " HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\Shell\\Associations\\UrlAssociations\\http\\UserChoice",
    "/v",
    "ProgId"
  ]);
  const match = /ProgId\s*REG_SZ\s*(?<id>\S+)/.exec(stdout);
  if (!match) {
    throw new UnknownBrowserError(`Cannot find Windows browser in stdout: ${JSON.stringify(stdout)}`);
  }
  const { id } = match.groups;
  const dotIndex = id.lastIndexOf(".");
  const hyphenIndex = id.lastIndexOf("-");
  const baseIdByDot = dotIndex === -1 ? void 0 : id.slice(0, dotIndex);
  const baseIdByHyphen = hyphenIndex === -1 ? void 0 : id.slice(0, hyphenIndex);
  return windowsBrowserProgIds[id] ?? windowsBrowserProgIds[baseIdByDot] ?? windowsBrowserProgIds[baseIdByHyphen] ?? { name: id, id };
}
var import_node_process5, import_node_util5, import_node_child_process5, execFileAsync3, windowsBrowserProgIds, _windowsBrowserProgIdMap, UnknownBrowserError;
var init_windows = __esm({
  "node_modules/.pnpm/default-browser@5.5.1/node_modules/default-browser/windows.js"() {
    init_define_INPUT_SCHEMAS();
    import_node_process5 = __toESM(require("node:process"), 1);
    import_node_util5 = require("node:util");
    import_node_child_process5 = require("node:child_process");
    execFileAsync3 = (0, import_node_util5.promisify)(import_node_child_process5.execFile);
    windowsBrowserProgIds = {
      MSEdgeHTM: { name: "Edge", id: "com.microsoft.edge" },
      // The missing `L` is correct.
      MSEdgeBHTML: { name: "Edge Beta", id: "com.microsoft.edge.beta" },
      MSEdgeDHTML: { name: "Edge Dev", id: "com.microsoft.edge.dev" },
      AppXq0fevzme2pys62n3e0fbqa7peapykr8v: { name: "Edge", id: "com.microsoft.edge.old" },
      ChromeHTML: { name: "Chrome", id: "com.google.chrome" },
      ChromeBHTML: { name: "Chrome Beta", id: "com.google.chrome.beta" },
      ChromeDHTML: { name: "Chrome Dev", id: "com.google.chrome.dev" },
      ChromiumHTM: { name: "Chromium", id: "org.chromium.Chromium" },
      BraveHTML: { name: "Brave", id: "com.brave.Browser" },
      BraveBHTML: { name: "Brave Beta", id: "com.brave.Browser.beta" },
      BraveDHTML: { name: "Brave Dev", id: "com.brave.Browser.dev" },
      BraveSSHTM: { name: "Brave Nightly", id: "com.brave.Browser.nightly" },
      FirefoxURL: { name: "Firefox", id: "org.mozilla.firefox" },
      OperaStable: { name: "Opera", id: "com.operasoftware.Opera" },
      VivaldiHTM: { name: "Vivaldi", id: "com.vivaldi.Vivaldi" },
      "IE.HTTP": { name: "Internet Explorer", id: "com.microsoft.ie" }
    };
    _windowsBrowserProgIdMap = new Map(Object.entries(windowsBrowserProgIds));
    UnknownBrowserError = class extends Error {
    };
  }
});

// node_modules/.pnpm/default-browser@5.5.1/node_modules/default-browser/index.js
async function defaultBrowser2() {
  if (import_node_process6.default.platform === "darwin") {
    const id = await defaultBrowserId();
    const name = await bundleName(id);
    return { name, id };
  }
  if (import_node_process6.default.platform === "linux") {
    const { stdout } = await execFileAsync4("xdg-mime", ["query", "default", "x-scheme-handler/http"]);
    const id = stdout.trim();
    const name = titleize(id.replace(/.desktop$/, "").replace("-", " "));
    return { name, id };
  }
  if (import_node_process6.default.platform === "win32") {
    return defaultBrowser();
  }
  throw new Error("Only macOS, Linux, and Windows are supported");
}
var import_node_util6, import_node_process6, import_node_child_process6, execFileAsync4, titleize;
var init_default_browser = __esm({
  "node_modules/.pnpm/default-browser@5.5.1/node_modules/default-browser/index.js"() {
    init_define_INPUT_SCHEMAS();
    import_node_util6 = require("node:util");
    import_node_process6 = __toESM(require("node:process"), 1);
    import_node_child_process6 = require("node:child_process");
    init_default_browser_id();
    init_bundle_name();
    init_windows();
    init_windows();
    execFileAsync4 = (0, import_node_util6.promisify)(import_node_child_process6.execFile);
    titleize = (string) => string.toLowerCase().replaceAll(/(?:^|\s|-)\S/g, (x) => x.toUpperCase());
  }
});

// node_modules/.pnpm/is-in-ssh@1.0.0/node_modules/is-in-ssh/index.js
var import_node_process7, isInSsh, is_in_ssh_default;
var init_is_in_ssh = __esm({
  "node_modules/.pnpm/is-in-ssh@1.0.0/node_modules/is-in-ssh/index.js"() {
    init_define_INPUT_SCHEMAS();
    import_node_process7 = __toESM(require("node:process"), 1);
    isInSsh = Boolean(import_node_process7.default.env.SSH_CONNECTION || import_node_process7.default.env.SSH_CLIENT || import_node_process7.default.env.SSH_TTY);
    is_in_ssh_default = isInSsh;
  }
});

// node_modules/.pnpm/open@11.0.4/node_modules/open/index.js
var open_exports = {};
__export(open_exports, {
  apps: () => apps,
  default: () => open_default,
  openApp: () => openApp
});
function detectArchBinary(binary) {
  if (typeof binary === "string" || Array.isArray(binary)) {
    return binary;
  }
  const { [arch]: archBinary } = binary;
  if (!archBinary) {
    throw new Error(`${arch} is not supported`);
  }
  return archBinary;
}
function detectPlatformBinary({ [platform]: platformBinary }, { wsl } = {}) {
  if (wsl && is_wsl_default) {
    return detectArchBinary(wsl);
  }
  if (!platformBinary) {
    throw new Error(`${platform} is not supported`);
  }
  return detectArchBinary(platformBinary);
}
var import_node_process8, import_node_path2, import_node_url, import_node_child_process7, import_promises2, fallbackAttemptSymbol, __dirname, localXdgOpenPath, platform, arch, tryEachApp, baseOpen, open, openApp, apps, open_default;
var init_open = __esm({
  "node_modules/.pnpm/open@11.0.4/node_modules/open/index.js"() {
    init_define_INPUT_SCHEMAS();
    import_node_process8 = __toESM(require("node:process"), 1);
    import_node_path2 = __toESM(require("node:path"), 1);
    import_node_url = require("node:url");
    import_node_child_process7 = __toESM(require("node:child_process"), 1);
    import_promises2 = __toESM(require("node:fs/promises"), 1);
    init_wsl_utils();
    init_powershell_utils();
    init_define_lazy_prop();
    init_default_browser();
    init_is_inside_container();
    init_is_in_ssh();
    fallbackAttemptSymbol = /* @__PURE__ */ Symbol("fallbackAttempt");
    __dirname = __url ? import_node_path2.default.dirname((0, import_node_url.fileURLToPath)(__url)) : "";
    localXdgOpenPath = import_node_path2.default.join(__dirname, "xdg-open");
    ({ platform, arch } = import_node_process8.default);
    tryEachApp = async (apps2, opener) => {
      if (apps2.length === 0) {
        return;
      }
      const errors = [];
      for (const app of apps2) {
        try {
          return await opener(app);
        } catch (error) {
          errors.push(error);
        }
      }
      throw new AggregateError(errors, "Failed to open in all supported apps");
    };
    baseOpen = async (options) => {
      options = {
        wait: false,
        background: false,
        newInstance: false,
        allowNonzeroExitCode: false,
        ...options
      };
      const isFallbackAttempt = options[fallbackAttemptSymbol] === true;
      delete options[fallbackAttemptSymbol];
      if (Array.isArray(options.app)) {
        return tryEachApp(options.app, (singleApp) => baseOpen({
          ...options,
          app: singleApp,
          [fallbackAttemptSymbol]: true
        }));
      }
      let { name: app, arguments: appArguments = [] } = options.app ?? {};
      appArguments = [...appArguments];
      if (Array.isArray(app)) {
        return tryEachApp(app, (appName) => baseOpen({
          ...options,
          app: {
            name: appName,
            arguments: appArguments
          },
          [fallbackAttemptSymbol]: true
        }));
      }
      if (app === "browser" || app === "browserPrivate") {
        const ids = {
          "com.google.chrome": "chrome",
          "google-chrome.desktop": "chrome",
          "com.brave.browser": "brave",
          "org.mozilla.firefox": "firefox",
          "firefox.desktop": "firefox",
          "com.microsoft.msedge": "edge",
          "com.microsoft.edge": "edge",
          "com.microsoft.edgemac": "edge",
          "microsoft-edge.desktop": "edge",
          "com.apple.safari": "safari"
        };
        const flags = {
          chrome: "--incognito",
          brave: "--incognito",
          firefox: "--private-window",
          edge: "--inPrivate"
          // Safari doesn't support private mode via command line
        };
        let browser;
        if (is_wsl_default) {
          const progId = await wslDefaultBrowser();
          const browserInfo = _windowsBrowserProgIdMap.get(progId);
          browser = browserInfo ?? {};
        } else {
          browser = await defaultBrowser2();
        }
        const browserId = browser.id?.toLowerCase();
        if (Object.hasOwn(ids, browserId)) {
          const browserName = ids[browserId];
          if (app === "browserPrivate") {
            if (browserName === "safari") {
              throw new Error("Safari doesn't support opening in private mode via command line");
            }
            appArguments.push(flags[browserName]);
          }
          return baseOpen({
            ...options,
            app: {
              name: apps[browserName],
              arguments: appArguments
            }
          });
        }
        throw new Error(`${browser.name} is not supported as a default browser`);
      }
      let command;
      const cliArguments = [];
      const childProcessOptions = {};
      let shouldUseWindowsInWsl = false;
      if (is_wsl_default && !isInsideContainer() && !is_in_ssh_default && !app) {
        shouldUseWindowsInWsl = await canAccessPowerShell();
      }
      if (platform === "darwin") {
        command = "open";
        if (options.wait) {
          cliArguments.push("--wait-apps");
        }
        if (options.background) {
          cliArguments.push("--background");
        }
        if (options.newInstance) {
          cliArguments.push("--new");
        }
        if (app) {
          cliArguments.push("-a", app);
        }
      } else if (platform === "win32" || shouldUseWindowsInWsl) {
        command = await powerShellPath2();
        cliArguments.push(...executePowerShell.argumentsPrefix);
        if (!is_wsl_default) {
          childProcessOptions.windowsVerbatimArguments = true;
        }
        if (is_wsl_default && options.target) {
          options.target = await convertWslPathToWindows(options.target);
        }
        const encodedArguments = ["$ProgressPreference = 'SilentlyContinue';", "Start"];
        if (options.wait) {
          encodedArguments.push("-Wait");
        }
        if (app) {
          encodedArguments.push(executePowerShell.escapeArgument(app));
          if (options.target) {
            appArguments.push(options.target);
          }
        } else if (options.target) {
          encodedArguments.push(executePowerShell.escapeArgument(options.target));
        }
        if (appArguments.length > 0) {
          appArguments = appArguments.map((argument) => executePowerShell.escapeArgument(argument));
          encodedArguments.push("-ArgumentList", appArguments.join(","));
        }
        options.target = executePowerShell.encodeCommand(encodedArguments.join(" "));
        if (!options.wait) {
          childProcessOptions.stdio = "ignore";
        }
        if (is_wsl_default) {
          childProcessOptions.cwd = import_node_path2.default.dirname(command);
        }
      } else {
        if (app) {
          command = app;
        } else {
          const isBundled = !__dirname || __dirname === "/";
          let exeLocalXdgOpen = false;
          try {
            await import_promises2.default.access(localXdgOpenPath, import_promises2.constants.X_OK);
            exeLocalXdgOpen = true;
          } catch {
          }
          const useSystemXdgOpen = import_node_process8.default.versions.electron ?? (platform === "android" || isBundled || !exeLocalXdgOpen);
          command = useSystemXdgOpen ? "xdg-open" : localXdgOpenPath;
        }
        if (appArguments.length > 0) {
          cliArguments.push(...appArguments);
        }
        if (!options.wait) {
          childProcessOptions.stdio = "ignore";
          childProcessOptions.detached = true;
        }
      }
      if (platform === "darwin" && appArguments.length > 0) {
        cliArguments.push("--args", ...appArguments);
      }
      if (options.target) {
        cliArguments.push(options.target);
      }
      const subprocess = import_node_child_process7.default.spawn(command, cliArguments, childProcessOptions);
      if (options.wait) {
        return new Promise((resolve2, reject) => {
          subprocess.once("error", reject);
          subprocess.once("close", (exitCode) => {
            if (!options.allowNonzeroExitCode && exitCode !== 0) {
              reject(new Error(`Exited with code ${exitCode}`));
              return;
            }
            resolve2(subprocess);
          });
        });
      }
      if (isFallbackAttempt || platform === "win32" || shouldUseWindowsInWsl) {
        return new Promise((resolve2, reject) => {
          subprocess.once("error", reject);
          subprocess.once("spawn", () => {
            subprocess.once("close", (exitCode) => {
              subprocess.off("error", reject);
              if (isFallbackAttempt && exitCode !== 0) {
                reject(new Error(`Exited with code ${exitCode}`));
                return;
              }
              subprocess.unref();
              resolve2(subprocess);
            });
          });
        });
      }
      subprocess.unref();
      return new Promise((resolve2, reject) => {
        subprocess.once("error", reject);
        subprocess.once("spawn", () => {
          subprocess.off("error", reject);
          resolve2(subprocess);
        });
      });
    };
    open = (target, options) => {
      if (typeof target !== "string") {
        throw new TypeError("Expected a `target`");
      }
      return baseOpen({
        ...options,
        target
      });
    };
    openApp = (name, options) => {
      if (typeof name !== "string" && !Array.isArray(name)) {
        throw new TypeError("Expected a valid `name`");
      }
      const { arguments: appArguments = [] } = options ?? {};
      if (appArguments !== void 0 && appArguments !== null && !Array.isArray(appArguments)) {
        throw new TypeError("Expected `appArguments` as Array type");
      }
      return baseOpen({
        ...options,
        app: {
          name,
          arguments: appArguments
        }
      });
    };
    apps = {
      browser: "browser",
      browserPrivate: "browserPrivate"
    };
    defineLazyProperty(apps, "chrome", () => detectPlatformBinary({
      darwin: "google chrome",
      win32: "chrome",
      // `chromium-browser` is the older deb package name used by Ubuntu/Debian before snap.
      linux: ["google-chrome", "google-chrome-stable", "chromium", "chromium-browser"]
    }, {
      wsl: {
        ia32: "/mnt/c/Program Files (x86)/Google/Chrome/Application/chrome.exe",
        x64: ["/mnt/c/Program Files/Google/Chrome/Application/chrome.exe", "/mnt/c/Program Files (x86)/Google/Chrome/Application/chrome.exe"]
      }
    }));
    defineLazyProperty(apps, "brave", () => detectPlatformBinary({
      darwin: "brave browser",
      win32: "brave",
      linux: ["brave-browser", "brave"]
    }, {
      wsl: {
        ia32: "/mnt/c/Program Files (x86)/BraveSoftware/Brave-Browser/Application/brave.exe",
        x64: ["/mnt/c/Program Files/BraveSoftware/Brave-Browser/Application/brave.exe", "/mnt/c/Program Files (x86)/BraveSoftware/Brave-Browser/Application/brave.exe"]
      }
    }));
    defineLazyProperty(apps, "firefox", () => detectPlatformBinary({
      darwin: "firefox",
      win32: String.raw`C:\Program Files\Mozilla Firefox\firefox.exe`,
      linux: "firefox"
    }, {
      wsl: "/mnt/c/Program Files/Mozilla Firefox/firefox.exe"
    }));
    defineLazyProperty(apps, "edge", () => detectPlatformBinary({
      darwin: "microsoft edge",
      win32: "msedge",
      linux: ["microsoft-edge", "microsoft-edge-dev"]
    }, {
      wsl: "/mnt/c/Program Files (x86)/Microsoft/Edge/Application/msedge.exe"
    }));
    defineLazyProperty(apps, "safari", () => detectPlatformBinary({
      darwin: "Safari"
    }));
    open_default = open;
  }
});

// src/system/browser.ts
var browser_exports = {};
__export(browser_exports, {
  browserCommand: () => browserCommand,
  noBrowserReason: () => noBrowserReason,
  openInBrowser: () => openInBrowser
});
function noBrowserReason(env, platform2) {
  if (env["SSH_CONNECTION"] || env["SSH_CLIENT"] || env["SSH_TTY"]) return "this is an SSH session";
  if (env["BROWSER"] || platform2 !== "linux") return void 0;
  if (env["CI"] && env["CI"] !== "false") return "this is a CI machine";
  if (env["WSL_DISTRO_NAME"] !== void 0 || env["WSL_INTEROP"] !== void 0) return void 0;
  if ((0, import_node_fs4.existsSync)("/.dockerenv") || (0, import_node_fs4.existsSync)("/run/.containerenv") || env["container"])
    return "this is a container";
  return env["DISPLAY"] || env["WAYLAND_DISPLAY"] ? void 0 : "there is no display";
}
function browserCommand(variable, url, platform2) {
  if (!variable || variable === "none") return void 0;
  const first = platform2 === "win32" ? variable : variable.split(":")[0];
  const [file, ...args] = (first ?? "").trim().split(/\s+/);
  if (!file) return void 0;
  return args.some((a) => a.includes("%s")) ? { file, args: args.map((a) => a.replaceAll("%s", url)) } : { file, args: [...args, url] };
}
async function openInBrowser(url, env, platform2) {
  const { protocol, href } = new URL(url);
  if (protocol !== "https:" && protocol !== "http:") throw new Error("not a web address");
  const { spawn } = await Promise.resolve().then(() => __toESM(require("node:child_process"), 1));
  const wanted = browserCommand(env["BROWSER"], href, platform2);
  const child = wanted ? spawn(wanted.file, wanted.args, { stdio: "ignore", detached: true, windowsHide: true }) : await (await Promise.resolve().then(() => (init_open(), open_exports))).default(href);
  await new Promise((resolve2, reject) => {
    child.once("error", reject);
    child.once("spawn", resolve2);
    if (child.pid !== void 0) resolve2();
  });
  child.on("error", () => {
  });
  child.unref();
}
var import_node_fs4;
var init_browser = __esm({
  "src/system/browser.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_node_fs4 = require("node:fs");
  }
});

// others:src/system/errors.ts
var require_errors = __commonJS({
  "others:src/system/errors.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/system/errors.ts"]();
  }
});

// others:src/oauth/providers/chatgpt.ts
var require_chatgpt = __commonJS({
  "others:src/oauth/providers/chatgpt.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/oauth/providers/chatgpt.ts"]();
  }
});

// others:src/oauth/providers/openai-codex.ts
var require_openai_codex = __commonJS({
  "others:src/oauth/providers/openai-codex.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/oauth/providers/openai-codex.ts"]();
  }
});

// others:src/login/home.ts
var require_home = __commonJS({
  "others:src/login/home.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/login/home.ts"]();
  }
});

// others:src/system/redact.ts
var require_redact = __commonJS({
  "others:src/system/redact.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/system/redact.ts"]();
  }
});

// others:src/login/credential.ts
var require_credential = __commonJS({
  "others:src/login/credential.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/login/credential.ts"]();
  }
});

// others:src/login/claims.ts
var require_claims = __commonJS({
  "others:src/login/claims.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/login/claims.ts"]();
  }
});

// others:src/login/record.ts
var require_record = __commonJS({
  "others:src/login/record.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/login/record.ts"]();
  }
});

// src/login/sources/source.ts
function reportOn(source, mode, { identity = {}, expiresAt, home, workspaceName, via, error } = {}) {
  return {
    source,
    /** Undefined if its content cannot be read. */
    mode,
    identity,
    /** Seconds since the epoch; undefined if unknown. */
    expiresAt,
    /** Where it was issued; undefined for OpenAI's own. */
    home,
    /** As the backend named it at the sign-in. */
    workspaceName,
    /** The provider, where its plan is named. */
    via,
    /** True if this program has a refresh token for it; `renews` if that can still work. */
    renewable: false,
    renews: false,
    /** False if the next question would fail for lack of a working login. */
    usable: error === void 0,
    /** What is wrong, in sentences, and what fixes it. */
    problem: error && (0, import_wording.sentences)(error.what, error.why),
    fix: error?.fix
  };
}
function sourceThatLooks(name, look3, refused, whoAmI) {
  const credential = async () => {
    const found = await look3();
    if (!found) return void 0;
    if (found.error) throw found.error;
    const personal = found.mode === "personalAccessToken";
    return credentialFrom(name, found, personal ? await whoAmI?.identify(found.token) : found.identity);
  };
  return {
    name,
    credential,
    renew: async (used) => {
      const now = await credential();
      if (!now || now.route !== used.route || !sameOwner(now, used)) throw (0, import_credential.accountChanged)();
      if (now.accessToken === used.accessToken) throw refused(used);
      return now;
    },
    report: async () => {
      const found = await look3();
      if (!found) return void 0;
      const { mode, token, home, error } = found;
      const identity = mode === "personalAccessToken" ? whoAmI?.known(token) : found.identity;
      return reportOn(name, mode, { identity, expiresAt: (0, import_claims.expiryOf)(token), home, error });
    }
  };
}
function sameOwner(a, b) {
  return a.accountId === b.accountId && (0, import_record.sameIdentity)(a, b);
}
var import_wording, import_claims, import_credential, import_record, credentialFrom;
var init_source = __esm({
  "src/login/sources/source.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_wording = __toESM(require_wording(), 1);
    import_claims = __toESM(require_claims(), 1);
    import_credential = __toESM(require_credential(), 1);
    import_record = __toESM(require_record(), 1);
    credentialFrom = (source, { mode, token, home }, who) => ({
      source,
      route: mode === "apikey" ? "api" : "chatgpt",
      accessToken: token,
      ...home && { home },
      ...who
    });
  }
});

// src/login/workspaces.ts
var workspaces_exports = {};
__export(workspaces_exports, {
  enforceWorkspace: () => enforceWorkspace
});
function enforceWorkspace(workspaces, credential, chosen) {
  if (workspaces.length === 0) return credential;
  if (credential.route === "api") {
    if (chosen) return credential;
    throw (0, import_credential2.signInError)(
      "api_key.workspace",
      "The API key was not used.",
      `CODEX_OAUTH_WORKSPACE allows ${workspaces.join(", ")}, and an API key belongs to no workspace.`,
      import_wording2.say`Sign in with ${import_wording2.its.login}, or set CODEX_OAUTH_SOURCE to the key’s source (api-key, codex-cli).`
    );
  }
  const { accountId, accessToken } = credential;
  const refused = [accountId, (0, import_claims2.identityOf)(accessToken).accountId].find(
    (id) => id !== void 0 && !workspaces.includes(id)
  );
  const found = accountId === void 0 ? "no workspace" : refused;
  if (found === void 0) return credential;
  throw (0, import_credential2.signInError)(
    "login.workspace",
    "This login belongs to a workspace that is not allowed here.",
    `CODEX_OAUTH_WORKSPACE allows ${workspaces.join(", ")}; the login is for ${found}.`,
    fixes[credential.source],
    { found }
  );
}
var import_wording2, import_claims2, import_credential2, fixes;
var init_workspaces = __esm({
  "src/login/workspaces.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_wording2 = __toESM(require_wording(), 1);
    import_claims2 = __toESM(require_claims(), 1);
    import_credential2 = __toESM(require_credential(), 1);
    fixes = {
      external: "The application that owns the login must provide one from an allowed workspace.",
      login: import_wording2.say`Sign in again with ${import_wording2.its.login} and choose an allowed workspace, or change CODEX_OAUTH_WORKSPACE.`,
      command: "Let the credential command give a token of an allowed workspace.",
      "access-token": "Set CODEX_ACCESS_TOKEN to a token of an allowed workspace, or unset it.",
      "codex-cli": import_wording2.say`Sign in with ${import_wording2.its.login}: that login comes before the Codex CLI’s. Or change CODEX_OAUTH_WORKSPACE.`,
      "api-key": import_wording2.say`Sign in with ${import_wording2.its.login}.`
    };
  }
});

// src/login/broker.ts
async function nobody(d) {
  const elsewhere = await d.sources.find((s) => s.name === "codex-cli")?.elsewhere?.();
  const also = elsewhere === void 0 ? "" : ` ${elsewhere}`;
  if (d.pinned === void 0)
    return (0, import_credential3.notSignedIn)(
      `There is no login in ${d.authFile}, no Codex CLI login in ${d.codexCliFile}, and no token or API key is set.${also}`
    );
  const missing = {
    external: [
      "the application that owns the login has not provided one",
      "Let it send account/login/start (chatgptAuthTokens)"
    ],
    login: [`there is no login in ${d.authFile}`, import_wording3.say`Sign in with ${import_wording3.its.login}`],
    command: ["CODEX_OAUTH_CREDENTIAL_COMMAND is not set", "Set it to a command that prints a token"],
    "access-token": ["CODEX_ACCESS_TOKEN is not set", "Set it to a personal access token"],
    "codex-cli": [`there is no login in ${d.codexCliFile}`, "Sign in with `codex login`"],
    "api-key": ["neither CODEX_API_KEY nor OPENAI_API_KEY is set", "Set one"]
  };
  const [why, fix] = missing[d.pinned];
  return (0, import_credential3.notSignedIn)(
    `CODEX_OAUTH_SOURCE allows ${d.pinned} only, and ${why}.${d.pinned === "codex-cli" ? also : ""}`,
    import_wording3.say`${fix}, or unset CODEX_OAUTH_SOURCE.`
  );
}
function createBroker(d) {
  const candidates = (d.pinned === void 0 ? import_credential3.SOURCE_ORDER : [d.pinned]).map((name) => d.sources.find((s) => s.name === name)).filter((s) => s !== void 0);
  const allow = (credential) => {
    (0, import_home.enforceHome)(d.named, credential);
    const chosen = credential.source === d.pinned || credential.source === "external";
    (0, import_redact.holdSecrets)(credential.accessToken);
    return enforceWorkspace(d.workspaces, credential, chosen);
  };
  const judged = (report) => {
    const { source, mode, identity, home } = report;
    if (!report.usable || mode === void 0) return report;
    try {
      const route = (0, import_home.routeOf)(report);
      (0, import_home.enforceHome)(d.named, { route, home });
      const unknown2 = mode === "personalAccessToken" && identity.accountId === void 0;
      if (!unknown2) allow({ source, route, accessToken: "", home, ...identity });
      return report;
    } catch (error) {
      if (!(error instanceof import_errors.AppError)) throw error;
      const { usable: usable2, problem, fix } = reportOn(source, mode, { error });
      return { ...report, usable: usable2, problem, fix };
    }
  };
  const accountOf = async (name) => {
    const outside = await d.sources.find((s) => s.name === "external")?.report();
    if (outside === void 0 && (d.pinned === void 0 || d.pinned === "login")) return d.account(name);
    throw new import_errors.AppError({
      kind: "input",
      code: "account.not_ours",
      what: `The account "${name.slice(0, 40)}" was not used.`,
      why: outside ? "The application that embeds this program owns the login." : `CODEX_OAUTH_SOURCE allows ${String(d.pinned)} only.`,
      fix: "Omit the account."
    });
  };
  return {
    /**
     * The credential of a named account, or of the source in force. Throws if there is no login, or if it cannot be
     * used.
     */
    credential: async (account) => {
      await d.project();
      if (account !== void 0) {
        const credential = await (await accountOf(account)).credential();
        await d.project("login");
        if (!credential) throw await nobody(d);
        return allow({ ...credential, account });
      }
      for (const source of candidates) {
        const credential = await source.credential();
        if (!credential) continue;
        await d.project(source.name);
        return allow(credential);
      }
      throw await nobody(d);
    },
    /** After a 401. Never changes the source or the account of a running question. */
    renew: async (used) => {
      await d.project();
      if (used.account !== void 0)
        return allow({ ...await (await accountOf(used.account)).renew(used), account: used.account });
      const source = candidates.find((s) => s.name === used.source);
      if (!source) throw await nobody(d);
      return allow(await source.renew(used));
    },
    /** The source in force as far as this machine knows; undefined if there is none. */
    report: async () => {
      for (const source of candidates) {
        const report = await source.report();
        if (report) return judged(report);
      }
      return d.pinned && reportOn(d.pinned, void 0, { error: await nobody(d) });
    }
  };
}
var import_wording3, import_errors, import_redact, import_credential3, import_home, accountElsewhere;
var init_broker = __esm({
  "src/login/broker.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_wording3 = __toESM(require_wording(), 1);
    import_errors = __toESM(require_errors(), 1);
    import_redact = __toESM(require_redact(), 1);
    import_credential3 = __toESM(require_credential(), 1);
    import_home = __toESM(require_home(), 1);
    init_source();
    init_workspaces();
    accountElsewhere = (name, provider) => new import_errors.AppError({
      kind: "input",
      code: "account.not_ours",
      what: `The account "${name.slice(0, 40)}" was not used.`,
      why: `CODEX_OAUTH_PROVIDER is ${provider}, and the named accounts belong to another provider.`,
      fix: "Omit the account, or unset CODEX_OAUTH_PROVIDER."
    });
  }
});

// others:src/oauth/token-endpoint.ts
var require_token_endpoint = __commonJS({
  "others:src/oauth/token-endpoint.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/oauth/token-endpoint.ts"]();
  }
});

// src/login/sign-out.ts
async function revokeLogin(d, login) {
  const { accountId } = (0, import_record2.identityOfLogin)(login);
  if (!login.refreshToken) return { accountId, revocation: "nothing" };
  const grant = { refreshToken: login.refreshToken, clientId: login.clientId };
  const signal = AbortSignal.timeout(REVOKE_TIMEOUT_MS);
  const revoke = async () => (0, import_token_endpoint.revokeToken)(d.fetch, await d.profileAt((0, import_record2.homeOf)(login), "revoke"), grant, signal);
  const answer = await revoke().catch(() => ({ status: 0 }));
  if (!answer) return { accountId, revocation: "nothing" };
  return { accountId, revocation: answer.status >= 200 && answer.status < 300 ? "revoked" : "failed" };
}
async function signOut(external, own, onRemoved) {
  const handedOver = (await external.report())?.identity.accountId;
  if (external.clear()) {
    onRemoved();
    return { removed: true, accountId: handedOver, revocation: "nothing", external: true };
  }
  const ended = await own.clear(onRemoved);
  return ended ? { removed: true, ...ended } : { removed: false, accountId: void 0, revocation: "nothing" };
}
var import_token_endpoint, import_record2, REVOKE_TIMEOUT_MS;
var init_sign_out = __esm({
  "src/login/sign-out.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_token_endpoint = __toESM(require_token_endpoint(), 1);
    import_record2 = __toESM(require_record(), 1);
    REVOKE_TIMEOUT_MS = 5e3;
  }
});

// others:src/system/files.ts
var require_files = __commonJS({
  "others:src/system/files.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/system/files.ts"]();
  }
});

// others:src/system/machine.ts
var require_machine = __commonJS({
  "others:src/system/machine.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/system/machine.ts"]();
  }
});

// node_modules/.pnpm/retry@0.12.0/node_modules/retry/lib/retry_operation.js
var require_retry_operation = __commonJS({
  "node_modules/.pnpm/retry@0.12.0/node_modules/retry/lib/retry_operation.js"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    function RetryOperation(timeouts, options) {
      if (typeof options === "boolean") {
        options = { forever: options };
      }
      this._originalTimeouts = JSON.parse(JSON.stringify(timeouts));
      this._timeouts = timeouts;
      this._options = options || {};
      this._maxRetryTime = options && options.maxRetryTime || Infinity;
      this._fn = null;
      this._errors = [];
      this._attempts = 1;
      this._operationTimeout = null;
      this._operationTimeoutCb = null;
      this._timeout = null;
      this._operationStart = null;
      if (this._options.forever) {
        this._cachedTimeouts = this._timeouts.slice(0);
      }
    }
    module2.exports = RetryOperation;
    RetryOperation.prototype.reset = function() {
      this._attempts = 1;
      this._timeouts = this._originalTimeouts;
    };
    RetryOperation.prototype.stop = function() {
      if (this._timeout) {
        clearTimeout(this._timeout);
      }
      this._timeouts = [];
      this._cachedTimeouts = null;
    };
    RetryOperation.prototype.retry = function(err) {
      if (this._timeout) {
        clearTimeout(this._timeout);
      }
      if (!err) {
        return false;
      }
      var currentTime = (/* @__PURE__ */ new Date()).getTime();
      if (err && currentTime - this._operationStart >= this._maxRetryTime) {
        this._errors.unshift(new Error("RetryOperation timeout occurred"));
        return false;
      }
      this._errors.push(err);
      var timeout = this._timeouts.shift();
      if (timeout === void 0) {
        if (this._cachedTimeouts) {
          this._errors.splice(this._errors.length - 1, this._errors.length);
          this._timeouts = this._cachedTimeouts.slice(0);
          timeout = this._timeouts.shift();
        } else {
          return false;
        }
      }
      var self = this;
      var timer = setTimeout(function() {
        self._attempts++;
        if (self._operationTimeoutCb) {
          self._timeout = setTimeout(function() {
            self._operationTimeoutCb(self._attempts);
          }, self._operationTimeout);
          if (self._options.unref) {
            self._timeout.unref();
          }
        }
        self._fn(self._attempts);
      }, timeout);
      if (this._options.unref) {
        timer.unref();
      }
      return true;
    };
    RetryOperation.prototype.attempt = function(fn, timeoutOps) {
      this._fn = fn;
      if (timeoutOps) {
        if (timeoutOps.timeout) {
          this._operationTimeout = timeoutOps.timeout;
        }
        if (timeoutOps.cb) {
          this._operationTimeoutCb = timeoutOps.cb;
        }
      }
      var self = this;
      if (this._operationTimeoutCb) {
        this._timeout = setTimeout(function() {
          self._operationTimeoutCb();
        }, self._operationTimeout);
      }
      this._operationStart = (/* @__PURE__ */ new Date()).getTime();
      this._fn(this._attempts);
    };
    RetryOperation.prototype.try = function(fn) {
      console.log("Using RetryOperation.try() is deprecated");
      this.attempt(fn);
    };
    RetryOperation.prototype.start = function(fn) {
      console.log("Using RetryOperation.start() is deprecated");
      this.attempt(fn);
    };
    RetryOperation.prototype.start = RetryOperation.prototype.try;
    RetryOperation.prototype.errors = function() {
      return this._errors;
    };
    RetryOperation.prototype.attempts = function() {
      return this._attempts;
    };
    RetryOperation.prototype.mainError = function() {
      if (this._errors.length === 0) {
        return null;
      }
      var counts = {};
      var mainError = null;
      var mainErrorCount = 0;
      for (var i = 0; i < this._errors.length; i++) {
        var error = this._errors[i];
        var message2 = error.message;
        var count = (counts[message2] || 0) + 1;
        counts[message2] = count;
        if (count >= mainErrorCount) {
          mainError = error;
          mainErrorCount = count;
        }
      }
      return mainError;
    };
  }
});

// node_modules/.pnpm/retry@0.12.0/node_modules/retry/lib/retry.js
var require_retry = __commonJS({
  "node_modules/.pnpm/retry@0.12.0/node_modules/retry/lib/retry.js"(exports2) {
    init_define_INPUT_SCHEMAS();
    var RetryOperation = require_retry_operation();
    exports2.operation = function(options) {
      var timeouts = exports2.timeouts(options);
      return new RetryOperation(timeouts, {
        forever: options && options.forever,
        unref: options && options.unref,
        maxRetryTime: options && options.maxRetryTime
      });
    };
    exports2.timeouts = function(options) {
      if (options instanceof Array) {
        return [].concat(options);
      }
      var opts = {
        retries: 10,
        factor: 2,
        minTimeout: 1 * 1e3,
        maxTimeout: Infinity,
        randomize: false
      };
      for (var key in options) {
        opts[key] = options[key];
      }
      if (opts.minTimeout > opts.maxTimeout) {
        throw new Error("minTimeout is greater than maxTimeout");
      }
      var timeouts = [];
      for (var i = 0; i < opts.retries; i++) {
        timeouts.push(this.createTimeout(i, opts));
      }
      if (options && options.forever && !timeouts.length) {
        timeouts.push(this.createTimeout(i, opts));
      }
      timeouts.sort(function(a, b) {
        return a - b;
      });
      return timeouts;
    };
    exports2.createTimeout = function(attempt2, opts) {
      var random = opts.randomize ? Math.random() + 1 : 1;
      var timeout = Math.round(random * opts.minTimeout * Math.pow(opts.factor, attempt2));
      timeout = Math.min(timeout, opts.maxTimeout);
      return timeout;
    };
    exports2.wrap = function(obj, options, methods) {
      if (options instanceof Array) {
        methods = options;
        options = null;
      }
      if (!methods) {
        methods = [];
        for (var key in obj) {
          if (typeof obj[key] === "function") {
            methods.push(key);
          }
        }
      }
      for (var i = 0; i < methods.length; i++) {
        var method = methods[i];
        var original = obj[method];
        obj[method] = function retryWrapper(original2) {
          var op = exports2.operation(options);
          var args = Array.prototype.slice.call(arguments, 1);
          var callback = args.pop();
          args.push(function(err) {
            if (op.retry(err)) {
              return;
            }
            if (err) {
              arguments[0] = op.mainError();
            }
            callback.apply(this, arguments);
          });
          op.attempt(function() {
            original2.apply(obj, args);
          });
        }.bind(obj, original);
        obj[method].options = options;
      }
    };
  }
});

// node_modules/.pnpm/retry@0.12.0/node_modules/retry/index.js
var require_retry2 = __commonJS({
  "node_modules/.pnpm/retry@0.12.0/node_modules/retry/index.js"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require_retry();
  }
});

// node_modules/.pnpm/signal-exit@3.0.7/node_modules/signal-exit/signals.js
var require_signals2 = __commonJS({
  "node_modules/.pnpm/signal-exit@3.0.7/node_modules/signal-exit/signals.js"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = [
      "SIGABRT",
      "SIGALRM",
      "SIGHUP",
      "SIGINT",
      "SIGTERM"
    ];
    if (process.platform !== "win32") {
      module2.exports.push(
        "SIGVTALRM",
        "SIGXCPU",
        "SIGXFSZ",
        "SIGUSR2",
        "SIGTRAP",
        "SIGSYS",
        "SIGQUIT",
        "SIGIOT"
        // should detect profiler and enable/disable accordingly.
        // see #21
        // 'SIGPROF'
      );
    }
    if (process.platform === "linux") {
      module2.exports.push(
        "SIGIO",
        "SIGPOLL",
        "SIGPWR",
        "SIGSTKFLT",
        "SIGUNUSED"
      );
    }
  }
});

// node_modules/.pnpm/signal-exit@3.0.7/node_modules/signal-exit/index.js
var require_signal_exit = __commonJS({
  "node_modules/.pnpm/signal-exit@3.0.7/node_modules/signal-exit/index.js"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    var process10 = global.process;
    var processOk = function(process11) {
      return process11 && typeof process11 === "object" && typeof process11.removeListener === "function" && typeof process11.emit === "function" && typeof process11.reallyExit === "function" && typeof process11.listeners === "function" && typeof process11.kill === "function" && typeof process11.pid === "number" && typeof process11.on === "function";
    };
    if (!processOk(process10)) {
      module2.exports = function() {
        return function() {
        };
      };
    } else {
      assert = require("assert");
      signals = require_signals2();
      isWin = /^win/i.test(process10.platform);
      EE = require("events");
      if (typeof EE !== "function") {
        EE = EE.EventEmitter;
      }
      if (process10.__signal_exit_emitter__) {
        emitter = process10.__signal_exit_emitter__;
      } else {
        emitter = process10.__signal_exit_emitter__ = new EE();
        emitter.count = 0;
        emitter.emitted = {};
      }
      if (!emitter.infinite) {
        emitter.setMaxListeners(Infinity);
        emitter.infinite = true;
      }
      module2.exports = function(cb, opts) {
        if (!processOk(global.process)) {
          return function() {
          };
        }
        assert.equal(typeof cb, "function", "a callback must be provided for exit handler");
        if (loaded === false) {
          load();
        }
        var ev = "exit";
        if (opts && opts.alwaysLast) {
          ev = "afterexit";
        }
        var remove = function() {
          emitter.removeListener(ev, cb);
          if (emitter.listeners("exit").length === 0 && emitter.listeners("afterexit").length === 0) {
            unload();
          }
        };
        emitter.on(ev, cb);
        return remove;
      };
      unload = function unload2() {
        if (!loaded || !processOk(global.process)) {
          return;
        }
        loaded = false;
        signals.forEach(function(sig) {
          try {
            process10.removeListener(sig, sigListeners[sig]);
          } catch (er) {
          }
        });
        process10.emit = originalProcessEmit;
        process10.reallyExit = originalProcessReallyExit;
        emitter.count -= 1;
      };
      module2.exports.unload = unload;
      emit = function emit2(event, code, signal) {
        if (emitter.emitted[event]) {
          return;
        }
        emitter.emitted[event] = true;
        emitter.emit(event, code, signal);
      };
      sigListeners = {};
      signals.forEach(function(sig) {
        sigListeners[sig] = function listener() {
          if (!processOk(global.process)) {
            return;
          }
          var listeners = process10.listeners(sig);
          if (listeners.length === emitter.count) {
            unload();
            emit("exit", null, sig);
            emit("afterexit", null, sig);
            if (isWin && sig === "SIGHUP") {
              sig = "SIGINT";
            }
            process10.kill(process10.pid, sig);
          }
        };
      });
      module2.exports.signals = function() {
        return signals;
      };
      loaded = false;
      load = function load2() {
        if (loaded || !processOk(global.process)) {
          return;
        }
        loaded = true;
        emitter.count += 1;
        signals = signals.filter(function(sig) {
          try {
            process10.on(sig, sigListeners[sig]);
            return true;
          } catch (er) {
            return false;
          }
        });
        process10.emit = processEmit;
        process10.reallyExit = processReallyExit;
      };
      module2.exports.load = load;
      originalProcessReallyExit = process10.reallyExit;
      processReallyExit = function processReallyExit2(code) {
        if (!processOk(global.process)) {
          return;
        }
        process10.exitCode = code || /* istanbul ignore next */
        0;
        emit("exit", process10.exitCode, null);
        emit("afterexit", process10.exitCode, null);
        originalProcessReallyExit.call(process10, process10.exitCode);
      };
      originalProcessEmit = process10.emit;
      processEmit = function processEmit2(ev, arg) {
        if (ev === "exit" && processOk(global.process)) {
          if (arg !== void 0) {
            process10.exitCode = arg;
          }
          var ret = originalProcessEmit.apply(this, arguments);
          emit("exit", process10.exitCode, null);
          emit("afterexit", process10.exitCode, null);
          return ret;
        } else {
          return originalProcessEmit.apply(this, arguments);
        }
      };
    }
    var assert;
    var signals;
    var isWin;
    var EE;
    var emitter;
    var unload;
    var emit;
    var sigListeners;
    var loaded;
    var load;
    var originalProcessReallyExit;
    var processReallyExit;
    var originalProcessEmit;
    var processEmit;
  }
});

// node_modules/.pnpm/proper-lockfile@4.1.2/node_modules/proper-lockfile/lib/mtime-precision.js
var require_mtime_precision = __commonJS({
  "node_modules/.pnpm/proper-lockfile@4.1.2/node_modules/proper-lockfile/lib/mtime-precision.js"(exports2, module2) {
    "use strict";
    init_define_INPUT_SCHEMAS();
    var cacheSymbol = /* @__PURE__ */ Symbol();
    function probe(file, fs6, callback) {
      const cachedPrecision = fs6[cacheSymbol];
      if (cachedPrecision) {
        return fs6.stat(file, (err, stat8) => {
          if (err) {
            return callback(err);
          }
          callback(null, stat8.mtime, cachedPrecision);
        });
      }
      const mtime = new Date(Math.ceil(Date.now() / 1e3) * 1e3 + 5);
      fs6.utimes(file, mtime, mtime, (err) => {
        if (err) {
          return callback(err);
        }
        fs6.stat(file, (err2, stat8) => {
          if (err2) {
            return callback(err2);
          }
          const precision = stat8.mtime.getTime() % 1e3 === 0 ? "s" : "ms";
          Object.defineProperty(fs6, cacheSymbol, { value: precision });
          callback(null, stat8.mtime, precision);
        });
      });
    }
    function getMtime(precision) {
      let now = Date.now();
      if (precision === "s") {
        now = Math.ceil(now / 1e3) * 1e3;
      }
      return new Date(now);
    }
    module2.exports.probe = probe;
    module2.exports.getMtime = getMtime;
  }
});

// node_modules/.pnpm/proper-lockfile@4.1.2/node_modules/proper-lockfile/lib/lockfile.js
var require_lockfile = __commonJS({
  "node_modules/.pnpm/proper-lockfile@4.1.2/node_modules/proper-lockfile/lib/lockfile.js"(exports2, module2) {
    "use strict";
    init_define_INPUT_SCHEMAS();
    var path19 = require("path");
    var fs6 = require("node:fs");
    var retry = require_retry2();
    var onExit = require_signal_exit();
    var mtimePrecision = require_mtime_precision();
    var locks = {};
    function getLockFile(file, options) {
      return options.lockfilePath || `${file}.lock`;
    }
    function resolveCanonicalPath(file, options, callback) {
      if (!options.realpath) {
        return callback(null, path19.resolve(file));
      }
      options.fs.realpath(file, callback);
    }
    function acquireLock(file, options, callback) {
      const lockfilePath = getLockFile(file, options);
      options.fs.mkdir(lockfilePath, (err) => {
        if (!err) {
          return mtimePrecision.probe(lockfilePath, options.fs, (err2, mtime, mtimePrecision2) => {
            if (err2) {
              options.fs.rmdir(lockfilePath, () => {
              });
              return callback(err2);
            }
            callback(null, mtime, mtimePrecision2);
          });
        }
        if (err.code !== "EEXIST") {
          return callback(err);
        }
        if (options.stale <= 0) {
          return callback(Object.assign(new Error("Lock file is already being held"), { code: "ELOCKED", file }));
        }
        options.fs.stat(lockfilePath, (err2, stat8) => {
          if (err2) {
            if (err2.code === "ENOENT") {
              return acquireLock(file, { ...options, stale: 0 }, callback);
            }
            return callback(err2);
          }
          if (!isLockStale(stat8, options)) {
            return callback(Object.assign(new Error("Lock file is already being held"), { code: "ELOCKED", file }));
          }
          removeLock(file, options, (err3) => {
            if (err3) {
              return callback(err3);
            }
            acquireLock(file, { ...options, stale: 0 }, callback);
          });
        });
      });
    }
    function isLockStale(stat8, options) {
      return stat8.mtime.getTime() < Date.now() - options.stale;
    }
    function removeLock(file, options, callback) {
      options.fs.rmdir(getLockFile(file, options), (err) => {
        if (err && err.code !== "ENOENT") {
          return callback(err);
        }
        callback();
      });
    }
    function updateLock(file, options) {
      const lock2 = locks[file];
      if (lock2.updateTimeout) {
        return;
      }
      lock2.updateDelay = lock2.updateDelay || options.update;
      lock2.updateTimeout = setTimeout(() => {
        lock2.updateTimeout = null;
        options.fs.stat(lock2.lockfilePath, (err, stat8) => {
          const isOverThreshold = lock2.lastUpdate + options.stale < Date.now();
          if (err) {
            if (err.code === "ENOENT" || isOverThreshold) {
              return setLockAsCompromised(file, lock2, Object.assign(err, { code: "ECOMPROMISED" }));
            }
            lock2.updateDelay = 1e3;
            return updateLock(file, options);
          }
          const isMtimeOurs = lock2.mtime.getTime() === stat8.mtime.getTime();
          if (!isMtimeOurs) {
            return setLockAsCompromised(
              file,
              lock2,
              Object.assign(
                new Error("Unable to update lock within the stale threshold"),
                { code: "ECOMPROMISED" }
              )
            );
          }
          const mtime = mtimePrecision.getMtime(lock2.mtimePrecision);
          options.fs.utimes(lock2.lockfilePath, mtime, mtime, (err2) => {
            const isOverThreshold2 = lock2.lastUpdate + options.stale < Date.now();
            if (lock2.released) {
              return;
            }
            if (err2) {
              if (err2.code === "ENOENT" || isOverThreshold2) {
                return setLockAsCompromised(file, lock2, Object.assign(err2, { code: "ECOMPROMISED" }));
              }
              lock2.updateDelay = 1e3;
              return updateLock(file, options);
            }
            lock2.mtime = mtime;
            lock2.lastUpdate = Date.now();
            lock2.updateDelay = null;
            updateLock(file, options);
          });
        });
      }, lock2.updateDelay);
      if (lock2.updateTimeout.unref) {
        lock2.updateTimeout.unref();
      }
    }
    function setLockAsCompromised(file, lock2, err) {
      lock2.released = true;
      if (lock2.updateTimeout) {
        clearTimeout(lock2.updateTimeout);
      }
      if (locks[file] === lock2) {
        delete locks[file];
      }
      lock2.options.onCompromised(err);
    }
    function lock(file, options, callback) {
      options = {
        stale: 1e4,
        update: null,
        realpath: true,
        retries: 0,
        fs: fs6,
        onCompromised: (err) => {
          throw err;
        },
        ...options
      };
      options.retries = options.retries || 0;
      options.retries = typeof options.retries === "number" ? { retries: options.retries } : options.retries;
      options.stale = Math.max(options.stale || 0, 2e3);
      options.update = options.update == null ? options.stale / 2 : options.update || 0;
      options.update = Math.max(Math.min(options.update, options.stale / 2), 1e3);
      resolveCanonicalPath(file, options, (err, file2) => {
        if (err) {
          return callback(err);
        }
        const operation = retry.operation(options.retries);
        operation.attempt(() => {
          acquireLock(file2, options, (err2, mtime, mtimePrecision2) => {
            if (operation.retry(err2)) {
              return;
            }
            if (err2) {
              return callback(operation.mainError());
            }
            const lock2 = locks[file2] = {
              lockfilePath: getLockFile(file2, options),
              mtime,
              mtimePrecision: mtimePrecision2,
              options,
              lastUpdate: Date.now()
            };
            updateLock(file2, options);
            callback(null, (releasedCallback) => {
              if (lock2.released) {
                return releasedCallback && releasedCallback(Object.assign(new Error("Lock is already released"), { code: "ERELEASED" }));
              }
              unlock(file2, { ...options, realpath: false }, releasedCallback);
            });
          });
        });
      });
    }
    function unlock(file, options, callback) {
      options = {
        fs: fs6,
        realpath: true,
        ...options
      };
      resolveCanonicalPath(file, options, (err, file2) => {
        if (err) {
          return callback(err);
        }
        const lock2 = locks[file2];
        if (!lock2) {
          return callback(Object.assign(new Error("Lock is not acquired/owned by you"), { code: "ENOTACQUIRED" }));
        }
        lock2.updateTimeout && clearTimeout(lock2.updateTimeout);
        lock2.released = true;
        delete locks[file2];
        removeLock(file2, options, callback);
      });
    }
    function check(file, options, callback) {
      options = {
        stale: 1e4,
        realpath: true,
        fs: fs6,
        ...options
      };
      options.stale = Math.max(options.stale || 0, 2e3);
      resolveCanonicalPath(file, options, (err, file2) => {
        if (err) {
          return callback(err);
        }
        options.fs.stat(getLockFile(file2, options), (err2, stat8) => {
          if (err2) {
            return err2.code === "ENOENT" ? callback(null, false) : callback(err2);
          }
          return callback(null, !isLockStale(stat8, options));
        });
      });
    }
    function getLocks() {
      return locks;
    }
    onExit(() => {
      for (const file in locks) {
        const options = locks[file].options;
        try {
          options.fs.rmdirSync(getLockFile(file, options));
        } catch (e) {
        }
      }
    });
    module2.exports.lock = lock;
    module2.exports.unlock = unlock;
    module2.exports.check = check;
    module2.exports.getLocks = getLocks;
  }
});

// node_modules/.pnpm/proper-lockfile@4.1.2/node_modules/proper-lockfile/lib/adapter.js
var require_adapter = __commonJS({
  "node_modules/.pnpm/proper-lockfile@4.1.2/node_modules/proper-lockfile/lib/adapter.js"(exports2, module2) {
    "use strict";
    init_define_INPUT_SCHEMAS();
    var fs6 = require("node:fs");
    function createSyncFs(fs7) {
      const methods = ["mkdir", "realpath", "stat", "rmdir", "utimes"];
      const newFs = { ...fs7 };
      methods.forEach((method) => {
        newFs[method] = (...args) => {
          const callback = args.pop();
          let ret;
          try {
            ret = fs7[`${method}Sync`](...args);
          } catch (err) {
            return callback(err);
          }
          callback(null, ret);
        };
      });
      return newFs;
    }
    function toPromise(method) {
      return (...args) => new Promise((resolve2, reject) => {
        args.push((err, result) => {
          if (err) {
            reject(err);
          } else {
            resolve2(result);
          }
        });
        method(...args);
      });
    }
    function toSync(method) {
      return (...args) => {
        let err;
        let result;
        args.push((_err, _result) => {
          err = _err;
          result = _result;
        });
        method(...args);
        if (err) {
          throw err;
        }
        return result;
      };
    }
    function toSyncOptions(options) {
      options = { ...options };
      options.fs = createSyncFs(options.fs || fs6);
      if (typeof options.retries === "number" && options.retries > 0 || options.retries && typeof options.retries.retries === "number" && options.retries.retries > 0) {
        throw Object.assign(new Error("Cannot use retries with the sync api"), { code: "ESYNC" });
      }
      return options;
    }
    module2.exports = {
      toPromise,
      toSync,
      toSyncOptions
    };
  }
});

// node_modules/.pnpm/proper-lockfile@4.1.2/node_modules/proper-lockfile/index.js
var require_proper_lockfile = __commonJS({
  "node_modules/.pnpm/proper-lockfile@4.1.2/node_modules/proper-lockfile/index.js"(exports2, module2) {
    "use strict";
    init_define_INPUT_SCHEMAS();
    var lockfile = require_lockfile();
    var { toPromise, toSync, toSyncOptions } = require_adapter();
    async function lock(file, options) {
      const release = await toPromise(lockfile.lock)(file, options);
      return toPromise(release);
    }
    function lockSync(file, options) {
      const release = toSync(lockfile.lock)(file, toSyncOptions(options));
      return toSync(release);
    }
    function unlock(file, options) {
      return toPromise(lockfile.unlock)(file, options);
    }
    function unlockSync(file, options) {
      return toSync(lockfile.unlock)(file, toSyncOptions(options));
    }
    function check(file, options) {
      return toPromise(lockfile.check)(file, options);
    }
    function checkSync(file, options) {
      return toSync(lockfile.check)(file, toSyncOptions(options));
    }
    module2.exports = lock;
    module2.exports.lock = lock;
    module2.exports.unlock = unlock;
    module2.exports.lockSync = lockSync;
    module2.exports.unlockSync = unlockSync;
    module2.exports.check = check;
    module2.exports.checkSync = checkSync;
  }
});

// src/system/lock.ts
var lock_exports = {};
__export(lock_exports, {
  LOCK_TIMES: () => LOCK_TIMES,
  createWatch: () => createWatch,
  lockHolder: () => lockHolder,
  tryLock: () => tryLock
});
function createWatch(monotonic = () => performance.now()) {
  const seen = /* @__PURE__ */ new Map();
  return (name, sign) => {
    const at = monotonic();
    const last = seen.get(name);
    const silent2 = last?.sign === sign ? last.silent + Math.min(LOOK_MS, Math.max(0, at - last.at)) : 0;
    seen.set(name, { sign, at, silent: silent2 });
    return silent2;
  };
}
async function tryLock(d, file, passStalled) {
  try {
    const found = await look(d, file);
    if (found === "new") return { kind: "busy", holder: void 0 };
    const inTheWay = found.find((c) => c.verdict === "alive" || c.verdict === "stalled" && !passStalled);
    if (inTheWay) return { kind: "busy", holder: inTheWay };
    for (const card of found) await passOver(file, card);
    await (0, import_files.withRenameRetries)(() => (0, import_promises3.rmdir)(folderOf(file)), d.platform).catch(unlessOvertaken);
    return await enter(d, file);
  } catch (error) {
    return isOvertaken(error) ? { kind: "busy", holder: void 0 } : { kind: "refused", error };
  }
}
async function lockHolder(d, file) {
  const found = await look(d, file).catch(() => []);
  if (found === "new") return { pid: void 0, since: void 0, verdict: "alive" };
  return found.find(({ verdict }) => verdict !== "dead") ?? found[0];
}
function unlessOvertaken(error) {
  if (!isOvertaken(error)) throw error;
}
async function look(d, file) {
  const { staleMs } = { ...LOCK_TIMES, ...d.times };
  const folder = folderOf(file);
  const info = await (0, import_promises3.stat)(folder).catch((error) => unlessOvertaken(error));
  if (!info) return [];
  const [names2, machine] = await Promise.all([(0, import_promises3.readdir)(folder), (0, import_machine.machineId)(d.platform)]);
  const sign = `${info.ino} ${info.mtimeMs}`;
  if (names2.length === 0) return silence(folder, sign) < EMPTY_MS ? "new" : [];
  return names2.map((name) => {
    const at = import_node_path3.default.join(folder, name);
    const stalled = silence(at, sign) >= staleMs;
    const [, id, home, since] = /^(\d+)\.([0-9a-f]{12})\.(\d+)\./.exec(name) ?? [];
    const pid = id === void 0 ? void 0 : Number(id);
    const here = pid !== void 0 && home === machine;
    const dead = here && !(pid === d.pid ? held.has(at) : d.processAlive(pid));
    const verdict = dead ? "dead" : stalled ? "stalled" : "alive";
    return { path: at, pid, since: since === void 0 ? void 0 : Number(since), verdict };
  });
}
async function passOver(file, card) {
  try {
    const { mtimeMs } = await (0, import_promises3.lstat)(card.path);
    const paths = await (0, import_files.temporariesOf)(file, mtimeMs);
    await (0, import_promises3.unlink)(card.path);
    await Promise.all(paths.map((each) => (0, import_promises3.unlink)(each).catch(() => {
    })));
  } catch (error) {
    unlessOvertaken(error);
  }
}
async function enter(d, file) {
  const folder = folderOf(file);
  const nonce = Buffer.from(d.randomBytes(12)).toString("base64url");
  const card = import_node_path3.default.join(folder, `${d.pid}.${await (0, import_machine.machineId)(d.platform)}.${d.now()}.${nonce}`);
  const { staleMs, beatMs } = { ...LOCK_TIMES, ...d.times };
  const intact = () => (0, import_node_fs5.existsSync)(card);
  let timer;
  await (0, import_promises3.mkdir)(import_node_path3.default.dirname(file), { recursive: true, mode: 448 });
  const { default: lockfile } = await Promise.resolve().then(() => __toESM(require_proper_lockfile(), 1));
  const options = {
    lockfilePath: folder,
    realpath: false,
    stale: Math.max(SHORTEST_STALE_MS, staleMs),
    update: beatMs,
    // The package stops its heartbeat if the folder's time was changed. The card still says who holds the lock.
    onCompromised: () => {
      if (!intact()) return d.log.debug("another process took over the lock");
      timer = setInterval(() => {
        if (intact()) void (0, import_promises3.utimes)(folder, /* @__PURE__ */ new Date(), /* @__PURE__ */ new Date()).catch(() => {
        });
        else clearInterval(timer);
      }, beatMs);
      timer.unref();
    }
  };
  const leaveFolder = await (0, import_files.withRenameRetries)(() => lockfile.lock(card, options), d.platform);
  const release = async () => {
    clearInterval(timer);
    await (0, import_files.withRenameRetries)(() => (0, import_promises3.unlink)(card), d.platform).catch(() => {
    });
    held.delete(card);
    await leaveFolder().catch(() => (0, import_promises3.rmdir)(folder).catch(() => {
    }));
  };
  try {
    const { mtime } = await (0, import_promises3.stat)(folder);
    held.add(card);
    await (await (0, import_promises3.open)(card, "wx", 384)).close();
    await Promise.all([folder, card].map((made) => (0, import_files.keepOwner)(made, file)));
    await (0, import_promises3.utimes)(folder, mtime, mtime);
    const alone = (await (0, import_promises3.readdir)(folder)).every((name) => name === import_node_path3.default.basename(card));
    if (alone && intact()) return { kind: "held", lock: { intact, release } };
    await release();
    return { kind: "busy", holder: void 0 };
  } catch (error) {
    await release();
    throw error;
  }
}
var import_node_fs5, import_promises3, import_node_path3, import_errors2, import_files, import_machine, LOCK_TIMES, EMPTY_MS, LOOK_MS, SHORTEST_STALE_MS, held, silence, OVERTAKEN, isOvertaken, folderOf;
var init_lock = __esm({
  "src/system/lock.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_node_fs5 = require("node:fs");
    import_promises3 = require("node:fs/promises");
    import_node_path3 = __toESM(require("node:path"), 1);
    import_errors2 = __toESM(require_errors(), 1);
    import_files = __toESM(require_files(), 1);
    import_machine = __toESM(require_machine(), 1);
    LOCK_TIMES = { staleMs: 8e3, beatMs: 2e3 };
    EMPTY_MS = 500;
    LOOK_MS = 500;
    SHORTEST_STALE_MS = 2e3;
    held = /* @__PURE__ */ new Set();
    silence = createWatch();
    OVERTAKEN = /* @__PURE__ */ new Set(["ELOCKED", "EEXIST", "ENOTEMPTY", "ENOENT"]);
    isOvertaken = (error) => OVERTAKEN.has((0, import_errors2.errnoOf)(error) ?? "");
    folderOf = (file) => `${file}.lock`;
  }
});

// others:src/system/time.ts
var require_time = __commonJS({
  "others:src/system/time.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/system/time.ts"]();
  }
});

// src/system/redis.ts
function redisError(label, error) {
  if (error instanceof import_errors3.AppError) return error;
  const said = error instanceof Error ? error.message : "";
  const word = /^[A-Z]{2,}(?= )/.exec(said)?.[0] ?? "";
  const away = (why2) => ["store.away", why2, AWAY_FIX];
  const [code, why, fix] = WHY[word] ?? (word === "" || PASSING.includes(word) ? away(`The connection failed (${word || ((0, import_errors3.errnoOf)(error) ?? "closed")}).`) : ["store.refused", `It answers ${word}.`, "See to it there, then try again."]);
  return new import_errors3.AppError({
    kind: "local",
    code,
    what: `The store ${label} cannot be used.`,
    why,
    fix,
    details: { host: label, cause: word || ((0, import_errors3.errnoOf)(error) ?? "closed") }
  });
}
function openRedis(url, label, { log, allowed, redisTimes }) {
  const { connectMs, commandMs } = { ...TIMES, ...redisTimes };
  const connect = async () => {
    await allowed();
    const { createClient } = await Promise.resolve().then(() => __toESM(require("./redis.js"), 1));
    const client = createClient({
      url,
      // A connection that ends is made anew by the next command, which then says what is wrong.
      socket: { connectTimeout: connectMs, reconnectStrategy: false },
      disableClientInfo: true,
      maintNotifications: "disabled"
    });
    client.on("error", () => {
    });
    try {
      await within(connectMs, client.connect());
    } catch (error) {
      if (client.isOpen) client.destroy();
      throw error;
    }
    client.unref();
    return client;
  };
  let opened;
  const once = async (words) => {
    const mine = opened ??= connect();
    try {
      const client = await mine;
      if (!client.isOpen) throw new Error("closed");
      return await within(commandMs, client.sendCommand([...words]));
    } catch (error) {
      const failed2 = redisError(label, error);
      if (isAway(failed2) || failed2.kind === "input") {
        if (opened === mine) opened = void 0;
        mine.then(
          (client) => client.isOpen && client.destroy(),
          () => {
          }
        );
      }
      log.debug(`the store: ${failed2.code} ${failed2.details.cause}`);
      throw failed2;
    }
  };
  const command = async (words, patience = 0) => {
    const end = performance.now() + patience;
    const known = opened !== void 0;
    for (let attempt2 = 0; ; attempt2 += 1) {
      try {
        return await once(words);
      } catch (error) {
        const late = error instanceof import_errors3.AppError && error.details.cause === "ETIMEDOUT";
        const again = attempt2 === 0 && known && !late;
        if (!isAway(error) || !again && performance.now() > end) throw error;
        if (!again) await (0, import_time.sleep)(100);
      }
    }
  };
  return { label, command };
}
async function within(ms, work) {
  const done = new AbortController();
  const late = (0, import_time.sleep)(ms, done.signal).then(() => {
    throw Object.assign(new Error("no answer in time"), { code: "ETIMEDOUT" });
  });
  late.catch(() => {
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    done.abort();
  }
}
var import_errors3, import_wording4, import_time, TIMES, WHY, PASSING, AWAY_FIX, isAway;
var init_redis = __esm({
  "src/system/redis.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_errors3 = __toESM(require_errors(), 1);
    import_wording4 = __toESM(require_wording(), 1);
    import_time = __toESM(require_time(), 1);
    TIMES = { connectMs: 3e3, commandMs: 3e3 };
    WHY = {
      OOM: ["store.full", "Its memory is full.", "Raise `maxmemory` there, or remove something, then try again."],
      NOAUTH: ["store.refused", "It asks for a password.", "Add user and password to CODEX_OAUTH_STORE."],
      WRONGPASS: ["store.refused", "It does not accept the user or password.", "Correct CODEX_OAUTH_STORE."],
      NOPERM: [
        "store.refused",
        "Its rules forbid the command.",
        "Let the user run the commands of docs/stores.md."
      ]
    };
    PASSING = ["LOADING", "BUSY", "MASTERDOWN", "CLUSTERDOWN"];
    AWAY_FIX = import_wording4.say`Check that it runs and can be reached from here${(0, import_wording4.onlyIn)("terminal", " (`codex-oauth doctor`)")}, then try again.`;
    isAway = (error) => error instanceof import_errors3.AppError && error.code === "store.away";
  }
});

// others:src/login/seal.ts
var require_seal = __commonJS({
  "others:src/login/seal.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/login/seal.ts"]();
  }
});

// src/login/redis-storage.ts
function redisStorage({ url, label, keys }, facts) {
  const { command } = openRedis(url, label, facts);
  let sealing;
  const opened = () => {
    sealing ??= (0, import_seal.openSeal)(keys, label, facts);
    sealing.catch(() => sealing = void 0);
    return sealing;
  };
  let lease;
  const keyOf = (name) => PREFIX + DOCUMENT + name;
  const textOr = (reply) => typeof reply === "string" ? reply : "";
  const run2 = (code, [first, second], args, patience = 0) => command(["EVAL", code, "2", first, second, ...args], patience);
  const found = async (name) => {
    const seal = await opened();
    const sealed2 = textOr(await command(["GET", keyOf(name)]));
    return { sealed: sealed2, text: sealed2 === "" ? void 0 : seal.open(keyOf(name), sealed2) };
  };
  const write = async (code, by, name, known, next, patience = 0) => {
    const fence = by && !by.lost ? by.me : "";
    const done = await run2(code, [HOLDER, keyOf(name)], [fence, known, next], patience);
    if (done === -1 && by) by.lost = true;
    return done === 1;
  };
  const sealed = async (name, text2) => (await opened()).seal(keyOf(name), text2);
  const judged = async (d) => {
    const [holder, alive] = await Promise.all([command(["GET", HOLDER]), command(["EXISTS", LEASE])]);
    const seen = textOr(holder);
    const [, number = "0", id, machine, since] = /^(\d+)(?:\.(\d+)\.([0-9a-f]{12})\.(\d+)\.)?/.exec(seen) ?? [];
    const pid = id === void 0 ? void 0 : Number(id);
    const here = pid !== void 0 && machine === await (0, import_machine2.machineId)(d.platform);
    const dead = here && !(pid === d.pid ? ours.has(seen) : d.processAlive(pid));
    const verdict = dead ? "dead" : alive === 1 ? "alive" : "stalled";
    const who = pid === void 0 ? void 0 : { pid, since: Number(since), verdict };
    return { seen, number: Number(number), who, leased: alive === 1 };
  };
  const enter2 = async (d, { seen, number, who }) => {
    const { staleMs } = { ...LOCK_TIMES, ...d.times };
    const nonce = Buffer.from(d.randomBytes(12)).toString("base64url");
    const left = String(number + 1);
    const mine = {
      me: `${left}.${d.pid}.${await (0, import_machine2.machineId)(d.platform)}.${d.now()}.${nonce}`,
      lost: false
    };
    const clocks = () => [performance.now(), d.now()];
    let began = clocks();
    const args = [seen, mine.me, String(staleMs), who?.verdict === "dead" ? "1" : "0"];
    ours.add(mine.me);
    const entered = await run2(ENTER, [HOLDER, LEASE], args).catch((error) => {
      ours.delete(mine.me);
      throw error;
    });
    if (entered !== 1) {
      ours.delete(mine.me);
      return void 0;
    }
    lease = mine;
    const beat = setInterval(() => {
      const at = clocks();
      run2(BEAT, [HOLDER, LEASE], [mine.me, String(staleMs)]).then(
        (kept) => {
          if (kept === 1) began = at;
          else mine.lost = true;
        },
        // The next beat may get through; until then the lease runs out.
        () => {
        }
      );
    }, staleMs / 3);
    beat.unref();
    const held2 = {
      intact: () => !mine.lost && clocks().every((now, i) => now - (began[i] ?? 0) < staleMs),
      release: async () => {
        clearInterval(beat);
        if (lease === mine) lease = void 0;
        await run2(BEAT, [HOLDER, LEASE], [mine.me, "0", left]).catch(() => {
        });
        ours.delete(mine.me);
      }
    };
    return held2;
  };
  return {
    path: label,
    inFiles: false,
    read: async (name) => {
      const { text: text2 } = await found(name);
      return text2 === void 0 ? { kind: "absent" } : { kind: "text", text: text2, permissions: "fine" };
    },
    replace: async (known, text2) => {
      const by = lease;
      const now = await found("");
      if (now.text !== known) return false;
      return write(SPARING, by, "", now.sealed, await sealed("", text2));
    },
    // The script is refused before it looks at anything.
    probe: async (length) => void await write(SPARING, void 0, "", "never", await sealed("", " ".repeat(length))),
    begin: async (name, text2, only = () => true) => {
      const by = lease;
      const first = await sealed(name, text2);
      if (!only() || !await write(SPARING, by, name, "*", first)) return void 0;
      return async (next) => {
        if (!by || by.lost || !await write(ANYWAY, by, name, "*", await sealed(name, next), ANSWER_PATIENCE_MS))
          throw new Error("another process was let in");
      };
    },
    remove: async (name) => {
      if (!lease?.lost) await write(ANYWAY, lease, name, "*", "").catch(() => {
      });
    },
    move: async (from, to) => {
      const by = lease;
      const { text: text2 } = await found(from);
      await write(ANYWAY, by, to, "*", text2 === void 0 ? "" : await sealed(to, text2));
      await write(ANYWAY, by, from, "*", "");
    },
    tryLock: async (d, passStalled) => {
      try {
        const now = await judged(d);
        const { verdict } = now.who ?? {};
        const free = verdict === "dead" || !now.leased && (verdict === void 0 || passStalled);
        const lock = free ? await enter2(d, now) : void 0;
        return lock ? { kind: "held", lock } : { kind: "busy", holder: free ? void 0 : now.who };
      } catch (error) {
        return { kind: "refused", error };
      }
    },
    holder: (d) => judged(d).then(
      ({ who }) => who,
      (error) => {
        if (!(error instanceof import_errors4.AppError)) throw error;
        return void 0;
      }
    )
  };
}
var import_errors4, import_machine2, import_seal, PREFIX, DOCUMENT, HOLDER, LEASE, ANSWER_PATIENCE_MS, script, ALWAYS, ENTER, BEAT, WRITE, SPARING, ANYWAY, ours;
var init_redis_storage = __esm({
  "src/login/redis-storage.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_errors4 = __toESM(require_errors(), 1);
    init_lock();
    import_machine2 = __toESM(require_machine(), 1);
    init_redis();
    import_seal = __toESM(require_seal(), 1);
    PREFIX = "codex-oauth:";
    DOCUMENT = "auth.json";
    HOLDER = `${PREFIX}holder`;
    LEASE = `${PREFIX}lease`;
    ANSWER_PATIENCE_MS = 2e4;
    script = (body, flags = "") => `#!lua${flags}
${body}`;
    ALWAYS = " flags=allow-oom";
    ENTER = script(`
if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then return 0 end
if ARGV[4] ~= '1' and redis.call('EXISTS', KEYS[2]) == 1 then return 0 end
redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[3])
redis.call('SET', KEYS[1], ARGV[2])
return 1`);
    BEAT = script(
      `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
if ARGV[2] ~= '0' then redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[2]) return 1 end
redis.call('SET', KEYS[1], ARGV[3])
redis.call('DEL', KEYS[2])
return 1`,
      ALWAYS
    );
    WRITE = `
if ARGV[1] ~= '' and redis.call('GET', KEYS[1]) ~= ARGV[1] then return -1 end
if ARGV[2] ~= '*' and (redis.call('GET', KEYS[2]) or '') ~= ARGV[2] then return 0 end
if ARGV[3] == '' then redis.call('DEL', KEYS[2]) else redis.call('SET', KEYS[2], ARGV[3]) end
return 1`;
    [SPARING, ANYWAY] = [script(WRITE), script(WRITE, ALWAYS)];
    ours = /* @__PURE__ */ new Set();
  }
});

// others:src/login/regular-file.ts
var require_regular_file = __commonJS({
  "others:src/login/regular-file.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/login/regular-file.ts"]();
  }
});

// src/login/storage.ts
var storage_exports = {};
__export(storage_exports, {
  fileStorage: () => fileStorage,
  openStorage: () => openStorage
});
function openStorage({
  authFile,
  store,
  storeKeys
}, facts) {
  return store ? redisStorage({ ...store, keys: storeKeys }, facts) : fileStorage(authFile, facts);
}
function fileStorage(path19, facts) {
  return {
    path: path19,
    inFiles: true,
    read: (name) => (0, import_regular_file.readRegular)(path19 + name, facts),
    replace: async (known, text2) => {
      try {
        return await (0, import_files2.replaceFile)(path19, text2, facts.platform, () => textNow(path19) === known);
      } catch (error) {
        if ((0, import_errors5.errnoOf)(error) === "ENOENT") return false;
        throw (0, import_files2.fileError)(error, path19, "written");
      }
    },
    probe: async (length) => {
      try {
        await (0, import_files2.replaceFile)(path19, " ".repeat(length), facts.platform, () => false);
      } catch (error) {
        throw (0, import_files2.fileError)(error, path19, "written");
      }
    },
    begin: async (name, text2, only = () => true) => {
      const refill = async (next) => {
        if (!only()) throw new Error("another process took over the lock");
        (0, import_node_fs6.writeFileSync)(path19 + name, next, { flag: "r+", flush: true });
      };
      return await (0, import_files2.replaceFile)(path19 + name, text2, facts.platform, only) ? refill : void 0;
    },
    remove: (name) => (0, import_promises4.rm)(path19 + name, { force: true }).catch(() => {
    }),
    move: (from, to) => (0, import_promises4.rename)(path19 + from, path19 + to),
    tryLock: (d, passStalled) => tryLock(d, path19, passStalled),
    holder: (d) => lockHolder(d, path19)
  };
}
function textNow(path19) {
  try {
    return (0, import_node_fs6.readFileSync)(path19, "utf8");
  } catch (error) {
    if ((0, import_errors5.errnoOf)(error) === "ENOENT") return void 0;
    throw error;
  }
}
var import_node_fs6, import_promises4, import_errors5, import_files2, import_regular_file;
var init_storage = __esm({
  "src/login/storage.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_node_fs6 = require("node:fs");
    import_promises4 = require("node:fs/promises");
    import_errors5 = __toESM(require_errors(), 1);
    import_files2 = __toESM(require_files(), 1);
    init_lock();
    init_redis_storage();
    import_regular_file = __toESM(require_regular_file(), 1);
  }
});

// others:src/login/account.ts
var require_account = __commonJS({
  "others:src/login/account.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/login/account.ts"]();
  }
});

// others:src/login/auth-file.ts
var require_auth_file = __commonJS({
  "others:src/login/auth-file.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/login/auth-file.ts"]();
  }
});

// others:src/system/json.ts
var require_json = __commonJS({
  "others:src/system/json.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/system/json.ts"]();
  }
});

// src/login/journal.ts
function openJournal(storage, id) {
  const name = `.${id === void 0 ? "" : `${id}.`}journal`;
  return {
    name,
    path: `${storage.path}${name}`,
    /** Rejects if the storage cannot say whether there is one: then nothing may be sent. */
    read: async () => {
      const found = await storage.read(name).catch((error) => {
        if (error instanceof import_errors6.AppError) throw error;
      });
      return found?.kind === "text" ? parseTrace(found.text) : void 0;
    },
    /**
     * Writes the intent and reserves space for the answer, so that the answer can be kept even if the disk fills up
     * in between. Undefined if `only` returned false just before. Rejects as the storage does.
     */
    begin: async ({ fingerprint, issuer, startedAt }, login, only) => {
      const room2 = Buffer.byteLength(JSON.stringify((0, import_record3.serializeLogin)(login))) + SPARE;
      const text2 = (second) => {
        const padding = " ".repeat(Math.max(0, room2 - Buffer.byteLength(second)));
        return `${JSON.stringify({ fingerprint, issuer, started_at: startedAt })}
${second}${padding}
`;
      };
      const refill = await storage.begin(name, text2(""), only);
      return refill && {
        answer: (next) => refill(text2(JSON.stringify({ codex: (0, import_record3.serializeLogin)(next) }))),
        refuse: (refusal2) => refill(text2(JSON.stringify({ refusal: refusal2 })))
      };
    },
    clear: () => storage.remove(name)
  };
}
function parseRefusal(value) {
  if (!(0, import_json.isObject)(value)) return void 0;
  const reason = (0, import_json.stringOf)(value["reason"]);
  const at = (0, import_json.numberOf)(value["at"]);
  if (!reason || !reasons.includes(reason) || at === void 0) return void 0;
  return { reason, at };
}
function parseTrace(text2) {
  const [first = "", second = ""] = text2.split("\n");
  const head = (0, import_json.parseJson)(first);
  if (!(0, import_json.isObject)(head)) return void 0;
  const fingerprint = (0, import_json.stringOf)(head["fingerprint"]);
  const startedAt = (0, import_json.numberOf)(head["started_at"]);
  if (!fingerprint || startedAt === void 0) return void 0;
  const body = (0, import_json.parseJson)(second);
  const login = (0, import_json.isObject)(body) ? (0, import_record3.parseLogin)(body["codex"]) : "";
  return {
    fingerprint,
    startedAt,
    issuer: (0, import_json.stringOf)(head["issuer"]) ?? "",
    answer: typeof login === "string" ? void 0 : login,
    refusal: (0, import_json.isObject)(body) ? parseRefusal(body["refusal"]) : void 0
  };
}
var import_errors6, import_json, import_record3, SPARE, reasons;
var init_journal = __esm({
  "src/login/journal.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_errors6 = __toESM(require_errors(), 1);
    import_json = __toESM(require_json(), 1);
    import_record3 = __toESM(require_record(), 1);
    SPARE = 4096;
    reasons = ["expired", "used twice", "revoked", "refused", "interrupted"];
  }
});

// src/login/earlier-files.ts
async function takeOverEarlierFiles(d) {
  if (!d.file.storage.inFiles) return;
  const { dir, base } = import_node_path4.default.parse(d.file.path);
  const ours2 = (await (0, import_promises5.readdir)(dir)).filter(
    (name) => name.startsWith(`${base}.`) && /^(?:lock\.[1-9]\d{0,8}|[\w-]{16}\.tmp|refused)$/.test(name.slice(base.length + 1))
  );
  if (ours2.length === 0) return;
  const textOf3 = async (name) => {
    const found = await (0, import_regular_file2.readRegular)(import_node_path4.default.join(dir, name), d).catch(() => void 0);
    return found?.kind === "text" ? found.text : "";
  };
  const state = await d.file.read();
  const login = state.kind === "login" ? state.login : void 0;
  const print = login && (0, import_record4.fingerprintOf)(login);
  const notes = await Promise.all(ours2.map(async (name) => (0, import_json2.parseJson)(await textOf3(name))));
  let startedAt;
  let successor;
  for (const [i, note] of notes.entries()) {
    if (!(0, import_json2.isObject)(note) || !ours2[i]?.startsWith(`${base}.lock.`)) continue;
    if (note["state"] !== "ended" && d.processAlive((0, import_json2.numberOf)(note["pid"]) ?? 0)) return;
    if (note["note"] !== print) continue;
    startedAt = Math.max(startedAt ?? 0, (0, import_json2.numberOf)(note["started_at"]) ?? 0);
    const prepared = (0, import_auth_file.parseAuthFile)("", await textOf3(`${base}.${(0, import_json2.stringOf)(note["nonce"])}.tmp`));
    if (!login || prepared.kind !== "login" || (0, import_record4.sameTokens)(prepared.login, login)) continue;
    if ((0, import_record4.sameAccount)(prepared.login, login)) successor = prepared.login;
  }
  if (login && print && startedAt !== void 0 && (await d.journal.read())?.fingerprint !== print) {
    const entry = await d.journal.begin(
      { fingerprint: print, issuer: (0, import_record4.issuerOf)(login), startedAt },
      successor ?? login
    );
    if (successor) await entry?.answer(successor);
  }
  for (const name of ours2) await (0, import_promises5.rm)(import_node_path4.default.join(dir, name), { force: true }).catch(() => {
  });
}
var import_promises5, import_node_path4, import_json2, import_auth_file, import_record4, import_regular_file2;
var init_earlier_files = __esm({
  "src/login/earlier-files.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_promises5 = require("node:fs/promises");
    import_node_path4 = __toESM(require("node:path"), 1);
    import_json2 = __toESM(require_json(), 1);
    import_auth_file = __toESM(require_auth_file(), 1);
    import_record4 = __toESM(require_record(), 1);
    import_regular_file2 = __toESM(require_regular_file(), 1);
  }
});

// src/login/refresh.ts
async function look2(d) {
  const state = await d.file.read();
  if (state.kind !== "login") return { state, login: void 0, pending: false, trace: void 0 };
  let found;
  try {
    found = await d.journal.read();
  } catch (error) {
    const away = (0, import_files3.fileError)(error, d.journal.path, "read");
    return { state: { kind: "broken", error: away }, login: void 0, pending: false, trace: void 0 };
  }
  const { login } = state;
  const about = found?.fingerprint === (0, import_record5.fingerprintOf)(login) && found.issuer === (0, import_record5.issuerOf)(login);
  const trace = about ? found : void 0;
  const answer = trace?.answer && (0, import_record5.sameAccount)(trace.answer, login) ? trace.answer : void 0;
  return { state, login: answer ?? login, pending: answer !== void 0, trace };
}
function refusalIn({ trace, pending }) {
  return pending ? void 0 : trace?.refusal;
}
async function lookAgain(d, mine) {
  const seen = await look2(d);
  if (seen.state.kind === "broken") throw seen.state.error;
  const errors = (0, import_credential4.loginErrors)(d.service ?? import_credential4.CODEX);
  if (!seen.login) throw errors.notSignedIn(`There is no login in ${d.file.path}.`);
  if (!(0, import_record5.sameAccount)(seen.login, mine)) throw errors.accountChanged();
  return { ...seen, login: seen.login };
}
async function refresh(d, mine, reason, patient) {
  if (!mine.refreshToken) throw (0, import_credential4.loginErrors)(d.service ?? import_credential4.CODEX).expiredForGood();
  const { busyMs } = { ...WAITS, ...d.times };
  const began = performance.now();
  for (; ; ) {
    const attempt2 = await d.file.storage.tryLock(d, !patient());
    if (attempt2.kind === "refused") return unspent((0, import_files3.fileError)(attempt2.error, `${d.file.path}.lock`, "made"));
    if (attempt2.kind === "held") {
      try {
        const outcome = await underLock(d, mine, reason, attempt2.lock);
        if (outcome !== "again") return outcome;
      } finally {
        await attempt2.lock.release();
      }
    } else {
      const seen = await lookAgain(d, mine);
      if (!(0, import_record5.sameTokens)(seen.login, mine)) return { kind: "renewed", login: seen.login };
      const refusal2 = refusalIn(seen);
      if (refusal2) return { kind: "refused", refusal: refusal2 };
      if (performance.now() - began > busyMs) return busy(attempt2.holder);
    }
    await d.sleep(40 + Math.floor((d.randomBytes(1)[0] ?? 0) / 2));
  }
}
async function underLock(d, mine, reason, lock) {
  try {
    await takeOverEarlierFiles(d);
  } catch (error) {
    return unspent((0, import_files3.fileError)(error, d.journal.path, "written"));
  }
  const seen = await lookAgain(d, mine);
  const newer = !(0, import_record5.sameTokens)(seen.login, mine);
  if (seen.pending) {
    const problem = await putInPlace(d, seen);
    if (!newer) return problem ? unspent(problem) : "again";
    return problem ? { kind: "unplaced", login: seen.login, problem } : { kind: "renewed", login: seen.login };
  }
  if (!seen.trace) await d.journal.clear();
  if (newer) return { kind: "renewed", login: seen.login };
  const known = refusalIn(seen);
  if (known) return { kind: "refused", refusal: known };
  const from = d.provider?.renewsOnlyWhenDue ? (0, import_record5.refreshableFrom)(mine) : 0;
  if (d.clock.now() / 1e3 < from)
    return { kind: "postponed", problem: (0, import_credential4.loginErrors)(d.service ?? import_credential4.CODEX).tooEarly(from) };
  let profile;
  try {
    profile = await d.profileAt((0, import_record5.homeOf)(mine));
  } catch (error) {
    if (error instanceof import_errors7.AppError) return { kind: "postponed", problem: error };
    throw error;
  }
  const interruptedAt = seen.trace?.startedAt;
  const intent = {
    fingerprint: (0, import_record5.fingerprintOf)(mine),
    issuer: (0, import_record5.issuerOf)(mine),
    startedAt: interruptedAt ?? d.now()
  };
  let entry;
  try {
    await d.file.probe(seen.state);
    entry = await d.journal.begin(intent, mine, lock.intact);
  } catch (error) {
    return lock.intact() ? unspent((0, import_files3.fileError)(error, d.journal.path, "written")) : "again";
  }
  if (!entry || !lock.intact()) return "again";
  d.log.debug(`refresh ${intent.fingerprint} begins (${reason})`);
  const heard = await ask(d, profile, mine, reason);
  const forget2 = async () => {
    if (lock.intact()) await d.journal.clear();
  };
  if (heard.kind === "failed") {
    if (!heard.maybeSpent && interruptedAt === void 0) await forget2();
    return heard.outcome;
  }
  if (heard.kind === "refused") {
    const { login } = await lookAgain(d, mine);
    if (!(0, import_record5.sameTokens)(login, mine)) {
      await forget2();
      return { kind: "renewed", login };
    }
    if (!lock.intact()) return "again";
    const lost2 = heard.reason !== "expired" && interruptedAt !== void 0;
    const refusal2 = lost2 ? { reason: "interrupted", at: interruptedAt } : { reason: heard.reason, at: d.now() };
    d.log.debug(`refresh ${intent.fingerprint} refused: ${refusal2.reason}`);
    await inJournal(d, () => entry.refuse(refusal2));
    return { kind: "refused", refusal: refusal2 };
  }
  const next = (0, import_record5.withTokens)(mine, heard.tokens, d.clock.now() / 1e3);
  const safe = await inJournal(d, () => entry.answer(next));
  const only = (found) => found !== void 0 && (0, import_record5.sameTokens)(found, mine);
  try {
    const written = await d.file.write(next, { from: seen.state, only });
    await forget2();
    const login = written ? next : (await lookAgain(d, mine)).login;
    d.log.debug(`refresh done, now ${(0, import_record5.fingerprintOf)(login)}`);
    return { kind: "renewed", login };
  } catch (error) {
    if (!(error instanceof import_errors7.AppError) || error.kind !== "local") throw error;
    d.log.debug(`${safe ? "in the journal only" : "NOT STORED"}: ${error.message}`);
    return { kind: "unplaced", login: next, problem: error };
  }
}
async function inJournal(d, write) {
  try {
    await write();
    return true;
  } catch (error) {
    d.log.debug(`the journal refuses: ${String(error)}`);
    return false;
  }
}
async function ask(d, profile, mine, reason) {
  const grant = { refreshToken: mine.refreshToken ?? "", clientId: mine.clientId, reason };
  const signal = AbortSignal.timeout({ ...WAITS, ...d.times }.requestMs);
  try {
    const answer = await (0, import_token_endpoint2.twiceIfBusy)(d, signal, () => (0, import_token_endpoint2.refreshTokens)(d.fetch, profile, grant, signal));
    const verdict = (0, import_token_endpoint2.judgeRefresh)(answer, profile);
    const issuedAt = verdict.kind === "tokens" ? (0, import_claims3.issuedAtOf)(verdict.tokens.accessToken ?? "") : void 0;
    d.clock.observe(answer.serverTime ?? (issuedAt === void 0 ? void 0 : issuedAt * 1e3));
    if (verdict.kind === "tokens") {
      const tokens = (0, import_record5.ofTheSame)(mine, verdict.tokens);
      return tokens ? { kind: "tokens", tokens } : { kind: "refused", reason: "refused" };
    }
    if (verdict.kind !== "unavailable") return verdict;
    const problem = (0, import_credential4.notNow)(
      `The token endpoint answered ${verdict.status}.`,
      "auth.refresh_unavailable",
      "backend"
    );
    const outcome = { kind: "postponed", problem, retryAfter: answer.retryAfter ?? 0 };
    return { kind: "failed", maybeSpent: verdict.maybeSpent, outcome };
  } catch (error) {
    const known = error instanceof import_errors7.AppError && !signal.aborted ? error : void 0;
    const unsent = known !== void 0 && (known.kind === "input" || known.details["sent"] === false);
    const problem = known ?? (0, import_credential4.notNow)("The token endpoint did not answer in time.", "auth.refresh_timeout", "network");
    return { kind: "failed", maybeSpent: !unsent, outcome: { kind: "postponed", problem } };
  }
}
async function putInPlace(d, { state, login }) {
  if (state.kind !== "login" || !login) return void 0;
  const over = state.login;
  try {
    await d.file.write(login, {
      from: state,
      only: (found) => found !== void 0 && (0, import_record5.sameTokens)(found, over)
    });
    await d.journal.clear();
    d.log.debug("the answer to a refresh that was cut off is in place now");
    return void 0;
  } catch (error) {
    return (0, import_files3.fileError)(error, d.file.path, "written");
  }
}
async function finishPending(d) {
  const attempt2 = await d.file.storage.tryLock(d, false);
  if (attempt2.kind === "refused") return (0, import_files3.fileError)(attempt2.error, `${d.file.path}.lock`, "made");
  if (attempt2.kind === "busy") return void 0;
  try {
    const seen = await look2(d);
    return seen.pending ? await putInPlace(d, seen) : void 0;
  } finally {
    await attempt2.lock.release();
  }
}
async function changeUnderLock(d, change, { keepsJournal = false, moves = false } = {}) {
  const { changeMs, busyMs } = { ...WAITS, ...d.times };
  const began = performance.now();
  for (; ; ) {
    const attempt2 = await d.file.storage.tryLock(d, true);
    if (attempt2.kind === "busy") {
      const waited = performance.now() - began;
      if (waited < (moves ? busyMs : changeMs)) {
        await d.sleep(50);
        continue;
      }
      if (moves) throw tooBusy(attempt2.holder);
    }
    try {
      const result = await change();
      if (attempt2.kind === "held") await takeOverEarlierFiles(d).catch(() => {
      });
      if (!keepsJournal) await d.journal.clear();
      return result;
    } finally {
      if (attempt2.kind === "held") await attempt2.lock.release();
    }
  }
}
function tooBusy(holder) {
  const who = holder?.pid === void 0 ? "Another process" : `Process ${holder.pid}`;
  return (0, import_credential4.notNow)(`${who} has been renewing it for too long.`, "auth.busy", "local");
}
function unspent(error) {
  const what = "The login was not renewed, because the new one could not be saved.";
  return { kind: "postponed", problem: (0, import_credential4.notKept)(what, error, "You are not signed out.") };
}
var import_errors7, import_files3, import_token_endpoint2, import_claims3, import_credential4, import_record5, WAITS, busy;
var init_refresh = __esm({
  "src/login/refresh.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_errors7 = __toESM(require_errors(), 1);
    import_files3 = __toESM(require_files(), 1);
    import_token_endpoint2 = __toESM(require_token_endpoint(), 1);
    import_claims3 = __toESM(require_claims(), 1);
    import_credential4 = __toESM(require_credential(), 1);
    init_earlier_files();
    import_record5 = __toESM(require_record(), 1);
    WAITS = {
      /** Wait for another process's refresh when no token works: as long as a refresh may take. */
      busyMs: 45e3,
      /** A sign-in or sign-out waits for a running refresh: longer than a stalled lock holder is respected. */
      changeMs: 12e3,
      /** Timeout for the token endpoint. Long, because an abandoned answer may contain the only valid token. */
      requestMs: 3e4
    };
    busy = (holder) => ({ kind: "postponed", problem: tooBusy(holder) });
  }
});

// src/login/folder.ts
var folder_exports = {};
__export(folder_exports, {
  exposedFolder: () => exposedFolder,
  exposure: () => exposure
});
async function exposedFolder(file, { platform: platform2, uid }) {
  if (platform2 === "win32") return void 0;
  const own = await (0, import_promises6.realpath)(import_node_path5.default.dirname(file)).catch(() => void 0);
  for (let folder = own; folder !== void 0; folder = import_node_path5.default.dirname(folder)) {
    const info = await (0, import_promises6.stat)(folder).catch(() => void 0);
    if (!info) return void 0;
    const foreign = uid !== void 0 && uid !== 0 && info.uid !== uid && info.uid !== 0;
    const sticky = (info.mode & 512) !== 0;
    if (folder === own && foreign) return exposure(folder, `Another user (uid ${info.uid})`, false);
    if ((info.mode & 2) !== 0 && (folder === own || !sticky))
      return exposure(folder, "Others", info.uid === uid && !sticky);
    if (import_node_path5.default.dirname(folder) === folder) return void 0;
  }
  return void 0;
}
var import_promises6, import_node_path5, exposure;
var init_folder = __esm({
  "src/login/folder.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_promises6 = require("node:fs/promises");
    import_node_path5 = __toESM(require("node:path"), 1);
    exposure = (folder, who, mine = true) => ({
      what: `${who} can write to the folder ${folder}.`,
      why: "They could replace your login with another one.",
      fix: mine ? `Close it to others: \`chmod go-w '${folder}'\`.` : "Set CODEX_OAUTH_AUTH_FILE to a file in a folder of your own."
    });
  }
});

// src/login/status.ts
function ownReport(f) {
  const { state, login } = f.seen;
  if (state.kind === "broken") return reportOn("login", void 0, { error: state.error });
  if (!login) return void 0;
  const expiresAt = (0, import_record6.expiresAtOf)(login);
  const { isExpired } = (0, import_record6.freshnessOf)(expiresAt, f.now);
  const renewable = login.refreshToken !== void 0;
  const dead = isExpired && (!renewable || f.refusal !== void 0);
  return {
    ...reportOn("login", "chatgpt", {
      identity: (0, import_record6.identityOfLogin)(login),
      expiresAt,
      home: (0, import_record6.homeOf)(login),
      workspaceName: (0, import_record6.workspaceNameOf)(login),
      via: f.via
    }),
    renewable,
    renews: renewable && f.refusal === void 0,
    usable: !dead && f.obstacle === void 0,
    ...f.obstacle ? told(f.obstacle) : troubleWith(f, isExpired)
  };
}
function troubleWith({ seen, refusal: refusal2, lastProblem, file, exposed, underWay, service = import_credential5.CODEX }, isExpired) {
  if (refusal2)
    return {
      problem: (0, import_wording5.sentences)(
        (0, import_credential5.loginErrors)(service).refusalSentence(refusal2),
        isExpired ? void 0 : "It works until its access token expires."
      ),
      fix: import_wording5.say`Sign in again with ${service.login}.`
    };
  if (seen.pending)
    return {
      problem: (0, import_wording5.sentences)(
        `The renewed login is in use and safe in ${file.path}.journal, but not yet in ${file.path}.`,
        lastProblem && (0, import_wording5.sentences)(lastProblem.what, lastProblem.why)
      ),
      fix: (0, import_wording5.sentences)(lastProblem?.fix, "The next question saves it there.")
    };
  if (lastProblem?.kind === "backend") return told(lastProblem);
  if (seen.trace && !underWay)
    return {
      problem: `A refresh was interrupted at ${(0, import_credential5.clockTime)(seen.trace.startedAt)}. The next question tries again.`,
      fix: import_wording5.say`If that fails, sign in again with ${service.login}.`
    };
  if (lastProblem) return told(lastProblem);
  if (file.loose) return { problem: file.loose, fix: "Close it to others: `chmod 600` on that file." };
  if (exposed) return { problem: (0, import_wording5.sentences)(exposed.what, exposed.why), fix: exposed.fix };
  if (!file.tightened) return {};
  return { problem: `Others could read ${file.path}; its permissions are now 0600.` };
}
function placeOf({
  report,
  files,
  keyVariable
}) {
  const places2 = {
    login: [files.authFile],
    "codex-cli": [files.codexCliFile],
    command: [null, "CODEX_OAUTH_CREDENTIAL_COMMAND"],
    "access-token": [null, "CODEX_ACCESS_TOKEN"],
    "api-key": [null, keyVariable],
    external: [null]
  };
  return places2[report?.source ?? "login"];
}
function statusOf(facts) {
  const { report, obstacle, network, attempt: attempt2, limits, now, serverNow, face } = facts;
  const [file, variable] = placeOf(facts);
  const { expiresIn, isExpired, needsRefresh } = (0, import_record6.freshnessOf)(report?.expiresAt, serverNow);
  const usable2 = report?.mode !== void 0 && report.usable && !obstacle;
  const renews = usable2 && report.renews;
  const without = attempt2 ? "pending" : isExpired ? "expired" : "not_authenticated";
  const status = usable2 ? "authenticated" : without;
  const blocked = obstacle && (0, import_wording5.sentences)(obstacle.what, obstacle.why);
  const problem = blocked ?? report?.problem ?? (status === "expired" ? "The login has expired." : void 0);
  const fix = obstacle?.fix ?? report?.fix ?? (usable2 || attempt2 ? void 0 : import_wording5.say`Sign in with ${import_wording5.its.login}.`);
  const identity = report?.identity ?? {};
  const there = report !== void 0 && (report.mode !== void 0 || report.source !== "login");
  return {
    status,
    authenticated: usable2,
    account_id: identity.accountId ?? null,
    expires_in_seconds: expiresIn === void 0 ? null : Math.max(0, expiresIn),
    has_refresh_token: report?.renewable ?? false,
    is_expired: isExpired,
    // Promise only a renewal that can happen: another program's login is never renewed here.
    needs_refresh: needsRefresh && renews,
    renews_automatically: renews,
    source: there ? report.source : null,
    plan: identity.plan ?? null,
    email: identity.email ? (0, import_redact2.maskEmail)(identity.email) : null,
    // A registration names an account and a workspace at once.
    workspace: report?.via ? null : identity.accountId ?? null,
    workspace_name: report?.workspaceName ?? null,
    limits,
    /** A sign-in in progress: where to finish it. */
    login: attempt2 ? {
      url: attempt2.browser?.url ?? null,
      code: attempt2.device?.userCode ?? null,
      code_url: attempt2.device?.url ?? null,
      expires_in_seconds: Math.max(0, Math.round((attempt2.expiresAt - now) / 1e3))
    } : null,
    /** The file of the login in force, or the one that a sign-in would write; null if it is in no file. */
    auth_file: file,
    /** The file or variable that contains the login; null if there is no login or it is only in memory. */
    held_in: report?.mode === void 0 ? null : variable ?? file,
    /** Only where a provider's plan is named. */
    ...report?.via && { provider: report.via.provider },
    ...report?.via && { plan_usage: usable2 ? report.via.using : null, manage_usage: report.via.managePage },
    /** Only if something is not the default. */
    ...network.length > 0 ? { network } : {},
    problem: problem === void 0 ? null : (0, import_wording5.inWords)(problem, face),
    fix: fix === void 0 ? null : (0, import_wording5.inWords)(fix, face)
  };
}
var import_redact2, import_wording5, import_credential5, import_record6, told;
var init_status = __esm({
  "src/login/status.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_redact2 = __toESM(require_redact(), 1);
    import_wording5 = __toESM(require_wording(), 1);
    import_credential5 = __toESM(require_credential(), 1);
    import_record6 = __toESM(require_record(), 1);
    init_source();
    told = (error) => ({ problem: (0, import_wording5.sentences)(error.what, error.why), fix: error.fix });
  }
});

// src/login/tokens.ts
var tokens_exports = {};
__export(tokens_exports, {
  backoffMs: () => backoffMs,
  createTokenManager: () => createTokenManager,
  credentialOf: () => credentialOf,
  describeStore: () => describeStore
});
function backoffMs(failures) {
  return Math.min(6e4, 1e3 * 2 ** Math.max(0, failures - 1));
}
function paceAfter(outcome, { failures }, now, serverNow) {
  if (outcome.kind === "refused") return CALM;
  const problem = outcome.kind === "renewed" ? void 0 : outcome.problem;
  if (outcome.kind !== "postponed") {
    const { needsRefresh } = (0, import_record7.freshnessOf)((0, import_record7.expiresAtOf)(outcome.login), serverNow);
    if (!needsRefresh) return { ...CALM, problem };
    return { ...CALM, problem, justRenewed: outcome.login.accessToken, quietUntil: now + JUST_RENEWED_MS };
  }
  const asked = outcome.retryAfter === void 0 ? 0 : outcome.retryAfter * 1e3;
  const quietUntil = now + Math.max(backoffMs(failures + 1), asked);
  const restUntil = outcome.retryAfter === void 0 ? 0 : Math.min(quietUntil, now + LONGEST_REST_MS);
  return { ...CALM, failures: failures + 1, quietUntil, restUntil, problem };
}
function credentialOf(login, provider) {
  const { accessToken } = login;
  const route = provider?.inference === "platform" ? "platform" : "chatgpt";
  const via = (0, import_credential6.viaOf)(provider);
  const who = (0, import_record7.identityOfLogin)(login);
  return { source: "login", route, ...via && { via }, accessToken, home: (0, import_record7.homeOf)(login), ...who };
}
function createTokenManager(given) {
  const d = {
    ...given,
    file: (0, import_auth_file2.openAuthFile)(given.storage, given.slot),
    journal: openJournal(given.storage, given.journalId)
  };
  const service = given.service ?? import_credential6.CODEX;
  const errors = (0, import_credential6.loginErrors)(service);
  const { provider } = given;
  const offPlan = (login) => provider?.plan && !(0, import_record7.isGranted)(login, provider.plan.scope) ? errors.planOff() : void 0;
  const usable2 = (login) => {
    const obstacle = offPlan(login);
    if (obstacle) throw obstacle;
    return credentialOf(login, provider);
  };
  const loginOf = (outcome, before) => {
    if (outcome.kind === "refused") throw errors.signInAgain(outcome.refusal);
    if (outcome.kind === "postponed") throw outcome.problem;
    if (!(0, import_record7.sameAccount)(outcome.login, before)) throw errors.accountChanged();
    return outcome.login;
  };
  const notStored = (error) => {
    if (!(error instanceof import_errors8.AppError) || error.kind !== "local") throw error;
    if (error.code === "auth_file.broken") throw error;
    throw (0, import_credential6.notKept)("A new login cannot be saved.", error, import_wording6.say`Then sign in with ${service.login}.`);
  };
  let inFlight;
  let urgent = false;
  let pace = CALM;
  const renewOnce = (login, reason) => {
    if (!inFlight) {
      const patient = () => !urgent && !(0, import_record7.freshnessOf)((0, import_record7.expiresAtOf)(login), d.clock.now()).isExpired;
      inFlight = refresh(d, login, reason, patient).then((outcome) => {
        pace = paceAfter(outcome, pace, d.now(), d.clock.now());
        return outcome;
      }).finally(() => {
        inFlight = void 0;
        urgent = false;
      });
      inFlight.catch(() => {
      });
    }
    return inFlight;
  };
  const renewNow = async (seen, reason) => {
    const { login } = seen;
    if (!login?.refreshToken) throw errors.expiredForGood();
    const refusal2 = refusalIn(seen);
    if (refusal2) throw errors.signInAgain(refusal2);
    if (pace.problem && d.now() < pace.restUntil) throw pace.problem;
    urgent = true;
    return loginOf(await renewOnce(login, reason), login);
  };
  const improve = async (login) => {
    const stop = new AbortController();
    const patience = d.sleep(ALIVE_WAIT_MS, stop.signal).catch(() => {
    });
    const outcome = await Promise.race([renewOnce(login, "proactive_expiry"), patience]);
    stop.abort();
    return outcome && "login" in outcome ? loginOf(outcome, login) : login;
  };
  const seenNow = async () => {
    const seen = await look2(d);
    if (seen.state.kind === "broken") throw seen.state.error;
    if (seen.login) (0, import_home2.enforceHome)(given.named, credentialOf(seen.login, provider));
    return seen;
  };
  const bestFor = async (seen, login) => {
    const { needsRefresh, isExpired } = (0, import_record7.freshnessOf)((0, import_record7.expiresAtOf)(login), d.clock.now());
    const now = d.clock.now() / 1e3;
    if (!needsRefresh || provider?.renewsOnlyWhenDue && now < (0, import_record7.refreshableFrom)(login)) return login;
    const quiet = d.now() < pace.quietUntil;
    if (quiet && (!isExpired || pace.justRenewed === login.accessToken)) return login;
    if (isExpired) return renewNow(seen, "proactive_expiry");
    return login.refreshToken && !refusalIn(seen) ? improve(login) : login;
  };
  const keep = async (login, account) => {
    if (given.slot !== void 0) {
      const old = (await look2(d)).login;
      const name = account ?? (old && (0, import_record7.sameAccount)(old, login) ? (0, import_account.nameOf)(old) : void 0);
      return d.file.write(name === void 0 ? login : (0, import_account.named)(login, name));
    }
    const seen = await look2(d);
    const problem = account !== void 0 && seen.pending ? await putInPlace(d, seen) : void 0;
    if (problem) throw problem;
    const state = await d.file.read();
    const text2 = "text" in state ? state.text : "";
    const { login: kept } = (0, import_account.placesFor)(d.file.path, text2, login, account);
    return d.file.write(kept, { also: (now) => (0, import_account.placesFor)(d.file.path, now, login, account).others });
  };
  let last;
  const lastWhere = (error) => {
    const away = error instanceof import_errors8.AppError && error.code === "store.away";
    if (!last || !away || (0, import_record7.freshnessOf)((0, import_record7.expiresAtOf)(last), d.clock.now()).isExpired) throw error;
    return last;
  };
  const source = {
    name: "login",
    credential: async () => {
      try {
        const seen = await seenNow();
        if (seen.pending) pace = { ...pace, problem: await finishPending(d) };
        last = seen.login && await bestFor(seen, seen.login);
      } catch (error) {
        last = lastWhere(error);
      }
      return last && usable2(last);
    },
    renew: async (used) => {
      const seen = await seenNow();
      if (!seen.login) throw errors.notSignedIn(`There is no login in ${d.file.path}.`);
      if (!(0, import_record7.sameIdentity)((0, import_record7.identityOfLogin)(seen.login), used)) throw errors.accountChanged();
      if (seen.login.accessToken !== used.accessToken) return usable2(seen.login);
      if (provider?.renewsOnlyWhenDue && d.clock.now() / 1e3 < (0, import_record7.refreshableFrom)(seen.login))
        throw errors.refusedEarly();
      const login = await renewNow(seen, "unauthorized_recovery");
      if (login.accessToken === used.accessToken) throw errors.stillUnauthorized();
      return usable2(login);
    },
    report: async () => {
      const seen = await look2(d);
      const holder = seen.trace && !inFlight ? await given.storage.holder(d) : void 0;
      return ownReport({
        seen,
        now: d.clock.now(),
        refusal: refusalIn(seen),
        underWay: inFlight !== void 0 || holder?.verdict === "alive",
        lastProblem: pace.problem,
        file: d.file,
        service,
        via: (0, import_credential6.viaOf)(provider),
        obstacle: seen.login && offPlan(seen.login),
        exposed: given.storage.inFiles ? await exposedFolder(d.file.path, d) : void 0
      });
    }
  };
  return {
    ...source,
    /** Where it is stored. */
    path: d.file.path,
    /** The login as it is now, without renewing it; undefined if there is none. Throws if the file is broken. */
    current: async () => (await seenNow()).login,
    /** Renews it now, for a user who wants to see that it works. Throws if there is no login. */
    renewOnRequest: async () => {
      const seen = await seenNow();
      if (!seen.login) throw errors.notSignedIn(`There is no login in ${d.file.path}.`);
      const refusal2 = refusalIn(seen);
      return refusal2 ? { kind: "refused", refusal: refusal2 } : renewOnce(seen.login, "forced");
    },
    /** Throws a `local` error if a sign-in could not be stored: called before the user is asked to sign in. */
    probe: () => d.file.probe().catch(notStored),
    /**
     * Stores a fresh sign-in and forgets what was known about the old one. With the name of another account, the
     * account in use is put aside (accounts.ts). Throws a `local` error.
     */
    store: async (login, account) => {
      await changeUnderLock(d, () => keep(login, account), { moves: account !== void 0 }).catch(notStored);
      pace = CALM;
    },
    /** Removes our entry, returning what was there. */
    remove: async () => {
      const removed = await changeUnderLock(d, async () => {
        const { login } = await seenNow();
        if (login) await d.file.write(void 0);
        return login;
      });
      pace = CALM;
      return removed;
    },
    /** Resolves when no refresh is running: an exit must not lose the answer for a used refresh token. */
    settled: async () => {
      await inFlight?.catch(() => {
      });
    }
  };
}
async function describeStore(storage, d) {
  const { state, trace } = await look2({ file: (0, import_auth_file2.openAuthFile)(storage), journal: openJournal(storage) });
  const says = trace?.answer ? "answer" : trace?.refusal ? "refusal" : "nothing";
  const journal = trace && { startedAt: trace.startedAt, says };
  return { state, holder: await storage.holder(d), journal };
}
var import_errors8, import_wording6, import_account, import_auth_file2, import_credential6, import_home2, import_record7, ALIVE_WAIT_MS, JUST_RENEWED_MS, LONGEST_REST_MS, CALM;
var init_tokens = __esm({
  "src/login/tokens.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_errors8 = __toESM(require_errors(), 1);
    import_wording6 = __toESM(require_wording(), 1);
    import_account = __toESM(require_account(), 1);
    import_auth_file2 = __toESM(require_auth_file(), 1);
    init_folder();
    import_credential6 = __toESM(require_credential(), 1);
    import_home2 = __toESM(require_home(), 1);
    init_journal();
    import_record7 = __toESM(require_record(), 1);
    init_refresh();
    init_status();
    ALIVE_WAIT_MS = 3e3;
    JUST_RENEWED_MS = 6e4;
    LONGEST_REST_MS = 3e4;
    CALM = { failures: 0, quietUntil: 0, restUntil: 0, justRenewed: void 0, problem: void 0 };
  }
});

// src/login/accounts.ts
function unknown(name, accounts) {
  const known = accounts.map((account) => account.name).join(", ");
  return new import_errors9.AppError({
    kind: "input",
    code: "account.unknown",
    what: `There is no account "${name.slice(0, 40)}".`,
    why: known === "" ? "No account is signed in here." : `The accounts are ${known}.`,
    fix: import_wording7.say`Use one of them, or sign in with ${import_wording7.its.loginToAccount}.`
  });
}
function openAccounts(d) {
  const fileAt = (slot) => (0, import_auth_file3.openAuthFile)(d.storage, slot);
  const textNow2 = async () => {
    const state = await fileAt(import_auth_file3.CODEX_SLOT).read();
    if (state.kind === "broken") throw state.error;
    return state.kind === "absent" ? "" : state.text;
  };
  const accountsIn = (text2) => {
    if (text2 === "") return [];
    const slots = [
      import_auth_file3.CODEX_SLOT,
      ...(0, import_auth_file3.namesIn)(text2, "accounts").filter((name) => import_account2.VALID_NAME.test(name)).map(import_account2.accountSlot)
    ];
    return slots.flatMap((slot) => {
      const login = (0, import_account2.loginIn)(d.storage.path, text2, slot);
      const inUse = slot === import_auth_file3.CODEX_SLOT;
      const name = inUse ? login && (0, import_account2.nameOf)(login) : slot.at(-1);
      return login && name !== void 0 ? [
        {
          name,
          inUse,
          identity: (0, import_record8.identityOfLogin)(login),
          workspaceName: (0, import_record8.workspaceNameOf)(login),
          expiresAt: (0, import_record8.expiresAtOf)(login)
        }
      ] : [];
    });
  };
  const list = async () => accountsIn(await textNow2());
  const find = async (given) => {
    const name = (0, import_account2.accountName)(given);
    const accounts = await list();
    const found = accounts.find((account) => account.name === name);
    if (!found) throw unknown(name, accounts);
    return found;
  };
  const managers = /* @__PURE__ */ new Map();
  const managerOf = (name) => {
    const made = managers.get(name);
    if (made) return made;
    const manager = createTokenManager({ ...d, slot: (0, import_account2.accountSlot)(name), journalId: (0, import_account2.accountJournal)(name) });
    managers.set(name, manager);
    return manager;
  };
  return {
    /** Removes an account that is not in use, and revokes it. */
    clear: async (name) => {
      const login = await managerOf(name).remove();
      if (!login) throw unknown(name, await list());
      return revokeLogin(d, login);
    },
    /** All accounts, the one in use first. Throws if the file is broken. */
    list,
    /** Where the credential of a named account comes from. */
    source: async (given, inUse) => {
      const account = await find(given);
      return account.inUse ? inUse : managerOf(account.name);
    },
    /** Resolves when no refresh is running. */
    settled: async () => {
      await Promise.all([...managers.values()].map((manager) => manager.settled()));
    },
    /** The account with this name. Throws an `input` error that names those that exist. */
    find,
    /**
     * Makes another account the one in use. Both keep their tokens: a refresh under way is waited for, and an answer
     * that only a journal holds is put in place first.
     */
    use: async (given) => {
      const { name, inUse } = await find(given);
      if (!inUse) {
        const [slot, journalId] = [(0, import_account2.accountSlot)(name), (0, import_account2.accountJournal)(name)];
        const parts = (at, id) => ({
          ...d,
          file: fileAt(at),
          journal: openJournal(d.storage, id)
        });
        const [now, next] = [parts(import_auth_file3.CODEX_SLOT), parts(slot, journalId)];
        await changeUnderLock(
          now,
          async () => {
            for (const each of [now, next]) {
              const seen = await look2(each);
              const problem = seen.pending ? await putInPlace(each, seen) : void 0;
              if (problem) throw problem;
            }
            const state = await next.file.read();
            if (state.kind !== "login")
              throw state.kind === "broken" ? state.error : unknown(name, await list());
            const coming = (0, import_account2.named)(state.login, name);
            let left;
            await now.file.write(coming, {
              also: (text2) => {
                const old = (0, import_account2.loginIn)(d.storage.path, text2, import_auth_file3.CODEX_SLOT);
                const put = old && (0, import_account2.aside)(text2, old, name);
                left = put?.[0].at(-1);
                return [[slot, void 0], ...put ? [put] : []];
              }
            });
            if (left !== void 0)
              await d.storage.move(now.journal.name, openJournal(d.storage, (0, import_account2.accountJournal)(left)).name).catch(() => {
              });
            await d.storage.move(next.journal.name, now.journal.name).catch(() => {
            });
          },
          { keepsJournal: true, moves: true }
        );
      }
      return find(name);
    }
  };
}
var import_errors9, import_wording7, import_account2, import_auth_file3, import_record8;
var init_accounts = __esm({
  "src/login/accounts.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_errors9 = __toESM(require_errors(), 1);
    import_wording7 = __toESM(require_wording(), 1);
    import_account2 = __toESM(require_account(), 1);
    import_auth_file3 = __toESM(require_auth_file(), 1);
    init_journal();
    import_record8 = __toESM(require_record(), 1);
    init_refresh();
    init_sign_out();
    init_tokens();
  }
});

// src/login/registrations.ts
function openRegistrations(provider, { authFile, platform: platform2 }) {
  const { id, issuer, plan } = provider;
  const folder = import_node_path6.default.join(import_node_path6.default.dirname(authFile), "codex-oauth");
  const file = import_node_path6.default.join(folder, "registrations.json");
  const hostFile = import_node_path6.default.join(folder, "host-id");
  const hostId = async (tries = 0) => {
    try {
      const known = (await (0, import_files4.readIfThere)(hostFile))?.trim() ?? "";
      if (HOST_ID.test(known)) return known;
      const made = `urn:uuid:${(0, import_node_crypto.randomUUID)()}`;
      await (0, import_promises7.mkdir)(folder, { recursive: true, mode: 448 });
      const flag = known === "" && tries < ATTEMPTS ? "wx" : "w";
      await (0, import_promises7.writeFile)(hostFile, `${made}
`, { mode: 384, flag });
      return made;
    } catch (error) {
      if ((0, import_errors10.errnoOf)(error) !== "EEXIST") throw (0, import_files4.fileError)(error, hostFile, "written");
      await (0, import_time2.sleep)(20);
      return hostId(tries + 1);
    }
  };
  const clientOf2 = async (account) => {
    const known = (0, import_json3.member)((0, import_json3.parseJson)(await (0, import_files4.readIfThere)(file) ?? ""), id, account);
    const clientId = (0, import_json3.member)(known, "issuer") === issuer ? (0, import_json3.stringOf)((0, import_json3.member)(known, "client_id")) : void 0;
    return { clientId, subject: clientId && (0, import_json3.stringOf)((0, import_json3.member)(known, "subject")) };
  };
  return {
    /** Where the account's next sign-in is made; without a name, that of the login in place. */
    placeFor: async (account, login) => {
      const same = login && (account === void 0 || account === (0, import_account3.nameOf)(login));
      const client = same ? { clientId: login.clientId, subject: (0, import_json3.stringOf)(login.extra[import_record9.SUBJECT]) } : await clientOf2(account ?? import_account3.UNNAMED);
      const consentAgain = same && plan !== void 0 && !(0, import_record9.isGranted)(login, plan.scope);
      return { issuer, hostId: await hostId(), ...client, consentAgain };
    },
    /** Remembers the client, and who was proven to have signed in with it. Throws a `local` error. */
    keep: async (account = import_account3.UNNAMED, clientId, subject) => {
      try {
        for (let tries = 0; tries < ATTEMPTS; tries += 1) {
          const before = await (0, import_files4.readIfThere)(file);
          const all = (0, import_json3.parseJson)(before ?? "");
          const clients = (0, import_json3.member)(all, id);
          const known = Object.entries((0, import_json3.isObject)(clients) ? clients : {});
          const [name = account] = known.find(([, one]) => (0, import_json3.member)(one, "client_id") === clientId) ?? [];
          const next = { client_id: clientId, issuer, ...subject === void 0 ? {} : { subject } };
          const text2 = JSON.stringify({
            ...(0, import_json3.isObject)(all) ? all : {},
            [id]: { ...Object.fromEntries(known), [name]: next }
          });
          const unchanged = () => ((0, import_node_fs7.existsSync)(file) ? (0, import_node_fs7.readFileSync)(file, "utf8") : void 0) === before;
          if (await (0, import_files4.replaceFile)(file, `${text2}
`, platform2, unchanged)) return;
        }
      } catch (error) {
        throw (0, import_files4.fileError)(error, file, "written");
      }
    }
  };
}
var import_node_crypto, import_node_fs7, import_promises7, import_node_path6, import_errors10, import_files4, import_json3, import_time2, import_account3, import_record9, HOST_ID, ATTEMPTS;
var init_registrations = __esm({
  "src/login/registrations.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_node_crypto = require("node:crypto");
    import_node_fs7 = require("node:fs");
    import_promises7 = require("node:fs/promises");
    import_node_path6 = __toESM(require("node:path"), 1);
    import_errors10 = __toESM(require_errors(), 1);
    import_files4 = __toESM(require_files(), 1);
    import_json3 = __toESM(require_json(), 1);
    import_time2 = __toESM(require_time(), 1);
    import_account3 = __toESM(require_account(), 1);
    import_record9 = __toESM(require_record(), 1);
    HOST_ID = /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
    ATTEMPTS = 5;
  }
});

// others:src/login/sign-in.ts
var require_sign_in = __commonJS({
  "others:src/login/sign-in.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/login/sign-in.ts"]();
  }
});

// src/login/login.ts
var login_exports = {};
__export(login_exports, {
  notSignedInTo: () => notSignedInTo,
  openLogin: () => openLogin
});
function openLogin({ provider, baseUrl, ...d }) {
  const { id, serviceName: name } = provider;
  const { page } = provider;
  const service = d.service ?? { name, issuedBy: name, login: (0, import_wording8.loginTo)(id), page };
  const profileAt = ({ issuer, clientId }, purpose) => provider.profile(d.fetch, { issuer, clientId }, purpose);
  const keeping = { ...d, provider, service, profileAt };
  const registrations = provider.registersByRedirect && openRegistrations(provider, d);
  const tokens = createTokenManager(keeping);
  const signIn = (0, import_sign_in.createSignIn)({
    ...d,
    service,
    plan: provider.plan,
    home: { issuer: provider.issuer, ...baseUrl === void 0 ? {} : { baseUrl } },
    // A provider that registers its clients has given this login's client its id already.
    profile: async (account) => {
      const login = await tokens.current().catch(() => void 0);
      const place = registrations ? await registrations.placeFor(account, login) : { issuer: provider.issuer, clientId: provider.clientId ?? login?.clientId };
      return provider.profile(d.fetch, place, "sign-in");
    },
    registered: registrations ? registrations.keep : void 0,
    probe: tokens.probe,
    store: tokens.store,
    current: tokens.current
  });
  return {
    provider,
    /** For further logins of the same provider (accounts.ts). */
    keeping,
    tokens,
    signIn,
    /** Removes the login and revokes it at its server. Undefined if there was none. */
    clear: async (onRemoved) => {
      const login = await tokens.remove();
      if (!login) return void 0;
      onRemoved();
      return revokeLogin({ ...d, profileAt }, login);
    }
  };
}
function notSignedInTo({ keeping, tokens }) {
  return (0, import_credential7.loginErrors)(keeping.service).notSignedIn(`There is no login in ${tokens.path}.`);
}
var import_credential7, import_sign_in, import_wording8;
var init_login = __esm({
  "src/login/login.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_credential7 = __toESM(require_credential(), 1);
    init_registrations();
    import_sign_in = __toESM(require_sign_in(), 1);
    init_sign_out();
    init_tokens();
    import_wording8 = __toESM(require_wording(), 1);
  }
});

// others:src/system/proxy.ts
var require_proxy = __commonJS({
  "others:src/system/proxy.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/system/proxy.ts"]();
  }
});

// others:src/oauth/discovery.ts
var require_discovery = __commonJS({
  "others:src/oauth/discovery.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/oauth/discovery.ts"]();
  }
});

// others:src/oauth/profile.ts
var require_profile = __commonJS({
  "others:src/oauth/profile.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/oauth/profile.ts"]();
  }
});

// src/oauth/registration.ts
async function registerClient(fetch, url, redirectUris, scope) {
  const metadata = {
    client_name: "codex-oauth",
    redirect_uris: redirectUris,
    grant_types: ["authorization_code", "refresh_token"],
    response_types: ["code"],
    token_endpoint_auth_method: "none",
    application_type: "native",
    ...scope === "" ? {} : { scope }
  };
  const answer = await (0, import_token_endpoint3.post)(fetch, url, metadata, AbortSignal.timeout(REGISTER_MS));
  const id = (0, import_json4.stringOf)((0, import_json4.member)((0, import_json4.parseJson)(answer.body), "client_id"));
  if (answer.status >= 200 && answer.status < 300 && id) return id;
  throw new import_errors11.AppError({
    kind: "backend",
    code: "provider.registration",
    what: "The provider did not register this program.",
    why: `Its registration endpoint answered ${answer.status}${id ? "" : " without a client id"}.`,
    fix: "Register a client by hand at the provider, and name it as client_id."
  });
}
var import_errors11, import_json4, import_token_endpoint3, REGISTER_MS;
var init_registration = __esm({
  "src/oauth/registration.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_errors11 = __toESM(require_errors(), 1);
    import_json4 = __toESM(require_json(), 1);
    import_token_endpoint3 = __toESM(require_token_endpoint(), 1);
    REGISTER_MS = 15e3;
  }
});

// src/oauth/providers/own.ts
function ownProvider(id, described) {
  const refuse2 = (why, fix) => new import_errors12.AppError({
    kind: "input",
    code: "provider.invalid",
    what: `The provider "${id.slice(0, 40)}" is not usable.`,
    why,
    fix
  });
  if (!PROVIDER_ID.test(id))
    throw refuse2(
      "Its name has other characters than a-z, 0-9 and -, or is too long.",
      "Give it another name."
    );
  if (!(0, import_json5.isObject)(described))
    throw refuse2("Its description is not a JSON object.", "Describe it as in docs/providers.md.");
  const unknown2 = Object.keys(described).find((key) => !MEMBERS.has(key));
  if (unknown2 !== void 0)
    throw refuse2(`"${unknown2.slice(0, 40)}" is not known.`, `Use ${[...MEMBERS].join(", ")}.`);
  const issuer = (0, import_proxy.tokenAddress)((0, import_json5.stringOf)(described["issuer"]) ?? (0, import_json5.stringOf)(described["token_endpoint"]) ?? "");
  if (issuer === void 0)
    throw refuse2(
      "It has neither an issuer nor a token_endpoint that is https (or http on this machine).",
      "Name one."
    );
  const named3 = "token_endpoint" in described ? (0, import_discovery.endpointsIn)(described) : void 0;
  if (typeof named3 === "string") throw refuse2(named3, "Correct it, or name only the issuer.");
  const scopes = described["scopes"] ?? [];
  if (!Array.isArray(scopes) || !scopes.every((scope) => typeof scope === "string"))
    throw refuse2("Its scopes are not a list of strings.", 'Write them as ["openid", "email"].');
  const [authorizeExtras, tokenExtras] = ["authorize_parameters", "token_parameters"].map(
    (key) => texts(described[key] ?? {})
  );
  if (!authorizeExtras || !tokenExtras)
    throw refuse2(
      "Its further parameters are not an object of strings.",
      'Write them as {"access_type": "offline"}.'
    );
  const clientId = (0, import_json5.stringOf)(described["client_id"]);
  const facts = { id, scope: scopes.join(" "), authorizeExtras, tokenExtras, ...clientOf(described) };
  return {
    id,
    serviceName: (0, import_json5.stringOf)(described["service_name"]) ?? id,
    issuer,
    clientId,
    profile: async (fetch, place) => {
      const endpoints = named3 ?? await (0, import_discovery.discover)(fetch, place.issuer);
      const known = place.clientId ?? clientId;
      const client = known ?? await register(fetch, endpoints, facts, refuse2);
      return profileOf((0, import_json5.stringOf)(described["service_name"]) ?? id, client, endpoints, facts);
    }
  };
}
function clientOf(described) {
  const port = (0, import_json5.numberOf)(described["callback_port"]) ?? 0;
  const path19 = (0, import_json5.stringOf)(described["callback_path"]) ?? "/callback";
  return {
    clientSecret: (0, import_json5.stringOf)(described["client_secret"]),
    callback: { ports: [port], registered: void 0, path: path19, alsoAccepted: [] }
  };
}
async function register(fetch, { registerUrl }, { callback, scope }, refuse2) {
  if (registerUrl === void 0)
    throw refuse2(
      "It has no client_id, and the provider registers none.",
      "Register a client there and name its client_id."
    );
  const [port = 0] = callback.ports;
  return registerClient(fetch, registerUrl, [(0, import_profile.redirectUri)({ callback }, port)], scope);
}
function profileOf(serviceName, clientId, at, facts) {
  const { authorizeUrl, tokenUrl, revokeUrl, deviceUrl } = at;
  return {
    ...facts,
    serviceName,
    clientId,
    authorizeUrl,
    tokenUrl,
    revokeUrl,
    encoding: "form",
    requires: [],
    device: deviceUrl === void 0 ? void 0 : { dialect: "rfc8628", authorizationUrl: deviceUrl },
    refusals: REFUSALS,
    headers: {}
  };
}
var import_errors12, import_json5, import_proxy, import_discovery, import_profile, REFUSALS, PROVIDER_ID, MEMBERS, texts;
var init_own = __esm({
  "src/oauth/providers/own.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_errors12 = __toESM(require_errors(), 1);
    import_json5 = __toESM(require_json(), 1);
    import_proxy = __toESM(require_proxy(), 1);
    import_discovery = __toESM(require_discovery(), 1);
    import_profile = __toESM(require_profile(), 1);
    init_registration();
    REFUSALS = /* @__PURE__ */ new Map([
      ["invalid_grant", "refused"],
      ["token_expired", "expired"],
      ["refresh_token_expired", "expired"],
      ["refresh_token_reused", "used twice"]
    ]);
    PROVIDER_ID = /^[a-z][a-z0-9-]{0,31}$/;
    MEMBERS = /* @__PURE__ */ new Set([
      "service_name",
      "issuer",
      "authorization_endpoint",
      "token_endpoint",
      "revocation_endpoint",
      "device_authorization_endpoint",
      "registration_endpoint",
      "client_id",
      "client_secret",
      "scopes",
      "authorize_parameters",
      "token_parameters",
      "callback_port",
      "callback_path"
    ]);
    texts = (value) => (0, import_json5.isObject)(value) && Object.values(value).every((text2) => typeof text2 === "string") ? value : void 0;
  }
});

// src/login/logins.ts
async function readProviders(file, facts, taken) {
  const refuse2 = (why) => new import_errors13.AppError({
    kind: "input",
    code: "providers.file",
    what: `The providers in ${file} cannot be used.`,
    why,
    fix: "Correct the file (docs/providers.md has an example), or remove it.",
    details: { path: file }
  });
  const found = await (0, import_regular_file3.readRegular)(file, facts);
  if (found.kind === "absent") return NONE;
  if (found.kind === "wrong") throw refuse2(`The reason: ${found.why}.`);
  const content = (0, import_json6.objectIn)(found.text);
  if (typeof content === "string") throw refuse2(`The reason: ${content}.`);
  const { providers = {}, tools = false, ...more } = content;
  const [unknown2] = Object.keys(more);
  if (unknown2 !== void 0) throw refuse2(`"${unknown2.slice(0, 40)}" is neither providers nor tools.`);
  if (!(0, import_json6.isObject)(providers) || typeof tools !== "boolean")
    throw refuse2("providers must be an object, and tools true or false.");
  const clash = Object.keys(providers).find((id) => taken.includes(id));
  if (clash !== void 0) throw refuse2(`"${clash}" is the name of a built-in provider.`);
  return { providers: Object.entries(providers).map(([id, described]) => ownProvider(id, described)), tools };
}
function openLogins({ builtIn, providersFile, ...d }) {
  const opened = /* @__PURE__ */ new Map();
  const read = () => readProviders(
    providersFile,
    d,
    builtIn.map(({ provider }) => provider.id)
  );
  const open6 = (provider) => {
    const { id } = provider;
    const made = opened.get(id);
    if (made) return made;
    const login = openLogin({ ...d, provider, ...placeOf2(id), accounts: false });
    opened.set(id, login);
    return login;
  };
  const unknown2 = (id, known) => {
    const names2 = known.map((one) => one.id).join(", ");
    return new import_errors13.AppError({
      kind: "input",
      code: "provider.unknown",
      what: `There is no provider "${id.slice(0, 40)}".`,
      why: names2 === "" ? "None is described." : `The providers are ${names2}.`,
      fix: PROVIDER_ID.test(id) ? `Use one of them, or describe it in ${providersFile}.` : "Use one of them."
    });
  };
  return {
    read,
    /** Every provider that one can sign in to, the built-in ones first. Throws if the user's file is broken. */
    list: async () => [...builtIn, ...(await read()).providers.map(open6)],
    /** A provider's login. Throws an `input` error that names the providers that exist. */
    of: async (id) => {
      const ours2 = builtIn.find((login) => login.provider.id === id);
      if (ours2) return ours2;
      const { providers } = await read();
      const provider = providers.find((one) => one.id === id);
      if (provider) return open6(provider);
      throw unknown2(id, [...builtIn.map((login) => login.provider), ...providers]);
    },
    /** The logins of the providers that the user has described. */
    described: async () => (await read()).providers.map(open6),
    /** One of them for an assistant's tools: where the user's file does not enable those, there is none. */
    forTools: async (id) => {
      const { providers, tools } = await read();
      const provider = tools ? providers.find((one) => one.id === id) : void 0;
      if (provider) return open6(provider);
      throw unknown2(id, tools ? providers : []);
    },
    /** Resolves when no refresh is running. */
    settled: async () => {
      await Promise.all([...builtIn, ...opened.values()].map(({ tokens }) => tokens.settled()));
    }
  };
}
var import_errors13, import_json6, import_regular_file3, NONE, placeOf2;
var init_logins = __esm({
  "src/login/logins.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    init_own();
    import_errors13 = __toESM(require_errors(), 1);
    import_json6 = __toESM(require_json(), 1);
    init_login();
    import_regular_file3 = __toESM(require_regular_file(), 1);
    NONE = { providers: [], tools: false };
    placeOf2 = (id) => ({ slot: ["codex-oauth", "providers", id], journalId: id });
  }
});

// others:src/login/providers-file.ts
var require_providers_file = __commonJS({
  "others:src/login/providers-file.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/login/providers-file.ts"]();
  }
});

// src/login/sources/codex-cli-file.ts
var codex_cli_file_exports = {};
__export(codex_cli_file_exports, {
  parseCliFile: () => parseCliFile,
  storeIn: () => storeIn
});
function storeIn(toml) {
  const [top = ""] = toml.split(/^[ \t]*\[/m);
  return /^[ \t]*["']?cli_auth_credentials_store["']?[ \t]*=[ \t]*["'](\w+)["']/m.exec(top)?.[1] ?? "file";
}
function impliedMode(file) {
  if ((0, import_json7.stringOf)(file["personal_access_token"])) return "personalaccesstoken";
  if ((0, import_json7.isObject)(file["tokens"])) return "chatgpt";
  if (file["agent_identity"]) return "agentidentity";
  if (file["bedrock_api_key"]) return "bedrockapikey";
  if (file["bedrock_access_keys"]) return "bedrockaccesskeys";
  return (0, import_json7.stringOf)(file["OPENAI_API_KEY"]) ? "apikey" : void 0;
}
function chatgptLogin(tokens) {
  if (!(0, import_json7.isObject)(tokens)) return { kind: "broken", why: 'its "tokens" are missing' };
  const accessToken = (0, import_json7.stringOf)(tokens["access_token"]);
  if (!accessToken) return { kind: "broken", why: 'its "tokens" have no access_token' };
  const idToken = (0, import_json7.stringOf)(tokens["id_token"]);
  const accountId = (0, import_json7.stringOf)(tokens["account_id"]);
  const identity = (0, import_record10.identityOfLogin)({ accessToken, idToken, accountId });
  return { kind: "chatgpt", token: accessToken, identity };
}
function plainToken(kind, file, key) {
  const token = (0, import_json7.stringOf)(file[key]);
  return token ? { kind, token, identity: {} } : { kind: "broken", why: `its "${key}" is missing` };
}
function parseCliFile(text2) {
  const file = (0, import_json7.objectIn)(text2);
  if (typeof file === "string") return { kind: "broken", why: file };
  const named3 = (0, import_json7.stringOf)(file["auth_mode"]);
  const mode = named3 === void 0 ? impliedMode(file) : flat(named3);
  switch (mode) {
    case void 0:
      return { kind: "absent" };
    case "chatgpt":
    case "chatgptauthtokens":
      return chatgptLogin(file["tokens"]);
    case "personalaccesstoken":
      return plainToken("access-token", file, "personal_access_token");
    case "apikey":
      return plainToken("api-key", file, "OPENAI_API_KEY");
    default:
      return { kind: "unusable", name: names[mode] ?? `the mode "${(named3 ?? mode).slice(0, 40)}"` };
  }
}
var import_json7, import_record10, flat, names;
var init_codex_cli_file = __esm({
  "src/login/sources/codex-cli-file.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_json7 = __toESM(require_json(), 1);
    import_record10 = __toESM(require_record(), 1);
    flat = (mode) => mode.toLowerCase().replace(/[^a-z]/g, "");
    names = {
      agentidentity: "an agent identity",
      headers: "request headers of a gateway",
      bedrockapikey: "an Amazon Bedrock API key",
      bedrockaccesskeys: "Amazon Bedrock access keys"
    };
  }
});

// src/login/sources/whoami.ts
function judgeWhoAmI(status, body) {
  if (status === 401 || status === 403) throw tokenRefused();
  const answer = status >= 200 && status < 300 ? (0, import_json8.parseJson)(body) : void 0;
  const identity = (0, import_claims4.identityIn)(answer, (0, import_json8.stringOf)((0, import_json8.member)(answer, "email")));
  if (identity.accountId !== void 0) return identity;
  throw new import_errors14.AppError({
    kind: "backend",
    code: "access_token.unavailable",
    what: "Could not find the owner of the personal access token.",
    why: status >= 200 && status < 300 ? "OpenAI’s answer names no account." : `OpenAI answered ${status}.`,
    fix: "Try again in a moment.",
    details: { status }
  });
}
function createWhoAmI(d) {
  const url = `${import_home3.OPENAI.issuer}/api/accounts/v1/user-auth-credential/whoami`;
  const learned = /* @__PURE__ */ new Map();
  const asking = /* @__PURE__ */ new Map();
  const ask3 = async (token) => {
    const headers = { ...d.headers, authorization: `Bearer ${token}` };
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const { status, body } = await (0, import_token_endpoint4.request)(d.fetch, url, { headers, signal });
    const identity = judgeWhoAmI(status, body);
    learned.set(token, identity);
    return identity;
  };
  return {
    /** What is already known; makes no request. */
    known: (token) => learned.get(token),
    identify: async (token) => {
      const asked = asking.get(token) ?? ask3(token);
      asking.set(token, asked);
      asked.catch(() => asking.delete(token));
      return asked;
    }
  };
}
var import_wording9, import_errors14, import_json8, import_token_endpoint4, import_claims4, import_credential8, import_home3, TIMEOUT_MS, tokenRefused;
var init_whoami = __esm({
  "src/login/sources/whoami.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_wording9 = __toESM(require_wording(), 1);
    import_errors14 = __toESM(require_errors(), 1);
    import_json8 = __toESM(require_json(), 1);
    import_token_endpoint4 = __toESM(require_token_endpoint(), 1);
    import_claims4 = __toESM(require_claims(), 1);
    import_credential8 = __toESM(require_credential(), 1);
    import_home3 = __toESM(require_home(), 1);
    TIMEOUT_MS = 1e4;
    tokenRefused = () => (0, import_credential8.signInError)(
      "access_token.refused",
      "OpenAI does not accept the personal access token.",
      "It was revoked, has expired or is incomplete.",
      import_wording9.say`Make a new one and set CODEX_ACCESS_TOKEN to it, or sign in with ${import_wording9.its.login}.`
    );
  }
});

// src/login/sources/environment.ts
function accessTokenSource(env, whoAmI) {
  const token = env["CODEX_ACCESS_TOKEN"]?.trim();
  const look3 = async () => {
    if (!token) return void 0;
    if (token.startsWith(PREFIX2)) return { mode: "personalAccessToken", token };
    return { mode: void 0, token, error: notPersonal() };
  };
  return sourceThatLooks("access-token", look3, tokenRefused, whoAmI);
}
function apiKeySource(env, baseUrl) {
  const home = baseUrl === void 0 ? void 0 : { baseUrl };
  const name = apiKeyVariable(env);
  const token = env[name]?.trim();
  const look3 = async () => token ? { mode: "apikey", token, home } : void 0;
  return sourceThatLooks("api-key", look3, () => keyRefused(name));
}
var import_wording10, import_credential9, PREFIX2, notPersonal, keyRefused, apiKeyVariable;
var init_environment = __esm({
  "src/login/sources/environment.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_wording10 = __toESM(require_wording(), 1);
    import_credential9 = __toESM(require_credential(), 1);
    init_source();
    init_whoami();
    PREFIX2 = "at-";
    notPersonal = () => (0, import_credential9.signInError)(
      "access_token.kind",
      "CODEX_ACCESS_TOKEN cannot be used.",
      'It is not a personal access token, which begins with "at-". An agent identity works only in the Codex CLI.',
      import_wording10.say`Set it to a personal access token, or unset it and sign in with ${import_wording10.its.login}.`
    );
    keyRefused = (where) => (0, import_credential9.signInError)(
      "api_key.refused",
      "OpenAI does not accept the API key.",
      `The key in ${where} is wrong, revoked or not allowed to do this.`,
      import_wording10.say`Set another key, or sign in with your plan: ${import_wording10.its.login}.`
    );
    apiKeyVariable = (env) => ["CODEX_API_KEY", "OPENAI_API_KEY"].find((variable) => env[variable]?.trim()) ?? "";
  }
});

// src/login/sources/codex-cli.ts
var codex_cli_exports = {};
__export(codex_cli_exports, {
  cliKeyring: () => cliKeyring,
  codexCliSource: () => codexCliSource
});
function troubleWith2(login, path19, now) {
  if (login.kind === "broken")
    return new import_errors15.AppError({
      kind: "local",
      code: "codex_cli.broken",
      what: `The Codex CLI’s login file ${path19} cannot be used.`,
      why: `The reason: ${login.why}. The file was not changed.`,
      fix: import_wording11.say`${PASS_BY} \`codex login\` fixes the file itself.`,
      details: { path: path19 }
    });
  if (login.kind === "unusable")
    return (0, import_credential10.signInError)(
      "codex_cli.unusable",
      "The Codex CLI’s login cannot be used here.",
      `${path19} contains ${login.name}, which only the Codex CLI itself can use.`,
      PASS_BY,
      { path: path19 }
    );
  const expiresAt = login.kind === "chatgpt" ? (0, import_claims5.expiryOf)(login.token) : void 0;
  if (expiresAt === void 0 || expiresAt > now) return void 0;
  return (0, import_credential10.signInError)(
    "codex_cli.expired",
    "The Codex CLI’s login has expired.",
    `Its access token expired ${(0, import_time3.humanSeconds)(now - expiresAt)} ago, and only the Codex CLI may renew it.`,
    LET_CLI_RENEW
  );
}
async function cliKeyring(authFile) {
  const config = import_node_path7.default.join(import_node_path7.default.dirname(authFile), "config.toml");
  const isFile = await (0, import_promises8.stat)(config).then(
    (info) => info.isFile(),
    () => false
  );
  const store = storeIn(isFile ? await (0, import_promises8.readFile)(config, "utf8").catch(() => "") : "");
  const kept = {
    keyring: "in the system’s keyring",
    ephemeral: "in its memory"
  };
  const where = kept[store];
  return where && `The Codex CLI keeps its login ${where} (cli_auth_credentials_store in ${config}), where only it can read it.`;
}
async function readCliFile(path19) {
  if (await cliKeyring(path19) !== void 0) return { kind: "absent" };
  try {
    const info = await (0, import_promises8.stat)(path19);
    if (info.isFile()) return parseCliFile(await (0, import_promises8.readFile)(path19, "utf8"));
    return { kind: "broken", why: info.isDirectory() ? "it is a directory" : "it is not a regular file" };
  } catch (error) {
    const code = (0, import_errors15.errnoOf)(error) ?? "unknown";
    if (code === "ENOENT" || code === "ENOTDIR") return { kind: "absent" };
    const denied = code === "EACCES" || code === "EPERM";
    return { kind: "broken", why: denied ? "it may not be read" : `the system says ${code}` };
  }
}
function codexCliSource(d) {
  const look3 = async () => {
    const login = await readCliFile(d.path);
    if (login.kind === "absent") return void 0;
    const error = troubleWith2(login, d.path, d.now() / 1e3);
    if (!("token" in login)) return { mode: void 0, token: "", error };
    return { ...login, mode: modes[login.kind], error };
  };
  const refused = ({ route, accessToken }) => {
    if (route === "api") return keyRefused(d.path);
    return accessToken.startsWith("at-") ? tokenRefused() : loginRefused();
  };
  return { ...sourceThatLooks("codex-cli", look3, refused, d.whoAmI), elsewhere: () => cliKeyring(d.path) };
}
var import_wording11, import_promises8, import_node_path7, import_errors15, import_time3, import_claims5, import_credential10, LET_CLI_RENEW, PASS_BY, loginRefused, modes;
var init_codex_cli = __esm({
  "src/login/sources/codex-cli.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_wording11 = __toESM(require_wording(), 1);
    import_promises8 = require("node:fs/promises");
    import_node_path7 = __toESM(require("node:path"), 1);
    import_errors15 = __toESM(require_errors(), 1);
    import_time3 = __toESM(require_time(), 1);
    import_claims5 = __toESM(require_claims(), 1);
    import_credential10 = __toESM(require_credential(), 1);
    init_codex_cli_file();
    init_environment();
    init_source();
    init_whoami();
    LET_CLI_RENEW = import_wording11.say`Ask the Codex CLI anything (\`codex exec "hi"\`): that renews its login. Or sign in separately with ${import_wording11.its.login}.`;
    PASS_BY = import_wording11.say`Sign in with ${import_wording11.its.login}: that login comes first. Or name another source in CODEX_OAUTH_SOURCE.`;
    loginRefused = () => (0, import_credential10.signInError)(
      "codex_cli.refused",
      "OpenAI does not accept the Codex CLI’s login.",
      "It refused the access token, and the file has no newer one. Only the Codex CLI may renew it.",
      LET_CLI_RENEW
    );
    modes = { chatgpt: "chatgpt", "access-token": "personalAccessToken", "api-key": "apikey" };
  }
});

// src/login/sources/command.ts
function readCredential(text2) {
  const said = (0, import_json9.parseJson)(text2.trim());
  if (!(0, import_json9.isObject)(said)) throw failed("It did not print one JSON object.");
  const token = (0, import_json9.stringOf)(said["access_token"]);
  if (!token || !/^[\w.~+/=-]+$/.test(token)) throw failed("What it printed has no usable access_token.");
  (0, import_redact3.holdSecrets)(token);
  const place = (0, import_json9.stringOf)(said["base_url"]);
  const baseUrl = place === void 0 ? void 0 : (0, import_proxy2.tokenAddress)(place);
  if (place !== void 0 && baseUrl === void 0)
    throw failed("Its base_url is not an address that a token may be sent to.");
  const accountId = (0, import_json9.stringOf)(said["account_id"]);
  return {
    mode: "chatgptAuthTokens",
    token,
    identity: { ...(0, import_claims6.identityOf)(token), ...accountId ? { accountId } : {} },
    home: baseUrl === void 0 ? void 0 : { baseUrl },
    expiresAt: (0, import_claims6.expiryOf)(token) ?? (0, import_claims6.plausibleTime)(said["expires_at"])
  };
}
async function run([program = "", ...args], { env }) {
  const { execFile: execFile7 } = await Promise.resolve().then(() => __toESM(require("node:child_process"), 1));
  const options = {
    env,
    windowsHide: true,
    timeout: PATIENCE_MS,
    killSignal: "SIGKILL",
    maxBuffer: LARGEST
  };
  return new Promise((resolve2, reject) => {
    const child = execFile7(program, args, options, (error, out, complaints) => {
      if (!error) return resolve2(out);
      const said = complaints.split("\n").find((line) => line.trim() !== "");
      const end = error.killed ? `It did not finish within ${PATIENCE_MS / 1e3} s, or printed too much.` : error.syscall !== void 0 ? `It could not be started (${String(error.code)}).` : `It ended with ${String(error.code)}${said === void 0 ? "" : `: ${(0, import_redact3.redact)(said.trim()).slice(0, 200)}`}.`;
      reject(failed(end));
    });
    child.stdin?.end();
  });
}
function commandSource(command, d) {
  let held2;
  let running;
  const ask3 = () => running ??= run(command ?? [], d).then((text2) => held2 = readCredential(text2)).finally(() => {
    running = void 0;
  });
  const credentialOf2 = (given) => credentialFrom("command", given, given.identity);
  return {
    name: "command",
    credential: async () => {
      if (command === void 0) return void 0;
      const known = held2;
      if (known && !(0, import_record11.freshnessOf)(known.expiresAt, d.serverNow()).needsRefresh) return credentialOf2(known);
      const next = await ask3().catch((error) => {
        if (known && !(0, import_record11.freshnessOf)(known.expiresAt, d.serverNow()).isExpired) return known;
        throw error;
      });
      return credentialOf2(next);
    },
    renew: async (used) => {
      const next = credentialOf2(held2 && held2.token !== used.accessToken ? held2 : await ask3());
      if (!sameOwner(next, used)) throw (0, import_credential11.accountChanged)();
      return next;
    },
    report: async () => (
      // It is not run for a status: it may ask a person.
      command && reportOn("command", "chatgptAuthTokens", {
        identity: held2?.identity ?? {},
        expiresAt: held2?.expiresAt,
        home: held2?.home
      })
    )
  };
}
var import_json9, import_proxy2, import_redact3, import_claims6, import_credential11, import_record11, PATIENCE_MS, LARGEST, failed;
var init_command = __esm({
  "src/login/sources/command.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_json9 = __toESM(require_json(), 1);
    import_proxy2 = __toESM(require_proxy(), 1);
    import_redact3 = __toESM(require_redact(), 1);
    import_claims6 = __toESM(require_claims(), 1);
    import_credential11 = __toESM(require_credential(), 1);
    import_record11 = __toESM(require_record(), 1);
    init_source();
    PATIENCE_MS = 6e4;
    LARGEST = 65536;
    failed = (why, fix = "Run the command by hand and see what it says.") => (0, import_credential11.signInError)("command.failed", "The credential command gave no login.", why, fix);
  }
});

// src/login/sources/external.ts
var external_exports = {};
__export(external_exports, {
  externalActive: () => externalActive,
  externalAuth: () => externalAuth
});
function externalActive() {
  return new import_errors16.AppError({
    kind: "input",
    code: "external.active",
    what: "External auth is active.",
    fix: "Use account/login/start (chatgptAuthTokens) to update it or account/logout to clear it."
  });
}
function foundIn({ accessToken, accountId, plan }) {
  const identity = { ...(0, import_claims7.identityOf)(accessToken), accountId, ...plan ? { plan } : {} };
  return { mode: "chatgptAuthTokens", token: accessToken, identity };
}
function externalAuth(accept) {
  let held2;
  let asking;
  const source = sourceThatLooks(
    "external",
    async () => held2,
    (used) => used.route === "api" ? keyRefused("the application that owns the login") : (0, import_credential12.stillUnauthorized)()
  );
  const ask3 = async (before, askOwner) => {
    const next = foundIn(await askOwner(before.identity?.accountId ?? ""));
    accept(credentialFrom("external", next, next.identity));
    if (held2 === before) held2 = { ...next, askOwner };
  };
  return {
    ...source,
    /** The current credential; undefined if there is none. */
    get mode() {
      return held2 && (held2.askOwner ? "tokens" : "api-key");
    },
    setTokens: (tokens, askOwner) => {
      held2 = { ...foundIn(tokens), askOwner };
    },
    setApiKey: (token) => {
      held2 = { mode: "apikey", token };
    },
    /** Forgets the credential; true if there was one. */
    clear: () => {
      const was = held2 !== void 0;
      held2 = void 0;
      return was;
    },
    renew: async (used) => {
      if (held2?.askOwner && held2.token === used.accessToken) {
        asking ??= ask3(held2, held2.askOwner).finally(() => {
          asking = void 0;
        });
        await asking;
      }
      return source.renew(used);
    }
  };
}
var import_errors16, import_claims7, import_credential12;
var init_external = __esm({
  "src/login/sources/external.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_errors16 = __toESM(require_errors(), 1);
    import_claims7 = __toESM(require_claims(), 1);
    import_credential12 = __toESM(require_credential(), 1);
    init_environment();
    init_source();
  }
});

// others:src/ask/consent.ts
var require_consent = __commonJS({
  "others:src/ask/consent.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/ask/consent.ts"]();
  }
});

// others:src/ask/outgoing.ts
var require_outgoing = __commonJS({
  "others:src/ask/outgoing.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/ask/outgoing.ts"]();
  }
});

// others:src/attach/gathering.ts
var require_gathering = __commonJS({
  "others:src/attach/gathering.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/attach/gathering.ts"]();
  }
});

// src/ask/patience.ts
var patience_exports = {};
__export(patience_exports, {
  CEILINGS: () => CEILINGS,
  PATIENCE: () => PATIENCE,
  ceilingsLine: () => ceilingsLine,
  idleLimit: () => idleLimit
});
function idleLimit(effort, patience) {
  return LONG.has(effort ?? "") ? patience.longIdleMs : patience.idleMs;
}
var import_gathering, import_time4, PATIENCE, LONG, CEILINGS, ceilingsLine;
var init_patience = __esm({
  "src/ask/patience.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_gathering = __toESM(require_gathering(), 1);
    import_time4 = __toESM(require_time(), 1);
    PATIENCE = {
      /** From the request to its response headers, including connecting, TLS and sending the question. */
      headersMs: 12e4,
      /** Between two events of the stream. */
      idleMs: 3e5,
      /** The same for efforts at which models think for minutes without output. */
      longIdleMs: 9e5,
      /** Only keep-alive events: a model may think for a long time. */
      pingMs: 18e5
    };
    LONG = /* @__PURE__ */ new Set(["high", "xhigh", "max"]);
    CEILINGS = {
      /** Rounds of calls; the answer comes after the last. */
      rounds: 40,
      /** From the first request. Milliseconds. */
      ms: 6e5,
      /** Of all results together: the model reads them again in every round. */
      bytes: 6e5,
      /** The share of the model's window that question and results may fill: the answer and its thoughts must fit too. */
      window: 0.75
    };
    ceilingsLine = ({ rounds, ms, bytes }) => `${rounds} rounds, ${(0, import_time4.humanSeconds)(ms / 1e3)} or ${(0, import_gathering.humanBytes)(bytes)}`;
  }
});

// others:src/review/instructions.ts
var require_instructions = __commonJS({
  "others:src/review/instructions.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/review/instructions.ts"]();
  }
});

// others:src/ask/receipt.ts
var require_receipt = __commonJS({
  "others:src/ask/receipt.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/ask/receipt.ts"]();
  }
});

// others:src/ask/backend.ts
var require_backend = __commonJS({
  "others:src/ask/backend.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/ask/backend.ts"]();
  }
});

// others:src/ask/models.ts
var require_models = __commonJS({
  "others:src/ask/models.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/ask/models.ts"]();
  }
});

// src/ask/resolve.ts
var resolve_exports = {};
__export(resolve_exports, {
  createRouting: () => createRouting,
  judgeAccounts: () => judgeAccounts,
  renew: () => renew,
  resolve: () => resolve,
  routingNeed: () => routingNeed
});
async function resolve(d, { model, account }, signal) {
  void d.catalogue.warm();
  const credential = await (0, import_time5.orAborted)(d.credentials.credential(account), signal);
  const [view, payer] = await (0, import_time5.orAborted)(
    Promise.all([d.catalogue.get(credential), locate(d, credential, signal), d.guard?.(credential)]),
    signal
  );
  const refresh2 = () => (0, import_time5.orAborted)(d.catalogue.refresh(payer.credential, true), signal);
  return { ...payer, ...await (0, import_models.chooseModel)(model, view, refresh2) };
}
async function locate(d, credential, signal, renewed = false) {
  try {
    return { credential, route: await d.routing.routeFor(credential, signal), renewed };
  } catch (error) {
    if (!isRefusedToken(error)) throw error;
    if (renewed) throw (0, import_credential13.refusedAgain)(credential);
    return renew(d, credential, signal);
  }
}
async function renew(d, used, signal) {
  return locate(d, await (0, import_time5.orAborted)(d.credentials.renew(used), signal), signal, true);
}
function routingNeed(credential) {
  if (credential.route !== "chatgpt" || credential.accountId === void 0) return "never";
  const auth = (0, import_claims8.jwtPayload)(credential.accessToken)?.[AUTH];
  const bound = ["chatgpt_compute_residency", "chatgpt_data_residency"].some((claim) => {
    const value = (0, import_json10.stringOf)((0, import_json10.member)(auth, claim))?.toLowerCase();
    return value !== void 0 && value !== FREE;
  });
  if (bound || credential.fedramp === true) return "always";
  return WORKSPACES.test(credential.plan ?? "") ? "if known" : "never";
}
function unroutable(why) {
  return new import_errors17.AppError({
    kind: "backend",
    code: "routing.unknown",
    what: "The question was not sent, because the region for this workspace’s data is unknown.",
    why,
    fix: "Try again in a moment; if that does not help, ask your workspace’s admin."
  });
}
function originOf(value, baseUrl) {
  const base = new URL(baseUrl);
  if (value.toLowerCase() === FREE) return base.origin;
  const url = URL.canParse(value) ? new URL(value) : void 0;
  const bare = url && url.pathname === "/" && !url.search && !url.hash && !url.username && !url.password;
  const within2 = url?.origin === base.origin || [url, base].every((u) => CHATGPT.test(u?.origin ?? ""));
  if (!url || !bare || !within2)
    throw unroutable("The login may not be sent to the backend that OpenAI names for it.");
  return url.origin;
}
function judgeAccounts(body, accountId, baseUrl) {
  const list = (0, import_json10.member)(body, "accounts");
  const own = Array.isArray(list) ? list.find((a) => (0, import_json10.isObject)(a) && a["id"] === accountId) : void 0;
  if (!(0, import_json10.isObject)(own)) throw unroutable("OpenAI does not list the workspace.");
  const origin = (0, import_json10.stringOf)(own["workspace_backend_origin"]);
  if (origin === void 0) throw unroutable("OpenAI names no backend for it.");
  const override = (0, import_json10.stringOf)(own["account_routing_override"])?.toLowerCase() ?? FREE;
  const region = override === FREE ? void 0 : /^([a-z]{2})(?:_cr)?$/.exec(override)?.[1];
  if (override !== FREE && region === void 0)
    throw unroutable("OpenAI names a region that codex-oauth does not know.");
  return {
    baseUrl: originOf(origin, baseUrl) + new URL(baseUrl).pathname.replace(/\/+$/, ""),
    headers: region ? { "x-openai-account-routing-override": region } : {}
  };
}
function isRefusedToken(error) {
  return error instanceof import_errors17.AppError && error.code === REFUSED;
}
function createRouting(d) {
  let known;
  return {
    /**
     * Where this credential's questions go. Throws `auth.unauthorized` if the token is refused, and `routing.unknown`
     * if a guess could send data out of its region.
     */
    routeFor: async (credential, signal) => {
      const baseUrl = (0, import_home4.backendOf)(credential);
      const plain = { baseUrl, headers: {} };
      const need = routingNeed(credential);
      const { accountId, accessToken } = credential;
      if (need === "never" || accountId === void 0) return plain;
      if (known?.token === accessToken && d.now() < known.until) return known.route;
      try {
        const answer = await (0, import_backend.callBackend)(d, credential, "/wham/accounts/check", { signal });
        if (answer.status === 401)
          throw new import_errors17.AppError({
            kind: "sign-in",
            code: REFUSED,
            what: "OpenAI does not accept the login.",
            fix: import_wording12.say`Sign in again with ${import_wording12.its.login}.`
          });
        if (answer.status !== 200) throw unroutable(`The server answered ${answer.status}.`);
        const route = judgeAccounts((0, import_json10.parseJson)(answer.body), accountId, baseUrl);
        known = { token: accessToken, route, until: Number.POSITIVE_INFINITY };
        return route;
      } catch (error) {
        if (need === "always" || signal.aborted || isRefusedToken(error)) throw error;
        d.log.debug(`routing: ${error instanceof Error ? error.message : "unknown failure"}`);
        known = { token: accessToken, route: plain, until: d.now() + PAUSE_MS };
        return plain;
      }
    }
  };
}
var import_wording12, import_errors17, import_json10, import_time5, import_claims8, import_credential13, import_home4, import_backend, import_models, FREE, CHATGPT, AUTH, WORKSPACES, REFUSED, PAUSE_MS;
var init_resolve = __esm({
  "src/ask/resolve.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_wording12 = __toESM(require_wording(), 1);
    import_errors17 = __toESM(require_errors(), 1);
    import_json10 = __toESM(require_json(), 1);
    import_time5 = __toESM(require_time(), 1);
    import_claims8 = __toESM(require_claims(), 1);
    import_credential13 = __toESM(require_credential(), 1);
    import_home4 = __toESM(require_home(), 1);
    import_backend = __toESM(require_backend(), 1);
    import_models = __toESM(require_models(), 1);
    FREE = "no_constraint";
    CHATGPT = /^https:\/\/(?:[a-z0-9-]+\.)*chatgpt\.com$/;
    AUTH = "https://api.openai.com/auth";
    WORKSPACES = /^(?:ent|enterprise|edu)/;
    REFUSED = "auth.unauthorized";
    PAUSE_MS = 6e4;
  }
});

// others:src/system/fetch.ts
var require_fetch = __commonJS({
  "others:src/system/fetch.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/system/fetch.ts"]();
  }
});

// others:src/system/network-error.ts
var require_network_error = __commonJS({
  "others:src/system/network-error.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/system/network-error.ts"]();
  }
});

// src/ask/answer.ts
var answer_exports = {};
__export(answer_exports, {
  AnswerAssembly: () => AnswerAssembly,
  messageText: () => messageText
});
function usageOf(response) {
  const usage = (0, import_json11.member)(response, "usage");
  const inputTokens = (0, import_json11.numberOf)((0, import_json11.member)(usage, "input_tokens"));
  const outputTokens = (0, import_json11.numberOf)((0, import_json11.member)(usage, "output_tokens"));
  if (inputTokens === void 0 || outputTokens === void 0) return void 0;
  return {
    inputTokens,
    outputTokens,
    cachedTokens: (0, import_json11.numberOf)((0, import_json11.member)(usage, "input_tokens_details", "cached_tokens")) ?? 0,
    reasoningTokens: (0, import_json11.numberOf)((0, import_json11.member)(usage, "output_tokens_details", "reasoning_tokens")) ?? 0
  };
}
function messageText(item) {
  if (!(0, import_json11.isObject)(item) || item["type"] !== "message" || item["phase"] === "commentary") return void 0;
  const content = item["content"];
  if (!Array.isArray(content)) return void 0;
  return content.map((part) => (0, import_json11.stringOf)((0, import_json11.member)(part, "text")) ?? (0, import_json11.stringOf)((0, import_json11.member)(part, "refusal")) ?? "").join("");
}
function callsIn(items) {
  const calls = /* @__PURE__ */ new Map();
  for (const item of items.filter(({ type }) => type === "function_call")) {
    const [id, name] = [(0, import_json11.stringOf)(item["call_id"]), (0, import_json11.stringOf)(item["name"])];
    if (id && name && !calls.has(id)) calls.set(id, { id, name, args: (0, import_json11.stringOf)(item["arguments"]) ?? "" });
  }
  return [...calls.values()];
}
var import_json11, import_redact4, GAP, THOUGHT, MOST, AnswerAssembly;
var init_answer = __esm({
  "src/ask/answer.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_json11 = __toESM(require_json(), 1);
    import_redact4 = __toESM(require_redact(), 1);
    GAP = "\n\n";
    THOUGHT = 400;
    MOST = 8e6;
    AnswerAssembly = class {
      phase = "waiting";
      ending = { kind: "open" };
      usage;
      model;
      /** Characters of the answer so far. Above 0 a retry would repeat shown text. */
      length = 0;
      /** The finished items in order, for sending again with the next turn of the thread. */
      items = [];
      /** In the order of first appearance; a message without an id uses the empty id. */
      #messages = /* @__PURE__ */ new Map();
      #commentary = /* @__PURE__ */ new Set();
      #last = "";
      /** The message that the waiting text belongs to. */
      #open = "";
      #summary = "";
      #kept = 0;
      /** Messages that are the answer by their own words, so that they need not wait. */
      #final = /* @__PURE__ */ new Set();
      #held = [];
      #holds;
      #text = (0, import_redact4.redactStream)();
      #thoughts = (0, import_redact4.redactStream)();
      /**
       * With `holds` a message may be a remark before a tool call: it is shown when it calls itself final, or when the
       * stream has ended without a call.
       */
      constructor(holds = false) {
        this.#holds = holds;
      }
      /** The calls that the model makes: each can be answered once. */
      get calls() {
        return callsIn(this.items);
      }
      /** The current line of the reasoning summary or the current search, for progress messages. */
      get thought() {
        const lines = this.#summary.split("\n").filter((line) => line.trim() !== "");
        return (lines.at(-1) ?? "").replace(/[*_`#]/g, "").trim();
      }
      /** True if the limit is reached: the text so far is then the answer. */
      get full() {
        return this.#kept > MOST;
      }
      /** The answer: finished items if there are any, else the deltas (docs/wire.md 7.1). */
      text() {
        const texts2 = [...this.#messages].map(
          ([id, { whole, deltas }]) => whole ?? deltas.join("") + (id === this.#open ? this.#text.rest : "")
        );
        return texts2.filter((text2) => text2 !== "").join(GAP);
      }
      /** Processes one event of `size` characters; returns the text that it added to the answer, if any. */
      take(event, size = 0) {
        const { response } = event;
        this.usage = usageOf(response) ?? this.usage;
        this.model = (0, import_json11.stringOf)((0, import_json11.member)(response, "model")) ?? this.model;
        switch (event.type) {
          case "response.output_text.delta":
          case "response.refusal.delta":
            return this.#onDelta(event);
          case "response.output_item.added":
            this.#onAdded(event["item"]);
            break;
          case "response.output_item.done":
            this.#kept += size;
            return this.#onDone(event["item"]);
          case "response.reasoning_summary_part.added":
            this.#summary = "";
            this.phase = "thinking";
            break;
          case "response.reasoning_summary_text.delta":
            this.#summary += this.#thoughts.push((0, import_json11.stringOf)(event["delta"]) ?? "");
            this.#summary = this.#summary.slice(-THOUGHT);
            break;
          case "response.completed":
            this.ending = { kind: "completed" };
            return (this.#settle() || (this.#onCompleted((0, import_json11.member)(response, "output")) ?? "")) + this.#release() || void 0;
          case "response.failed": {
            const error = (0, import_json11.member)(response, "error") ?? event["error"];
            this.ending = { kind: "failed", error: (0, import_json11.isObject)(error) ? error : {} };
            break;
          }
          case "response.incomplete": {
            const reason = (0, import_json11.stringOf)((0, import_json11.member)(response, "incomplete_details", "reason")) ?? "unknown";
            this.ending = { kind: "incomplete", reason };
            return this.#release() || void 0;
          }
          case "error":
            this.ending = { kind: "failed", error: (0, import_json11.isObject)(event["error"]) ? event["error"] : event };
        }
        return void 0;
      }
      #messageOf(id) {
        const known = this.#messages.get(id);
        if (known) return known;
        const made = { deltas: [], whole: void 0 };
        this.#messages.set(id, made);
        this.#kept += id.length + GAP.length;
        return made;
      }
      /** What waited, unless it was a remark before a call. */
      #release() {
        if (this.#held.length === 0 || this.calls.length > 0) return "";
        return this.#held.splice(0).map(([id, text2]) => this.#show(id, text2)).join("");
      }
      #emit(id, text2) {
        if (!this.#holds) return this.#show(id, text2);
        if (this.#final.has(id)) return this.#release() + this.#show(id, text2);
        this.#held.push([id, text2]);
        return "";
      }
      /** Counts the new text and puts the gap before the first piece of each further message. */
      #show(id, text2) {
        const piece = this.length > 0 && id !== this.#last ? GAP + text2 : text2;
        this.#last = id;
        this.length += piece.length;
        this.phase = "writing";
        return piece;
      }
      #onAdded(item) {
        const type = (0, import_json11.member)(item, "type");
        if (type === "reasoning") this.phase = "thinking";
        else if (type === "web_search_call") this.phase = "searching";
        else if (type === "message") {
          const id = (0, import_json11.stringOf)((0, import_json11.member)(item, "id"));
          if ((0, import_json11.member)(item, "phase") === "commentary" && id) {
            this.#kept += id.length;
            this.#commentary.add(id);
          } else this.phase = "writing";
          if ((0, import_json11.member)(item, "phase") === "final_answer" && id) this.#final.add(id);
        }
      }
      #onDelta(event) {
        const id = (0, import_json11.stringOf)(event["item_id"]) ?? "";
        const delta = (0, import_json11.stringOf)(event["delta"]);
        if (delta === void 0 || this.#commentary.has(id)) return void 0;
        const before = id === this.#open ? "" : this.#settle();
        this.#open = id;
        const { deltas } = this.#messageOf(id);
        const piece = this.#text.push(delta);
        this.#kept += delta.length;
        if (piece === "") return before || void 0;
        deltas.push(piece);
        return before + this.#emit(id, piece) || void 0;
      }
      /** The waiting end of the last message, which could have become a secret. */
      #settle() {
        const rest = this.#text.end();
        if (rest === "") return "";
        this.#messageOf(this.#open).deltas.push(rest);
        return this.#emit(this.#open, rest);
      }
      #onDone(item) {
        if (!(0, import_json11.isObject)(item)) return void 0;
        this.items.push(item);
        const query = (0, import_json11.stringOf)((0, import_json11.member)(item, "action", "query"));
        if (item["type"] === "web_search_call" && query) this.#summary = query;
        const said = messageText(item);
        const text2 = said && (0, import_redact4.redactHeld)(said);
        const id = (0, import_json11.stringOf)(item["id"]) ?? "";
        if (text2 === void 0) {
          if (item["type"] === "message") this.#messages.delete(id);
          return void 0;
        }
        const message2 = this.#messageOf(this.#messages.has(id) || !this.#messages.has("") ? id : "");
        const rest = this.#settle();
        message2.whole = (message2.whole ?? "") + text2;
        return (message2.deltas.length > 0 || text2 === "" ? rest : rest + this.#emit(id, text2)) || void 0;
      }
      /** Only if neither deltas nor finished items came: the public API repeats the items here. */
      #onCompleted(output) {
        if (this.items.length > 0 || this.length > 0 || !Array.isArray(output)) return void 0;
        return output.map((item) => this.#onDone(item) ?? "").join("") || void 0;
      }
    };
  }
});

// node_modules/.pnpm/eventsource-parser@3.1.1/node_modules/eventsource-parser/dist/index.js
function noop(_arg) {
}
function createParser(config) {
  if (typeof config == "function")
    throw new TypeError(
      "`config` must be an object, got a function instead. Did you mean `createParser({onEvent: fn})`?"
    );
  const { onEvent = noop, onError = noop, onRetry = noop, onComment, maxBufferSize } = config, pendingFragments = [];
  let pendingFragmentsLength = 0, isFirstChunk = true, id, data = "", dataLines = 0, eventType, terminated = false;
  function feed(chunk) {
    if (terminated)
      throw new Error(
        "Cannot feed parser: it was terminated after exceeding the configured max buffer size. Call `reset()` to resume parsing."
      );
    if (isFirstChunk && (isFirstChunk = false, chunk.charCodeAt(0) === 239 && chunk.charCodeAt(1) === 187 && chunk.charCodeAt(2) === 191 && (chunk = chunk.slice(3))), pendingFragments.length === 0) {
      const trailing2 = processLines(chunk);
      trailing2 !== "" && (pendingFragments.push(trailing2), pendingFragmentsLength = trailing2.length), checkBufferSize();
      return;
    }
    if (chunk.indexOf(`
`) === -1 && chunk.indexOf("\r") === -1) {
      pendingFragments.push(chunk), pendingFragmentsLength += chunk.length, checkBufferSize();
      return;
    }
    pendingFragments.push(chunk);
    const input = pendingFragments.join("");
    pendingFragments.length = 0, pendingFragmentsLength = 0;
    const trailing = processLines(input);
    trailing !== "" && (pendingFragments.push(trailing), pendingFragmentsLength = trailing.length), checkBufferSize();
  }
  function checkBufferSize() {
    maxBufferSize !== void 0 && (pendingFragmentsLength + data.length <= maxBufferSize || (terminated = true, pendingFragments.length = 0, pendingFragmentsLength = 0, id = void 0, data = "", dataLines = 0, eventType = void 0, onError(
      new ParseError(`Buffered data exceeded max buffer size of ${maxBufferSize} characters`, {
        type: "max-buffer-size-exceeded"
      })
    )));
  }
  function processLines(chunk) {
    let searchIndex = 0;
    if (chunk.indexOf("\r") === -1) {
      let lfIndex = chunk.indexOf(`
`, searchIndex);
      for (; lfIndex !== -1; ) {
        if (searchIndex === lfIndex) {
          dataLines > 0 && onEvent({ id, event: eventType, data }), id = void 0, data = "", dataLines = 0, eventType = void 0, searchIndex = lfIndex + 1, lfIndex = chunk.indexOf(`
`, searchIndex);
          continue;
        }
        const firstCharCode = chunk.charCodeAt(searchIndex);
        if (isDataPrefix(chunk, searchIndex, firstCharCode)) {
          const valueStart = chunk.charCodeAt(searchIndex + 5) === SPACE ? searchIndex + 6 : searchIndex + 5, value = chunk.slice(valueStart, lfIndex);
          if (dataLines === 0 && chunk.charCodeAt(lfIndex + 1) === LF) {
            onEvent({ id, event: eventType, data: value }), id = void 0, data = "", eventType = void 0, searchIndex = lfIndex + 2, lfIndex = chunk.indexOf(`
`, searchIndex);
            continue;
          }
          data = dataLines === 0 ? value : `${data}
${value}`, dataLines++;
        } else isEventPrefix(chunk, searchIndex, firstCharCode) ? eventType = chunk.slice(
          chunk.charCodeAt(searchIndex + 6) === SPACE ? searchIndex + 7 : searchIndex + 6,
          lfIndex
        ) || void 0 : parseLine2(chunk, searchIndex, lfIndex);
        searchIndex = lfIndex + 1, lfIndex = chunk.indexOf(`
`, searchIndex);
      }
      return chunk.slice(searchIndex);
    }
    for (; searchIndex < chunk.length; ) {
      const crIndex = chunk.indexOf("\r", searchIndex), lfIndex = chunk.indexOf(`
`, searchIndex);
      let lineEnd = -1;
      if (crIndex !== -1 && lfIndex !== -1 ? lineEnd = crIndex < lfIndex ? crIndex : lfIndex : crIndex !== -1 ? crIndex === chunk.length - 1 ? lineEnd = -1 : lineEnd = crIndex : lfIndex !== -1 && (lineEnd = lfIndex), lineEnd === -1)
        break;
      parseLine2(chunk, searchIndex, lineEnd), searchIndex = lineEnd + 1, chunk.charCodeAt(searchIndex - 1) === CR && chunk.charCodeAt(searchIndex) === LF && searchIndex++;
    }
    return chunk.slice(searchIndex);
  }
  function parseLine2(chunk, start, end) {
    if (start === end) {
      dispatchEvent();
      return;
    }
    const firstCharCode = chunk.charCodeAt(start);
    if (isDataPrefix(chunk, start, firstCharCode)) {
      const valueStart = chunk.charCodeAt(start + 5) === SPACE ? start + 6 : start + 5, value2 = chunk.slice(valueStart, end);
      data = dataLines === 0 ? value2 : `${data}
${value2}`, dataLines++;
      return;
    }
    if (isEventPrefix(chunk, start, firstCharCode)) {
      eventType = chunk.slice(chunk.charCodeAt(start + 6) === SPACE ? start + 7 : start + 6, end) || void 0;
      return;
    }
    if (firstCharCode === 105 && chunk.charCodeAt(start + 1) === 100 && chunk.charCodeAt(start + 2) === 58) {
      const value2 = chunk.slice(chunk.charCodeAt(start + 3) === SPACE ? start + 4 : start + 3, end);
      value2.includes("\0") || (id = value2);
      return;
    }
    if (firstCharCode === 58) {
      if (onComment) {
        const line2 = chunk.slice(start, end);
        onComment(line2.slice(chunk.charCodeAt(start + 1) === SPACE ? 2 : 1));
      }
      return;
    }
    const line = chunk.slice(start, end), fieldSeparatorIndex = line.indexOf(":");
    if (fieldSeparatorIndex === -1) {
      processField(line, "", line);
      return;
    }
    const field = line.slice(0, fieldSeparatorIndex), offset = line.charCodeAt(fieldSeparatorIndex + 1) === SPACE ? 2 : 1, value = line.slice(fieldSeparatorIndex + offset);
    processField(field, value, line);
  }
  function processField(field, value, line) {
    switch (field) {
      case "event":
        eventType = value || void 0;
        break;
      case "data":
        data = dataLines === 0 ? value : `${data}
${value}`, dataLines++;
        break;
      case "id":
        value.includes("\0") || (id = value);
        break;
      case "retry":
        /^\d+$/.test(value) ? onRetry(parseInt(value, 10)) : onError(
          new ParseError(`Invalid \`retry\` value: "${value}"`, {
            type: "invalid-retry",
            value,
            line
          })
        );
        break;
      default:
        onError(
          new ParseError(
            `Unknown field "${field.length > 20 ? `${field.slice(0, 20)}…` : field}"`,
            { type: "unknown-field", field, value, line }
          )
        );
        break;
    }
  }
  function dispatchEvent() {
    dataLines > 0 && onEvent({
      id,
      event: eventType,
      data
    }), id = void 0, data = "", dataLines = 0, eventType = void 0;
  }
  function reset(options = {}) {
    if (options.consume && pendingFragments.length > 0) {
      const incompleteLine = pendingFragments.join("");
      parseLine2(incompleteLine, 0, incompleteLine.length);
    }
    isFirstChunk = true, id = void 0, data = "", dataLines = 0, eventType = void 0, pendingFragments.length = 0, pendingFragmentsLength = 0, terminated = false;
  }
  return { feed, reset };
}
function isDataPrefix(chunk, i, firstCharCode) {
  return firstCharCode === 100 && chunk.charCodeAt(i + 1) === 97 && chunk.charCodeAt(i + 2) === 116 && chunk.charCodeAt(i + 3) === 97 && chunk.charCodeAt(i + 4) === 58;
}
function isEventPrefix(chunk, i, firstCharCode) {
  return firstCharCode === 101 && chunk.charCodeAt(i + 1) === 118 && chunk.charCodeAt(i + 2) === 101 && chunk.charCodeAt(i + 3) === 110 && chunk.charCodeAt(i + 4) === 116 && chunk.charCodeAt(i + 5) === 58;
}
var ParseError, LF, CR, SPACE;
var init_dist = __esm({
  "node_modules/.pnpm/eventsource-parser@3.1.1/node_modules/eventsource-parser/dist/index.js"() {
    init_define_INPUT_SCHEMAS();
    ParseError = class extends Error {
      constructor(message2, options) {
        super(message2), this.name = "ParseError", this.type = options.type, this.field = options.field, this.value = options.value, this.line = options.line;
      }
    };
    LF = 10;
    CR = 13;
    SPACE = 32;
  }
});

// src/ask/events.ts
var events_exports = {};
__export(events_exports, {
  eventFeed: () => eventFeed,
  readEvents: () => readEvents
});
function eventIn(data) {
  const value = (0, import_json12.parseJson)(data);
  return (0, import_json12.isObject)(value) && typeof value["type"] === "string" ? value : void 0;
}
function eventFeed(onEvent) {
  let flooded = false;
  const parser = createParser({
    maxBufferSize: MAX_EVENT,
    onError: ({ type }) => {
      flooded ||= type === "max-buffer-size-exceeded";
    },
    onEvent: ({ data }) => {
      const event = eventIn(data);
      const safe = !event || event.type.endsWith(".delta") ? data : (0, import_redact5.redactHeld)(data);
      const shown = safe === data ? event : eventIn(safe);
      if (shown) onEvent(shown, data.length);
    }
  });
  return (text2) => {
    if (!flooded) parser.feed(text2);
    return !flooded;
  };
}
async function readEvents(body, options) {
  let told2 = performance.now();
  let events = 0;
  const feed = eventFeed((event, size) => {
    events += 1;
    if (event.type.startsWith("response.") && !LIFE_SIGNS.has(event.type)) told2 = performance.now();
    options.onEvent(event, size);
  });
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let idle = false;
  const watchdog = setTimeout(() => {
    idle = true;
    reader.cancel().catch(() => {
    });
  }, options.idleMs);
  try {
    while (!options.finished()) {
      const { done, value } = await reader.read();
      if (done) break;
      const before = events;
      if (!feed(decoder.decode(value, { stream: true }))) return "flood";
      if (events > before && performance.now() - told2 < options.pingMs) watchdog.refresh();
    }
    if (!options.finished()) feed(`${decoder.decode()}

`);
  } finally {
    clearTimeout(watchdog);
    reader.cancel().catch(() => {
    });
  }
  return idle && !options.finished() ? "idle" : "done";
}
var import_json12, import_redact5, MAX_EVENT, LIFE_SIGNS;
var init_events = __esm({
  "src/ask/events.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    init_dist();
    import_json12 = __toESM(require_json(), 1);
    import_redact5 = __toESM(require_redact(), 1);
    MAX_EVENT = 16 * 1048576;
    LIFE_SIGNS = /* @__PURE__ */ new Set(["response.created", "response.queued", "response.in_progress"]);
  }
});

// others:src/ask/judge.ts
var require_judge = __commonJS({
  "others:src/ask/judge.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/ask/judge.ts"]();
  }
});

// others:src/ask/limits.ts
var require_limits = __commonJS({
  "others:src/ask/limits.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/ask/limits.ts"]();
  }
});

// others:src/ask/refusals.ts
var require_refusals = __commonJS({
  "others:src/ask/refusals.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/ask/refusals.ts"]();
  }
});

// src/ask/attempt.ts
async function attempt(d, o) {
  let response;
  const hung = new AbortController();
  const body = JSON.stringify(o.request.body);
  const timer = setTimeout(() => hung.abort(), o.headersMs + body.length / SLOWEST);
  try {
    response = await d.fetch(o.request.url, {
      method: "POST",
      headers: o.request.headers,
      body,
      signal: (0, import_time6.anySignal)(o.signal, hung.signal),
      // A redirect would send the question to another server: never follow it.
      redirect: "manual"
    });
  } catch (error) {
    if (o.signal.aborted) throw error;
    return { refusal: hung.signal.aborted ? silent(o) : unreachable(error, o) };
  } finally {
    clearTimeout(timer);
  }
  return readResponse(d, o, response, hung);
}
function silent({ request: request2, headersMs }) {
  const what = `${new URL(request2.url).host} accepted the question but did not answer.`;
  return (0, import_refusals.refuse)(
    (0, import_refusals.row)("network.no_answer", { what, why: `Nothing came within ${Math.round(headersMs / 1e3)} s.` })
  );
}
function unreachable(cause, { request: request2 }) {
  const error = (0, import_network_error.networkError)(cause, request2.url);
  if (!(error instanceof import_errors18.AppError)) throw error;
  return { error, retry: { kind: error.code === "network.tls" ? "never" : "request" } };
}
async function readResponse(d, o, response, hung) {
  const header = (0, import_backend2.headerOf)(response);
  d.clock.observe(Date.parse(header("date") ?? ""));
  const requestId = (0, import_judge.requestIdIn)(header);
  const told2 = {
    requestId,
    model: header("openai-model") ?? void 0,
    turnState: header("x-codex-turn-state") ?? void 0,
    modelsEtag: header("x-models-etag")
  };
  let limits = (0, import_limits.limitsFromHeaders)(header, d.now());
  const { body, status } = response;
  const type = header("content-type") ?? "";
  if (!response.ok || !body || /^(?:text\/html|application\/json)\b/i.test(type)) {
    const text2 = body ? await readBeginning(body, hung) : "";
    o.signal.throwIfAborted();
    return { ...told2, limits, refusal: (0, import_judge.judgeHttp)({ status, header, body: text2, now: d.clock.now() }) };
  }
  const assembly = new AnswerAssembly(o.tools);
  o.onEvent(assembly);
  let found;
  try {
    const end = await readEvents(body, {
      idleMs: o.idleMs,
      pingMs: o.pingMs,
      finished: () => assembly.ending.kind !== "open" || assembly.full,
      onEvent: (event, size) => {
        if (event.type === "codex.rate_limits") limits = (0, import_limits.mergeLimits)(limits, (0, import_limits.limitsFromEvent)(event, d.now()));
        const text2 = assembly.take(event, size);
        if (text2 !== void 0) o.onText(text2);
        o.onEvent(assembly);
      }
    });
    if (end === "flood" || assembly.full) found = (0, import_refusals.row)("backend.too_long");
    else if (end === "idle")
      found = (0, import_refusals.row)("stream.idle", { why: `Nothing of it arrived for ${Math.round(o.idleMs / 1e3)} s.` });
    else
      found = (0, import_judge.judgeEnding)(assembly.ending, d.clock.now()) ?? (assembly.text().trim() === "" && !(o.tools && assembly.calls.length > 0) ? (0, import_refusals.row)("backend.empty") : void 0);
  } catch (error) {
    if (o.signal.aborted) throw error;
    found = (0, import_refusals.row)("stream.cut");
  }
  return { ...told2, limits, assembly, refusal: found && (0, import_refusals.refuse)(found, requestId) };
}
async function readBeginning(body, hung) {
  const timer = setTimeout(() => hung.abort(), BODY_MS);
  const text2 = await (0, import_fetch.beginningOf)(body, BODY_LIMIT, true).finally(() => clearTimeout(timer));
  return (0, import_redact6.redactHeld)(text2);
}
var import_fetch, import_redact6, import_errors18, import_network_error, import_time6, import_backend2, import_judge, import_limits, import_refusals, BODY_LIMIT, BODY_MS, SLOWEST;
var init_attempt = __esm({
  "src/ask/attempt.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_fetch = __toESM(require_fetch(), 1);
    import_redact6 = __toESM(require_redact(), 1);
    import_errors18 = __toESM(require_errors(), 1);
    import_network_error = __toESM(require_network_error(), 1);
    import_time6 = __toESM(require_time(), 1);
    init_answer();
    import_backend2 = __toESM(require_backend(), 1);
    init_events();
    import_judge = __toESM(require_judge(), 1);
    import_limits = __toESM(require_limits(), 1);
    import_refusals = __toESM(require_refusals(), 1);
    BODY_LIMIT = 65536;
    BODY_MS = 1e4;
    SLOWEST = 50;
  }
});

// others:src/ask/request.ts
var require_request = __commonJS({
  "others:src/ask/request.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/ask/request.ts"]();
  }
});

// src/ask/send.ts
var send_exports = {};
__export(send_exports, {
  NOTHING_SPENT: () => NOTHING_SPENT,
  RETRIES: () => RETRIES,
  backoffDelay: () => backoffDelay,
  nextTry: () => nextTry,
  send: () => send
});
async function send(d, first, hooks, state) {
  const patience = d.patience ?? PATIENCE;
  const notes = [];
  let ready = first;
  let spent = NOTHING_SPENT;
  let turnState = state;
  for (let retries = 0; ; retries += 1) {
    const { model, credential } = ready;
    const effort = (0, import_request.effortFor)(ready.question, model);
    const waiting = (phase, thought = "") => hooks.onProgress?.({ phase, model: model.slug, effort, thought, length: 0 });
    waiting("sending");
    let live;
    const tried = await attempt(d, {
      request: (0, import_request.buildRequest)(ready, d.userAgent, turnState),
      signal: hooks.signal,
      headersMs: patience.headersMs,
      idleMs: idleLimit(effort, patience),
      pingMs: patience.pingMs,
      tools: (0, import_request.offered)(ready).length > 0,
      onText: (text2) => hooks.onText?.(text2),
      onEvent: (assembly2) => hooks.onProgress?.(live ??= liveProgress(assembly2, model.slug, effort))
    });
    turnState ??= tried.turnState;
    if (tried.limits) d.onLimits?.(tried.limits, credential);
    if (credential.route === "chatgpt") d.catalogue.noticeEtag(tried.modelsEtag ?? null, credential);
    const { refusal: refusal2, assembly } = tried;
    if (assembly && (!refusal2 || assembly.length > 0)) {
      const answered2 = tried.model ?? assembly.model ?? model.slug;
      return { ready, tried, assembly, answered: answered2, retries, notes, usage: assembly.usage, turnState };
    }
    if (!refusal2) continue;
    d.log.debug(`refused: ${refusal2.error.code} (${refusal2.retry.kind}) after ${retries} retries`);
    const changed = await recover(d, ready, refusal2, hooks.signal);
    if (changed) {
      if (changed.note !== void 0) notes.push(changed.note);
      if (changed.ready.model !== model) turnState = void 0;
      ready = changed.ready;
      continue;
    }
    const again = nextTry(refusal2.retry, spent, d.random());
    if (!again) throw refusal2.error;
    spent = again.spent;
    waiting("retrying", `in ${(0, import_time7.humanSeconds)(again.waitMs / 1e3)}: ${refusal2.error.said("assistant").what}`);
    await d.sleep(again.waitMs, hooks.signal);
  }
}
async function recover(d, ready, { error, retry, about }, signal) {
  const { credential, model, question, parts } = ready;
  if (retry.kind === "renew") {
    if (ready.renewed) throw (0, import_credential14.refusedAgain)(credential);
    const payer = await renew(d, credential, signal);
    void d.catalogue.refresh(payer.credential, true);
    const { view: seen } = ready;
    const view = seen.source === "live" ? seen : await (0, import_time7.orAborted)(d.catalogue.get(payer.credential), signal);
    return { ready: { ...ready, ...payer, view } };
  }
  if (about === "history") {
    const { carried = [] } = ready;
    const isKept = (item) => item["type"] !== "reasoning";
    const [history, said] = [ready.history.filter(isKept), carried.filter(isKept)];
    if (history.length + said.length === ready.history.length + carried.length) throw error;
    const note = "The reasoning of earlier turns was left out: it was made for another account or has expired.";
    return { ready: { ...ready, history, carried: said }, note };
  }
  if (about === "model" && credential.route !== "api") {
    const view = await (0, import_time7.orAborted)(d.catalogue.refresh(credential, true), signal);
    const other = (0, import_models2.preferredModel)(view);
    if (question.model !== void 0 || view.source !== "live" || other.slug === model.slug)
      throw (0, import_models2.refusedModel)(error, model.slug, view);
    (0, import_request.checkAgainstModel)(question, parts, other);
    return { ready: { ...ready, model: other, view } };
  }
  return void 0;
}
function liveProgress(a, model, effort) {
  return {
    model,
    effort,
    get phase() {
      return a.phase;
    },
    get thought() {
      return a.thought;
    },
    get length() {
      return a.length;
    }
  };
}
function backoffDelay(attempt2, random) {
  return Math.round(200 * 2 ** (attempt2 - 1) * (0.9 + 0.2 * random));
}
function nextTry(retry, spent, random) {
  if (retry.kind !== "request" && retry.kind !== "stream") return void 0;
  const nth = spent[retry.kind] + 1;
  if (nth > (retry.atMost ?? RETRIES[retry.kind])) return void 0;
  return { waitMs: retry.afterMs ?? backoffDelay(nth, random), spent: { ...spent, [retry.kind]: nth } };
}
var import_time7, import_credential14, import_models2, import_request, RETRIES, NOTHING_SPENT;
var init_send = __esm({
  "src/ask/send.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_time7 = __toESM(require_time(), 1);
    import_credential14 = __toESM(require_credential(), 1);
    init_attempt();
    import_models2 = __toESM(require_models(), 1);
    init_patience();
    import_request = __toESM(require_request(), 1);
    init_resolve();
    RETRIES = { request: 4, stream: 5 };
    NOTHING_SPENT = { request: 0, stream: 0 };
  }
});

// others:src/ask/turn.ts
var require_turn = __commonJS({
  "others:src/ask/turn.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/ask/turn.ts"]();
  }
});

// others:src/look/look.ts
var require_look = __commonJS({
  "others:src/look/look.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./parts.js").modules["src/look/look.ts"]();
  }
});

// others:src/review/check.ts
var require_check = __commonJS({
  "others:src/review/check.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./parts.js").modules["src/review/check.ts"]();
  }
});

// others:src/review/forms.ts
var require_forms = __commonJS({
  "others:src/review/forms.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/review/forms.ts"]();
  }
});

// others:src/attach/gather.ts
var require_gather = __commonJS({
  "others:src/attach/gather.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./parts.js").modules["src/attach/gather.ts"]();
  }
});

// others:src/ask/rounds.ts
var require_rounds = __commonJS({
  "others:src/ask/rounds.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./parts.js").modules["src/ask/rounds.ts"]();
  }
});

// others:src/ask/output.ts
var require_output = __commonJS({
  "others:src/ask/output.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./parts.js").modules["src/ask/output.ts"]();
  }
});

// src/ask/ask.ts
async function openLook(d, { roots }) {
  const limits = { totalBytes: CEILINGS.bytes };
  return (d.openLook ?? (await Promise.resolve().then(() => __toESM(require_look(), 1))).openLook)({ ...d, roots, limits });
}
async function ask2(d, named3, hooks) {
  const asked = (0, import_instructions.withReview)(named3);
  if (!(0, import_instructions.isReview)(named3)) return answered(d, asked, hooks);
  const answer = await answered({ ...d, judgeSchema: () => Promise.resolve(void 0) }, asked, hooks);
  const { text: text2, gathered, cutShort, notes } = answer;
  const { checkedReview } = await Promise.resolve().then(() => __toESM(require_check(), 1));
  const options = { ...d, roots: asked.roots, signal: hooks.signal };
  const review = await checkedReview(text2, gathered?.change, options);
  const { reviewMarkdown } = await Promise.resolve().then(() => __toESM(require_forms(), 1));
  if (review) return { ...answer, output: void 0, review, text: reviewMarkdown(review) };
  const unread = "The answer has no findings in the requested form, so they could not be checked.";
  return { ...answer, output: void 0, notes: cutShort ? notes : [unread, ...notes] };
}
async function answered(d, asked, hooks) {
  const started = d.now();
  let turn;
  const orStopped = (work) => (0, import_time8.orAborted)(work, hooks.signal);
  try {
    const gathered = await orStopped(attach(d, asked, hooks.signal));
    if (gathered) (await Promise.resolve().then(() => __toESM(require_gather(), 1))).assertSomethingAttached(gathered);
    const place = await orStopped((0, import_turn.placeOf)(d, asked));
    const outgoing = (0, import_outgoing.outgoingOf)(asked, place.thread, gathered, d.defaultModel);
    (0, import_outgoing.assertApproved)(outgoing);
    const { keep } = await orStopped((0, import_consent.agreedTo)(outgoing, hooks));
    const { question } = outgoing;
    const { model, effort } = question;
    hooks.onProgress?.({ phase: "signing in", model, effort, thought: "", length: 0 });
    const resolved = await orStopped(resolve(d, question, hooks.signal));
    const begun = (0, import_turn.beginTurn)(d, question, resolved, gathered, place, keep);
    turn = begun;
    if (begun.turn !== void 0) hooks.onTurn?.(begun.ready.threadId, begun.turn);
    const onText = (text2) => {
      begun.append(text2);
      hooks.onText?.(text2);
    };
    const { look: look3, webSearch } = question;
    const ready = { ...begun.ready, hostedSearch: d.hostedSearch };
    const watching = { ...hooks, onText };
    const rounds = look3 || webSearch ? await Promise.resolve().then(() => __toESM(require_rounds(), 1)) : void 0;
    const around = look3 ? await orStopped(openLook(d, asked)) : void 0;
    const asking = rounds ? rounds.sendInRounds(d, ready, watching, around) : send(d, ready, watching);
    const sent = await orStopped(asking);
    const elapsedMs = d.now() - started;
    const stored = await begun.store(sent);
    return await (0, import_receipt.answerOf)(d.judgeSchema, sent, stored, {
      modelAsked: asked.model ?? d.defaultModel,
      elapsedMs,
      gathered,
      network: (0, import_home5.unusualWays)(sent.ready.credential, d.env)
    });
  } catch (error) {
    const failure = hooks.signal.aborted ? (0, import_errors19.cancelled)(import_turn.STOPPED) : error;
    throw turn ? await turn.abandon(failure) : failure;
  }
}
async function attach(d, { files, diff, images, rules, roots, outputSchema }, signal) {
  if (outputSchema)
    await (await Promise.resolve().then(() => __toESM(require_output(), 1))).checkOutputSchema(d.judgeSchema, outputSchema, signal);
  if (!files?.length && !images?.length && diff === void 0) return void 0;
  const { gather } = await Promise.resolve().then(() => __toESM(require_gather(), 1));
  return gather({ files, diff, images, rules }, { ...d, roots, signal });
}
var import_errors19, import_time8, import_consent, import_outgoing, import_home5, import_instructions, import_receipt, import_turn;
var init_ask = __esm({
  "src/ask/ask.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_errors19 = __toESM(require_errors(), 1);
    import_time8 = __toESM(require_time(), 1);
    import_consent = __toESM(require_consent(), 1);
    import_outgoing = __toESM(require_outgoing(), 1);
    init_patience();
    import_home5 = __toESM(require_home(), 1);
    import_instructions = __toESM(require_instructions(), 1);
    import_receipt = __toESM(require_receipt(), 1);
    init_resolve();
    init_send();
    import_turn = __toESM(require_turn(), 1);
  }
});

// others:src/ask/bundled-models.ts
var require_bundled_models = __commonJS({
  "others:src/ask/bundled-models.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/ask/bundled-models.ts"]();
  }
});

// src/ask/catalogue.ts
function plainEtag(etag) {
  return etag?.replace(/^W\//, "").replace(/^"|"$/g, "") || void 0;
}
function judgeModels({ status, body }, parse = import_models3.parseCatalogue) {
  const models = status === 200 ? parse((0, import_json13.parseJson)(body)) : void 0;
  if (models && models.length > 0) return models;
  throw new import_errors20.AppError({
    kind: "backend",
    code: "models.unavailable",
    what: "Could not load the model list.",
    why: status === 200 ? "The server’s answer contains no models." : `The server answered ${status}.`,
    fix: "Until then, codex-oauth uses its built-in list."
  });
}
function parseApiModels(body) {
  const data = (0, import_json13.member)(body, "data");
  if (!Array.isArray(data)) return void 0;
  const list = data.map((entry) => ({
    id: (0, import_json13.stringOf)((0, import_json13.member)(entry, "id")) ?? "",
    created: (0, import_json13.numberOf)((0, import_json13.member)(entry, "created")) ?? 0
  }));
  const known = import_bundled_models.BUNDLED_MODELS.filter((model) => list.some(({ id }) => id === model.slug));
  const rest = list.filter(({ id }) => (0, import_models3.parseModel)({ slug: id }) && !known.some((model) => model.slug === id)).sort((a, b) => b.created - a.created).map(({ id }, index) => {
    const listed = known.length === 0 && TEXT.test(id) && !OTHER.test(id);
    return { ...(0, import_models3.assumedModel)(id), listed, priority: listed ? index : Number.MAX_SAFE_INTEGER };
  });
  return [...known, ...rest];
}
function parsePlanModels(body) {
  const list = (0, import_json13.member)(body, "models");
  if (!Array.isArray(list)) return void 0;
  const shown = list.filter((one) => (0, import_json13.member)(one, "visibility") === "list");
  return (0, import_models3.parseCatalogue)({ models: shown })?.map((model, priority) => ({ ...model, priority }));
}
function toFile(held2) {
  return {
    version: 1,
    account_id: held2.accountId,
    base_url: held2.baseUrl,
    client_version: import_backend3.PROTOCOL_VERSION,
    etag: held2.etag ?? null,
    // Rounded up, it would be in the future for a process that reads it at once.
    fetched_at: Math.floor(held2.at / 1e3),
    models: held2.models.map(import_models3.modelInfo)
  };
}
function fromFile(content, now) {
  const accountId = (0, import_json13.stringOf)((0, import_json13.member)(content, "account_id"));
  const at = (0, import_json13.numberOf)((0, import_json13.member)(content, "fetched_at"));
  const models = (0, import_models3.parseCatalogue)(content);
  const baseUrl = (0, import_json13.stringOf)((0, import_json13.member)(content, "base_url"));
  if (!accountId || !baseUrl || at === void 0 || !models || models.length === 0) return void 0;
  if ((0, import_json13.member)(content, "client_version") !== import_backend3.PROTOCOL_VERSION) return void 0;
  const fetched = at * 1e3 <= now ? at * 1e3 : 0;
  const etag = (0, import_json13.stringOf)((0, import_json13.member)(content, "etag"));
  return { baseUrl, accountId, models, etag, at: fetched, source: "cache" };
}
function createCatalogue(d) {
  const { now } = d;
  const accounts = /* @__PURE__ */ new Map();
  let loaded;
  const knownAt = (baseUrl, whose) => {
    const key = `${baseUrl} ${whose}`;
    const known = accounts.get(key) ?? {};
    accounts.set(key, known);
    return known;
  };
  const knownOf = (credential) => knownAt((0, import_home6.backendOf)(credential), credential.accountId ?? credential.accessToken);
  const warm2 = () => {
    loaded ??= d.file.read().then((content) => {
      const list = fromFile(content, now());
      if (list) knownAt(list.baseUrl, list.accountId).list ??= list;
    });
    return loaded;
  };
  const request2 = (credential, etag) => {
    if (credential.route !== "chatgpt") return (0, import_backend3.callBackend)(d, credential, "/models");
    const headers = etag ? { "if-none-match": etag } : {};
    return (0, import_backend3.callBackend)(d, credential, `/codex/models?client_version=${import_backend3.PROTOCOL_VERSION}`, { headers });
  };
  const fetchLive = async (known, credential) => {
    const { route, accountId } = credential;
    const before = known.list;
    const tokens = [credential.accessToken];
    try {
      let answer = await request2(credential, before?.etag);
      if (answer.status === 401) {
        const renewed = await d.renew(credential);
        tokens.push(renewed.accessToken);
        answer = await request2(renewed, before?.etag);
      }
      const models = before && answer.status === 304 ? before.models : judgeModels(answer, LISTS[route]);
      const etag = answer.header("etag") ?? before?.etag;
      const fresh = {
        baseUrl: (0, import_home6.backendOf)(credential),
        accountId,
        models,
        etag,
        at: now(),
        source: "live",
        open: route === "platform"
      };
      known.list = fresh;
      known.failure = void 0;
      if (route !== "api" && accountId) d.file.update(() => toFile(fresh));
    } catch (error) {
      const why = error instanceof import_errors20.AppError ? (0, import_wording13.inWords)(error.why ?? error.what, "assistant") : "The request failed.";
      known.failure = { at: now(), why, tokens };
      d.log.debug(`models: ${why}`);
    }
  };
  const fetchOnce = (known, credential) => {
    known.fetching ??= fetchLive(known, credential).finally(() => {
      known.fetching = void 0;
    });
    return known.fetching;
  };
  const age = (at) => Math.max(0, now() - at);
  const pausing = ({ failure }, { accessToken }) => failure !== void 0 && failure.tokens.includes(accessToken) && age(failure.at) < PAUSE_MS2;
  const show = ({ list, failure }) => {
    const instead = list ? "an earlier list" : "the built-in list";
    const why = failure?.why ?? "";
    const note = `Could not load the live model list, so ${instead} is used. ${why}`.trimEnd();
    if (!list) return bundled(note);
    return {
      models: list.models,
      source: failure ? "cache" : list.source,
      open: list.open,
      ageSeconds: Math.round(age(list.at) / 1e3),
      note: failure && note
    };
  };
  return {
    /** The list for a question. Returns a known list at once and refreshes an old one in the background. */
    get: async (credential) => {
      await warm2();
      const known = knownOf(credential);
      if (!pausing(known, credential)) {
        const enough = AbortSignal.timeout(d.patienceMs ?? PATIENCE_MS2);
        if (!known.list) await (0, import_time9.orAborted)(fetchOnce(known, credential), enough).catch(() => {
        });
        else if (age(known.list.at) >= FRESH_MS) void fetchOnce(known, credential);
      }
      return show(known);
    },
    /** The list for display, or (`force`) after a model was refused: requested again unless it is fresh. */
    refresh: async (credential, force = false) => {
      if (!credential) return bundled("Not signed in, so this is the built-in list.");
      await warm2();
      const known = knownOf(credential);
      const { list, failure } = known;
      const fresh = list?.source === "live" && age(list.at) < FRESH_MS && !failure;
      if (!fresh || force) await fetchOnce(known, credential);
      return show(known);
    },
    /** Called with the list version that a response named: fetches a different one in the background. */
    noticeEtag: (etag, credential) => {
      const known = knownOf(credential);
      const [seen, held2] = [plainEtag(etag), plainEtag(known.list?.etag)];
      if (!seen || !held2 || seen === held2 || pausing(known, credential) || age(known.noticed ?? 0) < PAUSE_MS2)
        return;
      known.noticed = now();
      void fetchOnce(known, credential);
    },
    /** Reads the cache into memory, ready for the first question. */
    warm: warm2,
    /** Resolves when no request and no write is in progress. */
    settled: async () => {
      await Promise.all([...accounts.values()].map(async (known) => known.fetching));
      await d.file.settled();
    }
  };
}
function bundled(note) {
  return { models: import_bundled_models.BUNDLED_MODELS, source: "bundled", ageSeconds: void 0, note };
}
var import_wording13, import_errors20, import_json13, import_time9, import_home6, import_backend3, import_bundled_models, import_models3, FRESH_MS, PAUSE_MS2, PATIENCE_MS2, TEXT, OTHER, LISTS;
var init_catalogue = __esm({
  "src/ask/catalogue.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_wording13 = __toESM(require_wording(), 1);
    import_errors20 = __toESM(require_errors(), 1);
    import_json13 = __toESM(require_json(), 1);
    import_time9 = __toESM(require_time(), 1);
    import_home6 = __toESM(require_home(), 1);
    import_backend3 = __toESM(require_backend(), 1);
    import_bundled_models = __toESM(require_bundled_models(), 1);
    import_models3 = __toESM(require_models(), 1);
    FRESH_MS = 10 * 6e4;
    PAUSE_MS2 = 3e4;
    PATIENCE_MS2 = 3e3;
    TEXT = /^(?:gpt-|o\d|codex)/i;
    OTHER = /audio|realtime|image|tts|transcribe|search|embed|moderation|instruct|live|whisper/i;
    LISTS = { chatgpt: import_models3.parseCatalogue, platform: parsePlanModels, api: parseApiModels };
  }
});

// others:src/attach/report.ts
var require_report = __commonJS({
  "others:src/attach/report.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/attach/report.ts"]();
  }
});

// src/ask/preview.ts
async function preview(d, question, signal) {
  const asked = (0, import_instructions2.withReview)(question);
  const gathered = await attach(d, asked, signal);
  const { thread } = await (0, import_turn2.placeOf)(d, asked);
  const outgoing = (0, import_outgoing2.outgoingOf)(asked, thread, gathered, d.defaultModel);
  (0, import_outgoing2.assertApproved)(outgoing);
  const { renderDryRun } = await Promise.resolve().then(() => __toESM(require_report(), 1));
  const report = await d.credentials.report();
  const to = (0, import_home7.backendOf)((0, import_home7.placeInForce)(report, d.fresh));
  const secrets = await (0, import_consent2.secretsIn)(outgoing, signal);
  const reasons3 = new Map(secrets.map(({ path: path19, reason }) => [path19, reason]));
  const digest = (0, import_outgoing2.digestOf)(outgoing);
  const head = [
    `digest: ${digest}`,
    `to: ${to} (${report ? `credentials: ${report.source}` : "nobody is signed in"})`,
    ...Object.entries(outgoing.options).map(([name, value]) => `${name}: ${value ?? "the default"}`),
    `thread: ${thread ? `${thread.meta.id}, ${(0, import_wording14.plural)(outgoing.turns.length, "earlier turn")}` : "a new one"}`,
    ...outgoing.pieces.map(
      ({ name, text: text2 }) => `${name}: ${(0, import_wording14.plural)(text2.length, "character")}, about ${(0, import_wording14.plural)(Math.ceil(text2.length / 4), "token")}`
    ),
    ...await lookLines(d, asked),
    ...secrets.map((secret) => `sent only if the user agrees: ${(0, import_consent2.nameOf)(secret)}`)
  ];
  const texts2 = outgoing.pieces.flatMap(({ name, text: text2 }) => {
    const reason = reasons3.get(name);
    return ["", `=== ${name} ===`, reason === void 0 ? text2 : `[not shown: ${reason}]`];
  });
  return { digest, text: renderDryRun(gathered, head, texts2) };
}
async function lookLines(d, asked) {
  if (!asked.look) return [];
  const { reachOf } = await Promise.resolve().then(() => __toESM(require_look(), 1));
  return [
    ...reachOf(await openLook(d, asked)),
    `Looking around ends after ${ceilingsLine(CEILINGS)}. The digest covers that it is on, not what is read.`
  ];
}
var import_wording14, import_home7, import_instructions2, import_consent2, import_outgoing2, import_turn2;
var init_preview = __esm({
  "src/ask/preview.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_wording14 = __toESM(require_wording(), 1);
    import_home7 = __toESM(require_home(), 1);
    import_instructions2 = __toESM(require_instructions(), 1);
    init_ask();
    import_consent2 = __toESM(require_consent(), 1);
    import_outgoing2 = __toESM(require_outgoing(), 1);
    init_patience();
    import_turn2 = __toESM(require_turn(), 1);
  }
});

// src/ask/workspace-name.ts
function workspaceNameIn(body, accountId) {
  const list = (0, import_json14.member)(body, "accounts");
  const own = Array.isArray(list) ? list.find((one) => (0, import_json14.isObject)(one) && one["id"] === accountId) : void 0;
  return (0, import_json14.stringOf)((0, import_json14.member)(own, "name"))?.trim().slice(0, LONGEST) || void 0;
}
async function withWorkspaceName(d, login) {
  const credential = credentialOf(login);
  if (credential.accountId === void 0) return login;
  const answer = await (0, import_backend4.callBackend)(d, credential, "/wham/accounts/check", {
    patienceMs: PATIENCE_MS3
  }).catch(() => void 0);
  if (answer?.status !== 200) return login;
  const name = workspaceNameIn((0, import_json14.parseJson)(answer.body), credential.accountId);
  return name === void 0 ? login : { ...login, extra: { ...login.extra, [import_record12.WORKSPACE_NAME]: name } };
}
var import_record12, import_json14, import_backend4, PATIENCE_MS3, LONGEST;
var init_workspace_name = __esm({
  "src/ask/workspace-name.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_record12 = __toESM(require_record(), 1);
    init_tokens();
    import_json14 = __toESM(require_json(), 1);
    import_backend4 = __toESM(require_backend(), 1);
    PATIENCE_MS3 = 2e3;
    LONGEST = 80;
  }
});

// src/ask/state-file.ts
function openStateFile(file, { log, now, platform: platform2 }) {
  let tail;
  const read = async () => {
    try {
      return (await (0, import_promises9.stat)(file)).size > MAX_BYTES ? void 0 : (0, import_json15.parseJson)(await (0, import_promises9.readFile)(file, "utf8"));
    } catch {
      return void 0;
    }
  };
  return {
    read,
    /** Replaces the content (0600, atomic) in the order of the calls. `make` gets the current content. */
    update: (make) => {
      tail = (tail ?? removeAbandoned(file, now() - ABANDONED_MS)).then(async () => (0, import_files5.replaceUnflushed)(file, `${JSON.stringify(make(await read()))}
`, platform2)).catch((error) => {
        log.debug(`not remembered: ${error instanceof Error ? error.message : "unknown failure"}`);
      });
    },
    /** Resolves when every update so far is on disk or has failed. */
    settled: async () => tail
  };
}
async function removeAbandoned(file, before) {
  const folder = import_node_path8.default.dirname(file);
  const names2 = (await (0, import_promises9.readdir)(folder).catch(() => [])).filter((name) => TEMPORARY.test(name));
  for (const name of names2.filter((one) => one.replace(TEMPORARY, "") === import_node_path8.default.basename(file))) {
    const info = await (0, import_promises9.lstat)(import_node_path8.default.join(folder, name)).catch(() => void 0);
    if (info?.isFile() && info.mtimeMs < before) await (0, import_promises9.rm)(import_node_path8.default.join(folder, name)).catch(() => {
    });
  }
}
var import_promises9, import_node_path8, import_files5, import_json15, MAX_BYTES, TEMPORARY, ABANDONED_MS;
var init_state_file = __esm({
  "src/ask/state-file.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_promises9 = require("node:fs/promises");
    import_node_path8 = __toESM(require("node:path"), 1);
    import_files5 = __toESM(require_files(), 1);
    import_json15 = __toESM(require_json(), 1);
    MAX_BYTES = 1048576;
    TEMPORARY = /\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.tmp$/;
    ABANDONED_MS = 6e4;
  }
});

// src/threads/id.ts
var id_exports = {};
__export(id_exports, {
  LAST: () => LAST,
  idOfFile: () => idOfFile,
  isThreadId: () => isThreadId,
  newThreadId: () => newThreadId,
  parseThreadName: () => parseThreadName,
  shortId: () => shortId,
  threadFile: () => threadFile
});
function newThreadId(now, random) {
  const bytes = Buffer.concat([Buffer.alloc(6), random.subarray(0, 10)]);
  bytes.writeUIntBE(Math.floor(now), 0, 6);
  bytes[6] = (bytes[6] ?? 0) & 15 | 112;
  bytes[8] = (bytes[8] ?? 0) & 63 | 128;
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
function parseThreadName(text2) {
  const name = text2.trim().toLowerCase().replace(/(?:…|\.\.\.)$/, "");
  if (name === LAST || name.length >= SHORTEST && UUID_V7.test(name + REST.slice(name.length))) return name;
  throw new import_errors21.AppError({
    kind: "input",
    code: "thread.id",
    what: `"${text2.trim().slice(0, 60)}" is not a valid thread id.`,
    why: "A thread id looks like 0198c0de-1a2b-7c3d-8e4f-5a6b7c8d9e0f. It is on the last line of an answer.",
    fix: import_wording15.say`Give at least its first ${SHORTEST} characters, ${LAST} for the thread used last, or omit ${import_wording15.its.thread} to start a new thread.`
  });
}
function threadFile(dir, id) {
  if (!isThreadId(id)) throw new Error("not a thread id");
  return import_node_path9.default.join(dir, `${id}.jsonl`);
}
function idOfFile(name) {
  const id = import_node_path9.default.basename(name, ".jsonl");
  return id !== name && UUID_V7.test(id) ? id : void 0;
}
var import_wording15, import_node_path9, import_errors21, UUID_V7, REST, SHORTEST, SHORT, LAST, isThreadId, shortId;
var init_id = __esm({
  "src/threads/id.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_wording15 = __toESM(require_wording(), 1);
    import_node_path9 = __toESM(require("node:path"), 1);
    import_errors21 = __toESM(require_errors(), 1);
    UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
    REST = "00000000-0000-7000-8000-000000000000";
    SHORTEST = 8;
    SHORT = 18;
    LAST = "last";
    isThreadId = (name) => UUID_V7.test(name);
    shortId = (id) => id.slice(0, SHORT);
  }
});

// others:src/threads/records.ts
var require_records = __commonJS({
  "others:src/threads/records.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/threads/records.ts"]();
  }
});

// src/threads/listing.ts
async function listThreads(dir, within2, limit, counted, hidden = () => false) {
  const threads = [];
  const broken = [];
  let [total, elsewhere] = [0, 0];
  for await (const { file, header, ...facts } of headsIn(dir)) {
    if (!counted && threads.length >= limit) break;
    if (header && !within2(header.project)) {
      elsewhere += 1;
      continue;
    }
    if (header?.session !== void 0 && hidden(header.session, facts.usedAt)) continue;
    total += 1;
    if (!header) broken.push(file);
    else if (threads.length < limit) {
      const { title, at: createdAt, model, project, session } = header;
      const about = {
        title,
        createdAt,
        model,
        project,
        session,
        source: "codex-oauth",
        tokens: void 0
      };
      threads.push({ ...facts, ...about, file, ended: isEnded(file, facts.bytes) });
    }
  }
  return { threads, total, elsewhere, broken };
}
async function* headsIn(dir) {
  const files = await filesIn(dir);
  files.sort((a, b) => b.usedAt - a.usedAt);
  for await (const some of inTurns(files))
    for (const facts of some) yield { ...facts, header: headerOf2(facts.file) };
}
async function filesIn(dir) {
  const names2 = await (0, import_files6.namesIn)(dir).catch((error) => {
    throw (0, import_files6.fileError)(error, dir, "read");
  });
  const files = [];
  for await (const some of inTurns(names2)) files.push(...some.flatMap((name) => factsOf(dir, name) ?? []));
  return files;
}
async function* inTurns(all) {
  for (let i = 0; i < all.length; i += AT_ONCE) {
    yield all.slice(i, i + AT_ONCE);
    await (0, import_promises11.setImmediate)();
  }
}
function factsOf(dir, name) {
  const id = idOfFile(name);
  if (id === void 0) return void 0;
  const file = dir + import_node_path10.default.sep + name;
  try {
    const info = (0, import_node_fs8.statSync)(file);
    return info.isFile() ? { file, id, usedAt: info.mtimeMs, bytes: info.size } : void 0;
  } catch {
    return void 0;
  }
}
function headerOf2(file) {
  for (const line of linesAt(file, 0)) {
    const record = (0, import_records.parseRecord)(line);
    if (typeof record !== "string") return record.type === "thread" ? record : void 0;
  }
  return void 0;
}
function isEnded(file, bytes) {
  const last = (0, import_records.parseRecord)(linesAt(file, Math.max(0, bytes - ENDS)).at(-1) ?? "");
  return typeof last === "object" && last.type === "end";
}
function linesAt(file, position) {
  let fd;
  try {
    fd = (0, import_node_fs8.openSync)(file, READ);
    const bytesRead = (0, import_node_fs8.readSync)(fd, room, 0, ENDS, position);
    const lines = room.toString("utf8", 0, bytesRead).split("\n");
    return lines.filter((line) => line !== "");
  } catch {
    return [];
  } finally {
    if (fd !== void 0) (0, import_node_fs8.closeSync)(fd);
  }
}
var import_node_fs8, import_promises10, import_node_path10, import_promises11, import_files6, import_records, ENDS, AT_ONCE, room, READ, openForReading;
var init_listing = __esm({
  "src/threads/listing.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_node_fs8 = require("node:fs");
    import_promises10 = require("node:fs/promises");
    import_node_path10 = __toESM(require("node:path"), 1);
    import_promises11 = require("node:timers/promises");
    import_files6 = __toESM(require_files(), 1);
    init_id();
    import_records = __toESM(require_records(), 1);
    ENDS = 16384;
    AT_ONCE = 64;
    room = Buffer.allocUnsafe(ENDS);
    READ = import_node_fs8.constants.O_RDONLY | import_node_fs8.constants.O_NOFOLLOW | import_node_fs8.constants.O_NONBLOCK;
    openForReading = (file) => (0, import_promises10.open)(file, READ);
  }
});

// src/threads/refusals.ts
function refusal(code, name) {
  const [what = "", why] = reasons2(name)[code];
  const all = import_wording16.say`${(0, import_wording16.onlyIn)("terminal", "Add --all")}${(0, import_wording16.onlyIn)("assistant", "The user can set CODEX_OAUTH_THREADS_SCOPE=all")} to reach the threads of every project`;
  const anew = import_wording16.say`${all}, or omit ${import_wording16.its.thread} to start a new thread.`;
  const fix = code === "ambiguous" ? "Give more characters of the id." : anew;
  return new import_errors22.AppError({ kind: "input", code: `thread.${code}`, what, why, fix });
}
var import_errors22, import_wording16, reasons2;
var init_refusals = __esm({
  "src/threads/refusals.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_errors22 = __toESM(require_errors(), 1);
    import_wording16 = __toESM(require_wording(), 1);
    reasons2 = (name) => ({
      project: [
        `Thread ${name} belongs to another project, so it was not opened.`,
        "A thread belongs to the folder where it was started. That folder may have been moved or renamed."
      ],
      none: ["This project has no threads yet.", "Only threads started in this folder count."],
      ambiguous: [
        `More than one thread begins with ${name}.`,
        "Threads started at nearly the same time share the first characters of their ids."
      ],
      unknown: [`There is no thread ${name}.`, "It was deleted, has expired, or belongs to another login file."]
    });
  }
});

// others:src/threads/spill.ts
var require_spill = __commonJS({
  "others:src/threads/spill.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/threads/spill.ts"]();
  }
});

// src/threads/thread.ts
function recordsOf(turn) {
  const { id, state, askedAt, endedAt, text: text2, items, usage, requestId, error, answerSha256, ...asked } = turn;
  const end = { partial: state !== "complete", usage, requestId, error, answerSha256 };
  return [
    { type: "turn", turn: id, at: askedAt, pid: 0, host: "", ...asked },
    { type: "answer", turn: id, model: void 0, text: text2, items },
    { type: "end", turn: id, at: endedAt ?? askedAt, ...end }
  ];
}
function stateOf(text2, end) {
  if (!end) return void 0;
  if (!end.partial && !end.error) return "complete";
  return text2 === "" ? "failed" : "partial";
}
var TurnCollector;
var init_thread = __esm({
  "src/threads/thread.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    TurnCollector = class {
      /** In the order of their last records. */
      #drafts = /* @__PURE__ */ new Map();
      take(record) {
        const draft = this.#drafts.get(record.turn);
        if (record.type === "turn") {
          if (!draft) this.#drafts.set(record.turn, { start: record, pieces: [], length: 0 });
          return;
        }
        if (!draft) return;
        this.#drafts.delete(record.turn);
        this.#drafts.set(record.turn, draft);
        if (record.type === "text") {
          const piece = record.text.slice(Math.max(0, draft.length - record.offset));
          draft.pieces.push(piece);
          draft.length += piece.length;
        } else if (record.type === "answer") draft.answer = record;
        else draft.end = record;
      }
      /** `alive` tells whether a turn without an end is still being written by its process. */
      turns(alive) {
        return [...this.#drafts.values()].map(({ start, pieces, answer, end }) => {
          const { type: _, turn: id, at: askedAt, pid: _pid, host: _host, ...asked } = start;
          const text2 = answer?.text ?? pieces.join("");
          return {
            ...asked,
            id,
            state: stateOf(text2, end) ?? (alive(start) ? "writing" : "interrupted"),
            askedAt,
            endedAt: end?.at,
            model: answer?.model ?? start.model,
            text: text2,
            items: answer?.items ?? [],
            ...answer?.receipt ? { receipt: answer.receipt } : {},
            usage: end?.usage,
            requestId: end?.requestId,
            error: end?.error,
            answerSha256: end?.answerSha256
          };
        });
      }
    };
  }
});

// src/threads/writer.ts
async function appendLines(handle, lines) {
  const bytes = Buffer.from(lines, "utf8");
  const { bytesWritten } = await handle.write(bytes, 0, bytes.length, null);
  if (bytesWritten === bytes.length) return;
  throw Object.assign(new Error("the system wrote only a part of the line"), { code: "ENOSPC" });
}
var import_node_fs9, import_promises12, import_node_path11, import_files7, import_records2, FLUSH_MS, APPEND, CREATE, TurnWriter;
var init_writer = __esm({
  "src/threads/writer.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_node_fs9 = require("node:fs");
    import_promises12 = require("node:fs/promises");
    import_node_path11 = __toESM(require("node:path"), 1);
    import_files7 = __toESM(require_files(), 1);
    import_records2 = __toESM(require_records(), 1);
    FLUSH_MS = 500;
    APPEND = import_node_fs9.constants.O_WRONLY | import_node_fs9.constants.O_APPEND | import_node_fs9.constants.O_NOFOLLOW;
    CREATE = import_node_fs9.constants.O_CREAT | import_node_fs9.constants.O_EXCL;
    TurnWriter = class {
      #parts;
      /** The answer so far: the part queued or on disk, and the rest. */
      #queued = "";
      #fresh = "";
      /** Lines that are not on disk yet, in order. */
      #lines;
      #handle;
      #problem;
      #timer;
      #tail;
      #finished;
      constructor(parts) {
        this.#parts = parts;
        this.#lines = [...parts.head ?? [], parts.start].map(import_records2.serializeRecord).join("");
        this.#tail = this.#drain();
      }
      get turn() {
        return this.#parts.start.turn;
      }
      /** True once a piece has arrived. */
      get begun() {
        return this.#queued !== "" || this.#fresh !== "";
      }
      /** Takes a piece of the answer. Returns at once; it is on disk within half a second. */
      append(text2) {
        if (this.#finished) return;
        this.#fresh += text2;
        this.#timer ??= setTimeout(() => void this.flush(), FLUSH_MS).unref();
      }
      /** Writes everything received so far. Resolves when it is on disk or the disk refused. */
      flush() {
        clearTimeout(this.#timer);
        this.#timer = void 0;
        const [offset, text2] = [this.#queued.length, this.#fresh];
        if (text2 !== "")
          this.#lines += (0, import_records2.serializeRecord)({ type: "text", turn: this.#parts.start.turn, offset, text: text2 });
        this.#queued += text2;
        this.#fresh = "";
        return this.#tail = this.#tail.then(() => this.#drain());
      }
      /** Writes the end and closes the file, once. Returns the error if the turn could not be stored. */
      finish(end) {
        return this.#finished ??= this.#finish(end);
      }
      async #finish(end) {
        const { start, now, onClosed } = this.#parts;
        const { turn } = start;
        this.#queued += this.#fresh;
        this.#fresh = "";
        const { text: text2 = this.#queued, items = [], model, receipt, partial = false, usage, requestId, error } = end;
        if (text2 !== "" || items.length > 0)
          this.#lines += (0, import_records2.serializeRecord)({ type: "answer", turn, model, text: text2, items, receipt });
        const answerSha256 = (0, import_records2.digestOfAnswer)(text2);
        this.#lines += (0, import_records2.serializeRecord)({
          type: "end",
          turn,
          at: now(),
          partial,
          usage,
          requestId,
          error,
          answerSha256
        });
        await this.flush();
        this.#handle?.close().catch(() => {
        });
        onClosed();
        return this.#problem;
      }
      async #drain() {
        const { file, head } = this.#parts;
        const lines = this.#lines;
        if (file === void 0 || lines === "") return;
        this.#lines = "";
        try {
          const making = head !== void 0 && !this.#handle;
          if (making) await (0, import_promises12.mkdir)(import_node_path11.default.dirname(file), { recursive: true, mode: 448 });
          this.#handle ??= await (0, import_promises12.open)(file, making ? APPEND | CREATE : APPEND, 384);
          await appendLines(this.#handle, making ? lines : `
${lines}`);
          this.#problem = void 0;
        } catch (error) {
          this.#lines = lines + this.#lines;
          this.#problem = (0, import_files7.fileError)(error, file, "written");
        }
      }
    };
  }
});

// src/threads/store.ts
function openThreads(d) {
  const open6 = /* @__PURE__ */ new Map();
  const spillDir = import_node_path12.default.join(import_node_path12.default.dirname(d.dir), "answers");
  let prunedAt = Number.NEGATIVE_INFINITY;
  const newId = () => newThreadId(d.now(), d.randomBytes(16));
  const alive = (changedAt2) => ({ turn, pid, host }) => {
    if (host === d.hostname && pid === d.pid) return open6.has(turn);
    return d.now() - changedAt2 < ALIVE_MS && (host !== d.hostname || d.processAlive(pid));
  };
  const prune = async (folders = [d.dir, spillDir]) => {
    prunedAt = d.now();
    if (!Number.isFinite(d.retentionDays)) return 0;
    const before = d.now() - d.retentionDays * DAY_MS;
    const counts = await Promise.all(folders.map((folder) => pruneFolder(folder, before)));
    const count = counts.reduce((sum, one) => sum + one, 0);
    if (count > 0) await d.onPruned?.();
    return count;
  };
  const pruneUnasked = async () => {
    if (!await d.foreign?.()) await prune(d.enabled ? void 0 : [spillDir]);
  };
  const pruneSometimes = () => {
    if (d.now() - prunedAt < DAY_MS) return;
    prunedAt = d.now();
    pruneUnasked().catch(
      (error) => d.log.debug(`threads not pruned: ${(0, import_errors23.errnoOf)(error) ?? "unknown"}`)
    );
  };
  const within2 = (wanted) => (project) => d.everyProject || wanted === void 0 || project === wanted;
  const find = async (given, project) => {
    const name = parseThreadName(given);
    const inScope = within2(project);
    if (name === LAST) {
      const [last] = (await listThreads(d.dir, inScope, 1, false)).threads;
      if (!last) throw refusal("none", name);
      return last.id;
    }
    const ids = isThreadId(name) ? [name] : (await (0, import_files8.namesIn)(d.dir)).map(idOfFile);
    const named3 = ids.filter((id) => id?.startsWith(name) === true);
    const [only, another] = named3.filter(
      (id) => inScope(headerOf2(threadFile(d.dir, id))?.project ?? project ?? "")
    );
    if (only === void 0) throw refusal(named3.length > 0 ? "project" : "unknown", name);
    if (another !== void 0) throw refusal("ambiguous", name);
    return only;
  };
  return {
    enabled: d.enabled,
    dir: d.dir,
    newId,
    create: (about) => ({
      meta: { ...about, at: d.now(), title: titleOf(about.title) },
      turns: [],
      damaged: 0,
      stored: false
    }),
    idOf: find,
    load: async (name, project) => {
      const id = await find(name, project);
      const file = threadFile(d.dir, id);
      let handle;
      try {
        handle = await openForReading(file);
        const thread = readThread(await handle.readFile("utf8"), file, alive((await handle.stat()).mtimeMs));
        if (!within2(project)(thread.meta.project)) throw refusal("project", id);
        return thread;
      } catch (error) {
        throw (0, import_errors23.errnoOf)(error) === "ENOENT" ? refusal("unknown", id) : (0, import_files8.fileError)(error, file, "read");
      } finally {
        await handle?.close().catch(() => {
        });
      }
    },
    beginTurn: ({ meta, turns, stored }, { systemPrompt, attached = [], ...asked }) => {
      const turn = newId();
      const { pid, hostname: host } = d;
      const writer = new TurnWriter({
        file: d.enabled ? threadFile(d.dir, meta.id) : void 0,
        head: stored ? void 0 : [{ type: "thread", version: import_records3.FORMAT_VERSION, ...meta }, ...turns.flatMap(recordsOf)],
        start: { type: "turn", turn, at: d.now(), systemPrompt, attached, pid, host, ...asked },
        now: d.now,
        onClosed: () => {
          open6.delete(turn);
          if (d.enabled) pruneSometimes();
        }
      });
      open6.set(turn, writer);
      return writer;
    },
    list: (project, limit = 50, counted = true, hidden) => listThreads(d.dir, within2(project), limit, counted, hidden),
    files: () => filesIn(d.dir),
    within: within2,
    remove: async (name, project) => {
      const id = await find(name, project);
      const file = threadFile(d.dir, id);
      const removed = await (0, import_files8.removeIfThere)(file).catch((error) => {
        throw (0, import_files8.fileError)(error, file, "deleted");
      });
      return removed ? id : void 0;
    },
    prune: () => prune(),
    spill: async (text2) => {
      pruneSometimes();
      const file = import_node_path12.default.join(spillDir, `${newId()}.md`);
      try {
        await (0, import_promises13.mkdir)(spillDir, { recursive: true, mode: 448 });
        await (0, import_promises13.writeFile)(file, text2, { mode: 384, flag: "wx" });
      } catch (error) {
        throw (0, import_files8.fileError)(error, file, "written");
      }
      return file;
    },
    flush: async () => {
      await Promise.all([...open6.values()].map((writer) => writer.flush()));
    }
  };
}
function titleOf(text2) {
  const line = text2.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ").trim();
  return line.length <= TITLE ? line : `${(0, import_spill.headOf)(line, TITLE - 1)}…`;
}
function readThread(text2, file, alive) {
  const collected = new TurnCollector();
  let header;
  let damaged = 0;
  const lines = text2.split("\n");
  for (const [n, line] of lines.entries()) {
    const record = line === "" ? "unknown" : (0, import_records3.parseRecord)(line);
    if (record === "damaged") damaged += n < lines.length - 1 ? 1 : 0;
    else if (record === "unknown") continue;
    else if (record.type === "thread") header ??= record;
    else collected.take(record);
  }
  const { type: _, version: _version, ...meta } = usable(header, file);
  return { meta, turns: collected.turns(alive), damaged, stored: true };
}
function usable(header, file) {
  if (header && header.version <= import_records3.FORMAT_VERSION && `${header.id}.jsonl` === import_node_path12.default.basename(file))
    return header;
  const newer = header !== void 0 && header.version > import_records3.FORMAT_VERSION;
  throw new import_errors23.AppError({
    kind: "local",
    code: newer ? "thread.version" : "thread.broken",
    what: `The thread in ${file} cannot be used.`,
    why: newer ? `It was written by a newer version of codex-oauth (format ${header.version}, this one knows ${import_records3.FORMAT_VERSION}). It was not changed.` : `Its first line does not say which thread it is. It was not changed.`,
    fix: newer ? import_wording17.say`Update codex-oauth, or omit ${import_wording17.its.thread} to start a new thread.` : import_wording17.say`Omit ${import_wording17.its.thread} to start a new thread; \`mv ${file} ${file}.bad\` removes it from the list.`,
    details: { path: file }
  });
}
async function pruneFolder(dir, before) {
  let count = 0;
  for (const name of await (0, import_files8.namesIn)(dir)) {
    if (idOfFile(name.replace(/\.md$/, ".jsonl")) === void 0) continue;
    const file = import_node_path12.default.join(dir, name);
    const info = await (0, import_promises13.stat)(file).catch(() => void 0);
    if (info && info.mtimeMs < before && await (0, import_files8.removeIfThere)(file).catch(() => false)) count += 1;
  }
  return count;
}
var import_promises13, import_node_path12, import_errors23, import_files8, import_wording17, import_records3, import_spill, DAY_MS, TITLE, ALIVE_MS;
var init_store = __esm({
  "src/threads/store.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_promises13 = require("node:fs/promises");
    import_node_path12 = __toESM(require("node:path"), 1);
    import_errors23 = __toESM(require_errors(), 1);
    import_files8 = __toESM(require_files(), 1);
    import_wording17 = __toESM(require_wording(), 1);
    init_id();
    init_listing();
    init_refusals();
    import_records3 = __toESM(require_records(), 1);
    import_spill = __toESM(require_spill(), 1);
    init_thread();
    init_writer();
    DAY_MS = 864e5;
    TITLE = 100;
    ALIVE_MS = 60 * 6e4;
  }
});

// others:src/jobs/job.ts
var require_job = __commonJS({
  "others:src/jobs/job.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/jobs/job.ts"]();
  }
});

// others:src/jobs/edge.ts
var require_edge = __commonJS({
  "others:src/jobs/edge.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/jobs/edge.ts"]();
  }
});

// src/jobs/lost.ts
async function turnOf({ threadId, turn }, threads) {
  if (threadId === void 0) return void 0;
  const thread = await threads.load(threadId, void 0).catch(() => void 0);
  return thread?.turns.find(({ id }) => id === turn);
}
async function lost(job, threads) {
  const turn = await turnOf(job, threads);
  const text2 = turn?.text ?? "";
  const told2 = (...partial) => (0, import_edge.withEdge)(text2, partial, [`thread_id: ${job.threadId}`], (job.turn ?? "").slice(-8));
  if (turn?.state === "complete") return { text: told2() };
  const { message: message2, code } = job.state === "interrupted" || !job.result ? interrupted(text2 !== "") : { message: job.result.text, code: job.result.code };
  const why = code === void 0 ? {} : { code, meta: { "codex-oauth/error": { code } } };
  if (text2 === "") return { text: message2, isError: true, ...why };
  return { text: told2(`[Partial answer, not complete. ${message2}]`), ...why };
}
function interrupted(some) {
  return new import_errors24.AppError({
    kind: "local",
    code: "jobs.interrupted",
    what: "The question was interrupted.",
    why: "The process that worked on it ended before the answer did.",
    fix: some ? "To have the rest, ask for it in the same thread." : "Ask again."
  });
}
var import_errors24, import_edge;
var init_lost = __esm({
  "src/jobs/lost.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_errors24 = __toESM(require_errors(), 1);
    import_edge = __toESM(require_edge(), 1);
  }
});

// others:src/jobs/running.ts
var require_running = __commonJS({
  "others:src/jobs/running.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/jobs/running.ts"]();
  }
});

// src/jobs/store.ts
function openJobs(d) {
  const done = import_node_path13.default.join(d.dir, "delivered");
  const mine = /* @__PURE__ */ new Map();
  let closing = false;
  const ending = /* @__PURE__ */ new Set();
  const fileOf = (folder, id) => import_node_path13.default.join(folder, `${id}.json`);
  const stopFile = (id) => import_node_path13.default.join(d.dir, `${id}.stop`);
  const jobOf = async (record, delivered) => {
    const [machine, identity] = await Promise.all([
      (0, import_machine3.machineId)(d.platform),
      record.state === "working" ? (0, import_machine3.startIdentity)(record.pid, d.platform) : void 0
    ]);
    const alive = d.processAlive(record.pid);
    const state = (0, import_job.stateOf)(record, { now: d.now(), machine, alive, identity });
    return { ...record, state, delivered };
  };
  const jobAt = async (folder, id) => {
    const load = async () => {
      const record = (0, import_job.parseJob)(await contentOf(fileOf(folder, id)));
      return record?.id === id ? jobOf(record, folder === done) : void 0;
    };
    const job = await load();
    return job?.state === "interrupted" ? load() : job;
  };
  const read = async (id) => isJobId(id) ? await jobAt(d.dir, id) ?? await jobAt(done, id) : void 0;
  const readAll = async (folder) => {
    const found = [];
    for (const name of await (0, import_files9.namesIn)(folder).catch(() => [])) {
      const id = idIn(name);
      if (id === void 0) continue;
      const file = import_node_path13.default.join(folder, name);
      const job = name === `${id}.json` ? await jobAt(folder, id) : void 0;
      const until2 = job ? job.expiresAt : await changedAt(file).then((at) => at + KEPT_MS);
      if (job?.state !== "working" && until2 < d.now()) await (0, import_promises14.rm)(file, { force: true }).catch(() => {
      });
      else if (job) found.push(job);
    }
    return found.sort((a, b) => a.createdAt - b.createdAt);
  };
  const all = async () => (await Promise.all([readAll(d.dir), readAll(done)])).flat();
  const get = async (id) => {
    const job = await read(id);
    if (!job || job.state !== "working" && job.expiresAt < d.now()) return void 0;
    const { state, result } = job;
    const untold = state === "interrupted" || ["cancelled", "jobs.too_long"].includes(result?.code ?? "");
    return untold ? { ...job, result: await lost(job, d.threads) } : job;
  };
  const deliver = async (id) => {
    const move = async () => {
      await (0, import_promises14.mkdir)(done, { recursive: true, mode: 448 });
      await (0, import_files9.withRenameRetries)(() => (0, import_promises14.rename)(fileOf(d.dir, id), fileOf(done, id)), d.platform);
    };
    await move().catch(() => {
    });
    await (0, import_files9.removeIfThere)(stopFile(id)).catch(() => false);
  };
  const stop = async (id, early = false) => {
    const before = await read(id);
    if (before ? before.state !== "working" : !early) return get(id);
    const here = mine.get(id);
    if (here) here.end("stopped");
    else {
      const file = stopFile(id);
      const write = (0, import_promises14.mkdir)(d.dir, { recursive: true, mode: 448 }).then(
        () => (0, import_promises14.writeFile)(file, "", { mode: 384 })
      );
      await write.catch((error) => {
        throw (0, import_files9.fileError)(error, file, "written");
      });
    }
    for (let waited = 0; waited < STOP_MS; waited += POLL_MS) {
      await d.sleep(POLL_MS);
      const state = (await read(id))?.state;
      if (state !== "working" && !(early && state === void 0)) break;
    }
    return get(id);
  };
  return {
    pace: d.pace,
    newId: () => Buffer.from(d.randomBytes(16)).toString("hex"),
    get,
    /** Those of a project, or of all; newest first. */
    list: async (project) => {
      const within2 = (await all()).filter((job) => project === void 0 || job.project === project);
      return within2.sort((a, b) => b.createdAt - a.createdAt);
    },
    /** The undelivered ones of every project, oldest first: what works, and what nobody was given. */
    open: () => readAll(d.dir),
    /** Asks the job's process to end the question at the backend, and waits for its end. */
    stop,
    /** Its end, as its thread has it. */
    told: (job) => lost({ ...job, state: "interrupted", result: void 0 }, d.threads),
    turnOf: (job) => turnOf(job, d.threads),
    /** Deletes the record of one that has ended and was never seen. */
    discard: (id) => (0, import_files9.removeIfThere)(fileOf(d.dir, id)).catch(() => false),
    /** Somebody was given its end. */
    delivered: async (id) => {
      const job = await read(id);
      if (job && !job.delivered && job.state !== "working") await deliver(id);
    },
    /** Stops and deletes the jobs of a thread: it is being deleted. */
    forget: async (threadId) => {
      for (const { id } of (await all()).filter((job) => job.threadId === threadId)) {
        await stop(id);
        for (const folder of [d.dir, done]) await (0, import_files9.removeIfThere)(fileOf(folder, id));
      }
    },
    /** Begins a job in this process. */
    begin: ({ id, title, project, status }) => {
      const createdAt = d.now();
      const running = (0, import_running.createRunning)({
        ...d,
        id,
        file: fileOf(d.dir, id),
        stopFile: stopFile(id),
        status,
        deliver: () => deliver(id),
        onEnd: () => mine.delete(id),
        first: async () => ({
          id,
          project: await project(),
          title: titleOf(title),
          threadId: void 0,
          turn: void 0,
          state: "working",
          status: "",
          createdAt,
          updatedAt: createdAt,
          expiresAt: createdAt + KEPT_MS,
          pid: d.pid,
          identity: await (0, import_machine3.startIdentity)(d.pid, d.platform),
          machine: await (0, import_machine3.machineId)(d.platform)
        })
      });
      mine.set(id, running);
      return running;
    },
    /** Keeps the process until this end of a job is on disk. */
    ending: (end) => {
      ending.add(end);
      void end.finally(() => ending.delete(end));
    },
    /** This process ends: what it works on is told as interrupted. */
    interrupt: () => {
      closing = true;
      for (const running of mine.values()) running.end("interrupted");
    },
    closing: () => closing,
    settled: async () => void await Promise.allSettled(ending),
    /** Throws if too many questions are being worked on; `open`: the undelivered jobs. */
    assertRoom: (open6) => {
      const working = open6.filter(({ state }) => state === "working");
      if (working.length >= MOST_JOBS) throw full(working, d.now());
    }
  };
}
async function contentOf(file) {
  const handle = await openForReading(file).catch(() => void 0);
  try {
    const info = await handle?.stat();
    return handle && info?.isFile() && info.size <= LARGEST2 ? await handle.readFile("utf8") : "";
  } catch {
    return "";
  } finally {
    await handle?.close().catch(() => {
    });
  }
}
async function changedAt(file) {
  return (0, import_promises14.stat)(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => Number.POSITIVE_INFINITY
  );
}
function full(working, now) {
  const names2 = working.map(
    ({ id, createdAt }) => `${id.slice(0, 8)} (${(0, import_time10.humanSeconds)((now - createdAt) / 1e3)})`
  );
  const terminal = (0, import_wording18.onlyIn)(
    "terminal",
    "`codex-oauth jobs --all` shows them, `codex-oauth jobs stop <id>` stops one"
  );
  const assistant = (0, import_wording18.onlyIn)("assistant", "The user can stop one with `codex-oauth jobs stop <id>`");
  return new import_errors25.AppError({
    kind: "limit",
    code: "jobs.full",
    what: `${working.length} questions are being answered already, so this one was not asked.`,
    why: `One login asks at most ${MOST_JOBS} at once. Running: ${names2.join(", ")}.`,
    fix: import_wording18.say`Wait until one has ended. ${terminal}${assistant}.`
  });
}
var import_promises14, import_node_path13, import_errors25, import_files9, import_machine3, import_time10, import_wording18, import_job, import_running, MOST_JOBS, KEPT_MS, STOP_MS, POLL_MS, ID, isJobId, idIn, LARGEST2;
var init_store2 = __esm({
  "src/jobs/store.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_promises14 = require("node:fs/promises");
    import_node_path13 = __toESM(require("node:path"), 1);
    import_errors25 = __toESM(require_errors(), 1);
    import_files9 = __toESM(require_files(), 1);
    import_machine3 = __toESM(require_machine(), 1);
    import_time10 = __toESM(require_time(), 1);
    import_wording18 = __toESM(require_wording(), 1);
    init_listing();
    init_store();
    import_job = __toESM(require_job(), 1);
    init_lost();
    import_running = __toESM(require_running(), 1);
    MOST_JOBS = 8;
    KEPT_MS = 7 * 864e5;
    STOP_MS = 5e3;
    POLL_MS = 100;
    ID = /^[0-9a-f]{32}/;
    isJobId = (id) => id.length === 32 && ID.test(id);
    idIn = (name) => ID.exec(name)?.[0];
    LARGEST2 = 64 * 1048576;
  }
});

// others:src/threads/export.ts
var require_export = __commonJS({
  "others:src/threads/export.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/threads/export.ts"]();
  }
});

// src/sessions/match.ts
function fold(text2) {
  const plain = /^[\0-\x7f]*$/.test(text2) ? text2 : text2.normalize("NFKD").replace(new RegExp("\\p{M}+", "gu"), "");
  return plain.toLowerCase().replace(/[\x1e\x1f]/g, " ");
}
function partsOf(query) {
  const parts = [...query.matchAll(/"([^"]+)"|[^\s"]+/g)].map((found) => fold(found[1] ?? found[0]).trim());
  return [...new Set(parts.filter((part) => part !== ""))];
}
function createMatcher(parts) {
  const needles = parts.map((part) => Buffer.from(part)).sort((a, b) => b.length - a.length);
  const [rarest = Buffer.alloc(0), ...others] = needles;
  const phrase = parts.length > 1 ? Buffer.from(parts.join(" ")) : void 0;
  const scoreOf = (turn) => {
    const answer = turn.indexOf(ANSWER);
    const norm = 1.2 * (0.25 + 0.75 * turn.length / USUAL);
    let score = 0;
    for (const needle of needles) {
      let weight = 0;
      let at = turn.indexOf(needle);
      for (let n = 0; at >= 0 && n < COUNTED; n += 1) {
        const edges = Number(!isLetter(turn[at - 1])) + Number(!isLetter(turn[at + needle.length]));
        weight += (WEIGHTS[edges] ?? 0) * (at < answer ? IN_QUESTION : 1);
        at = turn.indexOf(needle, at + needle.length);
      }
      score += weight * 2.2 / (weight + norm);
    }
    return phrase && turn.includes(phrase) ? score * PHRASE : score;
  };
  function* matchesIn(text2) {
    let [turn, counted] = [0, 0];
    for (let at = text2.indexOf(rarest); at >= 0; ) {
      for (let end = text2.indexOf(TURN, counted); end >= 0 && end < at; end = text2.indexOf(TURN, counted)) {
        turn += 1;
        counted = end + 1;
      }
      const next = text2.indexOf(TURN, at);
      const whole = text2.subarray(counted, next < 0 ? text2.length : next);
      if (others.every((needle) => whole.includes(needle))) yield { turn, score: scoreOf(whole) };
      at = next < 0 ? -1 : text2.indexOf(rarest, next);
    }
  }
  return {
    matchesIn,
    /** False if nothing in these texts matches. */
    mayMatch: (texts2) => texts2.includes(rarest)
  };
}
function snippetOf(text2, parts) {
  const folded = fold(text2);
  const places2 = parts.flatMap((part) => placesOf(part, folded));
  if (places2.length === 0) return void 0;
  const near = (at2) => parts.filter((part) => folded.slice(at2, at2 + AFTER).includes(part)).length;
  const best = places2.reduce((a, b) => near(b) > near(a) ? b : a);
  const at = folded.length === text2.length ? best : unfolded(text2, best);
  const start = at <= BEFORE ? 0 : wordStart(text2, at - BEFORE);
  const end = Math.min(text2.length, at + AFTER);
  const cut = text2.slice(start, end).replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, "");
  const line = cut.replace(/[\s\p{Cc}]+/gu, " ").trim();
  return `${start > 0 ? "…" : ""}${line}${end < text2.length ? "…" : ""}`;
}
function placesOf(part, text2) {
  const places2 = [];
  for (let at = text2.indexOf(part); at >= 0 && places2.length < PLACES; at = text2.indexOf(part, at + part.length))
    places2.push(at);
  return places2;
}
function unfolded(text2, length) {
  let [low, high] = [0, text2.length];
  while (low < high) {
    const middle = low + high >> 1;
    if (fold(text2.slice(0, middle)).length < length) low = middle + 1;
    else high = middle;
  }
  return low;
}
function wordStart(text2, from) {
  const space = text2.slice(from, from + BEFORE / 2).search(/\s/);
  return space < 0 ? from : from + space + 1;
}
var TURN, ANSWER, USUAL, COUNTED, WEIGHTS, IN_QUESTION, PHRASE, isLetter, BEFORE, AFTER, PLACES;
var init_match = __esm({
  "src/sessions/match.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    [TURN, ANSWER] = [30, 31];
    USUAL = 1500;
    COUNTED = 8;
    WEIGHTS = [0.3, 0.6, 1];
    IN_QUESTION = 1.5;
    PHRASE = 1.5;
    isLetter = (byte) => byte !== void 0 && (byte >= 128 || byte >= 97 && byte <= 122 || byte >= 48 && byte <= 57 || byte === 95);
    [BEFORE, AFTER] = [60, 120];
    PLACES = 100;
  }
});

// src/sessions/segments.ts
async function openSegments(dir, newName) {
  const segments = [];
  for (const name of await (0, import_files10.namesIn)(dir).catch(() => [])) {
    if (!name.endsWith(SUFFIX)) continue;
    const segment = readSegment(import_node_path14.default.join(dir, name));
    if (segment) segments.push(segment);
    else await (0, import_promises15.rm)(import_node_path14.default.join(dir, name), { recursive: true, force: true }).catch(() => {
    });
  }
  const begin = async () => {
    await (0, import_promises15.mkdir)(dir, { recursive: true, mode: 448 });
    const file = import_node_path14.default.join(dir, newName());
    const handle = await (0, import_promises15.open)(file, "wx", 384);
    const table = [];
    let waiting = [];
    let [at, size] = [0, 0];
    const flush = async () => {
      const bytes = Buffer.concat(waiting);
      [waiting, size] = [[], 0];
      await handle.writeFile(bytes);
    };
    return {
      size: () => at,
      add: async ({ file: of, bytes, usedAt, project, session }, text2) => {
        table.push({ file: of, bytes, usedAt, project, session, at, length: text2.length });
        waiting.push(text2);
        at += text2.length;
        size += text2.length;
        if (size >= PART) await flush();
      },
      end: async () => {
        const rows = Buffer.from(JSON.stringify(table));
        waiting.push(rows, Buffer.from(String(rows.length).padStart(FOOT)));
        await flush();
        await handle.close();
        await (0, import_promises15.rename)(file, file + SUFFIX);
      },
      drop: async () => {
        await handle.close().catch(() => {
        });
        await (0, import_promises15.rm)(file, { force: true }).catch(() => {
        });
      }
    };
  };
  const merge = async (live) => {
    const merged = live.length > 0 ? await begin() : void 0;
    try {
      for (const { texts: texts2 } of textsOf(live)) {
        for (const [row2, text2] of texts2) await merged?.add(row2, Buffer.from(text2));
        await (0, import_promises16.setImmediate)();
      }
      await merged?.end();
    } catch (error) {
      await merged?.drop();
      throw error;
    }
    for (const { file } of segments) await (0, import_promises15.rm)(file, { force: true });
  };
  return {
    rows: segments.flatMap(({ rows }) => rows),
    begin,
    merge,
    /** Removes what a killed writer left, and merges if something is `gone`, or where that is worth it. `live`: the rows in use. */
    tidy: async (live, gone) => {
      for (const name of await (0, import_files10.namesIn)(dir)) {
        const file = import_node_path14.default.join(dir, name);
        const age = Date.now() - ((await (0, import_promises15.stat)(file).catch(() => void 0))?.mtimeMs ?? Date.now());
        if (import_node_path14.default.extname(name) === "" && age > LITTER_MS) await (0, import_promises15.rm)(file, { force: true });
      }
      const size = (rows) => rows.reduce((sum, row2) => sum + row2.length + 100, 0);
      const old = segments.reduce((sum, { rows }) => sum + size(rows), 0) - size(live);
      if (gone || segments.length > SEGMENTS || old * 3 > size(live)) await merge(live);
    },
    close: () => {
      for (const { fd } of segments) (0, import_node_fs10.closeSync)(fd);
    }
  };
}
function readSegment(file) {
  let fd;
  try {
    fd = (0, import_node_fs10.openSync)(file, READ);
    const { size } = (0, import_node_fs10.fstatSync)(fd);
    const length = Number(bytesAt(fd, size - FOOT, FOOT).toString("latin1"));
    const table = length > 0 ? (0, import_json16.parseJson)(bytesAt(fd, size - FOOT - length, length).toString("utf8")) : void 0;
    if (!Array.isArray(table)) throw new Error("no table");
    const whole = { fd, end: size - FOOT - length };
    return { file, fd, rows: table.flatMap((row2) => rowOf(row2, whole) ?? []) };
  } catch {
    if (fd !== void 0) (0, import_node_fs10.closeSync)(fd);
    return void 0;
  }
}
function rowOf(row2, { fd, end }) {
  if (!(0, import_json16.isObject)(row2)) return void 0;
  const [file, project, session] = [(0, import_json16.stringOf)(row2["file"]), row2["project"], (0, import_json16.stringOf)(row2["session"])];
  const [bytes = -1, usedAt, at = -1, length = -1] = ["bytes", "usedAt", "at", "length"].map(
    (key) => (0, import_json16.numberOf)(row2[key])
  );
  const inside = at >= 0 && length >= 0 && at + length <= end;
  if (file === void 0 || typeof project !== "string" || usedAt === void 0 || !inside) return void 0;
  return { file, bytes, usedAt, project, session, fd, at, length };
}
function* textsOf(rows) {
  const room2 = Buffer.allocUnsafe(PART);
  let part = [];
  const read = () => {
    const [first, last] = [part[0], part.at(-1)];
    if (!first || !last) return { bytes: room2.subarray(0, 0), texts: [] };
    const bytes = bytesAt(first.fd, first.at, last.at + last.length - first.at, room2);
    const texts2 = part.map(
      (row2) => [row2, bytes.subarray(row2.at - first.at, row2.at - first.at + row2.length)]
    );
    return { bytes, texts: texts2 };
  };
  for (const row2 of rows) {
    const [first, last] = [part[0], part.at(-1)];
    const gap = row2.at - ((last?.at ?? 0) + (last?.length ?? 0));
    const joins = first?.fd === row2.fd && gap >= 0 && gap < NEAR && row2.at + row2.length - first.at <= PART;
    if (!joins && part.length > 0) {
      yield read();
      part = [];
    }
    part.push(row2);
  }
  if (part.length > 0) yield read();
}
function bytesAt(fd, position, length, room2) {
  const bytes = room2 && length <= room2.length ? room2.subarray(0, length) : Buffer.allocUnsafe(length);
  for (let read = 0; read < length; ) {
    const more = (0, import_node_fs10.readSync)(fd, bytes, read, length - read, position + read);
    if (more <= 0) throw new Error("the file is cut");
    read += more;
  }
  return bytes;
}
var import_node_fs10, import_promises15, import_node_path14, import_promises16, import_files10, import_json16, SUFFIX, LITTER_MS, SEGMENTS, FOOT, PART, NEAR;
var init_segments = __esm({
  "src/sessions/segments.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_node_fs10 = require("node:fs");
    import_promises15 = require("node:fs/promises");
    import_node_path14 = __toESM(require("node:path"), 1);
    import_promises16 = require("node:timers/promises");
    import_files10 = __toESM(require_files(), 1);
    import_json16 = __toESM(require_json(), 1);
    init_listing();
    SUFFIX = ".v1";
    LITTER_MS = 60 * 6e4;
    SEGMENTS = 8;
    FOOT = 16;
    PART = 4 << 20;
    NEAR = 1 << 16;
  }
});

// src/sessions/search.ts
function textOf({ turns }) {
  const [betweenTurns, beforeAnswer] = SEPARATORS;
  const part = (text2) => fold(text2.slice(0, LONGEST2));
  return Buffer.from(turns.map((t) => part(t.prompt) + beforeAnswer + part(t.text)).join(betweenTurns));
}
async function search(d, query, sources, wanted, limit) {
  const parts = partsOf(query);
  if (parts.length === 0) return { hits: [], total: 0, unread: 0 };
  const { mayMatch, matchesIn } = createMatcher(parts);
  if (!d.kept) await (0, import_promises17.rm)(d.dir, { recursive: true, force: true }).catch(() => {
  });
  const segments = await openSegments(d.dir, d.newName);
  const best = /* @__PURE__ */ new Map();
  let unread = 0;
  const note = ({ session, file }) => {
    if (session === void 0 && sources.get(file)?.ofCli) unread += 1;
  };
  const look3 = (doc, text2, source) => {
    if (!source) return;
    let found;
    for (const match of matchesIn(text2)) {
      const top = found && found.score >= match.score ? found : match;
      found = { source, matches: (found?.matches ?? 0) + 1, turn: top.turn, score: top.score };
    }
    const key = doc.session ?? doc.file;
    const other = best.get(key);
    if (found && (!other || better(found, other) < 0)) best.set(key, found);
  };
  try {
    const live = liveRows(segments.rows, sources);
    live.forEach(note);
    const rows = [...live.values()].filter(({ project }) => wanted(project));
    for (const { bytes, texts: texts2 } of textsOf(rows)) {
      await (0, import_promises18.setImmediate)();
      if (!mayMatch(bytes)) continue;
      for (const [row2, text2] of texts2) look3(row2, text2, sources.get(row2.file));
    }
    const fresh = [...sources.values()].filter(({ file }) => !live.has(file));
    await readFresh(d.read, d.kept ? segments : void 0, fresh, (doc, text2, source) => {
      note(doc);
      if (wanted(doc.project)) look3(doc, text2, source);
    });
    const gone = segments.rows.some(({ file }) => !sources.has(file));
    if (d.kept) await segments.tidy([...live.values()], gone).catch(() => {
    });
  } finally {
    segments.close();
  }
  const ranked = [...best.values()].sort(better);
  const hits = [];
  for (const one of ranked.slice(0, limit)) {
    const hit = await hitOf(d.read, one, parts);
    if (hit) hits.push(hit);
  }
  return { hits, total: ranked.length, unread };
}
async function forget(dir, newName) {
  const segments = await openSegments(dir, newName);
  try {
    const there = segments.rows.filter(({ file }) => (0, import_node_fs11.existsSync)(file));
    if (there.length < segments.rows.length) await segments.merge(there);
  } catch {
    await (0, import_promises17.rm)(dir, { recursive: true, force: true });
  } finally {
    segments.close();
  }
}
function liveRows(rows, sources) {
  const live = /* @__PURE__ */ new Map();
  for (const row2 of rows) {
    const now = sources.get(row2.file);
    if (now?.bytes === row2.bytes && now.usedAt === row2.usedAt) live.set(row2.file, row2);
  }
  return live;
}
async function readFresh(read, segments, fresh, look3) {
  let index = segments;
  let segment;
  for (const source of fresh) {
    const thread = await read(source).catch(() => void 0);
    const { file, bytes, usedAt } = source;
    const text2 = thread ? textOf(thread) : Buffer.alloc(0);
    const { project = "", session, id } = thread?.meta ?? {};
    const doc = { file, bytes, usedAt, project, session: thread?.source ? id : session };
    look3(doc, text2, source);
    try {
      segment ??= await index?.begin();
      await segment?.add(doc, text2);
      if ((segment?.size() ?? 0) > ENOUGH) {
        await segment?.end();
        segment = void 0;
      }
    } catch {
      await segment?.drop();
      [index, segment] = [void 0, void 0];
    }
  }
  await segment?.end().catch(() => segment?.drop());
}
async function hitOf(read, { source, turn: n, matches, score }, parts) {
  const thread = await read(source).catch(() => void 0);
  const turn = thread?.turns[n];
  const rank = (text2) => parts.filter((part) => fold(text2).includes(part)).length;
  const [more] = turn ? [turn.text, turn.prompt].sort((a, b) => rank(b) - rank(a)) : [];
  const snippet = more === void 0 ? void 0 : snippetOf(more, parts);
  if (!thread || !turn || snippet === void 0) return void 0;
  return { about: (0, import_export.metaDocument)(thread), usedAt: source.usedAt, matches, turn: turn.id, score, snippet };
}
var import_node_fs11, import_promises17, import_promises18, import_export, ENOUGH, LONGEST2, SEPARATORS, better;
var init_search = __esm({
  "src/sessions/search.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_node_fs11 = require("node:fs");
    import_promises17 = require("node:fs/promises");
    import_promises18 = require("node:timers/promises");
    import_export = __toESM(require_export(), 1);
    init_match();
    init_segments();
    ENOUGH = 64 << 20;
    LONGEST2 = 1 << 20;
    SEPARATORS = [String.fromCharCode(TURN), String.fromCharCode(ANSWER)];
    better = (a, b) => b.score - a.score || b.source.usedAt - a.source.usedAt;
  }
});

// src/sessions/kept.ts
function openKept({ threads, sessions, indexDir, secretIn }) {
  const load = async (given, project) => {
    const name = parseThreadName(given);
    let failure;
    const ours2 = await threads.load(name, project).catch((error) => void (failure = error));
    const own = ours2?.meta.id;
    if (ours2 && (own === name || name === LAST) && ours2.meta.session === void 0) return ours2;
    if (!ours2 && !(failure instanceof import_errors26.AppError && ELSEWHERE.has(failure.code))) return raise(failure);
    const named3 = sessions.named(name === LAST ? own ?? name : name);
    const here = named3.filter((session) => threads.within(project)(session.project));
    const [other, another] = here.filter(({ id }) => id !== own);
    if (another || ours2 && other) throw refusal("ambiguous", name);
    if (other) return sessions.read(other);
    if (!ours2) return named3.length > 0 ? raise(refusal("project", name)) : raise(failure);
    const theirs = here[0] && ours2.meta.session === own && await sessions.read(here[0]).catch(() => void 0);
    return theirs && !theirs.turns.every((turn) => isIn(ours2, turn)) ? theirs : ours2;
  };
  const removeOne = async (name, project) => {
    let failure;
    const removed = await threads.remove(name, project).catch((error) => void (failure = error));
    if (removed !== void 0) return removed;
    const session = sessions.named(parseThreadName(name)).find((one) => threads.within(project)(one.project));
    if (session) throw sessionKept(session);
    return failure === void 0 ? void 0 : raise(failure);
  };
  const held2 = async (text2) => {
    const reason = await secretIn(text2);
    return reason === void 0 ? text2 : `[Held back by the secret guard: ${reason}.]`;
  };
  const guardedTurn = async (turn) => {
    const { error: was, ...rest } = turn;
    const [prompt, text2] = [await held2(turn.prompt), await held2(turn.text)];
    const error = was && { ...was, message: await held2(was.message) };
    if (prompt === turn.prompt && text2 === turn.text && error?.message === was?.message) return turn;
    const input = prompt === turn.prompt ? turn.input : inputOf(prompt);
    return { ...rest, prompt, text: text2, error, input, items: [], answerSha256: void 0 };
  };
  const guarded = async (thread) => {
    if (!isTheirs(thread)) return thread;
    const turns = [];
    for (const turn of thread.turns) turns.push(await guardedTurn(turn));
    return { ...thread, turns, meta: { ...thread.meta, title: await held2(thread.meta.title) } };
  };
  return {
    load,
    /** The same for a model to read. */
    show: async (name, project) => guarded(await load(name, project)),
    /** A thread to continue: of a session a new one with its texts, without its tools and its reasoning. */
    toContinue: async (name, project) => {
      const found = await load(name, project);
      if (!isTheirs(found)) return found;
      const { meta, turns } = await guarded(found);
      const said = turns.filter(({ text: text2, state }) => text2 !== "" && state !== "writing");
      const heldBack = said.filter((turn) => !found.turns.includes(turn)).length;
      const copy = threads.create({ ...meta, id: threads.newId(), from: meta.id, session: void 0 });
      return { ...copy, turns: said, heldBack };
    },
    list: async (project, limit = 50, counted = true) => {
      const { files, skipped } = await sessions.files();
      const within2 = threads.within(project);
      const fileOf = new Map(files.map((file) => [file.id, file]));
      const recorded = /* @__PURE__ */ new Set();
      const ours2 = await threads.list(project, limit, counted, (session, at) => {
        const file = fileOf.get(session);
        const other = file && file.usedAt > at + TOGETHER ? sessions.open(file) : void 0;
        const hidden = other !== void 0 && within2(other.project);
        if (!hidden) recorded.add(session);
        return hidden;
      });
      const here = (session) => recorded.has(session.id) ? void 0 : within2(session.project);
      const theirs = await sessions.list(files, here, limit, counted);
      const both = [...ours2.threads, ...theirs.threads].sort((a, b) => b.usedAt - a.usedAt);
      return {
        threads: both.slice(0, limit),
        total: ours2.total + theirs.total,
        elsewhere: ours2.elsewhere + theirs.elsewhere,
        broken: ours2.broken,
        skipped: skipped + theirs.skipped
      };
    },
    /** A title for a model to read. */
    titleOf: async ({ title, source, session }) => source === "codex-cli" || session !== void 0 ? held2(title) : title,
    /** What a listed thread took; of a long one only what the list knows. */
    totals: async (listed) => {
      const { id, source, bytes, tokens } = listed;
      const session = source === "codex-cli" ? sessions.open(listed) : void 0;
      const read = async () => session ? sessions.read(session) : threads.load(id, void 0);
      const thread = bytes > SHORT2 ? void 0 : await read().catch(() => void 0);
      return thread ? (0, import_export2.totalsOf)(thread.turns) : { tokens, durationMs: void 0 };
    },
    /** Deletes threads of ours, and their texts from the index. A session is refused: it is the Codex CLI's own. */
    remove: async (names2, project) => {
      const results = await Promise.allSettled(names2.map((name) => removeOne(name, project)));
      await forget(indexDir, threads.newId);
      return results.map((one) => one.status === "fulfilled" ? one.value : raise(one.reason));
    },
    /** Removes from the index what is no longer there. */
    forget: () => forget(indexDir, threads.newId),
    /** Full text, the best first; `total` counts the conversations. */
    search: async (query, project, limit) => {
      const { files, skipped } = await sessions.files();
      const all = [...await threads.files(), ...files];
      const sources = new Map(all.map((source) => [source.file, source]));
      const read = async (source) => {
        if (!source.ofCli) return threads.load(source.id, void 0);
        return sessions.read(sessions.open(source) ?? raise(new Error("another form")));
      };
      const d = { dir: indexDir, kept: threads.enabled, newName: threads.newId, read };
      const { hits, total, unread } = await search(d, query, sources, threads.within(project), limit);
      return { hits, total, skipped: skipped + unread };
    }
  };
}
function raise(error) {
  throw error;
}
var import_errors26, import_export2, SHORT2, TOGETHER, sessionKept, ELSEWHERE, isTheirs, isIn, inputOf;
var init_kept = __esm({
  "src/sessions/kept.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_errors26 = __toESM(require_errors(), 1);
    init_id();
    import_export2 = __toESM(require_export(), 1);
    init_refusals();
    init_search();
    SHORT2 = 4 << 20;
    TOGETHER = 6e4;
    sessionKept = ({ id, file }) => new import_errors26.AppError({
      kind: "input",
      code: "thread.session",
      what: `${id} is a session of the Codex CLI, so it was not deleted.`,
      why: `codex-oauth reads ${file} and never changes it.`,
      fix: `Run \`codex delete ${id}\`.`,
      details: { path: file }
    });
    ELSEWHERE = /* @__PURE__ */ new Set(["thread.unknown", "thread.project"]);
    isTheirs = ({ source, meta }) => source === "codex-cli" || meta.session !== void 0;
    isIn = (recording, { askedAt, endedAt = Infinity }) => recording.turns.some((turn) => askedAt <= turn.askedAt && turn.askedAt <= endedAt);
    inputOf = (text2) => ({
      type: "message",
      role: "user",
      content: [{ type: "input_text", text: text2 }]
    });
  }
});

// src/sessions/files.ts
function* sessionNames(dir, depth = 0) {
  if (depth === 0 && !isFolder(dir)) return;
  for (const entry of entriesOf(dir)) {
    const file = dir + import_node_path15.default.sep + entry.name;
    if (entry.isDirectory() && depth < DEEPEST) yield* sessionNames(file, depth + 1);
    if (!entry.isFile()) continue;
    const [, id, more] = NAME.exec(entry.name) ?? [];
    if (id !== void 0) yield more === void 0 && isThreadId(id) ? { id, file } : void 0;
  }
}
function entriesOf(dir) {
  try {
    return (0, import_node_fs12.readdirSync)(dir, { withFileTypes: true });
  } catch {
    return [];
  }
}
function isFolder(dir) {
  try {
    return (0, import_node_fs12.lstatSync)(dir).isDirectory();
  } catch {
    return false;
  }
}
function factsOf2(named3) {
  try {
    const { mtimeMs: usedAt, size: bytes } = (0, import_node_fs12.statSync)(named3.file);
    return { ...named3, usedAt, bytes, ofCli: true };
  } catch {
    return void 0;
  }
}
function pieceOf(file, position, length) {
  let fd;
  try {
    fd = (0, import_node_fs12.openSync)(file, READ);
    if (!(0, import_node_fs12.fstatSync)(fd).isFile()) return "";
    const room2 = Buffer.allocUnsafe(length);
    return room2.toString("utf8", 0, (0, import_node_fs12.readSync)(fd, room2, 0, length, position));
  } catch {
    return "";
  } finally {
    if (fd !== void 0) (0, import_node_fs12.closeSync)(fd);
  }
}
function* linesOf(file) {
  const fd = (0, import_node_fs12.openSync)(file, READ);
  try {
    const info = (0, import_node_fs12.fstatSync)(fd);
    if (!info.isFile()) return;
    const room2 = Buffer.allocUnsafe(Math.max(1, Math.min(info.size, CHUNK)));
    let begun = Buffer.alloc(0);
    for (let at = 0; ; ) {
      const read = (0, import_node_fs12.readSync)(fd, room2, 0, room2.length, at);
      if (read === 0) return;
      at += read;
      let start = 0;
      for (let end = room2.indexOf(10); end >= 0 && end < read; end = room2.indexOf(10, start)) {
        const piece = room2.subarray(start, end);
        yield begun === void 0 ? "damaged" : begun.length > 0 ? Buffer.concat([begun, piece]) : piece;
        begun = Buffer.alloc(0);
        start = end + 1;
      }
      const rest = read - start;
      begun = begun && begun.length + rest <= LONGEST3 ? Buffer.concat([begun, room2.subarray(start, read)]) : void 0;
      yield void 0;
    }
  } finally {
    (0, import_node_fs12.closeSync)(fd);
  }
}
var import_node_fs12, import_node_path15, DEEPEST, CHUNK, LONGEST3, NAME;
var init_files = __esm({
  "src/sessions/files.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_node_fs12 = require("node:fs");
    import_node_path15 = __toESM(require("node:path"), 1);
    init_id();
    init_listing();
    DEEPEST = 3;
    CHUNK = 1 << 20;
    LONGEST3 = 32 << 20;
    NAME = /^rollout-.*-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.jsonl(\..+)?$/;
  }
});

// src/sessions/rollout.ts
function parseHead(text2) {
  const [first = ""] = text2.split("\n", 1);
  const cut = first.indexOf(INSTRUCTIONS);
  const line = (0, import_json17.parseJson)(cut < 0 ? first : `${first.slice(0, cut)}}}`);
  const [id, cwd, at] = ["id", "cwd", "timestamp"].map((key) => (0, import_json17.stringOf)((0, import_json17.member)(line, "payload", key)));
  if ((0, import_json17.member)(line, "type") !== "session_meta" || (0, import_json17.numberOf)((0, import_json17.member)(line, "ordinal")) === void 0)
    return void 0;
  if (!id || !cwd || !import_node_path16.default.isAbsolute(cwd) || timeOf(at) === 0) return void 0;
  return { id, cwd, at: timeOf(at) };
}
function parseLine(line) {
  if (!MARKS.some((mark) => line.includes(mark))) return void 0;
  const record = (0, import_json17.parseJson)(line.toString("utf8"));
  if (!(0, import_json17.isObject)(record)) return "damaged";
  const { payload } = record;
  const turn = (0, import_json17.stringOf)((0, import_json17.member)(payload, "turn_id"));
  if (turn === void 0 || !(0, import_json17.isObject)(payload)) return void 0;
  const kind = record["type"] === "event_msg" ? payload["type"] : record["type"];
  const about = aboutTurn(textOf2(kind), payload);
  return about && { ...about, turn, at: timeOf(record["timestamp"]) };
}
function aboutTurn(kind, payload) {
  switch (kind) {
    case "task_started":
      return { kind: "started" };
    case "turn_context": {
      const effort = payload["effort"] ?? (0, import_json17.member)(payload, "collaboration_mode", "settings", "reasoning_effort");
      return { kind: "context", model: textOf2(payload["model"]), effort: (0, import_json17.stringOf)(effort) };
    }
    case "item_completed":
      return message(payload["item"]);
    case "token_usage_record":
      return {
        kind: "used",
        usage: usageOf2(payload["turn_token_usage"]),
        total: (0, import_json17.numberOf)((0, import_json17.member)(payload, "thread_token_usage", "total_tokens"))
      };
    case "turn_aborted":
      return { kind: "ended", error: { code: "cancelled", message: "The turn was interrupted." } };
    case "task_complete": {
      const why = (0, import_json17.stringOf)((0, import_json17.member)(payload, "error", "message"));
      const code = (0, import_json17.stringOf)((0, import_json17.member)(payload, "error", "codex_error_info")) ?? "unknown";
      return { kind: "ended", error: why === void 0 ? void 0 : { code, message: why } };
    }
    default:
      return void 0;
  }
}
function message(item) {
  const type = (0, import_json17.member)(item, "type");
  const content = (0, import_json17.member)(item, "content");
  if (!Array.isArray(content)) return void 0;
  const text2 = content.map((part) => textOf2((0, import_json17.member)(part, "text"))).join("");
  if (type === "AgentMessage") return { kind: "said", text: text2 };
  if (type !== "UserMessage") return void 0;
  const images = content.map((part) => (0, import_json17.member)(part, "type")).filter((t) => t === "local_image" || t === "image");
  return { kind: "asked", text: text2, attached: images.map(() => "image") };
}
function usageOf2(usage) {
  const of = (key) => (0, import_json17.numberOf)((0, import_json17.member)(usage, key)) ?? 0;
  return {
    inputTokens: of("input_tokens"),
    cachedTokens: of("cached_input_tokens"),
    outputTokens: of("output_tokens"),
    reasoningTokens: of("reasoning_output_tokens")
  };
}
function turnsOf(lines, alive) {
  const drafts = /* @__PURE__ */ new Map();
  for (const line of lines) {
    const draft = drafts.get(line.turn);
    if (draft) draft.push(line);
    else drafts.set(line.turn, [line]);
  }
  return [...drafts].flatMap(([id, draft]) => turnOf2(id, draft, alive) ?? []);
}
function turnOf2(id, lines, alive) {
  const of = (kind) => lines.filter((line) => line.kind === kind);
  const asked = of("asked");
  const [first] = asked;
  if (!first) return void 0;
  const joined = (parts) => parts.map((part) => part.text).join("\n\n");
  const [prompt, text2] = [joined(asked), joined(of("said"))];
  const [context, used, end] = [of("context").at(-1), of("used").at(-1), of("ended").at(-1)];
  return {
    id,
    state: end ? stateOf3(text2, end.error) : alive ? "writing" : "interrupted",
    askedAt: of("started")[0]?.at ?? first.at,
    endedAt: end?.at,
    model: context?.model ?? "",
    effort: context?.effort,
    systemPrompt: void 0,
    prompt,
    attached: asked.flatMap((one) => one.attached),
    input: { type: "message", role: "user", content: [{ type: "input_text", text: prompt }] },
    text: text2,
    items: [],
    usage: used?.usage,
    error: end?.error
  };
}
function stateOf3(text2, error) {
  if (error === void 0) return "complete";
  return text2 === "" ? "failed" : "partial";
}
var import_node_path16, import_json17, textOf2, timeOf, INSTRUCTIONS, MARKS;
var init_rollout = __esm({
  "src/sessions/rollout.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_node_path16 = __toESM(require("node:path"), 1);
    import_json17 = __toESM(require_json(), 1);
    textOf2 = (value) => (0, import_json17.stringOf)(value) ?? "";
    timeOf = (value) => Date.parse(textOf2(value)) || 0;
    INSTRUCTIONS = ',"base_instructions":';
    MARKS = [
      '"task_started"',
      '"turn_context"',
      '"UserMessage"',
      '"AgentMessage"',
      '"token_usage_record"',
      '"task_complete"',
      '"turn_aborted"'
    ].map((mark) => Buffer.from(mark));
  }
});

// src/sessions/sessions.ts
function openSessions(d) {
  const projects = /* @__PURE__ */ new Map();
  const projectOf2 = (cwd) => {
    const known = projects.get(cwd) ?? d.projectOf(cwd);
    projects.set(cwd, known);
    return known;
  };
  const open6 = (found) => {
    const head = parseHead(pieceOf(found.file, 0, HEAD)) ?? parseHead(pieceOf(found.file, 0, TAIL));
    return head?.id === found.id ? { ...found, ...head, project: projectOf2(head.cwd) } : void 0;
  };
  const latest = (files) => {
    const seen = /* @__PURE__ */ new Set();
    return files.toSorted((a, b) => b.usedAt - a.usedAt).filter(({ id }) => !seen.has(id) && seen.add(id));
  };
  const named3 = (prefix) => latest(
    [...sessionNames(d.dir)].flatMap((name) => {
      const found = name?.id.startsWith(prefix) ? factsOf2(name) : void 0;
      return (found && open6(found)) ?? [];
    })
  );
  return {
    open: open6,
    /** Every session's file, the one used last first, and how many are in another form. */
    files: async () => {
      const files = [];
      let skipped = 0;
      for await (const some of inTurns([...sessionNames(d.dir)])) {
        const found = some.flatMap((name) => (name && factsOf2(name)) ?? []);
        files.push(...found);
        skipped += some.length - found.length;
      }
      return { files: latest(files), skipped };
    },
    /** The sessions whose ids begin like this. */
    named: named3,
    list: async (files, wanted, limit, counted) => {
      const threads = [];
      let [total, elsewhere, skipped] = [0, 0, 0];
      for await (const some of inTurns(files)) {
        if (!counted && threads.length >= limit) break;
        for (const file of some) {
          const session = open6(file);
          const here = session && wanted(session);
          if (!session) skipped += 1;
          else if (here === false) elsewhere += 1;
          else if (here) {
            total += 1;
            if (threads.length < limit) threads.push(summaryOf(session));
          }
        }
      }
      return { threads, total, elsewhere, skipped };
    },
    /** What was said in a session. */
    read: async (session) => {
      const { lines, damaged } = await linesIn(session);
      const turns = turnsOf(lines, d.now() - session.usedAt < ALIVE_MS2);
      const { id, at, cwd, project } = session;
      const [first] = turns;
      const about = { title: titleOf(first?.prompt ?? ""), model: first?.model ?? "", effort: first?.effort };
      const meta = { id, at, cwd, project, ...about, accountId: void 0 };
      return { meta, turns, damaged, stored: true, source: "codex-cli" };
    }
  };
}
async function linesIn({ file }) {
  const lines = [];
  let damaged = 0;
  try {
    for (const line of linesOf(file)) {
      if (line === void 0) await (0, import_promises19.setImmediate)();
      const said = Buffer.isBuffer(line) ? parseLine(line) : line;
      if (said === "damaged") damaged += 1;
      else if (said) lines.push(said);
    }
  } catch (error) {
    throw (0, import_files11.fileError)(error, file, "read");
  }
  return { lines, damaged };
}
function summaryOf({ id, file, usedAt, bytes, at, project }) {
  let [title, model] = ["", ""];
  for (const line of pieceOf(file, 0, Math.min(bytes, BEFORE_QUESTION)).split("\n")) {
    const said = parseLine(Buffer.from(line));
    if (typeof said !== "object") continue;
    if (said.kind === "context") model = said.model;
    if (said.kind === "asked") title = titleOf(said.text);
    if (title !== "") break;
  }
  const last = pieceOf(file, Math.max(0, bytes - TAIL), TAIL).split("\n").map((line) => parseLine(Buffer.from(line))).filter((line) => typeof line === "object");
  const used = last.findLast((line) => line.kind === "used");
  return {
    id,
    title,
    createdAt: at,
    usedAt,
    model,
    bytes,
    file,
    // Without any, nobody asked anything, or much was said since.
    ended: last.length === 0 ? bytes <= TAIL : last.at(-1)?.kind === "ended",
    source: "codex-cli",
    project,
    session: void 0,
    tokens: used?.kind === "used" ? used.total : void 0
  };
}
var import_promises19, import_files11, HEAD, TAIL, BEFORE_QUESTION, ALIVE_MS2;
var init_sessions = __esm({
  "src/sessions/sessions.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_promises19 = require("node:timers/promises");
    import_files11 = __toESM(require_files(), 1);
    init_listing();
    init_store();
    init_files();
    init_rollout();
    [HEAD, TAIL] = [4096, 65536];
    BEFORE_QUESTION = 1 << 20;
    ALIVE_MS2 = 10 * 6e4;
  }
});

// others:src/settings.ts
var require_settings = __commonJS({
  "others:src/settings.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/settings.ts"]();
  }
});

// others:node_modules/.pnpm/jsonc-parser@3.3.1/node_modules/jsonc-parser/lib/esm/main.js
var require_main = __commonJS({
  "others:node_modules/.pnpm/jsonc-parser@3.3.1/node_modules/jsonc-parser/lib/esm/main.js"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./parts.js").modules["node_modules/.pnpm/jsonc-parser@3.3.1/node_modules/jsonc-parser/lib/esm/main.js"]();
  }
});

// others:node_modules/.pnpm/smol-toml@1.9.1/node_modules/smol-toml/dist/index.js
var require_dist = __commonJS({
  "others:node_modules/.pnpm/smol-toml@1.9.1/node_modules/smol-toml/dist/index.js"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./parts.js").modules["node_modules/.pnpm/smol-toml@1.9.1/node_modules/smol-toml/dist/index.js"]();
  }
});

// src/settings-project.ts
var settings_project_exports = {};
__export(settings_project_exports, {
  foreignSetting: () => foreignSetting,
  projectSettings: () => projectSettings
});
function upwards(folder, home) {
  const all = [folder];
  for (let at = folder; import_node_path17.default.dirname(at) !== at; at = import_node_path17.default.dirname(at)) all.push(import_node_path17.default.dirname(at));
  const root = all.findIndex((at) => (0, import_node_fs13.existsSync)(import_node_path17.default.join(at, ".git")));
  if (root >= 0) return all.slice(0, root + 1);
  const end = all.indexOf(home);
  return end < 0 ? all : all.slice(0, Math.max(1, end));
}
async function keysIn(text2, toml) {
  const capitals = text2.toUpperCase();
  if (!/\\[UX]/.test(capitals) && !ALL.some((name) => capitals.includes(name))) return NOTHING;
  const { createScanner } = await Promise.resolve().then(() => __toESM(require_main(), 1));
  const scanner = createScanner(toml ? await jsonOf(text2) : text2, true);
  const keys = new Map(ALL.map((name) => [name, []]));
  let key = "";
  let last;
  for (let token = scanner.scan(); token !== EOF; token = scanner.scan()) {
    const value = token === STRING ? scanner.getTokenValue() : void 0;
    keys.get(key)?.push(value);
    key = token === COLON && last?.toUpperCase() || "";
    last = value;
  }
  return new Map([...keys].filter(([, values]) => values.length > 0));
}
function textIn(file) {
  const bytes = (0, import_node_fs13.readFileSync)(file);
  const encoding = { 255: "utf-16le", 254: "utf-16be" }[bytes[0] ?? 0] ?? "utf-8";
  return new TextDecoder(encoding).decode(bytes);
}
async function jsonOf(toml) {
  const { parse } = await Promise.resolve().then(() => __toESM(require_dist(), 1));
  const plain = (_, value) => typeof value === "bigint" ? 0 : value;
  return JSON.stringify(parse(toml, { integersAsBigInt: true }), plain);
}
async function namesIn6(file) {
  try {
    const stats = (0, import_node_fs13.statSync)(file, { throwIfNoEntry: false });
    if (!stats?.isFile()) return NOTHING;
    if (stats.size > LIMIT) return EVERYTHING;
    return await keysIn(textIn(file), file.endsWith(".toml")).catch(() => EVERYTHING);
  } catch {
    return NOTHING;
  }
}
function mayReach(name, values, env) {
  const set = [env[name], env[name.toLowerCase()]];
  return OURS.test(name) || values.some((value) => {
    if (value === void 0 || set.includes(value)) return true;
    return /[${]/.test(value) && /^\$?\{?(?:env:)?(\w+)\}?$/.exec(value)?.[1]?.toUpperCase() !== name;
  });
}
async function namedIn(folders, { home, env }) {
  const own = [".claude", ".cursor", ".gemini", ".codex"].map((name) => realOf(import_node_path17.default.join(home, name)));
  const realHome = realOf(home);
  const named3 = /* @__PURE__ */ new Map();
  for (const folder of new Set(folders.flatMap((f) => upwards(realOf(f), realHome)))) {
    for (const name of FILES) {
      const file = import_node_path17.default.join(folder, name);
      const keys = await namesIn6(file);
      const everybody = name.startsWith(".claude");
      const moves = (everybody || (0, import_workspace.isInside)(realHome, folder)) && HOMES.some((h) => keys.has(h));
      if (own.includes(import_node_path17.default.dirname(realOf(file))) && !moves) continue;
      for (const [key, values] of keys)
        if (HOMES.includes(key) ? moves : everybody || mayReach(key, values, env)) named3.set(key, file);
    }
  }
  return named3;
}
function foreignSetting(named3, env, use) {
  const isSet = (name) => [name, name.toLowerCase()].some((n) => env[n] !== void 0);
  const open6 = env[TLS] === "0" || AUTHORITIES.some((name) => named3.has(name));
  const owned = import_settings.SETTINGS.filter(({ owner }) => owner === "user" || owner === use).map(({ name }) => name);
  return [...owned, ...HOMES, ...open6 ? PROXIES : []].find(
    (name) => named3.has(name) && isSet(name) && !(name === TLS && env[name] !== "0") && !(name === "BROWSER" && env[name] === "none")
  );
}
function projectSettings(d) {
  const early = namedIn([...(0, import_workspace.resolveRoots)(d), d.cwd], d);
  let roots = async () => void 0;
  let named3;
  const look3 = async () => {
    const folders = import_settings.SETTINGS.some(({ name }) => d.env[name] !== void 0) ? await roots() : void 0;
    return folders ? new Map([...await namedIn((0, import_workspace.resolveRoots)(d, folders), d), ...await early]) : early;
  };
  const found = async (use) => {
    const files = await (named3 ??= look3());
    const name = foreignSetting(files, d.env, use);
    if (name === void 0) return void 0;
    const file = files.get(name) ?? "";
    return new import_errors27.AppError({
      kind: "input",
      code: "settings.project",
      what: `The login was not used, because this project sets ${name}.`,
      why: `${file} names it. Only you may set it, because it could send a login elsewhere, replace it, turn off a guard, or let more leave this machine.`,
      fix: `Remove ${name} from that file. If you want it, set it in your own environment or in ~/.claude/settings.json.`,
      details: { setting: name, path: file }
    });
  };
  return {
    /** How to ask the host for the workspace folders. */
    askRoots: (ask3) => {
      roots = ask3;
    },
    found,
    /** True if a file of the project names this variable. */
    names: async (name) => (await (named3 ??= look3())).has(name),
    /** True if a file of the project names a variable that some source would be refused for. */
    suspicious: async () => {
      const files = await (named3 ??= look3());
      return OWNERS.some((owner) => foreignSetting(files, d.env, owner) !== void 0);
    },
    refuse: async (use) => {
      const error = await found(use);
      if (error) throw error;
    }
  };
}
var import_node_fs13, import_node_path17, import_workspace, import_settings, import_errors27, FILES, LIMIT, PROXIES, AUTHORITIES, TLS, HOMES, OWNERS, ALL, EVERYTHING, NOTHING, realOf, COLON, STRING, EOF, OURS;
var init_settings_project = __esm({
  "src/settings-project.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_node_fs13 = require("node:fs");
    import_node_path17 = __toESM(require("node:path"), 1);
    import_workspace = __toESM(require_workspace(), 1);
    import_settings = __toESM(require_settings(), 1);
    import_errors27 = __toESM(require_errors(), 1);
    FILES = [
      ".claude/settings.json",
      ".claude/settings.local.json",
      ".mcp.json",
      ".cursor/mcp.json",
      ".vscode/mcp.json",
      ".gemini/settings.json",
      ".codex/config.toml",
      "opencode.json",
      "opencode.jsonc"
    ];
    LIMIT = 1048576;
    PROXIES = ["HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY"];
    AUTHORITIES = ["NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE", "SSL_CERT_DIR"];
    TLS = "NODE_TLS_REJECT_UNAUTHORIZED";
    HOMES = ["HOME", "USERPROFILE"];
    OWNERS = [...new Set(import_settings.SETTINGS.map(({ owner }) => owner))].filter(
      (owner) => owner !== "user" && owner !== "anybody"
    );
    ALL = [...import_settings.SETTINGS.map((s) => s.name), ...HOMES, ...AUTHORITIES];
    EVERYTHING = new Map(ALL.map((name) => [name, [void 0]]));
    NOTHING = /* @__PURE__ */ new Map();
    realOf = (file) => {
      try {
        return (0, import_node_fs13.realpathSync)(file);
      } catch {
        return file;
      }
    };
    [COLON, STRING, EOF] = [6, 10, 17];
    OURS = /^(?:CODEX_|CLAUDE_CONFIG_DIR$)/;
  }
});

// src/attach/secrets/judge.ts
function entropy(text2) {
  const counts = /* @__PURE__ */ new Map();
  for (const char of text2) counts.set(char, (counts.get(char) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= count / text2.length * Math.log2(count / text2.length);
  return bits;
}
function isPlaceholder(value) {
  const head = value.slice(0, LOOKED_AT);
  if (WORDS.test(head) || RFC_EXAMPLES.test(head) || /(.)\1{5}/.test(head)) return true;
  const lower = head.toLowerCase();
  return SEQUENCES.some((s) => lower.includes(s));
}
function looksDrawn(whole) {
  const value = whole.slice(0, LOOKED_AT);
  const hex = /^[0-9a-f-]+$/i.test(value);
  const floor = hex || value.length < 20 ? 2.6 : value.length < 24 ? 2.9 : 3.3;
  return !isPlaceholder(value) && entropy(value) >= floor;
}
function isKeyBody(text2) {
  const plain = text2.replace(/%0[AD]|\\r|\\n/g, "\n").replace(/%2B|\\u002b/gi, "+").replace(/%2F|\\\//gi, "/");
  const body = plain.match(/[A-Za-z0-9+/=]{30,}/g)?.join("") ?? "";
  return body.length >= 48 && /[a-z]/.test(body) && /[A-Z].*\d|\d.*[A-Z]/.test(body) && entropy(body) >= 3.9 && churn(body) >= 0.15;
}
function isJwt(token) {
  const [header = "", payload = "", signature = "", ...rest] = token.split(".");
  const head = decoded(header);
  if (!(0, import_json18.isObject)(head)) return [header, payload, signature].every((part) => part.length > 16 && mixed(part));
  if (typeof head["alg"] !== "string" || head["alg"] === "none") return false;
  if (typeof head["enc"] === "string") return rest.length === 2 && looksDrawn(rest[0] ?? "");
  const body = decoded(payload);
  if ((0, import_json18.isObject)(body) && PUBLIC_PAYLOAD.test(JSON.stringify(body))) return false;
  if (!(0, import_json18.isObject)(body) && !mixed(payload)) return false;
  return !/(.)\1{7}/.test(signature) && looksDrawn(signature.slice(0, 86));
}
function isUrlLogin(login) {
  const [, user = "", password = "", host = ""] = /^([^:]*):([^@]*)@(.*)$/.exec(login) ?? [];
  if (password.length < 6 || isPlaceholder(password) || COMMON_PASSWORD.test(password)) return false;
  if (password === user || user === "" && password.includes(":")) return false;
  return !/^[$%#:]|^[A-Z_]+$/.test(password) && !LOCAL_HOST.test(host);
}
function isNamedSecret(value) {
  if (NO_VALUE.test(value) || !/[A-Za-z]/.test(value) || value.split(/[-_./]/).every((part) => WORDY.test(part)))
    return false;
  const digits = value.match(/\d/g)?.length ?? 0;
  return looksDrawn(value) && churns(value, digits >= value.length / 30, 0.09);
}
var import_json18, WORDS, RFC_EXAMPLES, SEQUENCES, LOOKED_AT, churn, varied, churns, mixed, thoroughlyMixed, strictlyMixed, decoded, PUBLIC_PAYLOAD, COMMON_PASSWORD, isPassword, LOCAL_HOST, NO_VALUE, WORDY, hasEncodedSecret;
var init_judge = __esm({
  "src/attach/secrets/judge.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_json18 = __toESM(require_json(), 1);
    WORDS = /example|placeholder|change[-_]?me|your|dummy|fake|redacted|removed|notreal|insert|replace|sample|token|s[e3]cr[e3]t|passw|goes|here|mock|apikey|private|public|base64|xxxx|\*{3}|\.{3}|…|[<>{}[\]]|\$\(|%s(?!\w)/i;
    RFC_EXAMPLES = /2YotnFZFEjr1z|tGzv3JOkF0XG|mF_9\.B5f|czZCaGRSa3F0Mz|7Fjfp0ZBr1Ktp|gX1fBat3bV|SlAV32hkKG|ad180jjd733k|0685bd9184jf|SplxlOBeZQQ|QWxhZGRpbjpvcGVu|wJalrXUtnFEMI/;
    SEQUENCES = ["0123456789", "1234567890", "12345678", "87654321", "abcdefgh", "qwertyui", "deadbeef"];
    LOOKED_AT = 80;
    churn = (text2) => (text2.match(/[a-z](?=[A-Z0-9])|[A-Z](?=[a-z0-9])|\d(?=[A-Za-z])/g)?.length ?? 0) / text2.length;
    varied = (value) => entropy(value) >= 3.3;
    churns = (value, digits, floor) => churn(value.slice(0, LOOKED_AT)) >= (digits ? floor : /[bcdfghjklmnpqrstvwxz]{5}/i.test(value) ? 0.3 : 0.4);
    mixed = (value) => looksDrawn(value) && /[A-Za-z]/.test(value) && churns(value, /\d/.test(value), 0.1);
    thoroughlyMixed = (value) => mixed(value) && /[a-z]/.test(value) && /[A-Z]/.test(value) && (value.match(/\d/g)?.length ?? 0) >= 2;
    strictlyMixed = (value) => mixed(value) && /[a-z]/.test(value) && /[A-Z]/.test(value) && churn(value.slice(0, LOOKED_AT)) >= 0.42;
    decoded = (segment) => (0, import_json18.parseJson)(Buffer.from(segment, "base64url").toString("utf8"));
    PUBLIC_PAYLOAD = /"1234567890"|(?:John|Jane) Doe|\/\/example\.(?:com|org|net)|"supabase-demo"|"role":"anon"|"some":"payload"|"foo":"bar"|"hello":"world"/;
    COMMON_PASSWORD = /^(?:pass(?:word|wd)?\d{0,4}|pwd|secret\d{0,4}|admin\d{0,4}|root|user|guest|test(?:ing|pass(?:word)?)?\d{0,4}|postgres|mysql|mongo|redis|rabbitmq|minio(?:admin)?|token|api[-_]?key|hunter2|p[a@]ss[^a-z]*|key|changeit)$/i;
    isPassword = (value) => !isPlaceholder(value) && !COMMON_PASSWORD.test(value) && !NO_VALUE.test(value) && /[A-Za-z]/.test(value) && /[^A-Za-z._-]|[a-z][A-Z].*[a-z][A-Z]/.test(value) && !/^[$%#:@]/.test(value);
    LOCAL_HOST = /^(?:localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[?::1\]?|host\.docker\.internal|[a-z][a-z0-9_-]*|(?:[\w-]{1,63}\.){0,9}(?:example(?:\.(?:com|org|net))?|test|invalid|localhost|local|(?:my)?(?:company|domain|host|server|site)\.[a-z]{2,3}))$/i;
    NO_VALUE = /^(?:sha\d{1,3}[-:]|md5[-:]|0x[0-9a-f]{40}$|\d{4}-\d\d-\d\d|(?:\.{1,2}|~|\/\w{1,20})\/|[^:]{0,40}:\/\/|[\\^]|(?![sbr]\.[A-Za-z0-9]{24})[A-Za-z_]+(?:\.[A-Za-z_]\w*)+$)|\.[a-z]{1,5}$|\.(?:com|org|net|io|dev|app)\b/i;
    WORDY = /^[A-Za-z]?[a-z]*\d{0,4}$|^[a-z]+\d?[a-z]*(?:[A-Z][a-z]+){2,}$|^[A-Z]+\d{0,4}$|^\d+$/;
    hasEncodedSecret = (manifest) => [...manifest.matchAll(/:[ \t]{0,8}["']?([A-Za-z0-9+/]{16,4000}={0,2})["']?\s/g)].some(([, value = ""]) => {
      const plain = Buffer.from(value, "base64").toString("latin1");
      return /^[\x20-\x7e\s]*$/.test(plain) && mixed(plain);
    });
  }
});

// src/attach/secrets/patterns.ts
var N, H, W, B, UUID, S, IS, VALUE, anything, jwt, encodedJwt, isLongKey, isDiscordToken, until, encodesKey, ROWS, NAMED;
var init_patterns = __esm({
  "src/attach/secrets/patterns.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    init_judge();
    N = "[A-Za-z0-9]";
    H = "[a-fA-F0-9]";
    W = "[A-Za-z0-9_-]";
    B = "[A-Za-z0-9+/]";
    UUID = `${H}{8}-${H}{4}-${H}{4}-${H}{4}-${H}{12}`;
    S = "(?: |%20|\\+)";
    IS = '\\\\?["\'`]?[\\])]?\\s{0,8}(?:=>|:=|\\|\\||={1,3}|:{1,2}|>|(?<=["\'`][\\w.-]{1,40}\\\\?["\'`]\\s?),(?=\\s{0,4}\\\\?["\'`])|"?\\s{1,8}value=|(?:,|\\s{0,4}\\n)\\s{0,40}\\\\?"?value\\\\?"?\\s?:|(?<=--[\\w-]{1,40})\\s)\\s{0,12}[|>]?-?\\s{0,12}(?:\\\\?["\'`]){0,3}';
    VALUE = "(?:(?:bearer|basic|token|SSWS|apikey|splunk|bot)\\s{1,4}|base64:)?((?<=[\"'`])[^\\s\"'`<>{}\\\\]{14,200}(?=\\\\?[\"'`])|[A-Za-z0-9+/=_.~-]{14,4000}(?![A-Za-z0-9+/=_.~([{$-])|(?<=[A-Z0-9_]{3}=|[a-z0-9]: )(?![&*|>])[^\\s\"'`<>{}()[\\]$;,\\\\]{14,200}(?=\\s|$))";
    anything = () => true;
    jwt = (_, whole) => isJwt(whole);
    encodedJwt = (_, whole) => isJwt(Buffer.from(whole, "base64").toString("latin1").trim());
    isLongKey = (value) => (/^[a-z0-9]{32,64}$/.test(value) ? mixed(value) : thoroughlyMixed(value) || strictlyMixed(value)) && /[A-Za-z0-9]{12}/.test(value);
    isDiscordToken = (value, whole) => /^\d{16,21}$/.test(Buffer.from(whole.split(".")[0] ?? "", "base64").toString("latin1")) && looksDrawn(value.slice(-27));
    until = (text2, end) => text2.split(end, 1)[0] ?? "";
    encodesKey = (_, whole) => [0, 1, 2, 3].some((skip) => {
      const bytes = Buffer.from(whole.replace(/\\n|\s/g, "").slice(skip), "base64").toString("latin1");
      const body = bytes.split(/KEY(?: BLOCK)?-----/, 2)[1];
      return body !== void 0 && isKeyBody(until(body, "-----"));
    });
    ROWS = [
      ["a private key", "BEGIN", `${S}(?:[A-Z0-9]{1,12}${S}){0,3}PRIVATE${S}KEY(?:${S}BLOCK)?${S}?-{4,5}([^]{0,4000})`, (rest) => isKeyBody(until(rest, "----"))],
      ["a private key", "LS0tLS1CRUdJTi *UFJJVkFURSBLRV *BSSVZBVEUgS0VZ *QUklWQVRFIEtFW", "(?:[A-Za-z0-9+/=]|\\\\n|\\s){60,20000}", encodesKey],
      // What keys begin with in base64, as OpenSSH, PKCS#1, SEC 1 and PKCS#8 write them: a diff may not show the line before.
      ["a private key", "b3BlbnNzaC1rZXktdjE *BADANBgkqhkiG9w0BAQEFAASC *IBAAKCA *IBAAKBgQ", `${B}{30,100}[^]{0,200}`, isKeyBody],
      ["a private key", "*GByqGSM44BAE", `(?<=IBADCC${B}{3}GByqGSM44BAE)${B}{25,100}`, varied],
      ["a private key", "MHcCAQEEI MHQCAQEEI MIGkAgEBBD MIHcAgEBBEI *AgEAMBMGByqGSM49AgEG *AgEAMBAGByqGSM49AgEG", `${B}{20,100}`, varied],
      ["a private key", "MC4CAQAwBQYDK2V MEcCAQAwBQYDK2V *BgkqhkiG9w0BBQ0w", `${B}{40,100}`, varied],
      ["a private key", "kty", '\\\\?"\\s{0,4}:[^{}]{0,2500}"d\\\\?"\\s{0,4}:\\s{0,4}\\\\?"([\\w-]{42,700})', mixed],
      ["a private key", "kty", '(?<="d\\\\?"\\s{0,4}:\\s{0,4}\\\\?"[\\w-]{42,700}\\\\?"[^{}]{0,2500}kty)\\\\?"', anything],
      ["a PuTTY private key", "Private-Lines:", " \\d{1,3}([^]{40,1500})", (rest) => isKeyBody(until(rest, "Private-"))],
      ["an age key", "AGE-SECRET-KEY-", "(?:PQ-)?1([0-9A-Z]{50,200})", (v) => !isPlaceholder(v)],
      ["an age key", "AGE-PLUGIN-", "[A-Z0-9-]{1,30}-1([0-9A-Z]{16,400})"],
      ["a minisign key", "RWRTY0Iy RWRCSw", `${B}{90,220}`, mixed],
      ["a wallet key", "xprv9 nsec1", `${N}{58,108}`, mixed],
      ["an OpenAI key", "sk-", `(?:proj-|svcacct-|admin-|or-v1-|None-)?(${W}{20,300})`, isLongKey],
      ["an OpenAI key", "*T3BlbkFJ", `(?<=sk-${W}{20,80}T3BlbkFJ)${W}{20,80}`, anything],
      ["an OpenAI session", "sess-", `${N}{36,60}`, mixed],
      ["a ChatGPT access token", "at-", "[\\w.-]{24,600}", isLongKey],
      ["a refresh token", "rt_ rt.", "(?:\\d\\.)?([\\w.-]{40,400})", thoroughlyMixed],
      ["an authorization code", "ac_", "[\\w.-]{40,200}", thoroughlyMixed],
      ["an Anthropic key", "sk-ant-", `${W}{20,300}`, thoroughlyMixed],
      ["a model provider key", "sk-lf-", UUID],
      ["a model provider key", "gsk_ pplx- xai- csk- jina_ r8_ pcsk_ nvapi- tgp_v1_ lsv2_pt_ lsv2_sk_", `${W}{37,140}`, mixed],
      ["a model provider key", "hf_ api_org_", `${N}{34,40}`],
      ["a model provider key", "esecret_ fw_ tvly- phx_ wandb_v1_", `${W}{24,80}`, mixed],
      ["a model provider key", "pa-", `${W}{43}(?!${W})`, thoroughlyMixed],
      ["a mail service key", "md-", `${W}{22}(?!${W})`, mixed],
      ["a model provider key", "fc- ico-", `${N}{32}`, mixed],
      ["a JSON Web Token", "eyJ", `(?<!(?<!%)${W}{2}eyJ)${W}{8,8000}\\.${W}{0,20000}\\.${W}{16,8000}(?:\\.${W}{16,20000}\\.${W}{16,128})?`, jwt],
      ["a JSON Web Token", "ZXlK", "[A-Za-z0-9+/=]{60,8000}", encodedJwt],
      ["a password in a URL", "*://", "(?<=[A-Za-z][A-Za-z0-9+.-]{1,20}://)([^\\s/:@\"'`]{0,100}:[^\\s/@\"'`]{1,200}@[^\\s/:?#\"'`,)]{1,200})", isUrlLogin],
      ["a password in a URL", "*://", `(${N}{40})(?::x-oauth-basic)?@`, mixed],
      ["a password in a URL", "cloudinary://", `\\d{12,18}:(${W}{20,40})@`],
      ["a password in a connection", "*assword= *ASSWORD= *wd= *WD=", `(?<=(?:jdbc:|(?:[Hh]ost|[Ss]erver|[Ss]ource|[Uu]id|UID|[Uu]ser(?: ?[Ii][Dd]|name)?)=)[^\\n"'<>]{1,250}[;&? ](?:[Pp]assword|PASSWORD|[Pp]wd|PWD)=)([^;&\\s"'<>(),[\\]{}]{6,100})(?=[;&\\s"'<\\\\]|$)`, isPassword],
      ["a password in a command", "curl sshpass machine", `(?:[^\\n|;]{0,200}?\\s(?:-u|--user)[ =]?\\\\?["']?[^\\s:"'$<{]{1,60}:|\\s-p\\s?["']?|\\s\\S{1,100}\\s{1,9}login\\s\\S{1,100}\\s{1,9}password\\s)([^\\s"'@<>]{6,100})`, isPassword],
      ["an AWS access key", "AKIA ASIA ABIA ACCA", "[A-Z0-9]{16}"],
      ["an AWS access key", "A3T", "[A-Z0-9]{17}"],
      ["an AWS key", "ABSK", `${B}{100,270}`, mixed],
      ["an AWS key", "bedrock-api-key-", "[\\w+/=-]{40,2000}", mixed],
      ["an AWS key", "amzn.mws.", UUID],
      ["an AWS key", "da2-", "[a-z0-9]{26}", mixed],
      ["a Google key", "AIza", `${W}{35}`, mixed],
      ["a Google key", "AQ.Ab", `${W}{40,80}`, mixed],
      ["a Google OAuth secret", "GOCSPX-", `${W}{28}`],
      ["a Google access token", "ya29.", "[\\w.-]{16,1024}", mixed],
      ["a Google refresh token", "1//0", `${W}{40,120}`, mixed],
      ["an Azure key", "AccountKey SharedAccessKey SharedSecretValue", `\\s?=\\s?(${B}{40,100}={0,2})`],
      ["an Azure key", "*JQQJ9", `(?<=${N}{52}JQQJ9)${N}{20,40}`, anything],
      ["an Azure signature", "*&sig=", `(?<=[?&]s[vepr]=[^\\s"'<>]{1,600}&sig=)([\\w%+/=-]{40,120})`],
      ["an Azure key", "*.azurewebsites.net/api/", `[^\\s"'?]{1,100}\\?code=([\\w%+/=-]{40,100})`],
      ["an Azure client secret", "*Q~", "(?<=(?<![\\w~.-])[\\w~.-]{3}\\dQ~)[\\w~.-]{31,34}(?![\\w~.-])"],
      ["an Azure key", "*+ASt *+ASb *+AEh *+ARm *+ACR *ACDb *AzSe *AzFu *APIM", `(?<=(?<![\\w+/-])${B}{37,80})${B}{4,8}={0,2}(?![\\w+/=-])`, anything],
      ["an Azure DevOps token", "*AZDO", `(?<=${N}{76}AZDO)${N}{4}`, anything],
      ["an Alibaba key", "LTAI", `${N}{12,20}`, mixed],
      ["a cloud key", "AKID AKLT", `(?<![+/]AK..)${N}{32,48}(?![+/=])`, mixed],
      ["a cloud key", "bce-v3/ALTAK-", `${N}{10,30}/${H}{40}`],
      ["a Yandex key", "AQVN", `${W}{35,38}`, mixed],
      ["a Yandex key", "y0_ y1_ y2_ y3_", `${W}{37,64}(?!${W})`, mixed],
      ["a Yandex key", "YC", `(?<![+/]YC)[A-Za-z]${W}{37}(?![+/=])`, mixed],
      ["a Yandex key", "t1.", `[\\w=-]{20,200}\\.${W}{86}`, mixed],
      ["a DigitalOcean token", "doo_v1_ dop_v1_ dor_v1_", `${H}{64}`],
      ["a Cloudflare key", "cfk_ cfut_ cfat_", `${N}{40}${H}{8}`],
      ["a Cloudflare key", "v1.0-", `${W}{150,200}`, mixed],
      ["a Cloudflare key", "0x4AAAAAAA", `${W}{24,30}`, mixed],
      ["a Cloudflare key", "eyJhIjoi", `(?=.{30,90}IsInQiOi|.{30,90}LCJ0Ijoi)${N}{100,300}={0,2}`, mixed],
      ["a Heroku key", "HRKU-", `${W}{36,62}`, mixed],
      ["a GitHub token", "ghp_ gho_ ghu_ ghs_ ghr_", `(?:${N}{36,255}|\\w{1,14}_eyJ[\\w.-]{60,2000})`],
      ["a GitHub token", "github_pat_", "\\w{50,255}"],
      ["a GitLab token", "glpat- gldt- glrt- glrtr- glptt- glcbt- glft- glsoat- glagent- gloas- glimt- glffct- glwt-", "[\\w.=-]{20,300}", mixed],
      ["a GitLab token", "GR1348941", `${W}{20}`],
      ["a GitLab session", "_gitlab_session=", `${N}{32}`],
      ["an Atlassian token", "ATBB ATATT3 ATCTT3 ATSTT3 BBDC-", "[\\w=-]{32,300}", mixed],
      ["a CI token", "CCIPAT_ CCIPRJ_", `${W}{20,30}_${N}{40}`, mixed],
      ["a CI token", "bkua_ bkaj_ bkat_ bkct_ bkpt_", `${W}{40,80}`, mixed],
      ["a CI token", "squ_ sqp_ sqa_ sgp_ sgd_ slk_", `(?:local_|${N}{16}_(?:local_)?)?(${N}{40,64})`, mixed],
      ["a CI token", "eyJ0eXAiOiAiVENWMiJ9.", `${W}{36}\\.${W}{48}`],
      ["a CI token", "snyk_uat. snyk_sat.", `${H}{8}\\.[\\w.-]{40,400}`],
      ["a CI token", "hawk. pat. sat.", `${W}{20,22}\\.${W}{20,24}(?:\\.${N}{20})?`, mixed],
      ["an npm token", "npm_ jsrp_ jsrd_", `${N}{36,40}`, mixed],
      ["a registry login", "_authToken _auth _password", `\\s{0,4}=\\s{0,4}["']?(?![$%])([\\w+/=.-]{20,400})`, mixed],
      ["a PyPI token", "pypi-", `${W}{60,400}`],
      ["a RubyGems token", "rubygems_", `${N}{43,52}`, mixed],
      ["a NuGet key", "oy2", "[a-z0-9]{43}", mixed],
      ["a crates.io token", "cio", `(?<![+/]cio)${N}{32}(?![+/=])`, mixed],
      ["a Clojars token", "CLOJARS_", `${N}{60}`],
      ["a Docker token", "dckr_pat_ dckr_oat_", `${W}{27,100}`, mixed],
      ["an Artifactory key", "AKC cmVmd", `${N}{59,80}(?![+/=])`, mixed],
      ["an Octopus key", "API- API_KEY", "[A-Z0-9]{26,40}", mixed],
      ["a Slack token", "xoxb- xoxp- xoxa- xoxr- xoxs- xoxo- xoxe- xoxc- xoxd- xoxe.xoxb- xoxe.xoxp- xapp- xwfp-", "[A-Za-z0-9%+/-]{10,300}"],
      ["a Slack webhook", "hooks.slack.com/", "(?:services|workflows|triggers)/([\\w+/]{40,80})"],
      ["a Discord token", "MT Mj Mz ND NT Nj Nz OD OT", `${W}{21,26}\\.${W}{6,7}\\.${W}{27,40}(?!${W})`, isDiscordToken],
      ["a Discord webhook", "discord.com/api/ discordapp.com/api/", `(?:v\\d{1,2}/)?webhooks/\\d{15,21}/(${W}{60,80})`],
      ["a Telegram bot token", "*:A", `(?<=(?<!\\d)\\d{5,16}:A)(${W}{33,34})(?!${W})`, mixed],
      ["a webhook address", "*.tines.com/webhook/", "[\\w/]{20,100}", mixed],
      ["a webhook address", "hooks.zapier.com/ open.feishu.cn/ open.larksuite.com/ qyapi.weixin.qq.com/ maker.ifttt.com/", `(?:hooks/catch/\\d{4,10}/[a-z0-9]{5,20}|open-apis/bot/v\\d/hook/${UUID}|cgi-bin/webhook/send\\?key=${UUID}|[\\w/{}-]{1,99}/key/${W}{20,50})`, (value) => !isPlaceholder(value)],
      ["a webhook address", "*.make.com/", "[a-z0-9]{32}", mixed],
      ["a webhook secret", "SEC", `${H}{64}`],
      ["a Teams webhook", "*.webhook.office.com/webhookb2/ outlook.office.com/webhook/", `[\\w-]{36}@[\\w-]{36}/IncomingWebhook/(${N}{32})`],
      ["a Facebook token", "*| *%7C", `(?<=(?<!\\d)\\d{15,16}(?:\\||%7C))${W}{27,40}`, mixed],
      ["a Facebook token", "EAA", `(?<![+/]EAA)${N}{80,400}(?![+/=])`, mixed],
      ["a Facebook token", "IGQV IGQW IGAA", `(?<![+/]IG..)${W}{100,300}(?![+/=])`, mixed],
      ["an API token", "*|", `(?<=(?<![\\w|+/.-])\\d{1,8}\\|)(${N}{40}|${N}{48})(?!${W})`, mixed],
      ["a Facebook token", "EAACEdEose0cBA", `${N}{20,400}`, mixed],
      ["a Twitter token", "AAAAAAAAAAAAAAAAAAAA", "(?<=[^+/]A{20})[A-Za-z0-9%]{60,140}(?![+/=])", mixed],
      ["a login session", "_|WARNING:-DO-NOT-SHARE-THIS.", "--[^|]{0,200}\\|_[A-F0-9]{100,2000}", anything],
      ["a LinkedIn secret", "WPL_AP0. WPL_AP1.", `${N}{16}\\.${N}{6}={0,2}`],
      ["a push service key", "*:APA91b", `(?<=AAAA${W}{7}:APA91b)${W}{100,180}`, mixed],
      ["a Twitch key", "live_", `\\d{8,12}_(${N}{30,36})`, mixed],
      ["a Twitch key", "oauth:", "[a-z0-9]{30}", mixed],
      ["a Stripe key", "sk_live_ rk_live_ sk_test_ rk_test_ sk_prod_ rk_prod_ sk_org_", `${N}{10,255}`],
      // What many services call their secret keys, after Stripe; `pk_` is public but where its form is another.
      ["an API key", "sk_ rk_ ak_ bb_ma_ bb_pr_ pri_ ramp_sec_ act_ flb_live_ web_ sqco_", `(?:[A-Za-z0-9]{1,9}_|\\d{4}_\\d{6}_){0,2}(${N}{20,255})`, mixed],
      ["an API key", "pk_", `(?:\\d{6,9}_|${N}{6}_|prod_|test_)?([A-Z0-9]{28,40}|${N}{34})(?!_)`, mixed],
      ["an API key", "sk_", `${W}{43}(?!${W})`, thoroughlyMixed],
      ["an API key", "tr_prod_ tr_dev_ tr_stg_ signkey-prod- signkey-test- signkey-branch- ptr_ endr+ salad_cloud_", "[\\w=+/-]{16,120}", mixed],
      ["an API key", "secret_", `${N}{16}(?!_)`, mixed],
      ["an API key", "v2/", `${N}{300,500}`, mixed],
      ["an API key", "pi_ seti_", `${N}{24,30}_secret_(${N}{24,30})`],
      ["an API key", "git&", `\\d{12}&(${B}{86}==)`],
      ["an API key", "pk.", `(?!eyJ)${N}{32}`, mixed],
      ["an API key", "api_ shltm_ ion_ tkn.v1_ AK1 KEY BBFF- 3MVG9 5AEP861 NF- VF. na1.", "(?<![+/]...)[\\w.=+/-]{30,200}", isLongKey],
      ["an API key", "sdk- api- sec-c- rh-api-", UUID],
      ["a Zoho token", "1000.", `(${H}{32}\\.${H}{32})`],
      ["a webhook secret", "whsec_", "[A-Za-z0-9+/=]{24,128}", mixed],
      ["a Square token", "sq0atp- sq0csp- sq0idp-", `${W}{22,60}`, mixed],
      ["a Square token", "EAAA", "(?<![+/]EAAA)[\\w=-]{22,70}(?![+/=])", thoroughlyMixed],
      ["a payment key", "FLWSECK- FLWSECK_TEST-", `(${N}{12,32})(?:-X)?`],
      ["a payment key", "shippo_live_ shippo_test_ EZAK EZTK duffel_live_ duffel_test_", "[\\w=-]{40,60}", mixed],
      ["a payment key", "live_ test_", "[\\w=-]{35,45}", thoroughlyMixed],
      ["a payment key", "live_ test_", `${H}{35}`, mixed],
      ["a payment key", "*hmfuXNWTK0Qc+iS", `[^\\s"'<>]{60,240}`, anything],
      ["a payment key", "access_token$", "(?:production|sandbox)\\$[a-z0-9]{16}\\$([a-f0-9]{32})"],
      ["a payment key", "access-sandbox- access-development- access-production-", UUID],
      ["a Shopify token", "shpat_ shpca_ shppa_ shpss_ shprt_ shpua_ shptka_", `${H}{32}`],
      ["a SendGrid key", "SG.", "[\\w=.-]{60,76}(?![\\w-])", mixed],
      ["a mail service key", "key-", `(?:[0-9a-z]{32}|${N}{64})`, mixed],
      ["a mail service key", "xkeysib- xsmtpsib-", `(${W}{64,90})`, mixed],
      ["a mail service key", "*-us", `(?<=(?<!${N})[0-9a-f]{32}-us)\\d{1,2}`, anything],
      ["a mail service key", "re_", `${N}{8}_${N}{20,30}`, mixed],
      ["a mail service key", "mlsn.", `${H}{64}`],
      ["a Twilio key", "SK", `${H}{32}`],
      ["a Databricks token", "dapi dkea doru dose", `(${H}{32})(?:-\\d)?`],
      ["a Vault token", "hvs. hvb. hvr. s.CAES", `${W}{24,500}`, mixed],
      ["a Vault token", "s.", `(?<![\\w$)\\]]s\\.)${N}{24}(?![\\w.(])`, mixed],
      ["a Terraform token", "*.atlasv1.", `(?<=${N}{14}\\.atlasv1\\.)[\\w=-]{60,100}`],
      ["a Pulumi token", "pul-", `${N}{40}`, mixed],
      ["a Doppler token", "dp.pt. dp.ct. dp.sa. dp.st. dp.scim. dp.audit.", `(?:[\\w-]{2,35}\\.)?(${N}{40,44})`],
      ["a Grafana token", "glc_ glsa_", "[A-Za-z0-9+/=_]{32,400}", mixed],
      ["a Honeycomb key", "hcaik_ hcbik_ hccik_ hcamk_", `${N}{58}`],
      ["a Grafana token", "eyJrIjoi", `${N}{60,400}`, mixed],
      ["a New Relic key", "NRAK- NRAA- NRII- NRIQ- NRRA- NRJS- NRBR-", `${W}{19,42}`],
      ["a New Relic key", "*NRAL", `(?<=${H}{30}NRAL)(?!${W})`, anything],
      ["a New Relic key", "px-api- px-dep-", UUID],
      ["a Sentry token", "sntrys_ sntryu_ sntryi_", "[\\w=+/-]{40,500}", mixed],
      ["a Dynatrace token", "dt0", `[a-zA-Z]\\d\\d\\.(${N}{8,24}\\.${N}{64})`],
      ["an Elastic key", "essu_ cflt", `(?<![+/]cflt)${B}{50,200}={0,2}`, mixed],
      ["a Tailscale key", "tskey-", `[a-z]{2,20}-(${W}{20,100})`, mixed],
      ["an OpenShift token", "sha256~", `${W}{43}`],
      ["a database key", "pscale_tkn_ pscale_oauth_ pscale_pw_", "[\\w=.-]{32,64}", mixed],
      ["a database key", "sbp_ sb_secret_ napi_ mdb_sa_sk_", `${W}{30,100}`, mixed],
      ["a database key", "npg_", `${N}{12,16}`],
      ["a database key", "4b1d", `${N}{38}`, thoroughlyMixed],
      ["a database key", "AVNS_", `${W}{19}`],
      ["a hosting token", "vcp_ vci_ vca_ vcr_ vck_ rnd_ ddp_ ddo_ ddapp_", `${N}{20,60}`, mixed],
      ["a hosting token", "nfp_ vercel_blob_rw_", "\\w{30,80}", mixed],
      ["a hosting token", "fo1_ fm1a_ fm1r_ fm2_ fm5_", "[\\w+/=-]{43,2000}", mixed],
      ["a hosting token", "tk-us-", `${W}{48}`, mixed],
      ["a Salesforce token", "00D", `${N}{12}!([\\w.]{80,130})`],
      ["a Dropbox token", "sl.", "(?:u\\.)?[\\w=-]{130,1400}", mixed],
      ["a Dropbox token", "*AAAAAAAAAA", `(?<=(?<![\\w+/])${N}{11}A{10})[\\w=-]{43}(?![\\w+/=])`, mixed],
      ["a Linear key", "lin_api_ lin_oauth_", "\\w{32,128}", mixed],
      ["a Notion token", "ntn_ secret_", `${N}{43,50}`, mixed],
      ["a Figma token", "figd_ figo_ figu_ figp_", `${W}{40,200}`, mixed],
      ["a Postman key", "PMAK-", `${N}{24}-${N}{34}`],
      ["an Airtable token", "pat", `${N}{14}\\.(${N}{64})`],
      ["an Asana token", "0/ 1/ 2/", `\\d{13,20}(?:/\\d{10,20})?:(${H}{32})`],
      ["a HubSpot token", "pat-na pat-eu", `\\d-(${UUID})`],
      ["a Mapbox token", "sk. tk.", `[\\w+/=-]{32,240}\\.[\\w+/=-]{20,30}`, mixed],
      ["a 1Password key", "ops_eyJ", "[\\w+/-]{100,2000}", mixed],
      ["a 1Password key", "A3-", "[A-Z0-9]{6}(?:-[A-Z0-9]{5,11}){4,5}"],
      ["an Okta token", "SSWS", `\\s{1,4}(00${W}{40})`, mixed],
      ["a password manager’s key", "0. st.", `(?:${UUID}\\.${N}{30}:${B}{22}==|${H}{24}\\.${H}{32}\\.${H}{32})`],
      ["a MaxMind key", "*_mmk", `(?<=${N}{6}_${N}{29}_mmk)(?!${W})`, anything],
      ["an API token", "p8e- aio_ odt_ tfp_ pnu_ pnb_ rdme_ fio-u- dnkey- CFPAT- apify_api_ rootly_ samsara_api_", "[\\w.=-]{28,255}", mixed],
      ["an API token", "lip_ waka_ rpa_ unkey_ zpka_ mka_ ctp_ tss_ ovsxp_ isat_ ptk_ lmb_ crsr_ CCDB1_ ory_st_ Mid-server- SWMTKN-1- SWMKEY-1- polar_oat_ polar_pat_ pylf_v1_", `${W}{20,100}`, mixed],
      ["an API token", "oa2-client-id_", `${W}{32}(?::|&client_secret=)(${W}{40})`, mixed],
      ["an API token", "s-s4t2ud- s-s4t2af-", `${H}{64}`],
      ["an API token", "sm_aat_ sm_pat_ sm_sat_", `${N}{16}`],
      ["an API token", "sc_ ext_ scauth_ authress_", `\\w{5,30}\\.\\w{4,6}\\.acc[_-][\\w-]{10,32}\\.[\\w+/=-]{30,120}`],
      ["a Kubernetes secret", "kind", '(?<=([^]{0,1500})kind)"?:\\s{0,4}"?Secret\\b[^]{0,1500}', (before, whole) => hasEncodedSecret(`${before.slice(before.lastIndexOf("---") + 1)}${until(whole, "---")}`)],
      ["a browser’s login", "encryptedPassword", '\\\\?"\\s{0,4}:\\s{0,4}\\\\?"([A-Za-z0-9+/=]{30,400})', anything],
      ["a credential", "*_key *Key", `(?<!(?:[Pp]ublic|[Pp]ub|[Ss]ite|[Cc]ache|[Ss]ort|[Pp]rimary|[Ff]oreign|[Pp]ublishable)_?[Kk]ey)${IS}${VALUE}`, (v) => !v.includes(".") && isNamedSecret(v) && thoroughlyMixed(v)],
      ["a credential", "*_KEY *_PAT *_pat *Pat *_PASS", `(?<!(?:PUBLIC|PUB|SITE|CACHE|SORT|PRIMARY|FOREIGN|PUBLISHABLE)_KEY)${IS}${VALUE}`, isNamedSecret],
      ["a credential", "Bearer Basic ApiKey Splunk", "\\s{1,4}([A-Za-z0-9+/=_.~-]{24,4000})", isNamedSecret],
      // What no other row knows: `vendor_pat_` and the like before a long value.
      ["an API token", "*_live_ *_test_ *_prod_ *_api_ *_pat_ *_key_ *_token_ *_secret_ *_sk_ *_at_ *_v1_", `(?<=(?<![\\w+/=.-])(?!pk_|pub)[a-z][a-z0-9]{1,11}_[a-z0-9]{2,6}_)(${N}{24,255})(?![\\w/+=-])`, (v) => thoroughlyMixed(v) && strictlyMixed(v)]
    ];
    NAMED = [
      "a credential",
      /secret|token|passw(?:or)?d|passphrase|\bpwd|credential|authorization|api[-_ ]?key|sonar\.login|(?:access|private|preshared|auth|encryption|signing|signature|master|account|shared|licen[cs]e|service|admin|deploy|integration|storage|subscription|app|application|consumer|client|read|write|insert|ingest|webhook|bot|session|live|unseal)[-_ ]?key/gi,
      new RegExp(
        // Not what is public, what protects a form, or what only speaks of the secret.
        `(?<!(?:public|pub|site|publishable|csrf|xsrf|authenticity|verification)[-_ ]?(?:key)?[-_ ]?[a-z]{5,13})(?![\\w-]{0,24}(?:id|ids|hash|sum|digest|type|url|uri|name|path|file|ref|arn|version|format|address|fingerprint|thumbprint|sha\\d{0,3})\\b)[\\w-]{0,24}(?: \\d)?${IS}${VALUE}`,
        "iy"
      ),
      isNamedSecret
    ];
  }
});

// src/attach/secrets/scan.ts
var scan_exports = {};
__export(scan_exports, {
  describeHits: () => describeHits,
  scanKeyLines: () => scanKeyLines,
  scanText: () => scanText
});
function rulesAt(begin) {
  const known = RULES_AT.get(begin);
  if (known) return known;
  const rules = RULES.filter((rule) => begin.startsWith(rule.begin));
  rules.sort((a, b) => b.begin.length - a.begin.length);
  RULES_AT.set(begin, rules);
  return rules;
}
function beginsWord(text2, at, short) {
  const before = text2.slice(Math.max(0, at - 3), at);
  return !(short ? /[A-Za-z0-9][-_]?$/ : /[A-Za-z0-9]$/).test(before) || /(?:\\[nrtbf]|%[0-9A-Fa-f]{2})$/.test(before);
}
function secretAt(text2, at, { begin, inWord, pattern, judge }) {
  if (!inWord && !beginsWord(text2, at, begin.length < 5)) return false;
  const follows = pattern();
  follows.lastIndex = at + begin.length;
  const match = follows.exec(text2);
  return match !== null && judge(match[1] ?? match[0], begin + match[0]);
}
function* places(text2) {
  const begins = new RegExp(BEGINS);
  for (let match = begins.exec(text2); match; match = begins.exec(text2)) {
    const at = match.index;
    yield { at, kind: rulesAt(match[0]).find((rule) => secretAt(text2, at, rule))?.kind };
    begins.lastIndex = at + 1;
  }
  const [kind, names2, follows, judge] = NAMED;
  for (const match of text2.matchAll(names2)) {
    follows.lastIndex = match.index + match[0].length;
    const value = follows.exec(text2)?.[1];
    yield { at: match.index, kind: value !== void 0 && judge(value) ? kind : void 0 };
  }
}
async function scanText(text2, signal) {
  const found = [];
  let looked = 0;
  for (const { at, kind } of places(text2)) {
    if (looked % TURN2 === 0) {
      signal?.throwIfAborted();
      if (looked > 0) await (0, import_promises20.setImmediate)();
    }
    looked += 1;
    if (kind === void 0) continue;
    found.push({ at, kind });
    if (found.length >= HITS_MAX) break;
  }
  let line = 1;
  let counted = 0;
  const hits = [];
  for (const { at, kind } of found.sort((a, b) => a.at - b.at)) {
    for (let next = text2.indexOf("\n", counted); next !== -1 && next < at; next = text2.indexOf("\n", counted)) {
      line += 1;
      counted = next + 1;
    }
    if (hits.at(-1)?.line === line && hits.at(-1)?.kind === NAMED[0]) hits.pop();
    if (hits.at(-1)?.line !== line) hits.push({ line, kind });
  }
  return hits;
}
function scanKeyLines(lines) {
  const isKey = lines.map((l) => {
    const run2 = KEY_LINE.exec(l)?.[1];
    return run2 !== void 0 && thoroughlyMixed(run2);
  });
  const at = isKey.findIndex((hit, i) => hit && isKey[i + 1] === true);
  if (at === -1) return [];
  const end = isKey.indexOf(false, at);
  const around = [lines[at - 1] ?? "", lines[end] ?? "", lines[end + 1] ?? ""].join("\n");
  if (/-----(?:BEGIN|END) (?:[A-Z0-9]+ ){0,3}(?:CERTIFICATE|PUBLIC KEY|SIGNATURE|MESSAGE)/.test(around))
    return [];
  return [{ line: at + 1, kind: "what looks like a part of a key" }];
}
function describeHits(hits, nameOf5 = (line) => `line ${line}`) {
  if (hits.length === 0) return void 0;
  const shown = hits.slice(0, 3).map(({ kind, line }) => `${kind} in ${nameOf5(line)}`).join(", ");
  return hits.length > 3 ? `${shown} and ${hits.length - 3} more` : shown;
}
var import_promises20, HITS_MAX, TURN2, RULES, RULES_AT, escaped, BEGINS, KEY_LINE;
var init_scan = __esm({
  "src/attach/secrets/scan.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_promises20 = require("node:timers/promises");
    init_judge();
    init_patterns();
    HITS_MAX = 20;
    TURN2 = 200;
    RULES = ROWS.flatMap(([kind, begins, follows, judge = looksDrawn]) => {
      let made;
      const pattern = () => made ??= new RegExp(`${follows}(?![A-Za-z0-9])`, "y");
      return begins.split(" ").map((begin) => {
        const inWord = begin.startsWith("*");
        return { begin: inWord ? begin.slice(1) : begin, inWord, kind, pattern, judge };
      });
    });
    RULES_AT = /* @__PURE__ */ new Map();
    escaped = (text2) => text2.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
    BEGINS = new RegExp(
      [...new Set(RULES.map(({ begin }) => begin))].sort((a, b) => b.length - a.length).map(escaped).join("|"),
      "g"
    );
    KEY_LINE = /^\s*["'`]?([A-Za-z0-9+/]{64}|[A-Za-z0-9+/]{70}|[A-Za-z0-9+/]{76})(?:\\n)?["'`]?\s?[+,;\\]?\s*$/;
  }
});

// src/app.ts
var app_exports = {};
__export(app_exports, {
  createApp: () => createApp
});
function createApp(deps, settings, judgeSchema = judgeApart, jobPace = 1) {
  const agent = (0, import_backend5.userAgent)(deps);
  const { ports, workspaces } = settings;
  const plain = settings.provider === import_openai_codex.OPENAI_CODEX_ID;
  const elsewhere = { ...settings, baseUrl: void 0 };
  const home = (0, import_record13.homeOf)(plain ? settings : elsewhere);
  const provider = (0, import_openai_codex.openAiCodex)({ ...home, ports, workspaces, originator: import_backend5.ORIGINATOR, userAgent: agent });
  const project = projectSettings(deps);
  const clock = serverClock(deps.now);
  const listeners = [];
  const tell = (event) => {
    for (const listener of listeners) listener(event);
  };
  const external = externalAuth((credential) => {
    enforceWorkspace(workspaces, credential, true);
  });
  const storage = openStorage(settings, { ...deps, allowed: () => project.refuse() });
  const kept = { ...deps, storage, authFile: settings.authFile, clock };
  const accept = (login) => void enforceWorkspace(workspaces, credentialOf(login), true);
  const codex = openLogin({
    ...kept,
    provider,
    service: import_credential15.CODEX,
    baseUrl: home.baseUrl,
    named: plain ? settings : elsewhere,
    accept,
    describe: (login) => withWorkspaceName({ ...deps, userAgent: agent }, login)
  });
  const documented = (0, import_chatgpt.chatGpt)({ issuer: home.issuer, userAgent: agent, now: clock.now });
  const { serviceName: name, page } = documented;
  const chatgpt = openLogin({
    ...kept,
    provider: documented,
    ...placeOf2(documented.id),
    ...plain ? {} : { service: { name, issuedBy: "OpenAI", login: import_wording19.its.login, page } },
    baseUrl: (plain ? void 0 : settings.baseUrl) ?? import_home8.OPENAI_API,
    named: plain ? elsewhere : settings,
    accept
  });
  const [own, other] = plain ? [codex, chatgpt] : [chatgpt, codex];
  const { tokens, signIn: attempts } = own;
  const fresh = plain ? { route: "chatgpt", home } : { route: "platform", home: { ...home, baseUrl: settings.baseUrl ?? import_home8.OPENAI_API } };
  const accounts = openAccounts(codex.keeping);
  const folder = import_node_path18.default.join(import_node_path18.default.dirname(settings.authFile), "codex-oauth");
  const logins = openLogins({
    ...kept,
    builtIn: [own, other],
    providersFile: (0, import_providers_file.providersFileOf)(settings.authFile),
    // OpenAI's variables say nothing about other providers.
    named: import_home8.NOTHING_NAMED,
    accept: () => {
    }
  });
  const signIn = {
    pending: attempts.pending,
    begin: async (request2) => {
      if (external.mode === "tokens") throw externalActive();
      await project.refuse();
      const attempt2 = await attempts.begin(request2);
      const signedIn = () => {
        if (external.mode === "api-key") external.clear();
        tell({ kind: "login" });
      };
      attempt2.done.then(signedIn, () => {
      });
      return attempt2;
    }
  };
  const whoAmI = createWhoAmI({ ...deps, headers: { originator: import_backend5.ORIGINATOR, "user-agent": agent } });
  const credentials = createBroker({
    sources: [
      external,
      tokens,
      commandSource(settings.credentialCommand, { ...deps, serverNow: clock.now }),
      accessTokenSource(deps.env, whoAmI),
      codexCliSource({ path: settings.codexCliFile, now: clock.now, whoAmI }),
      apiKeySource(deps.env, settings.apiBaseUrl)
    ],
    pinned: settings.source,
    named: settings,
    project: project.refuse,
    account: async (name2) => {
      if (plain) return accounts.source(name2, tokens);
      throw accountElsewhere(name2, documented.id);
    },
    ...settings,
    authFile: settings.loginPlace
  });
  const backend = { ...deps, userAgent: agent };
  const remembered = (name2) => openStateFile(import_node_path18.default.join(folder, name2), deps);
  const catalogue = createCatalogue({
    ...backend,
    file: remembered("models.json"),
    renew: credentials.renew
  });
  const limitsBook = (0, import_limits2.createLimitsBook)(remembered("limits.json"), deps.now);
  const { limitPercent } = settings;
  const threads = openThreads({
    ...deps,
    ...settings.threads,
    dir: import_node_path18.default.join(folder, "threads"),
    hostname: (0, import_node_os2.hostname)(),
    everyProject: settings.threadScope === "all",
    foreign: () => project.names("CODEX_OAUTH_THREADS"),
    onPruned: () => conversations.forget()
  });
  const conversations = openKept({
    threads,
    sessions: openSessions({
      dir: import_node_path18.default.join(settings.codexHome, "sessions"),
      projectOf: (cwd) => (0, import_workspace2.isWorkspace)(cwd, { ...settings, home: deps.home }) ? cwd : "",
      now: deps.now
    }),
    indexDir: import_node_path18.default.join(folder, "search"),
    secretIn: async (text2) => {
      const { describeHits: describeHits2, scanText: scanText2 } = await Promise.resolve().then(() => (init_scan(), scan_exports));
      return describeHits2(await scanText2(text2));
    }
  });
  const jobs = openJobs({ ...deps, dir: import_node_path18.default.join(folder, "jobs"), threads, pace: jobPace });
  const routing = createRouting(backend);
  const asking = {
    ...deps,
    authFile: settings.authFile,
    clock,
    credentials,
    catalogue,
    threads,
    toContinue: conversations.toContinue,
    defaultModel: settings.model,
    hostedSearch: settings.search === "hosted",
    allowSecrets: settings.allowSecrets,
    routing,
    random: () => (deps.randomBytes(1)[0] ?? 0) / 255,
    userAgent: agent,
    judgeSchema,
    guard: limitPercent === void 0 ? void 0 : (credential) => limitsBook.guard(credential, limitPercent),
    onLimits: (limits, credential) => {
      limitsBook.note(limits, credential);
      tell({ kind: "limits", limits });
    }
  };
  const withRest = async (cleared) => {
    const left = await accounts.list().catch(() => []);
    const running = (await jobs.open()).filter(({ state }) => state === "working").length;
    return { ...cleared, remaining: left.map(({ name: name2 }) => name2), running };
  };
  const clear = async () => {
    await project.refuse();
    signIn.pending()?.cancel();
    return withRest(await signOut(external, own, () => tell({ kind: "login" })));
  };
  const asks = /* @__PURE__ */ new Set();
  return {
    deps,
    settings,
    signIn,
    /** Where credentials come from, in order. */
    credentials,
    /** The logins of all providers. Rejects where a project has set what only the user may set. */
    logins: {
      /** The provider whose login answers questions. */
      own: own.provider.id,
      /** Its plan, where the provider has words for that. */
      plan: own.provider.plan,
      list: logins.list,
      of: async (id) => {
        await project.refuse();
        return logins.of(id);
      },
      described: logins.described,
      forTools: async (id) => {
        await project.refuse();
        return logins.forTools(id);
      }
    },
    /** The OpenAI accounts that are signed in here. */
    accounts: {
      list: accounts.list,
      source: (name2) => accounts.source(name2, codex.tokens),
      use: async (name2) => {
        await project.refuse();
        const account = await accounts.use(name2);
        tell({ kind: "login" });
        return account;
      },
      find: accounts.find,
      /** Removes a named account and revokes it; the others stay. */
      clear: async (name2) => {
        await project.refuse();
        const account = await accounts.find(name2);
        if (account.inUse) return clear();
        return withRest({ removed: true, ...await accounts.clear(account.name) });
      }
    },
    /** The login of an embedding application, if there is one. */
    external,
    /** Sets how to ask the host for the workspace folders. */
    askRoots: project.askRoots,
    watch: (listener) => {
      listeners.push(listener);
    },
    threads,
    jobs,
    /** True if another process may ask a question for this one: with the same login, and what it is told on disk. */
    handsOver: async () => threads.enabled && external.mode === void 0 && !await project.suspicious(),
    routing,
    /** Rejects if a project's file sets what only the user may set for the Codex CLI's login. */
    refuseProject: () => project.refuse("codex-cli"),
    /** The threads and the Codex CLI's sessions, to list, show and search. */
    kept: conversations,
    /** The project whose threads are visible, from the host's folders. */
    projectOf: (named3) => (0, import_turn3.projectOf)(asking, (0, import_workspace2.resolveRoots)(deps, named3)),
    /** The same of a question's folders. */
    projectIn: (roots) => (0, import_turn3.projectOf)(asking, roots),
    ask: async (question, hooks) => {
      const asked = ask2(asking, question, hooks);
      asks.add(asked);
      return asked.finally(() => asks.delete(asked));
    },
    /** Shows what a question would send, and sends nothing. */
    preview: (question, signal) => preview({ ...asking, fresh, credentials }, question, signal),
    /** The lanes for a method: `auto` uses the browser, plus a code if no browser is expected. */
    lanesFor: (method) => {
      if (method !== "auto") return { lanes: [method], fallback: [] };
      const why = noBrowserReason(deps.env, deps.platform);
      return why === void 0 ? { lanes: ["browser"], fallback: ["device"] } : { lanes: ["device", "browser"], fallback: [], why };
    },
    status: async () => {
      const report = await credentials.report();
      return statusOf({
        report,
        obstacle: await project.found(report?.source),
        network: (0, import_home8.unusualWays)((0, import_home8.placeInForce)(report, fresh), deps.env),
        attempt: signIn.pending(),
        limits: (0, import_limits2.statusLimits)(await limitsBook.latest(report?.identity.accountId), deps.now()),
        files: { ...settings, authFile: settings.loginPlace },
        keyVariable: apiKeyVariable(deps.env),
        now: deps.now(),
        serverNow: clock.now(),
        face: deps.face
      });
    },
    /** The account's models for display: live, or at most minutes old. */
    models: async () => {
      const credential = await credentials.credential().catch((error) => {
        if (error instanceof import_errors28.AppError && error.kind === "input") throw error;
        return void 0;
      });
      return catalogue.refresh(credential);
    },
    /** Asks the plan's limits at the usage endpoint and notes them; resolves to its whole answer. Throws the usual errors. */
    refreshLimits: async () => {
      const { body, credential } = await (0, import_limits2.fetchUsage)({ ...backend, credentials });
      const limits = (0, import_limits2.limitsFromUsage)(body, deps.now());
      if (limits) limitsBook.note(limits, credential);
      return body;
    },
    /** Renews the login in force once, for a user who wants to see that it works. Throws if that is not ours to do. */
    renewLogin: async () => {
      await project.refuse("login");
      const source = (await credentials.report())?.source;
      if (source === void 0 || source === "login") return tokens.renewOnRequest();
      throw new import_errors28.AppError({
        kind: "input",
        code: "login.not_ours",
        what: "The login in force was not renewed.",
        why: `It comes from ${source}, whose owner renews it.`,
        fix: "Set CODEX_OAUTH_SOURCE to login to try our own."
      });
    },
    clear,
    /** Resolves when no refresh is running: its answer may contain the only valid token, so an exit must wait. */
    settled: async () => void await Promise.all([accounts.settled(), logins.settled()]),
    /** Resolves when caches, threads and the log are on disk. Callers may stop waiting. */
    flushed: async () => {
      await Promise.allSettled([
        catalogue.settled(),
        limitsBook.settled(),
        threads.flush(),
        jobs.settled(),
        // A stopped question still ends its turn or removes its thread.
        ...asks,
        deps.log.flush()
      ]);
    }
  };
}
var import_node_os2, import_node_path18, import_workspace2, import_wording19, import_errors28, import_chatgpt, import_openai_codex, import_home8, import_credential15, import_providers_file, import_record13, import_backend5, import_limits2, import_turn3, judgeApart;
var init_app = __esm({
  "src/app.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_node_os2 = require("node:os");
    import_node_path18 = __toESM(require("node:path"), 1);
    import_workspace2 = __toESM(require_workspace(), 1);
    init_clock();
    import_wording19 = __toESM(require_wording(), 1);
    init_browser();
    import_errors28 = __toESM(require_errors(), 1);
    import_chatgpt = __toESM(require_chatgpt(), 1);
    import_openai_codex = __toESM(require_openai_codex(), 1);
    import_home8 = __toESM(require_home(), 1);
    init_broker();
    import_credential15 = __toESM(require_credential(), 1);
    init_sign_out();
    init_storage();
    init_accounts();
    init_login();
    init_logins();
    import_providers_file = __toESM(require_providers_file(), 1);
    init_codex_cli();
    init_command();
    init_environment();
    init_external();
    init_whoami();
    import_record13 = __toESM(require_record(), 1);
    init_tokens();
    init_workspaces();
    init_ask();
    import_backend5 = __toESM(require_backend(), 1);
    init_catalogue();
    import_limits2 = __toESM(require_limits(), 1);
    init_preview();
    init_resolve();
    init_workspace_name();
    init_state_file();
    import_turn3 = __toESM(require_turn(), 1);
    init_store2();
    init_kept();
    init_sessions();
    init_store();
    init_settings_project();
    init_status();
    judgeApart = async (...task) => (await Promise.resolve().then(() => __toESM(require_output(), 1))).judgeInThread(...task);
  }
});

// others:src/system/deps.ts
var require_deps = __commonJS({
  "others:src/system/deps.ts"(exports2, module2) {
    init_define_INPUT_SCHEMAS();
    module2.exports = require("./program.js").modules["src/system/deps.ts"]();
  }
});

// src/system/client.ts
var client_exports = {};
__export(client_exports, {
  fetchDirectly: () => fetchDirectly,
  warmUpTls: () => warmUpTls
});
function warmUpTls() {
  if (!warm) (0, import_node_tls.createSecureContext)();
  warm = true;
}
async function unzipped(message2) {
  const { createGunzip } = await Promise.resolve().then(() => __toESM(require("node:zlib"), 1));
  const stream = (0, import_node_stream.pipeline)(message2, createGunzip(), () => {
  });
  return answerOf2(message2, stream);
}
function answerOf2(message2, stream = message2) {
  const status = message2.statusCode ?? 0;
  const get = (name) => {
    const value = message2.headers[name];
    return Array.isArray(value) ? value.join(", ") : value ?? null;
  };
  const body = bodyOf(stream);
  return {
    status,
    ok: status >= 200 && status < 300,
    headers: { get },
    body,
    text: () => (0, import_consumers.text)(body)
  };
}
function bodyOf(stream) {
  const pieces = (0, import_node_events.on)(stream, "data", { close: ["end", "close"], highWaterMark: AHEAD });
  stream.on("error", () => {
  });
  const read = async () => {
    const { done, value } = await pieces.next();
    return done ? { done, value: void 0 } : { done: false, value: value[0] };
  };
  const cancel = async () => {
    if (!stream.destroyed) setTimeout(() => stream.destroy(), LAST_BYTES_MS).unref();
    await pieces.return?.();
    stream.resume();
  };
  return {
    getReader: () => ({ read, cancel }),
    cancel,
    async *[Symbol.asyncIterator]() {
      try {
        for (let piece = await read(); !piece.done; piece = await read()) yield piece.value;
      } finally {
        await cancel();
      }
    }
  };
}
var import_node_events, import_node_http, import_node_https, import_node_tls, import_node_stream, import_consumers, import_deps, CONNECT_MS, UNUSED_MS, LAST_BYTES_MS, agents, warm, fetchDirectly, AHEAD;
var init_client = __esm({
  "src/system/client.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    import_node_events = require("node:events");
    import_node_http = require("node:http");
    import_node_https = require("node:https");
    import_node_tls = require("node:tls");
    import_node_stream = require("node:stream");
    import_consumers = require("node:stream/consumers");
    import_deps = __toESM(require_deps(), 1);
    CONNECT_MS = 1e4;
    UNUSED_MS = 4e3;
    LAST_BYTES_MS = 250;
    agents = {
      "http:": new import_node_http.Agent({ keepAlive: true, timeout: UNUSED_MS }),
      "https:": new import_node_https.Agent({ keepAlive: true, timeout: UNUSED_MS })
    };
    warm = false;
    fetchDirectly = (input, init = {}) => new Promise((resolve2, reject) => {
      const url = new URL(input);
      const { method = "GET", body, signal } = init;
      if (signal?.aborted) throw signal.reason;
      const secure = url.protocol === "https:";
      warm ||= secure;
      const headers = {
        "user-agent": `codex-oauth/${import_deps.VERSION}`,
        ...body === void 0 ? { "accept-encoding": "gzip" } : {},
        ...init.headers
      };
      const request2 = (secure ? import_node_https.request : import_node_http.request)(url, {
        method,
        headers,
        agent: agents[secure ? "https:" : "http:"]
      });
      let message2;
      const onAbort = () => void (message2 ?? request2).destroy(signal?.reason);
      signal?.addEventListener("abort", onAbort, { once: true });
      const late = setTimeout(() => {
        const error = new Error("connect timeout");
        request2.destroy(Object.assign(error, { code: "UND_ERR_CONNECT_TIMEOUT" }));
      }, CONNECT_MS);
      request2.on("socket", (socket) => {
        if (request2.reusedSocket) clearTimeout(late);
        else socket.once(secure ? "secureConnect" : "connect", () => clearTimeout(late));
      });
      request2.on("error", reject);
      request2.on("close", () => {
        clearTimeout(late);
        signal?.removeEventListener("abort", onAbort);
      });
      request2.on("response", (response) => {
        message2 = response;
        resolve2(response.headers["content-encoding"] === "gzip" ? unzipped(response) : answerOf2(response));
      });
      request2.end(body);
    });
    AHEAD = 8;
  }
});

// question.ts
var question_exports = {};
__export(question_exports, {
  modules: () => modules
});
module.exports = __toCommonJS(question_exports);
init_define_INPUT_SCHEMAS();
var modules = {
  "node_modules/.pnpm/write-file-atomic@7.0.1/node_modules/write-file-atomic/lib/index.js": () => require_lib(),
  "src/app.ts": () => (init_app(), __toCommonJS(app_exports)),
  "src/ask/answer.ts": () => (init_answer(), __toCommonJS(answer_exports)),
  "src/ask/events.ts": () => (init_events(), __toCommonJS(events_exports)),
  "src/ask/patience.ts": () => (init_patience(), __toCommonJS(patience_exports)),
  "src/ask/resolve.ts": () => (init_resolve(), __toCommonJS(resolve_exports)),
  "src/ask/send.ts": () => (init_send(), __toCommonJS(send_exports)),
  "src/attach/secrets/scan.ts": () => (init_scan(), __toCommonJS(scan_exports)),
  "src/login/folder.ts": () => (init_folder(), __toCommonJS(folder_exports)),
  "src/login/login.ts": () => (init_login(), __toCommonJS(login_exports)),
  "src/login/sources/codex-cli-file.ts": () => (init_codex_cli_file(), __toCommonJS(codex_cli_file_exports)),
  "src/login/sources/codex-cli.ts": () => (init_codex_cli(), __toCommonJS(codex_cli_exports)),
  "src/login/sources/external.ts": () => (init_external(), __toCommonJS(external_exports)),
  "src/login/storage.ts": () => (init_storage(), __toCommonJS(storage_exports)),
  "src/login/tokens.ts": () => (init_tokens(), __toCommonJS(tokens_exports)),
  "src/login/workspaces.ts": () => (init_workspaces(), __toCommonJS(workspaces_exports)),
  "src/settings-project.ts": () => (init_settings_project(), __toCommonJS(settings_project_exports)),
  "src/system/browser.ts": () => (init_browser(), __toCommonJS(browser_exports)),
  "src/system/client.ts": () => (init_client(), __toCommonJS(client_exports)),
  "src/system/lock.ts": () => (init_lock(), __toCommonJS(lock_exports)),
  "src/threads/id.ts": () => (init_id(), __toCommonJS(id_exports))
};
// Annotate the CommonJS export names for ESM import in node:
0 && (module.exports = {
  modules
});
