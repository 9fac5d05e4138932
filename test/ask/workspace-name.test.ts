import { expect, test } from 'vitest';
import { withWorkspaceName, workspaceNameIn } from '../../src/ask/workspace-name.ts';
import { workspaceNameOf } from '../../src/login/record.ts';
import type { Fetch } from '../../src/system/fetch.ts';
import { startBundle } from '../cli/support.ts';
import { makeScene } from '../support/scene.ts';
import { playBrowser, urlIn } from '../support/mcp.ts';

const listed = (...accounts: readonly object[]): object => ({ accounts });

test.each([
  ['its own', listed({ id: 'b', name: 'Other' }, { id: 'a', name: ' Acme ' }), 'Acme'],
  ['a personal one', listed({ id: 'a', name: null }), undefined],
  ['an empty one', listed({ id: 'a', name: '  ' }), undefined],
  ['a number', listed({ id: 'a', name: 7 }), undefined],
  ['another workspace', listed({ id: 'b', name: 'Other' }), undefined],
  ['no list', { accounts: 'a' }, undefined],
  ['nothing', undefined, undefined],
  ['a novel', listed({ id: 'a', name: 'x'.repeat(9_999) }), 'x'.repeat(80)],
])('the name of a workspace: %s', (_, body, name) => {
  expect(workspaceNameIn(body, 'a')).toBe(name);
});

const login = { accessToken: 'x', accountId: 'a', extra: { other: 1 } };
const naming = (fetch: Fetch) => withWorkspaceName({ fetch, userAgent: 'test' }, login);

test.each<[string, Fetch]>([
  ['no network', () => Promise.reject(new Error('ECONNREFUSED'))],
  ['a refusal', async () => new Response('{}', { status: 403 })],
  ['no JSON', async () => new Response('<html>', { status: 200 })],
])('%s leaves the login as it is', async (_, fetch) => {
  expect(await naming(fetch)).toEqual(login);
});

test('what else the login has stays', async () => {
  const named = await naming(async () => new Response(JSON.stringify(listed({ id: 'a', name: 'Acme' }))));
  expect(workspaceNameOf(named)).toBe('Acme');
  expect(named.extra['other']).toBe(1);
});

test('a sign-in asks once, accounts and status show the name, and signing out of it says who remains', async () => {
  const { simulator, sandbox } = await makeScene({
    login: false,
    simulator: { accounts: [{ id: 'acc-1', plan: 'business', workspaceName: 'Example Workspace' }] },
  });
  const run = (...args: readonly string[]) => startBundle(sandbox.env, args).done;
  const signIn = async (...args: readonly string[]): Promise<void> => {
    const bundle = startBundle(sandbox.env, ['login', '--browser', ...args]);
    await expect.poll(() => urlIn(bundle.stderr(), '/oauth/authorize'), { timeout: 10_000 }).toBeDefined();
    await playBrowser(urlIn(bundle.stderr(), '/oauth/authorize') ?? '');
    expect((await bundle.done).code).toBe(0);
  };
  await signIn('--account', 'work');
  const asked = () => simulator.requests('GET', '/backend-api/wham/accounts/check').length;
  expect(asked()).toBe(1);
  const list = JSON.parse((await run('accounts', '--json')).stdout) as { accounts: readonly object[] };
  expect(list.accounts).toMatchObject([{ name: 'work', workspace_name: 'Example Workspace' }]);
  const status: unknown = JSON.parse((await run('status', '--json')).stdout);
  expect(status).toMatchObject({ workspace_name: 'Example Workspace' });

  await signIn('--account', 'private');
  expect(await run('logout', '--account', 'work')).toMatchObject({ code: 2 });
  expect(await run('logout', '--account', 'nobody', '--yes')).toMatchObject({ code: 2 });
  const ended: unknown = JSON.parse((await run('logout', '--account', 'work', '--yes', '--json')).stdout);
  expect(ended).toMatchObject({ removed: true, revocation: 'revoked', accounts: ['private'] });
  expect((await run('logout', '--account', 'private', '--yes')).code).toBe(0);
  expect(JSON.parse((await run('accounts', '--json')).stdout)).toEqual({ accounts: [] });
});
