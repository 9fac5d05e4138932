import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { CompleteRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { listedModels } from '../ask/model.ts';
import type { Backstage } from './tool.ts';

/** MCP allows no more in one answer. */
const MOST = 100;

/** The values that begin with what was typed, else those that contain it. */
export function matching(values: readonly string[], typed: string): readonly string[] {
  const wanted = typed.toLowerCase();
  const starting = values.filter((v) => v.toLowerCase().startsWith(wanted));
  return starting.length > 0 ? starting : values.filter((v) => v.toLowerCase().includes(wanted));
}

/** What can be completed, by the name of the argument or of the template's variable. */
export type Completers = Readonly<Record<string, (() => Promise<readonly string[]>) | undefined>>;

export function registerCompletions(server: Server, back: Backstage, more: Completers = {}): void {
  const completers: Completers = {
    model: async () => listedModels((await (await back.app()).models()).models).map((m) => m.slug),
    base: () => Promise.resolve(['uncommitted', 'staged', 'main', 'master']),
    ...more,
  };
  server.setRequestHandler(CompleteRequestSchema, async (request) => {
    const { name, value } = request.params.argument;
    const values = matching((await completers[name]?.()) ?? [], value);
    return {
      completion: { values: values.slice(0, MOST), total: values.length, hasMore: values.length > MOST },
    };
  });
}
