import type { Tool as ToolDefinition } from '@modelcontextprotocol/sdk/types.js';
import * as z from 'zod/v4';
import { AppError } from '../system/errors.ts';
import { builders, type Tool } from './tool.ts';

// Few messages are judged by each schema: compiling code for it costs more than it saves.
z.config({ jitless: true });

const schemas = new Map<Tool, z.ZodObject>();

/** The tool's schema, built when it is first needed: that is the slow part of zod. */
function schemaOf(tool: Tool): z.ZodObject {
  const schema = schemas.get(tool) ?? tool.input(builders);
  schemas.set(tool, schema);
  return schema;
}

type JsonSchema = ToolDefinition['inputSchema'];

/** Made by the build, which runs the function below for each tool. */
declare const __INPUT_SCHEMAS__: Readonly<Record<string, JsonSchema>>;

/** The JSON Schema of a tool's arguments. */
export function inputSchemaOf(tool: Tool): JsonSchema {
  const built = typeof __INPUT_SCHEMAS__ === 'object' ? __INPUT_SCHEMAS__[tool.name] : undefined;
  if (built) return built;
  const { $schema: _, ...schema } = z.toJSONSchema(schemaOf(tool), { io: 'input' });
  // zod's JSON Schema of an object is an object schema.
  return schema as JsonSchema;
}

const article = (word: string): string => (/^[aeiou]/.test(word) ? `an ${word}` : `a ${word}`);

function typeName(value: unknown): string {
  return value === null ? 'null' : article(Array.isArray(value) ? 'array' : typeof value);
}

function sentence(issue: z.core.$ZodIssue): string {
  const name = issue.path.join('.') || 'The arguments';
  switch (issue.code) {
    case 'unrecognized_keys':
      return `Unknown argument ${issue.keys.map((k) => `"${k.slice(0, 60)}"`).join(', ')}.`;
    case 'invalid_type':
      return issue.input === undefined
        ? `"${name}" is missing; it must be ${article(issue.expected)}.`
        : `"${name}" must be ${article(issue.expected)}, not ${typeName(issue.input)}.`;
    case 'invalid_value':
      return `"${name}" must be one of ${issue.values.map(String).join(', ')}.`;
    default:
      return `"${name}": ${issue.message.replace(/\.$/, '')}.`;
  }
}

/** The arguments checked against the tool's schema, or a sentence from which a model can correct itself. */
export function checkArguments(tool: Tool, input: unknown = {}): Record<string, unknown> {
  const schema = schemaOf(tool);
  const parsed = schema.safeParse(input, { reportInput: true });
  if (parsed.success) return parsed.data;
  const known = Object.keys(schema.shape).join(', ');
  const { issues } = parsed.error;
  throw new AppError({
    kind: 'input',
    code: 'arguments.invalid',
    what: issues.map(sentence).join(' '),
    why: `${tool.name} takes ${known || 'no arguments'}.`,
    fix: `${issues.some((i) => i.code === 'unrecognized_keys') ? 'Remove' : 'Correct'} it and call again.`,
  });
}
