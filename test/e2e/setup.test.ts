import { chmod, lstat, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { HOSTS, isWritten } from '../../src/setup/hosts.ts';
import { plant } from '../attach/support.ts';
import { startBundle } from '../cli/support.ts';
import { BUNDLE, makeSandbox, type Sandbox } from '../support/sandbox.ts';

function setup({ dir, env }: Sandbox, ...args: string[]) {
  const folders = { XDG_CONFIG_HOME: path.join(dir, '.config'), APPDATA: path.join(dir, 'AppData') };
  return startBundle({ ...env, ...folders }, ['setup', ...args], { cwd: dir }).done;
}

interface Document {
  readonly file: string;
  readonly action: string;
  readonly backup: string | null;
}

async function document(sandbox: Sandbox, ...args: string[]): Promise<Document> {
  const { stdout } = await setup(sandbox, ...args, '--json');
  return JSON.parse(stdout) as Document;
}

const WRITTEN = HOSTS.filter(isWritten).map(({ name }) => name);

test.each(WRITTEN)('%s: shown, written, written again, taken out', async (host) => {
  const sandbox = await makeSandbox();
  const shown = await setup(sandbox, host);
  expect(shown.code).toBe(0);
  expect(shown.stdout).toContain(JSON.stringify(BUNDLE));
  expect(await readdir(sandbox.dir)).toEqual([]);

  const written = await document(sandbox, host, '--write');
  expect(written).toMatchObject({ action: 'written', backup: null });
  const text = await readFile(written.file, 'utf8');
  expect(text).toContain(JSON.stringify(BUNDLE));
  expect(text).toContain(JSON.stringify(process.execPath));
  expect(await document(sandbox, host, '--write')).toMatchObject({ action: 'unchanged' });
  expect(await readFile(written.file, 'utf8')).toBe(text);

  expect(await document(sandbox, host, '--remove')).toMatchObject({ action: 'removed' });
  expect(await readFile(written.file, 'utf8')).not.toContain('codex-oauth.js');
  expect(await document(sandbox, host, '--remove')).toMatchObject({ action: 'unchanged' });
});

test.each(['jetbrains', 'goose'])('%s is shown and never written', async (host) => {
  const sandbox = await makeSandbox();
  const shown = await setup(sandbox, host);
  expect(shown.stdout).toContain(JSON.stringify(BUNDLE));
  expect(shown.stdout).not.toContain('--write');
  for (const option of ['--write', '--remove']) {
    const { code, stderr } = await setup(sandbox, host, option);
    expect([code, stderr]).toEqual([2, expect.stringContaining(`codex-oauth setup ${host}`)]);
  }
  expect(await readdir(sandbox.dir)).toEqual([]);
});

test('a host that starts elsewhere gets the folder that is named, or hears how to name one', async () => {
  const sandbox = await makeSandbox();
  const shown = await setup(sandbox, 'claude-desktop');
  expect(shown.stdout).toContain('codex-oauth setup claude-desktop --workspace');
  expect(shown.stdout).not.toContain('CLAUDE_PROJECT_DIR');
  await plant(sandbox.dir, { 'app/.git/HEAD': '', 'app/src/x': '' });
  const app = path.join(sandbox.dir, 'app');
  const { file } = await document(sandbox, 'claude-desktop', '--workspace', app, '--write');
  expect(await readFile(file, 'utf8')).toContain(`"CLAUDE_PROJECT_DIR": ${JSON.stringify(app)}`);
  const refused = await setup(sandbox, 'claude-desktop', '--workspace', sandbox.dir, '--write');
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining(sandbox.dir)]);
});

