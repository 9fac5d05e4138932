import { existsSync } from 'node:fs';

type Env = Readonly<Record<string, string | undefined>>;

/** Why a browser on this machine is not to be expected; undefined where one is. Shown to the user. */
export function noBrowserReason(
  env: Env,
  platform: string,
  exists: (path: string) => boolean = existsSync,
): string | undefined {
  if (env['SSH_CONNECTION'] || env['SSH_CLIENT'] || env['SSH_TTY']) return 'this is an SSH session';
  // A BROWSER of one's own (an editor's remote helper, or `none` for "I open it myself") is an answer already.
  if (env['BROWSER']) return undefined;
  if (platform !== 'linux') return undefined;
  if (env['CI'] && env['CI'] !== 'false') return 'this is a CI machine';
  const wsl = env['WSL_DISTRO_NAME'] !== undefined || env['WSL_INTEROP'] !== undefined;
  if (wsl) return undefined;
  if (exists('/.dockerenv') || exists('/run/.containerenv') || env['container']) return 'this is a container';
  if (!env['DISPLAY'] && !env['WAYLAND_DISPLAY']) return 'there is no display';
  return undefined;
}
