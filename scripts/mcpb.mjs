// Packs codex-oauth.mcpb: the bundle that Claude Desktop installs with a double click. `node scripts/mcpb.mjs`
// [--out FILE] [--dist DIR]. The archive is written by hand (a zip of deflated files): the same input gives the same
// bytes, and nothing has to be installed for it.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { deflateRawSync } from 'node:zlib';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const { values } = parseArgs({ options: { out: { type: 'string' }, dist: { type: 'string' } } });
const out = path.resolve(values.out ?? path.join(root, 'codex-oauth.mcpb'));
const dist = path.resolve(values.dist ?? path.join(root, 'dist'));

const manifest = JSON.parse(readFileSync(path.join(root, 'mcpb/manifest.json'), 'utf8'));
if (!existsSync(path.join(dist, 'codex-oauth.js'))) {
  console.error(`There is no bundle in ${dist}. Run \`npm run build\` first.`);
  process.exit(1);
}

/** Every file below `folder`, with slashes. */
function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath ?? entry.path, entry.name)))
    .map((name) => name.split(path.sep).join('/'))
    .sort();
}

const entries = [
  ['manifest.json', readFileSync(path.join(root, 'mcpb/manifest.json'))],
  // Without it Node would read the bundle as CommonJS.
  [
    'package.json',
    Buffer.from(
      `${JSON.stringify({ name: manifest.name, version: manifest.version, type: 'module' }, null, 2)}\n`,
    ),
  ],
  ...['LICENSE', 'THIRD_PARTY_NOTICES']
    .filter((name) => existsSync(path.join(root, name)))
    .map((name) => [name, readFileSync(path.join(root, name))]),
  ...filesBelow(dist)
    .filter((name) => name.endsWith('.js'))
    .map((name) => [`dist/${name}`, readFileSync(path.join(dist, name))]),
];

const table = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let bit = 0; bit < 8; bit += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function crc32(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = table[(crc ^ byte) & 0xff] ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/** Fields of a zip record (APPNOTE.TXT 4.3): [bytes, value] pairs, little endian. */
function record(fields) {
  const buffer = Buffer.alloc(fields.reduce((sum, [size]) => sum + size, 0));
  let at = 0;
  for (const [size, value] of fields) {
    buffer.writeUIntLE(value, at, size);
    at += size;
  }
  return buffer;
}

/** 1980-01-01 00:00: the time of the build would make every archive another one. */
const DATE = 0x0021;
const UTF8 = 0x0800;
const DEFLATED = 8;
const UNIX = 3 << 8;
const REGULAR_0644 = 0o100644 * 0x10000;

function zip(files) {
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const [name, bytes] of files) {
    const label = Buffer.from(name);
    const packed = deflateRawSync(bytes, { level: 9 });
    const common = [
      [2, 20],
      [2, UTF8],
      [2, DEFLATED],
      [2, 0],
      [2, DATE],
      [4, crc32(bytes)],
      [4, packed.length],
      [4, bytes.length],
      [2, label.length],
      [2, 0],
    ];
    const local = Buffer.concat([record([[4, 0x04034b50], ...common]), label, packed]);
    directory.push(
      Buffer.concat([
        record([
          [4, 0x02014b50],
          [2, 20 | UNIX],
          ...common,
          [2, 0],
          [2, 0],
          [2, 0],
          [4, REGULAR_0644],
          [4, offset],
        ]),
        label,
      ]),
    );
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = record([
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, files.length],
    [2, files.length],
    [4, central.length],
    [4, offset],
    [2, 0],
  ]);
  return Buffer.concat([...parts, central, end]);
}

const archive = zip(entries);
writeFileSync(out, archive);
console.log(
  `${out}: ${entries.length} files, ${Math.ceil(archive.length / 1024)} kB, version ${manifest.version}`,
);
