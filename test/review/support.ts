import type { Finding } from '../../src/review/findings.ts';

/** A finding with every key of the schema. */
export function findingOf(some: Partial<Finding> = {}): Finding {
  return {
    severity: 'high',
    title: 'It is wrong',
    path: 'src/a.ts',
    start_line: 1,
    end_line: some.start_line ?? 1,
    quoted_line: 'const a = 1;',
    what_goes_wrong: 'The sum is wrong.',
    when: 'Always.',
    fix: 'const a = 2;',
    ...some,
  };
}
