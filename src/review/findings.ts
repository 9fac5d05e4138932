import { isObject, member, parseJson, type JsonObject } from '../system/json.ts';

export const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What became of a finding's place when we looked there (docs/review.md). */
export type Check = 'holds' | 'moved' | 'not_found' | 'no_such_file' | 'not_in_change';

/** One fault, in the keys of the schema. */
export interface Finding {
  readonly severity: Severity;
  readonly title: string;
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly quoted_line: string;
  readonly what_goes_wrong: string;
  readonly when: string;
  readonly fix: string;
  readonly check?: Check;
  /** Where the model said it is, if it is elsewhere. */
  readonly stated_line?: number;
}

/** What a reviewer answered. */
export interface Review {
  /** The most severe first. */
  readonly findings: readonly Finding[];
  /** One sentence on what could not be judged, or ''. */
  readonly not_judged: string;
}

/** True if what was said about a place was not found there: for a build such a finding is no reason to fail. */
export const isDoubtful = ({ check }: Finding): boolean => check === 'not_found' || check === 'no_such_file';

/** Other words of models for a severity. */
const SEVERITY: readonly (readonly [RegExp, Severity])[] = [
  [/^(?:crit|block|fatal|p0|sev-?0)/, 'critical'],
  [/^(?:high|major|error|severe|p1|sev-?1)/, 'high'],
  [/^(?:low|minor|info|note|nit|trivial|suggest|p3|sev-?3)/, 'low'],
];

const severityOf = (value: unknown): Severity => {
  const word = textOf(value).toLowerCase();
  return SEVERITY.find(([pattern]) => pattern.test(word))?.[1] ?? 'medium';
};

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value.replace(/\r\n?/g, '\n').trim() : '';

/** The first number in a value such as 12, "12" or "12-14"; 0 if there is none. */
const lineOf = (value: unknown): number => Number(/\d{1,9}/.exec(String(value))?.[0] ?? 0);

function findingOf(value: JsonObject): Finding {
  const text = (key: keyof Finding): string => textOf(value[key]);
  // `src/a.ts:12`, `src/a.ts#L12`: the line is a part of the path.
  const [, path = text('path'), line] = /^(.+?)(?::|#L)(\d{1,9})(?:[-:,]\S{0,20})?$/.exec(text('path')) ?? [];
  const what = text('what_goes_wrong');
  const start = lineOf(value['start_line']) || lineOf(line) || 1;
  return {
    severity: severityOf(value['severity']),
    title: text('title') || what.split('\n')[0] || '',
    path,
    start_line: start,
    end_line: Math.max(start, lineOf(value['end_line'])),
    quoted_line: text('quoted_line'),
    what_goes_wrong: what,
    when: text('when'),
    fix: text('fix'),
  };
}

/** The review in a parsed value; undefined if it is none: a list with something else in it is better shown as it is. */
function reviewOf(value: unknown): Review | undefined {
  const bare = Array.isArray(value) && value.length > 0 ? { findings: value } : value;
  const listed: unknown = member(bare, 'findings');
  if (!Array.isArray(listed) || !listed.every(isObject)) return undefined;
  const rank = (f: Finding): number => SEVERITIES.indexOf(f.severity);
  const findings = listed.map(findingOf).sort((a, b) => rank(a) - rank(b));
  const said = findings.every(({ title }) => title !== '');
  return said ? { findings, not_judged: textOf(member(bare, 'not_judged')) } : undefined;
}

/** Ends that complete a list which was cut off after one of its findings. */
const ENDS = ['', ']}', ']', '}'];

/** The most before an empty list: `Here is the review:` and a fence. Characters. */
const PREFACE = 80;

/**
 * The review in an answer: JSON with or without a fence and text around it, or cut off after some findings. With a text
 * around it an empty list is none: the findings may be in the text. Undefined if there is none. Pure.
 */
export function readReview(answer: string): Review | undefined {
  // Beginnings and ends, where the answer is not only JSON; in a long one each takes long.
  const tries = answer.length > 100_000 ? 1 : 5;
  const found = (pattern: RegExp): number[] => [...answer.matchAll(pattern)].map((m) => m.index);
  const starts = found(/[{[](?=\s*["{}\]])/g).slice(0, tries);
  const ends = found(/(?<=[}\]])/g)
    .slice(-tries)
    .toReversed();
  for (const start of starts)
    for (const end of ends.filter((e) => e > start))
      for (const rest of ENDS) {
        const review = reviewOf(parseJson(answer.slice(start, end) + rest));
        const alone = start < PREFACE && /^[\s`]*$/.test(answer.slice(end));
        if (review && (alone || review.findings.length > 0)) return review;
      }
  return undefined;
}
