import { chmod, lstat } from 'node:fs/promises';
import { AppError, errnoOf } from '../system/errors.ts';
import { fileError, readIfThere, replaceFile } from '../system/files.ts';
import { isObject, parseJson, type JsonObject } from '../system/json.ts';
import { parseLogin, serializeLogin, type LoginRecord } from './login-record.ts';

/** What was found on disk. "Broken" is never taken for "not signed in", and is never written over. */
export type AuthFileState =
  | { readonly kind: 'absent' }
  | { readonly kind: 'login'; readonly login: LoginRecord; readonly others: JsonObject }
  /** The file is fine but holds no login of ours. */
  | { readonly kind: 'no-login'; readonly others: JsonObject }
  | { readonly kind: 'broken'; readonly error: AppError };

export interface AuthFile {
  readonly path: string;
  read(): Promise<AuthFileState>;
  /** Replaces our entry and keeps everybody else's. Refuses where the file is broken. */
  write(login: LoginRecord | undefined): Promise<void>;
  /** True when the last read found loose permissions and tightened them. */
  readonly tightened: boolean;
}

function broken(path: string, why: string, mend: string): AuthFileState {
  return {
    kind: 'broken',
    error: new AppError({
      kind: 'local',
      code: 'auth_file.broken',
      what: `The login file ${path} cannot be used.`,
      why: `Because ${why}. It was left as it is.`,
      mend,
      details: { path },
    }),
  };
}

const MOVE = (path: string): string =>
  `Repair it, or move it away (\`mv ${path} ${path}.bad\`) and sign in again with codex_login.`;

/** Judges the text of auth.json. Pure: every shape of damage gets its own sentence. */
export function parseAuthFile(path: string, text: string): AuthFileState {
  const parsed = parseJson(text);
  if (parsed === undefined) {
    return broken(path, text.trim() === '' ? 'it is empty' : 'it is not JSON (cut off, perhaps)', MOVE(path));
  }
  if (!isObject(parsed)) return broken(path, 'it is JSON but not an object', MOVE(path));
  const { codex, ...others } = parsed;
  if (codex === undefined || codex === null) return { kind: 'no-login', others };
  const login = parseLogin(codex);
  return typeof login === 'string' ? broken(path, login, MOVE(path)) : { kind: 'login', login, others };
}

interface FileFacts {
  readonly platform: string;
  readonly uid: number | undefined;
}

/** Judges what kind of thing lies at the path, before its content is believed. */
async function inspect(path: string, facts: FileFacts): Promise<AuthFileState | 'tightened' | 'ok'> {
  const info = await lstat(path);
  if (info.isSymbolicLink()) {
    return broken(
      path,
      'it is a symbolic link',
      `Replace the link by the file itself, or point CODEX_OAUTH_AUTH_FILE at its target.`,
    );
  }
  if (info.isDirectory())
    return broken(
      path,
      'it is a directory',
      `Move it away (\`mv ${path} ${path}.bad\`) and sign in again with codex_login.`,
    );
  if (!info.isFile()) return broken(path, 'it is not a regular file', MOVE(path));
  if (facts.platform === 'win32') return 'ok';
  if (facts.uid !== undefined && info.uid !== facts.uid && facts.uid !== 0) {
    return broken(
      path,
      `it belongs to another user (uid ${info.uid})`,
      `Take it over (\`sudo chown ${facts.uid} ${path}\`), or set CODEX_OAUTH_AUTH_FILE to a file of your own.`,
    );
  }
  if ((info.mode & 0o077) !== 0) {
    await chmod(path, 0o600);
    return 'tightened';
  }
  return 'ok';
}

/** auth.json at `path`. Reading tightens loose permissions; writing is atomic and 0600. */
export function openAuthFile(path: string, facts: FileFacts): AuthFile {
  let tightened = false;
  const read = async (): Promise<AuthFileState> => {
    try {
      const found = await inspect(path, facts);
      if (typeof found !== 'string') return found;
      if (found === 'tightened') tightened = true;
      const text = await readIfThere(path);
      return text === undefined ? { kind: 'absent' } : parseAuthFile(path, text);
    } catch (error) {
      if (errnoOf(error) === 'ENOENT') return { kind: 'absent' };
      return { kind: 'broken', error: fileError(error, path, 'read') };
    }
  };
  return {
    path,
    read,
    get tightened() {
      return tightened;
    },
    write: async (login) => {
      const state = await read();
      if (state.kind === 'broken') throw state.error;
      const others = state.kind === 'absent' ? {} : state.others;
      const next = login ? { ...others, codex: serializeLogin(login) } : others;
      try {
        await replaceFile(path, `${JSON.stringify(next, null, 2)}\n`, facts.platform);
      } catch (error) {
        throw fileError(error, path, 'written');
      }
    },
  };
}
