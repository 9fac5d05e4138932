import type { IncomingHttpHeaders } from 'node:http';
import { isObject, member, parseJson, stringOf, type JsonObject } from '../system/json.ts';

/** What a request of the CLI asks, as a thread keeps it. */
export interface Asked {
  /** The CLI's session, which is also the name of its own file. */
  readonly session: string;
  /** The same for every request that works on one question: tool rounds, and attempts after a failure. */
  readonly question: string;
  readonly prompt: string;
  readonly input: JsonObject;
  readonly model: string;
  readonly effort: string | undefined;
  readonly accountId: string | undefined;
}

const textOf = (part: unknown): string => stringOf(member(part, 'text')) ?? '';
const partsOf = ({ content }: JsonObject): readonly unknown[] => (Array.isArray(content) ? content : []);

/** True for a message that the user wrote, not what the CLI adds about the machine and the project. */
function isUsers(item: JsonObject): boolean {
  if (item['type'] !== 'message' || item['role'] !== 'user') return false;
  const kinds = member(item, 'internal_chat_message_metadata_passthrough', 'content_item_kinds');
  // Versions that do not say what a message is put all that is not the user's in tags.
  if (!Array.isArray(kinds)) return !textOf(partsOf(item)[0]).trimStart().startsWith('<');
  return kinds.some((kind) => typeof kind === 'string' && kind.startsWith('user.'));
}

const isAside = (item: JsonObject): boolean => item['type'] === 'message' && item['role'] !== 'assistant';

/**
 * The question in a request to `/responses` (docs/wire.md 6.1 and 6.2); undefined if it has none of the user's: the
 * CLI also asks for summaries, reviews of commands and the work of its helpers. Pure.
 */
export function askedIn(headers: IncomingHttpHeaders, body: JsonObject): Asked | undefined {
  const one = (name: string): string | undefined => stringOf(headers[name]);
  const metadata = body['client_metadata'];
  const about = parseJson(
    one('x-codex-turn-metadata') ?? stringOf(member(metadata, 'x-codex-turn-metadata')) ?? '{}',
  );
  const [kind, whose] = [member(about, 'request_kind'), member(about, 'thread_source')];
  if ((kind ?? 'turn') !== 'turn' || (whose ?? 'user') !== 'user') return undefined;
  const session =
    one('thread-id') ??
    one('session-id') ??
    stringOf(member(metadata, 'thread_id')) ??
    stringOf(body['prompt_cache_key']);
  const items = Array.isArray(body['input']) ? body['input'].filter(isObject) : [];
  const last = items.findLastIndex(isUsers);
  if (session === undefined || last < 0) return undefined;
  // All that was written since the model spoke last.
  const before = items.slice(0, last).findLastIndex((item) => !isAside(item));
  const said = items.slice(before + 1, last + 1).filter(isUsers);
  const content = said.flatMap(partsOf);
  const prompt = said.map((item) => partsOf(item).map(textOf).join('')).join('\n\n');
  return {
    session,
    question: stringOf(items[last]?.['id']) ?? `${last} ${prompt}`,
    prompt,
    input: { type: 'message', role: 'user', content },
    model: stringOf(body['model']) ?? '',
    effort: stringOf(member(body['reasoning'], 'effort')),
    accountId: one('chatgpt-account-id'),
  };
}
