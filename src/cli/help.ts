import { VERSION } from '../system/deps.ts';
import { EXIT } from './boundary.ts';
import type { Command, Options } from './command.ts';
import type { Session } from './session.ts';
import { renderPairs, wrap, type Paint } from './text.ts';

/** Options that every command has. */
export const COMMON_OPTIONS = {
  json: { summary: 'print one JSON document on stdout' },
  raw: { summary: 'in a pipe: the text unchanged, with hidden characters' },
  help: { short: 'h', summary: 'show this help' },
  version: { short: 'V', summary: 'show the version' },
} as const;

export async function showVersion(session: Session): Promise<number> {
  session.show({ name: 'codex-oauth', version: VERSION }, `codex-oauth ${VERSION}`);
  return EXIT.ok;
}

function columns(rows: readonly (readonly [string, string])[], paint: Paint): string {
  return renderPairs(rows, paint.cyan).replaceAll(/^/gm, '  ');
}

function optionRows(options: Options): readonly (readonly [string, string])[] {
  return Object.entries(options).map(([name, { short, value, summary, repeatable }]) => [
    `${short === undefined ? '' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`,
    `${summary}${repeatable ? '; may be repeated' : ''}`,
  ]);
}

/** The page of `codex-oauth help`. */
export function renderHelp(commands: readonly Command[], paint: Paint): string {
  return [
    `${paint.bold('codex-oauth')} ${VERSION} – ask OpenAI Codex with your own ChatGPT plan`,
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
    columns(optionRows(COMMON_OPTIONS), paint),
    '',
    paint.bold('Examples'),
    '  codex-oauth login',
    '  codex-oauth ask "What does EPIPE mean?"',
    '  codex-oauth help ask',
    '',
    'Exit codes: 0 done, 1 failed, 2 usage, 3 findings of a review, 4 those of --fail-on, 130 Ctrl-C.',
    'Without a command and with a pipe on stdin it is an MCP server. Independent of OpenAI and Anthropic.',
  ].join('\n');
}

/** The page of `codex-oauth help <command>`. */
export function renderCommandHelp(spec: Command, paint: Paint, cells: number): string {
  const { name, aliases = [], summary, usage = '[options]', about = [], examples } = spec;
  const names = aliases.map((alias) => `\`${alias}\``).join(', ');
  return [
    `${paint.bold(`codex-oauth ${name}`)} – ${summary}`,
    '',
    paint.bold('Usage'),
    `  codex-oauth ${name} ${usage}`,
    ...(aliases.length === 0 ? [] : ['', `The same as \`codex-oauth ${name}\`: ${names}.`]),
    ...(about.length === 0 ? [] : ['', wrap(about.join(' '), cells)]),
    '',
    paint.bold('Options'),
    columns(optionRows({ ...spec.options, ...COMMON_OPTIONS }), paint),
    '',
    paint.bold('Examples'),
    ...examples.map((e) => `  ${e}`),
  ].join('\n');
}

/** A command for `help --json`. */
export function describe({ name, aliases = [], summary, usage = '[options]', options }: Command): unknown {
  const all = Object.entries<Options[string]>({ ...options, ...COMMON_OPTIONS });
  return { name, aliases, summary, usage, options: all.map(([option, spec]) => ({ name: option, ...spec })) };
}
