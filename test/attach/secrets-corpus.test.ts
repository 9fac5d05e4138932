import { describe, expect, it } from 'vitest';
import { scanText } from '../../src/attach/secrets/scan.ts';
import { draws, MADE, SECRETS } from './corpus.ts';
import { LOOKALIKES } from './lookalikes.ts';

/** Each form is drawn anew so many times. */
const DRAWS = 25;

const filled = (form: string) => (seed: number) => {
  const text = draws(seed).fill(form.replaceAll('·', ''));
  return text.replaceAll('\\n', '\n');
};

/** Of each form: in how many draws something is found. */
async function found(make: (seed: number) => string): Promise<number> {
  let count = 0;
  for (let seed = 0; seed < DRAWS; seed += 1)
    if ((await scanText(`first line\nvalue = ${make(seed)}\nlast line\n`)).length > 0) count += 1;
  return count;
}

interface Class {
  readonly class: string;
  readonly forms: number;
  readonly 'always found': number;
  readonly 'of all draws': string;
  /** Forms that are missed or that raise an alarm. */
  readonly not: readonly string[];
}

async function measure(name: string, forms: Readonly<Record<string, (seed: number) => string>>, all: number) {
  const counts: [string, number][] = [];
  for (const [form, make] of Object.entries(forms)) counts.push([form, await found(make)]);
  const sum = counts.reduce((total, [, count]) => total + count, 0);
  const share = `${((100 * sum) / (counts.length * DRAWS)).toFixed(1)} %`;
  const always = counts.filter(([, count]) => count === DRAWS).length;
  const not = counts
    .filter(([, count]) => count !== all)
    .map(([form, count]) => `${form} (${count}/${DRAWS})`);
  const row: Class = {
    class: name,
    forms: counts.length,
    'always found': always,
    'of all draws': share,
    not,
  };
  return { row, sum };
}

const byForm = (forms: readonly string[]) => Object.fromEntries(forms.map((form) => [form, filled(form)]));

async function table(
  classes: Readonly<Record<string, Readonly<Record<string, (seed: number) => string>>>>,
  all: number,
) {
  const measured = [];
  for (const [name, forms] of Object.entries(classes)) measured.push(await measure(name, forms, all));
  console.table(measured.map(({ row: { not: _, ...shown } }) => shown));
  const not = measured.flatMap(({ row }) => row.not);
  if (not.length > 0) console.log(not.join('\n'));
  const forms = measured.reduce((total, { row }) => total + row.forms, 0);
  return {
    forms,
    always: measured.reduce((total, { row }) => total + row['always found'], 0) / forms,
    share: measured.reduce((total, { sum }) => total + sum, 0) / forms / DRAWS,
  };
}

describe('the guard, measured', () => {
  it('finds the forms of the public rules', async () => {
    const classes = Object.entries(SECRETS).map(([name, forms]) => [name, byForm(forms)] as const);
    const made = Object.entries(MADE).map(
      ([form, make]) => [form, (seed: number) => make(draws(seed))] as const,
    );
    const result = await table(
      { ...Object.fromEntries(classes), 'built by hand': Object.fromEntries(made) },
      DRAWS,
    );
    expect(result.forms).toBeGreaterThan(200);
    expect(result.always).toBeGreaterThanOrEqual(0.95);
    expect(result.share).toBeGreaterThanOrEqual(0.99);
  });

  it('lets what only looks like a secret pass', async () => {
    const classes = Object.entries(LOOKALIKES).map(([name, forms]) => [name, byForm(forms)] as const);
    const result = await table(Object.fromEntries(classes), 0);
    expect(result.forms).toBeGreaterThan(120);
    expect(result.share).toBe(0);
  });
});
