import { inWords } from '../system/wording.ts';
import { AppError } from '../system/errors.ts';
import { member, numberOf, parseJson, stringOf, type JsonObject } from '../system/json.ts';
import type { Deps } from '../system/deps.ts';
import { orAborted } from '../system/time.ts';
import type { Broker } from '../login/broker.ts';
import type { Credential } from '../login/credential.ts';
import { backendOf } from '../login/home.ts';
import { backendGet, PROTOCOL_VERSION, type BackendAnswer, type BackendDeps } from './backend.ts';
import { BUNDLED_MODELS } from './bundled-models.ts';
import {
  assumedModel,
  modelInfo,
  parseCatalogue,
  parseModel,
  type CatalogueView,
  type Model,
} from './models.ts';
import type { StateFile } from './state-file.ts';

export type Catalogue = ReturnType<typeof createCatalogue>;

export interface CatalogueDeps extends BackendDeps, Pick<Deps, 'now' | 'log'> {
  readonly file: StateFile;
  /** After a 401: the same account with a renewed token. */
  readonly renew: Broker['renew'];
  /** How long a question waits for the first list of all. Milliseconds. */
  readonly patienceMs?: number;
}

/** A list this old is used and brought up to date. Milliseconds. */
const FRESH_MS = 10 * 60_000;
/** After a failure, and after a change that was noticed, the server is left alone for this long. Milliseconds. */
const PAUSE_MS = 30_000;
const PATIENCE_MS = 3_000;

interface Held {
  /** The server whose list it is. */
  readonly baseUrl: string;
  readonly accountId: string | undefined;
  readonly models: readonly Model[];
  readonly etag: string | undefined;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly source: 'live' | 'cache';
}

/** What is known of one account's models: nothing of it is ever given to another. */
interface Known {
  list?: Held;
  failure?: { readonly at: number; readonly why: string; readonly tokens: readonly string[] } | undefined;
  /** The one request that is under way. */
  fetching?: Promise<void> | undefined;
  /** When an answer named another version of the list. Milliseconds since the epoch. */
  noticed?: number;
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
    .filter(({ id }) => parseModel({ slug: id }) && !known.some((model) => model.slug === id))
    .sort((a, b) => b.created - a.created)
    .map(({ id }, index): Model => {
      const listed = known.length === 0 && TEXT.test(id) && !OTHER.test(id);
      return { ...assumedModel(id), listed, priority: listed ? index : Number.MAX_SAFE_INTEGER };
    });
  return [...known, ...rest];
}

function toFile(held: Held): JsonObject {
  return {
    version: 1,
    account_id: held.accountId,
    base_url: held.baseUrl,
    client_version: PROTOCOL_VERSION,
    etag: held.etag ?? null,
    // Rounded up, it would lie in the future for a process that reads it at once.
    fetched_at: Math.floor(held.at / 1000),
    models: held.models.map(modelInfo),
  };
}

/** The cached list, where it is this version's. Whose it is and which server's, is for the caller to compare. */
export function fromFile(content: unknown, now: number): Held | undefined {
  const accountId = stringOf(member(content, 'account_id'));
  const at = numberOf(member(content, 'fetched_at'));
  const models = parseCatalogue(content);
  const baseUrl = stringOf(member(content, 'base_url'));
  if (!accountId || !baseUrl || at === undefined || !models || models.length === 0) return undefined;
  if (member(content, 'client_version') !== PROTOCOL_VERSION) return undefined;
  // A time in the future is a clock that was wrong: the list is as old as can be.
  const fetched = at * 1000 <= now ? at * 1000 : 0;
  const etag = stringOf(member(content, 'etag'));
  return { baseUrl, accountId, models, etag, at: fetched, source: 'cache' };
}

