import { once } from 'node:events';
import http from 'node:http';
import net from 'node:net';
import * as zlib from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { fingerprint } from '../../simulator/simulator.ts';
import * as s from './support.ts';

describe('the log', () => {
  test('shows who asked what, and no secret', async () => {
    const sim = await s.start({ approve: 'auto' });
    const { verifier, challenge } = s.pkce();
    const callback = await s.follow(s.authorizeUrl(sim, challenge));
    const code = callback.searchParams.get('code') ?? '';
    const tokens = await s.jsonOf(
      await s.postForm(`${sim.issuer}/oauth/token`, {
        grant_type: 'authorization_code',
        client_id: s.CLIENT,
        code,
        redirect_uri: s.REDIRECT,
        code_verifier: verifier,
      }),
    );
    const refreshToken = String(tokens['refresh_token']);
    const accessToken = String(tokens['access_token']);
    await s.refreshWith(sim, refreshToken);
    await s.postJson(
      `${sim.backendUrl}/codex/responses`,
      s.classic({ input: [s.userMessage(`my ${refreshToken}`)] }),
      {
        ...s.signedIn(sim),
        authorization: `Bearer ${accessToken}`,
      },
    );
    const shown = JSON.stringify(sim.log);
    for (const secret of [code, verifier, challenge, refreshToken, accessToken, String(tokens['id_token'])]) {
      expect(shown).not.toContain(secret);
    }
    expect(sim.requests('POST', '/oauth/token')).toMatchObject([
      { status: 200, contentType: expect.stringContaining('form'), body: { code: fingerprint(code) } },
      { status: 200, contentType: 'application/json', body: { refresh_token: fingerprint(refreshToken) } },
    ]);
    expect(sim.requests('POST', '/backend-api/codex/responses')[0]?.headers['authorization']).toBe(
      `Bearer ${fingerprint(accessToken)}`,
    );
  });

  test('keeps the question readable', async () => {
    const sim = await s.start();
    await (await s.postJson(`${sim.backendUrl}/codex/responses`, s.classic(), s.signedIn(sim))).text();
    expect(JSON.stringify(sim.log)).toContain('What is a monad?');
    sim.clearLog();
    expect(sim.log).toEqual([]);
  });
});

describe('the server', () => {
  test('reads compressed bodies, and names an encoding it does not know', async () => {
    const sim = await s.start();
    const send = (encoding: string, body: Buffer) =>
      fetch(`${sim.backendUrl}/codex/responses`, {
        method: 'POST',
        headers: { ...s.signedIn(sim), 'content-type': 'application/json', 'content-encoding': encoding },
        body: new Uint8Array(body),
      });
    expect((await send('gzip', zlib.gzipSync(JSON.stringify(s.classic())))).status).toBe(200);
    expect((await send('gzip', Buffer.from('no gzip'))).status).toBe(400);
    expect((await send('lzma', Buffer.from('x'))).status).toBe(415);
  });

  test('reads zstd where Node.js does, and says so where it does not', async () => {
    const sim = await s.start();
    const { zstdCompressSync } = zlib as { zstdCompressSync?: (data: string) => Buffer };
    const answer = await fetch(`${sim.backendUrl}/codex/responses`, {
      method: 'POST',
      headers: { ...s.signedIn(sim), 'content-type': 'application/json', 'content-encoding': 'zstd' },
      body: new Uint8Array(zstdCompressSync?.(JSON.stringify(s.classic())) ?? Buffer.from('x')),
    });
    expect(answer.status).toBe(zstdCompressSync ? 200 : 415);
    if (!zstdCompressSync) expect(await answer.text()).toContain('enable_request_compression');
  });

  test('answers a WebSocket upgrade with 426', async () => {
    const sim = await s.start();
    const request = http.request(`${sim.backendUrl}/codex/responses`, {
      headers: { connection: 'Upgrade', upgrade: 'websocket' },
    });
    request.end();
    const [response] = (await once(request, 'response')) as [http.IncomingMessage];
    expect(response.statusCode).toBe(426);
    response.resume();
  });

  test('follows the simulated clock in its Date header', async () => {
    const sim = await s.start();
    sim.advance(86_400);
    const { headers } = await fetch(`${sim.url}/nothing`);
    expect(Date.parse(headers.get('date') ?? '') - Date.now()).toBeGreaterThan(86_000_000);
  });

  test('says when the answer of a test fails', async () => {
    const sim = await s.start({
      answer: () => {
        throw new Error('a slip in the test');
      },
    });
    const answer = await s.postJson(`${sim.backendUrl}/codex/responses`, s.classic(), s.signedIn(sim));
    expect(answer.status).toBe(500);
    expect(await answer.text()).toContain('a slip in the test');
  });

  test('closes at once, whatever is open', async () => {
    const sim = await s.start();
    sim.fault('responses.hang', { times: 1 });
    sim.fault('stream.stall');
    const ask = () => s.postJson(`${sim.backendUrl}/codex/responses`, s.classic(), s.signedIn(sim));
    const hanging = ask().catch(() => 'gone');
    await expect.poll(() => sim.log.length).toBe(1);
    const stalling = (await ask()).text().catch(() => 'gone');
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
  const post = (url: string, path: string, body: unknown, headers = {}) =>
    s.postJson(`${url}/__simulator/${path}`, body, headers);

  test('mints tokens, arms faults, approves devices, moves the clock', async () => {
    const sim = await s.start();
    const minted = await s.jsonOf(
      await post(sim.url, 'tokens', { ttl: 60, plan: 'pro', account: 'acc-sim-0002' }),
    );
    expect(minted).toMatchObject({ expires_in: 60, account_id: 'acc-sim-0002', token_type: 'Bearer' });
    expect(s.claimsOf(String(minted['access_token']))['https://api.openai.com/auth']).toMatchObject({
      chatgpt_plan_type: 'pro',
    });
    expect((await post(sim.url, 'faults', [{ name: 'usage.500', times: 1 }])).status).toBe(200);
    expect((await fetch(`${sim.backendUrl}/wham/usage`)).status).toBe(500);
    const asked = await s.jsonOf(
      await s.postJson(`${sim.issuer}/api/accounts/deviceauth/usercode`, { client_id: s.CLIENT }),
    );
    const approve = { user_code: asked['user_code'] };
    expect((await post(sim.url, 'device/approve', approve)).status).toBe(200);
    expect((await post(sim.url, 'device/approve', approve)).status).toBe(404);
    const before = sim.now();
    await post(sim.url, 'clock', { advance: 100 });
    expect(sim.now() - before).toBeGreaterThanOrEqual(100);
  });

  test('shows log and state, without showing itself, and clears both', async () => {
    const sim = await s.start();
    await fetch(`${sim.backendUrl}/wham/usage`);
    const log = (await (await fetch(`${sim.url}/__simulator/log`)).json()) as unknown[];
    expect(log).toMatchObject([{ method: 'GET', path: '/backend-api/wham/usage', status: 401 }]);
    await post(sim.url, 'clear', {});
    expect(await s.jsonOf(await fetch(`${sim.url}/__simulator/state`))).toMatchObject({
      requests: 0,
      faults: [],
    });
  });

  test('names what it does not know', async () => {
    const sim = await s.start();
    expect((await post(sim.url, 'faults', { name: 'no.such.fault' })).status).toBe(400);
    expect((await post(sim.url, 'faults', { name: 'usage.500', times: 'two' })).status).toBe(400);
    expect((await post(sim.url, 'nothing', {})).status).toBe(404);
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
