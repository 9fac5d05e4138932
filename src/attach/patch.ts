/** One file of a diff, from git's list (`git diff --raw -z`, git-diff(1) "Raw output format"). */
export interface ChangedFile {
  /** Where it is now; for a deleted file where it was. */
  readonly path: string;
  /** Where it was, for a rename or a copy. */
  readonly from: string | undefined;
  /** `modified`, `added, untracked`. */
  readonly change: string;
  readonly submodule: boolean;
}

const CHANGES: Readonly<Record<string, string>> = {
  A: 'added',
  D: 'deleted',
  M: 'modified',
  R: 'renamed',
  C: 'copied',
  T: 'type changed',
  U: 'unmerged',
};

/** Modes before and after, what happened, the old name of what was renamed or copied, and the name. */
const RECORD = /:(\d+) (\d+) \S+ \S+ ([A-Z])\d*\0(?:(?<=[RC]\d*\0)([^\0]+)\0)?([^\0]+)\0/gy;

/** Reads git's list of changed files and separates it from the patch that follows. Pure. */
export function parseRaw(out: string): { readonly changed: readonly ChangedFile[]; readonly patch: string } {
  const records = [...out.matchAll(RECORD)];
  const changed = records.map(([, before, after, letter = '', from, path = '']) => {
    const submodule = `${before} ${after}`.includes('160000');
    return { path, from, change: CHANGES[letter] ?? 'changed', submodule };
  });
  // A NUL separates the two.
  const end = records.reduce((sum, [record]) => sum + record.length, 1);
  return { changed, patch: out.slice(end) };
}

/** Escapes that exist in C but not in JSON. */
const C_ONLY: Readonly<Record<string, string>> = { '\u0007': '\\a', '\v': '\\v' };

/** A path as git writes it in a patch with core.quotePath=false: C-quoted if needed. Pure. */
function gitQuoted(path: string): string {
  const special = /[\u0000-\u001f\u007f"\\]/g;
  const body = path.replace(special, (c) => {
    const escape = C_ONLY[c] ?? JSON.stringify(c).slice(1, -1);
    return /^\\[^u]/.test(escape) ? escape : `\\${c.charCodeAt(0).toString(8).padStart(3, '0')}`;
  });
  return body === path ? path : `"${body}"`;
}

/** The first line of a file's section in a patch. Pure. */
export function patchHeader(file: ChangedFile): string {
  return `diff --git ${gitQuoted(`a/${file.from ?? file.path}`)} ${gitQuoted(`b/${file.path}`)}`;
}

/**
 * Cuts a patch into its files' sections, without their first lines, which say whose they are. Only an expected header
 * begins a section; the other lines of a patch begin with a sign. One commit may have fifty thousand. Pure.
 */
export function splitPatch(patch: string, headers: ReadonlySet<string>): Map<string, string> {
  const sections = new Map<string, string>();
  for (let at = 0, end = 0; at < patch.length; at = end) {
    const next = patch.indexOf('\ndiff --git ', at);
    end = next === -1 ? patch.length : next + 1;
    const section = patch.slice(at, end);
    const [line = ''] = section.split('\n', 1);
    const other = section.indexOf('\n* Unmerged path ');
    const body = section.slice(line.length + 1, other === -1 ? undefined : other + 1);
    // What has changed its type has two, a removal and an addition.
    if (headers.has(line)) sections.set(line, (sections.get(line) ?? '') + body);
  }
  return sections;
}

/** One line of a diff. */
interface DiffLine {
  /** As it is sent: `12<tab>+text`; a removed line has no number. */
  readonly text: string;
  /** The file's own text, for the secret guard. */
  readonly bare: string;
  /** What to call it: `line 12`, by the new file's number, or `a removed line`. */
  readonly name: string;
}

export type Hunks = ReturnType<typeof readHunks>;

/**
 * A section's hunks with the new file's line numbers. `at`: the number of the first line if there is no header. Pure.
 */
export function readHunks(section: readonly string[], at?: number) {
  const lines: DiffLine[] = [];
  let next = at;
  let added = 0;
  let removed = 0;
  let binary = false;
  for (const text of section) {
    const hunk = /^@@ -\d+(?:,\d+)? \+(\d+)(?:,\d+)? @@/.exec(text);
    const sign = text.charAt(0);
    const bare = text.slice(1);
    if (hunk) {
      next = Number(hunk[1]);
      // The heading after the second @@ quotes a line of the file.
      lines.push({ text, bare: text.slice(hunk[0].length).trimStart(), name: `line ${next}` });
    } else if (next === undefined || /[a-z]/.test(sign)) {
      // Before the first hunk, and where the second half of a changed type begins.
      next = undefined;
      binary ||= /^Binary files .* differ$/.test(text) || text === 'GIT binary patch';
    } else if (sign === '\\') {
      lines.push({ text: `\t${text}`, bare: '', name: '' });
    } else if (sign === '-') {
      removed += 1;
      lines.push({ text: `\t${text}`, bare, name: 'a removed line' });
    } else {
      if (sign === '+') added += 1;
      lines.push({ text: `${next}\t${text}`, bare, name: `line ${next}` });
      next += 1;
    }
  }
  binary ||= lines.some(({ bare }) => bare.includes('\0') || bare.includes('\uFFFD'));
  return { lines, added, removed, binary };
}
