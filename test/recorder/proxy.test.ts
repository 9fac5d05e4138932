import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { request, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { throughHeaders } from '../../src/recorder/proxy.ts';
import { until } from '../support/net.ts';
import { answered, ask, bodyOf, recorded, says, SECRET, send, SESSION, streamOf } from './support.ts';

/** What the proxy answers to lines as they are. */
async function raw(port: number, ...lines: readonly string[]): Promise<string> {
  const socket = connect({ port, host: '127.0.0.1' });
  socket.end(`${lines.join('\r\n')}\r\n\r\n`);
  return text(socket);
}

describe('bytes pass unchanged', () => {
  test('a request and its answer, with every header that is theirs', async () => {
    const [up, down] = [randomBytes(3_000_000), randomBytes(3_000_000)];
    let seen: { method?: string; url?: string; raw?: readonly string[]; body?: Buffer } = {};
    const { port } = await recorded((incoming, response) => {
      const pieces: Buffer[] = [];
      incoming.on('data', (piece: Buffer) => pieces.push(piece));
      incoming.on('end', () => {
        const { method = '', url = '', rawHeaders } = incoming;
        seen = { method, url, raw: rawHeaders, body: Buffer.concat(pieces) };
        response.writeHead(418, [
          ['Content-Encoding', 'br'],
          ['Set-Cookie', 'a=1'],
          ['Set-Cookie', 'b=2'],
          ['X-Odd', 'ä'],
          ['Connection', 'close, X-Hop'],
          ['X-Hop', '1'],
        ] as never);
        response.end(down);
      });
    });
    const answer = await send(port, `/${SECRET}/any/thing?x=%20y&x=`, {
      method: 'PATCH',
      headers: {
        'X-Two': ['1', '2'],
        'Content-Encoding': 'zstd',
        Connection: 'X-Gone',
        'X-Gone': '1',
        TE: 'x',
      },
      body: up,
    });
    expect(seen).toMatchObject({ method: 'PATCH', url: '/base/any/thing?x=%20y&x=' });
    expect(seen.body?.equals(up)).toBe(true);
    const sent = seen.raw?.map((part) => part.toLowerCase());
    expect(sent?.filter((part) => part === 'x-two')).toHaveLength(2);
    expect(sent).toContain('zstd');
    for (const hop of ['x-gone', 'te', 'x-forwarded-for', 'via', `127.0.0.1:${port}`])
      expect(sent).not.toContain(hop);
    expect(answer.status).toBe(418);
    expect(answer.body.equals(down)).toBe(true);
    expect(answer.raw.filter((part) => part === 'Set-Cookie')).toHaveLength(2);
    expect(answer.headers['content-encoding']).toBe('br');
    expect(answer.headers['x-hop']).toBeUndefined();
  });

  test('a piece of the answer is there before the next is sent', async () => {
    let more: () => void = () => {};
    const { port } = await recorded((_incoming, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(': one\n\n');
      more = () => response.end(': two\n\n');
    });
    const sent = request({ port, host: '127.0.0.1', path: `/${SECRET}/responses`, method: 'POST' }).end('{}');
    const [answer] = (await once(sent, 'response')) as [NodeJS.ReadableStream];
    const [first] = (await once(answer, 'data')) as [Buffer];
    expect(String(first)).toBe(': one\n\n');
    more();
    expect(await text(answer as never)).toBe(': two\n\n');
  });

  test('an answer that is cut off there is cut off here', async () => {
    const { port } = await recorded((_incoming, response) => {
      response.writeHead(200, { 'content-length': '10' });
      response.write('12345', () => response.destroy());
    });
    const answer = await send(port, `/${SECRET}/responses`, { method: 'POST', body: '{}' });
    expect(answer).toMatchObject({ status: 200, whole: false });
  });

  test('a caller that leaves ends the request there', async () => {
    let left = false;
    const { port } = await recorded((_incoming, response) => {
      response.on('close', () => {
        left = true;
      });
      response.writeHead(200).write('a');
    });
    const sent = request({ port, host: '127.0.0.1', path: `/${SECRET}/x` }).end();
    await once(sent, 'response');
    sent.on('error', () => {}).destroy();
    await until(() => left, 'the server sees it');
  });

  test('a server that cannot be reached is named, without the secret', async () => {
    const { port } = await recorded((incoming) => incoming.socket.destroy());
    const answer = await send(port, `/${SECRET}/x`);
    expect(answer.status).toBe(502);
    expect(String(answer.body)).toContain('codex-oauth');
    expect(String(answer.body)).not.toContain(SECRET);
  });
});

describe('nobody else is served', () => {
  const strangers: readonly (readonly [string, (port: number) => readonly string[]])[] = [
    ['no secret', (port) => ['GET / HTTP/1.1', `Host: 127.0.0.1:${port}`]],
    ['another', (port) => ['GET /nope/x HTTP/1.1', `Host: 127.0.0.1:${port}`]],
    ['the secret and more', (port) => [`GET /${SECRET}x/y HTTP/1.1`, `Host: 127.0.0.1:${port}`]],
    ['a beginning of it', (port) => [`GET /${SECRET.slice(0, -1)}/y HTTP/1.1`, `Host: 127.0.0.1:${port}`]],
    ['the secret behind something', (port) => [`GET //${SECRET}/y HTTP/1.1`, `Host: 127.0.0.1:${port}`]],
    ['in percents', (port) => [`GET /%61${SECRET.slice(1)}/y HTTP/1.1`, `Host: 127.0.0.1:${port}`]],
    [
      'an absolute address',
      (port) => [`GET http://127.0.0.1:${port}/${SECRET}/y HTTP/1.1`, `Host: 127.0.0.1:${port}`],
    ],
    ['another name (DNS rebinding)', () => [`GET /${SECRET}/y HTTP/1.1`, 'Host: evil.example']],
    ['localhost', (port) => [`GET /${SECRET}/y HTTP/1.1`, `Host: localhost:${port}`]],
    ['another port', () => [`GET /${SECRET}/y HTTP/1.1`, 'Host: 127.0.0.1:80']],
    [
      'a page’s preflight',
      (port) => ['OPTIONS /nope/y HTTP/1.1', `Host: 127.0.0.1:${port}`, 'Origin: https://evil.example'],
    ],
    [
      'a WebSocket without the secret',
      (port) => [
        'GET /nope/responses HTTP/1.1',
        `Host: 127.0.0.1:${port}`,
        'Connection: Upgrade',
        'Upgrade: websocket',
      ],
    ],
  ];
  test('whatever is wrong, the answer is 404, and nothing is sent on', async () => {
    let reached = 0;
    const { port } = await recorded((_incoming, response) => {
      reached += 1;
      response.end();
    });
    for (const [name, lines] of strangers) {
      const answer = await raw(
        port,
        ...lines(port),
        ...(lines(port).join().includes('Upgrade') ? [] : ['Connection: close']),
      );
      expect(answer, name).toMatch(/^HTTP\/1\.1 404 /);
      expect(answer.toLowerCase(), name).not.toContain('access-control');
    }
    expect(reached).toBe(0);
  });

  test('the WebSocket is refused so that the CLI takes HTTP', async () => {
    const { port } = await recorded(() => {});
    const lines = [`GET /${SECRET}/responses HTTP/1.1`, `Host: 127.0.0.1:${port}`];
    expect(await raw(port, ...lines, 'Connection: Upgrade', 'Upgrade: websocket')).toMatch(
      /^HTTP\/1\.1 426 /,
    );
  });

  const root = process.platform === 'linux' && process.getuid?.() === 0;
  test.skipIf(!root)('another user who has read the secret in the arguments gets 404', async () => {
    const { url } = await recorded((_incoming, response) => void response.end('served'));
    const script = `fetch('${url}/x').then((answer) => process.exit(answer.status % 256))`;
    const statusAs = async (uid: number): Promise<unknown> => {
      const child = spawn(process.execPath, ['-e', script], { uid, cwd: '/', env: {}, stdio: 'ignore' });
      return (await once(child, 'exit'))[0];
    };
    expect(await Promise.all([statusAs(0), statusAs(65_534)])).toEqual([200, 404 % 256]);
  });

  test('only this machine reaches the port, and none is left', async () => {
    const { port, proxy } = await recorded(() => {});
    const { networkInterfaces } = await import('node:os');
    const other = Object.values(networkInterfaces())
      .flat()
      .find((at) => at?.family === 'IPv4' && !at.internal);
    const refused = (host: string): Promise<boolean> =>
      new Promise((resolve) => {
        const socket = connect({ port, host });
        socket.on('connect', () => resolve(false)).on('error', () => resolve(true));
        socket.on('connect', () => socket.destroy());
      });
    if (other) expect(await refused(other.address)).toBe(true);
    await proxy.close();
    expect(await refused('127.0.0.1')).toBe(true);
  });
});

test('headers of one connection stay behind', () => {
  expect(
    throughHeaders([
      'A',
      '1',
      'Connection',
      'close, B',
      'b',
      '2',
      'Host',
      'x',
      'Transfer-Encoding',
      'chunked',
    ]),
  ).toEqual(['A', '1']);
});

describe('what cannot be kept passes all the same', () => {
  const stream = streamOf(answered('yes'));
  const question = bodyOf(says('m1', 'q'));
  const reply = (response: ServerResponse, body: string | Buffer, headers = {}): void =>
    void response.writeHead(200, { 'content-type': 'text/event-stream', ...headers }).end(body);

  test.each([
    ['a compressed request', { 'content-encoding': 'zstd' }, randomBytes(900), stream, {}],
    ['a request that is no JSON', {}, '{"input":', stream, {}],
    ['a list', {}, '[1,2]', stream, {}],
    ['JSON a thousand levels deep', {}, `${'['.repeat(50_000)}${']'.repeat(50_000)}`, stream, {}],
    ['a request of 40 MB', {}, Buffer.alloc(40_000_000, 32), stream, {}],
    ['a compressed answer', {}, JSON.stringify(question), gzipSync(stream), { 'content-encoding': 'gzip' }],
  ])('%s', async (_name, headers, body, answer, answerHeaders) => {
    let size = 0;
    const { port, keeper } = await recorded((incoming, response) => {
      incoming.on('data', (piece: Buffer) => (size += piece.length));
      incoming.on('end', () => reply(response, answer, answerHeaders));
    });
    const got = await send(port, `/${SECRET}/responses`, {
      method: 'POST',
      headers: { 'thread-id': SESSION, ...headers },
      body,
    });
    expect(got.status).toBe(200);
    expect(got.body.equals(Buffer.from(answer))).toBe(true);
    expect(size).toBe(body.length);
    expect(await keeper.end()).toContain('not kept: 1');
  });

  test.each([
    ['no events at all', randomBytes(200_000)],
    [
      'an event of 20 MB',
      `data: {"type":"response.output_text.delta","delta":"${'x'.repeat(20_000_000)}"}\n\n`,
    ],
    [
      'events of strange shapes',
      'data: null\n\ndata: {"type":7}\n\ndata: {"type":"response.output_item.done","item":[1]}\n\n',
    ],
    ['an end without an answer', ''],
  ])('an answer with %s', async (_name, answer) => {
    const { port, keeper } = await recorded((incoming, response) => {
      incoming.resume().on('end', () => reply(response, answer));
    });
    const got = await ask(port, question);
    expect(got.body.equals(Buffer.from(answer))).toBe(true);
    expect(await keeper.end()).toContain('kept');
  });
});
