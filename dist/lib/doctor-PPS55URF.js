import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  createApp,
  holderText,
  noBrowserReason,
  openAuthFile,
  parseLock,
  portHolder
} from "./chunk-VUP4METR.js";
import "./chunk-77ZUBE2Q.js";
import "./chunk-AM7M2BJL.js";
import "./chunk-PCQWKK2K.js";
import "./chunk-ILEBIHGO.js";
import "./chunk-3A7WWXCU.js";
import "./chunk-3PESWYI5.js";
import "./chunk-XSS3S2GS.js";
import {
  readSettings
} from "./chunk-XEXFPAZK.js";
import "./chunk-75NYJCF6.js";
import {
  proxyFor,
  proxyVariables
} from "./chunk-VHIOGPDJ.js";
import "./chunk-N76N25DY.js";
import {
  anySignal,
  humanSeconds
} from "./chunk-HQBD4QJB.js";
import "./chunk-DJNNBRMB.js";
import {
  VERSION
} from "./chunk-SIKYUQVH.js";
import "./chunk-2QWDLJQX.js";
import "./chunk-L5FXI35G.js";
import {
  AppError,
  errnoOf,
  inWords,
  its,
  say
} from "./chunk-RJXX33VE.js";
import "./chunk-QUEU7GBP.js";

// src/doctor/finding.ts
function make(id, state, what, { why, fix }) {
  const said = (text) => text === void 0 ? null : inWords(text, "terminal");
  return { id, state, what: inWords(what, "terminal"), why: said(why), fix: said(fix) };
}
var ok = (id, what, more = {}) => make(id, "ok", what, more);
var note = (id, what, more = {}) => make(id, "note", what, more);
var warn = (id, what, more) => make(id, "warn", what, more);
var fail = (id, what, more) => make(id, "fail", what, more);
function isHealthy(findings) {
  return findings.every((f) => f.state !== "fail");
}

