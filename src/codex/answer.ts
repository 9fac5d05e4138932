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
  /** The line of the reasoning summary that is being written, for progress messages. */
  readonly thought: string;
  readonly ending: Ending;
  readonly usage: Usage | undefined;
  readonly responseId: string | undefined;
  readonly model: string | undefined;
  /** Characters of answer seen so far. */
  readonly length: number;
  /** True once anything of the answer has been seen: from then on a retry would repeat it. */
  readonly emitted: boolean;
  /** The answer: finished items where there are any, else the deltas (PROTOCOL.md 7.1). */
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
    .map((part: unknown) =>
      isObject(part) && part['type'] === 'output_text' ? (stringOf(part['text']) ?? '') : '',
    )
    .join('');
}

function lastLine(text: string): string {
  const lines = text.split('\n').filter((l) => l.trim() !== '');
  return (lines.at(-1) ?? '').replace(/[*_`#]/g, '').trim();
}

/** Starts an empty answer. Memory and time grow linearly with what is fed. */
export function assembleAnswer(): AnswerAssembly {
  const finished: JsonObject[] = [];
  const deltas: string[] = [];
  const commentary = new Set<string>();
  let phase: Phase = 'waiting';
  let thought = '';
  let ending: Ending = { kind: 'open' };
  let usage: Usage | undefined;
  let responseId: string | undefined;
  let model: string | undefined;
  let length = 0;

  const itemPhase = (item: unknown): void => {
    const type = isObject(item) ? item['type'] : undefined;
    if (type === 'reasoning') phase = 'thinking';
    else if (type === 'web_search_call') phase = 'searching';
    else if (type === 'message') {
      const id = stringOf(member(item, 'id'));
      if (member(item, 'phase') === 'commentary' && id) commentary.add(id);
      else phase = 'writing';
    }
  };

  const onDelta = (event: StreamEvent): string | undefined => {
    const id = stringOf(event['item_id']);
    const delta = event['delta'];
    if (typeof delta !== 'string' || delta === '' || (id && commentary.has(id))) return undefined;
    phase = 'writing';
    length += delta.length;
    deltas.push(delta);
    return delta;
  };

  const onDone = (item: unknown): string | undefined => {
    if (!isObject(item)) return undefined;
    finished.push(item);
    const text = messageText(item);
    if (text === undefined || deltas.length > 0) return undefined;
    // A server that sends no deltas still gives the text here.
    length += text.length;
    return text === '' ? undefined : text;
  };

  const onEnd = (response: unknown, next: Ending): void => {
    ending = next;
    usage = usageOf(response) ?? usage;
    responseId = stringOf(member(response, 'id')) ?? responseId;
    model = stringOf(member(response, 'model')) ?? model;
  };

  return {
    take: (event) => {
      const response = event['response'];
      switch (event.type) {
        case 'response.created':
          responseId = stringOf(member(response, 'id')) ?? responseId;
          model = stringOf(member(response, 'model')) ?? model;
          return undefined;
        case 'response.output_item.added':
          itemPhase(event['item']);
          return undefined;
        case 'response.reasoning_summary_part.added':
          thought = '';
          phase = 'thinking';
          return undefined;
        case 'response.reasoning_summary_text.delta':
          thought = (thought + (stringOf(event['delta']) ?? '')).slice(-400);
          return undefined;
        case 'response.output_text.delta':
          return onDelta(event);
        case 'response.output_item.done':
          return onDone(event['item']);
        case 'response.completed':
          onEnd(response, { kind: 'completed' });
          return undefined;
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
          // Only a plain API sends it over HTTP; the plan's backend ends the stream instead (PROTOCOL.md 7.1).
          onEnd(undefined, { kind: 'failed', error: isObject(event['error']) ? event['error'] : event });
          return undefined;
        default:
          return undefined;
      }
    },
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
    text: () => {
      const texts = finished.map(messageText).filter((t) => t !== undefined);
      const done = texts.join('\n\n');
      const streamed = deltas.join('');
      // Cut off in the middle of a second message, the deltas know more than the finished items.
      return ending.kind !== 'completed' && streamed.length > done.length
        ? streamed
        : done !== ''
          ? done
          : streamed;
    },
    items: () => finished,
  };
}
