import { createHash } from 'node:crypto';

/** Stands for a secret: the same secret always gives the same eight digits, and nothing leads back. */
export function fingerprint(secret: string): string {
  return `sha256:${createHash('sha256').update(secret).digest('hex').slice(0, 8)}`;
}

const SECRET_FIELDS = new Set([
  'access_token',
  'refresh_token',
  'id_token',
  'token',
  'subject_token',
  'code',
  'authorization_code',
  'code_verifier',
  'code_challenge',
  'state',
  'nonce',
  'id_token_hint',
  'device_auth_id',
  'user_code',
  'form_id',
  'encrypted_content',
]);

/** A token by its looks, wherever it turns up: a JWT, or one of the opaque kinds. */
const SECRET_TEXT = /eyJ[\w-]+\.[\w-]+\.[\w-]*|\b(?:rt|sk|at|ac|enc|deviceauth)-sim[\w.-]*/g;

export function redactText(text: string): string {
  return text.replace(SECRET_TEXT, (secret) => fingerprint(secret));
}

/** A copy of `value` without secrets; the rest, the question included, stays readable. */
export function redactValue(value: unknown, key = ''): unknown {
  if (typeof value === 'string') return SECRET_FIELDS.has(key) ? fingerprint(value) : redactText(value);
  if (Array.isArray(value)) return value.map((one) => redactValue(one));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, redactValue(one, name)]));
}

export function redactPairs(pairs: URLSearchParams): Record<string, string> {
  const shown: Record<string, string> = {};
  for (const [name, value] of pairs) shown[name] = String(redactValue(value, name));
  return shown;
}

export function redactHeader(name: string, value: string): string {
  if (name === 'authorization') return value.replace(/\S+$/, (token) => fingerprint(token));
  return redactText(value);
}
