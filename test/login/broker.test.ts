import { expect, test, describe } from 'vitest';
import { createBroker } from '../../src/login/broker.ts';
import { SOURCE_ORDER, type Credential, type CredentialSource } from '../../src/login/credential.ts';
import { reportOn, sameOwner, type Source } from '../../src/login/sources/source.ts';
import { AppError } from '../../src/system/errors.ts';
import { failure, NOTHING_NAMED } from './support.ts';

const broken = (name: string): AppError =>
  new AppError({ kind: 'sign-in', code: `${name}.broken`, what: `${name} is broken.`, fix: 'Mend it.' });

/** A source that holds something, holds something unusable, or holds nothing. */
function source(
  name: CredentialSource,
  state: 'good' | 'bad' | 'none',
  account = 'ws-1',
): Source & { asked: number } {
  const credential: Credential =
    name === 'api-key'
      ? { source: name, route: 'api', accessToken: 'key' }
      : { source: name, route: 'chatgpt', accessToken: `token of ${name}`, accountId: account };
  const self = {
    name,
    asked: 0,
    credential: () => {
      self.asked += 1;
      if (state === 'bad') return Promise.reject(broken(name));
      return Promise.resolve(state === 'good' ? credential : undefined);
    },
    renew: (used: Credential) => Promise.resolve({ ...used, accessToken: 'renewed' }),
    report: async () => {
      if (state === 'none') return undefined;
      const mode = name === 'api-key' ? 'apikey' : 'chatgpt';
      const identity = name === 'api-key' ? {} : { accountId: account };
      return reportOn(name, mode, { identity, error: state === 'bad' ? broken(name) : undefined });
    },
  };
  return self;
}

function broker(
  sources: readonly Source[],
  options: { pinned?: CredentialSource; workspaces?: readonly string[] } = {},
): ReturnType<typeof createBroker> {
  return createBroker({
    sources,
    pinned: options.pinned,
    workspaces: options.workspaces ?? [],
    named: NOTHING_NAMED,
    project: async () => {},
    account: () => Promise.reject(new Error('no account is named here')),
    choice: async () => undefined,
    authFile: '/home/me/.claude/auth.json',
    codexCliFile: '/home/me/.codex/auth.json',
  });
}

describe('the order of sources', () => {
  test.each(SOURCE_ORDER.map((name, index) => [name, SOURCE_ORDER.slice(index)] as const))(
    '%s comes before everything after it',
    async (name, rest) => {
      // Handed over in reverse: the order is the broker's.
      const sources = rest.map((n) => source(n, 'good')).toReversed();
      expect((await broker(sources).credential()).source).toBe(name);
      expect((await broker(sources).report())?.source).toBe(name);
    },
  );

  test.each(SOURCE_ORDER.slice(0, -1))(
    'a %s that cannot be used is an error, and nobody after it is asked',
    async (name) => {
      const after = SOURCE_ORDER.slice(SOURCE_ORDER.indexOf(name) + 1).map((n) => source(n, 'good'));
      const error = await failure(broker([source(name, 'bad'), ...after]).credential());
      expect(error.code).toBe(`${name}.broken`);
      expect(after.map((s) => s.asked)).toEqual(after.map(() => 0));
    },
  );

  test('without any source the error says where was looked and how to sign in', async () => {
    const error = await failure(broker([source('login', 'none')]).credential());
    expect(error).toMatchObject({ kind: 'sign-in', code: 'auth.not_authenticated' });
    expect(String(error)).toContain('/home/me/.claude/auth.json');
    expect(String(error)).toContain('codex_login');
    expect(await broker([]).report()).toBeUndefined();
  });
});

describe('a pinned source', () => {
  test.each(SOURCE_ORDER)('%s alone is asked, and where it is empty the setting is named', async (pinned) => {
    const sources = SOURCE_ORDER.map((n) => source(n, 'good'));
    expect((await broker(sources, { pinned }).credential()).source).toBe(pinned);
    expect(sources.filter((s) => s.asked > 0).map((s) => s.name)).toEqual([pinned]);
    const empty = broker([...sources.filter((s) => s.name !== pinned), source(pinned, 'none')], { pinned });
    expect(String(await failure(empty.credential()))).toContain('CODEX_OAUTH_SOURCE');
    expect(await empty.report()).toMatchObject({ source: pinned, usable: false });
  });
});

describe('a workspace that is demanded', () => {
  const workspaces = ['ws-1', 'ws-2'];

  test.each(['external', 'login', 'access-token', 'codex-cli'] as const)(
    'is enforced on %s, and nothing else is tried instead',
    async (name) => {
      const key = source('api-key', 'good');
      const stranger = broker([source(name, 'good', 'ws-9'), key], { workspaces });
      expect(await failure(stranger.credential())).toMatchObject({ code: 'login.workspace' });
      expect(key.asked).toBe(0);
      expect(await stranger.report()).toMatchObject({
        source: name,
        usable: false,
        problem: expect.stringContaining('ws-9') as unknown,
      });
      expect((await broker([source(name, 'good', 'ws-2')], { workspaces }).credential()).accountId).toBe(
        'ws-2',
      );
    },
  );

  test('is enforced after every renewal', async () => {
    const moved: Source = {
      ...source('login', 'good'),
      renew: (used) => Promise.resolve({ ...used, accountId: 'ws-9' }),
    };
    const b = broker([moved], { workspaces });
    expect(await failure(b.renew(await b.credential()))).toMatchObject({ code: 'login.workspace' });
  });

  test('is enforced on the account that the token itself names', async () => {
    const claims = { 'https://api.openai.com/auth': { chatgpt_account_id: 'ws-9' } };
    const token = `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`;
    const credential = { source: 'login', route: 'chatgpt', accessToken: token, accountId: 'ws-1' } as const;
    const odd: Source = { ...source('login', 'good'), credential: () => Promise.resolve(credential) };
    expect(await failure(broker([odd], { workspaces }).credential())).toMatchObject({
      code: 'login.workspace',
    });
  });

  test('keeps a key that lies about from paying, but not one that was chosen', async () => {
    const key = source('api-key', 'good');
    expect(await failure(broker([key], { workspaces }).credential())).toMatchObject({
      code: 'api_key.workspace',
    });
    expect((await broker([key], { workspaces, pinned: 'api-key' }).credential()).route).toBe('api');
  });
});

test.each([
  [{ accountId: 'a', userId: 'u' }, { accountId: 'a', userId: 'u' }, true],
  [{ accountId: 'a', userId: 'u' }, { accountId: 'a' }, true],
  [{ accountId: 'a', userId: 'u' }, { accountId: 'a', userId: 'v' }, false],
  [{ accountId: 'a', userId: 'u' }, { accountId: 'b', userId: 'u' }, false],
  [{ accountId: 'a', email: 'x@example.com' }, { accountId: 'b', email: 'x@example.com' }, false],
  [{ accountId: 'a', email: 'x@example.com' }, { accountId: 'a', email: 'y@example.com' }, true],
])('accounts are told apart by workspace and user, never by e-mail: %j and %j', (a, b, same) => {
  expect(sameOwner(a, b)).toBe(same);
});
