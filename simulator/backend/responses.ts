import { randomBytes } from 'node:crypto';
import type { SimAccount } from '../accounts.ts';
import type { ActiveFault } from '../fault-plan.ts';
import { FAULTS } from '../faults.ts';
import { detail, type HeaderMap, json, type Reply } from '../reply.ts';
import { asObject, asString, jsonObject, type SimRequest } from '../request.ts';
import { opaque, type World } from '../world.ts';
import { type CompleteAnswer, completeAnswer } from './answer.ts';
import { estimateTokens, type EventInput, id, planEvents, type Step } from './events.ts';
import { admit } from './guard.ts';
import { judgeRequest } from './judge-request.ts';
import { limitHeaders } from './limits.ts';
import { type Question, readQuestion } from './question.ts';
import { refusalReply } from './refusal.ts';
import { playSteps } from './stream.ts';
import { breakStream } from './stream-faults.ts';

/** POST /backend-api/codex/responses (docs/wire.md 6 and 7). */
export function responses(request: SimRequest, world: World): Reply {
  const admission = admit(request, world);
  if (!admission.ok) return admission.reply;
  const { account } = admission;
  const body = jsonObject(request);
  if (!body) return detail(400, 'A JSON object is needed');
  const refusal = judgeRequest(body, {
    headers: request.headers,
    findModel: (slug) => world.catalog.find(slug),
    isOurs: (sealed) => world.seal.isOurs(sealed, account.id),
    requireInstructions: world.options.requireInstructions ?? true,
    issued: world.issued,
    fullLane: world.options.fullLane ?? false,
  });
  if (refusal) return refusalReply(refusal);
  if (world.faults.takeNamed('models.etag_change')) world.catalog.touch();
  const headers = {
    ...limitHeaders(world.limits, world.limitsSince, world.clock.now()),
    ...identityHeaders(world, readQuestion(body, account.id).model),
    ...turnState(request),
  };
  return streamAnswer(body, account, world, headers);
}

/** The answer to an accepted body, with the fault of the stream in it. The API key route uses it too. */
export function streamAnswer(
  body: Record<string, unknown>,
  account: Pick<SimAccount, 'id'>,
  world: World,
  headers: HeaderMap,
  listOutput = false,
): Reply {
  const fault = world.faults.take('stream');
  const now = world.clock.now();
  const input = eventInput(body, account, world, listOutput, headers['x-codex-turn-state']);
  const steps = withFault(planEvents(input), tooLong(input, world) ?? fault, now);
  const type: HeaderMap =
    fault?.name === 'stream.no_content_type' ? {} : { 'content-type': 'text/event-stream; charset=utf-8' };
  return {
    kind: 'stream',
    status: 200,
    headers: { ...type, 'cache-control': 'no-cache', ...headers },
    run: async (sink) => {
      if (fault && fault.delayMs > 0) await sink.sleep(fault.delayMs);
      await playSteps(steps, sink, {
        deltaDelayMs: world.options.deltaDelayMs ?? 0,
        torn: fault?.name === 'stream.garbage',
      });
    },
  };
}

function withFault(steps: readonly Step[], fault: ActiveFault | undefined, now: number): readonly Step[] {
  return fault ? breakStream(steps, fault, now) : steps;
}

/** More than the model can hold fails in the stream, not before it (docs/wire.md 7.2). */
function tooLong(input: EventInput, world: World): ActiveFault | undefined {
  const model = world.catalog.find(input.question.model);
  if (!model || input.usage.input <= model.max_context_window) return undefined;
  const name = 'stream.failed.context_length_exceeded';
  return { name, definition: FAULTS[name], params: {}, delayMs: 0 };
}

/** The same answer in one piece, for `stream: false` on the API key route. */
export function wholeAnswer(body: Record<string, unknown>, world: World, headers: HeaderMap): Reply {
  const steps = planEvents(eventInput(body, { id: 'api' }, world, true));
  const last = steps.at(-1);
  return json(200, last?.do === 'event' ? last.event['response'] : null, headers);
}

function eventInput(
  body: Record<string, unknown>,
  account: Pick<SimAccount, 'id'>,
  world: World,
  listOutput: boolean,
  turnState?: string,
): EventInput {
  const question = readQuestion(body, account.id);
  const answer = completeAnswer(question, world.options.answer);
  return {
    question,
    answer,
    responseId: `resp_sim${randomBytes(16).toString('hex')}`,
    createdAt: world.clock.now(),
    seal: () => world.seal.seal(account.id),
    issue: (call, reasoning) => {
      const callId = call.callId ?? `call_sim${randomBytes(8).toString('hex')}`;
      const tool = question.functions.find(({ name }) => name === call.name) ?? question.functions[0];
      const args = typeof call.arguments === 'string' ? call.arguments : JSON.stringify(call.arguments);
      const { name } = call;
      const namespace = tool?.namespace;
      const sealed = asString(asObject(reasoning)?.['encrypted_content']);
      world.issued.set(callId, { callId, name, arguments: args, namespace, sealed, turnState });
      const item = { type: 'function_call', id: id('fc'), call_id: callId, name, arguments: args };
      return namespace === undefined ? item : { ...item, namespace };
    },
    usage: countTokens(body, question, answer),
    listOutput,
  };
}

/** The longer the effort, the more thinking is counted. */
const THINKING: Readonly<Record<string, number>> = {
  low: 64,
  medium: 192,
  high: 512,
  xhigh: 1024,
  max: 2048,
};

function countTokens(
  body: Record<string, unknown>,
  question: Question,
  answer: CompleteAnswer,
): EventInput['usage'] {
  const input = estimateTokens(JSON.stringify([body['instructions'] ?? '', body['input']]));
  const reasoning = THINKING[question.effort] ?? 0;
  const turns = question.messages.filter((message) => message.role === 'assistant').length;
  return {
    input,
    // What an earlier turn sent already comes from the cache, in blocks of 128.
    cached: turns > 0 ? Math.floor(input / 2 / 128) * 128 : 0,
    output: estimateTokens(answer.text) + reasoning,
    reasoning,
  };
}

/** docs/wire.md 7.4. */
export function identityHeaders(world: World, model: string): HeaderMap {
  const requestId = opaque('req-sim-');
  return {
    'openai-model': model,
    'x-models-etag': world.catalog.etag(),
    'x-request-id': requestId,
    'x-oai-request-id': requestId,
    'cf-ray': `${randomBytes(8).toString('hex')}-SIM`,
    'x-reasoning-included': 'true',
  };
}

/** A turn keeps the state it was given first (docs/wire.md 6.1). */
function turnState(request: SimRequest): HeaderMap {
  return { 'x-codex-turn-state': request.headers['x-codex-turn-state'] ?? opaque('turn-sim-') };
}
