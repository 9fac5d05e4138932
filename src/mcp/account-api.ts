import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import type { App } from '../app.ts';
import { jwtPayload } from '../login/claims.ts';
import { externalActive, type ExternalTokens } from '../login/sources/external.ts';
import type { SourceReport } from '../login/sources/source.ts';
import { enforceWorkspace } from '../login/workspaces.ts';
import { AppError } from '../system/errors.ts';
import type { JsonObject } from '../system/json.ts';
import { createNotices } from './account/notices.ts';
import { askOwner } from './account/owner.ts';
import { failure, flag, invalid, isAccountId, plan, refusal, text, toRpcError } from './account/requests.ts';
import { accountResult, limitsResult } from './account/results.ts';
import { createSignIns } from './account/sign-ins.ts';
import type { AccountMethod } from './identity.ts';

export type AccountApi = ReturnType<typeof createAccountApi>;

const LOGIN_TYPES = '`apiKey`, `chatgpt`, `chatgptDeviceCode`, `chatgptAuthTokens`';

/**
 * The account methods of `codex app-server` on the MCP connection, for an application that embeds us and owns the
 * login (docs/wire.md 10; docs/embedding.md). Methods, results and errors are the app-server's; the framing is MCP's.
 * It sends notifications as soon as it exists, so it is not created for an ordinary host. `experimental` tells
 * whether the client has declared support for the methods.
 */
export function createAccountApi(server: Server, app: App, experimental: () => boolean) {
  const notices = createNotices(server, app);
  const signIns = createSignIns(app, notices.completed);

  const login = async (params: JsonObject): Promise<JsonObject> => {
    const type = text(params, 'type');
    switch (type) {
      case 'chatgpt':
        return signIns.start('browser');
      case 'chatgptDeviceCode':
        return signIns.start('device');
      case 'apiKey': {
        const key = text(params, 'apiKey').trim();
        if (key === '') throw invalid('`apiKey` is empty');
        if (app.external.mode === 'tokens') throw externalActive();
        allowExternal(app);
        app.external.setApiKey(key);
        break;
      }
      case 'chatgptAuthTokens': {
        const tokens = {
          accessToken: text(params, 'accessToken'),
          accountId: text(params, 'chatgptAccountId'),
          plan: plan(params, 'chatgptPlanType'),
        };
        if (!experimental())
          throw refusal('account/login/start.chatgptAuthTokens requires experimentalApi capability');
        if (!isAccountId(tokens.accountId)) throw invalid('`chatgptAccountId` is not the id of an account');
        allowExternal(app);
        judgeTokens(app, tokens);
        // A sign-in in progress would store a login that is no longer wanted.
        app.signIn.pending()?.cancel();
        app.external.setTokens(tokens, (previous) => askOwner(server, previous));
        break;
      }
      default:
        throw invalid(`unknown variant \`${type.slice(0, 60)}\`, expected one of ${LOGIN_TYPES}`);
    }
    notices.completed(null, null);
    notices.updated();
    return { type };
  };

  const methods: Readonly<Record<AccountMethod, (params: JsonObject) => Promise<JsonObject>>> = {
    'account/login/start': login,
    'account/login/cancel': async (params) => ({ status: await signIns.cancel(text(params, 'loginId')) }),
    'account/read': async (params) => accountResult(await readAccount(app, flag(params, 'refreshToken'))),
    'account/logout': async () => {
      await app.clear();
      notices.updated();
      return {};
    },
    'account/rateLimits/read': () => readLimits(app),
  };
  return (method: AccountMethod, params: JsonObject): Promise<JsonObject> =>
    notices.during(methods[method](params)).catch((error: unknown) => {
      app.deps.log.debug(`${method}: ${error instanceof Error ? error.message : 'unknown'}`);
      throw toRpcError(error);
    });
}

/** An application's login is refused if the user has pinned another source. */
function allowExternal({ settings: { source } }: App): void {
  if (source !== undefined && source !== 'external')
    throw refusal(`CODEX_OAUTH_SOURCE is ${source}: no other login is used.`);
}

/** Throws the app-server's refusals of tokens. */
function judgeTokens({ settings: { workspaces } }: App, { accessToken, accountId }: ExternalTokens): void {
  try {
    enforceWorkspace(workspaces, { source: 'external', route: 'chatgpt', accessToken, accountId }, true);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const list = workspaces.map((w) => JSON.stringify(w)).join(', ');
    const found = JSON.stringify(error.details['found'] ?? accountId);
    throw refusal(`External auth must use one of workspace(s) [${list}], but received ${found}.`);
  }
  // A readable payload is all that is asked of a token (docs/wire.md 10.1).
  if (!jwtPayload(accessToken)) throw failure('failed to set external auth: invalid ID token format');
}

async function readAccount({ credentials }: App, refresh: boolean): Promise<SourceReport | undefined> {
  const report = await credentials.report();
  // The owner of external tokens renews them itself, and the Codex CLI its own: the flag is for our login.
  if (refresh && report?.source === 'login' && report.usable)
    await credentials.renew(await credentials.credential());
  // Only the server knows whose personal access token this is.
  else if (report?.mode === 'personalAccessToken' && report.identity.accountId === undefined)
    await credentials.credential().catch(() => undefined);
  else return report;
  return credentials.report();
}

/** The whole picture from the usage endpoint (docs/wire.md 9 and 10.2). */
async function readLimits(app: App): Promise<JsonObject> {
  const report = await app.credentials.report();
  if (!report) throw refusal('codex account authentication required to read rate limits');
  if (report.mode === 'apikey') throw refusal('chatgpt authentication required to read rate limits');
  return limitsResult(await app.refreshLimits(), report.identity, app.deps.now());
}
