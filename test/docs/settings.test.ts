import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readSettings, SETTINGS } from '../../src/settings.ts';
import { ROOT } from '../support/sandbox.ts';

function sources(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap((e) => {
    const file = path.join(dir, e.name);
    return e.isDirectory() ? sources(file) : e.name.endsWith('.ts') ? [file] : [];
  });
}

test('every setting of the program is in the table of settings, and every entry of the table is read somewhere', () => {
  const texts = sources(path.join(ROOT, 'src'))
    .filter((f) => path.basename(f) !== 'settings.ts')
    .map((f) => readFileSync(f, 'utf8'));
  const named = new Set(
    texts.flatMap((t) =>
      [...t.matchAll(/['"`$](CODEX_[A-Z_]*[A-Z]|OPENAI_[A-Z_]*[A-Z])\b(?!_)/g)].map((m) => m[1]),
    ),
  );
  const settings = new Set(SETTINGS.map((s) => s.name));
  // Constants of ours, and the CLI's own variable, which the doctor only explains.
  const constants = ['OPENAI_CLIENT_ID', 'OPENAI_ISSUER', 'CODEX_CA_CERTIFICATE'];
  expect([...named].filter((n) => n !== undefined && !settings.has(n) && !constants.includes(n))).toEqual([]);
  const read = new Set<string>();
  const env = new Proxy({}, { get: (_env, name) => void read.add(String(name)) });
  readSettings(env, '/home/u');
  const all = texts.join('\n');
  for (const { name } of SETTINGS) if (!read.has(name)) expect(all, name).toContain(name);
});
