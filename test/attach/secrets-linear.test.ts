import { describe, expect, it } from 'vitest';
import { ROWS } from '../../src/attach/secrets/patterns.ts';
import { scanText } from '../../src/attach/secrets/scan.ts';
import { draws } from './corpus.ts';
import { realTimes } from '../support/real.ts';

const fill = (unit: string, length: number): string =>
  unit.repeat(Math.ceil(length / unit.length)).slice(0, length);

/** The shorter of two runs, after one that does not count. Milliseconds. */
async function time(text: string): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < 3; run += 1) {
    const start = performance.now();
    await scanText(text);
    times.push(performance.now() - start);
  }
  return times.slice(1).sort((a, b) => a - b)[0] ?? 0;
}

/** What follows a beginning, without its end: as near to a match as many patterns come. */
const BEGINNINGS = [
  ...new Set(ROWS.flatMap(([, begins]) => begins.split(' ').map((b) => b.replace(/^\*/, '')))),
];
const SMALL = realTimes ? 100_000 : 50_000;
const random = draws(3).text(2_000, 'n');
const UNITS: readonly (readonly [string, string])[] = [
  ['one character', 'a'],
  ['capitals in lines', `${'A'.repeat(63)}\n`],
  ['base64 in lines', `${draws(1).text(64, 'b')}\n`],
  ['base64 in one line', draws(1).text(4_096, 'b')],
  ['digits', '1'],
  ['dashes', '-'],
  ['spaces', ' '],
  ['line ends', '\n'],
  ['line ends of Windows', '\r\n'],
  ['points', 'abc.'],
  ['minified code', 'a=b?c:d,e.f(g),token=h.i,'],
  ['names without values', 'secret="",token:,api_key=>'],
  ['names and long values', `token="${'Ab1'.repeat(1_300)}(`],
  ['URLs', 'a://b:c'],
  ['query strings', '?sv=&sig=a'],
  ['headers of keys', '-----BEGIN PRIVATE KEY-----\n'],
  ['headers of keys in base64', 'LS0tLS1CRUdJTi'],
  ['manifests', 'kind: Secret\ndata:\n'],
  ['web keys', '{"kty":"RSA","d":"'],
  ['tokens that never end', '-eyJhbGciOiJ'],
  ['tokens of two parts', ' eyJhbGciOiJIUzI1NiJ9.eyJhbGci'],
  ['escapes', '\\n%20\\"token\\":'],
  ['all beginnings', BEGINNINGS.join(' ')],
  ['all beginnings, near to a match', BEGINNINGS.map((b, i) => `${b}${random.slice(i, i + 25)} `).join('')],
  ['connection strings', 'Server=a;Password=;'],
  ['passwords of no connection', '&password='],
  ['commands', 'curl -u a '],
  ['one long command', `curl ${'-u a '.repeat(200)}`],
  ['logins', 'machine a login b '],
  ['names apart from their values', 'name: A_TOKEN\n    '],
  ['words of keys', 'ab_live_ab_key_'],
  ['Azure keys', `${'Ab1'.repeat(25)}AzSe`],
  ...['sk-', 'at-', 'rt_', 'xoxb-', 's.', '*', '|', '=', 'MT', '--token '].map(
    (unit) => [unit, unit] as const,
  ),
];

describe('scanning', () => {
  // Longer texts of the same kind, so that no constant hides a square: a quadratic pattern makes the ratio 16.
  it.each(UNITS)(
    'takes time in proportion to a text of %s',
    { timeout: 60_000, retry: 2 },
    async (_, unit) => {
      const small = await time(fill(unit, SMALL));
      const large = await time(fill(unit, 4 * SMALL));
      expect(large / Math.max(small, 10)).toBeLessThan(8);
    },
  );

  it('takes turns with what else goes on', async () => {
    const text = fill('token="" ', 1_000_000);
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 1);
    await scanText(text);
    clearInterval(timer);
    expect(turns).toBeGreaterThan(3);
  });

  it('ends when it is cancelled, before it begins and within', async () => {
    const text = fill('token="" ', 1_000_000);
    const reason = new Error('enough');
    await expect(scanText(text, AbortSignal.abort(reason))).rejects.toBe(reason);
    const control = new AbortController();
    setImmediate(() => control.abort(reason));
    await expect(scanText(text, control.signal)).rejects.toBe(reason);
  });
});
