import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  humanBytes
} from "./chunk-KSUJLE2J.js";
import {
  REFUSALS,
  find,
  openFound
} from "./chunk-2IY5JK4W.js";
import {
  errnoOf
} from "./chunk-RJXX33VE.js";

// src/attach/secrets/names.ts
var KINDS = [
  ["a registry login", ".npmrc .pypirc .dockercfg .terraformrc terraform.rc"],
  ["a login file", ".netrc _netrc auth.json .credentials.json"],
  ["git logins", ".git-credentials"],
  ["a credentials file", "credentials credentials.json credentials.toml credentials.yml credentials.yaml"],
  ["a credentials file", "credentials.csv credentials.tfrc.json"],
  ["an OAuth client secret", "client_secret.json"],
  ["a cloud login", "application_default_credentials.json .s3cfg .boto"],
  ["a secrets file", "secrets.json secrets.yml secrets.yaml secrets.toml"],
  ["an environment file", ".envrc"],
  ["a password file", ".htpasswd .pgpass pgpass.conf"],
  ["a database login", ".my.cnf .mylogin.cnf"],
  ["a token file", ".vault-token"],
  ["a cluster login", "kubeconfig"],
  ["a private key", "master.key"]
];
var NAMES = new Map(KINDS.flatMap(([kind, names]) => names.split(" ").map((name) => [name, kind])));
var ENDINGS = [
  [/\.(?:pem|key|ppk|p8)$/, "a key file"],
  [/\.(?:p12|pfx|jks|keystore|bks|kdb|kdbx|wallet)$/, "a key store"],
  [/\.(?:tfstate|tfstate\.[a-z0-9.]+)$/, "Terraform state"],
  [/\.tfvars(?:\.json)?$/, "Terraform variables"],
  [/\.ovpn$/, "a VPN login"],
  [/\.mobileprovision$/, "a signing profile"],
  [/\.kubeconfig$/, "a cluster login"],
  [/^id_(?:rsa|dsa|ecdsa|ed25519|ecdsa_sk|ed25519_sk)(?![^.\-_ ])(?!.*\.pub$)/, "a private SSH key"],
  [/^ssh_host_[a-z0-9]+_key$/, "a private SSH key"],
  [/^kubeconfig[._-]/, "a cluster login"],
  [/^service[-_]?account.*\.json$/, "a cloud service account"],
  [/^client_secret.*\.json$/, "an OAuth client secret"],
  [/^\.(?:[a-z0-9]+_)*history$/, "a command history"],
  [/^\.env(?:[._-].+)?$/, "an environment file"],
  [/.\.env$/, "an environment file"],
  [/^\.dev\.vars(?:\..+)?$/, "an environment file"]
];
var FOLDERS = /* @__PURE__ */ new Set([".aws", ".ssh", ".gnupg", ".azure", ".password-store", ".oci"]);
var PAIRS = [
  [".docker/config.json", "a registry login"],
  [".kube/config", "a cluster login"],
  [".config/gh/hosts.yml", "a GitHub login"],
  [".config/gcloud", "a cloud login"],
  ["gcloud/credentials.db", "a cloud login"],
  [".m2/settings.xml", "a registry login"],
  [".m2/settings-security.xml", "a registry login"],
  [".config/rclone/rclone.conf", "a cloud login"]
];
var EXAMPLE = /(?:^|[._-])(?:example|examples|sample|samples|template|tmpl|tpl|dist|defaults|schema)(?:[._-]|$)/;
function secretName(path) {
  const names = path.toLowerCase().split(/[\\/]+/).map((n) => n === "." || n === ".." ? n : n.replace(/[. ]{1,64}$/, "").replace(/::?\$data$/, ""));
  const folder = names.slice(0, -1).find((n) => FOLDERS.has(n));
  if (folder !== void 0) return `a file of the ${folder} folder`;
  const joined = `/${names.join("/")}`;
  const pair = PAIRS.find(([p]) => joined.endsWith(`/${p}`) || joined.includes(`/${p}/`));
  if (pair) return pair[1];
  const name = names.at(-1) ?? "";
  if (FOLDERS.has(name)) return `the ${name} folder`;
  if (EXAMPLE.test(name)) return void 0;
  return NAMES.get(name) ?? ENDINGS.find(([ending]) => ending.test(name))?.[1];
}

