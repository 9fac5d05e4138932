'use strict';
const __url = require('node:url').pathToFileURL(__filename).href;
"use strict";
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __esm = (fn, res, err) => function __init() {
  if (err) throw err[0];
  try {
    return fn && (res = (0, fn[__getOwnPropNames(fn)[0]])(fn = 0)), res;
  } catch (e) {
    throw err = [e], e;
  }
};
var __export = (target, all) => {
  for (var name in all)
    __defProp(target, name, { get: all[name], enumerable: true });
};
var __copyProps = (to, from, except, desc) => {
  if (from && typeof from === "object" || typeof from === "function") {
    for (let key of __getOwnPropNames(from))
      if (!__hasOwnProp.call(to, key) && key !== except)
        __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
  }
  return to;
};
var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);

// src/system/wording.ts
function say(words, ...parts) {
  const pieces = words.flatMap((word, i) => {
    const part = parts[i];
    if (part === void 0) return [word];
    if (typeof part === "object") return "term" in part ? [word, part] : [word, ...part];
    return [word, String(part)];
  });
  return pieces.every((piece) => typeof piece === "string") ? pieces.join("") : pieces;
}
function inWords(text, face) {
  if (typeof text === "string") return text;
  const column = face === "assistant" ? 0 : 1;
  return text.map((piece) => typeof piece === "string" ? piece : piece.term[column]).join("");
}
function sentences(...texts) {
  const said = texts.filter((text) => text !== void 0 && text.length > 0);
  return said.reduce((all, text) => all === "" ? text : say`${all} ${text}`, "");
}
var NAMES, its, loginTo, onlyIn;
var init_wording = __esm({
  "src/system/wording.ts"() {
    "use strict";
    NAMES = {
      theUser: ["the user", "you"],
      login: ["codex_login", "`codex-oauth login`"],
      loginWithCode: ['codex_login {"method":"device"}', "`codex-oauth login --no-browser`"],
      loginWithBrowser: ['codex_login {"method":"browser"}', "`codex-oauth login --browser`"],
      loginToAccount: [
        "`codex-oauth login --account <name>` in a terminal",
        "`codex-oauth login --account <name>`"
      ],
      useAccount: ["`codex-oauth use <name>` in a terminal", "`codex-oauth use <name>`"],
      status: ["codex_status", "`codex-oauth status`"],
      models: ["codex_models", "`codex-oauth models`"],
      clear: ["codex_clear", "`codex-oauth clear`"],
      query: ["codex_query", "`codex-oauth ask`"],
      model: ["model", "--model"],
      effort: ["reasoning_effort", "--effort"],
      thread: ["thread_id", "--thread"],
      systemPrompt: ["system_prompt", "--system"],
      outputSchema: ["output_schema", "--schema"],
      verbosity: ["verbosity", "--verbosity"],
      files: ["files", "--file"],
      images: ["images", "--image"],
      approved: ["approved", "--approved"]
    };
    its = Object.fromEntries(
      Object.entries(NAMES).map(([name, term]) => [name, { term }])
    );
    loginTo = (provider, method) => ({
      term: [
        `codex_login {"provider":"${provider}"${method ? `,"method":"${method}"` : ""}}`,
        `\`codex-oauth login ${provider}${method ? method === "device" ? " --no-browser" : " --browser" : ""}\``
      ]
    });
    onlyIn = (face, words) => ({
      term: face === "assistant" ? [words, ""] : ["", words]
    });
  }
});

// src/system/errors.ts
function errnoOf(error) {
  if (typeof error !== "object" || error === null || !("code" in error)) return void 0;
  return typeof error.code === "string" ? error.code : void 0;
}
function isAbort(error) {
  return error instanceof Error && (error.name === "AbortError" || errnoOf(error) === "ABORT_ERR");
}
function cancelled(what = "The call was cancelled.") {
  return new AppError({ kind: "input", code: "cancelled", what, fix: "Start it again whenever you like." });
}
var AppError;
var init_errors = __esm({
  "src/system/errors.ts"() {
    "use strict";
    init_wording();
    AppError = class _AppError extends Error {
      name = "AppError";
      kind;
      code;
      what;
      why;
      fix;
      details;
      constructor(parts) {
        super(inWords(sentences(parts.what, parts.why, parts.fix), "assistant"), { cause: parts.cause });
        this.kind = parts.kind;
        this.code = parts.code;
        this.what = parts.what;
        this.why = parts.why;
        this.fix = parts.fix;
        this.details = parts.details ?? {};
      }
      /** The same error with other parts. */
      with(changes) {
        const { kind, code, what, why, fix, cause, details } = this;
        return new _AppError({ kind, code, what, why, fix, cause, details, ...changes });
      }
      /** The three sentences in the words of `face`. */
      said(face) {
        return {
          what: inWords(this.what, face),
          why: this.why === void 0 ? void 0 : inWords(this.why, face),
          fix: inWords(this.fix, face)
        };
      }
    };
  }
});

