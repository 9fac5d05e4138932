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
    const foreign = uid !== undefined && uid !== 0 && info.uid !== uid && info.uid !== 0;
    const sticky = (info.mode & 0o1000) !== 0;
    if (folder === own && foreign) return exposure(folder, `Another user (uid ${info.uid})`, false);
    if ((info.mode & 0o002) !== 0 && (folder === own || !sticky))
      return exposure(folder, 'Others', info.uid === uid && !sticky);
    if (path.dirname(folder) === folder) return undefined;
  }
  return undefined;
}

/** `mine`: the user may close it; `/tmp` and folders of others must stay as they are. */
export const exposure = (folder: string, who: string, mine = true) => ({
  what: `${who} may write to the folder ${folder}.`,
  why: 'They could put another login in place of yours.',
  fix: mine
    ? `Make it yours alone: \`chmod go-w '${folder}'\`.`
    : 'Set CODEX_OAUTH_AUTH_FILE to a file in a folder of your own.',
});
