import { stat } from 'node:fs/promises';
import path from 'node:path';
import { attachFile, type ResolvedFiles } from './files.ts';
import { humanBytes, type Gathering } from './gathering.ts';
import { find, REFUSALS, relativePath } from './workspace.ts';

/** Where a project says how its code has to be. */
const NAMES = ['AGENTS.md', 'CLAUDE.md'];
/** All of them together. Bytes. */
const RULES_BUDGET = 64_000;
const FOLDERS_MAX = 100;

/** On some systems another case is the same file. */
const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/**
 * Attaches the project's rules: those of the workspace folder and of the folders above each file whose diff is
 * attached. Rules that the change itself alters do not count, or a change could excuse itself.
 */
export async function attachRules(g: Gathering, files: ResolvedFiles): Promise<void> {
  const { change } = g.result();
  if (!change) return;
  const folders = new Set<string>();
  for (const [file, lines] of change.files)
    for (let at = file; lines.length > 0 && at !== '.' && folders.size < FOLDERS_MAX; )
      folders.add((at = path.posix.dirname(at)));
  const changed = new Set([...change.files.keys()].map((file) => file.toLowerCase()));
  let room = RULES_BUDGET;
  for (const folder of [...folders].sort((a, b) => a.length - b.length))
    for (const name of NAMES) {
      const named = path.posix.join(folder, name);
      const found = await find(named, [change.root]);
      if (typeof found === 'string') {
        if (found !== 'missing') g.omit(named, REFUSALS[found]);
        continue;
      }
      if (found.kind !== 'file') continue;
      const { real } = found;
      const { size } = await stat(real);
      const { dir, base } = path.posix.parse(relativePath(real, change.root));
      // CLAUDE.md is often a link to AGENTS.md beside it. Any other could send what nobody named.
      const link = !isSame(path.posix.join(dir, base), named);
      if (link && isSame(dir || '.', folder) && NAMES.includes(base)) continue;
      if (link) g.omit(named, 'it is a link');
      else if (changed.has(named.toLowerCase())) g.omit(named, 'the change alters these rules');
      else if (size > room) g.omit(named, `rules have room for ${humanBytes(RULES_BUDGET)}`);
      else {
        room -= size;
        await attachFile(g, { real, root: change.root, name: named, range: undefined, exact: true }, files);
      }
    }
}
