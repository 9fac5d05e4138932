import { stat } from 'node:fs/promises';
import path from 'node:path';
import { attachFile, type ResolvedFiles } from './files.ts';
import { humanBytes, type Gathering } from './gathering.ts';
import { find, REFUSALS, relativePath } from './workspace.ts';

/** Where a project says how its code has to be. */
const NAMES = ['AGENTS.md', 'CLAUDE.md'];
/** All of them together. Bytes. */
const RULES_BUDGET = 64_000;

/**
 * Attaches the project's rules: those of the workspace folder and of the folders above each file whose diff is
 * attached. Rules that the change itself alters do not count, or a change could excuse itself.
 */
export async function attachRules(g: Gathering, files: ResolvedFiles): Promise<void> {
  const { change } = g.result();
  if (!change) return;
  const folders = new Set<string>();
  for (const [file, lines] of change.files)
    for (let at = file; lines.length > 0 && at !== '.'; ) folders.add((at = path.posix.dirname(at)));
  // On some systems another case is the same file.
  const changed = new Set([...change.files.keys()].map((file) => file.toLowerCase()));
  const { root } = change;
  let room = RULES_BUDGET;
  const names = [...folders].sort().flatMap((folder) => NAMES.map((name) => path.posix.join(folder, name)));
  for (const name of names) {
    const found = await find(name, [root]);
    if (found === 'missing') continue;
    if (typeof found === 'string') g.omit(name, REFUSALS[found]);
    // A link could send what nobody named.
    else if (relativePath(found.real, root).toLowerCase() !== name.toLowerCase())
      g.omit(name, 'it is a link');
    else if (changed.has(name.toLowerCase())) g.omit(name, 'the change alters these rules');
    else if ((room -= (await stat(found.real)).size) < 0)
      g.omit(name, `rules may have ${humanBytes(RULES_BUDGET)}`);
    else await attachFile(g, { real: found.real, root, name, range: undefined, exact: true }, files);
  }
}
