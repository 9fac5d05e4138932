import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import { createFetch } from '../../src/system/http.ts';
import { freePort, until } from '../support/net.ts';
import { startProxy, type TestProxy } from '../support/proxy.ts';
import { endWithTest, listening, makeAuthority, tlsFront } from '../support/tls.ts';
import { refusal } from '../threads/support/store.ts';

const DECODER = new TextDecoder();

/** A server that leaves each answer to the test. */
async function startServer(
  answer: (response: ServerResponse, path: string) => void,
): Promise<{ port: number; seen: string[] }> {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(request.url ?? '');
    answer(response, request.url ?? '');
  });
  endWithTest(server);
  return { port: await listening(server), seen };
}

async function behindProxy(
  answer: (response: ServerResponse, path: string) => void,
  credentials?: string,
): Promise<{ proxy: TestProxy; env: Record<string, string>; seen: string[] }> {
  const { port, seen } = await startServer(answer);
  const proxy = await startProxy({ hosts: { 'app.test:80': port }, ...(credentials ? { credentials } : {}) });
  const user = credentials ? `${credentials.split(':').map(encodeURIComponent).join(':')}@` : '';
  return { proxy, env: { HTTP_PROXY: `http://${user}127.0.0.1:${proxy.port}` }, seen };
}

test('a name that only the proxy knows is reached through a tunnel', async () => {
  const { proxy, env, seen } = await behindProxy((r) => r.end('hello'));
  const response = await createFetch(env)('http://app.test/path', { method: 'POST', body: 'x' });
  expect(await response.text()).toBe('hello');
  expect(seen).toEqual(['/path']);
  expect(proxy.connects).toEqual(['app.test:80']);
  expect(proxy.plain).toEqual([]);
});

test.each(['user:pa ss/@:ü', 'user:'])('the proxy gets user and password "%s"', async (credentials) => {
  const { proxy, env } = await behindProxy((r) => r.end('in'), credentials);
  expect(await (await createFetch(env)('http://app.test/')).text()).toBe('in');
  expect(proxy.connects).toHaveLength(1);
});

test('this machine and what NO_PROXY names are asked directly', async () => {
  const { proxy, env } = await behindProxy((r) => r.end('x'));
  const { port } = await startServer((r) => r.end('direct'));
  expect(await (await createFetch(env)(`http://127.0.0.1:${port}/`)).text()).toBe('direct');
  const named = createFetch({ ...env, NO_PROXY: 'app.test' })('http://app.test/');
  expect((await refusal(named)).details['layer']).not.toBe('proxy');
  expect(proxy.connects).toEqual([]);
});

test('a stream is passed on piece by piece', async () => {
  let response: ServerResponse | undefined;
  const { env } = await behindProxy((r) => {
    response = r;
    r.writeHead(200, { 'content-type': 'text/event-stream' });
    r.write('data: 0\n\n');
  });
  const answer = await createFetch(env)('http://app.test/stream');
  const reader = answer.body?.getReader();
  for (let i = 0; i < 20; i += 1) {
    // The next piece is written only when this one has arrived: a buffer anywhere would hang the test.
    const piece = await reader?.read();
    expect(DECODER.decode(piece?.value)).toBe(`data: ${i}\n\n`);
    response?.write(`data: ${i + 1}\n\n`);
  }
  await reader?.cancel();
});

test.each(['server', 'proxy'])(
  'an abort while the %s does not answer is an abort, and ends what was open',
  async (slow) => {
    let gone: Promise<unknown> | undefined;
    const { proxy, env, seen } = await behindProxy((r) => {
      gone = once(r, 'close');
    });
    if (slow === 'proxy') proxy.mood('hang');
    const stop = new AbortController();
    const asked = createFetch(env)('http://app.test/slow', { signal: stop.signal });
    const ended = expect(asked).rejects.toMatchObject({ name: 'AbortError' });
    await until(() => (slow === 'proxy' ? proxy.connects : seen).length === 1, `the ${slow} is asked`);
    stop.abort();
    await ended;
    await gone;
    if (slow === 'server') await until(() => proxy.open() === 0, 'the tunnel is closed');
  },
);

