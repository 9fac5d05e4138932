import { AppError } from '../../system/errors.ts';
import { expiryOf, identityOf, type Identity } from '../claims.ts';
import { accountChanged, stillUnauthorized, type Credential } from '../credential.ts';
import { keyRefused } from './environment.ts';
import { reportOn, sameOwner, type Source } from './source.ts';

/** What an embedding application hands over (docs/wire.md 10.1, chatgptAuthTokens). */
export interface ExternalTokens {
  readonly accessToken: string;
  readonly accountId: string;
  readonly plan: string | undefined;
}

/** Asks the owner for newer tokens. Rejects with an AppError that says why there are none. */
export type AskOwner = (previousAccountId: string) => Promise<ExternalTokens>;

/** The login of an application that embeds us. It lives in memory and nowhere else, and ends with the process. */
export interface ExternalAuth extends Source {
  /** What is held; undefined where nothing is. */
  readonly mode: 'tokens' | 'api-key' | undefined;
  setTokens(tokens: ExternalTokens, askOwner: AskOwner): void;
  setApiKey(key: string): void;
  /** Forgets what is held; true where something was. */
  clear(): boolean;
}

type Held =
  | { readonly kind: 'tokens'; readonly tokens: ExternalTokens; readonly askOwner: AskOwner }
  | { readonly kind: 'api-key'; readonly key: string };

/** The words of the app-server, so that an application meets one behaviour (docs/wire.md 10.1). */
export function externalActive(): AppError {
  return new AppError({
    kind: 'input',
    code: 'external.active',
    what: 'External auth is active.',
    fix: 'Use account/login/start (chatgptAuthTokens) to update it or account/logout to clear it.',
  });
}

function identityOfTokens(tokens: ExternalTokens): Identity {
  const claims = identityOf(tokens.accessToken);
  const plan = tokens.plan ?? claims.plan;
  return { ...claims, accountId: tokens.accountId, ...(plan ? { plan } : {}) };
}

function toCredential(held: Held): Credential {
  return held.kind === 'api-key'
    ? { source: 'external', route: 'api', accessToken: held.key }
    : {
        source: 'external',
        route: 'chatgpt',
        accessToken: held.tokens.accessToken,
        ...identityOfTokens(held.tokens),
      };
}

/** `accept` refuses a credential that may not be used here (another workspace) before it replaces the one held. */
export function externalAuth(accept: (credential: Credential) => void): ExternalAuth {
  let held: Held | undefined;
  let asking: Promise<void> | undefined;

  /** What is held now, if it may stand in for `used` in a running question. */
  const successor = (used: Credential): Credential => {
    const now = held && toCredential(held);
    if (!now || now.route !== used.route || !sameOwner(now, used)) throw accountChanged();
    return now;
  };

  const ask = async (before: Extract<Held, { kind: 'tokens' }>): Promise<void> => {
    const tokens = await before.askOwner(before.tokens.accountId);
    const next: Held = { ...before, tokens };
    accept(toCredential(next));
    // The owner may have signed out or handed over others while it was asked: that is the later word.
    if (held === before) held = next;
  };

  return {
    name: 'external',
    get mode() {
      return held?.kind;
    },
    setTokens: (tokens, askOwner) => {
      held = { kind: 'tokens', tokens, askOwner };
    },
    setApiKey: (key) => {
      held = { kind: 'api-key', key };
    },
    clear: () => {
      const was = held !== undefined;
      held = undefined;
      return was;
    },
    credential: async () => held && toCredential(held),
    renew: async (used) => {
      const now = successor(used);
      if (now.accessToken !== used.accessToken) return now;
      if (held?.kind !== 'tokens') throw keyRefused('the application that owns the login');
      // Many questions may be refused at once; the owner is asked once.
      asking ??= ask(held).finally(() => {
        asking = undefined;
      });
      await asking;
      const next = successor(used);
      if (next.accessToken === used.accessToken) throw stillUnauthorized();
      return next;
    },
    report: async () => {
      if (!held) return undefined;
      if (held.kind === 'api-key') return reportOn('external', 'apikey');
      const { tokens } = held;
      const expiresAt = expiryOf(tokens.accessToken);
      return reportOn('external', 'chatgptAuthTokens', { identity: identityOfTokens(tokens), expiresAt });
    },
  };
}
