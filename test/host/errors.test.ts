import { describe, expect, it } from 'vitest';
import { ALLOW, claude, tool } from './claude.ts';
import type { Step } from './messages-api.ts';
import { createSetting } from './support.ts';

const ask = (input: Readonly<Record<string, unknown>>): Step => ({
  calls: [{ name: tool('codex_query'), input }],
});

describe.skipIf(claude === undefined)('errors as the model sees them in the real Claude Code', () => {
  it('each is a sentence that names the way out, and the next question is answered', async () => {
    const setting = await createSetting({ answer: () => 'All is well.' });
    await setting.signedIn();
    setting.sim.fault('responses.429.usage_limit', { times: 1, params: { plan: 'plus' } });
    setting.sim.fault('responses.403.cloudflare', { times: 1 });
    const session = await setting.run(
      'try things with codex',
      [
        ask({ question: 'hello' }),
        ask({ prompt: 'hello', model: 'gpt-1' }),
        ask({ prompt: 'hello', reasoning_effort: 'heroic' }),
        ask({ prompt: 'hello' }),
        ask({ prompt: 'hello' }),
        ask({ prompt: 'hello' }),
      ],
      ALLOW,
    );
    const texts = session.toolResults.map((result) => result.text);
    expect(session.toolResults.map((result) => result.isError)).toEqual([
      true,
      true,
      true,
      true,
      true,
      false,
    ]);
    expect(texts[0]).toMatch(/"prompt" is missing.*Unknown argument "question"/s);
    expect(texts[1]).toMatch(/no model "gpt-1".*Available are gpt-/s);
    expect(texts[2]).toMatch(/no reasoning effort "heroic".*It offers low, /s);
    expect(texts[3]).toMatch(/usage limit of the plus plan is reached.*resets in/s);
    expect(texts[4]).toMatch(/blocked the request.*not signed out/s);
    expect(texts[5]).toMatch(/^All is well\./);
    // The host must not have dressed them up, nor shown what is for machines.
    for (const text of texts) expect(text).not.toMatch(/structuredContent|_meta|\bat .*:\d+:\d+/);
  });

  it('an answer that breaks off is handed over, marked as partial', async () => {
    const setting = await createSetting({ answer: () => 'one two three four five six' });
    await setting.signedIn();
    setting.sim.fault('stream.cut', { params: { after: 3 } });
    const session = await setting.run('ask codex', [ask({ prompt: 'count' })], ALLOW);
    expect(session.toolResults[0]?.text).toMatch(/^one two three\s+\[Partial answer, not complete\./);
  });

  it('a login that was revoked elsewhere is told from one that never was, and names codex_login', async () => {
    const setting = await createSetting();
    await setting.signedIn({ accessTtlSeconds: -60 });
    setting.sim.fault('refresh.revoked');
    const revoked = await setting.run('ask codex', [ask({ prompt: 'hello' })], ALLOW);
    expect(revoked.toolResults[0]?.text).toMatch(/no longer works.*revoked.*codex_login/s);
  });
});
