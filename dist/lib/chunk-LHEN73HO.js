import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  expiryOf,
  identityIn,
  identityOf
} from "./chunk-DKXVVAY3.js";
import {
  accountChanged,
  stillUnauthorized
} from "./chunk-NBLTNHPS.js";
import {
  networkError
} from "./chunk-6O7S6XGZ.js";
import {
  member,
  parseJson,
  stringOf
} from "./chunk-L5FXI35G.js";
import {
  AppError,
  its,
  say,
  sentences
} from "./chunk-RJXX33VE.js";

// src/login/workspaces.ts
var fixes = {
  external: "Let the application that owns the login hand over one of an allowed workspace.",
  login: say`Sign in again with ${its.login} and choose an allowed workspace, or change CODEX_OAUTH_WORKSPACE.`,
  "access-token": "Set CODEX_ACCESS_TOKEN to a token of an allowed workspace, or unset it.",
  "codex-cli": say`Sign in with ${its.login}: our own login comes before the Codex CLI’s. Or change CODEX_OAUTH_WORKSPACE.`,
  "api-key": say`Sign in with ${its.login}.`
};
function enforceWorkspace(workspaces, credential, chosen) {
  if (workspaces.length === 0) return credential;
  if (credential.route === "api") {
    if (chosen) return credential;
    throw new AppError({
      kind: "sign-in",
      code: "api_key.workspace",
      what: "The API key was not used.",
      why: `CODEX_OAUTH_WORKSPACE allows ${workspaces.join(", ")}, and a key belongs to none of them.`,
      fix: say`Sign in with ${its.login}, or set CODEX_OAUTH_SOURCE to the key’s source (api-key, codex-cli).`
    });
  }
  const { accountId, accessToken } = credential;
  const found = accountId === void 0 ? "no workspace" : [accountId, identityOf(accessToken).accountId].find(
    (id) => id !== void 0 && !workspaces.includes(id)
  );
  if (found === void 0) return credential;
  throw new AppError({
    kind: "sign-in",
    code: "login.workspace",
    what: "This login belongs to a workspace that may not be used here.",
    why: `CODEX_OAUTH_WORKSPACE allows ${workspaces.join(", ")}; the login is for ${found}.`,
    fix: fixes[credential.source],
    details: { found }
  });
}

// src/login/sources/whoami.ts
var TIMEOUT_MS = 1e4;
var LIMIT = 65536;
function tokenRefused() {
  return new AppError({
    kind: "sign-in",
    code: "access_token.refused",
    what: "OpenAI does not accept the personal access token.",
    why: "It was revoked or has ended, or it is not complete.",
    fix: say`Make a new one and set CODEX_ACCESS_TOKEN to it, or sign in with ${its.login}.`
  });
}
function judgeWhoAmI(status, body) {
  if (status === 401 || status === 403) throw tokenRefused();
  const answer = status >= 200 && status < 300 ? parseJson(body) : void 0;
  const identity = identityIn(answer, stringOf(member(answer, "email")));
  if (identity.accountId !== void 0) return identity;
  throw new AppError({
    kind: "backend",
    code: "access_token.unavailable",
    what: "The owner of the personal access token is not known.",
    why: status >= 200 && status < 300 ? "OpenAI’s answer names no account." : `OpenAI answered ${status}.`,
    fix: "Try again in a moment.",
    details: { status }
  });
}
function createWhoAmI(d) {
  const url = `${d.issuer}/api/accounts/v1/user-auth-credential/whoami`;
  const learned = /* @__PURE__ */ new Map();
  const asking = /* @__PURE__ */ new Map();
  const ask = async (token) => {
    let answer;
    try {
      const response = await d.fetch(url, {
        headers: { ...d.headers, authorization: `Bearer ${token}`, accept: "application/json" },
        redirect: "error",
        signal: AbortSignal.timeout(TIMEOUT_MS)
      });
      answer = { status: response.status, body: (await response.text()).slice(0, LIMIT) };
    } catch (error) {
      throw networkError(error, url);
    }
    const identity = judgeWhoAmI(answer.status, answer.body);
    learned.set(token, identity);
    return identity;
  };
  return {
    known: (token) => learned.get(token),
    identify: async (token) => {
      const known = learned.get(token);
      if (known) return known;
      const running = asking.get(token) ?? ask(token).finally(() => asking.delete(token));
      asking.set(token, running);
      return running;
    }
  };
}

// src/login/sources/source.ts
function reportOn(source, mode, more = {}) {
  const { identity = {}, expiresAt, error } = more;
  return {
    source,
    mode,
    identity,
    expiresAt,
    renewable: false,
    usable: error === void 0,
    problem: error && sentences(error.what, error.why),
    fix: error?.fix
  };
}
function sameOwner(a, b) {
  return a.accountId === b.accountId && (a.userId === void 0 || b.userId === void 0 || a.userId === b.userId);
}

