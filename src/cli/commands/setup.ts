import { EXIT } from '../boundary.ts';
import { renderApplied, renderSetup, type SetupView } from '../render/setup.ts';
import type { Session } from '../session.ts';
import type { CommandSpec } from '../spec.ts';
import { nearest, usageError } from '../usage.ts';
import { HOST_NAMES, type HostName } from '../../setup/names.ts';

export interface SetupInvocation {
  readonly command: 'setup';
  readonly host: HostName;
  readonly write: boolean;
  readonly remove: boolean;
  readonly project: boolean;
  readonly json: boolean;
}

const isHost = (word: string): word is HostName => HOST_NAMES.some((name) => name === word);

export const setupSpec: CommandSpec<SetupInvocation> = {
  name: 'setup',
  summary: 'show or write the configuration for a coding assistant',
  usage: `<${HOST_NAMES.join('|')}> [options]`,
  about: [
    'Prints what belongs into the assistant’s configuration, or writes it there: comments and everything else in the',
    'file stay, and the file as it was is kept once beside it (.bak). Both paths in it are absolute, because a program',
    'that is started from a desktop has no PATH of your shell. Run it again after moving Node or codex-oauth.',
  ],
  options: [
    { name: 'write', summary: 'write it' },
    { name: 'remove', summary: 'take it out again' },
    { name: 'project', summary: 'for the project in this folder only' },
  ],
  examples: [
    'codex-oauth setup cursor',
    'codex-oauth setup codex --write',
    'codex-oauth setup vscode --project --write',
  ],
  read: ({ words, json, has }) => {
    const [host, more] = words;
    const hosts = `It is one of ${HOST_NAMES.join(', ')}.`;
    if (host === undefined)
      throw usageError(
        '`codex-oauth setup` needs the name of an assistant.',
        hosts,
        'For example: `codex-oauth setup cursor`.',
      );
    if (!isHost(host)) {
      const near = nearest(host, HOST_NAMES);
      throw usageError(
        `There is no assistant "${host.slice(0, 40)}" here.`,
        hosts,
        near === undefined
          ? 'For any other MCP host: the command that `codex-oauth setup cursor` prints works there too.'
          : `Run \`codex-oauth setup ${near}\`.`,
      );
    }
    if (more !== undefined)
      throw usageError(
        '`codex-oauth setup` takes one assistant at a time.',
        undefined,
        `Leave "${more.slice(0, 40)}" out.`,
      );
    if (has('write') && has('remove'))
      throw usageError('--write and --remove exclude each other.', undefined, 'Give one of them, or none.');
    return {
      command: 'setup',
      host,
      write: has('write'),
      remove: has('remove'),
      project: has('project'),
      json,
    };
  },
};

export async function runSetup(session: Session, o: SetupInvocation): Promise<number> {
  const [{ HOSTS }, { planSetup }, { applySetup }] = await Promise.all([
    import('../../setup/hosts.ts'),
    import('../../setup/setup.ts'),
    import('../../setup/apply.ts'),
  ]);
  const deps = session.deps();
  const { execPath, entry } = session.io;
  const host = HOSTS[o.host];
  const plan = planSetup(host, { ...deps, execPath, entry, project: o.project });
  const view: SetupView = { host, project: o.project, ...plan };
  const act = o.write || o.remove;
  const applied = act
    ? await applySetup(host, plan.file, o.remove ? undefined : plan.values, deps.platform)
    : undefined;
  if (session.json)
    session.document({
      host: host.name,
      file: plan.file,
      action: applied?.action ?? 'printed',
      backup: applied?.backup ?? null,
      entry: { [host.section]: { [host.server]: plan.values } },
      notes: [...host.notes, ...plan.command.notes],
    });
  else
    session.print(
      applied ? renderApplied(view, applied, o.remove, session.out) : renderSetup(view, session.out),
    );
  return EXIT.ok;
}
