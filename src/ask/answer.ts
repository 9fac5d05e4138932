import { isObject, member, numberOf, stringOf, type JsonObject } from '../system/json.ts';
import type { StreamEvent } from './events.ts';

export type Phase = 'waiting' | 'thinking' | 'searching' | 'writing';

/** Tokens as the server counts them. */
export interface Usage {
  readonly inputTokens: number;
  readonly cachedTokens: number;
  readonly outputTokens: number;
  readonly reasoningTokens: number;
}

/** How the stream ended; `open` while it has not. */
export type Ending =
  | { readonly kind: 'open' }
  | { readonly kind: 'completed' }
  | { readonly kind: 'failed'; readonly error: JsonObject }
  | { readonly kind: 'incomplete'; readonly reason: string };

/** What has arrived so far. Fed event by event; asked for the text at the end. */
export interface AnswerAssembly {
  /** Takes one event; returns the piece of the answer's text that it added, if any. */
  take(event: StreamEvent): string | undefined;
  readonly phase: Phase;
  /** The line of the reasoning summary or the search that is under way, for progress messages. */
  readonly thought: string;
  readonly ending: Ending;
  readonly usage: Usage | undefined;
  readonly responseId: string | undefined;
  readonly model: string | undefined;
  /** Characters of answer seen so far. */
  readonly length: number;
  /** True once anything of the answer has been seen: from then on a retry would repeat it. */
  readonly emitted: boolean;
  /** The answer: finished items where there are any, else the deltas (docs/wire.md 7.1). */
  text(): string;
  /** The finished items in order, to be sent again with the next turn of the thread. */
  items(): readonly JsonObject[];
}

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

/** The text of a message item; undefined for a remark on the way (`phase: commentary`), which is no answer. */
export function messageText(item: unknown): string | undefined {
  if (!isObject(item) || item['type'] !== 'message' || item['phase'] === 'commentary') return undefined;
  const content: unknown = item['content'];
  if (!Array.isArray(content)) return undefined;
  return content
    .map((part: unknown) => {
      if (!isObject(part)) return '';
      // A refusal in the model's own words is an answer too.
      return stringOf(part['type'] === 'refusal' ? part['refusal'] : part['text']) ?? '';
    })
    .join('');
}

