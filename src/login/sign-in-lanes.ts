import { inWords, its, onlyIn, say, sentences } from '../system/wording.ts';
import { AppError, cancelled, errnoOf } from '../system/errors.ts';
import { holderText, portHolder } from '../system/port-holder.ts';
import { redact } from '../system/redact.ts';
import {
  authorizeUrl,
  createPkce,
  createState,
  judgeRedirect,
  type RedirectDecision,
} from '../oauth/authorization-code.ts';
import type { CallbackListener, OnCallback } from '../oauth/callback-listener.ts';
import { pollForGrant, requestDeviceCode } from '../oauth/device-code.ts';
import { failurePage, successPage } from '../oauth/pages.ts';
import { redirectUri } from '../oauth/profile.ts';
import { identityOfLogin, type LoginRecord } from './record.ts';
import type { SignInDeps } from './sign-in.ts';

/** What a lane needs from the attempt it belongs to. */
export interface LaneContext
  extends Pick<SignInDeps, 'platform' | 'profile' | 'fetch' | 'now' | 'sleep' | 'randomBytes'> {
  /** The user has agreed that another sign-in may be ended for its port (docs/wire.md 1.2). */
  readonly takeOver: boolean;
  /** Turns a grant into a stored login. */
  readonly exchange: (grant: {
    readonly code: string;
    readonly verifier: string;
    readonly redirectUri: string;
  }) => Promise<LoginRecord>;
  /** The user has agreed: the time limit no longer counts. */
  readonly finishing: () => void;
}

/** One way to sign in. The first whose login is there or fails decides the attempt. */
interface Lane {
  readonly url: string;
  readonly login: Promise<LoginRecord>;
  close(): Promise<void>;
}

export interface BrowserLane extends Lane {
  readonly port: number;
  /** Finishes with a redirect URL that the user pasted. Throws where it does not belong to this attempt. */
  paste(text: string): void;
}

/** Its URL is where the code is typed. */
export interface DeviceLane extends Lane {
  readonly userCode: string;
  /** Milliseconds until the code is worthless. */
  readonly lifetimeMs: number;
}

const CODE_TIMEOUT_MS = 20_000;
const AGAIN = say`Start it again with ${its.login}.`;

/** The provider's refusal as a sentence (RFC 6749 section 4.1.2.1; docs/wire.md 1.3). */
export function refusedByProvider(decision: Extract<RedirectDecision, { kind: 'failed' }>): AppError {
  const { error, description } = decision;
  if (error === 'access_denied' && description === 'missing_codex_entitlement') {
    return new AppError({
      kind: 'limit',
      code: 'login.no_entitlement',
      what: 'Codex is not enabled for this workspace.',
      fix: 'Ask the workspace’s administrator to enable it, or sign in with another account.',
    });
  }
  const denied = error === 'access_denied';
  const said = redact(description ?? error).slice(0, 200);
  return new AppError({
    kind: 'sign-in',
    code: denied ? 'login.denied' : 'login.failed',
    what: denied ? 'The sign-in was declined.' : 'The sign-in did not work.',
    why: `The sign-in page said: ${said}${/[.!?]$/.test(said) ? '' : '.'}`,
    fix: AGAIN,
  });
}

/** Every registered port is taken: says by whom, where the system tells. */
async function portsBusy(ports: readonly number[], platform: string): Promise<AppError> {
  const holders = await Promise.all(ports.map((port) => portHolder(port, platform)));
  const held = ports.map((port, i) => {
    const holder = holders[i];
    return holder ? `${port} by ${holderText(holder)}` : `${port}`;
  });
  const pids = holders.filter((h) => h !== undefined).map((h) => h.pid);
  return new AppError({
    kind: 'local',
    code: 'login.port_busy',
    what: 'The sign-in cannot listen for the browser.',
    why: `On 127.0.0.1 the registered ${ports.length > 1 ? 'ports are' : 'port is'} in use: ${held.join(', ')}. It may be another sign-in that was left open.`,
    fix: say`${pids.length > 0 ? `Finish or end it (\`kill ${pids.join(' ')}\`)` : 'Finish or end it'}, ${onlyIn('terminal', 'take its place (`codex-oauth login --take-over`), ')}or sign in with a code instead: ${its.loginWithCode}.`,
  });
}

/** Opens the first registered port that is free. */
async function openListener(
  c: LaneContext,
  state: string,
  onCallback: OnCallback,
): Promise<CallbackListener> {
  const { ports, path, alsoAccepted } = c.profile.callback;
  // Loaded for a sign-in only: the HTTP server costs every other start 10 ms.
  const { listenForCallback } = await import('../oauth/callback-listener.ts');
  for (const port of ports) {
    try {
      const listen = (): Promise<CallbackListener> =>
        listenForCallback({ port, paths: [path, ...alsoAccepted], state, onCallback });
      return await (c.takeOver ? takingOver(c, port, listen) : listen());
    } catch (error) {
      // EACCES: a range that the system keeps for itself (Hyper-V does so on Windows).
      if (errnoOf(error) !== 'EADDRINUSE' && errnoOf(error) !== 'EACCES') throw error;
    }
  }
  throw await portsBusy(ports, c.platform);
}

const TAKE_OVER_TRIES = 10;
const TAKE_OVER_PAUSE_MS = 200;

/** Asks whoever holds the port to end its sign-in, as the Codex CLI does, and waits until it has (docs/wire.md 1.2). */
async function takingOver(
  c: LaneContext,
  port: number,
  listen: () => Promise<CallbackListener>,
): Promise<CallbackListener> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await listen();
    } catch (error) {
      if (errnoOf(error) !== 'EADDRINUSE' || attempt >= TAKE_OVER_TRIES) throw error;
      if (attempt === 0) await askToLeave(c, port);
      await c.sleep(TAKE_OVER_PAUSE_MS);
    }
  }
}

async function askToLeave(c: LaneContext, port: number): Promise<void> {
  try {
    const response = await c.fetch(`http://127.0.0.1:${port}/cancel`, {
      redirect: 'error',
      signal: AbortSignal.timeout(2_000),
    });
    await response.body?.cancel();
  } catch {
    // Whoever does not understand it keeps the port, and the next one is tried.
  }
}

