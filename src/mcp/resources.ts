import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import {
  ErrorCode,
  ListResourceTemplatesRequestSchema,
  ListResourcesRequestSchema,
  McpError,
  ReadResourceRequestSchema,
  type ReadResourceResult,
  type Resource,
  type ResourceTemplate,
} from '@modelcontextprotocol/sdk/types.js';
import type { App } from '../app.ts';
import type { Backstage } from './tool.ts';
import { AppError } from '../system/errors.ts';
import { redact } from '../system/redact.ts';
import { threadMarkdown } from '../threads/export.ts';
import type { ThreadSummary } from '../threads/listing.ts';
import type { Completers } from './completions.ts';

const STATUS_URI = 'codex-oauth://status';
const THREAD_PREFIX = 'codex-oauth://thread/';
/** How many threads are listed; older ones can still be read by their id. */
const LISTED = 50;
/** MCP specification, Resources, Error handling: the code for a resource that is not there. */
const NOT_FOUND = -32_002;

const MARKDOWN = 'text/markdown';

export const RESOURCE_TEMPLATES: readonly ResourceTemplate[] = [
  {
    uriTemplate: `${THREAD_PREFIX}{thread_id}`,
    name: 'thread',
    title: 'A Codex conversation',
    description:
      'Questions and answers of one thread, also an answer that was interrupted, as far as it came.',
    mimeType: MARKDOWN,
  },
];

function threadResource({ id, title, usedAt, ended, model }: ThreadSummary): Resource {
  const when = new Date(usedAt).toISOString();
  return {
    uri: `${THREAD_PREFIX}${id}`,
    name: title || id,
    description: `${model}, used ${when}${ended ? '' : '; its last answer has no end yet'}`,
    mimeType: MARKDOWN,
    annotations: { lastModified: when },
  };
}

/** Offers the threads and the status to be read. Nothing is read from disk before a host asks. */
export function registerResources(server: Server, back: Backstage): void {
  server.setRequestHandler(ListResourcesRequestSchema, async () => {
    const { threads } = await (await back.app()).threads.list({ limit: LISTED });
    const status: Resource = {
      uri: STATUS_URI,
      name: 'status',
      title: 'Codex login status',
      description: 'Account, plan, limits as last seen, and what is wrong. Asks nobody over the network.',
      mimeType: 'application/json',
    };
    return { resources: [status, ...threads.map(threadResource)] };
  });
  server.setRequestHandler(ListResourceTemplatesRequestSchema, () => ({
    resourceTemplates: [...RESOURCE_TEMPLATES],
  }));
  server.setRequestHandler(ReadResourceRequestSchema, async (request) => {
    try {
      return await read(await back.app(), request.params.uri);
    } catch (error) {
      throw protocolError(error, request.params.uri);
    }
  });
}

async function read(app: App, uri: string): Promise<ReadResourceResult> {
  if (uri === STATUS_URI) {
    const text = JSON.stringify(await app.status(), null, 2);
    return { contents: [{ uri, mimeType: 'application/json', text }] };
  }
  if (!uri.startsWith(THREAD_PREFIX)) {
    throw new AppError({
      kind: 'input',
      code: 'resource.unknown',
      what: `There is no resource ${uri.slice(0, 200)}.`,
      fix: `Read ${STATUS_URI} or ${THREAD_PREFIX}<thread_id>.`,
    });
  }
  const thread = await app.threads.load(uri.slice(THREAD_PREFIX.length));
  return { contents: [{ uri, mimeType: MARKDOWN, text: threadMarkdown(thread) }] };
}

/** The protocol wants a code: not there, or not readable. The sentence is ours. */
function protocolError(error: unknown, uri: string): McpError {
  const message = redact(error instanceof AppError ? error.message : 'The resource could not be read.');
  const missing = error instanceof AppError && error.kind === 'input';
  return new McpError(missing ? NOT_FOUND : ErrorCode.InternalError, message, { uri });
}

/** Completes the id in the template, newest thread first. */
export function threadCompleters(back: Backstage): Completers {
  return {
    thread_id: async () =>
      (await (await back.app()).threads.list({ limit: LISTED })).threads.map((t) => t.id),
  };
}
