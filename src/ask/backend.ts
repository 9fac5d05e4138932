import { VERSION, type Deps } from '../system/deps.ts';
import { AppError } from '../system/errors.ts';
import { beginningOf, type Answer } from '../system/fetch.ts';
import { isObject, member, type JsonObject } from '../system/json.ts';
import { networkError } from '../system/network-error.ts';
import { redactHeld } from '../system/redact.ts';
import { anySignal } from '../system/time.ts';
import type { Credential } from '../login/credential.ts';
import { backendOf } from '../login/home.ts';

/** Our own name on the wire (docs/wire.md 0), never another product's. */
export const ORIGINATOR = 'codex-oauth';

/** The version of Codex's protocol that we speak. The backend hides models from clients with an older one. */
export const PROTOCOL_VERSION = '0.169.0';

export function userAgent({
  platform,
  osRelease,
  arch,
}: Pick<Deps, 'platform' | 'osRelease' | 'arch'>): string {
  return `${ORIGINATOR}/${VERSION} (${platform} ${osRelease}; ${arch})`;
}

/** The headers of every call to the plan's backend besides authorization and user-agent. */
export function identityHeaders(credential: Credential): Readonly<Record<string, string>> {
  // The public API must not get them with a plan's token (docs/chatgpt.md, Questions).
  if (credential.route === 'platform') return {};
  return {
    ...(credential.accountId ? { 'chatgpt-account-id': credential.accountId } : {}),
    ...(credential.fedramp ? { 'x-openai-fedramp': 'true' } : {}),
    originator: ORIGINATOR,
    version: PROTOCOL_VERSION,
  };
}

export interface BackendDeps extends Pick<Deps, 'fetch'> {
  readonly userAgent: string;
}

/** The headers of an answer; a server may put there what it was sent, too. */
export const headerOf =
  ({ headers }: Pick<Answer, 'headers'>) =>
  (name: string): string | null => {
    const value = headers.get(name);
    return value === null ? null : redactHeld(value);
  };

/** An answer of one of the backend's small endpoints, read whole. */
export interface BackendAnswer {
  readonly status: number;
  readonly header: (name: string) => string | null;
  readonly body: string;
}

const TIMEOUT_MS = 8_000;
/** More than ten times the list of models, the longest of these answers. Bytes. */
const LIMIT = 4 * 1_048_576;

interface CallOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** Posted as JSON. */
  readonly post?: JsonObject;
  /** Instead of the credential's own backend. */
  readonly base?: string;
  readonly patienceMs?: number;
}

/**
 * Asks a small endpoint of the credential's own backend and waits up to 8 s. Throws `network` errors that name the
 * layer.
 */
export async function callBackend(
  d: BackendDeps,
  credential: Credential,
  path: string,
  { headers, signal, post, base = backendOf(credential), patienceMs = TIMEOUT_MS }: CallOptions = {},
): Promise<BackendAnswer> {
  const url = `${base}${path}`;
  const patience = AbortSignal.timeout(patienceMs);
  try {
    const response = await d.fetch(url, {
      ...(post ? { method: 'POST', body: JSON.stringify(post) } : {}),
      headers: {
        authorization: `Bearer ${credential.accessToken}`,
        'user-agent': d.userAgent,
        accept: 'application/json',
        ...identityHeaders(credential),
        ...(post ? { 'content-type': 'application/json' } : {}),
        ...headers,
      },
      redirect: 'manual',
      signal: anySignal(patience, signal),
    });
    const body = redactHeld(await beginningOf(response.body, LIMIT));
    return { status: response.status, header: headerOf(response), body };
  } catch (error) {
    if (patience.aborted && signal?.aborted !== true) {
      throw new AppError({
        kind: 'network',
        code: 'network.timeout',
        what: `${new URL(url).host} did not answer.`,
        why: `Nothing came within ${patienceMs / 1000} s.`,
        fix: 'Try again in a moment. You are not signed out.',
      });
    }
    throw networkError(error, url);
  }
}

/** An account's own entry in an answer of accounts/check (docs/wire.md 6.0); undefined if it is not listed. Pure. */
export function accountIn(body: unknown, accountId: string): JsonObject | undefined {
  const list = member(body, 'accounts');
  return Array.isArray(list) ? list.filter(isObject).find(({ id }) => id === accountId) : undefined;
}
