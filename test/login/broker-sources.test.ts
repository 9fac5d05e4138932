import { describe, expect, test } from 'vitest';
import { accessTokenSource, apiKeySource } from '../../src/login/sources/environment.ts';
import type { Credential } from '../../src/login/credential.ts';
import { externalAuth, type ExternalTokens } from '../../src/login/sources/external.ts';
import { createWhoAmI, judgeWhoAmI } from '../../src/login/sources/whoami.ts';
import { enforceWorkspace } from '../../src/login/workspaces.ts';
import { failure } from './support.ts';

type ExternalAuth = ReturnType<typeof externalAuth>;

const OWNER = {
  email: 'dev@example.com',
  chatgpt_user_id: 'user-1',
  chatgpt_account_id: 'ws-1',
  chatgpt_plan_type: 'team',
  chatgpt_account_is_fedramp: false,
};

describe('a personal access token', () => {
  /** An endpoint that answers so, one after the other; `requests` says how often it was asked. */
  function whoAmI(...answers: readonly number[]) {
    let requests = 0;
    const value = createWhoAmI({
      headers: {},
      fetch: () => {
        const status = answers[Math.min(requests, answers.length - 1)] ?? 200;
        requests += 1;
        return Promise.resolve(new Response(JSON.stringify(OWNER), { status }));
      },
    });
    return { requests: () => requests, value };
  }

  test('is reported without asking anybody, and identified once for many questions at a time', async () => {
    const who = whoAmI(200);
    const source = accessTokenSource({ CODEX_ACCESS_TOKEN: ' at-x \n' }, who.value);
    expect(await source.report()).toMatchObject({ usable: true, identity: {} });
    expect(who.requests()).toBe(0);
    const all = await Promise.all([source.credential(), source.credential(), source.credential()]);
    await source.credential();
    expect(who.requests()).toBe(1);
    expect(all[0]).toEqual({
      source: 'access-token',
      route: 'chatgpt',
      accessToken: 'at-x',
      accountId: 'ws-1',
      userId: 'user-1',
      email: 'dev@example.com',
      plan: 'team',
    });
  });

  test('is asked about again after a passing failure', async () => {
    const who = whoAmI(503, 200);
    const source = accessTokenSource({ CODEX_ACCESS_TOKEN: 'at-x' }, who.value);
    expect(await failure(source.credential())).toMatchObject({ code: 'access_token.unavailable' });
    expect((await source.credential())?.accountId).toBe('ws-1');
  });

  test('anything else in the variable is named, and never sent', async () => {
    const who = whoAmI(200);
    const source = accessTokenSource({ CODEX_ACCESS_TOKEN: 'e30.e30.x' }, who.value);
    expect(await failure(source.credential())).toMatchObject({ code: 'access_token.kind' });
    expect(await source.report()).toMatchObject({ usable: false });
    expect(who.requests()).toBe(0);
  });

  test.each([
    [401, '{}', 'access_token.refused'],
    [403, '{}', 'access_token.refused'],
    [500, '', 'access_token.unavailable'],
    [200, 'not json', 'access_token.unavailable'],
    [200, '{}', 'access_token.unavailable'],
  ])('an answer of %i %s is %s', async (status, body, code) => {
    expect(await failure((async () => judgeWhoAmI(status, body))())).toMatchObject({ code });
  });
});

describe('an API key', () => {
  test.each([
    [{ CODEX_API_KEY: 'a', OPENAI_API_KEY: 'b' }, 'a'],
    [{ OPENAI_API_KEY: 'b' }, 'b'],
    [{ CODEX_API_KEY: ' ', OPENAI_API_KEY: 'b' }, 'b'],
    [{}, undefined],
  ])('in %j is %s', async (env, key) => {
    expect((await apiKeySource(env).credential())?.accessToken).toBe(key);
  });

  test('that is refused is not renewed but named by its variable', async () => {
    const source = apiKeySource({ OPENAI_API_KEY: 'b' });
    await expect(source.renew({ source: 'api-key', route: 'api', accessToken: 'b' })).rejects.toThrow(
      'OPENAI_API_KEY',
    );
  });
});

describe('the login of an application', () => {
  const tokens = (accessToken: string, accountId = 'ws-1'): ExternalTokens => ({
    accessToken,
    accountId,
    plan: undefined,
  });

  /** A login in use, whose owner renews it so. */
  async function inUse(
    renew: (auth: ExternalAuth, previous: string) => ExternalTokens,
    allow: (credential: Credential) => void = () => {},
  ) {
    const auth = externalAuth(allow);
    auth.setTokens(tokens('old'), async (previous) => renew(auth, previous));
    const used = await auth.credential();
    if (!used) throw new Error('no credential');
    return { auth, renewed: () => auth.renew(used) };
  }

  test('is renewed by its owner once, however many questions were refused', async () => {
    const asked: string[] = [];
    const { renewed } = await inUse((_, previous) => tokens(`new ${asked.push(previous)}`));
    const all = [...(await Promise.all([renewed(), renewed(), renewed()])), await renewed()];
    expect(new Set(all.map((c) => c.accessToken))).toEqual(new Set(['new 1']));
    expect(asked).toEqual(['ws-1']);
  });

  test('that comes back unchanged is refused for good', async () => {
    const { renewed } = await inUse(() => tokens('old'));
    expect(await failure(renewed())).toMatchObject({ code: 'auth.unauthorized' });
  });

  test('of another account is taken for the next question, not for the running one', async () => {
    const { auth, renewed } = await inUse(() => tokens('new', 'ws-2'));
    expect(await failure(renewed())).toMatchObject({ code: 'auth.account_changed' });
    expect((await auth.credential())?.accountId).toBe('ws-2');
  });

  test('of a workspace that is not allowed is not taken at all', async () => {
    const { auth, renewed } = await inUse(
      () => tokens('new', 'ws-2'),
      (credential) => enforceWorkspace(['ws-1'], credential, true),
    );
    expect(await failure(renewed())).toMatchObject({ code: 'login.workspace' });
    expect(await auth.credential()).toMatchObject({ accessToken: 'old', accountId: 'ws-1' });
  });

  test('that was signed out while its owner was asked does not come back', async () => {
    const { auth, renewed } = await inUse((own) => {
      own.clear();
      return tokens('new');
    });
    expect(await failure(renewed())).toMatchObject({ code: 'auth.account_changed' });
    expect(await auth.credential()).toBeUndefined();
  });

  test('that was handed over anew while its owner was asked stays the newer one', async () => {
    const { renewed } = await inUse((own) => {
      own.setTokens(tokens('newest'), () => Promise.reject(new Error('unused')));
      return tokens('new');
    });
    expect((await renewed()).accessToken).toBe('newest');
  });
});
