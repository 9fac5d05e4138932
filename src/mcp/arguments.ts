import * as z from 'zod/v4';
import { AppError } from '../system/errors.ts';
import type { Tool } from './tool.ts';

const schemas = new Map<Tool, z.ZodObject>();

/** The tool's schema, built when it is first needed: that is the slow part of zod. */
export function schemaOf(tool: Tool): z.ZodObject {
  const schema = schemas.get(tool) ?? tool.input(z);
  schemas.set(tool, schema);
  return schema;
}

const article = (word: string): string => (/^[aeiou]/.test(word) ? `an ${word}` : `a ${word}`);

function sentence(issue: z.core.$ZodIssue, input: unknown): string {
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
export function checkArguments(tool: Tool, input: unknown = {}): Record<string, unknown> {
  const schema = schemaOf(tool);
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const known = Object.keys(schema.shape).join(', ');
  const { issues } = parsed.error;
  throw new AppError({
    kind: 'input',
    code: 'arguments.invalid',
    what: issues.map((i) => sentence(i, input)).join(' '),
    why: `${tool.name} takes ${known || 'no arguments'}.`,
    fix: `${issues.some((i) => i.code === 'unrecognized_keys') ? 'Remove' : 'Correct'} it and call again.`,
  });
}
