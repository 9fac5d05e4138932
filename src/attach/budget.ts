/** Counts what is sent. Nothing is sent that it has not granted. */
export interface Budget {
  readonly left: number;
  readonly spent: number;
  /** True where the text fits; then it counts as sent. Bytes of UTF-8. */
  take(text: string): boolean;
}

export function createBudget(total: number): Budget {
  let spent = 0;
  return {
    get left() {
      return total - spent;
    },
    get spent() {
      return spent;
    },
    take: (text) => {
      const bytes = Buffer.byteLength(text, 'utf8');
      if (bytes > total - spent) return false;
      spent += bytes;
      return true;
    },
  };
}

/** `640 bytes`, `12 kB`, `1.4 MB`: decimal, as disks and limits are. Pure. */
export function humanBytes(bytes: number): string {
  if (bytes < 1_000) return `${bytes} bytes`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1_000)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
