import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { accountSlot, placesFor } from '../../src/login/account.ts';
import { openAccounts } from '../../src/login/accounts.ts';
import { openAuthFile, type Slot } from '../../src/login/auth-file.ts';
import { openJournal } from '../../src/login/journal.ts';
import type { LoginRecord } from '../../src/login/record.ts';
import { createTokenManager } from '../../src/login/tokens.ts';
import type { Fetch } from '../../src/system/fetch.ts';
import { makeSandbox } from '../support/sandbox.ts';
import { failure, loginWith, makeDeps, NOTHING_NAMED } from './support.ts';

const ISSUER = 'https://auth.example';
const OTHERS = '{\n  "theirs": {"big": 12345678901234567890, "x": [1,  2]}\n}\n';
const later = Math.floor(Date.now() / 1000) + 3_600;

/** The server: a refresh token works once, and its successor has one more letter. */
function server(spent: string[] = []): Fetch {
  return async (_url, init) => {
    const { refresh_token: token } = JSON.parse(init?.body ?? '{}') as { refresh_token: string };
    if (spent.includes(token))
      return new Response(JSON.stringify({ error: { code: 'refresh_token_reused' } }), { status: 401 });
    spent.push(token);
    const body = { access_token: `${token}+a`, refresh_token: `${token}+`, expires_in: 3_600 };
    return new Response(JSON.stringify(body), { status: 200 });
  };
}

async function home(fetch: Fetch = server()) {
  const { authFile } = await makeSandbox();
  await mkdir(path.dirname(authFile), { recursive: true });
  await writeFile(authFile, OTHERS, { mode: 0o600 });
  const { file: _, journal: _j, ...deps } = makeDeps(authFile, { issuer: ISSUER, fetch });
  const all = { ...deps, named: NOTHING_NAMED };
  const tokens = createTokenManager(all);
  const accounts = openAccounts(all);
  const loginAt = async (slot: Slot): Promise<LoginRecord | undefined> => {
    const state = await openAuthFile(all.storage, slot).read();
    return state.kind === 'login' ? state.login : undefined;
  };
  return { authFile, deps: all, tokens, accounts, loginAt };
}

const of = (name: string, more: Partial<LoginRecord> = {}): LoginRecord =>
  loginWith({
    accessToken: `${name}-access`,
    refreshToken: `${name}-refresh`,
    accountId: `ws-${name}`,
    issuer: ISSUER,
    expiresAt: later,
    ...more,
  });

test('a sign-in under another name puts the account in use aside, and use brings it back', async () => {
  const { authFile, tokens, accounts, loginAt } = await home();
  await tokens.store(of('first'));
  await tokens.store(of('second'), 'work');
  expect((await accounts.list()).map(({ name, inUse }) => [name, inUse])).toEqual([
    ['work', true],
    ['default', false],
  ]);
  await accounts.use('default');
  expect((await loginAt(['codex']))?.refreshToken).toBe('first-refresh');
  expect((await loginAt(accountSlot('work')))?.refreshToken).toBe('second-refresh');
  const text = await readFile(authFile, 'utf8');
  expect(text).toContain('"theirs": {"big": 12345678901234567890, "x": [1,  2]}');
  expect(Object.keys(JSON.parse(text) as object)).toEqual(['theirs', 'codex', 'codex-oauth']);
});

test('without a name a sign-in replaces the account in use; the same account keeps its name', async () => {
  const { tokens, accounts } = await home();
  await tokens.store(of('a'), 'work');
  await tokens.store(of('a', { refreshToken: 'a-2' }));
  expect((await accounts.list()).map(({ name }) => name)).toEqual(['work']);
  await tokens.store(of('b'));
  expect((await accounts.list()).map(({ name }) => name)).toEqual(['default']);
});

test('a sign-in to an account that is aside brings it into use and loses nobody', async () => {
  const { tokens, accounts, loginAt } = await home();
  await tokens.store(of('a'), 'work');
  await tokens.store(of('b'), 'private');
  await tokens.store(of('a', { refreshToken: 'a-new' }), 'work');
  expect((await accounts.list()).map(({ name, inUse }) => [name, inUse])).toEqual([
    ['work', true],
    ['private', false],
  ]);
  expect((await loginAt(['codex']))?.refreshToken).toBe('a-new');
});

