import { isObject, parseJson } from '../../system/json.ts';

/**
 * A shape of a secret: its kind; a global pattern whose first group is what must look drawn, or the whole match where it
 * has none; and who judges that value.
 */
export type SecretPattern = readonly [
  kind: string,
  pattern: RegExp,
  accept?: (value: string, match: RegExpExecArray) => boolean,
];

const WORDS =
  /example|placeholder|change[-_]?me|your[-_ ]|dummy|fake|redacted|removed|notreal|insert[-_]|replace[-_]|xxxx|\*{3}|\.{3}|…|[<>{}[\]]|\$\(|%s/i;
const SEQUENCES = ['0123456789', '1234567890', '12345678', '87654321', 'abcdefgh', 'qwertyui', 'deadbeef'];

/** Bits per character, by how often each occurs in the text itself. Pure. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) {
    const share = count / text.length;
    bits -= share * Math.log2(share);
  }
  return bits;
}

/**
 * True for a value that stands in for a secret: `sk-xxxx`, `<your key>`, `${TOKEN}`, AWS's documented EXAMPLE keys, one
 * character over and over, a run of the alphabet. Random tokens look like this once in many millions. Pure.
 */
function isPlaceholder(value: string): boolean {
  if (WORDS.test(value) || /(.)\1{5}/.test(value)) return true;
  const lower = value.toLowerCase();
  return SEQUENCES.some((s) => lower.includes(s));
}

/** True where the value is as mixed as something that a machine drew. Short texts cannot reach high entropy. Pure. */
export function looksDrawn(value: string): boolean {
  const hex = /^[0-9a-f-]+$/i.test(value);
  const floor = hex ? 2.6 : value.length < 24 ? 2.9 : 3.3;
  return !isPlaceholder(value) && entropy(value) >= floor;
}

const mixed = (value: string): boolean => looksDrawn(value) && /\d/.test(value) && /[A-Za-z]/.test(value);
/** Wants digits and both cases: `sk-fading-circle-container` is a class name. */
const thoroughlyMixed = (value: string): boolean =>
  mixed(value) && /[a-z]/.test(value) && /[A-Z]/.test(value) && (value.match(/\d/g)?.length ?? 0) >= 2;

/** OpenRouter's keys are hexadecimal. */
function isOpenAiKey(value: string, match: RegExpExecArray): boolean {
  if (match[0].startsWith('sk-or-v1-')) return mixed(value);
  return thoroughlyMixed(value) && /[A-Za-z0-9]{16}/.test(value);
}

/** Begins with the id of its bot, a number, in base64. */
const isDiscordToken = (value: string): boolean =>
  /^\d{16,21}$/.test(Buffer.from(value.split('.')[0] ?? '', 'base64').toString('latin1')) &&
  looksDrawn(value.slice(-27));

function decoded(segment: string): unknown {
  return parseJson(Buffer.from(segment, 'base64url').toString('utf8'));
}

/** A real JSON Web Token: header with an algorithm, a payload that is an object, a signature (RFC 7519). */
function isJwt(token: string): boolean {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const head = decoded(header);
  const body = decoded(payload);
  if (!isObject(head) || typeof head['alg'] !== 'string' || !isObject(body)) return false;
  // The token of jwt.io's front page is in half of all manuals.
  if (body['sub'] === '1234567890' && body['name'] === 'John Doe') return false;
  return head['alg'] !== 'none' && !/(.)\1{7}/.test(signature) && looksDrawn(signature.slice(0, 86));
}

/** Base64 must follow the header: code that only speaks of keys holds none. */
function hasKeyBody(_: string, match: RegExpExecArray): boolean {
  const from = match.index + match[0].length;
  const rest = match.input.slice(from, from + 1_200);
  const body = (rest.split('-----END')[0] ?? '')
    .replace(/^\s*[\w-]{2,30}: .{0,200}$/gm, '')
    .replace(/\\+[nrt]|[\s"'`+,;\\]/g, '');
  const run = /[A-Za-z0-9+/=]{40,}/.exec(body)?.[0];
  return run !== undefined && looksDrawn(run);
}

const COMMON_PASSWORD =
  /^(?:pass(?:word|wd)?\d{0,4}|pwd|secret\d{0,4}|admin\d{0,4}|root|user|guest|test(?:ing|pass(?:word)?)?\d{0,4}|postgres|mysql|mongo|redis|rabbitmq|minio(?:admin)?|token|api[-_]?key|hunter2|p[a@]ss[^a-z]*|key|changeit)$/i;
const LOCAL_HOST =
  /^(?:localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[?::1\]?|host\.docker\.internal|[a-z][a-z0-9_-]*|(?:[\w-]+\.)*(?:example(?:\.(?:com|org|net))?|test|invalid|localhost|local))$/i;

/** A password in a URL, unless it is a stand-in or only opens something on the same machine or compose network. */
function isUrlPassword(user: string, [, , password = '', host = '']: RegExpExecArray): boolean {
  if (password.length < 6 || isPlaceholder(password) || COMMON_PASSWORD.test(password)) return false;
  if (password === user || (user === '' && password.includes(':')) || /^[$%#:]|^[A-Z_]+$/.test(password))
    return false;
  return !LOCAL_HOST.test(host);
}

/** Kind, shape, and the judge of the value: by default `looksDrawn`. Every repetition is bounded: no text is slow. */
export const SECRET_PATTERNS: readonly SecretPattern[] = [
  ['a private key', /-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----/g, hasKeyBody],
  ['an age key', /\bAGE-SECRET-KEY-1[0-9A-Z]{50,}/g, (v) => !isPlaceholder(v)],
  ['a PuTTY private key', /^PuTTY-User-Key-File-[23]: [\s\S]{0,4000}?^Private-Lines: \d/gm, () => true],
  ['an AWS access key', /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/g],
  [
    'an AWS secret key',
    /secret[-_]?(?:access[-_]?)?key["']?\s{0,8}[:=]>?\s{0,8}["']?([A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])/gi,
    thoroughlyMixed,
  ],
  ['a GitHub token', /\bgh[pousr]_([A-Za-z0-9]{36,255})/g],
  ['a GitHub token', /\bgithub_pat_(\w{50,255})/g],
  ['a GitLab token', /\bgl(?:pat|dt|rt|ptt|cbt|ft|soat|agent|oas|imt)-([\w.=-]{20,300})/g, mixed],
  ['a Slack token', /\bxox[abceoprs](?:\.xox[bp])?-([A-Za-z0-9-]{10,300})/g, mixed],
  ['a Slack token', /\bxapp-\d-([A-Z0-9]{8,20}-\d{8,20}-[a-f0-9]{40,80})/g],
  [
    'a Slack webhook',
    /hooks\.slack\.com\/(?:services|workflows)\/T[A-Z0-9]{6,14}\/[A-Z0-9]{6,14}\/([A-Za-z0-9]{18,50})/g,
  ],
  ['a Stripe key', /\b[sr]k_live_([A-Za-z0-9]{16,255})/g],
  ['a Stripe webhook secret', /\bwhsec_([A-Za-z0-9+/=]{32,128})/g, mixed],
  ['an Anthropic key', /\bsk-ant-([\w-]{20,300})/g, thoroughlyMixed],
  ['an OpenAI key', /\bsk-(?!ant-)(?:proj-|svcacct-|admin-|or-v1-)?([\w-]{20,300})/g, isOpenAiKey],
  ['an OpenAI session', /\bsess-([A-Za-z0-9]{36,60})\b/g, thoroughlyMixed],
  ['a refresh token', /\brt[._](?:\d\.)?([\w.-]{40,300})/g, thoroughlyMixed],
  ['a Google API key', /\bAIza([\w-]{35})(?![\w-])/g, mixed],
  ['a Google OAuth secret', /\bGOCSPX-([\w-]{28})/g],
  ['a Google access token', /\bya29\.([\w-]{40,600})/g, mixed],
  ['an npm token', /\bnpm_([A-Za-z0-9]{36})\b/g, thoroughlyMixed],
  ['a registry login', /_(?:authToken|auth|password)\s{0,4}=\s{0,4}["']?(?![$%])([\w+/=.-]{20,400})/g, mixed],
  ['a PyPI token', /\bpypi-([\w-]{60,400})/g],
  ['a RubyGems token', /\brubygems_([a-f0-9]{48})\b/g],
  ['a Docker token', /\bdckr_(?:pat|oat)_([\w-]{27,100})/g, mixed],
  ['a JSON Web Token', /\beyJ[\w-]{8,8000}\.eyJ[\w-]{8,20000}\.[\w-]{20,2000}/g, isJwt],
  [
    'a password in a URL',
    /\b[a-z][a-z0-9+.-]{1,20}:\/\/([^\s/:@"'`]{0,100}):([^\s/@"'`]{1,200})@([^\s/:?#"'`,)]{1,200})/gi,
    isUrlPassword,
  ],
  ['a GitHub login in a URL', /https?:\/\/([A-Za-z0-9]{40})(?::x-oauth-basic)?@/g, mixed],
  ['an Azure storage key', /\bAccountKey\s?=\s?([A-Za-z0-9+/]{60,100}={0,2})/gi],
  ['an Azure shared key', /\bSharedAccessKey\s?=\s?([A-Za-z0-9+/]{40,100}={0,2})/gi],
  ['an Azure signature', /[?&]s(?:v|e|p|r|ig)=[^\s"'<>]{1,600}?&sig=([A-Za-z0-9%+/=]{40,120})/g],
  ['an Azure client secret', /(?<![\w~.-])([\w~.-]{3}\dQ~[\w~.-]{31,34})(?![\w~.-])/g],
  ['a Discord token', /\b([\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,40})(?![\w-])/g, isDiscordToken],
  ['a Discord webhook', /discord(?:app)?\.com\/api\/webhooks\/\d{15,21}\/([\w-]{60,80})/g],
  ['a Telegram bot token', /\b\d{8,10}:(AA[\w-]{33})(?![\w-])/g],
  ['a SendGrid key', /\bSG\.([\w-]{22}\.[\w-]{43})(?![\w-])/g],
  ['a Mailgun key', /\bkey-([0-9a-f]{32})\b/g],
  ['a DigitalOcean token', /\bdo[oprt]_v1_([a-f0-9]{64})\b/g],
  ['a Hugging Face token', /\bhf_([A-Za-z0-9]{34,40})\b/g, (v) => looksDrawn(v) && /[A-Z]/.test(v)],
  ['a Groq key', /\bgsk_([A-Za-z0-9]{48,60})\b/g, mixed],
  ['an xAI key', /\bxai-([A-Za-z0-9]{60,100})\b/g, mixed],
  ['a Replicate token', /\br8_([A-Za-z0-9]{37})\b/g, mixed],
  ['a Databricks token', /\bdapi([a-f0-9]{32})(?:-\d)?\b/g],
  ['a Shopify token', /\bshp(?:at|ca|pa|ss)_([a-fA-F0-9]{32})\b/g],
  ['a Vault token', /\bhv[sbr]\.([\w-]{24,300})/g, mixed],
  ['a Linear key', /\blin_api_([A-Za-z0-9]{40})\b/g],
  ['a Notion token', /\b(?:ntn_|secret_)([A-Za-z0-9]{43,50})\b/g, thoroughlyMixed],
  ['a Figma token', /\bfig[dou]_([\w-]{40,100})/g, mixed],
  ['a Postman key', /\bPMAK-([a-f0-9]{24}-[a-f0-9]{34})\b/g],
  ['a Supabase token', /\bsb(?:p|_secret)_([\w-]{30,100})/g, mixed],
  ['a Sentry token', /\bsntry[su]_([\w=+/-]{60,400})/g, mixed],
  ['a Terraform token', /\b([A-Za-z0-9]{14}\.atlasv1\.[\w=-]{60,100})/g],
  ['a Grafana token', /\bgl(?:sa|c)_([A-Za-z0-9+/=_]{32,400})/g, mixed],
  ['a New Relic key', /\bNRAK-([A-Z0-9]{27})\b/g, mixed],
  ['a Square token', /\bsq0(?:atp|csp)-([\w-]{22,50})/g, mixed],
  [
    'a credential in JSON',
    /"(?:access_token|refresh_token|id_token|client_secret|api_?key|secret_?key|auth_?token)"\s{0,8}:\s{0,8}"([A-Za-z0-9+/=_.~-]{32,4000})"/gi,
    thoroughlyMixed,
  ],
  [
    'an authorization header',
    /\bauthorization["']?\s{0,4}[:=,]\s{0,4}["'`]?(?:bearer|basic|token)\s{1,4}([A-Za-z0-9+/=._~-]{24,4000})/gi,
    thoroughlyMixed,
  ],
];
