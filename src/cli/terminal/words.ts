/** Sentences are written once for both faces; on a terminal a tool's name becomes the command that does the same. */
const translations: readonly (readonly [RegExp, string])[] = [
  // "codex_login (`codex-oauth login` in a terminal)" already names the command.
  [/codex_[a-z]+(?: \{[^}]*\})? \((`codex-oauth [^`]*`)[^)]*\)/g, '$1'],
  [/codex_login \{"method":"device"\}/g, '`codex-oauth login --no-browser`'],
  [/codex_login \{"method":"browser"\}/g, '`codex-oauth login --browser`'],
  [/codex_query\b/g, '`codex-oauth ask`'],
  [/\bcodex_(login|status|clear|models)\b/g, '`codex-oauth $1`'],
  [/\breasoning_effort\b/g, '--effort'],
  [/\bas model\b/g, 'as --model'],
];

/** The sentence for somebody who types commands. */
export function forTerminal(sentence: string): string {
  return translations.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), sentence);
}
