/** One file of a diff, from git's list (`git diff --raw -z`, git-diff(1) "Raw output format"). */
export interface ChangedFile {
  /** Where it is now; for a deleted file where it was. */
  readonly path: string;
  /** Where it was, for a rename or a copy. */
  readonly from: string | undefined;
  readonly change:
    | 'added'
    | 'deleted'
    | 'modified'
    | 'renamed'
    | 'copied'
    | 'type changed'
    | 'unmerged'
    | 'added, untracked';
  readonly submodule: boolean;
}

const CHANGES: Readonly<Record<string, ChangedFile['change']>> = {
  A: 'added',
  D: 'deleted',
  M: 'modified',
  R: 'renamed',
  C: 'copied',
  T: 'type changed',
  U: 'unmerged',
};

/** Reads git's list of changed files. Records it cannot read are left out. Pure. */
export function parseRaw(out: string): readonly ChangedFile[] {
  const fields = out.split('\0');
  const files: ChangedFile[] = [];
  for (let i = 0; i < fields.length; ) {
    const head = /^:(\d+) (\d+) \S+ \S+ ([A-Z])\d*$/.exec(fields[i] ?? '');
    i += 1;
    const change = CHANGES[head?.[3] ?? ''];
    if (!head || !change) continue;
    const two = change === 'renamed' || change === 'copied';
    const first = fields[i] ?? '';
    const path = two ? (fields[i + 1] ?? '') : first;
    i += two ? 2 : 1;
    const submodule = head[1] === '160000' || head[2] === '160000';
    if (path !== '') files.push({ path, from: two ? first : undefined, change, submodule });
  }
  return files;
}

/** Escapes that C has and JSON has not. */
const C_ONLY: Readonly<Record<string, string>> = { '\u0007': '\\a', '\v': '\\v' };

/** A path as git writes it in a patch with core.quotePath=false: in C's quotes where it needs them. Pure. */
function gitQuoted(path: string): string {
  const special = /[\u0000-\u001f\u007f"\\]/g;
  const body = path.replace(special, (c) => {
    const escape = C_ONLY[c] ?? JSON.stringify(c).slice(1, -1);
    return /^\\[^u]/.test(escape) ? escape : `\\${c.charCodeAt(0).toString(8).padStart(3, '0')}`;
  });
  return body === path ? path : `"${body}"`;
}

/** The line by which a file's section begins in a patch. Pure. */
export function patchHeader(file: ChangedFile): string {
  return `diff --git ${gitQuoted(`a/${file.from ?? file.path}`)} ${gitQuoted(`b/${file.path}`)}`;
}

export interface Section {
  readonly lines: string[];
  /** Characters that it may still have; below 0 it was too long, and its lines are dropped. */
  room: number;
}

/**
 * Cuts a patch into the sections of its files while it comes, and keeps no more than `limit` characters of each. Only a
 * header that is expected begins a section: in a patch every other line begins with a sign.
 */
export function patchSplitter(expected: ReadonlySet<string>, limit: number) {
  const sections = new Map<string, Section>();
  let current: Section | undefined;
  let rest = '';
  let skipping = false;
  const line = (text: string): void => {
    if (text.startsWith('diff --git ') || text.startsWith('* Unmerged path ')) {
      current = undefined;
      if (!expected.has(text)) return;
      current = sections.get(text) ?? { lines: [], room: limit };
      sections.set(text, current);
      return;
    }
    if (!current || current.room < 0) return;
    current.room -= text.length + 1;
    if (current.room < 0) current.lines.length = 0;
    else current.lines.push(text);
  };
  return {
    sections,
    push: (text: string): void => {
      let from = 0;
      for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', from)) {
        if (skipping) skipping = false;
        else line(rest + text.slice(from, end));
        rest = '';
        from = end + 1;
      }
      if (skipping) return;
      rest += text.slice(from);
      // One endless line must not fill the memory.
      if (rest.length > limit) {
        line(rest);
        rest = '';
        skipping = true;
      }
    },
    end: (): void => {
      if (rest !== '' && !skipping) line(rest);
      rest = '';
    },
  };
}

/** One line of a diff. */
export interface DiffLine {
  /** As it is sent: `12<tab>+text`; a removed line has no number. */
  readonly text: string;
  /** The file's own text, for the secret guard. */
  readonly bare: string;
  /** What to call it: `line 12`, by the new file's number, or `a removed line`. */
  readonly name: string;
}

export interface Hunks {
  readonly lines: readonly DiffLine[];
  readonly added: number;
  readonly removed: number;
  readonly binary: boolean;
}

/** A section's hunks with the new file's line numbers in front. Pure. */
export function readHunks(section: readonly string[]): Hunks {
  const lines: DiffLine[] = [];
  let at = 0;
  let added = 0;
  let removed = 0;
  let inHunk = false;
  let binary = false;
  for (const raw of section) {
    const hunk = /^@@ -\d+(?:,\d+)? \+(\d+)(?:,\d+)? @@/.exec(raw);
    const text = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    const sign = text.charAt(0);
    const bare = text.slice(1);
    if (hunk) {
      inHunk = true;
      at = Number(hunk[1]);
      // The heading after the second @@ quotes a line of the file.
      lines.push({ text, bare: text.slice(hunk[0].length).trimStart(), name: `line ${at}` });
    } else if (!inHunk) {
      binary ||= /^Binary files .* differ$/.test(text) || text === 'GIT binary patch';
    } else if (sign === '\\') {
      lines.push({ text: `\t${text}`, bare: '', name: '' });
    } else if (sign === '-') {
      removed += 1;
      lines.push({ text: `\t${text}`, bare, name: 'a removed line' });
    } else if (sign === '+' || sign === ' ' || sign === '') {
      if (sign === '+') added += 1;
      lines.push({ text: `${at}\t${text}`, bare, name: `line ${at}` });
      at += 1;
    }
  }
  binary ||= lines.some(({ bare }) => bare.includes('\0') || bare.includes('\uFFFD'));
  return { lines, added, removed, binary };
}
