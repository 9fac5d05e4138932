#!/usr/bin/env node
'use strict';
const __url = require('node:url').pathToFileURL(__filename).href;
"use strict";
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

// <define:__INPUT_SCHEMAS__>
var init_define_INPUT_SCHEMAS = __esm({
  "<define:__INPUT_SCHEMAS__>"() {
  }
});

// late:node:crypto
var createHash;
var init_node_crypto = __esm({
  "late:node:crypto"() {
    init_define_INPUT_SCHEMAS();
    createHash = (...given) => require("node:crypto").createHash(...given);
  }
});

// src/system/compiled.ts
var compiled_exports = {};
__export(compiled_exports, {
  compileCache: () => compileCache
});
function compileCache(folder, dir) {
  const unkept = /* @__PURE__ */ new Map();
  const { _extensions: extensions } = import_node_module.default;
  const plain = extensions[".js"];
  extensions[".js"] = (loading, file) => {
    if (import_node_path.default.dirname(file) !== dir) return plain(loading, file);
    const cache = import_node_path.default.join(folder, import_node_path.default.basename(file));
    const source = (0, import_node_fs.readFileSync)(file);
    const digest = (data) => createHash("sha256").update(source).update(data).digest();
    const text = Buffer.concat([Buffer.from(HEAD), source, Buffer.from(TAIL)]).toString("utf8");
    const script = new import_node_vm.Script(text, { filename: file, cachedData: contentOf(cache, digest) });
    if (script.cachedDataRejected !== false)
      unkept.set(cache, () => {
        const data = script.createCachedData();
        return Buffer.concat([digest(data), data]);
      });
    const run = script.runInThisContext();
    return run.call(loading.exports, loading.exports, loading.require.bind(loading), loading, file, dir);
  };
  return () => {
    for (const [cache, content] of unkept) keep(cache, content());
    unkept.clear();
  };
}
function contentOf(cache, digest) {
  try {
    const content = (0, import_node_fs.readFileSync)(cache);
    const data = content.subarray(DIGEST);
    return digest(data).equals(content.subarray(0, DIGEST)) ? data : void 0;
  } catch {
    return void 0;
  }
}
function keep(cache, content) {
  try {
    (0, import_node_fs.mkdirSync)(import_node_path.default.dirname(cache), { recursive: true, mode: 448 });
    (0, import_node_fs.rmSync)(cache, { force: true });
    try {
      (0, import_node_fs.writeFileSync)(cache, content, { mode: 384, flag: "wx" });
    } catch {
      (0, import_node_fs.rmSync)(cache, { force: true });
    }
  } catch {
  }
}
var import_node_fs, import_node_module, import_node_path, import_node_vm, HEAD, TAIL, DIGEST;
var init_compiled = __esm({
  "src/system/compiled.ts"() {
    "use strict";
    init_define_INPUT_SCHEMAS();
    init_node_crypto();
    import_node_fs = require("node:fs");
    import_node_module = __toESM(require("node:module"), 1);
    import_node_path = __toESM(require("node:path"), 1);
    import_node_vm = require("node:vm");
    [HEAD = "", TAIL = ""] = import_node_module.default.wrap("\0").split("\0");
    DIGEST = 32;
  }
});

// src/main.ts
init_define_INPUT_SCHEMAS();
var import_node_module2 = __toESM(require("node:module"), 1);
var import_node_path2 = __toESM(require("node:path"), 1);
var import_node_url = require("node:url");

// src/system/deps.ts
init_define_INPUT_SCHEMAS();
var VERSION = true ? "0.1.0" : "dev";

// src/main.ts
var node = import_node_module2.default;
var { env } = process;
var entry = (0, import_node_url.fileURLToPath)(__url);
var caches = [env["XDG_CACHE_HOME"], env["LOCALAPPDATA"], import_node_path2.default.join(env["HOME"] ?? "", ".cache")].find(
  (dir = "") => import_node_path2.default.isAbsolute(dir)
);
async function keepingCompiled() {
  if (caches === void 0) return () => {
  };
  const folder = import_node_path2.default.join(caches, "codex-oauth");
  if (!node.enableCompileCache) {
    const { compileCache: compileCache2 } = await Promise.resolve().then(() => (init_compiled(), compiled_exports));
    return compileCache2(
      import_node_path2.default.join(folder, `${VERSION}-node-${process.version}`),
      import_node_path2.default.join(import_node_path2.default.dirname(entry), "lib")
    );
  }
  node.enableCompileCache(folder);
  return () => node.flushCompileCache?.();
}
void keepingCompiled().then(async (keepCompiled) => {
  const { runProgram } = await Promise.resolve().then(() => __toESM(require("./lib/program.js"), 1));
  runProgram({ process, entry, keepCompiled });
});
