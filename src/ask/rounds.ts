import { AppError } from '../system/errors.ts';
import { isObject, parseJson, type JsonObject } from '../system/json.ts';
import { humanSeconds, orAborted } from '../system/time.ts';
import { humanBytes } from '../attach/gathering.ts';
import type { Look, LookReceipt } from '../look/look.ts';
import type { ClientTool } from '../look/tool.ts';
import { redactHeld } from '../system/redact.ts';
import { estimateTokens } from '../threads/estimate.ts';
import { asInputs } from '../threads/history.ts';
import type { Call, Usage } from './answer.ts';
import { CEILINGS } from './patience.ts';
import type { Hooks, Progress } from './question.ts';
import { refuse, row } from './refusals.ts';
import { effortFor, offered, userItem, type Ready } from './request.ts';
import { hostedSearches, openSearch, type Searched } from './search.ts';
import { SEARCH } from './search-ways.ts';
import { send, type SendDeps, type Sent } from './send.ts';

/** What was looked at, and in how many rounds of calls. */
export interface Looked extends LookReceipt {
  readonly rounds: number;
}

/** What is replayed of a round; anything else is a call that nobody offered (docs/wire.md 6.2, A round of tools). */
const REPLAYED = new Set(['reasoning', 'message', 'function_call', 'web_search_call']);

/**
 * Asks in rounds: while the answer is calls of our tools, each is run and answered, and the question goes again with
 * all of it. Otherwise like `send`, which repeats a round that fails.
 */
export async function sendInRounds(d: SendDeps, first: Ready, hooks: Hooks, look?: Look): Promise<Sent> {
  const ceilings = { ...CEILINGS, ...d.ceilings };
  const started = d.now();
  let ready = first;
  let doing: Doing | undefined;
  const tell = (phase: Doing['phase'], says: string): void => {
    doing = { phase, says };
    const { question, model } = ready;
    const effort = effortFor(question, model);
    hooks.onProgress?.({ phase, model: model.slug, effort, thought: says, length: 0 });
  };
  const search = openSearch({
    deps: d,
    ready: () => ready,
    renewed: (payer) => (ready = { ...ready, ...payer }),
    says: (queries) => tell('searching', queries),
  });
  const tools = [...(look?.tools ?? []), ...(ready.question.webSearch ? [search.tool] : [])];
  const watched: Hooks = {
    ...hooks,
    onProgress: (progress) => hooks.onProgress?.(doing ? during(progress, doing) : progress),
  };
  const run = createRunner(tools, tell, hooks.signal);
  const hosted: Searched[] = [];
  const notes: string[] = [];
  let usage: Usage | undefined;
  let retries = 0;
  let rounds = 0;
  let bytes = 0;
  let tokens = estimateTokens([...first.history, userItem(first.question, first.parts)]);
  /** The last round in which the model said something before its calls. */
  let remark: Sent | undefined;
  let state: string | undefined;
  ready = { ...ready, tools };

  const reached = async (): Promise<string | undefined> => {
    const { contextWindow = Number.POSITIVE_INFINITY } = ready.model;
    if (tokens >= ceilings.window * contextWindow) return 'The model’s window is nearly full.';
    // With less room a result could not say what it left out.
    if (bytes >= 0.99 * ceilings.bytes) return `The results have reached ${humanBytes(ceilings.bytes)}.`;
    if (d.now() - started >= ceilings.ms) return `${humanSeconds(ceilings.ms / 1000)} have passed.`;
    const spared = d.guard?.(ready.credential).then(() => undefined);
    return spared?.catch(() => 'The plan has reached the limit that the user set.');
  };
  const answered = (sent: Sent): Sent => ({
    ...sent,
    usage,
    retries,
    notes,
    ...(look ? { looked: { ...look.receipt(), rounds } } : {}),
    ...(ready.question.webSearch ? { searched: [...search.done, ...hosted] } : {}),
  });

  for (;;) {
    let sent: Sent;
    try {
      sent = await send(d, ready, watched, state);
    } catch (error) {
      // A model that falls silent after its remarks has said what it has to say.
      if (remark && error instanceof AppError && error.code === EMPTY) return answered(remark);
      throw error;
    }
    const { assembly, tried } = sent;
    usage = sum(usage, sent.usage);
    retries += sent.retries;
    notes.push(...sent.notes);
    hosted.push(...hostedSearches(assembly));
    ({ ready, turnState: state } = sent);
    const takes = !ready.closing && offered(ready).length > 0 && assembly.length === 0;
    if (tried.refusal || !takes) return answered(sent);
    const known = new Set((ready.carried ?? []).map((item) => item['call_id']));
    const made = assembly.calls.filter(({ id }) => !known.has(id));
    const calls = made.slice(0, CALLS_MAX);
    if (calls.length === 0) {
      if (assembly.text().trim() !== '') return answered(sent);
      if (remark) return answered(remark);
      throw refuse(row(EMPTY), tried.requestId).error;
    }
    rounds += 1;
    if (assembly.text().trim() !== '') remark = sent;
    const weight = calls.reduce((total, { args }) => total + Buffer.byteLength(args), 0);
    if (weight > ARGS_MAX) {
      // Sent again they would have every further request refused, so they are not there to be answered.
      const told = {
        type: 'input_text',
        text: `[Calls with ${humanBytes(weight)} of arguments were not run. ${LAST}]`,
      };
      const note = { type: 'message', role: 'developer', content: [told] };
      ready = { ...ready, carried: [...(ready.carried ?? []), note], closing: true };
      continue;
    }
    const ids = new Set(calls.map(({ id }) => id));
    const said = asInputs(once(assembly.items, ids));
    bytes += weight;
    tokens += estimateTokens(said);
    const outputs: string[] = [];
    for (const call of calls) {
      const why = await reached();
      const left = Math.max(1, ceilings.ms - (d.now() - started));
      const result = why === undefined ? await run(call, offered(ready), left) : `Not run. ${why}`;
      const output = redactHeld(result);
      bytes += Buffer.byteLength(output);
      tokens += estimateTokens(output);
      outputs.push(output);
    }
    if (made.length > CALLS_MAX)
      outputs.push(`${outputs.pop() ?? ''}\n\n[Only the first ${CALLS_MAX} calls were taken.]`);
    const end = rounds >= ceilings.rounds ? `This was round ${rounds}, the last.` : await reached();
    if (end !== undefined) outputs.push(`${outputs.pop() ?? ''}\n\n[${end} ${LAST}]`);
    const heard = calls.map(({ id }, i) => ({
      type: 'function_call_output',
      call_id: id,
      output: outputs[i] ?? '',
    }));
    ready = { ...ready, carried: [...(ready.carried ?? []), ...said, ...heard], closing: end !== undefined };
  }
}

