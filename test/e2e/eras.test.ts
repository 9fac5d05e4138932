import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { isObject, member, type JsonObject } from '../../src/system/json.ts';
import { plant } from '../attach/support.ts';
import { playBrowser } from '../support/mcp.ts';
import { until } from '../support/net.ts';
import { claim, newerClient, questionIn, startNewer, textIn, TERMINAL } from '../support/newer.ts';
import { callTool, greet, start, type Raw } from '../support/raw.ts';
import { makeSandbox } from '../support/sandbox.ts';
import { lastBody, makeScene } from '../support/scene.ts';

/** An answer without what the newer protocol alone says of every one. */
function bare(answer: JsonObject): JsonObject {
  const { id: _, result, ...rest } = answer;
  if (!isObject(result)) return rest;
  const { resultType: _type, ttlMs: _ttl, cacheScope: _scope, _meta, ...plain } = result;
  const { 'io.modelcontextprotocol/serverInfo': _server, ...meta } = isObject(_meta) ? _meta : {};
  return { ...rest, result: { ...plain, ...(Object.keys(meta).length > 0 && { _meta: meta }) } };
}

let last = 0;
/** A request in the older protocol. */
async function older(raw: Raw, method: string, params: JsonObject = {}): Promise<JsonObject> {
  last += 1;
  raw.send({ id: last, method, params });
  return raw.reply(last);
}

const ref = { type: 'ref/prompt', name: 'ask' };
const SAME: readonly (readonly [method: string, params?: JsonObject])[] = [
  ['tools/list'],
  ['prompts/list'],
  ['resources/list'],
  ['resources/templates/list'],
  ['prompts/get', { name: 'ask', arguments: { question: 'Why?' } }],
  ['prompts/get', { name: 'ask' }],
  ['prompts/get', { name: 'nothing' }],
  ['prompts/get', { name: 7 }],
  ['resources/read', { uri: 'codex-oauth://status' }],
  ['resources/read', {}],
  ['completion/complete', { ref, argument: { name: 'model', value: 'gpt' } }],
  ['completion/complete', { ref, argument: { name: 'base', value: 'u' } }],
  ['completion/complete', { ref }],
  ['tools/call', { name: 'codex_models', arguments: {} }],
  ['tools/call', { name: 'nothing' }],
  ['tools/call', { name: 'codex_query', arguments: { question: 'Why?' } }],
  ['tools/call', { name: 'codex_query', arguments: {} }],
  ['tools/call', { arguments: {} }],
  ['tools/call', { name: 'codex_status', arguments: [] }],
  ['no/such'],
  ['constructor'],
];

describe('both eras', () => {
  test('list, give and refuse the same', async () => {
    const sandbox = await makeSandbox();
    const old = await start({}, sandbox);
    const young = await startNewer(sandbox, {});
    const greeted = member(await greet(old), 'result');
    const found = member(await young.request('server/discover'), 'result');
    for (const [method, params] of SAME) {
      const [one, other] = [await older(old, method, params), await young.request(method, params)];
      expect(bare(other), `${method} ${JSON.stringify(params)}`).toEqual(bare(one));
    }
    const [{ experimental, ...common }, { extensions, ...also }] = [greeted, found].map(
      (one) => member(one, 'capabilities') as Record<string, unknown>,
    ) as [Record<string, unknown>, Record<string, unknown>];
    expect(also).toEqual(common);
    expect(experimental).toBeDefined();
    expect(extensions).toEqual({ 'io.modelcontextprotocol/tasks': {} });
    expect(member(found, 'instructions')).toBe(member(greeted, 'instructions'));
    expect(member(found, '_meta', 'io.modelcontextprotocol/serverInfo')).toEqual(
      member(greeted, 'serverInfo'),
    );
    expect(member(found, 'supportedVersions')).toEqual(['2026-07-28']);
  });

  test('name a missing resource by the code of their protocol', async () => {
    const young = await startNewer(await makeSandbox());
    const missing = { uri: 'codex-oauth://nothing' };
    expect(await young.request('resources/read', missing)).toMatchObject({
      error: { code: -32_602, data: missing },
    });
    await greet(young.raw);
    expect(await older(young.raw, 'resources/read', missing)).toMatchObject({ error: { code: -32_002 } });
  });

  test('load their own SDK and not the other’s', async () => {
    const loadedBy = async (use: (raw: Raw) => Promise<unknown>): Promise<readonly string[]> => {
      const sandbox = await makeSandbox();
      const list = path.join(sandbox.dir, 'loaded.json');
      const spy = path.join(sandbox.dir, 'spy.cjs');
      await writeFile(
        spy,
        `process.on('exit', () => require('fs').writeFileSync(${JSON.stringify(list)}, JSON.stringify(Object.keys(require.cache))));`,
      );
      sandbox.env['NODE_OPTIONS'] = `--require=${spy}`;
      const raw = await start({}, sandbox);
      await use(raw);
      raw.child.stdin.end();
      await raw.exited;
      const files = JSON.parse(await readFile(list, 'utf8')) as readonly string[];
      return files.map((file) => path.basename(file)).filter((name) => name.startsWith('mcp-'));
    };
    const everything = async (
      ask: (method: string, params?: JsonObject) => Promise<unknown>,
    ): Promise<void> => {
      for (const [method, params] of SAME) await ask(method, params);
    };
    expect(
      await loadedBy(async (raw) => {
        await greet(raw);
        await everything((method, params) => older(raw, method, params));
      }),
    ).toEqual(['mcp-older.js']);
    expect(await loadedBy((raw) => everything(newerClient(raw).request))).toEqual(['mcp-newer.js']);
  });
});

