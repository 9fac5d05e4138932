import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Credential } from '../../src/login/credential.ts';
import { parseTrace } from '../../src/login/journal.ts';
import { AppError } from '../../src/system/errors.ts';
import { sleep } from '../../src/system/time.ts';
import { loginWith, makeManager, type TestManager } from './support.ts';

/** What a server does with a refresh, and what becomes of its answer. */
type Answer = 'tokens' | 'lost' | 'unsent' | 'busy' | 'gateway' | 'access only' | 'tokens, then killed';

type Step =
  | { readonly kind: 'ask'; readonly who: number }
  | { readonly kind: 'answer'; readonly what: Answer }
  | { readonly kind: 'crash'; readonly who: number }
  | { readonly kind: 'sign in'; readonly who: number }
  | { readonly kind: 'other writes' };

interface Pending {
  readonly owner: Process;
  readonly token: string;
  answer(what: Answer): void;
}

interface Process {
  readonly pid: number;
  readonly manager: TestManager;
  alive: boolean;
  readonly calls: Promise<unknown>[];
}

const refusal = (): Response => Response.json({ error: { code: 'refresh_token_reused' } }, { status: 401 });

/**
 * Some processes, one file, one server with tokens for a single use. The requests are held, so that the steps say in
 * what order answers, crashes and other people's writes come; what must hold is checked at each request and at the end.
 */
class World {
  readonly file: string;
  readonly pending: Pending[] = [];
  processes: Process[] = [];
  #nextPid = 100;
  #made = 0;
  /** The one refresh token that the server would take; each has its time. */
  good = '';
  /** True while the newest tokens are in the hands of nobody: rotated, and the answer lost. */
  goodIsLost = false;
  readonly refused = new Set<string>();
  /** Who sent a token last, and whether what became of it can be known to others. */
  readonly sent = new Map<string, { by: Process; open: boolean }>();
  readonly faults: string[] = [];
  others = 0;
  /** How long a process waits before it looks at the lock again; undefined for less than it would. Milliseconds. */
  readonly pause: number | undefined;

  constructor(dir: string, pause: number | undefined) {
    this.file = path.join(dir, 'auth.json');
    this.pause = pause;
  }

  fresh(): { access_token: string; refresh_token: string } {
    this.#made += 1;
    return { access_token: `access-${this.#made}`, refresh_token: `refresh-${this.#made}` };
  }

  async start(count: number): Promise<void> {
    const tokens = this.fresh();
    this.good = tokens.refresh_token;
    await writeFile(this.file, JSON.stringify({ others: 0, codex: { ...tokens, account_id: 'acc' } }));
    this.processes = Array.from({ length: count }, () => this.process());
  }

  process(): Process {
    this.#nextPid += 1;
    const pid = this.#nextPid;
    const made: Process = {
      pid,
      alive: true,
      calls: [],
      manager: makeManager(this.file, {
        issuer: 'http://server',
        pid,
        processAlive: (id) => this.processes.some((p) => p.pid === id && p.alive),
        sleep: (ms, signal) => sleep(this.pause ?? Math.min(ms, 20), signal),
        fetch: (_input, init) => this.receive(made, String(init?.body)),
      }),
    };
    return made;
  }

  receive(owner: Process, body: string): Promise<Response> {
    const { refresh_token: token } = JSON.parse(body) as { refresh_token: string };
    if (this.refused.has(token)) this.faults.push(`${token} was sent again after it had been refused`);
    const before = this.sent.get(token);
    if (before?.open && before.by.alive) this.faults.push(`${token} was sent twice at the same time`);
    this.sent.set(token, { by: owner, open: true });
    return new Promise((resolve, reject) => {
      const close = (): void => void this.sent.set(token, { by: owner, open: false });
      this.pending.push({
        owner,
        token,
        answer: (what) => {
          close();
          const answer = this.serve(token, what);
          if (!owner.alive) return;
          if (what === 'tokens, then killed') return this.kill(owner, answer);
          if (answer instanceof Response) resolve(answer);
          else reject(answer);
        },
      });
    });
  }

