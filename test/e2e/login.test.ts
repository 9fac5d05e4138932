import { spawn, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import type { ElicitRequest } from '@modelcontextprotocol/sdk/types.js';
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { expect, onTestFinished, test } from 'vitest';
import type { Simulator, SimulatorOptions } from '../../simulator/simulator.ts';
import { connect, playBrowser, textOf, urlIn, type Session } from '../support/mcp.ts';
import { freePort, isListening, until } from '../support/net.ts';
import { BUNDLE, makeSandbox, makeSimulator, pointAt, type Sandbox } from '../support/sandbox.ts';

interface Scene {
  readonly simulator: Simulator;
  readonly sandbox: Sandbox;
  readonly port: number;
}

async function scene(options: SimulatorOptions = {}, env: Record<string, string> = {}): Promise<Scene> {
  const simulator = await makeSimulator({ allowAnyLoopbackPort: true, ...options });
  const port = await freePort();
  const sandbox = await makeSandbox({
    ...pointAt(simulator),
    CODEX_OAUTH_CALLBACK_PORT: String(port),
    ...env,
  });
  return { simulator, sandbox, port };
}

/** Starts a login and resolves with its URL as soon as progress has shown it. */
async function startLogin(
  session: Session,
  signal?: AbortSignal,
): Promise<{ url: string; done: ReturnType<Session['call']> }> {
  let seen: (url: string) => void = () => {};
  const url = new Promise<string>((resolve) => {
    seen = resolve;
  });
  const done = session.call(
    'codex_login',
    {},
    {
      progress: (message) => {
        const found = urlIn(message, '/oauth/authorize');
        if (found) seen(found);
      },
      ...(signal ? { signal } : {}),
    },
  );
  done.catch(() => {});
  return { url: await url, done };
}

test('the authorize URL carries exactly the parameters of docs/wire.md 1.1, with a fresh state and challenge each time', async () => {
  const { sandbox, port } = await scene();
  const session = await connect(sandbox.env);
  const stop = new AbortController();
  const { url } = await startLogin(session, stop.signal);
  const query = new URL(url).searchParams;
  expect([...query.keys()]).toEqual([
    'response_type',
    'client_id',
    'redirect_uri',
    'code_challenge',
    'code_challenge_method',
    'state',
    'scope',
    'id_token_add_organizations',
    'codex_cli_simplified_flow',
    'originator',
  ]);
  expect(query.get('redirect_uri')).toBe(`http://127.0.0.1:${port}/auth/callback`);
  expect(query.get('code_challenge')).toMatch(/^[\w-]{43}$/);
  expect(Buffer.from(query.get('state') ?? '', 'base64url')).toHaveLength(32);
  expect(query.get('originator')).toBe('codex-oauth');
  stop.abort();
  await until(async () => !(await isListening(port)), 'the port is free after the cancellation');
  const again = await startLogin(session);
  const second = new URL(again.url).searchParams;
  expect(second.get('state')).not.toBe(query.get('state'));
  expect(second.get('code_challenge')).not.toBe(query.get('code_challenge'));
});

test('a second codex_login joins the first, and both succeed', async () => {
  const { sandbox } = await scene();
  const session = await connect(sandbox.env);
  const first = await startLogin(session);
  const second = await startLogin(session);
  expect(second.url).toBe(first.url);
  await playBrowser(first.url);
  expect(textOf(await first.done)).toContain('Signed in');
  expect(textOf(await second.done)).toContain('Signed in');
});

test('cancelling one of two calls leaves the attempt alive for the other', async () => {
  const { sandbox, port } = await scene();
  const session = await connect(sandbox.env);
  const stop = new AbortController();
  const first = await startLogin(session, stop.signal);
  const second = await startLogin(session);
  stop.abort();
  await expect(first.done).rejects.toThrow();
  expect(await isListening(port)).toBe(true);
  await playBrowser(second.url);
  expect(textOf(await second.done)).toContain('Signed in');
});

test('the callback also answers /callback, refuses a wrong state without ending the wait, and knows no other path', async () => {
  const { sandbox, port } = await scene({ approve: 'page' });
  const session = await connect(sandbox.env);
  const { url, done } = await startLogin(session);
  const state = new URL(url).searchParams.get('state') ?? '';
  const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`http://127.0.0.1:${port}${path}`, { headers });
  expect((await get('/auth/callback?code=x&state=wrong')).status).toBe(400);
  expect((await get('/auth/callback?code=x')).status).toBe(400);
  expect((await get('/auth/callback?error=access_denied&state=wrong')).status).toBe(400);
  expect((await get('/favicon.ico')).status).toBe(404);
  expect(
    (await fetch(`http://127.0.0.1:${port}/auth/callback?state=${state}&code=x`, { method: 'POST' })).status,
  ).toBe(405);
  expect((await get('/cancel', { origin: 'https://evil.example' })).status).toBe(403);
  const page = await get(
    `/callback?error=access_denied&error_description=${encodeURIComponent('<script>alert(1)</script>')}&state=${state}`,
  );
  const html = await page.text();
  expect(html).toContain('&lt;script&gt;');
  expect(html).not.toContain('<script>');
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  const result = await done;
  expect(result.isError).toBe(true);
  expect(textOf(result)).toContain('declined');
  expect(await isListening(port)).toBe(false);
});

