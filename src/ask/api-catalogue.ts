import { inWords } from '../system/wording.ts';
import { createHash } from 'node:crypto';
import { AppError } from '../system/errors.ts';
import { parseJson } from '../system/json.ts';
import type { Credential } from '../login/credential.ts';
import { parseApiModels } from './api-models.ts';
import { backendGet, type BackendDeps } from './backend-get.ts';
import { BUNDLED_MODELS } from './bundled-models.ts';
import type { Catalogue, CatalogueView } from './catalogue.ts';
import type { Model } from './model.ts';

export interface ApiCatalogueDeps extends BackendDeps {
  readonly now: () => number;
}

/** A list or a failure this young is not asked for again. Milliseconds. */
const FRESH_MS = 10 * 60_000;
const PAUSE_MS = 30_000;

interface Held {
  readonly key: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly models: readonly Model[] | undefined;
  readonly why: string;
}

/** The models that an API key may use. It is kept in memory, by key: what a key may do is its owner's affair. */
export function createApiCatalogue(d: ApiCatalogueDeps): Catalogue {
  let held: Held | undefined;
  let asking: { readonly key: string; readonly done: Promise<Held> } | undefined;

  const fetchList = async (credential: Credential, key: string): Promise<Held> => {
    const at = d.now();
    try {
      const { status, body } = await backendGet(d, credential, '/models');
      const models = status === 200 ? parseApiModels(parseJson(body)) : undefined;
      const usable = models && models.length > 0 ? models : undefined;
      return { key, at, models: usable, why: usable ? '' : `The server answered ${status}.` };
    } catch (error) {
      const why =
        error instanceof AppError ? inWords(error.why ?? error.what, 'assistant') : 'The request failed.';
      return { key, at, models: undefined, why };
    }
  };

  const view = async (credential: Credential | undefined, force: boolean): Promise<CatalogueView> => {
    if (!credential) return bundled('Nobody is signed in, so the list of this version is shown.');
    const key = createHash('sha256').update(credential.accessToken).digest('base64url');
    const own = held?.key === key ? held : undefined;
    const age = own ? d.now() - own.at : Number.POSITIVE_INFINITY;
    if (!own || force || age >= (own.models ? FRESH_MS : PAUSE_MS)) {
      const running = asking?.key === key ? asking : { key, done: fetchList(credential, key) };
      asking = running;
      held = await running.done;
      if (asking === running) asking = undefined;
      return shown(held, 0);
    }
    return shown(own, age);
  };

  return {
    get: (credential) => view(credential, false),
    refresh: (credential, options = {}) => view(credential, options.force ?? false),
    noticeEtag: () => {},
    warm: () => Promise.resolve(),
    settled: async () => {
      await asking?.done;
    },
  };
}

function bundled(note: string): CatalogueView {
  return { models: BUNDLED_MODELS, source: 'bundled', ageSeconds: undefined, note };
}

function shown({ models, why }: Held, ageMs: number): CatalogueView {
  if (!models)
    return bundled(
      `The models of the API key could not be listed, so those of this version are used. ${why}`,
    );
  return { models, source: 'live', ageSeconds: Math.round(ageMs / 1000), note: undefined };
}

/** One catalogue for both routes: each credential's own. */
export function catalogueByRoute(plan: Catalogue, api: Catalogue): Catalogue {
  const of = (credential: Credential | undefined): Catalogue => (credential?.route === 'api' ? api : plan);
  return {
    get: (credential) => of(credential).get(credential),
    refresh: (credential, options) => of(credential).refresh(credential, options),
    noticeEtag: (etag, credential) => of(credential).noticeEtag(etag, credential),
    warm: () => plan.warm(),
    settled: async () => {
      await Promise.all([plan.settled(), api.settled()]);
    },
  };
}
