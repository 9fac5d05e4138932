import { lstat } from 'node:fs/promises';
import { humanBytes } from '../attach/gathering.ts';
import { secretName } from '../attach/secrets/names.ts';
import { find, relativePath } from '../attach/workspace.ts';
import type { JsonObject } from '../system/json.ts';
import { takingTurns } from '../system/time.ts';
import { plural } from '../system/wording.ts';
import { list, record, text } from './arguments.ts';
import { plain, type Call, type LookTool, type Spot } from './call.ts';

/** A folder with more files than this shows only its own entries. */
const FLAT_MAX = 200;
/** Entries shown of one folder or glob. */
const ENTRIES_MAX = 1_000;

const pathsOf = (args: JsonObject): readonly string[] => args['paths'] as readonly string[];

export const LIST: LookTool = {
  name: 'list',
  description:
    'Lists files and folders of the project with their sizes; what .gitignore ignores is not there. ' +
    'Needs paths: folders (. is the project) or globs (src/**/*.ts), several at once.',
  parameters: record({ paths: list(text('A folder or a glob, relative to the project'), 20) }, ['paths']),
  says: (args) => `listing ${plain(String(pathsOf(args)[0]))}`,
  async run(args, call) {
    for (const name of pathsOf(args)) {
      const spots = await call.files(name);
      if (!spots) continue;
      const shown = await call.safe(name);
      call.receipt.listed.add(shown);
      call.page.add(`--- ${shown}: ${plural(spots.length, 'file')} ---`);
      const entries = await entriesOf(spots, name, call);
      for (const entry of entries.slice(0, ENTRIES_MAX)) if (!call.page.add(entry)) break;
      if (entries.length > ENTRIES_MAX)
        call.page.note(`Only ${ENTRIES_MAX} entries of ${shown} are listed: name a folder in it.`);
    }
    if ((await call.listings()).some(({ cut }) => cut))
      call.page.note('The project has more files than are listed.');
  },
};

/** Every file, or for a large folder its own files and folders with their number of files. */
async function entriesOf(spots: readonly Spot[], name: string, call: Call): Promise<readonly string[]> {
  const base = spots.length > FLAT_MAX ? await find(name, call.roots) : 'missing';
  const within = typeof base === 'object' ? relativePath(base.real, base.root) : undefined;
  const folders = new Map<string, number>();
  const lines: string[] = [];
  const turn = takingTurns(call.signal);
  for (const spot of spots) {
    const pause = turn();
    if (pause) await pause;
    const relative = relativePath(spot.real, spot.root);
    const rest = within === undefined ? '' : relative.slice(within === '' ? 0 : within.length + 1);
    const slash = rest.indexOf('/');
    if (slash === -1) {
      if (lines.length + folders.size <= ENTRIES_MAX)
        lines.push(`${await call.safe(spot.shown)}  ${await sizeOf(spot)}`);
      continue;
    }
    const folder = spot.shown.slice(0, spot.shown.length - rest.length + slash + 1);
    folders.set(folder, (folders.get(folder) ?? 0) + 1);
  }
  for (const [folder, n] of folders) lines.push(`${await call.safe(folder)}  ${plural(n, 'file')}`);
  return lines.sort();
}

/** Asked only of what is really there: a planted index, or a link, could name a file elsewhere. */
async function sizeOf({ real, root }: Spot): Promise<string> {
  const found = await find(real, [root]);
  if (found === 'missing') return 'deleted';
  if (typeof found === 'string')
    return found === 'outside' ? 'a link out of the project' : 'not a regular file';
  if (found.real !== real) return `a link to ${plain(relativePath(found.real, root) || '.')}`;
  const guarded = secretName(real);
  if (guarded !== undefined) return `withheld: ${guarded}`;
  const stat = await lstat(found.real).catch(() => undefined);
  return stat ? humanBytes(stat.size) : 'deleted';
}
