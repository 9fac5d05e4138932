import { createHash } from 'node:crypto';
import { its, onlyIn, say } from '../system/wording.ts';
import { AppError } from '../system/errors.ts';
import { member, stringOf, type JsonObject } from '../system/json.ts';
import { humanBytes, type Gathered } from '../attach/gathering.ts';
import { replayed } from '../threads/history.ts';
import type { Thread } from '../threads/thread.ts';
import type { Question } from './question.ts';
import { instructionsOf } from './request.ts';
import { habitsOf } from './turn.ts';

/** A text that a question would send, with a name that the reader knows. */
export interface Piece {
  readonly kind: 'words' | 'history';
  readonly name: string;
  readonly text: string;
}

/** Everything that a question would send, known before anything leaves the machine. */
export type Outgoing = ReturnType<typeof outgoingOf>;

/** Combines the question, the thread's earlier turns and the attachments. Pure. */
export function outgoingOf(
  asked: Question,
  thread: Thread | undefined,
  gathered: Gathered | undefined,
  defaultModel: string | undefined,
) {
  const habits = thread && habitsOf(thread);
  const systemPrompt = asked.systemPrompt ?? habits?.systemPrompt;
  const question = { ...asked, model: asked.model ?? habits?.model ?? defaultModel, systemPrompt };
  // As sent to the same model; another model gets less, never more.
  const turns = (thread?.turns ?? []).map((turn) => replayed(turn, true)).filter((turn) => turn.length > 0);
  const { outputSchema } = question;
  const inherited = asked.systemPrompt === undefined && systemPrompt !== undefined;
  const piece = (kind: Piece['kind'], name: string, text: string): Piece => ({ kind, name, text });
  const pieces = [
    piece(inherited ? 'history' : 'words', 'the system prompt', instructionsOf(question)),
    piece('words', 'the prompt', question.prompt),
    ...(outputSchema ? [piece('words', 'the output schema', JSON.stringify(outputSchema, null, 2))] : []),
    ...turns.map((turn, i) => piece('history', `turn ${i + 1} of the thread`, turn.map(itemText).join('\n'))),
  ];
  const { model, verbosity, temperature, webSearch, look, account } = question;
  const tools = [webSearch && 'web search', look && 'looking around'].filter(Boolean).join(', ') || 'none';
  const effort = asked.effort ?? habits?.effort;
  const named = account === undefined ? {} : { account };
  const options = { ...named, model, effort, verbosity, temperature, tools };
  return { question, thread, gathered, turns, pieces, options };
}

/** A readable form of a thread's item: its texts, and the size of encrypted content. */
function itemText(item: JsonObject): string {
  const { content } = item;
  const parts: readonly unknown[] = item['type'] === 'message' && Array.isArray(content) ? content : [item];
  const texts = parts.map((part) => stringOf(member(part, 'text')) ?? JSON.stringify(part, abridged));
  return `[${stringOf(item['role']) ?? 'model'}] ${texts.join('\n')}`;
}

const abridged = (key: string, value: unknown): unknown =>
  (key === 'encrypted_content' || key === 'image_url') && typeof value === 'string'
    ? humanBytes(value.length)
    : value;

const hash = (value: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(value) ?? '')
    .digest('hex');

/** What an approval covers, in the order of the short digests. */
const PARTS = ['prompt', 'system prompt', 'schema', 'thread so far', 'attachments', 'model or options'];
const SHORT = 4;

/** One digest of everything that would be sent, followed by the beginning of each part's digest. Pure. */
export function digestOf({ question, thread, turns, gathered, options }: Outgoing): string {
  const { prompt, outputSchema } = question;
  // Include the thread's id: it is sent too, and two threads may have the same content.
  const said = thread && [thread.stored ? thread.meta.id : thread.meta.from, turns];
  const parts = [prompt, instructionsOf(question), outputSchema, said, gathered?.parts, options].map(hash);
  return `${hash(parts)}-${parts.map((part) => part.slice(0, SHORT)).join('')}`;
}

/** Throws if the approval is for different content than what would be sent. The first part of a digest decides. */
export function assertApproved(outgoing: Outgoing): void {
  const { approved } = outgoing.question;
  if (approved === undefined) return;
  const [whole, then = ''] = approved.split('-');
  const [digest, now = ''] = digestOf(outgoing).split('-');
  if (whole === digest) return;
  const of = (short: string, i: number): string => short.slice(i * SHORT, (i + 1) * SHORT);
  const changed = PARTS.filter((_part, i) => then !== '' && of(then, i) !== of(now, i)).join(', ');
  throw new AppError({
    kind: 'input',
    code: 'query.not_approved',
    what: 'Nothing was sent: the question differs from what was approved.',
    why: changed ? `Different from the dry run: ${changed}.` : 'The digest belongs to another dry run.',
    fix: say`Make a new dry run, ${onlyIn('assistant', 'let the user ')}check it, and pass its digest as ${its.approved}.`,
  });
}
