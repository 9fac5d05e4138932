import type { Deps } from '../system/deps.ts';
import type { JsonObject } from '../system/json.ts';
import { humanSeconds, orAborted } from '../system/time.ts';
import { refusedAgain, type Credential } from '../login/credential.ts';
import type { AnswerAssembly, Usage } from './answer.ts';
import { attempt, type Attempt, type AttemptDeps } from './attempt.ts';
import type { Catalogue } from './catalogue.ts';
import type { Limits } from './limits.ts';
import { preferredModel, refusedModel } from './models.ts';
import { idleLimit, PATIENCE, type Ceilings, type Patience } from './patience.ts';
import type { Hooks, Progress } from './question.ts';
import type { Refusal, Retry } from './refusals.ts';
import { buildRequest, checkAgainstModel, effortFor, offered, type Ready } from './request.ts';
import type { Looked } from './rounds.ts';
import type { Searched } from './search.ts';
import { renew, type ResolveDeps } from './resolve.ts';

export interface SendDeps extends AttemptDeps, ResolveDeps, Pick<Deps, 'sleep' | 'log'> {
  /** From 0 to 1. */
  readonly random: () => number;
  readonly catalogue: Pick<Catalogue, 'get' | 'refresh' | 'warm' | 'noticeEtag'>;
  readonly userAgent: string;
  /** Called whenever an answer contains the plan's limits. */
  readonly onLimits?: (limits: Limits, credential: Credential) => void;
  readonly patience?: Patience;
  readonly ceilings?: Partial<Ceilings>;
}

/** The result of a question with a whole or partial answer. */
export interface Sent {
  /** As it was last sent. */
  readonly ready: Ready;
  readonly tried: Attempt;
  readonly assembly: AnswerAssembly;
  /** The model that answered, according to the server. */
  readonly answered: string;
  /** The number of requests after the first, for any reason. */
  readonly retries: number;
  readonly notes: readonly string[];
  readonly usage: Usage | undefined;
  /** Goes back with the next round of the same turn. */
  readonly turnState: string | undefined;
  readonly looked?: Looked;
  readonly searched?: readonly Searched[];
}

/**
 * Sends the question until an answer comes or nothing more can be done; then throws the last refusal. After a refusal
 * it changes the question if that can help, otherwise it waits.
 */
export async function send(d: SendDeps, first: Ready, hooks: Hooks, state?: string): Promise<Sent> {
  const patience = d.patience ?? PATIENCE;
  const notes: string[] = [];
  let ready = first;
  let spent = NOTHING_SPENT;
  let turnState = state;
  for (let retries = 0; ; retries += 1) {
    const { model, credential } = ready;
    const effort = effortFor(ready.question, model);
    const waiting = (phase: Progress['phase'], thought = ''): void =>
      hooks.onProgress?.({ phase, model: model.slug, effort, thought, length: 0 });
    waiting('sending');
    let live: Progress | undefined;
    const tried = await attempt(d, {
      request: buildRequest(ready, d.userAgent, turnState),
      signal: hooks.signal,
      headersMs: patience.headersMs,
      idleMs: idleLimit(effort, patience),
      pingMs: patience.pingMs,
      tools: offered(ready).length > 0,
      onText: (text) => hooks.onText?.(text),
      onEvent: (assembly) => hooks.onProgress?.((live ??= liveProgress(assembly, model.slug, effort))),
    });
    turnState ??= tried.turnState;
    if (tried.limits) d.onLimits?.(tried.limits, credential);
    if (credential.route === 'chatgpt') d.catalogue.noticeEtag(tried.modelsEtag ?? null, credential);
    const { refusal, assembly } = tried;
    // Once part of the answer was shown, a retry would show it twice: keep the partial answer.
    if (assembly && (!refusal || assembly.length > 0)) {
      const answered = tried.model ?? assembly.model ?? model.slug;
      return { ready, tried, assembly, answered, retries, notes, usage: assembly.usage, turnState };
    }
    if (!refusal) continue;
    d.log.debug(`refused: ${refusal.error.code} (${refusal.retry.kind}) after ${retries} retries`);
    const changed = await recover(d, ready, refusal, hooks.signal);
    if (changed) {
      if (changed.note !== undefined) notes.push(changed.note);
      if (changed.ready.model !== model) turnState = undefined;
      ready = changed.ready;
      continue;
    }
    const again = nextTry(refusal.retry, spent, d.random());
    if (!again) throw refusal.error;
    spent = again.spent;
    waiting('retrying', `in ${humanSeconds(again.waitMs / 1000)}: ${refusal.error.said('assistant').what}`);
    await d.sleep(again.waitMs, hooks.signal);
  }
}

