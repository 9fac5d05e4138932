import { its, say, type Text } from '../system/wording.ts';
import { readFileSync } from 'node:fs';
import { AppError, errnoOf } from '../system/errors.ts';
import { fileError, replaceFile, temporaryName, type FileSteps } from '../system/files.ts';
import { isObject, parseJson, type JsonObject } from '../system/json.ts';
import { withMember } from './json-member.ts';
import { parseLogin, serializeLogin, type LoginRecord } from './login-record.ts';
import { sweepTemporaries } from './leftovers.ts';
import { readRegular, type FileFacts, type Found } from './regular-file.ts';

/** What was found on disk. "Broken" is never taken for "not signed in", and is never written over. */
export type AuthFileState =
  | { readonly kind: 'absent' }
  | { readonly kind: 'login'; readonly login: LoginRecord; readonly others: JsonObject }
  /** The file is fine but holds no login of ours. */
  | { readonly kind: 'no-login'; readonly others: JsonObject }
  | { readonly kind: 'broken'; readonly error: AppError };

export interface WriteOptions {
  /** Asked in the very moment before the file is replaced, with the login found there. False: nothing is written. */
  readonly only?: (found: LoginRecord | undefined) => boolean;
  /** Names the temporary file, so that a later process finds what this one had in hand when it was killed. */
  readonly nonce?: string;
}

export interface AuthFile {
  readonly path: string;
  read(): Promise<AuthFileState>;
  /**
   * Replaces our entry and keeps everybody else's, byte for byte. Resolves with false where `only` said no. Throws
   * a `local` error where the file is broken or the disk refuses.
   */
  write(login: LoginRecord | undefined, options?: WriteOptions): Promise<boolean>;
  /** Writes as much as a new login needs beside the file and removes it again: why the disk refuses, if it does. */
  probe(nonce: string | undefined): Promise<AppError | undefined>;
  /** The login that the writer called `nonce` had prepared but not put in place; undefined where it is not whole. */
  prepared(nonce: string): Promise<LoginRecord | undefined>;
  /** Removes temporary files that writers left behind: the one of `nonce`, and all that are older than an hour. */
  sweep(nonces: readonly string[], now: number): Promise<void>;
  /** True when the last read found loose permissions and tightened them. */
  readonly tightened: boolean;
  /** A sentence when others can read the file and that could not be changed. */
  readonly loose: string | undefined;
}

/** How often a write starts anew because another program changed the file meanwhile. */
const ATTEMPTS = 20;
/** By how much a new login may be longer than the old one. Bytes. */
const SPARE = 4096;

function broken(path: string, why: string, fix: Text): AuthFileState {
  return {
    kind: 'broken',
    error: new AppError({
      kind: 'local',
      code: 'auth_file.broken',
      what: `The login file ${path} cannot be used.`,
      why: `Because ${why}. It was left as it is.`,
      fix,
      details: { path },
    }),
  };
}

const moveAway = (path: string, verb = 'Repair it, or move'): Text =>
  say`${verb} it away (\`mv ${path} ${path}.bad\`) and sign in again with ${its.login}.`;

/** Some editors put one before the text; it means nothing. */
const withoutMark = (text: string): string => (text.startsWith('\uFEFF') ? text.slice(1) : text);

/** Judges the text of auth.json. Pure: every shape of damage gets its own sentence. */
export function parseAuthFile(path: string, text: string): AuthFileState {
  const parsed = parseJson(withoutMark(text));
  if (parsed === undefined) return broken(path, whyNoJson(text), moveAway(path));
  if (!isObject(parsed)) return broken(path, 'it is JSON but not an object', moveAway(path));
  const { codex, ...others } = parsed;
  if (codex === undefined || codex === null) return { kind: 'no-login', others };
  const login = parseLogin(codex);
  return typeof login === 'string' ? broken(path, login, moveAway(path)) : { kind: 'login', login, others };
}

function whyNoJson(text: string): string {
  if (text.trim() === '') return 'it is empty';
  if (text.includes('\0')) return 'it holds NUL bytes, as after a power cut';
  return 'it is not JSON (cut off, perhaps)';
}

