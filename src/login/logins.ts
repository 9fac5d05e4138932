import { ownProvider, PROVIDER_ID } from '../oauth/providers/own.ts';
import type { Provider } from '../oauth/provider.ts';
import { AppError } from '../system/errors.ts';
import { isObject, objectIn } from '../system/json.ts';
import { openLogin, type Login, type LoginDeps } from './login.ts';
import { readRegular } from './regular-file.ts';

/** What the user's own file says (docs/providers.md). */
interface OwnFile {
  readonly providers: readonly Provider[];
  /** True if the user lets an assistant sign in to them: the tools oauth_* exist. */
  readonly tools: boolean;
}

/** Words of the command `login`, and the beginning of an account's journal (account.ts). */
const RESERVED = /^(?:status|logout|account-.*)$/;

const NONE: OwnFile = { providers: [], tools: false };

interface LoginsDeps extends Omit<LoginDeps, 'provider' | 'slot' | 'journalId' | 'service' | 'baseUrl'> {
  /** The logins of the built-in providers; the first answers questions. */
  readonly builtIn: readonly Login[];
  /** The user's file. A project cannot name another one (src/settings-project.ts). */
  readonly providersFile: string;
}

export type Logins = ReturnType<typeof openLogins>;

/** Reads the user's file; nothing if there is none. Throws an `input` error that says what to correct. */
async function readProviders(
  file: string,
  facts: Pick<LoginDeps, 'platform' | 'uid'>,
  taken: readonly string[],
): Promise<OwnFile> {
  const refuse = (why: string): AppError =>
    new AppError({
      kind: 'input',
      code: 'providers.file',
      what: `The providers in ${file} cannot be used.`,
      why,
      fix: 'Correct the file (docs/providers.md has an example), or remove it.',
      details: { path: file },
    });
  const found = await readRegular(file, facts);
  if (found.kind === 'absent') return NONE;
  if (found.kind === 'wrong') throw refuse(`The reason: ${found.why}.`);
  const content = objectIn(found.text);
  if (typeof content === 'string') throw refuse(`The reason: ${content}.`);
  const { providers = {}, tools = false, ...more } = content;
  const [unknown] = Object.keys(more);
  if (unknown !== undefined) throw refuse(`"${unknown.slice(0, 40)}" is neither providers nor tools.`);
  if (!isObject(providers) || typeof tools !== 'boolean')
    throw refuse('providers must be an object, and tools true or false.');
  const clash = Object.keys(providers).find((id) => taken.includes(id) || RESERVED.test(id));
  if (clash !== undefined) throw refuse(`"${clash}" is a name that this program uses itself.`);
  return { providers: Object.entries(providers).map(([id, described]) => ownProvider(id, described)), tools };
}

/** Where the login of a provider other than openai-codex stands. */
export const placeOf = (id: string) => ({ slot: ['codex-oauth', 'providers', id], journalId: id }) as const;

/** The logins of all providers: the built-in ones and those of the user's own file. */
export function openLogins({ builtIn, providersFile, ...d }: LoginsDeps) {
  const opened = new Map<string, Login>();
  const read = (): Promise<OwnFile> =>
    readProviders(
      providersFile,
      d,
      builtIn.map(({ provider }) => provider.id),
    );
  const open = (provider: Provider): Login => {
    const { id } = provider;
    const made = opened.get(id);
    if (made) return made;
    const login = openLogin({ ...d, provider, ...placeOf(id), accounts: false });
    opened.set(id, login);
    return login;
  };
  const unknown = (id: string, known: readonly Provider[]): AppError => {
    const names = known.map((one) => one.id).join(', ');
    return new AppError({
      kind: 'input',
      code: 'provider.unknown',
      what: `There is no provider "${id.slice(0, 40)}".`,
      why: names === '' ? 'None is described.' : `The providers are ${names}.`,
      fix: PROVIDER_ID.test(id) ? `Use one of them, or describe it in ${providersFile}.` : 'Use one of them.',
    });
  };
  return {
    /** Every provider that one can sign in to, the built-in ones first. Throws if the user's file is broken. */
    list: async (): Promise<readonly Login[]> => [...builtIn, ...(await read()).providers.map(open)],
    /** A provider's login. Throws an `input` error that names the providers that exist. */
    of: async (id: string): Promise<Login> => {
      const ours = builtIn.find((login) => login.provider.id === id);
      if (ours) return ours;
      const { providers } = await read();
      const provider = providers.find((one) => one.id === id);
      if (provider) return open(provider);
      throw unknown(id, [...builtIn.map((login) => login.provider), ...providers]);
    },
    /** The logins of the providers that the user has described. */
    described: async (): Promise<readonly Login[]> => (await read()).providers.map(open),
    /** One of them for an assistant's tools: where the user's file does not enable those, there is none. */
    forTools: async (id: string): Promise<Login> => {
      const { providers, tools } = await read();
      const provider = tools ? providers.find((one) => one.id === id) : undefined;
      if (provider) return open(provider);
      throw unknown(id, tools ? providers : []);
    },
    /** Resolves when no refresh is running. */
    settled: async (): Promise<void> => {
      await Promise.all([...builtIn, ...opened.values()].map(({ tokens }) => tokens.settled()));
    },
  };
}
