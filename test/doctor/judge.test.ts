import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeAll, type Facts } from '../../src/doctor/doctor.ts';
import type { FindingState } from '../../src/doctor/finding.ts';
import type { Status } from '../../src/login/status.ts';
import { AppError } from '../../src/system/errors.ts';
import { readSettings } from '../../src/settings.ts';

const NOW = Date.UTC(2026, 10, 20, 9, 8);
const HOUR = 3_600_000;
const AUTH = '/home/u/.claude/auth.json';
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
const usual = readSettings({}, '/home/u');

const store: Facts['files']['store'] = {
  state: { kind: 'login', login: { accessToken: 'secret-canary', extra: {} } } as never,
  holder: undefined,
  journal: undefined,
};

/** A machine on which everything is well. */
const well: Facts = {
  login: { status, keys: [], codexCliFile: '/home/u/.codex/auth.json', codexCliThere: false },
  files: {
    authFile: AUTH,
    folder: '/home/u/.claude',
    at: { mode: 0o100600, uid: 1000, mtimeMs: NOW - HOUR },
    folderAt: { mode: 0o40700, uid: 1000, mtimeMs: NOW - HOUR },
    store,
    refused: undefined,
    freeBytes: 1e12,
    now: NOW,
    platform: 'linux',
    uid: 1000,
  },
  settings: { settings: usual, usual, names: [], refused: [] },
  network: {
    proxyIsSet: false,
    routes: ['chatgpt.com directly'],
    ca: undefined,
    otherCa: [],
    tlsOff: false,
    ports: [1455, 1457].map((port) => ({ port, state: 'free' as const })),
  },
  machine: { now: NOW, container: false, programs: 'codex-oauth 1.0.0' },
};

const change =
  <K extends keyof Facts>(key: K) =>
  (more: Partial<Facts[K]>): Partial<Facts> => ({ [key]: { ...well[key], ...more } });
const files = change('files');
const stored = (more: Partial<typeof store>): Partial<Facts> => files({ store: { ...store, ...more } });
const network = change('network');
const settings = change('settings');
const machine = change('machine');
const login = (more: Partial<Status>, rest: Partial<Facts['login']> = {}): Partial<Facts> =>
  change('login')({ ...rest, status: { ...status, ...more } });
const mode = (bits: number, uid = 1000): Facts['files']['at'] => ({ mode: bits, uid, mtimeMs: NOW - HOUR });
const out = { status: 'not_authenticated', authenticated: false, source: null } as const;
const broken = new AppError({
  kind: 'input',
  code: 'x',
  what: 'It cannot be used.',
  why: 'W.',
  fix: 'M.',
  details: { setting: 'CODEX_OAUTH_TIMEOUT' },
});

