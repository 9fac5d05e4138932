import { asObject, asString } from '../request.ts';
import type { ModelInfo } from './catalog.ts';
import { judgeInput } from './judge-input.ts';
import { objects } from './question.ts';
import {
  detailRefusal,
  errorRefusal,
  type Refusal,
  unsupportedParameter,
  unsupportedValue,
} from './refusal.ts';
import { judgeFunction, type IssuedCalls } from './rounds.ts';
import { strictSchemaProblem } from './schema.ts';
import { clientVersion, isBelow } from './version.ts';

export interface JudgeContext {
  readonly headers: Readonly<Record<string, string>>;
  readonly findModel: (slug: string) => ModelInfo | undefined;
  readonly isOurs: (sealed: string) => boolean;
  readonly requireInstructions: boolean;
  readonly issued?: IssuedCalls;
  readonly fullLane?: boolean;
}

type Body = Record<string, unknown>;

/** Every key of the body that the CLI sends, and `instructions` (docs/wire.md 6.2). Anything else is refused by name. */
const KNOWN = new Set([
  'model',
  'stream',
  'service_tier',
  'input',
  'instructions',
  'tools',
  'tool_choice',
  'parallel_tool_calls',
  'reasoning',
  'store',
  'include',
  'prompt_cache_key',
  'text',
  'client_metadata',
]);

export const LITE_HEADER = 'x-openai-internal-codex-responses-lite';
const VERBOSITIES = ['low', 'medium', 'high'];
const SUMMARIES = ['auto', 'concise', 'detailed', 'none'];

/** The ChatGPT backend's checks (docs/wire.md 6.4). Undefined means: it will be answered. Pure. */
export function judgeRequest(body: Body, context: JudgeContext): Refusal | undefined {
  const slug = asString(body['model']);
  if (slug === undefined || slug === '') return detailRefusal('Model is required');
  const model = context.findModel(slug);
  if (!model) {
    return detailRefusal(`The '${slug}' model is not supported when using Codex with a ChatGPT account.`);
  }
  if (isBelow(clientVersion(context.headers), model.minimal_client_version)) {
    return detailRefusal(
      `The '${slug}' model requires a newer version of Codex. Please upgrade to the latest app or CLI and try again.`,
    );
  }
  const lite =
    model.use_responses_lite && !(context.fullLane === true && context.headers[LITE_HEADER] === undefined);
  // docs/wire.md 6.2, Searching.
  if (model.use_responses_lite && !lite && slug.includes('luna'))
    return errorRefusal(null, 'model', `Model not found ${slug}`, 404);
  return (
    judgeShape(body) ??
    (lite ? judgeLite(body, context) : judgeClassic(body, context)) ??
    judgeReasoningOptions(body, model) ??
    judgeText(body, model) ??
    judgeTier(body, model) ??
    judgeInput(objectsOrAll(body['input']), {
      model,
      isOurs: context.isOurs,
      lite,
      allowSystem: false,
      issued: context.issued ?? new Map(),
      turnState: context.headers['x-codex-turn-state'],
    })
  );
}

function objectsOrAll(input: unknown): readonly unknown[] {
  return Array.isArray(input) ? input : [];
}

function judgeShape(body: Body): Refusal | undefined {
  if (body['stream'] !== true) return detailRefusal('Stream must be set to true');
  if (body['store'] !== false) return detailRefusal('Store must be set to false');
  const stranger = Object.keys(body).find((key) => !KNOWN.has(key));
  if (stranger !== undefined) return unsupportedParameter(stranger);
  if (!Array.isArray(body['input'])) return detailRefusal('Input must be a list');
  if (body['input'].length === 0) return errorRefusal('invalid_value', 'input', 'The input is empty.');
  if ('include' in body && !isStringList(body['include'])) {
    return errorRefusal('invalid_type', 'include', 'include must be a list of strings.');
  }
  if ('prompt_cache_key' in body && typeof body['prompt_cache_key'] !== 'string') {
    return errorRefusal('invalid_type', 'prompt_cache_key', 'prompt_cache_key must be a string.');
  }
  return undefined;
}

function judgeClassic(body: Body, context: JudgeContext): Refusal | undefined {
  if (context.headers[LITE_HEADER] !== undefined) {
    return unsupportedValue(LITE_HEADER, `${String(body['model'])} does not speak Responses-Lite.`);
  }
  if (context.requireInstructions && !hasText(body['instructions']) && !hasBaseInstructions(body)) {
    return detailRefusal('Instructions are required');
  }
  if ('instructions' in body && typeof body['instructions'] !== 'string') {
    return detailRefusal('Instructions are not valid');
  }
  if ('tools' in body && !(Array.isArray(body['tools']) && body['tools'].every(isTyped))) {
    return errorRefusal('invalid_type', 'tools', 'tools must be a list of objects with a type.');
  }
  for (const tool of objects(body['tools'])) {
    const refusal = tool['type'] === 'function' ? judgeFunction(tool, 'tools') : undefined;
    if (refusal) return refusal;
  }
  return undefined;
}

