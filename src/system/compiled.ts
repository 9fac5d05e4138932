import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import module from 'node:module';
import path from 'node:path';
import { Script } from 'node:vm';

/** The loader's own hook. Its first argument is a file's text. */
interface Loader {
  exports: object;
  require(id: string): unknown;
  _compile(this: Loader, text: string, file: string): unknown;
}

const DIGEST = 32;

/**
 * For Node 20, which has no `module.enableCompileCache`: keeps what V8 has made of the files below `dir`, because
 * parsing them is the longest part of a start. The result writes what is not kept yet. V8 refuses what another version
 * has made, but neither what belongs to another text of the same length nor what is damaged: the digest does.
 */
export function compileCache(folder: string, dir: string): () => void {
  const unkept = new Map<string, () => Buffer>();
  const loader = module.prototype as unknown as Loader;
  const compile = loader._compile;
  loader._compile = function (text, file) {
    if (path.dirname(file) !== dir) return compile.call(this, text, file);
    const cache = path.join(folder, path.basename(file));
    const digest = (data: Uint8Array): Buffer => createHash('sha256').update(text).update(data).digest();
    const script = new Script(module.wrap(text), { filename: file, cachedData: contentOf(cache, digest) });
    if (script.cachedDataRejected !== false)
      unkept.set(cache, () => {
        const data = script.createCachedData();
        return Buffer.concat([digest(data), data]);
      });
    const run = script.runInThisContext() as (...parts: readonly unknown[]) => unknown;
    return run.call(this.exports, this.exports, (id: string) => this.require(id), this, file, dir);
  };
  return () => {
    for (const [cache, content] of unkept) keep(cache, content());
    unkept.clear();
  };
}

function contentOf(cache: string, digest: (data: Uint8Array) => Buffer): Buffer | undefined {
  try {
    const content = readFileSync(cache);
    const data = content.subarray(DIGEST);
    return digest(data).equals(content.subarray(0, DIGEST)) ? data : undefined;
  } catch {
    return undefined;
  }
}

function keep(cache: string, content: Buffer): void {
  const draft = `${cache}.${crypto.randomUUID()}`;
  try {
    mkdirSync(path.dirname(cache), { recursive: true, mode: 0o700 });
    writeFileSync(draft, content, { mode: 0o600 });
    renameSync(draft, cache);
  } catch {
    // The next start is slower, no more.
  }
}
