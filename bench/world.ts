import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createServer } from 'node:tls';
import { parentPort, Worker } from 'node:worker_threads';
import { startSimulator } from '../simulator/simulator.ts';
import { makeAuthority } from '../test/support/authority.ts';

/** OpenAI's two hosts, and the port at which everybody looks for them. */
const HOSTS = ['chatgpt.com', 'auth.openai.com'];
const HTTPS = 443;

/** A login that the stand-in takes, and the authority that vouches for its certificate. */
export interface Backend {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly idToken: string;
  /** A file for NODE_EXTRA_CA_CERTS and SSL_CERT_FILE. */
  readonly ca: string;
}

export const ACCOUNT = 'acc-sim-0001';

/**
 * Runs this program again where OpenAI's names lead to this machine: a network and a hosts file of its own, which
 * needs no root and harms nothing outside. So every contestant uses its default addresses, resolves, connects and
 * shakes hands as it does for users, and none of them goes through a proxy or a hook.
 */
export function inOwnNetwork(folder: string): number | null {
  const hosts = path.join(folder, 'hosts');
  writeFileSync(hosts, `127.0.0.1 localhost ${HOSTS.join(' ')}\n`);
  const script = 'ip link set lo up && mount --bind "$0" /etc/hosts && exec "$@"';
  const again = [process.execPath, ...process.execArgv, ...process.argv.slice(1)];
  const { status, error } = spawnSync('unshare', ['-Urmn', 'sh', '-c', script, hosts, ...again], {
    stdio: 'inherit',
    env: { ...process.env, BENCH_FOLDER: folder },
  });
  if (error) throw error;
  return status;
}

/** A prompt `size:n` is answered with n characters in pieces of five, as models stream; others with one short line. */
function answer({ prompt }: { readonly prompt: string }): string {
  const size = Number(/^size:(\d+)$/.exec(prompt)?.[1] ?? 0);
  return size > 0 ? 'word '.repeat(size / 5) : 'A short answer.';
}

/** The worker's part: a stand-in with a processor of its own, so that what is measured does not wait for it. */
export async function serveSimulator(): Promise<void> {
  // The app-server sends its instructions as a message.
  const simulator = await startSimulator({
    answer,
    accessTokenTtlSeconds: 86_400,
    requireInstructions: false,
  });
  const authority = makeAuthority();
  const front = createServer(authority.issue(HOSTS), (socket) => {
    const inner = connect({ port: Number(new URL(simulator.url).port), host: '127.0.0.1', noDelay: true });
    socket.setNoDelay(true).on('error', () => inner.destroy());
    inner.on('error', () => socket.destroy());
    socket.pipe(inner).pipe(socket);
  });
  front.on('tlsClientError', () => {});
  front.listen(HTTPS, '127.0.0.1');
  await once(front, 'listening');
  // A worker's port, not a window's: there is no origin to name.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  parentPort?.postMessage({ ...simulator.mintTokens(), pem: authority.pem });
}

/** The bench's part: `entry` is this very program, which finds itself in a worker then. */
export async function startBackend(
  entry: URL,
  folder: string,
): Promise<{ readonly backend: Backend; stop(): Promise<unknown> }> {
  // A worker of Node 20 has none of the loader that runs TypeScript: it brings its own.
  const self = JSON.stringify(entry.href);
  const load = `import('tsx/esm/api').then(({ tsImport }) => tsImport(${self}, ${self}))`;
  const worker = new Worker(load, { eval: true });
  const [{ pem, ...tokens }] = (await once(worker, 'message')) as [Omit<Backend, 'ca'> & { pem: string }];
  const ca = path.join(folder, 'ca.pem');
  await writeFile(ca, pem);
  return { backend: { ...tokens, ca }, stop: () => worker.terminate() };
}

/** A folder that is gone when `use` has ended. */
export async function withFolder<T>(use: (folder: string) => T | Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'codex-oauth-bench-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

export async function writeJson(file: string, content: unknown): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify(content), { mode: 0o600 });
}