  /** Ends a process between its two writes: the journal has the answer, auth.json does not. */
  kill(victim: Process, answer: Response | Error): void {
    victim.alive = false;
    this.processes[this.processes.indexOf(victim)] = this.process();
    if (!(answer instanceof Response) || !answer.ok) return;
    const journal = `${this.file}.journal`;
    const [first = '', second = ''] = readFileSync(journal, 'utf8').split('\n');
    const codex = { access_token: `access-${this.#made}`, refresh_token: this.good, account_id: 'acc' };
    writeFileSync(journal, `${first}\n${JSON.stringify({ codex }).padEnd(second.length)}\n`, { flag: 'r+' });
  }

  serve(token: string, what: Answer): Response | Error {
    if (what === 'unsent')
      return Object.assign(new TypeError('fetch failed'), { cause: failed('ECONNREFUSED') });
    if (what === 'busy') return Response.json({ error: { code: 'rate_limit_exceeded' } }, { status: 429 });
    if (token !== this.good) {
      // Only who hears it can know it.
      if (this.receiverLives(token) && what !== 'tokens, then killed') this.refused.add(token);
      return refusal();
    }
    if (what === 'access only') return Response.json({ access_token: this.fresh().access_token });
    const next = this.fresh();
    this.good = next.refresh_token;
    this.goodIsLost = !what.startsWith('tokens') || !this.receiverLives(token);
    if (what === 'gateway') return new Response('<html>502</html>', { status: 502 });
    if (what === 'lost') return Object.assign(new TypeError('fetch failed'), { cause: failed('ECONNRESET') });
    return Response.json(next);
  }

  receiverLives(token: string): boolean {
    return this.sent.get(token)?.by.alive === true;
  }

  /** Lets everybody go on until nothing moves but what waits for an answer. */
  async rest(): Promise<void> {
    for (let i = 0; i < 3; i += 1) await new Promise((resolve) => setTimeout(resolve, 15));
  }

  async take(step: Step): Promise<void> {
    const { processes } = this;
    switch (step.kind) {
      case 'ask': {
        const one = processes[step.who % processes.length];
        if (one) one.calls.push(renew(one.manager).catch((error: unknown) => check(error)));
        break;
      }
      case 'answer':
        this.pending.shift()?.answer(step.what);
        break;
      case 'crash': {
        const at = step.who % processes.length;
        const victim = processes[at];
        // Only where it can be cut off whole: in a request, which then never comes back to it.
        if (!victim || !this.pending.some((p) => p.owner === victim)) break;
        victim.alive = false;
        processes[at] = this.process();
        break;
      }
      case 'sign in': {
        const one = processes[step.who % processes.length];
        if (!one || this.pending.length > 0) break;
        const tokens = this.fresh();
        const state = { open: true };
        const { access_token: accessToken, refresh_token: refreshToken } = tokens;
        const stored = one.manager.store(loginWith({ accessToken, refreshToken })).finally(() => {
          state.open = false;
          this.good = refreshToken;
          this.goodIsLost = false;
        });
        // It waits for a refresh that has just begun.
        while (state.open) {
          this.pending.shift()?.answer('tokens');
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
        await stored;
        break;
      }
      case 'other writes': {
        // A write between our last look at the file and its replacing is lost; that is known (docs/auth-file.md).
        while (this.writing()) await new Promise((resolve) => setTimeout(resolve, 5));
        // In one go: a program that writes back what it read long ago undoes what came between, whoever wrote it.
        const now = JSON.parse(readFileSync(this.file, 'utf8')) as object;
        this.others += 1;
        writeFileSync(this.file, JSON.stringify({ ...now, others: this.others }));
      }
    }
    await this.rest();
  }

  /** True while a living process holds the lock and does not wait for the server. */
  writing(): boolean {
    let cards: string[] = [];
    try {
      cards = readdirSync(`${this.file}.lock`);
    } catch {
      // Nobody holds it.
    }
    return cards.some((card) => {
      const owner = this.processes.find(({ pid }) => card.startsWith(`${pid}.`));
      return owner?.alive && !this.pending.some((p) => p.owner === owner);
    });
  }

  /** The refresh token that counts on this disk: also one that only the journal has. */
  kept(): string | undefined {
    const { codex } = JSON.parse(readFileSync(this.file, 'utf8')) as { codex: { refresh_token: string } };
    const print = createHash('sha256').update(codex.refresh_token).digest('hex').slice(0, 16);
    try {
      const trace = parseTrace(readFileSync(`${this.file}.journal`, 'utf8'));
      return (trace?.fingerprint === print && trace.answer?.refreshToken) || codex.refresh_token;
    } catch {
      return codex.refresh_token;
    }
  }

  /** Answers whatever is asked until every question has ended. */
  async finish(): Promise<void> {
    const state = { open: true };
    const calls = this.processes.filter((p) => p.alive).flatMap((p) => p.calls);
    void Promise.all(calls).then(() => {
      state.open = false;
    });
    const end = Date.now() + 20_000;
    while (state.open || this.pending.length > 0) {
      this.pending.shift()?.answer('tokens');
      await this.rest();
      if (Date.now() > end) throw new Error('some question never ended');
    }
  }
}

const failed = (code: string): Error => Object.assign(new Error(code), { code });

async function renew(manager: TestManager): Promise<Credential> {
  const login = await manager.current();
  if (!login) throw new Error('the login is gone');
  return manager.renew({
    source: 'login',
    route: 'chatgpt',
    accessToken: login.accessToken,
    ...(login.accountId ? { accountId: login.accountId } : {}),
  });
}

/** What may be answered to a question whose login cannot be renewed; anything else is a fault of ours. */
function check(error: unknown): void {
  if (!(error instanceof AppError)) throw error;
}

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('ask' as const), who: fc.nat(2) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('answer' as const),
      what: fc.constantFrom<Answer>(
        'tokens',
        'tokens',
        'tokens',
        'lost',
        'unsent',
        'busy',
        'gateway',
        'access only',
        'tokens, then killed',
      ),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('crash' as const), who: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('sign in' as const), who: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('other writes' as const) }) },
);

