import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createBroker } from '../../src/login/broker.ts';
import { codexCliSource } from '../../src/login/sources/codex-cli.ts';
import { parseCliFile, storeIn } from '../../src/login/sources/codex-cli-file.ts';
import type { WhoAmI } from '../../src/login/sources/whoami.ts';
import { makeSandbox } from '../support/sandbox.ts';
import { failure, NOTHING_NAMED } from './support.ts';

const NOW = 1_800_000_000_000;

/** An access token that ends so many seconds after NOW. */
function token(endsIn: number, account = 'ws-1', user = 'user-1', salt = ''): string {
  const claims = {
    exp: NOW / 1000 + endsIn,
    jti: salt,
    'https://api.openai.com/auth': { chatgpt_account_id: account, chatgpt_user_id: user },
  };
  return `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.sig`;
}

const tokens = (access: string, more: object = {}): object => ({
  access_token: access,
  refresh_token: 'rt-never-touched',
  id_token: access,
  account_id: 'ws-1',
  ...more,
});

const ours = { oauth_provenance: { issuer: 'https://auth.openai.com', client_id: 'x' }, login_owner_id: 'o' };
const pat = { personal_access_token: 'at-x' };

const SHAPES: readonly (readonly [name: string, file: unknown, kind: string])[] = [
  ['a login of today', { auth_mode: 'chatgpt', OPENAI_API_KEY: null, tokens: tokens('t', ours) }, 'chatgpt'],
  ['an older login without provenance or mode', { OPENAI_API_KEY: null, tokens: tokens('t') }, 'chatgpt'],
  ['a login and its key', { auth_mode: 'chatgpt', OPENAI_API_KEY: 'sk-x', tokens: tokens('t') }, 'chatgpt'],
  ['tokens and a key without a mode', { OPENAI_API_KEY: 'sk-x', tokens: tokens('t') }, 'chatgpt'],
  ['an API key', { auth_mode: 'apikey', OPENAI_API_KEY: 'sk-x' }, 'api-key'],
  ['an API key without a mode', { OPENAI_API_KEY: 'sk-x' }, 'api-key'],
  ['a personal access token', { OPENAI_API_KEY: null, ...pat }, 'access-token'],
  ['a personal access token by its mode', { auth_mode: 'personalAccessToken', ...pat }, 'access-token'],
  ['an agent identity', { auth_mode: 'agentIdentity', agent_identity: 'e30.e30.x' }, 'unusable'],
  ['an agent identity without a mode', { agent_identity: 'e30.e30.x' }, 'unusable'],
  ['a Bedrock key', { auth_mode: 'bedrockApiKey', bedrock_api_key: 'x' }, 'unusable'],
  ['Bedrock keys', { bedrock_access_keys: {} }, 'unusable'],
  ['headers of a gateway', { auth_mode: 'headers' }, 'unusable'],
  ['a mode of tomorrow', { auth_mode: 'somethingNew', tokens: tokens('t') }, 'unusable'],
  ['a file after logout', { OPENAI_API_KEY: null }, 'absent'],
  ['an empty object', {}, 'absent'],
  ['a login without its tokens', { auth_mode: 'chatgpt' }, 'broken'],
  ['tokens without an access token', { tokens: { refresh_token: 'x' } }, 'broken'],
  ['a list', [], 'broken'],
];

describe('the Codex CLI’s auth.json', () => {
  test.each(SHAPES)('%s', (_name, file, kind) => {
    expect(parseCliFile(JSON.stringify(file)).kind).toBe(kind);
  });

  test.each(['', '   ', '{"tokens":', 'null', '"x"'])('%j is broken, never absent', (text) => {
    expect(parseCliFile(text).kind).toBe('broken');
  });

  test('the stored account id decides over the tokens’ own', () => {
    const login = parseCliFile(JSON.stringify({ tokens: tokens(token(60, 'ws-other')) }));
    expect(login).toMatchObject({ identity: { accountId: 'ws-1', userId: 'user-1' } });
  });

  test('whatever is in it, reading it neither throws nor finds a key where there are tokens', () => {
    fc.assert(
      fc.property(fc.json(), fc.dictionary(fc.string(), fc.jsonValue()), (text, more) => {
        parseCliFile(text);
        const file = { ...more, auth_mode: undefined, OPENAI_API_KEY: 'sk-x', tokens: tokens('t') };
        expect(parseCliFile(JSON.stringify(file)).kind).not.toBe('api-key');
      }),
    );
  });
});

const whoAmI: WhoAmI = {
  identify: () => Promise.resolve({ accountId: 'ws-1', userId: 'user-1' }),
  known: () => undefined,
};

async function cliHome(file: unknown) {
  const at = path.join((await makeSandbox()).dir, 'auth.json');
  const write = (next: unknown): Promise<void> =>
    writeFile(at, typeof next === 'string' ? next : JSON.stringify(next));
  if (file !== undefined) await write(file);
  return { at, source: codexCliSource({ path: at, now: () => NOW, whoAmI }), write };
}

/** A login of which a question uses the access token, which is then refused. */
async function inUse(salt?: string) {
  const { source, write } = await cliHome({ tokens: tokens(token(60, 'ws-1', 'user-1', salt)) });
  const used = await source.credential();
  if (!used) throw new Error('no credential');
  return { renewed: () => source.renew(used), write };
}

