import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { AppError } from '../../../src/system/errors.ts';
import {
  openThreads,
  type NewThread,
  type Threads,
  type ThreadsDeps,
  type TurnStart,
} from '../../../src/threads/store.ts';
import type { Thread } from '../../../src/threads/thread.ts';
import { silentLog } from '../../../src/system/log.ts';

/** Parts of a store in `dir`, as main.ts makes them. */
export function storeDeps(dir: string): ThreadsDeps {
  return {
    dir,
    enabled: true,
    retentionDays: 30,
    now: Date.now,
    randomBytes,
    pid: process.pid,
    processAlive: (pid) => {
      try {
        process.kill(pid, 0);
        return true;
      } catch {
        return false;
      }
    },
    hostname: hostname(),
    everyProject: false,
    log: silentLog,
  };
}

/** A folder that is removed when the test ends; the threads folder in it does not exist yet. */
export async function threadsDir(): Promise<string> {
  const base = await mkdtemp(path.join(tmpdir(), 'codex-oauth-threads-'));
  onTestFinished(() => rm(base, { recursive: true, force: true }));
  return path.join(base, 'codex-oauth', 'threads');
}

export async function makeStore(extra: Partial<ThreadsDeps> = {}): Promise<Threads> {
  return openThreads({ ...storeDeps(await threadsDir()), ...extra });
}

export function create(threads: Threads, extra: Partial<NewThread> = {}): Thread {
  const common = {
    model: 'gpt-6.1-sol',
    effort: 'low',
    accountId: 'acc-1',
    title: 'Q',
    cwd: '/project',
    project: '',
  };
  return threads.create({ ...common, id: threads.newId(), ...extra });
}

export function question(prompt: string, extra: Partial<TurnStart> = {}): TurnStart {
  return {
    model: 'gpt-6.1-sol',
    effort: 'low',
    prompt,
    input: { type: 'message', role: 'user', content: [{ type: 'input_text', text: prompt }] },
    ...extra,
  };
}

export const reasoningItem = (n: number): Record<string, unknown> => ({
  type: 'reasoning',
  id: `rs_${n}`,
  summary: [],
  encrypted_content: `sealed-${n}`,
});

export const messageItem = (n: number, text: string): Record<string, unknown> => ({
  type: 'message',
  id: `msg_${n}`,
  role: 'assistant',
  status: 'completed',
  content: [{ type: 'output_text', text, annotations: [] }],
});

/** Asks and answers once; returns the id. */
export async function answered(
  threads: Threads,
  prompt: string,
  text: string,
  id?: string,
  project = '',
): Promise<string> {
  const thread =
    id === undefined ? create(threads, { title: prompt, project }) : await threads.load(id, undefined);
  const writer = threads.beginTurn(thread, question(prompt));
  writer.append(text);
  const problem = await writer.finish({ items: [reasoningItem(1), messageItem(1, text)], text });
  if (problem) throw problem;
  return thread.meta.id;
}

export const fileOf = (threads: Threads, id: string): string => path.join(threads.dir, `${id}.jsonl`);

/** The AppError that a promise ends in. */
export async function refusal(promise: Promise<unknown>): Promise<AppError> {
  const error = await promise.then(
    () => undefined,
    (e: unknown) => e,
  );
  if (error instanceof AppError) return error;
  throw new Error(`no AppError: ${String(error)}`);
}
