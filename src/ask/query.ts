import type { AppError } from '../system/errors.ts';
import { cancelled } from '../system/errors.ts';
import type { JsonObject } from '../system/json.ts';
import type { Log } from '../system/log.ts';
import { humanSeconds } from '../system/time.ts';
import { stillUnauthorized, type Credential } from '../login/credential.ts';
import type { AnswerAssembly, Usage } from './answer.ts';
import { attempt, type Attempt, type AttemptDeps } from './attempt.ts';
import type { Catalogue, CatalogueView } from './catalogue.ts';
import { chooseModel, preferredModel, refusedModel } from './choose-model.ts';
import type { Limits } from './limits.ts';
import { ULTRA, type Model } from './model.ts';
import type { Output } from './output-check.ts';
import { idleLimit, orAborted, PATIENCE, type Patience } from './patience.ts';
import type { Refusal } from './refusal.ts';
import { buildRequest, checkAgainstModel, effortFor, type Question } from './request.ts';
import { nextTry, NOTHING_SPENT, type Spent } from './retry.ts';
import { isRefusedToken, type Route } from './routing.ts';

/** Gives credentials and renews them; the token manager or whoever else owns the login. */
export interface CredentialGiver {
  credential(): Promise<Credential>;
  renew(used: Credential): Promise<Credential>;
}

export interface AskOptions {
  readonly question: Question;
  /** The slug asked for; undefined for the default. */
  readonly model: string | undefined;
  /** False where the model is only a default, so that another may answer in its place; true where one is named. */
  readonly pinned?: boolean;
  readonly threadId: string;
  readonly signal: AbortSignal;
  /**
   * Completes the question once it is known who asks and which model answers, before anything is sent: the history of
   * a thread depends on both. May throw.
   */
  readonly prepare?: (ready: { readonly credential: Credential; readonly model: Model }) => Question;
  /** A piece of the answer, as it comes. */
  readonly onText?: (text: string) => void;
  /** Something has happened. The object is a live view: it may be kept and looked at later. */
  readonly onProgress?: (progress: Progress) => void;
}

export interface Progress {
  readonly phase: 'signing in' | 'sending' | 'retrying' | AnswerAssembly['phase'];
  readonly model: string | undefined;
  readonly effort: string | undefined;
  /** What the model says it thinks about, or why and when it is tried again; empty where nothing is known. */
  readonly thought: string;
  /** Characters of the answer so far. */
  readonly length: number;
}

/** An answer with everything that is known about how it came to be. */
export interface Answer {
  readonly text: string;
  /** Set when the answer was cut short: why. Then `text` is what had arrived. */
  readonly cutShort: AppError | undefined;
  /** Set when an output_schema was asked for and the answer does not fit it: how. Then `text` is what was answered. */
  readonly misfit: AppError | undefined;
  /** The answer parsed, where an output_schema was asked for and it fits. */
  readonly output: unknown;
  readonly model: string;
  readonly modelAsked: string | undefined;
  /** As it was sent. */
  readonly effort: string | undefined;
  readonly usage: Usage | undefined;
  readonly requestId: string | undefined;
  readonly retries: number;
  /** From the call to the last event. Milliseconds. */
  readonly elapsedMs: number;
  readonly source: Credential['source'];
  readonly limits: Limits | undefined;
  /** Finished output items, for the next turn of the thread. */
  readonly items: readonly JsonObject[];
  /** Remarks that belong under the answer: a model list that is not live, a temperature that was not sent. */
  readonly notes: readonly string[];
}

export interface AskDeps extends AttemptDeps {
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly log: Log;
  readonly credentials: CredentialGiver;
  readonly catalogue: Pick<Catalogue, 'get' | 'refresh' | 'noticeEtag' | 'warm'>;
  /** Where a credential's questions go. */
  readonly routeFor: (credential: Credential, signal: AbortSignal) => Promise<Route>;
  readonly userAgent: string;
  /** Refuses a question before it is sent, to spare the plan. */
  readonly guard?: (credential: Credential) => Promise<void>;
  /** Told whenever an answer carried the plan's limits. */
  readonly onLimits?: (limits: Limits, credential: Credential) => void;
  readonly patience?: Patience;
}

