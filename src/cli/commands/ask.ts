import { VERBOSITIES } from '../../ask/request.ts';
import { resolveRoots } from '../../attach/roots.ts';
import type { QuestionInput } from '../../ask/put-question.ts';
import { putOnScreen } from '../put-on-screen.ts';
import { joinQuestion, readPiped } from '../question.ts';
import { readSchemaFile } from '../schema-file.ts';
import type { Session } from '../session.ts';
import type { CommandSpec } from '../spec.ts';
import { spilledFile } from '../spilled-glob.ts';
import { field } from '../terminal/clean.ts';
import { threadNamed } from '../thread-word.ts';
import { badValue, usageError } from '../usage.ts';

export interface AskInvocation {
  readonly command: 'ask';
  /** The question as far as the arguments hold it; a pipe may hold the rest. */
  readonly words: readonly string[];
  /** A thread id, or the word `last`. */
  readonly thread: string | undefined;
  readonly files: readonly string[] | undefined;
  readonly diff: string | undefined;
  readonly images: readonly string[] | undefined;
  readonly webSearch: boolean;
  /** A file with a JSON Schema. */
  readonly schema: string | undefined;
  readonly dryRun: boolean;
  readonly model: string | undefined;
  readonly effort: string | undefined;
  readonly verbosity: string | undefined;
  readonly system: string | undefined;
  readonly temperature: number | undefined;
  readonly json: boolean;
}

export const askSpec: CommandSpec<AskInvocation> = {
  name: 'ask',
  summary: 'ask a question; the answer streams to stdout',
  usage: '[options] "question"',
  about: [
    'The question is taken from the arguments, from a pipe, or from both: then the piped text follows the arguments.',
    'The answer goes to stdout, everything else to stderr. An answer that was cut short, or that misses its schema, is',
    'printed and ends with exit code 1. Files, diffs and images are read below this folder (CLAUDE_PROJECT_DIR, where it',
    'is set) only; what looks like a secret is held back and named. Put globs in quotes: a path may also be a folder,',
    '`path:10-40` for some lines, or `!path` to leave out.',
  ],
  options: [
    { name: 'thread', short: 't', value: '<id>', summary: 'continue this thread; last is the one used last' },
    {
      name: 'file',
      short: 'f',
      value: '<path|glob>',
      repeatable: true,
      summary: 'attach a file, a folder or a glob',
    },
    {
      name: 'diff',
      short: 'd',
      value: '<spec>',
      summary: 'attach a git diff: uncommitted, staged, a base ref, a..b',
    },
    {
      name: 'image',
      short: 'i',
      value: '<path>',
      repeatable: true,
      summary: 'attach a png, jpeg, webp or gif',
    },
    { name: 'web-search', summary: 'let it search the web' },
    { name: 'schema', value: '<file.json>', summary: 'a JSON Schema that the answer must fit' },
    { name: 'dry-run', summary: 'show what would be sent, and send nothing' },
    {
      name: 'model',
      short: 'm',
      value: '<slug>',
      summary: 'which model answers (`codex-oauth models` lists them)',
    },
    {
      name: 'effort',
      short: 'e',
      value: '<level>',
      summary: 'how long it may think: low, medium, high, xhigh, max',
    },
    { name: 'verbosity', value: '<level>', summary: 'how much it writes: low, medium, high' },
    { name: 'system', value: '<text>', summary: 'instructions that replace the built-in ones' },
    {
      name: 'temperature',
      value: '<0–1>',
      summary: 'kept for compatibility; a ChatGPT plan does not take it',
    },
  ],
  examples: [
    'codex-oauth ask "What does EPIPE mean?"',
    'codex-oauth ask --diff main --file "src/**/*.ts" "Is this change complete?"',
    'codex-oauth ask --thread last "And on Windows?"',
    'codex-oauth ask --effort high --json "…" < notes.md',
  ],
  read: ({ words, json, has, value, values }) => {
    const verbosity = value('verbosity');
    if (verbosity !== undefined && !VERBOSITIES.includes(verbosity)) {
      throw badValue(
        'verbosity',
        verbosity,
        `It is one of ${VERBOSITIES.join(', ')}.`,
        'Choose one of these, or leave it out.',
      );
    }
    return {
      command: 'ask',
      words,
      thread: value('thread'),
      files: values('file'),
      diff: value('diff'),
      images: values('image'),
      webSearch: has('web-search'),
      schema: value('schema'),
      dryRun: has('dry-run'),
      model: value('model'),
      effort: value('effort'),
      verbosity,
      system: value('system'),
      temperature: readTemperature(value('temperature')),
      json,
    };
  },
};

function readTemperature(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (Number.isFinite(number) && number >= 0 && number <= 1) return number;
  throw badValue(
    'temperature',
    text,
    'It is a number from 0 to 1.',
    'Give --temperature 0.5, for example, or leave it out.',
  );
}

/** A pipe that nobody closes looks like a hang: after this it is said. Milliseconds. */
const SLOW_PIPE_MS = 2_000;

export async function runAsk(session: Session, invocation: AskInvocation): Promise<number> {
  return putOnScreen(session, await toInput(session, invocation), invocation.dryRun);
}

/** The question with what the arguments name: what is quickly found wrong comes before the wait for a pipe. */
async function toInput(session: Session, invocation: AskInvocation): Promise<QuestionInput> {
  const app = session.app();
  const { cwd, env } = app.deps;
  const { schema, thread, webSearch } = invocation;
  const outputSchema = schema === undefined ? undefined : await readSchemaFile(schema, cwd);
  const threadId = thread === undefined ? undefined : await threadNamed(thread, app.threads);
  const spilled = await spilledFile(invocation.words, invocation.files, cwd);
  if (spilled !== undefined)
    session.note(
      session.err.yellow(
        `! ${field(spilled)} is a word of the question and not attached. To attach it, quote the glob or repeat --file.`,
      ),
    );
  const prompt = joinQuestion(invocation.words, await pipedText(session));
  if (prompt === '')
    throw usageError(
      'There is no question.',
      'Neither the arguments nor a pipe hold any text.',
      'Put it in quotes: `codex-oauth ask "What is a monad?"`.',
    );
  return {
    prompt,
    model: invocation.model,
    systemPrompt: invocation.system,
    temperature: invocation.temperature,
    effort: invocation.effort,
    verbosity: invocation.verbosity,
    threadId,
    files: invocation.files,
    diff: invocation.diff,
    images: invocation.images,
    webSearch: webSearch ? true : undefined,
    outputSchema,
    roots: resolveRoots({ env, cwd }),
  };
}

async function pipedText(session: Session): Promise<string> {
  const { io } = session;
  const timer = setTimeout(() => {
    session.note('Waiting for the end of the text on stdin (without one, add < /dev/null) …');
  }, SLOW_PIPE_MS);
  return readPiped(io.stdin, session.signal).finally(() => clearTimeout(timer));
}
