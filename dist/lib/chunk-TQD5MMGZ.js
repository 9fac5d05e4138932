import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  isObject,
  parseJson
} from "./chunk-L5FXI35G.js";

// src/attach/secrets/placeholder.ts
var WORDS = /example|placeholder|change[-_]?me|your[-_ ]|dummy|fake|redacted|removed|notreal|insert[-_]|replace[-_]|xxxx|\*{3}|\.{3}|…|[<>{}[\]]|\$\(|%s/i;
var SEQUENCES = ["0123456789", "1234567890", "12345678", "87654321", "abcdefgh", "qwertyui", "deadbeef"];
function entropy(text) {
  const counts = /* @__PURE__ */ new Map();
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) {
    const share = count / text.length;
    bits -= share * Math.log2(share);
  }
  return bits;
}
function isPlaceholder(value) {
  if (WORDS.test(value) || /(.)\1{5}/.test(value)) return true;
  const lower = value.toLowerCase();
  return SEQUENCES.some((s) => lower.includes(s));
}
function looksDrawn(value) {
  const hex = /^[0-9a-f-]+$/i.test(value);
  const floor = hex ? 2.6 : value.length < 24 ? 2.9 : 3.3;
  return !isPlaceholder(value) && entropy(value) >= floor;
}

// src/attach/secrets/patterns.ts
var mixed = (value) => looksDrawn(value) && /\d/.test(value) && /[A-Za-z]/.test(value);
var thoroughlyMixed = (value) => mixed(value) && /[a-z]/.test(value) && /[A-Z]/.test(value) && (value.match(/\d/g)?.length ?? 0) >= 2;
function decoded(segment) {
  return parseJson(Buffer.from(segment, "base64url").toString("utf8"));
}
function isJwt(token) {
  const [header = "", payload = "", signature = ""] = token.split(".");
  const head = decoded(header);
  const body = decoded(payload);
  if (!isObject(head) || typeof head["alg"] !== "string" || !isObject(body)) return false;
  if (body["sub"] === "1234567890" && body["name"] === "John Doe") return false;
  return head["alg"] !== "none" && !/(.)\1{7}/.test(signature) && looksDrawn(signature.slice(0, 86));
}
function hasKeyBody(match) {
  const from = match.index + match[0].length;
  const rest = match.input.slice(from, from + 1200);
  const body = (rest.split("-----END")[0] ?? "").replace(/^\s*[\w-]{2,30}: .{0,200}$/gm, "").replace(/\\+[nrt]|[\s"'`+,;\\]/g, "");
  const run = /[A-Za-z0-9+/=]{40,}/.exec(body)?.[0];
  return run !== void 0 && looksDrawn(run);
}
var COMMON_PASSWORD = /^(?:pass(?:word|wd)?\d{0,4}|pwd|secret\d{0,4}|admin\d{0,4}|root|user|guest|test(?:ing|pass(?:word)?)?\d{0,4}|postgres|mysql|mongo|redis|rabbitmq|minio(?:admin)?|token|api[-_]?key|hunter2|p[a@]ss[^a-z]*|key|changeit)$/i;
var LOCAL_HOST = /^(?:localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[?::1\]?|host\.docker\.internal|[a-z][a-z0-9_-]*|(?:[\w-]+\.)*(?:example(?:\.(?:com|org|net))?|test|invalid|localhost|local))$/i;
function isUrlPassword(user, password, host) {
  if (password.length < 6 || isPlaceholder(password) || COMMON_PASSWORD.test(password)) return false;
  if (password === user || user === "" && password.includes(":") || /^[$%#:]|^[A-Z_]+$/.test(password))
    return false;
  return !LOCAL_HOST.test(host);
}
var SECRET_PATTERNS = [
  {
    kind: "a private key",
    pattern: /-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----/g,
    accept: (_, match) => hasKeyBody(match)
  },
  { kind: "an age key", pattern: /\bAGE-SECRET-KEY-1[0-9A-Z]{50,}/g, accept: (v) => !isPlaceholder(v) },
  {
    kind: "a PuTTY private key",
    pattern: /^PuTTY-User-Key-File-[23]: [\s\S]{0,4000}?^Private-Lines: \d/gm,
    accept: () => true
  },
  { kind: "an AWS access key", pattern: /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/g },
  {
    kind: "an AWS secret key",
    pattern: /secret[-_]?(?:access[-_]?)?key["']?\s{0,8}[:=]>?\s{0,8}["']?([A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])/gi,
    accept: thoroughlyMixed
  },
  { kind: "a GitHub token", pattern: /\bgh[pousr]_([A-Za-z0-9]{36,255})/g },
  { kind: "a GitHub token", pattern: /\bgithub_pat_([A-Za-z0-9_]{50,255})/g },
  {
    kind: "a GitLab token",
    pattern: /\bgl(?:pat|dt|rt|ptt|cbt|ft|soat|agent|oas|imt)-([A-Za-z0-9_.=-]{20,300})/g,
    accept: mixed
  },
  { kind: "a Slack token", pattern: /\bxox[abceoprs](?:\.xox[bp])?-([A-Za-z0-9-]{10,300})/g, accept: mixed },
  { kind: "a Slack token", pattern: /\bxapp-\d-([A-Z0-9]{8,20}-\d{8,20}-[a-f0-9]{40,80})/g },
  {
    kind: "a Slack webhook",
    pattern: /hooks\.slack\.com\/(?:services|workflows)\/T[A-Z0-9]{6,14}\/[A-Z0-9]{6,14}\/([A-Za-z0-9]{18,50})/g
  },
  { kind: "a Stripe key", pattern: /\b[sr]k_live_([A-Za-z0-9]{16,255})/g },
  { kind: "a Stripe webhook secret", pattern: /\bwhsec_([A-Za-z0-9+/=]{32,128})/g, accept: mixed },
  { kind: "an Anthropic key", pattern: /\bsk-ant-([A-Za-z0-9_-]{20,300})/g, accept: thoroughlyMixed },
  {
    kind: "an OpenAI key",
    pattern: /\bsk-(?!ant-)(?:proj-|svcacct-|admin-|or-v1-)?([A-Za-z0-9_-]{20,300})/g,
    accept: (value, match) => match[0].startsWith("sk-or-v1-") ? mixed(value) : thoroughlyMixed(value) && /[A-Za-z0-9]{16}/.test(value)
  },
  { kind: "an OpenAI session", pattern: /\bsess-([A-Za-z0-9]{36,60})\b/g, accept: thoroughlyMixed },
  { kind: "a refresh token", pattern: /\brt[._](?:\d\.)?([A-Za-z0-9_.-]{40,300})/g, accept: thoroughlyMixed },
  { kind: "a Google API key", pattern: /\bAIza([A-Za-z0-9_-]{35})(?![A-Za-z0-9_-])/g, accept: mixed },
  { kind: "a Google OAuth secret", pattern: /\bGOCSPX-([A-Za-z0-9_-]{28})/g },
  { kind: "a Google access token", pattern: /\bya29\.([A-Za-z0-9_-]{40,600})/g, accept: mixed },
  { kind: "an npm token", pattern: /\bnpm_([A-Za-z0-9]{36})\b/g, accept: thoroughlyMixed },
  {
    kind: "a registry login",
    pattern: /_(?:authToken|auth|password)\s{0,4}=\s{0,4}["']?(?![$%])([A-Za-z0-9+/=_.-]{20,400})/g,
    accept: mixed
  },
  { kind: "a PyPI token", pattern: /\bpypi-([A-Za-z0-9_-]{60,400})/g },
  { kind: "a RubyGems token", pattern: /\brubygems_([a-f0-9]{48})\b/g },
  { kind: "a Docker token", pattern: /\bdckr_(?:pat|oat)_([A-Za-z0-9_-]{27,100})/g, accept: mixed },
  {
    kind: "a JSON Web Token",
    pattern: /\beyJ[A-Za-z0-9_-]{8,8000}\.eyJ[A-Za-z0-9_-]{8,20000}\.[A-Za-z0-9_-]{20,2000}/g,
    accept: isJwt
  },
  {
    kind: "a password in a URL",
    pattern: /\b[a-z][a-z0-9+.-]{1,20}:\/\/([^\s/:@"'`]{0,100}):([^\s/@"'`]{1,200})@([^\s/:?#"'`,)]{1,200})/gi,
    accept: (user, match) => isUrlPassword(user, match[2] ?? "", match[3] ?? "")
  },
  {
    kind: "a GitHub login in a URL",
    pattern: /https?:\/\/([A-Za-z0-9]{40})(?::x-oauth-basic)?@/g,
    accept: mixed
  },
  { kind: "an Azure storage key", pattern: /\bAccountKey\s?=\s?([A-Za-z0-9+/]{60,100}={0,2})/gi },
  { kind: "an Azure shared key", pattern: /\bSharedAccessKey\s?=\s?([A-Za-z0-9+/]{40,100}={0,2})/gi },
  {
    kind: "an Azure signature",
    pattern: /[?&]s(?:v|e|p|r|ig)=[^\s"'<>]{1,600}?&sig=([A-Za-z0-9%+/=]{40,120})/g
  },
  {
    kind: "an Azure client secret",
    pattern: /(?<![A-Za-z0-9_~.-])([A-Za-z0-9_~.-]{3}\dQ~[A-Za-z0-9_~.-]{31,34})(?![A-Za-z0-9_~.-])/g
  },
  {
    kind: "a Discord token",
    pattern: /\b([A-Za-z0-9_-]{23,28}\.[A-Za-z0-9_-]{6,7}\.[A-Za-z0-9_-]{27,40})(?![A-Za-z0-9_-])/g,
    accept: (value) => /^\d{16,21}$/.test(Buffer.from(value.split(".")[0] ?? "", "base64").toString("latin1")) && looksDrawn(value.slice(-27))
  },
  {
    kind: "a Discord webhook",
    pattern: /discord(?:app)?\.com\/api\/webhooks\/\d{15,21}\/([A-Za-z0-9_-]{60,80})/g
  },
  { kind: "a Telegram bot token", pattern: /\b\d{8,10}:(AA[A-Za-z0-9_-]{33})(?![A-Za-z0-9_-])/g },
  { kind: "a SendGrid key", pattern: /\bSG\.([A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43})(?![A-Za-z0-9_-])/g },
  { kind: "a Mailgun key", pattern: /\bkey-([0-9a-f]{32})\b/g },
  { kind: "a DigitalOcean token", pattern: /\bdo[oprt]_v1_([a-f0-9]{64})\b/g },
  {
    kind: "a Hugging Face token",
    pattern: /\bhf_([A-Za-z0-9]{34,40})\b/g,
    accept: (v) => looksDrawn(v) && /[A-Z]/.test(v)
  },
  { kind: "a Groq key", pattern: /\bgsk_([A-Za-z0-9]{48,60})\b/g, accept: mixed },
  { kind: "an xAI key", pattern: /\bxai-([A-Za-z0-9]{60,100})\b/g, accept: mixed },
  { kind: "a Replicate token", pattern: /\br8_([A-Za-z0-9]{37})\b/g, accept: mixed },
  { kind: "a Databricks token", pattern: /\bdapi([a-f0-9]{32})(?:-\d)?\b/g },
  { kind: "a Shopify token", pattern: /\bshp(?:at|ca|pa|ss)_([a-fA-F0-9]{32})\b/g },
  { kind: "a Vault token", pattern: /\bhv[sbr]\.([A-Za-z0-9_-]{24,300})/g, accept: mixed },
  { kind: "a Linear key", pattern: /\blin_api_([A-Za-z0-9]{40})\b/g },
  { kind: "a Notion token", pattern: /\b(?:ntn_|secret_)([A-Za-z0-9]{43,50})\b/g, accept: thoroughlyMixed },
  { kind: "a Figma token", pattern: /\bfig[dou]_([A-Za-z0-9_-]{40,100})/g, accept: mixed },
  { kind: "a Postman key", pattern: /\bPMAK-([a-f0-9]{24}-[a-f0-9]{34})\b/g },
  { kind: "a Supabase token", pattern: /\bsb(?:p|_secret)_([A-Za-z0-9_-]{30,100})/g, accept: mixed },
  { kind: "a Sentry token", pattern: /\bsntry[su]_([A-Za-z0-9_=+/-]{60,400})/g, accept: mixed },
  { kind: "a Terraform token", pattern: /\b([A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]{60,100})/g },
  { kind: "a Grafana token", pattern: /\bgl(?:sa|c)_([A-Za-z0-9+/=_]{32,400})/g, accept: mixed },
  { kind: "a New Relic key", pattern: /\bNRAK-([A-Z0-9]{27})\b/g, accept: mixed },
  { kind: "a Square token", pattern: /\bsq0(?:atp|csp)-([A-Za-z0-9_-]{22,50})/g, accept: mixed },
  {
    kind: "a credential in JSON",
    pattern: /"(?:access_token|refresh_token|id_token|client_secret|api_?key|secret_?key|auth_?token)"\s{0,8}:\s{0,8}"([A-Za-z0-9+/=_.~-]{32,4000})"/gi,
    accept: thoroughlyMixed
  },
  {
    kind: "an authorization header",
    pattern: /\bauthorization["']?\s{0,4}[:=,]\s{0,4}["'`]?(?:bearer|basic|token)\s{1,4}([A-Za-z0-9+/=._~-]{24,4000})/gi,
    accept: thoroughlyMixed
  }
];

// src/attach/secrets/scan.ts
var HITS_MAX = 20;
function scanText(text) {
  const found = [];
  for (const { kind, pattern, accept = looksDrawn } of SECRET_PATTERNS) {
    const search = new RegExp(pattern);
    for (let count = 0; count < HITS_MAX; ) {
      const match = search.exec(text);
      if (!match) break;
      if (!accept(match[1] ?? match[0], match)) continue;
      found.push({ at: match.index, kind });
      count += 1;
    }
  }
  found.sort((a, b) => a.at - b.at);
  const hits = [];
  let line = 1;
  let from = 0;
  for (const { at, kind } of found.slice(0, HITS_MAX)) {
    for (let next = text.indexOf("\n", from); next !== -1 && next < at; next = text.indexOf("\n", from)) {
      line += 1;
      from = next + 1;
    }
    if (hits.at(-1)?.line !== line) hits.push({ line, kind });
  }
  return hits;
}
var KEY_LINE = /^\s*["'`]?([A-Za-z0-9+/]{64})(?:\\n)?["'`]?\s?[+,;\\]?\s*$/;
function scanKeyLines(lines) {
  const isKey = lines.map((l) => {
    const run = KEY_LINE.exec(l)?.[1];
    return run !== void 0 && looksDrawn(run) && /[a-z]/.test(run) && /[A-Z]/.test(run);
  });
  const at = isKey.findIndex((hit, i) => hit && isKey[i + 1] === true);
  return at === -1 ? void 0 : at;
}
function describeHits(hits) {
  const shown = hits.slice(0, 3).map((h) => `${h.kind} in line ${h.line}`);
  const rest = hits.length - shown.length;
  return `${shown.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}

export {
  scanText,
  scanKeyLines,
  describeHits
};
