import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { makeSandbox, ROOT } from './support/sandbox.ts';

const run = promisify(execFile);
const shell = process.platform === 'win32';
const real = process.env['CODEX_OAUTH_HOST_TESTS'] === '1';

test('the package has what users need, and nothing else', async () => {
  const { stdout } = await run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: ROOT,
    shell,
  });
  const [packed] = JSON.parse(stdout) as readonly [{ readonly files: readonly { readonly path: string }[] }];
  const below = (folder: string): readonly string[] =>
    readdirSync(path.join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
  const dist = below('dist');
  expect(dist.filter((file) => !/^dist\/(?:lib\/)?[\w-]+\.js$/.test(file)).sort()).toEqual([
    'dist/oauth.d.ts',
    'dist/package.json',
  ]);
  const expected = [
    'LICENSE',
    'README.md',
    'THIRD_PARTY_NOTICES',
    'package.json',
    '.mcp.json',
    'bin/codex-oauth',
    ...['.claude-plugin', 'commands', 'hooks', 'skills'].flatMap(below),
    ...dist,
  ];
  expect(packed.files.map((file) => file.path).sort()).toEqual([...expected].sort());
});

// Fetched from npm when asked for, as the other programs that judge this one.
test.skipIf(!real).each([
  ['publint', ['publint@0.3.15', 'run', '--strict']],
  ['arethetypeswrong', ['@arethetypeswrong/cli@0.18.5']],
])('%s finds nothing', { timeout: 180_000 }, async (_, args) => {
  const { dir } = await makeSandbox();
  const { stdout } = await run('npm', ['pack', '--ignore-scripts', '--pack-destination', dir], {
    cwd: ROOT,
    shell,
  });
  await run('npx', ['--yes', ...args, path.join(dir, stdout.trim())], { cwd: dir, shell });
});
