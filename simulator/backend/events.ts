import { randomBytes } from 'node:crypto';
import { asObject } from '../request.ts';
import type { CompleteAnswer, PlannedCall } from './answer.ts';
import type { Question } from './question.ts';

/** One thing to do on the wire. A list of these is the whole answer, so faults can be cut into it and tests read it. */
export type Step =
  | { readonly do: 'event'; readonly event: ResponseEvent; readonly paced: boolean }
  | { readonly do: 'raw'; readonly text: string }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'cut' }
  | { readonly do: 'stall' };

export interface ResponseEvent {
  readonly type: string;
  readonly [field: string]: unknown;
}

export interface EventInput {
  readonly question: Question;
  readonly answer: CompleteAnswer;
  readonly responseId: string;
  readonly createdAt: number;
  readonly seal: () => string;
  /** A call as an item; remembers it, so that it can be checked when it comes back. */
  readonly issue: (call: PlannedCall, reasoning: unknown) => Record<string, unknown>;
  readonly usage: TokenUsage;
  /** The API lists the items again in response.completed; the ChatGPT backend leaves the list empty. */
  readonly listOutput: boolean;
}

export interface TokenUsage {
  readonly input: number;
  readonly cached: number;
  readonly output: number;
  readonly reasoning: number;
}

export const id = (prefix: string): string => `${prefix}_sim${randomBytes(12).toString('hex')}`;

/** The events of one answer, in the order of docs/wire.md 7.1. */
export function planEvents(input: EventInput): readonly Step[] {
  const { question, answer } = input;
  const steps: Step[] = [];
  const output: unknown[] = [];
  const emit = (type: string, fields: Record<string, unknown>, paced = false): void => {
    steps.push({ do: 'event', event: { type, ...fields, sequence_number: steps.length }, paced });
  };
  const finish = (item: Record<string, unknown>): void => {
    emit('response.output_item.done', { output_index: output.length, item });
    output.push(item);
  };

  emit('response.created', { response: responseObject(input, 'in_progress', []) });
  emit('response.in_progress', { response: responseObject(input, 'in_progress', []) });
  planReasoning(input, emit, finish);
  if (question.webSearch) planSearch(question, emit, finish, output.length);
  if (answer.text !== '' || answer.calls.length === 0) planMessage(answer, emit, finish, output.length);
  for (const call of answer.calls) {
    const item = input.issue(
      call,
      output.find((one) => asObject(one)?.['type'] === 'reasoning'),
    );
    const place = { item_id: item['id'], output_index: output.length };
    emit('response.output_item.added', { ...place, item: { ...item, status: 'in_progress', arguments: '' } });
    emit('response.function_call_arguments.delta', { ...place, delta: item['arguments'] }, true);
    emit('response.function_call_arguments.done', { ...place, arguments: item['arguments'] });
    finish({ ...item, status: 'completed' });
  }
  emit('response.completed', {
    response: {
      ...responseObject(input, 'completed', input.listOutput ? output : []),
      usage: {
        input_tokens: input.usage.input,
        input_tokens_details: { cached_tokens: input.usage.cached },
        output_tokens: input.usage.output,
        output_tokens_details: { reasoning_tokens: input.usage.reasoning },
        total_tokens: input.usage.input + input.usage.output,
      },
    },
  });
  return steps;
}

type Emit = (type: string, fields: Record<string, unknown>, paced?: boolean) => void;
type Finish = (item: Record<string, unknown>) => void;

function planReasoning(input: EventInput, emit: Emit, finish: Finish): void {
  const item_id = id('rs');
  const output_index = 0;
  const place = { item_id, output_index, summary_index: 0 };
  const summary: unknown[] = [];
  emit('response.output_item.added', { output_index, item: { type: 'reasoning', id: item_id, summary: [] } });
  if (input.question.summary) {
    const text = input.answer.reasoningSummary;
    emit('response.reasoning_summary_part.added', { ...place, part: { type: 'summary_text', text: '' } });
    for (const delta of text.match(/\s*\S+\s?/g) ?? []) {
      emit('response.reasoning_summary_text.delta', { ...place, delta }, true);
    }
    emit('response.reasoning_summary_text.done', { ...place, text });
    emit('response.reasoning_summary_part.done', { ...place, part: { type: 'summary_text', text } });
    summary.push({ type: 'summary_text', text });
  }
  const sealed = input.question.wantsEncryptedReasoning ? { encrypted_content: input.seal() } : {};
  finish({ type: 'reasoning', id: item_id, summary, ...sealed });
}

function planSearch(question: Question, emit: Emit, finish: Finish, output_index: number): void {
  const item_id = id('ws');
  const item = { type: 'web_search_call', id: item_id, status: 'in_progress' };
  emit('response.output_item.added', { output_index, item });
  for (const phase of ['in_progress', 'searching', 'completed']) {
    emit(`response.web_search_call.${phase}`, { output_index, item_id });
  }
  const query = question.prompt.split('\n')[0] ?? '';
  finish({ ...item, status: 'completed', action: { type: 'search', query, queries: [query] } });
}

function planMessage(answer: CompleteAnswer, emit: Emit, finish: Finish, output_index: number): void {
  const item_id = id('msg');
  const { phase } = answer;
  const shell = { type: 'message', id: item_id, role: 'assistant', ...(phase ? { phase } : {}) };
  const place = { item_id, output_index, content_index: 0 };
  const part = (text: string): Record<string, unknown> => ({
    type: 'output_text',
    annotations: [],
    logprobs: [],
    text,
  });
  emit('response.output_item.added', {
    output_index,
    item: { ...shell, status: 'in_progress', content: [] },
  });
  emit('response.content_part.added', { ...place, part: part('') });
  for (const delta of answer.deltas)
    emit('response.output_text.delta', { ...place, delta, logprobs: [] }, true);
  emit('response.output_text.done', { ...place, text: answer.text, logprobs: [] });
  emit('response.content_part.done', { ...place, part: part(answer.text) });
  finish({ ...shell, status: 'completed', content: [part(answer.text)] });
}

export function responseObject(
  input: Pick<EventInput, 'responseId' | 'createdAt' | 'question'>,
  status: string,
  output: readonly unknown[],
): Record<string, unknown> {
  return {
    id: input.responseId,
    object: 'response',
    created_at: input.createdAt,
    status,
    model: input.question.model,
    error: null,
    incomplete_details: null,
    output,
  };
}

/** Roughly four characters to a token: close enough for a display, and deterministic. */
export function estimateTokens(text: string): number {
  return Math.ceil(text.length / 4);
}
