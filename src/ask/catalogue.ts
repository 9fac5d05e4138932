import { inWords } from '../system/wording.ts';
import { AppError } from '../system/errors.ts';
import { member, numberOf, parseJson, stringOf, type JsonObject } from '../system/json.ts';
import type { Deps } from '../system/deps.ts';
import { orAborted } from '../system/time.ts';
import type { Credential } from '../login/credential.ts';
import { backendGet, PROTOCOL_VERSION, type BackendAnswer, type BackendDeps } from './backend.ts';
import { BUNDLED_MODELS } from './bundled-models.ts';
import { assumedModel, modelInfo, parseCatalogue, type CatalogueView, type Model } from './models.ts';
import type { StateFile } from './state-file.ts';

export type Catalogue = ReturnType<typeof createCatalogue>;

export interface CatalogueDeps extends BackendDeps, Pick<Deps, 'now' | 'log'> {
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

/** Lists are kept apart by account; without an account id, as with API keys, only the very same token is the same. */
function keyOf(credential: Credential): string {
  return credential.accountId ?? `token ${credential.accessToken}`;
}

/** The same version, however it is quoted and whether it is marked as weak (RFC 9110 section 8.8.3). */
function plainEtag(etag: string | null | undefined): string | undefined {
  return etag?.replace(/^W\//, '').replace(/^"|"$/g, '') || undefined;
}

/** The list in an answer of a models endpoint. Throws where there is none. Pure. */
export function judgeModels(
  { status, body }: Pick<BackendAnswer, 'status' | 'body'>,
  parse: (body: unknown) => readonly Model[] | undefined = parseCatalogue,
): readonly Model[] {
  const models = status === 200 ? parse(parseJson(body)) : undefined;
  if (models && models.length > 0) return models;
  throw new AppError({
    kind: 'backend',
    code: 'models.unavailable',
    what: 'Could not load the model list.',
    why: status === 200 ? 'The server’s answer holds no models.' : `The server answered ${status}.`,
    fix: 'The list that came with this version is used meanwhile.',
  });
}

/** Names of models that answer in text. The public list also holds voices, images, embeddings and moderators. */
const TEXT = /^(?:gpt-|o\d|codex)/i;
const OTHER = /audio|realtime|image|tts|transcribe|search|embed|moderation|instruct|live|whisper/i;

/**
 * The models of `GET /v1/models`, which says no more than names and dates. Those that this version knows are offered
 * in its order, so that a key gets the same default as a plan; where it knows none, the newest that answers in text
 * comes first. The others work when they are asked for by name. Undefined where the body is no list. Pure.
 */
export function parseApiModels(body: unknown): readonly Model[] | undefined {
  const data = member(body, 'data');
  if (!Array.isArray(data)) return undefined;
  const list = data.map((entry) => ({
    id: stringOf(member(entry, 'id')) ?? '',
    created: numberOf(member(entry, 'created')) ?? 0,
  }));
  const known = BUNDLED_MODELS.filter((model) => list.some(({ id }) => id === model.slug));
  const rest = list
    .filter(({ id }) => id !== '' && !known.some((model) => model.slug === id))
    .sort((a, b) => b.created - a.created)
    .map(({ id }, index): Model => {
      const listed = known.length === 0 && TEXT.test(id) && !OTHER.test(id);
      return { ...assumedModel(id), listed, priority: listed ? index : Number.MAX_SAFE_INTEGER };
    });
  return [...known, ...rest];
}

function toFile(held: Held, baseUrl: string): JsonObject {
  return {
    version: 1,
    account_id: held.key,
    base_url: baseUrl,
    client_version: PROTOCOL_VERSION,
    etag: held.etag ?? null,
    // Rounded up, it would lie in the future for a process that reads it at once.
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

/** The models of an account. Nothing here ever fails: what cannot be had live comes from the cache or the bundle, and says so. */
export function createCatalogue(d: CatalogueDeps) {
  const { now } = d;
  /** One list for each route: a plan's and a key's answer different questions. */
  const held = new Map<Credential['route'], Held>();
  let loaded: Promise<void> | undefined;
  let writing: Promise<void> = Promise.resolve();
  let failure: { readonly key: string; readonly at: number; readonly why: string } | undefined;
  let noticed = 0;
  /** By account: a list under way for one is never given to another. */
  const fetching = new Map<string, Promise<void>>();

  const warm = (): Promise<void> => {
    loaded ??= d.file.read().then((content) => {
      const cached = fromFile(content, d.baseUrl, now());
      if (cached && !held.has('chatgpt')) held.set('chatgpt', cached);
    });
    return loaded;
  };
  const own = (credential: Credential): Held | undefined => {
    const list = held.get(credential.route);
    return list?.key === keyOf(credential) ? list : undefined;
  };

  const request = async (credential: Credential, etag: string | undefined): Promise<BackendAnswer> =>
    credential.route === 'api'
      ? backendGet({ ...d, baseUrl: d.apiBaseUrl }, credential, '/models')
      : backendGet(d, credential, `/codex/models?client_version=${PROTOCOL_VERSION}`, {
          headers: etag ? { 'if-none-match': etag } : {},
        });

  const fetchLive = async (credential: Credential): Promise<void> => {
    const { route, accountId } = credential;
    const key = keyOf(credential);
    const before = own(credential);
    try {
      const answer = await request(credential, before?.etag);
      const models =
        before && answer.status === 304
          ? before.models
          : judgeModels(answer, route === 'api' ? parseApiModels : parseCatalogue);
      const etag = answer.header('etag') ?? before?.etag;
      const fresh: Held = { key, models, etag, at: now(), source: 'live' };
      held.set(route, fresh);
      failure = undefined;
      if (route === 'chatgpt' && accountId) writing = d.file.update(() => toFile(fresh, d.baseUrl));
    } catch (error) {
      const why =
        error instanceof AppError ? inWords(error.why ?? error.what, 'assistant') : 'The request failed.';
      failure = { key, at: now(), why };
      d.log.debug(`models: ${why}`);
    }
  };

  /** One request at a time and account. */
  const fetchOnce = (credential: Credential): Promise<void> => {
    const key = keyOf(credential);
    const running = fetching.get(key);
    if (running) return running;
    const started = fetchLive(credential).finally(() => fetching.delete(key));
    fetching.set(key, started);
    return started;
  };

  const age = (at: number): number => Math.max(0, now() - at);
  const failed = (credential: Credential): typeof failure =>
    failure?.key === keyOf(credential) ? failure : undefined;
  const pausing = (credential: Credential): boolean => {
    const last = failed(credential);
    return last !== undefined && age(last.at) < PAUSE_MS;
  };

  const show = (credential: Credential): CatalogueView => {
    const list = own(credential);
    const why = failed(credential)?.why;
    const note = `Could not load the live model list, so ${list ? 'an earlier one' : 'the one of this version'} is used. ${why ?? ''}`;
    if (!list) return bundled(note.trimEnd());
    return {
      models: list.models,
      source: why === undefined ? list.source : 'cache',
      ageSeconds: Math.round(age(list.at) / 1000),
      note: why === undefined ? undefined : note,
    };
  };

  return {
    /** The list for a question: at once where one is known; an old one is refreshed in the background. */
    get: async (credential: Credential): Promise<CatalogueView> => {
      await warm();
      const list = own(credential);
      if (!pausing(credential)) {
        if (!list) {
          const enough = AbortSignal.timeout(d.patienceMs ?? PATIENCE_MS);
          await orAborted(fetchOnce(credential), enough).catch(() => {});
        }
        if (list && age(list.at) >= FRESH_MS) void fetchOnce(credential);
      }
      return show(credential);
    },
    /** The list to look at, or (`force`) after a model was refused: asked for anew unless it is fresh. */
    refresh: async (credential: Credential | undefined, force = false): Promise<CatalogueView> => {
      if (!credential) return bundled('Not signed in, so the list that came with this version is shown.');
      await warm();
      const list = own(credential);
      const fresh = list?.source === 'live' && age(list.at) < FRESH_MS && !failed(credential);
      if (!fresh || force) await fetchOnce(credential);
      return show(credential);
    },
    /** A response named the version of the list: a different one is fetched, in the background. */
    noticeEtag: (etag: string | null, credential: Credential): void => {
      const seen = plainEtag(etag);
      const known = plainEtag(own(credential)?.etag);
      if (!seen || !known || seen === known || pausing(credential) || age(noticed) < PAUSE_MS) return;
      noticed = now();
      void fetchOnce(credential);
    },
    /** Reads the cache, so that the first question finds it in memory. */
    warm,
    /** Resolves when no request and no write is under way. */
    settled: async (): Promise<void> => {
      await Promise.all(fetching.values());
      await writing;
    },
  };
}

function bundled(note: string): CatalogueView {
  return { models: BUNDLED_MODELS, source: 'bundled', ageSeconds: undefined, note };
}
