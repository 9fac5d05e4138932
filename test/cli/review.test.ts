import { execFileSync } from 'node:child_process';
import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { BUNDLE, makeSandbox, makeSimulator, pointAt, seedLogin } from '../support/sandbox.ts';

async function scene(): Promise<{
  run: (...args: string[]) => Promise<{ code: number | null; stdout: string; stderr: string }>;
  sent: () => string;
  project: string;
}> {
  const simulator = await makeSimulator();
  const sandbox = await makeSandbox(pointAt(simulator));
  await seedLogin(sandbox, simulator.mintTokens(), { account_id: 'acc-sim-0001' });
  const project = path.join(sandbox.dir, 'project');
  await mkdir(project);
  const git = (...args: string[]): void =>
    void execFileSync(
      'git',
      ['-C', project, '-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args],
      { stdio: 'ignore' },
    );
  await writeFile(path.join(project, 'a.txt'), 'one\n');
  git('init', '-q', '-b', 'main');
  git('add', '.');
  git('commit', '-qm', 'first');
  await writeFile(path.join(project, 'a.txt'), 'two\n');
  return {
    project,
    sent: () =>
      JSON.stringify(simulator.requests('POST', '/backend-api/codex/responses').at(-1)?.body ?? null),
    run: (...args) =>
      new Promise((resolve) => {
        const child = spawn(process.execPath, [BUNDLE, 'review', ...args], {
          env: sandbox.env,
          cwd: project,
          stdio: ['ignore', 'pipe', 'pipe'],
        });
        let stdout = '';
        let stderr = '';
        child.stdout.on('data', (c: Buffer) => (stdout += c.toString('utf8')));
        child.stderr.on('data', (c: Buffer) => (stderr += c.toString('utf8')));
        child.on('close', (code) => resolve({ code, stdout, stderr }));
      }),
  };
}

test('a review sends the uncommitted change with the reviewer’s instructions, and says what was attached', async () => {
  const { run, sent } = await scene();
  const { code, stdout, stderr } = await run();
  expect({ code, stderr }).toMatchObject({ code: 0 });
  expect(stdout).not.toBe('');
  expect(stderr).toContain('a diff of 1 file');
  expect(sent()).toContain('two');
  expect(sent()).toContain('No findings');
});

test('the focus goes along word for word, the base may be left out', async () => {
  const { run, sent } = await scene();
  expect((await run('Is the number right?')).code).toBe(0);
  expect(sent()).toContain('Is the number right?');
});

test('a dry run of a review sends nothing, and an unknown base is a sentence', async () => {
  const { run, sent } = await scene();
  const preview = await run('--dry-run');
  expect(preview.stdout).toContain('nothing was sent');
  const unknown = await run('no-such-branch');
  expect(unknown.code).toBe(2);
  expect(unknown.stderr).toContain('no-such-branch');
  expect(sent()).toBe('null');
});
