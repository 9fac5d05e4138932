import { spawn } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import net from 'node:net';
import path from 'node:path';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { fingerprint } from '../../simulator/simulator.ts';
import { makeSandbox, ROOT } from '../support/sandbox.ts';
import * as s from './support.ts';

test('the log shows who asked what, the question too, and no secret', async () => {
  const sim = await s.start();
  const form = await s.codeForm(sim);
  const tokens = await s.jsonOf(await s.postForm(`${sim.issuer}/oauth/token`, form));
  const [access, refresh] = [String(tokens['access_token']), String(tokens['refresh_token'])];
  await s.refreshWith(sim, refresh);
  const body = { ...s.CLASSIC, input: [s.userMessage(`What is ${refresh}?`)] };
  await s.ask(sim, body, { authorization: `Bearer ${access}` });
  const shown = JSON.stringify(sim.log);
  for (const secret of [form['code'], form['code_verifier'], refresh, access, String(tokens['id_token'])])
    expect(shown).not.toContain(secret);
  expect(shown).toContain('What is ');
  expect(sim.requests('POST', '/oauth/token')).toMatchObject([
    {
      status: 200,
      contentType: expect.stringContaining('form'),
      body: { code: fingerprint(form['code'] ?? '') },
    },
    { status: 200, contentType: 'application/json', body: { refresh_token: fingerprint(refresh) } },
  ]);
  expect(sim.requests('POST', '/backend-api/codex/responses')).toMatchObject([
    { headers: { authorization: `Bearer ${fingerprint(access)}` } },
  ]);
  sim.clearLog();
  expect(sim.log).toEqual([]);
});

test('the server closes at once, whatever is open', async () => {
  const sim = await s.start();
  sim.fault('responses.hang', { times: 1 });
  sim.fault('stream.stall');
  const hanging = s.ask(sim, s.CLASSIC).catch(() => 'gone');
  await expect.poll(() => sim.log.length).toBe(1);
  const stalling = (await s.ask(sim, s.CLASSIC)).text().catch(() => 'gone');
  const idle = net.connect(Number(new URL(sim.url).port), '127.0.0.1');
  await once(idle, 'connect');
  const started = performance.now();
  await sim.close();
  expect(performance.now() - started).toBeLessThan(500);
  expect(await Promise.all([hanging, stalling])).toEqual(['gone', 'gone']);
  idle.destroy();
});

describe('the control plane', () => {
  test('mints tokens, arms faults, moves the clock, shows and clears, and names what it does not know', async () => {
    const sim = await s.start();
    const post = (command: string, body: unknown) => s.postJson(`${sim.url}/__simulator/${command}`, body);
    const minted = await s.jsonOf(await post('tokens', { ttl: 60, account: 'acc-sim-0002' }));
    expect(minted).toMatchObject({ expires_in: 60, account_id: 'acc-sim-0002', token_type: 'Bearer' });
    expect((await post('faults', [{ name: 'usage.500', times: 1 }])).status).toBe(200);
    expect((await s.get(sim, '/wham/usage')).status).toBe(500);
    const before = sim.now();
    await post('clock', { advance: 100 });
    expect(sim.now() - before).toBeGreaterThanOrEqual(100);
    expect(await (await fetch(`${sim.url}/__simulator/log`)).json()).toMatchObject([{ status: 500 }]);
    await post('clear', {});
    const state = await s.jsonOf(await fetch(`${sim.url}/__simulator/state`));
    expect(state).toMatchObject({ requests: 0, faults: [] });
    for (const fault of [{ name: 'no.such.fault' }, { name: 'usage.500', times: 'two' }])
      expect((await post('faults', fault)).status).toBe(400);
  });

  test.each([
    [{ host: 'evil.example' }, 403],
    [{ host: 'localhost' }, 200],
    [{ origin: 'https://evil.example' }, 403],
  ])('asked with %o answers %i', async (headers, status) => {
    const request = http.get(`${(await s.start()).url}/__simulator/log`, { headers });
    const [response] = (await once(request, 'response')) as [http.IncomingMessage];
    response.resume();
    expect(response.statusCode).toBe(status);
  });
});

test('as a program it needs nothing but Node, prints what to set, shows requests, and ends when told', async () => {
  const program = path.join((await makeSandbox()).dir, 'simulator.mjs');
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: ['simulator/main.ts'],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    metafile: true,
    logLevel: 'silent',
  });
  const inputs = Object.entries(metafile.inputs);
  expect(inputs.map(([file]) => file).filter((file) => !file.startsWith('simulator/'))).toEqual([]);
  const outside = inputs.flatMap(([, input]) => input.imports.filter((i) => i.external).map((i) => i.path));
  expect(outside.filter((name) => !name.startsWith('node:'))).toEqual([]);

  const run = (...args: string[]) => {
    const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'ignore'] });
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (out += chunk));
    return { child, read: () => out };
  };
  const { child, read } = run('--fault', 'usage.500:1', '--ttl', '60');
  await expect.poll(read, { timeout: 5000 }).toContain('__simulator/log');
  const url = /CODEX_OAUTH_ISSUER=(\S+)/.exec(read())?.[1] ?? '';
  expect(read()).toContain(`CODEX_OAUTH_BASE_URL=${url}/backend-api`);
  expect((await fetch(`${url}/backend-api/wham/usage`)).status).toBe(500);
  await expect.poll(read).toContain('GET /backend-api/wham/usage 500 (usage.500)');
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
  expect(await once(run('--fault', 'no.such').child, 'exit')).toEqual([2, null]);
});
