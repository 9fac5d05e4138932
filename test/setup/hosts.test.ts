import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'smol-toml';
import { describe, expect, test } from 'vitest';
import { serverCommand, type CommandFacts } from '../../src/setup/command.ts';
import { HOST_NAMES, HOSTS, type HostName, type Place } from '../../src/setup/hosts.ts';
import { applySetup, snippet } from '../../src/setup/setup.ts';
import { makeFolder } from '../attach/support.ts';

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
  test.each<[HostName, readonly [string, string, string], string | undefined]>([
    ['claude', atHome('.claude.json'), '.mcp.json'],
    ['claude-desktop', desktop('Claude/claude_desktop_config.json'), undefined],
    ['cursor', atHome('.cursor/mcp.json'), '.cursor/mcp.json'],
    ['vscode', desktop('Code/User/mcp.json'), '.vscode/mcp.json'],
    ['codex', atHome('.codex/config.toml'), '.codex/config.toml'],
    ['gemini', atHome('.gemini/settings.json'), '.gemini/settings.json'],
  ])('%s', (name, files, inProject) => {
    expect([mac, linux, windows].map((place) => HOSTS[name].file(place))).toEqual(files);
    expect(HOSTS[name].projectFile).toBe(inProject);
  });

  test('variables that move a configuration are followed', () => {
    const env = { CODEX_HOME: '/c', CLAUDE_CONFIG_DIR: '/d', XDG_CONFIG_HOME: '/x' };
    const place = { ...linux, env };
    expect(HOSTS.codex.file(place)).toBe('/c/config.toml');
    expect(HOSTS.claude.file(place)).toBe('/d/.claude.json');
    expect(HOSTS.vscode.file(place)).toBe('/x/Code/User/mcp.json');
    expect(HOSTS.vscode.file({ ...windows, env: {} })).toBe(
      'C:\\Users\\u\\AppData\\Roaming\\Code\\User\\mcp.json',
    );
  });
});

const server = { command: '/n/node', args: ['/d/codex-oauth.js'] };

describe('the exact shape that each host reads', () => {
  test.each<[HostName, object]>([
    ['claude', { mcpServers: { codex: { type: 'stdio', ...server } } }],
    ['claude-desktop', { mcpServers: { codex: server } }],
    ['cursor', { mcpServers: { codex: server } }],
    ['vscode', { servers: { codex: { type: 'stdio', ...server } } }],
    ['codex', { mcp_servers: { 'codex-oauth': { ...server, tool_timeout_sec: 1800 } } }],
    ['gemini', { mcpServers: { codex: { ...server, timeout: 1_800_000 } } }],
  ])('%s', (name, expected) => {
    const host = HOSTS[name];
    const shape = (env: Record<string, string>): unknown => {
      const text = snippet(host, host.entry({ ...server, env, notes: [] }));
      return name === 'codex' ? parse(text) : JSON.parse(text);
    };
    expect(shape({})).toEqual(expected);
    const env = { A: 'C:\\b' };
    expect(shape(env)).toMatchObject({ [host.section]: { [host.server]: { env } } });
  });
});

describe('the command that is written', () => {
  const entry = '/opt/codex-oauth/dist/codex-oauth.js';
  const facts: CommandFacts = { env: {}, execPath: '/usr/bin/node', entry };
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
    for (const name of HOST_NAMES) {
      const host = HOSTS[name];
      const shown = [snippet(host, host.entry(written)), host.ownCommand?.(written), written];
      expect(JSON.stringify(shown)).not.toContain('canary');
    }
  });
});

test.each([
  ['cursor', '{\r\n  "a": 1\r\n}\r\n'],
  ['codex', '[a]\r\nb = 1\r\n'],
] as const)('a byte order mark stays in the file of %s', async (name, text) => {
  const before = `\uFEFF${text}`;
  const file = path.join(await makeFolder({ config: before }), 'config');
  await applySetup(HOSTS[name], file, { command: 'x' }, process.platform);
  const after = await readFile(file, 'utf8');
  expect(after).toMatch(/^\uFEFF[{[]/);
  expect(after).not.toBe(before);
  await applySetup(HOSTS[name], file, undefined, process.platform);
  expect(await readFile(file, 'utf8')).toMatch(/^\uFEFF[{[]/);
});
