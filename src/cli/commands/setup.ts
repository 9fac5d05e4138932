import { HOSTS, isWritten, type Host } from '../../setup/hosts.ts';
import type { Applied, SetupPlan } from '../../setup/setup.ts';
import { command, noSuch, usageError } from '../command.ts';
import type { Session, Verbatim } from '../session.ts';
import { field } from '../text.ts';

const NAMES = HOSTS.map(({ name }) => name);

export const setup = command({
  name: 'setup',
  summary: 'show or write the configuration for a coding assistant',
  usage: '<assistant> [options]',
  about: [
    'Prints what to add to the assistant’s configuration, or writes it there. Comments and everything else in the',
    'file stay, and the original file is kept beside it (.bak). Both paths in the entry are absolute, because a program',
    'started from a desktop does not have your shell’s PATH. Run this again after moving Node or codex-oauth.',
    `Assistants: ${NAMES.slice(0, 8).join(', ')},`,
    `${NAMES.slice(8).join(', ')}.`,
  ],
  options: {
    write: { summary: 'write it' },
    remove: { excludes: 'write', summary: 'remove it again' },
    project: { summary: 'for the project in this folder only' },
    workspace: { value: '<folder>', summary: 'where files are read if the assistant names no folder' },
  },
  examples: [
    'codex-oauth setup cursor',
    'codex-oauth setup codex --write',
    'codex-oauth setup vscode --project --write',
    'codex-oauth setup claude-desktop --workspace ~/src/app --write',
  ],
  mostWords: 1,
  read: ([host], options) => ({ ...options, host: hostNamed(host) }),
  run: async (session, { host, write, remove, project, workspace }) => {
    // Loaded here, because the editors load their parsers.
    const { applySetup, planSetup } = await import('../../setup/setup.ts');
    const deps = session.deps();
    const { execPath, entry } = session.io;
    const plan = planSetup(host, { ...deps, execPath, entry, project, workspace });
    const applied =
      write || remove ? await applySetup(host, plan.file, remove ? undefined : plan.entry, deps) : undefined;
    session.show(
      setupDocument(host, plan, project, applied),
      ...render(host, plan, { project, remove }, applied, session),
    );
  },
});

/** What to put where, or what was done, for `--json`. */
export function setupDocument(host: Host, plan: SetupPlan, project: boolean, applied: Applied | undefined) {
  return {
    host: host.name,
    file: plan.file ?? null,
    action: applied?.action ?? ('printed' as const),
    backup: applied?.backup ?? null,
    entry: { [host.section]: { [host.server]: plan.entry } },
    link: plan.link ?? null,
    notes: notesFor(host, plan, project),
  };
}

function hostNamed(word: string | undefined): Host {
  const host = HOSTS.find(
    ({ name }) => name === word || [`${name}-code`, `${name}-cli`].includes(word ?? ''),
  );
  if (host) return host;
  if (word === undefined)
    throw usageError(
      '`codex-oauth setup` needs the name of an assistant.',
      `It is one of ${NAMES.join(', ')}.`,
      'For example: `codex-oauth setup cursor`.',
    );
  throw noSuch(`"${word.slice(0, 40)}" is not a known assistant.`, word, NAMES, {
    command: 'codex-oauth setup',
    otherwise: 'For any other MCP host: the command that `codex-oauth setup cursor` prints works there too.',
  });
}

/** What else the user should know, in sentences. */
function notesFor(host: Host, { workspace, command }: SetupPlan, project: boolean): readonly string[] {
  const { name, title, startsElsewhere, note, projectNote } = host;
  const elsewhere =
    workspace === undefined
      ? `${title} starts its servers outside any project, so questions cannot have attachments. To allow them, name a folder: \`codex-oauth setup ${name} --workspace <folder>\`.`
      : `Files are read below ${workspace}. For another folder: \`codex-oauth setup ${name} --workspace <folder>\`.`;
  const shared = 'The file contains paths of this machine: do not commit it for others.';
  return [
    note,
    ...(startsElsewhere || workspace !== undefined ? [elsewhere] : []),
    ...command.notes,
    ...(project ? [projectNote, shared] : []),
  ].filter((sentence) => sentence !== undefined);
}

/**
 * What to add where, or what was done (`applied`; undefined if only shown). The configuration has its own lines, for
 * easy copying.
 */
function render(
  host: Host,
  plan: SetupPlan,
  { project, remove }: Readonly<Record<'project' | 'remove', boolean>>,
  applied: Applied | undefined,
  { out: paint, foreign }: Pick<Session, 'out' | 'foreign'>,
): readonly (string | Verbatim)[] {
  const { snippet, workspace, own, link } = plan;
  const path = field(plan.file ?? host.menu ?? '');
  const notes = notesFor(host, plan, project).map((note) => `  ${paint.dim(field(note))}`);
  if (!applied) {
    const options = `${project ? ' --project' : ''}${workspace === undefined ? '' : ` --workspace "${workspace}"`}`;
    const ours = field(`codex-oauth setup ${host.name}${options} --write`);
    return [
      `${host.title} keeps its servers in ${paint.cyan(path)}. Add this there:\n`,
      foreign(`${snippet}\n`),
      ...(isWritten(host) ? [`${paint.cyan('→')} To write it for you: \`${ours}\``] : []),
      ...(own === undefined ? [] : [`  Or with its own command: \`${field(own)}\``]),
      ...(link === undefined ? [] : [`  Or with a link: ${field(link)}`]),
      ...notes,
      `  ${host.next}`,
    ];
  }
  const done = {
    written: `${host.title} is set up in ${path}.`,
    removed: `Removed from ${path}.`,
    unchanged: remove ? `${path} has no entry of codex-oauth.` : `${path} is already up to date.`,
  }[applied.action];
  if (applied.action === 'unchanged') return [`${paint.green('✓')} ${done}`];
  return [
    `${paint.green('✓')} ${done}`,
    ...(applied.backup === undefined ? [] : [`  Backup: ${field(applied.backup)}`]),
    ...(applied.action === 'written' ? [...notes, `  ${host.next}`] : []),
  ];
}
