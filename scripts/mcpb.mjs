// Packs codex-oauth.mcpb: the bundle that Claude Desktop installs with a double click. `node scripts/mcpb.mjs`
// [--out FILE] [--dist DIR]. The same input gives the same bytes.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { strToU8, zipSync } from 'fflate';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const { values } = parseArgs({ options: { out: { type: 'string' }, dist: { type: 'string' } } });
const out = path.resolve(values.out ?? path.join(root, 'codex-oauth.mcpb'));
const dist = path.resolve(values.dist ?? path.join(root, 'dist'));
if (!existsSync(path.join(dist, 'codex-oauth.js'))) {
  console.error(`There is no bundle in ${dist}. Run \`npm run bundle\` first.`);
  process.exit(1);
}

const manifest = readFileSync(path.join(root, 'mcpb/manifest.json'));
const { name, version } = JSON.parse(manifest);
const scripts = readdirSync(dist, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.js(?:on)?$/.test(file))
  .sort();
const files = {
  'manifest.json': manifest,
  'package.json': strToU8(`${JSON.stringify({ name, version }, null, 2)}\n`),
  ...Object.fromEntries(
    ['LICENSE', 'THIRD_PARTY_NOTICES'].map((file) => [file, readFileSync(path.join(root, file))]),
  ),
  ...Object.fromEntries(
    scripts.map((file) => [`dist/${file.replaceAll(path.sep, '/')}`, readFileSync(path.join(dist, file))]),
  ),
};

// The time of the build would make every archive another one; 1980 is where zip begins. Made on Unix, mode 0644.
const archive = zipSync(files, { level: 9, mtime: new Date(1980, 0, 1), os: 3, attrs: 0o100644 << 16 });
writeFileSync(out, archive);
console.log(
  `${out}: ${Object.keys(files).length} files, ${Math.ceil(archive.length / 1024)} kB, version ${version}`,
);
