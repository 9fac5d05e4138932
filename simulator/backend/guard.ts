import type { SimAccount } from '../accounts.ts';
import { challengePage, apiError, detail, type Reply } from '../reply.ts';
import { bearerOf, header, type SimRequest } from '../request.ts';
import { findAccount, type World } from '../world.ts';

export type Admission =
  | { readonly ok: true; readonly account: SimAccount }
  | { readonly ok: false; readonly reply: Reply };

const REASONS = {
  unknown: ['token_invalid', 'This access token is not known here.'],
  expired: ['token_expired', 'This access token has expired.'],
  revoked: ['token_invalidated', 'This access token was revoked.'],
} as const;

/** Every backend route passes here: a good bearer token and the account it belongs to (docs/wire.md 6.1). */
export function admit(request: SimRequest, world: World): Admission {
  if (world.options.challengeScripts === true && looksLikeScript(header(request, 'user-agent'))) {
    return { ok: false, reply: challengePage() };
  }
  const token = bearerOf(request);
  if (token === undefined) return { ok: false, reply: detail(401, 'Unauthorized') };
  const account = accountOf(token, world);
  if (typeof account === 'string') {
    const [code, message] = REASONS[account];
    return { ok: false, reply: apiError(401, code, message) };
  }
  const named = header(request, 'chatgpt-account-id');
  if (named === undefined)
    return { ok: false, reply: detail(403, 'The chatgpt-account-id header is missing') };
  if (named !== account.id) {
    return { ok: false, reply: detail(403, 'The chatgpt-account-id header does not belong to this token') };
  }
  return { ok: true, account };
}

function accountOf(token: string, world: World): SimAccount | keyof typeof REASONS {
  if (token.startsWith('at-')) {
    const id = world.personalAccessTokens.get(token);
    return (id === undefined ? undefined : findAccount(world, id)) ?? 'unknown';
  }
  const verdict = world.tokens.checkAccess(token);
  return verdict.ok ? verdict.account : verdict.reason;
}

function looksLikeScript(userAgent: string | undefined): boolean {
  return userAgent === undefined || /^(node|undici|curl|python|axios)\b/i.test(userAgent);
}
