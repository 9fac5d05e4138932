import { its, say, type Text } from '../system/wording.ts';
import { AppError } from '../system/errors.ts';
import { fileError } from '../system/files.ts';
import { isObject, member, objectIn, type JsonObject } from '../system/json.ts';
import { withMember } from './json-member.ts';
import { parseLogin, serializeLogin, type LoginRecord } from './record.ts';
import type { Found } from './regular-file.ts';
import type { Storage } from './storage.ts';

/** Our two keys at the top of auth.json (docs/auth-file.md). Every other key belongs to others. */
const IN_USE = 'codex';
const OURS = 'codex-oauth';

/**
 * Where a login stands: `codex` is the OpenAI account in use; the accounts that are not in use and the logins of other
 * providers stand under our one further key.
 */
export type Slot = readonly [typeof IN_USE] | readonly [typeof OURS, 'accounts' | 'providers', string];

export const CODEX_SLOT: Slot = [IN_USE];

/** What was found on disk. A broken file never counts as "not signed in" and is never overwritten. */
export type AuthFileState =
  | { readonly kind: 'absent' }
  | { readonly kind: 'login'; readonly login: LoginRecord; readonly text: string }
  /** The file is valid but has no login of ours. */
  | { readonly kind: 'no-login'; readonly text: string }
  | { readonly kind: 'broken'; readonly error: AppError };

export type AuthFile = ReturnType<typeof openAuthFile>;

interface WriteOptions {
  /** The known content of the file: it is read again only if that has changed. */
  readonly from?: AuthFileState;
  /**
   * Called with the login that is about to be replaced; if it returns false, nothing is written and the result is
   * false.
   */
  readonly only?: (found: LoginRecord | undefined) => boolean;
  /** Logins of other slots that are written with it, at once; undefined removes one. Gets the file's text. */
  readonly also?: (text: string) => readonly (readonly [Slot, LoginRecord | undefined])[];
}

/** How often a write is retried because another program changed the file in between. */
const ATTEMPTS = 20;
/** The space that a first login needs. Bytes. */
const FIRST_LOGIN = 8_192;

function broken(path: string, why: string, fix: Text = moveAway(path)): AuthFileState {
  return {
    kind: 'broken',
    error: new AppError({
      kind: 'local',
      code: 'auth_file.broken',
      what: `The login file ${path} cannot be used.`,
      why: `The reason: ${why}. The file was not changed.`,
      fix,
      details: { path },
    }),
  };
}

const moveAway = (path: string, verb = 'Repair it, or move'): Text =>
  say`${verb} it away (\`mv ${path} ${path}.bad\`) and sign in again with ${its.login}.`;

/** A byte order mark: some editors add one; it has no meaning. */
const withoutMark = (text: string): string => (text.startsWith('\uFEFF') ? text.slice(1) : text);

/** Judges the text of auth.json and the login at `slot`. Pure. Each kind of damage has its own message. */
export function parseAuthFile(path: string, text: string, slot: Slot = CODEX_SLOT): AuthFileState {
  const file = objectIn(withoutMark(text));
  if (typeof file === 'string') return broken(path, file);
  let entry: unknown = file;
  for (const [depth, key] of slot.entries()) {
    if (!isObject(entry))
      return broken(path, `its "${slot.slice(0, depth).join('.')}" entry is not an object`);
    entry = Object.hasOwn(entry, key) ? entry[key] : undefined;
    if (entry === undefined || entry === null) return { kind: 'no-login', text };
  }
  const login = parseLogin(entry, slot.join('.'));
  return typeof login === 'string' ? broken(path, login) : { kind: 'login', login, text };
}

/** `of` with `value` at the path `keys`, or without it; an object that would be empty goes. Pure. */
function withEntry(of: unknown, [key, ...deeper]: readonly string[], value: unknown): JsonObject | undefined {
  if (key === undefined) return undefined;
  const { [key]: old, ...others } = isObject(of) ? of : {};
  const inner = deeper.length > 0 ? withEntry(old, deeper, value) : value;
  const next = inner === undefined ? others : { ...others, [key]: inner };
  return Object.keys(next).length > 0 ? next : undefined;
}

