import type { Progress } from '../ask/query.ts';

/** A few a second are plenty, and at least every five seconds there is a sign of life. Milliseconds. */
const SHORTEST_MS = 400;
const LONGEST_MS = 1_000;
/** Hosts cut a line near 200 characters (docs/hosts.md); an address must arrive whole all the same. */
const MAX_LENGTH = 190;

export interface ProgressLine {
  /** Says what the line should now be; it is sent when its time has come. */
  update(): void;
  stop(): void;
}

/** Sends what `line()` says, at once for the first time, then throttled; repeats it so that no call looks dead. */
export function progressLine(
  send: (message: string) => void,
  line: () => string,
  maxLength = MAX_LENGTH,
): ProgressLine {
  // Not the time of day: a clock that is set back would silence a call for as long.
  let last = -SHORTEST_MS;
  let due: NodeJS.Timeout | undefined;
  let soon = false;
  let stopped = false;
  const fire = (): void => {
    clearTimeout(due);
    if (stopped) return;
    last = performance.now();
    send(oneLine(line(), maxLength));
    due = setTimeout(fire, LONGEST_MS);
  };
  return {
    update: () => {
      const wait = SHORTEST_MS - (performance.now() - last);
      if (wait <= 0) return fire();
      if (!stopped && !soon) {
        soon = true;
        clearTimeout(due);
        due = setTimeout(() => {
          soon = false;
          fire();
        }, wait);
      }
    },
    stop: () => {
      stopped = true;
      clearTimeout(due);
    },
  };
}

function flatten(text: string): string {
  return text
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
}

/** Half a character at either end, left by a cut in the middle of it. */
const HALVES = /^[\udc00-\udfff]|[\ud800-\udbff]$/g;

/** Text as one line without control characters, cut at its end with an ellipsis. */
export function oneLine(text: string, max: number): string {
  const flat = flatten(text);
  return flat.length <= max ? flat : `${flat.slice(0, max - 1).replace(HALVES, '')}…`;
}

/** The end of a text as one line. */
function lineEnd(text: string, max: number): string {
  return flatten(text)
    .slice(1 - max)
    .replace(HALVES, '');
}

/** In these phases there is something to say besides what is written. */
const TELLING = new Set<Progress['phase']>(['thinking', 'searching', 'retrying']);
/** What of the answer's end is shown. Characters. */
const TAIL = 80;

const verbs: Readonly<Record<Progress['phase'], string>> = {
  'signing in': 'checking the login',
  sending: 'sending',
  retrying: 'trying again',
  waiting: 'waiting for the model',
  thinking: 'thinking',
  searching: 'searching the web',
  writing: 'writing',
};

/** `writing · gpt-6.1-sol low · 12 s · ≈310 tokens · …the end of the text`. `tail` is the end of what is written. */
export function progressText(progress: Progress, elapsedMs: number, tail: string): string {
  const written = progress.length > 0 ? `≈${Math.ceil(progress.length / 4)} tokens` : undefined;
  const model = progress.model ? [progress.model, progress.effort].filter(Boolean).join(' ') : undefined;
  const telling = TELLING.has(progress.phase) && progress.thought !== '';
  const about = telling ? progress.thought : tail === '' ? undefined : `…${lineEnd(tail, TAIL)}`;
  const elapsed = `${Math.max(0, Math.round(elapsedMs / 1000))} s`;
  return [verbs[progress.phase], model, elapsed, written, about].filter(Boolean).join(' · ');
}
