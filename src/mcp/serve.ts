import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { ErrorCode, McpError } from '@modelcontextprotocol/sdk/types.js';
import { isObject } from '../system/json.ts';
import type { AccountApi } from './account-api.ts';
import { registerCompletions } from './completions.ts';
import { ACCOUNT_CAPABILITY, CAPABILITIES, INSTRUCTIONS, SERVER_INFO } from './identity.ts';
import { registerLogging } from './logging.ts';
import { registerPrompts } from './prompts.ts';
import { registerTools } from './registrar.ts';
import { registerResources } from './resources.ts';
import type { StdioTransport } from './stdio.ts';
import type { Backstage } from './tool.ts';

export { createStdioTransport } from './stdio.ts';

const ACCOUNT_METHODS: readonly string[] = CAPABILITIES.experimental[ACCOUNT_CAPABILITY].methods;

/** Serves MCP on the transport, with the SDK's server. `onReady` is called when the host has been greeted. */
export async function serve(
  behind: Backstage,
  transport: StdioTransport,
  onReady: () => void,
): Promise<void> {
  const server = new Server(SERVER_INFO, { capabilities: CAPABILITIES, instructions: INSTRUCTIONS });
  server.oninitialized = onReady;
  server.onerror = (error) => behind.log.debug(`protocol: ${error.message}`);

  let account: Promise<AccountApi> | undefined;
  const accountApi = (): Promise<AccountApi> => {
    account ??= Promise.all([behind.app(), import('./account-api.ts')]).then(([app, { createAccountApi }]) =>
      createAccountApi(server, app, () => ownsLogin(server, transport)),
    );
    return account;
  };
  const back: Backstage = {
    log: behind.log,
    app: async () => {
      // An application that owns the login hears of every change, also of those that the tools make.
      if (ownsLogin(server, transport)) await accountApi();
      return behind.app();
    },
  };
  registerLogging(server, back);
  registerTools(server, back);
  registerPrompts(server);
  registerCompletions(server, back);
  registerResources(server, back);
  server.fallbackRequestHandler = async ({ method, params }) => {
    const answer = ACCOUNT_METHODS.includes(method)
      ? (await accountApi())(method, isObject(params) ? params : {})
      : undefined;
    if (!answer) throw new McpError(ErrorCode.MethodNotFound, `Method not found: ${method}`);
    return { ...(await answer) };
  };
  await server.connect(transport);
}

/** True where the client has asked for the account methods, in MCP's words or in the app-server's. */
function ownsLogin(server: Server, transport: StdioTransport): boolean {
  const words = transport.clientCapabilities;
  return (
    server.getClientCapabilities()?.experimental?.[ACCOUNT_CAPABILITY] !== undefined ||
    (isObject(words) && words['experimentalApi'] === true)
  );
}
