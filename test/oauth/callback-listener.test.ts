import { spawn } from 'node:child_process';
import { connect, type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  listenForCallback,
  type CallbackListener,
  type OnCallback,
} from '../../src/oauth/callback-listener.ts';
import { sleep } from '../../src/system/time.ts';
import { isListening, until } from '../support/net.ts';
import { realTimes } from '../support/real.ts';

const done: OnCallback = () => Promise.resolve({ status: 200, html: 'done' });

async function listen(
  port = 0,
  onCallback: OnCallback = done,
  requestMs?: number,
): Promise<CallbackListener> {
  const user = { platform: process.platform, uid: process.getuid?.() };
  const paths = ['/auth/callback'];
  const options = { port, paths, state: 's', onCallback, user };
  const listener = await listenForCallback(requestMs === undefined ? options : { ...options, requestMs });
  onTestFinished(() => listener.close());
  return listener;
}

/** In place of the three seconds that a client has for its request. */
const HASTY = realTimes ? undefined : 600;

const url = (listener: CallbackListener, path: string): string => `http://127.0.0.1:${listener.port}${path}`;

test('it is reachable on loopback only', async () => {
  const { port } = await listen();
  expect(await isListening(port)).toBe(true);
  const outside = Object.values(networkInterfaces()).flatMap((list) =>
    (list ?? []).filter((a) => !a.internal && a.family === 'IPv4'),
  );
  for (const address of outside) expect(await isListening(port, address.address)).toBe(false);
});

