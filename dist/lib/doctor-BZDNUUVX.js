import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  createApp,
  describeStore,
  holderText,
  portHolder
} from "./chunk-XWCBJGHY.js";
import "./chunk-LHEN73HO.js";
import "./chunk-EXX5YONK.js";
import {
  fileError
} from "./chunk-EDQ6JSDB.js";
import "./chunk-YFA55NLP.js";
import "./chunk-DKXVVAY3.js";
import "./chunk-NBLTNHPS.js";
import {
  SETTINGS,
  readSettings
} from "./chunk-EXYKJY2A.js";
import {
  noProxy,
  proxyFor,
  proxyVariables
} from "./chunk-Z4D42WFF.js";
import "./chunk-S4IJJQ4I.js";
import "./chunk-N76N25DY.js";
import {
  anySignal,
  humanSeconds
} from "./chunk-HKZU3PR2.js";
import "./chunk-6O7S6XGZ.js";
import {
  VERSION
} from "./chunk-ZC4QSVQU.js";
import "./chunk-L5FXI35G.js";
import "./chunk-EMJJSVZE.js";
import {
  AppError,
  errnoOf,
  inWords,
  its,
  say
} from "./chunk-RJXX33VE.js";
import "./chunk-QUEU7GBP.js";

// src/doctor/files.ts
import { constants } from "node:fs";
import { access, lstat, stat, statfs } from "node:fs/promises";
import path from "node:path";

// src/doctor/finding.ts
function make(state, id, what, why, fix) {
  const said = (text) => text === void 0 ? null : inWords(text, "terminal");
  return { id, state, what: inWords(what, "terminal"), why: said(why), fix: said(fix) };
}
var ok = (id, what) => make("ok", id, what);
var note = (id, what, why, fix) => make("note", id, what, why, fix);
var warn = (id, what, why, fix) => make("warn", id, what, why, fix);
var fail = (id, what, why, fix) => make("fail", id, what, why, fix);
var failedWith = (id, { what, why, fix }) => fail(id, what, why, fix);

