import { createServer, type AddressInfo } from 'node:net';
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Simulator } from '../../simulator/simulator.ts';
import { connect, playBrowser, textOf, urlIn, type Session } from '../support/mcp.ts';
import { freePort } from '../support/net.ts';
import { startProxy, type TestProxy } from '../support/proxy.ts';
import { makeSandbox, makeSimulator, seedLogin, type Sandbox } from '../support/sandbox.ts';
import { makeAuthority, tlsFront } from '../support/tls.ts';

const CREDENTIALS = 'user:s3cr3t-canary';

interface Company {
  readonly simulator: Simulator;
  readonly proxy: TestProxy;
  readonly sandbox: Sandbox;
  /** The settings of somebody behind the proxy, with the company's authority trusted. */
  readonly env: Record<string, string>;
}

/** OpenAI's two hosts under names that only the proxy resolves, with certificates of an authority of our own. */
async function company(): Promise<Company> {
  const simulator = await makeSimulator({ allowAnyLoopbackPort: true, accessTokenTtlSeconds: 3600 });
  const authority = makeAuthority();
  const front = await tlsFront(
    authority.issue(['auth.test', 'chatgpt.test']),
    Number(new URL(simulator.url).port),
  );
  const proxy = await startProxy({
    hosts: { 'auth.test:443': front, 'chatgpt.test:443': front },
    credentials: CREDENTIALS,
  });
  const sandbox = await makeSandbox({
    CODEX_OAUTH_ISSUER: 'https://auth.test',
    CODEX_OAUTH_BASE_URL: 'https://chatgpt.test/backend-api',
    CODEX_OAUTH_CALLBACK_PORT: String(await freePort()),
    CODEX_DEBUG: '1',
  });
  const ca = path.join(sandbox.dir, 'company-ca.pem');
  await writeFile(ca, authority.pem);
  const env = {
    ...sandbox.env,
    HTTPS_PROXY: `http://${CREDENTIALS}@127.0.0.1:${proxy.port}`,
    NODE_EXTRA_CA_CERTS: ca,
  };
  return { simulator, proxy, sandbox, env };
}

/** Signs in as a browser would that stands outside of the company's proxy. */
async function signIn(session: Session, simulator: Simulator): Promise<string> {
  let browser: Promise<unknown> | undefined;
  const result = await session.call(
    'codex_login',
    { method: 'browser' },
    {
      progress: (message) => {
        const url = urlIn(message, '/oauth/authorize');
        if (url) browser ??= playBrowser(url.replace('https://auth.test', simulator.url));
      },
    },
  );
  await browser;
  return textOf(result);
}

test('sign-in, models, question, refresh and revocation all go through the proxy, TLS and all', async () => {
  const { simulator, proxy, env } = await company();
  const session = await connect(env);
  expect(await signIn(session, simulator)).toContain('Signed in');
  expect(new Set(proxy.connects)).toEqual(new Set(['auth.test:443']));

  expect((await session.call('codex_models')).structuredContent).toMatchObject({ source: 'live' });
  expect(proxy.connects).toContain('chatgpt.test:443');
  const progress: string[] = [];
  const answer = await session.call(
    'codex_query',
    { prompt: 'What is a monad?' },
    { progress: (m) => progress.push(m) },
  );
  expect(answer.isError ?? false).toBe(false);
  expect(progress.length).toBeGreaterThan(0);

  simulator.fault('responses.401', { times: 1 });
  expect((await session.call('codex_query', { prompt: 'renews first' })).isError ?? false).toBe(false);
  const grants = simulator.requests('POST', '/oauth/token');
  expect(grants).toHaveLength(2);

  expect(textOf(await session.call('codex_clear'))).toContain('revoked at OpenAI');
  expect(proxy.plain).toEqual([]);
  expect(session.stderr()).not.toContain('canary');
});

