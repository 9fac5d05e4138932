import { asObject, asString } from '../request.ts';

/** What the request asks, in a form that an answer can be made from. */
export interface Question {
  readonly model: string;
  readonly instructions: string;
  /** The last thing the user said. */
  readonly prompt: string;
  /** Texts that came with the prompt: further parts of the same message, or blocks marked as files. */
  readonly attachments: readonly { readonly name: string; readonly text: string }[];
  /** User and assistant messages in order, the prompt included. */
  readonly messages: readonly { readonly role: string; readonly text: string }[];
  readonly images: number;
  readonly effort: string;
  readonly verbosity: string;
  readonly summary: boolean;
  /** The server's own search. */
  readonly webSearch: boolean;
  /** The client's functions that may be called. */
  readonly functions: readonly { readonly name: string; readonly namespace: string | undefined }[];
  /** What the client's tools have answered since the user spoke, in order. */
  readonly outputs: readonly string[];
  /** The schema of `text.format`, when the answer has to be JSON. */
  readonly schema: Record<string, unknown> | undefined;
  readonly wantsEncryptedReasoning: boolean;
  readonly accountId: string;
}

const FILE_BLOCK = /<file\b([^>]*)>\n?([\s\S]*?)<\/file>/g;
const FENCE = /^```([^\n`]*)\n([\s\S]*?)^```\s*$/gm;

/** The CLI puts a line around each image. */
const IMAGE_MARK = /^<\/?image\b[^>]*>$/;

/** Reads an accepted body; what is missing gets the server's default. */
export function readQuestion(body: Record<string, unknown>, accountId: string): Question {
  const items = readItems(body['input']);
  const messages = items.flatMap((item) => {
    const role = asString(item['role']);
    if (item['type'] !== undefined && item['type'] !== 'message') return [];
    return role === 'user' || role === 'assistant' ? [{ role, texts: textParts(item), item }] : [];
  });
  const last = messages.findLast((message) => message.role === 'user');
  const own = (last?.texts ?? []).map(splitAttachments);
  const parts = own.map((one) => one.rest.trim()).filter((text) => text !== '' && !IMAGE_MARK.test(text));
  const prompt = parts.at(-1) ?? '';
  const extra = parts.slice(0, -1).map((text) => ({ name: nameOf(text), text }));
  const reasoning = asObject(body['reasoning']);
  const text = asObject(body['text']);
  const format = asObject(text?.['format']);
  return {
    model: asString(body['model']) ?? '',
    instructions: asString(body['instructions']) ?? '',
    prompt,
    attachments: [...own.flatMap((one) => one.attachments), ...extra],
    messages: messages.map(({ role, texts }) => ({ role, text: texts.join('\n') })),
    images: messages.reduce((sum, { item }) => sum + countImages(item), 0),
    effort: asString(reasoning?.['effort']) ?? 'medium',
    verbosity: asString(text?.['verbosity']) ?? 'medium',
    summary: asString(reasoning?.['summary']) !== undefined && reasoning?.['summary'] !== 'none',
    webSearch:
      body['tool_choice'] !== 'none' &&
      allTools(body).some((tool) => (asString(tool['type']) ?? '').startsWith('web_search')),
    functions: body['tool_choice'] === 'none' ? [] : functionsIn(body),
    outputs: outputsIn(items),
    schema: format?.['type'] === 'json_schema' ? asObject(format['schema']) : undefined,
    wantsEncryptedReasoning:
      Array.isArray(body['include']) && body['include'].includes('reasoning.encrypted_content'),
    accountId,
  };
}

function readItems(input: unknown): readonly Record<string, unknown>[] {
  if (typeof input === 'string') return [{ role: 'user', content: input }];
  return objects(input);
}

export function objects(value: unknown): readonly Record<string, unknown>[] {
  if (!Array.isArray(value)) return [];
  return value.map((one: unknown) => asObject(one)).filter((one) => one !== undefined);
}

/** Tools at the top (classic) and inside `additional_tools` items (Responses-Lite, docs/wire.md 6.2). */
export function allTools(body: Record<string, unknown>): readonly Record<string, unknown>[] {
  const carried = objects(body['input']).filter((item) => item['type'] === 'additional_tools');
  return [...objects(body['tools']), ...carried.flatMap((item) => objects(item['tools']))];
}

function functionsIn(body: Record<string, unknown>): Question['functions'] {
  const named = (tools: unknown, namespace: string | undefined): Question['functions'] =>
    objects(tools)
      .filter((tool) => tool['type'] === 'function')
      .map((tool) => ({ name: asString(tool['name']) ?? '', namespace }));
  return [
    ...named(body['tools'], undefined),
    ...allTools(body).flatMap((tool) => named(tool['tools'], asString(tool['name']))),
  ];
}

function outputsIn(items: readonly Record<string, unknown>[]): readonly string[] {
  const after = items.findLastIndex((item) => item['role'] === 'user');
  return items
    .slice(after + 1)
    .filter((item) => item['type'] === 'function_call_output')
    .map(({ output }) => (typeof output === 'string' ? output : JSON.stringify(output)));
}

function textParts(item: Record<string, unknown>): readonly string[] {
  const content = item['content'];
  if (typeof content === 'string') return [content];
  return objects(content).flatMap((part) => asString(part['text']) ?? []);
}

function countImages(item: Record<string, unknown>): number {
  return objects(item['content']).filter((part) => part['type'] === 'input_image').length;
}

/** A part without a name goes by its first line. */
function nameOf(text: string): string {
  const line = text.split('\n')[0] ?? '';
  return `“${line.length > 60 ? `${line.slice(0, 59)}…` : line}”`;
}

function splitAttachments(text: string): {
  readonly rest: string;
  readonly attachments: readonly { readonly name: string; readonly text: string }[];
} {
  const attachments: { name: string; text: string }[] = [];
  const take = (_all: string, label: string, content: string): string => {
    const name = /(?:path|name)="([^"]*)"/.exec(label)?.[1] ?? label.trim();
    attachments.push({ name: name === '' ? 'a block' : name, text: content });
    return '';
  };
  const rest = text.replace(FILE_BLOCK, take).replace(FENCE, take);
  return { rest, attachments };
}
