import { describe, expect, test } from 'vitest';
import { BUNDLED_MODELS } from '../../src/ask/bundled-models.ts';
import { renderCleared } from '../../src/cli/commands/clear.ts';
import { renderInvitation, renderSignedIn, timeLeft } from '../../src/cli/commands/login.ts';
import { contextSize, renderModels } from '../../src/cli/render/models.ts';
import { describeState, loginState, renderStatus } from '../../src/cli/render/status.ts';
import { renderBar, renderTable } from '../../src/cli/render/table.ts';
import { defaultSlug, describeModels } from '../../src/ask/models-view.ts';
import { AppError } from '../../src/system/errors.ts';
import type { Status } from '../../src/login/status.ts';
import { coloured, plain } from './support.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const view = { paint: plain, now: NOW, bars: false };

const signedIn: Status = {
  status: 'authenticated',
  authenticated: true,
  account_id: 'acc-1',
  expires_in_seconds: 3_000,
  has_refresh_token: true,
  is_expired: false,
  needs_refresh: false,
  source: 'login',
  plan: 'plus',
  email: 'd…@example.com',
  workspace: 'acc-1',
  limits: null,
  login: null,
  auth_file: '/home/dev/.claude/auth.json',
  problem: null,
  fix: null,
};
const signedOut: Status = {
  ...signedIn,
  status: 'not_authenticated',
  authenticated: false,
  account_id: null,
  expires_in_seconds: null,
  has_refresh_token: false,
  source: null,
  plan: null,
  email: null,
  workspace: null,
  fix: 'Sign in with `codex-oauth login`.',
};

describe('every state of a login is told apart', () => {
  const pending = {
    url: null,
    code: 'ABCD-EFGH',
    code_url: 'https://auth.example/device',
    expires_in_seconds: 200,
  };
  test.each<[string, Status, string, string]>([
    ['signed in', signedIn, 'signed-in', '✓ signed in, renewed by itself in 50 min'],
    [
      'due for renewal',
      { ...signedIn, needs_refresh: true },
      'renewal-due',
      '✓ signed in, renewed with the next question',
    ],
    [
      'expired but renewable',
      { ...signedIn, is_expired: true, expires_in_seconds: 0 },
      'renewal-due',
      '✓ signed in, renewed with the next question',
    ],
    [
      'being signed in',
      { ...signedOut, status: 'pending', login: pending },
      'pending',
      '… a sign-in is under way, 3 min left',
    ],
    [
      'over',
      { ...signedIn, status: 'expired', authenticated: false },
      'expired',
      '✗ the login no longer works',
    ],
    [
      'in a file that cannot be read',
      { ...signedOut, problem: 'auth.json is broken.' },
      'unreadable',
      '✗ the login cannot be read',
    ],
    ['not there', signedOut, 'signed-out', '– not signed in'],
  ])('a login that is %s', (_name, status, kind, text) => {
    expect(loginState(status).kind).toBe(kind);
    expect(describeState(loginState(status), plain)).toBe(text);
  });

  test('a network that failed does not make it signed out', () => {
    const offline = {
      ...signedIn,
      problem: 'auth.openai.com could not be reached.',
      fix: 'Check the connection.',
    };
    expect(renderStatus(offline, view)).toContain('✓ signed in');
  });
});

test('a status is a table with its problem and its fix under it', () => {
  expect(renderStatus({ ...signedIn, problem: 'The disk is full.', fix: 'Free some space.' }, view)).toBe(
    [
      'Login      ✓ signed in, renewed by itself in 50 min',
      'Account    d…@example.com',
      'Plan       plus',
      'Workspace  acc-1',
      'Source     login',
      'File       /home/dev/.claude/auth.json',
      '',
      '! The disk is full.',
      '→ Free some space.',
    ].join('\n'),
  );
  expect(renderStatus(signedOut, view)).toBe(
    [
      'Login  – not signed in',
      'File   /home/dev/.claude/auth.json',
      '',
      '→ Sign in with `codex-oauth login`.',
    ].join('\n'),
  );
});

test('limits are bars on a terminal and numbers in a pipe', () => {
  const limits = {
    windows: [
      { name: '5 h', used_percent: 50, resets_at: '2026-11-21T14:00:00Z' },
      { name: 'week', used_percent: 10.4, resets_at: null },
    ],
    credits: 'none',
    seen_seconds_ago: 0,
  };
  const piped = renderStatus({ ...signedIn, limits }, view).split('\n');
  expect(piped).toContain('Limits     5 h   50 % used, resets in 2 h');
  expect(piped).toContain('           week  10 % used');
  expect(piped).toContain('Credits    none');
  expect(renderStatus({ ...signedIn, limits }, { ...view, bars: true })).toContain(
    `5 h   ${'█'.repeat(12)}${'░'.repeat(12)} 50 % used`,
  );
});

test.each([
  [-5, 0],
  [0, 0],
  [50, 5],
  [99, 10],
  [140, 10],
])('a bar of %i %% has %i full cells of 10', (percent, full) => {
  expect(renderBar(percent, 10, plain)).toBe('█'.repeat(full) + '░'.repeat(10 - full));
});

test('a bar turns yellow at 75 % and red at 90 %', () => {
  expect(renderBar(74, 4, coloured)).toContain('\u001b[32m');
  expect(renderBar(75, 4, coloured)).toContain('\u001b[33m');
  expect(renderBar(90, 4, coloured)).toContain('\u001b[31m');
});

test('columns stay aligned with wide characters and colours', () => {
  expect(
    renderTable(
      ['A', 'B'],
      [
        ['你好', 'x'],
        [coloured.red('ab'), 'y'],
      ],
      plain,
    ).split('\n'),
  ).toEqual(['A     B', '你好  x', `${coloured.red('ab')}    y`]);
});

