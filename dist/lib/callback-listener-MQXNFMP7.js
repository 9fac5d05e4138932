import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  PAGE_HEADERS,
  judgeRedirect
} from "./chunk-EMJJSVZE.js";
import {
  errnoOf
} from "./chunk-RJXX33VE.js";
import "./chunk-QUEU7GBP.js";

// src/oauth/callback-listener.ts
import { createServer } from "node:http";
var MAX_TARGET = 16384;
var LOOPBACK_HOSTS = ["127.0.0.1", "localhost", "[::1]"];
function judgeCallback({ method, url: target = "", headers }, expected) {
  const host = headers.host?.toLowerCase();
  if (!LOOPBACK_HOSTS.some((name) => host === `${name}:${expected.port}`))
    return { kind: "ignored", status: 403, text: "Forbidden" };
  if (target.length > MAX_TARGET) return { kind: "ignored", status: 414, text: "URI Too Long" };
  if (!URL.canParse(target, "http://127.0.0.1")) return { kind: "ignored", status: 400, text: "Bad Request" };
  const url = new URL(target, "http://127.0.0.1");
  const cancel = url.pathname === "/cancel";
  if (!cancel && !expected.paths.includes(url.pathname))
    return { kind: "ignored", status: 404, text: "Not Found" };
  if (method !== "GET") return { kind: "ignored", status: 405, text: "Method Not Allowed" };
  if (!cancel) return judgeRedirect(url, expected.state);
  const site = headers["sec-fetch-site"];
  return headers.origin !== void 0 || site !== void 0 && site !== "none" ? { kind: "ignored", status: 403, text: "Forbidden" } : { kind: "cancel" };
}
var PLAIN = {
  "content-type": "text/plain; charset=utf-8",
  connection: "close",
  "cache-control": "no-store"
};
var MAX_CONNECTIONS = 512;
var REQUEST_MS = 3e3;
async function listenForCallback(options) {
  const { state, paths, onCallback } = options;
  let port = options.port;
  let taken = false;
  const handle = (request, response) => {
    request.resume();
    const plain = (status, text) => void response.writeHead(status, PLAIN).end(text);
    const decision = judgeCallback(request, { state, port, paths });
    if (decision.kind === "ignored") return plain(decision.status, decision.text);
    if (taken) return plain(409, "This sign-in is already being finished");
    taken = true;
    onCallback(decision).then(
      (reply) => response.writeHead(reply.status, PAGE_HEADERS).end(reply.html),
      () => plain(500, "Sign-in failed")
    );
  };
  const main = await listen(handle, port, "127.0.0.1");
  port = main.address().port;
  const second = await listen(handle, port, "::1").catch(() => void 0);
  return { port, close: async () => void await Promise.all([end(main), second && end(second)]) };
}
function listen(handle, port, host) {
  const server = createServer(
    {
      maxHeaderSize: 32768,
      requestTimeout: REQUEST_MS,
      headersTimeout: REQUEST_MS,
      connectionsCheckingInterval: 1e3,
      keepAlive: false
    },
    handle
  );
  server.maxConnections = MAX_CONNECTIONS;
  server.on("clientError", (error, socket) => {
    const tooLarge = errnoOf(error) === "HPE_HEADER_OVERFLOW";
    const status = tooLarge ? "431 Request Header Fields Too Large" : "400 Bad Request";
    if (socket.writable) socket.end(`HTTP/1.1 ${status}\r
Connection: close\r
\r
`);
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port, host, exclusive: true, ipv6Only: host === "::1" }, () => {
      server.off("error", reject);
      resolve(server);
    });
  });
}
function end(server) {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
export {
  judgeCallback,
  listenForCallback
};
