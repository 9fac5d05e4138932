import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);

// src/oauth/authorization-code.ts
import { createHash, timingSafeEqual } from "node:crypto";
var base64url = (bytes) => Buffer.from(bytes).toString("base64url");
var sha256 = (text) => createHash("sha256").update(text).digest();
var challengeOf = (verifier) => base64url(sha256(verifier));
function createPkce(randomBytes) {
  const verifier = base64url(randomBytes(64));
  return { verifier, challenge: challengeOf(verifier) };
}
var createState = (randomBytes) => base64url(randomBytes(32));
function authorizeUrl(profile, attempt) {
  const query = new URLSearchParams({
    response_type: "code",
    client_id: profile.clientId,
    redirect_uri: attempt.redirectUri,
    code_challenge: attempt.challenge,
    code_challenge_method: "S256",
    state: attempt.state,
    scope: profile.scope,
    ...profile.authorizeExtras
  });
  return `${profile.authorizeUrl}?${query.toString()}`;
}
function judgeRedirect(url, state) {
  const query = url.searchParams;
  const [given, ...more] = query.getAll("state");
  if (given === void 0 || more.length > 0 || !sameSecret(given, state))
    return { kind: "ignored", status: 400, text: "State mismatch" };
  const error = query.get("error");
  const description = query.get("error_description")?.slice(0, 500);
  if (error !== null)
    return { kind: "failed", error: error.slice(0, 200), ...description ? { description } : {} };
  const [code, ...others] = query.getAll("code");
  return code && others.length === 0 ? { kind: "code", code } : { kind: "failed", error: "missing_authorization_code" };
}
var sameSecret = (a, b) => timingSafeEqual(sha256(a), sha256(b));

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
  authorizeUrl,
  judgeRedirect,
  PAGE_HEADERS,
  successPage,
  failurePage
};
