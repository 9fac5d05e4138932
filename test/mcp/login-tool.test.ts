import { expect, test } from 'vitest';
import type { UrlRequest } from '../../src/mcp/host.ts';
import type { ToolContext } from '../../src/mcp/tool.ts';
import { loginTool } from '../../src/mcp/tools/login.ts';
import { cancelled } from '../../src/system/errors.ts';
import { sleep } from '../../src/system/time.ts';

const LOGIN = { accessToken: 'x', accountId: 'acc-1', extra: {} };

/** A sign-in under way and a host with a dialog, as far as the tool looks at them. */
function stage() {
  const opened: string[] = [];
  const stop = new AbortController();
  let finish: (end: typeof LOGIN | Error) => void = () => {};
  const done = new Promise<typeof LOGIN>((resolve, reject) => {
    finish = (end) => (end instanceof Error ? reject(end) : resolve(end));
  });
  const attempt = {
    browser: {
      url: 'https://auth.example/authorize',
      shortUrl: () => 'http://127.0.0.1:1/once',
      port: 1,
      warning: undefined,
    },
    expiresAt: Date.now() + 60_000,
    done,
    cancel: (reason = cancelled()) => finish(reason),
  };
  const app = {
    signIn: { pending: () => undefined, begin: () => Promise.resolve(attempt) },
    lanesFor: () => ({ lanes: ['browser'], fallback: [] }),
    settings: { loginTimeoutMs: 60_000, neverOpenBrowser: false },
    deps: { now: Date.now, sleep, openBrowser: (url: string) => Promise.resolve(void opened.push(url)) },
  };
  const call = (
    elicitUrl: (request: UrlRequest) => Promise<string>,
    method = 'auto',
  ): Promise<{ text: string }> => {
    const host = { showsProgress: true, progress: () => {}, elicitUrl };
    const context = { app, host, signal: stop.signal } as unknown as ToolContext;
    return loginTool.run({ method }, context) as Promise<never>;
  };
  return { attempt, opened, stop, finish, call };
}

test('a sign-in that ends while its dialog is open closes the dialog and opens no browser', async () => {
  const { opened, finish, call } = stage();
  const closed = new Promise<void>((resolve) => {
    void call(async ({ signal }) => {
      await sleep(60_000, signal).catch(() => {});
      resolve();
      return 'failed';
    }).then(({ text }) => expect(text).toContain('codex_query'));
  });
  setTimeout(() => finish(LOGIN), 10);
  await closed;
  await sleep(5);
  expect(opened).toEqual([]);
});

test('a dialog that cannot be shown opens the browser here', async () => {
  const { opened, finish, call } = stage();
  setTimeout(() => finish(LOGIN), 10);
  expect((await call(() => Promise.resolve('failed'))).text).toContain('codex_query');
  expect(opened).toEqual(['http://127.0.0.1:1/once']);
});

test('each page is shown by one call: a second one that finds the browser’s page opens no second tab', async () => {
  const { opened, finish, call } = stage();
  setTimeout(() => finish(LOGIN), 20);
  await Promise.all([call(() => Promise.resolve('failed')), call(() => Promise.resolve('failed'))]);
  expect(opened).toHaveLength(1);
});

test('a call that is cancelled ends its sign-in', async () => {
  const { stop, call } = stage();
  setTimeout(() => stop.abort(), 10);
  await expect(call(() => Promise.resolve('accept'))).rejects.toMatchObject({ code: 'cancelled' });
});

test.each([
  ['declined', () => Promise.resolve('decline')],
  ['closed with Esc', () => sleep(400).then(() => 'cancel')],
])(
  'a dialog that is %s ends the sign-in for every call that waits for its page, and is no failure',
  async (_how, answer) => {
    const { attempt, call } = stage();
    const calls = [call(answer), call(() => new Promise(() => {}))];
    await expect(attempt.done).rejects.toMatchObject({ code: 'cancelled' });
    for (const { text } of await Promise.all(calls)) expect(text).toContain('declined');
  },
);

test('a dialog that nobody can have read was closed by the host itself: the sign-in goes on', async () => {
  const { attempt, opened, call, finish } = stage();
  expect((await call(() => Promise.resolve('cancel'))).text).toMatch(/^pending/);
  finish(LOGIN);
  await attempt.done;
  expect(opened).toEqual([]);
});

test('a no to the code’s page leaves the browser’s page alone, which the user has agreed to before', async () => {
  const { attempt, stop, call } = stage();
  const first = call(() => Promise.resolve('accept'));
  await sleep(5);
  Object.assign(attempt, { device: { url: 'https://auth.example/device', userCode: 'ABCD-12345' } });
  expect((await call(() => Promise.resolve('decline'), 'device')).text).toContain('declined');
  // The first call is now the only one that waits: with it the sign-in ends.
  stop.abort();
  await expect(first).rejects.toMatchObject({ code: 'cancelled' });
  await expect(attempt.done).rejects.toMatchObject({ code: 'cancelled' });
});
