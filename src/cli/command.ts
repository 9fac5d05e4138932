import { AppError } from '../system/errors.ts';
import { nearest } from '../system/nearest.ts';
import { EXIT } from './boundary.ts';
import type { Session } from './session.ts';

/** One option of a command; without `value` it is a switch. */
export interface OptionSpec {
  readonly summary: string;
  readonly short?: string;
  /** The value's placeholder in the help: `<s>`. */
  readonly value?: string;
  /** May be given more than once, each time with one value; of any other option the last one counts. */
  readonly repeatable?: true;
  /** The allowed values. */
  readonly oneOf?: readonly string[];
  /** The value is a number within these bounds. */
  readonly number?: { readonly from: number; readonly to: number; readonly whole?: true };
  /** Another option that it cannot be given with. */
  readonly excludes?: string;
}

type Value<O> = O extends { readonly repeatable: true }
  ? readonly string[] | undefined
  : O extends { readonly number: object }
    ? number | undefined
    : O extends { readonly oneOf: readonly (infer Word)[] }
      ? Word | undefined
      : O extends { readonly value: string }
        ? string | undefined
        : boolean;

export type Options = Readonly<Record<string, OptionSpec>>;
type Given<O> = { readonly [Name in keyof O]: Value<O[Name]> };

/** A command as data; the help and the parser use it. */
interface Spec<O extends Options, Asked> {
  readonly name: string;
  /** Other names that users type; the help lists them. */
  readonly aliases?: readonly string[];
  readonly summary: string;
  /** What follows the name: `[options] "question"`; only options unless given. */
  readonly usage?: string;
  /** Further sentences for `help <command>`. */
  readonly about?: readonly string[];
  readonly options: O;
  readonly examples: readonly string[];
  /** How many words it accepts; none by default. */
  readonly mostWords?: number;
  /** Reads the arguments. Throws usage errors. Pure. */
  read(words: readonly string[], options: Given<O>): Asked;
  /** Runs the command and resolves with the exit code if it is not 0. */
  run(session: Session, asked: Asked): Promise<number | undefined>;
}

/** A parsed command line, ready to run. */
export interface Invocation {
  readonly command: string;
  readonly asked: unknown;
  run(session: Session): Promise<number>;
}

export interface Command extends Omit<Spec<Options, unknown>, 'read' | 'run'> {
  /** Throws usage errors. Pure. */
  bind(words: readonly string[], options: Readonly<Record<string, unknown>>): Invocation;
}

/** Connects the result type of `read` to `run`, so that a list of commands needs no casts. */
export function command<const O extends Options, Asked>({ read, run, ...spec }: Spec<O, Asked>): Command {
  return {
    ...spec,
    bind: (words, options) => {
      // The parser has read every value by the specification that the type comes from.
      const asked = read(words, options as Given<O>);
      return { command: spec.name, asked, run: async (session) => (await run(session, asked)) ?? EXIT.ok };
    },
  };
}

export function usageError(what: string, why: string | undefined, fix: string): AppError {
  return new AppError({ kind: 'input', code: 'usage', what, why, fix });
}

/** Rejects a word that is not in `names`: suggests the nearest one with `command`, or else lists all. */
export function noSuch(
  what: string,
  word: string,
  names: readonly string[],
  { command, otherwise }: { readonly command: string; readonly otherwise: string },
): AppError {
  const near = nearest(word, names);
  if (near === undefined) return usageError(what, `Valid are ${names.join(', ')}.`, otherwise);
  return usageError(what, `Did you mean "${near}"?`, `Run \`${command} ${near}\`.`);
}

/** The subcommand that a word names. Throws a usage error that names the nearest one. */
export function actionNamed<const A extends string>(word: string, name: string, actions: readonly A[]): A {
  const action = actions.find((a) => a === word);
  if (action) return action;
  throw noSuch(`${name} has no subcommand "${word.slice(0, 40)}".`, word, actions, {
    command: `codex-oauth ${name}`,
    otherwise: `Run \`codex-oauth help ${name}\`.`,
  });
}

/** Rejects a surplus word. */
export function unexpected(word: string, name: string): AppError {
  const fix = `Remove it; \`codex-oauth help ${name}\` shows the arguments.`;
  return usageError(`Unexpected argument "${word.slice(0, 40)}".`, undefined, fix);
}

/** The command of this name. Throws a usage error that names the nearest one. */
export function commandNamed(commands: readonly Command[], name: string): Command {
  const found = commands.find((c) => c.name === name || c.aliases?.includes(name));
  if (found) return found;
  const names = commands.map((c) => c.name);
  const typed = [...names, ...commands.flatMap(({ aliases = [] }) => aliases)];
  const known = nearest(name, typed) ? typed : names;
  const otherwise = 'To ask a question: `codex-oauth ask "…"`. For everything else: `codex-oauth help`.';
  throw noSuch(`codex-oauth has no command "${name.slice(0, 40)}".`, name, known, {
    command: 'codex-oauth',
    otherwise,
  });
}
