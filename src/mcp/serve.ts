import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import type { App } from '../app.ts';
import { registerAccountApi } from './account-api.ts';
import { registerCompletions } from './completions.ts';
import { CAPABILITIES, INSTRUCTIONS, SERVER_INFO } from './identity.ts';
import { registerLogging } from './logging.ts';
import { registerPrompts } from './prompts.ts';
import { registerResources, threadCompleters } from './resources.ts';
import { registerTools } from './registrar.ts';
import type { StdioTransport } from './stdio.ts';

/** Connects the SDK's server to the transport. Resolves when what had arrived before has been handed over. */
export async function serve(app: App, transport: StdioTransport): Promise<void> {
  const server = new Server(SERVER_INFO, { capabilities: CAPABILITIES, instructions: INSTRUCTIONS });
  server.onerror = (error) => app.deps.log.debug(`protocol: ${error.message}`);
  registerLogging(server, app);
  registerTools(server, app);
  registerPrompts(server);
  registerCompletions(server, app, threadCompleters(app));
  registerResources(server, app);
  registerAccountApi(server, app, transport);
  await server.connect(transport);
}
