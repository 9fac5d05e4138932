import { spawn } from 'node:child_process';
import { access, constants, realpath } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../system/errors.ts';
import { redact } from '../system/redact.ts';
import { abortReason } from '../system/time.ts';
import { isInside } from './confine.ts';
import { GIT_TIMEOUT_MS } from './limits.ts';

export interface GitDeps {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  readonly signal?: AbortSignal;
}

export interface GitResult {
  readonly code: number;
  readonly out: string;
  /** One line of git's own complaint, without secrets. */
  readonly complaint: string;
  /** True where the output was longer than allowed and was cut. */
  readonly cut: boolean;
}

/** A checkout that has been looked over. Commands run in its folder of the workspace and see nothing above it. */
export interface Repo {
  /** The folder of the workspace. */
  readonly root: string;
  readonly top: string;
  run(args: readonly string[], onText?: (text: string) => void, limit?: number): Promise<GitResult>;
}

export type RepoAnswer =
  | { readonly kind: 'repo'; readonly repo: Repo }
  | { readonly kind: 'none'; readonly why: 'no-git' | 'no-repo' | 'unsafe'; readonly complaint: string };

const OUTPUT_LIMIT = 32_000_000;

/**
 * Where git is, by absolute path: a bare name would make Windows look into the workspace first, and a relative entry of
 * PATH may point there.
 */
export async function findGit(deps: GitDeps): Promise<string | undefined> {
  const windows = deps.platform === 'win32';
  const key = Object.keys(deps.env).find((k) => (windows ? k.toUpperCase() === 'PATH' : k === 'PATH'));
  for (const folder of (deps.env[key ?? ''] ?? '').split(path.delimiter)) {
    if (!path.isAbsolute(folder)) continue;
    const file = path.join(folder, windows ? 'git.exe' : 'git');
    if (
      await access(file, constants.X_OK).then(
        () => true,
        () => false,
      )
    )
      return file;
  }
  return undefined;
}

/** The environment for git: nothing that redirects it, no prompt, no transport, no lock, its messages in English. Pure. */
export function gitEnvironment(env: GitDeps['env']): Record<string, string> {
  const clean: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value === undefined || /^(?:GIT_|SSH_ASKPASS|LC_|LANGUAGE$|PAGER$|EDITOR$|VISUAL$)/i.test(name))
      continue;
    // What a child has no need of it does not get.
    if (/(?:TOKEN|SECRET|PASSWORD|API_?KEY|CREDENTIALS?)$/i.test(name)) continue;
    clean[name] = value;
  }
  return {
    ...clean,
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_LITERAL_PATHSPECS: '1',
    // A missing object would be fetched by a program that the repository names; an empty list allows no transport.
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_ATTR_NOSYSTEM: '1',
  };
}

/** Settings by which a hostile repository could start a program, all switched off. Filters are added per repository. */
const HARMLESS = [
  'core.fsmonitor=false',
  'core.hooksPath=/dev/null',
  'core.quotePath=false',
  'core.pager=cat',
  'core.askPass=',
  'core.sshCommand=false',
  'credential.helper=',
  'diff.external=',
  'submodule.recurse=false',
  'protocol.allow=never',
];

async function start(
  git: string,
  root: string,
  deps: GitDeps,
  args: readonly string[],
  settings: readonly string[],
  onText: ((text: string) => void) | undefined,
  limit: number,
): Promise<GitResult> {
  const { signal } = deps;
  signal?.throwIfAborted();
  const flags = [...HARMLESS, ...settings].flatMap((s) => ['-c', s]);
  const child = spawn(git, ['--no-pager', ...flags, ...args], {
    cwd: root,
    env: gitEnvironment(deps.env),
    shell: false,
    windowsHide: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let complaint = '';
  let size = 0;
  let cut = false;
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    child.kill('SIGKILL');
  }, GIT_TIMEOUT_MS);
  const stop = (): void => void child.kill('SIGKILL');
  signal?.addEventListener('abort', stop, { once: true });
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    size += text.length;
    if (size > limit) {
      cut = true;
      stop();
    } else if (onText) onText(text);
    else out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    if (complaint.length < 2_000) complaint += text;
  });
  try {
    const code = await new Promise<number>((resolve, reject) => {
      child.on('error', reject).on('close', (exit) => resolve(exit ?? -1));
    });
    if (signal?.aborted) throw abortReason(signal);
    if (late)
      throw new AppError({
        kind: 'local',
        code: 'context.git-slow',
        what: `git gave no answer within ${GIT_TIMEOUT_MS / 1000} s.`,
        fix: 'Run `git status` in the folder to see what holds it up, or name the files instead.',
      });
    const first = complaint.split('\n').find((l) => l.trim() !== '') ?? '';
    return { code, out, complaint: redact(first).slice(0, 200), cut };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  }
}