test('a taken port is refused with the system’s own error', async () => {
  const { port } = await listen();
  await expect(listen(port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

test('the port is free as soon as close() resolves, whatever connections are open', async () => {
  const listener = await listen();
  const sockets = Array.from({ length: 20 }, () => connect(listener.port, '127.0.0.1'));
  for (const socket of sockets) socket.on('error', () => {});
  await until(() => sockets.every((s) => !s.connecting), 'all are connected');
  await listener.close();
  expect((await listen(listener.port)).port).toBe(listener.port);
});

test('the state works once: a second redirect is answered and not acted on', async () => {
  let times = 0;
  const listener = await listen(0, (decision) => {
    times += 1;
    return done(decision);
  });
  expect((await fetch(url(listener, '/auth/callback?code=c&state=s'))).status).toBe(200);
  expect((await fetch(url(listener, '/auth/callback?code=c&state=s'))).status).toBe(409);
  expect(times).toBe(1);
});

test('a flood, slow clients and a megabyte of URL do not keep the browser out', async () => {
  const listener = await listen();
  const slow = Array.from({ length: 100 }, () => {
    const socket = connect(listener.port, '127.0.0.1');
    socket.on('error', () => {});
    socket.write('GET /auth/callback?code=c');
    return socket;
  });
  const huge = fetch(url(listener, `/auth/callback?x=${'y'.repeat(1_048_576)}`)).then(
    (r) => r.status,
    () => 'cut',
  );
  const flood = Promise.all(
    Array.from({ length: 300 }, () =>
      fetch(url(listener, '/auth/callback?code=c&state=wrong')).then((r) => r.status),
    ),
  );
  expect([431, 414, 'cut']).toContain(await huge);
  expect(new Set(await flood)).toEqual(new Set([400]));
  expect((await fetch(url(listener, '/auth/callback?code=c&state=s'))).status).toBe(200);
  for (const socket of slow) socket.destroy();
});

test('a client that never finishes its request is cut off', async () => {
  const listener = await listen(0, done, HASTY);
  const socket = connect(listener.port, '127.0.0.1');
  let closed = false;
  socket.on('close', () => {
    closed = true;
  });
  socket.on('error', () => {});
  socket.resume();
  socket.write('GET /auth/callback?code=c&state=s HTTP/1.1\r\nHost: 127');
  await until(() => closed, 'the slow client is cut off', 15_000);
});

test('every answer closes its connection, so that the browser holds no port open', async () => {
  const listener = await listen();
  for (const path of ['/nowhere', '/auth/callback?state=x', '/auth/callback?code=c&state=s']) {
    expect((await fetch(url(listener, path))).headers.get('connection')).toBe('close');
  }
});

/** Connects and sends what is given, if anything; counts how many were cut. In groups that fit the system's queue. */
async function crowd(port: number, size: number, text = ''): Promise<{ sockets: Socket[]; cut(): number }> {
  let cut = 0;
  const sockets: Socket[] = [];
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
  });
  while (sockets.length < size) {
    for (let i = 0; i < 200; i += 1) {
      const socket = connect(port, '127.0.0.1').on('error', () => {});
      socket.on('close', () => (cut += 1)).resume();
      if (text) socket.write(text);
      sockets.push(socket);
    }
    await until(() => sockets.every((s) => !s.connecting), 'all are connected');
  }
  return { sockets, cut: () => cut };
}

/** What one raw connection is answered, until it is closed. */
function talk(port: number, text: string): Promise<string> {
  return new Promise((resolve) => {
    let said = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    socket.setEncoding('latin1').on('data', (piece: string) => (said += piece));
    socket.on('error', () => {}).on('close', () => resolve(said));
  });
}

const REQUEST = 'GET /auth/callback?code=c&state=s HTTP/1.1\r\n';

test.each([
  ['silent', ''],
  ['stuck in the middle of a request', REQUEST],
])('%s connections, however many, make room for the browser at once', async (_, text) => {
  const listener = await listen();
  const { sockets, cut } = await crowd(listener.port, 1_200, text);
  const started = performance.now();
  expect((await fetch(url(listener, '/auth/callback?code=c&state=s'))).status).toBe(200);
  // Long before the slow ones are cut for their slowness.
  expect(performance.now() - started).toBeLessThan(1_500);
  if (realTimes)
    await until(() => cut() === sockets.length, 'and in the end every one of them is cut', 15_000);
});

test('new silent connections, one after the other without end, do not keep the browser out', async () => {
  const listener = await listen();
  const script = `
    const connect = () => require('node:net').connect(${listener.port}, '127.0.0.1').on('error', () => {}).on('close', connect);
    for (let i = 0; i < 1500; i += 1) connect();`;
  const flood = spawn(process.execPath, ['-e', script], { stdio: 'ignore' });
  onTestFinished(() => void flood.kill('SIGKILL'));
  await sleep(1_000);
  for (let i = 0; i < 20; i += 1)
    expect((await fetch(url(listener, '/auth/callback?code=c&state=wrong'))).status).toBe(400);
  expect((await fetch(url(listener, '/auth/callback?code=c&state=s'))).status).toBe(200);
});

test('a browser that waits for its last page is not cut to make room', async () => {
  let finish: (() => void) | undefined;
  const listener = await listen(0, async () => {
    await new Promise<void>((resolve) => (finish = resolve));
    return { status: 200, html: 'the last page' };
  });
  const page = fetch(url(listener, '/auth/callback?code=c&state=s')).then((r) => r.text());
  await until(() => finish !== undefined, 'the redirect has arrived');
  await crowd(listener.port, 1_200);
  finish?.();
  expect(await page).toBe('the last page');
});

test('a client that drips its request is cut, however it drips', async () => {
  const listener = await listen(0, done, HASTY);
  const { sockets, cut } = await crowd(listener.port, 200, REQUEST);
  const drip = setInterval(() => {
    for (const socket of sockets) if (socket.writable) socket.write('x-a: b\r\n');
  }, 200);
  onTestFinished(() => clearInterval(drip));
  await until(() => cut() === sockets.length, 'the dripping clients are cut', 10_000);
});

test('of several requests in one connection only the first is heard', async () => {
  const seen: string[] = [];
  const listener = await listen(0, (decision) => {
    seen.push(decision.kind);
    return done(decision);
  });
  const host = `Host: 127.0.0.1:${listener.port}\r\n\r\n`;
  const said = await talk(listener.port, `GET /nowhere HTTP/1.1\r\n${host}${REQUEST}${host}`);
  expect(said).toMatch(/^HTTP\/1\.1 404 /);
  expect(seen).toEqual([]);
});

test.each([
  [
    'with a header of a megabyte',
    (host: string) => `${REQUEST}x: ${'y'.repeat(1_048_576)}\r\n${host}`,
    /^(HTTP\/1\.1 431|$)/,
  ],
  ['that is no HTTP', () => '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\r\n\r\n', /^HTTP\/1\.1 400/],
  ['without a host', () => `${REQUEST}\r\n`, /^HTTP\/1\.1 400/],
  ['that wants another protocol', (host: string) => `CONNECT 127.0.0.1:1 HTTP/1.1\r\n${host}`, /^$/],
  [
    'with a body without end',
    (host: string) => `POST /auth/callback HTTP/1.1\r\nContent-Length: 99999999\r\n${host}`,
    /^HTTP\/1\.1 405/,
  ],
])('a request %s is ended and changes nothing', async (_, text, answer) => {
  const listener = await listen();
  expect(await talk(listener.port, text(`Host: 127.0.0.1:${listener.port}\r\n\r\n`))).toMatch(answer);
  expect((await fetch(url(listener, '/auth/callback?code=c&state=s'))).status).toBe(200);
});

const TARGET = 'https://auth.example/oauth/authorize?state=s';

test('a short address leads to the page once, leaves no trace on the way, and / stays unknown', async () => {
  const listener = await listen();
  const short = listener.shortAddress('a-word', TARGET);
  expect(short).toBe(url(listener, '/a-word'));
  expect((await fetch(url(listener, '/'))).status).toBe(404);
  const replies = await Promise.all([1, 2, 3].map(() => fetch(short, { redirect: 'manual' })));
  expect(replies.map((r) => r.status).filter((s) => s !== 410)).toEqual([302]);
  const { headers } = replies.find((r) => r.status === 302) ?? new Response();
  expect(headers.get('location')).toBe(TARGET);
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  for (const reply of replies.filter((r) => r.status === 410))
    expect(await reply.text()).not.toContain('state');
  // Another one leads there too, and the redirect back is waited for as before.
  expect((await fetch(listener.shortAddress('b-word', TARGET), { redirect: 'manual' })).status).toBe(302);
  expect((await fetch(url(listener, '/auth/callback?code=c&state=s'))).status).toBe(200);
});

/** Sends a request as another user of this machine, and may hang up without waiting for the answer. */
function asNobody(port: number, path: string, hangUp: 'wait' | 'close' | 'reset'): Promise<string> {
  const script = `
    const socket = require('node:net').connect(${port}, '127.0.0.1', () => {
      socket.write('GET ${path} HTTP/1.1\\r\\nHost: 127.0.0.1:${port}\\r\\n\\r\\n', () => {
        if ('${hangUp}' === 'close') socket.destroy();
        if ('${hangUp}' === 'reset') socket.resetAndDestroy();
      });
    });
    socket.on('data', (d) => process.stdout.write(d)).on('error', () => {});`;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['-e', script], {
      uid: 65_534,
      stdio: ['ignore', 'pipe', 'ignore'],
      cwd: '/',
    });
    let said = '';
    child.stdout.on('data', (piece: Buffer) => (said += piece.toString('latin1')));
    child.on('error', reject).on('close', () => resolve(said));
  });
}