describe('the Codex CLI’s login', () => {
  const changed = 'auth.account_changed';

  test('is used while its access token lives and left byte for byte as it was', async () => {
    const access = token(20);
    const { at, source } = await cliHome({ tokens: tokens(access) });
    const look = async (): Promise<unknown> => {
      const { mtimeMs, mode, ino } = await stat(at);
      return { text: await readFile(at, 'utf8'), mtimeMs, mode, ino };
    };
    const before = await look();
    expect(await source.credential()).toMatchObject({
      source: 'codex-cli',
      route: 'chatgpt',
      accessToken: access,
      accountId: 'ws-1',
    });
    await source.report();
    expect(await look()).toEqual(before);
  });

  test('that has ended says that only the CLI can renew it, and how', async () => {
    const { source } = await cliHome({ tokens: tokens(token(-120)) });
    const error = await failure(source.credential());
    expect(error).toMatchObject({ kind: 'sign-in', code: 'codex_cli.expired' });
    expect(error.message).toContain('codex exec');
    expect(error.message).toContain('codex_login');
    expect(await source.report()).toMatchObject({ usable: false, mode: 'chatgpt' });
  });

  test('after a 401 a newer token of the same account is adopted', async () => {
    const { renewed, write } = await inUse('old');
    const newer = token(3_600, 'ws-1', 'user-1', 'new');
    await write({ tokens: tokens(newer) });
    expect((await renewed()).accessToken).toBe(newer);
  });

  test.each([
    ['the same token is still there', { tokens: tokens(token(60)) }, 'codex_cli.refused'],
    ['the newer one has ended too', { tokens: tokens(token(-1)) }, 'codex_cli.expired'],
    ['another workspace has signed in', { tokens: tokens(token(60), { account_id: 'ws-2' }) }, changed],
    ['another user of it has signed in', { tokens: tokens(token(61, 'ws-1', 'user-2')) }, changed],
    ['the CLI has signed out', {}, changed],
    ['the CLI has changed to a key', { auth_mode: 'apikey', OPENAI_API_KEY: 'sk-x' }, changed],
    ['the file is cut off', '{"tokens": {', 'codex_cli.broken'],
  ])('after a 401, when %s, the question fails with a reason', async (_name, next, code) => {
    const { renewed, write } = await inUse();
    await write(next);
    expect(await failure(renewed())).toMatchObject({ code });
  });

  test('of a kind that only the CLI can use is named', async () => {
    const { source } = await cliHome({ auth_mode: 'agentIdentity', agent_identity: 'x' });
    expect((await failure(source.credential())).message).toContain('an agent identity');
  });

  test('is absent where there is no file, and broken where a folder is in its place', async () => {
    const none = await cliHome(undefined);
    expect(await none.source.credential()).toBeUndefined();
    expect(await none.source.report()).toBeUndefined();
    await mkdir(none.at);
    expect((await failure(none.source.credential())).code).toBe('codex_cli.broken');
  });

  test('with a personal access token is asked who it is', async () => {
    const { source } = await cliHome({ personal_access_token: 'at-x' });
    expect(await source.credential()).toMatchObject({ accessToken: 'at-x', accountId: 'ws-1' });
  });
});

describe('where the CLI keeps its login', () => {
  test.each([
    ['', 'file'],
    ['cli_auth_credentials_store = "keyring"', 'keyring'],
    ['model = "x"\n  cli_auth_credentials_store=\'ephemeral\' # why\n[a]\n', 'ephemeral'],
    ['"cli_auth_credentials_store" = "auto"', 'auto'],
    ['# cli_auth_credentials_store = "keyring"', 'file'],
    ['[profiles.x]\ncli_auth_credentials_store = "keyring"', 'file'],
    ['x_cli_auth_credentials_store = "keyring"', 'file'],
    ['cli_auth_credentials_store = 5', 'file'],
  ])('%j', (toml, store) => {
    expect(storeIn(toml)).toBe(store);
  });

  test.each([
    ['keyring', false],
    ['ephemeral', false],
    ['auto', true],
    ['file', true],
  ])('%s: an auth.json beside it is its login: %s', async (store, used) => {
    const { dir } = await makeSandbox();
    const file = path.join(dir, 'auth.json');
    await writeFile(path.join(dir, 'config.toml'), `cli_auth_credentials_store = "${store}"\n`);
    await writeFile(file, JSON.stringify({ auth_mode: 'apikey', OPENAI_API_KEY: 'sk-old' }));
    const whoAmI: WhoAmI = { identify: () => Promise.reject(new Error('asked')), known: () => undefined };
    const source = codexCliSource({ path: file, now: () => NOW, whoAmI });
    expect((await source.credential())?.accessToken).toBe(used ? 'sk-old' : undefined);
    expect((await source.report()) !== undefined).toBe(used);
    expect((await source.elsewhere?.()) === undefined).toBe(used);
    const broker = createBroker({
      sources: [source],
      pinned: undefined,
      workspaces: [],
      named: NOTHING_NAMED,
      project: async () => {},
      account: () => Promise.reject(new Error('no account is named here')),
      choice: async () => undefined,
      authFile: '/a',
      codexCliFile: file,
    });
    if (!used) await expect(broker.credential()).rejects.toThrow(path.join(dir, 'config.toml'));
  });
});
