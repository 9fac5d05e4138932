import { AppError, cancelled } from '../system/errors.ts';
import type { Deps } from '../system/deps.ts';
import { redact } from '../system/redact.ts';
import { inWords, its, say, sentences } from '../system/wording.ts';
import {
  authorizeUrl,
  createPkce,
  createState,
  createWord,
  judgeRedirect,
  pastedRedirect,
  type RedirectDecision,
} from './authorization-code.ts';
import type { OnCallback } from './callback-listener.ts';
import type { Redeem } from './device-flow.ts';
import { failurePage, successPage } from './pages.ts';
import { redirectUri, type OAuthProfile } from './profile.ts';
import { redeemCode } from './token-endpoint.ts';

export interface CodeFlowOptions<Result> {
  /** True if the user allows ending another sign-in to get its port (docs/wire.md 1.2). */
  readonly takeOver?: boolean | undefined;
  /** Called when the user has agreed: fetches the tokens and keeps them. The browser then shows how it ended. */
  readonly finish: (redeem: Redeem) => Promise<Result>;
  /** Keeps the client that the redirect has registered, before its code is used: a failure must not register another. */
  readonly keepClient?: ((clientId: string) => Promise<void> | undefined) | undefined;
  /** Whose account it is, for the last page. */
  readonly named?: ((result: Result) => string | undefined) | undefined;
}

/** The provider's refusal as a sentence (RFC 6749 section 4.1.2.1; docs/wire.md 1.3). */
function refusedByProvider(
  profile: OAuthProfile,
  { error, description }: Extract<RedirectDecision, { kind: 'failed' }>,
): AppError {
  const denied = error === 'access_denied';
  const said = redact(description ?? error).slice(0, 200);
  return (
    profile.explains?.(error, description) ??
    new AppError({
      kind: 'sign-in',
      code: denied ? 'login.denied' : 'login.failed',
      what: denied ? 'The sign-in was declined.' : 'The sign-in did not work.',
      why: `The sign-in page said: ${said}${/[.!?]$/.test(said) ? '' : '.'}`,
      fix: say`Start it again with ${its.login}.`,
    })
  );
}

/**
 * The authorization code flow with a loopback redirect (RFC 8252 section 7.3, RFC 7636). Rejects if no port is free.
 * `done` settles with what `finish` returns, or with the reason why not.
 */
export async function openCodeFlow<Result>(
  d: Pick<Deps, 'platform' | 'uid' | 'fetch' | 'sleep' | 'randomBytes'>,
  profile: OAuthProfile,
  { takeOver = false, finish, keepClient, named }: CodeFlowOptions<Result>,
) {
  const { verifier, challenge } = createPkce(d.randomBytes);
  const state = createState(d.randomBytes);
  const nonce = profile.verify && createState(d.randomBytes);
  let settle: (result: Result | Promise<never>) => void = () => {};
  const done = new Promise<Result>((resolve) => {
    settle = resolve;
  });
  // It may fail while another lane is still opening.
  done.catch(() => {});

  let used = false;
  const onCallback: OnCallback = async (decision) => {
    // A redirect may be pasted and also arrive by itself; the code works only once.
    if (used) return { status: 409, html: failurePage('This sign-in is already finishing.') };
    used = true;
    try {
      if (decision.kind === 'cancel')
        throw cancelled('Another program that needs the port cancelled the sign-in.');
      if (decision.kind === 'failed') throw refusedByProvider(profile, decision);
      const clientId = profile.redirected?.(decision.also ?? []) ?? profile.clientId;
      if (clientId !== profile.clientId) await keepClient?.(clientId);
      const grant = { code: decision.code, verifier, redirectUri: redirect, nonce };
      const result = await finish(() => redeemCode(d, { ...profile, clientId }, grant));
      settle(result);
      return { status: 200, html: successPage(named?.(result)) };
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
  const { listenOnFreePort } = await import('./callback-port.ts');
  const listener = await listenOnFreePort(d, profile.callback, takeOver, { state, onCallback });
  const { port, close } = listener;
  const redirect = redirectUri(profile, port);
  const url = authorizeUrl(profile, { redirectUri: redirect, challenge, state, nonce });
  const { registered } = profile.callback;
  return {
    /** The provider's own page. */
    url,
    /**
     * A short address that redirects there once. For a program's arguments, which every user of the machine can read
     * and which must not contain the state; and for terminals, where the long one does not work as a link.
     */
    shortUrl: () => listener.shortAddress(createWord(d.randomBytes), url),
    port,
    /** Why the provider may refuse. */
    warning:
      registered === undefined || registered.includes(port)
        ? undefined
        : `${profile.serviceName}’s client accepts only port ${registered.join(' or ')} for the callback, and CODEX_OAUTH_CALLBACK_PORT is ${port}: its page will probably refuse the sign-in.`,
    done,
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
