import { SETTINGS } from '../settings-table.ts';
import type { Facts, MachineFacts, SettingsFacts } from './facts.ts';
import { fail, note, ok, warn, type Finding } from './finding.ts';

/** Every setting there is (docs/settings.md); a name that is not here is a slip of the pen. */
export const KNOWN_SETTINGS: readonly string[] = SETTINGS.map((s) => s.name).filter((n) =>
  n.startsWith('CODEX_OAUTH_'),
);

const OLDEST_NODE = [20, 11] as const;
/** This program did not exist before: a clock that says so is wrong. */
const EPOCH = Date.UTC(2025, 5, 1);
/** Clocks of file servers differ a little. Milliseconds. */
const CLOCK_SLACK_MS = 120_000;

export function checkVersion({ version, platform, osRelease }: MachineFacts): Finding {
  return ok('version', `This is codex-oauth ${version} on ${platform} (${osRelease}).`);
}

export function checkNode({ nodeVersion }: MachineFacts): Finding {
  const [major = 0, minor = 0] = nodeVersion.split('.').map(Number);
  const [oldest, oldestMinor] = OLDEST_NODE;
  if (major < oldest || (major === oldest && minor < oldestMinor))
    return fail('node', `Node ${nodeVersion} is too old.`, {
      why: `codex-oauth needs Node ${OLDEST_NODE.join('.')} or newer.`,
      fix: 'Install a current Node (https://nodejs.org), then start the host again.',
    });
  return ok('node', `Node ${nodeVersion} is new enough.`);
}

export function checkHost({ host }: MachineFacts): Finding {
  return host === undefined
    ? ok('host', 'This was not started by a coding assistant.')
    : ok('host', `This was started by ${host}.`);
}

export function checkPlace(m: MachineFacts): Finding {
  const places = [
    m.wsl && 'WSL',
    m.container && 'a container',
    m.ssh && 'an SSH session',
    m.ci && 'a CI machine',
  ].filter((p) => p !== false);
  if (places.length === 0) return ok('place', 'This is an ordinary session on this machine.');
  const loses = m.container || m.ci;
  return note('place', `This is ${places.join(' and ')}.`, {
    why: loses ? 'A login is lost with the machine unless its folder is kept.' : undefined,
    fix: loses
      ? 'Keep the folder of the login on a volume, or set CODEX_OAUTH_AUTH_FILE to one that lasts.'
      : undefined,
  });
}

/** Offline, only what cannot be true is found: a time before this program, or files from the future. */
export function checkClock({ machine, files }: Facts): Finding {
  const fix =
    'Set the date and the time of this machine; `codex-oauth doctor --online` measures the difference.';
  const shown = new Date(machine.now).toISOString().slice(0, 16).replace('T', ' ');
  if (machine.now < EPOCH)
    return fail('clock', `The clock says ${shown} UTC, which cannot be.`, {
      why: 'Certificates and tokens look as if they were not valid yet.',
      fix,
    });
  const newest = Math.max(files.path?.mtime ?? 0, files.folderPath?.mtime ?? 0);
  if (newest > machine.now + CLOCK_SLACK_MS)
    return warn('clock', `The clock says ${shown} UTC, but the login file is newer than that.`, {
      why: 'The clock was set back, or it is wrong.',
      fix,
    });
  return ok('clock', `The clock says ${shown} UTC, which may be right.`);
}

export function checkSettings({ refused, names }: SettingsFacts): readonly Finding[] {
  const bad = refused.map(({ name, error }) =>
    fail(`settings.${name}`, error.what, { why: error.why, fix: error.fix }),
  );
  const unknown = names
    .filter((name) => !KNOWN_SETTINGS.includes(name))
    .map((name) =>
      warn(`settings.${name}`, `There is no setting ${name}.`, {
        why: 'It changes nothing.',
        fix: `Correct the name or unset it. There are ${KNOWN_SETTINGS.join(', ')}.`,
      }),
    );
  if (bad.length + unknown.length > 0) return [...bad, ...unknown];
  return [
    ok(
      'settings',
      names.length === 0
        ? 'No setting is changed.'
        : `The settings that are changed can be used: ${names.join(', ')}.`,
    ),
  ];
}

const OPENAI = { issuer: 'https://auth.openai.com', baseUrl: 'https://chatgpt.com/backend-api' };

/** Tokens go to these places, so that it is said when they are not OpenAI's. */
export function checkServers({ issuer, baseUrl }: SettingsFacts): readonly Finding[] {
  const changed = [
    issuer === OPENAI.issuer ? [] : [`sign-in at ${issuer} (CODEX_OAUTH_ISSUER)`],
    baseUrl === OPENAI.baseUrl ? [] : [`questions to ${baseUrl} (CODEX_OAUTH_BASE_URL)`],
  ].flat();
  if (changed.length === 0) return [];
  return [
    warn('servers', `Other servers than OpenAI’s are used: ${changed.join(', ')}.`, {
      why: 'The login and every question go there.',
      fix: 'Unset these variables unless you have set them yourself.',
    }),
  ];
}

export function checkLog({ logFile }: SettingsFacts): readonly Finding[] {
  if (logFile === undefined) return [];
  return [
    note('log', `A log is written to ${logFile}.`, {
      why: 'CODEX_DEBUG is set. No token and no question is in it.',
    }),
  ];
}
