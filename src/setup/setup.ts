import { constants } from 'node:fs';
import { access, mkdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Deps } from '../system/deps.ts';
import { AppError } from '../system/errors.ts';
import { fileError } from '../system/files.ts';
import type { JsonObject } from '../system/json.ts';
import { serverCommand, type CommandFacts } from './command.ts';
import type { Refusal } from './edit.ts';
import { editJsonc } from './edit-jsonc.ts';
import { editToml, renderToml } from './edit-toml.ts';
import type { Host, Place } from './hosts.ts';
import { behindLinks, changeFile, type ReplaceDeps } from './replace.ts';
import { workspaceFor } from './workspace.ts';

export type SetupPlan = ReturnType<typeof planSetup>;

/**
 * What would be written, and where; `snippet` is the configuration as it would be in an otherwise empty file. Throws
 * an `input` error if the host has no project configuration.
 */
export function planSetup(host: Host, facts: Place & Pick<Deps, 'cwd'> & CommandFacts) {
  const inProject = facts.project ? host.projectFile : undefined;
  if (facts.project && inProject === undefined)
    throw new AppError({
      kind: 'input',
      code: 'setup.no_project',
      what: `${host.title} has no configuration for a single project.`,
      fix: `Omit --project: \`codex-oauth setup ${host.name}\`.`,
    });
  const file = inProject === undefined ? host.file?.(facts) : path.join(facts.cwd, inProject);
  const workspace = workspaceFor(host, facts, facts.workspace);
  const command = serverCommand({ ...facts, workspace });
  const entry = host.entry(command);
  // The host's own command and link write to the user's configuration.
  const ways = facts.project ? {} : { own: host.ownCommand?.(command), link: host.link?.(command) };
  return { file, workspace, command, entry, snippet: snippet(host, entry), ...ways };
}

export function snippet({ format, section, server }: Host, entry: JsonObject): string {
  if (format === 'toml') return renderToml([section, server], entry);
  if (format === 'json') return JSON.stringify({ [section]: { [server]: entry } }, null, 2);
  // JSON is YAML on one line.
  const lines = Object.entries(entry).map(([key, value]) => `    ${key}: ${JSON.stringify(value)}`);
  return [`${section}:`, `  ${server}:`, ...lines].join('\n');
}

/** What was done to the file. */
export interface Applied {
  readonly action: 'written' | 'removed' | 'unchanged';
  /** The copy of the file from before our first change; undefined if none was made this time. */
  readonly backup?: string | undefined;
}

/**
 * Writes our entry into a host's configuration, or removes it if `entry` is undefined. The first time, the original
 * file is kept as `<file>.bak`. Throws `local` errors, and an `input` error if it is not a file that we edit.
 */
export async function applySetup(
  host: Host,
  file: string | undefined,
  entry: JsonObject | undefined,
  d: ReplaceDeps,
): Promise<Applied> {
  if (file === undefined || host.format === 'yaml') throw byHand(host, file);
  try {
    const target = await behindLinks(file);
    const there = await stat(target).catch(() => undefined);
    if (!there && !entry) return { action: 'unchanged' };
    if (there && !there.isFile())
      throw refused(host, file, { why: 'It is not a regular file.', fix: 'Move it away' });
    // A rename would replace it anyway.
    if (there) await access(target, constants.W_OK);
    // Created here with the user's default mode: the lock would make it private.
    await mkdir(path.dirname(target), { recursive: true });
    const { found, done } = await changeFile(d, target, (text) => edited(host, file, entry, text));
    if (!done) return { action: 'unchanged' };
    if (!entry || found === undefined) return { action: entry ? 'written' : 'removed' };
    // The first copy shows the file without our entry and is never overwritten.
    const keep = { flag: 'wx', mode: there?.mode ?? 0o600 };
    const kept = await writeFile(`${file}.bak`, found, keep).catch(() => 'not');
    return { action: 'written', backup: kept === undefined ? `${file}.bak` : undefined };
  } catch (error) {
    throw fileError(error, file, 'changed', byHandInstead(host));
  }
}

/** The new text of the file; undefined if it already has our entry, or has none to remove. */
function edited(host: Host, file: string, entry: JsonObject | undefined, text = '') {
  if (text.includes('\uFFFD'))
    return refused(host, file, { why: 'It is not UTF-8 text.', fix: 'Save it as UTF-8' });
  // Some Windows editors add a byte order mark, which the parsers do not accept.
  const [, mark = '', body = ''] = /^(\uFEFF?)(.*)$/s.exec(text) ?? [];
  const edit = host.format === 'toml' ? editToml : editJsonc;
  try {
    const next = edit(body, [host.section, host.server], entry);
    if (typeof next !== 'string') return refused(host, file, next);
    return next === body ? undefined : mark + next;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return refused(host, file, { why: 'It is nested too deeply.', fix: 'Correct that' });
  }
}

const byHandInstead = ({ name }: Host): string =>
  `add the entry by hand: \`codex-oauth setup ${name}\` prints it`;

function byHand(host: Host, file: string | undefined): AppError {
  return new AppError({
    kind: 'input',
    code: 'setup.by_hand',
    what: `codex-oauth cannot write the configuration of ${host.title}.`,
    why: file === undefined ? 'It has a menu instead of a file.' : `${file} is YAML.`,
    fix: `Run \`codex-oauth setup ${host.name}\` and add or remove what it prints by hand.`,
  });
}

function refused(host: Host, file: string, refusal: Refusal): AppError {
  const at = 'line' in refusal ? refusal : undefined;
  const { why, fix } =
    'line' in refusal
      ? {
          why: `Line ${refusal.line}, column ${refusal.column} is not valid ${host.format.toUpperCase()}.`,
          fix: 'Correct that line',
        }
      : refusal;
  return new AppError({
    kind: 'local',
    code: at ? 'setup.unreadable' : 'setup.in_the_way',
    what: `${file} was not changed.`,
    why,
    fix: `${fix} and run this again, or ${byHandInstead(host)}.`,
    details: { path: file, ...at },
  });
}
