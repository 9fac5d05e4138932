import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  PAGE_HEADERS,
  judgeCallback
} from "./chunk-2QWDLJQX.js";
import {
  errnoOf
} from "./chunk-RJXX33VE.js";
import "./chunk-QUEU7GBP.js";

// src/oauth/callback-listener.ts
import { createServer } from "node:http";
var PLAIN = {
  "content-type": "text/plain; charset=utf-8",
  connection: "close",
  "cache-control": "no-store"
};
var MAX_CONNECTIONS = 512;
var REQUEST_MS = 3e3;
function bind(server, port, host) {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port, host, exclusive: true, ipv6Only: host === "::1" }, () => {
      server.off("error", reject);
      resolve();
    });
  });
}
function fetchSite(request) {
  const value = request.headers["sec-fetch-site"];
  return typeof value === "string" ? value : void 0;
}
function plain(response, status, text) {
  response.writeHead(status, PLAIN).end(text);
}
async function listenForCallback(options) {
  let port = options.port;
  let taken = false;
  const handle = (request, response) => {
    request.resume();
    const decision = judgeCallback(
      {
        method: request.method ?? "",
        target: request.url ?? "",
        host: request.headers.host,
        origin: request.headers.origin,
        fetchSite: fetchSite(request)
      },
      { state: options.state, port, paths: options.paths }
    );
    if (decision.kind === "ignored") return plain(response, decision.status, decision.text);
    if (taken) return plain(response, 409, "This sign-in is already being finished");
    taken = true;
    options.onCallback(decision).then(
      (reply) => response.writeHead(reply.status, PAGE_HEADERS).end(reply.html),
      () => plain(response, 500, "Sign-in failed")
    );
  };
  const servers = [];
  const make = () => {
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
      if (!socket.writable) return;
      socket.end(
        errnoOf(error) === "HPE_HEADER_OVERFLOW" ? "HTTP/1.1 431 Request Header Fields Too Large\r\nConnection: close\r\n\r\n" : "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"
      );
    });
    return server;
  };
  const main = make();
  await bind(main, port, "127.0.0.1");
  servers.push(main);
  port = main.address().port;
  const second = make();
  await bind(second, port, "::1").then(
    () => servers.push(second),
    () => {
    }
  );
  return {
    port,
    close: async () => {
      await Promise.all(
        servers.map(
          (server) => new Promise((resolve) => {
            server.close(() => resolve());
            server.closeAllConnections();
          })
        )
      );
    }
  };
}
export {
  listenForCallback
};
