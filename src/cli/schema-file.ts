import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { errnoOf } from '../system/errors.ts';
import { isObject, parseJson, type JsonObject } from '../system/json.ts';
import { usageError } from './usage.ts';

const FIX = 'Give the path of a file that holds a JSON Schema with "type": "object" at its top.';

/** The JSON Schema in a file; `file` may be relative to `cwd`. Throws a usage error where there is none. */
export async function readSchemaFile(file: string, cwd: string): Promise<JsonObject> {
  const name = file.slice(0, 200);
  let text: string;
  try {
    text = await readFile(path.resolve(cwd, file), 'utf8');
  } catch (error) {
    const code = errnoOf(error) ?? 'unknown';
    const why = code === 'ENOENT' ? 'There is no such file.' : `Reading it fails with ${code}.`;
    throw usageError(`--schema: ${name} cannot be read.`, why, FIX);
  }
  // Some editors and shells on Windows put a byte order mark before the text.
  const schema = parseJson(text.replace(/^\uFEFF/, ''));
  if (isObject(schema)) return schema;
  const why = schema === undefined ? 'It is not valid JSON.' : 'It holds JSON, but not an object.';
  throw usageError(`--schema: ${name} is no JSON Schema.`, why, FIX);
}
