import type { FaultOptions } from './fault-plan.ts';
import { type FaultName, isFaultName } from './faults.ts';
import { detail, json, type Reply } from './reply.ts';
import { asObject, asString, header, isLoopbackHost, jsonObject, type SimRequest } from './request.ts';
import { describeState } from './state.ts';
import { tokenResponse } from './tokens.ts';
import { SCOPE } from './options.ts';
import { findAccount, type World } from './world.ts';

const PREFIX = '/__simulator/';

export function isControlPath(path: string): boolean {
  return path.startsWith(PREFIX);
}

/** What other processes may do: only by a loopback name, and never from a web page. */
export function control(request: SimRequest, world: World): Reply {
  if (!isLoopbackHost(header(request, 'host') ?? '') || header(request, 'origin') !== undefined) {
    return detail(403, 'The control plane answers on loopback only');
  }
  const action = COMMANDS[`${request.method} ${request.path.slice(PREFIX.length)}`];
  if (!action) return detail(404, `Unknown. There are: ${Object.keys(COMMANDS).join(', ')}`);
  return action(request, world);
}

type Command = (request: SimRequest, world: World) => Reply;

const COMMANDS: Readonly<Record<string, Command>> = {
  'GET log': (_request, world) => json(200, world.log.entries),
  'GET state': (_request, world) => json(200, describeState(world)),
  'POST clear': (_request, world) => {
    world.faults.clear();
    world.log.clear();
    return json(200, {});
  },
  'POST faults': (request, world) => {
    const asked = request.body.type === 'json' ? request.body.value : undefined;
    const faults = (Array.isArray(asked) ? asked : [asked]).map(findFault);
    for (const fault of faults) if (typeof fault === 'string') return detail(400, fault);
    for (const fault of faults) if (typeof fault !== 'string') world.faults.arm(fault.name, fault.options);
    return json(200, { faults: world.faults.list() });
  },
  'POST clock': (request, world) => {
    const seconds = jsonObject(request)?.['advance'];
    if (typeof seconds !== 'number') return detail(400, 'Give {"advance": seconds}');
    world.clock.advance(seconds);
    return json(200, { now: world.clock.now() });
  },
  'POST device/approve': (request, world) => {
    const body = jsonObject(request);
    const account = findAccount(world, asString(body?.['account']));
    if (!account) return detail(404, 'No such account');
    const done = world.devices.approve(asString(body?.['user_code']) ?? '', account.id);
    return done ? json(200, {}) : detail(404, 'No such pending user_code');
  },
  'POST device/deny': (request, world) => {
    const done = world.devices.deny(asString(jsonObject(request)?.['user_code']) ?? '');
    return done ? json(200, {}) : detail(404, 'No such pending user_code');
  },
  'POST tokens': mintByRequest,
};

function mintByRequest(request: SimRequest, world: World): Reply {
  const body = jsonObject(request) ?? {};
  const known = findAccount(world, asString(body['account']) ?? asString(body['workspace']));
  if (!known) return detail(404, 'No such account');
  const account = { ...known, plan: asString(body['plan']) ?? known.plan };
  const ttl = body['ttl'];
  const set = world.tokens.mint({
    account,
    clientId: asString(body['client_id']) ?? world.clientIds[0] ?? '',
    scope: SCOPE,
    ...(typeof ttl === 'number' ? { accessTtlSeconds: ttl } : {}),
  });
  return json(200, {
    ...tokenResponse(set),
    expires_at: set.expiresAt,
    account_id: set.accountId,
    family_id: set.familyId,
  });
}

/** Reads `{"name", "times"?, "skip"?, "delayMs"?, "params"?}`, or says what is wrong with it. */
function findFault(value: unknown): { readonly name: FaultName; readonly options: FaultOptions } | string {
  const asked = asObject(value);
  const name = asString(asked?.['name']) ?? '';
  if (!asked || !isFaultName(name)) return `Unknown fault: ${name}. They are listed in simulator/faults.ts`;
  const options: Record<string, unknown> = {};
  for (const key of ['times', 'skip', 'delayMs']) {
    const number = asked[key];
    if (number === undefined) continue;
    if (typeof number !== 'number') return `${key} must be a number`;
    options[key] = number;
  }
  const params = asObject(asked['params']);
  return { name, options: { ...options, ...(params ? { params } : {}) } };
}
