import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { openPipe, type OpenPeer } from './peer.ts';

const CLIENT = { name: 'account-driver', title: 'Account driver', version: '1.0.0' };

/**
 * The real `codex app-server`, with every address pointed at the simulator (docs/wire.md 6.7). Questions go through a
 * provider of our own, because the built-in one insists on https for the workspace's backend.
 */
export function appServer(program: string): OpenPeer {
  return async ({ simulator, experimental, workspaces }) => {
    const home = await mkdtemp(path.join(tmpdir(), 'account-driver-'));
    onTestFinished(() => rm(home, { recursive: true, force: true, maxRetries: 5 }));
    const codexHome = path.join(home, 'codex');
    await mkdir(codexHome, { recursive: true });
    const config = [
      `chatgpt_base_url="${simulator.backendUrl}/"`,
      `openai_base_url="${simulator.backendUrl}/codex"`,
      'model_provider="simulator"',
      `model_providers.simulator={name="simulator",base_url="${simulator.backendUrl}/codex",wire_api="responses",requires_openai_auth=true}`,
      'analytics.enabled=false',
      ...(workspaces.length > 0 ? [`forced_chatgpt_workspace_id=${JSON.stringify(workspaces)}`] : []),
    ];
    const pipe = await openPipe({
      command: program,
      args: [
        'app-server',
        ...config.flatMap((setting) => ['-c', setting]),
        '--disable',
        'plugins',
        '--disable',
        'apps',
      ],
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: home,
        USERPROFILE: home,
        CODEX_HOME: codexHome,
        CODEX_APP_SERVER_LOGIN_ISSUER: simulator.issuer,
        CODEX_REFRESH_TOKEN_URL_OVERRIDE: `${simulator.issuer}/oauth/token`,
        CODEX_REVOKE_TOKEN_URL_OVERRIDE: `${simulator.issuer}/oauth/revoke`,
      },
      cwd: home,
      authFile: path.join(codexHome, 'auth.json'),
      envelope: {},
      initialize: {
        clientInfo: CLIENT,
        capabilities: { experimentalApi: experimental, requestAttestation: false },
      },
      initialized: 'initialized',
    });
    return {
      ...pipe,
      ask: async (prompt) => {
        const started = await pipe.request('thread/start', {
          model: 'gpt-5.5',
          cwd: home,
          approvalPolicy: 'never',
          sandbox: 'read-only',
          ephemeral: true,
        });
        const thread = started.result?.['thread'] as { readonly id: string } | undefined;
        if (!thread) throw new Error(started.error?.message ?? 'no thread');
        const from = pipe.notifications.length;
        await pipe.request('turn/start', {
          threadId: thread.id,
          input: [{ type: 'text', text: prompt, text_elements: [] }],
        });
        const { params } = await pipe.next('turn/completed', from);
        const turn = params['turn'] as { readonly status: string };
        return { ok: turn.status === 'completed' };
      },
    };
  };
}
