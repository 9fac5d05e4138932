import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { startBundle } from '../cli/support.ts';
import { chatGptSandbox, signIn } from '../support/chatgpt.ts';
import { makeSimulator } from '../support/sandbox.ts';

test('ChatGPT’s documented sign-in in the shipped program: sign in, models, ask, limit, refresh, sign out, again', async () => {
  const simulator = await makeSimulator();
  const { env, authFile } = await chatGptSandbox(simulator);
  const run = (...argv: string[]) => startBundle(env, argv).done;

  interface File {
    readonly codex?: unknown;
    readonly 'codex-oauth': { readonly providers: { readonly chatgpt: Readonly<Record<string, string>> } };
  }
  const stored = async () => {
    const file = JSON.parse(await readFile(authFile, 'utf8')) as File;
    expect(file.codex).toBeUndefined();
    return file['codex-oauth'].providers.chatgpt;
  };

  const signedIn = await signIn(env);
  expect(signedIn.code, signedIn.stderr).toBe(0);
  expect(signedIn.stderr).toContain('Continue with ChatGPT');
  expect(signedIn.stderr).toContain('https://chatgpt.com/settings/usage');
  const authorize = new URL(signedIn.url).searchParams;
  expect(authorize.get('client_id')).toBe('dynamic_agent_client');
  expect(authorize.get('agent_name_hint')).toBe('codex-oauth');
  const [app] = simulator.state.apps;
  const login = await stored();
  expect(login).toMatchObject({
    client_id: app?.clientId,
    issuer: simulator.issuer,
    base_url: simulator.apiUrl,
  });

  const document = async (...argv: string[]) =>
    JSON.parse((await run(...argv, '--json')).stdout) as Record<string, unknown>;
  const models = await document('models');
  expect(models).toMatchObject({ source: 'live' });
  const answered = await run('ask', '--json', 'What is a monad?');
  expect(answered.code, answered.stderr).toBe(0);
  expect(JSON.parse(answered.stdout)).toMatchObject({
    source: 'login',
    provider: 'chatgpt',
    manage_usage: 'https://chatgpt.com/settings/usage',
    limits: null,
  });
  const { thread_id: thread } = JSON.parse(answered.stdout) as Record<string, unknown>;
  const continued = await run('ask', '--thread', String(thread), 'And a functor?');
  expect(continued.code, continued.stderr).toBe(0);
  // A model that is served but not listed.
  const other = await run('ask', '--model', 'gpt-6.1-sol', '--temperature', '0.5', 'What is a monad?');
  expect(other.code, other.stderr).toBe(0);
  expect(other.stderr).toContain('Using ChatGPT plan');

  const status = await document('status');
  expect(status).toMatchObject({
    authenticated: true,
    source: 'login',
    provider: 'chatgpt',
    plan_usage: 'Using ChatGPT plan',
    workspace: null,
  });
  expect(status['network']).toHaveLength(2);

  // Its token is for this program, and without the variable another login answers.
  const given = await run('token', 'chatgpt', '--json');
  expect([given.code, given.stdout + given.stderr]).toEqual([2, expect.stringContaining('token.not_given')]);
  expect(given.stdout + given.stderr).not.toContain(login['access_token']);
  const { CODEX_OAUTH_PROVIDER: _, ...plain } = env;
  const without = await startBundle(plain, ['ask', '--json', 'Who pays?']).done;
  expect(without.stdout + without.stderr).toContain('auth.not_authenticated');

  simulator.fault('plan.usage_limit', { times: 1 });
  const limited = await run('ask', '--json', 'What is a monad?');
  expect(limited.code).not.toBe(0);
  expect(limited.stdout + limited.stderr).toContain('limit.plan_usage');
  expect(limited.stdout + limited.stderr).toContain('https://chatgpt.com/settings/usage');

  // Before its time nothing is sent.
  const early = await document('doctor', '--live-refresh', '--yes');
  expect(early).toMatchObject({
    checks: expect.arrayContaining([
      expect.objectContaining({ id: 'live-refresh', state: 'note' }),
    ]) as unknown,
  });
  // A sign-in of nearly an hour ago.
  simulator.setClock(Date.now() - 3_400_000);
  expect((await signIn(env)).code).toBe(0);
  simulator.setClock(Date.now());
  expect((await run('ask', 'Still there?')).code).toBe(0);
  const now = await stored();
  const [first] = simulator.state.apps[0]?.sessions ?? [];
  expect(simulator.state.apps[0]?.sessions).toEqual([first, { revoked: false, refreshes: 1, early: 0 }]);

  const cleared = await run('clear', '--yes');
  expect(cleared.code, cleared.stderr).toBe(0);
  expect(simulator.state.apps[0]?.sessions).toEqual([first, { revoked: true, refreshes: 1, early: 0 }]);
  expect(await readFile(authFile, 'utf8')).not.toContain(now['access_token']);
  const kept = await readFile(path.join(path.dirname(authFile), 'codex-oauth', 'registrations.json'), 'utf8');
  expect(JSON.parse(kept)).toMatchObject({ chatgpt: { default: { client_id: app?.clientId } } });

  const again = await signIn(env);
  expect(again.code, again.stderr).toBe(0);
  const second = new URL(again.url).searchParams;
  expect(second.get('client_id')).toBe(app?.clientId);
  expect(second.has('agent_name_hint')).toBe(false);
  expect(second.has('id_token_hint')).toBe(false);
  expect(simulator.state.apps).toMatchObject([{ hosts: [authorize.get('ext_agent_host_id')] }]);
  // The one thing that is said once.
  expect(again.stderr).not.toContain('https://chatgpt.com/settings/usage');
  for (const { path: at } of simulator.log) expect(at).not.toMatch(/^\/(?:backend-api|oauth)\//);
});
