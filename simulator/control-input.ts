import type { FaultOptions } from './fault-plan.ts';
import { type FaultName, isFaultName } from './faults.ts';
import { asObject, asString } from './request.ts';

/** Reads `{"name", "times"?, "skip"?, "delayMs"?, "params"?}`, or says what is wrong with it. */
export function findFault(
  value: unknown,
): { readonly name: FaultName; readonly options: FaultOptions } | string {
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