/** The authorization code flow with a loopback redirect (RFC 8252 section 7.3, RFC 7636). */
export async function openBrowserLane(c: LaneContext): Promise<BrowserLane> {
  const pkce = createPkce(c.randomBytes);
  const state = createState(c.randomBytes);
  let settle: (login: LoginRecord | Promise<never>) => void = () => {};
  const login = new Promise<LoginRecord>((resolve) => {
    settle = resolve;
  });
  // It may fail while the other lane is still being opened.
  login.catch(() => {});

  let used = false;
  const finish: OnCallback = async (decision) => {
    // A redirect that is pasted and arrives as well must not be spent twice: the code works once.
    if (used) return { status: 409, html: failurePage('This sign-in is already being finished.') };
    used = true;
    try {
      if (decision.kind === 'cancel')
        throw cancelled('The sign-in was cancelled by another program that needs the port.');
      if (decision.kind === 'failed') throw refusedByProvider(decision);
      c.finishing();
      const stored = await c.exchange({
        code: decision.code,
        verifier: pkce.verifier,
        redirectUri: redirect,
      });
      settle(stored);
      const { email, plan } = identityOfLogin(stored);
      return {
        status: 200,
        html: successPage(email ? `${email}${plan ? ` (${plan} plan)` : ''}` : undefined),
      };
    } catch (error) {
      settle(Promise.reject(error instanceof Error ? error : new Error('unknown')));
      const known = error instanceof AppError ? sentences(error.what, error.why) : undefined;
      const why = known ? inWords(known, 'terminal') : 'Something unexpected went wrong.';
      return { status: 200, html: failurePage(why) };
    }
  };

  const listener = await openListener(c, state, finish);
  const redirect = redirectUri(c.profile, listener.port);
  return {
    url: authorizeUrl(c.profile, { redirectUri: redirect, challenge: pkce.challenge, state }),
    port: listener.port,
    login,
    close: () => listener.close(),
    paste: (text) => {
      const trimmed = text.trim();
      const decision = URL.canParse(trimmed) ? judgeRedirect(new URL(trimmed), state) : undefined;
      if (!decision || decision.kind === 'ignored') {
        throw new AppError({
          kind: 'input',
          code: 'login.paste',
          what: 'That is not the address this sign-in is waiting for.',
          why: decision ? 'It belongs to another sign-in attempt.' : 'It is no URL.',
          fix: `Paste the whole address from the browser’s address bar; it begins with ${redirect}?`,
        });
      }
      void finish(decision);
    },
  };
}

/** A code typed on another device (docs/wire.md 2). Rejects where the server hands out none. */
export async function openDeviceLane(c: LaneContext): Promise<DeviceLane> {
  const device = await requestDeviceCode(c.fetch, c.profile, AbortSignal.timeout(CODE_TIMEOUT_MS));
  const stop = new AbortController();
  const run = async (): Promise<LoginRecord> => {
    const grant = await pollForGrant(c, c.profile, device, stop.signal);
    c.finishing();
    return c.exchange({ ...grant, redirectUri: c.profile.device.redirectUri });
  };
  const login = run();
  login.catch(() => {});
  return {
    url: device.verificationUrl,
    userCode: device.userCode,
    lifetimeMs: device.expiresIn * 1000,
    login,
    close: async () => stop.abort(),
  };
}
