import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

type Message = Readonly<Record<string, unknown>>;

/** A server over stdio, and the clock that started when it was spawned. */
export interface Child {
  /** Sends a request and resolves with its result. */
  call(method: string, params?: object): Promise<Message>;
  notify(method: string): void;
  /** Resolves with the next message of this method. */
  next(method: string): Promise<Message>;
  /** Milliseconds since the spawn. */
  elapsed(): number;
  /** Resident memory in bytes. */
  memory(): number;
  /** Ends stdin and resolves with the milliseconds until the process is gone. */
  end(): Promise<number>;
}

export interface Command {
  readonly command: string;
  readonly args: readonly string[];
  /** All of it: nothing of the user's is inherited. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
}

export function startChild({ command, args, env, cwd }: Command): Child {
  const started = performance.now();
  const child = spawn(command, args, { env, cwd, stdio: ['pipe', 'pipe', 'ignore'] });
  const waiting = new Map<string | number, (message: Message) => void>();
  let rest = '';
  let id = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString('utf8')).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const message = JSON.parse(line) as Message & { readonly id: number; readonly method?: string };
      waiting.get(message.method ?? message.id)?.(message);
    }
  });
  const exited = new Promise<void>((resolve) => child.on('exit', () => resolve()));
  const reply = async (key: string | number): Promise<Message> => {
    const gone = exited.then((): never => {
      throw new Error(`${command} ended before ${key} came`);
    });
    return Promise.race([new Promise<Message>((resolve) => waiting.set(key, resolve)), gone]);
  };
  const send = (message: object): void =>
    void child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  return {
    call: async (method, params = {}) => {
      id += 1;
      const answer = reply(id);
      send({ id, method, params });
      const { error, result } = await answer;
      if (error) throw new Error(`${method}: ${JSON.stringify(error)}`);
      return result as Message;
    },
    notify: (method) => send({ method }),
    next: reply,
    elapsed: () => performance.now() - started,
    memory: () =>
      Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) * 1024,
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
