import type { AccountInput } from './accounts.ts';
import type { Answer } from './backend/answer.ts';
import type { ModelInfo } from './backend/catalog.ts';
import type { RateLimits } from './backend/limits.ts';

/** How a person's consent is given: `page` shows a page with buttons, `auto` consents at once. */
export type Approval = 'page' | 'auto';

export interface SimulatorOptions {
  /** 0, the default, lets the system choose. */
  readonly port?: number;
  readonly approve?: Approval;
  /** `auto` lets the second poll of a device code succeed, so that the pending answer is seen too. */
  readonly approveDevices?: Approval;
  readonly clientIds?: readonly string[];
  readonly extraRedirectUris?: readonly string[];
  /** Accept `http://127.0.0.1:<any port>/auth/callback`. The real server does not; for tests whose ports are chosen by the system. */
  readonly allowAnyLoopbackPort?: boolean;
  readonly accounts?: readonly AccountInput[];
  readonly accessTokenTtlSeconds?: number;
  readonly refreshTokenTtlSeconds?: number;
  readonly revokeFamilyOnReuse?: boolean;
  readonly deviceIntervalSeconds?: number;
  /** Personal access tokens (`at-…`) and the account each belongs to. */
  readonly personalAccessTokens?: Readonly<Record<string, string>>;
  readonly apiKeys?: readonly string[];
  readonly catalog?: readonly ModelInfo[];
  readonly limits?: Partial<RateLimits>;
  /** Demand `instructions` of models that are not Responses-Lite (docs/wire.md 6.4); true unless said otherwise. */
  readonly requireInstructions?: boolean;
  /** Answer a challenge page to a missing or bare script User-Agent (docs/wire.md 6.5); false unless said otherwise. */
  readonly challengeScripts?: boolean;
  /** The pause before each text delta. */
  readonly deltaDelayMs?: number;
  readonly answer?: Answer;
  /** What a search finds (docs/wire.md 6.2, Searching). */
  readonly search?: (queries: readonly string[]) => string;
  /** Take lite models on the full lane too, as others report; luna is answered 404. */
  readonly fullLane?: boolean;
}

export const DEFAULT_CLIENT_ID = 'app_EMoamEEZ73f0CkXaXp7hrann';

/** docs/wire.md 1.1, in the order in which the CLI sends it; the order carries no meaning. */
export const SCOPE = 'openid profile email offline_access api.connectors.read api.connectors.invoke';

/** docs/wire.md 1.2: the two registered redirects. */
export const REDIRECT_URIS = ['http://127.0.0.1:1455/auth/callback', 'http://127.0.0.1:1457/auth/callback'];

export const DEFAULT_API_KEY = 'sk-sim-0001';
export const DEFAULT_PAT = 'at-sim-0001';