test('an account that is not in use is removed and revoked, and the others stay', async () => {
  const revoked: string[] = [];
  const { tokens, accounts, loginAt } = await home(async (url, init) => {
    if (String(url).endsWith('/revoke')) revoked.push(init?.body ?? '');
    return new Response('{}', { status: 200 });
  });
  for (const name of ['private', 'work']) await tokens.store(of(name), name);
  await accounts.use('private');
  expect(await accounts.clear('work')).toEqual({ accountId: 'ws-work', revocation: 'revoked' });
  expect(revoked.join()).toContain('work-refresh');
  expect(revoked.join()).not.toContain('private-refresh');
  expect((await accounts.list()).map(({ name, inUse }) => [name, inUse])).toEqual([['private', true]]);
  expect(await loginAt(accountSlot('work'))).toBeUndefined();
  expect((await failure(accounts.clear('work'))).code).toBe('account.unknown');
});

test.each([
  ['the server is busy', [503, 200], 'revoked'],
  ['nobody answers', [0, 200], 'revoked'],
  ['nobody answers for long', [0, 0, 200], 'failed'],
  ['the server refuses', [400, 200], 'failed'],
  ['the server says nothing', [408, 200], 'failed'],
] as const)('a sign-out while %s', async (_, statuses, revocation) => {
  const left: number[] = [...statuses];
  const { tokens, accounts } = await home(async () => {
    const status = left.shift() ?? 0;
    if (status === 0) throw new TypeError('fetch failed');
    if (status === 408) throw new DOMException('waited for too long', 'TimeoutError');
    return new Response('{}', { status });
  });
  for (const name of ['private', 'work']) await tokens.store(of(name), name);
  expect(await accounts.clear('private')).toMatchObject({ revocation });
});

test('two unnamed accounts get two names', () => {
  const text = JSON.stringify({
    codex: { access_token: 'x' },
    'codex-oauth': { accounts: { default: { access_token: 'y' } } },
  });
  const { others } = placesFor('f', text, of('z'), 'work');
  expect(others.map(([slot]) => slot.at(-1))).toEqual(['work', 'default-2']);
});

test.each(['', ' ', '../x', 'a.b', '__proto__', 'ü', 'a'.repeat(33), '-x', 'wor\u212A', 'w\u043Erk'])(
  '%j names no account',
  async (name) => {
    const { accounts } = await home();
    expect((await failure(accounts.use(name))).code).toBe('account.name');
  },
);

test('a question under way keeps its account while another one is chosen', async () => {
  const { tokens, accounts, loginAt } = await home();
  await tokens.store(of('a'), 'work');
  const source = accounts.following(tokens);
  const used = await source.credential();
  if (!used) throw new Error('not signed in');
  await tokens.store(of('b'), 'private');
  expect((await source.renew(used)).accessToken).toBe('a-refresh+a');
  expect((await loginAt(accountSlot('work')))?.refreshToken).toBe('a-refresh+');
  // Whose account is gone gets no other's.
  await accounts.clear('work');
  expect(await failure(source.renew(used))).toMatchObject({ code: 'auth.account_changed' });
});

test.each([{ sealed: 'by a newer version' }, 'text', { access_token: 7 }])(
  'an account of %j cannot be used, is not overwritten, and keeps no other from use',
  async (broken) => {
    const { authFile, deps, tokens, accounts } = await home();
    for (const name of ['private', 'work']) await tokens.store(of(name), name);
    const file = JSON.parse(await readFile(authFile, 'utf8')) as { 'codex-oauth': { accounts: object } };
    Object.assign(file['codex-oauth'].accounts, { broken });
    await deps.storage.replace(await readFile(authFile, 'utf8'), JSON.stringify(file));
    expect((await accounts.list()).map(({ name }) => name)).toEqual(['work', 'private', 'broken']);
    const source = await accounts.source('broken', tokens);
    const tried = [accounts.use('broken'), accounts.clear('broken'), source.credential()].map(failure);
    for (const error of await Promise.all(tried)) expect(error.code).toBe('auth_file.broken');
    expect(await (await accounts.source('private', tokens)).credential()).toBeDefined();
    await accounts.use('private');
    expect(JSON.parse(await readFile(authFile, 'utf8'))).toMatchObject({
      'codex-oauth': { accounts: { broken } },
    });
  },
);

