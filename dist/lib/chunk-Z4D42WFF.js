import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  AppError
} from "./chunk-RJXX33VE.js";

// src/system/proxy.ts
function read(env, name) {
  for (const spelling of [name.toLowerCase(), name]) {
    const value = env[spelling]?.trim();
    if (value) return { name: spelling, value };
  }
  return void 0;
}
function proxyVariables(env) {
  return ["HTTPS_PROXY", "ALL_PROXY", "HTTP_PROXY"].map((name) => read(env, name)).filter((variable) => variable !== void 0);
}
var noProxy = (env) => read(env, "NO_PROXY")?.value ?? "";
function parseProxy({ name, value }) {
  const text = (value.includes("://") ? value : `http://${value}`).replace(/^socks(?:5h)?:/i, "socks5:");
  try {
    const url = new URL(text);
    const { protocol, host, pathname, username, password } = url;
    const bare = (pathname === "/" || pathname === "") && !url.search && !url.hash;
    if (!bare || !host || !/^(?:https?|socks5):$/.test(protocol)) throw new Error("no proxy");
    const user = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    if (protocol === "socks5:" || user === ":") return { name, url: url.href, token: void 0, host };
    return {
      name,
      url: `${protocol}//${host}`,
      token: `Basic ${Buffer.from(user).toString("base64")}`,
      host
    };
  } catch {
    throw new AppError({
      kind: "input",
      code: "settings.proxy",
      what: `${name} has a value that cannot be used.`,
      why: "It is not the address of a proxy.",
      fix: `Set ${name} to something like http://proxy.example:3128 (http, https or socks5; user and password in percent-encoding), or unset it.`
    });
  }
}
function isLoopback(hostname) {
  return /^(?:(?:.+\.)?localhost\.?|127(?:\.\d+){3}|\[::1\])$/i.test(hostname);
}
function proxyFor(target, env) {
  const [variable] = proxyVariables(env);
  return variable && !isLoopback(target.hostname) ? parseProxy(variable) : void 0;
}

export {
  proxyVariables,
  noProxy,
  proxyFor
};
