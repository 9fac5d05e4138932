import { asObject, asString } from '../request.ts';
import { detailRefusal, errorRefusal, type Refusal } from './refusal.ts';

type Item = Readonly<Record<string, unknown>>;

/** A call that this server made, with what the client has to bring back. */
export interface IssuedCall {
  readonly callId: string;
  readonly name: string;
  readonly arguments: string;
  /** Where the tools were given in namespaces. */
  readonly namespace: string | undefined;
  /** The sealed reasoning of the same answer; undefined if none was asked for. */
  readonly sealed: string | undefined;
  /** The turn's state; undefined on the API key route. */
  readonly turnState: string | undefined;
}

/** Every call so far, by its id. */
export type IssuedCalls = Map<string, IssuedCall>;

/**
 * Checks the rounds of tools in an input (docs/wire.md 6.2, A round of tools): every call is answered exactly once, and
 * a call of ours comes back unchanged, after its reasoning, with the state of its turn.
 */
export function judgeRounds(
  items: readonly unknown[],
  issued: IssuedCalls,
  turnState: string | undefined,
): Refusal | undefined {
  const open = new Set<string>();
  const answered = new Set<string>();
  const sealed = new Set<string>();
  /** Calls after the last thing that the user said belong to the running turn. */
  const lastUser = items.findLastIndex((item) => asObject(item)?.['role'] === 'user');
  for (const [index, value] of items.entries()) {
    const item = asObject(value) ?? {};
    const place = `input[${index}]`;
    const type = asString(item['type']) ?? '';
    const id = asString(item['call_id']) ?? '';
    if (type === 'reasoning') sealed.add(asString(item['encrypted_content']) ?? '');
    if (type === 'function_call' || type === 'custom_tool_call') {
      if (open.has(id) || answered.has(id)) return bad(place, `The call '${id}' is there twice.`);
      open.add(id);
      const call = issued.get(id);
      const refusal = call && judgeCall(item, call, place, sealed);
      if (refusal) return refusal;
      if (call?.turnState !== undefined && index > lastUser && call.turnState !== turnState)
        return bad('x-codex-turn-state', `The state of the turn of '${id}' is missing.`);
    }
    if (type === 'function_call_output' || type === 'custom_tool_call_output') {
      if (answered.has(id)) return bad(place, `The call '${id}' is answered twice.`);
      if (!open.delete(id)) return bad(place, `${place} answers a tool call that is not in the input.`);
      const { output } = item;
      if (typeof output !== 'string' && !Array.isArray(output))
        return bad(`${place}.output`, 'The output is missing.');
      answered.add(id);
    }
  }
  const [left] = open;
  return left === undefined ? undefined : bad('input', `No tool output found for function call ${left}.`);
}

function judgeCall(
  item: Item,
  call: IssuedCall,
  place: string,
  sealed: ReadonlySet<string>,
): Refusal | undefined {
  for (const key of ['name', 'arguments', 'namespace'] as const)
    if (item[key] !== call[key]) return bad(`${place}.${key}`, `The call came with another ${key}.`);
  if (call.sealed !== undefined && !sealed.has(call.sealed))
    return bad(place, `The call '${call.callId}' was provided without its reasoning.`);
  return undefined;
}

const bad = (param: string, message: string): Refusal => errorRefusal(null, param, message);

const HOSTED = 'Responses-Lite only supports function tools, custom tools, and client-executed tool search.';

/** The tools of an `additional_tools` item: functions and custom tools, in namespaces (docs/wire.md 6.2). */
export function judgeLiteTools(tools: unknown, place: string): Refusal | undefined {
  if (!Array.isArray(tools)) return errorRefusal('invalid_type', place, 'tools must be a list.');
  for (const value of tools) {
    const tool = asObject(value);
    // The Codex CLI has one; its name is its type.
    if (tool?.['type'] === 'tool_search' && tool['execution'] === 'client') continue;
    if (tool?.['type'] !== 'namespace') return detailRefusal(HOSTED);
    if (!/^[\w-]{1,64}$/.test(asString(tool['name']) ?? '')) return bad(place, 'A namespace needs a name.');
    const inner: unknown = tool['tools'];
    const own = Array.isArray(inner) ? inner.map((one: unknown) => asObject(one)) : [undefined];
    for (const one of own) {
      if (one?.['type'] !== 'function' && one?.['type'] !== 'custom') return detailRefusal(HOSTED);
      const refusal = judgeFunction(one, place);
      if (refusal) return refusal;
    }
  }
  return undefined;
}

/** A function tool needs a name, and a schema of an object. */
export function judgeFunction(tool: Item, place: string): Refusal | undefined {
  if (!/^[\w-]{1,64}$/.test(asString(tool['name']) ?? '')) return bad(place, 'A tool needs a name.');
  if (tool['type'] !== 'function') return undefined;
  return asObject(tool['parameters'])?.['type'] === 'object'
    ? undefined
    : bad(place, 'The parameters of a function are a schema of an object.');
}