test('an unknown account is an error that names those that exist', async () => {
  const { tokens, accounts } = await home();
  await tokens.store(of('a'), 'work');
  const error = await failure(accounts.source('elsewhere', tokens));
  expect(error).toMatchObject({ code: 'account.unknown' });
  expect(error.message).toContain('work');
});

test('the login of an account that is aside is kept alive in its own place, with its own journal', async () => {
  const spent: string[] = [];
  const { authFile, deps, tokens, accounts, loginAt } = await home(server(spent));
  await tokens.store(of('a'), 'work');
  await tokens.store(of('b'), 'private');
  const due = { ...of('a'), expiresAt: Math.floor(Date.now() / 1000) - 5, extra: { account: 'work' } };
  await openAuthFile(deps.storage, accountSlot('work')).write(due);
  const source = await accounts.source('work', tokens);
  const both = await Promise.all([source.credential(), source.credential()]);
  expect(both.map((credential) => credential?.accessToken)).toEqual(['a-refresh+a', 'a-refresh+a']);
  expect(spent).toEqual(['a-refresh']);
  expect((await loginAt(accountSlot('work')))?.refreshToken).toBe('a-refresh+');
  expect((await loginAt(['codex']))?.refreshToken).toBe('b-refresh');
  expect((await readdir(path.dirname(authFile))).filter((name) => name.includes('journal'))).toEqual([]);
});

test('an answer that only a journal holds is put in place before its account moves', async () => {
  const { deps, tokens, accounts, loginAt } = await home();
  await tokens.store(of('a'), 'work');
  await tokens.store(of('b'), 'private');
  // A refresh of `private` was cut off after its answer.
  const journal = openJournal(deps.storage);
  const mine = (await loginAt(['codex'])) ?? of('b');
  const { fingerprintOf } = await import('../../src/login/record.ts');
  const entry = await journal.begin({ fingerprint: fingerprintOf(mine), issuer: ISSUER, startedAt: 1 }, mine);
  await entry?.answer({ ...mine, accessToken: 'b-next', refreshToken: 'b-next-refresh' });
  await accounts.use('work');
  expect((await loginAt(accountSlot('private')))?.refreshToken).toBe('b-next-refresh');
  expect((await loginAt(['codex']))?.refreshToken).toBe('a-refresh');
});

test('while another process refreshes, accounts do not change places', async () => {
  const { authFile, deps, tokens, accounts } = await home();
  await tokens.store(of('a'), 'work');
  await tokens.store(of('b'), 'private');
  const { tryLock } = await import('../../src/system/lock.ts');
  const attempt = await tryLock(deps, authFile, false);
  if (attempt.kind !== 'held') throw new Error('the lock is free');
  let done = false;
  const moved = accounts.use('work').then(() => {
    done = true;
  });
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect(done).toBe(false);
  await attempt.lock.release();
  await moved;
});

test('whatever is signed in, used and refreshed in whatever order, no account is lost and no token is used twice', async () => {
  const names = ['work', 'private', 'third'];
  const step = fc.record({ what: fc.constantFrom('login', 'use', 'ask'), name: fc.constantFrom(...names) });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const spent: string[] = [];
      const { tokens, accounts } = await home(server(spent));
      const known = new Set<string>();
      let n = 0;
      for (const { what, name } of steps) {
        if (what === 'login') {
          n += 1;
          // Due at once, so that every question refreshes.
          await tokens.store(of(name, { refreshToken: `${name}-${n}`, expiresAt: 1_600_000_000 }), name);
          known.add(name);
        } else if (known.has(name)) {
          if (what === 'use') await accounts.use(name);
          else expect(await (await accounts.source(name, tokens)).credential()).toBeDefined();
        }
      }
      const listed = await accounts.list();
      expect(new Set(listed.map((account) => account.name))).toEqual(known);
      for (const account of listed) expect(account.identity.accountId).toBe(`ws-${account.name}`);
      expect(listed.filter((account) => account.inUse).length).toBe(known.size > 0 ? 1 : 0);
      expect(new Set(spent).size).toBe(spent.length);
    }),
    { numRuns: 25 },
  );
});
