import { describe, expect, test } from 'vitest';
import { serverCommand, type CommandFacts } from '../../src/setup/command.ts';
import { HOSTS, type Place } from '../../src/setup/hosts.ts';
import { HOST_NAMES, type HostName } from '../../src/setup/names.ts';
import { snippet } from '../../src/setup/plan.ts';

const mac: Place = { platform: 'darwin', env: {}, home: '/Users/u', cwd: '/p' };
const linux: Place = { platform: 'linux', env: {}, home: '/home/u', cwd: '/p' };
const windows: Place = {
  platform: 'win32',
  env: { APPDATA: 'D:\\Roaming' },
  home: 'C:\\Users\\u',
  cwd: 'C:\\p',
};

describe('where each host keeps its configuration', () => {
  const files: readonly [HostName, darwin: string, linux: string, win32: string][] = [
    ['claude', '/Users/u/.claude.json', '/home/u/.claude.json', 'C:\\Users\\u\\.claude.json'],
    [
      'claude-desktop',
      '/Users/u/Library/Application Support/Claude/claude_desktop_config.json',
      '/home/u/.config/Claude/claude_desktop_config.json',
      'D:\\Roaming\\Claude\\claude_desktop_config.json',
    ],
    ['cursor', '/Users/u/.cursor/mcp.json', '/home/u/.cursor/mcp.json', 'C:\\Users\\u\\.cursor\\mcp.json'],
    [
      'vscode',
      '/Users/u/Library/Application Support/Code/User/mcp.json',
      '/home/u/.config/Code/User/mcp.json',
      'D:\\Roaming\\Code\\User\\mcp.json',
    ],
    [
      'codex',
      '/Users/u/.codex/config.toml',
      '/home/u/.codex/config.toml',
      'C:\\Users\\u\\.codex\\config.toml',
    ],
    [
      'gemini',
      '/Users/u/.gemini/settings.json',
      '/home/u/.gemini/settings.json',
      'C:\\Users\\u\\.gemini\\settings.json',
    ],
  ];
  test('every host is in the table', () => {
    expect(files.map(([name]) => name)).toEqual([...HOST_NAMES]);
    expect(Object.keys(HOSTS)).toEqual([...HOST_NAMES]);
  });
  test.each(files)('%s', (name, darwin, onLinux, win32) => {
    expect(HOSTS[name].file(mac)).toBe(darwin);
    expect(HOSTS[name].file(linux)).toBe(onLinux);
    expect(HOSTS[name].file(windows)).toBe(win32);
  });

  test.each([
    ['claude', '/p/.mcp.json'],
    ['claude-desktop', undefined],
    ['cursor', '/p/.cursor/mcp.json'],
    ['vscode', '/p/.vscode/mcp.json'],
    ['codex', '/p/.codex/config.toml'],
    ['gemini', '/p/.gemini/settings.json'],
  ] as const)('%s in a project: %s', (name, file) => {
    expect(HOSTS[name].projectFile?.(linux)).toBe(file);
  });

  test('variables that move a configuration are followed', () => {
    const env = { CODEX_HOME: '/c', CLAUDE_CONFIG_DIR: '/d', XDG_CONFIG_HOME: '/x' };
    const place = { ...linux, env };
    expect(HOSTS.codex.file(place)).toBe('/c/config.toml');
    expect(HOSTS.claude.file(place)).toBe('/d/.claude.json');
    expect(HOSTS.vscode.file(place)).toBe('/x/Code/User/mcp.json');
    expect(HOSTS['claude-desktop'].file({ ...windows, env: {} })).toBe(
      'C:\\Users\\u\\AppData\\Roaming\\Claude\\claude_desktop_config.json',
    );
  });
});

const command = { command: '/n/node', args: ['/d/codex-oauth.js'], env: {}, notes: [] };
const shape = (name: HostName, env = {}): string => {
  const host = HOSTS[name];
  return snippet(host, host.entry({ ...command, env }));
};

