import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { CompleteRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { listedModels } from '../ask/models.ts';
import { threadsHere } from './resources.ts';
import type { Backstage } from './tool.ts';

/** MCP allows no more in one answer. */
const MOST = 100;

/** Completes arguments of prompts and the variable of the resource template, by their names. */
export function registerCompletions(server: Server, back: Backstage): void {
  const valuesOf = async (name: string): Promise<readonly string[]> => {
    switch (name) {
      case 'model':
        // The tools report a wrong setting.
        return (await back.app()).models().then(
          ({ models }) => listedModels(models).map((m) => m.slug),
          () => [],
        );
      case 'base':
        return ['uncommitted', 'staged', 'unstaged', 'main', 'master'];
      case 'thread_id':
        return (await threadsHere(server, await back.app(), MOST)).map((t) => t.id);
      default:
        return [];
    }
  };
  server.setRequestHandler(CompleteRequestSchema, async ({ params }) => {
    const typed = params.argument.value.toLowerCase();
    const all = await valuesOf(params.argument.name);
    const starting = all.filter((v) => v.toLowerCase().startsWith(typed));
    const values = starting.length > 0 ? starting : all.filter((v) => v.toLowerCase().includes(typed));
    return {
      completion: { values: values.slice(0, MOST), total: values.length, hasMore: values.length > MOST },
    };
  });
}
