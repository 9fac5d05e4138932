import type * as z from 'zod/v4';
import { AppError } from '../system/errors.ts';
import type { Tool } from './tool.ts';

type Issue = z.core.$ZodIssue;

const article = (word: string): string => (/^[aeiou]/.test(word) ? `an ${word}` : `a ${word}`);

function sentence(issue: Issue, input: unknown): string {
  const name = issue.path.join('.') || 'The arguments';
  switch (issue.code) {
    case 'unrecognized_keys':
      return `Unknown argument ${issue.keys.map((k) => `"${k.slice(0, 60)}"`).join(', ')}.`;
    case 'invalid_type': {
      let at: unknown = input;
      for (const key of issue.path)
        at = typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined;
      if (at === undefined) return `"${name}" is missing; it must be ${article(issue.expected)}.`;
      return `"${name}" must be ${article(issue.expected)}, not ${at === null ? 'null' : Array.isArray(at) ? 'an array' : article(typeof at)}.`;
    }
    case 'invalid_value':
      return `"${name}" must be one of ${issue.values.map(String).join(', ')}.`;
    default:
      return `"${name}": ${issue.message.replace(/\.$/, '')}.`;
  }
}

/** The arguments checked against the tool's schema, or a sentence from which a model can correct itself. */
export function checkArguments(tool: Tool, input: unknown): Record<string, unknown> {
  const parsed = tool.input.safeParse(input ?? {});
  if (parsed.success) return parsed.data;
  const known = Object.keys(tool.input.shape);
  const unknown = parsed.error.issues.some((i) => i.code === 'unrecognized_keys');
  throw new AppError({
    kind: 'input',
    code: 'arguments.invalid',
    what: parsed.error.issues.map((i) => sentence(i, input ?? {})).join(' '),
    why: known.length === 0 ? `${tool.name} takes no arguments.` : `${tool.name} takes ${known.join(', ')}.`,
    fix: unknown ? 'Remove it and call again.' : 'Correct it and call again.',
  });
}
