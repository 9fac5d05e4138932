import { its, say } from '../system/wording.ts';
import { AppError } from '../system/errors.ts';
import { parseJson, type JsonObject } from '../system/json.ts';
import { mismatches, schemaProblem } from './json-schema.ts';

/** A schema that can never work, said before anything is sent. */
export function checkOutputSchema(schema: JsonObject): void {
  const refuse = (why: string): AppError =>
    new AppError({
      kind: 'input',
      code: 'query.schema',
      what: say`${its.outputSchema} cannot be used.`,
      why,
      fix: 'Correct it, or leave it out and describe the form in the prompt.',
    });
  const problem = schemaProblem(schema);
  if (problem) throw refuse(`${problem.at === '' ? 'It' : problem.at} ${problem.problem}.`);
  if (schema['type'] !== 'object')
    throw refuse('Its top level must have "type": "object"; wrap lists and plain values in one.');
}

export type Output =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: AppError };

const SHOWN = 3;

/** The answer as the JSON that was asked for, or what is wrong with it. */
export function readOutput(text: string, schema: JsonObject): Output {
  const value = parseJson(text);
  const fail = (why: string): Output => ({
    ok: false,
    error: new AppError({
      kind: 'backend',
      code: 'query.schema_missed',
      what: say`The answer does not fit ${its.outputSchema}.`,
      why,
      fix: 'Ask again, or loosen the schema.',
    }),
  });
  if (value === undefined) return fail('It is not JSON.');
  const found = mismatches(value, schema);
  if (found.length === 0) return { ok: true, value };
  const shown = found.slice(0, SHOWN).map((m) => `${m.at === '' ? 'the whole' : m.at} ${m.problem}`);
  const more = found.length > SHOWN ? `, and ${found.length - SHOWN} more` : '';
  return fail(`In it, ${shown.join('; ')}${more}.`);
}
