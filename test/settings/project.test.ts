import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { CredentialSource } from '../../src/login/credential.ts';
import { SETTINGS } from '../../src/settings.ts';
import { foreignSetting, projectSettings } from '../../src/settings-project.ts';
import { makeSandbox } from '../support/sandbox.ts';

const EVIL = { CODEX_OAUTH_ISSUER: 'https://evil.example' };

/** A home, and a project in it that is a repository; `put` writes a file, JSON unless it is text. */
async function place() {
  const { dir: home } = await makeSandbox();
  const project = path.join(home, 'work/project');
  const put = (file: string, content: unknown): string => {
    const target = path.resolve(project, file);
    mkdirSync(path.dirname(target), { recursive: true });
    const written =
      typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content);
    writeFileSync(target, written);
    return target;
  };
  put('.git/HEAD', 'ref: refs/heads/main\n');
  /** The variable that is refused, and the file that names it. */
  const judge = async (
    env: Record<string, string> = EVIL,
    { cwd = project, use, roots }: { cwd?: string; use?: CredentialSource; roots?: string[] } = {},
  ) => {
    const settings = projectSettings({ env, home, cwd });
    settings.askRoots(async () => roots);
    const error = await settings.found(use);
    return error && { ...error.details, code: error.code };
  };
  return { home, project, put, judge };
}

const named = (name: string) => ({ env: { [name]: 'whatever' } });
const server = (name: string) => ({ other: { command: 'x' }, codex: { command: 'y', ...named(name) } });

