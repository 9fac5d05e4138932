import type { Resource } from '@modelcontextprotocol/sdk/types.js';
import type { App } from '../app.ts';
import { AskingBack, type HostLink } from './host.ts';
import { ErrorCode, rpcError } from './json-rpc.ts';
import type { Methods } from './methods.ts';
import type { Backstage } from './tool.ts';
import { readableAnswer } from '../review/forms.ts';
import { AppError } from '../system/errors.ts';
import { redact } from '../system/redact.ts';
import { visible } from '../system/visible.ts';
import { threadMarkdown } from '../threads/export.ts';
import type { ThreadSummary } from '../threads/listing.ts';

const THREAD_PREFIX = 'codex-oauth://thread/';
/** How many threads are listed; older ones can still be read by their id. */
const LISTED = 50;
/** MCP 2025-11-25, Resources, Error handling: a missing resource. MCP 2026-07-28 has -32602, which its SDK makes of it. */
const NOT_FOUND = -32_002;

const MARKDOWN = 'text/markdown';

const STATUS: Resource = {
  uri: 'codex-oauth://status',
  name: 'status',
  title: 'Codex login status',
  description: 'Account, plan, limits as last seen, and what is wrong. Makes no network request.',
  mimeType: 'application/json',
};

const THREAD_TEMPLATE = {
  uriTemplate: `${THREAD_PREFIX}{thread_id}`,
  name: 'thread',
  title: 'A Codex conversation',
  description: 'Questions and answers of one thread; an interrupted answer as far as it arrived.',
  mimeType: MARKDOWN,
};

async function threadResource(
  app: App,
  { id, usedAt, ended, model, ...about }: ThreadSummary,
): Promise<Resource> {
  const title = await app.kept.titleOf(about);
  const cli = about.source === 'codex-cli' ? 'Codex CLI, ' : '';
  const when = new Date(usedAt).toISOString();
  return {
    uri: `${THREAD_PREFIX}${id}`,
    name: visible(title) || id,
    description: `${cli}${model}, used ${when}${ended ? '' : '; its last answer has no end yet'}`,
    mimeType: MARKDOWN,
    annotations: { lastModified: when },
  };
}

/** The threads of the host's project, the one used last first. */
export async function threadsHere(host: HostLink, app: App, most: number): Promise<readonly ThreadSummary[]> {
  return (await app.kept.list(await app.projectOf(await host.roots()), most, false)).threads;
}

async function textOf(host: HostLink, app: App, uri: string): Promise<string> {
  if (uri === STATUS.uri) return JSON.stringify(await app.status(), null, 2);
  const project = await app.projectOf(await host.roots());
  if (uri.startsWith(THREAD_PREFIX))
    return threadMarkdown(await app.kept.show(uri.slice(THREAD_PREFIX.length), project), readableAnswer);
  throw new AppError({
    kind: 'input',
    code: 'resource.unknown',
    what: `${uri.slice(0, 200)} is not a resource.`,
    fix: `Read ${STATUS.uri} or ${THREAD_PREFIX}<thread_id>.`,
  });
}

/** The protocol requires a code: not found, or not readable. The message is ours. */
function protocolError(error: unknown, uri: string): Error {
  const message = redact(error instanceof AppError ? error.message : 'The resource could not be read.');
  const missing = error instanceof AppError && error.kind === 'input';
  return rpcError(missing ? NOT_FOUND : ErrorCode.InternalError, message, { uri });
}

/** Offers the threads and the status. Reads nothing from disk before a host asks. */
export function resourceMethods(back: Backstage): Methods {
  return {
    'resources/list': async (_params, { host }) => {
      const app = await back.app();
      const threads = await threadsHere(host, app, LISTED);
      return { resources: [STATUS, ...(await Promise.all(threads.map((one) => threadResource(app, one))))] };
    },
    'resources/templates/list': () => ({ resourceTemplates: [THREAD_TEMPLATE] }),
    'resources/read': async (params, { host }) => {
      const uri = String(params['uri']);
      const mimeType = uri === STATUS.uri ? 'application/json' : MARKDOWN;
      try {
        return { contents: [{ uri, mimeType, text: await textOf(host, await back.app(), uri) }] };
      } catch (error) {
        throw error instanceof AskingBack ? error : protocolError(error, uri);
      }
    },
  };
}
