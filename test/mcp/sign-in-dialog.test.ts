import { beforeEach, describe, expect, test, vi } from 'vitest';
import { accountChanged, notSignedIn, signInAgain } from '../../src/login/credential.ts';
import type { UrlRequest } from '../../src/mcp/host.ts';
import type { ToolContext } from '../../src/mcp/tool.ts';
import { askSignedIn } from '../../src/mcp/sign-in-dialog.ts';
import { loginTool } from '../../src/mcp/tools/login.ts';
import { AppError, cancelled } from '../../src/system/errors.ts';
import { sleep } from '../../src/system/time.ts';

const LOGIN = { accessToken: 'x', accountId: 'acc-1', extra: {} };

type Dialog = (request: UrlRequest) => Promise<string>;

/** A sign-in under way and a host with a dialog, as far as the tools look at them. */
function stage({ source = null, pinned }: { source?: string | null; pinned?: string } = {}) {
  const opened: string[] = [];
  const stop = new AbortController();
  let finish: (end: typeof LOGIN | Error) => void = () => {};
  const done = new Promise<typeof LOGIN>((resolve, reject) => {
    finish = (end) => (end instanceof Error ? reject(end) : resolve(end));
  });
  done.catch(() => {});
  const attempt = {
    browser: {
      url: 'https://auth.example/authorize',
      shortUrl: () => 'http://127.0.0.1:1/once',
      port: 1,
      warning: undefined,
    },
    device: undefined as { url: string; userCode: string; completeUrl?: string } | undefined,
    service: { name: 'OpenAI Codex' },
    expiresAt: Date.now() + 60_000,
    done,
    cancel: (reason = cancelled()) => finish(reason),
  };
  const begun: string[][] = [];
  const begin = ({ lanes }: { lanes: string[] }) => {
    begun.push(lanes);
    if (lanes.includes('device'))
      attempt.device ??= { url: 'https://auth.example/device', userCode: 'ABCD-12345' };
    return Promise.resolve(attempt);
  };
  const app = {
    signIn: { pending: () => attempt, begin },
    logins: { own: 'openai-codex' },
    lanesFor: (method: string) => ({ lanes: [method === 'device' ? 'device' : 'browser'], fallback: [] }),
    settings: { loginTimeoutMs: 60_000, neverOpenBrowser: false, source: pinned },
    status: () => Promise.resolve({ source }),
    deps: { now: Date.now, sleep, openBrowser: (url: string) => Promise.resolve(void opened.push(url)) },
  };
  const contextOf = (elicitUrl: Dialog | undefined, signal = stop.signal): ToolContext =>
    ({ app, host: { showsProgress: true, progress: () => {}, elicitUrl }, signal }) as unknown as ToolContext;
  return {
    attempt,
    begun,
    opened,
    stop,
    finish,
    call: (elicitUrl: Dialog, method = 'auto', signal?: AbortSignal) =>
      loginTool.run({ method }, contextOf(elicitUrl, signal)) as Promise<{ text: string }>,
    /** A question whose every try ends with the next of these; then it is answered. */
    ask: (errors: Error[], elicitUrl: Dialog | undefined, patienceMs?: number, signal?: AbortSignal) => {
      const tries: unknown[] = [];
      const answer = () => {
        tries.push(undefined);
        const error = errors.shift();
        return error ? Promise.reject(error) : Promise.resolve({ text: 'Codex says hello.' });
      };
      const asked = askSignedIn(contextOf(elicitUrl, signal), answer, patienceMs) as Promise<{
        text: string;
      }>;
      return asked.then(
        ({ text }) => ({ text, code: undefined, tries: tries.length }),
        (error: unknown) => ({
          text: '',
          code: error instanceof AppError ? error.code : 'none',
          tries: tries.length,
        }),
      );
    },
  };
}

