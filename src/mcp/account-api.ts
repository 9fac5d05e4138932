import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import type { App } from '../app.ts';
import { externalActive } from '../login/sources/external.ts';
import type { SourceReport } from '../login/sources/source.ts';
import { enforceWorkspace } from '../login/workspaces.ts';
import { AppError } from '../system/errors.ts';
import { member, type JsonObject } from '../system/json.ts';
import { ACCOUNT_CAPABILITY } from './identity.ts';
import { createOutbox } from './account/outbox.ts';
import { askOwner, isJwt } from './account/owner.ts';
import { readLoginId, readLoginParams, readRefreshFlag, type LoginParams } from './account/params.ts';
import { INTERNAL_ERROR, INVALID_REQUEST, rpcError, toRpcError } from './account/rpc.ts';
import { readRateLimits } from './account/rate-limits.ts';
import { accountResult, limitsUpdated } from './account/shapes.ts';
import { createSignIns } from './account/sign-ins.ts';

/** What the client said of itself at initialize, as it was sent: the SDK keeps only what MCP knows. */
export interface ClientWords {
  readonly clientCapabilities: unknown;
}

type Handler = (params: JsonObject) => Promise<JsonObject>;

/** Answers an account method; undefined for a method that is none. */
export type AccountApi = (method: string, params: JsonObject) => Promise<JsonObject> | undefined;

/**
 * The account methods of `codex app-server` on the MCP connection, for an application that embeds us and owns the
 * login (docs/wire.md 10; docs/embedding.md). Methods, results and errors are the app-server's; the framing is MCP's.
 */
export function createAccountApi(server: Server, app: App, client: ClientWords): AccountApi {
  const outbox = createOutbox(server, app);
  const signIns = createSignIns(app, (loginId, error) => {
    outbox.completed(loginId, error);
  });
  const experimental = (): boolean =>
    server.getClientCapabilities()?.experimental?.[ACCOUNT_CAPABILITY] !== undefined ||
    member(client.clientCapabilities, 'experimentalApi') === true;

  app.watch((event) => {
    if (experimental()) outbox.open();
    if (event.kind === 'login') outbox.updated();
    else outbox.limits(limitsUpdated(event.limits));
  });

  const login = async (params: LoginParams): Promise<JsonObject> => {
    switch (params.type) {
      case 'apiKey':
        if (app.external.mode === 'tokens') throw externalActive();
        allowExternal(app);
        app.external.setApiKey(params.apiKey);
        outbox.completed(null, null);
        outbox.updated();
        return { type: 'apiKey' };
      case 'chatgpt':
        return signIns.start('browser');
      case 'chatgptDeviceCode':
        return signIns.start('device');
      case 'chatgptAuthTokens':
        if (!experimental())
          throw rpcError(
            INVALID_REQUEST,
            'account/login/start.chatgptAuthTokens requires experimentalApi capability',
          );
        adoptTokens(server, app, params);
        outbox.completed(null, null);
        outbox.updated();
        return { type: 'chatgptAuthTokens' };
    }
  };

  const handlers: Readonly<Record<string, Handler>> = {
    'account/login/start': async (params) => login(readLoginParams(params)),
    'account/login/cancel': (params) => Promise.resolve({ status: signIns.cancel(readLoginId(params)) }),
    'account/read': async (params) => accountResult(await readAccount(app, readRefreshFlag(params))),
    'account/logout': async () => {
      await app.clear();
      outbox.updated();
      return {};
    },
    'account/rateLimits/read': async () => readRateLimits(app),
  };
  const answer = async (method: string, handle: Handler, params: JsonObject): Promise<JsonObject> => {
    const done = outbox.hold();
    try {
      return await handle(params);
    } catch (error) {
      app.deps.log.debug(`${method}: ${error instanceof Error ? error.message : 'unknown'}`);
      throw toRpcError(error);
    } finally {
      done();
    }
  };
  return (method, params) => {
    const handle = Object.hasOwn(handlers, method) ? handlers[method] : undefined;
    return handle && answer(method, handle, params);
  };
}

/** An application's login is refused where the user has pinned another source. */
function allowExternal(app: App): void {
  const { source } = app.settings;
  if (source === undefined || source === 'external') return;
  throw rpcError(INVALID_REQUEST, `CODEX_OAUTH_SOURCE is ${source}: no other login is used.`);
}

function adoptTokens(
  server: Server,
  app: App,
  params: Extract<LoginParams, { type: 'chatgptAuthTokens' }>,
): void {
  const { accessToken, chatgptAccountId: accountId, chatgptPlanType: plan } = params;
  const { workspaces } = app.settings;
  allowExternal(app);
  try {
    enforceWorkspace(workspaces, { source: 'external', route: 'chatgpt', accessToken, accountId }, true);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const list = workspaces.map((w) => JSON.stringify(w)).join(', ');
    throw rpcError(
      INVALID_REQUEST,
      `External auth must use one of workspace(s) [${list}], but received ${JSON.stringify(error.details['found'] ?? accountId)}.`,
    );
  }
  if (!isJwt(accessToken))
    throw rpcError(INTERNAL_ERROR, 'failed to set external auth: invalid ID token format');
  // A sign-in under way would store a login that nobody has asked for any more.
  app.signIn.pending()?.cancel();
  app.external.setTokens({ accessToken, accountId, plan }, (previous) => askOwner(server, previous));
}

async function readAccount(app: App, refresh: boolean): Promise<SourceReport | undefined> {
  const report = await app.credentials.report();
  // The owner of external tokens renews them itself, and the Codex CLI its own: the flag is for our login.
  if (refresh && report?.source === 'login' && report.usable) {
    await app.credentials.renew(await app.credentials.credential());
    return app.credentials.report();
  }
  // Whose personal access token it is, only the server knows.
  if (report?.mode === 'personalAccessToken' && report.identity.accountId === undefined) {
    await app.credentials.credential().catch(() => undefined);
    return app.credentials.report();
  }
  return report;
}