describe('the exact shape that each host reads', () => {
  const server = { command: '/n/node', args: ['/d/codex-oauth.js'] };
  test.each([
    ['claude', { mcpServers: { codex: { type: 'stdio', ...server } } }],
    ['claude-desktop', { mcpServers: { codex: server } }],
    ['cursor', { mcpServers: { codex: server } }],
    ['vscode', { servers: { codex: { type: 'stdio', ...server } } }],
    ['gemini', { mcpServers: { codex: { ...server, timeout: 1_800_000 } } }],
  ] as const)('%s', (name, json) => {
    expect(JSON.parse(shape(name))).toEqual(json);
    const withEnv = JSON.parse(shape(name, { A: 'b' })) as Record<string, { codex: { env: unknown } }>;
    expect(withEnv[HOSTS[name].section]?.codex.env).toEqual({ A: 'b' });
  });

  test('codex', () => {
    expect(shape('codex', { A: 'b' })).toBe(
      [
        '[mcp_servers.codex-oauth]',
        'command = "/n/node"',
        'args = ["/d/codex-oauth.js"]',
        'tool_timeout_sec = 1800',
        '',
        '[mcp_servers.codex-oauth.env]',
        'A = "b"',
      ].join('\n'),
    );
  });

  test('a path of Windows survives both formats', () => {
    const winCommand = { ...command, command: 'C:\\Program Files\\nodejs\\node.exe' };
    for (const name of ['cursor', 'codex'] as const)
      expect(snippet(HOSTS[name], HOSTS[name].entry(winCommand))).toContain(
        '"C:\\\\Program Files\\\\nodejs\\\\node.exe"',
      );
  });
});

describe('the command that is written', () => {
  const facts: CommandFacts = {
    env: {},
    execPath: '/usr/bin/node',
    entry: '/opt/codex-oauth/dist/codex-oauth.js',
    exists: () => true,
  };
  test('is the Node and the script that run now', () => {
    expect(serverCommand(facts)).toEqual({
      command: '/usr/bin/node',
      args: ['/opt/codex-oauth/dist/codex-oauth.js'],
      env: {},
      notes: [],
    });
  });

  test.each([
    ['/opt/homebrew/Cellar/node/24.1.0/bin/node', '/opt/homebrew/opt/node/bin/node'],
    ['/usr/local/Cellar/node@22/22.9.0_1/bin/node', '/usr/local/opt/node@22/bin/node'],
    ['/usr/local/bin/node', '/usr/local/bin/node'],
  ])('%s lasts as %s', (execPath, lasting) => {
    expect(serverCommand({ ...facts, execPath }).command).toBe(lasting);
    expect(serverCommand({ ...facts, execPath, exists: () => false }).command).toBe(execPath);
  });

  test('what will not last is said', () => {
    const nvm = serverCommand({ ...facts, execPath: '/home/u/.nvm/versions/node/v22.1.0/bin/node' });
    expect(nvm.notes.join()).toContain('version manager');
    const npx = serverCommand({ ...facts, entry: '/home/u/.npm/_npx/1/node_modules/x/dist/codex-oauth.js' });
    expect(npx.notes.join()).toContain('cache');
  });

  test('the way to the login and to the network goes along; no secret does', () => {
    const env = {
      CLAUDE_CONFIG_DIR: '/c',
      CODEX_OAUTH_MODEL: 'm',
      NODE_EXTRA_CA_CERTS: '/ca.pem',
      HTTPS_PROXY: 'http://user:canary@proxy:1',
      http_proxy: 'http://proxy:1',
      NO_PROXY: 'x',
      OPENAI_API_KEY: 'sk-canary',
      CODEX_API_KEY: 'sk-canary',
      CODEX_ACCESS_TOKEN: 'at-canary',
      HOME: '/home/u',
    };
    const written = serverCommand({ ...facts, env });
    expect(written.env).toEqual({
      CLAUDE_CONFIG_DIR: '/c',
      CODEX_OAUTH_MODEL: 'm',
      NODE_EXTRA_CA_CERTS: '/ca.pem',
      http_proxy: 'http://proxy:1',
      NO_PROXY: 'x',
    });
    expect(written.notes.join()).toContain('HTTPS_PROXY holds a password');
    for (const name of HOST_NAMES) {
      const host = HOSTS[name];
      expect(
        JSON.stringify([snippet(host, host.entry(written)), host.ownCommand?.(written), written]),
      ).not.toContain('canary');
    }
  });
});
