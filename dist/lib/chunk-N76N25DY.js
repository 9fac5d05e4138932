import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);

// src/system/redact.ts
var patterns = [
  [/\beyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]{5,}(?:\.[A-Za-z0-9_-]*)?/g, "[jwt]"],
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
function redact(text) {
  let out = text;
  for (const [pattern, replacement] of patterns) out = out.replace(pattern, replacement);
  return out;
}
function maskEmail(email) {
  const at = email.lastIndexOf("@");
  return at < 1 ? "…" : `${email.slice(0, 1)}…${email.slice(at)}`;
}

export {
  redact,
  maskEmail
};
