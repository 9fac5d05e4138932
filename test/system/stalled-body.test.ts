import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, onTestFinished, test } from 'vitest';
import { createFetch } from '../../src/system/http.ts';

const serve = async (answer: Parameters<typeof createServer>[1]): Promise<string> => {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
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

test('a redirect is refused and not followed', async () => {
  let followed = false;
  const target = await serve((_request, response) => {
    followed = true;
    response.end();
  });
  const url = await serve((_request, response) => response.writeHead(302, { location: target }).end());
  await expect(createFetch({})(url, { redirect: 'error' })).rejects.toMatchObject({ code: 'network.http' });
  expect(followed).toBe(false);
});

test('an answer that says "not modified" is no redirect', async () => {
  const url = await serve((_request, response) => response.writeHead(304).end());
  expect((await createFetch({})(url, { redirect: 'error' })).status).toBe(304);
});
