import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkAll } from '../../src/doctor/check-all.ts';
import type { Facts } from '../../src/doctor/facts.ts';
import { isHealthy, type Finding } from '../../src/doctor/finding.ts';
import { cases, well } from './cases.ts';

test('a machine on which all is well has nothing but good news', () => {
  const findings = checkAll(well);
  expect(findings.filter((f) => f.state !== 'ok')).toEqual([]);
  expect(isHealthy(findings)).toBe(true);
});

describe('each thing that can be wrong', () => {
  test.each(cases)('%s', (_title, facts, id, state, says) => {
    const found = checkAll({ ...well, ...facts }).filter((f) => f.id === id);
    expect(found).toHaveLength(1);
    expect(found[0]?.state).toBe(state);
    expect(`${found[0]?.what} ${found[0]?.why} ${found[0]?.fix}`).toMatch(says);
  });

  test('whatever is wrong together, everybody gets sentences, a fix for each fault, and no secret', () => {
    const facts = fc
      .shuffledSubarray(cases.map(([, f]) => f))
      .map((parts) => parts.reduce<Facts>((all, part) => ({ ...all, ...part }), well));
    fc.assert(
      fc.property(facts, (f) => {
        const findings = checkAll(f);
        for (const finding of findings) expectSentences(finding);
        expect(new Set(findings.map((x) => x.id)).size).toBe(findings.length);
        expect(JSON.stringify(findings)).not.toContain('canary');
      }),
    );
  });
});

function expectSentences({ state, what, why, fix }: Finding): void {
  for (const text of [what, why, fix]) if (text !== null) expect(text).toMatch(/[.`]$/);
  if (state === 'warn' || state === 'fail') expect(fix).not.toBeNull();
}
