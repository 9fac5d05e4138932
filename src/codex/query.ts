import type { Fetch } from '../system/fetch.ts';
import { AppError, cancelled, isAbort } from '../system/errors.ts';
import type { ServerClock } from '../system/clock.ts';
import { networkError } from '../system/http.ts';
import type { JsonObject } from '../system/json.ts';
import type { Log } from '../system/log.ts';
import { stillUnauthorized, type Credential } from '../credentials/credential.ts';
import { assembleAnswer, type AnswerAssembly, type Usage } from './answer.ts';
import { chooseModel, unknownModel, type Catalogue, type CatalogueView } from './catalogue.ts';
import { readEvents } from './events.ts';
import { limitsFromEvent, limitsFromHeaders, type Limits } from './limits.ts';
import type { Model } from './model.ts';
import { judgeFailure, judgeHttp, judgeIncomplete, streamCut, type Refusal } from './refusals.ts';
import { buildRequest, checkAgainstModel, type Question } from './request.ts';
import { backoffDelay, MAX_RETRIES } from './retry.ts';

/** Gives credentials and renews them; the token manager or whoever else owns the login. */
export interface CredentialGiver {
  credential(): Promise<Credential>;
  renew(used: Credential): Promise<Credential>;
}

export interface AskOptions {
  readonly question: Question;
  /** The slug asked for; undefined for the default. */
  readonly model: string | undefined;
  readonly threadId: string;
  readonly signal: AbortSignal;
  /** A piece of the answer, as it comes. */
  readonly onText?: (text: string) => void;
  /** Something has happened: phase, model and length can be shown. */
  readonly onProgress?: (progress: Progress) => void;
}

export interface Progress {
  readonly phase: 'signing in' | 'sending' | 'retrying' | AnswerAssembly['phase'];
  readonly model: string | undefined;
  readonly effort: string | undefined;
  readonly thought: string;
  /** Characters of the answer so far. */
  readonly length: number;
}

/** An answer with everything that is known about how it came to be. */
export interface Answer {
  readonly text: string;
  /** Set when the answer was cut short: why. Then `text` is what had arrived. */
  readonly cutShort: AppError | undefined;
  readonly model: string;
  readonly modelAsked: string | undefined;
  readonly effort: string | undefined;
  readonly usage: Usage | undefined;
  readonly requestId: string | undefined;
  readonly retries: number;
  readonly source: Credential['source'];
  readonly limits: Limits | undefined;
  /** Finished output items, for the next turn of the thread. */
  readonly items: readonly JsonObject[];
  /** Remarks that belong under the answer: a model list that is not live, a temperature that was not sent. */
  readonly notes: readonly string[];
}

export interface AskDeps {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly fetch: Fetch;
  readonly now: () => number;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  readonly random: () => number;
  readonly clock: ServerClock;
  readonly log: Log;
  readonly credentials: CredentialGiver;
  readonly catalogue: Catalogue;
  /** Base URL for a credential's route. */
  readonly baseUrl: (credential: Credential) => string;
  readonly userAgent: string;
  /** Told whenever an answer carried the plan's limits. */
  readonly onLimits?: (limits: Limits, credential: Credential) => void;
}

/** Silence that ends a stream. Models think long before they write at high efforts. Milliseconds. */
const IDLE_MS = 300_000;
const IDLE_HIGH_MS = 900_000;
const HIGH = new Set(['high', 'xhigh', 'max', 'ultra']);
const BODY_LIMIT = 65_536;

type Attempt =
  | {
      readonly kind: 'answered';
      readonly assembly: AnswerAssembly;
      readonly requestId: string | undefined;
      readonly limits: Limits | undefined;
    }
  | {
      readonly kind: 'refused';
      readonly refusal: Refusal;
      readonly assembly: AnswerAssembly | undefined;
      readonly requestId: string | undefined;
      readonly limits: Limits | undefined;
    };

/** Asks one question and returns its answer, whole or marked as cut short. Throws where nothing came. */
export async function ask(d: AskDeps, o: AskOptions): Promise<Answer> {
  try {
    return await askOrAbort(d, o);
  } catch (error) {
    if (o.signal.aborted && (isAbort(error) || error === o.signal.reason))
      throw cancelled('The question was cancelled.');
    throw error;
  }
}

async function askOrAbort(d: AskDeps, o: AskOptions): Promise<Answer> {
  const { question } = o;
  const report = (phase: Progress['phase'], a?: AnswerAssembly, model?: Model): void =>
    o.onProgress?.({
      phase,
      model: model?.slug ?? o.model,
      effort: question.effort ?? model?.defaultEffort,
      thought: a?.thought ?? '',
      length: a?.length ?? 0,
    });
  report('signing in');
  let credential = await d.credentials.credential();
  const view = await d.catalogue.get(credential);
  o.signal.throwIfAborted();
  const model = chooseModel(o.model, view);
  checkAgainstModel(question, model);

  let renewed = false;
  let retries = 0;
  for (;;) {
    report('sending', undefined, model);
    const attempt = await once(d, o, credential, model, (a) => report(a.phase, a, model));
    if (attempt.limits) d.onLimits?.(attempt.limits, credential);
    const { assembly } = attempt;
    if (attempt.kind === 'answered' || assembly?.emitted) {
      const refusal = attempt.kind === 'refused' ? attempt.refusal : undefined;
      if (assembly)
        return finish(o, attempt, assembly, { credential, model, view, retries, cutShort: refusal?.error });
    }
    if (attempt.kind !== 'refused') continue;
    const { refusal } = attempt;
    d.log.debug(`responses refused: ${refusal.error.code} (${refusal.retry.kind}), retries ${retries}`);
    if (refusal.retry.kind === 'renew') {
      if (renewed) throw stillUnauthorized();
      renewed = true;
      credential = await d.credentials.renew(credential);
      continue;
    }
    if (refusal.model && credential.route === 'chatgpt') throw withModels(refusal.error, model.slug, view);
    if (refusal.retry.kind === 'never' || retries >= MAX_RETRIES) throw refusal.error;
    retries += 1;
    report('retrying', undefined, model);
    await d.sleep(
      refusal.retry.kind === 'after' ? refusal.retry.ms : backoffDelay(retries, d.random()),
      o.signal,
    );
  }
}

