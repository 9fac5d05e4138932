import { inWords } from '../system/wording.ts';
import { AppError } from '../system/errors.ts';
import { member, numberOf, parseJson, stringOf, type JsonObject } from '../system/json.ts';
import type { Log } from '../system/log.ts';
import { sleep } from '../system/time.ts';
import type { Credential } from '../login/credential.ts';
import { backendGet, type BackendAnswer, type BackendDeps } from './backend-get.ts';
import { BUNDLED_MODELS } from './bundled-models.ts';
import { PROTOCOL_VERSION } from './identity.ts';
import { modelInfo, parseCatalogue, type Model } from './model.ts';
import type { StateFile } from './state-file.ts';

/** A list of models and how far it can be trusted. */
export interface CatalogueView {
  readonly models: readonly Model[];
  /** `live`: from the server, by this process. `cache`: from the server, earlier. `bundled`: came with this version. */
  readonly source: 'live' | 'cache' | 'bundled';
  /** Seconds since the list was fetched; undefined for the bundled one. */
  readonly ageSeconds: number | undefined;
  /** Why it is not live, where the server was asked and did not answer, or could not be asked. */
  readonly note: string | undefined;
}

/** The models of an account. Nothing here ever fails: what cannot be had live comes from the cache or the bundle, and says so. */
export interface Catalogue {
  /** The list for a question: at once where one is known, and then brought up to date behind the question's back. */
  get(credential: Credential | undefined): Promise<CatalogueView>;
  /** The list for somebody who looks at it or whose model was refused: asked for anew unless it is minutes old. */
  refresh(credential: Credential | undefined, options?: { readonly force?: boolean }): Promise<CatalogueView>;
  /** A response named the version of the list: a different one is fetched, in the background. */
  noticeEtag(etag: string | null, credential: Credential): void;
  /** Reads the cache, so that the first question finds it in memory. */
  warm(): Promise<void>;
  /** Resolves when no request and no write is under way. */
  settled(): Promise<void>;
}

export interface CatalogueDeps extends BackendDeps {
  readonly now: () => number;
  readonly log: Log;
  readonly file: StateFile;
  /** How long a question waits for the first list of all. Milliseconds. */
  readonly patienceMs?: number;
}

/** A list this old is used and brought up to date. Milliseconds. */
const FRESH_MS = 10 * 60_000;
/** After a failure, and after a change that was noticed, the server is left alone for this long. Milliseconds. */
const PAUSE_MS = 30_000;
const PATIENCE_MS = 3_000;

interface Held {
  readonly key: string;
  readonly models: readonly Model[];
  readonly etag: string | undefined;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly source: 'live' | 'cache';
}

/** Lists are kept apart by account; without an account id only the very same token counts as the same account. */
function keyOf(credential: Credential): string {
  return credential.accountId ?? `token ${credential.accessToken}`;
}

