import { spawn } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import net from 'node:net';
import path from 'node:path';
import * as zlib from 'node:zlib';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { fingerprint } from '../../simulator/simulator.ts';
import { makeSandbox, ROOT } from '../support/sandbox.ts';
import * as s from './support.ts';

test('the log shows who asked what, the question too, and no secret', async () => {
  const sim = await s.start({ approve: 'auto' });
  const form = await s.codeForm(sim);
  const tokens = await s.jsonOf(await s.exchange(sim, form));
  const [access, refresh] = [String(tokens['access_token']), String(tokens['refresh_token'])];
  await s.refreshWith(sim, refresh);
  const body = s.classic({ input: [s.userMessage(`What is ${refresh}?`)] });
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

describe('the server', () => {
  test('reads compressed bodies, zstd where Node.js does, and names an encoding it does not know', async () => {
    const sim = await s.start();
    const text = JSON.stringify(s.classic());
    const { zstdCompressSync } = zlib as { zstdCompressSync?: (data: string) => Buffer };
    const send = async (encoding: string, body: Buffer) =>
      (
        await fetch(`${sim.backendUrl}/codex/responses`, {
          method: 'POST',
          headers: { ...s.signedIn(sim), 'content-type': 'application/json', 'content-encoding': encoding },
          body: new Uint8Array(body),
        })
      ).status;
    expect(await send('gzip', zlib.gzipSync(text))).toBe(200);
    expect(await send('gzip', Buffer.from('no gzip'))).toBe(400);
    expect(await send('lzma', Buffer.from('x'))).toBe(415);
    expect(await send('zstd', zstdCompressSync?.(text) ?? Buffer.from('x'))).toBe(
      zstdCompressSync ? 200 : 415,
    );
  });

  test('answers a WebSocket upgrade with 426, and what is not there with 404 or 405', async () => {
    const sim = await s.start();
    const headers = { connection: 'Upgrade', upgrade: 'websocket' };
    const request = http.request(`${sim.backendUrl}/codex/responses`, { headers }).end();
    const [response] = (await once(request, 'response')) as [http.IncomingMessage];
    expect(response.statusCode).toBe(426);
    response.resume();
    expect((await s.get(sim, '/codex/unknown', s.signedIn(sim))).status).toBe(404);
    expect((await s.get(sim, '/codex/responses', s.signedIn(sim))).status).toBe(405);
  });

  test('says when the answer of a test fails', async () => {
    const sim = await s.start({
      answer: () => {
        throw new Error('a slip in the test');
      },
    });
    const answer = await s.ask(sim);
    expect([answer.status, await answer.text()]).toEqual([
      500,
      expect.stringContaining('a slip in the test'),
    ]);
  });

  test('closes at once, whatever is open', async () => {
    const sim = await s.start();
    sim.fault('responses.hang', { times: 1 });
    sim.fault('stream.stall');
    const hanging = s.ask(sim).catch(() => 'gone');
    await expect.poll(() => sim.log.length).toBe(1);
    const stalling = (await s.ask(sim)).text().catch(() => 'gone');
    const idle = net.connect(Number(new URL(sim.url).port), '127.0.0.1');
    await once(idle, 'connect');
    const started = performance.now();
    await sim.close();
    expect(performance.now() - started).toBeLessThan(500);
    expect(await Promise.all([hanging, stalling])).toEqual(['gone', 'gone']);
    idle.destroy();
  });
});

describe('the control plane', () => {
  test('mints tokens, arms faults, approves devices, moves the clock, shows and clears', async () => {
    const sim = await s.start();
    const post = (command: string, body: unknown) => s.postJson(`${sim.url}/__simulator/${command}`, body);
    const minted = await s.jsonOf(await post('tokens', { ttl: 60, plan: 'pro', account: 'acc-sim-0002' }));
    expect(minted).toMatchObject({ expires_in: 60, account_id: 'acc-sim-0002', token_type: 'Bearer' });
    const claims = s.claimsOf(String(minted['access_token']));
    expect(claims['https://api.openai.com/auth']).toMatchObject({ chatgpt_plan_type: 'pro' });
    expect((await post('faults', [{ name: 'usage.500', times: 1 }])).status).toBe(200);
    expect((await s.get(sim, '/wham/usage', {})).status).toBe(500);
    const url = `${sim.issuer}/api/accounts/deviceauth/usercode`;
    const { user_code } = await s.jsonOf(await s.postJson(url, { client_id: s.CLIENT }));
    expect((await post('device/approve', { user_code })).status).toBe(200);
    expect((await post('device/approve', { user_code })).status).toBe(404);
    const before = sim.now();
    await post('clock', { advance: 100 });
    expect(sim.now() - before).toBeGreaterThanOrEqual(100);
    expect(await (await fetch(`${sim.url}/__simulator/log`)).json()).toMatchObject([
      { path: '/backend-api/wham/usage', status: 500 },
      { path: '/api/accounts/deviceauth/usercode', status: 200 },
    ]);
    await post('clear', {});
    const state = await s.jsonOf(await fetch(`${sim.url}/__simulator/state`));
    expect(state).toMatchObject({ requests: 0, faults: [] });
    expect((await post('faults', { name: 'no.such.fault' })).status).toBe(400);
    expect((await post('faults', { name: 'usage.500', times: 'two' })).status).toBe(400);
    expect((await post('nothing', {})).status).toBe(404);
  });

  test('answers on loopback names only, and never to a web page', async () => {
    const sim = await s.start();
    const { port } = new URL(sim.url);
    const statusFor = async (headers: Record<string, string>): Promise<number | undefined> => {
      const request = http.get({ host: '127.0.0.1', port, path: '/__simulator/log', headers });
      const [response] = (await once(request, 'response')) as [http.IncomingMessage];
      response.resume();
      return response.statusCode;
    };
    expect(await statusFor({ host: 'evil.example' })).toBe(403);
    expect(await statusFor({ host: `localhost:${port}` })).toBe(200);
    expect(await statusFor({ origin: 'https://evil.example' })).toBe(403);
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
  const wrong = [['--approve', 'maybe'], ['--fault', 'no.such'], ['--port', 'x'], ['--unknown']];
  const codes = wrong.map(async (args) => (await once(run(...args).child, 'exit'))[0] as number);
  expect(await Promise.all(codes)).toEqual([2, 2, 2, 2]);
});