// src/login/sources/environment.ts
var PREFIX = "at-";
function notPersonal() {
  return new AppError({
    kind: "sign-in",
    code: "access_token.kind",
    what: "CODEX_ACCESS_TOKEN cannot be used.",
    why: 'It is not a personal access token: those begin with "at-". An agent identity works with the Codex CLI only.',
    fix: say`Set it to a personal access token, or unset it and sign in with ${its.login}.`
  });
}
function accessTokenSource(env, whoAmI) {
  const token = env["CODEX_ACCESS_TOKEN"]?.trim() || void 0;
  const error = token === void 0 || token.startsWith(PREFIX) ? void 0 : notPersonal();
  return {
    name: "access-token",
    credential: async () => {
      if (error) throw error;
      if (token === void 0) return void 0;
      return {
        source: "access-token",
        route: "chatgpt",
        accessToken: token,
        ...await whoAmI.identify(token)
      };
    },
    // There is nothing to renew it with.
    renew: () => Promise.reject(tokenRefused()),
    report: async () => {
      if (token === void 0) return void 0;
      if (error) return reportOn("access-token", void 0, { error });
      return reportOn("access-token", "personalAccessToken", { identity: whoAmI.known(token) ?? {} });
    }
  };
}
var KEYS = ["CODEX_API_KEY", "OPENAI_API_KEY"];
function keyRefused(where) {
  return new AppError({
    kind: "sign-in",
    code: "api_key.refused",
    what: "OpenAI does not accept the API key.",
    why: `The key in ${where} is wrong, revoked or not allowed to do this.`,
    fix: say`Set another key, or sign in with your plan: ${its.login}.`
  });
}
function apiKeySource(env) {
  const name = KEYS.find((variable) => env[variable]?.trim());
  const key = name === void 0 ? void 0 : env[name]?.trim();
  return {
    name: "api-key",
    credential: async () => key ? { source: "api-key", route: "api", accessToken: key } : void 0,
    renew: () => Promise.reject(keyRefused(name ?? "the environment")),
    report: async () => key ? reportOn("api-key", "apikey") : void 0
  };
}

// src/login/sources/external.ts
function externalActive() {
  return new AppError({
    kind: "input",
    code: "external.active",
    what: "External auth is active.",
    fix: "Use account/login/start (chatgptAuthTokens) to update it or account/logout to clear it."
  });
}
function credentialWith({ accessToken, accountId, plan }) {
  const identity = { ...identityOf(accessToken), accountId, ...plan ? { plan } : {} };
  return { source: "external", route: "chatgpt", accessToken, ...identity };
}
function externalAuth(accept) {
  let held;
  let asking;
  const successor = (used) => {
    const now = held?.credential;
    if (!now || now.route !== used.route || !sameOwner(now, used)) throw accountChanged();
    return now;
  };
  const ask = async (before, askOwner) => {
    const credential = credentialWith(await askOwner(before.credential.accountId ?? ""));
    accept(credential);
    if (held === before) held = { credential, askOwner };
  };
  return {
    name: "external",
    get mode() {
      return held && (held.askOwner ? "tokens" : "api-key");
    },
    setTokens: (tokens, askOwner) => {
      held = { credential: credentialWith(tokens), askOwner };
    },
    setApiKey: (key) => {
      held = {
        credential: { source: "external", route: "api", accessToken: key },
        askOwner: void 0
      };
    },
    clear: () => {
      const was = held !== void 0;
      held = void 0;
      return was;
    },
    credential: async () => held?.credential,
    renew: async (used) => {
      const now = successor(used);
      if (now.accessToken !== used.accessToken) return now;
      if (!held?.askOwner) throw keyRefused("the application that owns the login");
      asking ??= ask(held, held.askOwner).finally(() => {
        asking = void 0;
      });
      await asking;
      const next = successor(used);
      if (next.accessToken === used.accessToken) throw stillUnauthorized();
      return next;
    },
    report: async () => {
      if (!held) return void 0;
      const { source, route, accessToken, ...identity } = held.credential;
      return reportOn(source, route === "api" ? "apikey" : "chatgptAuthTokens", {
        identity,
        expiresAt: expiryOf(accessToken)
      });
    }
  };
}

export {
  reportOn,
  sameOwner,
  enforceWorkspace,
  tokenRefused,
  createWhoAmI,
  accessTokenSource,
  keyRefused,
  apiKeySource,
  externalActive,
  externalAuth
};