/** The question changed so that it may be accepted; undefined if only waiting may help. Throws if nothing can help. */
async function recover(
  d: SendDeps,
  ready: Ready,
  { error, retry, about }: Refusal,
  signal: AbortSignal,
): Promise<{ readonly ready: Ready; readonly note?: string } | undefined> {
  const { credential, model, question, parts } = ready;
  if (retry.kind === 'renew') {
    if (ready.renewed) throw refusedAgain(credential);
    const payer = await renew(d, credential, signal);
    // A new token may have more access; if the list is not live, wait for it, as at the start.
    void d.catalogue.refresh(payer.credential, true);
    const { view: seen } = ready;
    const view = seen.source === 'live' ? seen : await orAborted(d.catalogue.get(payer.credential), signal);
    return { ready: { ...ready, ...payer, view } };
  }
  if (about === 'history') {
    const { carried = [] } = ready;
    const isKept = (item: JsonObject): boolean => item['type'] !== 'reasoning';
    const [history, said] = [ready.history.filter(isKept), carried.filter(isKept)];
    if (history.length + said.length === ready.history.length + carried.length) throw error;
    const note =
      'The reasoning of earlier turns was left out: it was made for another account or has expired.';
    return { ready: { ...ready, history, carried: said }, note };
  }
  if (about === 'model' && credential.route !== 'api') {
    const view = await orAborted(d.catalogue.refresh(credential, true), signal);
    const other = preferredModel(view);
    // Only a default model is replaced by the current default; a model named by the caller never is.
    if (question.model !== undefined || view.source !== 'live' || other.slug === model.slug)
      throw refusedModel(error, model.slug, view);
    checkAgainstModel(question, parts, other);
    return { ready: { ...ready, model: other, view } };
  }
  return undefined;
}

/** A view of the stream that costs nothing until it is read: an answer has thousands of events. */
function liveProgress(a: AnswerAssembly, model: string, effort: string | undefined): Progress {
  return {
    model,
    effort,
    get phase() {
      return a.phase;
    },
    get thought() {
      return a.thought;
    },
    get length() {
      return a.length;
    },
  };
}

/**
 * The retry budgets (docs/wire.md 7.2): for a request that does not get through, and for a stream that fails before
 * any part of the answer. The two budgets add up; in the CLI they multiply (30 requests for a 500).
 */
export const RETRIES = { request: 4, stream: 5 } as const;

type Spent = Readonly<Record<keyof typeof RETRIES, number>>;

export const NOTHING_SPENT: Spent = { request: 0, stream: 0 };

/** The pause before the n-th retry (1-based): 200 ms doubling, ±10 % so that many clients do not retry in step. */
export function backoffDelay(attempt: number, random: number): number {
  return Math.round(200 * 2 ** (attempt - 1) * (0.9 + 0.2 * random));
}

/**
 * Whether and when to ask again: refusal and budget in, delay out; undefined to give up. `random` is from 0 to 1. A
 * wait that the server asked for is kept exactly, without jitter.
 */
export function nextTry(
  retry: Retry,
  spent: Spent,
  random: number,
): { readonly waitMs: number; readonly spent: Spent } | undefined {
  if (retry.kind !== 'request' && retry.kind !== 'stream') return undefined;
  const nth = spent[retry.kind] + 1;
  if (nth > (retry.atMost ?? RETRIES[retry.kind])) return undefined;
  return { waitMs: retry.afterMs ?? backoffDelay(nth, random), spent: { ...spent, [retry.kind]: nth } };
}