test.skipIf(process.platform === 'win32')(
  '25 at once into one file: every entry is there',
  async () => {
    const sandbox = await makeSandbox();
    const real = path.join(sandbox.dir, 'dotfiles.json');
    await writeFile(real, '{\n  // mine\n  "theme": "dark"\n}\n');
    // Their sections differ, so that one file has room for all four; each process brings a variable of its own.
    const hosts = { cursor: 'mcpServers', vscode: 'servers', opencode: 'mcp', zed: 'context_servers' };
    const variables = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'http_proxy', 'https_proxy', 'all_proxy'];
    const each = Object.entries(hosts).flatMap(([name, section]) =>
      [...variables, 'NO_PROXY'].map((variable) => ({ name, section, variable })),
    );
    for (const name of Object.keys(hosts)) {
      const { file } = await document(sandbox, name);
      await mkdir(path.dirname(file), { recursive: true });
      await symlink(real, file);
    }
    const done = each
      .slice(0, 25)
      .map(({ name, variable }) =>
        setup({ ...sandbox, env: { ...sandbox.env, [variable]: 'http://p:1' } }, name, '--write'),
      );
    for (const { code, stderr } of await Promise.all(done)) expect([code, stderr]).toEqual([0, '']);
    const text = await readFile(real, 'utf8');
    expect(text).toMatch(/^\{\n {2}\/\/ mine\n {2}"theme": "dark",\n/);
    const written = JSON.parse(text.replace('// mine', '')) as Record<string, Record<string, object>>;
    for (const { section, variable } of each.slice(0, 25))
      expect(JSON.stringify(written[section]), `${section} ${variable}`).toContain(`"${variable}":`);
    expect((await readdir(sandbox.dir)).filter((name) => name.startsWith('dotfiles'))).toEqual([
      'dotfiles.json',
    ]);
  },
  60_000,
);

describe('a file that is there', () => {
  const MINE = '{\n  // mine\n  "servers": { "x": { "command": "y" } },\n}\n';

  async function withFile(text: string): Promise<{ sandbox: Sandbox; file: string }> {
    const sandbox = await makeSandbox();
    const file = path.join(sandbox.dir, '.vscode', 'mcp.json');
    await plant(sandbox.dir, { '.vscode/mcp.json': text });
    return { sandbox, file };
  }

  test('is kept once as it was, with its comments and permissions', async () => {
    const { sandbox, file } = await withFile(MINE);
    await chmod(file, 0o640);
    const first = await document(sandbox, 'vscode', '--project', '--write');
    expect(first).toMatchObject({ file, action: 'written', backup: `${file}.bak` });
    expect(await readFile(file, 'utf8')).toContain('// mine');
    if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o640);
    await document(sandbox, 'vscode', '--project', '--remove');
    expect(await document(sandbox, 'vscode', '--project', '--write')).toMatchObject({ backup: null });
    expect(await readFile(`${file}.bak`, 'utf8')).toBe(MINE);
    expect((await readdir(path.dirname(file))).sort()).toEqual(['mcp.json', 'mcp.json.bak']);
  });

  test('that cannot be understood is refused with its line, and not touched', async () => {
    const { sandbox, file } = await withFile('{\n  "servers": {\n}\n');
    const { code, stderr } = await setup(sandbox, 'vscode', '--project', '--write');
    expect(code).toBe(1);
    expect(stderr).toContain(file);
    expect(stderr).toContain('Line 4, column 1');
    expect(await readdir(path.dirname(file))).toEqual(['mcp.json']);
  });

  test.skipIf(process.platform === 'win32')('behind a link stays behind it', async () => {
    const { sandbox, file } = await withFile('{}');
    await plant(sandbox.dir, { '.cursor/mcp.json': { link: file } });
    expect(await document(sandbox, 'cursor', '--project', '--write')).toMatchObject({ action: 'written' });
    expect((await lstat(path.join(sandbox.dir, '.cursor/mcp.json'))).isSymbolicLink()).toBe(true);
    expect(await readFile(file, 'utf8')).toContain('codex-oauth.js');
  });

  test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'that may not be written is told apart',
    async () => {
      const { sandbox, file } = await withFile('{}');
      for (const [which, mode, after] of [
        [path.dirname(file), 0o500, 0o700],
        [file, 0o400, 0o600],
      ] as const) {
        await chmod(which, mode);
        const { code, stderr } = await setup(sandbox, 'vscode', '--project', '--write');
        await chmod(which, after);
        expect([code, stderr]).toEqual([1, expect.stringContaining('permissions')]);
        expect(await readFile(file, 'utf8')).toBe('{}');
      }
    },
  );
});

test.each([
  [],
  ['cursr'],
  ['cursor', '--write', '--remove'],
  ['claude-desktop', '--project'],
  ['cursor', 'vscode'],
  ['claude-desktop', '--workspace', '/'],
  ['claude-desktop', '--workspace', 'nowhere'],
])('setup %j %j %j is refused as a wrong argument', async (...args) => {
  const { code, stderr } = await setup(await makeSandbox(), ...args);
  expect(code).toBe(2);
  expect(stderr).not.toBe('');
});
