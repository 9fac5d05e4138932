import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../system/errors.ts';
import { redact } from '../system/redact.ts';
import { abortReason } from '../system/time.ts';
import { its, say } from '../system/wording.ts';
import type { GatherDeps } from './gathering.ts';
import { faultOf, realPathOf, UNREADABLE } from './git-folder.ts';
import { isInside } from './workspace.ts';

/** Runs one git command. */
type Run = (args: readonly string[]) => Promise<{
  readonly code: number;
  readonly out: string;
  /** One line of git's own complaint, without secrets. */
  readonly complaint: string;
  /** True if the output was longer than allowed and was cut. */
  readonly cut: boolean;
}>;

/** A checked repository. Commands run in its workspace folder and see nothing above it. */
export interface Repo {
  /** Where the checkout begins: the folder of the workspace or one above it. */
  readonly top: string;
  readonly run: Run;
}

/** What a command prints beyond this is cut off. Characters. */
const OUTPUT_LIMIT = 64_000_000;
/** For one command. */
const GIT_TIMEOUT_MS = 20_000;

/**
 * The absolute path of git. With a bare name Windows would search the workspace first, and an entry of PATH may point
 * there: package managers put `node_modules/.bin` of the folder and of its parents in front.
 */
export const findGit = (root: string, d: GatherDeps): Promise<string | undefined> =>
  findProgram('git', root, d, isPackaged);

const isPackaged = (real: string): boolean => real.split(path.sep).includes('node_modules');

/**
 * The absolute path of a program on PATH that the project has not put there; without `root` no folder is a project's.
 * `strange` refuses further places that a program really stands in: a package manager's global folder is one of them.
 */
export async function findProgram(
  program: string,
  root: string | undefined,
  { env, platform }: Pick<GatherDeps, 'env' | 'platform'>,
  strange: (real: string) => boolean = () => false,
): Promise<string | undefined> {
  const windows = platform === 'win32';
  const key = Object.keys(env).find((k) => (windows ? k.toUpperCase() === 'PATH' : k === 'PATH'));
  const within = (real: string): boolean => root !== undefined && isInside(real, root);
  for (const folder of (env[key ?? ''] ?? '').split(path.delimiter).filter((f) => path.isAbsolute(f))) {
    const name = windows ? `${program}.exe` : program;
    // A link outside may lead to a program of the workspace: `npm link` makes such ones.
    const [place, real] = await Promise.all([realPathOf(folder, '.'), realPathOf(folder, name)]);
    if (place === undefined || real === undefined || isPackaged(place)) continue;
    if ([place, real].some((at) => within(at) || strange(at))) continue;
    const file = path.join(folder, name);
    const usable = access(file, constants.X_OK).then(() => true);
    if (await usable.catch(() => false)) return file;
  }
  return undefined;
}

/** The environment for git: nothing that redirects it, no prompt, no transport, no lock, its messages in English. Pure. */
export function gitEnvironment(env: GatherDeps['env']): GatherDeps['env'] {
  const redirecting = /^(?:GIT_|SSH_ASKPASS|LC_|LANGUAGE$|PAGER$|EDITOR$|VISUAL$)/i;
  // A child process gets only what it needs.
  const secret = /(?:TOKEN|SECRET|PASSWORD|API_?KEY|CREDENTIALS?)$/i;
  return {
    ...Object.fromEntries(Object.entries(env).filter(([n]) => !redirecting.test(n) && !secret.test(n))),
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_LITERAL_PATHSPECS: '1',
    // A missing object would be fetched by a program that the repository names; an empty list allows no transport.
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_ATTR_NOSYSTEM: '1',
    // `info/grafts` may be a link to any file.
    GIT_GRAFT_FILE: '/dev/null',
  };
}

/**
 * Switches off all settings by which a hostile repository could start a program or make git read files elsewhere.
 * Filters are added per repository.
 */
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
  'core.attributesFile=/dev/null',
  // Its list of packs may contain any path.
  'core.multiPackIndex=false',
  'safe.bareRepository=explicit',
];

/** git in one folder, with `settings` added to the safe ones. A cancelled or slow command is killed. */
function runner(git: string, root: string, deps: GatherDeps, settings: readonly string[]): Run {
  const flags = [...HARMLESS, ...settings].flatMap((s) => ['-c', s]);
  const { signal } = deps;
  const options = {
    cwd: root,
    env: gitEnvironment(deps.env),
    windowsHide: true,
    timeout: GIT_TIMEOUT_MS,
    killSignal: 'SIGKILL',
    maxBuffer: OUTPUT_LIMIT,
  } as const;
  return (args) =>
    new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      // Not by execFile's own option for it, which only asks the program to end.
      const kill = (): void => void child.kill('SIGKILL');
      const child = execFile(git, ['--no-pager', ...flags, ...args], options, (error, out, complaints) => {
        signal?.removeEventListener('abort', kill);
        const cut = error?.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER';
        const code = typeof error?.code === 'number' ? error.code : error ? -1 : 0;
        const first = complaints.split('\n').find((line) => line.trim() !== '') ?? '';
        if (signal?.aborted) reject(abortReason(signal));
        else if (error?.killed && !cut) reject(tooSlow());
        else if (error?.syscall !== undefined) reject(error);
        else resolve({ code, out, complaint: redact(first.slice(0, 2_000)).slice(0, 200), cut });
      });
      signal?.addEventListener('abort', kill, { once: true });
      child.stdin?.end();
    });
}

