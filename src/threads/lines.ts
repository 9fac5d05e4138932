import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';

const CHUNK = 262_144;
const NEWLINE = 0x0a;

/** Undefined on Windows, where `|` takes it for 0: a thread is a file of ours, never a link to somebody else's. */
const NO_FOLLOW = constants.O_NOFOLLOW;

/** Opens a file whose every write lands at its end. `create` fails where one exists already. */
export function openForAppend(file: string, create: boolean): Promise<FileHandle> {
  const making = create ? constants.O_CREAT | constants.O_EXCL : 0;
  return open(file, constants.O_RDWR | constants.O_APPEND | NO_FOLLOW | making, 0o600);
}

export function openForReading(file: string): Promise<FileHandle> {
  return open(file, constants.O_RDONLY | NO_FOLLOW);
}

/**
 * Appends whole lines with a single write, so that those of two processes stand one after the other. A line that
 * somebody's crash left torn is ended first, or it would swallow ours; where it was only on its way, a blank line comes
 * of it, which readers pass over. Not writeFile: that writes long texts in pieces.
 */
export async function appendLines(handle: FileHandle, lines: string): Promise<void> {
  const { size } = await handle.stat();
  const last = Buffer.alloc(1, NEWLINE);
  if (size > 0) await handle.read(last, 0, 1, size - 1);
  const bytes = Buffer.from(last[0] === NEWLINE ? lines : `\n${lines}`, 'utf8');
  const { bytesWritten } = await handle.write(bytes, 0, bytes.length, null);
  if (bytesWritten < bytes.length) {
    // The rest is not sent after it: another process may have written in between. The next append repairs the line.
    throw Object.assign(new Error('the system took only a part of the line'), { code: 'ENOSPC' });
  }
}

/** Calls `onLine` for every line in order, `ended` telling whether its newline was there. Linear in the file. */
export async function readLines(
  handle: FileHandle,
  onLine: (line: string, ended: boolean) => void,
): Promise<void> {
  const chunk = Buffer.allocUnsafe(CHUNK);
  let carried: Buffer[] = [];
  for (let position = 0; ; ) {
    const { bytesRead } = await handle.read(chunk, 0, CHUNK, position);
    if (bytesRead === 0) break;
    position += bytesRead;
    const filled = chunk.subarray(0, bytesRead);
    let start = 0;
    for (let at = filled.indexOf(NEWLINE); at !== -1; at = filled.indexOf(NEWLINE, start)) {
      const piece = filled.subarray(start, at);
      const line =
        carried.length === 0 ? piece.toString('utf8') : Buffer.concat([...carried, piece]).toString('utf8');
      carried = [];
      start = at + 1;
      if (line !== '') onLine(line, true);
    }
    // Copied, because the chunk is read into again.
    if (start < bytesRead) carried.push(Buffer.from(filled.subarray(start)));
  }
  if (carried.length > 0) onLine(Buffer.concat(carried).toString('utf8'), false);
}
