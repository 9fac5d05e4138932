import { constants, type Stats } from 'node:fs';
import { access, lstat, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import { exposedFolder, exposure } from '../login/folder.ts';
import { openStorage } from '../login/storage.ts';
import { describeStore } from '../login/tokens.ts';
import type { Settings } from '../settings.ts';
import { projectSettings } from '../settings-project.ts';
import type { Deps } from '../system/deps.ts';
import { fileError } from '../system/files.ts';
import { humanSeconds } from '../system/time.ts';
import { fail, failedWith, note, ok, warn, type Finding } from './finding.ts';

export type FileFacts = Awaited<ReturnType<typeof gatherFiles>>;

/** Below this the disk will soon be full, or a login may not fit. Bytes. */
const SCARCE_BYTES = 50 * 1024 * 1024;
const NONE_BYTES = 64 * 1024;

/** The login file and its surroundings. Modes are recorded before the file is read, because reading tightens them. */
export async function gatherFiles(settings: Settings, d: Deps) {
  const storage = openStorage(settings, { ...d, allowed: () => projectSettings(d).refuse() });
  const { authFile, loginPlace } = settings;
  const folder = path.dirname(authFile);
  const [at, folderAt] = [await look(lstat(authFile)), await look(stat(folder))];
  const existing = await nearest(folder);
  return {
    authFile,
    loginPlace,
    folder,
    at,
    folderAt,
    exposed: await exposedFolder(authFile, d),
    store: await describeStore(storage, d),
    /** True if the folder, or the nearest existing one, is not writable. */
    refused: await access(path.join(existing, '.'), constants.W_OK | constants.X_OK).then(
      () => undefined,
      (error: unknown) => fileError(error, existing, 'written'),
    ),
    freeBytes: await statfs(existing).then(
      ({ bavail, bsize }) => bavail * bsize,
      () => undefined,
    ),
    now: d.now(),
    platform: d.platform,
    uid: d.uid,
  };
}

/** The owner, the mode and the time of a path; undefined if it does not exist. */
function look(stats: Promise<Stats>): Promise<Pick<Stats, 'mode' | 'uid' | 'mtimeMs'> | undefined> {
  return stats.then(
    ({ mode, uid, mtimeMs }) => ({ mode, uid, mtimeMs }),
    () => undefined,
  );
}

/** The nearest existing folder, in which the missing ones will be created. */
async function nearest(folder: string): Promise<string> {
  const up = path.dirname(folder);
  return up === folder || (await look(lstat(folder))) ? folder : nearest(up);
}

export function judgeFiles(facts: FileFacts): readonly Finding[] {
  return [
    checkAuthFile(facts),
    checkPermissions(facts),
    checkFolder(facts),
    checkLock(facts),
    checkJournal(facts),
    checkDisk(facts),
  ].filter((f) => f !== undefined);
}

function checkAuthFile({ loginPlace: at, store: { state } }: FileFacts): Finding {
  switch (state.kind) {
    case 'broken':
      return failedWith('auth_file', state.error);
    case 'absent':
      return note('auth_file', `There is no login in ${at}.`);
    case 'no-login':
      return note('auth_file', `${at} is valid but has no codex login.`);
    case 'login':
      return ok('auth_file', `${at} is readable and contains a login.`);
  }
}

function checkPermissions({ at, authFile, platform }: FileFacts): Finding | undefined {
  if (!at || (at.mode & constants.S_IFMT) !== constants.S_IFREG || platform === 'win32') return undefined;
  if ((at.mode & 0o077) === 0) return ok('permissions', 'Only you can read the login file.');
  return warn(
    'permissions',
    `Others could read ${authFile} (mode 0${(at.mode & 0o777).toString(8)}).`,
    'It is now 0600, if the disk stores permissions. A Windows disk under WSL does not.',
    'If other people use this machine, sign out and in again (`codex-oauth clear`, then `codex-oauth login`), with CODEX_OAUTH_AUTH_FILE in your Linux home folder under WSL.',
  );
}

function checkFolder({ folder, folderAt: at, exposed, refused, platform }: FileFacts): Finding {
  if (refused) return failedWith('folder', refused);
  if (!at) return note('folder', `The folder ${folder} does not exist yet; the first login creates it.`);
  const group = platform !== 'win32' && (at.mode & 0o020) !== 0;
  const open = exposed ?? (group ? exposure(folder, 'Others in your group') : undefined);
  return open
    ? warn('folder', open.what, open.why, open.fix)
    : ok('folder', `The folder ${folder} is writable.`);
}

function checkLock({ store: { holder }, now }: FileFacts): Finding {
  if (holder?.verdict !== 'alive') return ok('lock', 'No process is renewing the login.');
  const who = holder.pid === undefined ? 'Another process' : `The process with pid ${holder.pid}`;
  const since = holder.since === undefined ? '' : `, for ${humanSeconds((now - holder.since) / 1000)}`;
  const what = `${who} is renewing the login${since}.`;
  return note('lock', what, 'Other processes wait for it for a few seconds.');
}

function checkJournal({ store: { holder, journal }, loginPlace: at, now }: FileFacts): Finding {
  const ask = 'Ask something (`codex-oauth ask "hello"`)';
  if (journal?.says === 'answer') {
    const what = `A renewed login is in ${at}.journal, but not yet in ${at}.`;
    return note('journal', what, undefined, `${ask}: that saves it there.`);
  }
  if (journal?.says !== 'nothing' || holder?.verdict === 'alive')
    return ok('journal', 'No renewal was interrupted.');
  const what = `A renewal of the login was interrupted ${humanSeconds((now - journal.startedAt) / 1000)} ago.`;
  const why = 'The process that started it got no answer.';
  return note('journal', what, why, `${ask}. If the login is then refused: \`codex-oauth login\`.`);
}

function checkDisk({ freeBytes, folder }: FileFacts): Finding | undefined {
  if (freeBytes === undefined) return undefined;
  if (freeBytes >= SCARCE_BYTES) return ok('disk', 'The disk has enough space.');
  const why = `The folder ${folder} has ${Math.floor(freeBytes / 1024 / 1024)} MB left.`;
  return freeBytes < NONE_BYTES
    ? fail('disk', 'The disk is full.', `${why} A renewed login could not be saved.`, 'Free some space.')
    : warn('disk', 'The disk is nearly full.', why, 'Free some space.');
}
