import { apiError, json, type Reply } from '../reply.ts';
import { bearerOf, jsonObject, type SimRequest } from '../request.ts';
import type { World } from '../world.ts';
import { judgePlatform, planModels, planResponses, planToken } from '../chatgpt/plan-route.ts';
import { judgeText } from './judge-request.ts';
import { errorRefusal, type Refusal, refusalReply } from './refusal.ts';
import { identityHeaders, streamAnswer, wholeAnswer } from './responses.ts';

/** A good API key, or the answer that says it is none. */
function refuseKey(request: SimRequest, world: World): Reply | undefined {
  const key = bearerOf(request);
  if (key === undefined) return apiError(401, null, 'No API key was given.');
  if (world.apiKeys.has(key)) return undefined;
  return apiError(401, 'invalid_api_key', 'The API key is not correct.');
}

/** GET /v1/models: the public list, which knows neither priorities nor efforts. */
export function apiModels(request: SimRequest, world: World): Reply {
  const plan = planToken(request, world);
  if (plan !== undefined) return planModels(plan, request, world);
  const refused = refuseKey(request, world);
  if (refused) return refused;
  const created = world.clock.now() - 30 * 86_400;
  const offered = world.catalog.models.filter((model) => model.supported_in_api);
  return json(200, {
    object: 'list',
    data: offered.map((model) => ({ id: model.slug, object: 'model', created, owned_by: 'openai' })),
  });
}

/** POST /v1/responses: laxer than the ChatGPT backend; `stream`, `store` and `instructions` are the caller's choice. */
export function apiResponses(request: SimRequest, world: World): Reply {
  const plan = planToken(request, world);
  if (plan !== undefined) return planResponses(plan, request, world);
  const refused = refuseKey(request, world);
  if (refused) return refused;
  const body = jsonObject(request);
  if (!body) return apiError(400, null, 'The body must be a JSON object.');
  const refusal = judgeApiBody(body, world);
  if (refusal) return refusalReply(refusal);
  const headers = identityHeaders(world, String(body['model']));
  return body['stream'] === true
    ? streamAnswer(body, { id: 'api' }, world, headers, true)
    : wholeAnswer(body, world, headers);
}

function judgeApiBody(body: Record<string, unknown>, world: World): Refusal | undefined {
  const slug = body['model'];
  if (typeof slug !== 'string')
    return errorRefusal('missing_required_parameter', 'model', 'The model is missing.');
  const model = world.catalog.find(slug);
  if (!model?.supported_in_api) {
    return errorRefusal(
      'model_not_found',
      'model',
      `The model '${slug}' does not exist or is not yours to use.`,
      404,
    );
  }
  const temperature = body['temperature'];
  if (
    temperature !== undefined &&
    !(typeof temperature === 'number' && temperature >= 0 && temperature <= 2)
  ) {
    return errorRefusal('invalid_value', 'temperature', 'The temperature must be between 0 and 2.');
  }
  const input = body['input'];
  if (input === undefined)
    return errorRefusal('missing_required_parameter', 'input', 'The input is missing.');
  if (typeof input === 'string') return judgeText(body, model);
  if (!Array.isArray(input))
    return errorRefusal('invalid_type', 'input', 'The input must be a string or a list.');
  return judgePlatform(body, input, { model, world, owner: 'api', allowSystem: true });
}
