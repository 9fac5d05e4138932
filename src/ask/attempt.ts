import { beginningOf, type Answer, type Body } from '../system/fetch.ts';
import { redactHeld } from '../system/redact.ts';
import type { Deps } from '../system/deps.ts';
import type { ServerClock } from '../system/clock.ts';
import { AppError } from '../system/errors.ts';
import { networkError } from '../system/network-error.ts';
import { anySignal } from '../system/time.ts';
import { AnswerAssembly } from './answer.ts';
import { headerOf } from './backend.ts';
import { readEvents } from './events.ts';
import { judgeEnding, judgeHttp, requestIdIn } from './judge.ts';
import { limitsFromEvent, limitsFromHeaders, mergeLimits, type Limits } from './limits.ts';
import { refuse, row, type Found, type Refusal } from './refusals.ts';
import type { ResponsesRequest } from './request.ts';

export interface AttemptDeps extends Pick<Deps, 'fetch' | 'now'> {
  readonly clock: ServerClock;
}

interface AttemptOptions {
  readonly request: ResponsesRequest;
  readonly signal: AbortSignal;
  /** The wait from the request to its response headers. Milliseconds. */
  readonly headersMs: number;
  /** The wait between two events of the stream, and for keep-alive events only. Milliseconds. */
  readonly idleMs: number;
  readonly pingMs: number;
  /** True if tools are offered: an answer may then be calls instead of a text. */
  readonly tools?: boolean;
  /** A piece of the answer, as it arrives. */
  readonly onText: (text: string) => void;
  /** Something has arrived: phase or length may have changed. */
  readonly onEvent: (assembly: AnswerAssembly) => void;
}

/** One request and its stream, with everything learned from it. */
export interface Attempt {
  /** Why the answer is not complete; undefined if it is. */
  readonly refusal: Refusal | undefined;
  /** The answer so far; undefined if no stream began. */
  readonly assembly?: AnswerAssembly;
  readonly requestId?: string | undefined;
  readonly limits?: Limits | undefined;
  /** The model that the server says it used. */
  readonly model?: string | undefined;
  readonly turnState?: string | undefined;
  readonly modelsEtag?: string | null;
}

/** Limits for reading an error body, in size and time: it may come from any server on the way. */
const BODY_LIMIT = 65_536;
const BODY_MS = 10_000;

/** Questions with images may have many megabytes: sending at this pace is slow but alive. Bytes per millisecond. */
const SLOWEST = 50;

/** Sends the question once and reads its answer to the end. Rejects only when the signal fires. */
export async function attempt(d: AttemptDeps, o: AttemptOptions): Promise<Attempt> {
  let response: Answer;
  const hung = new AbortController();
  const body = JSON.stringify(o.request.body);
  const timer = setTimeout(() => hung.abort(), o.headersMs + body.length / SLOWEST);
  try {
    response = await d.fetch(o.request.url, {
      method: 'POST',
      headers: o.request.headers,
      body,
      signal: anySignal(o.signal, hung.signal),
      // A redirect would send the question to another server: never follow it.
      redirect: 'manual',
    });
  } catch (error) {
    if (o.signal.aborted) throw error;
    return { refusal: hung.signal.aborted ? silent(o) : unreachable(error, o) };
  } finally {
    clearTimeout(timer);
  }
  return readResponse(d, o, response, hung);
}

function silent({ request, headersMs }: AttemptOptions): Refusal {
  const what = `${new URL(request.url).host} accepted the question but did not answer.`;
  return refuse(
    row('network.no_answer', { what, why: `Nothing came within ${Math.round(headersMs / 1000)} s.` }),
  );
}

function unreachable(cause: unknown, { request }: AttemptOptions): Refusal {
  const error = networkError(cause, request.url);
  if (!(error instanceof AppError)) throw error;
  // Retrying cannot fix an untrusted certificate.
  return { error, retry: { kind: error.code === 'network.tls' ? 'never' : 'request' } };
}

async function readResponse(
  d: AttemptDeps,
  o: AttemptOptions,
  response: Answer,
  hung: AbortController,
): Promise<Attempt> {
  const header = headerOf(response);
  d.clock.observe(Date.parse(header('date') ?? ''));
  const requestId = requestIdIn(header);
  const told = {
    requestId,
    model: header('openai-model') ?? undefined,
    turnState: header('x-codex-turn-state') ?? undefined,
    modelsEtag: header('x-models-etag'),
  };
  let limits = limitsFromHeaders(header, d.now());
  const { body, status } = response;
  const type = header('content-type') ?? '';
  if (!response.ok || !body || /^(?:text\/html|application\/json)\b/i.test(type)) {
    const text = body ? await readBeginning(body, hung) : '';
    o.signal.throwIfAborted();
    return { ...told, limits, refusal: judgeHttp({ status, header, body: text, now: d.clock.now() }) };
  }

  const assembly = new AnswerAssembly(o.tools);
  o.onEvent(assembly);
  let found: Found | undefined;
  try {
    const end = await readEvents(body, {
      idleMs: o.idleMs,
      pingMs: o.pingMs,
      finished: () => assembly.ending.kind !== 'open' || assembly.full,
      onEvent: (event, size) => {
        if (event.type === 'codex.rate_limits') limits = mergeLimits(limits, limitsFromEvent(event, d.now()));
        const text = assembly.take(event, size);
        if (text !== undefined) o.onText(text);
        o.onEvent(assembly);
      },
    });
    if (end === 'flood' || assembly.full) found = row('backend.too_long');
    else if (end === 'idle')
      found = row('stream.idle', { why: `Nothing of it arrived for ${Math.round(o.idleMs / 1000)} s.` });
    else
      found =
        judgeEnding(assembly.ending, d.clock.now()) ??
        (assembly.text().trim() === '' && !(o.tools && assembly.calls.length > 0)
          ? row('backend.empty')
          : undefined);
  } catch (error) {
    if (o.signal.aborted) throw error;
    found = row('stream.cut');
  }
  return { ...told, limits, assembly, refusal: found && refuse(found, requestId) };
}

/** The beginning of a body, as much as arrives. Never fails, and gives up on a body that stalls. */
async function readBeginning(body: Body, hung: AbortController): Promise<string> {
  const timer = setTimeout(() => hung.abort(), BODY_MS);
  const text = await beginningOf(body, BODY_LIMIT, true).finally(() => clearTimeout(timer));
  return redactHeld(text);
}