function lastLine(text: string): string {
  const lines = text.split('\n').filter((l) => l.trim() !== '');
  return (lines.at(-1) ?? '').replace(/[*_`#]/g, '').trim();
}

/** One message of the answer: what was streamed of it, and the whole once it is finished. */
interface Message {
  readonly deltas: string[];
  whole: string | undefined;
}

/** Messages of one answer are told apart by a blank line, streamed or whole. */
const GAP = '\n\n';
/** The summary's last lines are all that is ever shown. Characters. */
const THOUGHT = 400;

/** Starts an empty answer. Memory and time grow linearly with what is fed. */
export function assembleAnswer(): AnswerAssembly {
  const finished: JsonObject[] = [];
  /** In the order of their first sign; a message without an id goes by the empty one. */
  const messages = new Map<string, Message>();
  const commentary = new Set<string>();
  let last = '';
  let phase: Phase = 'waiting';
  let thought = '';
  let ending: Ending = { kind: 'open' };
  let usage: Usage | undefined;
  let responseId: string | undefined;
  let model: string | undefined;
  let length = 0;

  const messageOf = (id: string): Message => {
    const known = messages.get(id);
    if (known) return known;
    const made: Message = { deltas: [], whole: undefined };
    messages.set(id, made);
    return made;
  };

  /** Counts what is new and puts the gap before the first piece of a further message. */
  const emit = (id: string, text: string): string => {
    const piece = length > 0 && id !== last ? GAP + text : text;
    last = id;
    length += piece.length;
    phase = 'writing';
    return piece;
  };

  const onAdded = (item: unknown): void => {
    const type = member(item, 'type');
    if (type === 'reasoning') phase = 'thinking';
    else if (type === 'web_search_call') phase = 'searching';
    else if (type === 'message') {
      const id = stringOf(member(item, 'id'));
      if (member(item, 'phase') === 'commentary' && id) commentary.add(id);
      else phase = 'writing';
    }
  };

  const onDelta = (event: StreamEvent): string | undefined => {
    const id = stringOf(event['item_id']) ?? '';
    const { delta } = event;
    if (typeof delta !== 'string' || delta === '' || commentary.has(id)) return undefined;
    messageOf(id).deltas.push(delta);
    return emit(id, delta);
  };

  const onDone = (item: unknown): string | undefined => {
    if (!isObject(item)) return undefined;
    finished.push(item);
    const query = stringOf(member(item, 'action', 'query'));
    if (item['type'] === 'web_search_call' && query) thought = query;
    const text = messageText(item);
    const id = stringOf(item['id']) ?? '';
    if (text === undefined) {
      if (item['type'] === 'message') messages.delete(id);
      return undefined;
    }
    // Deltas that named no item belong to the item that finishes now.
    const message = messageOf(messages.has(id) || !messages.has('') ? id : '');
    message.whole = (message.whole ?? '') + text;
    // A server that sends no deltas still gives the text here.
    return message.deltas.length > 0 || text === '' ? undefined : emit(id, text);
  };

  const onEnd = (response: unknown, next: Ending): void => {
    ending = next;
    usage = usageOf(response) ?? usage;
    responseId = stringOf(member(response, 'id')) ?? responseId;
    model = stringOf(member(response, 'model')) ?? model;
  };

  const onCompleted = (response: unknown): string | undefined => {
    onEnd(response, { kind: 'completed' });
    const output = member(response, 'output');
    // Only where neither deltas nor finished items came: the public API lists the items here once more.
    if (finished.length > 0 || length > 0 || !Array.isArray(output)) return undefined;
    const pieces = output.map(onDone).filter((piece) => piece !== undefined);
    return pieces.length > 0 ? pieces.join('') : undefined;
  };

  const take = (event: StreamEvent): string | undefined => {
    const { response } = event;
    switch (event.type) {
      case 'response.output_text.delta':
      case 'response.refusal.delta':
        return onDelta(event);
      case 'response.created':
        responseId = stringOf(member(response, 'id')) ?? responseId;
        model = stringOf(member(response, 'model')) ?? model;
        return undefined;
      case 'response.output_item.added':
        onAdded(event['item']);
        return undefined;
      case 'response.output_item.done':
        return onDone(event['item']);
      case 'response.reasoning_summary_part.added':
        thought = '';
        phase = 'thinking';
        return undefined;
      case 'response.reasoning_summary_text.delta':
        thought = (thought + (stringOf(event['delta']) ?? '')).slice(-THOUGHT);
        return undefined;
      case 'response.completed':
        return onCompleted(response);
      case 'response.failed': {
        const error = member(response, 'error') ?? event['error'];
        onEnd(response, { kind: 'failed', error: isObject(error) ? error : {} });
        return undefined;
      }
      case 'response.incomplete':
        onEnd(response, {
          kind: 'incomplete',
          reason: stringOf(member(response, 'incomplete_details', 'reason')) ?? 'unknown',
        });
        return undefined;
      case 'error':
        // The CLI ignores it and waits for the end of the stream (docs/wire.md 7.1); it says why the stream ends.
        onEnd(undefined, { kind: 'failed', error: isObject(event['error']) ? event['error'] : event });
        return undefined;
      default:
        return undefined;
    }
  };

  return {
    take,
    get phase() {
      return phase;
    },
    get thought() {
      return lastLine(thought);
    },
    get ending() {
      return ending;
    },
    get usage() {
      return usage;
    },
    get responseId() {
      return responseId;
    },
    get model() {
      return model;
    },
    get length() {
      return length;
    },
    get emitted() {
      return length > 0;
    },
    text: () =>
      [...messages.values()]
        .map((m) => m.whole ?? m.deltas.join(''))
        .filter((t) => t !== '')
        .join(GAP),
    items: () => finished,
  };
}
