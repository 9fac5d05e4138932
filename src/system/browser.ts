import { spawn } from 'node:child_process';

/** A program and its arguments. */
export interface BrowserCommand {
  readonly file: string;
  readonly args: readonly string[];
}

/**
 * What `$BROWSER` asks for: a program or a colon-separated list of them (the first is taken), `%s` for the address
 * (the convention of xdg-open and of editors' remote helpers). Never a shell. Undefined where it names none.
 */
export function browserCommand(
  variable: string | undefined,
  url: string,
  platform: string,
): BrowserCommand | undefined {
  if (!variable || variable === 'none') return undefined;
  const first = platform === 'win32' ? variable : variable.split(':')[0];
  const [file, ...args] = (first ?? '').trim().split(/\s+/);
  if (!file) return undefined;
  return args.some((a) => a.includes('%s'))
    ? { file, args: args.map((a) => a.replaceAll('%s', url)) }
    : { file, args: [...args, url] };
}

/** Opens a web address in the user's browser. Rejects where no program can be started; nothing but http(s) gets through. */
export async function openInBrowser(
  url: string,
  env: Readonly<Record<string, string | undefined>>,
  platform: string,
): Promise<void> {
  const { protocol, href } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') throw new Error('not a web address');
  const wanted = browserCommand(env['BROWSER'], href, platform);
  // Its output must not reach ours: on stdio that is the protocol.
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
