import { member } from '../../system/json.ts';
import type { Message } from '../json-rpc.ts';

/** Names of what MCP itself puts into `_meta`. */
export const PREFIX = 'io.modelcontextprotocol/';

/** The version of MCP that a request names for itself, which only MCP 2026-07-28 and later has; of none, its type. Pure. */
export function claimOf(params: unknown): string | undefined {
  const version = member(params, '_meta', `${PREFIX}protocolVersion`);
  if (version === undefined) return undefined;
  // Not `String(version)`: an object may have a member `toString`.
  return typeof version === 'string' ? version.slice(0, 40) : typeof version;
}

/** What has come so far on a connection. */
export interface Seen {
  readonly greeted: boolean;
  readonly claimed: boolean;
}

/**
 * The era that a message belongs to. A request that names a version belongs to the newer one, also after a greeting;
 * some hosts discover first and greet all the same (docs/hosts.md, Protocol). What says nothing itself follows the
 * connection. Pure.
 */
export function eraOf(message: Message, { greeted, claimed }: Seen): 'older' | 'newer' {
  const method = 'method' in message ? message.method : undefined;
  if ('method' in message && claimOf(message.params) !== undefined) return 'newer';
  if (method === 'server/discover') return 'newer';
  return method !== 'initialize' && claimed && !greeted ? 'newer' : 'older';
}
