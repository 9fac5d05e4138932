import { spawn } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { isObject, member, parseJson, type JsonObject } from '../../src/system/json.ts';
import { until } from '../support/net.ts';
import { BUNDLE, makeSandbox, makeSimulator, pointAt } from '../support/sandbox.ts';
import { realTimes } from '../support/real.ts';

type Wire = Awaited<ReturnType<typeof open>>;

/** The shipped server, greeted in `version`; what is written goes out as it is. */
async function open(version = '2025-11-25') {
  const { env } = await makeSandbox(pointAt(await makeSimulator()));
  const child = spawn(process.execPath, [BUNDLE], { env, stdio: ['pipe', 'pipe', 'ignore'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const messages: unknown[] = [];
  let rest = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    messages.push(...lines.map((line) => JSON.parse(line) as unknown));
  });
  /** Every answer, also those in a batch. */
  const answers = (): readonly JsonObject[] =>
    messages.flat().filter((m): m is JsonObject => isObject(m) && !('method' in m));
  const answersTo = (id: unknown) => answers().filter((m) => m['id'] === id);
  const write = (text: string): void => void child.stdin.write(text);
  const send = (message: unknown): void => write(`${JSON.stringify(message)}\n`);
  const request = async (id: unknown, method: string, params?: unknown): Promise<JsonObject> => {
    send({ jsonrpc: '2.0', id, method, ...(params === undefined ? {} : { params }) });
    await until(() => answersTo(id).length > 0, `an answer to ${JSON.stringify(id)}`);
    return answersTo(id).at(-1) ?? {};
  };
  const greeting = { protocolVersion: version, capabilities: {}, clientInfo: { name: 'raw', version: '1' } };
  await request('greeting', 'initialize', greeting);
  let pings = 0;
  const alive = async (): Promise<void> => {
    pings += 1;
    expect(await request(`ping-${pings}`, 'ping')).toMatchObject({ result: {} });
  };
  return { child, messages, answers, answersTo, write, send, request, alive };
}

/** The error that a line is answered with where no id tells whose it is. */
async function nullError(wire: Wire, text: string): Promise<unknown> {
  const before = wire.answersTo(null).length;
  wire.write(`${text}\n`);
  await until(() => wire.answersTo(null).length > before, 'an answer without an id');
  await wire.alive();
  return member(wire.answersTo(null).at(-1), 'error', 'code');
}

describe('what other libraries than the SDK write', () => {
  test('null stands for what is left out', async () => {
    const wire = await open();
    const capabilities = { roots: null, sampling: null, experimental: null };
    const clientInfo = { name: 'x', version: '1', title: null };
    const hello = { protocolVersion: '2025-11-25', capabilities, clientInfo, _meta: null };
    expect(await wire.request(1, 'initialize', hello)).toMatchObject({ result: { serverInfo: {} } });
    for (const [id, method] of ['ping', 'tools/list', 'prompts/list', 'resources/list'].entries()) {
      expect(await wire.request(`a${id}`, method, null)).toHaveProperty('result');
      expect(await wire.request(`b${id}`, method, { _meta: null, cursor: null })).toHaveProperty('result');
      expect(await wire.request(`c${id}`, method, { _meta: { progressToken: null } })).toHaveProperty(
        'result',
      );
    }
    const call = { name: 'codex_status', arguments: null, _meta: { progressToken: null }, task: null };
    expect(member(await wire.request(2, 'tools/call', call), 'result', 'isError')).toBeUndefined();
    const prompt = { name: 'review', arguments: { base: null } };
    expect(await wire.request(3, 'prompts/get', { name: 'review', arguments: null })).toHaveProperty(
      'result',
    );
    expect(await wire.request(4, 'prompts/get', prompt)).toHaveProperty('result');
    expect(await wire.request(5, 'account/logout', null)).toMatchObject({ result: {} });
    expect(await wire.request(6, 'account/read', null)).toMatchObject({ result: { account: null } });
    await wire.alive();
  });

  test('a call that asks for a task is a plain call where none are offered, and more members do no harm', async () => {
    const wire = await open();
    const params = { name: 'codex_status', arguments: {}, task: { ttl: 1_000 } };
    expect(await wire.request(1, 'tools/call', params)).toHaveProperty('result.content');
    wire.send({ jsonrpc: '2.0', id: 2, method: 'ping', params: {}, extra: 1, sessionId: 'x' });
    await until(() => wire.answersTo(2).length === 1, 'an answer');
  });

  test.each([
    ['a number for params', { id: 1, method: 'ping', params: 5 }, -32602],
    ['a list for params', { id: 1, method: 'tools/list', params: [] }, -32602],
    ['a text for _meta', { id: 1, method: 'ping', params: { _meta: 'x' } }, -32602],
    [
      'an object for progressToken',
      { id: 1, method: 'ping', params: { _meta: { progressToken: {} } } },
      -32602,
    ],
    ['no params where they are needed', { id: 1, method: 'tools/call' }, -32602],
    ['a number for a name', { id: 1, method: 'tools/call', params: { name: 7 } }, -32602],
    [
      'a list for arguments',
      { id: 1, method: 'tools/call', params: { name: 'codex_status', arguments: [] } },
      -32602,
    ],
    ['no such prompt', { id: 1, method: 'prompts/get', params: { name: 'x' } }, -32602],
    ['no such resource', { id: 1, method: 'resources/read', params: { uri: 'x' } }, -32002],
    ['no such level', { id: 1, method: 'logging/setLevel', params: { level: 'loud' } }, -32602],
    ['no greeting', { id: 1, method: 'initialize' }, -32602],
    ['no such method and a number for _meta', { id: 1, method: 'x', params: { _meta: 5 } }, -32602],
    ['no such method', { id: 1, method: 'x'.repeat(10_000), params: { a: 1 } }, -32601],
    ['a notification with an id', { id: 1, method: 'notifications/initialized' }, -32601],
    ['another version of JSON-RPC', { jsonrpc: '1.0', id: 1, method: 'ping' }, -32600],
    ['no version of JSON-RPC', { jsonrpc: undefined, id: 1, method: 'ping' }, -32600],
    ['a number for a method', { id: 1, method: 5 }, -32600],
    ['no method', { id: 1 }, -32600],
  ])('%s is answered once, by its id, in our words', async (_title, message, code) => {
    const wire = await open();
    wire.send({ jsonrpc: '2.0', ...message });
    await until(() => wire.answersTo(1).length > 0, 'an answer');
    await wire.alive();
    const [answer, ...more] = wire.answersTo(1);
    expect(more).toEqual([]);
    expect(answer).toMatchObject({ jsonrpc: '2.0', error: { code } });
    const said = String(member(answer, 'error', 'message'));
    expect(said).not.toMatch(/MCP error|invalid_type|"code"|\n/);
    expect(said.length).toBeLessThan(400);
  });

  test('a message without a usable id is answered with none', async () => {
    const wire = await open();
    const ping = (id: unknown): string => JSON.stringify({ jsonrpc: '2.0', id, method: 'ping' });
    for (const id of [null, {}, [1], true]) expect(await nullError(wire, ping(id))).toBe(-32600);
    for (const text of ['hello', '{"half":', '\u0000', '{"jsonrpc":"2.0"}}', "{'a':1}"])
      expect(await nullError(wire, text)).toBe(-32700);
    for (const text of ['5', '"x"', 'null', 'true', '{}', '[]', '[[]]', '{"jsonrpc":"2.0"}'])
      expect(await nullError(wire, text), text).toBe(-32600);
    for (const id of [1.5, 2 ** 60])
      expect(await wire.request(id, 'ping')).toMatchObject({ error: { code: -32600 } });
    for (const id of ['', 0, -1, 'é']) expect(await wire.request(id, 'ping')).toMatchObject({ result: {} });
  });

  test('nothing is answered to notifications, to answers and to empty lines', async () => {
    const wire = await open();
    const before = wire.answers().length;
    for (const method of ['notifications/initialized', 'notifications/cancelled', 'no/such', 'tools/list'])
      for (const params of [null, [], 5, { requestId: null }]) wire.send({ jsonrpc: '2.0', method, params });
    for (const answer of [
      { id: 1, result: null },
      { id: 1, error: 'x' },
      { id: null, error: { code: -32700 } },
    ])
      wire.send({ jsonrpc: '2.0', ...answer });
    wire.write('\n\r\n  \n');
    await wire.alive();
    expect(wire.answers()).toHaveLength(before + 1);
  });

  test('lines too long and nests too deep are refused, and the connection lives on', async () => {
    const wire = await open();
    const deep = `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`;
    const asked = `{"prompt":"x","output_schema":${deep}}`;
    wire.write(
      `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"codex_query","arguments":${asked}}}\n`,
    );
    wire.write(`{"jsonrpc":"2.0","id":2,"result":${deep}}\n`);
    await until(() => wire.answersTo(1).length > 0, 'an answer');
    expect(wire.answersTo(1)).toMatchObject([{ error: { code: -32600 } }]);
    expect(await nullError(wire, '['.repeat(1_000_000))).toBe(-32700);
    expect(await nullError(wire, `"${'x'.repeat(65 * 1_048_576)}"`)).toBe(-32700);
  });
});

describe('batches', () => {
  const batch = [
    { jsonrpc: '2.0', id: 'x', method: 'tools/call', params: { name: 'codex_status', arguments: {} } },
    { jsonrpc: '2.0', id: 'y', method: 'ping' },
    { jsonrpc: '2.0', id: 'y', method: 'ping' },
    { jsonrpc: '2.0', method: 'notifications/initialized' },
    { jsonrpc: '2.0', id: 'z', method: 'no/such' },
    7,
  ];

  test('are answered as one list in the version that has them', async () => {
    const wire = await open('2025-03-26');
    wire.send(batch);
    await until(() => wire.messages.some(Array.isArray), 'the list');
    const list = wire.messages.find(Array.isArray) as readonly JsonObject[];
    expect(new Set(list.map((m) => m['id']))).toEqual(new Set([null, 'x', 'y', 'z']));
    expect(list).toHaveLength(5);
    wire.send([{ jsonrpc: '2.0', method: 'notifications/initialized' }]);
    await wire.alive();
    expect(wire.messages.filter(Array.isArray)).toHaveLength(1);
    expect(await nullError(wire, '[]')).toBe(-32600);
  });

  test('do not wait for what is cancelled', async () => {
    const wire = await open('2025-03-26');
    const login = { name: 'codex_login', arguments: {}, _meta: { progressToken: 1 } };
    wire.send([
      { jsonrpc: '2.0', id: 'slow', method: 'tools/call', params: login },
      { jsonrpc: '2.0', id: 'fast', method: 'ping' },
    ]);
    await wire.alive();
    expect(wire.answersTo('fast')).toEqual([]);
    wire.send({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 'slow' } });
    await until(() => wire.answersTo('fast').length === 1, 'the list');
    expect(wire.answersTo('slow')).toEqual([]);
  });

  test.each(['2025-11-25', '2025-06-18', '2024-11-05'])(
    'are refused request by request in %s, so that nobody waits',
    async (version) => {
      const wire = await open(version);
      wire.send(batch.slice(0, 2));
      await until(() => wire.answersTo('x').length + wire.answersTo('y').length === 2, 'two answers');
      expect(wire.answersTo('x')).toMatchObject([{ error: { code: -32600 } }]);
      expect(await nullError(wire, '[]')).toBe(-32600);
    },
  );
});

