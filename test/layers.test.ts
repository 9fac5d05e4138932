import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { filesBelow, importsIn, textOf } from './support/tree.ts';

/** The rooms of src from top to bottom. A room imports what stands below it, and never a neighbour or what is above. */
const LEVELS: readonly (readonly string[])[] = [
  ['main'],
  ['program'],
  ['cli', 'mcp'],
  ['doctor', 'setup', 'recorder'],
  ['app'],
  ['settings'],
  ['ask'],
  ['look', 'review', 'jobs', 'sessions'],
  ['threads', 'attach', 'login', 'library'],
  ['oauth'],
  ['system'],
];

/** Packages, and the only places of src that import them. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  // The demo is a client from outside; everything else leaves MCP to the server.
  '@modelcontextprotocol/sdk': ['src/mcp/', 'src/cli/demo/'],
  '@modelcontextprotocol/server': ['src/mcp/eras/newer.ts'],
  zod: ['src/mcp/'],
  'proper-lockfile': ['src/system/'],
  'write-file-atomic': ['src/system/'],
  open: ['src/system/'],
  undici: ['src/system/'],
  '@redis/client': ['src/system/'],
  'proxy-from-env': ['src/system/'],
  'eventsource-parser': ['src/ask/'],
  '@cfworker/json-schema': ['src/ask/', 'src/look/'],
  'jsonc-parser': ['src/setup/', 'src/settings-project.ts'],
  'smol-toml': ['src/setup/', 'src/recorder/', 'src/settings-project.ts'],
  commander: ['src/cli/'],
  'string-width': ['src/cli/'],
};

/** What a folder must not import although its level would let it. */
const NEVER: readonly { readonly from: string; readonly pattern: RegExp; readonly because: string }[] = [
  { from: 'src/oauth/', pattern: /^node:(?:fs|path|os|child_process)/, because: 'oauth/ knows no file' },
  { from: 'src/', pattern: /^(?:node:)?process$/, because: 'only src/main.ts touches process' },
  {
    from: 'src/cli/demo/',
    pattern: /^src\/(?!cli\/|system\/|attach\/)/,
    because: 'the demo talks to the shipped server only',
  },
  { from: 'src/', pattern: /^(?:test|bench|scripts)\//, because: 'the product stands without its tests' },
  { from: 'src/', pattern: /^simulator\//, because: 'only the demo brings a stand-in along' },
  { from: 'simulator/', pattern: /^src\//, because: 'the simulator is an independent judge' },
];

/** `src/cli/parse.ts` → `cli`; `src/settings.ts` → `settings`. */
function roomOf(file: string): string {
  const [, name = '', below] = file.split('/');
  return below === undefined ? name.replace(/(?:-.*)?\.ts$/, '') : name;
}

function levelOf(file: string): number {
  return LEVELS.findIndex((rooms) => rooms.includes(roomOf(file)));
}

/** What is wrong with this file's imports, a line for each. */
function faultsOf(file: string, text: string): readonly string[] {
  return importsIn(text).flatMap((name) => {
    const target = name.startsWith('.') ? path.posix.join(path.posix.dirname(file), name) : name;
    const fault = faultOf(file, target);
    return fault === undefined ? [] : [`${file} imports ${target}: ${fault}`];
  });
}

function faultOf(file: string, target: string): string | undefined {
  const never = NEVER.find((rule) => file.startsWith(rule.from) && rule.pattern.test(target));
  const brought = never?.because.startsWith('only the demo') && file.startsWith('src/cli/demo/');
  if (never && !brought) return never.because;
  if (!file.startsWith('src/')) return undefined;
  if (target.startsWith('src/')) {
    const [from, to] = [levelOf(file), levelOf(target)];
    if (from < 0 || to < 0) return 'a room that this table does not know';
    if (roomOf(file) === roomOf(target) || to > from) return undefined;
    return `${roomOf(file)} may import only what is below it`;
  }
  if (target.startsWith('node:') || brought) return undefined;
  const known = Object.entries(PACKAGES).find(([name]) => target === name || target.startsWith(`${name}/`));
  if (!known) return 'a package that this table does not know';
  const places = known[1];
  return places.some((place) => file.startsWith(place)) ? undefined : `only ${places.join(', ')} may`;
}

describe('layers', () => {
  test('imports run one way, and packages stand where they belong', () => {
    const files = filesBelow(['src', 'simulator'], ['.ts']);
    expect(files.flatMap((file) => faultsOf(file, textOf(file)))).toEqual([]);
  });

  test.each([
    ['src/threads/store.ts', '../login/broker.ts'],
    ['src/login/status.ts', '../ask/limits.ts'],
    ['src/ask/ask.ts', '../app.ts'],
    ['src/cli/run.ts', '../mcp/serve.ts'],
    ['src/system/http.ts', '../oauth/pkce.ts'],
    ['src/oauth/callback.ts', 'node:fs/promises'],
    ['src/login/broker.ts', '@modelcontextprotocol/sdk/types.js'],
    ['src/login/broker.ts', 'left-pad'],
    ['src/mcp/serve.ts', 'node:process'],
    ['src/cli/run.ts', '../../simulator/simulator.ts'],
    ['src/cli/demo/steps.ts', '../../ask/ask.ts'],
    ['src/attach/files.ts', '../../test/support/net.ts'],
    ['simulator/world.ts', '../src/system/json.ts'],
  ])('%s may not import %s', (file, name) => {
    for (const text of [
      `import { x } from '${name}';`,
      `const x = await import('${name}');`,
      `type X = import('${name}').X;`,
    ])
      expect(faultsOf(file, text)).toHaveLength(1);
  });
});

test('a file of src has neither 400 lines nor under 13', () => {
  const lines = filesBelow(['src'], ['.ts']).map(
    (file) => [file, textOf(file).split('\n').length - 1] as const,
  );
  expect(lines.filter(([, count]) => count >= 400 || count < 13)).toEqual([]);
});
