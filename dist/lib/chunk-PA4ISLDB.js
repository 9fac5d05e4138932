import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  AppError,
  errnoOf,
  isAbort
} from "./chunk-FDL7H547.js";

// src/system/http.ts
var PROXY_VARIABLES = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"];
function proxySetting(env) {
  for (const name of PROXY_VARIABLES) {
    const value = env[name];
    if (value) return { name, value };
  }
  return void 0;
}
function createFetch(env) {
  const proxy = proxySetting(env);
  if (!proxy) return globalThis.fetch;
  const all = env["ALL_PROXY"] ?? env["all_proxy"];
  const httpsProxy = env["HTTPS_PROXY"] ?? env["https_proxy"] ?? all;
  const httpProxy = env["HTTP_PROXY"] ?? env["http_proxy"] ?? all;
  const noProxy = env["NO_PROXY"] ?? env["no_proxy"];
  let loading;
  const load = async () => {
    const undici = await import("./undici-Q2DVELQX.js");
    const dispatcher = new undici.EnvHttpProxyAgent({
      ...httpsProxy ? { httpsProxy } : {},
      ...httpProxy ? { httpProxy } : {},
      noProxy: noProxy ?? ""
    });
    return ((input, init) => undici.fetch(input, { ...init, dispatcher }));
  };
  return async (input, init) => {
    loading ??= load();
    return (await loading)(input, init);
  };
}
var layers = {
  ENOTFOUND: ["DNS", "its name could not be resolved"],
  EAI_AGAIN: ["DNS", "the name server did not answer"],
  ECONNREFUSED: ["connection", "the connection was refused"],
  ECONNRESET: ["connection", "the connection was cut"],
  EPIPE: ["connection", "the connection was cut"],
  ETIMEDOUT: ["connection", "the connection timed out"],
  EHOSTUNREACH: ["connection", "there is no route to it"],
  ENETUNREACH: ["connection", "there is no network"],
  UND_ERR_CONNECT_TIMEOUT: ["connection", "the connection timed out"],
  UND_ERR_SOCKET: ["connection", "the connection was cut"],
  UND_ERR_HEADERS_TIMEOUT: ["HTTP", "it sent no answer in time"],
  UND_ERR_BODY_TIMEOUT: ["HTTP", "its answer stopped coming"],
  SELF_SIGNED_CERT_IN_CHAIN: ["TLS", "its certificate is signed by an authority that Node does not know"],
  DEPTH_ZERO_SELF_SIGNED_CERT: ["TLS", "its certificate is self-signed"],
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: [
    "TLS",
    "its certificate is signed by an authority that Node does not know"
  ],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: [
    "TLS",
    "its certificate is signed by an authority that Node does not know"
  ],
  CERT_HAS_EXPIRED: ["TLS", "its certificate has expired"],
  ERR_TLS_CERT_ALTNAME_INVALID: ["TLS", "its certificate is for another name"]
};
function causeCode(error) {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    const errors = "errors" in at ? at.errors : void 0;
    const code = errnoOf(at) ?? (Array.isArray(errors) ? errnoOf(errors[0]) : void 0);
    if (code) return code;
    if (/Proxy response/i.test(at.message)) return "PROXY";
  }
  return void 0;
}
function networkError(error, url, proxy) {
  if (isAbort(error) || error instanceof AppError) return error;
  const host = new URL(url).host;
  const code = causeCode(error) ?? "unknown";
  const known = layers[code];
  const proxyHost = proxy && URL.canParse(proxy.value) ? new URL(proxy.value).host : void 0;
  const throughProxy = proxy !== void 0 && (code === "PROXY" || known?.[0] === "DNS" || known?.[0] === "connection");
  const layer = throughProxy ? "proxy" : known?.[0] ?? "network";
  const mend = layer === "TLS" ? "If a company proxy inspects TLS, set NODE_EXTRA_CA_CERTS to its CA file and start again." : throughProxy ? `Check ${proxy.name}${proxyHost ? ` (${proxyHost})` : ""} and NO_PROXY, then try again.` : "Check the connection (`codex-oauth doctor --online` names the layer), then try again. You are not signed out.";
  return new AppError({
    kind: "network",
    code: `network.${layer.toLowerCase()}`,
    what: `${host} could not be reached.`,
    why: throughProxy ? `The proxy in ${proxy.name} did not let the request through (${code}).` : `${layer} failed: ${known?.[1] ?? "the request failed"} (${code}).`,
    mend,
    details: { host, layer, cause: code }
  });
}

export {
  proxySetting,
  createFetch,
  networkError
};
