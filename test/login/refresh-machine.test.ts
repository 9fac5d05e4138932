import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Credential } from '../../src/login/credential.ts';
import { look } from '../../src/login/refresh.ts';
import { AppError } from '../../src/system/errors.ts';
import { sleep } from '../../src/system/time.ts';
import { loginWith, makeDeps, makeManager, type TestManager } from './support.ts';
import { realTimes } from '../support/real.ts';

const ISSUER = 'http://server';

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
  /** Questions and sign-ins that have not ended. */
  open: number;
  /** Waits before it looks at the lock again. */
  asleep: boolean;
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

  constructor(dir: string) {
    this.file = path.join(dir, 'auth.json');
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
      open: 0,
      asleep: false,
      manager: makeManager(this.file, {
        issuer: ISSUER,
        pid,
        processAlive: (id) => this.processes.some((p) => p.pid === id && p.alive),
        sleep: async (ms, signal) => {
          made.asleep = true;
          await sleep(Math.min(ms, 5), signal);
          made.asleep = false;
        },
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

  replace(victim: Process): void {
    victim.alive = false;
    this.processes[this.processes.indexOf(victim)] = this.process();
  }

  /** Ends a process between its two writes: the journal has the answer, auth.json does not. */
  kill(victim: Process, answer: Response | Error): void {
    this.replace(victim);
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

  run(one: Process, work: Promise<unknown>): Promise<void> {
    one.open += 1;
    // Any other error is a fault of ours.
    const refused = (error: unknown): void =>
      void (error instanceof AppError || this.faults.push(String(error)));
    return work.then(() => {}, refused).finally(() => void (one.open -= 1));
  }

  /** Lets everybody go on until nothing moves but what waits for an answer, or for who waits for one. */
  async rest(): Promise<void> {
    const asked = (one: Process): boolean => this.pending.some(({ owner }) => owner === one);
    const moving = (): boolean => {
      const answering = this.processes.some(asked);
      return this.processes.some((one) => one.open > 0 && !asked(one) && !(answering && one.asleep));
    };
    const end = Date.now() + 2_000;
    do await sleep(1);
    while (moving() && Date.now() < end);
  }

  async take(step: Step): Promise<void> {
    const one = this.processes['who' in step ? step.who : 0];
    if (!one) return;
    switch (step.kind) {
      case 'ask':
        void this.run(one, renew(one.manager));
        break;
      case 'answer':
        this.pending.shift()?.answer(step.what);
        break;
      case 'crash':
        // Only where it can be cut off whole: in a request, which then never comes back to it.
        if (this.pending.some((p) => p.owner === one)) this.replace(one);
        break;
      case 'sign in': {
        if (this.pending.length > 0) break;
        const { access_token: accessToken, refresh_token: refreshToken } = this.fresh();
        const stored = one.manager.store(loginWith({ accessToken, refreshToken })).finally(() => {
          this.good = refreshToken;
          this.goodIsLost = false;
        });
        // It waits for a refresh that has just begun.
        void this.run(one, stored);
        await this.finish();
        break;
      }
      case 'other writes': {
        // In one go: a program that writes back what it read long ago undoes what came between, whoever wrote it.
        const now = JSON.parse(readFileSync(this.file, 'utf8')) as object;
        this.others += 1;
        writeFileSync(this.file, JSON.stringify({ ...now, others: this.others }));
      }
    }
    await this.rest();
  }

  /** The refresh token that counts on this disk: also one that only the journal has. */
  async kept(): Promise<string | undefined> {
    return (await look(makeDeps(this.file, { issuer: ISSUER }))).login?.refreshToken;
  }

  /** Answers whatever is asked until every question has ended. */
  async finish(): Promise<void> {
    const end = Date.now() + 20_000;
    while (this.pending.length > 0 || this.processes.some((one) => one.open > 0)) {
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

/** A process, the last of them last. */
const who = fc.nat(2);
const answers: readonly Answer[] = [
  'lost',
  'unsent',
  'busy',
  'gateway',
  'access only',
  'tokens, then killed',
];
const what = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Answer>('tokens') },
  { weight: 6, arbitrary: fc.constantFrom(...answers) },
);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('ask' as const), who }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('answer' as const), what }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('crash' as const), who }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('sign in' as const), who }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('other writes' as const) }) },
);

/** Takes the steps, and checks what must hold then and for a process that comes later. */
async function play(steps: readonly Step[]): Promise<void> {
  const dir = await mkdtemp(path.join(tmpdir(), 'codex-oauth-machine-'));
  try {
    const world = new World(dir);
    await world.start(3);
    for (const one of steps) await world.take(one);
    await world.finish();
    expect(world.faults).toEqual([]);
    // What the server would take is on the disk, unless its answer reached nobody.
    if (!world.goodIsLost) expect(await world.kept()).toBe(world.good);

    const late = world.process();
    world.processes.push(late);
    let end = 'renewed';
    const last = renew(late.manager).catch((error: unknown) => {
      end = error instanceof AppError ? error.code : String(error);
    });
    void world.run(late, last);
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

const ask = (one: number): Step => ({ kind: 'ask', who: one });
const answer = (such: Answer): Step => ({ kind: 'answer', what: such });
const crash = (one: number): Step => ({ kind: 'crash', who: one });

test('in any order of answers, losses, crashes and writes: one request at a time, no refused token again, the newest kept', {
  timeout: 3_600_000,
}, async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), play), {
    numRuns: Number(process.env['CODEX_OAUTH_TEST_RUNS'] ?? (realTimes ? 80 : 25)),
    examples: [
      // One that waits with an older login takes away neither the trace of a lost answer nor what a killed one had kept.
      [[ask(1), ask(0), ask(1), answer('tokens'), ask(1), answer('gateway'), ask(0)]],
      [[ask(1), ask(0), ask(1), answer('tokens'), ask(1), answer('tokens, then killed'), ask(0), ask(2)]],
      // A request that was surely not sent leaves the older trace.
      [[ask(0), answer('lost'), ask(1), answer('unsent'), ask(2)]],
      // A kill before the answer leaves a trace; one after it loses nothing.
      [[ask(0), crash(0), answer('tokens'), ask(1), ask(2)]],
      [[ask(0), answer('tokens, then killed'), ask(1)]],
    ],
  });
});
