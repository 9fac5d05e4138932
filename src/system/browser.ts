import { existsSync } from 'node:fs';
import type { Deps } from './deps.ts';

/** Why this machine probably has no browser; undefined if it probably has one. Shown to the user. */
export function noBrowserReason(env: Deps['env'], platform: string): string | undefined {
  if (env['SSH_CONNECTION'] || env['SSH_CLIENT'] || env['SSH_TTY']) return 'this is an SSH session';
  // If the user has set BROWSER (an editor's remote helper, or `none` for "I open it myself"), that decides.
  if (env['BROWSER'] || platform !== 'linux') return undefined;
  if (env['CI'] && env['CI'] !== 'false') return 'this is a CI machine';
  if (env['WSL_DISTRO_NAME'] !== undefined || env['WSL_INTEROP'] !== undefined) return undefined;
  if (existsSync('/.dockerenv') || existsSync('/run/.containerenv') || env['container'])
    return 'this is a container';
  return env['DISPLAY'] || env['WAYLAND_DISPLAY'] ? undefined : 'there is no display';
}

/**
 * The command that `$BROWSER` names: a program or a colon-separated list of them (the first is used), `%s` for the
 * address (the convention of xdg-open and of editors' remote helpers). Never a shell. Undefined if it names none.
 */
export function browserCommand(
  variable: string | undefined,
  url: string,
  platform: string,
): { readonly file: string; readonly args: readonly string[] } | undefined {
  if (!variable || variable === 'none') return undefined;
  const first = platform === 'win32' ? variable : variable.split(':')[0];
  const [file, ...args] = (first ?? '').trim().split(/\s+/);
  if (!file) return undefined;
  return args.some((a) => a.includes('%s'))
    ? { file, args: args.map((a) => a.replaceAll('%s', url)) }
    : { file, args: [...args, url] };
}

/** Opens a web address in the user's browser, http(s) only. Rejects if no program can be started. */
export async function openInBrowser(url: string, env: Deps['env'], platform: string): Promise<void> {
  const { protocol, href } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') throw new Error('not a web address');
  const { spawn } = await import('node:child_process');
  const wanted = browserCommand(env['BROWSER'], href, platform);
  // Its output must not mix with ours: our stdout carries the protocol.
  const child = wanted
    ? spawn(wanted.file, wanted.args, { stdio: 'ignore', detached: true, windowsHide: true })
    : await (await import('open')).default(href);
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('spawn', resolve);
    if (child.pid !== undefined) resolve();
  });
  child.on('error', () => {});
  child.unref();
}
