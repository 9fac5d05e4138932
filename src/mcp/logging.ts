import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import {
  LoggingLevelSchema,
  SetLevelRequestSchema,
  type LoggingLevel,
} from '@modelcontextprotocol/sdk/types.js';
import type { Backstage } from './tool.ts';

/** Least to most severe (RFC 5424 section 6.2.1). */
const LEVELS: readonly LoggingLevel[] = LoggingLevelSchema.options;

/** True where a message of this level is wanted by a host that asked for `least` and worse. */
export function isWanted(level: LoggingLevel, least: LoggingLevel | undefined): boolean {
  return least !== undefined && LEVELS.indexOf(level) >= LEVELS.indexOf(least);
}

/** Sends the debug log to a host that asks for it. One that never sets a level hears nothing. */
export function registerLogging(server: Server, back: Backstage): void {
  let least: LoggingLevel | undefined;
  server.setRequestHandler(SetLevelRequestSchema, (request) => {
    least = request.params.level;
    return {};
  });
  back.log.listen?.((message) => {
    if (!isWanted('debug', least)) return;
    server
      .notification({
        method: 'notifications/message',
        params: { level: 'debug', logger: 'codex-oauth', data: message },
      })
      .catch(() => {});
  });
}
