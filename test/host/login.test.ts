import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ALLOW, claude, ROOT, tool } from './claude.ts';
import { freePort } from './ports.ts';
import { createSetting } from './support.ts';

const hookScript = path.join(ROOT, 'test/host/open-in-browser.mjs');

/** The host's settings with a hook that answers dialogs in the user's place. */
const withBrowser = JSON.stringify({
  hooks: {
    Elicitation: [
      { hooks: [{ type: 'command', command: `"${process.execPath}" "${hookScript}"`, timeout: 30 }] },
    ],
  },
});

/** The registered ports may be taken on the machine that runs the tests. */
const onFreePort = async (): Promise<Record<string, string>> => ({
  CODEX_OAUTH_CALLBACK_PORT: String(await freePort()),
});

describe.skipIf(claude === undefined)('signing in inside the real Claude Code', () => {
  it('the dialog’s URL leads through the sign-in, and the next question is answered', async () => {
    const setting = await createSetting({ answer: () => 'Good morning.' });
    const session = await setting.run(
      'sign me in to codex and say hello',
      [
        { calls: [{ name: tool('codex_query'), input: { prompt: 'hello' } }] },
        { calls: [{ name: tool('codex_login') }] },
        { calls: [{ name: tool('codex_query'), input: { prompt: 'hello' } }] },
      ],
      {
        args: [...ALLOW.args, '--settings', withBrowser],
        env: await onFreePort(),
      },
    );
    const [before, login, after] = session.toolResults;
    expect(before).toMatchObject({
      isError: true,
      text: expect.stringMatching(/not signed in.*codex_login/s),
    });
    expect(login).toMatchObject({
      isError: false,
      text: expect.stringMatching(/^Signed in to OpenAI Codex/),
    });
    expect(after).toMatchObject({ isError: false, text: expect.stringMatching(/^Good morning\./) });
    expect(await setting.storedLogin()).toMatchObject({ account_id: 'acc-sim-0001', token_type: 'Bearer' });
  });

  it('where nobody answers the dialog, the model gets the address and no time is lost', async () => {
    const setting = await createSetting();
    const session = await setting.run(
      'sign me in to codex',
      [{ calls: [{ name: tool('codex_login') }] }, { calls: [{ name: tool('codex_status') }] }],
      { ...ALLOW, env: await onFreePort() },
    );
    const [login, status] = session.toolResults;
    expect(login?.text).toContain(`${setting.sim.issuer}/oauth/authorize?`);
    expect(JSON.parse(status?.text ?? '')).toMatchObject({
      status: 'pending',
      login: { url: expect.stringContaining(setting.sim.issuer) },
    });
    expect(await setting.storedLogin()).toBeUndefined();
  });
});
