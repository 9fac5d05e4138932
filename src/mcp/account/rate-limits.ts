import type { App } from '../../app.ts';
import { identityHeaders } from '../../codex/request.ts';
import type { Credential } from '../../credentials/credential.ts';
import { AppError } from '../../system/errors.ts';
import { networkError } from '../../system/http.ts';
import { isObject, parseJson, type JsonObject } from '../../system/json.ts';
import { INVALID_REQUEST, rpcError } from './rpc.ts';
import { rateLimitsResult } from './shapes.ts';

const TIMEOUT_MS = 10_000;

interface UsageAnswer {
  readonly status: number;
  readonly body: unknown;
}

async function requestUsage(app: App, credential: Credential): Promise<UsageAnswer> {
  const url = `${app.settings.baseUrl}/wham/usage`;
  try {
    const response = await app.deps.fetch(url, {
      headers: {
        authorization: `Bearer ${credential.accessToken}`,
        accept: 'application/json',
        'user-agent': app.userAgent,
        ...identityHeaders(credential),
      },
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return { status: response.status, body: parseJson(await response.text()) };
  } catch (error) {
    throw networkError(error, url);
  }
}

function judgeUsage({ status, body }: UsageAnswer): JsonObject {
  if (status === 200 && isObject(body)) return rateLimitsResult(body);
  throw new AppError({
    kind: 'backend',
    code: 'usage.unavailable',
    what: 'The plan’s limits could not be read.',
    why: `OpenAI answered ${status}.`,
    mend: 'Try again in a moment; questions are not affected.',
    details: { status },
  });
}

/** account/rateLimits/read: the whole picture from the usage endpoint (PROTOCOL.md 9 and 10.2). */
export async function readRateLimits(app: App): Promise<JsonObject> {
  const report = await app.credentials.report();
  if (report === undefined)
    throw rpcError(INVALID_REQUEST, 'codex account authentication required to read rate limits');
  if (report.mode === 'apikey')
    throw rpcError(INVALID_REQUEST, 'chatgpt authentication required to read rate limits');
  const credential = await app.credentials.credential();
  const answer = await requestUsage(app, credential);
  if (answer.status !== 401) return judgeUsage(answer);
  return judgeUsage(await requestUsage(app, await app.credentials.renew(credential)));
}
