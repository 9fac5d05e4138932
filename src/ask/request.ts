import { its, say } from '../system/wording.ts';
import { AppError } from '../system/errors.ts';
import { isObject, type JsonObject } from '../system/json.ts';
import type { InputPart } from '../attach/gathering.ts';
import { identityHeaders } from './backend.ts';
import { ULTRA, type Model } from './models.ts';
import type { Question } from './question.ts';
import type { Resolved } from './resolve.ts';

/** A question with everything that a request is made of: what is attached, what was said before, who answers and pays. */
export interface Ready extends Resolved {
  /** With the thread's habits where the caller said nothing. */
  readonly question: Question;
  /** Further parts of the user's message: attached files as text, images as data URLs. */
  readonly parts: readonly InputPart[];
  /** Earlier turns of the thread, exactly as the backend gave them. */
  readonly history: readonly JsonObject[];
  readonly threadId: string;
}

/** What every answer is asked for when the caller gives no instructions of its own. */
const DEFAULT_INSTRUCTIONS =
  'You are asked for a second opinion by another coding assistant on behalf of its user. Answer the question directly ' +
  'and completely, in Markdown. Say what you are unsure of. You cannot run commands or read files here: work with what ' +
  'is in the message, and name what is missing if you need it.';

/** What is sent as instructions: the caller's, else our own. */
export function instructionsOf({ systemPrompt }: Pick<Question, 'systemPrompt'>): string {
  return systemPrompt?.trim() || DEFAULT_INSTRUCTIONS;
}

/**
 * The effort to send, where it is known; undefined leaves it to the server. In the place of `ultra` the CLI sends
 * `xhigh` (docs/wire.md 6.2).
 */
export function effortFor(question: Question, model: Model): string | undefined {
  const asked = question.effort ?? model.defaultEffort;
  return asked === ULTRA ? 'xhigh' : asked;
}

/** Checks the question against what the model offers, with a sentence from which a model can correct itself. */
export function checkAgainstModel(question: Question, parts: readonly InputPart[], model: Model): void {
  const { effort, verbosity } = question;
  const { slug, efforts, modalities } = model;
  const elsewhere = say`or choose another model (${its.models} lists them).`;
  if (effort !== undefined && efforts.length > 0 && !efforts.includes(effortFor(question, model) ?? ''))
    throw new AppError({
      kind: 'input',
      code: 'query.effort',
      what: `${slug} has no reasoning effort "${effort.slice(0, 40)}".`,
      why: `It offers ${efforts.join(', ')} (default ${model.defaultEffort ?? 'its own'}).`,
      fix: say`Use one of these as ${its.effort}, or leave it out.`,
    });
  if (verbosity !== undefined && !model.supportsVerbosity)
    throw new AppError({
      kind: 'input',
      code: 'query.verbosity',
      what: `${slug} cannot be told how verbose to be.`,
      fix: say`Leave ${its.verbosity} out, ${elsewhere}`,
    });
  if (parts.some((part) => part.type === 'input_image') && !modalities.includes('image'))
    throw new AppError({
      kind: 'input',
      code: 'query.images',
      what: `${slug} takes no images.`,
      why: `It takes ${modalities.join(', ')}.`,
      fix: say`Leave ${its.images} out, ${elsewhere}`,
    });
}

export interface ResponsesRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: JsonObject;
}

function message(role: 'user' | 'developer', content: readonly InputPart[]): JsonObject {
  return { type: 'message', role, content };
}

/** The user's turn as an input item: attachments first, so that the question stands last and is not lost. */
export function userItem(question: Question, parts: readonly InputPart[]): JsonObject {
  return message('user', [...parts, { type: 'input_text', text: question.prompt }]);
}

/**
 * The body (docs/wire.md 6.2 and 6.4). Responses-Lite models take instructions and tools as developer items and want
 * `reasoning.context` and `parallel_tool_calls` just so; classic ones want a non-empty `instructions`.
 */
