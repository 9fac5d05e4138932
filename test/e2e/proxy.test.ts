import { createServer } from 'node:net';
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Simulator } from '../../simulator/simulator.ts';
import { connect, playBrowser, textOf, type Session } from '../support/mcp.ts';
import { freePort } from '../support/net.ts';
import { startProxy } from '../support/proxy.ts';
import { makeSandbox, makeSimulator, seedLogin } from '../support/sandbox.ts';
import { ask, makeScene, startLogin } from '../support/scene.ts';
import { endWithTest, listening, makeAuthority, tlsFront } from '../support/tls.ts';

const CREDENTIALS = 'user:s3cr3t-canary';

/**
 * OpenAI's two hosts under names that only the proxy resolves, with certificates of an authority of our own; `env` are
 * the settings of somebody behind the proxy who trusts it. With `tokens` somebody is signed in.
 */
async function company(tokens?: Parameters<Simulator['mintTokens']>[0]) {
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
  if (tokens) await seedLogin(sandbox, simulator.mintTokens(tokens), { account_id: 'acc-sim-0001' });
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
  const { url, done } = await startLogin(session);
  await playBrowser(url.replace('https://auth.test', simulator.url));
  return textOf(await done);
}

test('sign-in, models, question, refresh and revocation all go through the proxy, TLS and all', async () => {
  const { simulator, proxy, env } = await company();
  const session = await connect(env);
  expect(await signIn(session, simulator)).toContain('Signed in');
  // The backend names the workspace right after the sign-in.
  expect(new Set(proxy.connects)).toEqual(new Set(['auth.test:443', 'chatgpt.test:443']));

  expect((await session.call('codex_models')).structuredContent).toMatchObject({ source: 'live' });
  expect(proxy.connects).toContain('chatgpt.test:443');
  const progress: string[] = [];
  expect((await ask(session, {}, { progress: (m) => progress.push(m) })).failed).toBe(false);
  expect(progress.length).toBeGreaterThan(0);

  simulator.fault('responses.401', { times: 1 });
  expect((await ask(session, { prompt: 'renews first' })).failed).toBe(false);
  expect(simulator.requests('POST', '/oauth/token')).toHaveLength(2);

  expect(textOf(await session.call('codex_clear'))).toContain('revoked at OpenAI');
  expect(proxy.plain).toEqual([]);
  expect(session.stderr()).not.toContain('canary');
});

test('a code for another device is asked for through the proxy as well', async () => {
  const { simulator, proxy, env } = await company();
  const session = await connect(env);
  const progress = (message: string): void => {
    const code = /\b[A-Z0-9]{4}-[A-Z0-9]{4,5}\b/.exec(message)?.[0];
    if (code) simulator.approveDevice(code);
  };
  const login = await session.call('codex_login', { method: 'device' }, { progress });
  expect(textOf(login)).toContain('Signed in');
  expect(proxy.connects.length).toBeGreaterThan(0);
});

test('without the authority TLS is named, and the setting that fixes it', async () => {
  const { simulator, env } = await company({});
  const { NODE_EXTRA_CA_CERTS: _, ...without } = env;
  const { text, failed } = await ask(await connect(without));
  expect(failed).toBe(true);
  expect(text).toContain('TLS');
  expect(text).toContain('NODE_EXTRA_CA_CERTS');
  expect(simulator.requests('POST', '/backend-api/codex/responses')).toHaveLength(0);
});

test.each([407, 502])(
  'a proxy that answers %i is named to the model, without its password',
  async (status) => {
    const { proxy, env } = await company({});
    proxy.mood(status);
    const { result, text, failed } = await ask(await connect(env));
    expect(failed).toBe(true);
    expect(text).toContain('HTTPS_PROXY');
    expect(text).toContain(`(${status})`);
    expect(JSON.stringify(result)).not.toContain('canary');
  },
);

test('a proxy that fails never costs the login: the refresh is made when it is back', async () => {
  const { proxy, env, sandbox } = await company({ accessTtlSeconds: -60 });
  const session = await connect(env);
  proxy.mood(502);
  const refused = await ask(session);
  expect(refused.failed).toBe(true);
  expect(refused.text).toContain('HTTPS_PROXY');
  // Nothing was sent, so there is no trace of an interrupted refresh either.
  expect((await readdir(path.dirname(sandbox.authFile))).filter((f) => f.includes('.lock'))).toEqual([]);
  proxy.mood('open');
  const answer = await ask(session);
  expect(answer.text).not.toContain('interrupted');
  expect(answer.failed).toBe(false);
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
  const { open } = await makeScene();
  let asked = 0;
  const trap = createServer((socket) => {
    asked += 1;
    socket.destroy();
  });
  endWithTest(trap);
  const proxy = `http://127.0.0.1:${await listening(trap)}`;
  const session = await open({ HTTPS_PROXY: proxy, HTTP_PROXY: proxy, ALL_PROXY: proxy });
  expect((await ask(session)).failed).toBe(false);
  expect(asked).toBe(0);
});
