import { AppError } from '../../system/errors.ts';
import { identityOf } from '../claims.ts';
import { stillUnauthorized, type Credential } from '../credential.ts';
import { keyRefused } from './environment.ts';
import { credentialFrom, sourceThatLooks, type Found } from './source.ts';

/** What an embedding application hands over (docs/wire.md 10.1, chatgptAuthTokens). */
export interface ExternalTokens {
  readonly accessToken: string;
  readonly accountId: string;
  readonly plan: string | undefined;
}

/** Asks the owner for newer tokens. Rejects with an AppError that says why there are none. */
export type AskOwner = (previousAccountId: string) => Promise<ExternalTokens>;

interface Held extends Found {
  /** Undefined for an API key, which nobody can renew. */
  readonly askOwner?: AskOwner;
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

function foundIn({ accessToken, accountId, plan }: ExternalTokens): Found {
  const identity = { ...identityOf(accessToken), accountId, ...(plan ? { plan } : {}) };
  return { mode: 'chatgptAuthTokens', token: accessToken, identity };
}

export type ExternalAuth = ReturnType<typeof externalAuth>;

/**
 * The login of an application that embeds us. It lives in memory and nowhere else, and ends with the process. `accept`
 * refuses a credential that may not be used here (another workspace) before it replaces the one held.
 */
export function externalAuth(accept: (credential: Credential) => void) {
  let held: Held | undefined;
  let asking: Promise<void> | undefined;
  const source = sourceThatLooks(
    'external',
    async () => held,
    (used) =>
      used.route === 'api' ? keyRefused('the application that owns the login') : stillUnauthorized(),
  );

  const ask = async (before: Held, askOwner: AskOwner): Promise<void> => {
    const next = foundIn(await askOwner(before.identity?.accountId ?? ''));
    accept(credentialFrom('external', next, next.identity));
    // The owner may have signed out or handed over others while it was asked: that is the later word.
    if (held === before) held = { ...next, askOwner };
  };

  return {
    ...source,
    /** What is held; undefined where nothing is. */
    get mode(): 'tokens' | 'api-key' | undefined {
      return held && (held.askOwner ? 'tokens' : 'api-key');
    },
    setTokens: (tokens: ExternalTokens, askOwner: AskOwner): void => {
      held = { ...foundIn(tokens), askOwner };
    },
    setApiKey: (token: string): void => {
      held = { mode: 'apikey', token };
    },
    /** Forgets what is held; true where something was. */
    clear: (): boolean => {
      const was = held !== undefined;
      held = undefined;
      return was;
    },
    renew: async (used: Credential): Promise<Credential> => {
      if (held?.askOwner && held.token === used.accessToken) {
        // Many questions may be refused at once; the owner is asked once.
        asking ??= ask(held, held.askOwner).finally(() => {
          asking = undefined;
        });
        await asking;
      }
      return source.renew(used);
    },
  };
}
