import type { StreamSink } from '../reply.ts';
import type { Step } from './events.ts';

export interface StreamOptions {
  readonly deltaDelayMs: number;
  /** Ends lines with CR LF and writes in chunks of a few bytes, so that characters and lines are torn apart. */
  readonly torn: boolean;
}

/** Plays the steps. One event is one write: `event:` line, `data:` line, blank line (docs/wire.md 7.1). */
export async function playSteps(
  steps: readonly Step[],
  sink: StreamSink,
  options: StreamOptions,
): Promise<void> {
  for (const step of steps) {
    if (sink.gone) return;
    switch (step.do) {
      case 'event':
        if (step.paced && options.deltaDelayMs > 0) await sink.sleep(options.deltaDelayMs);
        await writeTorn(frame(step.event, options.torn ? '\r\n' : '\n'), sink, options.torn);
        break;
      case 'raw':
        await writeTorn(step.text, sink, options.torn);
        break;
      case 'wait':
        await sink.sleep(step.ms);
        break;
      case 'cut':
        sink.cut();
        return;
      case 'stall':
        await sink.stall();
        return;
    }
  }
}

function frame(event: { readonly type: string }, newline: string): string {
  return `event: ${event.type}${newline}data: ${JSON.stringify(event)}${newline}${newline}`;
}

async function writeTorn(text: string, sink: StreamSink, torn: boolean): Promise<void> {
  if (!torn) return sink.write(text);
  const bytes = Buffer.from(text);
  for (let start = 0; start < bytes.length; start += 7) {
    await sink.write(bytes.subarray(start, start + 7));
    // A turn of the loop, or the system joins the pieces again.
    await sink.sleep(0);
  }
}
