/** What the command line prints with `--json`, key by key, for docs/reference.md. The generator's alone. */
import type { answerDocument } from '../src/cli/answer.ts';
import type { errorDocument } from '../src/cli/boundary.ts';
import type { accountDocument } from '../src/cli/commands/accounts.ts';
import type { clearedDocument } from '../src/cli/commands/clear.ts';
import type { setupDocument } from '../src/cli/commands/setup.ts';
import type { endedDocument, wholeDocument } from '../src/jobs/listing.ts';
import type { tokenDocument } from '../src/cli/commands/token.ts';
import type { foundDocument, listingDocument } from '../src/cli/commands/threads.ts';
import type { diagnose } from '../src/doctor/doctor.ts';
import type { metaDocument, turnDocument } from '../src/threads/export.ts';
import type { AnyFields, Fields } from './fields.ts';
import { JOB, PROVIDER } from './login-results.ts';
import { ANSWERED, ATTACHED, RECEIPT, DRY_RUN, REVIEWED } from './results.ts';

type AnswerDocument = ReturnType<typeof answerDocument>;
type Problem = ReturnType<typeof errorDocument>['error'];

const PROBLEM: Fields<Problem> = {
  code: { type: 'string', what: 'see Errors' },
  what: { type: 'string', what: 'what is wrong' },
  why: { type: 'string or null', what: 'why' },
  fix: { type: 'string', what: 'how to fix it' },
};

const ASKED: Fields<AnswerDocument> = {
  text: { type: 'string', what: 'the answer; a review as Markdown' },
  findings: { ...REVIEWED.findings, when: '`review`' },
  not_judged: { ...REVIEWED.not_judged, when: '`review`' },
  output: {
    type: 'object or null',
    what: 'the parsed answer; null if it does not fit the schema',
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
      secretAllowed: { type: 'boolean', what: 'true', when: 'the user allowed it despite the secret guard' },
    },
  },
  withheld: RECEIPT.withheld,
  omitted: RECEIPT.omitted,
  problem: {
    type: 'object or null',
    what: 'why the answer is incomplete or does not fit its schema',
    keys: PROBLEM,
  },
};

const CLEARED: Fields<ReturnType<typeof clearedDocument> & { readonly running: number }> = {
  running: { type: 'number', what: 'questions that go on until they are answered' },
  removed: { type: 'boolean', what: 'false if there was no login' },
  account_id: { type: 'string or null', what: 'whose it was' },
  revocation: {
    type: 'string',
    what: 'whether OpenAI revoked it',
    values: { revoked: 'revoked', failed: 'OpenAI could not be reached', nothing: 'nothing to revoke' },
  },
  accounts: { type: 'list of strings', what: 'the accounts that remain' },
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
  healthy: { type: 'boolean', what: 'false if a check failed' },
  version: { type: 'string', what: 'of codex-oauth' },
  checks: {
    type: 'list of objects',
    what: 'the checks',
    keys: {
      id: { type: 'string', what: 'stable, for scripts' },
      state: {
        type: 'string',
        what: 'the result',
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
      removed: 'it was removed',
      unchanged: 'there was nothing to do',
    },
  },
  backup: { type: 'string or null', what: 'the original file' },
  entry: { type: 'object', what: 'our entry in the file’s own shape' },
  link: { type: 'string or null', what: 'a link that does the same, if the host has links' },
  notes: { type: 'list of strings', what: 'further remarks, in sentences' },
};

const SOURCE = {
  type: 'string',
  what: 'who keeps it',
  values: { 'codex-oauth': 'this program', 'codex-cli': 'the Codex CLI, as a session' },
} as const;
const SESSION = { type: 'string or null', what: 'the Codex CLI’s session that it is or records' } as const;
const SKIPPED = { type: 'number', what: 'sessions of the Codex CLI in a form that is not read' } as const;

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
      ended: { type: 'boolean', what: 'false if its last answer is being written or was interrupted' },
      source: SOURCE,
      session_id: SESSION,
      project: { type: 'string or null', what: 'the project it belongs to' },
      tokens: { type: 'number or null', what: 'input and output of all turns; null if not known' },
      duration_ms: { type: 'number or null', what: 'of all turns; null if not known' },
    },
  },
  total: { type: 'number', what: 'of this project, including those not shown' },
  elsewhere: { type: 'number', what: 'of other projects' },
  broken: { type: 'list of strings', what: 'files that cannot be read' },
  skipped: SKIPPED,
};

const ABOUT: Fields<ReturnType<typeof metaDocument>> = {
  thread_id: { type: 'string', what: 'its whole id' },
  source: SOURCE,
  session_id: SESSION,
  continued_from: { type: 'string or null', what: 'the session whose texts it began with' },
  title: { type: 'string', what: 'the first question, or what was reviewed' },
  created_at: { type: 'string', what: 'ISO 8601' },
  model: { type: 'string', what: 'of the first turn' },
  reasoning_effort: { type: 'string or null', what: 'of the first turn' },
  account_id: { type: 'string or null', what: 'the account it belongs to; null if a key paid' },
  cwd: { type: 'string', what: 'where the program ran' },
  project: { type: 'string or null', what: 'the project it belongs to' },
  tokens: { type: 'number or null', what: 'input and output of all turns' },
  duration_ms: { type: 'number or null', what: 'of all turns' },
  damaged_lines: { type: 'number', what: 'lines of the file that were skipped' },
};

