import { readFile, stat } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { textOf } from '../support/mcp.ts';
import { ask, openScene, signIn } from '../support/scene.ts';

test('signs in, lists models, answers, shows status and signs out, over stdio with the shipped bundle', async () => {
  // With the ports that OpenAI knows.
  const ports = { simulator: { allowAnyLoopbackPort: false }, env: { CODEX_OAUTH_CALLBACK_PORT: '' } };
  const { simulator, sandbox, session } = await openScene({ login: false, ...ports });
  const status = async (): Promise<unknown> => (await session.call('codex_status')).structuredContent;
  expect(await status()).toMatchObject({ status: 'not_authenticated', authenticated: false });
  const refused = await ask(session);
  expect(refused.failed).toBe(true);
  expect(refused.text).toContain('codex_login');

  expect((await signIn(session)).html).toContain('You are signed in');
  const file = JSON.parse(await readFile(sandbox.authFile, 'utf8')) as { codex: Record<string, unknown> };
  const keys = 'access_token refresh_token token_type expires_at id_token account_id'.split(' ');
  expect(Object.keys(file.codex)).toEqual(expect.arrayContaining(keys));
  expect((await stat(sandbox.authFile)).mode & 0o777).toBe(0o600);

  const models = await session.call('codex_models');
  expect(models.structuredContent).toMatchObject({ default: 'gpt-6.1-sol', source: 'live' });

  const progress: string[] = [];
  const answer = await ask(session, {}, { progress: (line) => progress.push(line) });
  expect(answer.failed).toBe(false);
  expect(answer.result.structuredContent).toBeUndefined();
  expect(answer.text).toContain('monad');
  expect(answer.receipt).toMatchObject({ model: 'gpt-6.1-sol', partial: false, source: 'login' });
  expect(progress.length).toBeGreaterThan(0);
  expect(progress.every((line) => line.length <= 200 && !line.includes('\n'))).toBe(true);
  expect(await status()).toMatchObject({ status: 'authenticated', plan: 'plus', has_refresh_token: true });

  expect(textOf(await session.call('codex_clear'))).toContain('revoked at OpenAI');
  expect(await status()).toMatchObject({ status: 'not_authenticated' });
  expect(simulator.requests('POST', '/oauth/revoke')).toHaveLength(1);
});
