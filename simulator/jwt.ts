import { createHmac } from 'node:crypto';
import type { SimAccount } from './accounts.ts';

/** What a token says; docs/wire.md 4 and 1.3 name the claims that clients read. */
export interface ClaimInput {
  readonly account: SimAccount;
  readonly issuer: string;
  readonly clientId: string;
  readonly scope: string;
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly id: string;
}

const AUTH = 'https://api.openai.com/auth';
const PROFILE = 'https://api.openai.com/profile';

function authClaim(account: SimAccount): Record<string, unknown> {
  return {
    chatgpt_account_id: account.id,
    chatgpt_plan_type: account.plan,
    chatgpt_user_id: account.userId,
    user_id: account.userId,
    chatgpt_account_is_fedramp: account.fedramp,
    chatgpt_compute_residency: 'no_constraint',
  };
}

export function accessTokenClaims(input: ClaimInput): Record<string, unknown> {
  return {
    iss: input.issuer,
    aud: ['https://api.openai.com/v1'],
    client_id: input.clientId,
    sub: `auth0|${input.account.userId}`,
    scp: input.scope.split(' '),
    iat: input.issuedAt,
    nbf: input.issuedAt,
    exp: input.expiresAt,
    jti: input.id,
    [AUTH]: authClaim(input.account),
    [PROFILE]: { email: input.account.email, email_verified: true },
  };
}

export function idTokenClaims(input: ClaimInput): Record<string, unknown> {
  return {
    iss: input.issuer,
    aud: [input.clientId],
    sub: `auth0|${input.account.userId}`,
    iat: input.issuedAt,
    exp: input.expiresAt,
    jti: input.id,
    email: input.account.email,
    email_verified: true,
    [AUTH]: {
      ...authClaim(input.account),
      organization_id: `org-${input.account.id}`,
      project_id: `proj-${input.account.id}`,
      completed_platform_onboarding: true,
      is_org_owner: true,
    },
  };
}

/** A signed token of three parts. The key lives as long as the simulator; no client checks it (docs/wire.md 4). */
export function signJwt(claims: Record<string, unknown>, key: Buffer): string {
  const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const head = `${encode({ alg: 'HS256', typ: 'JWT', kid: 'simulator' })}.${encode(claims)}`;
  return `${head}.${createHmac('sha256', key).update(head).digest('base64url')}`;
}
