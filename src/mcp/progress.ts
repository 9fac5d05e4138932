import type { Progress } from '../ask/question.ts';
import { visible } from '../system/visible.ts';

/** At most a few lines a second; a line repeats so that no call looks dead. Milliseconds. */
const SHORTEST_MS = 400;
const LONGEST_MS = 1_000;
/** Hosts cut a line near 200 characters (docs/hosts.md, Protocol). */
const MAX_LENGTH = 190;

/**
 * Sends what `line()` returns: at once at the first `update`, then throttled, and again while nothing changes, until
 * `stop`.
 */
export function progressLine(send: (message: string) => void, line: () => string) {
  // Not the time of day: setting the clock back would silence a call for that long.
  let last = -SHORTEST_MS;
  let due: NodeJS.Timeout | undefined;
  /** One change is waiting to be sent; later changes need no timer of their own. */
  let waiting = false;
  let stopped = false;
  const fire = (): void => {
    waiting = false;
    last = performance.now();
    send(oneLine(line()));
    due = setTimeout(fire, LONGEST_MS);
  };
  return {
    update: (): void => {
      if (stopped || waiting) return;
      waiting = true;
      clearTimeout(due);
      const wait = SHORTEST_MS - (performance.now() - last);
      if (wait > 0) due = setTimeout(fire, wait);
      else fire();
    },
    stop: (): void => {
      stopped = true;
      clearTimeout(due);
    },
  };
}

function flatten(text: string): string {
  return visible(text.replace(/[\s\u0085]+/g, ' ').trim());
}

/** Half a character (a lone surrogate) at either end, left by a cut. */
const HALVES = /^[\udc00-\udfff]|[\ud800-\udbff]$/g;

/** Text as one line without control characters, cut at its end with an ellipsis. */
export function oneLine(text: string): string {
  const flat = flatten(text);
  return flat.length <= MAX_LENGTH ? flat : `${flat.slice(0, MAX_LENGTH - 1).replace(HALVES, '')}…`;
}

/** Phases that have a text to show other than the answer. */
const TELLING = new Set<Progress['phase']>(['thinking', 'looking', 'searching', 'retrying']);
/** How much of the end of the answer or of a thought is shown. Characters. */
const TAIL = 80;
const THOUGHT = 120;

const verbs: Readonly<Record<Progress['phase'], string>> = {
  'signing in': 'checking the login',
  sending: 'sending',
  retrying: 'trying again',
  waiting: 'waiting for the model',
  thinking: 'thinking',
  looking: 'looking around',
  searching: 'searching the web',
  writing: 'writing',
};

/** A longer word is cut; otherwise little of a text without spaces would be left. Characters. */
const LONGEST_WORD = 30;

/** The last `most` characters of a text, starting at a whole word; an ellipsis replaces the rest. */
function newest(text: string, most: number, isWhole: boolean): string {
  const flat = flatten(text).replace(HALVES, '');
  if (isWhole && flat.length <= most) return flat;
  // One character more, which is a space where a word begins at the cut.
  const end = flat.slice(-most - 1);
  const start = end.slice(0, LONGEST_WORD).indexOf(' ') + 1;
  return end && `…${end.slice(start || 1).replace(HALVES, '')}`;
}

/** `writing · gpt-6.1-sol low · 12 s · ≈310 tokens · …the end of the text`. `tail` is the end of what is written. */
export function progressText(progress: Progress | undefined, elapsedMs: number, tail: string): string {
  const elapsed = `${Math.max(0, Math.round(elapsedMs / 1000))} s`;
  if (!progress) return `starting · ${elapsed}`;
  const { phase, model, effort, thought, length } = progress;
  const written = length > 0 && `≈${Math.ceil(length / 4)} tokens`;
  const about =
    (TELLING.has(phase) && newest(thought, THOUGHT, true)) || newest(tail, TAIL, length <= tail.length);
  const asked = model && [model, effort].filter(Boolean).join(' ');
  return [verbs[phase], asked, elapsed, written, about].filter(Boolean).join(' · ');
}
