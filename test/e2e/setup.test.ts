import { execFile } from 'node:child_process';
import { chmod, lstat, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { BUNDLE, makeSandbox, type Sandbox } from '../support/sandbox.ts';

interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function setup(sandbox: Sandbox, ...args: string[]): Promise<Run> {
  const env = {
    ...sandbox.env,
    XDG_CONFIG_HOME: path.join(sandbox.dir, '.config'),
    APPDATA: path.join(sandbox.dir, 'AppData'),
  };
  return new Promise((resolve) => {
    execFile(process.execPath, [BUNDLE, 'setup', ...args], { env, cwd: sandbox.dir }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    );
  });
}

interface Document {
  readonly file: string;
  readonly action: string;
  readonly backup: string | null;
}

async function document(sandbox: Sandbox, ...args: string[]): Promise<Document> {
  const { out } = await setup(sandbox, ...args, '--json');
  return JSON.parse(out) as Document;
}

test.each(['claude', 'claude-desktop', 'cursor', 'vscode', 'codex', 'gemini'])(
  '%s: shown, written, written again, taken out',
  async (host) => {
    const sandbox = await makeSandbox();
    const shown = await setup(sandbox, host);
    expect(shown.code).toBe(0);
    expect(shown.out).toContain(JSON.stringify(BUNDLE));
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
  },
);

describe('a file that is there', () => {
  const MINE = '{\n  // mine\n  "servers": { "x": { "command": "y" } },\n}\n';

  async function withFile(text: string): Promise<{ sandbox: Sandbox; file: string }> {
    const sandbox = await makeSandbox();
    const file = path.join(sandbox.dir, '.vscode', 'mcp.json');
    await mkdir(path.dirname(file));
    await writeFile(file, text);
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
    const { code, err } = await setup(sandbox, 'vscode', '--project', '--write');
    expect(code).toBe(1);
    expect(err).toContain(file);
    expect(err).toContain('Line 4');
    expect(await readdir(path.dirname(file))).toEqual(['mcp.json']);
  });

  test.skipIf(process.platform === 'win32')('behind a link stays behind it', async () => {
    const { sandbox, file } = await withFile('{}');
    const link = path.join(sandbox.dir, '.cursor');
    await mkdir(link);
    await symlink(file, path.join(link, 'mcp.json'));
    expect(await document(sandbox, 'cursor', '--project', '--write')).toMatchObject({ action: 'written' });
    expect((await lstat(path.join(link, 'mcp.json'))).isSymbolicLink()).toBe(true);
    expect(await readFile(file, 'utf8')).toContain('codex-oauth.js');
  });

  test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'that may not be written is told apart',
    async () => {
      const { sandbox, file } = await withFile('{}');
      await chmod(path.dirname(file), 0o500);
      const { code, err } = await setup(sandbox, 'vscode', '--project', '--write');
      await chmod(path.dirname(file), 0o700);
      expect(code).toBe(1);
      expect(err).toContain('permissions');
    },
  );
});

test.each([
  [],
  ['cursr'],
  ['cursor', '--write', '--remove'],
  ['claude-desktop', '--project'],
  ['cursor', 'vscode'],
])('setup %j %j %j is refused as a wrong argument', async (...args) => {
  const { code, err } = await setup(await makeSandbox(), ...args);
  expect(code).toBe(2);
  expect(err).not.toBe('');
});
