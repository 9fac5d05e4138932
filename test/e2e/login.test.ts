import { readFile, writeFile } from 'node:fs/promises';
import type { ElicitRequest } from '@modelcontextprotocol/sdk/types.js';
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { expect, test } from 'vitest';
import { startBundle } from '../cli/support.ts';
import { playBrowser, textOf, urlIn } from '../support/mcp.ts';
import { freePort, isListening, until } from '../support/net.ts';
import { makeSandbox } from '../support/sandbox.ts';
import { sleep } from '../../src/system/time.ts';
import {
  makeScene,
  openScene,
  signIn,
  startLogin,
  untilSignedIn,
  type Scene,
  type SceneOptions,
} from '../support/scene.ts';

const scene = (options: SceneOptions = {}): Promise<Scene> => makeScene({ login: false, ...options });
const open = (options: SceneOptions = {}) => openScene({ login: false, ...options });

test('the authorize URL carries exactly the parameters of docs/wire.md 1.1, with a fresh state and challenge each time', async () => {
  const { session, port } = await open();
  const stop = new AbortController();
  const { url } = await startLogin(session, stop.signal);
  const query = new URL(url).searchParams;
  expect([...query.keys()].join(' ')).toBe(
    'response_type client_id redirect_uri code_challenge code_challenge_method state scope ' +
      'id_token_add_organizations codex_cli_simplified_flow originator',
  );
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
  const { session } = await open();
  const first = await startLogin(session);
  const second = await startLogin(session);
  expect(second.url).toBe(first.url);
  await signIn(session, first);
  expect(textOf(await second.done)).toContain('Signed in');
});

test('a code that is asked for while the browser is waited for is another way into the same sign-in', async () => {
  const { simulator, session } = await open({ simulator: { deviceIntervalSeconds: 1, approve: 'page' } });
  const first = await startLogin(session);
  const texts: string[] = [];
  const second = session.call('codex_login', { method: 'device' }, { progress: (text) => texts.push(text) });
  const code = (): string | undefined => /type the code ([A-Z0-9-]+)/.exec(texts.join('\n'))?.[1];
  await until(() => code() !== undefined, 'the code is shown');
  expect(texts[0]).toContain('/oauth/authorize');
  simulator.approveDevice(code() ?? '');
  for (const done of [first.done, second]) expect(textOf(await done)).toContain('Signed in');
});

test('a sign-in right after a cancel hands out an address that works', async () => {
  const { session } = await open();
  const stop = new AbortController();
  const first = await startLogin(session, stop.signal);
  stop.abort();
  const second = await startLogin(session);
  expect(second.url).not.toBe(first.url);
  await signIn(session, second);
});

test('where the server opens the browser, the program’s arguments hold no state', async () => {
  const sandbox = await makeSandbox();
  const seen = `${sandbox.dir}/seen`;
  const program = `${sandbox.dir}/browser`;
  await writeFile(program, `#!/bin/sh\nprintf '%s' "$*" > '${seen}.part' && mv '${seen}.part' '${seen}'\n`, {
    mode: 0o755,
  });
  const { session } = await open({ env: { BROWSER: program } });
  const { url, done } = await startLogin(session);
  const args = (): Promise<string> => readFile(seen, 'utf8').catch(() => '');
  await until(async () => (await args()) !== '', 'the browser is opened');
  expect(await args()).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{16}$/);
  const reply = await fetch(await args(), { redirect: 'manual' });
  expect([reply.status, reply.headers.get('location')]).toEqual([302, url]);
  await playBrowser(url);
  expect(textOf(await done)).toContain('Signed in');
});

test('cancelling one of two calls leaves the attempt alive for the other', async () => {
  const { session, port } = await open();
  const stop = new AbortController();
  const first = await startLogin(session, stop.signal);
  const second = await startLogin(session);
  stop.abort();
  await expect(first.done).rejects.toThrow();
  expect(await isListening(port)).toBe(true);
  await signIn(session, second);
});

test('the callback also answers /callback, refuses a wrong state without ending the wait, and knows no other path', async () => {
  const { session, port } = await open({ simulator: { approve: 'page' } });
  const { url, done } = await startLogin(session);
  const state = new URL(url).searchParams.get('state') ?? '';
  const get = (path: string, init?: RequestInit): Promise<Response> =>
    fetch(`http://127.0.0.1:${port}${path}`, init);
  for (const [path, status, init] of [
    ['/auth/callback?code=x&state=wrong', 400, {}],
    ['/auth/callback?code=x', 400, {}],
    ['/auth/callback?error=access_denied&state=wrong', 400, {}],
    ['/favicon.ico', 404, {}],
    [`/auth/callback?state=${state}&code=x`, 405, { method: 'POST' }],
    ['/cancel', 403, { headers: { origin: 'https://evil.example' } }],
  ] as const)
    expect((await get(path, init)).status, path).toBe(status);
  const script = encodeURIComponent('<script>alert(1)</script>');
  const page = await get(`/callback?error=access_denied&error_description=${script}&state=${state}`);
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
  const { session, port } = await open();
  const { done } = await startLogin(session);
  await fetch(`http://127.0.0.1:${port}/cancel`);
  expect(textOf(await done)).toContain('needs the port');
  expect(await isListening(port)).toBe(false);
});

