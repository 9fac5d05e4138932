import { its, say } from '../system/wording.ts';
import { AppError } from '../system/errors.ts';
import { isObject, stringOf, type JsonObject } from '../system/json.ts';
import type { Thread, ThreadMeta, Turn } from './thread.ts';

/**
 * The `input` items of the turns so far (docs/wire.md 6.2: history is sent again in full, reasoning with its
 * encrypted_content, because nothing is stored at the server). `next`: the model that will be asked, and the account
 * that will pay. `forgotten`: turns whose hidden reasoning was left out because it came from another model. Refuses another account with an `input` error. Pure.
 *
 * This is the only place of the threads that looks into items:
 * - Encrypted reasoning works only for the account that it was made for. docs/wire.md 6.2 says nothing about another
 * model, so we leave it out then; the text of the answers stays.
 * - An item whose reasoning is missing loses its id: the backend would expect the matching reasoning.
 * - A turn that was cut short is replayed as question and text; a turn without any text is not replayed.
 */
export function historyOf(
  thread: Pick<Thread, 'meta' | 'turns'>,
  next: Pick<ThreadMeta, 'model' | 'accountId'>,
) {
  if (thread.meta.accountId !== next.accountId) throw otherAccount(thread.meta.accountId);
  let forgotten = 0;
  const items = thread.turns.flatMap((turn) => {
    const sameModel = turn.model === next.model;
    const said = replayed(turn, sameModel);
    if (said.length > 0 && !sameModel && turn.items.some(isReasoning)) forgotten += 1;
    return said;
  });
  return { items, forgotten };
}

/** What one turn sends again, to its own model or another: the question and the answer. Pure. */
export function replayed(turn: Turn, sameModel: boolean): readonly JsonObject[] {
  const answer = answerItems(turn, sameModel);
  return answer.length === 0 ? [] : [turn.input, ...answer];
}

function otherAccount(owner: string | undefined): AppError {
  return new AppError({
    kind: 'input',
    code: 'thread.account',
    what: 'This thread belongs to another account, so it was not sent.',
    why: `It was started with ${owner === undefined ? 'an API key' : `the account ${owner}`}, whose encrypted reasoning no other account can use.`,
    fix: say`Omit ${its.thread} to start a new thread, or sign in to that account with ${its.login}.`,
  });
}

const isReasoning = (item: JsonObject): boolean => item['type'] === 'reasoning';

function answerItems(turn: Turn, sameModel: boolean): readonly JsonObject[] {
  if (turn.state === 'writing' || turn.text === '') return [];
  const message = turn.items.some((item) => item['type'] === 'message');
  if (turn.state !== 'complete' || !message) return [spoken(turn.text)];
  return asInputs(turn.items, sameModel);
}

/** What the model said, as it is sent again: to its own model with its reasoning, to another without. Pure. */
export function asInputs(items: readonly JsonObject[], sameModel = true): readonly JsonObject[] {
  const usable = items.filter(
    (item) => !isReasoning(item) || (sameModel && stringOf(item['encrypted_content']) !== undefined),
  );
  const whole = usable.length === items.length;
  return usable.map((item) => asInput(item, whole));
}

/** The answer's text, for turns whose own items are incomplete. */
function spoken(text: string): JsonObject {
  return { type: 'message', role: 'assistant', content: [{ type: 'output_text', text }] };
}

/** The keys that the CLI sends again (docs/wire.md 6.2); `status` and annotations are the server's own notes. */
const KEPT: Readonly<Record<string, readonly string[]>> = {
  message: ['type', 'id', 'role', 'phase', 'content'],
  reasoning: ['type', 'id', 'summary', 'content', 'encrypted_content'],
  function_call: ['type', 'status', 'id', 'name', 'namespace', 'arguments', 'call_id'],
};

function asInput(item: JsonObject, withId: boolean): JsonObject {
  const type = stringOf(item['type']) ?? '';
  const kept = KEPT[type] ?? Object.keys(item);
  const picked = Object.fromEntries(
    kept.filter((key) => key in item && (withId || key !== 'id')).map((key) => [key, item[key]]),
  );
  const { content } = picked;
  return type === 'message' && Array.isArray(content) ? { ...picked, content: content.map(asPart) } : picked;
}

function asPart(part: unknown): unknown {
  return isObject(part) && part['type'] === 'output_text'
    ? { type: 'output_text', text: stringOf(part['text']) ?? '' }
    : part;
}