const signedOut = (): Error => notSignedIn('There is none.');
/** The clock of dialogs, put forward instead of waiting. */
let ahead = 0;
const clock = performance.now.bind(performance);
beforeEach(() => {
  vi.spyOn(performance, 'now').mockImplementation(() => clock() + ahead);
});
const after =
  (ms: number, reply: string): Dialog =>
  () => {
    ahead += ms;
    return sleep(1).then(() => reply);
  };

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

test('a link with the code filled in is what the dialog opens; the code is there to compare', async () => {
  const { attempt, call, finish } = stage();
  const completeUrl = 'https://auth.example/device?user_code=ABCD-12345';
  attempt.device = { url: 'https://auth.example/device', userCode: 'ABCD-12345', completeUrl };
  setTimeout(() => finish(LOGIN), 20);
  const shown: UrlRequest[] = [];
  await call((request) => Promise.resolve(String(shown.push(request) && 'accept')), 'device');
  expect(shown.map(({ url, message }) => [url, message.includes('ABCD-12345')])).toEqual([
    [completeUrl, true],
  ]);
  const { text } = await stage({}).call(() => Promise.resolve('cancel'), 'device');
  expect(text).not.toContain('user_code=');
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
  ['declined', after(1_050, 'decline')],
  ['closed with Esc', after(1_050, 'cancel')],
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
  expect((await call(after(1_050, 'decline'), 'device')).text).toContain('declined');
  // The first call is now the only one that waits: with it the sign-in ends.
  stop.abort();
  await expect(first).rejects.toMatchObject({ code: 'cancelled' });
  await expect(attempt.done).rejects.toMatchObject({ code: 'cancelled' });
});

test.each([
  [5, 'decline', /^pending.*ABCD-12345/],
  [500, 'decline', /^pending.*ABCD-12345/],
  [500, 'cancel', /^pending.*ABCD-12345/],
  [1_500, 'decline', /declined/],
])('a dialog that is closed after %i ms with %s was read by a user, or not', async (ms, reply, told) => {
  const { begun, call, finish, attempt } = stage();
  const { text } = await call(after(ms, reply));
  expect(text).toMatch(told);
  expect(begun.at(-1)).toEqual([ms < 1_000 ? 'device' : 'browser']);
  finish(LOGIN);
  await attempt.done.then(
    () => expect(ms).toBeLessThan(1_000),
    () => expect(ms).toBeGreaterThan(1_000),
  );
});

test('two calls in a host without a user are both told at once', async () => {
  const { call } = stage();
  const dialog = after(5, 'decline');
  for (const { text } of await Promise.all([call(dialog), call(dialog)])) expect(text).toMatch(/^pending/);
});

describe('a call that ends while the user is in the browser', () => {
  test('by the host’s limit leaves the sign-in alive, and the next call joins it without a second dialog', async () => {
    const { call, ask, finish, attempt } = stage();
    const limit = new AbortController();
    const first = call(() => Promise.resolve('accept'), 'auto', limit.signal);
    await sleep(5);
    limit.abort('McpError: MCP error -32001: Request timed out');
    await expect(first).rejects.toMatchObject({ code: 'cancelled' });
    let dialogs = 0;
    const next = ask([signedOut()], () => {
      dialogs += 1;
      return Promise.resolve('accept');
    });
    setTimeout(() => finish(LOGIN), 10);
    await attempt.done;
    expect([await next, dialogs]).toEqual([{ text: 'Codex says hello.', code: undefined, tries: 2 }, 0]);
  });

  test('by its own patience says how to go on', async () => {
    const { ask, finish, attempt } = stage();
    const { text, tries } = await ask([signedOut()], () => Promise.resolve('accept'), 20);
    expect(text).toMatch(/^pending.*ABCD-12345.*authorize/);
    expect(tries).toBe(1);
    finish(LOGIN);
    await attempt.done;
  });

  test('by the user ends it, also where the host’s limit has ended another call', async () => {
    const { call, attempt } = stage();
    const [limit, esc] = [new AbortController(), new AbortController()];
    const calls = [limit, esc].map(({ signal }) => call(() => Promise.resolve('accept'), 'auto', signal));
    const ends = Promise.allSettled(calls);
    await sleep(5);
    limit.abort('Request timed out');
    await sleep(5);
    esc.abort('AbortError');
    await ends;
    await expect(attempt.done).rejects.toMatchObject({ code: 'cancelled' });
  });

  test('while its dialog is open lets another call show it', async () => {
    const { call, finish } = stage();
    const limit = new AbortController();
    const hanging: Dialog = ({ signal }) =>
      sleep(60_000, signal).then(
        () => '',
        () => 'failed',
      );
    const first = call(hanging, 'auto', limit.signal);
    const second = call(() => Promise.resolve('accept'));
    await sleep(5);
    limit.abort('Request timed out');
    await expect(first).rejects.toMatchObject({ code: 'cancelled' });
    finish(LOGIN);
    expect((await second).text).toContain('Signed in');
  });
});