/** The names under `codex-oauth.<kind>` in the text of auth.json; none if it is no such file. Pure. */
export function namesIn(text: string, kind: 'accounts' | 'providers'): readonly string[] {
  const file = objectIn(withoutMark(text));
  const named = typeof file === 'string' ? undefined : member(file, OURS, kind);
  return Object.keys(isObject(named) ? named : {});
}

/** The text with `login` at `slot`. Other programs' keys stay byte for byte. Pure. */
function withLogin(text: string, [top, ...inner]: Slot, login: LoginRecord | undefined): string {
  const value = login && serializeLogin(login);
  if (inner.length === 0) return withMember(text, top, value);
  const file = text === '' ? {} : objectIn(text);
  return withMember(text, top, withEntry(isObject(file) ? file[top] : undefined, inner, value));
}

/** The login at `slot` in auth.json. Of files, reading tightens loose permissions; writing is atomic. */
export function openAuthFile(storage: Storage, slot: Slot = CODEX_SLOT) {
  const { path } = storage;
  let tightened = false;
  let loose: string | undefined;

  const read = async (): Promise<AuthFileState> => {
    let found: Found;
    try {
      found = await storage.read('');
    } catch (error) {
      return { kind: 'broken', error: fileError(error, path, 'read') };
    }
    if (found.kind === 'absent') return { kind: 'absent' };
    if (found.kind === 'wrong') return broken(path, found.why, found.fix ?? moveAway(path, 'Move'));
    tightened ||= found.permissions === 'tightened';
    loose =
      found.permissions === 'loose'
        ? `${path} can be read by others, and its permissions could not be changed.`
        : undefined;
    return parseAuthFile(path, found.text, slot);
  };

  /** Runs `attempt` on the file's content until it succeeds. */
  const onState = async (
    from: AuthFileState | undefined,
    attempt: (state: Exclude<AuthFileState, { kind: 'broken' }>) => Promise<boolean>,
  ): Promise<void> => {
    for (let i = 0; i < ATTEMPTS; i += 1) {
      const state = i === 0 && from ? from : await read();
      if (state.kind === 'broken') throw state.error;
      if (await attempt(state)) return;
    }
    throw fileError(new Error('contended'), path, 'written, because another program keeps changing it');
  };

  return {
    path,
    storage,
    read,
    /** True when a read has found loose permissions and tightened them. */
    get tightened() {
      return tightened;
    },
    /** A message if others can read the file and its permissions could not be changed. */
    get loose() {
      return loose;
    },
    /** Replaces the login and keeps every other entry. Throws a `local` error if it cannot. */
    write: async (
      login: LoginRecord | undefined,
      { from, only, also }: WriteOptions = {},
    ): Promise<boolean> => {
      let allowed = true;
      await onState(from, async (state) => {
        allowed = only?.(state.kind === 'login' ? state.login : undefined) ?? true;
        if (!allowed) return true;
        const text = state.kind === 'absent' ? undefined : state.text;
        const bare = withoutMark(text ?? '');
        const others = also?.(bare) ?? [];
        const next = others.reduce(
          (so, [at, other]) => withLogin(so, at, other),
          withLogin(bare, slot, login),
        );
        return storage.replace(text, next);
      });
      return allowed;
    },
    /**
     * Rewrites the file with its own content, byte for byte. A full or read-only disk, or a file that is a mount of
     * its own, fails here as it would for a new login. Throws a `local` error then, or if the file is broken.
     */
    probe: (from?: AuthFileState): Promise<void> =>
      onState(from, async (state) => {
        if (state.kind !== 'absent') return storage.replace(state.text, state.text);
        await storage.probe(FIRST_LOGIN);
        return true;
      }),
  };
}
