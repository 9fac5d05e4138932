import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);

// src/ask/identity.ts
var ORIGINATOR = "codex-oauth";
var PROTOCOL_VERSION = "0.169.0";
function userAgent(version, system) {
  return `${ORIGINATOR}/${version} (${system.platform} ${system.osRelease}; ${system.arch})`;
}
function identityHeaders(credential) {
  return {
    ...credential.accountId ? { "chatgpt-account-id": credential.accountId } : {},
    ...credential.fedramp ? { "x-openai-fedramp": "true" } : {},
    originator: ORIGINATOR,
    version: PROTOCOL_VERSION
  };
}

export {
  ORIGINATOR,
  PROTOCOL_VERSION,
  userAgent,
  identityHeaders
};
