import { apiError, detail, type PlainReply } from '../reply.ts';

/** Why a request is not answered. `detail` is the backend's own form, `error` the one of OpenAI's API (docs/wire.md 6.4). */
export type Refusal =
  | { readonly form: 'detail'; readonly status: number; readonly message: string }
  | {
      readonly form: 'error';
      readonly status: number;
      readonly code: string | null;
      readonly message: string;
      readonly param: string | null;
    };

export const detailRefusal = (message: string, status = 400): Refusal => ({
  form: 'detail',
  status,
  message,
});

export const errorRefusal = (
  code: string | null,
  param: string | null,
  message: string,
  status = 400,
): Refusal => ({
  form: 'error',
  status,
  code,
  message,
  param,
});

export const unsupportedParameter = (name: string): Refusal =>
  detailRefusal(`Unsupported parameter: ${name}`);

export const unsupportedValue = (param: string, message: string): Refusal =>
  errorRefusal('unsupported_value', param, message);

export function refusalReply(refusal: Refusal): PlainReply {
  return refusal.form === 'detail'
    ? detail(refusal.status, refusal.message)
    : apiError(refusal.status, refusal.code, refusal.message, { param: refusal.param });
}
