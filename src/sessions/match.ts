/** Between turns, and between a turn's question and its answer: bytes that no folded text contains. */
export const [TURN, ANSWER] = [0x1e, 0x1f];

/** A text as it is compared: without case, accents and forms of letters. Pure. */
export function fold(text: string): string {
  // Most texts are ASCII, where only the case counts.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII
  const plain = /^[\0-\x7f]*$/.test(text) ? text : text.normalize('NFKD').replace(/\p{M}+/gu, '');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the separators above
  return plain.toLowerCase().replace(/[\x1e\x1f]/g, ' ');
}

/** What is searched: parts that must all be in one turn. Words in quotes are one part. Pure. */
export function partsOf(query: string): readonly string[] {
  const parts = [...query.matchAll(/"([^"]+)"|[^\s"]+/g)].map((found) => fold(found[1] ?? found[0]).trim());
  return [...new Set(parts.filter((part) => part !== ''))];
}

/** What one turn is worth to a query; `turn` is its place in the thread. */
export interface Match {
  readonly turn: number;
  readonly score: number;
}

/** The length of a usual turn. Bytes. */
const USUAL = 1_500;
/** More occurrences of a part add nothing. */
const COUNTED = 8;
/** What an occurrence counts: a whole word, the beginning or end of one, within one. */
const WEIGHTS = [0.3, 0.6, 1] as const;
const IN_QUESTION = 1.5;
const PHRASE = 1.5;

const isLetter = (byte: number | undefined): boolean =>
  byte !== undefined &&
  (byte >= 0x80 || (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x30 && byte <= 0x39) || byte === 0x5f);

/** Finds the turns of a thread that contain every part. `parts` are folded. */
export function createMatcher(parts: readonly string[]) {
  const needles = parts.map((part) => Buffer.from(part)).sort((a, b) => b.length - a.length);
  const [rarest = Buffer.alloc(0), ...others] = needles;
  const phrase = parts.length > 1 ? Buffer.from(parts.join(' ')) : undefined;

  /** As BM25 does it: more occurrences count less and less, and less in a long turn. */
  const scoreOf = (turn: Buffer): number => {
    const answer = turn.indexOf(ANSWER);
    const norm = 1.2 * (0.25 + (0.75 * turn.length) / USUAL);
    let score = 0;
    for (const needle of needles) {
      let weight = 0;
      let at = turn.indexOf(needle);
      for (let n = 0; at >= 0 && n < COUNTED; n += 1) {
        const edges = Number(!isLetter(turn[at - 1])) + Number(!isLetter(turn[at + needle.length]));
        weight += (WEIGHTS[edges] ?? 0) * (at < answer ? IN_QUESTION : 1);
        at = turn.indexOf(needle, at + needle.length);
      }
      score += (weight * 2.2) / (weight + norm);
    }
    return phrase && turn.includes(phrase) ? score * PHRASE : score;
  };

  /** The matching turns of a thread's folded text. */
  function* matchesIn(text: Buffer): Generator<Match> {
    let [turn, counted] = [0, 0];
    for (let at = text.indexOf(rarest); at >= 0; ) {
      for (let end = text.indexOf(TURN, counted); end >= 0 && end < at; end = text.indexOf(TURN, counted)) {
        turn += 1;
        counted = end + 1;
      }
      const next = text.indexOf(TURN, at);
      const whole = text.subarray(counted, next < 0 ? text.length : next);
      if (others.every((needle) => whole.includes(needle))) yield { turn, score: scoreOf(whole) };
      at = next < 0 ? -1 : text.indexOf(rarest, next);
    }
  }
  return {
    matchesIn,
    /** False if nothing in these texts matches. */ mayMatch: (texts: Buffer) => texts.includes(rarest),
  };
}

/** Around a hit. Characters. */
const [BEFORE, AFTER] = [60, 120];
/** So many places of each part are compared. */
const PLACES = 100;

/** The place in a text where most of the parts are near each other, on one line; undefined if none is there. Pure. */
export function snippetOf(text: string, parts: readonly string[]): string | undefined {
  // Folding may change lengths: the place is looked for in the folded text, and mapped back by the length before it.
  const folded = fold(text);
  const places = parts.flatMap((part) => placesOf(part, folded));
  if (places.length === 0) return undefined;
  const near = (at: number): number =>
    parts.filter((part) => folded.slice(at, at + AFTER).includes(part)).length;
  const best = places.reduce((a, b) => (near(b) > near(a) ? b : a));
  const at = folded.length === text.length ? best : unfolded(text, best);
  const start = at <= BEFORE ? 0 : wordStart(text, at - BEFORE);
  const end = Math.min(text.length, at + AFTER);
  // An end may lie within a character.
  const cut = text.slice(start, end).replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, '');
  const line = cut.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  return `${start > 0 ? '…' : ''}${line}${end < text.length ? '…' : ''}`;
}

/** Where a part first stands in a text. */
function placesOf(part: string, text: string): readonly number[] {
  const places: number[] = [];
  for (
    let at = text.indexOf(part);
    at >= 0 && places.length < PLACES;
    at = text.indexOf(part, at + part.length)
  )
    places.push(at);
  return places;
}

/** The place in the text whose folded beginning has this length. */
function unfolded(text: string, length: number): number {
  let [low, high] = [0, text.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (fold(text.slice(0, middle)).length < length) low = middle + 1;
    else high = middle;
  }
  return low;
}

function wordStart(text: string, from: number): number {
  const space = text.slice(from, from + BEFORE / 2).search(/\s/);
  return space < 0 ? from : from + space + 1;
}
