import { freePort } from '../support/net.ts';
import { BUNDLE, makeSandbox, pointAt } from '../support/sandbox.ts';
import { openPipe, type OpenPeer } from './peer.ts';

/** How a client of ours says that it knows the account API: as an MCP client, or as one of the app-server. */
export type Declaration = 'mcp' | 'app-server';

/** Our server, in MCP framing. */
export function ours(declaration: Declaration, env: Record<string, string> = {}): OpenPeer {
  return async ({ simulator, experimental, workspaces }) => {
    const sandbox = await makeSandbox({
      ...pointAt(simulator),
      CODEX_OAUTH_CALLBACK_PORT: String(await freePort()),
      ...(workspaces.length > 0 ? { CODEX_OAUTH_WORKSPACE: workspaces.join(',') } : {}),
      ...env,
    });
    const declared =
      declaration === 'mcp'
        ? experimental
          ? { experimental: { 'codex-oauth/account': {} } }
          : {}
        : { experimentalApi: experimental };
    const pipe = await openPipe({
      command: process.execPath,
      args: [BUNDLE],
      env: sandbox.env,
      cwd: sandbox.dir,
      authFile: sandbox.authFile,
      envelope: { jsonrpc: '2.0' },
      initialize: {
        protocolVersion: '2025-11-25',
        clientInfo: { name: 'account-driver', version: '1.0.0' },
        capabilities: declared,
      },
      initialized: 'notifications/initialized',
    });
    return {
      ...pipe,
      ask: async (prompt) => {
        const { result, error } = await pipe.request('tools/call', {
          name: 'codex_query',
          arguments: { prompt },
        });
        if (error) throw new Error(error.message);
        return { ok: result?.['isError'] !== true };
      },
    };
  };
}
