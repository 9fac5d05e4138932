import { randomBytes, randomUUID } from 'node:crypto';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { ask, type AskDeps } from '../src/ask/ask.ts';
import { createCatalogue } from '../src/ask/catalogue.ts';
import { parseModel } from '../src/ask/models.ts';
import { buildRequest } from '../src/ask/request.ts';
import { openStateFile } from '../src/ask/state-file.ts';
import type { Credential } from '../src/login/credential.ts';
import { serverClock } from '../src/system/clock.ts';
import { silentLog } from '../src/system/log.ts';
import { sleep } from '../src/system/time.ts';
import { openThreads } from '../src/threads/store.ts';
import { DEFAULT_CATALOG } from '../simulator/backend/catalog.ts';
import { INITIALIZE, startChild, type Child } from './child.ts';
import { inTurns, mb, ms, ratio, table, timed } from './stats.ts';
import { ACCOUNT, ours, type Backend, type Homes } from './world.ts';

const USER_AGENT = 'codex-oauth/bench';

function credentialOf(backend: Backend): Credential {
  return { source: 'login', route: 'chatgpt', accessToken: backend.accessToken, accountId: ACCOUNT };
}

/** [first delta, total] of one question through our own code, without MCP. */
function asking(home: string, backend: Backend): (prompt: string) => Promise<readonly number[]> {
  const credential = credentialOf(backend);
  const file = openStateFile(path.join(home, 'models.json'), { platform: process.platform, log: silentLog });
  const catalogue = createCatalogue({
    fetch,
    baseUrl: backend.backendUrl,
    apiBaseUrl: backend.backendUrl,
    userAgent: USER_AGENT,
    now: Date.now,
    log: silentLog,
    file,
  });
  const d: AskDeps = {
    fetch,
    now: Date.now,
    clock: serverClock(Date.now),
    sleep,
    random: Math.random,
    log: silentLog,
    credentials: { credential: () => Promise.resolve(credential), renew: () => Promise.resolve(credential) },
    catalogue,
    routing: { routeFor: () => Promise.resolve({ baseUrl: backend.backendUrl, headers: {} }) },
    userAgent: USER_AGENT,
    env: {},
    platform: process.platform,
    cwd: home,
    defaultModel: undefined,
    threads: openThreads({
      dir: path.join(home, 'threads'),
      enabled: false,
      retentionDays: 30,
      now: Date.now,
      randomBytes,
      pid: process.pid,
      processAlive: () => true,
      hostname: 'bench',
      log: silentLog,
    }),
  };
  return async (prompt) => {
    const start = performance.now();
    let first = 0;
    const question = { prompt, roots: [] };
    const answer = await ask(d, question, {
      signal: new AbortController().signal,
      onText: () => {
        first ||= performance.now() - start;
      },
    });
    if (answer.cutShort) throw answer.cutShort;
    return [first, performance.now() - start];
  };
}

/** The same request by fetch alone: the bytes are read and decoded, and nothing is understood. */
function fetching(backend: Backend): (prompt: string) => Promise<readonly number[]> {
  const model = parseModel(DEFAULT_CATALOG[0]);
  if (!model) throw new Error('the simulator has no models');
  return async (prompt) => {
    const { url, headers, body } = buildRequest(
      {
        question: { prompt, roots: [] },
        parts: [],
        history: [],
        threadId: randomUUID(),
        model,
        view: { models: [model], source: 'live', ageSeconds: 0, note: undefined },
        credential: credentialOf(backend),
        route: { baseUrl: backend.backendUrl, headers: {} },
        renewed: false,
      },
      USER_AGENT,
    );
    const start = performance.now();
    let first = 0;
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      const text = decoder.decode(chunk, { stream: true });
      if (!first && text.includes('response.output_text.delta')) first = performance.now() - start;
    }
    return [first, performance.now() - start];
  };
}

/** What a question costs over fetching the very same stream, in one process. */
export async function benchQuestion(runs: number, homes: Homes, backend: Backend): Promise<void> {
  const own = asking(await homes.make(), backend);
  const bare = fetching(backend);
  const rows: string[][] = [];
  for (const [name, size, times] of [
    ['short', 0, runs * 4],
    ['10 kB', 10_000, runs],
    ['100 kB', 100_000, Math.ceil(runs / 2)],
    ['1 MB', 1_000_000, Math.ceil(runs / 4)],
  ] as const) {
    const prompt = size === 0 ? 'Why?' : `size:${size}`;
    for (let i = 0; i < 3; i += 1) {
      await own(prompt);
      await bare(prompt);
    }
    const seen = await inTurns(times, { bare: () => bare(prompt), own: () => own(prompt) });
    const [bareFirst, bareTotal] = seen.bare;
    const [ownFirst, ownTotal] = seen.own;
    const extra = (ownTotal ?? 0) - (bareTotal ?? 0);
    rows.push([
      name,
      ms(bareFirst),
      ms(ownFirst),
      ms(bareTotal),
      ms(ownTotal),
      ratio(ownTotal, bareTotal),
      size === 0 ? '' : `${((extra * 1e6) / size).toFixed(0)} µs`,
    ]);
  }
  table(
    'A question over a bare fetch of the same stream (one piece is five characters)',
    [
      'answer',
      'fetch: first',
      'ours: first',
      'fetch: all',
      'ours: all',
      'ratio',
      'ours per 1,000 characters',
    ],
    rows,
  );
}

async function ready(home: string, backend: Backend): Promise<Child> {
  const child = startChild(await ours(home, backend));
  await child.call('initialize', INITIALIZE);
  child.notify('notifications/initialized');
  return child;
}

function call(child: Child, prompt: string): Promise<unknown> {
  return child.call('tools/call', {
    name: 'codex_query',
    arguments: { prompt },
    _meta: { progressToken: prompt },
  });
}

/** The same through the shipped server: MCP, threads on disk, progress and all. */
export async function benchServer(runs: number, homes: Homes, backend: Backend): Promise<void> {
  const bare = fetching(backend);
  const child = await ready(await homes.make(), backend);
  for (let i = 0; i < 5; i += 1) await call(child, 'Why?');
  const afterFew = child.memory();
  const one = await inTurns(runs * 2, {
    bare: async () => [await timed(() => bare('Why?'))],
    own: async () => [await timed(() => call(child, 'Why?'))],
  });
  const thirty = (ask: (prompt: string) => Promise<unknown>): Promise<number> =>
    timed(() => Promise.all(Array.from({ length: 30 }, (_, i) => ask(`size:${10_000 + 5 * i}`))));
  const many = await inTurns(Math.ceil(runs / 3), {
    bare: async () => [await thirty(bare)],
    own: async () => [await thirty((prompt) => call(child, prompt))],
  });
  const large = await inTurns(3, {
    bare: async () => [await timed(() => bare('size:1000000'))],
    own: async () => [await timed(() => call(child, 'size:1000000'))],
  });
  const afterAll = child.memory();
  await child.end();
  const row = (name: string, seen: { bare: number[]; own: number[] }): string[] => [
    name,
    ms(seen.bare[0]),
    ms(seen.own[0]),
    ratio(seen.own[0], seen.bare[0]),
  ];
  table(
    'The shipped server, warm, over bare fetches',
    ['', 'fetch', 'codex-oauth', 'ratio'],
    [row('one short question', one), row('30 at once, 10 kB each', many), row('one of 1 MB', large)],
  );
  process.stdout.write(
    `\n  memory after five questions ${mb(afterFew)}, after all of the above ${mb(afterAll)}\n`,
  );
}
