import { describe, expect, test } from 'vitest';
import * as z from 'zod/v4';
import { checkArguments, plainly } from '../../src/mcp/arguments.ts';
import { argumentMeant } from '../../src/mcp/meant.ts';
import { definitionOf, TOOLS } from '../../src/mcp/registrar.ts';
import { AppError } from '../../src/system/errors.ts';
import { isObject } from '../../src/system/json.ts';

const tool = (name: string) => {
  const found = TOOLS.find((t) => t.name === name);
  if (!found) throw new Error(name);
  return found;
};

/** What is said where the arguments of `name` are refused. */
function refusal(name: string, args: Record<string, unknown>): AppError {
  try {
    checkArguments(tool(name), args);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error(`taken: ${JSON.stringify(args)}`);
}

describe('a wrong name', () => {
  const long = 'why '.repeat(1_000);
  test.each([
    ['codex_query', { prompt: 'x', effort: 'high' }, 'reasoning_effort: "high"'],
    ['codex_query', { prompt: 'x', threadId: 'last' }, 'thread_id: "last"'],
    ['codex_query', { prompt: 'x', 'thread-id': 'a' }, 'thread_id: "a"'],
    ['codex_query', { question: 'Why?' }, 'prompt: "Why?"'],
    ['codex_query', { prmpt: 'Why?' }, 'prompt: "Why?"'],
    ['codex_query', { Prompt: 'Why?' }, 'prompt: "Why?"'],
    ['codex_query', { prompt: 'x', file: ['a.ts'] }, 'files: ["a.ts"]'],
    ['codex_query', { prompt: 'x', attachments: 'a.ts' }, 'files: "a.ts"'],
    ['codex_query', { prompt: 'x', efort: 'low' }, 'reasoning_effort: "low"'],
    ['codex_query', { prompt: 'x', schema: { type: 'object' } }, 'output_schema: {"type":"object"}'],
    ['codex_query', { prompt: 'x', dryRun: true }, 'dry_run: true'],
    ['codex_query', { prompt: 'x', conversation_id: 'abc' }, 'thread_id: "abc"'],
    ['codex_query', { message: long }, `prompt: ${JSON.stringify(long).slice(0, 300)}`],
    ['codex_login', { timeout: 60 }, 'timeout_seconds: 60'],
    ['codex_login', { mode: 'device' }, 'method: "device"'],
    ['codex_status', { live: true }, 'refresh: true'],
  ])('%s %j is answered with the right one, and its value is kept', (name, args, right) => {
    const { message, code } = refusal(name, args);
    expect(code).toBe('arguments.invalid');
    expect(message).toContain(right);
    expect(message.length).toBeLessThan(1_200);
  });

  test.each([
    ['codex_query', { prompt: 'x', max_tokens: 5 }],
    ['codex_query', { prompt: 'x', colour: 'red' }],
    ['codex_query', { prompt: 'x', ['__proto__x']: 1 }],
    ['codex_query', JSON.parse('{"prompt":"x","__proto__":1,"constructor":2}') as Record<string, unknown>],
    ['codex_query', { prompt: 'x', ['é'.repeat(5_000)]: 1 }],
    ['codex_clear', { all: true }],
    ['codex_models', { refresh: true }],
  ])('%s with one that is near to none is an error that names those there are', (name, args) => {
    const { message } = refusal(name, args);
    for (const known of Object.keys(definitionOf(tool(name)).inputSchema.properties ?? {}))
      expect(message).toContain(known);
    expect(message).not.toMatch(/Call again with|Remove/);
    expect(message.length).toBeLessThan(800);
  });

  test('beside the right one is not put in its place, nor are two in one place', () => {
    expect(refusal('codex_query', { prompt: 'x', question: 'y' }).message).not.toContain('prompt: "');
    expect(refusal('codex_query', { message: 'x', question: 'y' }).message).not.toContain('prompt: "');
  });

  test('is named for what it is near to, whatever stands before it', () => {
    const known = Object.keys(definitionOf(tool('codex_query')).inputSchema.properties ?? {});
    for (const name of known) expect(argumentMeant(name, known)).toBe(name);
    expect(argumentMeant('', known)).toBeUndefined();
    expect(argumentMeant('effort', ['refresh'])).toBeUndefined();
  });
});

describe('a value that plainly means something', () => {
  test.each<[Record<string, unknown>, Record<string, unknown>]>([
    [{ files: 'a.ts' }, { files: ['a.ts'] }],
    [{ files: '["a.ts", "@b.ts"]' }, { files: ['a.ts', '@b.ts'] }],
    [{ files: '"a.ts"' }, { files: ['a.ts'] }],
    [{ files: '[id].tsx' }, { files: ['[id].tsx'] }],
    [{ files: '[404]' }, { files: ['[404]'] }],
    [{ images: 'shot.png' }, { images: ['shot.png'] }],
    [{ reasoning_effort: ' High ' }, { reasoning_effort: 'high' }],
    [{ verbosity: 'High' }, { verbosity: 'high' }],
    [{ web_search: 'true' }, { web_search: true }],
    [{ dry_run: 'False' }, { dry_run: false }],
    [{ temperature: '0.5' }, { temperature: 0.5 }],
    [{ output_schema: '{"type":"object"}' }, { output_schema: { type: 'object' } }],
    [{ output_schema: { enum: [null] } }, { output_schema: { enum: [null] } }],
    [{ diff: ' unstaged ' }, { diff: 'unstaged' }],
    [{ thread_id: 'last' }, { thread_id: 'last' }],
    [{ model: null, files: null, temperature: null, dry_run: null, output_schema: null }, {}],
  ])('%j is taken as %j', (given, taken) => {
    expect(checkArguments(tool('codex_query'), { prompt: 'x', ...given })).toEqual({ prompt: 'x', ...taken });
  });

  test('is taken by the other tools too', () => {
    expect(checkArguments(tool('codex_status'), { refresh: 'TRUE' })).toEqual({ refresh: true });
    const login = checkArguments(tool('codex_login'), { method: 'Device', timeout_seconds: '60' });
    expect(login).toEqual({ method: 'device', timeout_seconds: 60 });
    expect(checkArguments(tool('codex_clear'), undefined)).toEqual({});
    expect(checkArguments(tool('codex_clear'), { all: null })).toEqual({});
  });

  test.each<[Record<string, unknown>, string]>([
    [{ prompt: null }, 'prompt'],
    [{ prompt: ['x'] }, 'prompt'],
    [{ prompt: 3 }, 'prompt'],
    [{ prompt: 'x', files: '[1]', diff: true }, 'diff'],
    [{ prompt: 'x', files: [1] }, 'files'],
    [{ prompt: 'x', files: { a: 1 } }, 'files'],
    [{ prompt: 'x', files: Array(201).fill('a') }, 'files'],
    [{ prompt: 'x', files: [''] }, 'files'],
    [{ prompt: 'x', model: '' }, 'model'],
    [{ prompt: 'x', model: 'm'.repeat(101) }, 'model'],
    [{ prompt: 'x', web_search: 'yes' }, 'web_search'],
    [{ prompt: 'x', web_search: 1 }, 'web_search'],
    [{ prompt: 'x', temperature: '0,5' }, 'temperature'],
    [{ prompt: 'x', temperature: 7 }, 'temperature'],
    [{ prompt: 'x', temperature: '1e999' }, 'temperature'],
    [{ prompt: 'x', verbosity: 'loud' }, 'verbosity'],
    [{ prompt: 'x', output_schema: '[]' }, 'output_schema'],
    [{ prompt: 'x', thread_id: 5 }, 'thread_id'],
  ])('is not %j: the error names %s', (given, name) => {
    const { message, code, fix } = refusal('codex_query', given);
    expect(code).toBe('arguments.invalid');
    expect(message).toContain(`"${name}`);
    expect(fix).toContain(name);
    for (const { message: words } of z.strictObject({}).safeParse(1).error?.issues ?? [])
      expect(message).not.toContain(words.split(':')[0]);
    expect(message).not.toMatch(/Too (?:small|big)|Invalid (?:input|option)|expected \w+ to have|undefined/);
  });

  test('is left alone where the definition says nothing of it', () => {
    for (const value of ['true', 'x', 5, null, ['a'], {}]) expect(plainly(value, undefined)).toBe(value);
  });
});

test('no definition holds an empty schema, which strict clients refuse', () => {
  const walk = (value: unknown, path: string): void => {
    if (!isObject(value)) return;
    for (const [key, inner] of Object.entries(value)) {
      if (isObject(inner) && key !== 'properties')
        expect(Object.keys(inner), `${path}.${key}`).not.toEqual([]);
      walk(inner, `${path}.${key}`);
    }
  };
  for (const { name, inputSchema } of TOOLS.map(definitionOf)) walk(inputSchema, name);
  const query = definitionOf(tool('codex_query')).inputSchema.properties;
  expect(query?.['output_schema']).toMatchObject({ type: 'object', additionalProperties: true });
});
