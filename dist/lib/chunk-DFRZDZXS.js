import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  REFUSALS,
  openInside
} from "./chunk-ZNKCTZH7.js";
import {
  errnoOf
} from "./chunk-RJXX33VE.js";

// src/attach/read.ts
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
async function readInside(name, roots, limit, signal) {
  for (let attempt = 1; ; attempt += 1) {
    const opened = await openInside(name, roots);
    if (opened.kind === "refused") {
      if (opened.refusal === "changed" && attempt < ATTEMPTS) continue;
      return { kind: "refused", reason: REFUSALS[opened.refusal] };
    }
    const { handle, real, root, stat } = opened;
    try {
      if (stat.size > BigInt(limit)) return { kind: "long", size: Number(stat.size), real, root };
      const bytes = await readUpTo(handle, limit, signal);
      if (bytes.length > limit) return { kind: "long", size: bytes.length, real, root };
      const after = await handle.stat({ bigint: true });
      if (after.mtimeNs === stat.mtimeNs && after.size === stat.size)
        return { kind: "read", bytes, real, root };
      if (attempt >= ATTEMPTS) return { kind: "refused", reason: "it kept changing while it was read" };
    } catch (error) {
      if (signal?.aborted) throw error;
      return { kind: "refused", reason: `it could not be read (${errnoOf(error) ?? "unknown"})` };
    } finally {
      await handle.close().catch(() => {
      });
    }
  }
}

// src/attach/secrets/names.ts
var NAMES = {
  ".npmrc": "a registry login",
  ".pypirc": "a registry login",
  ".netrc": "a login file",
  _netrc: "a login file",
  ".git-credentials": "git logins",
  credentials: "a credentials file",
  "credentials.json": "a credentials file",
  "credentials.toml": "a credentials file",
  "credentials.yml": "a credentials file",
  "credentials.yaml": "a credentials file",
  "credentials.csv": "a credentials file",
  "credentials.tfrc.json": "a credentials file",
  "auth.json": "a login file",
  ".credentials.json": "a login file",
  "client_secret.json": "an OAuth client secret",
  "application_default_credentials.json": "a cloud login",
  "secrets.json": "a secrets file",
  "secrets.yml": "a secrets file",
  "secrets.yaml": "a secrets file",
  "secrets.toml": "a secrets file",
  ".envrc": "an environment file",
  ".htpasswd": "a password file",
  ".pgpass": "a password file",
  "pgpass.conf": "a password file",
  ".my.cnf": "a database login",
  ".mylogin.cnf": "a database login",
  ".s3cfg": "a cloud login",
  ".boto": "a cloud login",
  ".dockercfg": "a registry login",
  ".vault-token": "a token file",
  ".terraformrc": "a registry login",
  "terraform.rc": "a registry login",
  kubeconfig: "a cluster login",
  "master.key": "a private key"
};
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
  return (Object.hasOwn(NAMES, name) ? NAMES[name] : void 0) ?? ENDINGS.find(([ending]) => ending.test(name))?.[1];
}

export {
  readInside,
  secretName
};
