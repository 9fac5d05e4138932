import type { CaFacts, Facts, Neighbour, PortFacts } from '../../src/doctor/facts.ts';
import type { FindingState } from '../../src/doctor/finding.ts';
import type { Status } from '../../src/login/status.ts';
import { AppError } from '../../src/system/errors.ts';
import type { LockRecord, LockState } from '../../src/system/lock-record.ts';
import { parseProxy } from '../../src/system/proxy.ts';

const NOW = Date.UTC(2026, 10, 20, 9, 8);
const HOUR = 3_600_000;
const AUTH = '/home/u/.claude/auth.json';
const LOGIN = { accessToken: 'secret-canary', extra: {} } as never;

const status: Status = {
  status: 'authenticated',
  authenticated: true,
  account_id: 'a',
  expires_in_seconds: 100,
  has_refresh_token: true,
  is_expired: false,
  needs_refresh: false,
  source: 'login',
  plan: 'plus',
  email: 'd…@example.com',
  workspace: 'a',
  limits: null,
  login: null,
  auth_file: AUTH,
  problem: null,
  fix: null,
};

/** A machine on which everything is well. */
export const well: Facts = {
  machine: {
    version: '1.0.0',
    nodeVersion: '22.3.0',
    platform: 'linux',
    uid: 1000,
    osRelease: '6',
    now: NOW,
    home: '/home/u',
    wsl: false,
    container: false,
    ssh: false,
    ci: false,
    host: undefined,
  },
  settings: {
    refused: [],
    names: [],
    issuer: 'https://auth.openai.com',
    baseUrl: 'https://chatgpt.com/backend-api',
    logFile: undefined,
  },
  files: {
    authFile: AUTH,
    folder: '/home/u/.claude',
    path: { kind: 'file', mode: 0o600, uid: 1000, mtime: NOW - HOUR },
    folderPath: { kind: 'directory', mode: 0o700, uid: 1000, mtime: NOW - HOUR },
    notWritable: undefined,
    state: { kind: 'login', login: LOGIN, others: {} },
    neighbours: [],
    freeBytes: 1e12,
  },
  network: {
    variables: [],
    routes: [],
    noProxy: false,
    ca: undefined,
    otherCa: [],
    tlsOff: false,
    ports: [1455, 1457].map((port): PortFacts => ({ port, state: 'free', holder: undefined })),
    noBrowser: undefined,
    browser: undefined,
  },
  login: { status, keys: [], codexCliFile: '/home/u/.codex/auth.json', codexCliThere: false },
};

const neighbour = (name: string, more: Partial<Neighbour> = {}): Neighbour => ({
  name,
  path: `/home/u/.claude/${name}`,
  ageMs: 1_000,
  lock: undefined,
  alive: false,
  ...more,
});
const lock = (state: LockState): LockRecord => ({
  nonce: 'n',
  pid: 42,
  machine: 'm',
  startedAt: NOW,
  note: 'secret-canary',
  state,
});
const files = (more: Partial<Facts['files']>): Partial<Facts> => ({ files: { ...well.files, ...more } });
const network = (more: Partial<Facts['network']>): Partial<Facts> => ({
  network: { ...well.network, ...more },
});
const machine = (more: Partial<Facts['machine']>): Partial<Facts> => ({
  machine: { ...well.machine, ...more },
});
const settings = (more: Partial<Facts['settings']>): Partial<Facts> => ({
  settings: { ...well.settings, ...more },
});
const login = (more: Partial<Status>, rest: Partial<Facts['login']> = {}): Partial<Facts> => ({
  login: { ...well.login, ...rest, status: { ...status, ...more } },
});
const ca = (found: CaFacts['found']): Partial<Facts> => network({ ca: { path: '/ca.pem', found } });
export const broken = new AppError({
  kind: 'local',
  code: 'x',
  what: 'It cannot be used.',
  why: 'W.',
  fix: 'M.',
});
const port = (number: number, state: PortFacts['state'], holder?: string): PortFacts => ({
  port: number,
  state,
  holder,
});
const proxy = parseProxy({ name: 'HTTPS_PROXY', value: 'http://user:s3cr3t-canary@px:3128' });

