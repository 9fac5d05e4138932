/** A parameter of the tool where it stands alone: a path such as `src/thread_id.ts` keeps its name. */
function parameter(name: string): RegExp {
  return new RegExp(String.raw`(?<![\w/\\.-])${name}(?![\w/\\-]|\.\w)`, 'g');
}

/** Sentences are written once for both faces; on a terminal a tool's name becomes the command that does the same. */
const translations: readonly (readonly [RegExp, string])[] = [
  // "codex_login (`codex-oauth login` in a terminal)" already names the command.
  [/codex_[a-z]+(?: \{[^}]*\})? \((`codex-oauth [^`]*`)[^)]*\)/g, '$1'],
  [/codex_login \{"method":"device"\}/g, '`codex-oauth login --no-browser`'],
  [/codex_login \{"method":"browser"\}/g, '`codex-oauth login --browser`'],
  [/codex_query\b/g, '`codex-oauth ask`'],
  [/\bcodex_(login|status|clear|models)\b/g, '`codex-oauth $1`'],
  [parameter('reasoning_effort'), '--effort'],
  [parameter('thread_id'), '--thread'],
  [parameter('system_prompt'), '--system'],
  [parameter('output_schema'), '--schema'],
  [/(allow-secret:\S+) in files\b/g, '--file $1'],
  [/\bwith files instead\b/g, 'with --file instead'],
  [/\ban entry of files\b/g, 'a value of --file'],
  [/\bentries in files and images\b/g, 'values of --file and --image'],
  [/\bas model\b/g, 'as --model'],
];

/** The sentence for somebody who types commands. */
export function forTerminal(sentence: string): string {
  return translations.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), sentence);
}
