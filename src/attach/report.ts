import { plural, type Face } from '../system/wording.ts';
import { ALLOW_SECRET } from './entry.ts';
import { firstOf, humanBytes, type Attached, type Gathered, type LeftOut } from './gathering.ts';

/** Paths named in one line under an answer. */
const SHOWN = 8;

const list = (items: readonly LeftOut[]): string =>
  firstOf(
    SHOWN,
    items.map((o) => `${o.path} (${o.reason})`),
  ).join(', ');

const reason = (o: LeftOut): string => `- ${o.path}: ${o.reason}`;

/** `3 files, a diff of 2 files, 1 image (12 kB, about 3000 tokens)`. */
function summary({ attached, bytes, tokens }: Gathered): string {
  const of = (kind: Attached['kind'], before: string, one: string): readonly string[] => {
    const n = attached.filter((a) => a.kind === kind).length;
    return n === 0 ? [] : [before + plural(n, one)];
  };
  const parts = [...of('file', '', 'file'), ...of('diff', 'a diff of ', 'file'), ...of('image', '', 'image')];
  return `${parts.join(', ') || 'nothing'} (${humanBytes(bytes)}, about ${plural(tokens, 'token')})`;
}

const OVERRIDE: Readonly<Record<Face, string>> = {
  assistant: `To ask the user about one: ${ALLOW_SECRET}<path> in files`,
  terminal: `To decide about one: --file ${ALLOW_SECRET}<path>`,
};

/** The lines under an answer: what was attached, what was withheld and left out. Short, one line each. Pure. */
export function renderReport(gathered: Gathered, face: Face): readonly string[] {
  const { attached, withheld, omitted, notes } = gathered;
  const lines = [`attached: ${summary(gathered)}`];
  const opened = attached.filter((a) => a.secretAllowed).map((a) => a.path);
  if (opened.length > 0) lines.push(`sent despite the secret guard: ${opened.join(', ')}`);
  if (withheld.length > 0) lines.push(`withheld by the secret guard: ${list(withheld)}. ${OVERRIDE[face]}.`);
  if (omitted.length > 0) lines.push(`left out: ${list(omitted)}`);
  return [...lines, ...notes];
}

function row(a: Attached): string {
  const lines = a.kind === 'diff' ? `${plural(a.lines, 'line')} of diff` : a.span;
  const about = [a.kind, lines, humanBytes(a.bytes), a.secretAllowed && 'secret guard overridden'];
  return `- ${a.path}: ${about.filter(Boolean).join(', ')}`;
}

/**
 * Everything that would and would not be sent, after the caller's lines (model, thread, prompt length) and before its
 * `texts`: parts word for word; images and parts sent despite the guard only by size. Nothing is cut. `gathered` is
 * undefined if nothing was named. Pure.
 */
export function renderDryRun(
  gathered: Gathered | undefined,
  head: readonly string[],
  texts: readonly string[] = [],
): string {
  const out = ['Dry run: nothing was sent.', ...head, ''];
  out.push(`Would be attached: ${gathered ? summary(gathered) : 'nothing'}`);
  if (!gathered) return [...out, ...texts].join('\n');
  const { attached, withheld, omitted, notes, parts, letOut } = gathered;
  out.push(...attached.map(row), ...notes);
  if (withheld.length > 0) {
    const how = `named as ${ALLOW_SECRET}<path>, one is sent with consent`;
    out.push('', `Withheld by the secret guard (${how}):`, ...withheld.map(reason));
  }
  if (omitted.length > 0) out.push('', 'Left out:', ...omitted.map(reason));
  out.push(...texts);
  for (const part of parts) {
    const image = part.type === 'input_image';
    const held = letOut.find((one) => one.part === part);
    if (held) out.push('', `[${held.path}, not shown: ${held.reason}]`);
    else out.push('', image ? `[image, ${humanBytes(part.image_url.length)} as sent]` : part.text);
  }
  return out.join('\n');
}

/** What was attached, for the receipt in `_meta`: paths, sizes and reasons, no content. Pure. */
export function attachmentReceipt(gathered: Gathered) {
  return {
    attached: gathered.attached.map(({ path, kind, lines, bytes, secretAllowed }) => {
      return { path, kind, lines, bytes, ...(secretAllowed ? { secret_allowed: true } : {}) };
    }),
    withheld: gathered.withheld,
    omitted: gathered.omitted,
    bytes: gathered.bytes,
    estimated_tokens: gathered.tokens,
  };
}