/** One thing that is wrong, the check that finds it, and what it says. */
export const cases: readonly [
  title: string,
  facts: Partial<Facts>,
  id: string,
  state: FindingState,
  says: RegExp,
][] = [
  [
    'nobody is signed in',
    login({ status: 'not_authenticated', authenticated: false, source: null }),
    'login',
    'note',
    /codex-oauth login/,
  ],
  [
    'the login has expired',
    login({ status: 'expired', authenticated: false, problem: 'It has expired.', fix: 'Sign in.' }),
    'login',
    'fail',
    /It has expired\..*Sign in\./,
  ],
  [
    'the login cannot be read',
    login({ status: 'not_authenticated', authenticated: false, problem: 'Broken.' }),
    'login',
    'fail',
    /Broken\./,
  ],
  [
    'the login works with a problem',
    login({ problem: 'The disk refused it.', fix: 'Free space.' }),
    'login',
    'warn',
    /disk refused.*Free space/,
  ],
  [
    'an API key pays',
    login({ source: 'api-key' }, { keys: ['OPENAI_API_KEY'] }),
    'sources',
    'note',
    /OPENAI_API_KEY.*pays for every question/,
  ],
  [
    'a key and a login',
    login({}, { keys: ['CODEX_API_KEY'] }),
    'sources',
    'note',
    /CODEX_API_KEY.*never when it has expired/,
  ],
  [
    'the Codex CLI is signed in too',
    login({}, { codexCliThere: true }),
    'sources',
    'note',
    /\.codex\/auth\.json/,
  ],
  [
    'no login file',
    files({ path: undefined, state: { kind: 'absent' } }),
    'auth_file',
    'note',
    /no login file/,
  ],
  [
    'a file of others',
    files({ state: { kind: 'no-login', others: {} } }),
    'auth_file',
    'note',
    /no login of ours/,
  ],
  [
    'a broken login file',
    files({ state: { kind: 'broken', error: broken } }),
    'auth_file',
    'fail',
    /It cannot be used\. W\. M\./,
  ],
  [
    'loose permissions',
    files({ path: { kind: 'file', mode: 0o644, uid: 1000, mtime: NOW } }),
    'permissions',
    'warn',
    /mode 0644/,
  ],
  [
    'a Windows disk under WSL',
    { ...machine({ wsl: true }), ...files({ authFile: '/mnt/c/Users/u/auth.json' }) },
    'permissions',
    'warn',
    /Windows disk/,
  ],
  [
    'a read-only folder',
    files({ notWritable: 'The file system is read-only.' }),
    'folder',
    'fail',
    /read-only/,
  ],
  ['no folder yet', files({ folderPath: undefined }), 'folder', 'note', /does not exist yet/],
  [
    'a folder for everybody',
    files({ folderPath: { kind: 'directory', mode: 0o777, uid: 1000, mtime: NOW } }),
    'folder',
    'warn',
    /chmod go-w/,
  ],
  [
    'a folder of somebody else',
    files({ folderPath: { kind: 'directory', mode: 0o755, uid: 7, mtime: NOW } }),
    'folder',
    'warn',
    /uid 7/,
  ],
  [
    'a lock that is held',
    files({ neighbours: [neighbour('auth.json.lock.3', { lock: lock('working'), alive: true })] }),
    'lock',
    'note',
    /pid 42/,
  ],
  [
    'a login that the disk refused',
    files({
      neighbours: [neighbour('auth.json.lock.3', { lock: lock('unsaved'), alive: true, ageMs: HOUR })],
    }),
    'lock',
    'warn',
    /memory.*pid 42/,
  ],
  [
    'a lock of a dead process',
    files({ neighbours: [neighbour('auth.json.lock.3', { lock: lock('working') })] }),
    'journal',
    'note',
    /interrupted 1 s ago.*codex-oauth ask/,
  ],
  [
    'a renewal without an answer',
    files({ neighbours: [neighbour('auth.json.lock.3', { lock: lock('ended'), alive: true })] }),
    'journal',
    'note',
    /passes it over/,
  ],
  [
    'a lock that stands still',
    files({
      neighbours: [neighbour('auth.json.lock.3', { lock: lock('working'), alive: true, ageMs: HOUR })],
    }),
    'journal',
    'note',
    /60 min ago/,
  ],
  [
    'a file left behind',
    files({ neighbours: [neighbour('auth.json.abcdefghijklmnop.tmp', { ageMs: 2 * HOUR })] }),
    'leftovers',
    'warn',
    /rm \/home\/u\/\.claude\/auth\.json\.abcdefghijklmnop\.tmp/,
  ],
  ['a full disk', files({ freeBytes: 0 }), 'disk', 'fail', /full/],
  ['a nearly full disk', files({ freeBytes: 3e6 }), 'disk', 'warn', /2 MB/],
  [
    'a bad setting',
    settings({ refused: [{ name: 'CODEX_OAUTH_TIMEOUT', error: broken }] }),
    'settings.CODEX_OAUTH_TIMEOUT',
    'fail',
    /W\. M\./,
  ],
  [
    'a setting with a slip',
    settings({ names: ['CODEX_OAUTH_MODLE'] }),
    'settings.CODEX_OAUTH_MODLE',
    'warn',
    /CODEX_OAUTH_MODEL/,
  ],
  [
    'settings that are fine',
    settings({ names: ['CODEX_OAUTH_MODEL'] }),
    'settings',
    'ok',
    /CODEX_OAUTH_MODEL/,
  ],
  ['another server', settings({ issuer: 'https://auth.evil.test' }), 'servers', 'warn', /auth\.evil\.test/],
  ['a log', settings({ logFile: '/x/log' }), 'log', 'note', /\/x\/log/],
  [
    'a proxy',
    network({
      variables: [{ name: 'HTTPS_PROXY', value: proxy.url.href }],
      routes: [
        { host: 'chatgpt.com', proxy },
        { host: '127.0.0.1:1', proxy: undefined },
      ],
      noProxy: true,
    }),
    'proxy',
    'note',
    /chatgpt\.com through px:3128 \(HTTPS_PROXY\), 127\.0\.0\.1:1 directly/,
  ],
  [
    'a bad proxy',
    network({
      variables: [{ name: 'ALL_PROXY', value: 'x' }],
      routes: [{ host: 'chatgpt.com', proxy: broken }],
    }),
    'proxy',
    'fail',
    /M\./,
  ],
  ['no certificate checks', network({ tlsOff: true }), 'tls', 'warn', /NODE_EXTRA_CA_CERTS/],
  [
    'an authority for others only',
    network({ otherCa: ['SSL_CERT_FILE'] }),
    'ca',
    'note',
    /SSL_CERT_FILE is set, but Node/,
  ],
  [
    'an authority that cannot be read',
    ca({ kind: 'unreadable', code: 'ENOENT' }),
    'ca',
    'fail',
    /\/ca\.pem.*ENOENT/,
  ],
  [
    'an authority in another form',
    ca({ kind: 'read', certificates: [{ validTo: undefined }] }),
    'ca',
    'fail',
    /PEM/,
  ],
  [
    'an authority that has expired',
    ca({ kind: 'read', certificates: [{ validTo: NOW - 1 }] }),
    'ca',
    'fail',
    /expired/,
  ],
  [
    'one authority of two is good',
    ca({ kind: 'read', certificates: [{ validTo: NOW - 1 }, { validTo: NOW + 1 }] }),
    'ca',
    'ok',
    /1 authority\./,
  ],
  [
    'one port is taken',
    network({ ports: [port(1455, 'busy', 'node (pid 4)'), port(1457, 'free')] }),
    'port.1455',
    'note',
    /node \(pid 4\)/,
  ],
  [
    'both ports are taken',
    network({ ports: [port(1455, 'busy'), port(1457, 'reserved')] }),
    'port.1457',
    'warn',
    /--no-browser/,
  ],
  ['no browser', network({ noBrowser: 'this is an SSH session' }), 'browser', 'note', /SSH session/],
  ['a browser of one’s own', network({ browser: 'firefox' }), 'browser', 'ok', /BROWSER/],
  ['a clock before its time', machine({ now: 0 }), 'clock', 'fail', /1970-01-01/],
  [
    'a clock behind the files',
    files({ path: { kind: 'file', mode: 0o600, uid: 1000, mtime: NOW + HOUR } }),
    'clock',
    'warn',
    /newer than that/,
  ],
  ['a container', machine({ container: true }), 'place', 'note', /volume/],
  ['WSL over SSH', machine({ wsl: true, ssh: true }), 'place', 'note', /WSL and an SSH session/],
  ['an old Node', machine({ nodeVersion: '20.10.0' }), 'node', 'fail', /20\.11/],
  ['a host', machine({ host: 'Claude Code 2.1.329' }), 'host', 'ok', /2\.1\.329/],
];
