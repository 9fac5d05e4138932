import { existsSync } from 'node:fs';
import { VERSION, type Deps } from '../system/deps.ts';
import type { FileFacts } from './files.ts';
import { fail, note, ok, warn, type Finding } from './finding.ts';

export type MachineFacts = ReturnType<typeof gatherMachine>;

/** This program did not exist before this time: an earlier clock is wrong. */
const EPOCH = Date.UTC(2025, 5, 1);
/** Clocks of file servers differ a little. Milliseconds. */
const CLOCK_SLACK_MS = 120_000;

export function gatherMachine({ env, platform, osRelease, nodeVersion, now }: Deps) {
  const container = existsSync('/.dockerenv') || existsSync('/run/.containerenv') || env['container'];
  return {
    now: now(),
    container: platform === 'linux' && Boolean(container),
    programs: `codex-oauth ${VERSION} on ${platform} (${osRelease}), Node ${nodeVersion}`,
  };
}

export function judgeMachine(m: MachineFacts, files: FileFacts): readonly Finding[] {
  const why = 'The login is lost with the container unless its folder is on a volume.';
  const fix = 'Put the folder of the login on a volume, or set CODEX_OAUTH_AUTH_FILE to a file on one.';
  const passing = note('place', 'This is a container.', why, fix);
  return [
    checkClock(m, files),
    ...(m.container && files.loginPlace === files.authFile ? [passing] : []),
    ok('version', `This is ${m.programs}.`),
  ];
}

/** Offline we can detect only impossible times: a time before this program existed, or files from the future. */
function checkClock({ now }: MachineFacts, { at, folderAt }: FileFacts): Finding {
  const clock = `Clock: ${new Date(now).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  const fix = 'Set the time of this machine; `codex-oauth doctor --online` measures the difference.';
  if (now < EPOCH)
    return fail(
      'clock',
      `${clock}, which is impossible.`,
      'Certificates and tokens seem not valid yet.',
      fix,
    );
  if (Math.max(at?.mtimeMs ?? 0, folderAt?.mtimeMs ?? 0) > now + CLOCK_SLACK_MS)
    return warn(
      'clock',
      `${clock}, but the login file is newer.`,
      'The clock is wrong or was set back.',
      fix,
    );
  return ok('clock', `${clock}.`);
}
