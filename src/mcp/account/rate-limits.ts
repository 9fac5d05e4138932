import type { App } from '../../app.ts';
import { judgeUsage, requestUsage } from '../../ask/usage.ts';
import type { JsonObject } from '../../system/json.ts';
import { INVALID_REQUEST, rpcError } from './rpc.ts';
import { rateLimitsResult } from './shapes.ts';

/** account/rateLimits/read: the whole picture from the usage endpoint (docs/wire.md 9 and 10.2). */
export async function readRateLimits(app: App): Promise<JsonObject> {
  const report = await app.credentials.report();
  if (report === undefined)
    throw rpcError(INVALID_REQUEST, 'codex account authentication required to read rate limits');
  if (report.mode === 'apikey')
    throw rpcError(INVALID_REQUEST, 'chatgpt authentication required to read rate limits');
  const d = { ...app.deps, baseUrl: app.settings.baseUrl, userAgent: app.userAgent };
  const credential = await app.credentials.credential();
  const answer = await requestUsage(d, credential);
  if (answer.status !== 401) return rateLimitsResult(judgeUsage(answer));
  const renewed = await app.credentials.renew(credential);
  return rateLimitsResult(judgeUsage(await requestUsage(d, renewed)));
}
