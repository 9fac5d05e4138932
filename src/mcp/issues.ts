import type * as z from 'zod/v4';

const article = (word: string): string => (/^[aeiou]/.test(word) ? `an ${word}` : `a ${word}`);

/** The names of types as JSON has them. */
const NAMES: Readonly<Record<string, string>> = { int: 'whole number', record: 'object' };

function typeName(value: unknown): string {
  return value === null ? 'null' : article(Array.isArray(value) ? 'array' : typeof value);
}

/** The unit of a limit ("200 entries") by the type it limits. */
const counted = (limit: number | bigint, origin: string): string =>
  origin === 'string' ? `${limit} characters` : origin === 'array' ? `${limit} entries` : String(limit);

/** A schema's complaint about a value in our own words, without the library's text. Pure. */
export function issueText(issue: z.core.$ZodIssue): string {
  const name = issue.path.length > 0 ? `"${issue.path.join('.')}"` : 'The message';
  switch (issue.code) {
    case 'unrecognized_keys':
      return `${name} has unknown members: ${issue.keys.map((k) => `"${k.slice(0, 60)}"`).join(', ')}.`;
    case 'invalid_type': {
      const expected = article(NAMES[issue.expected] ?? issue.expected);
      return issue.input === undefined
        ? `${name} is missing; it must be ${expected}.`
        : `${name} must be ${expected}, not ${issue.expected === 'int' ? String(issue.input) : typeName(issue.input)}.`;
    }
    case 'invalid_value':
      return `${name} must be one of ${issue.values.map(String).join(', ')}.`;
    case 'too_small':
      return issue.origin === 'string' && issue.minimum === 1
        ? `${name} is empty.`
        : `${name} must be at least ${counted(issue.minimum, issue.origin)}.`;
    case 'too_big':
      return `${name} must be at most ${counted(issue.maximum, issue.origin)}.`;
    default:
      return `${name} is not valid.`;
  }
}