/** The same version, however it is quoted and whether it is marked as weak (RFC 9110 section 8.8.3). */
function plainEtag(etag: string | null | undefined): string | undefined {
  return etag?.replace(/^W\//, '').replace(/^"|"$/g, '') || undefined;
}

/** What an answer of the models endpoint means: a list, or that the one we have still holds. Throws otherwise. Pure. */
export function judgeModels(answer: BackendAnswer): readonly Model[] | 'unchanged' {
  if (answer.status === 304) return 'unchanged';
  const models = answer.status === 200 ? parseCatalogue(parseJson(answer.body)) : undefined;
  if (models && models.length > 0) return models;
  throw new AppError({
    kind: 'backend',
    code: 'models.unavailable',
    what: 'The list of models could not be had.',
    why:
      answer.status === 200
        ? 'The server’s answer holds no models.'
        : `The server answered ${answer.status}.`,
    fix: 'The list that came with this version serves meanwhile.',
  });
}

function toFile(held: Held, baseUrl: string): JsonObject {
  return {
    version: 1,
    account_id: held.key,
    base_url: baseUrl,
    client_version: PROTOCOL_VERSION,
    etag: held.etag ?? null,
    // Rounded up, it would lie in the future for whoever reads it at once.
    fetched_at: Math.floor(held.at / 1000),
    models: held.models.map(modelInfo),
  };
}

/** The cached list, where it is the server's and this version's. Whose it is, is for the caller to compare. */
export function fromFile(content: unknown, baseUrl: string, now: number): Held | undefined {
  const key = stringOf(member(content, 'account_id'));
  const at = numberOf(member(content, 'fetched_at'));
  const models = parseCatalogue(content);
  if (!key || at === undefined || !models || models.length === 0) return undefined;
  if (member(content, 'base_url') !== baseUrl || member(content, 'client_version') !== PROTOCOL_VERSION)
    return undefined;
  // A time in the future is a clock that was wrong: the list is as old as can be.
  const fetched = at * 1000 <= now ? at * 1000 : 0;
  return { key, models, etag: stringOf(member(content, 'etag')), at: fetched, source: 'cache' };
}

export function createCatalogue(d: CatalogueDeps): Catalogue {
  const { now } = d;
  let held: Held | undefined;
  let loaded: Promise<void> | undefined;
  let writing: Promise<void> = Promise.resolve();
  let failure: { readonly key: string; readonly at: number; readonly why: string } | undefined;
  let noticed = 0;
  /** By account: a list under way for one is never given to another. */
  const fetching = new Map<string, Promise<Held | undefined>>();

  const warm = (): Promise<void> => {
    loaded ??= d.file.read().then((content) => {
      held ??= fromFile(content, d.baseUrl, now());
    });
    return loaded;
  };
  const own = (key: string): Held | undefined => (held?.key === key ? held : undefined);

  const fetchLive = async (credential: Credential, key: string): Promise<Held | undefined> => {
    const before = own(key);
    try {
      const answer = await backendGet(d, credential, `/codex/models?client_version=${PROTOCOL_VERSION}`, {
        headers: before?.etag ? { 'if-none-match': before.etag } : {},
      });
      const judged = judgeModels(answer);
      const models = judged === 'unchanged' ? before?.models : judged;
      if (!models) return undefined;
      const etag = answer.header('etag') ?? before?.etag;
      const fresh: Held = { key, models, etag: etag ?? undefined, at: now(), source: 'live' };
      held = fresh;
      failure = undefined;
      if (credential.accountId !== undefined) writing = d.file.update(() => toFile(fresh, d.baseUrl));
      return fresh;
    } catch (error) {
      const why =
        error instanceof AppError ? inWords(error.why ?? error.what, 'assistant') : 'The request failed.';
      failure = { key, at: now(), why };
      d.log.debug(`models: ${why}`);
      return undefined;
    }
  };

  /** One request at a time and account. */
  const fetchOnce = (credential: Credential): Promise<Held | undefined> => {
    const key = keyOf(credential);
    const running = fetching.get(key);
    if (running) return running;
    const started = fetchLive(credential, key).finally(() => fetching.delete(key));
    fetching.set(key, started);
    return started;
  };

  const age = (at: number): number => Math.max(0, now() - at);
  const pausing = (key: string): boolean => failure?.key === key && age(failure.at) < PAUSE_MS;

  const show = (key: string): CatalogueView => {
    const list = own(key);
    const why = failure?.key === key ? ` ${failure.why}` : '';
    if (!list)
      return bundled(`The live list of models could not be had, so the one of this version is used.${why}`);
    return {
      models: list.models,
      source: why !== '' ? 'cache' : list.source,
      ageSeconds: Math.round(age(list.at) / 1000),
      note:
        why === '' ? undefined : `The live list of models could not be had, so an earlier one is used.${why}`,
    };
  };

  const withoutServer = (credential: Credential | undefined): CatalogueView | undefined => {
    if (!credential)
      return bundled('Nobody is signed in, so the list of models that came with this version is shown.');
    return credential.route === 'api'
      ? bundled(
          'An API key has no list of its plan’s models, so the one that came with this version is used.',
        )
      : undefined;
  };

  return {
    get: async (credential) => {
      const fixed = withoutServer(credential);
      if (fixed || !credential) return fixed ?? bundled('');
      await warm();
      const key = keyOf(credential);
      const list = own(key);
      if (list) {
        if (age(list.at) >= FRESH_MS && !pausing(key)) void fetchOnce(credential);
        return show(key);
      }
      if (!pausing(key)) await within(d.patienceMs ?? PATIENCE_MS, fetchOnce(credential));
      return show(key);
    },
    refresh: async (credential, options = {}) => {
      const fixed = withoutServer(credential);
      if (fixed || !credential) return fixed ?? bundled('');
      await warm();
      const key = keyOf(credential);
      const list = own(key);
      const fresh = list?.source === 'live' && age(list.at) < FRESH_MS && failure?.key !== key;
      if (!fresh || options.force) await fetchOnce(credential);
      return show(key);
    },
    noticeEtag: (etag, credential) => {
      const key = keyOf(credential);
      const seen = plainEtag(etag);
      const known = plainEtag(own(key)?.etag);
      if (!seen || !known || seen === known || pausing(key) || age(noticed) < PAUSE_MS) return;
      noticed = now();
      void fetchOnce(credential);
    },
    warm,
    settled: async () => {
      await Promise.all(fetching.values());
      await writing;
    },
  };
}

function bundled(note: string): CatalogueView {
  return { models: BUNDLED_MODELS, source: 'bundled', ageSeconds: undefined, note };
}

/** Waits for the work, but no longer than this; the work goes on. */
async function within(ms: number, work: Promise<unknown>): Promise<void> {
  const enough = new AbortController();
  await Promise.race([work, sleep(ms, enough.signal).catch(() => {})]);
  enough.abort();
}