/** Calls taken of one round. */
const CALLS_MAX = 100;
/** Of all their arguments, which are sent again with every further round. Bytes. */
const ARGS_MAX = 100_000;

const EMPTY = 'backend.empty';
const LAST =
  'No further call is run. Answer now with what you have, and say what you could not check because of it.';

/** What is replayed, each of these calls once. */
function once(items: readonly JsonObject[], ids: ReadonlySet<string>): readonly JsonObject[] {
  const left = new Set<unknown>(ids);
  return items.filter((item) =>
    item['type'] === 'function_call' ? left.delete(item['call_id']) : REPLAYED.has(String(item['type'])),
  );
}

function sum(a: Usage | undefined, b: Usage | undefined): Usage | undefined {
  if (!a || !b) return a ?? b;
  return {
    inputTokens: a.inputTokens + b.inputTokens,
    cachedTokens: a.cachedTokens + b.cachedTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    reasoningTokens: a.reasoningTokens + b.reasoningTokens,
  };
}

/** What the last call was about, shown until the model does something else. */
interface Doing {
  readonly phase: 'looking' | 'searching';
  readonly says: string;
}

/** The live progress of a later round; while the model is silent, what it is reading. */
function during(progress: Progress, { phase, says }: Doing): Progress {
  const isQuiet = (): boolean => progress.phase === 'sending' || progress.phase === 'waiting';
  return {
    model: progress.model,
    effort: progress.effort,
    get phase() {
      return isQuiet() ? phase : progress.phase;
    },
    get thought() {
      return progress.thought || says;
    },
    get length() {
      return progress.length;
    },
  };
}

/** Runs calls one after the other; a call that was answered before is not run again. */
function createRunner(
  tools: readonly ClientTool[],
  tell: (phase: Doing['phase'], says: string) => void,
  signal: AbortSignal,
) {
  const earlier = new Map<string, string>();
  return async ({ id, name, args: text }: Call, now: readonly ClientTool[], ms: number): Promise<string> => {
    const tool = tools.find((one) => one.name === name && now.includes(one));
    const names = now.map((one) => one.name).join(', ');
    if (!tool) return `There is no tool "${name.slice(0, 60)}". There are: ${names}.`;
    const args = text.trim() === '' ? {} : parseJson(text, DEEPEST);
    if (!isObject(args)) return 'Not run: the arguments are not a JSON object.';
    const key = JSON.stringify([name, args]);
    const before = earlier.get(key);
    if (before !== undefined)
      return `Not run again: this is the same call as ${before}, whose result is above. Ask for something else, or answer.`;
    earlier.set(key, id);
    const patience = AbortSignal.timeout(ms);
    const both = AbortSignal.any([signal, patience]);
    try {
      tell(name === SEARCH ? 'searching' : 'looking', tool.says(args));
      return await orAborted(tool.run(args, both), both);
    } catch (error) {
      if (signal.aborted) throw error;
      return patience.aborted ? 'Stopped: it took too long.' : 'The tool failed; nothing was read.';
    }
  };
}

/** Arguments of our tools are lists of objects. */
const DEEPEST = 20;