// src/doctor/check-files.ts
var STALE_MS = 12e4;
var OLD_MS = 36e5;
var SCARCE_BYTES = 50 * 1024 * 1024;
var NONE_BYTES = 64 * 1024;
var quoted = (path2) => /^[\w./~:@-]+$/.test(path2) ? path2 : `'${path2.replaceAll("'", "'\\''")}'`;
function checkFolder(files, { uid, platform }) {
  const { folder, folderPath: at } = files;
  const elsewhere = "or set CODEX_OAUTH_AUTH_FILE to a file elsewhere";
  if (files.notWritable !== void 0)
    return fail("folder", `The folder ${folder} cannot be written to.`, {
      why: `${files.notWritable} A renewed login could not be kept.`,
      fix: `Make it yours (\`ls -ld ${quoted(folder)}\` shows what it is), ${elsewhere}.`
    });
  if (!at) return note("folder", `The folder ${folder} does not exist yet; it is made with the first login.`);
  if (platform !== "win32" && (at.mode & 18) !== 0)
    return warn("folder", `Others may write to the folder ${folder}.`, {
      why: "They could put another login in place of yours.",
      fix: `Take that away with \`chmod go-w ${quoted(folder)}\`.`
    });
  if (uid !== void 0 && uid !== 0 && at.uid !== void 0 && at.uid !== uid && at.uid !== 0)
    return warn("folder", `The folder ${folder} belongs to another user (uid ${at.uid}).`, {
      fix: `Take it over (\`sudo chown ${uid} ${quoted(folder)}\`), ${elsewhere}.`
    });
  return ok("folder", `The folder ${folder} can be written to.`);
}
function checkAuthFile({ authFile, state }) {
  switch (state.kind) {
    case "broken":
      return fail("auth_file", state.error.what, { why: state.error.why, fix: state.error.fix });
    case "absent":
      return note("auth_file", `There is no login file at ${authFile}.`);
    case "no-login":
      return note("auth_file", `${authFile} is whole, but holds no login of ours.`);
    case "login":
      return ok("auth_file", `${authFile} is whole and holds a login.`);
  }
}
function checkPermissions(files, m) {
  const { path: at, authFile } = files;
  if (at?.kind !== "file" || m.platform === "win32") return [];
  if (m.wsl && /^\/mnt\/[a-z]\//i.test(authFile))
    return [
      warn("permissions", `${authFile} is on a Windows disk, which keeps no permissions for Linux.`, {
        why: "Other users of this machine may be able to read the login.",
        fix: "Set CODEX_OAUTH_AUTH_FILE to a file in the Linux home folder and sign in again."
      })
    ];
  if ((at.mode & 63) === 0) return [ok("permissions", "Only you can read the login file.")];
  return [
    warn("permissions", `Others could read ${authFile} (mode 0${(at.mode & 511).toString(8)}).`, {
      why: "Where it was possible, it has been changed to 0600 just now.",
      fix: "If somebody else uses this machine, sign out and in again: `codex-oauth clear`, then `codex-oauth login`."
    })
  ];
}
var isLock = ({ name }) => /\.lock(?:\.\d+)?$/.test(name);
var isTemporary = ({ name }) => name.endsWith(".tmp");
function checkLock({ neighbours }) {
  const locks = neighbours.filter(isLock);
  const ago = (n) => humanSeconds(n.ageMs / 1e3);
  const unsaved = locks.find((n) => n.alive && n.lock?.state === "unsaved");
  const held = locks.find((n) => n.alive && n.lock?.state === "working" && n.ageMs < STALE_MS);
  const [lost] = locks.filter((n) => n !== unsaved && n !== held);
  return [
    unsaved ? warn(
      "lock",
      `A renewed login lives in the memory of the process with pid ${unsaved.lock?.pid} only.`,
      {
        why: "The disk refused it.",
        fix: "Make the folder writable and let that program run on: it writes the login at the next chance."
      }
    ) : held ? note(
      "lock",
      `The login is being renewed by the process with pid ${held.lock?.pid}, for ${ago(held)}.`,
      {
        why: "Others wait for it; that takes seconds."
      }
    ) : ok("lock", "Nobody holds the lock of the login."),
    lost ? note("journal", `A renewal of the login was interrupted ${ago(lost)} ago.`, {
      why: `${lost.path} was left by a process that did not finish. The next renewal passes it over.`,
      fix: 'Ask something (`codex-oauth ask "hello"`): that tries again. If it is refused, `codex-oauth login`.'
    }) : ok("journal", "No renewal was interrupted.")
  ];
}
function checkLeftovers({ neighbours, authFile }) {
  const old = neighbours.filter((n) => isTemporary(n) && n.ageMs > OLD_MS);
  if (old.length === 0) return [];
  return [
    warn(
      "leftovers",
      `${old.length === 1 ? "One file was" : `${old.length} files were`} left behind beside ${authFile}.`,
      {
        why: "Writers that were killed did not remove them; they may hold old tokens.",
        fix: `Remove them: \`rm ${old.map((n) => quoted(n.path)).join(" ")}\`.`
      }
    )
  ];
}
function checkDisk({ freeBytes, folder }) {
  if (freeBytes === void 0) return [];
  const left = `${Math.floor(freeBytes / 1024 / 1024)} MB`;
  const fix = "Free some space.";
  if (freeBytes < NONE_BYTES)
    return [
      fail("disk", `The disk of ${folder} is full.`, { why: "A renewed login could not be kept.", fix })
    ];
  if (freeBytes < SCARCE_BYTES)
    return [warn("disk", `The disk of ${folder} has only ${left} left.`, { fix })];
  return [ok("disk", "There is room on the disk.")];
}

// src/doctor/check-login.ts
var SIGN_IN = say`Sign in with ${its.login}.`;
function checkLogin({ status }) {
  const who = [status.email, status.plan === null ? null : `${status.plan} plan`].filter((w) => w !== null);
  const source = status.source === null ? "" : `, source ${status.source}`;
  if (status.authenticated) {
    const what = `You are signed in${who.length > 0 ? ` as ${who.join(", ")}` : ""}${source}.`;
    return status.problem === null ? ok("login", what) : warn("login", what, { why: status.problem, fix: status.fix ?? SIGN_IN });
  }
  if (status.status === "not_authenticated" && status.problem === null)
    return note("login", "You are not signed in.", { fix: status.fix ?? SIGN_IN });
  return fail("login", "The login does not work.", {
    why: status.problem ?? void 0,
    fix: status.fix ?? SIGN_IN
  });
}
function checkSources({ status, keys, codexCliFile, codexCliThere }) {
  const others = [
    codexCliThere && status.source !== "codex-cli" && `the Codex CLI’s login (${codexCliFile})`,
    ...keys.map((name) => `${name} in the environment`)
  ].filter((o) => typeof o === "string");
  if (others.length === 0) return ok("sources", "No other login and no API key is set.");
  const why = status.source === "api-key" ? "An API key pays for every question, because there is no login." : status.authenticated ? "They are used only where the login in force does not exist; never when it has expired or is used up." : "They are used only where no login exists.";
  return note("sources", `There is also ${others.join(", ")}.`, { why });
}

// src/settings-table.ts
var entry = (name, accepts, otherwise, meaning) => ({
  name,
  accepts,
  otherwise,
  meaning
});
var SETTINGS = [
  entry(
    "CODEX_OAUTH_MODEL",
    "a slug of codex_models",
    "the account’s default",
    "the model where a question names none"
  ),
  entry(
    "CODEX_OAUTH_SOURCE",
    "external, login, access-token, codex-cli, api-key",
    "the first that exists",
    "the only source of credentials that may be used"
  ),
  entry("CODEX_OAUTH_WORKSPACE", "ids with commas between", "any", "the workspaces a login may belong to"),
  entry(
    "CODEX_OAUTH_LIMIT_PERCENT",
    "1–100",
    "no cap",
    "refuses a question once a window of the plan is used up to this"
  ),
  entry(
    "CODEX_OAUTH_THREADS",
    "off, forever, or a number of days",
    "30",
    "how long conversations are kept on disk"
  ),
  entry("CODEX_OAUTH_AUTH_FILE", "a path", "$CLAUDE_CONFIG_DIR/auth.json", "the file that holds the login"),
  entry("CLAUDE_CONFIG_DIR", "a folder", "~/.claude", "the folder of auth.json"),
  entry(
    "CODEX_HOME",
    "a folder",
    "~/.codex",
    "where the Codex CLI keeps its login, which is read and never changed"
  ),
  entry("CODEX_OAUTH_TIMEOUT", "1–3600", "300", "seconds to wait for a sign-in"),
  entry("CODEX_OAUTH_CALLBACK_PORT", "1–65535", "1455, then 1457", "the port for the browser’s way back"),
  entry(
    "BROWSER",
    "a program, or none",
    "the system’s own",
    "what opens the sign-in page; none opens nothing"
  ),
  entry("CODEX_OAUTH_CLIENT_ID", "an OAuth client id", "Codex’s public one", "the client that signs in"),
  entry(
    "CODEX_OAUTH_ISSUER",
    "an https URL, or http on this machine",
    "https://auth.openai.com",
    "where signing in and renewing go"
  ),
  entry(
    "CODEX_OAUTH_BASE_URL",
    "an https URL, or http on this machine",
    "https://chatgpt.com/backend-api",
    "where questions on a plan go"
  ),
  entry(
    "OPENAI_BASE_URL",
    "an https URL, or http on this machine",
    "https://api.openai.com/v1",
    "where questions paid by an API key go"
  ),
  entry(
    "CODEX_ACCESS_TOKEN",
    "a personal access token (at-…)",
    "none",
    "a login without a browser, where there is none of our own"
  ),
  entry("CODEX_API_KEY", "an API key", "none", "pays only where no login exists"),
  entry("OPENAI_API_KEY", "an API key", "none", "the same, after CODEX_API_KEY"),
  entry("HTTPS_PROXY", "a URL", "no proxy", "the proxy for https; lower case works too"),
  entry("HTTP_PROXY", "a URL", "no proxy", "the proxy for http"),
  entry("ALL_PROXY", "a URL", "no proxy", "the proxy for both"),
  entry("NO_PROXY", "host names with commas between", "none", "what goes without the proxy"),
  entry("NODE_EXTRA_CA_CERTS", "a PEM file", "none", "further certificate authorities (read by Node itself)"),
  entry("CODEX_DEBUG", "1", "off", "writes logs/codex-mcp-server.log beside the auth file, without secrets")
];

// src/doctor/check-machine.ts
var KNOWN_SETTINGS = SETTINGS.map((s) => s.name).filter(
  (n) => n.startsWith("CODEX_OAUTH_")
);
var OLDEST_NODE = [20, 11];
var EPOCH = Date.UTC(2025, 5, 1);
var CLOCK_SLACK_MS = 12e4;
function checkVersion({ version, platform, osRelease }) {
  return ok("version", `This is codex-oauth ${version} on ${platform} (${osRelease}).`);
}
function checkNode({ nodeVersion }) {
  const [major = 0, minor = 0] = nodeVersion.split(".").map(Number);
  const [oldest, oldestMinor] = OLDEST_NODE;
  if (major < oldest || major === oldest && minor < oldestMinor)
    return fail("node", `Node ${nodeVersion} is too old.`, {
      why: `codex-oauth needs Node ${OLDEST_NODE.join(".")} or newer.`,
      fix: "Install a current Node (https://nodejs.org), then start the host again."
    });
  return ok("node", `Node ${nodeVersion} is new enough.`);
}
function checkHost({ host }) {
  return host === void 0 ? ok("host", "This was not started by a coding assistant.") : ok("host", `This was started by ${host}.`);
}
function checkPlace(m) {
  const places = [
    m.wsl && "WSL",
    m.container && "a container",
    m.ssh && "an SSH session",
    m.ci && "a CI machine"
  ].filter((p) => p !== false);
  if (places.length === 0) return ok("place", "This is an ordinary session on this machine.");
  const loses = m.container || m.ci;
  return note("place", `This is ${places.join(" and ")}.`, {
    why: loses ? "A login is lost with the machine unless its folder is kept." : void 0,
    fix: loses ? "Keep the folder of the login on a volume, or set CODEX_OAUTH_AUTH_FILE to one that lasts." : void 0
  });
}
function checkClock({ machine, files }) {
  const fix = "Set the date and the time of this machine; `codex-oauth doctor --online` measures the difference.";
  const shown = new Date(machine.now).toISOString().slice(0, 16).replace("T", " ");
  if (machine.now < EPOCH)
    return fail("clock", `The clock says ${shown} UTC, which cannot be.`, {
      why: "Certificates and tokens look as if they were not valid yet.",
      fix
    });
  const newest = Math.max(files.path?.mtime ?? 0, files.folderPath?.mtime ?? 0);
  if (newest > machine.now + CLOCK_SLACK_MS)
    return warn("clock", `The clock says ${shown} UTC, but the login file is newer than that.`, {
      why: "The clock was set back, or it is wrong.",
      fix
    });
  return ok("clock", `The clock says ${shown} UTC, which may be right.`);
}
function checkSettings({ refused, names }) {
  const bad = refused.map(
    ({ name, error }) => fail(`settings.${name}`, error.what, { why: error.why, fix: error.fix })
  );
  const unknown = names.filter((name) => !KNOWN_SETTINGS.includes(name)).map(
    (name) => warn(`settings.${name}`, `There is no setting ${name}.`, {
      why: "It changes nothing.",
      fix: `Correct the name or unset it. There are ${KNOWN_SETTINGS.join(", ")}.`
    })
  );
  if (bad.length + unknown.length > 0) return [...bad, ...unknown];
  return [
    ok(
      "settings",
      names.length === 0 ? "No setting is changed." : `The settings that are changed can be used: ${names.join(", ")}.`
    )
  ];
}
var OPENAI = { issuer: "https://auth.openai.com", baseUrl: "https://chatgpt.com/backend-api" };
function checkServers({ issuer, baseUrl }) {
  const changed = [
    issuer === OPENAI.issuer ? [] : [`sign-in at ${issuer} (CODEX_OAUTH_ISSUER)`],
    baseUrl === OPENAI.baseUrl ? [] : [`questions to ${baseUrl} (CODEX_OAUTH_BASE_URL)`]
  ].flat();
  if (changed.length === 0) return [];
  return [
    warn("servers", `Other servers than OpenAI’s are used: ${changed.join(", ")}.`, {
      why: "The login and every question go there.",
      fix: "Unset these variables unless you have set them yourself."
    })
  ];
}
function checkLog({ logFile }) {
  if (logFile === void 0) return [];
  return [
    note("log", `A log is written to ${logFile}.`, {
      why: "CODEX_DEBUG is set. No token and no question is in it."
    })
  ];
}

// src/doctor/check-network.ts
function checkProxy({ variables, routes, noProxy }) {
  const refused = routes.map((r) => r.proxy).find((p) => p instanceof AppError);
  if (refused) return fail("proxy", refused.what, { why: refused.why, fix: refused.fix });
  if (variables.length === 0) return ok("proxy", "No proxy is set; the network is reached directly.");
  const ways = routes.map(
    ({ host, proxy }) => proxy && !(proxy instanceof AppError) ? `${host} through ${proxy.host} (${proxy.name})` : `${host} directly${noProxy ? " (NO_PROXY, or this machine itself)" : ""}`
  );
  return note("proxy", `A proxy is set: ${ways.join(", ")}.`);
}
function checkCa({ ca, otherCa, tlsOff }, { now }) {
  const findings = [];
  if (tlsOff)
    findings.push(
      warn("tls", "NODE_TLS_REJECT_UNAUTHORIZED=0 switches every check of certificates off.", {
        why: "Anybody on the way can read the login and the questions.",
        fix: "Unset it, and name the authority of your network in NODE_EXTRA_CA_CERTS instead."
      })
    );
  if (!ca) {
    findings.push(
      otherCa.length === 0 ? ok("ca", "The certificates that come with Node are trusted.") : note(
        "ca",
        `${otherCa.join(" and ")} ${otherCa.length === 1 ? "is" : "are"} set, but Node does not read that.`,
        {
          why: "If your network inspects TLS, requests from here are refused.",
          fix: "Set NODE_EXTRA_CA_CERTS to the same file."
        }
      )
    );
    return findings;
  }
  const again = "then start the host again: it is read when a process starts";
  if (ca.found.kind === "unreadable")
    return [
      ...findings,
      fail("ca", `NODE_EXTRA_CA_CERTS names ${ca.path}, which cannot be read (${ca.found.code}).`, {
        why: "Node goes on without it.",
        fix: `Correct the path, ${again}.`
      })
    ];
  const { certificates } = ca.found;
  const good = certificates.filter((c) => c.validTo !== void 0);
  if (good.length === 0)
    return [
      ...findings,
      fail("ca", `NODE_EXTRA_CA_CERTS names ${ca.path}, which holds no certificate in PEM form.`, {
        why: "Node goes on without it.",
        fix: `Convert it (\`openssl x509 -inform der -in FILE -out FILE.pem\`), ${again}.`
      })
    ];
  const valid = good.filter((c) => (c.validTo ?? 0) > now).length;
  if (valid === 0)
    return [
      ...findings,
      fail("ca", `Every certificate in ${ca.path} (NODE_EXTRA_CA_CERTS) has expired.`, {
        fix: `Ask your network’s administrator for the current file, ${again}.`
      })
    ];
  return [
    ...findings,
    ok("ca", `NODE_EXTRA_CA_CERTS adds ${valid} ${valid === 1 ? "authority" : "authorities"}.`)
  ];
}
var CODE_WAY = "sign in with a code instead: `codex-oauth login --no-browser`";
function checkPorts({ ports }) {
  const taken = ports.filter((p) => p.state !== "free");
  const all = taken.length === ports.length;
  return ports.map((p) => {
    const id = `port.${p.port}`;
    if (p.state === "free") return ok(id, `Port ${p.port} is free for the browser’s way back.`);
    const what = p.state === "reserved" ? `Port ${p.port} may not be used on this machine: the system keeps it.` : `Port ${p.port} is in use${p.holder === void 0 ? "" : ` by ${p.holder}`}.`;
    return all ? warn(id, what, {
      why: "A sign-in with the browser cannot listen for its way back.",
      fix: `End that program, or ${CODE_WAY}.`
    }) : note(id, what, { why: "A sign-in takes the other registered port." });
  });
}
function checkBrowser({ noBrowser, browser }) {
  if (noBrowser !== void 0)
    return note("browser", `A sign-in shows a code here, because ${noBrowser}.`, {
      fix: "To use a browser of this machine all the same: `codex-oauth login --browser`."
    });
  if (browser === "none")
    return note("browser", "BROWSER=none: the address is shown and you open it yourself.");
  return ok(
    "browser",
    browser === void 0 ? "A sign-in opens the browser." : "A sign-in opens the program in BROWSER."
  );
}

// src/doctor/check-all.ts
function checkAll(facts) {
  const { machine, settings, files, network, login } = facts;
  return [
    checkLogin(login),
    checkSources(login),
    checkAuthFile(files),
    ...checkPermissions(files, machine),
    checkFolder(files, machine),
    ...checkLock(files),
    ...checkLeftovers(files),
    ...checkDisk(files),
    ...checkSettings(settings),
    ...checkServers(settings),
    checkProxy(network),
    ...checkCa(network, machine),
    ...checkPorts(network),
    checkBrowser(network),
    checkClock(facts),
    checkPlace(machine),
    checkHost(machine),
    checkNode(machine),
    checkVersion(machine),
    ...checkLog(settings)
  ];
}

// src/doctor/gather.ts
import { X509Certificate } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile as readFile2 } from "node:fs/promises";
import { createServer } from "node:net";

