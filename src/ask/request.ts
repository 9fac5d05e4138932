import { its, say } from '../system/wording.ts';
import { AppError } from '../system/errors.ts';
import type { JsonObject } from '../system/json.ts';
import type { Credential } from '../login/credential.ts';
import { identityHeaders } from './identity.ts';
import { ULTRA, type Model } from './model.ts';
import { outputFormat } from './output-schema.ts';

export { VERBOSITIES } from './model.ts';

/** A question as the faces hand it over: checked for shape, not yet for the model. */
export interface Question {
  readonly prompt: string;
  readonly systemPrompt?: string;
  readonly effort?: string;
  readonly verbosity?: string;
  readonly temperature?: number;
  readonly webSearch?: boolean;
  /** JSON Schema of the answer; its top level is an object. */
  readonly outputSchema?: JsonObject;
  /** Further parts of the user's message: attached files as text, images as data URLs. */
  readonly attachments?: readonly InputPart[];
  /** Earlier turns of the thread, exactly as the backend gave them. */
  readonly history?: readonly JsonObject[];
}

export type InputPart =
  | { readonly type: 'input_text'; readonly text: string }
  | { readonly type: 'input_image'; readonly image_url: string };

/** What every answer is asked for when the caller gives no instructions of its own. */
const DEFAULT_INSTRUCTIONS =
  'You are asked for a second opinion by another coding assistant on behalf of its user. Answer the question directly ' +
  'and completely, in Markdown. Say what you are unsure of. You cannot run commands or read files here: work with what ' +
  'is in the message, and name what is missing if you need it.';

/** What the CLI sends in the place of `ultra` (docs/wire.md 6.2). */
const ULTRA_ON_THE_WIRE = 'xhigh';

/** The effort to send, where it is known; undefined leaves it to the server. */
export function effortFor(question: Question, model: Model): string | undefined {
  const asked = question.effort ?? model.defaultEffort;
  return asked === ULTRA ? ULTRA_ON_THE_WIRE : asked;
}

/** Checks the question against what the model offers, with a sentence from which a model can correct itself. */
export function checkAgainstModel(question: Question, model: Model): void {
  const { effort, verbosity, attachments } = question;
  const wire = effort === undefined ? undefined : effortFor(question, model);
  if (wire !== undefined && model.efforts.length > 0 && !model.efforts.includes(wire)) {
    throw new AppError({
      kind: 'input',
      code: 'query.effort',
      what: `${model.slug} has no reasoning effort "${effort?.slice(0, 40)}".`,
      why: `It offers ${model.efforts.join(', ')} (default ${model.defaultEffort ?? 'its own'}).`,
      fix: say`Use one of these as ${its.effort}, or leave it out.`,
    });
  }
  if (verbosity !== undefined && !model.supportsVerbosity) {
    throw new AppError({
      kind: 'input',
      code: 'query.verbosity',
      what: `${model.slug} cannot be told how verbose to be.`,
      fix: say`Leave ${its.verbosity} out, or choose another model (${its.models} lists them).`,
    });
  }
  if (attachments?.some((part) => part.type === 'input_image') && !model.modalities.includes('image')) {
    throw new AppError({
      kind: 'input',
      code: 'query.images',
      what: `${model.slug} takes no images.`,
      why: `It takes ${model.modalities.join(', ')}.`,
      fix: say`Leave ${its.images} out, or choose another model (${its.models} lists them).`,
    });
  }
}

export interface ResponsesRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: JsonObject;
}

export interface RequestContext {
  readonly model: Model;
  readonly credential: Credential;
  /** `https://chatgpt.com/backend-api` or the API's `https://api.openai.com/v1`. */
  readonly baseUrl: string;
  readonly threadId: string;
  readonly userAgent: string;
  /** Headers that the account's routing demands (docs/wire.md 6.0). */
  readonly routing?: Readonly<Record<string, string>>;
  /** What the first response of this turn gave, to be given back with its retries (docs/wire.md 6.1). */
  readonly turnState?: string;
}

function message(role: 'user' | 'developer', content: readonly InputPart[]): JsonObject {
  return { type: 'message', role, content };
}

/** The user's turn as an input item: attachments first, so that the question stands last and is not lost. */
export function userItem(question: Question): JsonObject {
  return message('user', [...(question.attachments ?? []), { type: 'input_text', text: question.prompt }]);
}

/**
 * The body (docs/wire.md 6.2 and 6.4). Responses-Lite models take instructions and tools as developer items and want
 * `reasoning.context` and `parallel_tool_calls` just so; classic ones want a non-empty `instructions`.
 */
export function buildBody(question: Question, context: RequestContext): JsonObject {
  const { model, credential } = context;
  const instructions = question.systemPrompt?.trim() || DEFAULT_INSTRUCTIONS;
  const effort = effortFor(question, model);
  const verbosity = model.supportsVerbosity ? (question.verbosity ?? model.defaultVerbosity) : undefined;
  const tools = question.webSearch ? [{ type: 'web_search' }] : [];
  const plan = credential.route === 'chatgpt';
  const lite = model.lite && plan;
  const history = question.history ?? [];
  const text = {
    ...(verbosity ? { verbosity } : {}),
    ...(question.outputSchema ? { format: outputFormat(question.outputSchema) } : {}),
  };
  const carried =
    tools.length > 0
      ? [{ type: 'additional_tools', id: `at_${context.threadId}`, role: 'developer', tools }]
      : [];
  return {
    model: model.slug,
    ...(lite ? {} : { instructions }),
    input: lite
      ? [
          ...carried,
          message('developer', [{ type: 'input_text', text: instructions }]),
          ...history,
          userItem(question),
        ]
      : [...history, userItem(question)],
    ...(!lite && tools.length > 0 ? { tools, tool_choice: 'auto' } : {}),
    parallel_tool_calls: false,
    reasoning: {
      ...(effort ? { effort } : {}),
      // The public API gives summaries to verified organizations only, and refuses the whole request to others.
      ...(plan ? { summary: 'auto' } : {}),
      ...(lite ? { context: 'all_turns' } : {}),
    },
    store: false,
    stream: true,
    include: ['reasoning.encrypted_content'],
    prompt_cache_key: context.threadId,
    ...(Object.keys(text).length > 0 ? { text } : {}),
    // Only the API takes it; the plan's backend refuses the whole request (docs/wire.md 6.4).
    ...(!plan && question.temperature !== undefined ? { temperature: question.temperature } : {}),
  };
}

/** The whole request: headers of docs/wire.md 6.1, with our own name as originator. */
export function buildRequest(question: Question, context: RequestContext): ResponsesRequest {
  const { credential, model, threadId } = context;
  const common = {
    authorization: `Bearer ${credential.accessToken}`,
    'content-type': 'application/json',
    accept: 'text/event-stream',
    'user-agent': context.userAgent,
  };
  const body = buildBody(question, context);
  if (credential.route === 'api') return { url: `${context.baseUrl}/responses`, headers: common, body };
  return {
    url: `${context.baseUrl}/codex/responses`,
    headers: {
      ...common,
      ...identityHeaders(credential),
      ...(model.lite ? { 'x-openai-internal-codex-responses-lite': 'true' } : {}),
      'session-id': threadId,
      'thread-id': threadId,
      'x-client-request-id': threadId,
      ...(context.turnState ? { 'x-codex-turn-state': context.turnState } : {}),
      ...context.routing,
    },
    body,
  };
}
