/** What is said of logins, and of questions that go on, key by key (results.ts). The generator's alone. */
import type { jobDocument } from '../src/jobs/listing.ts';
import type { ProviderState } from '../src/login/provider-state.ts';
import type { Status } from '../src/login/status.ts';
import type { freshness } from '../src/mcp/tools/own.ts';
import type { beside } from '../src/mcp/tools/status.ts';
import type { Fields } from './fields.ts';

export const SOURCES = {
  external: 'provided by the application that embeds the server',
  login: 'our own, in `auth.json`',
  command: '`CODEX_OAUTH_CREDENTIAL_COMMAND`',
  'access-token': '`CODEX_ACCESS_TOKEN`',
  'codex-cli': 'the Codex CLI’s',
  'api-key': '`CODEX_API_KEY` or `OPENAI_API_KEY`',
};

export const LIMITS = {
  type: 'object or null',
  what: 'the plan’s limits as last seen',
  keys: {
    windows: {
      type: 'list of objects',
      what: 'the windows of the plan, shortest first',
      keys: {
        name: { type: 'string', what: '`5 h`, `week`, …' },
        used_percent: { type: 'number', what: 'how much of it is used' },
        resets_at: { type: 'string or null', what: 'ISO 8601' },
      },
    },
    credits: { type: 'string or null', what: '`unlimited`, `none`, `yes`, or the balance' },
    seen_seconds_ago: { type: 'number', what: 'how old this is' },
  },
} as const;

export const JOB: Fields<ReturnType<typeof jobDocument>> = {
  id: { type: 'string', what: 'for `codex-oauth jobs`' },
  thread_id: { type: 'string or null', what: 'where its answer is kept; null until it is sent' },
  state: {
    type: 'string',
    what: 'how it is',
    values: {
      working: 'the answer is to come',
      completed: 'answered',
      failed: 'ended with an error',
      stopped: 'the user stopped it',
      interrupted: 'its process ended in the middle',
    },
  },
  seconds: { type: 'number', what: 'since it was asked; of one that has ended, how long it took' },
  status: { type: 'string', what: 'its progress, in one line' },
};

type StatusData = Status &
  Awaited<ReturnType<typeof beside>> & {
    readonly jobs: readonly ReturnType<typeof jobDocument>[];
  };

export const PROVIDER: Fields<ProviderState> = {
  provider: { type: 'string', what: 'its name on the command line' },
  service: { type: 'string', what: 'the owner of the sign-in page' },
  signed_in: { type: 'boolean', what: 'true if a login works' },
  account: { type: 'string or null', what: 'whose login it is; an e-mail address is masked' },
  expires_at: { type: 'string or null', what: 'when its access token expires, in ISO 8601' },
  renews_automatically: { type: 'boolean', what: 'true if it is renewed before' },
  problem: { type: 'string or null', what: 'what is wrong' },
  fix: { type: 'string or null', what: 'how to fix it' },
};

export const OTHER = '`CODEX_OAUTH_PROVIDER` is `chatgpt`';

export const STATUS: Fields<StatusData> = {
  status: {
    type: 'string',
    what: 'one word for it',
    values: {
      authenticated: 'the next question has a login',
      pending: 'none works, and a sign-in is in progress',
      expired: 'it has ended',
      not_authenticated: 'there is none, or it cannot be used: see `problem`',
    },
  },
  authenticated: { type: 'boolean', what: 'true if the next question has a login' },
  account_id: { type: 'string or null', what: 'the account or workspace that pays' },
  expires_in_seconds: {
    type: 'number or null',
    what: 'until the access token expires; null if unknown',
  },
  has_refresh_token: { type: 'boolean', what: 'true if the login has a refresh token' },
  is_expired: { type: 'boolean', what: 'true if the access token has expired' },
  needs_refresh: { type: 'boolean', what: 'true if the next question renews the login first' },
  renews_automatically: { type: 'boolean', what: 'true if a renewal can happen' },
  source: {
    type: 'string or null',
    what: 'where the login comes from; null if there is none',
    values: SOURCES,
  },
  provider: { type: 'string', what: 'whose sign-in it is', when: OTHER },
  plan_usage: {
    type: 'string or null',
    what: 'that its plan is used; null if the user has turned that off',
    when: OTHER,
  },
  manage_usage: { type: 'string', what: 'the page where the user sees and limits it', when: OTHER },
  plan: { type: 'string or null', what: '`plus`, `pro`, …, as OpenAI names it' },
  email: { type: 'string or null', what: 'who signed in, shortened' },
  workspace: { type: 'string or null', what: 'the same as `account_id`' },
  workspace_name: {
    type: 'string or null',
    what: 'as OpenAI named it at the sign-in; null for a personal one',
  },
  limits: LIMITS,
  login: {
    type: 'object or null',
    what: 'a sign-in in progress',
    keys: {
      url: { type: 'string or null', what: 'OpenAI’s page, for a browser on this machine' },
      code: { type: 'string or null', what: 'a code to type on `code_url`' },
      code_url: { type: 'string or null', what: 'where to type the code' },
      expires_in_seconds: { type: 'number', what: 'how long it can still be finished' },
    },
  },
  auth_file: {
    type: 'string or null',
    what: 'the file that the login in force is in, or that a sign-in would write',
  },
  held_in: {
    type: 'string or null',
    what: 'the file or variable that contains the login; null without one, or if it is only in memory',
  },
  network: {
    type: 'list of strings',
    what: 'each server, proxy or certificate check that differs from the default',
    when: 'there is one',
  },
  problem: { type: 'string or null', what: 'what is wrong' },
  fix: { type: 'string or null', what: 'what fixes it' },
  limits_problem: {
    type: 'string',
    what: 'why the limits could not be loaded',
    when: '`refresh` was asked for and failed',
  },
  jobs: {
    type: 'list of objects',
    what: 'questions of this project that are still being answered, or whose answer was not fetched',
    keys: JOB,
  },
  providers: {
    type: 'list of objects',
    what: 'the logins of the user’s own providers',
    when: 'the user has described some',
    keys: PROVIDER,
  },
  providers_problem: { type: 'string', what: 'why they are not listed', when: 'providers.json is broken' },
};

export const FRESHNESS: Fields<Awaited<ReturnType<typeof freshness>>> = {
  provider: PROVIDER.provider,
  service: PROVIDER.service,
  expires_at: { type: 'string or null', what: 'when the access token expires, in ISO 8601; null if unknown' },
  command: { type: 'string', what: 'what prints the token, for a program' },
};
