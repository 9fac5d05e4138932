import { homedir, release } from 'node:os';
import path from 'node:path';
import type { App } from './app.ts';
import type { Deps } from './system/deps.ts';
import { AppError, errnoOf } from './system/errors.ts';
import { createFetch } from './system/http.ts';
import { audibleLog, fileLog, silentLog } from './system/log.ts';
import { redact } from './system/redact.ts';
import { sleep } from './system/time.ts';
import { visible } from './system/visible.ts';
import { ownToolsEnabled } from './login/providers-file.ts';
import { readSettings } from './settings.ts';

/** The process ends only after a running refresh: its answer may contain the only valid token. */
const LAST_REFRESH_MS = 10_000;
/** A host lists the tools right after connecting, so load what only a question needs later than that. */
const WARM_UP_MS = 50;
/** What is only remembered must not keep the host waiting: it gives a server 100 ms. */
const LAST_WRITES_MS = 50;

/** Said on stderr, to a person who pipes a question where a host speaks JSON-RPC. */
const HOW_TO_ASK = `✗ This is not a message of an MCP host.
  Without a command, codex-oauth is an MCP server for coding assistants.
  → To ask what is piped: \`codex-oauth ask\`. For everything else: \`codex-oauth help\`.
`;

/** The one argument of a worker, which asks one question for a server. Its question comes on stdin. */
const WORKER = 'answer-for-a-server';

/** This process, as main.ts hands it over. */
export interface Host {
  readonly process: NodeJS.Process;
  /** The script that was started. */
  readonly entry: string;
  /** Caches compiled code for the next start, if Node supports it. */
  readonly keepCompiled: () => void;
}

/** The working folder; one that has been deleted is replaced by the root of the disk, from which nothing is attached. */
function cwdOf(process: NodeJS.Process): string {
  try {
    return process.cwd();
  } catch {
    return path.parse(process.execPath).root;
  }
}

function makeDeps({ process }: Host, face: Deps['face'], logFile?: string): Deps {
  return {
    face,
    env: process.env,
    platform: process.platform,
    arch: process.arch,
    osRelease: release(),
    nodeVersion: process.versions.node,
    pid: process.pid,
    processAlive: (pid) => {
      try {
        return process.kill(pid, 0);
      } catch (error) {
        return errnoOf(error) === 'EPERM';
      }
    },
    uid: process.getuid?.(),
    home: homedir(),
    cwd: cwdOf(process),
    fetch: createFetch(process.env),
    now: Date.now,
    sleep,
    // The global crypto: node:crypto adds 3 ms to every start.
    randomBytes: (size) => crypto.getRandomValues(new Uint8Array(size)),
    // Loaded only for a sign-in: the module that starts programs costs 2 MB.
    openBrowser: async (url) =>
      (await import('./system/browser.ts')).openInBrowser(url, process.env, process.platform),
    log: audibleLog(logFile ? fileLog(logFile, Date.now, process.pid) : silentLog),
  };
}

