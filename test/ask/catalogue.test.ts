import { readFile, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { callBackend, headerOf, PROTOCOL_VERSION } from '../../src/ask/backend.ts';
import {
  createCatalogue,
  fromFile,
  judgeModels,
  parseApiModels,
  type Catalogue,
} from '../../src/ask/catalogue.ts';
import type { Credential } from '../../src/login/credential.ts';
import { chooseModel, defaultModel, listedModels, type Model } from '../../src/ask/models.ts';
import { fetchDirectly } from '../../src/system/client.ts';
import { holdSecrets } from '../../src/system/redact.ts';
import { backendDeps, login, simulate, stateFile } from './asker.ts';

const MODELS = '/backend-api/codex/models';
const MINUTE = 60_000;

/** A simulator, a state file, and processes that share it. */
async function bench() {
  const simulator = await simulate();
  const file = await stateFile();
  let now = Date.now();
  const credential = login(simulator);
  const renewals: string[] = [];
  const renew = (used: Credential): Promise<Credential> => {
    renewals.push(used.accessToken);
    return Promise.resolve(login(simulator));
  };
  const d = { ...backendDeps(), now: () => now, file, patienceMs: 200, renew };
  const start = (): Catalogue => {
    const catalogue = createCatalogue(d);
    onTestFinished(() => catalogue.settled());
    return catalogue;
  };
  return {
    simulator,
    file,
    credential,
    renewals,
    /** Another process: nothing in memory. */
    start,
    /** Has another process ask for the list and write it down. */
    remember: async () => {
      const catalogue = start();
      await catalogue.get(credential);
      await catalogue.settled();
    },
    later: (ms: number) => {
      now += ms;
    },
    requests: () => simulator.requests('GET', MODELS).length,
  };
}

test('the first list is live; a question a minute later asks nobody', async () => {
  const b = await bench();
  const catalogue = b.start();
  expect(await catalogue.get(b.credential)).toMatchObject({ source: 'live', ageSeconds: 0, note: undefined });
  b.later(MINUTE);
  expect(await catalogue.get(b.credential)).toMatchObject({ source: 'live', ageSeconds: 60 });
  expect(b.requests()).toBe(1);
});

test('a list that is refused is asked for once more with a renewed token, and only once', async () => {
  const b = await bench();
  b.simulator.fault('models.401', { times: 1 });
  expect(await b.start().get(b.credential)).toMatchObject({ source: 'live', note: undefined });
  expect(b.renewals).toEqual([b.credential.accessToken]);
  expect(b.requests()).toBe(2);

  const again = await bench();
  again.simulator.fault('models.401');
  expect(await again.start().get(again.credential)).toMatchObject({ source: 'bundled' });
  expect(again.requests()).toBe(2);
});

test('a failure is not held against a renewed token', async () => {
  const b = await bench();
  b.simulator.fault('models.500', { times: 1 });
  const catalogue = b.start();
  expect(await catalogue.get(b.credential)).toMatchObject({ source: 'bundled' });
  expect(await catalogue.get(b.credential)).toMatchObject({ source: 'bundled' });
  expect(await catalogue.get(login(b.simulator))).toMatchObject({ source: 'live' });
  expect(b.requests()).toBe(2);
});

test('of a list without end a part is read, and of its words what can be shown', async () => {
  const model = (slug: string): object => ({
    slug,
    display_name: 'n'.repeat(1e6),
    description: 'd'.repeat(1e6),
  });
  const body = JSON.stringify({
    models: [model('a\u202eb'), model('[((('), ...Array.from({ length: 500 }, () => ({ slug: 'x' }))],
  });
  const models = judgeModels({ status: 200, body });
  expect(models.length).toBe(299);
  expect(models[0]).toMatchObject({ slug: '[(((' });
  expect(JSON.stringify(models[0]).length).toBeLessThan(1_000);
  const view = { models, source: 'live', ageSeconds: 0, note: undefined } as const;
  await expect(chooseModel('[(((/high', view, () => Promise.resolve(view))).rejects.toThrow('[(((');

  let read = 0;
  const endless = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const more = (): void => {
      while (!response.destroyed && response.write('{"models":['.repeat(10_000))) read += 110_000;
    };
    response.on('drain', more);
    more();
  });
  await new Promise<void>((resolve) => endless.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void endless.close());
  const { port } = endless.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const d = { fetch: fetchDirectly, userAgent: 'test' };
  const credential = { ...(await bench()).credential, home: { baseUrl: url } };
  const answer = await callBackend(d, credential, '/codex/models');
  expect(answer.body.length).toBe(4 * 1_048_576);
  expect(read).toBeLessThan(40_000_000);
});

