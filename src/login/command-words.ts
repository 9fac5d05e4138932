import { parseJson } from '../system/json.ts';

/**
 * The words of a command: a JSON list, or words with spaces between and quotes around those that have spaces. No shell
 * reads it, so nothing else has a meaning. Undefined if a quote stays open.
 */
export function commandWords(text: string): readonly string[] | undefined {
  const listed = text.startsWith('[') ? parseJson(text) : undefined;
  if (text.startsWith('['))
    return Array.isArray(listed) && listed.length > 0 && listed.every((word) => typeof word === 'string')
      ? listed
      : undefined;
  const words: string[] = [];
  const rest = text.replace(/\s*((?:"[^"]*"|'[^']*'|[^\s"'])+)/g, (_, word: string) => {
    words.push(word.replace(/"([^"]*)"|'([^']*)'/g, (_whole, a?: string, b?: string) => a ?? b ?? ''));
    return '';
  });
  return rest.trim() === '' && words.length > 0 ? words : undefined;
}
