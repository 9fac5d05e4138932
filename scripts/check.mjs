// Everything that is not a test, in the order of the cheapest first: versions, format, lint, types, the bundle.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const bin = (name) =>
  path.join(root, 'node_modules/.bin', process.platform === 'win32' ? `${name}.cmd` : name);
const steps = [
  ['one version everywhere', process.execPath, ['scripts/version.mjs', '--check']],
  ['format', bin('biome'), ['format', '.']],
  ['lint', bin('oxlint'), ['--type-aware', '--deny-warnings']],
  ['types', bin('tsc'), ['-p', '.']],
  ['fresh reference', process.execPath, ['scripts/reference.mjs', '--check']],
  ['fresh bundle', process.execPath, ['scripts/build.mjs', '--check']],
];
let failed = 0;
for (const [title, command, args] of steps) {
  const run = spawnSync(command, args, { cwd: root, encoding: 'utf8', shell: process.platform === 'win32' });
  console.log(`${run.status === 0 ? 'ok  ' : 'FAIL'} ${title}`);
  if (run.status !== 0) {
    failed += 1;
    console.log(`${run.stdout ?? ''}${run.stderr ?? ''}${run.error ? String(run.error) : ''}`);
  }
}
process.exit(failed === 0 ? 0 : 1);