test('another process starts with the list of the first, readable by nobody else, and asks only when it is old', async () => {
  const b = await bench();
  const first = b.start();
  const live = await first.get(b.credential);
  await first.settled();
  if (process.platform !== 'win32') expect((await stat(b.file.path)).mode & 0o777).toBe(0o600);
  expect(await readFile(b.file.path, 'utf8')).not.toContain(b.credential.accessToken);

  const second = b.start();
  expect(await second.get(b.credential)).toMatchObject({ source: 'cache', models: live.models });
  await second.settled();
  expect(b.requests()).toBe(1);

  b.later(11 * MINUTE);
  expect(await second.get(b.credential)).toMatchObject({
    source: 'cache',
    ageSeconds: expect.closeTo(660, -1) as number,
  });
  await second.settled();
  expect(await second.get(b.credential)).toMatchObject({ source: 'live', ageSeconds: 0 });
  expect(b.requests()).toBe(2);
  // What had not changed was not sent again.
  expect(b.simulator.requests('GET', MODELS)[1]).toMatchObject({ status: 304 });
});

test('whoever looks at the list gets it live', async () => {
  const b = await bench();
  await b.remember();
  expect((await b.start().refresh(b.credential)).source).toBe('live');
});

test('another account never gets this one’s list, from memory, from disk or from a request under way', async () => {
  const b = await bench();
  const other = login(b.simulator, 'acc-sim-0002');
  const catalogue = b.start();
  const [mine, theirs] = await Promise.all([catalogue.get(b.credential), catalogue.get(other)]);
  expect([mine.source, theirs.source]).toEqual(['live', 'live']);
  expect(
    b.simulator
      .requests('GET', MODELS)
      .map((r) => r.headers['chatgpt-account-id'])
      .filter((account) => account !== 'acc-sim-0001'),
  ).toEqual(['acc-sim-0002']);
  expect(b.requests()).toBe(2);
  await catalogue.settled();
  b.simulator.fault('models.500');
  const second = b.start();
  const views = await Promise.all([second.get(b.credential), second.get(other)]);
  // The file holds one account's list, whoever was last.
  expect(views.map((v) => v.source).sort()).toEqual(['bundled', 'cache']);
});

test('many questions at once ask for the list once', async () => {
  const b = await bench();
  const catalogue = b.start();
  await Promise.all(Array.from({ length: 20 }, () => catalogue.get(b.credential)));
  expect(b.requests()).toBe(1);
});

test.each(['models.500', 'models.401', 'models.403', 'models.not_json', 'models.empty'] as const)(
  'after %s the bundled list serves, says why, and the server is left alone for a while',
  async (fault) => {
    const b = await bench();
    b.simulator.fault(fault);
    const catalogue = b.start();
    const view = await catalogue.get(b.credential);
    expect(view).toMatchObject({ source: 'bundled', ageSeconds: undefined });
    expect(view.note).toMatch(/\S/);
    await catalogue.get(b.credential);
    // A refused token is renewed, once.
    const asked = fault === 'models.401' ? 2 : 1;
    expect(b.requests()).toBe(asked);
    b.later(31_000);
    b.simulator.clearFaults();
    expect((await catalogue.get(b.credential)).source).toBe('live');
  },
);

test('a list that was had before outlives a failing server, and is called what it is', async () => {
  const b = await bench();
  const catalogue = b.start();
  await catalogue.get(b.credential);
  b.simulator.fault('models.500');
  b.later(11 * MINUTE);
  expect(await catalogue.refresh(b.credential)).toMatchObject({
    source: 'cache',
    ageSeconds: 660,
    note: expect.stringContaining('answered 500') as string,
  });
});

