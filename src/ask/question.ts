import type { GatherRequest } from '../attach/gather.ts';
import type { Gathered, LeftOut } from '../attach/gathering.ts';
import type { Credential } from '../login/credential.ts';
import type { AppError } from '../system/errors.ts';
import type { JsonObject } from '../system/json.ts';
import type { Phase, Usage } from './answer.ts';
import type { Limits } from './limits.ts';

/** One question, as a tool call, the command line or a job asks it: checked for shape, not yet for the model. */
export interface Question extends GatherRequest {
  readonly prompt: string;
  /** A slug; without one the thread's model answers, else CODEX_OAUTH_MODEL, else the account's default. */
  readonly model?: string | undefined;
  readonly systemPrompt?: string | undefined;
  /** From 0 to 1. */
  readonly temperature?: number | undefined;
  readonly effort?: string | undefined;
  readonly verbosity?: string | undefined;
  /** The thread to continue; a new one is begun without it. */
  readonly threadId?: string | undefined;
  /** The user says that the thread may be of any project; else it must be of this one. */
  readonly anyProject?: boolean | undefined;
  /** What a new thread is called in lists, where the prompt would say nothing. */
  readonly title?: string | undefined;
  readonly webSearch?: boolean | undefined;
  /** JSON Schema of the answer; its top level is an object. */
  readonly outputSchema?: JsonObject | undefined;
  /** The digest of a dry run: exactly that is sent, or nothing. */
  readonly approved?: string | undefined;
  /** Absolute folders: nothing outside them is read (`resolveRoots`). */
  readonly roots: readonly string[];
}

/** What the one who asks may watch and stop. */
export interface Hooks {
  readonly signal: AbortSignal;
  /** A piece of the answer, as it comes. */
  readonly onText?: (text: string) => void;
  /** Something has happened. The object is a live view: it may be kept and looked at later. */
  readonly onProgress?: (progress: Progress) => void;
  /** Asks the user, and nobody else, whether what the secret guard has found may be sent; undefined: no answer. */
  readonly confirm?: ((found: readonly LeftOut[]) => Promise<boolean | undefined>) | undefined;
}

export interface Progress {
  readonly phase: 'signing in' | 'sending' | 'retrying' | Phase;
  readonly model: string | undefined;
  readonly effort: string | undefined;
  /** What the model says it thinks about, or why and when it is tried again; empty where nothing is known. */
  readonly thought: string;
  /** Characters of the answer so far. */
  readonly length: number;
}

/** An answer with everything that is known about how it came to be. */
export interface Answer {
  readonly text: string;
  /** Set when the answer was cut short: why. Then `text` is what had arrived. */
  readonly cutShort: AppError | undefined;
  /** Set when an output_schema was asked for and the answer does not fit it: how. Then `text` is what was answered. */
  readonly misfit: AppError | undefined;
  /** The answer parsed, where an output_schema was asked for and it fits. */
  readonly output: unknown;
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
  readonly limits: Limits | undefined;
  /** Servers, proxies and checks that are not the default (login/home.ts). */
  readonly network: readonly string[];
  /** Under which the answer can be continued and fetched again; undefined where nothing was stored. */
  readonly threadId?: string | undefined;
  /** What was sent beside the prompt, and what was held back; undefined where nothing was named. */
  readonly gathered: Gathered | undefined;
  /** Remarks that belong under the answer: a model list that is not live, a temperature that was not sent. */
  readonly notes: readonly string[];
}