/** Serves MCP until the host goes away. Nothing but JSON-RPC is written to stdout. */
async function serveStdio(host: Host): Promise<void> {
  const { process } = host;
  const settings = readSettings(process.env, homedir());
  const deps: Deps = {
    ...makeDeps(host, 'assistant', settings.logFile),
    startWorker: async (input) =>
      (await import('./system/worker.ts')).startDetached(
        process.execPath,
        [...process.execArgv, host.entry, WORKER],
        input,
      ),
  };
  const { createStdioTransport, serve } = await import('./mcp/serve.ts');
  const transport = createStdioTransport(process);

  // A person at a shell gets a word, and a host whose first line is broken is served all the same.
  let lost = false;
  process.stdin.once('data', (chunk: Buffer | string) => {
    lost = /^\s*[^\s[{]/.test(String(chunk));
    if (lost) process.stderr.write(HOW_TO_ASK);
  });
  let app: Promise<App> | undefined;
  const getApp = (): Promise<App> =>
    (app ??= import('./app.ts').then(({ createApp }) => createApp(deps, settings)));
  let ending = false;
  const end = async (): Promise<void> => {
    if (ending) return;
    ending = true;
    const made = await app;
    // Before the calls are cancelled, which would look like the user's wish.
    made?.jobs.interrupt();
    await transport.close();
    made?.signIn.pending()?.cancel();
    await Promise.race([made?.settled(), sleep(LAST_REFRESH_MS)]);
    await Promise.race([Promise.all([made?.flushed(), deps.log.flush()]), sleep(LAST_WRITES_MS)]);
    process.exit(lost ? 2 : 0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end());
  void transport.ended.then(end);
  // The host went away in the middle of a message: still let a running refresh finish.
  process.stdout.on('error', () => void end());

  // Load what the first question needs while no request is waiting, without using the network.
  const warmUp = async (): Promise<void> => {
    await Promise.all([
      getApp(),
      import('./system/client.ts').then(({ warmUpTls }) => warmUpTls()),
      // Every question is scanned, and a pattern is compiled at its second use.
      import('./attach/secrets/scan.ts').then(({ scanText }) => scanText('token: a, sk-a; token: b, sk-b')),
    ]);
    // Now, because a host ends its servers with a signal that leaves no time for it.
    host.keepCompiled();
  };
  // The Copilot CLI sets both, and has no commands of ours (docs/hosts.md, What the user sees).
  const { CLAUDE_PLUGIN_ROOT: plugin, COPILOT_PLUGIN_ROOT: copilot } = process.env;
  const hasCommands = plugin !== undefined && copilot === undefined;
  const ownTools = (): Promise<boolean> => ownToolsEnabled(settings.authFile, deps);
  const behind = { log: deps.log, env: process.env, hasCommands, app: getApp, ownTools };
  await serve(behind, transport, () => {
    lost = false;
    setTimeout(() => void warmUp(), WARM_UP_MS).unref();
  });
}

/** Asks one question for a server, and lives as long as it takes (docs/jobs.md). */
async function runWorker(host: Host): Promise<void> {
  const { process } = host;
  const pieces: Buffer[] = [];
  const read = async (): Promise<void> => {
    for await (const piece of process.stdin) pieces.push(Buffer.from(piece));
  };
  const settings = readSettings(process.env, homedir());
  const [{ createApp }, { work }] = await Promise.all([
    import('./app.ts'),
    import('./mcp/worker.ts'),
    import('./system/client.ts').then(({ warmUpTls }) => warmUpTls()),
    read(),
  ]);
  const app = createApp(makeDeps(host, 'assistant', settings.logFile), settings);
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort());
  await work(app, Buffer.concat(pieces).toString('utf8'), stop.signal);
  await Promise.race([app.settled(), sleep(LAST_REFRESH_MS)]);
  await app.flushed();
  process.exit(0);
}

async function runCommandLine(host: Host): Promise<number> {
  const [{ runCli, processIo }, { createApp }] = await Promise.all([
    import('./cli/main.ts'),
    import('./app.ts'),
  ]);
  const makeApp = (): App => {
    const settings = readSettings(host.process.env, homedir());
    return createApp(makeDeps(host, 'terminal', settings.logFile), settings);
  };
  return runCli(makeApp, processIo(host.process, host.entry), () => makeDeps(host, 'terminal'));
}

/** The whole program: a server where a host has started it, a command line for everybody else. */
export function runProgram(host: Host): void {
  const { process } = host;
  /** Last resort: one sentence on stderr without secrets, never a stack trace. */
  const fatal = (error: unknown): void => {
    const text = error instanceof Error ? error.message : 'unknown failure';
    process.stderr.write(`codex-oauth: ${visible(redact(text))}\n`);
    process.exit(error instanceof AppError && error.kind === 'input' ? 2 : 1);
  };
  process.on('uncaughtException', fatal);
  const server = process.argv.length === 2 && !process.stdin.isTTY;
  const worker = process.argv.length === 3 && process.argv[2] === WORKER && !process.stdin.isTTY;
  const done = worker
    ? runWorker(host)
    : server
      ? serveStdio(host)
      : runCommandLine(host).then((code) => process.exit(code));
  done.catch(fatal);
}
