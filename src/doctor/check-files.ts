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
      fix: `Make it yours (\`ls -ld ${quoted(folder)}\` shows what it is), ${elsewhere}.`,
    });
  if (!at) return note('folder', `The folder ${folder} does not exist yet; it is made with the first login.`);
  if (platform !== 'win32' && (at.mode & 0o022) !== 0)
    return warn('folder', `Others may write to the folder ${folder}.`, {
      why: 'They could put another login in place of yours.',
      fix: `Take that away with \`chmod go-w ${quoted(folder)}\`.`,
    });
  if (uid !== undefined && uid !== 0 && at.uid !== undefined && at.uid !== uid && at.uid !== 0)
    return warn('folder', `The folder ${folder} belongs to another user (uid ${at.uid}).`, {
      fix: `Take it over (\`sudo chown ${uid} ${quoted(folder)}\`), ${elsewhere}.`,
    });
  return ok('folder', `The folder ${folder} can be written to.`);
}

export function checkAuthFile({ authFile, state }: FileFacts): Finding {
  switch (state.kind) {
    case 'broken':
      return fail('auth_file', state.error.what, { why: state.error.why, fix: state.error.fix });
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
        fix: 'Set CODEX_OAUTH_AUTH_FILE to a file in the Linux home folder and sign in again.',
      }),
    ];
  if ((at.mode & 0o077) === 0) return [ok('permissions', 'Only you can read the login file.')];
  return [
    warn('permissions', `Others could read ${authFile} (mode 0${(at.mode & 0o777).toString(8)}).`, {
      why: 'Where it was possible, it has been changed to 0600 just now.',
      fix: 'If somebody else uses this machine, sign out and in again: `codex-oauth clear`, then `codex-oauth login`.',
    }),
  ];
}

const isLock = ({ name }: Neighbour): boolean => /\.lock(?:\.\d+)?$/.test(name);
const isTemporary = ({ name }: Neighbour): boolean => name.endsWith('.tmp');

/** The lock files are the journal too: what a process was doing when it died stands in its own. */
export function checkLock({ neighbours }: FileFacts): readonly Finding[] {
  const locks = neighbours.filter(isLock);
  const ago = (n: Neighbour): string => humanSeconds(n.ageMs / 1000);
  const unsaved = locks.find((n) => n.alive && n.lock?.state === 'unsaved');
  const held = locks.find((n) => n.alive && n.lock?.state === 'working' && n.ageMs < STALE_MS);
  const [lost] = locks.filter((n) => n !== unsaved && n !== held);
  return [
    unsaved
      ? warn(
          'lock',
          `A renewed login lives in the memory of the process with pid ${unsaved.lock?.pid} only.`,
          {
            why: 'The disk refused it.',
            fix: 'Make the folder writable and let that program run on: it writes the login at the next chance.',
          },
        )
      : held
        ? note(
            'lock',
            `The login is being renewed by the process with pid ${held.lock?.pid}, for ${ago(held)}.`,
            {
              why: 'Others wait for it; that takes seconds.',
            },
          )
        : ok('lock', 'Nobody holds the lock of the login.'),
    lost
      ? note('journal', `A renewal of the login was interrupted ${ago(lost)} ago.`, {
          why: `${lost.path} was left by a process that did not finish. The next renewal passes it over.`,
          fix: 'Ask something (`codex-oauth ask "hello"`): that tries again. If it is refused, `codex-oauth login`.',
        })
      : ok('journal', 'No renewal was interrupted.'),
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
        fix: `Remove them: \`rm ${old.map((n) => quoted(n.path)).join(' ')}\`.`,
      },
    ),
  ];
}

export function checkDisk({ freeBytes, folder }: FileFacts): readonly Finding[] {
  if (freeBytes === undefined) return [];
  const left = `${Math.floor(freeBytes / 1024 / 1024)} MB`;
  const fix = 'Free some space.';
  if (freeBytes < NONE_BYTES)
    return [
      fail('disk', `The disk of ${folder} is full.`, { why: 'A renewed login could not be kept.', fix }),
    ];
  if (freeBytes < SCARCE_BYTES)
    return [warn('disk', `The disk of ${folder} has only ${left} left.`, { fix })];
  return [ok('disk', 'There is room on the disk.')];
}
