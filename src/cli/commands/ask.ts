import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { VERBOSITIES } from '../../ask/models.ts';
import { resolveRoots } from '../../attach/workspace.ts';
import { errnoOf } from '../../system/errors.ts';
import { isObject, parseJson, type JsonObject } from '../../system/json.ts';
import { putOnScreen } from '../answer.ts';
import { command, usageError } from '../command.ts';
import type { Session } from '../session.ts';
import { field } from '../text.ts';

/** Some of them are options of `review` too. */
export const ASK_OPTIONS = {
  thread: { short: 't', value: '<id>', summary: 'continue this thread; last: the latest of this folder' },
  all: { summary: 'with --thread: allow a thread of any folder' },
  file: { short: 'f', value: '<path|glob>', repeatable: true, summary: 'attach a file, folder or glob' },
  diff: { short: 'd', value: '<spec>', summary: 'attach a diff: uncommitted, staged, a base ref, a..b' },
  image: { short: 'i', value: '<path>', repeatable: true, summary: 'attach a png, jpeg, webp or gif' },
  'web-search': { summary: 'let it search the web' },
  look: { summary: 'let it look around in this folder by itself, reading only' },
  'no-look': { excludes: 'look', summary: 'the opposite, where CODEX_OAUTH_LOOK is set' },
  schema: { value: '<file.json>', summary: 'a JSON Schema that the answer must fit' },
  'dry-run': { summary: 'show what would be sent, and send nothing' },
  approved: {
    value: '<digest>',
    summary: 'send exactly what this dry run showed, or nothing',
  },
  model: { short: 'm', value: '<slug>', summary: 'which model answers (see `codex-oauth models`)' },
  effort: { short: 'e', value: '<level>', summary: 'how long to think: low, medium, high, xhigh, max' },
  account: { value: '<name>', summary: 'ask with this account (see `codex-oauth accounts`)' },
  verbosity: { value: '<level>', oneOf: VERBOSITIES, summary: 'how much it writes: low, medium, high' },
  system: { value: '<text>', summary: 'instructions that replace the built-in ones' },
  temperature: {
    value: '<0–1>',
    number: { from: 0, to: 1 },
    summary: 'kept for compatibility; not sent on a ChatGPT plan',
  },
} as const;

export const ask = command({
  name: 'ask',
  aliases: ['query'],
  summary: 'ask a question; the answer streams to stdout',
  usage: '[options] "question"',
  about: [
    'The question comes from the arguments, a pipe, or both: then the piped text follows the arguments.',
    'The answer goes to stdout, everything else to stderr. An answer that was cut short, or does not fit its schema, is',
    'printed with exit code 1. Files, diffs and images are read only below this folder (or CLAUDE_PROJECT_DIR, if',
    'set). Possible secrets are withheld and listed; they are sent only if you ask with',
    '`--file allow-secret:path` and confirm on the terminal. Quote globs. A path may be a folder, `path:10-40` for some',
    'lines, or `!path` to leave out.',
  ],
  options: ASK_OPTIONS,
  examples: [
    'codex-oauth ask "What does EPIPE mean?"',
    'codex-oauth ask --diff main --file "src/**/*.ts" "Is this change complete?"',
    'codex-oauth ask --thread last "And on Windows?"',
    'codex-oauth ask --effort high --json "…" < notes.md',
  ],
  mostWords: Infinity,
  read: (words, options) => ({ ...options, words }),
  run: async (session, asked) => {
    const app = session.app();
    const { cwd, env } = app.deps;
    const {
      words,
      file: files,
      image: images,
      system: systemPrompt,
      thread: threadId,
      schema,
      ...rest
    } = asked;
    const { 'web-search': webSearch, 'dry-run': dryRun, 'no-look': blind, all: anyProject, ...plain } = rest;
    const look = blind ? false : plain.look || app.settings.look || undefined;
    // Report quickly found mistakes before waiting for a pipe.
    const outputSchema = schema === undefined ? undefined : await readSchemaFile(schema, cwd);
    const spilled = await spilledFile(words, files, cwd);
    if (spilled !== undefined) session.note(session.err.yellow(`! ${spilled}`));
    const piped = await pipedText(session);
    const prompt = [words.join(' ').trim(), piped.trim()].filter((part) => part !== '').join('\n\n');
    if (prompt === '')
      throw usageError(
        'The question is missing.',
        'Neither the arguments nor a pipe contain any text.',
        'Put it in quotes: `codex-oauth ask "What is a monad?"`.',
      );
    const roots = resolveRoots({ env, cwd });
    const named = { look, systemPrompt, threadId, anyProject, files, images, webSearch, outputSchema };
    return putOnScreen(session, { ...plain, ...named, prompt, roots }, dryRun);
  },
});

/** The JSON Schema in a file; `file` may be relative to `cwd`. Throws a usage error if there is none. */
async function readSchemaFile(file: string, cwd: string): Promise<JsonObject> {
  const name = file.slice(0, 200);
  const fix = 'Give the path of a file with a JSON Schema that has "type": "object" at its top level.';
  const text = await readFile(path.resolve(cwd, file), 'utf8').catch((error: unknown) => {
    const code = errnoOf(error) ?? 'unknown';
    const why = code === 'ENOENT' ? 'The file does not exist.' : `Reading it fails with ${code}.`;
    throw usageError(`--schema: ${name} cannot be read.`, why, fix);
  });
  // Some editors and shells on Windows put a byte order mark before the text.
  const schema = parseJson(text.replace(/^\uFEFF/, ''));
  if (isObject(schema)) return schema;
  const why = schema === undefined ? 'It is not valid JSON.' : 'It is JSON, but not an object.';
  throw usageError(`--schema: ${name} is not a JSON Schema.`, why, fix);
}

/**
 * A warning about the first word of the question that is an existing file; undefined if there is none. A shell
 * expands an unquoted `--file src/*.ts`: the first match becomes the option's value, and the others end up in the
 * question and are not attached.
 */
async function spilledFile(
  words: readonly string[],
  files: readonly string[] | undefined,
  cwd: string,
): Promise<string | undefined> {
  if (files === undefined) return undefined;
  for (const word of words) {
    if (/\s/.test(word) || files.includes(word)) continue;
    const found = await stat(path.resolve(cwd, word)).catch(() => undefined);
    if (found?.isFile())
      return `${field(word)} is part of the question and is not attached. To attach it, quote the glob or repeat --file.`;
  }
  return undefined;
}

/** More than any model's context window takes; a pipe without an end must not fill the memory. */
const MAX_BYTES = 16 * 1024 * 1024;
/** A pipe that stays open looks like a hang: after this time a note explains it. Milliseconds. */
const SLOW_PIPE_MS = 2_000;

/** Everything on stdin; '' if it is a terminal. Rejects when the session is stopped. */
async function pipedText(session: Session): Promise<string> {
  const { stdin } = session.io;
  if (stdin.isTTY === true) return '';
  const timer = setTimeout(() => {
    session.note('Waiting for the end of stdin (if there is no input, add < /dev/null) …');
  }, SLOW_PIPE_MS);
  return session.orAbort(readAll(stdin)).finally(() => clearTimeout(timer));
}

async function readAll(input: AsyncIterable<Buffer | string>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of input) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    chunks.push(bytes);
    if (size > MAX_BYTES)
      throw usageError(
        'The piped text is too long.',
        `It has more than ${MAX_BYTES / 1024 / 1024} MB; no model accepts that much.`,
        'Pipe less: the part that matters, or a summary.',
      );
  }
  return Buffer.concat(chunks).toString('utf8');
}
