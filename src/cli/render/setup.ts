import type { Applied } from '../../setup/apply.ts';
import type { ServerCommand } from '../../setup/command.ts';
import type { Host } from '../../setup/hosts.ts';
import { field, stripControls } from '../terminal/clean.ts';
import type { Paint } from '../terminal/paint.ts';

export interface SetupView {
  readonly host: Host;
  readonly file: string;
  readonly project: boolean;
  readonly command: ServerCommand;
  /** The configuration as it would stand in an empty file. */
  readonly snippet: string;
}

/** What to put where. The configuration stands alone on its lines, so that it can be copied. */
export function renderSetup({ host, file, project, command, snippet }: SetupView, paint: Paint): string {
  const lines = [
    `${host.title} reads ${paint.cyan(field(file))}. This belongs into it:`,
    '',
    stripControls(snippet),
    '',
  ];
  const flag = project ? ' --project' : '';
  lines.push(`${paint.cyan('→')} To have it written: \`codex-oauth setup ${host.name}${flag} --write\``);
  if (host.ownCommand && !project)
    lines.push(`  Or with its own command: \`${field(host.ownCommand(command))}\``);
  return [...lines, ...renderNotes({ host, project, command }, paint), `  ${host.next}`].join('\n');
}

export function renderApplied(view: SetupView, applied: Applied, remove: boolean, paint: Paint): string {
  const { host, file } = view;
  const path = field(file);
  if (applied.action === 'unchanged')
    return `${paint.green('✓')} ${remove ? `There is nothing of ours in ${path}.` : `${path} is as it should be.`}`;
  const lines = [
    `${paint.green('✓')} ${applied.action === 'removed' ? `Taken out of ${path}.` : `${host.title} is set up in ${path}.`}`,
  ];
  if (applied.backup !== undefined) lines.push(`  As it was: ${field(applied.backup)}`);
  if (applied.action === 'written') lines.push(...renderNotes(view, paint));
  return [...lines, `  ${host.next}`].join('\n');
}

function renderNotes(
  { host, project, command }: Pick<SetupView, 'host' | 'project' | 'command'>,
  paint: Paint,
): readonly string[] {
  const shared = project
    ? [host.projectNote ?? '', 'The file holds paths of this machine: do not commit it for others.']
    : [];
  return [...host.notes, ...command.notes, ...shared]
    .filter(Boolean)
    .map((text) => `  ${paint.dim(field(text))}`);
}
