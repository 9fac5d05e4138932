import { AppError } from '../system/errors.ts';
import { CODEX_SLOT, namesIn, parseAuthFile, type Slot } from './auth-file.ts';
import { sameAccount, type LoginRecord } from './record.ts';

/** The member of a login that holds its account's name. */
const NAME = 'account';
/** What an account is called that was never given a name. */
export const UNNAMED = 'default';
/** A key in auth.json and a part of a journal's name. */
export const VALID_NAME = /^[a-z0-9][a-z0-9_-]{0,31}$/;

/** The name that the user gave to a login's account. */
export function nameOf({ extra }: LoginRecord): string {
  const name = extra[NAME];
  return typeof name === 'string' && VALID_NAME.test(name) ? name : UNNAMED;
}

export const named = (login: LoginRecord, name: string): LoginRecord => ({
  ...login,
  extra: { ...login.extra, [NAME]: name },
});

export const accountSlot = (name: string): Slot => ['codex-oauth', 'accounts', name];
export const accountJournal = (name: string): string => `account-${name}`;

/** The name as it is stored. Throws an `input` error if it cannot be one. */
export function accountName(given: string): string {
  const name = given.trim();
  // In lower case some letters of other scripts become one of these.
  if (/^[\w-]+$/.test(name) && VALID_NAME.test(name.toLowerCase())) return name.toLowerCase();
  throw new AppError({
    kind: 'input',
    code: 'account.name',
    what: `"${given.slice(0, 40)}" cannot name an account.`,
    why: 'A name has letters, digits, - and _, begins with a letter or digit, and has at most 32 characters.',
    fix: 'Choose another, such as work or private.',
  });
}

/** A login by its slot in a text of auth.json. Throws if the file or the login is broken. */
export function loginIn(path: string, text: string, slot: Slot): LoginRecord | undefined {
  const state = parseAuthFile(path, text, slot);
  if (state.kind === 'broken') throw state.error;
  return state.kind === 'login' ? state.login : undefined;
}

/** A free name for a login that leaves `codex`: its own, or the next. */
function freeName(name: string, taken: readonly string[]): string {
  for (let n = 1; ; n += 1) {
    const candidate = n === 1 ? name : `${name.slice(0, 28)}-${n}`;
    if (!taken.includes(candidate)) return candidate;
  }
}

/**
 * Where a new login goes: it becomes the account in use. With another name than the account in use, that one is put
 * aside, never overwritten; without a name it replaces the account in use. Pure.
 */
export function placesFor(
  path: string,
  text: string,
  login: LoginRecord,
  name: string | undefined,
): { readonly login: LoginRecord; readonly others: readonly (readonly [Slot, LoginRecord | undefined])[] } {
  const old = text === '' ? undefined : loginIn(path, text, CODEX_SLOT);
  if (name === undefined) {
    const keeps = old && old.extra[NAME] !== undefined && sameAccount(old, login);
    return { login: keeps ? named(login, nameOf(old)) : login, others: [] };
  }
  const others = old && nameOf(old) !== name ? [aside(text, old, name)] : [];
  return { login: named(login, name), others: [[accountSlot(name), undefined], ...others] };
}

export function aside(text: string, old: LoginRecord, coming: string): readonly [Slot, LoginRecord] {
  const taken = [...namesIn(text, 'accounts'), coming];
  const name = freeName(nameOf(old), taken);
  return [accountSlot(name), named(old, name)];
}
