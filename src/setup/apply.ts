import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, mkdir, open, realpath, rename, stat, unlink } from 'node:fs/promises';
import path from 'node:path';
import { errnoOf } from '../system/errors.ts';
import { fileError, readIfThere, withRenameRetries } from '../system/files.ts';
import type { TomlValue } from './edit-toml.ts';
import type { Host } from './hosts.ts';
import { planText } from './plan.ts';

/** What was done to the file. */
export interface Applied {
  readonly action: 'written' | 'removed' | 'unchanged';
  /** The copy of the file as it was before our first change; undefined where none was made now. */
  readonly backup: string | undefined;
}

/**
 * Writes our entry into a host's configuration, or takes it out where `entry` is undefined. The file as it was is
 * kept once as `<file>.bak`; the new one takes its place in one step. Throws `local` errors.
 */
export async function applySetup(
  host: Host,
  file: string,
  entry: Readonly<Record<string, TomlValue>> | undefined,
  platform: string,
): Promise<Applied> {
  const text = await readIfThere(file).catch((error: unknown) => {
    throw fileError(error, file, 'read');
  });
  if (text === undefined && !entry) return { action: 'unchanged', backup: undefined };
  const next = planText(host, file, text ?? '', entry);
  if (next === (text ?? '')) return { action: 'unchanged', backup: undefined };
  try {
    const backup = text === undefined ? undefined : await keepOnce(file);
    await replace(file, next, platform);
    return { action: entry ? 'written' : 'removed', backup };
  } catch (error) {
    throw fileError(error, file, 'written');
  }
}

/** The first backup is the one that shows the file without us: it is never written over. */
async function keepOnce(file: string): Promise<string | undefined> {
  const backup = `${file}.bak`;
  try {
    await copyFile(file, backup, constants.COPYFILE_EXCL);
    return backup;
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return undefined;
    throw error;
  }
}

/** In one step, behind a link where there is one (dotfiles often are), with the permissions that were there. */
async function replace(file: string, text: string, platform: string): Promise<void> {
  const target = await realpath(file).catch(() => file);
  await mkdir(path.dirname(target), { recursive: true });
  const mode = await stat(target).then(
    (info) => info.mode & 0o777,
    () => 0o600,
  );
  const temporary = `${target}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    const handle = await open(temporary, 'wx', mode);
    try {
      await handle.chmod(mode).catch(() => {});
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await withRenameRetries(() => rename(temporary, target), platform);
  } catch (error) {
    await unlink(temporary).catch(() => {});
    throw error;
  }
}