/** Requests of every kind that end by themselves and ask nothing of the network. */
const REQUESTS: readonly JsonObject[] = [
  { method: 'ping' },
  { method: 'tools/list', params: { cursor: 'x' } },
  { method: 'prompts/get', params: { name: 'ask', arguments: { question: 'x' } } },
  {
    method: 'completion/complete',
    params: { ref: { type: 'ref/prompt', name: 'ask' }, argument: { name: 'base', value: 'u' } },
  },
  { method: 'resources/read', params: { uri: 'codex-oauth://status', _meta: { progressToken: 1 } } },
  { method: 'resources/subscribe', params: { uri: 'x' } },
  { method: 'logging/setLevel', params: { level: 'error' } },
  {
    method: 'tools/call',
    params: { name: 'codex_query', arguments: { prompt: 'x', files: ['a'], temperature: 1 } },
  },
  { method: 'tools/call', params: { name: 'codex_status', arguments: {}, task: { ttl: 1 } } },
  {
    method: 'account/login/start',
    params: { type: 'chatgptAuthTokens', accessToken: 'x', chatgptAccountId: 'y' },
  },
  { method: 'account/login/cancel', params: { loginId: 'x' } },
  { method: 'account/read', params: { refreshToken: false } },
  { method: 'notifications/cancelled', params: { requestId: 'nobody' } },
];