/** Takes the steps, and checks what must hold then and for a process that comes later. */
async function play(steps: readonly Step[], pause?: number): Promise<void> {
  const dir = await mkdtemp(path.join(tmpdir(), 'codex-oauth-machine-'));
  try {
    const world = new World(dir, pause);
    await world.start(3);
    for (const one of steps) await world.take(one);
    await world.finish();
    expect(world.faults).toEqual([]);
    // What the server would take is on the disk, unless its answer reached nobody.
    if (!world.goodIsLost) expect(world.kept()).toBe(world.good);

    const late = world.process();
    world.processes.push(late);
    let end = 'open';
    const last = renew(late.manager).then(
      () => void (end = 'renewed'),
      (error: unknown) => void (end = error instanceof AppError ? error.code : 'a fault'),
    );
    late.calls.push(last);
    await world.finish();
    expect(end).toBe(world.goodIsLost ? 'auth.interrupted' : 'renewed');
    expect(world.faults).toEqual([]);
    const { others, codex } = JSON.parse(await readFile(world.file, 'utf8')) as {
      others: number;
      codex: { refresh_token: string };
    };
    expect(others).toBe(world.others);
    if (!world.goodIsLost) expect(codex.refresh_token).toBe(world.good);
    const left = (await readdir(dir)).filter((name) => name !== 'auth.json');
    expect(left).toEqual(world.goodIsLost ? ['auth.json.journal'] : []);
  } finally {
    await rm(dir, { recursive: true, force: true, maxRetries: 10 });
  }
}

const ask = (who: number): Step => ({ kind: 'ask', who });
const answer = (what: Answer): Step => ({ kind: 'answer', what });
const crash = (who: number): Step => ({ kind: 'crash', who });

test.each<[string, Step[]]>([
  [
    'a process that waits with an older login does not take away the trace of a lost answer',
    [ask(1), ask(0), ask(1), answer('tokens'), ask(1), answer('gateway'), ask(0)],
  ],
  [
    'nor what a killed one had kept',
    [ask(1), ask(0), ask(1), answer('tokens'), ask(1), answer('tokens, then killed'), ask(0), ask(2)],
  ],
  ['a kill before the answer leaves a trace', [ask(0), crash(0), answer('tokens'), ask(1), ask(2)]],
  ['a kill after the answer loses nothing', [ask(0), answer('tokens, then killed'), ask(1)]],
])('%s', async (_, steps) => {
  // So long that the waiting process still has the older login when it gets the lock.
  await play(steps, 300);
});

test('in any order of answers, losses, crashes and writes: one request at a time, no refused token again, the newest kept', {
  timeout: 3_600_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), (steps) => play(steps)),
    {
      numRuns: Number(process.env['CODEX_OAUTH_TEST_RUNS'] ?? 30),
    },
  );
});
