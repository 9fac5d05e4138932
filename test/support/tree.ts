import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './sandbox.ts';

/** Every file below these folders of the repository with one of these endings, as paths from its root. */
export function filesBelow(folders: readonly string[], endings: readonly string[]): readonly string[] {
  return folders.flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { withFileTypes: true, recursive: true })
      .filter((e) => e.isFile() && endings.some((end) => e.name.endsWith(end)))
      .map((e) => path.relative(ROOT, path.join(e.parentPath, e.name)).split(path.sep).join('/'))
      .sort(),
  );
}

export function textOf(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8');
}

/** What a TypeScript file imports, by name as it stands there: statically, for types, or when it is reached. */
export function importsIn(text: string): readonly string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  return [...code.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'([^'\n]+)'/g)].map((m) => m[1] ?? '');
}
