import { maskEmail } from '../system/redact.ts';
import { inWords, type Face } from '../system/wording.ts';
import type { Login } from './login.ts';

/** A provider's login as far as this machine knows. */
export type ProviderState = Awaited<ReturnType<typeof providerState>>;

/** What both faces show of it. Nothing secret. */
export async function providerState({ provider, tokens }: Login, face: Face) {
  const report = await tokens.report();
  const { identity, expiresAt, usable = false, renewable = false, problem, fix } = report ?? {};
  return {
    provider: provider.id,
    service: provider.serviceName,
    signed_in: report !== undefined && usable,
    account: identity?.email ? maskEmail(identity.email) : (identity?.accountId ?? identity?.userId ?? null),
    expires_at: expiresAt === undefined ? null : new Date(expiresAt * 1000).toISOString(),
    renews_automatically: renewable && usable,
    problem: problem === undefined ? null : inWords(problem, face),
    fix: fix === undefined ? null : inWords(fix, face),
  };
}
