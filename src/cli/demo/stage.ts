import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { ElicitRequestSchema, type CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { startSimulator } from '../../../simulator/simulator.ts';
import { AppError } from '../../system/errors.ts';
import { VERSION } from '../../system/deps.ts';
import type { Session } from '../session.ts';
import { simulatedAnswer, type Subject } from './subject.ts';

/** A step that did not do what it should: the demo ends with exit code 1 and says which. */
export function fault(step: string, why: string): AppError {
  return new AppError({
    kind: 'local',
    code: 'demo.failed',
    what: `The demo failed at: ${step}.`,
    why,
    fix: 'If the message says how to fix it, do that and run the demo again; otherwise please report it with this text.',
  });
}

const DELTA_MS = 30;
const CALL_TIMEOUT_MS = 60_000;
const START_TIMEOUT_MS = 10_000;

/** The simulator, the server as users run it, and a client that speaks MCP with it over stdio. */
export type Stage = Awaited<ReturnType<typeof openStage>>;

/** Sets everything up. `ends` collects the functions that clean up, in the order of their calls. */
export async function openStage(
  { io, signal }: Pick<Session, 'io' | 'signal'>,
  subject: Subject,
  ends: (() => Promise<void>)[],
) {
  const home = await mkdtemp(path.join(tmpdir(), 'codex-oauth-demo-'));
  ends.unshift(() => rm(home, { recursive: true, force: true }));
  const simulator = await startSimulator({
    approve: 'auto',
    deltaDelayMs: DELTA_MS,
    answer: (question) => simulatedAnswer(subject, question),
  });
  ends.unshift(() => simulator.close());
  const config = path.join(home, 'config');
  // Nothing of the user's own settings and logins can be seen from inside; files are read in the workspace only.
  const env = {
    HOME: home,
    USERPROFILE: home,
    CLAUDE_CONFIG_DIR: config,
    CLAUDE_PROJECT_DIR: subject.file?.root ?? home,
    CODEX_HOME: path.join(home, 'codex-home'),
    CODEX_OAUTH_ISSUER: simulator.issuer,
    CODEX_OAUTH_BASE_URL: simulator.backendUrl,
    OPENAI_BASE_URL: simulator.apiUrl,
    BROWSER: 'none',
  };
  const client = new Client(
    { name: 'codex-oauth-demo', version: VERSION },
    { capabilities: { elicitation: { url: {} } } },
  );
  /** What the server wrote to stdout that is not the protocol; empty, if all is well. */
  const noise: string[] = [];
  client.onerror = (error) => noise.push(error.message);
  /** The first address that the server asks to open. */
  const address = new Promise<string>((resolve) => {
    client.setRequestHandler(ElicitRequestSchema, ({ params }) => {
      if (params.mode !== 'url') return { action: 'decline' };
      resolve(params.url);
      return { action: 'accept' };
    });
  });
  const started = Date.now();
  ends.unshift(() => client.close());
  const { execPath: command, entry } = io;
  const transport = new StdioClientTransport({ command, args: [entry], env, stderr: 'ignore' });
  await client.connect(transport, { signal, timeout: START_TIMEOUT_MS }).catch((error: unknown) => {
    if (signal.aborted) throw error;
    const why = error instanceof Error ? error.message : 'unknown';
    throw fault('server', `${entry} did not start as an MCP server: ${why}.`);
  });
  /** Calls a tool; an error result is a failed step. */
  const call = async (
    name: string,
    args: Readonly<Record<string, unknown>> = {},
    onProgress: (message: string) => void = () => {},
  ) => {
    const progress: string[] = [];
    // The SDK's type also covers an older protocol's results, which the server never sends.
    const result = (await client.callTool({ name, arguments: { ...args } }, undefined, {
      signal,
      timeout: CALL_TIMEOUT_MS,
      resetTimeoutOnProgress: true,
      onprogress: ({ message = '' }) => {
        progress.push(message);
        onProgress(message);
      },
    })) as CallToolResult;
    const text = result.content.map((block) => (block.type === 'text' ? block.text : '')).join('\n');
    if (result.isError === true) throw fault(name, text);
    return { text, structured: result.structuredContent ?? {}, meta: result._meta ?? {}, progress };
  };
  const authFile = path.join(config, 'auth.json');
  return { simulator, client, authFile, address, noise, call, startedInMs: Date.now() - started };
}
