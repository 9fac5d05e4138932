/** Secrets shorter than this are not redacted by value: they would match ordinary words. Characters. */
const SHORTEST = 16;
/** Enough for a long-lived process with many refreshes; the oldest are forgotten. */
const MOST = 200;
const MASK = '[redacted]';

/** The secrets of this process, in order of arrival; and longest first, for searching. */
const held = new Set<string>();
let wanted: readonly string[] = [];
let firsts: ReadonlySet<string> = new Set();

/** The forms in which a secret may appear. The first part of a JWT is not secret: it is the same in all of them. */
function formsOf(secret: string): readonly string[] {
  const [, ...parts] = /^eyJ[^.]+\.[^.]+\.[^.]*$/.test(secret) ? secret.split('.') : [];
  return [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret), ...parts];
}

/** Registers secrets where they are created or read: from then on they are redacted by value, whatever their shape. */
export function holdSecrets(...secrets: readonly (string | undefined)[]): void {
  const forms = secrets
    .flatMap((secret) => (secret === undefined ? [] : formsOf(secret)))
    .filter((form) => form.length >= SHORTEST);
  const fresh = forms.some((form) => !held.has(form));
  // One that is in use is not the oldest.
  for (const form of forms) held.delete(form);
  for (const form of forms) held.add(form);
  if (!fresh) return;
  for (const eldest of [...held].slice(0, -MOST)) held.delete(eldest);
  wanted = [...held].sort((a, b) => b.length - a.length);
  firsts = new Set(wanted.map((secret) => secret.slice(0, 1)));
}

/** The text with this process's secrets removed. */
export function redactHeld(text: string): string {
  let out = text;
  if (text.length < SHORTEST) return out;
  for (const secret of wanted) if (out.includes(secret)) out = out.replaceAll(secret, MASK);
  return out;
}

/** The position from which the end of the text may be the beginning of a secret; the text's length if none. */
function beginningIn(text: string): number {
  for (let at = Math.max(0, text.length - (wanted[0]?.length ?? 0)); at < text.length; at += 1) {
    if (!firsts.has(text[at] ?? '')) continue;
    const end = text.slice(at);
    if (wanted.some((secret) => secret.startsWith(end))) return at;
  }
  return text.length;
}

/** This much of a possible secret's beginning is shown: ordinary words begin like it, and it reveals nothing. */
const FEW = 4;

/** Redacts a text that arrives in pieces: the possible beginning of a secret waits until more text arrives. */
export function redactStream() {
  /** The possible beginning of a secret, and how much of it was shown. */
  let rest = '';
  let shown = 0;
  return {
    push: (piece: string): string => {
      if (wanted.length === 0 && rest === '') return piece;
      const whole = rest + piece;
      const begun = wanted.find((secret) => whole.startsWith(secret));
      // A beginning that was already shown stays; the rest of the secret is left out.
      const lead = begun && shown > 0 ? whole.slice(0, shown) + MASK : '';
      const text = lead + redactHeld(lead ? whole.slice(begun?.length) : whole);
      const at = Math.max(beginningIn(text), lead.length);
      const upto = Math.max(shown, Math.min(text.length, at + FEW));
      const out = text.slice(shown, upto);
      rest = text.slice(at);
      shown = upto - at;
      return out;
    },
    /** The waiting text, as it may be shown if nothing follows. */
    get rest(): string {
      return rest.length < SHORTEST ? rest.slice(shown) : MASK;
    },
    /** The same, and stops waiting. */
    end(): string {
      const last = this.rest;
      [rest, shown] = ['', 0];
      return last;
    },
  };
}

/**
 * The shape of a JWT. Its end is optional, so that a long text that only begins like one is read once and not from
 * each of its beginnings.
 */
const JWT = /\beyJ[A-Za-z0-9_-]{5,}(\.[A-Za-z0-9_-]{5,}(?:\.[A-Za-z0-9_-]*)?)?/g;

/** Shapes of other secrets. Patterns cannot catch everything, so bodies are never logged. */
const patterns: readonly (readonly [RegExp, string])[] = [
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
 * The text with everything that is or looks like a credential replaced. Used for logs, for messages from a server and
 * for anything that the host might write to a file.
 */
export function redact(text: string): string {
  let out = redactHeld(text).replace(JWT, (all, end: string | undefined) =>
    end === undefined ? all : '[jwt]',
  );
  for (const [pattern, replacement] of patterns) out = out.replace(pattern, replacement);
  return out;
}

/** `dev@example.com` → `d…@example.com`: enough to recognise your own address, not enough to harvest it. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return at < 1 ? '…' : `${email.slice(0, 1)}…${email.slice(at)}`;
}
