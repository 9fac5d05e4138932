import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  AppError,
  errnoOf,
  isAbort,
  onlyIn,
  say
} from "./chunk-RJXX33VE.js";

// src/system/network-error.ts
var UNKNOWN_ISSUER = "its certificate is signed by an authority that Node does not know";
var LAYERS = {
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
  TIMEOUT: ["HTTP", "it sent no answer in time"],
  REDIRECT: [
    "HTTP",
    "it answered with a redirect, which is not followed; a sign-in page of the network, perhaps"
  ],
  SELF_SIGNED_CERT_IN_CHAIN: ["TLS", UNKNOWN_ISSUER],
  DEPTH_ZERO_SELF_SIGNED_CERT: ["TLS", "its certificate is self-signed"],
  UNABLE_TO_GET_ISSUER_CERT: ["TLS", UNKNOWN_ISSUER],
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: ["TLS", UNKNOWN_ISSUER],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: ["TLS", UNKNOWN_ISSUER],
  CERT_UNTRUSTED: ["TLS", UNKNOWN_ISSUER],
  CERT_HAS_EXPIRED: ["TLS", "its certificate has expired"],
  CERT_NOT_YET_VALID: ["TLS", "its certificate is not valid yet"],
  ERR_TLS_CERT_ALTNAME_INVALID: ["TLS", "its certificate is for another name"],
  ERR_SSL_WRONG_VERSION_NUMBER: ["TLS", "it does not speak TLS there"],
  EPROTO: ["TLS", "the handshake failed"]
};
var NEVER_SENT = /* @__PURE__ */ new Set([
  "ENOTFOUND",
  "EAI_AGAIN",
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT"
]);
var CLOCK = /* @__PURE__ */ new Set(["CERT_HAS_EXPIRED", "CERT_NOT_YET_VALID"]);
function* chain(error) {
  for (let at = error, depth = 0; at instanceof Error && depth < 6; at = at.cause, depth += 1) {
    yield at;
    const errors = "errors" in at ? at.errors : void 0;
    if (Array.isArray(errors) && errors[0] instanceof Error) yield errors[0];
  }
}
function causeCode(error) {
  const errors = [...chain(error)];
  const codes = errors.map((e) => errnoOf(e)).filter((code) => code !== void 0);
  const known = codes.filter((code) => layerOf(code) !== void 0).at(-1);
  if (known !== void 0) return known;
  if (errors.some((e) => e.name === "TimeoutError")) return "TIMEOUT";
  if (errors.some((e) => e.message === "unexpected redirect")) return "REDIRECT";
  return codes.at(-1) ?? "unknown";
}
function layerOf(code) {
  if (LAYERS[code]) return LAYERS[code];
  if (code.startsWith("UND_ERR_SOCKS5")) return ["proxy", "it refused the connection"];
  return /^(ERR_SSL_|ERR_TLS_|CERT_|CRL_|UNABLE_TO_|HOSTNAME_MISMATCH)/.test(code) ? ["TLS", "its certificate or the handshake was not accepted"] : void 0;
}
function networkError(error, url, route = {}) {
  if (error instanceof AppError || isAbort(error)) return error;
  const named = [...chain(error)].find((e) => e instanceof AppError);
  if (named) return named;
  const { host } = new URL(url);
  const code = causeCode(error);
  const [layer, why] = layerOf(code) ?? ["network", "the request failed"];
  if (route.proxy && (layer === "proxy" || NEVER_SENT.has(code)))
    return proxyError(host, route.proxy, `${why} (${code})`, code);
  return new AppError({
    kind: "network",
    code: `network.${layer.toLowerCase()}`,
    what: `${host} could not be reached.`,
    why: `${layer} failed: ${why} (${code})${route.proxy ? `, through the proxy in ${route.proxy.name}` : ""}.`,
    fix: layer === "TLS" ? tlsFix(code, route) : OFFLINE,
    details: { host, layer, cause: code, sent: !(layer === "TLS" || NEVER_SENT.has(code)) }
  });
}
var OFFLINE = say`Check the connection${onlyIn("terminal", " (`codex-oauth doctor --online` names the layer)")}, then try again. You are not signed out.`;
function tlsFix(code, { extraCa }) {
  if (CLOCK.has(code)) return "Check the date and the time of this machine, then try again.";
  return extraCa ? say`NODE_EXTRA_CA_CERTS is set: check that its file is readable and holds the authority that signs here${onlyIn("terminal", " (`codex-oauth doctor`)")}, then start again.` : "If a company proxy inspects TLS, set NODE_EXTRA_CA_CERTS to its CA file (PEM) and start again.";
}
function proxyError(host, proxy, why, cause) {
  return new AppError({
    kind: "network",
    code: "network.proxy",
    what: `${host} could not be reached.`,
    why: `The proxy in ${proxy.name} (${proxy.host}) did not let the request through: ${why}.`,
    fix: cause === "PROXY_407" ? `Put user and password into ${proxy.name} (http://user:password@${proxy.host}), then start again.` : `Check ${proxy.name} and NO_PROXY, then try again. You are not signed out.`,
    details: { host, layer: "proxy", cause, sent: false }
  });
}
function proxyWhy(error) {
  const code = causeCode(error);
  const words = {
    UND_ERR_HEADERS_TIMEOUT: "it did not answer in time",
    UND_ERR_SOCKET: "it cut the connection",
    ECONNRESET: "it cut the connection",
    ENOTFOUND: "its name could not be resolved",
    EAI_AGAIN: "its name could not be resolved"
  };
  return {
    why: `${words[code] ?? layerOf(code)?.[1] ?? "the connection to it failed"} (${code})`,
    cause: code
  };
}

export {
  networkError,
  proxyError,
  proxyWhy
};