// src/doctor/gather-files.ts
import { constants } from "node:fs";
import { access, lstat, readdir, readFile, stat, statfs } from "node:fs/promises";
import path from "node:path";
async function lookAt(file) {
  try {
    const info = await lstat(file);
    const kind = info.isSymbolicLink() ? "link" : info.isFile() ? "file" : info.isDirectory() ? "directory" : "other";
    return { kind, mode: info.mode & 4095, uid: info.uid, mtime: info.mtimeMs };
  } catch {
    return void 0;
  }
}
async function gatherFiles(authFile, d) {
  const folder = path.dirname(authFile);
  const at = await lookAt(authFile);
  const folderPath = await stat(folder).then(
    (info) => ({
      kind: info.isDirectory() ? "directory" : "other",
      mode: info.mode & 4095,
      uid: info.uid,
      mtime: info.mtimeMs
    }),
    () => void 0
  );
  const [state, neighbours, notWritable, freeBytes] = await Promise.all([
    openAuthFile(authFile, d).read(),
    neighboursOf(authFile, d),
    whyNotWritable(folder),
    freeAt(folder)
  ]);
  return { authFile, folder, path: at, folderPath, notWritable, state, neighbours, freeBytes };
}
async function nearest(folder) {
  for (let at = folder; ; at = path.dirname(at)) {
    if (await lookAt(at) || at === path.dirname(at)) return at;
  }
}
async function whyNotWritable(folder) {
  const at = await nearest(folder);
  try {
    if (!(await stat(at)).isDirectory()) return `${at} is not a directory.`;
    await access(at, constants.W_OK | constants.X_OK);
    return void 0;
  } catch (error) {
    const code = errnoOf(error) ?? "unknown";
    if (code === "EROFS") return "The file system is read-only.";
    if (code === "EACCES" || code === "EPERM") return `The permissions of ${at} do not allow it.`;
    return `The system says ${code}.`;
  }
}
async function freeAt(folder) {
  try {
    const { bavail, bsize } = await statfs(await nearest(folder));
    return bavail * bsize;
  } catch {
    return void 0;
  }
}
var SMALL = 4096;
async function neighboursOf(authFile, d) {
  const folder = path.dirname(authFile);
  const base = `${path.basename(authFile)}.`;
  const names = await readdir(folder).catch(() => []);
  const ours = names.filter((name) => name.startsWith(base) && /\.(?:lock(?:\.\d+)?|tmp)$/.test(name));
  const found = await Promise.all(
    ours.map(async (name) => {
      const full = path.join(folder, name);
      const info = await lstat(full).catch(() => void 0);
      if (!info) return void 0;
      const says = !name.endsWith(".tmp") && info.isFile() && info.size <= SMALL;
      const lock = says ? parseLock(await readFile(full, "utf8").catch(() => "")) : void 0;
      const alive = lock !== void 0 && d.processAlive(lock.pid);
      return { name, path: full, ageMs: Math.max(0, d.now() - info.mtimeMs), lock, alive };
    })
  );
  return found.filter((n) => n !== void 0);
}

