import { AppError } from '../../system/errors.ts';
import { expiryOf, identityOf } from '../claims.ts';
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

interface Held {
  readonly credential: Credential;
  /** Undefined for an API key, which nobody can renew. */
  readonly askOwner: AskOwner | undefined;
}

/** The words of the app-server, so that an application meets one behaviour (docs/wire.md 10.1). */
export function externalActive(): AppError {
  return new AppError({
    kind: 'input',
    code: 'external.active',
    what: 'External auth is active.',
    fix: 'Use account/login/start (chatgptAuthTokens) to update it or account/logout to clear it.',
  });
}

function credentialWith({ accessToken, accountId, plan }: ExternalTokens): Credential {
  const identity = { ...identityOf(accessToken), accountId, ...(plan ? { plan } : {}) };
  return { source: 'external', route: 'chatgpt', accessToken, ...identity };
}

/** `accept` refuses a credential that may not be used here (another workspace) before it replaces the one held. */
export function externalAuth(accept: (credential: Credential) => void): ExternalAuth {
  let held: Held | undefined;
  let asking: Promise<void> | undefined;

  /** What is held now, if it may stand in for `used` in a running question. */
  const successor = (used: Credential): Credential => {
    const now = held?.credential;
    if (!now || now.route !== used.route || !sameOwner(now, used)) throw accountChanged();
    return now;
  };

  const ask = async (before: Held, askOwner: AskOwner): Promise<void> => {
    const credential = credentialWith(await askOwner(before.credential.accountId ?? ''));
    accept(credential);
    // The owner may have signed out or handed over others while it was asked: that is the later word.
    if (held === before) held = { credential, askOwner };
  };

  return {
    name: 'external',
    get mode() {
      return held && (held.askOwner ? 'tokens' : 'api-key');
    },
    setTokens: (tokens, askOwner) => {
      held = { credential: credentialWith(tokens), askOwner };
    },
    setApiKey: (key) => {
      held = {
        credential: { source: 'external', route: 'api', accessToken: key },
        askOwner: undefined,
      };
    },
    clear: () => {
      const was = held !== undefined;
      held = undefined;
      return was;
    },
    credential: async () => held?.credential,
    renew: async (used) => {
      const now = successor(used);
      if (now.accessToken !== used.accessToken) return now;
      if (!held?.askOwner) throw keyRefused('the application that owns the login');
      // Many questions may be refused at once; the owner is asked once.
      asking ??= ask(held, held.askOwner).finally(() => {
        asking = undefined;
      });
      await asking;
      const next = successor(used);
      if (next.accessToken === used.accessToken) throw stillUnauthorized();
      return next;
    },
    report: async () => {
      if (!held) return undefined;
      const { source, route, accessToken, ...identity } = held.credential;
      return reportOn(source, route === 'api' ? 'apikey' : 'chatgptAuthTokens', {
        identity,
        expiresAt: expiryOf(accessToken),
      });
    },
  };
}
