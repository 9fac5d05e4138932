import { AppError } from '../system/errors.ts';
import { removeEntry, setEntry, type Edit } from './edit-jsonc.ts';
import { removeTable, renderTable, setTable, type TomlValue } from './edit-toml.ts';
import type { Host } from './hosts.ts';

type Entry = Readonly<Record<string, TomlValue>>;

/** The configuration alone, as it stands in an otherwise empty file. */
export function snippet(host: Host, entry: Entry): string {
  return host.format === 'toml'
    ? renderTable([host.section, host.server], entry).join('\n')
    : JSON.stringify({ [host.section]: { [host.server]: entry } }, null, 2);
}

/**
 * The file's text with our entry set, or taken out where `entry` is undefined; everything else stays byte for
 * byte. The same text means that there is nothing to do. Throws where the file cannot be understood.
 */
export function planText(host: Host, file: string, text: string, entry: Entry | undefined): string {
  const path = [host.section, host.server];
  const edit: Edit =
    host.format === 'toml'
      ? entry
        ? setTable(text, path, entry)
        : removeTable(text, path)
      : entry
        ? setEntry(text, host.section, host.server, entry)
        : removeEntry(text, host.section, host.server);
  if (edit.kind === 'text') return edit.text;
  const byHand = `or add the entry by hand: \`codex-oauth setup ${host.name}\` prints it.`;
  if (edit.kind === 'fault')
    throw new AppError({
      kind: 'local',
      code: 'setup.unreadable',
      what: `${file} was not changed.`,
      why: `It cannot be understood: line ${edit.fault.line} should hold ${edit.fault.expected}.`,
      fix: `Correct that line and run this again, ${byHand}`,
      details: { path: file, line: edit.fault.line },
    });
  throw new AppError({
    kind: 'local',
    code: 'setup.in_the_way',
    what: `${file} was not changed.`,
    why:
      host.format === 'toml'
        ? `${edit.key} or what holds it is written as an inline table or with dotted keys.`
        : `${edit.key === '' ? 'What is in it' : `"${edit.key}"`} is no object.`,
    fix: `Write it as ${host.format === 'toml' ? `a table ([${path.join('.')}])` : 'an object'} and run this again, ${byHand}`,
    details: { path: file },
  });
}