type Case = readonly [title: string, facts: Partial<Facts>, id: string, state: FindingState, says?: string];
/** One thing that is wrong, the check that finds it, and the command, name or number it must name. */
const cases: readonly Case[] = [
  ['nobody is signed in', login(out), 'login', 'note', 'codex-oauth login'],
  [
    'an ended login',
    login({ ...out, status: 'expired', problem: 'P.', fix: 'F.' }),
    'login',
    'fail',
    'P. F.',
  ],
  ['an unreadable login', login({ ...out, problem: 'P.' }), 'login', 'fail', 'P.'],
  ['a login with a problem', login({ problem: 'P.', fix: 'F.' }), 'login', 'warn', 'P. F.'],
  [
    'a key pays',
    login({ source: 'api-key' }, { keys: ['OPENAI_API_KEY'] }),
    'sources',
    'note',
    'OPENAI_API_KEY',
  ],
  ['a key and a login', login({}, { keys: ['CODEX_API_KEY'] }), 'sources', 'note', 'CODEX_API_KEY'],
  ['the Codex CLI too', login({}, { codexCliThere: true }), 'sources', 'note', '.codex/auth.json'],
  ['no login file', stored({ state: { kind: 'absent' } }), 'auth_file', 'note', AUTH],
  ['a file of others', stored({ state: { kind: 'no-login' } as never }), 'auth_file', 'note', AUTH],
  ['a broken login file', stored({ state: { kind: 'broken', error: broken } }), 'auth_file', 'fail', 'W. M.'],
  ['loose permissions', files({ at: mode(0o100644) }), 'permissions', 'warn', '0644'],
  ['a read-only folder', files({ refused: broken }), 'folder', 'fail', 'W. M.'],
  ['no folder yet', files({ folderAt: undefined }), 'folder', 'note'],
  ['a folder for everybody', files({ folderAt: mode(0o40777) }), 'folder', 'warn', 'chmod go-w'],
  ['a folder of another user', files({ folderAt: mode(0o40755, 7) }), 'folder', 'warn', 'chown 1000'],
  ['a held lock', stored({ holder: { pid: 42, since: NOW, verdict: 'alive' } }), 'lock', 'note', '42'],
  ['a dead holder', stored({ holder: { pid: 42, since: NOW, verdict: 'dead' } }), 'lock', 'ok'],
  [
    'a renewal that was interrupted',
    stored({ journal: { startedAt: NOW - 2 * HOUR, says: 'nothing' } }),
    'journal',
    'note',
    '2 h',
  ],
  [
    'a login that waits in the journal',
    stored({ journal: { startedAt: NOW, says: 'answer' } }),
    'journal',
    'note',
    `${AUTH}.journal`,
  ],
  ['a refusal that is known', stored({ journal: { startedAt: NOW, says: 'refusal' } }), 'journal', 'ok'],
  ['a full disk', files({ freeBytes: 0 }), 'disk', 'fail'],
  ['a nearly full disk', files({ freeBytes: 3e6 }), 'disk', 'warn', '2 MB'],
  ['a bad setting', settings({ refused: [broken] }), 'settings.CODEX_OAUTH_TIMEOUT', 'fail', 'W. M.'],
  [
    'a setting with a slip',
    settings({ names: ['CODEX_OAUTH_MODLE'] }),
    'settings.CODEX_OAUTH_MODLE',
    'warn',
    'CODEX_OAUTH_MODEL,',
  ],
  ['good settings', settings({ names: ['CODEX_OAUTH_MODEL'] }), 'settings', 'ok', 'CODEX_OAUTH_MODEL'],
  [
    'another server',
    settings({ settings: { ...usual, issuer: 'https://auth.evil.test' } }),
    'servers',
    'warn',
    'auth.evil.test',
  ],
  ['a proxy', network({ proxyIsSet: true, routes: ['a through px:3128'] }), 'proxy', 'note', 'px:3128'],
  ['a bad proxy', network({ proxyIsSet: true, routes: ['a directly', broken] }), 'proxy', 'fail', 'M.'],
  ['no certificate checks', network({ tlsOff: true }), 'tls', 'warn', 'NODE_EXTRA_CA_CERTS'],
  ['an authority for others', network({ otherCa: ['SSL_CERT_FILE'] }), 'ca', 'note', 'SSL_CERT_FILE'],
  ['an unusable authority', network({ ca: { path: '/ca.pem', unusable: 'W' } }), 'ca', 'fail', '/ca.pem'],
  ['a good authority', network({ ca: { path: '/ca.pem', unusable: undefined } }), 'ca', 'ok', '/ca.pem'],
  [
    'one port is taken',
    network({
      ports: [
        { port: 1455, state: 'busy', holder: 'node (pid 4)' },
        { port: 1457, state: 'free' },
      ],
    }),
    'port.1455',
    'note',
    'node (pid 4)',
  ],
  [
    'both ports are taken',
    network({
      ports: [
        { port: 1455, state: 'busy' },
        { port: 1457, state: 'reserved' },
      ],
    }),
    'port.1457',
    'warn',
    '--no-browser',
  ],
  ['a clock before its time', machine({ now: 0 }), 'clock', 'fail', '1970-01-01'],
  ['a clock behind the files', machine({ now: NOW - 2 * HOUR }), 'clock', 'warn', '07:08'],
  ['a container', machine({ container: true }), 'place', 'note', 'CODEX_OAUTH_AUTH_FILE'],
];

test('a machine on which all is well has nothing but good news', () => {
  expect(judgeAll(well).filter((f) => f.state !== 'ok')).toEqual([]);
});

describe('each thing that can be wrong', () => {
  for (const [title, facts, id, state, says = ''] of cases)
    test(title, () => {
      const found = judgeAll({ ...well, ...facts }).filter((f) => f.id === id);
      expect(found).toMatchObject([{ state }]);
      expect(`${found[0]?.what} ${found[0]?.why} ${found[0]?.fix}`).toContain(says);
    });

  test('whatever is wrong together, there are sentences, one for each id, a fix for each fault, and no secret', () => {
    const facts = fc
      .shuffledSubarray(cases.map(([, f]) => f))
      .map((parts): Facts => Object.assign({}, well, ...parts) as Facts);
    fc.assert(
      fc.property(facts, (f) => {
        const findings = judgeAll(f);
        for (const { state, what, why, fix } of findings) {
          for (const text of [what, why, fix]) if (text !== null) expect(text).toMatch(/[.`]$/);
          if (state === 'warn' || state === 'fail') expect(fix).not.toBeNull();
        }
        expect(new Set(findings.map((x) => x.id)).size).toBe(findings.length);
        expect(JSON.stringify(findings)).not.toContain('canary');
      }),
    );
  });
});
