import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import type { FaultName, FaultOptions } from '../../simulator/simulator.ts';
import type { Session } from '../support/mcp.ts';
import { ask, openScene } from '../support/scene.ts';

const RESPONSES = '/backend-api/codex/responses';

describe('when the backend refuses', () => {
  test.each<[FaultName, FaultOptions, number]>([
    ['responses.503', { times: 2 }, 2],
    ['responses.429.retry_after', { times: 1 }, 1],
    ['responses.401', { times: 1 }, 1],
    ['stream.cut_before_delta', { times: 2 }, 2],
    ['stream.failed.rate_limit_exceeded', { times: 1, params: { message: 'try again in 30ms' } }, 1],
  ])('%s is got over, and the receipt counts it', async (fault, options, retries) => {
    const { simulator, session, questions } = await openScene();
    simulator.fault(fault, options);
    const { text, receipt } = await ask(session);
    expect(text).toContain('You asked: “What is a monad?”');
    expect(receipt).toMatchObject({ retries, partial: false });
    expect(questions()).toBe(retries + 1);
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
    const { simulator, session, questions } = await openScene();
    simulator.fault(fault);
    const { text, failed } = await ask(session);
    expect(failed).toBe(true);
    expect(text).toMatch(says);
    expect(text).not.toMatch(/codex_login/);
    expect(questions()).toBe(1);
  });
});

test.each<FaultName>([
  'stream.cut',
  'stream.end_early',
  'stream.failed.server_error',
  'stream.incomplete.max_output_tokens',
])(
  'cut short by %s, an answer comes marked, with its request id, and is not asked for again',
  async (fault) => {
    const { simulator, session, questions } = await openScene();
    simulator.fault(fault, { params: { after: 3 } });
    const { text, receipt } = await ask(session);
    expect(receipt).toMatchObject({
      request_id: expect.stringMatching(/^req-sim-/) as string,
      partial: true,
      partial_reason: expect.any(String) as string,
    });
    expect(text).toMatch(/^This is a \n\n\[Partial answer, not complete\. /);
    expect(text).toContain(receipt['request_id']);
    expect(questions()).toBe(1);
  },
);

describe('a call never looks dead', () => {
  async function progressOf(session: Session): Promise<readonly string[]> {
    const lines: string[] = [];
    await ask(session, {}, { progress: (line) => lines.push(line) });
    return lines;
  }

  test('while nothing comes, it says so in single short lines with the model and the time', async () => {
    const { simulator, session } = await openScene();
    simulator.fault('stream.slow_start', { params: { delayMs: 2_500 } });
    const lines = await progressOf(session);
    expect(lines.every((line) => line.length < 200 && !line.includes('\n'))).toBe(true);
    const waiting = lines.filter((line) =>
      /^(?:waiting|thinking|writing).* · gpt-6\.1-sol low · \d+ s/.test(line),
    );
    expect(new Set(waiting).size).toBeGreaterThanOrEqual(2);
  });

  test('a fast stream of thousands of pieces becomes a few lines', async () => {
    const { session } = await openScene({ simulator: { answer: () => 'word '.repeat(5_000) } });
    const lines = await progressOf(session);
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.length).toBeLessThan(50);
  });

  test('why and when it is tried again is said while it waits', async () => {
    const { simulator, session } = await openScene();
    simulator.fault('responses.429.retry_after', { times: 1 });
    const lines = await progressOf(session);
    expect(lines.join('\n')).toMatch(/trying again · .*in 1 s: Too many requests/);
  });
});

test.each<FaultName>(['stream.stall', 'responses.hang'])(
  'cancelled during %s, the socket is gone at once and the server answers the next question',
  async (fault) => {
    const { simulator, session, questions } = await openScene();
    simulator.fault(fault, { times: 1 });
    const cancel = new AbortController();
    const call = ask(session, {}, { signal: cancel.signal });
    call.catch(() => {});
    await expect.poll(questions, { timeout: 5_000 }).toBe(1);
    const before = simulator.requests('POST', RESPONSES)[0];
    expect(before?.durationMs).toBeNull();
    cancel.abort('the user pressed Esc');
    await expect(call).rejects.toThrow();
    await expect.poll(() => before?.durationMs, { timeout: 2_000 }).not.toBeNull();
    expect((await ask(session)).text).toContain('monad');
  },
);

test('thirty questions at once get their own answers', async () => {
  const { session } = await openScene({ simulator: { answer: (q) => `${q.prompt} `.repeat(300) } });
  const prompts = Array.from({ length: 30 }, (_, i) => `question-${i}`);
  const answers = await Promise.all(prompts.map((prompt) => ask(session, { prompt })));
  answers.forEach(({ text }, i) => {
    const words = text.split('\n\n—')[0]?.trim().split(/\s+/) ?? [];
    expect(new Set(words)).toEqual(new Set([prompts[i]]));
    expect(words).toHaveLength(300);
  });
});

