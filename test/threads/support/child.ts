import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { onTestFinished } from 'vitest';
import { ROOT } from '../../support/sandbox.ts';

/** Bundles the writer into a file that any supported Node runs. Built inside the repository, to find its packages. */
export async function buildWriter(): Promise<string> {
  const dir = await mkdtemp(path.join(tmpdir(), 'codex-oauth-writer-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  const outfile = path.join(dir, 'writer.mjs');
  await esbuild.build({
    entryPoints: [path.join(ROOT, 'test/threads/support/writer-process.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    logLevel: 'error',
    // The helpers' clean-up belongs to the test; the process is ended by it.
    external: ['vitest'],
    plugins: [
      {
        name: 'no-vitest',
        setup: (build) => {
          build.onResolve({ filter: /^vitest$/ }, () => ({ path: 'vitest', namespace: 'stub' }));
          build.onLoad({ filter: /.*/, namespace: 'stub' }, () => ({
            contents: 'export const onTestFinished = () => {};',
          }));
        },
      },
    ],
  });
  return outfile;
}

export function startWriter(script: string, args: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return child;
}

export function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once('exit', (code) => resolve(code)));
}

export function firstOutput(child: ChildProcess): Promise<string> {
  return new Promise((resolve) =>
    child.stdout?.once('data', (data: Buffer) => resolve(data.toString('utf8'))),
  );
}
