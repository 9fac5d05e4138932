import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { judge } from '../../src/ask/schema.ts';
import { preview } from '../../src/ask/preview.ts';
import { instructionsOf } from '../../src/ask/request.ts';
import type { Question } from '../../src/ask/question.ts';
import { githubToken, makeFolder } from '../attach/support.ts';
import { refusal } from '../threads/support/store.ts';
import { asker, RESPONSES, simulate } from './asker.ts';

const schema = { type: 'object', properties: { city: { type: 'string' } } };

/** Somebody with a file and a thread of one turn; dry runs and questions of the same words. */
async function home() {
  const simulator = await simulate();
  const dir = await makeFolder({ 'a.ts': 'export const unmistakable = 1;\n', '.env': 'KEY=value-of-mine' });
  const a = await asker(simulator);
  const { threadId = '' } = await a.ask({ prompt: 'the first question', roots: [dir] });
  const count = () => simulator.requests('POST', RESPONSES).length;
  const before = count();
  const asked = (more: Partial<Question> = {}): Question => ({
    prompt: 'the prompt itself',
    roots: [dir],
    files: ['a.ts'],
    ...more,
  });
  const d = {
    env: {},
    platform: process.platform,
    face: 'assistant' as const,
    home: '/nonexistent',
    authFile: '/nonexistent/.claude/auth.json',
    defaultModel: undefined,
    threads: a.threads,
    toContinue: a.threads.load,
    fresh: {
      route: 'chatgpt' as const,
      home: { issuer: '', clientId: '', baseUrl: 'https://plan.example.com' },
    },
    credentials: { report: () => Promise.resolve(undefined) },
    judgeSchema: (task: Parameters<typeof judge>[0]) => Promise.resolve(judge(task)),
  };
  return {
    simulator,
    dir,
    a,
    threadId,
    asked,
    sent: () => count() - before,
    look: (more?: Partial<Question>) => preview(d, asked(more), new AbortController().signal),
  };
}

test('a dry run shows every text, every size, the options and where it goes, and sends nothing', async () => {
  const { look, threadId, sent, simulator } = await home();
  const all = simulator.log.length;
  const { text, digest } = await look({
    threadId,
    outputSchema: schema,
    webSearch: true,
    effort: 'high',
    verbosity: 'low',
    model: 'gpt-6-sol',
  });
  for (const part of [
    digest,
    'https://plan.example.com',
    'gpt-6-sol',
    'high',
    'low',
    'web search',
    threadId,
    'second opinion', // the built-in instructions
    'the prompt itself',
    '"city"',
    'the first question', // and what was answered to it
    'simulated answer',
    'encrypted_content',
    'export const unmistakable',
    'a.ts: file',
  ])
    expect(text).toContain(part);
  expect([sent(), simulator.log.length]).toEqual([0, all]);
});

test('a dry run of a question that looks around says what could be reached, with what and how far', async () => {
  const { look, dir, sent } = await home();
  const { text } = await look({ look: true });
  for (const part of [dir, 'looking around', '40 rounds', '600 kB', '.gitignore'])
    expect(text).toContain(part);
  expect((await look()).text).not.toContain('40 rounds');
  expect(sent()).toBe(0);
});

test('the instructions are others where Codex may look around, and the caller’s own stay', () => {
  expect(instructionsOf({ look: true })).not.toBe(instructionsOf({}));
  expect(instructionsOf({ look: false })).toBe(instructionsOf({}));
  expect(instructionsOf({ systemPrompt: 'Be brief.' })).toBe('Be brief.');
  expect(instructionsOf({ systemPrompt: 'Be brief.', look: true })).toMatch(/^Be brief\.\n\n.*grep/s);
});

test('the thread’s own system prompt and model are shown where the question names none', async () => {
  const { a, look, dir } = await home();
  const { threadId } = await a.ask({
    prompt: 'x',
    systemPrompt: 'Talk like a pirate.',
    model: 'gpt-6-sol',
    roots: [dir],
  });
  const { text } = await look({ threadId });
  expect(text).toContain('Talk like a pirate.');
  expect(text).toContain('model: gpt-6-sol');
  expect(text).not.toContain('second opinion');
});

