import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  expiryOf,
  identityOf,
  identityOfLogin
} from "./chunk-4XGYCGTT.js";
import {
  accountChanged,
  stillUnauthorized
} from "./chunk-4X4W4KE3.js";
import {
  AppError,
  its,
  say
} from "./chunk-RJXX33VE.js";

// src/login/workspaces.ts
function strangers(workspaces, accountId, accessToken) {
  if (workspaces.length === 0) return void 0;
  if (accountId === void 0) return "no workspace";
  return [accountId, identityOf(accessToken).accountId].find(
    (id) => id !== void 0 && !workspaces.includes(id)
  );
}
function wrongWorkspace(workspaces, found, fix) {
  return new AppError({
    kind: "sign-in",
    code: "login.workspace",
    what: "This login belongs to a workspace that may not be used here.",
    why: `CODEX_OAUTH_WORKSPACE allows ${workspaces.join(", ")}; the login is for ${found}.`,
    fix,
    details: { found }
  });
}
function workspaceGuard(workspaces) {
  return (login) => {
    const found = strangers(workspaces, identityOfLogin(login).accountId, login.accessToken);
    if (found === void 0) return;
    throw wrongWorkspace(
      workspaces,
      found,
      "Sign in again and choose an allowed workspace, or change CODEX_OAUTH_WORKSPACE."
    );
  };
}
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
  const found = strangers(workspaces, credential.accountId, credential.accessToken);
  if (found !== void 0) throw wrongWorkspace(workspaces, found, fixes[credential.source]);
  return credential;
}

// src/login/sources/api-key.ts
var VARIABLES = ["CODEX_API_KEY", "OPENAI_API_KEY"];
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
  const name = VARIABLES.find((variable) => env[variable]?.trim());
  const key = name === void 0 ? void 0 : env[name]?.trim();
  return {
    name: "api-key",
    credential: () => Promise.resolve(key ? { source: "api-key", route: "api", accessToken: key } : void 0),
    renew: () => Promise.reject(keyRefused(name ?? "the environment")),
    report: () => Promise.resolve(
      key ? {
        source: "api-key",
        mode: "apikey",
        identity: {},
        expiresAt: void 0,
        usable: true,
        problem: void 0,
        fix: void 0
      } : void 0
    )
  };
}

// src/login/sources/source.ts
function sameOwner(a, b) {
  return a.accountId === b.accountId && (a.userId === void 0 || b.userId === void 0 || a.userId === b.userId);
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
function identityOfTokens(tokens) {
  const claims = identityOf(tokens.accessToken);
  const plan = tokens.plan ?? claims.plan;
  return { ...claims, accountId: tokens.accountId, ...plan ? { plan } : {} };
}
function toCredential(held) {
  return held.kind === "api-key" ? { source: "external", route: "api", accessToken: held.key } : {
    source: "external",
    route: "chatgpt",
    accessToken: held.tokens.accessToken,
    ...identityOfTokens(held.tokens)
  };
}
function externalAuth(accept) {
  let held;
  let asking;
  const successor = (used) => {
    const now = held && toCredential(held);
    if (!now || now.route !== used.route || !sameOwner(now, used)) throw accountChanged();
    return now;
  };
  const ask = async (before) => {
    const tokens = await before.askOwner(before.tokens.accountId);
    const next = { ...before, tokens };
    accept(toCredential(next));
    if (held === before) held = next;
  };
  return {
    name: "external",
    get mode() {
      return held?.kind;
    },
    setTokens: (tokens, askOwner) => {
      held = { kind: "tokens", tokens, askOwner };
    },
    setApiKey: (key) => {
      held = { kind: "api-key", key };
    },
    clear: () => {
      const was = held !== void 0;
      held = void 0;
      return was;
    },
    credential: () => Promise.resolve(held && toCredential(held)),
    renew: async (used) => {
      const now = successor(used);
      if (now.accessToken !== used.accessToken) return now;
      if (held?.kind !== "tokens") throw keyRefused("the application that owns the login");
      asking ??= ask(held).finally(() => {
        asking = void 0;
      });
      await asking;
      const next = successor(used);
      if (next.accessToken === used.accessToken) throw stillUnauthorized();
      return next;
    },
    report: () => Promise.resolve(
      held && {
        source: "external",
        mode: held.kind === "tokens" ? "chatgptAuthTokens" : "apikey",
        identity: held.kind === "tokens" ? identityOfTokens(held.tokens) : {},
        expiresAt: held.kind === "tokens" ? expiryOf(held.tokens.accessToken) : void 0,
        usable: true,
        problem: void 0,
        fix: void 0
      }
    )
  };
}

export {
  workspaceGuard,
  enforceWorkspace,
  keyRefused,
  apiKeySource,
  sameOwner,
  externalActive,
  externalAuth
};
