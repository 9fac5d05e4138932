import { its, say } from '../system/wording.ts';
import { AppError } from '../system/errors.ts';
import { isObject, type JsonObject } from '../system/json.ts';
import type { InputPart } from '../attach/gathering.ts';
import { identityHeaders } from './backend.ts';
import { ULTRA, type Model } from './models.ts';
import type { Question } from './question.ts';
import type { Resolved } from './resolve.ts';

/** A question with everything that a request needs: attachments, earlier turns, the model and who pays. */
export interface Ready extends Resolved {
  /** Completed with the thread's settings. */
  readonly question: Question;
  /** Further parts of the user's message: attached files as text, images as data URLs. */
  readonly parts: readonly InputPart[];
  /** Earlier turns of the thread, exactly as the backend sent them. */
  readonly history: readonly JsonObject[];
  readonly threadId: string;
}

/** The default instructions, if the caller gives none. */
const DEFAULT_INSTRUCTIONS =
  'You are asked for a second opinion by another coding assistant on behalf of its user. Answer the question directly ' +
  'and completely, in Markdown. Say what you are unsure of. You cannot run commands or read files here: work with what ' +
  'is in the message, and name what is missing if you need it.';

/** The instructions to send: the caller's, else our own. */
export function instructionsOf({ systemPrompt }: Pick<Question, 'systemPrompt'>): string {
  return systemPrompt?.trim() || DEFAULT_INSTRUCTIONS;
}

/**
 * The effort to send; undefined leaves it to the server. Instead of `ultra` the CLI sends `xhigh` (docs/wire.md 6.2).
 */
export function effortFor(question: Question, model: Model): string | undefined {
  const asked = question.effort ?? model.defaultEffort;
  return asked === ULTRA ? 'xhigh' : asked;
}

/** Checks the question against the model's abilities; the error tells the caller how to correct it. */
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
      fix: say`Use one of these as ${its.effort}, or omit it.`,
    });
  if (verbosity !== undefined && !model.supportsVerbosity)
    throw new AppError({
      kind: 'input',
      code: 'query.verbosity',
      what: `${slug} has no verbosity setting.`,
      fix: say`Omit ${its.verbosity}, ${elsewhere}`,
    });
  if (parts.some((part) => part.type === 'input_image') && !modalities.includes('image'))
    throw new AppError({
      kind: 'input',
      code: 'query.images',
      what: `${slug} does not accept images.`,
      why: `It accepts ${modalities.join(', ')}.`,
      fix: say`Omit ${its.images}, ${elsewhere}`,
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

/** The user's turn as an input item: attachments first, so that the question comes last and is not lost. */
export function userItem(question: Question, parts: readonly InputPart[]): JsonObject {
  return message('user', [...parts, { type: 'input_text', text: question.prompt }]);
}

/**
 * The body (docs/wire.md 6.2 and 6.4). Responses-Lite models take instructions and tools as developer items and
 * require exact values of `reasoning.context` and `parallel_tool_calls`; classic ones require a non-empty
 * `instructions`.
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
      // The public API gives summaries only to verified organizations and refuses the whole request for others.
      ...(plan ? { summary: 'auto' } : {}),
      ...(lite ? { context: 'all_turns' } : {}),
    },
    store: false,
    stream: true,
    include: ['reasoning.encrypted_content'],
    prompt_cache_key: threadId,
    ...(Object.keys(text).length > 0 ? { text } : {}),
    // Only the API accepts it; the plan's backend refuses the whole request (docs/wire.md 6.4).
    ...(!plan && question.temperature !== undefined ? { temperature: question.temperature } : {}),
  };
}

/**
 * The whole request: headers of docs/wire.md 6.1, with our own name as originator. `turnState` comes from the first
 * response of this turn and goes back with its retries.
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

/**
 * The keywords that strict output supports besides `type`, by OpenAI's Structured Outputs guide. A schema with other
 * keywords is sent as not strict.
 */
const STRICT = new Set(
  (
    'type properties required additionalProperties items enum const anyOf $ref $defs definitions title description ' +
    'pattern format multipleOf maximum exclusiveMaximum minimum exclusiveMinimum minItems maxItems'
  ).split(' '),
);

/**
 * True if the server can enforce the schema: every object closed, every property required, only keywords that strict
 * output supports. Otherwise the schema is sent as a hint. The answer is checked here in both cases.
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
