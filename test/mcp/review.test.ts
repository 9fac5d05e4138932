import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { areForReview, isReview, reviewPrompt, withReview } from '../../src/review/instructions.ts';
import { connect } from '../support/mcp.ts';
import { makeSandbox, ROOT } from '../support/sandbox.ts';

test('every review has the same instructions and the same question: command line, MCP prompt, command', async () => {
  const { env } = await makeSandbox();
  const { client, call } = await connect(env);
  const { diff, systemPrompt, prompt } = reviewPrompt(['staged', 'the lock']);

  const { content } = await call('codex_query', { prompt, system_prompt: systemPrompt, dry_run: true });
  const { systemPrompt: instructions } = withReview({ systemPrompt });
  expect(JSON.stringify(content)).toContain(JSON.stringify(instructions).slice(1, -1));
  expect(areForReview(instructions)).toBe(true);

  const { messages } = await client.getPrompt({
    name: 'review',
    arguments: { base: diff, focus: 'the lock' },
  });
  const said = JSON.stringify(messages[0]?.content);
  for (const part of [`"${diff}"`, `"${systemPrompt}"`, prompt])
    expect(said).toContain(JSON.stringify(part).slice(1, -1));

  const command = await readFile(path.join(ROOT, 'commands/codex-review.md'), 'utf8');
  expect(command).toContain(`\`system_prompt\`: \`${systemPrompt}\``);
  for (const line of prompt.split('\n')) expect(command).toContain(`"${line.replace('the lock', '')}"`);
});

test('a review looks around unless told not to, and the caller’s own schema stays', () => {
  const own = { type: 'object' };
  expect(withReview({ systemPrompt: ' review ' })).toMatchObject({ look: true, rules: true });
  expect(withReview({ systemPrompt: 'review', look: false }).look).toBe(false);
  expect(withReview({ systemPrompt: 'review', outputSchema: own }).outputSchema).toBe(own);
  expect(isReview({ systemPrompt: 'review', outputSchema: own })).toBe(false);
  for (const other of [{ systemPrompt: 'Review this.' }, {}]) expect(withReview(other)).toBe(other);
});