// src/doctor/files.ts
var SCARCE_BYTES = 50 * 1024 * 1024;
var NONE_BYTES = 64 * 1024;
async function gatherFiles(authFile, d) {
  const folder = path.dirname(authFile);
  const [at, folderAt] = [await look(lstat(authFile)), await look(stat(folder))];
  const existing = await nearest(folder);
  return {
    authFile,
    folder,
    at,
    folderAt,
    store: await describeStore(authFile, d),
    /** Where the folder, or the nearest one that exists, cannot be written to. */
    refused: await access(path.join(existing, "."), constants.W_OK | constants.X_OK).then(
      () => void 0,
      (error) => fileError(error, existing, "written")
    ),
    freeBytes: await statfs(existing).then(
      ({ bavail, bsize }) => bavail * bsize,
      () => void 0
    ),
    now: d.now(),
    platform: d.platform,
    uid: d.uid
  };
}
function look(stats) {
  return stats.then(
    ({ mode, uid, mtimeMs }) => ({ mode, uid, mtimeMs }),
    () => void 0
  );
}
async function nearest(folder) {
  const up = path.dirname(folder);
  return up === folder || await look(lstat(folder)) ? folder : nearest(up);
}
function judgeFiles(facts) {
  return [
    checkAuthFile(facts),
    checkPermissions(facts),
    checkFolder(facts),
    ...checkLock(facts),
    checkDisk(facts)
  ].filter((f) => f !== void 0);
}
function checkAuthFile({ authFile, store: { state } }) {
  switch (state.kind) {
    case "broken":
      return failedWith("auth_file", state.error);
    case "absent":
      return note("auth_file", `There is no login file at ${authFile}.`);
    case "no-login":
      return note("auth_file", `${authFile} is valid but has no codex login.`);
    case "login":
      return ok("auth_file", `${authFile} is readable and contains a login.`);
  }
}
function checkPermissions({ at, authFile, platform }) {
  if (!at || (at.mode & constants.S_IFMT) !== constants.S_IFREG || platform === "win32") return void 0;
  if ((at.mode & 63) === 0) return ok("permissions", "Only you can read the login file.");
  return warn(
    "permissions",
    `Others could read ${authFile} (mode 0${(at.mode & 511).toString(8)}).`,
    "If the disk keeps permissions, it has just been changed to 0600. A Windows disk under WSL keeps none.",
    "If other people use this machine, sign out and in again (`codex-oauth clear`, then `codex-oauth login`), with CODEX_OAUTH_AUTH_FILE in your Linux home folder under WSL."
  );
}
function checkFolder({ folder, folderAt: at, refused, platform, uid }) {
  if (refused) return failedWith("folder", refused);
  if (!at) return note("folder", `The folder ${folder} does not exist yet; it is made with the first login.`);
  const foreign = uid !== void 0 && uid !== 0 && at.uid !== uid && at.uid !== 0;
  if (platform !== "win32" && (foreign || (at.mode & 18) !== 0))
    return warn(
      "folder",
      `${foreign ? `Another user (uid ${at.uid})` : "Others"} may write to the folder ${folder}.`,
      "They could put another login in place of yours.",
      `Make it yours alone: \`${foreign ? `sudo chown ${uid}` : "chmod go-w"} '${folder}'\`.`
    );
  return ok("folder", `The folder ${folder} can be written to.`);
}
function checkLock({ store: { holder, journal }, authFile, now }) {
  const ago = (since2) => humanSeconds((now - since2) / 1e3);
  const held = holder?.verdict === "alive";
  const who = holder?.pid === void 0 ? "another process" : `the process with pid ${holder.pid}`;
  const since = holder?.since === void 0 ? "" : `, for ${ago(holder.since)}`;
  const lock = held ? note("lock", `The login is being renewed by ${who}${since}.`, "Others wait for it; that takes seconds.") : ok("lock", "No process is renewing the login.");
  if (journal?.says === "answer")
    return [
      lock,
      note(
        "journal",
        `A renewed login is safe in ${authFile}.journal, but not yet in ${authFile}.`,
        void 0,
        'Ask something (`codex-oauth ask "hello"`): that puts it in place.'
      )
    ];
  if (journal?.says === "nothing" && !held)
    return [
      lock,
      note(
        "journal",
        `A renewal of the login was interrupted ${ago(journal.startedAt)} ago.`,
        "The process that asked for it did not see an answer.",
        'Ask something (`codex-oauth ask "hello"`). If the login is then refused: `codex-oauth login`.'
      )
    ];
  return [lock, ok("journal", "No renewal was interrupted.")];
}
function checkDisk({ freeBytes, folder }) {
  if (freeBytes === void 0) return void 0;
  if (freeBytes >= SCARCE_BYTES) return ok("disk", "There is room on the disk.");
  const why = `${Math.floor(freeBytes / 1024 / 1024)} MB are left for the folder ${folder}.`;
  return freeBytes < NONE_BYTES ? fail("disk", "The disk is full.", `${why} A renewed login could not be kept.`, "Free some space.") : warn("disk", "The disk is nearly full.", why, "Free some space.");
}