/** Asks one question and returns its answer, whole or marked as cut short. Throws where nothing came. */
export async function ask(d: AskDeps, o: AskOptions): Promise<Answer> {
  try {
    return await askUntilAnswered(d, o);
  } catch (error) {
    if (o.signal.aborted) throw cancelled('The question was cancelled.');
    throw error;
  }
}

/** What stands between two attempts of one question. */
interface Standing {
  question: Question;
  credential: Credential;
  route: Route;
  model: Model;
  view: CatalogueView;
  spent: Spent;
  /** Requests after the first, for whatever reason. */
  retries: number;
  turnState: string | undefined;
  renewed: boolean;
  readonly readOutput: ((text: string, schema: JsonObject) => Output) | undefined;
  readonly notes: string[];
}

async function askUntilAnswered(d: AskDeps, o: AskOptions): Promise<Answer> {
  const started = d.now();
  const patience = d.patience ?? PATIENCE;
  const report = (phase: Progress['phase'], s?: Standing, thought = ''): void =>
    o.onProgress?.({
      phase,
      model: s?.model.slug ?? o.model,
      effort: s ? effortFor(s.question, s.model) : o.question.effort,
      thought,
      length: 0,
    });
  report('signing in');
  const s = await begin(d, o);
  for (;;) {
    report('sending', s);
    const effort = effortFor(s.question, s.model);
    let live: Progress | undefined;
    const tried = await attempt(d, {
      request: buildRequest(s.question, {
        model: s.model,
        credential: s.credential,
        baseUrl: s.route.baseUrl,
        routing: s.route.headers,
        threadId: o.threadId,
        userAgent: d.userAgent,
        ...(s.turnState ? { turnState: s.turnState } : {}),
      }),
      signal: o.signal,
      headersMs: patience.headersMs,
      idleMs: idleLimit(effort, patience),
      ...(o.onText ? { onText: o.onText } : {}),
      onAssembly: (assembly) => {
        live = liveProgress(assembly, s.model.slug, effort);
        o.onProgress?.(live);
      },
      onEvent: () => {
        if (live) o.onProgress?.(live);
      },
    });
    s.turnState ??= tried.turnState;
    if (tried.limits) d.onLimits?.(tried.limits, s.credential);
    if (s.credential.route === 'chatgpt') d.catalogue.noticeEtag(tried.modelsEtag, s.credential);
    const { refusal, assembly } = tried;
    // Once anything of the answer has been shown, a second attempt would show it twice: what came is kept.
    if (assembly && (!refusal || assembly.emitted)) return finish(o, s, tried, assembly, d.now() - started);
    if (!refusal) continue;
    d.log.debug(`refused: ${refusal.error.code} (${refusal.retry.kind}) after ${s.retries} retries`);
    if (!(await recover(d, o, s, refusal))) {
      const again = nextTry(refusal.retry, s.spent, d.random());
      if (!again) throw refusal.error;
      s.spent = again.spent;
      report('retrying', s, `in ${humanSeconds(again.waitMs / 1000)}: ${refusal.error.what}`);
      await d.sleep(again.waitMs, o.signal);
    }
    s.retries += 1;
  }
}

/** Everything that has to be known before the first request; what does not depend on each other is asked at once. */
async function begin(d: AskDeps, o: AskOptions): Promise<Standing> {
  const { outputSchema } = o.question;
  // Few questions need the validator, so it is loaded only with a schema; a bad one is said before anything else.
  const outputCheck = outputSchema ? await import('./output-check.ts') : undefined;
  if (outputSchema) outputCheck?.checkOutputSchema(outputSchema);
  // The list is read while the login is looked at: whose it must be is known only then.
  void d.catalogue.warm();
  const first = await orAborted(d.credentials.credential(), o.signal);
  const [view, located] = await orAborted(
    Promise.all([d.catalogue.get(first), locate(d, o, first, true), d.guard?.(first)]),
    o.signal,
  );
  const { credential } = located;
  const chosen = await chooseModel(o.model, view, () =>
    orAborted(d.catalogue.refresh(credential, { force: true }), o.signal),
  );
  const question = o.prepare?.({ credential, model: chosen.model }) ?? o.question;
  checkAgainstModel(question, chosen.model);
  return {
    question,
    ...located,
    ...chosen,
    spent: NOTHING_SPENT,
    retries: 0,
    turnState: undefined,
    readOutput: outputCheck?.readOutput,
    notes: [],
  };
}

