import { isObject, member, numberOf, stringOf, type JsonObject } from '../system/json.ts';
import { redactHeld, redactStream } from '../system/redact.ts';
import type { StreamEvent } from './events.ts';

export type Phase = 'waiting' | 'thinking' | 'searching' | 'writing';

/** Tokens as the server counts them. */
export interface Usage {
  readonly inputTokens: number;
  readonly cachedTokens: number;
  readonly outputTokens: number;
  readonly reasoningTokens: number;
}

/** How the stream ended; `open` until then. */
export type Ending =
  | { readonly kind: 'open' }
  | { readonly kind: 'completed' }
  | { readonly kind: 'failed'; readonly error: JsonObject }
  | { readonly kind: 'incomplete'; readonly reason: string };

function usageOf(response: unknown): Usage | undefined {
  const usage = member(response, 'usage');
  const inputTokens = numberOf(member(usage, 'input_tokens'));
  const outputTokens = numberOf(member(usage, 'output_tokens'));
  if (inputTokens === undefined || outputTokens === undefined) return undefined;
  return {
    inputTokens,
    outputTokens,
    cachedTokens: numberOf(member(usage, 'input_tokens_details', 'cached_tokens')) ?? 0,
    reasoningTokens: numberOf(member(usage, 'output_tokens_details', 'reasoning_tokens')) ?? 0,
  };
}

/**
 * The text of a message item; undefined for an interim remark (`phase: commentary`), which is not part of the answer.
 */
export function messageText(item: unknown): string | undefined {
  if (!isObject(item) || item['type'] !== 'message' || item['phase'] === 'commentary') return undefined;
  const content: unknown = item['content'];
  if (!Array.isArray(content)) return undefined;
  // A refusal in the model's own words is an answer too.
  return content
    .map((part) => stringOf(member(part, 'text')) ?? stringOf(member(part, 'refusal')) ?? '')
    .join('');
}

/** One message of the answer: the streamed part, and the whole text once finished. */
interface Message {
  readonly deltas: string[];
  whole: string | undefined;
}

/** A call of one of our tools. */
export interface Call {
  readonly id: string;
  readonly name: string;
  readonly args: string;
}

function callsIn(items: readonly JsonObject[]): readonly Call[] {
  const calls = new Map<string, Call>();
  for (const item of items.filter(({ type }) => type === 'function_call')) {
    const [id, name] = [stringOf(item['call_id']), stringOf(item['name'])];
    if (id && name && !calls.has(id)) calls.set(id, { id, name, args: stringOf(item['arguments']) ?? '' });
  }
  return [...calls.values()];
}

/** A blank line separates the messages of one answer, streamed or whole. */
const GAP = '\n\n';
/** Only the summary's last lines are ever shown. Characters. */
const THOUGHT = 400;
/**
 * The most that is kept of one stream; it holds the answer twice, in pieces and whole. Many times what a model can
 * write. Characters.
 */
const MOST = 8_000_000;

/** Collects the answer event by event and returns the text at the end. Memory and time grow linearly with the input. */
export class AnswerAssembly {
  phase: Phase = 'waiting';
  ending: Ending = { kind: 'open' };
  usage: Usage | undefined;
  model: string | undefined;
  /** Characters of the answer so far. Above 0 a retry would repeat shown text. */
  length = 0;
  /** The finished items in order, for sending again with the next turn of the thread. */
  readonly items: JsonObject[] = [];
  /** In the order of first appearance; a message without an id uses the empty id. */
  readonly #messages = new Map<string, Message>();
  readonly #commentary = new Set<string>();
  #last = '';
  /** The message that the waiting text belongs to. */
  #open = '';
  #summary = '';
  #kept = 0;
  /** Messages that are the answer by their own words, so that they need not wait. */
  readonly #final = new Set<string>();
  readonly #held: (readonly [id: string, text: string])[] = [];
  readonly #holds: boolean;
  readonly #text = redactStream();
  readonly #thoughts = redactStream();

  /**
   * With `holds` a message may be a remark before a tool call: it is shown when it calls itself final, or when the
   * stream has ended without a call.
   */
  constructor(holds = false) {
    this.#holds = holds;
  }

  /** The calls that the model makes: each can be answered once. */
  get calls(): readonly Call[] {
    return callsIn(this.items);
  }