/** The models of an account. Nothing here ever fails: what cannot be had live comes from the cache or the bundle, and says so. */
export function createCatalogue(d: CatalogueDeps) {
  const { now } = d;
  const accounts = new Map<string, Known>();
  let loaded: Promise<void> | undefined;

  const knownAt = (baseUrl: string, whose: string | undefined): Known => {
    const key = `${baseUrl} ${whose}`;
    const known = accounts.get(key) ?? {};
    accounts.set(key, known);
    return known;
  };
  /** Without an account id, as with API keys, only the very same token is the same. */
  const knownOf = (credential: Credential): Known =>
    knownAt(backendOf(credential), credential.accountId ?? credential.accessToken);
  const warm = (): Promise<void> => {
    loaded ??= d.file.read().then((content) => {
      const list = fromFile(content, now());
      if (list) knownAt(list.baseUrl, list.accountId).list ??= list;
    });
    return loaded;
  };

  const request = (credential: Credential, etag: string | undefined): Promise<BackendAnswer> => {
    if (credential.route === 'api') return backendGet(d, credential, '/models');
    const headers = etag ? { 'if-none-match': etag } : {};
    return backendGet(d, credential, `/codex/models?client_version=${PROTOCOL_VERSION}`, { headers });
  };

  const fetchLive = async (known: Known, credential: Credential): Promise<void> => {
    const { route, accountId } = credential;
    const before = known.list;
    const tokens = [credential.accessToken];
    try {
      let answer = await request(credential, before?.etag);
      if (answer.status === 401) {
        const renewed = await d.renew(credential);
        tokens.push(renewed.accessToken);
        answer = await request(renewed, before?.etag);
      }
      const models =
        before && answer.status === 304
          ? before.models
          : judgeModels(answer, route === 'api' ? parseApiModels : parseCatalogue);
      const etag = answer.header('etag') ?? before?.etag;
      const fresh: Held = {
        baseUrl: backendOf(credential),
        accountId,
        models,
        etag,
        at: now(),
        source: 'live',
      };
      known.list = fresh;
      known.failure = undefined;
      if (route === 'chatgpt' && accountId) d.file.update(() => toFile(fresh));
    } catch (error) {
      const why =
        error instanceof AppError ? inWords(error.why ?? error.what, 'assistant') : 'The request failed.';
      known.failure = { at: now(), why, tokens };
      d.log.debug(`models: ${why}`);
    }
  };
  const fetchOnce = (known: Known, credential: Credential): Promise<void> => {
    known.fetching ??= fetchLive(known, credential).finally(() => {
      known.fetching = undefined;
    });
    return known.fetching;
  };

  const age = (at: number): number => Math.max(0, now() - at);
  /** A renewed token may be given what the one before was not. */
  const pausing = ({ failure }: Known, { accessToken }: Credential): boolean =>
    failure !== undefined && failure.tokens.includes(accessToken) && age(failure.at) < PAUSE_MS;

  const show = ({ list, failure }: Known): CatalogueView => {
    const instead = list ? 'an earlier one' : 'the one of this version';
    const why = failure?.why ?? '';
    const note = `Could not load the live model list, so ${instead} is used. ${why}`.trimEnd();
    if (!list) return bundled(note);
    return {
      models: list.models,
      source: failure ? 'cache' : list.source,
      ageSeconds: Math.round(age(list.at) / 1000),
      note: failure && note,
    };
  };

  return {
    /** The list for a question: at once where one is known; an old one is refreshed in the background. */
    get: async (credential: Credential): Promise<CatalogueView> => {
      await warm();
      const known = knownOf(credential);
      if (!pausing(known, credential)) {
        const enough = AbortSignal.timeout(d.patienceMs ?? PATIENCE_MS);
        if (!known.list) await orAborted(fetchOnce(known, credential), enough).catch(() => {});
        else if (age(known.list.at) >= FRESH_MS) void fetchOnce(known, credential);
      }
      return show(known);
    },
    /** The list to look at, or (`force`) after a model was refused: asked for anew unless it is fresh. */
    refresh: async (credential: Credential | undefined, force = false): Promise<CatalogueView> => {
      if (!credential) return bundled('Not signed in, so the list that came with this version is shown.');
      await warm();
      const known = knownOf(credential);
      const { list, failure } = known;
      const fresh = list?.source === 'live' && age(list.at) < FRESH_MS && !failure;
      if (!fresh || force) await fetchOnce(known, credential);
      return show(known);
    },
    /** A response named the version of the list: a different one is fetched, in the background. */
    noticeEtag: (etag: string | null, credential: Credential): void => {
      const known = knownOf(credential);
      const [seen, held] = [plainEtag(etag), plainEtag(known.list?.etag)];
      if (!seen || !held || seen === held || pausing(known, credential) || age(known.noticed ?? 0) < PAUSE_MS)
        return;
      known.noticed = now();
      void fetchOnce(known, credential);
    },
    /** Reads the cache, so that the first question finds it in memory. */
    warm,
    /** Resolves when no request and no write is under way. */
    settled: async (): Promise<void> => {
      await Promise.all([...accounts.values()].map(async (known) => known.fetching));
      await d.file.settled();
    },
  };
}

function bundled(note: string): CatalogueView {
  return { models: BUNDLED_MODELS, source: 'bundled', ageSeconds: undefined, note };
}
