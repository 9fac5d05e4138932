import { expect, test } from 'vitest';
import * as s from './support.ts';

test('a whole sign-in ends in an answer', async () => {
  const sim = await s.start({ approve: 'auto' });
  const { verifier, challenge } = s.pkce();
  const callback = await s.follow(s.authorizeUrl(sim, challenge));
  const answer = await s.postForm(`${sim.issuer}/oauth/token`, {
    grant_type: 'authorization_code',
    client_id: s.CLIENT,
    code: callback.searchParams.get('code') ?? '',
    redirect_uri: s.REDIRECT,
    code_verifier: verifier,
  });
  expect(answer.status).toBe(200);
  const tokens = await s.jsonOf(answer);
  const response = await s.postJson(`${sim.backendUrl}/codex/responses`, s.lite(), {
    ...s.LITE,
    authorization: `Bearer ${String(tokens['access_token'])}`,
    'chatgpt-account-id': 'acc-sim-0001',
    version: '0.169.0',
  });
  const events = s.eventsOf(await response.text());
  expect(events.at(-1)?.type).toBe('response.completed');
  const text = events
    .filter((e) => e.type === 'response.output_text.delta')
    .map((e) => e['delta'])
    .join('');
  expect(text).toContain('What is a monad?');
});
