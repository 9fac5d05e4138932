import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import module from 'node:module';
import path from 'node:path';
import { Script } from 'node:vm';

/** A module as the loader's own table of extensions gets it. */
interface Loading {
  readonly exports: object;
  require(id: string): unknown;
}
type Extension = (loading: Loading, file: string) => unknown;

/** What the loader puts around a file's text. */
const [HEAD = '', TAIL = ''] = module.wrap('\0').split('\0');

const DIGEST = 32;

/**
 * For Node 20, which has no `module.enableCompileCache`: keeps what V8 has made of the files below `dir`, because
 * parsing them is the longest part of a start. The result writes what is not kept yet. V8 refuses what another version
 * has made, but neither what belongs to another text of the same length nor what is damaged: the digest does.
 */
export function compileCache(folder: string, dir: string): () => void {
  const unkept = new Map<string, () => Buffer>();
  const { _extensions: extensions } = module as unknown as { _extensions: Record<'.js', Extension> };
  const plain = extensions['.js'];
  extensions['.js'] = (loading, file) => {
    if (path.dirname(file) !== dir) return plain(loading, file);
    const cache = path.join(folder, path.basename(file));
    const source = readFileSync(file);
    const digest = (data: Uint8Array): Buffer => createHash('sha256').update(source).update(data).digest();
    // As one string of its own: each copy of the program is in memory for as long as it runs.
    const text = Buffer.concat([Buffer.from(HEAD), source, Buffer.from(TAIL)]).toString('utf8');
    const script = new Script(text, { filename: file, cachedData: contentOf(cache, digest) });
    if (script.cachedDataRejected !== false)
      unkept.set(cache, () => {
        const data = script.createCachedData();
        return Buffer.concat([digest(data), data]);
      });
    const run = script.runInThisContext() as (...parts: readonly unknown[]) => unknown;
    return run.call(loading.exports, loading.exports, loading.require.bind(loading), loading, file, dir);
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

/** Without a draft, which nobody would delete after a kill: what is half written is refused, and made anew. */
function keep(cache: string, content: Buffer): void {
  try {
    mkdirSync(path.dirname(cache), { recursive: true, mode: 0o700 });
    rmSync(cache, { force: true });
    try {
      writeFileSync(cache, content, { mode: 0o600, flag: 'wx' });
    } catch {
      // The last bytes of a full disk are for a login.
      rmSync(cache, { force: true });
    }
  } catch {
    // The next start is slower, no more.
  }
}