// src/attach/read.ts
var READ_LIMIT = 4e6;
var ATTEMPTS = 3;
var CHUNK = 65536;
async function readUpTo(handle, limit, signal) {
  const chunks = [];
  let size = 0;
  while (size <= limit) {
    signal?.throwIfAborted();
    const chunk = Buffer.allocUnsafe(Math.min(CHUNK, limit + 1 - size));
    const { bytesRead } = await handle.read(chunk, 0, chunk.length, size);
    if (bytesRead === 0) break;
    chunks.push(chunk.subarray(0, bytesRead));
    size += bytesRead;
  }
  return Buffer.concat(chunks, size);
}
async function readInside(g, name, limit) {
  const { signal } = g.deps;
  for (let attempt = 1; ; attempt += 1) {
    const found = await find(name, g.roots);
    const isFile = typeof found === "object" && found.kind === "file";
    const opened = isFile ? await openFound(found.real, g.roots) : found;
    if (typeof opened === "string") {
      if (opened === "changed" && attempt < ATTEMPTS) continue;
      return REFUSALS[opened];
    }
    if (!("handle" in opened)) return REFUSALS.folder;
    const { handle, real, stat } = opened;
    try {
      if (stat.size > BigInt(limit)) return { content: Number(stat.size), real };
      const bytes = await readUpTo(handle, limit, signal);
      if (bytes.length > limit) return { content: bytes.length, real };
      const after = await handle.stat({ bigint: true });
      if (after.mtimeNs === stat.mtimeNs && after.size === stat.size) return { content: bytes, real };
      if (attempt >= ATTEMPTS) return "it kept changing while it was read";
    } catch (error) {
      if (signal?.aborted) throw error;
      return `it could not be read (${errnoOf(error) ?? "unknown"})`;
    } finally {
      await handle.close().catch(() => {
      });
    }
  }
}
async function readBytes(g, shown, name, limit) {
  const read = await readInside(g, name, limit);
  if (typeof read === "string") return g.omit(shown, read);
  const secret = secretName(read.real);
  if (secret !== void 0 && !g.allowed.has(read.real)) return g.withhold(shown, secret);
  const { content, real } = read;
  if (typeof content === "object") return { content, real };
  return g.omit(shown, `it has ${humanBytes(content)}, more than ${humanBytes(limit)}`);
}
async function readText(g, shown, name) {
  const read = await readBytes(g, shown, name, READ_LIMIT);
  if (!read) return void 0;
  const { content, real } = read;
  if (imageType(content) !== void 0) return g.omit(shown, "it is an image: name it under images");
  const text = decodeText(content);
  return text === void 0 ? g.omit(shown, "it is binary") : { content: text, real };
}
function imageType(bytes) {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 16)).toString("latin1");
  if (head.startsWith("PNG\r\n\n")) return "image/png";
  if (head.startsWith("ÿØÿ")) return "image/jpeg";
  if (/^GIF8[79]a/.test(head)) return "image/gif";
  return /^RIFF[^]{4}WEBP/.test(head) ? "image/webp" : void 0;
}
function decodeText(bytes) {
  const mark = Buffer.from(bytes.subarray(0, 2)).toString("hex");
  const encoding = mark === "fffe" ? "utf-16le" : mark === "feff" ? "utf-16be" : "utf-8";
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return text.includes("\0") ? void 0 : text;
  } catch {
    return void 0;
  }
}
function splitLines(text) {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines.map((l) => l.endsWith("\r") ? l.slice(0, -1) : l);
}

export {
  secretName,
  readBytes,
  readText,
  imageType,
  splitLines
};