/** Every place in a JSON value, as a path. */
function places(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => places(inner, [...path, key]))];
}

/** The value with something else in one place; undefined removes it. */
function put(value: unknown, [key, ...more]: readonly string[], other: unknown): unknown {
  if (key === undefined) return other;
  if (Array.isArray(value))
    return value.map((inner, i) => (String(i) === key ? put(inner, more, other) : inner));
  if (!isObject(value)) return value;
  return { ...value, [key]: put(value[key], more, other) };
}

const nested = Array.from({ length: 600 }).reduce<unknown>((inner) => ({ a: inner }), 1);
const other = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom(undefined, null, nested, 1.5, -0, 2 ** 60, '', '\ud800', []),
);
const message = fc
  .record({
    request: fc.constantFrom(...REQUESTS),
    edits: fc.array(fc.tuple(fc.nat(), other), { maxLength: 2 }),
    n: fc.nat(),
  })
  .map(({ request, edits, n }) =>
    edits.reduce<unknown>(
      (value, [at, inner]) => {
        const all = places(value);
        return put(value, all[at % all.length] ?? [], inner);
      },
      { jsonrpc: '2.0', id: `fuzz-${n}`, ...request },
    ),
  );
const line = fc.oneof(
  { weight: 8, arbitrary: message.map((m) => JSON.stringify(m) ?? '') },
  { weight: 2, arbitrary: fc.array(message, { maxLength: 4 }).map((list) => JSON.stringify(list)) },
  {
    weight: 1,
    arbitrary: fc.tuple(message, fc.nat()).map(([m, n]) => (JSON.stringify(m) ?? '').slice(0, n % 80)),
  },
  { weight: 1, arbitrary: fc.string().map((text) => text.replaceAll('\n', ' ')) },
);

