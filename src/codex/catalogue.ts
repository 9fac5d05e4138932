import type { Fetch } from '../system/fetch.ts';
import { parseJson } from '../system/json.ts';
import { networkError } from '../system/http.ts';
import { AppError } from '../system/errors.ts';
import type { Credential } from '../credentials/credential.ts';
import { BUNDLED_MODELS } from './bundled-models.ts';
import { PROTOCOL_VERSION } from './identity.ts';
import { defaultModel, listedModels, parseCatalogue, type Model } from './model.ts';
import { identityHeaders } from './request.ts';

/** A list of models and how far it can be trusted. */
export interface CatalogueView {
  readonly models: readonly Model[];
  readonly source: 'live' | 'cache' | 'bundled';
  /** Seconds since the list was fetched; undefined for the bundled one. */
  readonly ageSeconds: number | undefined;
  /** Why it is not live, where it is not. */
  readonly note: string | undefined;
}

export interface Catalogue {
  /** The list for an account; never fails: what cannot be had live comes from memory or from the bundle, and says so. */
  get(credential: Credential | undefined): Promise<CatalogueView>;
  /** A response named another version of the list: the next question fetches it anew. */
  noticeEtag(etag: string | null): void;
}

export interface CatalogueDeps {
  readonly fetch: Fetch;
  readonly now: () => number;
  readonly baseUrl: string;
  readonly userAgent: string;
}

const FRESH_MS = 10 * 60_000;
const TIMEOUT_MS = 8_000;

interface Held {
  readonly accountId: string | undefined;
  readonly models: readonly Model[];
  readonly etag: string | null;
  readonly at: number;
}

export function createCatalogue(d: CatalogueDeps): Catalogue {
  let held: Held | undefined;
  let stale = false;
  let fetching: Promise<Held> | undefined;

  const fetchLive = async (credential: Credential): Promise<Held> => {
    const url = `${d.baseUrl}/codex/models?client_version=${PROTOCOL_VERSION}`;
    try {
      const response = await d.fetch(url, {
        headers: {
          authorization: `Bearer ${credential.accessToken}`,
          'user-agent': d.userAgent,
          accept: 'application/json',
          ...identityHeaders(credential),
        },
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      const text = await response.text();
      const models = response.ok ? parseCatalogue(parseJson(text)) : undefined;
      if (!models || models.length === 0) {
        throw new AppError({
          kind: 'backend',
          code: 'models.unavailable',
          what: 'The list of models could not be had.',
          why: `The server answered ${response.status}.`,
          mend: 'The bundled list serves meanwhile.',
        });
      }
      return { accountId: credential.accountId, models, etag: response.headers.get('etag'), at: d.now() };
    } catch (error) {
      throw networkError(error, url);
    }
  };

  const bundled = (note: string): CatalogueView => ({
    models: BUNDLED_MODELS,
    source: 'bundled',
    ageSeconds: undefined,
    note,
  });

  return {
    noticeEtag: (etag) => {
      if (etag !== null && held?.etag && etag !== held.etag) stale = true;
    },
    get: async (credential) => {
      if (!credential)
        return bundled('Nobody is signed in, so the list that came with this version is shown.');
      if (credential.route === 'api')
        return bundled(
          'An API key has no catalogue of the plan, so the list that came with this version is shown.',
        );
      // A list of another account is never used: what a plan may use differs.
      const own = held?.accountId === credential.accountId ? held : undefined;
      if (own && !stale && d.now() - own.at < FRESH_MS) {
        return {
          models: own.models,
          source: 'live',
          ageSeconds: Math.round((d.now() - own.at) / 1000),
          note: undefined,
        };
      }
      try {
        fetching ??= fetchLive(credential).finally(() => {
          fetching = undefined;
        });
        held = await fetching;
        stale = false;
        return { models: held.models, source: 'live', ageSeconds: 0, note: undefined };
      } catch (error) {
        const why = error instanceof AppError ? (error.why ?? error.what) : 'It took too long.';
        if (own)
          return {
            models: own.models,
            source: 'cache',
            ageSeconds: Math.round((d.now() - own.at) / 1000),
            note: `The live list could not be had. ${why}`,
          };
        return bundled(
          `The live list could not be had, so the one that came with this version is shown. ${why}`,
        );
      }
    },
  };
}

export function unknownModel(slug: string, view: CatalogueView): AppError {
  const slugs = listedModels(view.models).map((m) => m.slug);
  return new AppError({
    kind: 'input',
    code: 'query.unknown_model',
    what: `There is no model "${slug}" for this account.`,
    why: `Available are ${slugs.join(', ')}.`,
    mend: `Use one of these as model, or leave it out for the default (${defaultModel(view.models)?.slug ?? 'none'}).`,
  });
}

/** A model the list does not know, where the list may be old: assumed to be of the current kind. */
function assumed(slug: string): Model {
  return {
    slug,
    name: slug,
    description: '',
    listed: false,
    priority: Number.MAX_SAFE_INTEGER,
    efforts: [],
    defaultEffort: undefined,
    supportsVerbosity: true,
    defaultVerbosity: undefined,
    lite: true,
    contextWindow: undefined,
    modalities: ['text', 'image'],
    upgrade: undefined,
  };
}

/** The model for a question: the one asked for, else the default. A live list is believed, an old one is not. */
export function chooseModel(asked: string | undefined, view: CatalogueView): Model {
  if (asked === undefined) {
    const model = defaultModel(view.models) ?? defaultModel(BUNDLED_MODELS);
    if (!model) throw new Error('the bundled catalogue is empty');
    return model;
  }
  const found = view.models.find((m) => m.slug === asked);
  if (found) return found;
  if (view.source === 'live') throw unknownModel(asked, view);
  return assumed(asked);
}