// src/doctor/gather.ts
function tolerantSettings(env, home) {
  const refused = [];
  const usable = { ...env };
  for (; ; ) {
    try {
      return { settings: readSettings(usable, home), refused };
    } catch (error) {
      const name = error instanceof AppError ? /^[A-Z][A-Z0-9_]+/.exec(inWords(error.what, "terminal"))?.[0] : void 0;
      if (!(error instanceof AppError) || name === void 0 || usable[name] === void 0) throw error;
      refused.push({ name, error });
      delete usable[name];
    }
  }
}
var KEYS = ["CODEX_ACCESS_TOKEN", "CODEX_API_KEY", "OPENAI_API_KEY"];
var OTHER_CA = ["CODEX_CA_CERTIFICATE", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"];
async function gatherFacts(d) {
  const { env } = d;
  const { settings, refused } = tolerantSettings(env, d.home);
  const files = await gatherFiles(settings.authFile, d);
  const [network, status, cliFile] = await Promise.all([
    gatherNetwork(d, settings),
    createApp(d, settings).status(),
    lookAt(settings.codexCliFile)
  ]);
  const facts = {
    machine: gatherMachine(d),
    settings: {
      refused,
      names: Object.keys(env).filter((name) => name.startsWith("CODEX_OAUTH_") && env[name] !== void 0),
      issuer: settings.issuer,
      baseUrl: settings.baseUrl,
      logFile: settings.logFile
    },
    files,
    network,
    login: {
      status,
      keys: KEYS.filter((name) => env[name]?.trim()),
      codexCliFile: settings.codexCliFile,
      codexCliThere: cliFile !== void 0
    }
  };
  return { facts, settings };
}
function gatherMachine(d) {
  const { env } = d;
  return {
    version: VERSION,
    nodeVersion: d.nodeVersion,
    platform: d.platform,
    uid: d.uid,
    osRelease: d.osRelease,
    now: d.now(),
    home: d.home,
    wsl: env["WSL_DISTRO_NAME"] !== void 0 || /microsoft/i.test(d.osRelease),
    container: d.platform === "linux" && (existsSync("/.dockerenv") || existsSync("/run/.containerenv") || Boolean(env["container"])),
    ssh: Boolean(env["SSH_CONNECTION"] ?? env["SSH_TTY"] ?? env["SSH_CLIENT"]),
    ci: Boolean(env["CI"]) && env["CI"] !== "false",
    host: hostOf(env)
  };
}
function hostOf(env) {
  if (env["CLAUDECODE"] || env["CLAUDE_CODE_ENTRYPOINT"] || env["CLAUDE_PLUGIN_ROOT"]) {
    const said = `${env["CLAUDE_CODE_VERSION"] ?? ""} ${env["AI_AGENT"] ?? ""} ${env["CLAUDE_CODE_EXECPATH"] ?? ""}`;
    const version = /\d+[._-]\d+[._-]\d+/.exec(said)?.[0].replaceAll(/[_-]/g, ".");
    const entry2 = env["CLAUDE_CODE_ENTRYPOINT"];
    return `Claude Code${version ? ` ${version}` : ""}${entry2 && /^[\w-]{1,40}$/.test(entry2) ? ` (${entry2})` : ""}`;
  }
  if (env["CURSOR_TRACE_ID"] || env["CURSOR_AGENT"]) return "Cursor";
  if (env["GEMINI_CLI"]) return "Gemini CLI";
  return env["TERM_PROGRAM"] === "vscode" ? "VS Code" : void 0;
}
async function gatherNetwork(d, settings) {
  const { env } = d;
  const caFile = env["NODE_EXTRA_CA_CERTS"]?.trim();
  const [ca, ...ports] = await Promise.all([
    caFile ? readCa(caFile) : void 0,
    ...settings.ports.map((port) => lookAtPort(port, d.platform))
  ]);
  return {
    variables: proxyVariables(env),
    routes: [.../* @__PURE__ */ new Set([settings.issuer, settings.baseUrl])].map((url) => ({
      host: new URL(url).host,
      proxy: routeTo(url, env)
    })),
    noProxy: Boolean(env["NO_PROXY"] ?? env["no_proxy"]),
    ca,
    otherCa: OTHER_CA.filter((name) => env[name]?.trim()),
    tlsOff: env["NODE_TLS_REJECT_UNAUTHORIZED"] === "0",
    ports,
    noBrowser: noBrowserReason(env, d.platform),
    browser: env["BROWSER"] || void 0
  };
}
function routeTo(url, env) {
  try {
    return proxyFor(new URL(url), env);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}
async function readCa(path2) {
  try {
    const blocks = (await readFile2(path2, "utf8")).match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
    return { path: path2, found: { kind: "read", certificates: blocks.map((pem) => ({ validTo: validTo(pem) })) } };
  } catch (error) {
    return { path: path2, found: { kind: "unreadable", code: errnoOf(error) ?? "unknown" } };
  }
}
function validTo(pem) {
  try {
    return Date.parse(new X509Certificate(pem).validTo);
  } catch {
    return void 0;
  }
}
async function lookAtPort(port, platform) {
  const server = createServer();
  const code = await new Promise((resolve) => {
    server.once("error", (error) => resolve(errnoOf(error) ?? "unknown"));
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => server.close(() => resolve(void 0)));
  });
  if (code === void 0) return { port, state: "free", holder: void 0 };
  if (code !== "EADDRINUSE") return { port, state: "reserved", holder: void 0 };
  const holder = await portHolder(port, platform);
  return { port, state: "busy", holder: holder && holderText(holder) };
}

// src/doctor/probe.ts
var TIMEOUT_MS = 1e4;
var FAST_MS = 400;
var SLOW_MS = 2e3;
var SKEW_NOTED = 60;
async function probe(url, d, signal) {
  const { host, origin } = new URL(url);
  const started = d.now();
  try {
    const response = await d.fetch(`${origin}/`, {
      redirect: "manual",
      headers: { accept: "*/*" },
      signal: anySignal(AbortSignal.timeout(TIMEOUT_MS), signal)
    });
    const answered = d.now();
    await response.body?.cancel();
    const date = Date.parse(response.headers.get("date") ?? "");
    return {
      host,
      outcome: {
        kind: "answered",
        status: response.status,
        ms: answered - started,
        skew: Number.isFinite(date) ? Math.round((date - (started + answered) / 2) / 1e3) : void 0
      }
    };
  } catch (error) {
    signal?.throwIfAborted();
    if (!(error instanceof AppError)) throw error;
    return { host, outcome: { kind: "failed", error } };
  }
}
var speed = (ms) => ms < FAST_MS ? "fast" : ms < SLOW_MS ? "well enough" : "slowly";
function judgeProbe({ host, outcome }) {
  const id = `online.${host}`;
  if (outcome.kind === "failed") {
    const { what: what2, why, fix } = outcome.error;
    return fail(id, what2, { why, fix });
  }
  const { status, ms } = outcome;
  if (status === 511 || status === 407)
    return fail(id, `${host} was answered for by the network in between (${status}).`, {
      fix: "Sign in to the network or the proxy first."
    });
  const what = `${host} answers ${speed(ms)} (HTTP ${status}; DNS, ${host.includes(":") ? "" : "TLS "}and HTTP work).`;
  return ms < SLOW_MS ? ok(id, what) : note(id, what, { why: `It took ${(ms / 1e3).toFixed(1)} s.` });
}
function judgeSkew(probes) {
  const skews = probes.map((p) => p.outcome.kind === "answered" ? p.outcome.skew : void 0).filter((s) => s !== void 0).sort((a, b) => Math.abs(a) - Math.abs(b));
  const [skew] = skews;
  if (skew === void 0) return [];
  if (Math.abs(skew) < SKEW_NOTED) return [ok("online.clock", "The clock agrees with the servers’.")];
  return [
    warn(
      "online.clock",
      `The clock is ${Math.abs(skew)} s ${skew > 0 ? "behind" : "ahead of"} the servers’.`,
      {
        why: "Renewals are timed by the servers’ clock all the same, but certificates are not.",
        fix: "Set the time of this machine, best automatically."
      }
    )
  ];
}

// src/doctor/doctor.ts
async function diagnose(d, { online, signal }) {
  const { facts, settings } = await gatherFacts(d);
  const checks = [...checkAll(facts)];
  if (online) {
    const urls = new Map([settings.issuer, settings.baseUrl].map((url) => [new URL(url).host, url]));
    const probes = await Promise.all([...urls.values()].map((url) => probe(url, d, signal)));
    checks.push(...probes.map(judgeProbe), ...judgeSkew(probes));
  }
  return { healthy: isHealthy(checks), version: VERSION, checks };
}
export {
  diagnose
};