test('another program may ask for the port, as the Codex CLI does', async () => {
  const { sandbox, port } = await scene();
  const session = await connect(sandbox.env);
  const { done } = await startLogin(session);
  await fetch(`http://127.0.0.1:${port}/cancel`);
  expect(textOf(await done)).toContain('needs the port');
  expect(await isListening(port)).toBe(false);
});

test('a host with URL elicitation is asked to open the page, and hears of the end in every case', async () => {
  const { sandbox } = await scene();
  const asked: ElicitRequest['params'][] = [];
  const completed: string[] = [];
  const session = await connect(sandbox.env, { elicitation: { url: {} } }, (client) => {
    client.setRequestHandler(ElicitRequestSchema, (request) => {
      asked.push(request.params);
      if (request.params.mode === 'url') void playBrowser(request.params.url);
      return { action: 'accept' };
    });
    client.fallbackNotificationHandler = (notification) => {
      if (notification.method === 'notifications/elicitation/complete')
        completed.push(String(notification.params?.['elicitationId']));
      return Promise.resolve();
    };
  });
  expect(textOf(await session.call('codex_login'))).toContain('Signed in');
  expect(asked).toHaveLength(1);
  await until(() => completed.length === 1, 'the elicitation is completed');
  expect(asked[0]).toMatchObject({ mode: 'url', elicitationId: completed[0] });
});

test('a dialog that is declined ends the sign-in and frees the port', async () => {
  const { sandbox, port } = await scene();
  const session = await connect(sandbox.env, { elicitation: { url: {} } }, (client) => {
    client.setRequestHandler(ElicitRequestSchema, () => ({ action: 'decline' }));
  });
  const result = await session.call('codex_login');
  expect(textOf(result)).toContain('declined');
  expect(await isListening(port)).toBe(false);
});

test('a dialog that nobody answers gives the address at once, and the sign-in finishes in the background', async () => {
  const { sandbox } = await scene();
  const session = await connect(sandbox.env, { elicitation: { url: {} } }, (client) => {
    client.setRequestHandler(ElicitRequestSchema, () => ({ action: 'cancel' }));
  });
  const text = textOf(await session.call('codex_login'));
  expect(text).toMatch(/^pending/);
  const status = await session.call('codex_status');
  expect(status.structuredContent).toMatchObject({ status: 'pending' });
  await playBrowser(urlIn(text, '/oauth/authorize') ?? '');
  await until(
    async () => (await session.call('codex_status')).structuredContent?.['authenticated'] === true,
    'the sign-in is finished',
  );
});

test('a host that can show nothing gets the address at once', async () => {
  const { sandbox } = await scene();
  const session = await connect(sandbox.env);
  const text = textOf(await session.call('codex_login'));
  expect(text).toMatch(/^pending/);
  await playBrowser(urlIn(text, '/oauth/authorize') ?? '');
  await until(
    async () => (await session.call('codex_status')).structuredContent?.['authenticated'] === true,
    'the sign-in is finished',
  );
});

