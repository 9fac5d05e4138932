/** One option of a command; without `value` it is a switch. */
export interface OptionSpec {
  readonly name: string;
  readonly short?: string;
  /** What the help shows for its value: `<s>`. */
  readonly value?: string;
  /** May be given more than once, each time with one value; of any other option the last one counts. */
  readonly repeatable?: true;
  readonly summary: string;
}

/** What the arguments say, after the options of the command have been told apart. */
export interface RawArguments {
  readonly words: readonly string[];
  readonly json: boolean;
  readonly has: (option: string) => boolean;
  readonly value: (option: string) => string | undefined;
  /** Every value of a repeatable option, in order; undefined where it was not given. */
  readonly values: (option: string) => readonly string[] | undefined;
}

/** A command as data: the help is made from it, and `read` turns arguments into what `run` takes. Pure. */
export interface CommandSpec<Invocation> {
  readonly name: string;
  readonly summary: string;
  /** What follows the name: `[options] "question"`. */
  readonly usage: string;
  /** Further sentences for `help <command>`. */
  readonly about?: readonly string[];
  readonly options: readonly OptionSpec[];
  readonly examples?: readonly string[];
  /** Throws usage errors. */
  read(args: RawArguments): Invocation;
}

/** Options that every command has. */
export const COMMON_OPTIONS: readonly OptionSpec[] = [
  { name: 'json', summary: 'print one JSON document on stdout' },
  { name: 'help', short: 'h', summary: 'show this help' },
];