test('an answer that names another version of the list has it fetched, one that names the same does not', async () => {
  const b = await bench();
  const catalogue = b.start();
  await catalogue.get(b.credential);
  const { headers } = await fetch(
    `${b.simulator.backendUrl}/codex/models?client_version=${PROTOCOL_VERSION}`,
    {
      headers: { authorization: `Bearer ${b.credential.accessToken}`, 'chatgpt-account-id': 'acc-sim-0001' },
    },
  );
  b.simulator.clearLog();
  const etag = (headers.get('etag') ?? '').replace(/^W\//, '');
  for (const same of [etag, `W/${etag}`, etag.replaceAll('"', ''), null])
    catalogue.noticeEtag(same, b.credential);
  await catalogue.settled();
  expect(b.requests()).toBe(0);
  // A server whose header never fits its list is asked twice a minute at most.
  for (let i = 0; i < 5; i += 1) catalogue.noticeEtag('"another"', b.credential);
  await catalogue.settled();
  expect(b.requests()).toBe(1);
});

test('nobody signed in: the bundled list, and no request', async () => {
  const b = await bench();
  expect(await b.start().refresh(undefined)).toMatchObject({ source: 'bundled' });
  expect(b.requests()).toBe(0);
});

test.each([
  ['is cut in half', '{"version":1,"account_id":"acc-sim'],
  ['is something else', '[]'],
  ['is empty', ''],
])('a cache that %s is as good as none', async (_title, content) => {
  const b = await bench();
  await b.remember();
  await writeFile(b.file.path, content);
  expect((await b.start().get(b.credential)).source).toBe('live');
});

test('a cache is read only where server, version and time fit', () => {
  const good = {
    account_id: 'a',
    base_url: 'https://x',
    client_version: PROTOCOL_VERSION,
    fetched_at: 1_000,
    models: [{ slug: 'm' }],
  };
  expect(fromFile(good, 2_000_000)).toMatchObject({
    accountId: 'a',
    at: 1_000_000,
    source: 'cache',
  });
  expect(fromFile({ ...good, base_url: undefined }, 2_000_000)).toBeUndefined();
  expect(fromFile({ ...good, client_version: '0.1.0' }, 2_000_000)).toBeUndefined();
  expect(fromFile({ ...good, models: [] }, 2_000_000)).toBeUndefined();
  // From a clock that was wrong: as old as can be.
  expect(fromFile(good, 500_000)).toMatchObject({ at: 0 });
});

test('a list is told from none', () => {
  const judged = (status: number, body: object): readonly Model[] =>
    judgeModels({ status, body: JSON.stringify(body) });
  expect(judged(200, { models: [{ slug: 'm' }, { no: 'slug' }] })).toMatchObject([{ slug: 'm' }]);
  for (const none of [() => judged(200, {}), () => judged(200, { models: [] }), () => judged(304, {})])
    expect(none).toThrow(expect.objectContaining({ code: 'models.unavailable' }) as Error);
});

describe('the models of an API key', () => {
  const parsed = (...ids: readonly string[]): readonly Model[] =>
    parseApiModels({ data: ids.map((id, at) => ({ id, object: 'model', created: at })) }) ?? [];
  const offered = (...ids: readonly string[]): readonly string[] =>
    listedModels(parsed(...ids)).map((m) => m.slug);

  test('are offered in the order of this version, whatever the order of the list', () => {
    const ids = ['whisper-1', 'gpt-5.5', 'gpt-image-3', 'gpt-6.1-sol'];
    expect(defaultModel(parsed(...ids))?.slug).toBe('gpt-6.1-sol');
    expect(offered(...ids)).toEqual(['gpt-6.1-sol', 'gpt-5.5']);
  });

  test('work by name although they are not offered', () => {
    const found = parsed('gpt-5.5', 'gpt-4.1').find((m) => m.slug === 'gpt-4.1');
    expect(found).toMatchObject({ listed: false });
  });

  test('are offered newest first where none is known, and never a voice or an image', () => {
    const others = ['gpt-11-realtime', 'gpt-image-9', 'text-embedding-9', 'omni-moderation-latest'];
    expect(offered('gpt-9', 'gpt-10', ...others)).toEqual(['gpt-10', 'gpt-9']);
  });

  test.each([undefined, null, [], {}, { data: 'x' }, { models: [] }])('%j is no list', (body) => {
    expect(parseApiModels(body)).toBeUndefined();
  });
});

test('a secret that a server repeats in its headers is not taken in', () => {
  const secret = crypto.randomUUID();
  holdSecrets(secret);
  const header = headerOf({ headers: new Headers({ etag: `"${secret}"` }) });
  expect(header('etag')).toBe('"[redacted]"');
  expect(header('openai-model')).toBeNull();
});
