import { parseArgs } from 'node:util';
import { nearest } from '../system/nearest.ts';
import { commandNamed, unexpected, usageError } from './command.ts';
import type { Command, Invocation, OptionSpec } from './command.ts';
import { COMMANDS } from './commands.ts';
import { COMMON_OPTIONS, showVersion } from './help.ts';

/** True if the arguments request this output form, even if the rest is invalid. */
export function wants(form: 'json' | 'raw', argv: readonly string[]): boolean {
  const end = argv.indexOf('--');
  return (end === -1 ? argv : argv.slice(0, end)).includes(`--${form}`);
}

/** Parses arguments into a command. Throws a usage error that suggests what was probably meant. Pure. */
export function parse(argv: readonly string[]): Invocation {
  const found = argv.findIndex((a) => !a.startsWith('-'));
  const at = found === -1 ? argv.length : found;
  const before = readOptions(undefined, argv.slice(0, at)).options;
  if (argv[at] === 'version') return { command: 'version', asked: {}, run: showVersion };
  const spec = commandNamed(COMMANDS, argv[at] ?? 'help');
  const { words, options } = readOptions(spec, argv.slice(at + 1));
  const { json: _json, raw: _raw, help, version, ...own } = options;
  if (before['version'] === true || version === true)
    return { command: 'version', asked: {}, run: showVersion };
  if (spec.name !== 'help' && (before['help'] === true || help === true))
    return commandNamed(COMMANDS, 'help').bind([spec.name], {});
  const surplus = words[spec.mostWords ?? 0];
  if (surplus !== undefined) throw unexpected(surplus, spec.name);
  return spec.bind(words, own);
}

/** Separates options from words. parseArgs is lenient here, so that each mistake gets our own message. */
function readOptions(spec: Command | undefined, args: readonly string[]) {
  const known = new Map(Object.entries<OptionSpec>({ ...spec?.options, ...COMMON_OPTIONS }));
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(
      [...known].map(([name, { value, short }]) => [
        name,
        { type: value === undefined ? ('boolean' as const) : ('string' as const), ...(short && { short }) },
      ]),
    ),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const help = `Run \`codex-oauth help${spec === undefined ? '' : ` ${spec.name}`}\`.`;
  const words: string[] = [];
  const given = new Map<string, (string | number)[]>();
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value);
    if (token.kind !== 'option') continue;
    const { name, rawName, value: text } = token;
    const option = known.get(name);
    if (!option) {
      const what = `${spec ? `\`codex-oauth ${spec.name}\`` : 'codex-oauth'} has no option "${rawName.slice(0, 40)}".`;
      const dashes = [...known.keys()].map((key) => `--${key}`);
      const quote =
        spec?.mostWords === Infinity ? ' Put a question that contains dashes in quotes after --.' : '';
      const near = nearest(rawName, dashes);
      if (near === undefined) throw usageError(what, `Valid are ${dashes.join(', ')}.`, help + quote);
      const next = text ?? args[token.index + 1] ?? '';
      const takes = known.get(near.slice(2))?.value !== undefined && next !== '' && !next.startsWith('-');
      const kept = takes ? ` ${quoted(next)}` : '';
      throw usageError(what, `Did you mean "${near}"?`, `Write \`${near}${kept}\`. ${help}${quote}`);
    }
    const before = given.get(name) ?? [];
    if (option.value === undefined) {
      if (text !== undefined) throw usageError(`--${name} takes no value.`, undefined, help);
      given.set(name, before);
      continue;
    }
    // A value that looks like an option means that the value is missing.
    if (text === undefined || text === '' || (!token.inlineValue && text.startsWith('-')))
      throw usageError(`--${name} needs a value.`, `Write it as --${name} ${option.value}.`, help);
    given.set(name, [...before, readValue(name, option, text)]);
  }
  const options = [...known].map(([name, { value, repeatable, excludes }]): [string, unknown] => {
    if (given.has(name) && excludes !== undefined && given.has(excludes))
      throw usageError(`--${excludes} and --${name} cannot be combined.`, undefined, 'Use one or the other.');
    const all = given.get(name);
    return [name, value === undefined ? all !== undefined : repeatable ? all : all?.at(-1)];
  });
  return { words, options: Object.fromEntries(options) };
}

/** The value as it is typed again. */
const quoted = (value: string): string => (/^[\w./:@,=+-]+$/.test(value) ? value : JSON.stringify(value));

function readValue(name: string, { oneOf, number }: OptionSpec, text: string): string | number {
  const refuse = (rule: string): Error =>
    usageError(`--${name} cannot be "${text.slice(0, 40)}".`, rule, 'Use a valid value, or omit the option.');
  if (oneOf?.includes(text) === false) throw refuse(`Valid are ${oneOf.join(', ')}.`);
  if (!number) return text;
  const { from, to, whole } = number;
  const value = Number(text);
  if (value >= from && value <= to && (!whole || Number.isInteger(value))) return value;
  throw refuse(`It must be a ${whole ? 'whole ' : ''}number from ${from} to ${to}.`);
}
