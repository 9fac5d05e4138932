import { describe, expect, test } from 'vitest';
import { FAULTS, type FaultName, isFaultName, type Simulator } from '../../simulator/simulator.ts';
import * as s from './support.ts';

const TEXT = 'Grüße — “vier” Wörter 🙂';

async function broken(name: FaultName, params: Record<string, unknown> = {}) {
  const sim = await s.start({ answer: () => TEXT });
  sim.fault(name, { times: 1, params });
  return { sim, answer: await ask(sim) };
}

function ask(sim: Simulator, signal: AbortSignal | null = null): Promise<Response> {
  return fetch(`${sim.backendUrl}/codex/responses`, {
    method: 'POST',
    headers: { ...s.signedIn(sim), 'content-type': 'application/json' },
    body: JSON.stringify(s.classic()),
    signal,
  });
}

/** What arrived before the stream broke, and whether it broke. */
async function readAll(answer: Response): Promise<{ readonly text: string; readonly broke: boolean }> {
  const decoder = new TextDecoder();
  let text = '';
  try {
    for await (const chunk of answer.body ?? [])
      text += decoder.decode(chunk as Uint8Array, { stream: true });
    return { text, broke: false };
  } catch {
    return { text, broke: true };
  }
}

const deltas = (text: string): number =>
  s.eventsOf(text).filter((e) => e.type === 'response.output_text.delta').length;

describe('a stream', () => {
  test.each([
    ['stream.cut', {}, 2],
    ['stream.cut', { after: 1 }, 1],
    ['stream.cut_before_delta', {}, 0],
  ] as const)('broken by %s %o has sent its deltas before', async (name, params, count) => {
    const { answer } = await broken(name, params);
    const { text, broke } = await readAll(answer);
    expect(broke).toBe(true);
    expect(deltas(text)).toBe(count);
  });

  test('that ends early ends cleanly, without completed', async () => {
    const { text, broke } = await readAll((await broken('stream.end_early')).answer);
    expect(broke).toBe(false);
    expect(deltas(text)).toBe(2);
    expect(text).not.toContain('response.completed');
  });

  test('that stalls says nothing more and closes with the client', async () => {
    const sim = await s.start({ answer: () => TEXT });
    sim.fault('stream.stall', { params: { after: 1 } });
    const { text, broke } = await readAll(await ask(sim, AbortSignal.timeout(150)));
    expect(broke).toBe(true);
    expect(deltas(text)).toBe(1);
  });

  test('that lingers has said everything, and stays open', async () => {
    const sim = await s.start({ answer: () => TEXT });
    sim.fault('stream.linger');
    const { text, broke } = await readAll(await ask(sim, AbortSignal.timeout(150)));
    expect(broke).toBe(true);
    expect(s.eventsOf(text).at(-1)?.type).toBe('response.completed');
  });

  test('that starts slowly is whole', async () => {
    const started = performance.now();
    const { text } = await readAll((await broken('stream.slow_start', { delayMs: 60 })).answer);
    expect(performance.now() - started).toBeGreaterThanOrEqual(55);
    expect(s.textOf(s.eventsOf(text))).toBe(TEXT);
  });

  test('of garbage still holds the whole answer for who reads by the rules', async () => {
    const { text } = await readAll((await broken('stream.garbage')).answer);
    expect(text).toContain('\r\n');
    const payloads = text
      .split(/\r?\n\r?\n/)
      .flatMap((block) => block.split(/\r?\n/).filter((line) => line.startsWith('data: ')))
      .flatMap((line) => {
        try {
          return [JSON.parse(line.slice(6)) as s.StreamEvent];
        } catch {
          return [];
        }
      });
    expect(s.textOf(payloads)).toBe(TEXT);
    expect(payloads.some((event) => event.type === 'response.completed')).toBe(true);
  });

  test('of garbage tears characters apart', async () => {
    const { answer } = await broken('stream.garbage');
    const chunks: Buffer[] = [];
    for await (const chunk of answer.body ?? []) chunks.push(Buffer.from(chunk as Uint8Array));
    expect(chunks.some((chunk) => chunk.toString('utf8').includes('\uFFFD'))).toBe(true);
  });

  test('without a content type has none', async () => {
    const { answer } = await broken('stream.no_content_type');
    expect(answer.headers.get('content-type')).toBeNull();
    expect(s.textOf(s.eventsOf(await answer.text()))).toBe(TEXT);
  });

  test('may lack its items or its deltas', async () => {
    const noItems = s.eventsOf(await (await broken('stream.no_done_items')).answer.text());
    expect(noItems.some((event) => event.type === 'response.output_item.done')).toBe(false);
    expect(s.textOf(noItems)).toBe(TEXT);
    const noDeltas = s.eventsOf(await (await broken('stream.no_deltas')).answer.text());
    expect(s.textOf(noDeltas)).toBe('');
    expect(noDeltas.at(-1)?.type).toBe('response.completed');
  });

  test('with an error event ends without completed', async () => {
    const { text, broke } = await readAll((await broken('stream.error_event')).answer);
    expect(broke).toBe(false);
    expect(s.eventsOf(text).at(-1)).toMatchObject({ type: 'error', message: expect.stringMatching(/.+/) });
  });

  test.each(['max_output_tokens', 'content_filter'] as const)(
    'that is incomplete by %s says so',
    async (reason) => {
      const { text } = await readAll((await broken(`stream.incomplete.${reason}`)).answer);
      expect(s.eventsOf(text).at(-1)).toMatchObject({
        type: 'response.incomplete',
        response: { status: 'incomplete', incomplete_details: { reason } },
      });
      expect(deltas(text)).toBe(2);
    },
  );

  test('is whole again once the fault is used up', async () => {
    const { sim, answer } = await broken('stream.end_early');
    await answer.text();
    expect(s.textOf(s.eventsOf(await (await ask(sim)).text()))).toBe(TEXT);
  });
});

const FAILURES = Object.keys(FAULTS).filter((name) => name.startsWith('stream.failed.'));

describe('response.failed', () => {
  test('is played for every code of the protocol', () => {
    expect(FAILURES.map((name) => name.slice('stream.failed.'.length)).toSorted()).toEqual([
      'bio_policy',
      'context_length_exceeded',
      'cyber_policy',
      'insufficient_quota',
      'invalid_prompt',
      'rate_limit_exceeded',
      'server_error',
      'server_is_overloaded',
      'slow_down',
      'unknown',
      'usage_limit_reached',
      'usage_not_included',
    ]);
  });

  test.each(FAILURES)('%s is the last event', async (name) => {
    if (!isFaultName(name)) throw new Error(name);
    const last = s.eventsOf(await (await broken(name)).answer.text()).at(-1);
    const code = name.endsWith('.unknown') ? 'simulated_unknown_code' : name.slice('stream.failed.'.length);
    expect(last).toMatchObject({ type: 'response.failed', response: { status: 'failed', error: { code } } });
  });

  test('says what it is told to say, after as many deltas as it is told', async () => {
    const { answer } = await broken('stream.failed.rate_limit_exceeded', {
      message: 'try again in 700ms',
      after: 3,
    });
    const text = await answer.text();
    expect(deltas(text)).toBe(3);
    expect(text).toContain('try again in 700ms');
  });
});
