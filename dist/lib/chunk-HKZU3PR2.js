import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);

// src/system/time.ts
import { setTimeout as wait } from "node:timers/promises";
var sleep = (ms, signal) => wait(ms, void 0, { signal });
function abortReason(signal) {
  return signal.reason instanceof Error ? signal.reason : new DOMException("aborted", "AbortError");
}
function anySignal(...signals) {
  return AbortSignal.any(signals.filter((s) => s !== void 0));
}
function humanSeconds(seconds) {
  const s = Math.max(0, Math.round(seconds));
  if (s < 90) return `${s} s`;
  const minutes = Math.round(s / 60);
  if (minutes < 90) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return `${Math.round(hours / 24)} days`;
}
function localTime(ms) {
  const date = new Date(ms);
  const two = (n) => String(n).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
function orAborted(work, signal) {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(abortReason(signal));
    if (signal.aborted) onAbort();
    signal.addEventListener("abort", onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}

export {
  sleep,
  abortReason,
  anySignal,
  humanSeconds,
  localTime,
  orAborted
};
