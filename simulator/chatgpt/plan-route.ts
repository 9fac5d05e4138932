import { asObject, asString, bearerOf, header, jsonObject, type SimRequest } from '../request.ts';
import { detail, json, type Reply } from '../reply.ts';
import { opaque, type World } from '../world.ts';
import type { ModelInfo } from '../backend/catalog.ts';
import { judgeInput } from '../backend/judge-input.ts';
import { judgeText } from '../backend/judge-request.ts';
import { objects } from '../backend/question.ts';
import {
  detailRefusal,
  errorRefusal,
  type Refusal,
  refusalReply,
  unsupportedParameter,
} from '../backend/refusal.ts';
import { streamAnswer } from '../backend/responses.ts';
import { isBelow } from '../backend/version.ts';
import { type ChatGptSession, PLAN_SCOPE } from './store.ts';

/** Members that are accepted. Everything else is refused by its name, the documented list above all. */
const KNOWN = new Set(
  (
    'model input instructions store stream tools tool_choice parallel_tool_calls reasoning include prompt_cache_key ' +
    'text context_management'
  ).split(' '),
);

/** Headers of the Codex client and of API organizations. */
const FOREIGN =
  /^(?:chatgpt-account-id|originator|version|session-id|thread-id|x-client-request-id|openai-organization|openai-project|x-codex-.*|x-openai-.*)$/;

const TOOLS = new Set(['web_search', 'namespace']);

/** The token of a plan in this request, or undefined if it brings none of this sign-in. */
export function planToken(request: SimRequest, world: World): string | undefined {
  const token = bearerOf(request);
  return token !== undefined && world.chatgpt.knows(token) ? token : undefined;
}

function admit(token: string, request: SimRequest, world: World): ChatGptSession | Reply {
  const foreign = Object.keys(request.headers).find((name) => FOREIGN.test(name));
  if (foreign !== undefined) return detail(400, `Unsupported header: ${foreign}`);
  if (!(header(request, 'user-agent') ?? '').startsWith('codex-oauth/'))
    return detail(400, 'Unsupported user-agent');
  const session = world.chatgpt.admit(token);
  if (!session) return json(401, { detail: { error_code: 'invalid_token' } });
  if (!session.scope.split(' ').includes(PLAN_SCOPE))
    return json(403, {
      error: {
        code: 'chatpass_v2_scope_not_authorized',
        message: 'The grant does not cover it.',
        param: null,
        type: 'invalid_request_error',
      },
    });
  return session;
}

/** GET /v1/models with a plan: a list for display; models that it leaves out may be served all the same. */
export function planModels(token: string, request: SimRequest, world: World): Reply {
  const session = admit(token, request, world);
  if ('kind' in session) return session;
  const models = world.catalog.models.filter((model) => isBelow(model.minimal_client_version, '0.160.0'));
  return json(200, { models });
}

/** POST /v1/responses with a plan. */
export function planResponses(token: string, request: SimRequest, world: World): Reply {
  const session = admit(token, request, world);
  if ('kind' in session) return session;
  const body = jsonObject(request);
  if (!body) return detail(400, 'A JSON object is needed');
  const refusal = judge(body, session, world);
  if (refusal) return refusalReply(refusal);
  const id = opaque('req-sim-');
  return streamAnswer(body, { id: session.app.clientId }, world, {
    'x-request-id': id,
    'x-oai-request-id': id,
  });
}

function judge(body: Record<string, unknown>, session: ChatGptSession, world: World): Refusal | undefined {
  const model = world.catalog.find(asString(body['model']) ?? '');
  if (!model) return errorRefusal('model_not_found', 'model', 'The model does not exist.', 404);
  if (body['stream'] !== true) return detailRefusal('Stream must be set to true');
  if (body['store'] !== false) return detailRefusal('Store must be set to false');
  const stranger = Object.keys(body).find((key) => !KNOWN.has(key));
  if (stranger !== undefined) return unsupportedParameter(stranger);
  const { input } = body;
  if (!Array.isArray(input)) return detailRefusal('Input must be a list');
  const kinds = objects(input).map((item) => asString(item['type']));
  const banned = kinds.findIndex((type) =>
    ['item_reference', 'agent_message', 'compaction_trigger'].includes(type ?? ''),
  );
  if (banned >= 0) return unsupported(`input[${banned}].type`);
  const tools = objects(body['tools']);
  const strange = tools.findIndex((tool) => !TOOLS.has(asString(tool['type']) ?? ''));
  if (strange >= 0) return unsupported(`tools[${strange}].type`);
  const effort = asObject(body['reasoning'])?.['effort'];
  const efforts = model.supported_reasoning_levels.map((level) => level.effort);
  if (effort !== undefined && (!efforts.includes(String(effort)) || effort === 'ultra'))
    return unsupported('reasoning.effort');
  return judgePlatform(body, input, { model, world, owner: session.app.clientId, allowSystem: false });
}

/** What both kinds of login at the public API have in common. */
export function judgePlatform(
  body: Record<string, unknown>,
  input: unknown[],
  {
    model,
    world,
    owner,
    allowSystem,
  }: { model: ModelInfo; world: World; owner: string; allowSystem: boolean },
): Refusal | undefined {
  const isOurs = (sealed: string): boolean => world.seal.isOurs(sealed, owner);
  const { issued } = world;
  return (
    judgeText(body, model) ??
    judgeInput(input, { model, isOurs, lite: true, allowSystem, issued, turnState: undefined })
  );
}

const unsupported = (param: string): Refusal =>
  errorRefusal('subscription_sharing_unsupported_capability', param, 'This is not supported with a plan.');
