import { humanSeconds } from '../system/time.ts';
import type { FileFacts, MachineFacts, Neighbour } from './facts.ts';
import { fail, note, ok, warn, type Finding } from './finding.ts';

/** A refresh takes seconds; whatever is older than this was left behind. Milliseconds. */
const STALE_MS = 120_000;
const OLD_MS = 3_600_000;
const SCARCE_BYTES = 50 * 1024 * 1024;
const NONE_BYTES = 64 * 1024;

const quoted = (path: string): string =>
  /^[\w./~:@-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;

export function checkFolder(files: FileFacts, { uid, platform }: MachineFacts): Finding {
  const { folder, folderPath: at } = files;
  const elsewhere = 'or set CODEX_OAUTH_AUTH_FILE to a file elsewhere';
  if (files.notWritable !== undefined)
    return fail('folder', `The folder ${folder} cannot be written to.`, {
      why: `${files.notWritable} A renewed login could not be kept.`,
      mend: `Make it yours (\`ls -ld ${quoted(folder)}\` shows what it is), ${elsewhere}.`,
    });
  if (!at) return note('folder', `The folder ${folder} does not exist yet; it is made with the first login.`);
  if (platform !== 'win32' && (at.mode & 0o022) !== 0)
    return warn('folder', `Others may write to the folder ${folder}.`, {
      why: 'They could put another login in place of yours.',
      mend: `Take that away with \`chmod go-w ${quoted(folder)}\`.`,
    });
  if (uid !== undefined && uid !== 0 && at.uid !== undefined && at.uid !== uid && at.uid !== 0)
    return warn('folder', `The folder ${folder} belongs to another user (uid ${at.uid}).`, {
      mend: `Take it over (\`sudo chown ${uid} ${quoted(folder)}\`), ${elsewhere}.`,
    });
  return ok('folder', `The folder ${folder} can be written to.`);
}

export function checkAuthFile({ authFile, state }: FileFacts): Finding {
  switch (state.kind) {
    case 'broken':
      return fail('auth_file', state.error.what, { why: state.error.why, mend: state.error.mend });
    case 'absent':
      return note('auth_file', `There is no login file at ${authFile}.`);
    case 'no-login':
      return note('auth_file', `${authFile} is whole, but holds no login of ours.`);
    case 'login':
      return ok('auth_file', `${authFile} is whole and holds a login.`);
  }
}

/** The mode as it was before anybody read the file: reading tightens it. */
export function checkPermissions(files: FileFacts, m: MachineFacts): readonly Finding[] {
  const { path: at, authFile } = files;
  if (at?.kind !== 'file' || m.platform === 'win32') return [];
  if (m.wsl && /^\/mnt\/[a-z]\//i.test(authFile))
    return [
      warn('permissions', `${authFile} is on a Windows disk, which keeps no permissions for Linux.`, {
        why: 'Other users of this machine may be able to read the login.',
        mend: 'Set CODEX_OAUTH_AUTH_FILE to a file in the Linux home folder and sign in again.',
      }),
    ];
  if ((at.mode & 0o077) === 0) return [ok('permissions', 'Only you can read the login file.')];
  return [
    warn('permissions', `Others could read ${authFile} (mode 0${(at.mode & 0o777).toString(8)}).`, {
      why: 'Where it was possible, it has been changed to 0600 just now.',
      mend: 'If somebody else uses this machine, sign out and in again: `codex-oauth clear`, then `codex-oauth login`.',
    }),
  ];
}

const isLock = ({ name }: Neighbour): boolean => /\.lock(?:\.\d+)?$/.test(name);
const isTemporary = ({ name }: Neighbour): boolean =>
  !isLock({ name } as Neighbour) && !/\.(intent|refused)$/.test(name);

export function checkLock({ neighbours }: FileFacts): Finding {
  const locks = neighbours.filter(isLock);
  const age = (n: Neighbour): string => humanSeconds(n.ageMs / 1000);
  const stale = locks.filter((n) => n.ageMs > STALE_MS || (n.pid !== undefined && !n.alive));
  const [first] = stale;
  if (first)
    return note('lock', `A lock from an unfinished renewal is ${age(first)} old.`, {
      why: `${first.path} was left by a process that ended${first.pid === undefined ? '' : ` (pid ${first.pid})`}. The next renewal passes it over.`,
    });
  const [held] = locks;
  if (held)
    return note(
      'lock',
      `The login is being renewed${held.pid === undefined ? '' : ` by the process with pid ${held.pid}`}, for ${age(held)}.`,
      { why: 'Others wait for it; that takes seconds.' },
    );
  return ok('lock', 'Nobody holds the lock of the login.');
}

export function checkJournal({ neighbours }: FileFacts): readonly Finding[] {
  const intent = neighbours.find((n) => n.name.endsWith('.intent'));
  if (!intent || (intent.alive && intent.ageMs < STALE_MS))
    return [ok('journal', 'No renewal was interrupted.')];
  return [
    warn('journal', `A renewal of the login was interrupted ${humanSeconds(intent.ageMs / 1000)} ago.`, {
      why: 'Its answer may have been lost, and with it the only valid token.',
      mend: 'Ask something (`codex-oauth ask "hello"`): that tries again. If it is refused, `codex-oauth login`.',
    }),
  ];
}

export function checkLeftovers({ neighbours, authFile }: FileFacts): readonly Finding[] {
  const old = neighbours.filter((n) => isTemporary(n) && n.ageMs > OLD_MS);
  if (old.length === 0) return [];
  return [
    warn(
      'leftovers',
      `${old.length === 1 ? 'One file was' : `${old.length} files were`} left behind beside ${authFile}.`,
      {
        why: 'Writers that were killed did not remove them; they may hold old tokens.',
        mend: `Remove them: \`rm ${old.map((n) => quoted(n.path)).join(' ')}\`.`,
      },
    ),
  ];
}

export function checkDisk({ freeBytes, folder }: FileFacts): readonly Finding[] {
  if (freeBytes === undefined) return [];
  const left = `${Math.floor(freeBytes / 1024 / 1024)} MB`;
  const mend = 'Free some space.';
  if (freeBytes < NONE_BYTES)
    return [
      fail('disk', `The disk of ${folder} is full.`, { why: 'A renewed login could not be kept.', mend }),
    ];
  if (freeBytes < SCARCE_BYTES)
    return [warn('disk', `The disk of ${folder} has only ${left} left.`, { mend })];
  return [ok('disk', 'There is room on the disk.')];
}
