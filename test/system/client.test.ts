import { createServer, type RequestListener } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { expect, test, vi } from 'vitest';
import { createFetch } from '../../src/system/http.ts';
import { endWithTest, listening } from '../support/tls.ts';

const serve = async (answer: RequestListener): Promise<string> => {
  const server = createServer(answer);
  endWithTest(server);
  return `http://127.0.0.1:${await listening(server)}/`;
};

test('a body that stalls after its headers can be given up, even after the garbage collector has run', async () => {
  const url = await serve((_request, response) => {
    response.writeHead(200);
    response.write('{');
  });
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const response = await createFetch({})(url, { redirect: 'error', signal: AbortSignal.timeout(300) });
  collect();
  await expect(response.text()).rejects.toThrow(/timeout|abort/i);
});

test('an answer that says "not modified" is no redirect', async () => {
  const url = await serve((_request, response) => response.writeHead(304).end());
  expect((await createFetch({})(url, { redirect: 'error' })).status).toBe(304);
});

test('pieces come as they are written, and a body that was cancelled leaves its connection to the next request', async () => {
  const ports = new Set<number | undefined>();
  const url = await serve((request, response) => {
    ports.add(request.socket.remotePort);
    response.write('first');
    setTimeout(() => response.end('last'), 20);
  });
  const times = 4;
  for (let i = 0; i < times; i += 1) {
    const reader = (await createFetch({})(url)).body?.getReader();
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('first');
    await reader?.cancel();
    expect(await reader?.read()).toEqual({ done: true });
    await sleep(60);
  }
  // The rest of a body has a quarter of a second: a machine that stands still for longer costs one connection.
  expect(ports.size).toBeLessThan(times);
});

test('a body that was cancelled and goes on is not listened to for ever', async () => {
  let gone = false;
  const url = await serve((request, response) => {
    const timer = setInterval(() => response.write('more'), 10);
    request.socket.on('close', () => {
      gone = true;
      clearInterval(timer);
    });
  });
  await (await createFetch({})(url)).body?.cancel();
  await vi.waitFor(() => expect(gone).toBe(true), 2_000);
});

test('a body that is cut is an error, however much of it was read', async () => {
  const url = await serve((_request, response) => {
    response.writeHead(200, { 'content-length': 100 });
    response.write('half');
    setTimeout(() => response.destroy(), 20);
  });
  await expect(createFetch({})(url).then((r) => r.text())).rejects.toThrow();
});

test('a slow reader makes the server wait, and nothing is lost', async () => {
  const whole = 'x'.repeat(5_000_000);
  const url = await serve((_request, response) => response.end(whole));
  let length = 0;
  for await (const piece of (await createFetch({})(url)).body ?? []) {
    length += piece.length;
    if (length < 1_000_000) await sleep(1);
  }
  expect(length).toBe(whole.length);
});

test('a compressed answer is read, and a question is sent whole under our own name', async () => {
  const url = await serve((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const said = `${request.method} ${request.headers['user-agent']} ${Buffer.concat(pieces).length}`;
      const zip = request.headers['accept-encoding'] === 'gzip';
      response.writeHead(200, zip ? { 'content-encoding': 'gzip' } : {}).end(zip ? gzipSync(said) : said);
    });
  });
  const [got, posted] = await Promise.all([
    createFetch({})(url),
    createFetch({})(url, { method: 'POST', body: 'ü'.repeat(1_000_000) }),
  ]);
  expect(await got.text()).toMatch(/^GET codex-oauth\/\S+ 0$/);
  expect(await posted.text()).toMatch(/^POST codex-oauth\/\S+ 2000000$/);
});