const tooSlow = (): AppError =>
  new AppError({
    kind: 'local',
    code: 'context.git-slow',
    what: `git did not finish within ${GIT_TIMEOUT_MS / 1000} s.`,
    fix: 'Run `git status` in the folder to see what slows it down, or name the files instead.',
  });

/**
 * Switches off each filter in the configuration: git would run it on every changed file. Undefined if that is
 * impossible.
 */
function withoutFilters(filters: readonly string[]): readonly string[] | undefined {
  const names = new Set(filters.map((key) => key.slice('filter.'.length, key.lastIndexOf('.'))));
  if ([...names].some((n) => /[=\n\r]/.test(n) || n.includes(UNREADABLE))) return undefined;
  return [...names].flatMap((n) =>
    ['clean=', 'smudge=', 'process=', 'required=false'].map((setting) => `filter.${n}.${setting}`),
  );
}

const unsafe = (thing: string, remedy?: string): AppError =>
  new AppError({
    kind: 'local',
    code: 'context.git-unsafe',
    what: 'The git repository here is not used, because it could reveal files outside the workspace.',
    why: `It has ${thing}.`,
    fix: say`Name the files with ${its.files} instead, or ${remedy ? `run \`${remedy}\` in the repository` : 'clone the repository again'}.`,
  });

function notGit(complaint: string): AppError {
  const foreign = /dubious ownership/.test(complaint);
  const first = foreign
    ? 'If you trust it, run `git config --global --add safe.directory <folder>`. Otherwise'
    : 'Start in a git repository, or';
  return new AppError({
    kind: 'input',
    code: 'context.not-git',
    what: foreign
      ? 'git does not trust this folder, which belongs to another user.'
      : 'The workspace is not a git repository, so it has no diff.',
    fix: say`${first} name the files with ${its.files} instead of a diff.`,
  });
}

/**
 * Opens the checkout around a workspace folder, or says why there is none that may be used. A `.git` that borrows
 * another repository's history (a planted link to a private one) is refused unless that repository points back, as
 * with linked worktrees and submodules.
 */
export async function openRepo(root: string, deps: GatherDeps): Promise<Repo | AppError> {
  const git = await findGit(root, deps);
  if (git === undefined)
    return new AppError({
      kind: 'local',
      code: 'context.no-git',
      what: 'A diff needs git, and git was not found.',
      fix: say`Install git, or name the files with ${its.files} instead.`,
    });
  const bare = runner(git, root, deps, []);
  const where = await bare(['rev-parse', '--show-toplevel', '--absolute-git-dir', '--git-common-dir']);
  if (where.code !== 0) return notGit(where.complaint);
  const lines = where.out.split(/\r?\n/).filter((l) => l !== '');
  if (lines.length !== 3) return unsafe('a path with a line break');
  const [top, gitDir, common] = await Promise.all(lines.map((l) => realPathOf(root, l)));
  if (!top || !gitDir || !common || !isInside(root, top)) return unsafe('a work tree elsewhere');
  const worktree = async (): Promise<string | undefined> => {
    const tree = await bare(['config', '--local', '--get', 'core.worktree']);
    return tree.code === 0 ? tree.out.replace(/\r?\n$/, '') : undefined;
  };
  const fault = await faultOf(root, { top, gitDir, common, worktree });
  if (fault) return unsafe(fault.thing, fault.remedy);
  const listed = await bare(['config', '-z', '--get-regexp', '^(filter\\.|extensions\\.refstorage$)']);
  const records = listed.out.split('\0').filter((r) => r !== '');
  // With newer versions of git this setting may name another folder (git-config(1)).
  const refs = records.filter((r) => r.startsWith('extensions.'));
  if (refs.some((r) => /[:\\/]/.test(r))) return unsafe('refs in another folder (extensions.refStorage)');
  const keys = records.filter((r) => r.startsWith('filter.')).map((r) => r.split('\n', 1)[0] ?? '');
  const settings = listed.code <= 1 ? withoutFilters(keys) : undefined;
  if (!settings) return unsafe('filters that cannot be switched off');
  return { top, run: runner(git, root, deps, settings) };
}