/** Where the question goes; where accounts/check refuses the token, a renewed one is tried once. */
async function locate(
  d: AskDeps,
  o: AskOptions,
  credential: Credential,
  mayRenew: boolean,
): Promise<Pick<Standing, 'credential' | 'route' | 'renewed'>> {
  try {
    return { credential, route: await d.routeFor(credential, o.signal), renewed: !mayRenew };
  } catch (error) {
    if (!isRefusedToken(error)) throw error;
    if (!mayRenew) throw stillUnauthorized();
    return locate(d, o, await d.credentials.renew(credential), false);
  }
}

/** Does what can be done about a refusal at once. False where only time may help. Throws where nothing can. */
async function recover(d: AskDeps, o: AskOptions, s: Standing, refusal: Refusal): Promise<boolean> {
  if (refusal.retry.kind === 'renew') {
    if (s.renewed) throw stillUnauthorized();
    const renewed = await orAborted(d.credentials.renew(s.credential), o.signal);
    Object.assign(s, await locate(d, o, renewed, false));
    return true;
  }
  if (refusal.about === 'history') {
    const history = s.question.history ?? [];
    const readable = history.filter((item) => item['type'] !== 'reasoning');
    if (readable.length === history.length) throw refusal.error;
    s.question = { ...s.question, history: readable };
    s.notes.push(
      'The reasoning of earlier turns was left out: it was made for another account or has expired.',
    );
    return true;
  }
  if (refusal.about === 'model' && s.credential.route === 'chatgpt') {
    const view = await orAborted(d.catalogue.refresh(s.credential, { force: true }), o.signal);
    const other = preferredModel(view);
    // Whoever named no model gets the one that is the default now; a name is never replaced silently.
    if ((o.pinned ?? o.model !== undefined) || view.source !== 'live' || other.slug === s.model.slug)
      throw refusedModel(refusal.error, s.model.slug, view);
    checkAgainstModel(s.question, other);
    s.model = other;
    s.view = view;
    s.turnState = undefined;
    return true;
  }
  return false;
}

/** A view of the stream that costs nothing until somebody looks: there are thousands of events to an answer. */
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

function finish(
  o: AskOptions,
  s: Standing,
  tried: Attempt,
  assembly: AnswerAssembly,
  elapsedMs: number,
): Answer {
  const { question, credential, model } = s;
  const text = assembly.text();
  const cutShort = tried.refusal?.error;
  const output = question.outputSchema && !cutShort ? s.readOutput?.(text, question.outputSchema) : undefined;
  const answered = tried.model ?? assembly.model ?? model.slug;
  return {
    text,
    cutShort,
    misfit: output && !output.ok ? output.error : undefined,
    output: output?.ok ? output.value : undefined,
    model: answered,
    modelAsked: o.model,
    effort: effortFor(question, model),
    usage: assembly.usage,
    requestId: tried.requestId,
    retries: s.retries,
    elapsedMs,
    source: credential.source,
    limits: tried.limits,
    items: assembly.items(),
    notes: [...s.notes, ...notesOn(question, s, answered)],
  };
}

function notesOn(question: Question, s: Standing, answered: string): readonly string[] {
  const { model, view, credential } = s;
  const plan = credential.route === 'chatgpt';
  return [
    plan && view.note,
    question.temperature !== undefined &&
      plan &&
      'temperature was not sent: a ChatGPT plan does not take it.',
    question.effort === ULTRA && 'ultra is an effort of the Codex CLI, which hands out work; xhigh was sent.',
    !plan && 'This answer was paid by an API key, not by a plan.',
    answered !== model.slug &&
      !answered.startsWith(`${model.slug}-`) &&
      `${model.slug} was asked and ${answered} answered.`,
    model.upgrade !== undefined && `${model.slug} has a successor: ${model.upgrade}.`,
  ].filter((note) => typeof note === 'string');
}
