import type { App } from '../app.ts';
import { listedModels } from '../ask/models.ts';
import { member } from '../system/json.ts';
import type { HostLink } from './host.ts';
import { threadsHere } from './resources.ts';
import type { Methods } from './methods.ts';
import type { Backstage } from './tool.ts';

/** MCP allows no more in one answer. */
const MOST = 100;

async function valuesOf(name: string, app: App, host: HostLink): Promise<readonly string[]> {
  switch (name) {
    case 'model':
      // The tools report a wrong setting.
      return app.models().then(
        ({ models }) => listedModels(models).map((m) => m.slug),
        () => [],
      );
    case 'base':
      return ['uncommitted', 'staged', 'unstaged', 'main', 'master'];
    case 'thread_id':
      return (await threadsHere(host, app, MOST)).map((t) => t.id);
    default:
      return [];
  }
}

/** Completes arguments of prompts and the variable of the resource template, by their names. */
export function completionMethods(back: Backstage): Methods {
  return {
    'completion/complete': async (params, { host }) => {
      const typed = String(member(params, 'argument', 'value')).toLowerCase();
      const all = await valuesOf(String(member(params, 'argument', 'name')), await back.app(), host);
      const starting = all.filter((v) => v.toLowerCase().startsWith(typed));
      const values = starting.length > 0 ? starting : all.filter((v) => v.toLowerCase().includes(typed));
      return {
        completion: { values: values.slice(0, MOST), total: values.length, hasMore: values.length > MOST },
      };
    },
  };
}
