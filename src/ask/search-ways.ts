import type { Credential } from '../login/credential.ts';
import type { Model } from './models.ts';

/**
 * How a question searches the web. `own`: with a tool that this program runs (search.ts). `hosted`: with the server's
 * tool. `full`: the same, on the full lane instead of Responses-Lite.
 */
export type SearchWay = 'own' | 'hosted' | 'full';

/** The name of our search tool. */
export const SEARCH = 'search';

interface Row {
  readonly route?: Credential['route'];
  readonly lite?: boolean;
  /** Only these models; all if left out. */
  readonly models?: RegExp;
  /** True if the row counts only where CODEX_OAUTH_SEARCH is hosted. */
  readonly asked?: true;
  readonly way: SearchWay;
  readonly known: string;
  readonly source: string;
}

/** Which model takes which way; the first row that fits counts. All in docs/wire.md 6.2, Searching. */
const WAYS: readonly Row[] = [
  { route: 'api', way: 'hosted', known: '2026-11', source: 'documented' },
  // A plan's token goes to no other address there than models and responses.
  { route: 'platform', way: 'hosted', known: '2026-09', source: 'reported' },
  { lite: false, way: 'hosted', known: '2026-11', source: 'seen with gpt-5.5' },
  // The full lane answers 404 to luna.
  { models: /luna/, way: 'own', known: '2026-09', source: 'reported' },
  { asked: true, way: 'full', known: '2026-09', source: 'reported' },
  { way: 'own', known: '2026-11', source: 'seen with gpt-6.1-sol' },
];

/** The way of a model for whoever pays; `hosted`: CODEX_OAUTH_SEARCH asks for the server's tool. Pure. */
export function searchWay(
  { slug, lite }: Pick<Model, 'slug' | 'lite'>,
  { route }: Pick<Credential, 'route'>,
  hosted = false,
): SearchWay {
  const row = WAYS.find(
    (one) =>
      (one.route ?? route) === route &&
      (one.lite ?? lite) === lite &&
      (one.models?.test(slug) ?? true) &&
      (hosted || one.asked !== true),
  );
  return row?.way ?? 'own';
}
