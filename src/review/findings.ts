import { isObject, parseJson, type JsonObject } from '../system/json.ts';

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

/** The first line number in a value such as 12, "12" or "12-14"; 0 if there is none. */
const lineOf = (value: unknown): number => {
  const [first]: readonly unknown[] = [value].flat();
  const found = typeof first === 'number' ? first : Number(/\d{1,9}/.exec(textOf(first))?.[0] ?? 0);
  return Number.isSafeInteger(found) && found > 0 ? found : 0;
};

/** The member with the first of these names that has a value; `start_line`, `startLine` are the same. */
function pick(value: JsonObject, names: string): unknown {
  const there = Object.entries(value).filter(([, one]) => one !== undefined && one !== null);
  const members = new Map(there.map(([key, one]) => [key.toLowerCase().replace(/[_ -]/g, ''), one]));
  return members.get(names.split(' ').find((name) => members.has(name)) ?? '');
}

function findingOf(value: JsonObject): Finding {
  const named = textOf(pick(value, 'path file filepath filename'));
  // `src/a.ts:12`, `src/a.ts#L12`: the line is a part of the path.
  const [, path = named, line] = /^(.+?)(?::|#L)(\d{1,9})(?:[-:,]\S{0,20})?$/.exec(named) ?? [];
  const what = textOf(pick(value, 'whatgoeswrong description explanation details body impact message'));
  const start = lineOf(pick(value, 'startline line linenumber lines')) || lineOf(line) || 1;
  return {
    severity: severityOf(pick(value, 'severity priority level')),
    title: textOf(pick(value, 'title summary issue name')) || what.split('\n')[0] || 'Untitled',
    path,
    start_line: start,
    end_line: Math.max(start, lineOf(pick(value, 'endline'))),
    quoted_line: textOf(pick(value, 'quotedline quote code snippet')),
    what_goes_wrong: what,
    when: textOf(pick(value, 'when trigger')),
    fix: textOf(pick(value, 'fix suggestion suggestedfix recommendation')),
  };
}

const looksLikeOne = (value: unknown): value is JsonObject =>
  isObject(value) && pick(value, 'title severity path file whatgoeswrong description') !== undefined;

/** The review in a parsed value; undefined if it is none. An empty list alone is one only as the whole answer. */
function reviewOf(value: unknown, depth = 0): Review | undefined {
  const bare = Array.isArray(value) && value.length > 0 ? { findings: value } : value;
  if (!isObject(bare) || depth > 1) return undefined;
  const listed = pick(bare, 'findings issues comments');
  if (listed === undefined)
    return Object.values(bare)
      .map((inner) => (isObject(inner) ? reviewOf(inner, depth + 1) : undefined))
      .find(Boolean);
  const all: readonly unknown[] = [listed].flat();
  // A list with something else in it is better shown as it is.
  if (!all.every(looksLikeOne)) return undefined;
  const rank = (f: Finding): number => SEVERITIES.indexOf(f.severity);
  const findings = all.map(findingOf).sort((a, b) => rank(a) - rank(b));
  return { findings, not_judged: textOf(pick(bare, 'notjudged')) };
}

/** Ends that complete a list which was cut off after one of its findings. */
const ENDS = ['', ']}', ']', '}'];

/**
 * The review in an answer: JSON with or without a fence and text around it, with a comma too many, or cut off after
 * some findings. Undefined if there is none. Pure.
 */
export function readReview(answer: string): Review | undefined {
  // Beginnings and ends, where the answer is not only JSON; in a long one each takes long.
  const tries = answer.length > 300_000 ? 1 : 5;
  const found = (pattern: RegExp): number[] => [...answer.matchAll(pattern)].map((m) => m.index);
  const starts = found(/[{[](?=\s*["{}\]])/g).slice(0, tries);
  const ends = found(/(?<=[}\]])/g)
    .slice(-tries)
    .toReversed();
  for (const start of starts)
    for (const end of ends.filter((e) => e > start))
      for (const rest of ENDS) {
        const text = answer.slice(start, end) + rest;
        const review = reviewOf(parseJson(text) ?? parseJson(text.replace(/,(?=\s*[}\]])/g, '')));
        if (review) return review;
      }
  return undefined;
}
