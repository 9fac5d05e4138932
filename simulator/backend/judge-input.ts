import { asObject, asString } from '../request.ts';
import type { ModelInfo } from './catalog.ts';
import { judgeLiteTools, judgeRounds, type IssuedCalls } from './rounds.ts';
import { detailRefusal, errorRefusal, type Refusal } from './refusal.ts';

export interface InputRules {
  readonly model: ModelInfo;
  readonly isOurs: (sealed: string) => boolean;
  /** Only Responses-Lite carries its tools as an item. */
  readonly lite: boolean;
  /** The public API knows system messages; the ChatGPT backend does not. */
  readonly allowSystem: boolean;
  readonly issued: IssuedCalls;
  readonly turnState: string | undefined;
}

type Item = Record<string, unknown>;

/** Parts a message may have, by who speaks. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  user: ['input_text', 'input_image', 'input_file'],
  developer: ['input_text', 'input_image'],
  assistant: ['output_text', 'refusal'],
};

/** Items that the model made and the client hands back unchanged (docs/wire.md 6.2). */
const RETURNED_ITEMS = new Set([
  'custom_tool_call',
  'local_shell_call',
  'local_shell_call_output',
  'web_search_call',
  'image_generation_call',
  'tool_search_call',
  'tool_search_output',
  'compaction',
  'agent_message',
]);

/** Checks the whole history in order; the first complaint wins. */
export function judgeInput(items: readonly unknown[], rules: InputRules): Refusal | undefined {
  for (const [index, value] of items.entries()) {
    const item = asObject(value);
    const place = `input[${index}]`;
    if (!item) return errorRefusal('invalid_type', place, `${place} must be an object.`);
    const refusal = judgeItem(item, index, rules);
    if (refusal) return refusal;
  }
  return judgeRounds(items, rules.issued, rules.turnState);
}

function judgeItem(item: Item, index: number, rules: InputRules): Refusal | undefined {
  const place = `input[${index}]`;
  const type = asString(item['type']) ?? (typeof item['role'] === 'string' ? 'message' : '');
  switch (type) {
    case 'message':
      return judgeMessage(item, place, rules);
    case 'reasoning':
      return judgeReasoning(item, place, rules);
    case 'function_call':
    case 'custom_tool_call':
    case 'function_call_output':
    case 'custom_tool_call_output':
      return undefined;
    case 'additional_tools':
      if (!rules.lite)
        return errorRefusal('invalid_value', place, `${rules.model.slug} takes its tools in \`tools\`.`);
      if (index > 0) return errorRefusal('invalid_value', place, 'additional_tools must be the first item.');
      return judgeLiteTools(item['tools'], place);
    default:
      return RETURNED_ITEMS.has(type)
        ? undefined
        : errorRefusal('invalid_value', `${place}.type`, `The item type '${type}' is not known.`);
  }
}

function judgeMessage(item: Item, place: string, rules: InputRules): Refusal | undefined {
  const role = asString(item['role']) ?? '';
  if (role === 'system' && !rules.allowSystem) return detailRefusal('System messages are not allowed');
  const allowed = PARTS[role === 'system' ? 'developer' : role];
  if (!allowed) return errorRefusal('invalid_value', `${place}.role`, `The role '${role}' is not known.`);
  const content = item['content'];
  if (typeof content === 'string') return undefined;
  if (!Array.isArray(content))
    return errorRefusal('invalid_type', `${place}.content`, 'content must be a list.');
  for (const [index, value] of content.entries()) {
    const part = asObject(value);
    const partPlace = `${place}.content[${index}]`;
    const type = asString(part?.['type']) ?? '';
    if (!part || !allowed.includes(type)) {
      return errorRefusal(
        'invalid_value',
        partPlace,
        `A ${role} message cannot hold a part of type '${type}'.`,
      );
    }
    if (type === 'input_image') {
      const refusal = judgeImage(part, partPlace, rules.model);
      if (refusal) return refusal;
    } else if (type !== 'input_file' && typeof part[type === 'refusal' ? 'refusal' : 'text'] !== 'string') {
      return errorRefusal('missing_required_parameter', `${partPlace}.text`, 'The text is missing.');
    }
  }
  return undefined;
}

const DATA_IMAGE = /^data:image\/(?:png|jpe?g|gif|webp);base64,[A-Za-z0-9+/]+={0,2}$/;

function judgeImage(part: Item, place: string, model: ModelInfo): Refusal | undefined {
  if (!model.input_modalities.includes('image')) {
    return errorRefusal('invalid_value', place, `${model.slug} does not take images.`);
  }
  const url = asString(part['image_url']);
  if (url === undefined || !(DATA_IMAGE.test(url) || url.startsWith('https://'))) {
    return errorRefusal(
      'invalid_value',
      `${place}.image_url`,
      'An image is an https URL or a data URL of an image type.',
    );
  }
  return undefined;
}

function judgeReasoning(item: Item, place: string, rules: InputRules): Refusal | undefined {
  const sealed = asString(item['encrypted_content']);
  if (sealed === undefined) {
    const id = asString(item['id']) ?? '';
    return errorRefusal(
      null,
      place,
      `The item '${id}' was not stored, so it must bring its encrypted_content.`,
      404,
    );
  }
  return rules.isOurs(sealed)
    ? undefined
    : errorRefusal(
        'invalid_encrypted_content',
        place,
        'The encrypted content was not issued for this account.',
      );
}
