import { constants } from 'node:fs';
import { chmod, copyFile, mkdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Deps } from '../system/deps.ts';
import { AppError, errnoOf } from '../system/errors.ts';
import { fileError, readIfThere, replaceFile } from '../system/files.ts';
import type { JsonObject } from '../system/json.ts';
import { serverCommand, type CommandFacts } from './command.ts';
import type { Refusal } from './edit.ts';
import { editJsonc } from './edit-jsonc.ts';
import { editToml, renderToml } from './edit-toml.ts';
import type { Host, Place } from './hosts.ts';

export type SetupPlan = ReturnType<typeof planSetup>;

/**
 * What would be written where; `snippet` is the configuration alone, as it is in an otherwise empty file. Throws an
 * `input` error where the host has no configuration for a project.
 */
export function planSetup(
  host: Host,
  facts: Place & Pick<Deps, 'cwd'> & CommandFacts & { readonly project: boolean },
) {
  const inProject = facts.project ? host.projectFile : undefined;
  if (facts.project && inProject === undefined)
    throw new AppError({
      kind: 'input',
      code: 'setup.no_project',
      what: `${host.title} has no configuration for a single project.`,
      fix: `Leave --project out: \`codex-oauth setup ${host.name}\`.`,
    });
  const file = inProject === undefined ? host.file(facts) : path.join(facts.cwd, inProject);
  const command = serverCommand(facts);
  const entry = host.entry(command);
  return { file, command, entry, snippet: snippet(host, entry) };
}

export function snippet({ format, section, server }: Host, entry: JsonObject): string {
  return format === 'toml'
    ? renderToml([section, server], entry)
    : JSON.stringify({ [section]: { [server]: entry } }, null, 2);
}

/** What was done to the file. */
export interface Applied {
  readonly action: 'written' | 'removed' | 'unchanged';
  /** The copy of the file as it was before our first change; undefined where none was made now. */
  readonly backup?: string | undefined;
}

/**
 * Writes our entry into a host's configuration, or takes it out where `entry` is undefined. The file as it was is
 * kept once as `<file>.bak`; the new one takes its place in one step. Throws `local` errors.
 */
export async function applySetup(
  host: Host,
  file: string,
  entry: JsonObject | undefined,
  platform: string,
): Promise<Applied> {
  const text = await readIfThere(file).catch((error: unknown) => {
    throw fileError(error, file, 'read');
  });
  if (text === undefined && !entry) return { action: 'unchanged' };
  // Some editors of Windows put a byte order mark there, which the parsers do not know.
  const [, mark = '', body = ''] = /^(\uFEFF?)(.*)$/s.exec(text ?? '') ?? [];
  const edit = host.format === 'toml' ? editToml : editJsonc;
  const next = edit(body, [host.section, host.server], entry);
  if (typeof next !== 'string') throw refused(host, file, next);
  if (next === body) return { action: 'unchanged' };
  try {
    const backup = text === undefined ? undefined : await backUp(file);
    // Behind a link where there is one (dotfiles often are), with the permissions that were there.
    const target = await realpath(file).catch(() => file);
    const before = await stat(target).catch(() => undefined);
    // Made here with the user's own defaults: the writer would keep it from everybody else.
    await mkdir(path.dirname(target), { recursive: true });
    await replaceFile(target, mark + next, platform);
    if (before) await chmod(target, before.mode & 0o777).catch(() => {});
    return { action: entry ? 'written' : 'removed', backup };
  } catch (error) {
    throw fileError(error, file, 'written');
  }
}

function refused({ name, format }: Host, file: string, refusal: Refusal): AppError {
  const line = 'line' in refusal ? { line: refusal.line } : undefined;
  const { why, fix } =
    'line' in refusal
      ? { why: `Line ${refusal.line} is not valid ${format.toUpperCase()}.`, fix: 'Correct that line' }
      : refusal;
  return new AppError({
    kind: 'local',
    code: line ? 'setup.unreadable' : 'setup.in_the_way',
    what: `${file} was not changed.`,
    why,
    fix: `${fix} and run this again, or add the entry by hand: \`codex-oauth setup ${name}\` prints it.`,
    details: { path: file, ...line },
  });
}

/** Undefined where there is a copy already: the first one shows the file without us and is never written over. */
async function backUp(file: string): Promise<string | undefined> {
  try {
    await copyFile(file, `${file}.bak`, constants.COPYFILE_EXCL);
    return `${file}.bak`;
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return undefined;
    throw error;
  }
}
