import { its, say } from '../system/wording.ts';
import { AppError } from '../system/errors.ts';
import type { JsonObject } from '../system/json.ts';
import { stillUnauthorized, type Credential } from '../login/credential.ts';
import { limitsFromUsage, type Limits } from './limits.ts';
import { judgeUsage, requestUsage, type UsageDeps } from './usage.ts';

export interface PlanLimitsDeps extends UsageDeps {
  readonly now: () => number;
  readonly credentials: {
    credential(): Promise<Credential>;
    renew(used: Credential): Promise<Credential>;
  };
}

/**
 * Asks the plan's limits (docs/wire.md 9), renewing the login once where it is refused. Undefined where the account
 * has none. Throws `input` for an API key, which has no plan, and the usual errors otherwise.
 */
export async function fetchPlanLimits(d: PlanLimitsDeps): Promise<{
  readonly limits: Limits | undefined;
  /** The whole answer. */
  readonly body: JsonObject;
  readonly credential: Credential;
}> {
  let credential = await d.credentials.credential();
  if (credential.route === 'api')
    throw new AppError({
      kind: 'input',
      code: 'usage.api_key',
      what: 'An API key has no plan limits.',
      fix: say`Sign in with ${its.login} to use a plan.`,
    });
  let answer = await requestUsage(d, credential);
  if (answer.status === 401) {
    credential = await d.credentials.renew(credential);
    answer = await requestUsage(d, credential);
    if (answer.status === 401) throw stillUnauthorized();
  }
  const body = judgeUsage(answer);
  return { limits: limitsFromUsage(body, d.now()), body, credential };
}
