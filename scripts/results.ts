/**
 * What the tools and `--json` give back, key by key, for docs/reference.md. Typed by the results themselves: a key that
 * is missing here, or too many, or of another type, is a type error. The generator's alone; the bundle has none of it.
 */
import type { describeModels } from '../src/ask/models.ts';
import type { receiptOf } from '../src/ask/receipt.ts';
import type { attachmentReceipt } from '../src/attach/report.ts';
import type { answerDocument } from '../src/cli/answer.ts';
import type { errorDocument } from '../src/cli/boundary.ts';
import type { clearedDocument } from '../src/cli/commands/clear.ts';
import type { setupDocument } from '../src/cli/commands/setup.ts';
import type { listingDocument } from '../src/cli/commands/threads.ts';
import type { diagnose } from '../src/doctor/doctor.ts';
import type { Status } from '../src/login/status.ts';
import type { ErrorDetails } from '../src/system/errors.ts';
import type { metaDocument, turnDocument } from '../src/threads/export.ts';

/** The type of a value as the reference names it. */
type Word<V> = [V] extends [string]
  ? 'string'
  : [V] extends [number]
    ? 'number'
    : [V] extends [boolean]
      ? 'boolean'
      : [V] extends [readonly (infer E)[]]
        ? `list of ${Word<E>}s`
        : [V] extends [object]
          ? 'object'
          : 'any';
type Nullable<V> = null extends V ? `${Word<NonNullable<V>>} or null` : Word<NonNullable<V>>;

/** Where a string is one of a few, each of them; where it is free, none. */
type Values<V> = [V] extends [string]
  ? string extends V
    ? unknown
    : { readonly values: Readonly<Record<V, string>> }
  : unknown;

/** The keys of an object, or of each object of a list; a string as an index stands for keys that are not ours. */
type Keys<V> = [V] extends [readonly (infer E)[]]
  ? Keys<E>
  : [V] extends [object]
    ? string extends keyof V
      ? unknown
      : [keyof V] extends [never]
        ? unknown
        : { readonly keys: Fields<V> }
    : unknown;

type Field<T, Optional> = {
  readonly type: unknown extends T ? 'any' : Nullable<T>;
  readonly what: string;
} & (Optional extends true ? { readonly when: string } : unknown) &
  Values<NonNullable<T>> &
  Keys<NonNullable<T>>;

type IsOptional<T, K extends keyof T> = Record<never, never> extends Pick<T, K> ? true : false;
type Fields<T> = { readonly [K in keyof T]-?: Field<Exclude<T[K], undefined>, IsOptional<T, K>> };

/** What any of the fields above looks like to whoever prints or checks it. */
export interface AnyField {
  readonly type: string;
  readonly what: string;
  /** Where it is there at all; without this it always is. */
  readonly when?: string;
  readonly values?: Readonly<Record<string, string>>;
  readonly keys?: AnyFields;
}
export type AnyFields = Readonly<Record<string, AnyField>>;

