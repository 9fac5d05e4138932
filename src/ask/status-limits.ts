import type { StatusLimits } from '../login/status.ts';
import { windowName, type Limits, type LimitWindow } from './limits.ts';

/** The plan's limits as codex_status tells them. `now` is in milliseconds since the epoch. */
export function statusLimits(limits: Limits | undefined, now: number): StatusLimits | null {
  if (!limits) return null;
  const window = (w: LimitWindow): StatusLimits['windows'][number] => ({
    name: windowName(w.windowMinutes),
    used_percent: w.usedPercent,
    resets_at: w.resetsAt === undefined ? null : new Date(w.resetsAt * 1000).toISOString(),
  });
  const { credits } = limits;
  return {
    windows: [limits.primary, limits.secondary].filter((w) => w !== undefined).map(window),
    credits:
      credits === undefined
        ? null
        : credits.unlimited
          ? 'unlimited'
          : credits.hasCredits
            ? (credits.balance ?? 'yes')
            : 'none',
    seen_seconds_ago: Math.max(0, Math.round((now - limits.seenAt) / 1000)),
  };
}
