import { isObject, member, type JsonObject } from '../../src/system/json.ts';
import { start, type Raw } from './raw.ts';
import type { Sandbox } from './sandbox.ts';

const PREFIX = 'io.modelcontextprotocol/';

/** What Claude Code 2.1.329 declares in its terminal (docs/hosts.md, Protocol). */
export const TERMINAL = {
  roots: { listChanged: true },
  elicitation: { form: {}, url: {} },
  extensions: { [`${PREFIX}tasks`]: {} },
};

/** `_meta` of a request of MCP 2026-07-28. */
export const claim = (capabilities: object = {}, version = '2026-07-28'): JsonObject => ({
  [`${PREFIX}protocolVersion`]: version,
  [`${PREFIX}clientInfo`]: { name: 'newer-client', version: '1' },
  [`${PREFIX}clientCapabilities`]: capabilities,
});

/** A hand-written client of MCP 2026-07-28 on a server's pipe. */
export function newerClient(raw: Raw, capabilities: object = TERMINAL) {
  let id = 0;
  const send = (method: string, params: JsonObject = {}): string => {
    id += 1;
    const own = isObject(params['_meta']) ? params['_meta'] : {};
    raw.send({ id: `n${id}`, method, params: { ...params, _meta: { ...claim(capabilities), ...own } } });
    return `n${id}`;
  };
  const request = async (method: string, params?: JsonObject): Promise<JsonObject> =>
    raw.reply(send(method, params));
  const call = async (name: string, args: JsonObject = {}, more: JsonObject = {}): Promise<JsonObject> => {
    const { result } = await request('tools/call', { name, arguments: args, ...more });
    return isObject(result) ? result : {};
  };
  return {
    raw,
    send,
    request,
    call,
    /** Repeats a call with the user's answer to its only question. */
    answer: (
      asked: JsonObject,
      said: JsonObject,
      name: string,
      args: JsonObject = {},
    ): Promise<JsonObject> => {
      const [question = ''] = Object.keys(asked['inputRequests'] ?? {});
      const requestState = asked['requestState'];
      return call(name, args, { inputResponses: { [question]: said }, requestState });
    },
  };
}
export type NewerClient = ReturnType<typeof newerClient>;

/** As Claude Code starts it, which names the project in the environment. */
export async function startNewer(sandbox: Sandbox, capabilities?: object): Promise<NewerClient> {
  sandbox.env['CLAUDE_PROJECT_DIR'] ??= sandbox.dir;
  return newerClient(await start({}, sandbox), capabilities);
}

/** What a result asks the user. */
export const questionIn = (result: JsonObject): JsonObject => {
  const [first] = Object.values(result['inputRequests'] ?? {}) as unknown[];
  const params = member(first, 'params');
  return isObject(params) ? params : {};
};

export const textIn = (result: JsonObject): string => {
  const content = result['content'];
  return (Array.isArray(content) ? content : []).map((one) => String(member(one, 'text'))).join('\n');
};
