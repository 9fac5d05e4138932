import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';

/** A list of packs (gitformat-pack(5), multi-pack-index) whose only pack has another name. */
export function withPackName(list: Buffer, name: string): Buffer {
  const count = list[6] ?? 0;
  const row = (i: number) => 12 + 12 * i;
  const chunks = Array.from({ length: count }, (_, i) => {
    const id = list.subarray(row(i), row(i) + 4);
    const [from, to] = [row(i), row(i + 1)].map((at) => Number(list.readBigUInt64BE(at + 4)));
    const padded = Buffer.alloc(Math.ceil((name.length + 1) / 4) * 4);
    padded.write(name);
    return { id, body: id.toString() === 'PNAM' ? padded : list.subarray(from, to) };
  });
  let at = row(count + 1);
  const table = [...chunks, { id: Buffer.alloc(4), body: Buffer.alloc(0) }].map(({ id, body }) => {
    const entry = Buffer.alloc(12);
    id.copy(entry);
    entry.writeBigUInt64BE(BigInt(at), 4);
    at += body.length;
    return entry;
  });
  const all = Buffer.concat([list.subarray(0, 12), ...table, ...chunks.map((c) => c.body)]);
  return Buffer.concat([all, createHash('sha1').update(all).digest()]);
}

/** An index (gitformat-index(5), version 2) that takes these files for unchanged since `blob`. */
export function makeIndex(dir: string, names: readonly string[], blob: string): Buffer {
  const entries = [...names].sort().map((name) => {
    const { ctimeMs, mtimeMs, size } = statSync(`${dir}/${name}`);
    const fixed = Buffer.alloc(40);
    const seconds = [ctimeMs, 0, mtimeMs].map((ms) => Math.floor(ms / 1000));
    for (const [i, value] of [...seconds, 0, 0, 0, 0o100644, 0, 0, size].entries())
      fixed.writeUInt32BE(value, i * 4);
    const flags = Buffer.from([0, name.length]);
    const entry = Buffer.concat([fixed, Buffer.from(blob, 'hex'), flags, Buffer.from(name)]);
    return Buffer.concat([entry, Buffer.alloc(8 - (entry.length % 8))]);
  });
  const head = Buffer.alloc(12);
  head.write('DIRC');
  head.writeUInt32BE(2, 4);
  head.writeUInt32BE(entries.length, 8);
  const all = Buffer.concat([head, ...entries]);
  return Buffer.concat([all, createHash('sha1').update(all).digest()]);
}