test('a redirect is not followed, and is named', async () => {
  const target = await startServer((r) => r.end());
  const location = `http://127.0.0.1:${target.port}/`;
  const { env } = await behindProxy((r) => r.writeHead(302, { location }).end());
  const through = await refusal(createFetch(env)('http://app.test/', { redirect: 'error' }));
  const { port } = await startServer((r) => r.writeHead(302, { location }).end());
  const direct = await refusal(createFetch({})(`http://127.0.0.1:${port}/`, { redirect: 'error' }));
  for (const error of [through, direct]) {
    expect(error).toMatchObject({ kind: 'network', code: 'network.http' });
    expect(error.why).toContain('redirect');
  }
  expect(target.seen).toEqual([]);
});

test.each([
  [407, 'PROXY_407'],
  [403, 'PROXY_403'],
  [502, 'PROXY_502'],
  ['cut', 'UND_ERR_SOCKET'],
  ['hang', 'UND_ERR_HEADERS_TIMEOUT'],
] as const)('a proxy that answers %s is named', async (mood, cause) => {
  const { proxy, env } = await behindProxy((r) => r.end(), 'user:s3cr3t-canary');
  proxy.mood(mood);
  const error = await refusal(createFetch(env, 300)('http://app.test/'));
  expect(error.code).toBe('network.proxy');
  expect(error.details).toMatchObject({ host: 'app.test', layer: 'proxy', cause, sent: false });
  expect(error.why).toContain('HTTP_PROXY');
  expect(error.why).toContain(`127.0.0.1:${proxy.port}`);
  expect(`${error.message} ${JSON.stringify(error.details)}`).not.toContain('canary');
  expect(proxy.connects.length).toBe(1);
});

test('a wrong password for the proxy is told without it', async () => {
  const { proxy, env } = await behindProxy((r) => r.end(), 'user:right');
  const wrong = { HTTP_PROXY: env['HTTP_PROXY']?.replace('right', 's3cr3t-canary') };
  const error = await refusal(createFetch(wrong)('http://app.test/'));
  expect(error.said('assistant').fix).toContain(`user:password@127.0.0.1:${proxy.port}`);
  expect(error.message).not.toContain('canary');
});

test('a proxy that is not there is named', async () => {
  const port = await freePort();
  const error = await refusal(createFetch({ https_proxy: `http://127.0.0.1:${port}` })('https://app.test/'));
  expect(error.details).toMatchObject({ layer: 'proxy', cause: 'ECONNREFUSED', sent: false });
  expect(error.why).toContain('https_proxy');
});

test('a proxy setting that is none is an input error, and only where it would be used', async () => {
  const { port } = await startServer((r) => r.end('direct'));
  const fetch = createFetch({ ALL_PROXY: 'gopher://u:s3cr3t-canary@proxy' });
  expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('direct');
  const error = await refusal(fetch('https://app.test/'));
  expect(error).toMatchObject({ kind: 'input', code: 'settings.proxy' });
  expect(error.message).not.toContain('canary');
});

test('a server without TLS, or whose certificate nobody vouches for, is a matter of TLS, with and without a proxy', async () => {
  const { port } = await startServer((r) => r.end());
  const front = await tlsFront(makeAuthority().issue(['app.test', '127.0.0.1']), port);
  const proxy = await startProxy({ hosts: { 'app.test:443': front } });
  const direct = await refusal(createFetch({})(`https://127.0.0.1:${front}/`));
  expect(await refusal(createFetch({})(`https://127.0.0.1:${port}/`))).toMatchObject({ code: 'network.tls' });
  const through = await refusal(
    createFetch({ HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` })('https://app.test/'),
  );
  for (const error of [direct, through]) {
    expect(error.code).toBe('network.tls');
    expect(error.details['sent']).toBe(false);
    expect(error.said('assistant').fix).toContain('NODE_EXTRA_CA_CERTS');
  }
  expect(through.why).toContain('through the proxy in HTTPS_PROXY');
  const withCa = await refusal(createFetch({ NODE_EXTRA_CA_CERTS: '/x.pem' })(`https://127.0.0.1:${front}/`));
  expect(withCa.said('assistant').fix).toContain('NODE_EXTRA_CA_CERTS is set');
});

test('a port that nobody listens on and an answer that never comes have their own words', async () => {
  const refused = await refusal(createFetch({})(`http://127.0.0.1:${await freePort()}/`));
  expect(refused.details).toMatchObject({ layer: 'connection', cause: 'ECONNREFUSED', sent: false });
  const { port } = await startServer(() => {});
  const slow = await refusal(
    createFetch({})(`http://127.0.0.1:${port}/`, { signal: AbortSignal.timeout(100) }),
  );
  expect(slow.details).toMatchObject({ layer: 'HTTP', cause: 'TIMEOUT', sent: true });
});
