import { sentences, type Text } from '../system/wording.ts';
import { isObject, member, numberOf, parseJson, stringOf } from '../system/json.ts';
import { redact } from '../system/redact.ts';
import { humanSeconds } from '../system/time.ts';
import type { Ending } from './answer.ts';
import type { BackendAnswer } from './backend.ts';
import {
  adviceFor,
  BY_CODE,
  BY_STATUS,
  NEVER,
  presentName,
  refuse,
  resetsIn,
  row,
  windowName,
  type Code,
  type Found,
  type Refusal,
} from './refusals.ts';

/** An answer that is not a stream; the beginning of its body is enough. */
interface HttpAnswer extends BackendAnswer {
  /** The server's time, in milliseconds since the epoch. */
  readonly now: number;
}

const MODEL =
  /model is not supported when using Codex|requires a newer version of Codex|model[_ ]not[_ ]found|\bmodel\b.*does not exist/i;
const STALE = /encrypted[_ ]content|item .*(?:was not stored|not found)/i;
const COUNTRY = /(?:country|region|territory)[^.]*not supported|unsupported[_ ]country/i;
/**
 * Rules of the backend that this program keeps (docs/wire.md 6.4): if one is violated, it is not the caller's fault.
 */
const RULES =
  /^(?:instructions are (?:required|not valid)|store must be|stream must be|input must be a list|unsupported parameter|system messages are not allowed)/i;
const PAGE = /<html|<!doctype/i;
/** If the wait is longer than this, tell the user instead of waiting. Milliseconds. */
const LONGEST_WAIT_MS = 60_000;
/** A reset further away than this is an error in the answer and is not shown. Seconds. */
const LATEST_RESET = 40 * 86_400;

/** What an HTTP answer other than a stream means (docs/wire.md 6.4, 7.2 and 7.3). Pure. */
export function judgeHttp(r: HttpAnswer): Refusal {
  const found = judge(r);
  return refuse(
    { ...found, details: { ...found.details, status: r.status } },
    requestIdIn(r.header),
    r.header('cf-ray') ?? undefined,
  );
}

/** The ids by which OpenAI's support finds a request. */
export function requestIdIn(header: BackendAnswer['header']): string | undefined {
  return header('x-request-id') ?? header('x-oai-request-id') ?? undefined;
}

function judge(r: HttpAnswer): Found {
  const { status, header, now } = r;
  const body = parseJson(r.body);
  const gateway = judgeGateway(r, isObject(body));
  if (gateway) return gateway;

  const detail = member(body, 'detail');
  const error = [member(body, 'error'), detail].find(isObject) ?? body;
  const message =
    stringOf(detail) ??
    stringOf(member(error, 'message')) ??
    (isObject(body) ? undefined : stringOf(r.body.trim()));
  // Some paths report the usage limit as 404 or 403: the body counts, not the status.
  const known = judgeCode(error, message, now, header('x-codex-promo-message'));
  // Too many requests, or an unknown reason: the headers decide whether waiting helps.
  if (status === 429 && (!known || known.code === 'limit.rate')) {
    const wait = retryAfter(header('retry-after'), now) ?? tryAgainIn(message);
    if (wait !== undefined) return tooFast(wait, message);
    // Without a time to wait, an immediate retry makes it worse.
    return row('limit.rate', {
      why: said(message),
      fix: 'Wait a few minutes, then ask again.',
      retry: NEVER,
    });
  }
  if (known) {
    const passes = status === 503 && known.code !== 'limit.usage';
    return passes ? { ...known, retry: row('backend.unavailable').retry } : known;
  }
  const why = PAGE.test(message ?? '') ? undefined : said(message);
  return row(codeOf(status, message), { why: why ?? `It answered ${status}.` });
}

/** Chosen by the server's message if that is clear, else by its status. */
function codeOf(status: number, message = ''): Code {
  if (COUNTRY.test(message)) return 'network.region';
  if (STALE.test(message)) return 'query.history';
  if (MODEL.test(message) || (status === 404 && /\bmodel\b/i.test(message))) return 'query.model_refused';
  if (status >= 500 || status === 408) return 'backend.unavailable';
  return BY_STATUS[status] ?? (RULES.test(message) ? 'backend.protocol' : 'backend.refused');
}

/** Answers that do not come from OpenAI's own programs: challenge pages, block pages, portals, proxies. */
function judgeGateway({ status, header, body }: HttpAnswer, json: boolean): Found | undefined {
  if (status === 407) return row('network.proxy', { why: 'It answered 407.' });
  if (status >= 300 && status < 400) {
    const to = header('location') ?? '';
    const where = URL.canParse(to) ? ` and pointed to ${new URL(to).host}` : '';
    return row('network.redirected', {
      why: `It answered ${status}${where}; the question was not sent there.`,
    });
  }
  const page = !json && PAGE.test(body);
  if (status < 300 || status === 511) {
    const with_ = page ? 'a page' : 'something';
    return row('network.portal', {
      why: `It answered ${status} with ${with_} that is not a model’s answer.`,
    });
  }
  const mitigated = header('cf-mitigated') !== null;
  const cloudflare = !json && /\berror code: 1\d{3}\b/i.test(body);
  if (!mitigated && !((page || cloudflare) && status < 500)) return undefined;
  const theirs = mitigated || cloudflare || header('cf-ray') !== null;
  return row('network.blocked', {
    ...(theirs ? { what: 'Cloudflare, in front of OpenAI, blocked the request.' } : {}),
    why: `It answered ${status} with a web page. This is common with VPNs, data centres, company proxies and restricted regions.`,
  });
}

