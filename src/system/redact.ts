/** A secret is known by its value from this length on: a shorter one would be found in honest words. Characters. */
const SHORTEST = 16;
/** The values of a long life with many refreshes; the eldest are forgotten. */
const MOST = 200;
const MASK = '[redacted]';

/** The secrets that this process holds, in the order in which it came by them; and the longest first, to be looked for. */
const held = new Set<string>();
let wanted: readonly string[] = [];
let firsts: ReadonlySet<string> = new Set();

/** The forms in which a secret may turn up. The first part of a JWT is no secret: it is the same in all of them. */
function formsOf(secret: string): readonly string[] {
  const [, ...parts] = /^eyJ[^.]+\.[^.]+\.[^.]*$/.test(secret) ? secret.split('.') : [];
  return [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret), ...parts];
}

/** Remembers secrets from where they are made or read: from then on they are redacted by value, whatever their shape. */
export function holdSecrets(...secrets: readonly (string | undefined)[]): void {
  const fresh = secrets
    .filter((secret) => secret !== undefined && !held.has(secret))
    .flatMap((secret) => formsOf(secret ?? ''))
    .filter((form) => form.length >= SHORTEST);
  if (fresh.length === 0) return;
  for (const form of fresh) held.add(form);
  for (const eldest of [...held].slice(0, -MOST)) held.delete(eldest);
  wanted = [...held].sort((a, b) => b.length - a.length);
  firsts = new Set(wanted.map((secret) => secret.slice(0, 1)));
}

/** The text without the secrets that this process holds. */
export function redactHeld(text: string): string {
  let out = text;
  if (text.length < SHORTEST) return out;
  for (const secret of wanted) if (out.includes(secret)) out = out.replaceAll(secret, MASK);
  return out;
}

/** Where the end of the text may be the beginning of a secret; its length where it is not. */
function beginningIn(text: string): number {
  for (let at = Math.max(0, text.length - (wanted[0]?.length ?? 0)); at < text.length; at += 1) {
    if (!firsts.has(text[at] ?? '')) continue;
    const end = text.slice(at);
    if (wanted.some((secret) => secret.startsWith(end))) return at;
  }
  return text.length;
}

/** So much of what may be the beginning of a secret is shown: words begin like it, and it gives nothing away. */
const FEW = 4;

/** Redacts a text that comes in pieces: what may be the beginning of a secret is held back until more is known. */
export function redactStream() {
  /** What may be the beginning of a secret, and how much of it was shown. */
  let rest = '';
  let shown = 0;
  return {
    push: (piece: string): string => {
      if (wanted.length === 0 && rest === '') return piece;
      const whole = rest + piece;
      const begun = wanted.find((secret) => whole.startsWith(secret));
      // A beginning that was shown stands; the rest of the secret does not follow it.
      const lead = begun && shown > 0 ? whole.slice(0, shown) + MASK : '';
      const text = lead + redactHeld(lead ? whole.slice(begun?.length) : whole);
      const at = Math.max(beginningIn(text), lead.length);
      const upto = Math.max(shown, Math.min(text.length, at + FEW));
      const out = text.slice(shown, upto);
      rest = text.slice(at);
      shown = upto - at;
      return out;
    },
    /** What is held back, as it may be shown where nothing follows it. */
    get rest(): string {
      return rest.length < SHORTEST ? rest.slice(shown) : MASK;
    },
    /** The same, and it is held back no longer. */
    end(): string {
      const last = this.rest;
      [rest, shown] = ['', 0];
      return last;
    },
  };
}

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
 * The text with everything that is or looks like a credential replaced. Used for logs, for messages taken from a
 * server and for anything that might end in a file of the host.
 */
export function redact(text: string): string {
  let out = redactHeld(text);
  for (const [pattern, replacement] of patterns) out = out.replace(pattern, replacement);
  return out;
}

/** `dev@example.com` → `d…@example.com`: enough to recognise one's own address, not enough to harvest it. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return at < 1 ? '…' : `${email.slice(0, 1)}…${email.slice(at)}`;
}