test('a host with URL elicitation is asked to open the page, and hears of the end in every case', async () => {
  const { open } = await scene();
  const asked: ElicitRequest['params'][] = [];
  const completed: string[] = [];
  const session = await open({}, { elicitation: { url: {} } }, (client) => {
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

test('a dialog that is closed with Esc ends the sign-in and frees the port', async () => {
  const { open, port } = await scene();
  const session = await open({}, { elicitation: { url: {} } }, (client) => {
    client.setRequestHandler(ElicitRequestSchema, () => sleep(1_050).then(() => ({ action: 'cancel' })));
  });
  const result = await session.call('codex_login');
  expect(result.isError ?? false).toBe(false);
  expect(textOf(result)).toContain('declined');
  expect(await isListening(port)).toBe(false);
  expect((await session.call('codex_status')).structuredContent).toMatchObject({ login: null });
});

test.each([
  ['whose dialog nobody answers', true],
  ['that can show nothing', false],
])('a host %s gets the address at once, and the sign-in ends in the background', async (_, dialog) => {
  const { open } = await scene();
  const session = await open({}, dialog ? { elicitation: { url: {} } } : {}, (client) => {
    if (dialog) client.setRequestHandler(ElicitRequestSchema, () => ({ action: 'cancel' }));
  });
  const text = textOf(await session.call('codex_login'));
  expect(text).toMatch(/^pending/);
  expect((await session.call('codex_status')).structuredContent).toMatchObject({ status: 'pending' });
  await playBrowser(urlIn(text, '/oauth/authorize') ?? '');
  await untilSignedIn(session);
});

test('a sign-in that nobody approves ends with the time limit and the setting that changes it', async () => {
  const { session, port } = await open({ simulator: { approve: 'page' }, env: { CODEX_OAUTH_TIMEOUT: '1' } });
  const { done } = await startLogin(session);
  const result = await done;
  expect(result.isError).toBe(true);
  expect(textOf(result)).toContain('CODEX_OAUTH_TIMEOUT');
  expect(await isListening(port)).toBe(false);
});

test('a failed exchange stores nothing, tells the browser and the caller, and leaves the server ready', async () => {
  const { simulator, sandbox, session } = await open();
  simulator.fault('token.500', { times: 1 });
  const { url, done } = await startLogin(session);
  const page = await playBrowser(url);
  expect(page.html).toContain('Sign-in did not finish');
  expect((await done).isError).toBe(true);
  await expect(readFile(sandbox.authFile)).rejects.toThrow();
  await signIn(session);
});

test('a code for another device signs in where there is no browser', async () => {
  const { simulator, session } = await open({ simulator: { deviceIntervalSeconds: 1 } });
  let code: string | undefined;
  const progress = (message: string): void => {
    const found = /type the code ([A-Z0-9-]+)/.exec(message)?.[1];
    if (!found || code) return;
    code = found;
    simulator.approveDevice(found);
  };
  const result = await session.call('codex_login', { method: 'device' }, { progress });
  expect(textOf(result)).toContain('Signed in');
});

test('over SSH the code is offered beside the address without being asked for', async () => {
  const env = { SSH_CONNECTION: '10.0.0.1 1 10.0.0.2 22' };
  const { simulator, session } = await open({ simulator: { deviceIntervalSeconds: 1 }, env });
  const text = textOf(await session.call('codex_login'));
  expect(text).toContain('/codex/device');
  expect(text).toContain('/oauth/authorize');
  simulator.approveDevice(/type the code ([A-Z0-9-]+)/.exec(text)?.[1] ?? '');
  await untilSignedIn(session);
});

test('a sign-in finished in one window is a sign-in for the other', async () => {
  const { simulator, open } = await scene();
  const one = await open();
  const two = await open({ CODEX_OAUTH_CALLBACK_PORT: String(await freePort()) });
  const first = await startLogin(one);
  const second = await startLogin(two);
  await signIn(one, first);
  expect(textOf(await second.done)).toContain('Signed in');
  expect(simulator.requests('POST', '/oauth/token')).toHaveLength(1);
});

test('a sign-in declined in one window goes on in the other', async () => {
  const { open } = await scene();
  const other = await open({ CODEX_OAUTH_CALLBACK_PORT: String(await freePort()) });
  const started = await startLogin(other);
  const declining = await open({}, { elicitation: { url: {} } }, (client) => {
    client.setRequestHandler(ElicitRequestSchema, () => sleep(1_050).then(() => ({ action: 'decline' })));
  });
  expect(textOf(await declining.call('codex_login'))).toContain('declined');
  await signIn(other, started);
  await untilSignedIn(declining);
});

test('a sign-in that holds the port is ended only when the user says so', async () => {
  const options = { approve: 'page', deviceIntervalSeconds: 1 } as const;
  const { simulator, sandbox, session, port } = await open({ simulator: options });
  const first = await startLogin(session);
  const polite = startBundle(sandbox.env, ['login', '--browser']);
  await until(() => polite.stderr().includes('--take-over'), 'the busy port is explained');
  expect(polite.stderr()).toContain(String(port));
  const taking = startBundle(sandbox.env, ['login', '--browser', '--take-over']);
  await until(() => taking.stderr().includes('/oauth/authorize'), 'the port is taken over');
  expect(textOf(await first.done)).toContain('needs the port');
  expect(simulator.requests('POST', '/oauth/token')).toHaveLength(0);
});
