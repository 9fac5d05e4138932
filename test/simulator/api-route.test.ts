import { describe, expect, test } from 'vitest';
import type { Simulator } from '../../simulator/simulator.ts';
import * as s from './support.ts';

const KEY = { authorization: 'Bearer sk-sim-0001' };

function ask(sim: Simulator, body: unknown, headers: Record<string, string> = KEY): Promise<Response> {
  return s.postJson(`${sim.apiUrl}/responses`, body, headers);
}

describe('the API key route', () => {
  test('lists models as the public API does', async () => {
    const sim = await s.start();
    const body = await s.jsonOf(await fetch(`${sim.apiUrl}/models`, { headers: KEY }));
    expect(body['object']).toBe('list');
    expect((body['data'] as { id: string }[]).map((model) => model.id)).toContain('gpt-5.5');
  });

  test('streams, and lists the output again at the end', async () => {
    const sim = await s.start();
    const events = s.eventsOf(
      await (await ask(sim, { model: 'gpt-6.1-sol', input: 'Hi there', stream: true })).text(),
    );
    expect(s.textOf(events)).toContain('Hi there');
    expect(events.at(-1)?.['response']).toMatchObject({
      output: [{ type: 'reasoning' }, { type: 'message' }],
    });
  });

  test('answers in one piece without stream', async () => {
    const sim = await s.start();
    const body = await s.jsonOf(await ask(sim, { model: 'gpt-5.5', input: 'Hi there', temperature: 0.2 }));
    expect(body).toMatchObject({ object: 'response', status: 'completed' });
  });

  test('knows system messages', async () => {
    const sim = await s.start();
    const input = [{ role: 'system', content: 'Be brief.' }, s.userMessage('Hi')];
    expect((await ask(sim, { model: 'gpt-5.5', input })).status).toBe(200);
  });

  test.each<[string, unknown, Record<string, string>, number, string | null]>([
    ['no key', {}, {}, 401, null],
    ['a wrong key', {}, { authorization: 'Bearer sk-wrong' }, 401, 'invalid_api_key'],
    ['an unknown model', { model: 'gpt-1', input: 'x' }, KEY, 404, 'model_not_found'],
    ['no input', { model: 'gpt-5.5' }, KEY, 400, 'missing_required_parameter'],
    ['a temperature of 3', { model: 'gpt-5.5', input: 'x', temperature: 3 }, KEY, 400, 'invalid_value'],
  ])('refuses %s', async (_name, body, headers, status, code) => {
    const sim = await s.start();
    const answer = await ask(sim, body, headers);
    expect(answer.status).toBe(status);
    expect(await s.jsonOf(answer)).toMatchObject({ error: { code } });
  });

  test('takes no plan token, as the plan takes no key', async () => {
    const sim = await s.start();
    const token = { authorization: `Bearer ${sim.mintTokens().accessToken}` };
    expect((await ask(sim, { model: 'gpt-5.5', input: 'x' }, token)).status).toBe(401);
    const usage = await fetch(`${sim.backendUrl}/wham/usage`, {
      headers: { ...KEY, 'chatgpt-account-id': 'acc-sim-0001' },
    });
    expect(usage.status).toBe(401);
  });
});