// src/doctor/login.ts
import { access as access2 } from "node:fs/promises";
var KEYS = ["CODEX_ACCESS_TOKEN", "CODEX_API_KEY", "OPENAI_API_KEY"];
async function gatherLogin({ env }, { codexCliFile }, status) {
  const codexCliThere = await access2(codexCliFile).then(
    () => true,
    () => false
  );
  return { status, keys: KEYS.filter((name) => env[name]?.trim()), codexCliFile, codexCliThere };
}
function judgeLogin(facts) {
  return [checkLogin(facts), checkSources(facts)];
}
function checkLogin({ status }) {
  const { authenticated, problem, email, plan, source } = status;
  const why = problem ?? void 0;
  const fix = status.fix ?? say`Sign in with ${its.login}.`;
  if (authenticated) {
    const who = [email, plan && `${plan} plan`].filter(Boolean).join(", ");
    const what = `You are signed in${who && ` as ${who}`}${source ? `, source ${source}` : ""}.`;
    return problem === null ? ok("login", what) : warn("login", what, why, fix);
  }
  return status.status === "not_authenticated" && problem === null ? note("login", "You are not signed in.", void 0, fix) : fail("login", "The login does not work.", why, fix);
}
function checkSources({ status, keys, codexCliFile, codexCliThere }) {
  const others = keys.map((name) => `${name} in the environment`);
  if (codexCliThere && status.source !== "codex-cli")
    others.unshift(`the Codex CLI’s login (${codexCliFile})`);
  if (others.length === 0) return ok("sources", "No other login and no API key is set.");
  const why = status.source === "api-key" ? "An API key pays for every question, because there is no login." : status.authenticated ? "They are used only where the login in force does not exist; never when it has expired or is used up." : "They are used only where no login exists.";
  return note("sources", `There is also ${others.join(", ")}.`, why);
}

// src/doctor/machine.ts
import { existsSync } from "node:fs";
var EPOCH = Date.UTC(2025, 5, 1);
var CLOCK_SLACK_MS = 12e4;
function gatherMachine({ env, platform, osRelease, nodeVersion, now }) {
  const container = existsSync("/.dockerenv") || existsSync("/run/.containerenv") || env["container"];
  return {
    now: now(),
    container: platform === "linux" && Boolean(container),
    programs: `codex-oauth ${VERSION} on ${platform} (${osRelease}), Node ${nodeVersion}`
  };
}
function judgeMachine(m, files) {
  const passing = note(
    "place",
    "This is a container.",
    "A login is lost with it unless its folder is kept.",
    "Keep the folder of the login on a volume, or set CODEX_OAUTH_AUTH_FILE to one that lasts."
  );
  return [checkClock(m, files), ...m.container ? [passing] : [], ok("version", `This is ${m.programs}.`)];
}
function checkClock({ now }, { at, folderAt }) {
  const clock = `Clock: ${new Date(now).toISOString().slice(0, 16).replace("T", " ")} UTC`;
  const fix = "Set the time of this machine; `codex-oauth doctor --online` measures the difference.";
  if (now < EPOCH)
    return fail("clock", `${clock}, which cannot be.`, "Certificates and tokens look not valid yet.", fix);
  if (Math.max(at?.mtimeMs ?? 0, folderAt?.mtimeMs ?? 0) > now + CLOCK_SLACK_MS)
    return warn(
      "clock",
      `${clock}, but the login file is newer.`,
      "The clock is wrong or was set back.",
      fix
    );
  return ok("clock", `${clock} (not compared with the server; use --online).`);
}

