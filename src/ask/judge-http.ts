import { its, say } from '../system/wording.ts';
import type { AppError } from '../system/errors.ts';
import { isObject, member, parseJson, stringOf } from '../system/json.ts';
import { humanSeconds } from '../system/time.ts';
import { foreignHistory, judgeCode, region, usageLimit } from './refusal-codes.ts';
import {
  never,
  refusalError,
  retryAfter,
  said,
  traced,
  tryAgainIn,
  waitFor,
  type Refusal,
} from './refusal.ts';

export interface HttpRefusal {
  readonly status: number;
  readonly header: (name: string) => string | null;
  /** The beginning of the body; 64 kB are plenty. */
  readonly body: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

const MODEL =
  /model is not supported when using Codex|requires a newer version of Codex|model[_ ]not[_ ]found|\bmodel\b.*does not exist/i;
const HISTORY = /encrypted[_ ]content|item .*(?:was not stored|not found)/i;
const REGION = /(?:country|region|territory)[^.]*not supported|unsupported[_ ]country/i;
/** Rules of the backend that this program keeps (docs/wire.md 6.4): a refusal by one of them is not the caller's doing. */
const RULES =
  /^(?:instructions are (?:required|not valid)|store must be|stream must be|input must be a list|unsupported parameter|system messages are not allowed)/i;

interface Told extends HttpRefusal {
  readonly message: string | undefined;
  readonly requestId: string | undefined;
  readonly ray: string | undefined;
}

/** What an HTTP answer other than a stream means (docs/wire.md 6.4, 7.2 and 7.3). Pure. */
export function judgeHttp(r: HttpRefusal): Refusal {
  const trace = {
    requestId: r.header('x-request-id') ?? r.header('x-oai-request-id') ?? undefined,
    ray: r.header('cf-ray') ?? undefined,
  };
  const refusal = judge({ ...r, ...trace, message: undefined });
  const error = traced(withStatus(refusal.error, r.status), trace);
  return { ...refusal, error };
}

function withStatus(error: AppError, status: number): AppError {
  return refusalError(error.kind, error.code, error.what, error.why, error.fix, {
    ...error.details,
    status,
  });
}

function judge(r: Told): Refusal {
  const body = parseJson(r.body);
  const gateway = judgeGateway(r, isObject(body));
  if (gateway) return gateway;

  const error = isObject(body) && isObject(body['error']) ? body['error'] : body;
  const message =
    stringOf(member(body, 'detail')) ??
    stringOf(member(error, 'message')) ??
    stringOf(member(body, 'detail', 'message')) ??
    (isObject(body) ? undefined : stringOf(r.body.trim()));
  const code = stringOf(member(error, 'code')) ?? stringOf(member(body, 'detail', 'code'));
  const type = stringOf(member(error, 'type'));
  const told = { ...r, message };

  // Some paths answer the usage limit as 404 or 403: what it says counts, not its status.
  if (type === 'usage_limit_reached' || code === 'usage_limit_reached')
    return { error: usageLimit(error, r.now, r.header('x-codex-promo-message')), retry: never };
  const known = judgeCode({ code, type, message, error, now: r.now });
  // Too fast, or no known reason: the headers decide whether waiting helps.
  if (r.status === 429 && (!known || known.error.code === 'limit.rate')) return tooMany(told);
  if (known) return r.status === 503 ? { ...known, retry: { kind: 'request' } } : known;
  if (message && REGION.test(message)) return region(message);
  if (message && HISTORY.test(message)) return foreignHistory(message);
  if (message && MODEL.test(message)) return modelRefused(told);
  return byStatus(told);
}

/** Answers that no program of OpenAI's wrote: challenge pages, block pages, portals, proxies. */
function judgeGateway(r: Told, json: boolean): Refusal | undefined {
  if (r.status === 407)
    return blocked(
      'network.proxy',
      'The proxy wants a login of its own.',
      'It answered 407.',
      'Put user and password into HTTPS_PROXY, or ask whoever runs the proxy. You are not signed out of OpenAI.',
    );
  if (r.status >= 300 && r.status < 400) {
    const to = r.header('location') ?? '';
    const host = URL.canParse(to) ? new URL(to).host : undefined;
    return blocked(
      'network.redirected',
      'Something on the way redirected the request.',
      `It answered ${r.status}${host ? ` and pointed to ${host}` : ''}; the question was not sent there.`,
      'If this network has a sign-in page, open a browser and sign in to the network, then ask again. You are not signed out of OpenAI.',
    );
  }
  const page = !json && /<html|<!doctype/i.test(r.body);
  if (r.status < 300 || r.status === 511)
    return blocked(
      'network.portal',
      'Something on the way answered in OpenAI’s place.',
      `It answered ${r.status} with ${page ? 'a page' : 'something'} that is no answer of the model.`,
      'If this network has a sign-in page, open a browser and sign in to the network, then ask again. You are not signed out of OpenAI.',
    );
  const cloudflare = !json && /\berror code: 1\d{3}\b/i.test(r.body);
  if (r.header('cf-mitigated') === null && !((page || cloudflare) && r.status < 500)) return undefined;
  const who =
    r.header('cf-mitigated') !== null || cloudflare || r.ray
      ? 'Cloudflare, in front of OpenAI,'
      : 'A gateway on the way to OpenAI';
  return blocked(
    'network.blocked',
    `${who} blocked the request.`,
    `It answered ${r.status} with a page instead of an answer: usual for VPNs, servers in data centres, company proxies and restricted regions.`,
    'Try another network or switch the VPN off. You are not signed out, and a new login would change nothing.',
  );
}

function blocked(code: string, what: string, why: string, fix: string): Refusal {
  return { error: refusalError('network', code, what, why, fix), retry: never };
}

function modelRefused(r: Told): Refusal {
  return {
    error: refusalError(
      'input',
      'query.model_refused',
      'This model cannot be used with the account.',
      said(r.message),
      say`Choose another model (${its.models} lists them).`,
    ),
    retry: never,
    about: 'model',
  };
}

function tooMany(r: Told): Refusal {
  const wait = retryAfter(r.header('retry-after'), r.now) ?? tryAgainIn(r.message);
  return {
    error: refusalError(
      'limit',
      'limit.rate',
      'Too many requests at once.',
      said(r.message),
      wait === undefined
        ? 'Wait a few minutes, then ask again.'
        : `Ask again in ${humanSeconds(wait / 1000)}.`,
    ),
    // Without a word of when to come back, coming back at once makes it worse.
    retry: wait === undefined ? never : waitFor(wait),
  };
}

/** Refusals that will be the same a second later, and so are not repeated (the CLI repeats them five times). */
const STATUSES: Readonly<Record<number, Parameters<typeof refusalError>>> = {
  402: [
    'limit',
    'limit.payment',
    'The account has to pay before it can go on.',
    undefined,
    'Check the plan and its billing details.',
  ],
  403: [
    'backend',
    'backend.forbidden',
    'OpenAI does not allow this request.',
    undefined,
    'Check that the account or workspace may use Codex. You are still signed in.',
  ],
  404: [
    'backend',
    'backend.not_found',
    'OpenAI has no such address.',
    undefined,
    'Check CODEX_OAUTH_BASE_URL if you set it; else update codex-oauth.',
  ],
  413: [
    'input',
    'query.too_large',
    'The question is too large.',
    undefined,
    'Send less: fewer files or a smaller diff.',
  ],
};

function byStatus(r: Told): Refusal {
  const { status } = r;
  const why = said(r.message) ?? `It answered ${status}.`;
  if (status === 401)
    return {
      error: refusalError(
        'sign-in',
        'auth.unauthorized',
        'OpenAI does not accept the login.',
        why,
        say`Sign in again with ${its.login}.`,
      ),
      retry: { kind: 'renew' },
    };
  if (status === 404 && /\bmodel\b/i.test(r.message ?? '')) return modelRefused(r);
  const known = STATUSES[status];
  if (known) return { error: refusalError(known[0], known[1], known[2], why, known[4]), retry: never };
  if (status >= 500 || status === 408)
    return {
      error: refusalError(
        'backend',
        'backend.unavailable',
        'OpenAI has a problem of its own.',
        // A gateway's page says nothing to anybody.
        /<html|<!doctype/i.test(r.message ?? '') ? `It answered ${status}.` : why,
        'Ask again in a moment; https://status.openai.com shows known incidents.',
      ),
      retry: { kind: 'request' },
    };
  if (RULES.test(r.message ?? ''))
    return {
      error: refusalError(
        'backend',
        'backend.protocol',
        'OpenAI’s backend does not take the request as codex-oauth builds it.',
        why,
        'Nothing in the question is wrong: update codex-oauth, and report it if it stays so.',
      ),
      retry: never,
    };
  return {
    error: refusalError(
      'input',
      'backend.refused',
      'OpenAI refused the request.',
      why,
      'Change what it names and ask again.',
    ),
    retry: never,
  };
}