describe('a variable is the project’s', () => {
  test.each<[file: string, content: unknown]>([
    ['.claude/settings.json', named('CODEX_OAUTH_ISSUER')],
    ['.claude/settings.local.json', named('CODEX_OAUTH_ISSUER')],
    ['.mcp.json', { mcpServers: server('CODEX_OAUTH_ISSUER') }],
    ['.cursor/mcp.json', { mcpServers: server('CODEX_OAUTH_ISSUER') }],
    ['.vscode/mcp.json', { servers: server('CODEX_OAUTH_ISSUER') }],
    ['.vscode/mcp.json', '// a comment "\n{"servers":{"a":{"env":{/* : " */"CODEX_OAUTH_ISSUER":"x",},},},}'],
    ['.mcp.json', '\uFEFF{"mcpServers":{"a":{"env":{"CODEX_OAUTH_ISSUER":""}}}}'],
    ['.mcp.json', '{"mcpServers":{"a":{"env":{"CODEX_OAUTH_ISSUE\\u0052" : "x"}}}}'],
    ['.mcp.json', '{"mcpServers":{"a":{"env":{"codex_oauth_issuer":"x"}}}}'],
    ['.mcp.json', '{"mcpServers":{"a":{"env":{"CODEX_OAUTH_ISSUER":"x"'],
    ['.mcp.json', `{"a":${'['.repeat(200_000)}${']'.repeat(200_000)},"env":{"CODEX_OAUTH_ISSUER":1}}`],
    ['.mcp.json', ' '.repeat(5_000_000)],
    ['.claude/settings.json', Buffer.from('\uFEFF{"env":{"CODEX_OAUTH_ISSUER":"\u225C"}}', 'utf16le')],
    ['.vscode/mcp.json', Buffer.from('\uFEFF{"a":{"CODEX_OAUTH_ISSUER":""}}', 'utf16le').swap16()],
    ['.gemini/settings.json', { mcpServers: server('CODEX_OAUTH_ISSUER') }],
    ['opencode.json', { mcp: { a: { environment: named('CODEX_OAUTH_ISSUER').env } } }],
    ['.codex/config.toml', '[mcp_servers.a.env]\n"CODEX_OAUTH_ISSUE\\u0052" = ""\nbig = 9007199254740993\n'],
    ['.codex/config.toml', 'CODEX_OAUTH_ISSUER ='],
    ['.codex/config.toml', '"CODEX_OAUTH_ISSUE\\x52" = ""\n'],
    ['.mcp.json', `{${'"OPENAI_API_KEY":1,'.repeat(200_000)}"CODEX_OAUTH_ISSUER":1}`],
    ['../../.git/HEAD', ''],
  ])('that %s names', async (file, content) => {
    const { put, judge } = await place();
    const target = put(file, content);
    const expected = { code: 'settings.project', setting: 'CODEX_OAUTH_ISSUER', path: target };
    expect(await judge()).toEqual(file.startsWith('..') ? undefined : expected);
  });

  test('also from a folder below, up to the repository’s root and no further', async () => {
    const { home, project, put, judge } = await place();
    const below = path.dirname(put('a/b/x', ''));
    put('../.mcp.json', { mcpServers: server('CODEX_OAUTH_ISSUER') });
    expect(await judge(EVIL, { cwd: below })).toBeUndefined();
    put('a/.mcp.json', { mcpServers: server('CODEX_OAUTH_ISSUER') });
    expect(await judge(EVIL, { cwd: below })).toBeDefined();
    expect(await judge(EVIL)).toBeUndefined();
    // Without a repository: up to the home.
    expect(await judge(EVIL, { cwd: path.dirname(put('../loose/x', '')) })).toBeDefined();
    expect(await judge(EVIL, { cwd: home })).toBeUndefined();
    expect(await judge(EVIL, { cwd: home, roots: [`file://${project}/a`] })).toBeDefined();
    expect(await judge({ ...EVIL, CLAUDE_PROJECT_DIR: `${project}/a` }, { cwd: home })).toBeDefined();
  });

  test('where the file is a link, and where the folder is', async () => {
    const { home, project, put, judge } = await place();
    put('shared/settings.json', named('CODEX_OAUTH_ISSUER'));
    symlinkSync(path.join(project, 'shared'), path.join(project, '.claude'));
    expect(await judge()).toBeDefined();
    symlinkSync(project, path.join(home, 'link'));
    expect(await judge(EVIL, { cwd: path.join(home, 'link') })).toBeDefined();
  });

  test('but not where only the user’s own files name it', async () => {
    const { home, project, put, judge } = await place();
    for (const file of ['.claude/settings.json', '.claude/settings.local.json', '.cursor/mcp.json'])
      put(path.join(home, file), named('CODEX_OAUTH_ISSUER'));
    for (const cwd of [home, project, '/']) expect(await judge(EVIL, { cwd })).toBeUndefined();
    put(path.join(home, '.git/HEAD'), '');
    expect(await judge(EVIL, { cwd: path.join(home, 'work') })).toBeUndefined();
    symlinkSync(path.join(home, '.claude'), path.join(project, '.claude'));
    expect(await judge()).toBeUndefined();
  });

  test.each<[string, unknown, Record<string, string>, CredentialSource, boolean]>([
    ['OPENAI_API_KEY', 'another', {}, 'api-key', false],
    ['OPENAI_API_KEY', '${OPENAI_API_KEY}', {}, 'api-key', false],
    ['OPENAI_API_KEY', '${env:OPENAI_API_KEY}', {}, 'api-key', false],
    ['OPENAI_API_KEY', '$OPENAI_API_KEY', {}, 'api-key', false],
    ['OPENAI_API_KEY', '${OPENAI_API_KEY:-x}', {}, 'api-key', true],
    ['OPENAI_API_KEY', '${OTHER}', {}, 'api-key', true],
    ['OPENAI_API_KEY', 'set', {}, 'api-key', true],
    ['OPENAI_API_KEY', 1, {}, 'api-key', true],
    ['BROWSER', 'chromium', {}, 'login', false],
    ['CLAUDE_PROJECT_DIR', '${CLAUDE_PROJECT_DIR}', {}, 'login', false],
    ['HTTPS_PROXY', 'another', { NODE_EXTRA_CA_CERTS: 'c' }, 'login', false],
    ['HTTPS_PROXY', 'set', { NODE_EXTRA_CA_CERTS: 'set' }, 'login', true],
    ['CODEX_HOME', 'another', {}, 'login', true],
  ])(
    '%s=%j for another server, while %j is named too and %s is used: %s',
    async (name, value, also, use, foreign) => {
      const { put, judge } = await place();
      put('.mcp.json', { mcpServers: { other: { command: 'x', env: { ...also, [name]: value } } } });
      const env = { [name]: 'set', NODE_EXTRA_CA_CERTS: 'set' };
      const refused = expect.objectContaining({ setting: name }) as unknown;
      expect(await judge(env, { use })).toEqual(foreign ? refused : undefined);
      // What a host gives to every program is not told apart.
      put('.claude/settings.json', { env: { ...also, [name]: value } });
      expect(await judge(env, { use })).toEqual(refused);
    },
  );

  test('also where a proxy and its authority stand in two files', async () => {
    const { put, judge } = await place();
    put('.claude/settings.json', named('SSL_CERT_DIR'));
    put('.claude/settings.local.json', named('HTTPS_PROXY'));
    expect(await judge({ HTTPS_PROXY: 'p' })).toMatchObject({ setting: 'HTTPS_PROXY' });
  });

  test('and where a project makes itself the home', async () => {
    const { home, put, judge } = await place();
    put(path.join(home, '.claude/settings.json'), { env: { HOME: home, CODEX_OAUTH_ISSUER: 'x' } });
    expect(await judge({ ...EVIL, HOME: home }, { cwd: home })).toMatchObject({ code: 'settings.project' });
    expect(await judge({ HOME: home }, { cwd: home })).toMatchObject({ setting: 'HOME' });
  });

  test('what is no file harms nothing, and the files are read once', async () => {
    const { project, put, judge } = await place();
    mkdirSync(path.join(project, '.mcp.json'), { recursive: true });
    mkdirSync(path.join(project, '.cursor'), { recursive: true });
    symlinkSync('/dev/zero', path.join(project, '.cursor/mcp.json'));
    put('.claude', 'no folder');
    expect(await judge()).toBeUndefined();
    const { project: other, put: putThere, home } = await place();
    const settings = projectSettings({ env: EVIL, home, cwd: other });
    await settings.refuse();
    const file = putThere('.mcp.json', { mcpServers: server('CODEX_OAUTH_ISSUER') });
    await settings.refuse();
    const later = projectSettings({ env: EVIL, home, cwd: other });
    await sleep(200);
    rmSync(file);
    await expect(later.refuse()).rejects.toMatchObject({ code: 'settings.project' });
  });
});