function buildBody({ question, parts, history, model, credential, threadId }: Ready): JsonObject {
  const instructions = instructionsOf(question);
  const effort = effortFor(question, model);
  const verbosity = model.supportsVerbosity ? (question.verbosity ?? model.defaultVerbosity) : undefined;
  const tools = question.webSearch ? [{ type: 'web_search' }] : [];
  const plan = credential.route === 'chatgpt';
  const lite = model.lite && plan;
  const schema = question.outputSchema;
  const text = {
    ...(verbosity ? { verbosity } : {}),
    ...(schema ? { format: { type: 'json_schema', name: 'answer', strict: isStrict(schema), schema } } : {}),
  };
  const carried = { type: 'additional_tools', id: `at_${threadId}`, role: 'developer', tools };
  const user = userItem(question, parts);
  return {
    model: model.slug,
    ...(lite ? {} : { instructions }),
    input: lite
      ? [
          ...(tools.length > 0 ? [carried] : []),
          message('developer', [{ type: 'input_text', text: instructions }]),
          ...history,
          user,
        ]
      : [...history, user],
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
    prompt_cache_key: threadId,
    ...(Object.keys(text).length > 0 ? { text } : {}),
    // Only the API takes it; the plan's backend refuses the whole request (docs/wire.md 6.4).
    ...(!plan && question.temperature !== undefined ? { temperature: question.temperature } : {}),
  };
}

/**
 * The whole request: headers of docs/wire.md 6.1, with our own name as originator. `turnState` is what the first
 * response of this turn gave, to be given back with its retries.
 */
export function buildRequest(ready: Ready, userAgent: string, turnState?: string): ResponsesRequest {
  const { credential, model, route, threadId } = ready;
  const common = {
    authorization: `Bearer ${credential.accessToken}`,
    'content-type': 'application/json',
    accept: 'text/event-stream',
    'user-agent': userAgent,
  };
  const body = buildBody(ready);
  if (credential.route === 'api') return { url: `${route.baseUrl}/responses`, headers: common, body };
  return {
    url: `${route.baseUrl}/codex/responses`,
    headers: {
      ...common,
      ...identityHeaders(credential),
      ...(model.lite ? { 'x-openai-internal-codex-responses-lite': 'true' } : {}),
      'session-id': threadId,
      'thread-id': threadId,
      'x-client-request-id': threadId,
      ...(turnState ? { 'x-codex-turn-state': turnState } : {}),
      ...route.headers,
    },
    body,
  };
}

/** What strict output knows besides `type`, by OpenAI's Structured Outputs guide. A schema with more is sent loosely. */
const STRICT = new Set(
  (
    'type properties required additionalProperties items enum const anyOf $ref $defs definitions title description ' +
    'pattern format multipleOf maximum exclusiveMaximum minimum exclusiveMinimum minItems maxItems'
  ).split(' '),
);

/**
 * Whether the server can hold the model to the schema itself: every object closed, every property required, and no
 * keyword that strict output lacks. Otherwise the schema is sent as a wish, and the answer is checked here all the same.
 */
export function isStrict(schema: unknown): boolean {
  if (!isObject(schema)) return false;
  if (Object.keys(schema).some((key) => !STRICT.has(key))) return false;
  const properties = schema['properties'];
  if (schema['type'] === 'object' || properties !== undefined) {
    const { required } = schema;
    const listed = new Set<unknown>(Array.isArray(required) ? required : []);
    const names = Object.keys(isObject(properties) ? properties : {});
    if (schema['additionalProperties'] !== false) return false;
    if (!names.every((name) => listed.has(name))) return false;
  }
  const inner = [properties, schema['$defs'], schema['definitions']].flatMap((map) =>
    isObject(map) ? Object.values(map) : [],
  );
  const branches: unknown = schema['anyOf'];
  return [
    ...inner,
    ...(schema['items'] === undefined ? [] : [schema['items']]),
    ...(Array.isArray(branches) ? branches : []),
  ].every(isStrict);
}
