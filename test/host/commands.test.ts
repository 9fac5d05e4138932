import { describe, expect, it } from 'vitest';
import { claude, tool } from './claude.ts';
import type { ModelRequest, Turn } from './messages-api.ts';
import { createSetting } from './setting.ts';

/** The question that the command put before the model. */
function question(seen: ModelRequest): string {
  return /<question>\n([\s\S]*?)\n<\/question>/.exec(seen.transcript)?.[1] ?? '';
}

const askCodex = (seen: ModelRequest): Turn => ({
  calls: [{ name: tool('codex_query'), input: { prompt: question(seen) } }],
});

/** Says what the last tool said. */
const relay = (seen: ModelRequest): Turn => ({ text: seen.toolResults.at(-1)?.text ?? 'nothing' });

describe.skipIf(claude === undefined)('/codex in the real host', () => {
  it('answers a question: the prompt reaches Codex word for word and the answer comes back whole', async () => {
    const setting = await createSetting({ answer: (q) => `A monoid, said of: ${q.prompt}` });
    await setting.signedIn();
    const session = await setting.run('/codex what is a monad', [askCodex, relay]);
    expect(session.toolResults.map((r) => r.isError)).toEqual([false]);
    expect(session.outcome).toContain('A monoid, said of: what is a monad');
  });
});
