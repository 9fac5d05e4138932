import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import type { FaultName, FaultOptions, Simulator, SimulatorOptions } from '../../simulator/simulator.ts';
import { connect, textOf, type Session } from '../support/mcp.ts';
import { makeSandbox, makeSimulator, pointAt, seedLogin, type Sandbox } from '../support/sandbox.ts';

const RESPONSES = '/backend-api/codex/responses';
const QUESTION = { prompt: 'What is a monad?' };

interface SignedIn {
  readonly simulator: Simulator;
  readonly sandbox: Sandbox;
  readonly session: Session;
}

async function signedIn(options: SimulatorOptions = {}, env: Record<string, string> = {}): Promise<SignedIn> {
  const simulator = await makeSimulator(options);
  const sandbox = await makeSandbox({ ...pointAt(simulator), ...env });
  await seedLogin(sandbox, simulator.mintTokens());
  return { simulator, sandbox, session: await connect(sandbox.env) };
}

const receipt = (result: CallToolResult): unknown => result._meta?.['codex-oauth/receipt'];
const asked = (simulator: Simulator): number => simulator.requests('POST', RESPONSES).length;

describe('when the backend refuses', () => {
  test.each<[FaultName, FaultOptions, number]>([
    ['responses.503', { times: 2 }, 2],
    ['responses.429.retry_after', { times: 1 }, 1],
    ['responses.401', { times: 1 }, 1],
    ['stream.cut_before_delta', { times: 2 }, 2],
    ['stream.failed.rate_limit_exceeded', { times: 1, params: { message: 'try again in 30ms' } }, 1],
  ])('%s is got over, and the receipt counts it', async (fault, options, retries) => {
    const { simulator, session } = await signedIn();
    simulator.fault(fault, options);
    const result = await session.call('codex_query', QUESTION);
    expect(textOf(result)).toContain('You asked: “What is a monad?”');
    expect(receipt(result)).toMatchObject({ retries, partial: false });
    expect(asked(simulator)).toBe(retries + 1);
  });

  test.each<[FaultName, RegExp]>([
    ['responses.429.usage_limit', /usage limit of the plus plan is reached.*resets in 2 h/],
    ['responses.404.usage_limit', /usage limit of the plus plan is reached.*resets in 2 h/],
    ['stream.failed.usage_limit_reached', /usage limit of the plus plan is reached.*resets in 2 h/],
    ['responses.429.plain', /Too many requests/],
    ['responses.403.cloudflare', /Cloudflare, in front of OpenAI, blocked the request/],
    ['responses.403', /does not allow this request.*still signed in/],
    ['responses.413', /too large/],
    ['stream.failed.context_length_exceeded', /larger than the model’s context window/],
  ])('%s is said in a sentence after one attempt, and nobody is told to sign in', async (fault, says) => {
    const { simulator, session } = await signedIn();
    simulator.fault(fault);
    const result = await session.call('codex_query', QUESTION);
    expect(result.isError).toBe(true);
    expect(textOf(result)).toMatch(says);
    expect(textOf(result)).not.toMatch(/codex_login/);
    expect(asked(simulator)).toBe(1);
  });
});

