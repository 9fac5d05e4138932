import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { ResultSchema } from '@modelcontextprotocol/sdk/types.js';
import { jwtPayload } from '../../login/claims.ts';
import type { ExternalTokens } from '../../login/sources/external.ts';
import { AppError } from '../../system/errors.ts';
import { stringOf } from '../../system/json.ts';
import { redact } from '../../system/redact.ts';
import { isAccountId } from './requests.ts';

const METHOD = 'account/chatgptAuthTokens/refresh';
/** As long as the app-server waits (docs/wire.md 10.2). */
const TIMEOUT_MS = 10_000;

function notRenewed(code: string, why: string): AppError {
  return new AppError({
    kind: 'sign-in',
    code: `external.${code}`,
    what: 'The application that owns the login did not renew it.',
    why,
    fix: 'Ask again; if that does not help, sign in again in that application.',
  });
}

/** Asks the owner for newer tokens after a 401. Rejects with an AppError that says what failed. */
export async function askOwner(
  server: Pick<Server, 'request'>,
  previousAccountId: string,
  timeoutMs = TIMEOUT_MS,
): Promise<ExternalTokens> {
  // Not the SDK's own timeout, which is 60 s and looks like an answer.
  const limit = AbortSignal.timeout(timeoutMs);
  const params = { reason: 'unauthorized', previousAccountId };
  const result = await server
    .request({ method: METHOD, params }, ResultSchema, { signal: limit })
    .catch((error: unknown) => {
      if (limit.aborted)
        throw notRenewed('timeout', `It did not answer ${METHOD} within ${timeoutMs / 1000} s.`);
      const message = error instanceof Error ? error.message : 'unknown';
      const said = redact(message.replace(/^MCP error /, '')).slice(0, 200);
      throw notRenewed('refused', `It answered with an error (${said}).`);
    });
  const accessToken = stringOf(result['accessToken']);
  const accountId = stringOf(result['chatgptAccountId']);
  if (!accessToken || !accountId || !isAccountId(accountId) || !jwtPayload(accessToken))
    throw notRenewed('malformed', 'Its answer contains no valid tokens.');
  return { accessToken, accountId, plan: stringOf(result['chatgptPlanType'])?.toLowerCase() };
}
