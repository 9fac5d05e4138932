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
  /** Undefined for an API key, which cannot be renewed. */
  readonly askOwner?: AskOwner;
}

/** The app-server's exact words, so that an application sees the same behaviour (docs/wire.md 10.1). */
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
 * The login of an application that embeds us, kept only in memory until the process ends. `accept` rejects a
 * credential that may not be used here (another workspace) before it replaces the current one.
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
    // The owner may have signed out or sent other tokens during the request: the later one counts.
    if (held === before) held = { ...next, askOwner };
  };

  return {
    ...source,
    /** The current credential; undefined if there is none. */
    get mode(): 'tokens' | 'api-key' | undefined {
      return held && (held.askOwner ? 'tokens' : 'api-key');
    },
    setTokens: (tokens: ExternalTokens, askOwner: AskOwner): void => {
      held = { ...foundIn(tokens), askOwner };
    },
    setApiKey: (token: string): void => {
      held = { mode: 'apikey', token };
    },
    /** Forgets the credential; true if there was one. */
    clear: (): boolean => {
      const was = held !== undefined;
      held = undefined;
      return was;
    },
    renew: async (used: Credential): Promise<Credential> => {
      if (held?.askOwner && held.token === used.accessToken) {
        // Many questions may be refused at once; we ask the owner only once.
        asking ??= ask(held, held.askOwner).finally(() => {
          asking = undefined;
        });
        await asking;
      }
      return source.renew(used);
    },
  };
}