/** Switches off each filter that the configuration names: git would run it on every changed file. Undefined: cannot be done. */
function withoutFilters(keys: string): readonly string[] | undefined {
  const names = new Set<string>();
  for (const key of keys.split('\0').filter((k) => k !== ''))
    names.add(key.slice('filter.'.length, key.lastIndexOf('.')));
  if ([...names].some((n) => /[=\n\r]/.test(n))) return undefined;
  return [...names].flatMap((n) => [
    `filter.${n}.clean=`,
    `filter.${n}.smudge=`,
    `filter.${n}.process=`,
    `filter.${n}.required=false`,
  ]);
}

/**
 * Opens the checkout that a folder of the workspace lies in. A `.git` that borrows another repository's history (a
 * planted link to a private one) is refused unless that repository points back, as linked worktrees and submodules do.
 */
export async function openRepo(root: string, deps: GitDeps): Promise<RepoAnswer> {
  const none = (why: 'no-git' | 'no-repo' | 'unsafe', complaint = ''): RepoAnswer => ({
    kind: 'none',
    why,
    complaint,
  });
  const git = await findGit(deps);
  if (git === undefined) return none('no-git');
  const bare = (args: readonly string[]): Promise<GitResult> =>
    start(git, root, deps, args, [], undefined, OUTPUT_LIMIT);
  const where = await bare(['rev-parse', '--show-toplevel', '--absolute-git-dir', '--git-common-dir']);
  if (where.code !== 0) return none('no-repo', where.complaint);
  const lines = where.out.split(/\r?\n/).filter((l) => l !== '');
  if (lines.length !== 3) return none('unsafe', 'a path with a line break');
  const [top, gitDir, common] = await Promise.all(
    lines.map((l) => realpath(path.resolve(root, l)).catch(() => undefined)),
  );
  if (!top || !gitDir || !common || !isInside(root, top)) return none('unsafe', 'a work tree elsewhere');
  if (!(await ownsHistory(top, gitDir, common, bare)))
    return none('unsafe', 'the history of another folder, which does not point back');
  const filters = await bare(['config', '-z', '--name-only', '--get-regexp', '^filter\\.']);
  const settings = filters.code <= 1 ? withoutFilters(filters.out) : undefined;
  if (!settings) return none('unsafe', 'filters that cannot be switched off');
  return {
    kind: 'repo',
    repo: {
      root,
      top,
      run: (args, onText, limit = OUTPUT_LIMIT) => start(git, root, deps, args, settings, onText, limit),
    },
  };
}

async function ownsHistory(
  top: string,
  gitDir: string,
  common: string,
  bare: (args: readonly string[]) => Promise<GitResult>,
): Promise<boolean> {
  const { lstat, readFile } = await import('node:fs/promises');
  for (const name of [
    'HEAD',
    'index',
    'config',
    'packed-refs',
    'refs',
    'refs/heads',
    'objects',
    'objects/pack',
  ]) {
    for (const folder of new Set([gitDir, common])) {
      const at = await lstat(path.join(folder, name)).catch(() => undefined);
      if (at?.isSymbolicLink()) return false;
    }
  }
  if (isInside(gitDir, top) && isInside(common, top)) return true;
  // A linked worktree: <common>/worktrees/<name>/gitdir holds the path of its .git file (gitrepository-layout(5)).
  if (path.dirname(gitDir) === path.join(common, 'worktrees')) {
    const back = await readFile(path.join(gitDir, 'gitdir'), 'utf8').catch(() => '');
    const named = await realpath(path.resolve(gitDir, back.trim())).catch(() => undefined);
    return named === path.join(top, '.git');
  }
  if (gitDir !== common) return false;
  // A submodule: its configuration names its work tree.
  const tree = await bare(['config', '--local', '--get', 'core.worktree']);
  if (tree.code !== 0) return false;
  const named = await realpath(path.resolve(gitDir, tree.out.replace(/\r?\n$/, ''))).catch(() => undefined);
  return named === top;
}
