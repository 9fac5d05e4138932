/** A value in a JSON text that may hold comments and trailing commas, with its place in the text. */
export type Node =
  | {
      readonly kind: 'object';
      readonly start: number;
      readonly end: number;
      readonly members: readonly Member[];
    }
  | { readonly kind: 'other'; readonly start: number; readonly end: number; readonly value: unknown };

export interface Member {
  readonly key: string;
  /** Where the key begins. */
  readonly start: number;
  readonly value: Node;
  /** The place of the comma after it; undefined where there is none. */
  readonly comma: number | undefined;
}

/** Where a text stops being JSON with comments. */
export interface Fault {
  readonly line: number;
  readonly expected: string;
}

const LITERAL = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const BLANK = /(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
/** Deeper than this is no configuration. */
const MAX_DEPTH = 200;

class Reader {
  at = 0;
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  fault(expected: string): never {
    // Caught in parse(), never seen outside of this file.
    throw Object.assign(new Error('no JSON'), {
      fault: { line: this.text.slice(0, this.at).split('\n').length, expected },
    });
  }

  match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  blank(): void {
    this.match(BLANK);
  }

  take(char: string): boolean {
    if (this.text[this.at] !== char) return false;
    this.at += 1;
    return true;
  }

  string(): string {
    const text = this.match(STRING) ?? this.fault('a string in double quotes');
    return JSON.parse(text) as string;
  }

  value(depth = 0): Node {
    if (depth > MAX_DEPTH) this.fault('fewer levels');
    const start = this.at;
    if (this.text[start] === '{') return this.object(depth);
    const value = this.text[start] === '[' ? this.array(depth) : this.scalar();
    return { kind: 'other', start, end: this.at, value };
  }

  scalar(): unknown {
    if (this.text[this.at] === '"') return this.string();
    return JSON.parse(this.match(LITERAL) ?? this.fault('a value'));
  }

  array(depth: number): readonly unknown[] {
    const items: unknown[] = [];
    this.at += 1;
    for (;;) {
      this.blank();
      if (this.take(']')) return items;
      items.push(plain(this.value(depth + 1)));
      this.blank();
      if (!this.take(',') && this.text[this.at] !== ']') this.fault('a comma or ]');
    }
  }

  object(depth: number): Node {
    const start = this.at;
    const members: Member[] = [];
    this.at += 1;
    for (;;) {
      this.blank();
      if (this.take('}')) return { kind: 'object', start, end: this.at, members };
      const keyAt = this.at;
      const key = this.string();
      this.blank();
      if (!this.take(':')) this.fault('a colon');
      this.blank();
      const value = this.value(depth + 1);
      this.blank();
      const comma = this.text[this.at] === ',' ? this.at : undefined;
      members.push({ key, start: keyAt, value, comma });
      if (!this.take(',') && this.text[this.at] !== '}') this.fault('a comma or }');
    }
  }
}

/** What JSON.parse would give. A key that stands twice has its last value. */
export function plain(node: Node): unknown {
  if (node.kind === 'other') return node.value;
  return Object.fromEntries(node.members.map((m) => [m.key, plain(m.value)]));
}

/** Reads JSON with comments and trailing commas (as VS Code, Cursor and Gemini CLI do), or says where it stops. */
export function parseJsonc(text: string): Node | Fault {
  const reader = new Reader(text);
  try {
    if (text.startsWith('\uFEFF')) reader.at = 1;
    reader.blank();
    const root = reader.value();
    reader.blank();
    if (reader.at < text.length) reader.fault('the end of the file');
    return root;
  } catch (error) {
    if (error instanceof Error && 'fault' in error) return error.fault as Fault;
    throw error;
  }
}

export function isFault(result: Node | Fault): result is Fault {
  return 'expected' in result;
}