// Only root may start a process as another user.
describe.runIf(process.platform === 'linux' && process.getuid?.() === 0)(
  'another user of this machine',
  () => {
    test.each([
      ['finishes no sign-in, though the state is known', '/auth/callback?code=theirs&state=s'],
      ['ends none by a refusal', '/auth/callback?error=access_denied&state=s'],
      ['ends none by /cancel', '/cancel'],
      ['learns nothing from a short address, and does not use it up', '/a-word'],
    ])('%s', async (_, path) => {
      const seen: unknown[] = [];
      const listener = await listen(0, (decision) => {
        seen.push(decision);
        return done(decision);
      });
      const short = listener.shortAddress('a-word', TARGET);
      const said = await asNobody(listener.port, path, 'wait');
      expect(said).toMatch(/^HTTP\/1\.1 403 /);
      expect(said).not.toContain('auth.example');
      for (let i = 0; i < (realTimes ? 5 : 2); i += 1) {
        await asNobody(listener.port, path, 'close');
        await asNobody(listener.port, path, 'reset');
      }
      await sleep(100);
      expect(seen).toEqual([]);
      expect((await fetch(short, { redirect: 'manual' })).status).toBe(302);
      expect((await fetch(url(listener, '/auth/callback?code=ours&state=s'))).status).toBe(200);
      expect(seen).toEqual([{ kind: 'code', code: 'ours' }]);
    });
  },
);