/** The ids that a client would wait for after this line. */
function owed(text: string): readonly unknown[] {
  const value = parseJson(text);
  return (Array.isArray(value) ? value : [value])
    .filter(isObject)
    .filter((m) => m['method'] !== undefined || (m['result'] === undefined && m['error'] === undefined))
    .map((m) => m['id'])
    .filter((id) => typeof id === 'string' || Number.isSafeInteger(id));
}

/** Of up to twelve lines each. */
const RUNS = realTimes ? 50 : 25;

test.each(['2025-11-25', '2025-03-26'])(
  'whatever a client of %s writes, each of its ids is answered once, and the server lives on',
  { timeout: 60_000 },
  async (version) => {
    const wire = await open(version);
    const waiting = new Map<unknown, number>();
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 12 }), async (lines) => {
        const ids = lines.flatMap(owed);
        for (const id of ids) waiting.set(id, (waiting.get(id) ?? 0) + 1);
        wire.write(lines.map((text) => `${text}\n`).join(''));
        const open = (): readonly unknown[] =>
          ids.filter((id) => wire.answersTo(id).length < (waiting.get(id) ?? 0));
        await until(() => open().length === 0, 'every answer').catch(() => expect(open()).toEqual([]));
        await wire.alive();
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
    for (const [id, count] of waiting) expect(wire.answersTo(id), JSON.stringify(id)).toHaveLength(count);
    expect(wire.child.exitCode).toBeNull();
  },
);
