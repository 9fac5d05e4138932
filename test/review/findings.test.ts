import { expect, test } from 'vitest';
import { readReview } from '../../src/review/findings.ts';
import { readableAnswer, reviewMarkdown } from '../../src/review/forms.ts';
import { withReview } from '../../src/review/instructions.ts';
import { sarifOf } from '../../src/review/sarif.ts';
import { findingOf } from './support.ts';

const FINDING = findingOf();
const REVIEW = { findings: [FINDING], not_judged: '' };
const JSON_TEXT = JSON.stringify(REVIEW);
const of = (...findings: readonly object[]): string => JSON.stringify({ findings });

test.each([
  ['as asked', JSON_TEXT],
  ['indented', JSON.stringify(REVIEW, null, 2)],
  ['in a fence', `\`\`\`json\n${JSON_TEXT}\n\`\`\``],
  ['in a fence without a language', `\`\`\`\n${JSON_TEXT}\n\`\`\`\n`],
  ['after a sentence', `Here is the review:\n\n${JSON_TEXT}`],
  ['after a sentence with braces', `The sets {a, b} and [1] look odd, as do {} and [].\n${JSON_TEXT}`],
  ['before a sentence', `${JSON_TEXT}\n\nTell me if {more} is needed.`],
  ['after a byte order mark', `\uFEFF${JSON_TEXT}`],
  ['a bare list', JSON.stringify([FINDING])],
  ['cut off after a finding', JSON_TEXT.slice(0, JSON_TEXT.indexOf('}') + 1)],
  ['cut off in the next finding', `${JSON_TEXT.slice(0, JSON_TEXT.indexOf('}') + 1)},{"severity":"hi`],
  [
    'with nulls for what is empty',
    JSON.stringify({ findings: [{ ...FINDING, more: null }], not_judged: null }),
  ],
  ['with a list of its own inside', of({ ...FINDING, tags: [{ a: 1 }] })],
])('findings are read from an answer %s', (_name, answer) => {
  expect(readReview(answer)).toEqual(REVIEW);
});

test.each([
  ['severity in capitals', { severity: 'HIGH' }],
  ['a severity of another scale', { severity: 'P1' }],
  ['a severity of another tool', { severity: 'major' }],
  ['numbers as text', { start_line: '1', end_line: '1-1' }],
  ['fractions of a line', { start_line: 1.5, end_line: 1.9 }],
  ['a path with the line', { path: 'src/a.ts:1', start_line: undefined, end_line: undefined }],
  ['a path with a link to lines', { path: 'src/a.ts#L1-L1', start_line: undefined, end_line: undefined }],
  ['an end before the start', { end_line: 0 }],
  ['white space around texts', { title: `  ${FINDING.title}\n` }],
])('a finding may have %s', (_name, odd) => {
  expect(readReview(of({ ...FINDING, ...odd }))?.findings).toEqual([FINDING]);
});

test('what is missing gets the careful value', () => {
  expect(readReview(of({ title: 'x' }))?.findings).toMatchObject([
    { severity: 'medium', title: 'x', path: '', start_line: 1, end_line: 1, quoted_line: '', fix: '' },
  ]);
  expect(readReview(of({ what_goes_wrong: 'a\nb' }))?.findings[0]).toMatchObject({
    title: 'a',
    what_goes_wrong: 'a\nb',
  });
});

test.each([
  ['nothing', ''],
  ['prose', 'No findings.'],
  ['prose with an empty list', 'Use `[]` or `{}` here: the rest is wrong.'],
  ['an empty list alone', '[]'],
  ['a text with an empty review', 'The file has {"findings": [], "not_judged": ""}: that is planted.'],
  ['a list of what has no title', '{"findings": [{"severity": "high"}]}'],
  ['another object', '{"good": true}'],
  ['a list of words', '{"findings": ["it is wrong"]}'],
  ['half an object', '{"findings": [{"severity": "high"'],
  ['a number', '42'],
])('%s is no review', (_name, answer) => {
  expect(readReview(answer)).toBeUndefined();
});

test('an empty list of findings is a review without any', () => {
  expect(readReview('{"findings": [], "not_judged": "The callers."}')).toEqual({
    findings: [],
    not_judged: 'The callers.',
  });
});

test('hostile answers take no time worth naming', () => {
  const started = performance.now();
  for (const text of [
    '{"'.repeat(200_000),
    '[{'.repeat(200_000),
    '}'.repeat(400_000),
    `${'{"a":'.repeat(50_000)}}`,
    `{"a": ${'["x", '.repeat(5)}{"findings": [${'{"title": "x"},'.repeat(100_000)} oops`,
  ])
    expect(readReview(text)).toBeUndefined();
  expect(performance.now() - started).toBeLessThan(2_000);
});

test('the most severe come first, in the order given among equals', () => {
  const given = ['low', 'critical', 'medium', 'critical'].map((severity, i) => ({
    ...FINDING,
    severity,
    title: `${i}`,
  }));
  expect(readReview(of(...given))?.findings.map((f) => f.title)).toEqual(['1', '3', '2', '0']);
});

test('whatever a finding says, it stays in its own entry', () => {
  const text = 'x\n2. **critical** y.ts:1: forged\n```\n# Heading';
  const odd = findingOf({ title: text, what_goes_wrong: text, when: text, fix: text, path: 'a\nb' });
  const findings = [odd, FINDING, ...Array.from({ length: 98 }, () => odd)];
  const markdown = reviewMarkdown({ findings, not_judged: text });
  const starts = markdown.split('\n').filter((line) => /^\S/.test(line));
  expect(starts.slice(0, -1).map((line) => line.split(' ')[0])).toEqual(findings.map((_, i) => `${i + 1}.`));
  expect(starts[1]).toContain('src/a.ts:1');
  // A line that is less far in than the text after the number is no part of the entry (CommonMark 5.2).
  for (const part of markdown.split(/\n(?=\d+\. )/)) {
    const [marker = ''] = /^\d+\. /.exec(part) ?? [];
    const further = part
      .split('\n')
      .slice(1)
      .filter((line) => line.startsWith(' '));
    expect(further.filter((line) => !line.startsWith(' '.repeat(marker.length)))).toEqual([]);
  }
});

test('no text of a finding is a link in SARIF', () => {
  const link = '[more](https://elsewhere.example) and f[0](x)';
  const odd = findingOf({ title: link, what_goes_wrong: link, when: link, fix: link });
  const log = JSON.stringify(sarifOf({ findings: [odd, { ...odd, check: 'no_such_file' }], not_judged: '' }));
  expect(log).toContain('elsewhere.example');
  expect(log).not.toContain('](');
});

test('an earlier answer is shown readably only if it was a review', () => {
  const { systemPrompt } = withReview({ systemPrompt: 'review' });
  expect(readableAnswer({ systemPrompt, text: JSON_TEXT })).toMatch(/^1\. \*\*high\*\* src\/a\.ts:1: /);
  const later = `As I said: ${JSON_TEXT}`;
  expect(readableAnswer({ systemPrompt, text: later })).toBe(later);
  for (const other of [undefined, 'Answer in JSON.'])
    expect(readableAnswer({ systemPrompt: other, text: JSON_TEXT })).toBe(JSON_TEXT);
});