// src/doctor/network.ts
import { readFile } from "node:fs/promises";
import { createServer } from "node:net";
var OTHER_CA = ["CODEX_CA_CERTIFICATE", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"];
async function gatherNetwork({ env, platform }, settings) {
  const caFile = env["NODE_EXTRA_CA_CERTS"]?.trim();
  return {
    proxyIsSet: proxyVariables(env).length > 0,
    /** What the requests to each server will do; names and hosts only, because a proxy's URL may hold a password. */
    routes: [.../* @__PURE__ */ new Set([settings.issuer, settings.baseUrl])].map((url) => routeTo(new URL(url), env)),
    ca: caFile ? { path: caFile, unusable: await whyUnusable(caFile) } : void 0,
    otherCa: OTHER_CA.filter((name) => env[name]?.trim()),
    tlsOff: env["NODE_TLS_REJECT_UNAUTHORIZED"] === "0",
    ports: await Promise.all(settings.ports.map((port) => lookAtPort(port, platform)))
  };
}
function routeTo(url, env) {
  try {
    const proxy = proxyFor(url, env);
    const unless = noProxy(env) ? ", unless NO_PROXY names it" : "";
    return proxy ? `${url.host} through ${proxy.host} (${proxy.name})${unless}` : `${url.host} directly`;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}
async function whyUnusable(certificates) {
  try {
    const pem = (await readFile(certificates, "utf8")).includes("-----BEGIN CERTIFICATE-----");
    return pem ? void 0 : "contains no certificate in PEM form";
  } catch (error) {
    return `cannot be read (${errnoOf(error) ?? "unknown"})`;
  }
}
async function lookAtPort(port, platform) {
  const server = createServer();
  const code = await new Promise((resolve) => {
    server.once("error", (error) => resolve(errnoOf(error) ?? "unknown"));
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => server.close(() => resolve(void 0)));
  });
  if (code !== "EADDRINUSE") return { port, state: code === void 0 ? "free" : "reserved" };
  const holder = await portHolder(port, platform);
  return { port, state: "busy", holder: holder && holderText(holder) };
}
function judgeNetwork(facts) {
  return [checkProxy(facts), ...checkTls(facts), ...checkPorts(facts)];
}
function checkProxy({ proxyIsSet, routes }) {
  const refused = routes.find((route) => route instanceof AppError);
  if (refused) return failedWith("proxy", refused);
  return proxyIsSet ? note("proxy", `A proxy is set: ${routes.join(", ")}.`) : ok("proxy", "No proxy is set; the network is reached directly.");
}
function checkTls({ tlsOff, ca, otherCa }) {
  const off = warn(
    "tls",
    "NODE_TLS_REJECT_UNAUTHORIZED=0 switches every check of certificates off.",
    "Anyone on the way can read the login and the questions.",
    "Unset it, and name the authority of your network in NODE_EXTRA_CA_CERTS instead."
  );
  return [...tlsOff ? [off] : [], checkCa(ca, otherCa)];
}
function checkCa(ca, otherCa) {
  if (ca?.unusable !== void 0)
    return fail(
      "ca",
      `NODE_EXTRA_CA_CERTS names ${ca.path}, which ${ca.unusable}.`,
      "Node goes on without it.",
      "Name a PEM file, then start the host again: it is read when a process starts."
    );
  if (ca) return ok("ca", `The certificates in ${ca.path} (NODE_EXTRA_CA_CERTS) are trusted too.`);
  if (otherCa.length === 0) return ok("ca", "The certificates that come with Node are trusted.");
  return note(
    "ca",
    `Node does not read ${otherCa.join(" and ")}.`,
    "If your network inspects TLS, requests from here are refused.",
    "Set NODE_EXTRA_CA_CERTS to the same file."
  );
}
function checkPorts({ ports }) {
  const all = ports.every((p) => p.state !== "free");
  return ports.map(({ port, state, holder }) => {
    const id = `port.${port}`;
    if (state === "free") return ok(id, `Port ${port} is free (used for the sign-in callback).`);
    const what = state === "reserved" ? `Port ${port} cannot be used on this machine: the system reserves it.` : `Port ${port} is in use${holder === void 0 ? "" : ` by ${holder}`}.`;
    return all ? warn(
      id,
      what,
      "A sign-in with the browser cannot listen for its callback.",
      "End that program, or sign in with a code instead: `codex-oauth login --no-browser`."
    ) : note(id, what, "A sign-in takes the other registered port.");
  });
}

// src/doctor/probe.ts
var TIMEOUT_MS = 1e4;
var SLOW_MS = 2e3;
var SKEW_NOTED = 60;
async function probe(origin, d, signal) {
  const { host } = new URL(origin);
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
    const skew = Number.isFinite(date) ? Math.round((date - (started + answered) / 2) / 1e3) : void 0;
    return { host, outcome: { status: response.status, ms: answered - started, skew } };
  } catch (error) {
    signal?.throwIfAborted();
    if (!(error instanceof AppError)) throw error;
    return { host, outcome: error };
  }
}
function judgeProbe({ host, outcome }) {
  const id = `online.${host}`;
  if (outcome instanceof AppError) return failedWith(id, outcome);
  const { status, ms } = outcome;
  if (status === 511 || status === 407)
    return fail(
      id,
      `The network in between answered for ${host} (${status}).`,
      void 0,
      "Sign in to the network or the proxy first."
    );
  const what = `${host} answers after ${Math.round(ms)} ms (HTTP ${status}).`;
  return ms < SLOW_MS ? ok(id, what) : note(id, what, "That is slow.");
}
function judgeSkew(probes) {
  const [skew] = probes.flatMap(({ outcome }) => outcome instanceof AppError ? [] : [outcome.skew]).filter((s) => s !== void 0).sort((a, b) => Math.abs(a) - Math.abs(b));
  if (skew === void 0) return [];
  const id = "online.clock";
  if (Math.abs(skew) < SKEW_NOTED) return [ok(id, "The clock agrees with the servers’.")];
  return [
    warn(
      id,
      `The clock is ${Math.abs(skew)} s ${skew > 0 ? "behind" : "ahead of"} the servers’.`,
      "Renewals are timed by the servers’ clock all the same, but certificates are not.",
      "Set the time of this machine, best automatically."
    )
  ];
}

