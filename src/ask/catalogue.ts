import { inWords } from '../system/wording.ts';
import { AppError } from '../system/errors.ts';
import { member, numberOf, parseJson, stringOf, type JsonObject } from '../system/json.ts';
import type { Deps } from '../system/deps.ts';
import { orAborted } from '../system/time.ts';
import type { Broker } from '../login/broker.ts';
import type { Credential } from '../login/credential.ts';
import { backendOf } from '../login/home.ts';
import { callBackend, PROTOCOL_VERSION, type BackendAnswer, type BackendDeps } from './backend.ts';
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

interface CatalogueDeps extends BackendDeps, Pick<Deps, 'now' | 'log'> {
  readonly file: StateFile;
  /** After a 401: the same account with a renewed token. */
  readonly renew: Broker['renew'];
  /** How long a question waits for the very first list. Milliseconds. */
  readonly patienceMs?: number;
}

/** A list older than this is still used, and refreshed in the background. Milliseconds. */
const FRESH_MS = 10 * 60_000;
/** The pause before the next request after a failure or a detected change. Milliseconds. */
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
  /** True if models that are not listed may work too. */
  readonly open?: boolean;
}

/** What is known of one account's models; never shared with another account. */
interface Known {
  list?: Held;
  failure?: { readonly at: number; readonly why: string; readonly tokens: readonly string[] } | undefined;
  /** The request in progress. */
  fetching?: Promise<void> | undefined;
  /** When an answer named another version of the list. Milliseconds since the epoch. */
  noticed?: number;
}

/** Normalises a version: quotes and the weak mark do not matter (RFC 9110 section 8.8.3). */
function plainEtag(etag: string | null | undefined): string | undefined {
  return etag?.replace(/^W\//, '').replace(/^"|"$/g, '') || undefined;
}

/** The list in an answer of a models endpoint. Throws if there is none. Pure. */
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
    why: status === 200 ? 'The server’s answer contains no models.' : `The server answered ${status}.`,
    fix: 'Until then, codex-oauth uses its built-in list.',
  });
}

/** Names of models that answer in text. The public list also holds voices, images, embeddings and moderators. */
const TEXT = /^(?:gpt-|o\d|codex)/i;
const OTHER = /audio|realtime|image|tts|transcribe|search|embed|moderation|instruct|live|whisper/i;

/**
 * The models of `GET /v1/models`, which gives only names and dates. Models that this version knows come first, in its
 * own order, so that a key gets the same default as a plan; if it knows none, the newest text model comes first. The
 * others work if requested by name. Undefined if the body is not a list. Pure.
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

/**
 * The models of a plan at the public API: what the server lists, in its order. Others work too if they are named, so
 * the list does not refuse any (docs/chatgpt.md, Models).
 */
function parsePlanModels(body: unknown): readonly Model[] | undefined {
  const list = member(body, 'models');
  if (!Array.isArray(list)) return undefined;
  const shown = list.filter((one: unknown) => member(one, 'visibility') === 'list');
  return parseCatalogue({ models: shown })?.map((model, priority) => ({ ...model, priority }));
}

const LISTS = { chatgpt: parseCatalogue, platform: parsePlanModels, api: parseApiModels } as const;

function toFile(held: Held): JsonObject {
  return {
    version: 1,
    account_id: held.accountId,
    base_url: held.baseUrl,
    client_version: PROTOCOL_VERSION,
    etag: held.etag ?? null,
    // Rounded up, it would be in the future for a process that reads it at once.
    fetched_at: Math.floor(held.at / 1000),
    models: held.models.map(modelInfo),
  };
}

/** The cached list, if this version wrote it. The caller compares account and server. */
export function fromFile(content: unknown, now: number): Held | undefined {
  const accountId = stringOf(member(content, 'account_id'));
  const at = numberOf(member(content, 'fetched_at'));
  const models = parseCatalogue(content);
  const baseUrl = stringOf(member(content, 'base_url'));
  if (!accountId || !baseUrl || at === undefined || !models || models.length === 0) return undefined;
  if (member(content, 'client_version') !== PROTOCOL_VERSION) return undefined;
  // A time in the future comes from a wrong clock: treat the list as very old.
  const fetched = at * 1000 <= now ? at * 1000 : 0;
  const etag = stringOf(member(content, 'etag'));
  return { baseUrl, accountId, models, etag, at: fetched, source: 'cache' };
}

/** The models of an account. Never fails: without a live list it uses the cache or the bundled list, and says so. */
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
  /** Without an account id, as with API keys, only the same token is the same account. */
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
    if (credential.route !== 'chatgpt') return callBackend(d, credential, '/models');
    const headers = etag ? { 'if-none-match': etag } : {};
    return callBackend(d, credential, `/codex/models?client_version=${PROTOCOL_VERSION}`, { headers });
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
      const models = before && answer.status === 304 ? before.models : judgeModels(answer, LISTS[route]);
      const etag = answer.header('etag') ?? before?.etag;
      const fresh: Held = {
        baseUrl: backendOf(credential),
        accountId,
        models,
        etag,
        at: now(),
        source: 'live',
        open: route === 'platform',
      };
      known.list = fresh;
      known.failure = undefined;
      if (route !== 'api' && accountId) d.file.update(() => toFile(fresh));
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
  /** A renewed token may have access that the old one lacked. */
  const pausing = ({ failure }: Known, { accessToken }: Credential): boolean =>
    failure !== undefined && failure.tokens.includes(accessToken) && age(failure.at) < PAUSE_MS;

  const show = ({ list, failure }: Known): CatalogueView => {
    const instead = list ? 'an earlier list' : 'the built-in list';
    const why = failure?.why ?? '';
    const note = `Could not load the live model list, so ${instead} is used. ${why}`.trimEnd();
    if (!list) return bundled(note);
    return {
      models: list.models,
      source: failure ? 'cache' : list.source,
      open: list.open,
      ageSeconds: Math.round(age(list.at) / 1000),
      note: failure && note,
    };
  };

  return {
    /** The list for a question. Returns a known list at once and refreshes an old one in the background. */
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
    /** The list for display, or (`force`) after a model was refused: requested again unless it is fresh. */
    refresh: async (credential: Credential | undefined, force = false): Promise<CatalogueView> => {
      if (!credential) return bundled('Not signed in, so this is the built-in list.');
      await warm();
      const known = knownOf(credential);
      const { list, failure } = known;
      const fresh = list?.source === 'live' && age(list.at) < FRESH_MS && !failure;
      if (!fresh || force) await fetchOnce(known, credential);
      return show(known);
    },
    /** Called with the list version that a response named: fetches a different one in the background. */
    noticeEtag: (etag: string | null, credential: Credential): void => {
      const known = knownOf(credential);
      const [seen, held] = [plainEtag(etag), plainEtag(known.list?.etag)];
      if (!seen || !held || seen === held || pausing(known, credential) || age(known.noticed ?? 0) < PAUSE_MS)
        return;
      known.noticed = now();
      void fetchOnce(known, credential);
    },
    /** Reads the cache into memory, ready for the first question. */
    warm,
    /** Resolves when no request and no write is in progress. */
    settled: async (): Promise<void> => {
      await Promise.all([...accounts.values()].map(async (known) => known.fetching));
      await d.file.settled();
    },
  };
}

function bundled(note: string): CatalogueView {
  return { models: BUNDLED_MODELS, source: 'bundled', ageSeconds: undefined, note };
}
