import { describe, expect, test } from 'vitest';
import { judgeProbe, judgeSkew, type Probe } from '../../src/doctor/probe.ts';
import { gatherNetwork } from '../../src/doctor/network.ts';
import { gatherSettings, judgeSettings } from '../../src/doctor/settings.ts';
import { AppError } from '../../src/system/errors.ts';

test('every bad setting is found at once, and the others stay in force', () => {
  const env = {
    CODEX_OAUTH_TIMEOUT: 'soon',
    CODEX_OAUTH_ISSUER: 'http://evil.test',
    CODEX_OAUTH_CALLBACK_PORT: '99999',
    CODEX_OAUTH_THREADS: 'never',
    CODEX_OAUTH_SOURCE: 'nowhere',
    OPENAI_BASE_URL: 'ftp://x',
    CODEX_OAUTH_MODEL: 'gpt-x',
  };
  const { settings, refused } = gatherSettings({ env, home: '/home/u' });
  const { CODEX_OAUTH_MODEL: _, ...bad } = env;
  expect(new Set(refused.map((error) => error.details['setting']))).toEqual(new Set(Object.keys(bad)));
  expect(settings).toMatchObject({ model: 'gpt-x', issuer: undefined });
});

test.each([
  ['openai-codex', ['auth.openai.com directly', 'chatgpt.com directly'], [1455, 1457]],
  ['chatgpt', ['auth.openai.com directly', 'api.openai.com directly'], []],
])('with %s in force its servers and ports are looked at', async (provider, routes, ports) => {
  const env = { CODEX_OAUTH_PROVIDER: provider };
  const gathered = gatherSettings({ env, home: '/home/u' });
  expect(judgeSettings(gathered)).toMatchObject([{ state: 'ok' }]);
  const facts = await gatherNetwork({ env, platform: process.platform }, gathered.settings);
  expect(facts.routes).toEqual(routes);
  expect(facts.ports.map(({ port }) => port)).toEqual(ports);
});

describe('what servers answer', () => {
  const answered = (status: number, ms: number, skew?: number): Probe => ({
    host: 'auth.openai.com',
    outcome: { status, ms, skew },
  });
  const outcome = new AppError({ kind: 'network', code: 'x', what: 'It failed.', fix: 'F.' });
  test.each([
    [answered(404, 90), 'ok'],
    [answered(200, 5000), 'note'],
    [answered(407, 10), 'fail'],
    [answered(511, 10), 'fail'],
    [{ host: 'auth.openai.com', outcome }, 'fail'],
  ] as const)('%j is %s', (probe, state) => {
    expect(judgeProbe(probe)).toMatchObject({ id: 'online.auth.openai.com', state });
  });

  test('the clock is compared with the server that agrees most', () => {
    expect(judgeSkew([answered(200, 1, 3), answered(200, 1, 4000)])).toMatchObject([{ state: 'ok' }]);
    const [slow] = judgeSkew([answered(200, 1, -600)]);
    expect(slow).toMatchObject({ state: 'warn', what: expect.stringContaining('600 s ahead') as string });
    expect(judgeSkew([answered(200, 1)])).toEqual([]);
  });
});
