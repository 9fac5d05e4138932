import fc from 'fast-check';
import { parse } from 'smol-toml';
import { describe, expect, test } from 'vitest';
import { editToml, renderToml } from '../../src/setup/edit-toml.ts';
import type { JsonObject } from '../../src/system/json.ts';

const PATH = ['mcp_servers', 'codex-oauth'] as const;
const VALUES = { command: '/node', args: ['/x.js'], tool_timeout_sec: 1800 };
const WITH_ENV = { ...VALUES, env: { A: 'b"c\\d' } };
const BLOCK = `${renderToml(PATH, VALUES)}\n`;

function edited(text: string, entry: JsonObject | undefined): string {
  const edit = editToml(text, PATH, entry);
  if (typeof edit !== 'string') throw new Error(`refused: ${JSON.stringify(edit)}`);
  return edit;
}
const set = (text: string, entry: JsonObject = VALUES): string => edited(text, entry);
const remove = (text: string): string => edited(text, undefined);

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
    expect(parse(BLOCK)).toMatchObject({ mcp_servers: { 'codex-oauth': VALUES } });
  });

  test('else behind everything, and nothing else changes', () => {
    expect(set(MINE)).toBe(`${MINE}\n${BLOCK}`);
    expect(remove(set(MINE))).toBe(MINE);
    expect(remove(MINE)).toBe(MINE);
  });

  test('in its old place, with what the user added to it', () => {
    const rest = `
# mine
[mcp_servers."codex-oauth".tools.codex_query]
approval_mode = "approve"
`;
    const before = `[mcp_servers.codex-oauth] # ours
command = "old"
enabled_tools = [
  "codex_query",
]
# longer
tool_timeout_sec = 3
${rest}
[mcp_servers.codex-oauth.env]
# theirs
B = 'c'

# the last
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
env = { B = "c", A = "b" }
args = [ "/x.js" ]
${rest}
# the last
[z]
b = 1
`);
    expect(remove(after)).toBe('\n# mine\n\n# the last\n[z]\nb = 1\n');
  });

  test('a value that is right already keeps its line', () => {
    const env = "\n[mcp_servers.codex-oauth.env]\n# mine\nA = 'b'\n";
    const before = `${BLOCK.replace('1800', '1800 # half an hour')}${env}`;
    expect(set(before, { ...VALUES, env: { A: 'b' } })).toBe(before);
    expect(set(`${BLOCK.replace('1800', '18000')}${env}`)).toBe(`${BLOCK}${env}`);
  });

  test('line ends stay', () => {
    const before = '[y]\r\na = 1\r\n\r\n[z]\r\nb = 2\r\n';
    const after = set(before, WITH_ENV);
    expect(after.startsWith(before)).toBe(true);
    expect(after.replaceAll('\r\n', '')).not.toContain('\n');
    expect(remove(after)).toBe(before);
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
    ['a = 1\na = 2', 2],
  ])('%j: line %i', (text, line) => {
    for (const entry of [VALUES, undefined])
      expect(editToml(text, PATH, entry)).toMatchObject({ line, column: expect.any(Number) });
  });

  test.each([
    ['mcp_servers.codex-oauth.command = "x"', true],
    ['[mcp_servers]\ncodex-oauth = { command = "x" }', true],
    ['[mcp_servers]\n"codex-oauth".command = "x"', true],
    ['mcp_servers = { other = { command = "x" } }', false],
    ['mcp_servers = 5', false],
  ])('%j is written in another form', (text, ours) => {
    expect(editToml(text, PATH, VALUES)).toHaveProperty('why');
    const removed = editToml(text, PATH, undefined);
    if (ours) expect(removed).toHaveProperty('why');
    else expect(removed).toBe(text);
  });
});

test('whatever tables surround it, only ours comes and goes', () => {
  const statement = fc.constantFrom(
    '# comment',
    '',
    'a = 1',
    "s = '''\n[mcp_servers.codex-oauth]\n'''",
    'm = [\n  1, # ]\n]',
    'q."dotted key".c = { x = "}" }',
  );
  fc.assert(
    fc.property(fc.array(fc.uniqueArray(statement)), fc.boolean(), (bodies, there) => {
      const tables = bodies.map((lines) => ['[[list]]', ...lines].join('\n'));
      const text = `${[...tables, '[mcp_servers.x]\n[mcp_servers.x.env]', ...(there ? [BLOCK] : []), '[z]'].join('\n')}\n`;
      const after = set(text, WITH_ENV);
      const mcp_servers = { x: { env: {} }, 'codex-oauth': WITH_ENV };
      expect(parse(after)).toEqual({ ...parse(text), mcp_servers });
      expect(set(after, WITH_ENV)).toBe(after);
      if (there) return;
      expect(after.startsWith(text)).toBe(true);
      expect(remove(after)).toBe(text);
    }),
  );
});

test('strings are quoted so that every reader gets them back', () => {
  fc.assert(
    fc.property(fc.string(), fc.constantFrom('', BLOCK), (value, before) => {
      const entry = { command: value, env: { [value]: value } };
      expect(parse(set(before, entry))).toMatchObject({ mcp_servers: { 'codex-oauth': entry } });
    }),
  );
});
