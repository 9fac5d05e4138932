import { isObject, parseJson } from '../../system/json.ts';

/** Decides whether a value with a secret's shape is one. */
export type Judge = (value: string, whole: string) => boolean;

/** Four letters and more: a drawn token of forty characters holds one of these once in ten thousand. */
const WORDS =
  /example|placeholder|change[-_]?me|your|dummy|fake|redacted|removed|notreal|insert|replace|sample|token|s[e3]cr[e3]t|passw|goes|here|mock|apikey|private|public|base64|xxxx|\*{3}|\.{3}|…|[<>{}[\]]|\$\(|%s(?!\w)/i;
/** The tokens of the examples in RFC 5849, 6749, 6750 and 7617 and of AWS, which code and manuals repeat. */
const RFC_EXAMPLES =
  /2YotnFZFEjr1z|tGzv3JOkF0XG|mF_9\.B5f|czZCaGRSa3F0Mz|7Fjfp0ZBr1Ktp|gX1fBat3bV|SlAV32hkKG|ad180jjd733k|0685bd9184jf|SplxlOBeZQQ|QWxhZGRpbjpvcGVu|wJalrXUtnFEMI/;
const SEQUENCES = ['0123456789', '1234567890', '12345678', '87654321', 'abcdefgh', 'qwertyui', 'deadbeef'];
/** Only the beginning of a long value is checked: further in, words occur by chance. Characters. */
const LOOKED_AT = 80;

/** Bits per character, by how often each occurs in the text itself. Pure. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

/** How often neighbours change between capitals, small letters and digits: rarely in words, often in random values. */
const churn = (text: string): number =>
  (text.match(/[a-z](?=[A-Z0-9])|[A-Z](?=[a-z0-9])|\d(?=[A-Za-z])/g)?.length ?? 0) / text.length;

/**
 * True for a value that stands in for a secret: `sk-xxxx`, `<your key>`, `${TOKEN}`, AWS's documented EXAMPLE keys, one
 * character over and over, a run of the alphabet. Random tokens look like this once in many thousands. Pure.
 */
export function isPlaceholder(value: string): boolean {
  const head = value.slice(0, LOOKED_AT);
  if (WORDS.test(head) || RFC_EXAMPLES.test(head) || /(.)\1{5}/.test(head)) return true;
  const lower = head.toLowerCase();
  return SEQUENCES.some((s) => lower.includes(s));
}

/** True if the value is as mixed as a machine-made random value. Short texts cannot reach high entropy. Pure. */
export function looksDrawn(whole: string): boolean {
  const value = whole.slice(0, LOOKED_AT);
  const hex = /^[0-9a-f-]+$/i.test(value);
  const floor = hex || value.length < 20 ? 2.6 : value.length < 24 ? 2.9 : 3.3;
  return !isPlaceholder(value) && entropy(value) >= floor;
}

/** Has many characters: all that can be asked of what stands where only a key's bytes do. Pure. */
export const varied = (value: string): boolean => entropy(value) >= 3.3;

/** Words have no five consonants in a row: with them, less churn is asked of what has no digits. */
const churns = (value: string, digits: boolean, floor: number): boolean =>
  churn(value.slice(0, LOOKED_AT)) >= (digits ? floor : /[bcdfghjklmnpqrstvwxz]{5}/i.test(value) ? 0.3 : 0.4);

/** Letters and digits that take turns: no words with a number at their end, and no `CamelCase`. Pure. */
export const mixed = (value: string): boolean =>
  looksDrawn(value) && /[A-Za-z]/.test(value) && churns(value, /\d/.test(value), 0.1);

/** Wants both cases too: `sk-fading-circle-container` is a class name. Pure. */
export const thoroughlyMixed = (value: string): boolean =>
  mixed(value) && /[a-z]/.test(value) && /[A-Z]/.test(value) && (value.match(/\d/g)?.length ?? 0) >= 2;

/** No name in code, even without digits: `parseAndNormalizeInput` takes fewer turns. Pure. */
export const strictlyMixed = (value: string): boolean =>
  mixed(value) && /[a-z]/.test(value) && /[A-Z]/.test(value) && churn(value.slice(0, LOOKED_AT)) >= 0.42;

/** The base64 of a key, with any text before or between its lines. A key's header naturally repeats letters. Pure. */
export function isKeyBody(text: string): boolean {
  const plain = text
    .replace(/%0[AD]|\\r|\\n/g, '\n')
    .replace(/%2B|\\u002b/gi, '+')
    .replace(/%2F|\\\//gi, '/');
  const body = plain.match(/[A-Za-z0-9+/=]{30,}/g)?.join('') ?? '';
  return (
    body.length >= 48 &&
    /[a-z]/.test(body) &&
    /[A-Z].*\d|\d.*[A-Z]/.test(body) &&
    entropy(body) >= 3.9 &&
    churn(body) >= 0.15
  );
}

const decoded = (segment: string): unknown => parseJson(Buffer.from(segment, 'base64url').toString('utf8'));

/** Payloads of manuals, and keys that are made to be public. */
const PUBLIC_PAYLOAD =
  /"1234567890"|(?:John|Jane) Doe|\/\/example\.(?:com|org|net)|"supabase-demo"|"role":"anon"|"some":"payload"|"foo":"bar"|"hello":"world"/;

/** A real JSON Web Token: header with an algorithm, a payload that is an object, a signature (RFC 7519). Pure. */
export function isJwt(token: string): boolean {
  const [header = '', payload = '', signature = '', ...rest] = token.split('.');
  const head = decoded(header);
  // If a part was cut or changed, the rest still looks random.
  if (!isObject(head)) return [header, payload, signature].every((part) => part.length > 16 && mixed(part));
  if (typeof head['alg'] !== 'string' || head['alg'] === 'none') return false;
  // Encrypted: five parts, and none but the first can be read (RFC 7516).
  if (typeof head['enc'] === 'string') return rest.length === 2 && looksDrawn(rest[0] ?? '');
  const body = decoded(payload);
  if (isObject(body) && PUBLIC_PAYLOAD.test(JSON.stringify(body))) return false;
  if (!isObject(body) && !mixed(payload)) return false;
  return !/(.)\1{7}/.test(signature) && looksDrawn(signature.slice(0, 86));
}

const COMMON_PASSWORD =
  /^(?:pass(?:word|wd)?\d{0,4}|pwd|secret\d{0,4}|admin\d{0,4}|root|user|guest|test(?:ing|pass(?:word)?)?\d{0,4}|postgres|mysql|mongo|redis|rabbitmq|minio(?:admin)?|token|api[-_]?key|hunter2|p[a@]ss[^a-z]*|key|changeit)$/i;
/** A password chosen by a person, in a place that contains only passwords. Pure. */
export const isPassword = (value: string): boolean =>
  !isPlaceholder(value) &&
  !COMMON_PASSWORD.test(value) &&
  !NO_VALUE.test(value) &&
  /[A-Za-z]/.test(value) &&
  /[^A-Za-z._-]|[a-z][A-Z].*[a-z][A-Z]/.test(value) &&
  !/^[$%#:@]/.test(value);

const LOCAL_HOST =
  /^(?:localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[?::1\]?|host\.docker\.internal|[a-z][a-z0-9_-]*|(?:[\w-]{1,63}\.){0,9}(?:example(?:\.(?:com|org|net))?|test|invalid|localhost|local|(?:my)?(?:company|domain|host|server|site)\.[a-z]{2,3}))$/i;

/** `user:password@host`, unless it is a stand-in or only opens something on the same machine or compose network. Pure. */
export function isUrlLogin(login: string): boolean {
  const [, user = '', password = '', host = ''] = /^([^:]*):([^@]*)@(.*)$/.exec(login) ?? [];
  if (password.length < 6 || isPlaceholder(password) || COMMON_PASSWORD.test(password)) return false;
  if (password === user || (user === '' && password.includes(':'))) return false;
  return !/^[$%#:]|^[A-Z_]+$/.test(password) && !LOCAL_HOST.test(host);
}

/** Digests that say so, addresses on a chain, members of objects, dates, paths and file names. */
const NO_VALUE =
  /^(?:sha\d{1,3}[-:]|md5[-:]|0x[0-9a-f]{40}$|\d{4}-\d\d-\d\d|(?:\.{1,2}|~|\/\w{1,20})\/|[^:]{0,40}:\/\/|[\\^]|(?![sbr]\.[A-Za-z0-9]{24})[A-Za-z_]+(?:\.[A-Za-z_]\w*)+$)|\.[a-z]{1,5}$|\.(?:com|org|net|io|dev|app)\b/i;
/** `my-oauth2-client`, `eu_west_1`, `onLastEventUpdate`: nothing but words and numbers. */
const WORDY = /^[A-Za-z]?[a-z]*\d{0,4}$|^[a-z]+\d?[a-z]*(?:[A-Z][a-z]+){2,}$|^[A-Z]+\d{0,4}$|^\d+$/;

/** A value that is called a secret by its name. Pure. */
export function isNamedSecret(value: string): boolean {
  if (
    NO_VALUE.test(value) ||
    !/[A-Za-z]/.test(value) ||
    value.split(/[-_./]/).every((part) => WORDY.test(part))
  )
    return false;
  const digits = value.match(/\d/g)?.length ?? 0;
  return looksDrawn(value) && churns(value, digits >= value.length / 30, 0.09);
}

/** `name: value` of a Kubernetes secret, whose values are in base64. Pure. */
export const hasEncodedSecret = (manifest: string): boolean =>
  [...manifest.matchAll(/:[ \t]{0,8}["']?([A-Za-z0-9+/]{16,4000}={0,2})["']?\s/g)].some(([, value = '']) => {
    const plain = Buffer.from(value, 'base64').toString('latin1');
    return /^[\x20-\x7e\s]*$/.test(plain) && mixed(plain);
  });