test('a code for another device is asked for through the proxy as well', async () => {
  const { simulator, proxy, env } = await company();
  const session = await connect(env);
  const login = session.call(
    'codex_login',
    { method: 'device' },
    {
      progress: (message) => {
        const code = /\b[A-Z0-9]{4}-[A-Z0-9]{4,5}\b/.exec(message)?.[0];
        if (code) simulator.approveDevice(code);
      },
    },
  );
  expect(textOf(await login)).toContain('Signed in');
  expect(proxy.connects.length).toBeGreaterThan(0);
});

test('without the authority TLS is named, and the setting that fixes it', async () => {
  const { simulator, env, sandbox } = await company();
  await seedLogin(sandbox, simulator.mintTokens(), { account_id: 'acc-sim-0001' });
  const { NODE_EXTRA_CA_CERTS: _, ...without } = env;
  const session = await connect(without);
  const answer = await session.call('codex_query', { prompt: 'hello' });
  expect(answer.isError).toBe(true);
  expect(textOf(answer)).toContain('TLS');
  expect(textOf(answer)).toContain('NODE_EXTRA_CA_CERTS');
  expect(simulator.requests('POST', '/backend-api/codex/responses')).toHaveLength(0);
});

test.each([407, 502])(
  'a proxy that answers %i is named to the model, without its password',
  async (status) => {
    const { simulator, proxy, env, sandbox } = await company();
    await seedLogin(sandbox, simulator.mintTokens(), { account_id: 'acc-sim-0001' });
    proxy.mood(status);
    const session = await connect(env);
    const answer = await session.call('codex_query', { prompt: 'hello' });
    expect(answer.isError).toBe(true);
    const text = textOf(answer) + JSON.stringify(answer);
    expect(text).toContain('HTTPS_PROXY');
    expect(text).toContain(`(${status})`);
    expect(text).not.toContain('canary');
  },
);

test('a proxy that fails never costs the login: the refresh is made when it is back', async () => {
  const { simulator, proxy, env, sandbox } = await company();
  await seedLogin(sandbox, simulator.mintTokens({ accessTtlSeconds: -60 }), { account_id: 'acc-sim-0001' });
  const session = await connect(env);
  proxy.mood(502);
  const refused = await session.call('codex_query', { prompt: 'hello' });
  expect(refused.isError).toBe(true);
  expect(textOf(refused)).toContain('HTTPS_PROXY');
  // Nothing was sent, so there is no trace of an interrupted refresh either.
  expect((await readdir(path.dirname(sandbox.authFile))).filter((f) => f.includes('.lock'))).toEqual([]);
  proxy.mood('open');
  const answer = await session.call('codex_query', { prompt: 'hello' });
  expect(textOf(answer)).not.toContain('interrupted');
  expect(answer.isError ?? false).toBe(false);
});

test('a bad proxy setting is refused in words, and status still works', async () => {
  const { env } = await company();
  const session = await connect({ ...env, HTTPS_PROXY: 'gopher://u:s3cr3t-canary@proxy' });
  expect((await session.call('codex_status')).isError ?? false).toBe(false);
  const login = await session.call('codex_login', { method: 'device' });
  expect(login.isError).toBe(true);
  expect(textOf(login)).toContain('HTTPS_PROXY');
  expect(textOf(login)).not.toContain('canary');
});

test('the simulator on this machine is never asked for through a proxy', async () => {
  const simulator = await makeSimulator();
  const sandbox = await makeSandbox({
    CODEX_OAUTH_ISSUER: simulator.issuer,
    CODEX_OAUTH_BASE_URL: simulator.backendUrl,
  });
  await seedLogin(sandbox, simulator.mintTokens(), { account_id: 'acc-sim-0001' });
  let asked = 0;
  const trap = createServer((socket) => {
    asked += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => {
    trap.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => void trap.close());
  const proxy = `http://127.0.0.1:${(trap.address() as AddressInfo).port}`;
  const session = await connect({ ...sandbox.env, HTTPS_PROXY: proxy, HTTP_PROXY: proxy, ALL_PROXY: proxy });
  expect((await session.call('codex_query', { prompt: 'hello' })).isError ?? false).toBe(false);
  expect(asked).toBe(0);
});
