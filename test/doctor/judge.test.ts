import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeAll, type Facts } from '../../src/doctor/doctor.ts';
import type { FindingState } from '../../src/doctor/finding.ts';
import type { Status } from '../../src/login/status.ts';
import { AppError } from '../../src/system/errors.ts';
import { readSettings } from '../../src/settings.ts';
import { signedInStatus } from '../cli/support.ts';

const NOW = Date.UTC(2026, 10, 20, 9, 8);
const HOUR = 3_600_000;
const AUTH = '/home/u/.claude/auth.json';
const status: Status = { ...signedInStatus, auth_file: AUTH };
const usual = readSettings({}, '/home/u');

const store: Facts['files']['store'] = {
  state: { kind: 'login', login: { accessToken: 'secret-canary', extra: {} } } as never,
  holder: undefined,
  journal: undefined,
};

/** A machine on which everything is well. */
const well: Facts = {
  login: {
    status,
    keys: [],
    codexCliFile: '/home/u/.codex/auth.json',
    codexCliThere: false,
    elsewhere: undefined,
  },
  files: {
    authFile: AUTH,
    loginPlace: AUTH,
    folder: '/home/u/.claude',
    at: { mode: 0o100600, uid: 1000, mtimeMs: NOW - HOUR },
    folderAt: { mode: 0o40700, uid: 1000, mtimeMs: NOW - HOUR },
    exposed: undefined,
    store,
    refused: undefined,
    freeBytes: 1e12,
    now: NOW,
    platform: 'linux',
    uid: 1000,
  },
  settings: { settings: usual, names: [], refused: [] },
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

const ports = (first: string, second: string): Partial<Facts> =>
  network({
    ports: [
      { port: 1455, state: first as 'busy', holder: 'node (pid 4)' },
      { port: 1457, state: second as 'busy', holder: undefined },
    ],
  });
const journal = (says: 'nothing' | 'answer' | 'refusal'): Partial<Facts> =>
  stored({ journal: { startedAt: NOW - 2 * HOUR, says } });
const holder = (verdict: 'alive' | 'dead'): Partial<Facts> =>
  stored({ holder: { pid: 42, since: NOW, verdict } });

type Case = readonly [
  title: string,
  facts: Partial<Facts>,
  found: `${FindingState} ${string}`,
  says?: string,
];
/** One thing that is wrong, what is found, and the command, name or number that must be named. */
const cases: readonly Case[] = [
  ['nobody is signed in', login(out), 'note login', 'codex-oauth login'],
  ['an ended login', login({ ...out, status: 'expired', problem: 'P.', fix: 'F.' }), 'fail login', 'P. F.'],
  ['an unreadable login', login({ ...out, problem: 'P.' }), 'fail login', 'P.'],
  ['a login with a problem', login({ problem: 'P.', fix: 'F.' }), 'warn login', 'P. F.'],
  ['a key pays', login({ source: 'api-key' }, { keys: ['CODEX_API_KEY'] }), 'note sources', 'CODEX_API_KEY'],
  ['a key and a login', login({}, { keys: ['OPENAI_API_KEY'] }), 'note sources', 'OPENAI_API_KEY'],
  ['the Codex CLI too', login({}, { codexCliThere: true }), 'note sources', '.codex/auth.json'],
  ['no login file', stored({ state: { kind: 'absent' } }), 'note auth_file', AUTH],
  ['a file of others', stored({ state: { kind: 'no-login' } as never }), 'note auth_file', AUTH],
  ['a broken login file', stored({ state: { kind: 'broken', error: broken } }), 'fail auth_file', 'W. M.'],
  ['loose permissions', files({ at: mode(0o100644) }), 'warn permissions', '0644'],
  ['a read-only folder', files({ refused: broken }), 'fail folder', 'W. M.'],
  ['no folder yet', files({ folderAt: undefined }), 'note folder'],
  ['a folder for a group', files({ folderAt: mode(0o40770) }), 'warn folder', 'chmod go-w'],
  ['an open folder', files({ exposed: { what: 'W.', why: 'Y.', fix: 'M.' } }), 'warn folder', 'W. Y. M.'],
  ['a held lock', holder('alive'), 'note lock', '42'],
  ['a dead holder', holder('dead'), 'ok lock'],
  ['a renewal that was interrupted', journal('nothing'), 'note journal', '2 h'],
  ['a login that waits in the journal', journal('answer'), 'note journal', `${AUTH}.journal`],
  ['a refusal that is known', journal('refusal'), 'ok journal'],
  ['a full disk', files({ freeBytes: 0 }), 'fail disk'],
  ['a nearly full disk', files({ freeBytes: 3e6 }), 'warn disk', '2 MB'],
  ['a bad setting', settings({ refused: [broken] }), 'fail settings.CODEX_OAUTH_TIMEOUT', 'W. M.'],
  ['a slip', settings({ names: ['CODEX_OAUTH_X'] }), 'warn settings.CODEX_OAUTH_X', 'CODEX_OAUTH_MODEL,'],
  [
    'a port that OpenAI refuses',
    settings({ settings: { ...usual, ports: [8080] } }),
    'warn settings.CODEX_OAUTH_CALLBACK_PORT',
    '1455 and 1457',
  ],
  ['good settings', settings({ names: ['CODEX_OAUTH_MODEL'] }), 'ok settings', 'CODEX_OAUTH_MODEL'],
  [
    'another server',
    settings({ settings: { ...usual, issuer: 'https://evil.test' } }),
    'warn servers',
    'evil.test',
  ],
  ['a proxy', network({ proxyIsSet: true, routes: ['a through px:3128'] }), 'note proxy', 'px:3128'],
  ['a bad proxy', network({ proxyIsSet: true, routes: ['a directly', broken] }), 'fail proxy', 'M.'],
  ['no certificate checks', network({ tlsOff: true }), 'warn tls', 'NODE_EXTRA_CA_CERTS'],
  ['an authority for others', network({ otherCa: ['SSL_CERT_FILE'] }), 'note ca', 'SSL_CERT_FILE'],
  ['an unusable authority', network({ ca: { path: '/ca.pem', unusable: 'W' } }), 'fail ca', '/ca.pem'],
  ['a good authority', network({ ca: { path: '/ca.pem', unusable: undefined } }), 'ok ca', '/ca.pem'],
  ['one port is taken', ports('busy', 'free'), 'note port.1455', 'node (pid 4)'],
  ['both ports are taken', ports('busy', 'reserved'), 'warn port.1457', '--no-browser'],
  ['a clock before its time', machine({ now: 0 }), 'fail clock', '1970-01-01'],
  ['a clock behind the files', machine({ now: NOW - 2 * HOUR }), 'warn clock', '07:08'],
  ['a container', machine({ container: true }), 'note place', 'CODEX_OAUTH_AUTH_FILE'],
];

test('a machine on which all is well has nothing but good news', () => {
  expect(judgeAll(well).filter((f) => f.state !== 'ok')).toEqual([]);
});

describe('each thing that can be wrong', () => {
  for (const [title, facts, expected, says = ''] of cases)
    test(title, () => {
      const [state, id] = expected.split(' ');
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
