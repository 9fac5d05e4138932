import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { ElicitRequestSchema, type CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { startSimulator, type Simulator } from '../../../simulator/simulator.ts';
import { VERSION } from '../../system/version.ts';
import { fault } from './fault.ts';
import { simulatedAnswer, type Subject } from './subject.ts';

/** What a tool gave back, as a client sees it. */
export interface ToolAnswer {
  readonly text: string;
  readonly structured: Readonly<Record<string, unknown>>;
  readonly meta: Readonly<Record<string, unknown>>;
}

export interface CallOptions {
  readonly arguments?: Readonly<Record<string, unknown>>;
  readonly onProgress?: (message: string) => void;
}

/** The simulator, the server as users run it, and a client that speaks MCP with it over stdio. */
export interface Stage {
  readonly simulator: Simulator;
  readonly client: Client;
  readonly authFile: string;
  /** Milliseconds from the start of the process to the end of the handshake. */
  readonly startedInMs: number;
  /** Called with every address that the server asks to open. */
  onAddress: (url: string) => void;
  /** Calls a tool; an error result is a failed step. */
  call(name: string, options?: CallOptions): Promise<ToolAnswer>;
  /** What the server wrote to stdout that is no protocol; empty, if all is well. */
  readonly noise: readonly string[];
}

export interface StageParts {
  readonly entry: string;
  readonly execPath: string;
  readonly subject: Subject;
  readonly signal: AbortSignal;
}

const DELTA_MS = 30;
const CALL_TIMEOUT_MS = 60_000;
const START_TIMEOUT_MS = 10_000;

/** Sets everything up, runs the play, and tears everything down whatever happens. */
export async function withStage<T>(parts: StageParts, play: (stage: Stage) => Promise<T>): Promise<T> {
  const home = await mkdtemp(path.join(tmpdir(), 'codex-oauth-demo-'));
  const ends: (() => Promise<void>)[] = [() => rm(home, { recursive: true, force: true })];
  try {
    const simulator = await startSimulator({
      approve: 'auto',
      deltaDelayMs: DELTA_MS,
      answer: (question) => simulatedAnswer(parts.subject, question),
    });
    ends.unshift(() => simulator.close());
    const config = path.join(home, 'config');
    const transport = new StdioClientTransport({
      command: parts.execPath,
      args: [parts.entry],
      env: environment(home, config, simulator, parts.subject.file?.root ?? home),
      stderr: 'ignore',
    });
    const client = new Client(
      { name: 'codex-oauth-demo', version: VERSION },
      { capabilities: { elicitation: { url: {} } } },
    );
    const noise: string[] = [];
    client.onerror = (error) => noise.push(error.message);
    let onAddress: (url: string) => void = () => {};
    client.setRequestHandler(ElicitRequestSchema, ({ params }) => {
      if (params.mode !== 'url') return { action: 'decline' };
      onAddress(params.url);
      return { action: 'accept' };
    });
    const started = Date.now();
    ends.unshift(() => client.close());
    await client
      .connect(transport, { signal: parts.signal, timeout: START_TIMEOUT_MS })
      .catch((error: unknown) => {
        if (parts.signal.aborted) throw error;
        throw fault(
          'server',
          `${parts.entry} did not start as an MCP server: ${error instanceof Error ? error.message : 'unknown'}.`,
        );
      });
    return await play({
      simulator,
      client,
      authFile: path.join(config, 'auth.json'),
      startedInMs: Date.now() - started,
      get onAddress() {
        return onAddress;
      },
      set onAddress(act) {
        onAddress = act;
      },
      call: (name, options) => call(client, name, parts.signal, options),
      noise,
    });
  } finally {
    for (const end of ends) await end().catch(() => {});
  }
}

/** Nothing of the user's own settings and logins can be seen from inside; files are read in `workspace` only. */
function environment(
  home: string,
  config: string,
  simulator: Simulator,
  workspace: string,
): Record<string, string> {
  return {
    HOME: home,
    USERPROFILE: home,
    CLAUDE_CONFIG_DIR: config,
    CLAUDE_PROJECT_DIR: workspace,
    CODEX_HOME: path.join(home, 'codex-home'),
    CODEX_OAUTH_ISSUER: simulator.issuer,
    CODEX_OAUTH_BASE_URL: simulator.backendUrl,
    OPENAI_BASE_URL: simulator.apiUrl,
    BROWSER: 'none',
  };
}

async function call(
  client: Client,
  name: string,
  signal: AbortSignal,
  options: CallOptions = {},
): Promise<ToolAnswer> {
  const { onProgress } = options;
  // The SDK's type also covers an older protocol's results, which the server never sends.
  const result = (await client.callTool({ name, arguments: { ...options.arguments } }, undefined, {
    signal,
    timeout: CALL_TIMEOUT_MS,
    resetTimeoutOnProgress: true,
    ...(onProgress === undefined ? {} : { onprogress: (p) => onProgress(p.message ?? '') }),
  })) as CallToolResult;
  const text = result.content.map((block) => (block.type === 'text' ? block.text : '')).join('\n');
  if (result.isError === true) throw fault(name, text);
  return { text, structured: result.structuredContent ?? {}, meta: result._meta ?? {} };
}
