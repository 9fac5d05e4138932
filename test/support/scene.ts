import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { expect } from 'vitest';
import type { Simulator, SimulatorOptions } from '../../simulator/simulator.ts';
import { connect, playBrowser, textOf, urlIn, type CallOptions, type Session } from './mcp.ts';
import { freePort, until } from './net.ts';
import { atRealAddresses } from './openai.ts';
import { makeSandbox, makeSimulator, pointAt, seedLogin, type Sandbox } from './sandbox.ts';

export interface SceneOptions {
  readonly simulator?: SimulatorOptions;
  readonly env?: Record<string, string>;
  /** False: nobody is signed in yet. */
  readonly login?: boolean;
  /** True: the simulator stands at OpenAI's own addresses, for logins that go nowhere else (openai.ts). */
  readonly real?: boolean;
}

/** What came of one question. */
export interface Asked {
  readonly result: CallToolResult;
  readonly text: string;
  readonly failed: boolean;
  readonly receipt: Readonly<Record<string, unknown>>;
}

/** A home, a simulator, and the shipped server between them. */
export interface Scene {
  readonly simulator: Simulator;
  readonly sandbox: Sandbox;
  /** Where a sign-in listens for the browser. */
  readonly port: number;
  /** One more server in the same home; the environment goes over the home's. */
  open(...args: Partial<Parameters<typeof connect>>): Promise<Session>;
  /** How many questions have reached the backend. */
  questions(): number;
}

export const QUESTION = { prompt: 'What is a monad?' };
const RESPONSES = '/backend-api/codex/responses';

export async function makeScene({
  simulator: options,
  env,
  login = true,
  real = false,
}: SceneOptions = {}): Promise<Scene> {
  const simulator = await makeSimulator({ allowAnyLoopbackPort: true, ...options });
  const port = await freePort();
  const sandbox = await makeSandbox(real ? {} : pointAt(simulator));
  const { env: way } = real ? await atRealAddresses(simulator, sandbox.dir) : { env: {} };
  Object.assign(sandbox.env, way, { CODEX_OAUTH_CALLBACK_PORT: String(port) }, env);
  if (login) await seedLogin(sandbox, simulator.mintTokens(), { account_id: 'acc-sim-0001' });
  return {
    simulator,
    sandbox,
    port,
    open: (more, ...rest) => connect({ ...sandbox.env, ...more }, ...rest),
    questions: () => simulator.requests('POST', RESPONSES).length,
  };
}

/** A scene with its first server. */
export async function openScene(options?: SceneOptions): Promise<Scene & { readonly session: Session }> {
  const scene = await makeScene(options);
  return { ...scene, session: await scene.open() };
}

/** Asks through a server, the usual question unless `args` say otherwise. */
export async function ask(
  session: Session,
  args: Record<string, unknown> = {},
  options?: CallOptions,
): Promise<Asked> {
  const result = await session.call('codex_query', { ...QUESTION, ...args }, options);
  const receipt = (result._meta?.['codex-oauth/receipt'] ?? {}) as Record<string, unknown>;
  return { result, text: textOf(result), failed: result.isError ?? false, receipt };
}

/** What the backend was sent last, as text. */
export function lastBody(simulator: Simulator): string {
  return JSON.stringify(simulator.requests('POST', RESPONSES).at(-1)?.body ?? {});
}

export interface Login {
  /** The address of the sign-in page, as progress has shown it. */
  readonly url: string;
  readonly done: ReturnType<Session['call']>;
}

/** Starts a login and resolves as soon as progress has shown its address. */
export async function startLogin(session: Session, signal?: AbortSignal): Promise<Login> {
  let seen: (url: string) => void = () => {};
  const url = new Promise<string>((resolve) => {
    seen = resolve;
  });
  const progress = (message: string): void => {
    const found = urlIn(message, '/oauth/authorize');
    if (found) seen(found);
  };
  const done = session.call('codex_login', {}, { progress, ...(signal ? { signal } : {}) });
  done.catch(() => {});
  return { url: await url, done };
}

/** Signs in as a user with a browser does; returns the page that the browser ends on. */
export async function signIn(
  session: Session,
  login?: Login,
): Promise<{ readonly text: string; readonly html: string }> {
  const { url, done } = login ?? (await startLogin(session));
  const { html } = await playBrowser(url);
  const text = textOf(await done);
  expect(text).toContain('Signed in');
  return { text, html };
}

/** Waits until a sign-in in the background is finished. */
export async function untilSignedIn(session: Session): Promise<void> {
  const isSignedIn = async (): Promise<boolean> =>
    (await session.call('codex_status')).structuredContent?.['authenticated'] === true;
  await until(isSignedIn, 'the sign-in is finished');
}
