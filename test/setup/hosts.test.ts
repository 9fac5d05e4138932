import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'smol-toml';
import { describe, expect, test } from 'vitest';
import { serverCommand, type CommandFacts } from '../../src/setup/command.ts';
import { HOSTS, type Place } from '../../src/setup/hosts.ts';
import { applySetup, snippet } from '../../src/setup/setup.ts';
import { workspaceFor } from '../../src/setup/workspace.ts';
import { makeFolder } from '../attach/support.ts';
import { deps, hostNamed } from './support.ts';

const linux: Place = { platform: 'linux', env: {}, home: '/home/u' };
const mac: Place = { ...linux, platform: 'darwin', home: '/Users/u' };
const windows: Place = { platform: 'win32', env: { APPDATA: 'D:\\Roaming' }, home: 'C:\\Users\\u' };

describe('where each host keeps its configuration', () => {
  const desktop = (file: string): readonly [string, string, string] => [
    `/Users/u/Library/Application Support/${file}`,
    `/home/u/.config/${file}`,
    `D:\\Roaming\\${file.replaceAll('/', '\\')}`,
  ];
  const atHome = (file: string): readonly [string, string, string] => [
    `/Users/u/${file}`,
    `/home/u/${file}`,
    `C:\\Users\\u\\${file.replaceAll('/', '\\')}`,
  ];
  const xdg = (file: string, onWindows: string): readonly [string, string, string] => [
    `/Users/u/.config/${file}`,
    `/home/u/.config/${file}`,
    onWindows,
  ];
  test.each<[string, readonly (string | undefined)[], string?]>([
    ['claude', atHome('.claude.json'), '.mcp.json'],
    ['claude-desktop', desktop('Claude/claude_desktop_config.json')],
    ['cursor', atHome('.cursor/mcp.json'), '.cursor/mcp.json'],
    ['vscode', desktop('Code/User/mcp.json'), '.vscode/mcp.json'],
    ['vscode-insiders', desktop('Code - Insiders/User/mcp.json'), '.vscode/mcp.json'],
    ['codex', atHome('.codex/config.toml'), '.codex/config.toml'],
    ['gemini', atHome('.gemini/settings.json'), '.gemini/settings.json'],
    ['copilot', atHome('.copilot/mcp-config.json')],
    ['opencode', atHome('.config/opencode/opencode.json'), 'opencode.json'],
    ['windsurf', atHome('.codeium/windsurf/mcp_config.json')],
    ['zed', xdg('zed/settings.json', 'D:\\Roaming\\Zed\\settings.json')],
    ['jetbrains', [undefined, undefined, undefined]],
    ['goose', xdg('goose/config.yaml', 'D:\\Roaming\\Block\\goose\\config\\config.yaml')],
    ['lmstudio', atHome('.lmstudio/mcp.json')],
  ])('%s', (name, files, inProject) => {
    const host = hostNamed(name);
    expect([mac, linux, windows].map((place) => host.file?.(place))).toEqual(files);
    expect(host.projectFile).toBe(inProject);
    expect(host.file === undefined).toBe(host.menu !== undefined);
  });

  test('every host is in the table, once', () => {
    expect(new Set(HOSTS.map(({ name }) => name)).size).toBe(14);
  });

  test.each([
    ['codex', linux, '/c/config.toml'],
    ['claude', linux, '/d/.claude.json'],
    ['vscode', linux, '/x/Code/User/mcp.json'],
    ['zed', linux, '/x/zed/settings.json'],
    ['copilot', linux, '/p/mcp-config.json'],
    ['vscode', windows, 'C:\\Users\\u\\AppData\\Roaming\\Code\\User\\mcp.json'],
  ])('variables that move the configuration of %s are followed', (name, place, file) => {
    const env = { CODEX_HOME: '/c', CLAUDE_CONFIG_DIR: '/d', XDG_CONFIG_HOME: '/x', COPILOT_HOME: '/p' };
    expect(hostNamed(name).file?.({ ...place, env })).toBe(file);
  });
});

const server = { command: '/n/node', args: ['/d/codex-oauth.js'] };

