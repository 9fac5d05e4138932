/** Above this a host may cut a result (docs/hosts.md, What the model sees). Characters. */
export const LARGE_ANSWER = 490_000;
/** How much of a large answer is shown; the rest of the space is for the lines after it. Characters. */
const HEAD = 480_000;

/**
 * The beginning of a text, short enough for a host to show whole; ends at a line end if one is near, and never within
 * a character.
 */
export function headOf(text: string, length = HEAD): string {
  if (text.length <= length) return text;
  const cut = text.slice(0, length);
  const line = cut.lastIndexOf('\n');
  if (line > length * 0.9) return cut.slice(0, line + 1);
  const last = cut.charCodeAt(cut.length - 1);
  return last >= 0xd800 && last <= 0xdbff ? cut.slice(0, -1) : cut;
}
