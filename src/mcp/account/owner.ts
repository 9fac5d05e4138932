import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import * as z from 'zod/v4';
import { jwtPayload } from '../../login/claims.ts';
import type { ExternalTokens } from '../../login/sources/external.ts';
import { AppError } from '../../system/errors.ts';
import { member, stringOf } from '../../system/json.ts';
import { redact } from '../../system/redact.ts';

/** As long as the app-server waits (docs/wire.md 10.2). */
const TIMEOUT_MS = 10_000;

function notRenewed(code: string, why: string): AppError {
  return new AppError({
    kind: 'sign-in',
    code: `external.${code}`,
    what: 'The application that owns the login did not renew it.',
    why,
    fix: 'Ask again; if it stays so, sign in anew in that application.',
  });
}

/** True where the text is a JWT with a readable payload, which is all that is asked of it (docs/wire.md 10.1). */
export function isJwt(token: string): boolean {
  return jwtPayload(token) !== undefined;
}

/** The tokens in the owner's answer. */
export function judgeOwnerAnswer(result: unknown): ExternalTokens {
  const accessToken = stringOf(member(result, 'accessToken'));
  const accountId = stringOf(member(result, 'chatgptAccountId'));
  if (!accessToken || !accountId || !isJwt(accessToken))
    throw notRenewed('malformed', 'Its answer holds no valid tokens.');
  return { accessToken, accountId, plan: stringOf(member(result, 'chatgptPlanType')) };
}

/** Asks the owner for newer tokens after a 401. Every way in which that can fail is a sentence. */
export async function askOwner(server: Server, previousAccountId: string): Promise<ExternalTokens> {
  const limit = AbortSignal.timeout(TIMEOUT_MS);
  let result: unknown;
  try {
    result = await server.request(
      {
        method: 'account/chatgptAuthTokens/refresh',
        params: { reason: 'unauthorized', previousAccountId },
      },
      z.looseObject({}),
      // Ours ends first, so that its end can be told from an answer.
      { signal: limit, timeout: TIMEOUT_MS * 2 },
    );
  } catch (error) {
    if (limit.aborted)
      throw notRenewed(
        'timeout',
        `It did not answer account/chatgptAuthTokens/refresh within ${TIMEOUT_MS / 1000} s.`,
      );
    const message = error instanceof Error ? error.message : 'unknown';
    const said = redact(message.replace(/^MCP error /, '')).slice(0, 200);
    throw notRenewed('refused', `It answered with an error (${said}).`);
  }
  return judgeOwnerAnswer(result);
}