test.each<FaultName>([
  'stream.cut',
  'stream.end_early',
  'stream.failed.server_error',
  'stream.incomplete.max_output_tokens',
])(
  'an answer that %s cuts short comes marked, with its request id, and is not asked for again',
  async (fault) => {
    const { simulator, session } = await signedIn();
    simulator.fault(fault, { params: { after: 3 } });
    const result = await session.call('codex_query', QUESTION);
    const { request_id: id } = receipt(result) as { request_id: string };
    expect(id).toMatch(/^req-sim-/);
    expect(textOf(result)).toMatch(/^This is a \n\n\[Partial answer, not complete\. /);
    expect(textOf(result)).toContain(id);
    expect(receipt(result)).toMatchObject({ partial: true, partial_reason: expect.any(String) as string });
    expect(asked(simulator)).toBe(1);
  },
);

describe('a call never looks dead', () => {
  test('while nothing comes, it says so in single short lines with the model and the time', async () => {
    const { simulator, session } = await signedIn();
    simulator.fault('stream.slow_start', { params: { delayMs: 2_500 } });
    const lines: string[] = [];
    await session.call('codex_query', QUESTION, { progress: (line) => lines.push(line) });
    expect(lines.every((line) => line.length < 200 && !line.includes('\n'))).toBe(true);
    const waiting = lines.filter((line) =>
      /^(?:waiting|thinking|writing).* · gpt-6\.1-sol low · \d+ s/.test(line),
    );
    expect(new Set(waiting).size).toBeGreaterThanOrEqual(2);
  });

  test('a fast stream of thousands of pieces becomes a few lines', async () => {
    const { session } = await signedIn({ answer: () => 'word '.repeat(5_000) });
    const lines: string[] = [];
    await session.call('codex_query', QUESTION, { progress: (line) => lines.push(line) });
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.length).toBeLessThan(50);
  });

  test('why and when it is tried again is said while it waits', async () => {
    const { simulator, session } = await signedIn();
    simulator.fault('responses.429.retry_after', { times: 1 });
    const lines: string[] = [];
    await session.call('codex_query', QUESTION, { progress: (line) => lines.push(line) });
    expect(lines.join('\n')).toMatch(/trying again · .*in 1 s: Too many requests/);
  });
});

test.each<FaultName>(['stream.stall', 'responses.hang'])(
  'cancelled during %s, the socket is gone at once and the server answers the next question',
  async (fault) => {
    const { simulator, session } = await signedIn();
    simulator.fault(fault, { times: 1 });
    const cancel = new AbortController();
    const call = session.call('codex_query', QUESTION, { signal: cancel.signal });
    call.catch(() => {});
    await expect.poll(() => asked(simulator), { timeout: 5_000 }).toBe(1);
    const before = simulator.requests('POST', RESPONSES)[0];
    expect(before?.durationMs).toBeNull();
    cancel.abort('the user pressed Esc');
    await expect(call).rejects.toThrow();
    await expect.poll(() => before?.durationMs, { timeout: 2_000 }).not.toBeNull();
    expect(textOf(await session.call('codex_query', QUESTION))).toContain('monad');
  },
);

test('thirty questions at once get their own answers', async () => {
  const { session } = await signedIn({ answer: (q) => `${q.prompt} `.repeat(300) });
  const prompts = Array.from({ length: 30 }, (_, i) => `question-${i}`);
  const results = await Promise.all(prompts.map((prompt) => session.call('codex_query', { prompt })));
  results.forEach((result, i) => {
    const words = textOf(result).split('\n\n—')[0]?.trim().split(/\s+/) ?? [];
    expect(new Set(words)).toEqual(new Set([prompts[i]]));
    expect(words).toHaveLength(300);
  });
});

describe('large answers', () => {
  test('arrive whole where the host shows them whole', async () => {
    const text = 'An answer of many words. '.repeat(16_000);
    const { session } = await signedIn({ answer: () => text });
    expect(textOf(await session.call('codex_query', QUESTION)).startsWith(text)).toBe(true);
  });

  test('are kept whole in a file where no host shows them', async () => {
    const text = 'An answer of many words. '.repeat(42_000);
    const { session } = await signedIn({ answer: () => text });
    const shown = textOf(await session.call('codex_query', QUESTION));
    expect(shown.length).toBeLessThan(500_000);
    const file = /is in (\S+)\.\n/.exec(shown)?.[1] ?? '';
    expect(await readFile(file, 'utf8')).toBe(text);
  });
});

