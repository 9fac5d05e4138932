// docs/reference.md, generated from the tools, the settings and the error codes of the source.
// `node scripts/reference.mjs` writes it; `--check` fails where the committed one differs.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { tsImport } from 'tsx/esm/api';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const target = path.join(root, 'docs/reference.md');

const cell = (text) => String(text).replaceAll('|', '\\|').replaceAll('\n', ' ');
const table = (head, rows) =>
  [
    `| ${head.join(' | ')} |`,
    `| ${head.map(() => '---').join(' | ')} |`,
    ...rows.map((r) => `| ${r.map(cell).join(' | ')} |`),
  ].join('\n');

function typeOf(schema) {
  if (schema.enum) return schema.enum.join(', ');
  if (schema.type === 'array') return `list of ${schema.items?.type ?? 'any'}s`;
  const range =
    schema.minimum !== undefined && schema.maximum !== undefined && Math.abs(schema.maximum) < 1e9
      ? ` ${schema.minimum}–${schema.maximum}`
      : '';
  return `${schema.type ?? 'any'}${range}`;
}

function toolSection({ name, title, description, inputSchema }) {
  const required = new Set(inputSchema.required ?? []);
  const rows = Object.entries(inputSchema.properties ?? {}).map(([key, schema]) => [
    `\`${key}\`${required.has(key) ? ' (required)' : ''}`,
    typeOf(schema),
    schema.description ?? '',
  ]);
  return [
    `### ${name}`,
    '',
    `${title}. ${description}`,
    '',
    rows.length > 0 ? table(['argument', 'type', 'meaning'], rows) : 'No arguments.',
    '',
    ...resultSection(RESULTS[name]),
  ].join('\n');
}

/** The keys of a result, those inside others as `outer.inner`, of a list's objects as `outer[].inner`. */
function fieldRows(fields, before = '') {
  return Object.entries(fields).flatMap(([key, { type, what, when, values = {}, keys = {} }]) => {
    const name = `${before}${key}`;
    const few = Object.entries(values).map(([value, meaning]) => `\`${value}\`: ${meaning}`);
    const meaning = few.length > 0 ? `${what}. ${few.join('; ')}` : what;
    const inside = fieldRows(keys, type.startsWith('list') ? `${name}[].` : `${name}.`);
    return [[`\`${name}\``, type, when ? `only where ${when}: ${meaning}` : meaning], ...inside];
  });
}

const fieldTable = (fields) => table(['key', 'type', 'meaning'], fieldRows(fields));

function resultSection({ says, data, meta = {} }) {
  const beside = Object.entries(meta).flatMap(([name, { when, fields }]) => [
    '',
    `\`_meta["${name}"]\`: ${when}.`,
    ...(fields ? ['', fieldTable(fields)] : []),
  ]);
  return [`Result: ${says}`, ...(data ? ['', fieldTable(data)] : []), ...beside];
}

/** The bundled list, best first. */
function modelRows() {
  return listedModels(BUNDLED_MODELS).map((m) => [
    `\`${m.slug}\``,
    m.name,
    `${m.description}${m.upgrade ? ` Replaced by \`${m.upgrade}\`.` : ''}`,
    m.efforts.map((effort) => (effort === m.defaultEffort ? `**${effort}**` : effort)).join(', '),
    m.contextWindow.toLocaleString('en-US'),
    m.supportsVerbosity ? 'yes' : 'no',
    m.modalities.includes('image') ? 'yes' : 'no',
  ]);
}

/** The sentence as an assistant hears it; what is only known at run time is left out. */
function sentence(plain, template = '') {
  const told = template.replace(/\$\{its\.(\w+)\}/g, (_all, name) => its[name].term[0]);
  return plain ?? told.replace(/\$\{[^}]*\}/g, '…');
}

/** Every error code of the table of refusals or written out in the source, with its kind and what it says. */
function errorRows() {
  const table = CODES.map((code) => row(code));
  const found = new Map(table.map(({ code, kind, what }) => [code, [kind, inWords(what, 'assistant')]]));
  const src = path.join(root, 'src');
  for (const file of readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((f) => f.endsWith('.ts'))
    .sort()) {
    const text = readFileSync(path.join(src, file), 'utf8');
    for (const match of text.matchAll(
      /kind: '([a-z-]+)',\s*code: '([a-z_-]+\.[a-z_.-]+)',\s*what: (?:'([^']*)'|(?:say)?`([^`]*)`)?/g,
    )) {
      const [, kind, code, plain, template] = match;
      if (!found.has(code)) found.set(code, [kind, sentence(plain, template)]);
    }
    for (const match of text.matchAll(
      /\(\s*'(input|sign-in|limit|network|backend|local)',\s*'([a-z_-]+\.[a-z_.-]+)',\s*(?:'([^']*)'|(?:say)?`([^`]*)`)/g,
    )) {
      const [, kind, code, plain, template] = match;
      if (!found.has(code)) found.set(code, [kind, sentence(plain, template)]);
    }
  }
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, [kind, what]]) => [`\`${code}\``, kind, what]);
}

