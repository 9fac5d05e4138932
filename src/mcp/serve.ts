import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import type { App } from '../app.ts';
import { ErrorCode, SetLevelRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { member } from '../system/json.ts';
import type { Log } from '../system/log.ts';
import type { AccountApi } from './account-api.ts';
import { hostRoots } from './host.ts';
import { registerCompletions } from './completions.ts';
import { ACCOUNT_CAPABILITY, ACCOUNT_METHODS, CAPABILITIES, INSTRUCTIONS, SERVER_INFO } from './identity.ts';
import { rpcError } from './json-rpc.ts';
import { registerPrompts } from './prompts.ts';
import { registerTools } from './registrar.ts';
import { registerResources } from './resources.ts';
import type { StdioTransport } from './stdio.ts';
import type { Backstage } from './tool.ts';

export { createStdioTransport } from './stdio.ts';

/**
 * Serves MCP on the transport, with the SDK's server. `onReady` is called after the initialisation. `hasCommands`:
 * the host shows our plugin's commands, so prompts would be duplicates.
 */
export async function serve(
  behind: Backstage & { readonly hasCommands: boolean },
  transport: StdioTransport,
  onReady: () => void,
): Promise<void> {
  const { prompts, ...others } = CAPABILITIES;
  const capabilities = { ...others, ...(behind.hasCommands ? {} : { prompts }) };
  const server = new Server(SERVER_INFO, { capabilities, instructions: INSTRUCTIONS });
  server.oninitialized = onReady;
  server.onerror = (error) => behind.log.debug(`protocol: ${error.message}`);

  /** True if the client has requested the account methods, by MCP's capability or the app-server's. */
  const ownsLogin = (): boolean =>
    member(transport.clientCapabilities, 'experimental', ACCOUNT_CAPABILITY) !== undefined ||
    member(transport.clientCapabilities, 'experimentalApi') === true;
  const hosted = async (): Promise<App> => {
    const app = await behind.app();
    app.askRoots(() => hostRoots(server));
    return app;
  };
  let account: Promise<AccountApi> | undefined;
  const accountApi = (): Promise<AccountApi> => {
    account ??= Promise.all([hosted(), import('./account-api.ts')]).then(([app, { createAccountApi }]) =>
      createAccountApi(server, app, ownsLogin),
    );
    return account;
  };
  const back: Backstage = {
    log: behind.log,
    app: async () => {
      // An application that owns the login is told of every change, including those made by the tools.
      if (ownsLogin()) await accountApi();
      return hosted();
    },
  };
  registerLogging(server, behind.log);
  registerTools(server, back);
  if (!behind.hasCommands) registerPrompts(server);
  registerCompletions(server, back);
  registerResources(server, back);
  server.fallbackRequestHandler = async ({ method, params }) => {
    const known = ACCOUNT_METHODS.find((name) => name === method);
    if (!known) throw rpcError(ErrorCode.MethodNotFound, `Method not found: ${method.slice(0, 100)}`);
    const api = await accountApi();
    return { ...(await api(known, params ?? {})) };
  };
  await server.connect(transport);
}

/** Sends the log, whose lines are all `debug`, to a host that asks for that level. Other hosts get nothing. */
function registerLogging(server: Server, log: Log): void {
  let wanted = false;
  server.setRequestHandler(SetLevelRequestSchema, ({ params }) => {
    wanted = params.level === 'debug';
    return {};
  });
  log.listen?.((data) => {
    if (!wanted) return;
    const params = { level: 'debug', logger: 'codex-oauth', data };
    server.notification({ method: 'notifications/message', params }).catch(() => {});
  });
}
