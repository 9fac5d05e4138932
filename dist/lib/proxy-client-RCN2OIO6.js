import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  proxyError,
  proxyWhy
} from "./chunk-DJNNBRMB.js";
import {
  AppError,
  isAbort
} from "./chunk-RJXX33VE.js";
import "./chunk-QUEU7GBP.js";

// src/system/proxy-client.ts
var TUNNEL_MS = 15e3;
async function fetchThrough(proxy, tunnelMs = TUNNEL_MS) {
  const { default: undici } = await import("./undici-JLVHL4BA.js");
  const dispatcher = new undici.ProxyAgent({
    uri: withoutUser(proxy.url),
    ...authorization(proxy.url),
    // A model may think for longer than this client's own 300 s; whoever asks has a patience of its own.
    headersTimeout: 0,
    bodyTimeout: 0,
    // Everything that fails in here is between us and the proxy; what fails later is between us and the server.
    clientFactory: (origin, options) => {
      const pool = new undici.Pool(origin, { ...options, headersTimeout: tunnelMs });
      const original = pool.connect.bind(pool);
      const open = (target) => new Promise((resolve, reject) => {
        original(target, (error, opened) => error ? reject(error) : resolve(opened));
      });
      const connect = async (target) => {
        const host = target.path?.replace(/:(?:80|443)$/, "") ?? "";
        const opened = await open(target).catch((error) => {
          if (isAbort(error) || error instanceof AppError) throw error;
          const { why, cause } = proxyWhy(error);
          throw proxyError(host, proxy, why, cause);
        });
        if (opened.statusCode === 200) return opened;
        opened.socket.on("error", () => {
        }).destroy();
        throw proxyError(host, proxy, refusal(opened.statusCode), `PROXY_${opened.statusCode}`);
      };
      return Object.assign(pool, { connect });
    }
  });
  return ((input, init) => undici.fetch(input, { ...init, dispatcher }));
}
function refusal(status) {
  if (status === 407) return "it wants a user and a password (407)";
  if (status === 403) return "it does not allow this address (403)";
  if (status >= 500) return `it could not reach the server (${status})`;
  return `it answered ${status}`;
}
function withoutUser(url) {
  if (url.protocol === "socks5:") return url.href;
  const bare = new URL(url);
  bare.username = "";
  bare.password = "";
  return bare.href;
}
function authorization(url) {
  if (url.protocol === "socks5:" || !url.username && !url.password) return {};
  const pair = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  return { token: `Basic ${Buffer.from(pair).toString("base64")}` };
}
export {
  fetchThrough
};
