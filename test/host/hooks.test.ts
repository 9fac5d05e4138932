import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../support/sandbox.ts';
import { tool } from './claude.ts';

interface Shown {
  readonly systemMessage: string;
  readonly hookSpecificOutput: { readonly hookEventName: string; readonly additionalContext: string };
}

/** What our hook prints for a result of codex_query, as the host of this entry point starts it. */
function show(text: string, more: object = {}, entry = 'cli'): Shown | undefined {
  const input = JSON.stringify({ tool_response: [{ type: 'text', text }], ...more });
  const script = path.join(ROOT, 'hooks/show-answer.mjs');
  const env = { ...process.env, CLAUDE_CODE_ENTRYPOINT: entry };
  const { stdout, stderr, status } = spawnSync(process.execPath, [script], { input, env, encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
  return stdout === '' ? undefined : (JSON.parse(stdout) as Shown);
}

const CLOSING = '\n\n—\nthread_id: x';

describe('the hook that shows an answer', () => {
  it('is registered for codex_query, with the node that starts the server', async () => {
    const file = path.join(ROOT, 'hooks/hooks.json');
    const { hooks } = JSON.parse(await readFile(file, 'utf8')) as {
      hooks: { PostToolUse: { matcher: string; hooks: { command: string }[] }[] };
    };
    expect(hooks.PostToolUse).toHaveLength(1);
    expect(hooks.PostToolUse[0]?.matcher).toBe(tool('codex_query'));
    expect(hooks.PostToolUse[0]?.hooks[0]?.command).toBe(
      'node "${CLAUDE_PLUGIN_ROOT}/hooks/show-answer.mjs"',
    );
  });

  it('shows the answer word for word', () => {
    const text = 'Zwölf “Boxkämpfer”\n\n```ts\nconst a = "b";\n```\n\n—\nthread_id: x';
    const shown = show(text);
    expect(shown?.systemMessage).toBe(`\n${text}`);
    expect(shown?.hookSpecificOutput.hookEventName).toBe('PostToolUse');
    expect(shown?.hookSpecificOutput.additionalContext).not.toBe('');
  });

  // Above 10,000 characters the host makes a preview of its own, without a word on where the rest is.
  it.each([9_000, 9_001, 500_000])('an answer of %d characters fits', (length) => {
    const text =
      'A paragraph of an answer.\n\n'.repeat(length / 27 + 1).slice(0, length - CLOSING.length) + CLOSING;
    const message = show(text)?.systemMessage ?? '';
    expect(message.length).toBeLessThan(10_000);
    expect(message.includes('ctrl+o')).toBe(length > 9_000);
    const [beginning = ''] = message.trimStart().split('\n\n… ');
    expect(text.startsWith(beginning)).toBe(true);
  });

  it.each([
    ['with -p', {}, 'sdk-cli'],
    ['in an editor', {}, 'claude-vscode'],
    ['in a subagent, whose reader is a model', { agent_id: 'a1' }, 'cli'],
    ['for a call that was moved to the background', { tool_response: [{ text: 'still running' }] }, 'cli'],
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
