/** Shapes of secrets, most specific first. What a pattern cannot know is kept out by never logging bodies. */
const patterns: readonly (readonly [RegExp, string])[] = [
  [/\beyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]{5,}(?:\.[A-Za-z0-9_-]*)?/g, '[jwt]'],
  [/\bBearer\s+[^\s"',;]+/gi, 'Bearer [redacted]'],
  [/\b(?:sk|rt|at)[-_.][A-Za-z0-9_.-]{6,}/g, '[token]'],
  [
    /([?&](?:code|state|id_token|access_token|refresh_token|code_verifier|code_challenge|login_hint|id_token_hint)=)[^&\s"']+/gi,
    '$1[redacted]',
  ],
  [
    /("(?:access_token|refresh_token|id_token|code_verifier|authorization_code|OPENAI_API_KEY|personal_access_token|token)"\s*:\s*")[^"]*"/g,
    '$1[redacted]"',
  ],
];

/**
 * The text with everything that looks like a credential replaced. Used for logs, for messages taken from a
 * server and for anything that might end in a file of the host.
 */
export function redact(text: string): string {
  let out = text;
  for (const [pattern, replacement] of patterns) out = out.replace(pattern, replacement);
  return out;
}

/** `dev@example.com` → `d…@example.com`: enough to recognise one's own address, not enough to harvest it. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return at < 1 ? '…' : `${email.slice(0, 1)}…${email.slice(at)}`;
}