// src/doctor/settings.ts
var KNOWN = SETTINGS.map((s) => s.name).filter((name) => name.startsWith("CODEX_OAUTH_"));
function gatherSettings({ env, home }) {
  const names = Object.keys(env).filter((name) => name.startsWith("CODEX_OAUTH_") && env[name] !== void 0);
  const refused = [];
  const usable = { ...env };
  for (; ; ) {
    try {
      return { settings: readSettings(usable, home), usual: readSettings({}, home), names, refused };
    } catch (error) {
      const name = error instanceof AppError ? String(error.details["setting"]) : "";
      if (!(error instanceof AppError) || usable[name] === void 0) throw error;
      refused.push(error);
      delete usable[name];
    }
  }
}
function judgeSettings({ settings, usual, names, refused }) {
  const unknown = names.filter((name) => !KNOWN.includes(name));
  const findings = [
    ...refused.map((error) => failedWith(`settings.${error.details["setting"]}`, error)),
    ...unknown.map(
      (name) => warn(
        `settings.${name}`,
        `There is no setting ${name}.`,
        "It changes nothing.",
        `Correct the name or unset it. There are ${KNOWN.join(", ")}.`
      )
    )
  ];
  if (findings.length === 0)
    findings.push(
      ok("settings", names.length > 0 ? `Settings in use: ${names.join(", ")}.` : "No setting is changed.")
    );
  const moved = ["issuer", "baseUrl"].filter((key) => settings[key] !== usual[key]);
  if (moved.length > 0)
    findings.push(
      warn(
        "servers",
        `Servers other than OpenAI’s are used: ${moved.map((key) => settings[key]).join(", ")}.`,
        "The login and every question go there.",
        "Unset CODEX_OAUTH_ISSUER and CODEX_OAUTH_BASE_URL unless you have set them yourself."
      )
    );
  return findings;
}

// src/doctor/doctor.ts
function judgeAll(facts) {
  return [
    ...judgeLogin(facts.login),
    ...judgeFiles(facts.files),
    ...judgeSettings(facts.settings),
    ...judgeNetwork(facts.network),
    ...judgeMachine(facts.machine, facts.files)
  ];
}
async function diagnose(d, { online, signal }) {
  const gathered = gatherSettings(d);
  const { settings } = gathered;
  const files = await gatherFiles(settings.authFile, d);
  const login = await gatherLogin(d, settings, await createApp(d, settings).status());
  const network = await gatherNetwork(d, settings);
  const checks = [...judgeAll({ login, files, settings: gathered, network, machine: gatherMachine(d) })];
  if (online) {
    const origins = new Set([settings.issuer, settings.baseUrl].map((url) => new URL(url).origin));
    const probes = await Promise.all([...origins].map((origin) => probe(origin, d, signal)));
    checks.push(...probes.map(judgeProbe), ...judgeSkew(probes));
  }
  return { healthy: checks.every((c) => c.state !== "fail"), version: VERSION, checks };
}
export {
  diagnose,
  judgeAll
};
