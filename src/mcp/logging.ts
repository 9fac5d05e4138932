import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { SetLevelRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import type { Backstage } from './tool.ts';

/** Sends the log, whose every line is `debug`, to a host that asks for that level. Another one hears nothing. */
export function registerLogging(server: Server, back: Backstage): void {
  let wanted = false;
  server.setRequestHandler(SetLevelRequestSchema, ({ params }) => {
    wanted = params.level === 'debug';
    return {};
  });
  back.log.listen?.((data) => {
    if (!wanted) return;
    const params = { level: 'debug', logger: 'codex-oauth', data };
    server.notification({ method: 'notifications/message', params }).catch(() => {});
  });
}