/** The plan's window is used up (docs/wire.md 7.3): says when it resets and what else helps. `now` in milliseconds. */
function usageLimit(error: unknown, now: number, promo?: string | null): Found {
  const plan = stringOf(member(error, 'plan_type'));
  const minutes = Number(member(error, 'limit_window_minutes') ?? Number.NaN);
  const at = numberOf(member(error, 'resets_at'));
  const left = at === undefined ? numberOf(member(error, 'resets_in_seconds')) : at - now / 1000;
  const known = left !== undefined && left > 0 && left < LATEST_RESET;
  const limit = Number.isFinite(minutes) ? `${windowName(minutes)} limit` : 'usage limit';
  const fix = promo ? oneLine(promo) : adviceFor(plan);
  return row('limit.usage', {
    what: `The ${limit} of the ${plan ? `${plan} plan` : 'plan'} is reached.`,
    why: known ? resetsIn(left, now) : undefined,
    ...(fix ? { fix } : {}),
    details: known ? { resets_at: Math.round(now / 1000 + left) } : {},
  });
}

/** What a known code (else a known type) means; undefined for an unknown one. `now` in milliseconds. */
function judgeCode(
  error: unknown,
  message: string | undefined,
  now: number,
  promo?: string | null,
): Found | undefined {
  const [code, type] = [stringOf(member(error, 'code')), stringOf(member(error, 'type'))];
  const known = BY_CODE.get(type === 'usage_limit_reached' ? type : presentName(code ?? type ?? ''));
  if (known === 'limit.usage') return usageLimit(error, now, promo);
  if (known === 'limit.rate') return tooFast(tryAgainIn(message), message);
  const param = known === 'query.unsupported' ? stringOf(member(error, 'param')) : undefined;
  const refused = param && `It refuses ${oneLine(param).slice(0, 80)}.`;
  return known && row(known, { why: refused ? sentences(said(message), refused) : said(message) });
}

/** Waits exactly as long as the server asks for, or gives up if that is too long. */
function tooFast(wait: number | undefined, message: string | undefined): Found {
  const found = row('limit.rate', { why: said(message) });
  if (wait === undefined) return found;
  const retry = wait <= LONGEST_WAIT_MS ? { ...found.retry, afterMs: wait } : NEVER;
  return { ...found, fix: `Ask again in ${humanSeconds(wait / 1000)}.`, retry };
}

/** What the end of a stream means; undefined for a completed one. `now` in milliseconds. Pure. */
export function judgeEnding(ending: Ending, now: number): Found | undefined {
  if (ending.kind === 'completed') return undefined;
  if (ending.kind === 'open') return row('stream.cut');
  if (ending.kind === 'failed') {
    const message = stringOf(member(ending.error, 'message'));
    return judgeCode(ending.error, message, now) ?? row('backend.failed', { why: said(message) });
  }
  const { reason } = ending;
  if (reason === 'max_output_tokens') return row('backend.max_output');
  if (reason === 'content_filter') return row('backend.filtered');
  return row('backend.incomplete', { why: `The reason given is "${redact(reason).slice(0, 80)}".` });
}

function oneLine(text: string): string {
  return redact(text).replace(/\s+/g, ' ').trim().slice(0, 300);
}

/** The server's message as a sentence: one line, redacted, cut at 300 characters. */
function said(text: string | undefined): Text | undefined {
  const line = oneLine(text ?? '');
  if (line === '') return undefined;
  return `OpenAI says: ${/[.!?]$/.test(line) ? line : `${line}.`}`;
}

/** `try again in 1.3s`, `700ms`, `20 seconds` → milliseconds (docs/wire.md 7.2). */
export function tryAgainIn(text: string | undefined): number | undefined {
  const match =
    /try again in\s*(\d+(?:\.\d+)?)\s*(ms|milliseconds?|s|sec|seconds?|m|min|minutes?|h|hours?)\b/i.exec(
      text ?? '',
    );
  if (!match) return undefined;
  const unit = (match[2] ?? 's').toLowerCase();
  const factor = unit.startsWith('mil') || unit === 'ms' ? 1 : { s: 1e3, m: 6e4, h: 3.6e6 }[unit.slice(0, 1)];
  return Math.ceil(Number(match[1]) * (factor ?? 1e3));
}

/** `Retry-After` in milliseconds: seconds or a date (RFC 9110 section 10.2.3). */
export function retryAfter(value: string | null, now: number): number | undefined {
  if (value === null || value.trim() === '') return undefined;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return seconds < 0 ? undefined : seconds * 1000;
  const date = Date.parse(value);
  return Number.isFinite(date) ? Math.max(0, date - now) : undefined;
}