describe('asking well', () => {
  const schema = {
    type: 'object',
    properties: { verdict: { enum: ['good', 'bad'] }, lines: { type: 'array', items: { type: 'integer' } } },
    required: ['verdict', 'lines'],
  };

  test('with a schema, the answer is JSON that fits it', async () => {
    const { session } = await signedIn();
    const result = await session.call('codex_query', { ...QUESTION, output_schema: schema });
    expect(result.isError ?? false).toBe(false);
    expect(result._meta?.['codex-oauth/output']).toEqual({ verdict: 'good', lines: [] });
    expect(JSON.parse(textOf(result).split('\n\n—')[0] ?? '')).toEqual({ verdict: 'good', lines: [] });
  });

  test('an answer that misses the schema is an error that names the place and still holds the answer', async () => {
    const { session } = await signedIn({ answer: () => '{"verdict":"mixed","lines":[]}' });
    const result = await session.call('codex_query', { ...QUESTION, output_schema: schema });
    expect(result.isError).toBe(true);
    expect(textOf(result)).toMatch(/does not fit output_schema.*\/verdict must be one of/);
    expect(textOf(result)).toContain('{"verdict":"mixed","lines":[]}');
  });

  test.each([
    [{ output_schema: { type: 'array' } }, /top level must have "type": "object"/],
    [{ output_schema: 'x' }, /"output_schema" must be/],
    [{ reasoning_effort: 'enormous' }, /no reasoning effort "enormous"/],
    [{ web_search: 'yes' }, /"web_search" must be a boolean/],
    [{ model: 'gpt-5.2' }, /no model "gpt-5\.2".*gpt-6\.1-sol/],
  ])('%j is refused with what would work, and nothing is sent', async (args, says) => {
    const { simulator, session } = await signedIn();
    const result = await session.call('codex_query', { ...QUESTION, ...args });
    expect(result.isError).toBe(true);
    expect(textOf(result)).toMatch(says);
    expect(asked(simulator)).toBe(0);
  });

  test('web search reaches the model', async () => {
    const { session } = await signedIn();
    expect(textOf(await session.call('codex_query', { ...QUESTION, web_search: true }))).toContain(
      'searched the web',
    );
  });
});

describe('what is remembered from one process to the next', () => {
  test('the list of models: a question does not wait for a server that hangs', async () => {
    const { simulator, sandbox, session } = await signedIn();
    await session.call('codex_query', QUESTION);
    await session.client.close();
    simulator.fault('models.hang');
    const next = await connect(sandbox.env);
    const result = await next.call('codex_query', QUESTION);
    expect(receipt(result)).toMatchObject({ model: 'gpt-6.1-sol', notes: [] });
  });

  test('the limits: shown by status with their age, without asking', async () => {
    const { simulator, sandbox, session } = await signedIn();
    await session.call('codex_query', QUESTION);
    await session.client.close();
    simulator.clearLog();
    const status = await (await connect(sandbox.env)).call('codex_status');
    expect(status.structuredContent).toMatchObject({
      limits: {
        windows: [
          { name: '5 h', used_percent: 12, resets_at: expect.any(String) as string },
          { name: 'week', used_percent: 55, resets_at: expect.any(String) as string },
        ],
        credits: '4.20',
        seen_seconds_ago: expect.any(Number) as number,
      },
    });
    expect(simulator.log).toEqual([]);
  });

  test('status asks for the limits when told to, and says why when it cannot', async () => {
    const { simulator, session } = await signedIn();
    expect((await session.call('codex_status')).structuredContent).toMatchObject({ limits: null });
    const asked = await session.call('codex_status', { refresh: true });
    expect(asked.structuredContent).toMatchObject({
      limits: { windows: [{ used_percent: 12 }, { used_percent: 55 }] },
    });
    expect(asked.structuredContent).not.toHaveProperty('limits_problem');
    simulator.fault('usage.500');
    const failed = await session.call('codex_status', { refresh: true });
    expect(failed.structuredContent).toMatchObject({
      authenticated: true,
      limits: { windows: [{ used_percent: 12 }, { used_percent: 55 }] },
      limits_problem: expect.stringContaining('Something failed') as string,
    });
  });

  test('a cap refuses the next question before it is sent, in this process and in another', async () => {
    const { simulator, sandbox, session } = await signedIn({}, { CODEX_OAUTH_LIMIT_PERCENT: '50' });
    // Nothing is known yet, so the first question goes out.
    expect((await session.call('codex_query', QUESTION)).isError ?? false).toBe(false);
    const capped = await session.call('codex_query', QUESTION);
    expect(capped.isError).toBe(true);
    expect(textOf(capped)).toMatch(
      /week limit is used to 55 %, and CODEX_OAUTH_LIMIT_PERCENT is 50\. It resets in/,
    );
    await session.client.close();
    const next = await connect(sandbox.env);
    expect((await next.call('codex_query', QUESTION)).isError).toBe(true);
    expect(asked(simulator)).toBe(1);
  });
});
