import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { FileFacts } from './regular-file.ts';

/**
 * The nearest folder on the login file's path in which other users could replace it, and how to close that folder.
 * Above the file's own folder, an open folder with the sticky bit is safe (`/tmp`). Owners are not checked there: in
 * a rootless container all system folders belong to the user `nobody`.
 */
export async function exposedFolder(file: string, { platform, uid }: FileFacts) {
  if (platform === 'win32') return undefined;
  const own = await realpath(path.dirname(file)).catch(() => undefined);
  for (let folder = own; folder !== undefined; folder = path.dirname(folder)) {
    const info = await stat(folder).catch(() => undefined);
    if (!info) return undefined;
    const foreign = uid !== undefined && uid !== 0 && info.uid !== uid && info.uid !== 0;
    const sticky = (info.mode & 0o1000) !== 0;
    if (folder === own && foreign) return exposure(folder, `Another user (uid ${info.uid})`, false);
    if ((info.mode & 0o002) !== 0 && (folder === own || !sticky))
      return exposure(folder, 'Others', info.uid === uid && !sticky);
    if (path.dirname(folder) === folder) return undefined;
  }
  return undefined;
}

/** `mine`: the user may close it; `/tmp` and other users' folders must stay as they are. */
export const exposure = (folder: string, who: string, mine = true) => ({
  what: `${who} can write to the folder ${folder}.`,
  why: 'They could replace your login with another one.',
  fix: mine
    ? `Close it to others: \`chmod go-w '${folder}'\`.`
    : 'Set CODEX_OAUTH_AUTH_FILE to a file in a folder of your own.',
});
