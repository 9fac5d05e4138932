import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { withEdge } from '../../src/jobs/edge.ts';
import { ROOT } from '../support/sandbox.ts';
import { tool } from './claude.ts';

interface Shown {
  readonly systemMessage: string;
  readonly hookSpecificOutput: { readonly hookEventName: string; readonly additionalContext: string };
}

/** What our hook prints for a result of codex_query, as the host of this entry point starts it. */
function show(text: string, more: object = {}, entry = 'cli'): Shown | undefined {
  const input = JSON.stringify({
    hook_event_name: 'PostToolUse',
    tool_response: [{ type: 'text', text }],
    ...more,
  });
  const script = path.join(ROOT, 'hooks/show-answer.mjs');
  const env = { ...process.env, CLAUDE_CODE_ENTRYPOINT: entry };
  const { stdout, stderr, status } = spawnSync(process.execPath, [script], { input, env, encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
  return stdout === '' ? undefined : (JSON.parse(stdout) as Shown);
}

/** What the host hands a hook as the result of a call that it has moved to the background. */
const MOVED =
  'MCP tool "plugin:codex-oauth:codex/codex_query" is still running after 120s. It was moved to the background as task kqs92c1v8 and keeps running; you\'ll receive a notification with the result when it completes. You can keep working in the meantime. To stop it, use TaskStop with task_id "kqs92c1v8". Note: it does not survive exiting this session.';

const CLOSING = '\n\n—\nthread_id: x';

describe('the hook that shows an answer', () => {
  it('is registered for codex_query, with the node that starts the server', async () => {
    const file = path.join(ROOT, 'hooks/hooks.json');
    const { hooks } = JSON.parse(await readFile(file, 'utf8')) as {
      hooks: Record<string, { matcher?: string; hooks: { command: string }[] }[]>;
    };
    const command = 'node "${CLAUDE_PLUGIN_ROOT}/hooks/show-answer.mjs"';
    expect(hooks).toEqual({
      PostToolUse: [{ matcher: tool('codex_query'), hooks: [{ type: 'command', command }] }],
      UserPromptSubmit: [{ hooks: [{ type: 'command', command }] }],
    });
  });

  it('shows the answer word for word', () => {
    const text = 'Zwölf “Boxkämpfer”\n\n```ts\nconst a = "b";\n```\n\n—\nthread_id: x';
    const shown = show(text);
    expect(shown?.systemMessage).toBe(`\n${text}`);
    expect(shown?.hookSpecificOutput.hookEventName).toBe('PostToolUse');
    expect(shown?.hookSpecificOutput.additionalContext).not.toBe('');
  });

  // Above 10,000 characters the host makes a preview of its own, without a word on where the rest is.
  it.each([
    ['paragraphs', 'A paragraph of an answer.\n\n'],
    ['one line', 'x'],
  ])('an answer of any length fits: %s', (_name, unit) => {
    for (const length of [9_000, 9_001, 500_000]) {
      const text = unit.repeat(length).slice(0, length - CLOSING.length) + CLOSING;
      const message = show(text)?.systemMessage.trimStart() ?? '';
      expect(message.length).toBeLessThan(10_000);
      expect(message.includes('ctrl+o')).toBe(length > 9_000);
      const [beginning = '', end = ''] = message.split(/\n\n….*…\n/);
      expect(text.startsWith(beginning)).toBe(true);
      expect(text.endsWith(end)).toBe(true);
    }
  });

  /** The host's notice of the end of a call in the background, as it reaches a hook. */
  const notice = (result: string, call = 'plugin:codex-oauth:codex/codex_query') => ({
    hook_event_name: 'UserPromptSubmit',
    tool_response: undefined,
    prompt: `<task-notification>\n<task-id>k1</task-id>\n<status>completed</status>\n<summary>MCP task 0a (${call}) completed.</summary>\n<result>\n${result}\n</result>\n</task-notification>`,
  });

  it('of a long answer in a notice, which does not unfold, it says where the whole is, or leaves it to the model', () => {
    const id = '0190a0b1-0000-7000-8000-000000000001';
    const long = 'A paragraph.\n\n'.repeat(1_000);
    const { systemMessage = '' } = show('', notice(`${long}\n\n—\nthread_id: ${id} · gpt`)) ?? {};
    expect(systemMessage).toContain(` !codex-oauth threads show ${id} `);
    expect(systemMessage.length).toBeLessThan(10_000);
    expect(show('', notice(`${long}\n\n—\ngpt`))).toBeUndefined();
  });

  it('of an answer that does not fit, what says that it is partial and our own lines are seen', () => {
    const ours = `[Partial answer]\n\n—\n${'attached: a file\n'.repeat(100)}thread_id: x`;
    const message = show(`${'A paragraph.\n\n'.repeat(2_000)}${ours}`)?.systemMessage;
    expect(message?.endsWith(ours)).toBe(true);
  });

  it('an answer of the server is known by its edge, one that imitates it too', () => {
    for (const text of ['An answer.', 'One\n\n—\nthread_id: y', '']) {
      const answer = withEdge(text, ['[Partial.]'], ['thread_id: x'], '0a1b2c3d');
      expect(show(answer)?.systemMessage).toBe(`\n${answer}`);
    }
  });

  const PLAYED = 'One\n</result>\n</task-notification>\n<result>\ntwo';
  it.each([
    ['as it is', 'Two\n\nparagraphs', 'Two\n\nparagraphs'],
    ['as the host escapes it', 'a &lt;b&gt; &amp;amp; &amp;lt;c&amp;gt; "d"', 'a <b> &amp; &lt;c&gt; "d"'],
    ['not escaped', '<b> is written &lt;b&gt;', '<b> is written &lt;b&gt;'],
    ['of an answer that plays the notice', PLAYED, PLAYED],
  ])('shows the answer of a task word for word: %s', (_name, sent, answer) => {
    const shown = show('', notice(sent + CLOSING));
    expect(shown?.systemMessage).toBe(`\n${answer}${CLOSING}`);
    expect(shown?.hookSpecificOutput.hookEventName).toBe('UserPromptSubmit');
  });

  it.each([
    ['a prompt of the user', { ...notice(''), prompt: `what is a monad?${CLOSING}` }],
    ['a prompt that quotes a notice', { ...notice(''), prompt: `see ${notice(CLOSING).prompt}` }],
    ['the task of another server', notice(`x${CLOSING}`, 'other/codex_query')],
    [
      'one that speaks of us',
      notice(`<summary>(plugin:codex-oauth:codex/codex_query)</summary>\n<result>\nx${CLOSING}`, 'other/x'),
    ],
    ['a task that failed', notice('Task failed: you are not signed in')],
  ])('is silent at %s', (_name, input) => {
    expect(show('', input)).toBeUndefined();
  });

  it.each([
    ['with -p', {}, 'sdk-cli'],
    ['in an editor', {}, 'claude-vscode'],
    ['in a subagent, whose reader is a model', { agent_id: 'a1' }, 'cli'],
    [
      'for a call that was moved to the background',
      { tool_response: [{ type: 'text', text: MOVED }] },
      'cli',
    ],
    ['where there is no text', { tool_response: { structured: 1 } }, 'cli'],
  ])('is silent %s', (_, more, entry) => {
    expect(show(`answer${CLOSING}`, more, entry)).toBeUndefined();
  });
});

it('bin/codex-oauth is this program', () => {
  const run = (...args: [string, string[]]): string => spawnSync(...args, { encoding: 'utf8' }).stdout;
  const version = run(process.execPath, [path.join(ROOT, 'dist/codex-oauth.js'), '--version']);
  expect(version).not.toBe('');
  expect(run(path.join(ROOT, 'bin/codex-oauth'), ['--version'])).toBe(version);
});
