import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Simulator } from '../../simulator/simulator.ts';
import { makeSimulator } from '../support/sandbox.ts';

const VERIFIER = 'v'.repeat(64);
const RESOURCE = 'https://api.openai.com/v1';
const REDIRECT = 'http://127.0.0.1:5000/auth/callback';
const PARAMETERS = {
  client_id: 'dynamic_agent_client',
  agent_name_hint: 'a program',
  ext_agent_host_id: 'urn:uuid:00000000-0000-4000-8000-000000000001',
  response_type: 'code',
  redirect_uri: REDIRECT,
  scope: 'openid profile email offline_access resource.invoke chatgpt.tokens.use.direct',
  resource: RESOURCE,
  state: 's'.repeat(32),
  nonce: 'n'.repeat(32),
  code_challenge_method: 'S256',
  code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
};
type Changes = Readonly<Record<string, string | undefined>>;

const query = (all: Changes): URLSearchParams =>
  new URLSearchParams(
    Object.entries(all).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, value]],
    ),
  );

const authorize = (simulator: Simulator, changes: Changes = {}) =>
  fetch(`${simulator.issuer}/api/accounts/authorize?${query({ ...PARAMETERS, ...changes }).toString()}`, {
    redirect: 'manual',
  });
const post = (simulator: Simulator, path: string, fields: Changes) =>
  fetch(`${simulator.issuer}/api/accounts/oauth/${path}`, { method: 'POST', body: query(fields) });

/** Signs in as a strict client does. */
async function tokens(simulator: Simulator) {
  const back = new URL((await authorize(simulator)).headers.get('location') ?? '').searchParams;
  const answer = await post(simulator, 'token', {
    grant_type: 'authorization_code',
    client_id: back.get('client_id') ?? '',
    code: back.get('code') ?? '',
    code_verifier: VERIFIER,
    redirect_uri: REDIRECT,
    resource: RESOURCE,
  });
  expect(answer.status).toBe(200);
  const body = (await answer.json()) as Readonly<Record<string, string>>;
  return { ...body, client_id: back.get('client_id') ?? '' } as Readonly<Record<string, string>>;
}

describe('the sign-in for programs refuses', () => {
  test.each<[string, Changes, status: number]>([
    ['localhost', { redirect_uri: 'http://localhost:5000/auth/callback' }, 400],
    ['another path', { redirect_uri: 'http://127.0.0.1:5000/callback' }, 400],
    ['another host', { redirect_uri: 'http://127.0.0.2:5000/auth/callback' }, 400],
    ['an unknown client', { client_id: 'oaiapp_unknown' }, 400],
    ['no nonce', { nonce: undefined }, 302],
    ['no state', { state: undefined }, 302],
    ['no host', { ext_agent_host_id: undefined }, 302],
    ['a host of another form', { ext_agent_host_id: 'urn:uuid:ABC' }, 302],
    ['no name', { agent_name_hint: undefined }, 302],
    ['another resource', { resource: 'https://api.openai.com' }, 302],
    ['part of the scopes', { scope: 'openid email' }, 302],
    ['a plain challenge', { code_challenge_method: 'plain' }, 302],
    ['an obsolete parameter', { force_reconsent: 'true' }, 302],
    ['a hint for a new program', { id_token_hint: 'x' }, 302],
    ['another prompt', { prompt: 'login' }, 302],
  ])('%s', async (_, changes, status) => {
    const answer = await authorize(await makeSimulator(), changes);
    expect(answer.status).toBe(status);
    const back = new URL(answer.headers.get('location') ?? 'http://none/').searchParams;
    expect(back.get('code')).toBeNull();
    expect(back.get('error')).toBe(status === 302 ? 'invalid_request' : null);
  });
});

test('a refresh before its time is refused, and the token is dead from then on', async () => {
  const simulator = await makeSimulator();
  const set = await tokens(simulator);
  const refresh = () =>
    post(simulator, 'token', {
      grant_type: 'refresh_token',
      client_id: set['client_id'],
      refresh_token: set['refresh_token'],
      resource: RESOURCE,
    });
  expect((await refresh()).status).toBe(400);
  simulator.advance(3500);
  expect(await (await refresh()).json()).toEqual({ error: 'invalid_grant' });
  expect(simulator.state.apps[0]?.sessions).toEqual([{ revoked: false, refreshes: 0, early: 1 }]);
});

describe('a question of a plan is refused', () => {
  const message = (role: string) => ({ type: 'message', role, content: 'Why?' });
  const good = { model: 'gpt-5.5', instructions: 'x', input: [message('user')], store: false, stream: true };
  const forbidden =
    'background conversation max_output_tokens max_tool_calls metadata moderation multi_agent prompt ' +
    'prompt_cache_retention safety_identifier temperature top_logprobs top_p truncation user previous_response_id ' +
    'prompt_cache_options prompt_cache_breakpoint service_tier client_metadata';
  const rows: [string, object, object?][] = [
    ...forbidden.split(' ').map((name): [string, object] => [name, { [name]: 1 }]),
    ['a text as input', { input: 'Why?' }],
    ['a system message', { input: [message('system')] }],
    ['a reference', { input: [{ type: 'item_reference', id: 'x' }] }],
    ['stored', { store: true }],
    ['in one piece', { stream: false }],
    ['a function outside of a namespace', { tools: [{ type: 'function', name: 'a' }] }],
    ['a hosted tool', { tools: [{ type: 'image_generation' }] }],
    ['the account’s id', {}, { 'chatgpt-account-id': 'acc' }],
    ['an originator', {}, { originator: 'codex-oauth' }],
    ['an organization', {}, { 'openai-organization': 'org' }],
    ['another program’s name', {}, { 'user-agent': 'codex_cli_rs/0.169.0' }],
  ];

  test('all of them; and the same without is answered', async () => {
    const simulator = await makeSimulator();
    const { access_token: token } = await tokens(simulator);
    const ask = async (changes: object, headers: object = {}): Promise<number> => {
      const answer = await fetch(`${simulator.apiUrl}/responses`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'user-agent': 'codex-oauth/1',
          ...headers,
        },
        body: JSON.stringify({ ...good, ...changes }),
      });
      await answer.body?.cancel();
      return answer.status;
    };
    expect(await ask({})).toBe(200);
    for (const [name, changes, headers] of rows)
      expect([name, await ask(changes, headers)]).toEqual([name, 400]);
    expect(
      (await fetch(`${simulator.backendUrl}/codex/models`, { headers: { authorization: `Bearer ${token}` } }))
        .status,
    ).toBe(401);
  });
});