function wrongKind(
  path: string,
  found: Extract<Found, { kind: 'wrong' }>,
  uid: number | undefined,
): AuthFileState {
  switch (found.what) {
    case 'link':
      return broken(
        path,
        'it is a symbolic link',
        'Replace the link by the file itself, or point CODEX_OAUTH_AUTH_FILE at its target.',
      );
    case 'directory':
      return broken(path, 'it is a directory', moveAway(path, 'Move'));
    case 'special':
      return broken(path, 'it is not a regular file', moveAway(path, 'Move'));
    case 'huge':
      return broken(path, `it is larger than ${Math.round(found.limit / 1024)} KB`, moveAway(path));
    case 'foreign':
      return broken(
        path,
        `it belongs to another user (uid ${found.owner})`,
        `Take it over (\`sudo chown ${uid ?? '$USER'} ${path}\`), or set CODEX_OAUTH_AUTH_FILE to a file of your own.`,
      );
  }
}

export interface AuthFileOptions extends FileFacts {
  readonly steps?: FileSteps;
}

/** auth.json at `path`. Reading tightens loose permissions; writing is atomic and 0600. */
export function openAuthFile(path: string, facts: AuthFileOptions): AuthFile {
  let tightened = false;
  let loose: string | undefined;
  const load = async (): Promise<{ state: AuthFileState; text: string | undefined }> => {
    let found: Found;
    try {
      found = await readRegular(path, facts);
    } catch (error) {
      return { state: { kind: 'broken', error: fileError(error, path, 'read') }, text: undefined };
    }
    if (found.kind === 'absent') return { state: { kind: 'absent' }, text: undefined };
    if (found.kind === 'wrong') return { state: wrongKind(path, found, facts.uid), text: undefined };
    if (found.permissions === 'tightened') tightened = true;
    loose =
      found.permissions === 'loose'
        ? `${path} can be read by others, and its permissions could not be changed.`
        : undefined;
    return { state: parseAuthFile(path, found.text), text: found.text };
  };
  return {
    path,
    read: async () => (await load()).state,
    get tightened() {
      return tightened;
    },
    get loose() {
      return loose;
    },
    write: async (login, options = {}) => {
      for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
        const { state, text } = await load();
        if (state.kind === 'broken') throw state.error;
        const found = state.kind === 'login' ? state.login : undefined;
        if (options.only && !options.only(found)) return false;
        const next = withMember(withoutMark(text ?? ''), 'codex', login && serializeLogin(login));
        try {
          const done = await replaceFile(path, next, facts.platform, {
            // Whoever changed the file meanwhile, us or somebody else, must not lose what he wrote.
            only: () => textNow(path) === text,
            ...(options.nonce ? { temporary: temporaryName(path, options.nonce) } : {}),
            ...(facts.steps ? { steps: facts.steps } : {}),
          });
          if (done) return true;
        } catch (error) {
          throw fileError(error, path, 'written');
        }
      }
      throw fileError(new Error('contended'), path, 'written, because another program keeps changing it');
    },
    probe: async (nonce) => {
      const { state, text } = await load();
      if (state.kind === 'broken') return state.error;
      const temporary = nonce ? { temporary: temporaryName(path, nonce) } : {};
      try {
        const filling = ' '.repeat((text?.length ?? 0) + SPARE);
        await replaceFile(path, filling, facts.platform, { ...temporary, only: () => false });
        return undefined;
      } catch (error) {
        return fileError(error, path, 'written');
      }
    },
    prepared: async (nonce) => {
      const temporary = temporaryName(path, nonce);
      const found = await readRegular(temporary, facts).catch(() => undefined);
      if (found?.kind !== 'text') return undefined;
      const state = parseAuthFile(temporary, found.text);
      return state.kind === 'login' ? state.login : undefined;
    },
    sweep: (nonces, now) => sweepTemporaries(path, nonces, now, facts.uid),
  };
}

function textNow(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
