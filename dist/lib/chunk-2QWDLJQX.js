import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);

// src/oauth/pkce.ts
import { createHash, timingSafeEqual } from "node:crypto";
var base64url = (bytes) => Buffer.from(bytes).toString("base64url");
function challengeOf(verifier) {
  return createHash("sha256").update(verifier, "ascii").digest("base64url");
}
function createPkce(randomBytes) {
  const verifier = base64url(randomBytes(64));
  return { verifier, challenge: challengeOf(verifier) };
}
function createState(randomBytes) {
  return base64url(randomBytes(32));
}
function sameSecret(a, b) {
  const digest = (s) => createHash("sha256").update(s).digest();
  return timingSafeEqual(digest(a), digest(b));
}

// src/oauth/callback.ts
var MAX_TARGET = 16384;
var LOOPBACK_HOSTS = ["127.0.0.1", "localhost", "[::1]"];
function ignored(status, text) {
  return { kind: "ignored", status, text };
}
function judgeCallback(request, expected) {
  const host = (request.host ?? "").toLowerCase();
  if (!LOOPBACK_HOSTS.some((h) => host === `${h}:${expected.port}`)) return ignored(403, "Forbidden");
  if (request.target.length > MAX_TARGET) return ignored(414, "URI Too Long");
  if (!URL.canParse(request.target, "http://127.0.0.1")) return ignored(400, "Bad Request");
  const url = new URL(request.target, "http://127.0.0.1");
  const known = url.pathname === "/cancel" || expected.paths.includes(url.pathname);
  if (!known) return ignored(404, "Not Found");
  if (request.method !== "GET") return ignored(405, "Method Not Allowed");
  if (url.pathname === "/cancel") {
    const fromPage = request.origin !== void 0 || request.fetchSite !== void 0 && request.fetchSite !== "none";
    return fromPage ? ignored(403, "Forbidden") : { kind: "cancel" };
  }
  return judgeRedirect(url, expected.state);
}
function judgeRedirect(url, state) {
  const states = url.searchParams.getAll("state");
  const [given] = states;
  if (states.length !== 1 || given === void 0 || !sameSecret(given, state))
    return ignored(400, "State mismatch");
  const error = url.searchParams.get("error");
  if (error !== null) {
    const description = url.searchParams.get("error_description");
    return {
      kind: "failed",
      error: error.slice(0, 200),
      ...description ? { description: description.slice(0, 500) } : {}
    };
  }
  const codes = url.searchParams.getAll("code");
  const [code] = codes;
  if (codes.length !== 1 || !code) return { kind: "failed", error: "missing_authorization_code" };
  return { kind: "code", code };
}

// src/oauth/pages.ts
var entities = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;"
};
function escapeHtml(text) {
  return text.replace(/[&<>"']/g, (c) => entities[c] ?? c);
}
var style = "html{color-scheme:light dark}body{margin:0;min-height:100vh;display:grid;place-items:center;font:16px/1.5 system-ui,sans-serif;background:Canvas;color:CanvasText}main{max-width:30rem;padding:2rem;text-align:center}.mark{width:56px;height:56px;border-radius:50%;display:inline-grid;place-items:center;font-size:28px;color:#fff}.ok .mark{background:#1a7f4b}.failed .mark{background:#b3261e}h1{font-size:1.4rem;margin:1rem 0 .5rem}p{margin:.5rem 0}code{font:.95em ui-monospace,monospace;padding:.1em .35em;border-radius:4px;background:color-mix(in srgb,CanvasText 10%,Canvas)}.why{opacity:.8;overflow-wrap:anywhere}";
var PAGE_HEADERS = {
  "content-type": "text/html; charset=utf-8",
  "cache-control": "no-store",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  connection: "close"
};
function page(kind, title, paragraphs) {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)} – codex-oauth</title><style>${style}</style></head><body><main class="${kind}"><div class="mark" aria-hidden="true">${kind === "ok" ? "✓" : "!"}</div><h1>${escapeHtml(title)}</h1>${paragraphs.join("")}</main></body></html>
`;
}
function successPage(account) {
  return page("ok", "You are signed in", [
    account ? `<p>Signed in as ${escapeHtml(account)}.</p>` : "",
    "<p>You can close this tab and go back to your coding assistant.</p>"
  ]);
}
function failurePage(why) {
  return page("failed", "Sign-in did not finish", [
    `<p class="why">${escapeHtml(why)}</p>`,
    "<p>Nothing was stored. Go back and start again: <code>codex_login</code> in the assistant or <code>codex-oauth login</code> in a terminal.</p>"
  ]);
}

export {
  createPkce,
  createState,
  judgeCallback,
  judgeRedirect,
  PAGE_HEADERS,
  successPage,
  failurePage
};
