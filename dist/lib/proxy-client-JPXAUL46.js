import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  proxyError
} from "./chunk-6O7S6XGZ.js";
import {
  AppError,
  isAbort
} from "./chunk-RJXX33VE.js";
import "./chunk-QUEU7GBP.js";

// src/system/proxy-client.ts
var TUNNEL_MS = 15e3;
async function proxyClient(proxy, noProxy, tunnelMs = TUNNEL_MS) {
  const { default: undici } = await import("./undici-VNYKQ5UM.js");
  const connectDirectly = undici.buildConnector({});
  const direct = /* @__PURE__ */ new Set();
  const dispatcher = new undici.EnvHttpProxyAgent({
    httpProxy: proxy.url,
    httpsProxy: proxy.url,
    noProxy,
    // By hand: the library leaves out a user without a password.
    ...proxy.token === void 0 ? {} : { token: proxy.token },
    // A model may think for longer than this client's own 300 s; the caller limits that itself.
    headersTimeout: 0,
    bodyTimeout: 0,
    // Only what NO_PROXY names is connected with this: which way a request took decides how its failure is named.
    connect: (target, done) => {
      direct.add(target.host ?? target.hostname);
      connectDirectly(target, done);
    },
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
          throw isAbort(error) || error instanceof AppError ? error : proxyError(host, proxy, error);
        });
        if (opened.statusCode === 200) return opened;
        opened.socket.on("error", () => {
        }).destroy();
        throw proxyError(host, proxy, opened.statusCode);
      };
      return Object.assign(pool, { connect });
    }
  });
  const fetch = ((input, init) => undici.fetch(input, { ...init, dispatcher }));
  return { fetch, wentDirect: (host) => direct.has(host) };
}
export {
  proxyClient
};
