import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import "./chunk-QUEU7GBP.js";

// src/system/browser.ts
import { spawn } from "node:child_process";
function browserCommand(variable, url, platform) {
  if (!variable || variable === "none") return void 0;
  const first = platform === "win32" ? variable : variable.split(":")[0];
  const [file, ...args] = (first ?? "").trim().split(/\s+/);
  if (!file) return void 0;
  return args.some((a) => a.includes("%s")) ? { file, args: args.map((a) => a.replaceAll("%s", url)) } : { file, args: [...args, url] };
}
async function openInBrowser(url, env, platform) {
  const { protocol, href } = new URL(url);
  if (protocol !== "https:" && protocol !== "http:") throw new Error("not a web address");
  const wanted = browserCommand(env["BROWSER"], href, platform);
  const child = wanted ? spawn(wanted.file, wanted.args, { stdio: "ignore", detached: true, windowsHide: true }) : await (await import("./open-R33PB64T.js")).default(href);
  await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("spawn", resolve);
    if (child.pid !== void 0) resolve();
  });
  child.on("error", () => {
  });
  child.unref();
}
export {
  browserCommand,
  openInBrowser
};