test('a large answer arrives whole where the host shows it whole, and else is kept whole in a file', async () => {
  let words = 16_000;
  const { session } = await openScene({
    simulator: { answer: () => ({ text: 'An answer of many words. '.repeat(words) }) },
  });
  expect((await ask(session)).text.startsWith('An answer of many words. '.repeat(words))).toBe(true);
  words = 42_000;
  const { text } = await ask(session);
  expect(text.length).toBeLessThan(490_000);
  const file = /is in (\S+?)\.?$/m.exec(text)?.[1] ?? '';
  expect(await readFile(file, 'utf8')).toBe('An answer of many words. '.repeat(words));
});

describe('asking well', () => {
  const schema = {
    type: 'object',
    properties: { verdict: { enum: ['good', 'bad'] }, lines: { type: 'array', items: { type: 'integer' } } },
    required: ['verdict', 'lines'],
  };

  test('with a schema, the answer is JSON that fits it', async () => {
    const { session } = await openScene();
    const { result, text, failed } = await ask(session, { output_schema: schema });
    expect(failed).toBe(false);
    expect(result._meta?.['codex-oauth/output']).toEqual({ verdict: 'good', lines: [] });
    expect(JSON.parse(text.split('\n\n—')[0] ?? '')).toEqual({ verdict: 'good', lines: [] });
  });

  test('an answer that misses the schema is an error that names the place and still holds the answer', async () => {
    const { session } = await openScene({ simulator: { answer: () => '{"verdict":"mixed","lines":[]}' } });
    const { text, failed } = await ask(session, { output_schema: schema });
    expect(failed).toBe(true);
    expect(text).toMatch(/does not fit output_schema.*\/verdict must be one of/);
    expect(text).toContain('{"verdict":"mixed","lines":[]}');
  });

  test('what cannot work is refused with what would, and nothing is sent', async () => {
    const { session, questions } = await openScene();
    for (const [args, says] of [
      [{ output_schema: { type: 'array' } }, /top level must have "type": "object"/],
      [{ output_schema: 'x' }, /"output_schema" must be/],
      [{ reasoning_effort: 'enormous' }, /no reasoning effort "enormous"/],
      [{ web_search: 'yes' }, /"web_search" must be a boolean/],
      [{ model: 'gpt-5.2' }, /no model "gpt-5\.2".*gpt-6\.1-sol/],
    ] as const) {
      const { text, failed } = await ask(session, args);
      expect(failed).toBe(true);
      expect(text).toMatch(says);
    }
    expect(questions()).toBe(0);
  });

  test('web search reaches the model', async () => {
    const { session } = await openScene();
    expect((await ask(session, { web_search: true })).text).toContain('searched the web');
  });
});

describe('what is remembered from one process to the next', () => {
  test('the list of models: a question does not wait for a server that hangs', async () => {
    const { simulator, session, open } = await openScene();
    await ask(session);
    await session.client.close();
    simulator.fault('models.hang');
    expect((await ask(await open())).receipt).toMatchObject({ model: 'gpt-6.1-sol', notes: [] });
  });

  test('the limits: shown by status with their age, without asking', async () => {
    const { simulator, session, open } = await openScene();
    await ask(session);
    await session.client.close();
    simulator.clearLog();
    const status = await (await open()).call('codex_status');
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
    const { simulator, session } = await openScene();
    const limits = { windows: [{ used_percent: 12 }, { used_percent: 55 }] };
    expect((await session.call('codex_status')).structuredContent).toMatchObject({ limits: null });
    const asked = await session.call('codex_status', { refresh: true });
    expect(asked.structuredContent).toMatchObject({ limits });
    expect(asked.structuredContent).not.toHaveProperty('limits_problem');
    simulator.fault('usage.500');
    const failed = await session.call('codex_status', { refresh: true });
    expect(failed.structuredContent).toMatchObject({
      authenticated: true,
      limits,
      limits_problem: expect.stringContaining('Something failed') as string,
    });
  });

  test('a cap refuses the next question before it is sent, in this process and in another', async () => {
    const { session, open, questions } = await openScene({ env: { CODEX_OAUTH_LIMIT_PERCENT: '50' } });
    // Nothing is known yet, so the first question goes out.
    expect((await ask(session)).failed).toBe(false);
    const capped = await ask(session);
    expect(capped.failed).toBe(true);
    expect(capped.text).toMatch(/week limit is 55% used, and CODEX_OAUTH_LIMIT_PERCENT is 50\. It resets in/);
    await session.client.close();
    expect((await ask(await open())).failed).toBe(true);
    expect(questions()).toBe(1);
  });
});