describe('a project may set', () => {
  const mine = (name: string, value = 'x', use?: CredentialSource, ...also: readonly string[]) =>
    foreignSetting(new Map([name, ...also].map((n) => [n, '/f'])), { [name]: value, HTTPS_PROXY: 'p' }, use);

  test('these settings, and no other', () => {
    const free = SETTINGS.map((s) => s.name).filter((name) => {
      const value = name === 'NODE_TLS_REJECT_UNAUTHORIZED' ? '0' : 'x';
      return (['access-token', 'api-key', undefined] as const).every(
        (use) => mine(name, value, use) === undefined,
      );
    });
    expect(free.sort()).toEqual([
      'ALL_PROXY',
      'CODEX_DEBUG',
      'CODEX_OAUTH_CALLBACK_PORT',
      'CODEX_OAUTH_MODEL',
      'CODEX_OAUTH_THREADS',
      'CODEX_OAUTH_TIMEOUT',
      'HTTPS_PROXY',
      'HTTP_PROXY',
      'NODE_EXTRA_CA_CERTS',
      'NO_PROXY',
    ]);
  });

  test.each<[string, string, CredentialSource | undefined, string[], string | undefined]>([
    ['CODEX_OAUTH_LIMIT_PERCENT', '', undefined, [], 'CODEX_OAUTH_LIMIT_PERCENT'],
    ['BROWSER', 'none', undefined, [], undefined],
    ['BROWSER', './evil', undefined, [], 'BROWSER'],
    ['NODE_TLS_REJECT_UNAUTHORIZED', '1', undefined, [], undefined],
    ['OPENAI_API_KEY', 'k', 'login', [], undefined],
    ['OPENAI_API_KEY', 'k', 'api-key', [], 'OPENAI_API_KEY'],
    ['OPENAI_BASE_URL', 'u', 'login', [], undefined],
    ['OPENAI_BASE_URL', 'u', 'api-key', [], 'OPENAI_BASE_URL'],
    ['CODEX_ACCESS_TOKEN', 't', 'access-token', [], 'CODEX_ACCESS_TOKEN'],
    ['NODE_EXTRA_CA_CERTS', 'c', undefined, ['HTTPS_PROXY'], 'HTTPS_PROXY'],
    ['ALL_PROXY', 'p', undefined, ['SSL_CERT_FILE'], 'ALL_PROXY'],
    ['https_proxy', 'p', undefined, ['NODE_EXTRA_CA_CERTS', 'HTTPS_PROXY'], 'HTTPS_PROXY'],
    ['HTTPS_PROXY', 'p', undefined, [], undefined],
  ])('%s=%s while %s is used, beside %j: %s', (name, value, use, also, refused) => {
    expect(mine(name, value, use, ...also)).toBe(refused);
  });

  test('no proxy where certificates are not checked, and nothing that is not set counts', () => {
    const files = new Map([['HTTPS_PROXY', '/f']]);
    const env = { HTTPS_PROXY: 'p', NODE_TLS_REJECT_UNAUTHORIZED: '0' };
    expect(foreignSetting(files, env)).toBe('HTTPS_PROXY');
    expect(foreignSetting(files, { NODE_TLS_REJECT_UNAUTHORIZED: '0' })).toBeUndefined();
    expect(foreignSetting(new Map([['CODEX_OAUTH_ISSUER', '/f']]), {})).toBeUndefined();
  });
});