test('a sign-in that nobody approves ends with the time limit and the setting that changes it', async () => {
  const { sandbox, port } = await scene({ approve: 'page' }, { CODEX_OAUTH_TIMEOUT: '1' });
  const session = await connect(sandbox.env);
  const { done } = await startLogin(session);
  const result = await done;
  expect(result.isError).toBe(true);
  expect(textOf(result)).toContain('CODEX_OAUTH_TIMEOUT');
  expect(await isListening(port)).toBe(false);
});

test('a failed exchange stores nothing, tells the browser and the caller, and leaves the server ready', async () => {
  const { simulator, sandbox } = await scene();
  simulator.fault('token.500', { times: 1 });
  const session = await connect(sandbox.env);
  const { url, done } = await startLogin(session);
  const page = await playBrowser(url);
  expect(page.html).toContain('Sign-in did not finish');
  expect((await done).isError).toBe(true);
  await expect(readFile(sandbox.authFile)).rejects.toThrow();
  const again = await startLogin(session);
  await playBrowser(again.url);
  expect(textOf(await again.done)).toContain('Signed in');
});

test('a code for another device signs in where there is no browser', async () => {
  const { simulator, sandbox } = await scene({ deviceIntervalSeconds: 1 });
  const session = await connect(sandbox.env);
  let code: string | undefined;
  const result = await session.call(
    'codex_login',
    { method: 'device' },
    {
      progress: (message) => {
        const found = /type the code ([A-Z0-9-]+)/.exec(message)?.[1];
        if (found && !code) {
          code = found;
          simulator.approveDevice(found);
        }
      },
    },
  );
  expect(textOf(result)).toContain('Signed in');
});

test('over SSH the code is offered beside the address without being asked for', async () => {
  const { simulator, sandbox } = await scene(
    { deviceIntervalSeconds: 1 },
    { SSH_CONNECTION: '10.0.0.1 1 10.0.0.2 22' },
  );
  const session = await connect(sandbox.env);
  const text = textOf(await session.call('codex_login'));
  expect(text).toContain('/codex/device');
  expect(text).toContain('/oauth/authorize');
  simulator.approveDevice(/type the code ([A-Z0-9-]+)/.exec(text)?.[1] ?? '');
  await until(
    async () => (await session.call('codex_status')).structuredContent?.['authenticated'] === true,
    'the code was accepted',
  );
});

test('a sign-in finished in one window is a sign-in for the other', async () => {
  const simulator = await makeSimulator({ allowAnyLoopbackPort: true });
  const sandbox = await makeSandbox(pointAt(simulator));
  const one = await connect({ ...sandbox.env, CODEX_OAUTH_CALLBACK_PORT: String(await freePort()) });
  const two = await connect({ ...sandbox.env, CODEX_OAUTH_CALLBACK_PORT: String(await freePort()) });
  const first = await startLogin(one);
  const second = await startLogin(two);
  await playBrowser(first.url);
  expect(textOf(await first.done)).toContain('Signed in');
  expect(textOf(await second.done)).toContain('Signed in');
  expect(simulator.requests('POST', '/oauth/token')).toHaveLength(1);
});

test('a sign-in that holds the port is ended only when the user says so', async () => {
  const { simulator, sandbox, port } = await scene({ approve: 'page', deviceIntervalSeconds: 1 });
  const other = await connect(sandbox.env);
  const first = await startLogin(other);
  const run = (args: readonly string[]): { child: ChildProcess; output: () => string } => {
    const child = spawn(process.execPath, [BUNDLE, 'login', '--browser', ...args], {
      env: sandbox.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    let text = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (c: Buffer) => (text += c.toString('utf8')));
    return { child, output: () => text };
  };
  const polite = run([]);
  await until(() => polite.output().includes('--take-over'), 'the busy port is explained');
  expect(polite.output()).toContain(String(port));
  const taking = run(['--take-over']);
  await until(() => taking.output().includes('/oauth/authorize'), 'the port is taken over');
  expect(textOf(await first.done)).toContain('needs the port');
  expect(simulator.requests('POST', '/oauth/token')).toHaveLength(0);
});
