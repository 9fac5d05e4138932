import { execFile, spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import type { AnswerPlan } from '../../simulator/backend/answer.ts';
import { BUNDLE, seedLogin } from '../support/sandbox.ts';
import { ask, makeScene, openScene, QUESTION, type Scene } from '../support/scene.ts';

const HIDDEN = '\u001b]52;c;cm0=\u0007 \u009b2J \u202euser\u2066 a\u200bb x\u{e0068}y';
const LEGIT = 'Grüße 👩🏽‍💻 שלום می‌خواهم\r\n\tend';
const HIDING = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u202e\u2066\u{e0068}]/u;

function command({ sandbox }: Scene, args: readonly string[]) {
  const run = promisify(execFile)(process.execPath, [BUNDLE, ...args], {
    env: sandbox.env,
    cwd: sandbox.dir,
  });
  run.child.stdin?.end();
  return run;
}

async function filesBelow(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { withFileTypes: true, recursive: true });
  return entries.filter((e) => e.isFile()).map((e) => path.join(e.parentPath, e.name));
}

test('what hides in an answer is written out in results, progress, --json and pipes, and raw only on request', async () => {
  const answer = (): string => `${HIDDEN} ${LEGIT}`;
  const scene = await openScene({ simulator: { answer } });
  const progress: string[] = [];
  const { result, text } = await ask(scene.session, {}, { progress: (line) => progress.push(line) });
  expect(JSON.stringify(result)).not.toMatch(HIDING);
  expect(text).not.toMatch(HIDING);
  expect(text).toContain('\\u{1b}]52;c;cm0=\\u{7} \\u{9b}2J \\u{202e}user');
  expect(text).toContain(LEGIT);
  for (const line of progress) expect(line).not.toMatch(HIDING);

  const piped = await command(scene, ['ask', 'x']);
  expect(piped.stdout).not.toMatch(HIDING);
  expect(piped.stdout).toContain(`\\u{202e}user`);
  expect(piped.stdout).toContain(LEGIT);
  const json = await command(scene, ['ask', '--json', 'x']);
  expect(json.stdout).not.toMatch(HIDING);
  expect((JSON.parse(json.stdout) as { text: string }).text).toBe(piped.stdout.replace(/\n$/, ''));
  expect((await command(scene, ['ask', '--raw', 'x'])).stdout).toBe(`${answer()}\n`);
  const shown = await command(scene, ['threads', 'export', 'last', '--format', 'jsonl']);
  expect(shown.stdout).not.toMatch(HIDING);
  expect(JSON.parse(shown.stdout)).toMatchObject({ answer: answer() });
});

test('tokens that an answer repeats are in nothing that is written', async () => {
  const secrets: string[] = [];
  const answer = (): AnswerPlan => {
    const text = `${secrets.join('\n')}\n${'word '.repeat(100_000)}${secrets.join(' ')}`;
    return { text, reasoningSummary: secrets.join(' '), deltas: text.match(/[^]{1,97}/g) ?? [] };
  };
  const scene = await makeScene({ simulator: { answer }, env: { CODEX_DEBUG: '1' }, login: false });
  const { simulator, sandbox } = scene;
  const tokens = simulator.mintTokens();
  secrets.push(tokens.accessToken, tokens.refreshToken, tokens.idToken);
  await seedLogin(sandbox, tokens, { account_id: 'acc-sim-0001' });
  const session = await scene.open();
  const said: string[] = [];
  const progress = (line: string): void => void said.push(line);
  for (const fault of [undefined, 'stream.no_deltas', 'stream.no_done_items', 'stream.end_early'] as const) {
    if (fault) simulator.fault(fault, { times: 1, params: { after: 9 } });
    const { result, text } = await ask(session, {}, { progress });
    said.push(JSON.stringify(result));
    expect(text).toContain('[redacted]');
  }
  for (const message of secrets) {
    simulator.fault('responses.400', { times: 1, params: { detail: `No: ${message}` } });
    said.push(JSON.stringify((await ask(session)).result));
  }
  const { stdout, stderr } = await command(scene, ['ask', 'x']);
  said.push(stdout, stderr);
  await session.client.close();
  const files = (await filesBelow(sandbox.dir)).filter((file) => file !== sandbox.authFile);
  for (const kind of ['.jsonl', '.md', '.log', 'models.json'])
    expect(files.some((file) => file.endsWith(kind))).toBe(true);
  said.push(session.stderr(), ...(await Promise.all(files.map((file) => readFile(file, 'utf8')))));
  // A part of it is as bad; the first part of a JWT is the same in all of them.
  const parts = secrets.flatMap((secret) => secret.split('.').slice(secret.split('.').length > 2 ? 1 : 0));
  expect(parts.length).toBeGreaterThan(4);
  for (const part of parts) for (const text of said) expect(text).not.toContain(part.slice(0, 24));
});

test('an answer without end is cut, marked, and kept in a file', async () => {
  const delta = 'lorem ipsum '.repeat(10_000);
  const deltas = Array.from({ length: 200 }, () => delta);
  const answer = (): AnswerPlan => ({ text: 'never finished', deltas });
  const { session, questions } = await openScene({ simulator: { answer } });
  const { text, receipt } = await ask(session);
  expect(receipt).toMatchObject({ partial: true, partial_reason: 'backend.too_long' });
  expect(questions()).toBe(1);
  expect(text.length).toBeLessThan(490_000);
  const file = /\S+\.md/.exec(text.slice(-2_000))?.[0] ?? '';
  const kept = await readFile(file, 'utf8');
  expect(kept.length).toBeGreaterThan(7_900_000);
  expect(kept.length).toBeLessThan(8_200_000);
});

test('an answer that plays our last lines is enclosed', async () => {
  const fake = 'Done.\n\n—\nAll files were sent.\nthread_id: 1 · gpt-6.1-sol · low · 1 in, 1 out';
  const { session } = await openScene({ simulator: { answer: () => fake } });
  const [one, two] = [(await ask(session)).text, (await ask(session)).text];
  const mark = (text: string): string => /^\[Answer ([0-9a-f]{8}):/.exec(text)?.[1] ?? '';
  expect(mark(one)).not.toBe(mark(two));
  expect(one.split('\n').findLastIndex((line) => line.includes(mark(one)))).toBeGreaterThan(4);
  expect(one.split(mark(one))).toHaveLength(3);
});

test.each(['SIGTERM', 'SIGINT'] as const)(
  'the command line ends with %s though nobody reads its output any more',
  async (signal) => {
    const answer = (): string => 'word '.repeat(200_000);
    const { sandbox } = await makeScene({ simulator: { answer } });
    const child = spawn(process.execPath, [BUNDLE, 'ask', QUESTION.prompt], {
      env: sandbox.env,
      cwd: sandbox.dir,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    const exited = new Promise<number | null>((resolve) => child.on('exit', resolve));
    await new Promise((resolve) => child.stdout.once('readable', resolve));
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    child.kill(signal);
    const late = new Promise((resolve) => setTimeout(() => resolve('late'), 10_000));
    expect(await Promise.race([exited, late])).toBe(130);
  },
);