const { TOOLS, definitionOf } = await tsImport('../src/mcp/registrar.ts', import.meta.url);
const { OWN_TOOLS } = await tsImport('../src/mcp/tools/own.ts', import.meta.url);
const { inWords, its } = await tsImport('../src/system/wording.ts', import.meta.url);
const { CODES, row } = await tsImport('../src/ask/refusals.ts', import.meta.url);
const { SETTINGS } = await tsImport('../src/settings.ts', import.meta.url);
const { BUNDLED_MODELS } = await tsImport('../src/ask/bundled-models.ts', import.meta.url);
const { listedModels } = await tsImport('../src/ask/models.ts', import.meta.url);
const { ERROR_META, RESULTS } = await tsImport('./results.ts', import.meta.url);
const { DOCUMENTS } = await tsImport('./documents.ts', import.meta.url);
const OWNERS = { user: 'no', anybody: 'yes' };
const NOT_WHERE_USED = 'no, where it pays';
const text = [
  '# Reference',
  '',
  'Generated by `node scripts/reference.mjs` from the source; do not edit.',
  '',
  '## Tools',
  '',
  TOOLS.map((tool) => toolSection(definitionOf(tool))).join('\n\n'),
  '',
  'The following exist only where the user’s providers.json has `"tools": true` ([providers.md](providers.md)).',
  '',
  OWN_TOOLS.map((tool) => toolSection(definitionOf(tool))).join('\n\n'),
  '',
  '### Results that are errors',
  '',
  `\`isError\` is true, the text is the error’s sentences (see Errors), and \`_meta["${ERROR_META[0]}"]\` has the facts.`,
  '',
  fieldTable(ERROR_META[1]),
  '',
  '## The command line’s JSON',
  '',
  'With `--json` a command prints one document on stdout. `version`, `help` and `demo` have one too; theirs may change.',
  '',
  Object.entries(DOCUMENTS)
    .map(([name, fields]) =>
      [`### ${name}`, '', typeof fields === 'string' ? `The same ${fields}.` : fieldTable(fields)].join('\n'),
    )
    .join('\n\n'),
  '',
  '## Models',
  '',
  'The list built into this version of codex-oauth, best first; the first is the default. It is used only if OpenAI’s list cannot be',
  'loaded: `codex_models` and `codex-oauth models` show what the account can use today. The effort in bold is the default.',
  '',
  table(
    ['model', 'name', 'what it is for', 'efforts', 'context, tokens', 'verbosity', 'images'],
    modelRows(),
  ),
  '',
  '## Settings',
  '',
  'Environment variables, read once at start. An invalid value is refused with the accepted form. A variable that a project',
  'may not set ends the call if one of its files names it (security.md, Settings of a project).',
  '',
  table(
    ['variable', 'accepts', 'otherwise', 'meaning', 'a project may set it'],
    SETTINGS.map((s) => [
      `\`${s.name}\``,
      s.accepts,
      s.otherwise,
      s.meaning,
      OWNERS[s.owner] ?? NOT_WHERE_USED,
    ]),
  ),
  '',
  '## Errors',
  '',
  'An error has three parts: what is wrong, why, and how to fix it. Its kind says who must act: `input` the caller; `sign-in` the user; `limit` the user, by waiting or upgrading; `network` and `backend` usually nobody: the problem passes; `local` the owner of this machine. The code is in `_meta` of a tool’s result and in `--json`.',
  '',
  table(['code', 'kind', 'what it says'], errorRows()),
  '',
].join('\n');

if (process.argv.includes('--check')) {
  const have = existsSync(target) ? readFileSync(target, 'utf8') : '';
  if (have !== text) {
    console.error('docs/reference.md is stale. Run `node scripts/reference.mjs` and commit it.');
    process.exit(1);
  }
  console.log('docs/reference.md is fresh');
} else {
  writeFileSync(target, text);
  console.log(`${text.split('\n').length} lines in docs/reference.md`);
}
