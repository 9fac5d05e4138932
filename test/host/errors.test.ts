import { describe, expect, it } from 'vitest';
import { ALLOW, ask, claude } from './claude.ts';
import { createSetting } from './setting.ts';

describe.skipIf(claude === undefined)('errors as the model sees them in the real Claude Code', () => {
  it('each names what is wrong and the way out, and the next question is answered', async () => {
    const setting = await createSetting({ answer: () => 'All is well.' });
    await setting.signedIn();
    setting.sim.fault('responses.429.usage_limit', { times: 1, params: { plan: 'plus' } });
    setting.sim.fault('responses.403.cloudflare', { times: 1 });
    setting.sim.fault('stream.cut', { times: 1, params: { after: 1 } });
    const script = [
      { question: 'hello' },
      { prompt: 'hello', model: 'gpt-1' },
      { prompt: 'hello', reasoning_effort: 'heroic' },
      ...Array.from({ length: 4 }, () => ({ prompt: 'hello' })),
    ].map((input) => ask(input));
    const { toolResults } = await setting.run('try things with codex', script, ALLOW);
    const named = [
      /question.*prompt/s,
      /gpt-1.*gpt-6/s,
      /heroic.*low/s,
      /plus plan/,
      /blocked/,
      /^All.*Partial/s,
    ];
    expect(toolResults).toMatchObject([
      ...named.map((part) => ({ text: expect.stringMatching(part) })),
      { isError: false, text: expect.stringMatching(/^All is well\./) },
    ]);
    expect(toolResults.map((result) => result.isError).slice(0, 5)).toEqual(Array(5).fill(true));
    // The host has not dressed them up, nor shown what is for machines.
    for (const { text } of toolResults) expect(text).not.toMatch(/structuredContent|_meta|\bat .*:\d+:\d+/);
  });

  it('a login that was revoked elsewhere is told with its reason, and with how to sign in', async () => {
    const setting = await createSetting();
    await setting.signedIn({ accessTtlSeconds: -60 });
    setting.sim.fault('refresh.revoked');
    const { toolResults } = await setting.run('ask codex', [ask({ prompt: 'hello' })], ALLOW);
    expect(toolResults).toMatchObject([
      { isError: false, text: expect.stringMatching(/^pending.*authorize.*revoked/s) },
    ]);
  });
});
