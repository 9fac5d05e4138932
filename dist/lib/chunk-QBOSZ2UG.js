import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  noProxy,
  proxyFor
} from "./chunk-Z4D42WFF.js";
import {
  networkError
} from "./chunk-6O7S6XGZ.js";

// src/system/http.ts
function createFetch(env, tunnelMs) {
  const extraCa = Boolean(env["NODE_EXTRA_CA_CERTS"]);
  let loading;
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : String(input));
    const proxy = proxyFor(url, env);
    if (proxy)
      loading ??= import("./proxy-client-JPXAUL46.js").then((m) => m.proxyClient(proxy, noProxy(env), tunnelMs));
    const client = proxy && await loading;
    try {
      const watched = init?.redirect === "error" ? { ...init, redirect: "manual" } : init;
      const fetched = await (client?.fetch ?? globalThis.fetch)(input, watched);
      const { status } = fetched;
      if (init?.redirect !== "error" || status < 300 || status >= 400 || status === 304) return fetched;
      fetched.body?.cancel().catch(() => {
      });
      throw new TypeError("unexpected redirect");
    } catch (error) {
      const through = proxy && !client?.wentDirect(url.host) ? { proxy } : {};
      throw networkError(error, url.href, { extraCa, ...through });
    }
  };
}

export {
  createFetch
};
