import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));
let folder = '';
let program = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'simulator-'));
  program = path.join(folder, 'simulator.mjs');
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test('the simulator needs nothing but Node and itself', async () => {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: ['simulator/main.ts'],
    outfile: program,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    metafile: true,
    logLevel: 'silent',
  });
  const inputs = Object.entries(metafile.inputs);
  expect(inputs.map(([file]) => file).filter((file) => !file.startsWith('simulator/'))).toEqual([]);
  const outside = inputs.flatMap(([, input]) =>
    input.imports.filter((one) => one.external).map((one) => one.path),
  );
  expect(outside.filter((one) => !one.startsWith('node:'))).toEqual([]);
});

describe('run by hand', () => {
  function run(...args: string[]) {
    const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      out += chunk;
    });
    child.stderr.resume();
    return { child, read: () => out };
  }

  test('it prints what to set, shows requests, and ends when told', async () => {
    const { child, read } = run('--fault', 'usage.500:1', '--ttl', '60');
    await expect.poll(read, { timeout: 5000 }).toContain('__simulator/log');
    const url = /CODEX_OAUTH_ISSUER=(\S+)/.exec(read())?.[1] ?? '';
    expect(read()).toContain(`CODEX_OAUTH_BASE_URL=${url}/backend-api`);
    expect((await fetch(`${url}/backend-api/wham/usage`)).status).toBe(500);
    await expect.poll(read).toContain('GET /backend-api/wham/usage 500 (usage.500)');
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  test.each([[['--approve', 'maybe']], [['--fault', 'no.such']], [['--port', 'x']], [['--unknown']]])(
    'it ends with 2 at %o',
    async (args) => {
      expect((await once(run(...args).child, 'exit'))[0]).toBe(2);
    },
  );

  test('it lists its faults', async () => {
    const { child, read } = run('--faults');
    expect((await once(child, 'close'))[0]).toBe(0);
    expect(read()).toContain('refresh.drop');
  });
});
