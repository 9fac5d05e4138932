/**
 * The text without control characters, newline and tab excepted: what a server sent must not move the cursor,
 * rename the window or write to the clipboard. Stripping single characters (not sequences) also works where a
 * sequence is cut in two by the stream; its harmless rest stays visible.
 */
export function stripControls(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '');
}

/** A field of a table or of a one-line message: one line, no controls, no characters that turn the reading direction. */
export function field(text: string): string {
  return stripControls(text.replace(/[\n\t\u2028\u2029]+/g, ' '))
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .trim();
}
