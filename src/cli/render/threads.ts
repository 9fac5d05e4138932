import { humanSeconds } from '../../system/time.ts';
import type { ThreadListing } from '../../threads/listing.ts';
import { field } from '../terminal/clean.ts';
import type { Paint } from '../terminal/paint.ts';
import { clip } from '../terminal/width.ts';
import { renderTable } from './table.ts';

export interface ListingFacts {
  readonly paint: Paint;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly enabled: boolean;
}

const TITLE_CELLS = 60;

/** The threads used last, newest first, with what is to be known about the rest. */
export function renderListing(listing: ThreadListing, { paint, now, enabled }: ListingFacts): string {
  const { threads, total, broken } = listing;
  const lines: string[] = [];
  if (threads.length > 0) {
    const rows = threads.map((t) => [
      paint.cyan(t.id),
      `${humanSeconds((now - t.usedAt) / 1000)} ago`,
      field(t.model),
      `${t.ended ? '' : paint.yellow('… ')}${clip(field(t.title), TITLE_CELLS)}`,
    ]);
    lines.push(renderTable(['THREAD', 'USED', 'MODEL', 'BEGAN WITH'], rows, paint));
  } else if (total === 0) lines.push('There are no threads yet.');
  if (threads.some((t) => !t.ended)) {
    lines.push(paint.dim('… its last answer is still being written, or was interrupted'));
  }
  const rest = total - threads.length - broken.length;
  if (rest > 0) lines.push(paint.dim(`${rest} older; --limit ${total} shows them all`));
  for (const file of broken)
    lines.push(`${paint.yellow('!')} ${field(file)} cannot be read; it was left as it is.`);
  if (!enabled) lines.push(`${paint.yellow('!')} CODEX_OAUTH_THREADS is off: new questions are not kept.`);
  return lines.join('\n');
}

/** The list for `--json`. */
export function listingDocument({ threads, total, broken }: ThreadListing): unknown {
  return {
    threads: threads.map((t) => ({
      thread_id: t.id,
      title: t.title,
      created_at: new Date(t.createdAt).toISOString(),
      used_at: new Date(t.usedAt).toISOString(),
      model: t.model,
      bytes: t.bytes,
      ended: t.ended,
    })),
    total,
    broken,
  };
}
