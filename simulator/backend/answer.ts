import type { Question } from './question.ts';
import { minimalValue } from './schema.ts';

/** What the model says: a text, or a text with its parts laid out. */
export interface AnswerPlan {
  readonly text: string;
  readonly reasoningSummary?: string;
  /** The pieces the text is streamed in; together they should be the text. */
  readonly deltas?: readonly string[];
  /** Calls of the client's functions; a text before them is a remark. */
  readonly calls?: readonly PlannedCall[];
  /** Of the text's message; without calls it is the final answer. */
  readonly phase?: 'commentary' | 'final_answer' | null;
}

export interface PlannedCall {
  readonly name: string;
  /** Sent as JSON, unless it is a text. */
  readonly arguments: unknown;
  readonly callId?: string;
}

export type Answer = (question: Question) => string | AnswerPlan;

export interface CompleteAnswer {
  readonly text: string;
  readonly reasoningSummary: string;
  readonly deltas: readonly string[];
  readonly calls: readonly PlannedCall[];
  readonly phase: string | undefined;
}

/** Runs the caller's answer, or the default one, and fills what it left open. */
export function completeAnswer(question: Question, answer: Answer = defaultAnswer): CompleteAnswer {
  const given = answer(question);
  const plan = typeof given === 'string' ? { text: given } : given;
  return {
    text: plan.text,
    reasoningSummary: plan.reasoningSummary ?? defaultSummary(question),
    deltas: plan.deltas ?? splitWords(plan.text),
    calls: plan.calls ?? [],
    phase: plan.phase === null ? undefined : (plan.phase ?? (plan.calls ? 'commentary' : 'final_answer')),
  };
}

/** Deterministic, and says enough about the question to prove that it arrived whole. */
export function defaultAnswer(question: Question): string | AnswerPlan {
  const searches = question.functions.some(({ name }) => name === 'search');
  if (searches && question.outputs.length === 0)
    return { text: '', calls: [{ name: 'search', arguments: { queries: [firstLine(question.prompt)] } }] };
  if (question.schema) return JSON.stringify(minimalValue(question.schema));
  const lines = [
    `This is a simulated answer from ${question.model}; no real model was asked.`,
    '',
    `You asked: “${firstLine(question.prompt)}”`,
  ];
  for (const { name, text } of question.attachments) {
    lines.push(`Attached: ${name}, ${lineCount(text)} ${plural(lineCount(text), 'line')}.`);
  }
  if (question.images > 0) lines.push(`Attached: ${question.images} ${plural(question.images, 'image')}.`);
  const count = question.messages.length;
  lines.push(`I received ${count} ${plural(count, 'message')}, and think at effort ${question.effort}.`);
  const earlier = question.messages.filter(
    (message) => message.role === 'user' && !message.text.startsWith('<'),
  );
  const before = earlier.at(-2);
  if (before) lines.push(`Before that, you asked: “${firstLine(before.text)}”`);
  if (question.webSearch || searches)
    lines.push('I also searched the web, in pretence: https://example.com/');
  return lines.join('\n');
}

function defaultSummary(question: Question): string {
  return `**Reading the question**\n\nThe user wants to know about “${firstLine(question.prompt)}”.`;
}

function firstLine(text: string): string {
  const line = text.trim().split('\n')[0] ?? '';
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}

export function lineCount(text: string): number {
  const trimmed = text.endsWith('\n') ? text.slice(0, -1) : text;
  return trimmed === '' ? 0 : trimmed.split('\n').length;
}

function plural(count: number, noun: string): string {
  return count === 1 ? noun : `${noun}s`;
}

/** A word and the space after it make one delta, as models stream. */
export function splitWords(text: string): readonly string[] {
  return text.match(/\s*\S+\s?/g) ?? (text === '' ? [] : [text]);
}
