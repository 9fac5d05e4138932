import type { Face } from '../system/wording.ts';
import { humanBytes } from './budget.ts';
import { ALLOW_SECRET } from './entry.ts';
import type { Attached, Gathered, LeftOut } from './types.ts';

const SHOWN = 8;

function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

function list(items: readonly LeftOut[], max: number): string {
  const shown = items.slice(0, max).map((o) => `${o.path} (${o.reason})`);
  return [...shown, ...(items.length > max ? [`and ${items.length - max} more`] : [])].join(', ');
}

/** `3 files, a diff of 2 files, 1 image`. Pure. */
function summary(attached: readonly Attached[]): string {
  const of = (kind: Attached['kind']): number => attached.filter((a) => a.kind === kind).length;
  const parts = [
    of('file') > 0 ? count(of('file'), 'file') : '',
    of('diff') > 0 ? `a diff of ${count(of('diff'), 'file')}` : '',
    of('image') > 0 ? count(of('image'), 'image') : '',
  ].filter(Boolean);
  return parts.length === 0 ? 'nothing' : parts.join(', ');
}

/** The lines under an answer: what was attached, what was withheld and left out. Short, one line each. Pure. */
export function renderReport(gathered: Gathered, face: Face): readonly string[] {
  const { attached, withheld, omitted, notes } = gathered;
  const size = humanBytes(gathered.bytes + gathered.imageBytes);
  const lines = [`attached: ${summary(attached)} (${size}, about ${gathered.tokens} tokens)`];
  const opened = attached.filter((a) => a.secretAllowed).map((a) => a.path);
  if (opened.length > 0) lines.push(`sent although secret, as asked: ${opened.join(', ')}`);
  if (withheld.length > 0)
    lines.push(
      `withheld by the secret guard: ${list(withheld, SHOWN)}. ${face === 'assistant' ? `Only if the user wants one sent: ${ALLOW_SECRET}<path> in files` : `To send one all the same: --file ${ALLOW_SECRET}<path>`}.`,
    );
  if (omitted.length > 0) lines.push(`left out: ${list(omitted, SHOWN)}`);
  return [...lines, ...notes];
}

function row(a: Attached): string {
  const lines =
    a.kind === 'image'
      ? ''
      : a.kind === 'diff'
        ? `${count(a.lines, 'line')} of diff, `
        : a.totalLines === 0
          ? 'empty, '
          : `lines ${a.firstLine ?? 1}-${a.lastLine ?? a.lines} of ${a.totalLines ?? a.lines}, `;
  return `- ${a.path}: ${a.kind}, ${lines}${humanBytes(a.bytes)}${a.secretAllowed ? ', secret guard overridden' : ''}`;
}

export interface DryRunOptions {
  /** Further lines of the caller's: model, effort, thread, prompt length. */
  readonly head?: readonly string[];
  /** Adds the parts word for word, as they would be sent; images as their size. */
  readonly content?: boolean;
}

/** The whole of what would be sent and what would not. Nothing is cut. Pure. */
export function renderDryRun(gathered: Gathered, options: DryRunOptions = {}): string {
  const { attached, withheld, omitted, notes } = gathered;
  const size = humanBytes(gathered.bytes + gathered.imageBytes);
  const out = ['Dry run: nothing was sent.', ...(options.head ?? [])];
  out.push('', `Would be attached: ${summary(attached)} (${size}, about ${gathered.tokens} tokens)`);
  out.push(...attached.map(row), ...notes);
  if (withheld.length > 0) {
    out.push('', `Withheld by the secret guard (${ALLOW_SECRET}<path> in files overrides it for one file):`);
    out.push(...withheld.map((o) => `- ${o.path}: ${o.reason}`));
  }
  if (omitted.length > 0) out.push('', 'Left out:', ...omitted.map((o) => `- ${o.path}: ${o.reason}`));
  if (options.content) {
    for (const part of gathered.parts)
      out.push(
        '',
        part.type === 'input_text' ? part.text : `[image, ${humanBytes(part.image_url.length)} as sent]`,
      );
  }
  return out.join('\n');
}

/** What was attached, for the receipt in `_meta`: paths, sizes and reasons, no content. Pure. */
export function attachmentReceipt(gathered: Gathered): Readonly<Record<string, unknown>> {
  return {
    attached: gathered.attached.map((a) => ({
      path: a.path,
      kind: a.kind,
      lines: a.lines,
      bytes: a.bytes,
      ...(a.secretAllowed ? { secret_allowed: true } : {}),
    })),
    withheld: gathered.withheld,
    omitted: gathered.omitted,
    bytes: gathered.bytes + gathered.imageBytes,
    estimated_tokens: gathered.tokens,
  };
}
