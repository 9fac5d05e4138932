import { describe, expect, it } from 'vitest';
import { scanText } from '../../src/attach/secrets/scan.ts';
import { draws, MADE, SECRETS } from './corpus.ts';
import { LOOKALIKES } from './lookalikes.ts';

/** Each form is drawn anew so many times. */
const DRAWS = 40;

/** Where a value stands; what has spaces or quotes of its own stands by itself. */
const PLACES: readonly ((value: string) => string)[] = [
  (v) => `value = ${v}`,
  (v) => `VALUE=${v}`,
  (v) => `value: ${v}`,
  (v) => JSON.stringify({ value: v }),
  (v) => `const client = new Client('${v}');`,
  (v) => `curl -H "X-Thing: ${v}" https://api.corp.net/`,
  (v) => `curl "https://api.corp.net/?value=${v}&b=1"`,
  (v) => `<value>${v}</value>`,
  (v) => `got (${v}), done.`,
  (v) => v,
];
const placed = (text: string, seed: number): string =>
  /[\s"]|^\w+=[^=]/.test(text) ? text : (PLACES[seed % PLACES.length]?.(text) ?? text);

const filled = (form: string) => (seed: number) => {
  const text = draws(seed).fill(form.replaceAll('·', ''));
  return text.replaceAll('\\n', '\n');
};

/** Of each form: in how many draws something is found. */
async function found(make: (seed: number) => string): Promise<number> {
  let count = 0;
  for (let seed = 0; seed < DRAWS; seed += 1)
    if ((await scanText(`first line\n${placed(make(seed), seed)}\nlast line\n`)).length > 0) count += 1;
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

/** Where a name and its value stand. */
const NAMED_PLACES: readonly ((name: string, value: string) => string)[] = [
  (n, v) => `${n}=${v}`,
  (n, v) => `export ${n}="${v}"`,
  (n, v) => `docker run -e ${n}=${v} image`,
  (n, v) => `${n.toLowerCase()} = "${v}"`,
  (n, v) => `${n.toLowerCase()}: ${v}`,
  (n, v) => `  - name: ${n}\n    value: ${v}`,
  (n, v) => `  - name: "${n}"\n    value: "${v}"`,
  (n, v) => JSON.stringify({ environment: [{ name: n, value: v }] }),
  (n, v) => JSON.stringify({ environment: [{ name: n, value: v }] }, null, 2),
  (n, v) => JSON.stringify({ [n]: v }),
  (n, v) => `os.environ["${n}"] = "${v}"`,
  (n, v) => `<add key="${n}" value="${v}" />`,
];
const NAMES = [
  'AWS_SECRET_ACCESS_KEY',
  'DD_API_KEY',
  'DB_PASSWORD',
  'AUTH0_CLIENT_SECRET',
  'FASTLY_API_TOKEN',
];

describe('the guard, measured', () => {
  it('finds a drawn value by its name, wherever the two stand', async () => {
    const forms = NAMED_PLACES.flatMap((put) =>
      NAMES.flatMap((name) => ['{n32}', '{x32}', '{b40}', '{uuid}'].map((form) => put(name, form))),
    );
    const result = await table({ 'by a name': byForm(forms) }, DRAWS);
    expect(result.always).toBe(1);
  });

  it('finds the forms of the public rules', async () => {
    const classes = Object.entries(SECRETS).map(([name, forms]) => [name, byForm(forms)] as const);
    const made = Object.entries(MADE).map(
      ([form, make]) => [form, (seed: number) => make(draws(seed))] as const,
    );
    const result = await table(
      { ...Object.fromEntries(classes), 'built by hand': Object.fromEntries(made) },
      DRAWS,
    );
    expect(result.forms).toBeGreaterThan(400);
    expect(result.always).toBeGreaterThanOrEqual(0.97);
    expect(result.share).toBeGreaterThanOrEqual(0.998);
  });

  it('lets what only looks like a secret pass', async () => {
    const classes = Object.entries(LOOKALIKES).map(([name, forms]) => [name, byForm(forms)] as const);
    const result = await table(Object.fromEntries(classes), 0);
    expect(result.forms).toBeGreaterThan(120);
    expect(result.share).toBe(0);
  });
});
