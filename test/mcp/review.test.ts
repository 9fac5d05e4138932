import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { reviewPrompt, systemPromptOf } from '../../src/attach/review.ts';
import { connect } from '../support/mcp.ts';
import { makeSandbox, ROOT } from '../support/sandbox.ts';

test('every review has the same instructions and the same question: command line, MCP prompt, command', async () => {
  const { env } = await makeSandbox();
  const { client, call } = await connect(env);
  const { diff, instructions, prompt } = reviewPrompt(['staged', 'the lock']);

  const { content } = await call('codex_query', { prompt, system_prompt: instructions, dry_run: true });
  expect(JSON.stringify(content)).toContain(JSON.stringify(systemPromptOf(instructions)).slice(1, -1));

  const { messages } = await client.getPrompt({
    name: 'review',
    arguments: { base: diff, focus: 'the lock' },
  });
  const said = JSON.stringify(messages[0]?.content);
  for (const part of [`"${diff}"`, `"${instructions}"`, prompt])
    expect(said).toContain(JSON.stringify(part).slice(1, -1));

  const command = await readFile(path.join(ROOT, 'commands/codex-review.md'), 'utf8');
  expect(command).toContain(`\`system_prompt\`: \`${instructions}\``);
  for (const line of prompt.split('\n')) expect(command).toContain(`"${line.replace('the lock', '')}"`);
});
