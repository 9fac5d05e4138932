import { createHash, randomBytes } from 'node:crypto';
import type { Simulator } from '../../simulator/simulator.ts';

export { makeSimulator as start } from '../support/sandbox.ts';

export const CLIENT = 'app_EMoamEEZ73f0CkXaXp7hrann';
export const REDIRECT = 'http://127.0.0.1:1455/auth/callback';
export const SCOPE = 'openid profile email offline_access api.connectors.read api.connectors.invoke';

export function pkce(): { readonly verifier: string; readonly challenge: string } {
  const verifier = randomBytes(64).toString('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
}

/** A parameter that is null is left out. */
type Changes = Readonly<Record<string, string | null>>;

export function authorizeUrl(sim: Simulator, challenge: string, changes: Changes = {}): URL {
  const url = new URL('/oauth/authorize', sim.issuer);
  const parameters: Changes = {
    response_type: 'code',
    client_id: CLIENT,
    redirect_uri: REDIRECT,
    code_challenge: challenge,
    code_challenge_method: 'S256',
    state: 'the-state-of-this-test',
    scope: SCOPE,
    originator: 'a-test',
    ...changes,
  };
  for (const [name, value] of Object.entries(parameters))
    if (value !== null) url.searchParams.set(name, value);
  return url;
}

/** The query of the address a request is sent on to; empty where it is sent nowhere. */
export async function follow(url: URL): Promise<URLSearchParams> {
  const { headers } = await fetch(url, { redirect: 'manual' });
  return new URL(headers.get('location') ?? 'missing:location').searchParams;
}

/** Signs in as far as the code, and returns the form that exchanges it. */
export async function codeForm(sim: Simulator): Promise<Record<string, string>> {
  const { verifier, challenge } = pkce();
  const code = (await follow(authorizeUrl(sim, challenge))).get('code') ?? '';
  return {
    grant_type: 'authorization_code',
    client_id: CLIENT,
    code,
    redirect_uri: REDIRECT,
    code_verifier: verifier,
  };
}

export function postForm(url: string, fields: Record<string, string>): Promise<Response> {
  return fetch(url, { method: 'POST', body: new URLSearchParams(fields) });
}

export function postJson(url: string, body: unknown, headers: Record<string, string> = {}) {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

export async function jsonOf(response: Response): Promise<Record<string, unknown>> {
  return (await response.json()) as Record<string, unknown>;
}

export function refreshWith(sim: Simulator, refresh_token: string) {
  const body = { client_id: CLIENT, grant_type: 'refresh_token', refresh_token };
  return postJson(`${sim.issuer}/oauth/token`, body);
}

/** The headers of a client that is signed in. */
export function signedIn(sim: Simulator, account = 'acc-sim-0001'): Record<string, string> {
  return {
    authorization: `Bearer ${sim.mintTokens({ account }).accessToken}`,
    'chatgpt-account-id': account,
    version: '0.169.0',
    'user-agent': 'a-test/1.0',
  };
}

/** Posts a question to the plan's backend. */
export function ask(sim: Simulator, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return postJson(`${sim.backendUrl}/codex/responses`, body, { ...signedIn(sim), ...headers });
}

export function get(sim: Simulator, path: string, headers = signedIn(sim)): Promise<Response> {
  return fetch(sim.backendUrl + path, { headers });
}

export const LITE = { 'x-openai-internal-codex-responses-lite': 'true' };

export function userMessage(text: string): Record<string, unknown> {
  return { type: 'message', role: 'user', content: [{ type: 'input_text', text }] };
}

/** A body that a classic model takes. */
export const CLASSIC = {
  model: 'gpt-5.5',
  instructions: 'Be brief.',
  input: [userMessage('What is a monad?')],
  stream: true,
  store: false,
  include: ['reasoning.encrypted_content'],
  reasoning: { effort: 'low' },
};

export interface StreamEvent {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** The JSON of a stream's data lines, read without any library; other lines are passed over. */
export function eventsOf(text: string): readonly StreamEvent[] {
  const data = [...text.matchAll(/^data: (\{.*\})\r?$/gm)].map((m) => m[1] ?? '');
  return data.map((line) => JSON.parse(line) as StreamEvent);
}

export function textOf(events: readonly StreamEvent[]): string {
  const deltas = events.filter((event) => event.type === 'response.output_text.delta');
  return deltas.map((event) => String(event['delta'])).join('');
}
