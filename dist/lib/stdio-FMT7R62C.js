import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  CAPABILITIES,
  INSTRUCTIONS,
  PROTOCOL_VERSIONS,
  SERVER_INFO
} from "./chunk-XPLWLGVX.js";
import "./chunk-ZC4QSVQU.js";
import {
  isObject,
  member,
  parseJson,
  stringOf
} from "./chunk-L5FXI35G.js";
import "./chunk-QUEU7GBP.js";

// src/mcp/stdio.ts
var MAX_LINE = 64 * 1048576;
function firstAnswer(message) {
  const method = member(message, "method");
  if (method === "ping") return { result: {} };
  if (method === "server/discover") return { error: { code: -32601, message: "Method not found" } };
  if (method !== "initialize") return void 0;
  const asked = stringOf(member(message, "params", "protocolVersion"));
  if (asked === void 0 || !isObject(member(message, "params", "clientInfo"))) return void 0;
  return {
    result: {
      protocolVersion: PROTOCOL_VERSIONS.includes(asked) ? asked : PROTOCOL_VERSIONS[0],
      capabilities: CAPABILITIES,
      serverInfo: SERVER_INFO,
      instructions: INSTRUCTIONS
    }
  };
}
function requestId(message) {
  const id = member(message, "id");
  return typeof id === "string" || typeof id === "number" ? id : void 0;
}
function createStdioTransport(streams) {
  const queue = [];
  const answered = /* @__PURE__ */ new Set();
  let clientCapabilities;
  let deliver;
  let signalEnd = () => {
  };
  let signalInitialized = () => {
  };
  const ended = new Promise((resolve) => {
    signalEnd = resolve;
  });
  const initialized = new Promise((resolve) => {
    signalInitialized = resolve;
  });
  const write = (message) => new Promise((resolve) => {
    streams.output.write(`${JSON.stringify(message)}
`, (error) => {
      if (error) signalEnd();
      resolve();
    });
  });
  const receive = (line) => {
    const message = parseJson(line);
    if (!isObject(message)) return;
    const id = requestId(message);
    if (message["method"] === "initialize") clientCapabilities = member(message, "params", "capabilities");
    const first = !deliver && id !== void 0 ? firstAnswer(message) : void 0;
    if (first && id !== void 0) {
      void write({ jsonrpc: "2.0", id, ...first });
      if (message["method"] !== "initialize") return;
      answered.add(id);
      signalInitialized();
    }
    if (deliver) deliver(message);
    else queue.push(message);
  };
  let pieces = [];
  let size = 0;
  const onData = (chunk) => {
    let rest = typeof chunk === "string" ? Buffer.from(chunk) : chunk;
    for (let at = rest.indexOf(10); at >= 0; at = rest.indexOf(10)) {
      pieces.push(rest.subarray(0, at));
      const line = size > MAX_LINE ? "" : Buffer.concat(pieces).toString("utf8").trim();
      pieces = [];
      size = 0;
      rest = rest.subarray(at + 1);
      if (line !== "") receive(line);
    }
    size += rest.length;
    if (size > MAX_LINE) pieces = [];
    else if (rest.length > 0) pieces.push(rest);
  };
  streams.input.on("data", onData);
  streams.input.on("end", () => signalEnd());
  streams.input.on("close", () => signalEnd());
  streams.input.on("error", () => signalEnd());
  const transport = {
    ended,
    initialized,
    get clientCapabilities() {
      return clientCapabilities;
    },
    start: () => {
      deliver = (message) => transport.onmessage?.(message);
      for (const message of queue.splice(0)) deliver(message);
      return Promise.resolve();
    },
    send: (message) => {
      const id = requestId(message);
      if (id !== void 0 && !("method" in message) && answered.delete(id)) return Promise.resolve();
      if (id !== void 0 && member(message, "result", "protocolVersion") !== void 0) signalInitialized();
      return write(message);
    },
    close: () => {
      streams.input.removeListener("data", onData);
      transport.onclose?.();
      return Promise.resolve();
    }
  };
  return transport;
}
export {
  createStdioTransport
};
