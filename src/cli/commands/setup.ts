import { HOST_NAMES, HOSTS, type Host, type HostName } from '../../setup/hosts.ts';
import type { Applied, SetupPlan } from '../../setup/setup.ts';
import { command, noSuch, usageError } from '../command.ts';
import { field, stripControls, type Paint } from '../text.ts';

export const setup = command({
  name: 'setup',
  summary: 'show or write the configuration for a coding assistant',
  usage: `<${HOST_NAMES.join('|')}> [options]`,
  about: [
    'Prints what to add to the assistant’s configuration, or writes it there: comments and everything else in the',
    'file stay, and the file as it was is kept once beside it (.bak). Both paths in it are absolute, because a program',
    'that is started from a desktop has no PATH of your shell. Run it again after moving Node or codex-oauth.',
  ],
  options: {
    write: { summary: 'write it' },
    remove: { excludes: 'write', summary: 'take it out again' },
    project: { summary: 'for the project in this folder only' },
  },
  examples: [
    'codex-oauth setup cursor',
    'codex-oauth setup codex --write',
    'codex-oauth setup vscode --project --write',
  ],
  mostWords: 1,
  read: ([host], options) => ({ ...options, host: hostNamed(host) }),
  run: async (session, { host: name, write, remove, project }) => {
    // The editors bring their parsers along.
    const { applySetup, planSetup } = await import('../../setup/setup.ts');
    const deps = session.deps();
    const { execPath, entry } = session.io;
    const host = HOSTS[name];
    const plan = planSetup(host, { ...deps, execPath, entry, project });
    const applied =
      write || remove
        ? await applySetup(host, plan.file, remove ? undefined : plan.entry, deps.platform)
        : undefined;
    const document = {
      host: host.name,
      file: plan.file,
      action: applied?.action ?? 'printed',
      backup: applied?.backup ?? null,
      entry: { [host.section]: { [host.server]: plan.entry } },
      notes: [...(host.note ? [host.note] : []), ...plan.command.notes],
    };
    session.show(document, render(host, plan, { project, remove }, applied, session.out));
  },
});

function hostNamed(word: string | undefined): HostName {
  const host = HOST_NAMES.find((name) => name === word);
  if (host) return host;
  if (word === undefined)
    throw usageError(
      '`codex-oauth setup` needs the name of an assistant.',
      `It is one of ${HOST_NAMES.join(', ')}.`,
      'For example: `codex-oauth setup cursor`.',
    );
  throw noSuch(`There is no assistant "${word.slice(0, 40)}" here.`, word, HOST_NAMES, {
    command: 'codex-oauth setup',
    otherwise: 'For any other MCP host: the command that `codex-oauth setup cursor` prints works there too.',
  });
}

/**
 * What to put where, or what was done (`applied`, undefined where it is only shown). The configuration stands alone on
 * its lines, so that it can be copied.
 */
function render(
  host: Host,
  { file, command, snippet }: SetupPlan,
  { project, remove }: Readonly<Record<'project' | 'remove', boolean>>,
  applied: Applied | undefined,
  paint: Paint,
): string {
  const path = field(file);
  const shared = [host.projectNote, 'The file holds paths of this machine: do not commit it for others.'];
  const notes = [host.note, ...command.notes, ...(project ? shared : [])]
    .filter((note) => note !== undefined)
    .map((note) => `  ${paint.dim(field(note))}`);
  if (!applied) {
    const own = project ? undefined : host.ownCommand?.(command);
    return [
      `${host.title} reads ${paint.cyan(path)}. Add this to it:\n\n${stripControls(snippet)}\n`,
      `${paint.cyan('→')} To write it for you: \`codex-oauth setup ${host.name}${project ? ' --project' : ''} --write\``,
      ...(own === undefined ? [] : [`  Or with its own command: \`${field(own)}\``]),
      ...notes,
      `  ${host.next}`,
    ].join('\n');
  }
  const done = {
    written: `${host.title} is set up in ${path}.`,
    removed: `Removed from ${path}.`,
    unchanged: remove ? `There is nothing of ours in ${path}.` : `${path} is as it should be.`,
  }[applied.action];
  if (applied.action === 'unchanged') return `${paint.green('✓')} ${done}`;
  return [
    `${paint.green('✓')} ${done}`,
    ...(applied.backup === undefined ? [] : [`  As it was: ${field(applied.backup)}`]),
    ...(applied.action === 'written' ? notes : []),
    `  ${host.next}`,
  ].join('\n');
}