  /** The current line of the reasoning summary or the current search, for progress messages. */
  get thought(): string {
    const lines = this.#summary.split('\n').filter((line) => line.trim() !== '');
    return (lines.at(-1) ?? '').replace(/[*_`#]/g, '').trim();
  }

  /** True if the limit is reached: the text so far is then the answer. */
  get full(): boolean {
    return this.#kept > MOST;
  }

  /** The answer: finished items if there are any, else the deltas (docs/wire.md 7.1). */
  text(): string {
    const texts = [...this.#messages].map(
      ([id, { whole, deltas }]) => whole ?? deltas.join('') + (id === this.#open ? this.#text.rest : ''),
    );
    return texts.filter((text) => text !== '').join(GAP);
  }

  /** Processes one event of `size` characters; returns the text that it added to the answer, if any. */
  take(event: StreamEvent, size = 0): string | undefined {
    const { response } = event;
    this.usage = usageOf(response) ?? this.usage;
    this.model = stringOf(member(response, 'model')) ?? this.model;
    switch (event.type) {
      case 'response.output_text.delta':
      case 'response.refusal.delta':
        return this.#onDelta(event);
      case 'response.output_item.added':
        this.#onAdded(event['item']);
        break;
      case 'response.output_item.done':
        this.#kept += size;
        return this.#onDone(event['item']);
      case 'response.reasoning_summary_part.added':
        this.#summary = '';
        this.phase = 'thinking';
        break;
      case 'response.reasoning_summary_text.delta':
        this.#summary += this.#thoughts.push(stringOf(event['delta']) ?? '');
        this.#summary = this.#summary.slice(-THOUGHT);
        break;
      case 'response.completed':
        this.ending = { kind: 'completed' };
        return (
          (this.#settle() || (this.#onCompleted(member(response, 'output')) ?? '')) + this.#release() ||
          undefined
        );
      case 'response.failed': {
        const error = member(response, 'error') ?? event['error'];
        this.ending = { kind: 'failed', error: isObject(error) ? error : {} };
        break;
      }
      case 'response.incomplete': {
        const reason = stringOf(member(response, 'incomplete_details', 'reason')) ?? 'unknown';
        this.ending = { kind: 'incomplete', reason };
        return this.#release() || undefined;
      }
      case 'error':
        // The CLI ignores this event and waits for the end of the stream (docs/wire.md 7.1); we use it because it
        // says why the stream ends.
        this.ending = { kind: 'failed', error: isObject(event['error']) ? event['error'] : event };
    }
    return undefined;
  }

  #messageOf(id: string): Message {
    const known = this.#messages.get(id);
    if (known) return known;
    const made: Message = { deltas: [], whole: undefined };
    this.#messages.set(id, made);
    this.#kept += id.length + GAP.length;
    return made;
  }

  /** What waited, unless it was a remark before a call. */
  #release(): string {
    if (this.#held.length === 0 || this.calls.length > 0) return '';
    return this.#held
      .splice(0)
      .map(([id, text]) => this.#show(id, text))
      .join('');
  }

  #emit(id: string, text: string): string {
    if (!this.#holds) return this.#show(id, text);
    if (this.#final.has(id)) return this.#release() + this.#show(id, text);
    this.#held.push([id, text]);
    return '';
  }

  /** Counts the new text and puts the gap before the first piece of each further message. */
  #show(id: string, text: string): string {
    const piece = this.length > 0 && id !== this.#last ? GAP + text : text;
    this.#last = id;
    this.length += piece.length;
    this.phase = 'writing';
    return piece;
  }

  #onAdded(item: unknown): void {
    const type = member(item, 'type');
    if (type === 'reasoning') this.phase = 'thinking';
    else if (type === 'web_search_call') this.phase = 'searching';
    else if (type === 'message') {
      const id = stringOf(member(item, 'id'));
      if (member(item, 'phase') === 'commentary' && id) {
        this.#kept += id.length;
        this.#commentary.add(id);
      } else this.phase = 'writing';
      if (member(item, 'phase') === 'final_answer' && id) this.#final.add(id);
    }
  }

  #onDelta(event: StreamEvent): string | undefined {
    const id = stringOf(event['item_id']) ?? '';
    const delta = stringOf(event['delta']);
    if (delta === undefined || this.#commentary.has(id)) return undefined;
    const before = id === this.#open ? '' : this.#settle();
    this.#open = id;
    const { deltas } = this.#messageOf(id);
    const piece = this.#text.push(delta);
    this.#kept += delta.length;
    if (piece === '') return before || undefined;
    deltas.push(piece);
    return before + this.#emit(id, piece) || undefined;
  }

  /** The waiting end of the last message, which could have become a secret. */
  #settle(): string {
    const rest = this.#text.end();
    if (rest === '') return '';
    this.#messageOf(this.#open).deltas.push(rest);
    return this.#emit(this.#open, rest);
  }

  #onDone(item: unknown): string | undefined {
    if (!isObject(item)) return undefined;
    this.items.push(item);
    const query = stringOf(member(item, 'action', 'query'));
    if (item['type'] === 'web_search_call' && query) this.#summary = query;
    const said = messageText(item);
    const text = said && redactHeld(said);
    const id = stringOf(item['id']) ?? '';
    if (text === undefined) {
      if (item['type'] === 'message') this.#messages.delete(id);
      return undefined;
    }
    // Deltas without an item id belong to the item that finishes now.
    const message = this.#messageOf(this.#messages.has(id) || !this.#messages.has('') ? id : '');
    const rest = this.#settle();
    message.whole = (message.whole ?? '') + text;
    // A server that sends no deltas delivers the text here.
    return (message.deltas.length > 0 || text === '' ? rest : rest + this.#emit(id, text)) || undefined;
  }

  /** Only if neither deltas nor finished items came: the public API repeats the items here. */
  #onCompleted(output: unknown): string | undefined {
    if (this.items.length > 0 || this.length > 0 || !Array.isArray(output)) return undefined;
    return output.map((item) => this.#onDone(item) ?? '').join('') || undefined;
  }
}
