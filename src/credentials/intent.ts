import { link, rename, unlink, writeFile } from 'node:fs/promises';
import { errnoOf } from '../system/errors.ts';
import { readIfThere, removeIfThere, replaceFile } from '../system/files.ts';
import { isObject, numberOf, parseJson, stringOf } from '../system/json.ts';
import type { RefusalReason } from '../oauth/token-endpoint.ts';

/**
 * A refresh that is under way: on disk before the request, gone after the new tokens are. It names the token by
 * its fingerprint and never holds it. After a crash it is what tells "interrupted" from "expired" and "revoked".
 */
export interface Intent {
  readonly fingerprint: string;
  /** Unlike every other intent: a process that wakes up late recognises its own, and only removes its own. */
  readonly nonce: string;
  readonly pid: number;
  readonly host: string;
  /** Milliseconds since the epoch, local clock. */
  readonly startedAt: number;
}

/** A refresh token that the server refused for good, so that nobody asks with it again. */
export interface Refusal {
  readonly fingerprint: string;
  readonly reason: RefusalReason | 'interrupted';
  /** Milliseconds since the epoch: when it was refused or, if interrupted, when the lost refresh began. */
  readonly at: number;
}

export function parseIntent(text: string | undefined): Intent | undefined {
  const value = text === undefined ? undefined : parseJson(text);
  if (!isObject(value)) return undefined;
  const fingerprint = stringOf(value['fingerprint']);
  const nonce = stringOf(value['nonce']);
  const startedAt = numberOf(value['started_at']);
  if (!fingerprint || !nonce || startedAt === undefined) return undefined;
  return {
    fingerprint,
    nonce,
    startedAt,
    pid: numberOf(value['pid']) ?? 0,
    host: stringOf(value['host']) ?? '',
  };
}

const reasons: readonly string[] = ['expired', 'used twice', 'revoked', 'refused', 'interrupted'];

export function parseRefusal(text: string | undefined): Refusal | undefined {
  const value = text === undefined ? undefined : parseJson(text);
  if (!isObject(value)) return undefined;
  const fingerprint = stringOf(value['fingerprint']);
  const reason = stringOf(value['reason']);
  const at = numberOf(value['at']);
  if (!fingerprint || !reason || !reasons.includes(reason) || at === undefined) return undefined;
  return { fingerprint, reason: reason as Refusal['reason'], at };
}

export interface Journal {
  readIntent(): Promise<Intent | undefined>;
  /** Puts the intent on disk. False when another one is there already: exactly one process gets true. */
  begin(intent: Intent): Promise<boolean>;
  /** Takes over an intent that its owner will not finish. False when somebody else was quicker. */
  takeOver(old: Intent, unique: string): Promise<boolean>;
  /** Removes the intent if it is still this one. */
  end(nonce: string): Promise<void>;
  readRefusal(): Promise<Refusal | undefined>;
  remember(refusal: Refusal): Promise<void>;
  forget(): Promise<void>;
}

/** The journal beside auth.json: `<auth file>.intent` and `<auth file>.refused`. */
export function openJournal(authFile: string, platform: string): Journal {
  const intentFile = `${authFile}.intent`;
  const refusedFile = `${authFile}.refused`;
  const readIntent = async (): Promise<Intent | undefined> => parseIntent(await readIfThere(intentFile));
  return {
    readIntent,
    begin: async (intent) => {
      const { startedAt, ...rest } = intent;
      // Written whole under another name and linked: a reader never sees half an intent, and link() fails when
      // one is there, so that exactly one process begins even if two believe that they hold the lock.
      const temporary = `${intentFile}.${intent.nonce}`;
      await writeFile(temporary, JSON.stringify({ ...rest, started_at: startedAt }), {
        mode: 0o600,
        flush: true,
      });
      try {
        await link(temporary, intentFile);
        return true;
      } catch (error) {
        if (errnoOf(error) === 'EEXIST') return false;
        // A file system without hard links (some network and FAT mounts): exclusive creation instead.
        await writeFile(intentFile, JSON.stringify({ ...rest, started_at: startedAt }), {
          mode: 0o600,
          flag: 'wx',
        });
        return true;
      } finally {
        await unlink(temporary).catch(() => {});
      }
    },
    takeOver: async (old, unique) => {
      const aside = `${intentFile}.${unique}`;
      try {
        await rename(intentFile, aside);
      } catch (error) {
        if (errnoOf(error) === 'ENOENT') return true;
        throw error;
      }
      const moved = parseIntent(await readIfThere(aside));
      const right = moved === undefined || moved.nonce === old.nonce;
      // Somebody had taken it over already and begun anew: give theirs back.
      if (!right) await link(aside, intentFile).catch(() => {});
      await unlink(aside).catch(() => {});
      return right;
    },
    end: async (nonce) => {
      const current = await readIntent();
      if (current?.nonce === nonce) await removeIfThere(intentFile);
    },
    readRefusal: async () => parseRefusal(await readIfThere(refusedFile)),
    remember: (refusal) => replaceFile(refusedFile, JSON.stringify(refusal), platform),
    forget: async () => {
      await removeIfThere(refusedFile);
    },
  };
}
