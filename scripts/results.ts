/** What the tools give back, key by key, for docs/reference.md. The generator's alone; the bundle has none of it. */
import type { describeModels } from '../src/ask/models.ts';
import type { receiptOf } from '../src/ask/receipt.ts';
import type { attachmentReceipt } from '../src/attach/report.ts';
import type { jobDocument } from '../src/jobs/listing.ts';
import type { ProviderState } from '../src/login/provider-state.ts';
import type { Status } from '../src/login/status.ts';
import type { freshness } from '../src/mcp/tools/own.ts';
import type { beside } from '../src/mcp/tools/status.ts';
import type { reviewDocument } from '../src/review/forms.ts';
import type { ErrorDetails } from '../src/system/errors.ts';
import type { AnyFields, Fields } from './fields.ts';

const SOURCES = {
  external: 'provided by the application that embeds the server',
  login: 'our own, in `auth.json`',
  command: '`CODEX_OAUTH_CREDENTIAL_COMMAND`',
  'access-token': '`CODEX_ACCESS_TOKEN`',
  'codex-cli': 'the Codex CLI’s',
  'api-key': '`CODEX_API_KEY` or `OPENAI_API_KEY`',
};

const LIMITS = {
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

const STATUS: Fields<StatusData> = {
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

export const ATTACHED = {
  path: { type: 'string', what: 'relative to the workspace' },
  kind: {
    type: 'string',
    what: 'what it is',
    values: { file: 'a file or lines of it', diff: 'one file’s diff', image: 'a picture' },
  },
  lines: { type: 'number', what: 'as sent; 0 for an image' },
  bytes: { type: 'number', what: 'as sent' },
} as const;

const LEFT_OUT = {
  path: { type: 'string', what: 'relative to the workspace' },
  reason: { type: 'string', what: 'a clause; for a secret its kind and line, never the value' },
} as const;

type Given = ReturnType<typeof attachmentReceipt>;
type Answered = ReturnType<typeof receiptOf>;

/** What the receipt and `--json` have in common. */
export const ANSWERED: Fields<Omit<Answered, 'attached' | 'schema_missed'>> = {
  thread_id: { type: 'string or null', what: 'continues the conversation; null if nothing is kept' },
  model: { type: 'string', what: 'the model that answered' },
  model_asked: { type: 'string or null', what: 'the model named in the call' },
  reasoning_effort: { type: 'string or null', what: 'as sent' },
  tokens: {
    type: 'object or null',
    what: 'as counted by OpenAI; null if it did not say',
    keys: {
      input: { type: 'number', what: 'prompt, attachments and thread' },
      cached: { type: 'number', what: 'of these, from OpenAI’s cache' },
      output: { type: 'number', what: 'the answer with its reasoning' },
      reasoning: { type: 'number', what: 'of these, reasoning' },
    },
  },
  elapsed_ms: { type: 'number', what: 'from the call to the last event' },
  request_id: { type: 'string or null', what: 'OpenAI’s support finds the request by it' },
  retries: { type: 'number', what: 'how often the request was repeated' },
  answer_sha256: { type: 'string', what: 'SHA-256 of the answer as it is in the thread, in UTF-8' },
  partial: { type: 'boolean', what: 'true if the answer was cut short' },
  partial_reason: { type: 'string', what: 'the code of an error, see Errors', when: '`partial` is true' },
  source: { type: 'string', what: 'where the login came from', values: SOURCES },
  network: STATUS.network,
  limits: LIMITS,
  searched: {
    type: 'list of objects',
    what: 'what was searched for in the web; empty if nothing was',
    when: '`web_search` was asked for',
    keys: {
      queries: { type: 'list of strings', what: 'that were answered' },
      sources: { type: 'list of strings', what: 'addresses in the results, or that the answer cites' },
      problem: { type: 'string', what: 'a clause', when: 'a query was refused or failed' },
    },
  },
  looked: {
    type: 'object',
    what: 'what Codex looked at, without contents',
    when: '`look` was asked for',
    keys: {
      files: {
        type: 'list of objects',
        what: 'what it read',
        keys: {
          path: { type: 'string', what: 'relative to the workspace' },
          ranges: { type: 'list of lists', what: 'first and last line of each part' },
        },
      },
      listed: { type: 'list of strings', what: 'folders' },
      searched: {
        type: 'list of objects',
        what: 'searches through files',
        keys: {
          pattern: { type: 'string', what: 'a regular expression' },
          matches: { type: 'number', what: 'lines found' },
        },
      },
      git: { type: 'list of strings', what: 'questions to git' },
      refused: {
        type: 'list of objects',
        what: 'what it did not get',
        keys: { what: { type: 'string', what: 'as asked' }, reason: { type: 'string', what: 'a clause' } },
      },
      bytes: { type: 'number', what: 'of all results' },
      rounds: { type: 'number', what: 'requests that ended in calls of tools' },
    },
  },
  notes: { type: 'list of strings', what: 'further remarks, in sentences' },
};

const NAMED = 'files, a diff or images were named';

/** An answer that does not fit its schema is a tool error, so its receipt never says so. */
export const RECEIPT: Fields<
  Omit<Answered, 'attached' | 'schema_missed'> & Pick<Given, 'attached'> & Partial<Omit<Given, 'attached'>>
> = {
  ...ANSWERED,
  attached: {
    type: 'list of objects',
    what: 'what was sent with the question',
    keys: {
      ...ATTACHED,
      secret_allowed: { type: 'boolean', what: 'true', when: 'the user allowed it despite the secret guard' },
    },
  },
  withheld: {
    type: 'list of objects',
    what: 'withheld by the secret guard',
    when: NAMED,
    keys: LEFT_OUT,
  },
  omitted: { type: 'list of objects', what: 'left out for another reason', when: NAMED, keys: LEFT_OUT },
  bytes: { type: 'number', what: 'of all attachments together', when: NAMED },
  estimated_tokens: { type: 'number', what: 'the same in tokens, roughly', when: NAMED },
};

/** A review’s findings, in the receipt’s neighbour and in `--json`. */
export const REVIEWED: Fields<ReturnType<typeof reviewDocument>> = {
  findings: {
    type: 'list of objects or null',
    what: 'the most severe first; null if the answer had none in the requested form',
    keys: {
      severity: {
        type: 'string',
        what: 'how bad it is',
        values: {
          critical: 'must not be merged',
          high: 'wrong in normal use',
          medium: 'wrong in rare cases',
          low: 'worth fixing',
        },
      },
      title: { type: 'string', what: 'the fault in one sentence' },
      path: { type: 'string', what: 'relative to the workspace' },
      start_line: { type: 'number', what: 'of the new file, corrected if `check` is `moved`' },
      end_line: { type: 'number', what: 'the last line' },
      quoted_line: { type: 'string', what: 'as Codex quoted it' },
      what_goes_wrong: { type: 'string', what: 'what happens, to whom' },
      when: { type: 'string', what: 'the input or sequence that triggers it' },
      fix: { type: 'string', what: 'the smallest fix' },
      check: {
        type: 'string',
        what: 'what became of its place when we looked there',
        when: 'it was checked',
        values: {
          holds: 'the quoted line is there',
          moved: 'it is elsewhere in the file; the lines are corrected',
          not_found: 'it is nowhere in the file',
          no_such_file: 'there is no such file in the change or the workspace',
          not_in_change: 'it is there, in a file that the change leaves as it is',
        },
      },
      stated_line: { type: 'number', what: 'where Codex said it is', when: 'the line is corrected' },
    },
  },
  not_judged: { type: 'string or null', what: 'what could not be judged, in one sentence' },
};

/** A call that was stopped gets no result, so that no thread id is ever in one. */
const DETAILS: Fields<{ readonly code: string } & Omit<ErrorDetails, 'thread_id'>> = {
  code: { type: 'string', what: 'see Errors' },
  request_id: { type: 'string', what: 'of the refused request', when: 'OpenAI gave one' },
  cf_ray: { type: 'string', what: 'the same for the gateway in front of OpenAI', when: 'there is one' },
  status: { type: 'number', what: 'the HTTP status', when: 'a server answered' },
  resets_at: { type: 'number', what: 'seconds since 1970', when: 'a limit is reached and the time is known' },
  setting: { type: 'string', what: 'the variable', when: 'one is at fault' },
  path: { type: 'string', what: 'the file', when: 'one is at fault' },
  host: { type: 'string', what: 'the server', when: 'it could not be reached' },
  layer: { type: 'string', what: 'DNS, TCP, TLS, proxy …', when: 'it could not be reached' },
  cause: { type: 'string', what: 'the system’s own code', when: 'it gave one' },
  sent: {
    type: 'boolean',
    what: 'false if nothing can have reached the server',
    when: 'it could not be reached',
  },
  estimate: { type: 'number', what: 'tokens of the question', when: 'it is too long for the model' },
  window: { type: 'number', what: 'tokens of the model’s window', when: 'it is too long for the model' },
  found: { type: 'string', what: 'the workspace of the login', when: 'another one is required' },
};

const MODELS: Fields<ReturnType<typeof describeModels>> = {
  models: { type: 'list of strings', what: 'slugs, by name' },
  default: { type: 'string or null', what: 'the model used if the call names none' },
  details: {
    type: 'list of objects',
    what: 'the same, best first',
    keys: {
      slug: { type: 'string', what: 'a value for `model`' },
      name: { type: 'string', what: 'as OpenAI shows it' },
      description: { type: 'string', what: 'what it is for; may be empty' },
      reasoning_efforts: { type: 'list of strings', what: 'values for `reasoning_effort`' },
      default_reasoning_effort: { type: 'string or null', what: 'used if the call names none' },
      context_window: { type: 'number or null', what: 'tokens' },
      input_modalities: { type: 'list of strings', what: '`text`, `image`' },
      upgrade: { type: 'string or null', what: 'the slug of its successor' },
    },
  },
  source: {
    type: 'string',
    what: 'where the list comes from',
    values: {
      live: 'OpenAI, now',
      cache: 'OpenAI, earlier',
      bundled: 'this version of codex-oauth, see Models',
    },
  },
  age_seconds: { type: 'number or null', what: 'since it was fetched; null for the bundled one' },
  note: { type: 'string', what: 'why', when: 'a live list was expected' },
};

/** A key of a result's `_meta`, what it holds, and when it is there. */
interface Meta {
  readonly when: string;
  readonly fields?: AnyFields;
}

/** What a tool gives back: text for the model, data, or text with something beside it. */
export interface ToolResult {
  readonly says: string;
  /** `structuredContent`, and the same as JSON in the text. */
  readonly data?: AnyFields;
  readonly meta?: Readonly<Record<string, Meta>>;
}

export const DRY_RUN: Fields<{ readonly digest: string }> = {
  digest: { type: 'string', what: 'for `approved`: sends exactly what was shown, or nothing' },
};

type GoesOn = Pick<ReturnType<typeof jobDocument>, 'thread_id' | 'state'> & { readonly id: string | null };
const GOES_ON: Fields<GoesOn> = {
  id: { type: 'string or null', what: 'for `codex-oauth jobs`; null for a question asked at a terminal' },
  thread_id: { type: 'string or null', what: 'fetches the answer in a later call' },
  state: { ...JOB.state, what: 'always `working`' },
};

const FRESHNESS: Fields<Awaited<ReturnType<typeof freshness>>> = {
  provider: PROVIDER.provider,
  service: PROVIDER.service,
  expires_at: { type: 'string or null', what: 'when the access token expires, in ISO 8601; null if unknown' },
  scope: { type: 'string or null', what: 'what was granted; null if the provider did not say' },
  command: { type: 'string', what: 'what prints the token, for a program' },
};

export const RESULTS: Readonly<Record<string, ToolResult>> = {
  codex_query: {
    says: 'Text. The answer; under a line `—` what was attached, withheld and left out, and notes; last `thread_id: … · model · effort · tokens · limits`. A dry run is text as well.',
    meta: {
      'codex-oauth/receipt': { when: 'with every answer', fields: RECEIPT },
      'codex-oauth/output': { when: 'the parsed answer, with `output_schema` if it fits' },
      'codex-oauth/review': {
        when: 'with the answer to a review, if it has findings in our form',
        fields: REVIEWED,
      },
      'codex-oauth/dry-run': { when: 'with `dry_run`, instead of both', fields: DRY_RUN },
      'codex-oauth/job': {
        when: 'if the answer is still to come when the host’s patience ends, instead of both',
        fields: GOES_ON,
      },
    },
  },
  codex_status: { says: 'Data.', data: STATUS },
  codex_login: {
    says: 'Text. `Signed in …`, or `pending: …` with the address and the code; show both to the user unchanged.',
  },
  codex_clear: { says: 'Text. What was removed, whether it was revoked, and what was not changed.' },
  codex_models: { says: 'Data.', data: MODELS },
  oauth_authorize: { says: 'Text, as of `codex_login`. Never a token.' },
  oauth_get_token: { says: 'Data. Never a token.', data: FRESHNESS },
  oauth_clear_token: { says: 'Text. What was removed, and whether it was revoked.' },
};

/** `_meta` of a result that is an error, whichever tool was called. */
export const ERROR_META: readonly [name: string, fields: AnyFields] = ['codex-oauth/error', DETAILS];
