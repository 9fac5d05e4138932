import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { KNOWN_SETTINGS } from '../../src/doctor/check-machine.ts';
import { hostOf, tolerantSettings } from '../../src/doctor/gather.ts';
import { judgeProbe, judgeSkew, type Probe } from '../../src/doctor/probe.ts';
import { ROOT } from '../support/sandbox.ts';
import { broken } from './cases.ts';

test('every setting of the program is known to the doctor, and no other', () => {
  const sources = readdirSync(path.join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((f) => f.endsWith('.ts') && !f.includes('doctor'))
    .map((f) => readFileSync(path.join(ROOT, 'src', f), 'utf8'));
  const used = new Set(
    sources.flatMap(
      (text) => text.match(/(?<=env\[')CODEX_OAUTH_[A-Z_]+|(?<=Setting\(env, ')CODEX_OAUTH_[A-Z_]+/g) ?? [],
    ),
  );
  expect(used.size).toBeGreaterThan(8);
  for (const name of used) expect(KNOWN_SETTINGS).toContain(name);
});

test('every bad setting is found at once, and the others stay in force', () => {
  const env = {
    CODEX_OAUTH_TIMEOUT: 'soon',
    CODEX_OAUTH_ISSUER: 'http://evil.test',
    CODEX_OAUTH_CALLBACK_PORT: '99999',
    CODEX_OAUTH_MODEL: 'gpt-x',
  };
  const { settings, refused } = tolerantSettings(env, '/home/u');
  expect(refused.map((r) => r.name).sort()).toEqual([
    'CODEX_OAUTH_CALLBACK_PORT',
    'CODEX_OAUTH_ISSUER',
    'CODEX_OAUTH_TIMEOUT',
  ]);
  expect(settings).toMatchObject({ model: 'gpt-x', issuer: 'https://auth.openai.com' });
});

test.each([
  [{}, undefined],
  [{ CLAUDECODE: '1' }, 'Claude Code'],
  [
    { CLAUDECODE: '1', CLAUDE_CODE_ENTRYPOINT: 'cli', AI_AGENT: 'claude-code_2-1-329_agent' },
    'Claude Code 2.1.329 (cli)',
  ],
  [{ CLAUDE_PLUGIN_ROOT: '/x', CLAUDE_CODE_EXECPATH: '/v/versions/2.1.300/claude' }, 'Claude Code 2.1.300'],
  [{ TERM_PROGRAM: 'vscode' }, 'VS Code'],
  [{ GEMINI_CLI: '1' }, 'Gemini CLI'],
])('the host of %j is %s', (env, host) => {
  expect(hostOf(env as Record<string, string>)).toBe(host);
});

describe('what servers answer', () => {
  const answered = (status_: number, ms: number, skew?: number): Probe => ({
    host: 'auth.openai.com',
    outcome: { kind: 'answered', status: status_, ms, skew },
  });
  test.each([
    [answered(404, 90), 'ok', /answers fast \(HTTP 404/],
    [answered(403, 900), 'ok', /well enough/],
    [answered(200, 5000), 'note', /5\.0 s/],
    [answered(511, 10), 'fail', /network in between/],
    [{ host: 'h', outcome: { kind: 'failed' as const, error: broken } }, 'fail', /It cannot be used/],
  ] as const)('%j is %s', (probe, state, says) => {
    const finding = judgeProbe(probe);
    expect(finding.state).toBe(state);
    expect(`${finding.what} ${finding.why ?? ''}`).toMatch(says);
  });

  test('the clock is compared with the server that agrees most', () => {
    expect(judgeSkew([answered(200, 1, 3), answered(200, 1, 4000)])).toMatchObject([{ state: 'ok' }]);
    expect(judgeSkew([answered(200, 1, -600)])).toMatchObject([
      { state: 'warn', what: 'The clock is 600 s ahead of the servers’.' },
    ]);
    expect(judgeSkew([answered(200, 1)])).toEqual([]);
  });
});
