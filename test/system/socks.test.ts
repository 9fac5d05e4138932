import { createServer as createWebServer } from 'node:http';
import { connect, createServer, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { AppError } from '../../src/system/errors.ts';
import { createFetch } from '../../src/system/http.ts';
import { freePort } from '../support/net.ts';
import { endWithTest, listening, makeAuthority, tlsFront } from '../support/tls.ts';

/** A SOCKS5 proxy without a password (RFC 1928): names it knows go to a port of 127.0.0.1, others are refused. */
async function startSocks(
  hosts: Readonly<Record<string, number>>,
): Promise<{ port: number; asked: string[] }> {
  const asked: string[] = [];
  const request = (client: Socket, bytes: Buffer): void => {
    const named = bytes[3] === 3;
    const host = named ? bytes.toString('utf8', 5, 5 + (bytes[4] ?? 0)) : 'an address';
    asked.push(host);
    const port = hosts[host];
    const reply = (code: number): boolean => client.write(Buffer.from([5, code, 0, 1, 0, 0, 0, 0, 0, 0]));
    if (port === undefined) return void reply(4);
    const upstream = connect(port, '127.0.0.1', () => {
      reply(0);
      client.pipe(upstream).pipe(client);
    });
    upstream.on('error', () => client.destroy());
  };
  const server = createServer((client) => {
    client.on('error', () => {});
    client.once('data', () => {
      client.write(Buffer.from([5, 0]));
      client.once('data', (bytes: Buffer) => request(client, bytes));
    });
  });
  endWithTest(server);
  return { port: await listening(server), asked };
}

test('a SOCKS proxy is asked by name, and each failure has its layer', async () => {
  const web = createWebServer((_request, response) => response.end('hello'));
  endWithTest(web);
  const port = await listening(web);
  const front = await tlsFront(makeAuthority().issue(['tls.test']), port);
  const socks = await startSocks({ 'app.test': port, 'tls.test': front });
  const fetch = createFetch({ ALL_PROXY: `socks5h://127.0.0.1:${socks.port}` });

  expect(await (await fetch('http://app.test/')).text()).toBe('hello');
  expect(socks.asked).toEqual(['app.test']);
  await expect(fetch('https://tls.test/')).rejects.toMatchObject({ code: 'network.tls' });
  await expect(fetch('http://unknown.test/')).rejects.toMatchObject({
    code: 'network.proxy',
    details: { layer: 'proxy', sent: false },
  });
  const gone = createFetch({ ALL_PROXY: `socks5://127.0.0.1:${await freePort()}` })('http://app.test/');
  await expect(gone).rejects.toBeInstanceOf(AppError);
  await expect(gone).rejects.toMatchObject({ code: 'network.proxy', details: { cause: 'ECONNREFUSED' } });
});