test('what the guard has found is named and counted, not shown', async () => {
  const { look } = await home();
  const { text } = await look({ files: ['allow-secret:.env', 'a.ts'], prompt: `use ${githubToken}` });
  expect(text).toContain('.env: file, lines 1-1, ');
  expect(text).toMatch(/user agrees: \.env \(an environment file\)/);
  expect(text).toMatch(/user agrees: the prompt \(a GitHub token in line 1\)/);
  expect(text).toContain('unmistakable');
  expect(text).not.toMatch(new RegExp(`value-of-mine|${githubToken}`));
});

test('what was approved is sent; so is it by the first part of the digest alone', async () => {
  const { look, a, asked, threadId, sent } = await home();
  for (const more of [{}, { threadId }]) {
    const { digest } = await look(more);
    const { digest: again } = await look(more);
    expect(again).toBe(digest);
    expect(digest).toMatch(/^[0-9a-f]{64}-[0-9a-f]{24}$/);
  }
  const { digest } = await look();
  await a.ask(asked({ approved: digest }));
  await a.ask(asked({ approved: digest.slice(0, 64) }));
  expect(sent()).toBe(2);
});

const CHANGES: readonly (readonly [changed: string, more: Partial<Question>])[] = [
  ['prompt', { prompt: 'the prompt itself.' }],
  ['system prompt', { systemPrompt: 'Be brief.' }],
  ['schema', { outputSchema: { ...schema, title: 'x' } }],
  ['attachments', { files: ['a.ts:1'] }],
  ['attachments', { files: undefined }],
  ['model', { model: 'gpt-6-sol' }],
  ['options', { effort: 'high' }],
  ['options', { verbosity: 'low' }],
  ['options', { webSearch: true }],
  ['options', { look: true }],
];

test.each(CHANGES)(
  'where the %s is another, nothing is sent, and the error names it: %j',
  async (part, more) => {
    const { look, a, asked, simulator } = await home();
    const { digest: approved } = await look();
    const all = simulator.log.length;
    const error = await refusal(a.ask(asked({ ...more, approved })));
    expect(error.code).toBe('query.not_approved');
    expect(error.said('assistant').why).toContain(part);
    expect(simulator.log.length).toBe(all);
    // Without a part for each: the digest decides alone.
    expect((await refusal(a.ask(asked({ ...more, approved: approved.slice(0, 64) })))).code).toBe(error.code);
  },
);

test('a file that was changed after the look stops it', async () => {
  const { look, a, asked, dir, sent } = await home();
  const { digest: approved } = await look();
  await writeFile(path.join(dir, 'a.ts'), 'export const unmistakable = 2;\n');
  const error = await refusal(a.ask(asked({ approved })));
  expect(error.said('assistant').why).toMatch(/attachments\.$/);
  expect(sent()).toBe(0);
});

test('a thread is approved as it was: not after another turn, not another thread, not a new one', async () => {
  const { look, a, asked, threadId, sent, dir } = await home();
  const { digest: approved } = await look({ threadId });
  // Word for word the same, but for its id.
  const twin = a.threads.newId();
  const file = path.join(a.threads.dir, `${threadId}.jsonl`);
  await writeFile(file.replace(threadId, twin), (await readFile(file, 'utf8')).replaceAll(threadId, twin));
  const { threadId: other } = await a.ask({ prompt: 'the first question', roots: [dir] });
  for (const replayed of [twin, other, undefined]) {
    const error = await refusal(a.ask(asked({ approved, threadId: replayed })));
    expect(error.code).toBe('query.not_approved');
    expect(error.said('assistant').why).toContain('thread');
  }
  await a.ask(asked({ approved, threadId }));
  const asMany = sent();
  expect((await refusal(a.ask(asked({ approved, threadId })))).code).toBe('query.not_approved');
  expect(sent()).toBe(asMany);
});

test.each(['x', '', '0'.repeat(64), `${'0'.repeat(64)}-${'0'.repeat(24)}`, '-'])(
  '%j is the digest of nothing',
  async (approved) => {
    const { a, asked, sent } = await home();
    expect((await refusal(a.ask(asked({ approved })))).code).toBe('query.not_approved');
    expect(sent()).toBe(0);
  },
);

test('an approval is no agreement to a secret', async () => {
  const { look, a, asked, sent } = await home();
  const more = { files: ['allow-secret:.env'] };
  const { digest: approved } = await look(more);
  expect((await refusal(a.ask(asked({ ...more, approved })))).code).toBe('context.secret');
  expect(sent()).toBe(0);
  await a.ask(asked({ ...more, approved }), { confirm: () => Promise.resolve(true) });
  expect(sent()).toBe(1);
});
