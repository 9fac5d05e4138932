import { COMMON_OPTIONS, type CommandSpec, type OptionSpec } from './spec.ts';
import { usageError } from './usage.ts';
import type { Paint } from './terminal/paint.ts';
import { padEnd } from './terminal/width.ts';

type AnySpec = Omit<CommandSpec<unknown>, 'read'>;

function columns(rows: readonly (readonly [string, string])[], paint: Paint): string {
  const first = Math.max(...rows.map(([left]) => left.length)) + 2;
  return rows.map(([left, right]) => `  ${paint.cyan(padEnd(left, first))}${right}`).join('\n');
}

function optionLabel({ name, short, value }: OptionSpec): string {
  return `${short === undefined ? '' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`;
}

/** The page of `codex-oauth help`. */
export function renderHelp(commands: readonly AnySpec[], version: string, paint: Paint): string {
  return [
    `${paint.bold('codex-oauth')} ${version} – ask OpenAI Codex with your own ChatGPT plan`,
    '',
    paint.bold('Usage'),
    '  codex-oauth <command> [options]',
    '',
    paint.bold('Commands'),
    columns(
      commands.map((c) => [c.name, c.summary]),
      paint,
    ),
    '',
    paint.bold('Options'),
    columns(
      [...COMMON_OPTIONS.map((o) => [optionLabel(o), o.summary] as const), ['--version', 'show the version']],
      paint,
    ),
    '',
    'Without a command, and with a pipe on stdin, it is an MCP server. `codex-oauth help <command>` shows more.',
    'Independent of OpenAI and of Anthropic.',
  ].join('\n');
}

/** The page of `codex-oauth help <command>`. */
export function renderCommandHelp(spec: AnySpec, paint: Paint): string {
  const options = [...spec.options, ...COMMON_OPTIONS];
  return [
    `${paint.bold(`codex-oauth ${spec.name}`)} – ${spec.summary}`,
    '',
    paint.bold('Usage'),
    `  codex-oauth ${spec.name}${spec.usage === '' ? '' : ` ${spec.usage}`}`,
    ...(spec.about === undefined ? [] : ['', ...spec.about]),
    '',
    paint.bold('Options'),
    columns(
      options.map((o) => [optionLabel(o), o.summary + (o.repeatable ? '; may be repeated' : '')]),
      paint,
    ),
    ...(spec.examples === undefined
      ? []
      : ['', paint.bold('Examples'), ...spec.examples.map((e) => `  ${e}`)]),
  ].join('\n');
}

/** The help as data, for `--json`. */
export function helpDocument(commands: readonly AnySpec[], topic: string | undefined): unknown {
  const describe = ({ name, summary, usage, options }: AnySpec): unknown => ({
    name,
    summary,
    usage,
    options: [...options, ...COMMON_OPTIONS],
  });
  return topic === undefined ? { commands: commands.map(describe) } : describe(specOf(commands, topic));
}

export function specOf(commands: readonly AnySpec[], topic: string): AnySpec {
  const spec = commands.find((c) => c.name === topic);
  if (!spec) throw usageError(`There is no command "${topic}".`, undefined, 'Run `codex-oauth help`.');
  return spec;
}