describe('the exact shape that each host reads', () => {
  const goose = { name: 'codex', type: 'stdio', enabled: true, cmd: server.command, args: server.args };
  test.each<[string, object, string?]>([
    ['claude', { mcpServers: { codex: { type: 'stdio', ...server } } }],
    ['claude-desktop', { mcpServers: { codex: server } }],
    ['cursor', { mcpServers: { codex: server } }],
    ['vscode', { servers: { codex: { type: 'stdio', ...server } } }],
    ['vscode-insiders', { servers: { codex: { type: 'stdio', ...server } } }],
    ['codex', { mcp_servers: { 'codex-oauth': { ...server, tool_timeout_sec: 1800 } } }],
    ['gemini', { mcpServers: { codex: { ...server, timeout: 1_800_000 } } }],
    ['copilot', { mcpServers: { codex: { type: 'local', ...server, tools: ['*'], timeout: 1_800_000 } } }],
    [
      'opencode',
      { mcp: { codex: { type: 'local', command: [server.command, ...server.args] } } },
      'environment',
    ],
    ['windsurf', { mcpServers: { codex: server } }],
    ['zed', { context_servers: { codex: { ...server, timeout: 600 } } }],
    ['jetbrains', { mcpServers: { codex: server } }],
    ['goose', { extensions: { codex: { ...goose, timeout: 1800 } } }, 'envs'],
    ['lmstudio', { mcpServers: { codex: server } }],
  ])('%s', (name, expected, variables = 'env') => {
    const host = hostNamed(name);
    const shape = (env: Record<string, string>): unknown => {
      const text = snippet(host, host.entry({ ...server, env, notes: [] }));
      return host.format === 'toml'
        ? parse(text)
        : host.format === 'yaml'
          ? readYaml(text)
          : JSON.parse(text);
    };
    expect(shape({})).toEqual(expected);
    const env = { A: 'C:\\b' };
    expect(shape(env)).toMatchObject({ [host.section]: { [host.server]: { [variables]: env } } });
  });

  /** The part of YAML that is shown: two levels of keys, and JSON behind the third. */
  function readYaml(text: string): unknown {
    const [section = '', name = '', ...rest] = text
      .split('\n')
      .map((line) => /^ *([^:]+): ?(.*)$/.exec(line) ?? []);
    const entry = Object.fromEntries(rest.map(([, key, value = '']) => [key, JSON.parse(value) as unknown]));
    return { [section[1] ?? '']: { [name[1] ?? '']: entry } };
  }

  test.each([
    ['cursor', 'cursor://anysphere.cursor-deeplink/mcp/install?name=codex&config='],
    ['lmstudio', 'lmstudio://add_mcp?name=codex&config='],
    ['vscode', 'vscode:mcp/install?'],
    ['vscode-insiders', 'vscode-insiders:mcp/install?'],
  ])('the link of %s carries the same', (name, start) => {
    const command = { ...server, command: '/a b/nöde?&=+/', env: { A: 'ü&=+' }, notes: [] };
    const link = hostNamed(name).link?.(command) ?? '';
    expect(link.slice(0, start.length)).toBe(start);
    expect(link).toMatch(/^[\x21-\x7e]+$/);
    const said = decodeURIComponent(link.slice(start.length));
    const text = name.startsWith('vscode') ? said : Buffer.from(said, 'base64').toString();
    const { args, env } = command;
    expect(JSON.parse(text)).toMatchObject({ command: command.command, args, env });
  });
});

