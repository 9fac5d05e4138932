import { AppError } from '../system/errors.ts';
import { isObject, numberOf, parseJson, stringOf } from '../system/json.ts';
import type { RefusalReason } from '../oauth/profile.ts';
import { parseLogin, serializeLogin, type LoginRecord } from './record.ts';
import type { Storage, TextName } from './storage.ts';

/** A refresh token that the server refused permanently; it is never sent again. */
export interface Refusal {
  readonly reason: RefusalReason | 'interrupted';
  /** Milliseconds since the epoch: when it was refused or, if interrupted, when the lost refresh began. */
  readonly at: number;
}

/** Which refresh token was sent, where to, and when; its outcome is still unknown. */
export interface Intent {
  /** Identifies the token without containing it. */
  readonly fingerprint: string;
  readonly issuer: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
}

/** What a journal says. With neither answer nor refusal, the outcome of the request is unknown. */
export interface Trace extends Intent {
  readonly answer: LoginRecord | undefined;
  /** True if the answer is in this process only, because the storage did not take it. */
  readonly unkept?: boolean;
  readonly refusal: Refusal | undefined;
}

/** The space reserved for the server's answer. Both methods write in place and reject as the storage does. */
export interface Entry {
  answer(login: LoginRecord): Promise<void>;
  refuse(refusal: Refusal): Promise<void>;
}

export type Journal = ReturnType<typeof openJournal>;

/** How much longer than the old login a new one may be. Bytes. */
const SPARE = 4_096;

/**
 * The journal of one login's refresh, beside auth.json: two lines; the first never changes. `id` names the login, if it
 * is not the one under `codex`.
 */
export function openJournal(storage: Storage, id?: string) {
  const name: TextName = `.${id === undefined ? '' : `${id}.`}journal`;
  /** An answer for which the storage was away: as long as this process lives, it counts as if it stood there. */
  let unkept: Pick<Trace, 'fingerprint' | 'answer'> | undefined;
  return {
    name,
    path: `${storage.path}${name}`,
    /** Rejects if the storage cannot say whether there is one: then nothing may be sent. */
    read: async (): Promise<Trace | undefined> => {
      const found = await storage.read(name).catch((error: unknown) => {
        if (error instanceof AppError) throw error;
      });
      const trace = found?.kind === 'text' ? parseTrace(found.text) : undefined;
      return trace && !trace.answer && trace.fingerprint === unkept?.fingerprint
        ? { ...trace, ...unkept, unkept: true }
        : trace;
    },
    /**
     * Writes the intent and reserves space for the answer, so that the answer can be kept even if the disk fills up
     * in between. Undefined if `only` returned false just before. Rejects as the storage does.
     */
    begin: async (
      { fingerprint, issuer, startedAt }: Intent,
      login: LoginRecord,
      only?: () => boolean,
    ): Promise<Entry | undefined> => {
      const room = Buffer.byteLength(JSON.stringify(serializeLogin(login))) + SPARE;
      const text = (second: string): string => {
        const padding = ' '.repeat(Math.max(0, room - Buffer.byteLength(second)));
        return `${JSON.stringify({ fingerprint, issuer, started_at: startedAt })}\n${second}${padding}\n`;
      };
      const refill = await storage.begin(name, text(''), only);
      return (
        refill && {
          answer: async (next) => {
            unkept = { fingerprint, answer: next };
            await refill(text(JSON.stringify({ codex: serializeLogin(next) })));
            unkept = undefined;
          },
          refuse: (refusal) => refill(text(JSON.stringify({ refusal }))),
        }
      );
    },
    /** True while an answer is in this process only. */
    owes: (): boolean => unkept !== undefined,
    clear: () => storage.remove(name),
  };
}

const reasons: readonly string[] = ['expired', 'used twice', 'revoked', 'refused', 'interrupted'];

/** A refusal as stored in a file; undefined if the value is not one. */
function parseRefusal(value: unknown): Refusal | undefined {
  if (!isObject(value)) return undefined;
  const reason = stringOf(value['reason']);
  const at = numberOf(value['at']);
  if (!reason || !reasons.includes(reason) || at === undefined) return undefined;
  return { reason: reason as Refusal['reason'], at };
}

/** Parses the text of a journal; undefined if it is not one. */
export function parseTrace(text: string): Trace | undefined {
  const [first = '', second = ''] = text.split('\n');
  const head = parseJson(first);
  if (!isObject(head)) return undefined;
  const fingerprint = stringOf(head['fingerprint']);
  const startedAt = numberOf(head['started_at']);
  if (!fingerprint || startedAt === undefined) return undefined;
  const body = parseJson(second);
  const login = isObject(body) ? parseLogin(body['codex']) : '';
  return {
    fingerprint,
    startedAt,
    issuer: stringOf(head['issuer']) ?? '',
    answer: typeof login === 'string' ? undefined : login,
    refusal: isObject(body) ? parseRefusal(body['refusal']) : undefined,
  };
}
