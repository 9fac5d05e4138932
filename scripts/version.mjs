// One version in every manifest. `node scripts/version.mjs 1.2.3` sets it, `--check` fails where one differs.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const manifests = ['package.json', '.claude-plugin/plugin.json', 'mcpb/manifest.json'].filter((f) =>
  existsSync(path.join(root, f)),
);
const argument = process.argv[2];

const versionOf = (file) => JSON.parse(readFileSync(path.join(root, file), 'utf8')).version;
if (argument === '--check') {
  const want = versionOf('package.json');
  const wrong = manifests.filter((f) => versionOf(f) !== want);
  const changelog = readFileSync(path.join(root, 'CHANGELOG.md'), 'utf8');
  if (!changelog.includes(`## ${want}`)) wrong.push('CHANGELOG.md (no section for it)');
  if (wrong.length > 0) {
    console.error(
      `package.json says ${want}; these differ: ${wrong.join(', ')}. Run \`npm run release -- ${want}\`.`,
    );
    process.exit(1);
  }
  console.log(`${want} in ${manifests.length} manifests`);
} else if (argument && /^\d+\.\d+\.\d+(-[0-9a-z.]+)?$/.test(argument)) {
  for (const file of manifests) {
    const text = readFileSync(path.join(root, file), 'utf8');
    writeFileSync(path.join(root, file), text.replace(/("version":\s*")[^"]*"/, `$1${argument}"`));
  }
  console.log(
    `${argument} in ${manifests.join(', ')}. Now add its section to CHANGELOG.md and run \`npm run bundle\`.`,
  );
} else {
  console.error('usage: npm run release -- 1.2.3   (or: node scripts/version.mjs --check)');
  process.exit(2);
}
