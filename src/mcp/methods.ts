import type { JsonObject } from '../system/json.ts';
import { completionMethods } from './completions.ts';
import type { HostLink } from './host.ts';
import { ErrorCode, rpcError } from './json-rpc.ts';
import { promptMethods } from './prompts.ts';
import { toolMethods } from './registrar.ts';
import { resourceMethods } from './resources.ts';
import type { Backstage } from './tool.ts';

/** What one request brings along besides its parameters. */
export interface Call {
  readonly host: HostLink;
  /** Fires when the host cancels the call or goes away. */
  readonly signal: AbortSignal;
}

/** Methods by their names. Their parameters have the form that json-rpc.ts demands. */
export type Methods = Readonly<
  Record<string, (params: JsonObject, call: Call) => JsonObject | Promise<JsonObject>>
>;

/** What we serve in every version of MCP. */
export function commonMethods(back: Backstage, hasCommands: boolean): Methods {
  return {
    ...toolMethods(back),
    ...(hasCommands ? {} : promptMethods()),
    ...completionMethods(back),
    ...resourceMethods(back),
  };
}

/** Runs a method; an unknown one is an error of the protocol. The copy is for the SDKs, which want to write into it. */
export async function run(
  methods: Methods,
  method: string,
  params: JsonObject | undefined,
  call: Call,
): Promise<Record<string, unknown>> {
  const known = Object.hasOwn(methods, method) ? methods[method] : undefined;
  if (!known) throw rpcError(ErrorCode.MethodNotFound, `Method not found: ${method.slice(0, 100)}`);
  return { ...(await known(params ?? {}, call)) };
}
