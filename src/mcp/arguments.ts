import type { Tool as ToolDefinition } from '@modelcontextprotocol/sdk/types.js';
import * as z from 'zod/v4';
import { AppError } from '../system/errors.ts';
import { isObject, member, parseJson, type JsonObject } from '../system/json.ts';
import { issueText } from './issues.ts';
import { argumentMeant } from './meant.ts';
import { builders, type Tool } from './tool.ts';

// Each schema checks only a few messages: compiling it costs more than it saves.
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
  const { $schema: _, ...schema } = z.toJSONSchema(schemaOf(tool), {
    io: 'input',
    // Clients that check schemas strictly take `true` and not the empty schema that means the same.
    override: ({ jsonSchema }) => {
      const { additionalProperties: more } = jsonSchema;
      if (isObject(more) && Object.keys(more).length === 0) jsonSchema.additionalProperties = true;
    },
  });
  // zod's JSON Schema of an object is an object schema.
  return schema as JsonSchema;
}

const propertyOf = (tool: Tool, name: string): unknown => inputSchemaOf(tool).properties?.[name];

/** What a model clearly means by a value of another form; the unchanged value if that is not clear. Pure. */
export function plainly(value: unknown, property: unknown): unknown {
  if (typeof value !== 'string') return value;
  const text = value.trim();
  const word = text.toLowerCase();
  const parsed = parseJson(text);
  const choices = member(property, 'enum');
  switch (member(property, 'type')) {
    case 'array':
      if (typeof parsed === 'string') return [parsed];
      return Array.isArray(parsed) && parsed.every((item) => typeof item === 'string') ? parsed : [value];
    case 'object':
      return isObject(parsed) ? parsed : value;
    case 'boolean':
      return word === 'true' || word === 'false' ? word === 'true' : value;
    case 'number':
    case 'integer':
      return typeof parsed === 'number' ? parsed : value;
    default:
      return Array.isArray(choices) && choices.includes(word) ? word : value;
  }
}

const LONGEST_SHOWN = 400;
/** Of what is wrong so much is named: a message can hold a million names. */
const NAMED_MOST = 10;

/** `reasoning_effort: "high"`: the intended argument, by its right name. */
function kept(name: string, value: unknown): string {
  const text = JSON.stringify(value);
  return `${name}: ${text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}… (the same value, whole)` : text}`;
}

/** The error for unknown argument names: it keeps their values, so that the user's wish is not lost. */
function unknownNames(tool: Tool, given: JsonObject, unknown: readonly string[], known: readonly string[]) {
  const all = unknown.map((name) => ({ name, meant: argumentMeant(name, known) }));
  const taken = (meant: string): boolean =>
    meant in given || all.filter((other) => other.meant === meant).length > 1;
  const right = all.flatMap(({ name, meant }) =>
    meant === undefined || taken(meant) ? [] : [kept(meant, given[name])],
  );
  const unclear = all.filter(({ meant }) => meant === undefined || taken(meant));
  const quoted = (name: string): string => `\`${name.slice(0, 60)}\``;
  const what = all.map(({ name, meant }) => {
    if (meant === undefined) return `${quoted(name)} is not an argument.`;
    const also = meant in given ? ', which is given too' : '';
    return `${quoted(name)} is not an argument; did you mean \`${meant}\`${also}?`;
  });
  const without = unclear.map(({ name }) => quoted(name)).join(' and ');
  return new AppError({
    kind: 'input',
    code: 'arguments.invalid',
    what: what.join(' '),
    why: known.length > 0 ? `${tool.name} takes ${known.join(', ')}.` : `${tool.name} takes no arguments.`,
    fix: [
      ...(right.length > 0 ? [`Call again with ${right.join(' and ')}.`] : []),
      ...(without === '' ? [] : [`Leave ${without} out only if nothing that the user asked for is lost.`]),
    ].join(' '),
  });
}

/** The arguments checked against the tool's schema; the error tells a model how to correct itself. */
export function checkArguments(tool: Tool, input: JsonObject = {}): Record<string, unknown> {
  const schema = schemaOf(tool);
  const known = Object.keys(schema.shape);
  // Null means omitted.
  const given = Object.fromEntries(
    Object.entries(input)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => [name, plainly(value, propertyOf(tool, name))]),
  );
  const unknown = Object.keys(given).filter((name) => !known.includes(name));
  if (unknown.length > 0) throw unknownNames(tool, given, unknown.slice(0, NAMED_MOST), known);
  const parsed = schema.safeParse(given, { reportInput: true });
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.slice(0, NAMED_MOST);
  const wrong = known.filter((name) => issues.some(({ path }) => path[0] === name));
  const hints = wrong.flatMap((name) => {
    const hint = member(propertyOf(tool, name), 'description');
    return typeof hint === 'string' ? [`${name}: ${hint}`] : [];
  });
  throw new AppError({
    kind: 'input',
    code: 'arguments.invalid',
    what: issues.map(issueText).join(' '),
    why: hints.join(' '),
    fix: `Correct ${wrong.join(' and ')} and call again.`,
  });
}
