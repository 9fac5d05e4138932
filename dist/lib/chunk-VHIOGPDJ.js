import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  networkError
} from "./chunk-DJNNBRMB.js";
import {
  AppError
} from "./chunk-RJXX33VE.js";

// src/system/proxy.ts
import { BlockList, isIP, isIPv6 } from "node:net";
var ORDER = {
  "https:": ["HTTPS_PROXY", "ALL_PROXY", "HTTP_PROXY"],
  "http:": ["HTTP_PROXY", "ALL_PROXY"]
};
var SCHEMES = /* @__PURE__ */ new Set(["http:", "https:", "socks5:"]);
function read(env, name) {
  for (const spelling of [name.toLowerCase(), name]) {
    const value = env[spelling]?.trim();
    if (value) return { name: spelling, value };
  }
  return void 0;
}
function proxyVariables(env) {
  return ["HTTPS_PROXY", "ALL_PROXY", "HTTP_PROXY"].map((name) => read(env, name)).filter((v) => v !== void 0);
}
function parseProxy({ name, value }) {
  const text = (value.includes("://") ? value : `http://${value}`).replace(/^socks(?:5h)?:/i, "socks5:");
  const url = URL.canParse(text) ? new URL(text) : void 0;
  const bare = url && (url.pathname === "/" || url.pathname === "") && !url.search && !url.hash;
  if (!url || !bare || !url.hostname || !SCHEMES.has(url.protocol) || !decodes(url)) {
    throw new AppError({
      kind: "input",
      code: "settings.proxy",
      what: `${name} has a value that cannot be used.`,
      why: "It is not the address of a proxy.",
      fix: `Set ${name} to something like http://proxy.example:3128 (http, https or socks5; user and password in percent-encoding), or unset it.`
    });
  }
  return { name, url, host: url.host };
}
function decodes(url) {
  try {
    return decodeURIComponent(url.username + url.password) !== void 0;
  } catch {
    return false;
  }
}
function isLoopback(hostname) {
  const name = bareHost(hostname);
  return name === "localhost" || name.endsWith(".localhost") || name === "::1" || /^127(?:\.\d+){3}$/.test(name);
}
function proxyFor(target, env) {
  const variable = (ORDER[target.protocol] ?? []).map((name) => read(env, name)).find((v) => v !== void 0);
  if (!variable || isLoopback(target.hostname)) return void 0;
  return bypasses(target, read(env, "NO_PROXY")?.value ?? "") ? void 0 : parseProxy(variable);
}
function bypasses(target, noProxy) {
  const host = bareHost(target.hostname);
  const port = target.port || (target.protocol === "https:" ? "443" : "80");
  return noProxy.toLowerCase().split(/[\s,]+/).filter(Boolean).some((entry) => {
    const { name, onlyPort } = splitPort(entry);
    if (onlyPort !== void 0 && onlyPort !== port) return false;
    if (name === "*") return true;
    if (name.includes("/")) return inNetwork(host, name);
    const domain = name.replace(/^\*?\./, "");
    return domain !== "" && (host === domain || isIP(host) === 0 && host.endsWith(`.${domain}`));
  });
}
function splitPort(entry) {
  const [, bracketed, after] = /^\[([^\]]*)\](?::(\d+))?$/.exec(entry) ?? [];
  if (bracketed !== void 0) return { name: bracketed, onlyPort: after };
  if (isIPv6(entry)) return { name: entry, onlyPort: void 0 };
  const [, name, port] = /^(.*):(\d+)$/.exec(entry) ?? [];
  return { name: name ?? entry, onlyPort: port };
}
function inNetwork(host, network) {
  const [address = "", bits = ""] = network.split("/");
  const family = isIP(address);
  const prefix = Number(bits);
  if (family === 0 || family !== isIP(host) || !/^\d{1,3}$/.test(bits)) return false;
  if (prefix > (family === 4 ? 32 : 128)) return false;
  const kind = family === 4 ? "ipv4" : "ipv6";
  const list = new BlockList();
  list.addSubnet(address, prefix, kind);
  return list.check(host, kind);
}
function bareHost(hostname) {
  return hostname.toLowerCase().replace(/^\[|\]$/g, "").replace(/\.$/, "");
}

// src/system/http.ts
function createFetch(env, tunnelMs) {
  const extraCa = Boolean(env["NODE_EXTRA_CA_CERTS"]);
  const clients = /* @__PURE__ */ new Map();
  const through = (proxy) => {
    const { href } = proxy.url;
    const known = clients.get(href);
    if (known) return known;
    const loading = import("./proxy-client-RCN2OIO6.js").then(({ fetchThrough }) => fetchThrough(proxy, tunnelMs));
    clients.set(href, loading);
    return loading;
  };
  return async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    const proxy = proxyFor(new URL(url), env);
    try {
      const fetched = await (proxy ? await through(proxy) : globalThis.fetch)(input, watchingRedirects(init));
      if (init?.redirect === "error" && isRedirect(fetched.status)) {
        fetched.body?.cancel().catch(() => {
        });
        throw new TypeError("unexpected redirect");
      }
      return fetched;
    } catch (error) {
      throw networkError(error, url, { extraCa, ...proxy ? { proxy } : {} });
    }
  };
}
function watchingRedirects(init) {
  return init?.redirect === "error" ? { ...init, redirect: "manual" } : init;
}
function isRedirect(status) {
  return status >= 300 && status < 400 && status !== 304;
}

export {
  proxyVariables,
  proxyFor,
  createFetch
};
