import { describe, expect, test } from 'vitest';
import { BUNDLED_MODELS } from '../../src/ask/bundled-models.ts';
import { progressLine } from '../../src/cli/answer.ts';
import { renderCleared } from '../../src/cli/commands/clear.ts';
import { renderDiagnosis } from '../../src/cli/commands/doctor.ts';
import { renderInvitation, renderSignedIn, timeLeft } from '../../src/cli/commands/login.ts';
import { contextSize, renderModels } from '../../src/cli/commands/models.ts';
import { describeState, renderBar, renderStatus } from '../../src/cli/commands/status.ts';
import { COMMANDS } from '../../src/cli/commands.ts';
import { renderCommandHelp, renderHelp } from '../../src/cli/help.ts';
import { closingLine } from '../../src/ask/receipt.ts';
import { defaultSlug, describeModels } from '../../src/ask/models.ts';
import { VERSION } from '../../src/system/deps.ts';
import { AppError } from '../../src/system/errors.ts';
import type { Status } from '../../src/login/status.ts';
import { coloured, plain, signedInStatus as signedIn } from './support.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const statusText = (status: Status, bars = false) => renderStatus(status, plain, NOW, bars);

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
  const notOurs = { has_refresh_token: false, renews_automatically: false };
  const states: readonly (readonly [string, Status, RegExp])[] = [
    ['signed in', signedIn, /^✓ .*\b50 min\b/],
    ['due for renewal', { ...signedIn, needs_refresh: true }, /^✓ .*next question/],
    ['expired but renewable', { ...signedIn, is_expired: true, expires_in_seconds: 0 }, /^✓ .*next question/],
    ['the Codex CLI’s', { ...signedIn, ...notOurs, source: 'codex-cli' }, /^✓ .*50 min.*only the Codex CLI/],
    [
      'an application’s',
      { ...signedIn, ...notOurs, source: 'external' },
      /^✓ .*50 min.*only its application/,
    ],
    ['an API key', { ...signedIn, ...notOurs, expires_in_seconds: null }, /^✓ signed in$/],
    ['being signed in', { ...signedOut, status: 'pending', login: pending }, /^… .*\b3 min\b/],
    ['over', { ...signedIn, status: 'expired', authenticated: false }, /^✗ .*no longer works/],
    ['in an unreadable file', { ...signedOut, problem: 'auth.json is broken.' }, /^✗ .*cannot be used/],
    ['not there', signedOut, /^– /],
    [
      'refused, but not over yet',
      { ...signedIn, problem: 'The login has expired.', fix: 'Sign in again.' },
      /^! (?!.*signed in)/,
    ],
    ['an API key', { ...signedIn, source: 'api-key', expires_in_seconds: null }, /^✓ .*API key/],
    ['offline', { ...signedIn, problem: 'auth.openai.com could not be reached.' }, /^✓ /],
  ];
  test.each(states)('a login that is %s', (_name, status, expected) => {
    expect(describeState(status, plain)).toMatch(expected);
  });

  test('a pending one shows where to go', () => {
    const lines = statusText({ ...signedOut, status: 'pending', login: pending }).split('\n');
    expect(lines.slice(1, 3)).toEqual(['Open   https://auth.example/device', 'Code   ABCD-EFGH']);
  });
});

test('a status is a table with its problem and its fix under it', () => {
  const [login, ...rest] = statusText({
    ...signedIn,
    problem: 'The disk is full.',
    fix: 'Free some space.',
  }).split('\n');
  expect(login).toMatch(/^Login {6}! /);
  expect(rest).toEqual([
    'Account    d…@example.com',
    'Plan       plus',
    'Workspace  acc-1',
    'Source     login',
    'File       /home/dev/.claude/auth.json',
    '',
    '! The disk is full.',
    '→ Free some space.',
  ]);
  expect(statusText(signedOut).split('\n').slice(1)).toEqual([
    'File   /home/dev/.claude/auth.json',
    '',
    '→ Sign in with `codex-oauth login`.',
  ]);
});

test('a variable is named where the login stands in one', () => {
  const lines = statusText({ ...signedIn, auth_file: null, held_in: 'CODEX_ACCESS_TOKEN' }).split('\n');
  expect(lines).toContain('Variable   CODEX_ACCESS_TOKEN');
  expect(lines.join()).not.toContain('auth.json');
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
  const piped = statusText({ ...signedIn, limits }).split('\n');
  expect(piped).toContain('Limits     5 h   50% used, resets in 2 h');
  expect(piped).toContain('           week  10% used');
  expect(piped).toContain('Credits    none');
  expect(statusText({ ...signedIn, limits }, true)).toContain(
    `5 h   ${'█'.repeat(12)}${'░'.repeat(12)} 50% used`,
  );
});

