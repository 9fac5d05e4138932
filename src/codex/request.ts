import { AppError } from '../system/errors.ts';
import type { JsonObject } from '../system/json.ts';
import type { Credential } from '../credentials/credential.ts';
import { ORIGINATOR, PROTOCOL_VERSION } from './identity.ts';
import type { Model } from './model.ts';

export const VERBOSITIES: readonly string[] = ['low', 'medium', 'high'];

/** A question as the faces hand it over: checked for shape, not yet for the model. */
export interface Question {
  readonly prompt: string;
  readonly systemPrompt?: string;
  readonly effort?: string;
  readonly verbosity?: string;
  readonly temperature?: number;
  readonly webSearch?: boolean;
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

/** Efforts that only the CLI knows; the backend knows them by another name (PROTOCOL.md 6.2). */
const WIRE_EFFORT: Readonly<Record<string, string>> = { ultra: 'xhigh' };

/** Checks effort and verbosity against what the model offers, with a sentence from which a model can correct itself. */
export function checkAgainstModel(question: Question, model: Model): void {
  const { effort, verbosity } = question;
  if (
    effort !== undefined &&
    model.efforts.length > 0 &&
    !model.efforts.includes(effort) &&
    effort !== 'ultra'
  ) {
    throw new AppError({
      kind: 'input',
      code: 'query.effort',
      what: `${model.slug} has no reasoning effort "${effort}".`,
      why: `It offers ${model.efforts.join(', ')} (default ${model.defaultEffort ?? 'its own'}).`,
      mend: 'Use one of these as reasoning_effort, or leave it out.',
    });
  }
  if (verbosity !== undefined && !model.supportsVerbosity) {
    throw new AppError({
      kind: 'input',
      code: 'query.verbosity',
      what: `${model.slug} cannot be told how verbose to be.`,
      mend: 'Leave verbosity out, or choose another model (codex_models lists them).',
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
  /** Headers that the account's routing demands (PROTOCOL.md 6.0). */
  readonly routing?: Readonly<Record<string, string>>;
}

function message(role: 'user' | 'developer', content: readonly InputPart[]): JsonObject {
  return { type: 'message', role, content };
}

/** The user's turn as an input item: attachments first, so that the question stands last and is not lost. */
export function userItem(question: Question): JsonObject {
  return message('user', [...(question.attachments ?? []), { type: 'input_text', text: question.prompt }]);
}

/**
 * The body (PROTOCOL.md 6.2 and 6.4). Responses-Lite models take their instructions as a developer item and want
 * `reasoning.context` and `parallel_tool_calls` just so; classic ones want a non-empty `instructions`.
 */
export function buildBody(question: Question, context: RequestContext): JsonObject {
  const { model, credential } = context;
  const instructions = question.systemPrompt?.trim() || DEFAULT_INSTRUCTIONS;
  const effort = question.effort ?? model.defaultEffort;
  const wireEffort = effort === undefined ? undefined : (WIRE_EFFORT[effort] ?? effort);
  const verbosity = model.supportsVerbosity ? (question.verbosity ?? model.defaultVerbosity) : undefined;
  const webSearch = question.webSearch ? [{ type: 'web_search' }] : [];
  const lite = model.lite && credential.route === 'chatgpt';
  const history = question.history ?? [];
  const format = question.outputSchema
    ? { format: { type: 'json_schema', name: 'answer', strict: false, schema: question.outputSchema } }
    : {};
  const text = { ...(verbosity ? { verbosity } : {}), ...format };
  return {
    model: model.slug,
    ...(lite ? {} : { instructions }),
    input: lite
      ? [
          ...(webSearch.length > 0
            ? [{ type: 'additional_tools', role: 'developer', tools: webSearch }]
            : []),
          message('developer', [{ type: 'input_text', text: instructions }]),
          ...history,
          userItem(question),
        ]
      : [...history, userItem(question)],
    ...(!lite && webSearch.length > 0 ? { tools: webSearch, tool_choice: 'auto' } : {}),
    parallel_tool_calls: false,
    reasoning: {
      ...(wireEffort ? { effort: wireEffort } : {}),
      summary: 'auto',
      ...(lite ? { context: 'all_turns' } : {}),
    },
    store: false,
    stream: true,
    include: ['reasoning.encrypted_content'],
    prompt_cache_key: context.threadId,
    ...(Object.keys(text).length > 0 ? { text } : {}),
    // Only the API takes it; the plan's backend refuses the whole request (PROTOCOL.md 6.4).
    ...(credential.route === 'api' && question.temperature !== undefined
      ? { temperature: question.temperature }
      : {}),
  };
}

/** The whole request: headers of PROTOCOL.md 6.1, with our own name as originator. */
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
      ...context.routing,
    },
    body,
  };
}

/** The headers of every call to the plan's backend besides authorization and user-agent. */
export function identityHeaders(credential: Credential): Readonly<Record<string, string>> {
  return {
    ...(credential.accountId ? { 'chatgpt-account-id': credential.accountId } : {}),
    ...(credential.fedramp ? { 'x-openai-fedramp': 'true' } : {}),
    originator: ORIGINATOR,
    version: PROTOCOL_VERSION,
  };
}
