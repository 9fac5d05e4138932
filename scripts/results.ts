/** What the tools give back, key by key, for docs/reference.md. The generator's alone; the bundle has none of it. */
import type { describeModels } from '../src/ask/models.ts';
import type { receiptOf } from '../src/ask/receipt.ts';
import type { attachmentReceipt } from '../src/attach/report.ts';
import type { jobDocument } from '../src/jobs/listing.ts';
import type { reviewDocument } from '../src/review/forms.ts';
import type { ErrorDetails } from '../src/system/errors.ts';
import type { AnyFields, Fields } from './fields.ts';
import { FRESHNESS, JOB, LIMITS, SOURCES, STATUS } from './login-results.ts';

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
  provider: STATUS.provider,
  manage_usage: STATUS.manage_usage,
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
  looked: {
    type: 'list of strings',
    what: 'the files that Codex had read',
    when: 'the question failed after looking around',
  },
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