const FOUND: Fields<ReturnType<typeof foundDocument>> = {
  query: { type: 'string', what: 'the words' },
  results: {
    type: 'list of objects',
    what: 'the best first, each conversation once',
    keys: {
      ...ABOUT,
      used_at: { type: 'string', what: 'ISO 8601' },
      turn: { type: 'string', what: 'the id of the best turn' },
      matches: { type: 'number', what: 'turns that contain every word' },
      snippet: { type: 'string', what: 'the text around a word' },
    },
  },
  total: { type: 'number', what: 'of conversations, including those not shown' },
  skipped: SKIPPED,
};

const THREAD: Fields<
  ReturnType<typeof metaDocument> & { readonly turns: readonly ReturnType<typeof turnDocument>[] }
> = {
  ...ABOUT,
  turns: {
    type: 'list of objects',
    what: 'in the order of sending them again',
    keys: {
      turn: { type: 'string', what: 'its id' },
      state: {
        type: 'string',
        what: 'how it ended',
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
      duration_ms: { type: 'number or null', what: 'from question to end' },
      model: { type: 'string', what: 'the requested model' },
      reasoning_effort: { type: 'string or null', what: 'as sent' },
      system_prompt: { type: 'string or null', what: 'null for the built-in one' },
      prompt: { type: 'string', what: 'the question' },
      attached: { type: 'list of strings', what: 'paths' },
      receipt: {
        type: 'object',
        what: '`looked` and `searched` of the answer’s receipt',
        when: 'it looked around or searched the web',
      },
      answer: { type: 'string', what: 'as far as it arrived' },
      answer_sha256: {
        type: 'string or null',
        what: 'the digest of the answer that was received; null if unknown',
      },
      altered: { type: 'boolean', what: 'true if `answer` is not that answer: the file was changed' },
      usage: { type: 'object or null', what: 'as counted by OpenAI, in its own terms' },
      request_id: { type: 'string or null', what: 'OpenAI’s support finds the request by it' },
      error: {
        type: 'object or null',
        what: 'why it is incomplete',
        keys: {
          code: { type: 'string', what: 'see Errors' },
          message: { type: 'string', what: 'in sentences' },
        },
      },
    },
  },
};

const LISTED: Fields<ReturnType<typeof wholeDocument>> = {
  ...JOB,
  title: { type: 'string', what: 'the question, shortened' },
  project: { type: 'string or null', what: 'the project it belongs to' },
  created_at: { type: 'string', what: 'ISO 8601' },
  updated_at: { type: 'string', what: 'ISO 8601: the last sign of life, or its end' },
  expires_at: { type: 'string', what: 'ISO 8601: until then its end can be asked for' },
  delivered: { type: 'boolean', what: 'true if somebody was given its end' },
};

const JOB_ENDED: Fields<ReturnType<typeof endedDocument>> = {
  ...LISTED,
  text: { type: 'string or null', what: 'the answer or the error; null until it has ended' },
  error: { type: 'string or null', what: 'the code of the error, see Errors' },
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
    what: 'the requested threads',
    keys: {
      thread_id: { type: 'string', what: 'its id' },
      removed: { type: 'boolean', what: 'false if it does not exist' },
    },
  },
};

const ACCOUNT: Fields<ReturnType<typeof accountDocument>> = {
  name: { type: 'string', what: 'the name that the user gave it' },
  in_use: { type: 'boolean', what: 'true for the account that questions go to' },
  account_id: { type: 'string or null', what: 'the workspace' },
  email: { type: 'string or null', what: 'masked' },
  workspace_name: { type: 'string or null', what: 'as OpenAI named it at the sign-in' },
  plan: { type: 'string or null', what: 'as the login says' },
  expires_at: {
    type: 'string or null',
    what: 'when its access token expires, in ISO 8601; it is renewed before',
  },
};

const TOKEN: Fields<ReturnType<typeof tokenDocument>> = {
  access_token: { type: 'string', what: 'the token' },
  account_id: { type: 'string or null', what: 'the workspace that questions are billed to' },
  expires_at: { type: 'number or null', what: 'seconds since 1970' },
  base_url: { type: 'string', what: 'where it may be sent', when: 'the login was not made at OpenAI' },
};

const ENDED: AnyFields = {
  provider: { type: 'string', what: 'its name' },
  removed: { type: 'boolean', what: 'false if there was no login' },
  revocation: { type: 'string', what: 'as of `clear`' },
};

/** The documents of the command line with `--json`, by what prints them. */
export const DOCUMENTS: Readonly<Record<string, AnyFields | string>> = {
  'ask, review': ASKED,
  'ask --dry-run, review --dry-run': DRY_RUN_SHOWN,
  'status, login': 'as `codex_status`, without `jobs` and `providers`',
  'login status': { providers: { type: 'list of objects', what: 'the built-in ones first', keys: PROVIDER } },
  'login status <provider>, login <provider>': PROVIDER,
  'login logout <provider>': ENDED,
  models: 'as `codex_models`',
  clear: CLEARED,
  accounts: { accounts: { type: 'list of objects', what: 'the one in use first', keys: ACCOUNT } },
  use: ACCOUNT,
  token: TOKEN,
  doctor: DIAGNOSIS,
  'jobs list': { jobs: { type: 'list of objects', what: 'newest first', keys: LISTED } },
  'jobs show, jobs wait, jobs stop': JOB_ENDED,
  'threads list': THREADS,
  'threads search': FOUND,
  'threads show, threads export': THREAD,
  'threads remove': REMOVED,
  'threads prune': { removed: { type: 'number', what: 'files' } },
  setup: SET_UP,
  'every command that fails': {
    error: { type: 'object', what: 'in three parts', keys: PROBLEM },
  } satisfies Fields<ReturnType<typeof errorDocument>>,
};