function withModels(error: AppError, slug: string, view: CatalogueView): AppError {
  const known = unknownModel(slug, { ...view, models: view.models.filter((m) => m.slug !== slug) });
  return new AppError({
    kind: 'input',
    code: error.code,
    what: error.what,
    why: [error.why, known.why].filter(Boolean).join(' '),
    mend: known.mend,
    details: error.details,
  });
}

/** One request and its stream. */
async function once(
  d: AskDeps,
  o: AskOptions,
  credential: Credential,
  model: Model,
  onEvent: (a: AnswerAssembly) => void,
): Promise<Attempt> {
  const request = buildRequest(o.question, {
    model,
    credential,
    baseUrl: d.baseUrl(credential),
    threadId: o.threadId,
    userAgent: d.userAgent,
  });
  let response: Response;
  try {
    response = await d.fetch(request.url, {
      method: 'POST',
      headers: request.headers,
      body: JSON.stringify(request.body),
      signal: o.signal,
      redirect: 'error',
    });
  } catch (error) {
    if (o.signal.aborted) throw error;
    const failure = networkError(error, request.url);
    if (!(failure instanceof AppError)) throw failure;
    // DNS, TLS and refused connections do not mend themselves in a second; a cut one may.
    const passing =
      failure.details['cause'] === 'ECONNRESET' || failure.details['cause'] === 'UND_ERR_SOCKET';
    return {
      kind: 'refused',
      refusal: { error: failure, retry: passing ? { kind: 'backoff' } : { kind: 'never' } },
      assembly: undefined,
      requestId: undefined,
      limits: undefined,
    };
  }
  const header = (name: string): string | null => response.headers.get(name);
  d.clock.observe(Date.parse(header('date') ?? ''));
  d.catalogue.noticeEtag(header('x-models-etag'));
  const requestId = header('x-request-id') ?? header('x-oai-request-id') ?? undefined;
  let limits = limitsFromHeaders(header, d.now());
  if (!response.ok || !response.body) {
    const body = (await response.text()).slice(0, BODY_LIMIT);
    return {
      kind: 'refused',
      refusal: judgeHttp({ status: response.status, header, body, now: d.clock.now() }),
      assembly: undefined,
      requestId,
      limits,
    };
  }

  const assembly = assembleAnswer();
  const effort = o.question.effort ?? model.defaultEffort ?? '';
  let failure: Refusal | undefined;
  try {
    await readEvents(response.body, {
      idleMs: HIGH.has(effort) ? IDLE_HIGH_MS : IDLE_MS,
      finished: () => assembly.ending.kind !== 'open',
      onEvent: (event) => {
        if (event.type === 'codex.rate_limits') limits = limitsFromEvent(event, d.now()) ?? limits;
        const text = assembly.take(event);
        if (text !== undefined) o.onText?.(text);
        onEvent(assembly);
      },
    });
  } catch (error) {
    if (o.signal.aborted) throw error;
    failure = error instanceof AppError ? { error, retry: { kind: 'backoff' } } : streamCut();
  }
  const refusal = failure ?? judgeEnding(assembly, d.clock.now());
  return refusal
    ? { kind: 'refused', refusal, assembly, requestId, limits }
    : { kind: 'answered', assembly, requestId, limits };
}

function judgeEnding(assembly: AnswerAssembly, now: number): Refusal | undefined {
  const { ending } = assembly;
  if (ending.kind === 'completed') return undefined;
  if (ending.kind === 'failed') return judgeFailure(ending.error, now);
  return ending.kind === 'incomplete' ? judgeIncomplete(ending.reason) : streamCut();
}

function finish(
  o: AskOptions,
  attempt: Attempt,
  assembly: AnswerAssembly,
  c: {
    credential: Credential;
    model: Model;
    view: CatalogueView;
    retries: number;
    cutShort: AppError | undefined;
  },
): Answer {
  const notes: string[] = [];
  if (c.view.source !== 'live' && c.view.note) notes.push(c.view.note);
  if (o.question.temperature !== undefined && c.credential.route === 'chatgpt') {
    notes.push('temperature was not sent: a ChatGPT plan does not take it.');
  }
  if (c.credential.route === 'api') notes.push('This answer was paid by an API key, not by a plan.');
  if (c.model.upgrade) notes.push(`${c.model.slug} has a successor: ${c.model.upgrade}.`);
  return {
    text: assembly.text(),
    cutShort: c.cutShort,
    model: assembly.model ?? c.model.slug,
    modelAsked: o.model,
    effort: o.question.effort ?? c.model.defaultEffort,
    usage: assembly.usage,
    requestId: attempt.requestId,
    retries: c.retries,
    source: c.credential.source,
    limits: attempt.limits,
    items: assembly.items(),
    notes,
  };
}
