const WORDS =
  /example|placeholder|change[-_]?me|your[-_ ]|dummy|fake|redacted|removed|notreal|insert[-_]|replace[-_]|xxxx|\*{3}|\.{3}|…|[<>{}[\]]|\$\(|%s/i;
const SEQUENCES = ['0123456789', '1234567890', '12345678', '87654321', 'abcdefgh', 'qwertyui', 'deadbeef'];

/** Bits per character, by how often each occurs in the text itself. Pure. */
export function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) {
    const share = count / text.length;
    bits -= share * Math.log2(share);
  }
  return bits;
}

/**
 * True for a value that stands in for a secret: `sk-xxxx`, `<your key>`, `${TOKEN}`, AWS's documented EXAMPLE keys, one
 * character over and over, a run of the alphabet. Random tokens look like this once in many millions. Pure.
 */
export function isPlaceholder(value: string): boolean {
  if (WORDS.test(value) || /(.)\1{5}/.test(value)) return true;
  const lower = value.toLowerCase();
  return SEQUENCES.some((s) => lower.includes(s));
}

/** True where the value is as mixed as something that a machine drew. Short texts cannot reach high entropy. Pure. */
export function looksDrawn(value: string): boolean {
  const hex = /^[0-9a-f-]+$/i.test(value);
  const floor = hex ? 2.6 : value.length < 24 ? 2.9 : 3.3;
  return !isPlaceholder(value) && entropy(value) >= floor;
}
