import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { expect, onTestFinished, test } from 'vitest';
import {
  listenForCallback,
  type CallbackListener,
  type OnCallback,
} from '../../src/oauth/callback-listener.ts';
import { isListening, until } from '../support/net.ts';

const done: OnCallback = () => Promise.resolve({ status: 200, html: 'done' });

async function listen(port = 0, onCallback: OnCallback = done): Promise<CallbackListener> {
  const user = { platform: process.platform, uid: process.getuid?.() };
  const paths = ['/auth/callback'];
  const listener = await listenForCallback({ port, paths, state: 's', onCallback, user });
  onTestFinished(() => listener.close());
  return listener;
}

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
  const listener = await listen();
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
