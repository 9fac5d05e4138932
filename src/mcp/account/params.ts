import type { JsonObject } from '../../system/json.ts';
import { INVALID_REQUEST, rpcError } from './rpc.ts';

/** What account/login/start may ask for (docs/wire.md 10.1). */
export type LoginParams =
  | { readonly type: 'apiKey'; readonly apiKey: string }
  | { readonly type: 'chatgpt' }
  | { readonly type: 'chatgptDeviceCode' }
  | {
      readonly type: 'chatgptAuthTokens';
      readonly accessToken: string;
      readonly chatgptAccountId: string;
      readonly chatgptPlanType: string | undefined;
    };

const TYPES = ['apiKey', 'chatgpt', 'chatgptDeviceCode', 'chatgptAuthTokens'] as const;
/** Known to the app-server and not to us: said as such, so that nobody looks for a typing mistake. */
const FOREIGN = ['amazonBedrock', 'amazonBedrockAccessKeys'];

const invalid = (what: string): Error => rpcError(INVALID_REQUEST, `Invalid request: ${what}`);

function shown(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'sequence';
  switch (typeof value) {
    case 'string':
      return 'string';
    case 'number':
      return Number.isInteger(value) ? 'integer' : 'floating point';
    case 'boolean':
      return 'boolean';
    default:
      return 'map';
  }
}

/** A string member. Values are not repeated in the message: one of them is a token. */
function text(params: JsonObject, name: string): string {
  const value = params[name];
  if (value === undefined) throw invalid(`missing field \`${name}\``);
  if (typeof value !== 'string') throw invalid(`invalid type: ${shown(value)}, expected a string`);
  return value;
}

function optionalText(params: JsonObject, name: string): string | undefined {
  const value = params[name];
  return value === undefined || value === null ? undefined : text(params, name) || undefined;
}

export function readLoginParams(params: JsonObject): LoginParams {
  const asked = text(params, 'type');
  const type = TYPES.find((t) => t === asked);
  switch (type) {
    case 'apiKey': {
      const apiKey = text(params, 'apiKey').trim();
      if (apiKey === '') throw invalid('`apiKey` is empty');
      return { type, apiKey };
    }
    case 'chatgpt':
    case 'chatgptDeviceCode':
      return { type };
    case 'chatgptAuthTokens':
      return {
        type,
        accessToken: text(params, 'accessToken'),
        chatgptAccountId: text(params, 'chatgptAccountId'),
        chatgptPlanType: optionalText(params, 'chatgptPlanType'),
      };
    case undefined: {
      if (FOREIGN.includes(asked)) {
        throw rpcError(
          INVALID_REQUEST,
          `account/login/start.${asked} is not supported: codex-oauth talks to OpenAI only.`,
        );
      }
      const known = TYPES.map((t) => `\`${t}\``).join(', ');
      throw invalid(`unknown variant \`${asked.slice(0, 60)}\`, expected one of ${known}`);
    }
  }
}

export function readRefreshFlag(params: JsonObject): boolean {
  const value = params['refreshToken'];
  if (value === undefined) return false;
  if (typeof value !== 'boolean') throw invalid(`invalid type: ${shown(value)}, expected a boolean`);
  return value;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function readLoginId(params: JsonObject): string {
  const id = text(params, 'loginId');
  if (!UUID.test(id)) throw rpcError(INVALID_REQUEST, `invalid login id: ${id.slice(0, 60)}`);
  return id.toLowerCase();
}