describe('one connection', () => {
  test('is greeted after a good discovery, and discovered after a greeting', async () => {
    const young = await startNewer(await makeSandbox());
    const { raw } = young;
    expect(await young.request('server/discover')).toHaveProperty('result.supportedVersions');
    expect(await greet(raw)).toHaveProperty('result.protocolVersion', '2025-11-25');
    raw.send({ method: 'notifications/initialized' });
    expect(await older(raw, 'ping')).toMatchObject({ result: {} });
    const listed = await older(raw, 'tools/list');
    expect(listed).not.toHaveProperty('result.resultType');
    expect(await young.request('server/discover')).toHaveProperty('result.supportedVersions');
    expect(await young.request('tools/list')).toHaveProperty('result.resultType', 'complete');
    expect(await older(raw, 'tools/list')).toMatchObject({ result: member(listed, 'result') });
  });

  test('is greeted even after calls in the newer protocol', async () => {
    const young = await startNewer(await makeSandbox());
    await young.call('codex_models');
    expect(await greet(young.raw)).toHaveProperty('result.serverInfo');
    callTool(young.raw, 5, 'codex_models', {});
    expect(await young.raw.reply(5)).toHaveProperty('result.structuredContent');
  });

  test.each(['2099-01-01', '2025-11-25', '', 7, { toString: 1 }, ['2026-07-28']])(
    'a request that names version %j is told which ones there are',
    async (version) => {
      const raw = await start();
      const names = claim({}, version as string);
      for (const at of [1, 2]) {
        raw.send({ id: at, method: at === 1 ? 'server/discover' : 'tools/list', params: { _meta: names } });
        expect(await raw.reply(at)).toMatchObject({
          error: { code: -32_022, data: { supported: ['2026-07-28'] } },
        });
      }
      expect(await greet(raw)).toHaveProperty('result');
    },
  );

  test.each([
    ['no version', {}],
    ['no capabilities', { 'io.modelcontextprotocol/protocolVersion': '2026-07-28' }],
    ['capabilities that are none', { ...claim(), 'io.modelcontextprotocol/clientCapabilities': 'all' }],
  ])('a request with %s is refused there, and the next one is answered', async (_what, _meta) => {
    const young = await startNewer(await makeSandbox());
    await young.request('tools/list');
    young.raw.send({ id: 'x', method: 'tools/list', params: { _meta } });
    expect(await young.raw.reply('x')).toMatchObject({ error: { code: -32_602 } });
    expect(await young.request('tools/list')).toHaveProperty('result.tools');
  });

  test('what the newer protocol has not is no method there', async () => {
    const young = await startNewer(await makeSandbox());
    for (const method of ['ping', 'logging/setLevel', 'resources/subscribe', 'tasks/list', 'tasks/result'])
      expect(await young.request(method, { level: 'debug', taskId: 'x' }), method).toMatchObject({
        error: { code: -32_601 },
      });
    const account = await young.request('account/read');
    expect(account).toMatchObject({
      error: { code: -32_601, message: expect.stringContaining('initialize') },
    });
    for (const method of ['tasks/get', 'tasks/cancel', 'tasks/update'])
      expect(await young.request(method, { taskId: 'nothing' }), method).toMatchObject({
        error: { code: -32_602 },
      });
  });
});

