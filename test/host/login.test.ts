import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ALLOW, ask, call, claude } from './claude.ts';
import { ROOT } from '../support/sandbox.ts';
import type { ModelRequest, Turn } from './messages-api.ts';
import { createSetting } from './setting.ts';

/** The host's settings with a hook that answers its dialogs in the user's place. */
function answering(command: string): readonly string[] {
  const hooks = { Elicitation: [{ hooks: [{ type: 'command', command, timeout: 30 }] }] };
  return [...ALLOW.args, '--settings', JSON.stringify({ hooks })];
}

const browser = path.join(ROOT, 'test/host/open-in-browser.mjs');
const openingThePage = answering(`"${process.execPath}" "${browser}"`);
const refusal = { hookSpecificOutput: { hookEventName: 'Elicitation', action: 'decline' } };
/** As slow as a person: a dialog that is closed at once was read by nobody. */
const declining = answering(`sleep 1.2; echo '${JSON.stringify(refusal)}'`);

const login = (input: Readonly<Record<string, unknown>> = {}): Turn => call('codex_login', input);
const status = call('codex_status');
const hello = ask({ prompt: 'hello' });

describe.skipIf(claude === undefined)('signing in inside the real Claude Code', () => {
  it('a question without a login leads through the sign-in and is answered, in one call', async () => {
    const setting = await createSetting({ answer: () => 'Good morning.' });
    const session = await setting.run('ask codex', [hello], { args: openingThePage });
    const [asked] = session.toolResults;
    expect(asked).toMatchObject({ isError: false, text: expect.stringMatching(/^Good morning\./) });
    expect(await setting.storedLogin()).toMatchObject({ account_id: 'acc-sim-0001', token_type: 'Bearer' });
  });

  it('a code is signed in with while the dialog’s page is open', async () => {
    const setting = await createSetting({ approveDevices: 'auto', deviceIntervalSeconds: 1 });
    const session = await setting.run('sign me in to codex', [login({ method: 'device' })], {
      args: openingThePage,
    });
    expect(session.toolResults).toMatchObject([{ isError: false }]);
    expect(setting.sim.requests('GET', '/codex/device')).toHaveLength(1);
  });

  it('a dialog that is declined ends the sign-in', async () => {
    const setting = await createSetting();
    const session = await setting.run('sign me in to codex', [login(), hello, status], { args: declining });
    const [declined, asked, after] = session.toolResults;
    for (const result of [declined, asked])
      expect(result).toMatchObject({ isError: false, text: expect.stringMatching(/declined/) });
    expect(JSON.parse(after?.text ?? '')).toMatchObject({ status: 'not_authenticated', login: null });
  });

  it('where nobody answers the dialog, the model gets the address, and the sign-in goes on behind it', async () => {
    const setting = await createSetting({ answer: () => 'Good evening.' });
    const later = async (seen: ModelRequest): Promise<Turn> => {
      const [url = ''] = /https?:\S+\/oauth\/authorize\?\S+/.exec(seen.toolResults[0]?.text ?? '') ?? [];
      await (await fetch(url)).text();
      return hello;
    };
    const session = await setting.run('sign me in to codex', [login(), status, later], ALLOW);
    const [pending, meanwhile, answer] = session.toolResults;
    expect(pending).toMatchObject({ isError: false, text: expect.stringMatching(/^pending/) });
    expect(JSON.parse(meanwhile?.text ?? '')).toMatchObject({
      status: 'pending',
      login: { url: expect.stringContaining(setting.sim.issuer) },
    });
    expect(answer?.text).toMatch(/^Good evening\./);
  });
});
