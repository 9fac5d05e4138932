import { readFile, stat } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { connect, playBrowser, textOf, urlIn } from '../support/mcp.ts';
import { makeSandbox, makeSimulator, pointAt } from '../support/sandbox.ts';

test('signs in, lists models, answers, shows status and signs out, over stdio with the shipped bundle', async () => {
  const simulator = await makeSimulator();
  const sandbox = await makeSandbox(pointAt(simulator));
  const session = await connect(sandbox.env);

  const before = await session.call('codex_status');
  expect(before.structuredContent).toMatchObject({ status: 'not_authenticated', authenticated: false });

  const refused = await session.call('codex_query', { prompt: 'hello' });
  expect(refused.isError).toBe(true);
  expect(textOf(refused)).toContain('codex_login');

  let browser: Promise<{ status: number; html: string }> | undefined;
  const login = await session.call(
    'codex_login',
    {},
    {
      progress: (message) => {
        const url = urlIn(message, '/oauth/authorize');
        if (url) browser ??= playBrowser(url);
      },
    },
  );
  expect(textOf(login)).toContain('Signed in');
  expect((await browser)?.html).toContain('You are signed in');

  const file = JSON.parse(await readFile(sandbox.authFile, 'utf8')) as { codex: Record<string, unknown> };
  expect(Object.keys(file.codex)).toEqual(
    expect.arrayContaining([
      'access_token',
      'refresh_token',
      'token_type',
      'expires_at',
      'id_token',
      'account_id',
    ]),
  );
  expect((await stat(sandbox.authFile)).mode & 0o777).toBe(0o600);

  const models = await session.call('codex_models');
  expect(models.structuredContent).toMatchObject({ default: 'gpt-6.1-sol', source: 'live' });

  const progress: string[] = [];
  const answer = await session.call(
    'codex_query',
    { prompt: 'What is a monad?' },
    { progress: (m) => progress.push(m) },
  );
  expect(answer.isError ?? false).toBe(false);
  expect(answer.structuredContent).toBeUndefined();
  expect(textOf(answer)).toContain('monad');
  expect(answer._meta?.['codex-oauth/receipt']).toMatchObject({
    model: 'gpt-6.1-sol',
    partial: false,
    source: 'login',
  });
  expect(progress.length).toBeGreaterThan(0);
  expect(progress.every((line) => line.length <= 200 && !line.includes('\n'))).toBe(true);

  const status = await session.call('codex_status');
  expect(status.structuredContent).toMatchObject({
    status: 'authenticated',
    plan: 'plus',
    has_refresh_token: true,
  });

  const cleared = await session.call('codex_clear');
  expect(textOf(cleared)).toContain('revoked at OpenAI');
  expect((await session.call('codex_status')).structuredContent).toMatchObject({
    status: 'not_authenticated',
  });
  expect(simulator.requests('POST', '/oauth/revoke')).toHaveLength(1);
});
