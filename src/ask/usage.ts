import { isObject, parseJson, type JsonObject } from '../system/json.ts';
import type { Credential } from '../login/credential.ts';
import { backendGet, type BackendAnswer, type BackendDeps } from './backend-get.ts';
import { judgeHttp } from './judge-http.ts';

export type UsageDeps = BackendDeps;

/** Asks for the plan's limits (docs/wire.md 9). Judging the answer is a separate step: a 401 may be fixed. */
export function requestUsage(d: UsageDeps, credential: Credential): Promise<BackendAnswer> {
  return backendGet(d, credential, '/wham/usage');
}

/** The body of a good answer. Throws for every other, with the sentence that a refused question would get. Pure. */
export function judgeUsage(answer: BackendAnswer): JsonObject {
  const body = answer.status === 200 ? parseJson(answer.body) : undefined;
  if (isObject(body)) return body;
  // Times in a refusal are the server's, and so is the clock they are compared with.
  const now = Date.parse(answer.header('date') ?? '');
  throw judgeHttp({ ...answer, now: Number.isFinite(now) ? now : 0 }).error;
}