/**
 * CLI 0.169.0 sends no `instructions`, but a first item that is marked as such; an unmarked developer item was refused
 * to others. That the mark is what decides is our reading of both observations (docs/wire.md 6.2, 6.4).
 */
function hasBaseInstructions(body: Body): boolean {
  const first = objects(body['input'])[0];
  const mark = asObject(first?.['internal_chat_message_metadata_passthrough']);
  const kinds = mark?.['content_item_kinds'];
  return first?.['role'] === 'developer' && Array.isArray(kinds) && kinds.includes('model.base_instructions');
}

function judgeLite(body: Body, context: JudgeContext): Refusal | undefined {
  if (context.headers[LITE_HEADER] !== 'true') {
    return unsupportedValue(LITE_HEADER, `${String(body['model'])} needs the header ${LITE_HEADER}: true.`);
  }
  for (const name of ['tools', 'instructions']) {
    if (name in body) return unsupportedParameter(name);
  }
  const context_ = asObject(body['reasoning'])?.['context'];
  if (context_ !== 'all_turns') {
    return unsupportedValue(
      'reasoning.context',
      "Responses-Lite supports only 'all_turns' for reasoning.context.",
    );
  }
  if (body['parallel_tool_calls'] !== false) {
    return unsupportedValue(
      'parallel_tool_calls',
      'Responses-Lite supports only false for parallel_tool_calls.',
    );
  }
  return undefined;
}

function judgeReasoningOptions(body: Body, model: ModelInfo): Refusal | undefined {
  if (!('reasoning' in body)) return undefined;
  const reasoning = asObject(body['reasoning']);
  if (!reasoning) return errorRefusal('invalid_type', 'reasoning', 'reasoning must be an object.');
  const effort = reasoning['effort'];
  // `ultra` is a mode of the client and never reaches the server (docs/wire.md 6.2).
  const efforts = model.supported_reasoning_levels
    .map((level) => level.effort)
    .filter((one) => one !== 'ultra');
  if (effort !== undefined && !efforts.includes(String(effort))) {
    return unsupportedValue(
      'reasoning.effort',
      `The effort '${String(effort)}' is not supported with ${model.slug}. Supported are: ${efforts.join(', ')}.`,
    );
  }
  const summary = reasoning['summary'];
  if (summary !== undefined && summary !== null && !SUMMARIES.includes(String(summary))) {
    return unsupportedValue('reasoning.summary', `The summary '${String(summary)}' is not supported.`);
  }
  return undefined;
}

/** `text` of both routes: verbosity, and an output format that is a JSON schema. */
export function judgeText(body: Body, model: ModelInfo): Refusal | undefined {
  if (!('text' in body)) return undefined;
  const text = asObject(body['text']);
  if (!text) return errorRefusal('invalid_type', 'text', 'text must be an object.');
  const verbosity = text['verbosity'];
  if (verbosity !== undefined && !(model.support_verbosity && VERBOSITIES.includes(String(verbosity)))) {
    return unsupportedValue('text.verbosity', `The verbosity '${String(verbosity)}' is not supported.`);
  }
  const format = asObject(text['format']);
  if (text['format'] === undefined || format?.['type'] === 'text' || format?.['type'] === 'json_object') {
    return undefined;
  }
  if (format?.['type'] !== 'json_schema') {
    return errorRefusal(
      'invalid_value',
      'text.format.type',
      'The format must be text, json_object or json_schema.',
    );
  }
  if (!/^[\w-]{1,64}$/.test(asString(format['name']) ?? '')) {
    return errorRefusal('missing_required_parameter', 'text.format.name', 'A JSON schema needs a name.');
  }
  if (!asObject(format['schema'])) {
    return errorRefusal('missing_required_parameter', 'text.format.schema', 'The schema must be an object.');
  }
  const problem = format['strict'] === true ? strictSchemaProblem(format['schema']) : undefined;
  return problem === undefined
    ? undefined
    : errorRefusal(
        'invalid_json_schema',
        'text.format.schema',
        `Invalid schema for strict output: ${problem}.`,
      );
}

function judgeTier(body: Body, model: ModelInfo): Refusal | undefined {
  const tier = body['service_tier'];
  const tiers = ['auto', 'default', ...model.service_tiers.map((one) => one.id)];
  return tier === undefined || tiers.includes(String(tier))
    ? undefined
    : unsupportedValue(
        'service_tier',
        `The service tier '${String(tier)}' is not supported with ${model.slug}.`,
      );
}

const hasText = (value: unknown): boolean => typeof value === 'string' && value.trim() !== '';
const isTyped = (value: unknown): boolean => typeof asObject(value)?.['type'] === 'string';
const isStringList = (value: unknown): boolean =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');
