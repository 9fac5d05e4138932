import { execFile } from 'node:child_process';
import { statSync } from 'node:fs';
import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ask, claude, execClaude } from './claude.ts';
import { ROOT } from '../support/sandbox.ts';
import { createSetting, type Setting } from './setting.ts';

const run = promisify(execFile);

/** This working tree as a git repository of its own, without what git ignores. */
async function publish(setting: Setting): Promise<string> {
  const repository = path.join(setting.home, '..', 'published');
  const skipped = new Set(['node_modules', '.git', 'coverage']);
  await cp(ROOT, repository, { recursive: true, filter: (source) => !skipped.has(path.basename(source)) });
  const identity = ['user.name=test', 'user.email=test@example.com', 'commit.gpgsign=false'];
  await run('git', ['init', '--quiet', '--initial-branch=main'], { cwd: repository });
  await run('git', ['add', '--all'], { cwd: repository });
  const given = identity.flatMap((setting) => ['-c', setting]);
  await run('git', [...given, 'commit', '--quiet', '--message', 'published'], { cwd: repository });
  return repository;
}

/** Sends git to the folder instead of to the address that the host makes of `you/codex-oauth`, which takes the place of `<owner>/<repo>` in the README. */
async function redirectGit(home: string, repository: string): Promise<void> {
  const lines = [
    '[protocol "file"]',
    'allow = always',
    `[url "${repository.replaceAll('\\', '/')}"]`,
    'insteadOf = https://github.com/you/codex-oauth.git',
    'insteadOf = git@github.com:you/codex-oauth.git',
  ];
  await writeFile(path.join(home, '.gitconfig'), `${lines.join('\n')}\n`);
}

async function sizeOf(folder: string): Promise<number> {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((e) => e.isFile());
  return files.reduce((sum, file) => sum + statSync(path.join(file.parentPath, file.name)).size, 0);
}

describe.skipIf(claude === undefined)('the plugin and the real Claude Code', () => {
  it.each(['.', '.claude-plugin/plugin.json'])(
    'plugin validate --strict finds no fault with %s',
    async (target) => {
      const setting = await createSetting();
      const args = ['plugin', 'validate', '--strict', '--profile', 'directory', '--json'];
      const checked = await execClaude([...args, path.join(ROOT, target)], { home: setting.home });
      const report = JSON.parse(checked.stdout) as {
        readonly advice: readonly { readonly installLine?: string }[];
        readonly directory: { readonly findings: readonly unknown[] } | null;
      };
      expect(report).toMatchObject({ success: true, manifest: { errors: [], warnings: [] } });
      // The README has the line, but no address yet that it could name.
      expect(report.advice.every(({ installLine }) => installLine?.endsWith('<owner>/<repo>'))).toBe(true);
      expect(report.directory?.findings ?? []).toEqual([]);
      expect(checked.code).toBe(0);
    },
  );

  it('installs from git by the README’s line, and answers with no node_modules anywhere', async () => {
    const setting = await createSetting({ answer: () => 'Installed and well.' });
    await setting.signedIn();
    await redirectGit(setting.home, await publish(setting));
    const readme = await readFile(path.join(ROOT, 'README.md'), 'utf8');
    const [, line = ''] =
      /^\/plugin install (.*)$/m.exec(readme.replaceAll('<owner>/<repo>', 'you/codex-oauth')) ?? [];
    const installed = await execClaude(['plugin', 'install', ...line.split(' '), '--json'], {
      home: setting.home,
    });
    expect(installed.stdout + installed.stderr).toContain('"outcome":"ok"');

    const cache = path.join(setting.home, '.claude/plugins/cache/codex-oauth/codex-oauth');
    const [version = ''] = await readdir(cache);
    const folder = path.join(cache, version);
    expect(await readdir(folder)).not.toContain('node_modules');
    expect(await sizeOf(folder)).toBeLessThan(6_500_000);

    const session = await setting.run('/codex are you there?', [ask({ prompt: 'are you there?' })], {
      plugin: undefined,
    });
    expect(session.start.mcp_servers).toMatchObject([
      { name: 'plugin:codex-oauth:codex', status: 'connected' },
    ]);
    expect(session.toolResults[0]?.text).toMatch(/^Installed and well\./);
  });
});