test('a call shows its progress, is cancelled, and its log goes to a request that asks for it', async () => {
  const scene = await makeScene();
  scene.simulator.fault('responses.hang');
  const young = await startNewer(scene.sandbox);
  const { raw } = young;
  const said = (method: string): readonly unknown[] =>
    raw.lines.map((line) => JSON.parse(line) as JsonObject).filter((one) => one['method'] === method);
  await young.call('codex_models');
  expect(said('notifications/message')).toEqual([]);
  const logLevel = { 'io.modelcontextprotocol/logLevel': 'debug' };
  await young.call('codex_models', {}, { _meta: logLevel });
  expect(said('notifications/message')).not.toEqual([]);
  const id = young.send('tools/call', {
    name: 'codex_query',
    arguments: { prompt: 'Why?' },
    _meta: { progressToken: 'p' },
  });
  await until(() => scene.questions() === 1, 'the question is sent');
  const [first] = said('notifications/progress');
  expect(first).toMatchObject({ params: { progressToken: 'p', progress: 1 } });
  raw.send({ method: 'notifications/cancelled', params: { requestId: id, reason: 'user' } });
  await young.call('codex_status');
  expect(raw.lines.some((line) => line.includes(`"id":"${id}"`))).toBe(false);
});

describe('the question to the user is an answer to the call', () => {
  const SECRET = 'KEY=value-of-mine';
  const OVERRIDE = { prompt: 'What is in it?', files: ['allow-secret:.env'] };
  const YES = { action: 'accept', content: { box1: true } };

  async function project() {
    const scene = await makeScene();
    const dir = path.join(scene.sandbox.dir, 'project');
    await plant(dir, { '.env': SECRET, 'other.env': SECRET });
    scene.sandbox.env['CLAUDE_PROJECT_DIR'] = dir;
    const young = await startNewer(scene.sandbox);
    const ask = (args: JsonObject = OVERRIDE) => young.call('codex_query', args);
    const answer = (asked: JsonObject, said: JsonObject = YES, args: JsonObject = OVERRIDE) =>
      young.answer(asked, said, 'codex_query', args);
    return { scene, dir, young, ask, answer };
  }
  const code = (result: JsonObject): unknown => member(result, '_meta', 'codex-oauth/error', 'code');

  test('a yes sends it once, and the next question is asked anew', async () => {
    const { scene, ask, answer } = await project();
    const asked = await ask();
    expect(asked).toMatchObject({ resultType: 'input_required', requestState: expect.any(String) });
    const box1 = { type: 'boolean', title: '.env', description: 'an environment file', default: false };
    expect(questionIn(asked)).toMatchObject({ mode: 'form', requestedSchema: { properties: { box1 } } });
    expect(scene.questions()).toBe(0);
    const answered = await answer(asked);
    expect(answered).toMatchObject({ resultType: 'complete' });
    expect(lastBody(scene.simulator)).toContain(SECRET);
    expect(await answer(asked)).toHaveProperty('resultType', 'input_required');
    expect(await ask()).toHaveProperty('resultType', 'input_required');
    expect(scene.questions()).toBe(1);
  });

  test.each([
    ['declines', { action: 'decline' }, 'context.secret_declined'],
    ['closes the dialog', { action: 'cancel' }, 'context.secret'],
    ['leaves the box', { action: 'accept', content: { box1: false } }, 'context.secret_declined'],
    ['ticks another box', { action: 'accept', content: { box2: true } }, 'context.secret_declined'],
    ['answers with a word', { action: 'accept', content: { box1: 'true' } }, 'context.secret_declined'],
    ['answers nothing that is known', { action: 'yes', content: { box1: true } }, 'context.secret_declined'],
  ])('nothing is sent where the user %s', async (_how, said, wanted) => {
    const { scene, ask, answer } = await project();
    expect(code(await answer(await ask(), said))).toBe(wanted);
    expect(scene.questions()).toBe(0);
  });

  test('an answer counts for exactly what was asked: not for another call, other content, or a state made up', async () => {
    const { scene, dir, young, ask, answer } = await project();
    const others: readonly JsonObject[] = [
      { ...OVERRIDE, prompt: 'Another one' },
      { ...OVERRIDE, files: ['allow-secret:other.env'] },
      { ...OVERRIDE, model: 'gpt-5.5' },
    ];
    for (const other of others) {
      const asked = await answer(await ask(), YES, other);
      expect(asked, JSON.stringify(other)).toHaveProperty('resultType', 'input_required');
    }
    const before = await ask();
    await writeFile(path.join(dir, '.env'), `${SECRET}-and-more`);
    expect(await answer(before)).toHaveProperty('resultType', 'input_required');
    const again = await startNewer(scene.sandbox);
    expect(await again.answer(await ask(), YES, 'codex_query', OVERRIDE)).toHaveProperty(
      'resultType',
      'input_required',
    );
    for (const requestState of ['', 'made up', '__proto__', 7, null, { is: true }]) {
      const inputResponses = { user: YES };
      const made = await young.call('codex_query', OVERRIDE, { inputResponses, requestState });
      expect(made, String(requestState)).toHaveProperty('resultType', 'input_required');
    }
    for (const inputResponses of [{}, [], { user: 'yes' }, { other: YES }, null]) {
      const { requestState } = await ask();
      const made = await young.call('codex_query', OVERRIDE, { inputResponses, requestState });
      expect(made, JSON.stringify(inputResponses)).toHaveProperty('resultType', 'input_required');
    }
    expect(scene.questions()).toBe(0);
  });

  test('a client that declares no form is not asked', async () => {
    const { scene } = await project();
    for (const capabilities of [{}, { elicitation: { url: {} } }]) {
      const young = await startNewer(scene.sandbox, capabilities);
      expect(code(await young.call('codex_query', OVERRIDE))).toBe('context.secret');
    }
    const older = await startNewer(scene.sandbox, { elicitation: {} });
    expect(await older.call('codex_query', OVERRIDE)).toHaveProperty('resultType', 'input_required');
  });
});

