import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ask, call, claude, tool } from './claude.ts';
import type { ModelRequest, Turn } from './messages-api.ts';
import { textOf } from '../support/tree.ts';
import { createSetting } from './setting.ts';

/** The question that /codex has put before the model. */
function question(seen: ModelRequest): string {
  return /<question>\n([\s\S]*?)\n<\/question>/.exec(seen.prompt)?.[1] ?? '';
}

const askCodex = (seen: ModelRequest): Turn => ask({ prompt: question(seen) });

const repeatResults = (seen: ModelRequest): Turn => ({
  text: seen.toolResults.map((result) => result.text).join('\n'),
});

describe.skipIf(claude === undefined)('the commands in the real Claude Code', () => {
  it('/codex hands the question over word for word and the model sees the whole answer', async () => {
    const setting = await createSetting({ answer: (q) => `Codex was asked: ${q.prompt}` });
    await setting.signedIn();
    const session = await setting.run('/codex what is a monad', [askCodex, repeatResults]);
    expect(session.start.tools).toContain(tool('codex_query'));
    const text = expect.stringMatching(/^Codex was asked: what is a monad\n\n—\nthread_id: \S+ · gpt-\S+ · /);
    expect(session.toolResults).toEqual([{ isError: false, text }]);
    expect(session.outcome).toContain('Codex was asked: what is a monad');
  });

  it('/codex attaches files of the session’s folder, holds back secrets, and a later session goes on with the thread', async () => {
    const setting = await createSetting({ answer: (q) => q.messages.map((m) => m.text).join('\n') });
    await setting.signedIn();
    await writeFile(path.join(setting.project, 'add.js'), 'export const add = (a, b) => a - b;\n');
    await writeFile(path.join(setting.project, '.env'), 'TOKEN=a-secret-of-the-project\n');
    const first = await setting.run('/codex what is wrong with add.js?', [
      (seen) => ask({ prompt: question(seen), files: ['add.js', '.env'] }),
    ]);
    const [answer] = first.toolResults;
    expect(answer).toMatchObject({ isError: false, text: expect.stringContaining('a - b') });
    expect(answer?.text).not.toContain('a-secret-of-the-project');
    expect(JSON.stringify(setting.sim.log)).not.toContain('a-secret-of-the-project');

    const [, thread = ''] = /thread_id: (\S+)/.exec(answer?.text ?? '') ?? [];
    const second = await setting.run('/codex and how would you test it?', [
      (seen) => ask({ prompt: question(seen), thread_id: thread }),
    ]);
    expect(second.toolResults[0]?.text).toMatch(/what is wrong with add\.js\?.*and how would you test it\?/s);
  });

  it('codex_query is in the first request with its schema, the other tools are found by name', async () => {
    const setting = await createSetting();
    const session = await setting.run('hello', [{ text: 'hi' }]);
    const [first] = session.requests;
    expect(Object.keys(first?.schemaOf(tool('codex_query'))?.['properties'] ?? {})).toContain('prompt');
    for (const name of ['codex_status', 'codex_login', 'codex_clear', 'codex_models']) {
      expect(first?.transcript).toContain(tool(name));
    }
  });

  it('the model is told of the skills and commands in full, and /codex-clear is the user’s alone', async () => {
    const setting = await createSetting();
    const session = await setting.run('hello', [{ text: 'hi' }]);
    const listed = session.requests[0]?.transcript ?? '';
    const skills = ['integration', 'troubleshooting'].map((name) => `skills/codex-${name}/SKILL.md`);
    for (const file of [...skills, 'commands/codex.md']) {
      const [, description = file] = /^description: (.*)$/m.exec(textOf(file)) ?? [];
      expect(listed).toContain(description);
    }
    expect(session.start.slash_commands).toContain('codex-oauth:codex-clear');
    expect(listed).not.toContain('codex-oauth:codex-clear');
  });

  it('/codex keeps what looks like shell, options and markup as it is, and runs none of it', async () => {
    const setting = await createSetting({ answer: (q) => q.prompt });
    await setting.signedIn();
    const nasty = 'say "hi" $(touch a) `touch b` !`touch c`; touch d && --model x $0 $ARGUMENTS <b> \\n';
    const session = await setting.run(`/codex ${nasty}`, [askCodex]);
    // The host itself disarms what it would otherwise run, by a backslash and a space.
    const [asked] = setting.sim.requests('POST', '/backend-api/codex/responses');
    expect(JSON.stringify(asked?.body)).toContain(JSON.stringify(nasty.replace('!`', '\\! `')).slice(1, -1));
    expect(session.toolResults).toMatchObject([{ isError: false }]);
    expect(await readdir(setting.project)).toEqual([]);
  });

  it('/codex-config is granted the status with its limits and the models, and shows who is signed in', async () => {
    const setting = await createSetting();
    await setting.signedIn();
    const session = await setting.run('/codex-config', [
      { calls: [{ name: tool('codex_status'), input: { refresh: true } }, { name: tool('codex_models') }] },
      repeatResults,
    ]);
    const [status, models] = session.toolResults.map(
      (result) => JSON.parse(result.text) as Record<string, unknown>,
    );
    expect(status).toMatchObject({ status: 'authenticated', account_id: 'acc-sim-0001', plan: 'plus' });
    expect(status).toMatchObject({ limits: { windows: [{ name: '5 h' }, { name: 'week' }] } });
    expect(status?.['email']).not.toBe('dev@example.com');
    expect(models).toMatchObject({ default: expect.any(String), source: 'live' });
  });

  it('/codex-clear tells the model to ask first; then it revokes the login and leaves the rest', async () => {
    const setting = await createSetting();
    await setting.signedIn();
    const script = [call('codex_status'), call('codex_clear'), repeatResults];
    const session = await setting.run('/codex-clear', script);
    expect(session.requests[0]?.prompt).toMatch(/Ask the user.*Only on a clear yes/s);
    expect(session.toolResults[1]).toMatchObject({
      isError: false,
      text: expect.stringMatching(/^Signed out .*revoked at OpenAI/),
    });
    expect(await setting.storedLogin()).toBeUndefined();
    expect(setting.sim.requests('POST', '/oauth/revoke')).toHaveLength(1);
  });
});
