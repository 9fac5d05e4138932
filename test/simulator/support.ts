import { createHash, randomBytes } from 'node:crypto';
import type { Simulator, SimulatorOptions } from '../../simulator/simulator.ts';
import { startSimulator } from '../../simulator/simulator.ts';
import { afterEach } from 'vitest';

export const CLIENT = 'app_EMoamEEZ73f0CkXaXp7hrann';
export const REDIRECT = 'http://127.0.0.1:1455/auth/callback';
export const SCOPE = 'openid profile email offline_access api.connectors.read api.connectors.invoke';

const running: Simulator[] = [];

/** A simulator that the end of the test closes. */
export async function start(options: SimulatorOptions = {}): Promise<Simulator> {
  const sim = await startSimulator(options);
  running.push(sim);
  return sim;
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((sim) => sim.close()));
});

export function pkce(): { readonly verifier: string; readonly challenge: string } {
  const verifier = randomBytes(64).toString('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
}

export function authorizeUrl(
  sim: Simulator,
  challenge: string,
  changes: Record<string, string | null> = {},
): URL {
  const url = new URL('/oauth/authorize', sim.issuer);
  const parameters: Record<string, string | null> = {
    response_type: 'code',
    client_id: CLIENT,
    redirect_uri: REDIRECT,
    code_challenge: challenge,
    code_challenge_method: 'S256',
    state: 'the-state-of-this-test',
    scope: SCOPE,
    id_token_add_organizations: 'true',
    codex_cli_simplified_flow: 'true',
    originator: 'a-test',
    ...changes,
  };
  for (const [name, value] of Object.entries(parameters))
    if (value !== null) url.searchParams.set(name, value);
  return url;
}

/** Where a request is sent to next. */
export async function follow(url: URL | string, init: RequestInit = {}): Promise<URL> {
  const response = await fetch(url, { ...init, redirect: 'manual' });
  await response.arrayBuffer();
  return new URL(response.headers.get('location') ?? 'missing:location');
}

/** Signs in as far as the code, and returns the form that exchanges it. */
export async function codeForm(sim: Simulator): Promise<Record<string, string>> {
  const { verifier, challenge } = pkce();
  const callback = await follow(authorizeUrl(sim, challenge));
  return {
    grant_type: 'authorization_code',
    client_id: CLIENT,
    code: callback.searchParams.get('code') ?? '',
    redirect_uri: REDIRECT,
    code_verifier: verifier,
  };
}

export function exchange(sim: Simulator, form: Record<string, string>): Promise<Response> {
  return postForm(`${sim.issuer}/oauth/token`, form);
}

/** Posts a question to the plan's backend. */
export function ask(
  sim: Simulator,
  body: unknown = classic(),
  headers: Record<string, string> = {},
): Promise<Response> {
  return postJson(`${sim.backendUrl}/codex/responses`, body, { ...signedIn(sim), ...headers });
}

export function get(sim: Simulator, path: string, headers: Record<string, string>): Promise<Response> {
  return fetch(sim.backendUrl + path, { headers });
}

export function postForm(url: string, fields: Record<string, string>): Promise<Response> {
  return fetch(url, { method: 'POST', body: new URLSearchParams(fields) });
}

export function postJson(
  url: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

export async function jsonOf(response: Response): Promise<Record<string, unknown>> {
  return (await response.json()) as Record<string, unknown>;
}

export function refreshWith(sim: Simulator, refreshToken: string): Promise<Response> {
  return postJson(`${sim.issuer}/oauth/token`, {
    client_id: CLIENT,
    grant_type: 'refresh_token',
    refresh_token: refreshToken,
  });
}

/** The headers of a client that is signed in. */
export function signedIn(sim: Simulator, account = 'acc-sim-0001'): Record<string, string> {
  return {
    authorization: `Bearer ${sim.mintTokens({ account }).accessToken}`,
    'chatgpt-account-id': account,
    version: '0.169.0',
    'user-agent': 'a-test/1.0',
    accept: 'text/event-stream',
  };
}

export const LITE = { 'x-openai-internal-codex-responses-lite': 'true' };

export function userMessage(text: string): Record<string, unknown> {
  return { type: 'message', role: 'user', content: [{ type: 'input_text', text }] };
}

/** A body that a classic model takes. */
export function classic(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    model: 'gpt-5.5',
    instructions: 'Be brief.',
    input: [userMessage('What is a monad?')],
    stream: true,
    store: false,
    include: ['reasoning.encrypted_content'],
    reasoning: { effort: 'low' },
    ...changes,
  };
}

/** A body that a Responses-Lite model takes. */
export function lite(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    model: 'gpt-6.1-sol',
    input: [
      { type: 'message', role: 'developer', content: [{ type: 'input_text', text: 'Be brief.' }] },
      userMessage('What is a monad?'),
    ],
    stream: true,
    store: false,
    parallel_tool_calls: false,
    reasoning: { effort: 'low', context: 'all_turns' },
    ...changes,
  };
}

export interface StreamEvent {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** The events of a well-formed stream, read without any library. */
export function eventsOf(text: string): readonly StreamEvent[] {
  return text
    .split('\n\n')
    .filter((block) => block !== '')
    .map((block) => {
      const data = block
        .split('\n')
        .filter((line) => line.startsWith('data: '))
        .map((line) => line.slice(6))
        .join('\n');
      return JSON.parse(data) as StreamEvent;
    });
}

export function textOf(events: readonly StreamEvent[]): string {
  return events
    .filter((event) => event.type === 'response.output_text.delta')
    .map((event) => String(event['delta']))
    .join('');
}

export function claimsOf(jwt: string): Record<string, unknown> {
  const parts = jwt.split('.');
  if (parts.length !== 3) throw new Error('A JWT has three parts.');
  return JSON.parse(Buffer.from(parts[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
}