describe('a host that ends the call with its dialog and repeats it with the reply', () => {
  const suspended = new Error('input required');
  const suspend: Dialog = () => Promise.reject(suspended);

  test.each([
    ['accept', 10, /hello/],
    ['decline', 1_100, /declined/],
    ['cancel', 1_100, /declined/],
    ['decline', 10, /^pending/],
  ])('%s after %i ms', async (reply, ms, told) => {
    const { ask, finish } = stage();
    expect(await ask([signedOut()], suspend)).toMatchObject({ code: 'none', tries: 1 });
    ahead += ms;
    const repeated = ask([signedOut()], () => Promise.resolve(reply));
    await sleep(5);
    if (reply === 'accept') finish(LOGIN);
    expect((await repeated).text).toMatch(told);
  });

  test('a login that is there by then is used', async () => {
    const { ask } = stage();
    await ask([signedOut()], suspend);
    expect(await ask([], suspend)).toMatchObject({ tries: 1, text: 'Codex says hello.' });
  });
});

describe('a question', () => {
  const accepting: Dialog = () => Promise.resolve('accept');

  test.each([
    ['signed out', signedOut],
    ['with a revoked login', () => signInAgain({ reason: 'revoked', at: 0 } as never)],
  ])('%s asks again once after the sign-in', async (_how, error) => {
    for (const errors of [[error()], [error(), error()]]) {
      // The limit of a host that waits for ever.
      const patienceMs = Infinity;
      const again = errors.length > 1;
      const { ask, finish } = stage({ source: 'login' });
      setTimeout(() => finish(LOGIN), 5);
      const { text, code, tries } = await ask(errors, accepting, patienceMs);
      expect([text, tries]).toEqual([again ? '' : 'Codex says hello.', 2]);
      expect(code).toEqual(again ? expect.stringContaining('auth.') : undefined);
    }
  });

  test('that the user declines to sign in for is not asked', async () => {
    const { ask } = stage();
    expect(await ask([signedOut()], after(1_050, 'decline'))).toMatchObject({ code: undefined, tries: 1 });
  });

  test.each([
    ['the host has no dialog', {}, signedOut, undefined],
    ['the host cannot show it', {}, signedOut, () => Promise.resolve('failed')],
    ['an application owns the login', { source: 'external' }, signedOut, accepting],
    ['an API key pays', { source: 'api-key' }, signedOut, accepting],
    ['the source is pinned', { pinned: 'codex-cli' }, signedOut, accepting],
    ['the account has changed', {}, accountChanged, accepting],
    ['something else is wrong', {}, () => cancelled(), accepting],
  ])('gets the error where %s', async (_where, options, error, dialog) => {
    const { ask, begun, opened } = stage(options);
    const first = error() as AppError;
    expect(await ask([first], dialog)).toMatchObject({ code: first.code, tries: 1 });
    expect(begun.length).toBe(dialog && dialog !== accepting ? 1 : 0);
    expect(opened).toEqual([]);
  });
});
