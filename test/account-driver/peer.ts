import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import type { Simulator } from '../../simulator/simulator.ts';
import type { JsonObject } from '../../src/system/json.ts';
import { until } from '../support/net.ts';

/** What a request was answered with. */
export interface Answer {
  readonly result?: JsonObject;
  readonly error?: { readonly code: number; readonly message: string };
}

export interface Notification {
  readonly method: string;
  readonly params: JsonObject;
}

/** How the program under test is started. Each scenario gets a peer of its own. */
export interface PeerOptions {
  readonly simulator: Simulator;
  /** Whether the experimental capability is declared. */
  readonly experimental: boolean;
  readonly workspaces: readonly string[];
}

/** An account API at the other end of a pipe, whatever its framing. */
export interface Peer {
  request(method: string, params?: JsonObject): Promise<Answer>;
  /** How requests of the peer are answered; undefined stays silent. */
  onRequest(answer: (method: string, params: JsonObject) => Answer | undefined): void;
  /** Requests that the peer has made. */
  readonly asked: readonly Notification[];
  readonly notifications: readonly Notification[];
  /** The first account notification of this method after the `from`-th. */
  next(method: string, from?: number): Promise<Notification>;
  /** Asks the model something, in the peer's own way. */
  ask(prompt: string): Promise<{ readonly ok: boolean }>;
  /** Where the peer would keep a login. */
  readonly authFile: string;
}

export type OpenPeer = (options: PeerOptions) => Promise<Peer>;

/** What an adapter adds to the pipe. */
export interface Framing {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly authFile: string;
  /** Members that every message carries. */
  readonly envelope: JsonObject;
  readonly initialize: JsonObject;
  readonly initialized: string;
}

interface Message extends Answer {
  readonly id?: number;
  readonly method?: string;
  readonly params?: JsonObject;
}

/** One JSON message a line over the program's stdio, initialized. The program ends with the test. */
export async function openPipe(framing: Framing): Promise<Omit<Peer, 'ask'>> {
  const child = spawn(framing.command, [...framing.args], {
    cwd: framing.cwd,
    env: { ...framing.env },
    shell: process.platform === 'win32' && path.extname(framing.command) === '.cmd',
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => {
    stderr = (stderr + chunk.toString('utf8')).slice(-4_000);
  });
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
  onTestFinished(async () => {
    child.stdin.end();
    const timer = setTimeout(() => child.kill('SIGKILL'), 3_000);
    await gone;
    clearTimeout(timer);
  });

  const notifications: Notification[] = [];
  const asked: Notification[] = [];
  const answers = new Map<number, (answer: Answer) => void>();
  let respond: (method: string, params: JsonObject) => Answer | undefined = () => undefined;
  let lastId = 0;

  const send = (message: JsonObject): void => {
    child.stdin.write(`${JSON.stringify({ ...framing.envelope, ...message })}\n`);
  };
  const receive = ({ id, method, params = {}, result, error }: Message): void => {
    if (method !== undefined && id !== undefined) {
      asked.push({ method, params });
      const answer = respond(method, params);
      if (answer) send({ id, ...answer });
    } else if (method !== undefined) {
      notifications.push({ method, params });
    } else if (id !== undefined) {
      answers.get(id)?.({ ...(result && { result }), ...(error && { error }) });
      answers.delete(id);
    }
  };
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.trim() !== '') receive(JSON.parse(line) as Message);
  });

  const request = (method: string, params?: JsonObject): Promise<Answer> => {
    lastId += 1;
    const id = lastId;
    return new Promise((resolve, reject) => {
      answers.set(id, resolve);
      void gone.then(() => reject(new Error(`The program ended before it answered ${method}.\n${stderr}`)));
      send({ id, method, ...(params ? { params } : {}) });
    });
  };
  const initialized = await request('initialize', framing.initialize);
  if (initialized.error) throw new Error(initialized.error.message);
  send({ method: framing.initialized });

  return {
    request,
    onRequest: (answer) => {
      respond = answer;
    },
    asked,
    notifications,
    next: async (method, from = 0) => {
      let found: Notification | undefined;
      const look = (): boolean => {
        found = notifications.slice(from).find((n) => n.method === method);
        if (!found && child.exitCode !== null) throw new Error(`It ended without ${method}.\n${stderr}`);
        return found !== undefined;
      };
      await until(look, `${method} is sent`, 50_000);
      return found as Notification;
    },
    authFile: framing.authFile,
  };
}
