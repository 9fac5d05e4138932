import { readIfThere, removeIfThere, replaceFile } from '../system/files.ts';
import { parseRefusal, type Refusal } from './refusal.ts';

/**
 * What must not be forgotten about a refresh token: that the server refused it for good, and that an answer to it
 * was lost. Refusals stand in `<auth file>.refused`, so that other processes and later ones ask no more; where the
 * disk refuses, this process at least remembers. (A refresh under way stands in the lock file: system/lock.ts.)
 */
export interface Journal {
  refusalOf(fingerprint: string): Promise<Refusal | undefined>;
  remember(refusal: Refusal): Promise<void>;
  /** A sign-in or a good refresh: whatever was said about older tokens is past. */
  forget(): Promise<void>;
  noteLost(fingerprint: string, at: number): void;
  /** When a refresh of this token was lost by this process, in milliseconds; undefined where none was. */
  lostAt(fingerprint: string): number | undefined;
}

/** The journal beside auth.json. Its methods never throw: a refusing disk is no reason not to sign in. */
export function openJournal(authFile: string, platform: string): Journal {
  const file = `${authFile}.refused`;
  const refusals = new Map<string, Refusal>();
  const lost = new Map<string, number>();
  return {
    refusalOf: async (fingerprint) => {
      const known = refusals.get(fingerprint);
      if (known) return known;
      const text = await readIfThere(file).catch(() => undefined);
      const refusal = text === undefined || text.length > 4096 ? undefined : parseRefusal(text);
      return refusal?.fingerprint === fingerprint ? refusal : undefined;
    },
    remember: async (refusal) => {
      refusals.set(refusal.fingerprint, refusal);
      await replaceFile(file, `${JSON.stringify(refusal)}\n`, platform).catch(() => {});
    },
    forget: async () => {
      refusals.clear();
      lost.clear();
      await removeIfThere(file).catch(() => {});
    },
    noteLost: (fingerprint, at) => void lost.set(fingerprint, at),
    lostAt: (fingerprint) => lost.get(fingerprint),
  };
}
