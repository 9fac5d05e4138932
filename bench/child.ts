import { execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

type Message = Readonly<Record<string, unknown>>;

/** A server over stdio, and the clock that started when it was spawned. */
export interface Child {
  /** Sends a request and resolves with its result. */
  call(method: string, params?: object): Promise<Message>;
  notify(method: string, params?: object): void;
  /** Resolves with the first message of this method, a past one too. */
  next(method: string): Promise<Message>;
  /** Resolves with the next message of this method, whatever came before. */
  after(method: string): Promise<Message>;
  /** Milliseconds since the spawn. */
  elapsed(): number;
  /** Resident memory in bytes; undefined where the system does not tell. */
  memory(): number | undefined;
  /** Ends stdin and resolves with the milliseconds until the process is gone. */
  end(): Promise<number>;
}

export interface Command {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

function residentMemory(pid: number): number | undefined {
  try {
    if (process.platform === 'linux') {
      const line = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
      return line ? Number(line[1]) * 1024 : undefined;
    }
    return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) * 1024;
  } catch {
    return undefined;
  }
}

/** Nothing of the user's is inherited: an extra certificate file alone costs 40 ms at every start of Node 20. */
export function startChild({ command, args, env, cwd }: Command): Child {
  const started = performance.now();
  const child = spawn(command, args, { env, cwd, stdio: ['pipe', 'pipe', 'ignore'] });
  const replies = new Map<number, (message: Message) => void>();
  const seen: Message[] = [];
  const waiting: { readonly method: string; readonly resolve: (message: Message) => void }[] = [];
  let rest = '';
  let id = 0;
  const take = (message: Message): void => {
    const reply = typeof message['id'] === 'number' && !('method' in message) && replies.get(message['id']);
    if (reply) return reply(message);
    seen.push(message);
    for (const w of waiting) if (w.method === message['method']) w.resolve(message);
  };
  child.stdout.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString('utf8')).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line !== '') take(JSON.parse(line) as Message);
  });
  const exited = new Promise<void>((resolve) => child.on('exit', () => resolve()));
  const send = (message: object): void =>
    void child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  return {
    call: async (method, params = {}) => {
      id += 1;
      const own = id;
      const reply = new Promise<Message>((resolve) => replies.set(own, resolve));
      send({ id: own, method, params });
      const gone = exited.then((): never => {
        throw new Error(`${command} ended before it answered ${method}`);
      });
      const message = await Promise.race([reply, gone]);
      if (message['error']) throw new Error(`${method}: ${JSON.stringify(message['error'])}`);
      return message['result'] as Message;
    },
    notify: (method, params = {}) => send({ method, params }),
    next: (method) => {
      const past = seen.find((message) => message['method'] === method);
      return past ? Promise.resolve(past) : new Promise((resolve) => waiting.push({ method, resolve }));
    },
    after: (method) => new Promise((resolve) => waiting.push({ method, resolve })),
    elapsed: () => performance.now() - started,
    memory: () => (child.pid === undefined ? undefined : residentMemory(child.pid)),
    end: async () => {
      const start = performance.now();
      child.stdin.end();
      const late = setTimeout(() => child.kill('SIGKILL'), 3_000);
      await exited;
      clearTimeout(late);
      return performance.now() - start;
    },
  };
}

export const INITIALIZE = {
  protocolVersion: '2025-11-25',
  capabilities: {},
  clientInfo: { name: 'bench', version: '1' },
};
