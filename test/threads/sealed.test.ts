import { createHash } from 'node:crypto';
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { receiptOf } from '../../src/ask/receipt.ts';
import { asker, RESPONSES, simulate } from '../ask/asker.ts';
import { makeHouse, run } from '../cli/support.ts';
import { BUNDLE, makeSimulator } from '../support/sandbox.ts';
import { ask, openScene } from '../support/scene.ts';
import { answered, create, fileOf, makeStore, question } from './support/store.ts';

const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex');

const item = (id: string, ...content: object[]): object => ({
  type: 'message',
  role: 'assistant',
  id,
  content,
});
const text = (words: string): object => ({ type: 'output_text', text: words });
const done = (of: object): object => ({ type: 'response.output_item.done', item: of });
const delta = (words: string): object => ({ type: 'response.output_text.delta', item_id: 'm', delta: words });
const completed = { type: 'response.completed', response: {} };

test.each<[string, object[], string]>([
  [
    'of two messages',
    [done(item('m', text('One.'))), done(item('n', text('Two.'))), completed],
    'One.\n\nTwo.',
  ],
  ['that is a refusal', [done(item('m', { type: 'refusal', refusal: 'I cannot.' })), completed], 'I cannot.'],
  ['that was cut short', [delta('Half an '), delta('answer')], 'Half an answer'],
  ['with half a character in each piece', [delta('\ud83d'), delta('\ude00!'), completed], '😀!'],
])('an answer %s has one digest, in its receipt and in its thread', async (_what, events, whole) => {
  const simulator = await simulate();
  const stream = events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('');
  const scripted: typeof fetch = (input, init) =>
    String(input).endsWith(RESPONSES)
      ? Promise.resolve(new Response(stream, { headers: { 'content-type': 'text/event-stream' } }))
      : fetch(input, init);
  const { threads, ...other } = await asker(simulator, { deps: { fetch: scripted } });
  const answer = await other.ask();
  const turn = (await threads.load(answer.threadId ?? '', undefined)).turns.at(-1);
  expect([answer.text, turn?.text]).toEqual([whole, whole]);
  const digests = [receiptOf(answer).answer_sha256, turn?.answerSha256];
  expect(digests).toEqual([sha256(whole), sha256(whole)]);
});

test('the bytes in a pipe have the digest of the receipt, whatever is in the answer', async () => {
  const answers: Record<string, () => string> = {
    plain: () => 'Words,\nlines\n\n',
    empty: () => '',
    hidden: () => 'red \u001b[31mtext\u0007 \u202euser\r\nend\0',
    halves: () => 'half \ud83d of a \ude00 character',
    token: () => `Your token is ${token}, I see.`,
    cut: () => 'this answer is cut short after some words',
  };
  let token = '';
  const scene = await openScene({
    simulator: { answer: ({ prompt }) => answers[prompt.trim()]?.() ?? 'none' },
  });
  const { codex } = JSON.parse(await readFile(scene.sandbox.authFile, 'utf8')) as {
    codex: { access_token: string };
  };
  token = codex.access_token;
  const show = async (...args: string[]): Promise<Buffer> => {
    const command = [BUNDLE, 'threads', 'show', ...args];
    const options = { env: scene.sandbox.env, encoding: 'buffer', cwd: scene.sandbox.dir } as const;
    return (await promisify(execFile)(process.execPath, command, options)).stdout;
  };
  for (const [prompt, answer] of Object.entries(answers)) {
    if (prompt === 'cut') scene.simulator.fault('stream.end_early', { times: 9, params: { after: 3 } });
    const { receipt } = await ask(scene.session, { prompt });
    if (prompt === 'empty') {
      // Not an answer: an error without a receipt, and nothing is kept.
      expect(receipt).toEqual({});
      continue;
    }
    const bytes = await show(String(receipt['thread_id']), '--all', '--answer', '--raw');
    expect(sha256(bytes), prompt).toBe(receipt['answer_sha256']);
    if (prompt === 'token') expect(bytes.toString()).not.toContain(token);
    else if (prompt === 'cut') expect(receipt['partial'] && answer().startsWith(bytes.toString())).toBe(true);
    else expect(bytes).toEqual(Buffer.from(answer()));
  }
});

test('one answer alone: the last one that came, safe on a terminal', async () => {
  const house = await makeHouse(await makeSimulator());
  const { threads } = house.app;
  const id = await answered(threads, 'Q', 'first', undefined, house.project);
  await answered(threads, 'Q', 'red \u001b[31mtext', id);
  const failed = threads.beginTurn(await threads.load(id, undefined), question('Q'));
  await failed.finish({ partial: true, error: { code: 'x', message: 'y' } });
  const args = ['threads', 'show', id, '--answer'];
  expect((await run(house, args)).stdout).toBe('red \\u{1b}[31mtext\n');
  expect((await run(house, [...args, '--raw'], { terminal: 'all' })).stdout).toContain('\\u{1b}');
  expect((await run(house, [...args, '--raw'])).stdout).toBe('red \u001b[31mtext');
  const { turns } = (await run(house, [...args, '--json'])).json() as { turns: object[] };
  expect(turns).toMatchObject([{ answer_sha256: sha256('red \u001b[31mtext'), altered: false }]);
});

test('a thread without an answer says so', async () => {
  const house = await makeHouse(await makeSimulator());
  const thread = create(house.app.threads, { project: house.project });
  await house.app.threads.beginTurn(thread, question('Q')).finish({ partial: true });
  expect((await run(house, ['threads', 'show', thread.meta.id, '--answer'])).code).toBe(2);
});

test('an answer that was changed in the file is noticed; one from before digests is not doubted', async () => {
  const house = await makeHouse(await makeSimulator());
  const { threads } = house.app;
  const id = await answered(threads, 'Q', 'the truth', undefined, house.project);
  const file = fileOf(threads, id);
  const written = await readFile(file, 'utf8');
  await writeFile(file, written.replaceAll('the truth', 'a lie'));
  const show = (...more: string[]) => run(house, ['threads', 'show', id, ...more]);
  expect((await show('--answer')).code).toBe(1);
  expect((await show('--answer')).stderr).not.toBe('');
  expect((await show('--json')).json()).toMatchObject({
    turns: [{ answer: 'a lie', answer_sha256: sha256('the truth'), altered: true }],
  });
  await writeFile(file, written.replace(/,"answer_sha256":"\w+"/, '').replaceAll('the truth', 'a lie'));
  expect(await show('--answer')).toMatchObject({ code: 0, stdout: 'a lie\n', stderr: '' });
  expect((await show('--json')).json()).toMatchObject({ turns: [{ answer_sha256: null, altered: false }] });
});

test('what is kept of a question that was stopped has the digest of what had come', async () => {
  const threads = await makeStore();
  const thread = create(threads);
  const writer = threads.beginTurn(thread, question('Q'));
  writer.append('as far as ');
  await writer.flush();
  writer.append('it came');
  await writer.finish({ partial: true, error: { code: 'cancelled', message: 'Stopped.' } });
  const [turn] = (await threads.load(thread.meta.id, undefined)).turns;
  expect(turn).toMatchObject({ text: 'as far as it came', answerSha256: sha256('as far as it came') });
});