const SOURCES = {
  external: 'handed over by the application that embeds the server',
  login: 'our own, in `auth.json`',
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

const STATUS: Fields<Status & { readonly limits_problem?: string }> = {
  status: {
    type: 'string',
    what: 'one word for it',
    values: {
      authenticated: 'the next question has a login',
      pending: 'none works, and a sign-in is under way',
      expired: 'it has ended',
      not_authenticated: 'there is none, or it cannot be used: see `problem`',
    },
  },
  authenticated: { type: 'boolean', what: 'true where the next question has a login' },
  account_id: { type: 'string or null', what: 'the account or workspace that pays' },
  expires_in_seconds: {
    type: 'number or null',
    what: 'until the access token ends; null where that is not known',
  },
  has_refresh_token: { type: 'boolean', what: 'true where the login could be renewed' },
  is_expired: { type: 'boolean', what: 'true where the access token has ended' },
  needs_refresh: { type: 'boolean', what: 'true where the next question renews the login first' },
  renews_automatically: { type: 'boolean', what: 'true where a renewal can happen' },
  source: {
    type: 'string or null',
    what: 'where the login comes from; null where there is none',
    values: SOURCES,
  },
  plan: { type: 'string or null', what: '`plus`, `pro`, …, as OpenAI names it' },
  email: { type: 'string or null', what: 'who signed in, shortened' },
  workspace: { type: 'string or null', what: 'the same as `account_id`' },
  limits: LIMITS,
  login: {
    type: 'object or null',
    what: 'a sign-in under way',
    keys: {
      url: { type: 'string or null', what: 'OpenAI’s page, for a browser on this machine' },
      code: { type: 'string or null', what: 'a code to be typed on `code_url`' },
      code_url: { type: 'string or null', what: 'where' },
      expires_in_seconds: { type: 'number', what: 'how long it can still be finished' },
    },
  },
  auth_file: {
    type: 'string or null',
    what: 'the file that the login in force is in, or that a sign-in would write',
  },
  held_in: {
    type: 'string or null',
    what: 'the file or variable that holds the login; null without one, or where it is in memory only',
  },
  network: {
    type: 'list of strings',
    what: 'each server, proxy or switched-off check of certificates that is not the default',
    when: 'there is one',
  },
  problem: { type: 'string or null', what: 'what is wrong' },
  fix: { type: 'string or null', what: 'what fixes it' },
  limits_problem: {
    type: 'string',
    what: 'why the limits could not be loaded',
    when: '`refresh` was asked for and failed',
  },
};

const ATTACHED = {
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
  reason: { type: 'string', what: 'a clause; of a secret its kind and line, never the value' },
} as const;

type Given = ReturnType<typeof attachmentReceipt>;
type Answered = ReturnType<typeof receiptOf>;

/** What the receipt and `--json` have in common. */
const ANSWERED: Fields<Omit<Answered, 'attached' | 'schema_missed'>> = {
  thread_id: { type: 'string or null', what: 'continues the conversation; null where nothing is kept' },
  model: { type: 'string', what: 'which answered' },
  model_asked: { type: 'string or null', what: 'which was named in the call' },
  reasoning_effort: { type: 'string or null', what: 'as it was sent' },
  tokens: {
    type: 'object or null',
    what: 'as OpenAI counted; null where it did not say',
    keys: {
      input: { type: 'number', what: 'prompt, attachments and thread' },
      cached: { type: 'number', what: 'of these, from OpenAI’s cache' },
      output: { type: 'number', what: 'the answer with its reasoning' },
      reasoning: { type: 'number', what: 'of these, reasoning' },
    },
  },
  elapsed_ms: { type: 'number', what: 'from the call to the last event' },
  request_id: { type: 'string or null', what: 'by which OpenAI’s support finds the request' },
  retries: { type: 'number', what: 'how often it was asked again' },
  partial: { type: 'boolean', what: 'true where the answer was cut short' },
  partial_reason: { type: 'string', what: 'the code of an error, see Errors', when: '`partial` is true' },
  source: { type: 'string', what: 'where the login came from', values: SOURCES },
  network: STATUS.network,
  limits: LIMITS,
  notes: { type: 'list of strings', what: 'what else is to be known, in sentences' },
};

const NAMED = 'files, a diff or images were named';

/** An answer that misses its schema is an error of the tool, so that its receipt never says so. */
const RECEIPT: Fields<
  Omit<Answered, 'attached' | 'schema_missed'> & Pick<Given, 'attached'> & Partial<Omit<Given, 'attached'>>
> = {
  ...ANSWERED,
  attached: {
    type: 'list of objects',
    what: 'what was sent with the question',
    keys: {
      ...ATTACHED,
      secret_allowed: { type: 'boolean', what: 'true', when: 'the user let it past the secret guard' },
    },
  },
  withheld: {
    type: 'list of objects',
    what: 'held back by the secret guard',
    when: NAMED,
    keys: LEFT_OUT,
  },
  omitted: { type: 'list of objects', what: 'left out for another reason', when: NAMED, keys: LEFT_OUT },
  bytes: { type: 'number', what: 'of all attachments together', when: NAMED },
  estimated_tokens: { type: 'number', what: 'the same in tokens, roughly', when: NAMED },
};

/** A call that was stopped gets no result, so that no thread id is ever in one. */
const DETAILS: Fields<{ readonly code: string } & Omit<ErrorDetails, 'thread_id'>> = {
  code: { type: 'string', what: 'see Errors' },
  request_id: { type: 'string', what: 'of the request that was refused', when: 'OpenAI gave one' },
  cf_ray: { type: 'string', what: 'the same of the gateway before it', when: 'there is one' },
  status: { type: 'number', what: 'the HTTP status', when: 'a server answered' },
  resets_at: { type: 'number', what: 'seconds since 1970', when: 'a limit is reached and says it' },
  setting: { type: 'string', what: 'the variable', when: 'one is at fault' },
  path: { type: 'string', what: 'the file', when: 'one is at fault' },
  host: { type: 'string', what: 'the server', when: 'it could not be reached' },
  layer: { type: 'string', what: 'DNS, TCP, TLS, proxy …', when: 'it could not be reached' },
  cause: { type: 'string', what: 'the system’s own code', when: 'it gave one' },
  sent: {
    type: 'boolean',
    what: 'false where nothing can have reached the server',
    when: 'it could not be reached',
  },
  estimate: { type: 'number', what: 'tokens of the question', when: 'it is too long for the model' },
  window: { type: 'number', what: 'tokens of the model’s window', when: 'it is too long for the model' },
  found: { type: 'string', what: 'the workspace of the login', when: 'another one is demanded' },
};

const MODELS: Fields<ReturnType<typeof describeModels>> = {
  models: { type: 'list of strings', what: 'slugs, by name' },
  default: { type: 'string or null', what: 'which answers where none is named' },
  details: {
    type: 'list of objects',
    what: 'the same, best first',
    keys: {
      slug: { type: 'string', what: 'what `model` takes' },
      name: { type: 'string', what: 'as OpenAI shows it' },
      description: { type: 'string', what: 'what it is for; may be empty' },
      reasoning_efforts: { type: 'list of strings', what: 'what `reasoning_effort` takes' },
      default_reasoning_effort: { type: 'string or null', what: 'where none is named' },
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
  note: { type: 'string', what: 'why', when: 'it is not live and should be' },
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

const DRY_RUN: Fields<{ readonly digest: string }> = {
  digest: { type: 'string', what: 'for `approved`: exactly what was shown is sent, or nothing' },
};

export const RESULTS: Readonly<Record<string, ToolResult>> = {
  codex_query: {
    says: 'Text. The answer; under a line `—` what was attached, withheld and left out, and notes; last `thread_id: … · model · effort · tokens · limits`. A dry run is text as well.',
    meta: {
      'codex-oauth/receipt': { when: 'with every answer', fields: RECEIPT },
      'codex-oauth/output': { when: 'the answer parsed, with `output_schema` where it fits' },
      'codex-oauth/dry-run': { when: 'with `dry_run`, instead of both', fields: DRY_RUN },
    },
  },
  codex_status: { says: 'Data.', data: STATUS },
  codex_login: {
    says: 'Text. `Signed in …`, or `pending: …` with the address and the code, which the user is shown as they are.',
  },
  codex_clear: { says: 'Text. What was removed, whether it was revoked, and what was not touched.' },
  codex_models: { says: 'Data.', data: MODELS },
};

/** `_meta` of a result that is an error, whichever tool was called. */
export const ERROR_META: readonly [name: string, fields: AnyFields] = ['codex-oauth/error', DETAILS];

type AnswerDocument = ReturnType<typeof answerDocument>;
type Problem = ReturnType<typeof errorDocument>['error'];

const PROBLEM: Fields<Problem> = {
  code: { type: 'string', what: 'see Errors' },
  what: { type: 'string', what: 'what is wrong' },
  why: { type: 'string or null', what: 'why' },
  fix: { type: 'string', what: 'what fixes it' },
};

const ASKED: Fields<AnswerDocument> = {
  text: { type: 'string', what: 'the answer' },
  output: {
    type: 'object or null',
    what: 'the answer parsed; null where it misses the schema',
    when: '`--schema`',
  },
  ...ANSWERED,
  schema_missed: { type: 'boolean', what: 'true', when: 'the answer does not fit the schema' },
  attached: {
    type: 'list of objects',
    what: 'what was sent with the question',
    keys: {
      ...ATTACHED,
      span: { type: 'string', what: '`lines 10-40 of 90`', when: 'only lines of a file were sent' },
      secretAllowed: { type: 'boolean', what: 'true', when: 'the user let it past the secret guard' },
    },
  },
  withheld: RECEIPT.withheld,
  omitted: RECEIPT.omitted,
  problem: {
    type: 'object or null',
    what: 'why the answer is not whole or misses its schema',
    keys: PROBLEM,
  },
};

const CLEARED: Fields<ReturnType<typeof clearedDocument>> = {
  removed: { type: 'boolean', what: 'false where there was no login' },
  account_id: { type: 'string or null', what: 'whose it was' },
  revocation: {
    type: 'string',
    what: 'what became of it at OpenAI',
    values: { revoked: 'revoked', failed: 'OpenAI could not be told', nothing: 'nothing to revoke' },
  },
  not_touched: {
    type: 'object',
    what: 'what stays',
    keys: {
      other_entries_in: { type: 'string', what: 'the auth file' },
      codex_cli_login: { type: 'string', what: 'the Codex CLI’s file' },
      api_keys: { type: 'boolean', what: 'true' },
    },
  },
};

const DIAGNOSIS: Fields<Awaited<ReturnType<typeof diagnose>>> = {
  healthy: { type: 'boolean', what: 'false where a check failed' },
  version: { type: 'string', what: 'of codex-oauth' },
  checks: {
    type: 'list of objects',
    what: 'what was looked at',
    keys: {
      id: { type: 'string', what: 'stable, for scripts' },
      state: {
        type: 'string',
        what: 'how it stands',
        values: {
          ok: 'in order',
          note: 'worth knowing',
          warn: 'works, but not well or not for long',
          fail: 'something will not work',
        },
      },
      what: { type: 'string', what: 'what was found' },
      why: { type: 'string or null', what: 'why' },
      fix: { type: 'string or null', what: 'what fixes it' },
    },
  },
};

const SET_UP: Fields<ReturnType<typeof setupDocument>> = {
  host: { type: 'string', what: 'its name' },
  file: { type: 'string or null', what: 'its configuration' },
  action: {
    type: 'string',
    what: 'what was done',
    values: {
      printed: 'nothing; it is only shown',
      written: 'our entry was written',
      removed: 'it was taken out',
      unchanged: 'there was nothing to do',
    },
  },
  backup: { type: 'string or null', what: 'the file as it was' },
  entry: { type: 'object', what: 'our entry in the file’s own shape' },
  link: { type: 'string or null', what: 'which does the same where the host has links' },
  notes: { type: 'list of strings', what: 'what else is to be known, in sentences' },
};

const THREADS: Fields<ReturnType<typeof listingDocument>> = {
  threads: {
    type: 'list of objects',
    what: 'newest first',
    keys: {
      thread_id: { type: 'string', what: 'its whole id' },
      title: { type: 'string', what: 'the first question, or what was reviewed' },
      created_at: { type: 'string', what: 'ISO 8601' },
      used_at: { type: 'string', what: 'ISO 8601' },
      model: { type: 'string', what: 'of the last turn' },
      bytes: { type: 'number', what: 'of the file' },
      ended: { type: 'boolean', what: 'false where its last answer is being written or was interrupted' },
    },
  },
  total: { type: 'number', what: 'of this project, also those not shown' },
  elsewhere: { type: 'number', what: 'of other projects' },
  broken: { type: 'list of strings', what: 'files that cannot be read' },
};

const THREAD: Fields<
  ReturnType<typeof metaDocument> & { readonly turns: readonly ReturnType<typeof turnDocument>[] }
> = {
  thread_id: { type: 'string', what: 'its whole id' },
  title: { type: 'string', what: 'the first question, or what was reviewed' },
  created_at: { type: 'string', what: 'ISO 8601' },
  model: { type: 'string', what: 'of the first turn' },
  reasoning_effort: { type: 'string or null', what: 'of the first turn' },
  account_id: { type: 'string or null', what: 'whose it is; null where a key paid' },
  cwd: { type: 'string', what: 'where the program ran' },
  project: { type: 'string or null', what: 'which it belongs to' },
  damaged_lines: { type: 'number', what: 'lines of the file that were passed over' },
  turns: {
    type: 'list of objects',
    what: 'in the order in which they are sent again',
    keys: {
      turn: { type: 'string', what: 'its id' },
      state: {
        type: 'string',
        what: 'what became of it',
        values: {
          complete: 'answered',
          partial: 'cut short',
          failed: 'no answer',
          writing: 'still being written',
          interrupted: 'the program ended in the middle',
        },
      },
      asked_at: { type: 'string', what: 'ISO 8601' },
      ended_at: { type: 'string or null', what: 'ISO 8601' },
      model: { type: 'string', what: 'which was asked' },
      reasoning_effort: { type: 'string or null', what: 'as it was sent' },
      system_prompt: { type: 'string or null', what: 'null for the built-in one' },
      prompt: { type: 'string', what: 'the question' },
      attached: { type: 'list of strings', what: 'paths' },
      answer: { type: 'string', what: 'as far as it came' },
      usage: { type: 'object or null', what: 'as OpenAI counted, in its own words' },
      request_id: { type: 'string or null', what: 'by which OpenAI’s support finds the request' },
      error: {
        type: 'object or null',
        what: 'why it is not whole',
        keys: {
          code: { type: 'string', what: 'see Errors' },
          message: { type: 'string', what: 'in sentences' },
        },
      },
    },
  },
};

const DRY_RUN_SHOWN: Fields<{
  readonly dry_run: true;
  readonly digest: string;
  readonly text: string;
}> = {
  dry_run: { type: 'boolean', what: 'true' },
  digest: DRY_RUN.digest,
  text: { type: 'string', what: 'what would be sent' },
};

const REMOVED: AnyFields = {
  threads: {
    type: 'list of objects',
    what: 'what was asked for',
    keys: {
      thread_id: { type: 'string', what: 'its id' },
      removed: { type: 'boolean', what: 'false where there is none' },
    },
  },
};

/** The documents of the command line with `--json`, by what prints them. */
export const DOCUMENTS: Readonly<Record<string, AnyFields | string>> = {
  'ask, review': ASKED,
  'ask --dry-run, review --dry-run': DRY_RUN_SHOWN,
  'status, login': 'as `codex_status`',
  models: 'as `codex_models`',
  clear: CLEARED,
  doctor: DIAGNOSIS,
  'threads list': THREADS,
  'threads show, threads export': THREAD,
  'threads remove': REMOVED,
  'threads prune': { removed: { type: 'number', what: 'files' } },
  setup: SET_UP,
  'every command that fails': {
    error: { type: 'object', what: 'in three sentences', keys: PROBLEM },
  } satisfies Fields<ReturnType<typeof errorDocument>>,
};
