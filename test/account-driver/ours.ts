import { freePort } from '../support/net.ts';
import { atRealAddresses } from '../support/openai.ts';
import { BUNDLE, makeSandbox, pointAt } from '../support/sandbox.ts';
import { openPipe, type OpenPeer } from './peer.ts';

/** Our server, in MCP framing. Its client declares that it knows the account API as one of MCP or of the app-server. */
export function ours(
  declaration: 'mcp' | 'app-server',
  env: Record<string, string> = {},
  /** False: it signs in at the simulator. An application's tokens are OpenAI's, and go to its addresses only. */
  real = true,
): OpenPeer {
  return async ({ simulator, experimental, workspaces }) => {
    const sandbox = await makeSandbox({
      ...(real ? {} : pointAt(simulator)),
      CODEX_OAUTH_CALLBACK_PORT: String(await freePort()),
      ...(workspaces.length > 0 ? { CODEX_OAUTH_WORKSPACE: workspaces.join(',') } : {}),
      ...env,
    });
    if (real) Object.assign(sandbox.env, (await atRealAddresses(simulator, sandbox.dir)).env);
    const declared = {
      mcp: experimental ? { experimental: { 'codex-oauth/account': {} } } : {},
      'app-server': { experimentalApi: experimental },
    }[declaration];
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
