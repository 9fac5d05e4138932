import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { realProgram } from '../support/real.ts';
import { ROOT } from '../support/sandbox.ts';
import { startMessagesApi, type Step, type Turn } from './messages-api.ts';

/** What the host calls one of our tools. */
export const tool = (name: string): string => `mcp__plugin_codex-oauth_codex__${name}`;

/** A turn of the model that calls one of our tools. */
export const call = (name: string, input: Readonly<Record<string, unknown>> = {}): Turn => ({
  calls: [{ name: tool(name), input }],
});

export const ask = (input: Readonly<Record<string, unknown>>): Turn => call('codex_query', input);

/** The permission that a user gives once and for all: every tool of ours. */
export const ALLOW = { args: ['--allowedTools', 'mcp__plugin_codex-oauth_codex'] } as const;

/** The host's program; undefined where its tests are to be skipped. */
export const claude = realProgram('claude', ROOT);

export interface ClaudeOptions {
  /** Stands for the user's home folder. */
  readonly home: string;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Nothing of the user's own set-up, no request but to the scripted model. */
export function claudeEnv(home: string, modelUrl: string): Record<string, string> {
  return {
    PATH: [path.dirname(process.execPath), process.env['PATH'] ?? ''].join(path.delimiter),
    HOME: home,
    USERPROFILE: home,
    CLAUDE_CONFIG_DIR: path.join(home, '.claude'),
    TERM: 'xterm-256color',
    LANG: 'C.UTF-8',
    ANTHROPIC_API_KEY: 'made-up-key-for-a-scripted-model',
    ANTHROPIC_BASE_URL: modelUrl,
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    DISABLE_TELEMETRY: '1',
    DISABLE_ERROR_REPORTING: '1',
    DISABLE_AUTOUPDATER: '1',
    IS_SANDBOX: '1',
    BROWSER: 'none',
  };
}

/** Runs the host's program with these arguments to its end. */
export async function execClaude(args: readonly string[], options: ClaudeOptions) {
  if (claude === undefined) throw new Error('The host is not installed.');
  const env = { ...claudeEnv(options.home, 'http://127.0.0.1:9'), ...options.env };
  const child = spawn(claude, args, {
    cwd: options.cwd ?? options.home,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 25_000,
    killSignal: 'SIGKILL',
  });
  const ended = once(child, 'close') as Promise<[number | null]>;
  const [[code], stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  return { code, stdout, stderr };
}

/** What the host says of itself at the beginning of a session. */
interface SessionStart {
  readonly tools: readonly string[];
  readonly slash_commands: readonly string[];
  readonly mcp_servers: readonly { readonly name: string; readonly status: string }[];
}

export type Session = Awaited<ReturnType<typeof runClaude>>;

export interface SessionOptions extends ClaudeOptions {
  readonly args?: readonly string[];
  /** The plugin's folder; `undefined` where it is installed. */
  readonly plugin?: string | undefined;
}

type Event = { readonly type?: unknown; readonly subtype?: unknown; readonly result?: unknown };

/** One headless session: the prompt, and what the scripted model does about it. */
export async function runClaude(prompt: string, script: readonly Step[], options: SessionOptions) {
  const api = await startMessagesApi(script);
  const plugin = 'plugin' in options ? options.plugin : ROOT;
  const args = ['-p', prompt, '--output-format=stream-json', '--verbose', ...(options.args ?? [])];
  if (plugin !== undefined) args.push('--plugin-dir', plugin);
  try {
    const env = { ANTHROPIC_BASE_URL: api.url, ...options.env };
    const ended = await execClaude(args, { ...options, env });
    const failure = api.failure();
    if (failure !== undefined) throw failure;
    const events = ended.stdout
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Event);
    const start = events.find((event) => event.subtype === 'init') as SessionStart | undefined;
    const outcome = events.find((event) => event.type === 'result')?.result;
    if (start === undefined || typeof outcome !== 'string') {
      throw new Error(`The host ended with ${ended.code} and no result.\n${ended.stdout}\n${ended.stderr}`);
    }
    const { requests } = api;
    /** `outcome`: the model's last words, or the host's own. `toolResults`: of all calls, in order. */
    return { start, outcome, requests, toolResults: requests.at(-1)?.toolResults ?? [] };
  } finally {
    await api.close();
  }
}