test.each([
  [-5, 0, 2],
  [50, 5, 32],
  [74, 7, 32],
  [75, 8, 33],
  [90, 9, 31],
  [140, 10, 31],
])('a bar of %i percent has %i full cells of 10, in colour %i', (percent, full, colour) => {
  expect(renderBar(percent, 10, plain)).toBe('█'.repeat(full) + '░'.repeat(10 - full));
  expect(renderBar(percent, 10, coloured)).toContain(`\u001b[${colour}m`);
});

test('fields of a server cannot carry escapes into a table', () => {
  const evil = statusText({ ...signedIn, plan: 'plus\u001b[2J\nLogin fake', email: '\u009b31m' });
  expect(evil).not.toMatch(/[\u001b\u009b]/);
  expect(evil).toContain('plus\\u{1b}[2J Login fake');
});

describe('models', () => {
  const live = { models: BUNDLED_MODELS, source: 'live' as const, ageSeconds: 120, note: undefined };

  test('the default model and each default effort are marked, the source is told', () => {
    const lines = renderModels(live, 'gpt-6.1-sol', plain).split('\n');
    expect(lines[0]).toBe('   MODEL          EFFORTS (* default)         CONTEXT');
    expect(lines[1]).toBe('→  gpt-6.1-sol    low* medium high xhigh max  272k');
    expect(lines).toContain('   gpt-5.6-sol    low* medium high xhigh max  272k     successor: gpt-6-sol');
    expect(lines).toContain('→ default: gpt-6.1-sol');
    expect(lines.at(-1)).toBe('Source: live list for your account, 2 min old');
  });

  test('a list that is not live says why, and a default that is not in it is named', () => {
    const bundled = { ...live, source: 'bundled' as const, ageSeconds: undefined, note: 'No login.' };
    const lines = renderModels(bundled, 'my-model', plain).split('\n').slice(-3);
    expect(lines[0]).toMatch(/^→ .*my-model \(/);
    expect(lines[2]).toBe('! No login.');
  });

  test('the setting names the default, else the best of the list is it', () => {
    expect(defaultSlug(live, 'my-model')).toBe('my-model');
    expect(describeModels(live, 'my-model')).toMatchObject({ default: 'my-model', age_seconds: 120 });
    expect(describeModels(live, undefined)).toMatchObject({ default: 'gpt-6.1-sol', source: 'live' });
    expect(describeModels({ ...live, models: [] }, undefined)).toMatchObject({ models: [], default: null });
  });

  test('a context is counted in thousands and millions', () => {
    const sizes = [undefined, 900, 272_000, 1_050_000].map(contextSize);
    expect(sizes).toEqual(['–', '900', '272k', '1.1M']);
  });
});

describe('signing in', () => {
  const url = 'https://auth.example/authorize?x=1';
  const short = 'http://127.0.0.1:1455/word';
  const browser = { url, shortUrl: () => short, port: 1455, warning: undefined, paste: () => {} };
  const nothing = { why: undefined, opens: false, pastes: false, short: undefined };
  const device = { url: 'https://auth.example/device', userCode: 'ABCD-EFGH' };

  test('an address and a code stand alone on their lines, with the reason for the code', () => {
    const facts = { ...nothing, why: 'this is an SSH session' };
    const text = renderInvitation({ browser, device, missing: undefined }, facts, plain);
    expect(text).toContain('(this is an SSH session)');
    for (const alone of [device.url, device.userCode, browser.url])
      expect(text.split('\n')).toContain(`  ${alone}`);
  });

  test('a short address stands above the full one, and a paste is offered only where it can be read', () => {
    const facts = { ...nothing, opens: true, short };
    const lines = renderInvitation({ browser, device: undefined, missing: undefined }, facts, plain).split(
      '\n',
    );
    expect(lines.filter((line) => line.includes('http'))).toEqual([`  ${short}`, `  ${url}`]);
    const both = { browser: { ...browser, warning: 'Only port 1455.' }, device, missing: undefined };
    const text = (pastes: boolean): string => renderInvitation(both, { ...nothing, pastes }, plain);
    expect([text(true), text(false)].map((t) => /paste/i.test(t))).toEqual([true, false]);
    expect(text(false)).toContain('! Only port 1455.');
  });

  test('a way that is not open is named with its reason', () => {
    const missing = new AppError({ kind: 'local', code: 'x', what: 'The port is busy.', fix: 'Free it.' });
    const text = renderInvitation({ browser: undefined, device, missing }, nothing, plain);
    expect(text).toContain('✗ The port is busy.\n  → Free it.');
  });

  test('success names account, plan, workspace and file', () => {
    const [who, where] = renderSignedIn(signedIn, plain).split('\n');
    expect(who).toMatch(/^✓ .*d…@example\.com · plus plan · workspace acc-1$/);
    expect(where).toContain('/home/dev/.claude/auth.json');
    const unknown = renderSignedIn({ ...signedOut, problem: 'Kept in memory only.' }, plain).split('\n');
    expect(unknown.at(-1)).toBe('  ! Kept in memory only.');
  });

  test('the time left is minutes and seconds', () => {
    expect([245_000, 999, -10, 3_600_000].map(timeLeft)).toEqual(['4:05', '0:01', '0:00', '60:00']);
  });
});

describe('signing out', () => {
  const untouched = { loginPlace: '/a/auth.json', codexCliFile: '/c/auth.json' };
  test.each([
    ['revoked', { removed: true, accountId: 'acc-1', revocation: 'revoked' }, /^✓ .*acc-1.*revoked/],
    [
      'failed',
      { removed: true, accountId: undefined, revocation: 'failed' },
      /^! [^]*→ .*Log out of all devices/,
    ],
    ['nothing', { removed: true, accountId: 'acc-1', revocation: 'nothing' }, /^✓ .*acc-1.*removed/],
    [
      'external',
      { removed: true, external: true, accountId: 'acc-1', revocation: 'nothing' },
      /^✓ .*acc-1.*memory/,
    ],
    ['nobody', { removed: false, accountId: undefined, revocation: 'nothing' }, /^– /],
  ] as const)('%s', (_name, cleared, expected) => {
    const text = renderCleared(cleared, untouched, plain);
    expect(text).toMatch(expected);
    expect(text.split('\n').at(-1)).toMatch(/\/a\/auth\.json.*\/c\/auth\.json.*API keys/);
  });
});

describe('an answer', () => {
  const nothing = { effort: undefined, usage: undefined, limits: undefined, threadId: undefined };
  test('closes with thread, model, effort, tokens and limits, as far as they are known', () => {
    const usage = { inputTokens: 1_234, outputTokens: 56, cachedTokens: 0, reasoningTokens: 0 };
    const windows = [{ usedPercent: 42, windowMinutes: 300, resetsAt: undefined }];
    const limits = { windows, credits: undefined, seenAt: 0 };
    expect(closingLine({ ...nothing, model: 'm', effort: 'high', usage, limits }, 'terminal')).toBe(
      'm · effort high · 1,234 tokens in, 56 out · 5-hour limit 42% used',
    );
    expect(closingLine({ ...nothing, model: 'm' }, 'assistant')).toBe('m');
    const short = { ...nothing, model: 'm', threadId: 't-1' };
    expect(closingLine(short, 'assistant')).toBe('thread_id: t-1 · m');
    expect(closingLine(short, 'terminal')).toBe('m · thread t-1');
  });

  test('progress tells the phase, the time, and the thought or how much is written', () => {
    const thinking = {
      phase: 'thinking',
      model: 'm',
      effort: 'low',
      thought: 'Reading\nit',
      length: 0,
    } as const;
    const writing = { ...thinking, phase: 'writing' } as const;
    const sending = { ...thinking, phase: 'sending', model: undefined, effort: undefined } as const;
    const told = [undefined, sending, thinking, writing, { ...writing, length: 1 }].map((progress) =>
      progressLine(progress, 3_000),
    );
    expect(told).toEqual([
      'starting',
      'sending · 3 s',
      'thinking · m · low · 3 s · Reading it',
      'writing · m · low · 3 s',
      'writing · m · low · 3 s · 1 character',
    ]);
  });
});

test('a diagnosis has a word for each finding in a pipe, a sign on a terminal, and counts at its end', () => {
  const ok = { id: 'x', what: 'So.', why: null, fix: null, state: 'ok' as const };
  const checks = [
    ok,
    { ...ok, state: 'warn' as const, why: 'Y.', fix: 'Do.' },
    { ...ok, state: 'fail' as const },
  ];
  expect(renderDiagnosis(checks, plain, false)).toBe(
    'ok   So.\nWARN So.\n     Y.\n     -> Do.\nFAIL So.\n\n1 fault, 1 warning.',
  );
  expect(renderDiagnosis(checks, plain, true)).toMatch(/^✓ So\.\n! So\.\n {2}Y\.\n {2}→ Do\.\n✗ So\./);
});

test('help names the version, every command and every option, and fits 122 columns', () => {
  const main = renderHelp(COMMANDS, plain);
  expect(main).toContain(`codex-oauth ${VERSION}`);
  const rows = main.split('\n').map((line) => line.trim().split(/ {2,}/));
  const pages = COMMANDS.map(({ name, summary, options, examples, ...command }) => {
    expect(rows).toContainEqual([name, summary]);
    const page = renderCommandHelp({ name, summary, options, examples, ...command }, plain, 80);
    const named = Object.entries(options).flatMap(([option, spec]) => [`--${option}`, spec.summary]);
    for (const part of [...named, ...examples, '--json']) expect(page).toContain(part);
    return page;
  });
  const lines = [main, ...pages].flatMap((page) => page.split('\n'));
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(122);
});
