import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { createApp } from '../../src/app.ts';
import type { Question } from '../../src/ask/question.ts';
import type { Job } from '../../src/jobs/job.ts';
import type { HostLink } from '../../src/mcp/host.ts';
import { patienceOf } from '../../src/mcp/host-limits.ts';
import { askAsJob } from '../../src/mcp/jobs.ts';
import type { ToolOutput } from '../../src/mcp/tool.ts';
import { readSettings } from '../../src/settings.ts';
import type { Deps } from '../../src/system/deps.ts';
import { errnoOf } from '../../src/system/errors.ts';
import type { Simulator, SimulatorOptions } from '../../simulator/simulator.ts';
import { depsOf, judgeHere } from '../support/deps.ts';
import { makeSandbox, makeSimulator, pointAt, seedLogin, type Sandbox } from '../support/sandbox.ts';

export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return errnoOf(error) === 'EPERM';
  }
}

/** A host as one call sees it, by the name that it greets with. */
export function hostNamed(name: string, more: Partial<HostLink> = {}): HostLink {
  return {
    name,
    tasks: false,
    showsProgress: true,
    progress: () => {},
    roots: async () => undefined,
    answered: undefined,
    elicitUrl: undefined,
    confirm: undefined,
    ...more,
  };
}

/** One that gives up after a minute, one that waits for ever, and one that takes tasks. */
export const HURRIED = hostNamed('test-client');
export const PATIENT = hostNamed('claude-code');
export const TASKS = hostNamed('claude-code', { tasks: true });

/** What the SDK's client sends when it gives up. */
export const TIMEOUT = 'McpError: MCP error -32001: Request timed out';

/** The answer to a prompt. */
export const wholly = (prompt: string): string => `${prompt}: ${'word '.repeat(19)}end`;

/** An answer that takes about so many milliseconds: a pause before each word of it and of what is thought before. */
export const paced = (ms: number): SimulatorOptions => ({
  deltaDelayMs: ms / 36,
  answer: ({ prompt }) => wholly(prompt),
});

export interface JobsScene {
  readonly simulator: Simulator;
  readonly sandbox: Sandbox;
  readonly app: ReturnType<typeof createApp>;
  readonly project: string;
  /** One more process with the same login. */
  another(pace?: number): ReturnType<typeof createApp>;
  ask(prompt: string, host?: HostLink, more?: Partial<Question>, signal?: AbortSignal): Promise<ToolOutput>;
  questions(): number;
  /** The names in the folder of the jobs, or in another below it. */
  files(folder?: string): Promise<readonly string[]>;
  /** The only undelivered job. */
  only(): Promise<Job>;
}

/** The composed program in this process, where everything of jobs happens so many times faster. */
export async function jobsScene(
  options: SimulatorOptions,
  pace: number,
  { env = {}, ...more }: Partial<Deps> = {},
): Promise<JobsScene> {
  const simulator = await makeSimulator(options);
  const sandbox = await makeSandbox({ ...pointAt(simulator), ...(env as Record<string, string>) });
  await seedLogin(sandbox, simulator.mintTokens(), { account_id: 'acc-sim-0001' });
  const project = path.join(sandbox.dir, 'project');
  await mkdir(project);
  const deps = depsOf(sandbox, { face: 'assistant', cwd: project, processAlive: isAlive, ...more });
  const another = (speed = pace): ReturnType<typeof createApp> =>
    createApp(deps, readSettings(sandbox.env, sandbox.dir), judgeHere, speed);
  const app = another();
  onTestFinished(() => app.jobs.interrupt());
  const dir = path.join(path.dirname(sandbox.authFile), 'codex-oauth', 'jobs');
  return {
    simulator,
    sandbox,
    app,
    project,
    another,
    ask: (prompt, host = HURRIED, question = {}, signal = new AbortController().signal) =>
      askAsJob(
        { prompt, roots: [project], ...question },
        { app, host, signal },
        performance.now() + patienceOf(host.name) * app.jobs.pace,
      ),
    questions: () => simulator.requests('POST', '/backend-api/codex/responses').length,
    files: (folder = '') => readdir(path.join(dir, folder)).catch(() => []),
    only: async () => {
      const [job, another] = await app.jobs.open();
      if (!job || another) throw new Error('not one job');
      return job;
    },
  };
}

export function textOf(output: ToolOutput): string {
  if ('text' in output) return output.text;
  throw new Error(`no text: ${JSON.stringify(output)}`);
}

export function threadIn(output: ToolOutput): string {
  const id = /thread_id: ([0-9a-f-]{36})/.exec(textOf(output))?.[1];
  if (id === undefined) throw new Error(`no thread: ${textOf(output)}`);
  return id;
}

export function taskOf(output: ToolOutput): Job {
  if ('task' in output) return output.task;
  throw new Error(`no task: ${JSON.stringify(output)}`);
}
