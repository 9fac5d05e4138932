import { inWords } from '../system/wording.ts';
import { X509Certificate } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { createApp } from '../app.ts';
import { readSettings, type Settings } from '../settings.ts';
import type { Deps } from '../system/deps.ts';
import { AppError, errnoOf } from '../system/errors.ts';
import { holderText, portHolder } from '../system/port-holder.ts';
import { proxyFor, proxyVariables, type Proxy } from '../system/proxy.ts';
import { noBrowserReason } from '../system/surroundings.ts';
import { VERSION } from '../system/version.ts';
import type { CaFacts, Facts, MachineFacts, NetworkFacts, PortFacts, SettingsFacts } from './facts.ts';
import { gatherFiles, lookAt } from './gather-files.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** Settings that can be used, and those that cannot: a bad one must not hide what else is wrong. */
export function tolerantSettings(
  env: Env,
  home: string,
): { readonly settings: Settings; readonly refused: SettingsFacts['refused'] } {
  const refused: { name: string; error: AppError }[] = [];
  const usable = { ...env };
  for (;;) {
    try {
      return { settings: readSettings(usable, home), refused };
    } catch (error) {
      // Settings errors begin with the variable's name; anything else is not ours to swallow.
      const name =
        error instanceof AppError ? /^[A-Z][A-Z0-9_]+/.exec(inWords(error.what, 'terminal'))?.[0] : undefined;
      if (!(error instanceof AppError) || name === undefined || usable[name] === undefined) throw error;
      refused.push({ name, error });
      delete usable[name];
    }
  }
}

const KEYS = ['CODEX_ACCESS_TOKEN', 'CODEX_API_KEY', 'OPENAI_API_KEY'];
/** Read by curl, git, Python and the Codex CLI, not by Node. */
const OTHER_CA = ['CODEX_CA_CERTIFICATE', 'SSL_CERT_FILE', 'REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE'];

/** Looks at this machine. Changes nothing but loose permissions of the login file; asks nobody over the network. */
export async function gatherFacts(d: Deps): Promise<{ readonly facts: Facts; readonly settings: Settings }> {
  const { env } = d;
  const { settings, refused } = tolerantSettings(env, d.home);
  // Before the status, which reads the file and tightens its permissions.
  const files = await gatherFiles(settings.authFile, d);
  const [network, status, cliFile] = await Promise.all([
    gatherNetwork(d, settings),
    createApp(d, settings).status(),
    lookAt(settings.codexCliFile),
  ]);
  const facts: Facts = {
    machine: gatherMachine(d),
    settings: {
      refused,
      names: Object.keys(env).filter((name) => name.startsWith('CODEX_OAUTH_') && env[name] !== undefined),
      issuer: settings.issuer,
      baseUrl: settings.baseUrl,
      logFile: settings.logFile,
    },
    files,
    network,
    login: {
      status,
      keys: KEYS.filter((name) => env[name]?.trim()),
      codexCliFile: settings.codexCliFile,
      codexCliThere: cliFile !== undefined,
    },
  };
  return { facts, settings };
}

function gatherMachine(d: Deps): MachineFacts {
  const { env } = d;
  return {
    version: VERSION,
    nodeVersion: d.nodeVersion,
    platform: d.platform,
    uid: d.uid,
    osRelease: d.osRelease,
    now: d.now(),
    home: d.home,
    wsl: env['WSL_DISTRO_NAME'] !== undefined || /microsoft/i.test(d.osRelease),
    container:
      d.platform === 'linux' &&
      (existsSync('/.dockerenv') || existsSync('/run/.containerenv') || Boolean(env['container'])),
    ssh: Boolean(env['SSH_CONNECTION'] ?? env['SSH_TTY'] ?? env['SSH_CLIENT']),
    ci: Boolean(env['CI']) && env['CI'] !== 'false',
    host: hostOf(env),
  };
}

/** The coding assistant that started us, as far as it says so in the environment. */
export function hostOf(env: Env): string | undefined {
  if (env['CLAUDECODE'] || env['CLAUDE_CODE_ENTRYPOINT'] || env['CLAUDE_PLUGIN_ROOT']) {
    const said = `${env['CLAUDE_CODE_VERSION'] ?? ''} ${env['AI_AGENT'] ?? ''} ${env['CLAUDE_CODE_EXECPATH'] ?? ''}`;
    const version = /\d+[._-]\d+[._-]\d+/.exec(said)?.[0].replaceAll(/[_-]/g, '.');
    const entry = env['CLAUDE_CODE_ENTRYPOINT'];
    return `Claude Code${version ? ` ${version}` : ''}${entry && /^[\w-]{1,40}$/.test(entry) ? ` (${entry})` : ''}`;
  }
  if (env['CURSOR_TRACE_ID'] || env['CURSOR_AGENT']) return 'Cursor';
  if (env['GEMINI_CLI']) return 'Gemini CLI';
  return env['TERM_PROGRAM'] === 'vscode' ? 'VS Code' : undefined;
}

async function gatherNetwork(d: Deps, settings: Settings): Promise<NetworkFacts> {
  const { env } = d;
  const caFile = env['NODE_EXTRA_CA_CERTS']?.trim();
  const [ca, ...ports] = await Promise.all([
    caFile ? readCa(caFile) : undefined,
    ...settings.ports.map((port) => lookAtPort(port, d.platform)),
  ]);
  return {
    variables: proxyVariables(env),
    routes: [...new Set([settings.issuer, settings.baseUrl])].map((url) => ({
      host: new URL(url).host,
      proxy: routeTo(url, env),
    })),
    noProxy: Boolean(env['NO_PROXY'] ?? env['no_proxy']),
    ca,
    otherCa: OTHER_CA.filter((name) => env[name]?.trim()),
    tlsOff: env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0',
    ports,
    noBrowser: noBrowserReason(env, d.platform),
    browser: env['BROWSER'] || undefined,
  };
}

function routeTo(url: string, env: Env): Proxy | AppError | undefined {
  try {
    return proxyFor(new URL(url), env);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

async function readCa(path: string): Promise<CaFacts> {
  try {
    const blocks =
      (await readFile(path, 'utf8')).match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ??
      [];
    return { path, found: { kind: 'read', certificates: blocks.map((pem) => ({ validTo: validTo(pem) })) } };
  } catch (error) {
    return { path, found: { kind: 'unreadable', code: errnoOf(error) ?? 'unknown' } };
  }
}

function validTo(pem: string): number | undefined {
  try {
    return Date.parse(new X509Certificate(pem).validTo);
  } catch {
    return undefined;
  }
}

/** Tries the port as a sign-in would, and lets go of it at once. */
async function lookAtPort(port: number, platform: string): Promise<PortFacts> {
  const server = createServer();
  const code = await new Promise<string | undefined>((resolve) => {
    server.once('error', (error) => resolve(errnoOf(error) ?? 'unknown'));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(undefined)));
  });
  if (code === undefined) return { port, state: 'free', holder: undefined };
  if (code !== 'EADDRINUSE') return { port, state: 'reserved', holder: undefined };
  const holder = await portHolder(port, platform);
  return { port, state: 'busy', holder: holder && holderText(holder) };
}
