import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Edit } from '../../src/setup/edit-jsonc.ts';
import { removeTable, setTable } from '../../src/setup/edit-toml.ts';

const PATH = ['mcp_servers', 'codex-oauth'];
const VALUES = { command: '/node', args: ['/x.js'], tool_timeout_sec: 1800 };
const BLOCK = '[mcp_servers.codex-oauth]\ncommand = "/node"\nargs = ["/x.js"]\ntool_timeout_sec = 1800\n';

function textOf(edit: Edit): string {
  if (edit.kind !== 'text') throw new Error(`refused: ${JSON.stringify(edit)}`);
  return edit.text;
}
const set = (text: string, values: Parameters<typeof setTable>[2] = VALUES): string =>
  textOf(setTable(text, PATH, values));
const remove = (text: string): string => textOf(removeTable(text, PATH));

const MINE = `# my settings
model = "gpt-5" # keep
notify = [
  "a", # [mcp_servers.codex-oauth]
  "b",
]
prompt = """
[mcp_servers.codex-oauth]
command = "inside a string"
"""

[mcp_servers.other]
command = 'x'

# about profiles
[[profiles]]
name = "p"
`;

describe('a table is set', () => {
  test('in an empty file it stands alone', () => {
    expect(set('')).toBe(BLOCK);
  });

  test('else behind everything, and nothing else changes', () => {
    expect(set(MINE)).toBe(`${MINE}\n${BLOCK}`);
    expect(remove(set(MINE))).toBe(MINE);
  });

  test('twice is once', () => {
    const env = { ...VALUES, env: { A: 'b"c\\d' } };
    for (const before of ['', MINE, '\n\n', 'a = 1', `${BLOCK}\n[z]\nb = 1\n`])
      expect(set(set(before, env), env)).toBe(set(before, env));
  });

  test('in its old place, with what the user added to it', () => {
    const before = `[mcp_servers.codex-oauth] # ours
command = "old"
enabled_tools = [
  "codex_query",
]
# longer
tool_timeout_sec = 3

[mcp_servers."codex-oauth".tools.codex_query]
approval_mode = "approve"

[z]
b = 1
`;
    const after = set(before, { ...VALUES, env: { A: 'b' } });
    expect(after).toBe(`[mcp_servers.codex-oauth] # ours
command = "/node"
enabled_tools = [
  "codex_query",
]
# longer
tool_timeout_sec = 1800
args = ["/x.js"]

[mcp_servers.codex-oauth.env]
A = "b"

[mcp_servers."codex-oauth".tools.codex_query]
approval_mode = "approve"

[z]
b = 1
`);
    expect(remove(after)).toBe('\n[z]\nb = 1\n');
  });

  test('a comment behind a value that is right already stays', () => {
    const before = BLOCK.replace('1800', '1800 # half an hour');
    expect(set(before)).toBe(before);
    expect(set(BLOCK.replace('1800', '18000'))).toBe(BLOCK);
  });

  test('Windows line ends stay', () => {
    const after = set('a = 1\r\n\r\n[z]\r\nb = 2\r\n', { ...VALUES, env: { A: 'b' } });
    expect(after.replaceAll('\r\n', '')).not.toContain('\n');
  });
});

describe('what cannot be understood is left alone', () => {
  test.each([
    ['a = [1,', 1],
    ['a = 1\n[open\nb = 2', 2],
    ['a = """\nnever closed', 1],
    ['a = "open\nb = 1', 1],
    ['ok = 1\njust words', 2],
    ['{"json": 1}', 1],
    ['[[a]\nb = 1', 1],
    ['a = ]', 1],
  ])('%j: line %i', (text, line) => {
    expect(setTable(text, PATH, VALUES)).toMatchObject({ kind: 'fault', fault: { line } });
  });

  test.each([
    'mcp_servers = { other = { command = "x" } }',
    'mcp_servers.codex-oauth.command = "x"',
    '[mcp_servers]\ncodex-oauth = { command = "x" }',
    '[mcp_servers]\n"codex-oauth".command = "x"',
  ])('%j is written in another form', (text) => {
    for (const edit of [setTable(text, PATH, VALUES), removeTable(text, PATH)])
      expect(edit).toEqual({ kind: 'in-the-way', key: 'mcp_servers.codex-oauth' });
  });
});

test('whatever tables surround it, only ours comes and goes', () => {
  const line = fc.constantFrom(
    'a = 1',
    '# comment',
    '',
    '[t]',
    '[[list]]',
    '[mcp_servers.x]',
    '[mcp_servers.x.env]',
    "s = '''\n[mcp_servers.codex-oauth]\n'''",
    'm = [\n  1, # ]\n]',
    'q."dotted key".c = { x = "}" }',
  );
  fc.assert(
    fc.property(
      fc.array(line).map((l) => `${l.join('\n')}\n`),
      (text) => {
        const after = set(text, { ...VALUES, env: { A: '1' } });
        expect(after.startsWith(text)).toBe(true);
        expect(set(after, { ...VALUES, env: { A: '1' } })).toBe(after);
        expect(remove(after).trimEnd()).toBe(text.trimEnd());
      },
    ),
  );
});

test('strings are quoted so that every reader gets them back', () => {
  fc.assert(
    fc.property(fc.string(), (value) => {
      const line = set('', { command: value }).split('\n')[1] ?? '';
      expect(JSON.parse(line.replace('command = ', ''))).toBe(value);
      // eslint-disable-next-line no-control-regex
      expect(line).not.toMatch(/[\u0000-\u001f\u007f]/);
    }),
  );
});