test('a client that names the project in no environment is asked for its folders, with each call', async () => {
  const scene = await makeScene();
  const dir = path.join(scene.sandbox.dir, 'elsewhere');
  await plant(dir, { 'a.ts': 'export const here = 1;' });
  const young = newerClient(await start({}, scene.sandbox));
  const args = { prompt: 'Why?', files: ['a.ts'] };
  const asked = await young.call('codex_query', args);
  expect(asked).toMatchObject({ inputRequests: { user: { method: 'roots/list' } } });
  const roots = [{ uri: pathToFileURL(dir).href, name: 'elsewhere' }];
  expect(await young.answer(asked, { roots }, 'codex_query', args)).toHaveProperty('resultType', 'complete');
  expect(lastBody(scene.simulator)).toContain('export const here');
  expect(member(await young.request('resources/list'), 'result', 'resources')).toHaveLength(2);
  const none = newerClient(await start({}, scene.sandbox), { roots: {} });
  const none2 = await none.answer(
    await none.call('codex_query', args),
    { roots: 'all' },
    'codex_query',
    args,
  );
  expect(none2).toMatchObject({ resultType: 'complete', isError: true });
});

describe('a sign-in', () => {
  test('shows the page, and the repeated call waits for the user', async () => {
    const { sandbox } = await makeScene({ login: false });
    const young = await startNewer(sandbox);
    const asked = await young.call('codex_login', { method: 'browser' });
    const { mode, url } = questionIn(asked);
    expect(mode).toBe('url');
    const done = young.answer(asked, { action: 'accept' }, 'codex_login', { method: 'browser' });
    await playBrowser(String(url));
    expect(textIn(await done)).toContain('Signed in');
    const status = await young.call('codex_status');
    expect(status).toHaveProperty('structuredContent.authenticated', true);
  });

  test('that is done before the user says so is told by the repeated call', async () => {
    const { sandbox } = await makeScene({ login: false });
    const young = await startNewer(sandbox);
    const asked = await young.call('codex_login', { method: 'browser' });
    await playBrowser(String(questionIn(asked)['url']));
    await until(async () => {
      const { structuredContent } = await young.call('codex_status');
      return member(structuredContent, 'authenticated') === true;
    }, 'the sign-in is done');
    const told = await young.answer(asked, { action: 'accept' }, 'codex_login', { method: 'browser' });
    expect(textIn(told)).toContain('Signed in');
    expect(await young.call('codex_login', { method: 'browser' })).toHaveProperty(
      'resultType',
      'input_required',
    );
  });

  test('that is declined ends', async () => {
    const { sandbox } = await makeScene({ login: false });
    const young = await startNewer(sandbox);
    const asked = await young.call('codex_login', { method: 'browser' });
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    const ended = await young.answer(asked, { action: 'decline' }, 'codex_login', { method: 'browser' });
    expect(ended).not.toHaveProperty('isError', true);
    expect(textIn(ended)).toContain('declined');
  });

  test('in a client without dialogs gives the address', async () => {
    const { sandbox } = await makeScene({ login: false });
    const young = await startNewer(sandbox, { ...TERMINAL, elicitation: { form: {} } });
    expect(textIn(await young.call('codex_login', { method: 'browser' }))).toContain('/oauth/authorize');
  });
});
