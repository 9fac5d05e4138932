import { inWords, its, say, sentences } from '../system/wording.ts';
import { AppError, cancelled } from '../system/errors.ts';
import { redact } from '../system/redact.ts';
import {
  authorizeUrl,
  createPkce,
  createState,
  createWord,
  judgeRedirect,
  pastedRedirect,
  type RedirectDecision,
} from '../oauth/authorization-code.ts';
import type { OnCallback } from '../oauth/callback-listener.ts';
import { pollForGrant, requestDeviceCode } from '../oauth/device-code.ts';
import { failurePage, successPage } from '../oauth/pages.ts';
import { redirectUri } from '../oauth/profile.ts';
import type { CodeGrant } from '../oauth/token-endpoint.ts';
import { signInError } from './credential.ts';
import { identityOfLogin, type LoginRecord } from './record.ts';
import type { SignInDeps } from './sign-in.ts';

/** What a lane needs from the attempt it belongs to. */
export interface LaneContext extends SignInDeps {
  /** Turns a grant into a stored login. The user has agreed, so the time limit no longer counts. */
  readonly finish: (grant: CodeGrant, redirectUri: string) => Promise<LoginRecord>;
}

/** Both lanes have a page for the user (`url`) and a `login`: the first to resolve or reject decides the attempt. */
export type BrowserLane = Awaited<ReturnType<typeof openBrowserLane>>;
export type DeviceLane = Awaited<ReturnType<typeof openDeviceLane>>;

const CODE_TIMEOUT_MS = 20_000;

/** The provider's refusal as a sentence (RFC 6749 section 4.1.2.1; docs/wire.md 1.3). */
function refusedByProvider({ error, description }: Extract<RedirectDecision, { kind: 'failed' }>): AppError {
  const denied = error === 'access_denied';
  if (denied && description?.includes('missing_codex_entitlement'))
    return new AppError({
      kind: 'limit',
      code: 'login.no_entitlement',
      what: 'Codex is not enabled for this workspace.',
      fix: 'Ask the workspace’s administrator to enable it, or sign in with another account.',
    });
  const said = redact(description ?? error).slice(0, 200);
  return signInError(
    denied ? 'login.denied' : 'login.failed',
    denied ? 'The sign-in was declined.' : 'The sign-in did not work.',
    `The sign-in page said: ${said}${/[.!?]$/.test(said) ? '' : '.'}`,
    say`Start it again with ${its.login}.`,
  );
}

/**
 * The authorization code flow with a loopback redirect (RFC 8252 section 7.3, RFC 7636). `takeOver`: the user allows
 * ending another sign-in to get its port (docs/wire.md 1.2).
 */
export async function openBrowserLane(c: LaneContext, takeOver: boolean) {
  const { verifier, challenge } = createPkce(c.randomBytes);
  const state = createState(c.randomBytes);
  let settle: (login: LoginRecord | Promise<never>) => void = () => {};
  const login = new Promise<LoginRecord>((resolve) => {
    settle = resolve;
  });
  // It may fail while the other lane is still opening.
  login.catch(() => {});

  let used = false;
  const onCallback: OnCallback = async (decision) => {
    // A redirect may be pasted and also arrive by itself; the code works only once.
    if (used) return { status: 409, html: failurePage('This sign-in is already finishing.') };
    used = true;
    try {
      if (decision.kind === 'cancel')
        throw cancelled('Another program that needs the port cancelled the sign-in.');
      if (decision.kind === 'failed') throw refusedByProvider(decision);
      const stored = await c.finish({ code: decision.code, verifier }, redirect);
      settle(stored);
      const { email, plan } = identityOfLogin(stored);
      return { status: 200, html: successPage(email && `${email}${plan ? ` (${plan} plan)` : ''}`) };
    } catch (error) {
      settle(Promise.reject(error instanceof Error ? error : new Error('unknown')));
      // If the user must do something elsewhere first, the page says so: they need not switch back to the assistant.
      const fix = error instanceof AppError && error.kind === 'limit' ? error.fix : undefined;
      const known = error instanceof AppError ? sentences(error.what, error.why, fix) : undefined;
      const why = known ? inWords(known, 'terminal') : 'Something unexpected went wrong.';
      return { status: 200, html: failurePage(why) };
    }
  };

  // Loaded only for a sign-in: the HTTP server would add 10 ms to every other start.
  const { listenOnFreePort } = await import('../oauth/callback-port.ts');
  const listener = await listenOnFreePort(c, c.profile.callback, takeOver, { state, onCallback });
  const { port, close } = listener;
  const redirect = redirectUri(c.profile, port);
  const url = authorizeUrl(c.profile, { redirectUri: redirect, challenge, state });
  const { registered } = c.profile.callback;
  return {
    /** The provider's own page. */
    url,
    /**
     * A short address that redirects there once. For a program's arguments, which every user of the machine can read
     * and which must not contain the state; and for terminals, where the long one does not work as a link.
     */
    shortUrl: () => listener.shortAddress(createWord(c.randomBytes), url),
    port,
    /** Why the provider may refuse. */
    warning:
      registered === undefined || registered.includes(port)
        ? undefined
        : `${c.profile.serviceName}’s client accepts only port ${registered.join(' or ')} for the callback, and CODEX_OAUTH_CALLBACK_PORT is ${port}: its page will probably refuse the sign-in.`,
    login,
    close,
    /** Finishes with the redirect that the user pasted. Throws if it does not belong to this attempt. */
    paste: (text: string): void => {
      const pasted = pastedRedirect(text);
      const decision = judgeRedirect(pasted, state);
      // The address of the sign-in page itself has the right state but no code: it must not end the wait.
      const empty = !pasted.searchParams.has('code') && !pasted.searchParams.has('error');
      if (empty || decision.kind === 'ignored') {
        throw new AppError({
          kind: 'input',
          code: 'login.paste',
          what: 'This is not the address that the sign-in is waiting for.',
          why: empty ? 'It contains no code.' : 'It belongs to another sign-in attempt.',
          fix: `Paste the whole address from the browser’s address bar; it begins with ${redirect}?`,
        });
      }
      void onCallback(decision);
    },
  };
}

/** A code entered on another device (docs/wire.md 2). Rejects if the server gives none. */
export async function openDeviceLane(c: LaneContext) {
  const { verificationUrl, redirectUri: redirect } = c.profile.device;
  const code = await requestDeviceCode(c.fetch, c.profile, AbortSignal.timeout(CODE_TIMEOUT_MS));
  const stop = new AbortController();
  const login = pollForGrant(c, c.profile, code, stop.signal).then((grant) => c.finish(grant, redirect));
  login.catch(() => {});
  return { url: verificationUrl, userCode: code.userCode, login, close: async () => stop.abort() };
}
