import { AppError } from '../system/errors.ts';
import { its, say, type Text } from '../system/wording.ts';
import {
  accountJournal,
  accountName,
  accountSlot,
  aside,
  loginIn,
  named,
  nameOf,
  VALID_NAME,
} from './account.ts';
import { CODEX_SLOT, namesIn, openAuthFile, parseAuthFile, type AuthFile, type Slot } from './auth-file.ts';
import type { Identity } from './claims.ts';
import { openJournal } from './journal.ts';
import { expiresAtOf, identityOfLogin, sameIdentity, workspaceNameOf } from './record.ts';
import { changeUnderLock, look, putInPlace, type RefreshDeps } from './refresh.ts';
import type { Source } from './sources/source.ts';
import { revokeLogin, type Revocation } from './sign-out.ts';
import { createTokenManager, type TokenDeps, type TokenManager } from './tokens.ts';

/** One of the user's OpenAI accounts. */
export interface Account {
  readonly name: string;
  readonly inUse: boolean;
  readonly identity: Identity;
  /** As the backend names it; undefined for a personal one, or if unknown. */
  readonly workspaceName: string | undefined;
  /** Seconds since the epoch; undefined if unknown. */
  readonly expiresAt: number | undefined;
}

function unknown(name: string, accounts: readonly Account[]): AppError {
  const known = accounts.map((account) => account.name).join(', ');
  return new AppError({
    kind: 'input',
    code: 'account.unknown',
    what: `There is no account "${name.slice(0, 40)}".`,
    why: known === '' ? 'No account is signed in here.' : `The accounts are ${known}.`,
    fix: say`${known === '' ? 'Sign' : 'Use one of them, or sign'} in with ${its.loginToAccount}.`,
  });
}

export type Accounts = ReturnType<typeof openAccounts>;

/** The OpenAI accounts in auth.json: the one in use stands under `codex`, the others beside it. */
export function openAccounts(d: Omit<TokenDeps, 'slot' | 'journalId'>) {
  const fileAt = (slot: Slot): AuthFile => openAuthFile(d.storage, slot);
  const textNow = async (): Promise<string> => {
    const state = await fileAt(CODEX_SLOT).read();
    if (state.kind === 'broken') throw state.error;
    return state.kind === 'absent' ? '' : state.text;
  };
  const accountsIn = (text: string): readonly Account[] => {
    if (text === '') return [];
    const slots = [
      CODEX_SLOT,
      ...namesIn(text, 'accounts')
        .filter((name) => VALID_NAME.test(name))
        .map(accountSlot),
    ];
    return slots.flatMap((slot) => {
      const state = parseAuthFile(d.storage.path, text, slot);
      const login = state.kind === 'login' ? state.login : undefined;
      const inUse = slot === CODEX_SLOT;
      const name = inUse ? login && nameOf(login) : slot.at(-1);
      if (name === undefined || state.kind === 'no-login') return [];
      // One that cannot be read keeps no other from use: who names it gets the reason.
      return [
        {
          name,
          inUse,
          identity: login ? identityOfLogin(login) : {},
          workspaceName: login && workspaceNameOf(login),
          expiresAt: login && expiresAtOf(login),
        },
      ];
    });
  };
  const list = async (): Promise<readonly Account[]> => accountsIn(await textNow());
  const find = async (given: string): Promise<Account> => {
    const name = accountName(given);
    const accounts = await list();
    const found = accounts.find((account) => account.name === name);
    if (!found) throw unknown(name, accounts);
    return found;
  };

  const managers = new Map<string, TokenManager>();
  /** The login of an account that is not in use, kept alive like the other. */
  const managerOf = (name: string): TokenManager => {
    const made = managers.get(name);
    if (made) return made;
    const manager = createTokenManager({ ...d, slot: accountSlot(name), journalId: accountJournal(name) });
    managers.set(name, manager);
    return manager;
  };

  return {
    /** Removes an account that is not in use, and revokes it. */
    clear: async (name: string): Promise<Revocation> => {
      const login = await managerOf(name).remove();
      if (!login) throw unknown(name, await list());
      return revokeLogin(d, login);
    },
    /** All accounts, the one in use first. Throws if the file is broken. */
    list,
    /** What to do where accounts are signed in and none is in use; undefined elsewhere. */
    choice: async (): Promise<Text | undefined> => {
      const all = await list().catch(() => []);
      return all.length === 0 || all.some(({ inUse }) => inUse)
        ? undefined
        : say`Choose an account with ${its.useAccount} (${all.map(({ name }) => name).join(', ')}), or sign in with ${its.login}.`;
    },
    /** Where the credential of a named account comes from. */
    source: async (given: string, inUse: Source): Promise<Source> => {
      const account = await find(given);
      return account.inUse ? inUse : managerOf(account.name);
    },
    /** The login of a question under way, wherever it stands since another account was chosen. */
    following: (inUse: TokenManager): Source => ({
      ...inUse,
      renew: async (used) => {
        const same = ({ identity }: Account): boolean =>
          identity.accountId === used.accountId && sameIdentity(identity, used);
        const holder = (await list()).find(same);
        return (holder && !holder.inUse ? managerOf(holder.name) : inUse).renew(used);
      },
    }),
    /** Resolves when no refresh is running. */
    settled: async (): Promise<void> => {
      await Promise.all([...managers.values()].map((manager) => manager.settled()));
    },
    /** The account with this name. Throws an `input` error that names those that exist. */
    find,
    /**
     * Makes another account the one in use. Both keep their tokens: a refresh under way is waited for, and an answer
     * that only a journal holds is put in place first.
     */
    use: async (given: string): Promise<Account> => {
      const { name, inUse } = await find(given);
      if (!inUse) {
        const [slot, journalId] = [accountSlot(name), accountJournal(name)];
        const parts = (at: Slot, id?: string): RefreshDeps => ({
          ...d,
          file: fileAt(at),
          journal: openJournal(d.storage, id),
        });
        const [now, next] = [parts(CODEX_SLOT), parts(slot, journalId)];
        await changeUnderLock(
          now,
          async () => {
            for (const each of [now, next]) {
              const seen = await look(each);
              const problem = seen.pending ? await putInPlace(each, seen) : undefined;
              if (problem) throw problem;
            }
            const state = await next.file.read();
            if (state.kind !== 'login')
              throw state.kind === 'broken' ? state.error : unknown(name, await list());
            const coming = named(state.login, name);
            let left: string | undefined;
            await now.file.write(coming, {
              also: (text) => {
                const old = loginIn(d.storage.path, text, CODEX_SLOT);
                const put = old && aside(text, old, name);
                left = put?.[0].at(-1);
                return [[slot, undefined], ...(put ? [put] : [])];
              },
            });
            // What is known about a refused token moves with it. Best effort: a journal of another token counts nowhere.
            if (left !== undefined)
              await d.storage
                .move(now.journal.name, openJournal(d.storage, accountJournal(left)).name)
                .catch(() => {});
            await d.storage.move(next.journal.name, now.journal.name).catch(() => {});
          },
          { keepsJournal: true, moves: true },
        );
      }
      return find(name);
    },
  };
}
