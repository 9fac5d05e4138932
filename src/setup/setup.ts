import { constants, existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { AppError, errnoOf } from '../system/errors.ts';
import { fileError, readIfThere, replaceFile } from '../system/files.ts';
import { serverCommand, type CommandFacts, type ServerCommand } from './command.ts';
import type { Entry, Refusal } from './edit.ts';
import { editJsonc } from './edit-jsonc.ts';
import { editToml, renderToml } from './edit-toml.ts';
import type { Host, Place } from './hosts.ts';

/** What would be written where. */
export interface SetupPlan {
  readonly file: string;
  readonly command: ServerCommand;
  readonly entry: Entry;
  /** The configuration alone, as it is in an otherwise empty file. */
  readonly snippet: string;
}

/** Throws an `input` error where the host has no configuration for a project. */
export function planSetup(
  host: Host,
  facts: Place & Omit<CommandFacts, 'exists'> & { readonly project: boolean },
): SetupPlan {
  const file = facts.project ? host.projectFile?.(facts) : host.file(facts);
  if (file === undefined)
    throw new AppError({
      kind: 'input',
      code: 'setup.no_project',
      what: `${host.title} has no configuration for a single project.`,
      fix: `Leave --project out: \`codex-oauth setup ${host.name}\`.`,
    });
  const command = serverCommand({ ...facts, exists: existsSync });
  const entry = host.entry(command);
  return { file, command, entry, snippet: snippet(host, entry) };
}

export function snippet({ format, section, server }: Host, entry: Entry): string {
  return format === 'toml'
    ? renderToml([section, server], entry)
    : JSON.stringify({ [section]: { [server]: entry } }, null, 2);
}

/** What was done to the file. */
export interface Applied {
  readonly action: 'written' | 'removed' | 'unchanged';
  /** The copy of the file as it was before our first change; undefined where none was made now. */
  readonly backup?: string;
}

/**
 * Writes our entry into a host's configuration, or takes it out where `entry` is undefined. The file as it was is
 * kept once as `<file>.bak`; the new one takes its place in one step. Throws `local` errors.
 */
export async function applySetup(
  host: Host,
  file: string,
  entry: Entry | undefined,
  platform: string,
): Promise<Applied> {
  const text = await readIfThere(file).catch((error: unknown) => {
    throw fileError(error, file, 'read');
  });
  if (text === undefined && !entry) return { action: 'unchanged' };
  const edit = host.format === 'toml' ? editToml : editJsonc;
  const next = edit(text ?? '', [host.section, host.server], entry);
  if (typeof next !== 'string') throw refused(host, file, next);
  if (next === (text ?? '')) return { action: 'unchanged' };
  try {
    const made = text !== undefined && (await keptAs(`${file}.bak`, file));
    // Behind a link where there is one (dotfiles often are), with the permissions that were there.
    const target = await realpath(file).catch(() => file);
    const before = await stat(target).catch(() => undefined);
    // Made here with the user's own defaults: the writer would keep it from everybody else.
    await mkdir(path.dirname(target), { recursive: true });
    await replaceFile(target, next, platform);
    if (before) await chmod(target, before.mode & 0o777).catch(() => {});
    return { action: entry ? 'written' : 'removed', ...(made ? { backup: `${file}.bak` } : {}) };
  } catch (error) {
    throw fileError(error, file, 'written');
  }
}

function refused({ name, format }: Host, file: string, refusal: Refusal): AppError {
  const byHand = `or add the entry by hand: \`codex-oauth setup ${name}\` prints it.`;
  if ('line' in refusal)
    return new AppError({
      kind: 'local',
      code: 'setup.unreadable',
      what: `${file} was not changed.`,
      why: `Line ${refusal.line} is not valid ${format.toUpperCase()}.`,
      fix: `Correct that line and run this again, ${byHand}`,
      details: { path: file, line: refusal.line },
    });
  return new AppError({
    kind: 'local',
    code: 'setup.in_the_way',
    what: `${file} was not changed.`,
    why: refusal.why,
    fix: `${refusal.fix} and run this again, ${byHand}`,
    details: { path: file },
  });
}

/** The first backup is the one that shows the file without us: it is never written over. */
function keptAs(backup: string, file: string): Promise<boolean> {
  return copyFile(file, backup, constants.COPYFILE_EXCL).then(
    () => true,
    (error: unknown) => {
      if (errnoOf(error) === 'EEXIST') return false;
      throw error;
    },
  );
}
