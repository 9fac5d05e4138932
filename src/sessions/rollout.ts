import path from 'node:path';
import { isObject, member, numberOf, parseJson, stringOf, type JsonObject } from '../system/json.ts';
import type { Turn, TurnState } from '../threads/thread.ts';

/** What the first line of a session says (docs/sessions.md, The file). */
export interface SessionHead {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly cwd: string;
}

const textOf = (value: unknown): string => stringOf(value) ?? '';
const timeOf = (value: unknown): number => Date.parse(textOf(value)) || 0;

/** What follows in the first line is long and not needed. Its quotes are escaped within every string. */
const INSTRUCTIONS = ',"base_instructions":';

/** Reads the beginning of a file, which may end within its first line; undefined for any other form of session. */
export function parseHead(text: string): SessionHead | undefined {
  const [first = ''] = text.split('\n', 1);
  const cut = first.indexOf(INSTRUCTIONS);
  const line = parseJson(cut < 0 ? first : `${first.slice(0, cut)}}}`);
  const [id, cwd, at] = ['id', 'cwd', 'timestamp'].map((key) => stringOf(member(line, 'payload', key)));
  // Older forms number no lines (docs/sessions.md, The file).
  if (member(line, 'type') !== 'session_meta' || numberOf(member(line, 'ordinal')) === undefined)
    return undefined;
  if (!id || !cwd || !path.isAbsolute(cwd) || timeOf(at) === 0) return undefined;
  return { id, cwd, at: timeOf(at) };
}

/** A line that says something about a turn. Times are milliseconds since the epoch. */
export type SessionLine = { readonly turn: string; readonly at: number } & (
  | { readonly kind: 'started' }
  | { readonly kind: 'context'; readonly model: string; readonly effort: string | undefined }
  | { readonly kind: 'asked'; readonly text: string; readonly attached: readonly string[] }
  | { readonly kind: 'said'; readonly text: string }
  | { readonly kind: 'used'; readonly usage: JsonObject; readonly total: number | undefined }
  | { readonly kind: 'ended'; readonly error: { code: string; message: string } | undefined }
);

/** What the lines contain that are of interest: the others, often long, are not parsed. */
const MARKS = [
  '"task_started"',
  '"turn_context"',
  '"UserMessage"',
  '"AgentMessage"',
  '"token_usage_record"',
  '"task_complete"',
  '"turn_aborted"',
].map((mark) => Buffer.from(mark));

/** One line; undefined for those that say nothing about a turn, `damaged` for those that are no JSON. */
export function parseLine(line: Buffer): SessionLine | 'damaged' | undefined {
  if (!MARKS.some((mark) => line.includes(mark))) return undefined;
  const record = parseJson(line.toString('utf8'));
  if (!isObject(record)) return 'damaged';
  const { payload } = record;
  const turn = stringOf(member(payload, 'turn_id'));
  if (turn === undefined || !isObject(payload)) return undefined;
  const kind = record['type'] === 'event_msg' ? payload['type'] : record['type'];
  const about = aboutTurn(textOf(kind), payload);
  return about && { ...about, turn, at: timeOf(record['timestamp']) };
}

type About = SessionLine extends infer Line
  ? Line extends unknown
    ? Omit<Line, 'turn' | 'at'>
    : never
  : never;

function aboutTurn(kind: string, payload: JsonObject): About | undefined {
  switch (kind) {
    case 'task_started':
      return { kind: 'started' };
    case 'turn_context': {
      const effort =
        payload['effort'] ?? member(payload, 'collaboration_mode', 'settings', 'reasoning_effort');
      return { kind: 'context', model: textOf(payload['model']), effort: stringOf(effort) };
    }
    case 'item_completed':
      return message(payload['item']);
    case 'token_usage_record':
      return {
        kind: 'used',
        usage: usageOf(payload['turn_token_usage']),
        total: numberOf(member(payload, 'thread_token_usage', 'total_tokens')),
      };
    case 'turn_aborted':
      return { kind: 'ended', error: { code: 'cancelled', message: 'The turn was interrupted.' } };
    case 'task_complete': {
      const why = stringOf(member(payload, 'error', 'message'));
      const code = stringOf(member(payload, 'error', 'codex_error_info')) ?? 'unknown';
      return { kind: 'ended', error: why === undefined ? undefined : { code, message: why } };
    }
    default:
      return undefined;
  }
}

/** What the user or the model said; the other items belong to the CLI's tools. */
function message(item: unknown): About | undefined {
  const type = member(item, 'type');
  const content = member(item, 'content');
  if (!Array.isArray(content)) return undefined;
  const text = content.map((part) => textOf(member(part, 'text'))).join('');
  if (type === 'AgentMessage') return { kind: 'said', text };
  if (type !== 'UserMessage') return undefined;
  const images = content
    .map((part) => member(part, 'type'))
    .filter((t) => t === 'local_image' || t === 'image');
  return { kind: 'asked', text, attached: images.map(() => 'image') };
}

/** In our own words, as other turns have them. */
function usageOf(usage: unknown): JsonObject {
  const of = (key: string): number => numberOf(member(usage, key)) ?? 0;
  return {
    inputTokens: of('input_tokens'),
    cachedTokens: of('cached_input_tokens'),
    outputTokens: of('output_tokens'),
    reasoningTokens: of('reasoning_output_tokens'),
  };
}

/** The turns of a session in their order. `alive`: a turn without an end may still be written. Pure. */
export function turnsOf(lines: readonly SessionLine[], alive: boolean): readonly Turn[] {
  const drafts = new Map<string, SessionLine[]>();
  for (const line of lines) {
    const draft = drafts.get(line.turn);
    if (draft) draft.push(line);
    else drafts.set(line.turn, [line]);
  }
  // A turn without a question has nothing to read or to send again.
  return [...drafts].flatMap(([id, draft]) => turnOf(id, draft, alive) ?? []);
}

function turnOf(id: string, lines: readonly SessionLine[], alive: boolean): Turn | undefined {
  const of = <K extends SessionLine['kind']>(kind: K) =>
    lines.filter((line): line is Extract<SessionLine, { kind: K }> => line.kind === kind);
  const asked = of('asked');
  const [first] = asked;
  if (!first) return undefined;
  const joined = (parts: readonly { readonly text: string }[]): string =>
    parts.map((part) => part.text).join('\n\n');
  const [prompt, text] = [joined(asked), joined(of('said'))];
  const [context, used, end] = [of('context').at(-1), of('used').at(-1), of('ended').at(-1)];
  return {
    id,
    state: end ? stateOf(text, end.error) : alive ? 'writing' : 'interrupted',
    askedAt: of('started')[0]?.at ?? first.at,
    endedAt: end?.at,
    model: context?.model ?? '',
    effort: context?.effort,
    systemPrompt: undefined,
    prompt,
    attached: asked.flatMap((one) => one.attached),
    input: { type: 'message', role: 'user', content: [{ type: 'input_text', text: prompt }] },
    text,
    items: [],
    usage: used?.usage,
    error: end?.error,
  };
}

function stateOf(text: string, error: unknown): TurnState {
  if (error === undefined) return 'complete';
  return text === '' ? 'failed' : 'partial';
}
