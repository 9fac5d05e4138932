/** `1.2.3`, with anything after the third number ignored; undefined when it is not a version. */
export function parseVersion(text: string): readonly [number, number, number] | undefined {
  const match = /^(\d+)\.(\d+)\.(\d+)(?:[-+].*)?$/.exec(text);
  return match ? [Number(match[1]), Number(match[2]), Number(match[3])] : undefined;
}

/** True when `version` is older than `minimum`. An invalid version counts as older than everything. */
export function isBelow(version: string, minimum: string): boolean {
  const left = parseVersion(version);
  const right = parseVersion(minimum);
  if (!right) return false;
  if (!left) return true;
  for (const [index, part] of right.entries()) {
    const difference = (left[index] ?? 0) - part;
    if (difference !== 0) return difference < 0;
  }
  return false;
}

/** The client's version: the `version` header, else the first one named in User-Agent (docs/wire.md 6.4). */
export function clientVersion(headers: Readonly<Record<string, string>>): string {
  const named = headers['version'];
  if (named !== undefined) return named;
  return /^[^/\s]+\/(\d+\.\d+\.\d+)/.exec(headers['user-agent'] ?? '')?.[1] ?? '';
}
