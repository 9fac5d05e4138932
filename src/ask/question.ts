import type { GatherRequest } from '../attach/gather.ts';
import type { Gathered, LeftOut } from '../attach/gathering.ts';
import type { Credential } from '../login/credential.ts';
import type { AppError } from '../system/errors.ts';
import type { Review } from '../review/findings.ts';
import type { JsonObject } from '../system/json.ts';
import type { Phase, Usage } from './answer.ts';
import type { Limits } from './limits.ts';
import type { Looked } from './rounds.ts';
import type { Searched } from './search.ts';

/** One question from a tool call, the command line or a job: its shape is checked, but not yet against the model. */
export interface Question extends GatherRequest {
  readonly prompt: string;
  /** A slug. Default: the thread's model, else CODEX_OAUTH_MODEL, else the account's default. */
  readonly model?: string | undefined;
  /** `review` stands for a review, with our own instructions (src/review/instructions.ts). */
  readonly systemPrompt?: string | undefined;
  /** From 0 to 1. */
  readonly temperature?: number | undefined;
  readonly effort?: string | undefined;
  readonly verbosity?: string | undefined;
  /** The thread to continue; without it a new one starts. */
  readonly threadId?: string | undefined;
  /** True if the user allows a thread of any project; otherwise it must belong to this one. */
  readonly anyProject?: boolean | undefined;
  /** A new thread's title in lists, if the prompt would make a poor one. */
  readonly title?: string | undefined;
  /** The user's name for one of the OpenAI accounts. Default: the login in force. */
  readonly account?: string | undefined;
  readonly webSearch?: boolean | undefined;
  /** True if the model may look around in the roots, with tools that this program runs. */
  readonly look?: boolean | undefined;
  /** JSON Schema of the answer; its top level is an object. */
  readonly outputSchema?: JsonObject | undefined;
  /** The digest of a dry run: exactly that content is sent, or nothing. */
  readonly approved?: string | undefined;
  /** Absolute folders: nothing outside them is read (`resolveRoots`). */
  readonly roots: readonly string[];
}

/** How the caller may watch and stop a question. */
export interface Hooks {
  readonly signal: AbortSignal;
  /** A piece of the answer, as it arrives. */
  readonly onText?: (text: string) => void;
  /** Called on every change. The object is a live view: it may be kept and read later. */
  readonly onProgress?: (progress: Progress) => void;
  /** The question is being sent, and its answer kept in this turn of a thread. Not called if nothing is kept. */
  readonly onTurn?: (threadId: string, turn: string) => void;
  /** Settles when the question may be sent, or must not. */
  readonly enter?: () => Promise<void>;
  /**
   * Asks the user (never the model) whether what the secret guard found may be sent; undefined: no answer. The digest
   * is of everything that would be sent.
   */
  readonly confirm?:
    | ((found: readonly LeftOut[], digest: string) => Promise<boolean | undefined>)
    | undefined;
}

export interface Progress {
  readonly phase: 'signing in' | 'sending' | 'retrying' | 'looking' | Phase;
  readonly model: string | undefined;
  readonly effort: string | undefined;
  /** The model's summary of its thoughts, what is looked at, or why and when there is a retry; empty if not known. */
  readonly thought: string;
  /** Characters of the answer so far. */
  readonly length: number;
}

/** An answer with everything known about how it was made. */
export interface Answer {
  readonly text: string;
  /** Set if the answer was cut short: why. Then `text` is the part that arrived. */
  readonly cutShort: AppError | undefined;
  /** Set if the answer does not fit the requested output_schema: how. Then `text` is the raw answer. */
  readonly misfit: AppError | undefined;
  /** The parsed answer, if an output_schema was given and it fits. */
  readonly output: unknown;
  /** The findings of a review, checked; undefined if the answer has none in our form. Then `text` is their Markdown. */
  readonly review?: Review | undefined;
  readonly model: string;
  readonly modelAsked: string | undefined;
  /** As it was sent. */
  readonly effort: string | undefined;
  readonly usage: Usage | undefined;
  readonly requestId: string | undefined;
  readonly retries: number;
  /** From the call to the last event. Milliseconds. */
  readonly elapsedMs: number;
  readonly source: Credential['source'];
  /** The provider, where its plan is named. */
  readonly via?: Credential['via'];
  readonly limits: Limits | undefined;
  /** Servers, proxies and checks that are not the default (login/home.ts). */
  readonly network: readonly string[];
  /** The id for continuing the thread and reading the answer again; undefined if nothing was stored. */
  readonly threadId?: string | undefined;
  /** What was sent with the prompt and what was withheld; undefined if nothing was named. */
  readonly gathered: Gathered | undefined;
  /** What was searched for in the web; undefined if the question did not ask for it. */
  readonly searched: readonly Searched[] | undefined;
  /** What was looked at, and in how many rounds; undefined if the question did not ask for it. */
  readonly looked: Looked | undefined;
  /** Remarks for the lines under the answer: a model list that is not live, a temperature that was not sent. */
  readonly notes: readonly string[];
}