test('fields of a server cannot carry escapes into a table', () => {
  const evil = renderStatus({ ...signedIn, plan: 'plus\u001b[2J\nLogin fake', email: '\u009b31m' }, view);
  expect(evil).not.toMatch(/[\u001b\u009b]/);
  expect(evil).toContain('plus[2J Login fake');
});

describe('models', () => {
  const live = { models: BUNDLED_MODELS, source: 'live' as const, ageSeconds: 120, note: undefined };

  test('the default model and each default effort are marked, the source is told', () => {
    const lines = renderModels(live, 'gpt-6.1-sol', plain).split('\n');
    expect(lines[0]).toBe('   MODEL          EFFORTS (* default)         CONTEXT');
    expect(lines[1]).toBe('→  gpt-6.1-sol    low* medium high xhigh max  272k');
    expect(lines).toContain('   gpt-5.6-sol    low* medium high xhigh max  272k     successor: gpt-6-sol');
    expect(lines).toContain('→ default: gpt-6.1-sol');
    expect(lines.at(-1)).toBe('Source: live list of your account, 2 min old');
  });

  test('a list that is not live says why, and a default that is not in it is named', () => {
    const text = renderModels(
      { ...live, source: 'bundled', ageSeconds: undefined, note: 'Nobody is signed in.' },
      'my-model',
      plain,
    );
    expect(text).toContain('→ default: my-model (not in this list)');
    expect(text).toContain('Source: list that came with this version\n! Nobody is signed in.');
  });

  test('the document has the keys of the tool', () => {
    expect(describeModels(live, 'my-model')).toMatchObject({
      default: 'my-model',
      source: 'live',
      age_seconds: 120,
    });
    expect(describeModels(live, undefined)).toMatchObject({ default: 'gpt-6.1-sol' });
    expect(describeModels({ ...live, models: [] }, undefined)).toMatchObject({ models: [], default: null });
  });

  test('the setting names the default, else the best of the list is it', () => {
    expect(defaultSlug(live, 'my-model')).toBe('my-model');
    expect(defaultSlug(live, undefined)).toBe('gpt-6.1-sol');
    expect(defaultSlug({ ...live, models: [] }, undefined)).toBeUndefined();
  });

  test.each([
    [undefined, '–'],
    [900, '900'],
    [272_000, '272k'],
    [1_050_000, '1.1M'],
  ])('a context of %s tokens reads %s', (tokens, text) => {
    expect(contextSize(tokens)).toBe(text);
  });
});

describe('signing in', () => {
  const browser = { url: 'https://auth.example/authorize?x=1', port: 1455 };
  const device = { url: 'https://auth.example/device', userCode: 'ABCD-EFGH' };

  test('each address stands alone on its line', () => {
    const text = renderInvitation(
      { browser, device: undefined, missing: undefined },
      { why: undefined, opens: true },
      plain,
    );
    expect(text.split('\n')).toContain(`  ${browser.url}`);
    expect(text).toContain('If it does not open');
  });

  test('a code comes with its page, the reason and a warning', () => {
    const text = renderInvitation(
      { browser, device, missing: undefined },
      { why: 'this is an SSH session', opens: false },
      plain,
    );
    expect(text).toContain('any device (this is an SSH session)');
    expect(text.split('\n')).toContain('  ABCD-EFGH');
    expect(text).toContain('only if you started this sign-in yourself');
    expect(text).toContain('paste the one it ends on');
  });

  test('a way that is not open is named with its reason', () => {
    const missing = new AppError({
      kind: 'local',
      code: 'x',
      what: 'Port 1455 is busy.',
      fix: 'End the other program.',
    });
    expect(
      renderInvitation({ browser: undefined, device, missing }, { why: undefined, opens: false }, plain),
    ).toContain('✗ Port 1455 is busy.\n  → End the other program.');
  });

  test('success names account, plan, workspace and file', () => {
    expect(renderSignedIn(signedIn, plain)).toBe(
      '✓ Signed in: d…@example.com · plus plan · workspace acc-1\n  The login is in /home/dev/.claude/auth.json',
    );
    expect(renderSignedIn({ ...signedOut, problem: 'Kept in memory only.' }, plain)).toContain(
      'unknown account\n  The login is in /home/dev/.claude/auth.json\n  ! Kept in memory only.',
    );
  });

  test.each([
    [245_000, '4:05'],
    [999, '0:01'],
    [-10, '0:00'],
    [3_600_000, '60:00'],
  ])('%i ms read as %s', (ms, text) => {
    expect(timeLeft(ms)).toBe(text);
  });
});

describe('signing out', () => {
  const untouched = { authFile: '/a/auth.json', codexCliFile: '/c/auth.json' };
  test.each([
    [
      'revoked',
      { removed: true, accountId: 'acc-1', revocation: 'revoked' },
      /✓ Signed out \(account acc-1\): revoked at OpenAI and removed/,
    ],
    [
      'not reachable',
      { removed: true, accountId: undefined, revocation: 'failed' },
      /! Signed out: removed .* OpenAI could not be told\.\n {2}→ .*Log out of all devices/,
    ],
    [
      'nothing to revoke',
      { removed: true, accountId: 'acc-1', revocation: 'nothing' },
      /no token that could be revoked/,
    ],
    ['nobody', { removed: false, accountId: undefined, revocation: 'nothing' }, /Nobody was signed in/],
  ] as const)('%s', (_name, cleared, expected) => {
    const text = renderCleared(cleared, untouched, plain);
    expect(text).toMatch(expected);
    expect(text).toContain(
      'Not touched: other entries in /a/auth.json, the Codex CLI’s login (/c/auth.json), API keys.',
    );
  });
});
