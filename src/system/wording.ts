/** The reader of a sentence: in an assistant, a model or person with tools; in a terminal, a person with commands. */
export type Face = 'assistant' | 'terminal';

/** The name of each tool, command or argument in each face. Empty: that face does not have it. */
const NAMES = {
  theUser: ['the user', 'you'],
  login: ['codex_login', '`codex-oauth login`'],
  loginWithCode: ['codex_login {"method":"device"}', '`codex-oauth login --no-browser`'],
  loginWithBrowser: ['codex_login {"method":"browser"}', '`codex-oauth login --browser`'],
  loginToAccount: [
    '`codex-oauth login --account <name>` in a terminal',
    '`codex-oauth login --account <name>`',
  ],
  useAccount: ['`codex-oauth use <name>` in a terminal', '`codex-oauth use <name>`'],
  status: ['codex_status', '`codex-oauth status`'],
  models: ['codex_models', '`codex-oauth models`'],
  clear: ['codex_clear', '`codex-oauth clear`'],
  query: ['codex_query', '`codex-oauth ask`'],
  model: ['model', '--model'],
  effort: ['reasoning_effort', '--effort'],
  thread: ['thread_id', '--thread'],
  systemPrompt: ['system_prompt', '--system'],
  outputSchema: ['output_schema', '--schema'],
  verbosity: ['verbosity', '--verbosity'],
  files: ['files', '--file'],
  images: ['images', '--image'],
  approved: ['approved', '--approved'],
} as const;

type Name = keyof typeof NAMES;
/** A placeholder in a sentence that each face fills with its own word. */
export interface Term {
  readonly term: readonly [assistant: string, terminal: string];
}
/** A sentence as data: a plain string, or a list of pieces if it names a tool or an argument. */
export type Text = string | readonly (string | Term)[];

/** The terms by name: `say`Sign in with ${its.login}.`` */
export const its = Object.fromEntries(
  Object.entries(NAMES).map(([name, term]) => [name, { term }]),
) as Readonly<Record<Name, Term>>;

/** How to sign in to another provider. */
export const loginTo = (provider: string, method?: 'device' | 'browser'): Term => ({
  term: [
    `codex_login {"provider":"${provider}"${method ? `,"method":"${method}"` : ''}}`,
    `\`codex-oauth login ${provider}${method ? (method === 'device' ? ' --no-browser' : ' --browser') : ''}\``,
  ],
});

/** The same sentence about another provider than the one in force. */
export function towards(provider: string, text: Text): Text {
  const there = new Map<unknown, Term>([
    [its.login, loginTo(provider)],
    [its.loginWithCode, loginTo(provider, 'device')],
    [its.loginWithBrowser, loginTo(provider, 'browser')],
  ]);
  return typeof text === 'string' ? text : text.map((piece) => there.get(piece) ?? piece);
}

/** Text that only one face shows. */
export const onlyIn = (face: Face, words: string): Term => ({
  term: face === 'assistant' ? [words, ''] : ['', words],
});

/** `1 line`, `2 lines`. */
export function plural(n: number, one: string): string {
  return `${n} ${one}${n === 1 ? '' : 's'}`;
}

/** Builds a sentence from words, terms and other sentences. */
export function say(words: TemplateStringsArray, ...parts: readonly (Text | Term | number)[]): Text {
  const pieces = words.flatMap((word, i): readonly (string | Term)[] => {
    const part = parts[i];
    if (part === undefined) return [word];
    if (typeof part === 'object') return 'term' in part ? [word, part] : [word, ...part];
    return [word, String(part)];
  });
  return pieces.every((piece) => typeof piece === 'string') ? pieces.join('') : pieces;
}

/** The sentence in the words of `face`. */
export function inWords(text: Text, face: Face): string {
  if (typeof text === 'string') return text;
  const column = face === 'assistant' ? 0 : 1;
  return text.map((piece) => (typeof piece === 'string' ? piece : piece.term[column])).join('');
}

/** Joins sentences; skips undefined and empty ones. */
export function sentences(...texts: readonly (Text | undefined)[]): Text {
  const said = texts.filter((text) => text !== undefined && text.length > 0) as Text[];
  return said.reduce<Text>((all, text) => (all === '' ? text : say`${all} ${text}`), '');
}
