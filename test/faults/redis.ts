import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { redisStorage } from '../../src/login/redis-storage.ts';
import type { Storage } from '../../src/login/storage.ts';
import { silentLog } from '../../src/system/log.ts';
import type { RedisTimes } from '../../src/system/redis.ts';
import { until } from './support.ts';

/** The program of the distribution's package; .ci/run installs it. Undefined where it is missing. */
export const SERVER = ['redis-server', 'valkey-server'].find(
  (name) => spawnSync(name, ['--version']).status === 0,
);
if (SERVER === undefined)
  console.warn(
    'SKIPPED: THE TESTS OF THE REDIS STORE. redis-server is missing (`apt-get install redis-server`).',
  );

export const PASSWORD = randomBytes(12).toString('hex');
export const newKey = (): string => randomBytes(32).toString('base64');

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
};

export type RedisServer = Awaited<ReturnType<typeof startRedis>>;

/** A real server with a password, which ends with the test. `options`: words of its command line. */
export async function startRedis(...options: readonly string[]) {
  const dir = await mkdtemp(path.join(tmpdir(), 'codex-oauth-redis-'));
  const port = await freePort();
  const key = newKey();
  let child: ChildProcess | undefined;
  const start = async (): Promise<void> => {
    const words = ['--port', String(port), '--bind', '127.0.0.1', '--dir', dir, '--requirepass', PASSWORD];
    const mine = spawn(SERVER ?? '', [...words, '--save', '', ...options], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child = mine;
    let ready = false;
    createInterface({ input: mine.stdout }).on('line', (line) => {
      ready ||= /ready to accept connections/i.test(line);
    });
    await until(() => ready);
  };
  const kill = async (signal: NodeJS.Signals): Promise<void> => {
    const mine = child;
    if (!mine || mine.exitCode !== null || mine.signalCode !== null) return;
    const ended = once(mine, 'exit');
    mine.kill(signal);
    await ended;
  };
  onTestFinished(async () => {
    await kill('SIGKILL');
    await rm(dir, { recursive: true, force: true });
  });
  await start();
  const url = (at = port): string => `redis://:${PASSWORD}@127.0.0.1:${at}/0`;
  return {
    port,
    key,
    url,
    start,
    kill,
    /** As a further process of the fleet would have it. */
    storage: (at = port, keys: readonly string[] = [key], redisTimes?: Partial<RedisTimes>): Storage =>
      redisStorage(
        { url: url(at), label: `redis://127.0.0.1:${at}/0`, keys },
        {
          platform: process.platform,
          uid: process.getuid?.(),
          log: silentLog,
          redisTimes,
          allowed: async () => {},
        },
      ),
    /** What redis-cli prints. */
    cli: (...words: readonly string[]): string => {
      const { stdout } = spawnSync('redis-cli', ['-p', String(port), ...words], {
        encoding: 'utf8',
        env: { ...process.env, REDISCLI_AUTH: PASSWORD },
      });
      return stdout.trim();
    },
  };
}

export interface Road {
  readonly port: number;
  /** What happens to everything that goes through from now on. */
  mode: 'open' | 'cut' | 'stalled' | 'slow';
  /** Called with each piece that a client sends, and its number; false: the reply to it never arrives. */
  onPiece: (count: number) => boolean | void;
  count: number;
}

/** The way to a server, which can be cut, stalled or slow. */
export async function roadTo(port: number): Promise<Road> {
  const sockets = new Set<Socket>();
  let mode: Road['mode'] = 'open';
  const server = createServer((client) => {
    if (mode === 'cut') return client.destroy();
    const far = connect(port, '127.0.0.1');
    let deaf = false;
    for (const [from, to] of [
      [client, far],
      [far, client],
    ] as const) {
      sockets.add(from);
      from.on('error', () => to.destroy());
      from.on('close', () => to.destroy());
      from.on('data', (piece) => {
        if (mode === 'stalled') return;
        if (from === client) {
          road.count += 1;
          deaf ||= road.onPiece(road.count) === false;
          if (client.destroyed) return;
        } else if (deaf) return;
        if (mode === 'slow') setTimeout(() => to.writable && to.write(piece), 20);
        else if (to.writable) to.write(piece);
      });
    }
    return undefined;
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const road: Road = {
    port: (server.address() as AddressInfo).port,
    count: 0,
    onPiece: () => {},
    get mode() {
      return mode;
    },
    set mode(next) {
      mode = next;
      if (next === 'cut') for (const socket of sockets) socket.destroy();
    },
  };
  return road;
}
