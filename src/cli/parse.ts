import { parseArgs } from 'node:util';
import { COMMON_OPTIONS, type OptionSpec, type RawArguments } from './spec.ts';
import { COMMANDS, type Invocation } from './table.ts';
import { nearest, usageError } from './usage.ts';

const NAMES: readonly string[] = COMMANDS.map((c) => c.name);

/** True where the arguments ask for JSON, even where nothing else in them can be understood. */
export function wantsJson(argv: readonly string[]): boolean {
  const end = argv.indexOf('--');
  return (end === -1 ? argv : argv.slice(0, end)).includes('--json');
}

/** Arguments → a command. Throws a usage error that names what was probably meant. Pure. */
export function parse(argv: readonly string[]): Invocation {
  const at = argv.findIndex((a) => !a.startsWith('-'));
  const leading = at === -1 ? argv : argv.slice(0, at);
  const json = wantsJson(argv);
  for (const option of leading) {
    if (option === '--version' || option === '-V') return { command: 'version', json };
    if (option === '--help' || option === '-h' || option === '--json') continue;
    throw unknownOption(option, undefined, [{ name: 'version', summary: '' }, ...COMMON_OPTIONS]);
  }
  const name = at === -1 ? 'help' : (argv[at] ?? 'help');
  const spec = COMMANDS.find((c) => c.name === name);
  if (!spec) throw unknownCommand(name);
  const rest = at === -1 ? [] : argv.slice(at + 1);
  const args = readOptions(name, [...spec.options, ...COMMON_OPTIONS], rest, json);
  if (args.has('help') || (leading.some((o) => o === '--help' || o === '-h') && name !== 'help')) {
    return { command: 'help', topic: name === 'help' ? undefined : name, json };
  }
  const invocation = spec.read(args);
  if (invocation.command === 'help' && invocation.topic !== undefined && !NAMES.includes(invocation.topic)) {
    throw unknownCommand(invocation.topic);
  }
  return invocation;
}

function unknownCommand(name: string): Error {
  const shown = name.slice(0, 40);
  if (/\s/.test(name))
    return usageError(
      'The first word must be a command.',
      undefined,
      'To ask a question: `codex-oauth ask "…"`.',
    );
  const near = nearest(name, NAMES);
  return usageError(
    `There is no command "${shown}".`,
    near === undefined ? `There are ${NAMES.join(', ')}.` : `The nearest one is "${near}".`,
    near === undefined
      ? 'Run `codex-oauth help`.'
      : `Run \`codex-oauth ${near}\`, or \`codex-oauth help\` for all of them.`,
  );
}

function unknownOption(option: string, command: string | undefined, known: readonly OptionSpec[]): Error {
  const shown = option.slice(0, 40);
  const near = nearest(
    option.replace(/^-+/, ''),
    known.map((o) => o.name),
  );
  const what =
    command === undefined
      ? `There is no option "${shown}".`
      : `\`codex-oauth ${command}\` has no option "${shown}".`;
  const why =
    near === undefined
      ? `It has ${known.map((o) => `--${o.name}`).join(', ')}.`
      : `The nearest one is --${near}.`;
  const dashes =
    command === 'ask' || command === 'demo'
      ? ' If it belongs to the question, put the question in quotes after --.'
      : '';
  return usageError(
    what,
    why,
    `Run \`codex-oauth help${command === undefined ? '' : ` ${command}`}\`.${dashes}`,
  );
}

/** Tells options from words. parseArgs is lenient here, so that each mistake gets a sentence of ours. */
function readOptions(
  command: string,
  known: readonly OptionSpec[],
  rest: readonly string[],
  json: boolean,
): RawArguments {
  const options = Object.fromEntries(
    known.map((o) => [
      o.name,
      {
        type: o.value === undefined ? ('boolean' as const) : ('string' as const),
        ...(o.short ? { short: o.short } : {}),
      },
    ]),
  );
  const { tokens } = parseArgs({
    args: [...rest],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const words: string[] = [];
  const given = new Map<string, readonly string[]>();
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value);
    if (token.kind !== 'option') continue;
    const spec = known.find((o) => o.name === token.name);
    if (!spec) throw unknownOption(token.rawName, command, known);
    const help = `Run \`codex-oauth help ${command}\`.`;
    if (spec.value === undefined && token.value !== undefined)
      throw usageError(`--${spec.name} takes no value.`, undefined, help);
    // A value that looks like an option is one that was forgotten.
    const missing =
      token.value === undefined || token.value === '' || (!token.inlineValue && token.value.startsWith('-'));
    if (spec.value !== undefined && missing)
      throw usageError(`--${spec.name} needs a value.`, `It is followed by ${spec.value}.`, help);
    given.set(spec.name, [
      ...(given.get(spec.name) ?? []),
      ...(token.value === undefined ? [] : [token.value]),
    ]);
  }
  return {
    words,
    json,
    has: (name) => given.has(name),
    value: (name) => given.get(name)?.at(-1),
    values: (name) => given.get(name),
  };
}