// src/oauth/authorization-code.ts
function createPkce(randomBytes2) {
  const verifier = base64url(randomBytes2(64));
  return { verifier, challenge: challengeOf(verifier) };
}
function authorizeUrl(profile, attempt) {
  const query = new URLSearchParams({
    response_type: "code",
    client_id: profile.clientId,
    redirect_uri: attempt.redirectUri,
    code_challenge: attempt.challenge,
    code_challenge_method: "S256",
    state: attempt.state,
    scope: profile.scope,
    ...profile.authorizeExtras,
    ...attempt.nonce === void 0 ? {} : { nonce: attempt.nonce }
  });
  return `${profile.authorizeUrl}${profile.authorizeUrl.includes("?") ? "&" : "?"}${query.toString()}`;
}
function judgeRedirect(url, state) {
  const query = url.searchParams;
  const [given, ...more] = query.getAll("state");
  if (given === void 0 || more.length > 0 || !sameSecret(given, state))
    return { kind: "ignored", status: 400 };
  const error = query.get("error");
  const description = query.get("error_description")?.slice(0, 500);
  if (error !== null)
    return { kind: "failed", error: error.slice(0, 200), ...description ? { description } : {} };
  const [code, ...others] = query.getAll("code");
  if (!code || others.length > 0) return { kind: "failed", error: "missing_authorization_code" };
  const also = ["client_id", "iss"].flatMap(
    (name) => query.getAll(name).map((value) => [name, value])
  );
  return { kind: "code", code, ...also.length > 0 ? { also } : {} };
}
function pastedRedirect(text) {
  const bare = text.replace(/^[\s"'`<“‘«]+|[\s"'`>”’»]+$|[\s\\]+/g, "").replaceAll("&amp;", "&");
  const [, code, state] = /^([^#=?&/:]+)#([^#=?&]+)$/.exec(bare) ?? [];
  const url = new URL("http://127.0.0.1/");
  url.search = code !== void 0 && state !== void 0 ? new URLSearchParams({ code, state }).toString() : bare.replace(/^[^?#=]*[?#]/, "").replaceAll("#", "&");
  return url;
}
var import_node_crypto, base64url, sha256, challengeOf, createState, createWord, sameSecret;
var init_authorization_code = __esm({
  "src/oauth/authorization-code.ts"() {
    "use strict";
    import_node_crypto = require("node:crypto");
    base64url = (bytes) => Buffer.from(bytes).toString("base64url");
    sha256 = (text) => (0, import_node_crypto.createHash)("sha256").update(text).digest();
    challengeOf = (verifier) => base64url(sha256(verifier));
    createState = (randomBytes2) => base64url(randomBytes2(32));
    createWord = (randomBytes2) => base64url(randomBytes2(12));
    sameSecret = (a, b) => (0, import_node_crypto.timingSafeEqual)(sha256(a), sha256(b));
  }
});

// src/system/redact.ts
function formsOf(secret) {
  const [, ...parts] = /^eyJ[^.]+\.[^.]+\.[^.]*$/.test(secret) ? secret.split(".") : [];
  return [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret), ...parts];
}
function holdSecrets(...secrets) {
  const forms = secrets.flatMap((secret) => secret === void 0 ? [] : formsOf(secret)).filter((form) => form.length >= SHORTEST);
  const fresh = forms.some((form) => !held.has(form));
  for (const form of forms) held.delete(form);
  for (const form of forms) held.add(form);
  if (!fresh) return;
  for (const eldest of [...held].slice(0, -MOST)) held.delete(eldest);
  wanted = [...held].sort((a, b) => b.length - a.length);
  firsts = new Set(wanted.map((secret) => secret.slice(0, 1)));
}
function redactHeld(text) {
  let out = text;
  if (text.length < SHORTEST) return out;
  for (const secret of wanted) if (out.includes(secret)) out = out.replaceAll(secret, MASK);
  return out;
}
function redact(text) {
  let out = redactHeld(text).replace(
    JWT,
    (all, end2) => end2 === void 0 ? all : "[jwt]"
  );
  for (const [pattern, replacement] of patterns) out = out.replace(pattern, replacement);
  return out;
}
var SHORTEST, MOST, MASK, held, wanted, firsts, JWT, patterns;
var init_redact = __esm({
  "src/system/redact.ts"() {
    "use strict";
    SHORTEST = 16;
    MOST = 200;
    MASK = "[redacted]";
    held = /* @__PURE__ */ new Set();
    wanted = [];
    firsts = /* @__PURE__ */ new Set();
    JWT = /\beyJ[A-Za-z0-9_-]{5,}(\.[A-Za-z0-9_-]{5,}(?:\.[A-Za-z0-9_-]*)?)?/g;
    patterns = [
      [/\bBearer\s+[^\s"',;]+/gi, "Bearer [redacted]"],
      [/\b(?:sk|rt|at)[-_.][A-Za-z0-9_.-]{6,}/g, "[token]"],
      [
        /([?&](?:code|state|id_token|access_token|refresh_token|code_verifier|code_challenge|login_hint|id_token_hint)=)[^&\s"']+/gi,
        "$1[redacted]"
      ],
      [
        /("(?:access_token|refresh_token|id_token|code_verifier|authorization_code|OPENAI_API_KEY|personal_access_token|token)"\s*:\s*")[^"]*"/g,
        '$1[redacted]"'
      ]
    ];
  }
});

// src/oauth/pages.ts
function page(kind, title, paragraphs) {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)}</title><style>${style}</style></head><body><main class="${kind}"><div class="mark" aria-hidden="true">${kind === "ok" ? "✓" : "!"}</div><h1>${escapeHtml(title)}</h1>${paragraphs.join("")}</main></body></html>
`;
}
function successPage(account) {
  return page("ok", "You are signed in", [
    account ? `<p>Signed in as ${escapeHtml(account)}.</p>` : "",
    "<p>You can close this tab and go back.</p>"
  ]);
}
function failurePage(why) {
  return page("failed", "Sign-in did not finish", [
    `<p class="why">${escapeHtml(why)}</p>`,
    "<p>Nothing was stored. Go back to where you started, and try again.</p>"
  ]);
}
var escapeHtml, style, PAGE_HEADERS;
var init_pages = __esm({
  "src/oauth/pages.ts"() {
    "use strict";
    escapeHtml = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
    style = "html{color-scheme:light dark}body{margin:0;min-height:100vh;display:grid;place-items:center;font:16px/1.5 system-ui,sans-serif;background:Canvas;color:CanvasText}main{max-width:30rem;padding:2rem;text-align:center}.mark{width:56px;height:56px;border-radius:50%;display:inline-grid;place-items:center;font-size:28px;color:#fff}.ok .mark{background:#1a7f4b}.failed .mark{background:#b3261e}h1{font-size:1.4rem;margin:1rem 0 .5rem}p{margin:.5rem 0}.why{opacity:.8;overflow-wrap:anywhere}";
    PAGE_HEADERS = {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      connection: "close"
    };
  }
});

// src/oauth/profile.ts
function redirectUri(profile, port) {
  return `http://127.0.0.1:${port}${profile.callback.path}`;
}
var DEVICE_GRANT;
var init_profile = __esm({
  "src/oauth/profile.ts"() {
    "use strict";
    DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code";
  }
});

// src/system/fetch.ts
async function beginningOf(body, limit, broken = false) {
  const pieces = [];
  let size = 0;
  try {
    for await (const piece of body ?? []) {
      pieces.push(piece);
      size += piece.length;
      if (size >= limit) break;
    }
  } catch (error) {
    if (!broken) throw error;
  }
  return Buffer.concat(pieces).toString("utf8", 0, limit);
}
var init_fetch = __esm({
  "src/system/fetch.ts"() {
    "use strict";
  }
});

// src/system/json.ts
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
function deeperThan(value, limit) {
  if (typeof value !== "object" || value === null) return false;
  return limit === 0 || Object.values(value).some((v) => deeperThan(v, limit - 1));
}
function parseJson(text, deepest = DEEPEST) {
  try {
    const value = JSON.parse(text);
    return text.length > 2 * deepest && deeperThan(value, deepest) ? void 0 : value;
  } catch {
    return void 0;
  }
}
function stringOf(value) {
  return typeof value === "string" && value !== "" ? value : void 0;
}
function numberOf(value) {
  return typeof value === "number" && Number.isFinite(value) ? value : void 0;
}
function member(value, ...path) {
  let at = value;
  for (const key of path) {
    if (!isObject(at)) return void 0;
    at = at[key];
  }
  return at;
}
var DEEPEST;
var init_json = __esm({
  "src/system/json.ts"() {
    "use strict";
    DEEPEST = 1e3;
  }
});

// src/system/network-error.ts
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
  const known = LAYERS.get(code);
  if (known) return known;
  if (code.startsWith("UND_ERR_SOCKS5")) return { layer: "proxy", why: "it refused the connection" };
  return /^(ERR_SSL_|ERR_TLS_|CERT_|CRL_|UNABLE_TO_|HOSTNAME_MISMATCH)/.test(code) ? { layer: "TLS", why: "its certificate or the handshake was not accepted" } : void 0;
}
function networkError(error, url, route = {}) {
  if (error instanceof AppError || isAbort(error)) return error;
  const named = [...chain(error)].find((e) => e instanceof AppError);
  if (named) return named;
  const { host } = new URL(url);
  const code = causeCode(error);
  const { layer, why } = layerOf(code) ?? { layer: "network", why: "the request failed" };
  const unmade = layer === "DNS" || layer === "proxy" || NEVER_MADE.has(code);
  if (route.proxy && unmade) return proxyError(host, route.proxy, error);
  return new AppError({
    kind: "network",
    code: `network.${layer.toLowerCase()}`,
    what: `${host} could not be reached.`,
    why: `${layer} failed: ${why} (${code})${route.proxy ? `, through the proxy in ${route.proxy.name}` : ""}.`,
    fix: layer === "TLS" ? tlsFix(code, route) : OFFLINE,
    details: { host, layer, cause: code, sent: !unmade && layer !== "TLS" }
  });
}
function tlsFix(code, { extraCa }) {
  if (/^CERT_(?:HAS_EXPIRED|NOT_YET_VALID)$/.test(code))
    return "Check this machine’s date and time, then try again.";
  return extraCa ? say`NODE_EXTRA_CA_CERTS is set: check that its file is readable and contains the authority that signed this certificate${onlyIn("terminal", " (`codex-oauth doctor`)")}, then start again.` : "If a company proxy inspects TLS, set NODE_EXTRA_CA_CERTS to its CA file (PEM) and start again.";
}
function proxyError(host, proxy, failure3) {
  const cause = typeof failure3 === "number" ? `PROXY_${failure3}` : causeCode(failure3);
  const why = layerOf(cause)?.why ?? "the connection to it failed";
  return new AppError({
    kind: "network",
    code: "network.proxy",
    what: `${host} could not be reached.`,
    why: `The proxy in ${proxy.name} (${proxy.host}) did not let the request through: ${typeof failure3 === "number" ? refusal(failure3) : `${why} (${cause})`}.`,
    fix: failure3 === 407 ? `Put user and password into ${proxy.name} (http://user:password@${proxy.host}), then start again.` : `Check ${proxy.name} and NO_PROXY, then try again. You are not signed out.`,
    details: { host, layer: "proxy", cause, sent: false }
  });
}
function refusal(status) {
  if (status === 407) return "it requires a user and a password (407)";
  if (status === 403) return "it does not allow this address (403)";
  return status >= 500 ? `it could not reach the server (${status})` : `it answered ${status}`;
}
var ROWS, LAYERS, NEVER_MADE, SILENT, isSilence, OFFLINE;
var init_network_error = __esm({
  "src/system/network-error.ts"() {
    "use strict";
    init_wording();
    init_errors();
    ROWS = [
      ["DNS", "its name could not be resolved", "ENOTFOUND"],
      ["DNS", "the name server did not answer", "EAI_AGAIN"],
      ["connection", "the connection was refused", "ECONNREFUSED"],
      ["connection", "the connection was cut", "ECONNRESET", "EPIPE", "UND_ERR_SOCKET"],
      ["connection", "the connection timed out", "ETIMEDOUT", "UND_ERR_CONNECT_TIMEOUT"],
      ["connection", "there is no route to it", "EHOSTUNREACH"],
      ["connection", "there is no network", "ENETUNREACH"],
      ["HTTP", "it sent no answer in time", "UND_ERR_HEADERS_TIMEOUT", "TIMEOUT"],
      ["HTTP", "its answer stopped coming", "UND_ERR_BODY_TIMEOUT"],
      [
        "HTTP",
        "it answered with a redirect, which is not followed (perhaps the network’s own sign-in page)",
        "REDIRECT"
      ],
      [
        "TLS",
        "its certificate is signed by an authority that Node does not know",
        "SELF_SIGNED_CERT_IN_CHAIN",
        "UNABLE_TO_GET_ISSUER_CERT",
        "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
        "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
        "CERT_UNTRUSTED"
      ],
      ["TLS", "its certificate is self-signed", "DEPTH_ZERO_SELF_SIGNED_CERT"],
      ["TLS", "its certificate has expired", "CERT_HAS_EXPIRED"],
      ["TLS", "its certificate is not valid yet", "CERT_NOT_YET_VALID"],
      ["TLS", "its certificate is for another name", "ERR_TLS_CERT_ALTNAME_INVALID"],
      ["TLS", "it does not speak TLS there", "ERR_SSL_WRONG_VERSION_NUMBER"],
      ["TLS", "the handshake failed", "EPROTO"]
    ];
    LAYERS = new Map(ROWS.flatMap(([layer, why, ...codes]) => codes.map((c) => [c, { layer, why }])));
    NEVER_MADE = /* @__PURE__ */ new Set(["ECONNREFUSED", "EHOSTUNREACH", "ENETUNREACH", "UND_ERR_CONNECT_TIMEOUT"]);
    SILENT = /* @__PURE__ */ new Set(["TIMEOUT", "ETIMEDOUT", "UND_ERR_CONNECT_TIMEOUT"]);
    isSilence = (error) => error instanceof AppError && SILENT.has(error.details.cause ?? "");
    OFFLINE = say`Check the connection${onlyIn("terminal", " (`codex-oauth doctor --online` names the layer)")}, then try again. You are not signed out.`;
  }
});

// src/oauth/token-endpoint.ts
async function request(fetch, url, sent) {
  try {
    const headers = { accept: "application/json", ...sent.headers };
    const response = await fetch(url, { ...sent, headers, redirect: "error" });
    const wait2 = Number(response.headers.get("retry-after") ?? Number.NaN);
    return {
      status: response.status,
      body: await beginningOf(response.body, LIMIT),
      serverTime: numberOf(Date.parse(response.headers.get("date") ?? "")),
      retryAfter: wait2 >= 0 ? numberOf(wait2) : void 0
    };
  } catch (error) {
    throw networkError(error, url);
  }
}
function post(fetch, url, body, signal, headers = {}) {
  const [type, text] = body instanceof URLSearchParams ? ["x-www-form-urlencoded", body.toString()] : ["json", JSON.stringify(body)];
  const sent = { "content-type": `application/${type}`, ...headers };
  return request(fetch, url, { method: "POST", headers: sent, body: text, signal });
}
function clientMembers({ clientSecret, tokenExtras }) {
  return { ...clientSecret === void 0 ? {} : { client_secret: clientSecret }, ...tokenExtras };
}
async function twiceIfBusy({ sleep: sleep2 }, signal, send) {
  const answer = await send();
  const { status, retryAfter = 1 } = answer;
  if (status !== 429 && status !== 503 || retryAfter > LONGEST_PAUSE) return answer;
  await sleep2(retryAfter * 1e3, signal);
  return send();
}
function errorCodeOf(body) {
  return stringOf(member(body, "error", "code")) ?? stringOf(member(body, "error")) ?? stringOf(member(body, "code"));
}
function tokenOf(value) {
  const text = stringOf(value);
  return text !== void 0 && /^[\x21-\x7e]+$/.test(text) ? text : void 0;
}
function tokensIn(body, { keeps }) {
  const lifetime = numberOf(member(body, "expires_in")) ?? 0;
  const [access, refreshToken, idToken] = ["access_token", "refresh_token", "id_token"].map(
    (name) => tokenOf(member(body, name))
  );
  holdSecrets(access, refreshToken, idToken);
  const bearer = (stringOf(member(body, "token_type")) ?? "bearer").toLowerCase() === "bearer";
  const accessToken = bearer ? access : void 0;
  const expiresIn = lifetime > 0 ? lifetime : void 0;
  const tokens = { accessToken, refreshToken, idToken, expiresIn };
  if (keeps === void 0) return tokens;
  const told = keeps.filter((name) => member(body, name) !== void 0);
  return { ...tokens, more: Object.fromEntries(told.map((name) => [name, member(body, name)])) };
}
function judgeRefresh(answer, { refusals, keeps }) {
  const { status } = answer;
  const body = parseJson(answer.body);
  const said = errorCodeOf(body);
  if (status >= 200 && status < 300) {
    const tokens = tokensIn(body, { keeps });
    const unchanged = isObject(body) && said === void 0 && body["access_token"] === void 0;
    if (tokens.accessToken || unchanged) return { kind: "tokens", tokens };
    return { kind: "unavailable", status, maybeSpent: true };
  }
  const reason = refusals.get(said ?? "");
  if ((status === 400 || status === 401) && reason) return { kind: "refused", reason };
  if (status < 500 && said !== void 0 && refusals.has(said) && reason === void 0)
    return { kind: "unavailable", status, maybeSpent: false };
  if (status === 401 && isObject(body)) return { kind: "refused", reason: "refused" };
  return { kind: "unavailable", status, maybeSpent: status < 400 || status >= 500 };
}
function judgeExchange({ status, body: text }, { requires, keeps }) {
  const body = parseJson(text);
  if (status < 200 || status >= 300) {
    const said = stringOf(member(body, "error_description")) ?? stringOf(member(body, "error", "message")) ?? errorCodeOf(body);
    const words = said ? `: ${redact(said).slice(0, 200)}` : "";
    throw unfinished("login.exchange_failed", `The token endpoint answered ${status}${words}.`, { status });
  }
  const tokens = tokensIn(body, { keeps });
  const { accessToken: access_token, refreshToken: refresh_token, idToken: id_token } = tokens;
  const found = { access_token, refresh_token, id_token };
  const missing = ["access_token", ...requires].filter((name) => !found[name]);
  if (missing.length === 0) return tokens;
  throw unfinished("login.incomplete_tokens", `The token endpoint's answer lacks ${missing.join(", ")}.`);
}
async function redeemCode(d, profile, grant) {
  const signal = AbortSignal.timeout(EXCHANGE_TIMEOUT_MS);
  const exchange = () => exchangeCode(d.fetch, profile, grant, signal);
  const answer = await twiceIfBusy(d, signal, exchange);
  const tokens = judgeExchange(answer, profile);
  if (!profile.verify || grant.nonce === void 0) return tokens;
  const { clientId } = profile;
  const expected = { clientId, nonce: grant.nonce, serverTime: answer.serverTime };
  const subject = await profile.verify(tokens.idToken ?? "", expected);
  return { ...tokens, proven: { subject, clientId } };
}
var LIMIT, exchangeCode, refreshTokens, LONGEST_PAUSE, unfinished, EXCHANGE_TIMEOUT_MS;
var init_token_endpoint = __esm({
  "src/oauth/token-endpoint.ts"() {
    "use strict";
    init_errors();
    init_fetch();
    init_json();
    init_network_error();
    init_redact();
    init_wording();
    LIMIT = 1048576;
    exchangeCode = (fetch, profile, grant, signal) => {
      holdSecrets(grant.code, grant.verifier);
      const form = new URLSearchParams({
        grant_type: "authorization_code",
        client_id: profile.clientId,
        code: grant.code,
        redirect_uri: grant.redirectUri,
        code_verifier: grant.verifier,
        ...clientMembers(profile)
      });
      return post(fetch, profile.tokenUrl, form, signal);
    };
    refreshTokens = (fetch, profile, grant, signal) => {
      const common = {
        client_id: grant.clientId ?? profile.clientId,
        grant_type: "refresh_token",
        refresh_token: grant.refreshToken
      };
      const body = profile.encoding === "json" ? { ...common, refresh_reason: grant.reason } : new URLSearchParams({ ...common, ...clientMembers(profile) });
      return post(fetch, profile.tokenUrl, body, signal, profile.headers);
    };
    LONGEST_PAUSE = 5;
    unfinished = (code, why, details = {}) => new AppError({
      kind: "backend",
      code,
      what: "The sign-in could not be finished.",
      why,
      fix: say`Start the sign-in again with ${its.login}.`,
      details
    });
    EXCHANGE_TIMEOUT_MS = 3e4;
  }
});

// src/system/port-holder.ts
function holderOf(pid, name) {
  return pid ? { pid: Number(pid), text: name ? `${name} (pid ${pid})` : `the process with pid ${pid}` } : void 0;
}
async function portHolder(port, platform2) {
  try {
    if (platform2 === "linux") return await fromProc(port);
    return platform2 === "win32" ? await fromNetstat(port) : await fromLsof(port);
  } catch {
    return void 0;
  }
}
async function tcpRows() {
  const tables = await Promise.all(
    ["tcp", "tcp6"].map((t) => (0, import_promises2.readFile)(`/proc/net/${t}`, "utf8").catch(() => ""))
  );
  return tables.flatMap(parseTcpRows);
}
function parseTcpRows(table) {
  const rows = table.matchAll(/^ *\d+: \w+:(\w+) \w+:(\w+) (\w\w) \S+ \S+ \S+ +(\d+) +\d+ (\d+)/gm);
  return [...rows].map(([, local = "", remote = "", state = "", uid, inode = ""]) => ({
    local: Number.parseInt(local, 16),
    remote: Number.parseInt(remote, 16),
    state: STATES[state] ?? "other",
    uid: Number(uid),
    inode
  }));
}
async function fromProc(port) {
  const rows = await tcpRows();
  const listening = rows.filter((r) => r.local === port && r.state === "listening" && r.inode !== "0");
  const wanted2 = new Set(listening.map(({ inode }) => `socket:[${inode}]`));
  if (wanted2.size === 0) return void 0;
  for (const entry of await (0, import_promises2.readdir)("/proc")) {
    if (!/^\d+$/.test(entry)) continue;
    const fds = await (0, import_promises2.readdir)(`/proc/${entry}/fd`).catch(() => []);
    const links = await Promise.all(fds.map((fd) => (0, import_promises2.readlink)(`/proc/${entry}/fd/${fd}`).catch(() => "")));
    if (links.some((l) => wanted2.has(l))) {
      const name = await (0, import_promises2.readFile)(`/proc/${entry}/comm`, "utf8").catch(() => "");
      return holderOf(entry, name.trim());
    }
  }
  return void 0;
}
async function fromLsof(port) {
  const { stdout } = await run("lsof", ["-nP", `-iTCP:${port}`, "-sTCP:LISTEN", "-Fpc"], LIMITS);
  return holderOf(/^p(\d+)$/m.exec(stdout)?.[1], /^c(.+)$/m.exec(stdout)?.[1]);
}
async function fromNetstat(port) {
  const { stdout } = await run("netstat", ["-ano", "-p", "TCP"], LIMITS);
  const pid = new RegExp(`:${port}\\s+\\S+\\s+LISTENING\\s+(\\d+)`).exec(stdout)?.[1];
  if (!pid) return void 0;
  const list = await run("tasklist", ["/FI", `PID eq ${pid}`, "/FO", "CSV", "/NH"], LIMITS).catch(
    () => void 0
  );
  return holderOf(pid, /^"([^"]+)"/.exec(list?.stdout ?? "")?.[1]);
}
var import_node_child_process, import_promises2, import_node_util, run, LIMITS, STATES;
var init_port_holder = __esm({
  "src/system/port-holder.ts"() {
    "use strict";
    import_node_child_process = require("node:child_process");
    import_promises2 = require("node:fs/promises");
    import_node_util = require("node:util");
    run = (0, import_node_util.promisify)(import_node_child_process.execFile);
    LIMITS = { timeout: 2e3, windowsHide: true };
    STATES = { "0A": "listening", "01": "connected" };
  }
});

// src/system/peer.ts
async function isAnotherUsers({ peer, port }, { platform: platform2, uid }) {
  if (platform2 !== "linux" || uid === void 0) return false;
  const before = await tcpRows();
  return judgePeer(before, await tcpRows(), { peer, port, uid });
}
function judgePeer(before, after, { peer, port, uid }) {
  const theirs = [...before, ...after].filter((row) => row.local === peer && row.remote === port);
  if (theirs.length > 0) return theirs.some((row) => row.inode === "0" || row.uid !== uid && row.uid !== 0);
  const told = after.some((row) => row.local === port && row.state === "listening");
  const ours = after.some(
    (row) => row.local === port && row.remote === peer && row.state === "connected" && row.uid === uid
  );
  return told && !ours;
}
var init_peer = __esm({
  "src/system/peer.ts"() {
    "use strict";
    init_port_holder();
  }
});

// src/system/proxy.ts
function tokenAddress(value) {
  if (!URL.canParse(value)) return void 0;
  const { protocol, hostname, origin, pathname, username, password, search, hash } = new URL(value);
  const safe = protocol === "https:" || protocol === "http:" && LOOPBACK_NAMES.includes(hostname);
  if (!safe || username || password || search || hash) return void 0;
  return origin + pathname.replace(/\/+$/, "");
}
var LOOPBACK_NAMES;
var init_proxy = __esm({
  "src/system/proxy.ts"() {
    "use strict";
    init_errors();
    init_redact();
    LOOPBACK_NAMES = ["127.0.0.1", "[::1]", "localhost"];
  }
});

// src/oauth/callback-listener.ts
function judgeCallback({ method, url: target = "", headers }, expected) {
  const host = headers.host?.toLowerCase();
  if (!LOOPBACK_NAMES.some((name) => host === `${name}:${expected.port}`))
    return { kind: "ignored", status: 403 };
  if (target.length > MAX_TARGET) return { kind: "ignored", status: 414 };
  if (!URL.canParse(target, "http://127.0.0.1")) return { kind: "ignored", status: 400 };
  const url = new URL(target, "http://127.0.0.1");
  const cancel = url.pathname === "/cancel";
  const word = url.pathname.slice(1);
  const page2 = expected.pages.has(word);
  if (!cancel && !page2 && !expected.paths.includes(url.pathname)) return { kind: "ignored", status: 404 };
  if (method !== "GET") return { kind: "ignored", status: 405 };
  if (page2) return { kind: "page", word };
  if (!cancel) return judgeRedirect(url, expected.state);
  const site = headers["sec-fetch-site"];
  return headers.origin !== void 0 || site !== void 0 && site !== "none" ? { kind: "ignored", status: 403 } : { kind: "cancel" };
}
async function listenForCallback(options) {
  const { state, paths, onCallback, user, requestMs = 3e3 } = options;
  let { port } = options;
  let taken = false;
  const pages = /* @__PURE__ */ new Map();
  const waiting = /* @__PURE__ */ new Set();
  const answer = async (request2, response) => {
    waiting.delete(request2.socket);
    request2.resume();
    const plain = (status2, text) => void response.writeHead(status2, PLAIN).end(text);
    const decision = judgeCallback(request2, { state, port, paths, pages });
    if (decision.kind === "ignored") return plain(decision.status, import_node_http.STATUS_CODES[decision.status] ?? "");
    if (await isAnotherUsers({ peer: request2.socket.remotePort ?? 0, port }, user))
      return plain(403, FOREIGN);
    if (decision.kind === "page") {
      const location = pages.get(decision.word);
      pages.set(decision.word, void 0);
      if (location === void 0) return plain(410, FOLLOWED);
      return void response.writeHead(302, { ...PAGE_HEADERS, location }).end();
    }
    if (taken) return plain(409, "This sign-in is already finishing");
    taken = true;
    const { status, html } = await onCallback(decision);
    response.writeHead(status, PAGE_HEADERS).end(html);
  };
  const handle = (request2, response) => void answer(request2, response).catch(() => response.destroy());
  const admit = (socket) => {
    waiting.add(socket);
    socket.once("close", () => waiting.delete(socket));
    const [oldest] = waiting;
    if (waiting.size > MAX_WAITING) oldest?.destroy();
  };
  const main = await listen(handle, admit, requestMs, port, "127.0.0.1");
  port = main.address().port;
  const second = await listen(handle, admit, requestMs, port, "::1").catch(() => void 0);
  let closed;
  const close = async () => void await (closed ??= Promise.all([end(main), second && end(second)]));
  const shortAddress = (word, target) => {
    pages.set(word, target);
    return `http://127.0.0.1:${port}/${word}`;
  };
  return { port, shortAddress, close };
}
async function listen(handle, admit, requestMs, port, host) {
  const server = (0, import_node_http.createServer)(
    {
      maxHeaderSize: 32768,
      requestTimeout: requestMs,
      headersTimeout: requestMs,
      connectionsCheckingInterval: requestMs / 3,
      keepAlive: false
    },
    handle
  );
  server.on("connection", admit);
  server.listen({ port, host, exclusive: true, ipv6Only: host === "::1" });
  await (0, import_node_events.once)(server, "listening");
  return server;
}
async function end(server) {
  server.close().closeAllConnections();
  await (0, import_node_events.once)(server, "close");
}
var import_node_events, import_node_http, MAX_TARGET, PLAIN, FOREIGN, FOLLOWED, MAX_WAITING;
var init_callback_listener = __esm({
  "src/oauth/callback-listener.ts"() {
    "use strict";
    import_node_events = require("node:events");
    import_node_http = require("node:http");
    init_peer();
    init_proxy();
    init_authorization_code();
    init_pages();
    MAX_TARGET = 16384;
    PLAIN = {
      "content-type": "text/plain; charset=utf-8",
      connection: "close",
      "cache-control": "no-store"
    };
    FOREIGN = "This sign-in belongs to another user of this machine.\nIf it is yours, paste this page’s address into the window where you started the sign-in, or sign in with a code.";
    FOLLOWED = "This address works once and has already been opened.\nIf you did not open it, cancel the sign-in. Otherwise use the full address, or start again.";
    MAX_WAITING = 512;
  }
});

// src/oauth/callback-port.ts
var callback_port_exports = {};
__export(callback_port_exports, {
  listenOnFreePort: () => listenOnFreePort
});
async function listenOnFreePort(d, { ports, path, alsoAccepted }, takeOver, options) {
  const paths = [path, ...alsoAccepted];
  for (const port of ports) {
    for (let tries = takeOver ? TAKE_OVER_TRIES : 0; ; tries -= 1) {
      try {
        return await listenForCallback({ ...options, port, paths, user: d });
      } catch (error) {
        const code = errnoOf(error);
        if (code !== "EADDRINUSE" && code !== "EACCES") throw error;
        if (code === "EACCES" || tries === 0) break;
        if (tries === TAKE_OVER_TRIES) await askToLeave(d, port);
        await d.sleep(TAKE_OVER_PAUSE_MS);
      }
    }
  }
  throw await portsBusy(ports, d.platform);
}
async function askToLeave({ fetch }, port) {
  const asked = fetch(`http://127.0.0.1:${port}/cancel`, {
    redirect: "error",
    signal: AbortSignal.timeout(2e3)
  });
  await asked.then(({ body }) => body?.cancel()).catch(() => {
  });
}
async function portsBusy(ports, platform2) {
  const holders = await Promise.all(ports.map((port) => portHolder(port, platform2)));
  const held2 = ports.map((port, i) => holders[i] ? `${port} by ${holders[i].text}` : `${port}`);
  const pids = holders.flatMap((holder) => holder?.pid ?? []);
  return new AppError({
    kind: "local",
    code: "login.port_busy",
    what: "The sign-in cannot listen for the browser.",
    why: `On 127.0.0.1 the registered ${ports.length > 1 ? "ports are" : "port is"} in use: ${held2.join(", ")}. Another sign-in may still be open.`,
    fix: say`${pids.length > 0 ? `Finish or end it (\`kill ${pids.join(" ")}\`)` : "Finish or end it"}, ${onlyIn("terminal", "take over its port (`--take-over`), ")}or sign in with a code instead: ${its.loginWithCode}.`
  });
}
var TAKE_OVER_TRIES, TAKE_OVER_PAUSE_MS;
var init_callback_port = __esm({
  "src/oauth/callback-port.ts"() {
    "use strict";
    init_errors();
    init_port_holder();
    init_wording();
    init_callback_listener();
    TAKE_OVER_TRIES = 10;
    TAKE_OVER_PAUSE_MS = 200;
  }
});

// src/oauth/device-code.ts
var device_code_exports = {};
__export(device_code_exports, {
  judgePoll: () => judgePoll,
  judgeUserCode: () => judgeUserCode,
  requestDeviceCode: () => requestDeviceCode
});
async function requestDeviceCode(d, profile, device, signal) {
  const asked = { client_id: profile.clientId };
  const given = judgeUserCode(await post(d.fetch, device.userCodeUrl, asked, signal), device);
  const { deviceAuthId, userCode, interval } = given;
  const question = { device_auth_id: deviceAuthId, user_code: userCode };
  return {
    userCode,
    interval,
    url: device.verificationUrl,
    completeUrl: void 0,
    // The server's `expires_at` is not used: our clock may be wrong (docs/wire.md 2).
    lifetime: device.lifetime,
    poll: async (slow) => {
      const verdict = judgePoll(await post(d.fetch, device.pollUrl, question, slow));
      if (typeof verdict === "string") return verdict;
      return () => redeemCode(d, profile, { ...verdict, redirectUri: device.redirectUri });
    }
  };
}
function judgeUserCode(answer, device) {
  const what = "Could not get a sign-in code.";
  if (answer.status === 404)
    throw failure(
      "backend",
      "device.disabled",
      "Signing in with a code is switched off for this account or workspace.",
      "The server does not offer it (404).",
      say`${device.switchOn}. Or sign in with the browser: ${its.loginWithBrowser}.`
    );
  assertCodeGiven(answer, what);
  const body = parseJson(answer.body);
  const deviceAuthId = stringOf(member(body, "device_auth_id"));
  const userCode = stringOf(member(body, "user_code")) ?? stringOf(member(body, "usercode"));
  if (!deviceAuthId || !userCode)
    throw failure("backend", "device.invalid", what, "The server’s answer contains no code.");
  return { deviceAuthId, userCode, interval: intervalOf(member(body, "interval")) };
}
function judgePoll({ status, body: text }) {
  const body = parseJson(text);
  const code = errorCodeOf(body) ?? "";
  const what = "The sign-in could not be finished.";
  if (status >= 200 && status < 300) {
    const authorization = stringOf(member(body, "authorization_code"));
    const verifier = stringOf(member(body, "code_verifier"));
    if (authorization && verifier) return { code: authorization, verifier };
    throw failure("sign-in", "device.invalid", what, "The server’s answer contains no authorization code.");
  }
  if (code.includes("access_denied")) throw denied();
  if (code.includes("expired") || status === 410) throw expired();
  if (status === 429 || code === "slow_down") return "slow-down";
  if (status === 403 || status === 404 || status >= 500) return "pending";
  const why = `The server answered ${status}${code ? ` (${code})` : ""}.`;
  throw failure("sign-in", "device.refused", what, why);
}
var init_device_code = __esm({
  "src/oauth/device-code.ts"() {
    "use strict";
    init_json();
    init_wording();
    init_device_flow();
    init_token_endpoint();
  }
});

// src/oauth/device-grant.ts
var device_grant_exports = {};
__export(device_grant_exports, {
  judgeDeviceAuthorization: () => judgeDeviceAuthorization,
  judgeDeviceToken: () => judgeDeviceToken,
  requestDeviceGrant: () => requestDeviceGrant
});
async function requestDeviceGrant(d, profile, device, signal) {
  const client = { client_id: profile.clientId, ...clientMembers(profile) };
  const asked = new URLSearchParams({ ...client, scope: profile.scope });
  const { deviceCode, ...code } = judgeDeviceAuthorization(
    await post(d.fetch, device.authorizationUrl, asked, signal)
  );
  holdSecrets(deviceCode);
  const question = { ...client, grant_type: DEVICE_GRANT, device_code: deviceCode };
  return {
    ...code,
    poll: async (slow) => {
      const answer = await post(d.fetch, profile.tokenUrl, new URLSearchParams(question), slow);
      const verdict = judgeDeviceToken(answer);
      return verdict === "tokens" ? async () => judgeExchange(answer, profile) : verdict;
    }
  };
}
function judgeDeviceAuthorization(answer) {
  const what = "Could not get a sign-in code.";
  assertCodeGiven(answer, what);
  const body = parseJson(answer.body);
  const deviceCode = stringOf(member(body, "device_code"));
  const userCode = stringOf(member(body, "user_code"));
  const url = webPage(member(body, "verification_uri")) ?? webPage(member(body, "verification_url"));
  const lifetime = numberOf(member(body, "expires_in")) ?? 0;
  if (!deviceCode || !userCode || !url || lifetime <= 0)
    throw failure("backend", "device.invalid", what, "The server’s answer contains no usable code.");
  const completeUrl = webPage(member(body, "verification_uri_complete"));
  return { deviceCode, userCode, url, completeUrl, lifetime, interval: intervalOf(member(body, "interval")) };
}
function webPage(value) {
  const text = stringOf(value) ?? "";
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) ? text : void 0;
}
function judgeDeviceToken({ status, body: text }) {
  if (status >= 200 && status < 300) return "tokens";
  const code = errorCodeOf(parseJson(text)) ?? "";
  if (code === "authorization_pending") return "pending";
  if (code === "slow_down" || status === 429) return "slow-down";
  if (code === "access_denied") throw denied();
  if (code === "expired_token") throw expired();
  if (status >= 500) return "pending";
  const why = `The server answered ${status}${code ? ` (${code.slice(0, 100)})` : ""}.`;
  throw failure("sign-in", "device.refused", "The sign-in could not be finished.", why);
}
var init_device_grant = __esm({
  "src/oauth/device-grant.ts"() {
    "use strict";
    init_json();
    init_redact();
    init_device_flow();
    init_profile();
    init_token_endpoint();
  }
});

// src/oauth/device-flow.ts
function assertCodeGiven({ status }, what) {
  if (status >= 200 && status < 300) return;
  const kind = status >= 500 || status === 429 ? "network" : "backend";
  const fix = status === 429 ? "Wait a few minutes, then start again." : AGAIN;
  throw failure(kind, "device.refused", what, `The server answered ${status}.`, fix);
}
function intervalOf(value) {
  const asked = Number(value);
  return asked >= 1 ? Math.min(asked, LONGEST_INTERVAL) : DEFAULT_INTERVAL;
}
async function openDeviceFlow(d, profile, signal) {
  const { device } = profile;
  if (device === void 0)
    throw failure(
      "input",
      "device.unsupported",
      `${profile.serviceName} has no sign-in with a code.`,
      "The provider names no device authorization endpoint.",
      say`Sign in with the browser: ${its.loginWithBrowser}.`
    );
  if (device.dialect === "openai")
    return (await Promise.resolve().then(() => (init_device_code(), device_code_exports))).requestDeviceCode(d, profile, device, signal);
  return (await Promise.resolve().then(() => (init_device_grant(), device_grant_exports))).requestDeviceGrant(d, profile, device, signal);
}
async function pollForConsent(d, { interval: seconds, lifetime, poll }, signal) {
  const deadline = d.now() + lifetime * 1e3;
  let interval = seconds;
  while (d.now() < deadline) {
    const slow = AbortSignal.any([signal, AbortSignal.timeout(POLL_TIMEOUT_MS)]);
    const verdict = await poll(slow).catch((error) => {
      const final = error instanceof AppError && error.code.startsWith("device.");
      if (signal.aborted || final) throw error;
      return isSilence(error) ? "slow-down" : "pending";
    });
    if (typeof verdict === "function") return verdict;
    if (verdict === "slow-down") interval += 5;
    await d.sleep(Math.min(interval * 1e3, deadline - d.now()), signal);
  }
  throw expired();
}
var DEFAULT_INTERVAL, LONGEST_INTERVAL, POLL_TIMEOUT_MS, AGAIN, failure, expired, denied;
var init_device_flow = __esm({
  "src/oauth/device-flow.ts"() {
    "use strict";
    init_network_error();
    init_errors();
    init_wording();
    DEFAULT_INTERVAL = 5;
    LONGEST_INTERVAL = 86400;
    POLL_TIMEOUT_MS = 3e4;
    AGAIN = say`Start again with ${its.loginWithCode}.`;
    failure = (kind, code, what, why, fix = AGAIN) => new AppError({ kind, code, what, why, fix });
    expired = () => failure("sign-in", "device.expired", "The sign-in code has expired.", "It was not entered in time.");
    denied = () => failure(
      "sign-in",
      "device.denied",
      "The sign-in was refused.",
      "It was declined on the page where the code was entered."
    );
  }
});

// src/library.ts
var library_exports = {};
__export(library_exports, {
  OAuthError: () => OAuthError,
  computeCodeChallenge: () => computeCodeChallenge,
  generateCodeVerifier: () => generateCodeVerifier,
  generateState: () => generateState,
  refreshAccessToken: () => refreshAccessToken,
  runAuthorizationCodeFlow: () => runAuthorizationCodeFlow,
  runDeviceCodeFlow: () => runDeviceCodeFlow
});
module.exports = __toCommonJS(library_exports);
var import_node_os = require("node:os");
init_errors();

// src/system/time.ts
var import_promises = require("node:timers/promises");
var sleep = (ms, signal) => (0, import_promises.setTimeout)(ms, void 0, { signal });
function abortReason(signal) {
  return signal.reason instanceof Error ? signal.reason : new DOMException("aborted", "AbortError");
}
function orAborted(work, signal) {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(abortReason(signal));
    if (signal.aborted) onAbort();
    signal.addEventListener("abort", onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}

// src/library.ts
init_authorization_code();

// src/oauth/code-flow.ts
init_errors();
init_redact();
init_wording();
init_authorization_code();
init_pages();
init_profile();
init_token_endpoint();
function refusedByProvider(profile, { error, description }) {
  const denied2 = error === "access_denied";
  const said = redact(description ?? error).slice(0, 200);
  return profile.explains?.(error, description) ?? new AppError({
    kind: "sign-in",
    code: denied2 ? "login.denied" : "login.failed",
    what: denied2 ? "The sign-in was declined." : "The sign-in did not work.",
    why: `The sign-in page said: ${said}${/[.!?]$/.test(said) ? "" : "."}`,
    fix: say`Start it again with ${its.login}.`
  });
}
async function openCodeFlow(d, profile, { takeOver = false, finish, keepClient, named }) {
  const { verifier, challenge } = createPkce(d.randomBytes);
  const state = createState(d.randomBytes);
  const nonce = profile.verify && createState(d.randomBytes);
  let settle = () => {
  };
  const done = new Promise((resolve) => {
    settle = resolve;
  });
  done.catch(() => {
  });
  let used = false;
  const onCallback = async (decision) => {
    if (used) return { status: 409, html: failurePage("This sign-in is already finishing.") };
    used = true;
    try {
      if (decision.kind === "cancel")
        throw cancelled("Another program that needs the port cancelled the sign-in.");
      if (decision.kind === "failed") throw refusedByProvider(profile, decision);
      const clientId = profile.redirected?.(decision.also ?? []) ?? profile.clientId;
      if (clientId !== profile.clientId) await keepClient?.(clientId);
      const grant = { code: decision.code, verifier, redirectUri: redirect, nonce };
      const result = await finish(() => redeemCode(d, { ...profile, clientId }, grant));
      settle(result);
      return { status: 200, html: successPage(named?.(result)) };
    } catch (error) {
      settle(Promise.reject(error instanceof Error ? error : new Error("unknown")));
      const fix = error instanceof AppError && error.kind === "limit" ? error.fix : void 0;
      const known = error instanceof AppError ? sentences(error.what, error.why, fix) : void 0;
      const why = known ? inWords(known, "terminal") : "Something unexpected went wrong.";
      return { status: 200, html: failurePage(why) };
    }
  };
  const { listenOnFreePort: listenOnFreePort2 } = await Promise.resolve().then(() => (init_callback_port(), callback_port_exports));
  const listener = await listenOnFreePort2(d, profile.callback, takeOver, { state, onCallback });
  const { port, close } = listener;
  const redirect = redirectUri(profile, port);
  const url = authorizeUrl(profile, { redirectUri: redirect, challenge, state, nonce });
  const { registered } = profile.callback;
  return {
    /** The provider's own page. */
    url,
    /**
     * A short address that redirects there once. For a program's arguments, which every user of the machine can read
     * and which must not contain the state; and for terminals, where the long one does not work as a link.
     */
    shortUrl: () => listener.shortAddress(createWord(d.randomBytes), url),
    port,
    /** Why the provider may refuse. */
    warning: registered === void 0 || registered.includes(port) ? void 0 : `${profile.serviceName}’s client accepts only port ${registered.join(" or ")} for the callback, and CODEX_OAUTH_CALLBACK_PORT is ${port}: its page will probably refuse the sign-in.`,
    done,
    close,
    /** Finishes with the redirect that the user pasted. Throws if it does not belong to this attempt. */
    paste: (text) => {
      const pasted = pastedRedirect(text);
      const decision = judgeRedirect(pasted, state);
      const empty = !pasted.searchParams.has("code") && !pasted.searchParams.has("error");
      if (empty || decision.kind === "ignored") {
        throw new AppError({
          kind: "input",
          code: "login.paste",
          what: "This is not the address that the sign-in is waiting for.",
          why: empty ? "It contains no code." : "It belongs to another sign-in attempt.",
          fix: `Paste the whole address from the browser’s address bar; it begins with ${redirect}?`
        });
      }
      void onCallback(decision);
    }
  };
}

// src/library.ts
init_device_flow();

// src/oauth/providers/own.ts
init_errors();
init_json();
init_proxy();

// src/oauth/discovery.ts
init_errors();
init_json();
init_proxy();
init_wording();
init_token_endpoint();
var NAMES2 = {
  authorizeUrl: "authorization_endpoint",
  tokenUrl: "token_endpoint",
  revokeUrl: "revocation_endpoint",
  deviceUrl: "device_authorization_endpoint",
  registerUrl: "registration_endpoint",
  keysUrl: "jwks_uri"
};
var DISCOVERY_MS = 15e3;
var failure2 = (issuer, why) => new AppError({
  kind: "backend",
  code: "provider.discovery",
  what: `The addresses of ${issuer} could not be found.`,
  why,
  fix: "Check the issuer; or name authorization_endpoint and token_endpoint yourself."
});
var withoutQuery = (address) => address.replace(/\?[^#]*$/, "");
function endpointsIn(metadata) {
  const given = isObject(metadata) ? metadata : {};
  const found = Object.entries(NAMES2).map(([key, name]) => {
    const text = stringOf(given[name]);
    const address = text !== void 0 && tokenAddress(withoutQuery(text)) !== void 0 ? text : void 0;
    return { key, name, text, address };
  });
  const unsafe = found.find(({ text, address }) => text !== void 0 && address === void 0);
  if (unsafe) return `Its ${unsafe.name} is not https (or http on this machine).`;
  const { authorizeUrl: authorizeUrl2, tokenUrl, ...others } = Object.fromEntries(
    found.map(({ key, address }) => [key, address])
  );
  if (authorizeUrl2 === void 0) return `There is no ${NAMES2.authorizeUrl}.`;
  if (tokenUrl === void 0) return `There is no ${NAMES2.tokenUrl}.`;
  const namesItself = given["authorization_response_iss_parameter_supported"] === true;
  return { ...others, authorizeUrl: authorizeUrl2, tokenUrl, issuer: stringOf(given["issuer"]), namesItself };
}
function metadataUrls(issuer) {
  const { origin, pathname } = new URL(issuer);
  const path = pathname.replace(/\/$/, "");
  return [
    `${origin}${path}/.well-known/openid-configuration`,
    `${origin}/.well-known/oauth-authorization-server${path}`
  ];
}
var sameIssuer = (a, b) => a.replace(/\/$/, "") === b.replace(/\/$/, "");
function enforceIssuer(also, { issuer, namesItself }) {
  const named = also.flatMap(([name, value]) => name === "iss" ? [value] : []);
  const said = named.length === 1 || named.length === 0 && !namesItself;
  if (issuer === void 0 || said && named.every((one) => sameIssuer(one, issuer))) return;
  throw new AppError({
    kind: "sign-in",
    code: "login.issuer",
    what: "The sign-in was not accepted.",
    why: "The answer came from another server, or does not say from which (RFC 9207).",
    fix: say`Start it again with ${its.login}.`
  });
}
async function discover(fetch, issuer) {
  let last;
  for (const url of metadataUrls(issuer)) {
    const asked = request(fetch, url, { signal: AbortSignal.timeout(DISCOVERY_MS) });
    const answer = await asked.catch((error) => {
      if (error instanceof AppError && error.details.cause === "REDIRECT") return { status: 302, body: "" };
      throw error;
    });
    last = answer;
    const metadata = answer.status === 200 ? parseJson(answer.body) : void 0;
    if (!isObject(metadata)) continue;
    const named = stringOf(metadata["issuer"]);
    if (named === void 0 || !sameIssuer(named, issuer))
      throw failure2(issuer, `Its metadata names another issuer: ${String(named).slice(0, 200)}.`);
    const endpoints = endpointsIn(metadata);
    if (typeof endpoints === "string") throw failure2(issuer, endpoints);
    return endpoints;
  }
  throw failure2(issuer, `It answered ${last?.status ?? 0} where its metadata should be.`);
}

// src/oauth/providers/own.ts
init_wording();

// src/oauth/registration.ts
init_errors();
init_json();
init_profile();
init_token_endpoint();
var REGISTER_MS = 15e3;
async function registerClient(fetch, { registerUrl: url, deviceUrl }, { name, path, port, scope }) {
  const metadata = {
    client_name: name,
    // Without a port any may be used (RFC 8252 section 7.3).
    redirect_uris: [`http://127.0.0.1${port === 0 ? "" : `:${port}`}${path}`],
    grant_types: ["authorization_code", "refresh_token", ...deviceUrl === void 0 ? [] : [DEVICE_GRANT]],
    response_types: ["code"],
    token_endpoint_auth_method: "none",
    application_type: "native",
    ...scope === "" ? {} : { scope }
  };
  const answer = await post(fetch, url, metadata, AbortSignal.timeout(REGISTER_MS));
  const id = stringOf(member(parseJson(answer.body), "client_id"));
  if (answer.status >= 200 && answer.status < 300 && id) return id;
  throw new AppError({
    kind: "backend",
    code: "provider.registration",
    what: "The provider did not register this program.",
    why: `Its registration endpoint answered ${answer.status}${id ? "" : " without a client id"}.`,
    fix: "Register a client by hand at the provider, and name it as client_id."
  });
}

// src/oauth/providers/own.ts
var REFUSALS = /* @__PURE__ */ new Map([
  ["invalid_grant", "refused"],
  ["token_expired", "expired"],
  ["refresh_token_expired", "expired"],
  ["refresh_token_reused", "used twice"],
  ["invalid_client", void 0]
]);
var PROVIDER_ID = /^[a-z][a-z0-9-]{0,31}$/;
var isText = (value) => typeof value === "string" && value.trim() !== "";
var TEXT = [isText, "a text"];
var TEXTS = [
  (value) => isObject(value) && Object.values(value).every((one) => typeof one === "string"),
  'an object of strings, such as {"access_type": "offline"}'
];
var LOOPBACK = "http://127.0.0.1";
var MEMBERS = {
  service_name: TEXT,
  issuer: TEXT,
  authorization_endpoint: TEXT,
  token_endpoint: TEXT,
  revocation_endpoint: TEXT,
  device_authorization_endpoint: TEXT,
  registration_endpoint: TEXT,
  client_name: TEXT,
  client_id: TEXT,
  client_secret: TEXT,
  scopes: [
    (value) => Array.isArray(value) && value.every(isText),
    'a list of strings, such as ["openid", "email"]'
  ],
  authorize_parameters: TEXTS,
  token_parameters: TEXTS,
  callback_port: [
    (value) => Number.isInteger(value) && Number(value) >= 0 && Number(value) < 65536,
    "a port number"
  ],
  callback_path: [
    (value) => isText(value) && URL.canParse(value, LOOPBACK) && new URL(value, LOOPBACK).pathname === value && value !== "/cancel",
    "a path, such as /callback"
  ]
};
function ownProvider(id, given) {
  const refuse = (why, fix) => new AppError({
    kind: "input",
    code: "provider.invalid",
    what: `The provider "${id.slice(0, 40)}" is not usable.`,
    why,
    fix
  });
  if (!PROVIDER_ID.test(id))
    throw refuse(
      "Its name has other characters than a-z, 0-9 and -, or is too long.",
      "Give it another name."
    );
  if (!isObject(given))
    throw refuse("Its description is not a JSON object.", "Describe it as in docs/providers.md.");
  const described = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== void 0));
  for (const [key, value] of Object.entries(described)) {
    const [fits, form] = Object.hasOwn(MEMBERS, key) && MEMBERS[key] || [];
    if (!fits) throw refuse(`"${key.slice(0, 40)}" is not known.`, `Use ${Object.keys(MEMBERS).join(", ")}.`);
    if (!fits(value)) throw refuse(`Its ${key} is not ${form}.`, "Correct it.");
  }
  const tokenUrl = stringOf(described["token_endpoint"]);
  const issuer = tokenAddress(stringOf(described["issuer"]) ?? withoutQuery(tokenUrl ?? ""));
  if (issuer === void 0)
    throw refuse(
      "It has neither an issuer nor a token_endpoint that is https (or http on this machine).",
      "Name one."
    );
  const alone = Object.keys(described).find((key) => key.endsWith("_endpoint"));
  if (tokenUrl === void 0 && alone !== void 0)
    throw refuse(`It has ${alone} but no token_endpoint.`, "Name that, too, or only the issuer.");
  const named = tokenUrl === void 0 ? void 0 : endpointsIn(described);
  if (typeof named === "string") throw refuse(named, "Correct it, or name only the issuer.");
  const scopes = described["scopes"] ?? [];
  const [authorizeExtras, tokenExtras] = ["authorize_parameters", "token_parameters"].map(
    (key) => described[key] ?? {}
  );
  const clientId = stringOf(described["client_id"]);
  const serviceName = stringOf(described["service_name"]) ?? id;
  const scope = scopes.join(" ");
  const port = numberOf(described["callback_port"]) ?? 0;
  const path = stringOf(described["callback_path"]) ?? "/callback";
  const facts = {
    serviceName,
    scope,
    authorizeExtras,
    tokenExtras,
    clientSecret: stringOf(described["client_secret"]),
    callback: { ports: [port], registered: void 0, path, alsoAccepted: [] }
  };
  const register = ({ registerUrl, deviceUrl }, fetch) => {
    const name = stringOf(described["client_name"]) ?? "codex-oauth";
    if (registerUrl) return registerClient(fetch, { registerUrl, deviceUrl }, { name, port, path, scope });
    throw refuse(
      "It has no client_id, and the provider registers none.",
      "Register a client there and name its client_id."
    );
  };
  return {
    id,
    serviceName,
    issuer,
    clientId,
    profile: async (fetch, place) => {
      if (place.issuer !== issuer)
        throw refuse(`The login was made at ${place.issuer}.`, say`Sign in again with ${loginTo(id)}.`);
      const server = named ?? await discover(fetch, issuer);
      const client = place.clientId ?? clientId ?? await register(server, fetch);
      return profileOf(client, server, facts);
    }
  };
}
function profileOf(clientId, at, facts) {
  const { authorizeUrl: authorizeUrl2, tokenUrl, revokeUrl, deviceUrl } = at;
  return {
    ...facts,
    clientId,
    authorizeUrl: authorizeUrl2,
    tokenUrl,
    revokeUrl,
    encoding: "form",
    requires: [],
    device: deviceUrl === void 0 ? void 0 : { dialect: "rfc8628", authorizationUrl: deviceUrl },
    refusals: REFUSALS,
    headers: {},
    redirected: (also) => {
      enforceIssuer(also, at);
      return clientId;
    }
  };
}

// src/library.ts
init_token_endpoint();
var OAuthError = class extends Error {
  name = "OAuthError";
  code;
  constructor(message, code, cause) {
    super(message, { cause });
    this.code = code;
  }
};
function generateCodeVerifier() {
  return createPkce(randomBytes).verifier;
}
function computeCodeChallenge(verifier) {
  return challengeOf(verifier);
}
function generateState() {
  return createState(randomBytes);
}
function runAuthorizationCodeFlow(provider, { onUrl, ...options }) {
  return guarded(options, async (d, signal) => {
    const profile = await profileOf2(provider, d);
    const flow = await openCodeFlow(d, profile, { finish: (redeem) => redeem() });
    try {
      signal.throwIfAborted();
      onUrl(flow.url);
      return tokensOf(await orAborted(flow.done, signal), profile);
    } finally {
      await flow.close();
    }
  });
}
function runDeviceCodeFlow(provider, { onCode, ...options }) {
  return guarded(options, async (d, signal) => {
    const profile = await profileOf2(provider, d);
    const flow = await openDeviceFlow(d, profile, signal);
    const { userCode, url, completeUrl } = flow;
    onCode({ userCode, url, ...completeUrl === void 0 ? {} : { completeUrl } });
    const redeem = await pollForConsent(d, flow, signal);
    return tokensOf(await redeem(), profile);
  });
}
function refreshAccessToken(provider, refreshToken, { clientId, ...options } = {}) {
  return guarded(options, async (d, signal) => {
    const profile = await profileOf2(
      { ...provider, ...clientId === void 0 ? {} : { client_id: clientId } },
      d
    );
    const grant = { refreshToken, reason: "forced" };
    const verdict = judgeRefresh(await refreshTokens(d.fetch, profile, grant, signal), profile);
    if (verdict.kind === "refused")
      throw new OAuthError(
        `${profile.serviceName} refused the refresh token (${verdict.reason}).`,
        "refresh.refused"
      );
    if (verdict.kind === "unavailable")
      throw new OAuthError(`The token endpoint answered ${verdict.status}.`, "refresh.unavailable");
    return tokensOf(
      { ...verdict.tokens, refreshToken: verdict.tokens.refreshToken ?? refreshToken },
      profile
    );
  });
}
var randomBytes = (size) => crypto.getRandomValues(new Uint8Array(size));
async function guarded({ signal = new AbortController().signal, fetch = globalThis.fetch }, flow) {
  const uid = (0, import_node_os.userInfo)().uid;
  const d = {
    platform: (0, import_node_os.platform)(),
    uid: uid < 0 ? void 0 : uid,
    fetch,
    sleep,
    randomBytes,
    now: Date.now
  };
  try {
    signal.throwIfAborted();
    return await flow(d, signal);
  } catch (error) {
    if (signal.aborted || !(error instanceof AppError)) throw error;
    const { what, why = "" } = error.said("terminal");
    throw new OAuthError(`${what} ${why}`.trim(), error.code, error);
  }
}
async function profileOf2(provider, { fetch }) {
  const made = ownProvider("provider", { ...provider });
  return made.profile(fetch, made);
}
function tokensOf({ accessToken, refreshToken, idToken, expiresIn }, { clientId }) {
  if (accessToken === void 0)
    throw new OAuthError("The answer has no access token.", "refresh.unavailable");
  return {
    accessToken,
    clientId,
    ...refreshToken === void 0 ? {} : { refreshToken },
    ...idToken === void 0 ? {} : { idToken },
    ...expiresIn === void 0 ? {} : { expiresAt: Date.now() + expiresIn * 1e3 }
  };
}
// Annotate the CommonJS export names for ESM import in node:
0 && (module.exports = {
  OAuthError,
  computeCodeChallenge,
  generateCodeVerifier,
  generateState,
  refreshAccessToken,
  runAuthorizationCodeFlow,
  runDeviceCodeFlow
});
