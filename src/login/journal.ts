import { writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { replaceFile } from '../system/files.ts';
import { isObject, numberOf, parseJson, stringOf } from '../system/json.ts';
import type { RefusalReason } from '../oauth/profile.ts';
import { parseLogin, serializeLogin, type LoginRecord } from './record.ts';
import { readRegular, type FileFacts } from './regular-file.ts';

/** A refresh token that the server refused for good, so that it is never sent again. */
export interface Refusal {
  readonly reason: RefusalReason | 'interrupted';
  /** Milliseconds since the epoch: when it was refused or, if interrupted, when the lost refresh began. */
  readonly at: number;
}

/** Which refresh token was sent, where to, and since when nobody knows what became of it. */
export interface Intent {
  /** Names the token without holding it. */
  readonly fingerprint: string;
  readonly issuer: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
}

/** What `<auth file>.journal` says. With neither answer nor refusal, nobody knows what became of the request. */
export interface Trace extends Intent {
  readonly answer: LoginRecord | undefined;
  readonly refusal: Refusal | undefined;
}

/** The room that has been taken for what the server says. Both methods write in place and throw system errors. */
export interface Entry {
  answer(login: LoginRecord): void;
  refuse(refusal: Refusal): void;
}

export type Journal = ReturnType<typeof openJournal>;

/** By how much a new login may be longer than the old one. Bytes. */
const SPARE = 4_096;

/** The journal of one refresh beside auth.json: two lines, of which the first one never changes. */
export function openJournal(authFile: string, facts: FileFacts) {
  const path = `${authFile}.journal`;
  return {
    path,
    read: async (): Promise<Trace | undefined> => {
      const found = await readRegular(path, facts).catch(() => undefined);
      return found?.kind === 'text' ? parseTrace(found.text) : undefined;
    },
    /**
     * Writes the intent and takes the room for the answer to it, so that also a disk that fills up meanwhile keeps the
     * answer. Undefined where `only` said no just before. Throws system errors.
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
      // One write, in place, of one length: a cut leaves a second line that is no JSON, which is no answer.
      const fill = (second: object): void =>
        writeFileSync(path, text(JSON.stringify(second)), { flag: 'r+', flush: true });
      return (await replaceFile(path, text(''), facts.platform, only))
        ? {
            answer: (next) => fill({ codex: serializeLogin(next) }),
            refuse: (refusal) => fill({ refusal }),
          }
        : undefined;
    },
    clear: () => rm(path, { force: true }).catch(() => {}),
  };
}

const reasons: readonly string[] = ['expired', 'used twice', 'revoked', 'refused', 'interrupted'];

/** A refusal as it stands in a file; undefined where the value is none. */
function parseRefusal(value: unknown): Refusal | undefined {
  if (!isObject(value)) return undefined;
  const reason = stringOf(value['reason']);
  const at = numberOf(value['at']);
  if (!reason || !reasons.includes(reason) || at === undefined) return undefined;
  return { reason: reason as Refusal['reason'], at };
}

/** The text of a journal; undefined where it is none. */
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