describe('the command that is written', () => {
  const entry = '/opt/codex-oauth/dist/codex-oauth.js';
  const facts: CommandFacts = { env: {}, execPath: '/usr/bin/node', entry, project: false };
  test('is the Node and the script that run now', () => {
    const written = { command: '/usr/bin/node', args: [entry], env: {}, notes: [] };
    expect(serverCommand(facts)).toEqual(written);
  });

  test.each([
    ['Cellar/node/24.1.0/bin/node', 'opt/node/bin/node'],
    ['Cellar/node@22/22.9.0_1/bin/node', 'opt/node@22/bin/node'],
  ])('%s lasts as %s, where that is', async (version, link) => {
    const brew = await makeFolder({ [link]: '' });
    const commandFor = (prefix: string) =>
      serverCommand({ ...facts, execPath: path.posix.join(prefix, version) }).command;
    expect(commandFor(brew)).toBe(path.posix.join(brew, link));
    expect(commandFor('/none')).toBe(`/none/${version}`);
  });

  test.each([
    { execPath: '/home/u/.nvm/versions/node/v22.1.0/bin/node' },
    { entry: '/home/u/.npm/_npx/1/node_modules/x/dist/codex-oauth.js' },
  ])('what will not last is said: %j', (place) => {
    expect(serverCommand({ ...facts, ...place }).notes.join()).toContain(Object.values(place)[0]);
  });

  test('the way to the login and to the network goes along; no secret does', () => {
    const carried = {
      CLAUDE_CONFIG_DIR: '/c',
      CODEX_OAUTH_MODEL: 'm',
      NODE_EXTRA_CA_CERTS: '/ca.pem',
      http_proxy: 'http://proxy:1',
      NO_PROXY: 'x',
    };
    const env = {
      ...carried,
      HTTPS_PROXY: 'http://user:canary@proxy:1',
      OPENAI_API_KEY: 'sk-canary',
      CODEX_API_KEY: 'sk-canary',
      CODEX_ACCESS_TOKEN: 'at-canary',
      HOME: '/home/u',
    };
    const written = serverCommand({ ...facts, env });
    expect(written.env).toEqual(carried);
    expect(written.notes.join()).toContain('HTTPS_PROXY');
    for (const host of HOSTS) {
      const more = [host.ownCommand?.(written), host.link?.(written)];
      const shown = [snippet(host, host.entry(written)), ...more, written];
      expect(JSON.stringify(shown)).not.toContain('canary');
    }
  });

  test('a project’s file does not say where the login is: the server would refuse it', () => {
    const env = {
      CLAUDE_CONFIG_DIR: '/c',
      CODEX_HOME: '/h',
      CODEX_OAUTH_AUTH_FILE: '/a',
      CODEX_OAUTH_BASE_URL: 'https://b',
      CODEX_OAUTH_ISSUER: 'https://i',
      CODEX_OAUTH_SOURCE: 'login',
      CODEX_OAUTH_WORKSPACE: 'w',
    };
    const own = { CODEX_OAUTH_MODEL: 'm', HTTPS_PROXY: 'http://proxy:1' };
    const written = serverCommand({ ...facts, env: { ...env, ...own }, project: true });
    expect(written.env).toEqual(own);
    for (const name of Object.keys(env)) expect(written.notes.join()).toContain(name);
    expect(serverCommand({ ...facts, env }).env).toEqual(env);
    const placed = serverCommand({ ...facts, env: {}, project: true, workspace: '/w' });
    expect(placed).toMatchObject({ env: {}, notes: [expect.anything()] });
  });
});

describe('the folder for hosts that start elsewhere', () => {
  const desktop = hostNamed('claude-desktop');
  const cursor = hostNamed('cursor');

  test('is the one that is named, for every host', async () => {
    const home = await makeFolder({ 'src/app/x': '', file: '' });
    const at = { cwd: path.join(home, 'src'), home, env: {} };
    for (const host of [desktop, cursor]) {
      expect(workspaceFor(host, at, 'app')).toBe(path.join(home, 'src/app'));
      for (const bad of [home, path.dirname(home), '..', '../..', '/', 'none', '../file'])
        expect(() => workspaceFor(host, at, bad), bad).toThrow(/workspace/);
    }
    expect(serverCommand({ ...facts(), workspace: '/w' }).env).toEqual({ CLAUDE_PROJECT_DIR: '/w' });
  });

  test('else the repository in which the command runs, never home and what holds it', async () => {
    const home = await makeFolder({ 'r/.git/HEAD': '', 'r/a/b': '', 'other/x': '' });
    const found = (host: typeof desktop, cwd: string): string | undefined =>
      workspaceFor(host, { cwd: path.join(home, cwd), home, env: {} }, undefined);
    expect(found(desktop, 'r/a')).toBe(path.join(home, 'r'));
    expect(found(desktop, 'other')).toBeUndefined();
    expect(found(cursor, 'r/a')).toBeUndefined();
    const dotfiles = await makeFolder({ '.git/HEAD': '', 'a/b': '' });
    for (const cwd of [dotfiles, path.join(dotfiles, 'a'), '/'])
      expect(workspaceFor(desktop, { cwd, home: dotfiles, env: {} }, undefined)).toBeUndefined();
  });

  function facts(): CommandFacts {
    return { env: {}, execPath: '/n', entry: '/e', project: false };
  }
});

test.each([
  ['cursor', '{\r\n  "a": 1\r\n}\r\n'],
  ['codex', '[a]\r\nb = 1\r\n'],
] as const)('a byte order mark stays in the file of %s', async (name, text) => {
  const before = `\uFEFF${text}`;
  const file = path.join(await makeFolder({ config: before }), 'config');
  await applySetup(hostNamed(name), file, { command: 'x' }, deps);
  const after = await readFile(file, 'utf8');
  expect(after).toMatch(/^\uFEFF[{[]/);
  expect(after).not.toBe(before);
  await applySetup(hostNamed(name), file, undefined, deps);
  expect(await readFile(file, 'utf8')).toMatch(/^\uFEFF[{[]/);
});
