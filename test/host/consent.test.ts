import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ALLOW, ask, claude } from './claude.ts';
import { createSetting } from './setting.ts';

/** The host's settings with a hook that answers its dialogs in the user's place. */
function answering(content: Readonly<Record<string, boolean>>) {
  const hookSpecificOutput = { hookEventName: 'Elicitation', action: 'accept', content };
  const command = `echo '${JSON.stringify({ hookSpecificOutput })}'`;
  const hooks = { Elicitation: [{ hooks: [{ type: 'command', command, timeout: 30 }] }] };
  return { args: [...ALLOW.args, '--settings', JSON.stringify({ hooks })] };
}

describe.skipIf(claude === undefined)('a secret inside the real Claude Code', () => {
  it.each([
    ['nobody answers the dialog', ALLOW, 0],
    ['the box is left as it is', answering({ box1: false }), 0],
    ['the user ticks the box', answering({ box1: true }), 1],
  ])('where %s', async (_who, options, sent) => {
    const setting = await createSetting({ answer: () => 'Read.' });
    await writeFile(path.join(setting.project, '.env'), 'TOKEN=made-up\n');
    await setting.signedIn();
    const question = ask({ prompt: 'what is wrong?', files: ['allow-secret:.env'] });
    const { toolResults } = await setting.run('ask codex', [question], options);
    expect(toolResults).toMatchObject([{ isError: sent === 0 }]);
    expect(setting.sim.requests('POST', '/backend-api/codex/responses')).toHaveLength(sent);
  });
});
