import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { FileFacts } from './regular-file.ts';

/**
 * The nearest folder on the way to the login file in which other users could put another file in its place, and what
 * closes it. Above the file's own folder an open one with the sticky bit is safe (`/tmp`), and owners are not looked
 * at: in a container without root all that is the system's belongs to nobody.
 */
export async function exposedFolder(file: string, { platform, uid }: FileFacts) {
  if (platform === 'win32') return undefined;
  const own = await realpath(path.dirname(file)).catch(() => undefined);
  for (let folder = own; folder !== undefined; folder = path.dirname(folder)) {
    const info = await stat(folder).catch(() => undefined);
    if (!info) return undefined;
    if (folder === own && uid !== undefined && uid !== 0 && info.uid !== uid && info.uid !== 0)
      return exposure(folder, `Another user (uid ${info.uid})`, `sudo chown ${uid}`);
    if ((info.mode & 0o002) !== 0 && (folder === own || (info.mode & 0o1000) === 0))
      return exposure(folder, 'Others');
    if (path.dirname(folder) === folder) return undefined;
  }
  return undefined;
}

export const exposure = (folder: string, who: string, command = 'chmod go-w') => ({
  what: `${who} may write to the folder ${folder}.`,
  why: 'They could put another login in place of yours.',
  fix: `Make it yours alone: \`${command} '${folder}'\`.`,
});
