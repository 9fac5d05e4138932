import { control, isControlPath } from './control.ts';
import type { ActiveFault } from './fault-plan.ts';
import { numberParam } from './fault-plan.ts';
import { detail, DROP, HANG, type Reply } from './reply.ts';
import type { SimRequest } from './request.ts';
import { ROUTES, type Route } from './routes.ts';
import type { World } from './world.ts';

/** What to answer, and when: `waitMs` before, and whether the answer is thrown away. */
export interface Decision {
  readonly reply: Reply;
  readonly waitMs: number;
  readonly fault: ActiveFault | undefined;
}

/** Finds the route, lets a fault bite, otherwise does the work. Touches no socket. */
export function dispatch(request: SimRequest, world: World): Decision {
  if (isControlPath(request.path)) return plain(control(request, world));
  const here = ROUTES.filter((route) => route.path === request.path);
  const route = here.find((one) => one.method === request.method);
  if (!route) {
    return plain(here.length > 0 ? detail(405, 'Method Not Allowed') : detail(404, 'Not Found'));
  }
  const fault = takeFault(route, request, world);
  if (!fault && request.body.type === 'invalid')
    return plain(detail(request.body.status, request.body.reason));
  const waitMs = fault?.delayMs ?? 0;
  switch (fault?.definition.act) {
    case 'reply': {
      const reply = fault.definition.reply?.(fault.params, world.clock.now()) ?? DROP;
      return { reply, waitMs, fault };
    }
    case 'hang':
      return { reply: HANG, waitMs, fault };
    case 'drop_before':
      return { reply: DROP, waitMs, fault };
    case 'drop_after':
      route.handle(request, world);
      return { reply: DROP, waitMs, fault };
    case 'slow':
      return {
        reply: route.handle(request, world),
        waitMs: waitMs + numberParam(fault, 'delayMs', 1000),
        fault,
      };
    default:
      return { reply: route.handle(request, world, fault), waitMs, fault };
  }
}

function plain(reply: Reply): Decision {
  return { reply, waitMs: 0, fault: undefined };
}

function takeFault(route: Route, request: SimRequest, world: World): ActiveFault | undefined {
  if (route.endpoint === undefined) return undefined;
  return world.faults.take(typeof route.endpoint === 'function' ? route.endpoint(request) : route.endpoint);
}
