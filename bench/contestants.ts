import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { mkdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { cliLogin } from '../test/support/codex-login.ts';
import { type Child, startChild } from './child.ts';
import { ACCOUNT, type Backend, writeJson } from './world.ts';

/** A program that was started in a home and greeted. Every way to ask resolves when the whole answer is there. */
export interface Started {
  readonly child: Child;
  /** What each request carries. */
  readonly params?: object;
  ask(prompt: string): Promise<void>;
}

export type Contestant = (home: string) => Promise<Started>;

/** What users run. */
const BUNDLE = process.env['CODEX_OAUTH_TEST_BUNDLE'] ?? path.resolve('dist/codex-oauth.js');
const MODEL = 'gpt-5.5';
const INITIALIZE = {
  protocolVersion: '2025-11-25',
  capabilities: {},
  clientInfo: { name: 'bench', version: '1' },
};

const PREFIX = 'io.modelcontextprotocol/';
/** What each request of MCP 2026-07-28 carries. */
const NEWER = {
  _meta: {
    [`${PREFIX}protocolVersion`]: '2026-07-28',
    [`${PREFIX}clientInfo`]: INITIALIZE.clientInfo,
    [`${PREFIX}clientCapabilities`]: {},
  },
};

function check(answer: unknown): void {
  if (!/A short answer|word /.test(JSON.stringify(answer)))
    throw new Error(`no answer came: ${JSON.stringify(answer).slice(0, 300)}`);
}

/** What a process needs to run, and the stand-in's authority where it is to speak to it. */
function bareEnv(home: string, ca?: string): Record<string, string> {
  mkdirSync(home, { recursive: true });
  const env = { PATH: process.env['PATH'] ?? '', HOME: home };
  return ca === undefined ? env : { ...env, NODE_EXTRA_CA_CERTS: ca, SSL_CERT_FILE: ca };
}

function node(script: string, home: string, ca: string | undefined, extra = {}): Child {
  const env = { ...bareEnv(home, ca), ...extra };
  return startChild({ command: process.execPath, args: [script], env, cwd: home });
}

/** A server that does nothing but answer, and fetches the stream of a question without understanding it. */
export function bare(backend: Backend, online = true): Contestant {
  return async (home) => {
    const child = node(path.resolve('bench/bare.mjs'), home, online ? backend.ca : undefined);
    await child.call('initialize', INITIALIZE);
    child.notify('notifications/initialized');
    const headers = {
      authorization: `Bearer ${backend.accessToken}`,
      'chatgpt-account-id': ACCOUNT,
      'content-type': 'application/json',
      accept: 'text/event-stream',
      originator: 'bench',
      'user-agent': 'bench/1.0.0',
      version: '1.0.0',
    };
    return {
      child,
      ask: async (prompt) => {
        const content = [{ type: 'input_text', text: prompt }];
        const body = JSON.stringify({
          model: MODEL,
          instructions: 'Answer.',
          input: [{ type: 'message', role: 'user', content }],
          store: false,
          stream: true,
          include: ['reasoning.encrypted_content'],
        });
        const url = 'https://chatgpt.com/backend-api/codex/responses';
        check(await child.call('fetch', { url, headers, body }));
      },
    };
  };
}

/** What a host that takes tasks says with every request. */
const TASKS = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientInfo': INITIALIZE.clientInfo,
  'io.modelcontextprotocol/clientCapabilities': { extensions: { 'io.modelcontextprotocol/tasks': {} } },
};

/**
 * The shipped server, signed in, with no setting at all: for a host of an older protocol, as most are, one of MCP
 * 2026-07-28, or one that takes tasks, where a worker of its own asks.
 */
export function ours(
  backend: Backend,
  online = true,
  host: 'older' | 'newer' | 'tasks' = 'older',
): Contestant {
  return async (home) => {
    const codex = {
      access_token: backend.accessToken,
      refresh_token: backend.refreshToken,
      id_token: backend.idToken,
      token_type: 'Bearer',
    };
    await writeJson(path.join(home, '.claude/auth.json'), { codex });
    const child = node(BUNDLE, home, online ? backend.ca : undefined);
    const said = { older: {}, newer: NEWER, tasks: { _meta: TASKS } }[host];
    if (host !== 'older') await child.call('server/discover', said);
    else {
      await child.call('initialize', INITIALIZE);
      child.notify('notifications/initialized');
    }
    return {
      child,
      params: said,
      ask: async (prompt) => {
        const args = { prompt, model: MODEL };
        check(
          await child.call('tools/call', {
            name: 'codex_query',
            arguments: args,
            ...(host === 'tasks' && said),
          }),
        );
      },
    };
  };
}

/** One question to `codex exec`, run by itself or by our `start`; resolves when it has ended. */
export function exec(backend: Backend, program: string, through: boolean) {
  return async (home: string, prompt: string): Promise<void> => {
    await mkdir(path.join(home, 'bin'), { recursive: true });
    await symlink(program, path.join(home, 'bin/codex')).catch(() => {});
    await writeJson(path.join(home, '.codex/auth.json'), cliLogin(backend));
    const own = ['-c', 'analytics.enabled=false', '--disable', 'enable_request_compression'];
    const args = [...own, 'exec', '--skip-git-repo-check', '-m', MODEL, prompt];
    const command = through ? [process.execPath, BUNDLE, 'start', 'codex', '--'] : [program];
    const env = bareEnv(home, backend.ca);
    const [file = '', ...before] = command;
    const child = spawn(file, [...before, ...args], {
      env: { ...env, PATH: `${path.join(home, 'bin')}:${env['PATH'] ?? ''}` },
      cwd: home,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    check(await text(child.stdout));
  };
}

/** The real `codex app-server`, with everything off that a question does not need (docs/wire.md 10). */
export function appServer(backend: Backend, program: string): Contestant {
  return async (home) => {
    await writeJson(path.join(home, '.codex/auth.json'), cliLogin(backend));
    // The stand-in of an old Node cannot read compressed requests.
    const off = ['plugins', 'apps', 'enable_request_compression'].flatMap((name) => ['--disable', name]);
    const child = startChild({
      command: program,
      args: ['app-server', '-c', 'analytics.enabled=false', ...off],
      env: bareEnv(home, backend.ca),
      cwd: home,
    });
    await child.call('initialize', { clientInfo: { name: 'bench', title: 'Bench', version: '1' } });
    child.notify('initialized');
    let thread: string | undefined;
    return {
      child,
      ask: async (prompt) => {
        thread ??= await child
          .call('thread/start', {
            model: MODEL,
            cwd: home,
            approvalPolicy: 'never',
            sandbox: 'read-only',
            ephemeral: true,
          })
          .then((started) => (started['thread'] as { readonly id: string }).id);
        const [item, done] = [child.next('item/agentMessage/delta'), child.next('turn/completed')];
        await child.call('turn/start', {
          threadId: thread,
          input: [{ type: 'text', text: prompt, text_elements: [] }],
        });
        await Promise.all([item, done]);
      },
    };
  };
}
