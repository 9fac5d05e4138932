import { writeFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import {
  createLimitsBook,
  currentLimits,
  fetchUsage,
  limitsFromEvent,
  limitsFromHeaders,
  limitsFromUsage,
  limitsLine,
  mergeLimits,
  readLimits,
  withLimits,
  type Limits,
} from '../../src/ask/limits.ts';
import { windowName } from '../../src/ask/refusals.ts';
import type { Credential } from '../../src/login/credential.ts';
import { backendDeps, login, simulate, stateFile } from './asker.ts';

const NOW = 1_795_000_000_000;
const SECONDS = NOW / 1000;
const HOURS = { usedPercent: 12, windowMinutes: 300, resetsAt: SECONDS + 3600 };
const WEEK = { usedPercent: 55, windowMinutes: 10_080, resetsAt: SECONDS + 86_400 };
const BOTH: Limits = {
  windows: [HOURS, WEEK],
  credits: { hasCredits: true, unlimited: false, balance: '4.20' },
  seenAt: NOW,
};

function headers(slot: string, w: typeof HOURS): Record<string, string> {
  return {
    [`x-codex-${slot}-used-percent`]: String(w.usedPercent),
    [`x-codex-${slot}-window-minutes`]: String(w.windowMinutes),
    [`x-codex-${slot}-reset-at`]: String(w.resetsAt),
  };
}
const fromHeaders = (all: Record<string, string>): Limits | undefined =>
  limitsFromHeaders((name) => all[name] ?? null, NOW);

describe('what the server says (docs/wire.md 7.4 and 9)', () => {
  test('headers give both windows and the credits', () => {
    const credits = {
      'x-codex-credits-has-credits': 'true',
      'x-codex-credits-unlimited': 'False',
      'x-codex-credits-balance': '4.20',
    };
    expect(fromHeaders({ ...headers('primary', HOURS), ...headers('secondary', WEEK), ...credits })).toEqual(
      BOTH,
    );
  });

  test('a window is known by its length, whichever slot it comes in', () => {
    const swapped = fromHeaders({ ...headers('primary', WEEK), ...headers('secondary', HOURS) });
    expect(swapped?.windows).toEqual([HOURS, WEEK]);
    const weekly = fromHeaders(headers('primary', WEEK));
    expect(limitsLine(weekly)).toContain('week');
    expect(weekly?.windows).toEqual([WEEK]);
  });

  test('an empty slot, headers of nonsense and no headers are no window', () => {
    expect(fromHeaders({ 'x-codex-primary-used-percent': '0' })).toBeUndefined();
    expect(fromHeaders({ 'x-codex-primary-used-percent': 'many' })).toBeUndefined();
    expect(fromHeaders({})).toBeUndefined();
  });

  test('an event gives them too, but not those of another metered feature', () => {
    const event = {
      rate_limits: {
        primary: { used_percent: 12, window_minutes: 300, reset_at: SECONDS + 3600 },
        secondary: null,
      },
    };
    expect(limitsFromEvent(event, NOW)).toMatchObject({ windows: [HOURS] });
    expect(limitsFromEvent({ ...event, metered_limit_name: 'codex_other' }, NOW)).toBeUndefined();
  });

  test('the usage endpoint counts in seconds', () => {
    const window = (w: typeof HOURS): object => ({
      used_percent: w.usedPercent,
      limit_window_seconds: w.windowMinutes * 60,
      reset_after_seconds: w.resetsAt - SECONDS,
    });
    const body = {
      rate_limit: { primary_window: window(HOURS), secondary_window: window(WEEK) },
      credits: { has_credits: true, unlimited: false, balance: '4.20' },
    };
    expect(limitsFromUsage(body, NOW)).toEqual(BOTH);
    expect(limitsFromUsage({ rate_limit: null, credits: null }, NOW)).toBeUndefined();
  });

  test('what only the earlier sight knew is kept', () => {
    const windows: Limits = { windows: [WEEK], credits: undefined, seenAt: NOW + 1 };
    expect(mergeLimits(BOTH, windows)).toEqual({ ...windows, credits: BOTH.credits });
    expect(mergeLimits(BOTH, { ...windows, windows: [] })?.windows).toEqual([HOURS, WEEK]);
    expect(mergeLimits(undefined, BOTH)).toBe(BOTH);
    expect(mergeLimits(BOTH, undefined)).toBe(BOTH);
  });
});

test('a window that has ended since says nothing about the present', () => {
  expect(currentLimits(BOTH, NOW + 3_601_000).windows).toEqual([WEEK]);
  const undated: Limits = { ...BOTH, windows: [{ ...HOURS, resetsAt: undefined }] };
  expect(currentLimits(undated, NOW + 299 * 60_000).windows).toHaveLength(1);
  expect(currentLimits(undated, NOW + 301 * 60_000).windows).toEqual([]);
});

test('a window is named by its length', () => {
  const names = [300, 10_080, 43_200, 15, undefined].map(windowName);
  expect(names).toEqual(['5 h', 'week', '30 days', '15 min', 'window']);
});

test('a record on disk is read back as it was', () => {
  const content: unknown = JSON.parse(JSON.stringify(withLimits(undefined, 'acc', BOTH)));
  expect(readLimits(content, 'acc')).toEqual(BOTH);
  for (const broken of [undefined, {}, { seen_at: 'now', windows: [] }, { seen_at: 1 }])
    expect(readLimits({ accounts: { acc: broken } }, 'acc')).toBeUndefined();
});

test('the file keeps the newest sight of ten accounts', () => {
  let content: unknown = 'broken';
  for (let i = 0; i < 15; i += 1) content = withLimits(content, `acc-${i}`, { ...BOTH, seenAt: NOW + i });
  const accounts = (content as { accounts: object }).accounts;
  expect(Object.keys(accounts).sort()).toEqual(Array.from({ length: 10 }, (_, i) => `acc-${i + 5}`).sort());
  const older = withLimits(content, 'acc-14', { ...BOTH, windows: [WEEK], seenAt: NOW - 1 });
  expect(readLimits(older, 'acc-14')?.windows).toEqual([HOURS, WEEK]);
});

describe('the book', () => {
  const mine: Credential = { source: 'login', route: 'chatgpt', accessToken: 't', accountId: 'acc-1' };

  /** A process that has seen both windows, and another one on the same file. */
  async function books(now = (): number => NOW) {
    const file = await stateFile('limits.json');
    const [first, second] = [createLimitsBook(file, now), createLimitsBook(file, now)];
    first.note(BOTH, mine);
    await first.settled();
    return { file, first, second };
  }

  test('is shared between processes, by account', async () => {
    const { second } = await books();
    expect(await second.latest('acc-1')).toEqual(BOTH);
    expect(await second.latest('acc-2')).toBeUndefined();
    expect(await second.latest(undefined)).toBeUndefined();
    expect(await second.latest('toString')).toBeUndefined();
  });

  test('the newest sight counts, whoever saw it', async () => {
    const { first, second } = await books();
    second.note({ ...BOTH, windows: [{ ...HOURS, usedPercent: 90 }], seenAt: NOW + 5 }, mine);
    await second.settled();
    expect((await first.latest('acc-1'))?.windows[0]?.usedPercent).toBe(90);
  });

  test('a broken file is as good as none, and is replaced', async () => {
    const { file, first, second } = await books();
    await writeFile(file.path, '{"accounts":[');
    expect(await second.latest('acc-1')).toBeUndefined();
    first.note(BOTH, mine);
    await first.settled();
    expect(await createLimitsBook(file, () => NOW).latest('acc-1')).toEqual(BOTH);
  });

  test('a question is refused before it is sent when a window is nearly gone, until that has reset', async () => {
    let now = NOW;
    const { first: book } = await books(() => now);
    await expect(book.guard(mine, 56)).resolves.toBeUndefined();
    await expect(book.guard(mine, 55)).rejects.toMatchObject({ code: 'limit.cap' });
    await expect(book.guard(mine, 50)).rejects.toMatchObject({
      kind: 'limit',
      code: 'limit.cap',
      message: expect.stringMatching(
        /week limit is 55% used.*CODEX_OAUTH_LIMIT_PERCENT is 50.*resets in 24 h/,
      ) as string,
    });
    now += 25 * 3_600_000;
    await expect(book.guard(mine, 50)).resolves.toBeUndefined();
    await expect(book.guard({ ...mine, route: 'api' }, 1)).resolves.toBeUndefined();
  });
});

test('the usage endpoint gives the limits, renewing a refused token once', async () => {
  const simulator = await simulate();
  simulator.fault('usage.401', { times: 1 });
  const credential = login(simulator);
  let renewals = 0;
  const d = {
    ...backendDeps(),
    credentials: {
      credential: () => Promise.resolve(credential),
      renew: () => {
        renewals += 1;
        return Promise.resolve(credential);
      },
    },
  };
  expect(limitsFromUsage((await fetchUsage(d)).body, NOW)).toMatchObject({
    windows: [{ usedPercent: 12 }, { usedPercent: 55 }],
  });
  expect(renewals).toBe(1);
  simulator.fault('usage.nulls', { times: 1 });
  expect(limitsFromUsage((await fetchUsage(d)).body, NOW)).toBeUndefined();
  simulator.fault('usage.500', { times: 1 });
  await expect(fetchUsage(d)).rejects.toMatchObject({ code: 'backend.unavailable' });
  simulator.fault('usage.401');
  await expect(fetchUsage(d)).rejects.toMatchObject({ code: 'auth.unauthorized' });
  const key = {
    ...d.credentials,
    credential: () => Promise.resolve({ ...credential, route: 'api' as const }),
  };
  await expect(fetchUsage({ ...d, credentials: key })).rejects.toMatchObject({
    code: 'usage.api_key',
  });
});
