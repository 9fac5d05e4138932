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

// src/main.ts
var import_node_module = __toESM(require("node:module"), 1);
var import_node_os = require("node:os");
var import_node_path = __toESM(require("node:path"), 1);
var import_node_url = require("node:url");
var node = import_node_module.default;
var { env } = process;
var caches = env["XDG_CACHE_HOME"] || env["LOCALAPPDATA"] || import_node_path.default.join((0, import_node_os.homedir)(), ".cache");
node.enableCompileCache?.(import_node_path.default.join(caches, "codex-oauth"));
void Promise.resolve().then(() => __toESM(require("./lib/program.js"), 1)).then(({ runProgram }) => {
  const entry = (0, import_node_url.fileURLToPath)(__url);
  runProgram({ process, entry, keepCompiled: () => node.flushCompileCache?.() });
});
